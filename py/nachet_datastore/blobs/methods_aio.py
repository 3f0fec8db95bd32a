"""The flows as methods, awaited: made by `make generate` from ``flows.py``, ``fsck.py``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from os import PathLike
from typing import Any, Literal, TypeVar, overload
from uuid import UUID

from ..documents import Corners
from ..ids import RowId
from ..records import Finding, Picture, Report
from . import flows, fsck
from .flows import PARALLEL, Progress, StoredBlob, Upload, UploadReport
from .fsck import GRACE
from .pictures import (
    MAX_BYTES,
    PictureInfo,
    Source,
)
from .steps import Flow
from .stores import Sink

R = TypeVar("R")


class AsyncFlowMethods(ABC):
    """A method for each flow."""

    @abstractmethod
    async def run(self, flow: Flow[R]) -> R:
        """Run a call or a flow: take its steps one by one."""

    async def upload_picture(
        self,
        user_id: UUID | str,
        data: Source,
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: UUID | str | None = None,
        picture_id: UUID | str | None = None,
        seed_id: UUID | str | None = None,
        seed_name: str | None = None,
        zoom: float | None = None,
        nb_seeds: int | None = None,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        name: str | None = None,
        device: str | None = None,
        lens: str | None = None,
        tray: str | None = None,
        sample: str | None = None,
        taken_at: datetime | None = None,
    ) -> RowId:
        """Store a picture; its id.

        ``data``: bytes, the path of a file, or a binary stream; what can be said of it: PictureFacts; sizes are
        bytes. Where the folder has the same bytes already, what was not known of them is filled in, and what differs
        is refused, or replaced with ``replace``. With ``batch_id`` the file counts in the batch, also when it is
        refused, and goes to its folder.

        Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
        InvalidValue (no source of bytes), OSError (the file cannot be read), TransactionOpen, StoreMissing,
        BlobExists, StoreError, UserNotFound, ContainerNotFound, PictureSetNotFound, PictureNotFound, SeedNotFound,
        BatchNotFound, IdTaken, QuotaExceeded, PictureDiffers, BatchEnded, InvalidPicture, InvalidOptions, NotAllowed,
        UserDeactivated.
        SQL: ``nachet.complete_blob_tasks``, ``nachet.confirm_pictures``, ``nachet.discard_blob``,
        ``nachet.fail_blob_task``, ``nachet.get_batch``, ``nachet.get_picture``, ``nachet.record_refusals``,
        ``nachet.register_pictures``.
        """
        return await self.run(
            flows.upload_picture(
                user_id,
                data,
                picture_set_id=picture_set_id,
                container_id=container_id,
                max_bytes=max_bytes,
                replace=replace,
                batch_id=batch_id,
                picture_id=picture_id,
                seed_id=seed_id,
                seed_name=seed_name,
                zoom=zoom,
                nb_seeds=nb_seeds,
                description=description,
                metadata=metadata,
                name=name,
                device=device,
                lens=lens,
                tray=tray,
                sample=sample,
                taken_at=taken_at,
            )
        )

    async def inspect_picture(self, data: Source | StoredBlob, *, max_bytes: int = MAX_BYTES) -> PictureInfo:
        """What a picture's bytes are, decoded whole: nothing is stored. An Upload takes it as its ``info``.

        ``data`` as in Upload; a StoredBlob is copied to a temporary file.

        Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
        InvalidValue (no source of bytes), OSError (the file cannot be read), BlobNotFound, StoreMissing, StoreError.
        """
        return await self.run(flows.inspect_picture(data, max_bytes=max_bytes))

    async def upload_crop(
        self,
        user_id: UUID | str,
        parent: UUID | str,
        data: Source,
        *,
        box: Corners | None = None,
        container_id: UUID | str | None = None,
        max_bytes: int = MAX_BYTES,
        picture_id: UUID | str | None = None,
        seed_id: UUID | str | None = None,
        seed_name: str | None = None,
        name: str | None = None,
    ) -> RowId:
        """Store what was cut out of a picture, in the same folder; its id.

        ``box`` is where it was cut, in pixels of the parent; ``data`` as in upload_picture, ``name`` that of its
        file. The same bytes from another place, or another parent, are another picture.

        Raises: PictureNotFound (the parent), EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture,
        PictureTooLarge, DecoderFailed, InvalidValue (no source of bytes), OSError (the file cannot be read),
        TransactionOpen, StoreMissing, BlobExists, StoreError, UserNotFound, ContainerNotFound, PictureSetNotFound,
        SeedNotFound, BatchNotFound, IdTaken, QuotaExceeded, PictureDiffers, BatchEnded, InvalidPicture,
        InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.complete_blob_tasks``, ``nachet.confirm_pictures``, ``nachet.discard_blob``,
        ``nachet.fail_blob_task``, ``nachet.get_batch``, ``nachet.get_picture``, ``nachet.record_refusals``,
        ``nachet.register_pictures``.
        """
        return await self.run(
            flows.upload_crop(
                user_id,
                parent,
                data,
                box=box,
                container_id=container_id,
                max_bytes=max_bytes,
                picture_id=picture_id,
                seed_id=seed_id,
                seed_name=seed_name,
                name=name,
            )
        )

    @overload
    async def upload_pictures(
        self,
        user_id: UUID | str,
        uploads: Iterable[Upload | Source],
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        parallel: int = PARALLEL,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: None = None,
        on_error: Literal["refuse"] = "refuse",
    ) -> list[RowId]: ...
    @overload
    async def upload_pictures(
        self,
        user_id: UUID | str,
        uploads: Iterable[Upload | Source],
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        parallel: int = PARALLEL,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: UUID | str | None = None,
        on_error: Literal["skip"],
    ) -> UploadReport: ...
    @overload
    async def upload_pictures(
        self,
        user_id: UUID | str,
        uploads: Iterable[Upload | Source],
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        parallel: int = PARALLEL,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: UUID | str,
        on_error: Literal["refuse", "skip"] = "refuse",
    ) -> UploadReport: ...
    @overload
    async def upload_pictures(
        self,
        user_id: UUID | str,
        uploads: Iterable[Upload | Source],
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        parallel: int = PARALLEL,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: UUID | str | None = None,
        on_error: Literal["refuse", "skip"] = "refuse",
    ) -> list[RowId] | UploadReport: ...
    async def upload_pictures(
        self,
        user_id: UUID | str,
        uploads: Iterable[Upload | Source],
        *,
        picture_set_id: UUID | str | None = None,
        container_id: UUID | str | None = None,
        parallel: int = PARALLEL,
        max_bytes: int = MAX_BYTES,
        replace: bool = False,
        batch_id: UUID | str | None = None,
        on_error: Literal["refuse", "skip"] = "refuse",
    ) -> list[RowId] | UploadReport:
        """Store a batch of pictures; their ids in the order given.

        Each is an Upload, or a source of bytes alone. One bad picture refuses the batch, and nothing is stored: the
        error's detail has its ``place`` in the batch and its ``file``. With ``on_error="skip"`` all good ones are
        stored, and the answer is an UploadReport, which lists the bad ones. ``parallel`` pictures are written at
        once. The same bytes in the same folder are one picture: repeating is harmless, also at the same time, and
        writes anew a blob that is lost; what was not known of them is filled in, and what differs is refused, or
        replaced with ``replace``. Where the store fails midway, those written are kept and the error is raised.

        With ``batch_id`` each file stands for itself, as with "skip": the answer is an UploadReport, the pictures go
        to the folder of the batch, and the batch counts what is stored, what was there already, and what was refused
        and why. Sent again, it goes on.

        Raises: EmptyPicture, NotAPicture, UnsupportedPicture, TruncatedPicture, PictureTooLarge, DecoderFailed,
        InvalidValue (no batch, no source of bytes, an unknown choice), OSError (a file cannot be read),
        TransactionOpen, StoreMissing, BlobExists, StoreError, UserNotFound, ContainerNotFound, PictureSetNotFound,
        PictureNotFound, SeedNotFound, BatchNotFound, IdTaken, QuotaExceeded, PictureDiffers, BatchEnded,
        InvalidPicture, InvalidOptions, NotAllowed, UserDeactivated.
        SQL: ``nachet.complete_blob_tasks``, ``nachet.confirm_pictures``, ``nachet.discard_blob``,
        ``nachet.fail_blob_task``, ``nachet.get_batch``, ``nachet.get_picture``, ``nachet.record_refusals``,
        ``nachet.register_pictures``.
        """
        return await self.run(
            flows.upload_pictures(
                user_id,
                uploads,
                picture_set_id=picture_set_id,
                container_id=container_id,
                parallel=parallel,
                max_bytes=max_bytes,
                replace=replace,
                batch_id=batch_id,
                on_error=on_error,
            )
        )

    async def read_picture(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        *,
        container_id: UUID | str | None = None,
        verify: bool = False,
    ) -> bytes:
        """The bytes of a picture, compared with their content hash when ``verify``.

        Raises: BlobNotFound, BlobCorrupt, StoreMissing, StoreError, UserNotFound, ContainerNotFound, PictureNotFound,
        UserDeactivated.
        SQL: ``nachet.get_picture``.
        """
        return await self.run(flows.read_picture(user_id, picture_id, container_id=container_id, verify=verify))

    async def download_picture(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        target: Sink | str | PathLike[str],
        *,
        container_id: UUID | str | None = None,
    ) -> Picture:
        """Write the bytes of a picture to a file or a stream, in bounded memory; what is known of the picture.

        ``target``: the path of a file, or a binary stream. An older file is replaced when the new one is whole and
        its hash is right; after an error it is as it was.

        Raises: InvalidValue (nothing that bytes can be written to), OSError (the file cannot be written),
        BlobNotFound, BlobCorrupt (after the last byte), StoreMissing, StoreError, UserNotFound, ContainerNotFound,
        PictureNotFound, UserDeactivated.
        SQL: ``nachet.get_picture``.
        """
        return await self.run(flows.download_picture(user_id, picture_id, target, container_id=container_id))

    async def picture_url(
        self,
        user_id: UUID | str,
        picture_id: UUID | str,
        *,
        expires_in: timedelta = timedelta(minutes=15),
        container_id: UUID | str | None = None,
    ) -> str:
        """A URL that reads this one blob until it expires: after a second at least, and ``max_url_age`` of the
        client.

        Raises: InvalidValue (``expires_in`` is shorter or longer), UrlNotSigned, StoreMissing, StoreError,
        UserNotFound, ContainerNotFound, PictureNotFound, UserDeactivated.
        SQL: ``nachet.get_picture``.
        """
        return await self.run(flows.picture_url(user_id, picture_id, expires_in=expires_in, container_id=container_id))

    async def run_blob_tasks(
        self,
        *,
        limit: int = 100,
        parallel: int = PARALLEL,
        container_id: UUID | str | None = None,
        lease: timedelta | None = None,
    ) -> Progress:
        """Do up to ``limit`` blob tasks that are due, and what follows from them; any number of workers at a time.

        ``lease`` is how long nobody else takes them. A step that fails is noted with its error and tried again later.

        Raises: StoreMissing, InvalidOptions.
        SQL: ``nachet.claim_blob_tasks``, ``nachet.complete_blob_tasks``, ``nachet.fail_blob_task``.
        """
        return await self.run(
            flows.run_blob_tasks(limit=limit, parallel=parallel, container_id=container_id, lease=lease)
        )

    async def check_store(
        self,
        *,
        repair: bool = False,
        deep: bool = False,
        grace: timedelta = GRACE,
        parallel: int = PARALLEL,
        report: Callable[[Finding], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Report:
        """Compare database and store, both ways; each finding goes to ``report``.

        ``deep`` reads the bytes of every blob and hashes them; without it sizes and hashes are compared as the store
        tells them. ``repair`` mends what can be mended without loss: it does the tasks that are due or parked, makes
        containers and folders' descriptions, ends reservations that were left alone for ``grace``, and brings blobs
        that no row has and that are older than ``grace`` into quarantine, the container
        ``nachet-quarantine-<installation>``. A row whose blob is missing or has other bytes is reported and stays.
        ``progress`` is told how many of how many blobs are done. Any number of checks may run at a time, beside a
        system at work.

        Raises: StoreMissing, TransactionOpen, StoreError, InvalidOptions.
        SQL: ``nachet.claim_blob_tasks``, ``nachet.complete_blob_tasks``, ``nachet.discard_blob``,
        ``nachet.fail_blob_task``, ``nachet.get_expected_blob``, ``nachet.list_expected_blobs``,
        ``nachet.list_expected_containers``, ``nachet.list_stuck_blob_tasks``, ``nachet.renew_blob_tasks``,
        ``nachet.retry_blob_tasks``, ``nachet.settle_reservation``.
        """
        return await self.run(
            fsck.check_store(repair=repair, deep=deep, grace=grace, parallel=parallel, report=report, progress=progress)
        )
