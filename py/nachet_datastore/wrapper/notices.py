"""What the database's functions warn of, passed on to ``logging``."""

from __future__ import annotations

import logging
from typing import Any
from weakref import WeakSet

from psycopg import AsyncConnection, Connection
from psycopg.errors import Diagnostic

logger = logging.getLogger(__name__)

#: The class of SQLSTATEs that these functions warn with; other notices of a connection are not ours to tell.
CLASS = "01N"

_HEARD: WeakSet[Connection[Any] | AsyncConnection[Any]] = WeakSet()


def listen(conn: Connection[Any] | AsyncConnection[Any]) -> None:
    """Log what the functions warn of on this connection, from now on."""
    if conn not in _HEARD:
        _HEARD.add(conn)
        conn.add_notice_handler(_log)


def _log(notice: Diagnostic) -> None:
    if (notice.sqlstate or "").startswith(CLASS):
        logger.warning("%s: %s. %s", notice.message_primary, notice.message_detail, notice.message_hint)
