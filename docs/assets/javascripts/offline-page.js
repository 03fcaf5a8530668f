/* The page that stands in for one that was never read on this device: the reader's language first, a way to try again,
   and the pages that are kept. What the address says is used as an address within this site, or not at all. */
(function () {
  "use strict";
  customElements.define("offline-page", class extends HTMLElement {
    connectedCallback() {
      this.root = new URL(this.dataset.root, location.href).href;
      var wanted = this.wanted();
      var reader = wanted.indexOf(this.root + "en/") === 0 ? "en" : "zh";
      if (reader === "en") window.showEnglishShell();
      this.querySelectorAll("[lang]").forEach((section) => {
        section.hidden = section.lang !== reader;
        section.querySelector(".offline__again").href = wanted;
      });
      if (window.caches) this.list(this.querySelector('[lang="' + reader + '"]'));
    }

    wanted() {
      var address = new URLSearchParams(location.search).get("page") || this.root;
      return address.indexOf(this.root) === 0 ? address : this.root;
    }

    list(section) {
      caches.keys().then((names) => {
        var name = names.find((one) => one.indexOf("pages " + this.root + " ") === 0);
        if (name) return caches.open(name).then((cache) => this.pages(cache, section));
      });
    }

    pages(cache, section) {
      return cache.keys().then((requests) => Promise.all(requests.map((request) => {
        if (request.url.indexOf(this.root + "assets/") === 0 || request.url === bare(location.href)) return null;
        return cache.match(request).then(function (answer) { return answer.text(); }).then(function (html) {
          var kept = new DOMParser().parseFromString(html, "text/html");
          return { address: request.url, title: kept.title, lang: kept.documentElement.lang };
        });
      }))).then(function (found) {
        var pages = found.filter(Boolean).reverse();
        pages.forEach(function (page) {
          var item = document.createElement("li");
          var link = document.createElement("a");
          link.href = page.address;
          link.textContent = page.title;
          link.lang = page.lang;
          item.append(link);
          section.querySelector("ul").append(item);
        });
        section.querySelector(".offline__kept").hidden = pages.length === 0;
      });
    }
  });

  function bare(address) {
    return address.split(/[?#]/)[0];
  }
})();
