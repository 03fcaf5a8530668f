"""Word files: plans in the official format, run sheets, English editions; a template for each kind.

Styles are data (`styles`), the shared parts of a file come from them (`template`), records become paragraphs
and tables (`plan`, `activity`, `short`), these become XML (`document`), and the parts become a file (`package`).
"""
