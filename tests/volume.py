"""100,000 pictures and what belongs to them, for tests of plans and for measuring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

_SQL = Path(__file__).parent / "sql" / "_volume.sql"


@dataclass(frozen=True)
class Landmarks:
    """Something of each kind in a container of many pictures."""

    #: A picture in the middle, the one that it was cut out of, and their folder.
    picture_id: UUID
    parent: UUID
    picture_set_id: UUID
    #: A pipeline that ran for most pictures, one that ran for few; a species of some.
    pipeline_id: UUID
    rare_pipeline_id: UUID
    seed_id: UUID


def fill(conn: psycopg.Connection, contents: Mapping[UUID, tuple[int, int]]) -> None:
    """Fill users' own containers, each with so many folders of so many pictures; ``_support.sql`` is loaded."""
    conn.execute(_SQL.read_bytes())
    for user_id, (folders, pictures) in contents.items():
        conn.execute("select test.fill_container(%s, %s, %s)", [user_id, folders, pictures])
    conn.execute("analyze")


def landmarks(conn: psycopg.Connection, container_id: UUID) -> Landmarks:
    """Those of a container that ``fill`` filled with 40,000 pictures or more."""
    with conn.cursor(row_factory=class_row(Landmarks)) as cursor:
        found = cursor.execute(
            """
            select
                p.id as picture_id,
                p.parent,
                p.picture_set_id,
                (select l.id from nachet_data.pipeline as l where l.name = 'volume') as pipeline_id,
                (select l.id from nachet_data.pipeline as l where l.name = 'volume, rare') as rare_pipeline_id,
                (select s.seed_id from nachet_data.picture_seed as s where s.container_id = %(container_id)s limit 1)
            from nachet_data.picture as p
            where p.container_id = %(container_id)s and p.parent is not null
            order by p.id offset 300 limit 1
            """,
            {"container_id": container_id},
        ).fetchone()
    assert found is not None
    return found


#: Filters of find_pictures by what they find: much, little or nothing, as in each of its keys.
FILTERS: dict[str, Callable[[Landmarks], Mapping[str, Any]]] = {
    "everything": lambda _: {},
    "a large page": lambda _: {"limit": 1000},
    "a later page": lambda v: {"after": v.picture_id},
    "a folder": lambda v: {"picture_set_id": v.picture_set_id},
    "crops": lambda v: {"parent": v.parent},
    "a species": lambda v: {"seed_id": v.seed_id},
    "a species of none": lambda v: {"seed_id": v.picture_id},
    "verified ones": lambda _: {"verified": True},
    "unverified ones": lambda _: {"verified": False},
    "with an inference": lambda _: {"has_inference": True},
    "without an inference": lambda _: {"has_inference": False},
    "the last minutes": lambda _: {"uploaded_from": "2024-02-11T16:00:00Z"},
    "the first minutes": lambda _: {"uploaded_to": "2024-01-01T02:00:00Z"},
    "some minutes": lambda _: {"uploaded_from": "2024-01-20T12:00:00Z", "uploaded_to": "2024-01-20T13:00:00Z"},
    "a frequent type": lambda _: {"media_type": "image/tiff"},
    "a rare type": lambda _: {"media_type": "image/png"},
    "a type of none": lambda _: {"media_type": "image/webp"},
    "most sizes": lambda _: {"min_byte_size": 200_000, "max_byte_size": 6_000_000},
    "the largest": lambda _: {"min_byte_size": 6_099_000},
    "the smallest": lambda _: {"max_byte_size": 100_100},
    "too large": lambda _: {"min_byte_size": 9_000_000},
    "most widths": lambda _: {"min_width": 700, "min_height": 500},
    "a rare width": lambda _: {"max_width": 700},
    "a rare height": lambda _: {"max_height": 500},
    "too wide": lambda _: {"min_width": 10_000},
    "too high": lambda _: {"min_height": 10_000},
    "a frequent pipeline": lambda v: {"pipeline_id": v.pipeline_id},
    "a rare pipeline": lambda v: {"pipeline_id": v.rare_pipeline_id},
    "sure ones": lambda _: {"min_top_score": 0.1},
    "the surest": lambda _: {"min_top_score": 0.998},
    "the least sure": lambda _: {"max_top_score": 0.002},
    "a frequent name": lambda _: {"name": "img"},
    "a rare name": lambda _: {"name": "scan"},
    "a name of none": lambda _: {"name": "unheard"},
    "a frequent word": lambda _: {"text": "tray"},
    "a rare word": lambda _: {"text": "contaminated"},
    "a word of none": lambda _: {"text": "unheard"},
    "rare and frequent words": lambda _: {"text": "contaminated M3"},
    "verified ones of a folder": lambda v: {"picture_set_id": v.picture_set_id, "verified": True},
    "a rare word in a folder": lambda v: {"picture_set_id": v.picture_set_id, "text": "contaminated"},
    "verified ones of a species": lambda v: {"seed_id": v.seed_id, "verified": True},
    "sure ones of a rare pipeline": lambda v: {"pipeline_id": v.rare_pipeline_id, "min_top_score": 0.5},
}
