"""Serve the site with live reload: a page is rendered when it is opened, and problems are listed at every save."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import tempfile
from pathlib import Path

from mkdocs.exceptions import ConfigurationError
from mkdocs.livereload import LiveReloadServer

from . import ROOT
from .preview import WATCHED, Preview, on_demand

SECONDS_BETWEEN_LOOKS = 0.2
LAST_PORT = 65535


def main() -> None:
    parser = argparse.ArgumentParser(prog="./scripts/serve", description=__doc__)
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    url = f"http://{arguments.host}:{arguments.port}/"
    # What the checks compute of a page stays in this one process, and is there at the next save.
    # A service worker is made of the whole published site, and would show a writer yesterday's page.
    os.environ.update(SITE_URL=url, PROCESSES="1", KEEP_PAGES="false")
    # A preview that is ended by SIGTERM, as by Ctrl-C, leaves no temporary folder behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print(f"Reading and checking the pages, then serving at {url} and {url}en/ (Ctrl-C stops) …", flush=True)
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        try:
            preview = Preview(Path(folder), url)
        except ConfigurationError as error:
            # What is wrong with pages and lists is told by the checks; this is a mkdocs.yml that is not valid YAML.
            raise SystemExit(str(error)) from None
        server = LiveReloadServer(
            preview.update, arguments.host, arguments.port, folder, polling_interval=SECONDS_BETWEEN_LOOKS
        )
        server.set_app(on_demand(preview, server.serve_request))
        server.error_handler = lambda code: _page(Path(folder) / f"{code}.html")
        for path in WATCHED:
            server.watch(str(ROOT / path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            print("Stopped.")
        except OSError as error:
            # A rebuild that fails never comes here: it is the port, which another preview may have.
            raise SystemExit(
                f"{url}: {error.strerror or error}. Choose another port: ./scripts/serve --port {arguments.port + 1}"
            ) from None
        finally:
            server.shutdown()


def _port(said: str) -> int:
    if not (said.isdecimal() and 0 < int(said) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"'{said}' is no port, expected a number from 1 to {LAST_PORT}")
    return int(said)


def _page(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


if __name__ == "__main__":
    main()
