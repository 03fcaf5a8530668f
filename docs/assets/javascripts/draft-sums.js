/* What a draft adds up to: length, months, hours, money, themes, fields, and what is worth a second look, said in
   plain words. Pure: `planSums(draft, data, values)`; what a task adds is counted once and kept as long as it is unchanged. */
(function () {
  "use strict";
  var LIMIT = 5000;
  var HAN = /[\u4e00-\u9fff]/g;
  var WORD = /[A-Za-z][A-Za-z'’-]*/g;
  var USUAL_MOST = 6;
  var MANY_FOR_ONE_LEAD = 5;
  var kept = new WeakMap();
  /* Sections whose words speak of the tasks. */
  var OF_TASKS = ["tasks", "goals", "responsibilities", "schedule", "budget"];
  /* Others that do, and that only a reader can correct. */
  var TO_READ = ["safeguards", "volunteers", "risks"];

  function count(text, pattern) {
    return (text.match(pattern) || []).length;
  }

  /* Length and fields of a piece of the draft (a task, a section), counted once. */
  function measured(piece, texts, data) {
    var found = kept.get(piece);
    if (!found) {
      var fields = [];
      var length = 0;
      texts().forEach(function (entry) {
        if (entry.counts) length += count(entry.text, data.language === "en" ? WORD : HAN);
        window.planText.pieces(entry.text, data).forEach(function (part) { if (part.field) fields.push(part.field); });
      });
      found = { length: length, fields: fields };
      kept.set(piece, found);
    }
    return found;
  }

  function taskTexts(task) {
    return function () {
      var found = [{ text: task.title, counts: true }, { text: task.text, counts: true }, { text: task.done }];
      task.targets.forEach(function (target) { found.push({ text: target.metric + "\n" + target.how }); });
      return found;
    };
  }

  function sectionTexts(section) {
    return function () {
      var cells = section.table ? section.table.map(function (row) { return row.join("\n"); }).join("\n") : "";
      return [{ text: section.heading, counts: true }, { text: section.text, counts: true }, { text: cells, counts: true }];
    };
  }

  function measures(draft, data) {
    var found = draft.tasks.map(function (task) { return measured(task, taskTexts(task), data); });
    draft.sections.forEach(function (section) {
      if (!section.off) found.push(measured(section, sectionTexts(section), data));
    });
    var head = { length: count(draft.intro, data.language === "en" ? WORD : HAN), fields: [] };
    [draft.title, data.subtitle, draft.intro].forEach(function (text) {
      window.planText.pieces(text, data).forEach(function (part) { if (part.field) head.fields.push(part.field); });
    });
    return [head].concat(found);
  }

  /* Each field of the draft once, with what the reader filled in. */
  function fields(all, data, values) {
    var found = new Map();
    all.forEach(function (one) {
      one.fields.forEach(function (shown) { found.set(shown, (found.get(shown) || 0) + 1); });
    });
    return Array.from(found).map(function (entry) {
      var known = data.fields[entry[0]];
      return {
        shown: entry[0], times: entry[1], id: known ? known.id : "", scope: known ? known.scope : "place",
        label: known ? known.label : entry[0].slice(1, -1), example: known ? known.example : "",
        value: known && known.scope !== "place" ? values[known.id] || "" : "",
      };
    });
  }

  function yearOf(data, values) {
    return /^[12]\d{3}$/.test(values.year || "") ? Number(values.year) : data.year;
  }

  /* The days of an observance in that year, as MM-DD or MM-DD/MM-DD; "" outside the years that are known. */
  function dayOf(day, year) {
    return typeof day.dates === "string" ? day.dates : day.dates[year] || "";
  }

  function observances(month, used, data, year) {
    var found = [];
    Object.keys(data.days).forEach(function (id) {
      var day = data.days[id];
      var dates = dayOf(day, year);
      var here = dates ? dates.split(" ").filter(function (date) { return Number(date.slice(0, 2)) === month; })[0] : "";
      if (!here && (dates || day.months.indexOf(month) < 0)) return;
      found.push({ id: id, label: day.label, date: here || "", used: used.indexOf(id) >= 0 });
    });
    return found.sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : 0; });
  }

  function months(draft, data, year) {
    return window.planText.months(draft, data).map(function (one) {
      var sum = {
        month: one.month, runs: one.activities, days: observances(one.month, one.days, data, year),
        staff: 0, volunteers: 0, least: 0, most: 0, open: false,
      };
      one.activities.forEach(function (run) {
        var tier = data.costs[run.activity.cost] || ["", 0, 0];
        sum.staff += run.activity.minutes * run.activity.staff / 60;
        sum.volunteers += run.activity.minutes * run.activity.volunteers / 60;
        /* A tier begins a yuan above the one before: from 300, not from 301. */
        sum.least += Math.max(0, tier[1] - 1);
        sum.most += tier[2] === null ? tier[1] : tier[2];
        sum.open = sum.open || tier[2] === null;
      });
      return sum;
    });
  }

  function total(all) {
    return all.reduce(function (sum, one) {
      return {
        runs: sum.runs + one.runs.length, staff: sum.staff + one.staff, volunteers: sum.volunteers + one.volunteers,
        least: sum.least + one.least, most: sum.most + one.most, open: sum.open || one.open,
      };
    }, { runs: 0, staff: 0, volunteers: 0, least: 0, most: 0, open: false });
  }

  function themes(draft, data) {
    return Object.keys(data.themes).map(function (id) {
      var tasks = draft.tasks.filter(function (task) { return task.themes.indexOf(id) >= 0; });
      return { id: id, label: data.themes[id], tasks: tasks.length };
    });
  }

  /* How many activities a month a team of that size can run: what the sample plans keep to. */
  function monthLimit(values) {
    var staff = window.fieldValues.amount(values["staff-count"]);
    return staff && staff <= 3 ? 3 : USUAL_MOST;
  }

  /* Whether the draft holds exactly the tasks of that sample plan, in its order. */
  function asInPlan(draft, data, id) {
    var source = data.plans.find(function (plan) { return plan.id === id; });
    return Boolean(source) && source.tasks.length === draft.tasks.length && source.tasks.every(function (task, place) {
      return draft.tasks[place].plan === id && draft.tasks[place].id === task.id;
    });
  }

  function sourceOf(task, data) {
    var plan = data.plans.find(function (one) { return one.id === task.plan; });
    return plan && plan.tasks.find(function (one) { return one.id === task.id; });
  }

  /* Whether a task still has the words of the sample; lead and last day at their end follow the fields. */
  function speaksAsBefore(task, source, language) {
    return task.text.indexOf(window.planDraft.withoutSuffix(source.text, language)) === 0;
  }

  /* The task's activities that the sample has in other months. */
  function movedRuns(task, source) {
    return task.activities.filter(function (one) {
      var before = source.activities[one.id];
      return before && one.months.length && before.join() !== one.months.join();
    });
  }

  /* Sections among those that have the words of a sample plan, though its tasks are others now. */
  function ofOtherTasks(draft, data, ids) {
    return draft.sections.filter(function (section) {
      if (section.off || ids.indexOf(section.id) < 0 || !section.from || !window.planFrame.untouched(section, data)) return false;
      if (!asInPlan(draft, data, section.from)) return true;
      return section.id === "schedule" && draft.tasks.some(function (task) { return movedRuns(task, sourceOf(task, data)).length; });
    });
  }

  var WARNINGS = [
    function busy(draft, data, sums, say) {
      return sums.months.filter(function (one) {
        return one.runs.length > sums.monthLimit || (one.runs.length >= 4 && one.runs.length * 6 > sums.total.runs);
      }).map(function (one) {
        return say(one.runs.length > sums.monthLimit ? "warn-month" : "warn-crowded", {
          month: window.planText.monthName(one.month, data.language), n: one.runs.length, all: sums.total.runs,
          limit: sums.monthLimit,
        });
      });
    },
    function missing(draft, data, sums, say) {
      var gone = sums.themes.filter(function (theme) { return !theme.tasks; });
      if (!gone.length || !draft.tasks.length) return [];
      var names = gone.map(function (theme) { return theme.label; });
      return [say(gone.length === 1 ? "warn-theme" : "warn-themes", { names: names.join(window.planText.comma(data)) })];
    },
    function long(draft, data, sums, say) {
      return sums.limit && sums.length > sums.limit ? [say("warn-length", { n: sums.length, more: sums.length - sums.limit })] : [];
    },
    function frame(draft, data, sums, say) {
      var names = sums.stale.map(function (section) { return section.heading; });
      return names.length ? [say("warn-frame", { names: names.join(window.planText.comma(data)) })] : [];
    },
    function toRead(draft, data, sums, say) {
      var names = ofOtherTasks(draft, data, TO_READ).map(function (section) { return section.heading; });
      return names.length ? [say("warn-read", { names: names.join(window.planText.comma(data)) })] : [];
    },
    function intro(draft, data, sums, say) {
      var source = data.plans.find(function (plan) { return plan.id === draft.frame; });
      var same = source && source.intro === draft.intro && /\d/.test(draft.intro) && !asInPlan(draft, data, source.id);
      return same ? [say("warn-intro", { plan: source.short })] : [];
    },
    function count(draft, data, sums, say) {
      return draft.sections.filter(function (one) { return !one.off && one.id !== "signature"; }).map(function (section) {
        var said = window.planFrame.counts(section.text, data).filter(function (found) { return found !== draft.tasks.length; });
        return said.length ? say("warn-count", { section: section.heading, said: said[0], n: draft.tasks.length }) : "";
      });
    },
    function numbers(draft, data, sums, say) {
      if (data.language !== "zh") return [];
      return draft.tasks.map(function (task, place) {
        if (!/第（[一二三四五六七八九十]+）/.test(task.text) || asInPlan(draft, data, task.plan)) return "";
        return say("warn-numbers", { n: place + 1, title: task.title });
      });
    },
    function late(draft, data, sums, say) {
      var found = [];
      draft.tasks.forEach(function (task, place) {
        var due = Number(task.due.slice(0, 2));
        task.activities.forEach(function (one) {
          var last = Math.max.apply(null, [0].concat(one.months));
          if (last > due) {
            found.push(say("warn-late", {
              title: one.title, month: window.planText.monthName(last, data.language), n: place + 1,
              due: window.planText.dayName(task.due, data.language),
            }));
          }
          if (!one.months.length) found.push(say("warn-no-month", { title: one.title, n: place + 1 }));
        });
      });
      return found;
    },
    /* A lunar day may fall a month before the one in which it usually does; to prepare for a day is no fault. */
    function missed(draft, data, sums, say) {
      var found = [];
      draft.tasks.forEach(function (task) {
        task.activities.forEach(function (one) {
          one.days.forEach(function (id) {
            var day = data.days[id];
            var last = day ? dayOf(day, sums.year).slice(-5) : "";
            var run = day ? one.months.filter(function (month) { return day.months.indexOf(month) >= 0; })[0] : 0;
            if (!last || !run || Number(last.slice(0, 2)) >= run) return;
            found.push(say("warn-missed", {
              title: one.title, month: window.planText.monthName(run, data.language), year: sums.year, day: day.label,
              date: window.planText.dayName(last, data.language),
            }));
          });
        });
      });
      return found;
    },
    function moved(draft, data, sums, say) {
      return draft.tasks.map(function (task, place) {
        var source = sourceOf(task, data);
        if (!source || !speaksAsBefore(task, source, data.language)) return "";
        var names = movedRuns(task, source).map(function (one) { return one.title; });
        return names.length ? say("warn-moved", {
          n: place + 1, title: task.title, names: names.join(window.planText.comma(data)),
        }) : "";
      });
    },
    function unheld(draft, data, sums, say) {
      return draft.tasks.map(function (task, place) {
        var source = sourceOf(task, data);
        if (!source || !speaksAsBefore(task, source, data.language)) return "";
        var gone = Object.keys(source.activities).filter(function (id) {
          return data.activities[id] && !task.activities.some(function (one) { return one.id === id; });
        }).map(function (id) { return data.activities[id].title; });
        return gone.length ? say("warn-unheld", {
          n: place + 1, title: task.title, names: gone.join(window.planText.comma(data)),
        }) : "";
      });
    },
    function twice(draft, data, sums, say) {
      var seen = {};
      var found = [];
      draft.tasks.forEach(function (task, place) {
        task.activities.forEach(function (one) {
          if (!one.id) return;
          if (seen[one.id]) found.push(say("warn-twice", { title: one.title, a: seen[one.id], b: place + 1 }));
          else seen[one.id] = place + 1;
        });
      });
      return found;
    },
    function incomplete(draft, data, sums, say) {
      return draft.tasks.map(function (task, place) {
        var words = data.words;
        var lacks = [["title", words.task], ["text", data.labels["task-text"]], ["lead", words["word-lead"]], ["done", words.done]]
          .filter(function (pair) { return !task[pair[0]].trim(); })
          .map(function (pair) { return pair[1]; });
        if (!task.targets.length) lacks.push(words.targets);
        return lacks.length ? say("warn-lacks", { n: place + 1, names: lacks.join(window.planText.comma(data)) }) : "";
      });
    },
    function heavy(draft, data, sums, say) {
      var leads = {};
      draft.tasks.forEach(function (task) { if (task.lead) leads[task.lead] = (leads[task.lead] || 0) + 1; });
      return Object.keys(leads).filter(function (lead) { return leads[lead] > MANY_FOR_ONE_LEAD; })
        .map(function (lead) { return say("warn-lead", { post: lead, n: leads[lead] }); });
    },
    function dear(draft, data, sums, say) {
      return sums.budget && sums.total.least > sums.budget
        ? [say("warn-money", { least: sums.total.least, budget: sums.budget })] : [];
    },
    function table(draft, data, sums, say) {
      var budget = draft.sections.find(function (one) { return one.id === "budget" && !one.off && one.table; });
      var last = budget ? budget.table[budget.table.length - 1] : [];
      var sum = window.fieldValues.amount(last[3]);
      return sums.budget && sum > sums.budget
        ? [say("warn-budget", { section: budget.heading, sum: sum, budget: sums.budget })] : [];
    },
    function blank(draft, data, sums, say) {
      var names = draft.sections.filter(function (one) {
        return !one.off && !one.computed && !one.text.trim() && one.id !== "tasks"
          && !(one.table && one.table.slice(1).some(function (row) { return row.some(Boolean); }));
      }).map(function (one) { return one.heading; });
      return names.length ? [say("warn-blank", { names: names.join(window.planText.comma(data)) })] : [];
    },
  ];

  window.planSums = function (draft, data, values) {
    var year = yearOf(data, values);
    var all = measures(draft, data);
    var sums = {
      year: year, tasks: draft.tasks.length, months: months(draft, data, year), themes: themes(draft, data),
      length: all.reduce(function (sum, one) { return sum + one.length; }, 0), limit: data.language === "zh" ? LIMIT : 0,
      fields: fields(all, data, values), stale: ofOtherTasks(draft, data, OF_TASKS), monthLimit: monthLimit(values),
      budget: window.fieldValues.amount(values["budget-total"]),
    };
    sums.total = total(sums.months);
    sums.empty = sums.fields.filter(function (field) { return !field.value; });
    function say(label, found) { return window.withValues(data.labels[label], found); }
    sums.warnings = WARNINGS.reduce(function (found, check) {
      return found.concat(check(draft, data, sums, say).filter(Boolean));
    }, []);
    return sums;
  };
})();
