"""What is generated says what the sources and the database say."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest

from conftest import ROOT
from generate import generated_catalogue, generated_code, generated_documents, present


def _behind(files: Mapping[str, str | bytes]) -> None:
    texts = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    behind = [path for path, text in texts.items() if (ROOT / path).read_bytes() != text]
    if behind:
        pytest.fail(f"run `make generate`; behind: {', '.join(behind)}", pytrace=False)


def test_the_generated_documents_are_those_of_the_database(connection: psycopg.Connection) -> None:
    """Snapshot and reference, the same from every supported PostgreSQL."""
    files = generated_documents(ROOT, connection)
    assert present(ROOT) == set(files)
    _behind(files)


def test_the_generated_code_is_that_of_the_sources() -> None:
    _behind(generated_code(ROOT))


def test_the_catalogue_has_the_texts_of_the_sources_and_is_compiled() -> None:
    _behind(generated_catalogue(ROOT))
