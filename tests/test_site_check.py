"""The checker of built HTML: a terrible page, a terrible site, and for every rule a case and its neighbour."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT
from terrible import built_site

from catalogue.site_check import RULES, Site, as_json, causes, findings_of, read_site, text, workflow_commands

TERRIBLE = Path(__file__).parent / "terrible"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found_in(folder: Path, address: str = "", base: str = "") -> str:
    site = read_site(folder, address, base)
    return text(causes(findings_of(site), site))


def test_every_fault_of_a_terrible_page_is_named() -> None:
    assert found_in(TERRIBLE / "page").splitlines() == (TERRIBLE / "page.txt").read_text("utf-8").splitlines()


def test_every_fault_of_a_terrible_site_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, dict(built_site.FILES))
    assert found_in(folder).splitlines() == built_site.EXPECTED.splitlines()


INDEX = "<!DOCTYPE html><html lang=en><title>t</title>"
ALTERNATES = '<link rel=alternate hreflang=en href="/a.html"><link rel=alternate hreflang=zh href="/b.html">'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.org/</loc></url>{}</urlset>'
SITEMAPS = "<sitemapindex><sitemap><loc>https://e.org/{}</loc></sitemap></sitemapindex>"
LINKED = f'{INDEX}<link rel=canonical href="https://e.org/"><a href=a.html>a</a>'
NOINDEX = "<title>n</title><meta name=robots content=noindex>"
REFRESH = '<title>r</title><meta http-equiv=refresh content="{}">'
TREES = {
    "index.html": f"{INDEX}<a href=a.html>a</a><a href=b.html>b</a><a href=de/>de</a>",
    "a.html": INDEX,
    "b.html": INDEX,
    "de/index.html": "<html lang=de><title>t</title><a href=a.html>a</a><a href=b.html>b</a>",
    "de/a.html": "<html lang=de><title>t</title>",
}
Files = dict[str, str]
CASES: dict[str, list[tuple[Files, Files]]] = {
    "missing-target": [
        ({"index.html": "<a href=gone.html>x</a>"}, {"index.html": "<a href=there.html>x</a>", "there.html": ""}),
        ({"index.html": "<a href=d/>x</a>", "d/x.txt": ""}, {"index.html": "<a href=d>x</a>", "d/index.html": ""}),
        (
            {"index.html": "", "robots.txt": "Sitemap: /map.txt", "map.txt": "https://e.org/\nhttps://e.org/gone\n"},
            {"index.html": "", "robots.txt": "Sitemap: /map.txt", "map.txt": "https://e.org/\n"},
        ),
        (
            {"index.html": LINKED, "a.html": INDEX, "robots.txt": "\nSitemap: https://e.org/gone.xml"},
            {"index.html": LINKED, "a.html": INDEX, "robots.txt": "Sitemap: https://other.org/gone.xml"},
        ),
        (
            {"index.html": LINKED, "a.html": INDEX, "sitemap.xml": SITEMAPS.format("gone.xml")},
            {"index.html": LINKED, "a.html": INDEX, "sitemap.xml": SITEMAPS.format("b.xml"), "b.xml": "<urlset/>"},
        ),
        ({"index.html": "<table><tr background=gone.png>"}, {"index.html": "<p background=gone.png>"}),
        (
            {"a.xhtml": "<html><head><title/><script src='a'/></head><a href='/gone'>x</a></html>", "a": ""},
            {"a.html": "<html><head><title/></head><a href='/gone'>x</a></html>"},
        ),
        ({"index.html": "<link rel=canonical href=/gone>"}, {"index.html": "<link rel=dns-prefetch href=//e.org>"}),
    ],
    "wrong-case": [
        ({"index.html": "<a href=A.html>x</a>", "a.html": ""}, {"index.html": "<a href=a.html>x</a>", "a.html": ""})
    ],
    "missing-fragment": [
        ({"index.html": "<a href=#gone>x</a>"}, {"index.html": "<a href=#top>x</a><a href='#:~:text=x'>x</a>"}),
        ({"index.html": "<a href=#A>x</a><p id=a>"}, {"index.html": "<a href=#a%20b>x</a><p id='a b'>"}),
        (
            {"index.html": "<a href=#a>x</a><template><p id=a></template>"},
            {"index.html": "<a href=#a>x</a><a name=a>y</a>"},
        ),
        (
            {"index.html": "<a href=a.html#x>x</a>", "a.html": ""},
            {"index.html": "<a href=a.pdf#page=2>x</a>", "a.pdf": ""},
        ),
    ],
    "invalid-address": [
        ({"index.html": "<a href='https://['>x</a>"}, {"index.html": "<a href='https://[::1]/'>x</a>"}),
        ({"index.html": "<a href=mailto:anne>x</a>"}, {"index.html": "<a href=mailto:a@e.org>x</a>"}),
        ({"index.html": "<a href=https://https://e.org/>x</a>"}, {"index.html": "<a href=https://https.org/>x</a>"}),
        ({"index.html": "<a href=https://e..org/>x</a>"}, {"index.html": "<a href=https://e.org./..>x</a>"}),
        ({"index.html": "<a href=mailto:a@>x</a>"}, {"index.html": "<a href=mailto:a@e.org,b@e.org?subject=x>x</a>"}),
        ({"index.html": "<a href=mailto:a@e@e.org>x</a>"}, {"index.html": "<a href='mailto:A B <a@e.org>'>x</a>"}),
    ],
    "insecure-address": [
        ({"index.html": "<a href=http://e.org/>x</a>"}, {"index.html": "<a href=http://192.168.1.1/>x</a>"}),
        (
            {"index.html": "<img alt='' src=http://e.org/a.png>"},
            {"index.html": "<svg xmlns=http://www.w3.org/2000/svg>"},
        ),
    ],
    "loads-other-host": [
        (
            {"index.html": "<script src=https://e.org/a.js></script>"},
            {"index.html": "<a href=https://e.org/a.js>x</a>"},
        ),
        (
            {"index.html": "<style>@import url(//e.org/a)</style>"},
            {"index.html": "<style>@namespace url(//e.org/a);</style>"},
        ),
        (
            {"index.html": "<svg><script href=https://e.org/a.js></script></svg>"},
            {"index.html": "<svg><a href=https://e.org/a.js>x</a></svg>"},
        ),
        ({"index.html": "<link rel=prerender href=//e.org/>"}, {"index.html": "<link rel=author href=//e.org/>"}),
    ],
    "link-to-redirect": [
        (
            {"index.html": "<a href=a.html>x</a>", "a.html": REFRESH.format("0; url=b.html"), "b.html": ""},
            {"index.html": "<a href=a.html>x</a>", "a.html": REFRESH.format("60")},
        ),
        (
            {"index.html": "<a href=a.html>x</a>", "a.html": REFRESH.format("0; url=b.html"), "b.html": ""},
            {
                "index.html": "<a href=a.html>x</a>",
                "a.html": "<noscript><meta http-equiv=refresh content='0; url=b.html'></noscript>",
                "b.html": "",
            },
        ),
    ],
    "link-to-noindex": [
        (
            {"index.html": "<a href=a.html>x</a>", "a.html": NOINDEX},
            {"index.html": f"{NOINDEX}<a href=a.html>x</a>", "a.html": NOINDEX},
        )
    ],
    "duplicate-id": [
        ({"index.html": "<p id=a><p id=a>"}, {"index.html": "<p id=a><p id=A><template><p id=a></template>"})
    ],
    "image-without-alt": [
        ({"index.html": "<img src=data:,>"}, {"index.html": "<img src=data:, alt>"}),
        ({"index.html": "<img src=data:, alt='&nbsp; '>"}, {"index.html": "<img src=data:, alt='' title=x>"}),
    ],
    "placeholder-link": [
        ({"index.html": "<a href=#>x</a>"}, {"index.html": "<a href=# role=button>x</a>"}),
        ({"index.html": "<a href=''>x</a>"}, {"index.html": "<a id=x></a>"}),
        ({"index.html": "<a href=# aria-label=x></a>"}, {"index.html": "<a href=# aria-expanded=false>x</a>"}),
        ({"index.html": "<a href=#!>x</a>"}, {"index.html": "<a href=#!/x>x</a>"}),
        ({"index.html": "<a href=javascript://>x</a>"}, {"index.html": "<a href=javascript:print()>x</a>"}),
        ({"index.html": "<map><area href=# alt=x></map>"}, {"index.html": "<map><area alt=x></map>"}),
    ],
    "empty-address": [
        ({"index.html": "<img alt='' src=''>"}, {"index.html": "<img alt='' data-src=a.png>"}),
        ({"index.html": "<script src=''></script>"}, {"index.html": "<script>1</script>"}),
        ({"index.html": "<img alt='' src=#>"}, {"index.html": "<img alt='' src=# data-src=a.png>"}),
        ({"index.html": "<video src=''></video>"}, {"index.html": "<video></video>"}),
        ({"index.html": "<video poster=''></video>"}, {"index.html": "<object></object>"}),
        ({"index.html": "<source srcset=''>"}, {"index.html": "<source>"}),
        ({"index.html": "<iframe></iframe>"}, {"index.html": "<iframe name=target-of-a-form></iframe>"}),
        ({"index.html": "<meta property=og:image content=''>"}, {"index.html": "<meta name=author content=''>"}),
    ],
    "orphan-page": [
        (
            {"index.html": LINKED, "a.html": INDEX, "b.html": INDEX},
            {"index.html": LINKED, "a.html": INDEX, "404.html": INDEX},
        ),
        ({"index.html": LINKED, "a.html": INDEX, "b.html": INDEX}, {"a.html": INDEX, "b.html": INDEX}),
        (
            {"index.html": LINKED, "a.html": INDEX, "b.html": INDEX},
            {"index.html": LINKED, "a.html": INDEX, "b.html": "<li>"},
        ),
    ],
    "page-out-of-sitemap": [
        (
            {"index.html": LINKED, "a.html": INDEX, "sitemap.xml": URLSET.format("")},
            {
                "index.html": LINKED,
                "a.html": INDEX,
                "sitemap.xml": URLSET.format("<url><loc>https://e.org/a.html</loc></url>"),
            },
        ),
        (
            {"index.html": LINKED, "a.html": INDEX, "sitemap.xml": URLSET.format("")},
            {"index.html": LINKED, "a.html": INDEX},
        ),
        (
            {"index.html": LINKED, "a.html": INDEX, "robots.txt": "Sitemap: /map.txt", "map.txt": "https://e.org/\n"},
            {"index.html": LINKED, "robots.txt": "Sitemap: /map.txt", "map.txt": "\nhttps://e.org/\n"},
        ),
    ],
    "missing-twin": [
        (TREES, {**TREES, "de/b.html": "<html lang=de><title>t</title>"}),
        (TREES, {"index.html": INDEX + "<a href=js/>j</a>", "js/index.html": INDEX, "a.html": INDEX}),
    ],
    "hreflang-not-mutual": [
        ({"a.html": INDEX + ALTERNATES, "b.html": INDEX}, {"a.html": INDEX + ALTERNATES, "b.html": INDEX + ALTERNATES})
    ],
    "unreadable-file": [
        ({"index.html": "", "sitemap.xml": "<urlset>"}, {"index.html": "", "sitemap.xml": "<urlset/>"}),
        (
            {"index.html": "", "robots.txt": "Sitemap: https://e.org/map.xml", "map.xml": "https://e.org/\n"},
            {"index.html": "", "robots.txt": "Sitemap: https://e.org/map.txt", "map.txt": "https://e.org/\n"},
        ),
    ],
    "unused-exemption": [
        (
            {"index.html": "<!-- check: off missing-target later -->\n<p>"},
            {"index.html": "<!-- check: off missing-target later -->\n<a href=gone>x</a>"},
        )
    ],
    "unknown-rule": [
        (
            {"index.html": "<!-- check: off nonsense why -->"},
            {"index.html": "<p id=a>\n<p id=a><!-- check: off duplicate-id why -->"},
        )
    ],
    "exemption-without-reason": [
        (
            {"index.html": "<!-- check: off missing-target -->\n<a href=gone>x</a>"},
            {"index.html": "<!-- check: off orphan-page why -->" + INDEX},
        )
    ],
}


def rules_found(folder: Path) -> set[str]:
    return {finding.rule for finding in findings_of(read_site(folder))}


@pytest.mark.parametrize(("rule", "bad", "good"), [(rule, *pair) for rule, pairs in CASES.items() for pair in pairs])
def test_each_rule_finds_its_case_and_leaves_its_neighbour(rule: str, bad: Files, good: Files, tmp_path: Path) -> None:
    assert rule in rules_found(write(tmp_path / "bad", dict(bad)))
    assert rule not in rules_found(write(tmp_path / "good", dict(good)))


def test_every_rule_has_its_cases() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_pages_are_read_in_the_encoding_that_they_declare(encoding: str, declared: bool, tmp_path: Path) -> None:
    if not declared and encoding == "big5":
        return  # cannot be told from other encodings; a browser guesses from the reader's language
    meta = f'<meta charset="{encoding}">' if declared and encoding[:5] != "utf-1" else ""
    page = f'{meta}<title>中文頁面</title><a href="頁面/">x</a><a href="#節">x</a><p id="節">\r\n'
    write(tmp_path, {"index.html": page.encode(encoding), "頁面/index.html": INDEX})
    assert found_in(tmp_path) == ""


def test_one_wrong_link_of_a_template_is_one_finding(tmp_path: Path) -> None:
    pages = {f"{n}/index.html": f"{INDEX}<a href=../abuot/>x</a>" for n in range(50)}
    write(tmp_path, {"index.html": INDEX + "<a href=abuot/>x</a>" * 2, "about/index.html": INDEX, **pages})
    site = read_site(tmp_path)
    (cause,) = (one for one in causes(findings_of(site), site) if one.rule == "missing-target")
    assert len(cause.places) == 52
    assert len(cause.pages) == 51
    assert cause.hint == " Did you mean '/about/'?"


def test_an_invisible_character_in_an_address_is_told(tmp_path: Path) -> None:
    write(
        tmp_path, {"index.html": "<a href='\u200bhttps://example.org/'>x</a><a href='a.html\ufeff'>x</a>", "a.html": ""}
    )
    said = found_in(tmp_path)
    assert said.count("An invisible character stands in it. Did you mean 'https://example.org/'?") == 1
    assert said.count("An invisible character stands in it. Did you mean 'a.html'?") == 1


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("www.example.org/a?b", "https://www.example.org/a?b"),
        ("example.org", "https://example.org"),
        ("a.gov.cn/b/", "https://a.gov.cn/b/"),
        ("http//example.de/", "https://example.de/"),
        ("https:/example.de/a", "https://example.de/a"),
        ("https：//example.de/a", "https://example.de/a"),
        ("/example.com.html", ""),
        ("https://e.org/gone", ""),
    ],
)
def test_an_address_of_another_host_without_its_beginning_is_known(address: str, meant: str, tmp_path: Path) -> None:
    write(tmp_path, {"index.html": f'{LINKED}<a href="{address}">x</a>', "a.html": INDEX})
    site = read_site(tmp_path)
    (cause,) = causes(findings_of(site), site)
    assert cause.rule == "missing-target"
    assert cause.hint == (f" Did you mean '{meant}'?" if meant else "")


def test_json_tells_every_place(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": f"{INDEX}\n<a href=gone>x</a>\n<a href=gone>y</a>\n"})
    site = read_site(tmp_path)
    (finding,) = json.loads(as_json(causes(findings_of(site), site), site))["findings"]
    places = [
        {"page": "index.html", "line": line, "element": "a", "attribute": "href", "address": "gone"} for line in (2, 3)
    ]
    assert finding == {
        **places[0],
        "rule": "missing-target",
        "target": "gone",
        "message": "link 'gone' leads to /gone, which does not exist.",
        "count": 2,
        "source": None,
        "places": places,
    }


def test_sitemaps_manifests_and_robots_have_lines_too(tmp_path: Path) -> None:
    locations = "\n".join(f"<url><loc>https://e.org/{name}</loc></url>" for name in ("", "a.html", "a"))
    files = {
        "index.html": LINKED + "<link rel=manifest href=app.webmanifest>",
        "a.html": INDEX,
        "app.webmanifest": '{"icons": [\n{"src": "b.png"}]}',
        "sitemap.xml": f"<urlset>\n{locations}</urlset>",
        "robots.txt": "User-agent: *\nSitemap: https://e.org/b.xml\n",
    }
    said = found_in(write(tmp_path, dict(files)))
    assert re.findall(r"(?m)^(\S+:\d+): address '(\S+)'", said) == [
        ("app.webmanifest:2", "b.png"),
        ("robots.txt:2", "https://e.org/b.xml"),
        ("sitemap.xml:4", "https://e.org/a"),
    ]


def test_annotations_escape_what_a_forge_would_read(tmp_path: Path) -> None:
    write(tmp_path, {"a,b.html": "<a href='100%25\n'>x</a>"})
    site = read_site(tmp_path)
    said = workflow_commands(causes(findings_of(site), site), "site")
    assert said == (
        "::error file=site/a%2Cb.html,line=1,title=missing-target::"
        "link '100%2525' leads to /100%25, which does not exist."
    )


WHERE = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}:{ROOT / 'scripts'}"}


def check_links(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commands.check_links", *arguments],
        env=WHERE,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["check_links", str(TERRIBLE / "page")], ["check", "--rules"]])
def test_a_reader_who_stops_early_is_told_no_fault_of_the_command(command: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "commands." + command[0], *command[1:]],
        env=WHERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_command_tells_by_its_exit_code(tmp_path: Path) -> None:
    folder = str(write(tmp_path, {"index.html": "<a href=gone>x</a>"}))
    assert check_links(folder).returncode == 1
    assert check_links(folder, "--no-rule", "missing-target").returncode == 0
    assert check_links(folder, "--rule", "duplicate-id").returncode == 0
    assert "done only on demand. Add --external." in check_links(folder, "--rule", "outside-link-broken").stderr
    assert (
        check_links(folder, "--rule", "outside-link-broken", "--external", f"--cache={tmp_path}/kept").returncode == 0
    )
    assert "there is no rule 'nonsense'" in check_links(folder, "--rule", "nonsense").stderr
    assert check_links(str(tmp_path / "nowhere")).returncode == 2
    assert json.loads(check_links(folder, "--json").stdout)["pages"] == 1


def test_root_relative_addresses_find_the_base(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://example.org/sub/a/">'
    write(tmp_path, {"a/index.html": f'{canonical}<a href="/sub/a/">x</a><a href="/sub/b/">y</a>', "c.html": ""})
    missing = ["/sub/b/"]
    for address, base in (("", ""), ("", "/sub/"), ("", "sub"), ("https://example.org/sub/", "")):
        site = read_site(tmp_path, address, base)
        assert site.addresses.base == "/sub/"
        assert [finding.address for finding in findings_of(site)] == missing
    write(tmp_path, {"a/index.html": f'{canonical}<a href="/a/">x</a><a href="/c.html">y</a>'})
    assert read_site(tmp_path).addresses.base == "/"
    assert findings_of(read_site(tmp_path)) == []


@pytest.mark.parametrize(
    "own",
    ["https://example.org/文明/", "https://example.org/a b/", "https://文明社区.中国/", "https://Example.org:443/"],
)
def test_a_site_may_stand_at_an_address_that_a_browser_says_otherwise(own: str, tmp_path: Path) -> None:
    below = own.split("/", 3)[3]
    page = f'<link rel="canonical" href="{own}"><a href="/{below}a/">x</a><a href="{own}gone/">y</a>'
    write(tmp_path, {"index.html": INDEX + page, "a/index.html": f'{INDEX}<a href=" ../ ">x</a>'})
    for address in (own, ""):
        assert [finding.target for finding in findings_of(read_site(tmp_path, address))] == ["gone/"]


def test_names_of_files_in_an_older_encoding_are_found(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": "<a href='%D6%D0/'>x</a><a href='%D6%D1/'>y</a>"})
    folder = os.fsencode(tmp_path) + "/中".encode("gbk")
    os.mkdir(folder)  # noqa: PTH102 - a name that is no text
    with open(folder + b"/index.html", "w") as file:  # noqa: PTH123
        file.write("<a href=../index.html>x</a><a href=gone>x</a>")
    os.symlink("nowhere.html", tmp_path / "broken.html")  # noqa: PTH211
    assert [finding.target for finding in findings_of(read_site(tmp_path))] == ["%D6%D1/", "\udcd6\udcd0/gone"]
    said = check_links(str(tmp_path))
    assert said.returncode == 1
    assert r"\udcd6\udcd0/index.html:1: link 'gone'" in said.stdout


def test_what_pages_say_of_their_twins_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = read_site(write(tmp_path, {"a.html": INDEX + ALTERNATES, "b.html": INDEX + ALTERNATES}))
    asked: list[str] = []
    target = Site.target
    monkeypatch.setattr(Site, "target", lambda site, path, to: asked.append(f"{path} {to}") or target(site, path, to))
    assert findings_of(site, ["missing-twin", "hreflang-not-mutual"]) == []
    assert sorted(asked) == ["a.html /a.html", "a.html /b.html", "b.html /a.html", "b.html /b.html"]


def test_of_equal_trees_and_addresses_the_first_counts_whatever_the_order_of_sets(tmp_path: Path) -> None:
    languages = ("da", "de", "es", "fi", "fr", "it", "nl", "sv")
    page = "<!DOCTYPE html><html lang={0}><title>t</title><link rel=canonical href=https://{0}.org/{1}>"
    page += "<meta property=og:url content=https://{0}.net/{1}>"
    for language in languages:
        names = ("index.html", "a.html", "b.html", f"only-{language}.html")
        write(tmp_path / language, {name: page.format(language, name) for name in names})
    site = read_site(tmp_path)
    twins = [finding for finding in findings_of(site, ["missing-twin"]) if finding.rule == "missing-twin"]
    assert len(twins) == 2 * (len(languages) - 1)
    assert all("da" in (finding.page.split("/")[0], finding.target.split("/")[0]) for finding in twins)
    for language in languages:
        assert read_site(tmp_path / language).own[0] == f"https://{language}.org/"
