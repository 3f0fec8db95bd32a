"""The async client of calls and flows, the twin of ``client.py``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from os import PathLike
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ..records import Decision
from ..wrapper import AsyncDatabase, Call, ModelCipher, Step
from ..wrapper.timeouts import DEFAULT, Timeouts
from . import flows
from .decoding import Decoders, DecodingLimits
from .methods_aio import AsyncFlowMethods
from .steps import Ask, Decode, Flow, Parallel, Standing, StoreAct, Take, Work
from .stores import AsyncBlobStore, open_async_store

R = TypeVar("R")


async def _few(items: Any, count: int) -> AsyncIterator[Any]:
    """The next items of an asynchronous iterator, which stands still after them."""
    async for item in items:
        yield item
        count -= 1
        if not count:
            return


class AsyncDatastore(AsyncDatabase, AsyncFlowMethods):
    """The datastore for asyncio: the methods of Datastore, awaited; its options too.

    ``database``: a URL, or the caller's AsyncConnection or AsyncConnectionPool. ``store``: what open_async_store
    takes, or an asynchronous store. Work that would hold up the event loop is done in threads.
    """

    def __init__(
        self,
        database: str | AsyncConnection[Any] | AsyncConnectionPool[Any],
        store: str | PathLike[str] | AsyncBlobStore | None = None,
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
        self._opened_store: Callable[[], AsyncBlobStore] | None = None
        self._store: AsyncBlobStore | None
        if isinstance(store, str | PathLike):
            self._opened_store = partial(open_async_store, store, timeouts=timeouts)
            self._store = self._opened_store()
        else:
            self._store = store
        self._decoders = Decoders(decoding)

    async def close(self) -> None:
        """Close what the client opened itself."""
        await super().close()
        await asyncio.to_thread(self._decoders.close)
        if self._opened_store is not None and self._store is not None:
            with suppress(RuntimeError):  # Its connections have gone with their event loop.
                await self._store.close()

    async def _renew(self) -> None:
        await super()._renew()
        if self._opened_store is not None and self._store is not None and not self._closed:
            old, self._store = self._store, self._opened_store()
            with suppress(RuntimeError):
                await old.close()

    async def run(self, flow: Flow[R]) -> R:
        """Run a call or a flow: take its steps one by one."""
        steps = iter(flow)
        try:
            step = next(steps)
            while True:
                try:
                    answer = await self._take(step)
                except Exception as error:  # noqa: BLE001 - the flow is where it belongs
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        finally:
            steps.close()

    async def _take(self, step: Step[Any]) -> Any:
        await self._follow_loop()
        match step:
            case Call():
                return await self.call(step)
            case StoreAct():
                answer = step.on(self._store)
                return answer if isinstance(answer, AsyncIterator) else await answer
            case Take():
                return [item async for item in _few(step.items, step.count)]
            case Work():
                return await asyncio.to_thread(step.function)
            case Decode():
                decoding = step.submit(self._decoders)
                try:
                    return await asyncio.wrap_future(decoding.future)
                finally:
                    decoding.end()
            case Parallel():
                return await self._side_by_side(step.flows, step.limit)
            case Ask():
                return Standing(self._store is not None, self._commits(), self._max_url_age)
        raise TypeError(step)

    async def _decide(self, call: Call[Decision[R]]) -> R:
        return await self.run(flows.decided(call))

    async def _side_by_side(self, flows: Sequence[Flow[R]], limit: int) -> list[R | Exception]:
        gate = asyncio.Semaphore(max(1, limit))

        async def outcome(flow: Flow[R]) -> R | Exception:
            async with gate:
                try:
                    return await self.run(flow)
                except Exception as error:  # noqa: BLE001 - the flow that waits for it decides
                    return error

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(outcome(flow)) for flow in flows]
        return [task.result() for task in tasks]
