"""One copy of the project and one built site for all tests that need them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from project import Project


@pytest.fixture(scope="session")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(_project: Project) -> Iterator[Project]:
    yield _project
    _project.restore()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publishable site, built once from an untouched copy."""
    copy = Project(tmp_path_factory.mktemp("original"))
    result = copy.run("build", str(copy.folder / "site"))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARNING" not in result.stdout + result.stderr
    return copy.folder / "site"
