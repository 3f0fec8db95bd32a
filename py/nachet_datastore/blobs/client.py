"""The sync client of calls and flows: it takes their steps. What they do stands in ``flows.py`` and ``fsck.py``."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from os import PathLike
from typing import Any, TypeVar

from psycopg import Connection
from psycopg_pool import ConnectionPool

from ..records import Decision
from ..wrapper import Call, Database, ModelCipher, Step
from ..wrapper.timeouts import DEFAULT, Timeouts
from . import flows
from .decoding import Decoders, DecodingLimits
from .methods import FlowMethods
from .steps import Ask, Decode, Flow, Parallel, Standing, StoreAct, Take, Work
from .stores import BlobStore, open_store

R = TypeVar("R")


class Datastore(Database, FlowMethods):
    """The datastore, for scripts, notebooks and threads; AsyncDatastore is its twin for asyncio.

    ``database``: a URL, for which the client keeps a pool of its own in autocommit; or the caller's connection or pool,
    which the client neither commits nor closes. ``store``: what open_store takes, or a store, which the client does not
    close; without one, everything works that needs no blobs. ``prepare_threshold``: after how many runs a statement
    is prepared; None for PgBouncer. ``model_cipher``: encrypts the secrets of models. ``timeouts``: how long the client
    waits, and for what; meanwhile the store's transient failures are tried again. ``retry``: for how many seconds a
    call is tried again while the database is away, if a repeat is harmless (default: it is not tried again).
    ``warm_connections``: how many connections of its own pool are open and warm ahead of need; the first ones from when
    it is entered, or called. ``max_url_age``: the longest life of a signed URL. ``decoding``: what decoding a picture
    may cost; it is done in a few processes of the client's own, until it is closed.

    All methods raise SchemaMismatch where the database does not fit the package, InvalidValue for an argument that the
    database has no form for, DatabaseUnavailable, DatabaseRefused and DatabaseConflict. Where ``may_be_done`` of such
    an error is true the answer was lost: a repeat with the same id or the same bytes gives the first answer.
    """

    def __init__(
        self,
        database: str | Connection[Any] | ConnectionPool[Any],
        store: str | PathLike[str] | BlobStore | None = None,
        *,
        max_connections: int = 8,
        prepare_threshold: int | None = 5,
        model_cipher: ModelCipher | None = None,
        timeouts: Timeouts = DEFAULT,
        retry: float = 0,
        warm_connections: int = 0,
        max_url_age: timedelta = timedelta(hours=1),
        decoding: DecodingLimits | None = None,
    ) -> None:
        super().__init__(
            database,
            max_connections=max_connections,
            prepare_threshold=prepare_threshold,
            model_cipher=model_cipher,
            timeouts=timeouts,
            retry=retry,
            warm_connections=warm_connections,
        )
        self._max_url_age = max_url_age
        self._owns_store = isinstance(store, str | PathLike)
        self._store = open_store(store, timeouts=timeouts) if isinstance(store, str | PathLike) else store
        self._decoders = Decoders(decoding)

    def close(self) -> None:
        """Close what the client opened itself."""
        super().close()
        self._decoders.close()
        if self._owns_store and self._store is not None:
            self._store.close()

    def run(self, flow: Flow[R]) -> R:
        """Run a call or a flow: take its steps one by one."""
        steps = iter(flow)
        try:
            step = next(steps)
            while True:
                try:
                    answer = self._take(step)
                except Exception as error:  # noqa: BLE001 - the flow is where it belongs
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        finally:
            steps.close()

    def _take(self, step: Step[Any]) -> Any:
        match step:
            case Call():
                return self.call(step)
            case StoreAct():
                return step.on(self._store)
            case Take():
                return list(islice(step.items, step.count))
            case Work():
                return step.function()
            case Decode():
                return step.submit(self._decoders).result()
            case Parallel():
                return self._side_by_side(step.flows, step.limit)
            case Ask():
                return Standing(self._store is not None, self._commits(), self._max_url_age)
        raise TypeError(step)

    def _decide(self, call: Call[Decision[R]]) -> R:
        return self.run(flows.decided(call))

    def _side_by_side(self, flows: Sequence[Flow[R]], limit: int) -> list[R | Exception]:
        with ThreadPoolExecutor(max(1, min(limit, len(flows))), "nachet") as threads:
            return list(threads.map(self._outcome, flows))

    def _outcome(self, flow: Flow[R]) -> R | Exception:
        try:
            return self.run(flow)
        except Exception as error:  # noqa: BLE001 - the flow that waits for it decides
            return error
