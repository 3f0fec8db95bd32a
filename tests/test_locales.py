"""Names are compared alike on every server: whatever the locale of the database, and over dump and restore."""

from __future__ import annotations

import unicodedata
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from anywhere import LOCALES, Place, database, fill, keeps_names, names
from conftest import programs, run_program
from nachet_datastore.demo.embedded import wheel_programs
from nachet_datastore.deploy import deploy


@pytest.mark.long
def test_names_are_compared_alike_in_every_locale_and_over_a_restore(server_url: str, tmp_path: Path) -> None:
    """The dump of each locale goes into the next one; into all others in ``make matrix``."""
    found = {}
    with ExitStack() as stack:
        for number, locale in enumerate(LOCALES):
            try:
                url = stack.enter_context(database(server_url, f"nachet_locale_{number}", locale))
            except psycopg.Error:
                continue
            deploy(url)
            fill(url)
            found[locale] = names(url)
            run_program("pg_dump", "--format=custom", f"--file={tmp_path / locale}", url)
    assert len(found) >= 3, list(found)
    assert len({tuple(rows) for rows in found.values()}) == 1
    place = Place(server_url, programs() or wheel_programs())
    for source, target in zip(found, [*found][1:] + [*found][:1], strict=True):
        keeps_names(place, tmp_path / source, found[source], target)


def test_letters_are_folded_as_unicode_says(connection: psycopg.Connection) -> None:
    """Each letter of Latin, Greek, Cyrillic and Armenian, beside Python's own table."""
    letters = [chr(number) for number in range(1, 0x590) if unicodedata.category(chr(number)) in {"Lu", "Ll", "Lt"}]
    folded = connection.execute(
        "select l.letter, nachet_data.fold(l.letter) from unnest(%s::text[]) as l (letter)", [letters]
    ).fetchall()
    wrong = [
        (letter, found)
        for letter, found in folded
        if found != unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["", "Ana@Example.ORG", "ß", "ẞ", "STRASSE"])
def test_folding_twice_is_folding_once(connection: psycopg.Connection, text: str) -> None:
    found = connection.execute(
        "select nachet_data.fold(%(t)s) = nachet_data.fold(nachet_data.fold(%(t)s))", {"t": text}
    ).fetchone()
    assert found == (True,)
