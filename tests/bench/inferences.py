"""Registering, reading back and verifying an inference, each beside its floor and beside one statement a row.

The floor writes the very same rows, all columns, constraints and indexes, with one prepared statement whose values lie
ready as PostgreSQL reads them: it checks nothing, resolves nothing, decides nothing and answers nothing. What an
object-relational mapper does is one statement a row, in one transaction. ``call`` is the published function, its
document ready as text; ``client`` is the method of the Python client, which also writes and reads the documents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, LiteralString
from uuid import UUID

from nachet_datastore.wrapper import Call, calls

from .measure import Measurement, interleave
from .setting import Setting, columns, new_id

Row = dict[str, Any]

_INFERENCE: LiteralString = """
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score
    )
    values (
        %(container)s, %(inference)s, %(picture)s, %(container)s, %(pipeline)s, %(document)s::jsonb, %(boxes)s,
        %(top_score)s
    )"""
_INFERENCE_MODEL: LiteralString = """
    insert into nachet_data.inference_model (
        container_id, inference_id, position, name, version, model_version_id
    )"""
_MODEL_VALUES: LiteralString = """
    values (%(container)s, %(inference)s, %(position)s, %(name)s, %(version)s, %(version_id)s)"""
_OBJECT: LiteralString = """
    insert into nachet_data.object (
        container_id, inference_id, id, position, top_x, top_y, bottom_x, bottom_y, top_score, margin, top_place,
        top_seed_id, guess_seed_ids, guess_scores
    )"""
_OBJECT_VALUES: LiteralString = """
    values (
        %(container)s, %(inference)s, %(id)s, %(position)s, %(top_x)s, %(top_y)s, %(bottom_x)s, %(bottom_y)s,
        %(score)s, %(margin)s, 1, %(seed_id)s, %(guess_seed_ids)s::uuid[], %(guess_scores)s::float8[]
    )"""
_COUNT_BOXES: LiteralString = """
    update nachet_data.picture set nb_object = %(boxes)s, updated_at = now()
    where container_id = %(container)s and id = %(picture)s"""

REGISTER: LiteralString = f"""
with inference as ({_INFERENCE}),
inference_model as ({_INFERENCE_MODEL}
    select %(container)s, %(inference)s, m.*
    from unnest(
        %(model_position)s::smallint[], %(model_name)s::text[], %(model_version)s::text[],
        %(model_version_id)s::uuid[]
    ) as m
),
object as ({_OBJECT}
    select
        %(container)s, %(inference)s, o.id, o.position, o.top_x, o.top_y, o.bottom_x, o.bottom_y, o.score, o.margin, 1,
        o.seed_id, o.guess_seed_ids::uuid[], o.guess_scores::float8[]
    from unnest(
        %(object_id)s::uuid[], %(object_position)s::integer[], %(object_top_x)s::float8[], %(object_top_y)s::float8[],
        %(object_bottom_x)s::float8[], %(object_bottom_y)s::float8[], %(object_score)s::float8[],
        %(object_margin)s::float8[], %(object_seed_id)s::uuid[], %(object_guess_seed_ids)s::text[],
        %(object_guess_scores)s::text[]
    ) as o (
        id, position, top_x, top_y, bottom_x, bottom_y, score, margin, seed_id, guess_seed_ids, guess_scores
    )
)
{_COUNT_BOXES}"""  # noqa: S608 - put together of constants

READ: LiteralString = """
select i.inference, b.*
from nachet_data.inference as i
cross join lateral (
    select
        array_agg(o.id order by o.position), array_agg(e.state order by o.position),
        array_agg(e.identification_id order by o.position), array_agg(e.moved order by o.position),
        array_agg(e.top_x order by o.position), array_agg(e.top_y order by o.position),
        array_agg(s.name order by o.position)
    from nachet_data.object as o
    left join nachet_data.specimen as e on e.container_id = o.container_id and e.id = o.specimen_id
    left join nachet_data.seed as s on s.id = e.seed_id
    where o.container_id = i.container_id and o.inference_id = i.id
) as b
where i.container_id = %(container)s and i.id = %(inference)s"""
_READ_INFERENCE: LiteralString = """
select i.inference from nachet_data.inference as i
where i.container_id = %(container)s and i.id = %(inference)s"""
_READ_OBJECT: LiteralString = """
select o.id, e.state, e.identification_id, e.moved, e.top_x, e.top_y, s.name
from nachet_data.object as o
left join nachet_data.specimen as e on e.container_id = o.container_id and e.id = o.specimen_id
left join nachet_data.seed as s on s.id = e.seed_id
where o.container_id = %(container)s and o.id = %(id)s"""

_SPECIMEN: LiteralString = """
    insert into nachet_data.specimen (
        container_id, picture_id, state, id, seed_id, identification_id, top_x, top_y, bottom_x, bottom_y
    )"""
_SPECIMEN_VALUES: LiteralString = """
    values (
        %(container)s, %(picture)s, 'settled', %(specimen_id)s, %(seed_id)s, %(id)s, %(top_x)s, %(top_y)s,
        %(bottom_x)s, %(bottom_y)s
    )"""
_SHOW: LiteralString = """
    update nachet_data.object as o
    set specimen_id = v.specimen_id, updated_at = now()
    from v
    where o.container_id = %(container)s and o.id = v.object_id"""
_SHOW_ONE: LiteralString = """
    update nachet_data.object
    set specimen_id = %(specimen_id)s, updated_at = now()
    where container_id = %(container)s and id = %(object_id)s"""
_IDENTIFICATION: LiteralString = """
    insert into nachet_data.identification (
        container_id, user_id, id, specimen_id, object_id, act, seed_id, top_x, top_y, bottom_x, bottom_y
    )"""
_ACT_VALUES: LiteralString = """
    values (
        %(container)s, %(container)s, %(id)s, %(specimen_id)s, %(object_id)s, %(act)s, %(seed_id)s, %(top_x)s,
        %(top_y)s, %(bottom_x)s, %(bottom_y)s
    )"""
_VERIFY_INFERENCE: LiteralString = """
    update nachet_data.inference set verified = true, verified_by = %(container)s, updated_at = now()
    where container_id = %(container)s and id = %(inference)s"""
_PICTURE_SEED: LiteralString = """
    insert into nachet_data.picture_seed (container_id, picture_id, id, seed_id)"""
_SPECIES_VALUES: LiteralString = """
    values (%(container)s, %(picture)s, %(id)s, %(seed_id)s)"""
_VERIFY_PICTURE: LiteralString = """
    update nachet_data.picture set verified = true, updated_at = now()
    where container_id = %(container)s and id = %(picture)s"""

VERIFY: LiteralString = f"""
with v as materialized (
    select v.*
    from unnest(
        %(act_id)s::uuid[], %(act_specimen_id)s::uuid[], %(act_object_id)s::uuid[], %(act_act)s::text[],
        %(act_seed_id)s::uuid[], %(act_top_x)s::float8[], %(act_top_y)s::float8[], %(act_bottom_x)s::float8[],
        %(act_bottom_y)s::float8[]
    ) as v (id, specimen_id, object_id, act, seed_id, top_x, top_y, bottom_x, bottom_y)
),
specimen as ({_SPECIMEN}
    select
        %(container)s, %(picture)s, 'settled', v.specimen_id, v.seed_id, v.id, v.top_x, v.top_y, v.bottom_x,
        v.bottom_y
    from v
),
object as ({_SHOW}),
identification as ({_IDENTIFICATION}
    select %(container)s, %(container)s, v.*
    from v
),
inference as ({_VERIFY_INFERENCE}),
picture_seed as ({_PICTURE_SEED}
    select %(container)s, %(picture)s, s.*
    from unnest(%(species_id)s::uuid[], %(species_seed_id)s::uuid[]) as s
)
{_VERIFY_PICTURE}"""  # noqa: S608 - put together of constants

_GUESSES = ("guess_seed_ids", "guess_scores")
_EDGES = ("top_x", "top_y", "bottom_x", "bottom_y")

JOBS = ("register", "read back", "verify")

Run = Callable[[], object]
Statement = tuple[LiteralString, Row]

#: What hangs on a picture, in one order.
_CONTENT: LiteralString = """
select jsonb_build_array(
    p.nb_object, p.verified,
    (select jsonb_agg(to_jsonb(s) order by s.seed_id) from nachet_data.picture_seed as s where s.picture_id = p.id),
    to_jsonb(i),
    (
        select jsonb_agg(to_jsonb(m) order by m.position)
        from nachet_data.inference_model as m
        where m.inference_id = i.id
    ),
    (select jsonb_agg(to_jsonb(o) order by o.position) from nachet_data.object as o where o.inference_id = i.id),
    (
        select jsonb_agg(to_jsonb(d) order by o.position)
        from nachet_data.identification as d inner join nachet_data.object as o on o.id = d.object_id
        where o.inference_id = i.id
    ),
    (
        select jsonb_agg(to_jsonb(s) order by o.position)
        from nachet_data.specimen as s inner join nachet_data.object as o on o.specimen_id = s.id
        where o.inference_id = i.id
    )
)::text
from nachet_data.picture as p
inner join nachet_data.inference as i on i.picture_id = p.id
where p.id = %s"""


@dataclass(frozen=True)
class Registered:
    """An inference that is there: its answer, and where it is."""

    answer: Any
    place: Row

    @property
    def inference_id(self) -> UUID:
        """Its id."""
        inference_id: UUID = self.answer["inference_id"]
        return inference_id


class Inferences:
    """The three jobs, for one number of boxes."""

    def __init__(self, setting: Setting, boxes: int) -> None:
        self._setting = setting
        self._conn = setting.conn
        self._boxes = boxes
        self._pictures = self._supply()
        self._register: dict[str, Callable[[UUID, Any], Run]] = {
            "floor": self._register_floor,
            "call": self._register_call,
            "client": self._register_client,
            "a statement a row": self._register_rows,
        }
        self._read: dict[str, Callable[[Registered], Run]] = {
            "floor": self._read_floor,
            "call": self._read_call,
            "client": self._read_client,
            "a statement a row": self._read_rows,
        }
        self._verify: dict[str, Callable[[Registered], Run]] = {
            "floor": self._verify_floor,
            "call": self._verify_call,
            "client": self._verify_client,
            "a statement a row": self._verify_rows,
        }

    def _supply(self) -> Iterator[UUID]:
        while True:
            yield from self._setting.add_pictures(200)

    def ready(self, job: str, form: str) -> Run:
        """A run of a job in one of its forms, for a picture of its own."""
        document = self._setting.document(self._boxes)
        if job == "register":
            return self._register[form](next(self._pictures), document)
        return (self._read if job == "read back" else self._verify)[form](self._registered(document))

    def runs(self, form: str) -> tuple[Callable[..., Run], Callable[..., Run], Callable[..., Run]]:
        """How one form registers, reads back and verifies."""
        return self._register[form], self._read[form], self._verify[form]

    def picture(self) -> UUID:
        """A picture without an inference."""
        return next(self._pictures)

    def registered(self) -> Registered:
        """An inference that nobody verified."""
        return self._registered(self._setting.document(self._boxes))

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that each job has."""
        return tuple(self._register)

    def ready_call(self, job: str) -> Call[Any]:
        """The call of a job, for a picture of its own."""
        user_id = self._setting.user_id
        document: Any = self._setting.document(self._boxes)
        if job == "register":
            return calls.register_inference(user_id, next(self._pictures), document, pipeline="bench")
        registered = self._registered(document)
        if job == "read back":
            return calls.get_inference(user_id, registered.inference_id)
        return calls.verify_seed(user_id, registered.inference_id, self._feedback(registered))

    def measure(self, repetitions: int) -> list[Measurement]:
        """All three, once it is proved that their forms do the same."""
        self._require_same_rows(self._register, lambda document: (next(self._pictures), document))
        self._require_same_rows(self._verify, lambda document: (self._registered(document),))
        # Plans made for statistics of smaller tables would be measured otherwise.
        self._conn.execute("analyze")
        return [
            interleave(
                self._conn,
                job,
                f"{self._boxes} x 5",
                {form: partial(self.ready, job, form) for form in self._register},
                repetitions,
            )
            for job in JOBS
        ]

    def _require_same_rows(
        self, forms: Mapping[str, Callable[..., Run]], begin: Callable[[dict[str, Any]], tuple[Any, ...]]
    ) -> None:
        """What each form leaves behind is the same, but for ids and times."""
        setting = self._setting
        known = {str(known) for known in (setting.user_id, setting.pipeline_id, *setting.seeds.values())}
        document, contents = setting.document(self._boxes), {}
        for name, form in forms.items():
            started = begin(document)
            form(*started)()
            picture = started[0].place["picture"] if isinstance(started[0], Registered) else started[0]
            found = self._conn.execute(_CONTENT, [picture]).fetchone()
            assert found is not None
            text = re.sub(r"[0-9a-f-]{36}", lambda match: match[0] if match[0] in known else "id", found[0])
            contents[name] = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+]+", "time", text)
        for name, content in contents.items():
            assert content == contents["call"], f"{name} writes other rows: {content} instead of {contents['call']}"

    def _call(self, call: Call[Any]) -> Run:
        return lambda: self._conn.execute(call.statement, call.values, prepare=True).fetchone()

    def _one_by_one(self, statements: list[Statement]) -> Run:
        def run() -> None:
            self._conn.execute("begin")
            for statement, row in statements:
                self._conn.execute(statement, row, prepare=True)
            self._conn.execute("commit")

        return run

    # -- register ------------------------------------------------------------------------------------------------

    def _register_call(self, picture: UUID, document: Any) -> Run:
        return self._call(calls.register_inference(self._setting.user_id, picture, document, pipeline="bench"))

    def _register_client(self, picture: UUID, document: Any) -> Run:
        register = self._setting.datastore.register_inference
        return lambda: register(self._setting.user_id, picture, document, pipeline="bench")

    def _register_floor(self, picture: UUID, document: Any) -> Run:
        values, models, objects = self._as_rows(picture, document)
        ready = (
            values
            | columns("model", models, "position", "name", "version", "version_id")
            | columns("object", objects, "id", "position", *_EDGES, "score", "margin", "seed_id", *_GUESSES)
        )
        return lambda: self._conn.execute(REGISTER, ready, prepare=True)

    def _register_rows(self, picture: UUID, document: Any) -> Run:
        values, models, objects = self._as_rows(picture, document)
        return self._one_by_one(
            [
                (_INFERENCE, values),
                *((_INFERENCE_MODEL + _MODEL_VALUES, values | row) for row in models),
                *((_OBJECT + _OBJECT_VALUES, values | row) for row in objects),
                (_COUNT_BOXES, values),
            ]
        )

    def _as_rows(self, picture: UUID, document: dict[str, Any]) -> tuple[Row, list[Row], list[Row]]:
        """The values of the inference, and the rows of its models and boxes; guesses come best first."""
        inference_id, pipeline_id = new_id(), self._setting.pipeline_id
        objects: list[Row] = []
        boxes = []
        for position, box in enumerate(document["boxes"], 1):
            object_id, corners, guesses = new_id(), box["box"], box["topN"]
            seeds = [self._setting.seeds[guess["label"]] for guess in guesses]
            boxes.append(
                box
                | {"box_id": str(object_id), "object_type_id": 1, "top_id": str(object_id), "is_verified": False}
                | {"topN": [guess | {"object_id": str(object_id)} for guess in guesses]}
            )
            objects.append(
                {
                    "id": object_id,
                    "position": position,
                    "top_x": corners["topX"],
                    "top_y": corners["topY"],
                    "bottom_x": corners["bottomX"],
                    "bottom_y": corners["bottomY"],
                    "score": box["score"],
                    "margin": guesses[0]["score"] - guesses[1]["score"],
                    "seed_id": seeds[0],
                    "guess_seed_ids": "{" + ",".join(str(seed) for seed in seeds) + "}",
                    "guess_scores": "{" + ",".join(str(guess["score"]) for guess in guesses) + "}",
                }
            )
        values = {
            "container": self._setting.user_id,
            "inference": inference_id,
            "picture": picture,
            "pipeline": pipeline_id,
            "boxes": self._boxes,
            "top_score": max(guess["score"] for box in document["boxes"] for guess in box["topN"]),
            "document": json.dumps(
                document | {"inference_id": str(inference_id), "pipeline_id": str(pipeline_id), "boxes": boxes}
            ),
        }
        models = [
            model | {"position": position, "version_id": self._setting.versions[model["name"]]}
            for position, model in enumerate(document["models"], 1)
        ]
        return values, models, objects

    # -- read back -----------------------------------------------------------------------------------------------

    def _registered(self, document: Any) -> Registered:
        picture = next(self._pictures)
        answer = self._setting.datastore.register_inference(self._setting.user_id, picture, document, pipeline="bench")
        inference = answer["inference_id"]
        return Registered(answer, {"container": self._setting.user_id, "inference": inference, "picture": picture})

    def _read_call(self, registered: Registered) -> Run:
        return self._call(calls.get_inference(self._setting.user_id, registered.inference_id))

    def _read_client(self, registered: Registered) -> Run:
        return lambda: self._setting.datastore.get_inference(self._setting.user_id, registered.inference_id)

    def _read_floor(self, registered: Registered) -> Run:
        return lambda: self._conn.execute(READ, registered.place, prepare=True).fetchall()

    def _read_rows(self, registered: Registered) -> Run:
        boxes = [registered.place | {"id": box["box_id"]} for box in registered.answer["boxes"]]

        def read() -> None:
            self._conn.execute(_READ_INFERENCE, registered.place, prepare=True).fetchone()
            for box in boxes:
                self._conn.execute(_READ_OBJECT, box, prepare=True).fetchone()

        return read

    # -- verify --------------------------------------------------------------------------------------------------

    def _feedback(self, registered: Registered) -> Any:
        """Every third box is corrected to its second guess, the others are confirmed."""
        return [
            {"boxId": box["box_id"]}
            | ({"label": box["topN"][1]["label"], "classId": box["topN"][1]["object_id"]} if number % 3 == 1 else {})
            for number, box in enumerate(registered.answer["boxes"])
        ]

    def _verify_call(self, registered: Registered) -> Run:
        feedback = self._feedback(registered)
        return self._call(calls.verify_seed(self._setting.user_id, registered.inference_id, feedback))

    def _verify_client(self, registered: Registered) -> Run:
        feedback = self._feedback(registered)
        return lambda: self._setting.datastore.verify_seed(self._setting.user_id, registered.inference_id, feedback)

    def _verify_floor(self, registered: Registered) -> Run:
        acts, species = self._as_acts(registered)
        ready = (
            registered.place
            | columns("act", acts, "id", "specimen_id", "object_id", "act", "seed_id", *_EDGES)
            | columns("species", species, "id", "seed_id")
        )
        return lambda: self._conn.execute(VERIFY, ready, prepare=True)

    def _verify_rows(self, registered: Registered) -> Run:
        acts, species = self._as_acts(registered)
        place = registered.place
        return self._one_by_one(
            [
                *((_SPECIMEN + _SPECIMEN_VALUES, place | act) for act in acts),
                *((_SHOW_ONE, place | act) for act in acts),
                *((_IDENTIFICATION + _ACT_VALUES, place | act) for act in acts),
                (_VERIFY_INFERENCE, place),
                *((_PICTURE_SEED + _SPECIES_VALUES, place | row) for row in species),
                (_VERIFY_PICTURE, place),
            ]
        )

    def _as_acts(self, registered: Registered) -> tuple[list[Row], list[Row]]:
        """The rows of the feedback's acts, and of the species that the picture then shows."""
        acts: list[Row] = []
        for number, box in enumerate(registered.answer["boxes"]):
            guess = box["topN"][1 if number % 3 == 1 else 0]
            seed_id = self._setting.seeds[guess["label"]]
            acts.append(
                {
                    "id": new_id(),
                    "object_id": box["box_id"],
                    "act": "correct" if number % 3 == 1 else "confirm",
                    "specimen_id": new_id(),
                    "seed_id": seed_id,
                    "top_x": box["box"]["topX"],
                    "top_y": box["box"]["topY"],
                    "bottom_x": box["box"]["bottomX"],
                    "bottom_y": box["box"]["bottomY"],
                }
            )
        return acts, [{"id": new_id(), "seed_id": seed_id} for seed_id in {act["seed_id"] for act in acts}]
