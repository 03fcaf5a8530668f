"""A built site in two languages with a fault of every kind that only the whole site shows, and what must be said."""

HOME = "https://example.org/sub/"


def page(path: str, language: str, body: str, twin: str = "", head: str = "") -> str:
    """A page at that address below the root; `twin` is the address that it names in the other language."""
    other = "en" if language == "zh" else "zh"
    alternate = f'<link rel="alternate" hreflang="{other}" href="{HOME}{twin}">\n' if twin else ""
    own = f'<link rel="alternate" hreflang="{language}" href="{HOME}{path}">\n' if twin else ""
    canonical = "" if "canonical" in head else f'<link rel="canonical" href="{HOME}{path}">\n'
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<title>{path}</title>\n{canonical}{own}{alternate}{head}'
        f'<nav><a href="/sub/">home</a> <a href="/sub/lost-by-template/">lost</a></nav>\n{body}'
    )


FILES = {
    "index.html": page(
        "",
        "zh",
        """<a href="plans/">ok</a> <a href="en/">ok</a> <a href="old/">redirect</a> <a href="hidden/">noindex</a>
<a href="https://example.org/sub/plans/#part">ok</a> <a href="https://example.org/sub/gone/">own, missing</a>
<a href="https://example.org/other/">another site of the host</a> <a href="/plans/">above the base</a>
<a href="http://example.org/sub/plans/">own, insecure</a> <a href="one-way/">ok</a> <a href="only-zh/">ok</a>
<a href="with space/">ok</a> <a href="with%20space/">ok</a> <a href="based/">ok</a> <a href="copy/">ok</a> <a href="unnamed/">ok</a>
""",
        "en/",
    ),
    "plans/index.html": page("plans/", "zh", '<p id="part"><a href="../activites/">typing error</a>\n', "en/plans/"),
    "activities/index.html": page("activities/", "zh", "<p>nobody links here\n", "en/activities/"),
    "one-way/index.html": page("one-way/", "zh", "", "en/one-way/"),
    "only-zh/index.html": page("only-zh/", "zh", ""),
    "with space/index.html": page("with%20space/", "zh", "", "en/with%20space/"),
    "based/index.html": page(
        "based/",
        "zh",
        '<a href="part/">ok</a> <a href="lost/">missing</a> <a href="#x">elsewhere</a>\n',
        "en/based/",
        f'<base href="{HOME}en/based/">\n',
    ),
    "copy/index.html": page("copy/", "zh", "", "en/copy/", f'<link rel="canonical" href="{HOME}plans/">\n'),
    "unnamed/index.html": page("unnamed/", "zh", "", "en/unnamed/"),
    "old/index.html": '<title>old</title><meta http-equiv="refresh" content="0; url=../plans/">',
    "hidden/index.html": page(
        "hidden/", "zh", '<a href="../hidden-too/">ok from here</a>', "", '<meta name="robots" content="noindex">\n'
    ),
    "hidden-too/index.html": page("hidden-too/", "zh", "", "", '<meta name="robots" content="none">\n'),
    "piece.html": "<li>put into a page by a script</li>",
    "404.html": page("404.html", "zh", '<a href="/sub/plans/">ok</a>\n'),
    "google0123456789abcdef.html": "google-site-verification: google0123456789abcdef.html",
    "en/index.html": page(
        "en/",
        "en",
        '<a href="plans/">ok</a> <a href="activities/">ok</a> <a href="one-way/">ok</a> <a href="with space/">ok</a>\n'
        '<a href="based/">ok</a> <a href="copy/">ok</a> <a href="unnamed/">ok</a>\n',
        "",
        f'<link rel="alternate" hreflang="zh" href="{HOME}"><link rel="alternate" hreflang="en" href="{HOME}en/">\n',
    ),
    "en/plans/index.html": page("en/plans/", "en", "", "plans/"),
    "en/activities/index.html": page("en/activities/", "en", "", "activities/"),
    "en/one-way/index.html": page("en/one-way/", "en", "", "plans/"),
    "en/with space/index.html": page("en/with%20space/", "en", "", "with%20space/"),
    "en/based/index.html": page("en/based/", "en", '<p id="x"><a href="part/">ok</a>', "based/"),
    "en/based/part/index.html": page("en/based/part/", "en", "", "plans/"),
    "en/copy/index.html": page("en/copy/", "en", "", "copy/"),
    "en/unnamed/index.html": page("en/unnamed/", "en", "", "unnamed/"),
    "robots.txt": f"User-agent: *\nSitemap: {HOME}sitemap.xml\n",
    "sitemap.xml": '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + "".join(
        f"\n<url><loc>{HOME}{address}</loc></url>"
        for address in (
            "",
            "plans/",
            "activities/",
            "one-way/",
            "only-zh/",
            "with%20space/",
            "based/",
            "removed/",
            "hidden/",
            "old/",
            "en/",
            "en/plans/",
            "en/activities/",
            "en/one-way/",
            "en/with%20space/",
            "en/based/",
            "en/based/part/",
            "en/copy/",
            "en/unnamed/",
        )
    )
    + "\n</urlset>\n",
}

EXPECTED = """\
404.html:5: link '/sub/lost-by-template/' leads to /lost-by-template/, which does not exist. [missing-target]
    on 21 pages: 404.html, index.html, activities/index.html and 18 more
activities/index.html:1: no link leads from the start page to this one. Link it from a page that is reached. [orphan-page]
based/index.html:9: link 'lost/' leads to /en/based/lost/, which does not exist. [missing-target]
en/based/part/index.html:6: this page names /plans/ as its twin in 'zh', which does not name it back. [hreflang-not-mutual]
en/one-way/index.html:6: this page names /plans/ as its twin in 'zh', which does not name it back. [hreflang-not-mutual]
index.html:8: link 'hidden/' leads to /hidden/, which is left out of the index (robots: noindex). [link-to-noindex]
    on 2 pages: index.html, sitemap.xml
index.html:8: link 'old/' leads to /old/, which only leads on to /plans/. Link that. [link-to-redirect]
    on 2 pages: index.html, sitemap.xml
index.html:9: link 'https://example.org/sub/gone/' leads to /gone/, which does not exist. [missing-target]
index.html:10: link '/plans/' leads to /plans/, outside the site, which stands below /sub/. Did you mean '/sub/plans/'? [missing-target]
index.html:11: link 'http://example.org/sub/plans/' is not encrypted, expected https://. Change it, or leave it out. [insecure-address]
one-way/index.html:6: this page names /en/one-way/ as its twin in 'en', which does not name it back. [hreflang-not-mutual]
only-zh/index.html:1: this page has no twin in 'en'. Write it, or link it with hreflang. [missing-twin]
plans/index.html:8: link '../activites/' leads to /activites/, which does not exist. Did you mean '/activities/'? [missing-target]
sitemap.xml:10: address 'https://example.org/sub/removed/' leads to /removed/, which does not exist. [missing-target]
unnamed/index.html:1: the sitemap does not name this page. Add it, or mark the page as noindex. [page-out-of-sitemap]
"""
