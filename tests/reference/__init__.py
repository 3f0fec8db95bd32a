"""The generated documentation: ``sql/schema.sql`` and ``docs/reference/``, out of the catalogue of a deployed database.

``make docs`` writes it; ``test_reference.py`` says when it is behind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from . import pages, snapshot
from .catalogue import read


def generate(root: Path, conn: psycopg.Connection[Any]) -> dict[str, str]:
    """Each file by its path below ``root``: its text."""
    catalogue = read(conn)
    return {snapshot.PATH: snapshot.write(catalogue), **dict(pages.write(root, catalogue))}


def present(root: Path) -> set[str]:
    """The generated files that are there."""
    return {path.relative_to(root).as_posix() for path in [root / snapshot.PATH, *root.glob(f"{pages.FOLDER}/**/*.md")]}
