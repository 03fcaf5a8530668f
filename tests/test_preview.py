"""The preview: pages are made when they are opened, and a save of any kind is seen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from project import Project

from commands.host import free_port

PATIENCE = 120.0
PAGE = "/activities/eight-donts/"


@dataclass
class Server:
    project: Project
    root: str
    log: Path

    def get(self, address: str) -> str:
        with urlopen(self.root + address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())

    def shows(self, address: str, text: str) -> bool:
        """Whether that text comes to stand at that address."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if text in self.get(address):
                    return True
            except (OSError, HTTPException):
                pass  # it starts, or starts anew in the middle of an answer
            time.sleep(0.1)
        return False


@pytest.fixture
def server(project: Project, tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    paths = f"{project.folder / 'hooks'}:{project.folder / 'scripts'}"
    environment = {**os.environ, "PYTHONPATH": paths, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "commands.serve", "--port", str(port)]
    log = tmp_path / "serve.log"
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=project.folder, env=environment, stdout=out, stderr=out) as process,
    ):
        yield Server(project, f"http://127.0.0.1:{port}", log)
        process.terminate()
    # However often it has started anew.
    assert not list(temporary.iterdir())


def test_every_kind_of_save_is_seen(server: Server, site: Path) -> None:
    project = server.project
    assert server.shows(PAGE, "八个不"), server.log.read_text()
    # As the published page, but for the address, what reloads it, and what only a publishable build adds.
    published = (site / "en/activities/five-hands/index.html").read_text(encoding="utf-8")
    published = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>|.*keep-pages.*', "", published)
    published = re.sub(r"assets/stamped/([\w-]+)\.\w{8}", r"assets/\1", published)
    shown = server.get("/en/activities/five-hands/").replace(server.root + "/", "https://example.org/")
    shown = re.sub(r"assets/(?:[a-z]+/)+([\w-]+\.(?:css|js|svg))", r"assets/\1", shown)
    assert shown[: shown.rindex("<script>")].split() == published[: published.rindex("</body>")].split()
    assert len(json.loads(server.get("/data/catalogue.json"))["activities"]) > 100

    project.replace("docs/zh/activities/eight-donts.md", "title: “八个不”", "title: 改过的“八个不”")
    assert server.shows(PAGE, "改过的“八个不”")
    assert "改过的“八个不”" in server.get("/activities/")
    assert "改过的“八个不”" in server.get("/data/catalogue.json")
    assert "the Chinese page has changed since this translation" in server.log.read_text()

    # An exemption for a row stands on the line before it, and does not end the table for readers.
    tables = server.get(PAGE).count("<table")
    row = "| 不乱扔垃圾 | 烟头"
    excepted = f"<!-- check: off links-lead-somewhere tried by hand -->\n{row}"
    project.replace("docs/zh/activities/eight-donts.md", row, excepted.replace("不乱扔", "从不乱扔"))
    assert server.shows(PAGE, "从不乱扔垃圾</th>")
    assert server.get(PAGE).count("<table") == tables
    assert "tried by hand" not in server.get(PAGE)

    attachments = "/en/plans/compact/attachments/"
    assert "[last year's figure]" in server.get(attachments)
    project.replace("docs/vocabulary.yml", "en: last year's figure", "en: the earlier figure")
    assert server.shows(attachments, "[the earlier figure]")
    # One file, two pages: a save of it is seen on both.
    project.replace("docs/en/plans/compact.md", "Attachments {#attachments}", "Enclosures {#attachments}")
    assert server.shows("/en/plans/compact/", "Enclosures</h2>")
    assert server.shows(attachments, "<h1>Enclosures: ")

    guide, picture = "docs/en/guides/choose-a-plan.md", "![m](../../assets/images/mark.svg)"
    project.replace(guide, "{#problem}\n\n", f"{{#problem}}\n\n{picture}\n\n")
    assert server.shows("/en/guides/choose-a-plan/", 'src="../../../assets/images/mark.svg"')

    project.replace("docs/labels.yml", "zh: 跳到正文", "zh: 直达正文")
    assert server.shows("/en/", "Skip to")
    assert server.shows("/", "直达正文")

    project.replace("overrides/activity.html", "<dl>", '<dl class="changed">')
    assert server.shows("/en" + PAGE, '<dl class="changed">')

    project.replace("overrides/activity.html", "{% block page_content %}", "{% block page_content %}{{ no.thing }}")
    assert server.shows(PAGE, "Error building page &#x27;zh/activities/eight-donts.md&#x27;")
    project.replace("overrides/activity.html", "{{ no.thing }}", "")
    assert server.shows(PAGE, "改过的“八个不”")

    project.replace("docs/zh/activities/eight-donts.md", "minutes: ", "minutes：")
    assert server.shows(PAGE, "docs/zh/activities/eight-donts.md: no record could be made of this page.")
    assert "Traceback" not in server.get(PAGE)
    project.replace("docs/zh/activities/eight-donts.md", "minutes：", "minutes: ")
    assert server.shows(PAGE, "改过的“八个不”")

    project.write("docs/zh/new.md", "---\ntitle: 新页\nsummary: 刚写下\n---\n\n正文。\n")
    assert server.shows("/new/", "新页")
    project.replace("hooks/show_records.py", "site_label=name", 'site_label="another name"')
    assert server.shows(PAGE, "another name")
    with pytest.raises(HTTPError, match="404"):
        server.get("/nowhere/")


def test_a_broken_list_is_told_and_what_was_read_before_stays(server: Server) -> None:
    assert server.shows(PAGE, "八个不")
    server.project.replace("docs/labels.yml", "skip: {zh: 跳到正文", "skip: {zh：跳到正文")
    end = time.monotonic() + PATIENCE
    while "Until it is mended" not in server.log.read_text() and time.monotonic() < end:
        time.sleep(0.1)
    assert "Write 'zh': a colon of half width" in server.log.read_text()
    assert "跳到正文" in server.get(PAGE)
    # A page that is added meanwhile is there when the list is mended, and so are the files made from the records.
    server.project.write("docs/zh/new.md", "---\ntitle: 新页\nsummary: 刚写下\n---\n\n正文。\n")
    while server.log.read_text().count("Until it is mended") < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert "window.wordingTerms" in server.get("/assets/javascripts/terms-zh.js")
    server.project.replace("docs/labels.yml", "skip: {zh：跳到正文", "skip: {zh: 直达正文")
    assert server.shows("/new/", "直达正文")
    assert server.shows(PAGE, "直达正文")
    server.project.replace("docs/labels.yml", "\nsheet-note: ", "\nshet-note: ")
    while "label 'sheet-note' is missing, needed by spreadsheets." not in server.log.read_text():
        assert time.monotonic() < end
        time.sleep(0.1)
    assert "直达正文" in server.get(PAGE)
    assert "Traceback" not in server.log.read_text()


def test_a_port_that_is_taken_is_told(server: Server) -> None:
    assert server.shows(PAGE, "八个不")
    port = int(server.root.rpartition(":")[2])
    result = server.project.run("serve", "--port", str(port))
    assert result.returncode == 1
    assert (
        f"{server.root}/: Address already in use. Choose another port: ./scripts/serve --port {port + 1}"
        in result.stderr
    )
    assert "Traceback" not in result.stderr
