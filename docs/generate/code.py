"""The code that is generated: the classes of the database's error codes, and the methods of the clients.

It is made from the sources' text alone, so that it can be made anew where it is broken.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

PACKAGE = "py/nachet_datastore"

_GROUPS = {"0": "NotFound", "1": "Conflict", "2": "InvalidInput", "3": "NotAllowed"}


def write(root: Path) -> Iterator[tuple[str, str]]:
    """Each module: its path in the project, and its text."""
    yield f"{PACKAGE}/errors/database.py", _errors(root)
    yield "sql/errors.sql", _errors_sql(root)
    facts = _facts(root)
    for name, awaited in (("methods", False), ("methods_aio", True)):
        yield f"{PACKAGE}/wrapper/{name}.py", _call_methods(root, facts, awaited)
        yield f"{PACKAGE}/blobs/{name}.py", _flow_methods(root, facts, awaited)


# -- errors ------------------------------------------------------------------------------------------------------


def registry(root: Path) -> list[dict[str, str]]:
    """The rows of ``sql/errors.csv``: sqlstate, name, message, hint, sentence."""
    return list(csv.DictReader((root / "sql" / "errors.csv").read_text(encoding="utf-8").splitlines()))


def _errors(root: Path) -> str:
    """The class of code 301 is the group of all that is not allowed."""
    rows = registry(root)
    lines = [
        '"""The codes of the database, ``NX…``: made by `make generate` from ``sql/errors.csv``."""',
        "from __future__ import annotations",
        "from .base import Conflict, InvalidInput, NachetError, NotFound",
        f"__all__ = {sorted(row['name'] for row in rows)!r}",
    ]
    for row in rows:
        group = _GROUPS[row["sqlstate"][2]]
        lines += [
            f"class {row['name']}({'NachetError' if row['name'] == group else group}):",
            f'    """{row["sentence"].replace("`", "``")}"""',
            *(f"    {name} = {row[name]!r}" for name in ("sqlstate", "message", "hint")),
        ]
    return formatted(lines)


def _errors_sql(root: Path) -> str:
    """What ``nachet._raise`` looks messages and hints up in."""
    codes = {row["sqlstate"]: {"message": row["message"], "hint": row["hint"]} for row in registry(root)}
    lines = (f"{json.dumps(code)}: {json.dumps(text, ensure_ascii=False)}" for code, text in codes.items())
    document = sql.Literal("{\n" + ",\n".join(lines) + "\n}").as_string().strip()
    return (
        "-- Made by `make generate` from sql/errors.csv.\n"
        "create or replace function nachet._errors()\n"
        "returns jsonb language sql immutable parallel safe as $function$\n"
        f"select {document}::jsonb;\n"
        "$function$;\n\n"
        "comment on function nachet._errors is 'Each error code with its message and hint.';\n"
    )


# -- methods -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Fact:
    """What the SQL says of a function: its comment, and the codes of its line *Raises*."""

    comment: str
    raises: str


def rooms_of(root: Path) -> dict[str, str]:
    """The folder of each published function."""
    return {name: path.parent.name for path, name, _ in _published_sources(root)}


def _published_sources(root: Path) -> Iterator[tuple[Path, str, str]]:
    """The file, name and text of each published function, with what follows it."""
    for path in sorted(root.glob("procedures/*/*.sql")):
        text = path.read_text(encoding="utf-8")
        for created in re.split(r"^(?=create or replace function )", text, flags=re.MULTILINE):
            if name := re.match(r"create or replace function nachet\.([a-z]\w*)", created):
                yield path, name[1], created


def _facts(root: Path) -> dict[str, _Fact]:
    facts = {}
    for _, name, created in _published_sources(root):
        comment = re.search(r"^comment on function [^']*?is\s+((?:'(?:[^']|'')*'\s*)+);", created, re.MULTILINE)
        raises = re.search(r"^-- Raises: .*\n(?:-- (?![A-Z]\w*:).*\n)*", created, re.MULTILINE)
        parts = re.findall(r"'((?:[^']|'')*)'", comment[1]) if comment else []
        facts[name] = _Fact("".join(parts).replace("''", "'"), raises[0].replace("\n--", "") if raises else "")
    return facts


def _raised(function: str, facts: dict[str, _Fact], names: dict[str, str]) -> list[str]:
    """The classes that a function raises, those of a function that it refers to among them."""
    text = facts[function].raises
    codes = set(re.findall(r"NX[0-9]{3}", text))
    for other in re.findall(r"\bas (?:nachet\.)?(\w+)", text):
        if other in facts:
            codes |= set(re.findall(r"NX[0-9]{3}", facts[other].raises))
    return [names[code] for code in sorted(codes)]


def _call_methods(root: Path, facts: dict[str, _Fact], awaited: bool) -> str:
    source = ast.parse((root / PACKAGE / "wrapper" / "calls.py").read_text(encoding="utf-8"))
    names = {row["sqlstate"]: row["name"] for row in registry(root)}
    calls = [node for node in source.body if isinstance(node, ast.FunctionDef) and _published(node)]
    run = "async def" if awaited else "def"
    lines = [
        f'"""The published functions as methods{", awaited" * awaited}: made by `make generate` from ``calls.py``."""',
        "from uuid import UUID",
        *_imports(source),
        "from abc import ABC, abstractmethod",
        "from . import calls",
        "from .calls import Call",
        'R = TypeVar("R")',
        f"class {'Async' * awaited}CallMethods(ABC):",
        '    """A method for each published function."""',
        "    @abstractmethod",
        f"    {run} call(self, call: Call[R]) -> R:",
        '        """Run one call; its answer."""',
        "    @abstractmethod",
        f"    {run} _decide(self, call: Call[Decision[R]]) -> R:",
        '        """Run a call from which steps in the blob store follow; its answer without them."""',
    ]
    for node in calls:
        said = [facts[node.name].comment, ast.get_docstring(node) or ""]
        raised = ", ".join(_raised(node.name, facts, names))
        said.append(f"{f'Raises: {raised}. ' if raised else ''}SQL: ``nachet.{node.name}``.")
        answer = ast.unparse(node.returns or ast.Constant(None))
        decided = re.fullmatch(r"Decision\[(.*)\]", answer)
        runner = "_decide" if decided else "call"
        answer = decided[1] if decided else answer
        lines += _method(node, "calls", answer, runner, said, awaited)
    return formatted(lines)


def _flow_methods(root: Path, facts: dict[str, _Fact], awaited: bool) -> str:
    folder = root / PACKAGE / "blobs"
    modules = {name: ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")) for name in ("flows", "fsck")}
    defined = {
        node.name: node
        for module in modules.values()
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    names = {row["sqlstate"]: row["name"] for row in registry(root)}
    run = "async def" if awaited else "def"
    lines = [
        f'"""The flows as methods{", awaited" * awaited}: made by `make generate` from ``flows.py``, ``fsck.py``."""',
        "from uuid import UUID",
        *(line for module in modules.values() for line in _imports(module)),
        "from abc import ABC, abstractmethod",
        "from typing import overload",
        "from . import flows, fsck",
        *(f"from .{name} import {', '.join(_defined(module))}" for name, module in modules.items()),
        "from .steps import Flow",
        'R = TypeVar("R")',
        f"class {'Async' * awaited}FlowMethods(ABC):",
        '    """A method for each flow."""',
        "    @abstractmethod",
        f"    {run} run(self, flow: Flow[R]) -> R:",
        '        """Run a call or a flow: take its steps one by one."""',
    ]
    for name, module in modules.items():
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and (answer := _answered(node)) and ast.get_docstring(node):
                _spell_out(node, root)
                lines += _overloads(module, node.name, awaited)
                functions = sorted(_functions(node.name, defined, set()))
                own, _, raised = (ast.get_docstring(node) or "").partition("\n\nRaises: ")
                also = {one for function in functions for one in _raised(function, facts, names)}
                also -= set(re.findall(r"\w+", raised))
                every = [raised.rstrip("."), *(one for one in names.values() if one in also)]
                sql_names = ", ".join(f"``nachet.{function}``" for function in functions)
                said = [own, f"Raises: {', '.join(every)}.{f' SQL: {sql_names}.' if functions else ''}"]
                lines += _method(node, name, answer, "run", said, awaited)
    return formatted(lines)


def _functions(name: str, defined: dict[str, ast.FunctionDef | ast.ClassDef], seen: set[str]) -> set[str]:
    """The published functions that a flow calls, itself or through what it uses of the modules."""
    found: set[str] = set()
    seen.add(name)
    for node in ast.walk(defined[name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "calls":
            found.add(node.attr)
        elif isinstance(node, ast.Name) and node.id in defined and node.id not in seen:
            found |= _functions(node.id, defined, seen)
    return found


def _spell_out(node: ast.FunctionDef, root: Path) -> None:
    """Name the fields of the record ``PictureFacts`` in the place of ``**facts``."""
    if node.args.kwarg and node.args.kwarg.arg == "facts":
        records = ast.parse((root / PACKAGE / "records.py").read_text(encoding="utf-8"))
        (record,) = (one for one in records.body if isinstance(one, ast.ClassDef) and one.name == "PictureFacts")
        for field in record.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                node.args.kwonlyargs.append(ast.arg(field.target.id, field.annotation))
                node.args.kw_defaults.append(field.value)
        node.args.kwarg = None


def _published(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("published(") for decorator in node.decorator_list)


def _answered(node: ast.FunctionDef) -> str | None:
    """What a public flow of users' answers: R of ``Steps[R]``."""
    found = re.fullmatch(r"Steps\[(.*)\]", ast.unparse(node.returns) if node.returns else "")
    return found[1] if found and not node.name.startswith("_") and node.name != "decided" else None


def _overloads(module: ast.Module, name: str, awaited: bool) -> Iterator[str]:
    for node in module.body:
        if (
            isinstance(node, ast.FunctionDef)
            and node.name == name
            and "overload" in map(ast.unparse, node.decorator_list)
        ):
            yield "    @overload"
            yield f"    {_signature(node, str(_answered(node)), awaited)} ..."


def _method(
    node: ast.FunctionDef, module: str, answer: str, runner: str, said: list[str], awaited: bool
) -> Iterator[str]:
    arguments = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    arguments += [f"{one.arg}={one.arg}" for one in node.args.kwonlyargs]
    call = f"self.{runner}({module}.{node.name}({', '.join(arguments)}))"
    yield f"    {_signature(node, answer, awaited)}"
    yield from _docstring(said)
    if answer == "None":
        yield f"        {'await ' * awaited}{call}"
    else:
        yield f"        return {'await ' * awaited}{call}"


def _signature(node: ast.FunctionDef, answer: str, awaited: bool) -> str:
    """With what an id is, written out."""
    arguments = ast.unparse(node.args)
    arguments = re.sub(r"\bId(OrName)?\b", "UUID | str", f"self, {arguments}" if arguments else "self")
    return f"{'async ' * awaited}def {node.name}({arguments}) -> {answer}:"


def _docstring(said: list[str]) -> Iterator[str]:
    """Paragraphs, wrapped."""
    parts = [" ".join(part.split()) for part in "\n\n".join(filter(None, said)).split("\n\n")]
    parts[0] = f'"""{parts[0]}'
    lines = ["\n".join(map(_filled, re.split(r"(?<=\.) (?=SQL: )", part))) for part in parts]
    text = "\n\n".join(lines)
    if "\n" in text or len(text) > 109:
        text += "\n"
    yield textwrap.indent(f'{text}"""', " " * 8, lambda line: bool(line.strip()))


def _filled(text: str) -> str:
    return textwrap.fill(text, 110, break_on_hyphens=False, break_long_words=False)


def _imports(module: ast.Module) -> Iterator[str]:
    yield from (ast.unparse(node) for node in module.body if isinstance(node, ast.Import | ast.ImportFrom))


def _defined(module: ast.Module) -> Iterator[str]:
    """The public classes and constants of a module, without its type variables."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
        elif isinstance(node, ast.Assign) and re.fullmatch(r"[A-Z]\w+", name := ast.unparse(node.targets[0])):
            yield name


def formatted(lines: list[str]) -> str:
    """Code as ruff writes it: without the imports that it does not need."""
    code = "\n".join(lines)
    for command in (["check", "--quiet", "--fix-only", "--select=F401,F811,I"], ["format"]):
        code = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename=generated.py", "-"],
            input=code,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return code
