/* The one 404 page: the reader's language, and the section of the missing address at the head of its list. Menu and foot
   stay Chinese, and so does the language of the whole; the search is the reader's. */
(function () {
  "use strict";
  customElements.define("not-found-page", class extends HTMLElement {
    connectedCallback() {
      var sections = Array.from(this.querySelectorAll(".not-found"));
      var english = sections.find(function (section) { return section.lang === "en"; });
      var root = new URL(english.dataset.root, location.href).pathname;
      var reader = location.pathname.indexOf(root) === 0 ? "en" : "zh";
      if (reader === "en") this.searchInEnglish(english.dataset);
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

    searchInEnglish(english) {
      var link = document.querySelector("[data-search-place]");
      link.href = english.root + "search/";
      link.dataset.root = english.root;
      link.lang = "en";
      link.querySelector(".search-link__word").textContent = english.search;
      /* What the search says before its index has come. */
      window.loadScript(english.words).catch(function () { /* It says that in Chinese. */ });
    }
  });

  function wanted(section) {
    var root = new URL(section.dataset.root, location.href).pathname;
    var rest = location.pathname.slice(root.length);
    return rest.split("/")[0] + "/";
  }
})();
