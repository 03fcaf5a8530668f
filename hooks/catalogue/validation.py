"""Pydantic's findings in the words of this house: what was found, what was expected, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .problems import did_you_mean

EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "string_type": 'text; put it inside "…"',
    "tuple_type": "a list in [ ]",
    "list_type": "a list in [ ]",
    "dict_type": "'key: value' lines",
    "model_type": "'key: value' lines",
    "date_type": "a date such as 2027-03-05",
    "date_from_datetime_parsing": "a date such as 2027-03-05",
    "date_from_datetime_inexact": "a date such as 2027-03-05",
    "date_parsing": "a date such as 2027-03-05",
    "bool_type": "true or false",
    "string_pattern_mismatch": 'a colour such as "#8f2a1c"',
}
LIMITS = {
    "less_than_equal": "{} at most",
    "greater_than_equal": "{} or more",
    "greater_than": "more than {}",
    "too_long": "{} at most",
    "too_short": "{} or more",
    "literal_error": "{}",
}
BOUNDS = ("le", "ge", "gt", "max_length", "min_length", "expected")
"""Where pydantic's details hold the limit."""
FEW = 8
"""A list of up to so many words is quoted whole where none of them resembles the word found."""


@dataclass(frozen=True)
class WordOf:
    """Marks a field whose values are ids of a word list: `Annotated[str, WordOf("themes")]`."""

    words: str


def explain(error: ValidationError, model: type[BaseModel]) -> list[tuple[tuple[str | int, ...], str]]:
    """Each finding as the way to the value and a sentence. `model` supplies the known keys.

    A misspelt key is one finding: the right key, which is then missing, is not named again.
    """
    details = error.errors()
    misspelt = " ".join(
        _right_key(str(detail["loc"][-1]), _known_keys(model, detail["loc"][:-1]))
        for detail in details
        if detail["type"] == "extra_forbidden"
    )
    # Wrong values are not counted, so their list would be called too short as well.
    above = {detail["loc"][:-1] for detail in details}
    return [
        (tuple(detail["loc"]), _sentence(detail, model))
        for detail in details
        if not (detail["type"] == "missing" and f"'{detail['loc'][-1]}'" in misspelt)
        and not (detail["type"] == "too_short" and detail["loc"] in above)
    ]


def unknown_word(name: str, word: str, words: str, known: Mapping[str, Any]) -> str:
    """The sentence for a word that its list does not have."""
    places = {"observances": "observances.yml", "facts": "source-facts.yml", "activities": "zh/activities/"}
    place = places.get(words, "vocabulary.yml")
    # Somebody wrote the label that readers see: its id is what belongs here.
    named = next((identity for identity, entry in known.items() if word in _labels(entry)), None)
    hint = f" Did you mean '{named}'?" if named else did_you_mean(word, known)
    if not hint and len(known) <= FEW:
        hint = f" Expected one of {', '.join(known)}."
    if any(mark in word for mark in "，、"):
        hint = " Put ', ' between two words."
    return f"{name} has '{word}', which is not in docs/{place}.{hint}"


def _labels(entry: object) -> tuple[object, object]:
    return getattr(entry, "zh", None), getattr(entry, "en", None)


def _right_key(key: str, known: Iterable[str]) -> str:
    """A closing hint: the known key that was meant, or the space that is missing behind its colon."""
    name = re.split("[:：]", key)[0]
    if name != key and name in known:
        return f" Write '{name}': a colon of half width and a space behind it."
    return did_you_mean(key, known)


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    name = ".".join(str(part) for part in detail["loc"] if isinstance(part, str)) or "the value"
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"][:-1])
        hint = _right_key(str(detail["loc"][-1]), known)
        return f"unknown key '{detail['loc'][-1]}', expected one of {', '.join(known)}.{hint}"
    if kind == "missing" and isinstance(detail["loc"][-1], int):
        return f"{name} is {_shown(found)}, expected {detail['loc'][-1] + 1} values."
    if kind == "missing":
        example = "CONTRIBUTING.md shows a commented front matter"
        if "title" not in model.model_fields:
            example = "its neighbours in the file show how"
        return f"key '{name}' is missing. Add it; {example}."
    if kind in EXPECTED:
        return f"{name} is {_shown(found)}, expected {EXPECTED[kind]}."
    if kind in LIMITS:
        limit = next(value for key, value in detail["ctx"].items() if key in BOUNDS)
        said = f"has {len(found)} values" if isinstance(found, list | tuple) else f"is {_shown(found)}"
        return f"{name} {said}, expected {LIMITS[kind].format(limit)}."
    if kind in ("value_error", "assertion_error"):
        return f"{detail['msg'].split(', ', 1)[-1]}."
    return f"{name} is {_shown(found)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."


def _known_keys(model: Any, way: tuple[str | int, ...]) -> list[str]:
    """The keys of the model at the end of `way` through nested models and lists of models."""
    of_a_list = False
    for part in way:
        if isinstance(part, int) or of_a_list or not (isinstance(model, type) and issubclass(model, BaseModel)):
            of_a_list = False
            continue
        field = model.model_fields.get(part)
        inner = field.annotation if field else None
        # In a word list the next part of the way is the word's id, no key of a model.
        of_a_list = getattr(inner, "__origin__", None) is dict
        args = [arg for arg in getattr(inner, "__args__", ()) if isinstance(arg, type)]
        model = args[-1] if args else inner
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
