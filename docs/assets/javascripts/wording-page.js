/* The page that checks a draft: shows what wording.js finds, replaces or keeps one by one, and takes steps back.
   The draft stays in the text field: nothing is sent, nothing is stored. */
(function () {
  "use strict";
  var SHOWN = 60; // cards painted at a time: more than anybody mends in one go
  var AROUND = 14; // characters of context on either side
  var LONG = 5000;
  var STEPS = 100; // how far one can go back
  var DOCUMENT = "word/document.xml";
  var LARGEST = 30000000; // bytes of such a part: twenty times the longest book
  var W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  customElements.define("check-wording", class extends HTMLElement {
    connectedCallback() {
      /* Scripts may have failed to arrive; then the page goes on saying that it needs them. */
      if (!window.wordingTerms || !window.wording) return;
      this.form = this.querySelector("form");
      this.text = this.querySelector("textarea");
      this.status = this.querySelector("[role=status]");
      this.card = this.querySelector("template").content.firstElementChild;
      this.terms = this.querySelector(".wording__terms");
      this.tips = this.querySelector(".wording__tips");
      this.kept = new Set();
      this.steps = [];
      this.querySelector(".wording__needs").hidden = true;
      this.form.hidden = false;
      this.form.addEventListener("submit", function (event) { event.preventDefault(); });
      this.form.addEventListener("click", (event) => this.clicked(event));
      this.text.addEventListener("input", () => this.typed());
      this.querySelector("input[type=file]").addEventListener("change", (event) => this.open(event.target));
      this.update();
    }

    /* While somebody types, the check waits for a pause. What is typed after a step is a step of its own. */
    typed() {
      if (this.steps.length && !this.typing) this.remember(this.checked);
      this.typing = true;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.update(), 350);
    }

    clicked(event) {
      var button = event.target.closest("button");
      if (!button) return;
      /* Findings from before the last key have their places in another text: these are looked for anew, and shown. */
      if (this.checked !== this.text.value) {
        this.update();
        if (button.finding) return;
      }
      var does = button.dataset.do;
      if (does === "copy") this.copy();
      else if (does === "undo") this.undo();
      else if (does === "clear") this.change("", this.dataset.empty);
      else if (does === "safe") this.replaceSafe();
      else if (does === "keep") this.keep(button.finding, button.closest("li"));
      else if (does === "replace") this.replace(button.finding, button.words, button.closest("li"));
      else if (does === "jump") this.jump(button.finding);
    }

    /* A new text, after which one can go back to the old one. */
    change(text, said) {
      this.remember(this.text.value);
      this.text.value = text;
      this.update(said);
    }

    remember(text) {
      this.typing = false;
      this.steps.push({ text: text, kept: new Set(this.kept) });
      if (this.steps.length > STEPS) this.steps.shift();
    }

    undo() {
      var step = this.steps.pop();
      if (!step) return;
      this.text.value = step.text;
      this.kept = step.kept;
      this.typing = false;
      this.update(this.dataset.undone);
      if (!this.steps.length) this.querySelector("[data-do=copy]").focus(); // this button is off now
    }

    replace(finding, words, card) {
      var text = this.text.value;
      var next = this.placeOf(card);
      var list = card.parentElement;
      this.change(text.slice(0, finding.start) + words + text.slice(finding.end), window.withValues(this.dataset.replaced, { n: 1 }));
      this.focusOn(next, list);
    }

    replaceSafe() {
      var text = this.text.value;
      var safe = this.findings.filter(isSafe);
      safe.slice().reverse().forEach(function (finding) {
        text = text.slice(0, finding.start) + window.wording.says(finding)[0] + text.slice(finding.end);
      });
      this.change(text, window.withValues(this.dataset.replaced, { n: safe.length }));
      this.focusOn(0);
    }

    keep(finding, card) {
      var next = this.placeOf(card);
      var list = card.parentElement;
      this.remember(this.text.value);
      this.kept.add(this.keyOf(finding));
      this.update(this.dataset.kept);
      this.focusOn(next, list);
    }

    /* What was kept is known again by its surroundings when the text before it has changed. */
    keyOf(finding) {
      return finding.id + "|" + this.text.value.slice(Math.max(0, finding.start - 6), finding.end + 6);
    }

    placeOf(card) {
      return Array.from(card.parentElement.children).indexOf(card);
    }

    /* The card that took the place of a mended one, or the text where none is left: focus is never lost. */
    focusOn(place, list) {
      var cards = (list || this.terms).querySelectorAll(".finding");
      var card = cards[Math.min(place, cards.length - 1)];
      if (card) card.querySelector("button").focus();
      else this.text.focus();
    }

    jump(finding) {
      this.text.focus();
      this.text.setSelectionRange(finding.start, finding.end);
      var share = finding.start / Math.max(1, this.text.value.length);
      this.text.scrollTop = share * this.text.scrollHeight - this.text.clientHeight / 2;
      this.text.scrollIntoView({ block: "nearest" });
    }

    copy() {
      window.clipboardCopy({ text: this.text.value, target: this.text }).then((how) => {
        this.status.textContent = how === "copied" ? this.dataset.copied : this.dataset.copyFailed;
      });
    }

    open(input) {
      var reader = new FileReader();
      var failed = () => { this.status.textContent = this.dataset.openFailed; };
      reader.onload = () => textOf(reader.result, this.dataset.library).then(
        (text) => this.change(text.replace(/\r\n?/g, "\n")), failed);
      reader.onerror = failed;
      if (input.files[0]) reader.readAsArrayBuffer(input.files[0]);
      input.value = "";
    }

    update(said) {
      clearTimeout(this.waiting);
      var text = this.checked = this.text.value;
      var found = window.wording.check(text);
      var open = found.filter((finding) => finding.kind === "term" && !this.kept.has(this.keyOf(finding)));
      this.findings = open.filter(function (finding) { return finding.entry.severity !== "K"; });
      var tips = open.filter(function (finding) { return finding.entry.severity === "K"; });
      var hints = found.filter(function (finding) { return finding.kind === "hint"; });
      this.showTerms();
      this.showTips(tips);
      this.showHints(hints);
      this.querySelector("[data-do=undo]").disabled = !this.steps.length;
      this.showState(text, hints.length, said);
    }

    showState(text, hints, said) {
      var length = window.wording.length(text);
      var counts = { terms: this.findings.length, hints: hints, length: length };
      var state = text ? window.withValues(this.findings.length ? this.dataset.count : this.dataset.none, counts) : this.dataset.empty;
      this.status.textContent = (said && text ? said + " " : "") + state;
      this.querySelector(".wording__long").hidden = length <= LONG;
    }

    showTerms() {
      var safe = this.findings.filter(isSafe).length;
      this.terms.hidden = !this.findings.length;
      this.terms.querySelector("ol").replaceChildren(...this.findings.slice(0, SHOWN).map((one) => this.cardOf(one)));
      var more = this.terms.querySelector(".wording__more");
      more.hidden = this.findings.length <= SHOWN;
      more.textContent = window.withValues(this.dataset.more, { n: this.findings.length - SHOWN });
      this.querySelector(".wording__safe").hidden = !safe;
      this.querySelector("[data-do=safe]").textContent = window.withValues(this.dataset.safe, { n: safe });
    }

    showTips(tips) {
      this.tips.hidden = !tips.length;
      this.tips.querySelector(".wording__count").textContent = tips.length;
      this.tips.querySelector("ol").replaceChildren(...tips.slice(0, SHOWN).map((one) => this.cardOf(one)));
    }

    cardOf(finding) {
      var entry = finding.entry;
      var card = this.card.cloneNode(true);
      card.querySelector("strong").textContent = finding.found;
      card.querySelector('[data-severity="' + entry.severity + '"]').hidden = false;
      card.querySelector('[data-certainty="' + entry.certainty + '"]').hidden = false;
      card.querySelector(".finding__since").hidden = !entry.since;
      card.querySelector(".finding__since span").textContent = entry.since;
      card.querySelector(".finding__note").textContent = entry.note;
      this.context(card.querySelector(".finding__context"), finding);
      var says = card.querySelector(".finding__says");
      var instead = window.wording.says(finding);
      instead.forEach((words) => says.append(this.sayButton(finding, words)));
      if (!instead.length && entry.severity !== "K") says.textContent = this.dataset.rewrite + " ";
      card.querySelectorAll("button").forEach(function (button) { button.finding = finding; });
      return card;
    }

    sayButton(finding, words) {
      var button = document.createElement("button");
      button.type = "button";
      button.dataset.do = "replace";
      button.words = words;
      var said = document.createElement("span");
      var around = this.dataset.use.split("{words}");
      if (words) said.append(around[0], inChinese("span", quotedInside(words)), around[1]);
      else said.textContent = this.dataset.delete;
      button.append(said);
      return button;
    }

    context(place, finding) {
      var text = this.text.value;
      var mark = document.createElement("mark");
      var start = Math.max(0, finding.start - AROUND);
      var end = Math.min(text.length, finding.end + AROUND);
      mark.textContent = finding.found;
      place.append((start ? "…" : "") + text.slice(start, finding.start), mark,
        text.slice(finding.end, end) + (end < text.length ? "…" : ""));
    }

    showHints(hints) {
      this.querySelector(".wording__hints").hidden = !hints.length;
      this.querySelectorAll("[data-hint]").forEach(function (group) {
        var own = hints.filter(function (finding) { return finding.id === group.dataset.hint; });
        group.hidden = !own.length;
        if (!own.length) return;
        group.querySelector(".wording__count").textContent = own.length;
        group.querySelector(".wording__note").textContent = own[0].entry.note;
        group.querySelector(".wording__places").replaceChildren(...own.slice(0, SHOWN).map(placeButton));
      });
    }
  });

  /* Promises the text of a file: of a Word file, which is a zip, or of a plain one. Files of Word and WPS from before they
     were zips hold none that can be read here. */
  function textOf(buffer, library) {
    var head = String.fromCharCode.apply(null, new Uint8Array(buffer.slice(0, 4)));
    if (head.slice(0, 2) === "PK") return Promise.resolve(window.fflate || window.loadScript(library)).then(function () { return wordText(buffer); });
    return head === "\u00d0\u00cf\u0011\u00e0" ? Promise.reject(new Error(head)) : Promise.resolve(decoded(buffer));
  }

  /* The paragraphs of a Word file, those of tables too, as lines. */
  function wordText(buffer) {
    var parts = window.fflate.unzipSync(new Uint8Array(buffer), { filter: function (part) {
      return part.name === DOCUMENT && part.originalSize < LARGEST;
    } });
    var xml = new DOMParser().parseFromString(window.fflate.strFromU8(parts[DOCUMENT]), "application/xml");
    /* A text box stands within a paragraph and, for old programs, once more in its `Fallback`. */
    var paragraphs = Array.from(xml.getElementsByTagNameNS(W, "p")).filter(function (one) { return !one.closest("Fallback"); });
    if (!paragraphs.length) throw new Error(DOCUMENT);
    return paragraphs.map(function (paragraph) {
      var own = Array.from(paragraph.getElementsByTagNameNS(W, "*")).filter(function (one) { return one.closest("p") === paragraph; });
      return own.map(function (one) {
        return one.localName === "t" ? one.textContent : one.localName === "br" ? "\n" : one.localName === "tab" && one.parentNode.localName === "r" ? "\t" : "";
      }).join("");
    }).join("\n");
  }

  /* Old Chinese text files are often not UTF-8; what Windows calls Unicode says so with its first two bytes. */
  function decoded(buffer) {
    var head = new Uint8Array(buffer.slice(0, 2));
    if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder("utf-16le").decode(buffer);
    var text = new TextDecoder("utf-8").decode(buffer);
    return text.indexOf("\ufffd") < 0 ? text : new TextDecoder("gb18030").decode(buffer);
  }

  function placeButton(finding) {
    var button = inChinese("button", finding.found);
    button.type = "button";
    button.dataset.do = "jump";
    button.finding = finding;
    return button;
  }

  /* Words that are shown between quotes have single ones inside. */
  function quotedInside(words) {
    return words.replace(/“/g, "‘").replace(/”/g, "’");
  }

  function inChinese(name, text) {
    var element = document.createElement(name);
    element.lang = "zh";
    element.textContent = text;
    return element;
  }

  function isSafe(finding) {
    return finding.entry.safe;
  }
})();
