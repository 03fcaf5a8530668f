"""The template package of each kind of Word file: every part but the text and the properties."""

from __future__ import annotations

from collections.abc import Mapping

from .styles import SONG, Kind
from .xml import HEAD, R, W, fonts, paragraph_style, section

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SEVEN_MILLIMETRES = 397
FOOTERS = ("odd", "even", "oddLandscape", "evenLandscape")
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def template_parts(kind: Kind) -> Mapping[str, str]:
    """Name -> XML of the parts that every file of that kind shares."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/fontTable.xml": _font_table(kind),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(kind),
    }
    for name in FOOTERS:
        turned = kind.official and name.endswith("Landscape")
        parts[f"word/{name}.xml"] = _footer(kind, even=name.startswith("even"), turned=turned)
    return parts


def empty_document(kind: Kind) -> str:
    """`word/document.xml` without text, on the kind's paper."""
    return f"{HEAD}<w:document {W} {R}><w:body><w:p/>{section(kind.portrait)}</w:body></w:document>"


def _content_types() -> str:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{TYPES}.document.main+xml",
        "/word/fontTable.xml": f"{TYPES}.fontTable+xml",
        "/word/settings.xml": f"{TYPES}.settings+xml",
        "/word/styles.xml": f"{TYPES}.styles+xml",
        **{f"/word/{name}.xml": f"{TYPES}.footer+xml" for name in FOOTERS},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in relations.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def _package_relations() -> str:
    return _relations(
        {
            "document": (f"{RELATIONS}/officeDocument", "word/document.xml"),
            "properties": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        }
    )


def _document_relations() -> str:
    named = {name: (f"{RELATIONS}/{name}", f"{name}.xml") for name in ("styles", "settings", "fontTable")}
    return _relations({**named, **{name: (f"{RELATIONS}/footer", f"{name}.xml") for name in FOOTERS}})


def _font_table(kind: Kind) -> str:
    found = "".join(
        f'<w:font w:name="{font.name}"><w:altName w:val="{",".join(font.others)}"/><w:panose1 w:val="{font.panose}"/>'
        f'<w:charset w:val="{font.charset}"/><w:family w:val="{font.family}"/><w:pitch w:val="variable"/></w:font>'
        for font in kind.fonts
    )
    return f"{HEAD}<w:fonts {W}>{found}</w:fonts>"


def _settings() -> str:
    # Compressed punctuation would spoil the grid of 28 characters.
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _styles(kind: Kind) -> str:
    language = "en-GB" if kind.language == "en" else "en-US"
    size = kind.styles[0].size
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(kind.latin, kind.chinese, kind.language == 'zh')}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in BORDERS)
    return (
        f"{HEAD}<w:styles {W}>{defaults}{''.join(paragraph_style(style, kind) for style in kind.styles)}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        # Looks like ordinary text; the browser finds the fields by it and puts the reader's values in.
        '<w:style w:type="character" w:customStyle="1" w:styleId="Field"><w:name w:val="Field"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _footer(kind: Kind, even: bool, turned: bool) -> str:
    """The page number: in official files between two dashes, one character from the outer edge of the text.

    On a turned sheet it keeps its place on the paper: on the left, written downwards.
    """
    look = fonts(SONG, SONG, hint=True) if kind.official else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""

    def run(inner: str) -> str:
        return f"<w:r>{properties}{inner}</w:r>"

    number = (
        # Each part in a run of its own, and closed: WPS does not show a number whose field is left open.
        run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    place = ""
    if kind.official:
        number = run('<w:t xml:space="preserve">— </w:t>') + number + run('<w:t xml:space="preserve"> —</w:t>')
        # An indent of one character: a space at the end of a line would hang over the edge.
        place = (
            '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>'
            if even
            else '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'
        )
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{number}</w:p>'
    if turned:
        paragraph = _at_the_side(paragraph, kind) + '<w:p><w:pPr><w:pStyle w:val="Close"/></w:pPr></w:p>'
    return f"{HEAD}<w:ftr {W} {R}>{paragraph}</w:ftr>"


def _at_the_side(paragraph: str, kind: Kind) -> str:
    """That paragraph in a frame as high as the text of a turned sheet, 7 mm left of it."""
    paper, size = kind.landscape, kind.by_id["Footer"].line + 40
    left = paper.left - SEVEN_MILLIMETRES - size
    height = paper.height - paper.top - paper.bottom
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{left}" w:tblpY="{paper.top}"/><w:tblW w:w="{size}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{none}</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{size}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{size}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{paragraph}</w:tc></w:tr></w:tbl>'
    )
