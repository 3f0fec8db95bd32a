"""What is set for a login, a database or a server changes neither a deploy nor what the clients do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Clone, as_user, execute
from nachet_datastore import Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.deploy import deploy, read_status, script

#: What clients leave to who runs the server: a deploy does not.
FOR_DEPLOYS = [
    ("statement_timeout", "20ms"),
    ("lock_timeout", "1ms"),
    ("idle_in_transaction_session_timeout", "1ms"),
    ("default_transaction_read_only", "on"),
]
FOR_ALL = [
    ("client_encoding", "LATIN1"),
    ("standard_conforming_strings", "off"),
    ("quote_all_identifiers", "on"),
    ("check_function_bodies", "off"),
    ("default_transaction_isolation", "serializable"),
    ("DateStyle", "SQL, DMY"),
    ("IntervalStyle", "sql_standard"),
    ("bytea_output", "escape"),
    ("extra_float_digits", "-5"),
    ("TimeZone", "Asia/Kathmandu"),
    ("search_path", "nachet_data, public"),
    ("row_security", "off"),
    ("transform_null_equals", "on"),
]


@pytest.fixture(scope="module")
def logins(template: str, server_url: str) -> Iterator[None]:
    """A deployer and a backend, whose settings are the tests' to change."""
    assert template
    execute(
        server_url,
        "create role set_deployer superuser login password 'test'",
        "create role set_backend login password 'test' in role nachet_backend",
    )
    yield
    execute(server_url, "drop role set_deployer", "drop role set_backend")


def main_job(url: str, folder: Path) -> None:
    """A picture, its seeds and their verification come back as they went in."""
    picture, result = draw_seeds()
    with Datastore(url, folder) as datastore:
        user = datastore.create_user("zoë.łuk@example.org", permission="admin")
        named = datastore.create_picture_set(user.user_id, "sites Ś, “seeds”")
        assert datastore.get_picture_set(user.user_id, named.picture_set_id).folder_name == "sites Ś, “seeds”"
        picture_id = datastore.upload_picture(user.user_id, picture, picture_set_id=named.picture_set_id)
        datastore.import_ml_structure(
            user.user_id,
            {
                "models": [{"model_name": "detector", "version": 1, "task": "object detection"}],
                "pipelines": [{"pipeline_name": "Alone", "models": ["detector"], "default": True}],
            },
        )
        inference = datastore.register_inference(user.user_id, picture_id, result)
        scores = [box["score"] for box in inference["boxes"]]
        assert scores == [box["score"] for box in result["boxes"]]
        for box in inference["boxes"]:
            answer = datastore.verify_seed(user.user_id, inference["inference_id"], [{"boxId": box["box_id"]}])
        assert answer["picture_verified"]
        assert datastore.read_picture(user.user_id, picture_id) == picture
        assert datastore.search_seeds("brasica napus")[0].seed_name == "Brassica napus"


@pytest.mark.parametrize(("name", "value"), [*FOR_DEPLOYS, *FOR_ALL], ids=lambda text: str(text).split()[0])
def test_a_setting_hurts_nobody(
    name: str, value: str, logins: None, server_url: str, clone: Clone, tmp_path: Path
) -> None:
    """Something is made anew, then nothing more; the script, status and the main job are the same."""
    assert logins is None
    roles = ["set_deployer"] if (name, value) in FOR_DEPLOYS else ["set_deployer", "set_backend"]
    literal = value if "," in value else f"'{value}'"
    execute(server_url, *(f"alter role {role} set {name} = {literal}" for role in roles))
    try:
        with clone() as url:
            deployer = as_user(url, "set_deployer")
            execute(url, "drop view nachet.picture_summary", "drop function nachet._search_key(text) cascade")
            assert len(deploy(deployer).steps) > 1
            assert deploy(deployer).steps == ()
            assert script(database_url=deployer) == ""
            assert read_status(url).problems == read_status(deployer).problems == ()
            main_job(as_user(url, "set_backend"), tmp_path / "store")
    finally:
        execute(server_url, *(f"alter role {role} reset {name}" for role in roles))
