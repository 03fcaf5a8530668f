"""Export: the task table of a plan as a spreadsheet, with its due days as real dates."""

from __future__ import annotations

import datetime
import io
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ..content.blocks import plain, runs
from ..content.labels import TASK_COLUMNS
from ..content.records import Catalogue, Plan
from ..presentation import views
from .word.compose import shown_fields
from .word.document import LATIN, measure
from .word.xml import NOT_XML

COLUMNS = tuple("sheet-due" if name == "due" else name for name in TASK_COLUMNS)
WIDTHS = (6, 22, 26, 20, 26, 14, 40, 30)
"""In characters of the standard font; on paper all columns share the width of one page."""

DUE = COLUMNS.index("sheet-due")
A4 = 9
LINE = {"zh": 16.0, "en": 14.5}
"""Height of a line in points."""

FIGURES = {"zh": 2.1, "en": 1.75}
"""A column's width is counted in figures: so many are as wide as a Chinese character, or two Latin ones."""

FONTS = {"zh": "宋体", "en": "Arial"}
YEARS = {"zh": '0"年"', "en": "0"}
DATES = {"zh": 'yyyy"年"m"月"d"日"', "en": "d mmm yyyy"}


def sheet_figures(language: str) -> dict[str, object]:
    """What the browser needs to lay out the table of a draft as `task_sheet` does a plan's."""
    return {
        "widths": WIDTHS,
        "font": FONTS[language],
        "date": DATES[language],
        "year": YEARS[language],
        "line": LINE[language],
        "figures": FIGURES[language],
        "latin": LATIN,
    }


def task_sheet(plan: Plan, catalogue: Catalogue, language: str, year: int) -> bytes:
    """The plan's task table as .xlsx, the same bytes for the same records.

    A plan names days without a year, and a date cell needs one: `year` stands above the dates, where the browser puts
    the reader's own. They do not follow it by a formula: rows are copied into an office's own table.
    """
    said = catalogue.reference.vocabulary.labels
    out = io.BytesIO()
    # Text that begins with "=" stays text, and an address of the web no link that opens by a slip.
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Otherwise the file would say when it was made, and differ from build to build.
    book.set_properties({"title": views.plan_name(plan, language), "created": _midnight(plan.facts.checked)})
    sheet = book.add_worksheet(said["sheet-tasks"].label(language))
    look = {"font_name": FONTS[language], "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**look, "bold": True, "valign": "vcenter", "align": "center", "bg_color": "#F2F2F2"})
    text, date = book.add_format(look), book.add_format({**look, "num_format": DATES[language], "align": "left"})
    _title(book, sheet, plan, catalogue, language, year)
    for column, (identity, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, said[identity].label(language), head)
    for number, cells in enumerate(_rows(plan, catalogue, language, year), start=3):
        sheet.set_row(number, _height(cells, language))
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(number, column, _midnight(cell), date)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, text)
            else:
                sheet.write_string(number, column, cell, text)
    # Number and task stay in sight however far the sheet is moved.
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, 2 + len(plan.facts.tasks), len(COLUMNS) - 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    book.close()
    return out.getvalue()


def _title(book: Workbook, sheet: Worksheet, plan: Plan, catalogue: Catalogue, language: str, year: int) -> None:
    said = catalogue.reference.vocabulary.labels
    name = said["sheet-tasks"].label(language)
    title = ", ".join(views.handed_in(plan, language, f": {name}" if language == "en" else name))
    look = {"font_name": FONTS[language], "font_size": 11}
    sheet.write_string(
        0, 0, _plain(title, catalogue, language), book.add_format({**look, "font_size": 14, "bold": True})
    )
    sheet.write_string(1, 0, said["sheet-note"].label(language), book.add_format({**look, "italic": language == "en"}))
    looks = book.add_format({**look, "border": 1, "align": "left", "num_format": YEARS[language]})
    sheet.write_number(1, DUE, year, looks)


def _rows(plan: Plan, catalogue: Catalogue, language: str, year: int) -> list[tuple[int | str | datetime.date, ...]]:
    colon, comma = (": ", "; ") if language == "en" else ("：", "、")
    none = catalogue.reference.vocabulary.labels["no-activity"].label(language)
    rows: list[tuple[int | str | datetime.date, ...]] = []
    for row, task in zip(views.task_rows(plan, catalogue, language), plan.facts.tasks, strict=True):
        cells: tuple[str, ...] = (
            row.title,
            "\n".join(activity.title(language) for activity in row.activities) or none,
            row.lead,
            comma.join(row.support) or "—",
            "\n".join(f"{target.metric}{colon}{target.value}" for target in row.targets),
            row.done,
        )
        said = [_plain(cell, catalogue, language) for cell in cells]
        due = datetime.date(year, *(int(part) for part in task.due.split("-")))
        # The due day stands in the middle of the texts, and is the only date.
        rows.append((row.number, *said[: DUE - 1], due, *said[DUE - 1 :]))
    return rows


def _height(cells: tuple[int | str | datetime.date, ...], language: str) -> float:
    """Height in points that shows every line: not all programs fit rows to wrapped text when they open a file."""
    lines = (
        sum(ceil(FIGURES[language] * measure(line) / width) or 1 for line in cell.split("\n"))
        for cell, width in zip(cells, WIDTHS, strict=True)
        if isinstance(cell, str)
    )
    return LINE[language] * max(lines) + 4


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)


def _plain(text: str, catalogue: Catalogue, language: str) -> str:
    """The text of a cell, its fields named in that language, without what a spreadsheet cannot hold."""
    shown = shown_fields(catalogue, language)
    return NOT_XML.sub("", "\n".join(plain(runs(line), shown) for line in text.split("\n")))
