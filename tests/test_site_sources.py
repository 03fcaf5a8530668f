"""Faults that only the built site shows are told with the file and line to mend, each cause once."""

from __future__ import annotations

import re

from project import Project

from catalogue.exemptions import without_comments

FOOTER = "overrides/partials/site-footer.html"
PLAN = "docs/en/plans/compact.md"
CHIP = "overrides/macros/records.html"
SHEET = "docs/assets/stylesheets/site.css"
PLANTED = """
<img src="../assets/images/mark.svg">

<img alt="" src="../assets/images/mark.svg" srcset="../assets/images/mrak.svg 2x">

<!-- check: off image-without-alt said in the text -->
<img src="../assets/images/share.png">

<!-- check: off duplicate-id not needed -->
A paragraph.
"""


def test_a_build_names_the_source_of_every_fault_and_stops_once(project: Project) -> None:
    footer = project.replace(FOOTER, "show.root('about/')", "show.root('abuot/')")
    chip = project.replace(CHIP, '<a class="chip" href="', '<a class="chip" id="chip" href="')
    sheet = project.read(SHEET)
    project.write(SHEET, f"{sheet}b {{ background: url(../images/none.png) }}\n")
    last = {}
    for language in ("zh", "en"):
        text = project.read(f"docs/{language}/about.md")
        last[language] = text.count("\n")
        project.write(f"docs/{language}/about.md", text + PLANTED)
    # In an attachment of a plan, whose page lies one folder further down than the plan's.
    mark = '<img alt="" src="../../../assets/images/mark.svg">\n\n'
    project.replace("docs/zh/plans/compact.md", "## 落款", f"{mark}## 落款")
    risks = project.replace(PLAN, "## Signature", f"{mark}## Signature")
    assert project.run("translated", "docs/en/about.md", PLAN).returncode == 0
    result = project.run("build", str(project.folder / "out"))
    # The plan's PDFs were rendered before, which is told too.
    told = r"INFO\s+-\s+((?!docs/pdf/)\S+:\d+: .*?)(?: Did you mean .*| \(Built: .*)?\n"
    said = re.findall(told, result.stderr)
    zh, en = (
        [f"docs/{language}/about.md:{last[language] + line}: {{}}" for line in (2, 4, 7, 9)]
        for language in ("zh", "en")
    )
    no_alt = "image '../assets/images/mark.svg' has no alt text. Say what it shows, or write alt=\"\" where it only decorates."
    unused = "this exemption from 'duplicate-id' is not needed. Delete it."
    missing = "<img> '../assets/images/{0}' leads to /{1}assets/images/{0}, which does not exist."
    assert said == [
        f"{SHEET}:{sheet.count(chr(10)) + 1}: address '../images/none.png' leads to /assets/images/none.png, which does not exist.",
        # What is right in the Chinese page is wrong one folder further down.
        en[0].format(missing.format("mark.svg", "en/")),
        en[0].format(no_alt),
        en[1].format(missing.format("mrak.svg", "en/")),
        en[2].format(missing.format("share.png", "en/")),
        en[3].format(unused),
        f"{PLAN}:{risks}: {missing.format('mark.svg', 'en/')}".replace("'../assets", "'../../../assets"),
        zh[0].format(no_alt),
        zh[1].format(missing.format("mrak.svg", "")),
        zh[3].format(unused),
        f"{CHIP}:{chip}: id 'chip' stands more than once on this page, expected once. Rename one.",
        f"{FOOTER}:{footer}: link '/abuot/' leads to /abuot/, which does not exist.",
    ]
    assert "The built site has faults: 12 errors." in result.stderr
    assert result.returncode != 0
    assert not (project.folder / "out").exists()


def test_exceptions_stand_in_pages_and_are_checked_themselves(project: Project) -> None:
    path = "docs/zh/activities/eight-donts.md"
    project.replace(path, "## ", "<!-- check: off links-lead-somewhere tried by hand -->\n## ")
    assert "the Chinese page has changed" not in project.run("check").stdout
    line = project.replace(path, "summary: ", "# check: off sumary-is-short 说得清楚更要紧\nsummary: ")
    said = project.run("check").stdout.splitlines()
    assert said[0] == (
        f"{path}:{line}: this exemption is from rule 'sumary-is-short', which does not exist. Did you mean 'summary-is-short'?"
    )
    project.replace(path, "sumary-is-short", "summary-is-short")
    project.replace(path, "summary: ", f"summary: {'长' * 30}")
    project.replace(path, "## ", "<!-- check: off terms-are-current 引用旧名 -->\n## 五好文明家庭")
    said = project.run("check").stdout
    assert "summary-is-short" not in said
    assert "terms-are-current" not in said
    assert "this exemption from 'links-lead-somewhere' is not needed. Delete it." in said
    assert "the Chinese page has changed since this translation" in said


def test_exceptions_do_not_reach_readers() -> None:
    assert without_comments("a\n<!-- check: off rule why -->\nb <!-- check: off rule why -->\n<!-- kept -->\n") == (
        "a\nb\n<!-- kept -->\n"
    )
