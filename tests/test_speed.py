"""Faster, and nothing else: cached, parallel and partial work gives the same bytes as plain work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import markdown
import pytest
import yaml
from project import ROOT, Project, small_project

from catalogue import read_catalogue
from catalogue.cache import Cache, digest
from catalogue.content.reading import Memory
from catalogue.presentation.plain_text import PlainText
from catalogue.work import Family, Product, Stream, publish, run, told

PAGE = "docs/zh/activities/eight-donts.md"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("small"))


def built(project: Project, **environment: str) -> dict[str, bytes]:
    """Every file of the site, built without strictness."""
    site = project.folder / "out"
    result = project.mkdocs(site, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def kept(project: Project) -> set[Path]:
    return {file for file in (project.folder / ".cache").rglob("*") if file.is_file()}


# Made one step after the other: path, what stands there, what is put there, a page that shows it. What stands in one
# step is kept apart: nothing of it is made anew because of another.
MUTATIONS = [
    [
        (PAGE, "谁都烦", "人人都烦", "activities/eight-donts/index.html"),
        (PAGE, "title: “八个不”", "title: 新的“八个不”", "activities/index.html"),
    ],
    [
        ("overrides/activity.html", "<dl>", '<dl class="changed">', "activities/eight-donts/index.html"),
        # What only the index shows, of both languages or of one.
        ("docs/synonyms.yml", "和事佬", "和事佬、打圆场", "search/zh.js"),
        ("docs/en/activities/five-hands.md", "summary: ", "summary: Newly ", "search/en.js"),
    ],
    [
        ("docs/vocabulary.yml", "zh: 公民道德", "zh: 道德", "activities/eight-donts/index.html"),
        ("docs/labels.yml", "zh: 跳到正文", "zh: 直达正文", "index.html"),
        ("docs/observances.yml", 'rule: "03-05"', 'rule: "03-06"', "calendar.ics"),
    ],
    [
        ("mkdocs.yml", "permalink: false", "permalink: true", "activities/five-hands/index.html"),
        ("hooks/show_records.py", 'r"^[ \\t]+"', 'r"^[ \\t]{3,}"', "404.html"),
    ],
]


def test_a_cached_build_is_a_clean_build_whatever_changes(small: Project) -> None:
    before = built(small)
    for mutations in MUTATIONS:
        for path, old, new, _ in mutations:
            small.replace(path, old, new)
        known = kept(small)
        cached = built(small, PROCESSES="3")
        for path, _, _, shown in mutations:
            assert cached[shown] != before[shown], f"{path}: {shown} does not show the change"
        # Clean means: without the cache, and without any second process.
        assert cached == built(small, BUILD_CACHE="", PROCESSES="1"), mutations
        if mutations is MUTATIONS[0]:
            assert len(kept(small) - known) == 4, "one page, its two Word files and the index of its language"
        before = cached


def test_a_template_that_fails_in_another_process_stops_the_build(small: Project) -> None:
    small.replace("overrides/theme.html", "{% block page_content %}", "{% block page_content %}{{ nothing.there }}")
    result = small.mkdocs(small.folder / "out", PROCESSES="3")
    assert result.returncode == 1
    assert "Error building page 'zh/themes/" in result.stderr
    assert "overrides/theme.html" in result.stderr


def test_a_warning_in_another_process_stops_a_strict_build(project: Project) -> None:
    project.replace(
        "hooks/site_files.py",
        "ONCE =",
        "import logging\ndef on_page_content(html, page, config, files):\n"
        '    if page.file.src_uri == "en/about.md": logging.getLogger("mkdocs.hooks.site").warning("odd page")\n'
        "ONCE =",
    )
    result = project.run("build", str(project.folder / "site"))
    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    assert output.count("odd page") == 1
    assert "1 warnings in strict mode" in output


def test_jobs_come_back_in_their_order_and_errors_reach_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROCESSES", "3")
    assert list(run(lambda n: (n * n, os.getpid()), range(40)))[7][0] == 49
    # In a process of its own: where threads run, as those of the browser tests do here, nothing is forked.
    program = (
        "import multiprocessing, os; from catalogue.work import run\n"
        # The first two jobs wait for each other, so that no process is quick enough to do all of them alone.
        "met = multiprocessing.get_context('fork').Barrier(2)\n"
        "jobs = run(lambda n: (met.wait(60) if n < 2 else None, os.getpid())[1], range(40))\n"
        "print(len(set(jobs) - {os.getpid()}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PROCESSES": "3"}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert int(said.stdout) > 1
    assert set(run(lambda n: os.getpid(), range(40), worth_a_process=40)) == {os.getpid()}
    program = (
        "import _thread, os, time; from catalogue.work import run\n"
        "begun = _thread.allocate_lock()\nbegun.acquire()\n"
        "_thread.start_new_thread(lambda: (begun.release(), time.sleep(60)), ())\nbegun.acquire()\n"
        "print(set(run(lambda n: os.getpid(), range(40))) == {os.getpid()})"
    )
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"
    for as_ready in (False, True):
        assert sorted(run(lambda n: n * n, range(40), as_ready=as_ready)) == [n * n for n in range(40)]
        with pytest.raises(ZeroDivisionError):
            list(run(lambda n: 1 // (n - 5), range(40), as_ready=as_ready))


def test_a_wrong_number_of_processes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROCESSES", "two")
    with pytest.raises(SystemExit, match="PROCESSES is 'two', expected a number"):
        list(run(str, range(4)))


def test_long_work_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("catalogue.work.QUIET_SECONDS", -1.0)
    assert list(told(iter("abc"), 3, "letters", said.append)) == ["a", "b", "c"]
    assert said == ["1 of 3 letters …", "2 of 3 letters …"]


def test_the_cache_keeps_what_was_made_from_the_same(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("once more")
        return b"result"

    cache = Cache(tmp_path / "kept")
    # A function is asked what it gives.
    for given in (("a", b"b"), ("a", lambda: b"b"), ("ab", b""), ("a", b"b")):
        assert cache.bytes_of(given, make) == b"result"
    assert len(made) == 2
    (file,) = [
        file
        for file in (tmp_path / "kept").rglob("*")
        if file.is_file() and file.parent.name + file.name == digest(("a", b"b"))
    ]
    for damaged in (b"", b"rubbish", zlib.compress(b"result")[:-3]):
        file.write_bytes(damaged)
        assert cache.bytes_of(("a", b"b"), make) == b"result"
    assert len(made) == 5
    os.utime(file, (0, 0))
    # Whoever reads a result keeps it for another month.
    assert cache.read(digest(("a", b"b"))) == b"result"
    cache.prune()
    assert file.is_file()
    os.utime(file, (0, 0))
    cache.prune()
    assert not file.exists()
    assert Cache(None).bytes_of(("a", b"b"), make) == b"result"
    assert len(made) == 6


def test_a_cache_that_others_have_filled_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.keep(digest("a"), b"result")
    (file,) = tmp_path.glob("??/*")
    # Whoever shares the folder may read it, as far as the mask of this process allows.
    assert file.stat().st_mode & 0o777 == 0o666 & ~_mask()

    def refuse(*_: object) -> None:
        raise PermissionError

    os.utime(file, (0, 0))
    monkeypatch.setattr(os, "utime", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert cache.read(digest("a")) == b"result"
    cache.prune()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_products_are_written_and_made_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    family = Family("c/", lambda: {"c/d.txt": b"fourth"})
    stream = Stream("c/e.txt", lambda: (bytes([letter]) for letter in b"fifth"))
    publish([lambda: [Product("a/b.txt", lambda: b"first", ("key",)), family, stream]], tmp_path / "site", cache)
    publish([lambda: [Product("a/b.txt", lambda: b"second", ("key",))]], tmp_path / "other", cache)
    assert (tmp_path / "site/a/b.txt").read_bytes() == (tmp_path / "other/a/b.txt").read_bytes() == b"first"
    assert (tmp_path / "site/c/d.txt").read_bytes() == b"fourth"
    assert (tmp_path / "site/c/e.txt").read_bytes() == b"fifth"


def test_plain_text_changes_nothing_but_line_breaks_between_blocks() -> None:
    class Any(yaml.SafeLoader):
        pass

    Any.add_multi_constructor("", lambda loader, suffix, node: None)
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=Any)["markdown_extensions"]  # noqa: S506
    names = [name if isinstance(name, str) else next(iter(name)) for name in settings]
    pages = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("docs/*/activities/*.md"))[::15]]
    marks = "plain\n\n*a* & b <b>c</b> `d` [e](f) <g@h.de> ^i^ \\* &amp; http://j.k\n\n| a | *b* |\n|---|---|\n| c | d\\|e |\n"
    for text in (*pages, marks):
        plain, quick = (markdown.markdown(text, extensions=[*names, *more]) for more in ([], [PlainText()]))
        between_blocks = re.compile(r"(?<=>)\n(?=<|$)")
        assert between_blocks.sub("", plain) == between_blocks.sub("", quick)
        assert len(quick) < len(plain)


def test_reading_again_parses_only_what_has_changed(project: Project) -> None:
    docs, memory = project.folder / "docs", Memory()
    first, _ = read_catalogue(docs, memory)
    project.replace(PAGE, "谁都烦", "人人都烦")
    again, problems = read_catalogue(docs, memory)
    fresh, same = read_catalogue(docs)
    assert problems == same
    changed = [entry.stem for old, entry in zip(first.entries(), again.entries(), strict=True) if old is not entry]
    assert changed == ["eight-donts"]
    assert [entry.fingerprint for entry in again.entries()] == [entry.fingerprint for entry in fresh.entries()]


def test_reading_in_several_processes_reads_the_same(project: Project) -> None:
    project.write(PAGE, b"\xef\xbb\xbf" + project.read(PAGE).encode())
    project.replace("docs/en/activities/five-hands.md", "summary: ", 'summary: "')
    program = (
        "from pathlib import Path; from catalogue.content import reading; from catalogue.cache import digest\n"
        "reading.WORTH_A_PROCESS = 1\n"
        "catalogue, problems = reading.read_catalogue(Path('docs'))\n"
        "print(digest([catalogue]), len(problems), digest(problems))"
    )
    alone, shared = (
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=project.folder,
            # Sets are shown in one order.
            env={**os.environ, "PYTHONPATH": "hooks", "PYTHONHASHSEED": "0", "PROCESSES": processes},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for processes in ("1", "3")
    )
    assert alone == shared
    assert alone[1] == "2"
