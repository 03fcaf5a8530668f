"""Data for the browser as classic scripts: a page that is opened from disk can load nothing else."""

from __future__ import annotations

import json


def json_text(data: object) -> str:
    """JSON in one line that is JavaScript too: browsers before 2019 end a line at two characters that JSON allows."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script_of(name: str, data: object) -> bytes:
    """A script that sets `window.<name>`, in UTF-8."""
    return f"window.{name}={json_text(data)};\n".encode()
