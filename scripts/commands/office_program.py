"""LibreOffice as a renderer of Word files, with fonts that stand in for those of an office's computer."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

PACKAGES = "libreoffice-writer ghostscript fonts-noto-cjk fonts-arphic-gkai00mp fonts-liberation"
"""What Debian calls the program and the fonts below."""

STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "楷体_GB2312": "AR PL KaitiM GB",
    "Arial": "Liberation Sans",
}
"""Fonts that the files name -> fonts that may be embedded and that Debian has. All Chinese characters are as wide."""


def pdfs(files: dict[str, bytes], to: Path) -> None:
    """Render each Word file, named without its ending, as a PDF of the same name in that folder, in one call.

    Raises FileNotFoundError where LibreOffice is missing, RuntimeError with the names of files that it refused.
    """
    if not files:
        return  # LibreOffice without a file would wait for one
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError(f"LibreOffice is needed (Debian: apt-get install {PACKAGES}).")
    with TemporaryDirectory() as folder:
        words = []
        for name, content in files.items():
            (Path(folder) / f"{name}.docx").write_bytes(content)
            words.append(str(Path(folder) / f"{name}.docx"))
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(_font_configuration(), encoding="utf-8")
        # A profile of its own: a LibreOffice that somebody has open would answer in place of this one.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(to), *words],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts), "LANG": "C.UTF-8"},
            check=True,
            capture_output=True,
        )
    if refused := [name for name in files if not (to / f"{name}.pdf").is_file()]:
        raise RuntimeError(f"LibreOffice could not open {', '.join(refused)}.")


def squeeze(pdf: Path, to: Path) -> None:
    """Write that PDF with its fonts packed more tightly: a quarter less than LibreOffice's own.

    Raises FileNotFoundError where Ghostscript is missing.
    """
    program = shutil.which("gs")
    if program is None:
        raise FileNotFoundError(f"Ghostscript is needed (Debian: apt-get install {PACKAGES}).")
    # Without its second copy of the title, in which Ghostscript spoils Chinese and which some readers show first.
    subprocess.run(
        [program, "-q", "-dSAFER", "-sDEVICE=pdfwrite", "-dOmitXMP=true", "-o", str(to), str(pdf)], check=True
    )


def _font_configuration() -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{escape(name)}</family><prefer><family>{font}</family></prefer></alias>'
        for name, font in STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>"
    )
