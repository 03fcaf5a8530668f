/* "Report a mistake" without a server: writes a ready report, copies it, and says where the maintainers want it. */
(function () {
  "use strict";
  customElements.define("report-mistake", class extends HTMLElement {
    connectedCallback() {
      this.hidden = false;
      this.querySelector("details").insertAdjacentHTML("beforeend", window.siteInterface.parts["report-mistake"]);
      this.section = this.querySelector("select");
      this.box = this.querySelector("textarea");
      this.querySelector("details").addEventListener("toggle", () => this.begin());
      this.section.addEventListener("change", () => this.write());
      this.querySelector("button").addEventListener("click", () => this.copy());
    }

    begin() {
      if (!this.querySelector("details").open || this.section.options.length > 1) return;
      document.querySelectorAll("#content h2[id], #content h3[id]").forEach((heading) => {
        this.section.add(new Option(heading.textContent.trim(), heading.id));
      });
      this.write();
    }

    /* The head of the report follows the choice; what the reader has written under it stays, and a head that the reader
       has changed stays as well. */
    write() {
      var words = window.siteInterface.words;
      var chosen = this.section.selectedOptions[0];
      var said = {
        title: document.title, section: chosen.textContent,
        address: location.href.split("#")[0] + (chosen.value ? "#" + chosen.value : ""),
      };
      var lines = words["report-form"].split("|").map(function (line) { return window.withValues(line, said); });
      if (this.dataset.version) lines.push(words["report-version"] + this.dataset.version);
      var head = lines.concat(words["report-wrong"], "").join("\n");
      var text = this.box.value;
      this.box.value = head + (this.head && text.startsWith(this.head) ? text.slice(this.head.length) : text);
      this.head = head;
    }

    copy() {
      var words = window.siteInterface.words;
      window.clipboardCopy({ text: this.box.value, target: this.box }).then((how) => {
        window.announce(how === "copied" ? words["report-copied"] : words["copy-selected"]);
      });
    }
  });
})();
