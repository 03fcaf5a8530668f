/* The short form: from a few answers to a first draft, by plain rules that are said with the result. Pure.
   answers: {kind, households, staff, themes: [ids], budget, months: [1..12]}; 0 or empty where nothing was said. */
(function () {
  "use strict";
  var SMALL_STAFF = 3;
  var SMALL_COMMUNITY = 600;
  var SMALL_TASKS = 8;
  var USUAL_TASKS = 14;
  var SMALL_MONTH = 3;
  var USUAL_MONTH = 5;
  var MOST_PER_THEME = 3;

  function fits(task, themes) {
    return task.themes.some(function (theme) { return themes.indexOf(theme) >= 0; });
  }

  /* A small team takes the compact plan. Otherwise: a point for each task on a chosen theme (three a theme at most),
     two for a plan that is written for that kind of community. The first of equals wins. */
  function best(data, answers) {
    var small = (answers.staff && answers.staff <= SMALL_STAFF) || (answers.households && answers.households < SMALL_COMMUNITY);
    var compact = data.plans.find(function (plan) { return plan.kinds.indexOf("small") >= 0; });
    if (small && compact) return { plan: compact, why: "why-small", points: 0, kind: false };
    return data.plans.map(function (plan) {
      var points = answers.themes.reduce(function (sum, theme) {
        return sum + Math.min(MOST_PER_THEME, plan.tasks.filter(function (task) { return fits(task, [theme]); }).length);
      }, 0);
      var kind = Boolean(answers.kind) && answers.kind !== "any" && plan.kinds.indexOf(answers.kind) >= 0;
      return { plan: plan, why: "why-themes", points: points + (kind ? 2 : 0), tasks: points, kind: kind };
    }).reduce(function (found, one) { return one.points > found.points ? one : found; });
  }

  /* Tasks on chosen themes first, in the plan's order; then the others; then, from other plans, a task for each
     chosen theme that is still without one. */
  function tasks(data, chosen, answers, most) {
    var own = chosen.tasks.map(function (task) { return { plan: chosen, task: task }; });
    var first = own.filter(function (one) { return fits(one.task, answers.themes); });
    var lacking = answers.themes.filter(function (theme) {
      return !own.some(function (one) { return fits(one.task, [theme]); });
    });
    var borrowed = [];
    lacking.forEach(function (theme) {
      data.plans.some(function (plan) {
        var task = plan.tasks.find(function (one) { return fits(one, [theme]); });
        if (task) borrowed.push({ plan: plan, task: task });
        return task;
      });
    });
    var rest = own.filter(function (one) { return first.indexOf(one) < 0; });
    var kept = first.concat(borrowed).slice(0, most);
    kept = kept.concat(rest.slice(0, Math.max(0, most - kept.length)));
    /* In the plan's order again, what was borrowed at the end. */
    return {
      all: own.filter(function (one) { return kept.indexOf(one) >= 0; })
        .concat(borrowed.filter(function (one) { return kept.indexOf(one) >= 0; })),
      borrowed: borrowed.filter(function (one) { return kept.indexOf(one) >= 0; }),
    };
  }

  /* Which runs fit: in a wanted month, with the staff there is, with room in the month and in the purse. */
  function activities(draft, data, answers, perMonth) {
    var held = {};
    var spent = 0;
    var left = { staff: 0, money: 0, month: 0 };
    var order = draft.tasks.map(function (task, place) { return { task: task, place: place }; })
      .sort(function (a, b) {
        return Number(fits(b.task, answers.themes)) - Number(fits(a.task, answers.themes)) || a.place - b.place;
      });
    var kept = {};
    order.forEach(function (one) {
      kept[one.task.key] = one.task.activities.map(function (activity) {
        var tier = data.costs[activity.cost];
        var price = tier[2] === null ? tier[1] : tier[2];
        if (answers.staff && activity.staff > answers.staff) {
          left.staff += 1;
          return null;
        }
        var months = activity.months.filter(function (month) {
          if (answers.months.length && answers.months.indexOf(month) < 0) return false;
          if ((held[month] || 0) >= perMonth) { left.month += 1; return false; }
          if (answers.budget && spent + price > answers.budget) { left.money += 1; return false; }
          held[month] = (held[month] || 0) + 1;
          spent += price;
          return true;
        });
        return months.length ? Object.assign({}, activity, { months: months }) : null;
      }).filter(Boolean);
    });
    return {
      draft: Object.assign({}, draft, {
        tasks: draft.tasks.map(function (task) { return Object.assign({}, task, { activities: kept[task.key] }); }),
      }),
      left: left, spent: spent,
    };
  }

  /* Tasks that have lost all their activities. On a chosen theme they stay, for the reader to find others. */
  function emptied(draft, before, answers) {
    return draft.tasks.filter(function (task, place) {
      return before.tasks[place].activities.length && !task.activities.length && !fits(task, answers.themes);
    });
  }

  window.planProposal = function (data, answers) {
    var say = window.withValues;
    var labels = data.labels;
    var join = window.planText.comma(data);
    var chosen = best(data, answers);
    var small = chosen.why === "why-small";
    var most = small ? SMALL_TASKS : USUAL_TASKS;
    var perMonth = small ? SMALL_MONTH : USUAL_MONTH;
    var found = tasks(data, chosen.plan, answers, most);
    var draft = found.all.reduce(function (draft, one) {
      return window.planDraft.addTask(draft, data, one.plan.id, one.task.id);
    }, window.planDraft.frame(data, chosen.plan.id));
    var result = activities(draft, data, answers, perMonth);
    var gone = emptied(result.draft, draft, answers);
    draft = Object.assign({}, result.draft, {
      tasks: result.draft.tasks.filter(function (task) { return gone.indexOf(task) < 0; }),
    });
    /* Where nothing was left out, a sentence of its own says so instead of "0". */
    function left(name, values) { return say(labels["why-" + name + (values.n ? "" : "-all")], values); }

    var why = [small ? say(labels["why-small"], { plan: chosen.plan.name })
      : answers.themes.length ? say(labels["why-themes"], { plan: chosen.plan.name, n: chosen.tasks })
        : say(labels["why-first"], { plan: chosen.plan.name })];
    if (chosen.kind) why.push(say(labels["why-kind"], { kind: data.kinds[answers.kind] }));
    why.push(say(labels["why-tasks"], { n: draft.tasks.length, most: most }));
    if (found.borrowed.length) {
      why.push(say(labels["why-borrowed"], {
        names: found.borrowed.map(function (one) { return one.task.title; }).join(join),
      }));
    }
    why.push(left("month", { most: perMonth, n: result.left.month }));
    if (answers.months.length && answers.months.length < 12) why.push(labels["why-months"]);
    if (answers.staff) why.push(left("staff", { staff: answers.staff, n: result.left.staff }));
    if (answers.budget) why.push(left("budget", { budget: answers.budget, spent: result.spent, n: result.left.money }));
    if (gone.length) why.push(say(labels["why-emptied"], { names: gone.map(function (task) { return task.title; }).join(join) }));
    var rewritten = window.planFrame.write(draft, data, window.planFrame.parts);
    why.push(labels["why-frame"]);
    return { draft: rewritten, why: why };
  };
})();
