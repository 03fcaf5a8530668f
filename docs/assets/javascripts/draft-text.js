/* A draft as it reads: headings with their new numbers, paragraphs, computed tables. The preview, the plain text,
   the spreadsheet and the Word file are all made from these blocks, so that they say the same. */
(function () {
  "use strict";
  var DIGITS = "零一二三四五六七八九";
  var ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;
  var MONTH_NAMES = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ];
  var COMPUTED = { "task-table": taskTable, "month-plan": monthPlan, "target-table": targetTable };

  function comma(data) { return data.language === "en" ? ", " : "、"; }

  function colon(data) { return data.language === "en" ? ": " : "："; }

  function chinese(number) {
    if (number < 10) return DIGITS[number];
    if (number < 100) {
      var tens = Math.floor(number / 10);
      return (tens > 1 ? DIGITS[tens] : "") + "十" + (number % 10 ? DIGITS[number % 10] : "");
    }
    var rest = number % 100;
    var tail = rest === 0 ? "" : rest < 10 ? "零" + DIGITS[rest] : (rest < 20 ? "一" : "") + chinese(rest);
    return DIGITS[Math.floor(number / 100)] + "百" + tail;
  }

  function sectionNumber(number, language) {
    return language === "en" ? number + ". " : chinese(number) + "、";
  }

  function taskNumber(number, language) {
    return language === "en" ? "(" + number + ") " : "（" + chinese(number) + "）";
  }

  function monthName(month, language) {
    return language === "en" ? MONTH_NAMES[month - 1] : month + "月";
  }

  /* 11-30 as 11月30日 or 30 November. */
  function dayName(day, language) {
    var parts = day.split("-").map(Number);
    return language === "en" ? parts[1] + " " + MONTH_NAMES[parts[0] - 1] : parts[0] + "月" + parts[1] + "日";
  }

  /* The fill-in fields of a text: pieces {text, field}, where `field` is the shown name of one, brackets included.
     In Chinese whatever stands in 〔〕 is a field, but four digits are part of a document's number; in English a known name. */
  function pieces(text, data) {
    var pattern = data.language === "en" ? /\[[^[\]\n]+\]/g : /〔[^〔〕\n]*〕/g;
    var found = [];
    var at = 0;
    var match;
    while ((match = pattern.exec(text))) {
      var isField = data.language === "en" ? known(match[0], data) : !/^〔\d{4}〕$/.test(match[0]);
      if (!isField) continue;
      if (match.index > at) found.push({ text: text.slice(at, match.index), field: "" });
      found.push({ text: match[0], field: match[0] });
      at = match.index + match[0].length;
    }
    if (at < text.length) found.push({ text: text.slice(at), field: "" });
    return found;
  }

  function known(shown, data) {
    return Object.prototype.hasOwnProperty.call(data.fields, shown);
  }

  /* What stands for a field: the reader's value, or its name in brackets. `values`: field id -> value. */
  function shownField(field, data, values) {
    return (known(field, data) && values[data.fields[field].id]) || field;
  }

  function filled(text, data, values) {
    return pieces(text, data).map(function (piece) {
      return piece.field ? shownField(piece.field, data, values) : piece.text;
    }).join("");
  }

  /* Text as paragraphs and items; an item knows its place in its list. */
  function lines(text) {
    var count = 0;
    return text.split("\n").filter(function (line) { return line.trim(); }).map(function (line) {
      var item = ITEM.exec(line);
      count = item ? (item[1] ? Number(item[1]) : count + 1) : 0;
      return item
        ? { style: "item", ordered: Boolean(item[1]), number: count, text: item[2] }
        : { style: "text", text: line.trim() };
    });
  }

  /* What stands before an item: official Chinese papers have no bullets. */
  function itemMark(block, data) {
    return data.language === "en" && !block.ordered ? "• " : block.number + ". ";
  }

  function taskBlocks(task, number, data) {
    return [{ style: "heading2", text: taskNumber(number, data.language) + task.title, id: task.key }]
      .concat(lines(task.text));
  }

  function shown(draft) {
    return draft.sections.filter(function (one) { return !one.off; });
  }

  /* 附件1; Annex 1 or Attachment 1, as the frame says. */
  function mark(draft, number) {
    if (draft.language !== "en") return draft.annexes + number;
    return draft.annexes.replace(/xes$/, "x").replace(/s$/, "") + " " + number;
  }

  function isAttachment(section) {
    return section.level === 3;
  }

  /* The blocks of the whole plan. `each(task, number)` may answer a task's blocks from a store. */
  function blocks(draft, data, each) {
    var ofTask = each || function (task, number) { return taskBlocks(task, number, data); };
    var found = [{ style: "title", text: draft.title }];
    if (data.subtitle) found.push({ style: "subtitle", text: data.subtitle });
    found = found.concat(lines(draft.intro));
    var number = 0;
    shown(draft).forEach(function (section) {
      if (isAttachment(section) || section.id === "signature") return;
      number += 1;
      found.push({ style: "heading1", text: sectionNumber(number, data.language) + section.heading, id: section.id });
      found = found.concat(lines(section.text));
      if (section.table) found.push(table(section.table));
      if (section.id !== "tasks") return;
      draft.tasks.forEach(function (task, place) { found = found.concat(ofTask(task, place + 1)); });
    });
    var attachments = shown(draft).filter(isAttachment);
    if (attachments.length) found.push({ style: "attachments", word: draft.annexes, names: attachments.map(function (one) { return one.heading; }) });
    /* One that is switched off stays as a block without lines: in Word it ends the upright pages before the wide tables. */
    draft.sections.filter(function (one) { return one.id === "signature"; }).forEach(function (section) {
      var text = section.off ? "" : section.text;
      found.push({ style: "signature", last: !attachments.length, lines: text.split("\n").filter(function (line) { return line.trim(); }) });
    });
    attachments.forEach(function (section, place) {
      found.push({
        style: "attachment", id: section.id, name: section.heading,
        mark: mark(draft, place + 1),
      });
      if (section.computed) found.push(COMPUTED[section.id](draft, data));
      found = found.concat(section.computed ? [] : lines(section.text));
      if (section.table) found.push(table(section.table));
    });
    return found;
  }

  function table(cells) {
    return {
      style: "table", head: cells[0],
      rows: cells.slice(1).map(function (row) {
        return row.map(function (cell) { return cell ? cell.split("\n") : []; });
      }),
    };
  }

  function head(name, data) {
    return data.columns[name].map(function (label) { return data.words[label]; });
  }

  function targetText(target, data) {
    if (!target.value) return target.metric;
    return target.metric + colon(data) + target.value;
  }

  function taskRow(task, number, data) {
    var names = task.activities.map(function (activity) { return activity.title; });
    return [
      [String(number)], [task.title], names.length ? names : [data.words["no-activity"]], [task.lead],
      [task.support || "—"], [dayName(task.due, data.language)],
      task.targets.map(function (target) { return targetText(target, data); }), [task.done],
    ];
  }

  function taskTable(draft, data) {
    return {
      style: "table", wide: true, columns: "task-table", head: head("task-table", data),
      rows: draft.tasks.map(function (task, place) { return taskRow(task, place + 1, data); }),
    };
  }

  function targetTable(draft, data) {
    var rows = [];
    draft.tasks.forEach(function (task) {
      task.targets.forEach(function (target) {
        rows.push([
          [target.metric], [target.baseline || data.baseline], [target.value], [target.how],
          [dayName(task.due, data.language)],
        ]);
      });
    });
    return { style: "table", columns: "target-table", head: head("target-table", data), rows: rows };
  }

  /* What falls in each month: activities, each once, with the post that leads their task, and the days they hang on. */
  function months(draft, data) {
    var found = [];
    for (var month = 1; month <= 12; month += 1) found.push({ month: month, activities: [], days: [] });
    draft.tasks.forEach(function (task) {
      task.activities.forEach(function (activity) {
        activity.months.forEach(function (month) {
          var one = found[month - 1];
          if (one.activities.some(function (other) { return same(other.activity, activity); })) return;
          one.activities.push({ activity: activity, task: task });
          activity.days.forEach(function (day) {
            var known = data.days[day];
            if (known && known.months.indexOf(month) >= 0 && one.days.indexOf(day) < 0) one.days.push(day);
          });
        });
      });
    });
    return found;
  }

  function same(one, other) {
    return one.id ? one.id === other.id : one.title === other.title;
  }

  function monthPlan(draft, data) {
    var english = data.language === "en";
    return {
      style: "table", columns: "month-plan", head: head("month-plan", data),
      rows: months(draft, data).map(function (one) {
        var days = one.days.map(function (day) { return data.days[day].inPlan; });
        var names = one.activities.map(function (run) {
          var lead = window.planDraft.shortPost(run.task.lead);
          if (!lead) return run.activity.title;
          return run.activity.title + (english ? " (" : "（") + lead + (english ? ")" : "）");
        });
        return [
          [monthName(one.month, data.language)], [days.join(comma(data)) || "—"],
          names.length ? names : [data.words["none-this-month"]],
        ];
      }),
    };
  }

  /* The plan as plain text; the cells of a table parted by tabs. */
  function plain(draft, data, values) {
    var english = data.language === "en";
    var out = [];
    function say(text) { out.push(filled(text, data, values)); }
    blocks(draft, data).forEach(function (block) {
      if (block.style === "table") {
        say([block.head].concat(block.rows.map(function (row) {
          return row.map(function (cell) { return cell.join(english ? "; " : "；"); });
        })).map(function (row) { return row.join("\t"); }).join("\n"));
      } else if (block.style === "attachments") {
        block.names.forEach(function (name, place) {
          say((place ? "" : block.word + colon(data)) + (place + 1) + ". " + name);
        });
      } else if (block.style === "signature") block.lines.forEach(say);
      else if (block.style === "attachment") say(block.mark + (english ? ": " : "　") + block.name);
      else if (block.style === "item") say(itemMark(block, data) + block.text);
      else say(block.text);
    });
    return out.join(english ? "\n\n" : "\n") + "\n";
  }

  window.planText = {
    blocks: blocks, taskBlocks: taskBlocks, pieces: pieces, shownField: shownField, filled: filled,
    plain: plain, months: months, monthName: monthName, dayName: dayName, taskNumber: taskNumber,
    sectionNumber: sectionNumber, taskRow: taskRow, monthPlan: monthPlan,
    isAttachment: isAttachment, mark: mark, targetText: targetText, itemMark: itemMark, comma: comma, colon: colon,
  };
})();
