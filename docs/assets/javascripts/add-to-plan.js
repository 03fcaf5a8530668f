/* "Add to my plan" on the pages of plans and activities. What is chosen waits on this device until the page that puts
   the plan together takes it in: here there is only its name. */
(function () {
  "use strict";
  var NUMBER = /^(?:（[^）]+）|\(\d+\)\s*)/;
  var words = window.siteInterface.words;
  var language = document.documentElement.lang === "en" ? "en" : "zh";

  /* What a button adds: the task under whose heading it stands, or the activity of the page. */
  function item(button) {
    var page = document.querySelector("fill-in").dataset.page.split("/");
    if (page[0] !== "plans") return { activity: page[1], title: said(document.querySelector(".page-head h1")) };
    var heading = button.closest(".task-links");
    while (!/^H\d$/.test(heading.nodeName)) heading = heading.previousElementSibling;
    return { plan: page[1], task: heading.id, title: said(heading) };
  }

  function said(heading) {
    return heading.textContent.trim().replace(NUMBER, "");
  }

  customElements.define("add-to-plan", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      document.querySelectorAll("button[data-add]").forEach((button) => {
        button.hidden = false;
        button.setAttribute("aria-label", button.textContent + (language === "en" ? ": " : "：") + item(button).title);
        button.addEventListener("click", () => this.add(button));
      });
      this.querySelectorAll("a[data-begin]").forEach((link) => {
        // A browser that keeps nothing takes the choice along in the address.
        link.addEventListener("click", () => {
          if (!this.put({ start: link.dataset.begin })) link.hash = "start=" + link.dataset.begin;
        });
      });
    }

    add(button) {
      var added = item(button);
      if (!this.put(added)) {
        window.announce(words["builder-not-kept"]);
        return;
      }
      window.announce(words["builder-added"] + added.title);
      if (button.nextElementSibling && button.nextElementSibling.matches(".add-to-plan__open")) return;
      var link = document.createElement("a");
      link.className = "add-to-plan__open";
      link.href = this.dataset.href || this.querySelector("a").href;
      link.textContent = words["builder-open-draft"];
      button.after(" ", link);
    }

    put(item) {
      var key = "plan-basket-" + language;
      try {
        var items = JSON.parse(localStorage.getItem(key) || "[]");
        var list = Array.isArray(items) ? items : [];
        var text = JSON.stringify(item);
        if (!list.some(function (one) { return JSON.stringify(one) === text; })) list.push(item);
        localStorage.setItem(key, JSON.stringify(list));
        return true;
      } catch (error) {
        return false;
      }
    }
  });
})();
