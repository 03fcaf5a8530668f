"""The last step of a build: each page gets its policy and its stamps, the site its headers and its service worker."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from .policy import headers_file, inline_scripts, with_policy
from .stamps import stamps, with_stamps

REGISTRATION = "keep-pages.js"
"""The script that registers the service worker; a site whose pages leave it out publishes one that removes itself."""


def prepare(site: Path, worker: str) -> None:
    """Make the freshly built site in that folder ready to be published. `worker` is the service worker's program."""
    known = stamps(site)
    scripts: frozenset[str] = frozenset()
    keeps = False
    # The version of the site: any change of a page changes it, and so does one of a stamped file.
    version = hashlib.sha256(worker.encode())
    for page in sorted(site.rglob("*.html")):
        html = with_stamps(page.read_text(encoding="utf-8"), known)
        scripts |= inline_scripts(html)
        keeps = keeps or REGISTRATION in html
        html = with_policy(html)
        page.write_text(html, encoding="utf-8", newline="")
        version.update(html.encode())
    about = {"version": version.hexdigest()[:16], "keeps": keeps, "offline": "offline.html"}
    (site / "sw.js").write_text(f"var SITE = {json.dumps(about)};\n{worker}", encoding="utf-8")
    (site / "_headers").write_text(headers_file(scripts), encoding="utf-8")
    # MkDocs writes the time into it, so that no two builds would be alike; nothing asks for it.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
