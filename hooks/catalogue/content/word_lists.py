"""What the word lists must hold beyond the shape of each entry: ids, labels that are asked for and that differ, days
that every year has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..problems import Problem, did_you_mean
from .calendar import months_of, spans
from .labels import needed_labels
from .vocabulary import FILES_OF_THEIR_OWN, LANGUAGES, Observance, Reference, Vocabulary, Word
from .yaml_reader import Lines

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# {n}, {year}
PLACEHOLDER = re.compile(r"\{[^}]*\}")
TRIED_YEARS = range(2024, 2034)
"""With leap years, and with every length that a lunar month has."""

OF_THE_VOCABULARY = tuple(name for name in Vocabulary.model_fields if name not in FILES_OF_THEIR_OWN)
"""The lists of docs/vocabulary.yml."""


def faults(reference: Reference, templates: Path) -> Iterator[Problem]:
    """What is wrong with words, days and labels whose entries are whole in themselves.

    `templates`: the folder of those that show labels.
    """
    words = reference.vocabulary
    for name in OF_THE_VOCABULARY:
        yield from _ids_and_labels("vocabulary", name, words.words(name), reference.word_lines)
    for identity, field in words.fields.items():
        if set("〔〕") & set(field.zh):
            message = f"the field's name is '{field.zh}', expected it without 〔 〕, which only pages have."
            yield Problem("docs/vocabulary.yml", reference.word_lines.of("fields", identity), message, "vocabulary")
    # Labels of the interface are not asked: two buttons may well say the same.
    yield from _ids_and_labels("observances", "", words.observances, reference.day_lines)
    for identity, day in words.observances.items():
        if message := _fault_of_a_day(day, words.themes):
            yield Problem("docs/observances.yml", reference.day_lines.of(identity), message, "vocabulary")
    for identity, who in needed_labels(words, templates).items():
        if identity not in words.labels:
            message = f"label '{identity}' is missing, needed by {who}. Add it; its neighbours in the file show how."
            yield Problem("docs/labels.yml", reference.label_lines.of(identity), message, "vocabulary")
    for identity, label in words.labels.items():
        zh, en = (sorted(set(PLACEHOLDER.findall(label.label(language)))) for language in LANGUAGES)
        if zh != en:
            message = (
                f"the Chinese label has {' '.join(zh) or 'no placeholder'}, the English one {' '.join(en) or 'none'}. "
                "Both have the same ones: figures and names are put in there."
            )
            yield Problem("docs/labels.yml", reference.label_lines.of(identity), message, "vocabulary")


def _ids_and_labels(file: str, name: str, words: Mapping[str, Word], lines: Lines) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for identity, word in words.items():
        line = lines.of(*filter(None, (name, identity)))
        if not ID.fullmatch(identity):
            message = f"id '{identity}' must be lower-case ASCII letters, digits and hyphens."
            yield Problem(f"docs/{file}.yml", line, message, "vocabulary")
        twice = [label for label in (word.zh, word.en) if label in seen]
        if twice:
            message = f"label '{twice[0]}' is that of '{seen[twice[0]]}' too, expected another: readers cannot tell them apart."
            yield Problem(f"docs/{file}.yml", line, message, "vocabulary")
        # Only now: a word may be the same in both languages.
        seen.update(dict.fromkeys((word.zh, word.en), identity))


def _fault_of_a_day(day: Observance, themes: Mapping[str, Word]) -> str:
    unknown = [theme for theme in day.themes if theme not in themes]
    if unknown:
        return f"themes has '{unknown[0]}', which is not in docs/vocabulary.yml.{did_you_mean(unknown[0], themes)}"
    try:
        found = [span for year in TRIED_YEARS for span in spans(day.rule, year)]
    # 30 February is a ValueError, a fifth Monday that a month lacks an IndexError.
    except (ValueError, IndexError, KeyError, TypeError):
        found = []
    if not found:
        return f"rule is '{day.rule}', a day that not every year has. The head of the file shows the forms."
    months = months_of(day.rule, TRIED_YEARS)
    if day.months != months:
        return f"months is {list(day.months)}, but the rule '{day.rule}' falls into {list(months)}. Mend one of them."
    return ""
