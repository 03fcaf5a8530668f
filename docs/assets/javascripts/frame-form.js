/* The frame of a draft on the left of the page: its title, opening words and sections with their tables, edited in place.
   `window.frameForm(page, head, host)` returns show(draft). `page` as in plan-editor.js. */
(function () {
  "use strict";
  var ui = window.planPage;
  var el = ui.el;

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
        var input = ui.line(cell, "", function (value) { set(place, column, value); }, { "aria-label": head[column] + " " + place });
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
        body.append(ui.button(page.say("section-on"), page.named("section-on", section.heading), function () {
          edit({ off: false });
          summary.focus();
        }));
        return;
      }
      body.append(ui.label(page.say("title"), ui.line(section.heading, "heading", function (value) { edit({ heading: value }, "heading-" + id); })));
      if (section.computed) body.append(el("p", { class: "pt-note", text: page.say("section-computed") }));
      else {
        body.append(ui.label(page.say("section-text"), ui.lines(section.text, "text", function (value) { edit({ text: value }, "text-" + id); })));
        if (section.table) {
          body.append(tableForm(page, section, function (table, joint) {
            edit({ table: table }, joint);
            if (!joint) body.querySelector(".pt-row-add").focus();
          }));
        }
        body.append(swap());
      }
      if (window.planFrame.parts.indexOf(id) >= 0) {
        body.append(ui.button(page.say("section-write"), page.named("section-write", section.heading), function () {
          page.change(window.planFrame.write(page.draft(), page.data, [id]));
          summary.focus();
        }));
      }
      body.append(ui.button(page.say("section-off"), page.named("section-off", section.heading), function () {
        edit({ off: true });
        summary.focus();
      }));
    }

    function swap() {
      var options = page.data.plans.map(function (plan) { return [plan.id, plan.short]; });
      function isPlan(value) { return options.some(function (option) { return option[0] === value; }); }
      /* Words that come from no sample have an option of their own, which only says so. */
      var own = [section.from, page.say(section.from === draft.written ? "section-written" : "section-own")];
      return ui.label(page.say("section-swap"), ui.select((isPlan(section.from) ? [] : [own]).concat(options), section.from, function (value) {
        if (value !== own[0]) page.change(draft.swapSection(page.draft(), page.data, id, value));
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
        if (typing) ui.follow(body, next);
        else build();
      },
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

  window.frameForm = function (page, head, host) {
    var draft = window.planDraft;
    var rows = new Map();
    var title = ui.line("", "title", function (value) {
      page.change(draft.changed(page.draft(), { title: value }), "title");
    });
    var intro = ui.lines("", "intro", function (value) {
      page.change(draft.changed(page.draft(), { intro: value }), "intro");
    }, { rows: 5 });
    head.append(ui.label(page.say("title"), title));
    var swapAll = ui.select([["", "—"]].concat(page.data.plans.map(function (plan) { return [plan.id, plan.short]; })), "", function (value) {
      if (value) page.change(draft.swapFrame(page.draft(), page.data, value));
    });
    var list = el("div");
    host.append(ui.label(page.say("frame-swap"), swapAll), ui.label(page.say("intro"), intro), list);
    return function (now) {
      ui.follow(head, now);
      ui.follow(host, { intro: now.intro });
      swapAll.value = now.frame;
      var numbers = { body: 0, attachment: 0 };
      var wanted = now.sections.map(function (section) {
        if (!rows.has(section.id)) rows.set(section.id, sectionRow(page, section.id));
        rows.get(section.id).show(section, numbered(section, numbers, page, now));
        return rows.get(section.id).root;
      });
      ui.arrange(list, wanted);
    };
  };
})();
