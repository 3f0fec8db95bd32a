"""How the SQL is laid out: what lies in which file, and what is written once.

Each rule is a function of a folder of sources, so that a small one can prove that it finds what it is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pglast import ast, enums
from pglast.parser import scan

from citus import Function, Source
from citus.parse import find, function_name, last
from conftest import ROOT

#: The file that raises the errors of all others.
RAISER = "procedures/shared/_raise.sql"
#: What runs the parts of the main calls, so that a new connection has planned them.
WARMER = "procedures/operation/warm_up.sql"

#: The last migration of 0.1.0, which stay as they are.
LAST = 6

#: What a body is quoted with.
_QUOTE = re.compile(r"\$\w*\$")

Rule = Callable[[Path], Iterator[str]]


def _is_private(name: str) -> bool:
    return name.startswith("_")


@cache
def _source(root: Path) -> Source:
    return Source(root)


def _files(root: Path) -> dict[str, list[str]]:
    """The functions of each file of procedures, in its order."""
    files: dict[str, list[str]] = {
        path.relative_to(root).as_posix(): [] for path in sorted(root.glob("procedures/**/*.sql"))
    }
    for function in _source(root).functions:
        files[function.path].append(function.name)
    return files


def _code(text: str, *, literals: bool = True) -> str:
    """A text without its comments, also those in the bodies of functions; on request without quoted literals."""
    parts, place = [], 0
    for token in scan(text):
        part = text[token.start : token.end + 1]
        if token.name in ("SQL_COMMENT", "C_COMMENT"):
            part = " "
        elif token.name == "SCONST" and (quote := _QUOTE.match(part)):
            part = f"{quote[0]}{_code(part[quote.end() : -quote.end()], literals=literals)}{quote[0]}"
        elif token.name == "SCONST" and not literals:
            part = "''"
        parts += [text[place : token.start], part]
        place = token.end + 1
    return "".join(parts) + text[place:]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _callers(root: Path) -> dict[str, set[str]]:
    """The files that call each private function; those of ``sql/`` and of the migrations too."""
    callers = defaultdict(set)
    for path in {*root.glob("procedures/**/*.sql"), *root.glob("sql/**/*.sql"), *root.glob("migrations/*.sql")}:
        if path != root / "sql" / "schema.sql":
            for name in re.findall(r"\bnachet\.(_\w+)\s*\(", _code(_read(path))):
                callers[name].add(path.relative_to(root).as_posix())
    return callers


def files_are_named_after_their_function(root: Path) -> Iterator[str]:
    """A file is named after the function in it that others may call: a published one, where there is one."""
    for path, names in _files(root).items():
        stem = Path(path).stem
        if stem not in names or (_is_private(stem) and not all(map(_is_private, names))):
            yield path


def helpers_come_first(root: Path) -> Iterator[str]:
    """In a file: the helpers, then what others may call."""
    for path, names in _files(root).items():
        is_helper = [_is_private(name) and name != Path(path).stem for name in names]
        if is_helper != sorted(is_helper, reverse=True):
            yield path


#: Published functions that share a file: one takes back what the other decides or makes it permanent, gives one of what
#: the other lists, or leases it, does for one owner or person what the other does for many, states anew what the
#: other states, describes or compares what the other made, or gives the same to somebody else. The same helpers serve
#: both.
TAKEN_BACK = {
    ("register_pictures", "update_picture", "begin_batch"),
    ("verify_seed", "reopen_object"),
    ("delete_picture_set", "restore_picture_set", "unarchive_picture_set", "purge_picture_set"),
    ("merge_seeds", "undo_seed_change"),
    ("withdraw_inference", "reinstate_inference"),
    ("create_sample", "update_sample"),
    ("issue_report", "amend_report"),
    ("get_expected_blob", "list_expected_blobs"),
    ("find_pictures", "find_all_pictures"),
    ("hand_over_container", "delete_container", "restore_container"),
    ("rename_group", "hand_over_group"),
    ("create_dataset", "get_dataset", "delete_dataset", "set_training_dataset", "diff_datasets"),
    ("share_container", "share_container_with_user"),
    ("list_acts", "list_all_acts"),
    ("get_ml_structure", "export_ml_structure"),
    ("list_review_queue", "lease_review_queue", "list_whole_review_queue", "lease_whole_review_queue"),
}


def published_functions_of_a_file_are_of_one_kind(root: Path) -> Iterator[str]:
    """Such as one and many: the same verb, and all else but one word the same."""
    for path, names in _files(root).items():
        published = tuple(name for name in names if not _is_private(name))
        if published in TAKEN_BACK:
            continue
        words = [name.split("_") for name in published]
        for other in words[1:]:
            differing = sum(a != b for a, b in zip(words[0], other, strict=False))
            if other[0] != words[0][0] or len(other) != len(words[0]) or differing > 1:
                yield f"{path}: {'_'.join(other)}"


def helpers_are_called_from_their_own_file(root: Path) -> Iterator[str]:
    """A private function in a file of another name is called from there alone, and by what runs all on nothing."""
    callers = {name: others - {WARMER} for name, others in _callers(root).items()}
    for path, names in _files(root).items():
        for name in names:
            if _is_private(name) and name != Path(path).stem:
                yield from (f"{name} of {path} by {other}" for other in sorted(callers.get(name, set()) - {path}))


def helpers_with_a_file_have_several_callers(root: Path) -> Iterator[str]:
    """A private function that one other file calls, or none, has no file of its own."""
    callers = _callers(root)
    for path in _files(root):
        if _is_private(name := Path(path).stem) and path != RAISER and len(others := callers[name] - {path}) < 2:
            yield f"{path} by {', '.join(others) or 'nobody'}"


#: How many helpers may have a file, and how many functions one above another may serve a call: who reads a use case
#: reads that many.
HELPER_FILES, LEVELS = 45, 4


def few_helpers_have_a_file(root: Path) -> Iterator[str]:
    """No more than there are now: what has several callers is often two things, or none."""
    helpers = [path for path in _files(root) if _is_private(Path(path).stem)]
    if len(helpers) > HELPER_FILES:
        yield f"{len(helpers)} files of helpers"


def a_call_goes_down_a_few_levels(root: Path) -> Iterator[str]:
    """From a published function to the last of those that it calls."""
    functions = {function.name: function for function in _source(root).functions}

    def deepest(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        path = (*above, name)
        called = {other for statement in functions[name].statements for other in statement.calls}
        below = sorted((called & functions.keys()) - set(path))
        return max((deepest(other, path) for other in below), key=len, default=path)

    for name in sorted(functions):
        if not _is_private(name) and len(path := deepest(name, ())) > LEVELS:
            yield " > ".join(path)


def one_function_raises(root: Path) -> Iterator[str]:
    """``raise`` stands in that file alone; ``raise;``, which hands an error on, may stand anywhere."""
    for path in sorted(root.glob("procedures/**/*.sql")):
        name = path.relative_to(root).as_posix()
        if name != RAISER:
            for _ in re.finditer(
                r"\braise\b(?!\s*;|\s+(?:notice|warning|info|log|debug)\b)", _code(_read(path), literals=False)
            ):
                yield name


def nothing_is_revoked_from_public(root: Path) -> Iterator[str]:
    """Default privileges do that, and a house rule looks at the catalogue."""
    for path in sorted(root.glob("procedures/**/*.sql")):
        if re.search(r"\brevoke\b[^;]*\bfrom\s+public\b", _code(_read(path))):
            yield path.relative_to(root).as_posix()


def no_row_is_made_a_row_of_a_table_by_position(root: Path) -> Iterator[str]:
    """It would fail in calls under way when a migration adds a column: what functions hand on has types of its own."""
    made = re.compile(r"\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?nachet_data\.(\w+)", re.IGNORECASE)
    tables = {name for path in root.glob("migrations/*.sql") for name in made.findall(_code(_read(path)))}
    for path in sorted(root.glob("procedures/**/*.sql")):
        for name in re.findall(r"\)\s*::\s*nachet_data\.(\w+)", _code(_read(path))):
            if name in tables:
                yield f"{path.relative_to(root).as_posix()}: {name}"


def no_plain_literal_has_a_backslash(root: Path) -> Iterator[str]:
    """It means another thing where ``standard_conforming_strings`` is off: ``E''``, ``[[:space:]]`` or ``chr()``."""
    migrations = (path for path in root.glob("migrations/*.sql") if int(path.name.partition(".")[0]) > LAST)
    for path in sorted({*root.glob("procedures/**/*.sql"), *root.glob("sql/views/*.sql"), *migrations}):
        for literal in _literals(_read(path)):
            if literal.startswith("'") and "\\" in literal:
                yield f"{path.relative_to(root).as_posix()}: {literal}"


def _literals(text: str) -> Iterator[str]:
    """The quoted literals, also those in the bodies of functions."""
    for token in scan(text):
        if token.name == "SCONST":
            literal = text[token.start : token.end + 1]
            if quote := _QUOTE.match(literal):
                yield from _literals(literal[quote.end() : -quote.end()])
            else:
                yield literal


# -- what is named once ------------------------------------------------------------------------------------------


def the_name_of_a_blob_container_is_made_once(root: Path) -> Iterator[str]:
    """``'user-'`` in one function. A view may have its own, with a comment beside it that says why."""
    yield from _in_several(root, lambda node: _text(node).startswith("user-"))
    for path in sorted(root.glob("sql/views/*.sql")):
        before = ""
        for line in _read(path).splitlines():
            if "'user-" in line and "--" not in line and not before.lstrip().startswith("--"):
                yield path.relative_to(root).as_posix()
            before = line


def the_lease_is_named_once(root: Path) -> Iterator[str]:
    """``interval '1 minute'`` in one function."""
    yield from _in_several(
        root,
        lambda node: isinstance(node, ast.TypeCast) and _text(node.arg) in ("1 minute", "60 seconds", "00:01:00"),
    )


def the_number_of_attempts_is_named_once(root: Path) -> Iterator[str]:
    """A number with which ``attempts`` is compared, in one function."""
    yield from _in_several(root, lambda node: _compares_with_number(node, lambda side: _column(side) == "attempts"))


def permissions_have_names(root: Path) -> Iterator[str]:
    """Numbers that stand for read, write, manage and admin, in one function."""
    yield from _in_several(
        root,
        lambda node: (
            _compares_with_number(node, _is_permission)
            or (_calls(node, "_permission_id") and any(_is_number(argument) for argument in node.args))
        ),
    )


def _in_several(root: Path, told: Callable[[Any], bool]) -> Iterator[str]:
    """The functions in which there is such a node, if these are several."""
    found = [function for function in _source(root).functions if _has(function, told)]
    if len(found) > 1:
        yield from (f"{function.path}: {function.name}" for function in found)


def _has(function: Function, told: Callable[[Any], bool]) -> bool:
    return any(told(node) for statement in function.statements for node in find(statement.node, ast.Node))


def _text(node: Any) -> str:
    """What a quoted constant says; nothing for all else."""
    return node.val.sval if isinstance(node, ast.A_Const) and isinstance(node.val, ast.String) else ""


def _column(node: Any) -> str:
    return last(node) if isinstance(node, ast.ColumnRef) else ""


def _calls(node: Any, name: str) -> bool:
    return isinstance(node, ast.FuncCall) and function_name(node) == ("nachet", name)


def _is_permission(node: Any) -> bool:
    return _column(node).endswith("permission_id") or _calls(node, "_access_level")


def _is_number(node: Any) -> bool:
    value = node.arg if isinstance(node, ast.TypeCast) else node
    return isinstance(value, ast.A_Const) and isinstance(value.val, ast.Integer)


def _compares_with_number(node: Any, told: Callable[[Any], bool]) -> bool:
    if not isinstance(node, ast.A_Expr) or node.kind not in (
        enums.A_Expr_Kind.AEXPR_OP,
        enums.A_Expr_Kind.AEXPR_DISTINCT,
        enums.A_Expr_Kind.AEXPR_NOT_DISTINCT,
    ):
        return False
    compares = node.name[-1].sval in ("=", "<>", "<", ">", "<=", ">=")
    sides = (node.lexpr, node.rexpr)
    return compares and any(told(this) and _is_number(other) for this, other in (sides, sides[::-1]))


# -- the rules, and what each of them finds ----------------------------------------------------------------------


def _function(name: str, body: str = "null", *, after: str = "") -> str:
    """A function as small as can be, with attributes in one line."""
    return (
        f"create or replace function nachet.{name}(p_id uuid) returns jsonb\nlanguage plpgsql stable strict\n"
        f"as $function$\n-- What ''it'' does, without raise exception.\nbegin\n    return {body};\nend\n$function$;\n"
        f"comment on function nachet.{name}(uuid) is 'It''s one.';\n{after}\n"
    )


ADMIN = "(select u.id from nachet_data.users as u where u.permission_id = 4)"
TRIED = "(select t.id from nachet_data.t as t where t.attempts >= 20)"

#: Of each rule: files of procedures that break it, what it says of them, and files that do not.
EXAMPLES: list[tuple[Rule, dict[str, str], list[str], dict[str, str]]] = [
    (
        files_are_named_after_their_function,
        {
            "a/_one.sql": _function("_one") + _function("get_two"),
            "a/get_one.sql": _function("get_one"),
            "a/get_three.sql": _function("get_four"),
        },
        ["procedures/a/_one.sql", "procedures/a/get_three.sql"],
        {"a/get_one.sql": _function("_get_one") + _function("get_one"), "a/_b.sql": _function("_a") + _function("_b")},
    ),
    (
        helpers_come_first,
        {"a/get_one.sql": _function("get_one") + _function("_one"), "a/_b.sql": _function("_b") + _function("_a")},
        ["procedures/a/_b.sql", "procedures/a/get_one.sql"],
        {
            "a/get_ones.sql": _function("_one") + _function("get_one") + _function("get_ones"),
            "a/_b.sql": _function("_a") + _function("_b"),
        },
    ),
    (
        published_functions_of_a_file_are_of_one_kind,
        {
            "a/get_one.sql": _function("get_one") + _function("set_one"),
            "a/add_a_b.sql": _function("add_a_b") + _function("add_c_d"),
        },
        ["procedures/a/add_a_b.sql: add_c_d", "procedures/a/get_one.sql: set_one"],
        {"a/add_one.sql": _function("_b") + _function("add_one") + _function("add_ones")},
    ),
    (
        helpers_are_called_from_their_own_file,
        {
            "a/get_one.sql": _function("_one") + _function("get_one", "nachet._one(p_id)"),
            "a/get_two.sql": _function("get_two", "nachet._one ( p_id)"),
        },
        ["_one of procedures/a/get_one.sql by procedures/a/get_two.sql"],
        {
            "a/get_one.sql": _function("_one") + _function("get_one", "nachet._one(p_id)"),
            "a/get_two.sql": _function("get_two", "nachet._shared(p_id) -- not nachet._one(p_id)\n"),
            "a/_shared.sql": _function("_shared"),
        },
    ),
    (
        helpers_with_a_file_have_several_callers,
        {
            "a/_one.sql": _function("_own", "nachet._one(p_id)") + _function("_one"),
            "a/get_one.sql": _function("get_one", "nachet._one(p_id)"),
            "a/_idle.sql": _function("_idle"),
        },
        ["procedures/a/_idle.sql by nobody", "procedures/a/_one.sql by procedures/a/get_one.sql"],
        {
            "a/_one.sql": _function("_one"),
            "a/get_one.sql": _function("get_one", "nachet._one(p_id)"),
            "a/get_two.sql": _function("get_two", "nachet._one(p_id)"),
        },
    ),
    (
        few_helpers_have_a_file,
        {f"a/_one_{number}.sql": _function(f"_one_{number}") for number in range(HELPER_FILES + 1)},
        [f"{HELPER_FILES + 1} files of helpers"],
        {f"a/_one_{number}.sql": _function(f"_one_{number}") for number in range(HELPER_FILES)},
    ),
    (
        a_call_goes_down_a_few_levels,
        {
            "a/get_one.sql": "".join(
                _function(name, f"nachet.{other}(p_id)")
                for name, other in pairwise(("get_one", "_a", "_b", "_c", "_d", "none"))
            )
        },
        ["get_one > _a > _b > _c > _d"],
        {
            "a/get_one.sql": "".join(
                _function(name, f"nachet.{other}(p_id)")
                for name, other in pairwise(("get_one", "_a", "_b", "_c", "none"))
            )
        },
    ),
    (
        one_function_raises,
        {
            "a/get_one.sql": _function("get_one", "1; raise exception using errcode = 'NX001'"),
            "a/get_two.sql": _function("get_two", "1; raise 'no'"),
        },
        ["procedures/a/get_one.sql", "procedures/a/get_two.sql"],
        {
            "shared/_raise.sql": _function("_raise", "1; raise exception using errcode = 'NX001'"),
            "a/get_one.sql": _function("get_one", "'raise exception'; raise notice 'x'; raise"),
        },
    ),
    (
        nothing_is_revoked_from_public,
        {"a/get_one.sql": _function("get_one", after="revoke all on function\nnachet.get_one(uuid)\nfrom public;")},
        ["procedures/a/get_one.sql"],
        {"a/get_one.sql": _function("get_one", after="revoke all on function nachet.get_one(uuid) from nobody;")},
    ),
    (
        no_row_is_made_a_row_of_a_table_by_position,
        {
            "../migrations/0001.a.sql": "create table nachet_data.one (id uuid);",
            "a/get_one.sql": _function("get_one", "row(p_id)::nachet_data.one"),
        },
        ["procedures/a/get_one.sql: one"],
        {
            "../migrations/0001.a.sql": "create table nachet_data.one (id uuid);",
            "a/get_one.sql": _function("get_one", "row(p_id)::nachet_data.two"),
        },
    ),
    (
        no_plain_literal_has_a_backslash,
        {"a/get_one.sql": _function("get_one", r"'é' || '\s'"), "a/get_two.sql": _function("get_two", "'ab\n\\'")},
        ["procedures/a/get_one.sql: '\\s'", "procedures/a/get_two.sql: 'ab\n\\'"],
        {"a/get_one.sql": _function("get_one", "E'\\\\s' || E'\\n' || '''' || 'it''s' -- not '\\s'\n")},
    ),
    (
        the_name_of_a_blob_container_is_made_once,
        {
            "a/get_one.sql": _function("get_one", "'user-' || p_id"),
            "a/get_two.sql": _function("get_two", "'user-' || p_id"),
        },
        ["procedures/a/get_one.sql: get_one", "procedures/a/get_two.sql: get_two"],
        {"a/_container_name.sql": _function("_container_name", "'user-' || p_id"), "a/b.sql": _function("b", "'user'")},
    ),
    (
        the_lease_is_named_once,
        {
            "a/get_one.sql": _function("get_one", "interval '1 minute'"),
            "a/get_two.sql": _function("get_two", "'1 minute'::interval"),
        },
        ["procedures/a/get_one.sql: get_one", "procedures/a/get_two.sql: get_two"],
        {"a/_lease.sql": _function("_lease", "interval '1 minute'"), "a/b.sql": _function("b", "interval '1 hour'")},
    ),
    (
        the_number_of_attempts_is_named_once,
        {
            "a/get_one.sql": _function("get_one", TRIED),
            "a/get_two.sql": _function("get_two", "(select t.id from nachet_data.t as t where 20 > t.attempts)"),
        },
        ["procedures/a/get_one.sql: get_one", "procedures/a/get_two.sql: get_two"],
        {
            "a/get_one.sql": _function("get_one", TRIED),
            "a/get_two.sql": _function("get_two", "(select 20 + least(t.attempts, 12) from nachet_data.t as t)"),
        },
    ),
    (
        permissions_have_names,
        {
            "a/get_one.sql": _function("get_one", ADMIN),
            "a/get_three.sql": _function("get_three", "nachet._access_level(p_id, p_id) >= 1"),
            "a/get_two.sql": _function("get_two", "nachet._permission_id('read', 4::smallint)"),
        },
        [
            "procedures/a/get_one.sql: get_one",
            "procedures/a/get_three.sql: get_three",
            "procedures/a/get_two.sql: get_two",
        ],
        {
            "a/get_one.sql": _function("get_one", ADMIN),
            "a/get_two.sql": _function("get_two", "nachet._permission_id('read', 'manage')"),
        },
    ),
]

RULES = [rule for rule, *_ in EXAMPLES]


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_sources_are_laid_out_as_the_rule_says(rule: Rule) -> None:
    assert list(rule(ROOT)) == []


@pytest.mark.parametrize(("rule", "bad", "said", "good"), EXAMPLES, ids=[rule.__name__ for rule in RULES])
def test_a_rule_finds_what_breaks_it_and_nothing_else(
    rule: Rule, bad: dict[str, str], said: list[str], good: dict[str, str], tmp_path: Path
) -> None:
    assert list(rule(_folder(tmp_path / "bad", bad))) == said
    assert list(rule(_folder(tmp_path / "good", good))) == []


def _folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "procedures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_view_says_why_it_makes_the_name_of_a_container(tmp_path: Path) -> None:
    views = tmp_path / "sql" / "views"
    views.mkdir(parents=True)
    column = "    'user-' || p.container_id as container_name\n"
    for name, comment in (("bare", ""), ("explained", "    -- No function: it would be called for each row.\n")):
        text = f"create view nachet.{name} as select\n{comment}{column}from nachet_data.picture as p;\n"
        (views / f"{name}.sql").write_text(text, encoding="utf-8")
    assert list(the_name_of_a_blob_container_is_made_once(tmp_path)) == ["sql/views/bare.sql"]


def test_migrations_of_0_1_0_may_have_backslashes(tmp_path: Path) -> None:
    """They are as they are; a later one may not."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name in ("0006.old.sql", "0007.new.sql", "0007.new.rollback.sql"):
        (folder / name).write_text("select '\\s';\n", encoding="utf-8")
    found = list(no_plain_literal_has_a_backslash(tmp_path))
    assert [place.partition(":")[0] for place in found] == [
        "migrations/0007.new.rollback.sql",
        "migrations/0007.new.sql",
    ]
