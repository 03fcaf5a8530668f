/* The form of a task, built when it is opened: its words, activities and their months, deadline, targets, themes.
   `window.taskForm(page, key, body)` returns {draw(task), show(task), clear()}. `page` as in plan-editor.js. */
(function () {
  "use strict";
  var MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  var LEAP_YEAR = 2028;
  var ui = window.planPage;
  var el = ui.el;

  /* A change that comes from a control of the form: the form follows, and is not built anew under the reader's hands. */
  function typed(form, draft, joint) {
    form.typing = true;
    form.page.change(draft, joint);
    form.typing = false;
  }

  function edit(form, field, value) {
    var page = form.page;
    function dayName(day) { return window.planText.dayName(day, page.data.language); }
    typed(form, window.planDraft.edit(page.draft(), form.key, field, value, dayName), field + "-" + form.key);
  }

  function build(form) {
    var page = form.page;
    var task = form.task;
    var words = page.data.words;
    function changes(field) { return function (value) { edit(form, field, value); }; }
    form.body.textContent = "";
    form.body.append(
      ui.label(page.say("task-title"), ui.line(task.title, "title", changes("title"))),
      ui.label(page.say("task-text"), ui.lines(task.text, "text", changes("text"))),
      activities(form),
      el("div", { class: "pt-pair" }, [
        ui.label(words["word-lead"], ui.line(task.lead, "lead", changes("lead"), { list: "pt-posts" })),
        ui.label(words.support, ui.line(task.support, "support", changes("support"))),
        deadline(form),
      ]),
      targets(form),
      ui.label(words.done, ui.wrapped(task.done, "done", changes("done"))),
      themes(form)
    );
  }

  function deadline(form) {
    var page = form.page;
    var parts = form.task.due.split("-").map(Number);
    var days = [];
    for (var day = 1; day <= 31; day += 1) days.push([String(day), String(day)]);
    function two(value) { return (value.length < 2 ? "0" : "") + value; }
    function take() {
      var most = new Date(LEAP_YEAR, Number(monthBox.value), 0).getDate();
      if (Number(dayBox.value) > most) dayBox.value = String(most);
      edit(form, "due", two(monthBox.value) + "-" + two(dayBox.value));
    }
    var monthBox = ui.select(MONTHS.map(function (month) {
      return [String(month), window.planText.monthName(month, page.data.language)];
    }), String(parts[0]), take);
    var dayBox = ui.select(days, String(parts[1]), take);
    monthBox.setAttribute("aria-label", page.say("month"));
    dayBox.setAttribute("aria-label", page.say("day"));
    return el("fieldset", { class: "pt-due" }, [el("legend", { text: page.say("task-due") }), monthBox, dayBox]);
  }

  function targets(form) {
    var page = form.page;
    function changed(targets) { return window.planDraft.edit(page.draft(), form.key, "targets", targets); }
    var add = ui.button(page.say("target-add"), "", function () {
      page.change(changed(form.task.targets.concat([{ metric: "", value: "", how: "", baseline: "" }])));
      var boxes = form.body.querySelectorAll(".pt-target");
      boxes[boxes.length - 1].querySelector("textarea").focus();
    }, "pt-target-add");
    var rows = form.task.targets.map(function (target, at) { return targetRow(form, target, at, changed); });
    return el("fieldset", {}, [el("legend", { text: page.data.words.targets })].concat(rows, [add]));
  }

  function targetRow(form, target, at, changed) {
    var page = form.page;
    var words = page.data.words;
    var columns = [["metric", words.metric], ["value", words["target-value"]], ["how", words["how-counted"]]];
    function set(field, value) {
      var news = {};
      news[field] = value;
      typed(form, changed(form.task.targets.map(function (one, number) {
        return number === at ? window.planDraft.changed(one, news) : one;
      })), "target-" + form.key + at + field);
    }
    var boxes = columns.map(function (column) {
      var box = ui.wrapped(target[column[0]], "", function (value) { set(column[0], value); });
      return ui.label(column[1] + " " + (at + 1), box);
    });
    return el("div", { class: "pt-target" }, boxes.concat([ui.button("×", page.say("target-remove", { n: at + 1 }), function () {
      page.change(changed(form.task.targets.filter(function (one, number) { return number !== at; })));
      form.body.querySelector(".pt-target-add").focus();
    }, "button--small")]));
  }

  function themes(form) {
    var names = form.page.data.themes;
    var boxes = Object.keys(names).map(function (id) {
      var box = el("input", { type: "checkbox", checked: form.task.themes.indexOf(id) >= 0, on: { change: function () {
        edit(form, "themes", Object.keys(names).filter(function (one) {
          return one === id ? box.checked : form.task.themes.indexOf(one) >= 0;
        }));
      } } });
      return el("label", { class: "pt-check" }, [box, names[id]]);
    });
    return el("fieldset", {}, [el("legend", { text: form.page.say("tab-themes") })].concat(boxes));
  }

  function activities(form) {
    var page = form.page;
    var title = form.task.title || page.say("untitled");
    return el("fieldset", { class: "pt-runs-form" }, [el("legend", { text: page.data.words.activities })]
      .concat(form.task.activities.map(function (activity) { return activityForm(form, activity); }))
      .concat([ui.button(page.say("run-add"), page.named("run-add", title), function () { page.addTo(form.key); })]));
  }

  function activityForm(form, activity) {
    var page = form.page;
    var draft = window.planDraft;

    /* The form is built anew by the change: the focus goes to the same button again, or where one may go on. */
    function act(text, word, nth, change) {
      return ui.button(text, page.named(word, activity.title), function () {
        page.change(change(page.draft()));
        var again = form.body.querySelector('[data-run="' + activity.key + '"]');
        if (again) again.querySelectorAll(".pt-buttons button")[nth].focus();
        else form.body.querySelector(".pt-runs-form > button").focus();
      }, "button--small");
    }

    var found = el("div", { class: "pt-run" }, [
      el("div", { class: "pt-task__head" }, [el("strong", { text: activity.title }), el("div", { class: "pt-buttons" }, [
        act("↑", "up", 0, function (now) { return draft.moveActivity(now, form.key, activity.key, -1); }),
        act("↓", "down", 1, function (now) { return draft.moveActivity(now, form.key, activity.key, 1); }),
        act(page.say("remove"), "remove", 2, function (now) { return draft.removeActivity(now, form.key, activity.key); }),
      ])]),
      el("div", { class: "pt-months", role: "group", "aria-label": page.say("run-months", { title: activity.title }) },
        MONTHS.map(function (month) { return monthBox(form, activity, month); })),
    ]);
    found.dataset.run = activity.key;
    return found;
  }

  function monthBox(form, activity, month) {
    var page = form.page;
    var box = el("input", { type: "checkbox", checked: activity.months.indexOf(month) >= 0, on: { change: function () {
      // The task's own record: months may have been ticked since this box was made.
      var now = form.task.activities.find(function (one) { return one.key === activity.key; }).months;
      var next = MONTHS.filter(function (one) { return one === month ? box.checked : now.indexOf(one) >= 0; });
      typed(form, window.planDraft.editActivity(page.draft(), form.key, activity.key, { months: next }));
    } } });
    var full = window.planText.monthName(month, page.data.language);
    return el("label", { class: "pt-month" }, [box, el("span", { text: page.data.language === "en" ? full.slice(0, 3) : String(month) })]);
  }

  window.taskForm = function (page, key, body) {
    var form = { page: page, key: key, body: body, task: null, typing: false };
    return {
      draw: function (task) {
        form.task = task;
        build(form);
      },
      /* A task that has changed, where its form is open. */
      show: function (task) {
        form.task = task;
        if (!body.firstChild) return;
        if (form.typing) ui.follow(body, task);
        else ui.keepFocus(function () { build(form); });
      },
      clear: function () { body.textContent = ""; },
    };
  };
})();
