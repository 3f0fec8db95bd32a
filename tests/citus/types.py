"""Which expressions are stable only: as far as the types of what stands in them are written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from .parse import Function, Level, Source, function_name, has_columns, is_variable, last, qualifier, type_name

#: Functions of PostgreSQL that are stable whatever they are given. A test compares them with the catalogue.
STABLE = {
    *("array_to_json", "array_to_string", "concat", "concat_ws", "format", "json_agg", "json_build_array"),
    *("json_build_object", "json_object_agg", "jsonb_agg", "jsonb_build_array", "jsonb_build_object"),
    *("row_to_json", "to_char", "to_json", "to_jsonb"),
}

#: Types that ``||`` turns to text by their output functions, which makes it stable, whatever the type.
_TURNED_TO_TEXT = {"uuid", "int2", "int4", "int8", "numeric", "float4", "float8", "bool", "timestamptz", "interval"}

_TEXT = {"text", "literal"}


def unstable(expression: Any, level: Level, function: Function, source: Source) -> str:
    """The first part of an expression that is stable or volatile and depends on a column; nothing if there is none."""
    types = _Types(level, function, source)
    return next((reason for node in _parts(expression) if has_columns(node) for reason in types.unstable(node)), "")


def _parts(node: Any) -> Iterator[Any]:
    """It and all in it but sub-selects, which are read by themselves."""
    if isinstance(node, tuple):
        for item in node:
            yield from _parts(item)
    elif isinstance(node, ast.Node) and not isinstance(node, ast.SubLink):
        yield node
        for name in node:
            yield from _parts(getattr(node, name))


class _Types:
    def __init__(self, level: Level, function: Function, source: Source) -> None:
        self._level = level
        self._function = function
        self._source = source

    def unstable(self, node: Any) -> Iterator[str]:
        if isinstance(node, ast.FuncCall):
            schema, name = function_name(node)
            ours = [other for other in self._source.functions if schema == "nachet" and other.name == name]
            if name in STABLE or any(other.volatility != "immutable" for other in ours):
                yield f"{name}() over a column"
        elif isinstance(node, ast.A_Expr) and node.lexpr is not None:
            operator, kinds = node.name[-1].sval, {self.of(node.lexpr), self.of(node.rexpr)}
            if operator == "||" and kinds & _TEXT and (turned := kinds & _TURNED_TO_TEXT):
                yield f"{min(turned)} || text over a column"
            elif operator in ("+", "-") and kinds == {"timestamptz", "interval"}:
                yield f"timestamptz {operator} interval over a column"
        elif isinstance(node, ast.TypeCast):
            cast = (self.of(node.arg), type_name(node.typeName))
            if cast in {("timestamptz", "text"), ("timestamptz", "date"), ("text", "timestamptz")}:
                yield f"{cast[0]}::{cast[1]} over a column"

    def of(self, node: Any) -> str:
        """The type of an expression; "literal" of a quoted one, nothing where it is not written down."""
        if isinstance(node, ast.TypeCast):
            return type_name(node.typeName)
        if isinstance(node, ast.A_Const):
            return "literal" if isinstance(node.val, ast.String) else ""
        if isinstance(node, ast.ColumnRef):
            return self._of_column(node)
        if isinstance(node, ast.A_Expr) and node.lexpr is not None and node.rexpr is not None:
            return self._of_operation(node.name[-1].sval, self.of(node.lexpr), self.of(node.rexpr))
        if isinstance(node, (ast.CoalesceExpr, ast.MinMaxExpr)):
            return next((kind for kind in map(self.of, node.args) if kind not in ("", "literal")), "")
        if isinstance(node, ast.FuncCall) and function_name(node) == ("nachet", "_now"):
            return "timestamptz"
        return ""

    def _of_column(self, column: Any) -> str:
        name = last(column)
        if is_variable(column):
            return self._function.variables.get(name, "") if len(column.fields) == 1 else ""
        for level in (self._level, *self._level.above()):
            for table in level.tables:
                if table.alias == qualifier(column) and table.schema == "nachet_data":
                    return self._source.columns.get(table.name, {}).get(name, "")
            if qualifier(column) in level.aliases:
                kind = level.aliases[qualifier(column)].get(name, "")
                if kind.startswith("element of "):
                    return self._function.variables.get(kind.removeprefix("element of "), "").removesuffix("[]")
                return kind
        return ""

    @staticmethod
    def _of_operation(operator: str, left: str, right: str) -> str:
        if operator == "->>" or (operator == "||" and _TEXT & {left, right} and "jsonb" not in (left, right)):
            return "text"
        if operator in ("->", "||"):
            return "jsonb" if "jsonb" in (left, right) else ""
        if operator in ("*", "/"):
            return "interval" if "interval" in (left, right) else ""
        if operator in ("+", "-"):
            return "timestamptz" if {left, right} == {"timestamptz", "interval"} else ""
        return ""
