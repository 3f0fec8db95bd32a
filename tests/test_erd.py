"""The ERD, entity by entity and relation by relation: made, read back and undone through the clients alone.

What a client's call made is also read from the view that bears the entity's name, with the entity's own columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from awaited import clients as open_clients
from conftest import as_user
from nachet_datastore import Datastore, NotFound
from nachet_datastore.errors import ContainerNotFound, GroupNotFound, PipelineNotFound
from nachet_datastore.records import Corners, RegisteredInference
from samples import png
from world import GUESSES, World, box, document

#: The entities with their columns, as the ERD has them.
ENTITIES = {
    "user": "id email registration_date updated_at permission_id",
    "picture_set": "id picture_set owner_id upload_date",
    "picture": "id picture picture_set_id parent nb_object verified upload_date",
    "picture_seed": "id picture_id seed_id upload_date",
    "seed": "id name information object_type_id upload_date",
    "object_type": "id name",
    "inference": "id inference picture_id user_id upload_date",
    "model": "id name endpoint_name task_id active_version",
    "model_version": "id model_id data version upload_date",
    "object": "id box_metadata inference_id type_id verified_id valid top_inference upload_date updated_at",
    "seed_object": "id seed_id object_id",
    "pipeline": "id name active is_default data",
    "pipeline_model": "id pipeline_id model_id",
    "pipeline_default": "id pipeline_id user_id update_date",
    "group": "id name permission_id owner_id upload_date",
    "permission": "id name",
    "user_group": "id user_id group_id upload_date",
    "group_container": "id group_id container_id upload_date",
    "container": "id owner_id public creation_date updated_at",
}

#: The relations, as the ERD has them, and the tests that prove them.
RELATIONS: dict[str, list[str]] = {
    relation: []
    for relation in (
        "user ||--|{ picture_set: uploads",
        "picture_set ||--o{ picture: contains",
        "picture ||--o{ picture: cropped",
        "picture |o--o{ picture_seed: has",
        "picture_seed }o--o| seed: has",
        "object_type ||--|| seed: is",
        "user ||--o{ inference: requests",
        "inference ||--|| picture: infers",
        "inference }o--|| pipeline: uses",
        "inference ||--o{ object: detects",
        "object ||--o{ seed_object: is",
        "seed_object }o--|| seed: is",
        "object }o--|| object_type: is",
        "user ||--|| pipeline_default: select",
        "pipeline_default }o--|| pipeline: is",
        "pipeline }o--o{ pipeline_model: uses",
        "model }o--o{ pipeline_model: uses",
        "model_version ||--o{ model: has",
        "user }o--o{ user_group: apart",
        "user_group }o--o{ group: represent",
        "permission ||--|| user: has",
        "permission ||--|| group: has",
        "group }o--o{ group_container: has",
        "container }o--o{ group_container: represent",
        "container ||--o{ picture_set: contains",
    )
}

F = TypeVar("F", bound=Callable[..., None])


def proves(*relations: str) -> Callable[[F], F]:
    """Say which relations a test makes, reads back and undoes."""

    def note(test: F) -> F:
        for relation in relations:
            RELATIONS[relation].append(test.__name__)
        return test

    return note


class Erd:
    """A client with a store, a reader of the views, an administrator, and a user with a folder and a picture in it."""

    def __init__(self, datastore: Datastore, reader: psycopg.Connection[Any]) -> None:
        self.datastore = datastore
        self._reader = reader
        self.admin = datastore.create_user("admin@example.org", permission="admin").user_id
        self.user = datastore.create_user("ana@example.org").user_id
        self.import_models("1", ["finder", "namer"])
        self.folder = datastore.create_picture_set(self.user, "folder", metadata={"field": 7}).picture_set_id
        self.picture = self.upload(0)

    def read(self, entity: str, **wanted: object) -> list[dict[str, Any]]:
        """Rows of an entity's view, with the ERD's columns, that have these values."""
        return self._reader.execute(
            sql.SQL("select {} from {} where {}").format(
                sql.SQL(", ").join(map(sql.Identifier, ENTITIES[entity].split())),
                sql.Identifier("nachet", entity),
                sql.SQL(" and ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(column), sql.Literal(value))
                    for column, value in wanted.items()
                ),
            )
        ).fetchall()

    def upload(self, number: int, **said: Any) -> UUID:
        return self.datastore.upload_picture(self.user, png(number, 32), picture_set_id=self.folder, **said)

    def infer(self, picture_id: UUID, boxes: int = 1) -> RegisteredInference:
        seen = document(*[box(10 * number, *GUESSES) for number in range(boxes)])
        return self.datastore.register_inference(self.user, picture_id, seen, pipeline="both")

    def import_models(self, version: str, models: list[str]) -> None:
        self.datastore.import_ml_structure(
            self.admin,
            {
                "models": [
                    {"model_name": name, "task": "Classification", "version": version} for name in ("finder", "namer")
                ],
                "pipelines": [{"pipeline_name": "both", "models": models, "default": True}],
            },
        )

    def forget(self, *picture_ids: UUID) -> None:
        """Delete pictures for good."""
        self.datastore.delete_pictures(self.user, picture_ids)
        self.empty_trash()

    def empty_trash(self) -> None:
        assert self.datastore.purge_trash(datetime.now(UTC) + timedelta(minutes=1)).remaining == 0


@pytest.fixture(scope="module", params=["sync", "async"])
def erd(
    request: pytest.FixtureRequest,
    clone: Callable[[], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Erd]:
    """What the tests share, once with the sync client and once with the async one; each undoes what it does."""
    store: Path = tmp_path_factory.mktemp("store")
    with clone() as database_url, open_clients(request.param) as clients:
        url = as_user(database_url, "nachet_test_backend")
        with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as reader:
            yield Erd(clients.datastore(url, store), reader)


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_entity_has_a_view_with_its_columns(entity: str, world: World) -> None:
    with psycopg.connect(world.url) as conn:
        view = sql.Identifier("nachet", entity)
        description = conn.execute(sql.SQL("select * from {} limit 0").format(view)).description or []
    assert set(ENTITIES[entity].split()) <= {column.name for column in description}


@proves("user ||--|{ picture_set: uploads", "container ||--o{ picture_set: contains")
def test_a_user_makes_folders_in_containers(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    container = datastore.create_container(user, "second").container_id
    made = datastore.create_picture_set(user, "a/b", metadata={"field": 8}, container_id=container).picture_set_id
    (row,) = erd.read("picture_set", id=made)
    assert (row["owner_id"], row["picture_set"]) == (user, {"field": 8})
    (row,) = erd.read("container", id=container)
    assert (row["owner_id"], row["public"]) == (user, False)
    assert datastore.get_picture_set(user, made, container_id=container).owner_id == user
    listed = datastore.list_picture_sets(user, container_id=container)
    assert [folder["folder_name"] for folder in listed] == ["General", "a/b"]
    assert made not in {folder["picture_set_id"] for folder in datastore.list_picture_sets(user)}

    datastore.delete_picture_set(user, made, keep_verified=False, container_id=container)
    erd.empty_trash()
    assert erd.read("picture_set", id=made) == []
    assert len(datastore.list_picture_sets(user, container_id=container)) == 1
    with pytest.raises(NotFound):
        datastore.restore_picture_set(user, made, container_id=container)


@proves("picture_set ||--o{ picture: contains")
def test_a_folder_contains_pictures(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    picture = erd.upload(1, metadata={"lens": "x"})
    (row,) = erd.read("picture", id=picture)
    assert (row["picture_set_id"], row["picture"], row["verified"]) == (erd.folder, {"lens": "x"}, False)
    assert datastore.get_picture(user, picture).picture_set_id == erd.folder

    datastore.move_pictures(user, [picture], user)
    assert erd.read("picture", id=picture)[0]["picture_set_id"] == user
    assert datastore.read_picture(user, picture) == png(1, 32)
    erd.forget(picture)
    assert erd.read("picture", id=picture) == []


@proves("picture ||--o{ picture: cropped")
def test_a_crop_has_its_parent(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    where: Corners = {"topX": 0, "topY": 0, "bottomX": 4, "bottomY": 3}
    crop = datastore.upload_crop(user, erd.picture, png(2), box=where)
    (row,) = erd.read("picture", id=crop)
    assert (row["parent"], row["picture_set_id"]) == (erd.picture, erd.folder)
    assert datastore.get_picture(user, crop).parent_box == where
    (found,) = datastore.find_pictures(user, parent=erd.picture).items
    assert found.picture_id == crop

    erd.forget(crop)
    assert erd.read("picture", parent=erd.picture) == []
    assert datastore.find_pictures(user, parent=erd.picture).items == ()


@proves("picture |o--o{ picture_seed: has", "picture_seed }o--o| seed: has")
def test_a_picture_has_the_species_that_people_saw_in_it(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    named = erd.upload(3, seed_name="Solanum nigrum")
    seen = erd.upload(4)
    inference = erd.infer(seen)
    box_id = inference["boxes"][0]["box_id"]
    datastore.verify_seed(user, inference["inference_id"], [{"boxId": box_id}])
    for picture, name in ((named, "Solanum nigrum"), (seen, "Brassica napus")):
        (row,) = erd.read("picture_seed", picture_id=picture)
        assert [species["name"] for species in erd.read("seed", id=row["seed_id"])] == [name]
        assert erd.read("picture", id=picture)[0]["verified"]
        assert [species.seed_name for species in datastore.get_picture(user, picture).seeds] == [name]

    datastore.reopen_object(user, box_id)
    assert erd.read("picture_seed", picture_id=seen) == []
    assert not erd.read("picture", id=seen)[0]["verified"]
    erd.forget(named, seen)
    assert erd.read("picture_seed", picture_id=named) == []


@proves("object_type ||--|| seed: is")
def test_a_species_is_a_kind_of_object(erd: Erd) -> None:
    datastore = erd.datastore
    made = datastore.register_seed(erd.user, "Avena sterilis", information={"family": "Poaceae"})
    (row,) = erd.read("seed", id=made.seed_id)
    assert (row["name"], row["information"]) == ("Avena sterilis", {"family": "Poaceae"})
    assert [kind["name"] for kind in erd.read("object_type", id=row["object_type_id"])] == ["seed"]
    assert datastore.get_seed(erd.user, made.seed_id).object_type_id == row["object_type_id"] == 1

    other = datastore.resolve_seed("Bromus secalinus").seed_id
    datastore.merge_seeds(erd.admin, made.seed_id, other)
    assert erd.read("seed", id=made.seed_id) == []
    assert datastore.get_seed(erd.user, made.seed_id).seed_id == other
    datastore.remove_seed_alias(erd.admin, other, "Avena sterilis")


@proves(
    "user ||--o{ inference: requests",
    "inference ||--|| picture: infers",
    "inference }o--|| pipeline: uses",
    "inference ||--o{ object: detects",
    "object ||--o{ seed_object: is",
    "seed_object }o--|| seed: is",
    "object }o--|| object_type: is",
)
def test_an_inference_detects_objects_and_guesses_their_species(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    picture = erd.upload(5)
    registered = erd.infer(picture, boxes=2)
    inference_id = registered["inference_id"]
    (row,) = erd.read("inference", id=inference_id)
    assert (row["user_id"], row["picture_id"], row["inference"]["totalBoxes"]) == (user, picture, 2)
    assert erd.read("picture", id=picture)[0]["nb_object"] == 2
    assert [pipeline["name"] for pipeline in erd.read("pipeline", id=registered["pipeline_id"])] == ["both"]
    objects = {item["id"]: item for item in erd.read("object", inference_id=inference_id)}
    assert objects.keys() == {answered["box_id"] for answered in registered["boxes"]}
    for answered in registered["boxes"]:
        item = objects[answered["box_id"]]
        assert item["box_metadata"] == json.loads(json.dumps(answered, default=str))
        assert [kind["name"] for kind in erd.read("object_type", id=item["type_id"])] == ["seed"]
        assert (item["valid"], item["verified_id"], item["top_inference"]) == (None, None, answered["top_id"])
        guesses = erd.read("seed_object", object_id=item["id"])
        assert {guess["id"] for guess in guesses} == {guess["object_id"] for guess in answered["topN"] or ()}
        names = {row["name"] for guess in guesses for row in erd.read("seed", id=guess["seed_id"])}
        assert names == {"Brassica napus", "Brassica juncea"}

    first = registered["boxes"][0]["box_id"]
    guessed = registered["boxes"][0]["topN"]
    assert guessed is not None
    second_guess = guessed[1]["object_id"]
    datastore.verify_seed(user, inference_id, [{"boxId": first, "classId": str(second_guess), "label": ""}])
    (item,) = erd.read("object", id=first)
    assert (item["valid"], item["verified_id"]) == (True, second_guess)
    assert item["top_inference"] == registered["boxes"][0]["top_id"], "what the model said stays"
    assert datastore.get_inference(user, inference_id)["boxes"][0]["label"] == "Brassica juncea"
    assert datastore.get_picture_inference(user, picture) == datastore.get_inference(user, inference_id)

    datastore.reopen_object(user, first)
    (item,) = erd.read("object", id=first)
    assert (item["valid"], item["verified_id"]) == (None, None)
    erd.forget(picture)
    assert erd.read("inference", id=inference_id) == erd.read("object", inference_id=inference_id) == []
    assert erd.read("seed_object", object_id=first) == []
    with pytest.raises(NotFound):
        datastore.get_inference(user, inference_id)


@proves("user ||--|| pipeline_default: select", "pipeline_default }o--|| pipeline: is")
def test_a_user_selects_a_pipeline(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    (pipeline,) = erd.read("pipeline", name="both")
    assert (pipeline["active"], pipeline["is_default"]) == (True, True)
    datastore.choose_pipeline(user, pipeline["id"])
    (row,) = erd.read("pipeline_default", user_id=user)
    assert row["pipeline_id"] == pipeline["id"]
    assert datastore.get_pipeline_for(user)["chosen"]

    assert datastore.clear_pipeline_choice(user)
    assert erd.read("pipeline_default", user_id=user) == []
    assert not datastore.get_pipeline_for(user)["chosen"]
    datastore.set_pipeline_active(erd.admin, pipeline["id"], False)
    assert not erd.read("pipeline", id=pipeline["id"])[0]["is_default"]
    with pytest.raises(PipelineNotFound):
        datastore.get_pipeline_for(user)
    datastore.set_pipeline_active(erd.admin, pipeline["id"], True)
    datastore.set_default_pipeline(erd.admin, pipeline["id"])


@proves("pipeline }o--o{ pipeline_model: uses", "model }o--o{ pipeline_model: uses")
def test_a_pipeline_uses_models(erd: Erd) -> None:
    for models in (["finder", "namer"], ["namer"], ["finder", "namer"]):
        erd.import_models("1", models)
        (pipeline,) = erd.read("pipeline", name="both")
        rows = erd.read("pipeline_model", pipeline_id=pipeline["id"])
        assert sorted(model["name"] for row in rows for model in erd.read("model", id=row["model_id"])) == models
        assert erd.datastore.get_pipeline_for(erd.user)["models"] == models


@proves("model_version ||--o{ model: has")
def test_a_model_has_versions_and_one_of_them_is_active(erd: Erd) -> None:
    def active() -> str:
        (model,) = erd.read("model", name="finder")
        (version,) = erd.read("model_version", id=model["active_version"])
        assert version["model_id"] == model["id"]
        return str(version["version"])

    assert active() == "1"
    erd.import_models("2", ["finder", "namer"])
    assert active() == "2"
    (model,) = erd.read("model", name="finder")
    assert len(erd.read("model_version", model_id=model["id"])) == 2
    assert erd.datastore.activate_model_version(erd.admin, model["id"], "1").versions == ("1", "2")
    assert active() == "1"


@proves(
    "user }o--o{ user_group: apart",
    "user_group }o--o{ group: represent",
    "permission ||--|| group: has",
    "group }o--o{ group_container: has",
    "container }o--o{ group_container: represent",
)
def test_users_share_containers_in_groups(erd: Erd) -> None:
    datastore, user = erd.datastore, erd.user
    friend = datastore.create_user("bo@example.org").user_id
    group = datastore.create_group(user, "friends", "read").group_id
    (row,) = erd.read("group", id=group)
    assert (row["name"], row["owner_id"]) == ("friends", user)
    assert [level["name"] for level in erd.read("permission", id=row["permission_id"])] == ["read"]
    datastore.set_group_permission(user, group, "write")
    (row,) = erd.read("group", id=group)
    assert [level["name"] for level in erd.read("permission", id=row["permission_id"])] == ["write"]

    datastore.add_group_member_by_email(user, group, "bo@example.org")
    assert {row["user_id"] for row in erd.read("user_group", group_id=group)} == {user, friend}
    datastore.share_container(user, group)
    (row,) = erd.read("group_container", group_id=group)
    assert row["container_id"] == user
    (seen,) = (found for found in datastore.list_containers(friend) if found.container_id == user)
    assert (seen.access, seen.source, [found.group_id for found in seen.groups]) == ("write", "group", [group])
    (share,) = datastore.list_container_shares(user)
    assert (share.group_id, share.permission) == (group, "write")

    datastore.unshare_container(user, group)
    assert erd.read("group_container", group_id=group) == []
    with pytest.raises(ContainerNotFound):
        datastore.get_container_access(friend, user)
    datastore.remove_group_member(user, group, friend)
    assert [row["user_id"] for row in erd.read("user_group", group_id=group)] == [user]
    datastore.delete_group(user, group)
    assert erd.read("group", id=group) == erd.read("user_group", group_id=group) == []
    with pytest.raises(GroupNotFound):
        datastore.get_group(user, group)


@proves("permission ||--|| user: has")
def test_a_user_has_a_permission(erd: Erd) -> None:
    def permission() -> str:
        (row,) = erd.read("user", id=erd.user)
        (level,) = erd.read("permission", id=row["permission_id"])
        assert level["name"] == erd.datastore.get_user(row["email"]).permission
        return str(level["name"])

    assert permission() == "manage"
    erd.datastore.set_user_permission(erd.admin, erd.user, "read")
    assert permission() == "read"
    erd.datastore.set_user_permission(erd.admin, erd.user, "manage")
    assert permission() == "manage"


def test_each_relation_is_proved() -> None:
    assert [relation for relation, tests in RELATIONS.items() if not tests] == []
