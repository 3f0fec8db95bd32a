"""The names of the older packages ``datastore`` and ``nachet`` on this one: ``install()`` them before their imports."""

import asyncio
import hashlib
import json
import sys
from contextlib import suppress
from types import ModuleType, SimpleNamespace
from typing import Any

import psycopg

from nachet_datastore import AsyncDatastore, Datastore, NotFound, Upload

FOLDER = "cursor user_id picture_set_id container_client"
_last = {"url": ""}  # As connect_db was told: get_folder_uuid has no cursor.


class User(SimpleNamespace):
    """A user: ``id`` and ``email``."""

    get_id, get_email = (lambda self: self.id), (lambda self: self.email)


def _connect(url: str, schema: str = "") -> Any:
    _last["url"] = url
    return psycopg.connect(url, autocommit=True)


async def _folder_uuid(container_client: Any, folder_name: str) -> Any:
    async with AsyncDatastore(_last["url"]) as datastore:
        listed = await datastore.list_picture_sets(container_client.user_id)
    return {folder["folder_name"]: str(folder["picture_set_id"]) for folder in listed}.get(folder_name)


def _registered(datastore: Datastore, email: str) -> bool:
    with suppress(NotFound):
        return bool(datastore.get_user(email))
    return False


def _call(call: Any, order: str, sync: bool = False, **always: Any) -> Any:
    """A name of the older package; ``order`` has its parameters, with our name (or none) where that is another."""
    ours = {old: new if differs else old for old, differs, new in (part.partition("=") for part in order.split())}

    def now(*values: Any, **named: Any) -> Any:
        said = {ours[old]: value for old, value in dict(zip(ours, values, strict=False), **named).items() if ours[old]}
        conn, store = said.pop("cursor").connection, said.pop("container_client", None)
        if not conn.autocommit:
            conn.autocommit = True  # Refused inside a transaction, which is not ours to commit.
        with Datastore(conn, getattr(store, "url", store)) as datastore:
            answer = call(datastore, **said, **always)
        return answer if isinstance(answer, bytes | User) else json.loads(json.dumps(answer, default=str))

    return now if sync else lambda *values, **named: asyncio.to_thread(now, *values, **named)


NAMES: dict[str, Any] = {
    "datastore.User": User,
    "datastore.new_user": _call(lambda d, email: User(email=email, id=str(d.create_user(email).user_id)),
        "cursor email connection_string=container_client tier="),
    "datastore.create_picture_set": _call(lambda d, **said: d.create_picture_set(**said).picture_set_id,
        "cursor container_client nb_pictures= user_id folder_name=name"),
    "datastore.delete_picture_set_permanently": _call(Datastore.purge_picture_set, FOLDER),
    "datastore.azure_storage.mount_container": lambda connection_string, container_name, create_container=True:
        asyncio.to_thread(SimpleNamespace, url=connection_string, user_id=container_name.removeprefix("user-")),
    "datastore.azure_storage.get_folder_uuid": _folder_uuid,
    "datastore.azure_storage.generate_hash": lambda data: asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest()),
    "datastore.db.connect_db": _connect,
    "datastore.db.cursor": lambda connection: connection.cursor(),
    "datastore.db.end_query": lambda connection, cursor: connection.close(),
    "datastore.user.is_user_registered": _call(_registered, "cursor email", sync=True),
    "datastore.user.get_user_id": _call(lambda d, email: d.get_user(email).user_id, "cursor email", sync=True),
    "datastore.bin.upload_picture_set.upload_picture_set": None,  # It is imported, and never called.
    "nachet.get_seed_info": _call(lambda d: {"seeds": [
        {"seed_id": seed.seed_id, "seed_name": seed.seed_name} for seed in d.export_seeds()]}, "cursor"),
    "nachet.get_ml_structure": _call(Datastore.export_ml_structure, "cursor"),
    "nachet.upload_picture_unknown": _call(Datastore.upload_picture,
        "cursor user_id picture=data container_client picture_set_id"),
    "nachet.upload_pictures": _call(lambda d, user_id, picture_set_id, data, **said: d.upload_pictures(
        user_id, [Upload(data=one, **said) for one in data], picture_set_id=picture_set_id),
        f"{FOLDER} pictures=data seed_name seed_id zoom_level=zoom nb_seeds"),
    "nachet.register_inference_result": _call(Datastore.register_inference,
        "cursor user_id inference_dict=result picture_id pipeline_id=pipeline type="),
    "nachet.get_picture_inference": _call(lambda d, user_id, picture_id=None, inference_id=None:
        d.get_inference(user_id, inference_id) if inference_id else d.get_picture_inference(user_id, picture_id),
        "cursor user_id picture_id inference_id"),
    "nachet.new_perfect_inference_feeback": _call(lambda d, user_id, inference_id, ids: d.verify_seed(
        user_id, inference_id, [{"boxId": box_id} for box_id in ids]), "cursor inference_id user_id boxes_id=ids"),
    "nachet.new_correction_inference_feedback": _call(lambda d, said: d.verify_seed(
        said["userId"], said["inferenceId"], said["boxes"]), "cursor inference_dict=said type="),
    "nachet.find_validated_pictures": _call(lambda d, user_id, folder_id: [
        picture["picture_id"] for folder in d.list_picture_sets(user_id) if str(folder["picture_set_id"]) == folder_id
        for picture in folder["pictures"] if picture["is_validated"]], "cursor user_id picture_set_id=folder_id"),
    "nachet.delete_picture_set_with_archive": _call(Datastore.delete_picture_set, FOLDER, keep_verified=True),
    "nachet.get_picture_sets_info": _call(Datastore.list_picture_sets, "cursor user_id"),
    "nachet.get_picture_blob": _call(Datastore.read_picture, "cursor user_id container_client picture_id"),
    "nachet.db.queries.seed.get_all_seeds_names": _call(
        lambda d: [[seed.seed_name] for seed in d.export_seeds()], "cursor", sync=True),
    "nachet.bin.deployment_mass_import.deployment_mass_import": None,
}  # fmt: skip


def install(names: dict[str, Any] = NAMES) -> None:
    """Put each value under its dotted name; the modules above it are made, so that a backend's imports find them."""
    for path, value in names.items():
        place, _, name = path.rpartition(".")
        if place:
            install({place: sys.modules.setdefault(place, ModuleType(place))})
            setattr(sys.modules[place], name, value)
