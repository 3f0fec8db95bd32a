"""Names are compared alike on every server: whatever the locale of the database, and over dump and restore."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from conftest import execute, run_program
from nachet_datastore.deploy import deploy, read_status

#: Locales of a database, as ``create database`` takes them; a server that lacks one says so.
LOCALES = {
    "C": "locale_provider libc locale 'C'",
    "C.UTF-8": "locale_provider libc locale 'C.UTF-8'",
    "en_US": "locale_provider libc locale 'en_US.UTF-8'",
    "tr_TR": "locale_provider libc locale 'tr_TR.UTF-8'",
    "ICU tr-TR": "locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'",
    "ICU en-US": "locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'",
    "builtin C.UTF-8": "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'",
    "builtin Unicode": "locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C'",
}

#: Pairs that are one name, and pairs that are two.
ONE = [("IRMAK", "irmak"), ("Éire", "éIRE"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("Жизнь", "жИЗНЬ"), ("Straße", "STRASSE"),
    ("ﬁeld", "FIELD"), ("Œuvre", "œuvre"), ("e\u0301", "\u00c9")]  # fmt: skip
TWO = [("\u0130", "i"), ("\u0131", "i"), ("a", "á"), ("o", "ø"), ("Ł", "L")]


@contextmanager
def database(server_url: str, name: str, locale: str) -> Iterator[str]:
    """An empty database of this locale; none where the server has no such locale."""
    with psycopg.connect(server_url, autocommit=True) as conn:
        identifier = sql.Identifier(name)
        conn.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' ").format(identifier)
            + sql.SQL(LOCALES[locale])
        )
        try:
            yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
        finally:
            conn.execute(sql.SQL("drop database {} with (force)").format(identifier))


def available(server_url: str) -> list[str]:
    """The locales that the server has."""
    found = []
    for locale in LOCALES:
        try:
            with database(server_url, "nachet_locale_probe", locale):
                found.append(locale)
        except psycopg.Error:
            continue
    return found


def outcome(conn: psycopg.Connection, statement: LiteralString, **values: object) -> str:
    """SQLSTATE of a statement; none where it answers."""
    try:
        conn.execute(statement, values)
    except psycopg.Error as error:
        return error.sqlstate or ""
    return ""


_CREATE_USER: LiteralString = "select nachet.create_user(%(text)s || '@example.org')"
_GET_USER: LiteralString = "select nachet.get_user(%(text)s || '@EXAMPLE.org')"
_CREATE_FOLDER: LiteralString = (
    "select nachet.create_picture_set(%(owner)s, %(owner)s, jsonb_build_object('name', %(text)s::text))"
)
_CREATE_GROUP: LiteralString = "select nachet.create_group(%(owner)s, %(text)s, 'read')"
_REGISTER_SEED: LiteralString = "select nachet.register_seed(%(owner)s, 'Carex ' || %(text)s)"


def fill(url: str) -> None:
    """Names that some locales take for one and some for two: here they are what they are said to be."""
    with psycopg.connect(url, autocommit=True) as conn:
        (owner,) = conn.execute(
            "select nachet.create_user('owner@example.org') ->> 'user_id'",
        ).fetchone() or ("",)
        for first, second in ONE:
            answers = [
                [outcome(conn, statement, owner=owner, text=text) for text in (first, second)]
                for statement in (_CREATE_USER, _GET_USER, _CREATE_FOLDER, _CREATE_GROUP, _REGISTER_SEED)
            ]
            assert answers == [["", "NX101"], ["", ""], ["", "NX102"], ["", "NX104"], ["", "NX103"]], (first, second)
            resolved = conn.execute("select nachet.resolve_seed(%s) ->> 'seed_name'", [f"012  carex\u00a0{second}"])
            assert resolved.fetchone() == (f"Carex {first}",)
        for first, second in TWO:
            for statement in (_CREATE_FOLDER, _CREATE_GROUP, _REGISTER_SEED):
                names = [f"two {text} of {first}{second}" for text in (first, second)]
                assert [outcome(conn, statement, owner=owner, text=name) for name in names] == ["", ""], names


def rows(url: str) -> list[tuple[object, ...]]:
    """What is compared, with its key."""
    found = execute(
        url,
        "select 'user', u.email, nachet_data.fold(u.email) from nachet_data.users as u"
        " union all select 'folder', p.name, p.name_key from nachet_data.picture_set as p"
        " union all select 'group', g.name, g.name_key from nachet_data.groups as g"
        " union all select 'species', s.name, s.name_key from nachet_data.seed as s"
        " union all select 'alias', a.name, a.name_key from nachet_data.seed_alias as a",
    )
    return sorted(found)


def test_names_are_compared_alike_in_every_locale_and_over_every_restore(server_url: str, tmp_path: Path) -> None:
    locales = available(server_url)
    assert len(locales) >= 3, locales
    with ExitStack() as stack:
        dumps = {}
        for number, locale in enumerate(locales):
            url = stack.enter_context(database(server_url, f"nachet_locale_{number}", locale))
            deploy(url)
            fill(url)
            dumps[locale] = (tmp_path / f"{number}.dump", rows(url))
            run_program("pg_dump", "--format=custom", f"--file={dumps[locale][0]}", url)
        assert len({tuple(found) for _, found in dumps.values()}) == 1
        for source, target in product(locales, locales):
            file, found = dumps[source]
            with database(server_url, "nachet_locale_restored", target) as url:
                run_program("pg_restore", "--exit-on-error", f"--dbname={url}", str(file))
                assert rows(url) == found, (source, target)
                assert read_status(url).problems == (), (source, target)


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
