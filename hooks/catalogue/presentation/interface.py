"""What many pages show alike, as files that they share: what only scripts show, and the names of columns.

In the pages themselves it would be sent again with each of them, and to readers without scripts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..content.labels import COLUMNS, OF_SCRIPTS
from ..content.vocabulary import FillIn, Vocabulary
from ..script import script_of


def interface_script(words: Vocabulary, parts: Mapping[str, str], language: str) -> bytes:
    """`window.siteInterface`: the labels of `labels.OF_SCRIPTS`, the fill-in fields, and HTML by the name of what it belongs to."""
    data = {
        "words": {name: words.labels[name].label(language) for name in OF_SCRIPTS},
        "fields": {name: _field(name, field, words, language) for name, field in words.fields.items()},
        # HTML from our own templates: a script may put it into the page as it is.
        "parts": dict(parts),
    }
    return script_of("siteInterface", data)


def columns_sheet(words: Vocabulary, language: str) -> bytes:
    """A style sheet with the columns' names of those tables: on a phone, where a row is a card, each cell shows its own.

    In the cells (`html.label_cells`) the names of up to sixty rows would be a thirtieth of a plan.
    """
    rules = (
        f'.sheet.md-typeset table[data-columns="{table}"] tbody > tr > :nth-child({place})::before {{ content: {_string(text)}; }}\n'
        for table, columns in COLUMNS.items()
        for place, text in enumerate((words.labels[name].label(language) for name in columns), 1)
    )
    # The width below which site.css makes cards of rows.
    return f"@media screen and (max-width: 899px) {{\n{''.join(rules)}}}\n".encode()


def _string(text: str) -> str:
    """The text as a string of CSS."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _field(name: str, field: FillIn, words: Vocabulary, language: str) -> Mapping[str, str]:
    label = field.label(language)
    # The examples are Chinese names, which help nobody who reads English.
    example = f"{words.labels['for-example'].label(language)}{field.example}" if language == "zh" else ""
    return {
        "id": name,
        "scope": field.scope,
        "label": label,
        "empty": words.shown_field(field.zh, language),
        "example": example if field.example else "",
    }
