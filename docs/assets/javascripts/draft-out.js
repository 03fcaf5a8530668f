/* A draft as a spreadsheet and as a calendar file. Pure; the zip library (fflate) is handed in. */
(function () {
  "use strict";
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  var RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  var PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  var SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  var TASK_WIDTHS = [6, 22, 26, 20, 26, 14, 40, 30];
  var MONTH_WIDTHS = [10, 30, 50, 14, 14, 18];
  var DAY = 86400000;
  /* A spreadsheet counts days from the end of 1899. */
  var FIRST_DAY = Date.UTC(1899, 11, 30);
  var OCTETS = 75;

  function column(place) {
    return String.fromCharCode(65 + place);
  }

  /* Cells are texts, numbers, or {day: "2027-11-30"}. Styles: 0 plain, 1 head, 2 text, 3 date. */
  function cell(value, place, row, head) {
    var name = ' r="' + column(place) + row + '"';
    if (value && value.day) {
      var parts = value.day.split("-").map(Number);
      return "<c" + name + ' s="3"><v>' + (Date.UTC(parts[0], parts[1] - 1, parts[2]) - FIRST_DAY) / DAY + "</v></c>";
    }
    if (typeof value === "number") return "<c" + name + ' s="2"><v>' + value + "</v></c>";
    return "<c" + name + ' t="inlineStr" s="' + (head ? 1 : 2) + '"><is><t xml:space="preserve">'
      + window.planWordFile.escape(value) + "</t></is></c>";
  }

  function sheet(rows, widths, first) {
    return HEAD + '<worksheet xmlns="' + MAIN + '"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"'
      + (first ? ' tabSelected="1"' : "") + '><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
      + widths.map(function (width, place) {
        return '<col min="' + (place + 1) + '" max="' + (place + 1) + '" width="' + width + '" customWidth="1"/>';
      }).join("") + "</cols><sheetData>" + rows.map(function (row, number) {
        return '<row r="' + (number + 1) + '">' + row.map(function (value, place) {
          return cell(value, place, number + 1, number === 0);
        }).join("") + "</row>";
      }).join("") + '</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
      + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';
  }

  function styles(language) {
    var font = '<sz val="11"/><name val="' + (language === "en" ? "Arial" : "宋体") + '"/>';
    var date = language === "en" ? "d mmm yyyy" : 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;';
    function look(more) {
      return '<xf xfId="0" fontId="0" borderId="1" fillId="0" applyBorder="1" applyAlignment="1" ' + more + '><alignment vertical="top" wrapText="1"/></xf>';
    }
    var side = ["left", "right", "top", "bottom"].map(function (name) {
      return "<" + name + ' style="thin"><color auto="1"/></' + name + ">";
    }).join("");
    return HEAD + '<styleSheet xmlns="' + MAIN + '"><numFmts count="1"><numFmt numFmtId="164" formatCode="' + date + '"/></numFmts>'
      + "<fonts count=\"2\"><font>" + font + "</font><font><b/>" + font + "</font></fonts>"
      + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
      + '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>' + side + "<diagonal/></border></borders>"
      + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
      + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' + look('numFmtId="0" applyFont="1"').replace('fontId="0"', 'fontId="1"')
      + look('numFmtId="0"') + look('numFmtId="164" applyNumberFormat="1"')
      + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
  }

  function taskRows(draft, data, values, year) {
    return [data.columns["task-table"].map(function (label) { return data.words[label]; })]
      .concat(draft.tasks.map(function (task, place) {
        return window.planText.taskRow(task, place + 1, data).map(function (lines, number) {
          if (number === 0) return place + 1;
          if (number === 5) return { day: dated(task.due, year) };
          return lines.map(function (line) { return window.planText.filled(line, data, values); }).join("\n");
        });
      }));
  }

  /* 29 February of a year that has none is the day before. */
  function dated(day, year) {
    var leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    return year + "-" + (day === "02-29" && !leap ? "02-28" : day);
  }

  function monthRows(draft, data, values, sums) {
    var heads = data.columns["month-plan"].map(function (label) { return data.words[label]; });
    return [heads.concat([data.labels["staff-hours"], data.labels["volunteer-hours"], data.labels["money"]])]
      .concat(window.planText.monthPlan(draft, data).rows.map(function (row, place) {
        var sum = sums.months[place];
        return row.map(function (lines) { return window.planText.filled(lines.join("\n"), data, values); })
          .concat([round(sum.staff), round(sum.volunteers), range(sum, data)]);
      }));
  }

  function round(hours) {
    return Math.round(hours * 10) / 10;
  }

  /* 301—1000, or 3001 and more, as the tiers say. */
  function range(sum, data) {
    if (sum.open) return window.withValues(data.labels["money-from"], { least: sum.least });
    return sum.least === sum.most ? String(sum.least) : sum.least + (data.language === "en" ? "–" : "—") + sum.most;
  }

  function spreadsheet(draft, data, values, sums, zip) {
    var names = [data.words["sheet-tasks"], data.labels["sheet-months"]];
    var parts = {
      "[Content_Types].xml": HEAD + '<Types xmlns="' + PACKAGE + '/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + '<Override PartName="/xl/workbook.xml" ContentType="' + SHEET + '.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="' + SHEET + '.styles+xml"/>'
        + names.map(function (name, place) {
          return '<Override PartName="/xl/worksheets/sheet' + (place + 1) + '.xml" ContentType="' + SHEET + '.worksheet+xml"/>';
        }).join("") + "</Types>",
      "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
      "xl/workbook.xml": HEAD + '<workbook xmlns="' + MAIN + '" xmlns:r="' + RELATIONS + '"><sheets>' + names.map(function (name, place) {
        return '<sheet name="' + window.planWordFile.escape(name) + '" sheetId="' + (place + 1) + '" r:id="rId' + (place + 1) + '"/>';
      }).join("") + "</sheets></workbook>",
      "xl/_rels/workbook.xml.rels": relations(names.map(function (name, place) {
        return ["rId" + (place + 1), "worksheet", "worksheets/sheet" + (place + 1) + ".xml"];
      }).concat([["rId9", "styles", "styles.xml"]])),
      "xl/styles.xml": styles(data.language),
      "xl/worksheets/sheet1.xml": sheet(taskRows(draft, data, values, sums.year), TASK_WIDTHS, true),
      "xl/worksheets/sheet2.xml": sheet(monthRows(draft, data, values, sums), MONTH_WIDTHS, false),
    };
    Object.keys(parts).forEach(function (name) { parts[name] = zip.strToU8(parts[name]); });
    return zip.zipSync(parts);
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

  function event(uid, stamp, first, days, title, more) {
    var end = new Date(Date.parse(first + "T00:00:00Z") + days * DAY).toISOString().slice(0, 10);
    return [
      "BEGIN:VEVENT", "UID:" + uid + "@civil-community-workbench", "DTSTAMP:" + stamp,
      "DTSTART;VALUE=DATE:" + first.replace(/-/g, ""), "DTEND;VALUE=DATE:" + end.replace(/-/g, ""),
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
        out = out.concat(event(uid, stamp, dated(date, sums.year), 1, title, (day ? day.label + "\n" : "") + window.planText.filled(run.task.title, data, values)));
      });
    });
    draft.tasks.forEach(function (task) {
      var title = window.withValues(data.labels["ics-due"], { title: task.title });
      var uid = [draft.id, task.key, sums.year, "due"].join("-");
      out = out.concat(event(uid, stamp, dated(task.due, sums.year), 1, window.planText.filled(title, data, values), task.lead));
    });
    return out.concat(["END:VCALENDAR"]).map(folded).join("\r\n") + "\r\n";
  }

  window.planOut = { spreadsheet: spreadsheet, icalendar: icalendar, range: range, round: round };
})();
