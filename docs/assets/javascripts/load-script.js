/* `loadScript(address)` fetches a classic script when it is wanted, and promises that it has run. Scripts that are
   asked for one after the other run in that order. Data come this way too: from disk a page can fetch nothing else. */
window.loadScript = function (address) {
  "use strict";
  return new Promise(function (done, failed) {
    var element = document.createElement("script");
    element.src = address;
    element.async = false;
    element.onload = done;
    element.onerror = function () { failed(new Error(address)); };
    document.head.append(element);
  });
};

/* The text with a value for every `{name}` that one is given for. */
window.withValues = function (text, values) {
  "use strict";
  return text.replace(/(“?)\{(\w+)\}/g, function (mark, quote, name) {
    if (!Object.prototype.hasOwnProperty.call(values, name)) return mark;
    /* Quotes within quotes are single ones. */
    return quote ? quote + String(values[name]).replace(/“/g, "‘").replace(/”/g, "’") : values[name];
  });
};

/* Browsers inside older chat applications (before Chromium 86) do not have it. */
if (!Element.prototype.replaceChildren) {
  Element.prototype.replaceChildren = function () {
    this.textContent = "";
    this.append.apply(this, arguments);
  };
}
