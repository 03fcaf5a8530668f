"""Build the publishable site into a fresh folder, and swap it in whole; a failure leaves the earlier site as it is."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from . import ROOT


def build(site: Path, config: Path = ROOT / "mkdocs.yml", engine: str = "mkdocs") -> int:
    """Build the site of that configuration into `site`; the exit code of the engine.

    A warning counts as a failure. `engine` is the module that builds: mkdocs or a drop-in for it.
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
        failed = subprocess.run(command, check=False).returncode
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
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    if site.exists() and not (site / "index.html").is_file() and any(site.iterdir()):
        print(f"{site} is there and is no site: it will not be replaced. Choose another folder.", file=sys.stderr)
        return 2
    print(f"Building the site in both languages into {site} …", flush=True)
    failed = build(site, engine=arguments.engine)
    if not failed:
        files = sum(1 for path in site.rglob("*") if path.is_file())
        print(f"Done: {files} files in {site}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
