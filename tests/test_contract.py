"""What the source promises about itself: files, error codes, tests and the Python call table agree with the database.

Rules that the catalogue alone can tell are SQL tests, in ``tests/sql/house_rules``.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT
from nachet_datastore import calls, errors

PROCEDURES = sorted(ROOT.glob("procedures/*/*.sql"))
VIEWS = sorted(ROOT.glob("sql/views/*.sql"))

#: Each code of the registry with its row.
REGISTRY = {
    row["sqlstate"]: row
    for row in csv.DictReader((ROOT / "sql" / "errors.csv").read_text(encoding="utf-8").splitlines())
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PROCEDURES, ids=_name)
def test_a_procedure_file_creates_the_function_that_it_is_named_after(path: Path) -> None:
    """One function a file, and its order: function, comment, revoke, grant."""
    name = re.escape(path.stem)
    statements = re.sub(r"\$function\$.*?\$function\$", "''", _text(path), flags=re.DOTALL)
    published = (
        "" if path.stem.startswith("_") else rf"grant execute on function nachet\.{name}\([^)]*\)\sto [a-z_, ]+;\n"
    )
    assert re.fullmatch(
        rf"create or replace function nachet\.{name}\(.*?;\n\n"
        rf"comment on function nachet\.{name}\([^)]*\) is\s.*?';\n"
        rf"revoke all on function nachet\.{name}\([^)]*\)\sfrom public;\n{published}",
        statements,
        flags=re.DOTALL,
    )
    assert len(re.findall(r"^create ", statements, flags=re.MULTILINE)) == 1


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_file_creates_the_view_that_it_is_named_after(path: Path) -> None:
    """One view a file, and its order: view, comments, grants."""
    (name,) = re.findall(r"^create .*?view (\S+)", _text(path), flags=re.MULTILINE)
    assert name.replace('"', "") == f"nachet.{path.stem}"
    assert re.search(rf"';\ngrant select on {name} to nachet_backend[^']*;\n$", _text(path))


def test_lines_of_sql_are_up_to_100_columns() -> None:
    """Also where sqlfluff does not look: inside the bodies of functions. Not in the generated snapshot."""
    long = [
        f"{_name(path)}:{number}"
        for folder in ("migrations", "procedures", "sql", "tests/sql")
        for path in {*ROOT.glob(f"{folder}/**/*.sql")} - {ROOT / "sql" / "schema.sql"}
        for number, line in enumerate(_text(path).splitlines(), 1)
        if len(line) > 100
    ]
    assert long == []


@pytest.mark.parametrize("path", PROCEDURES, ids=_name)
def test_a_function_says_how_volatile_it_is(path: Path) -> None:
    """``create or replace`` resets what is left out, and this nobody would notice."""
    assert re.search(r"\nlanguage (plpgsql|sql)\n(immutable|stable|volatile)\n", _text(path))


def test_every_migration_has_its_rollback() -> None:
    """Numbered without a gap, each with a file that undoes it."""
    forward = sorted(path.stem for path in ROOT.glob("migrations/*.sql") if not path.stem.endswith(".rollback"))
    back = sorted(path.stem.removesuffix(".rollback") for path in ROOT.glob("migrations/*.rollback.sql"))
    assert forward == back
    assert [int(name.split(".")[0]) for name in forward] == list(range(1, len(forward) + 1))


@pytest.mark.parametrize("path", sorted(ROOT.glob("migrations/*.sql")), ids=_name)
def test_a_migration_waits_briefly_and_acts_as_the_owner(path: Path) -> None:
    """It says what it is, gives up before others wait for long, and makes nothing of the login's own."""
    lines = [line for line in _text(path).splitlines() if line]
    first, *statements = [line for line in lines if not line.startswith("--")]
    assert lines[0].startswith("-- Loses " if path.stem.endswith(".rollback") else "-- ")
    assert first == "set local lock_timeout = '1500ms';"
    assert "set local role nachet_owner;" in statements[:2]
    assert statements[-1] == "reset role;"


def _raises() -> Iterator[tuple[str, str]]:
    """Place and text of each ``raise exception`` that sets an error code."""
    for path in PROCEDURES:
        for match in re.finditer(r"raise exception using(.*?);\n", _text(path), flags=re.DOTALL):
            yield _name(path), match[1]


def test_every_raise_is_one_of_the_registry() -> None:
    """Code and message are the registry's; the detail is JSON; there is a hint."""
    wrong = []
    for place, options in _raises():
        code = re.search(r"errcode = '(NX[0-9]{3})'", options)
        message = re.search(r"message = '((?:[^']|'')*)'", options)
        row = REGISTRY.get(code[1]) if code else None
        registered = row is not None and message is not None and message[1].replace("''", "'") == row["message"]
        if not (
            registered
            and re.search(r"detail = (jsonb_build_object\(|p_detail::text|v_detail)", options)
            and re.search(r"hint = .+", options)
        ):
            wrong.append((place, options))
    assert wrong == []


def test_every_code_of_the_registry_is_raised() -> None:
    """No dead entry; and every code that a body names is in the registry."""
    named = {code for path in PROCEDURES for code in re.findall(r"'(NX[0-9]{3})'", _text(path))}
    assert named == set(REGISTRY)


def test_the_registry_is_in_order() -> None:
    """Sorted, no code or name twice, and never the class's own code NXn00, which would catch the others."""
    assert list(REGISTRY) == sorted(REGISTRY)
    assert len({row["name"] for row in REGISTRY.values()}) == len(REGISTRY)
    assert not [code for code in REGISTRY if not re.fullmatch(r"NX[0-3](?!00)[0-9]{2}", code)]


@pytest.mark.parametrize("path", [path for path in PROCEDURES if "-- Raises: " in _text(path)], ids=_name)
def test_a_header_names_what_its_body_raises(path: Path) -> None:
    """The line *Raises* holds codes that exist, and all those that the body itself raises."""
    header, body = re.split(r"\n(?=declare\n|begin\n)", _text(path), maxsplit=1)
    raises = set(re.findall(r"NX[0-9]{3}", header))
    assert raises <= set(REGISTRY)
    assert set(re.findall(r"errcode = '(NX[0-9]{3})'", body)) <= raises


def test_every_code_has_a_test() -> None:
    """Some test names the code or its exception."""
    tests = "\n".join(
        _text(path) for path in ROOT.glob("tests/**/*") if path.suffix in {".py", ".sql"} and path != Path(__file__)
    )
    assert [code for code, row in REGISTRY.items() if not re.search(rf"\b({code}|{row['name']})\b", tests)] == []


def test_every_published_function_has_a_test() -> None:
    """A folder of SQL tests for each."""
    names = {path.stem for path in PROCEDURES if not path.stem.startswith("_")}
    tested = {path.parent.name for path in ROOT.glob("tests/sql/*/*.sql")}
    assert sorted(names - tested) == []


#: Codes of access: test_access.py proves them for every function.
ACCESS = {"NX001", "NX002", "NX301", "NX302"}


@pytest.mark.parametrize("path", [path for path in PROCEDURES if not path.stem.startswith("_")], ids=_name)
def test_what_a_header_names_is_proved(path: Path) -> None:
    """Each code of the line *Raises* is asserted by a test of the function."""
    raises = re.search(r"-- Raises: (.*?)\n-- Repeat:", _text(path), flags=re.DOTALL)
    codes = set(re.findall(r"NX[0-9]{3}", raises[1] if raises else "")) - ACCESS
    tests = "\n".join(_text(test) for test in ROOT.glob(f"tests/sql/{path.stem}/*.sql"))
    assert sorted(code for code in codes if code not in tests) == []


def _classes(parent: type[errors.NachetError]) -> Iterator[type[errors.NachetError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _classes(child)


def test_every_code_has_its_exception() -> None:
    """Same set, same names, each under the class of its group; message and hint come with the error itself."""
    classes = {child.sqlstate: child for child in _classes(errors.NachetError) if child.sqlstate.startswith("NX")}
    assert set(classes) == set(REGISTRY)
    groups = {"0": errors.NotFound, "1": errors.Conflict, "2": errors.InvalidInput, "3": errors.NotAllowed}
    for code, row in REGISTRY.items():
        assert classes[code].__name__ == row["name"]
        assert issubclass(classes[code], groups[code[2]])


def test_the_call_table_is_the_catalogue(connection: psycopg.Connection) -> None:
    """Each published function once: same name, same parameters, same types, in the same order."""
    catalogue = connection.execute(
        """
        select p.proname, p.proargnames[1:p.pronargs], p.proargtypes::oid[]::regtype[]::text[]
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'nachet'::regnamespace and has_function_privilege('nachet_backend', p.oid, 'execute')
        """
    ).fetchall()
    expected = {name: dict(zip(names or [], types, strict=True)) for name, names, types in catalogue}
    full_names = {"timestamptz": "timestamp with time zone"}
    assert {
        name: {parameter: full_names.get(kind, kind) for parameter, kind in function.parameters.items()}
        for name, function in calls.FUNCTIONS.items()
    } == expected


def _strings(path: Path) -> Iterator[str]:
    """String constants of a module, those of f-strings too, without its docstrings."""
    tree = ast.parse(_text(path))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@pytest.mark.parametrize("path", sorted(ROOT.glob("py/**/*.py")), ids=_name)
def test_python_writes_no_row_and_names_no_table(path: Path) -> None:
    """Python calls functions and reads views."""
    writes = re.compile(r"\b(insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|truncate)\b", re.IGNORECASE)
    tables = re.compile(r"\bnachet_data\.\w")
    assert [text for text in _strings(path) if writes.search(text) or tables.search(text)] == []
