"""Each file of ``tests/sql/<function>/`` is a test, its name the sentence that it proves."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from conftest import ROOT, read_sql

FOLDER = ROOT / "tests" / "sql"


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.sql")), ids=_name)
def test_sql(path: Path, connection: psycopg.Connection) -> None:
    """The file runs without an error, in a transaction that is rolled back."""
    failure = ""
    try:
        connection.execute(read_sql(path))
    except psycopg.Error as error:
        failure = f"{path.relative_to(ROOT)}: {error.sqlstate} {error}"
    if failure:
        pytest.fail(failure, pytrace=False)
