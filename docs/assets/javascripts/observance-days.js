/* The days of a year from `window.observanceDays` (days-zh.js, days-en.js), and dates as a reader says them.
   Lunar dates were computed when the site was built: the browser's own Chinese calendar is wrong for some years. */
(function () {
  "use strict";

  /* `03-05`, `2027-03-05`, and either with `/` and the last day. */
  function span(text, year) {
    var ends = text.split("/").map(function (day) { return day.length === 5 ? year + "-" + day : day; });
    return { start: ends[0], end: ends[ends.length - 1] };
  }

  window.observanceCalendar = {
    /* First and last year that are known. */
    years: window.observanceDays.years,

    /* {id, name, start, end, nth} of that year by first day; what lasts longer stands before what lasts a day. */
    of: function (year) {
      var found = [];
      window.observanceDays.days.forEach(function (day) {
        var all = Array.isArray(day[2]) ? day[2] : [day[2]];
        all.filter(function (text) {
          return text.charAt(4) !== "-" || text.slice(0, 4) === String(year);
        }).forEach(function (text, nth) {
          found.push(Object.assign({ name: day[0], id: day[1], nth: nth + 1 }, span(text, year)));
        });
      });
      return found.sort(function (a, b) {
        if (a.start !== b.start) return a.start < b.start ? -1 : 1;
        return a.end === b.end ? 0 : (a.end > b.end ? -1 : 1);
      });
    },

    /* The id of a day's place in the calendar: of what falls twice in a year, the second has a number. */
    anchor: function (one) {
      return "on-" + one.id + (one.nth > 1 ? "-" + one.nth : "");
    },

    /* Today on the reader's clock, as 2027-03-05. */
    today: function () {
      var now = new Date();
      var two = function (number) { return String(number).padStart(2, "0"); };
      return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    },

    /* Days from one day to another. */
    between: function (from, to) {
      return Math.round((Date.parse(to + "T00:00:00Z") - Date.parse(from + "T00:00:00Z")) / 86400000);
    },

    said: function (day, locale) {
      var options = { day: "numeric", month: "long", weekday: "long", timeZone: "UTC" };
      return new Date(day + "T00:00:00Z").toLocaleDateString(locale, options).replace("日星期", "日 星期");
    },
  };
})();
