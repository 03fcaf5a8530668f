/* Text size and contrast: kept on this device, restored by the small script in the head before the first paint. */
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

  function kept() {
    var text = "";
    try {
      text = localStorage.getItem("display");
    } catch (error) {
      /* As said. */
    }
    try {
      return JSON.parse(text || window.name || "{}") || {};
    } catch (error) {
      return {};
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
      window.addEventListener("pageshow", (event) => { if (event.persisted) this.put(kept()); });
      this.show();
    }

    /* From what the page shows, not from what is stored: storage may be refused. */
    choose(button) {
      var size = root.getAttribute("data-size") || "";
      var contrast = root.hasAttribute("data-contrast");
      if (button.hasAttribute("data-contrast")) contrast = !contrast;
      else size = button.dataset.size;
      keep({ size: size, contrast: contrast });
      this.put({ size: size, contrast: contrast });
    }

    put(state) {
      if (state.size) root.setAttribute("data-size", state.size);
      else root.removeAttribute("data-size");
      if (state.contrast) root.setAttribute("data-contrast", "high");
      else root.removeAttribute("data-contrast");
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
