"""Every error that the datastore raises of its own: one class for each code.

Codes ``NX…`` come from the database (``database.py``, made from ``sql/errors.csv``), codes ``NB…`` from this package
(``package.py``). The digit after the letters is the group: 0 not found, 1 conflict, 2 invalid input, 3 not allowed,
4 something that serves us is out of order. A server or a connection that is away has a class of ours too
(``TRANSIENT``); other errors of the server pass through as psycopg's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.errors import PipelineAborted
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from .base import *  # noqa: F403 - all of them
from .base import NachetError
from .database import *  # noqa: F403
from .package import *  # noqa: F403
from .package import ClientClosed, DatabaseConflict, DatabaseRefused, DatabaseUnavailable
from .secrets import safe


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


#: Other errors of the server, by the beginning of their SQLSTATE: the class that is raised for them.
_OTHERS: Mapping[str, type[NachetError]] = {
    "08": DatabaseUnavailable,  # The connection is lost.
    "25006": DatabaseUnavailable,  # A standby, or a server that was made read-only.
    "40001": DatabaseConflict,  # Serialization failure.
    "40P01": DatabaseConflict,  # Deadlock.
    "53": DatabaseUnavailable,  # Too many connections, no memory, no room on the disk.
    "55P03": DatabaseConflict,  # A lock was not to be had in time.
    "57P": DatabaseUnavailable,  # It shuts down, crashed, starts, or ended the connection.
}

#: The codes after which trying again may help: SQLSTATEs of the server by their beginning, and those of this package.
#: Nothing of the call was done after these, except where ``may_be_done`` says that it may have been.
TRANSIENT: tuple[str, ...] = (*_OTHERS, *sorted(code for code, cls in BY_SQLSTATE.items() if cls.transient))


#: How a server says that it will never take this login. It gives no code before the login is done.
_REFUSED = re.compile(
    r"authentication failed|pg_hba\.conf|does not exist|not permitted to log in|permission denied|no password supplied"
    r"|certificate|invalid \w+ value|server does not support SSL|unsupported frontend protocol",
    re.IGNORECASE,
)


def refuses(error: BaseException) -> bool:
    """Whether the server refused a login, so that trying again does not help."""
    return _REFUSED.search(str(error)) is not None


def reason_of(error: BaseException) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def from_server(error: psycopg.Error) -> NachetError | None:
    """The class of ours for a server or a connection that is out of order; None for every other error."""
    code = error.sqlstate or ""
    if isinstance(error, PoolClosed):
        return ClientClosed()
    if isinstance(error, PoolTimeout | TooManyRequests):
        return DatabaseUnavailable({"reason": str(error)})
    cls = next((cls for prefix, cls in _OTHERS.items() if code.startswith(prefix)), None)
    if cls is None:
        if code or not isinstance(error, psycopg.OperationalError) or isinstance(error, PipelineAborted):
            return None
        cls = DatabaseUnavailable
    if not code and refuses(error):
        return DatabaseRefused({"reason": reason_of(error)})
    reason = error.diag.message_primary or reason_of(error)
    found = cls({"reason": reason, **({"sqlstate": code} if code else {})})
    # Who hears that the server shuts down hears it before a commit; whose connection is lost hears nothing.
    found.may_be_done = not code or code.startswith(("08", "57P02"))
    return found


@contextmanager
def database_errors() -> Iterator[None]:
    """Raise the datastore's own class for what the server raised inside, and for a server that is away.

    Every other error passes untouched.
    """
    try:
        yield
    except psycopg.Error as error:
        known = from_database(error) or from_server(error)
        if known is None:
            raise
        raise known from safe(error)
