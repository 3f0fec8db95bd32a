"""``make matrix``: what works on which server, in which locale, under which setting, after which restore; in Markdown.

On the embedded PostgreSQL 18 and on Debian's 15. Each cell is run, by the checks of ``anywhere.py``: a deploy makes
what there is to make, a second one changes nothing, status has nothing to say, and a backend uploads a picture,
registers an inference, verifies it and reads it back. The exit code is 1 if a cell is not as it should be.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click
import psycopg
import pytest

import anywhere
from anywhere import FOR_DEPLOYS, LOCALES, RESTORES, SETTINGS, Dumps, Place
from conftest import ROOT, as_user, execute, fast_server, programs, read_sql, run_program
from nachet_datastore.demo.embedded import EmbeddedServer, wheel_programs
from nachet_datastore.deploy import deploy, plan, read_status
from nachet_datastore.errors import WrongEncoding
from nachet_datastore.testing import new_database
from world import build as build_world

WORKS, NONE = "works", "-"
failed: list[str] = []


def run(check: Callable[..., object], *arguments: object) -> str:
    """The outcome of a check, for a cell."""
    try:
        return str(check(*arguments) or WORKS)
    except Exception as error:  # noqa: BLE001 - whatever fails is told in its cell
        failed.append("".join(traceback.format_exception(error)))
        return f"**fails: {type(error).__name__}: {str(error).partition(chr(10))[0][:200].replace('|', ' ')}**"


def table(title: str, head: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    """Print a table, each line as soon as it is there."""
    head = [*head]
    for row in (head, ["---"] * len(head)):
        click.echo((f"\n{title}\n\n" if row is head else "") + f"| {' | '.join(row)} |")
    for line in lines:
        click.echo(f"| {' | '.join(line)} |")


# -- locales and encodings -----------------------------------------------------------------------------------------


def in_locale(place: Place, locale: str, encoding: str, keep: Callable[[str], None]) -> str:
    """Refused before anything is written, unless it is UTF8; then names are told apart as everywhere."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(anywhere.database(place.url, "nachet_matrix", locale, encoding))
        except psycopg.Error as error:
            # A server knows the C library's locales, where the machine has them; other providers if it was built so.
            if encoding == "UTF8" and "libc" in LOCALES[locale]:
                raise
            return f"{NONE} ({error.sqlstate})"
        if encoding == "UTF8":
            anywhere.deploys(url)
            anywhere.fill(url)
            keep(url)
            anywhere.main_job(as_user(url, "job"))
            return WORKS
        for act in (plan, deploy):
            with pytest.raises(WrongEncoding):
                act(url)
        assert execute(url, "select from pg_namespace as n where n.nspname like 'nachet%'") == []
        return WrongEncoding.__name__


def locales(place: Place, folder: Path) -> dict[str, tuple[Path, list[tuple[object, ...]]]]:
    """Of each locale, a dump and the names in it."""
    found: dict[str, tuple[Path, list[tuple[object, ...]]]] = {}

    def keep(locale: str, url: str) -> None:
        dumped = folder / f"{locale} {place.version}"
        run_program("pg_dump", "--format=custom", f"--file={dumped}", url, folder=place.programs)
        found[locale] = dumped, anywhere.names(url)

    encodings = ("UTF8", "LATIN1", "SQL_ASCII")
    table(
        f"PostgreSQL {place.version}: locales and encodings (-: the server does not make such a database)",
        ["locale", *encodings],
        (
            [locale, *(run(in_locale, place, locale, encoding, partial(keep, locale)) for encoding in encodings)]
            for locale in LOCALES
        ),
    )
    return found


# -- settings ------------------------------------------------------------------------------------------------------


def under_setting(place: Place, role: str, name: str, value: str) -> None:
    with anywhere.owned(place.url, "dba") as url:
        if role == "job":
            deploy(url)
        with anywhere.changed(place.url, role, {name: value}):
            anywhere.deploys(url) if role == "dba" else anywhere.main_job(as_user(url, role))


def settings(place: Place) -> None:
    known = {name for (name,) in execute(place.url, "select lower(name) from pg_settings")}
    table(
        f"PostgreSQL {place.version}: settings of the login, one by one (-: the operator's to decide for clients)",
        ["setting", "value", "deploy", "main job"],
        (
            [name, value]
            + [
                NONE if role == "job" and name in FOR_DEPLOYS else run(under_setting, place, role, name, value)
                for role in ("dba", "job")
            ]
            for name, value in SETTINGS.items()
            if name.lower() in known
        ),
    )


# -- restores ------------------------------------------------------------------------------------------------------


def world(url: str) -> None:
    """One of everything (``world.py``)."""
    deploy(url)
    execute(url, read_sql(ROOT / "tests" / "sql" / "_support.sql"))
    build_world(url)


def dumps(place: Place, folder: Path) -> Dumps:
    with new_database(place.url, "nachet_world") as url:
        world(url)
        folder.mkdir()
        return anywhere.write_dumps(url, place, folder)


def base_backup(place: Place) -> None:
    """What is done after the backup is not in it; all else is."""
    with fast_server(bin_folder=place.programs) as server:
        world(server.url())
        execute(server.url(), "drop schema test cascade", "update nachet_data.blob_task set parked = false")
        before, copied = anywhere.rows(server.url()), anywhere.base_backup(server)
        execute(server.url(), "drop view nachet.task", "truncate nachet_data.users cascade")
        anywhere.start_from(server, copied)
        assert anywhere.rows(server.url()) == before
        assert read_status(server.url()).problems == ()
        assert deploy(server.url()).steps == ()
        execute(server.url(), "create role job login in role nachet_backend")
        anywhere.main_job(as_user(server.url(), "job"))


def main() -> None:
    """Print the tables."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def start(programs: Path) -> Place:
            server: EmbeddedServer = stack.enter_context(fast_server(bin_folder=programs))
            stack.enter_context(anywhere.logins(server.url()))
            return Place(server.url(), server.programs)

        if not (debian := programs()):
            raise SystemExit("make matrix tells where Debian's PostgreSQL is")
        homes, news = ([start(bin_folder) for bin_folder in (wheel_programs(), debian)] for _ in range(2))
        newest, oldest = homes
        dumped = {home: dumps(home, folder / str(home.version)) for home in homes}
        found = {}
        for home in homes:
            with anywhere.owned(home.url, "dba"):
                pass  # The roles are there.
            found[home] = locales(home, folder)
            settings(home)
        pairs = [(newest, newest), (oldest, oldest), (oldest, newest)]
        ways = [(home, f"PostgreSQL {home.version} → the same server", home) for home in homes]
        for source, target in pairs:
            new = news[homes.index(target)]
            ways.append((source, f"PostgreSQL {source.version} → a new server, {new.version}", new))

        def restores(source: Place, target: Place) -> Iterable[str]:
            yield from (run(check, target, dumped[source]) for check in RESTORES.values())
            yield run(base_backup, target) if target in news and source.version == target.version else NONE

        table(
            "Restores of one of everything (-: a base backup is a server of its own, of the same version)",
            ["from → to", *RESTORES, "pg_basebackup"],
            ([title, *restores(source, target)] for source, title, target in ways),
        )
        for source, target in pairs:
            table(
                f"Restores between locales, PostgreSQL {source.version} → {target.version}: all names, all rows",
                ["from \\ to", *found[target]],
                (
                    [locale, *(run(anywhere.keeps_names, target, *dump, other) for other in found[target])]
                    for locale, dump in found[source].items()
                ),
            )
    click.echo("\n".join(["", *failed]), err=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
