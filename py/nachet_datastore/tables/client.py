"""The sync client with tables and pictures; what is asked stands in ``asking.py``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from psycopg.rows import tuple_row

from ..blobs import client
from ..documents import DatasetFilterInput
from ..errors import PictureNotFound, StoreMissing, database_errors
from . import asking
from .asking import Asked, views_errors

if TYPE_CHECKING:
    import pyarrow as pa
    from PIL.Image import Image


class Datastore(client.Datastore):  # noqa: D101 - it is the same, and has more methods
    __doc__ = client.Datastore.__doc__

    def specimens(self, wanted: DatasetFilterInput | None = None) -> pa.Table:
        """The training set as an Arrow table: one row a specimen, by picture, as the view ``export_specimen`` has it.

        ``wanted``: which ones, by default all settled ones, e.g. ``{"seeds": ["Avena fatua"], "min_readers": 2}``.
        Boxes are structs of four numbers, in pixels of the picture as people see it; ids are text; times are in UTC.
        The login must be able to read the views: a member of nachet_analyst, or the owner. The backend's is not.

        Raises: AnalystRequired, InvalidInput and NotFound for a filter that is not valid or names what is not there,
        ModuleNotFoundError without the extra ``arrow``.

        SQL: ``nachet.select_specimens``.
        """
        return self._gather(asking.specimens(wanted))

    def confusion(
        self,
        *,
        container_ids: Sequence[UUID | str] | None = None,
        picture_set_ids: Sequence[UUID | str] | None = None,
        model: str | None = None,
        model_version: str | None = None,
        rank: str | None = None,
    ) -> pa.Table:
        """What models called the settled specimens, as an Arrow table: one row a version and pair of species.

        ``seed_name`` is what the specimens are, ``model_seed_name`` the best guess, ``nb_object`` the number of boxes.
        ``rank``: genera or families instead of species, e.g. ``"genus"``. The login must be able to read the views.

        Raises: AnalystRequired, ModuleNotFoundError without the extra ``arrow``.

        SQL: ``nachet.seed_confusion``, ``nachet.rank_confusion``.
        """
        return self._gather(asking.confusion(container_ids, picture_set_ids, model, model_version, rank))

    def inferences(
        self,
        *,
        container_ids: Sequence[UUID | str] | None = None,
        picture_set_ids: Sequence[UUID | str] | None = None,
        picture_ids: Sequence[UUID | str] | None = None,
        model: str | None = None,
        model_version: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> pa.Table:
        """What models said, as an Arrow table: one row a box, with its guesses as a list, the best one first.

        ``state`` and ``seed_name`` are what people say of the specimen that the box shows; null where nobody looked.
        ``model``: the last one of the inference, which names the species. ``since``, ``until``: when the inference was
        registered, the latter excluded. The login must be able to read the views.

        Raises: AnalystRequired, ModuleNotFoundError without the extra ``arrow``.

        SQL: ``nachet.inference``, ``nachet.object``, ``nachet.seed_object``.
        """
        return self._gather(
            asking.inferences(container_ids, picture_set_ids, picture_ids, model, model_version, since, until)
        )

    def show(self, picture_id: UUID | str, *, max_side: int = 1600) -> Image:
        """A picture with a frame and a name at each box, which a notebook displays: what people say, and the models.

        Boxes of the newest inference that nobody looked at have a question mark and their score. ``max_side``: the
        longest side in pixels. The login must be able to read the views.

        Raises: AnalystRequired, PictureNotFound, BlobNotFound, StoreMissing, StoreError, ValueError for a picture that
        cannot be decoded.

        SQL: ``nachet.specimen``, ``nachet.inference``.
        """
        from .drawing import Shown, annotated

        if self._store is None:
            raise StoreMissing
        places = self._rows(asking.PLACE, {"picture_id": str(picture_id)})
        if not places:
            raise PictureNotFound({"picture_id": str(picture_id)})
        container_id, container, name = places[0]
        rows = self._rows(asking.THINGS, {"picture_id": str(picture_id), "container_id": container_id})
        return annotated(self._store.get(container, name), [Shown(*row) for row in rows], max_side)

    def _gather(self, asked: Asked) -> pa.Table:
        from .gathering import Gathering

        gathering = Gathering(asked)
        self.schema_version()  # Raises SchemaMismatch.
        with (
            self._connection(asked.call) as conn,
            views_errors(),
            database_errors(),
            conn.cursor() as cursor,
            cursor.copy(asked.copy, asked.values) as rows,
        ):
            for row in rows:
                gathering.feed(row)
        return gathering.table()

    def _rows(self, query: LiteralString, values: dict[str, Any]) -> list[Any]:
        asked = Asked(query, {}, values)
        with (
            self._connection(asked.call) as conn,
            views_errors(),
            database_errors(),
            conn.cursor(row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(query, values).fetchall()
