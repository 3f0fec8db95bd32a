"""What is generated says what the sources and the database say."""

from __future__ import annotations

import psycopg
import pytest

from conftest import ROOT
from generate import generated_code, generated_documents, present


def _behind(files: dict[str, str]) -> None:
    behind = [path for path, text in files.items() if (ROOT / path).read_text(encoding="utf-8") != text]
    if behind:
        pytest.fail(f"run `make generate`; behind: {', '.join(behind)}", pytrace=False)


def test_the_generated_documents_are_those_of_the_database(connection: psycopg.Connection) -> None:
    """Snapshot and reference, the same from every supported PostgreSQL."""
    files = generated_documents(ROOT, connection)
    assert present(ROOT) == set(files)
    _behind(files)


def test_the_generated_code_is_that_of_the_sources() -> None:
    _behind(generated_code(ROOT))
