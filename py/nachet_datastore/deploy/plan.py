"""A plan: the SQL statements that make a database what the source says, from what it has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import NamedTuple

from psycopg.sql import quote

from ..languages import _, marked
from .source import Item, Migration, Source, digest
from .state import (
    EVERYONE,
    INTERFACE,
    PRIVATE,
    REPAIRED,
    SCHEMAS,
    Deployed,
    Drift,
    State,
    find_drift,
    key,
    refuse_dependents,
)

#: Before what the owner does; shorter than ``deadlock_timeout``, so that no deadlock ends a client's statement.
AS_OWNER = ("set local lock_timeout = '100ms'", "set local role nachet_owner")
LATE = "-- after: functions\n"  #: Marks a migration that takes away what calls of earlier functions may still use.
#: What a grant calls the objects of a kind, if not tables; and what version 0.1.0 deployed by.
GRANTED = dict.fromkeys(("function", "procedure", "aggregate"), "routine") | {"schema": "schema"}
FORMER = re.compile("(function|table) nachet_deploy[.](?!deployed|_?yoyo_)")


def record_of(source: Source, migration: Migration, operation: str) -> str:
    """The statement that records a migration: the ``operation`` is apply or rollback."""
    ids = {"id": migration.id, "hash": digest(migration.id)}
    return source.filled("record_migration", **ids, sha256=digest(migration.sql), operation=operation)


def parameters_of(item: Item) -> str:
    """A function's parameters, as its file has them."""
    found = re.search(r"function nachet\.\w+\s*\((.*?)\)\s*(?:returns|language)", item.sql, re.DOTALL)
    return found[1] if found else ""


def beside(item: Item) -> Item:
    """The item made beside a function of its name that has another number of parameters."""
    name = f" on {item.name}"
    return item._replace(sql=item.sql.replace(f"{name} ", f"{name}({parameters_of(item)}) "))


#: What people read for each action of a step.
_ACTIONS = {
    "create": marked("create"),
    "change": marked("change"),
    "run": marked("run"),
    "drop": marked("drop"),
    "repair": marked("repair"),
    "record": marked("record"),
    "distribute": marked("distribute"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a deploy does: ``action`` is one of those above; ``reasons`` say why."""

    action: str
    target: str
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{_(_ACTIONS[self.action])} {self.target}" + (f" ({', '.join(self.reasons)})" if self.reasons else "")


class Plan(NamedTuple):
    """What a deploy would do, what is ``left`` to a person, and the SQL, a transaction each; ``late`` only drops."""

    migrations: tuple[Migration, ...]
    steps: tuple[Step, ...]
    left: tuple[Drift, ...]
    prepare: tuple[str, ...]
    statements: tuple[str, ...]
    late: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.migrations or self.steps)


class Planner:
    """Plans the way to what the source says, or back to migration ``to``; ``works`` tries an item in the database."""

    def __init__(self, source: Source, state: State, to: int | None, works: Callable[[Item], bool]) -> None:
        self._source, self._state, self._back, self._works = source, state, to is not None, works
        applied = [migration for migration in source.migrations if migration.id in state.applied]
        back = tuple(migration for migration in reversed(applied) if to is not None and migration.number > to)
        self._migrations = back if self._back else tuple(m for m in source.migrations if m not in applied)
        #: Whether functions and views are changed: not where there is nothing to roll back.
        self._replaces = bool(self._migrations) or not self._back
        self._items = {} if self._back else {item.name: item for item in source.items}
        self._steps: list[Step] = []
        self._statements: list[str] = []
        self._late: dict[str, str] = {}
        self._made: dict[str, str] = {}
        #: By name: the record of an item, and the object that it made. Where none is recorded, version 0.1.0 made them.
        self._rows = {key(thing): (thing, row) for thing, row in state.record.items()}
        self._known = any(map(INTERFACE.match, state.record))
        here = (o for o in state.objects if not self._known or {o, key(o)} & state.record.keys())
        self._here = {key(o): o for o in filter(INTERFACE.match, here)}
        drift = list(find_drift(state.objects, state.record, state.server, tables=state.tables_recorded))
        self._left = tuple(entry for entry in drift if not entry.repaired)
        #: Adding a stored column rewrites the table: empty for who reads as of an earlier start, as a stable function.
        stable = (o for o in self._here.values() if re.match(r"\w+ s ", state.objects[o].get("attributes", "")))
        self._stable = [*stable] if any(" stored" in migration.sql for migration in self._migrations) else []
        self._drift: dict[str, list[str]] = defaultdict(list)
        for entry in drift:
            self._drift[entry.object].append(entry.part)

    def plan(self) -> Plan:
        """Repair and drop first, create and change in the order of the items, then record. Raises ForeignDependent."""
        reasons = {name: self._reasons(item) for name, item in self._items.items()}
        self._repair()
        dropped = self._drop(reasons) if self._replaces else set()
        for name, item in self._items.items():
            thing, data = self._here.get(name), name.startswith("data ")
            exists = bool(thing) if INTERFACE.match(name) else name in self._rows
            why = reasons[name] or (["rows"] if data and not (exists and self._works(item)) else [])
            if exists and not why:
                continue
            self._steps.append(Step("run" if data else "change" if exists else "create", name, tuple(why)))
            self._made[name] = digest(item.sql)
            self._statements += self._repairs(thing) if thing and thing not in dropped else []
            text = beside(item).sql if thing in self._late else item.sql
            self._statements += [] if name.startswith("grants ") else [text]
        self._statements += [f"alter {o} stable" for o in self._stable if not ({o} & dropped or key(o) in self._made)]
        self._record()
        statements = (tuple(self._prepare()), tuple(self._statements), tuple(self._late.values()))
        return Plan(self._migrations, tuple(self._steps), self._left, *statements)

    def _reasons(self, item: Item) -> list[str]:
        """Why an item that was made before is to be made again."""
        if not {item.name} & (self._rows.keys() | self._here.keys()):
            return []
        thing, row = self._rows.get(item.name, ("", Deployed()))
        reasons = ["source"] * (row.sha256 != digest(item.sql)) + [part for part in self._drift[thing] if part]
        return reasons + (["server"] if row.server != self._state.server and "definition" in row.parts else [])

    def _prepare(self) -> Iterator[str]:
        """Roles, schemas and their rights, what else belongs to the owner, and the tables of a deploy."""
        state = self._state
        yield from (self._source.text(f"sql/{name}.sql") for name in ("roles", "schemas", "rights"))
        for thing in sorted(state.objects, key=lambda thing: not SCHEMAS.match(thing)):
            ours = SCHEMAS.match(thing) or thing in state.record or not state.tables_recorded
            if ours and state.objects[thing].get("owner", "nachet_owner") in {*state.may_give} - {"nachet_owner"}:
                yield f"alter {thing} owner to nachet_owner"
        yield AS_OWNER[1]
        if any(SCHEMAS.match(step.target) or step.target.startswith("grants ") for step in self._steps):
            for thing in filter(SCHEMAS.match, state.objects):
                yield from self._repairs(thing) if self._drift[thing] or thing not in state.record else ()
            yield self._source.text("sql/grants.sql")
        yield self._source.text("sql/deploy/tables.sql")
        yield from (f"alter {thing} volatile" for thing in self._stable)

    def _drop(self, reasons: Mapping[str, list[str]]) -> set[str]:
        """Drop what no item makes and what cannot be replaced in place, and before it what stands on it."""
        state = self._state
        keep = {thing for name, thing in self._here.items() if name in self._items}
        former = () if self._known else filter(FORMER.match, state.objects)
        gone = {*filter(INTERFACE.match, state.objects), *former} - keep
        dropped = gone | {thing for thing in keep if reasons[key(thing)] and self._must_go(thing, reasons[key(thing)])}
        waiting = sorted(dropped)
        for thing in waiting:
            for other in sorted(set(state.dependents.get(thing, ())) & state.objects.keys() - dropped):
                dropped.add(other)
                waiting.append(other)
                reasons.get(key(other), []).append(f"stands on {key(thing)}")
        refuse_dependents(state, dropped)
        order = {thing: sorted(set(state.dependents.get(thing, ())) & dropped) for thing in sorted(dropped)}
        ordered, early = list(TopologicalSorter(order).static_order()), set[str]()
        for thing in reversed(ordered):
            if thing in early or {*order[thing]} - gone or not self._is_late(thing, thing in gone):
                early |= {thing, *order[thing]}
        drops = {thing: "drop " + thing.replace(" nachet", " if exists nachet", 1) for thing in ordered}
        self._statements += [drops[thing] for thing in ordered if thing in early]
        self._late = {thing: drops[thing] for thing in ordered if thing not in early}
        foreign = gone - state.record.keys() if self._known else set()
        self._steps += [Step("drop", o, ("foreign",) if o in foreign else ()) for o in ordered if o in gone]
        return dropped

    def _is_late(self, thing: str, gone: bool) -> bool:
        """Whether a call under way may need it, a function, and the item of its name, if any, works beside it."""
        item, function = self._items.get(key(thing)), thing.startswith("function nachet.")
        if gone or item is None or not function:
            return gone and item is None and function
        return thing.count(",") != parameters_of(item).count(",") and self._works(beside(item))

    def _must_go(self, thing: str, reasons: list[str]) -> bool:
        if self._state.objects[thing]["owner"] not in {"nachet_owner", *self._state.may_give}:
            return True
        hard = [reason for reason in reasons if not reason.startswith(REPAIRED)]
        kept = any(reason.startswith(("column ", "rule ", "trigger ", "row security")) for reason in hard)
        item = self._items[key(thing)]
        # With other parameters than before, there would be two of the name.
        one = f";\nselect '{key(thing).partition(' ')[2]}'::regproc" if thing.startswith("function ") else ""
        return kept or (bool(hard) and not self._works(item._replace(sql=item.sql + one)))

    def _repair(self) -> None:
        """Restore rights and comments of what migrations made; those of the schemas are restored before."""
        state = self._state
        taken = sorted({*state.objects.get(EVERYONE, ())} & {*state.may_take})
        self._steps += [Step("repair", EVERYONE, tuple(taken))] if taken and not self._back else []
        for thing in (thing for thing in {**state.objects, **self._drift} if not INTERFACE.match(thing)):
            drift = [part for part in self._drift[thing] if SCHEMAS.match(thing) or part.startswith(REPAIRED)]
            want = state.record.get(thing, Deployed()).parts if state.tables_recorded else None
            ours = thing in state.objects and PRIVATE.match(thing) and want != {}
            statements = list(self._repairs(thing, want)) if ours else []
            if statements or drift:
                self._statements += statements
                self._steps.append(Step("repair", thing, tuple(filter(None, drift)) or ("grants",)))

    def _record(self) -> None:
        """Record what was made; tables only after a migration changed them, so that their drift stays known."""
        record, migrations, applied = self._state.record, self._source.migrations, self._state.applied
        now = self._back or all(LATE in migration.sql for migration in self._migrations)
        ids = digest("\n".join(sorted(applied if now else (migration.id for migration in migrations))))
        tables = record.get("migrations", Deployed()).sha256 != ids
        self._steps += [Step("record", "the tables")] if tables and not self._steps else []
        if self._steps:
            # Those that yoyo applied by itself are not recorded yet.
            rows = {f"migration {m.id}": digest(m.sql) for m in migrations if m.id in applied}
            rows = self._made | {name: text for name, text in rows.items() if name not in record}
            rows |= {"migrations": ids} if tables else {}
            files = [o for o in record if INTERFACE.match(o) or o.startswith(("grants ", "data "))]
            gone = [*self._late, *(o for o in files if self._replaces and key(o) not in self._items)]
            values = {"items": json.dumps(rows, indent=0), "gone": json.dumps(gone)}
            also = f"{SCHEMAS.pattern}|{PRIVATE.pattern}" if tables else SCHEMAS.pattern
            self._statements.append(self._source.filled("record", **values, also=also))

    def _repairs(self, thing: str, want: Mapping[str, str] | None = None) -> Iterator[str]:
        """The statements that make grants and comments those wanted, or only the owner's default privileges."""
        have = self._state.objects[thing]
        if want is None:
            cleared = ("grant to ", "comment") if INTERFACE.match(thing) else "grant to "
            public = thing.endswith(("privileges functions", "privileges types"))
            kept = {"grant to nachet_owner", "grant to public" if public else ""}
            want = {part: value for part, value in have.items() if part in kept or not part.startswith(cleared)}
        kind, _, name = thing.partition(" nachet")
        command, on = "", f"{GRANTED.get(kind, 'table')} nachet{name}"
        if thing.startswith("default privileges "):
            on, _, schema = thing.removeprefix("default privileges ").partition(" ")
            command = f"alter default privileges for role nachet_owner {schema} "
        for part in sorted(part for part in have.keys() | want.keys() if have.get(part) != want.get(part)):
            column = part.removeprefix("comment").removeprefix(" on column ")
            if part.startswith("grant to "):
                grantee = re.split(" on column | with grant option", part.removeprefix("grant to "))[0]
                if part == "grant to nachet_owner" and part in want:
                    # Not all of them: nobody, not even the owner, changes the act log.
                    had, due = (set(filter(None, rights.get(part, "").split(", "))) for rights in (have, want))
                    if too_many := ", ".join(sorted(had - due)):
                        yield f"{command}revoke {too_many} on {on} from {grantee} cascade"
                    if missing := ", ".join(sorted(due - had)):
                        yield f"{command}grant {missing} on {on} to {grantee}"
                    continue
                yield f"{command}revoke all on {on} from {grantee} cascade"
                if grantee == "nachet_owner":
                    yield f"{command}grant all on {on} to nachet_owner"
            elif part.startswith("comment") and (not column or f"column {column}" in have):
                yield f"comment on {f'column nachet{name}.{column}' if column else thing} is {quote(want.get(part))}"
