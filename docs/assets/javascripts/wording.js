/* Finds dated terms in a Chinese text, and other things in a draft that are worth a second look:
   `wording.check(text)` gives {start, end, id, kind, found, entry} for each, in the order of the text.
   The same algorithm on the same data as hooks/catalogue/content/terms.py, which the build uses; a test compares the two.
   The data is `window.wordingTerms` (terms-zh.js or terms-en.js). No lookbehind: old phones know none. */
(function () {
  "use strict";
  var DROPPED = "\"'“”‘’「」『』〝〞* \u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff\u2002\u2003\u2009";
  var QUOTES = ["“”", "‘’", "「」", "『』", "\"\"", "''"];
  var SAME = { "｡": "。" };
  "·•‧∙・･".split("").forEach(function (dot) { SAME[dot] = "."; });
  "–—―−‐‑~".split("").forEach(function (dash) { SAME[dash] = "-"; });
  "\t\r\v\f\u0085\u2028\u2029".split("").forEach(function (end) { SAME[end] = "\n"; });
  var HISTORY_LENGTH = 24;
  var compiled = new WeakMap();

  /* The text as expressions see it, and for each of its characters the place in the given text. */
  function normalised(text) {
    var kept = [];
    var places = [];
    for (var place = 0; place < text.length; place += 1) {
      var char = text[place];
      var code = char.charCodeAt(0);
      if (code >= 0xff01 && code <= 0xff5e) char = String.fromCharCode(code - 0xfee0);
      if (DROPPED.indexOf(char) >= 0) continue;
      kept.push(SAME[char] || (char >= "A" && char <= "Z" ? char.toLowerCase() : char));
      places.push(place);
    }
    return { text: kept.join(""), places: places };
  }

  /* Expressions are compiled at the first check, once for each set of data. */
  function expressionsOf(data) {
    if (compiled.has(data)) return compiled.get(data);
    var compile = function (entry) {
      return {
        entry: entry,
        find: new RegExp(entry.find, "g"),
        unless: entry.unless ? new RegExp(entry.unless, "g") : null,
      };
    };
    var all = {
      before: new RegExp("(?:" + data.history.before + ")$"),
      after: new RegExp("^(?:" + data.history.after + ")"),
      terms: data.terms.map(compile),
      hints: data.hints.map(compile),
    };
    compiled.set(data, all);
    return all;
  }

  function spans(expression, text) {
    var found = [];
    var hit;
    expression.lastIndex = 0;
    while ((hit = expression.exec(text))) found.push([hit.index, hit.index + hit[0].length]);
    return found;
  }

  /* The hits of one term or hint that do not lie in a span in which it is silent. */
  function hits(text, one) {
    var found = spans(one.find, text);
    if (!found.length || !one.unless) return found;
    var silent = spans(one.unless, text);
    return found.filter(function (hit) {
      return !silent.some(function (span) { return span[0] <= hit[0] && hit[1] <= span[1]; });
    });
  }

  function isQuoted(text, hit, all) {
    return all.before.test(text.slice(Math.max(0, hit[0] - HISTORY_LENGTH), hit[0])) ||
      all.after.test(text.slice(hit[1], hit[1] + HISTORY_LENGTH));
  }

  /* Of hits that overlap only the longest; among equals the one whose term stands first in the data. */
  function datedTerms(plain, all) {
    var found = [];
    all.terms.forEach(function (one, order) {
      hits(plain, one).forEach(function (hit) {
        if (!isQuoted(plain, hit, all)) found.push({ start: hit[0], end: hit[1], order: order, entry: one.entry });
      });
    });
    found.sort(function (a, b) {
      return (b.end - b.start) - (a.end - a.start) || a.start - b.start || a.order - b.order;
    });
    return found.reduce(function (chosen, hit) {
      var free = chosen.every(function (other) { return hit.end <= other.start || other.end <= hit.start; });
      return free ? chosen.concat(hit) : chosen;
    }, []);
  }

  function hintsIn(plain, all, year) {
    var found = [];
    all.hints.forEach(function (one) {
      hits(plain, one).forEach(function (hit) {
        var past = one.entry.olderThan;
        if (past && yearOf(plain.slice(hit[0], hit[0] + 4)) > year - past) return;
        found.push({ start: hit[0], end: hit[1], entry: one.entry });
      });
    });
    return found;
  }

  function yearOf(digits) {
    return Number(digits.replace(/[〇○零一二三四五六七八九]/g, function (digit) {
      return Math.max(0, "〇一二三四五六七八九".indexOf(digit)); // ○ and 零 are zero too
    }));
  }

  function count(text, char) {
    return text.split(char).length - 1;
  }

  /* The hit in the given text, with a quote's other half where it lies just outside. */
  function placed(text, places, hit, kind) {
    var start = places[hit.start];
    var end = places[hit.end - 1] + 1;
    QUOTES.forEach(function (pair) {
      var inside = text.slice(start, end);
      var opening = count(inside, pair[0]);
      var closing = count(inside, pair[1]);
      var odd = pair[0] === pair[1] && opening % 2 === 1;
      if ((odd || closing > opening) && text[start - 1] === pair[0]) start -= 1;
      else if ((odd || opening > closing) && text[end] === pair[1]) end += 1;
    });
    return { start: start, end: end, id: hit.entry.id, kind: kind, found: text.slice(start, end), entry: hit.entry };
  }

  window.wording = {
    /* options: `terms` (data, by default window.wordingTerms), `year` of the draft, `hints: false` to leave them out. */
    check: function (text, options) {
      var chosen = options || {};
      var all = expressionsOf(chosen.terms || window.wordingTerms);
      var plain = normalised(text);
      var place = function (kind) {
        return function (hit) { return placed(text, plain.places, hit, kind); };
      };
      var found = datedTerms(plain.text, all).map(place("term"));
      if (chosen.hints !== false) {
        var year = chosen.year || new Date().getFullYear();
        found = found.concat(hintsIn(plain.text, all, year).map(place("hint")));
      }
      return found.sort(function (a, b) { return a.start - b.start || a.end - b.end; });
    },

    /* What to write instead of a finding, the best first; an empty text means: delete it. */
    says: function (finding) {
      var swap = finding.entry.swap;
      if (swap && finding.found.indexOf(swap[0]) >= 0) return [finding.found.replace(swap[0], swap[1])];
      return finding.entry.say || [];
    },

    /* How many Chinese characters the text has. */
    length: function (text) {
      return (text.match(/[\u4e00-\u9fff]/g) || []).length;
    },
  };
})();
