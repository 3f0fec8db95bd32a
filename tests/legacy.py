"""A database and blobs in the shape of the older datastore, with every fault that occurs in such data.

The same seed gives the same data. Picture by picture the kinds of ``KINDS`` take turns.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from nachet_datastore.blobs.stores import BlobStore, Content
from samples import png

SCHEMA = "nachet_0.0.11"

#: What a picture is like; each is in every KINDS-th picture.
KINDS = (
    "confirmed",
    "other guess",
    "named by a person",
    "rejected and added",
    "a box nobody looked at",
    "verified_id nowhere",
    "no pipeline",
    "same bytes",
    "no picture",
    "no blob",
    "batch",
    "archived",
    "no inference",
    "two inferences",
    "another person",
    "bad facts",
    "nothing in it",
    "bad boxes",
    "two blobs",
    "inactive pipeline",
)

_TABLES = """
create table object_type (id integer primary key, name text);
create table seed (id uuid primary key, name text not null, object_type_id integer not null default 1);
create table task (id integer primary key, name text);
create table users (id uuid primary key, email varchar(255) not null, registration_date timestamp not null,
    updated_at timestamp not null, default_set_id uuid);
create table picture_set (id uuid primary key, picture_set json not null, owner_id uuid not null references users,
    upload_date date not null, name text);
create table picture (id uuid primary key, picture json not null,
    picture_set_id uuid not null references picture_set on delete cascade, nb_obj integer not null,
    verified boolean not null, upload_date timestamp not null);
create table picture_seed (id uuid primary key, picture_id uuid not null references picture on delete cascade,
    seed_id uuid not null references seed, upload_date timestamp not null);
create table model (id uuid primary key, name text not null, endpoint_name text not null,
    task_id integer not null references task, upload_date timestamp not null, active_version uuid);
create table model_version (id uuid primary key, model_id uuid not null references model, data json not null,
    version text not null, upload_date timestamp not null);
create table pipeline (id uuid primary key, name text not null, active boolean, is_default boolean not null,
    data json not null);
create table pipeline_model (id uuid primary key, pipeline_id uuid not null references pipeline,
    model_id uuid not null references model);
create table pipeline_default (id uuid primary key, pipeline_id uuid not null references pipeline,
    user_id uuid not null references users, update_date timestamp not null);
create table inference (id uuid primary key, inference json not null,
    picture_id uuid not null references picture on delete cascade, upload_date timestamp not null,
    update_at timestamp not null, user_id uuid not null references users, feedback_user_id uuid,
    verified boolean not null, pipeline_id uuid references pipeline);
create table object (id uuid primary key, box_metadata json not null,
    inference_id uuid not null references inference on delete cascade, type_id integer not null references object_type,
    verified_id uuid, valid boolean not null, top_id uuid, upload_date timestamp not null,
    updated_at timestamp not null, manual_detection boolean not null);
create table seed_obj (id uuid primary key, seed_id uuid not null references seed,
    object_id uuid not null references object on delete cascade, score float not null);
"""

_SPECIES = (
    "Ambrosia psilostachya",
    "14 Ambrosia psilostachya",
    "  ambrosia   Psilostachya",
    '"Avena fatua"',
    "Avena fatua",
    "Nova incognita",
    "001 Brassica junsea",
    " ",
)


@dataclass(slots=True)
class Legacy:
    """What was made: rows by table, the blobs, the pictures by kind."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    blobs: dict[tuple[str, str], bytes] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows and blobs there are, by table."""
        return {**{table: len(rows) for table, rows in self.rows.items()}, "blob": len(self.blobs)}

    def of_kind(self, kind: str) -> list[UUID]:
        """The pictures of a kind."""
        return [picture_id for picture_id, found in self.kinds.items() if found == kind]

    def of(self, table: str, column: str, value: object) -> list[dict[str, Any]]:
        """The rows of a table with this value."""
        return [row for row in self.rows[table] if row[column] == value]


def make_legacy(url: str, store: BlobStore, pictures: int = len(KINDS), seed: int = 1) -> Legacy:
    """Make the schema and its rows in a database, and the blobs in a store."""
    made = _Maker(Random(seed)).make(pictures)  # noqa: S311 - data need not be secret
    with psycopg.connect(url) as conn:
        schema = sql.Identifier(SCHEMA)
        conn.execute(sql.SQL("create schema {0}; set local search_path to {0}").format(schema))
        conn.execute(_TABLES.encode())
        for table, rows in made.rows.items():
            _copy(conn, table, rows)
    for (container, name), data in made.blobs.items():
        store.put(container, name, data, Content.of(data, "application/octet-stream"))
    return made


def _copy(conn: psycopg.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
        copy = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)
        with conn.cursor() as cursor, cursor.copy(copy) as copied:
            for row in rows:
                copied.write_row([json.dumps(one) if isinstance(one, dict) else one for one in row.values()])


class _Maker:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._made = Legacy({table: [] for table in _TABLES_IN_ORDER})
        self._clock = datetime(2024, 3, 1, 8)  # noqa: DTZ001 - as the older tables have it
        self._used: Counter[str] = Counter()

    def make(self, pictures: int) -> Legacy:
        self._catalogue()
        self._people()
        for number in range(pictures):
            self._picture(number, KINDS[number % len(KINDS)])
        stray = f"user-{self._id()}"
        self._made.blobs["user-" + str(self.ana), "Field 7/" + str(self._id())] = png(7_000_000)
        self._made.blobs["user-" + str(self.bo), "General/notes.txt"] = b"not a picture"
        self._made.blobs[stray, "General/General.json"] = b"{}"
        self._made.blobs[stray, f"General/{self._id()}"] = png(7_000_001)
        return self._made

    # -- rows --

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _now(self) -> datetime:
        self._clock += timedelta(seconds=1)
        return self._clock

    def _add(self, table: str, **values: Any) -> UUID:
        row = {"id": self._id(), **values}
        self._made.rows[table].append(row)
        found: UUID = row["id"]
        return found

    def _catalogue(self) -> None:
        self._made.rows["object_type"] += [{"id": 1, "name": "seed"}, {"id": 2, "name": "debris"}]
        self._made.rows["task"] += [{"id": 1, "name": "Classification"}, {"id": 2, "name": "Object Detection"}]
        self.seeds = {name: self._add("seed", name=name, object_type_id=1) for name in _SPECIES}
        models = {}
        sorts: list[tuple[str, int, tuple[str, ...]]] = [
            ("swin-1", 1, ("1", "2")),
            ("detector-1", 2, ("5",)),
            ("Detector-1", 2, ("5", "6")),
            ("never-imported", 2, ()),
        ]
        for name, task, versions in sorts:
            models[name] = model = self._add(
                "model", name=name, endpoint_name=name, task_id=task, upload_date=self._now(), active_version=None
            )
            for version in versions:
                said = {
                    "endpoint": f"https://example.invalid/{name}/{version}",
                    "api_key": f"key of {name} {version}",
                    "version": int(version),
                    "created_by": "AI Lab",
                }
                made = self._add("model_version", model_id=model, data=said, version=version, upload_date=self._now())
                if version == versions[0] and name == "swin-1":
                    next(row for row in self._made.rows["model"] if row["id"] == model)["active_version"] = made
        self.pipelines = {}
        lines: list[tuple[str, tuple[str, ...], bool, bool, dict[str, Any]]] = [
            ("Swin", ("swin-1", "detector-1"), True, True, {"created_by": "AI Lab", "token": "a secret"}),
            ("Old", ("detector-1",), False, False, {"models": ["detector-1"]}),
            ("swin", ("swin-1",), True, False, {}),
        ]
        for name, members, active, is_default, data in lines:
            self.pipelines[name] = pipeline = self._add(
                "pipeline", name=name, active=active, is_default=is_default, data=data
            )
            for member in members:
                self._add("pipeline_model", pipeline_id=pipeline, model_id=models[member])

    def _people(self) -> None:
        self.ana, self.twin, self.bo, self.dev = (
            self._add("users", email=email, registration_date=self._now(), updated_at=self._now(), default_set_id=None)
            for email in ("Ana@example.org", "ana@EXAMPLE.org", "bo@example.org", "dev")
        )
        self.folders: dict[tuple[UUID, str], UUID] = {}
        for owner, names in (
            (self.ana, ("General", "Field 7", "field 7", "a/b", "v1.2 général")),
            (self.twin, ("General",)),
            (self.bo, ("general", None)),
            (self.dev, ("General", "Field 7")),
        ):
            for name in names:
                folder = self._add(
                    "picture_set",
                    picture_set={
                        "image_data_picture_set": {"number_of_images": 3},
                        "audit_trail": {"edited_by": str(owner), "change_log": []},
                    },
                    owner_id=owner,
                    upload_date=self._now().date(),
                    name=name,
                )
                self.folders[owner, str(name)] = folder
                if name == "General" and owner == self.ana:
                    self._made.rows["users"][0]["default_set_id"] = folder
                if name not in ("a/b", None):  # The description of some folders is missing.
                    self._made.blobs[f"user-{owner}", f"{name}/{name}.json"] = b'{"number_of_images": 3}'
        for pipeline, user in ((self.pipelines["Swin"], self.bo), (self.pipelines["swin"], self.bo)):
            self._add("pipeline_default", pipeline_id=pipeline, user_id=user, update_date=self._now())

    # -- pictures --

    def _picture(self, number: int, kind: str) -> None:
        places = [place for place in self.folders if place[0] != self.dev]
        owner, name = (self.dev, "Field 7") if kind == "archived" else places[number // len(KINDS) % len(places)]
        folder = self.folders[owner, name]
        facts: dict[str, Any] = {"link": f"{name}/{number}", "description": f"picture {number}"}
        if kind in ("batch", "bad facts"):
            facts |= {"zoom": 10, "nb_seeds": 3} if kind == "batch" else {"zoom": 0, "nb_seeds": "many"}
        picture = self._add(
            "picture", picture=facts, picture_set_id=folder, nb_obj=0, verified=False, upload_date=self._now()
        )
        row = self._made.rows["picture"][-1]
        self._made.kinds[picture] = kind
        data = png(number - 1 if kind == "same bytes" else number, side=40)
        container, blob = f"user-{owner}", f"{name if name != 'None' else folder}/{picture}"
        if kind == "archived":
            blob = f"{self.ana}/{name}/{picture}"
            facts["link"] = blob
        if kind == "no picture":
            data = b"what is no picture " + str(number).encode()
        if kind != "no blob":
            self._made.blobs[container, blob] = data
        if kind == "two blobs":
            self._made.blobs[f"user-{self.dev}", f"{self.ana}/Field 7/{picture}"] = png(number, side=41)
        if kind == "batch":
            for _ in range(2):
                self._add(
                    "picture_seed", picture_id=picture, seed_id=self.seeds["Avena fatua"], upload_date=self._now()
                )
            row["verified"] = True
        elif kind != "no inference":
            self._inference(picture, kind, owner)
            row["verified"] = kind not in ("verified_id nowhere", "bad boxes", "same bytes")

    def _inference(self, picture: UUID, kind: str, owner: UUID) -> None:
        pipeline = self.pipelines["Old" if kind == "inactive pipeline" else "Swin"]
        for number in range(2 if kind == "two inferences" else 1):
            inference = self._add(
                "inference",
                inference={
                    "filename": "default_filename",
                    "labelOccurrence": {"14 Ambrosia psilostachya": 2},
                    "totalBoxes": 0 if kind == "nothing in it" else 2,
                    "models": [{"name": "detector-1", "version": "5"}],
                },
                picture_id=picture,
                upload_date=self._now(),
                update_at=self._now(),
                user_id=owner,
                feedback_user_id={"another person": self.bo, "no pipeline": self._id()}.get(kind, owner),
                verified=kind not in ("verified_id nowhere", "bad boxes", "same bytes"),
                pipeline_id=None if kind == "no pipeline" else pipeline,
            )
            if kind == "nothing in it":
                continue
            first = self._box(inference, 1, kind)
            second = self._box(inference, 20, kind)
            self._feedback(kind, number, first, second)
            if kind == "rejected and added":
                self._added(inference)
            if kind == "bad boxes":
                self._box(inference, 4000, kind)

    def _box(self, inference: UUID, at: int, kind: str) -> dict[str, Any]:
        corners = {"topX": at, "topY": at, "bottomX": at + 15, "bottomY": at + 15}
        label = "14 Ambrosia psilostachya"
        box = self._add(
            "object",
            box_metadata={
                "box": corners,
                "color": "#ED1C24",
                "overlapping": False,
                "overlappingIndices": [],
                "label": label if kind != "bad boxes" else "Avena fatua",
                "score": 0.75,
            },
            inference_id=inference,
            type_id=1,
            verified_id=None,
            valid=True,
            top_id=None,
            upload_date=self._clock,
            updated_at=self._now(),
            manual_detection=False,
        )
        row = self._made.rows["object"][-1]
        row["top_id"] = self._guess(box, label, 0.75)
        self._guess(box, "Avena fatua", 0.125)
        self._guess(box, " " if kind == "bad boxes" else "Nova incognita", 0.0625)
        return row

    def _guess(self, box: UUID, name: str, score: float) -> UUID:
        return self._add("seed_obj", seed_id=self.seeds[name], object_id=box, score=score)

    def _feedback(self, kind: str, number: int, first: dict[str, Any], second: dict[str, Any]) -> None:
        if kind in ("verified_id nowhere", "bad boxes", "same bytes"):
            first["verified_id"] = {"verified_id nowhere": self._id(), "same bytes": first["top_id"]}.get(kind)
            return
        first["verified_id"] = first["top_id"]
        if kind == "a box nobody looked at":
            return
        second["verified_id"] = second["top_id"]
        if kind == "other guess" or (kind == "two inferences" and number == 1):
            guesses = self._made.of("seed_obj", "object_id", second["id"])
            second["verified_id"] = guesses[1]["id"]
        elif kind == "named by a person":
            second["verified_id"] = self._guess(second["id"], '"Avena fatua"', 0)
            second["box_metadata"] = {"topX": 18, "topY": 18, "bottomX": 36, "bottomY": 36.5}
        elif kind == "rejected and added":
            second["valid"], second["verified_id"] = False, None

    def _added(self, inference: UUID) -> None:
        box = self._add(
            "object",
            box_metadata={"topX": 3, "topY": 22, "bottomX": 12, "bottomY": 38},
            inference_id=inference,
            type_id=1,
            verified_id=None,
            valid=True,
            top_id=None,
            upload_date=self._clock,
            updated_at=self._now(),
            manual_detection=True,
        )
        row = self._made.rows["object"][-1]
        row["top_id"] = row["verified_id"] = self._guess(box, "001 Brassica junsea", 0)


_TABLES_IN_ORDER = (
    "object_type",
    "seed",
    "task",
    "users",
    "picture_set",
    "picture",
    "picture_seed",
    "model",
    "model_version",
    "pipeline",
    "pipeline_model",
    "pipeline_default",
    "inference",
    "object",
    "seed_obj",
)
