"""How much of a build is this project's own: its hooks, with every check and export in them, and what follows them.

Rendering is MkDocs' and the templates' work, though a hook starts it: its time is not counted as own, only that of
the events within it. Run as a program in a project's folder, it prints the seconds of each part and of the whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from catalogue import work
from catalogue.publishing import prepare

NOT_OURS = ("on_env", "render_pages")
"""Event and hook in which MkDocs' own steps are taken."""
PARTS = {"check_pages": "checks of the pages", "check_site": "check of the links"}
REST = "all else"


def own_share(folder: Path, environment: dict[str, str]) -> tuple[dict[str, float], float]:
    """Processor seconds of each part of the hooks, and of the whole build of the project in `folder`.

    In one process, all anew.
    """
    result = subprocess.run(
        [sys.executable, "-m", "commands.bench_share"],
        cwd=folder,
        # Processor time of other processes would not be seen, nor what the cache saves.
        env={**environment, "PROCESSES": "1", "BUILD_CACHE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    own, whole = json.loads(result.stdout)
    return own, whole


class _Clock:
    """Seconds of each part; what is timed within something else does not count there."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._within = 0.0

    def around(self, event: Callable[..., Any], part: Callable[..., str]) -> Callable[..., Any]:
        def timed(*values: Any, **named: Any) -> Any:
            # An event may call others, which are timed too: what they take is theirs.
            start, before, self._within = time.process_time(), self._within, 0.0
            try:
                return event(*values, **named)
            finally:
                taken = time.process_time() - start
                self.seconds[part(*values, **named)] += taken - self._within
                self._within = before + taken

        return timed


def _exported(made: work.Made, *_: object) -> str:
    path = made.start if isinstance(made, work.Family) else made.path
    if path.startswith("search/"):
        return "search index"
    return "Word files" if path.endswith(".docx") else "other exports"


def main() -> None:
    start, clock = time.process_time(), _Clock()
    # Exports are made inside of an event, so they are timed where each is written.
    work.write = clock.around(work.write, _exported)
    with tempfile.TemporaryDirectory() as site:
        config = load_config("mkdocs.yml", site_dir=site)
        for name, events in config.plugins.events.items():
            for number, event in enumerate(events):
                # MkDocs names a hook's module after its path; plugins are packages.
                module = getattr(event, "__module__", "")
                if module.startswith("hooks/") and not (NOT_OURS[0] == f"on_{name}" and NOT_OURS[1] in module):
                    part = PARTS.get(Path(module).stem, REST)
                    # The part is bound now, for the loop goes on before anything is timed.
                    events[number] = clock.around(event, lambda *_, part=part, **__: part)
        # As MkDocs' command does: in this event a hook makes the garbage collector run less often.
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        ready = clock.around(prepare, lambda *_: "publishing")
        ready(Path(site), Path("overrides/sw.js").read_text(encoding="utf-8"))
    print(json.dumps([clock.seconds, time.process_time() - start]))


if __name__ == "__main__":
    main()
