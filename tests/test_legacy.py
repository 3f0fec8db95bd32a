"""The adapter of the example: each name of the older packages, called as a backend calls it, does what it did there."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import psycopg
import pytest

import contract
from backend import legacy
from conftest import as_user
from contract import detection, structure
from nachet_datastore import Datastore
from nachet_datastore.errors import EmptyPicture, ObjectReviewed, PictureSetNotFound, UserExists, UserNotFound

#: What the older packages have: by module, coroutines and what is no coroutine.
COROUTINES = {
    "datastore": "new_user create_picture_set delete_picture_set_permanently",
    "datastore.azure_storage": "mount_container get_folder_uuid generate_hash",
    "nachet": "get_seed_info get_ml_structure upload_picture_unknown upload_pictures register_inference_result"
    " get_picture_inference new_perfect_inference_feeback new_correction_inference_feedback find_validated_pictures"
    " delete_picture_set_with_archive get_picture_sets_info get_picture_blob",
}
SYNC = {
    "datastore": "User",
    "datastore.db": "connect_db cursor end_query",
    "datastore.user": "is_user_registered get_user_id",
    "nachet.db.queries.seed": "get_all_seeds_names",
}
#: Modules that are imported, and of which nothing is called.
UNUSED = ["datastore.bin.upload_picture_set", "nachet.bin.deployment_mass_import"]


class Old:
    """A backend on the older packages: its connection, its store, and how it calls them."""

    def __init__(self, url: str, storage_url: str) -> None:
        self.url, self.storage_url = url, storage_url
        self.db, self.user = import_module("datastore.db"), import_module("datastore.user")
        self.store, self.datastore = import_module("datastore.azure_storage"), import_module("datastore")
        self.nachet = import_module("nachet")
        self.connection = self.db.connect_db(url, "nachet_0.0.11")
        self.cursor = self.db.cursor(self.connection)

    def wait(self, coroutine: Any) -> Any:
        assert inspect.iscoroutine(coroutine)
        answer = asyncio.run(coroutine)
        if isinstance(answer, dict | list):
            json.dumps(answer)  # Ids are text.
        return answer


@pytest.fixture(scope="module")
def old(clone: Callable[[], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    storage_url = str(tmp_path_factory.mktemp("store"))
    before = set(sys.modules)
    legacy.install()
    with clone() as superuser:
        url = as_user(superuser, "nachet_test_backend")
        with Datastore(url, storage_url) as datastore:
            admin = datastore.create_user("admin@example.org", permission="admin")
            datastore.import_ml_structure(admin.user_id, structure())
        opened = Old(url, storage_url)
        yield opened
        opened.db.end_query(opened.connection, opened.cursor)
        assert opened.connection.closed
    for name in set(sys.modules) - before:
        if name.split(".")[0] in ("datastore", "nachet"):
            del sys.modules[name]


@pytest.fixture(scope="module")
def user(old: Old) -> Any:
    return old.wait(old.datastore.new_user(old.cursor, "ana@example.org", old.storage_url))


@pytest.fixture(scope="module")
def container(old: Old, user: Any) -> Any:
    return old.wait(old.store.mount_container(old.storage_url, f"user-{user.get_id()}", create_container=True))


@pytest.fixture
def folder(old: Old, user: Any, container: Any) -> Any:
    return old.wait(old.datastore.create_picture_set(old.cursor, container, 0, user.id))


@pytest.fixture
def registered(old: Old, user: Any, container: Any, folder: str) -> Any:
    """An inference, registered with the name of its pipeline where an id is expected."""
    upload = old.nachet.upload_picture_unknown
    picture_id = old.wait(upload(old.cursor, user.id, contract.picture(), container, folder))
    return old.wait(
        old.nachet.register_inference_result(old.cursor, user.id, detection(), picture_id, "Find, then name", 1)
    )


@pytest.mark.usefixtures("old")
def test_every_name_is_there() -> None:
    made = {path.rpartition(".")[0] for path in legacy.NAMES}
    assert made == {*COROUTINES, *SYNC, *UNUSED}
    all_names = [*COROUTINES.items(), *SYNC.items()]
    expected = {f"{module}.{name}" for module, names in all_names for name in names.split()}
    assert {name for name, value in legacy.NAMES.items() if value is not None} == expected
    assert all(callable(getattr(import_module(module), name)) for module, names in all_names for name in names.split())
    for module in UNUSED:
        parent, _, name = module.rpartition(".")
        assert getattr(import_module(parent), name) is import_module(module)


def test_a_user_is_created_and_found(old: Old, user: Any) -> None:
    assert (user.email, user.get_email()) == ("ana@example.org", "ana@example.org")
    assert user.id == user.get_id() == old.user.get_user_id(old.cursor, "ANA@example.org")
    assert old.user.is_user_registered(old.cursor, "ana@example.org") is True
    assert old.user.is_user_registered(cursor=old.cursor, email="bo@example.org") is False
    with pytest.raises(UserNotFound):
        old.user.get_user_id(old.cursor, "bo@example.org")
    with pytest.raises(UserExists):
        old.wait(old.datastore.new_user(old.cursor, "Ana@example.org", old.storage_url, tier="user"))


def test_a_folder_is_found_by_its_name(old: Old, user: Any, container: Any) -> None:
    create = old.datastore.create_picture_set
    folder = old.wait(
        create(cursor=old.cursor, container_client=container, nb_pictures=3, user_id=user.id, folder_name="Field 7")
    )
    assert old.wait(old.store.get_folder_uuid(container, "Field 7")) == folder
    assert old.wait(old.store.get_folder_uuid(container, "Field 8")) is None
    names = [one["folder_name"] for one in old.wait(old.nachet.get_picture_sets_info(old.cursor, user.id))]
    assert names[0] == "General"
    assert "Field 7" in names


def test_species_and_models_are_asked_without_a_user(old: Old) -> None:
    seeds = old.wait(old.nachet.get_seed_info(old.cursor))["seeds"]
    assert {"seed_id", "seed_name"} == set(seeds[0])
    names = import_module("nachet.db.queries.seed").get_all_seeds_names(old.cursor)
    assert [[seed["seed_name"]] for seed in seeds] == names
    models = old.wait(old.nachet.get_ml_structure(old.cursor))["models"]
    assert all({"endpoint", "api_key"} <= set(model) for model in models)


def test_a_picture_comes_back(old: Old, user: Any, container: Any) -> None:
    picture_id = old.wait(old.nachet.upload_picture_unknown(old.cursor, user.id, contract.picture(5), container))
    blob = old.wait(old.nachet.get_picture_blob(old.cursor, user.id, container, picture_id))
    assert blob == contract.picture(5)
    assert old.wait(old.store.generate_hash(blob)) == hashlib.sha256(blob).hexdigest()


def test_an_empty_picture_is_refused(old: Old, user: Any, container: Any) -> None:
    with pytest.raises(EmptyPicture):
        old.wait(old.nachet.upload_picture_unknown(old.cursor, user.id, b"", container))


def test_a_batch_has_its_species(old: Old, user: Any, container: Any, folder: str) -> None:
    files = [contract.picture(shade) for shade in (1, 2)]
    ids = old.wait(
        old.nachet.upload_pictures(
            old.cursor, user.id, folder, container, files, seed_name="Iva axillaris", zoom_level=10, nb_seeds=2
        )
    )
    assert len(set(ids)) == 2
    found = old.wait(old.nachet.find_validated_pictures(old.cursor, user.id, folder))
    assert sorted(found) == sorted(ids)


def test_an_inference_is_registered_and_read(old: Old, user: Any, registered: Any, folder: str) -> None:
    assert [box["label"] for box in registered["boxes"]] == [box["label"] for box in detection()["boxes"]]
    read = old.wait(old.nachet.get_picture_inference(old.cursor, user.id, inference_id=registered["inference_id"]))
    listed = old.wait(old.nachet.get_picture_sets_info(old.cursor, user.id))
    ((picture_id,),) = (
        [picture["picture_id"] for picture in one["pictures"]] for one in listed if one["picture_set_id"] == folder
    )
    assert old.wait(old.nachet.get_picture_inference(old.cursor, user.id, picture_id)) == read
    assert [box["box_id"] for box in read["boxes"]] == [box["box_id"] for box in registered["boxes"]]


def test_boxes_are_confirmed_and_corrected(old: Old, user: Any, registered: Any, folder: str) -> None:
    first, *others = [box["box_id"] for box in registered["boxes"]]
    perfect = old.nachet.new_perfect_inference_feeback
    old.wait(perfect(old.cursor, registered["inference_id"], user.id, others))
    box = {"boxId": first, "label": "Iva axillaris", "classId": "", "comment": "wrong"}
    said = {"inferenceId": registered["inference_id"], "userId": user.id, "boxes": [box]}
    assert old.wait(old.nachet.find_validated_pictures(old.cursor, user.id, folder)) == []
    answer = old.wait(old.nachet.new_correction_inference_feedback(old.cursor, said, 1))
    assert answer["boxes"][0]["label"] == "Iva axillaris"
    assert len(old.wait(old.nachet.find_validated_pictures(old.cursor, user.id, folder))) == 1
    said["boxes"][0]["label"] = "Carduus nutans"
    with pytest.raises(ObjectReviewed):
        old.wait(old.nachet.new_correction_inference_feedback(old.cursor, said))


@pytest.mark.parametrize("name", ["datastore.delete_picture_set_permanently", "nachet.delete_picture_set_with_archive"])
def test_a_folder_is_deleted(name: str, old: Old, user: Any, container: Any, folder: str, registered: Any) -> None:
    boxes = [box["box_id"] for box in registered["boxes"]]
    old.wait(old.nachet.new_perfect_inference_feeback(old.cursor, registered["inference_id"], user.id, boxes))
    assert old.wait(legacy.NAMES[name](old.cursor, user.id, folder, container))
    listed = old.wait(old.nachet.get_picture_sets_info(old.cursor, user.id))
    assert folder not in [one["picture_set_id"] for one in listed]
    with Datastore(old.url) as datastore:
        if name == "nachet.delete_picture_set_with_archive":
            assert datastore.restore_picture_set(user.id, folder).unarchived == 1
        else:
            with pytest.raises(PictureSetNotFound):
                datastore.restore_picture_set(user.id, folder)


def test_a_connection_of_the_backends_own_goes_into_autocommit(old: Old, user: Any, container: Any) -> None:
    with psycopg.connect(old.url) as conn:
        cursor = conn.cursor()
        assert old.user.is_user_registered(cursor, "ana@example.org")
        assert conn.autocommit
        old.wait(old.nachet.upload_picture_unknown(cursor, user.id, contract.picture(9), container))


def test_a_transaction_of_the_backends_own_is_not_committed(old: Old) -> None:
    with psycopg.connect(old.url) as conn:
        cursor = conn.cursor()
        cursor.execute("select 1")
        with pytest.raises(psycopg.ProgrammingError, match="autocommit"):
            old.user.is_user_registered(cursor, "ana@example.org")
