"""A Word file from its parts: the same bytes for the same content, whenever and wherever it is made."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from .xml import HEAD, escape

# The earliest that a zip file can say.
EPOCH = (1980, 1, 1, 0, 0, 0)
OPC = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


@dataclass(frozen=True)
class Properties:
    """What a file manager shows of the file."""

    title: str
    author: str
    day: datetime.date
    """The day on which the page was last checked: not that of the build."""
    language: str


def package(template: bytes, document: str, properties: Properties) -> bytes:
    """The file: a template's parts as `zipped` gave them, that `word/document.xml`, those properties."""
    return zipped({"word/document.xml": document, "docProps/core.xml": core(properties)}, template)


def zipped(parts: Mapping[str, str], start: bytes = b"") -> bytes:
    """A zip file of those parts, sorted by name with the content types first, as Open XML advises.

    `start` is a zip file to which they are added: what thousands of files share is compressed once.
    """
    out = io.BytesIO(start)
    with zipfile.ZipFile(out, "a" if start else "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Python writes here on which system it runs.
            entry.create_system = 0
            file.writestr(entry, parts[name].encode())
    return out.getvalue()


def fingerprint(file: bytes) -> str:
    """A hash of what a reader sees of a Word file: every part but the properties, however it was compressed."""
    found = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for name in sorted(parts.namelist()):
            if not name.startswith("docProps/"):
                found.update(name.encode() + b"\0" + parts.read(name) + b"\0")
    return found.hexdigest()


def core(properties: Properties) -> str:
    """`docProps/core.xml`."""
    stamp = f"{properties.day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{OPC}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:creator>{escape(properties.author)}</dc:creator>"
        f"{dated}<dc:language>{properties.language}</dc:language></cp:coreProperties>"
    )
