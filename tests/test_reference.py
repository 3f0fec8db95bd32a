"""The generated documentation says what the database says."""

from __future__ import annotations

import psycopg
import pytest

import reference
from conftest import ROOT


def test_the_generated_files_are_those_of_the_database(connection: psycopg.Connection) -> None:
    """Snapshot and reference, the same from every supported PostgreSQL."""
    files = reference.generate(ROOT, connection)
    assert reference.present(ROOT) == set(files)
    behind = [path for path, text in files.items() if (ROOT / path).read_text(encoding="utf-8") != text]
    if behind:
        pytest.fail(f"run `make docs`; behind the database: {', '.join(behind)}", pytrace=False)
