/* The calendar: the page holds the dates of several years; this shows the year that the reader chooses, today's
   year at first, moves each day to its month, and marks today. Dates come from the page, never from the browser's
   own Chinese calendar. */
(function () {
  "use strict";
  customElements.define("calendar-year", class extends HTMLElement {
    connectedCallback() {
      this.select = this.querySelector("select");
      this.days = Array.from(this.querySelectorAll("li[data-dates]"));
      this.days.forEach(function (day) { day.dataset.first = day.dataset.dates.split(" ")[0]; });
      this.unique = unique(this.days);
      var now = String(new Date().getFullYear());
      if (this.dataset.years.split(" ").indexOf(now) >= 0) this.select.value = now;
      this.select.addEventListener("change", () => this.show(this.select.value));
      this.querySelector(".year-choice").hidden = false;
      this.show(this.select.value);
    }

    show(year) {
      var lists = Array.from(this.querySelectorAll(".month ul"));
      var placed = [];
      this.unique.forEach(function (day) {
        day.dataset.dates.split(" ").forEach(function (dates) {
          if (dates.slice(0, 4) === year) placed.push({ dates: dates, item: day.cloneNode(true) });
        });
      });
      placed.sort(function (a, b) { return a.dates < b.dates ? -1 : 1; });
      lists.forEach(function (list) { list.replaceChildren(); });
      placed.forEach((one) => {
        this.date(one.item, one.dates);
        lists[Number(one.dates.slice(5, 7)) - 1].append(one.item);
      });
      this.querySelectorAll("[data-year]").forEach(function (place) { place.textContent = year; });
    }

    date(item, dates) {
      var ends = dates.split("/");
      var time = item.querySelector("time");
      time.dateTime = ends[0];
      time.textContent = ends.map((day) => said(day, this.dataset.locale)).join(" – ");
      var today = local(new Date());
      var running = ends[0] <= today && today <= ends[ends.length - 1];
      item.classList.toggle("today", running);
      if (running) item.setAttribute("aria-current", "date");
      else item.removeAttribute("aria-current");
    }
  });

  /* A day that falls twice in the printed year stands twice in the page, and once here. */
  function unique(days) {
    var seen = new Set();
    return days.filter(function (day) {
      var key = day.querySelector("strong").textContent;
      if (seen.has(key)) return false;
      return seen.add(key);
    });
  }

  function said(day, locale) {
    var options = { day: "numeric", month: "long", weekday: "long", timeZone: "UTC" };
    return new Date(day + "T00:00:00Z").toLocaleDateString(locale, options);
  }

  function local(date) {
    var two = function (number) { return String(number).padStart(2, "0"); };
    return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate());
  }
})();
