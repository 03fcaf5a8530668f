"""One copy of the project, its records and one built site for all tests that need them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT, Project

from catalogue import Catalogue, read_catalogue


@pytest.fixture(scope="session")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(_project: Project) -> Iterator[Project]:
    yield _project
    _project.restore()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real records, read once; no test changes them."""
    found, problems = read_catalogue(ROOT / "docs")
    assert not problems
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the publishable site and its offline edition, built once from an untouched copy."""
    # A process of pytest-xdist has its own folder in one that all share: the first builds, the others wait for it.
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "original"
    with (folder.parent / "original.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").exists():
            copy = Project(folder)
            result = copy.run("build", str(folder / "site"), "--offline", str(folder / "offline.zip"))
            assert result.returncode == 0, result.stdout + result.stderr
            assert "WARNING" not in result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The publishable site."""
    return built / "site"


@pytest.fixture(scope="session")
def offline(built: Path) -> Path:
    """The zip file of the edition that opens from disk."""
    return built / "offline.zip"
