/* "Add to my plan" on the pages of plans and activities. What is chosen waits on this device until the page that puts
   the plan together takes it in: here there is only its name. */
(function () {
  "use strict";
  var FROM_PLAN = /^plans\/(.+)$/;
  var NUMBER = /^(?:（[^）]+）|\(\d+\)\s*)/;
  var words = window.siteInterface.words;
  var colon = document.documentElement.lang === "en" ? ": " : "：";

  /* What the button adds: the task under its heading, or the activity of the page. */
  function title(button) {
    var task = button.dataset.add.split("#")[1];
    var heading = task ? document.getElementById(task) : document.querySelector(".page-head h1");
    return heading.textContent.trim().replace(NUMBER, "");
  }

  customElements.define("add-to-plan", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      document.querySelectorAll("button[data-add]").forEach((button) => {
        button.hidden = false;
        button.setAttribute("aria-label", button.textContent + colon + title(button));
        button.addEventListener("click", () => this.add(button));
      });
      this.querySelectorAll("a[data-begin]").forEach((link) => {
        link.addEventListener("click", () => { this.put({ start: link.dataset.begin }); });
      });
    }

    add(button) {
      var parts = button.dataset.add.split("#");
      var plan = FROM_PLAN.exec(parts[0]);
      var name = title(button);
      if (!this.put(plan ? { plan: plan[1], task: parts[1], title: name } : { activity: parts[0], title: name })) {
        window.announce(words["builder-not-kept"]);
        return;
      }
      window.announce(words["builder-added"] + name);
      if (button.nextElementSibling && button.nextElementSibling.matches(".add-to-plan__open")) return;
      var link = document.createElement("a");
      link.className = "add-to-plan__open";
      link.href = this.dataset.href;
      link.textContent = words["builder-open-draft"];
      button.after(" ", link);
    }

    put(item) {
      var key = "plan-basket-" + this.dataset.language;
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
