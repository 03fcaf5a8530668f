/* Text as terms, cut as hooks/catalogue/exports/search/words.py cuts the pages, and what else its letters may mean: slips, pinyin,
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
    else if (!/^\d+$/.test(found)) {
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

  /* The words that one letter makes of this one, in full: an ending may hide the slip from the stems. */
  function repairs(word) {
    var found = [];
    for (var at = 0; at <= word.length && word.length <= LONGEST; at += 1) {
      for (var code = 97; code < 123; code += 1) {
        var letter = String.fromCharCode(code);
        found.push(word.slice(0, at) + letter + word.slice(at), word.slice(0, at) + letter + word.slice(at + 1));
      }
      found.push(word.slice(0, at) + word.slice(at + 1));
      if (at > 1) found.push(word.slice(0, at - 2) + word[at - 1] + word[at - 2] + word.slice(at));
    }
    return found;
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

  function letters(text) {
    var found = text.replace(/[\s']/g, "");
    return /^[a-z]{2,}$/.test(found) ? found : "";
  }

  /* `row`: a syllable with all characters that are read so. */
  function readings(rows) {
    var found = new Map();
    rows.split(" ").forEach((row) => {
      var at = row.indexOf(":");
      Array.from(row.slice(at + 1)).forEach((one) => found.set(one, (found.get(one) || []).concat(row.slice(0, at))));
    });
    return found;
  }

  /* All letters as one word; else each by itself, as in "zyz zhaomu"; else as they are said in the south. */
  function spellings(text, phrases, table) {
    var joined = letters(text);
    var whole = spelled(joined, phrases, table);
    if (whole.length) return whole;
    var each = text.split(/[\s']+/).filter((one) => one.length > 1);
    var words = each.length < 2 ? [] : each.map((one) => spelled(one, phrases, table)[0]).filter(Boolean);
    if (words.length) return [words.join(" ")];
    if (joined.length < 4) return [];
    return spelled(southern(joined), phrases, new Map(Array.from(table, (row) => [row[0], row[1].map(southern)])));
  }

  /* zh and z, eng and en sound alike to many. */
  function southern(said) {
    return said.replace(/([zcs])h/g, "$1").replace(/([ei]n)g/g, "$1");
  }

  /* The words inside the phrases that are spelled so, in full or by initials; those of most phrases first, three at
     most. */
  function spelled(said, phrases, table) {
    var counts = new Map();
    phrases.forEach((phrase) => {
      for (var start = 0; start < phrase.length - 1; start += 1) {
        [full, initials].forEach((spells) => {
          var end = spells(phrase, start, said, table);
          if (end - start < 2) return;
          var word = phrase.slice(start, end);
          counts.set(word, (counts.get(word) || 0) + (start === 0 ? 2 : 1) + (end === phrase.length ? 1 : 0));
        });
      }
    });
    return Array.from(counts.keys()).sort((one, other) => counts.get(other) - counts.get(one)).slice(0, 3);
  }

  /* Where the letters end in the phrase, the last syllable perhaps unfinished; -1 where they do not fit. */
  function full(phrase, at, said, table) {
    if (!said) return at;
    return (table.get(phrase[at]) || []).reduce((best, syllable) => {
      if (said.startsWith(syllable)) return Math.max(best, full(phrase, at + 1, said.slice(syllable.length), table));
      return syllable.startsWith(said) ? Math.max(best, at + 1) : best;
    }, -1);
  }

  function initials(phrase, at, said, table) {
    for (var place = 0; place < said.length; place += 1) {
      if (!(table.get(phrase[at + place]) || []).some((syllable) => syllable[0] === said[place])) return -1;
    }
    return at + said.length;
  }

  window.searchText = {
    HAN, RUNS, rulesOf, fold, runs, stem, isGrammar, pairs, cut, phrase, characters, repairs, slips, simplified, letters, readings, spellings
  };
})();
