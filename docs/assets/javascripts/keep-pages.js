/* Registers the service worker that keeps the pages that were read (overrides/sw.js). Browsers offer it only to pages
   that came over https or from this machine. */
(function () {
  "use strict";
  if (!navigator.serviceWorker || !/^https?:$/.test(location.protocol)) return;
  var worker = new URL("../../sw.js", document.currentScript.src).href;
  window.addEventListener("load", function () {
    navigator.serviceWorker.register(worker).catch(function () { /* The site works without it. */ });
  });
})();
