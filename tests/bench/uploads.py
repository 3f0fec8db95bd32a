"""`make bench ARGS="--part uploads"`: pictures stored, and deleted for good, beside what cannot be spared.

The floor of one upload is a put of the SDK on a client that stays open, and two statements that do nothing; of a local
store it is a file written and synchronized. The floor of a batch is the same puts, as many at once; that of a delete is
the delete of each blob. Requests are those that Azurite got.
"""

from __future__ import annotations

import asyncio
import io
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from azure.storage.blob import BlobServiceClient
from PIL import Image

from azurite import Azurite
from nachet_datastore import AsyncDatastore, Datastore
from nachet_datastore.blobs import flows

from .measure import Measurement, Timing
from .setting import Setting

#: Megapixels of one byte each.
SIZES = (1, 6, 16, 48)
BATCH, PARALLEL = 40, 4
REPETITIONS = 12
_SIDE = 1000

Action = Callable[[], object]


def picture(megabytes: int) -> bytes:
    """A picture of so many megabytes, never the same twice."""
    data = io.BytesIO()
    pixels = os.urandom(_SIDE * _SIDE) * megabytes
    Image.frombytes("L", (_SIDE, _SIDE * megabytes), pixels).save(data, "TIFF")
    return data.getvalue()


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
            datastore = stack.enter_context(Datastore(url, store))
            twin = AsyncDatastore(url, store)
            loop.run_until_complete(twin.__aenter__())
            stack.callback(lambda: loop.run_until_complete(twin.__aexit__(None, None, None)))
            user_id = datastore.create_user(f"{kind}-{secrets.token_hex(4)}@example.org").user_id
            return Place(kind, datastore, twin, loop, user_id, put, remove)

        raw = stack.enter_context(BlobServiceClient.from_connection_string(account)).get_container_client("floor")
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
            found += [_one(place, setting, megabytes, repetitions) for megabytes in SIZES]
            found += [_batch(place, min(repetitions, 5))]
            found += [_removal(place, min(repetitions, 5))]
    return found


def _take(form: Action, timing: Timing | None) -> None:
    client, begun = time.process_time(), time.perf_counter()
    form()
    if timing is not None:
        clock = time.perf_counter() - begun
        timing.add(clock, 0, time.process_time() - client, 0, 0)


def _interleaved(job: str, size: str, forms: dict[str, Callable[[], Action]], repetitions: int) -> Measurement:
    timings = {name: Timing() for name in forms}
    for number in range(repetitions + 2):
        for name, form in forms.items():
            _take(form(), timings[name] if number > 1 else None)
    return Measurement(job, size, timings, by="clock")


def _one(place: Place, setting: Setting, megabytes: int, repetitions: int) -> Measurement:
    def floor() -> Action:
        data = picture(megabytes)

        def run() -> None:
            setting.conn.execute("select 1")
            place.put(data)
            setting.conn.execute("select 1")

        return run

    def sync() -> Action:
        data = picture(megabytes)
        return lambda: place.datastore.upload_picture(place.user_id, data)

    def twin() -> Action:
        data = picture(megabytes)
        return lambda: place.wait(place.twin.upload_picture(place.user_id, data))

    forms = {"floor": floor, "sync": sync, "async": twin}
    return _interleaved(f"upload, {place.kind}", f"{megabytes} MB", forms, repetitions)


def _batch(place: Place, repetitions: int) -> Measurement:
    def pictures() -> list[bytes]:
        return [picture(2) for _ in range(BATCH)]

    def floor() -> Action:
        data = pictures()

        def run() -> None:
            with ThreadPoolExecutor(PARALLEL) as threads:
                list(threads.map(place.put, data))

        return run

    def sync() -> Action:
        data = pictures()
        return lambda: place.datastore.upload_pictures(place.user_id, data, parallel=PARALLEL)

    def twin() -> Action:
        data = pictures()
        return lambda: place.wait(place.twin.upload_pictures(place.user_id, data, parallel=PARALLEL))

    forms = {"floor": floor, "sync": sync, "async": twin}
    return _interleaved(f"batch, {place.kind}", f"{BATCH} x 2 MB", forms, repetitions)


def _removal(place: Place, repetitions: int) -> Measurement:
    """For good, of a folder in the trash: what one call decides, and one request a blob."""

    def floor() -> Action:
        names = [secrets.token_hex(8) for _ in range(BATCH)]
        for name in names:
            place.put_as(name, b"blob")

        def run() -> None:
            with ThreadPoolExecutor(PARALLEL) as threads:
                list(threads.map(place.remove, names))

        return run

    def sync() -> Action:
        folder = place.datastore.create_picture_set(place.user_id).picture_set_id
        place.datastore.upload_pictures(
            place.user_id, [small() for _ in range(BATCH)], picture_set_id=folder, parallel=PARALLEL
        )
        place.datastore.delete_picture_set(place.user_id, folder, keep_verified=False)

        def run() -> None:
            place.datastore.purge_trash(datetime.now(UTC) + timedelta(hours=1), limit=1000)
            place.datastore.run_blob_tasks(limit=1000, parallel=PARALLEL)

        return run

    return _interleaved(
        f"delete for good, {place.kind}", f"{BATCH} pictures", {"floor": floor, "sync": sync}, repetitions
    )


def small() -> bytes:
    """A picture of a few hundred bytes, never the same twice."""
    data = io.BytesIO()
    Image.frombytes("L", (8, 8), os.urandom(64)).save(data, "PNG")
    return data.getvalue()
