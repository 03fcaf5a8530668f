/* The run sheets of a plan as one zip of Word files, with what the community has filled in.
   `runSheets.zip(sheets, library)`: of each {title, address} its file, in that order; promises the zip's bytes. */
(function () {
  "use strict";
  var words = window.siteInterface.words;

  /* What holds on every page; date and place belong to one occasion. Text of the empty field -> value. */
  function values() {
    var known = window.fieldValues.on("");
    var found = new Map();
    Object.values(window.siteInterface.fields).forEach(function (field) {
      if (known[field.id]) found.set(field.empty, known[field.id]);
    });
    return found;
  }

  function file(sheet) {
    var folder = sheet.address.replace(/index\.html$/, "");
    return window.fileBytes(folder + folder.split("/").slice(-2)[0] + ".docx");
  }

  /* From disk each file leaves its bytes in the same place, so they come one after the other. */
  function all(sheets) {
    if (location.protocol !== "file:") return Promise.all(sheets.map(file));
    return sheets.reduce(function (before, sheet) {
      return before.then(function (found) {
        return file(sheet).then(function (bytes) { return found.concat([bytes]); });
      });
    }, Promise.resolve([]));
  }

  function name(sheet, place) {
    return String(place + 1).padStart(2, "0") + " " + window.fileName(sheet.title) + ".docx";
  }

  window.runSheets = {
    type: "application/zip",
    zip: function (sheets, library) {
      var filled = values();
      return Promise.all([window.fflate || window.loadScript(library), all(sheets)]).then(function (loaded) {
        var files = {};
        loaded[1].forEach(function (bytes, place) {
          var own = filled.size ? window.filledWordFile(bytes, filled) : bytes;
          files[name(sheets[place], place)] = [own, { level: 0 }]; // a Word file is compressed already
        });
        return window.fflate.zipSync(files);
      });
    },
  };

  customElements.define("run-sheets", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      this.querySelector("button").addEventListener("click", () => this.make());
    }

    /* The activities that the plan's tasks name, each once, in their order; beside them may stand a way to the reader's own
       plan (add-to-plan.js). */
    sheets() {
      var found = new Map();
      document.querySelectorAll(".task-links a:not(.chip):not(.add-to-plan__open)").forEach(function (link) {
        var address = link.getAttribute("href");
        found.set(address, { title: link.textContent.trim(), address: address });
      });
      return Array.from(found.values());
    }

    make() {
      if (window.filesAreDropped) return window.announce(words["run-sheets-in-app"]);
      window.announce(words["word-working"]);
      window.runSheets.zip(this.sheets(), this.dataset.library).then((bytes) => {
        window.handFile(this.dataset.name + ".zip", bytes, window.runSheets.type);
        window.announce(words["run-sheets-done"]);
      }).catch(() => window.announce(words["run-sheets-failed"]));
    }
  });
})();
