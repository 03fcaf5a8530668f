"""Cache: what is slow to make, kept on disk under the digest of everything that it was made from.

Nothing here is ever out of date: another input is another name. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path

KEPT_DAYS = 30
DAY = 86400


@dataclass(frozen=True)
class Cache:
    """`folder` is where the results stand; None keeps nothing."""

    folder: Path | None

    def bytes_of(self, made_from: Iterable[object], make: Callable[[], bytes]) -> bytes:
        """The result of `make`, from disk if it was made from the same before."""
        if self.folder is None:
            return make()
        name = digest(made_from)
        content = self.read(name)
        if content is None:
            content = make()
            self.keep(name, content)
        return content

    def read(self, name: str) -> bytes | None:
        """What is kept under that digest."""
        if self.folder is None:
            return None
        file = _file(self.folder, name)
        # A damaged file fails zlib's checksum, and is made anew.
        try:
            content = zlib.decompress(file.read_bytes())
        except (OSError, zlib.error):
            return None
        # Of another user's file, or on a read-only disk, the time may not be set.
        with suppress(OSError):
            os.utime(file)
        return content

    def keep(self, name: str, content: bytes) -> None:
        """Keep that under that digest."""
        if self.folder is None:
            return
        file = _file(self.folder, name)
        # A full or read-only disk costs time, not the build.
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            # Renamed in whole: another process may read or write the same result.
            fresh = file.with_name(f"{file.name}.{os.getpid()}")
            # A Word file is compressed already. It still gets a checksum.
            fresh.write_bytes(zlib.compress(content, 0 if content.startswith(b"PK") else 1))
            fresh.replace(file)

    def prune(self) -> None:
        """Delete what no build has used for a month."""
        oldest = time.time() - KEPT_DAYS * DAY
        for file in self.folder.glob("??/*") if self.folder else ():
            # Another build may have deleted it, or the disk be read-only.
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()

    @cached_property
    def versions(self) -> str:
        """Digest of Python and of every installed package, for results that depend on other people's code."""
        return digest([sys.version, *sorted(f"{one.name} {one.version}" for one in distributions())])

    @cached_property
    def code(self) -> str:
        """Digest of this library's own source and of `versions`, for results that depend on what it does."""
        here = Path(__file__).parent
        files = sorted(here.rglob("*.py"))
        sources = (part for file in files for part in (file.relative_to(here).as_posix(), file.read_bytes()))
        return digest([self.versions, *sources])


def _file(folder: Path, name: str) -> Path:
    # In folders of their own: thousands of files in one are slow to list.
    return folder / name[:2] / name[2:]


def digest(parts: Iterable[object]) -> str:
    """Sixty-four hexadecimal digits of the parts; where one ends and the next begins counts too.

    What is neither text nor bytes counts as Python shows it: a record, or a tuple of records, with all that it holds. A
    function counts as what it gives: it is called only when somebody asks.
    """
    found = hashlib.sha256()
    for part in parts:
        if callable(part):
            part = part()
        if not isinstance(part, str | bytes):
            part = repr(part)
        raw = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()
