/* The workshop of the plan (samples, programs: over 100 KB) is fetched when the reader first touches the page, comes to
   the comparison, or has begun a draft before; until then the page shows the ways to begin. */
(function () {
  "use strict";
  /* What the page brings along for the workshop, each from a script of its own that may have failed to arrive. */
  var NEEDED = ["siteInterface", "loadScript", "announce", "fieldValues", "handFile", "filledWordFile", "runSheets"];

  function begun(language) {
    if (location.hash.indexOf("#start=") === 0) return true;
    try {
      return ["draft", "basket"].some(function (name) { return localStorage.getItem("plan-" + name + "-" + language); });
    } catch (error) {
      return false;
    }
  }

  customElements.define("plan-loader", class extends HTMLElement {
    connectedCallback() {
      /* Without them the page goes on saying what it needs. */
      if (!NEEDED.every(function (name) { return window[name]; })) return;
      this.needs = document.querySelector(".needs-script");
      this.builder = document.querySelector("put-together");
      this.builder.hidden = false;
      this.needs.hidden = true;
      this.touched = (event) => this.touch(event);
      ["pointerdown", "focusin"].forEach((name) => document.addEventListener(name, this.touched));
      ["click", "submit", "change"].forEach((name) => this.builder.addEventListener(name, this.touched, true));
      /* Also after "back", which shows the page as it was. */
      window.addEventListener("pageshow", () => { if (begun(document.documentElement.lang)) this.load(); });
      if (begun(document.documentElement.lang)) this.load();
      else this.watch(document.querySelector("compare-plans"));
    }

    watch(comparison) {
      var observer = new IntersectionObserver((seen) => {
        if (!seen.some(function (one) { return one.isIntersecting; })) return;
        observer.disconnect();
        this.load();
      });
      observer.observe(comparison);
    }

    /* What was asked of the page before it could answer is asked again when it can. */
    touch(event) {
      if (event.type === "pointerdown" || event.type === "focusin") {
        if (event.target.closest("put-together, compare-plans")) this.load();
        return;
      }
      var target = event.target;
      if (event.type === "click") target = target.closest("button[data-do], button[data-start], button[data-frame]");
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      this.load().then(function () {
        if (event.type === "click") target.click();
        else target.dispatchEvent(new Event(event.type, { bubbles: true, cancelable: true }));
      }, function () { /* The page says so. */ });
    }

    load() {
      if (!this.loading) {
        var scripts = Array.from(this.querySelectorAll("[data-script]"), function (one) { return window.loadScript(one.dataset.script); });
        this.loading = Promise.all(scripts);
        this.loading.then(() => this.done(), () => this.fail());
      }
      return this.loading;
    }

    done() {
      ["pointerdown", "focusin"].forEach((name) => document.removeEventListener(name, this.touched));
      ["click", "submit", "change"].forEach((name) => this.builder.removeEventListener(name, this.touched, true));
    }

    /* Not tried again before the page is loaded anew: the scripts that did arrive would define their elements twice. */
    fail() {
      this.done();
      this.builder.remove();
      this.needs.hidden = false;
    }
  });
})();
