"""Links to other hosts, asked for only on demand and politely.

One request at a time for each host and a pause after it; robots.txt is respected; `Retry-After` is waited for;
no body is read further than its beginning. What a host refuses to tell is "unsure" and no finding: a page that
answers 403 to an unknown program may well be there for people.
"""

from __future__ import annotations

import datetime
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent import futures
from contextlib import closing
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import ada_url
import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TimedOut

from .addresses import Kind
from .folder import Site
from .reader import Use
from .rules import Finding

AGENT = "check-links/1.0 (checks the links of a static site; one request at a time)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
GONE = frozenset({404, 410})
# Some hosts answer HEAD wrongly, none of these answers is believed before a GET gives it too.
HEAD_IS_ENOUGH = frozenset(range(200, 300)) | REDIRECTS | {429, 503}


class Verdict(StrEnum):
    """What an answer means for the links to that address."""

    FINE = "fine"
    BROKEN = "broken"
    UNSURE = "unsure"
    """The host does not tell, or not now."""
    MOVED = "moved"
    """It is there, for good at another address."""


@dataclass(frozen=True)
class Answer:
    """What came of asking for one address, and when."""

    verdict: Verdict
    said: str
    """What the host answered, in words."""
    checked: datetime.date


@dataclass(frozen=True)
class Politeness:
    """How hard a host may be asked. Times in seconds."""

    hosts_at_once: int = 16
    pause: float = 0.5
    """Between two requests to one host; a longer Crawl-delay of its robots.txt counts instead."""
    connect: float = 10
    read: float = 15
    whole: float = 30
    """For one request, however slowly it drips."""
    tries: int = 3
    longest_wait: float = 60
    """A longer Retry-After is not waited for."""
    hops: int = 10
    body: int = 65_536
    """Bytes of a body that are read at most."""


class Cache:
    """Answers with their dates in a file."""

    def __init__(self, file: Path, days: int = 7) -> None:
        """Raises ValueError for a file that is there and is not such a cache, that another program holds, or that may not
        be written.
        """
        self._file, self._days = file, days
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(file)) as database, database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS answers (address TEXT PRIMARY KEY, verdict, said, checked)"
                )
                # Changes nothing, and fails now where an answer could not be kept: not when all hosts have been asked.
                database.execute("UPDATE answers SET verdict = verdict, said = said, checked = checked WHERE 0")
        except (OSError, sqlite3.Error) as error:
            # It may hold anything: whoever named it decides what becomes of it.
            message = f"{file} cannot be used as a cache: {error}. Name another file, or delete this one."
            raise ValueError(message) from None

    def known(self, today: datetime.date) -> dict[str, Answer]:
        """Good answers that are young enough: what was broken may be mended, so it is asked again."""
        oldest = (today - datetime.timedelta(days=self._days)).isoformat()
        with closing(sqlite3.connect(self._file)) as database:
            rows = database.execute("SELECT * FROM answers WHERE checked > ?", (oldest,)).fetchall()
        return {
            address: Answer(Verdict(verdict), said, datetime.date.fromisoformat(checked))
            for address, verdict, said, checked in rows
            if verdict in (Verdict.FINE, Verdict.MOVED)
        }

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Put these in place of what was known of the same addresses. Raises sqlite3.Error where it cannot."""
        rows = [
            (address, answer.verdict, answer.said, answer.checked.isoformat()) for address, answer in answers.items()
        ]
        with closing(sqlite3.connect(self._file)) as database, database:
            database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)


def outside_links(site: Site) -> dict[str, list[Finding]]:
    """Every address of another host, without its fragment, with the places that would be findings."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for path, page in site.pages.items():
        for one in page.references:
            target = site.target(path, one.address)
            if target.kind is Kind.ELSEWHERE and one.use in (Use.FOLLOW, Use.LOAD, Use.NAME):
                address = target.url.partition("#")[0]
                place = Finding(
                    "outside-link-broken", path, "", address, one.element, one.attribute, one.address, address
                )
                found[address].append(place)
    return dict(found)


def outside_findings(links: Mapping[str, list[Finding]], answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """A finding for each place of each broken address."""
    for address, places in links.items():
        answer = answers[address]
        if answer.verdict is Verdict.BROKEN:
            for place in places:
                message = f"link '{place.address}' is broken: {answer.said}. Change it, or leave it out."
                yield replace(place, message=message)


def ask(
    addresses: Iterable[str], cache: Cache | None = None, politeness: Politeness | None = None
) -> dict[str, Answer]:
    """What the hosts say of those addresses; answers in the cache are not asked for again."""
    wanted = sorted(set(addresses))
    known = cache.known(_today()) if cache else {}
    answers = {address: known[address] for address in wanted if address in known}
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        if address not in answers:
            by_host[urlsplit(address).netloc].append(address)
    asking = _Asking(politeness or Politeness())
    # A thread for each host at a time, not for each address: hosts are asked one by one.
    with futures.ThreadPoolExecutor(max_workers=asking.politeness.hosts_at_once) as threads:
        fresh: dict[str, Answer] = {}
        for found in threads.map(asking.all_of, by_host.values()):
            fresh.update(found)
    if cache:
        cache.keep(fresh)
    return {**answers, **fresh}


class _Asking:
    """Connections, the robots.txt of each host, and when each host was asked last."""

    def __init__(self, politeness: Politeness) -> None:
        self.politeness = politeness
        timeout = urllib3.Timeout(connect=politeness.connect, read=politeness.read)
        # No retries of the library's own: it would not wait between them.
        self._pools = urllib3.PoolManager(
            timeout=timeout, retries=False, headers={"User-Agent": AGENT, "Accept": "*/*"}
        )
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._asked: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def all_of(self, addresses: Iterable[str]) -> dict[str, Answer]:
        return {address: self._answer(address) for address in addresses}

    def _answer(self, address: str) -> Answer:
        verdict, said = self._verdict(address)
        return Answer(verdict, said, _today())

    def _verdict(self, address: str) -> tuple[Verdict, str]:
        """Follows redirects to the end."""
        here, seen, for_good = address, {address}, True
        for _ in range(self.politeness.hops):
            if not self._may_ask(here):
                return Verdict.UNSURE, f"robots.txt of {urlsplit(here).netloc} asks programs not to look"
            try:
                status, location = self._status(here)
            except (HTTPError, OSError, ValueError) as error:
                return _of_error(error)
            # A redirect that says no address is an answer like any other.
            if status not in REDIRECTS or not location:
                return _of_status(status, here if here != address and for_good else "")
            # One step that is not for good, and the whole way may change tomorrow.
            for_good &= status in FOR_GOOD
            try:
                here = ada_url.join_url(here, location).partition("#")[0]
            except ValueError:
                return Verdict.BROKEN, f"it redirects to '{location[:200]}', which is not an address"
            if here in seen:
                return Verdict.BROKEN, "it redirects in a circle"
            if not here.startswith(("http://", "https://")):
                return Verdict.UNSURE, f"it redirects to {here[:200]}"
            seen.add(here)
        return Verdict.BROKEN, f"it redirects more than {self.politeness.hops} times"

    def _status(self, address: str) -> tuple[int, str]:
        """Status and Location, after as many tries as are polite."""
        method, status, location = "HEAD", 0, ""
        for attempt in range(1, self.politeness.tries + 1):
            try:
                status, location, wait = self._request(method, address)
                if method == "HEAD" and status not in HEAD_IS_ENOUGH:
                    method = "GET"
                    status, location, wait = self._request(method, address)
            except TimedOut:
                if attempt == self.politeness.tries:
                    raise
                wait = 0
                method = "GET"
            else:
                if status != 429 and status < 500:
                    return status, location
            if attempt == self.politeness.tries or wait > self.politeness.longest_wait:
                break
            time.sleep(wait or self.politeness.pause * 2**attempt)
        return status, location

    def _request(self, method: str, address: str) -> tuple[int, str, float]:
        """Status, Location and seconds of Retry-After of one request."""
        host = urlsplit(address).netloc
        with self._locks[host]:
            self._wait_for(host)
            try:
                response = self._head(method, address)
                try:
                    if method == "GET":
                        self._read_a_little(response)
                    headers = response.headers
                    return response.status, headers.get("Location", ""), _seconds(headers.get("Retry-After", ""))
                finally:
                    # The rest of a body that may never end is not waited for.
                    response.close()
            finally:
                self._asked[host] = time.monotonic()

    def _head(self, method: str, address: str, decode: bool = False) -> urllib3.BaseHTTPResponse:
        """The response, with its body not yet read. Raises TimedOut where its head drips as slowly as a body may."""
        head: futures.Future[urllib3.BaseHTTPResponse] = futures.Future()

        def ask() -> None:
            try:
                head.set_result(
                    self._pools.request(method, address, redirect=False, preload_content=False, decode_content=decode)
                )
            except Exception as error:
                head.set_exception(error)

        # A daemon: time-outs of the library begin anew with each byte, and nothing else ends its waiting.
        threading.Thread(target=ask, daemon=True).start()
        if not futures.wait([head], self.politeness.whole).done:
            raise TimedOut
        return head.result()

    def _read_a_little(self, response: urllib3.BaseHTTPResponse) -> bytes:
        end = time.monotonic() + self.politeness.whole
        read = b""
        while len(read) < self.politeness.body and time.monotonic() < end:
            # read1 takes what is there: read would wait until a dripping host has filled the piece.
            piece = response.read1(4096)
            if not piece:
                break
            read += piece
        return read

    def _wait_for(self, host: str) -> None:
        delay = self._robots[host].crawl_delay(AGENT) if host in self._robots else None
        pause = max(self.politeness.pause, min(float(delay or 0), self.politeness.longest_wait))
        left = self._asked.get(host, -pause) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)

    def _may_ask(self, address: str) -> bool:
        parts = urlsplit(address)
        if parts.netloc not in self._robots:
            rules = RobotFileParser()
            try:
                rules.parse(self._robots_text(f"{parts.scheme}://{parts.netloc}/robots.txt").splitlines())
            except (HTTPError, OSError, ValueError):
                # Without rules nothing is forbidden; what is wrong with the host shows when the page is asked for.
                rules.parse([])
            self._robots[parts.netloc] = rules
        return self._robots[parts.netloc].can_fetch(AGENT, address)

    def _robots_text(self, address: str) -> str:
        host = urlsplit(address).netloc
        with self._locks[host]:
            response = self._head("GET", address, decode=True)
            try:
                text = self._read_a_little(response) if response.status == 200 else b""
            finally:
                response.close()
                self._asked[host] = time.monotonic()
        return text.decode("utf-8", errors="replace")


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _of_status(status: int, moved_to: str) -> tuple[Verdict, str]:
    if 200 <= status < 300:
        return (
            (Verdict.MOVED, f"it has moved for good to {moved_to}") if moved_to else (Verdict.FINE, f"status {status}")
        )
    if status in GONE:
        return Verdict.BROKEN, f"its host says that there is no such page (status {status})"
    return Verdict.UNSURE, f"its host answers with status {status}"


def _of_error(error: Exception) -> tuple[Verdict, str]:
    if isinstance(error, MaxRetryError) and error.reason:
        error = error.reason
    if isinstance(error, SSLError):
        return Verdict.BROKEN, f"its host cannot prove who it is ({_short(error)})"
    if isinstance(error, NewConnectionError):
        return Verdict.BROKEN, f"its host cannot be reached ({_short(error)})"
    if isinstance(error, LocationParseError | UnicodeError):
        return Verdict.BROKEN, "it is not a valid address"
    if isinstance(error, TimedOut):
        return Verdict.UNSURE, "its host does not answer in time"
    return Verdict.UNSURE, f"its host answers with something other than HTTP ({_short(error)})"


def _short(error: Exception) -> str:
    return str(error).rpartition(": ")[2].strip("()'\"")[:120] or type(error).__name__


def _seconds(retry_after: str) -> float:
    """Seconds that a Retry-After asks to wait: it holds a number, or a date."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
