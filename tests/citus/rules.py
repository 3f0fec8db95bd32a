"""The rules, each a function of the sources that yields what breaks it. The first line of each says the rule.

Rule 1, that no view depends on a constraint, the catalogue tells: ``tests/sql/house_rules``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pglast import ast, enums

from .parse import (
    CONTAINER,
    Function,
    Level,
    Source,
    Statement,
    Table,
    find,
    function_name,
    has_columns,
    last,
    qualifier,
)
from .types import unstable

#: The one function that may lock a table for a call that works in a container.
HOLDER = "_hold_catalogue"


@dataclass(frozen=True)
class Offender:
    """A statement that breaks a rule: where, and what of it."""

    rule: int
    path: str
    function: str
    line: int
    reason: str
    text: str

    def __str__(self) -> str:
        text = " ".join(self.text.split())
        return f"{self.path}:{self.line}: {self.function}: rule {self.rule}: {self.reason}: {text[:100]}"


#: What breaks a rule: the function, the statement, and in what.
Found = Iterator[tuple[Function, Statement, str]]


def offenders(source: Source, rule: int) -> list[Offender]:
    """What breaks the rule of that number, each once."""
    found = {
        Offender(rule, function.path, function.name, statement.line, reason, statement.text): None
        for function, statement, reason in RULES[rule](source)
    }
    return list(found)


def no_sql_function_names_a_table_below_a_container(source: Source) -> Found:
    """No ``language sql`` function names a table below a container.

    It is inlined into the query of one shard, and there reads the empty table that bears the name. One that analysts
    ask, and no other function, is a query of theirs.
    """
    for function, statement in _all(source.functions):
        if function.language == "sql" and function.name not in source.queries:
            for table in statement.tables:
                if source.is_spread(table):
                    yield function, statement, f"names {table.name}"


def tables_are_locked_locally(source: Source) -> Found:
    """``lock table`` only in ``_hold_catalogue``, with propagation off, and where no container is at work."""
    for function in source.functions:
        for statement, before in _with_those_before(function):
            if not isinstance(statement.node, ast.LockStmt):
                continue
            if function.name == HOLDER:
                if not any(_sets(s, "citus.enable_ddl_propagation", "off") for s in before):
                    yield function, statement, "without citus.enable_ddl_propagation = off before it"
            elif function.name in source.inside_container:
                yield function, statement, "locks a table on all nodes"


def a_statement_writes_once(source: Source) -> Found:
    """One writer a statement; no ``insert`` inside ``with``. Of statements that name a table below a container.

    What a CTE gives back goes to every node, and the call becomes a transaction of all of them.
    """
    for function, statement in _all(source.functions):
        if not any(source.is_spread(table) for table in statement.tables):
            continue
        writers = [level for level in statement.levels if level.writes]
        if len(writers) > 1:
            yield function, statement, f"{len(writers)} writers"
        elif any(isinstance(level.node, ast.InsertStmt) and level.role == "with" for level in writers):
            yield function, statement, "insert inside with"


def readers_are_called_alone(source: Source) -> Found:
    """No call of a function that reads tables in a statement that names one; its answer goes into a variable first."""
    for function, statement in _all((*source.functions, *source.views)):
        if statement.tables and function.name not in source.queries:
            for name in statement.calls:
                if name in source.readers and name not in source.queries:
                    yield function, statement, f"calls {name}, which reads tables"


def a_list_is_never_empty_over_a_cte(source: Source) -> Found:
    """No ``select from`` with an empty list over a CTE or a sub-select, nor as an uncorrelated sub-select.

    Of statements that name a table below a container. A sub-select that is all that a statement asks,
    ``if exists (select from ...)``, is no such.
    """
    for function, statement in _all((*source.functions, *source.views)):
        if not any(source.is_spread(table) for table in statement.tables):
            continue
        for level in statement.levels:
            if not _has_empty_list(level):
                continue
            if any(not table.schema and table.name in level.ctes for table in level.tables):
                yield function, statement, "empty list over a CTE"
            elif any(child.role == "from" for child in level.children):
                yield function, statement, "empty list over a sub-select"
            elif (
                level.role == "sub-select"
                and level.tables
                and not level.correlated
                and any(around.tables for around in level.above())
            ):
                yield function, statement, "empty list in an uncorrelated sub-select"


def no_unstable_expression_over_a_column_is_written(source: Source) -> Found:
    """No stable expression over a column in ``set``, ``values`` or ``where`` of a write.

    Such as ``jsonb_build_object(column)``, ``uuid || text``, ``timestamptz + interval``. Also not in what an insert
    takes from a CTE that writes.
    """
    for function, statement in _all(source.functions):
        writers = [level for level in statement.levels if level.writes]
        for level in writers:
            if not any(table.target and source.is_spread(table) for table in level.tables):
                continue
            for place, expression in _written(level, alone=len(writers) == 1):
                if reason := unstable(expression, place, function, source):
                    yield function, statement, reason


def every_table_says_its_container(source: Source) -> Found:
    """Each table below a container has its own ``container_id = <variable>``; one container a statement.

    Where a function works in none, and in views, such tables are joined by ``container_id``; no sub-select is lateral
    or asks such a table for rows of another kind.
    """
    for function, statement in _all((*source.functions, *source.views)):
        containers = set()
        for level in statement.levels:
            for table in _read(level, source):
                values = list(_containers(table, level))
                containers.update(values)
                if function.has_container:
                    if not values:
                        yield function, statement, f"{table.alias} ({table.name}) without a container"
                elif not values and (reason := _astray(table, level, source)):
                    yield function, statement, reason
        if len(containers) > 1:
            yield function, statement, f"two containers: {', '.join(sorted(containers))}"


def rows_are_locked_in_a_container(source: Source) -> Found:
    """Row locks on a table below a container only with ``container_id = <variable>``."""
    for function, statement in _all(source.functions):
        for level in statement.levels:
            for clause in getattr(level.node, "lockingClause", None) or ():
                named = {relation.relname for relation in clause.lockedRels or ()}
                for table in _read(level, source):
                    if (not named or table.alias in named) and not list(_containers(table, level)):
                        yield function, statement, f"locks rows of {table.name} in all containers"


def writes_everywhere_are_sequential(source: Source) -> Found:
    """Writes without a container come after ``set_config('citus.multi_shard_modify_mode', 'sequential', true)``."""
    for function in source.functions:
        for statement, before in _with_those_before(function):
            if not _sequential(before):
                for name in _written_everywhere(statement, source):
                    yield function, statement, f"writes {name} in all containers"


def nothing_is_written_on_all_nodes_after_them(source: Source) -> Found:
    """After a write without a container no write to a table that is on every node, unless they are sequential."""
    writers = _writers_of_references(source)
    for function in source.functions:
        for statement, before in _with_those_before(function):
            if _sequential(before) or not any(any(_written_everywhere(s, source)) for s in before):
                continue
            targets = {table.name for table in statement.tables if table.target and not source.is_spread(table)}
            targets |= {f"what {name} writes" for name in statement.calls if name in writers}
            if targets:
                yield function, statement, f"writes {', '.join(sorted(targets))} after a write in all containers"


def outer_joins_take_what_is_counted_below(source: Source) -> Found:
    """What is joined to a table on every node from outside is a grouped sub-select, not a table below a container.

    Where a function works in none, and in views: else each of its rows comes to the coordinator, to be joined there.
    """
    for function, statement in _all((*source.functions, *source.views)):
        if function.has_container:
            continue
        spread = {(table.schema, table.name) for table in statement.tables if source.is_spread(table)}
        for join in find(statement.node, ast.JoinExpr):
            if join.jointype != enums.JoinType.JOIN_LEFT or not isinstance(join.rarg, ast.RangeVar):
                continue
            around = list(find(join.larg, ast.RangeVar))
            # What has no schema is a CTE, whose rows may lie by container too.
            beside = any(not one.schemaname or (one.schemaname, one.relname) in spread for one in around)
            if not beside and (join.rarg.schemaname, join.rarg.relname) in spread:
                yield function, statement, f"each row of {join.rarg.relname} is fetched to be joined"


RULES: dict[int, Callable[[Source], Found]] = {
    2: no_sql_function_names_a_table_below_a_container,
    3: tables_are_locked_locally,
    4: a_statement_writes_once,
    5: readers_are_called_alone,
    6: a_list_is_never_empty_over_a_cte,
    7: no_unstable_expression_over_a_column_is_written,
    8: every_table_says_its_container,
    9: rows_are_locked_in_a_container,
    10: writes_everywhere_are_sequential,
    11: nothing_is_written_on_all_nodes_after_them,
    12: outer_joins_take_what_is_counted_below,
}


def _all(functions: tuple[Function, ...]) -> Iterator[tuple[Function, Statement]]:
    for function in functions:
        for statement in function.statements:
            yield function, statement


def _with_those_before(function: Function) -> Iterator[tuple[Statement, tuple[Statement, ...]]]:
    for number, statement in enumerate(function.statements):
        yield statement, function.statements[:number]


def _sets(statement: Statement, setting: str, value: str) -> bool:
    """Whether it calls ``set_config(setting, value, true)``."""
    for call in find(statement.node, ast.FuncCall):
        if function_name(call)[1] == "set_config":
            given = [getattr(argument.val, "sval", None) for argument in call.args if isinstance(argument, ast.A_Const)]
            if given[:2] == [setting, value]:
                return True
    return False


def _sequential(before: tuple[Statement, ...]) -> bool:
    return any(_sets(statement, "citus.multi_shard_modify_mode", "sequential") for statement in before)


def _has_empty_list(level: Level) -> bool:
    node = level.node
    return (
        isinstance(node, ast.SelectStmt)
        and node.op == enums.SetOperation.SETOP_NONE
        and not node.targetList
        and not node.valuesLists
    )


def _read(level: Level, source: Source) -> Iterator[Table]:
    """The tables below a container that a level takes rows from, or changes rows of."""
    inserts = isinstance(level.node, ast.InsertStmt)
    for table in level.tables:
        if source.is_spread(table) and not (inserts and table.target):
            yield table


def elsewhere(source: Source) -> dict[str, set[str]]:
    """Functions that ask, themselves or through others, for rows of a container that is not theirs; by which variable.

    Of those that work in a container: the call asks another node as well.
    """
    found: dict[str, set[str]] = {}
    for function, statement in _all(source.functions):
        asked = {name for level in statement.levels for t in _read(level, source) for name in _containers(t, level)}
        if function.has_container and (others := asked - {f"p_{CONTAINER}", "$1"}):
            found.setdefault(function.name, set()).update(others)
    while True:
        more = {
            function.name: found.get(function.name, set()) | {f"by {name}"}
            for function, statement in _all(source.functions)
            for name in statement.calls
            if function.has_container and name in found and f"by {name}" not in found.get(function.name, set())
        }
        if not more:
            return found
        found |= more


def _equals_of(table: Table, level: Level) -> Iterator[Any]:
    """What the table's ``container_id`` must equal."""
    for condition in level.conditions:
        if isinstance(condition, ast.A_Expr) and [part.sval for part in condition.name] == ["="]:
            sides = (condition.lexpr, condition.rexpr)
            if condition.kind == enums.A_Expr_Kind.AEXPR_OP:
                for this, other in (sides, sides[::-1]):
                    if isinstance(this, ast.ColumnRef) and (qualifier(this), last(this)) == (table.alias, CONTAINER):
                        yield other


def _containers(table: Table, level: Level) -> Iterator[str]:
    """The variables that the table's ``container_id`` must equal."""
    for other in _equals_of(table, level):
        if not has_columns(other) and not any(find(other, ast.SubLink)):
            yield " ".join(
                ".".join(part.sval for part in column.fields if isinstance(part, ast.String))
                for column in find(other, ast.ColumnRef)
            )


def _astray(table: Table, level: Level, source: Source) -> str:
    """What is wrong with a table that is named where no one container is at work; nothing if all is well."""
    path = (level, *level.above())
    if any(each.role == "lateral" for each in path):
        return f"{table.alias} ({table.name}) in a lateral sub-select"
    asked = next((each for each in path if each.role == "sub-select" and each.correlated), None)
    if asked and not any(True for each in asked.above() for _ in _read(each, source)):
        return f"{table.alias} ({table.name}) in a sub-select for each row of another table"
    joined = asked or any(other is not table for other in _read(level, source))
    if joined and not any(
        isinstance(other, ast.ColumnRef) and last(other) == CONTAINER for other in _equals_of(table, level)
    ):
        return f"{table.alias} ({table.name}) joined without its container"
    return ""


def _written(level: Level, *, alone: bool) -> Iterator[tuple[Level, Any]]:
    """The expressions of a write that are worked out where its rows are, and the levels that they stand in."""
    node = level.node
    for condition in level.conditions:
        yield level, condition
    if isinstance(node, ast.InsertStmt):
        clause = node.onConflictClause
        for target in (clause and clause.targetList) or ():
            yield level, target.val
        for child in level.children:
            if child.role == "insert":
                for row in child.node.valuesLists or ():
                    yield from ((child, value) for value in row)
                for target in (not alone and child.node.targetList) or ():
                    yield child, target.val
    else:
        for target in getattr(node, "targetList", None) or ():
            yield level, target.val


def _written_everywhere(statement: Statement, source: Source) -> Iterator[str]:
    """The tables below a container in which a statement writes without saying in which one."""
    for level in statement.levels:
        for table in level.tables:
            if not (level.writes and table.target and source.is_spread(table)):
                continue
            if not isinstance(level.node, ast.InsertStmt):
                if not list(_containers(table, level)):
                    yield table.name
            elif any(has_columns(value) for value in _inserted_containers(level.node)):
                yield table.name


def _inserted_containers(node: Any) -> Iterator[Any]:
    """What an insert writes as ``container_id``."""
    names = [target.name for target in node.cols or ()]
    if CONTAINER not in names or node.selectStmt is None:
        return
    position = names.index(CONTAINER)
    waiting = [node.selectStmt]
    while waiting:
        select = waiting.pop()
        if select.op != enums.SetOperation.SETOP_NONE:
            waiting += [select.larg, select.rarg]
        for row in select.valuesLists or ():
            yield row[position]
        if select.targetList:
            yield select.targetList[position].val


def _writers_of_references(source: Source) -> set[str]:
    """Functions that write a table that is on every node, themselves or through another."""
    found = {
        function.name
        for function, statement in _all(source.functions)
        if any(table.target and not source.is_spread(table) for table in statement.tables)
    }
    while True:
        more = {f.name for f, statement in _all(source.functions) if found.intersection(statement.calls)}
        if more <= found:
            return found
        found |= more
