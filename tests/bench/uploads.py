"""`make bench ARGS="--part uploads"`: pictures stored, and deleted for good, beside what cannot be spared.

The floor of one upload is a put of the SDK on a client that stays open, between the two calls of the database, of a
picture whose hashes and size are known; in a local store it is a file written and synchronized. The floor of a batch is
the puts alone, as many at once: the store's own rate. That of a delete is the delete of each blob. Requests are those
that went to Azurite.
"""

from __future__ import annotations

import asyncio
import io
import os
import secrets
import struct
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from azure.storage.blob import BlobServiceClient
from PIL import Image

from azurite import Azurite
from nachet_datastore import AsyncDatastore, Datastore, Upload, inspect, open_async_store, open_store
from nachet_datastore.blobs import flows
from nachet_datastore.wrapper import Call

from .measure import Measurement, Timing
from .setting import Setting

#: Megapixels of one byte each.
SIZES = (1, 6, 16)
BATCH, PARALLEL = 25, (1, 4)
REPETITIONS = 5
_SIDE = 1000
_MICROSCOPE = (1920, 1080)

R = TypeVar("R")
Action = Callable[[], object]


def picture(megabytes: int) -> bytes:
    """A picture of so many megabytes, never the same twice."""
    data = io.BytesIO()
    pixels = os.urandom(_SIDE * _SIDE) * megabytes
    Image.frombytes("L", (_SIDE, _SIDE * megabytes), pixels).save(data, "TIFF")
    return data.getvalue()


def photos(number: int) -> list[bytes]:
    """Pictures as large as those of a microscope's camera, each with a comment of its own so that none is another."""
    drawn = _photo()
    comments = [b"tEXtComment\0" + os.urandom(16).hex().encode() for _ in range(number)]
    return [
        drawn[:-12] + struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) + drawn[-12:]
        for one in comments
    ]


@cache
def _photo() -> bytes:
    data, grain = io.BytesIO(), Image.effect_noise(_MICROSCOPE, 2)
    Image.merge("RGB", [grain, grain.rotate(180), Image.linear_gradient("L").resize(_MICROSCOPE)]).save(data, "PNG")
    return data.getvalue()


class Counts:
    """What all clients here have sent so far."""

    statements = requests = 0


def _request(_: object) -> None:
    Counts.requests += 1


class _Counted(Datastore):
    def call(self, call: Call[R]) -> R:
        Counts.statements += 1
        return super().call(call)


class _AsyncCounted(AsyncDatastore):
    async def call(self, call: Call[R]) -> R:
        Counts.statements += 1
        return await super().call(call)


@dataclass(frozen=True)
class Place:
    """A store with the clients of both kinds, and the same store without us."""

    kind: str
    datastore: Datastore
    twin: AsyncDatastore
    loop: asyncio.AbstractEventLoop
    user_id: UUID
    put_as: Callable[[str, bytes], None]
    remove: Callable[[str], None]

    def put(self, data: bytes) -> None:
        """Write a blob of a name that there is not."""
        self.put_as(secrets.token_hex(8), data)

    def wait(self, coroutine: Any) -> Any:
        """The answer of the asynchronous client."""
        return self.loop.run_until_complete(coroutine)


@contextmanager
def places(setting: Setting) -> Iterator[Iterator[Place]]:
    """A local store and one in Azurite."""
    url = setting.url
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        account = stack.enter_context(Azurite()).new_account()
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)

        def opened(kind: str, store: str, put: Callable[[str, bytes], None], remove: Callable[[str], None]) -> Place:
            options: dict[str, Any] = {} if kind == "local" else {"raw_request_hook": _request}
            datastore = stack.enter_context(_Counted(url, stack.enter_context(closing(open_store(store, **options)))))
            awaited = open_async_store(store, **options)
            stack.callback(lambda: loop.run_until_complete(awaited.close()))
            twin = _AsyncCounted(url, awaited)
            loop.run_until_complete(twin.__aenter__())
            stack.callback(lambda: loop.run_until_complete(twin.__aexit__(None, None, None)))
            user_id = datastore.create_user(f"{kind}-{secrets.token_hex(4)}@example.org").user_id
            return Place(kind, datastore, twin, loop, user_id, put, remove)

        service = BlobServiceClient.from_connection_string(account, raw_request_hook=_request)
        raw = stack.enter_context(service).get_container_client("floor")
        raw.create_container()
        yield iter(
            [
                opened(
                    "local",
                    str(folder / "store"),
                    lambda name, data: _write(folder / name, data),
                    lambda name: (folder / name).unlink(),
                ),
                opened(
                    "azurite",
                    account,
                    lambda name, data: _put(raw, name, data),
                    lambda name: raw.get_blob_client(name).delete_blob(),
                ),
            ]
        )


def _put(container: Any, name: str, data: bytes) -> None:
    container.get_blob_client(name).upload_blob(data)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def uploads(setting: Setting, repetitions: int) -> list[Measurement]:
    """One picture, a batch of pictures, and their removal for good, as if an hour after their upload; on the clock."""
    repetitions = min(repetitions, REPETITIONS)
    found = []
    flows._CLOCKS = -timedelta(hours=1)
    with places(setting) as opened:
        for place in opened:
            found += [_one(place, megabytes, repetitions) for megabytes in SIZES]
            found += [_crop(place, repetitions)]
            found += [_batch(place, parallel, min(repetitions, 3)) for parallel in PARALLEL]
            found += [_removal(place, min(repetitions, 5))]
    return found


def _take(form: Action, timing: Timing | None) -> None:
    statements, requests = Counts.statements, Counts.requests
    client, begun = time.process_time(), time.perf_counter()
    form()
    if timing is not None:
        clock = time.perf_counter() - begun
        timing.add(clock, 0, time.process_time() - client, 0, Counts.statements - statements)
        timing.requests = Counts.requests - requests


def _interleaved(job: str, size: str, forms: dict[str, Callable[[], Action]], repetitions: int) -> Measurement:
    timings = {name: Timing() for name in forms}
    for number in range(repetitions + 2):
        for name, form in forms.items():
            _take(form(), timings[name] if number > 1 else None)
    return Measurement(job, size, timings, by="clock")


def _one(place: Place, megabytes: int, repetitions: int) -> Measurement:
    def sync() -> Action:
        data = picture(megabytes)
        return lambda: place.datastore.upload_picture(place.user_id, data)

    def twin() -> Action:
        data = picture(megabytes)
        return lambda: place.wait(place.twin.upload_picture(place.user_id, data))

    forms = {"floor": lambda: _known(place, picture(megabytes)), "sync": sync, "async": twin}
    return _interleaved(f"upload, {place.kind}", f"{megabytes} MB", forms, repetitions)


def _known(place: Place, data: bytes) -> Action:
    """The least that stores a picture: its facts are known, the database is told before and after the put."""
    facts: list[Any] = [flows._describe(Upload(data=data), inspect(data))]

    def run() -> None:
        (reserved,) = place.datastore.register_pictures(place.user_id, facts)
        place.put(data)
        place.datastore.confirm_pictures(place.user_id, [reserved.picture_id])

    return run


def _crop(place: Place, repetitions: int) -> Measurement:
    parent = place.datastore.upload_picture(place.user_id, photos(1)[0])

    def sync() -> Action:
        data = small()
        return lambda: place.datastore.upload_crop(place.user_id, parent, data)

    def twin() -> Action:
        data = small()
        return lambda: place.wait(place.twin.upload_crop(place.user_id, parent, data))

    forms = {"floor": lambda: _known(place, small()), "sync": sync, "async": twin}
    return _interleaved(f"crop, {place.kind}", "small", forms, repetitions)


def _batch(place: Place, parallel: int, repetitions: int) -> Measurement:
    def floor() -> Action:
        data = photos(BATCH)

        def run() -> None:
            with ThreadPoolExecutor(parallel) as threads:
                list(threads.map(place.put, data))

        return run

    def sync() -> Action:
        data = photos(BATCH)
        return lambda: place.datastore.upload_pictures(place.user_id, data, parallel=parallel)

    def twin() -> Action:
        data = photos(BATCH)
        return lambda: place.wait(place.twin.upload_pictures(place.user_id, data, parallel=parallel))

    forms = {"floor": floor, "sync": sync, "async": twin}
    return _interleaved(f"batch, {place.kind}", f"{BATCH}, {parallel} at once", forms, repetitions)


def _removal(place: Place, repetitions: int) -> Measurement:
    """For good, of a folder in the trash: what one call decides, and one request a blob."""

    def floor() -> Action:
        names = [secrets.token_hex(8) for _ in range(BATCH)]
        for name in names:
            place.put_as(name, b"blob")

        def run() -> None:
            with ThreadPoolExecutor(flows.PARALLEL) as threads:
                list(threads.map(place.remove, names))

        return run

    def sync() -> Action:
        folder = place.datastore.create_picture_set(place.user_id).picture_set_id
        place.datastore.upload_pictures(place.user_id, [small() for _ in range(BATCH)], picture_set_id=folder)
        place.datastore.delete_picture_set(place.user_id, folder, keep_verified=False)

        def run() -> None:
            place.datastore.purge_trash(datetime.now(UTC) + timedelta(hours=1), limit=1000)
            place.datastore.run_blob_tasks(limit=1000)

        return run

    return _interleaved(
        f"delete permanently, {place.kind}", f"{BATCH} pictures", {"floor": floor, "sync": sync}, repetitions
    )


def small() -> bytes:
    """A picture of a few hundred bytes, never the same twice."""
    data = io.BytesIO()
    Image.frombytes("L", (8, 8), os.urandom(64)).save(data, "PNG")
    return data.getvalue()
