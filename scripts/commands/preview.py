"""The site while it is written: a page is rendered when a browser asks for it, from the records of the last save."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError, MkDocsException
from mkdocs.utils import write_file

from catalogue.cache import Cache
from catalogue.content.reading import Memory, files_below
from catalogue.work import Family, Made, Product, Products, Stream, write

from . import ROOT

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from rendering import Rendering

log = logging.getLogger("mkdocs.preview")
WATCHED = ("docs", "hooks", "overrides", "scripts", "mkdocs.yml")
NO_CACHE = Cache(None)


class Preview:
    """A folder that a server serves, filled on demand. `lock` keeps readers and the rebuild apart."""

    def __init__(self, site: Path, url: str) -> None:
        self.site, self.url = site, url
        # Every request has a thread of its own, and MkDocs' state can show one language at a time.
        self.lock = threading.RLock()
        self._memory = Memory()
        self._state = self._snapshot()
        self._load()

    def make(self, address: str) -> None:
        """Make the page or file at that address, from the site's root, unless it was made since the last save."""
        with self.lock:
            if address in self._made:
                return
            if address in self._pages:
                self._render(*self._pages[address])
            elif product := self._product(address):
                self._made.update(write(product, self.site, NO_CACHE))
            # What is not there is noted too: it need not be sought again before the next save.
            self._made.add(address)

    def update(self) -> None:
        """After a save: read what has changed; what was made before is made again when it is asked for."""
        with self.lock:
            before, now = self._state, self._snapshot()
            changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
            try:
                if any(path.endswith(".py") for path in changed):
                    self._restart(sorted(changed))
                # Only words have changed: the list of files and the navigation are still right.
                elif before.keys() == now.keys() and all(_is_content(path) for path in changed):
                    self._read_again()
                else:
                    self._load()
            except MkDocsException as error:
                # Such as a list that cannot be read. The next save is read together with this one.
                log.error("%s Until it is mended the pages are shown as they were.", error)
            else:
                self._state = now

    def _load(self) -> None:
        """Let MkDocs do all that it does but the rendering: configuration, files, navigation, templates."""
        publishers: list[Products] = []
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(self.site))
        # As MkDocs' own server does: the address, then the event of the start, then the build.
        config.site_url = self.url
        config.extra.update(preview={}, publishers=publishers, memory=self._memory)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self.url)
        # Only what was built whole takes the place of what was shown before.
        self._config, self._publishers = config, publishers
        self._turned_to: Rendering | None = None
        self._pages: dict[str, tuple[Rendering, File]] = {}
        for rendering in config.extra["preview"].values():
            # A build takes them out again after its rendering; here any page may be asked for at any time.
            for file in rendering.linked:
                rendering.files.append(file)
            for file in rendering.pages:
                # MkDocs calls the start page ./
                self._pages[file.url.removeprefix("./")] = rendering, file
        self._forget()

    def _read_again(self) -> None:
        # The hooks read and check the pages in this event, and say what is wrong.
        self._config.plugins.on_pre_build(config=self._config)
        self._turned_to = None
        self._forget()

    def _forget(self) -> None:
        self._made: set[str] = set()
        self._products: dict[str, Product | Stream] | None = None
        self._families: list[Family] = []

    def _render(self, rendering: Rendering, file: File) -> None:
        """A page that fails becomes a page that says why, and reloads like any other when it is mended."""
        self._turn_to(rendering)
        try:
            rendering.render(file)
        except BuildError as error:
            log.error("%s", error)
            # The end of its body is where MkDocs' server puts the script that reloads the page.
            write_file(f"<!doctype html><body><pre>{escape(str(error))}</pre></body>".encode(), file.abs_dest_path)

    def _turn_to(self, rendering: Rendering) -> None:
        """Give the templates the records in the language of that rendering."""
        if self._turned_to is not rendering:
            self._config.plugins["i18n"].current_language = rendering.language  # type: ignore[attr-defined]
            self._config.plugins.on_env(rendering.env, config=self._config, files=rendering.files)
            self._turned_to = rendering

    def _product(self, address: str) -> Made | None:
        # Listing them takes time, and most saves are followed by a look at a page alone.
        if self._products is None:
            found = [product for publisher in self._publishers for product in publisher()]
            self._products = {one.path: one for one in found if not isinstance(one, Family)}
            self._families = [one for one in found if isinstance(one, Family)]
        family = next((one for one in self._families if address.startswith(one.start)), None)
        return self._products.get(address) or family

    def _snapshot(self) -> dict[str, tuple[int, int]]:
        """Time and size of every file that the site is made from."""
        found = {}
        for name in WATCHED:
            top = ROOT / name
            for file in (top / path for path in files_below(top)) if top.is_dir() else (top,):
                if "__pycache__" not in file.parts:
                    stat = file.stat()
                    # The size too: two saves may have one time where a disk counts it coarsely.
                    found[file.relative_to(ROOT).as_posix()] = stat.st_mtime_ns, stat.st_size
        return found

    def _restart(self, changed: list[str]) -> None:
        """Programs are read once in a process, so another process takes over; the browser finds it by itself."""
        for path in changed:
            if path.endswith(".py") and (ROOT / path).exists():
                try:
                    # A process that cannot start would end the preview over a slip in one file.
                    compile((ROOT / path).read_bytes(), path, "exec")
                except SyntaxError as error:
                    log.error(
                        "%s:%s: %s. The site stays as it was until this is mended.", path, error.lineno, error.msg
                    )
                    return
        log.info("%s changed: starting anew", ", ".join(changed))
        # The next one has a folder of its own, and nothing that this one would do at its end is done.
        shutil.rmtree(self.site, ignore_errors=True)
        os.execv(sys.executable, [sys.executable, "-m", "commands.serve", *sys.argv[1:]])  # noqa: S606 - ourselves


def _is_content(path: str) -> bool:
    return path.startswith(("docs/zh/", "docs/en/")) or (path.startswith("docs/") and path.endswith(".yml"))


def on_demand(preview: Preview, serve: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The WSGI application `serve`, with every file made just before it is served."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # WSGI hands the bytes of a path over as Latin-1.
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
        preview.make(address.removesuffix("index.html"))
        return serve(environ, start_response)

    return application
