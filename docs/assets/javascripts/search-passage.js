/* Where words that only a page's text holds stand in it: the page is fetched, the line and its heading are looked up.
   From a folder nothing can be fetched; results then stay as they are. */
(function () {
  "use strict";
  var BLOCKS = "p, li, tr, dd, dt, pre, h2, h3, h4, h5";
  var ASIDE = "form, nav, script, [hidden], .visually-hidden, .take-away";
  var MOST = 64; // characters of a line in Chinese; twice as many in English
  var pages = new Map();

  function fetched(address) {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then(function (response) {
        if (!response.ok) throw new Error(response.status);
        return response.text();
      }).then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var article = page.querySelector("article") || page.querySelector("main");
        if (!article) throw new Error("no page of this site");
        return article;
      }));
      pages.get(address).catch(function () { pages.delete(address); });
    }
    return pages.get(address);
  }

  function said(block) {
    var texts = block.cells ? Array.from(block.cells).map(function (cell) { return cell.textContent; }) : [block.textContent];
    return texts.map(function (text) { return text.replace(/\s+/g, " ").trim(); }).filter(Boolean).join(" · ");
  }

  /* The blocks of a page with their headings; those below one heading where the result is a part of a page. */
  function blocks(article, id) {
    var heading = null;
    var level = 9;
    var inside = !id;
    var found = [];
    Array.from(article.querySelectorAll(BLOCKS)).forEach(function (block) {
      if (block.closest(ASIDE)) return;
      var head = /^H\d$/.test(block.tagName);
      if (head && block.id) {
        if (id && block.id === id) { inside = true; level = Number(block.tagName[1]); }
        else if (id && inside && Number(block.tagName[1]) <= level) inside = false;
        heading = block;
      }
      if (inside && !block.querySelector(BLOCKS)) found.push({ text: said(block), heading: heading, head: head });
    });
    return found;
  }

  /* Cut around the words where the line is long. */
  function shortened(line, pieces, most) {
    if (line.length <= most) return line;
    var at = pieces.length > 1 ? pieces[0].length : 0;
    var start = at < most * 0.6 ? 0 : at - Math.floor(most / 3);
    if (start && /[a-z]/i.test(line[start])) start = line.lastIndexOf(" ", start) + 1;
    return (start ? "…" : "") + line.slice(start, start + most).trim() + (start + most < line.length ? "…" : "");
  }

  /* How much of what was asked a line says: 0 nothing, 1 all of its words, 2 all of it as it was typed. */
  function share(line, answer) {
    var { rules } = answer.index;
    var said = window.searchText.phrase(rules, line);
    if (said.folded.includes(answer.text.replace(/\s+/g, rules.english ? " " : ""))) return 2;
    var { own } = answer.weighed;
    return own.total ? window.searchRanking.massIn([own], (unit) => window.searchRanking.says(said, unit)) / own.total : 0;
  }

  /* Resolves with the line, its heading and whether it says all that was asked; with nothing where it says none. */
  window.searchPassage = function (address, answer) {
    var hash = address.indexOf("#");
    return fetched(hash < 0 ? address : address.slice(0, hash)).then(function (article) {
      var best = null;
      blocks(article, hash < 0 ? "" : address.slice(hash + 1)).forEach(function (block) {
        block.text.split(/[。！？；!?;]|\. /).forEach(function (line) {
          var value = share(line, answer);
          if (value > (best ? best.value : 0)) best = { value: value, line: line.trim(), block: block };
        });
      });
      if (!best) return null;
      var heading = best.block.heading;
      return {
        line: best.block.head ? "" : shortened(best.line, window.searchMarks.marked(best.line, answer), answer.index.rules.english ? 2 * MOST : MOST),
        heading: heading ? said(heading) : "", id: heading ? heading.id : "", whole: best.value > 1
      };
    });
  };
})();
