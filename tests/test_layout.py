"""The folders of the package are its parts, and each uses only those before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "py" / "nachet_datastore"

#: What all parts share, the parts in their order, and the modules that put them together.
SHARED = ("languages", "errors", "connecting", "files", "ids", "documents", "records")
PARTS = ("wrapper", "blobs", "deploy", "cli", "exporting", "importing", "tables", "report", "demo", "testing")
TOP = ("__init__", "__main__")

#: What each part may use: what is shared and the parts before it; deploy, which a DBA may run alone, no other part.
USES = {part: {*SHARED, *PARTS[: place + 1]} for place, part in enumerate(PARTS)} | {"deploy": {*SHARED, "deploy"}}


def _imports(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, each by its name below the package."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module.split(".") if node.module else []
            if node.level:
                module = [*here[: len(here) - node.level], *module]
            elif module[0] == PACKAGE.name:
                module = module[1:]
            else:
                continue
            yield from ([module[0]] if module else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            for alias in node.names:
                assert alias.name.split(".")[0] != PACKAGE.name, "imports within the package are relative"


def _file(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_the_folders_are_the_parts() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")}
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert modules | folders == {*SHARED, *PARTS, *TOP}


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("**/*.py")), ids=_file)
def test_a_part_uses_only_those_before_it(path: Path) -> None:
    part = path.relative_to(PACKAGE).with_suffix("").parts[0]
    allowed = {*SHARED, *PARTS} if part in TOP else USES.get(part, set(SHARED))
    assert set(_imports(path)) - allowed == set()
