"""The edition that opens from a folder on disk: the same pages with addresses that need no server, in one zip file."""

from __future__ import annotations

import base64
import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

# No path with a colon: it leads to another host, or into a mail program.
LINK = re.compile(r'(?P<head>\s(?:href|action|data-href)=")(?P<path>[^"?#:]*)(?P<rest>(?:[?#][^"]*)?")')
PLACE = re.compile(r'<plan-attachments data-page="(?P<page>[^"]+)"></plan-attachments>')
LIST = re.compile(r'<ul class="attachments">.*?</ul>', re.DOTALL)
LINE_ID = re.compile(r'(?<=<li) id="[^"]*"')
# From the first heading behind the page's head to the end of the text.
ATTACHMENTS = re.compile(r"(?<=>)<h2 id=.*(?=</article>)", re.DOTALL)
RELATIVE = re.compile(r'(\s(?:href|src)=")(?P<path>\.[^"?#:]*)')
# "a/", "..", "../.." name a folder, "a.html" does not.
FOLDER = re.compile(r"(?:^|/)\.{0,2}$")
SERVED_ONLY = frozenset({"404.html", "offline.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz"})
"""Files that only a server, a search engine or a service worker asks for."""

FILLED_IN = frozenset({".docx", ".xlsx"})
"""Files that a page fills in with what the reader has said."""

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say: the same site gives the same bytes."""


def offline_page(html: str) -> str:
    """The page with links to folders led to their `index.html`, and `data-offline` on its root for the scripts.

    A folder that is opened from disk shows its listing, not its page.
    """

    def lead(found: re.Match[str]) -> str:
        path = found["path"]
        if not path or not FOLDER.search(path):
            return found[0]
        return f"{found['head']}{path}{'' if path.endswith('/') else '/'}index.html{found['rest']}"

    return LINK.sub(lead, html).replace("<html ", "<html data-offline ", 1)


def in_one_piece(html: str, page: str, read: Callable[[str], str]) -> str:
    """A plan's page with its attachments behind its signature, as a script puts them there over http.

    `page` is the folder of the page from the site's root, and `read` gives the HTML of another page's folder.
    """

    def inlined(found: re.Match[str]) -> str:
        attachments = ATTACHMENTS.search(read(posixpath.join(page, found["page"])))
        if not attachments:
            raise ValueError(f"{page}: {found['page']} holds no attachments")
        return RELATIVE.sub(lambda link: f"{link[1]}{_from_parent(link['path'], found['page'])}", attachments[0])

    place = PLACE.search(html)
    if not place:
        return html
    # What led to the other page is in this one now, and so are the ids of the list's lines.
    led = LIST.sub(lambda lines: LINE_ID.sub("", lines[0]), html).replace(f'href="{place["page"]}#', 'href="#')
    return PLACE.sub(inlined, led)


def _from_parent(path: str, folder: str) -> str:
    """A relative address of a page in `folder`, as the page above says it."""
    led = posixpath.normpath(posixpath.join(folder, path))
    return "" if led == "." else f"{led}/" if path.endswith("/") else led


def office_script(document: bytes) -> bytes:
    """An office file as a script that leaves it in `window.officeFile`: from disk a page may load nothing but scripts."""
    return b'window.officeFile="' + base64.b64encode(document) + b'";\n'


def write_offline_edition(site: Path, file: Path, folder: str) -> int:
    """Write the zip of the built, not yet prepared site with everything inside `folder`; how many files it holds.

    The same site gives the same bytes.
    """
    with zipfile.ZipFile(file, "w") as archive:
        for source in sorted(site.rglob("*")):
            name = source.relative_to(site).as_posix()
            if not source.is_file() or name in SERVED_ONLY:
                continue
            content = source.read_bytes()
            if source.suffix == ".html":
                page = posixpath.dirname(name)
                whole = in_one_piece(
                    content.decode(), page, lambda folder: (site / folder / "index.html").read_text(encoding="utf-8")
                )
                content = offline_page(whole).encode()
            _add(archive, f"{folder}/{name}", content)
            if source.suffix in FILLED_IN:
                _add(archive, f"{folder}/{name}.js", office_script(content))
        return len(archive.namelist())


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, NO_TIME)
    # As on Unix with ordinary rights, whatever system makes the zip.
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=9)
