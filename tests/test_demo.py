"""The demo does the main job on a server and a store that are given, and tells what came of it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
from click.testing import CliRunner
from PIL import Image

from nachet_datastore.__main__ import main
from nachet_datastore.blobs.stores import open_store
from nachet_datastore.demo.drawing import draw_seeds


def test_the_main_job_leaves_a_verified_picture_and_its_training_data(
    database_url: str, storage_url: str, tmp_path: Path
) -> None:
    drawn = draw_seeds()[0]
    output = tmp_path / "annotated.png"
    where = ["--database-url", database_url, "--storage-url", storage_url, "--output", str(output)]
    for run in (1, 2):  # A second run finds what the first one left, and does not mind.
        result = CliRunner().invoke(main, ["demo", *where])
        assert result.exit_code == 0, result.output

        with psycopg.connect(database_url) as conn:
            pictures = conn.execute(
                "select p.picture_id, p.container_name, p.blob_name, p.verified from nachet.picture_summary as p"
            ).fetchall()
            training = conn.execute(
                "select v.seed_name, v.manual_detection from nachet.verified_object as v where v.picture_id = %s",
                [max(picture_id for picture_id, *_ in pictures)],
            ).fetchall()
        assert len(pictures) == run
        assert all(verified for *_, verified in pictures)
        assert len(training) == 6
        assert len(set(training)) == 4
        assert str(len(set(training))) + " species" in result.output
        for picture_id, container, blob, _ in pictures:
            assert str(picture_id) in blob
            with closing(open_store(storage_url)) as store:
                assert store.get(container, blob) == drawn

    with Image.open(output) as image:
        assert image.size == (1280, 720)


def test_half_a_choice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds.png").write_bytes(draw_seeds()[0])
    alone = CliRunner().invoke(main, ["demo", "--picture", str(tmp_path / "seeds.png")])
    assert alone.exit_code == 2
    no_store = CliRunner().invoke(main, ["demo", "--database-url", "postgresql://nowhere/nothing"])
    assert no_store.exit_code == 2


def test_what_is_no_picture_is_told_in_a_few_words(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "seeds.png").write_text("This is a text.")
    (tmp_path / "seeds.json").write_text('{"boxes": [], "totalBoxes": 0}')
    result = CliRunner().invoke(
        main,
        [
            "demo",
            *("--picture", str(tmp_path / "seeds.png"), "--inference", str(tmp_path / "seeds.json")),
            *("--database-url", database_url, "--storage-url", str(tmp_path / "store")),
            *("--output", str(tmp_path / "annotated.png")),
        ],
    )
    assert result.exit_code == 1
    assert "not a picture" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "annotated.png").exists()


def test_an_output_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["demo", "--output", str(tmp_path / "no" / "where.png")])
    assert result.exit_code == 2
    assert "No such file" in result.output


def test_a_shell_has_a_datastore_of_its_own() -> None:
    read = "select current_user from nachet.permission limit 1"
    command = f'psql -Atc "select current_user"; psql -U "$ANALYST" -Atc "{read}"; exit 7'
    result = subprocess.run(
        [sys.executable, "-m", "nachet_datastore.demo", "sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 7, result.stderr
    assert result.stdout.split() == ["backend", "analyst"]
