"""The checker finds what does not fit on either side, mends what it can, and leaves everything else as it is."""

from __future__ import annotations

import hashlib
import json
import os
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from azure.storage.blob import BlobServiceClient
from click.testing import CliRunner

from awaited import Clients
from azurite import Azurite
from conftest import as_user
from nachet_datastore import Datastore, Upload
from nachet_datastore.blobs import fsck
from nachet_datastore.blobs.stores import BlobStore, Content, open_store
from nachet_datastore.cli import main
from nachet_datastore.errors import PictureNotFound, StoreMissing, StoreUnavailable, TransactionOpen
from nachet_datastore.records import Finding, Kind, Report, RowId
from nachet_datastore.wrapper import calls
from proxy import Proxy, Request
from samples import png

NOW = timedelta(0)
FAR = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass
class Scene:
    """A datastore with some pictures, and ways past it: SQL as a superuser, the store alone."""

    datastore: Datastore
    conn: psycopg.Connection
    store: BlobStore
    backend_url: str
    storage_url: str
    user_id: UUID
    folder_id: UUID
    pictures: list[RowId]

    @property
    def container(self) -> str:
        return f"user-{self.user_id}"

    def name(self, number: int = 0) -> str:
        """The blob of a picture."""
        return self.datastore.get_picture(self.user_id, self.pictures[number]).blob_name

    @property
    def folder_json(self) -> str:
        return f"{self.folder_id}/{self.folder_id}.json"

    def sql(self, statement: LiteralString, *values: object) -> None:
        self.conn.execute(statement, values)

    def put(self, name: str, data: bytes, **options: bool) -> None:
        self.store.put(self.container, name, data, Content.of(data, "image/png"), **options)

    def change(self, name: str, data: bytes) -> None:
        """Other bytes of the same size, of which the store tells what it told of the old ones."""
        if Path(self.storage_url).is_dir():
            path = Path(self.storage_url, self.container, name)
            status = path.stat()
            path.write_bytes(data)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        else:
            with BlobServiceClient.from_connection_string(self.storage_url) as service:
                blob = service.get_blob_client(self.container, name)
                blob.upload_blob(data, overwrite=True, metadata=blob.get_blob_properties().metadata)

    def check(self, **options: Any) -> list[Finding]:
        """What a run finds; its report has the numbers of it."""
        findings: list[Finding] = []
        report = self.datastore.check_store(report=findings.append, **options)
        assert report.found == Counter(finding.kind for finding in findings)
        assert report.repaired == Counter(finding.kind for finding in findings if finding.repaired)
        return findings

    def everything(self) -> dict[str, str]:
        """All that is in the store, and when it was written."""
        return {
            f"{container.name}/{blob.name}": f"{blob.etag} {blob.last_modified}"
            for container in self.store.list_containers()
            for blob in self.store.list_blobs(container.name)
        }

    def quarantined(self) -> list[bytes]:
        """What lies in quarantine."""
        return [
            self.store.get(container.name, blob.name)
            for container in self.store.list_containers("nachet-quarantine-")
            for blob in self.store.list_blobs(container.name)
        ]


@pytest.fixture
def database_url(emptied_url: str) -> str:
    """What a test finds, it made itself."""
    return emptied_url


@pytest.fixture
def scene(database_url: str, backend_url: str, storage_url: str) -> Iterator[Scene]:
    with (
        psycopg.connect(database_url, autocommit=True) as conn,
        Datastore(backend_url, storage_url) as datastore,
        closing(open_store(storage_url)) as store,
    ):
        user_id = datastore.create_user("ana@example.org").user_id
        folder_id = datastore.create_picture_set(user_id, "seeds").picture_set_id
        pictures = [datastore.upload_picture(user_id, png(number), picture_set_id=folder_id) for number in range(3)]
        yield Scene(datastore, conn, store, backend_url, storage_url, user_id, folder_id, pictures)


def kinds(findings: list[Finding]) -> list[str]:
    return sorted(finding.kind for finding in findings)


def test_what_is_sound_is_found_sound(scene: Scene) -> None:
    datastore, user_id = scene.datastore, scene.user_id
    other = datastore.create_picture_set(user_id, "other").picture_set_id
    datastore.move_pictures(user_id, scene.pictures[:1], other)
    datastore.upload_picture(user_id, png(7), picture_set_id=other, seed_name="Avena fatua")
    datastore.delete_picture_set(user_id, other, keep_verified=True)
    datastore.delete_pictures(user_id, scene.pictures[1:2])
    datastore.create_container(user_id, "further")
    for options in ({}, {"deep": True}, {"repair": True, "grace": NOW}):
        assert scene.check(**options) == []
    datastore.purge_trash(FAR)
    assert scene.check() == []
    while datastore.run_blob_tasks().done:
        pass
    before = scene.everything()
    assert scene.check(deep=True, repair=True, grace=NOW) == []
    assert scene.everything() == before


def _delete_blob(scene: Scene) -> None:
    scene.store.delete(scene.container, scene.name())


def _cut_blob(scene: Scene) -> None:
    scene.put(scene.name(), png(0)[:-1], overwrite=True)


def _replace_blob(scene: Scene) -> None:
    scene.put(scene.name(), png(1), overwrite=True)


def _change_blob(scene: Scene) -> None:
    scene.change(scene.name(), png(1))


def _reserve(scene: Scene, data: bytes) -> str:
    """A reservation whose uploader died."""
    (reserved,) = scene.datastore.register_pictures(
        scene.user_id,
        [
            {
                "media_type": "image/png",
                "extension": "png",
                "byte_size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        ],
    )
    return reserved.blob_name


def _reserve_only(scene: Scene) -> None:
    _reserve(scene, png(9))


def _reserve_and_write(scene: Scene) -> None:
    scene.put(_reserve(scene, png(9)), png(9))


def _reserve_and_write_others(scene: Scene) -> None:
    scene.put(_reserve(scene, png(9)), png(8))


def _delete_rows(scene: Scene) -> None:
    scene.sql("delete from nachet_data.picture")


def _put_blob(scene: Scene) -> None:
    scene.put("stray.png", png(9))


def _delete_json(scene: Scene) -> None:
    scene.store.delete(scene.container, scene.folder_json)


def _change_json(scene: Scene) -> None:
    scene.put(scene.folder_json, b"{}", overwrite=True)


def _lose_move(scene: Scene) -> None:
    scene.sql("update nachet_data.picture set picture_set_id = %s where id = %s", scene.user_id, scene.pictures[0])


def _lose_container(scene: Scene) -> None:
    scene.sql("select nachet.create_container(%s)", scene.user_id)
    scene.sql("delete from nachet_data.blob_task")


def _never_mark(scene: Scene) -> None:
    user_id = scene.datastore.run(calls.create_user("eve@example.org")).answer.user_id
    scene.sql("delete from nachet_data.blob_task where kind = 'create_container'")
    scene.datastore.run_blob_tasks()
    scene.datastore.upload_picture(user_id, png())
    scene.sql("update nachet_data.blob_task set run_after = now()")
    scene.datastore.run_blob_tasks()


def _park(scene: Scene) -> None:
    scene.sql("select nachet.create_picture_set(%s, %s)", scene.user_id, scene.user_id)
    scene.sql("update nachet_data.blob_task set parked = true, attempts = 20, claimed_by = null")


def _forget(scene: Scene) -> None:
    scene.sql("select nachet.create_picture_set(%s, %s)", scene.user_id, scene.user_id)
    scene.sql("update nachet_data.blob_task set run_after = now() - interval '1 hour'")


#: What is done to a sound datastore, what the checker finds, and what of it is left after a repair.
DAMAGES: dict[Callable[[Scene], None], tuple[list[Kind], list[Kind]]] = {
    _delete_blob: ([Kind.ROW_WITHOUT_BLOB], [Kind.ROW_WITHOUT_BLOB]),
    _cut_blob: ([Kind.WRONG_SIZE], [Kind.WRONG_SIZE]),
    _replace_blob: ([Kind.WRONG_HASH], [Kind.WRONG_HASH]),
    _reserve_only: ([Kind.STUCK_RESERVATION], []),
    _reserve_and_write: ([Kind.STUCK_RESERVATION], []),
    _reserve_and_write_others: ([Kind.STUCK_RESERVATION], []),
    _delete_rows: ([Kind.BLOB_WITHOUT_ROW] * 3, []),
    _put_blob: ([Kind.BLOB_WITHOUT_ROW], []),
    _delete_json: ([Kind.FOLDER_JSON_MISSING], []),
    _change_json: ([Kind.FOLDER_JSON_DIFFERENT], []),
    _lose_move: ([Kind.MISPLACED_BLOB], []),
    _lose_container: ([Kind.FOLDER_JSON_MISSING, Kind.ROW_WITHOUT_CONTAINER], []),
    _never_mark: ([Kind.CONTAINER_UNMARKED], []),
    _park: ([Kind.PARKED_TASK], []),
    _forget: ([Kind.STUCK_TASK], []),
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_each_damage_is_found_and_mended_where_nothing_is_lost_by_it(
    scene: Scene, damage: Callable[[Scene], None]
) -> None:
    expected, left = DAMAGES[damage]
    damage(scene)
    before = scene.everything()
    assert kinds(scene.check(grace=NOW)) == sorted(expected)
    assert scene.everything() == before
    findings = scene.check(grace=NOW, repair=True)
    # Tasks that could be done are done before anything is compared.
    assert kinds(findings) == sorted(kind for kind in expected if kind not in (Kind.PARKED_TASK, Kind.STUCK_TASK))
    assert kinds([finding for finding in findings if not finding.repaired]) == sorted(left)
    assert kinds(scene.check(grace=NOW, deep=True)) == sorted(left)


def test_bytes_that_changed_unseen_are_found_by_reading_them(scene: Scene) -> None:
    scene.change(scene.name(1), png(8))
    assert scene.check() == []
    (finding,) = scene.check(deep=True)
    assert (finding.kind, finding.container_name, finding.blob_name) == (
        Kind.WRONG_HASH,
        scene.container,
        scene.name(1),
    )
    assert finding.detail["picture_id"] == scene.pictures[1]
    assert finding.detail["sha256"] == hashlib.sha256(png(8)).hexdigest()
    assert finding.detail["expected_sha256"] == hashlib.sha256(png(1)).hexdigest()


def test_a_row_whose_blob_is_missing_is_never_dropped(scene: Scene) -> None:
    _delete_blob(scene)
    for _ in range(2):
        (finding,) = scene.check(repair=True, grace=NOW)
        assert not finding.repaired
    assert scene.datastore.get_picture(scene.user_id, scene.pictures[0]).picture_id == scene.pictures[0]
    scene.put(scene.name(), png(0))  # As someone restores it from a backup.
    assert scene.check(deep=True) == []


def test_what_no_row_has_goes_into_quarantine_once_it_is_old(scene: Scene) -> None:
    _delete_rows(scene)
    scene.put("stray.png", png(9))
    before = scene.everything()
    findings = scene.check(repair=True)
    assert kinds(findings) == [Kind.BLOB_WITHOUT_ROW] * 4
    assert not any(finding.repaired for finding in findings)
    assert scene.everything() == before
    assert all(finding.repaired for finding in scene.check(repair=True, grace=NOW))
    assert sorted(scene.quarantined()) == sorted([png(0), png(1), png(2), png(9)])
    assert [blob.name for blob in scene.store.list_blobs(scene.container) if blob.name.endswith(".png")] == []


def test_a_reservation_is_ended_once_it_is_old(scene: Scene) -> None:
    written, empty = _reserve(scene, png(9)), _reserve(scene, png(10))
    other = _reserve(scene, png(11))
    scene.put(written, png(9))
    scene.put(other, png(12))
    assert scene.check(repair=True) == []
    findings = scene.check(repair=True, grace=NOW)
    assert {finding.blob_name for finding in findings} == {written, empty, other}
    assert all(finding.repaired for finding in findings)
    (found,) = (p for p in scene.datastore.list_picture_sets(scene.user_id) if p["folder_name"] == "General")
    (picture,) = found["pictures"]
    assert scene.datastore.read_picture(scene.user_id, picture["picture_id"], verify=True) == png(9)
    assert scene.quarantined() == [png(12)]
    # What was removed may be uploaded again.
    for number in (10, 11):
        again = scene.datastore.upload_picture(scene.user_id, png(number))
        assert scene.datastore.read_picture(scene.user_id, again, verify=True) == png(number)
    assert scene.check(deep=True) == []


def test_a_description_that_someone_changed_is_kept_in_quarantine(scene: Scene) -> None:
    right = scene.store.get(scene.container, scene.folder_json)
    scene.put(scene.folder_json, b"theirs", overwrite=True)
    assert [finding.repaired for finding in scene.check(repair=True)] == [False]
    assert [finding.repaired for finding in scene.check(repair=True, grace=NOW)] == [True]
    assert scene.store.get(scene.container, scene.folder_json) == right
    assert scene.quarantined() == [b"theirs"]


def test_a_container_that_no_row_has_is_named_and_left_alone(scene: Scene) -> None:
    scene.sql("truncate nachet_data.users cascade")
    before = scene.everything()
    (finding,) = scene.check(repair=True, grace=NOW)
    assert (finding.kind, finding.container_name) == (Kind.CONTAINER_WITHOUT_ROW, scene.container)
    assert scene.everything() == before


def test_files_that_nobody_owns_are_named_and_left_alone(scene: Scene) -> None:
    stray = f"user-{uuid4()}"
    scene.store.put(stray, f"{uuid4()}/{uuid4()}.png", png(), Content.of(png(), "image/png"))
    scene.store.create_container(f"user-{uuid4()}", {})
    before = scene.everything()
    (finding,) = scene.check(repair=True, deep=True, grace=NOW)
    assert (finding.kind, finding.container_name) == (Kind.CONTAINER_OF_NOBODY, stray)
    assert scene.everything() == before


def test_what_was_not_looked_at_is_counted(
    scene: Scene, clone: Callable[[], AbstractContextManager[str]], storage_url: str
) -> None:
    with clone() as url, psycopg.connect(url, autocommit=True) as conn:
        conn.execute("truncate nachet_data.users cascade")
        empty = ("fsck", "--database-url", as_user(url, "nachet_test_backend"), "--storage-url", storage_url)
        result = CliRunner().invoke(main, empty)
        assert (result.exit_code, result.stdout.splitlines()[0]) == (
            1,
            f"container without row: {scene.container}",
        ), "the same installation, as after a restore of a database without rows"
        conn.execute("update nachet_data.installation set id = gen_random_uuid()")
        result = CliRunner().invoke(main, empty)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[1:] == ["1 containers of other installations, not looked at"]


@pytest.mark.parametrize("storage_url", ["local"], indirect=True)
def test_a_store_that_is_not_there_is_an_error(scene: Scene, tmp_path: Path) -> None:
    with (
        Datastore(scene.backend_url, str(tmp_path / "not-mounted")) as datastore,
        pytest.raises(StoreUnavailable, match="not available"),
    ):
        datastore.check_store(repair=True)
    assert not (tmp_path / "not-mounted").exists()


@pytest.mark.parametrize("storage_url", ["local"], indirect=True)
def test_links_and_foreign_entries_are_told_and_passed(
    scene: Scene, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root, elsewhere = Path(scene.storage_url), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.png").write_bytes(png())
    foreign = [
        root / f"user-{uuid4()}",
        root / "notes.txt",
        root / scene.container / "link-to-a-folder",
        root / scene.container / "link-to-a-file.png",
        root / scene.container / "link-to-nothing",
        root / scene.container / "pipe",
    ]
    foreign[0].symlink_to(elsewhere)
    foreign[1].write_text("do not touch")
    foreign[2].symlink_to(elsewhere)
    foreign[3].symlink_to(elsewhere / "secret.png")
    foreign[4].symlink_to(elsewhere / "nothing")
    os.mkfifo(foreign[5])
    (root / "lost+found").mkdir(mode=0o000)
    links = {str(path) for path in foreign if path.is_symlink()}
    found = scene.check(repair=True, deep=True, grace=NOW)
    assert {str(root / one.container_name / (one.blob_name or "")) for one in found} == links
    assert kinds(found) == [Kind.LINK] * 4
    told = {message.rpartition(": ")[2].strip("'") for message in caplog.messages}
    assert told == {str(path) for path in foreign}
    assert all(os.path.lexists(path) for path in foreign)
    # A link in the place of a picture's file is not the picture.
    picture = root / scene.container / scene.name()
    picture.unlink()
    picture.symlink_to(elsewhere / "secret.png")
    assert kinds(scene.check(repair=True, grace=NOW)) == [Kind.LINK] * 5 + [Kind.ROW_WITHOUT_BLOB]
    assert all(os.path.lexists(path) for path in [*foreign, picture])
    assert run("fsck", scene).exit_code == 1


@pytest.mark.parametrize("storage_url", ["local"], indirect=True)
def test_a_link_in_the_place_of_a_container_is_told_and_left_alone(scene: Scene, tmp_path: Path) -> None:
    folder, elsewhere = Path(scene.storage_url) / scene.container, tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    found = kinds(scene.check(repair=True, deep=True, grace=NOW))
    assert {Kind.LINK, Kind.ROW_WITHOUT_CONTAINER, Kind.ROW_WITHOUT_BLOB} <= set(found)
    assert sorted(elsewhere.rglob("*")) == before


def test_uploading_the_same_bytes_again_heals_a_picture_whose_blob_is_lost(scene: Scene) -> None:
    _delete_blob(scene)
    again = [Upload(data=png(0)), Upload(data=png(1))]
    before = scene.everything()
    assert scene.datastore.upload_pictures(scene.user_id, again, picture_set_id=scene.folder_id) == scene.pictures[:2]
    assert scene.everything().items() - before.items() == {
        (f"{scene.container}/{scene.name()}", scene.everything()[f"{scene.container}/{scene.name()}"])
    }, "the other one is there and stays as it is"
    assert scene.datastore.read_picture(scene.user_id, scene.pictures[0], verify=True) == png(0)
    assert scene.check(deep=True) == []


def test_what_belongs_to_others_is_left_alone(
    scene: Scene, clone: Callable[[], AbstractContextManager[str]], storage_url: str
) -> None:
    for container in ("photos", "user-backup", f"nachet-quarantine-{uuid4()}"):
        scene.store.put(container, f"{uuid4()}/{uuid4()}.png", png(), Content.of(png(), "image/png"))
    with clone() as url, psycopg.connect(url, autocommit=True) as conn:
        conn.execute("update nachet_data.installation set id = gen_random_uuid()")
        conn.execute(
            "update nachet_data.container set id = (select i.id from nachet_data.installation as i)"
            " where kind = 'archive'"
        )
        with Datastore(as_user(url, "nachet_test_backend"), storage_url) as neighbour:
            user_id = neighbour.create_user("ana@example.org").user_id
            neighbour.upload_picture(user_id, png(5))
            before = scene.everything()
            assert scene.check(repair=True, deep=True, grace=NOW) == []
            assert neighbour.check_store(repair=True, deep=True, grace=NOW).clean
            assert scene.everything() == before
            # A container that bears another's mark is another's, whatever the rows say.
            conn.execute("update nachet_data.installation set id = gen_random_uuid()")
            found = neighbour.check_store(repair=True, grace=NOW)
            assert found.others == 4, "three of other programs, and that of the scene"
            assert (found.found, found.repaired) == ({Kind.CONTAINER_OF_ANOTHER: 1}, {})
            assert scene.everything() == before


def test_two_runs_at_once_do_no_harm(scene: Scene) -> None:
    _delete_rows(scene)
    _delete_json(scene)
    _reserve_and_write(scene)
    with ThreadPoolExecutor(4) as threads:
        for run in [threads.submit(scene.datastore.check_store, repair=True, grace=NOW) for _ in range(4)]:
            run.result()
    assert scene.check(deep=True) == []
    assert sorted(scene.quarantined()) == sorted([png(0), png(1), png(2)])


def test_lists_are_merged_page_by_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fsck, "_PAGE", 2)
    monkeypatch.setattr(fsck, "_BATCH", 2)
    for number in range(3):
        user_id = scene.datastore.create_user(f"{number}@example.org").user_id
        for picture in range(number + 3):
            scene.datastore.upload_picture(user_id, png(picture))
    seen: list[tuple[int, int]] = []
    assert scene.check(deep=True, progress=lambda done, total: seen.append((done, total))) == []
    assert seen[-1] == (20, 20)
    scene.sql("delete from nachet_data.picture where container_id = %s", scene.user_id)
    scene.put("0.png", png())
    scene.put("z.png", png())
    assert kinds(scene.check()) == [Kind.BLOB_WITHOUT_ROW] * 5


def test_a_large_store_among_others_gives_no_false_alarm(scene: Scene) -> None:
    """Of a few hundred pictures; ``make scan`` takes ten thousand."""
    total = int(os.environ.get("NACHET_TEST_BLOBS", "200"))
    for start in range(100, total, 500):
        batch = [Upload(data=png(number)) for number in range(start, min(start + 500, total))]
        stored = scene.datastore.upload_pictures(scene.user_id, batch, parallel=8)
        scene.datastore.move_pictures(scene.user_id, stored[::10], scene.folder_id)
        scene.datastore.delete_pictures(scene.user_id, stored[1::10])
    for number in range(100):
        scene.store.put("photos", f"{uuid4()}/{uuid4()}.png", png(number), Content.of(png(number), "image/png"))
    for options in ({}, {"deep": True}, {"repair": True, "grace": NOW}):
        tracemalloc.start()
        assert scene.check(**options) == []
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 24 << 20


def test_it_wants_a_store_and_no_transaction(database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url) as conn, Datastore(conn, tmp_path) as inside, Datastore(conn) as without:
        with pytest.raises(TransactionOpen):
            inside.check_store()
        with pytest.raises(StoreMissing):
            without.check_store()


def test_the_async_client_checks_as_well(clients: Clients, scene: Scene, backend_url: str) -> None:
    datastore = clients.datastore(backend_url, scene.storage_url)
    assert datastore.check_store(deep=True).blobs == 5
    _delete_rows(scene)
    _park(scene)
    report = datastore.check_store(deep=True, repair=True, grace=NOW)
    assert report.found == report.repaired == {Kind.BLOB_WITHOUT_ROW: 3}
    assert report.tasks_done == 1
    assert scene.check(deep=True) == []


# -- beside a system at work -------------------------------------------------------------------------------------


@pytest.fixture
def slow(azurite: Azurite, backend_url: str) -> Iterator[tuple[Datastore, Datastore, Proxy, UUID]]:
    """One client whose requests a test may hold up, another one beside it, the proxy, and their user."""
    account = azurite.new_account()
    with (
        Proxy(azurite.url) as proxy,
        Datastore(backend_url, proxy.account(account)) as held,
        Datastore(backend_url, account) as free,
    ):
        user_id = free.create_user("ana@example.org").user_id
        yield held, free, proxy, user_id


def _at(matches: Callable[[Request], bool], act: Callable[[], object]) -> Callable[[Request], None]:
    """Act when the first request comes that matches."""
    done: list[Request] = []

    def hook(request: Request) -> None:
        if not done and matches(request):
            done.append(request)
            act()

    return hook


def _lists_blobs(request: Request) -> bool:
    return "comp=list" in request.path and "restype=container" in request.path


def _writes_blob(request: Request) -> bool:
    return request.method == "PUT" and request.path.endswith(".png")


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_changes_between_the_two_lists_is_no_finding(
    slow: tuple[Datastore, Datastore, Proxy, UUID], when: str
) -> None:
    held, free, proxy, user_id = slow
    folder = free.create_picture_set(user_id, "other").picture_set_id
    kept, moved, gone = (free.upload_picture(user_id, png(number)) for number in range(3))

    def work() -> None:
        free.upload_picture(user_id, png(3))
        free.move_pictures(user_id, [moved], folder)
        free.create_picture_set(user_id, "new")
        free.delete_pictures(user_id, [gone])
        free.purge_trash(FAR)
        while free.run_blob_tasks().done:
            pass

    setattr(proxy, when, _at(_lists_blobs, work))
    findings: list[Finding] = []
    held.check_store(repair=True, grace=NOW, report=findings.append)
    assert findings == []
    assert free.read_picture(user_id, kept) == png(0)
    assert free.check_store(deep=True).clean


def test_an_upload_whose_reservation_was_ended_meanwhile_leaves_nothing(
    slow: tuple[Datastore, Datastore, Proxy, UUID],
) -> None:
    held, free, proxy, user_id = slow
    proxy.before = _at(_writes_blob, lambda: free.check_store(repair=True, grace=NOW))
    with pytest.raises(PictureNotFound):
        held.upload_picture(user_id, png())
    assert free.check_store(deep=True) == Report(1, 0, 1, 0, {}, {})
    picture_id = held.upload_picture(user_id, png())
    assert free.read_picture(user_id, picture_id, verify=True) == png()


def test_an_upload_that_is_found_whole_is_confirmed_for_it(slow: tuple[Datastore, Datastore, Proxy, UUID]) -> None:
    held, free, proxy, user_id = slow
    proxy.after = _at(_writes_blob, lambda: free.check_store(repair=True, grace=NOW))
    picture_id = held.upload_picture(user_id, png())
    assert free.read_picture(user_id, picture_id, verify=True) == png()
    assert free.check_store(deep=True).clean


# -- the commands ------------------------------------------------------------------------------------------------


def run(command: str, scene: Scene, *options: str) -> Any:
    return CliRunner().invoke(
        main, [command, "--database-url", scene.backend_url, "--storage-url", scene.storage_url, *options]
    )


def test_the_command_says_what_it_found_and_ends_with_1_while_something_is_left(scene: Scene) -> None:
    result = run("fsck", scene)
    assert (result.exit_code, result.stdout) == (
        0,
        "1 containers and 5 blobs checked, 0 tasks done: 0 found, 0 repaired\n",
    )
    _delete_blob(scene)
    _put_blob(scene)
    result = run("fsck", scene)
    assert result.exit_code == 1
    assert f"row without blob: {scene.container}/{scene.name()} (" in result.stdout
    assert f"blob without row: {scene.container}/stray.png (" in result.stdout
    assert "2 found, 0 repaired" in result.stdout
    result = run("fsck", scene, "--repair", "--grace", "0s", "--deep")
    assert result.exit_code == 1
    assert "2 found, 1 repaired" in result.stdout
    scene.put(scene.name(), png(0))
    assert run("fsck", scene, "--deep").exit_code == 0


@pytest.mark.parametrize("storage_url", ["local"], indirect=True)
def test_a_file_whose_name_is_no_text_is_named_and_left_alone(scene: Scene) -> None:
    stray = Path(scene.storage_url) / scene.container / os.fsdecode(b"caf\xe9.txt")
    stray.write_bytes(b"someone's")
    _delete_blob(scene)
    result = run("fsck", scene, "--repair", "--grace", "0s")
    assert result.exit_code == 1
    assert f"blob without row: {scene.container}/caf\\udce9.txt (" in result.stdout
    assert "row without blob" in result.stdout, "the rest is looked at as well"
    assert "2 found, 0 repaired" in result.stdout
    assert stray.exists()
    assert json.loads(run("fsck", scene, "--json").stdout)["summary"]["found"]["blob_without_row"] == 1


def test_the_command_speaks_json(scene: Scene) -> None:
    answer = json.loads(run("fsck", scene, "--json").stdout)
    assert answer == {
        "findings": [],
        "summary": {
            "containers": 1,
            "others": 0,
            "blobs": 5,
            "tasks_done": 0,
            "found": {},
            "repaired": {},
            "clean": True,
        },
    }
    _delete_rows(scene)
    result = run("fsck", scene, "--json", "--repair", "--grace", "0s")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["summary"]["repaired"] == {"blob_without_row": 3}
    assert [finding["repaired"] for finding in answer["findings"]] == [True] * 3
    assert {finding["container_name"] for finding in answer["findings"]} == {scene.container}


def test_purge_deletes_for_good_what_is_old_in_the_trash(scene: Scene) -> None:
    scene.datastore.delete_pictures(scene.user_id, scene.pictures[:1])
    scene.datastore.delete_picture_set(scene.user_id, scene.folder_id, keep_verified=False)
    assert "0 folders and 0 pictures" in run("purge", scene, "--older-than", "1d").stdout
    scene.datastore.restore_picture_set(scene.user_id, scene.folder_id)
    assert scene.datastore.read_picture(scene.user_id, scene.pictures[1]) == png(1)
    scene.datastore.delete_picture_set(scene.user_id, scene.folder_id, keep_verified=False)
    result = run("purge", scene, "--older-than", "0s")
    assert (result.exit_code, result.stdout) == (0, "1 folders and 3 pictures permanently deleted\n")
    assert [blob.name for blob in scene.store.list_blobs(scene.container)] == [f"{scene.user_id}/{scene.user_id}.json"]
    assert scene.check(deep=True) == []
    assert run("purge", scene, "--older-than", "30").exit_code == 2


def test_work_tries_again_what_was_parked_when_asked_to(scene: Scene) -> None:
    _park(scene)
    assert run("work", scene).stdout == "0 done, 0 failed\n"
    assert run("work", scene, "--retry-parked").stdout == "1 done, 0 failed\n"
    assert scene.check() == []
