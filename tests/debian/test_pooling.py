"""Behind PgBouncer in transaction mode the clients work as without: no call leaves anything in a session."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pgbouncer import PgBouncer
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from nachet_datastore import AsyncDatastore, Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.records import BoxFeedback

#: What the pools of psycopg are told: PgBouncer does not keep a client on one connection.
SETTINGS = {"autocommit": True, "prepare_threshold": None}
CLIENTS = 40


def _servers(url: str) -> int:
    """How many connections of the backend the database itself sees."""
    with psycopg.connect(url) as conn:
        row = conn.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and usename = 'nachet_test_backend'"
        ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("own_pool", [False, True], ids=["by URL", "by a pool"])
def test_many_threads_share_two_connections(own_pool: bool, backend_url: str, database_url: str) -> None:
    """Each of forty clients at once creates a user and reads its folders back."""
    with PgBouncer(backend_url, 2) as pooler:

        def use(number: int) -> list[str]:
            pool = ConnectionPool(pooler.url, kwargs=SETTINGS, min_size=1, open=True) if own_pool else None
            with Datastore(pool or pooler.url, prepare_threshold=None) as datastore:
                user = datastore.create_user(f"user{number}@example.org")
                datastore.create_picture_set(user.user_id, f"folder {number}")
                listed = [name["folder_name"] for _ in range(10) for name in datastore.list_picture_sets(user.user_id)]
            if pool:
                pool.close()
            return listed

        with ThreadPoolExecutor(CLIENTS) as threads:
            listed = list(threads.map(use, range(CLIENTS)))
        assert listed == [["General", f"folder {number}"] * 10 for number in range(CLIENTS)]
        assert _servers(database_url) <= 2


@pytest.mark.parametrize("own_pool", [False, True], ids=["by URL", "by a pool"])
def test_many_tasks_share_two_connections(own_pool: bool, backend_url: str, database_url: str) -> None:
    """The same with the async client: forty clients of it at once."""

    async def use(url: str, number: int) -> list[str]:
        pool = AsyncConnectionPool(url, kwargs=SETTINGS, min_size=1, open=False) if own_pool else None
        if pool:
            await pool.open()
        async with AsyncDatastore(pool or url, prepare_threshold=None) as datastore:
            user = await datastore.create_user(f"user{number}@example.org")
            await datastore.create_picture_set(user.user_id, f"folder {number}")
            listed = [
                name["folder_name"] for _ in range(10) for name in await datastore.list_picture_sets(user.user_id)
            ]
        if pool:
            await pool.close()
        return listed

    async def use_all(url: str) -> list[list[str]]:
        return await asyncio.gather(*(use(url, number) for number in range(CLIENTS)))

    with PgBouncer(backend_url, 2) as pooler:
        assert asyncio.run(use_all(pooler.url)) == [["General", f"folder {number}"] * 10 for number in range(CLIENTS)]
        assert _servers(database_url) <= 2


def test_the_main_job_leaves_nothing_in_the_session(backend_url: str, tmp_path: Path) -> None:
    """No prepared statement, lock, temporary table, cursor, listener or setting: the next client finds it as new."""
    data, document = draw_seeds()
    with PgBouncer(backend_url, 1) as pooler:
        before = _session(pooler.url)
        with Datastore(pooler.url, tmp_path / "store", prepare_threshold=None) as datastore:
            admin = datastore.create_user("admin@example.org", permission="admin")
            datastore.import_ml_structure(
                admin.user_id,
                {
                    "models": [{"model_name": "detector", "version": 1, "task": "object detection"}],
                    "pipelines": [{"pipeline_name": "alone", "models": ["detector"], "default": True}],
                },
            )
            picture_id = datastore.upload_picture(admin.user_id, data)
            for _ in range(10):
                registered = datastore.register_inference(
                    admin.user_id, picture_id, document, inference_id=uuid4(), pipeline="alone"
                )
            boxes: list[BoxFeedback] = [{"boxId": box["box_id"]} for box in registered["boxes"]]
            datastore.verify_seed(admin.user_id, registered["inference_id"], boxes)
            datastore.find_pictures(admin.user_id, verified=True)
            datastore.run_blob_tasks()
        assert _session(pooler.url) == before


def test_a_client_that_prepares_does_leave_something(backend_url: str) -> None:
    """What prepare_threshold=None is for, and proof that the test above would see it."""
    with PgBouncer(backend_url, 1) as pooler:
        before = _session(pooler.url)
        with Datastore(pooler.url, max_connections=1) as datastore:
            user = datastore.create_user("ana@example.org")
            for _ in range(10):
                datastore.list_picture_sets(user.user_id)
        assert _session(pooler.url) != before


def _session(url: str) -> list[tuple[str, ...]]:
    """What the one connection behind the pooler holds that was not there when it began."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as conn:
        return conn.execute(
            """
            select 'connection', pg_backend_pid()::text
            union all
            select 'statement', s.statement from pg_prepared_statements as s
            union all
            select 'cursor', c.name from pg_cursors as c where c.name <> ''
            union all
            select 'lock', l.objid::text from pg_locks as l where l.pid = pg_backend_pid() and l.locktype = 'advisory'
            union all
            select 'listener', n.n from pg_listening_channels() as n (n)
            union all
            select 'temporary', c.relname from pg_class as c where c.relnamespace = pg_my_temp_schema()
            union all
            select 'setting', s.name || ' = ' || s.setting from pg_settings as s where s.source = 'session'
            order by 1, 2
            """
        ).fetchall()
