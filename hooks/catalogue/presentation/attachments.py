"""One file of a plan, two pages: its attachments stand on a page of their own, which keeps both small.

The Markdown stays whole for whoever writes it, for the checks, the Word files and the exports.
"""

from __future__ import annotations

import posixpath
import re

from ..content.records import ATTACHMENTS, AnyEntry, Attachments, Catalogue, address_in

# From the heading of the attachments to the next of its level: what introduces them all, then each of them.
PART = re.compile(
    rf"(?P<head>^## [^\n]*{{\s*#{ATTACHMENTS}\s*}}[^\n]*\n)(?P<lead>.*?)(?P<all>^### .*?)?(?=^## |\Z)", re.M | re.S
)
# ](../plans/compact.md#budget), and ](#budget) within the plan
LINK = re.compile(r"\]\((?P<file>[^()\s#]*)#(?P<part>[\w-]+)(?=[)\s])")


def markdown_of(page: AnyEntry, markdown: str) -> str:
    """What that page shows of its file: a plan all but its attachments, their page them alone, a level higher.

    Both say what stands before the first attachment, such as that its figures are samples.
    """
    if page.kind != "plans":
        return markdown
    found = PART.search(markdown)
    if not isinstance(page, Attachments):
        return PART.sub(r"\g<head>\g<lead>", markdown)
    # A heading of level 3 becomes one of level 2, for there is no heading above it on this page.
    return re.sub(r"^#(?=##)", "", f"{found['lead']}{found['all'] or ''}", flags=re.M) if found else ""


def with_links_led(page: AnyEntry, markdown: str, catalogue: Catalogue) -> str:
    """The page's Markdown with links to parts of plans leading to the page on which the part stands.

    They are written, and checked, as the files are: `../plans/compact.md#budget`.
    """
    here = posixpath.dirname(page.path)

    def lead(link: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(here, link["file"])) if link["file"] else page.whole.path
        plan = catalogue.plans.get(posixpath.basename(file).removesuffix(".md"))
        # A guide may have the name of a plan: the folder tells them apart.
        if plan is None or plan.path != file:
            return link[0]
        goal = catalogue.by_url[address_in(plan, link["part"]).partition("#")[0]]
        return link[0] if goal.path == page.path else f"]({posixpath.relpath(goal.path, here)}#{link['part']}"

    return LINK.sub(lead, markdown)
