"""How long a client waits, for what; the table in docs/architecture.md says the same."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..errors import InvalidValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long a client waits before it raises DatabaseUnavailable or StoreUnavailable, each in seconds.

    What the database's URL says itself (``connect_timeout``, ``tcp_user_timeout``) stays.

    Attributes:
        connect: for one server to accept a connection and the login; libpq takes no less than 2.
        pool: for a connection out of the client's own pool, and for a server that starts.
        answer: for the database's answer to one call, on connections of the client's own.
        idle: how long a connection may lie in the pool before it is asked whether it lives; 0 asks at each call.
        store_connect: for the blob store to accept a connection.
        store_read: for the next bytes of the store's answer.
        store_retry: how long a request to the store is tried again after its first failure.
    """

    connect: float = 3.0
    pool: float = 5.0
    answer: float = 60.0
    idle: float = 1.0
    store_connect: float = 3.0
    store_read: float = 6.0
    store_retry: float = 8.0

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 86_400:
                raise InvalidValue({"place": f"timeouts.{one.name}", "value": str(value)})
            if value == 0 and one.name not in ("idle", "store_retry"):
                raise InvalidValue({"place": f"timeouts.{one.name}", "value": "0"})


#: What a client waits for where nothing is said.
DEFAULT = Timeouts()
