"""Search: from the records and their Markdown to the files that a browser loads, without a server.

`documents` says what can be found, `words` cuts text into terms, `coding` packs sets of numbers into bits,
`pinyin` knows readings and traditional characters, `index` puts the parts together.
"""

from .documents import Document, documents
from .index import Index, build_index

__all__ = ["Document", "Index", "build_index", "documents"]
