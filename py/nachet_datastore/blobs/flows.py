"""What takes more than one call: acts in the database and in the blob store, in the one order that loses nothing.

Each flow is written once, as a generator that yields steps and is sent their answers; a sync and an async driver
(``client.py``, ``aio.py``) take the steps that ``steps.py`` lists. A step that fails raises its error at its ``yield``.

The docstring of a flow says what it raises itself; that of its method, which `make generate` writes, adds what the SQL
functions raise that it calls.

The database knows first. A picture is reserved, then written, then confirmed. Everything else in the store is a task
that the deciding transaction wrote down: done here right after, and by ``run_blob_tasks`` where that did not work out.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from os import PathLike
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Literal, NoReturn, Self, TypeVar, cast, overload
from uuid import UUID

from ..documents import Corners, DoneTask, NewPicture, NewRefusal
from ..errors import (
    BatchEnded,
    BlobCorrupt,
    BlobNotFound,
    InvalidValue,
    NachetError,
    PictureNotFound,
    SchemaMismatch,
    StoreMissing,
    TransactionOpen,
)
from ..errors.secrets import redacted
from ..files import replacing, synchronize
from ..ids import Id, RowId
from ..records import BlobTask, Decision, Picture, PictureFacts, Reservation
from ..wrapper import Call, calls, encoding
from .decoding import Decoded
from .pictures import (
    MAX_BYTES,
    Digest,
    PictureInfo,
    Source,
    array_info,
    digest_of,
    format_and_size,
    opened,
    path_of,
    picture_info,
    require_size,
    rewindable,
    submit,
)
from .steps import Ask, Decode, Flow, Parallel, Steps, StoreAct, Work, act
from .stores import BlobStore, Content, Sink, check_expiry

logger = logging.getLogger(__name__)

K = TypeVar("K")
R = TypeVar("R")

#: The mark on the blob containers of an installation: its id.
INSTALLATION = "nachet_installation"
#: Acts in the store at the same time, unless said otherwise.
PARALLEL = 4
#: By how much the clocks of database and store may differ: the blob of a picture that is younger is looked at first.
_CLOCKS = timedelta(hours=1)
#: From so many bytes on a picture is hashed while it is decoded; below, a thread costs more than it saves.
_LARGE = 2 << 20
#: Bytes of a blob that are kept in memory while it is looked at; a larger one lies in a temporary file.
_SPOOL = 8 << 20


_put = act(BlobStore.put)
_get = act(BlobStore.get)
_download = act(BlobStore.download)
_head = act(BlobStore.head)
_delete = act(BlobStore.delete)
_copy = act(BlobStore.copy)
_take_in = act(BlobStore.take_in)
_create_container = act(BlobStore.create_container)
_url = act(BlobStore.url)


# -- uploads -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A blob that lies in the store already, in a container of another program's, by its name.

    It is read once, for its hash and its type, copied within the store, and left where it is. ``etag``: that of the
    blob that is meant, where it was seen before. The caller sees to it that the user may read it: the database knows
    nothing of other programs' containers.
    """

    container: str
    name: str
    etag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(PictureFacts):
    """A picture to be stored: where its bytes come from, and what is known of it.

    ``data``: bytes, the path of a file (text or PathLike), a binary stream, or a StoredBlob; ``file`` is the name by
    which an error tells it (default: that of the path or the blob), and its ``name`` where none is given. A crop has a
    ``parent`` in the same container and its ``parent_box``, in pixels of the parent. ``info``: what inspect_picture
    said of the bytes; then they are not decoded again, and refused as BlobCorrupt where they are others by now.
    """

    data: Source | StoredBlob
    file: str | None = None
    info: PictureInfo | None = None
    parent: Id | None = None
    parent_box: Corners | None = None


@dataclass(frozen=True, slots=True)
class RefusedUpload:
    """A picture of a batch that was not stored: its place in the batch, the name of its file, and why."""

    number: int
    file: str | None
    error: Exception


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What became of a batch: in the order given the id of each picture, None where it is one of the ``refused``.

    ``new`` says of each whether it was not there before: false where the folder had the same bytes already.
    """

    picture_ids: tuple[RowId | None, ...]
    refused: tuple[RefusedUpload, ...]
    new: tuple[bool, ...]


def upload_picture(
    user_id: Id,
    data: Source,
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: Id | None = None,
    **facts: Any,
) -> Steps[RowId]:
    """Store a picture; its id.

    ``data``: bytes, the path of a file, or a binary stream; what can be said of it: PictureFacts; sizes are bytes.
    Where the folder has the same bytes already, what was not known of them is filled in, and what differs is refused,
    or replaced with ``replace``. With ``batch_id`` the file counts in the batch, also when it is refused, and goes to
    its folder.

    Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
    InvalidValue (no source of bytes), OSError (the file cannot be read), TransactionOpen, StoreMissing, BlobExists,
    StoreError.
    """
    uploads = [Upload(data=data, **facts)]
    batch = _Batch(user_id, uploads, picture_set_id, container_id, PARALLEL, max_bytes, replace, batch_id)
    (stored,) = all_of((yield from batch.store(skip=True)).values())
    return stored.picture_id


def inspect_picture(data: Source | StoredBlob, *, max_bytes: int = MAX_BYTES) -> Steps[PictureInfo]:
    """What a picture's bytes are, decoded whole: nothing is stored. An Upload takes it as its ``info``.

    ``data`` as in Upload; a StoredBlob is copied to a temporary file.

    Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
    InvalidValue (no source of bytes), OSError (the file cannot be read), BlobNotFound, StoreMissing, StoreError.
    """
    _, info = yield from _look(data, max_bytes)
    return info


def upload_crop(
    user_id: Id,
    parent: Id,
    data: Source,
    *,
    box: Corners | None = None,
    container_id: Id | None = None,
    max_bytes: int = MAX_BYTES,
    picture_id: Id | None = None,
    seed_id: Id | None = None,
    seed_name: str | None = None,
    name: str | None = None,
) -> Steps[RowId]:
    """Store what was cut out of a picture, in the same folder; its id.

    ``box`` is where it was cut, in pixels of the parent; ``data`` as in upload_picture, ``name`` that of its file. The
    same bytes from another place, or another parent, are another picture.

    Raises: PictureNotFound (the parent), EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture,
    PictureTooLarge, DecoderFailed, InvalidValue (no source of bytes), OSError (the file cannot be read),
    TransactionOpen, StoreMissing, BlobExists, StoreError.
    """
    source = yield from calls.get_picture(user_id, parent, container_id=container_id)
    upload = Upload(
        data=data,
        picture_id=picture_id,
        seed_id=seed_id,
        seed_name=seed_name,
        name=name,
        parent=parent,
        parent_box=box,
    )
    batch = _Batch(user_id, [upload], source.picture_set_id, container_id, PARALLEL, max_bytes, replace=False)
    (stored,) = all_of((yield from batch.store()).values())
    return stored.picture_id


@overload
def upload_pictures(
    user_id: Id,
    uploads: Iterable[Upload | Source],
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: None = None,
    on_error: Literal["refuse"] = "refuse",
) -> Steps[list[RowId]]: ...
@overload
def upload_pictures(
    user_id: Id,
    uploads: Iterable[Upload | Source],
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: Id | None = None,
    on_error: Literal["skip"],
) -> Steps[UploadReport]: ...
@overload
def upload_pictures(
    user_id: Id,
    uploads: Iterable[Upload | Source],
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: Id,
    on_error: Literal["refuse", "skip"] = "refuse",
) -> Steps[UploadReport]: ...
@overload
def upload_pictures(
    user_id: Id,
    uploads: Iterable[Upload | Source],
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: Id | None = None,
    on_error: Literal["refuse", "skip"] = "refuse",
) -> Steps[list[RowId] | UploadReport]: ...
def upload_pictures(
    user_id: Id,
    uploads: Iterable[Upload | Source],
    *,
    picture_set_id: Id | None = None,
    container_id: Id | None = None,
    parallel: int = PARALLEL,
    max_bytes: int = MAX_BYTES,
    replace: bool = False,
    batch_id: Id | None = None,
    on_error: Literal["refuse", "skip"] = "refuse",
) -> Steps[list[RowId] | UploadReport]:
    """Store a batch of pictures; their ids in the order given.

    Each is an Upload, or a source of bytes alone. One bad picture refuses the batch, and nothing is stored: the error's
    detail has its ``place`` in the batch and its ``file``. With ``on_error="skip"`` all good ones are stored, and the
    answer is an UploadReport, which lists the bad ones. ``parallel`` pictures are written at once. The same bytes in
    the same folder are one picture: repeating is harmless, also at the same time, and writes anew a blob that is lost;
    what was not known of them is filled in, and what differs is refused, or replaced with ``replace``. Where the store
    fails midway, those written are kept and the error is raised.

    With ``batch_id`` each file stands for itself, as with "skip": the answer is an UploadReport, the pictures go to the
    folder of the batch, and the batch counts what is stored, what was there already, and what was refused and why. Sent
    again, it goes on.

    Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
    InvalidValue (no batch, no source of bytes, an unknown choice), OSError (a file cannot be read), TransactionOpen,
    StoreMissing, BlobExists, StoreError.
    """
    _require_choice(on_error, ("refuse", "skip"), "on_error")
    batch = _Batch(user_id, _listed(uploads), picture_set_id, container_id, parallel, max_bytes, replace, batch_id)
    skip = on_error == "skip" or batch_id is not None
    outcomes = yield from batch.store(skip=skip)
    refused = [
        RefusedUpload(number, _file_of(batch.uploads[number]), outcome)
        for number, outcome in outcomes.items()
        if isinstance(outcome, Exception)
    ]
    if skip:
        stored = [None if isinstance(outcome, Exception) else outcome for outcome in outcomes.values()]
        return UploadReport(
            tuple(None if one is None else one.picture_id for one in stored),
            tuple(refused),
            tuple(one is not None and one.new for one in stored),
        )
    if refused:
        _raise_named(refused[0])
    return [one.picture_id for one in all_of(outcomes.values())]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pictures to be stored in one folder."""

    user_id: Id
    uploads: Sequence[Upload]
    picture_set_id: Id | None
    container_id: Id | None
    parallel: int
    max_bytes: int
    replace: bool
    batch_id: Id | None = None

    def store(self, *, skip: bool = False) -> Steps[dict[int, Reservation | Exception]]:
        """By its number the place of each picture, or why it is not stored.

        Without ``skip`` nothing is stored where one is bad, and the answer has the bad ones that were seen until then.
        """
        standing = yield from Ask()
        if not standing.has_store:
            raise StoreMissing
        if not standing.commits:
            raise TransactionOpen
        looks = [_look(upload.data, self.max_bytes, upload.info) for upload in self.uploads]
        looked = yield from self._side_by_side(dict(enumerate(looks)))
        outcomes: dict[int, Reservation | Exception] = {
            number: outcome for number, outcome in looked.items() if isinstance(outcome, Exception)
        }
        good = {number: outcome for number, outcome in looked.items() if not isinstance(outcome, Exception)}
        reserved: dict[int, Reservation] = {}
        folder = self.picture_set_id
        if self.batch_id is not None and folder is None:
            batch = yield from calls.get_batch(self.user_id, self.batch_id, container_id=self.container_id)
            folder = batch.picture_set_id
        while good and not reserved and (skip or not outcomes):
            described = [_describe(self.uploads[number], info) for number, (_, info) in good.items()]
            try:
                answers = yield from calls.register_pictures(
                    self.user_id,
                    described,
                    picture_set_id=folder,
                    replace=self.replace or None,
                    batch_id=self.batch_id,
                    container_id=self.container_id,
                )
            except BatchEnded:
                raise
            except NachetError as error:
                about = re.match(r"pictures\[(\d+)\]", str(error.detail.get("place")))
                if about is None:
                    raise
                number = list(good)[int(about[1])]
                outcomes[number] = error
                del good[number]
            else:
                reserved = dict(zip(good, answers, strict=True))
        writes = {
            picture.picture_id: _write(picture, *good[number])
            if picture.state != "confirmed"
            else self._heal(picture, *good[number])
            for number, picture in reserved.items()
        }
        written = yield from self._side_by_side(writes)
        failed = {picture_id: outcome for picture_id, outcome in written.items() if isinstance(outcome, Exception)}
        waiting = [outcome for outcome in written.values() if isinstance(outcome, Reservation)]
        failed |= yield from _confirm(self.user_id, self.container_id or self.user_id, waiting)
        for number, picture in reserved.items():
            outcomes[number] = failed.get(picture.picture_id, picture)
        refusals = [
            _refusal(self.uploads[number], looked[number], outcome)
            for number, outcome in sorted(outcomes.items())
            if isinstance(outcome, Exception)
        ]
        if self.batch_id is not None and refusals:
            yield from calls.record_refusals(self.user_id, self.batch_id, refusals, container_id=self.container_id)
        return dict(sorted(outcomes.items()))

    def _heal(self, picture: Reservation, source: Source | StoredBlob, content: Content) -> Steps[None]:
        """Write the bytes of a picture that the folder has already, where its blob is lost."""
        try:
            yield from _head(picture.container_name, picture.blob_name)
        except BlobNotFound:
            now = yield from calls.get_picture(self.user_id, picture.picture_id, container_id=self.container_id)
            there = replace(picture, container_name=now.container_name, blob_name=now.blob_name)
            if there == picture:
                yield from _write(picture, source, content)
            else:  # It moved between the two looks.
                yield from self._heal(there, source, content)

    def _side_by_side(self, flows: Mapping[K, Flow[R]]) -> Steps[dict[K, R | Exception]]:
        """What each of them gave, or the error that it raised."""
        if not flows:
            return {}
        return dict(zip(flows, (yield from Parallel(list(flows.values()), self.parallel)), strict=True))


def _require_choice(value: object, choices: tuple[str, ...], place: str) -> None:
    """Raise InvalidValue, with the choices, for what is none of them."""
    if value not in choices:
        raise encoding.refused(value, place).at(choices=list(choices))


def _listed(uploads: Iterable[Upload | Source]) -> list[Upload]:
    """The uploads of a batch. Raises InvalidValue for what is no batch: a single source may be one to Python."""
    single = isinstance(uploads, str | bytes | PathLike) or hasattr(uploads, "read")
    if single or not isinstance(uploads, Iterable):
        raise encoding.refused(uploads, "uploads")
    return [one if isinstance(one, Upload) else Upload(data=one) for one in uploads]


def _look(
    source: Source | StoredBlob, max_bytes: int, info: PictureInfo | None = None
) -> Steps[tuple[Source | StoredBlob, PictureInfo]]:
    """A source that can be read again, and what its bytes are; ``info``, where that is known already."""
    if isinstance(source, StoredBlob):
        if info is not None and source.etag is not None:
            return source, info
        return (yield from _look_at_blob(source, max_bytes))
    source = yield from Work(partial(rewindable, source, max_bytes))
    if info is not None:  # As a stream, which the store compares with it.
        return (BytesIO(source) if isinstance(source, bytes) else source), info
    hashing = Work(partial(digest_of, source, max_bytes))
    # Two can read bytes and files at the same time; small bytes need no look at their size first.
    if len(source) >= _LARGE if isinstance(source, bytes) else isinstance(source, str | PathLike):
        picture_format, byte_size = yield from Work(partial(format_and_size, source, max_bytes))
        if byte_size >= _LARGE and picture_format != "npy":
            decoding = Decode(partial(submit, source=source, picture_format=picture_format, byte_size=byte_size))
            both: Parallel[Digest | Decoded] = Parallel([hashing, decoding], 2)
            return source, picture_info(*cast("tuple[Digest, Decoded]", all_of((yield from both))))
    digest = yield from hashing
    if digest.picture_format == "npy":
        return source, (yield from Work(partial(array_info, source, digest)))
    decoded = yield from Decode(
        partial(submit, source=source, picture_format=digest.picture_format, byte_size=digest.byte_size)
    )
    return source, picture_info(digest, decoded)


def _look_at_blob(blob: StoredBlob, max_bytes: int) -> Steps[tuple[StoredBlob, PictureInfo]]:
    """The blob as it was seen, and what its bytes are: those of another one by now are not copied later."""
    found = yield from _head(blob.container, blob.name)
    require_size(found.byte_size, max_bytes)
    with cast(BinaryIO, SpooledTemporaryFile(max_size=_SPOOL)) as copy:
        yield from _download(blob.container, blob.name, copy)
        _, info = yield from _look(copy, max_bytes)
    return replace(blob, etag=found.etag), info


def _file_of(upload: Upload) -> str | None:
    if upload.file is None and isinstance(upload.data, StoredBlob):
        return upload.data.name.rpartition("/")[2]
    if upload.file is None and isinstance(upload.data, str | PathLike):
        with suppress(InvalidValue):
            return path_of(upload.data, "data").name
    return upload.file


def _name_of(upload: Upload) -> str | None:
    """The name of its picture: the one given, else that of its file as far as a picture can have it."""
    return upload.name or _plain(_file_of(upload) or "")[-255:].strip() or None


def _plain(text: str) -> str:
    """A text that the database can hold: a path may have bytes that are no text."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "")


def _refusal(
    upload: Upload, looked: tuple[Source | StoredBlob, PictureInfo] | Exception, error: Exception
) -> NewRefusal:
    """A file that was refused, as record_refusals takes it."""
    detail = error.detail if isinstance(error, NachetError) else {}
    name = _name_of(upload)
    return {
        # A name that the database would refuse must not hide why the file was.
        "name": None if name is None else _plain(name).strip()[:200] or None,
        "sha256": None if isinstance(looked, Exception) else looked[1].sha256,
        "code": type(error).__name__,
        "message": _plain(error.describe() if isinstance(error, NachetError) else str(error))[:1000],
        "detail": {_plain(str(key))[:100]: _plain(str(value))[:200] for key, value in list(detail.items())[:20]},
    }


def _raise_named(refused: RefusedUpload) -> NoReturn:
    """Raise why a picture was refused, with its place in the batch and its file."""
    error, place = refused.error, f"uploads[{refused.number}]"
    if not isinstance(error, NachetError):
        error.add_note(f"{place}: {refused.file}")
        raise error
    inner = re.sub(r"^pictures\[\d+\]\.?", "", str(error.detail.pop("place", "")))
    place += f".{inner}" if inner else ""
    raise error.at(place=place, **({} if refused.file is None else {"file": refused.file})) from error


def _describe(upload: Upload, info: PictureInfo) -> NewPicture:
    """A picture as register_pictures takes it."""
    known = {one.name: getattr(source, one.name) for source in (upload, info) for one in fields(source)}
    known["name"] = _name_of(upload)
    return cast(
        NewPicture,
        {
            name: value
            for name, value in known.items()
            if value is not None and name not in ("data", "file", "info", "md5")
        },
    )


def _write(picture: Reservation, source: Source | StoredBlob, content: Content) -> Steps[Reservation]:
    """Write the bytes of a reserved picture."""
    if isinstance(source, StoredBlob):
        place = picture.container_name, picture.blob_name
        yield from _take_in(source.container, source.name, *place, content, etag=str(source.etag))
    elif isinstance(source, bytes):
        yield from _put(picture.container_name, picture.blob_name, source, content)
    else:
        with opened(source) as stream:
            yield from _put(picture.container_name, picture.blob_name, stream, content)
    return picture


def _confirm(user_id: Id, container_id: Id, written: Iterable[Reservation]) -> Steps[dict[RowId, Exception]]:
    """Confirm pictures that are written. Those that are gone meanwhile keep no other from it, and leave no blob behind:
    the answer has the error of each.
    """
    waiting = {picture.picture_id: picture for picture in written}
    gone: dict[RowId, Exception] = {}
    while waiting:
        try:
            confirmed = yield from calls.confirm_pictures(user_id, list(waiting), container_id=container_id)
        except PictureNotFound as error:
            missing = RowId(error.detail["picture_id"])
            gone[missing] = error
            yield from _take_back(container_id, waiting.pop(missing))
        else:
            for found in confirmed:
                picture = waiting.pop(found.picture_id)
                # Someone else confirmed the same bytes, and their blob has moved on already.
                if (found.container_name, found.blob_name) != (picture.container_name, picture.blob_name):
                    yield from _take_back(container_id, picture)
    return gone


def _take_back(container_id: Id, picture: Reservation) -> Steps[None]:
    """Delete the blob that was written for a picture, unless a row has its name."""
    with suppress(BlobNotFound):
        blob = yield from _head(picture.container_name, picture.blob_name)
        yield from decided(calls.discard_blob(container_id, picture.blob_name, blob.etag))


def all_of(outcomes: Iterable[R | Exception]) -> list[R]:
    """What all gave. Raises the first error among them."""
    results = []
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
        results.append(outcome)
    return results


# -- reading -----------------------------------------------------------------------------------------------------


def read_picture(user_id: Id, picture_id: Id, *, container_id: Id | None = None, verify: bool = False) -> Steps[bytes]:
    """The bytes of a picture, compared with their content hash when ``verify``.

    Raises: BlobNotFound, BlobCorrupt, StoreMissing, StoreError.
    """
    picture, data = yield from _at_its_place(
        user_id, picture_id, container_id, lambda picture: _get(picture.container_name, picture.blob_name)
    )
    if verify:
        _require_hash(picture, (yield from Work(lambda: hashlib.sha256(data).hexdigest())))
    return data


def download_picture(
    user_id: Id, picture_id: Id, target: Sink | str | PathLike[str], *, container_id: Id | None = None
) -> Steps[Picture]:
    """Write the bytes of a picture to a file or a stream, in bounded memory; what is known of the picture.

    ``target``: the path of a file, or a binary stream. An older file is replaced when the new one is whole and its hash
    is right; after an error it is as it was.

    Raises: InvalidValue (nothing that bytes can be written to), OSError (the file cannot be written), BlobNotFound,
    BlobCorrupt (after the last byte), StoreMissing, StoreError.
    """
    if isinstance(target, str | PathLike):
        with replacing(path_of(target, "target")) as file:
            picture = yield from download_picture(user_id, picture_id, file, container_id=container_id)
            yield from Work(partial(synchronize, file))
        return picture
    if not callable(getattr(target, "write", None)) or getattr(target, "closed", False):
        raise encoding.refused(target, "target")
    writer = _HashingWriter(target)
    try:
        picture, _ = yield from _at_its_place(
            user_id,
            picture_id,
            container_id,
            lambda picture: _download(picture.container_name, picture.blob_name, writer.from_start()),
        )
    except NachetError as error:
        if writer.failed is None:
            raise
        raise writer.failed from error  # The store takes a full disk of the caller's for its own.
    _require_hash(picture, writer.sha256.hexdigest())
    return picture


def picture_url(
    user_id: Id, picture_id: Id, *, expires_in: timedelta = timedelta(minutes=15), container_id: Id | None = None
) -> Steps[str]:
    """A URL that reads this one blob until it expires: after a second at least, and ``max_url_age`` of the client.

    Raises: InvalidValue (``expires_in`` is shorter or longer), UrlNotSigned, StoreMissing, StoreError.
    """
    check_expiry(expires_in, (yield from Ask()).max_url_age)
    picture = yield from calls.get_picture(user_id, picture_id, container_id=container_id)
    return (yield from _url(picture.container_name, picture.blob_name, expires_in))


class _HashingWriter:
    """A stream that hashes what is written through it, and goes on where it was when the same bytes begin anew."""

    def __init__(self, target: Sink) -> None:
        self._target = target
        self._written = self._known = 0
        self.failed: OSError | None = None
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
        try:
            self._target.write(new)
        except OSError as error:
            self.failed = error
            raise
        except TypeError as error:  # A stream of text.
            raise encoding.refused(self._target, "target") from error


def _at_its_place(
    user_id: Id, picture_id: Id, container_id: Id | None, act: Callable[[Picture], StoreAct[R]]
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
    *, limit: int = 100, parallel: int = PARALLEL, container_id: Id | None = None, lease: timedelta | None = None
) -> Steps[Progress]:
    """Do up to ``limit`` blob tasks that are due, and what follows from them; any number of workers at a time.

    ``lease`` is how long nobody else takes them. A step that fails is noted with its error and tried again later.

    Raises: StoreMissing.
    """
    standing = yield from Ask()
    if not standing.has_store:
        raise StoreMissing
    tasks = yield from calls.claim_blob_tasks(limit=limit, container_id=container_id, lease=lease)
    return (yield from _carry_out(tasks, parallel))


def decided(call: Call[Decision[R]]) -> Steps[R]:
    """A call from which steps in the blob store follow, then the steps; its answer without them.

    What is decided stays so when the store fails: the steps are taken later, by ``run_blob_tasks``; so too without
    a store, and in a transaction of the caller's, which may yet be rolled back.
    """
    decision = yield from call
    standing = yield from Ask()
    if standing.has_store and standing.commits:
        yield from _carry_out(decision.blob_tasks, PARALLEL)
    return decision.answer


def _carry_out(tasks: Iterable[BlobTask], parallel: int) -> Steps[Progress]:
    """Do tasks side by side, then those that follow from them; the database hands out none that must wait."""
    waiting = list(tasks)
    done = failed = 0
    while waiting:
        outcomes = yield from Parallel([_do(task) for task in waiting], parallel)
        finished: dict[UUID, list[DoneTask]] = {}
        for task, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Exception):
                told = outcome.describe() if isinstance(outcome, NachetError) else redacted(str(outcome))
                logger.warning("blob task %s (%s) failed: %s", task.task_id, task.kind, told)
                yield from calls.fail_blob_task(task.container_id, task.task_id, task.claim, told)
                failed += 1
            else:
                finished.setdefault(task.container_id, []).append(outcome)
                done += 1
        waiting = []
        for container_id, completed in finished.items():
            waiting += yield from calls.complete_blob_tasks(container_id, completed)
    return Progress(done, failed)


def _do(task: BlobTask) -> Steps[DoneTask]:
    """Take a task's step in the store; what complete_blob_tasks is to know of it."""
    done: DoneTask = {"task_id": task.task_id, "claim": task.claim}
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
            # A later blob of that name, where somebody chose the same ids again, is newer than the decision.
            old = _decided_at(task) - _CLOCKS
            if not (yield from _delete(task.container_name, name, unmodified_since=old)):
                with suppress(BlobNotFound):
                    done["etag"] = (yield from _head(task.container_name, name)).etag
        case BlobTask(kind="delete_blob", blob_name=str(name), content={"etag": str(etag)}):
            yield from _delete(task.container_name, name, etag=etag)
        case _:
            raise SchemaMismatch({"blob_task": task.kind})
    return done


def _decided_at(task: BlobTask) -> datetime:
    """When the database wrote a task down: its id is a UUIDv7, whose first 48 bits are milliseconds."""
    return datetime.fromtimestamp((task.task_id.int >> 80) / 1000, UTC)


def folder_json(content: object) -> bytes:
    """A folder's own description as it lies in the store."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=str).encode()
