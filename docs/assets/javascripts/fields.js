/* The reader's own values for the fill-in fields, kept on this device alone. Fields of the community hold on every
   page; those of an occasion (date, place, speaker) hold on the page where they were filled in.
   Other scripts ask `fieldValues`; after every change the document hears "fields-changed". */
(function () {
  "use strict";
  var KEY = "fields";
  var LONGEST = 5000;
  var FORM = "civil-community-fields/1";
  var UNITS = { "百": 100, "千": 1000, "k": 1000, "万": 10000, "亿": 100000000 };
  /* Where storage is refused (private windows), values last for this page. */
  var memory = null;

  function empty() {
    return { community: {}, pages: {} };
  }

  function load() {
    if (memory) return memory;
    try {
      return tidy(JSON.parse(localStorage.getItem(KEY) || "{}"));
    } catch (error) {
      return empty();
    }
  }

  function keep(state) {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      memory = null;
    } catch (error) {
      memory = state;
    }
    document.dispatchEvent(new CustomEvent("fields-changed"));
  }

  /* Only flat text under names that could be field ids: a file from elsewhere may hold anything. */
  function tidy(state) {
    var pages = {};
    Object.entries(object(state.pages)).forEach(function (entry) { pages[entry[0]] = texts(entry[1]); });
    return { community: texts(state.community), pages: pages };
  }

  function object(value) {
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  }

  function texts(values) {
    var kept = {};
    Object.entries(object(values)).forEach(function (entry) {
      if (/^[a-z][a-z0-9-]*$/.test(entry[0]) && typeof entry[1] === "string" && clean(entry[1])) {
        kept[entry[0]] = clean(entry[1]);
      }
    });
    return kept;
  }

  /* One line of text that a page and a Word file can both hold: no control characters, no marks that turn the
     reading direction of what follows, no halves of a character. */
  function clean(value) {
    var line = value
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, "");
    var whole = Array.from(line).filter(function (character) { return !/^[\ud800-\udfff]$/.test(character); });
    return whole.slice(0, LONGEST).join("").trim();
  }

  window.fieldValues = {
    /* 3万元, 3.5万, 3万5千, 8千, 5k, 30,000元, ３００００: the number; 0 where there is none, or more than one (1—2万). */
    amount: function (text) {
      var line = (text || "").normalize("NFKC").replace(/[,\s]/g, "").toLowerCase();
      var found = /^\D*(\d+(?:\.\d+)?)(?:([百千万亿]|k(?![a-z]))(?:(\d)千)?)?\D*$/.exec(line);
      return found ? Math.round(Number(found[1]) * (UNITS[found[2]] || 1) + Number(found[3] || 0) * 1000) : 0;
    },

    /* Field id -> value, as they hold on that page (an address below the language's root, the same in both).
       The year before follows from the year, unless the reader says otherwise. */
    on: function (page) {
      var state = load();
      var year = state.community.year;
      var derived = /^\d{4}$/.test(year || "") ? { "previous-year": String(Number(year) - 1) } : {};
      return Object.assign(derived, state.community, state.pages[page]);
    },

    /* Keep a value; an empty one takes the field back. `page` is named for a field of an occasion alone. */
    set: function (field, value, page) {
      var state = load();
      /* The texts say 〔年度〕年, so a year that is typed with its word would have it twice. */
      if (/(^|-)year$/.test(field)) value = value.normalize("NFKC").replace(/\s*年度?$/, "");
      if (page && !state.pages[page]) state.pages[page] = {};
      var values = page ? state.pages[page] : state.community;
      if (clean(value)) values[field] = clean(value);
      else delete values[field];
      keep(state);
    },

    /* Takes all values away; the answer brings them back, beside what was filled in since. */
    clear: function () {
      var before = load();
      keep(empty());
      return function () {
        var now = load();
        var pages = Object.assign({}, before.pages);
        Object.keys(now.pages).forEach(function (page) { pages[page] = Object.assign({}, pages[page], now.pages[page]); });
        keep({ community: Object.assign({}, before.community, now.community), pages: pages });
      };
    },

    /* Everything as the text of a small file. */
    file: function () {
      return JSON.stringify(Object.assign({ form: FORM }, load()), null, 1) + "\n";
    },

    /* Take over such a file: true, or false where it is none, and nothing has changed. */
    open: function (text) {
      var data;
      try {
        data = JSON.parse(text);
      } catch (error) {
        return false;
      }
      if (!data || data.form !== FORM) return false;
      keep(tidy(data));
      return true;
    },
  };

  window.addEventListener("storage", function (event) {
    if (event.key === KEY) document.dispatchEvent(new CustomEvent("fields-changed"));
  });

  /* A page that comes back as the browser kept it has heard nothing meanwhile. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.dispatchEvent(new CustomEvent("fields-changed"));
  });
})();
