"""What an edition sets in mkdocs.yml under `extra`: its name, colours, menu, years, and how it is built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, Field, StrictBool, StrictInt, StrictStr, ValidationError

from .problems import did_you_mean
from .validation import explain

# Strict: YAML reads an unquoted 1.0 or yes as no text, and nobody means that by a name.
Text = Annotated[StrictStr, Field(min_length=1)]
Year = Annotated[StrictInt, Field(ge=1901, le=2100)]
"""Those whose lunar days and solar terms are known."""


class InBothLanguages(BaseModel):
    zh: Text
    en: Text


class Colour(BaseModel):
    light: Annotated[StrictStr, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
    dark: Annotated[StrictStr, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Settings(BaseModel):
    """The keys that templates and exports ask for; a hook may add others."""

    name_en: Text
    copyright_en: Text
    tagline: InBothLanguages
    contact: StrictStr | None = None
    keep_pages: StrictBool = False
    colour: Colour
    menu: list[Text]
    calendar_year: Year
    calendar_years: Annotated[list[Year], Field(min_length=1)]
    local_days: dict[Text, Text] | None = None
    """Id of a day -> a region's own rule for it."""
    cache: StrictStr | None = None
    """Folder in which results are kept, from that of mkdocs.yml."""


def fault(extra: object) -> str:
    """What is wrong with the settings by themselves, or an empty string."""
    try:
        settings = Settings.model_validate(dict(extra) if isinstance(extra, Mapping) else extra)
    except ValidationError as error:
        return " ".join(f"under `extra`, {message}" for _, message in explain(error, Settings))
    if settings.calendar_year not in settings.calendar_years:
        return f"calendar_year is {settings.calendar_year}, expected one of calendar_years."
    return ""


def fault_of_address(site_url: object) -> str:
    """That the address of the site is missing, or an empty string; whether it is one MkDocs asks."""
    if site_url:
        return ""
    return (
        "site_url is empty, expected the address at which the site will stand, such as https://example.org/. "
        "The sitemap and the page for missing addresses name it."
    )


def fault_of_pages(
    menu: Iterable[str], navigation: Iterable[str], addresses: Collection[str], paths: Collection[str]
) -> str:
    """The first entry of the menu that is no address of a page, else of the navigation that is no page's path, or an
    empty string."""
    for address in menu:
        if address not in addresses:
            return f"menu has '{address}', which is not the address of a page.{did_you_mean(address, addresses)}"
    for path in navigation:
        # It may lead to other hosts as well.
        if path not in paths and "://" not in path:
            return f"nav has '{path}', which is not a page below docs/zh/.{did_you_mean(path, paths)}"
    return ""
