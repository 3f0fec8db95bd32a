"""What every part connects to a database with: what the URL says, and limits where it says nothing."""

from __future__ import annotations

import os
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from .errors import InvalidDatabaseUrl

#: What libpq takes from the environment, of what is set here where nobody says otherwise.
_ENVIRONMENT = {"connect_timeout": "PGCONNECT_TIMEOUT", "target_session_attrs": "PGTARGETSESSIONATTRS"}


def parameters(url: str, *, connect: float = 3, silence: float = 5, writes: bool = False) -> dict[str, Any]:
    """The parameters of ``psycopg.connect`` for a URL, or for keys and values.

    ``connect``: seconds for a connection, ``silence``: seconds without a word from the network after which it is lost,
    ``writes``: whether only a server will do that takes writes. Raises InvalidDatabaseUrl, which never has the URL.
    """
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error:  # Its text may have a part of the password.
        raise InvalidDatabaseUrl({"reason": "libpq does not understand it"}) from None
    ports = str(given.get("port") or "").split(",")
    if any(port and not (port.isdigit() and 0 < int(port) < 65_536) for port in ports):
        raise InvalidDatabaseUrl({"reason": "a port is not a number of 1 to 65535"})
    if "://" in url and "@" in url.partition("://")[2].partition("/")[2].partition("?")[0]:
        raise InvalidDatabaseUrl({"reason": "there is an @ after the host"})
    seconds = max(2, round(connect))  # libpq takes no less.
    defaults: dict[str, Any] = {
        "connect_timeout": seconds,
        # The kernel gives up on a peer that does not acknowledge what was sent, or what it asks when all is silent.
        "tcp_user_timeout": round(silence * 1000),
        "keepalives_idle": seconds,
        "keepalives_interval": 1,
        "keepalives_count": seconds,
    }
    if writes:
        defaults["target_session_attrs"] = "read-write"
    unsaid = {key: value for key, value in defaults.items() if os.environ.get(_ENVIRONMENT.get(key, "")) is None}
    return {**unsaid, **given}
