"""Search: from the records and their Markdown to the files that a browser loads, without a server.

`documents` says what can be found, `words` cuts text into terms, `coding` packs sets of numbers into bits,
`pinyin` knows readings and traditional characters, `index` puts the parts together. `index` is imported by whoever
makes one: its dictionaries take a quarter of a second to load.
"""

from .documents import Document, documents, sources

__all__ = ["Document", "documents", "sources"]
