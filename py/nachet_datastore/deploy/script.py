"""The deploy as one SQL script, for those who run it by ``psql`` or in a console of the server's."""

from __future__ import annotations

from importlib.metadata import version
from itertools import chain

from psycopg import sql

from .source import Migration, Source

_HEADER = """\
-- Deploys the Nachet datastore, package version {version}: what `nachet-datastore deploy` does, as plain SQL.
-- To be run by the owner of the database; as a whole or statement by statement, on an empty database or on one that is
-- deployed. Run again, it changes nothing; run it again also where it gave up because others held a lock for long.
-- The functions in schema nachet_deploy say what each statement does.
"""


def script(source: Source | None = None) -> str:
    """The statements that deploy; text for one run, whatever the database has."""
    source = source or Source()
    migrations = [migration.id for migration in source.migrations]
    stages = (
        _call("stage_source", _literal(file.path), _literal(file.kind), _quoted(file.sql)) for file in source.files
    )
    return "\n".join(
        chain(
            [_HEADER.format(version=version("nachet-datastore")), source.roles, source.schemas],
            ["set lock_timeout = '10s';\nset role nachet_owner;\n", source.machinery],
            map(_migration, source.migrations),
            stages,
            [_call("apply_sources", _array(source.paths), _array(migrations))],
            ["reset role;\nreset lock_timeout;\n"],
        )
    )


def roles_script(login: str, source: Source | None = None) -> str:
    """The statements that make the roles and let ``login`` deploy, for someone who may create roles."""
    source = source or Source()
    return f"set nachet.deployer = {_literal(login)};\n{source.roles}reset nachet.deployer;\n"


def _migration(migration: Migration) -> str:
    if migration.transactional:
        return _call("run_migration", _literal(migration.id), _literal(migration.sha256), _quoted(migration.sql))
    note = _call("note_migration", _literal(migration.id), "'apply'", _literal(migration.sha256))
    return f"reset role;\n{migration.sql}set role nachet_owner;\n{note}"


def _call(function: str, *arguments: str) -> str:
    return f"select nachet_deploy.{function}({', '.join(arguments)});\n"


def _array(texts: list[str]) -> str:
    lines = ",\n".join(f"    {_literal(text)}" for text in texts)
    return f"array[\n{lines}\n]"


def _literal(text: str) -> str:
    return sql.Literal(text).as_string()


def _quoted(text: str) -> str:
    """The text as it is, between dollar quotes that it does not contain."""
    tag = "$source$"
    while tag in text:
        tag = f"{tag[:-1]}_$"
    return f"{tag}{text}{tag}"
