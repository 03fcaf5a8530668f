"""Pydantic's findings in the words of this house: what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Mapping
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
}


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
        did_you_mean(str(detail["loc"][-1]), _known_keys(model, detail["loc"][:-1]))
        for detail in details
        if detail["type"] == "extra_forbidden"
    )
    return [
        (tuple(detail["loc"]), _sentence(detail, model))
        for detail in details
        if not (detail["type"] == "missing" and f"'{detail['loc'][-1]}'" in misspelt)
    ]


def unknown_word(name: str, word: str, words: str, known: Mapping[str, Any]) -> str:
    """The sentence for a word that its list does not have."""
    places = {"observances": "observances.yml", "facts": "source-facts.yml", "activities": "zh/activities/"}
    place = places.get(words, "vocabulary.yml")
    return f"{name} has '{word}', which is not in docs/{place}.{did_you_mean(word, known)}"


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    name = ".".join(str(part) for part in detail["loc"] if isinstance(part, str)) or "the value"
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"][:-1])
        hint = did_you_mean(str(detail["loc"][-1]), known)
        return f"unknown key '{detail['loc'][-1]}', expected one of {', '.join(known)}.{hint}"
    if kind == "missing":
        return f"key '{name}' is missing. Add it; CONTRIBUTING.md shows a commented front matter."
    if kind in EXPECTED:
        return f"{name} is {_shown(found)}, expected {EXPECTED[kind]}."
    if kind in ("value_error", "assertion_error"):
        return f"{detail['msg'].split(', ', 1)[-1]}."
    return f"{name} is {_shown(found)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."


def _known_keys(model: Any, way: tuple[str | int, ...]) -> list[str]:
    """The keys of the model at the end of `way` through nested models and lists of models."""
    for part in way:
        if isinstance(part, int) or not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        field = model.model_fields.get(part)
        inner = field.annotation if field else None
        model = next((arg for arg in getattr(inner, "__args__", ()) if isinstance(arg, type)), inner)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _shown(value: object) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
