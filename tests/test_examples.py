"""The examples run as they stand, against a database and a store of their own; test_backend.py runs the backend."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import ROOT, libpq, read_sql
from nachet_datastore import Datastore
from nachet_datastore.demo.drawing import draw_seeds
from nachet_datastore.documents import BoxFeedback

EXAMPLES = ROOT / "examples"


@pytest.fixture
def datastore_urls(backend_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment that the examples read; a user and a default pipeline are there."""
    urls = {**libpq(backend_url), "NACHET_STORAGE_URL": str(tmp_path / "store")}
    with Datastore(backend_url, urls["NACHET_STORAGE_URL"]) as datastore:
        admin = datastore.create_user("ana@example.org", permission="admin")
        datastore.import_ml_structure(
            admin.user_id,
            {
                "models": [{"model_name": "detector", "version": "1", "task": "object detection"}],
                "pipelines": [{"pipeline_name": "detector alone", "models": ["detector"], "default": True}],
            },
        )
    return urls


def _run(urls: dict[str, str], name: str, *arguments: str | Path) -> list[str]:
    command = [sys.executable, EXAMPLES / name, *arguments]
    result = subprocess.run(command, env={**os.environ, **urls}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def _answers(conn: psycopg.Connection, name: str) -> list[list[tuple[Any, ...]]]:
    """The rows of each query of a file."""
    cursor = conn.execute(read_sql(EXAMPLES / name))
    answers = [cursor.fetchall()]
    while cursor.nextset():
        answers.append(cursor.fetchall())
    return answers


def test_a_batch_is_stored_once_however_often_it_is_run(datastore_urls: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "Avena fatua, August"
    folder.mkdir()
    (folder / "one.png").write_bytes(draw_seeds()[0])
    first = _run(datastore_urls, "batch_upload.py", "ana@example.org", "Avena fatua", folder)
    assert first == _run(datastore_urls, "batch_upload.py", "ana@example.org", "Avena fatua", folder)
    assert [line.split()[1] for line in first] == ["one.png"]


def test_the_queries_of_an_analyst_have_answers(
    datastore_urls: dict[str, str], backend_url: str, analyst_url: str
) -> None:
    picture, result = draw_seeds()
    with Datastore(backend_url, datastore_urls["NACHET_STORAGE_URL"]) as datastore:
        user_id = datastore.get_user("ana@example.org").user_id
        picture_id = datastore.upload_picture(user_id, picture)
        inference = datastore.register_inference(user_id, picture_id, result)
        boxes: list[BoxFeedback] = [{"boxId": box["box_id"]} for box in inference["boxes"]]
        datastore.verify_seed(user_id, inference["inference_id"], boxes)
    with psycopg.connect(analyst_url) as conn:
        by_species, training_set, confusion, accuracy = _answers(conn, "training_set.sql")
        evaluation = _answers(conn, "evaluation.sql")
    assert sum(row[1] for row in by_species) == len(training_set) == 6
    assert confusion
    assert accuracy
    # One version and one reader: nothing to compare, nobody to agree with.
    assert [len(rows) > 0 for rows in evaluation] == 4 * [True] + [False, True, False, False, False, True]
