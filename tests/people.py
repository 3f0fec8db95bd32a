"""A process under load: a few people who use one client, sync or async, until standard input ends or a SIGKILL.

``load.py`` starts it with a Job. Its journal is a file: each line is written with one call, so that what was written
survives the process. It has, in JSON:

- before a call that changes something: ``trying``, the state that each thing is to have then;
- after each call: ``call`` and ``seconds``; ``done`` where it was acknowledged; ``error``, ``transient`` where not.

A thing is a name, such as ``picture <id>``; its state is a text, as STATES of ``load.py`` reads it from the database.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import random
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from PIL import Image

from nachet_datastore import AsyncDatastore, Datastore, DecodingLimits, Timeouts, Upload
from nachet_datastore.errors import NachetError

SPECIES = ("Brassica napus", "Cuscuta gronovii")
#: How often people try what is harmless to repeat; and how many pictures each keeps.
TRIES, KEPT = 3, 12

#: A call: the method, its arguments.
Ask = tuple[str, tuple[Any, ...], dict[str, Any]]
#: Yields calls, is sent the answer or the error of each.
Act = Generator[Ask, Any, None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a process is to do: who uses which kind of client, sync or async."""

    kind: str
    database_url: str
    storage_url: str
    #: E-mail address by the user's id; ``everyone`` are the addresses that containers are shared with.
    people: dict[str, str]
    everyone: list[str]
    journal: str
    retry: float

    def options(self) -> dict[str, Any]:
        """A pool that is too small, and waits that are shorter than a slow store needs."""
        return {
            "max_connections": 2,
            "retry": self.retry,
            "timeouts": Timeouts(connect=2, pool=3, answer=10, store_connect=2, store_read=2, store_retry=4),
            "decoding": DecodingLimits(processes=1),
        }

    def argument(self) -> str:
        """The job as an argument of this program."""
        return json.dumps(asdict(self))


class Person:
    """Does one thing after the other with what is theirs."""

    def __init__(self, job: Job, user_id: str, journal: int, over: Event) -> None:
        self._job, self._id, self._journal, self._over = job, user_id, journal, over
        self._chance = random.Random()  # noqa: S311 - no secret
        #: What was acknowledged: the SHA-256 of each picture, by id; those without an inference; by picture an
        #: inference and its boxes that are to be verified.
        self._pictures: dict[str, str] = {}
        self._bare: list[str] = []
        self._boxes: dict[str, tuple[str, list[Any]]] = {}

    def acts(self) -> Act:
        """Everything that the person does."""
        acts = [self.upload, self.upload, self.register, self.verify, self.read, self.list, self.share, self.delete]
        while not self._over.is_set():
            yield from self._chance.choice(acts)()

    def upload(self) -> Act:
        pictures = {str(uuid4()): _noise() for _ in range(self._chance.randint(1, 3))}
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in pictures.items()}
        uploads = [Upload(data=data, picture_id=name) for name, data in pictures.items()]
        becoming = {f"picture {name}": value for name, value in hashes.items()}
        if (yield from self._ask("upload_pictures", uploads, becoming=becoming)) is not None:
            self._pictures |= hashes
            self._bare += hashes

    def register(self) -> Act:
        if self._bare:
            picture, inference, boxes = self._bare.pop(), str(uuid4()), self._chance.randint(1, 4)
            answer = yield from self._ask(
                "register_inference",
                picture,
                _detection(boxes),
                inference_id=inference,
                becoming={f"inference {inference}": f"{boxes} boxes"},
            )
            if answer is not None:
                self._boxes[picture] = inference, [{"boxId": str(box["box_id"])} for box in answer["boxes"]]

    def verify(self) -> Act:
        if self._boxes:
            _, (inference, boxes) = self._boxes.popitem()
            becoming = {f"inference {inference}": "verified"}
            yield from self._ask("verify_seed", inference, boxes, becoming=becoming)

    def read(self) -> Act:
        if self._pictures:
            name = self._chance.choice(sorted(self._pictures))
            data = yield from self._ask("read_picture", name, verify=True)
            if data is not None and hashlib.sha256(data).hexdigest() != self._pictures[name]:
                self._write(lost=f"picture {name} has other bytes")

    def list(self) -> Act:
        folders = yield from self._ask("list_picture_sets")
        if folders is not None:
            listed = {str(picture["picture_id"]) for folder in folders for picture in folder["pictures"]}
            for name in self._pictures.keys() - listed:
                self._write(lost=f"picture {name} is not listed")

    def share(self) -> Act:
        email, permission = self._chance.choice(self._job.everyone), self._chance.choice(["read", "write", "manage"])
        becoming = {f"share of {self._id} with {email}": permission}
        yield from self._ask("share_container_with_user", email, permission, becoming=becoming)

    def delete(self) -> Act:
        if len(self._pictures) > KEPT:
            some = dict(self._chance.sample(sorted(self._pictures.items()), KEPT // 2))
            for name in some:
                del self._pictures[name]
                self._boxes.pop(name, None)
            self._bare = [name for name in self._bare if name not in some]
            becoming = {f"picture {name}": f"{value}, in the trash" for name, value in some.items()}
            yield from self._ask("delete_pictures", list(some), becoming=becoming, tries=1)

    def _ask(
        self, method: str, *values: Any, becoming: dict[str, str] | None = None, tries: int = TRIES, **options: Any
    ) -> Generator[Ask, Any, Any]:
        """The answer to a call; None where it failed as often as is tried."""
        if becoming:
            self._write(trying=becoming)
        for _ in range(tries):
            began = time.monotonic()
            outcome = yield method, (self._id, *values), options
            took = {"call": method, "seconds": time.monotonic() - began}
            if not isinstance(outcome, Exception):
                self._write(**took, done=becoming or {})
                return outcome
            ours = isinstance(outcome, NachetError)
            told = outcome.describe() if isinstance(outcome, NachetError) else repr(outcome)
            name = f"{getattr(outcome, 'sqlstate', '')} {type(outcome).__name__}"
            transient = getattr(outcome, "transient", False)
            self._write(**took, error=name, ours=ours, transient=transient, told=told)
            if not transient:
                return None
        return None

    def _write(self, **entry: Any) -> None:
        os.write(self._journal, json.dumps(entry, default=str).encode() + b"\n")


def _noise() -> bytes:
    """A picture like no other, of some two kilobytes."""
    file = io.BytesIO()
    Image.frombytes("RGB", (24, 24), os.urandom(24 * 24 * 3)).save(file, "PNG")
    return file.getvalue()


def _detection(boxes: int) -> dict[str, Any]:
    guesses = [{"label": SPECIES[0], "score": 0.7}, {"label": SPECIES[1], "score": 0.2}]
    corners = [{"topX": 5 * number, "topY": 0, "bottomX": 5 * number + 4, "bottomY": 9} for number in range(boxes)]
    return {"boxes": [{"box": box, **guesses[0], "topN": guesses} for box in corners], "totalBoxes": boxes}


def drive(person: Person, datastore: Datastore) -> None:
    """What a person does with a sync client."""
    acts, outcome = person.acts(), None
    with suppress(StopIteration):
        while True:
            method, values, options = acts.send(outcome)
            try:
                outcome = getattr(datastore, method)(*values, **options)
            except Exception as error:  # noqa: BLE001 - the person says what it is
                outcome = error


async def drive_async(person: Person, datastore: AsyncDatastore) -> None:
    """What a person does with an async client."""
    acts, outcome = person.acts(), None
    with suppress(StopIteration):
        while True:
            method, values, options = acts.send(outcome)
            try:
                outcome = await getattr(datastore, method)(*values, **options)
            except Exception as error:  # noqa: BLE001 - the person says what it is
                outcome = error


async def _live_async(job: Job, people: list[Person]) -> None:
    async with AsyncDatastore(job.database_url, job.storage_url, **job.options()) as datastore:
        await asyncio.gather(*(drive_async(person, datastore) for person in people))


def _wait_for_end(over: Event) -> None:
    sys.stdin.read()
    over.set()


def main() -> None:
    """Do a job."""
    job = Job(**json.loads(sys.argv[1]))
    journal = os.open(job.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    over = Event()
    people = [Person(job, user_id, journal, over) for user_id in job.people]
    Thread(target=_wait_for_end, args=(over,), daemon=True).start()
    if job.kind == "async":
        asyncio.run(_live_async(job, people))
        return
    with (
        Datastore(job.database_url, job.storage_url, **job.options()) as datastore,
        ThreadPoolExecutor(len(people)) as threads,
    ):
        for done in [threads.submit(drive, person, datastore) for person in people]:
            done.result()


if __name__ == "__main__":
    main()
