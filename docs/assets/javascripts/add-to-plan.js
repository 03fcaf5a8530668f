/* "Add to my plan" on the pages of plans and activities. What is chosen waits on this device until the page that puts
   the plan together takes it in: here there is only its name. The words of the messages stand on `<add-to-plan>`. */
(function () {
  "use strict";
  var FROM_PLAN = /^plans\/(.+)$/;

  customElements.define("add-to-plan", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      document.querySelectorAll("button[data-add]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => this.add(button));
      });
      this.querySelectorAll("a[data-begin]").forEach((link) => {
        link.addEventListener("click", () => { this.put({ start: link.dataset.begin }); });
      });
    }

    add(button) {
      var parts = button.dataset.add.split("#");
      var plan = FROM_PLAN.exec(parts[0]);
      var title = button.querySelector(".visually-hidden span").textContent;
      if (!this.put(plan ? { plan: plan[1], task: parts[1], title: title } : { activity: parts[0], title: title })) {
        window.announce(this.dataset.refused);
        return;
      }
      window.announce(this.dataset.added + title);
      if (button.nextElementSibling && button.nextElementSibling.matches(".add-to-plan__open")) return;
      var link = document.createElement("a");
      link.className = "add-to-plan__open";
      link.href = this.dataset.href;
      link.textContent = this.dataset.open;
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
