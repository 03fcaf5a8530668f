/* The draft on the left of the page: fields, title, frame and tasks, each edited in place. Only what changed is drawn
   anew, so that typing stays fluent with hundreds of tasks; the form of a task is built when it is opened.
   `page`: {data, say(label, values), change(draft, joint), draft(), announce(text), addTo(taskKey)}. */
(function () {
  "use strict";
  var FIRST_FIELDS = ["community", "year"];
  var ui = window.planPage;
  var el = ui.el;

  function text(value, field, change, settings) {
    var found = el("textarea", Object.assign({
      value: value, rows: Math.max(2, Math.ceil(value.length / 34) + value.split("\n").length - 1),
      on: { input: function () { change(found.value); } },
    }, settings));
    found.dataset.field = field;
    return found;
  }

  function line(value, field, change, settings) {
    var found = el("input", Object.assign({ type: "text", value: value, on: { input: function () { change(found.value.replace(/\n/g, " ")); } } }, settings));
    found.dataset.field = field;
    return found;
  }

  /* Controls that nobody is typing in follow the record. */
  function follow(host, record) {
    host.querySelectorAll("[data-field]").forEach(function (control) {
      var value = record[control.dataset.field];
      if (control !== document.activeElement && typeof value === "string" && control.value !== value) control.value = value;
    });
  }

  /* ---- Tables of the frame ---- */

  /* `take(table, joint)`: typing in a cell has a joint, and the form stays as it is; rows come and go without one. */
  function tableForm(page, section, take) {
    var table = section.table;
    var head = table[0];
    var add = ui.button(page.say("row-add"), "", function () {
      take(table.concat([head.map(function () { return ""; })]));
    }, "pt-row-add");

    function set(row, column, value) {
      table = table.map(function (cells, place) {
        return place === row ? cells.map(function (cell, number) { return number === column ? value : cell; }) : cells;
      });
      take(table, "cell-" + section.id + "-" + row + "-" + column);
    }

    function formRow(cells, place) {
      return el("tr", {}, cells.map(function (cell, column) {
        var input = line(cell, "", function (value) { set(place, column, value); }, { "aria-label": head[column] + " " + place });
        delete input.dataset.field;
        return el("td", {}, [input]);
      }).concat([el("td", {}, [ui.button("×", page.say("row-remove", { n: place }), function () {
        take(table.filter(function (cells, number) { return number !== place; }));
      }, "button--small")])]));
    }

    return el("div", { class: "pt-grid" }, [
      el("table", { class: "pt-table" }, [
        el("thead", {}, [el("tr", {}, head.map(function (cell) { return el("th", { scope: "col", text: cell }); }).concat([el("td")]))]),
        el("tbody", {}, table.slice(1).map(function (cells, place) { return formRow(cells, place + 1); })),
      ]),
      add,
    ]);
  }

  /* ---- A section of the frame ---- */

  function sectionRow(page, id) {
    var draft = window.planDraft;
    var summary = el("summary");
    var body = el("div", { class: "pt-body" });
    var root = el("details", { class: "pt-section", on: { toggle: function () { if (root.open) build(); } } }, [summary, body]);
    var section = null;
    var typing = false;

    function edit(news, joint) {
      typing = Boolean(joint);
      page.change(draft.editSection(page.draft(), id, news), joint);
      typing = false;
    }

    function build() {
      body.textContent = "";
      if (section.off) {
        body.append(ui.button(page.say("section-on"), page.say("section-on") + window.planText.colon(page.data) + section.heading, function () {
          edit({ off: false });
          summary.focus();
        }));
        return;
      }
      body.append(ui.label(page.say("title"), line(section.heading, "heading", function (value) { edit({ heading: value }, "heading-" + id); })));
      if (section.computed) body.append(el("p", { class: "pt-note", text: page.say("section-computed") }));
      else {
        body.append(ui.label(page.say("section-text"), text(section.text, "text", function (value) { edit({ text: value }, "text-" + id); })));
        if (section.table) {
          body.append(tableForm(page, section, function (table, joint) {
            edit({ table: table }, joint);
            if (!joint) body.querySelector(".pt-row-add").focus();
          }));
        }
        body.append(swap());
      }
      if (window.planFrame.parts.indexOf(id) >= 0) {
        body.append(ui.button(page.say("section-write"), page.say("section-write") + window.planText.colon(page.data) + section.heading, function () {
          page.change(window.planFrame.write(page.draft(), page.data, [id]));
          summary.focus();
        }));
      }
      body.append(ui.button(page.say("section-off"), page.say("section-off") + window.planText.colon(page.data) + section.heading, function () {
        edit({ off: true });
        summary.focus();
      }));
    }

    function swap() {
      var written = draft.written;
      var own = section.from === written ? [written, page.say("section-written")] : ["", page.say("section-own")];
      var options = [own].concat(page.data.plans.map(function (plan) { return [plan.id, plan.name]; }));
      return ui.label(page.say("section-swap"), ui.select(options, section.from, function (value) {
        if (value && value !== written) page.change(draft.swapSection(page.draft(), page.data, id, value));
        summary.focus();
      }));
    }

    return {
      root: root,
      show: function (next, number) {
        var source = page.data.plans.find(function (plan) { return plan.id === next.from; });
        summary.textContent = number + next.heading + (next.off ? " " + page.say("section-gone") : source && !next.computed ? " · " + source.short : "");
        if (next === section) return;
        section = next;
        if (!root.open) return;
        if (typing) follow(body, next);
        else build();
      },
    };
  }

  function frame(page, host, head) {
    var draft = window.planDraft;
    var rows = new Map();
    var title = line("", "title", function (value) {
      page.change(draft.changed(page.draft(), { title: value }), "title");
    });
    var intro = text("", "intro", function (value) {
      page.change(draft.changed(page.draft(), { intro: value }), "intro");
    }, { rows: 5 });
    head.append(ui.label(page.say("title"), title));
    var swapAll = ui.select([["", "—"]].concat(page.data.plans.map(function (plan) { return [plan.id, plan.name]; })), "", function (value) {
      if (value) page.change(draft.swapFrame(page.draft(), page.data, value));
    });
    var list = el("div", { class: "pt-list" });
    host.append(ui.label(page.say("frame-swap"), swapAll), ui.label(page.say("intro"), intro), list);
    return function (now) {
      follow(head, now);
      follow(host, { intro: now.intro });
      swapAll.value = now.frame;
      var numbers = { body: 0, attachment: 0 };
      var wanted = now.sections.map(function (section) {
        if (!rows.has(section.id)) rows.set(section.id, sectionRow(page, section.id));
        rows.get(section.id).show(section, numbered(section, numbers, page, now));
        return rows.get(section.id).root;
      });
      ui.arrange(list, wanted);
    };
  }

  function numbered(section, numbers, page, draft) {
    if (section.off || section.id === "signature") return "";
    if (!window.planText.isAttachment(section)) {
      numbers.body += 1;
      return window.planText.sectionNumber(numbers.body, page.data.language);
    }
    numbers.attachment += 1;
    return window.planText.mark(draft, numbers.attachment) + (page.data.language === "en" ? ": " : "　");
  }

  /* ---- Fields ---- */

  function fields(page, host) {
    var first = el("div", { class: "pt-fields" });
    var rest = el("div", { class: "pt-fields" });
    var count = el("summary");
    var byHand = el("p", { class: "pt-note" });
    var more = el("details", { class: "pt-box" }, [count, rest, byHand]);
    var inputs = new Map();
    host.append(el("h4", { text: page.say("fill") }), first, more);

    function input(field) {
      var found = line(field.value, "", function (value) { ui.setValue(field, value); }, { placeholder: field.example });
      delete found.dataset.field;
      return { control: found, label: ui.label(field.label, found) };
    }

    return function (sums) {
      var wanted = { first: [], rest: [] };
      var known = sums.fields.filter(function (field) { return field.scope !== "place"; })
        .sort(function (a, b) { return FIRST_FIELDS.indexOf(a.id) - FIRST_FIELDS.indexOf(b.id); });
      known.forEach(function (field) {
        if (!inputs.has(field.id)) inputs.set(field.id, input(field));
        var one = inputs.get(field.id);
        if (one.control !== document.activeElement) one.control.value = field.value;
        wanted[FIRST_FIELDS.indexOf(field.id) >= 0 ? "first" : "rest"].push(one.label);
      });
      ui.arrange(first, wanted.first);
      ui.arrange(rest, wanted.rest);
      var empty = known.filter(function (field) { return !field.value && FIRST_FIELDS.indexOf(field.id) < 0; }).length;
      count.textContent = page.say("fill-more", { n: empty });
      more.hidden = !wanted.rest.length;
      host.hidden = !known.length;
      var names = sums.fields.filter(function (field) { return field.scope === "place"; }).map(function (field) { return field.label; });
      byHand.hidden = !names.length;
      byHand.textContent = page.say("fill-by-hand", { names: names.join(window.planText.comma(page.data)) });
    };
  }

  /* ---- A task ---- */

  function taskRow(page, key) {
    var draft = window.planDraft;
    var data = page.data;
    var number = el("span", { class: "pt-number" });
    var name = el("span");
    var facts = el("p", { class: "pt-facts" });
    var runs = el("ul", { class: "pt-runs" });
    var up = ui.button("↑", "", function () { move(-1); }, "button--small");
    var down = ui.button("↓", "", function () { move(1); }, "button--small");
    var gone = ui.button(page.say("remove"), "", remove, "button--small");
    var summary = el("summary", { text: page.say("edit") });
    var body = el("div", { class: "pt-body" });
    var editor = el("details", { class: "pt-edit", on: { toggle: function () { if (!editor.open) body.textContent = ""; else if (!body.firstChild) build(); } } }, [summary, body]);
    var root = el("li", { class: "pt-task" }, [
      el("div", { class: "pt-task__head" }, [
        el("h5", {}, [number, name]), el("div", { class: "pt-buttons" }, [up, down, gone]),
      ]), facts, runs, editor,
    ]);
    root.dataset.key = key;
    var task = null;
    var place = 0;
    var typing = false;

    function title() { return task.title || page.say("untitled"); }

    function move(by) {
      page.change(draft.moveTask(page.draft(), key, by));
      page.announce(page.say("moved", { title: title(), n: place }));
    }

    function remove() {
      var next = root.nextElementSibling || root.previousElementSibling;
      var said = page.say("removed", { title: title() });
      page.change(draft.removeTask(page.draft(), key));
      (next ? next.querySelector(".pt-buttons button:last-child") : document.getElementById("pt-sums")).focus();
      page.announce(said);
    }

    function edit(field, value) {
      typing = true;
      page.change(draft.edit(page.draft(), key, field, value, dayName), field + "-" + key);
      typing = false;
    }

    function dayName(day) { return window.planText.dayName(day, data.language); }

    function build() {
      body.textContent = "";
      body.append(
        ui.label(page.say("task-title"), line(task.title, "title", function (value) { edit("title", value); })),
        ui.label(page.say("task-text"), text(task.text, "text", function (value) { edit("text", value); })),
        runsForm(),
        el("div", { class: "pt-pair" }, [
          ui.label(data.words["word-lead"], line(task.lead, "lead", function (value) { edit("lead", value); }, { list: "pt-posts" })),
          ui.label(data.words.support, line(task.support, "support", function (value) { edit("support", value); })),
          dueForm(),
        ]),
        targetsForm(),
        ui.label(data.words.done, text(task.done, "done", function (value) { edit("done", value.replace(/\n/g, " ")); }, { rows: 1 })),
        themesForm()
      );
    }

    function dueForm() {
      var parts = task.due.split("-").map(Number);
      var months = [];
      for (var month = 1; month <= 12; month += 1) months.push([String(month), window.planText.monthName(month, data.language)]);
      var days = [];
      for (var day = 1; day <= 31; day += 1) days.push([String(day), String(day)]);
      function take() {
        var most = new Date(2028, Number(monthBox.value), 0).getDate();
        if (Number(dayBox.value) > most) dayBox.value = String(most);
        edit("due", two(monthBox.value) + "-" + two(dayBox.value));
      }
      var monthBox = ui.select(months, String(parts[0]), take);
      var dayBox = ui.select(days, String(parts[1]), take);
      monthBox.setAttribute("aria-label", page.say("month"));
      dayBox.setAttribute("aria-label", page.say("day"));
      return el("fieldset", { class: "pt-due" }, [el("legend", { text: page.say("task-due") }), monthBox, dayBox]);
    }

    function two(value) { return (value.length < 2 ? "0" : "") + value; }

    function targetsForm() {
      var labels = [["metric", data.words.metric], ["value", data.words["target-value"]], ["how", data.words["how-counted"]]];
      function set(at, field, value) {
        typing = true;
        page.change(draft.edit(page.draft(), key, "targets", task.targets.map(function (target, number) {
          var news = {};
          news[field] = value;
          return number === at ? draft.changed(target, news) : target;
        })), "target-" + key + at + field);
        typing = false;
      }
      return el("fieldset", {}, [el("legend", { text: data.words.targets })].concat(task.targets.map(function (target, at) {
        return el("div", { class: "pt-target" }, labels.map(function (pair) {
          var input = text(target[pair[0]], "", function (value) { set(at, pair[0], value.replace(/\n/g, " ")); }, { rows: 1 });
          delete input.dataset.field;
          return ui.label(pair[1] + " " + (at + 1), input);
        }).concat([ui.button("×", page.say("target-remove", { n: at + 1 }), function () {
          page.change(draft.edit(page.draft(), key, "targets", task.targets.filter(function (one, number) { return number !== at; })));
          body.querySelector(".pt-target-add").focus();
        }, "button--small")]));
      }), [ui.button(page.say("target-add"), "", function () {
        page.change(draft.edit(page.draft(), key, "targets", task.targets.concat([{ metric: "", value: "", how: "", baseline: "" }])));
        var boxes = body.querySelectorAll(".pt-target");
        boxes[boxes.length - 1].querySelector("textarea").focus();
      }, "pt-target-add")]));
    }

    function themesForm() {
      var boxes = Object.keys(data.themes).map(function (id) {
        var box = el("input", { type: "checkbox", checked: task.themes.indexOf(id) >= 0, on: { change: function () {
          edit("themes", Object.keys(data.themes).filter(function (one) {
            return one === id ? box.checked : task.themes.indexOf(one) >= 0;
          }));
        } } });
        return el("label", { class: "pt-check" }, [box, data.themes[id]]);
      });
      return el("fieldset", {}, [el("legend", { text: page.say("tab-themes") })].concat(boxes));
    }

    function runsForm() {
      return el("fieldset", { class: "pt-runs-form" }, [el("legend", { text: data.words.activities })]
        .concat(task.activities.map(runForm))
        .concat([ui.button(page.say("run-add"), page.say("run-add") + window.planText.colon(page.data) + title(), function () { page.addTo(key); })]));
    }

    function runForm(activity) {
      function months() {
        return task.activities.find(function (one) { return one.key === activity.key; }).months;
      }
      function toggle(month, on) {
        typing = true;
        var next = months().filter(function (one) { return one !== month; }).concat(on ? [month] : []);
        page.change(draft.editActivity(page.draft(), key, activity.key, { months: next.sort(function (a, b) { return a - b; }) }));
        typing = false;
      }
      var boxes = [];
      for (var month = 1; month <= 12; month += 1) boxes.push(monthBox(month));
      function monthBox(month) {
        var box = el("input", { type: "checkbox", checked: activity.months.indexOf(month) >= 0, on: { change: function () { toggle(month, box.checked); } } });
        var full = window.planText.monthName(month, data.language);
        return el("label", { class: "pt-month" }, [box, el("span", { text: data.language === "en" ? full.slice(0, 3) : String(month) })]);
      }
      function then(action, nth) {
        return function () {
          action();
          var again = body.querySelector('[data-run="' + activity.key + '"]');
          if (again) again.querySelectorAll(".pt-buttons button")[nth].focus();
          else body.querySelector(".pt-runs-form > button").focus();
        };
      }
      var found = el("div", { class: "pt-run" }, [
        el("div", { class: "pt-task__head" }, [el("strong", { text: activity.title }), el("div", { class: "pt-buttons" }, [
          ui.button("↑", page.say("up") + window.planText.colon(page.data) + activity.title, then(function () { page.change(draft.moveActivity(page.draft(), key, activity.key, -1)); }, 0), "button--small"),
          ui.button("↓", page.say("down") + window.planText.colon(page.data) + activity.title, then(function () { page.change(draft.moveActivity(page.draft(), key, activity.key, 1)); }, 1), "button--small"),
          ui.button(page.say("remove"), page.say("remove") + window.planText.colon(page.data) + activity.title, then(function () { page.change(draft.removeActivity(page.draft(), key, activity.key)); }, 2), "button--small"),
        ])]),
        el("div", { class: "pt-months", role: "group", "aria-label": page.say("run-months", { title: activity.title }) }, boxes),
      ]);
      found.dataset.run = activity.key;
      return found;
    }

    function drawHead() {
      name.textContent = title();
      var source = data.plans.find(function (plan) { return plan.id === task.plan; });
      facts.textContent = [
        source ? page.say("from-plan", { plan: source.short }) : page.say("own-task"),
        task.themes.map(function (id) { return data.themes[id] || id; }).join(window.planText.comma(data)),
        window.planDraft.shortPost(task.lead), window.planText.dayName(task.due, data.language),
      ].filter(Boolean).join(" · ");
      runs.textContent = "";
      task.activities.forEach(function (activity) {
        runs.append(el("li", { text: activity.title + " " + ui.monthSpan(activity.months, data.language) }));
      });
      [[up, "up"], [down, "down"], [gone, "remove"]].forEach(function (pair) {
        pair[0].setAttribute("aria-label", page.say(pair[1]) + window.planText.colon(page.data) + title());
      });
      summary.setAttribute("aria-label", page.say("edit") + window.planText.colon(page.data) + title());
    }

    return {
      root: root,
      open: function () { editor.open = true; build(); return body; },
      show: function (next, at) {
        if (at !== place) number.textContent = window.planText.taskNumber(at, data.language);
        place = at;
        if (next === task) return;
        var first = !task;
        task = next;
        drawHead();
        if (first || !editor.open) return;
        if (typing) follow(body, task);
        else ui.keepFocus(build);
      },
    };
  }

  function tasks(page, list, none) {
    var rows = new Map();
    return {
      show: function (now) {
        var wanted = now.tasks.map(function (task, place) {
          if (!rows.has(task.key)) rows.set(task.key, taskRow(page, task.key));
          rows.get(task.key).show(task, place + 1);
          return rows.get(task.key).root;
        });
        ui.arrange(list, wanted);
        if (rows.size > now.tasks.length) {
          var here = new Set(now.tasks.map(function (task) { return task.key; }));
          rows.forEach(function (row, key) { if (!here.has(key)) rows.delete(key); });
        }
        none.hidden = now.tasks.length > 0;
      },
      open: function (key) { return rows.get(key).open(); },
    };
  }

  /* {show(draft), sums(sums), open(taskKey)} */
  window.planEditor = function (page, root) {
    var showFrame = frame(page, root.querySelector(".pt-sections"), root.querySelector(".pt-head"));
    var showFields = fields(page, root.querySelector(".pt-fill"));
    var list = tasks(page, root.querySelector(".pt-tasks"), root.querySelector(".pt-none"));
    root.append(el("datalist", { id: "pt-posts" }, page.data.posts.map(function (post) { return el("option", { value: post }); })));
    return {
      show: function (draft) { showFrame(draft); list.show(draft); },
      sums: showFields,
      open: list.open,
    };
  };
})();
