"""Documents read strictly: what is there twice, is of another type or is unknown has its place told."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from ..languages import Message, marked

#: What to say where the package that reads YAML is missing.
NO_YAML = Message("it needs the package that reads YAML: pip install 'nachet-datastore[import]'")


class Unreadable(Exception):
    """A document, or a part of it, that cannot be read: where, by which code, and why."""

    def __init__(self, key: str, code: str, message: Message) -> None:
        super().__init__(message)
        self.key = key
        self.code = code
        self.message = message


def read_json(data: bytes) -> Any:
    """A JSON document. Raises Unreadable, also for a key that is there twice."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except ValueError as error:
        raise Unreadable("", "NotADocument", Message("it is not JSON: {error}", error=error)) from error
    except RecursionError as error:
        raise Unreadable("", "NotADocument", Message("it is nested too deep")) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key, value in pairs:
        if key in document:
            raise Unreadable(key, "TwiceThere", Message("the key {key!r} is there twice", key=key))
        document[key] = value
    return document


def read_yaml(data: bytes) -> Any:
    """A YAML document of plain values. Raises Unreadable, also for a key that is there twice."""
    try:
        import yaml
    except ImportError as error:
        raise Unreadable("", "ExtraMissing", NO_YAML) from error

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
            seen = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if not isinstance(key, Hashable) or key in seen:
                    line = f"line {key_node.start_mark.line + 1}"
                    raise Unreadable(line, "TwiceThere", Message("the key {key!r} is there twice, or is none", key=key))
                seen.add(key)
            return super().construct_mapping(node, deep)

    try:
        return yaml.load(data, Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = "" if mark is None else f"line {mark.line + 1}"
        reason = getattr(error, "problem", None) or str(error)
        raise Unreadable(place, "NotADocument", Message("it is not YAML: {error}", error=reason)) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("", "NotADocument", Message("it is not YAML: {error}", error=error)) from error


#: What may be said of a picture, by its key, and of which type it is.
FACTS: Mapping[str, str] = {
    "species": "text",
    "zoom": "number",
    "nb_seeds": "whole number",
    "description": "text",
    "metadata": "object",
    "device": "text",
    "lens": "text",
    "tray": "text",
    "sample": "text",
    "taken_at": "time",
    "folder": "text",
}
_IS_NOT = {
    "text": marked("{value!r} is not a text"),
    "number": marked("{value!r} is not a number"),
    "whole number": marked("{value!r} is not a whole number"),
    "object": marked("{value!r} is not an object"),
    "time": marked("{value!r} is not a time, such as 2024-05-31T14:00:00Z"),
}


def facts_of(document: Any, others: Iterable[str] = ()) -> dict[str, Any]:
    """What a document says of pictures; ``others`` are keys that it may have beside. Raises Unreadable.

    Null takes back what was said further up. A time without a zone is UTC.
    """
    if not isinstance(document, Mapping):
        raise Unreadable("", "WrongType", Message("it is not an object of keys and values"))
    facts = {}
    for key, value in document.items():
        if key in others:
            continue
        if key not in FACTS:
            known = ", ".join((*FACTS, *others))
            raise Unreadable(str(key), "UnknownKey", Message("unknown key; known are {names}", names=known))
        facts[key] = fact_of(key, value)
    return facts


def fact_of(key: str, value: Any) -> Any:
    """One fact, in its type. Raises Unreadable."""
    kind = FACTS[key]
    if value is None:
        return None
    if kind == "time":
        return _time(key, value)
    fine = {
        "text": isinstance(value, str) and value.strip() != "",
        "number": is_number(value),
        "whole number": isinstance(value, int) and not isinstance(value, bool),
        "object": isinstance(value, Mapping),
    }[kind]
    if not fine:
        raise Unreadable(key, "WrongType", Message(_IS_NOT[kind], value=value))
    return value.strip() if isinstance(value, str) else value


def _time(key: str, value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise Unreadable(key, "WrongType", Message(_IS_NOT["time"], value=value)) from error
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, datetime):
        raise Unreadable(key, "WrongType", Message(_IS_NOT["time"], value=value))
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def is_number(value: Any) -> bool:
    """Whether it is a number, and a finite one."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def numbers(value: Any, key: str, count: int, names: str) -> tuple[float, ...]:
    """A list of so many numbers. Raises Unreadable."""
    if not isinstance(value, list | tuple) or len(value) != count or not all(map(is_number, value)):
        raise Unreadable(
            key, "WrongBox", Message("it is not a list of {count} numbers: {names}", count=count, names=names)
        )
    return tuple(float(one) for one in value)


def text(value: Any, key: str) -> str:
    """A text that is not blank. Raises Unreadable."""
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(key, "WrongType", Message(_IS_NOT["text"], value=value))
    return value


def listed(value: Any, key: str) -> list[Any]:
    """A list. Raises Unreadable."""
    if not isinstance(value, list):
        raise Unreadable(key, "WrongType", Message("it is not a list"))
    return value


def mapped(value: Any, key: str) -> Mapping[str, Any]:
    """An object. Raises Unreadable."""
    if not isinstance(value, Mapping):
        raise Unreadable(key, "WrongType", Message("it is not an object of keys and values"))
    return value
