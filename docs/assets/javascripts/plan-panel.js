/* What a draft adds up to, on the right of the page: remarks, task table, twelve months, hours and money, themes, the
   whole text. Only the chosen view is drawn, and of the text only what changed. `page` as in plan-editor.js. */
(function () {
  "use strict";
  var VIEWS = ["warnings", "table", "calendar", "hours", "themes", "text"];
  var MOST_WARNINGS = 20;
  var ui = window.planPage;
  var el = ui.el;

  /* The header of a row is its first cell, unless that is empty; where that is a number, the second: as on a plan's page.
     `head`: the columns' names, where rows become cards on a phone. */
  function row(page, cells, head) {
    var name = /^\d+$/.test(String(cells[0])) ? 1 : 0;
    return el("tr", {}, cells.map(function (cell, place) {
      var content = Array.isArray(cell) ? cell : [cell];
      var names = place === name && String(cell);
      var said = { scope: names ? "row" : undefined, "data-label": head ? head[place] : undefined };
      return el(names ? "th" : "td", said, content.map(function (line) {
        return el("div", {}, ui.marked(String(line), page.data, page.values()));
      }));
    }));
  }

  /* `cards`: of many columns, so that on a phone each row is a card, as on a plan's page. */
  function table(page, head, rows, name, cards) {
    var labels = cards ? head : null;
    return el("div", { class: "table-scroll" + (cards ? " md-typeset" : ""), tabIndex: 0, role: "region", "aria-label": name }, [
      el("table", { class: "pt-table" + (cards ? " rows wide" : "") }, [
        el("thead", {}, [el("tr", {}, head.map(function (cell) { return el("th", { scope: "col", text: cell }); }))]),
        el("tbody", {}, rows.map(function (cells) { return cells instanceof Node ? cells : row(page, cells, labels); })),
      ]),
    ]);
  }

  /* Elements made from a task, kept as long as task, number and the reader's values are the same. */
  function keeper(page, make) {
    var kept = new Map();
    var stamp = "";
    return function (tasks) {
      var values = JSON.stringify(page.values());
      var before = values === stamp ? kept : new Map();
      stamp = values;
      kept = new Map();
      tasks.forEach(function (task, place) {
        var old = before.get(task.key);
        kept.set(task.key, old && old.task === task && old.number === place + 1 ? old
          : { task: task, number: place + 1, node: make(task, place + 1) });
      });
      return tasks.map(function (task) { return kept.get(task.key).node; });
    };
  }

  function warnings(page, host, draft, sums) {
    var data = page.data;
    var comma = window.planText.comma(data);
    var items = sums.warnings.slice(0, MOST_WARNINGS).map(function (text) { return el("li", { text: text }); });
    var more = sums.warnings.length - items.length;
    if (more) items.push(el("li", { text: page.say("warn-more", { n: more }) }));
    host.append(items.length ? el("ul", { class: "pt-warnings" }, items) : el("p", { text: page.say("no-warnings") }));
    if (sums.stale.length) {
      host.append(ui.button(page.say("warn-frame-all"), "", function () {
        page.change(window.planFrame.write(page.draft(), data, sums.stale.map(function (one) { return one.id; })));
        host.focus();
      }));
    }
    if (sums.empty.length) {
      host.append(el("p", { text: page.say("empty-fields", { names: sums.empty.map(function (field) { return field.label; }).join(comma) }) }));
    }
    terms(page, host, draft);
  }

  /* Dated terms, by the checker that has a page of its own; its data come when this view is first shown. */
  function terms(page, host, draft) {
    if (!page.wording) return;
    var place = el("div", {}, [el("p", { class: "pt-note", text: page.say("checking") })]);
    host.append(place);
    page.wording().then(function () {
      var text = window.planText.plain(draft, page.data, page.values());
      var seen = new Set();
      var found = window.wording.check(text, { hints: false }).filter(function (one) {
        var known = one.entry.severity === "K" || seen.has(one.found);
        seen.add(one.found);
        return !known;
      });
      place.textContent = "";
      if (!found.length) return place.append(el("p", { class: "pt-note", text: page.say("no-terms") }));
      place.append(el("h4", { text: page.say("terms") }), el("ul", { class: "pt-warnings" }, found.map(function (one) {
        var now = window.wording.says(one)[0];
        return el("li", { text: "“" + one.found + "” " + (now ? page.say("term-now", { now: now }) : one.entry.note) });
      })));
    }, function () { place.remove(); });
  }

  function taskTable(page) {
    var head = page.data.columns["task-table"].map(function (label) { return page.data.words[label]; });
    var rows = keeper(page, function (task, number) { return row(page, window.planText.taskRow(task, number, page.data), head); });
    var root = table(page, head, [], page.say("tab-table"), true);
    var body = root.querySelector("tbody");
    return function (page, host, draft) {
      if (root.parentElement !== host) host.replaceChildren(root);
      ui.arrange(body, rows(draft.tasks));
    };
  }

  function calendar(page, host, draft, sums) {
    var data = page.data;
    host.append(el("div", { class: "pt-year" }, sums.months.map(function (one) {
      var days = one.days.map(function (day) {
        var date = day.date ? day.date.split("/").map(function (part) { return window.planText.dayName(part, data.language); }).join("—") : "";
        return el("li", { class: day.used ? "pt-used" : "", text: (date ? date + " " : "") + day.label });
      });
      var month = window.planText.monthName(one.month, data.language);
      return el("section", { class: "pt-month-card" }, [
        el("h4", { text: data.language === "en" ? month + " " + sums.year : sums.year + "年" + month }),
        one.runs.length
          ? el("ul", {}, one.runs.map(function (run) {
            return el("li", { text: run.activity.title + (run.task.lead ? " · " + window.planDraft.shortPost(run.task.lead) : "") });
          }))
          : el("p", { class: "pt-note", text: data.words["none-this-month"] }),
        days.length ? el("details", {}, [
          el("summary", { text: page.say("days-here") + " (" + days.length + ")", "aria-label": page.say("days-here") + " " + month }),
          el("ul", { class: "pt-days" }, days),
        ]) : null,
      ]);
    })));
  }

  function hours(page, host, draft, sums) {
    var data = page.data;
    var out = window.planOut;
    function row(name, sum, runs) {
      return [name, String(runs), String(out.round(sum.staff)), String(out.round(sum.volunteers)), out.range(sum, data)];
    }
    var rows = sums.months.map(function (one) { return row(window.planText.monthName(one.month, data.language), one, one.runs.length); });
    rows.push(row(page.say("total"), sums.total, sums.total.runs));
    host.append(table(page, [data.words.month, data.words.activities, page.say("staff-hours"), page.say("volunteer-hours"), page.say("money")], rows, page.say("tab-hours")));
    host.append(el("p", { class: "pt-note", text: page.say("hours-note") }));
  }

  function themes(page, host, draft, sums) {
    host.append(el("ul", { class: "pt-themes" }, sums.themes.map(function (theme) {
      return el("li", { class: theme.tasks ? "" : "pt-missing" }, [
        el("span", { text: theme.label + window.planText.colon(page.data) + (theme.tasks ? page.say("theme-tasks", { n: theme.tasks }) : page.say("theme-none")) }),
        theme.tasks ? null : ui.button(page.say("theme-add", { theme: theme.label }), "", function () { page.findTheme(theme.id); }),
      ]);
    })));
  }

  /* ---- The text ---- */

  var TAGS = { title: "h4", subtitle: "p", heading1: "h5", heading2: "h6", attachment: "h5" };

  function block(one, page, printed) {
    if (one.style === "table") {
      var found = table(page, one.head, one.rows, one.head[0], one.columns && !printed);
      /* Paper is wide enough for the columns that a ready-made plan has; the panel beside the draft is not. */
      if (printed && one.columns) found.firstChild.dataset.columns = one.columns;
      return found;
    }
    if (one.style === "attachments") {
      return el("p", { text: one.word + window.planText.colon(page.data) + one.names.map(function (name, place) { return place + 1 + ". " + name; }).join(page.data.language === "en" ? "; " : "；") });
    }
    if (one.style === "signature") {
      return el("div", { class: "pt-signature" }, one.lines.map(function (line) { return el("p", {}, ui.marked(line, page.data, page.values())); }));
    }
    var text = one.style === "item" ? window.planText.itemMark(one, page.data) + one.text
      : one.style === "attachment" ? one.mark + (page.data.language === "en" ? ": " : "　") + one.name : one.text;
    return el(TAGS[one.style] || "p", { class: "pt-" + one.style }, ui.marked(text, page.data, page.values()));
  }

  function draw(blocks, page, printed) {
    var host = el("div");
    blocks.forEach(function (one) { host.append(block(one, page, printed)); });
    return host;
  }

  /* A computed table is built when it is opened: with many tasks it is the longest part of the text. */
  function folded(one, page, open) {
    var found = el("details", { open: open, on: { toggle: function () {
      if (found.open && found.children.length === 1) found.append(block(one, page));
    } } }, [el("summary", { text: one.head.join(" | ") })]);
    if (open) found.append(block(one, page));
    return found;
  }

  function paper(page) {
    var ofTasks = keeper(page, function (task, number) {
      return draw(window.planText.taskBlocks(task, number, page.data), page);
    });
    return function (host, draft) {
      var tasks = ofTasks(draft.tasks);
      var open = Array.from(host.querySelectorAll(":scope > details")).map(function (one) { return one.open; });
      var parts = [];
      window.planText.blocks(draft, page.data, function (task, number) { return [{ style: "task", number: number }]; })
        .forEach(function (one) {
          if (one.style === "task") parts.push(tasks[one.number - 1]);
          else if (one.style === "table") parts.push(folded(one, page, open.shift() || false));
          else parts.push(block(one, page));
        });
      ui.arrange(host, parts);
    };
  }

  /* {show(draft, sums), print(host, draft)} */
  window.planPanel = function (page, root) {
    var whole = paper(page);
    var drawers = {
      warnings: warnings, table: taskTable(page), calendar: calendar, hours: hours, themes: themes,
      text: function (page, host, draft) { whole(host, draft); },
    };
    var chosen = "warnings";
    var last = null;
    var tabs = VIEWS.map(function (name) {
      return el("button", {
        type: "button", role: "tab", id: "pt-tab-" + name, "aria-controls": "pt-view", text: page.say("tab-" + name),
        on: { click: function () { choose(name); }, keydown: function (event) { keys(event, name); } },
      });
    });
    var view = el("div", { id: "pt-view", class: "pt-view", role: "tabpanel", tabIndex: 0 });
    root.append(el("div", { class: "pt-tabs", role: "tablist", "aria-label": page.say("sums") }, tabs), view);

    function choose(name) {
      chosen = name;
      tabs.forEach(function (tab, place) {
        var on = VIEWS[place] === name;
        tab.setAttribute("aria-selected", String(on));
        tab.tabIndex = on ? 0 : -1;
      });
      view.setAttribute("aria-labelledby", "pt-tab-" + name);
      view.className = "pt-view pt-view--" + name;
      view.textContent = "";
      if (last) show(last.draft, last.sums);
    }

    function keys(event, name) {
      var by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      var place = VIEWS.indexOf(name);
      var to = event.key === "Home" ? 0 : event.key === "End" ? VIEWS.length - 1 : by ? (place + by + VIEWS.length) % VIEWS.length : -1;
      if (to < 0) return;
      event.preventDefault();
      choose(VIEWS[to]);
      tabs[to].focus();
    }

    /* The folded days of each month: what somebody has opened stays open. */
    function months() {
      return Array.from(view.querySelectorAll(".pt-month-card"), function (month) { return month.querySelector("details"); });
    }

    function show(draft, sums) {
      last = { draft: draft, sums: sums };
      tabs[0].textContent = page.say("tab-warnings") + " " + sums.warnings.length;
      var open = months().map(function (fold) { return Boolean(fold) && fold.open; });
      if (chosen !== "text" && chosen !== "table") view.textContent = "";
      drawers[chosen](page, view, draft, sums);
      months().forEach(function (fold, place) { if (fold && open[place]) fold.open = true; });
    }

    choose(chosen);
    return {
      show: show,
      print: function (host, draft) {
        host.textContent = "";
        host.append(draw(window.planText.blocks(draft, page.data), page, true));
      },
    };
  };
})();
