"""Work: many small jobs over all processors, and the files of the site that they make.

Processes are forked, so that a job may be any object and may read everything that its parent has
read; only what it hands back is copied. Results come in the order of the jobs, or as they are ready.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from .cache import Cache

J = TypeVar("J")
R = TypeVar("R")
Say = Callable[[str], None]
"""Where lines for whoever waits are said."""

CHUNKS_PER_PROCESS = 16
FILES_TOGETHER = 32
QUIET_SECONDS = 2.0


def nothing(_: str) -> None:
    """Says nothing."""


def processors() -> int:
    """How many processes may work at once: the variable PROCESSES, or the processors that this one may use."""
    if wanted := os.environ.get("PROCESSES"):
        if not wanted.isdecimal():
            raise SystemExit(f"The variable PROCESSES is '{wanted}', expected a number such as 2, or nothing.")
        return max(1, int(wanted))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    function: Callable[[J], R], jobs: Sequence[J], worth_a_process: int = 1, *, as_ready: bool = False
) -> Iterator[R]:
    """`function` of each job, in the order of the jobs. Raises what a job raises.

    What a job does to objects in memory stays in its process: only files and results reach the caller.
    `worth_a_process` is the number of jobs below which no process is started for them. A process takes so many jobs at
    a time that handing them over costs little, which suits jobs of one size. `as_ready`, for long jobs among short ones:
    it takes one at a time, and results come as they are ready.
    """
    count = min(processors(), len(jobs) // worth_a_process)
    # A forked copy of a process with several threads may wait for ever for a lock that none of them will open. The
    # interpreter is asked how many there are: `threading` knows only those that it has started.
    threads = len(sys._current_frames())
    if count < 2 or threads > 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, jobs)
        return
    _give_back()
    # Objects that the collector leaves alone stay shared between the processes.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(count, context, initializer=_Job.adopt, initargs=(function, jobs)) as pool:
            if as_ready:
                yield from _as_ready(pool, len(jobs))
            else:
                chunk = max(1, len(jobs) // (count * CHUNKS_PER_PROCESS))
                yield from pool.map(_Job.do, range(len(jobs)), chunksize=chunk)
    finally:
        gc.unfreeze()


def _give_back() -> None:
    """Memory between texts that stay goes back to the system: of ten thousand pages a fifth of what they take."""
    # Only the C library of most Linux systems keeps it, and only that one has this function.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _as_ready(pool: ProcessPoolExecutor, jobs: int) -> Iterator[Any]:
    waiting = [pool.submit(_Job.do, number) for number in range(jobs)]
    try:
        for done in as_completed(waiting):
            yield done.result()
    finally:
        # Where a job has failed nobody waits for the others.
        pool.shutdown(cancel_futures=True)


def _end_with_the_parent() -> None:
    """Whoever kills a build kills its processes too; they would wait for the next job for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


class _Job:
    """In a forked process: the jobs that were there when it was forked, so that only their numbers are sent."""

    function: Callable[[Any], Any]
    jobs: Sequence[Any]

    @classmethod
    def adopt(cls, function: Callable[[Any], Any], jobs: Sequence[Any]) -> None:
        cls.function, cls.jobs = staticmethod(function), jobs
        threading.Thread(target=_end_with_the_parent, daemon=True).start()

    @classmethod
    def do(cls, number: int) -> Any:
        return cls.function(cls.jobs[number])


def told(results: Iterable[R], total: int, what: str, say: Say) -> Iterator[R]:
    """The results as they come, with a line such as `600 of 1000 pages` on whatever takes longer than two seconds."""
    said = time.monotonic()
    for number, result in enumerate(results, start=1):
        yield result
        if time.monotonic() - said > QUIET_SECONDS and number < total:
            said = time.monotonic()
            say(f"{number} of {total} {what} …")


@dataclass(frozen=True)
class Product:
    """A file of the site that is made from the records: a Word file, a calendar, a data file."""

    path: str
    """From the site's root: `data/catalogue.json`."""
    make: Callable[[], bytes]
    made_from: tuple[object, ...] = ()
    """Everything that its bytes depend on, the code included, as `cache.digest` takes it. Empty: it is made anew at every
    build."""


@dataclass(frozen=True)
class Family:
    """Files of the site that are made together and get their names only then, such as the parts of an index."""

    start: str
    """How their paths begin: `search/zh`."""
    make: Callable[[], Mapping[str, bytes]]
    """Path from the site's root -> content."""
    made_from: tuple[object, ...] = ()
    """As for a product."""


@dataclass(frozen=True)
class Stream:
    """A file of the site that may be too large to be held in memory."""

    path: str
    pieces: Callable[[], Iterable[bytes]]
    """Its content, piece after piece."""


Made = Product | Family | Stream
Products = Callable[[], Iterable[Made]]
"""They come from a function, so that a preview may ask for them again when the records have changed."""


def write(made: Made, site: Path, cache: Cache) -> Iterable[str]:
    """Write that file or those files below `site`, from the cache if made from the same before; their paths."""
    contents: dict[str, Iterable[bytes]]
    match made:
        case Family():
            contents = {path: (content,) for path, content in _family(made, cache).items()}
        case Stream():
            contents = {made.path: made.pieces()}
        case Product():
            contents = {made.path: (cache.bytes_of(made.made_from, made.make) if made.made_from else made.make(),)}
    for path, pieces in contents.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            out.writelines(pieces)
    return list(contents)


def _family(made: Family, cache: Cache) -> Mapping[str, bytes]:
    if not made.made_from or cache.folder is None:
        return made.make()

    def packed() -> bytes:
        # Any bytes are text in this encoding, which JSON can hold.
        files = {path: content.decode("latin-1") for path, content in made.make().items()}
        return json.dumps(files, ensure_ascii=False).encode()

    kept = json.loads(cache.bytes_of(made.made_from, packed))
    return {path: text.encode("latin-1") for path, text in kept.items()}


def publish(publishers: Iterable[Products], site: Path, cache: Cache, say: Say = nothing) -> None:
    """Write all products below `site`, those whose content is in the cache without making them."""
    made = [product for publisher in publishers for product in publisher()]
    large = [product for product in made if not isinstance(product, Product)]
    small = [product for product in made if isinstance(product, Product)]
    # Families and streams take seconds, and memory for a whole index: begun first, and one after the other in half of
    # the processes, while the small files fill the others. Begun last, one would keep one process busy while the others
    # have nothing left.
    lanes = max(1, processors() // 2)
    jobs: list[Sequence[Made]] = [large[lane::lanes] for lane in range(min(lanes, len(large)))]
    # Dealt out like cards: the few that take longer than others stand side by side, and would be one job.
    count = math.ceil(len(small) / FILES_TOGETHER)
    jobs += [small[start::count] for start in range(count)]

    def write_all(job: Sequence[Made]) -> list[Iterable[str]]:
        return [write(product, site, cache) for product in job]

    written = chain.from_iterable(run(write_all, jobs, as_ready=True))
    for _ in told(written, len(made), "files", say):
        pass
