"""The reference in Markdown: entities and their relations, tables, views, functions, error codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from nachet_datastore import errors

from . import documents, schemas
from .catalogue import Catalogue, Column, Constraint, Function, Table, View
from .code import registry, rooms_of
from .snapshot import quoted

FOLDER = "docs/reference"

_CODE = re.compile(r"\bN[XB]\d{3}\b")

_SHORT_TYPES = {"timestamp with time zone": "timestamptz"}


def write(root: Path, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Each page: its path in the project, and its text. ``root`` is where the sources lie."""
    areas = _areas(root, catalogue)
    entities, analysts = _views(catalogue)
    rooms = _rooms(root, catalogue)
    defined = schemas.read(root)
    pages = {
        "README.md": _index(areas, entities, analysts, rooms, documents.index(defined)),
        "erd.md": _erd(catalogue),
        "views/entities.md": _view_page("Entities", _ENTITIES, entities, areas),
        "views/analysts.md": _view_page("For analysts", _ANALYSTS, analysts, areas),
        "errors.md": _errors(root, catalogue),
    }
    pages |= {f"tables/{area}.md": _table_page(title, tables, areas) for area, (title, tables) in areas.items()}
    needs = _needs(root)
    pages |= {
        f"functions/{room}.md": _function_page(room, functions, needs, defined) for room, functions in rooms.items()
    }
    pages |= dict(documents.write(defined, rooms_of(root)))
    for path, text in pages.items():
        yield f"{FOLDER}/{path}", text


# -- what is on which page ---------------------------------------------------------------------------------------

Areas = dict[str, tuple[str, list[Table]]]


def _areas(root: Path, catalogue: Catalogue) -> Areas:
    """The tables by the migration that makes them: its slug, its first line, its tables."""
    areas: Areas = {}
    for path in sorted(root.glob("migrations/*.sql")):
        text = path.read_text(encoding="utf-8")
        made = re.findall(r"^create table nachet_data\.(\w+)", text, flags=re.MULTILINE)
        if made and not path.stem.endswith(".rollback"):
            title = text.splitlines()[0].removeprefix("-- ").rstrip(".")
            # A later migration may have dropped it.
            areas[path.stem.split(".")[1]] = (title, [catalogue.tables[n] for n in made if n in catalogue.tables])
    return areas


def _views(catalogue: Catalogue) -> tuple[list[View], list[View]]:
    """The views that show an entity, under the name of a table or of one of its rows; and the others."""
    names = {name for table in catalogue.tables for name in (table, table.removesuffix("s"))}
    views = catalogue.views.values()
    return [view for view in views if view.name in names], [view for view in views if view.name not in names]


def _rooms(root: Path, catalogue: Catalogue) -> dict[str, list[Function]]:
    """The published functions by the folder that they lie in."""
    rooms = defaultdict(list)
    functions = {function.name: function for function in catalogue.functions if function.published}
    for name, room in sorted(rooms_of(root).items(), key=lambda item: item[::-1]):
        if name in functions:
            rooms[room].append(functions[name])
    return rooms


# -- pages -------------------------------------------------------------------------------------------------------

_GENERATED = "<!-- Made by `make generate` from a deployed database. -->\n"

_ENTITIES = (
    "The entities of the [diagram](../erd.md) under their own names and columns. They show what readers may see: "
    "confirmed pictures, nothing from the trash, no secret of a model."
)
_ANALYSTS = "Questions that come up often, answered row by row: what there is, how sure the models are, where they err."


def _index(
    areas: Areas,
    entities: list[View],
    analysts: list[View],
    rooms: dict[str, list[Function]],
    documents: list[list[str]],
) -> str:
    lines = [
        "# Reference",
        "",
        "What a deployed database holds. The schema `nachet_data` has the tables, which nobody but the owner touches;",
        "the schema `nachet` has the published functions and views. The database carries these texts as comments, and",
        "psql shows them with `\\d+`. The whole schema on one page: [sql/schema.sql](../../sql/schema.sql).",
        "",
        "- [Entities and how they belong together](erd.md)",
        "- [Error codes](errors.md)",
        "- [What makes, reads, changes, ends and brings back each thing](lifecycle.md)",
        "",
        "## Functions",
        "",
        "Each is one statement, called by name: `select nachet.get_user(p_email => 'ana@example.org')`. Each is also a",
        "method of the same name of `Datastore` and `AsyncDatastore`. The acting user comes first, then the container.",
    ]
    for room, functions in rooms.items():
        rows = [[_link(f.name, f"functions/{room}.md"), f.comment] for f in functions]
        lines += ["", f"### {_title(room)}", "", *_grid(["function", "what it does"], rows)]
    lines += [
        "",
        "## Documents",
        "",
        "What goes in and comes out as JSON, key for key, with examples that the tests run.",
    ]
    lines += ["", *_grid(["document", "what it is"], documents)]
    for title, page, views in (("Entities", "entities", entities), ("For analysts", "analysts", analysts)):
        rows = [[_link(view.name, f"views/{page}.md"), view.comment] for view in views]
        lines += ["", f"## Views: {title.lower()}", "", *_grid(["view", "what a row is"], rows)]
    lines += ["", "## Tables"]
    for area, (title, tables) in areas.items():
        rows = [[_link(table.name, f"tables/{area}.md"), table.comment] for table in tables]
        lines += ["", f"### {title}", "", *_grid(["table", "what a row is"], rows)]
    return _page(lines)


def _erd(catalogue: Catalogue) -> str:
    lines = [
        "# Entities and how they belong together",
        "",
        "The tables with their columns; a line is a foreign key, named after its column. Rows below a container carry",
        "its id, and their foreign keys too: no row can point into another container.",
        "",
        "```mermaid",
        "erDiagram",
    ]
    for table in catalogue.tables.values():
        keys: dict[str, list[str]] = defaultdict(list)
        for constraint in table.constraints:
            for column in constraint.columns:
                mark = {"p": "PK", "f": "FK"}.get(constraint.kind)
                if mark and mark not in keys[column]:
                    keys[column].append(mark)
        lines.append(f"  {table.name}{{")
        lines += [
            f"    {_type(column).replace(' ', '_')} {column.name} {', '.join(keys[column.name])}".rstrip()
            for column in table.columns
        ]
        lines.append("  }")
    lines.append("")
    for table in catalogue.tables.values():
        lines += [_relation(table, constraint) for constraint in table.constraints if constraint.kind == "f"]
    return _page([*lines, "```"])


def _relation(table: Table, key: Constraint) -> str:
    """A foreign key as a line of the diagram: ``users ||--o{ picture : user_id``."""
    needed = {column.name for column in table.columns if column.not_null}
    alone = [c.columns for c in table.constraints if c.kind in "pu"]
    alone += [index.columns for index in table.indexes if index.unique and index.condition is None]
    one = "||" if needed.issuperset(key.columns) else "|o"
    many = "o|" if any(set(columns) == set(key.columns) for columns in alone) else "o{"
    return f"  {key.target} {one}--{many} {table.name} : {key.columns[-1]}"


def _table_page(title: str, tables: list[Table], areas: Areas) -> str:
    lines = [f"# {title}"]
    for table in tables:
        rows = [
            [_code(c.name), _type(c), "" if c.not_null else "null", "" if c.generated else _code(c.default), c.comment]
            for c in table.columns
        ]
        lines += ["", f"## {table.name}", "", _text(table.comment), ""]
        lines += [*_grid(["column", "type", "", "default", "what it is"], rows), ""]
        for constraint in table.constraints:
            definition = _code(constraint.definition)
            if constraint.kind == "f":
                columns = ", ".join(_code(column) for column in constraint.columns)
                target = _table_link(constraint.target or "", areas)
                action = ", deleted with it" if constraint.definition.endswith("ON DELETE CASCADE") else ""
                definition = f"{columns} → {target}{action}"
            lines.append(f"- {_code(constraint.name)}: {definition}")
        for index in table.indexes:
            condition = f" where {_code(index.condition)}" if index.condition else ""
            kind = "unique index" if index.unique else "index"
            columns = ", ".join(_code(column) for column in index.columns)
            lines.append(f"- {_code(index.name)}: {kind} on {columns}{condition}")
    return _page(lines)


def _view_page(title: str, about: str, views: list[View], areas: Areas) -> str:
    lines = [f"# {title}", "", about]
    for view in views:
        rows = [[_code(column.name), _type(column), column.comment] for column in view.columns]
        sources = ", ".join(_table_link(name, areas) for name in view.reads)
        lines += ["", f"## {view.name}", "", _text(view.comment), "", f"`nachet.{quoted(view.name)}`"]
        lines += ["", *_grid(["column", "type", "what it is"], rows), "", f"Made from {sources}."]
    return _page(lines)


def _table_link(name: str, areas: Areas) -> str:
    for area, (_, tables) in areas.items():
        if any(table.name == name for table in tables):
            return _link(name, f"../tables/{area}.md")
    return _code(name)


#: What is not in the table of needs has no acting user.
_ANALYST = "nothing: it runs with the rights of the caller, who reads the views"


def _function_page(room: str, functions: list[Function], needs: dict[str, str], defined: schemas.Documents) -> str:
    lines = [f"# {_title(room)}"]
    for function in functions:
        header = _header(function.body)
        facts = documents.facts(defined, function.name) | {"Needs": needs.get(function.name, _ANALYST)}
        facts |= {name: header[name] for name in header if name != "Purpose"}
        facts["Executed by"] = ", ".join(_code(grant.partition(" to ")[2]) for grant in function.grants)
        lines += ["", f"## {function.name}", "", _text(function.comment), "", "```plpgsql"]
        lines += [*_signature(function), "```", ""]
        if "Purpose" in header:
            lines += [_text(header["Purpose"]), ""]
        linked = _CODE.sub(r"[\g<0>](../errors.md#\g<0>)", "\n".join(f"- **{n}:** {_text(facts[n])}" for n in facts))
        lines.append(linked)
    return _page(lines)


def _signature(function: Function) -> list[str]:
    """The call, one parameter a line where one line would be long."""
    one = f"nachet.{function.name}({function.arguments}) returns {function.result}"
    if len(one) <= 100:
        return [one]
    parameters = function.arguments.replace(", p_", ",\n    p_").splitlines()
    return [f"nachet.{function.name}(", f"    {parameters[0]}", *parameters[1:], f") returns {function.result}"]


def _header(body: str) -> dict[str, str]:
    """The comment that a body begins with: its purpose, and what it says of Locks, Raises and Repeat."""
    said: dict[str, list[str]] = {}
    fact = "Purpose"
    for line in body.lstrip("\n").splitlines():
        if not line.startswith("-- "):
            break
        text = line.removeprefix("-- ")
        if match := re.match(r"(Locks|Raises|Repeat): (.*)", text):
            fact, text = match[1], match[2]
        said.setdefault(fact, []).append(text)
    return {name: " ".join(lines) for name, lines in said.items()}


def _needs(root: Path) -> dict[str, str]:
    """What each function asks of the acting user: the table in sql/README.md, which test_access.py proves."""
    lines = (root / "sql" / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines[lines.index("| functions | need |") + 2 :]]
    return {name: row[1].replace("`", "") for row in rows if len(row) == 2 for name in re.findall(r"`(\w+)`", row[0])}


def _errors(root: Path, catalogue: Catalogue) -> str:
    raisers = defaultdict(list)
    rooms = rooms_of(root)
    for function in catalogue.functions:
        if function.published:
            for code in _CODE.findall(_header(function.body).get("Raises", "")):
                raisers[code].append(_link(function.name, f"functions/{rooms[function.name]}.md"))
    lines = [
        "# Error codes",
        "",
        "Each code is an SQLSTATE, and in Python an exception of its own. The digit after the letters is the group,",
        "which is the parent class in Python: 0 `NotFound`, 1 `Conflict`, 2 `InvalidInput`, 3 `NotAllowed`,",
        "4 `StoreError` or `SchemaMismatch`. Branch on the code or the class, never on the message. The values are",
        "in the detail, as JSON.",
        "",
        "## From the database",
        "",
    ]
    rows = [
        [
            _anchor(row["sqlstate"]),
            _code(row["name"]),
            row["message"],
            row["hint"],
            _raised_by(raisers[row["sqlstate"]]),
        ]
        for row in registry(root)
    ]
    lines += _grid(["code", "exception", "message", "what to do", "raised by"], rows)
    lines += ["", "## From the Python package", ""]
    own = sorted((code, kind) for code, kind in errors.BY_SQLSTATE.items() if code.startswith("NB"))
    rows = [
        [_anchor(code), _code(kind.__name__), kind.message, kind.hint, (kind.__doc__ or "").splitlines()[0]]
        for code, kind in own
    ]
    lines += _grid(["code", "exception", "message", "what to do", "when"], rows)
    return _page(lines)


def _raised_by(functions: list[str]) -> str:
    """Links to the functions that raise a code, or how many they are."""
    return ", ".join(functions) if len(functions) <= 6 else f"{len(functions)} functions"


# -- Markdown ----------------------------------------------------------------------------------------------------


def _page(lines: Iterable[str]) -> str:
    return _GENERATED + "".join(f"{line}\n" for line in lines)


def _grid(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell if cell.startswith(('`', '[', '<a')) else _text(cell) for cell in row)} |"


def _text(text: str) -> str:
    """Text as Markdown shows it: no tags, no columns."""
    return text.replace("<", "&lt;").replace("|", "\\|")


def _code(text: str | None) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def _link(name: str, page: str) -> str:
    return f"[{name}]({page}#{name})"


def _anchor(code: str) -> str:
    return f'<a name="{code}"></a>{code}'


def _title(room: str) -> str:
    return room.replace("_", " ").capitalize()


def _type(column: Column) -> str:
    return _SHORT_TYPES.get(column.type, column.type)
