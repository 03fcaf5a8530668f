"""The commands that measure a built site, before they measure."""

from __future__ import annotations

import subprocess

import pytest
from project import ROOT


@pytest.mark.parametrize("command", ["bench-print", "bench-finder", "bench-builder", "bench-search --speed"])
def test_what_is_no_built_site_is_refused_and_not_found_to_be_fine(command: str) -> None:
    name, *options = command.split()
    result = subprocess.run([ROOT / "scripts" / name, *options, "docs"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.endswith("no built site in docs. Make one in site/: ./scripts/build\n")
