"""A copy of the project that a test may spoil, restore and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from commands.bench_sites import copy_project

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("eight-donts", "five-hands", "civility-quiz")
LISTS = ("vocabulary.yml", "observances.yml", "labels.yml", "synonyms.yml", "source-facts.yml", "terms.yml")


class Project:
    """A copy of the project that a test may spoil and restore."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._saved: dict[Path, bytes | None] = {}
        copy_project(folder)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file; `restore` undoes it."""
        file = self.folder / path
        self._saved.setdefault(file, file.read_bytes() if file.exists() else None)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def replace(self, path: str, old: str, new: str) -> int:
        """Replace the first `old`, which must be there; the line on which it stands."""
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def delete(self, path: str) -> None:
        file = self.folder / path
        self._saved.setdefault(file, file.read_bytes())
        file.unlink()

    def restore(self) -> None:
        for file, content in self._saved.items():
            if content is None:
                file.unlink(missing_ok=True)
                if not any(file.parent.iterdir()):
                    file.parent.rmdir()
            else:
                file.write_bytes(content)
        self._saved.clear()

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `commands.<command>` of the copy, as its script would."""
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self.folder / 'hooks'}:{self.folder / 'scripts'}",
            "NO_MKDOCS_2_WARNING": "1",
        }
        return subprocess.run(
            [sys.executable, "-m", f"commands.{command}", *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def mkdocs(self, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build into that folder without strictness."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)],
            cwd=self.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "315532800", **environment},
            capture_output=True,
            text=True,
            check=False,
        )


def small_project(folder: Path) -> Project:
    """The project with three activities and no guide: full of reported problems, and soon built."""
    project = Project(folder)
    for page in folder.glob("docs/*/activities/*.md"):
        if page.stem not in (*KEPT, "index"):
            page.unlink()
    for page in folder.glob("docs/*/guides/*.md"):
        if page.stem != "index":
            page.unlink()
    return project


def sixth_plan(project: Project, source: str) -> None:
    """A further variant in both languages, as CONTRIBUTING.md has it: a copy with another source and no facts."""
    for language, title in (("zh", "第六种写法的计划"), ("en", "A sixth way to plan")):
        text = project.read(f"docs/{language}/plans/compact.md")
        text = re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1)
        text = re.sub(r"(?m)^aliases: .*\n", "", text)
        text = re.sub(r"(?m)^source: .*$", f"source: {source}", text)
        text = re.sub(r"covers: \[[^\]]*\]", "covers: []", text)
        project.write(f"docs/{language}/plans/sixth.md", text)
    project.run("translated", "docs/en/plans/sixth.md")
