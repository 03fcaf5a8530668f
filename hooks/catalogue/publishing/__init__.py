"""From a built site to one that a host, a phone without a network or a memory stick can have.

Plain functions on the HTML and the files of a built site; nothing here knows what the pages are about.
"""

from __future__ import annotations

from .offline import write_offline_edition
from .policy import content_security_policy, inline_scripts
from .prepare import prepare
from .stamps import precompress

__all__ = ["content_security_policy", "inline_scripts", "precompress", "prepare", "write_offline_edition"]
