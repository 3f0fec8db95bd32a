"""A backup made as docs/dba.md says goes back to one moment on both sides, whatever happens between its steps."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from conftest import run_program
from nachet_datastore import Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.records import Finding, Kind


def _copy(store: Path, backup: Path) -> None:
    """What is not in the backup yet; nothing is deleted there."""
    backup.mkdir(exist_ok=True)
    subprocess.run(["cp", "--archive", "--update", f"{store}/.", backup], check=True)


@pytest.mark.long
def test_what_comes_and_goes_meanwhile_is_neither_lost_nor_in_the_way(
    database_url: str, empty: Callable[[], AbstractContextManager[str]], tmp_path: Path
) -> None:
    store, backup, second_pass_alone = (tmp_path / name for name in ("store", "backup", "second"))
    drawing = draw_seeds()[0]
    later = datetime.now(UTC) + timedelta(hours=1)

    with Datastore(database_url, store) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        other = datastore.create_picture_set(user_id, "another folder").picture_set_id

        def upload(name: str) -> None:
            # The decoder stops where the picture ends: what follows makes other bytes of it.
            pictures[name] = datastore.upload_picture(user_id, drawing + name.encode())

        def move(name: str) -> None:
            datastore.move_pictures(user_id, [pictures[name]], other)

        def purge(name: str) -> None:
            datastore.delete_pictures(user_id, [pictures[name]])
            datastore.purge_trash(later)
            datastore.run_blob_tasks()

        pictures: dict[str, UUID] = {}
        for name in ("stays", "moves early", "moves late", "goes early", "goes late"):
            upload(name)
        _copy(store, backup)
        upload("comes early")
        move("moves early")
        purge("goes early")
        run_program("pg_dump", "--format=custom", f"--file={tmp_path / 'dump'}", database_url)
        upload("comes late")
        move("moves late")
        purge("goes late")
        _copy(store, backup)
        _copy(store, second_pass_alone)

    with empty() as restored_url:
        run_program("pg_restore", "--exit-on-error", f"--dbname={restored_url}", tmp_path / "dump")
        with Datastore(restored_url, backup) as restored:
            found: list[Finding] = []
            report = restored.check_store(repair=True, deep=True, grace=timedelta(), report=found.append)
            assert report.clean
            assert {finding.kind for finding in found} == {Kind.BLOB_WITHOUT_ROW}
            expected = {"stays", "moves early", "moves late", "goes late", "comes early"}
            listed = restored.find_pictures(user_id).items
            assert {picture.picture_id for picture in listed} == {pictures[name] for name in expected}
            for name in expected:
                assert restored.read_picture(user_id, pictures[name]) == drawing + name.encode()
        with Datastore(restored_url, second_pass_alone) as restored:
            found.clear()
            restored.check_store(grace=timedelta(), report=found.append)
            missing = {finding.detail["picture_id"] for finding in found if finding.kind == Kind.ROW_WITHOUT_BLOB}
            assert missing == {pictures["moves late"], pictures["goes late"]}
