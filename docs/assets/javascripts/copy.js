/* Copy a part or the whole of a sheet: plain text with the official numbering, and formatting that pastes well into
   Word and WPS. What belongs to the site and not to the text (links, notes, buttons) stays behind; the reader's
   own values come along, for they stand in the page. */
(function () {
  "use strict";
  var NOT_TEXT = ".task-links, .dated, .copy, .visually-hidden, .block--links, .block--sources, #sources, #sources ~ *, [hidden]";
  var HAN = "[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]";
  var chinese = document.documentElement.lang !== "en";
  var words = window.siteInterface.words;

  function flat(text) {
    return text
      .replace(new RegExp("(" + HAN + ")\\s*\\n\\s*(?=" + HAN + ")", "g"), "$1")
      .replace(/\s+/g, " ")
      .trim();
  }

  /* The lines of an element: line breaks part them; in words to read out or send, those of the source do too. */
  function lines(element) {
    var found = [""];
    var quoted = element.closest("blockquote");
    (function walk(node) {
      if (node.nodeType === Node.TEXT_NODE) {
        (quoted ? node.nodeValue.split("\n") : [node.nodeValue]).forEach(function (text, place) {
          if (place) found.push("");
          found[found.length - 1] += text;
        });
      } else if (node.nodeName === "BR") found.push("");
      else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(NOT_TEXT)) node.childNodes.forEach(walk);
    })(element);
    return found.map(flat).filter(Boolean);
  }

  function row(line) {
    return Array.from(line.cells).map(function (cell) { return lines(cell).join(chinese ? "；" : "; "); });
  }

  /* Elements of a page as a flat list of {kind, text, number} and {kind: "table", rows}. */
  function blocks(elements) {
    var found = [];
    elements.forEach(function read(element) {
      if (element.matches(NOT_TEXT)) return;
      if (/^H[1-4]$/.test(element.nodeName)) {
        found.push({ kind: element.nodeName.toLowerCase(), text: lines(element).join("") });
      } else if (element.nodeName === "P") {
        lines(element).forEach(function (text) { found.push({ kind: "p", text: text }); });
      } else if (element.nodeName === "UL" || element.nodeName === "OL") {
        Array.from(element.children).forEach(function (item, index) {
          var numbered = chinese || element.nodeName === "OL";
          found.push({ kind: "li", text: (numbered ? index + 1 + ". " : "- ") + lines(item).join(" ") });
        });
      } else if (element.nodeName === "TABLE") {
        found.push({ kind: "table", rows: Array.from(element.rows).map(row) });
      } else {
        Array.from(element.children).forEach(read);
      }
    });
    return found;
  }

  /* A plan as it is handed in, like its Word file: under the title without the sample's name stand the text, the list of
     attachments, signature and date without a heading, then the attachments. Nothing for a sheet that is no whole plan. */
  function handedIn(sheet) {
    var head = document.querySelector(".handed-in");
    var parts = Array.from(sheet.children);
    var start = parts.findIndex(function (part) { return part.id === "attachments"; });
    var end = parts.findIndex(function (part) { return part.id === "signature"; });
    if (!head || start < 0 || end < start) return null;
    var first = parts.findIndex(function (part, place) { return place > end && part.matches("h2, plan-attachments"); });
    var title = blocks(Array.from(head.children));
    title[0].kind = "h1";
    var names = list(parts[start], Array.from(sheet.querySelectorAll(".attachments a")));
    var signed = blocks(parts.slice(end + 1, first));
    signed.forEach(function (block) { block.kind = "signature"; });
    return title.concat(blocks(parts.slice(0, start)), names, signed, blocks(parts.slice(first)));
  }

  /* The names of the attachments without their marks: 附件：1.任务分解表. */
  function list(heading, links) {
    var word = lines(heading).join("");
    var names = links.map(function (link, place) {
      return { kind: "li", text: (chinese && !place ? word + "：" : "") + (place + 1) + (chinese ? "." : ". ") + flat(link.textContent).replace(/^\D*\d+[:：]?\s*/, "") };
    });
    return chinese || !names.length ? names : [{ kind: "p", text: word }].concat(names);
  }

  function plain(found) {
    return found.map(function (block) {
      if (block.kind !== "table") return block.text;
      return block.rows.map(function (cells) { return cells.join("\t"); }).join("\n");
    }).join(chinese ? "\n" : "\n\n") + "\n";
  }

  function escape(text) {
    return text.replace(/[&<>"]/g, function (mark) { return "&#" + mark.charCodeAt(0) + ";"; });
  }

  /* The faces and sizes of official documents, for Word and WPS read only what stands in the tag itself. */
  var FACES = chinese
    ? {
      h1: "font-family:方正小标宋简体,小标宋,宋体;font-size:22pt;font-weight:normal;text-align:center;line-height:33pt",
      h2: "font-family:黑体;font-size:16pt;font-weight:normal;text-indent:32pt;line-height:28.95pt",
      h3: "font-family:楷体_GB2312,楷体;font-size:16pt;font-weight:normal;text-indent:32pt;line-height:28.95pt",
      h4: "font-family:仿宋_GB2312,仿宋;font-size:16pt;font-weight:normal;text-indent:32pt;line-height:28.95pt",
      p: "font-family:仿宋_GB2312,仿宋;font-size:16pt;text-indent:32pt;line-height:28.95pt;text-align:justify",
      signature: "font-family:仿宋_GB2312,仿宋;font-size:16pt;line-height:28.95pt;text-align:right;margin-right:32pt",
      cell: "font-family:仿宋_GB2312,仿宋;font-size:12pt;border:1px solid #000;padding:2pt 4pt",
    }
    : {
      h1: "font-family:Calibri,Arial;font-size:20pt", h2: "font-family:Calibri,Arial;font-size:15pt",
      h3: "font-family:Calibri,Arial;font-size:12pt", h4: "font-family:Calibri,Arial;font-size:11pt",
      p: "font-family:Calibri,Arial;font-size:11pt", signature: "font-family:Calibri,Arial;font-size:11pt;text-align:right",
      cell: "font-family:Calibri,Arial;font-size:10pt;border:1px solid #000;padding:2pt 4pt",
    };

  function tagged(tag, face, text) {
    return "<" + tag + ' style="margin:0;' + face + '">' + escape(text) + "</" + tag + ">";
  }

  function formatted(found) {
    return '<meta charset="utf-8">' + found.map(function (block) {
      if (block.kind === "table") {
        var rows = block.rows.map(function (cells, index) {
          var tag = index ? "td" : "th";
          return "<tr>" + cells.map(function (cell) { return tagged(tag, FACES.cell, cell); }).join("") + "</tr>";
        });
        return '<table border="1" style="border-collapse:collapse">' + rows.join("") + "</table>";
      }
      var kind = block.kind === "li" ? "p" : block.kind;
      return tagged(/^h/.test(kind) ? kind : "p", FACES[kind], block.text);
    }).join("\n");
  }

  /* A heading and what belongs to it: its following siblings up to a heading of its own or a higher level. */
  function part(heading) {
    var found = [heading];
    var level = Number(heading.nodeName[1]);
    for (var next = heading.nextElementSibling; next; next = next.nextElementSibling) {
      if (/^H[1-6]$/.test(next.nodeName) && Number(next.nodeName[1]) <= level) break;
      found.push(next);
    }
    return found;
  }

  /* A plan's attachments may still be on their way, or on their own page alone: whoever copies them has them first. */
  function rest(elements) {
    var missing = elements.map(function (element) { return element.querySelector("plan-attachments"); }).find(Boolean);
    return missing ? missing.load() : null;
  }

  function empty(elements) {
    var names = new Set();
    elements.forEach(function (element) {
      element.querySelectorAll(".field:not(.field--filled)").forEach(function (field) {
        if (!field.closest(NOT_TEXT)) names.add(field.textContent.replace(/[〔〕[\]]/g, ""));
      });
    });
    return Array.from(names);
  }

  customElements.define("copy-parts", class extends HTMLElement {
    connectedCallback() {
      this.sheet = document.querySelector(".sheet");
      this.hidden = false;
      this.querySelectorAll("button").forEach((button) => {
        button.addEventListener("click", () => this.whole(button));
      });
      this.offerAll();
      document.addEventListener("sheet-grown", () => this.offerAll());
    }

    offerAll() {
      this.sheet.querySelectorAll(this.dataset.parts).forEach((heading) => {
        var before = heading.previousElementSibling;
        if (!before || !before.matches(".copy")) this.offer(heading);
      });
    }

    offer(heading) {
      var name = flat(heading.textContent);
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy copy--" + heading.nodeName.toLowerCase();
      button.textContent = words.copy;
      button.setAttribute("aria-label", words.copy + (chinese ? "：" : ": ") + name);
      button.addEventListener("click", () => this.when(() => part(heading), (elements, all) => {
        /* The heading of ready words is the site's, not part of what is sent. */
        var sent = heading.closest(".block--words, .block--plan-line") ? elements.slice(1) : elements;
        this.copy(sent, true, button, { first: sent[0], last: sent[sent.length - 1] }, all);
      }));
      /* Beside the heading, not in it: the table of contents and the outline stay clean. */
      heading.before(button);
    }

    whole(button) {
      var title = document.querySelector(".page-head h1");
      this.when(() => [title, this.sheet], (elements, all) => {
        this.copy(elements, button.dataset.what === "rich", button, this.sheet, all, handedIn(this.sheet));
      });
    }

    /* At once where nothing is waited for: some browsers let a page copy only while a tap is being answered. */
    when(elements, then) {
      var waiting = rest(elements());
      if (waiting) waiting.then(function (all) { then(elements(), all); });
      else then(elements(), true);
    }

    /* `found`: their text, where it is not copied as it stands. */
    copy(elements, rich, button, target, all, found) {
      found = found || blocks(elements);
      var missing = empty(elements);
      var what = { text: plain(found), html: rich ? formatted(found) : "", target: target };
      window.clipboardCopy(what).then((how) => {
        var left = missing.length
          ? window.withValues(words["copy-left"], { n: missing.length, names: missing.join(chinese ? "、" : ", ") })
          : "";
        if (!all) left = words["attachments-missing"] + left;
        window.announce((how === "copied" ? words.copied : words["copy-selected"]) + (how === "copied" ? left : ""));
        if (how !== "copied") return;
        button.classList.add("copy--done");
        setTimeout(function () { button.classList.remove("copy--done"); }, 3000);
      });
    }
  });
})();
