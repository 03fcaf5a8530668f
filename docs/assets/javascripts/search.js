/* What every page loads of the search: the keys and the link that open it. Its other files and the index come on first use. */
(function () {
  "use strict";
  var link = document.querySelector("[data-search-place]");
  if (!link) return;
  var loading;

  function start() {
    if (!loading) {
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = link.dataset.style;
      var shown = new Promise(function (resolve) { style.onload = style.onerror = resolve; });
      document.head.appendChild(style);
      // The index need not wait until the engine is here to ask for it.
      var index = document.createElement("link");
      index.rel = "preload";
      index.as = "script";
      index.href = link.dataset.index + link.lang + ".js";
      document.head.appendChild(index);
      var scripts = Array.from(document.querySelectorAll("[data-search-script]"), function (one) { return window.loadScript(one.dataset.searchScript); });
      loading = Promise.all(scripts.concat(shown));
      loading.catch(function () { loading = null; });
    }
    return loading;
  }

  function open(event) {
    event.preventDefault();
    /* The search page has a box of its own: a second one would cover what it found. */
    var own = document.querySelector("site-search input");
    if (own) {
      own.focus();
      own.select();
      return;
    }
    /* On a slow network the dialog is seconds away: the link says that it was touched. */
    link.setAttribute("aria-busy", "true");
    start().then(function () { window.searchView.open(link); }, function () { location.href = link.href; })
      .then(function () { link.removeAttribute("aria-busy"); });
  }

  link.addEventListener("click", function (event) {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) open(event);
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var letter = (event.key === "k" || event.key === "K") && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (slash || letter) open(event);
  });

  customElements.define("site-search", class extends HTMLElement {
    connectedCallback() {
      var form = this.querySelector("form");
      var words = form.querySelector("input");
      /* What did not come is asked for again when somebody types on. */
      var begin = () => start().then(() => window.searchView.attach(this, link), () => {
        this.querySelector("[role=status]").textContent = window.siteInterface.words["search-failed"];
        words.addEventListener("input", begin, { once: true });
      });
      form.hidden = false;
      words.value = new URLSearchParams(location.search).get("q") || "";
      if (words.value) begin();
      else words.addEventListener("focus", begin, { once: true });
    }
  });
})();
