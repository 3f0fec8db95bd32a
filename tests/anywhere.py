"""What must hold on every server, in every locale, under every setting and after every restore, as checks.

The tests take each locale, setting and kind of restore once (``test_locales.py``, ``test_settings.py``,
``test_restore.py``); ``make matrix`` (``matrix.py``) takes them one by one, with each other, on two servers.
A check fails by AssertionError, or by what it calls.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import LiteralString, NamedTuple
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from conftest import as_user, dump, execute, run_program
from nachet_datastore import Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.demo.embedded import EmbeddedServer, run_as
from nachet_datastore.deploy import deploy, read_status, roles_script, script
from nachet_datastore.errors import OwnerMissing
from nachet_datastore.testing import new_database

#: Locales of a database, as ``create database`` takes them; a server that lacks one says so.
LOCALES = {
    "C": "locale_provider libc locale 'C'",
    "C.UTF-8": "locale_provider libc locale 'C.UTF-8'",
    "en_US.UTF-8": "locale_provider libc locale 'en_US.UTF-8'",
    "tr_TR.UTF-8": "locale_provider libc locale 'tr_TR.UTF-8'",
    "ICU tr-TR": "locale_provider icu icu_locale 'tr-TR' locale '{}'",
    "ICU en-US": "locale_provider icu icu_locale 'en-US' locale '{}'",
    "builtin C.UTF-8": "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'",
    "builtin Unicode": "locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C'",
}

#: Settings that clients leave to who runs the server: a deploy does not.
FOR_DEPLOYS = {
    "statement_timeout": "60ms",
    "lock_timeout": "1ms",
    "idle_in_transaction_session_timeout": "1ms",
    "default_transaction_read_only": "on",
}
SETTINGS = FOR_DEPLOYS | {
    "client_encoding": "LATIN1",
    "standard_conforming_strings": "off",
    "quote_all_identifiers": "on",
    "check_function_bodies": "off",
    "default_transaction_isolation": "serializable",
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "sql_standard",
    "bytea_output": "escape",
    "extra_float_digits": "-5",
    "TimeZone": "Asia/Kathmandu",
    "search_path": "nachet_data, public",
    "row_security": "off",
    "transform_null_equals": "on",
}

#: Pairs that are one name, and pairs that are two.
ONE = [("IRMAK", "irmak"), ("Éire", "éIRE"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("Жизнь", "жИЗНЬ"), ("Straße", "STRASSE"),
    ("ﬁeld", "FIELD"), ("Œuvre", "œuvre"), ("e\u0301", "\u00c9")]  # fmt: skip
TWO = [("\u0130", "i"), ("\u0131", "i"), ("a", "á"), ("o", "ø"), ("Ł", "L")]


class Place(NamedTuple):
    """A server: its superuser's URL, and the folder of its programs."""

    url: str
    programs: Path

    @property
    def version(self) -> int:
        """The major one."""
        return int(execute(self.url, "show server_version_num")[0][0]) // 10000


# -- a database of one's own ---------------------------------------------------------------------------------------


@contextmanager
def database(server_url: str, name: str, locale: str, encoding: str = "UTF8") -> Iterator[str]:
    """An empty database of this locale, as superuser; ``psycopg.Error`` where the server has no such locale."""
    identifier = sql.Identifier(name).as_string()
    options = LOCALES[locale].format("C.UTF-8" if encoding == "UTF8" else "C")
    execute(server_url, f"create database {identifier} template template0 encoding '{encoding}' {options}")
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        execute(server_url, f"drop database {identifier} with (force)")


@contextmanager
def logins(server_url: str) -> Iterator[None]:
    """The logins that ``owned`` gives a database, and the backend ``job``; gone after the block, with its databases."""
    roles = {"dba": "createrole", "other": "", "job": ""}
    execute(server_url, *(f"create role {role} {option} login password 'test'" for role, option in roles.items()))
    try:
        yield
    finally:
        execute(server_url, *(f"drop role {role}" for role in roles))


@contextmanager
def owned(server_url: str, owner: str, name: str = "owned") -> Iterator[str]:
    """An empty database, as its owner, who may act as ``nachet_owner``."""
    with new_database(server_url, name) as url:
        execute(
            server_url, f"alter database {name} owner to {owner}", roles_script(owner), "grant nachet_backend to job"
        )
        try:
            yield as_user(url, owner)
        finally:
            execute(server_url, f"revoke nachet_owner from {owner}")


@contextmanager
def changed(server_url: str, role: str, settings: dict[str, str]) -> Iterator[None]:
    """A login with other settings."""
    literals = {name: value if "," in value else f"'{value}'" for name, value in settings.items()}
    execute(server_url, *(f"alter role {role} set {name} = {literal}" for name, literal in literals.items()))
    try:
        yield
    finally:
        execute(server_url, f"alter role {role} reset all")


# -- deploys and the client ----------------------------------------------------------------------------------------


def deploys(url: str) -> None:
    """Something is made, then nothing more; status has nothing to say."""
    assert deploy(url).steps != ()
    assert deploy(url).steps == ()
    assert script(database_url=url) == ""
    assert read_status(url).problems == ()


#: Takes longer than all that is done with it.
_drawn = cache(draw_seeds)


def main_job(url: str) -> None:
    """A picture, its seeds and their verification come back as they went in."""
    picture, result = _drawn()
    with tempfile.TemporaryDirectory() as folder, Datastore(url, Path(folder)) as datastore:
        user = datastore.create_user("zoë.łuk@example.org", permission="admin")
        named = datastore.create_picture_set(user.user_id, "sites Ś, “seeds”")
        assert datastore.get_picture_set(user.user_id, named.picture_set_id).folder_name == "sites Ś, “seeds”"
        picture_id = datastore.upload_picture(user.user_id, picture, picture_set_id=named.picture_set_id)
        datastore.import_ml_structure(
            user.user_id,
            {
                "models": [{"model_name": "detector", "version": 1, "task": "object detection"}],
                "pipelines": [{"pipeline_name": "Alone", "models": ["detector"], "default": True}],
            },
        )
        inference = datastore.register_inference(user.user_id, picture_id, result)
        scores = [box["score"] for box in inference["boxes"]]
        assert scores == [box["score"] for box in result["boxes"]]
        for box in inference["boxes"]:
            answer = datastore.verify_seed(user.user_id, inference["inference_id"], [{"boxId": box["box_id"]}])
        assert answer["picture_verified"]
        assert datastore.read_picture(user.user_id, picture_id) == picture
        assert datastore.search_seeds("brasica napus")[0].seed_name == "Brassica napus"


# -- names ---------------------------------------------------------------------------------------------------------

_CREATE_USER: LiteralString = "select nachet.create_user(%(text)s || '@example.org')"
_GET_USER: LiteralString = "select nachet.get_user(%(text)s || '@EXAMPLE.org')"
_CREATE_FOLDER: LiteralString = (
    "select nachet.create_picture_set(%(owner)s, %(owner)s, jsonb_build_object('name', %(text)s::text))"
)
_CREATE_GROUP: LiteralString = "select nachet.create_group(%(owner)s, %(text)s, 'read')"
_REGISTER_SEED: LiteralString = "select nachet.register_seed(%(owner)s, 'Carex ' || %(text)s)"


def _outcome(conn: psycopg.Connection, statement: LiteralString, **values: object) -> str:
    """SQLSTATE of a statement; none where it answers."""
    try:
        conn.execute(statement, values)
    except psycopg.Error as error:
        return error.sqlstate or ""
    return ""


def fill(url: str) -> None:
    """Names that some locales take for one and some for two: here they are what they are said to be."""
    with psycopg.connect(url, autocommit=True) as conn:
        (owner,) = conn.execute("select nachet.create_user('owner@example.org') ->> 'user_id'").fetchone() or ("",)
        for first, second in ONE:
            answers = [
                [_outcome(conn, statement, owner=owner, text=text) for text in (first, second)]
                for statement in (_CREATE_USER, _GET_USER, _CREATE_FOLDER, _CREATE_GROUP, _REGISTER_SEED)
            ]
            assert answers == [["", "NX101"], ["", ""], ["", "NX102"], ["", "NX104"], ["", "NX103"]], (first, second)
            resolved = conn.execute("select nachet.resolve_seed(%s) ->> 'seed_name'", [f"012  carex\u00a0{second}"])
            assert resolved.fetchone() == (f"Carex {first}",)
        for first, second in TWO:
            for statement in (_CREATE_FOLDER, _CREATE_GROUP, _REGISTER_SEED):
                names = [f"two {text} of {first}{second}" for text in (first, second)]
                assert [_outcome(conn, statement, owner=owner, text=name) for name in names] == ["", ""], names


def names(url: str) -> list[tuple[object, ...]]:
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


def keeps_names(place: Place, dumped: Path, found: list[tuple[object, ...]], locale: str) -> None:
    """A dump of a database of any locale goes into one of this locale, with all rows."""
    with database(place.url, "nachet_locale_restored", locale) as url:
        run_program("pg_restore", "--exit-on-error", f"--dbname={url}", dumped, folder=place.programs)
        assert names(url) == found
        assert read_status(url).problems == ()


# -- restores ------------------------------------------------------------------------------------------------------


class Dumps(NamedTuple):
    """One database with rows in every table, as pg_dump writes it in each of its forms; and how many rows."""

    folder: Path
    rows: str
    version: int


def write_dumps(url: str, place: Place, folder: Path) -> Dumps:
    """Dump a world (``world.py``), of which no test hangs on any more."""
    execute(url, "drop schema test cascade", "update nachet_data.blob_task set parked = false")
    only = ("--data-only", "--schema=nachet_data")
    for name, options in {"custom": (), "plain": ("--format=plain",), "data": only}.items():
        run_program("pg_dump", "--format=custom", *options, f"--file={folder / name}", url, folder=place.programs)
    return Dumps(folder, rows(url), place.version)


def rows(url: str) -> str:
    """Each table with the number of its rows, as text."""
    tables = execute(
        url,
        "select c.oid::regclass::text from pg_class as c"
        " where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r' order by 1",
    )
    counts = " union all ".join(
        f"select '{table}', count(*) from {table}"  # noqa: S608 - names of ours
        for (table,) in tables
    )
    return repr(sorted(execute(url, counts)))


def _restore(place: Place, url: str, dumped: Path, *options: str) -> None:
    if dumped.name == "plain":
        options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={dumped}")
        run_program("psql", *options, url, folder=place.programs)
    else:
        run_program("pg_restore", "--exit-on-error", *options, f"--dbname={url}", dumped, folder=place.programs)


def _admin(place: Place, url: str) -> str:
    """The same database, as superuser."""
    return urlsplit(place.url)._replace(path=urlsplit(url).path).geturl()


def _complete(place: Place, url: str, dumps: Dumps) -> None:
    assert rows(_admin(place, url)) == dumps.rows
    assert read_status(_admin(place, url)).problems == ()


def whole(place: Place, dumps: Dumps, owner: str = "dba", form: str = "custom") -> None:
    """By whoever may act as the owner, once the server has the roles; a deploy leaves what was restored.

    It takes from PUBLIC what every new database gives it. Only a newer server prints views in other words: the first
    deploy there makes them anew.
    """
    with owned(place.url, owner) as url:
        _restore(place, url, dumps.folder / form)
        _complete(place, url, dumps)
        first, *steps = deploy(url).steps
        assert str(first) == "repair rights of public (temporary tables)"
        assert steps == [] if place.version == dumps.version else {step.action for step in steps} <= {"change"}, steps
        assert deploy(url).steps == ()
        main_job(as_user(url, "job"))


@cache
def _fresh(place: Place) -> list[str]:
    """What a deploy makes there."""
    with owned(place.url, "dba", "fresh") as url:
        deploy(url)
        return sorted(dump(_admin(place, url), place.programs).splitlines())


def without_owners_and_grants(place: Place, dumps: Dumps, restorer: str = "dba") -> None:
    """Status names what lacks; a deploy mends it, of a superuser's by a superuser."""
    with owned(place.url, "dba") as url:
        admin = _admin(place, url)
        _restore(place, admin if restorer == "admin" else url, dumps.folder / "custom", "--no-owner", "--no-acl")
        assert "schema nachet: owner changed by hand; a deploy puts it right" in read_status(admin).problems
        if restorer == "admin":
            with pytest.raises(OwnerMissing):
                deploy(url)
            deploy(admin)
        deploy(url)
        assert deploy(url).steps == ()
        _complete(place, url, dumps)
        # A newer server keeps an older one's uuid7(), and counts unnamed constraints otherwise.
        if place.version == dumps.version:
            assert sorted(dump(admin, place.programs).splitlines()) == _fresh(place)
        main_job(as_user(url, "job"))


def rows_alone(place: Place, dumps: Dumps) -> None:
    """Into what is deployed and emptied; into what is not, nothing at all is restored."""
    options = ("--data-only", "--schema=nachet_data", "--single-transaction", "--role=nachet_owner")
    with owned(place.url, "dba") as url:
        deploy(url)
        admin = _admin(place, url)
        before = rows(admin)
        with pytest.raises(AssertionError, match="duplicate key"):
            _restore(place, url, dumps.folder / "data", *options)
        assert rows(admin) == before
        execute(
            url,
            "set role nachet_owner; grant truncate on nachet_data.act to nachet_owner;"
            "do $$ begin execute (select 'truncate ' || string_agg(c.oid::regclass::text, ', ')"
            " from pg_class as c where c.relnamespace = 'nachet_data'::regnamespace and c.relkind = 'r'); end $$;"
            "revoke truncate on nachet_data.act from nachet_owner",
        )
        _restore(place, url, dumps.folder / "data", *options)
        _complete(place, url, dumps)
        assert deploy(url).steps == ()
        main_job(as_user(url, "job"))


#: What docs/dba.md says of restores: the dump goes into a database of the place, all is as it was, and the job is done.
RESTORES: dict[str, Callable[[Place, Dumps], None]] = {
    "whole": whole,
    "other owner": lambda place, dumps: whole(place, dumps, owner="other"),
    "plain SQL": lambda place, dumps: whole(place, dumps, form="plain"),
    "--no-owner --no-acl": without_owners_and_grants,
    "the same, by a superuser": lambda place, dumps: without_owners_and_grants(place, dumps, restorer="admin"),
    "--data-only": rows_alone,
}


def base_backup(server: EmbeddedServer) -> Path:
    """A copy of the whole server, as ``pg_basebackup`` makes it."""
    copied = server.folder / "copied"
    arguments = (f"--pgdata={copied}", f"--dbname={server.url()}", "--checkpoint=fast")
    _run_as_server(server.programs / "pg_basebackup", *arguments)
    return copied


def start_from(server: EmbeddedServer, copied: Path) -> None:
    """Stop the server, and let it start with a copy in the place of its data."""
    server.stop()
    shutil.rmtree(server.data)
    _run_as_server("cp", "--archive", copied, server.data)
    server.start()


def _run_as_server(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd="/", capture_output=True, **run_as())
