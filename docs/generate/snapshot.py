"""The schema as one text, the same from every supported PostgreSQL, so that a diff shows what a change changes."""

from __future__ import annotations

from collections.abc import Iterable

from .catalogue import Catalogue, Column, Composite, Function, Table, View, fingerprint

PATH = "sql/schema.sql"

_HEAD = """\
-- The schema as the catalogue of a fresh deploy has it: to read, and to see in a diff what a change
-- changes. Made by `make generate`; not to run: a few letters stand for each body and each query.
"""


def write(catalogue: Catalogue) -> str:
    """The snapshot."""
    parts = [_HEAD]
    parts += [_lines([f"create schema {name};", *_grants(g, name)]) for name, g in catalogue.schemas.items()]
    parts += [_type(composite) for composite in catalogue.types.values()]
    parts += [_table(table) for table in catalogue.tables.values()]
    parts += [_view(view) for view in catalogue.views.values()]
    parts += [_function(function) for function in catalogue.functions]
    return "\n".join(parts)


def _type(composite: Composite) -> str:
    return _lines(
        [
            f"-- {composite.comment}",
            f"create type nachet_data.{composite.name} as (",
            *(f"    {_column(column)}," for column in composite.columns),
            ");",
        ]
    )


def _table(table: Table) -> str:
    name = f"nachet_data.{table.name}"
    return _lines(
        [
            f"-- {table.comment}",
            f"create table {name} (",
            *(f"    {_column(column)},  -- {column.comment}" for column in table.columns),
            *(f"    constraint {constraint.name} {constraint.definition}," for constraint in table.constraints),
            ");",
            *(f"{index.definition};" for index in table.indexes),
            *_grants(table.grants, name),
        ]
    )


def _column(column: Column) -> str:
    text = f"{column.name} {column.type}{' not null' if column.not_null else ''}"
    if column.generated:
        return f"{text} generated always as ({column.default}) stored"
    return text if column.default is None else f"{text} default {column.default}"


def _view(view: View) -> str:
    name = f"nachet.{quoted(view.name)}"
    return _lines(
        [
            f"-- {view.comment}",
            f"create view {name} (",
            *(f"    {column.name} {column.type},  -- {column.comment}" for column in view.columns),
            f") as {view.hash} of {', '.join(view.reads)};",
            *_grants(view.grants, name),
        ]
    )


def _function(function: Function) -> str:
    name = f"{function.schema}.{function.name}"
    # A function of the tables' schema may be another on a server that can more.
    body = [f"as {fingerprint(function.body)}"] if function.schema == "nachet" else []
    return _lines(
        [
            f"-- {function.comment}",
            f"create function {name}({function.arguments})",
            f"returns {function.result}",
            f"{' '.join([*function.attributes, *body])};",
            *_grants(function.grants, name),
        ]
    )


def _grants(grants: tuple[str, ...], name: str) -> list[str]:
    return [f"grant {grant.replace(' to ', f' on {name} to ')};" for grant in grants]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def quoted(name: str) -> str:
    """A view's name as SQL writes it: two of them are reserved words."""
    return f'"{name}"' if name in ("user", "group") else name
