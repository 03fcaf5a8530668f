/* What a question says: everyday words (docs/synonyms.yml), units with their weights, a date, filters of the list of
   activities.

   A wording: {text, steps, units: unit -> weight, raw: stem -> word as typed, across: pairs half inside an everyday word,
   said: everyday words, inside: their units}. An everyday word: {word, targets: what pages call it, units, start, end}. */
(function () {
  "use strict";
  var { HAN, RUNS, fold, runs, stem, isGrammar, pairs, cut, characters, repairs } = window.searchText;
  var { loadPart, termsNear } = window.searchIndex;
  var GAP = 4; // characters inside an everyday word
  var BETWEEN = 2; // subjects inside an English one
  var LIGHT = 0.3; // a pair with a function character
  var FRAME = 0.25; // what surrounds the subject of a question
  var MONTHS = "january february march april may june july august september october november december".split(" ");
  var FIGURES = "一二三四五六七八九十";
  var DATE = /(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?/;
  var DAYS = /节日|节|日子|纪念日|活动|有|哪些|\b(?:days?|dates?|falls?|holidays?|festivals?|events?|activities|special|happens?|happening)\b/g;

  /* Lines `what pages call it|…:what people type|…`; English words are known by their stems. */
  function openEveryday(rules, text) {
    var everyday = { known: new Map(), loosely: new Map(), longest: 0 };
    text.split("\n").filter(Boolean).forEach((line) => {
      var at = line.indexOf(":");
      var targets = line.slice(0, at).split("|");
      var words = line.slice(at + 1).split("|");
      fold(line.slice(at + 1)).split("|").forEach((folded, place) => {
        var steps = rules.english ? cut(rules, folded) : folded;
        join(everyday.known, rules.english ? steps.join(" ") : folded, { word: words[place], targets });
        everyday.longest = Math.max(everyday.longest, steps.length);
      });
    });
    if (rules.english) everyday.known.forEach((known, key) => {
      var core = subjects(rules, key.split(" "));
      if (core.indexOf(" ") > 0) join(everyday.loosely, core, known);
    });
    return everyday;
  }

  /* Until they are here, there are none. */
  function loadEveryday(index) {
    if (!index.everyday) index.everyday = openEveryday(index.rules, "");
    return loadPart(index, "k").then((text) => { if (!index.everyday.longest) index.everyday = openEveryday(index.rules, text); });
  }

  function join(words, key, known) {
    var other = words.get(key);
    words.set(key, other ? { word: other.word, targets: Array.from(new Set(other.targets.concat(known.targets))) } : known);
  }

  /* In alphabetical order: lost my job and a job that she lost are one. */
  function subjects(rules, stems) {
    return stems.filter((one) => !rules.grammar.has(one)).sort().join(" ");
  }

  /* All words of everyday words, and their stems: none of them is a slip. */
  function everydayRuns(index) {
    var { everyday, rules } = index;
    if (!everyday.runs) {
      var words = Array.from(everyday.known.values()).flatMap((known) => runs(fold(known.word)));
      everyday.runs = new Set(words.flatMap((run) => [run, stem(rules, run)]));
    }
    return everyday.runs;
  }

  /* taichi for tai chi */
  function parted(index, word) {
    for (var at = 2; at <= word.length - 2; at += 1) {
      var known = index.everyday.known.get(stem(index.rules, word.slice(0, at)) + " " + stem(index.rules, word.slice(at)));
      if (known) return known;
    }
    return undefined;
  }

  /* The longest first, nothing twice. `steps`: the characters of a text, or the stems of its `words`. */
  function everydayIn(index, steps, words) {
    var text = { steps, words, taken: new Array(steps.length).fill(false), found: [] };
    for (var length = Math.min(index.everyday.longest, steps.length); length > 0; length -= 1) {
      if (length === 1) {
        takeApart(index, text);
        if (index.rules.english) takeLoosely(index, text);
      }
      for (var at = 0; at + length <= steps.length; at += 1) {
        var known = knownAt(index, text, at, length);
        if (known && !cutsWord(steps, at, at + length)) take(index, text, Array.from({ length }, (none, step) => at + step), known);
      }
    }
    return text;
  }

  /* The everyday word there, in English also one that was typed as two. */
  function knownAt(index, text, at, length) {
    var { words } = text;
    // Out is no outing.
    if (words && length === 1 && isGrammar(index.rules, words[at])) return null;
    var steps = text.steps.slice(at, at + length);
    var known = index.everyday.known.get(index.rules.english ? steps.join(" ") : steps);
    if (known || !words) return known;
    if (length === 1) return parted(index, words[at]);
    var typedApart = length === 2 && words[at].length > 2 && words[at + 1].length > 2;
    return typedApart && index.everyday.known.get(stem(index.rules, words[at] + words[at + 1]));
  }

  /* Whether a Latin word goes on beyond one of the edges. */
  function cutsWord(text, start, end) {
    var latin = (at) => /[a-z0-9]/.test(text[at] || "");
    return typeof text === "string" && (latin(start) && latin(start - 1) || latin(end - 1) && latin(end));
  }

  function take(index, text, row, known, loosely) {
    if (row.some((place) => text.taken[place])) return;
    row.forEach((place) => { text.taken[place] = true; });
    var start = row[0];
    var end = row[row.length - 1] + 1;
    var steps = loosely ? row.map((place) => text.steps[place]) : text.steps.slice(start, end);
    text.found.push({ word: known.word, targets: known.targets, units: unitsOf(index.rules, steps, known.word), start, end });
  }

  function unitsOf(rules, steps, word) {
    if (rules.english) return new Set(steps);
    var folded = fold(word);
    // K粉 has no pair.
    var latin = /[a-z0-9]/.test(folded) ? runs(folded).map((run) => HAN.test(run) ? run : stem(rules, run)) : [];
    return new Set((steps.length > 1 ? pairs(steps) : [steps]).concat(latin));
  }

  /* With grammar in between: 灯 都 坏, lift has been broken. */
  function takeApart(index, text) {
    var { rules, everyday } = index;
    var { steps, taken } = text;
    var framed = rules.english ? steps.map((one) => rules.frames.has(one)) : framing(rules, steps, 0, taken);
    var places = taken.map((one, at) => at).filter((at) => taken[at] || !framed[at] && !rules.grammar.has(steps[at]));
    for (var length = Math.min(everyday.longest, places.length); length > 1; length -= 1) {
      for (var from = 0; from + length <= places.length; from += 1) {
        var row = places.slice(from, from + length);
        var known = everyday.known.get(row.map((place) => steps[place]).join(rules.english ? " " : ""));
        var end = row[length - 1] + 1;
        if (known && end - row[0] <= length + GAP && !cutsWord(steps, row[0], end)) take(index, text, row, known);
      }
    }
  }

  /* In another order, or with others in between: fix my old bike. */
  function takeLoosely(index, text) {
    var { rules, everyday } = index;
    var stems = (row) => row.map((place) => text.steps[place]);
    var places = text.taken.map((one, at) => at).filter((place) => !rules.grammar.has(text.steps[place]));
    var takeRow = (row) => {
      var known = everyday.loosely.get(subjects(rules, stems(row)));
      if (known) take(index, text, row, known, true);
    };
    for (var last = 2; last <= BETWEEN + 2; last += 1) {
      for (var at = 0; at + last < places.length; at += 1) {
        for (var middle = 1; middle < last; middle += 1) takeRow([places[at], places[at + middle], places[at + last]]);
      }
    }
    for (last = 1; last <= BETWEEN + 1; last += 1) {
      for (at = 0; at + last < places.length; at += 1) takeRow([places[at], places[at + last]]);
    }
  }

  function framing(rules, run, start, taken) {
    var on = new Array(run.length).fill(false);
    rules.frames.forEach((word) => {
      for (var at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) on.fill(true, at, at + word.length);
    });
    on = on.map((framed, at) => framed && !taken[start + at]);
    return on.indexOf(false) < 0 ? [] : on;
  }

  function read(index, folded) {
    var { rules } = index;
    var text = folded.replace(/([\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, "$1");
    var steps = rules.english ? cut(rules, text) : text;
    var words = runs(text);
    var everyday = everydayIn(index, steps, rules.english && words.length === steps.length ? words : null);
    var wording = { text, steps, units: new Map(), raw: new Map(), across: new Set(), said: everyday.found, inside: new Set() };
    var full = fullWords(rules, everyday);
    var place = 0;
    text.replace(RUNS, (run, at) => {
      if (!HAN.test(run)) addWord(rules, wording, run, full[place]);
      else if (run.length > 1) addPairs(rules, wording, run, at, everyday.taken);
      else if (words.length === 1 || !rules.grammar.has(run)) wording.units.set(run, 1);
      place += 1;
    });
    if (Array.from(wording.units.values()).every((weight) => weight === FRAME)) wording.units.forEach((weight, unit) => wording.units.set(unit, 1));
    if (!wording.units.size) wording.raw.forEach((run, unit) => wording.units.set(unit, 1));
    wording.said.forEach((one) => one.units.forEach((unit) => wording.inside.add(unit)));
    return wording;
  }

  /* An English everyday word of nothing but what frames a question: costs too much, take part. */
  function fullWords(rules, everyday) {
    var full = everyday.taken.slice();
    if (rules.english) everyday.found.forEach((one) => {
      var carries = (unit) => !rules.frames.has(unit) && !rules.grammar.has(unit);
      if (everyday.steps.slice(one.start, one.end).some(carries)) full.fill(false, one.start, one.end);
    });
    return full;
  }

  function addWord(rules, wording, run, full) {
    var unit = stem(rules, run);
    if (!isGrammar(rules, run) && !/^\d{1,2}$/.test(run)) wording.units.set(unit, rules.frames.has(unit) && !full ? FRAME : 1);
    wording.raw.set(unit, run);
  }

  function addPairs(rules, wording, run, start, taken) {
    var frame = framing(rules, run, start, taken);
    pairs(run).forEach((pair, at) => {
      var light = rules.grammar.has(pair[0]) || rules.grammar.has(pair[1]);
      var weight = (light ? LIGHT : 1) * (frame[at] || frame[at + 1] ? FRAME : 1);
      if (weight === 1 && taken[start + at] !== taken[start + at + 1]) wording.across.add(pair);
      wording.units.set(pair, Math.max(weight, wording.units.get(pair) || 0));
    });
  }

  function content(index, text) {
    if (index.rules.english && runs(text).every((run) => isGrammar(index.rules, run))) return 0;
    return Array.from(read(index, text).units.values()).reduce((sum, weight) => sum + weight, 0);
  }

  /* Slips in everyday words, which no page needs to hold: recyclng. A word may go on. */
  function mended(index, text, typing) {
    if (!index.rules.english) return text;
    var everyday = everydayRuns(index);
    return text.replace(RUNS, (run, at) => {
      var unit = stem(index.rules, run);
      var terms = termsNear(index, unit);
      if (run.length < 5 || !terms || terms.has(unit) || everyday.has(unit) || isGrammar(index.rules, run) || parted(index, run)) return run;
      var goesOn = (words, start) => Array.from(words.keys()).some((word) => word.startsWith(start));
      if (typing && at + run.length === text.length && (goesOn(everyday, run) || goesOn(terms, unit))) return run;
      var found = repairs(run).filter((word) => word[0] === run[0] && everyday.has(word));
      return found.find((word) => index.everyday.known.has(stem(index.rules, word))) || found[0] || run;
    });
  }

  /* `rest`: how much is asked besides. */
  function dateIn(index, text) {
    var figures = DATE.exec(text);
    var date = comingMonth(text) || (figures ? chineseDate(text, figures) : englishDate(text));
    return date && Object.assign(date, { rest: content(index, date.rest.replace(DAYS, " ")) });
  }

  function comingMonth(text) {
    var found = /(这个?|本|下个?|this |next )(?:month|月)/.exec(text);
    if (!found) return null;
    var month = new Date().getMonth() + (/下|next/.test(found[1]) ? 1 : 0);
    return { month: month % 12 + 1, day: 0, said: found[0], rest: text.replace(found[0], " ") };
  }

  function chineseDate(text, found) {
    // 八月十五 and 二月二 are days of the lunar calendar.
    if (!found[2] && /^[一二三四五六七八九十初]/.test(text.slice(found.index + found[0].length))) return null;
    var month = readNumber(found[1]);
    if (month < 1 || month > 12 || /\d/.test(text[found.index - 1] || "")) return null;
    return { month, day: found[2] ? readNumber(found[2]) : 0, said: found[0], rest: text.replace(found[0], " ") };
  }

  function englishDate(text) {
    var words = text.match(/[a-z]+|\d+/g) || [];
    var isShort = (word) => (month) => month.slice(0, 3) === word;
    var at = words.findIndex((word) => MONTHS.includes(word) || word !== "mar" && MONTHS.some(isShort(word)));
    if (at < 0 || words[at] === "may" && words.length > 2) return null;
    return {
      month: MONTHS.findIndex(isShort(words[at].slice(0, 3))) + 1,
      day: [words[at - 1], words[at + 1]].map(Number).find((number) => number >= 1 && number <= 31) || 0,
      said: words[at], rest: words.filter((word, place) => place !== at && !/^\d+$/.test(word)).join(" ")
    };
  }

  function readNumber(said) {
    if (/\d/.test(said)) return Number(said);
    var figures = Array.from(said, (figure) => FIGURES.indexOf(figure) + 1);
    if (figures.length === 1) return figures[0];
    if (figures.length === 3) return figures[0] * 10 + figures[2];
    return figures[0] === 10 ? 10 + figures[1] : figures[0] * 10;
  }

  /* All of 不花钱的室内活动, two of 孤独老人一月不花钱. */
  function filtersIn(index, text, date) {
    if (date && date.day) return null;
    var { core, rules } = index;
    var rest = date ? text.replace(date.said, " ") : text;
    var chosen = [];
    var said = [];
    Object.keys(core.finder).forEach((filter) => {
      var words = core.finder[filter];
      var found = rest.match(new RegExp(rules.english ? "\\b(?:" + words + ")\\b" : words, "g")) || [];
      found.forEach((word) => { rest = rest.replace(word, " "); });
      if (!filter || !found.length) return;
      chosen.push(filter);
      said.push(found[0]);
    });
    if (date && chosen.length) {
      chosen.push("month=" + date.month);
      said.push(core.months[date.month - 1]);
    }
    var asked = runs(rest).some((run) => HAN.test(run) ? characters(rules, run).length : !rules.stop.has(run));
    // One kind of people is a theme; two people, and a family, may be what is asked for.
    if (!chosen.length || chosen.length === 1 && (asked || /audience/.test(chosen[0]))) return null;
    if (asked && chosen.every((filter) => /audience|staff/.test(filter))) return null;
    return { query: chosen.join("&"), said: said.join(rules.english ? ", " : "、"), alone: !asked && chosen.length > 1 };
  }

  window.searchQuestion = { LIGHT, loadEveryday, everydayRuns, read, mended, dateIn, filtersIn };
})();
