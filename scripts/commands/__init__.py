"""The Python side of the commands in scripts/: a module for each, and beside them what several share."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def path_from_root(page: Path) -> str:
    """That file of the docs folder as problems name it, `docs/zh/about.md`; empty where it is none."""
    # First the path as given: a folder of pages may be a link. Then with links followed: ROOT may have been reached by one.
    for file in (Path(os.path.abspath(page)), page.resolve()):  # noqa: PTH100 - leaves links as they are
        if file.is_file() and file.is_relative_to(ROOT / "docs"):
            return file.relative_to(ROOT).as_posix()
    return ""


def unknown_pages(pages: list[Path]) -> list[str]:
    """What to say of each that is no file of the docs folder."""
    return [
        f"{page}: no such file below docs/, expected one such as docs/zh/activities/eight-donts.md."
        for page in pages
        if not path_from_root(page)
    ]


def exit_code(main: Callable[[], int]) -> int:
    """What `main` returns; 1 and no traceback where whoever reads its output stops early, as `| head` does."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the stream.
        sys.stderr.close()
        return 1
    return code
