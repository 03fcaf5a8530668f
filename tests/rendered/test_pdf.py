"""The pages as LibreOffice lays them out, with fonts of the same widths in place of those of an office's computer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from .conftest import FULL_PAGES, SAMPLE

MILLIMETRE = 72 / 25.4
HEIGHT = 297


def pages(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Words with their boxes in millimetres (left, top, right, bottom), page by page."""
    found = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout  # noqa: S607
    root = etree.fromstring(found, etree.XMLParser(recover=True))
    return [
        [
            (*(float(word.get(side, 0)) / MILLIMETRE for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
            for word in page.iter("{*}word")
        ]
        for page in root.iter("{*}page")
    ]


def test_a_full_page_has_22_lines_of_28_characters_that_fill_the_text_area(rendered: dict[str, Path]) -> None:
    found = pages(rendered["full"])
    assert len(found) == FULL_PAGES
    for page in found:
        lines: dict[int, list[tuple[float, float, float, float, str]]] = {}
        for word in page:
            if "—" not in word[4] and not word[4].isdigit():
                lines.setdefault(round(word[1]), []).append(word)
        assert [sum(len(word[4]) for word in line) for line in lines.values()] == [28] * 22
        assert min(word[0] for line in lines.values() for word in line) == pytest.approx(28, abs=0.5)
        assert max(word[2] for line in lines.values() for word in line) == pytest.approx(184, abs=0.8)
        tops = sorted(line[0][1] for line in lines.values())
        assert (tops[-1] - tops[0]) / 21 == pytest.approx(28.95 / MILLIMETRE, abs=0.02)


def test_page_numbers_stand_seven_millimetres_below_and_one_character_from_the_outer_edge(
    rendered: dict[str, Path],
) -> None:
    character = 14 / MILLIMETRE
    for number, page in enumerate(pages(rendered["full"]), start=1):
        marks = [word for word in page if "—" in word[4] or word[4].isdigit()]
        assert "".join(word[4] for word in marks) == f"—{number}—"
        # The dash stands in the middle of its line: 7 mm below the text, with two millimetres to spare.
        assert (marks[0][1] + marks[0][3]) / 2 == pytest.approx(HEIGHT - 35 + 7 + character / 2, abs=2)
        if number % 2:
            assert marks[-1][2] == pytest.approx(184 - character, abs=1)
        else:
            assert marks[0][0] == pytest.approx(28 + character, abs=1)


def test_page_numbers_keep_their_place_on_turned_sheets(rendered: dict[str, Path]) -> None:
    turned = 0
    for number, page in enumerate(pages(rendered["plans/core-values/core-values.docx"]), start=1):
        if max(word[2] for word in page) < 210:
            continue
        turned += 1
        dashes = [word for word in page if word[4] == "—" and word[2] < 35]
        assert len(dashes) == 2, number
        # The sheet's foot is on the left: 7 mm beside the text, one character from the corner at the outer edge.
        assert all(word[0] > 21 and word[2] < 29 for word in dashes)
        if number % 2:
            assert max(word[3] for word in dashes) == pytest.approx(184 - 14 / MILLIMETRE, abs=2)
        else:
            assert min(word[1] for word in dashes) == pytest.approx(28 + 14 / MILLIMETRE, abs=2)
    assert turned > 1


@pytest.mark.parametrize("address", SAMPLE)
def test_files_open_and_show_their_fields(address: str, rendered: dict[str, Path]) -> None:
    text = " ".join(word[4] for page in pages(rendered[address]) for word in page)
    if not address.startswith("assets/"):
        assert "[" in text if address.startswith("en/") else "〔" in text


@pytest.mark.parametrize("address", [address for address in SAMPLE if "-short" in address])
def test_short_editions_have_two_pages(address: str, rendered: dict[str, Path]) -> None:
    assert len(pages(rendered[address])) == 2
