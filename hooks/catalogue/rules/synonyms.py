"""Rules for docs/synonyms.yml: what people type leads to words that the pages use."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.links import Links
from ..content.records import Catalogue
from ..content.vocabulary import LANGUAGES
from ..exports.search.documents import documents
from ..exports.search.words import terms
from .pages import Finding

PLACE = "docs/synonyms.yml"


def synonyms_lead_somewhere(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """The words of a target stand together in the title, aliases and summary of something to be found."""
    for language in LANGUAGES:
        groups = list(catalogue.reference.vocabulary.synonyms.groups(language))
        # A new edition may begin without everyday words.
        if not groups:
            continue
        told = [
            terms("\n".join((document.title, document.line, *document.aliases)), name=True)
            for document in documents(catalogue, language, names_only=True)
        ]
        for key, targets, _ in groups:
            for target in targets:
                wanted = terms(target, name=True)
                # As the search asks: all terms of the target, in one document.
                if not wanted or not any(wanted <= names for names in told):
                    line = catalogue.reference.synonym_lines.of(language, key)
                    yield (
                        PLACE,
                        line,
                        f"'{target}' is said by no title, alias or summary. "
                        "Take words that stand in one of them, or delete the target.",
                    )
