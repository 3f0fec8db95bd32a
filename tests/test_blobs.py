"""The blob stores: a local folder and Azure behave alike, sync and async alike."""

from __future__ import annotations

import hashlib
import inspect
import io
import os
import stat
import traceback
import tracemalloc
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any, BinaryIO
from urllib.error import HTTPError

import pytest
from azure.storage.blob import BlobServiceClient

from awaited import Clients
from azurite import Azurite
from nachet_datastore.blobs.stores import AsyncBlobStore, BlobStore, Content, open_async_store, open_store
from nachet_datastore.blobs.stores.local import LocalStore
from nachet_datastore.errors import (
    BlobCorrupt,
    BlobExists,
    BlobNotFound,
    InvalidBlobName,
    InvalidStorageUrl,
    InvalidValue,
    StoreRefused,
    StoreUnavailable,
    UrlNotSigned,
)

HERE, THERE = "user-here", "user-there"
DATA = b"the bytes of a picture"


@pytest.fixture
def store(clients: Clients, storage_url: str) -> BlobStore:
    """An empty store: local and Azure, each through its sync and its async implementation."""
    return clients.store(storage_url)


def put(store: BlobStore, name: str, data: bytes = DATA, media_type: str = "image/png", **options: bool) -> None:
    store.put(HERE, name, data, Content.of(data, media_type), **options)


def test_a_blob_keeps_its_bytes_type_and_hash(store: BlobStore) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    put(store, "set/a.png")
    found = store.head(HERE, "set/a.png")
    assert store.get(HERE, "set/a.png") == DATA
    assert (found.name, found.byte_size, found.media_type) == ("set/a.png", len(DATA), "image/png")
    assert found.sha256 == hashlib.sha256(DATA).hexdigest()
    assert before <= found.last_modified <= datetime.now(UTC) + timedelta(seconds=2)


def test_the_same_bytes_may_be_put_again_and_others_not(store: BlobStore) -> None:
    put(store, "set/a.png")
    put(store, "set/a.png")
    with pytest.raises(BlobExists) as raised:
        put(store, "set/a.png", b"others")
    assert raised.value.detail == {"container": HERE, "name": "set/a.png"}
    assert store.get(HERE, "set/a.png") == DATA
    assert store.head(HERE, "set/a.png").sha256 == hashlib.sha256(DATA).hexdigest()


def test_a_description_of_a_folder_may_be_overwritten(store: BlobStore) -> None:
    put(store, "set/set.json", b"{}", "application/json", overwrite=True)
    put(store, "set/set.json", b'{"a": 1}', "application/json", overwrite=True)
    assert store.get(HERE, "set/set.json") == b'{"a": 1}'
    assert store.head(HERE, "set/set.json").sha256 == hashlib.sha256(b'{"a": 1}').hexdigest()


def test_what_is_missing_is_not_found(store: BlobStore) -> None:
    store.create_container(HERE, {})
    for act in (store.get, store.head):
        with pytest.raises(BlobNotFound):
            act(HERE, "set/none.png")
        with pytest.raises(BlobNotFound):
            act("user-none", "set/none.png")
    with pytest.raises(BlobNotFound):
        store.download(HERE, "set/none.png", io.BytesIO())
    with pytest.raises(BlobNotFound):
        store.copy(HERE, "set/none.png", THERE, "set/a.png")
    assert list(store.list_blobs("user-none")) == []


def test_deleting_is_repeatable_and_spares_another_blob_of_the_name(store: BlobStore) -> None:
    put(store, "set/a.png")
    etag = store.head(HERE, "set/a.png").etag
    put(store, "set/a.png", b"younger", overwrite=True)
    assert not store.delete(HERE, "set/a.png", etag=etag)
    assert store.get(HERE, "set/a.png") == b"younger"
    assert store.delete(HERE, "set/a.png", etag=store.head(HERE, "set/a.png").etag)
    assert store.delete(HERE, "set/a.png", etag=etag)
    put(store, "set/a.png")
    written = store.head(HERE, "set/a.png").last_modified
    assert not store.delete(HERE, "set/a.png", unmodified_since=written - timedelta(hours=1))
    assert store.delete(HERE, "set/a.png", unmodified_since=written + timedelta(hours=1))
    assert store.delete(HERE, "set/a.png")
    assert store.delete("user-none", "set/a.png")
    assert list(store.list_blobs(HERE)) == []


def test_a_copy_has_bytes_type_and_hash_and_may_be_made_again(store: BlobStore) -> None:
    put(store, "set/a.png")
    for _ in range(2):
        copied = store.copy(HERE, "set/a.png", THERE, "kept/a.png")
        assert (copied.name, copied.byte_size, copied.media_type) == ("kept/a.png", len(DATA), "image/png")
        assert copied.sha256 == hashlib.sha256(DATA).hexdigest()
    assert store.get(THERE, "kept/a.png") == store.get(HERE, "set/a.png") == DATA
    put(store, "set/b.png", b"others")
    with pytest.raises(BlobExists):
        store.copy(HERE, "set/b.png", THERE, "kept/a.png")


def test_a_blob_of_another_program_is_taken_in_with_type_and_hash(clients: Clients, storage_url: str) -> None:
    """Again, too; from where it lies, which stays as it is; and never over other bytes."""
    store = clients.store(storage_url)
    for name, data in (("2019/a.tif", DATA), ("2019/b.tif", b"others")):
        foreign(storage_url, "old-pictures", name, data)
    seen = {blob.name: blob for blob in store.list_blobs("old-pictures")}
    content = Content.of(DATA, "image/tiff")
    for _ in range(2):
        store.take_in("old-pictures", "2019/a.tif", THERE, "set/a.tiff", content, etag=seen["2019/a.tif"].etag)
        found = store.head(THERE, "set/a.tiff")
        assert (found.byte_size, found.media_type, found.sha256) == (len(DATA), "image/tiff", content.sha256)
    assert store.get(THERE, "set/a.tiff") == store.get("old-pictures", "2019/a.tif") == DATA
    assert store.head("old-pictures", "2019/a.tif").etag == seen["2019/a.tif"].etag
    other = Content.of(b"others", "image/tiff")
    with pytest.raises(BlobExists):
        store.take_in("old-pictures", "2019/b.tif", THERE, "set/a.tiff", other, etag=seen["2019/b.tif"].etag)
    assert store.get(THERE, "set/a.tiff") == DATA


def test_a_blob_that_changed_since_it_was_seen_is_not_taken_in(clients: Clients, storage_url: str) -> None:
    store = clients.store(storage_url)
    foreign(storage_url, "old-pictures", "a.tif", DATA)
    etag = store.head("old-pictures", "a.tif").etag
    foreign(storage_url, "old-pictures", "a.tif", b"other bytes of another length")
    for name in ("a.tif", "none.tif"):
        with pytest.raises(BlobNotFound):
            store.take_in("old-pictures", name, THERE, "set/a.tiff", Content.of(DATA, "image/tiff"), etag=etag)
    assert list(store.list_blobs(THERE)) == []


def foreign(storage_url: str, container: str, name: str, data: bytes) -> None:
    """A blob as another program writes it."""
    if storage_url.startswith("/"):
        path = Path(storage_url, container, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return
    with BlobServiceClient.from_connection_string(storage_url) as service:
        client = service.get_container_client(container)
        if not client.exists():
            client.create_container()
        client.upload_blob(name, data, overwrite=True)


def test_a_container_keeps_its_marks_and_takes_what_it_lacks(store: BlobStore) -> None:
    put(store, "set/a.png")
    assert [(found.name, dict(found.metadata)) for found in store.list_containers("user-")] == [(HERE, {})]
    store.create_container(HERE, {"mark": "one"})
    store.create_container(HERE, {"mark": "two", "other": "three"})
    store.create_container("foreign", {})
    found = {container.name: dict(container.metadata) for container in store.list_containers("user-")}
    assert found == {HERE: {"mark": "one", "other": "three"}}
    assert {container.name for container in store.list_containers()} == {HERE, "foreign"}


def test_blobs_are_listed_in_the_order_of_their_names(store: BlobStore) -> None:
    names = ["a-b/c.png", "a.b/c.png", "a/b.png", "a/b/c.png", "a0", "b/a-a.png", "b/a.png", "b/a/a.png", "b/aa.png"]
    for name in reversed(names):
        put(store, name)
    assert [blob.name for blob in store.list_blobs(HERE)] == names


def test_a_folder_of_a_hierarchical_account_is_no_blob(clients: Clients, azurite: Azurite) -> None:
    account = azurite.new_account()
    store = clients.store(account)
    put(store, "set/a.png")
    with BlobServiceClient.from_connection_string(account) as service:
        service.get_blob_client(HERE, "set").upload_blob(b"", metadata={"hdi_isfolder": "true"})
    assert [blob.name for blob in store.list_blobs(HERE)] == ["set/a.png"]


def test_all_blobs_are_listed(store: BlobStore) -> None:
    names = [f"set-{folder}/{number}.png" for folder in range(2) for number in range(3)]
    for name in names:
        put(store, name, name.encode())
    listed = {blob.name: blob for blob in store.list_blobs(HERE)}
    assert sorted(listed) == names
    assert all(blob.sha256 == hashlib.sha256(name.encode()).hexdigest() for name, blob in listed.items())
    assert listed[names[0]] == store.head(HERE, names[0])


@pytest.mark.parametrize(
    ("container", "name"),
    [
        (HERE, "../a.png"),
        (HERE, "set/../../a.png"),
        (HERE, "/etc/passwd"),
        (HERE, "set//a.png"),
        (HERE, "set/a\\..\\b.png"),
        (HERE, "set/a\0.png"),
        (HERE, ""),
        ("..", "a.png"),
        (".nachet", "a.png"),
        ("User", "a.png"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(store: BlobStore, container: str, name: str) -> None:
    for act in (store.get, store.head, store.delete):
        with pytest.raises(InvalidBlobName):
            act(container, name)
    with pytest.raises(InvalidBlobName):
        store.put(container, name, DATA, Content.of(DATA, "image/png"))


def test_a_large_file_travels_in_bounded_memory(store: BlobStore, tmp_path: Path) -> None:
    block = os.urandom(1 << 20)
    source, target = tmp_path / "large", tmp_path / "again"
    with source.open("wb") as file:
        for _ in range(64):
            file.write(block)
    digest, md5 = hashlib.sha256(block * 64).hexdigest(), hashlib.md5(block * 64).digest()
    tracemalloc.start()
    with source.open("rb") as data:
        store.put(HERE, "set/large.tiff", data, Content("image/tiff", 64 << 20, digest, md5))
    with target.open("wb") as sink:
        store.download(HERE, "set/large.tiff", sink)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with target.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == digest
    # The SDK holds one chunk several times over while it receives it, whatever the size of the whole.
    assert peak < 48 << 20


def test_bytes_that_changed_since_they_were_hashed_are_not_kept(store: BlobStore) -> None:
    with pytest.raises(BlobCorrupt):
        store.put(HERE, "set/a.png", io.BytesIO(b"x" * len(DATA)), Content.of(DATA, "image/png"))
    with pytest.raises(BlobNotFound):
        store.head(HERE, "set/a.png")


def test_twenty_may_put_the_same_blob_at_once(storage_url: str) -> None:
    data = os.urandom(9 << 20)  # More than one request.
    content = Content.of(data, "image/tiff")
    store = open_store(storage_url)
    with ThreadPoolExecutor(20) as threads:
        for done in [threads.submit(store.put, HERE, "set/a.tiff", data, content) for _ in range(20)]:
            done.result()
    assert store.get(HERE, "set/a.tiff") == data
    assert store.head(HERE, "set/a.tiff").sha256 == content.sha256
    store.close()


def test_a_url_reads_one_blob(store: BlobStore) -> None:
    put(store, "set/a b.png")
    put(store, "set/c.png", b"others")
    url = store.url(HERE, "set/a b.png", timedelta(minutes=5))
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - file: and http: are what we test
        assert answer.read() == DATA
        assert answer.headers["Content-Type"] == "image/png"
    if url.startswith("http"):
        ending = store.url(HERE, "set/a b.png", timedelta(seconds=1))
        sleep(2)  # Signatures have whole seconds.
        for refused in (url.replace("a%20b", "c"), ending):
            with pytest.raises(HTTPError) as raised:
                urllib.request.urlopen(refused)  # noqa: S310
            assert raised.value.code == 403
    for seconds in (0.5, 0, -60):
        with pytest.raises(InvalidValue) as refused_age:
            store.url(HERE, "set/a b.png", timedelta(seconds=seconds))
        assert refused_age.value.detail["place"] == "expires_in"


def test_a_signature_opens_the_account(azurite: Any) -> None:
    from azure.storage.blob import AccountSasPermissions, ResourceTypes, generate_account_sas

    settings = dict(part.split("=", 1) for part in azurite.new_account().strip(";").split(";"))
    sas = generate_account_sas(
        settings["AccountName"],
        settings["AccountKey"],
        ResourceTypes(service=True, container=True, object=True),
        AccountSasPermissions(read=True, write=True, create=True, list=True, delete=True),
        datetime.now(UTC) + timedelta(minutes=5),
    )
    store = open_store(f"{settings['BlobEndpoint']}?{sas}")
    put(store, "set/a.png")
    assert store.copy(HERE, "set/a.png", THERE, "set/a.png").byte_size == len(DATA)
    with pytest.raises(UrlNotSigned):
        store.url(HERE, "set/a.png", timedelta(minutes=1))
    keyed = open_store(settings["BlobEndpoint"], credential=settings["AccountKey"])
    assert keyed.get(THERE, "set/a.png") == DATA
    wrong = open_store(f"{settings['BlobEndpoint']}?{sas[:-4]}AAA%3D")
    with pytest.raises(StoreRefused) as raised:
        wrong.get(HERE, "set/a.png")
    assert raised.value.__cause__ is not None
    for opened in (store, keyed, wrong):
        opened.close()


def test_a_store_that_is_away_is_one_clear_error() -> None:
    key = "bm8gc2VjcmV0"
    url = "http://127.0.0.1:9/account"  # The port of the discard service, which nobody runs.
    store = open_store(url, credential=key, retry_total=1, initial_backoff=0, increment_base=0)
    for act in (
        lambda: store.get(HERE, "set/a.png"),
        lambda: put(store, "set/a.png"),
        lambda: list(store.list_blobs(HERE)),
        lambda: store.create_container(HERE, {}),
    ):
        with pytest.raises(StoreUnavailable) as raised:
            act()
        assert raised.value.__cause__ is not None
    store.close()


KEY = "c2VjcmV0" * 10 + "c2VjcmU="
ACCOUNT = f"DefaultEndpointsProtocol=https;AccountName=acct;AccountKey={KEY};EndpointSuffix=core.windows.net"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            " ",
            "None",
            "store",
            "~/store",
            "$STORAGE_URL",
            "${STORAGE_URL}",
            "acct.blob.core.windows.net",
            "C:\\store",
        ),
        *(f"{before}{ACCOUNT}{after}" for before, after in [('"', '"'), ("'", "'"), (" ", ""), ("", "\n"), ('"', "")]),
        *(
            "ftp://acct/x",
            "file://elsewhere/folder",
            "file:folder",
            "file:///folder?x=1",
            "file:///folder%00",
            "/folder ",
        ),
        *("https://", "https://us er@acct", "https://[::1", "https://acct:99999", "https://acct:PW@host", "https:///x"),
        *("http://user:PW@127.0.0.1:10000/acct", "http://acct.blob.core.windows.net?sv=1&sig=PW", "HTTPS://acct/x/y"),
        *("https://acct.blob.core.windows.net/container?sv=1&sig=PW", "https://acct.blob.core.windows.net?sv=1&si=PW"),
        *("Nonsense=1", "AccountName=acct;AccountKey=no base64", ACCOUNT.replace(KEY, "PW"), f"{ACCOUNT};{ACCOUNT}"),
        *(f"AccountKey={KEY}", f"{ACCOUNT};BlobEndpoint=https://acct:PW@host/", "AccountName=acct;PW", "AccountName="),
    ],
)
def test_what_is_no_store_is_refused_and_never_repeated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for opener in (open_store, open_async_store):
        with pytest.raises(InvalidStorageUrl) as raised:
            opener(url)
        told = "".join(traceback.format_exception(raised.value))
        assert "PW" not in told
        assert KEY not in told
        assert raised.value.detail.keys() == {"reason"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "credential"),
    [
        (ACCOUNT, None),
        (f"{ACCOUNT};", None),
        (f"AccountName=acct;AccountKey={KEY}", None),
        ("BlobEndpoint=https://acct.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x%3D", None),
        ("https://acct.blob.core.windows.net?sv=1&sig=x%3D", None),
        ("https://acct.blob.core.windows.net/", KEY),
        ("https://acct.blob.core.usgovcloudapi.net", KEY),
        ("http://localhost:10000/acct", KEY),
        ("http://127.0.0.1:10000/acct", KEY),
    ],
)
def test_an_account_may_be_named_in_every_way_of_azure(url: str, credential: str | None) -> None:
    store = open_store(url, credential=credential)
    assert KEY not in f"{store!r} {vars(store)!r}"
    store.close()


def test_a_folder_may_be_named_as_path_text_or_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(open_store(tmp_path / "a b"), "set/a.png")
    monkeypatch.chdir(tmp_path)
    for url in (str(tmp_path / "a b"), (tmp_path / "a b").as_uri(), "./a b", f"../{tmp_path.name}/a b", Path("a b")):
        assert open_store(url).get(HERE, "set/a.png") == DATA


def test_a_local_write_that_breaks_off_leaves_no_blob(tmp_path: Path) -> None:
    class Breaking(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise OSError(5, "the disk is gone")
            return super().read(4)

    store = LocalStore(tmp_path)
    data: BinaryIO = Breaking(DATA)
    with pytest.raises(StoreUnavailable):
        store.put(HERE, "set/a.png", data, Content.of(DATA, "image/png"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_write_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    put(store, "set/a.png")
    left = tmp_path / ".nachet" / "tmp" / "left"
    left.write_bytes(b"half")
    assert store.sweep(timedelta(hours=1)) == 0
    os.utime(left, (0, 0))
    assert store.sweep(timedelta(hours=1)) == 1
    assert store.get(HERE, "set/a.png") == DATA


def test_a_write_whose_file_is_swept_meanwhile_fails_and_lets_others_write(tmp_path: Path) -> None:
    local = LocalStore(tmp_path)

    class Swept(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if not (chunk := super().read(size)):
                local.sweep(timedelta(0))
            return chunk

    with pytest.raises(StoreUnavailable):
        local.put(HERE, "set/a.png", Swept(DATA), Content.of(DATA, "image/png"))
    put(local, "set/a.png")
    assert local.get(HERE, "set/a.png") == DATA


def test_a_local_blob_without_its_note_says_the_same(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    put(store, "set/a.png")
    known = store.head(HERE, "set/a.png")
    for note in (tmp_path / ".nachet" / "blobs").rglob("*.json"):
        note.unlink()
    assert store.head(HERE, "set/a.png") == known


def test_a_local_file_that_someone_changed_has_another_hash(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    put(store, "set/a.png")
    (tmp_path / HERE / "set" / "a.png").write_bytes(DATA[::-1])
    assert store.head(HERE, "set/a.png").sha256 == hashlib.sha256(DATA[::-1]).hexdigest()


def test_an_empty_local_folder_goes_with_its_last_blob(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    put(store, "set/a.png")
    store.delete(HERE, "set/a.png")
    assert sorted(path.name for path in (tmp_path / HERE).iterdir()) == []


def test_a_local_store_is_its_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path / "above" / "store")
        store.create_container(HERE, {"mark": "x"})
        put(store, "set/a.png")
        put(store, "set/a.json", overwrite=True)
        store.copy(HERE, "set/a.png", THERE, "set/below/a.png")
    finally:
        os.umask(before)
    paths = [tmp_path / "above", *(tmp_path / "above").rglob("*")]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths} == {(True, 0o700), (False, 0o600)}


@pytest.mark.parametrize(
    "linked", ["set/a.png", "set", "", ".nachet", ".nachet/tmp", ".nachet/blobs", ".nachet/containers"]
)
def test_no_link_is_followed_in_a_local_store(linked: str, tmp_path: Path) -> None:
    """Whether it stands for a blob, a folder, a container or what the store keeps beside them."""
    store, elsewhere = LocalStore(tmp_path / "store"), tmp_path / "elsewhere"
    put(store, "set/a.png")
    store.create_container(HERE, {})
    place = store.root / (linked if linked.startswith(".") else f"{HERE}/{linked}")
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in (elsewhere, *elsewhere.rglob("*")) if path.is_file()}
    acts: list[Callable[[], object]] = [
        lambda: put(store, "set/b.png"),
        lambda: put(store, "set/a.png"),
        lambda: store.create_container(HERE, {"mark": "new"}),
    ]
    if not linked.startswith("."):
        acts += [
            lambda: store.get(HERE, "set/a.png"),
            lambda: store.head(HERE, "set/a.png"),
            lambda: store.download(HERE, "set/a.png", io.BytesIO()),
            lambda: store.copy(HERE, "set/a.png", THERE, "set/a.png"),
        ]
    refused = 0
    for act in acts:
        try:
            act()
        except (StoreRefused, BlobNotFound):
            refused += 1
    assert refused >= (1 if linked.startswith(".") else 5)
    if not linked.startswith("."):
        assert [blob.name for blob in store.list_blobs(HERE) if blob.name == "set/a.png"] == []
    assert {path: path.read_bytes() for path in (elsewhere, *elsewhere.rglob("*")) if path.is_file()} == before
    assert list(store.list_links()) == [place.relative_to(store.root).as_posix()]


def test_a_pipe_in_the_place_of_a_blob_is_not_waited_for(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    put(store, "set/a.png")
    os.mkfifo(tmp_path / HERE / "set" / "b.png")
    with pytest.raises(BlobNotFound):
        store.get(HERE, "set/b.png")


@pytest.mark.parametrize("method", [name for name in vars(BlobStore) if not name.startswith("_")])
def test_the_async_interface_is_the_sync_one(method: str) -> None:
    sync, twin = (inspect.signature(getattr(kind, method)) for kind in (BlobStore, AsyncBlobStore))
    assert sync.parameters == twin.parameters
