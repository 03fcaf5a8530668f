/* A draft of a plan as plain data, and what can be done with it. Every function answers a new draft and leaves the
   old one as it was, so that undoing is going back. Nothing here touches a page; the data are `window.planData`.

   A draft keeps the words that it was made with, and of each task which sample it came from and that sample's
   fingerprint: a task that the site renames or drops stays in the draft as it is. Keys (`t1`, `a2`) are the draft's own. */
(function () {
  "use strict";
  var FORM = "civil-community-plan/";
  var VERSION = 1;
  var LARGEST = 3000000;
  var MOST_TASKS = 400;
  var MOST_STEPS = 100;
  /* Characters that can be typed into a box; a draft that is read may have more, for the site adds words of its own. */
  var LONGEST = { line: 1000, words: 30000 };
  /* Lead and last day at the end of a task's words. A lead may hold what parts them: 书记；主任, Mr. Li. */
  var SUFFIX = {
    zh: /（牵头：((?:[^（）]|（[^（）]*）)*?)(；时限：)([^（）]*)）\s*$/,
    en: /\s*\(Lead: ((?:[^()]|\([^()]*\))*?)(; due: |; by |[.] Due: )([^()]*)\)\s*$/,
  };

  /* Where a section comes from: the id of a sample plan, this, or nothing. */
  var WRITTEN = "tasks";

  function changed(record, news) {
    return Object.assign({}, record, news);
  }

  function find(list, key, name) {
    return list.find(function (one) { return one[name || "id"] === key; });
  }

  function plan(data, id) {
    return find(data.plans, id);
  }

  /* ---- Beginnings ---- */

  function section(found, from) {
    return {
      id: found.id, level: found.level, heading: found.heading, text: found.text || "",
      table: found.table || null, computed: Boolean(found.computed), off: false, from: from,
    };
  }

  function bare(data, source) {
    return {
      form: FORM + VERSION, language: data.language, id: random(), next: 1, frame: source.id,
      title: source.title, intro: source.intro, annexes: source.annexes,
      sections: source.sections.map(function (found) { return section(found, source.id); }),
      tasks: [],
    };
  }

  function random() {
    var found = "";
    while (found.length < 12) found += Math.floor(Math.random() * 36).toString(36);
    return found;
  }

  /* The whole of one sample plan. */
  function start(data, planId) {
    var source = plan(data, planId);
    return source.tasks.reduce(function (draft, task) {
      return addTask(draft, data, planId, task.id);
    }, bare(data, source));
  }

  /* The frame of a sample plan without its tasks. */
  function frame(data, planId) {
    return bare(data, plan(data, planId));
  }

  /* Headings, signature and computed tables only. */
  function empty(data) {
    var draft = bare(data, data.plans[0]);
    draft.frame = "";
    draft.intro = "";
    draft.sections = draft.sections.map(function (one) {
      var blank = changed(one, { from: "" });
      if (one.id === "signature") return blank;
      blank.text = "";
      if (one.table) blank.table = [one.table[0], one.table[0].map(function () { return ""; })];
      return blank;
    });
    return draft;
  }

  /* ---- Tasks ---- */

  function placed(list, at, one) {
    var place = at === undefined ? list.length : at;
    return list.slice(0, place).concat([one], list.slice(place));
  }

  function activityOf(data, stem, months, key) {
    var known = data.activities[stem];
    return {
      key: key, id: stem, title: known.title, months: months.slice(), minutes: known.minutes, staff: known.staff,
      volunteers: known.volunteers, cost: known.cost, days: known.days.slice(), sentence: "",
    };
  }

  function addTask(draft, data, planId, taskId, at) {
    var source = find(plan(data, planId).tasks, taskId);
    var next = draft.next;
    var task = {
      key: "t" + next, plan: planId, id: source.id, print: source.print, title: source.title, text: source.text,
      themes: source.themes.slice(), lead: source.lead, support: source.support, due: source.due,
      targets: source.targets.map(function (target) { return changed(target, {}); }), done: source.done,
      activities: Object.keys(source.activities).map(function (stem) {
        next += 1;
        return activityOf(data, stem, source.activities[stem], "a" + next);
      }),
    };
    return changed(draft, { next: next + 1, tasks: placed(draft.tasks, at, task) });
  }

  function addOwnTask(draft) {
    var task = {
      key: "t" + draft.next, plan: "", id: "", print: "", title: "", text: "", themes: [], lead: "", support: "",
      due: "12-20", targets: [], done: "", activities: [],
    };
    return changed(draft, { next: draft.next + 1, tasks: draft.tasks.concat([task]) });
  }

  function onTask(draft, key, change) {
    return changed(draft, {
      tasks: draft.tasks.map(function (task) { return task.key === key ? changed(task, change(task)) : task; }),
    });
  }

  function removeTask(draft, key) {
    return changed(draft, { tasks: draft.tasks.filter(function (task) { return task.key !== key; }) });
  }

  /* The list itself where there is no further to go. */
  function moved(list, key, by) {
    var from = list.findIndex(function (one) { return one.key === key; });
    var to = Math.max(0, Math.min(list.length - 1, from + by));
    if (from < 0 || from === to) return list;
    var rest = list.slice(0, from).concat(list.slice(from + 1));
    return placed(rest, to, list[from]);
  }

  function moveTask(draft, key, by) {
    var tasks = moved(draft.tasks, key, by);
    return tasks === draft.tasks ? draft : changed(draft, { tasks: tasks });
  }

  /* The words name lead and last day once more at their end, so they follow the fields. */
  function edit(draft, key, field, value, dayName) {
    return onTask(draft, key, function (task) {
      var news = {};
      news[field] = value;
      var found = SUFFIX[draft.language].exec(task.text);
      if (!found || (field !== "lead" && field !== "due")) return news;
      var lead = field === "lead" ? shortPost(value) : found[1];
      var due = field === "due" ? dayName(value) : found[3];
      news.text = task.text.slice(0, found.index) + suffix(draft.language, lead, due, found[2]);
      return news;
    });
  }

  function suffix(language, lead, due, joint) {
    return language === "en" ? " (Lead: " + lead + (joint || "; due: ") + due + ")"
      : "（牵头：" + lead + (joint || "；时限：") + due + "）";
  }

  function withoutSuffix(text, language) {
    return text.replace(SUFFIX[language], "");
  }

  function shortPost(post) {
    return post.split(/（| \(/)[0];
  }

  /* ---- Activities ---- */

  function load(draft) {
    var counts = {};
    draft.tasks.forEach(function (task) {
      task.activities.forEach(function (activity) {
        activity.months.forEach(function (month) { counts[month] = (counts[month] || 0) + 1; });
      });
    });
    return counts;
  }

  /* Of the months in which an activity is best run, as many as it is run a year: those that hold least yet. */
  function freeMonths(draft, known) {
    var counts = load(draft);
    return known.months
      .map(function (month, place) { return { month: month, load: counts[month] || 0, place: place }; })
      .sort(function (a, b) { return a.load - b.load || a.place - b.place; })
      .slice(0, known.times)
      .map(function (one) { return one.month; })
      .sort(function (a, b) { return a - b; });
  }

  function withSentence(text, sentence, language) {
    if (text.indexOf(sentence) >= 0) return text;
    var found = SUFFIX[language].exec(text);
    var head = found ? text.slice(0, found.index) : text;
    var tail = found ? (language === "en" ? " " : "") + text.slice(found.index).trim() : "";
    return head + (language === "en" && head ? " " : "") + sentence + tail;
  }

  function withoutSentence(text, sentence) {
    return sentence ? text.replace(sentence, function () { return ""; }).replace(/ {2,}/g, " ") : text;
  }

  /* The sentence that the activity has for a plan goes into the task's words, and out again with it. */
  function addActivity(draft, data, stem, key) {
    var known = data.activities[stem];
    var task = find(draft.tasks, key, "key");
    if (!known || !task || find(task.activities, stem)) return draft;
    var activity = activityOf(data, stem, freeMonths(draft, known), "a" + draft.next);
    activity.sentence = task.text.indexOf(known.sentence) < 0 ? known.sentence : "";
    return onTask(changed(draft, { next: draft.next + 1 }), key, function (task) {
      return {
        activities: task.activities.concat([activity]),
        text: withSentence(task.text, known.sentence, draft.language),
      };
    });
  }

  /* An activity as a task of its own: its sentence, its row for the task table. */
  function addActivityTask(draft, data, stem, dayName) {
    var known = data.activities[stem];
    var row = known.row;
    var added = addOwnTask(draft);
    var key = added.tasks[added.tasks.length - 1].key;
    added = onTask(added, key, function () {
      return {
        title: row.title, themes: known.themes.slice(), lead: row.lead, support: row.support, due: row.due,
        done: row.done, targets: [{ metric: known.title, value: row.target, how: "", baseline: "" }],
        text: suffix(draft.language, row.lead, dayName(row.due)).trim(),
      };
    });
    return addActivity(added, data, stem, key);
  }

  /* The task that an activity belongs to: one with its main theme, or with any of its themes, or none. */
  function taskFor(draft, known) {
    var found = null;
    known.themes.some(function (theme) {
      found = draft.tasks.find(function (task) { return task.themes.indexOf(theme) >= 0; });
      return found;
    });
    return found || null;
  }

  function removeActivity(draft, key, activityKey) {
    return onTask(draft, key, function (task) {
      var gone = find(task.activities, activityKey, "key");
      return {
        activities: task.activities.filter(function (one) { return one !== gone; }),
        text: withoutSentence(task.text, gone.sentence),
      };
    });
  }

  function editActivity(draft, key, activityKey, news) {
    return onTask(draft, key, function (task) {
      return {
        activities: task.activities.map(function (one) { return one.key === activityKey ? changed(one, news) : one; }),
      };
    });
  }

  function moveActivity(draft, key, activityKey, by) {
    var before = find(draft.tasks, key, "key").activities;
    var activities = moved(before, activityKey, by);
    return activities === before ? draft : onTask(draft, key, function () { return { activities: activities }; });
  }

  /* ---- Frame ---- */

  /* Words of the reader's own no longer follow the tasks, as those do that draft-frame.js writes. */
  function editSection(draft, id, news) {
    var own = ("text" in news || "table" in news) && !("from" in news);
    return changed(draft, {
      sections: draft.sections.map(function (one) {
        if (one.id !== id) return one;
        return changed(one, own && one.from === WRITTEN ? changed(news, { from: "" }) : news);
      }),
    });
  }

  /* A section's words as another sample plan has them. */
  function swapSection(draft, data, id, planId) {
    var found = find(plan(data, planId).sections, id);
    return found ? editSection(draft, id, section(found, planId)) : draft;
  }

  function swapFrame(draft, data, planId) {
    var source = plan(data, planId);
    return changed(draft, {
      frame: planId, title: source.title, intro: source.intro, annexes: source.annexes,
      sections: source.sections.map(function (found) { return section(found, planId); }),
    });
  }

  /* ---- After an update of the site ---- */

  /* What the draft took from the site and the site no longer has, or has in other words. */
  function news(draft, data) {
    var found = [];
    draft.tasks.forEach(function (task, place) {
      if (task.plan) {
        var source = plan(data, task.plan);
        var now = source && find(source.tasks, task.id);
        if (!now) found.push({ kind: "task-gone", key: task.key, number: place + 1, title: task.title });
        else if (now.print !== task.print) {
          found.push({ kind: "task-changed", key: task.key, number: place + 1, title: task.title });
        }
      }
      task.activities.forEach(function (activity) {
        if (!activity.id || data.activities[activity.id]) return;
        found.push({ kind: "activity-gone", key: task.key, number: place + 1, title: activity.title });
      });
    });
    return found;
  }

  /* Take the site's words of today for that task, in its place. */
  function renewTask(draft, data, key) {
    var place = draft.tasks.findIndex(function (task) { return task.key === key; });
    var old = draft.tasks[place];
    return addTask(removeTask(draft, key), data, old.plan, old.id, place);
  }

  /* Leave the words as they are, and stop saying that they differ. */
  function keepTask(draft, data, key) {
    return onTask(draft, key, function (task) {
      var source = plan(data, task.plan);
      var now = source && find(source.tasks, task.id);
      return now ? { print: now.print } : { plan: "", id: "", print: "" };
    });
  }

  /* ---- Files ---- */

  function Fault(kind, at) {
    this.kind = kind;
    this.at = at || "";
  }

  /* No control characters but the line end, no marks that turn the reading direction, no halves of a character. */
  function clean(text) {
    var plain = text
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, "");
    return Array.from(plain).filter(function (character) { return !/^[\ud800-\udfff]$/.test(character); }).join("");
  }

  function text(most, lines) {
    return function (value, at) {
      if (typeof value !== "string" || value.length > most) throw new Fault("damaged", at);
      return lines ? clean(value) : clean(value).replace(/\n+/g, " ");
    };
  }

  function matching(pattern) {
    return function (value, at) {
      if (typeof value !== "string" || !pattern.test(value)) throw new Fault("damaged", at);
      return value;
    };
  }

  function number(least, most) {
    return function (value, at) {
      if (!Number.isInteger(value) || value < least || value > most) throw new Fault("damaged", at);
      return value;
    };
  }

  function flag(value, at) {
    if (typeof value !== "boolean") throw new Fault("damaged", at);
    return value;
  }

  function list(of, most, least) {
    return function (value, at) {
      if (!Array.isArray(value) || value.length > most || value.length < (least || 0)) throw new Fault("damaged", at);
      return value.map(function (one, place) { return of(one, at + "[" + (place + 1) + "]"); });
    };
  }

  function orNull(of) {
    return function (value, at) { return value === null ? null : of(value, at); };
  }

  /* Only the fields that are named; all of them must be there. */
  function record(fields) {
    return function (value, at) {
      if (!value || typeof value !== "object" || Array.isArray(value)) throw new Fault("damaged", at);
      var kept = {};
      Object.keys(fields).forEach(function (name) {
        kept[name] = fields[name](value[name], at ? at + "." + name : name);
      });
      return kept;
    };
  }

  var LINE = text(2 * LONGEST.line);
  var WORDS = text(2 * LONGEST.words, true);
  /* Ids are looked up in plain objects, which all have a `constructor`. */
  var ID = matching(/^(?!constructor$)[a-z0-9-]{0,80}$/);
  var DAY = matching(/^(02-(0[1-9]|[12]\d)|(0[469]|11)-(0[1-9]|[12]\d|30)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01]))$/);
  /* The fields in the order of a new draft: one that is read gives the same text again, by which the page sees changes. */
  var SHAPE = record({
    form: matching(/^civil-community-plan\/1$/), language: matching(/^(zh|en)$/), id: matching(/^[a-z0-9]{12}$/),
    next: number(1, 1e9), frame: ID, title: LINE, intro: WORDS, annexes: LINE,
    sections: list(record({
      id: ID, level: number(2, 3), heading: LINE, text: WORDS, table: orNull(list(list(WORDS, 20, 1), 500, 1)),
      computed: flag, off: flag, from: ID,
    }), 40),
    tasks: list(record({
      key: matching(/^t\d{1,9}$/), plan: ID, id: ID, print: matching(/^[0-9a-f]{0,16}$/), title: LINE, text: WORDS,
      themes: list(ID, 20), lead: LINE, support: LINE, due: DAY,
      targets: list(record({ metric: LINE, value: LINE, how: LINE, baseline: LINE }), 40), done: LINE,
      activities: list(record({
        key: matching(/^a\d{1,9}$/), id: ID, title: LINE, months: list(number(1, 12), 12), minutes: number(0, 100000),
        staff: number(0, 10000), volunteers: number(0, 100000), cost: ID, days: list(ID, 40), sentence: LINE,
      }), 60),
    }), MOST_TASKS),
  });

  /* The tables that are made from the tasks (draft-text.js). */
  var COMPUTED = ["task-table", "month-plan", "target-table"];

  function unique(draft) {
    var seen = {};
    function once(key, at) {
      if (seen[key]) throw new Fault("damaged", at);
      seen[key] = true;
      if (Number(key.slice(1)) >= draft.next) throw new Fault("damaged", "next");
    }
    draft.tasks.forEach(function (task, place) {
      once(task.key, "tasks[" + (place + 1) + "].key");
      task.activities.forEach(function (one) { once(one.key, "tasks[" + (place + 1) + "].activities"); });
    });
    draft.sections.forEach(function (one) {
      if (seen[one.id]) throw new Fault("damaged", "sections");
      if (one.computed && COMPUTED.indexOf(one.id) < 0) throw new Fault("damaged", "sections");
      seen[one.id] = true;
    });
    if (!find(draft.sections, "tasks")) throw new Fault("damaged", "sections");
  }

  /* What was filled in, field by field, as far as it is text. */
  function filledIn(value) {
    var kept = {};
    if (!value || typeof value !== "object") return kept;
    Object.keys(value).forEach(function (name) { if (typeof value[name] === "string") kept[name] = value[name]; });
    return kept;
  }

  /* {draft, fields}, or {fault, at}: "large", "foreign", "newer", "language" or "damaged" with the place of the damage. */
  function read(content, language) {
    try {
      if (content.length > LARGEST) throw new Fault("large");
      var value;
      try {
        value = JSON.parse(content.replace(/^\ufeff/, ""));
      } catch (error) {
        throw new Fault(content.indexOf(FORM) >= 0 ? "damaged" : "foreign");
      }
      var form = value && typeof value === "object" ? value.form : "";
      if (typeof form !== "string" || form.indexOf(FORM) !== 0) throw new Fault("foreign");
      if (Number(form.slice(FORM.length)) > VERSION) throw new Fault("newer");
      var draft = SHAPE(value, "");
      unique(draft);
      if (draft.language !== language) throw new Fault("language");
      return { draft: draft, fields: filledIn(value.fields) };
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { fault: fault.kind, at: fault.at };
    }
  }

  /* A draft that was read, with the records of the one before wherever they are equal: the page redraws only the others. */
  function keepSame(draft, before) {
    function kept(list, old, name) {
      return list.map(function (one) {
        var same = find(old, one[name], name);
        return same && JSON.stringify(same) === JSON.stringify(one) ? same : one;
      });
    }
    return changed(draft, {
      tasks: kept(draft.tasks, before.tasks, "key"), sections: kept(draft.sections, before.sections, "id"),
    });
  }

  /* `fields`: what is filled in on this device, for a file that is taken to another. */
  function file(draft, fields) {
    return JSON.stringify(fields ? Object.assign({}, draft, { fields: fields }) : draft) + "\n";
  }

  /* ---- Undo ---- */

  /* Steps back and forward. Changes in a row with the same `joint` (typing in one field) are one step. */
  function history(first) {
    var past = [];
    var future = [];
    var now = first;
    var last = "";
    return {
      now: function () { return now; },
      canUndo: function () { return past.length > 0; },
      canRedo: function () { return future.length > 0; },
      take: function (draft, joint) {
        if (!joint || joint !== last) past = past.concat([now]).slice(-MOST_STEPS);
        last = joint || "";
        future = [];
        now = draft;
      },
      undo: function () {
        if (!past.length) return now;
        future = [now].concat(future);
        now = past[past.length - 1];
        past = past.slice(0, -1);
        last = "";
        return now;
      },
      redo: function () {
        if (!future.length) return now;
        past = past.concat([now]);
        now = future[0];
        future = future.slice(1);
        last = "";
        return now;
      },
    };
  }

  window.planDraft = {
    start: start, frame: frame, empty: empty, addTask: addTask, addOwnTask: addOwnTask, removeTask: removeTask,
    moveTask: moveTask, edit: edit, addActivity: addActivity, addActivityTask: addActivityTask, taskFor: taskFor,
    removeActivity: removeActivity, editActivity: editActivity, moveActivity: moveActivity, written: WRITTEN,
    longest: LONGEST,
    editSection: editSection, swapSection: swapSection, swapFrame: swapFrame, news: news, renewTask: renewTask,
    keepTask: keepTask, read: read, keepSame: keepSame, file: file, history: history, changed: changed, shortPost: shortPost,
    withoutSuffix: withoutSuffix,
  };
})();
