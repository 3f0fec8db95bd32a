"""What a database has, beside what it had after the last deploy; and what speaks against deploying there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg

from .. import errors
from ..connecting import parameters
from ..languages import _, marked
from .source import Source, digest

#: What the settings of a server, database or role must not change while a deploy or a look at the catalogue goes on.
PINS = """\
set search_path = pg_catalog, pg_temp;
select set_config(s.name, split_part(p.pin, '=', 2), false)
from pg_catalog.pg_settings as s
inner join unnest(array[
    'client_encoding=UTF8', 'standard_conforming_strings=on', 'quote_all_identifiers=off', 'check_function_bodies=on',
    'transform_null_equals=off', 'array_nulls=on', 'xmloption=content', 'row_security=on', 'statement_timeout=0',
    'lock_timeout=0', 'transaction_timeout=0', 'idle_in_transaction_session_timeout=0', 'idle_session_timeout=0',
    'default_transaction_isolation=read committed', 'default_transaction_read_only=off',
    'default_transaction_deferrable=off', 'DateStyle=ISO, MDY', 'TimeZone=UTC', 'IntervalStyle=postgres',
    'bytea_output=hex', 'extra_float_digits=1', 'jit=off',
    'citus.multi_shard_modify_mode=sequential', 'citus.enable_local_reference_table_foreign_keys=off'
]) as p (pin) on s.name = split_part(p.pin, '=', 1) and s.setting <> split_part(p.pin, '=', 2)
"""
#: Whose objects the login may take over: a superuser may act as anybody, but takes nothing from just anybody.
_GIVERS = """
select array_agg(r.rolname::text) from pg_roles as r
left join pg_database as d on r.oid = d.datdba and d.datname = current_database()
where pg_has_role(r.oid, 'usage') and (r.rolsuper or d.oid is not null or r.rolname in (current_user, 'nachet_owner')
    or pg_has_role(r.oid, to_regrole('nachet_owner'), 'member'))
"""
#: Functions and views of the interface: made by a deploy, and dropped where no file makes them.
INTERFACE = re.compile("(function|procedure|aggregate|view|materialized view) nachet[.]")
#: What migrations made, and the tables in which a deploy records things.
PRIVATE = re.compile("^[a-z ]+ nachet_(data|deploy)[.]")
#: What ``sql/grants.sql`` is about: the schemas, and the owner's default privileges.
SCHEMAS = re.compile("^(schema|default privileges) ")
#: Mapping[str, str] of which a deploy puts right what was changed by hand, in tables too.
REPAIRED = ("owner", "grant to ", "comment")
#: What ``sql/rights.sql`` takes from PUBLIC: it is no change by hand where it is there.
EVERYONE = "rights of public"
#: Which of it the login may take.
_MAY_TAKE = """
select array_remove(array[
    case when pg_has_role(d.datdba, 'usage') then 'temporary tables' end,
    case when current_setting('is_superuser') = 'on' then 'large objects' end
], null) from pg_database as d where d.datname = current_database()
"""
#: Objects by kind and name, each with the values of its parts.
Objects = Mapping[str, Mapping[str, str]]


def key(thing: str) -> str:
    """An object's name without the arguments."""
    return thing.partition("(")[0]


class Deployed(NamedTuple):
    """What was recorded when an object or a file was deployed."""

    sha256: str = ""
    server: int = 0
    parts: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Drift:
    """A part of an object, or (``part`` is empty) the whole, that is not as deployed; whether a deploy repairs it."""

    object: str
    part: str
    was: str | None
    now: str | None
    repaired: bool

    def __str__(self) -> str:
        missing, added, changed = _("{what} missing by hand"), _("{what} added by hand"), _("{what} changed by hand")
        change = missing if self.now is None else added if self.was is None else changed
        told = change.format(what=": ".join(filter(None, (self.object, self.part))))
        after = _("a deploy puts it right") if self.repaired else _("a deploy leaves it")
        return _("{drift}; {after}").format(drift=told, after=after)


class State(NamedTuple):
    """What a database has; ``may_give`` are the owners in whose name the login may act.

    ``may_take`` names the rights of PUBLIC that the login may take back.
    """

    server: int = 0
    may_give: Collection[str] = ()
    may_take: Collection[str] = ()
    objects: Objects = {}  # noqa: RUF012 - nobody changes it
    dependents: Mapping[str, list[str]] = {}
    applied: Collection[str] = ()
    record: Mapping[str, Deployed] = {}

    @property
    def tables_recorded(self) -> bool:
        """Whether no migration was applied or rolled back since the tables were recorded."""
        return self.record.get("migrations", Deployed()).sha256 == digest("\n".join(sorted(self.applied)))


def find_drift(objects: Objects, record: Mapping[str, Deployed], server: int, *, tables: bool) -> Iterator[Drift]:
    """What differs between the catalogue and the record; with ``tables``, also in what migrations made."""
    deployed = any(row.parts for row in record.values())
    for thing in sorted(objects.keys() - {EVERYONE} | {name for name, row in record.items() if row.parts}):
        now, was = objects.get(thing, {}), record.get(thing, Deployed()).parts
        repaired = bool(INTERFACE.match(thing) or SCHEMAS.match(thing))
        if thing.startswith(("role ", "settings of ")):  # Nothing of these is to be there.
            yield from (Drift(thing, part, None, value, repaired=False) for part, value in now.items())
        elif deployed and (tables or repaired) and not (was and now) and not thing.startswith("default "):
            yield Drift(thing, "", "there" if was else None, "there" if now else None, repaired=repaired)
        elif deployed and (tables or repaired):
            for part in sorted(was.keys() | now.keys()):
                # Another version of the server prints the same query in other words. A column's comment goes with it.
                same = part == "definition" and record[thing].server != server
                same |= part.startswith("comment on ") and part.removeprefix("comment on ") not in now
                if was.get(part) != now.get(part) and not same:
                    yield Drift(thing, part, was.get(part), now.get(part), repaired or part.startswith(REPAIRED))


@contextmanager
def connect(url: str) -> Iterator[psycopg.Connection]:
    """A connection on which the settings of login, database and server change nothing."""
    settings = {**parameters(url), "client_encoding": "utf8", "application_name": "nachet-datastore deploy"}
    with psycopg.connect(autocommit=True, **settings) as conn:
        conn.execute(f"set role none; {PINS}")
        yield conn


def _read_objects(conn: psycopg.Connection, source: Source) -> dict[str, dict[str, str]]:
    try:
        return dict(sorted(conn.execute(source.text("sql/deploy/catalogue.sql"))))
    except psycopg.errors.InternalError_:  # An object went while it was looked at.
        return _read_objects(conn, source)


def read_state(conn: psycopg.Connection, source: Source, *, rollback: bool) -> State:
    """Look at a database, changing nothing, and refuse it where something speaks against a deploy or a rollback."""
    login = conn.info.user
    if conn.info.parameter_status("in_hot_standby") == "on":
        raise errors.ReadOnlyServer({"login": login})
    if conn.info.parameter_status("server_encoding") != "UTF8":
        raise errors.WrongEncoding({"login": login})
    may_give = _ask(conn, _GIVERS)
    objects = _read_objects(conn, source)
    owners = {thing: parts.get("owner", "nachet_owner") for thing, parts in objects.items()}
    foreign = {thing: owner for thing, owner in owners.items() if owner != "nachet_owner"}
    dependents: dict[str, list[str]] = defaultdict(list)
    with conn.transaction(force_rollback=True):
        # What a deploy begins with shows whether it can.
        for text, error in (("roles", errors.RolesMissing), ("schemas", errors.RightMissing)):
            try:
                conn.execute(source.text(f"sql/{text}.sql"))
            except psycopg.errors.InsufficientPrivilege as refusal:
                raise error({"login": login}) from refusal
        _require_givers({thing: owner for thing, owner in foreign.items() if SCHEMAS.match(thing)}, may_give)
        tables = {"schema nachet_deploy", "table nachet_deploy._yoyo_migration", "table nachet_deploy.deployed"}
        if tables & owners.keys() and not tables & foreign.keys():
            conn.execute("set local role nachet_owner")
        yoyo = "select m.migration_id from nachet_deploy._yoyo_migration as m"
        applied = [row[0] for row in conn.execute(yoyo)] if "table nachet_deploy._yoyo_migration" in objects else []
        if unknown := sorted({*applied} - {migration.id for migration in source.migrations}):
            raise errors.UnknownMigration({"migrations": unknown})
        for thing, dependent in conn.execute(source.text("sql/deploy/dependents.sql")):
            dependents[thing].append(dependent)
        query = "select d.object, d.sha256, d.server, d.parts from nachet_deploy.deployed as d"
        rows = conn.execute(query) if "table nachet_deploy.deployed" in objects else ()
        record = {row[0]: Deployed(*row[1:]) for row in rows}
    may_take = _ask(conn, _MAY_TAKE)
    state = State(conn.info.server_version // 10000, may_give, may_take, objects, dependents, applied, record)
    # What is somebody else's stays theirs: neither dropped nor handed over.
    ours = record.keys() | {thing for thing in foreign if "yoyo" in thing or SCHEMAS.match(thing)}
    theirs = {thing: owner for thing, owner in foreign.items() if owner != login and not {thing, key(thing)} & ours}
    if theirs:
        raise errors.ForeignObject({"objects": theirs})
    _require_givers({thing: owner for thing, owner in foreign.items() if not INTERFACE.match(thing)}, may_give)
    if rollback:
        refuse_dependents(state, dependents)
    return state


def _require_givers(owners: Mapping[str, str], may_give: Collection[str]) -> None:
    for thing, owner in owners.items():
        if owner not in may_give:
            raise errors.OwnerMissing({"object": thing, "owner": owner})


def refuse_dependents(state: State, things: Iterable[str]) -> None:
    """Refuse to take away what something outside of the schemas stands on."""
    for thing in sorted(things):
        if theirs := [name for name in state.dependents.get(thing, ()) if name not in state.objects]:
            raise errors.ForeignDependent({"object": thing, "dependents": theirs})


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """What differs from the source, and what the database tells of itself; ``problems`` says it, a line for each.

    ``notes`` says what a deploy by another login would put right. ``database``, the answer of ``nachet.get_status``, is
    None where nothing is deployed; ``outdated`` is deployed with another text, or not at all. ``distribution``, that of
    ``nachet.get_distribution``, is None where the function is not deployed.
    """

    pending: tuple[str, ...]
    edited: tuple[str, ...]
    unknown: tuple[str, ...]
    outdated: tuple[str, ...]
    removed: tuple[str, ...]
    drift: tuple[Drift, ...]
    lost_species: tuple[str, ...]
    everyone: tuple[str, ...]
    database: dict[str, Any] | None
    distribution: dict[str, Any] | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        told = {
            "temporary tables": _(
                "every login may make temporary tables here, until a deploy by the owner of the database"
            ),
            "large objects": _("every login may make large objects here, until a deploy by a superuser"),
        }
        return tuple(told[what] for what in self.everyone)

    @property
    def problems(self) -> tuple[str, ...]:
        told = self.database or {"deploy_finished": True, "invalid_indexes": (), "blobs": None}
        stuck = [told["blobs"]] if told["blobs"] and told["blobs"]["nb_parked"] else []
        return (
            *(() if self.database else (_("functions and views are not deployed"),)),
            *_each(_("migration {name} is pending"), self.pending),
            *_each(_("migration {name} was edited after it was applied"), self.edited),
            *_each(_("migration {name} is not in this package: the database is newer"), self.unknown),
            *(() if told["deploy_finished"] else (_("a deploy ended after its migrations: deploy again"),)),
            *_each(_("{name} differs from what is deployed"), self.outdated),
            *_each(_("{name} is deployed, but not in this package"), self.removed),
            *map(str, self.drift),
            *_each(_("species {name} leads nowhere: it is neither a name nor an alias"), self.lost_species),
            *_each(_("index {name} is invalid: drop it and create it again"), told["invalid_indexes"]),
            *(_("{nb_parked} blob tasks failed too often: {last_error}").format(**blobs) for blobs in stuck),
            *_scattered(self.distribution or {"missing": (), "nodes": ()}),
        )


def _each(text: str, names: Iterable[str]) -> Iterator[str]:
    return (text.format(name=name) for name in names)


#: What people read of a thing that does not lie on the nodes of a cluster as planned, by what it is to be.
_MISSING = {
    "reference": marked("table {name} is not on every node"),
    "distributed": marked("table {name} is not distributed"),
    "view": marked("view {name} is not on every node"),
    "delegated": marked("function {name} is not delegated to the node of its container"),
    "carried": marked("function {name} is not on every node"),
}


def _scattered(distribution: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a cluster."""
    yield from (_(_MISSING[part["kind"]]).format(name=part["name"]) for part in distribution["missing"])
    for node in distribution["nodes"]:
        if node["error"]:
            yield _("node {node} does not answer: {error}").format(**node)
        yield from (_("node {node} lacks role {name}").format(node=node["node"], name=name) for name in node["roles"])
        open_there = _("on node {node} everybody may execute {name}")
        yield from (open_there.format(node=node["node"], name=name) for name in node["open"])


def read_status(database_url: str = "", *, source: Source | None = None) -> DatabaseStatus:
    """Compare a database with the source: by any login that may call the functions. Raises ``psycopg.Error``."""
    source = source or Source()
    with connect(database_url) as conn:
        objects = _read_objects(conn, source)
        # Somebody else's function of that name could do anything with the login's rights.
        ours = objects.get("schema nachet", {}).get("owner") in {"nachet_owner", *(_ask(conn, _GIVERS) or ())}
        told = _ask(conn, "select nachet.get_status()") if ours else None
        names = None if told else _ask(conn, "select array_agg(m.migration_id) from nachet_deploy._yoyo_migration as m")
        lost = tuple(_lost_species(conn, source)) if told else ()
        distribution = _ask(conn, "select nachet.get_distribution()") if told else None
        server = conn.info.server_version // 10000
    applied = {row["migration_id"]: row["sha256"] for row in told["migrations"]} if told else dict.fromkeys(names or ())
    database = told if told and "deployed" in told else None
    record = {name: Deployed(**row) for name, row in (database or {"deployed": {}})["deployed"].items()}
    recorded = {key(name): row.sha256 for name, row in record.items() if row.sha256}
    contents = {migration.id: digest(migration.sql) for migration in source.migrations}
    items = {item.name: digest(item.sql) for item in source.items} if database else {}
    drift = find_drift(objects, record, server, tables=bool(database and database["deploy_finished"]))
    return DatabaseStatus(
        pending=tuple(name for name in contents if name not in applied),
        edited=tuple(name for name, text in contents.items() if applied.get(name) not in (None, text)),
        unknown=tuple(sorted(applied.keys() - contents)),
        outdated=tuple(sorted(name for name, text in items.items() if recorded.get(name) != text)),
        removed=tuple(sorted(recorded.keys() - items)),
        drift=tuple(drift),
        lost_species=lost,
        everyone=tuple(sorted(objects.get(EVERYONE, ()), reverse=True)),
        database=database,
        distribution=distribution,
    )


def _ask(conn: psycopg.Connection, query: str) -> Any:
    """The value that the database gives; None where it has nothing to ask."""
    try:
        return (conn.execute(query).fetchone() or (None,))[0]
    except (psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedTable):
        return None


def _lost_species(conn: psycopg.Connection, source: Source) -> Iterator[str]:
    """Names of the reference data that no species has, nor had, as far as the login may ask."""
    text = "".join(item.sql for item in source.items if item.name.startswith("data "))
    for name in re.findall(r"^ *\('[0-9a-f-]{36}'(?:::uuid)?, '([^']+)'", text, re.MULTILINE):
        try:
            conn.execute("select nachet.resolve_seed(%s)", [name])
        except psycopg.Error as error:
            if error.sqlstate == "NX007":
                yield name
