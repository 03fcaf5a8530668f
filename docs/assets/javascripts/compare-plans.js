/* Two plans side by side, or one beside the draft: the table of all five with all but two columns hidden, each task
   with its words. The draft comes with the event "plan-draft", and stands beside its sample until somebody chooses. */
(function () {
  "use strict";
  var data = window.planData;
  var ui = window.planPage;

  customElements.define("compare-plans", class extends HTMLElement {
    connectedCallback() {
      if (!data) return;
      this.table = this.querySelector("table");
      this.choices = Array.from(this.querySelectorAll("select"));
      this.choices[1].selectedIndex = 1;
      this.querySelector(".pt-two").hidden = false;
      this.dataset.two = "";
      this.draft = null;
      this.worded = new Set();
      this.addColumn();
      this.chosen = false;
      this.choices.forEach((choice) => choice.addEventListener("change", () => { this.chosen = true; this.show(); }));
      document.addEventListener("plan-draft", (event) => {
        this.draft = event.detail;
        if (!this.chosen) this.beside();
        if (this.shows("")) this.show();
      });
      this.show();
    }

    /* A draft that was begun empty has the sample of its tasks, or none; a sample that the site no longer has is none. */
    beside() {
      var sample = [this.draft.frame].concat(this.draft.tasks.map(function (task) { return task.plan; })).find(Boolean);
      if (data.plans.some(function (one) { return one.id === sample; })) this.choices[0].value = sample;
      this.choices[1].value = "";
    }

    shows(plan) {
      return this.choices.some(function (choice) { return choice.value === plan; });
    }

    /* The draft's column, last in every row. */
    addColumn() {
      this.table.tHead.rows[0].append(ui.el("th", { scope: "col", text: data.labels["compare-draft"], "data-plan": "" }));
      Array.from(this.table.tBodies[0].rows).forEach(function (row) { row.append(ui.el("td", { "data-plan": "" })); });
    }

    /* The words of each task, folded under its name: built when its plan is first shown. */
    addWords(plan) {
      if (!plan || this.worded.has(plan)) return;
      this.worded.add(plan);
      var tasks = data.plans.find(function (one) { return one.id === plan; }).tasks;
      this.table.querySelectorAll('td[data-plan="' + plan + '"] a[data-task]').forEach(function (link) {
        var task = tasks.find(function (one) { return one.id === link.dataset.task; });
        if (task) link.parentElement.after(words(task));
      });
    }

    fillDraft() {
      Array.from(this.table.tBodies[0].rows).forEach((row) => {
        var cell = row.lastElementChild;
        var tasks = (this.draft ? this.draft.tasks : []).filter(function (task) { return task.themes.indexOf(row.dataset.theme) >= 0; });
        cell.textContent = tasks.length ? "" : data.labels["compare-none"];
        tasks.forEach(function (task) { cell.append(ui.el("p", { text: task.title || data.labels.untitled }), words(task)); });
      });
    }

    show() {
      this.choices.forEach((choice) => this.addWords(choice.value));
      if (this.shows("")) this.fillDraft();
      this.table.querySelectorAll("[data-plan]").forEach((cell) => { cell.hidden = !this.shows(cell.dataset.plan); });
    }
  });

  function words(task) {
    return ui.el("details", {}, [
      ui.el("summary", { text: data.labels["see-text"], "aria-label": data.labels["see-text"] + window.planText.colon(data) + task.title }),
      ui.el("p", { text: task.text }),
    ]);
  }
})();
