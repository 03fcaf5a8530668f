"""The committed PDFs: rendered from today's plans, small enough for a telephone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from project import Project

from catalogue.exports.office import rendered_files, stale_pdfs
from catalogue.exports.word.package import fingerprint, zipped
from commands.pdfs import FOLDER, HASHES, LARGEST, plan_files

FILES = plan_files()


@pytest.mark.parametrize("address", FILES)
def test_committed_pdfs_come_from_these_words(address: str) -> None:
    hashes = json.loads(HASHES.read_text(encoding="utf-8"))
    assert hashes.get(address) == fingerprint(FILES[address]), "run ./scripts/pdfs"
    pdf = (FOLDER / f"{address}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) <= LARGEST
    # What a reader's window shows above it: the plan's name, not the sample's; said once, for a second copy is spoilt.
    title = "Civil community plan" if address.startswith("en/") else "社区文明创建计划"
    assert b"/Title(" + f"\ufeff{title}".encode("utf-16-be") + b")\n/Creator" in pdf
    assert b"<dc:title>" not in pdf


def test_no_pdf_is_left_of_a_plan_that_is_gone() -> None:
    assert {pdf.relative_to(FOLDER).as_posix().removesuffix(".pdf") for pdf in FOLDER.glob("**/*.pdf")} == set(FILES)


def test_a_pdf_that_comes_from_other_words_is_named(tmp_path: Path) -> None:
    words = {name: zipped({"word/document.xml": name}) for name in ("plans/a/a", "plans/b/b-short", "en/plans/a/a")}
    for name, file in words.items():
        path = tmp_path / f"site/{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file)
    folder = tmp_path / "pdf"
    assert stale_pdfs(folder, tmp_path / "site") == ["en/plans/a/a.pdf", "plans/a/a.pdf", "plans/b/b-short.pdf"]
    folder.mkdir()
    hashes = {name: fingerprint(file) for name, file in words.items()}
    (folder / HASHES.name).write_text(json.dumps(hashes), encoding="utf-8")
    assert stale_pdfs(folder, tmp_path / "site") == []
    (folder / HASHES.name).write_text(json.dumps({**hashes, "plans/a/a": "other"}), encoding="utf-8")
    assert stale_pdfs(folder, tmp_path / "site") == ["plans/a/a.pdf"]


def test_pdfs_are_published_at_the_address_of_their_words() -> None:
    published = {product.path: product.make() for product in rendered_files(FOLDER)}
    assert set(published) == {f"{address}.pdf" for address in FILES}
    assert {name for name in published if published[name] != (FOLDER / name).read_bytes()} == set()


@pytest.mark.parametrize(("file", "key"), [("docs/vocabulary.yml", "themes:"), ("docs/zh/plans/compact.md", "title:")])
def test_what_cannot_be_read_is_not_taken_for_gone(project: Project, file: str, key: str) -> None:
    there = sorted((project.folder / "docs/pdf").rglob("*.*"))
    project.replace(file, key, key.replace(":", "："))
    result = project.run("pdfs")
    assert result.returncode == 1
    assert f"{file}:" in result.stderr
    assert sorted((project.folder / "docs/pdf").rglob("*.*")) == there
