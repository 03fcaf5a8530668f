/* Choosing tasks of the five samples and activities of the list, by plan, theme, month and words.
   `page` as in plan-editor.js. */
(function () {
  "use strict";
  var SHOWN = 12;
  var ui = window.planPage;
  var el = ui.el;

  function has(words, wanted) {
    return wanted.toLowerCase().split(/\s+/).every(function (word) { return words.toLowerCase().indexOf(word) >= 0; });
  }

  /* The filters, the count and the list that both choosers share. `find(state)` gives records, `item(record)` a row. */
  function chooser(page, host, filters, find, item) {
    var state = { words: "" };
    var most = SHOWN;
    var count = el("p", { class: "pt-note", role: "status" });
    var list = el("ul", { class: "pt-found" });
    var more = ui.button("", "", function () {
      var last = list.children.length;
      most += SHOWN;
      draw();
      list.children[last].querySelector("button, summary").focus();
    });
    var words = el("input", { type: "search", on: { input: function () { state.words = words.value; restart(); } } });

    function restart() {
      most = SHOWN;
      draw();
    }

    function draw() {
      var found = find(state);
      count.textContent = page.say("found", { n: found.length });
      list.textContent = "";
      found.slice(0, most).forEach(function (record) { list.append(item(record)); });
      more.hidden = found.length <= most;
      more.textContent = page.say("more", { n: Math.min(SHOWN, found.length - most) });
    }

    var boxes = filters.map(function (filter) {
      var box = ui.select(filter.options, "", function (value) { state[filter.name] = value; restart(); });
      filter.box = box;
      state[filter.name] = "";
      return ui.label(filter.label, box);
    });
    host.append(el("div", { class: "pt-filters" }, boxes.concat([ui.label(page.say("by-words"), words)])), count, list, more);
    host.addEventListener("toggle", function () { if (host.open) draw(); });
    return {
      draw: function () { if (host.open) draw(); },
      /* That filter alone: what was looked for before might leave nothing. */
      set: function (name, value) {
        words.value = state.words = "";
        filters.forEach(function (filter) { filter.box.value = state[filter.name] = filter.name === name ? value : ""; });
        host.open = true;
        restart();
      },
    };
  }

  function themeOptions(page) {
    return [["", page.say("all-themes")]].concat(Object.keys(page.data.themes).map(function (id) { return [id, page.data.themes[id]]; }));
  }

  function adder(page, there, name, click) {
    if (there) return el("span", { class: "pt-there", text: page.say("there") });
    return ui.button(page.say("add-one"), page.named("add-one", name), click, "button--main");
  }

  /* After a click the list is drawn anew; the focus goes to the next thing that can be added. */
  function again(list, place) {
    var buttons = list.querySelectorAll(".pt-found > li > .pt-task__head button");
    var next = buttons[Math.min(place, buttons.length - 1)];
    (next || list.querySelector("input[type=search]")).focus();
  }

  function placeOf(host, button) {
    return Array.from(host.querySelectorAll(".pt-found > li > .pt-task__head button")).indexOf(button);
  }

  function row(title, facts, words, page, add) {
    return el("li", {}, [
      el("div", { class: "pt-task__head" }, [el("strong", { text: title }), add]),
      el("p", { class: "pt-facts", text: facts }),
      el("details", {}, [el("summary", { text: page.say("see-text"), "aria-label": page.named("see-text", title) }), el("p", { text: words })]),
    ]);
  }

  function taskChooser(page, host) {
    var data = page.data;
    var all = [];
    data.plans.forEach(function (plan) {
      plan.tasks.forEach(function (task) { all.push({ plan: plan, task: task }); });
    });
    var filters = [
      { name: "plan", label: page.say("by-plan"), options: [["", page.say("all-plans")]].concat(data.plans.map(function (plan) { return [plan.id, plan.short]; })) },
      { name: "theme", label: page.say("by-theme"), options: themeOptions(page) },
    ];
    return chooser(page, host, filters, function (state) {
      return all.filter(function (one) {
        return (!state.plan || one.plan.id === state.plan) && (!state.theme || one.task.themes.indexOf(state.theme) >= 0)
          && (!state.words || has(one.task.title + one.task.text, state.words));
      });
    }, function (one) {
      var there = page.draft().tasks.some(function (task) { return task.plan === one.plan.id && task.id === one.task.id; });
      var facts = [one.plan.short, one.task.themes.map(function (id) { return data.themes[id]; }).join(window.planText.comma(data))].join(" · ");
      return row(one.task.title, facts, one.task.text, page, adder(page, there, one.task.title, function (event) {
        var place = placeOf(host, event.currentTarget);
        page.change(window.planDraft.addTask(page.draft(), data, one.plan.id, one.task.id));
        again(host, place);
        page.announce(page.say("added-task", { n: page.draft().tasks.length, title: one.task.title }));
      }));
    });
  }

  function activityChooser(page, host) {
    var data = page.data;
    var months = [["", page.say("all-months")]];
    for (var month = 1; month <= 12; month += 1) months.push([String(month), window.planText.monthName(month, data.language)]);
    var into = el("select");
    host.append(ui.label(page.say("into"), into));
    var filters = [
      { name: "theme", label: page.say("by-theme"), options: themeOptions(page) },
      { name: "month", label: page.say("by-month"), options: months },
    ];
    var chosen = chooser(page, host, filters, function (state) {
      return Object.keys(data.activities).map(function (id) { return { id: id, known: data.activities[id] }; })
        .filter(function (one) {
          return (!state.theme || one.known.themes.indexOf(state.theme) >= 0)
            && (!state.month || one.known.months.indexOf(Number(state.month)) >= 0)
            && (!state.words || has(one.known.title + one.known.sentence, state.words));
        });
    }, function (one) {
      var there = page.draft().tasks.some(function (task) {
        return task.activities.some(function (activity) { return activity.id === one.id; });
      });
      var tier = data.costs[one.known.cost];
      var facts = [one.known.themes.map(function (id) { return data.themes[id]; }).join(window.planText.comma(data)), ui.monthSpan(one.known.months, data.language), tier ? tier[0] : ""].join(" · ");
      return row(one.known.title, facts, one.known.sentence, page, adder(page, there, one.known.title, function (event) {
        var place = placeOf(host, event.currentTarget);
        page.addActivity(one.id, into.value);
        again(host, place);
      }));
    });

    function options() {
      var before = into.value;
      into.textContent = "";
      [["", page.say("into-auto")], ["own", page.say("into-own")]].concat(page.draft().tasks.map(function (task, place) {
        return [task.key, window.planText.taskNumber(place + 1, data.language) + task.title];
      })).forEach(function (option) { into.append(el("option", { value: option[0], text: option[1] })); });
      into.value = before;
      if (!into.value) into.value = "";
    }

    host.addEventListener("toggle", function () { if (host.open) options(); });
    return {
      draw: function () { if (host.open) options(); chosen.draw(); },
      into: function (key) {
        host.open = true;
        options();
        into.value = key;
        into.focus();
        host.scrollIntoView({ block: "nearest" });
      },
    };
  }

  /* {draw(), theme(id), into(taskKey)} */
  window.planChooser = function (page, root) {
    var tasks = taskChooser(page, root.querySelector('[data-kind="tasks"]'));
    var activities = activityChooser(page, root.querySelector('[data-kind="activities"]'));
    return {
      draw: function () { tasks.draw(); activities.draw(); },
      theme: function (id) {
        tasks.set("theme", id);
        root.querySelector('[data-kind="tasks"] input[type=search]').focus();
      },
      into: activities.into,
    };
  };
})();
