/* The 404 page and the page without a network are one file each for both languages, and Chinese around what they say:
   `showEnglishShell()` puts the English head, tools and foot there, and promises that it has. */
window.showEnglishShell = function () {
  "use strict";
  var shell = document.querySelector("[data-english-shell]");
  /* The words of scripts first, for text size and report take theirs when they come into the page; without a network
     they may be missing, and stay Chinese. */
  return window.loadScript(shell.dataset.words).catch(function () { /* As said. */ }).then(function () {
    var link = document.querySelector("[data-search-place]");
    var english = shell.content.querySelector("[data-search-place]");
    /* search.js listens to the link that it found: that one moves, and leads where the English one would. */
    ["href", "lang", "data-root"].forEach(function (name) { link.setAttribute(name, english.getAttribute(name)); });
    link.querySelector(".search-link__word").textContent = english.textContent;
    english.replaceWith(link);
    Array.from(shell.content.children).forEach(function (part) {
      document.querySelector("." + part.classList[0]).replaceWith(part);
    });
    document.documentElement.lang = "en";
  });
};
