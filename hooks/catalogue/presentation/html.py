"""Small edits of rendered pages: cut into sections, fill-in fields and foreign words marked, table cells labelled.

The pages come from Python-Markdown, whose output is regular; only text between tags is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from ..content.body import DOCUMENT_YEAR, FIELD
from ..content.vocabulary import Vocabulary

HEADING = re.compile(r"<h([2-4]) id=\"([^\"]+)\">")
TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
ROWS = '<table class="rows">'
HEADER_CELL = re.compile(r"<th(?:\s[^>]*)?>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
# The first cell of a row, if it says something. An aligned column's cells have an attribute already.
FIRST_CELL = re.compile(r"(<tr>\s*)<td((?:\s[^>]*)?)>((?:(?!</td>).)+)</td>", re.DOTALL)
CELL = re.compile(r"<(td|th scope=\"row\")(?=[\s>])")
TAG = re.compile(r"<[^>]*>")
# With the marks beside and between its characters: 《…》、（…）。
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
HAN = re.compile(r"[\u3400-\u9fff]")
# A line break that nobody sees, since a block begins or ends beside it.
BESIDE_BLOCK = re.compile(
    r">\n+(?=</?(?:article|d[dlt]|details|div|fieldset|footer|form|h[1-6r]|header|li|main|nav|ol|p|section|summary|"
    r"t[dhr]|table|tbody|thead|ul)\b)"
)
# Up to the marks that close a phrase, or to the one that opens the next.
PHRASE = re.compile(r"[“（《]*[^“（《，、：；！？。”）》]+[，、：；！？。”）》]*|[“（《，、：；！？。”）》]+")


@dataclass(frozen=True)
class Part:
    """A heading of a rendered page with all up to the next heading; the first part may have no heading."""

    id: str
    level: int
    html: str


def parts(html: str) -> tuple[Part, ...]:
    """The page cut before each of its headings of level 2 to 4. Joined, the parts are the page again."""
    starts = list(HEADING.finditer(html))
    edges = [start.start() for start in starts] + [len(html)]
    found = [Part("", 0, html[: edges[0]])] if html[: edges[0]].strip() else []
    for start, end in zip(starts, edges[1:], strict=True):
        found.append(Part(start[2], int(start[1]), html[start.start() : end]))
    return tuple(found)


def phrases(title: str) -> str:
    """A Chinese title with every phrase in a `<span class="phrase">`, so that lines break between phrases.

    A title of one phrase, or with markup in it, stays as it is.
    """
    found = PHRASE.findall(title)
    if len(found) < 2 or "<" in title:
        return title
    return "".join(f'<span class="phrase">{phrase}</span>' for phrase in found)


def mark_fields(html: str, vocabulary: Vocabulary, language: str) -> str:
    """Every fill-in field as a `<span class="field" data-field="…">` with its name in that language.

    The name of an unknown field stays as it is: the checks have reported it.
    """
    known, ids = vocabulary.field_by_name, vocabulary.field_ids

    def mark(found: re.Match[str]) -> str:
        name = found[1]
        if name not in known or DOCUMENT_YEAR.fullmatch(name):
            return found[0]
        shown = escape(vocabulary.shown_field(name, language), quote=False)
        # What a picture shows is said in its tag, where no element may stand.
        if _in_a_tag(html, found.start()):
            return shown
        return f'<span class="field" data-field="{ids[name]}">{shown}</span>'

    return FIELD.sub(mark, html)


def plain_fields(text: str, vocabulary: Vocabulary, language: str) -> str:
    """Fill-in fields in plain text, named in that language."""
    return FIELD.sub(lambda found: vocabulary.shown_field(found[1], language), text)


def finished(html: str, vocabulary: Vocabulary, language: str) -> str:
    """Rendered Markdown as it stands in a page: fields and foreign words marked, cells labelled, no needless line breaks."""
    whole = BESIDE_BLOCK.sub(">", name_tables(label_cells(mark_fields(html, vocabulary, language))))
    return mark_chinese(whole) if language == "en" else whole


def mark_chinese(html: str) -> str:
    """Chinese words among English ones marked as such: a screen reader reads them with its Chinese voice, or not at all."""

    def mark(found: re.Match[str]) -> str:
        # Such a page has few; whether one stands in a tag is asked of these alone.
        if _in_a_tag(html, found.start()) or not HAN.search(found[0]):
            return found[0]
        return f'<span lang="zh">{found[0]}</span>'

    return CHINESE.sub(mark, html)


def _in_a_tag(html: str, place: int) -> bool:
    return html.rfind("<", 0, place) > html.rfind(">", 0, place)


def name_tables(html: str) -> str:
    """Every table named by the heading above it, as a screen reader lists them."""
    if ROWS not in html:
        return html
    return "".join(
        part.html.replace(ROWS, f'{ROWS[:-1]} aria-labelledby="{part.id}">') if part.id else part.html
        for part in parts(html)
    )


def label_cells(html: str) -> str:
    """Every table with the class `rows`, each row named by its first cell, and every body cell with its column's name in
    `data-label`.

    On a phone a row becomes a card; a screen reader says the row's name beside each of its cells.
    """

    def label_table(table: re.Match[str]) -> str:
        names = [escape(unescape(TAG.sub("", cell))) for cell in HEADER_CELL.findall(table[1])]

        def label_row(row: re.Match[str]) -> str:
            left = iter(names)
            named = FIRST_CELL.sub(r'\1<th scope="row"\2>\3</th>', row[0])
            return CELL.sub(lambda cell: f'<{cell[1]} data-label="{next(left, "")}"', named)

        return f"{ROWS}{ROW.sub(label_row, table[1])}</table>"

    return TABLE.sub(label_table, html)
