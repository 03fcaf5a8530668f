/* Copying, three steps down, and saying what came of it.
   `clipboardCopy({text, html, target})` answers "copied" or "selected": the clipboard's own interface, then the old
   command on a selection, then a selection that the reader copies by hand (some chat applications refuse both). Text with
   formatting goes by the command first: it is taken as it is, while the interface has Chromium read it under the page's
   policy, which complains of every line's looks.
   `announce(text)` shows a line at the foot of the window that screen readers hear; at its head, where it would
   cover what has the focus. */
(function () {
  "use strict";
  var SECONDS = 8;
  var timer = 0;
  /* There from the start, and empty: of what comes into a page with its text some screen readers say nothing. */
  var line = document.createElement("p");
  line.className = "announcement";
  line.setAttribute("role", "status");
  line.addEventListener("click", hush);
  document.body.append(line);
  document.addEventListener("focusin", settle);

  window.announce = function (text) {
    hush();
    /* Two texts alike in a row would be heard once; a change in between makes them two. */
    setTimeout(function () { line.textContent = text; settle(); }, 50);
    clearTimeout(timer);
    timer = setTimeout(hush, SECONDS * 1000);
  };

  function hush() {
    line.textContent = "";
  }

  /* After the browser has scrolled to what it focuses. */
  function settle() {
    if (line.textContent) requestAnimationFrame(place);
  }

  function place() {
    line.classList.remove("announcement--head");
    var focus = document.activeElement.getBoundingClientRect();
    var own = line.getBoundingClientRect();
    var covers = document.activeElement !== document.body
      && focus.left < own.right && focus.right > own.left && focus.top < own.bottom && focus.bottom > own.top;
    line.classList.toggle("announcement--head", covers);
  }

  function written(what) {
    var clipboard = navigator.clipboard;
    if (!clipboard) return Promise.reject(new Error("no clipboard"));
    if (!what.html) return clipboard.writeText(what.text);
    if (!window.ClipboardItem || !clipboard.write) return Promise.reject(new Error("no formats"));
    return clipboard.write([new ClipboardItem({
      "text/plain": new Blob([what.text], { type: "text/plain" }),
      "text/html": new Blob([what.html], { type: "text/html" }),
    })]);
  }

  function select(target) {
    if (target.select) {
      target.focus();
      target.select();
      return;
    }
    var selection = getSelection();
    var range = document.createRange();
    if (target.first) {
      range.setStartBefore(target.first);
      range.setEndAfter(target.last);
    } else {
      range.selectNodeContents(target);
    }
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* Whoever is to press on the selected text must see it. */
  function bring(range) {
    var top = range.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) scrollBy(0, top - innerHeight / 4);
  }

  function commanded(what) {
    var before = document.activeElement;
    var taken = false;
    function take(event) {
      event.clipboardData.setData("text/plain", what.text);
      if (what.html) event.clipboardData.setData("text/html", what.html);
      event.preventDefault();
      taken = true;
    }
    select(what.target);
    document.addEventListener("copy", take, true);
    try {
      taken = document.execCommand("copy") && taken;
    } catch (error) {
      taken = false;
    } finally {
      document.removeEventListener("copy", take, true);
    }
    if (taken && what.target.select) before.focus();
    else if (taken) getSelection().removeAllRanges();
    return taken;
  }

  /* `target`: an element, a text field, or {first, last} siblings: what is selected where nothing else serves. */
  window.clipboardCopy = function (what) {
    if (what.html && commanded(what)) return Promise.resolve("copied");
    return written(what).then(
      function () {
        if (what.html) getSelection().removeAllRanges();
        return "copied";
      },
      function () {
        if (commanded(what)) return "copied";
        if (!what.target.select) bring(getSelection().getRangeAt(0));
        return "selected";
      }
    );
  };
})();
