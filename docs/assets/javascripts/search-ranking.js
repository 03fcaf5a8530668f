/* Which documents answer a wording (see search-question.js), and how well.

   A unit: {text, terms: what it stands for, han: whether it is Chinese, found: document -> weight, mass, unknown,
   loose: only its characters speak for it}. A ranking: {wording, units, total, unknown, scores: document -> score}. */
(function () {
  "use strict";
  var { HAN, fold, stem, characters, repairs, slips } = window.searchText;
  var { termsNear, postings, holdBoth } = window.searchIndex;
  var { LIGHT, everydayRuns, read } = window.searchQuestion;
  var WEIGHTS = { title: 5, alias: 4, named: 2.4, line: 2, text: 1 };
  /* A task or a day says in a few words what an activity says in full. */
  var KIND_WEIGHTS = { activities: 1, tasks: 0.62, plans: 0.66, themes: 0.95, guides: 1, observances: 0.7, pages: 0.9 };
  var ALIKE = 1.5;
  var COVERED = 0.8;
  var LOOSE = 0.3; // a pair that only its characters speak for
  var ACROSS = 0.35; // a pair that is half inside an everyday word
  var AGAIN = 0.5; // an everyday word that the title says
  var APART = 0.5; // what an English everyday word means, in pieces
  var BROAD = 0.5; // 老人 or children in a longer question
  var NARROW = 3; // pages of that name before it says less
  var WHOLE = 6; // all that was asked is named
  var LONE = 0.5; // of a usual unit, an everyday word of one character
  var FEWNAMES = 4; // pages that name an everyday word before it may count less
  var CANDIDATES = 16;
  var BRIEF = 4; // of a question of fewer pairs all must be there
  var ALL = 0.99;

  /* What a unit of ordinary rarity weighs. */
  function usual(index) {
    return 0.7 * Math.log(index.core.count);
  }

  /* A pair of a short question that has no postings: its two characters stand in for it. */
  function isLoose(index, wording, text) {
    return wording.units.size < BRIEF && text.length === 2 && HAN.test(text) && !postings(index, text);
  }

  /* Those whose postings stand in for pairs without any. */
  function looseCharacters(index, wording) {
    return new Set(Array.from(wording.units.keys()).filter((text) => isLoose(index, wording, text)).join(""));
  }

  /* A lone character stands for every pair that begins so, the word that is being typed for every word, an unknown word
     for its slips. */
  function meanings(index, unit, typing, raw) {
    var terms = termsNear(index, unit);
    if (!terms) return [unit];
    if (HAN.test(unit)) return unit.length > 1 ? [unit] : Array.from(terms.keys()).filter((term) => term[0] === unit);
    if (terms.has(unit) && !typing) return [unit];
    var words = Array.from(terms.keys());
    var longer = typing && unit.length > 1 ? words.filter((word) => word.startsWith(unit)) : [];
    if (longer.length) return longer.slice(0, 12);
    if (terms.has(unit) || unit.length < 4 || everydayRuns(index).has(unit)) return [unit];
    var repaired = repairs(raw || unit).map((word) => stem(index.rules, word)).filter((word) => terms.has(word));
    var found = repaired.length ? Array.from(new Set(repaired)) : slips(unit, words);
    return found.length ? found.slice(0, 4) : [unit];
  }

  /* A search for one wording. `named`: in titles, aliases and lines alone. */
  function rank(index, wording, typing, named) {
    var order = Array.from(wording.units.keys());
    var units = order.map((text, place) => {
      var unit = find(index, wording, text, typing && place === order.length - 1, named);
      weighUnit(index, wording, unit, named);
      return unit;
    });
    var ranking = { wording, units, total: sum(units, (unit) => unit.mass), unknown: sum(units, (unit) => unit.unknown) };
    ranking.scores = score(index, ranking, named);
    return ranking;
  }

  function sum(units, value) {
    return units.reduce((whole, unit) => whole + value(unit), 0);
  }

  function find(index, wording, text, typing, named) {
    var found = new Map();
    var unit = { text, terms: meanings(index, text, typing, wording.raw.get(text)), han: HAN.test(text), found, loose: false };
    if (!named) {
      unit.terms.map((term) => postings(index, term)).filter(Boolean).forEach((one) => {
        one.numbers.forEach((number) => { if (!found.has(number)) found.set(number, WEIGHTS.text); });
        one.named.forEach((at) => found.set(one.numbers[at], WEIGHTS.named));
      });
      if (isLoose(index, wording, text)) holdBoth(index, text).forEach((number) => {
        found.set(number, WEIGHTS.text);
        unit.loose = true;
      });
    }
    scan(index, unit).forEach((weight, number) => { if (weight > (found.get(number) || 0)) found.set(number, weight); });
    return unit;
  }

  /* Rare among names counts more than in running text; two characters that stand side by side there alone are no word. */
  function weighUnit(index, wording, unit, named) {
    var { count } = index.core;
    var { size } = unit.found;
    var weight = wording.units.get(unit.text);
    var names = Array.from(unit.found.values()).filter((one) => one > WEIGHTS.text).length;
    var given = weight * (wording.across.has(unit.text) && !names ? ACROSS : 1);
    var rarity = size && Math.log(1 + count / (names ? names + 0.15 * size : size));
    unit.mass = rarity * given * (names || wording.units.size < 3 ? 1 : 0.35) * (unit.loose ? LOOSE : 1);
    if (!named && names <= FEWNAMES && wording.inside.has(unit.text)) unit.mass = Math.max(unit.mass, usual(index) * Math.sqrt(weight));
    var isWord = names && weight === LIGHT; // 网吧 is a word, although 吧 is grammar elsewhere
    if (isWord) unit.mass *= 2;
    unit.unknown = isWord ? 0 : 0.5 * Math.log(count) * given;
  }

  /* Kept, for it is asked again at every key. */
  function scan(index, unit) {
    var key = unit.han ? unit.text : unit.terms.join(" ");
    var found = index.scanned.get(key);
    if (!found) index.scanned.set(key, found = new Map(index.records.map((record) => [record.number, weightIn(record, unit)]).filter((row) => row[1])));
    return found;
  }

  function weightIn(record, unit) {
    if (says(record.names[0], unit)) return WEIGHTS.title;
    var named = unit.han ? record.names.some((name) => says(name, unit)) : unit.terms.some((term) => record.nameUnits.has(term));
    return named ? WEIGHTS.alias : says(record.saidLine, unit) ? WEIGHTS.line : 0;
  }

  function says(phrase, unit) {
    return unit.han ? phrase.folded.includes(unit.text) : unit.terms.some((term) => phrase.units.includes(term));
  }

  function massIn(rankings, counts) {
    var mass = 0;
    rankings.forEach((ranking) => ranking.units.forEach((unit) => { if (counts(unit)) mass += unit.mass; }));
    return mass;
  }

  /* `told`: what a document names of what it says. */
  function score(index, ranking, named) {
    var { wording, units, total, unknown } = ranking;
    var scores = new Map();
    if (!total) return scores;
    units.forEach((unit) => unit.found.forEach((weight, number) => {
      var one = scores.get(number);
      if (!one) scores.set(number, one = { sum: 0, covered: 0, told: 0, value: 0 });
      one.sum += unit.mass * weight;
      one.covered += unit.mass;
      if (weight > WEIGHTS.text) one.told += unit.mass;
    }));
    var known = Math.pow(total / (total + 0.5 * unknown), 0.7);
    var asked = new Set(characters(index.rules, wording.text));
    scores.forEach((one, number) => {
      var record = index.records[number];
      one.covered /= total;
      one.value = (one.sum / total + 3 * (record ? likeness(record, ranking, asked) : 0) + (named ? 0 : WHOLE * Math.pow(one.told / total, 4)))
        * known * Math.pow(one.covered, COVERED) * (record ? KIND_WEIGHTS[record.kind] : 0.8);
    });
    return scores;
  }

  /* How far a title or alias is what was asked for: 1 where it says all of it, 4 where it says nothing else. */
  function likeness(record, ranking, asked) {
    var { units, total, unknown } = ranking;
    var whole = total + 0.3 * unknown;
    return record.names.reduce((best, name, place) => {
      var held = units.filter((unit) => says(name, unit));
      // 托人看家 and 出远门托邻居 share no pair, yet most of their characters.
      var shared = 0;
      if (asked.size) name.characters.forEach((one) => { if (asked.has(one)) shared += 1; });
      var alike = shared > 1 ? (shared / name.characters.size) * (shared / asked.size) : 0;
      if (!held.length && !alike) return best;
      var density = Math.min(1, held.length / Math.max(1, name.units.length));
      var start = name.folded.startsWith(units[0].text) ? 1.02 : 1;
      var mass = sum(held, (unit) => unit.mass);
      return Math.max(best, start * ((mass / whole) * (1 + 3 * density) + ALIKE * (1 + 2 * unknown / (total + unknown)) * alike) * (place ? 1 : 1.1));
    }, 0);
  }

  /* The same words are meant at every key: what they find is kept until more of the index is here. */
  function rankTarget(index, target) {
    if (!index.targets.has(target)) index.targets.set(target, rank(index, read(index, fold(target)), false, index.core.small));
    return index.targets.get(target);
  }

  /* In one piece; pairs of characters are one already. */
  function calls(index, number, ranking) {
    var record = index.records[number];
    if (!index.rules.english || !record) return true;
    var piece = " " + ranking.wording.steps.join(" ") + " ";
    return record.names.concat(record.saidLine).some((phrase) => phrase.piece.includes(piece));
  }

  /* What was typed and what its everyday words mean, together; a row says by which of them it was found (`why`). */
  function weigh(index, wording, everyday, typing) {
    var own = rank(index, wording, typing, false);
    var rows = new Map();
    var rankings = [own];
    own.scores.forEach((one, number) => rows.set(number, { number, value: one.value, covered: one.covered, own: one.value, why: null }));
    everyday.forEach((one) => {
      var targets = one.targets.map((target) => rankTarget(index, target));
      var share = shareOf(index, own, one);
      var units = own.units.filter((unit) => one.units.has(unit.text));
      bestOf(index, one, targets, share).forEach((best, number) => {
        if (!rows.has(number)) rows.set(number, { number, value: 0, covered: 0, own: 0, why: null });
        var row = rows.get(number);
        var added = 0.9 * share * best.value;
        var told = units.length > 0 && units.every((unit) => unit.found.get(number) >= WEIGHTS.alias);
        row.value += added * (told ? AGAIN : 1);
        row.covered = Math.max(row.covered, Math.min(1, row.covered + share));
        if (added > row.own) row.why = { word: one.word, target: best.target, pinyin: !!one.pinyin };
      });
      rankings = rankings.concat(targets);
    });
    return { rows, own, rankings };
  }

  /* How much of the question an everyday word is. */
  function shareOf(index, own, word) {
    var { units, across } = own.wording;
    var mass = (unit) => unit.mass || usual(index) * units.get(unit.text) * (across.has(unit.text) ? ACROSS : 1);
    var whole = sum(own.units, mass);
    if (word.pinyin || !whole) return 1;
    var part = sum(own.units.filter((unit) => word.units.has(unit.text)), mass);
    return Math.min(1, Math.max(part, word.word.length === 1 ? LONE * usual(index) : 0) / whole);
  }

  /* What that everyday word means -> the document that says it best in its title, an alias, a heading or its line. */
  function bestOf(index, word, targets, share) {
    var found = new Map();
    var part = share < 0.9;
    var { core, records } = index;
    targets.forEach((ranking, place) => {
      var target = word.targets[place];
      var told = Array.from(ranking.scores).filter((row) => row[1].told >= ALL * ranking.total)
        .map((row) => ({ number: row[0], value: row[1].value, called: calls(index, row[0], ranking) }));
      // 老人 in 给老人送饭 is no question for the theme, nor for all pages that name them.
      var called = told.filter((one) => one.called).length;
      var wide = part ? Math.min(1, Math.sqrt(NARROW / (called || 1))) : 1;
      var theme = core.themes.some((number) => records[number] && records[number].names[0].text === target);
      told.forEach((one) => {
        var broad = part && (theme || (records[one.number] || {}).kind === "themes") ? BROAD : 1;
        var value = one.value * broad * wide * (one.called ? 1 : APART) * (1 - 0.04 * Math.min(place, 5));
        if (value > (found.get(one.number) || { value: 0 }).value) found.set(one.number, { value, target });
      });
    });
    return found;
  }

  function best(weighed) {
    var { units, scores, wording } = weighed.own;
    var rows = Array.from(weighed.rows.values());
    var most = (name) => rows.reduce((value, row) => Math.max(value, row[name]), 0);
    var top = most("value");
    // A short word that stands somewhere as it is asks for nothing less.
    var whole = units.length < (HAN.test(wording.text) ? BRIEF : 2) && units.every((unit) => unit.mass > 0 && unit.loose === units[0].loose)
      && Array.from(scores.values()).some((one) => one.covered > ALL);
    var least = whole ? ALL : Math.max(0.25, 0.6 * most("covered"));
    return rows.filter((row) => row.covered >= least || row.why || !whole && row.value >= 0.4 * top)
      .sort((one, other) => other.value - one.value || one.number - other.number);
  }

  /* Of a small site all, so that no title is overlooked. */
  function promising(index, wording, everyday, typing) {
    if (index.core.small) return index.chunks;
    var rows = Array.from(weigh(index, wording, everyday, typing).rows.values()).sort((one, other) => other.value - one.value);
    return Array.from(new Set(rows.slice(0, CANDIDATES).map((row) => Math.floor(row.number / index.core.records))));
  }

  window.searchRanking = { WEIGHTS, looseCharacters, weigh, best, says, massIn, promising };
})();
