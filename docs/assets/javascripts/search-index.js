/* The index of one language as plain data, of parts that come as classic scripts, so that it works from a folder too;
   hooks/catalogue/exports/search writes them (coding.py the bits, index.py the parts). */
(function () {
  "use strict";
  var { HAN, rulesOf, phrase, characters } = window.searchText;
  var HAN_FROM = 0x3400;
  var HAN_TO = 0xa000;
  var LEVELS = 8; // as in index.py

  var parts = {};
  var waiting = {};

  window.searchPart = function (name, value) {
    parts[name] = value;
  };

  /* `fresh`: past every cache. */
  function load(folder, name, fresh) {
    if (name in parts && !fresh) return Promise.resolve(parts[name]);
    if (!waiting[name]) {
      waiting[name] = window.loadScript(folder + name + ".js" + (fresh ? "?" + Date.now() : "")).then(() => parts[name]);
      var over = () => { delete waiting[name]; };
      waiting[name].then(over, over);
    }
    return waiting[name];
  }

  /* The first file brings records along. */
  function open(folder, language) {
    return load(folder, language).then((core) => {
      var index = opened(core, folder);
      index.chunks.forEach((chunk) => { if (index.name + "d" + chunk in parts) addRecords(index, chunk, parts[index.name + "d" + chunk]); });
      return index;
    });
  }

  /* A part that is gone belongs to an older index: the first file is asked for again, past any cache. */
  function loadPart(index, name) {
    return load(index.folder, index.name + name).catch((error) => load(index.folder, index.core.language, true).then((core) => {
      throw core.version === index.core.version ? error : new Error("renewed");
    }));
  }

  function loadTerms(index, terms) {
    var names = missing(index, terms);
    return Promise.all(names.map((name) => loadPart(index, name))).then((values) => {
      names.forEach((name, place) => addTerms(index, name, values[place]));
      if (!index.core.small) index.targets.clear();
    });
  }

  function loadRecords(index, chunks) {
    return Promise.all(chunks.map((chunk) => loadPart(index, "d" + chunk).then((rows) => addRecords(index, chunk, rows))));
  }

  /* Reading bits: the counterpart of coding.py. */
  class Reader {
    constructor(text) {
      var packed = atob(text);
      this.bytes = new Uint8Array(packed.length + 4);
      for (var at = 0; at < packed.length; at += 1) this.bytes[at] = packed.charCodeAt(at);
      this.at = 0;
    }

    bits(width) {
      var value = 0;
      while (width > 0) {
        var free = 8 - (this.at & 7);
        var take = Math.min(free, width);
        value = (value << take) | ((this.bytes[this.at >> 3] >> (free - take)) & ((1 << take) - 1));
        this.at += take;
        width -= take;
      }
      return value;
    }

    number(count) {
      if (count <= 1) return 0;
      var width = 31 - Math.clz32(count);
      var spare = (1 << (width + 1)) - count;
      var value = this.bits(width);
      return value < spare ? value : ((value << 1) | this.bits(1)) - spare;
    }

    size() {
      var width = 0;
      while (!this.bits(1)) width += 1;
      return (1 << width) | this.bits(width);
    }

    set(count, high) {
      var values = new Array(count);
      this.fill(values, 0, count, 0, high);
      return values;
    }

    anySet(high) {
      return this.set(this.size() - 1, high);
    }

    fill(values, start, end, low, high) {
      var count = end - start;
      if (count === high - low) for (var at = start; at < end; at += 1) values[at] = low + at - start;
      else if (count) {
        var middle = start + (count >> 1);
        var value = low + middle - start + this.number(high - low - count + 1);
        values[middle] = value;
        this.fill(values, start, middle, low, value);
        this.fill(values, middle + 1, end, value + 1, high);
      }
    }
  }

  /* `targets` and `scanned`: what the ranking has found in what is here. */
  function opened(core, folder) {
    var reader = new Reader(core.alphabet);
    var alphabet = reader.anySet(HAN_TO - HAN_FROM).map((code) => String.fromCharCode(HAN_FROM + code));
    var levels = [alphabet];
    while (levels[0].length && levels.length <= LEVELS) levels.unshift(reader.anySet(levels[0].length).map((place) => levels[0][place]));
    var seconds = Array.from(new Set(levels.flat()));
    return {
      core, folder, name: core.language + "-" + core.version + "-", rules: rulesOf(core), alphabet, seconds,
      ranks: places(alphabet), places: places(seconds), chunks: Array.from(Array(Math.ceil(core.count / core.records)).keys()), records: [],
      decoded: {}, targets: new Map(), scanned: new Map()
    };
  }

  function places(characters) {
    return new Map(characters.map((one, place) => [one, place]));
  }

  /* Nothing for a character that stands nowhere here. */
  function partName(index, term) {
    var kind = HAN.test(term[0]) ? "h" : "w";
    var starts = index.core.starts[kind];
    var key = kind === "w" ? term : index.ranks.get(term[0]) * index.alphabet.length + (term[1] ? index.places.get(term[1]) : 0);
    return key !== key || !starts.length ? "" : kind + lastUpTo(starts, key);
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

  /* On a small site pairs need the documents of all characters (c) first. */
  function missing(index, terms) {
    var names = Array.from(new Set(Array.from(terms, (term) => partName(index, term)))).filter(Boolean);
    if (index.core.small && names.some((name) => name[0] === "h")) names.unshift("c");
    return names.filter((name) => !index.decoded[name]);
  }

  /* `c`: the documents of every character of a small site. */
  function addTerms(index, name, value) {
    var { core, alphabet, decoded } = index;
    if (decoded[name]) return;
    var reader = new Reader(name[0] === "w" ? value[1] : value);
    if (name === "c") decoded.c = alphabet.map(() => reader.set(reader.size(), core.count));
    else if (name[0] === "w") decoded[name] = new Map(value[0].split(" ").map((word) => [word, readPostings(reader, core.count)]));
    else decoded[name] = readPairs(index, reader, Math.floor(core.starts.h[name.slice(1)] / alphabet.length));
  }

  /* A pair's documents are numbered among those of its first character, or, where all characters are here, of both. */
  function readPairs(index, reader, first) {
    var found = new Map();
    var holders = index.decoded.c;
    index.alphabet.slice(first, first + reader.size()).forEach((character, place) => {
      var own = holders ? holders[first + place] : reader.set(reader.size(), index.core.count);
      found.set(character, { numbers: own, named: [] });
      reader.anySet(index.alphabet.length).forEach((at) => {
        var second = index.seconds[at];
        var among = holders ? shared(own, holders[index.ranks.get(second)]) : own;
        var postings = readPostings(reader, among.length);
        postings.numbers = postings.numbers.map((number) => among[number]);
        found.set(character + second, postings);
      });
    });
    return found;
  }

  function readPostings(reader, documents) {
    var numbers = reader.set(reader.size(), documents);
    return { numbers, named: numbers.length === 1 ? [] : reader.anySet(numbers.length) };
  }

  /* The numbers that two rising rows share. */
  function shared(one, other) {
    var at = 0;
    return one.filter((number) => {
      while (other[at] < number) at += 1;
      return other[at] === number;
    });
  }

  function termsNear(index, term) {
    return index.decoded[partName(index, term)];
  }

  function postings(index, term) {
    var terms = termsNear(index, term);
    return terms && terms.get(term);
  }

  /* All documents that hold the pair, and some that only hold its characters. */
  function holdBoth(index, pair) {
    var first = postings(index, pair[0]);
    var second = postings(index, pair[1]);
    return first && second ? shared(first.numbers, second.numbers) : [];
  }

  function addRecords(index, chunk, rows) {
    var from = chunk * index.core.records;
    if (index.records[from]) return;
    index.targets.clear();
    index.scanned.clear();
    rows.forEach((row, at) => { index.records[from + at] = record(index, from + at, row); });
  }

  /* The first name is the title. */
  function record(index, number, row) {
    var names = [row[2]].concat(row[4] ? row[4].split("|") : []).map((text) => phrase(index.rules, text));
    names.forEach((name) => { name.characters = new Set(characters(index.rules, name.folded)); });
    return {
      number, kind: index.core.kinds[row[0]], address: row[1], place: row[5] || "",
      months: row[6] || 0, names, nameUnits: new Set(names.flatMap((name) => name.units)), saidLine: phrase(index.rules, row[3])
    };
  }

  window.searchIndex = { open, loadPart, loadTerms, loadRecords, termsNear, postings, holdBoth };
})();
