"""The short form of `make bench`: no call takes a statement or a request more, nor many times what it cannot spare.

Statements that a client sends are counted in test_client.py, scans and rows in test_plans.py and test_statistics.py.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from awaited import Clients
from azurite import Azurite
from bench.inferences import Inferences
from bench.measure import CountingCursor
from bench.run import PARTS
from bench.setting import furnish
from conftest import ROOT
from nachet_datastore import Upload
from nachet_datastore.blobs import flows
from nachet_datastore.wrapper import calls
from proxy import Proxy
from samples import noise, png
from world import CALLS, World

#: How many times its floor a call of ten boxes may take: twice what docs/performance.md says, for a busy machine.
BAND = {"register": 5.0, "read back": 4.5, "verify": 5.0}

#: Statements that each function runs at most upon the content of tests/world.py, those of its helpers with it.
STATEMENTS = ROOT / "tests" / "bench" / "statements.csv"


def test_a_use_case_is_one_statement_and_near_its_floor(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True, cursor_factory=CountingCursor) as conn:
        measured = Inferences(furnish(conn, database_url), 10).measure(7)
    for one in measured:
        assert {one.forms[form].statements for form in ("call", "client")} == {1}, one.job
        assert one.ratio("call") < BAND[one.job], one.job


def test_the_page_has_a_place_for_the_figures_of_each_part() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    for part in (*PARTS, "bytes", "concurrency", "growth"):
        assert page.count(f"<!-- figures: {part} -->") == page.count(f"<!-- end of figures: {part} -->") == 1, part


def _count(conn: psycopg.Connection[Any], call: calls.Call[Any]) -> int:
    """How many statements a call and its helpers consist of, but for what a foreign key checks of each row."""
    ran: set[str] = set()

    def note(diagnostic: psycopg.errors.Diagnostic) -> None:
        # What a statement is part of follows it. Expressions are told of in the newest PostgreSQL only.
        found = re.match(r'SQL statement "(.*?)"\n(SQL|PL/pgSQL) function ', diagnostic.context or "", re.DOTALL)
        if found and found[2] == "PL/pgSQL" and "FOR KEY SHARE OF x" not in found[1]:
            ran.add(found[1])

    conn.add_notice_handler(note)
    with conn.transaction(force_rollback=True):
        # Each statement is planned when it runs, and the server tells of each plan.
        conn.execute("discard plans")
        conn.execute("set local plan_cache_mode = force_custom_plan")
        conn.execute("set local client_min_messages = log")
        conn.execute("set local log_planner_stats = on")
        conn.execute(call.statement, call.values)
    conn.remove_notice_handler(note)
    return len(ran)


def test_no_call_runs_more_statements_than_are_written_down(world: World) -> None:
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        most = {row["function"]: int(row["statements"]) for row in csv.DictReader(file)}
    with psycopg.connect(world.url, autocommit=True) as conn:
        found = {name: _count(conn, CALLS[name](world.users["admin"], world.things_for(name))) for name in CALLS}
    assert found.keys() == most.keys()
    assert {name: (number, most[name]) for name, number in found.items() if number > most[name]} == {}


@pytest.fixture
def proxy(azurite: Azurite) -> Iterator[Proxy]:
    with Proxy(azurite.url) as running:
        yield running


def test_a_flow_is_as_few_requests_as_it_can_be(
    clients: Clients, database_url: str, azurite: Azurite, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows, "_CLOCKS", timedelta(hours=-1))  # As if an hour had gone by since each upload.
    datastore = clients.datastore(database_url, proxy.account(azurite.new_account()))

    def sent() -> Counter[str]:
        methods = Counter(request.method for request in proxy.requests)
        proxy.requests.clear()
        return methods

    user_id = datastore.create_user("ana@example.org").user_id
    sent()  # Its container is made at the same time as what describes its folder, which may find none yet.
    folder = datastore.create_picture_set(user_id, "folder").picture_set_id
    assert sent() <= Counter(PUT=1)
    picture_id = datastore.upload_picture(user_id, png())
    assert sent() <= Counter(PUT=1)
    datastore.upload_picture(user_id, png())
    assert sent() <= Counter(HEAD=1)
    datastore.upload_picture(user_id, noise(9))
    assert sent() <= Counter(PUT=1)
    batch = [Upload(data=png(number), seed_name="Brassica napus") for number in range(1, 11)]
    batched = datastore.upload_pictures(user_id, batch, picture_set_id=folder)
    assert sent() <= Counter(PUT=len(batch))
    datastore.upload_crop(user_id, picture_id, png(11))
    assert sent() <= Counter(PUT=1)
    datastore.read_picture(user_id, picture_id)
    datastore.picture_url(user_id, picture_id)
    assert sent() <= Counter(GET=1)
    datastore.move_pictures(user_id, batched[:2], user_id)
    assert sent() <= Counter(HEAD=3 * 2, PUT=2, DELETE=2)
    datastore.delete_pictures(user_id, batched[2:4])
    assert sent() <= Counter()
    datastore.purge_trash(datetime.now(UTC) + timedelta(hours=1))
    datastore.run_blob_tasks()
    assert sent() <= Counter(DELETE=2)

    def archive_and_restore() -> tuple[Counter[str], Counter[str]]:
        datastore.delete_picture_set(user_id, folder, keep_verified=True)
        archived = sent()
        datastore.restore_picture_set(user_id, folder)
        datastore.run_blob_tasks()
        return archived, sent()

    archive_and_restore()  # The first one makes the archive's container, which each picture may find missing.
    archived, restored = archive_and_restore()
    assert archived <= Counter(HEAD=3 * 6, PUT=6 + 2, DELETE=6, GET=1)
    assert restored <= Counter(HEAD=3 * 6, PUT=6, DELETE=6 + 1)
