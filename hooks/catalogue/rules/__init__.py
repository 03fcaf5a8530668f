"""Check: every rule is a small generator whose docstring is the rule, yielding (path, line, message).

Rules stand in stages. A page whose earlier stage has an error is not asked the later questions,
and the catalogue is not asked for coverage before its pages are whole: so one cause gives one message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..content.links import Links
from ..content.records import AnyEntry, Catalogue
from ..exemptions import FAULTS, Exempted, Exemption
from ..problems import Level, Problem
from ..work import Say, nothing, run, told
from . import coverage, guides, marks, pages, plans, run_sheets, synonyms, twins, wording

PageRule = Callable[[Any, Catalogue], Iterable[pages.Finding]]
TwinRule = Callable[[AnyEntry], Iterable[pages.Finding]]
"""Asks nothing but the page in both languages: what it finds stays true until one of them is saved."""
Found = tuple[str, Iterable[pages.Finding]]
"""The name of a rule, and what it finds."""

OF_ANY_PAGE: tuple[PageRule, ...] = (
    pages.words_are_known,
    pages.named_pages_are_there,
    pages.address_is_free,
    pages.summary_is_short,
    pages.changes_are_in_order,
    pages.chinese_page_is_chinese,
    pages.english_page_is_english,
    pages.headings_have_ids,
    marks.marks_are_whole,
    pages.fields_are_known,
    pages.links_lead_somewhere,
    twins.twin_is_there,
)
OF_A_KIND: dict[str, tuple[PageRule, ...]] = {
    "activities": (
        run_sheets.blocks_are_there,
        run_sheets.tables_have_their_columns,
        run_sheets.agenda_sums,
        run_sheets.posts_have_their_roles,
        run_sheets.texts_fit,
        run_sheets.length_is_right,
        run_sheets.enough_is_said,
    ),
    "guides": (guides.guide_has_its_parts,),
    "plans": (
        plans.source_is_known,
        plans.parts_are_there,
        plans.tasks_have_headings,
        plans.length_is_right,
        plans.facts_stand_literally,
        plans.figures_match_targets,
        plans.budget_sums,
        plans.activities_are_in_their_months,
        plans.leads_are_known,
        plans.short_edition_is_short,
    ),
}
OF_TWINS: tuple[TwinRule, ...] = (
    marks.tables_are_even,
    twins.headings_agree,
    twins.parts_agree,
    twins.links_agree,
    twins.fields_agree,
    twins.figures_agree,
    twins.tasks_agree,
    twins.changes_agree,
)
OF_THE_WORDING: tuple[PageRule, ...] = (wording.terms_are_current, wording.keeps_are_needed)
OF_THE_CATALOGUE = (
    coverage.titles_stand_once,
    coverage.facts_are_covered,
    coverage.themes_are_whole,
    coverage.activities_are_reached,
    coverage.pages_are_reached,
    coverage.facts_have_activities,
    coverage.themes_are_rich,
    coverage.sentences_are_own,
    synonyms.synonyms_lead_somewhere,
)
NOTES = (coverage.checks_are_recent,)
WORTH_A_PROCESS = 50
"""Fewer pages are checked sooner than a process is started."""


def check(
    catalogue: Catalogue, links: Links, found: Iterable[Problem] = (), *, again: bool = False, say: Say = nothing
) -> list[Problem]:
    """All problems of the catalogue, `found` while reading included, sorted by place.

    `again` keeps what is computed of every page, for whoever will check the same records at the next save;
    `say` is told how far a long check is.
    """
    problems = list(found)
    touched = {problem.path for problem in problems}
    exempted = Exempted(catalogue.exemptions)
    entries = tuple(catalogue.entries())

    def ask(entry: AnyEntry) -> tuple[list[Problem], frozenset[Exemption]]:
        # In a process of its own: which exemptions were needed must be handed back.
        own = Exempted(catalogue.exemptions)
        asked = entry if again else entry.forgetful()
        return list(_check_page(asked, catalogue, touched, own)), own.used

    for found_here, used in told(run(ask, entries, WORTH_A_PROCESS), len(entries), "pages checked", say):
        problems += found_here
        exempted.note(used)
    if all(problem.level is not Level.ERROR for problem in problems):
        for rules, level in ((OF_THE_CATALOGUE, Level.ERROR), (NOTES, Level.NOTE)):
            for rule in rules:
                problems += exempted.left(_problems(_name(rule), rule(catalogue, links), level), place_of)
    # Where a page stops at an early rule, nobody knows whether a later one would have needed its exemption.
    whole = all(problem.level is not Level.ERROR for problem in problems)
    if catalogue.exemptions:
        judged = {*FAULTS, *content_rules()} if whole else FAULTS.keys() - {"unused-exemption"}
        for one, name, message in exempted.faults(all_rules(), judged):
            problems.append(Problem(one.path, one.line, message, name))
    return sorted(problems)


def without_unknown_words(catalogue: Catalogue, problems: Iterable[Problem]) -> Catalogue:
    """The catalogue as if pages with words that no list has could not be read: templates and exports look all words up."""
    unknown = {problem.path for problem in problems if problem.rule == _name(pages.words_are_known)}
    return catalogue.without(unknown) if unknown else catalogue


def content_rules() -> dict[str, str]:
    """Name of every rule for pages and catalogue -> the rule in a sentence."""
    of_kinds = (rule for rules in OF_A_KIND.values() for rule in rules)
    of_pages = (*OF_ANY_PAGE, *of_kinds, *OF_TWINS, *OF_THE_WORDING, twins.translation_is_fresh)
    return {_name(rule): (rule.__doc__ or "").strip() for rule in (*of_pages, *OF_THE_CATALOGUE, *NOTES)}


def all_rules() -> frozenset[str]:
    """The names of the rules for pages and for the built site: an exemption may name any of them."""
    # Only here: checking pages needs none of the libraries that read built HTML.
    from ..site_check import ON_DEMAND, RULES

    return frozenset({*content_rules(), *RULES, *ON_DEMAND})


def place_of(problem: Problem) -> tuple[str, str, int | None]:
    """Path, rule and line; the first line of a page stands for all of it."""
    return problem.path, problem.rule, None if problem.line == 1 and problem.path.endswith(".md") else problem.line


def _check_page(entry: AnyEntry, catalogue: Catalogue, touched: set[str], exempted: Exempted) -> Iterator[Problem]:
    """The first stage of rules that finds anything on this page and its twin."""
    if any(source.path in touched for source in entry.sources.values()):
        return

    def asked(rule: PageRule) -> Found:
        return _name(rule), rule(entry, catalogue)

    def kept(rule: TwinRule) -> Found:
        return _name(rule), entry.once(_name(rule), lambda: tuple(rule(entry)))

    stages = (
        (map(asked, OF_ANY_PAGE), Level.ERROR),
        (map(asked, OF_A_KIND.get(entry.kind, ())), Level.ERROR),
        (map(kept, OF_TWINS), Level.ERROR),
        (map(asked, OF_THE_WORDING), Level.ERROR),
        # Asked last: while the pages disagree, that says more.
        (map(kept, [twins.translation_is_fresh]), Level.STALE),
    )
    for stage, level in stages:
        found = [problem for name, findings in stage for problem in _problems(name, findings, level)]
        if left := exempted.left(found, place_of):
            yield from left
            return


def _problems(name: str, findings: Iterable[pages.Finding], level: Level) -> Iterator[Problem]:
    for path, line, message in findings:
        yield Problem(path, line, message, name, level)


def _name(rule: Any) -> str:
    return str(rule.__name__).replace("_", "-")
