"""The content security policy, made from what the built pages need: their own files and the hashes of their scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from .stamps import STAMPED

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
# A file of our own host is allowed as a whole, and data in a page are not run: neither needs a hash.
SOURCE_OR_DATA = re.compile(r'\ssrc=|\stype="application/json"')
# A policy in a page holds only for what stands behind it: right after the encoding, which must come first.
FIRST_META = '<meta charset="utf-8">'
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
"""What a host sends with every file, besides the policy."""


def inline_scripts(html: str) -> frozenset[str]:
    """The scripts that stand in a page, as a policy names them: `'sha256-…'`."""
    return frozenset(
        f"'sha256-{base64.b64encode(hashlib.sha256(found['text'].encode()).digest()).decode()}'"
        for found in SCRIPT.finditer(html)
        if not SOURCE_OR_DATA.search(found["attributes"])
    )


def content_security_policy(scripts: Iterable[str], *, header: bool = False) -> str:
    """A policy under which only files of the site's own host and these inline scripts run.

    `header`: for an HTTP header; a `<meta>` may not say who may frame the page, and browsers complain if it does.
    """
    directives = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *sorted(scripts)]),
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]
    if header:
        directives.append("frame-ancestors 'self'")
    return "; ".join(directives)


def with_policy(html: str, scripts: Iterable[str]) -> str:
    """The page with the policy that its scripts need in its head, for hosts where nobody can set a header."""
    policy = content_security_policy(scripts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(FIRST_META, FIRST_META + meta, 1)


def headers_file(scripts: Iterable[str]) -> str:
    """`_headers` as several static hosts read it: the policy for every file, and how long each may be kept."""
    common = {"Content-Security-Policy": content_security_policy(scripts, header=True), **HEADERS}
    lines = ["/*", *(f"  {name}: {value}" for name, value in common.items())]
    lines += [f"/{STAMPED}/*", "  Cache-Control: public, max-age=31536000, immutable"]
    # An old worker from a cache would keep its readers at the earlier version of the site.
    lines += ["/sw.js", "  Cache-Control: no-cache"]
    return "\n".join(lines) + "\n"
