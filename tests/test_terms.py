"""Dated terms: sentences in which they must be found, sentences in which nothing may be, and the text of all pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT, Project

from catalogue.terms import TermBook, dated_terms, hints, normalised, read_terms

FOLDER = Path(__file__).parent / "terms"
YEAR = 2027


def lines_of(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def book() -> TermBook:
    book, problems = read_terms(ROOT / "docs/terms.yml")
    assert not problems
    return book


def found_in(sentence: str, book: TermBook) -> list[tuple[str, str]]:
    """Id and spelling of the terms found, those that may stay left out."""
    hits = dated_terms(sentence, book)
    return [(hit.id, sentence[hit.start : hit.end]) for hit in hits if book.terms[hit.id].severity != "K"]


def test_at_least_97_of_100_dated_sentences_are_found(book: TermBook) -> None:
    cases = [line.split(" | ") for line in lines_of("find.txt")]
    missed = [case for case in cases if case[0] not in [name for name, _ in found_in(case[1], book)]]
    assert len(cases) >= 120
    assert len(missed) <= len(cases) * 0.03, missed


def test_no_current_sentence_gives_a_false_alarm(book: TermBook) -> None:
    sentences = lines_of("silent.txt")
    alarms = {sentence: found for sentence in sentences if (found := found_in(sentence, book))}
    assert len(sentences) >= 120
    assert not alarms
