/* The form for the fill-in fields of a page, and their values shown in place. The values stay on this device. */
(function () {
  "use strict";
  var site = window.siteInterface;
  var words = site.words;
  var chinese = document.documentElement.lang !== "en";

  /* A field with its label; `empty` is how it stands in the text and in the Word file until it is filled in. */
  function question(field) {
    var line = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    input.id = label.htmlFor = "field-" + field.id;
    input.name = field.id;
    input.type = "text";
    input.placeholder = field.example;
    input.dataset.scope = field.scope;
    input.dataset.empty = field.empty;
    label.textContent = field.label;
    line.append(label, input);
    return line;
  }

  function named(fields) {
    return fields.map(function (field) { return field.label; }).join(chinese ? "、" : ", ");
  }

  customElements.define("fill-in", class extends HTMLElement {
    connectedCallback() {
      /* A form that keeps nothing would be filled in for nothing. */
      if (!window.fieldValues) return;
      this.page = this.dataset.page;
      this.ask();
      this.form = this.querySelector("form");
      this.find();
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
      document.addEventListener("sheet-grown", () => { this.find(); this.show(); });
      document.addEventListener("click", (event) => this.lead(event));
      this.show();
    }

    /* The fields in the text, with what stands there while they are empty. */
    find() {
      this.places = Array.from(document.querySelectorAll(".field[data-field]"));
      this.places.forEach(function (place) {
        if (!("empty" in place.dataset)) place.dataset.empty = place.textContent;
      });
    }

    /* The form: the fields of this page in their groups. */
    ask() {
      this.querySelector("details").insertAdjacentHTML("beforeend", site.parts["fill-in"]);
      var asked = this.dataset.fields.split(" ").filter(Boolean).map(function (id) { return site.fields[id]; });
      this.querySelectorAll("[data-scope]").forEach(function (group) {
        var own = asked.filter(function (field) { return field.scope === group.dataset.scope; });
        if (!own.length) return group.remove();
        if (group.matches("fieldset")) group.querySelector("div").append(...own.map(question));
        else group.append(named(own) + (chinese ? "。" : "."));
      });
      this.byHand = asked.filter(function (field) { return field.scope === "place"; });
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
      var text = left ? window.withValues(words["fill-left"], { n: left + this.byHand.length })
        : this.byHand.length ? window.withValues(words["fill-rest"], { names: named(this.byHand) }) : words["fill-full"];
      this.querySelector(".fill-in__count").textContent = text + this.money(values["budget-total"]);
    }

    /* A plan's budget beside what the reader says that there is. */
    money(said) {
      var sum = Number(this.dataset.budget);
      var total = window.fieldValues.amount(said);
      return total && sum > total ? window.withValues(words["fill-budget"], { sum: sum, total: total }) : "";
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
      var undo = this.querySelector("[data-do=undo]");
      /* A second tap on the same button does not make the first one final. */
      var earlier = undo.hidden ? function () {} : this.restore;
      var restore = window.fieldValues.clear();
      this.restore = function () { restore(); earlier(); };
      this.inputs().forEach(function (input) { input.value = ""; });
      undo.hidden = false;
      window.announce(words["fill-cleared"]);
    }

    undo() {
      this.restore();
      this.querySelector("[data-do=undo]").hidden = true;
      this.querySelector("[data-do=clear]").focus();
      window.announce(words["fill-undone"]);
    }

    save() {
      window.handFile("fields.json", window.fieldValues.file(), "application/json");
    }

    copyAll() {
      var box = this.querySelector("textarea");
      box.value = window.fieldValues.file();
      window.clipboardCopy({ text: box.value, target: box }).then(function (how) {
        window.announce(words[how === "copied" ? "fill-copied" : "copy-selected"]);
      });
    }

    take() {
      this.open(this.querySelector("textarea").value);
    }

    openFile(input) {
      var file = input.files[0];
      if (!file) return;
      file.text().then((text) => this.open(text), function () { window.announce(words["file-unread"]); });
      input.value = "";
    }

    open(text) {
      window.announce(window.fieldValues.open(text) ? words["fill-taken"] : words["fill-foreign"]);
    }
  });
})();
