"""Processes that do everything at once in few folders, and are killed at random moments.

What they do and when they are killed comes from a seed; how the machine interleaves them does not, so a seed that fails
may have to be run more than once to fail again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import invariants
from operations import OPERATIONS, SPECIES, USER, png
from trial import Trial

from nachet_datastore import Datastore, Upload
from nachet_datastore.blobs.stores import open_store
from nachet_datastore.errors import Conflict, DatabaseUnavailable, NotFound
from nachet_datastore.records import ListedPictureSet

#: Processes that run at the same time, and how many are killed before the survivors are, too.
PROCESSES, KILLS = 4, 8
#: So few that the same bytes meet in the same folder again and again.
CONTENTS = [f"content {number}" for number in range(12)]
FOLDERS = 4


class Journal:
    """What the processes wrote down in a round: what they were to delete, what was acknowledged, what is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def clear(self) -> None:
        """Begin anew."""
        self._path.write_bytes(b"")

    def write(self, **entry: Any) -> None:
        """Add an entry, whole or not at all."""
        with self._path.open("ab", buffering=0) as file:
            file.write(json.dumps(entry, default=str).encode() + b"\n")

    def read(self, key: str) -> list[Any]:
        """What was written under a key."""
        entries = map(json.loads, self._path.read_text(encoding="utf-8").splitlines())
        return [entry[key] for entry in entries if key in entry]


class Soak:
    """Round after round on one database and store: kill, repair, compare."""

    def __init__(self, trial: Trial, seed: int, journal: Path) -> None:
        self._trial, self._seed = trial, seed
        self._journal = Journal(journal)
        self.counted: Counter[str] = Counter()
        trial.begin(next(operation for operation in OPERATIONS if operation.name == "upload"))

    def round(self, number: int) -> list[str]:
        """Kill processes at random, then the rest of them; what is wrong then."""
        chance = random.Random(f"{self._seed}/{number}")  # noqa: S311 - to be repeated
        purges = chance.random() < 0.5
        there, in_trash = self._pictures("true"), self._pictures("p.deleted_at is not null")
        self._journal.clear()
        crash_at = chance.randrange(KILLS) if self._trial.server else None
        living = [self._start(f"{self._seed}/{number}/{index}", purges) for index in range(PROCESSES)]
        for killed in range(KILLS):
            time.sleep(chance.uniform(0.01, 0.25))
            if killed == crash_at:
                self._trial.crash_server()
                self.counted["crashes of the server at random"] += 1
            self._kill(living.pop(chance.randrange(PROCESSES)))
            living.append(self._start(f"{self._seed}/{number}/{PROCESSES + killed}", purges))
        time.sleep(chance.uniform(0.01, 0.25))
        for pid in living:
            self._kill(pid)
        self._wait_for_backends()

        found = [f"wrong: {line}" for line in self._journal.read("wrong")]
        found += [f"readers: {line}" for line in invariants.readers(self._trial.conn, self._trial.store)]
        found += [f"not repaired: {line}" for line in self._trial.recover()]
        found += [f"repaired: {line}" for line in invariants.rest(self._trial.conn, self._trial.store)]
        return found + list(self._lost(there, in_trash, purges))

    def _lost(self, there: set[UUID], in_trash: set[UUID], purges: bool) -> list[str]:
        """Pictures that were acknowledged, and that nobody had put into the trash before somebody emptied it."""
        acknowledged = there | {UUID(name) for names in self._journal.read("stored") for name in names}
        excused = set()
        if purges:
            excused = in_trash | {UUID(name) for names in self._journal.read("trashing") for name in names}
            if self._journal.read("deleting"):
                excused |= acknowledged
        self.counted["uploads acknowledged"] += sum(len(names) for names in self._journal.read("stored"))
        self.counted["acts done"] += len(self._journal.read("did"))
        return [f"lost: picture {picture_id}" for picture_id in acknowledged - excused - self._pictures("true")]

    def _pictures(self, condition: str) -> set[UUID]:
        statement = f"select p.id from nachet_data.picture as p where {condition}"  # noqa: S608
        return {row[0] for row in self._trial.conn.execute(statement.encode())}

    def _start(self, seed: str, purges: bool) -> int:
        pid = os.fork()
        if pid == 0:
            live(self._trial, self._journal, random.Random(seed), purges)  # noqa: S311
        return pid

    def _kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        self.counted["kills of a process at random"] += 1

    def _wait_for_backends(self) -> None:
        """What was sent to the server is done, also for those who do not live to hear of it."""
        others = """
            select count(*) from pg_stat_activity as a
            where a.datname = current_database() and a.backend_type = 'client backend' and a.state <> 'idle'
                and a.pid <> pg_backend_pid()
        """
        while self._trial.conn.execute(others).fetchone() != (0,):
            pass


def live(trial: Trial, journal: Journal, chance: random.Random, purges: bool) -> NoReturn:
    """Do one thing after the other, until somebody kills this process."""
    try:
        client = Client(trial, journal, chance, purges)
        while True:
            client.act()
    except BaseException:  # noqa: BLE001 - whatever it is, it is wrong
        journal.write(wrong=traceback.format_exc())
    finally:
        while True:
            signal.pause()


class Client:
    """What a process may do; chance says what."""

    def __init__(self, trial: Trial, journal: Journal, chance: random.Random, purges: bool) -> None:
        self._journal, self._chance = journal, chance
        # Some take tasks over from others that are still at it, as from someone slower than his claim.
        url = trial.url(chance.choice(["0", "0", "0", "1h"]))
        self._client = Datastore(url, open_store(trial.storage_url, **trial.options))
        self._ends = (DatabaseUnavailable,) if trial.server else ()
        self._acts: list[tuple[int, Callable[[], object]]] = [
            (6, self.upload),
            (2, self.crop),
            (4, self.move),
            (2, self.trash),
            (2, self.restore),
            (1, self.delete_folder),
            (1, self.restore_folder),
            (4, self.work),
            (1, self.check),
            (6, self.read),
            (1 if purges else 0, self.purge),
        ]

    def act(self) -> None:
        """Do something."""
        (act,) = self._chance.choices([act for _, act in self._acts], [weight for weight, _ in self._acts])
        try:
            act()
        except (NotFound, Conflict, *self._ends):
            pass  # Somebody else was quicker; or the server is on its way up again.
        self._journal.write(did=act.__name__)

    def _folder(self) -> ListedPictureSet:
        folders = self._client.list_picture_sets(USER)
        if len(folders) < FOLDERS:
            self._client.create_picture_set(USER, name=str(self._chance.random()))
            folders = self._client.list_picture_sets(USER)
        return self._chance.choice(folders)

    def _some(self) -> list[UUID]:
        pictures = [picture["picture_id"] for picture in self._folder()["pictures"]]
        return self._chance.sample(pictures, min(len(pictures), self._chance.randint(1, 3)))

    def upload(self) -> None:
        uploads = [
            Upload(data=png(content), seed_name=self._chance.choice([None, SPECIES]))
            for content in self._chance.sample(CONTENTS, self._chance.randint(1, 3))
        ]
        folder = self._folder()["picture_set_id"]
        self._journal.write(stored=self._client.upload_pictures(USER, uploads, picture_set_id=folder))

    def crop(self) -> None:
        for parent in self._some()[:1]:
            self._journal.write(stored=[self._client.upload_crop(USER, parent, png(f"crop of {parent}"))])

    def move(self) -> None:
        self._client.move_pictures(USER, self._some(), self._folder()["picture_set_id"])

    def trash(self) -> None:
        some = self._some()
        self._journal.write(trashing=some)
        self._client.delete_pictures(USER, some)

    def restore(self) -> None:
        pictures = [picture.picture_id for picture in self._client.list_trash(USER).pictures]
        self._client.restore_pictures(USER, self._chance.sample(pictures, min(len(pictures), 2)))

    def delete_folder(self) -> None:
        folder = self._folder()
        self._journal.write(deleting=folder["picture_set_id"])
        keep = self._chance.random() < 0.5
        if folder["folder_name"] != "General":
            self._client.delete_picture_set(USER, folder["picture_set_id"], keep_verified=keep)

    def restore_folder(self) -> None:
        for folder in self._client.list_trash(USER).picture_sets[:1]:
            self._client.restore_picture_set(USER, folder.picture_set_id, name=str(self._chance.random()))

    def work(self) -> None:
        self._client.run_blob_tasks(limit=self._chance.randint(1, 20))

    def check(self) -> None:
        self._client.check_store(repair=True)

    def read(self) -> None:
        for picture_id in self._some():
            self._client.read_picture(USER, picture_id, verify=True)

    def purge(self) -> None:
        self._client.purge_trash(datetime.now(UTC) + timedelta(days=1), limit=self._chance.randint(1, 20))
