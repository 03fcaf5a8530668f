"""What only scripts show, as one script for each language that every page shares: words, fields and parts of pages.

In the pages themselves it would be sent again with each of them, and to readers without scripts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .vocabulary import FillIn, Vocabulary

LABELS = (
    "copy",
    "copied",
    "copy-selected",
    "copy-left",
    "fill-left",
    "fill-full",
    "fill-cleared",
    "fill-taken",
    "fill-foreign",
    "fill-copied",
    "word-working",
    "word-done",
    "word-failed",
    "report-form",
    "report-version",
    "report-wrong",
    "report-copied",
    "builder-added",
    "builder-open-draft",
    "builder-not-kept",
)
"""Ids of the labels that scripts say."""


def interface_script(words: Vocabulary, parts: Mapping[str, str], language: str) -> bytes:
    """`window.siteInterface`: the labels of `LABELS`, the fill-in fields, and HTML by the name of what it belongs to."""
    data = {
        "words": {name: words.labels[name].label(language) for name in LABELS},
        "fields": {name: _field(name, field, words, language) for name, field in words.fields.items()},
        "parts": dict(parts),
    }
    return f"window.siteInterface = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _field(name: str, field: FillIn, words: Vocabulary, language: str) -> Mapping[str, str]:
    label = field.label(language)
    example = f"{words.labels['for-example'].label(language)}{field.example}" if language == "zh" else ""
    return {
        "id": name,
        "scope": field.scope,
        "label": label,
        "empty": f"[{label}]" if language == "en" else f"〔{label}〕",
        "example": example if field.example else "",
    }
