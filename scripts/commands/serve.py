"""Serve the site with live reload; problems are listed at every save."""

from __future__ import annotations

import argparse
import os
import sys

from . import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(prog="./scripts/serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    os.environ["SITE_URL"] = f"http://{arguments.host}:{arguments.port}/"
    # A service worker is made of the whole published site, and would show a writer yesterday's page.
    os.environ["KEEP_PAGES"] = "false"
    print(
        f"Building both languages, then serving at http://{arguments.host}:{arguments.port}/ (Ctrl-C stops) …",
        flush=True,
    )
    address = f"{arguments.host}:{arguments.port}"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--dev-addr",
        address,
        "--config-file",
        str(ROOT / "mkdocs.yml"),
    ]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell wanted


if __name__ == "__main__":
    main()
