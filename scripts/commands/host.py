"""A static host on this machine as the published site expects one: its headers, its 404 page, compression, a sub-path."""

from __future__ import annotations

import gzip
import http.server
import random
import socket
import threading
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Self

COMPRESSIBLE = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".ics", ".xml", ".txt", ""})


def free_port() -> int:
    """A free port of this machine, below the range from which systems give one to whoever asks for any: it stays free."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - no secret
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def published_headers(site: Path) -> tuple[tuple[str, str], ...]:
    """What the site's `_headers` says for every file; nothing where the site has no such file."""
    file = site / "_headers"
    # The first line is `/*`; the headers for single paths follow those for all.
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.is_file() else []
    pairs = []
    for line in lines:
        if not line.startswith(" "):
            break
        name, _, value = line.strip().partition(": ")
        pairs.append((name, value))
    return tuple(pairs)


# The time of the change tells a file that was written anew.
@lru_cache(maxsize=512)
def _packed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site at the root of its host and below /sub/ alike; missing files get the site's own 404 page."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, value)
        # Every answer says how long it is, whichever way it goes out.
        if keyword == "Content-Length" and isinstance(self.server, _Server):
            self.server.sent.append((self.path, int(value)))

    def end_headers(self) -> None:
        for name, value in published_headers(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.split("?")[0].endswith("/") else file
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if not asked or file.suffix not in COMPRESSIBLE or not file.is_file():
            super().do_GET()
            return
        self._send(200, self.guess_type(str(file)), _packed(file, file.stat().st_mtime_ns), "gzip")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # Python's server calls this for whatever is missing, and would send a page of its own.
        page = Path(self.directory) / "404.html"
        self._send(code, "text/html", page.read_bytes() if page.is_file() else b"")

    def _send(self, code: int, kind: str, content: bytes, encoding: str = "") -> None:
        self.send_response(code)
        # Most hosts name the encoding of text; Python's server does not.
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        pass


class KeepingHandler(Handler):
    """The same over connections that stay open, as real hosts have them; stopping such a host leaves them open."""

    protocol_version = "HTTP/1.1"


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """More than a browser opens at once: a connection that finds the queue full tries again a second later."""

    def __init__(self, port: int, handler: Callable[..., Handler]) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.sent: list[tuple[str, int]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes to the next page leaves the last answers half read: nothing to print."""


class Host:
    """A running host: `with Host(site) as host: host.address`. It may be stopped and started again at its address."""

    def __init__(self, site: Path, path: str = "/", handler: type[Handler] = Handler, port: int = 0) -> None:
        self._site, self._path, self._handler, self._port = site, path, handler, port

    @property
    def address(self) -> str:
        """Where the site stands, with a slash at the end."""
        return f"http://127.0.0.1:{self._port}{self._path}"

    @property
    def sent(self) -> list[tuple[str, int]]:
        """What was sent since the start or since the list was last cleared: path and bytes, without headers."""
        return self._server.sent

    def start(self) -> None:
        self._server = _Server(self._port, partial(self._handler, directory=str(self._site)))
        # Port 0 has become a free one, which stays the host's when it is started again.
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
