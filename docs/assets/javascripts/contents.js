/* The list of contents stands open where there is room beside the text. */
(function () {
  "use strict";
  customElements.define("page-contents", class extends HTMLElement {
    connectedCallback() {
      this.querySelector("details").open = matchMedia("(min-width: 60rem)").matches;
    }
  });
})();
