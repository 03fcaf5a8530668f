/* The next days of the coming four weeks, on the home page, from dates of several years that came with the site. */
(function () {
  "use strict";
  var AHEAD = 28; // days
  var SHOWN = 5;
  var days = window.observanceCalendar;

  customElements.define("coming-weeks", class extends HTMLElement {
    connectedCallback() {
      var list = this.querySelector("ol");
      var items = coming(days.today()).slice(0, SHOWN).map((one) => this.item(one));
      list.replaceChildren(...items);
      list.hidden = !items.length;
    }

    item(one) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var name = document.createElement("strong");
      var time = document.createElement("time");
      var left = document.createElement("small");
      link.href = this.address(one);
      name.textContent = one.name;
      time.dateTime = one.start;
      time.textContent = this.said(one);
      left.textContent = this.left(one);
      link.append(name, " ", time, " ", left);
      item.append(link);
      return item;
    }

    /* In December some of these days are of a year that the calendar does not show by itself. */
    address(one) {
      var year = one.start.slice(0, 4);
      return this.dataset.calendar + (year === days.today().slice(0, 4) ? "" : "?year=" + year) + "#" + days.anchor(one);
    }

    said(one) {
      var locale = this.dataset.locale;
      if (one.end === one.start) return days.said(one.start, locale);
      return days.said(one.start, locale) + " – " + days.said(one.end, locale);
    }

    left(one) {
      var left = days.between(days.today(), one.start);
      if (left < 0 || (left === 0 && one.end > one.start)) return this.dataset.now;
      if (left === 0) return this.dataset.today;
      return left === 1 ? this.dataset.tomorrow : window.withValues(this.dataset.ahead, { n: left });
    }
  });

  /* What is still to come or under way; days before months, or the months would push them out. */
  function coming(today) {
    var year = Number(today.slice(0, 4));
    var near = days.of(year).concat(days.of(year + 1)).filter(function (one) {
      return year >= days.years[0] && one.end >= today && days.between(today, one.start) <= AHEAD &&
        Number(one.start.slice(0, 4)) <= days.years[1];
    });
    var short = near.filter(function (one) { return days.between(one.start, one.end) < 8; });
    return short.concat(near.filter(function (one) { return short.indexOf(one) < 0; }));
  }
})();
