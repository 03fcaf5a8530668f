"""Posters for the stairwell as SVG: A3, in the site's own drawing, legible at three metres.

A reader's eye tells Chinese characters apart at a two-hundredth of the distance: 15 mm at three metres.
Lines are set at 16 mm and more. One unit of the drawing is a tenth of a millimetre.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 2970, 4200
RED, GOLD, INK, PAPER, SOFT = "#8f2a1c", "#d79b2f", "#241d18", "#fffdf8", "#f7e9e3"
# The first one renders the committed files; the others are for who opens the drawing itself.
FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


@dataclass(frozen=True)
class Line:
    zh: str
    en: str
    drawing: str = ""
    """Shapes on a field of 100 by 100, drawn with strokes; a number stands there where it is empty."""


@dataclass(frozen=True)
class Poster:
    """One poster; its Chinese edition shows only `zh` texts."""

    title: Line
    lines: tuple[Line, ...]
    foot: Line


_PERSON = '<circle cx="{x}" cy="26" r="12"/><path d="M{x} 40v28M{x} 68l-11 24M{x} 68l11 24"/>'

POSTERS: Mapping[str, Poster] = {
    "eight-donts": Poster(
        Line("八个不", "Eight don'ts"),
        (
            Line(
                "不随地吐痰",
                "Don't spit in the street",
                '<path d="M18 60a28 28 0 1 1 44 0M30 44h4M50 44h4M34 62q8 7 16 0"/><path d="M70 60l6 8M82 66l6 8M72 76l6 8"/>',
            ),
            Line(
                "不乱扔垃圾",
                "Don't drop litter",
                '<path d="M24 34h52l-6 56H30zM16 34h68M40 34v-12h20v12M42 48v28M58 48v28"/>',
            ),
            Line(
                "不横穿马路",
                "Cross at the crossing",
                '<path d="M10 88L26 12M90 88L74 12M32 28h36M29 46h42M25 64h50M21 82h58"/>',
            ),
            Line(
                "不损坏公物",
                "Don't damage what we share",
                '<path d="M12 50h76M18 50v36M82 50v36M14 28h72v12H14zM34 40v10M66 40v10"/>',
            ),
            Line(
                "不说脏话粗话",
                "Don't swear",
                '<path d="M12 18h76v46H46L28 84V64H12zM34 32l14 18M48 32L34 50M60 32v12M60 50v1"/>',
            ),
            Line(
                "不传播小道消息",
                "Don't pass on hearsay",
                '<path d="M14 40v20h16l30 20V20L30 40zM72 36q10 14 0 28M82 26q16 24 0 48"/>',
            ),
            Line(
                "不发送不文明的短信",
                "Don't send rude messages",
                '<path d="M30 8h40v84H30zM44 82h12M38 24h24v14H46l-8 8zM62 50v18"/>',
            ),
            Line(
                "不铺张浪费",
                "Don't waste",
                '<circle cx="50" cy="54" r="34"/><circle cx="50" cy="54" r="20"/><path d="M6 20v68M94 20q-8 16 0 30v38"/>',
            ),
        ),
        Line("一次改两条，一个月养成", "Two habits at a time, a month to settle in"),
    ),
    "five-hands": Poster(
        Line("五手互动", "Five hands"),
        (
            Line(
                "邻里相见招招手",
                "We wave when we meet",
                '<path d="M34 92V52l-8-22M34 52V18M46 50V12M58 50V16M68 54V28M34 92h30q10-8 8-38M20 62q4 16 14 30M80 14q8 6 10 16M76 24q5 4 6 10"/>',
            ),
            Line(
                "谁有困难帮帮手",
                "We help in need",
                '<path d="M8 40l22-8 22 14 26-6 14 12-20 22-22 10-20-16-22 6zM40 58l14-8 16 14M34 66l12 10"/>',
            ),
            Line(
                "美化环境动动手",
                "We tend our place",
                '<path d="M50 92V46M50 60Q20 60 16 30q30 0 34 30M50 50Q80 46 86 18q-32 0-36 32M22 92h56"/>',
            ),
            Line(
                "社区安全联联手",
                "We keep each other safe",
                '<path d="M50 8l36 12v28q0 28-36 44-36-16-36-44V20zM32 48l14 14 24-26"/>',
            ),
            Line(
                "文体活动牵牵手",
                "We sing and play together",
                _PERSON.format(x=24) + _PERSON.format(x=76) + '<path d="M24 48l26 14 26-14"/>',
            ),
        ),
        Line("一个招呼开始，一栋楼热起来", "It begins with a greeting"),
    ),
    "residents-code": Poster(
        Line("居民公约", "Our residents' code"),
        (
            Line("楼道不放杂物、电动自行车", "No boxes, no e-bikes on the stairs"),
            Line("22点到次日7点不吵人", "Quiet from 22:00 to 7:00"),
            Line("垃圾分四类，不往窗外扔", "Sort rubbish; nothing from windows"),
            Line("家里的事商量着办，不动手", "At home, talk it over; no blows"),
            Line("办红白事不占通道", "Weddings, funerals: way stays free"),
            Line("车停线内，挡人就留号码", "Park in the lines, leave a number"),
            Line("遛狗牵绳，随手捡粪", "Dogs on a lead, pick up after them"),
            Line("见新搬来的先打招呼", "Greet whoever moves in"),
        ),
        Line("样张：本社区的公约由居民自己议定", "A sample: residents agree on their own"),
    ),
}

EDITIONS = ("zh", "bilingual")


def poster_svg(poster: Poster, edition: str) -> str:
    """The poster as an SVG of A3 size; `edition` is zh or bilingual."""
    bilingual = edition == "bilingual"
    # Between the golden edge below the title and the foot.
    top, bottom = 760, HEIGHT - 330
    pitch = (bottom - top) / len(poster.lines)
    # By the room in height, then in width; lines of a poster are of one size, and short ones no larger than of eight characters.
    longest = max(len(line.zh) for line in poster.lines)
    size = min(pitch * (0.49 if bilingual else 0.56), (WIDTH - 800) / max(longest, 8))
    drawn = [
        _row(number, line, top + pitch * number, pitch, size, bilingual) for number, line in enumerate(poster.lines)
    ]
    english = (
        f'<text x="{WIDTH // 2}" y="545" font-size="120" fill="{PAPER}" text-anchor="middle">{escape(poster.title.en)}</text>'
        if bilingual
        else ""
    )
    foot = poster.foot.zh + (f"　{poster.foot.en}" if bilingual else "")
    # A Chinese character is as wide as its size, a Latin letter about six tenths of it.
    foot_size = min(110, (WIDTH - 240) / (len(poster.foot.zh) + 1 + bilingual * 0.6 * len(poster.foot.en)))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="420mm" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}" font-weight="700">
<title>{escape(poster.title.zh)} · {escape(poster.title.en)}</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>
<rect width="{WIDTH}" height="690" fill="{RED}"/>
<path d="M0 690L{WIDTH // 2} 610L{WIDTH} 690V730H0z" fill="{GOLD}" opacity=".9"/>
<rect y="690" width="{WIDTH}" height="40" fill="{GOLD}"/>
<text x="{WIDTH // 2}" y="{365 if bilingual else 510}" font-size="{320 if bilingual else 360}" fill="{PAPER}" text-anchor="middle" letter-spacing="60">{escape(poster.title.zh)}</text>
{english}
{chr(10).join(drawn)}
<rect y="{HEIGHT - 270}" width="{WIDTH}" height="270" fill="{SOFT}"/>
<text x="{WIDTH // 2}" y="{HEIGHT - 105}" font-size="{foot_size:.0f}" fill="{INK}" text-anchor="middle">{escape(foot)}</text>
</svg>
"""


def _row(number: int, line: Line, y: float, pitch: float, size: float, bilingual: bool) -> str:
    """A line of the poster: its drawing or number in a disc, and its words in characters of that size."""
    middle = y + pitch / 2
    radius = min(pitch * 0.42, 200)
    x = 220 + radius
    # The drawing's square of 100 fills the disc but for a margin.
    scale = radius * 1.25 / 100
    mark = (
        f'<g transform="translate({x - 50 * scale:.1f} {middle - 50 * scale:.1f}) scale({scale:.3f})" fill="none" '
        f'stroke="{RED}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">{line.drawing}</g>'
        if line.drawing
        else f'<text x="{x:.1f}" y="{middle + radius * 0.36:.1f}" font-size="{radius:.0f}" fill="{RED}" text-anchor="middle">{number + 1}</text>'
    )
    left = x + radius + 130
    # The middle of a Chinese character is about 0.36 of its size above the baseline.
    baseline = middle + size * (-0.02 if bilingual else 0.36)
    room = (WIDTH - left - 120) / (0.6 * len(line.en))
    english = (
        f'<text x="{left:.1f}" y="{baseline + size * 0.8:.1f}" font-size="{min(size * 0.6, room):.0f}" font-weight="400" '
        f'fill="{INK}">{escape(line.en)}</text>'
        if bilingual
        else ""
    )
    return (
        f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="{radius:.1f}" fill="{SOFT}" stroke="{GOLD}" stroke-width="10"/>{mark}'
        f'<text x="{left:.1f}" y="{baseline:.1f}" font-size="{size:.0f}" fill="{INK}">{escape(line.zh)}</text>{english}'
    )
