"""Check vocabulary and pages without building the site; exit code 1 if an error is found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from catalogue import Level, check, link, read_catalogue
from catalogue.content.calendar import with_local_days
from catalogue.content.links import pages_named
from catalogue.presentation.overview import Overview, report
from catalogue.problems import summary
from catalogue.rules import content_rules
from catalogue.settings import fault, fault_of_address, fault_of_pages

from . import ROOT, exit_code, path_from_root, unknown_pages


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml: of `!ENV [NAME, value]` the value, of `!!python` nothing, which does not matter here."""


_AnyTag.add_multi_constructor(
    "", lambda loader, _, node: loader.construct_sequence(node)[-1] if isinstance(node, yaml.SequenceNode) else None
)


def settings_in(config: Path) -> Mapping[str, Any]:
    """What that mkdocs.yml sets; nothing where it holds no `key: value` lines."""
    # PyYAML's loader is a subclass of its safe one.
    found = yaml.load(config.read_text(encoding="utf-8"), Loader=_AnyTag)  # noqa: S506
    return found if isinstance(found, dict) else {}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/check", description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="report only these pages (all, where none is named)")
    parser.add_argument("--publishable", action="store_true", help="a stale translation is an error too")
    parser.add_argument("--notes", action="store_true", help="list the notes, which stop nothing")
    parser.add_argument("--report", action="store_true", help="print what there is, what is thin and what is old")
    parser.add_argument("--rules", action="store_true", help="list the rules by the names that exemptions use")
    arguments = parser.parse_args()
    if arguments.rules:
        print("\n".join(f"{name:<28}{rule}" for name, rule in content_rules().items()))
        return 0
    if unknown := unknown_pages(arguments.pages):
        print("\n".join(unknown), file=sys.stderr)
        return 2
    try:
        config = settings_in(ROOT / "mkdocs.yml")
        wrong = fault(config.get("extra")) or fault_of_address(config.get("site_url"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        wrong = f"this is not valid YAML in UTF-8: {error}"
    if wrong:
        print(f"mkdocs.yml: {wrong}")
        return 1
    catalogue, problems = read_catalogue(ROOT / "docs")
    extra, navigation = config["extra"], pages_named(config.get("nav"))
    wrong = fault_of_pages(extra["menu"], navigation, catalogue.by_url, catalogue.by_path)
    try:
        catalogue = with_local_days(catalogue, extra.get("local_days") or {}, extra["calendar_years"])
    except ValueError as error:
        wrong = wrong or str(error)
    if wrong and not problems:
        print(f"mkdocs.yml: {wrong}")
        return 1
    links = link(catalogue, navigation)
    problems = check(catalogue, links, problems)
    elsewhere = 0
    if arguments.report:
        print(report(Overview(catalogue, links)))
    if arguments.pages:
        wanted = {path_from_root(page) for page in arguments.pages}
        wanted |= {page.replace("docs/zh/", "docs/en/") for page in wanted}
        errors = sum(problem.level is Level.ERROR for problem in problems)
        # While a list is broken no page is read at all.
        problems = [problem for problem in problems if problem.path in wanted or problem.path.endswith(".yml")]
        elsewhere = errors - sum(problem.level is Level.ERROR for problem in problems)
    for problem in problems:
        if problem.level is not Level.NOTE or arguments.notes:
            print(problem)
    print(summary(problems))
    if elsewhere:
        print(
            f"Not shown: {elsewhere} more on other pages. Whether all pages fit together is asked when these are mended."
        )
    if not arguments.notes and any(problem.level is Level.NOTE for problem in problems):
        print("--notes lists the notes.")
    stops = {Level.ERROR, Level.STALE} if arguments.publishable else {Level.ERROR}
    return int(any(problem.level in stops for problem in problems))


if __name__ == "__main__":
    raise SystemExit(exit_code(main))
