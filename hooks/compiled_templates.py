"""Templates as Jinja compiled them, kept as everything else is: compiling them anew takes a tenth of a small build.

Not a hook: `render_pages.py` is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from catalogue.cache import Cache, digest

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """One for all languages: every filter takes the context, or Jinja would compile its result into the template."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        # Extensions change a template's source before it is compiled, and Jinja asks only for what stood there before.
        extensions = Path(__file__).with_name("show_records.py").read_bytes()
        self._made_with = digest((cache.versions, cache.code, extensions))

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._cache.read(self._name(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.keep(self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        return digest((self._made_with, bucket.key, bucket.checksum))
