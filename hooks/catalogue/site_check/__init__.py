"""Check a folder of built HTML, whoever made it: every address, id, image, twin and page.

`read_site` -> `check_site` -> `causes` -> text, JSON or annotations. Knows nothing of this catalogue, of
MkDocs or of Markdown; whoever knows from which source a page was made says so through `Origin`.
"""

from __future__ import annotations

from collections.abc import Iterable

from .folder import Site, read_site
from .report import Cause, Origin, Source, as_json, causes, located, summary, text, workflow_commands
from .rules import RULES, Finding, check_site, without_exceptions

__all__ = [
    "RULES",
    "Cause",
    "Finding",
    "Origin",
    "Site",
    "Source",
    "as_json",
    "causes",
    "check_site",
    "findings_of",
    "located",
    "read_site",
    "summary",
    "text",
    "without_exceptions",
    "workflow_commands",
]


def findings_of(site: Site, rules: Iterable[str] = RULES) -> list[Finding]:
    """What the rules find in the site, without what its pages make exceptions from."""
    wanted = frozenset(rules)
    found = check_site(site, wanted)
    exceptions = [one for page in site.pages.values() for one in page.exemptions]
    return without_exceptions(located(found, site), exceptions, RULES, wanted) if exceptions else found
