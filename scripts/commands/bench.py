"""Build sites of several sizes with this project and with other generators: seconds, processor seconds, memory."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from . import ROOT, bench_peers
from .bench_save import seconds_to_see_a_save
from .bench_share import own_share
from .bench_sites import make_project

LOOK_SECONDS = 0.5
FOR_EVER = float("inf")
OURS = ("ours", "again", "share", "save")


@dataclass(frozen=True)
class Figure:
    """One measured build."""

    pages: int
    """Per language."""
    what: str
    wall: float
    """Seconds on the clock."""
    processor: float
    """Seconds of all processes together: comparable even where others use the machine."""
    memory: int
    """Highest proportional memory of all processes together, in MB."""
    note: str = ""


def measured(
    commands: Sequence[Sequence[str]], folder: Path, environment: dict[str, str], most: float = FOR_EVER
) -> tuple[float, float, int, str]:
    """Wall seconds, processor seconds and peak memory (MB) of the commands, run one after the other, and a note.

    After so many seconds as `most` they are stopped, which the note says.
    """
    start, processor, peak, note = time.monotonic(), 0.0, 0, ""
    for command in commands:
        log = folder / "bench.log"
        with log.open("a") as out:
            actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
            here = Path.cwd()
            os.chdir(folder)
            process = os.posix_spawn(command[0], list(command), {**os.environ, **environment}, file_actions=actions)
            os.chdir(here)
        done, status, usage = os.wait4(process, os.WNOHANG)
        while not done:
            peak = max(peak, sum(map(_megabytes, _family(process))))
            time.sleep(LOOK_SECONDS)
            if time.monotonic() - start > most:
                note = "stopped, not done"
                os.kill(process, signal.SIGKILL)
            done, status, usage = os.wait4(process, os.WNOHANG)
        if status and not note:
            raise SystemExit(f"{' '.join(command)} failed; see {log}:\n{log.read_text()[-2000:]}")
        processor += usage.ru_utime + usage.ru_stime
        if note:
            break
    return time.monotonic() - start, processor, peak, note


def _family(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    try:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has just ended


def _megabytes(process: int) -> int:
    """Memory of a process, with what it shares counted in shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    # In KiB there.
    return next((int(line.split()[1]) * 1024 // 1_000_000 for line in lines if line.startswith("Pss:")), 0)


def ours(folder: Path, pages: int, wanted: Sequence[str]) -> Iterator[Figure]:
    """This project: everything anew, again with the cache, its own share, and a saved page."""
    environment = {"PYTHONPATH": f"{folder / 'hooks'}:{folder / 'scripts'}", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "commands.build", str(folder / "site")]
    if "ours" in wanted:
        yield Figure(pages, "ours, everything anew", *measured([[*command, "--no-cache"]], folder, environment))
    if "again" in wanted:
        measured([command], folder, environment)
        page = folder / "docs/zh/about.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        measured([[sys.executable, "-m", "commands.translated", "docs/en/about.md"]], folder, environment)
        yield Figure(pages, "ours, one page changed, with cache", *measured([command], folder, environment))
    if "share" in wanted:
        parts, whole = own_share(folder, environment)
        said = ", ".join(f"{part} {seconds:.1f}" for part, seconds in parts.items())
        note = f"hooks, checks, exports: {sum(parts.values()) / whole:.0%} ({said})"
        yield Figure(pages, "ours, in one process", whole, whole, 0, note)
    if "save" in wanted:
        start, seen = seconds_to_see_a_save(folder, environment)
        yield Figure(pages, "ours, from a save to the page seen", seen, 0, 0, f"preview started in {start:.1f} s")


def medians(figures: Sequence[Figure]) -> list[Figure]:
    """One figure for all of the same size and kind: no machine is as fast at one hour as at another."""
    same: dict[tuple[int, str], list[Figure]] = {}
    for figure in figures:
        same.setdefault((figure.pages, figure.what), []).append(figure)
    return [
        replace(
            # What is noted stands beside the figures of its own round.
            sorted(found, key=lambda one: one.wall)[len(found) // 2],
            wall=median(one.wall for one in found),
            processor=median(one.processor for one in found),
            memory=max(one.memory for one in found),
        )
        for found in same.values()
    ]


def table(figures: Sequence[Figure]) -> str:
    rows = ["| pages per language | what | seconds | processor seconds | memory MB | |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {f.pages} | {f.what} | {f.wall:.1f} | {f.processor:.1f} | {f.memory or ''} | {f.note} |" for f in figures
    ]
    return "\n".join(rows)


def main() -> int:
    known = (*OURS, *bench_peers.PEERS)
    parser = argparse.ArgumentParser(prog="./scripts/bench", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[200, 1000, 5000], help="sizes, pages per language")
    parser.add_argument("--only", nargs="+", choices=known, default=known, help="what to measure")
    parser.add_argument("--peers", type=Path, default=ROOT / ".cache/peers", help="environment of the other generators")
    parser.add_argument(
        "--most",
        type=float,
        default=FOR_EVER,
        metavar="SECONDS",
        help="stop another generator after so long, and say so",
    )
    parser.add_argument("--rounds", type=int, default=1, help="go so often through all sizes, and tell the medians")
    parser.add_argument("--raw", type=Path, default=Path("bench.json"), help="where the raw figures are added")
    arguments = parser.parse_args()
    figures: list[Figure] = []
    for size in arguments.pages * arguments.rounds:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            project = folder / "ours"
            project.mkdir()
            pages = make_project(project, size)
            for figure in _all(folder, project, pages, arguments):
                figures.append(figure)
                print(table([figure]).splitlines()[-1], flush=True)
                with arguments.raw.open("a") as raw:
                    raw.write(json.dumps(asdict(figure), ensure_ascii=False) + "\n")
    print(
        f"\nLoad of the machine now: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n\n{table(medians(figures))}"
    )
    return 0


def _all(folder: Path, project: Path, pages: int, wanted: argparse.Namespace) -> Iterator[Figure]:
    for key, peer in bench_peers.PEERS.items():
        if key in wanted.only:
            programs = bench_peers.install(wanted.peers)
            commands = bench_peers.prepare(peer, project / "docs", folder / key, programs)
            yield Figure(pages, peer.name, *measured(commands, folder / key, {"NO_MKDOCS_2_WARNING": "1"}, wanted.most))
    yield from ours(project, pages, wanted.only)


if __name__ == "__main__":
    raise SystemExit(main())
