"""What happens when the network or the service fails: Azurite behind a proxy that breaks requests and answers."""

from __future__ import annotations

import io
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from typing import Any

import pytest

from awaited import Clients
from azurite import Azurite
from nachet_datastore import Timeouts
from nachet_datastore.blobs.stores import BlobStore, Content, open_store
from nachet_datastore.errors import BlobCorrupt, BlobNotFound, StoreRefused, StoreUnavailable
from proxy import IMPATIENT, Answer, Drop, Hang, Proxy, Replace
from timing import within

HERE, NAME = "user-here", "set/a.png"
FAULTS = [Answer(503), Answer(500, "InternalError"), Answer(429), Drop(), Drop(0.5), Hang()]
SMALL, LARGE = os.urandom(1000), os.urandom(9 << 20)  # One request; a request for each of its blocks, then their list.


@pytest.fixture
def proxy(azurite: Azurite) -> Iterator[Proxy]:
    with Proxy(azurite.url) as running:
        yield running


@pytest.fixture
def store(request: pytest.FixtureRequest, azurite: Azurite, proxy: Proxy) -> Iterator[BlobStore]:
    # Short only where no answer comes: on a busy machine a true one may take a while.
    seconds = 1 if "Hang" in request.node.name else 20
    with closing(
        open_store(proxy.account(azurite.new_account()), **IMPATIENT, read_timeout=seconds, max_single_put_size=8 << 20)
    ) as opened:
        opened.create_container(HERE, {})
        yield opened


def first(fault: Any) -> Callable[[Any], Any]:
    """A fault of the first request that comes, and of none after it."""
    requests = count()
    return lambda _: fault if next(requests) == 0 else None


@pytest.mark.parametrize(("when", "data"), [("before", SMALL), ("after", LARGE)], ids=["before", "after"])
@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_what_fails_once_is_tried_again(proxy: Proxy, store: BlobStore, fault: Any, when: str, data: bytes) -> None:
    setattr(proxy, when, first(fault))
    store.put(HERE, NAME, data, Content.of(data, "image/png"))
    setattr(proxy, when, first(fault))
    assert store.get(HERE, NAME) == data
    setattr(proxy, when, first(fault))
    assert store.copy(HERE, NAME, HERE, "set/b.png").byte_size == len(data)
    setattr(proxy, when, first(fault))
    assert store.delete(HERE, NAME, etag=store.head(HERE, NAME).etag)
    assert [blob.name for blob in store.list_blobs(HERE)] == ["set/b.png"]


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_what_fails_always_is_one_clear_error(proxy: Proxy, store: BlobStore, fault: Any) -> None:
    proxy.before = lambda _: fault
    for act in (
        lambda: store.put(HERE, NAME, SMALL, Content.of(SMALL, "image/png")),
        lambda: store.get(HERE, NAME),
        lambda: store.delete(HERE, NAME),
        lambda: list(store.list_blobs(HERE)),
    ):
        with pytest.raises(StoreUnavailable) as raised:
            act()
        assert raised.value.__cause__ is not None
    proxy.before = lambda _: None
    with pytest.raises(BlobNotFound):
        store.head(HERE, NAME)


def test_bytes_that_change_on_the_way_are_refused(proxy: Proxy, store: BlobStore) -> None:
    for data in (SMALL, LARGE):
        changed = Replace(data[-9:], b"something")
        proxy.before = lambda _, changed=changed: changed  # type: ignore[misc]
        with pytest.raises(BlobCorrupt):
            store.put(HERE, NAME, data, Content.of(data, "image/png"))
        proxy.before = lambda _: None
        with pytest.raises(BlobNotFound):
            store.head(HERE, NAME)


@pytest.mark.parametrize("other", [SMALL[::-1], SMALL[1:], LARGE[::-1], LARGE[1:]], ids=lambda data: str(len(data)))
def test_a_file_that_changed_since_it_was_hashed_never_becomes_a_blob(
    proxy: Proxy, store: BlobStore, other: bytes
) -> None:
    inspected = SMALL if len(other) <= len(SMALL) else LARGE
    proxy.requests.clear()
    with pytest.raises(BlobCorrupt):
        store.put(HERE, NAME, io.BytesIO(other), Content.of(inspected, "image/png"))
    assert all("comp=block&" in request.path for request in proxy.requests)


def test_a_copy_that_the_service_gave_up_is_made_anew(proxy: Proxy, store: BlobStore) -> None:
    store.put(HERE, NAME, SMALL, Content.of(SMALL, "image/png"))
    proxy.after = lambda request: Replace(b"success", b"aborted") if request.method == "HEAD" else None
    with pytest.raises(StoreUnavailable):
        store.copy(HERE, NAME, HERE, "set/b.png")
    proxy.after = lambda _: None
    with pytest.raises(BlobNotFound):
        store.head(HERE, "set/b.png")
    assert store.copy(HERE, NAME, HERE, "set/b.png").byte_size == len(SMALL)


# -- limits, without options ---------------------------------------------------------------------------------------


def test_a_wrong_key_and_an_account_that_is_gone_are_refused_at_once(azurite: Azurite, clients: Clients) -> None:
    account = azurite.new_account()
    key, name = (re.search(rf"{setting}=(\w+=*)", account)[1] for setting in ("AccountKey", "AccountName"))  # type: ignore[index]
    for changed, status in ((account.replace(key, "d3Jvbmc="), 403), (account.replace(name, "gone"), 404)):
        store = clients.store(changed)
        for act in (
            lambda store=store: store.get(HERE, NAME),
            lambda store=store: store.put(HERE, NAME, SMALL, Content.of(SMALL, "image/png")),
            lambda store=store: list(store.list_blobs(HERE)),
            lambda store=store: list(store.list_containers()),
        ):
            with within(3), pytest.raises(StoreRefused) as raised:
                act()
            assert (raised.value.detail["status"], raised.value.transient) == (status, False)


@pytest.mark.parametrize("hole", ["nothing listens", "packets are dropped", "it never answers", "TLS never ends"])
def test_a_store_that_cannot_be_reached_is_told_within_seconds(hole: str, clients: Clients) -> None:
    with ExitStack() as opened:

        def listening(backlog: int) -> str:
            listener = opened.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            listener.listen(backlog)
            for _ in range(0 if backlog else 3):  # Its queue is full: the kernel drops what comes to knock.
                knocking = opened.enter_context(socket.socket())
                knocking.setblocking(False)
                knocking.connect_ex(listener.getsockname())
            return f"127.0.0.1:{listener.getsockname()[1]}"

        urls: dict[str, Callable[[], str]] = {
            "nothing listens": lambda: "http://127.0.0.1:9/account",
            "packets are dropped": lambda: f"http://{listening(0)}/account",
            "it never answers": lambda: f"http://{listening(9)}/account",
            "TLS never ends": lambda: f"https://{listening(9)}/account",
        }
        brief = Timeouts(store_connect=1, store_read=1, store_retry=2)
        store = clients.store(urls[hole](), credential="c2VjcmV0", timeouts=brief)
        with within(6), pytest.raises(StoreUnavailable) as raised:
            store.get(HERE, NAME)
        assert raised.value.transient
        assert raised.value.detail["reason"]
