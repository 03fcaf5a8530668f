"""Show: hand the result of the last audit to the statement on accessibility."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.presentation.audit_result import read_audit

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    env.globals["audit"] = read_audit(Path(config.docs_dir) / "audit.yml")
