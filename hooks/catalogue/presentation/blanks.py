"""A Markdown extension: underscores are blanks to write in, on pages as in Word files, and mark no stress.

Python-Markdown makes “by __/__.” a stressed stroke, and the form has no place left to write.
"""

from __future__ import annotations

from markdown import Extension, Markdown


class Blanks(Extension):  # type: ignore[misc]
    """Register it beside the others; asterisks go on to stress."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        md.delimiters.remove("_")
