/* Small helpers of the page that puts a plan together: elements without innerHTML, months in words, a reader's values. */
(function () {
  "use strict";
  var PAGE = "put-together/";

  /* An element with properties and children; `on`: event -> function, `data-…` and `aria-…` become attributes. */
  function el(tag, settings, children) {
    var element = document.createElement(tag);
    Object.keys(settings || {}).forEach(function (name) {
      var value = settings[name];
      if (value === undefined || value === null) return;
      if (name === "on") Object.keys(value).forEach(function (type) { element.addEventListener(type, value[type]); });
      else if (name === "text") element.textContent = value;
      else if (name === "class") element.className = value;
      else if (/^(aria-|data-|role$|for$|list$|scope$)/.test(name)) element.setAttribute(name, value);
      else element[name] = value;
    });
    (children || []).forEach(function (child) { if (child) element.append(child); });
    return element;
  }

  function button(text, name, click, kind) {
    return el("button", {
      type: "button", class: "button " + (kind || ""), text: text, "aria-label": name || undefined, on: { click: click },
    });
  }

  function label(text, control) {
    return el("label", { class: "pt-label" }, [el("span", { text: text }), control]);
  }

  function select(options, value, change) {
    var found = el("select", { on: { change: function () { change(found.value); } } }, options.map(function (option) {
      return el("option", { value: option[0], text: option[1] });
    }));
    found.value = value;
    return found;
  }

  /* 3—5月、9月 or Mar–May, Sep, as the pages say it (hooks/catalogue/presentation/views.py). */
  function monthSpan(months, language) {
    var english = language === "en";
    if (months.length === 12) return english ? "all year" : "全年";
    var runs = [];
    months.slice().sort(function (one, other) { return one - other; }).forEach(function (month) {
      var last = runs[runs.length - 1];
      if (last && last[1] === month - 1) last[1] = month;
      else runs.push([month, month]);
    });
    return runs.map(function (run) {
      var ends = run[0] === run[1] ? [run[0]] : run;
      if (!english) return ends.join("—") + "月";
      return ends.map(function (month) { return window.planText.monthName(month, language).slice(0, 3); }).join("–");
    }).join(english ? ", " : "、");
  }

  /* Change a list and keep the focus where it was: an element that is moved loses it. */
  function keepFocus(change) {
    var before = document.activeElement;
    change();
    if (before && before !== document.activeElement && document.contains(before)) before.focus({ preventScroll: true });
  }

  /* The wanted elements in their order, with as few moves as there can be. */
  function arrange(list, wanted) {
    keepFocus(function () {
      var keep = new Set(wanted);
      Array.from(list.children).forEach(function (child) { if (!keep.has(child)) child.remove(); });
      wanted.forEach(function (child, place) {
        if (list.children[place] !== child) list.insertBefore(child, list.children[place] || null);
      });
    });
  }

  /* The text with its fields marked, filled in where the reader has said what stands there. */
  function marked(text, data, values) {
    return window.planText.pieces(text, data).map(function (piece) {
      if (!piece.field) return document.createTextNode(piece.text);
      var shown = window.planText.shownField(piece.field, data, values);
      return el("span", { class: "field" + (shown === piece.field ? "" : " field--filled"), text: shown });
    });
  }

  /* Boxes to type in: of several lines, of one, and of one that may wrap. `field`: the record's field that they show, ""
     for none. None takes more than a draft may hold when it is read again. */
  function lines(value, field, change, settings) {
    var found = el("textarea", Object.assign({
      maxLength: window.planDraft.longest.words, value: value, rows: Math.max(2, Math.ceil(value.length / 34) + value.split("\n").length - 1),
      on: { input: function () { change(found.value); } },
    }, settings));
    if (field) found.dataset.field = field;
    return found;
  }

  function line(value, field, change, settings) {
    var found = el("input", Object.assign({ type: "text", maxLength: window.planDraft.longest.line, value: value, on: { input: function () { change(found.value.replace(/\n/g, " ")); } } }, settings));
    if (field) found.dataset.field = field;
    return found;
  }

  function wrapped(value, field, change) {
    return lines(value, field, function (text) { change(text.replace(/\n/g, " ")); },
      { maxLength: window.planDraft.longest.line, rows: 1 });
  }

  /* Controls that nobody is typing in follow the record. */
  function follow(host, record) {
    host.querySelectorAll("[data-field]").forEach(function (control) {
      var value = record[control.dataset.field];
      if (control !== document.activeElement && typeof value === "string" && control.value !== value) control.value = value;
    });
  }

  window.planPage = {
    el: el, button: button, label: label, select: select, line: line, lines: lines, wrapped: wrapped, follow: follow,
    monthSpan: monthSpan, keepFocus: keepFocus, arrange: arrange, marked: marked,
    values: function () { return window.fieldValues.on(PAGE); },
    setValue: function (field, value) {
      window.fieldValues.set(field.id, value, field.scope === "occasion" ? PAGE : "");
    },
  };
})();
