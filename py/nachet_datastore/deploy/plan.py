"""A plan: the SQL statements that make a database what the source says, from what it has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import NamedTuple

from .source import Item, Migration, Source, digest, literal
from .state import BORN, MENDABLE, Deployed, Drift, Parts, State, find_drift, key, migrated, refuse_dependents, remade

#: Before all else in the transaction that makes functions, views and grants. Replacing a view waits for its readers and
#: makes new ones wait: so briefly that a deadlock ends here, before the server ends it by failing a client.
AS_OWNER = ("set local lock_timeout = '100ms'", "set local role nachet_owner")


def note_of(source: Source, migration: Migration, operation: str) -> str:
    """The statement that takes note of a migration: the ``operation`` is apply or rollback."""
    texts = {"id": migration.id, "sha256": digest(migration.sql), "operation": operation}
    return source.filled("migrated", **{name: literal(text) for name, text in texts.items()})


def array(texts: Iterable[str]) -> str:
    """The texts as an array of SQL."""
    return f"array[{', '.join(map(literal, texts))}]::text[]"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a deploy does: ``action`` is create, change, run, drop, repair or note; ``reasons`` why."""

    action: str
    target: str
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.action} {self.target}" + (f" ({', '.join(self.reasons)})" if self.reasons else "")


class Plan(NamedTuple):
    """What a deploy would do: migrations that are pending, steps after them; ``left`` is what it leaves to a person.

    ``prepare`` are the SQL statements before the migrations, ``statements`` those after them: a transaction each.
    """

    migrations: tuple[Migration, ...]
    steps: tuple[Step, ...]
    left: tuple[Drift, ...]
    prepare: tuple[str, ...]
    statements: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.migrations or self.steps)

    @property
    def summary(self) -> str:
        """In a line."""
        return f"{len(self.migrations)} migrations, {len(self.steps)} steps" if self else "nothing to do"


class Planner:
    """Plans the way from what a database has to what the source says; or back to migration ``to``, without the rest.

    ``works`` says whether a view can be replaced in place, or whether reference data has all its rows.
    """

    def __init__(self, source: Source, state: State, to: int | None, works: Callable[[Item], bool]) -> None:
        self._source, self._state, self._back, self._works = source, state, to is not None, works
        applied = [m for m in source.migrations if m.id in state.applied]
        back = tuple(m for m in reversed(applied) if to is not None and m.number > to)
        self._migrations = back if self._back else tuple(m for m in source.migrations if m not in applied)
        #: Whether functions and views are changed: not where there is nothing to roll back.
        self._remakes = bool(self._migrations) or not self._back
        self._items = {} if self._back else {item.name: item for item in source.items}
        self._steps: list[Step] = []
        self._statements: list[str] = []
        self._noted: list[Item] = []
        #: By name: what is noted of an item, and the object that it made, where that is there.
        self._rows = {key(thing): (thing, row) for thing, row in state.record.items()}
        here = (thing for thing in state.objects if remade(thing) and {thing, key(thing)} & state.record.keys())
        self._here = {key(thing): thing for thing in here}
        #: What version 0.1.0 deployed by, once this version has taken note of what it left.
        tables = [f"table nachet_deploy.{name}" for name in ("source", "object", "migration", "machinery")]
        functions = [thing for thing in state.objects if thing.startswith("function nachet_deploy.")]
        self._former = [*functions, *tables] if {tables[0], "migrations"} <= {*state.objects, *state.record} else []
        drift = list(find_drift(state.objects, state.record, state.server, tables=state.tables_noted))
        self._left = [entry for entry in drift if not entry.mended]
        self._drift: dict[str, list[str]] = defaultdict(list)
        for entry in drift:
            self._drift[entry.object].append(entry.part)

    def plan(self) -> Plan:
        """Raises ForeignDependent where something of somebody else's stands on what must be dropped."""
        reasons = {name: self._reasons(item) for name, item in self._items.items()}
        dropped = self._drop(reasons) if self._remakes else set()
        self._repair()
        for name, item in self._items.items():
            thing = self._here.get(name)
            if name.startswith("grants "):
                self._grant(item)
            elif name.startswith("data "):
                if name not in self._rows or reasons[name] or not self._works(item):
                    self._make(item, "run", reasons[name] or ["rows"])
            elif thing is None:
                self._make(item, "create", reasons[name])
            elif reasons[name]:
                self._statements += [] if thing in dropped else self._mending(thing)
                self._make(item, "change", reasons[name])
        if self._former:
            self._statements += [f"drop {thing}" for thing in self._former]
            self._steps.append(Step("drop", "functions and tables of the former deploy"))
        self._note()
        before = [self._source.text(f"sql/{name}.sql") for name in ("roles", "schemas", "deploy/tables")]
        before[2:2] = [*self._owners(), AS_OWNER[1]]
        return Plan(self._migrations, tuple(self._steps), tuple(self._left), tuple(before), tuple(self._statements))

    def _reasons(self, item: Item) -> list[str]:
        """Why an item that was made before is to be made again."""
        thing, row = self._rows.get(item.name, ("", Deployed(item.sha256)))
        reasons = ["source"] if row.sha256 != item.sha256 else []
        reasons += [part for part in self._drift[thing] if part]
        return reasons + (["server"] if row.server != self._state.server and "printed" in row.parts else [])

    def _owners(self) -> Iterator[str]:
        """Hand over what the login may, schemas first: before anything is done as the owner."""
        for thing, parts in sorted(self._state.objects.items(), key=lambda entry: not entry[0].startswith(BORN)):
            ours = thing.startswith(BORN) or thing in self._state.record or not self._state.tables_noted
            if ours and parts.get("owner", "nachet_owner") in {*self._state.may_give} - {"nachet_owner"}:
                yield f"alter {thing} owner to nachet_owner"

    def _drop(self, reasons: Mapping[str, list[str]]) -> set[str]:
        """Drop what no item makes and what cannot be replaced in place, and before it what stands on it."""
        state = self._state
        keep = {thing for name, thing in self._here.items() if name in self._items}
        gone = set(filter(remade, state.objects)) - keep
        dropped = gone | {thing for thing in keep if reasons[key(thing)] and self._must_go(thing, reasons[key(thing)])}
        waiting = sorted(dropped)
        for thing in waiting:
            for other in sorted(set(state.dependents.get(thing, ())) & state.objects.keys() - dropped):
                dropped.add(other)
                waiting.append(other)
                reasons.get(key(other), []).append(f"stands on {key(thing)}")
        refuse_dependents(state, dropped)
        order = {thing: sorted(set(state.dependents.get(thing, ())) & dropped) for thing in sorted(dropped)}
        for thing in TopologicalSorter(order).static_order():
            self._statements.append(f"drop {thing}")
            if thing in gone:
                self._steps.append(Step("drop", thing, () if thing in state.record else ("foreign",)))
        return dropped

    def _must_go(self, thing: str, reasons: list[str]) -> bool:
        item, row = self._items[key(thing)], self._rows[key(thing)][1]
        if self._state.objects[thing]["owner"] not in {"nachet_owner", *self._state.may_give}:
            return True
        if thing.startswith("function "):
            return row.shape != item.shape or not {"arguments", "answer"}.isdisjoint(reasons)
        hard = {reason for reason in reasons if not reason.startswith(MENDABLE)}
        return not hard <= {"source", "printed", "server", "options"} or (bool(hard) and not self._works(item))

    def _grant(self, item: Item) -> None:
        """The rights to the schemas, and those that things are born with: all or none."""
        things = [thing for thing in self._state.objects if thing.startswith(BORN)]
        drift = [f"{thing}: {part}" if part else thing for thing in things for part in self._drift[thing]]
        reasons, made = self._reasons(item) + drift, item.name in self._rows
        if reasons or not made:
            self._statements += [text for thing in things for text in self._mending(thing)]
            self._make(item, "change" if made else "create", reasons)

    def _make(self, item: Item, action: str, reasons: Iterable[str]) -> None:
        self._steps.append(Step(action, item.name, tuple(reasons)))
        self._statements.append(item.sql)
        self._noted.append(item)

    def _repair(self) -> None:
        """Give what migrations made its rights and comments back."""
        state = self._state
        for thing in filter(migrated, state.objects):
            noted = state.record.get(thing, Deployed()).parts if state.tables_noted else None
            statements = [] if noted == {} else list(self._mending(thing, noted))
            reasons = [part for part in self._drift[thing] if part.startswith(MENDABLE)]
            if statements or reasons:
                self._statements += statements
                self._steps.append(Step("repair", thing, tuple(reasons or ["grants"])))

    def _note(self) -> None:
        """Take note of what was made; of tables only where a migration was at them, so that their drift stays known."""
        record, migrations, applied = self._state.record, self._source.migrations, set(self._state.applied)
        rows = [(item.name, item.sha256, item.shape) for item in self._noted]
        groups = {"grants"} if any(item.name.startswith("grants ") for item in self._noted) else set()
        ids = digest("\n".join(sorted(applied if self._back else {migration.id for migration in migrations})))
        if record.get("migrations", Deployed()).sha256 != ids:
            groups.add("tables")
            rows.append(("migrations", ids, None))
            self._steps += [] if self._steps else [Step("note", "the tables")]
        # Those that yoyo applied by itself.
        notes = {f"migration {m.id}": digest(m.sql) for m in migrations if m.id in applied}
        rows += [(name, text, None) for name, text in notes.items() if name not in record]
        names = {name for name, _, _ in rows}

        def gone(thing: str) -> bool:
            if migrated(thing) or thing.startswith(BORN):
                return ("grants" if thing.startswith(BORN) else "tables") in groups or thing in self._former
            unmade = self._remakes and not thing.startswith("migration") and key(thing) not in self._items
            return key(thing) in names or unmade

        if self._steps:
            items = json.dumps([{"name": name, "sha256": text, "shape": shape} for name, text, shape in rows], indent=0)
            values = {"items": literal(items), "gone": array(filter(gone, record)), "groups": array(groups)}
            catalogue = self._source.text("sql/deploy/catalogue.sql")
            note = self._source.filled("note", catalogue=catalogue, **values)
            self._statements = [*AS_OWNER, *self._statements, note]

    def _mending(self, thing: str, want: Parts | None = None) -> Iterator[str]:
        """The statements that make grants and comments those wanted, or only those that the owner is born with."""
        have = self._state.objects[thing]
        if want is None:
            cleared = ("grant to ", "comment") if remade(thing) else "grant to "
            kept = ["grant to nachet_owner", "grant to public"][: 2 if thing[19:] in ("functions", "types") else 1]
            want = {part: value for part, value in have.items() if part in kept or not part.startswith(cleared)}
        kind, _, name = thing.partition(" nachet")
        routine = kind in ("function", "procedure", "aggregate")
        command, on = (
            "",
            f"{'routine' if routine else kind if kind in ('schema', 'sequence') else 'table'} nachet{name}",
        )
        if kind.startswith("default privileges "):
            on, _, schema = thing.removeprefix("default privileges ").partition(" ")
            command = f"alter default privileges for role nachet_owner {schema} "
        for part in sorted(part for part in have.keys() | want.keys() if have.get(part) != want.get(part)):
            column = part.removeprefix("comment").removeprefix(" on column ")
            if part.startswith("grant to "):
                grantee = re.split(" on column | with grant option", part.removeprefix("grant to "))[0]
                yield f"{command}revoke all on {on} from {grantee} cascade"
                if grantee == "nachet_owner":
                    yield f"{command}grant all on {on} to nachet_owner"
            elif part.startswith("comment") and (not column or f"column {column}" in have):
                yield f"comment on {f'column nachet{name}.{column}' if column else thing} is {literal(want.get(part))}"
