"""Connections of a client's own pool: to which server, how long to wait, whether one still lives, and what to repeat.

What waits is in ``client.py`` and ``aio.py``; what they decide is here, once.
"""

from __future__ import annotations

import asyncio
import select
from collections.abc import Callable, Generator
from random import uniform
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

import psycopg

from ..connecting import parameters
from ..errors import DatabaseRefused, DatabaseUnavailable, NachetError, reason_of, refuses
from ..errors.secrets import safe
from ..languages import marked
from .calls import Call, warm_up
from .timeouts import Timeouts

#: Seconds between two looks at why no connection comes, and the shortest and longest before a call is tried again.
_LOOK, _SHORTEST, _LONGEST = 0.1, 0.1, 2.0

#: What makes a new connection ready for its first calls.
WARM_UP = warm_up().statement


class NoAnswer(psycopg.OperationalError):
    """The server did not answer in time."""


class Limited:
    """What makes a psycopg connection, sync or async, give up on an answer that does not come."""

    #: Seconds for one answer.
    limit: float = 60.0
    #: When it was opened, and last used.
    opened_at: float = 0.0
    used_at: float = 0.0

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait for an answer; with an async connection, what is to be awaited."""
        return super().wait(_within(gen, self.limit), *args, **kwargs)  # type: ignore[misc]


def _within(gen: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
    """The same, until it waits for too long."""
    until = monotonic() + seconds
    try:
        state = next(gen)
        while True:
            ready = yield state
            if not ready and monotonic() >= until:
                gen.close()
                raise NoAnswer(f"no answer within {seconds:g} seconds")
            state = gen.send(ready)
    except StopIteration as end:
        return end.value


class Source:
    """Where a client's connections come from, and what is known of it."""

    def __init__(
        self, url: str, timeouts: Timeouts, max_connections: int, prepare_threshold: int | None, warm_connections: int
    ) -> None:
        self.parameters = parameters(url, connect=timeouts.connect, silence=timeouts.pool, writes=True)
        self.timeouts = timeouts
        self._max_connections = max_connections
        self._prepare_threshold = prepare_threshold
        self.warm_connections = min(warm_connections, max_connections)
        self._writes = self.parameters.get("target_session_attrs") == "read-write"
        self._failure: BaseException | None = None
        self._connected = False
        self._distrusted_at = 0.0
        self._holders: WeakKeyDictionary[Any, tuple[str, float]] = WeakKeyDictionary()

    # -- connecting --

    def pool_settings(self, connection_class: Any, configure: Callable[[Any], Any]) -> dict[str, Any]:
        """What a pool of connections to it is made with, sync or async; configure: what warms a new one."""
        return {
            "connection_class": connection_class,
            "kwargs": {
                **self.parameters,
                "autocommit": True,
                "prepare_threshold": self._prepare_threshold,
                "client_encoding": "utf8",
            },
            "configure": configure if self.warm_connections else None,
            "min_size": max(self.warm_connections, 1),
            "max_size": self._max_connections,
            "open": False,
            "name": "nachet",
            "timeout": self.timeouts.pool,
            "reconnect_timeout": self.timeouts.pool,
        }

    def connected(self, conn: Any) -> Any:
        """Note a new connection, and set its limits."""
        self._failure, self._connected = None, True
        conn.limit = self.timeouts.answer
        conn.opened_at = conn.used_at = monotonic()
        return conn

    def failed(self, error: BaseException) -> None:
        """Note why there is no connection."""
        self._failure = error

    def patience(self, until: float) -> float:
        """How long to wait for a connection before the next look at why none comes."""
        left = max(until - monotonic(), 0.001)
        return left if self._connected and self._failure is None else min(left, _LOOK)

    def require_hope(self, until: float) -> None:
        """Raise DatabaseRefused, or DatabaseUnavailable when the time is over; to be asked when no connection came."""
        failure = self._failure
        refused = failure is not None and refuses(failure)
        if monotonic() < until and not refused:
            return
        waited = {"waited_seconds": self.timeouts.pool}
        if failure is not None:
            cls = DatabaseRefused if refused else DatabaseUnavailable
            raise cls({"reason": reason_of(failure), **self._where(), **({} if refused else waited)}) from safe(failure)
        now = monotonic()
        held = [f"{name} for {now - since:.1f} s" for name, since in list(self._holders.values())]
        if len(held) < self._max_connections:
            reason = "the server does not answer"
            raise DatabaseUnavailable({"reason": reason, **self._where(), **waited})
        raise DatabaseUnavailable(
            {"reason": f"all {self._max_connections} connections are in use", "held": held[:20], **waited},
            hint=marked("Try again later; if it stays, raise max_connections, or look for what holds them so long."),
        )

    def _where(self) -> dict[str, Any]:
        return {key: self.parameters[key] for key in ("host", "port", "dbname") if self.parameters.get(key)}

    # -- what is handed out --

    def took(self, conn: Any, call: Call[Any]) -> None:
        """Note who holds a connection."""
        self._holders[conn] = (_name(call), monotonic())

    def gave_back(self, conn: Any, error: BaseException | None) -> bool:
        """Note that nobody holds it any more; whether it is to be closed, since its server takes no writes now."""
        self._holders.pop(conn, None)
        conn.used_at = monotonic()
        if isinstance(error, NachetError) and isinstance(error.__cause__, psycopg.errors.ReadOnlySqlTransaction):
            self._distrusted_at = monotonic()
            return self._writes
        return isinstance(error, NachetError) and isinstance(error.__cause__, NoAnswer)

    def looks_alive(self, conn: Any) -> bool:
        """Whether nothing speaks against a connection: the server has neither closed it nor become a standby."""
        if conn.closed or (self._writes and conn.opened_at <= self._distrusted_at):
            return False
        pgconn = conn.pgconn
        poll = select.poll()
        try:
            poll.register(pgconn.socket, select.POLLIN)
            for _ in range(8):
                if not poll.poll(0):
                    return not (self._writes and _reads_only(pgconn))
                pgconn.consume_input()
        except (psycopg.Error, OSError, ValueError):
            pass
        return False

    def needs_question(self, conn: Any) -> bool:
        """Whether it lay idle for so long that its server should be asked."""
        return bool(monotonic() - conn.used_at >= self.timeouts.idle)


def _reads_only(pgconn: Any) -> bool:
    return b"on" in (
        pgconn.parameter_status(b"in_hot_standby"),
        pgconn.parameter_status(b"default_transaction_read_only"),
    )


def _name(call: Call[Any]) -> str:
    return call.statement.removeprefix("select nachet.").partition("(")[0]


def noting(kind: Any, source: Source) -> Any:
    """The class of a pool's sync connections, which tells the source how connecting went."""

    class PooledConnection(Limited, kind):  # type: ignore[misc]
        @classmethod
        def connect(cls, *args: Any, **kwargs: Any) -> Any:
            try:
                return source.connected(super().connect(*args, **kwargs))
            except Exception as error:
                source.failed(error)
                raise

    return PooledConnection


def noting_async(kind: Any, source: Source) -> Any:
    """As noting, of the async ones."""

    class PooledConnection(Limited, kind):  # type: ignore[misc]
        @classmethod
        async def connect(cls, *args: Any, **kwargs: Any) -> Any:
            try:
                return source.connected(await super().connect(*args, **kwargs))
            except asyncio.CancelledError:
                # The loop ends. The pool's worker, which connects, takes this for an error and would wait for the next
                # thing to do: it is cancelled there once more, so that asyncio.run does not wait for it forever.
                if (worker := asyncio.current_task()) is not None:
                    worker.cancel()
                raise
            except Exception as error:
                source.failed(error)
                raise

    return PooledConnection


class Again:
    """Whether, and after how many seconds, a call that failed is tried again."""

    def __init__(self, seconds: float, call: Call[Any]) -> None:
        self._until = monotonic() + seconds
        self._repeatable = call.repeatable
        self._tries = 0

    def pause(self, error: NachetError) -> float | None:
        """Seconds until the next try; None where there is none."""
        if not error.transient or (error.may_be_done and not self._repeatable):
            return None
        self._tries += 1
        pause = uniform(0.5, 1.0) * min(_LONGEST, _SHORTEST * 2.0**self._tries)  # noqa: S311 - not a secret
        return pause if monotonic() + pause < self._until else None
