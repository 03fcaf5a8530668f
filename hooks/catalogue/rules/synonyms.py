"""Rules for docs/synonyms.yml: what people type leads to words that the pages use."""

from __future__ import annotations

from collections.abc import Iterator

from ..links import Links
from ..records import Catalogue
from ..search.documents import documents
from ..search.words import terms
from ..vocabulary import LANGUAGES
from .pages import Finding

PLACE = "docs/synonyms.yml"


def synonyms_lead_somewhere(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """The words of a target stand together in a title, alias, summary or in the headings of something to be found."""
    for language in LANGUAGES:
        synonyms = catalogue.reference.vocabulary.synonyms.of(language)
        if not synonyms:
            continue
        told = [
            {
                term
                for text in (document.title, document.line, *document.aliases, *(s.heading for s in document.sections))
                for term in terms(text, name=True)
            }
            for document in documents(catalogue, language)
        ]
        for word, targets in synonyms.items():
            for target in targets:
                wanted = set(terms(target, name=True))
                if not wanted or not any(wanted <= names for names in told):
                    line = catalogue.reference.synonym_lines.of(language, word)
                    yield (
                        PLACE,
                        line,
                        f"{word} leads to '{target}', which no title, alias, summary or heading says. "
                        "Take words that stand in one of them, or delete the target.",
                    )
