/* A draft as a spreadsheet and as a calendar file. Pure; the zip library (fflate) is handed in. */
(function () {
  "use strict";
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  var RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  var PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  var SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  var MONTH_WIDTHS = [10, 30, 50, 14, 14, 18];
  var HEAD_ROW = 3;
  /* The looks of cells, by their place in `styles`. */
  var LOOK = { head: 1, text: 2, date: 3, title: 4, note: 5, year: 6 };
  var DUE = 5; // the place of the due days
  var DAY = 86400000;
  /* A spreadsheet counts days from the end of 1899. */
  var FIRST_DAY = Date.UTC(1899, 11, 30);
  var OCTETS = 75;

  function column(place) {
    return String.fromCharCode(65 + place);
  }

  /* Cells are texts, numbers, or {day: "2027-11-30"}. Texts stand once in a part of their own: not every program reads
     those that stand in the cells. */
  function cell(value, place, row, look, texts) {
    var name = '<c r="' + column(place) + row + '" s="' + look + '"';
    if (value && value.day) {
      var parts = value.day.split("-").map(Number);
      return name + "><v>" + (Date.UTC(parts[0], parts[1] - 1, parts[2]) - FIRST_DAY) / DAY + "</v></c>";
    }
    if (typeof value === "number") return name + "><v>" + value + "</v></c>";
    if (!texts.has(value)) texts.set(value, texts.size);
    return name + ' t="s"><v>' + texts.get(value) + "</v></c>";
  }

  function row(number, cells, height) {
    return '<row r="' + number + '"' + (height ? ' ht="' + height + '" customHeight="1"' : "") + ">" + cells.join("") + "</row>";
  }

  /* In points, so that every line is seen: not all programs fit rows to wrapped text when they open a file. */
  function height(cells, widths, figures) {
    var lines = cells.map(function (value, place) {
      if (typeof value !== "string") return 1;
      return value.split("\n").reduce(function (sum, line) {
        return sum + (Math.ceil(figures.figures * window.planWordFile.size(line, figures.latin) / widths[place]) || 1);
      }, 0);
    });
    return figures.line * Math.max.apply(null, lines) + 4;
  }

  /* As hooks/catalogue/exports/spreadsheet.py lays out a ready-made one: the title, a note with the year of the days, the
     columns' names. `table`: {name, title, note, year, head, rows, widths, fixed}; `fixed` columns stay in sight. */
  function sheet(table, first, texts, figures) {
    var last = column(table.widths.length - 1) + (HEAD_ROW + table.rows.length);
    var note = [cell(table.note, 0, 2, LOOK.note, texts)];
    if (table.year) note.push(cell(table.year, DUE, 2, LOOK.year, texts));
    return HEAD + '<worksheet xmlns="' + MAIN + '"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"'
      + (first ? ' tabSelected="1"' : "") + '><pane xSplit="' + table.fixed + '" ySplit="' + HEAD_ROW + '" topLeftCell="' + column(table.fixed)
      + (HEAD_ROW + 1) + '" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>'
      + table.widths.map(function (width, place) {
        return '<col min="' + (place + 1) + '" max="' + (place + 1) + '" width="' + width + '" customWidth="1"/>';
      }).join("") + "</cols><sheetData>"
      + row(1, [cell(table.title, 0, 1, LOOK.title, texts)]) + row(2, note)
      + row(HEAD_ROW, table.head.map(function (text, place) { return cell(text, place, HEAD_ROW, LOOK.head, texts); }))
      + table.rows.map(function (cells, place) {
        var number = HEAD_ROW + 1 + place;
        return row(number, cells.map(function (value, at) {
          return cell(value, at, number, value && value.day ? LOOK.date : LOOK.text, texts);
        }), height(cells, table.widths, figures));
      }).join("") + '</sheetData><autoFilter ref="A' + HEAD_ROW + ":" + last + '"/>'
      + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
      + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>';
  }

  function styles(language, figures) {
    var formats = [figures.date, figures.year].map(function (code, place) {
      return '<numFmt numFmtId="' + (164 + place) + '" formatCode="' + window.planWordFile.escape(code) + '"/>';
    }).join("");
    function font(size, mark) {
      return "<font>" + mark + '<sz val="' + size + '"/><name val="' + figures.font + '"/></font>';
    }
    function look(font, fill, border, format, alignment) {
      return '<xf xfId="0" fontId="' + font + '" fillId="' + fill + '" borderId="' + border + '" numFmtId="' + format
        + '" applyFont="1" applyFill="1" applyBorder="1" applyNumberFormat="1" applyAlignment="1"><alignment ' + alignment + "/></xf>";
    }
    var side = ["left", "right", "top", "bottom"].map(function (name) {
      return "<" + name + ' style="thin"><color auto="1"/></' + name + ">";
    }).join("");
    return HEAD + '<styleSheet xmlns="' + MAIN + '"><numFmts count="2">' + formats + '</numFmts><fonts count="4">'
      + font(11, "") + font(11, "<b/>") + font(14, "<b/>") + font(11, language === "en" ? "<i/>" : "") + "</fonts>"
      + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
      + '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills>'
      + '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>' + side + "<diagonal/></border></borders>"
      + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">'
      + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
      + look(1, 2, 1, 0, 'horizontal="center" vertical="center" wrapText="1"') + look(0, 0, 1, 0, 'vertical="top" wrapText="1"')
      + look(0, 0, 1, 164, 'horizontal="left" vertical="top" wrapText="1"') + look(2, 0, 0, 0, 'vertical="bottom"')
      + look(3, 0, 0, 0, 'vertical="bottom"') + look(0, 0, 1, 165, 'horizontal="left"')
      + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
  }

  /* What stands above a table: the title of the plan with the table's name, in English on one line with whose it is. */
  function title(draft, name, data, values) {
    var said = data.language === "en" ? draft.title + ": " + name + ", " + data.subtitle : draft.title + name;
    return window.planText.filled(said, data, values);
  }

  function taskTable(draft, data, values, year) {
    var name = data.words["sheet-tasks"];
    return {
      name: name, title: title(draft, name, data, values), note: data.words["sheet-note"], year: year, fixed: 2,
      widths: data.sheet.widths,
      head: data.columns["task-table"].map(function (label) { return data.words[label === "due" ? "sheet-due" : label]; }),
      rows: draft.tasks.map(function (task, place) {
        return window.planText.taskRow(task, place + 1, data).map(function (lines, number) {
          if (number === 0) return place + 1;
          if (number === DUE) return { day: dated(task.due, year) };
          return lines.map(function (line) { return window.planText.filled(line, data, values); }).join("\n");
        });
      }),
    };
  }

  /* 29 February of a year that has none is the day before. */
  function dated(day, year) {
    var leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    return year + "-" + (day === "02-29" && !leap ? "02-28" : day);
  }

  function monthTable(draft, data, values, sums) {
    var name = data.labels["sheet-months"];
    var heads = data.columns["month-plan"].map(function (label) { return data.words[label]; });
    return {
      name: name, title: title(draft, name, data, values), note: data.labels["hours-note"], fixed: 1, widths: MONTH_WIDTHS,
      head: heads.concat([data.labels["staff-hours"], data.labels["volunteer-hours"], data.labels["money"]]),
      rows: window.planText.monthPlan(draft, data).rows.map(function (cells, place) {
        var sum = sums.months[place];
        return cells.map(function (lines) { return window.planText.filled(lines.join("\n"), data, values); })
          .concat([round(sum.staff), round(sum.volunteers), range(sum, data)]);
      }),
    };
  }

  function round(hours) {
    return Math.round(hours * 10) / 10;
  }

  /* 301—1000, or 3001 and more, as the tiers say. */
  function range(sum, data) {
    if (sum.open) return window.withValues(data.labels["money-from"], { least: sum.least });
    return sum.least === sum.most ? String(sum.least) : sum.least + (data.language === "en" ? "–" : "—") + sum.most;
  }

  function workbook(tables) {
    function named(name, place, more, area) {
      return '<definedName name="_xlnm.' + name + '" localSheetId="' + place + '"' + more + ">'"
        + window.planWordFile.escape(tables[place].name) + "'!" + area + "</definedName>";
    }
    return HEAD + '<workbook xmlns="' + MAIN + '" xmlns:r="' + RELATIONS + '"><sheets>' + tables.map(function (table, place) {
      return '<sheet name="' + window.planWordFile.escape(table.name) + '" sheetId="' + (place + 1) + '" r:id="rId' + (place + 1) + '"/>';
    }).join("") + "</sheets><definedNames>" + tables.map(function (table, place) {
      var last = "$" + column(table.widths.length - 1) + "$" + (HEAD_ROW + table.rows.length);
      return named("_FilterDatabase", place, ' hidden="1"', "$A$" + HEAD_ROW + ":" + last)
        + named("Print_Titles", place, "", "$" + HEAD_ROW + ":$" + HEAD_ROW);
    }).join("") + "</definedNames></workbook>";
  }

  function shared(texts) {
    return HEAD + '<sst xmlns="' + MAIN + '">' + Array.from(texts.keys()).map(function (text) {
      return '<si><t xml:space="preserve">' + window.planWordFile.escape(text) + "</t></si>";
    }).join("") + "</sst>";
  }

  function spreadsheet(draft, data, values, sums, zip) {
    var tables = [taskTable(draft, data, values, sums.year), monthTable(draft, data, values, sums)];
    var texts = new Map();
    var parts = {};
    var names = tables.map(function (table, place) { return "worksheets/sheet" + (place + 1); }).concat(["styles", "sharedStrings"]);
    tables.forEach(function (table, place) {
      parts["xl/" + names[place] + ".xml"] = sheet(table, place === 0, texts, data.sheet);
    });
    Object.assign(parts, {
      "[Content_Types].xml": HEAD + '<Types xmlns="' + PACKAGE + '/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + '<Override PartName="/xl/workbook.xml" ContentType="' + SHEET + '.sheet.main+xml"/>'
        + names.map(function (name) {
          return '<Override PartName="/xl/' + name + '.xml" ContentType="' + SHEET + "." + kind(name) + '+xml"/>';
        }).join("") + "</Types>",
      "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
      "xl/workbook.xml": workbook(tables),
      "xl/_rels/workbook.xml.rels": relations(names.map(function (name, place) {
        return ["rId" + (place + 1), kind(name), name + ".xml"];
      })),
      "xl/styles.xml": styles(data.language, data.sheet),
      "xl/sharedStrings.xml": shared(texts),
    });
    Object.keys(parts).forEach(function (name) { parts[name] = zip.strToU8(parts[name]); });
    return zip.zipSync(parts);
  }

  function kind(name) {
    return name.indexOf("worksheets/") === 0 ? "worksheet" : name;
  }

  function relations(found) {
    return HEAD + '<Relationships xmlns="' + PACKAGE + '/relationships">' + found.map(function (one) {
      return '<Relationship Id="' + one[0] + '" Type="' + RELATIONS + "/" + one[1] + '" Target="' + one[2] + '"/>';
    }).join("") + "</Relationships>";
  }

  /* ---- Calendar ---- */

  /* Lines of at most 75 octets, folded between characters (RFC 5545). */
  function folded(line) {
    var out = "";
    var room = OCTETS;
    Array.from(line).forEach(function (character) {
      var code = character.codePointAt(0);
      var octets = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (octets > room) {
        out += "\r\n ";
        room = OCTETS - 1;
      }
      out += character;
      room -= octets;
    });
    return out;
  }

  function escaped(text) {
    return text.replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\n/g, "\\n");
  }

  /* Of one whole day. */
  function event(uid, stamp, day, title, more) {
    var next = new Date(Date.parse(day + "T00:00:00Z") + DAY).toISOString().slice(0, 10);
    return [
      "BEGIN:VEVENT", "UID:" + uid + "@civil-community-workbench", "DTSTAMP:" + stamp,
      "DTSTART;VALUE=DATE:" + day.replace(/-/g, ""), "DTEND;VALUE=DATE:" + next.replace(/-/g, ""),
      "SUMMARY:" + escaped(title),
    ].concat(more ? ["DESCRIPTION:" + escaped(more)] : [], ["TRANSP:TRANSPARENT", "END:VEVENT"]);
  }

  /* An activity stands on the day that it hangs on, or on the first of its month where the day is still open;
     each task on its last day. The same draft gives the same UIDs, so that a second import changes and does not double. */
  function icalendar(draft, data, values, sums, now) {
    var stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    var out = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Civil Community Workbench//Plan//EN",
      "X-WR-CALNAME:" + escaped(window.planText.filled(draft.title, data, values)),
    ];
    sums.months.forEach(function (sum) {
      sum.runs.forEach(function (run) {
        var day = sum.days.find(function (one) { return one.date && run.activity.days.indexOf(one.id) >= 0; });
        var date = day ? day.date.slice(0, 5) : (sum.month < 10 ? "0" : "") + sum.month + "-01";
        var title = day ? run.activity.title : window.withValues(data.labels["ics-open"], { title: run.activity.title });
        var uid = [draft.id, run.activity.key, sums.year, sum.month].join("-");
        out = out.concat(event(uid, stamp, dated(date, sums.year), title, (day ? day.label + "\n" : "") + window.planText.filled(run.task.title, data, values)));
      });
    });
    draft.tasks.forEach(function (task) {
      var title = window.withValues(data.labels["ics-due"], { title: task.title });
      var uid = [draft.id, task.key, sums.year, "due"].join("-");
      out = out.concat(event(uid, stamp, dated(task.due, sums.year), window.planText.filled(title, data, values), task.lead));
    });
    return out.concat(["END:VCALENDAR"]).map(folded).join("\r\n") + "\r\n";
  }

  window.planOut = { spreadsheet: spreadsheet, icalendar: icalendar, range: range, round: round };
})();
