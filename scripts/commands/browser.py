"""Chromium for the commands that measure in a browser."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# Without these Chromium asks its maker's hosts at every start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own. Stops the command where Chromium is missing."""
    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("Chromium is needed (Debian: apt-get install chromium fonts-noto-cjk).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*SWITCHES, "--disable-sync"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Traffic:
    """What a server has sent: path and bytes, compressed as a static host would."""

    address: str
    sent: list[tuple[str, int]]

    def bytes(self) -> int:
        return sum(size for _, size in self.sent)


@contextmanager
def serve(folder: Path) -> Iterator[Traffic]:
    """The folder over http from this machine, text compressed."""
    traffic = Traffic("", [])

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            file = folder / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            body = file.read_bytes()
            # What is compressed already gains nothing: Pagefind's parts are.
            packed = gzip.compress(body, 6) if kind.startswith("text/") or "json" in kind or "script" in kind else body
            self.send_response(200)
            # Not every system's table of types knows it, and a browser compiles nothing else while it loads.
            self.send_header("Content-Type", "application/wasm" if path.endswith(".wasm") else kind)
            if packed is not body:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)
            traffic.sent.append((path, len(packed)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    traffic.address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield traffic
    finally:
        server.shutdown()
