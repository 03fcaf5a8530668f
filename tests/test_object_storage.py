"""The site on object storage by `deploy/upload`, with the real rclone and a storage that runs here."""

from __future__ import annotations

import hashlib
import http.server
import os
import re
import shutil
import subprocess
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from project import ROOT

BUCKET = "/bucket/"
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
}

pytestmark = pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not here and could not be installed")


@dataclass
class Storage:
    """What the storage holds, and what was done to it, in order."""

    objects: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    put: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    port: int = 0

    def upload(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.put.clear()
        self.deleted.clear()
        settings = {
            "TYPE": "s3",
            "PROVIDER": "Other",
            "ENDPOINT": f"http://127.0.0.1:{self.port}",
            "ACCESS_KEY_ID": "x",
            "SECRET_ACCESS_KEY": "x",  # Nobody looks at it.
            "NO_CHECK_BUCKET": "true",
        }
        environment = {**os.environ, **{f"RCLONE_CONFIG_STORE_{name}": value for name, value in settings.items()}}
        environment.pop("AWS_CA_BUNDLE", None)
        return subprocess.run(
            [str(ROOT / "deploy/upload"), *arguments, f"store:{BUCKET.strip('/')}/sub"],
            env={**environment, "RCLONE_CONFIG": "/dev/null"},
            capture_output=True,
            text=True,
            check=False,
        )


def _handler(storage: Storage) -> type[http.server.BaseHTTPRequestHandler]:
    """As much of the common protocol of object storages as rclone speaks here."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def key(self) -> str:
            return urllib.parse.unquote(self.path.partition("?")[0]).removeprefix(BUCKET).removeprefix("sub/")

        def do_GET(self) -> None:
            listed = "".join(
                f"<Contents><Key>sub/{escape(key)}</Key><Size>{len(content)}</Size><ETag>&quot;{_digest(content)}&quot;"
                "</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
                for key, (content, _) in sorted(storage.objects.items())
            )
            self.answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>".encode())

        def do_HEAD(self) -> None:
            self.answer(
                200 if self.key() in storage.objects else 404, b"", storage.objects.get(self.key(), (b"", {}))[0]
            )

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            storage.objects[self.key()] = content, {name.lower(): value for name, value in self.headers.items()}
            storage.put.append(self.key())
            self.answer(200, b"", content)

        def do_DELETE(self) -> None:
            del storage.objects[self.key()]
            storage.deleted.append(self.key())
            self.answer(204, b"")

        def answer(self, code: int, body: bytes, content: bytes = b"") -> None:
            self.send_response(code)
            self.send_header("ETag", f'"{_digest(content)}"')
            self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            self.send_header("Content-Length", str(len(content) if self.command == "HEAD" else len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
            pass

    return Handler


def _digest(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture(scope="module")
def storage() -> Iterator[Storage]:
    found = Storage()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(found))
    server.daemon_threads = True
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that the tests of this file update."""
    return shutil.copytree(site, tmp_path_factory.mktemp("storage") / "site")


def test_every_file_arrives_once_with_its_type_and_in_order(storage: Storage, folder: Path) -> None:
    done = storage.upload(str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {"_headers"}
    assert sorted(storage.put) == sorted(files)
    for name, (content, headers) in storage.objects.items():
        assert content == (folder / name).read_bytes(), name
        assert headers["content-type"] == TYPES[name.rpartition(".")[2]], name
        kept = "public, max-age=0, s-maxage=60"
        if name.startswith("assets/stamped/"):
            kept = "public, max-age=31536000, immutable"
        assert headers["cache-control"] == ("no-cache" if name == "sw.js" else kept), name
    # Nothing comes before what it names.
    pages = [number for number, name in enumerate(storage.put) if name.endswith(".html")]
    stamped = [number for number, name in enumerate(storage.put) if re.match(r"assets/stamped/|search/\w+-", name)]
    rest = [number for number, name in enumerate(storage.put) if not name.endswith((".html", ".xml", "sw.js"))]
    assert max(stamped) < min(set(rest) - set(stamped))
    assert max(rest) < min(pages)
    assert storage.put[-1] == "sw.js"


def test_only_what_changed_is_uploaded_and_old_scripts_stay_for_a_while(storage: Storage, folder: Path) -> None:
    # Where tests are shared among processes, another one may have had the test that uploads everything.
    assert storage.upload(str(folder)).returncode == 0
    for file in folder.rglob("*.html"):
        file.touch()
    assert storage.upload(str(folder)).returncode == 0
    assert (storage.put, storage.deleted) == ([], [])

    old = next((folder / "assets/stamped").glob("site.*.css"))
    old.rename(old.with_name("site.00000000.css"))
    (folder / "index.html").write_text("another")
    (folder / "en/index.html").unlink()
    done = storage.upload(str(folder))
    assert "1 files stay" in done.stdout
    assert storage.put == ["assets/stamped/site.00000000.css", "index.html"]
    assert storage.deleted == ["en/index.html"]

    assert storage.upload("--tidy", str(folder)).returncode == 0
    assert (storage.put, storage.deleted) == ([], [f"assets/stamped/{old.name}"])


def test_a_kind_of_file_without_a_type_is_told(storage: Storage, folder: Path) -> None:
    (folder / "sound.ogg").write_text("x")
    done = storage.upload(str(folder))
    assert done.returncode == 1
    assert "+ sound.ogg" in done.stderr


def test_anything_but_a_built_site_is_refused(storage: Storage, tmp_path: Path) -> None:
    done = storage.upload(str(tmp_path))
    assert (done.returncode, storage.put) == (2, [])
    assert "deploy/upload site store:bucket" in done.stderr
