"""The checker: compares the rows of the database with the blobs of the store, both ways, and mends what it can.

Both sides are listed by name and merged, page by page, in bounded memory. What does not fit is looked at again (row,
blob, row) before it counts as found: the two lists are never of one moment, and the system may be at work. What can be
mended without loss is, through the same tasks as everything else, and then looked at once more.

It reads the containers that the database knows, and names those that the database does not know though they bear the
mark of this installation, or are a user's with blobs in them and bear no mark; all others in the account are somebody
else's, and are counted. A blob goes into quarantine before it goes, and
none goes that is younger than the grace time.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from ..errors import BlobCorrupt, BlobNotFound, InvalidBlobName, InvalidValue, StoreMissing, TransactionOpen
from ..records import BlobState, ExpectedBlob, ExpectedContainer, Finding, FindingDetail, Kind, Report
from ..wrapper import Call, calls
from .flows import INSTALLATION, PARALLEL, all_of, decided, folder_json, run_blob_tasks
from .steps import Ask, Flow, Parallel, Steps, Take, act
from .stores import BlobProperties, BlobStore, ContainerProperties, HashingSink

R = TypeVar("R")
S = TypeVar("S")

#: How long a blob or a reservation is left alone, unless said otherwise.
GRACE = timedelta(hours=24)
#: Items of one page of a list; and how many blobs are looked at again, or read, in one go.
_PAGE, _BATCH = 1000, 256

_list_containers = act(BlobStore.list_containers)
_list_blobs = act(BlobStore.list_blobs)
_list_links = act(BlobStore.list_links)
_head = act(BlobStore.head)
_download = act(BlobStore.download)
_copy = act(BlobStore.copy)
_create_container = act(BlobStore.create_container)
_sweep = act(BlobStore.sweep)


def check_store(
    *,
    repair: bool = False,
    deep: bool = False,
    grace: timedelta = GRACE,
    parallel: int = PARALLEL,
    report: Callable[[Finding], object] | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Steps[Report]:
    """Compare database and store, both ways; each finding goes to ``report``.

    ``deep`` reads the bytes of every blob and hashes them; without it sizes and hashes are compared as the store tells
    them. ``repair`` mends what can be mended without loss: it does the tasks that are due or parked, makes containers
    and folders' descriptions, ends reservations that were left alone for ``grace``, and brings blobs that no row has
    and that are older than ``grace`` into quarantine, the container ``nachet-quarantine-<installation>``. A row whose
    blob is missing or has other bytes is reported and stays. ``progress`` is told how many of how many blobs are done.
    Any number of checks may run at a time, beside a system at work.

    Raises: StoreMissing, TransactionOpen, StoreError.
    """
    standing = yield from Ask()
    if not standing.has_store:
        raise StoreMissing
    if not standing.commits:
        raise TransactionOpen
    check = _Check(repair, deep, grace, parallel, report, progress)
    yield from check.tasks()
    yield from check.links()
    yield from check.containers()
    if repair:
        yield from _sweep(grace)
    found, repaired = dict(check.found), dict(check.repaired)
    return Report(check.nb_containers, check.nb_others, check.nb_blobs, check.tasks_done, found, repaired)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What was seen of one name in the store when its row stood still, and what is wrong with it."""

    kind: Kind
    row: ExpectedBlob | None
    blob: BlobProperties | None
    sha256: str | None


class _Check:
    """One run of the checker. Its methods are flows."""

    def __init__(
        self,
        repair: bool,
        deep: bool,
        grace: timedelta,
        parallel: int,
        report: Callable[[Finding], object] | None,
        progress: Callable[[int, int], object] | None,
    ) -> None:
        self._repair = repair
        self._deep = deep
        self._grace = grace
        self._parallel = parallel
        self._report = report or (lambda _: None)
        self._progress = progress or (lambda _done, _total: None)
        self._installation_id = ""
        self._total = 0
        self.nb_containers = self.nb_others = self.nb_blobs = self.tasks_done = 0
        self.found: Counter[Kind] = Counter()
        self.repaired: Counter[Kind] = Counter()

    @property
    def _quarantine_name(self) -> str:
        return f"nachet-quarantine-{self._installation_id}"

    def _note(self, finding: Finding) -> None:
        self.found[finding.kind] += 1
        if finding.repaired:
            self.repaired[finding.kind] += 1
        self._report(finding)

    def tasks(self) -> Steps[None]:
        """Do what is due or parked, when repairing; note what no worker gets done."""
        if self._repair:
            yield from calls.retry_blob_tasks()
            while True:
                progress = yield from run_blob_tasks(parallel=self._parallel)
                self.tasks_done += progress.done
                if not progress.done and not progress.failed:
                    break
        stuck = _Cursor(
            _pages(
                lambda after: calls.list_stuck_blob_tasks(after=after, failing=self._repair, limit=_PAGE),
                lambda page: page.items,
            )
        )
        while (task := (yield from stuck.first())) is not None:
            stuck.take()
            detail: FindingDetail = {"task_id": task.task_id, "step": task.kind, "attempts": task.attempts}
            if task.last_error is not None:
                detail["error"] = task.last_error
            kind = Kind.PARKED_TASK if task.parked else Kind.STUCK_TASK
            self._note(Finding(kind, task.container_name, task.blob_name, detail))

    def links(self) -> Steps[None]:
        """Note what is a link in a local store."""
        listing = yield from _list_links()
        while links := (yield from Take(listing, _PAGE)):
            for link in links:
                container, _, name = link.partition("/")
                self._note(Finding(Kind.LINK, container, name or None, {}))

    # -- containers --

    def containers(self) -> Steps[None]:
        """Compare the containers of both sides, and what is in them."""
        first = yield from calls.list_expected_containers(limit=1)
        self._installation_id, self._total = str(first.installation_id), first.nb_blobs or 0
        listing = yield from _list_containers("")
        stored = _Cursor(lambda: Take(listing, _PAGE))
        rows = _Cursor(
            _pages(lambda after: calls.list_expected_containers(after=after, limit=_PAGE), lambda page: page.items)
        )
        while True:
            row, found = yield from _next_pair(rows, lambda row: row.container_name, stored, lambda found: found.name)
            if row is None and found is None:
                return
            if found is not None and found.name == self._quarantine_name:
                continue
            kind = self._judge_container(row, found)
            if kind is not None:
                kind = yield from self._container(row.container_name if row else found.name)  # type: ignore[union-attr]
            self.nb_others += row is None and kind is None
            if row is not None and kind != Kind.CONTAINER_OF_ANOTHER:
                self.nb_containers += found is not None
                yield from self._blobs(row)

    def _judge_container(self, row: ExpectedContainer | None, found: ContainerProperties | None) -> Kind | None:
        mark = found.metadata.get(INSTALLATION) if found else None
        if row is None:
            if found is None:
                return None
            if mark is None:
                return Kind.CONTAINER_OF_NOBODY if re.fullmatch(r"user-[0-9a-f-]{36}", found.name) else None
            return Kind.CONTAINER_WITHOUT_ROW if mark == self._installation_id else None
        if mark is None:
            kind = Kind.CONTAINER_UNMARKED if found else Kind.ROW_WITHOUT_CONTAINER
            return None if row.busy else kind
        return None if mark == self._installation_id else Kind.CONTAINER_OF_ANOTHER

    def _container(self, name: str) -> Steps[Kind | None]:
        """Look at a container again, on both sides; mend it, or note what is wrong with it."""
        kind = yield from self._look_at_container(name)
        if kind is None:
            return None
        repaired = False
        if self._repair and kind in (Kind.ROW_WITHOUT_CONTAINER, Kind.CONTAINER_UNMARKED):
            yield from decided(calls.renew_blob_tasks(UUID(name.removeprefix("user-")), container=True))
            repaired = (yield from self._look_at_container(name)) is None
        self._note(Finding(kind, name, None, {}, repaired))
        return kind

    def _look_at_container(self, name: str) -> Steps[Kind | None]:
        row = None
        with suppress(ValueError):  # A name that is none of ours.
            container_id = UUID(name.removeprefix("user-"))
            before = UUID(int=max(container_id.int - 1, 0))
            page = yield from calls.list_expected_containers(after=before, limit=1)
            row = next((row for row in page.items if row.container_name == name), None)
        found = yield from Take((yield from _list_containers(name)), 1)
        kind = self._judge_container(row, next((one for one in found if one.name == name), None))
        if kind == Kind.CONTAINER_OF_NOBODY and not (yield from Take((yield from _list_blobs(name)), 1)):
            return None
        return kind

    # -- blobs --

    def _blobs(self, container: ExpectedContainer) -> Steps[None]:
        """Compare the rows and the blobs of one container."""
        listing = yield from _list_blobs(container.container_name)
        stored = _Cursor(lambda: Take(listing, _PAGE))
        rows = _Cursor(
            _pages(
                lambda name: calls.list_expected_blobs(container.container_id, after=name, limit=_PAGE),
                lambda page: page.items,
            )
        )
        suspects: dict[str, BlobProperties | None] = {}
        unread: list[tuple[ExpectedBlob, BlobProperties]] = []
        while True:
            row, blob = yield from _next_pair(rows, lambda row: row.blob_name, stored, lambda blob: blob.name)
            if row is None and blob is None:
                break
            if self._judge(BlobState(row, busy=False), blob, blob.sha256 if blob else None) is not None:
                suspects[row.blob_name if row else blob.name] = blob  # type: ignore[union-attr]
            elif row and blob and (self._deep or blob.sha256 is None):
                unread.append((row, blob))
            if len(suspects) + len(unread) >= _BATCH:
                yield from self._look_closer(container, suspects, unread)
            if row is not None:
                self.nb_blobs += 1
                if self.nb_blobs % _BATCH == 0:
                    self._progress(self.nb_blobs, self._total)
        yield from self._look_closer(container, suspects, unread)
        self._progress(self.nb_blobs, self._total)

    def _look_closer(
        self,
        container: ExpectedContainer,
        suspects: dict[str, BlobProperties | None],
        unread: list[tuple[ExpectedBlob, BlobProperties]],
    ) -> Steps[None]:
        """Read what is to be read, look again at what does not fit; both lists are empty after it."""
        hashes = yield from Parallel(
            [_hash_of(container.container_name, blob.name) for _, blob in unread], self._parallel
        )
        for (row, blob), sha256 in zip(unread, hashes, strict=True):
            if sha256 != _sha256_of(row):
                suspects[blob.name] = blob
        found = yield from Parallel(
            [self._blob(container, name, blob) for name, blob in suspects.items()], self._parallel
        )
        for finding in all_of(found):
            if finding is not None:
                self._note(finding)
        suspects.clear()
        unread.clear()

    def _blob(self, container: ExpectedContainer, name: str, listed: BlobProperties | None) -> Steps[Finding | None]:
        """Look at one name again, on both sides; what is found, mended if it may be."""
        sight = yield from self._look_at_blob(container, name, listed)
        if sight is None:
            return None
        finding = Finding(sight.kind, container.container_name, name, _detail(sight))
        if self._repair and (yield from self._mend(container, sight)):
            finding = replace(finding, repaired=(yield from self._look_at_blob(container, name)) is None)
        return finding

    def _look_at_blob(
        self, container: ExpectedContainer, name: str, listed: BlobProperties | None = None
    ) -> Steps[_Sight | None]:
        """What is wrong with a name: its blob as it is while its row stands still."""
        state = yield from _state_of(container, name)
        while True:
            blob, sha256 = yield from self._see(container.container_name, name, state.expected, listed)
            before, state = state, (yield from _state_of(container, name))
            if before == state:
                break
        kind = self._judge(state, blob, sha256)
        return None if kind is None else _Sight(kind, state.expected, blob, sha256)

    def _see(
        self, container_name: str, name: str, row: ExpectedBlob | None, listed: BlobProperties | None
    ) -> Steps[tuple[BlobProperties | None, str | None]]:
        """A blob and its hash; read where the row asks for it."""
        try:
            blob = yield from _head(container_name, name)
            if row is not None and (self._deep or blob.sha256 is None or row.state == "pending"):
                return blob, (yield from _hash_of(container_name, name))
        except BlobNotFound:
            return None, None
        except InvalidBlobName:  # None of ours, and nothing that could be acted on.
            return listed, None
        return blob, blob.sha256

    def _judge(self, state: BlobState, blob: BlobProperties | None, sha256: str | None) -> Kind | None:
        row = state.expected
        if row is None:
            return None if blob is None or state.busy else Kind.BLOB_WITHOUT_ROW
        if row.state == "pending":
            return Kind.STUCK_RESERVATION if row.age_seconds >= self._grace.total_seconds() else None
        right = sha256 in (None, _sha256_of(row))
        if row.kind == "folder":
            if state.busy or (blob is not None and right):
                return None
            return Kind.FOLDER_JSON_DIFFERENT if blob else Kind.FOLDER_JSON_MISSING
        if blob is None:
            return Kind.ROW_WITHOUT_BLOB
        if blob.byte_size != row.byte_size:
            return Kind.WRONG_SIZE
        if not right:
            return Kind.WRONG_HASH
        return None if row.at_home else Kind.MISPLACED_BLOB

    # -- mending --

    def _mend(self, container: ExpectedContainer, sight: _Sight) -> Steps[bool]:
        """Mend what may be mended without loss; whether it was tried."""
        row, blob = sight.row, sight.blob
        if sight.kind in (Kind.ROW_WITHOUT_BLOB, Kind.WRONG_SIZE, Kind.WRONG_HASH):
            return False
        doubtful = blob if row is None or sight.sha256 != _sha256_of(row) else None
        if doubtful and not (yield from self._quarantine(container.container_name, doubtful)):
            return False
        match row:
            case None if doubtful:
                yield from decided(calls.discard_blob(container.container_id, doubtful.name, doubtful.etag))
            case ExpectedBlob(state="pending", picture_id=UUID() as picture_id):
                settle = calls.settle_reservation(
                    row.container_id,
                    picture_id,
                    blob is not None and doubtful is None,
                    grace=self._grace,
                    etag=doubtful.etag if doubtful else None,
                )
                yield from decided(settle)
            case ExpectedBlob(kind="folder"):
                yield from decided(calls.renew_blob_tasks(row.container_id, picture_set_id=row.picture_set_id))
            case ExpectedBlob():
                yield from decided(calls.renew_blob_tasks(row.container_id, picture_id=row.picture_id))
            case _:
                return False
        return True

    def _quarantine(self, container_name: str, blob: BlobProperties) -> Steps[bool]:
        """Copy a blob into quarantine, under its name and etag; false where it is too young, or cannot be copied."""
        if max(datetime.now(UTC) - blob.last_modified, timedelta()) < self._grace:
            return False
        quarantine = self._quarantine_name
        yield from _create_container(quarantine, {INSTALLATION: self._installation_id})
        try:
            etag = blob.etag.strip('"')
            yield from _copy(container_name, blob.name, quarantine, f"{container_name}/{etag}/{blob.name}")
        except (BlobCorrupt, BlobNotFound, InvalidBlobName):
            return False
        return True


def _state_of(container: ExpectedContainer, name: str) -> Steps[BlobState]:
    """What the database says of a name; what is no text to it, no row can say."""
    try:
        return (yield from calls.get_expected_blob(container.container_id, name))
    except InvalidValue:
        return BlobState(expected=None, busy=False)


def _detail(sight: _Sight) -> FindingDetail:
    """What is known on both sides of what was found."""
    row, blob = sight.row, sight.blob
    detail: FindingDetail = {}
    if row is not None:
        detail["picture_set_id"] = row.picture_set_id
        if row.picture_id is not None:
            detail["picture_id"] = row.picture_id
        if row.byte_size is not None:
            detail["expected_size"] = row.byte_size
        if (expected := _sha256_of(row)) is not None:
            detail["expected_sha256"] = expected
    if blob is not None:
        detail["size"] = blob.byte_size
        if sight.sha256 is not None:
            detail["sha256"] = sight.sha256
        detail["last_modified"] = blob.last_modified
    return detail


def _sha256_of(row: ExpectedBlob) -> str | None:
    return hashlib.sha256(folder_json(row.content)).hexdigest() if row.kind == "folder" else row.sha256


def _hash_of(container_name: str, name: str) -> Steps[str]:
    """SHA-256 of a blob's bytes, in bounded memory."""
    sink = HashingSink()
    yield from _download(container_name, name, sink)
    return sink.sha256.hexdigest()


# -- lists, page by page -----------------------------------------------------------------------------------------


class _Page(Protocol):
    @property
    def next(self) -> Any: ...


Page = TypeVar("Page", bound=_Page)


class _Cursor(Generic[R]):
    """A list that comes page by page."""

    def __init__(self, next_page: Callable[[], Flow[Iterable[R]]]) -> None:
        self._next_page = next_page
        self._items: deque[R] = deque()
        self._ended = False

    def first(self) -> Steps[R | None]:
        """The first item that was not taken yet; None at the end."""
        if not self._items and not self._ended:
            self._items.extend((yield from self._next_page()))
            self._ended = not self._items
        return self._items[0] if self._items else None

    def take(self) -> None:
        """Go on to the item after the first."""
        self._items.popleft()


def _pages(call: Callable[[Any], Call[Page]], items: Callable[[Page], Iterable[R]]) -> Callable[[], Steps[Iterable[R]]]:
    """What gives a list of the database one page after the other; ``call`` takes the cursor of the page before."""
    page: Page | None = None

    def next_page() -> Steps[Iterable[R]]:
        nonlocal page
        if page is not None and page.next is None:
            return ()
        page = yield from call(page and page.next)
        return items(page)

    return next_page


def _next_pair(
    left: _Cursor[R], left_name: Callable[[R], str], right: _Cursor[S], right_name: Callable[[S], str]
) -> Steps[tuple[R | None, S | None]]:
    """The next of two lists in the order of names, the items of one name together; two times None at the end."""
    one, other = (yield from left.first()), (yield from right.first())
    if one is not None and other is not None and left_name(one) != right_name(other):
        if left_name(one) < right_name(other):
            other = None
        else:
            one = None
    if one is not None:
        left.take()
    if other is not None:
        right.take()
    return one, other
