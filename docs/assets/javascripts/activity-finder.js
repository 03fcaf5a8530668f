/* The finder: every activity is in the page already; this shows the filters, hides what does not match, counts
   each choice, and keeps the choice in the address, so that a search can be sent to a colleague. */
(function () {
  "use strict";
  var NONE = -1;
  var SEVERAL = -2;
  var PAGE = 24; // cards painted at a time: a slow phone lays out two dozen at once, not thousands

  customElements.define("activity-finder", class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.status = this.querySelector("[role=status]");
      this.groups = Array.from(this.querySelectorAll(".theme-group"));
      this.choices = Array.from(this.form.querySelectorAll("input")).map(function (input) {
        var place = input.closest(".choice");
        return { input: input, place: place, count: place.querySelector(".choice__count"), facet: 0, shown: -1 };
      });
      this.inputs = this.choices.map(function (choice) { return choice.input; });
      this.names = Array.from(new Set(this.inputs.map(function (input) { return input.name; })));
      this.choices.forEach((choice) => { choice.facet = this.names.indexOf(choice.input.name); });
      this.cards = this.readCards();
      this.order = "";
      this.sorted = this.cards;
      this.prepareQuick();
      this.read();
      this.form.hidden = false;
      this.form.addEventListener("change", () => this.changed());
      this.form.addEventListener("submit", function (event) { event.preventDefault(); });
      this.form.addEventListener("click", (event) => this.clicked(event));
      this.querySelector(".finder__more button").addEventListener("click", () => this.more());
      /* Paper has room for everything that was found. */
      window.addEventListener("beforeprint", () => this.update(Infinity));
      window.addEventListener("afterprint", () => this.update(this.limit));
      this.update(this.limit);
    }

    /* Each card with the numbers of the choices that it answers, filter by filter. */
    readCards() {
      var numbers = new Map();
      this.inputs.forEach(function (input, number) { numbers.set(input.name + " " + input.value, number); });
      var cards = [];
      this.groups.forEach((group, index) => group.querySelectorAll(".card").forEach((element) => {
        var answers = this.names.map(function (name) {
          return (element.getAttribute("data-" + name) || "").split(" ")
            .map(function (value) { return numbers.get(name + " " + value); })
            .filter(function (number) { return number !== undefined; });
        });
        cards.push({ element: element, group: index, answers: answers, shown: true, matches: true });
      }));
      return cards;
    }

    /* A quick button stands for a choice of the full list. */
    prepareQuick() {
      var month = String(new Date().getMonth() + 1);
      this.quick = Array.from(this.querySelectorAll(".quick"));
      this.quick.forEach((button) => {
        if (button.dataset.choice === "now") button.dataset.choice = month;
        button.choice = this.choices.find(function (choice) {
          return choice.input.name === button.dataset.facet && choice.input.value === button.dataset.choice;
        });
        button.count = button.querySelector(".choice__count");
        if (!button.choice) button.remove();
      });
      this.quick = this.quick.filter(function (button) { return button.choice; });
    }

    /* Who comes back finds as many cards as before, or the place where the reading stopped would not be there. */
    read() {
      this.limit = Math.max(PAGE, Number((history.state || {}).limit) || 0);
      var query = window.pageChoice.read();
      this.inputs.forEach(function (input) {
        input.checked = (query.get(input.name) || "").split(",").indexOf(input.value) >= 0;
      });
    }

    write() {
      var query = new URLSearchParams();
      this.names.forEach((name) => {
        var chosen = this.inputs.filter(function (input) { return input.name === name && input.checked; });
        if (chosen.length) query.set(name, chosen.map(function (input) { return input.value; }).join(","));
      });
      window.pageChoice.write(query, { limit: this.limit });
    }

    clicked(event) {
      var quick = event.target.closest(".quick");
      if (quick) quick.choice.input.checked = !quick.choice.input.checked;
      else if (event.target.closest(".finder__go")) return this.go();
      else if (event.target.closest(".finder__clear")) this.inputs.forEach(function (input) { input.checked = false; });
      else return;
      this.changed();
      if (!quick) this.status.focus(); // the button is gone
    }

    changed() {
      this.limit = PAGE;
      this.write();
      this.update(this.limit);
    }

    /* To what was found, past all the filters. */
    go() {
      var first = this.querySelector(".theme-group:not([hidden])");
      first.scrollIntoView();
      first.querySelector("a").focus({ preventScroll: true });
    }

    more() {
      var first = this.sorted.find(function (card) { return card.matches && !card.shown; });
      this.limit += PAGE;
      this.write();
      this.update(this.limit);
      if (first) first.element.querySelector("a").focus();
    }

    /* One walk over the cards: one that fails a single filter still counts for the choices of that filter. */
    update(limit) {
      var chosen = this.inputs.map(function (input) { return input.checked; });
      var active = this.names.map(() => false);
      this.choices.forEach(function (choice) { if (choice.input.checked) active[choice.facet] = true; });
      var counts = new Int32Array(this.choices.length);
      var inGroup = new Int32Array(this.groups.length);
      var found = 0;
      var free = this.freeOnly();
      for (var card of this.inOrder(chosen)) {
        var failed = failedFilter(card.answers, active, chosen);
        if (failed > NONE) count(counts, card.answers[failed]);
        else if (failed === NONE) card.answers.forEach(function (answers) { count(counts, answers); });
        card.matches = failed === NONE;
        if (card.matches && ++found <= limit) inGroup[card.group] += 1;
        show(card, card.matches && found <= limit);
        if (card.shown) this.sayCost(card, free);
      }
      this.groups.forEach(function (group, index) { group.hidden = inGroup[index] === 0; });
      this.showCounts(counts);
      this.status.textContent = window.withValues(this.status.dataset.count, { n: found });
      this.querySelector(".finder__clear").hidden = !active.some(Boolean);
      this.querySelector(".finder__go").hidden = found === 0;
      this.querySelector(".finder__none").hidden = found > 0;
      this.querySelector(".finder__more").hidden = found <= limit;
    }

    /* Whether nothing but what costs nothing is asked for. */
    freeOnly() {
      var costs = this.inputs.filter(function (input) { return input.name === "cost" && input.checked; });
      return costs.length === 1 && costs[0].value === "free";
    }

    /* Who asks for what is free is told that a run sheet with another price says how to do without. */
    sayCost(card, free) {
      if (Boolean(card.free) === free) return;
      card.free = free;
      var place = card.element.querySelector(".card__cost");
      if (!place) return;
      card.cost = card.cost || place.textContent;
      place.textContent = card.cost + (free ? this.dataset.free : "");
    }

    /* Groups of a chosen theme come first, in the page as on the screen. */
    inOrder(chosen) {
      var wanted = this.groups.map((group) => {
        var number = this.inputs.findIndex(function (input) {
          return input.name === "theme" && input.value === group.querySelector("h2").id;
        });
        return number >= 0 && chosen[number];
      });
      var key = wanted.join();
      if (key !== this.order) {
        this.order = key;
        var last = this.querySelector(".finder__more");
        var sorted = this.groups.filter(function (group, index) { return wanted[index]; })
          .concat(this.groups.filter(function (group, index) { return !wanted[index]; }));
        sorted.forEach(function (group) { last.before(group); });
        this.sorted = this.cards.filter(function (card) { return wanted[card.group]; })
          .concat(this.cards.filter(function (card) { return !wanted[card.group]; }));
      }
      return this.sorted;
    }

    showCounts(counts) {
      this.choices.forEach(function (choice, number) {
        var empty = counts[number] === 0 && !choice.input.checked;
        if (choice.shown !== counts[number]) choice.count.textContent = choice.shown = counts[number];
        choice.place.classList.toggle("choice--empty", empty);
        choice.input.setAttribute("aria-disabled", String(empty));
      });
      this.quick.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.choice.input.checked));
        var found = button.choice.shown;
        if (button.count.textContent !== String(found)) button.count.textContent = found;
        button.classList.toggle("choice--empty", found === 0 && !button.choice.input.checked);
      });
    }
  });

  /* The only filter that the card fails, or NONE, or SEVERAL. */
  function failedFilter(answers, active, chosen) {
    var failed = NONE;
    for (var facet = 0; facet < active.length; facet += 1) {
      if (!active[facet] || answers[facet].some(function (number) { return chosen[number]; })) continue;
      if (failed !== NONE) return SEVERAL;
      failed = facet;
    }
    return failed;
  }

  function count(counts, numbers) {
    for (var index = 0; index < numbers.length; index += 1) counts[numbers[index]] += 1;
  }

  function show(card, shown) {
    if (card.shown === shown) return;
    card.element.hidden = !shown;
    card.shown = shown;
  }
})();
