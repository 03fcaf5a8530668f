"""The catalogue: plans, activities, themes and guides in two languages, as records.

One way through its rooms: read and link (`content`) -> check (`rules`) -> show (`presentation`) -> export (`exports`); then
the built site is checked (`site_check`) and made ready (`publishing`). Plain functions on frozen records. Nothing here
imports MkDocs or keeps state: the library outlives the site generator.
"""

from .content.links import Links, link
from .content.reading import read_catalogue
from .content.records import Catalogue
from .problems import Level, Problem
from .rules import check, without_unknown_words

__all__ = ["Catalogue", "Level", "Links", "Problem", "check", "link", "read_catalogue", "without_unknown_words"]
