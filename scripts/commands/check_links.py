"""Check every address of a folder of built HTML, of this site or any other: exit code 1 if something is found."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.site_check import (
    ON_DEMAND,
    RULES,
    Finding,
    Site,
    as_json,
    causes,
    findings_of,
    read_site,
    summary,
    text,
    workflow_commands,
)

from . import exit_code

JSON_HELP = """
JSON (--json): {"version": 1, "pages": n, "findings": [...]}. Each finding is one cause:
  rule       name of the rule (listed below)
  page       file in which it shows first, from DIR
  line       line of that file, or null where the whole file is meant
  element    tag name, for <link> and <meta> with what tells it apart: link[rel=canonical]
  attribute  name of the attribute, or url() and @import in CSS
  address    as it stands there
  target     where it leads: path from the site's root with #fragment, or a whole address
  message    what was found, what was expected, what to do
  count      in how many places the same cause shows
  source     {"path", "line"} of what to mend, or null where only the built page is known
  places     every place: page, line (of the first pages only), element, attribute, address

A rule is switched off for a line by <!-- check: off RULE reason --> at its end or on the line before it.
"""


def main() -> int:
    # Names of files may hold bytes that are not text; the report names them all the same.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    parser = _parser()
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        parser.error(f"{arguments.folder} is not a folder. Name the folder that holds the built site.")
    known = {**RULES, **ON_DEMAND}
    unknown = [name for name in (*arguments.rule, *arguments.no_rule) if name not in known]
    if unknown:
        parser.error(f"there is no rule '{unknown[0]}'. The rules are: {', '.join(known)}.")
    if not arguments.external and (asked := [name for name in arguments.rule if name in ON_DEMAND]):
        parser.error(f"{asked[0]} asks other hosts, which is done only on demand. Add --external.")
    # A whole address says which host is the site's own; a path says only below what it stands.
    base, address = ("", arguments.base) if urlsplit(arguments.base).netloc else (arguments.base, "")
    site = read_site(arguments.folder, address, base)
    if not site.pages:
        parser.error(f"{arguments.folder} holds no HTML file.")
    wanted = [name for name in arguments.rule or RULES if name not in arguments.no_rule]
    try:
        outside, remarks = _outside(site, arguments) if arguments.external else (None, [])
    except ValueError as error:
        parser.error(str(error))
    found = causes(findings_of(site, wanted, outside), site)
    if arguments.json or arguments.annotations:
        # What a program reads holds findings only; what nobody could tell is for people all the same.
        print("".join(f"{remark}\n" for remark in remarks), end="", file=sys.stderr)
        print(as_json(found, site) if arguments.json else workflow_commands(found, arguments.folder.as_posix()))
    else:
        print("\n".join(filter(None, (text(found), *remarks, summary(found, site)))))
    return int(bool(found))


def _outside(site: Site, arguments: argparse.Namespace) -> tuple[list[Finding], list[str]]:
    """What other hosts say: findings, and remarks on what they do not tell. Raises ValueError for a wrong --cache."""
    # Most checks ask no other host, and need neither a database nor connections.
    from catalogue.site_check import external

    links = external.outside_links(site)
    # To stderr, for the report may be JSON.
    print(f"Asking for {len(links):,} addresses of other hosts, one at a time for each host …", file=sys.stderr)
    cache = external.Cache(arguments.cache, arguments.cache_days)
    answers = external.ask(links, cache)
    remarks = [
        f"{address}: {answer.verdict}, {answer.said}. (Asked on {answer.checked}.)"
        for address, answer in answers.items()
        if answer.verdict in (external.Verdict.UNSURE, external.Verdict.MOVED)
    ]
    return list(external.outside_findings(links, answers)), remarks


def _parser() -> argparse.ArgumentParser:
    rules = "\n".join(f"  {name:<26}{rule.splitlines()[0]}" for name, rule in {**RULES, **ON_DEMAND}.items())
    parser = argparse.ArgumentParser(
        prog="./scripts/check-links",
        description=__doc__,
        epilog=f"{JSON_HELP}\nRules:\n{rules}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with the built site")
    parser.add_argument(
        "--base",
        default="",
        metavar="/sub/path/",
        help="path, or whole address, at which the site's root will stand (found out where the pages say it)",
    )
    parser.add_argument("--rule", action="append", default=[], metavar="RULE", help="check only this rule; repeatable")
    parser.add_argument(
        "--no-rule", action="append", default=[], metavar="RULE", help="leave this rule out; repeatable"
    )
    parser.add_argument("--external", action="store_true", help="ask other hosts too, slowly and politely")
    # In the user's own folder: this command works on sites of any project.
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = caches / "check-links/outside.sqlite"
    parser.add_argument("--cache", type=Path, default=cache, metavar="FILE", help=f"where answers are kept ({cache})")
    parser.add_argument("--cache-days", type=int, default=7, metavar="N", help="how long a good answer holds (7)")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print the findings as JSON")
    shape.add_argument(
        "--annotations", action="store_true", help="print workflow commands that a forge shows at the lines"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(exit_code(main))
