"""The documents as TypedDicts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from keyword import iskeyword
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
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict, final

from .ids import Id, RowId

if TYPE_CHECKING:
    #: Any JSON value.
    JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"
else:  # So that who reads annotations at run time meets no name of this module.
    JSON = dict | list | str | int | float | bool | None

'''

_SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
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
        self._classes = {name: python for name in documents.names if (python := self._python(name))}
        #: What comes out with ids and goes in again has two: ids that go in may be text.
        both = self._out & documents.reached(set(documents.taken().values()))
        self._inputs = {
            name: f"{python}Input"
            for name, python in self._classes.items()
            if name in both and Name("shared", "Id") in documents.references(name)
        }

        #: What stands where another may stand: final, so that a type checker tells them apart by their keys.
        self._alternatives = {
            documents.target(name.file, one["$ref"])
            for name in documents.names
            for value in documents.raw(name).get("properties", {}).values()
            if nullable(value) is None
            for one in value.get("anyOf", [])
            if "$ref" in one
        }

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
            lines += self._class(name, self._classes[name], given=name in self._out)
            if name in self._inputs:
                lines += self._class(name, self._inputs[name], given=False)
        listed = ["JSON", *sorted([*self._classes.values(), *self._inputs.values(), "Act"])]
        return formatted([_HEAD, f"__all__ = {listed!r}", *lines])

    def _add(self, name: Name, done: list[Name]) -> None:
        """A class comes after those that it refers to."""
        for other in self._documents.references(name):
            if other in self._classes:
                self._add(other, done)
        if name not in done:
            done.append(name)

    def _class(self, name: Name, python: str, *, given: bool) -> Iterator[str]:
        """The class of a document: as the database gives it, or as it takes it."""
        schema = self._documents.raw(name)
        again = "" if given or name not in self._inputs else f" As it goes in: {self._classes[name]} fits too."
        if name in self._alternatives:
            yield "@final"
        # A word of Python is no name in a class.
        words = {key: self._type(name, schema["properties"][key], given=given) for key in schema["properties"]}
        words = {key: kind for key, kind in words.items() if iskeyword(key)}
        if words:
            listed = ", ".join(f'"{key}": NotRequired[{kind}]' for key, kind in words.items())
            yield f'_{python} = TypedDict("_{python}", {{{listed}}})'
        yield f"class {python}({f'_{python}' if words else 'TypedDict'}):"
        yield f'    """{_wrapped(schema["description"] + again, "    ", 113)}"""'
        for key, value in schema["properties"].items():
            if key in words:
                continue
            kind = self._type(name, value, given=given)
            said = self._documents.whole(name)["properties"][key]
            text = said["description"] + (f" In {said['x-unit']}." if said.get("x-unit") in _UNITS else "")
            yield f"    #: {_wrapped(text, '    #: ', 113)}"
            yield f"    {key}: {kind if key in schema.get('required', []) else f'NotRequired[{kind}]'}"

    def _type(self, at: Name, schema: Schema, *, given: bool) -> str:
        if "$ref" in schema:
            return self._named(self._documents.target(at.file, schema["$ref"]), given=given)
        if (one := nullable(schema)) is not None:
            return f"{self._type(at, one, given=given)} | None"
        if "anyOf" in schema:
            return " | ".join(self._type(at, one, given=given) for one in schema["anyOf"])
        if "x-usual" in schema:
            return self._type(at, schema["x-usual"], given=given)
        if "enum" in schema:
            return self._literal(schema)
        if schema.get("x-id"):
            return "Id | None" if "null" in schema["type"] else "Id"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " | ".join(self._kind(at, kind, schema, given=given) for kind in kinds)

    def _named(self, name: Name, *, given: bool) -> str:
        if name in self._classes:
            return self._classes[name] if given else self._inputs.get(name, self._classes[name])
        if name.file == "shared":
            match name.part:
                case "Act":
                    return "Act"
                case "Id":
                    return "RowId" if given else "Id"
                case "Object":
                    return "dict[str, JSON]" if given else "Mapping[str, Any]"
        return self._type(name, self._documents.raw(name), given=given)

    def _kind(self, at: Name, kind: str, schema: Schema, *, given: bool) -> str:
        if kind == "array":
            free = "JSON" if given else "Any"
            item = self._type(at, schema["items"], given=given) if "items" in schema else free
            return f"{'list' if given else 'Sequence'}[{item}]"
        if kind == "object":
            value = self._type(at, schema["additionalProperties"], given=given)
            return f"{'dict' if given else 'Mapping'}[str, {value}]"
        return _SCALARS[kind]

    def _literal(self, schema: Schema) -> str:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"


def _wrapped(text: str, indent: str, width: int) -> str:
    text = text.replace("`", "``")
    return f"\n{indent}".join(textwrap.wrap(text, width - len(indent), break_on_hyphens=False, break_long_words=False))
