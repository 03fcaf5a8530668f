"""The last step of a build: each page gets its policy and its stamps, the site its headers and its service worker."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ..work import run
from .policy import headers_file, inline_scripts, with_policy
from .stamps import with_stamps, write_stamped

WORTH_A_PROCESS = 100
"""Fewer pages are finished sooner than a process is started."""

REGISTRATION = "keep-pages.js"
"""The script that registers the service worker; a site whose pages leave it out publishes one that removes itself."""


def prepare(site: Path, worker: str) -> None:
    """Make the freshly built site in that folder ready to be published. `worker` is the service worker's program."""
    known = write_stamped(site)

    def finish(page: Path) -> tuple[frozenset[str], bool, bytes]:
        """Write the page as it is published: its own scripts, whether it keeps pages, a digest of it."""
        # Not emptied before it is written: file systems put what replaces an emptied file on the disk at once.
        with page.open("r+b") as file:
            html = file.read().decode()
            scripts = inline_scripts(html)
            finished = with_policy(with_stamps(html, known), scripts).encode()
            file.seek(0)
            file.write(finished)
            file.truncate()
        return scripts, REGISTRATION in html, hashlib.sha256(finished).digest()

    scripts: frozenset[str] = frozenset()
    keeps = False
    # The version of the site: any change of a page changes it, and so does one of a stamped file.
    version = hashlib.sha256(worker.encode())
    for own, registers, digest in run(finish, sorted(site.rglob("*.html")), WORTH_A_PROCESS):
        scripts |= own
        keeps = keeps or registers
        version.update(digest)
    about = {"version": version.hexdigest()[:16], "keeps": keeps, "offline": "offline.html"}
    (site / "sw.js").write_text(f"var SITE = {json.dumps(about)};\n{worker}", encoding="utf-8")
    (site / "_headers").write_text(headers_file(scripts), encoding="utf-8")
    # MkDocs writes the time into it, so that no two builds would be alike; nothing asks for it.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
