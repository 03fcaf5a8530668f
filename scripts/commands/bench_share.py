"""How much of a build is this project's own: the events of its hooks, with every check and export in them.

Rendering is MkDocs' and the templates' work, though a hook starts it: its time is not counted as own, only that of
the events within it. Run as a program in a project's folder, it prints the seconds of its hooks and of the whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

NOT_OURS = ("on_env", "render_pages")


def own_share(folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Processor seconds of the hooks and of the whole build of the project in `folder`, in one process, all anew."""
    result = subprocess.run(
        [sys.executable, "-m", "commands.bench_share"],
        cwd=folder,
        env={**environment, "PROCESSES": "1", "BUILD_CACHE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    own, whole = json.loads(result.stdout)
    return own, whole


class _Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, event: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*values: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return event(*values, **named)
            finally:
                self.seconds += time.process_time() - start

        return timed


def main() -> None:
    start, clock = time.process_time(), _Clock()
    with tempfile.TemporaryDirectory() as site:
        config = load_config("mkdocs.yml", site_dir=site)
        for name, events in config.plugins.events.items():
            for number, event in enumerate(events):
                module = getattr(event, "__module__", "")
                if module.startswith("hooks/") and not (NOT_OURS[0] == f"on_{name}" and NOT_OURS[1] in module):
                    events[number] = clock.around(event)
        build(config)
    print(json.dumps([clock.seconds, time.process_time() - start]))


if __name__ == "__main__":
    main()
