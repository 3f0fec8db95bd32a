"""What the source promises about itself: files, error codes, tests and the Python call table agree with the database.

Rules that the catalogue alone can tell are SQL tests, in ``tests/sql/house_rules``.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import ROOT
from nachet_datastore import errors
from nachet_datastore.wrapper import calls

PROCEDURES = sorted(ROOT.glob("procedures/*/*.sql"))
VIEWS = sorted(ROOT.glob("sql/views/*.sql"))

#: Each code of the registry with its row.
REGISTRY = {
    row["sqlstate"]: row
    for row in csv.DictReader((ROOT / "sql" / "errors.csv").read_text(encoding="utf-8").splitlines())
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> list[str]:
    """The functions of a file, each with what is said of it."""
    return re.split(r"^(?=create or replace function )", _text(path), flags=re.MULTILINE)[1:]


def _function_name(text: str) -> str:
    found = re.match(r"create or replace function nachet\.(\w+)\(", text)
    assert found is not None, text
    return found[1]


def _body(text: str) -> str:
    """The body of a function without its comments."""
    return re.sub(r"--.*", "", text.split("$function$")[1])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


#: Each published function with its text.
PUBLISHED = {
    name: text for path in PROCEDURES for text in _functions(path) if not (name := _function_name(text)).startswith("_")
}


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_file_creates_the_view_that_it_is_named_after(path: Path) -> None:
    """One view a file, and its order: view, comments, grants."""
    (name,) = re.findall(r"^create .*?view (\S+)", _text(path), flags=re.MULTILINE)
    assert name.replace('"', "") == f"nachet.{path.stem}"
    assert re.search(rf"';\n[^']*grant select( \([^)]*\))? on {name} to nachet_analyst;\n$", _text(path))


def test_lines_of_sql_are_up_to_100_columns() -> None:
    """Also where sqlfluff does not look: inside the bodies of functions. Not in the generated snapshot."""
    long = [
        f"{_name(path)}:{number}"
        for folder in ("migrations", "procedures", "sql", "tests/sql")
        for path in {*ROOT.glob(f"{folder}/**/*.sql")} - {ROOT / "sql" / "schema.sql", ROOT / "sql" / "errors.sql"}
        for number, line in enumerate(_text(path).splitlines(), 1)
        if len(line) > 100
    ]
    assert long == []


@pytest.mark.parametrize("path", PROCEDURES, ids=_name)
def test_each_function_of_a_file_has_all_of_its_parts(path: Path) -> None:
    """Function, comment and grant where it is published; ``create or replace`` resets what is left out."""
    for statements in _functions(path):
        text = re.sub(r"\$function\$.*?\$function\$", "''", statements, flags=re.DOTALL)
        name = re.escape(_function_name(text))
        published = "" if name.startswith("_") else rf"grant execute on function nachet\.{name} to [a-z_, ]+;\n"
        assert re.fullmatch(
            rf"create or replace function nachet\.{name}\(.*?\blanguage (plpgsql|sql) (immutable|stable|volatile)\b"
            r".*?;\n\n"
            rf"comment on function nachet\.{name} is\s.*?';\n{published}\n?",
            text,
            flags=re.DOTALL,
        ), name


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
    local = "" if "-- transactional: false" in lines else "local "
    assert first == f"set {local}lock_timeout = '1500ms';"
    assert f"set {local}role nachet_owner;" in statements[:2]
    assert statements[-1] == "reset role;"


def test_one_function_raises_with_the_texts_of_the_registry(connection: psycopg.Connection) -> None:
    """Message and hint of each code stand in the registry alone; the values are the detail, cut at 200 characters."""
    for code, row in REGISTRY.items():
        with pytest.raises(psycopg.Error) as caught, connection.transaction():
            connection.execute("select nachet._raise(%s, jsonb_build_object('a', 1, 'b', repeat('x', 300)))", [code])
        diagnosis = caught.value.diag
        assert (diagnosis.sqlstate, diagnosis.message_primary, diagnosis.message_hint) == (
            code,
            row["message"],
            row["hint"],
        )
        assert json.loads(diagnosis.message_detail or "") == {"a": 1, "b": "x" * 200}


def test_every_error_goes_through_it() -> None:
    """With a code of the registry and an object of values."""
    wrong = [
        (_name(path), call)
        for path in PROCEDURES
        for text in _functions(path)
        for call in re.findall(r"nachet\._raise\((.*?)\);", _body(text), flags=re.DOTALL)
        if not re.search(
            r"^\s*('NX\d{3}'|case\b.*?\bend|v_refused ->> 'code'),\s*jsonb_build_object\(", call, flags=re.DOTALL
        )
    ]
    assert wrong == []
    assert [_name(path) for path in PROCEDURES if re.search(r"\braise\s+exception\b", _text(path))] == [
        "procedures/shared/_raise.sql"
    ]


def test_every_code_of_the_registry_is_raised() -> None:
    """No dead entry; and every code that a body names is in the registry."""
    named = {code for path in PROCEDURES for code in re.findall(r"'(NX[0-9]{3})'", _text(path))}
    assert named == set(REGISTRY)


def test_the_registry_is_in_order() -> None:
    """Sorted, no code or name twice, and never the class's own code NXn00, which would catch the others."""
    assert list(REGISTRY) == sorted(REGISTRY)
    assert len({row["name"] for row in REGISTRY.values()}) == len(REGISTRY)
    assert not [code for code in REGISTRY if not re.fullmatch(r"NX[0-3](?!00)[0-9]{2}", code)]


@pytest.mark.parametrize("path", PROCEDURES, ids=_name)
def test_a_header_names_what_its_body_raises(path: Path) -> None:
    """The line *Raises* holds codes that exist, and all those that the body itself raises."""
    for text in _functions(path):
        body = text.split("$function$")[1]
        raises = set(re.findall(r"NX[0-9]{3}", "\n".join(re.findall(r"^-- .*", body, flags=re.MULTILINE))))
        assert raises <= set(REGISTRY)
        assert set(re.findall(r"'(NX[0-9]{3})'", _body(text))) <= raises, _function_name(text)


#: Codes that a function that is called can raise, but not for what this caller hands it: function, code, and why.
UNREACHED = {
    **{
        (name, "NX206"): "labels are checked before they are added"
        for name in (
            "begin_batch",
            "register_inference",
            "register_pictures",
            "update_picture",
            "verify_seed",
            "resolve_seed",
            "create_sample",
            "update_sample",
        )
    },
    **{(name, "NX161"): "folders without pictures" for name in ("restore_picture_set", "unarchive_picture_set")},
    ("purge_trash", "NX161"): "it leaves out pictures of datasets",
    **{
        (name, "NX123"): "a change of labels gives no parent"
        for name in ("add_seed_alias", "confirm_seed", "remove_seed_alias", "rename_seed")
    },
    **{
        (name, "NX002"): "asked for containers that the user may read"
        for name in (
            "create_container",
            "find_all_pictures",
            "lease_whole_review_queue",
            "list_all_picture_sets",
            "list_containers",
            "list_whole_review_queue",
        )
    },
    **{
        (name, "NX005"): "asked for inferences that there are"
        for name in ("get_picture_inference", "list_picture_set_inferences")
    },
    **{(name, "NX202"): "checked as an option" for name in ("issue_report", "update_sample")},
    ("amend_report", "NX080"): "the sample of a report stays",
    **{("undo_seed_change", code): "what was there before was checked then" for code in ("NX007", "NX015", "NX206")},
}

_BODIES = {
    _function_name(text).removeprefix("nachet."): (text.split("$function$")[1], _body(text))
    for path in PROCEDURES
    for text in _functions(path)
}


def _access_codes(body: str) -> set[str]:
    """What the functions of access raise, by the permission that a body asks of them."""
    codes = set()
    # The parameters of a call, with those of the calls in them.
    for function, asked in re.findall(
        r"nachet\._require_(user|access)\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", body
    ):
        codes |= {"NX001", "NX303"} | ({"NX002"} if function == "access" else set())
        for permission in set(re.findall("'(write|manage|admin)'", asked)):
            codes.add("NX302" if (function, permission) == ("user", "admin") else "NX301")
    return codes


def _reached(name: str, seen: set[str]) -> set[str]:
    """The codes of a function and of all that it calls."""
    seen.add(name)
    body = _BODIES[name][1]
    codes = set(re.findall(r"'(NX[0-9]{3})'", body)) | _access_codes(body)
    for called in set(re.findall(r"nachet\.(\w+)\s*\(", body)) - {"_raise", "_require_user", "_require_access"}:
        if called in _BODIES and called not in seen:
            codes |= _reached(called, seen)
    return codes


# warm_up catches what it calls forth.
@pytest.mark.parametrize("name", sorted(PUBLISHED.keys() - {"warm_up"}))
def test_a_header_names_all_that_a_call_can_raise(name: str) -> None:
    """The line *Raises* of a published function: the codes of all that it calls, and no others."""
    headers = [re.search(r"-- Raises: (.*?)\n-- Repeat:", _BODIES[name][0], flags=re.DOTALL)]
    said = "".join(header[1] for header in headers if header)
    if other := re.match(r"as (\w+)", said):
        said += "".join(re.findall(r"-- Raises: (.*?)\n-- Repeat:", _BODIES[other[1]][0], flags=re.DOTALL))
    named = set(re.findall(r"NX[0-9]{3}", said))
    reached = _reached(name, set())
    unreached = {code for function, code in UNREACHED if function == name}
    unreached |= {"NX206"} if other else set()
    assert named == reached - unreached
    assert unreached <= reached


def test_every_code_has_a_test() -> None:
    """Some test names the code or its exception."""
    tests = "\n".join(
        _text(path) for path in ROOT.glob("tests/**/*") if path.suffix in {".py", ".sql"} and path != Path(__file__)
    )
    assert [code for code, row in REGISTRY.items() if not re.search(rf"\b({code}|{row['name']})\b", tests)] == []


def test_every_published_function_has_a_test() -> None:
    """A folder of SQL tests for each."""
    tested = {path.parent.name for path in ROOT.glob("tests/sql/*/*.sql")}
    assert sorted(PUBLISHED.keys() - tested) == []


#: Codes of access: test_access.py proves them for every function.
ACCESS = {"NX001", "NX002", "NX301", "NX302", "NX303"}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_a_header_names_is_proved(name: str) -> None:
    """Each code of the line *Raises* is asserted by a test of the function."""
    raises = re.search(r"-- Raises: (.*?)\n-- Repeat:", PUBLISHED[name], flags=re.DOTALL)
    codes = set(re.findall(r"NX[0-9]{3}", raises[1] if raises else "")) - ACCESS
    tests = "\n".join(_text(test) for test in ROOT.glob(f"tests/sql/{name}/*.sql"))
    assert sorted(code for code in codes if code not in tests) == []


def _classes(parent: type[errors.NachetError]) -> Iterator[type[errors.NachetError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _classes(child)


def test_each_code_belongs_to_one_error() -> None:
    codes = Counter(child.sqlstate for child in _classes(errors.NachetError) if "sqlstate" in vars(child))
    assert {code for code, times in codes.items() if times > 1} == set()


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
    """Python calls functions and reads views; what a deploy takes note of is no row of anybody's."""
    writes = re.compile(
        r"\b(insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|truncate)\b(?! nachet_deploy\.)", re.IGNORECASE
    )
    tables = re.compile(r"\bnachet_data\.\w")
    assert [text for text in _strings(path) if writes.search(text) or tables.search(text)] == []
