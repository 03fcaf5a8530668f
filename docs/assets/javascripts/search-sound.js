/* Chinese by its sound: words typed as pinyin, and words typed with a wrong character that sounds like the right one, which
   is the usual slip of who types pinyin (元霄 for 元宵). `table`: character -> its syllables. */
(function () {
  "use strict";
  var { pairs } = window.searchText;
  var COMMON = 3755; // characters of level 1 of GB/T 2312
  var SHORTEST = 4; // fewer letters may be too many words
  var BRIEF = 6; // characters of a sentence
  var LONGEST = 5; // characters of a word that is sought by its sound

  function letters(text) {
    var found = text.replace(/[\s']/g, "");
    return /^[a-z]{2,}$/.test(found) ? found : "";
  }

  /* `part`: the syllables in order, each with how many of the common characters are read so; after a bar, rows
     `syllable:characters` of those that titles and aliases read in another way. */
  function readings(part) {
    var table = new Map();
    var add = (one, syllable) => table.set(one, (table.get(one) || []).concat(syllable));
    var bar = part.indexOf("|");
    var characters = commonCharacters();
    var at = 0;
    part.slice(0, bar).replace(/([a-z]+)(\d+)/g, (both, syllable, count) => {
      for (var end = at + Number(count); at < end; at += 1) add(characters[at], syllable);
    });
    part.slice(bar + 1).split(" ").forEach((row) => {
      var colon = row.indexOf(":");
      Array.from(row.slice(colon + 1)).forEach((one) => add(one, row.slice(0, colon)));
    });
    return table;
  }

  /* In the order of their readings: so stands level 1 in its table, of which every browser has a copy. */
  function commonCharacters() {
    var bytes = [];
    for (var row = 0xb0; row <= 0xd7; row += 1) {
      for (var cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
    }
    return new TextDecoder("gb18030").decode(new Uint8Array(bytes)).slice(0, COMMON);
  }

  /* All letters as one word; else each by itself, as in "zyz zhaomu"; else as they are said in the south. */
  function spellings(text, phrases, table) {
    var joined = letters(text);
    var whole = spelled(joined, phrases, table);
    if (whole.length) return whole;
    var each = text.split(/[\s']+/).filter((one) => one.length > 1);
    var words = each.length < 2 ? [] : each.map((one) => spelled(one, phrases, table)[0]).filter(Boolean);
    if (words.length) return [words.join(" ")];
    if (joined.length < SHORTEST) return [];
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

  /* Those of these words that the letters spell in full. */
  function spelledInFull(text, words, table) {
    var said = letters(text);
    return said.length < SHORTEST ? [] : words.filter((word) => word.length > 1 && full(word, 0, said, table) === word.length);
  }

  /* How the piece may be read: `syllable syllable`. */
  function soundsOf(piece, table) {
    return Array.from(piece).reduce((starts, one) => {
      return starts.flatMap((start) => (table.get(one) || []).map((syllable) => start + syllable + " "));
    }, [""]);
  }

  /* Sound -> word: with what the names of pages begin or end, and everyday words. */
  function wordsBySound(names, words, table) {
    var found = new Map();
    var add = (word) => soundsOf(word, table).forEach((sound) => { if (!found.has(sound)) found.set(sound, word); });
    for (var length = 2; length <= LONGEST; length += 1) {
      names.filter((name) => name.length >= length).forEach((name) => [name.slice(0, length), name.slice(-length)].forEach(add));
    }
    words.filter((word) => word.length > 1 && word.length <= LONGEST).forEach(add);
    return found;
  }

  /* The text with words for what sounds like them, the longest first. `strange`: for each character, whether no page holds
     it beside the next one. */
  function rightCharacters(text, strange, bySound, table) {
    for (var length = Math.min(LONGEST, text.length); length > 1; length -= 1) {
      for (var start = 0; start + length <= text.length; start += 1) {
        var piece = text.substr(start, length);
        var word = soundsOf(piece, table).map((sound) => bySound.get(sound)).find((one) => one && isSlip(strange, start, piece, one));
        if (word) text = text.slice(0, start) + word + text.slice(start + length);
      }
    }
    return text;
  }

  /* At least half of it is right, and what is wrong is strange on both sides; of a long word on one: 心里健康. Two characters
     sound like something by chance: they must be most of what was typed, and all else must be known. */
  function isSlip(strange, start, piece, word) {
    var wrong = Array.from(piece, (one, at) => at).filter((at) => piece[at] !== word[at]);
    var sides = wrong.flatMap((at) => [start + at - 1, start + at]).filter((at) => at >= 0 && at < strange.length);
    if (!wrong.length || wrong.length > piece.length / 2 || !sides.some((at) => strange[at])) return false;
    if (piece.length > 3) return true;
    var alone = strange.length < BRIEF && strange.every((one, at) => !one || sides.includes(at));
    return sides.every((at) => strange[at]) && (piece.length > 2 || alone);
  }

  window.searchSound = { letters, readings, spellings, spelledInFull, wordsBySound, rightCharacters };
})();
