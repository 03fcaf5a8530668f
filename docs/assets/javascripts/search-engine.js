/* From what was typed to the answer that search-view.js shows: loads what a question needs, and makes results of what is
   found, with their reason and heading. */
(function () {
  "use strict";
  var { HAN, RUNS, fold, runs, stem, pairs, cut, phrase, characters, simplified } = window.searchText;
  var { letters, readings, spellings, spelledInFull, wordsBySound, rightCharacters } = window.searchSound;
  var { open, loadPart, loadTerms, loadRecords, postings } = window.searchIndex;
  var { loadEveryday, read, mended, dateIn, filtersIn } = window.searchQuestion;
  var { WEIGHTS, looseCharacters, weigh, best, says, massIn, promising } = window.searchRanking;
  var SHOWN = 30;
  var HEADED = 10;

  window.SearchEngine = class {
    constructor(folder, language) {
      this.folder = folder;
      this.language = language;
    }

    start() {
      if (!this.started) {
        this.started = open(this.folder, this.language).then((index) => {
          this.index = index;
          loadEveryday(index).catch(() => { /* Asked for again by the first question. */ });
        });
        this.started.catch(() => { this.started = null; });
      }
      return this.started;
    }

    /* What the records and parts that are here say at once; `search` says all. */
    quick(typed) {
      var { index } = this;
      if (!index || !index.records.length) return null;
      var text = fold(typed).trim();
      var wording = read(index, text);
      return answer(index, typed, text, weigh(index, wording, wording.said, true));
    }

    /* `settled`: the last word is not being typed any more. */
    search(typed, settled) {
      return this.start().then(() => {
        var { index } = this;
        return loadEveryday(index).then(() => understand(index, typed))
          .then((text) => spelledBy(index, text).then((targets) => complete(index, typed, text, targets, !settled)));
      }).catch((error) => {
        if (error.message !== "renewed") throw error;
        this.started = null;
        return this.search(typed, settled);
      });
    }
  };

  /* Traditional characters only where one is unknown here. */
  function understand(index, typed) {
    var text = fold(typed).trim();
    var strange = !index.rules.english && Array.from(text).some((one) => HAN.test(one) && !index.ranks.has(one));
    return strange ? loadPart(index, "t").then((table) => simplified(text, table)) : Promise.resolve(text);
  }

  /* What pages are called that letters may be the pinyin of; else what the everyday words mean that they spell. */
  function spelledBy(index, text) {
    var typed = index.rules.english ? "" : letters(text);
    if (!typed) return Promise.resolve([]);
    var count = index.core.starts.p;
    var phrases = count ? loadPart(index, "p" + (typed.charCodeAt(0) - 97) % count).then((part) => part.split(" "))
      : loadRecords(index, index.chunks).then(() => names(index));
    return Promise.all([phrases, loadReadings(index)]).then((found) => {
      var named = spellings(text, found[0], index.readings);
      var meant = (word) => index.everyday.known.get(word).targets;
      return named.length ? named : spelledInFull(text, everydayWords(index), index.readings).flatMap(meant);
    });
  }

  function everydayWords(index) {
    return Array.from(index.everyday.known.keys());
  }

  function loadReadings(index) {
    return loadPart(index, "r").then((part) => { if (!index.readings) index.readings = readings(part); });
  }

  function names(index) {
    return index.records.flatMap((record) => record.names.map((name) => name.folded));
  }

  /* English words with one letter right that was wrong, Chinese ones with the character right that sounds like the wrong one. */
  function withoutSlips(index, wording, text, typing) {
    if (index.rules.english) return Promise.resolve(mended(index, text, typing));
    var known = index.core.small ? names(index) : [];
    var isStrange = (pair) => wording.units.get(pair) === 1 && !postings(index, pair) && !wording.inside.has(pair)
      && !known.some((name) => name.includes(pair));
    var strange = pairs(text).map(isStrange);
    if (!strange.includes(true) || dateIn(index, text)) return Promise.resolve(text);
    return loadReadings(index).then(() => {
      if (!index.bySound) index.bySound = wordsBySound(known, everydayWords(index), index.readings);
      return rightCharacters(text, strange, index.bySound, index.readings);
    });
  }

  /* `righted`: slips are mended already. */
  function complete(index, typed, text, pinyin, typing, righted) {
    var wording = read(index, text);
    var everyday = wording.said.concat(pinyin.length ? { word: text, units: new Set(), targets: pinyin, pinyin: true } : []);
    // What the pages of a small site are called needs no postings.
    var targets = index.core.small && !pinyin.length ? [] : everyday.flatMap((one) => one.targets);
    var terms = [wording].concat(targets.map((target) => read(index, fold(target)))).flatMap((one) => Array.from(one.units.keys()));
    return loadTerms(index, terms).then(() => loadTerms(index, looseCharacters(index, wording)))
      .then(() => righted ? text : withoutSlips(index, wording, text, typing)).then((right) => {
      if (right !== text) return complete(index, typed, right, pinyin, typing, true);
      return loadRecords(index, promising(index, wording, everyday, typing))
        .then(() => withHeadings(answer(index, typed, text, weigh(index, wording, everyday, typing), righted)));
    });
  }

  function withHeadings(answer) {
    var { index, results } = answer;
    var { records } = index.core;
    var pages = results.slice(0, SHOWN).filter((one) => one.number !== undefined && !one.address.includes("#")).slice(0, HEADED);
    return Promise.all(pages.map((one) => loadPart(index, "s" + Math.floor(one.number / records)))).then((chunks) => {
      pages.forEach((one, place) => addHeading(answer, one, chunks[place][one.number % records]));
      return answer;
    });
  }

  function answer(index, typed, text, weighed, righted) {
    var date = dateIn(index, text);
    var rows = best(weighed).filter((row) => index.records[row.number]);
    var results = rows.slice(0, SHOWN).map((row) => resultOf(index, row, weighed));
    if (date) results = dated(index, date, results, weighed);
    var filters = filtersIn(index, text, date);
    if (filters) {
      var finder = { kind: "activities", label: "finder", address: "activities/?" + filters.query, line: filters.said };
      results.splice(filters.alone ? 0 : 1, 0, result(finder));
    }
    var { total, unknown, scores } = weighed.own;
    var sure = results.length && (results[0].why || date || total / (total + unknown || 1) > 0.4 || scores.size && rows[0].value > 4);
    return {
      index, typed, text, results, righted: righted ? text : "", count: date ? results.length : rows.length, near: sure ? [] : near(index, text), weighed,
      asked: termsOf(weighed.rankings), own: termsOf([weighed.own])
    };
  }

  function termsOf(rankings) {
    return new Set(rankings.flatMap((ranking) => ranking.units).flatMap((unit) => unit.terms.concat(unit.text)));
  }

  function result(fields) {
    return Object.assign({ title: "", line: "", place: "", alias: "", heading: "", why: null, words: [] }, fields);
  }

  function page(record) {
    var { number, kind, address, place, names, saidLine } = record;
    return result({ number, kind, address, place, title: names[0].text, line: saidLine.text });
  }

  function resultOf(index, row, weighed) {
    var { number, names } = index.records[row.number];
    var units = weighed.own.units.filter((unit) => unit.found.has(number));
    return Object.assign(page(index.records[number]), {
      why: row.why, value: row.value, alias: alias(names, weighed),
      // What stands in the page: of a slip, or a word that is being typed, not as it was typed.
      words: units.filter((unit) => unit.mass && !unit.loose).map((unit) => unit.han || unit.terms.includes(unit.text) ? unit.text : unit.terms[0]),
      loose: units.filter((unit) => unit.loose && unit.found.get(number) === WEIGHTS.text).map((unit) => unit.text)
    });
  }

  /* The one that says more of what was asked than the title does. */
  function alias(names, weighed) {
    var most = 0;
    return names.slice(1).reduce((best, name) => {
      var mass = massIn(weighed.rankings, (unit) => says(name, unit) && !says(names[0], unit));
      if (mass <= most) return best;
      most = mass;
      return name.text;
    }, "");
  }

  /* The calendar, then what suits the month; the other way round where more is asked. */
  function dated(index, date, results, weighed) {
    var { records, core } = index;
    var bit = 1 << (date.month - 1);
    var plain = (number) => resultOf(index, { number, value: 0, why: null }, weighed);
    var key = [date.month, date.day].map((number) => String(number).padStart(2, "0")).join("-");
    var days = (core.days[key] || []).filter((number) => records[number]);
    var calendar = result({ kind: "observances", address: "calendar/#month-" + date.month, month: date.month });
    var others = results.filter((one) => days.indexOf(one.number) < 0);
    if (date.rest >= 2) {
      // What has no months, as a guide, is for every month.
      var suits = (one) => Number(((records[one.number].months || bit) & bit) > 0);
      others.sort((one, other) => suits(other) - suits(one) || other.value - one.value);
      return days.map(plain).concat(others.slice(0, 3), calendar, others.slice(3));
    }
    var asked = others.filter((one) => one.kind !== "observances" && one.value > 6);
    var shown = days.concat(asked.map((one) => one.number));
    var more = inMonth(records, bit, date.day).filter((number) => shown.indexOf(number) < 0);
    return [calendar].concat(days.map(plain), asked, more.slice(0, SHOWN).map(plain));
  }

  /* Days first; then what is for few months before what is for many. */
  function inMonth(records, bit, day) {
    var few = (record) => record.months.toString(2).replace(/0/g, "").length;
    var isDay = (record) => record.kind === "observances";
    var inside = records.filter((record) => record.months & bit);
    return inside.filter((record) => isDay(record) && !day)
      .concat(inside.filter((record) => !isDay(record)).sort((one, other) => few(one) - few(other)))
      .map((record) => record.number);
  }

  /* The three themes that share most with what was asked. */
  function near(index, text) {
    var asked = index.rules.english ? cut(index.rules, text) : characters(index.rules, text);
    return index.core.themes.map((number) => index.records[number]).filter(Boolean).map((record) => {
      var said = record.names.map((name) => name.folded).join(" ") + record.saidLine.folded;
      return { record, shared: asked.filter((one) => said.includes(one)).length };
    }).sort((one, other) => other.shared - one.shared).slice(0, 3).map((row) => page(row.record));
  }

  /* The heading that says more of what was asked than the title does. `rows`: `id heading`, or the number of one that many pages have. */
  function addHeading(answer, one, rows) {
    var { index, weighed } = answer;
    var record = index.records[one.number];
    var most = 0;
    rows.map((row) => typeof row === "number" ? index.core.headings[row] : row).filter(Boolean).forEach((row) => {
      var space = row.indexOf(" ");
      var heading = phrase(index.rules, row.slice(space + 1));
      var mass = massIn([weighed.own], (unit) => says(heading, unit));
      var isNew = (unit) => says(heading, unit) && !unit.terms.some((term) => record.names[0].units.includes(term));
      if (!massIn([weighed.own], isNew) || mass / weighed.own.total < 0.3 || mass <= most) return;
      most = mass;
      one.heading = heading.text;
      one.address = record.address + (space > 0 ? "#" + row.slice(0, space) : "");
    });
  }

  /* Overlapping pairs as one: 剁馅. */
  function joined(words, answer) {
    var { text, index } = answer;
    if (!words.some((word) => HAN.test(word))) {
      return runs(text).filter((run) => words.includes(stem(index.rules, run))).join(" ") || words.join(" ");
    }
    var found = [];
    var end = -1;
    for (var at = 0; at < text.length; at += 1) {
      var length = [2, 1].find((count) => words.includes(text.substr(at, count)));
      if (!length) continue;
      if (at < end) found[found.length - 1] += text.slice(end, at + length);
      else found.push(text.substr(at, length));
      end = at + length;
    }
    return (found.length ? found : words).join(" ");
  }

  /* Whether a text says one of the words that were typed, not only what they mean. */
  function saysOwn(text, answer) {
    return marked(text, { asked: answer.own, index: answer.index }).length > 1;
  }

  /* A text in pieces, every second one a word that was asked for. */
  function marked(text, answer) {
    var { asked, index } = answer;
    var folded = fold(text);
    if (folded.length !== text.length) return [text];
    var on = new Array(text.length).fill(false);
    folded.replace(RUNS, (run, start) => {
      if (!HAN.test(run)) on.fill(asked.has(stem(index.rules, run)), start, start + run.length);
      else for (var at = start; at < start + run.length; at += 1) {
        if (asked.has(folded.substr(at, 2))) on.fill(true, at, at + 2);
        if (asked.has(folded[at])) on[at] = true;
      }
    });
    var pieces = [""];
    for (var place = 0; place < text.length; place += 1) {
      if (on[place] !== (pieces.length % 2 === 0)) pieces.push("");
      pieces[pieces.length - 1] += text[place];
    }
    return pieces;
  }

  window.searchMarks = { joined, marked, saysOwn };
})();
