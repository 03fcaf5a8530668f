"""A folder of built HTML as one record: its files, pages, style sheets, sitemap, and where it will stand."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlsplit

from ..work import run
from .addresses import INDEXES, ORIGIN, Addresses, Target
from .reader import Page, Reference, Use, decoded, read_page, references_of_sheet

PAGES = (".html", ".htm", ".xhtml", ".xht")
NOT_PUBLISHED = frozenset({".git", ".svn", ".hg"})
NOT_FOUND_PAGES = frozenset({"404.html", "404.htm", "404/index.html", "500.html", "offline.html"})
"""Shown by a host or a service worker in place of others: no link leads to them."""
LARGEST_SITEMAP = 60_000_000
"""Bytes; the protocol allows 50 MB, and a small packed file may hold any number."""
WORTH_A_PROCESS = 100
"""Fewer pages are read sooner than a process is started."""


@dataclass(frozen=True)
class OtherFile:
    """A file other than a page that holds addresses: style sheet, manifest, sitemap."""

    path: str
    references: tuple[tuple[Reference, int | None], ...]
    """Each with its line, where it is known."""
    fault: str = ""
    """Why it could not be read."""


@dataclass(frozen=True)
class SitemapEntry:
    address: str
    alternates: tuple[tuple[str, str], ...]
    """hreflang and address."""


@dataclass(frozen=True)
class Sitemap:
    """All sitemaps of the site together."""

    files: tuple[OtherFile, ...] = ()
    """The sitemaps, and the robots.txt that names them."""
    entries: tuple[SitemapEntry, ...] = ()


@dataclass(frozen=True)
class Site:
    """What stands in a folder. Pages and other files by their path from it, with forward slashes."""

    folder: Path
    addresses: Addresses
    pages: Mapping[str, Page]
    sitemap: Sitemap
    own: tuple[str, ...]
    """Absolute addresses of the root, the site's own first; none where nobody says it."""
    _others: dict[str, OtherFile | None] = field(default_factory=dict, repr=False)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _documents: dict[str, str] = field(default_factory=dict, repr=False)

    def document(self, path: str) -> str:
        """The address against which that file's addresses are resolved."""
        if path not in self._documents:
            page = self.pages.get(path)
            self._documents[path] = self.addresses.document(path, page.base if page else None)
        return self._documents[path]

    def target(self, path: str, address: str) -> Target:
        """Where an address of that file leads."""
        return self.addresses.resolve(self.document(path), address)

    def other(self, path: str) -> OtherFile | None:
        """The style sheet or manifest of that path, read when first asked for; None if it is neither."""
        if path not in self._others:
            self._others[path] = _other_file(self.folder, path)
        return self._others[path]

    def ids(self, path: str) -> frozenset[str] | None:
        """What a fragment may name in that file; None where it cannot be known."""
        if page := self.pages.get(path):
            return page.ids  # type: ignore[return-value] # a set that nobody changes any more
        if not path.endswith(".svg"):
            return None
        if path not in self._ids:
            self._ids[path] = frozenset(read_page(_bytes(self.folder, path), path).ids)
        return self._ids[path]

    def leads_on(self, page: Page) -> Target | None:
        """Where a redirecting page leads; None if it stays."""
        if page.refresh is None:
            return None
        target = self.target(page.path, page.refresh)
        return None if target.file == page.path else target

    @cached_property
    def redirects(self) -> Mapping[str, Target]:
        """Pages that send their reader on at once, and where to."""
        found = ((path, self.leads_on(page)) for path, page in self.pages.items() if page.refresh is not None)
        return {path: target for path, target in found if target}

    @cached_property
    def alternates(self) -> Mapping[str, Mapping[str, tuple[str, Target]]]:
        """What the pages' heads and the sitemap say of twins: page -> hreflang -> address as written, where it leads."""
        found: dict[str, dict[str, tuple[str, Target]]] = {}
        for path, page in self.pages.items():
            for language, address in page.alternates:
                found.setdefault(path, {})[language] = (address, self.target(path, address))
        for entry in self.sitemap.entries:
            path = self.target("", entry.address).file
            for language, address in entry.alternates if path in self.pages else ():
                # What the page says of itself goes before the sitemap.
                found.setdefault(path, {}).setdefault(language, (address, self.target("", address)))
        return found

    @cached_property
    def noindex(self) -> frozenset[str]:
        return frozenset(path for path, page in self.pages.items() if page.noindex)

    @cached_property
    def listed(self) -> tuple[Page, ...]:
        """The pages that a reader or a search engine should find: no error page, redirect, or piece of a page."""
        return tuple(
            page
            for path, page in self.pages.items()
            if page.whole
            and not page.noindex
            and path not in self.redirects
            and path not in NOT_FOUND_PAGES
            and path.rpartition("/")[2] != "404.html"
            and not _is_proof_of_ownership(path)
        )


def _is_proof_of_ownership(path: str) -> bool:
    """A file by which a search engine knows the site's owner."""
    return bool(
        re.fullmatch(r"(?:google[0-9a-f]{8,}|yandex_[0-9a-f]+|baidu_verify_\S+|BingSiteAuth|pinterest-\w+)\.html", path)
    )


def read_site(folder: Path, address: str = "", base: str = "") -> Site:
    """The site in that folder.

    `address`: the absolute address of its root; without it, what most canonical addresses or the sitemap say.
    `base`: the path below which root-relative addresses find it; without it, the path of `address` if given,
    or what its root-relative addresses need.
    """
    files = tuple(_files(folder))
    read = [path for path in files if path.lower().endswith(PAGES)]
    pages = {page.path: page for page in run(lambda path: read_page(_bytes(folder, path), path), read, WORTH_A_PROCESS)}
    sitemap = _sitemap(folder, frozenset(files))
    own = address or _own_address(pages, sitemap)
    # Without it the last part of the path would be taken for a file.
    if own and not own.endswith("/"):
        own += "/"
    if not base:
        path = urlsplit(own).path or "/"
        base = path if address or _needs_base(pages, frozenset(files), path) else "/"
    base = f"/{base.strip('/')}/" if base.strip("/") else "/"
    # A link to the site's own host by http leads to the same file.
    roots = tuple(dict.fromkeys((own, _with_other_scheme(own)))) if own else ()
    return Site(folder, Addresses(files, base, roots), pages, sitemap, roots)


def _bytes(folder: Path, path: str) -> bytes:
    with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123 - half the time of Path.read_bytes
        return file.read()


def _with_other_scheme(address: str) -> str:
    scheme, _, rest = address.partition(":")
    return f"{'http' if scheme == 'https' else 'https'}:{rest}"


def _files(folder: Path) -> Iterator[str]:
    """Every published file, links to folders followed once."""
    seen: set[str] = set()
    start = str(folder)
    for where, folders, names in os.walk(start, followlinks=True):
        # A link may lead to a folder above it: each real folder is gone through once.
        real = os.path.realpath(where)
        folders[:] = sorted(name for name in folders if name not in NOT_PUBLISHED)
        if real in seen:
            folders.clear()
        seen.add(real)
        below = where[len(start) :].replace(os.sep, "/").lstrip("/")
        for name in sorted(names):
            # A link that leads nowhere, or a pipe, is nothing that a host could send.
            if os.path.isfile(f"{where}/{name}"):  # noqa: PTH113 - half the time of Path.is_file
                yield f"{below}/{name}" if below else name


def _forms(path: str) -> tuple[str, ...]:
    """The ends that an address of that page may have: as a file, as a folder."""
    head, _, name = path.rpartition("/")
    plain, above = quote(path, errors="surrogateescape"), quote(head, errors="surrogateescape")
    return (plain, f"{above}/" if head else "") if name in INDEXES else (plain,)


def _own_address(pages: Mapping[str, Page], sitemap: Sitemap) -> str:
    """The absolute address of the root that most pages or entries agree on."""
    votes: Counter[str] = Counter()
    for page in pages.values():
        # A page that says the same address twice has one vote; of addresses with equal votes the first one wins.
        for said in dict.fromkeys((page.canonical, page.preview_address)):
            if re.match("https?://", said):
                address = said.partition("#")[0].partition("?")[0]
                votes.update(_roots(address, page.path))
    if not votes:
        by_form = {form: path for path in pages for form in _forms(path) if form}
        for entry in sitemap.entries:
            parts = urlsplit(entry.address)
            pieces = parts.path.split("/")
            for start in range(1, len(pieces)):
                if "/".join(pieces[start:]) in by_form:
                    votes[f"{parts.scheme}://{parts.netloc}{'/'.join(pieces[:start])}/"] += 1
            if parts.path in ("", "/") and "index.html" in pages:
                votes[f"{parts.scheme}://{parts.netloc}/"] += 1
    return min(votes, key=lambda root: (-votes[root], len(root))) if votes else ""


def _roots(address: str, path: str) -> Iterator[str]:
    for form in _forms(path):
        root = address.removesuffix(form) if form and address.endswith(form) else "" if form else address
        if root.endswith("/") and root.count("/") > 2:
            yield root
            return
    if address.count("/") == 2 and path in INDEXES:
        yield f"{address}/"


def _needs_base(pages: Mapping[str, Page], files: frozenset[str], base: str) -> bool:
    """Whether more root-relative addresses find their file below `base` than at the root of the host."""
    if base == "/":
        return False
    below = plain = 0
    places = Addresses(files)
    for page in pages.values():
        for one in page.references:
            if one.address.startswith("/") and not one.address.startswith("//"):
                plain += bool(places.resolve(f"{ORIGIN}/", one.address).file)
                if one.address.startswith(base):
                    below += bool(places.resolve(f"{ORIGIN}/", "/" + one.address[len(base) :]).file)
    return below > plain


def _other_file(folder: Path, path: str) -> OtherFile | None:
    name = path.lower()
    if name.endswith(".css"):
        return OtherFile(path, tuple(references_of_sheet(decoded(_bytes(folder, path)))))
    if name.endswith(".webmanifest") or name.rpartition("/")[2] == "manifest.json":
        try:
            data = json.loads(_bytes(folder, path))
        except (ValueError, RecursionError) as error:
            return OtherFile(path, (), f"this manifest is not valid JSON: {error}.")
        return OtherFile(path, tuple((one, None) for one in _manifest(data)))
    return None


def _manifest(data: object) -> Iterator[Reference]:
    if not isinstance(data, dict):
        return
    if isinstance(start := data.get("start_url"), str):
        yield Reference("manifest", "start_url", start, Use.NAME)
    for name in ("icons", "screenshots", "shortcuts"):
        for item in data[name] if isinstance(data.get(name), list) else ():
            if isinstance(item, dict):
                for key in ("src", "url"):
                    if isinstance(address := item.get(key), str):
                        yield Reference("manifest", f"{name}.{key}", address, Use.NAME)


def _sitemap(folder: Path, files: frozenset[str]) -> Sitemap:
    """Every sitemap of the site: sitemap.xml, those that robots.txt names, and those that they name."""
    # Not only by robots.txt: many sites leave that line out.
    waiting: list[str] = [name for name in ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml") if name in files]
    robots = (folder / "robots.txt").read_bytes() if "robots.txt" in files else b""
    said = [
        (found[1].decode("utf-8", "replace"), robots.count(b"\n", 0, found.start(1)) + 1)
        for found in re.finditer(rb"(?im)^\s*sitemap\s*:\s*(\S+)", robots)
    ]
    for address, _ in said:
        waiting += _by_name(address, files)
    done = {"robots.txt": OtherFile("robots.txt", tuple((_sitemap_at(address), line) for address, line in said))}
    entries: list[SitemapEntry] = []
    while waiting:
        path = waiting.pop(0)
        # The packed copy of a sitemap says the same again.
        if path in done or path.removesuffix(".gz") in done:
            continue
        # Noted before it is read: an index may name itself.
        done[path] = OtherFile(path, ())
        try:
            found, others = _listed(path, _unpacked(_bytes(folder, path)))
        except (ET.ParseError, ValueError, LookupError, OSError, EOFError, zlib.error) as error:
            done[path] = OtherFile(path, (), f"this sitemap cannot be read: {error}.")
            continue
        for other in others:
            waiting += _by_name(other, files)
        entries += [entry for entry in found if entry.address]
        named = [*map(_sitemap_at, others), *(reference for entry in found for reference in _references(entry))]
        done[path] = OtherFile(path, tuple((reference, None) for reference in named))
    return Sitemap(tuple(done.values()), tuple(entries))


def _sitemap_at(address: str) -> Reference:
    return Reference("sitemap", "", address, Use.NAME)


def _listed(path: str, raw: bytes) -> tuple[list[SitemapEntry], list[str]]:
    """The pages that a sitemap names, and the other sitemaps. Raises what the XML parser raises."""
    if path.endswith(".txt"):
        # The protocol allows a plain list too.
        return [SitemapEntry(line.strip(), ()) for line in decoded(raw).splitlines()], []
    root = ET.fromstring(raw)  # noqa: S314 - expat refuses bombs
    others = list(_texts(root, "loc")) if _name(root) == "sitemapindex" else []
    return [_entry(url) for url in root if _name(url) == "url"], others


def _unpacked(raw: bytes) -> bytes:
    if raw[:2] != b"\x1f\x8b":
        return raw
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
        return file.read(LARGEST_SITEMAP)


def _by_name(address: str, files: frozenset[str]) -> list[str]:
    """The file of the folder that an absolute address of unknown root ends with."""
    # Where the site will stand is not known yet, so the host and the folders before are left aside.
    pieces = urlsplit(address).path.strip("/").split("/")
    ends = ("/".join(pieces[start:]) for start in range(len(pieces)))
    return next(([end] for end in ends if end in files), [])


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _texts(root: ET.Element, name: str) -> Iterable[str]:
    return (one.text.strip() for one in root.iter() if _name(one) == name and one.text)


def _entry(url: ET.Element) -> SitemapEntry:
    address = next((one.text.strip() for one in url if _name(one) == "loc" and one.text), "")
    links = ((one.get("hreflang", "").lower(), one.get("href", "")) for one in url if _name(one) == "link")
    return SitemapEntry(address, tuple((language, href) for language, href in links if language and href))


def _references(entry: SitemapEntry) -> Iterator[Reference]:
    if entry.address:
        yield Reference("loc", "", entry.address, Use.NAME)
    for _, address in entry.alternates:
        yield Reference("xhtml:link", "href", address, Use.NAME)
