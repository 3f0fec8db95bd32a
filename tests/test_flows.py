"""Rows and blobs together: nothing is lost and nothing is left over, whoever does what at the same time."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from errno import EISDIR, ENOENT, ENOSPC
from pathlib import Path
from stat import S_IMODE
from threading import Barrier, Event, Lock
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from PIL import ExifTags, Image, ImageOps

from awaited import Clients
from azurite import Azurite
from conftest import as_user
from nachet_datastore import AsyncDatastore, Datastore, StoredBlob, Upload, UploadReport, inspect
from nachet_datastore.blobs import flows
from nachet_datastore.blobs.stores import Content, Sink, open_store
from nachet_datastore.blobs.stores.local import AsyncLocalStore, LocalStore
from nachet_datastore.demo.drawing import annotate
from nachet_datastore.errors import (
    BatchEnded,
    BatchNotFound,
    BlobCorrupt,
    BlobNotFound,
    ContainerNotFound,
    EmptyPicture,
    IdTaken,
    InvalidPicture,
    NachetError,
    NotAPicture,
    PictureDiffers,
    PictureNotFound,
    SeedNotFound,
    StoreUnavailable,
    TruncatedPicture,
)
from nachet_datastore.records import RowId
from proxy import IMPATIENT, Answer, Proxy, Request
from samples import noise, png

NOW = timedelta(0)
FAR = datetime(9999, 1, 1, tzinfo=UTC)


def sound(datastore: Datastore, **options: Any) -> bool:
    """Whether every row has its blob, every blob its row, and nothing is left to be done."""
    findings: list[Any] = []
    report = datastore.check_store(deep=True, grace=NOW, report=findings.append, **options)
    assert report.clean, findings
    return True


@pytest.fixture
def database_url(emptied_url: str) -> str:
    """What a test finds, it made itself."""
    return emptied_url


# -- many at once ------------------------------------------------------------------------------------------------


def test_the_same_bytes_uploaded_twenty_times_at_once_are_one_picture(backend_url: str, storage_url: str) -> None:
    data = png()
    with Datastore(backend_url, storage_url) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        with ThreadPoolExecutor(20) as threads:
            uploads = [threads.submit(datastore.upload_picture, user_id, data) for _ in range(20)]
            stored = {upload.result() for upload in uploads}
        assert len(stored) == 1
        assert sound(datastore)
        assert datastore.read_picture(user_id, *stored) == data

    async def upload() -> set[RowId]:
        async with AsyncDatastore(backend_url, storage_url) as twin:
            return set(await asyncio.gather(*(twin.upload_picture(user_id, png(1)) for _ in range(20))))

    stored = asyncio.run(upload())
    assert len(stored) == 1
    with Datastore(backend_url, storage_url) as datastore, closing(open_store(storage_url)) as store:
        assert sound(datastore)
        blobs = [blob.name for blob in store.list_blobs(f"user-{user_id}")]
    assert len(blobs) == 3  # Two pictures, and the folder's description.


def test_blobs_that_lie_in_the_store_already_are_taken_in(clients: Clients, backend_url: str, storage_url: str) -> None:
    """Beside files, in one batch; what is no picture, or gone, is refused by its name; all of it may be repeated."""
    datastore = clients.datastore(backend_url, storage_url)
    store = clients.store(storage_url)
    user_id = datastore.create_user("ana@example.org").user_id
    blobs = {"2019/a.png": png(1), "2019/b.png": png(2), "notes.png": b"no picture"}
    for name, data in blobs.items():
        store.put("old-pictures", name, data, Content.of(data, "application/octet-stream"))
    blob = StoredBlob("old-pictures", "2019/b.png")
    info = datastore.inspect_picture(blob)
    assert info == inspect(png(2))
    etag = store.head("old-pictures", "2019/b.png").etag
    uploads = [
        Upload(data=StoredBlob("old-pictures", "2019/a.png"), zoom=2),
        Upload(data=StoredBlob("old-pictures", "2019/b.png", etag), info=info),
        Upload(data=StoredBlob("old-pictures", "notes.png")),
        Upload(data=StoredBlob("old-pictures", "gone.png")),
        Upload(data=png(3), info=inspect(png(3))),
    ]
    reports = [datastore.upload_pictures(user_id, uploads, on_error="skip") for _ in range(2)]
    assert [report.new for report in reports] == [(True, True, False, False, True), (False,) * 5]
    assert reports[0].picture_ids == reports[1].picture_ids
    assert [(one.file, type(one.error)) for one in reports[0].refused] == [
        ("notes.png", NotAPicture),
        ("gone.png", BlobNotFound),
    ]
    first, second, third = (reports[0].picture_ids[number] for number in (0, 1, 4))
    for picture_id, number in ((first, 1), (second, 2), (third, 3)):
        assert picture_id is not None
        assert datastore.read_picture(user_id, picture_id, verify=True) == png(number)
    assert first is not None
    assert datastore.get_picture(user_id, first).name == "a.png"
    assert {blob.name for blob in store.list_blobs("old-pictures")} == set(blobs)
    assert sound(datastore)


def test_bytes_that_are_not_those_that_were_inspected_are_not_stored(
    clients: Clients, backend_url: str, storage_url: str
) -> None:
    datastore = clients.datastore(backend_url, storage_url)
    user_id = datastore.create_user("ana@example.org").user_id
    with pytest.raises(BlobCorrupt):
        datastore.upload_pictures(user_id, [Upload(data=png(2), info=inspect(png(1)))])


def test_one_id_at_once_is_one_picture(backend_url: str, storage_url: str) -> None:
    picture_id = uuid4()
    with Datastore(backend_url, storage_url) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        with ThreadPoolExecutor(8) as threads:
            uploads = [
                threads.submit(datastore.upload_picture, user_id, png(number % 2), picture_id=picture_id)
                for number in range(8)
            ]
        outcomes: list[object] = [upload.exception() or upload.result() for upload in uploads]
        assert outcomes.count(picture_id) == 4
        assert sum(isinstance(outcome, IdTaken) for outcome in outcomes) == 4
        assert sound(datastore)


def test_a_picture_that_moves_is_readable_all_along(backend_url: str, storage_url: str) -> None:
    data = noise(5)  # More than one request.
    ended = Event()
    with Datastore(backend_url, storage_url) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        folders = [user_id, datastore.create_picture_set(user_id, "other").picture_set_id]
        picture_id = datastore.upload_picture(user_id, data)

        def read() -> int:
            times = 0
            while not ended.is_set():
                assert datastore.read_picture(user_id, picture_id, verify=True) == data
                copy = io.BytesIO()
                datastore.download_picture(user_id, picture_id, copy)
                assert copy.getvalue() == data
                times += 1
            return times

        with ThreadPoolExecutor(3) as threads:
            readers = [threads.submit(read) for _ in range(3)]
            for turn in range(1, 13):
                datastore.move_pictures(user_id, [picture_id], folders[turn % 2])
            ended.set()
            assert all(reader.result() for reader in readers)
        while datastore.run_blob_tasks().done:
            pass
        assert sound(datastore)


def test_whoever_decides_does_the_work_right_after(clients: Clients, backend_url: str, storage_url: str) -> None:
    datastore = clients.datastore(backend_url, storage_url)
    user_id = datastore.create_user("ana@example.org").user_id
    datastore.create_container(user_id, "further")
    folder = datastore.create_picture_set(user_id, "other").picture_set_id
    picture_id = datastore.upload_picture(user_id, png(), seed_name="Avena fatua")
    datastore.upload_crop(user_id, picture_id, png(1))
    datastore.move_pictures(user_id, [picture_id], folder)
    datastore.delete_picture_set(user_id, folder, keep_verified=True)
    with psycopg.connect(as_user(backend_url, "nachet_test_analyst")) as conn:
        assert conn.execute("select from nachet.blob_backlog").fetchall() == []
    assert sound(datastore)


def test_rows_and_blobs_of_a_purged_folder_are_gone_when_the_call_returns(
    clients: Clients, backend_url: str, storage_url: str
) -> None:
    datastore = clients.datastore(backend_url, storage_url)
    user = datastore.create_user("ana@example.org")
    user_id = user.user_id
    folder = datastore.create_picture_set(user_id, "folder").picture_set_id
    below = datastore.create_picture_set(user_id, "below", parent=folder).picture_set_id
    picture_id = datastore.upload_picture(user_id, png(), picture_set_id=folder)
    crop = datastore.upload_crop(user_id, picture_id, png(1))
    datastore.move_pictures(user_id, [crop], user_id)
    datastore.upload_picture(user_id, png(2), picture_set_id=below, seed_name="Avena fatua")
    datastore.delete_picture_set(user_id, below, keep_verified=False)
    purged = datastore.purge_picture_set(user_id, folder)
    assert (purged.picture_sets, purged.pictures) == (2, 3)
    with closing(open_store(storage_url)) as store:
        left = [blob.name for blob in store.list_blobs(user.container_name)]
    assert left == [f"{user_id}/{user_id}.json"]
    assert datastore.list_trash(user_id).picture_sets == ()
    with pytest.raises(PictureNotFound):
        datastore.get_picture(user_id, crop)
    with psycopg.connect(as_user(backend_url, "nachet_test_analyst")) as conn:
        assert conn.execute("select from nachet.blob_backlog").fetchall() == []
    assert sound(datastore)


def test_what_the_archive_kept_comes_back_with_its_blobs(clients: Clients, backend_url: str, storage_url: str) -> None:
    datastore = clients.datastore(backend_url, storage_url)
    user_id = datastore.create_user("ana@example.org").user_id
    stranger = datastore.create_user("bo@example.org").user_id
    another = datastore.create_container(user_id, "another").container_id
    folder = datastore.create_picture_set(user_id, "folder", metadata={"lot": 1}).picture_set_id
    verified = datastore.upload_picture(user_id, png(), picture_set_id=folder, seed_name="Avena fatua")
    plain = datastore.upload_picture(user_id, png(1), picture_set_id=folder)

    assert datastore.delete_picture_set(user_id, folder, keep_verified=True).kept == 1
    restored = datastore.restore_picture_set(user_id, folder)
    assert (restored.nb_pictures, restored.unarchived) == (2, 1)
    assert [datastore.read_picture(user_id, one, verify=True) for one in (verified, plain)] == [png(), png(1)]

    datastore.delete_picture_set(user_id, folder, keep_verified=True)
    with pytest.raises(ContainerNotFound):
        datastore.unarchive_picture_set(stranger, folder, from_container_id=user_id)
    moved = datastore.unarchive_picture_set(user_id, folder, from_container_id=user_id, container_id=another)
    assert (moved.container_id, moved.folder_name, moved.unarchived) == (another, "folder", 1)
    assert datastore.read_picture(user_id, verified, container_id=another, verify=True) == png()
    changed = datastore.update_picture_set(
        user_id, folder, {"metadata": {"lot": None, "by": "ana"}}, container_id=another
    )
    assert changed.metadata == {"by": "ana"}
    with psycopg.connect(as_user(backend_url, "nachet_test_analyst")) as conn:
        assert conn.execute("select from nachet.blob_backlog").fetchall() == []
    assert sound(datastore)


def test_any_number_of_workers_share_the_work(backend_url: str, storage_url: str) -> None:
    with Datastore(backend_url, storage_url) as datastore, Datastore(backend_url) as without_store:
        user_id = datastore.create_user("ana@example.org").user_id
        folder = datastore.create_picture_set(user_id, "other").picture_set_id
        stored = datastore.upload_pictures(user_id, [Upload(data=png(number)) for number in range(30)])
        without_store.move_pictures(user_id, stored[:15], folder)
        without_store.delete_pictures(user_id, stored[15:])
        without_store.purge_trash(FAR)

        def work() -> int:
            done = 0
            while progress := datastore.run_blob_tasks(limit=4, lease=timedelta(minutes=1)).done:
                done += progress
            return done

        with ThreadPoolExecutor(4) as threads:
            done = sum(worker.result() for worker in [threads.submit(work) for _ in range(4)])
        assert done == 2 * 15  # Seen, then deleted; the moves are held by who decided them, for a minute.
        assert sound(datastore)


def test_so_many_uploads_as_are_wanted_are_written_at_once(
    clients: Clients, backend_url: str, azurite: Azurite
) -> None:
    with Proxy(azurite.url) as proxy:
        datastore = clients.datastore(backend_url, proxy.account(azurite.new_account()))
        user_id = datastore.create_user("ana@example.org").user_id
        lock, both, at_once = Lock(), Barrier(2), [0, 0]

        def begin(request: Request) -> None:
            if request.method == "PUT":
                both.wait(30)
                with lock:
                    at_once[0] += 1
                    at_once[1] = max(at_once)

        def end(request: Request) -> None:
            with lock:
                at_once[0] -= request.method == "PUT"

        proxy.before, proxy.after = begin, end
        stored = datastore.upload_pictures(user_id, [Upload(data=png(number)) for number in range(6)], parallel=2)
    assert len(set(stored)) == 6
    assert at_once == [0, 2]


def test_files_and_streams_travel_in_bounded_memory(
    clients: Clients, backend_url: str, storage_url: str, tmp_path: Path
) -> None:
    data = noise(60)
    digest = hashlib.sha256(data).hexdigest()
    source, target = tmp_path / "large.tiff", tmp_path / "again.tiff"
    source.write_bytes(data)
    del data
    datastore = clients.datastore(backend_url, storage_url)
    user_id = datastore.create_user("ana@example.org").user_id
    tracemalloc.start()
    picture_id = datastore.upload_picture(user_id, source)
    with source.open("rb") as stream:
        assert datastore.upload_picture(user_id, stream) == picture_id
    with target.open("wb") as sink:
        assert datastore.download_picture(user_id, picture_id, sink).sha256 == digest
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with target.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == digest
    assert peak < 48 << 20


# -- a batch names its files --------------------------------------------------------------------------------------


def _files(folder: Path, bad: Mapping[int, bytes], count: int = 6) -> list[Path]:
    """Files with pictures in them, and others."""
    paths = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(bad.get(number, png(number)))
    return paths


def test_one_bad_file_refuses_the_batch_by_its_name_and_place(
    clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    uploads = [Upload(data=str(path)) for path in _files(tmp_path, {3: b"junk"})]
    with pytest.raises(NotAPicture) as raised:
        datastore.upload_pictures(user_id, uploads)
    assert raised.value.detail == {"place": "uploads[3]", "file": "3.png", "begins_with": "6a 75 6e 6b"}
    uploads[3] = Upload(data=png(3), file="three", zoom=0.5)
    with pytest.raises(InvalidPicture) as refused:
        datastore.upload_pictures(user_id, uploads)
    assert refused.value.detail == {"place": "uploads[3].zoom", "file": "three"}
    uploads[3] = Upload(data=png(3), parent=(absent := uuid4()))
    with pytest.raises(PictureNotFound) as missed:
        datastore.upload_pictures(user_id, uploads)
    assert missed.value.detail == {"place": "uploads[3].parent", "picture_id": str(absent)}
    uploads[3] = Upload(data=tmp_path / "absent.png")
    with pytest.raises(FileNotFoundError) as unread:
        datastore.upload_pictures(user_id, uploads)
    assert unread.value.__notes__ == ["uploads[3]: absent.png"]
    assert datastore.list_picture_sets(user_id)[0]["pictures"] == []
    assert sound(datastore)


@pytest.mark.parametrize(
    "form", [lambda known: known, str, lambda known: str(known).upper()], ids=["id", "text", "upper"]
)
def test_a_refusal_names_the_upload_that_it_is_about(
    form: Callable[[UUID], UUID | str], clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    """Whichever ids the others of the batch have."""
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    taken, absent = datastore.upload_picture(user_id, png(99)), uuid4()
    good = Upload(data=png(0), seed_name="Avena fatua")
    cases: dict[str, tuple[type[NachetError], list[Upload]]] = {
        # The id of a picture that is stored only by this batch is no parent yet.
        "uploads[2].parent": (
            PictureNotFound,
            [good, Upload(data=png(1), picture_id=form(absent)), Upload(data=png(2), parent=form(absent))],
        ),
        # The parent of one is the id that another asks for in vain.
        "uploads[1].picture_id": (
            IdTaken,
            [Upload(data=png(3), parent=form(taken)), Upload(data=png(4), picture_id=form(taken))],
        ),
        "uploads[3].seed_id": (
            SeedNotFound,
            [
                good,
                Upload(data=png(1)),
                Upload(data=png(2), parent=form(taken)),
                Upload(data=png(5), seed_id=form(taken)),
            ],
        ),
    }
    for place, (error, uploads) in cases.items():
        with pytest.raises(error) as raised:
            datastore.upload_pictures(user_id, uploads)
        assert raised.value.detail["place"] == place
        report = datastore.upload_pictures(user_id, uploads, on_error="skip")
        assert [f"uploads[{one.number}]" for one in report.refused] == [place.partition(".")[0]]
    assert sound(datastore)


def test_by_option_the_good_files_of_a_batch_are_stored_and_the_bad_listed(
    clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    taken = datastore.upload_picture(user_id, png(99))
    paths = _files(tmp_path, {1: b"", 4: png(4)[:-20]})
    uploads = [Upload(data=path) for path in paths]
    uploads[2] = Upload(data=paths[2].read_bytes(), file="two", seed_id=uuid4())
    uploads[5] = Upload(data=paths[5], picture_id=taken)
    report = datastore.upload_pictures(user_id, uploads, on_error="skip")
    assert [(one.number, one.file, type(one.error)) for one in report.refused] == [
        (1, "1.png", EmptyPicture),
        (2, "two", SeedNotFound),
        (4, "4.png", TruncatedPicture),
        (5, "5.png", IdTaken),
    ]
    assert [number for number, picture_id in enumerate(report.picture_ids) if picture_id is None] == [1, 2, 4, 5]
    for number in (0, 3):
        stored = report.picture_ids[number]
        assert stored is not None
        assert datastore.read_picture(user_id, stored) == png(number)
    assert sound(datastore)
    assert datastore.upload_pictures(user_id, [], on_error="skip") == UploadReport((), (), ())
    assert datastore.upload_pictures(user_id, []) == []


def test_what_the_store_refuses_of_a_batch_is_listed_too(two: Two) -> None:
    uploads = [Upload(data=png(number), file=str(number)) for number in range(5)]
    two.proxy.before = lambda request: Answer(503) if request.method == "PUT" and request.number > 3 else None
    report = two.held.upload_pictures(two.user_id, uploads, parallel=1, on_error="skip")
    two.proxy.before = lambda _: None
    assert {type(one.error) for one in report.refused} == {StoreUnavailable}
    assert 0 < len(report.refused) < 5
    shown = {picture["picture_id"] for picture in two.free.list_picture_sets(two.user_id)[0]["pictures"]}
    assert shown == {picture_id for picture_id in report.picture_ids if picture_id is not None}


def test_a_path_is_taken_wherever_a_stream_is(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    (path,) = _files(tmp_path, {}, 1)
    stored = {datastore.upload_picture(user_id, source) for source in (path, str(path), path.read_bytes())}
    assert len(stored) == 1
    with path.open("rb") as stream:
        several: list[Any] = [path, str(path), stream, path.read_bytes(), Upload(data=path)]
        assert set(datastore.upload_pictures(user_id, several)) == stored
    for target in (tmp_path / "again.png", str(tmp_path / "and again.png")):
        datastore.download_picture(user_id, min(stored), target)
        assert Path(target).read_bytes() == png(0)
    assert inspect(str(path)) == inspect(path) == inspect(png(0))


class Broken(LocalStore):
    """A store that is interrupted in the middle of a download."""

    def download(self, container: str, name: str, target: Sink) -> None:
        target.write(self.get(container, name)[:9])
        raise KeyboardInterrupt


class Endless(AsyncLocalStore):
    """A store whose downloads stop in the middle; ``begun`` is set then."""

    begun = asyncio.Event()

    async def download(self, container: str, name: str, target: Sink) -> None:
        target.write((await self.get(container, name))[:9])
        self.begun.set()
        await asyncio.Event().wait()


@pytest.mark.parametrize("old", [b"what was here before", None], ids=["over a file", "new"])
def test_a_file_is_written_whole_or_not_at_all(
    old: bytes | None, clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    target = tmp_path / "here" / "picture.png"
    target.parent.mkdir()
    if old:
        target.write_bytes(old)
        target.chmod(0o640)

    def is_as_before() -> bool:
        return {path: path.read_bytes() for path in target.parent.iterdir()} == ({target: old} if old else {})

    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    with pytest.raises(PictureNotFound):
        datastore.download_picture(user_id, uuid4(), target)
    assert is_as_before()
    picture_id = datastore.upload_picture(user_id, png())
    picture = datastore.get_picture(user_id, picture_id)
    blob = tmp_path / "store" / picture.container_name / picture.blob_name

    with Datastore(backend_url, Broken(tmp_path / "store")) as broken, pytest.raises(KeyboardInterrupt):
        broken.download_picture(user_id, picture_id, target)
    assert is_as_before()

    async def cancelled() -> None:
        store = Endless(LocalStore(tmp_path / "store"))
        store.begun = asyncio.Event()
        async with AsyncDatastore(backend_url, store) as endless:
            task = asyncio.create_task(endless.download_picture(user_id, picture_id, target))
            await store.begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancelled())
    assert is_as_before()
    blob.write_bytes(png()[:-1] + b"?")
    with pytest.raises(BlobCorrupt):
        datastore.download_picture(user_id, picture_id, target)
    assert is_as_before()
    blob.unlink()
    with pytest.raises(BlobNotFound):
        datastore.download_picture(user_id, picture_id, target)
    assert is_as_before()

    datastore.upload_picture(user_id, png())
    link = tmp_path / "link.png"
    link.symlink_to(target)
    datastore.download_picture(user_id, picture_id, link)
    assert (link.is_symlink(), [path.read_bytes() for path in target.parent.iterdir()]) == (True, [png()])
    assert not old or S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_is_told(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    picture_id = datastore.upload_picture(user_id, png())
    for target, number in ((tmp_path, EISDIR), (tmp_path / "no" / "where.png", ENOENT), (Path("/dev/full"), ENOSPC)):
        with pytest.raises(OSError, match=re.escape(os.strerror(number))) as raised:
            datastore.download_picture(user_id, picture_id, target)
        assert raised.value.errno == number
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="space") as raised:
        datastore.download_picture(user_id, picture_id, full)
    assert raised.value.errno == ENOSPC
    datastore.download_picture(user_id, picture_id, "/dev/null")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_as_wide_and_high_as_people_see_it(
    name: str, orientation: int, database_url: str, tmp_path: Path
) -> None:
    """Whatever the format, and however the camera was held; boxes are checked against that, and drawn on it."""
    bytes_lie, exif = Image.new("RGB", (40, 20)), Image.Exif()
    bytes_lie.paste("white", (0, 0, 4, 4))  # A mark in a corner.
    exif[ExifTags.Base.Orientation] = orientation
    stream = io.BytesIO()
    bytes_lie.save(stream, name, exif=exif)
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(stream.getvalue())))
    with Datastore(database_url, tmp_path / "store") as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        picture_id = datastore.upload_picture(user_id, stream.getvalue())
        picture = datastore.get_picture(user_id, picture_id)
    assert (picture.width, picture.height) == seen.size == ((40, 20) if orientation < 5 else (20, 40))
    assert picture.orientation == orientation
    drawn = annotate(io.BytesIO(stream.getvalue()), [])
    assert drawn.size == seen.size
    corners = [(x, y) for x in (1, drawn.width - 2) for y in (1, drawn.height - 2)]
    marked = [{xy for xy in corners if one.convert("L").getpixel(xy) > 128} for one in (drawn, seen)]  # type: ignore[operator]
    assert marked[0] == marked[1]
    assert len(marked[0]) == 1


def test_an_orientation_that_exif_does_not_know_is_none() -> None:
    exif, stream = Image.Exif(), io.BytesIO()
    exif[ExifTags.Base.Orientation] = 9
    Image.new("RGB", (40, 20)).save(stream, "JPEG", exif=exif)
    assert (inspect(stream).orientation, inspect(stream).width) == (1, 40)


# -- the store fails ---------------------------------------------------------------------------------------------


@dataclass
class Two:
    """Two clients of one datastore, the requests of one held up or broken as wanted; and ways past them."""

    held: Datastore
    free: Datastore
    proxy: Proxy
    conn: psycopg.Connection
    storage_url: str
    user_id: UUID
    folder_id: UUID

    def at(self, when: str, method: str, act: Callable[[], object], named: str = "") -> None:
        """Act, once, when such a request comes by: ``before`` the store hears of it, or ``after``."""
        acted: list[Request] = []

        def hook(request: Request) -> None:
            if not acted and request.method == method and named in request.path:
                acted.append(request)
                act()

        setattr(self.proxy, when, hook)

    def end_leases(self) -> None:
        """As if all claims had run out."""
        self.conn.execute("update nachet_data.blob_task set run_after = now()")

    def work(self) -> None:
        """Do all that is to be done, whoever holds it."""
        self.end_leases()
        while self.free.run_blob_tasks().done:
            self.end_leases()

    def blobs(self) -> list[str]:
        """The names of all pictures in the store."""
        with closing(open_store(self.storage_url)) as store:
            return [
                f"{container.name}/{blob.name}"
                for container in store.list_containers()
                for blob in store.list_blobs(container.name)
                if not blob.name.endswith(".json")
            ]


@pytest.fixture
def two(azurite: Azurite, backend_url: str, database_url: str) -> Iterator[Two]:
    account = azurite.new_account()
    with (
        Proxy(azurite.url) as proxy,
        closing(open_store(proxy.account(account), **IMPATIENT)) as store,
        Datastore(backend_url, store) as held,
        Datastore(backend_url, account) as free,
        psycopg.connect(database_url, autocommit=True) as conn,
    ):
        user_id = free.create_user("ana@example.org").user_id
        folder_id = free.create_picture_set(user_id, "other").picture_set_id
        yield Two(held, free, proxy, conn, account, user_id, folder_id)


def test_what_a_batch_could_not_write_is_written_by_its_repetition(two: Two) -> None:
    uploads = [Upload(data=png(number)) for number in range(5)]
    two.proxy.before = lambda request: Answer(503) if request.method == "PUT" and request.number > 3 else None
    with pytest.raises(StoreUnavailable):
        two.held.upload_pictures(two.user_id, uploads, parallel=1)
    shown = two.free.list_picture_sets(two.user_id)[0]["pictures"]
    assert 0 < len(shown) < 5
    assert two.free.check_store(deep=True).clean  # Reservations are left alone for a day.
    two.proxy.before = lambda _: None
    stored = two.held.upload_pictures(two.user_id, uploads)
    assert {picture["picture_id"] for picture in shown} <= set(stored)
    assert [two.free.read_picture(two.user_id, picture_id) for picture_id in stored] == [png(n) for n in range(5)]
    assert sound(two.free)


def test_what_is_decided_stays_so_while_the_store_is_away_and_is_done_later(two: Two) -> None:
    picture_id = two.free.upload_picture(two.user_id, png(), seed_name="Avena fatua")
    two.proxy.before = lambda _: Answer(503)
    user = two.held.create_user("eve@example.org")
    container = two.held.create_container(two.user_id, "further")
    two.held.move_pictures(two.user_id, [picture_id], two.folder_id)
    assert two.free.get_picture(two.user_id, picture_id).picture_set_id == two.folder_id
    two.held.delete_picture_set(two.user_id, two.folder_id, keep_verified=True)
    two.proxy.before = lambda _: None
    two.work()
    assert sound(two.free)
    with closing(open_store(two.storage_url)) as store:
        names = {found.name for found in store.list_containers()}
    assert {user.container_name, container.container_name} <= names


# -- someone comes too late --------------------------------------------------------------------------------------


def test_a_late_deletion_spares_the_next_blob_of_the_name(two: Two) -> None:
    """Its lease has ended; another did it; the id was used again: the deletion names the blob that it saw."""
    picture_id = two.free.upload_picture(two.user_id, png())

    def meanwhile() -> None:
        two.work()
        assert two.blobs() == []
        two.free.upload_picture(two.user_id, png(1), picture_id=picture_id)

    for when, method in (("before", "DELETE"), ("after", "HEAD")):
        two.free.delete_pictures(two.user_id, [picture_id])
        two.free.purge_trash(FAR)
        two.at(when, method, meanwhile)
        two.held.run_blob_tasks()
        assert two.free.read_picture(two.user_id, picture_id, verify=True) == png(1)
        two.work()
        assert sound(two.free)


def test_a_blob_older_than_the_difference_of_clocks_is_deleted_by_one_request(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows, "_CLOCKS", timedelta(hours=-1))  # As if an hour had gone by since the upload.
    picture_ids = [two.free.upload_picture(two.user_id, png(number)) for number in range(3)]
    two.free.delete_pictures(two.user_id, picture_ids)
    two.free.purge_trash(FAR)
    two.proxy.requests.clear()
    assert two.held.run_blob_tasks().done == len(picture_ids)
    assert [request.method for request in two.proxy.requests] == ["DELETE"] * len(picture_ids)
    assert sound(two.free)


@pytest.mark.parametrize("method", ["HEAD", "PUT"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_late_move_changes_nothing_that_another_did(two: Two, when: str, method: str) -> None:
    picture_id = two.free.upload_picture(two.user_id, png())
    two.at(when, method, two.work, ".png")
    two.held.move_pictures(two.user_id, [picture_id], two.folder_id)
    two.work()
    assert two.free.read_picture(two.user_id, picture_id, verify=True) == png()
    assert two.blobs() == [f"user-{two.user_id}/{two.folder_id}/{picture_id}.png"]
    assert sound(two.free)


def _move_back(two: Two, picture_id: UUID) -> None:
    two.free.move_pictures(two.user_id, [picture_id], two.user_id)


def _move_on(two: Two, picture_id: UUID) -> None:
    third = two.free.create_picture_set(two.user_id, "third").picture_set_id
    two.free.move_pictures(two.user_id, [picture_id], third)


def _archive(two: Two, _picture_id: UUID) -> None:
    two.free.delete_picture_set(two.user_id, two.folder_id, keep_verified=True)


def _trash_and_restore(two: Two, _picture_id: UUID) -> None:
    two.free.delete_picture_set(two.user_id, two.folder_id, keep_verified=False)
    two.free.restore_picture_set(two.user_id, two.folder_id)


def _purge(two: Two, picture_id: UUID) -> None:
    two.free.delete_pictures(two.user_id, [picture_id])
    two.free.purge_trash(FAR)


def _work(_two: Two, _picture_id: UUID) -> None:
    """Nothing else."""


@pytest.mark.parametrize("patient", [True, pytest.param(False, marks=pytest.mark.long)], ids=["in time", "too late"])
@pytest.mark.parametrize("act", [_move_back, _move_on, _archive, _trash_and_restore, _purge, _work])
@pytest.mark.parametrize(
    ("when", "method"), [("before", "PUT"), ("after", "PUT"), ("before", "DELETE"), ("after", "DELETE")]
)
def test_whatever_happens_to_a_picture_while_its_blob_moves(
    two: Two, when: str, method: str, act: Callable[[Two, UUID], None], patient: bool
) -> None:
    """The mover is held up before or after it copies, or deletes; too late: others do all its work meanwhile."""
    picture_id = two.free.upload_picture(two.user_id, png(), seed_name="Avena fatua")

    def meanwhile() -> None:
        act(two, picture_id)
        if not patient:
            two.work()

    two.at(when, method, meanwhile, ".png")
    two.held.move_pictures(two.user_id, [picture_id], two.folder_id)
    two.work()
    rows = two.conn.execute(
        "select p.container_id, p.picture_set_id from nachet_data.picture as p where p.id = %s", [picture_id]
    ).fetchall()
    expected = [f"user-{container_id}/{folder_id}/{picture_id}.png" for container_id, folder_id in rows]
    # What comes to the store after everyone has done with it, the checker finds.
    left_over = set(two.blobs()) - set(expected)
    assert not left_over or not patient
    assert set(expected) <= set(two.blobs())
    assert sound(two.free, repair=bool(left_over))
    assert len(rows) == (act is not _purge)


def test_a_slow_upload_of_what_another_confirmed_and_moved_leaves_no_blob(two: Two) -> None:
    def meanwhile() -> None:
        picture_id = two.free.upload_picture(two.user_id, png())
        two.free.move_pictures(two.user_id, [picture_id], two.folder_id)

    two.at("before", "PUT", meanwhile, ".png")
    picture_id = two.held.upload_picture(two.user_id, png())
    assert two.free.read_picture(two.user_id, picture_id) == png()
    assert two.blobs() == [f"user-{two.user_id}/{two.folder_id}/{picture_id}.png"]
    assert sound(two.free)


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_upload_into_a_folder_that_is_deleted_meanwhile_is_told_and_leaves_nothing(two: Two, when: str) -> None:
    def meanwhile() -> None:
        two.free.delete_picture_set(two.user_id, two.folder_id, keep_verified=False)
        two.free.purge_trash(FAR)
        two.work()

    two.at(when, "PUT", meanwhile, ".png")
    with pytest.raises(PictureNotFound):
        two.held.upload_picture(two.user_id, png(), picture_set_id=two.folder_id)
    assert two.blobs() == []
    assert sound(two.free)


def test_an_upload_into_a_folder_that_is_deleted_meanwhile_comes_back_with_it(two: Two) -> None:
    def meanwhile() -> None:
        two.free.delete_picture_set(two.user_id, two.folder_id, keep_verified=False)

    two.at("before", "PUT", meanwhile, ".png")
    with pytest.raises(PictureNotFound):
        two.held.upload_picture(two.user_id, png(), picture_set_id=two.folder_id)
    two.free.restore_picture_set(two.user_id, two.folder_id)
    picture_id = two.free.upload_picture(two.user_id, png(), picture_set_id=two.folder_id)
    assert two.free.read_picture(two.user_id, picture_id) == png()
    assert len(two.blobs()) == 1
    assert sound(two.free)


def test_a_picture_whose_reservation_was_ended_keeps_no_other_of_its_batch_from_being_stored(two: Two) -> None:
    def meanwhile() -> None:
        two.conn.execute(
            "select nachet.settle_reservation(p.container_id, p.id, false, %s) from nachet_data.picture as p"
            " where p.sha256 = %s",
            ['{"grace_seconds": 0}', hashlib.sha256(png(1)).digest()],
        )

    two.at("after", "PUT", meanwhile, ".png")
    with pytest.raises(PictureNotFound):
        two.held.upload_pictures(two.user_id, [Upload(data=png(number)) for number in range(3)], parallel=1)
    (general, _) = two.free.list_picture_sets(two.user_id)
    found = [picture["picture_id"] for picture in general["pictures"]]
    assert [two.free.read_picture(two.user_id, picture_id) for picture_id in found] == [png(0), png(2)]
    assert len(two.blobs()) == 2
    assert sound(two.free)


# -- batches -----------------------------------------------------------------------------------------------------


def test_each_file_of_a_batch_stands_for_itself_and_sent_again_it_goes_on(
    clients: Clients, backend_url: str, tmp_path: Path
) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    folder = datastore.create_picture_set(user_id, "trays").picture_set_id
    there = datastore.upload_picture(user_id, png(3), picture_set_id=folder, name="before.png")
    batch = datastore.begin_batch(user_id, folder, expected=6, seed_name="Avena fatua", zoom=1.5, tray="12")
    paths = _files(tmp_path, {1: b"", 2: png(0), 4: png(4)[:-20]})
    uploads: list[Upload] = [Upload(data=path) for path in paths]
    uploads[5] = Upload(data=png(5), name="five.png", seed_id=uuid4())

    report = datastore.upload_pictures(user_id, uploads, batch_id=batch.batch_id)
    assert [(one.number, one.file, type(one.error)) for one in report.refused] == [
        (1, "1.png", EmptyPicture),
        (4, "4.png", TruncatedPicture),
        (5, None, SeedNotFound),
    ]
    assert report.new == (True, False, False, False, False, False)
    assert report.picture_ids[2] == report.picture_ids[0] is not None
    assert report.picture_ids[3] == there
    counted = datastore.get_batch(user_id, batch.batch_id)
    assert (counted.stored, counted.duplicates, counted.refused, counted.pending) == (1, 2, 3, 0)
    assert counted.is_complete
    assert [(one.name, one.code) for one in counted.refusals] == [
        ("1.png", "EmptyPicture"),
        ("4.png", "TruncatedPicture"),
        ("five.png", "SeedNotFound"),
    ]
    picture = datastore.get_picture(user_id, report.picture_ids[0])
    assert (picture.name, picture.zoom, picture.tray, picture.verified) == ("0.png", 1.5, "12", True)
    assert datastore.get_picture(user_id, there).zoom == 1.5, "what was not known is filled in"

    paths[1].write_bytes(png(1))
    paths[4].write_bytes(png(4))
    uploads[5] = Upload(data=png(5), name="five.png")
    again = datastore.upload_pictures(user_id, uploads, batch_id=batch.batch_id)
    assert (again.refused, again.new) == ((), (False, True, False, False, True, True))
    datastore.end_batch(user_id, batch.batch_id)
    assert datastore.upload_pictures(user_id, uploads, batch_id=batch.batch_id).picture_ids == again.picture_ids
    with pytest.raises(BatchEnded):
        datastore.upload_picture(user_id, png(6), batch_id=batch.batch_id)
    (listed,) = datastore.list_batches(user_id, picture_set_id=folder).items
    assert (listed.stored, listed.duplicates, listed.refused, listed.expected) == (4, 2, 0, 6)
    assert listed.ended_at is not None
    assert sound(datastore)


def test_a_file_alone_is_refused_and_counted(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    batch_id = datastore.begin_batch(user_id, expected=2).batch_id
    with pytest.raises(NotAPicture):
        datastore.upload_picture(user_id, b"no picture at all", name="notes.png", batch_id=batch_id)
    bad = tmp_path / os.fsdecode(b"bytes-\xff.png")
    bad.write_bytes(png(1))
    stored = datastore.upload_picture(user_id, bad, batch_id=batch_id)
    assert datastore.get_picture(user_id, stored).name == "bytes-���.png"
    assert [one.picture_id for one in datastore.find_pictures(user_id, name="bytes").items] == [stored]
    counted = datastore.get_batch(user_id, batch_id)
    assert (counted.stored, counted.refused, counted.is_complete) == (1, 1, True)
    with pytest.raises(BatchNotFound):
        datastore.upload_picture(user_id, png(1), batch_id=uuid4())


def test_a_batch_counts_right_what_is_sent_over_and_over_at_once(backend_url: str, storage_url: str) -> None:
    """The frontend sends n files, and sends again those still in flight: n(n+1)/2 requests."""
    files = 8
    with Datastore(backend_url, storage_url) as datastore:
        user_id = datastore.create_user("ana@example.org").user_id
        batch_id = datastore.begin_batch(user_id, expected=files, seed_name="Avena fatua").batch_id

        def send(number: int) -> object:
            data = b"no picture" if number == 3 else png(0 if number == 7 else number)
            try:
                return datastore.upload_picture(user_id, data, name=f"{number}.png", batch_id=batch_id)
            except NotAPicture as error:
                return error

        with ThreadPoolExecutor(12) as threads:
            sent = [threads.submit(send, number) for first in range(files) for number in range(first, files)]
            outcomes = [one.result() for one in sent]
        assert len(outcomes) == files * (files + 1) // 2
        counted = datastore.get_batch(user_id, batch_id)
        assert (counted.stored, counted.duplicates, counted.refused, counted.pending) == (6, 1, 1, 0)
        assert counted.is_complete
        assert [one.name for one in counted.refusals] == ["3.png"]
        assert sound(datastore)


def test_what_the_store_refuses_of_a_batch_is_recorded_until_it_is_sent_again(two: Two) -> None:
    uploads = [Upload(data=png(number), file=f"{number}.png") for number in range(5)]
    batch_id = two.free.begin_batch(two.user_id, expected=5).batch_id
    two.proxy.before = lambda request: Answer(503) if request.method == "PUT" and request.number > 3 else None
    report = two.held.upload_pictures(two.user_id, uploads, parallel=1, batch_id=batch_id)
    two.proxy.before = lambda _: None
    counted = two.free.get_batch(two.user_id, batch_id)
    assert counted.refused == len(report.refused) > 0
    assert counted.stored == 5 - counted.refused
    assert {one.code for one in counted.refusals} == {"StoreUnavailable"}
    assert two.held.upload_pictures(two.user_id, uploads, batch_id=batch_id).refused == ()
    counted = two.free.get_batch(two.user_id, batch_id)
    assert (counted.stored, counted.refused, counted.is_complete) == (5, 0, True)


def test_what_differs_of_the_same_bytes_is_told_or_replaced(clients: Clients, backend_url: str, tmp_path: Path) -> None:
    datastore = clients.datastore(backend_url, tmp_path / "store")
    user_id = datastore.create_user("ana@example.org").user_id
    taken_at = datetime(2026, 3, 13, 15, tzinfo=UTC)
    stored = datastore.upload_picture(
        user_id, png(0), zoom=1.5, name="a.png", taken_at=taken_at, seed_name="Avena fatua"
    )
    with pytest.raises(PictureDiffers) as refused:
        datastore.upload_picture(user_id, png(0), zoom=2, name="b.png")
    assert refused.value.detail == {
        "place": "pictures[0].zoom",
        "picture_id": str(stored),
        "stored": 1.5,
        "given": 2,
    }
    assert datastore.upload_picture(user_id, png(0), lens="L", name="b.png", taken_at=taken_at) == stored
    assert datastore.upload_picture(user_id, png(0), zoom=2, seed_name="Secale cereale", replace=True) == stored
    picture = datastore.get_picture(user_id, stored)
    assert (picture.zoom, picture.lens, picture.name, picture.taken_at) == (2, "L", "a.png", taken_at)
    assert [seed.seed_name for seed in picture.seeds] == ["Secale cereale"]
    picture = datastore.update_picture(
        user_id, stored, {"name": "c.png", "lens": None, "remove_seeds": ["Secale cereale"]}
    )
    assert (picture.name, picture.lens, picture.seeds, picture.verified) == ("c.png", None, (), False)
    corners: Any = {"topX": 0, "topY": 0, "bottomX": 1, "bottomY": 1}
    crops = {
        datastore.upload_crop(user_id, stored, png(1), box=corners, name="crop.png"),
        datastore.upload_crop(user_id, stored, png(1), box=corners | {"bottomX": 2}),
        datastore.upload_crop(user_id, stored, png(1), box=corners),
        datastore.upload_picture(user_id, png(1)),
    }
    assert len(crops) == 3
    assert sound(datastore)
