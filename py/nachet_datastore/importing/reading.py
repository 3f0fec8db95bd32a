"""Documents read strictly: what is there twice, is of another type or is unknown has its place told."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from ..errors import InvalidValue
from ..languages import Message, marked
from ..wrapper.encoding import require_storable

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

        def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
            value = super().construct_yaml_timestamp(node)
            return value if isinstance(value, datetime) else value.isoformat()  # JSON has no date.

    Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_yaml_timestamp)
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
#: The least and the greatest number that the store takes.
_RANGES: Mapping[str, tuple[int, int]] = {"zoom": (1, 1_000_000), "nb_seeds": (1, 2**31 - 1)}
#: How many characters the store takes.
_LENGTHS: Mapping[str, int] = {"description": 10_000, "device": 200, "lens": 200, "tray": 200, "sample": 200}


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
    value = value.strip() if isinstance(value, str) else value
    storable(value, key)
    least, most = _RANGES.get(key, (None, None))
    if least is not None and most is not None and not least <= value <= most:
        reason = Message("{value!r} is not from {least} to {most}", value=value, least=least, most=most)
        raise Unreadable(key, "OutOfRange", reason)
    if key in _LENGTHS and len(value) > _LENGTHS[key]:
        reason = Message("it has {length} characters, more than {most}", length=len(value), most=_LENGTHS[key])
        raise Unreadable(key, "OutOfRange", reason)
    return value


def storable(value: Any, key: str) -> None:
    """Refuse what the store cannot hold, such as a text with NUL. Raises Unreadable with its place."""
    try:
        require_storable(value, key)
    except InvalidValue as error:
        reason = Message("the store cannot hold {value}", value=error.detail.get("value"))
        raise Unreadable(str(error.detail.get("place", key)), "NotStorable", reason) from error


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
    """Whether it is a number, and a finite one; a whole one may be too large for that."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


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
    storable(value, key)
    return value


def identity(value: Any, key: str) -> Hashable:
    """What a document names its parts by: a number or a text. Raises Unreadable."""
    if not isinstance(value, int | float | str | None):
        raise Unreadable(key, "WrongType", Message("{value!r} is not a number or a text", value=value))
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
