/* Text size and contrast: kept on this device, shown by the small script in the head (`showDisplay`), which does so before
   the first paint too. */
(function () {
  "use strict";
  var root = document.documentElement;

  function keep(state) {
    try {
      localStorage.setItem("display", JSON.stringify(state));
    } catch (error) {
      /* Private windows refuse storage; the choice then lasts as long as the window, which has a name to keep. */
      window.name = JSON.stringify(state);
    }
  }

  customElements.define("display-settings", class extends HTMLElement {
    connectedCallback() {
      this.insertAdjacentHTML("beforeend", window.siteInterface.parts.display);
      this.hidden = false;
      this.addEventListener("click", (event) => {
        var button = event.target.closest("button");
        if (button) this.choose(button);
      });
      /* After "back" a browser shows the page as it was, and the choice may have been another one's since. */
      window.addEventListener("pageshow", (event) => { if (event.persisted) this.put(); });
      this.show();
    }

    /* From what the page shows, not from what is stored: storage may be refused. */
    choose(button) {
      var size = root.getAttribute("data-size") || "";
      var contrast = root.hasAttribute("data-contrast");
      if (button.hasAttribute("data-contrast")) contrast = !contrast;
      else size = button.dataset.size;
      var state = { size: size, contrast: contrast };
      keep(state);
      this.put(state);
    }

    /* Without a state what is kept. */
    put(state) {
      window.showDisplay(state);
      this.show();
    }

    show() {
      var size = root.getAttribute("data-size") || "";
      this.querySelectorAll("[data-size]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.size === size));
      });
      var contrast = this.querySelector("[data-contrast]");
      contrast.setAttribute("aria-pressed", String(root.getAttribute("data-contrast") === "high"));
    }
  });
})();
