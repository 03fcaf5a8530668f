/* The page that puts a plan together: where a draft begins, where it is kept, and how it is taken away. What a draft
   is and what can be done with it stands in draft.js; this only joins its parts to the page. */
(function () {
  "use strict";
  var KEEP_AFTER = 300;
  var SUMS_AFTER = 120;
  var data = window.planData;
  var ui = window.planPage;

  function say(label, values) {
    return window.withValues(data.labels[label], values || {});
  }

  /* What a button says, and what it is about, for those who do not see where it stands. */
  function named(label, title) {
    return say(label) + window.planText.colon(data) + title;
  }

  /* ---- The draft on this device ---- */

  var DRAFT = "plan-draft-" + data.language;
  var BASKET = "plan-basket-" + data.language;
  var DAMAGED = "plan-draft-damaged-" + data.language;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  }

  function store(key, text) {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    } catch (error) {
      return false;
    }
  }

  /* What other pages put in: [{plan, task, title}], [{activity, title}], [{start}]. Anything else is left out. */
  function basket(begun) {
    var found;
    var asked = /^#start=([a-z0-9-]+)$/.exec(location.hash);
    try {
      found = JSON.parse(stored(BASKET) || "[]");
    } catch (error) {
      found = [];
    }
    var items = Array.isArray(found) ? found.filter(function (one) { return one && typeof one === "object"; }) : [];
    return (asked && !begun ? [{ start: asked[1] }] : []).concat(items);
  }

  /* Whether a draft has this task or this activity already. */
  function holds(draft, item) {
    return draft.tasks.some(function (task) {
      if (item.task) return task.plan === item.plan && task.id === item.task;
      return task.activities.some(function (activity) { return activity.id === item.activity; });
    });
  }

  customElements.define("put-together", class extends HTMLElement {
    connectedCallback() {
      if (!window.planData) return;
      this.hidden = false;
      document.querySelector(".needs-script").hidden = true;
      this.messages = this.querySelector(".pt-messages");
      this.work = this.querySelector(".pt-work");
      this.lines = this.querySelectorAll(".pt-line span");
      this.starts = this.querySelector(".pt-start");
      this.page = this.interface();
      this.editor = window.planEditor(this.page, this.querySelector(".pt-draft"));
      this.chooser = window.planChooser(this.page, this.querySelector(".pt-draft"));
      this.panel = window.planPanel(this.page, this.querySelector(".pt-sums"));
      this.history = window.planDraft.history(this.begin());
      this.listen();
      this.takeBasket();
      this.tellNews();
      this.show();
    }

    /* What the parts of the page may ask for. */
    interface() {
      var wording = [this.dataset.wording, this.dataset.terms].filter(Boolean);
      var loading = null;
      return {
        data: data, say: say, named: named, values: ui.values, announce: window.announce,
        draft: () => this.history.now(),
        change: (draft, joint) => this.change(draft, joint),
        addTo: (key) => this.chooser.into(key),
        addActivity: (id, key) => this.addActivity(id, key),
        findTheme: (id) => this.chooser.theme(id),
        wording: wording.length ? function () {
          if (!loading) {
            loading = Promise.all(wording.map(function (address) { return window.loadScript(address); }));
            /* Whoever asks after a failure tries again. */
            loading.catch(function () { loading = null; });
          }
          return loading;
        } : null,
      };
    }

    begin() {
      var text = stored(DRAFT);
      if (!text) return null;
      var found = window.planDraft.read(text, data.language);
      if (found.draft) return found.draft;
      store(DAMAGED, text);
      store(DRAFT, null);
      this.message(say("kept-damaged"));
      return null;
    }

    listen() {
      this.addEventListener("click", (event) => {
        var button = event.target.closest("[data-do], [data-start], [data-frame]");
        if (!button || button.type === "file") return;
        if (button.dataset.start !== undefined) this.start(button.dataset.start);
        else if (button.dataset.frame) this.begun(window.planDraft.frame(data, button.dataset.frame));
        else this[button.dataset.do]();
      });
      this.querySelectorAll("input[type=file]").forEach((input) => {
        input.addEventListener("change", () => this.openFile(input));
      });
      this.querySelector("[data-form]").addEventListener("submit", (event) => {
        event.preventDefault();
        this.propose(event.target);
      });
      this.addEventListener("keydown", (event) => this.keys(event));
      document.addEventListener("fields-changed", () => this.later());
      window.addEventListener("storage", (event) => this.follow(event));
      window.addEventListener("pagehide", () => this.keep());
      window.addEventListener("pageshow", (event) => { if (event.persisted) this.comeBack(); });
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
      window.addEventListener("beforeprint", () => this.paper());
      window.addEventListener("afterprint", () => this.querySelector(".pt-paper").replaceChildren());
      this.querySelector(".pt-in-app").hidden = !window.filesAreDropped;
    }

    /* In a text field Ctrl+Z is the field's own, as everywhere. */
    keys(event) {
      var field = /^(TEXTAREA|INPUT|SELECT)$/.test(event.target.nodeName) && event.target.type !== "checkbox";
      if (field || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) this.redo();
      else this.undo();
    }

    /* ---- Changes ---- */

    change(draft, joint) {
      if (draft === this.history.now()) return;
      this.history.take(window.planFrame.follow(draft, data), joint);
      this.show(Boolean(joint));
      this.unkept = true;
      clearTimeout(this.keeping);
      this.keeping = setTimeout(() => this.keep(), KEEP_AFTER);
    }

    show(typing) {
      var draft = this.history.now();
      this.work.hidden = !draft;
      this.place(Boolean(draft));
      this.querySelector("[data-do=undo]").disabled = !this.history.canUndo();
      this.querySelector("[data-do=redo]").disabled = !this.history.canRedo();
      if (!draft) return;
      this.editor.show(draft);
      if (typing) return this.later();
      this.chooser.draw();
      this.sums();
    }

    /* The beginnings stand first while there is no draft, and at the end, folded away, when there is one. */
    place(working) {
      var box = this.querySelector(".pt-restart");
      if (working && this.starts.parentElement !== box) box.append(this.starts);
      if (!working && this.starts.parentElement === box) this.work.before(this.starts);
    }

    later() {
      clearTimeout(this.summing);
      this.summing = setTimeout(() => this.sums(), SUMS_AFTER);
    }

    /* Draws and answers the sums of the draft as it is now. */
    sums() {
      clearTimeout(this.summing);
      var draft = this.history.now();
      if (!draft) return null;
      var sums = window.planSums(draft, data, ui.values());
      var counts = { tasks: sums.tasks, runs: sums.total.runs, length: sums.length, empty: sums.empty.length, warnings: sums.warnings.length };
      this.lines.forEach(function (line) { line.textContent = say(line.dataset.label, counts); });
      this.editor.sums(sums);
      this.panel.show(draft, sums);
      document.dispatchEvent(new CustomEvent("plan-draft", { detail: draft }));
      return sums;
    }

    keep() {
      if (!this.unkept) return;
      this.unkept = false;
      clearTimeout(this.keeping);
      var draft = this.history.now();
      if (store(DRAFT, draft ? window.planDraft.file(draft) : null) || this.warned) return;
      this.warned = true;
      this.message(say("storage-off"));
    }

    follow(event) {
      if (event.key === BASKET && event.newValue) this.takeBasket();
      if (event.key === DRAFT && event.newValue) this.takeOver(event.newValue);
    }

    /* After "back" a browser may show the page as it was left, and would overwrite what was done to the draft since. */
    comeBack() {
      var text = stored(DRAFT);
      var draft = this.history.now();
      if (text && (!draft || text !== window.planDraft.file(draft))) this.takeOver(text);
      this.takeBasket();
    }

    /* Whoever is typing here goes on typing, unless just that was changed. */
    takeOver(text) {
      var found = window.planDraft.read(text, data.language);
      var before = this.history.now();
      if (!found.draft) return;
      this.history.take(before ? window.planDraft.keepSame(found.draft, before) : found.draft);
      this.show();
      window.announce(say("other-window"));
    }

    undo() {
      this.back(this.history.canUndo(), "undo", "undone");
    }

    redo() {
      this.back(this.history.canRedo(), "redo", "redone");
    }

    back(can, step, said) {
      if (!can) return;
      this.history[step]();
      this.unkept = true;
      this.show();
      this.keep();
      window.announce(say(said));
      var button = this.querySelector("[data-do=" + step + "]");
      if (this.work.hidden) this.arrive();
      else if (button.disabled) this.querySelector("[data-do=" + (step === "undo" ? "redo" : "undo") + "]").focus();
      /* The element with the focus was built anew: without a focus on this page it would not hear the next Ctrl+Z. */
      else if (document.activeElement === document.body) button.focus({ preventScroll: true });
    }

    /* ---- Beginnings ---- */

    start(plan) {
      this.begun(plan ? window.planDraft.start(data, plan) : window.planDraft.empty(data));
    }

    begun(draft) {
      this.another(draft);
      this.arrive();
    }

    /* Messages about the draft before (why it was proposed, what the site has changed since) do not concern this one. */
    another(draft) {
      [this.proposal, this.news].forEach(function (box) { if (box) box.remove(); });
      this.change(draft);
    }

    propose(form) {
      var answers = new FormData(form);
      var found = window.planProposal(data, {
        kind: answers.get("kind"), themes: answers.getAll("themes"), months: answers.getAll("months").map(Number),
        households: window.fieldValues.amount(answers.get("households")), staff: window.fieldValues.amount(answers.get("staff")),
        budget: window.fieldValues.amount(answers.get("budget")),
      });
      this.fill(answers);
      this.another(found.draft);
      this.querySelector(".pt-restart").open = false;
      this.proposal = this.answer(say("why"), found.why);
    }

    /* What was answered need not be filled in again. The texts say 〔户数〕户: of 1200户 only the number goes there. */
    fill(answers) {
      function counted(name) { return String(window.fieldValues.amount(answers.get(name)) || answers.get(name).trim()); }
      var budget = answers.get("budget").normalize("NFKC").trim();
      var plain = /^[\d,]+$/.test(budget);
      var known = {
        "households": counted("households"), "staff-count": counted("staff"),
        "budget-total": plain && data.language === "zh" ? budget + "元" : plain ? "¥" + budget : budget,
      };
      Object.keys(known).forEach(function (field) { if (known[field]) window.fieldValues.set(field, known[field]); });
    }

    /* To the head of the draft, or of the beginnings where there is none. */
    arrive() {
      var box = this.querySelector(".pt-restart");
      box.open = false;
      var head = this.querySelector(this.work.hidden ? "#pt-start" : "#pt-draft");
      head.tabIndex = -1;
      head.focus();
      head.scrollIntoView();
    }

    own() {
      var draft = window.planDraft.addOwnTask(this.history.now());
      this.change(draft);
      this.editor.open(draft.tasks[draft.tasks.length - 1].key).querySelector("input").focus();
    }

    addActivity(id, into) {
      var draft = this.history.now();
      var known = data.activities[id];
      var task = into === "own" ? null : into ? draft.tasks.find(function (one) { return one.key === into; })
        : window.planDraft.taskFor(draft, known);
      this.change(this.withActivity(draft, id, task));
      var now = this.history.now();
      var number = task ? now.tasks.findIndex(function (one) { return one.key === task.key; }) + 1 : now.tasks.length;
      window.announce(say("added-run", { title: known.title, n: number, task: now.tasks[number - 1].title }));
    }

    withActivity(draft, id, task) {
      if (task) return window.planDraft.addActivity(draft, data, id, task.key);
      return window.planDraft.addActivityTask(draft, data, id, function (day) { return window.planText.dayName(day, data.language); });
    }

    /* What was put in on other pages since. */
    takeBasket() {
      var items = basket(Boolean(this.history.now()));
      if (!items.length) return;
      store(BASKET, null);
      var taken = [];
      var there = [];
      var gone = [];
      var draft = this.history.now();
      items.forEach((one) => {
        var plan = data.plans.find(function (plan) { return plan.id === (one.start || one.plan); });
        var title = String(one.title || one.start || "").slice(0, 200);
        var task = plan && plan.tasks.find(function (found) { return found.id === one.task; });
        if (one.start && plan) {
          if (!draft) draft = window.planDraft.start(data, plan.id);
          else this.ask(plan);
        } else if (draft && holds(draft, one)) {
          there.push(title);
        } else if (task) {
          draft = window.planDraft.addTask(draft || window.planDraft.frame(data, plan.id), data, plan.id, task.id);
          taken.push(task.title);
        } else if (Object.prototype.hasOwnProperty.call(data.activities, String(one.activity))) {
          draft = draft || window.planDraft.empty(data);
          draft = this.withActivity(draft, one.activity, window.planDraft.taskFor(draft, data.activities[one.activity]));
          taken.push(data.activities[one.activity].title);
        } else gone.push(title);
      });
      var comma = window.planText.comma(data);
      if (taken.length) this.message(say("taken-task", { titles: taken.join(comma) }));
      if (there.length) this.message(named("there", there.join(comma)));
      if (gone.length) this.message(say("not-found", { titles: gone.join(comma) }));
      this.change(draft);
    }

    ask(plan) {
      this.message(say("have-draft", { plan: plan.name }), [], [
        [say("replace"), () => this.start(plan.id)], [say("keep"), function () {}],
      ]);
    }

    /* The message, if there is one. */
    tellNews() {
      var draft = this.history.now();
      var found = draft ? window.planDraft.news(draft, data) : [];
      if (!found.length) return null;
      var items = found.map((one) => {
        var text = say("news-" + one.kind, { n: one.number, title: one.title });
        var item = ui.el("li", {}, [ui.el("span", { text: text })]);
        var answer = (label, change) => {
          item.append(" ", ui.button(say(label), named(label, one.title), () => {
            var now = this.history.now();
            /* The task may be gone by now, or the draft be another one. */
            if (now && now.id === draft.id && now.tasks.some(function (task) { return task.key === one.key; })) this.change(change(now, data, one.key));
            this.done(item);
          }));
        };
        if (one.kind === "task-changed") answer("news-take", window.planDraft.renewTask);
        if (one.kind !== "activity-gone") answer("news-keep", window.planDraft.keepTask);
        return item;
      });
      this.news = this.message(say("news"), items);
      return this.news;
    }

    done(item) {
      var box = item.closest(".pt-message");
      item.remove();
      if (box.querySelector("li")) box.querySelector("button").focus();
      else {
        box.remove();
        this.arrive();
      }
    }

    /* A message that stays until it is read, once, however often it is given; the focus goes back to where it was before.
       `items`: texts or elements; `actions`: [[name, function]]. */
    message(text, items, actions) {
      var before = document.activeElement;
      Array.from(this.messages.children).forEach(function (old) { if (old.firstChild.textContent === text) old.remove(); });
      var box = ui.el("div", { class: "pt-message", tabIndex: -1 });
      box.append(ui.el("p", { text: text }));
      if (items && items.length) {
        box.append(ui.el("ul", {}, items.map(function (item) {
          return item instanceof Node ? item : ui.el("li", { text: item });
        })));
      }
      (actions || [[say("close"), function () {}]]).forEach((action) => {
        box.append(ui.button(action[0], "", () => {
          box.remove();
          action[1]();
          if (document.activeElement === document.body) before.focus();
          if (document.activeElement === document.body) this.arrive();
        }));
      });
      this.messages.append(box);
      return box;
    }

    /* Where the reader has just done something, the answer is brought to them. */
    answer(text, items) {
      var box = this.message(text, items);
      this.bring(box);
      return box;
    }

    /* A long one is read from its beginning. */
    bring(box) {
      box.focus();
      box.scrollIntoView({ block: box.offsetHeight > innerHeight / 2 ? "start" : "center" });
    }

    /* ---- Taking away ---- */

    file() {
      this.hand(window.planDraft.file(this.history.now(), ui.values()), "json", "application/json");
    }

    fileText() {
      this.copyText(window.planDraft.file(this.history.now(), ui.values()));
    }

    copy() {
      this.copyText(window.planText.plain(this.history.now(), data, ui.values()));
    }

    /* Where the clipboard is closed, the text is selected in a field and the reader copies it by hand. */
    copyText(text) {
      var old = this.querySelector(".pt-out > textarea");
      if (old) old.remove();
      var box = ui.el("textarea", { value: text, rows: 6, "aria-label": say("out-copy") });
      this.querySelector(".pt-out").append(box);
      window.clipboardCopy({ text: text, target: box }).then((how) => {
        window.announce(say("copy-" + how) + (how === "copied" ? this.left() : ""));
        if (how === "copied") box.remove();
      });
    }

    /* Asks first where sections still speak of the sample's tasks: they might be handed in unread. */
    word() {
      var stale = this.sums().stale;
      if (!stale.length) return this.wordFile();
      var comma = window.planText.comma(data);
      var box = this.message(say("out-stale", { names: stale.map(function (one) { return one.heading; }).join(comma) }), [], [
        [say("out-rewrite"), () => {
          this.change(window.planFrame.write(this.history.now(), data, stale.map(function (one) { return one.id; })));
          this.wordFile();
        }],
        [say("out-as-is"), () => this.wordFile()],
      ]);
      this.bring(box);
    }

    wordFile() {
      this.make("docx", window.planWordFile.type, () => Promise.all([window.fflate || window.loadScript(this.dataset.library), window.planWord || window.loadScript(this.dataset.word)])
        .then(() => window.planWordFile.file(this.history.now(), data, window.planWord, ui.values(), window.fflate)));
    }

    sheet() {
      this.make("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", () => Promise.resolve(window.fflate || window.loadScript(this.dataset.library))
        .then(() => window.planOut.spreadsheet(this.history.now(), data, ui.values(), this.sums(), window.fflate)));
    }

    /* The run sheets of all activities in the draft; what staff wrote themselves has none. */
    sheets() {
      var found = new Map();
      this.history.now().tasks.forEach((task) => task.activities.forEach((one) => {
        if (data.activities[one.id]) found.set(one.id, { title: one.title, address: this.dataset.activities + one.id + "/" });
      }));
      if (!found.size) return window.announce(say("out-no-sheets"));
      this.make("zip", window.runSheets.type, () => window.runSheets.zip(Array.from(found.values()), this.dataset.library), say("out-sheets-name"));
    }

    calendar() {
      this.make("ics", "text/calendar;charset=utf-8", () => Promise.resolve(window.planOut.icalendar(this.history.now(), data, ui.values(), this.sums(), new Date())));
    }

    make(ending, type, content, addition) {
      window.announce(say("out-working"));
      Promise.resolve().then(content).then((bytes) => this.hand(bytes, ending, type, addition)).catch((error) => {
        window.announce(say("out-failed"));
        console.warn(error);
      });
    }

    /* The head of the plan as a file's name, in English with the line that says whose it is; what is not filled in is
       left out, with the 年 that follows a year. */
    name() {
      var head = [this.history.now().title, data.subtitle].filter(Boolean).join(", ");
      var said = window.planText.pieces(window.planText.filled(head, data, ui.values()), data).map(function (piece, place, all) {
        if (piece.field) return "";
        return place && all[place - 1].field ? piece.text.replace(/^年/, "") : piece.text;
      }).join("").replace(/[〔〕[\]]/g, "").split(", ").filter(Boolean).join(", ");
      return window.fileName(said) || "plan";
    }

    left() {
      var empty = this.sums().empty.length;
      return empty ? say("out-left", { n: empty }) : "";
    }

    /* Blanks are counted in the whole text, which of these files only the Word file holds. */
    hand(content, ending, type, addition) {
      var name = this.name() + (addition || "") + "." + ending;
      window.handFile(name, content, type);
      window.announce(window.filesAreDropped ? say("out-in-app") : say("out-done", { name: name }) + (ending === "docx" ? this.left() : ""));
    }

    print() {
      window.print();
    }

    /* What is printed is the plan alone, as the style sheet says. */
    paper() {
      var draft = this.history.now();
      document.documentElement.classList.toggle("prints-draft", Boolean(draft));
      if (draft) this.panel.print(this.querySelector(".pt-paper"), draft);
    }

    openFile(input) {
      var file = input.files[0];
      if (!file) return;
      file.text().then((text) => this.open(text), () => { this.answer(window.siteInterface.words["file-unread"]); });
      input.value = "";
    }

    /* What the file brings along fills what is empty here; what stands here already stays. */
    fillEmpty(fields) {
      this.sums().fields.forEach(function (field) {
        if (!field.value && field.scope !== "place" && Object.prototype.hasOwnProperty.call(fields, field.id)) ui.setValue(field, fields[field.id]);
      });
    }

    paste() {
      var box = this.querySelector("[data-paste]");
      if (this.open(box.value)) box.value = "";
    }

    open(text) {
      var found = window.planDraft.read(text, data.language);
      if (!found.draft) {
        this.answer(say("fault-" + found.fault, { at: found.at || say("fault-end") }));
        return false;
      }
      this.another(found.draft);
      this.fillEmpty(found.fields);
      window.announce(say("opened", { n: found.draft.tasks.length }));
      var news = this.tellNews();
      this.arrive();
      if (news) this.bring(news);
      return true;
    }
  });
})();
