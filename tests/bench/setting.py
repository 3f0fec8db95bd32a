"""What is measured: a database of its own with a user, pictures, species and a pipeline, and documents to register."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from psycopg import sql

from nachet_datastore import Datastore
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.deploy import deploy
from nachet_datastore.documents import NewMlStructure

from .measure import CountingCursor

_SUPPORT = Path(__file__).parent.parent / "sql" / "_support.sql"

_MODELS = {"seed-detector-1": "Object detection", "swinv1-base-dataaugv2-1": "Classification"}
STRUCTURE: NewMlStructure = {
    "models": [{"model_name": name, "task": task, "version": "1"} for name, task in _MODELS.items()],
    "pipelines": [{"pipeline_name": "bench", "models": list(_MODELS)}],
}


@dataclass(frozen=True)
class Setting:
    """One connection, and who acts on what."""

    conn: psycopg.Connection[Any]
    #: The database, for further connections.
    url: str
    datastore: Datastore
    user_id: UUID
    pipeline_id: UUID
    #: Species by the label that models use.
    seeds: dict[str, UUID]
    #: The versions of models that ran, by the model's name.
    versions: dict[str, UUID]

    def add_user(self) -> UUID:
        """A further user, with an empty container."""
        return self.datastore.create_user(f"{os.urandom(8).hex()}@example.org").user_id

    def add_pictures(self, number: int) -> list[UUID]:
        """Confirmed pictures in the user's default folder, without blobs."""
        rows = self.conn.execute(
            """
            insert into nachet_data.picture (
                container_id, picture_set_id, user_id, state, media_type, byte_size, sha256, width, height,
                blob_container_id, blob_name
            )
            select
                %(user)s, %(user)s, %(user)s, 'confirmed', 'image/tiff', 6220942,
                sha256(uuid_send(gen_random_uuid())), 1920, 1080, %(user)s, gen_random_uuid() || '.tiff'
            from generate_series(1, %(number)s)
            returning id
            """,
            {"user": self.user_id, "number": number},
        )
        return [row[0] for row in rows]

    def document(self, boxes: int) -> dict[str, Any]:
        """What a detector and a classifier say of a picture: boxes with five guesses each."""
        found = [self._box() for _ in range(boxes)]
        occurrence: dict[str, int] = {}
        for box in found:
            occurrence[box["label"]] = occurrence.get(box["label"], 0) + 1
        return {
            "filename": "default_filename",
            "boxes": found,
            "labelOccurrence": occurrence,
            "totalBoxes": boxes,
            "models": [{"name": name, "version": "1"} for name in _MODELS],
        }

    def _box(self) -> dict[str, Any]:
        scores = sorted((random.random() for _ in range(5)), reverse=True)  # noqa: S311 - no secret
        labels = random.sample(sorted(self.seeds), 5)
        guesses = [{"label": label, "score": score} for label, score in zip(labels, scores, strict=True)]
        left, top = random.randrange(1700), random.randrange(900)  # noqa: S311 - no secret
        return {
            "box": {"topX": left, "topY": top, "bottomX": left + 170, "bottomY": top + 90},
            "label": guesses[0]["label"],
            "score": guesses[0]["score"],
            "topN": guesses,
            "overlapping": False,
            "overlappingIndices": [],
            "color": "#ED1C24",
        }


@contextmanager
def opened(server_url: str | None) -> Iterator[Setting]:
    """A database of its own on a server, as its superuser; without one, on an embedded server as it comes."""
    if server_url is None:
        with EmbeddedServer() as server, opened(server.url()) as setting:
            yield setting
        return
    name = f"nachet_bench_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
        try:
            url = urlsplit(server_url)._replace(path=f"/{name}").geturl()
            deploy(url)
            with psycopg.connect(url, autocommit=True, cursor_factory=CountingCursor) as conn:
                conn.execute(_SUPPORT.read_bytes())
                yield furnish(conn, url)
        finally:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def furnish(conn: psycopg.Connection[Any], url: str) -> Setting:
    """A user, a pipeline and species in a database with ``_support.sql``."""
    datastore = Datastore(conn)
    user = datastore.create_user("bench@example.org")
    admin = conn.execute("select test.add_user('admin@example.org', 'admin')").fetchone()
    assert admin is not None
    datastore.import_ml_structure(admin[0], STRUCTURE)
    pipeline = conn.execute("select test.pipeline_id('bench')").fetchone()
    versions = conn.execute(
        "select m.name, v.id from nachet.model as m inner join nachet.model_version as v on m.id = v.model_id"
    )
    names = conn.execute("select name, id from nachet.seed order by name limit 27").fetchall()
    assert pipeline is not None
    return Setting(
        conn,
        url,
        datastore,
        user.user_id,
        pipeline[0],
        {f"{number:03d} {name}": seed_id for number, (name, seed_id) in enumerate(names)},
        dict(versions.fetchall()),
    )


def new_id() -> UUID:
    """A UUID of version 7, as the database makes them."""
    value = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def columns(prefix: str, rows: list[dict[str, Any]], *names: str) -> dict[str, str]:
    """Columns of rows as arrays, written as PostgreSQL reads them: ``<prefix>_<name>``."""
    return {f"{prefix}_{name}": _array([row[name] for row in rows]) for name in names}


def _array(values: list[Any]) -> str:
    return "{" + ",".join(json.dumps(str(value), ensure_ascii=False) for value in values) + "}"
