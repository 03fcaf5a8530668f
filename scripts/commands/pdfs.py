"""Render every plan and every short edition as PDF, so that a build needs neither an office program nor fonts."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue import read_catalogue
from catalogue.exports import office
from catalogue.exports.word.package import fingerprint

from . import ROOT
from .office_program import pdfs, squeeze

FOLDER = ROOT / "docs/pdf"
HASHES = FOLDER / office.HASHES
LARGEST = 400_000
"""Bytes of a file: people open them on a telephone."""


def plan_files() -> dict[str, bytes]:
    """Address from the site's root, without its ending, of each file that is rendered, and its Word file.

    Raises ValueError with what keeps pages or lists from being read.
    """
    catalogue, problems = read_catalogue(ROOT / "docs")
    if problems:
        # A plan that cannot be read would be taken for one that is gone, whose PDFs are deleted.
        raise ValueError("\n".join(map(str, problems)))
    return office.pdf_sources(catalogue)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/pdfs", description=__doc__)
    parser.add_argument("--all", action="store_true", help="render unchanged plans anew as well")
    everything = parser.parse_args().all
    try:
        files = plan_files()
    except ValueError as error:
        print(f"{error}\nNothing was rendered.", file=sys.stderr)
        return 1
    hashes = {address: fingerprint(content) for address, content in sorted(files.items())}
    earlier = {} if everything else office.rendered_from(FOLDER)
    stale = [address for address in files if earlier.get(address) != hashes[address] or not _pdf(address).is_file()]
    try:
        _render({address: files[address] for address in stale}, hashes)
    except (FileNotFoundError, RuntimeError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    for pdf in FOLDER.glob("**/*.pdf"):
        if pdf.relative_to(FOLDER).as_posix().removesuffix(".pdf") not in files:
            pdf.unlink()
    _note(hashes)
    print(f"{len(stale)} rendered, {len(files) - len(stale)} unchanged.")
    large = [str(pdf) for pdf in FOLDER.glob("**/*.pdf") if pdf.stat().st_size > LARGEST]
    if large:
        print(f"Larger than {LARGEST // 1000} KB: {', '.join(large)}", file=sys.stderr)
    return int(bool(large))


def _pdf(address: str) -> Path:
    return FOLDER / f"{address}.pdf"


def _note(hashes: dict[str, str]) -> None:
    HASHES.parent.mkdir(parents=True, exist_ok=True)
    HASHES.write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")


def _render(files: dict[str, bytes], hashes: dict[str, str]) -> None:
    # One folder for LibreOffice: addresses become names.
    names = {address.replace("/", "+"): address for address in files}
    with TemporaryDirectory() as folder:
        pdfs({name: files[address] for name, address in names.items()}, Path(folder))
        # Should this be broken off, what is being replaced counts as rendered from nothing.
        _note({address: found for address, found in hashes.items() if address not in files})
        for name, address in names.items():
            _pdf(address).parent.mkdir(parents=True, exist_ok=True)
            squeeze(Path(folder) / f"{name}.pdf", _pdf(address))
            print(f"{_pdf(address).relative_to(ROOT)}: {_pdf(address).stat().st_size // 1000} KB")


if __name__ == "__main__":
    raise SystemExit(main())
