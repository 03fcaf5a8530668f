/* The ready-made Word files and the task table with the reader's values: fetched when asked for, their fields replaced,
   nothing else touched. In a Word file every fill-in field is a run of its own in the character style "Field"
   (hooks/catalogue/exports/word); in the table the due days stand below their year (hooks/catalogue/exports/spreadsheet.py).
   `filledWordFile(bytes, values)` gives such a file; values: the text of an empty field -> what to put there. */
(function () {
  "use strict";
  var W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  var TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  var DOCUMENT = "word/document.xml";
  var TITLE_LINE = 2000; // in hundredths of a character: 20 of 22 pt fill 156 mm
  var SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  var SHEET = "xl/worksheets/sheet1.xml";
  var TEXTS = "xl/sharedStrings.xml";
  var DUE = "F"; // the column of the due days
  var YEAR_ROW = 2;
  var DAY = 86400000;
  var FIRST_DAY = Date.UTC(1899, 11, 30);
  var words = window.siteInterface.words;

  /* A part of the file after `change(part)`. */
  function changed(xml, change) {
    var part = new DOMParser().parseFromString(xml, "application/xml");
    change(part);
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
      + new XMLSerializer().serializeToString(part).replace(/^<\?xml[^>]*\?>\s*/, "");
  }

  /* The document part with values for fields. */
  function fill(part, values) {
    Array.from(part.getElementsByTagNameNS(W, "rStyle")).forEach(function (style) {
      if (style.getAttributeNS(W, "val") !== "Field") return;
      var text = style.parentNode.parentNode.getElementsByTagNameNS(W, "t")[0];
      if (!text || !values.has(text.textContent)) return;
      text.setAttribute("xml:space", "preserve");
      text.textContent = values.get(text.textContent);
    });
    align(part);
    breakTitle(part);
  }

  /* A title too long for its line breaks behind the year; by itself it would leave its last characters alone. */
  function breakTitle(part) {
    var title = Array.from(part.getElementsByTagNameNS(W, "p")).find(function (paragraph) { return styled(paragraph, "Title"); });
    if (!title || width(title) <= TITLE_LINE) return;
    var texts = title.getElementsByTagNameNS(W, "t");
    var last = texts[texts.length - 1];
    if (!/^年./.test(last.textContent)) return;
    var rest = last.cloneNode(false);
    rest.textContent = last.textContent.slice(1);
    last.textContent = "年";
    last.after(part.createElementNS(W, "w:br"), rest);
  }

  /* In an official file the date begins two characters right of the signature, and the longer of both ends two
     characters from the edge: that depends on their lengths (the figures of hooks/catalogue/exports/word/plan.py). */
  function align(part) {
    var paragraphs = Array.from(part.getElementsByTagNameNS(W, "p"));
    var signature = paragraphs.find(function (paragraph) { return styled(paragraph, "Signature"); });
    var date = signature && signature.nextElementSibling;
    if (!date || !styled(date, "Date")) return;
    var over = width(date) + 200 - width(signature);
    indent(signature, 200 + Math.max(over, 0));
    indent(date, 200 + Math.max(-over, 0));
  }

  function styled(paragraph, name) {
    var style = paragraph.getElementsByTagNameNS(W, "pStyle")[0];
    return Boolean(style) && style.getAttributeNS(W, "val") === name;
  }

  /* In hundredths of a character: a Chinese one is 100, any other 60. */
  function width(paragraph) {
    return Array.from(paragraph.textContent).reduce(function (sum, character) {
      return sum + (/[\u2e80-\u{10ffff}“”‘’—…]/u.test(character) ? 100 : 60);
    }, 0);
  }

  function indent(paragraph, characters) {
    var element = paragraph.getElementsByTagNameNS(W, "ind")[0];
    if (!element) return;
    element.setAttributeNS(W, "w:rightChars", String(characters));
    element.setAttributeNS(W, "w:right", String(Math.round((characters * 320) / 100)));
  }

  /* The cells' texts with values for fields. */
  function fillTexts(part, values) {
    Array.from(part.getElementsByTagName("t")).forEach(function (text) {
      values.forEach(function (value, empty) { text.textContent = text.textContent.split(empty).join(value); });
    });
  }

  /* The same days in another year, and that year above them; the column's head is text. */
  function fillYear(part, year) {
    Array.from(part.getElementsByTagName("c")).forEach(function (cell) {
      var place = cell.getAttribute("r");
      if (place[0] !== DUE || cell.getAttribute("t") === "s") return;
      var number = cell.getElementsByTagName("v")[0];
      var day = new Date(FIRST_DAY + number.textContent * DAY);
      number.textContent = place === DUE + YEAR_ROW ? year : String((Date.UTC(year, day.getUTCMonth(), day.getUTCDate()) - FIRST_DAY) / DAY);
    });
  }

  /* The file with some of its parts changed. `changes`: name of a part -> what to do with it. */
  function filled(bytes, changes) {
    var zip = window.fflate;
    var parts = zip.unzipSync(bytes);
    Object.keys(changes).forEach(function (name) {
      parts[name] = zip.strToU8(changed(zip.strFromU8(parts[name]), changes[name]));
    });
    return zip.zipSync(parts);
  }

  window.filledWordFile = function (bytes, values) {
    var changes = {};
    changes[DOCUMENT] = function (part) { fill(part, values); };
    return filled(bytes, changes);
  };

  function filledSheet(bytes, values, year) {
    var changes = {};
    changes[TEXTS] = function (part) { fillTexts(part, values); };
    if (/^[12]\d{3}$/.test(year || "")) changes[SHEET] = function (part) { fillYear(part, year); };
    return filled(bytes, changes);
  }

  customElements.define("word-file", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      this.filling = this.closest("fill-in");
      this.links = Array.from(document.querySelectorAll(".take-away a[download]"));
      this.ready = this.links[0];
      this.querySelector("button").addEventListener("click", () => this.make(this.ready));
      this.querySelector(".word-file__hint").hidden = !window.filesAreDropped;
      this.standFirst();
    }

    /* Who has filled something in expects it in all files at the head of the page, short edition and task table too; the
       empty Word file is then offered in the form. Not where a file that a page makes would be lost. */
    standFirst() {
      if (window.filesAreDropped) return;
      var empty = this.querySelector("a");
      var names = [this.ready.textContent, this.querySelector("button").textContent];
      empty.href = this.ready.href;
      empty.download = this.ready.download;
      var show = () => {
        this.filled = this.values().size > 0;
        this.ready.textContent = names[Number(this.filled)];
        empty.hidden = !this.filled;
      };
      this.links.forEach((link) => link.addEventListener("click", (event) => {
        if (!this.filled) return;
        event.preventDefault();
        this.make(link);
      }));
      document.addEventListener("fields-changed", show);
      show();
    }

    values() {
      var known = window.fieldValues.on(this.filling.dataset.page);
      var found = new Map();
      this.filling.querySelectorAll("input[name]").forEach(function (input) {
        if (known[input.name]) found.set(input.dataset.empty, known[input.name]);
      });
      return found;
    }

    make(link) {
      var library = this.filling.dataset.library;
      window.announce(words["word-working"]);
      Promise.all([window.fflate || window.loadScript(library), window.fileBytes(link.getAttribute("href"))])
        .then((found) => this.hand(this.name(link), found[1]))
        .catch(() => window.announce(words["word-failed"]));
    }

    /* A plan is called by what stands at the head of its file, as far as that is filled in: in English whose it is comes
       on a second line. */
    name(link) {
      var lines = Array.from(document.querySelectorAll(".handed-in p"), function (line) { return line.textContent; });
      if (!lines.length) return link.download;
      var parts = lines.join(", ").replace(/〔[^〕]*〕年?|\[[^\]]*\]/g, "").split(", ");
      var said = window.fileName(parts.filter(Boolean).join(", "));
      return link.download.replace(this.ready.download.replace(/\.docx$/, ""), function () { return said; });
    }

    /* The blanks are those of the whole page: the table has few of them. */
    hand(name, bytes) {
      var sheet = /\.xlsx$/.test(name);
      var year = window.fieldValues.on(this.filling.dataset.page).year;
      var content = sheet ? filledSheet(bytes, this.values(), year) : window.filledWordFile(bytes, this.values());
      window.handFile(name, content, sheet ? SHEET_TYPE : TYPE);
      window.announce(window.filesAreDropped ? this.querySelector(".word-file__hint").textContent
        : words["word-done"] + (sheet ? "" : document.querySelector(".fill-in__count").textContent));
    }
  });
})();
