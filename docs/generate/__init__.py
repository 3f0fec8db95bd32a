"""What is generated: ``sql/schema.sql``, ``docs/reference/``, a part of the Python, and the translations.

``make generate`` writes it from the sources and from the catalogue of a deployed database; ``tests/test_reference.py``
says what is behind. A module is imported where it is needed: what it imports may be generated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from . import code, typed


def generated_code(root: Path) -> dict[str, str]:
    """Each Python module by its path below ``root``: its text. Needs no database."""
    return {**dict(code.write(root)), **dict(typed.write(root))}


def generated_catalogue(root: Path) -> dict[str, bytes]:
    """The catalogue of translations by its path below ``root``, and the compiled one. Imports the package."""
    from . import languages

    return dict(languages.write(root))


def generated_documents(root: Path, conn: psycopg.Connection[Any]) -> dict[str, str]:
    """Each document by its path below ``root``: its text."""
    from . import pages, snapshot
    from .catalogue import read

    catalogue = read(conn)
    return {snapshot.PATH: snapshot.write(catalogue), **dict(pages.write(root, catalogue))}


def present(root: Path) -> set[str]:
    """The generated documents that are there."""
    from .lifecycle import PATH

    paths = [root / "sql" / "schema.sql", *root.glob("docs/reference/**/*.md")]
    # That one needs a database with things in it: tests/test_lifecycle.py.
    return {path.relative_to(root).as_posix() for path in paths} - {PATH}
