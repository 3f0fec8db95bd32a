"""The documents as TypedDicts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from .code import formatted
from .schemas import FOLDER, Documents, Name, Schema, nullable, read

PATH = "py/nachet_datastore/documents.py"

_HEAD = f'''\
"""The documents that go in and come out, key for key: made by `make generate` from ``{FOLDER}``.

An id that goes in is a UUID or its text; one that comes out is a UUID. A key that stands nowhere here is kept, where
its author may add some, and comes back.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
from uuid import UUID

from .ids import Id, RowId

'''

_SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}


def write(root: Path) -> Iterator[tuple[str, str]]:
    """The module: its path in the project, and its text."""
    yield PATH, _Module(read(root)).text()


#: Units that a reader must be told; others say what is counted.
_UNITS = ("pixels", "bytes", "seconds", "UTC")


class _Module:
    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._out = documents.reached(set(documents.given().values()))
        self._both = self._out & documents.reached(set(documents.taken().values()))
        self._classes = {name: python for name in documents.names if (python := self._python(name))}

    def _python(self, name: Name) -> str | None:
        """The name of the TypedDict of a definition, where it is one."""
        schema = self._documents.raw(name)
        own = schema.get("x-python") if name.part else None
        documents = self._documents.files[name.file].get("x-python", "documents") == "documents"
        if own or (documents and schema.get("type") == "object" and "properties" in schema):
            return str(own or name.part or schema["title"])
        return None

    def text(self) -> str:
        done: list[Name] = []
        for name in self._classes:
            self._add(name, done)
        lines = [
            "#: What a person did to a box.",
            f"Act: TypeAlias = {self._literal(self._documents.raw(Name('shared', 'Act')))}",
        ]
        for name in done:
            lines += self._class(name)
        listed = sorted([*self._classes.values(), "Act"])
        return formatted([_HEAD, f"__all__ = {listed!r}", *lines])

    def _add(self, name: Name, done: list[Name]) -> None:
        """A class comes after those that it refers to."""
        for other in self._documents.references(name):
            if other in self._classes:
                self._add(other, done)
        if name not in done:
            done.append(name)

    def _class(self, name: Name) -> Iterator[str]:
        schema = self._documents.raw(name)
        yield f"class {self._classes[name]}(TypedDict):"
        yield f'    """{_wrapped(schema["description"], "    ", 113)}"""'
        for key, value in schema["properties"].items():
            kind = self._type(name, value)
            said = self._documents.whole(name)["properties"][key]
            text = said["description"] + (f" In {said['x-unit']}." if said.get("x-unit") in _UNITS else "")
            yield f"    #: {_wrapped(text, '    #: ', 113)}"
            yield f"    {key}: {kind if key in schema.get('required', []) else f'NotRequired[{kind}]'}"

    def _type(self, at: Name, schema: Schema) -> str:
        if "$ref" in schema:
            return self._named(at, self._documents.target(at.file, schema["$ref"]))
        if (one := nullable(schema)) is not None:
            return f"{self._type(at, one)} | None"
        if "x-usual" in schema:
            return self._type(at, schema["x-usual"])
        if "enum" in schema:
            return self._literal(schema)
        if schema.get("x-id"):
            return "Id | None" if "null" in schema["type"] else "Id"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " | ".join(self._kind(at, kind, schema) for kind in kinds)

    def _named(self, at: Name, name: Name) -> str:
        if name in self._classes:
            return self._classes[name]
        if name.file == "shared":
            match name.part:
                case "Act":
                    return "Act"
                case "Id":
                    return "UUID" if at in self._both else "RowId" if at in self._out else "Id"
                case "Object":
                    return "dict[str, Any]" if at in self._out else "Mapping[str, Any]"
        return self._type(name, self._documents.raw(name))

    def _kind(self, at: Name, kind: str, schema: Schema) -> str:
        if kind == "array":
            item = self._type(at, schema["items"]) if "items" in schema else "Any"
            return f"{'list' if at in self._out else 'Sequence'}[{item}]"
        if kind == "object" and "additionalProperties" in schema:
            kind = "dict" if at in self._out else "Mapping"
            return f"{kind}[str, {self._type(at, schema['additionalProperties'])}]"
        return _SCALARS[kind]

    def _literal(self, schema: Schema) -> str:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"


def _wrapped(text: str, indent: str, width: int) -> str:
    text = text.replace("`", "``")
    return f"\n{indent}".join(textwrap.wrap(text, width - len(indent), break_on_hyphens=False, break_long_words=False))
