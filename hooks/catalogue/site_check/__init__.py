"""Check a folder of built HTML, whoever made it: every address, id, image, twin and page.

`read_site` -> `check_site` -> `causes` -> text, JSON or annotations. Knows nothing of this catalogue, of
MkDocs or of Markdown; whoever knows from which source a page was made says so through `Origin`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..exemptions import Exempted
from .folder import Site, read_site
from .report import Cause, Origin, Source, as_json, causes, located, summary, text, workflow_commands
from .rules import RULES, Finding, check_site

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
    "workflow_commands",
]


def findings_of(site: Site, rules: Iterable[str] = RULES) -> list[Finding]:
    """What the rules find in the site, without what its pages make exceptions from."""
    wanted = frozenset(rules)
    found = check_site(site, wanted)
    exemptions = [one for page in site.pages.values() for one in page.exemptions]
    if not exemptions:
        return found
    exempted = Exempted(exemptions)
    left = exempted.left(located(found, site), _place)
    for one, rule, message in exempted.faults(RULES, wanted):
        left.append(Finding(rule, one.path, message, f"{one.path}:{one.line}", line=one.line))
    return left


def _place(finding: Finding) -> tuple[str, str, int | None]:
    # What is said of an element has a line, even where nobody found it: 0 is near no exemption.
    return finding.page, finding.rule, (finding.line or 0) if finding.element else None
