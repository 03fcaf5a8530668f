/* The reader's own values for the fill-in fields, kept on this device alone. Fields of the community hold on every
   page; those of an occasion (date, place, speaker) hold on the page where they were filled in.
   Other scripts ask `fieldValues`; after every change the document hears "fields-changed". */
(function () {
  "use strict";
  var KEY = "fields";
  var LONGEST = 5000;
  var FORM = "civil-community-fields/1";
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

  /* One line of text that a page and a Word file can both hold: no control characters, no lone halves of a
     character, no marks that turn the reading direction of what follows. */
  function clean(value) {
    return value
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, "")
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1")
      .trim()
      .slice(0, LONGEST);
  }

  window.fieldValues = {
    /* Field id -> value, as they hold on that page (an address below the language's root, the same in both). */
    on: function (page) {
      var state = load();
      return Object.assign({}, state.community, state.pages[page]);
    },

    /* Keep a value; an empty one takes the field back. `page` is named for a field of an occasion alone. */
    set: function (field, value, page) {
      var state = load();
      if (page && !state.pages[page]) state.pages[page] = {};
      var values = page ? state.pages[page] : state.community;
      if (clean(value)) values[field] = clean(value);
      else delete values[field];
      keep(state);
    },

    clear: function () {
      keep(empty());
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
})();
