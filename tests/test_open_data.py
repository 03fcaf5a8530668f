"""The open data: valid against its own schema, complete, and readable by a Chinese spreadsheet program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
from project import ROOT

from catalogue import Catalogue
from catalogue.content.records import run_sheet
from catalogue.content.vocabulary import LANGUAGES


def test_the_file_is_valid_against_its_schema(site: Path) -> None:
    schema = json.loads((site / "data/catalogue.schema.json").read_text(encoding="utf-8"))
    data = json.loads((site / "data/catalogue.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    data["activities"][0]["minutes"] = "an hour"
    try:
        jsonschema.validate(data, schema)
    except jsonschema.ValidationError:
        return
    raise AssertionError("the schema lets a wrong type pass")


def test_the_file_holds_the_whole_catalogue(site: Path, catalogue: Catalogue) -> None:
    data = json.loads((site / "data/catalogue.json").read_text(encoding="utf-8"))
    assert [plan["id"] for plan in data["plans"]] == list(catalogue.plans)
    assert {activity["id"] for activity in data["activities"]} == set(catalogue.activities)
    assert {theme["id"] for theme in data["themes"]} == set(catalogue.themes)
    assert {day["id"] for day in data["observances"]} == set(catalogue.reference.vocabulary.observances)
    facts = {fact for plan in data["plans"] for task in plan["tasks"] for fact in task["covers"]}
    assert "P1.3.2.f" in facts
    for activity in data["activities"]:
        assert activity["agenda"][-1]["end"] == activity["minutes"]
        assert activity["url"]["en"].startswith("https://example.org/en/activities/")
        assert (site / activity["url"]["zh"].removeprefix("https://example.org/") / "index.html").is_file()
        record = catalogue.activities[activity["id"]]
        for language in LANGUAGES:
            sheet = run_sheet(record, language)
            assert activity["text"][language] == record.body(language).text.strip()
            assert activity["notice"][language] == sheet.notice
            assert [slot["what"][language] for slot in activity["agenda"]] == [
                list(slot.cells) for slot in sheet.agenda
            ]
            said = [change.says for change in record.said(language).changes]
            assert [change["says"][language] for change in activity["changes"]] == said


def test_the_spreadsheet_opens_right(site: Path, catalogue: Catalogue) -> None:
    for name, head in (("activities.csv", "编号"), ("activities-en.csv", "id")):
        raw = (site / "data" / name).read_bytes()
        # Chinese office programs take a file without the mark for GBK, and show garbled characters.
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        assert rows[0][0] == head
        assert len(rows) == len(catalogue.activities) + 1
        assert {len(row) for row in rows} == {19}
        # A cell that begins so would be run as a formula.
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        tree = "https://example.org/en/activities/" if head == "id" else "https://example.org/activities/"
        assert all(row[-1] == f"{tree}{row[0]}/" for row in rows[1:])


def test_the_example_of_use_runs(site: Path, tmp_path: Path) -> None:
    text = (ROOT / "docs/zh/data.md").read_text(encoding="utf-8")
    program = text.split("```python\n")[1].split("```")[0]
    printed: list[tuple[object, ...]] = []
    path = str(site / "data/catalogue.json")
    names = {"print": lambda *words: printed.append(words)}
    exec(program.replace('"catalogue.json"', repr(path)), names)  # noqa: S102 - the page's own example
    assert printed
