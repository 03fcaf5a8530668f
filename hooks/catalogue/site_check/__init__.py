"""Check a folder of built HTML, whoever made it: every address, id, image, twin and page.

`read_site` -> `check_site` -> `causes` -> text, JSON or annotations. Knows nothing of this catalogue, of
MkDocs or of Markdown; whoever knows from which source a page was made says so through `Origin`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..exemptions import Exempted
from .folder import Site, read_site
from .report import Cause, Source, as_json, causes, located, summary, text, workflow_commands
from .rules import ON_DEMAND, RULES, Finding, check_site

__all__ = [
    "ON_DEMAND",
    "RULES",
    "Cause",
    "Finding",
    "Site",
    "Source",
    "as_json",
    "causes",
    "findings_of",
    "read_site",
    "summary",
    "text",
    "workflow_commands",
]


def findings_of(site: Site, rules: Iterable[str] = RULES, outside: Iterable[Finding] | None = None) -> list[Finding]:
    """What the rules find in the site, without what its pages are exempted from.

    `outside`: what asking other hosts has found, where it was asked for.
    """
    wanted = frozenset(rules)
    found = [*check_site(site, wanted), *(outside or ())]
    exemptions = [one for page in site.pages.values() for one in page.exemptions]
    if not exemptions:
        return found
    exempted = Exempted(exemptions)
    left = exempted.left(located(found, site), _place)
    judged = wanted if outside is None else wanted | ON_DEMAND.keys()
    for one, rule, message in exempted.faults(RULES.keys() | ON_DEMAND.keys(), judged):
        left.append(Finding(rule, one.path, message, f"{one.path}:{one.line}", line=one.line))
    return left


def _place(finding: Finding) -> tuple[str, str, int | None]:
    # What is said of an element has a line, even where nobody found it: 0 is near no exemption.
    return finding.page, finding.rule, (finding.line or 0) if finding.element else None
