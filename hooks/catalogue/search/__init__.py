"""Search: from the records and their Markdown to the files that a browser loads, without a server.

`documents` says what can be found, `words` cuts text into terms, `coding` packs sets of numbers into bits,
`pinyin` knows readings and traditional characters, `index` puts the parts together.
"""

from ..records import Catalogue
from .documents import Document, documents
from .index import Index, build_index

__all__ = ["Document", "Index", "build_index", "documents", "index_of"]


def index_of(catalogue: Catalogue, language: str) -> Index:
    """Everything of the catalogue that can be found in that language, as the files of its index."""
    vocabulary = catalogue.reference.vocabulary
    labels = {
        identity.removeprefix("search-"): word.label(language)
        for identity, word in vocabulary.labels.items()
        if identity.startswith("search-")
    }
    return build_index(documents(catalogue, language), language, vocabulary.synonyms.of(language), labels)
