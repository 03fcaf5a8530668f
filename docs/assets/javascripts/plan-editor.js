/* The draft on the left of the page: fields, title, frame and tasks, each edited in place. Only what changed is drawn
   anew, so that typing stays fluent with hundreds of tasks; the form of a task is built when it is opened.
   `page`: {data, say(label, values), named(label, title), values(), draft(), change(draft, joint), announce(text),
   addTo(taskKey), addActivity(id, taskKey), findTheme(id), wording() or null}: put-together.js. */
(function () {
  "use strict";
  var FIRST_FIELDS = ["community", "year"];
  var ui = window.planPage;
  var el = ui.el;

  /* ---- Fields ---- */

  function fields(page, host) {
    var first = el("div", { class: "pt-fields" });
    var rest = el("div", { class: "pt-fields" });
    var count = el("summary");
    var byHand = el("p", { class: "pt-note" });
    var more = el("details", { class: "pt-box" }, [count, rest, byHand]);
    var inputs = new Map();
    host.append(el("h4", { text: page.say("fill") }), first, more);

    function input(field) {
      var found = ui.line(field.value, "", function (value) { ui.setValue(field, value); }, { placeholder: field.example });
      return { control: found, label: ui.label(field.label, found) };
    }

    return function (sums) {
      var wanted = { first: [], rest: [] };
      var known = sums.fields.filter(function (field) { return field.scope !== "place"; })
        .sort(function (a, b) { return FIRST_FIELDS.indexOf(a.id) - FIRST_FIELDS.indexOf(b.id); });
      known.forEach(function (field) {
        if (!inputs.has(field.id)) inputs.set(field.id, input(field));
        var one = inputs.get(field.id);
        if (one.control !== document.activeElement) one.control.value = field.value;
        wanted[FIRST_FIELDS.indexOf(field.id) >= 0 ? "first" : "rest"].push(one.label);
      });
      ui.arrange(first, wanted.first);
      ui.arrange(rest, wanted.rest);
      var empty = known.filter(function (field) { return !field.value && FIRST_FIELDS.indexOf(field.id) < 0; }).length;
      count.textContent = page.say("fill-more", { n: empty });
      more.hidden = !wanted.rest.length;
      host.hidden = !known.length;
      var names = sums.fields.filter(function (field) { return field.scope === "place"; }).map(function (field) { return field.label; });
      byHand.hidden = !names.length;
      byHand.textContent = page.say("fill-by-hand", { names: names.join(window.planText.comma(page.data)) });
    };
  }

  /* ---- A task ---- */

  function taskRow(page, key) {
    var draft = window.planDraft;
    var data = page.data;
    var number = el("span", { class: "pt-number" });
    var name = el("span");
    var facts = el("p", { class: "pt-facts" });
    var runs = el("ul", { class: "pt-runs" });
    var up = ui.button("↑", "", function () { move(-1); }, "button--small");
    var down = ui.button("↓", "", function () { move(1); }, "button--small");
    var gone = ui.button(page.say("remove"), "", remove, "button--small");
    var summary = el("summary", { text: page.say("edit") });
    var body = el("div", { class: "pt-body" });
    var form = window.taskForm(page, key, body);
    var editor = el("details", { class: "pt-edit", on: { toggle: function () {
      if (!editor.open) form.clear();
      else if (!body.firstChild) form.draw(task);
    } } }, [summary, body]);
    var root = el("li", { class: "pt-task" }, [
      el("div", { class: "pt-task__head" }, [
        el("h5", {}, [number, name]), el("div", { class: "pt-buttons" }, [up, down, gone]),
      ]), facts, runs, editor,
    ]);
    root.dataset.key = key;
    var task = null;
    var place = 0;

    function title() { return task.title || page.say("untitled"); }

    function move(by) {
      page.change(draft.moveTask(page.draft(), key, by));
      page.announce(page.say("moved", { title: title(), n: place }));
    }

    function remove() {
      var next = root.nextElementSibling || root.previousElementSibling;
      var said = page.say("removed", { title: title() });
      page.change(draft.removeTask(page.draft(), key));
      (next ? next.querySelector(".pt-buttons button:last-child") : document.getElementById("pt-sums")).focus();
      page.announce(said);
    }

    function drawHead() {
      name.textContent = title();
      var source = data.plans.find(function (plan) { return plan.id === task.plan; });
      facts.textContent = [
        source ? page.say("from-plan", { plan: source.short }) : page.say("own-task"),
        task.themes.map(function (id) { return data.themes[id] || id; }).join(window.planText.comma(data)),
        window.planDraft.shortPost(task.lead), window.planText.dayName(task.due, data.language),
      ].filter(Boolean).join(" · ");
      runs.textContent = "";
      task.activities.forEach(function (activity) {
        runs.append(el("li", { text: activity.title + " " + ui.monthSpan(activity.months, data.language) }));
      });
      [[up, "up"], [down, "down"], [gone, "remove"]].forEach(function (pair) {
        pair[0].setAttribute("aria-label", page.named(pair[1], title()));
      });
      summary.setAttribute("aria-label", page.named("edit", title()));
    }

    return {
      root: root,
      open: function () {
        editor.open = true;
        form.draw(task);
        return body;
      },
      show: function (next, at) {
        if (at !== place) number.textContent = window.planText.taskNumber(at, data.language);
        place = at;
        if (next === task) return;
        task = next;
        drawHead();
        form.show(task);
      },
    };
  }

  function tasks(page, list, none) {
    var rows = new Map();
    return {
      show: function (now) {
        var wanted = now.tasks.map(function (task, place) {
          if (!rows.has(task.key)) rows.set(task.key, taskRow(page, task.key));
          rows.get(task.key).show(task, place + 1);
          return rows.get(task.key).root;
        });
        ui.arrange(list, wanted);
        if (rows.size > now.tasks.length) {
          var here = new Set(now.tasks.map(function (task) { return task.key; }));
          rows.forEach(function (row, key) { if (!here.has(key)) rows.delete(key); });
        }
        none.hidden = now.tasks.length > 0;
      },
      open: function (key) { return rows.get(key).open(); },
    };
  }

  /* {show(draft), sums(sums), open(taskKey)} */
  window.planEditor = function (page, root) {
    var showFrame = window.frameForm(page, root.querySelector(".pt-head"), root.querySelector(".pt-sections"));
    var showFields = fields(page, root.querySelector(".pt-fill"));
    var list = tasks(page, root.querySelector(".pt-tasks"), root.querySelector(".pt-none"));
    root.append(el("datalist", { id: "pt-posts" }, page.data.posts.map(function (post) { return el("option", { value: post }); })));
    return {
      show: function (draft) { showFrame(draft); list.show(draft); },
      sums: showFields,
      open: list.open,
    };
  };
})();
