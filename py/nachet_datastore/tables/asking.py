"""What is asked of the views: statements, their columns, and what an Arrow table is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg.errors import InsufficientPrivilege

from ..documents import DatasetFilterInput
from ..errors import AnalystRequired
from ..wrapper import Call

#: The corners of a box, one struct in the table.
CORNERS = ("top_x", "top_y", "bottom_x", "bottom_y")

#: What is in a text that stands for a list: between its items, a character that no name has.
SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: each column by its name with what it holds, and the values of its parameters.

    Kinds: text, int, float, bool, time (microseconds since 1970), and box, guesses, of several columns of the query.
    """

    query: LiteralString
    columns: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def copy(self) -> LiteralString:
        """The statement that streams its rows."""
        return f"copy ({self.query}) to stdout (format csv, encoding 'UTF8')"

    @property
    def call(self) -> Call[None]:
        """What a client notes of who holds its connection."""
        return Call(self.query, {}, lambda _: None)


@contextmanager
def views_errors() -> Iterator[None]:
    """Raise AnalystRequired where the login may not read a view."""
    try:
        yield
    except InsufficientPrivilege as error:
        raise AnalystRequired({"reason": error.diag.message_primary}) from error


# -- tables ------------------------------------------------------------------------------------------------------

_SPECIMENS = {
    "container_id": "text",
    "picture_set_id": "text",
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
    "box": "box",
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
    "sample": "text",
}

_CONFUSION = {
    "model_name": "text",
    "model_version": "text",
    "seed_id": "text",
    "seed_name": "text",
    "model_seed_id": "text",
    "model_seed_name": "text",
    "nb_object": "int",
}

_INFERENCES = {
    "container_id": "text",
    "picture_set_id": "text",
    "picture_id": "text",
    "inference_id": "text",
    "pipeline_id": "text",
    "model_name": "text",
    "model_version": "text",
    "inferred_at": "time",
    "box_id": "text",
    "box": "box",
    "label": "text",
    "score": "float",
    "guesses": "guesses",
    "specimen_id": "text",
    "state": "text",
    "seed_id": "text",
    "seed_name": "text",
}


def _time(column: LiteralString) -> LiteralString:
    return f"(extract(epoch from {column}) * 1000000)::bigint as {column.rpartition('.')[2]}"


def specimens(wanted: DatasetFilterInput | None) -> Asked:
    """The specimens of a filter, by picture."""
    corners: LiteralString = ", ".join(f"s.{name}" for name in CORNERS)
    columns: LiteralString = ", ".join(
        corners if kind == "box" else _time(f"s.{name}") if kind == "time" else f"s.{name}"
        for name, kind in _SPECIMENS.items()
    )
    query: LiteralString = f"""
        select {columns}
        from nachet.select_specimens(%(wanted)s) as s
        order by s.picture_id, s.specimen_id
    """  # noqa: S608 - of our own words
    return Asked(query, _SPECIMENS, {"wanted": json.dumps(wanted or {}, default=str)})


def confusion(
    container_ids: Sequence[UUID | str] | None,
    picture_set_ids: Sequence[UUID | str] | None,
    model: str | None,
    model_version: str | None,
    rank: str | None,
) -> Asked:
    """The pairs of what specimens are and what models called them, summed."""
    source: LiteralString = "nachet.seed_confusion" if rank is None else "nachet.rank_confusion"
    query: LiteralString = f"""
        select
            c.model_name, c.version, c.seed_id, c.seed_name, c.model_seed_id, c.model_seed_name,
            sum(c.nb_object)::bigint
        from {source} as c
        where
            (%(container_ids)s::uuid[] is null or c.container_id = any(%(container_ids)s::uuid[]))
            and (%(picture_set_ids)s::uuid[] is null or c.picture_set_id = any(%(picture_set_ids)s::uuid[]))
            and (%(model)s::text is null or c.model_name = %(model)s::text)
            and (%(model_version)s::text is null or c.version = %(model_version)s::text)
            {"" if rank is None else "and c.rank = %(rank)s::text"}
        group by c.model_name, c.version, c.seed_id, c.seed_name, c.model_seed_id, c.model_seed_name
        order by c.model_name, c.version, c.seed_name, c.model_seed_name, c.seed_id, c.model_seed_id
    """  # noqa: S608 - of our own words
    values = {
        "container_ids": _ids(container_ids),
        "picture_set_ids": _ids(picture_set_ids),
        "model": model,
        "model_version": model_version,
        "rank": rank,
    }
    return Asked(query, _CONFUSION, values)


#: The document of an inference is unpacked once, not once for each of its boxes.
_BOXES: LiteralString = f"""
    select
        i.container_id, p.picture_set_id, i.picture_id, i.id as inference_id, i.pipeline_id,
        m.model_name, m.version as model_version,
        (extract(epoch from i.upload_date) * 1000000)::bigint as inferred_at,
        b.box ->> 'box_id' as box_id,
        (b.box -> 'box' ->> 'topX')::double precision as top_x,
        (b.box -> 'box' ->> 'topY')::double precision as top_y,
        (b.box -> 'box' ->> 'bottomX')::double precision as bottom_x,
        (b.box -> 'box' ->> 'bottomY')::double precision as bottom_y,
        b.box ->> 'label' as label,
        (b.box ->> 'score')::double precision as score,
        g.seed_ids, g.names, g.scores,
        o.specimen_id, s.state, s.seed_id, e.name as seed_name
    from nachet.inference as i
    inner join nachet.picture as p on i.container_id = p.container_id and i.picture_id = p.id
    left join lateral (
        select coalesce(mo.name, im.name) as model_name, im.version
        from nachet.inference_model as im
        left join nachet.model_version as mv on im.model_version_id = mv.id
        left join nachet.model as mo on mv.model_id = mo.id
        where im.container_id = i.container_id and im.inference_id = i.id
        order by im.position desc
        limit 1
    ) as m on true
    cross join lateral jsonb_array_elements(i.inference -> 'boxes') as b (box)
    left join nachet.object as o
        on i.container_id = o.container_id and (b.box ->> 'box_id')::uuid = o.id
    left join nachet.specimen as s on o.container_id = s.container_id and o.specimen_id = s.id
    left join nachet.seed as e on s.seed_id = e.id
    left join lateral (
        select
            string_agg(so.seed_id::text, '{SEPARATOR}' order by so.rank) as seed_ids,
            string_agg(se.name, '{SEPARATOR}' order by so.rank) as names,
            string_agg(so.score::text, '{SEPARATOR}' order by so.rank) as scores
        from nachet.seed_object as so
        inner join nachet.seed as se on so.seed_id = se.id
        where so.container_id = o.container_id and so.object_id = o.id
    ) as g on true
    where
        i.withdrawn_at is null
        and (%(container_ids)s::uuid[] is null or i.container_id = any(%(container_ids)s::uuid[]))
        and (%(picture_set_ids)s::uuid[] is null or p.picture_set_id = any(%(picture_set_ids)s::uuid[]))
        and (%(picture_ids)s::uuid[] is null or i.picture_id = any(%(picture_ids)s::uuid[]))
        and (%(model)s::text is null or m.model_name = %(model)s::text)
        and (%(model_version)s::text is null or m.version = %(model_version)s::text)
        and (%(since)s::timestamptz is null or i.upload_date >= %(since)s::timestamptz)
        and (%(until)s::timestamptz is null or i.upload_date < %(until)s::timestamptz)
    order by i.picture_id, i.id, b.box ->> 'box_id'
"""  # noqa: S608 - of our own words


def inferences(
    container_ids: Sequence[UUID | str] | None,
    picture_set_ids: Sequence[UUID | str] | None,
    picture_ids: Sequence[UUID | str] | None,
    model: str | None,
    model_version: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Asked:
    """The boxes of inferences with their guesses."""
    values = {
        "container_ids": _ids(container_ids),
        "picture_set_ids": _ids(picture_set_ids),
        "picture_ids": _ids(picture_ids),
        "model": model,
        "model_version": model_version,
        "since": since,
        "until": until,
    }
    return Asked(_BOXES, _INFERENCES, values)


def _ids(ids: Sequence[UUID | str] | None) -> list[str] | None:
    return None if ids is None else [str(one) for one in ids]


# -- pictures ----------------------------------------------------------------------------------------------------

#: Where the blob of a picture is now.
PLACE: LiteralString = """
    select p.container_id, p.container_name, p.blob_name
    from nachet.picture_summary as p
    where p.picture_id = %(picture_id)s::uuid
"""

#: What is to be drawn: specimens with what people say, and the boxes of the newest inference that nobody looked at.
THINGS: LiteralString = """
    select s.state, e.name, null::double precision as score, s.top_x, s.top_y, s.bottom_x, s.bottom_y
    from nachet.specimen as s
    left join nachet.seed as e on s.seed_id = e.id
    where s.container_id = %(container_id)s::uuid and s.picture_id = %(picture_id)s::uuid
    union all
    select
        'waiting', b.box ->> 'label', (b.box ->> 'score')::double precision,
        (b.box -> 'box' ->> 'topX')::double precision, (b.box -> 'box' ->> 'topY')::double precision,
        (b.box -> 'box' ->> 'bottomX')::double precision, (b.box -> 'box' ->> 'bottomY')::double precision
    from (
        select i.container_id, i.inference
        from nachet.inference as i
        where
            i.container_id = %(container_id)s::uuid and i.picture_id = %(picture_id)s::uuid
            and i.withdrawn_at is null
        order by i.upload_date desc, i.id desc
        limit 1
    ) as n
    cross join lateral jsonb_array_elements(n.inference -> 'boxes') as b (box)
    inner join nachet.object as o on n.container_id = o.container_id and (b.box ->> 'box_id')::uuid = o.id
    where o.specimen_id is null
    order by 5, 4
"""
