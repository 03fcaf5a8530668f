"""The committed posters: drawn from today's texts, rendered from the committed drawing."""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET

import pytest
from project import ROOT

from catalogue import Catalogue
from catalogue.presentation.posters import EDITIONS, POSTERS, poster_svg

FOLDER = ROOT / "docs/assets/posters"
FILES = [(name, edition) for name in POSTERS for edition in EDITIONS]


@pytest.mark.parametrize(("name", "edition"), FILES)
def test_committed_files_come_from_this_drawing(name: str, edition: str) -> None:
    svg = poster_svg(POSTERS[name], edition)
    hashes = json.loads((FOLDER / "rendered-from.json").read_text(encoding="utf-8"))
    assert (FOLDER / f"{name}-{edition}.svg").read_text(encoding="utf-8") == svg, "run ./scripts/posters"
    assert hashes[f"{name}-{edition}"] == hashlib.sha256(svg.encode()).hexdigest(), "run ./scripts/posters"
    assert (FOLDER / f"{name}-{edition}.pdf").read_bytes().startswith(b"%PDF-")
    assert (FOLDER / f"{name}-{edition}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "edition"), FILES)
def test_lines_are_legible_at_three_metres_and_stay_on_the_sheet(name: str, edition: str) -> None:
    root = ET.fromstring(poster_svg(POSTERS[name], edition))  # noqa: S314 - our own drawing
    lines = [t for t in root.iter("{http://www.w3.org/2000/svg}text") if t.get("text-anchor") is None]
    for text in lines:
        size, words = float(text.get("font-size", 0)), text.text or ""
        chinese = bool(re.search("[\u4e00-\u9fff]", words))
        assert size >= (150 if chinese else 85), words
        assert float(text.get("x", 0)) + size * len(words) * (1 if chinese else 0.6) <= 2970, words


def test_fixed_lists_stand_on_the_posters_as_in_the_source(catalogue: Catalogue) -> None:
    facts = catalogue.reference.facts
    assert [line.zh for line in POSTERS["eight-donts"].lines] == list(facts["P2.2.2.c"].names[1:])
    assert [line.zh for line in POSTERS["five-hands"].lines] == list(facts["P2.2.2.h"].names[1:])


def test_the_code_on_the_poster_is_the_sample_of_its_run_sheet(catalogue: Catalogue) -> None:
    (table,) = catalogue.activities["residents-code"].zh.body.by_id["sample"].tables
    lines = [line.zh for line in POSTERS["residents-code"].lines]
    assert len(lines) == len(table.rows)
    for line, (_, says, _) in zip(lines, table.rows, strict=True):
        shared = {line[at : at + 2] for at in range(len(line) - 1)} & {says[at : at + 2] for at in range(len(says) - 1)}
        assert len(shared) >= 2, f"{line}: the page says {says}"
