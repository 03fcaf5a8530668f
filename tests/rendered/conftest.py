"""What LibreOffice makes of the Word files: one call for all of them, read back with poppler's tools."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.content.blocks import Run
from catalogue.exports.word.document import Para, document_xml
from catalogue.exports.word.files import word_files
from catalogue.exports.word.package import Properties, package, zipped
from catalogue.exports.word.styles import OFFICIAL
from catalogue.exports.word.template import template_parts
from commands.office_program import pdfs

FULL_PAGES = 3
SAMPLE = (
    "plans/core-values/core-values.docx",
    "en/plans/compact/compact.docx",
    *(
        f"plans/{stem}/{stem}-short.docx"
        for stem in ("annual-comprehensive", "community-education", "compact", "core-values", "volunteer-led")
    ),
    "en/plans/volunteer-led/volunteer-led-short.docx",
    "activities/eight-donts/eight-donts.docx",
    "en/activities/eight-donts/eight-donts.docx",
    "assets/word/plan-zh.docx",
)


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> dict[str, Path]:
    """PDF files by the addresses of `SAMPLE`, and `full`: pages full of text in the official format."""
    folder = tmp_path_factory.mktemp("pdf")
    made = {one.path: one.make() for one in word_files(catalogue, {"zh": "", "en": ""}) if one.path in SAMPLE}
    files = {address.replace("/", "+"): made[address] for address in SAMPLE}
    text = Para("Normal", (Run("文明社区" * (22 * 28 * FULL_PAGES // 4)),))
    about = Properties("", "", datetime.date(2027, 1, 8), "zh-CN")
    files["full"] = package(zipped(template_parts(OFFICIAL)), document_xml([text], OFFICIAL, "〔{}〕".format), about)
    pdfs(files, folder)
    return {name.replace("+", "/"): folder / f"{name}.pdf" for name in files}
