"""What pages show of the records: rows, lists, words. Templates reach it as `show`, a `templates.Presentation`."""
