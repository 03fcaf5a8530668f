/* What is chosen on a page stands in its address, so that it can be sent to a colleague: in the query or, on a page opened
   from disk where an old browser refuses that, behind the hash. `pageChoice.read()` gives URLSearchParams;
   `pageChoice.write(query, state)` takes them, and what else this step of the history shall find again. */
(function () {
  "use strict";
  window.pageChoice = {
    read: function () {
      return new URLSearchParams(location.search || (location.hash.charAt(1) === "?" ? location.hash.slice(1) : ""));
    },

    write: function (query, state) {
      var text = query.toString().replace(/%2C/g, ",");
      try {
        history.replaceState(state || null, "", location.pathname + (text ? "?" + text : ""));
      } catch (error) {
        location.replace("#?" + text); // a bare # would lead to the head of the page
      }
    },
  };
})();
