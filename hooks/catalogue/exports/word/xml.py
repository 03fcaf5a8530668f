"""Small pieces of WordprocessingML. Child elements stand in the order of the schema: Word and WPS are strict."""

from __future__ import annotations

import re

from .styles import Font, Indent, Kind, Paper, Style

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# Control characters and halves of surrogate pairs: an office program calls a file with one damaged.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Styles by names that Word knows; any other must be marked as custom.
BUILT_IN = {"Normal", "Title", "Subtitle", "Quote", "Signature", "Date", "footer", "Body Text First Indent"}


def escape(text: str) -> str:
    """That text for an element or an attribute. Characters that XML cannot hold are left out."""
    # Nearly all text is printable, which is seen many times faster.
    clean = text if text.isprintable() else NOT_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def switch(name: str, on: bool) -> str:
    """`<w:name/>`, which is true by standing there, or nothing."""
    return f"<w:{name}/>" if on else ""


def indent(indent: Indent, size: int) -> str:
    """`w:ind` in characters, and in twips for programs that do not count characters. `size` in half points."""

    def both(name: str, characters: int) -> str:
        # Hundredths of a character, by half points: a tenth of the product is twips.
        return f' w:{name}Chars="{characters}" w:{name}="{characters * size // 10}"' if characters else ""

    first = both("firstLine", indent.first) if indent.first > 0 else both("hanging", -indent.first)
    said = both("left", indent.left) + both("right", indent.right) + first
    return f"<w:ind{said}/>" if said else ""


def fonts(latin: Font, chinese: Font, hint: bool) -> str:
    """All four slots; the hint keeps curly quotes and dashes in the Chinese font."""
    east = ' w:hint="eastAsia"' if hint else ""
    names = f'w:ascii="{latin.name}" w:hAnsi="{latin.name}" w:eastAsia="{chinese.name}" w:cs="{latin.name}"'
    return f"<w:rFonts{east} {names}/>"


def paragraph_style(style: Style, kind: Kind) -> str:
    """The `w:style` of that style."""
    normal = style.id == "Normal"
    size = style.size or kind.styles[0].size
    rule = "exact" if style.exact else "auto"
    spacing = (
        f'<w:spacing w:before="{style.before}" w:after="{style.after}"'
        + (f' w:line="{style.line}" w:lineRule="{rule}"' if style.line else "")
        + "/>"
    )
    paragraph = (
        switch("keepNext", style.keep_next)
        + switch("pageBreakBefore", style.new_page)
        # 22 lines on each page: Word would move lines over to keep two of a paragraph together.
        + ('<w:widowControl w:val="0"/>' if normal and kind.official else "")
        + ('<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="808080"/></w:pBdr>' if style.bar else "")
        + ("<w:kinsoku/><w:overflowPunct/>" if normal else "")
        # No gaps between Chinese and figures, which would break the row of 28 characters.
        + ('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if normal and kind.official else "")
        + ('<w:snapToGrid w:val="0"/>' if style.off_grid else "")
        + spacing
        + indent(style.indent, size)
        + (f'<w:jc w:val="{style.align}"/>' if style.align else "")
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )
    slots = ""
    if style.font:
        # A Chinese file has its figures in the type of the text around them.
        latin = style.font if kind.language == "zh" else kind.latin
        slots = fonts(latin, style.font if kind.language == "zh" else kind.chinese, kind.language == "zh")
    characters = (
        slots
        + ("<w:b/><w:bCs/>" if style.bold else "")
        + ('<w:snapToGrid w:val="0"/>' if style.off_grid else "")
        + (f'<w:spacing w:val="{style.tracking}"/>' if style.tracking is not None else "")
        + (f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else "")
    )
    known = style.name in BUILT_IN or style.name.startswith("heading ")
    default = ' w:default="1"' if normal else "" if known else ' w:customStyle="1"'
    based = "" if normal else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr>" + (f"<w:rPr>{characters}</w:rPr>" if characters else "") + "</w:style>"
    )


def section(paper: Paper) -> str:
    """`w:sectPr` of a section on that paper, with the footers of the template."""
    turned = ' w:orient="landscape"' if paper.is_landscape else ""
    side = "Landscape" if paper.is_landscape else ""
    grid = (
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{paper.grid}" w:charSpace="{paper.spacing}"/>'
        if paper.grid
        # 312, like 851 and 425 below, is what Chinese Word writes itself; here it moves nothing.
        else '<w:docGrid w:linePitch="312"/>'
    )
    return (
        f'<w:sectPr><w:footerReference w:type="even" r:id="even{side}"/>'
        f'<w:footerReference w:type="default" r:id="odd{side}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{paper.width}" w:h="{paper.height}"{turned}/>'
        f'<w:pgMar w:top="{paper.top}" w:right="{paper.right}" w:bottom="{paper.bottom}" w:left="{paper.left}" '
        f'w:header="851" w:footer="{paper.footer}" w:gutter="0"/><w:cols w:space="425"/>{grid}</w:sectPr>'
    )
