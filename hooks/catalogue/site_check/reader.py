"""One HTML file as a record: what it links and loads, which ids it has, what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from sys import intern
from typing import NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from ..exemptions import MARK, Exemption, exemptions_in
from .syntax import refresh_address, srcset_addresses, style_addresses

Attributes = Mapping[str, str | None]


class Use(StrEnum):
    """What a browser does with an address."""

    FOLLOW = "follow"
    """A reader follows it."""
    LOAD = "load"
    """It is fetched with the page."""
    CONNECT = "connect"
    """A connection to its host is opened."""
    SEND = "send"
    """A form is sent to it."""
    NAME = "name"
    """It is only named, for machines: canonical, preview image, source of a quotation."""


class Reference(NamedTuple):
    """An address as it stands in a page."""

    element: str
    """Tag name, for `link` with its relation: `a`, `link[rel=canonical]`."""
    attribute: str
    address: str
    use: Use


class Flaw(NamedTuple):
    """Something that can be seen without looking at any other file."""

    rule: str
    element: str
    attribute: str
    address: str
    message: str


@dataclass(slots=True)
class Page:
    """What one HTML file says. Filled while reading, and left alone afterwards."""

    path: str
    references: list[Reference] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    """Every id, and every name of an anchor."""
    names: set[str] = field(default_factory=set)
    """Names of anchors."""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    """hreflang and address of each `<link rel=alternate hreflang>`."""
    flaws: list[Flaw] = field(default_factory=list)
    exemptions: tuple[Exemption, ...] = ()
    language: str = ""
    base: str | None = None
    canonical: str = ""
    preview_address: str = ""
    """og:url"""
    refresh: str | None = None
    """Where a meta refresh leads."""
    noindex: bool = False
    whole: bool = False
    """The file is a document, not a piece of HTML that a script puts into one."""


LOADED_RELATIONS = frozenset(
    [
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "apple-touch-startup-image",
        "mask-icon",
        "fluid-icon",
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "manifest",
    ]
)
CONNECTED_RELATIONS = frozenset({"preconnect", "dns-prefetch"})
SVG_LOADS = frozenset({"use", "image", "feimage", "script"})
ADDRESSES: dict[str, tuple[tuple[str, Use], ...]] = {
    "a": (("href", Use.FOLLOW),),
    "area": (("href", Use.FOLLOW),),
    "script": (("src", Use.LOAD),),
    "img": (("src", Use.LOAD), ("longdesc", Use.NAME)),
    "source": (("src", Use.LOAD),),
    "video": (("src", Use.LOAD), ("poster", Use.LOAD)),
    "audio": (("src", Use.LOAD),),
    "track": (("src", Use.LOAD),),
    "iframe": (("src", Use.LOAD), ("longdesc", Use.NAME)),
    "frame": (("src", Use.LOAD), ("longdesc", Use.NAME)),
    "embed": (("src", Use.LOAD),),
    "object": (("data", Use.LOAD),),
    "form": (("action", Use.SEND),),
    "button": (("formaction", Use.SEND),),
    "blockquote": (("cite", Use.NAME),),
    "q": (("cite", Use.NAME),),
    "ins": (("cite", Use.NAME),),
    "del": (("cite", Use.NAME),),
} | dict.fromkeys(
    ("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"),
    (("background", Use.LOAD),),
)
PREVIEWS = frozenset(
    [
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "og:video",
        "og:video:url",
        "og:audio",
        "og:url",
        "twitter:image",
        "twitter:image:src",
        "twitter:player",
        "msapplication-tileimage",
        "msapplication-square150x150logo",
        "msapplication-config",
    ]
)
NEEDS_ADDRESS = frozenset({"iframe", "frame", "embed", "track"})
"""Elements that are nothing without `src`."""
LOADING_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "track": ("src",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
}
"""Where one of these is written, it says what to load."""
NO_ADDRESS = ("", "#")
"""The page itself, which is no image and no script."""
NOWHERE = ("#", "#!")
SCRIPT_ADDRESS = re.compile(
    r"\s*javascript:\s*(?:void\s*\(?\s*(?:0|null|)\s*\)?|undefined|//[^%]*)?\s*;*\s*", re.IGNORECASE
)
TO_THE_TOP = re.compile(r"\btop\b|[顶頂]部|[↑⇧⬆▲△⌃]|[回返到][^。]{0,4}[顶頂]|oben|haut|arriba|наверх", re.IGNORECASE)
# Not aria-label: the icons of a template that nobody has given their addresses have names too.
SCRIPTED = frozenset(["role", "aria-controls", "aria-expanded", "aria-haspopup", "aria-pressed", "aria-selected"])
SCRIPTED_PREFIXES = ("on", "data-", "@", "v-", "x-", "ng-", "hx-", ":")
PLACEHOLDER_ATTRIBUTES = frozenset(["class", "title", "style", "target", "rel", "lang", "dir", "href"])
DOCUMENT = re.compile(rb"<!doctype|<html\b|<title\b|<body\b|<head\b|<frameset\b|<\?xml", re.IGNORECASE)
# Of XML, where `<script src="a.js"/>` is whole: read as HTML, it would swallow the rest of the page.
SELF_CLOSED = re.compile(
    rb"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([A-Za-z][\w:.-]*+)"
    rb"((?:[^<>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)/>"
)
XML_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]*charset", re.IGNORECASE)
SNIFFED = 1024
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The marks of UTF-16."""


def read_page(raw: bytes, path: str) -> Page:
    """The record of an HTML file. Whatever is broken is read as a browser reads it."""
    page = Page(path)
    if raw[:2] in WIDE:
        raw = b"\xef\xbb\xbf" + decoded(raw).encode("utf-8", errors="replace")
    if path.lower().endswith((".xhtml", ".xht")):
        raw = SELF_CLOSED.sub(rb"<\1\2></\1>", raw)
    page.whole = bool(DOCUMENT.search(raw[:4096]))
    if MARK in raw:
        page.exemptions = exemptions_in(decoded(raw), path)
    parser = LexborHTMLParser(_for_parser(raw), encoding=True, options=LexborDocumentOptions.WO_EVENTS)
    for node in parser.root.traverse() if parser.root else ():
        attributes, tag = node.attributes, node.tag or ""
        if attributes:
            _read_attributes(page, tag, attributes)
        if tag in SPECIAL:
            SPECIAL[tag](page, node, attributes)
    page.ids |= page.names
    return page


def _read_attributes(page: Page, tag: str, attributes: Attributes) -> None:
    """What any element may have: an id, addresses, a style."""
    if identity := attributes.get("id"):
        # Names of anchors are kept apart until the end: an anchor may have the same id and name.
        if identity in page.ids:
            message = f"id '{identity}' stands more than once on this page, expected once. Rename one."
            page.flaws.append(Flaw("duplicate-id", tag, "id", identity, message))
        page.ids.add(identity)
    for attribute, use in ADDRESSES.get(tag, ()):
        address = attributes.get(attribute)
        # A form of a dialog is sent nowhere.
        if address and not address.isspace() and attributes.get("method") != "dialog":
            page.references.append(Reference(tag, attribute, intern(address), use))
    if "xlink:href" in attributes or ("href" in attributes and tag not in HTML_HREFS):
        _svg(page, tag, attributes)
    if style := attributes.get("style"):
        for found in style_addresses(style):
            page.references.append(Reference(tag, "style", intern(found.address), Use.LOAD))


def decoded(raw: bytes) -> str:
    """The file as text, by its mark, its declaration, or the best guess, never failing."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    declared = XML_ENCODING.match(raw) or re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]+)", raw[:SNIFFED], re.I)
    # GB 18030 before the last resort: old Chinese pages often declare nothing.
    for encoding in (declared[1].decode("ascii") if declared else "", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", errors="replace")


def _for_parser(raw: bytes) -> bytes | str:
    """The file as the parser takes it: it finds the encoding by itself where a page declares one."""
    if xml := XML_ENCODING.match(raw):
        return raw if xml[1].lower() in (b"utf-8", b"utf8") else decoded(raw)
    if raw.isascii() or raw[:3] == b"\xef\xbb\xbf":
        return raw
    if CHARSET.search(raw[:SNIFFED]):
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(raw)
    return raw


HTML_HREFS = frozenset({"a", "area", "link", "base"})


def _svg(page: Page, tag: str, attributes: Attributes) -> None:
    for attribute in ("href", "xlink:href"):
        address = attributes.get(attribute)
        if address and not (tag in HTML_HREFS and attribute == "href"):
            use = Use.FOLLOW if tag == "a" else Use.LOAD
            if tag in SVG_LOADS or address.startswith("#") or tag == "a":
                page.references.append(Reference(tag, attribute, intern(address), use))


def _anchor(page: Page, node: LexborNode, attributes: Attributes) -> None:
    if name := attributes.get("name"):
        page.names.add(name)
    href = attributes.get("href")
    if href is None:
        # An anchor without address is a target or a script's button, or its address was forgotten.
        forgotten = set(attributes) <= PLACEHOLDER_ATTRIBUTES and _text(node)
        if "href" in attributes or forgotten:
            _placeholder(page, node, "", "found a link without an address. Give it one, or write plain text.")
        return
    _leads_nowhere(page, node, attributes, href)


def _leads_nowhere(page: Page, node: LexborNode, attributes: Attributes, href: str) -> None:
    said = href.strip()
    if not said:
        _placeholder(page, node, "", "found a link with an empty address, which loads the page again. Give it one.")
    elif said in NOWHERE and not _is_scripted(attributes) and not _leads_up(node, attributes):
        message = f"found a link to '{said}', which leads nowhere. Give it an address, or use a button."
        _placeholder(page, node, said, message)
    elif SCRIPT_ADDRESS.fullmatch(href) and not _is_scripted(attributes):
        message = f"found a link to '{href.strip()}', which does nothing. Give it an address, or use a button."
        _placeholder(page, node, href, message)


def _placeholder(page: Page, node: LexborNode, address: str, message: str) -> None:
    page.flaws.append(Flaw("placeholder-link", node.tag or "a", "href", address, message))


def _is_scripted(attributes: Attributes) -> bool:
    """A script has its hand on this element: the address is not what it is there for."""
    return any(name in SCRIPTED or name.startswith(SCRIPTED_PREFIXES) for name in attributes)


def _leads_up(node: LexborNode, attributes: Attributes) -> bool:
    said = f"{_text(node)} {attributes.get('title') or ''} {attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(TO_THE_TOP.search(said.replace("-", " ").replace("_", " ")))


def _text(node: LexborNode) -> str:
    return (node.text() or "").strip() or (" " if node.css_first("img, svg, picture, object") else "").strip()


def _image(page: Page, node: LexborNode, attributes: Attributes) -> None:
    for address in srcset_addresses(attributes.get("srcset") or ""):
        page.references.append(Reference(node.tag or "", "srcset", intern(address), Use.LOAD))
    if _lacks_alt(attributes) and not _is_hidden(node, attributes):
        _no_alt(page, "img", "src", attributes)
    # A script puts the address in when the image comes into sight.
    late = any(name.startswith("data-") for name in attributes) or any(name[:1] in "@:v" for name in attributes)
    source = (attributes.get("src") or "").strip()
    if source in NO_ADDRESS and not (attributes.get("srcset") or "").strip() and not late:
        _empty(page, "img", "src", source)


def _lacks_alt(attributes: Attributes) -> bool:
    # An empty alt is an answer: the image only decorates. Blanks are none: some screen readers say them, or the file's name.
    alt = attributes.get("alt")
    return ("alt" not in attributes or bool(alt and not alt.strip())) and not _has_name(attributes)


def _no_alt(page: Page, element: str, attribute: str, attributes: Attributes) -> None:
    address = attributes.get(attribute) or ""
    lacks = "has only blanks as alt text" if attributes.get("alt") else "has no alt text"
    message = f"image '{address}' {lacks}. Say what it shows, or write alt=\"\" where it only decorates."
    page.flaws.append(Flaw("image-without-alt", element, attribute, address, message))


def _empty(page: Page, element: str, attribute: str, address: str = "") -> None:
    found = f"'{address}', the page itself," if address else "no address"
    message = f"<{element}> has {found} in {attribute}. Give it an address, or take the element away."
    page.flaws.append(Flaw("empty-address", element, attribute, address, message))


def _has_name(attributes: Attributes) -> bool:
    return any((attributes.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title"))


def _is_hidden(node: LexborNode, attributes: Attributes) -> bool:
    if (attributes.get("role") or "").strip().lower() in ("presentation", "none"):
        return True
    return any(
        one.attributes.get("aria-hidden") == "true"
        or "hidden" in one.attributes
        or "display:none" in (one.attributes.get("style") or "").replace(" ", "")
        for one in _above(node)
    )


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """The element itself, and those that hold it."""
    above: LexborNode | None = node
    while above is not None and above.is_element_node:
        yield above
        above = above.parent


def _area(page: Page, node: LexborNode, attributes: Attributes) -> None:
    if "href" in attributes:
        _leads_nowhere(page, node, attributes, attributes["href"] or "")
    if attributes.get("href") and _lacks_alt(attributes):
        _no_alt(page, "area", "href", attributes)


def _input(page: Page, node: LexborNode, attributes: Attributes) -> None:
    if attributes.get("formaction"):
        page.references.append(Reference("input", "formaction", attributes["formaction"] or "", Use.SEND))
    if (attributes.get("type") or "").lower() != "image":
        return
    if attributes.get("src"):
        page.references.append(Reference("input", "src", attributes["src"] or "", Use.LOAD))
    else:
        _empty(page, "input", "src")
    if _lacks_alt(attributes):
        _no_alt(page, "input", "src", attributes)


def _source(page: Page, node: LexborNode, attributes: Attributes) -> None:
    _loads(page, node, attributes)
    for address in srcset_addresses(attributes.get("srcset") or ""):
        page.references.append(Reference("source", "srcset", intern(address), Use.LOAD))


def _link(page: Page, node: LexborNode, attributes: Attributes) -> None:
    relation = " ".join((attributes.get("rel") or "").lower().split())
    relations = set(relation.split())
    element = intern(f"link[rel={relation}]")
    href = attributes.get("href")
    for address in srcset_addresses(attributes.get("imagesrcset") or ""):
        page.references.append(Reference(element, "imagesrcset", intern(address), Use.LOAD))
    # A preloaded image may be named by imagesrcset alone.
    if not (href or "").strip():
        if "imagesrcset" not in attributes and not any(name.startswith("data-") for name in attributes):
            _empty(page, element, "href")
        return
    assert href is not None  # noqa: S101 - for the type checker
    if relations & LOADED_RELATIONS:
        use = Use.LOAD
    elif relations & CONNECTED_RELATIONS:
        use = Use.CONNECT
    else:
        use = Use.NAME
    page.references.append(Reference(element, "href", intern(href), use))
    if "canonical" in relations:
        page.canonical = href
    if "alternate" in relations and attributes.get("hreflang"):
        page.alternates.append(((attributes["hreflang"] or "").strip().lower(), href))


def _meta(page: Page, node: LexborNode, attributes: Attributes) -> None:
    content = attributes.get("content") or ""
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    equivalent = (attributes.get("http-equiv") or "").strip().lower()
    if equivalent == "refresh":
        address = refresh_address(content)
        if address is not None and page.refresh is None:
            # In noscript it moves only readers without scripts on.
            if not any(one.tag == "noscript" for one in _above(node)):
                page.refresh = address
            page.references.append(Reference("meta[http-equiv=refresh]", "content", address, Use.FOLLOW))
    elif name in ("robots", "googlebot"):
        said = re.split(r"[,\s]+", content.lower())
        page.noindex |= "noindex" in said or "none" in said
    elif name in PREVIEWS and content.strip() != "none":
        element = intern(f"meta[{'property' if attributes.get('property') else 'name'}={name}]")
        if not content.strip():
            _empty(page, element, "content")
            return
        page.references.append(Reference(element, "content", intern(content), Use.NAME))
        if name == "og:url":
            page.preview_address = content


def _style(page: Page, node: LexborNode, attributes: Attributes) -> None:
    for found in style_addresses(node.text() or ""):
        page.references.append(Reference("style", "@import" if found.is_import else "url()", found.address, Use.LOAD))


def _base(page: Page, node: LexborNode, attributes: Attributes) -> None:
    # By the standard only the first counts.
    if page.base is None and attributes.get("href") is not None:
        page.base = attributes["href"]


def _html(page: Page, node: LexborNode, attributes: Attributes) -> None:
    page.language = (attributes.get("lang") or attributes.get("xml:lang") or "").lower()


def _loads(page: Page, node: LexborNode, attributes: Attributes) -> None:
    """An element that shows or runs what its address names."""
    tag = node.tag or ""
    # A script fills it, or a form whose target it is.
    if any(name.startswith("data-") or name in ("srcdoc", "name") for name in attributes):
        return
    for attribute in LOADING_ATTRIBUTES[tag]:
        address = (attributes.get(attribute) or "").strip()
        if address in NO_ADDRESS and (attribute in attributes or tag in NEEDS_ADDRESS):
            _empty(page, tag, attribute, address)


SPECIAL: dict[str, Callable[[Page, LexborNode, Attributes], None]] = {
    "a": _anchor,
    "area": _area,
    "audio": _loads,
    "base": _base,
    "embed": _loads,
    "frame": _loads,
    "html": _html,
    "iframe": _loads,
    "img": _image,
    "input": _input,
    "link": _link,
    "meta": _meta,
    "object": _loads,
    "script": _loads,
    "source": _source,
    "style": _style,
    "track": _loads,
    "video": _loads,
}


def references_of_sheet(text: str) -> Iterator[tuple[Reference, int]]:
    """The addresses of a style sheet, each with its line."""
    for found in style_addresses(text):
        # A part of the page that uses the sheet: which page that is, the sheet cannot know.
        if not found.address.startswith("#"):
            reference = Reference("css", "@import" if found.is_import else "url()", found.address, Use.LOAD)
            yield reference, text.count("\n", 0, found.position) + 1
