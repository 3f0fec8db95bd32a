"""Secrets of models that the database never reads, and neither do its files and its log."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from awaited import Clients
from conftest import as_user, fast_server
from nachet_datastore import Datastore, ModelCipher
from nachet_datastore.deploy import deploy
from nachet_datastore.errors import InvalidValue, WrongModelKey

SECRET = "plain-hush-hush"  # noqa: S105 - it opens nothing
OLD, NEW = ModelCipher.new_key(), ModelCipher.new_key()


def structure(secret: str = SECRET) -> Any:
    """Secrets wherever they may be, and what is shown."""
    return {
        "version": "1",
        "models": [
            {
                "model_name": "finder",
                "task": "Object Detection",
                "version": 1,
                "endpoint": f"https://{secret}.example/score",
                "api_key": secret,
                "apiKey1": secret,
                "endpoint_name": f"https://u:{secret}@h.example",
                "deployment": {"host": secret, "ports": [1.5, 10**30, None]},
                "metrics": {"top1": 0.9, "jwt": secret},
                "description": f"call it with token: {secret}",
                "dataset": "Field 7, 2024",
                "identifiable": ["Avena fatua", "Lolium perenne"],
                "other_versions": [{"version": "0", "api_key": secret + "-0", "dataset": "Field 6"}],
            },
            {"model_name": "namer", "task": "Classification", "version": "1", "api_key": secret, "endpoint_name": ""},
        ],
        "pipelines": [{"pipeline_name": "both", "models": [{"name": "finder", "version": "0"}, "namer"]}],
    }


def test_what_goes_in_encrypted_comes_out_as_it_was(clients: Clients, database_url: str) -> None:
    backend = as_user(database_url, "nachet_test_backend")
    datastore = clients.datastore(backend, model_cipher=ModelCipher([OLD]))
    admin = datastore.create_user("admin@example.org", permission="admin").user_id
    reader = datastore.create_user("ana@example.org").user_id
    datastore.import_ml_structure(admin, structure())
    for exported in (datastore.export_ml_structure(), datastore.get_ml_structure(admin)):
        finder, namer = exported["models"]
        (given, _), (other,) = structure()["models"], finder.pop("other_versions")
        assert given.pop("other_versions") == [other]
        assert given.items() <= finder.items()
        assert namer["api_key"] == SECRET
    secret: Any = datastore.get_model_secret("finder")
    assert secret["deployment"] == {"host": SECRET, "ports": [1.5, 10**30, None]}
    assert datastore.get_model_secret("finder", "0")["api_key"] == SECRET + "-0"

    # Whoever may not see secrets, and a client without the key, sees what is shown.
    seen = datastore.get_ml_structure(reader)["models"][0]
    assert (seen["dataset"], seen["identifiable"]) == ("Field 7, 2024", ["Avena fatua", "Lolium perenne"])
    plain = clients.datastore(backend)
    assert SECRET not in json.dumps(plain.export_ml_structure(), default=str)
    assert plain.export_ml_structure()["models"][0]["dataset"] == "Field 7, 2024"

    # Again it is the same, and what a client without the key hands on stays.
    assert datastore.import_ml_structure(admin, structure()).versions.updated == 0
    assert plain.import_ml_structure(admin, plain.export_ml_structure()).versions.updated == 0
    assert datastore.get_model_secret("namer") == {"api_key": SECRET}


def test_a_key_is_changed_and_a_wrong_one_is_told(clients: Clients, backend_url: str) -> None:
    datastore = clients.datastore(backend_url, model_cipher=ModelCipher([OLD]))
    admin = datastore.create_user("admin@example.org", permission="admin").user_id
    datastore.import_ml_structure(admin, structure())
    other = clients.datastore(backend_url, model_cipher=ModelCipher([NEW]))
    with pytest.raises(WrongModelKey) as caught:
        other.get_model_secret("namer")
    assert caught.value.detail == {"key": "api_key"}
    both = clients.datastore(backend_url, model_cipher=ModelCipher([NEW, OLD]))
    exported = both.export_ml_structure()
    assert both.import_ml_structure(admin, exported).versions.updated == 3
    assert other.get_model_secret("namer") == {"api_key": SECRET}
    assert other.export_ml_structure() == exported
    with pytest.raises(WrongModelKey):
        datastore.export_ml_structure()


def test_a_ciphertext_holds_for_its_own_key_of_the_document() -> None:
    cipher = ModelCipher([OLD])
    (entry,) = cipher.encrypt({"models": [{"api_key": SECRET}]})["models"]
    assert cipher.decrypt(entry) == {"api_key": SECRET}
    with pytest.raises(WrongModelKey):
        cipher.decrypt({"endpoint": entry["api_key"]})
    assert cipher.encrypt({"models": [entry]}) == {"models": [entry]}
    # What an installation shows stays legible, unless it looks like a secret.
    shown = ModelCipher([OLD], shown=["classes"])
    (entry,) = shown.encrypt({"models": [{"classes": ["a"], "stage": "b"}]})["models"]
    assert entry["classes"] == ["a"]
    assert entry["stage"] != "b"


@pytest.mark.parametrize("keys", [[], [""], ["short"], ["é" * 86], [OLD, "!"]])
def test_what_is_no_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(InvalidValue) as caught:
        ModelCipher(keys)
    assert OLD not in str(caught.value)


@pytest.mark.parametrize("document", [{}, {"models": None}, {"models": ["x"]}, {"models": [{"other_versions": 1}]}])
def test_what_is_no_structure_is_left_to_the_database(document: Any) -> None:
    assert ModelCipher([OLD]).encrypt(document) == document


def test_no_file_of_the_server_has_a_secret() -> None:
    """Neither tables, WAL nor the log of all statements, and no act; without the cipher they do."""
    with fast_server({"log_statement": "all", "log_min_duration_statement": "0", "wal_level": "logical"}) as server:

        def found(text: str) -> int:
            with psycopg.connect(server.url(), autocommit=True) as conn:
                conn.execute("checkpoint")
                acts = conn.execute("select a::text from nachet_data.act as a").fetchall()
                assert not any(text in act for (act,) in acts)
            files = [*server.data.rglob("*"), *server.folder.rglob("*")]
            return sum(text.encode() in path.read_bytes() for path in files if path.is_file())

        deploy(server.url())
        with Datastore(server.url(), model_cipher=ModelCipher([OLD])) as datastore:
            admin = datastore.create_user("admin@example.org", permission="admin").user_id
            datastore.import_ml_structure(admin, structure())
            datastore.import_ml_structure(admin, structure("other-hush-hush"))
            assert datastore.get_model_secret("namer") == {"api_key": "other-hush-hush"}
            assert datastore.export_ml_structure()
        assert found(OLD) == 0
        with psycopg.connect(server.url()) as conn:
            conn.execute("select 'is-in-the-log'")
        assert (found("-hush-hush"), found("is-in-the-log") > 0) == (0, True)
        with Datastore(server.url()) as datastore:
            datastore.import_ml_structure(admin, structure("bare-secret"))
        assert found("bare-secret") >= 3
