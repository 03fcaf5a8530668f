"""Links to other hosts, asked for at a local server that misbehaves in every way known."""

from __future__ import annotations

import datetime
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_site_check import check_links, write

from catalogue.site_check import causes, findings_of, read_site, text
from catalogue.site_check.external import Answer, Cache, Politeness, Verdict, ask, outside_findings, outside_links

PAUSE = 0.02
QUICK = Politeness(hosts_at_once=4, pause=PAUSE, connect=20, read=20, whole=20, tries=3, longest_wait=2, hops=5)
# Only a host that is slow on purpose is given little time: a busy machine may be slow too.
PATIENCE = {
    "/slow": replace(QUICK, read=0.5),
    "/slow-once": replace(QUICK, read=2),
    "/drips": replace(QUICK, whole=1),
    "/drips-head": replace(QUICK, whole=1),
}
ROBOTS = b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.01\n"


class Misbehaving(BaseHTTPRequestHandler):
    """Each path is a way to misbehave; what was asked for is kept by the server."""

    server: Host

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        with self.server.counting:
            self.server.asked.append((self.command, path, time.monotonic()))
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        with suppress(OSError):  # the checker has heard enough
            self._answer(path)

    do_HEAD = do_GET  # noqa: N815 - the name that the server looks for

    def _answer(self, path: str) -> None:
        times = sum(1 for _, asked, _ in self.server.asked if asked == path)
        if path == "/robots.txt":
            self._say(200, body=ROBOTS)
        elif path.startswith("/status-"):
            self._say(int(path.removeprefix("/status-")))
        elif path == "/only-get":
            self._say(200 if self.command == "GET" else 405)
        elif path == "/refuses-head":
            self._say(200 if self.command == "GET" else 404)
        elif path in ("/circle", "/circle-2"):
            self._say(302, {"Location": "/circle" if path == "/circle-2" else "/circle-2"})
        elif path.startswith("/further-"):
            self._say(302, {"Location": f"/further-{int(path.removeprefix('/further-')) + 1}"})
        elif path == "/moved":
            self._say(301, {"Location": "/fine"})
        elif path == "/for-now":
            self._say(302, {"Location": "fine"})
        elif path == "/to-nothing":
            self._say(302, {"Location": "http://["})
        elif path == "/slow":
            time.sleep(1)
        elif path == "/slow-once" and times == 1:
            time.sleep(5)
        elif path == "/busy" and times < 2:
            self._say(429, {"Retry-After": "1"})
        elif path == "/busy-for-long":
            self._say(429, {"Retry-After": "3600"})
        elif path == "/busy-until" and times < 2:
            until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=1.5)
            self._say(503, {"Retry-After": until.strftime("%a, %d %b %Y %H:%M:%S GMT")})
        elif path == "/unknown-agents" and "Mozilla" not in (self.headers["User-Agent"] or ""):
            self._say(403)
        elif path == "/endless":
            self._endless(0)
        elif path == "/drips":
            self._endless(0.05)
        elif path == "/drips-head":
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Drip: ")
            while True:  # until nobody listens any more
                self.wfile.write(b"x")
                time.sleep(0.05)
        elif path == "/hangs-up":
            self.connection.close()
        elif path == "/nonsense":
            self.wfile.write(b"this is no HTTP\r\n\r\n")
        elif path.startswith("/page-"):
            time.sleep(0.05)  # two that were asked at once would be seen to be
            self._say(200)
        else:
            self._say(200)

    def _say(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"x") -> None:
        # Before it leaves: whoever has the answer may ask again before this goes on.
        with self.server.counting:
            self.server.answered.append(time.monotonic())
            self.server.at_once -= 1
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _endless(self, pause: float) -> None:
        # Or the system takes megabytes that nobody reads.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65_536)
        self.send_response(200 if self.command == "GET" else 405)
        self.end_headers()
        while self.command == "GET":
            self.wfile.write(b"x" if pause else b"x" * 65_536)
            self.server.sent += 1 if pause else 65_536
            time.sleep(pause)

    def log_message(self, *arguments: object) -> None:
        pass


class Host(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Misbehaving)
        self.asked: list[tuple[str, str, float]] = []
        self.answered: list[float] = []
        self.counting = threading.Lock()
        self.at_once = self.most_at_once = self.sent = 0

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


VERDICTS = {
    "/fine": (Verdict.FINE, "status 200"),
    "/status-204": (Verdict.FINE, "status 204"),
    "/status-404": (Verdict.BROKEN, "its host says that there is no such page (status 404)"),
    "/status-410": (Verdict.BROKEN, "its host says that there is no such page (status 410)"),
    "/status-401": (Verdict.UNSURE, "its host answers with status 401"),
    "/status-500": (Verdict.UNSURE, "its host answers with status 500"),
    "/only-get": (Verdict.FINE, "status 200"),
    "/refuses-head": (Verdict.FINE, "status 200"),
    "/circle": (Verdict.BROKEN, "it redirects in a circle"),
    "/further-1": (Verdict.BROKEN, "it redirects more than 5 times"),
    "/moved": (Verdict.MOVED, "it has moved for good to {home}/fine"),
    "/for-now": (Verdict.FINE, "status 200"),
    "/to-nothing": (Verdict.BROKEN, "it redirects to 'http://[', which is not an address"),
    "/slow": (Verdict.UNSURE, "its host does not answer in time"),
    "/slow-once": (Verdict.FINE, "status 200"),
    "/busy": (Verdict.FINE, "status 200"),
    "/busy-for-long": (Verdict.UNSURE, "its host answers with status 429"),
    "/busy-until": (Verdict.FINE, "status 200"),
    "/unknown-agents": (Verdict.UNSURE, "its host answers with status 403"),
    "/endless": (Verdict.FINE, "status 200"),
    "/drips": (Verdict.FINE, "status 200"),
    "/drips-head": (Verdict.UNSURE, "its host does not answer in time"),
    "/private/page": (Verdict.UNSURE, "robots.txt of {host} asks programs not to look"),
}


@pytest.mark.parametrize("path", VERDICTS)
def test_each_misbehaviour_has_its_verdict(path: str, host: Host) -> None:
    start = time.monotonic()
    answer = ask([host.home + path], None, PATIENCE.get(path, QUICK))[host.home + path]
    verdict, said = VERDICTS[path]
    assert (answer.verdict, answer.said) == (verdict, said.format(home=host.home, host=host.home[7:]))
    assert time.monotonic() - start < 20
    asked = [at for _, asked, at in host.asked if asked == path]
    if path in ("/busy", "/busy-until"):
        assert asked[1] - asked[0] >= 0.5
    if path == "/private/page":
        assert not asked
    assert host.sent < 3_000_000


def test_what_cannot_be_connected_is_broken(host: Host) -> None:
    broken_tls = host.home.replace("http:", "https:") + "/"
    nobody = "http://127.0.0.1:9/"
    unknown = "https://no-such-host.invalid/"
    answers = ask([broken_tls, nobody, unknown, f"{host.home}/hangs-up", f"{host.home}/nonsense"], None, QUICK)
    assert answers[broken_tls].said.startswith("its host cannot prove who it is (")
    assert answers[nobody].said.startswith("its host cannot be reached (")
    assert [answers[one].verdict for one in (broken_tls, nobody, unknown)] == [Verdict.BROKEN] * 3
    assert answers[f"{host.home}/hangs-up"].verdict is Verdict.UNSURE
    assert answers[f"{host.home}/nonsense"].verdict is Verdict.UNSURE


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(host: Host) -> None:
    addresses = [f"{host.home}/page-{n}" for n in range(12)]
    ask(addresses, None, QUICK)
    assert host.most_at_once == 1
    assert len(host.asked) == 13  # robots.txt once
    pauses = [after - before for before, (_, _, after) in zip(host.answered, host.asked[1:], strict=False)]
    assert min(pauses) >= PAUSE


def test_answers_are_kept_with_their_dates(host: Host, tmp_path: Path) -> None:
    fine, broken = f"{host.home}/fine", f"{host.home}/status-404"
    cache = Cache(tmp_path / "below/outside.sqlite")
    first = ask([fine, broken], cache, QUICK)
    host.asked.clear()
    assert ask([fine, broken], cache, QUICK) == first
    assert {path for _, path, _ in host.asked} == {"/robots.txt", "/status-404"}
    old = Answer(Verdict.FINE, "status 200", datetime.date(2020, 1, 1))
    cache.keep({fine: old})
    assert ask([fine], cache, QUICK)[fine].checked > old.checked


def test_a_file_that_is_not_a_cache_is_left_alone(tmp_path: Path) -> None:
    letter = b"no database at all, but long enough to be taken for one" * 40
    (tmp_path / "letter.txt").write_bytes(letter)
    with pytest.raises(ValueError, match=r"letter\.txt cannot be used as a cache: file is not a database"):
        Cache(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_bytes() == letter
    with closing(sqlite3.connect(tmp_path / "other")) as database, database:
        database.execute("CREATE TABLE answers (question TEXT)")
    with pytest.raises(ValueError, match="no such column"):
        Cache(tmp_path / "other")


def test_a_place_that_may_not_be_written_is_told_before_anybody_is_asked(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    Cache(kept).keep({})
    raw = bytearray(kept.read_bytes())
    raw[18] = 3  # The version that a program must know to write it, and none does: read-only, for root as well.
    kept.write_bytes(raw)
    with pytest.raises(ValueError, match=r"attempt to write a readonly database\. Name another file"):
        Cache(kept)
    said = check_links(str(write(tmp_path / "site", {"index.html": ""})), "--external", f"--cache={kept}/below")
    assert said.returncode == 2
    assert "kept/below cannot be used as a cache: " in said.stderr
    assert "Traceback" not in said.stderr


def test_a_broken_link_is_one_finding_with_its_places(host: Host, tmp_path: Path) -> None:
    page = f'<a href="{host.home}/status-404#part">x</a>\n<a href="{host.home}/fine">y</a>'
    excused = f'<!-- check: off outside-link-broken closed in winter -->\n<a href="{host.home}/status-410">x</a>'
    write(tmp_path, {"index.html": page, "a.html": page, "b.html": excused})
    site = read_site(tmp_path)
    links = outside_links(site)
    found = findings_of(site, (), outside_findings(links, ask(links, None, QUICK)))
    assert text(causes(found, site)).splitlines() == [
        f"a.html:1: link '{host.home}/status-404#part' is broken: its host says that there is no such page (status 404). "
        "Change it, or leave it out. [outside-link-broken]",
        "    on 2 pages: a.html, index.html",
    ]


@pytest.mark.parametrize("shape", ["--json", "--annotations"])
def test_what_a_host_does_not_tell_is_said_beside_a_report_for_programs(shape: str, host: Host, tmp_path: Path) -> None:
    folder = write(tmp_path / "site", {"index.html": f'<a href="{host.home}/private/page">x</a>'})
    said = check_links(str(folder), "--external", shape, f"--cache={tmp_path}/kept")
    assert said.returncode == 0
    assert f"{host.home}/private/page: unsure, robots.txt of" in said.stderr
    assert "private" not in said.stdout
