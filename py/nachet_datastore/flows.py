"""What takes more than one call: acts in the database and in the blob store, in the one order that loses nothing.

Each flow is written once, as a generator that yields steps and is sent their answers; a sync and an async driver
(``client.py``, ``aio.py``) take the steps. A step that fails raises its error at its ``yield``.

The database knows first. A picture is reserved, then written, then confirmed. Everything else in the store is a task
that the deciding transaction wrote down: done here right after, and by ``run_blob_tasks`` where that did not work out.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar
from uuid import UUID

from . import calls
from .calls import Call, Step
from .errors import BlobCorrupt, BlobNotFound, PictureNotFound, SchemaMismatch, StoreMissing, TransactionOpen
from .pictures import MAX_BYTES, PictureInfo, Source, inspect, opened, rewindable
from .records import BlobTask, Decision, Document, Picture, Reservation
from .stores import BlobStore, Content, Sink

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

#: The mark on the blob containers of an installation: its id.
INSTALLATION = "nachet_installation"
#: Acts in the store at the same time, unless said otherwise.
PARALLEL = 4


class Flow(Protocol[R_co]):
    """What a client takes: a generator of steps, or a single step, which is one too."""

    def __iter__(self) -> Generator[Step[Any], Any, R_co]: ...


Steps = Generator[Step[Any], Any, R]


@dataclass(frozen=True, slots=True)
class StoreAct(Step[R]):
    """An act in the blob store: the method of BlobStore, and of AsyncBlobStore, with its arguments."""

    method: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    def on(self, store: object) -> Any:
        """Act on a store: the answer, or from an asynchronous one what is to be awaited. Raises StoreMissing."""
        if store is None:
            raise StoreMissing
        return getattr(store, self.method)(*self.args, **self.kwargs)


@dataclass(frozen=True, slots=True)
class Work(Step[R]):
    """Work of the processor or the disk that would hold up an event loop."""

    function: Callable[[], R]


@dataclass(frozen=True, slots=True)
class Parallel(Step["list[R | Exception]"]):
    """Flows to be run at the same time, ``limit`` at once; what each gave, or the error that it raised."""

    flows: Sequence[Flow[R]]
    limit: int


@dataclass(frozen=True, slots=True)
class Take(Step["list[R]"]):
    """The next items of what a store lists, ``count`` at the most; none at its end."""

    items: Iterator[R]
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the client stands: whether it has a store, and whether what it called is committed when it returns."""

    has_store: bool
    commits: bool


@dataclass(frozen=True, slots=True)
class Ask(Step[Standing]):
    """The question where the client stands."""


def act(method: Callable[Concatenate[BlobStore, P], R]) -> Callable[P, StoreAct[R]]:
    """What makes a method of BlobStore a step."""

    @wraps(method)
    def step(*args: P.args, **kwargs: P.kwargs) -> StoreAct[R]:
        return StoreAct(method.__name__, args, kwargs)

    return step


_put = act(BlobStore.put)
_get = act(BlobStore.get)
_download = act(BlobStore.download)
_head = act(BlobStore.head)
_delete = act(BlobStore.delete)
_copy = act(BlobStore.copy)
_create_container = act(BlobStore.create_container)
_url = act(BlobStore.url)


# -- uploads -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A picture to be stored: where its bytes come from, and what is known of it.

    With ``seed_id`` or ``seed_name`` (known, or new: then the species is added) it counts as verified. ``zoom`` and
    ``nb_seeds`` are 1 or more. A crop has a ``parent`` in the same container and its ``parent_box`` (topX, topY,
    bottomX, bottomY in pixels of the parent). ``picture_id`` is the caller's own id for it.
    """

    data: Source
    picture_id: UUID | None = None
    seed_id: UUID | None = None
    seed_name: str | None = None
    zoom: float | None = None
    nb_seeds: int | None = None
    description: str | None = None
    metadata: Mapping[str, Any] | None = None
    parent: UUID | None = None
    parent_box: Mapping[str, float] | None = None


def upload_picture(
    user_id: UUID,
    data: Source,
    *,
    picture_set_id: UUID | None = None,
    container_id: UUID | None = None,
    max_bytes: int = MAX_BYTES,
    picture_id: UUID | None = None,
    seed_id: UUID | None = None,
    seed_name: str | None = None,
    zoom: float | None = None,
    nb_seeds: int | None = None,
    description: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> Steps[UUID]:
    """Store a picture; its id. What can be said of it: Upload; what is raised: upload_pictures."""
    upload = Upload(
        data=data,
        picture_id=picture_id,
        seed_id=seed_id,
        seed_name=seed_name,
        zoom=zoom,
        nb_seeds=nb_seeds,
        description=description,
        metadata=metadata,
    )
    (stored,) = yield from upload_pictures(
        user_id, [upload], picture_set_id=picture_set_id, container_id=container_id, max_bytes=max_bytes
    )
    return stored


def upload_crop(
    user_id: UUID,
    parent: UUID,
    data: Source,
    *,
    box: Mapping[str, float] | None = None,
    container_id: UUID | None = None,
    max_bytes: int = MAX_BYTES,
    picture_id: UUID | None = None,
    seed_id: UUID | None = None,
    seed_name: str | None = None,
) -> Steps[UUID]:
    """Store what was cut out of a picture, in the same folder; its id.

    ``box`` is where it was cut: topX, topY, bottomX, bottomY in pixels of the parent. Raises PictureNotFound (the
    parent), and what upload_pictures raises.
    """
    source = yield from calls.get_picture(user_id, parent, container_id=container_id)
    upload = Upload(
        data=data, picture_id=picture_id, seed_id=seed_id, seed_name=seed_name, parent=parent, parent_box=box
    )
    (stored,) = yield from upload_pictures(
        user_id, [upload], picture_set_id=source.picture_set_id, container_id=container_id, max_bytes=max_bytes
    )
    return stored


def upload_pictures(
    user_id: UUID,
    uploads: Iterable[Upload],
    *,
    picture_set_id: UUID | None = None,
    container_id: UUID | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
) -> Steps[list[UUID]]:
    """Store a batch of pictures; their ids in the order given. One bad picture refuses the batch, nothing is stored.

    ``parallel`` pictures are written at once. The same bytes in the same folder are one picture, so that repeating
    is harmless, also at the same time; where the store fails midway, those written are kept and the error is raised.
    Raises EmptyPicture, NotAPicture, TruncatedPicture, PictureTooLarge, StoreMissing, TransactionOpen, StoreError, and
    what register_pictures raises. SQL: ``nachet.register_pictures``, ``nachet.confirm_pictures``.
    """
    standing = yield from Ask()
    if not standing.has_store:
        raise StoreMissing
    if not standing.commits:
        raise TransactionOpen
    uploads = list(uploads)
    if not uploads:
        return []
    sources = yield from Work(lambda: [rewindable(upload.data, max_bytes) for upload in uploads])
    checks = [Work(partial(inspect, source, max_bytes=max_bytes)) for source in sources]
    infos = all_of((yield from Parallel(checks, parallel)))
    reserved = yield from calls.register_pictures(
        user_id,
        list(map(_describe, uploads, infos)),
        picture_set_id=picture_set_id,
        container_id=container_id,
    )
    missing = {
        picture.picture_id: _write(picture, source, info)
        for picture, source, info in zip(reserved, sources, infos, strict=True)
        if picture.state != "confirmed"
    }
    outcomes = yield from Parallel(list(missing.values()), parallel)
    written = [outcome for outcome in outcomes if isinstance(outcome, Reservation)]
    yield from _confirm(user_id, container_id or user_id, written)
    all_of(outcomes)
    return [picture.picture_id for picture in reserved]


def _describe(upload: Upload, info: PictureInfo) -> Document:
    """A picture as register_pictures takes it."""
    known = {item.name: getattr(source, item.name) for source in (upload, info) for item in fields(source)}
    return {name: value for name, value in known.items() if value is not None and name not in ("data", "md5")}


def _write(picture: Reservation, source: Source, content: Content) -> Steps[Reservation]:
    """Write the bytes of a reserved picture."""
    if isinstance(source, bytes):
        yield from _put(picture.container_name, picture.blob_name, source, content)
    else:
        with opened(source) as stream:
            yield from _put(picture.container_name, picture.blob_name, stream, content)
    return picture


def _confirm(user_id: UUID, container_id: UUID, written: Iterable[Reservation]) -> Steps[None]:
    """Confirm pictures that are written. Those that are gone meanwhile keep no other from it, and leave no blob behind.

    Raises PictureNotFound for them in the end.
    """
    waiting = {picture.picture_id: picture for picture in written}
    gone: PictureNotFound | None = None
    while waiting:
        try:
            confirmed = yield from calls.confirm_pictures(user_id, list(waiting), container_id=container_id)
        except PictureNotFound as error:
            gone = error
            yield from _take_back(container_id, waiting.pop(UUID(error.detail["picture_id"])))
        else:
            for found in confirmed:
                picture = waiting.pop(found.picture_id)
                # Someone else confirmed the same bytes, and their blob has moved on already.
                if (found.container_name, found.blob_name) != (picture.container_name, picture.blob_name):
                    yield from _take_back(container_id, picture)
    if gone is not None:
        raise gone


def _take_back(container_id: UUID, picture: Reservation) -> Steps[None]:
    """Delete the blob that was written for a picture, unless a row has its name."""
    with suppress(BlobNotFound):
        blob = yield from _head(picture.container_name, picture.blob_name)
        yield from discard_blob(container_id, picture.blob_name, blob.etag)


def all_of(outcomes: Iterable[R | Exception]) -> list[R]:
    """What all gave. Raises the first error among them."""
    results = []
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
        results.append(outcome)
    return results


# -- reading -----------------------------------------------------------------------------------------------------


def read_picture(
    user_id: UUID, picture_id: UUID, *, container_id: UUID | None = None, verify: bool = False
) -> Steps[bytes]:
    """The bytes of a picture, compared with their content hash when ``verify``.

    Raises PictureNotFound, BlobNotFound, BlobCorrupt, StoreError. SQL: ``nachet.get_picture``.
    """
    picture, data = yield from _at_its_place(
        user_id, picture_id, container_id, lambda picture: _get(picture.container_name, picture.blob_name)
    )
    if verify:
        _require_hash(picture, (yield from Work(lambda: hashlib.sha256(data).hexdigest())))
    return data


def download_picture(
    user_id: UUID, picture_id: UUID, target: Sink, *, container_id: UUID | None = None
) -> Steps[Picture]:
    """Write the bytes of a picture to a stream, in bounded memory; what is known of the picture.

    Raises PictureNotFound, BlobNotFound, BlobCorrupt (after the last byte), StoreError. SQL: ``nachet.get_picture``.
    """
    writer = _HashingWriter(target)
    picture, _ = yield from _at_its_place(
        user_id,
        picture_id,
        container_id,
        lambda picture: _download(picture.container_name, picture.blob_name, writer.from_start()),
    )
    _require_hash(picture, writer.sha256.hexdigest())
    return picture


def picture_url(
    user_id: UUID, picture_id: UUID, *, expires_in: timedelta = timedelta(minutes=15), container_id: UUID | None = None
) -> Steps[str]:
    """A URL that reads this one blob until it expires.

    Raises PictureNotFound, UrlNotSigned, StoreError. SQL: ``nachet.get_picture``.
    """
    picture = yield from calls.get_picture(user_id, picture_id, container_id=container_id)
    return (yield from _url(picture.container_name, picture.blob_name, expires_in))


class _HashingWriter:
    """A stream that hashes what is written through it, and goes on where it was when the same bytes begin anew."""

    def __init__(self, target: Sink) -> None:
        self._target = target
        self._written = self._known = 0
        self.sha256 = hashlib.sha256()

    def from_start(self) -> Self:
        """The stream, for the bytes from the first one on: those that it has already are left out."""
        self._known = self._written
        return self

    def write(self, data: bytes, /) -> None:
        new = data[self._known :]
        self._known -= len(data) - len(new)
        self._written += len(new)
        self.sha256.update(new)
        self._target.write(new)


def _at_its_place(
    user_id: UUID, picture_id: UUID, container_id: UUID | None, act: Callable[[Picture], StoreAct[R]]
) -> Steps[tuple[Picture, R]]:
    """Act on a picture's blob where it is now: where it moved between the look and the act, act again."""
    picture = yield from calls.get_picture(user_id, picture_id, container_id=container_id)
    while True:
        try:
            return picture, (yield from act(picture))
        except BlobNotFound:
            seen, picture = picture, (yield from calls.get_picture(user_id, picture_id, container_id=container_id))
            if seen == picture:  # A blob that moved there and back changed the time of the last change.
                raise


def _require_hash(picture: Picture, sha256: str) -> None:
    if sha256 != picture.sha256:
        raise BlobCorrupt({"picture_id": str(picture.picture_id), "sha256": sha256, "expected": picture.sha256})


# -- tasks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps in the blob store that were done, and that failed and will be tried again."""

    done: int
    failed: int


def run_blob_tasks(
    *, limit: int = 100, parallel: int = PARALLEL, container_id: UUID | None = None, lease: timedelta | None = None
) -> Steps[Progress]:
    """Do up to ``limit`` blob tasks that are due, and what follows from them; any number of workers at a time.

    ``lease`` is how long nobody else takes them. A step that fails is noted with its error and tried again later.
    Raises StoreMissing. SQL: ``nachet.claim_blob_tasks``, ``nachet.complete_blob_tasks``, ``nachet.fail_blob_task``.
    """
    standing = yield from Ask()
    if not standing.has_store:
        raise StoreMissing
    tasks = yield from calls.claim_blob_tasks(limit, container_id=container_id, lease=lease)
    return (yield from _carry_out(tasks, parallel))


def _decided(builder: Callable[P, Call[Decision[R]]]) -> Callable[P, Steps[R]]:
    """The flow of a call from which steps in the blob store follow: the call, then the steps.

    What is decided stays so when the store fails: the steps are taken later, by ``run_blob_tasks``; so too without
    a store, and in a transaction of the caller's, which may yet be rolled back.
    """

    @wraps(builder)
    def flow(*args: P.args, **kwargs: P.kwargs) -> Steps[R]:
        decision = yield from builder(*args, **kwargs)
        standing = yield from Ask()
        if standing.has_store and standing.commits:
            yield from _carry_out(decision.blob_tasks, PARALLEL)
        return decision.answer

    return flow


create_user = _decided(calls.create_user)
create_container = _decided(calls.create_container)
create_picture_set = _decided(calls.create_picture_set)
delete_picture_set = _decided(calls.delete_picture_set)
move_pictures = _decided(calls.move_pictures)
settle_reservation = _decided(calls.settle_reservation)
discard_blob = _decided(calls.discard_blob)
renew_blob_tasks = _decided(calls.renew_blob_tasks)


def _carry_out(tasks: Iterable[BlobTask], parallel: int) -> Steps[Progress]:
    """Do tasks side by side, then those that follow from them; the database hands out none that must wait."""
    waiting = list(tasks)
    done = failed = 0
    while waiting:
        outcomes = yield from Parallel([_do(task) for task in waiting], parallel)
        finished: dict[UUID, list[Document]] = {}
        for task, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Exception):
                logger.warning("blob task %s (%s) failed: %s", task.task_id, task.kind, outcome)
                yield from calls.fail_blob_task(task.container_id, task.task_id, task.claim, str(outcome))
                failed += 1
            else:
                finished.setdefault(task.container_id, []).append(outcome)
                done += 1
        waiting = []
        for container_id, completed in finished.items():
            waiting += yield from calls.complete_blob_tasks(container_id, completed)
    return Progress(done, failed)


def _do(task: BlobTask) -> Steps[Document]:
    """Take a task's step in the store; what complete_blob_tasks is to know of it."""
    done: Document = {"task_id": task.task_id, "claim": task.claim}
    match task:
        case BlobTask(kind="create_container"):
            yield from _create_container(task.container_name, {INSTALLATION: str(task.installation_id)})
        case BlobTask(kind="write_folder", blob_name=str(name)):
            data = folder_json(task.content)
            yield from _put(task.container_name, name, data, Content.of(data, "application/json"), overwrite=True)
        case BlobTask(kind="move_picture", blob_name=str(name), target_name=str(target)):
            try:
                source = yield from _head(task.container_name, name)
                yield from _copy(task.container_name, name, task.target_container_name, target)
            except BlobNotFound:  # Moved already, by someone who could not say so any more?
                yield from _head(task.target_container_name, target)
            else:
                done["etag"] = source.etag
        case BlobTask(kind="delete_blob", blob_name=str(name), content=None):
            with suppress(BlobNotFound):
                done["etag"] = (yield from _head(task.container_name, name)).etag
        case BlobTask(kind="delete_blob", blob_name=str(name), content={"etag": str(etag)}):
            yield from _delete(task.container_name, name, etag=etag)
        case _:
            raise SchemaMismatch({"blob_task": task.kind})
    return done


def folder_json(content: Document | None) -> bytes:
    """A folder's own description as it lies in the store."""
    return json.dumps(content, indent=2, ensure_ascii=False).encode()
