/* Shows what the search engine finds, in the dialog that opens over any page and on the search page. */
(function () {
  "use strict";
  var PAUSE = 120; // milliseconds without a key before the whole index is asked
  var QUICK = 8; // results painted at each key, before the others
  var KEPT = 8; // recent words
  var PASSAGES = 5; // pages, of about 9 KB each, that are fetched to show a line of their text
  var TRIED = 12; // pages that are fetched at most, where some turn out not to say it
  var REST = 400; // milliseconds without a key before they are
  var early = window.siteInterface.words; // the others come with the index
  var fill = window.withValues;
  var engines = {};
  var dialog;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function recent() {
    try {
      return JSON.parse(localStorage.getItem("search-words") || "[]").filter(function (word) { return typeof word === "string"; });
    } catch (error) {
      return [];
    }
  }

  function keep(words) {
    try {
      if (words.length) localStorage.setItem("search-words", JSON.stringify(words.slice(0, KEPT)));
      else localStorage.removeItem("search-words");
    } catch (error) {
      /* Private windows refuse storage; there is then nothing to remember. */
    }
  }

  /* One search box: `place` holds a form with an input, a status, a place for recent words and one for results. */
  class Box {
    constructor(place, link, onPage) {
      this.link = link;
      this.onPage = onPage;
      this.place = place;
      this.form = place.querySelector("form");
      this.input = place.querySelector("input");
      this.status = place.querySelector("[role=status]");
      this.recent = place.querySelector(".search__recent");
      this.results = place.querySelector("[data-search-results]");
      this.turn = 0;
      this.composing = false;
      this.language = link.lang;
      this.engine = engines[link.lang] || (engines[link.lang] = new window.SearchEngine(link.dataset.index, link.lang));
      this.input.addEventListener("compositionstart", () => { this.composing = true; });
      this.input.addEventListener("compositionend", () => { this.composing = false; this.typed(); });
      this.input.addEventListener("input", () => { if (!this.composing) this.typed(); });
      this.form.addEventListener("submit", (event) => this.submitted(event));
      place.addEventListener("keydown", (event) => this.moved(event));
      this.results.addEventListener("click", () => this.remember());
      this.begin();
    }

    /* Once more with the next word that is typed, if nothing could be read. */
    begin() {
      this.broken = false;
      this.engine.start().then(() => this.ready(), () => this.failed(null));
    }

    ready() {
      this.labels = this.engine.index.core.labels;
      this.input.placeholder = this.labels.placeholder;
      if (this.input.value.trim()) this.settle(this.input.value === new URLSearchParams(location.search).get("q"));
      else this.showRecent();
    }

    /* What the records that are here say stays in sight. */
    failed(quick) {
      var found = Boolean(quick && quick.results.length);
      this.broken = !this.labels;
      if (found) this.show(quick, QUICK);
      else this.results.textContent = "";
      this.status.textContent = found ? this.labels.part : early["search-failed"];
    }

    typed() {
      clearTimeout(this.timer);
      clearTimeout(this.resting);
      this.turn += 1;
      if (this.broken) this.begin();
      if (!this.labels) return;
      if (!this.input.value.trim()) {
        if (this.onPage) this.address("");
        this.results.textContent = "";
        this.status.textContent = "";
        this.showRecent();
        return;
      }
      this.recent.hidden = true;
      var quick = this.engine.quick(this.input.value);
      if (quick && quick.results.length) this.show(quick, QUICK);
      this.timer = setTimeout(() => this.settle(false), PAUSE);
    }

    /* `whole`: the last word is not being typed any more. */
    settle(whole) {
      var turn = this.turn;
      var words = this.input.value;
      if (this.onPage) this.address(words);
      if (!this.results.firstChild) this.status.textContent = this.labels.loading;
      this.engine.search(words, whole).then((answer) => {
        if (turn === this.turn) this.show(answer);
      }, () => { if (turn === this.turn) this.failed(this.engine.quick(words)); });
    }

    /* A search can be sent to a colleague. */
    address(words) {
      try {
        history.replaceState(null, "", location.pathname + (words.trim() && "?q=" + encodeURIComponent(words.trim())));
      } catch (error) {
        /* A page opened from a folder may not change its address. */
      }
    }

    show(answer, most) {
      this.recent.hidden = true;
      this.inText = [];
      var groups = new Map();
      answer.results.slice(0, most || answer.results.length).forEach(function (result) {
        if (!groups.has(result.kind)) groups.set(result.kind, []);
        groups.get(result.kind).push(result);
      });
      var shown = document.createDocumentFragment();
      groups.forEach((results, kind) => shown.appendChild(this.group(kind, results, answer)));
      if (answer.near.length && !most) {
        var said = answer.results.length ? this.labels.unsure : this.labels.none;
        var near = shown.appendChild(make("div"));
        near.dataset.near = "";
        near.appendChild(make("p", "search__near", fill(said, { q: answer.typed.trim() })));
        near.appendChild(this.list(answer.near, answer));
      }
      if (!most) {
        if (answer.righted) shown.prepend(make("p", "search__righted", fill(this.labels.righted, { q: answer.righted })));
        this.offerOther(shown, answer);
      }
      this.results.textContent = "";
      this.results.appendChild(shown);
      // What is announced is the whole answer, not each key's.
      if (!most) {
        this.results.dataset.searchResults = answer.typed;
        this.announce(answer);
        this.quote(answer);
      }
    }

    /* Words of the other language are best asked for on its pages; on Chinese ones Latin letters may be pinyin that was found. */
    offerOther(place, answer) {
      var words = answer.typed.trim();
      var chinese = /[\u3400-\u9fff]/.test(words);
      if (chinese === (this.language === "zh") || !chinese && !(answer.near.length && /[a-z]{3}/i.test(words))) return;
      var line = make("p", "search__other");
      var link = line.appendChild(make("a", "", fill(this.labels.other, { q: words })));
      place.insertBefore(line, place.firstChild);
      link.href = this.href((chinese ? "../search/" : "en/search/") + "?q=" + encodeURIComponent(words));
      link.hreflang = chinese ? "zh" : "en";
    }

    group(kind, results, answer) {
      var section = make("section", "search__group");
      section.appendChild(make("h2", "search__kind", this.labels["kind-" + kind]));
      section.appendChild(this.list(results, answer));
      return section;
    }

    list(results, answer) {
      var list = make("ol", "search__list");
      results.forEach((result) => {
        var item = make("li");
        var link = make("a", "search__hit");
        link.href = this.href(result.address);
        var title = result.label ? this.labels[result.label] : result.month ? fill(this.labels.month, { month: answer.index.core.months[result.month - 1] }) : result.title;
        var name = make("strong", "search__title");
        this.write(name, title, answer);
        if (result.heading) {
          name.appendChild(document.createTextNode(" › "));
          this.write(name, result.heading, answer);
        }
        link.appendChild(name);
        var line = result.month ? this.labels["month-line"] : result.line;
        if (result.place) link.appendChild(make("span", "search__place", result.place));
        if (line) this.write(link.appendChild(make("span", "search__line")), line, answer);
        this.reason(link, title, result, answer);
        item.appendChild(link);
        list.appendChild(item);
      });
      return list;
    }

    /* Why it is here, where title and line do not say so. A mark on what an everyday word means is no reason yet:
       quarrel stands in the text of a page whose line says settle. */
    reason(link, title, result, answer) {
      var { joined, saysOwn } = window.searchMarks;
      var shown = Array.from(link.querySelectorAll(".search__title, .search__line")).some((one) => saysOwn(one.textContent, answer));
      var said = null;
      if (result.why) {
        said = make("span", "search__why");
        var label = result.why.pinyin ? this.labels["why-pinyin"] : this.labels.why;
        this.write(said, fill(label, { word: result.why.word, target: result.why.target }), answer);
      } else if (result.alias && (shown || saysOwn(result.alias, answer))) {
        said = make("span", "search__why", this.labels.alias);
        this.write(said, result.alias, answer);
      } else if (!shown && (result.words.length || result.loose && result.loose.length)) {
        said = make("span", "search__why", this.labels["in-text"]);
        if (result.words.length) this.write(said, joined(result.words, answer), answer);
        else this.apart(said, result.loose.join(""));
        this.inText.push({ result: result, link: link, said: said });
      }
      if (said) link.appendChild(said);
    }

    /* Over http, the first results of which only the text says what was asked show their line and lead to it. */
    quote(answer) {
      var turn = this.turn;
      var saving = navigator.connection && navigator.connection.saveData;
      if (!/^http/.test(location.protocol) || !window.fetch || saving) return;
      var waiting = this.inText.slice(0, TRIED);
      var next = () => {
        var hit = waiting.shift();
        if (!hit) return;
        window.searchPassage(this.href(hit.result.address), answer).then((passage) => {
          if (turn !== this.turn || !hit.link.isConnected) return;
          if (passage) this.quoted(hit, passage, answer);
          else if (hit.result.loose.length && hit.link !== document.activeElement) {
            this.drop(hit, answer);
            next();
          }
        }, function () { /* Without the page, the result stays as it is. */ });
      };
      clearTimeout(this.resting);
      this.resting = setTimeout(() => { for (var started = 0; started < PASSAGES; started += 1) next(); }, REST);
    }

    quoted(hit, passage, answer) {
      if (passage.id) hit.link.href = this.href(hit.result.address.split("#")[0] + "#" + passage.id);
      var name = hit.link.querySelector(".search__title");
      if (passage.heading && passage.heading !== name.textContent) {
        name.appendChild(document.createTextNode(" › "));
        this.write(name, passage.heading, answer);
      }
      if (passage.line) {
        hit.said.textContent = this.labels["in-text"];
        this.write(hit.said, passage.line, answer);
      }
      // What stands there as it was typed fits after all.
      if (passage.whole) this.results.querySelectorAll("[data-near]").forEach(function (near) { near.remove(); });
    }

    /* Both characters of a rare pair stand in the page, the pair does not. */
    drop(hit, answer) {
      var item = hit.link.parentNode;
      var group = item.closest(".search__group");
      item.remove();
      if (!group.querySelector("li")) group.remove();
      answer.results.splice(answer.results.indexOf(hit.result), 1);
      answer.count -= 1;
      this.announce(answer);
    }

    /* Not all that are found are listed. */
    announce(answer) {
      var count = answer.count;
      var listed = answer.results.length;
      this.status.textContent = count > listed ? fill(this.labels["count-first"], { n: count, listed: listed })
        : count || answer.near.length ? fill(this.labels.count, { n: count }) : fill(this.labels.none, { q: answer.typed.trim() });
    }

    /* Characters that stand in the text, maybe not side by side. */
    apart(element, characters) {
      Array.from(new Set(characters)).forEach(function (character, place) {
        if (place) element.appendChild(document.createTextNode(" … "));
        element.appendChild(make("mark", "", character));
      });
    }

    write(element, text, answer) {
      window.searchMarks.marked(text, answer).forEach(function (piece, place) {
        if (piece) element.appendChild(place % 2 ? make("mark", "", piece) : document.createTextNode(piece));
      });
    }

    href(address) {
      var root = this.link.dataset.root.replace(/\/?$/, "/");
      // Opened from a folder, an address of a folder shows the folder's list of files.
      if (document.documentElement.dataset.offline !== undefined) {
        address = address.replace(/^([^#?]*\/)?(?=[#?]|$)/, "$1index.html");
      }
      return root + address;
    }

    showRecent() {
      var words = recent();
      this.recent.textContent = "";
      this.recent.hidden = !words.length;
      if (!words.length) return;
      var head = this.recent.appendChild(make("p", "search__recent-head"));
      head.appendChild(make("strong", "", this.labels.recent));
      head.appendChild(make("small", "", this.labels["recent-note"]));
      words.forEach((word) => {
        var button = make("button", "search__word", word);
        button.type = "button";
        button.addEventListener("click", () => { this.input.value = word; this.input.focus(); this.typed(); });
        this.recent.appendChild(button);
      });
      var clear = make("button", "search__clear", this.labels.clear);
      clear.type = "button";
      clear.addEventListener("click", () => { keep([]); this.showRecent(); this.input.focus(); });
      this.recent.appendChild(clear);
    }

    remember() {
      var word = this.input.value.trim();
      if (word) keep([word].concat(recent().filter(function (other) { return other !== word; })));
    }

    submitted(event) {
      this.remember();
      if (!this.onPage) return; // the dialog's form leads to the search page
      event.preventDefault();
      clearTimeout(this.timer);
      if (this.input.value.trim() && this.labels) this.settle(true);
    }

    /* Up and down walk from the field through the results and back. */
    moved(event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var stops = [this.input].concat(Array.from(this.results.querySelectorAll("a")));
      var at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  }

  function build(link) {
    var box = make("dialog", "search search-dialog");
    box.setAttribute("aria-label", link.textContent);
    box.lang = link.lang;
    var form = make("form", "search__form");
    form.setAttribute("role", "search");
    form.action = link.getAttribute("href") + (document.documentElement.dataset.offline !== undefined &&
      !/\.html$/.test(link.getAttribute("href")) ? "index.html" : "");
    var input = make("input", "search__words");
    input.type = "search";
    input.name = "q";
    input.autocomplete = "off";
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("enterkeyhint", "search");
    input.setAttribute("aria-label", link.textContent);
    var close = make("button", "search__close", "×");
    close.type = "button";
    close.setAttribute("aria-label", early["search-close"]);
    form.appendChild(input);
    form.appendChild(close);
    box.appendChild(form);
    box.appendChild(make("p", "search__status")).setAttribute("role", "status");
    box.appendChild(make("div", "search__recent")).hidden = true;
    box.appendChild(make("div", "search__results")).setAttribute("data-search-results", "");
    document.body.appendChild(box);
    new Box(box, link, false);
    close.addEventListener("click", shut);
    box.addEventListener("click", function (event) {
      // A click beside the dialog, or on a result that leads into this very page.
      var hit = event.target.closest(".search__hit");
      // One that opens in a window of its own leaves this one as it is.
      if (hit && (event.metaKey || event.ctrlKey || event.shiftKey)) return;
      if (hit) standsFor(step(false)); // the result's own step in the history follows
      if (hit || event.target === box) shut();
    });
    box.addEventListener("close", function () { restore(); });
    /* A search field would take the key to empty itself; an input method to end its composing. */
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      shut();
    });
    if (!box.showModal) oldBrowser(box);
    return { element: box, input: input };
  }

  /* Browsers without modal dialogs: the focus is kept inside by hand. */
  function oldBrowser(box) {
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Tab") return;
      var stops = Array.from(box.querySelectorAll("input, button, a")).filter(function (stop) { return stop.offsetParent; });
      var last = stops[stops.length - 1];
      if (event.shiftKey && document.activeElement === stops[0]) { event.preventDefault(); last.focus(); }
      else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); stops[0].focus(); }
    });
  }

  var opener;

  function restore() {
    if (opener && opener.focus) opener.focus();
    opener = null;
    if (history.state && history.state.search) history.back();
  }

  /* A step of the history, with what the page keeps in it. */
  function step(search) {
    return Object.assign({}, history.state, { search: search });
  }

  /* What this step of the history stands for. */
  function standsFor(state) {
    try {
      history.replaceState(state, "");
    } catch (error) {
      /* A page opened from a folder may not say so; the key for Back then leaves the page. */
    }
  }

  function shut() {
    if (dialog.element.close && dialog.element.showModal) dialog.element.close();
    else { dialog.element.removeAttribute("open"); restore(); }
  }

  /* On a phone Back closes what was opened last; it would leave the site from the page that a message led to. */
  window.addEventListener("popstate", function () {
    if (dialog && dialog.element.hasAttribute("open")) shut();
  });

  window.searchView = {
    open: function (link) {
      dialog = dialog || build(link);
      if (dialog.element.hasAttribute("open")) return;
      try {
        history.pushState(step(true), "");
      } catch (error) {
        /* Opened from a folder: see above. */
      }
      opener = document.activeElement && document.activeElement !== document.body ? document.activeElement : link;
      if (dialog.element.showModal) dialog.element.showModal();
      else dialog.element.setAttribute("open", "");
      dialog.input.focus();
      dialog.input.select();
    },
    attach: function (place, link) {
      return new Box(place, link, true);
    }
  };
})();
