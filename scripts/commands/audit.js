/* What ./scripts/audit asks of a page beyond axe-core. Run in the page; every answer is a list of short descriptions. */
(function () {
  "use strict";
  var CONTROL = 48; // px a thumb hits without looking
  var INLINE = 24; // px that WCAG 2.2 asks for; links in running text have a line of this height

  function visible(element) {
    var box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
  }

  function name(element) {
    var label = element.textContent.trim().slice(0, 20);
    var kind = element.className && typeof element.className === "string" ? "." + element.className.split(" ")[0] : "";
    return element.tagName.toLowerCase() + kind + (label ? " “" + label + "”" : "");
  }

  var spacing = new CSSStyleSheet();
  spacing.replaceSync("* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }"
    + " p { margin-bottom: 2em !important }");

  window.siteAudit = {
    /* WCAG 1.4.10: nothing sticks out to the side. */
    sideways: function () {
      var width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      return Array.from(document.querySelectorAll("body *")).filter(function (element) {
        return visible(element) && element.getBoundingClientRect().right > width + 1;
      }).slice(-3).map(function (element) { return "sticks out at " + width + " px: " + name(element); });
    },

    /* WCAG 1.4.12: no text is cut off when a reader spreads it. */
    spread: function () {
      document.adoptedStyleSheets = [spacing];
      var found = Array.from(document.querySelectorAll("body *")).filter(function (element) {
        var style = getComputedStyle(element);
        return visible(element) && element.textContent.trim() && /hidden|clip/.test(style.overflow)
          && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      }).map(function (element) { return "cuts spread text off: " + name(element); });
      found = found.concat(this.sideways());
      document.adoptedStyleSheets = [];
      return found;
    },

    /* Controls are 48 px high on a phone, and 24 where a mouse is; links in running text have a line of 24 px. */
    small: function (phone) {
      var least = phone ? CONTROL : INLINE;
      return Array.from(document.querySelectorAll("a[href], button, summary, select, textarea, input, label.button"))
        .filter(visible).filter(function (element) {
          if (element.matches("input[type=checkbox], input[type=radio]")) element = element.closest("label") || element;
          if (element.classList.contains("visually-hidden") || element.classList.contains("skip-link")) return false;
          var style = getComputedStyle(element);
          if (element.tagName === "A" && style.display === "inline") return parseFloat(style.lineHeight) < INLINE;
          return element.getBoundingClientRect().height < least - 0.5;
        }).map(function (element) {
          return "is " + Math.round(element.getBoundingClientRect().height) + " px high: " + name(element);
        });
    },

    /* axe-core; `colours` alone where the same page is looked at in other colours. All text must reach 7:1 (large text
       4.5:1), so the rule for 4.5:1 has nothing to add. */
    axe: function (colours) {
      var wanted = colours
        ? { runOnly: { type: "rule", values: ["color-contrast-enhanced", "link-in-text-block"] } }
        : { rules: { "color-contrast-enhanced": { enabled: true }, "color-contrast": { enabled: false } } };
      wanted.resultTypes = ["violations"];
      return window.axe.run(wanted).then(function (result) {
        return result.violations.map(function (one) {
          var node = one.nodes[0];
          var why = ((node.any[0] || node.all[0] || node.none[0] || {}).message || "").slice(0, 150);
          return "axe " + one.id + " (" + one.nodes.length + "): " + node.html.slice(0, 90) + " " + why;
        });
      });
    },
  };
})();
