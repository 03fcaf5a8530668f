"""How long a writer waits: from a save to the changed page, as a browser with live reload sees it."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from .host import free_port

PAGE, ADDRESS = "docs/zh/activities/eight-donts.md", "/activities/eight-donts/"
# The script that MkDocs puts into a page: livereload(1234567, 7654321);
EPOCH = re.compile(r"livereload\((\d+), \d+\)")
ROUNDS = 5


def seconds_to_see_a_save(folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until the preview of that project shows its first page; median seconds from a save to the new page."""
    port, start = free_port(), time.monotonic()
    root = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "commands.serve", "--port", str(port)]
    with (
        (folder / "serve.log").open("w") as log,
        subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log) as server,
    ):
        try:
            page = _first(f"{root}{ADDRESS}", server)
            started = time.monotonic() - start
            return started, statistics.median(_save(folder / PAGE, root, page, n) for n in range(ROUNDS))
        finally:
            server.terminate()  # a program in the background does not hear an interrupt


def _save(file: Path, root: str, page: str, number: int) -> float:
    # Another text each time, so that an earlier save cannot be taken for this one.
    before, mark = file.read_text(encoding="utf-8"), f"第{number}次保存。"
    found = EPOCH.search(_get(root + ADDRESS))
    if not found:
        raise SystemExit("The preview serves no page with live reload.")
    start = time.monotonic()
    file.write_text(f"{before}\n{mark}\n", encoding="utf-8")
    # The server answers as soon as there is something newer than that number.
    _get(f"{root}/livereload/{found[1]}/1")
    # A writer has waited until the page is there, not until it is known to have changed.
    if mark not in _get(root + ADDRESS):
        raise SystemExit("The preview has reloaded, but does not show what was saved.")
    return time.monotonic() - start


def _first(url: str, server: subprocess.Popen[bytes]) -> str:
    while server.poll() is None:
        try:
            return _get(url)
        except URLError:
            time.sleep(0.05)
    raise SystemExit("The preview did not start; see serve.log.")


def _get(url: str) -> str:
    with urlopen(url, timeout=600) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())
