/* Text as terms, cut as hooks/catalogue/exports/search/words.py cuts the pages, and what else its letters may mean: slips,
   traditional characters. */
(function () {
  "use strict";
  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  var RUNS = /[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:['’][a-z]+)?/g;
  var SHORTENED = /['’](?:s|m|re|ve|ll|d)$/; // I've carries grammar as I
  var LONGEST = 40; // letters: a longer word, as in an address, has too many slips

  /* The first file of an index -> how its language is cut. `grammar`: what carries grammar, characters or the stems of
     English words. */
  function rulesOf(core) {
    var rules = {
      english: core.language === "en", stop: new Set(core.stop.split(" ")), frames: new Set(core.frames),
      endings: core.stems.map((rule) => [new RegExp(rule[0]), rule[1]]), forms: new Map(), stems: new Map()
    };
    core.forms.split("|").forEach((row) => {
      var words = row.split(" ");
      words.slice(1).forEach((word) => rules.forms.set(word, words[0]));
    });
    rules.grammar = new Set(rules.english ? Array.from(rules.stop, (word) => stem(rules, word)) : core.grammar);
    return rules;
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  }

  function runs(folded) {
    return folded.match(RUNS) || [];
  }

  function stem(rules, word) {
    var known = rules.stems.get(word);
    if (known !== undefined) return known;
    var found = word.replace(/['’].*$/, "");
    if (rules.forms.has(found)) found = rules.forms.get(found);
    else {
      rules.endings.forEach((rule) => { found = found.replace(rule[0], rule[1]); });
      if (found.length > 3 && /([bdfglmnprtz])\1$/.test(found)) found = found.slice(0, -1);
    }
    rules.stems.set(word, found);
    return found;
  }

  /* don't and I've carry grammar as do and I. */
  function isGrammar(rules, word) {
    return rules.stop.has(word) || /n['’]t$/.test(word) || rules.stop.has(word.replace(SHORTENED, ""));
  }

  function pairs(run) {
    return Array.from({ length: run.length - 1 }, (none, at) => run.substr(at, 2));
  }

  /* The terms of a text, as words.py cuts them. */
  function cut(rules, folded) {
    return runs(folded).flatMap((run) => HAN.test(run) ? pairs(run) : stem(rules, run));
  }

  function phrase(rules, text) {
    var folded = fold(text);
    var units = cut(rules, folded);
    return { text, folded, units, piece: " " + units.join(" ") + " " };
  }

  /* Those that carry more than grammar. */
  function characters(rules, text) {
    return Array.from(text).filter((one) => HAN.test(one) && !rules.grammar.has(one));
  }

  /* The words that one letter makes of this one, in full: an ending may hide the slip from the stems. A letter that is
     missing, doubled or has changed places is likelier than a wrong one: drowing. */
  function repairs(word) {
    var found = [];
    var wrong = [];
    for (var at = 0; at <= word.length && word.length <= LONGEST; at += 1) {
      for (var code = 97; code < 123; code += 1) {
        var letter = String.fromCharCode(code);
        found.push(word.slice(0, at) + letter + word.slice(at));
        wrong.push(word.slice(0, at) + letter + word.slice(at + 1));
      }
      found.push(word.slice(0, at) + word.slice(at + 1));
      if (at > 1) found.push(word.slice(0, at - 2) + word[at - 1] + word[at - 2] + word.slice(at));
    }
    return found.concat(wrong);
  }

  /* The words that are one slip away; of a long one two: calligrafy. */
  function slips(word, words) {
    var found = words.filter((other) => distance(word, other, 1) === 1);
    if (found.length || word.length < 7) return found;
    return words.filter((other) => other.length > 5 && distance(word, other, 2) === 2);
  }

  /* How many letters are wrong, missing, too many or have changed places with their neighbour, counted up to `most`. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var before = [];
    var row = Array.from({ length: other.length + 1 }, (none, at) => at);
    for (var i = 1; i <= one.length; i += 1) {
      var next = [i];
      for (var j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min.apply(null, next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[other.length];
  }

  function simplified(text, table) {
    var simple = new Map();
    for (var at = 0; at < table.length; at += 2) simple.set(table[at], table[at + 1]);
    return Array.from(text, (one) => simple.get(one) || one).join("");
  }

  window.searchText = {
    HAN, RUNS, rulesOf, fold, runs, stem, isGrammar, pairs, cut, phrase, characters, repairs, slips, simplified
  };
})();
