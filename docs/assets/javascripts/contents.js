/* The list of contents stands open where there is room beside the text. On a phone it stays in sight as one line, and
   folds itself up behind whoever follows one of its links. */
(function () {
  "use strict";
  customElements.define("page-contents", class extends HTMLElement {
    connectedCallback() {
      var details = this.querySelector("details");
      var beside = matchMedia("(min-width: 60rem)");
      details.open = beside.matches;
      beside.onchange = function () { details.open = beside.matches; }; // a tablet that is turned
      this.addEventListener("click", function (event) {
        if (event.target.closest("a") && !beside.matches) details.open = false;
      });
    }
  });
})();
