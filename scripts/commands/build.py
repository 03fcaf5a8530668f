"""Build the publishable site into a fresh folder, and swap it in whole; a failure leaves the earlier site as it is."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from . import ROOT

FIXED_TIME = "315532800"
"""1 January 1980, the earliest that an archive can hold: the time of what has none of its own."""


def build(site: Path, config: Path = ROOT / "mkdocs.yml", engine: str = "mkdocs", cache: bool = True) -> int:
    """Build the site of that configuration into `site`; the exit code of the engine.

    A warning counts as a failure. `engine` is the module that builds: mkdocs or a drop-in for it.
    Without `cache` nothing is taken from an earlier build, and nothing kept for a later one.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as folder:
        fresh = Path(folder) / "site"
        command = [
            sys.executable,
            "-m",
            engine,
            "build",
            "--strict",
            "--config-file",
            str(config),
            "--site-dir",
            str(fresh),
        ]
        # The date of the build stands nowhere in the site: the same sources give the same bytes.
        environment = {"SOURCE_DATE_EPOCH": FIXED_TIME, **os.environ, **({} if cache else {"BUILD_CACHE": ""})}
        failed = subprocess.run(command, check=False, env=environment).returncode
        if failed:
            print(f"The build failed; {site} is as it was.", file=sys.stderr)
            return failed
        fresh.chmod(0o755)
        old = Path(folder) / "old"
        if site.exists():
            site.rename(old)
        fresh.rename(site)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/build", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", metavar="DIR", help="where to (site/)")
    parser.add_argument("--engine", choices=["mkdocs", "properdocs"], default="mkdocs", help="what renders the pages")
    parser.add_argument("--no-cache", action="store_true", help="make everything anew; the bytes are the same")
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    if site.exists() and not (site / "index.html").is_file() and any(site.iterdir()):
        print(f"{site} is there and is no site: it will not be replaced. Choose another folder.", file=sys.stderr)
        return 2
    print(f"Building the site in both languages into {site} …", flush=True)
    failed = build(site, engine=arguments.engine, cache=not arguments.no_cache)
    if not failed:
        files = sum(1 for path in site.rglob("*") if path.is_file())
        print(f"Done: {files} files in {site}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
