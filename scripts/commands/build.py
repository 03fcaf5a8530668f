"""Build the publishable site into a fresh folder, and swap it in whole; a failure leaves the earlier site as it is."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import ROOT

OFFLINE_FOLDER = "civil-community-workbench"
"""What the reader finds in the zip of the offline edition."""

FIXED_TIME = "315532800"
"""1 January 1980, the earliest that an archive can hold: the time of what has none of its own."""


@dataclass(frozen=True)
class Wanted:
    """What a build makes besides the pages: a zip file for readers without a network, compressed copies for a host."""

    offline: Path | None = None
    compressed: bool = False
    cache: bool = True
    """Whether what an earlier build kept may be used, and is kept for a later one."""


def build(site: Path, engine: str = "mkdocs", wanted: Wanted | None = None) -> int:
    """Build the site of this project into `site`; the exit code of the engine.

    A warning counts as a failure. `engine` is the module that builds: mkdocs or a drop-in for it.
    """
    wanted = wanted or Wanted()
    with contextlib.ExitStack() as folders:
        # Fresh name -> the place that it will take, in a folder beside that place: a rename cannot cross file systems.
        swaps = {}
        for place in filter(None, (site, wanted.offline)):
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent)
            swaps[Path(folders.enter_context(beside)) / "fresh"] = place
        fresh, *zipped = swaps
        command = [sys.executable, "-m", engine, "build", "--strict"]
        command += ["--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(fresh)]
        # The date of the build stands nowhere in the site: the same sources give the same bytes.
        environment = {"SOURCE_DATE_EPOCH": FIXED_TIME, **os.environ, **({} if wanted.cache else {"BUILD_CACHE": ""})}
        last, held = os.pipe()
        try:
            failed = subprocess.run(command, check=False, env=environment, pass_fds=[held]).returncode
        finally:
            # Every process of the engine inherits the end for writing, so the read returns when the last of them is gone.
            # After a build that is broken off, one could still write into the folder that is being deleted.
            os.close(held)
            os.read(last, 1)
            os.close(last)
        if failed:
            print(f"The build failed; {site} is as it was.", file=sys.stderr)
            return failed
        finish(fresh, wanted, *zipped)
        swap(swaps)
    return 0


def swap(swaps: Mapping[Path, Path]) -> None:
    """Put each fresh file or folder into its place: all of them or, where one cannot take it, none."""
    olds = {place: fresh.with_name("old") for fresh, place in swaps.items()}
    try:
        for fresh, place in swaps.items():
            if place.exists():
                place.rename(olds[place])
            fresh.rename(place)
    except BaseException:
        # What is not put back now is deleted with the folder that it lies in.
        for fresh, place in swaps.items():
            if place.exists() and not fresh.exists():
                place.rename(fresh)
            if olds[place].exists():
                olds[place].rename(place)
        raise


def finish(fresh: Path, wanted: Wanted, zipped: Path | None = None) -> None:
    """Make everything that is made from the whole built site; `zipped` is where the offline edition is written first."""
    # Only now: until here another process builds, and this one would hold 60 MB beside it for nothing.
    from catalogue.publishing import precompress, prepare, write_offline_edition

    if zipped:
        # Before the pages get their policy and stamps, which only a host needs.
        files = write_offline_edition(fresh, zipped, OFFLINE_FOLDER)
        print(f"Offline edition: {files} files, {zipped.stat().st_size / 1e6:.1f} MB in {wanted.offline}")
    prepare(fresh, (ROOT / "overrides/sw.js").read_text(encoding="utf-8"))
    if wanted.compressed:
        print(f"Compressed beforehand: {precompress(fresh)} files")


def _unfit(offline: Path, site: Path) -> str:
    """Why the offline edition cannot be that file, empty where it can."""
    if offline.is_dir():
        return "is a folder"
    if offline.is_relative_to(site):
        return f"lies in {site}, which is replaced in whole"
    # `--offline DIR` looks like `DIR --offline`, and would write a zip under the folder's name.
    return "" if offline.suffix == ".zip" else "does not end in .zip"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/build", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", metavar="DIR", help="where to (site/)")
    parser.add_argument("--engine", choices=["mkdocs", "properdocs"], default="mkdocs", help="what renders the pages")
    parser.add_argument(
        "--offline",
        nargs="?",
        type=Path,
        const=ROOT / "site-offline.zip",
        metavar="ZIP",
        help="make the edition too that opens from a folder without a server (site-offline.zip)",
    )
    parser.add_argument("--precompress", action="store_true", help="put a .gz beside every text file")
    parser.add_argument("--no-cache", action="store_true", help="make everything anew; the bytes are the same")
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    # A start page is no proof: the folder of a fresh web server has one too, and may hold other sites.
    if site.is_file() or (site.exists() and not (site / "data/catalogue.json").is_file() and any(site.iterdir())):
        print(
            f"{site} exists and is not a built site: it will not be replaced. Choose another folder.", file=sys.stderr
        )
        return 2
    offline = arguments.offline.resolve() if arguments.offline else None
    if offline and (why := _unfit(offline, site)):
        print(
            f"{offline} {why}: no zip can be written there. Name a file in another folder that ends in .zip; "
            "the folder of the site stands before --offline.",
            file=sys.stderr,
        )
        return 2
    # A build that is ended by SIGTERM, as by Ctrl-C, leaves no temporary folder behind and no MkDocs at work.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"Building the site in both languages into {site} …", flush=True)
    wanted = Wanted(offline, arguments.precompress, not arguments.no_cache)
    failed = build(site, engine=arguments.engine, wanted=wanted)
    if not failed:
        files = sum(len(names) for _, _, names in os.walk(site))
        print(f"Done: {files} files in {site}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
