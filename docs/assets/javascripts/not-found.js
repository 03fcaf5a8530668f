/* The one 404 page: the reader's language, and the section of the missing address at the head of its list. */
(function () {
  "use strict";
  customElements.define("not-found-page", class extends HTMLElement {
    connectedCallback() {
      var sections = Array.from(this.querySelectorAll(".not-found"));
      var english = sections.find(function (section) { return section.lang === "en"; });
      var root = new URL(english.dataset.root, location.href).pathname;
      var reader = location.pathname.indexOf(root) === 0 ? "en" : "zh";
      if (reader === "en") window.showEnglishShell();
      sections.forEach(function (section) {
        section.hidden = section.lang !== reader;
        var near = section.querySelector('[data-section]:not([data-section=""])' +
          '[data-section="' + CSS.escape(wanted(section)) + '"]');
        if (near) {
          near.classList.add("door--near");
          near.parentNode.prepend(near);
        }
      });
    }
  });

  function wanted(section) {
    var root = new URL(section.dataset.root, location.href).pathname;
    var rest = location.pathname.slice(root.length);
    return rest.split("/")[0] + "/";
  }
})();
