/* A plan's attachments stand on a page of their own, so that neither page is heavy. Over http they come back into the
   plan behind its signature, where they stand in its Word file: copying, filling in, printing and the contents have the
   plan in one piece. The document then hears "sheet-grown". Without a network, or where the browser saves data and the
   reader has not asked for them, their list links to the other page. */
(function () {
  "use strict";
  /* By this the service worker knows a page that is shown, and keeps it like one that was opened. */
  var AS_PAGE = { headers: { Accept: "text/html" } };

  var PLACE = "place " + location.pathname;
  var IDLE = 2000; // milliseconds

  function keepPlace() {
    try {
      sessionStorage.setItem(PLACE, String(scrollY));
    } catch (error) {
      /* Without storage, a reader who returns has to look for the place. */
    }
  }

  /* How far down the reader was when leaving this page, if this is a return to it. */
  function keptPlace() {
    var visit = performance.getEntriesByType("navigation")[0];
    if (!visit || (visit.type !== "reload" && visit.type !== "back_forward")) return 0;
    try {
      return Number(sessionStorage.getItem(PLACE));
    } catch (error) {
      return 0;
    }
  }

  /* After the layout in which the browser, on its own account, keeps in sight what was there before. */
  function settled(then) {
    requestAnimationFrame(function () { requestAnimationFrame(then); });
  }

  function text(answer) {
    if (!answer.ok || answer.redirected) throw new Error(answer.url);
    return answer.text();
  }

  /* Where a link of `page` leads, written as from this page. Without the host: full addresses are printed on paper. */
  function seenFromHere(link, page) {
    var goal = new URL(link.getAttribute("href"), page);
    if (goal.origin !== location.origin) return goal.href;
    var here = goal.pathname === new URL(".", location.href).pathname;
    return (here && goal.hash) || goal.pathname + goal.search + goal.hash;
  }

  /* The attachments of that page's HTML. Throws where it holds none. */
  function attachments(html, page) {
    var found = document.createDocumentFragment();
    var node = new DOMParser().parseFromString(html, "text/html").querySelector(".sheet > h2");
    if (!node) throw new Error(page);
    for (; node; node = node.nextSibling) found.append(document.importNode(node, true));
    found.querySelectorAll("a[href]").forEach(function (link) { link.setAttribute("href", seenFromHere(link, page)); });
    return found;
  }

  customElements.define("plan-attachments", class extends HTMLElement {
    connectedCallback() {
      if (!/^https?:$/.test(location.protocol)) return;
      this.page = new URL(this.dataset.page, location.href).href;
      document.addEventListener("click", (event) => this.follow(event));
      window.addEventListener("pagehide", keepPlace);
      window.addEventListener("hashchange", () => this.lead());
      window.addEventListener("beforeprint", () => this.hurry());
      document.querySelector("fill-in details").addEventListener("toggle", () => this.load());
      if (this.goBack() || this.lead() || (navigator.connection && navigator.connection.saveData)) return;
      if (document.readyState === "complete") this.begin();
      else window.addEventListener("load", () => this.begin());
    }

    begin() {
      var ahead = () => this.fetched().then(() => this.whenBelow()).catch(function () { /* The list leads there. */ });
      // Some browsers find no idle moment for minutes.
      if (window.requestIdleCallback) requestIdleCallback(ahead, { timeout: IDLE });
      else setTimeout(ahead);
    }

    /* Put them in where nobody looks: nothing in sight may move. */
    whenBelow() {
      var watcher = new IntersectionObserver((seen) => {
        if (seen[seen.length - 1].boundingClientRect.top < innerHeight) return;
        watcher.disconnect();
        this.put();
      });
      watcher.observe(this);
    }

    fetched() {
      if (!this.asked) {
        this.asked = fetch(this.page, AS_PAGE).then(text).then((html) => { this.found = attachments(html, this.page); });
        /* Whoever asks after a failure tries again. */
        this.asked.catch(() => { this.asked = null; });
      }
      return this.asked;
    }

    /* Promises whether the plan is whole. */
    load() {
      if (!this.isConnected) return Promise.resolve(true);
      if (!this.page) return Promise.resolve(false);
      return this.fetched().then(() => { this.put(); return true; }, function () { return false; });
    }

    /* The browser prints what is there when this returns: here alone the answer is waited for. */
    hurry() {
      if (!this.isConnected) return;
      try {
        if (!this.found) {
          var request = new XMLHttpRequest();
          request.open("GET", this.page, false);
          request.send();
          if (request.status === 200) this.found = attachments(request.responseText, this.page);
        }
        this.put();
      } catch (error) {
        /* Without a network the list alone is printed. */
      }
    }

    put() {
      if (!this.isConnected || !this.found) return;
      this.links().forEach(function (link) { link.setAttribute("href", link.hash); });
      /* Their ids go over from the lines of the list. */
      document.querySelectorAll(".attachments [id]").forEach(function (line) { line.removeAttribute("id"); });
      this.replaceWith(this.found);
      document.dispatchEvent(new CustomEvent("sheet-grown"));
      this.stay();
    }

    /* The service worker keeps what is fetched through it. One that starts later has the attachments fetched again. */
    stay() {
      var workers = navigator.serviceWorker;
      if (!workers || workers.controller) return;
      workers.addEventListener("controllerchange", () => { fetch(this.page, AS_PAGE).catch(function () { /* Not kept. */ }); }, { once: true });
    }

    /* The links of this page that lead into the attachments: those of the list and of the contents. */
    links() {
      return Array.from(document.links).filter((link) => link.href.indexOf(this.page + "#") === 0);
    }

    /* Back to where somebody was reading: by itself the browser finds only places that are there from the start. */
    goBack() {
      var place = keptPlace();
      if (place + innerHeight < this.getBoundingClientRect().top + scrollY) return false;
      this.load().then(function (whole) {
        if (whole) settled(function () { scrollTo({ top: place, behavior: "instant" }); });
      });
      return true;
    }

    /* Goes to the place in the attachments that the address names, as old links do; answers whether it names one. */
    lead() {
      var place = location.hash;
      if (!this.isConnected || !place || !this.links().some(function (link) { return link.hash === place; })) return false;
      this.load().then(function (whole) {
        var heading = whole && document.getElementById(place.slice(1));
        if (heading) settled(function () { heading.scrollIntoView({ behavior: "instant" }); });
      });
      return true;
    }

    follow(event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!this.isConnected || !link || this.links().indexOf(link) < 0) return;
      if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      var address = link.href;
      this.load().then(function (whole) {
        if (whole) settled(function () { location.assign(link.hash); });
        else location.assign(address);
      });
    }
  });
})();
