/* Says at the head of a page that nobody has compared it with what is current for more than a year. The build cannot:
   it does not know when it will be read. */
(function () {
  "use strict";
  var YEAR = 365 * 24 * 60 * 60 * 1000; // as the maintainers' check has it (rules/coverage.py)

  customElements.define("last-check", class extends HTMLElement {
    connectedCallback() {
      var day = this.dataset.day;
      if (Date.now() - Date.parse(day) <= YEAR) return;
      this.className = "dated";
      this.textContent = window.withValues(window.siteInterface.words["checked-long-ago"], { day: day });
    }
  });
})();
