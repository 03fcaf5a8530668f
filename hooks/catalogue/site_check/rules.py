"""The rules for a built site. Each is a small generator whose docstring is the rule; its name is the function's.

Rules for a link are asked about every address of every file; rules for a page about every page once;
rules for the site once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..exemptions import FAULTS
from .addresses import WEB, Kind, Target
from .folder import Site
from .reader import Page, Reference, Use
from .trees import missing_by_hreflang, missing_by_tree


class Link(NamedTuple):
    """An address in a file of the site, and where it leads."""

    page: str
    """The file, from the site's folder."""
    reference: Reference
    target: Target
    line: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in one built file."""

    rule: str
    page: str
    """The file, from the site's folder."""
    message: str
    cause: str = ""
    """Findings of a rule with the same cause are told as one."""
    element: str = ""
    attribute: str = ""
    address: str = ""
    """As it stands in the file."""
    target: str = ""
    """What is missing or wrong: path from the site's root, with `#fragment`, or a whole address."""
    line: int | None = None


LinkRule = Callable[[Link, Site], Iterable[str]]
"""Yields the message."""


def missing_target(link: Link, site: Site) -> Iterator[str]:
    """Every address of this site leads to a file of the site, with the letters as they are in its name."""
    target = link.target
    if link.reference.use is Use.CONNECT:
        return
    if target.kind is Kind.OUTSIDE and link.reference.use is not Use.NAME:
        yield f"{_said(link)} leads to {target.url}, outside the site, which stands below {site.addresses.base}."
    if target.kind is Kind.LOCAL and not target.file and not site.addresses.in_other_case(target.url):
        what = (
            "a folder without an index page"
            if target.url.rstrip("/") in site.addresses.folders
            else "which does not exist"
        )
        yield f"{_said(link)} leads to /{target.url}, {what}."


def wrong_case(link: Link, site: Site) -> Iterator[str]:
    """An address has capital and small letters as the file's name has them: a server tells them apart."""
    target = link.target
    if target.kind is not Kind.LOCAL or target.file or link.reference.use is Use.CONNECT:
        return
    if other := site.addresses.in_other_case(target.url):
        yield f"{_said(link)} leads to /{target.url}, but the file is called /{other}. Letter case matters."


def missing_fragment(link: Link, site: Site) -> Iterator[str]:
    """What stands after # is an id of the page, or the name of an anchor in it."""
    target = link.target
    # What stands behind it is text for a browser to look for, no id.
    fragment = target.fragment.partition(":~:")[0]
    # A script's own address, or a part of a drawing, is nothing that ids could tell.
    if not fragment or not target.file or fragment.startswith(("!", "/", "svgView(")):
        return
    if link.reference.use is Use.NAME or fragment.lower() == "top":
        return
    ids = site.ids(target.file)
    # As a browser does: first as it is written, then decoded.
    if ids is not None and fragment not in ids and unquote(fragment) not in ids:
        where = "this page" if target.file == link.page else f"/{target.url}"
        yield f"{_said(link)} leads to '#{unquote(fragment)}', which {where} does not have."


def invalid_address(link: Link, site: Site) -> Iterator[str]:
    """An address can be understood by a browser, and holds on every computer."""
    url = link.target.url
    scheme, _, rest = url.partition(":")
    scheme = scheme.lower()
    if link.target.kind is Kind.INVALID:
        yield f"{_said(link)} is not an address that a browser understands."
    elif link.target.kind is Kind.ELSEWHERE:
        host = urlsplit(url).hostname or ""
        if host in WEB:
            yield f"{_said(link)} says twice how to get there, and names no host. Leave out one of them."
        elif ".." in host or host.startswith("."):
            yield f"{_said(link)} names host '{host}', which cannot be: a part between two dots is empty."
    elif link.target.kind is Kind.OTHER:
        # C:\page.html looks like an address whose scheme is `c`.
        if scheme == "file" or len(scheme) == 1:
            yield f"{_said(link)} names a file of one computer. Give an address of the site."
        elif scheme == "mailto" and not _is_mail(rest):
            yield f"{_said(link)} has no valid e-mail address, expected mailto:name@example.org."
        elif scheme == "tel" and not re.search(r"\d", rest):
            yield f"{_said(link)} has no telephone number."
        elif scheme not in KNOWN_SCHEMES and (near := get_close_matches(scheme, WEB, n=1, cutoff=0.75)):
            yield f"{_said(link)} begins with '{scheme}:'. Did you mean '{near[0]}:'?"


def insecure_address(link: Link, site: Site) -> Iterator[str]:
    """An address of the web begins with https://, so that nobody on the way can read or change what comes."""
    address = link.reference.address.strip().lower()
    if not address.startswith("http:") or link.target.kind not in (Kind.ELSEWHERE, Kind.LOCAL):
        return
    if link.target.kind is Kind.LOCAL and not (site.own and site.own[0].startswith("https:")):
        return
    if link.reference.use is Use.NAME and not link.reference.element.startswith(NAMED_FOR_READERS):
        return
    if not _is_private(urlsplit(link.target.url).hostname if link.target.kind is Kind.ELSEWHERE else None):
        does = "would be loaded without encryption" if link.reference.use is Use.LOAD else "is not encrypted"
        yield f"{_said(link)} {does}, expected https://. Change it, or leave it out."


def loads_other_host(link: Link, site: Site) -> Iterator[str]:
    """A page loads nothing from another host: every reader would be known there, and its failure would be ours."""
    if link.target.kind is Kind.ELSEWHERE and link.reference.use in (Use.LOAD, Use.CONNECT):
        host = link.target.url.split("/", 3)[2]
        verb = "loads it from" if link.reference.use is Use.LOAD else "opens a connection to"
        yield f"{_said(link)} {verb} {host}. Keep a copy in the site, or leave it out."


def link_to_redirect(link: Link, site: Site) -> Iterator[str]:
    """A link leads straight to its page, not to one that only sends the reader on."""
    led = site.redirects.get(link.target.file) if link.target.kind is Kind.LOCAL else None
    if led and link.target.file != link.page and link.reference.use in (Use.FOLLOW, Use.NAME):
        where = f"/{led.url}" if led.kind is Kind.LOCAL else led.url
        yield f"{_said(link)} leads to /{link.target.url}, which only leads on to {where}. Link that."


def link_to_noindex(link: Link, site: Site) -> Iterator[str]:
    """A page in the index links none that is left out of it."""
    if link.target.kind is not Kind.LOCAL or link.target.file not in site.noindex or link.target.file == link.page:
        return
    here = site.pages.get(link.page)
    if (here is None or not here.noindex) and link.reference.use in (Use.FOLLOW, Use.NAME):
        yield f"{_said(link)} leads to /{link.target.url}, which is left out of the index (robots: noindex)."


OF_A_LINK: tuple[LinkRule, ...] = (
    missing_target,
    wrong_case,
    missing_fragment,
    invalid_address,
    insecure_address,
    loads_other_host,
    link_to_redirect,
    link_to_noindex,
)


def duplicate_id(page: Page, site: Site) -> Iterator[Finding]:
    """An id stands once on a page: a link finds only the first, and so does a screen reader."""
    yield from _flaws("duplicate-id", page, site)


def image_without_alt(page: Page, site: Site) -> Iterator[Finding]:
    """An image says in `alt` what it shows; an empty one where it only decorates."""
    yield from _flaws("image-without-alt", page, site)


def placeholder_link(page: Page, site: Site) -> Iterator[Finding]:
    """A link has an address, and it leads somewhere."""
    yield from _flaws("placeholder-link", page, site)


def empty_address(page: Page, site: Site) -> Iterator[Finding]:
    """An element that shows or loads something names what."""
    yield from _flaws("empty-address", page, site)


OF_A_PAGE = (duplicate_id, image_without_alt, placeholder_link, empty_address)


def orphan_page(site: Site, links: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Every page is reached through links from the start page."""
    start = site.addresses.resolve(site.addresses.of_page(""), "").file
    if not links.get(start):
        return  # no start page, or one that only a script fills
    reached, waiting = {start}, [start]
    while waiting:
        for path in links.get(waiting.pop(), ()):
            if path not in reached:
                reached.add(path)
                waiting.append(path)
    for page in site.listed:
        if page.path not in reached:
            message = "no link leads from the start page to this one. Link it from a page that is reached."
            yield Finding("orphan-page", page.path, message, page.path)


def page_out_of_sitemap(site: Site, links: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Where there is a sitemap, it names every page."""
    named = {site.target("", entry.address).file for entry in site.sitemap.entries} - {""}
    if not named:
        return
    for page in site.listed:
        original = site.target(page.path, page.canonical) if page.canonical else None
        elsewhere = original and (original.kind is not Kind.LOCAL or original.file not in ("", page.path))
        if page.path not in named and not elsewhere:
            message = "the sitemap does not name this page. Add it, or mark the page as noindex."
            yield Finding("page-out-of-sitemap", page.path, message, page.path)


def missing_twin(site: Site, links: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Where a site has its pages in several languages, every page is there in each of them."""
    missing = missing_by_hreflang(site) if site.alternates else missing_by_tree(site)
    for path, language, expected in missing:
        where = f", expected /{expected}" if expected else ""
        message = f"this page has no twin in '{language}'{where}. Write it, or link it with hreflang."
        yield Finding("missing-twin", path, message, f"{path} {language}", target=expected)


def hreflang_not_mutual(site: Site, links: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Two pages that are each other's twins say so both; otherwise search engines believe neither."""
    for path, named in site.alternates.items():
        told: set[str] = set()
        for language, (address, target) in named.items():
            twin = target.file
            if language == "x-default" or twin in told or twin == path or twin not in site.pages:
                continue
            told.add(twin)
            if path not in {other.file for _, other in site.alternates.get(twin, {}).values()}:
                message = f"this page names /{target.url} as its twin in '{language}', which does not name it back."
                yield Finding(
                    "hreflang-not-mutual",
                    path,
                    message,
                    f"{path} {twin}",
                    "link[rel=alternate]",
                    "href",
                    address,
                    target.url,
                )


def unreadable_file(site: Site, links: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Sitemaps and manifests can be read by the programs for which they are written."""
    manifests = (site.other(path) for path in sorted(site.addresses.files) if path.endswith(".webmanifest"))
    for file in (*site.sitemap.files, *manifests):
        if file and file.fault:
            yield Finding("unreadable-file", file.path, file.fault, file.path)


OF_THE_SITE = (orphan_page, page_out_of_sitemap, missing_twin, hreflang_not_mutual, unreadable_file)

ON_DEMAND = {"outside-link-broken": "A link to another host leads somewhere. Asked for only on demand."}
"""Rules that nobody asks by themselves."""

RULES: dict[str, str] = {
    rule.__name__.replace("_", "-"): (rule.__doc__ or "").strip() for rule in (*OF_A_LINK, *OF_A_PAGE, *OF_THE_SITE)
} | FAULTS
"""Name of every rule -> the rule in a sentence."""


def check_site(site: Site, wanted: Iterable[str]) -> list[Finding]:
    """Everything that the wanted rules find, file by file; exemptions are not yet applied."""
    names = frozenset(wanted)
    of_a_link = [(_name(rule), rule) for rule in OF_A_LINK if _name(rule) in names]
    of_a_page = [rule for rule in OF_A_PAGE if _name(rule) in names]
    found: list[Finding] = []
    reached: dict[str, frozenset[str]] = {}
    noted = site.redirects.keys() | site.noindex
    for path, references in _files_with_references(site):
        leads_to: set[str] = set()
        document, resolve = site.document(path), site.addresses.resolve
        for reference, line in references:
            target = resolve(document, reference.address)
            page = site.pages.get(target.file)
            if page and _can_be_entered(reference):
                leads_to.add(target.file)
            # What is there, with nothing special about it: no rule has a question. So it is nearly always.
            there = target.fragment in page.ids if page and target.fragment else target.file and not target.fragment
            # A whole address may be unencrypted though its page is there.
            begins = reference.address[:1]
            encrypted = begins not in "hH \t\n" or reference.address.startswith("https:")
            if there and target.file not in noted and encrypted:
                continue
            link = Link(path, reference, target, line)
            for name, rule in of_a_link:
                for message in rule(link, site):
                    found.append(_of_link(name, link, message))
        if path in site.pages:
            reached[path] = frozenset(leads_to)
            for page_rule in of_a_page:
                found += page_rule(site.pages[path], site)
    for site_rule in OF_THE_SITE:
        if _name(site_rule) in names:
            found += site_rule(site, reached)
    return found


def _name(rule: Callable[..., object]) -> str:
    return rule.__name__.replace("_", "-")


def _files_with_references(site: Site) -> Iterator[tuple[str, Iterable[tuple[Reference, int | None]]]]:
    """Every page, then the style sheets and manifests that they load, then the sitemaps."""
    # A set that keeps its order.
    waiting: dict[str, None] = {}
    for path, page in site.pages.items():
        yield path, ((reference, None) for reference in page.references)
        for reference in page.references:
            if reference.use is Use.LOAD and reference.element.startswith(("link", "style")):
                waiting[site.target(path, reference.address).file] = None
    done: set[str] = set()
    while waiting:
        path = next(iter(waiting))
        del waiting[path]
        done.add(path)
        file = site.other(path) if path in site.addresses.files else None
        if file:
            yield path, file.references
            imported = (site.target(path, one.address).file for one, _ in file.references if one.attribute == "@import")
            waiting.update(dict.fromkeys(other for other in imported if other not in done))
    for file in site.sitemap.files:
        yield file.path, file.references


def _can_be_entered(reference: Reference) -> bool:
    return reference.use in (Use.FOLLOW, Use.SEND) or reference.element in ("iframe", "frame", "object", "embed")


def _of_link(name: str, link: Link, message: str) -> Finding:
    target = f"{link.target.url}#{unquote(link.target.fragment)}" if link.target.fragment else link.target.url
    reference = link.reference
    return Finding(
        name, link.page, message, target, reference.element, reference.attribute, reference.address, target, link.line
    )


def _flaws(name: str, page: Page, site: Site) -> Iterator[Finding]:
    for rule, element, attribute, address, message in page.flaws:
        if rule == name:
            # The same image is written ../a.png on one page and ../../a.png on the next.
            literal = rule in ("duplicate-id", "placeholder-link", "empty-address") or not address
            cause = address if literal else site.target(page.path, address).url
            yield Finding(name, page.path, message, f"{element} {cause or message}", element, attribute, address)


def _said(link: Link) -> str:
    reference = link.reference
    address = reference.address if len(reference.address) <= 200 else f"{reference.address[:197]}…"
    what = f"<{reference.element}>"
    if reference.element in ("a", "area"):
        what = "link"
    elif reference.element in ("css", "manifest", "loc", "sitemap", "xhtml:link"):
        what = "address"
    return f"{what} '{address.strip()}'"


def _is_mail(rest: str) -> bool:
    to, _, query = rest.partition("?")
    # Without anybody the reader's program asks to whom: so pages are passed on.
    return all(MAIL.fullmatch(unquote(one)) for one in to.split(",")) if to else bool(query)


def _is_private(host: str | None) -> bool:
    """A host of the reader's own computer or network, where there is nobody on the way."""
    if not host:
        return False
    if host == "localhost" or host.endswith((".localhost", ".local", ".onion", ".internal")):
        return True
    try:
        return ip_address(host.strip("[]")).is_private
    except ValueError:
        return False


MAIL = re.compile(r"(?:[^@]*<)?\s*[^\s@<>]+@[^\s@<>]+>?\s*")
KNOWN_SCHEMES = frozenset(
    [
        "mailto",
        "tel",
        "sms",
        "data",
        "javascript",
        "about",
        "blob",
        "ftp",
        "ftps",
        "sftp",
        "ssh",
        "git",
        "irc",
        "ircs",
        "news",
        "nntp",
        "urn",
        "magnet",
        "geo",
        "xmpp",
        "sip",
        "sips",
        "ws",
        "wss",
        "view-source",
        "intent",
        "market",
        "steam",
        "vscode",
        "weixin",
        "alipays",
        "tg",
        "whatsapp",
        "matrix",
        "callto",
        "skype",
        "facetime",
        "webcal",
    ]
)
NAMED_FOR_READERS = ("link[rel=canonical", "link[rel=alternate", "meta[", "loc", "xhtml:link")
