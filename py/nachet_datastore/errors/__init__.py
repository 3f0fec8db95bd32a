"""Every error that the datastore raises of its own: one class for each code.

Codes ``NX…`` come from the database (``database.py``, made from ``sql/errors.csv``), codes ``NB…`` from this package
(``package.py``). The digit after the letters is the group: 0 not found, 1 conflict, 2 invalid input, 3 not allowed,
4 something that serves us is out of order. Other errors of the server pass through as psycopg's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg

from .base import *  # noqa: F403 - all of them
from .base import NachetError
from .database import *  # noqa: F403
from .package import *  # noqa: F403


def _with_code(base: type[NachetError]) -> Iterator[type[NachetError]]:
    for cls in base.__subclasses__():
        if cls.sqlstate:
            yield cls
        yield from _with_code(cls)


#: Each code with its class.
BY_SQLSTATE: Mapping[str, type[NachetError]] = {cls.sqlstate: cls for cls in _with_code(NachetError)}


def from_database(error: psycopg.Error) -> NachetError | None:
    """The datastore's own error that the server raised, by its SQLSTATE; None when the error is not one of ours."""
    cls = BY_SQLSTATE.get(error.sqlstate or "")
    if cls is None:
        return None
    diagnostics = error.diag
    return cls(
        _detail(diagnostics.message_detail),
        message=diagnostics.message_primary or "",
        hint=diagnostics.message_hint or "",
    )


def _detail(text: str | None) -> dict[str, Any]:
    try:
        detail = json.loads(text or "{}")
    except ValueError:
        return {"detail": text}
    return detail if isinstance(detail, dict) else {"detail": detail}


@contextmanager
def database_errors() -> Iterator[None]:
    """Raise the datastore's own class for what the server raised inside; let every other error through untouched."""
    try:
        yield
    except psycopg.Error as error:
        known = from_database(error)
        if known is None:
            raise
        raise known from error
