/* The form for the fill-in fields of a page, and their values shown in place. The values stay on this device. */
(function () {
  "use strict";

  customElements.define("fill-in", class extends HTMLElement {
    connectedCallback() {
      this.page = this.dataset.page;
      this.form = this.querySelector("form");
      this.places = Array.from(document.querySelectorAll(".field[data-field]"));
      this.places.forEach(function (place) { place.dataset.empty = place.textContent; });
      this.hidden = false;
      this.form.addEventListener("submit", function (event) { event.preventDefault(); });
      this.form.addEventListener("input", (event) => {
        if (event.target.name) this.keep(event.target);
      });
      this.querySelectorAll("[data-do]").forEach((button) => {
        button.addEventListener("click", () => this[button.dataset.do]());
      });
      this.querySelector("input[type=file]").addEventListener("change", (event) => this.openFile(event.target));
      document.addEventListener("fields-changed", () => this.show());
      document.addEventListener("click", (event) => this.lead(event));
      this.show();
    }

    keep(input) {
      window.fieldValues.set(input.name, input.value, input.dataset.scope === "occasion" ? this.page : "");
    }

    /* Values in place, marked; the form and the count follow. */
    show() {
      var values = window.fieldValues.on(this.page);
      var asked = new Set(this.inputs().map(function (input) { return input.name; }));
      this.places.forEach(function (place) {
        var value = values[place.dataset.field];
        var filled = Boolean(value) && asked.has(place.dataset.field);
        place.textContent = filled ? value : place.dataset.empty;
        place.classList.toggle("field--filled", filled);
      });
      var left = 0;
      this.inputs().forEach(function (input) {
        if (input !== document.activeElement) input.value = values[input.name] || "";
        if (!values[input.name]) left += 1;
      });
      var text = left ? this.dataset.left.replace("{n}", left) : this.dataset.full;
      this.querySelector(".fill-in__count").textContent = text;
    }

    inputs() {
      return Array.from(this.form.querySelectorAll("input[name]"));
    }

    /* A tap on a field in the text leads to its place in the form. */
    lead(event) {
      var field = event.target.closest && event.target.closest(".field[data-field]");
      var input = field && this.form.querySelector('input[name="' + field.dataset.field + '"]');
      if (!input || event.target.closest("a")) return;
      this.querySelector("details").open = true;
      input.focus();
      input.scrollIntoView({ block: "center" });
    }

    clear() {
      this.before = window.fieldValues.file();
      window.fieldValues.clear();
      this.inputs().forEach(function (input) { input.value = ""; });
      this.querySelector("[data-do=undo]").hidden = false;
      window.announce(this.dataset.cleared);
    }

    undo() {
      window.fieldValues.open(this.before);
      this.querySelector("[data-do=undo]").hidden = true;
      this.querySelector("[data-do=clear]").focus();
    }

    save() {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([window.fieldValues.file()], { type: "application/json" }));
      link.download = "fields.json";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    }

    copyAll() {
      var box = this.querySelector("textarea");
      box.value = window.fieldValues.file();
      window.clipboardCopy({ text: box.value, target: box }).then((how) => window.announce(this.dataset[how]));
    }

    take() {
      this.open(this.querySelector("textarea").value);
    }

    openFile(input) {
      var file = input.files[0];
      if (!file) return;
      file.text().then((text) => this.open(text));
      input.value = "";
    }

    open(text) {
      window.announce(window.fieldValues.open(text) ? this.dataset.taken : this.dataset.foreign);
    }
  });
})();
