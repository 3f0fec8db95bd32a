"""Two who do something at the same moment: one waits for the other, and is told what came of it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from nachet_datastore import Datastore
from nachet_datastore.errors import PictureExists
from world import picture


def _wait_until_blocked(onlooker: psycopg.Connection, waiting: psycopg.Connection, answer: Future[Any]) -> None:
    blocked = "select cardinality(pg_blocking_pids(%s)) > 0"
    while not answer.done() and onlooker.execute(blocked, [waiting.info.backend_pid]).fetchone() != (True,):
        pass


def test_the_same_bytes_come_while_a_picture_is_restored(backend_url: str) -> None:
    with (
        psycopg.connect(backend_url, autocommit=True) as first,
        psycopg.connect(backend_url) as second,
        psycopg.connect(backend_url, autocommit=True) as onlooker,
        ThreadPoolExecutor(1) as thread,
    ):
        restoring, uploading = Datastore(first), Datastore(second)
        user_id = restoring.create_user("restoring@example.org").user_id
        (reserved,) = restoring.register_pictures(user_id, [picture("the same")])
        restoring.confirm_pictures(user_id, [reserved.picture_id])
        restoring.delete_pictures(user_id, [reserved.picture_id])
        uploading.register_pictures(user_id, [picture("the same")])
        answer = thread.submit(restoring.restore_pictures, user_id, [reserved.picture_id])
        _wait_until_blocked(onlooker, first, answer)
        second.commit()
        with pytest.raises(PictureExists):
            answer.result()
