"""What is exported: the rows of views and their columns, streamed from one snapshot of the database.

Rows are read with ``copy … to stdout`` over two connections that see the same snapshot, so that pictures and their
specimens are merged as they come, in constant memory. A value is text as the server writes it; an empty text stands for
null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, starmap
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from ..connecting import parameters
from ..errors import AnalystRequired, DatasetNotFound, database_errors
from ..wrapper.encoding import require_storable, to_json

T = TypeVar("T")

#: The columns of a view, each with what it holds: text, int, float, bool or time.
Columns = Mapping[str, str]

PICTURE: Columns = {
    "container_id": "text",
    "picture_id": "text",
    "picture_set_id": "text",
    "folder_name": "text",
    "name": "text",
    "media_type": "text",
    "byte_size": "int",
    "sha256": "text",
    "width": "int",
    "height": "int",
    "orientation": "int",
    "zoom": "float",
    "nb_seeds": "int",
    "description": "text",
    "device": "text",
    "lens": "text",
    "tray": "text",
    "sample": "text",
    "taken_at": "time",
    "uploaded_at": "time",
    "parent_id": "text",
    "split_group": "text",
    "verified": "bool",
}
#: Where the blob of a picture is now, which may change, and is not exported.
PLACE: Columns = {"container_name": "text", "blob_name": "text"}

SPECIMEN: Columns = {
    "container_id": "text",
    "picture_id": "text",
    "specimen_id": "text",
    "state": "text",
    "seed_id": "text",
    "seed_name": "text",
    "rank": "text",
    "genus": "text",
    "family": "text",
    "object_type_id": "int",
    "qualifier": "text",
    "top_x": "float",
    "top_y": "float",
    "bottom_x": "float",
    "bottom_y": "float",
    "partly_outside": "bool",
    "identified_by": "text",
    "identified_at": "time",
    "nb_reader": "int",
    "nb_agreeing": "int",
    "manual_detection": "bool",
    "inference_id": "text",
    "pipeline_id": "text",
    "pipeline_name": "text",
    "model_name": "text",
    "model_version": "text",
    "model_seed_id": "text",
    "model_seed_name": "text",
    "model_score": "float",
}

SEED: Columns = {
    "seed_id": "text",
    "seed_name": "text",
    "rank": "text",
    "genus": "text",
    "family": "text",
    "gbif_key": "int",
    "eppo_code": "text",
    "itis_tsn": "int",
    "confirmed": "bool",
}


class Picture(NamedTuple):
    """A picture; see the view export_picture."""

    container_id: str
    picture_id: str
    picture_set_id: str
    folder_name: str
    name: str
    media_type: str
    byte_size: str
    sha256: str
    width: str
    height: str
    orientation: str
    zoom: str
    nb_seeds: str
    description: str
    device: str
    lens: str
    tray: str
    sample: str
    taken_at: str
    uploaded_at: str
    parent_id: str
    split_group: str
    verified: str
    container_name: str
    blob_name: str

    @property
    def file_name(self) -> str:
        """The name of its file in an export: its id, and the usual extension of its media type."""
        return f"{self.picture_id}.{_EXTENSIONS.get(self.media_type) or _extension(self.blob_name)}"


class Specimen(NamedTuple):
    """A specimen; see the view export_specimen. ``box_id`` is there where it is asked for."""

    container_id: str
    picture_id: str
    specimen_id: str
    state: str
    seed_id: str
    seed_name: str
    rank: str
    genus: str
    family: str
    object_type_id: str
    qualifier: str
    top_x: str
    top_y: str
    bottom_x: str
    bottom_y: str
    partly_outside: str
    identified_by: str
    identified_at: str
    nb_reader: str
    nb_agreeing: str
    manual_detection: str
    inference_id: str
    pipeline_id: str
    pipeline_name: str
    model_name: str
    model_version: str
    model_seed_id: str
    model_seed_name: str
    model_score: str
    box_id: str = ""


class Seed(NamedTuple):
    """A species; see the view export_seed."""

    seed_id: str
    seed_name: str
    rank: str
    genus: str
    family: str
    gbif_key: str
    eppo_code: str
    itis_tsn: str
    confirmed: str


_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tiff",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/jp2": "jp2",
    "image/avif": "avif",
}


def _extension(blob_name: str) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", blob_name)
    return found[1].lower() if found else "bin"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export: what a filter selects now, or a dataset as it was pinned."""

    filter: Mapping[str, Any]
    dataset: str | None = None
    dataset_id: str | None = None
    digest: str | None = None
    #: The filter with ids in place of names.
    resolved: Mapping[str, Any] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """For the summary of the export."""
        if self.dataset is None:
            return {"filter": dict(self.filter)}
        return {"dataset": self.dataset, "digest": self.digest}

    @property
    def pictures(self) -> sql.Composed:
        """The pictures, as an entry of a from clause, named x."""
        return self._rows("picture")

    @property
    def specimens(self) -> sql.Composed:
        """The specimens, as an entry of a from clause, named x."""
        return self._rows("specimen")

    @property
    def species(self) -> sql.Composed:
        """The species of the specimens, as an entry of a from clause, named x."""
        if self.dataset_id is None:
            return sql.SQL(
                "(select s.* from nachet.export_seed as s"
                " where s.seed_id in (select x.seed_id from {} where x.seed_id is not null)) as x"
            ).format(self.specimens)
        # Also of what was purged since: the classes of the others stay what they were.
        return sql.SQL(
            "(select d.* from nachet.dataset_seed as d where d.dataset_id = {0} and d.seed_id in"
            " (select s.seed_id from nachet.dataset_specimen as s where s.dataset_id = {0})) as x"
        ).format(sql.Literal(self.dataset_id))

    def _rows(self, kind: str) -> sql.Composed:
        if self.dataset_id is None:
            function = sql.Identifier("nachet", f"select_{kind}s")
            return sql.SQL("{}({}::jsonb) as x").format(function, sql.Literal(json.dumps(self.resolved)))
        # What was purged is named apart.
        return sql.SQL("(select d.* from {} as d where d.dataset_id = {} and not d.purged) as x").format(
            sql.Identifier("nachet", f"dataset_{kind}"), sql.Literal(self.dataset_id)
        )


def columns(names: Columns) -> sql.Composed:
    """The columns of a select list: times in ISO 8601, UTC."""
    return sql.SQL(", ").join(
        sql.SQL(_FORMS.get(kind, "x.{}")).format(sql.Identifier(name)) for name, kind in names.items()
    )


_FORMS = {
    "time": """to_char(x.{0} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as {0}""",
    "bool": "x.{0}::text as {0}",
}

_BY_NAME = sql.SQL(' order by x.seed_name collate "C", x.seed_id')
_BY_PICTURE = sql.SQL(" order by x.picture_id")
_BY_SPECIMEN = sql.SQL(" order by x.picture_id, x.specimen_id")


def species_query(selection: Selection, seed_ids: Sequence[str] | None = None) -> sql.Composed:
    """The species by name: of the selection, or these."""
    source = selection.species
    if seed_ids is not None:
        source = sql.SQL("(select s.* from nachet.export_seed as s where s.seed_id = any({}::uuid[])) as x").format(
            sql.Literal(list(seed_ids))
        )
    return sql.SQL("select {} from {}").format(columns(SEED), source) + _BY_NAME


def pictures_query(selection: Selection, split: sql.Composable | None = None, *, place: bool = False) -> sql.Composed:
    """The pictures by id; with ``split`` in a last column, or with the place of the blob."""
    wanted = columns({**PICTURE, **PLACE} if place else PICTURE)
    if split is not None:
        wanted += sql.SQL(", {} as split").format(split)
    return sql.SQL("select {} from {}").format(wanted, selection.pictures) + _BY_PICTURE


def specimens_query(selection: Selection, *, boxes: bool = False) -> sql.Composed:
    """The specimens by picture and id; with ``boxes`` the box of the inference that shows it in a last column."""
    order: sql.Composable = _BY_SPECIMEN
    wanted, source = columns(SPECIMEN), selection.specimens
    if boxes:
        wanted, order = wanted + sql.SQL(", o.id"), order + sql.SQL(", o.id")
        source += sql.SQL(
            " left join nachet.object as o on x.container_id = o.container_id and x.inference_id = o.inference_id"
            " and x.specimen_id = o.specimen_id"
        )
    return sql.SQL("select {} from {}").format(wanted, source) + order


class Reader:
    """Reads rows over two connections that see the same snapshot."""

    def __init__(self, first: psycopg.Connection[Any], second: psycopg.Connection[Any]) -> None:
        self._first = first
        self._second = second
        self._open: list[Generator[Any, None, None]] = []

    def close(self) -> None:
        """End what is still being read: it holds the connection, which waits for it otherwise."""
        for stream in self._open:
            stream.close()

    def rows(self, query: sql.Composed) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        return self._first.execute(query).fetchall()

    def chunks(self, query: sql.Composed) -> Iterator[bytes]:
        """The answer as CSV, line by line, as the server writes it: null is nothing, an empty text is quoted."""
        return self._kept(_copy(self._first, sql.SQL("copy ({}) to stdout (format csv, header)").format(query)))

    def _kept(self, stream: Generator[T, None, None]) -> Generator[T, None, None]:
        self._open.append(stream)
        return stream

    def species(self, selection: Selection) -> list[Seed]:
        """The species, by name."""
        return [Seed(*fields) for fields in _texts(self._first, species_query(selection))]

    def pictures(
        self, selection: Selection, *, specimens: bool = True, boxes: bool = False
    ) -> Iterator[tuple[Picture, list[Specimen]]]:
        """The pictures by id, each with its specimens by id."""
        found: Iterator[Specimen] = iter(())
        if specimens:
            found = starmap(Specimen, self._kept(_texts(self._second, specimens_query(selection, boxes=boxes))))
        ahead = next(found, None)
        pictures = self._kept(_texts(self._first, pictures_query(selection, place=True)))
        for picture in starmap(Picture, pictures):
            own: list[Specimen] = []
            while ahead is not None and ahead.picture_id == picture.picture_id:
                if not own or own[-1].specimen_id != ahead.specimen_id:  # It may have two boxes.
                    own.append(ahead)
                ahead = next(found, None)
            if ahead is not None and ahead.picture_id < picture.picture_id:
                break
            yield picture, own
        if ahead is not None:
            raise RuntimeError(f"specimen {ahead.specimen_id} is selected, but not its picture")


_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _copy(conn: psycopg.Connection[Any], query: sql.Composed) -> Generator[bytes, None, None]:
    """What the server copies out, row by row."""
    with conn.cursor() as cursor, cursor.copy(query) as copy:
        yield from map(bytes, copy)


def _texts(conn: psycopg.Connection[Any], query: sql.Composed) -> Generator[list[str], None, None]:
    """The rows of an answer, each value as text; null as an empty text."""
    with closing(_copy(conn, sql.SQL("copy ({}) to stdout (null '')").format(query))) as lines:
        for line in lines:
            fields = line[:-1].decode().split("\t")
            if b"\\" in line:
                fields = [_ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), field) for field in fields]
            yield fields


@contextmanager
def _views_errors() -> Iterator[None]:
    try:
        yield
    except InsufficientPrivilege as error:
        raise AnalystRequired({"reason": error.diag.message_primary}) from error


@contextmanager
def reading(database_url: str) -> Iterator[Reader]:
    """A reader; what it reads is as of now.

    Raises errors of the database as those of the package, AnalystRequired where the login may not read the views.
    """
    with database_errors(), _views_errors(), ExitStack() as stack:
        first, second = (
            stack.enter_context(psycopg.connect(**parameters(database_url), autocommit=True, client_encoding="utf8"))
            for _ in range(2)
        )
        for conn in (first, second):
            conn.execute("begin isolation level repeatable read read only")
        (snapshot,) = chain.from_iterable(first.execute("select pg_export_snapshot()"))
        second.execute(sql.SQL("set transaction snapshot {}").format(sql.Literal(snapshot)))
        for conn in (first, second):
            # Pictures may take hours to be read, and no row is read meanwhile.
            conn.execute(
                "set local timezone = 'UTC'; set local statement_timeout = 0;"
                " set local idle_in_transaction_session_timeout = 0; set local jit = off"
            )
        with closing(Reader(first, second)) as reader:
            yield reader


def select(reader: Reader, filter_: Mapping[str, Any], dataset: str | None) -> Selection:
    """What to export. Raises DatasetNotFound where there is no dataset of the name."""
    if dataset is None:
        # With ids in place of names the planner knows how many rows to expect.
        query = sql.SQL("select nachet.resolve_dataset_filter({}::jsonb)").format(
            sql.Literal(to_json(dict(filter_), "filter"))
        )
        return Selection(filter_, resolved=reader.rows(query)[0][0])
    require_storable(dataset, "dataset")
    found = reader.rows(
        sql.SQL(
            "select d.dataset_id::text, d.digest from nachet.dataset as d where lower(d.dataset_name) = lower({})"
        ).format(sql.Literal(dataset))
    )
    if not found:
        raise DatasetNotFound({"dataset": dataset})
    return Selection({}, dataset, *found[0])


def purged(reader: Reader, selection: Selection) -> list[tuple[str, str]]:
    """What a dataset had and is purged since: ``picture`` or ``specimen``, and its id; none of what is live."""
    if selection.dataset_id is None:
        return []
    one = sql.SQL("select '{0}', d.{1}::text from {2} as d where d.dataset_id = {3} and d.purged order by d.{1}")
    return [
        row
        for kind in ("picture", "specimen")
        for row in reader.rows(
            one.format(
                sql.SQL(kind),
                sql.Identifier(f"{kind}_id"),
                sql.Identifier("nachet", f"dataset_{kind}"),
                sql.Literal(selection.dataset_id),
            )
        )
    ]
