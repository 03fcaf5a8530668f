"""Draw the posters and render each as PDF (A3) and PNG, so that a build needs neither renderer nor fonts."""

from __future__ import annotations

import hashlib
import json

from catalogue.presentation.posters import EDITIONS, POSTERS, poster_svg

from . import ROOT
from .browser import chromium

FOLDER = ROOT / "docs/assets/posters"
HASHES = FOLDER / "rendered-from.json"
PIXELS_WIDE = 1123
"""Of A3 at 96 to the inch, as a browser counts millimetres; so is the height below."""


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    hashes = {}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": PIXELS_WIDE, "height": 1588})
        for name, poster in POSTERS.items():
            for edition in EDITIONS:
                svg = poster_svg(poster, edition)
                stem = f"{name}-{edition}"
                (FOLDER / f"{stem}.svg").write_text(svg, encoding="utf-8")
                page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw;height:auto}}</style>{svg}")
                page.screenshot(path=FOLDER / f"{stem}.png")
                page.pdf(path=FOLDER / f"{stem}.pdf", width="297mm", height="420mm", print_background=True)
                hashes[stem] = hashlib.sha256(svg.encode()).hexdigest()
                print(f"drew {stem}")
    # By these a test tells that a drawing has changed since it was rendered.
    HASHES.write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
