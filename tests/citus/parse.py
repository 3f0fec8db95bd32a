"""Migrations, functions and views as PostgreSQL's own parser reads them: statements, and the levels of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pglast import ast, enums, parse_plpgsql, parse_sql
from pglast.parser import ParseError

#: The column by which rows are spread over nodes.
CONTAINER = "container_id"

#: How variables, parameters and constants of a function are named: a test holds the sources to it.
_VARIABLE = re.compile(r"[vpc]_")

_WRITES = (ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt)

#: How PL/pgSQL has an expression read, beside whole statements (0).
_ASSIGNMENT = {3, 4, 5}

#: Its statements that run a text.
_DYNAMIC = ("PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors")


@dataclass(frozen=True)
class Table:
    """A table, a view or a CTE where a statement names it. ``schema`` is empty for a CTE."""

    schema: str
    name: str
    alias: str
    #: Whether it is what the level writes.
    target: bool


@dataclass
class Level:
    """One select, insert, update or delete, without what stands in its own sub-selects: those are ``children``.

    ``role`` is statement, with (a CTE), from, lateral, sub-select (in an expression), branch (of a union), or insert
    (what an insert takes its rows from).
    """

    node: Any
    role: str
    parent: Level | None
    #: Names of the CTEs that can be seen here.
    ctes: frozenset[str]
    tables: list[Table] = field(default_factory=list)
    #: Whatever a column can be qualified with, with the types of its columns as far as they are said here.
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Of the where clause and of inner and outer joins: what all must hold.
    conditions: list[Any] = field(default_factory=list)
    columns: list[Any] = field(default_factory=list)
    children: list[Level] = field(default_factory=list)

    def below(self) -> Iterator[Level]:
        """This level and all inside it."""
        yield self
        for child in self.children:
            yield from child.below()

    def above(self) -> Iterator[Level]:
        """The levels around it, the nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    @property
    def writes(self) -> bool:
        """Whether it inserts, updates or deletes."""
        return isinstance(self.node, _WRITES)

    @property
    def correlated(self) -> bool:
        """Whether it names a column of a level around it."""
        inside = {alias for level in self.below() for alias in level.aliases}
        around = {alias for level in self.above() for alias in level.aliases}
        return any(qualifier(column) in around - inside for level in self.below() for column in level.columns)


@dataclass(frozen=True)
class Statement:
    """One SQL statement or expression of a function or view. ``line`` counts in the file."""

    line: int
    text: str
    node: Any
    #: Whether it is a query that PL/pgSQL makes up when it runs, of which nothing more is known.
    dynamic: bool = False

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """All levels, from the outermost in; none for what is no query."""
        if not isinstance(self.node, (ast.SelectStmt, *_WRITES)):
            return ()
        return tuple(_level(self.node, "statement", None).below())

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """What it names of tables and views."""
        return tuple(table for level in self.levels for table in level.tables if table.schema)

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """The functions of ours that it calls, without their schema."""
        return tuple(
            name for schema, name in map(function_name, find(self.node, ast.FuncCall)) if schema.startswith("nachet")
        )


@dataclass(frozen=True)
class Function:
    """A function of the sources, or a view, which has one statement and the language ``view``."""

    name: str
    path: str
    line: int
    language: str
    volatility: str
    #: Types of the parameters and variables, as far as they are said.
    variables: dict[str, str]
    parameters: tuple[str, ...]
    statements: tuple[Statement, ...]
    #: The type of the rows that it answers with, where it answers with rows.
    rows: str = ""

    @property
    def has_container(self) -> bool:
        """Whether it works in one container."""
        return f"p_{CONTAINER}" in self.parameters


class Source:
    """What lies below ``root``: the tables of ``migrations/``, the functions of ``procedures/``, the ``sql/views/``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        #: Types of each table's columns, and the columns of its primary key.
        self.columns: dict[str, dict[str, str]] = {}
        self.keys: dict[str, list[str]] = {}
        for path in sorted(root.glob("migrations/*.sql")):
            if not path.stem.endswith(".rollback"):
                self._migrate(path.read_text(encoding="utf-8"))
        self.functions = tuple(
            function
            for path in sorted(root.glob("procedures/**/*.sql"))
            for function in functions(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        )
        self.views = tuple(
            view
            for path in sorted(root.glob("sql/views/*.sql"))
            for view in views(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        )

    @cached_property
    def spread(self) -> frozenset[str]:
        """Tables below a container: those whose key has it, at any place. All others are on every node."""
        return frozenset(table for table, key in self.keys.items() if CONTAINER in key)

    @cached_property
    def spread_views(self) -> frozenset[str]:
        """Views of such tables with the container among their columns."""
        return frozenset(
            view.name
            for view in self.views
            if any(table.name in self.spread for table in view.statements[0].tables)
            and any(_result_name(column) == CONTAINER for column in view.statements[0].node.targetList or ())
        )

    def is_spread(self, table: Table) -> bool:
        """Whether it is a table below a container, or a view of one."""
        return (table.schema == "nachet_data" and table.name in self.spread) or (
            table.schema == "nachet" and table.name in self.spread_views
        )

    @cached_property
    def queries(self) -> frozenset[str]:
        """Functions that answer with rows of a view: queries of those who read views, put in place of the call."""
        views = {view.name for view in self.views}
        return frozenset(function.name for function in self.functions if function.rows.split(".")[-1] in views)

    @cached_property
    def readers(self) -> frozenset[str]:
        """Functions that read a table, themselves or through another."""
        found = {
            function.name
            for function in self.functions
            if any(statement.tables or statement.dynamic for statement in function.statements)
        }
        while True:
            more = {
                function.name
                for function in self.functions
                if any(found.intersection(statement.calls) for statement in function.statements)
            }
            if more <= found:
                return frozenset(found)
            found |= more

    @cached_property
    def inside_container(self) -> frozenset[str]:
        """Functions that work in a container, and all that they call."""
        calls = {function.name: {name for s in function.statements for name in s.calls} for function in self.functions}
        waiting = [function.name for function in self.functions if function.has_container]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(calls.get(name, ()))
        return frozenset(found)

    def _migrate(self, text: str) -> None:
        for raw in parse_sql(text):
            node = raw.stmt
            if isinstance(node, ast.CreateStmt):
                table = node.relation.relname
                self.columns[table], self.keys[table] = {}, []
                for element in node.tableElts or ():
                    self._define(table, element)
            elif isinstance(node, ast.AlterTableStmt):
                table = node.relation.relname
                for command in node.cmds:
                    if command.def_ is not None:
                        self._define(table, command.def_)
                    elif command.subtype == enums.AlterTableType.AT_DropColumn:
                        self.columns.get(table, {}).pop(command.name, None)
            elif isinstance(node, ast.RenameStmt) and node.relation is not None:
                table = node.relation.relname
                if node.renameType == enums.ObjectType.OBJECT_TABLE:
                    self.columns[node.newname], self.keys[node.newname] = self.columns.pop(table), self.keys.pop(table)
                elif node.renameType == enums.ObjectType.OBJECT_COLUMN:
                    self.columns[table][node.newname] = self.columns[table].pop(node.subname)
                    self.keys[table] = [node.newname if name == node.subname else name for name in self.keys[table]]
            elif isinstance(node, ast.DropStmt) and node.removeType == enums.ObjectType.OBJECT_TABLE:
                for names in node.objects:
                    self.columns.pop(names[-1].sval, None)
                    self.keys.pop(names[-1].sval, None)

    def _define(self, table: str, element: Any) -> None:
        constraints = element.constraints or () if isinstance(element, ast.ColumnDef) else (element,)
        if isinstance(element, ast.ColumnDef):
            self.columns.setdefault(table, {})[element.colname] = type_name(element.typeName)
        for constraint in constraints:
            if isinstance(constraint, ast.Constraint) and constraint.contype == enums.ConstrType.CONSTR_PRIMARY:
                self.keys[table] = [key.sval for key in constraint.keys or ()] or [element.colname]


# -- files -------------------------------------------------------------------------------------------------------


def views(text: str, path: str) -> Iterator[Function]:
    """The views that a file makes."""
    for raw in parse_sql(text):
        if isinstance(raw.stmt, ast.ViewStmt):
            line, source = _place(text, raw)
            statement = Statement(line, source, raw.stmt.query)
            yield Function(raw.stmt.view.relname, path, line, "view", "stable", {}, (), (statement,))


def functions(text: str, path: str) -> Iterator[Function]:
    """The functions that a file makes, in its order."""
    for raw in parse_sql(text):
        if not isinstance(raw.stmt, ast.CreateFunctionStmt):
            continue
        line, source = _place(text, raw)
        options = {option.defname: option.arg for option in raw.stmt.options or ()}
        language = options["language"].sval if "language" in options else "sql"
        variables = {
            parameter.name: type_name(parameter.argType)
            for parameter in raw.stmt.parameters or ()
            if parameter.name and parameter.mode != enums.FunctionParameterMode.FUNC_PARAM_TABLE
        }
        parameters = tuple(variables)
        if language == "plpgsql":
            start = line + _lines_before(source, _body(options))
            more, statements = _plpgsql(source, start)
            variables |= more
        elif raw.stmt.sql_body is not None:
            body = raw.stmt.sql_body if isinstance(raw.stmt.sql_body, tuple) else (raw.stmt.sql_body,)
            statements = tuple(
                Statement(line, source, _query(node)) for node in _flat(body) if isinstance(node, ast.Node)
            )
        else:
            body_text = _body(options)
            start = line + _lines_before(source, body_text)
            statements = tuple(
                Statement(start + _place(body_text, part)[0] - 1, _place(body_text, part)[1], part.stmt)
                for part in parse_sql(body_text)
            )
        yield Function(
            raw.stmt.funcname[-1].sval,
            path,
            line,
            language,
            options["volatility"].sval if "volatility" in options else "volatile",
            variables,
            parameters,
            statements,
            type_name(raw.stmt.returnType) if raw.stmt.returnType and raw.stmt.returnType.setof else "",
        )


def _body(options: dict[str, Any]) -> str:
    text: str = options["as"][0].sval
    return text


def _lines_before(source: str, body: str) -> int:
    """Lines of a function before its body; none for a body that is quoted otherwise than with dollars."""
    return source.count("\n", 0, max(source.find(body), 0))


def _flat(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, tuple):
            yield from _flat(node)
        else:
            yield node


def _query(node: Any) -> Any:
    """``return x`` of a SQL body, as the select that it is."""
    return ast.SelectStmt(targetList=(ast.ResTarget(val=node.returnval),)) if isinstance(node, ast.ReturnStmt) else node


def _place(text: str, raw: Any) -> tuple[int, str]:
    """Line and text of a statement, from its first word on."""
    end = raw.stmt_location + raw.stmt_len if raw.stmt_len else len(text)
    source = text[raw.stmt_location : end]
    comments = re.match(r"(\s|--[^\n]*(\n|$)|/\*.*?\*/)*", source, flags=re.DOTALL)
    start = comments.end() if comments else 0
    return text.count("\n", 0, raw.stmt_location + start) + 1, source[start:]


def _plpgsql(source: str, start: int) -> tuple[dict[str, str], tuple[Statement, ...]]:
    """Types of the variables, and the statements and expressions in the order in which they are written."""
    try:
        (parsed,) = parse_plpgsql(_without_types_of_ours(source))
    except ParseError as error:
        error.add_note(f"in {source.partition('(')[0]}")
        raise
    variables: dict[str, str] = {}
    found: list[tuple[int, str, int, bool]] = []
    for datum in parsed["PLpgSQL_function"]["datums"]:
        for kind, variable in datum.items():
            if kind == "PLpgSQL_var" and _VARIABLE.match(variable["refname"]):
                kind_of = variable["datatype"]["PLpgSQL_type"]["typname"]
                variables[variable["refname"]] = _plain_type(kind_of)
    _expressions(parsed["PLpgSQL_function"], 1, found, dynamic=False)
    statements = []
    for line, text, mode, dynamic in sorted(found, key=lambda entry: entry[0]):
        query = text
        if mode in _ASSIGNMENT:
            query = "select " + re.split(r":?=", text, maxsplit=1)[1]
        elif mode:
            query = f"select {text}"
        statements += [Statement(start + line - 1, text, raw.stmt, dynamic) for raw in parse_sql(query)]
    return variables, tuple(statements)


def _without_types_of_ours(source: str) -> str:
    """The function without types that only a database knows, of what it returns, takes and declares.

    A row is a ``record``, an array of rows one of texts.
    """
    return re.sub(
        r"\b(returns\s+(?:setof\s+)?|out\s+\w+\s+|[vpc]_\w+\s+(?:constant\s+)?)"
        r"nachet(?:_data)?\.[\w.]+(%\w+|\[\])?(?=\s|[;,)])",
        lambda match: match[1] + ("text[]" if match[2] == "[]" else "record"),
        source,
    )


def _plain_type(name: str) -> str:
    name = name.replace("pg_catalog.", "").replace('"', "").lower().strip()
    full = {"timestamp with time zone": "timestamptz", "integer": "int4", "boolean": "bool", "bigint": "int8"}
    base = name.removesuffix("[]").removeprefix("_").strip()
    return full.get(base, base) + ("" if base == name else "[]")


def _expressions(node: Any, line: int, found: list[tuple[int, str, int, bool]], *, dynamic: bool) -> None:
    if isinstance(node, list):
        for item in node:
            _expressions(item, line, found, dynamic=dynamic)
    elif isinstance(node, dict):
        line = node.get("lineno", line)
        for name, value in node.items():
            if name == "PLpgSQL_expr":
                found.append((line, value["query"], value.get("parseMode", 0), dynamic))
            else:
                runs_text = name in _DYNAMIC or name == "dynquery" or (dynamic and name == "query")
                _expressions(value, line, found, dynamic=runs_text)


# -- statements --------------------------------------------------------------------------------------------------


def find(node: Any, kind: type) -> Iterator[Any]:
    """Each node of a kind, at any depth."""
    if isinstance(node, tuple):
        for item in node:
            yield from find(item, kind)
    elif isinstance(node, ast.Node):
        if isinstance(node, kind):
            yield node
        for name in node:
            yield from find(getattr(node, name), kind)


def function_name(call: Any) -> tuple[str, str]:
    """Schema, or nothing, and name of what a call calls."""
    *schema, name = (part.sval for part in call.funcname)
    return (schema[0] if schema else ""), name


def type_name(node: Any) -> str:
    """A type's bare name; ``[]`` behind an array's."""
    return str(node.names[-1].sval) + ("[]" if node.arrayBounds else "")


def qualifier(column: Any) -> str:
    """What stands before the dot of a column; of a variable that is a record, its name; else nothing."""
    fields = [part.sval for part in column.fields if isinstance(part, ast.String)]
    return fields[0] if len(column.fields) > 1 else ""


def last(column: Any) -> str:
    """The name of a column itself; nothing for ``*``."""
    return column.fields[-1].sval if isinstance(column.fields[-1], ast.String) else ""


def is_variable(column: Any) -> bool:
    """Whether what looks like a column is a variable or parameter."""
    return isinstance(column.fields[0], ast.String) and bool(_VARIABLE.match(column.fields[0].sval))


def has_columns(node: Any) -> bool:
    """Whether a column of a row stands in it."""
    return any(not is_variable(column) for column in find(node, ast.ColumnRef))


def _result_name(target: Any) -> str:
    if target.name:
        return str(target.name)
    return last(target.val) if isinstance(target.val, ast.ColumnRef) else ""


def _level(node: Any, role: str, parent: Level | None) -> Level:
    with_clause = getattr(node, "withClause", None)
    names = {cte.ctename for cte in with_clause.ctes} if with_clause else set()
    level = Level(node, role, parent, (parent.ctes if parent else frozenset()) | names)
    if parent:
        parent.children.append(level)
    for name in node:
        value = getattr(node, name)
        if name == "whereClause":
            level.conditions.extend(_conjuncts(value))
        if name == "relation":
            level.tables.append(_table(value, level, target=True))
        elif name in ("larg", "rarg") and value is not None:
            _level(value, "branch", level)
        elif name == "selectStmt" and value is not None:
            _level(value, "insert", level)
        elif name != "lockingClause":  # It names aliases, no tables.
            _visit(value, level)
    return level


def _visit(node: Any, level: Level) -> None:
    if isinstance(node, tuple):
        for item in node:
            _visit(item, level)
    elif isinstance(node, ast.CommonTableExpr):
        _level(node.ctequery, "with", level)
    elif isinstance(node, ast.RangeSubselect):
        level.aliases[node.alias.aliasname if node.alias else ""] = {}
        _level(node.subquery, "lateral" if node.lateral else "from", level)
    elif isinstance(node, ast.SubLink):
        _visit(node.testexpr, level)
        _level(node.subselect, "sub-select", level)
    elif isinstance(node, ast.RangeVar):
        level.tables.append(_table(node, level, target=False))
    elif isinstance(node, ast.RangeFunction):
        if node.alias:
            level.aliases[node.alias.aliasname] = _function_columns(node)
        _visit(node.functions, level)
    elif isinstance(node, ast.Node):
        if isinstance(node, ast.JoinExpr):
            level.conditions.extend(_conjuncts(node.quals))
        elif isinstance(node, ast.ColumnRef):
            level.columns.append(node)
        for name in node:
            _visit(getattr(node, name), level)


def _table(node: Any, level: Level, *, target: bool) -> Table:
    alias = node.alias.aliasname if node.alias else node.relname
    level.aliases[alias] = {}
    return Table(node.schemaname or "", node.relname, alias, target)


def _function_columns(node: Any) -> dict[str, str]:
    """What ``as d (task_id uuid)`` says of the columns; and ``unnest(p_ids) as f (id)``, as the type of ``p_ids``."""
    columns = {column.colname: type_name(column.typeName) for column in node.coldeflist or ()}
    call = node.functions[0][0]
    if isinstance(call, ast.FuncCall) and function_name(call)[1] == "unnest" and node.alias.colnames:
        (argument, *_) = call.args
        if isinstance(argument, ast.ColumnRef) and is_variable(argument):
            columns[node.alias.colnames[0].sval] = f"element of {argument.fields[0].sval}"
    return columns


def _conjuncts(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.BoolExpr) and node.boolop == enums.BoolExprType.AND_EXPR:
        for part in node.args:
            yield from _conjuncts(part)
    elif node is not None:
        yield node
