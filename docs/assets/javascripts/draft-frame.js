/* Parts of the frame written anew from the tasks that a draft holds: goals, who is responsible, timetable, budget.
   Plain sentences from the records, to be edited; without this a plan put together from parts contradicts itself. What
   was written so follows the tasks until the reader changes its words; so does their number in the sample's own words. */
(function () {
  "use strict";
  var PERIODS = [[1, 2], [3, 10], [11, 12]];
  var MOST_GOALS = 6;
  /* How the samples say how many tasks there are. */
  var COUNTS = {
    zh: /\d+项任务|共\d+项(?=，每项)/g,
    en: /\b(?:the|are|all) \d+ tasks\b|\bThere are \d+(?=, and only)/gi,
  };

  var say = window.withValues;

  function tasks(draft, data) {
    return { text: say(data.labels["text-tasks"], { n: draft.tasks.length }) };
  }

  /* The first target of each task, the tasks with most activities first, in the order of the plan. */
  function goals(draft, data) {
    var chosen = draft.tasks
      .filter(function (task) { return task.targets.length; })
      .map(function (task, place) { return { task: task, place: place }; })
      .sort(function (a, b) { return b.task.activities.length - a.task.activities.length || a.place - b.place; })
      .slice(0, MOST_GOALS)
      .sort(function (a, b) { return a.place - b.place; });
    var items = chosen.map(function (one) {
      return "- " + window.planText.targetText(one.task.targets[0], data) + (data.language === "en" ? "." : "。");
    });
    return { text: [say(data.labels["text-goals"], { n: items.length })].concat(items).join("\n") };
  }

  /* Each lead post with the numbers of its tasks. */
  function responsibilities(draft, data) {
    var posts = new Map();
    draft.tasks.forEach(function (task, place) {
      var lead = task.lead || data.labels["no-lead"];
      if (!posts.has(lead)) posts.set(lead, []);
      posts.get(lead).push(window.planText.taskNumber(place + 1, data.language).trim());
    });
    var items = Array.from(posts).map(function (entry) {
      return "- " + say(data.labels["text-responsible"], {
        post: entry[0], numbers: entry[1].join(data.language === "en" ? ", " : ""),
      });
    });
    return { text: [data.labels["text-responsibilities"]].concat(items).join("\n") };
  }

  function schedule(draft, data) {
    var english = data.language === "en";
    var months = window.planText.months(draft, data);
    var names = data.labels["text-periods"].split("|");
    var items = PERIODS.map(function (period, place) {
      var parts = months.slice(period[0] - 1, period[1]).filter(function (one) { return one.activities.length; })
        .map(function (one) {
          var titles = one.activities.map(function (run) { return run.activity.title; }).join(window.planText.comma(data));
          return window.planText.monthName(one.month, data.language) + (english ? ": " : "") + titles;
        });
      return "- " + names[place] + (english ? ": " : "：")
        + (parts.join(english ? "; " : "；") || data.words["none-this-month"]) + (english ? "." : "。");
    });
    return { text: items.join("\n") };
  }

  /* One row for each activity that costs money, at the upper end of its tier, with its runs in all tasks. */
  function budget(draft, data, old) {
    var months = window.planText.months(draft, data);
    var rows = [];
    var total = 0;
    var seen = {};
    draft.tasks.forEach(function (task) {
      task.activities.forEach(function (one) {
        var tier = data.costs[one.cost];
        var name = one.id || one.title;
        if (!tier || seen[name]) return;
        seen[name] = true;
        var price = tier[2] === null ? tier[1] : tier[2];
        var times = months.filter(function (month) {
          return month.activities.some(function (run) { return (run.activity.id || run.activity.title) === name; });
        }).length;
        if (!price || !times) return;
        total += price * times;
        rows.push([one.title, say(data.labels["text-runs"], { n: times }), String(price), String(price * times), ""]);
      });
    });
    rows.push([data.labels["text-total"], "", "", String(total), ""]);
    return { table: [old.table ? old.table[0] : data.labels["text-budget"].split("|")].concat(rows) };
  }

  function counted(text, data, number) {
    return text.replace(COUNTS[data.language], function (said) { return said.replace(/\d+/, number); });
  }

  /* Whether a section has the words and the table of its sample, however many tasks it says that there are. */
  function untouched(section, data) {
    var source = data.plans.find(function (plan) { return plan.id === section.from; });
    var same = source && source.sections.find(function (one) { return one.id === section.id; });
    return Boolean(same) && counted(same.text || "", data, 0) === counted(section.text, data, 0)
      && JSON.stringify(same.table || null) === JSON.stringify(section.table);
  }

  /* The draft with the number of its tasks in all sections that have their sample's words. */
  function count(draft, data) {
    if (!draft.tasks.length) return draft;
    return draft.sections.reduce(function (now, one) {
      var text = untouched(one, data) ? counted(one.text, data, draft.tasks.length) : one.text;
      return text === one.text ? now : window.planDraft.editSection(now, one.id, { text: text, from: one.from });
    }, draft);
  }

  var WRITERS = { tasks: tasks, goals: goals, responsibilities: responsibilities, schedule: schedule, budget: budget };

  window.planFrame = {
    parts: Object.keys(WRITERS),
    untouched: untouched,

    /* The numbers of tasks that a text says. */
    counts: function (text, data) {
      return (text.match(COUNTS[data.language]) || []).map(function (said) { return Number(/\d+/.exec(said)[0]); });
    },

    /* The draft with these sections (ids) written from its tasks. */
    write: function (draft, data, ids) {
      return ids.reduce(function (written, id) {
        var old = written.sections.find(function (one) { return one.id === id; });
        if (!old) return written;
        var news = WRITERS[id](written, data, old);
        return window.planDraft.editSection(written, id, Object.assign({ from: window.planDraft.written }, news));
      }, draft);
    },

    /* The draft with what was written from its tasks written from those that it holds now, and their number as it is. */
    follow: function (draft, data) {
      var ids = draft.sections.filter(function (one) { return one.from === window.planDraft.written; }).map(function (one) { return one.id; });
      return count(window.planFrame.write(draft, data, ids), data);
    },
  };
})();
