"""Choosing files that a page is to read."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator


def choose_unreadable(control: Locator, path: Path) -> None:
    """Choose a file that is gone when the page reads it, as one that a telephone has but the name of."""
    path.write_text("{}", encoding="utf-8")
    control.evaluate(
        "() => addEventListener('change', event => event.stopPropagation(), { capture: true, once: true })"
    )
    control.set_input_files(path)
    path.unlink()
    control.dispatch_event("change")
