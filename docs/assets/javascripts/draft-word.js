/* A draft as a Word file in the official format: the browser's half of hooks/catalogue/exports/word. The parts that all files
   share and every figure of their styles come from there (`window.planWord`); a test compares both document parts. */
(function () {
  "use strict";
  var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  var SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    + 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  var TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  var NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  var WIDE = /[\u2e80-\u{10ffff}“”‘’—…]/gu;
  var LATIN_WORD = /[!-,.0-~]+[-/]?/g;

  function escape(text) {
    return text.replace(NOT_XML, "").replace(/[&<>"]/g, function (mark) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[mark];
    });
  }

  /* Width in characters: a Chinese one is 1, any other as much as `latin` says. */
  function size(text, latin) {
    var wide = text.match(WIDE);
    return latin * Array.from(text).length + (1 - latin) * (wide ? wide.length : 0);
  }

  function sum(numbers) {
    return numbers.reduce(function (all, one) { return all + one; }, 0);
  }

  function most(numbers) {
    return numbers.reduce(function (found, one) { return Math.max(found, one); }, 0);
  }

  /* `values`: field id -> what the reader filled in. */
  function writer(data, figures, values) {
    var chinese = data.language === "zh";
    var measures = figures.measures;

    function width(text) {
      return size(text, measures.latin);
    }

    function longest(text, whole) {
      var words = (text.match(LATIN_WORD) || []).map(function (word) { return word.length; });
      return Math.max(whole <= measures.short ? whole : 2, most(words) * measures.latin);
    }

    function run(text, isField) {
      if (!text) return "";
      var properties = (isField ? '<w:rStyle w:val="Field"/>' : "") + (chinese ? '<w:rFonts w:hint="eastAsia"/>' : "");
      var inner = text.split("\t").map(function (part) {
        return part ? '<w:t xml:space="preserve">' + escape(part) + "</w:t>" : "";
      }).join("<w:tab/>");
      return "<w:r>" + (properties ? "<w:rPr>" + properties + "</w:rPr>" : "") + inner + "</w:r>";
    }

    function runs(text) {
      return window.planText.pieces(text, data).map(function (piece) {
        return piece.field ? run(window.planText.shownField(piece.field, data, values), true) : run(piece.text);
      }).join("");
    }

    function indent(found, style) {
      function both(name, characters) {
        var twips = Math.floor(characters * figures.sizes[style] / 10);
        return characters ? " w:" + name + 'Chars="' + characters + '" w:' + name + '="' + twips + '"' : "";
      }
      var first = found.first > 0 ? both("firstLine", found.first) : both("hanging", -(found.first || 0));
      var said = both("left", found.left || 0) + both("right", found.right || 0) + first;
      return said ? "<w:ind" + said + "/>" : "";
    }

    /* `how`: {keep, indent, closes}; `inner`: runs as XML. */
    function para(style, inner, how) {
      var more = how || {};
      return '<w:p><w:pPr><w:pStyle w:val="' + style + '"/>' + (more.keep ? "<w:keepNext/>" : "")
        + (more.indent ? indent(more.indent, style) : "") + (more.closes || "") + "</w:pPr>" + inner + "</w:p>";
    }

    function filled(text) {
      return window.planText.filled(text, data, values);
    }

    function columnWidths(block, area, style) {
      var columns = Math.max.apply(null, [block.head.length].concat(block.rows.map(function (row) { return row.length; })));
      var unit = figures.sizes[style] * 10;
      var least = [];
      var wanted = [];
      for (var column = 0; column < columns; column += 1) {
        var texts = [];
        block.rows.forEach(function (row) { (row[column] || []).forEach(function (line) { texts.push(filled(line)); }); });
        var widths = texts.map(width);
        var header = column < block.head.length ? width(filled(block.head[column])) : 0;
        var words = most(texts.map(function (text, place) { return longest(text, widths[place]); }));
        least.push(Math.max(words, Math.min(header, 4)) * unit + measures.padding);
        var long = most(widths);
        var mean = sum(widths) / Math.max(block.rows.length, 1);
        var fits = long * unit + measures.padding <= least[column];
        wanted.push(fits ? 0.01 : Math.pow(long * Math.max(mean, 1), measures.share));
      }
      var left = Math.max(area - sum(least), 0);
      var all = sum(wanted);
      var found = least.map(function (room, place) { return Math.floor(room + left * wanted[place] / all); });
      var scale = area / sum(found);
      found = found.map(function (width) { return Math.floor(width * scale); });
      found[found.length - 1] += area - sum(found);
      return found;
    }

    function row(cells, widths, style, more, keep) {
      return "<w:tr><w:trPr><w:cantSplit/>" + more + "</w:trPr>" + widths.map(function (width, place) {
        var lines = cells[place] && cells[place].length ? cells[place] : [""];
        return '<w:tc><w:tcPr><w:tcW w:w="' + width + '" w:type="dxa"/></w:tcPr>'
          + lines.map(function (line) { return para(style, runs(line), { keep: keep }); }).join("") + "</w:tc>";
      }).join("") + "</w:tr>";
    }

    function height(cells) {
      var written = cells.filter(function (cell) { return cell.some(Boolean); }).length;
      return written <= 1 && cells.length > 1 ? '<w:trHeight w:val="' + measures.blankRow + '" w:hRule="atLeast"/>' : "";
    }

    function table(block) {
      var text = block.wide ? "DenseText" : "TableText";
      var widths = columnWidths(block, (block.wide ? figures.landscape : figures.portrait).width, text);
      /* Seven rows of the wide table fill more than a page lying on its side. */
      var kept = !block.wide && block.rows.length <= measures.shortTable ? block.rows.length - 1 : 0;
      var head = row(block.head.map(function (cell) { return [cell]; }), widths, block.wide ? "DenseHead" : "TableHead",
        "<w:tblHeader/>", true);
      return '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="' + sum(widths) + '" w:type="dxa"/>'
        + '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        + 'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>'
        + widths.map(function (width) { return '<w:gridCol w:w="' + width + '"/>'; }).join("") + "</w:tblGrid>" + head
        + block.rows.map(function (cells, place) { return row(cells, widths, text, height(cells), place < kept); }).join("")
        + "</w:tbl>" + para("Close", "", { closes: block.wide ? figures.landscape.xml : "" });
    }

    function attachments(names, word) {
      if (!figures.official) {
        return para("Normal", run(word), { keep: true }) + names.map(function (name, place) {
          return para("ListItem", run(place + 1 + ".\t") + runs(name));
        }).join("");
      }
      return para("Normal", "") + names.map(function (name, place) {
        var mark = place ? place + 1 + "." : word + "：1.";
        var how = { indent: { left: 600, first: place ? -100 : -400 }, keep: place === names.length - 1 };
        return para("Normal", run(mark) + runs(name), how);
      }).join("") + para("Normal", "", { keep: true });
    }

    /* The date begins two characters right of the signature; the longer one ends two characters from the edge. */
    function signature(lines, last) {
      /* The last section of a document ends with the document, not with a paragraph. */
      var closes = last ? "" : figures.portrait.xml;
      if (lines.length !== 2 || !figures.official) {
        return lines.map(function (line) { return para("Signature", runs(line)); }).join("") + para("Close", "", { closes: closes });
      }
      var widths = lines.map(function (line) { return Math.round(100 * width(filled(line))); });
      var over = widths[1] + 200 - widths[0];
      return para("Signature", runs(lines[0]), { indent: { right: measures.rightEdge + Math.max(over, 0) } })
        + para("Date", runs(lines[1]), { indent: { right: measures.rightEdge + Math.max(-over, 0) }, closes: closes });
    }

    function item(block, text) {
      if (figures.official) {
        var space = /^[0-9]/.test(block.text) ? " " : "";
        return para(text, run(block.number + "." + space) + runs(block.text));
      }
      return para("ListItem", run((block.ordered ? block.number + "." : "•") + "\t") + runs(block.text));
    }

    /* As in word-file.js: a title too long for its line breaks behind the year. */
    function title(text) {
      var parts = /^(.*?(?:〕|\d{4})年)(.+)$/.exec(text);
      var fits = width(filled(text)) * figures.sizes.Title * 10 <= figures.portrait.width;
      if (fits || !parts || !figures.official) return runs(text);
      return runs(parts[1]) + "<w:r><w:br/></w:r>" + runs(parts[2]);
    }

    function piece(block) {
      var text = figures.official ? "BodyTextFirstIndent" : "Normal";
      if (block.style === "title") return para("Title", title(block.text)) + (figures.official ? para("Normal", "") : "");
      if (block.style === "subtitle") return para("Subtitle", runs(block.text));
      if (block.style === "heading1") return para("Heading1", runs(block.text));
      if (block.style === "heading2") return para("Heading2", runs(block.text));
      if (block.style === "item") return item(block, text);
      if (block.style === "table") return table(block);
      if (block.style === "attachments") return attachments(block.names, block.word);
      if (block.style === "signature") return signature(block.lines, block.last);
      if (block.style === "attachment") {
        if (!figures.official) return para("AttachmentTitle", run(block.mark + ": ") + runs(block.name));
        return para("AttachmentMark", run(block.mark)) + para("Normal", "")
          + para("AttachmentTitle", runs(block.name)) + para("Normal", "");
      }
      return para(text, runs(block.text));
    }

    return {
      document: function (blocks) {
        return HEAD + "<w:document " + SPACE + "><w:body>" + blocks.map(piece).join("") + figures.portrait.xml
          + "</w:body></w:document>";
      },
    };
  }

  function documentXml(draft, data, figures, values) {
    return writer(data, figures, values).document(window.planText.blocks(draft, data));
  }

  function properties(title, language) {
    var now = new Date().toISOString().slice(0, 19) + "Z";
    var dated = ["created", "modified"].map(function (name) {
      return "<dcterms:" + name + ' xsi:type="dcterms:W3CDTF">' + now + "</dcterms:" + name + ">";
    }).join("");
    return HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
      + 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
      + 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>' + escape(title) + "</dc:title>" + dated
      + "<dc:language>" + (language === "en" ? "en-GB" : "zh-CN") + "</dc:language></cp:coreProperties>";
  }

  /* The file as bytes. `zip` is the fflate library. */
  function file(draft, data, figures, values, zip) {
    var parts = {};
    Object.keys(figures.parts).forEach(function (name) { parts[name] = zip.strToU8(figures.parts[name]); });
    parts["word/document.xml"] = zip.strToU8(documentXml(draft, data, figures, values));
    parts["docProps/core.xml"] = zip.strToU8(properties(window.planText.filled(draft.title, data, values), data.language));
    return zip.zipSync(parts);
  }

  window.planWordFile = { documentXml: documentXml, file: file, type: TYPE, escape: escape, size: size };
})();
