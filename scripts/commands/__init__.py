"""The Python side of the commands in scripts/: each module is one command."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
