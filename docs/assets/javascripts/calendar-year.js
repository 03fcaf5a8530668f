/* The calendar: the page holds one year; this shows the year that the reader chooses, today's year at first, as a list
   and as twelve months, marks today, and filters by theme. Theme, view and another year than today's stand in the address. */
(function () {
  "use strict";
  var VIEWS = ["both", "months", "list"];
  var days = window.observanceCalendar;
  var comma = document.documentElement.lang === "en" ? ", " : "、";

  customElements.define("calendar-year", class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.select = this.querySelector("select");
      this.status = this.querySelector("[role=status]");
      this.months = Array.from(this.querySelectorAll(".month"));
      this.items = new Map();
      this.querySelectorAll("li[data-day]").forEach((item) => {
        if (!this.items.has(item.dataset.day)) this.items.set(item.dataset.day, item);
      });
      this.read();
      this.form.hidden = false;
      this.select.addEventListener("change", () => { this.write(); this.show(); });
      this.form.addEventListener("submit", function (event) { event.preventDefault(); });
      this.form.addEventListener("click", (event) => this.clicked(event));
      this.addEventListener("click", (event) => this.followed(event));
      this.show();
      this.dataset.shown = "";
      this.scrollToHash();
    }

    read() {
      var query = window.pageChoice.read();
      var theme = query.get("theme") || "";
      this.theme = this.button("theme", theme) ? theme : "";
      this.view = VIEWS.indexOf(query.get("view")) > 0 ? query.get("view") : VIEWS[0];
      this.choose(thisYear());
      this.choose(query.get("year"));
      if (this.theme) this.querySelector(".year-themes").open = true;
    }

    /* A year that is not known changes nothing. */
    choose(year) {
      if (Array.from(this.select.options).some(function (option) { return option.value === year; })) this.select.value = year;
    }

    write() {
      var query = new URLSearchParams();
      if (this.select.value !== thisYear()) query.set("year", this.select.value);
      if (this.theme) query.set("theme", this.theme);
      if (this.view !== VIEWS[0]) query.set("view", this.view);
      window.pageChoice.write(query);
    }

    button(name, value) {
      return Array.from(this.form.querySelectorAll("[data-" + name + "]")).find(function (button) {
        return button.dataset[name] === value;
      });
    }

    clicked(event) {
      var button = event.target.closest("button");
      if (!button) return;
      if ("theme" in button.dataset) this.theme = button.dataset.theme;
      else this.view = button.dataset.view;
      this.write();
      this.show();
    }

    /* A day of the months leads to its place in the list, which may be hidden. */
    followed(event) {
      if (this.view !== "months" || !event.target.closest(".month__grid a")) return;
      this.view = VIEWS[0];
      this.write();
      this.show();
    }

    show() {
      var year = Number(this.select.value);
      var found = days.of(year).filter((one) => this.isWanted(one));
      this.dataset.shows = this.view;
      this.months.forEach((month) => {
        var number = Number(month.dataset.month);
        var own = found.filter(function (one) { return Number(one.start.slice(5, 7)) === number; });
        month.hidden = Boolean(this.theme) && !own.length;
        this.querySelector('.year-months a:not(.year-today)[href="#month-' + number + '"]').hidden = month.hidden;
        month.querySelector("ul").replaceChildren(...own.map((one) => this.item(one)));
        month.querySelector("tbody").replaceChildren(...weeks(year, number, own));
        month.querySelector(".month__spans").replaceChildren(...own.filter(lasts).map(spanLink));
        month.querySelector("[data-year]").textContent = year;
      });
      this.form.querySelectorAll("button").forEach((button) => {
        var chosen = "theme" in button.dataset ? button.dataset.theme === this.theme : button.dataset.view === this.view;
        button.setAttribute("aria-pressed", String(chosen));
      });
      this.leadToToday();
      this.status.textContent = window.withValues(this.dataset.count, { n: found.length });
    }

    isWanted(one) {
      var item = this.items.get(one.id);
      return item && (!this.theme || item.dataset.themes.split(" ").indexOf(this.theme) >= 0);
    }

    item(one) {
      var item = this.items.get(one.id).cloneNode(true);
      var time = item.querySelector("time");
      var today = days.today();
      item.id = days.anchor(one);
      time.dateTime = one.start;
      time.textContent = (lasts(one) ? [one.start, one.end] : [one.start])
        .map((day) => days.said(day, this.dataset.locale)).join(" – ");
      if (one.start <= today && today <= one.end) {
        item.classList.add("today");
        item.setAttribute("aria-current", "date");
      }
      return item;
    }

    /* Eleven months may stand above today's. */
    leadToToday() {
      var link = this.querySelector(".year-today");
      var month = document.getElementById("month-" + Number(days.today().slice(5, 7)));
      link.href = "#" + month.id;
      link.hidden = this.select.value !== thisYear() || month.closest(".month").hidden;
    }

    /* The list is drawn anew, so the browser's own jump to a day came too early. */
    scrollToHash() {
      var target = location.hash.indexOf("#on-") === 0 && document.getElementById(location.hash.slice(1));
      if (target) target.scrollIntoView();
    }
  });

  function thisYear() {
    return days.today().slice(0, 4);
  }

  function lasts(one) {
    return one.end > one.start;
  }

  /* The rows of a month from Monday to Sunday. */
  function weeks(year, month, own) {
    var first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
    var last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    var rows = [];
    for (var start = 1 - first; start <= last; start += 7) {
      var row = document.createElement("tr");
      for (var number = start; number < start + 7; number += 1) {
        row.append(cell(number >= 1 && number <= last ? number : 0, year, month, own));
      }
      rows.push(row);
    }
    return rows;
  }

  function cell(number, year, month, own) {
    var place = document.createElement("td");
    if (!number) return place;
    var day = year + "-" + String(month).padStart(2, "0") + "-" + String(number).padStart(2, "0");
    var there = own.filter(function (one) { return one.start === day && !lasts(one); });
    if (day === days.today()) place.setAttribute("aria-current", "date");
    place.append(there.length ? dayLink(number, there) : String(number));
    return place;
  }

  function dayLink(number, there) {
    var names = document.createElement("span");
    names.textContent = " " + there.map(function (one) { return one.name; }).join(comma);
    var link = document.createElement("a");
    link.href = "#" + days.anchor(there[0]);
    link.append(String(number), names);
    return link;
  }

  function spanLink(one) {
    var link = document.createElement("a");
    link.href = "#" + days.anchor(one);
    link.textContent = one.name;
    return link;
  }
})();
