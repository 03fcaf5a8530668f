/* The search engine: loads parts of the index as classic scripts, so that it works from a folder too, and ranks what
   they name. Loaded when search is first used. hooks/catalogue/search writes the parts; `decode…` reads them. */
(function () {
  "use strict";
  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  var RUNS = /[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:['’][a-z]+)?/g;
  var SHORTENED = /['’](?:s|m|re|ve|ll|d)$/; // I've carries grammar as I
  var HAN_FROM = 0x3400;
  var HAN_TO = 0xa000;
  var WEIGHTS = { title: 5, alias: 4, named: 2.4, line: 2, text: 1 };
  /* A task or a day says in a few words what an activity says in full. */
  var KIND_WEIGHTS = { activities: 1, tasks: 0.62, plans: 0.66, themes: 0.95, guides: 1, observances: 0.7, pages: 0.9 };
  var MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december"];
  var ALIKE = 1.5;
  var COVERED = 0.8;
  var LIGHT = 0.3; // a pair with a function character
  var LOOSE = 0.3; // a pair that only its characters speak for
  var GAP = 4; // characters that may stand inside an everyday word
  var BETWEEN = 2; // subjects that may stand between those of an English everyday word
  var FRAME = 0.25; // what surrounds the subject of a question
  var ACROSS = 0.35; // a pair that is half inside an everyday word, half outside
  var AGAIN = 0.5; // an everyday word that stands in the title or an alias already
  var APART = 0.5; // what an English everyday word means, said in pieces
  var BROAD = 0.5; // 老人 or children in a longer question
  var NARROW = 3; // pages that may be called so before the word says less
  var WHOLE = 6; // all that was asked stands in titles, aliases and headings
  var WORD = 1; // an everyday word counts at least so much, however ordinary its characters,
  var LONE = 0.5; // so much one of a single character
  var FEWNAMES = 4; // unless more titles and aliases than these say it
  /* What a question for the days of a month may say besides. */
  var DAYS = /节日|节|日子|纪念日|活动|有|哪些|\b(?:days?|dates?|falls?|holidays?|festivals?|events?|activities|special|happens?|happening)\b/g;
  var CANDIDATES = 16; // documents whose records are fetched for a closer look, beyond those that are here already
  var LEVELS = 8; // as in index.py
  var LONGEST = 40; // letters of a word that may have a slip: of a longer one, as in an address, there are too many
  var BRIEF = 4; // pairs up to which all that is asked must be in a document
  var HEADED = 10; // results for which the right heading is looked up
  var SHOWN = 30;

  var parts = {};
  var waiting = {};

  window.searchPart = function (name, value) {
    parts[name] = value;
  };

  function load(folder, name, fresh) {
    if (name in parts && !fresh) return Promise.resolve(parts[name]);
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = folder + name + ".js" + (fresh ? "?" + Date.now() : "");
        script.onload = function () { resolve(parts[name]); };
        script.onerror = function () { reject(new Error(name)); };
        document.head.appendChild(script);
      });
      waiting[name].then(function () { delete waiting[name]; }, function () { delete waiting[name]; });
    }
    return waiting[name];
  }

  /* Reading bits: the counterpart of coding.py. */
  function Reader(text) {
    var packed = atob(text);
    this.bytes = new Uint8Array(packed.length + 4);
    for (var at = 0; at < packed.length; at += 1) this.bytes[at] = packed.charCodeAt(at);
    this.at = 0;
  }
  Reader.prototype.bit = function () {
    var bit = (this.bytes[this.at >> 3] >> (7 - (this.at & 7))) & 1;
    this.at += 1;
    return bit;
  };
  Reader.prototype.bits = function (width) {
    var value = 0;
    while (width > 0) {
      var free = 8 - (this.at & 7);
      var take = Math.min(free, width);
      var byte = this.bytes[this.at >> 3];
      value = (value << take) | ((byte >> (free - take)) & ((1 << take) - 1));
      this.at += take;
      width -= take;
    }
    return value;
  };
  Reader.prototype.number = function (count) {
    if (count <= 1) return 0;
    var width = 31 - Math.clz32(count);
    var spare = (1 << (width + 1)) - count;
    var value = this.bits(width);
    return value < spare ? value : ((value << 1) | this.bit()) - spare;
  };
  Reader.prototype.size = function () {
    var width = 0;
    while (!this.bit()) width += 1;
    return (1 << width) | this.bits(width);
  };
  Reader.prototype.set = function (count, low, high) {
    var values = new Array(count);
    this.fill(values, 0, count, low, high);
    return values;
  };
  Reader.prototype.fill = function (values, start, end, low, high) {
    var count = end - start;
    if (count === 0) return;
    if (count === high - low) {
      for (var at = start; at < end; at += 1) values[at] = low + at - start;
      return;
    }
    var middle = start + (count >> 1);
    var value = low + middle - start + this.number(high - low - count + 1);
    values[middle] = value;
    this.fill(values, start, middle, low, value);
    this.fill(values, middle + 1, end, value + 1, high);
  };

  function readPostings(reader, documents) {
    var numbers = reader.set(reader.size(), 0, documents);
    var named = numbers.length === 1 ? [] : reader.set(reader.size() - 1, 0, numbers.length);
    return { numbers: numbers, named: named };
  }

  /* Characters and the pairs that they begin; a pair's documents are numbered among those of its first character, or,
     where `holders` has the documents of every character, among those of both. */
  function decodePairs(text, first, core, engine, holders) {
    var found = new Map();
    var reader = new Reader(text);
    for (var left = reader.size(); left > 0; left -= 1) {
      var character = engine.alphabet[first];
      var own = holders ? holders[first] : reader.set(reader.size(), 0, core.count);
      found.set(character, { numbers: own, named: [] });
      reader.set(reader.size() - 1, 0, engine.alphabet.length).forEach(function (place) {
        var second = engine.seconds[place];
        var among = holders ? shared(own, holders[engine.ranks.get(second)]) : own;
        var postings = readPostings(reader, among.length);
        postings.numbers = postings.numbers.map(function (number) { return among[number]; });
        found.set(character + second, postings);
      });
      first += 1;
    }
    return found;
  }

  /* The documents of every character of a small site. */
  function decodeCharacters(text, count, documents) {
    var reader = new Reader(text);
    return Array.from({ length: count }, function () { return reader.set(reader.size(), 0, documents); });
  }

  /* The numbers that two rising rows share. */
  function shared(one, other) {
    var at = 0;
    return one.filter(function (number) {
      while (other[at] < number) at += 1;
      return other[at] === number;
    });
  }

  function decodeWords(part, documents) {
    var found = new Map();
    var reader = new Reader(part[1]);
    part[0].split(" ").forEach(function (word) { found.set(word, readPostings(reader, documents)); });
    return found;
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  }

  /* The place of the last of the rising keys that is not above `key`; 0 where all are. */
  function lastUpTo(keys, key) {
    var low = 0;
    var high = keys.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (keys[middle] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /* The words that one letter makes of this one: an ending may hide the slip from the stems. */
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

  /* How many letters are wrong, missing, too many or have changed places with their neighbour; `most` and more are
     told apart no further. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var rows = [[], Array.from({ length: other.length + 1 }, function (gap, at) { return at; })];
    for (var i = 1; i <= one.length; i += 1) {
      var row = [i];
      var least = i;
      for (var j = 1; j <= other.length; j += 1) {
        var same = one[i - 1] === other[j - 1];
        row[j] = Math.min(rows[1][j] + 1, row[j - 1] + 1, rows[1][j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], rows[0][j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      rows = [rows[1], row];
    }
    return rows[1][other.length];
  }

  class SearchEngine {
    /* `folder`: address of the folder of the index, with a slash at its end. */
    constructor(folder, language) {
      this.folder = folder;
      this.language = language;
      this.records = [];
      this.decoded = {};
      this.stems = new Map();
      this.targets = new Map();
      this.scanned = new Map();
    }

    start() {
      if (!this.started) {
        this.started = load(this.folder, this.language).then((core) => {
          this.open(core);
          this.loadEveryday().catch(function () { /* Asked for again by the first question. */ });
        });
        this.started.catch(() => { this.started = null; });
      }
      return this.started;
    }

    open(core) {
      this.core = core;
      var reader = new Reader(core.alphabet);
      this.alphabet = reader.set(reader.size() - 1, 0, HAN_TO - HAN_FROM)
        .map(function (code) { return String.fromCharCode(HAN_FROM + code); });
      this.ranks = new Map(this.alphabet.map(function (character, number) { return [character, number]; }));
      var levels = [this.alphabet];
      for (var level = this.alphabet; level.length && levels.length <= LEVELS;) {
        level = reader.set(reader.size() - 1, 0, level.length).map(function (place) { return levels[levels.length - 1][place]; });
        levels.push(level);
      }
      this.seconds = Array.from(new Set([].concat.apply([], levels.reverse())));
      this.places = new Map(this.seconds.map(function (character, number) { return [character, number]; }));
      this.stop = new Set(core.stop.split(" "));
      this.rules = core.stems.map(function (rule) { return [new RegExp(rule[0]), rule[1]]; });
      this.forms = new Map();
      core.forms.split("|").forEach((row) => {
        var words = row.split(" ");
        words.slice(1).forEach((word) => { this.forms.set(word, words[0]); });
      });
      // What carries grammar: characters, or the stems of English words.
      this.grammar = new Set(this.language === "en" ? Array.from(this.stop).map((word) => this.stem(word)) : core.grammar);
      this.frames = new Set(this.language === "en" ? core.frames : []);
      this.everyday = new Map();
      this.loosely = new Map();
      this.longest = 0;
      if (this.partName("k") in parts) this.keepEveryday();
      this.chunks = Math.ceil(core.count / core.records);
      for (var chunk = 0; chunk < this.chunks; chunk += 1) {
        if (this.partName("d" + chunk) in parts) this.keepRecords(chunk);
      }
    }

    partName(name) {
      return this.language + "-" + this.core.version + "-" + name;
    }

    /* A part that is gone belongs to an older index: the first file is then asked for again, past any cache. */
    part(name) {
      return load(this.folder, this.partName(name)).catch((error) => {
        if (this.renewed) throw error;
        this.renewed = true;
        return load(this.folder, this.language, true).then((core) => {
          if (core.version === this.core.version) throw error;
          this.records = [];
          this.decoded = {};
          this.open(core);
          throw new Error("renewed");
        });
      });
    }

    loadEveryday() {
      return this.part("k").then(() => { if (!this.everyday.size) this.keepEveryday(); });
    }

    /* Everyday words -> what the pages call it. English words are kept as their stems. */
    keepEveryday() {
      parts[this.partName("k")].split("\n").forEach((line) => {
        var at = line.indexOf(":");
        var targets = line.slice(0, at).split("|");
        var words = line.slice(at + 1).split("|");
        fold(line.slice(at + 1)).split("|").forEach((folded, place) => {
          var word = words[place];
          var steps = this.language === "en" ? this.cut(folded) : folded;
          var key = this.language === "en" ? steps.join(" ") : folded;
          var known = this.everyday.get(key);
          if (known) known.targets = Array.from(new Set(known.targets.concat(targets)));
          else this.everyday.set(key, { word: word, targets: targets });
          this.longest = Math.max(this.longest, steps.length);
        });
      });
      this.runs = null;
      if (this.language !== "en") return;
      this.everyday.forEach((known, key) => {
        var core = this.subjects(key.split(" "));
        if (core.indexOf(" ") < 0) return;
        var other = this.loosely.get(core);
        if (other && other !== known) this.loosely.set(core, { word: other.word, targets: Array.from(new Set(other.targets.concat(known.targets))) });
        else this.loosely.set(core, known);
      });
    }

    /* What carries a subject, in alphabetical order: lost my job and a job that she lost are one. */
    subjects(stems) {
      return stems.filter((stem) => !this.grammar.has(stem)).sort().join(" ");
    }

    /* All words that stand in everyday words, and their stems. */
    everydayRuns() {
      if (!this.runs) {
        this.runs = new Set();
        this.everyday.forEach((known) => {
          (fold(known.word).match(RUNS) || []).forEach((run) => { this.runs.add(run).add(this.stem(run)); });
        });
      }
      return this.runs;
    }

    /* An everyday word of two, typed as one: taichi for tai chi. */
    parted(word) {
      for (var at = 2; at <= word.length - 2; at += 1) {
        var known = this.everyday.get(this.stem(word.slice(0, at)) + " " + this.stem(word.slice(at)));
        if (known) return known;
      }
      return undefined;
    }

    /* The everyday words of a text, the longest first, nothing twice: each with its place. `steps`: characters, or the
       stems of an English text with its `words`: what is grammar by itself is no everyday word (out is no outing). */
    said(steps, words) {
      var taken = new Array(steps.length).fill(false);
      var found = [];
      for (var length = Math.min(this.longest, steps.length); length > 0; length -= 1) {
        if (length === 1) {
          this.saidApart(steps, taken, found);
          this.saidLoosely(steps, taken, found);
        }
        for (var at = 0; at + length <= steps.length; at += 1) {
          if (taken[at] || taken[at + length - 1]) continue;
          var key = steps.slice(at, at + length);
          var known = this.everyday.get(this.language === "en" ? key.join(" ") : key);
          if (words && length === 1) known = this.isGrammar(words[at]) ? null : known || this.parted(words[at]);
          // and one typed as two
          if (words && length === 2 && words[at].length > 2 && words[at + 1].length > 2) known = known || this.everyday.get(this.stem(words[at] + words[at + 1]));
          if (!known || taken.indexOf(true, at) >= 0 && taken.indexOf(true, at) < at + length || this.cutsWord(steps, at, at + length)) continue;
          taken.fill(true, at, at + length);
          found.push({ start: at, end: at + length, word: known.word, targets: known.targets });
        }
      }
      return { words: found, taken: taken };
    }

    /* Everyday words that what frames a question or carries grammar stands in between: 灯 都 坏, lift has been broken. */
    saidApart(steps, taken, found) {
      var english = this.language === "en";
      var framed = english ? steps.map((stem) => this.frames.has(stem)) : this.frame(steps, 0, taken);
      var places = [];
      for (var at = 0; at < steps.length; at += 1) if (taken[at] || !framed[at] && !this.grammar.has(steps[at])) places.push(at);
      for (var length = Math.min(this.longest, places.length); length > 1; length -= 1) {
        for (var from = 0; from + length <= places.length; from += 1) {
          var row = places.slice(from, from + length);
          var known = this.everyday.get(row.map(function (place) { return steps[place]; }).join(english ? " " : ""));
          if (!known || row[length - 1] - row[0] >= length + GAP || row.some(function (place) { return taken[place]; })) continue;
          row.forEach(function (place) { taken[place] = true; });
          found.push({ start: row[0], end: row[length - 1] + 1, word: known.word, targets: known.targets });
        }
      }
    }

    /* English everyday words of two or three subjects in another order, or with others in between: fix my old bike. */
    saidLoosely(steps, taken, found) {
      if (this.language !== "en") return;
      var places = steps.map(function (stem, place) { return place; }).filter((place) => !this.grammar.has(steps[place]));
      var take = (row) => {
        var known = !row.some(function (place) { return taken[place]; })
          && this.loosely.get(this.subjects(row.map(function (place) { return steps[place]; })));
        if (!known) return;
        row.forEach(function (place) { taken[place] = true; });
        found.push({ start: row[0], end: row[row.length - 1] + 1, row: row, word: known.word, targets: known.targets });
      };
      for (var between = 0; between <= BETWEEN; between += 1) {
        for (var at = 0; at + between + 2 < places.length; at += 1) {
          var last = at + between + 2;
          for (var middle = at + 1; middle < last; middle += 1) take([places[at], places[middle], places[last]]);
        }
      }
      for (between = 0; between <= BETWEEN; between += 1) {
        for (at = 0; at + between + 1 < places.length; at += 1) take([places[at], places[at + between + 1]]);
      }
    }

    /* Whether a place is in the middle of a word in Latin letters. */
    cutsWord(text, start, end) {
      var latin = /[a-z0-9]/;
      return typeof text === "string" && (latin.test(text[start]) && latin.test(text[start - 1] || "") || latin.test(text[end - 1]) && latin.test(text[end] || ""));
    }

    keepRecords(chunk) {
      if (this.records[chunk * this.core.records]) return;
      this.targets.clear();
      this.scanned.clear();
      parts[this.partName("d" + chunk)].forEach((row, at) => {
        var number = chunk * this.core.records + at;
        var aliases = row[4] ? row[4].split("|") : [];
        var names = [row[2]].concat(aliases).map((text) => {
          var folded = fold(text);
          var characters = new Set(Array.from(folded).filter((c) => HAN.test(c) && !this.grammar.has(c)));
          return { text: text, folded: folded, units: this.cut(folded), characters: characters };
        });
        this.records[number] = {
          number: number, kind: this.core.kinds[row[0]], address: row[1], title: row[2], line: row[3],
          place: row[5] || "", months: row[6] || 0, names: names, lineFolded: fold(row[3]),
          lineUnits: new Set(this.cut(fold(row[3]))), nameUnits: new Set()
        };
        names.forEach((name) => name.units.forEach((unit) => this.records[number].nameUnits.add(unit)));
      });
    }

    stem(word) {
      var known = this.stems.get(word);
      if (known !== undefined) return known;
      var stem = word.replace(/['’].*$/, "");
      if (this.forms.has(stem)) stem = this.forms.get(stem);
      else if (!/^\d+$/.test(stem)) {
        this.rules.forEach(function (rule) { stem = stem.replace(rule[0], rule[1]); });
        if (stem.length > 3 && /([bdfglmnprtz])\1$/.test(stem)) stem = stem.slice(0, -1);
      }
      this.stems.set(word, stem);
      return stem;
    }

    isGrammar(word) {
      return this.stop.has(word) || /n['’]t$/.test(word) || this.stop.has(word.replace(SHORTENED, ""));
    }

    /* The terms of a text, as words.py cuts them. */
    cut(folded) {
      var found = [];
      (folded.match(RUNS) || []).forEach((run) => {
        if (run.charCodeAt(0) < HAN_FROM) found.push(this.stem(run));
        else for (var at = 0; at + 1 < run.length; at += 1) found.push(run.substr(at, 2));
      });
      return found;
    }

    /* What was typed -> units to look for, each with its weight: pairs of characters, a lone character, words.
       Everyday words weigh fully; what crosses their edges, and what only frames a question, weighs less. */
    units(folded) {
      var found = new Map();
      var raw = new Map();
      var joined = folded.replace(/([\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, "$1");
      var steps = this.language === "en" ? this.cut(joined) : joined;
      var words = joined.match(RUNS) || [];
      var said = this.said(steps, this.language === "en" && words.length === steps.length ? words : null);
      var runs = new RegExp(RUNS.source, "g");
      var count = words.length;
      // What frames a question does so inside an everyday word too, unless that says no more: costs too much, take part.
      var whole = said.taken.slice();
      if (this.language === "en") said.words.forEach((one) => {
        var light = steps.slice(one.start, one.end).map((stem) => this.frames.has(stem) || this.grammar.has(stem));
        if (light.indexOf(false) >= 0) whole.fill(false, one.start, one.end);
      });
      var across = new Set();
      var place = 0;
      for (var match = runs.exec(joined); match; match = runs.exec(joined)) {
        var run = match[0];
        if (!HAN.test(run)) {
          var stem = this.stem(run);
          if (!this.isGrammar(run) && !/^\d{1,2}$/.test(run)) found.set(stem, this.frames.has(stem) && !whole[place] ? FRAME : 1);
          raw.set(stem, run);
        } else if (run.length === 1) {
          if (count === 1 || !this.grammar.has(run)) found.set(run, 1);
        } else this.pairs(run, match.index, said.taken, found, across);
        place += 1;
      }
      if (Array.from(found.values()).every(function (weight) { return weight === FRAME; })) found.forEach(function (weight, unit) { found.set(unit, 1); });
      if (!found.size) raw.forEach(function (run, stem) { found.set(stem, 1); });
      var wording = { text: joined, units: found, raw: raw, across: across, steps: steps, said: said.words, inside: new Set() };
      if (said.words.length) this.others(wording).forEach(function (other) { other.units.forEach(function (unit) { wording.inside.add(unit); }); });
      return wording;
    }

    pairs(run, start, taken, found, edges) {
      var frame = this.frame(run, start, taken);
      for (var at = 0; at + 1 < run.length; at += 1) {
        var light = this.grammar.has(run[at]) || this.grammar.has(run[at + 1]);
        var across = taken[start + at] !== taken[start + at + 1];
        var weight = (light ? LIGHT : 1) * (frame[at] || frame[at + 1] ? FRAME : 1);
        if (across && weight === 1) edges.add(run.substr(at, 2));
        found.set(run.substr(at, 2), Math.max(weight, found.get(run.substr(at, 2)) || 0));
      }
    }

    /* Which characters of a run only frame the question: 怎么办, 活动方案. None, where nothing else is asked. */
    frame(run, start, taken) {
      var on = new Array(run.length).fill(false);
      this.core.frames.forEach(function (word) {
        for (var at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) on.fill(true, at, at + word.length);
      });
      on = on.map(function (framed, at) { return framed && !taken[start + at]; });
      return on.indexOf(false) < 0 ? [] : on;
    }

    /* The names of the parts that hold these terms. */
    partsOf(terms) {
      var names = new Set();
      terms.forEach((term) => {
        var pair = HAN.test(term[0]);
        var starts = this.core.starts[pair ? "h" : "w"];
        var count = this.alphabet.length;
        var key = pair ? this.ranks.get(term[0]) * count + (term.length > 1 ? this.places.get(term[1]) : 0) : term;
        if (key !== key || !starts.length) return; // a character that stands nowhere here
        names.add((pair ? "h" : "w") + lastUpTo(starts, key));
      });
      return Array.from(names);
    }

    loadTerms(terms) {
      var names = this.partsOf(terms);
      var wanted = names.map((name) => this.decoded[name] || this.part(name));
      var pairs = names.some(function (name) { return name[0] === "h"; });
      if (pairs && this.core.small && !this.decoded.c) wanted.push(this.part("c"));
      return Promise.all(wanted).then((values) => {
        if (values.length > names.length) this.decoded.c = decodeCharacters(values.pop(), this.alphabet.length, this.core.count);
        names.forEach((name, place) => {
          if (this.decoded[name]) return;
          var first = Math.floor(this.core.starts.h[name.slice(1)] / this.alphabet.length);
          this.decoded[name] = name[0] === "h" ? decodePairs(values[place], first, this.core, this, this.decoded.c)
            : decodeWords(values[place], this.core.count);
        });
        if (!this.small()) this.targets.clear();
      });
    }

    /* The characters that must stand in for pairs of a short question that have no postings of their own. */
    loadCharacters(units) {
      var pairs = units.size < BRIEF ? Array.from(units.keys()).filter((unit) => unit.length === 2 && HAN.test(unit) && !this.postings(unit)) : [];
      return this.loadTerms(Array.from(new Set(pairs.join(""))));
    }

    /* The documents that hold both characters of a pair: all that hold the pair, and some that do not. */
    loose(pair) {
      var first = this.postings(pair[0]);
      var second = this.postings(pair[1]);
      return first && second ? shared(first.numbers, second.numbers) : [];
    }

    postings(term) {
      var name = this.partsOf([term])[0];
      return name && this.decoded[name] ? this.decoded[name].get(term) : undefined;
    }

    /* The terms that a unit stands for: itself; a lone character stands for every pair that begins with it;
       the word that is being typed for every word that begins so; a word that is unknown for its one-letter slips. */
    meanings(unit, typing, raw) {
      var name = this.partsOf([unit])[0];
      var part = name && this.decoded[name];
      if (!part) return [unit];
      if (unit.length === 1 && HAN.test(unit)) {
        return Array.from(part.keys()).filter(function (term) { return term[0] === unit; });
      }
      if (HAN.test(unit[0]) || part.has(unit) && !typing) return [unit];
      var words = Array.from(part.keys());
      var longer = typing && unit.length > 1 ? words.filter(function (word) { return word.indexOf(unit) === 0; }) : [];
      if (longer.length) return longer.slice(0, 12);
      if (part.has(unit) || unit.length < 4 || this.everydayRuns().has(unit)) return [unit];
      var repaired = new Set();
      repairs(raw || unit).forEach((word) => { if (part.has(this.stem(word))) repaired.add(this.stem(word)); });
      if (repaired.size) return Array.from(repaired).slice(0, 4);
      var slips = words.filter(function (word) { return distance(unit, word, 1) === 1; });
      if (slips.length) return slips.slice(0, 4);
      // A long word may have two slips: calligrafy.
      slips = unit.length < 7 ? [] : words.filter(function (word) { return word.length > 5 && distance(unit, word, 2) === 2; });
      return slips.length ? slips.slice(0, 4) : [unit];
    }

    /* A search for one wording: number of a document -> its score. `named`: in titles, aliases and lines alone. */
    weighWording(wording, typing, named) {
      var count = this.core.count;
      var units = [];
      var total = 0;
      var unknown = 0;
      var usual = 0.7 * Math.log(count);
      var order = Array.from(wording.units.keys());
      var characters = HAN.test(wording.text) ? new Set(Array.from(wording.text).filter((c) => HAN.test(c) && !this.grammar.has(c))) : null;
      order.forEach((text, place) => {
        var terms = this.meanings(text, typing && place === order.length - 1, wording.raw.get(text));
        var unit = { text: text, terms: terms, single: text.length === 1 && HAN.test(text), found: new Map(), mass: 0 };
        terms.forEach((term) => {
          var postings = named ? null : this.postings(term);
          if (!postings) return;
          postings.numbers.forEach(function (number) {
            if (!unit.found.has(number)) unit.found.set(number, WEIGHTS.text);
          });
          postings.named.forEach(function (at) { unit.found.set(postings.numbers[at], WEIGHTS.named); });
        });
        var brief = !named && order.length < BRIEF && text.length === 2 && HAN.test(text) && !this.postings(text);
        if (brief) this.loose(text).forEach(function (number) { unit.found.set(number, WEIGHTS.text); });
        unit.loose = brief && unit.found.size > 0;
        this.scan(unit);
        // Rare among titles and headings counts, more than rare in running text; and two characters that stand side
        // by side in running text alone are seldom a word.
        var names = 0;
        unit.found.forEach(function (weight) { if (weight > WEIGHTS.text) names += 1; });
        var rarity = Math.log(1 + count / (names ? names + 0.15 * unit.found.size : unit.found.size));
        var given = wording.units.get(text) * (wording.across.has(text) && !names ? ACROSS : 1);
        if (unit.found.size) unit.mass = rarity * given * (names || order.length < 3 ? 1 : 0.35) * (unit.loose ? LOOSE : 1);
        if (!named && names <= FEWNAMES && wording.inside.has(text)) unit.mass = Math.max(unit.mass, WORD * usual * Math.sqrt(wording.units.get(text)));
        if (names && wording.units.get(text) === LIGHT) unit.mass *= 2; // 网吧 is a word, although 吧 is grammar elsewhere
        else unknown += 0.5 * Math.log(count) * given;
        total += unit.mass;
        units.push(unit);
      });
      return { wording: wording, count: count, units: units, total: total, unknown: unknown, scores: this.score(units, total, unknown, characters, named) };
    }

    /* All records are here: what the pages are called needs no postings. */
    small() {
      return this.core.small;
    }

    /* The same words are meant at every key: what they find is kept until more of the index is here. */
    weighTarget(target) {
      if (!this.targets.has(target)) this.targets.set(target, this.weighWording(this.units(fold(target)), false, this.small()));
      return this.targets.get(target);
    }

    /* Whether a title, an alias or the line says an English wording in one piece; pairs of characters are a piece already. */
    calls(number, ranked) {
      var record = this.records[number];
      if (this.language !== "en" || !record) return true;
      if (!ranked.pieces) ranked.pieces = new Map();
      if (!ranked.pieces.has(number)) {
        var piece = " " + ranked.wording.steps.join(" ") + " ";
        var said = record.names.map(function (name) { return name.units; }).concat([this.cut(record.lineFolded)]);
        ranked.pieces.set(number, said.some(function (units) { return (" " + units.join(" ") + " ").indexOf(piece) >= 0; }));
      }
      return ranked.pieces.get(number);
    }

    /* Looks through the records that are here: titles and aliases weigh most. What a unit finds is kept, for it is asked
       again at every key. */
    scan(unit) {
      var key = HAN.test(unit.text[0]) ? unit.text : unit.terms.join(" ");
      if (!this.scanned.has(key)) this.scanned.set(key, this.lookThrough(unit));
      this.scanned.get(key).forEach(function (weight, number) {
        if (weight > (unit.found.get(number) || 0)) unit.found.set(number, weight);
      });
    }

    lookThrough(unit) {
      var inside = HAN.test(unit.text[0]);
      var found = new Map();
      this.records.forEach(function (record) {
        if (!record) return;
        var best = 0;
        if (inside) {
          if (record.names[0].folded.indexOf(unit.text) >= 0) best = WEIGHTS.title;
          else if (record.names.some(function (name) { return name.folded.indexOf(unit.text) >= 0; })) best = WEIGHTS.alias;
          else if (record.lineFolded.indexOf(unit.text) >= 0) best = WEIGHTS.line;
        } else {
          unit.terms.forEach(function (term) {
            if (record.names[0].units.indexOf(term) >= 0) best = WEIGHTS.title;
            else if (record.nameUnits.has(term)) best = Math.max(best, WEIGHTS.alias);
            else if (record.lineUnits.has(term)) best = Math.max(best, WEIGHTS.line);
          });
        }
        if (best) found.set(record.number, best);
      });
      return found;
    }

    score(units, total, unknown, characters, named) {
      var scores = new Map();
      if (!total) return scores;
      var known = Math.pow(total / (total + 0.5 * unknown), 0.7);
      units.forEach(function (unit) {
        unit.found.forEach(function (weight, number) {
          var score = scores.get(number);
          if (!score) scores.set(number, score = { sum: 0, covered: 0, told: 0, phrase: 0, value: 0 });
          score.sum += unit.mass * weight;
          score.covered += unit.mass;
          if (weight > WEIGHTS.text) score.told += unit.mass;
        });
      });
      scores.forEach((score, number) => {
        var record = this.records[number];
        score.covered /= total;
        score.phrase = record ? this.phrase(record, units, total, unknown, characters) : 0;
        score.value = (score.sum / total + 3 * score.phrase + (named ? 0 : WHOLE * Math.pow(score.told / total, 4))) * known * Math.pow(score.covered, COVERED) * (record ? KIND_WEIGHTS[record.kind] : 0.8);
      });
      return scores;
    }

    /* How far one title or alias is what was asked for: 1 where it says all of it, 4 where it says nothing else. */
    phrase(record, units, total, unknown, characters) {
      var best = 0;
      var whole = total + 0.3 * unknown;
      record.names.forEach(function (name, place) {
        var mass = 0;
        var held = 0;
        units.forEach(function (unit) {
          if (unit.single ? name.folded.indexOf(unit.text) >= 0 : unit.terms.some(function (term) { return name.units.indexOf(term) >= 0; })) {
            mass += unit.mass;
            held += 1;
          }
        });
        // 托人看家 and 出远门托邻居 share no pair, yet most of their characters.
        var shared = 0;
        if (characters) name.characters.forEach(function (character) { if (characters.has(character)) shared += 1; });
        var alike = shared > 1 ? (shared / name.characters.size) * (shared / characters.size) : 0;
        if (!held && !alike) return;
        var density = Math.min(1, held / Math.max(1, name.units.length));
        var start = name.folded.indexOf(units[0].text) === 0 ? 1.02 : 1;
        best = Math.max(best, start * ((mass / whole) * (1 + 3 * density) + ALIKE * (1 + 2 * unknown / (total + unknown)) * alike) * (place ? 1 : 1.1));
      });
      return best;
    }

    /* Wordings that mean the same, for the everyday words in a text. */
    others(wording) {
      return wording.said.map((one) => {
        var row = one.row ? one.row.map(function (place) { return wording.steps[place]; }) : wording.steps.slice(one.start, one.end);
        var inside = new Set(this.language === "en" ? row : []);
        for (var at = one.start; this.language !== "en" && at < one.end; at += 1) {
          if (at + 1 < one.end) inside.add(wording.steps.substr(at, 2));
          else if (one.end - one.start === 1) inside.add(wording.steps[at]);
        }
        // K粉 has no pair: its letters are a unit, and its one character.
        if (this.language !== "en" && /[a-z0-9]/.test(fold(one.word))) {
          (fold(one.word).match(RUNS) || []).forEach((run) => inside.add(HAN.test(run) ? run : this.stem(run)));
        }
        return { word: one.word, units: inside, targets: one.targets };
      });
    }

    /* How many units of a text carry a subject. */
    content(text) {
      if (this.language === "en" && (text.match(RUNS) || []).every((run) => this.isGrammar(run))) return 0;
      var sum = 0;
      this.units(text).units.forEach(function (weight) { sum += weight; });
      return sum;
    }

    /* What was typed, folded; traditional characters only where one is unknown here. */
    understand(typed) {
      var folded = fold(typed).trim();
      var strange = Array.from(folded).some((character) => HAN.test(character) && !this.ranks.has(character));
      if (!strange || this.language !== "zh") return Promise.resolve(folded);
      return this.part("t").then(function (table) {
        var simple = new Map();
        for (var at = 0; at < table.length; at += 2) simple.set(table[at], table[at + 1]);
        return Array.from(folded).map(function (character) { return simple.get(character) || character; }).join("");
      });
    }

    pinyin(text) {
      var letters = text.replace(/[\s']/g, "");
      if (this.language !== "zh" || !/^[a-z]{2,}$/.test(letters)) return Promise.resolve([]);
      var count = this.core.starts.p;
      var wanted = [this.part("r")];
      if (count) wanted.push(this.part("p" + (letters.charCodeAt(0) - 97) % count));
      else for (var chunk = 0; chunk < this.chunks; chunk += 1) wanted.push(this.loadRecords(chunk));
      return Promise.all(wanted).then((values) => {
        if (!this.readings) this.readings = readReadings(values[0]);
        var phrases = count ? values[1].split(" ")
          : [].concat.apply([], this.records.map(function (r) { return r.names.map(function (n) { return n.folded; }); }));
        return this.spellings(text, letters, phrases);
      });
    }

    /* All letters as one word; else each by itself, as in "zyz zhaomu"; else as they are said in the south. */
    spellings(text, letters, phrases) {
      var whole = spelled(letters, phrases, this.readings);
      if (whole.length) return whole;
      var each = text.split(/[\s']+/).filter(function (one) { return one.length > 1; });
      var words = each.length < 2 ? [] : each.map((one) => spelled(one, phrases, this.readings)[0]).filter(Boolean);
      if (words.length) return [words.join(" ")];
      if (letters.length < 4) return [];
      var alike = new Map();
      this.readings.forEach(function (syllables, character) { alike.set(character, syllables.map(southern)); });
      return spelled(southern(letters), phrases, alike);
    }

    loadRecords(chunk) {
      return this.part("d" + chunk).then(() => this.keepRecords(chunk));
    }

    /* What the records and parts that are here say at once; `search` says all. */
    quick(typed) {
      if (!this.core || !this.records.length) return null;
      var text = fold(typed).trim();
      return this.answer(typed, text, this.weigh(text, [], true));
    }

    /* Resolves with the whole answer. `settled`: the last word is not being typed any more. */
    search(typed, settled) {
      return this.start().then(() => this.loadEveryday()).then(() => this.understand(typed)).then((text) => {
        return this.pinyin(text).then((spellings) => this.complete(typed, text, spellings, !settled));
      }).catch((error) => {
        if (error.message !== "renewed") throw error;
        return this.search(typed, settled);
      });
    }

    /* Whether some word here begins so. */
    begins(run, part) {
      var stem = this.stem(run);
      return Array.from(this.everydayRuns()).some(function (word) { return word.indexOf(run) === 0; })
        || Array.from(part.keys()).some(function (word) { return word.indexOf(stem) === 0; });
    }

    /* A text without slips in everyday words, which no page needs to hold: recyclng. A word that may go on is left. */
    mended(text, typing) {
      if (this.language !== "en") return text;
      return text.replace(RUNS, (run, at) => {
        var stem = this.stem(run);
        var part = this.decoded[this.partsOf([stem])[0]];
        var known = this.everydayRuns().has(stem) || this.parted(run) || !part || part.has(stem) || this.isGrammar(run);
        if (known || run.length < 5 || typing && at + run.length === text.length && this.begins(run, part)) return run;
        var found = repairs(run).filter((word) => word[0] === run[0] && this.everydayRuns().has(word));
        return found.find((word) => this.everyday.has(this.stem(word))) || found[0] || run;
      });
    }

    complete(typed, text, spellings, typing, checked) {
      var wording = this.units(text);
      var others = this.others(wording);
      if (spellings.length) others.push({ word: text, units: new Set(), targets: spellings, pinyin: true });
      var terms = new Set(wording.units.keys());
      if (!this.small() || spellings.length) others.forEach((other) => other.targets.forEach((target) => this.units(fold(target)).units.forEach((w, unit) => terms.add(unit))));
      return this.loadTerms(terms).then(() => this.loadCharacters(wording.units)).then(() => {
        var mended = checked ? text : this.mended(text, typing);
        if (mended !== text) return this.complete(typed, mended, spellings, typing, true);
        var weighed = this.weigh(text, others, typing);
        var chunks = new Set();
        this.promising(weighed).slice(0, CANDIDATES).forEach((row) => chunks.add(Math.floor(row.number / this.core.records)));
        // A small site's records are few: with all of them here, no title is overlooked.
        if (this.small()) for (var chunk = 0; chunk < this.chunks; chunk += 1) chunks.add(chunk);
        return Promise.all(Array.from(chunks).map((number) => this.loadRecords(number)))
          .then(() => this.answer(typed, text, this.weigh(text, others, typing)))
          .then((answer) => this.addHeadings(answer));
      });
    }

    weigh(text, others, typing) {
      var wording = this.units(text);
      var own = this.weighWording(wording, typing);
      var rows = new Map();
      own.scores.forEach(function (score, number) {
        rows.set(number, { number: number, value: score.value, covered: score.covered, own: score.value, why: null });
      });
      if (!others.length) others = this.others(wording);
      var wordings = [own];
      var usual = 0.7 * Math.log(own.count);
      var mass = function (unit) { return unit.mass || usual * wording.units.get(unit.text) * (wording.across.has(unit.text) ? ACROSS : 1); };
      var whole = own.units.reduce(function (sum, unit) { return sum + mass(unit); }, 0);
      var themes = new Set(this.core.themes.map((number) => this.records[number] && this.records[number].title));
      var kinds = this.records.map(function (record) { return record && record.kind; });
      // What a title says of itself needs the everyday word less.
      var said = function (other, number) {
        var units = own.units.filter(function (unit) { return other.units.has(unit.text); });
        return units.length > 0 && units.every(function (unit) { return (unit.found.get(number) || 0) >= WEIGHTS.alias; });
      };
      others.forEach((other) => {
        var best = new Map();
        // How much of the question the word is.
        var part = own.units.reduce(function (sum, unit) { return sum + (other.units.has(unit.text) ? mass(unit) : 0); }, 0);
        if (other.word.length === 1) part = Math.max(part, LONE * usual); // a character between two others
        other.share = other.pinyin || !whole ? 1 : Math.min(1, part / whole);
        other.targets.forEach((target, place) => {
          var ranked = this.weighTarget(target);
          wordings.push(ranked);
          // 老人 in 给老人送饭 is not a question for the whole theme, nor for all pages that name them.
          var told = 0;
          ranked.scores.forEach((score, number) => { if (score.told >= 0.99 * ranked.total && this.calls(number, ranked)) told += 1; });
          var theme = themes.has(target);
          var wide = other.share < 0.9 ? Math.min(1, Math.sqrt(NARROW / (told || 1))) : 1;
          ranked.scores.forEach((score, number) => {
            // A word that means the same must be in a title, an alias, a heading or the line.
            if (score.told < 0.99 * ranked.total) return;
            var broad = other.share < 0.9 && (kinds[number] === "themes" || theme) ? BROAD : 1;
            var value = score.value * broad * wide * (this.calls(number, ranked) ? 1 : APART) * (1 - 0.04 * Math.min(place, 5));
            if (value > ((best.get(number) || {}).value || 0)) best.set(number, { value: value, target: target });
          });
        });
        best.forEach(function (score, number) {
          var row = rows.get(number);
          if (!row) rows.set(number, row = { number: number, value: 0, covered: 0, own: 0, why: null });
          var added = 0.9 * other.share * score.value;
          row.value += added * (said(other, number) ? AGAIN : 1);
          row.covered = Math.max(row.covered, Math.min(1, row.covered + other.share));
          if (added > row.own) row.why = { word: other.word, target: score.target, pinyin: !!other.pinyin };
        });
      });
      return { rows: rows, own: own, wordings: wordings, text: text };
    }

    best(weighed) {
      var rows = Array.from(weighed.rows.values());
      var most = rows.reduce(function (sum, row) { return Math.max(sum, row.covered); }, 0);
      var top = rows.reduce(function (sum, row) { return Math.max(sum, row.value); }, 0);
      // A short word that stands somewhere as it is asks for nothing less.
      var units = weighed.own.units;
      var told = 0;
      weighed.own.scores.forEach(function (score) { told = Math.max(told, score.covered); });
      var whole = told > 0.99 && units.length < (HAN.test(weighed.text) ? BRIEF : 2) && units.every(function (unit) { return unit.mass > 0 && unit.loose === units[0].loose; });
      var least = whole ? 0.99 : Math.max(0.25, 0.6 * most);
      return rows.filter(function (row) {
        return row.covered >= least || row.why || !whole && row.value >= 0.4 * top;
      }).sort(function (one, other) { return other.value - one.value || one.number - other.number; });
    }

    /* All that were found, the most promising first. */
    promising(weighed) {
      return Array.from(weighed.rows.values()).sort(function (one, other) { return other.value - one.value; });
    }

    answer(typed, text, weighed) {
      var date = this.date(text);
      var rows = this.best(weighed).filter((row) => this.records[row.number]);
      var results = rows.slice(0, SHOWN).map((row) => this.result(row, weighed));
      if (date) results = this.dated(date, results, weighed);
      this.addFinder(text, results, date);
      var known = weighed.own.total / (weighed.own.total + weighed.own.unknown || 1);
      var sure = results.length && (results[0].why || date || known > 0.4 || weighed.own.scores.size && rows[0].value > 4);
      return { typed: typed, text: text, results: results, count: date ? results.length : rows.length,
        near: sure ? [] : this.near(text), weighed: weighed };
    }

    result(row, weighed) {
      var record = this.records[row.number];
      var alias = "";
      var title = record.names[0];
      var best = 0;
      record.names.slice(1).forEach(function (name) {
        var extra = 0;
        weighed.wordings.forEach(function (ranked) {
          ranked.units.forEach(function (unit) {
            var inside = unit.single ? name.folded.indexOf(unit.text) >= 0 : unit.terms.some(function (t) { return name.units.indexOf(t) >= 0; });
            var told = unit.single ? title.folded.indexOf(unit.text) >= 0 : unit.terms.some(function (t) { return title.units.indexOf(t) >= 0; });
            if (inside && !told) extra += unit.mass;
          });
        });
        if (extra > best) { best = extra; alias = name.text; }
      });
      var words = weighed.own.units.filter(function (unit) { return unit.found.has(row.number) && unit.mass && !unit.loose; })
        .map(function (unit) { return unit.terms.length > 1 && !unit.single ? unit.terms[0] : unit.text; });
      return { number: row.number, kind: record.kind, title: record.title, place: record.place, line: record.line,
        alias: alias, heading: "", address: record.address, why: row.why, words: words, value: row.value,
        loose: weighed.own.units.filter(function (unit) { return unit.loose && unit.found.get(row.number) === WEIGHTS.text; })
          .map(function (unit) { return unit.text; }) };
    }

    /* A question of nothing but filters, as 不花钱的室内活动, is answered by the list of activities with them set; one that
       names two of them beside its subject, as 孤独老人一月不花钱, is led there as well. */
    addFinder(text, results, date) {
      // Filters know months, and no days.
      if (date && date.day) return;
      var rest = date ? text.replace(date.said, " ") : text;
      var said = [];
      var chosen = [];
      Object.keys(this.core.finder).forEach((part) => {
        var words = this.core.finder[part];
        var found = rest.match(new RegExp(this.language === "en" ? "\\b(?:" + words + ")\\b" : words, "g"));
        if (!found) return;
        found.forEach(function (word) { rest = rest.replace(word, " "); });
        if (!part) return;
        chosen.push(part);
        said.push(found[0]);
      });
      if (date && chosen.length) {
        chosen.push("month=" + date.month);
        said.push(this.core.months[date.month - 1]);
      }
      // One kind of people alone is a theme.
      var asked = (rest.match(RUNS) || []).some((run) => HAN.test(run) ? Array.from(run).some((c) => !this.grammar.has(c)) : !this.stop.has(run));
      if (!chosen.length || chosen.length === 1 && (asked || /audience/.test(chosen[0]))) return;
      // Two people, and a family, may be what the question is about.
      if (asked && !chosen.some(function (part) { return !/audience|staff/.test(part); })) return;
      results.splice(asked || chosen.length === 1 ? 1 : 0, 0, { kind: "activities", label: "finder", address: "activities/?" + chosen.join("&"),
        title: "", line: said.join(this.language === "zh" ? "、" : ", "), place: "", alias: "", heading: "", why: null, words: [] });
    }

    /* A month or a day -> the calendar first, then what suits the month. */
    date(text) {
      var numbers = "一二三四五六七八九十";
      var near = /(这个?|本|下个?|this |next )(?:month|月)/.exec(text);
      if (near) {
        var coming = new Date().getMonth() + (/下|next/.test(near[1]) ? 1 : 0);
        return { month: coming % 12 + 1, day: 0, said: near[0], rest: this.content(text.replace(near[0], " ").replace(DAYS, " ")) };
      }
      var found = /(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?:([\d]{1,2}|[一二三四五六七八九十]{1,3})[日号])?/.exec(text);
      if (found) {
        var after = text.slice(found.index + found[0].length);
        // 八月十五 and 二月二 are days of the lunar calendar.
        if (!found[2] && /^[一二三四五六七八九十初]/.test(after)) return null;
        var month = readNumber(found[1]);
        if (month < 1 || month > 12 || /\d/.test(text[found.index - 1] || "")) return null;
        return { month: month, day: found[2] ? readNumber(found[2]) : 0, said: found[0], rest: this.content(text.replace(found[0], " ").replace(DAYS, " ")) };
      }
      var words = (text.match(/[a-z]+|\d+/g) || []);
      var at = words.findIndex(function (word) { return word.length > 2 && MONTHS.some(function (m) { return m === word || m.slice(0, 3) === word && word !== "mar" && word !== "may"; }); });
      if (at < 0) return null;
      if (words[at] === "may" && words.length > 2) return null;
      var day = [words[at - 1], words[at + 1]].map(Number).find(function (n) { return n >= 1 && n <= 31; }) || 0;
      return { month: MONTHS.findIndex(function (m) { return m.slice(0, 3) === words[at].slice(0, 3); }) + 1, day: day, said: words[at],
        rest: this.content(words.filter(function (w, place) { return place !== at && !/^\d+$/.test(w); }).join(" ").replace(DAYS, " ")) };
      function readNumber(said) {
        if (/\d/.test(said)) return Number(said);
        if (said.length === 1) return numbers.indexOf(said) + 1;
        if (said.length === 3) return (numbers.indexOf(said[0]) + 1) * 10 + numbers.indexOf(said[2]) + 1;
        return said[0] === "十" ? 10 + numbers.indexOf(said[1]) + 1 : (numbers.indexOf(said[0]) + 1) * 10;
      }
    }

    dated(date, results, weighed) {
      var bit = 1 << (date.month - 1);
      var key = ("0" + date.month).slice(-2) + "-" + ("0" + date.day).slice(-2);
      var first = [];
      if (date.day) (this.core.days[key] || []).forEach((number) => { if (this.records[number]) first.push(this.records[number]); });
      var calendar = { kind: "observances", address: "calendar/#month-" + date.month, month: date.month, title: "", line: "",
        place: "", alias: "", heading: "", why: null, words: [] };
      var listed = first.map((record) => this.result({ number: record.number, value: 0, why: null }, weighed));
      var taken = new Set(first.map(function (record) { return record.number; }));
      var fits = function (result) { return !taken.has(result.number); };
      if (date.rest >= 2) {
        // What has no months, as a guide, is for every month.
        var suits = (result) => Number((this.records[result.number].months || bit) & bit) > 0;
        results.sort(function (a, b) { return suits(b) - suits(a) || b.value - a.value; });
        var others = results.filter(fits);
        return listed.concat(others.slice(0, 3), [calendar], others.slice(3));
      }
      var days = [];
      var activities = [];
      this.records.forEach(function (record) {
        if (!record || !(record.months & bit) || taken.has(record.number)) return;
        if (record.kind === "observances") { if (!date.day) days.push(record); }
        else activities.push(record);
      });
      var few = function (record) { return record.months.toString(2).replace(/0/g, "").length; };
      activities.sort(function (a, b) { return few(a) - few(b) || a.number - b.number; });
      var asked = results.filter(function (result) { return fits(result) && result.kind !== "observances" && result.value > 6; });
      var shown = new Set(asked.map(function (result) { return result.number; }));
      var more = days.concat(activities.filter(function (record) { return !shown.has(record.number); })).slice(0, SHOWN)
        .map((record) => this.result({ number: record.number, value: 0, why: null }, weighed));
      return [calendar].concat(listed, asked, more);
    }

    /* The three themes that share most characters with what was asked. */
    near(text) {
      var characters = this.language === "zh" ? Array.from(text).filter((c) => HAN.test(c) && !this.grammar.has(c)) : this.cut(text);
      return this.core.themes.map((number) => this.records[number]).filter(Boolean).map((record, place) => {
        var said = record.names.map(function (name) { return name.folded; }).join(" ") + record.lineFolded;
        var shared = characters.filter(function (c) { return said.indexOf(c) >= 0; }).length;
        return { record: record, shared: shared, place: place };
      }).sort(function (a, b) { return b.shared - a.shared || a.place - b.place; }).slice(0, 3).map(function (row) {
        return { kind: "themes", number: row.record.number, title: row.record.title, line: row.record.line, place: "", alias: "",
          heading: "", address: row.record.address, why: null, words: [] };
      });
    }

    /* The heading that says more of what was asked than the title does. */
    addHeadings(answer) {
      var wanted = answer.results.slice(0, SHOWN).filter(function (r) { return r.number !== undefined && r.address.indexOf("#") < 0; }).slice(0, HEADED);
      var chunks = new Set(wanted.map((result) => Math.floor(result.number / this.core.records)));
      return Promise.all(Array.from(chunks).map((chunk) => this.part("s" + chunk))).then(() => {
        wanted.forEach((result) => this.addHeading(result, answer.weighed));
        return answer;
      });
    }

    addHeading(result, weighed) {
      var chunk = parts[this.partName("s" + Math.floor(result.number / this.core.records))];
      var record = this.records[result.number];
      var best = 0;
      chunk[result.number % this.core.records].forEach((row) => {
        var said = typeof row === "number" ? this.core.headings[row] : row;
        if (!said) return;
        var space = said.indexOf(" ");
        var folded = fold(said.slice(space + 1));
        var units = this.cut(folded);
        var mass = 0;
        var fresh = 0;
        weighed.own.units.forEach(function (unit) {
          var inside = unit.single ? folded.indexOf(unit.text) >= 0 : unit.terms.some(function (t) { return units.indexOf(t) >= 0; });
          if (!inside) return;
          mass += unit.mass;
          if (!unit.terms.some(function (t) { return record.names[0].units.indexOf(t) >= 0; })) fresh += unit.mass;
        });
        if (fresh > 0 && mass / weighed.own.total >= 0.3 && mass > best) {
          best = mass;
          result.heading = said.slice(space + 1);
          result.address = record.address + (space > 0 ? "#" + said.slice(0, space) : "");
        }
      });
    }

    /* How much of what was asked a line says: 0 nothing, 1 all of its words, 2 all of it as it was typed. */
    says(line, answer) {
      var folded = fold(line);
      var asked = answer.text.replace(/\s+/g, this.language === "zh" ? "" : " ");
      if (folded.indexOf(asked) >= 0) return 2;
      var terms = new Set(this.cut(folded));
      var mass = 0;
      var units = answer.weighed.own.units;
      units.forEach(function (unit) {
        if (unit.single ? folded.indexOf(unit.text) >= 0 : unit.terms.some(function (term) { return terms.has(term); })) mass += unit.mass;
      });
      return answer.weighed.own.total ? mass / answer.weighed.own.total : 0;
    }

    /* The words of a question that a text holds, overlapping pairs joined: 剁馅, not 剁馅 and its neighbours. */
    joined(words, answer) {
      if (!words.some(function (word) { return HAN.test(word); })) {
        var stems = new Set(words);
        return (answer.text.match(RUNS) || []).filter((run) => stems.has(this.stem(run))).join(" ") || words.join(" ");
      }
      var found = [];
      var end = -1;
      for (var at = 0; at < answer.text.length; at += 1) {
        if (words.indexOf(answer.text.substr(at, 2)) < 0 && words.indexOf(answer.text[at]) < 0) continue;
        var length = words.indexOf(answer.text.substr(at, 2)) >= 0 ? 2 : 1;
        if (at < end) found[found.length - 1] += answer.text.slice(end, at + length);
        else found.push(answer.text.substr(at, length));
        end = at + length;
      }
      return (found.length ? found : words).join(" ");
    }

    /* A text in pieces, every second one a word that was asked for. */
    marked(text, answer, result) {
      var folded = fold(text);
      if (folded.length !== text.length) return [text];
      var on = new Array(text.length).fill(false);
      var said = [answer.text].concat(result && result.why ? [fold(result.why.target)] : []);
      var units = new Set([].concat.apply([], answer.weighed.wordings.map(function (ranked) {
        return [].concat.apply([], ranked.units.map(function (unit) { return unit.terms.concat(unit.text); }));
      })));
      said.forEach((wording) => this.units(wording).units.forEach(function (w, unit) { units.add(unit); }));
      var runs = new RegExp(RUNS.source, "g");
      var run;
      while ((run = runs.exec(folded))) {
        if (!HAN.test(run[0])) {
          if (units.has(this.stem(run[0]))) on.fill(true, run.index, run.index + run[0].length);
        } else for (var at = 0; at < run[0].length; at += 1) {
          if (units.has(run[0].substr(at, 2)) && at + 1 < run[0].length) on.fill(true, run.index + at, run.index + at + 2);
          if (units.has(run[0][at])) on[run.index + at] = true;
        }
      }
      var pieces = [""];
      for (var place = 0; place < text.length; place += 1) {
        if (on[place] !== (pieces.length % 2 === 0)) pieces.push("");
        pieces[pieces.length - 1] += text[place];
      }
      return pieces;
    }
  }

  /* zh and z, eng and en sound alike to many. */
  function southern(letters) {
    return letters.replace(/([zcs])h/g, "$1").replace(/([ei]n)g/g, "$1");
  }

  function readReadings(text) {
    var readings = new Map();
    text.split(" ").forEach(function (row) {
      var at = row.indexOf(":");
      Array.from(row.slice(at + 1)).forEach(function (character) {
        readings.set(character, (readings.get(character) || []).concat(row.slice(0, at)));
      });
    });
    return readings;
  }

  /* The words inside the phrases that are spelled so, in full (the last syllable may be unfinished) or by initials;
     those of most phrases first, three at most. */
  function spelled(letters, phrases, readings) {
    var counts = new Map();
    phrases.forEach(function (phrase) {
      for (var start = 0; start < phrase.length - 1; start += 1) {
        [full(phrase, start, letters, readings), initials(phrase, start, letters, readings)].forEach(function (end) {
          if (end - start < 2) return;
          var word = phrase.slice(start, end);
          counts.set(word, (counts.get(word) || 0) + (start === 0 ? 2 : 1) + (end === phrase.length ? 1 : 0));
        });
      }
    });
    return Array.from(counts.keys()).sort(function (a, b) { return counts.get(b) - counts.get(a); }).slice(0, 3);
  }

  function full(phrase, at, letters, readings) {
    if (!letters) return at;
    var best = -1;
    (readings.get(phrase[at]) || []).forEach(function (syllable) {
      if (letters.indexOf(syllable) === 0) best = Math.max(best, full(phrase, at + 1, letters.slice(syllable.length), readings));
      else if (syllable.indexOf(letters) === 0) best = Math.max(best, at + 1);
    });
    return best;
  }

  function initials(phrase, at, letters, readings) {
    for (var place = 0; place < letters.length; place += 1) {
      var letter = letters[place];
      if (!(readings.get(phrase[at + place]) || []).some(function (syllable) { return syllable[0] === letter; })) return -1;
    }
    return at + letters.length;
  }

  window.SearchEngine = SearchEngine;
})();
