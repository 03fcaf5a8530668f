"""Where an address leads: resolved as a browser does (WHATWG URL), then looked up as a static host does.

The pages of a folder are given addresses below a made-up origin, so that a site can be checked before
anybody knows where it will stand. Absolute addresses of the site's own host are led back to the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote, unquote

import ada_url

ORIGIN = "https://site.invalid"
INDEXES = ("index.html", "index.htm", "index.xhtml")
WHOLE = ("http://", "https://", "mailto:", "data:", "javascript:", "tel:")
"""Beginnings of addresses that lead to the same place from every page."""
# Steps up, then names, query and fragment in which nothing needs encoding: nine of ten addresses on a usual site.
PLAIN = re.compile(
    r"((?:\.\.(?:/|(?=[?#]|\Z)))*+)((?:[A-Za-z0-9_~\-][A-Za-z0-9_~.\-]*+/?+)*+)(?:\?[A-Za-z0-9_~.\-/=&]*+)?(?:#([A-Za-z0-9_~.\-]*+))?"
)
WEB = ("http", "https")


class Kind(StrEnum):
    """On which side of the site's border an address leads."""

    LOCAL = "local"
    """Below the site's root, whether there is such a file or not."""
    OUTSIDE = "outside"
    """On the site's own host, but above the folder that holds the site."""
    ELSEWHERE = "elsewhere"
    """On another host."""
    OTHER = "other"
    """mailto:, data:, javascript: and the like."""
    INVALID = "invalid"
    """A browser cannot make an address of it."""


class Target(NamedTuple):
    """Where an address leads."""

    kind: Kind
    url: str
    """The whole address; of local targets the path from the site's root, decoded, without a slash before it."""
    file: str
    """The file that a host would send, from the site's folder; empty where there is none."""
    fragment: str
    """As it stands in the resolved address, percent-encoded."""


class Addresses:
    """Resolves the addresses of one site.

    `files`: every file of the folder, with forward slashes. `base`: path below which the site stands, `/` or
    `/sub/path/`. `own`: absolute addresses of the site's root, such as `https://example.org/sub/path/`.
    """

    def __init__(self, files: Iterable[str], base: str = "/", own: Iterable[str] = ()) -> None:
        self.files = frozenset(files)
        self.base = base
        # As resolved addresses say them: 文明 in a path is percent-encoded there, a host is in small letters.
        self._root = _resolved(ORIGIN + base)
        self._own = tuple(dict.fromkeys(map(_resolved, own)))
        self._absolute: dict[str, Target] = {}
        self._local: dict[tuple[str, str], Target] = {}
        self._found: dict[str, str] = {}
        self._document = self._page = ""
        self._folders: tuple[str, ...] = ()

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, however deep."""
        found: set[str] = set()
        for file in self.files:
            folder = file.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Last part of a path -> the files and pages that end with it; a page by its folder."""
        found: dict[str, list[str]] = {}
        for file in sorted(self.files):
            path = file.removesuffix(f"/{INDEXES[0]}")
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def _by_fold(self) -> Mapping[str, str]:
        """Path of a file or page in small letters -> the file."""
        found: dict[str, str] = {}
        for file in sorted(self.files):
            found.setdefault(file.casefold(), file)
            name = file.rpartition("/")[2]
            if name in INDEXES:
                found.setdefault(file.casefold().removesuffix(name), file)
        return found

    def of_page(self, path: str) -> str:
        """The made-up absolute address of a file of the site."""
        return self._root + quote(path, safe="/~!$&'()*+,;=:@", errors="surrogateescape")

    def document(self, path: str, base_href: str | None) -> str:
        """The address against which a page's addresses are resolved: that of its `<base>`, or its own."""
        here = self.of_page(path)
        if base_href is None:
            return here
        try:
            found = ada_url.join_url(here, base_href)
        except ValueError:
            return here
        # A browser does not take such an address for a base.
        return here if found.startswith(("data:", "javascript:")) else found

    def resolve(self, document: str, address: str) -> Target:
        """Where that address leads from a document of that address."""
        if plain := PLAIN.fullmatch(address):
            # The slash of the last step may be missing.
            steps, path = (len(plain[1]) + 1) // 3, plain[2]
            folders = self._folders if document == self._document else self._folders_above(document)
            if steps < len(folders):
                # Without steps and names it is the page itself that is meant.
                return self._at(folders[steps] + path if path or steps else self._page, plain[3] or "")
        elif address in self._absolute:
            return self._absolute[address]
        elif address.startswith(self._own) and (plain := PLAIN.fullmatch(self._below_root(address))) and not plain[1]:
            return self._at(plain[2], plain[3] or "")
        try:
            url = ada_url.join_url(document, address)
        except ValueError:
            return Target(Kind.INVALID, address, "", "")
        target = self._placed(url)
        if address.startswith(WHOLE) and target.kind is not Kind.LOCAL:
            self._absolute[address] = target
        return target

    def _below_root(self, address: str) -> str:
        return next(address[len(root) :] for root in self._own if address.startswith(root))

    def _placed(self, url: str) -> Target:
        """The target of an absolute address."""
        for root in (self._root, *self._own):
            if url.startswith(root):
                return self._in_folder(url[len(root) :])
            # `https://example.org/sub#x` and `…/sub` are the root too, once the host has added its slash.
            if url.partition("#")[0].partition("?")[0] + "/" == root:
                return self._in_folder(url[len(root) - 1 :])
        if url.startswith(ORIGIN + "/"):
            return Target(Kind.OUTSIDE, unquote(url[len(ORIGIN) :]), "", "")
        if url.partition(":")[0] not in WEB:
            return Target(Kind.OTHER, url, "", "")
        return Target(Kind.ELSEWHERE, url, "", "")

    def _in_folder(self, rest: str) -> Target:
        before, _, fragment = rest.partition("#")
        path = before.partition("?")[0]
        decoded = unquote(path) if "%" in path else path
        if "\ufffd" in decoded:
            # Not UTF-8: the name of a file in an older encoding, or a mistake, which stays as it is written.
            older = unquote(path, errors="surrogateescape")
            decoded = older if self._file(older) else path
        return self._at(decoded, fragment)

    def _at(self, path: str, fragment: str) -> Target:
        """The target of a decoded path below the site's root; the same one each time it is asked for."""
        target = self._local.get((path, fragment))
        if target is None:
            file = self._found.get(path)
            if file is None:
                file = self._found[path] = self._file(path)
            target = self._local[path, fragment] = Target(Kind.LOCAL, path, file, fragment)
        return target

    def _folders_above(self, document: str) -> tuple[str, ...]:
        """The decoded path of the folder of that document, of the one above it and so on; none outside the site."""
        self._document, self._folders = document, ()
        if document.startswith(self._root):
            self._page = unquote(
                document[len(self._root) :].partition("#")[0].partition("?")[0], errors="surrogateescape"
            )
            parts = self._page.split("/")[:-1]
            self._folders = tuple("".join(f"{part}/" for part in parts[:end]) for end in range(len(parts), -1, -1))
        return self._folders

    def _file(self, path: str) -> str:
        """The file that a host sends for that path, or an empty string."""
        if path in self.files:
            return path
        folder = path if not path or path.endswith("/") else f"{path}/"
        return next((folder + index for index in INDEXES if folder + index in self.files), "")

    def in_other_case(self, path: str) -> str:
        """The file of that path if upper and lower case were the same, or an empty string."""
        fold = path.casefold()
        return self._by_fold.get(fold) or self._by_fold.get(f"{fold}/") or ""


def _resolved(address: str) -> str:
    """A whole address as a browser says it; as it is written where it is none."""
    try:
        return ada_url.join_url(address, "")
    except ValueError:
        return address
