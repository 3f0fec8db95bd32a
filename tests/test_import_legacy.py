"""The import of an older datastore: each row and blob is accounted for, and nothing comes twice."""

from __future__ import annotations

import io
import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner
from invariants import rest, state
from points import Points, watch

from azurite import Azurite
from conftest import Clone, Databases, as_user, execute
from legacy import SCHEMA, Legacy, make_legacy
from nachet_datastore import Datastore
from nachet_datastore.__main__ import main
from nachet_datastore.blobs.stores import open_store
from nachet_datastore.errors import AdministratorRequired, InvalidValue, PictureNotFound
from nachet_datastore.importing.legacy import import_legacy

ADMIN = "admin@example.org"


@dataclass(frozen=True, slots=True)
class Old:
    """An older datastore, and all that is in it."""

    url: str
    storage: str
    made: Legacy


@dataclass(frozen=True, slots=True)
class New:
    """Ours with what was imported, the report, and who may do what."""

    url: str
    storage: str
    report: list[dict[str, Any]]

    def line(self, table: str, old_id: object) -> dict[str, Any]:
        """The line of the report about a row."""
        (line,) = (one for one in self.report if (one.get("table"), one.get("id")) == (table, str(old_id)))
        return line

    def sums(self, table: str) -> dict[str, Any]:
        """The sums of a table."""
        (line,) = (one for one in self.report if one.get("summary") == table)
        return line


@pytest.fixture(scope="module")
def old(empty: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    """An older datastore with every fault."""
    with empty() as url:
        storage = str(tmp_path_factory.mktemp("old"))
        with closing(open_store(storage)) as store:
            made = make_legacy(url, store)
        yield Old(url, storage, made)


def run(old: Old, url: str, storage: str, **options: Any) -> list[dict[str, Any]]:
    report = io.BytesIO()
    backend = as_user(url, "nachet_test_backend")
    import_legacy(old.url, old.storage, backend, storage, ADMIN, report=report, **{"parallel": 2, **options})
    return [json.loads(line) for line in report.getvalue().splitlines()]


def add_administrator(url: str) -> UUID:
    with Datastore(url) as datastore:
        return datastore.create_user(ADMIN, permission="admin", user_id=UUID(int=7, version=4)).user_id


@pytest.fixture(scope="module")
def new(old: Old, clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[New]:
    """Ours after the import, which was rehearsed before; the tests that share it change nothing."""
    before = _contents(old)
    storage = str(tmp_path_factory.mktemp("new") / "store")
    with clone() as url:
        add_administrator(url)
        empty_state = _state(url, None)
        dry = run(old, url, storage, dry_run=True)
        assert _state(url, None) == empty_state
        assert not Path(storage).exists()
        report = run(old, url, storage)
        assert _told(dry) == _told(report)
        assert _contents(old) == before
        finish(url, storage)
        yield New(url, storage, report)


def finish(url: str, storage: str) -> None:
    """Do all blob tasks, an hour later: those of who was killed, or had no store, can be had again."""
    clock = "create or replace function nachet._now() returns timestamptz language sql stable parallel safe "
    execute(url, clock + "return pg_catalog.now() + interval '1 hour'")
    with Datastore(url, storage) as datastore:
        while datastore.run_blob_tasks().done:
            pass


def _contents(old: Old) -> tuple[object, object]:
    """All rows of the older database, and all files of its store with their times."""
    tables = [table for table in old.made.counts if table != "blob"]
    rows = [execute(old.url, f'select md5(string_agg(t::text, t.id::text)) from "{SCHEMA}".{t} as t') for t in tables]  # noqa: S608
    files = sorted((str(path), path.stat().st_mtime_ns) for path in Path(old.storage).rglob("*"))
    return rows, files


def _told(report: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A report without what differs from run to run."""
    return [{name: line[name] for name in line if name not in ("into", "guesses", "dry_run")} for line in report]


def _state(url: str, storage: str | None) -> Counter[Any]:
    """All that people see in ours, without ids that the database makes."""
    with psycopg.connect(url) as conn:
        rows: Counter[Any] = Counter(
            conn.execute(
                """
                select 'identification', o.inference_id::text, o.position, d.act, d.comment, s.name, u.email, null
                from nachet_data.identification as d
                inner join nachet_data.object as o on d.container_id = o.container_id and d.object_id = o.id
                left join nachet_data.seed as s on d.seed_id = s.id
                left join nachet_data.users as u on d.user_id = u.id
                union all
                select 'pipeline', p.name, p.position, p.data::text, null, null, null, p.active
                from nachet_data.pipeline as p
                union all
                select 'version', m.name, null, v.version, v.data::text, null, null, v.active
                from nachet_data.model_version as v inner join nachet_data.model as m on v.model_id = m.id
                union all
                select 'seed', s.name, null, case when s.confirmed then '' else s.id::text end, null, null, null, null
                from nachet_data.seed as s where s.merged_into is null and not s.confirmed
                union all
                select 'choice', d.user_id::text, null, p.name, null, null, null, null
                from nachet_data.pipeline_default as d inner join nachet_data.pipeline as p on d.pipeline_id = p.id
                union all
                select 'share', s.container_id::text, null, s.user_id::text, null, null, null, null
                from nachet_data.user_container as s
                """
            )
        )
        if storage is not None:
            with closing(open_store(storage)) as store:
                rows.update(one for one in state(conn, store) if "identification" not in one and "object" not in one)
    return rows


# -- the account -------------------------------------------------------------------------------------------------


def test_each_row_and_blob_is_accounted_for(old: Old, new: New) -> None:
    sums = {line["summary"]: line for line in new.report if "summary" in line}
    assert {table: line["rows"] for table, line in sums.items()} == old.made.counts
    assert all(line["rows"] == line["taken"] + line["merged"] + line["refused"] for line in sums.values())
    assert {line["unaccounted"] for line in sums.values()} == {0}
    lines = Counter((line["table"], line["id"]) for line in new.report if line.get("table") not in (None, "seed_obj"))
    expected = {
        *((table, row["id"]) for table, rows in old.made.rows.items() for row in rows if table != "seed_obj"),
        *(("blob", f"{container}/{name}") for container, name in old.made.blobs),
    }
    assert {(table, str(one)) for table, one in lines} == {(table, str(one)) for table, one in expected}
    assert set(lines.values()) == {1}
    guesses = Counter(guess for line in new.report for guess in line.get("guesses", ()))
    guesses.update(line["id"] for line in new.report if line.get("table") == "seed_obj" and "id" in line)
    assert guesses == Counter(str(row["id"]) for row in old.made.rows["seed_obj"])


def test_why_something_was_refused_is_told(new: New) -> None:
    assert {table: new.sums(table)["reasons"] for table in ("picture", "inference", "object", "seed_obj", "blob")} == {
        "picture": {
            "merged: same bytes in the folder": 1,
            "refused: NotAPicture": 1,
            "refused: no blob": 1,
        },
        "inference": {"refused: no picture": 2},
        "object": {"refused: InvalidInference at boxes[].box": 1, "refused: no picture": 4},
        "seed_obj": {
            "merged: what a person said": 2,
            "refused: no box": 3,
            "refused: no picture": 12,
            "refused: no species": 2,
        },
        "blob": {
            "merged: description of a folder, which ours writes itself": 9,
            "merged: same bytes in the folder": 1,
            "refused: NotAPicture": 1,
            "refused: no row": 3,
            "refused: other bytes under the id of a picture": 1,
        },
    }
    refused = [line for line in new.report if line.get("outcome") == "refused" and line["table"] != "blob"]
    assert all(line["row"]["id"] == line["id"] for line in refused)


def test_no_key_of_a_model_is_in_the_report(new: New) -> None:
    assert "key of" not in json.dumps(new.report)


def test_rows_and_blobs_of_ours_agree(new: New) -> None:
    with psycopg.connect(new.url) as conn, closing(open_store(new.storage)) as store:
        assert rest(conn, store) == []


# -- what came along ---------------------------------------------------------------------------------------------


def picture_of(old: Old, new: New, kind: str) -> tuple[Datastore, UUID, UUID]:
    """A client, the administrator, and the picture of a kind."""
    datastore = Datastore(new.url, new.storage)
    (picture_id,) = old.made.of_kind(kind)
    return datastore, datastore.get_user(ADMIN).user_id, picture_id


def boxes_of(old: Old, new: New, kind: str) -> list[tuple[str, bool, int]]:
    """The boxes of the newest inference of a picture: label, whether it is verified, how many guesses."""
    datastore, admin, picture_id = picture_of(old, new, kind)
    with datastore:
        (row,) = old.made.of("picture", "id", picture_id)
        container = new_container(old, new, row["picture_set_id"])
        inference = datastore.get_picture_inference(admin, picture_id, container_id=container)
        assert inference is not None
        return [(box["label"], box["is_verified"], len(box["topN"] or ())) for box in inference["boxes"]]


def new_container(old: Old, new: New, folder: UUID) -> UUID:
    (row,) = old.made.of("picture_set", "id", folder)
    line = new.line("users", row["owner_id"])
    return UUID(line.get("into", line["id"]))


def test_users_of_one_address_become_the_oldest(old: Old, new: New) -> None:
    ana, twin, bo, dev = (row["id"] for row in old.made.rows["users"])
    with Datastore(new.url) as datastore:
        assert datastore.get_user("ana@example.org").user_id == ana
        admin = datastore.get_user(ADMIN).user_id
        assert datastore.get_user_by_id(admin, dev).email is None
        assert [one["chosen"] for one in datastore.list_pipelines(bo) if one["pipeline_name"] == "Swin"] == [True]
    assert (new.line("users", twin)["outcome"], new.line("users", twin)["into"]) == ("merged", str(ana))


def test_folders_keep_their_names(old: Old, new: New) -> None:
    ana, _, bo, dev = (row["id"] for row in old.made.rows["users"])
    with Datastore(new.url) as datastore:
        names = [one["folder_name"] for one in datastore.list_picture_sets(ana)]
        (second,) = (row["id"] for row in old.made.rows["picture_set"] if row["name"] == "field 7")
        assert sorted(names) == sorted(["General", "Field 7", f"field 7 ({str(second)[:8]})", "a/b", "v1.2 général"])
        (unnamed,) = (row["id"] for row in old.made.rows["picture_set"] if row["name"] is None)
        assert [one["folder_name"] for one in datastore.list_picture_sets(bo)] == ["General", str(unnamed)]
        found = datastore.get_picture_set(ana, second)
        assert found.metadata["legacy"]["name"] == "field 7"  # type: ignore[index, call-overload]
        assert [one["folder_name"] for one in datastore.list_picture_sets(dev)] == ["General", "Field 7"]


def test_species_are_resolved_as_labels_are(old: Old, new: New) -> None:
    seeds = {row["name"]: row["id"] for row in old.made.rows["seed"]}
    with Datastore(new.url) as datastore:
        admin = datastore.get_user(ADMIN).user_id
        found = {name: datastore.get_seed(admin, one) for name, one in seeds.items() if name.strip()}
        assert {name: seed.seed_name for name, seed in found.items()} == {
            "Ambrosia psilostachya": "Ambrosia psilostachya",
            "14 Ambrosia psilostachya": "Ambrosia psilostachya",
            "  ambrosia   Psilostachya": "Ambrosia psilostachya",
            '"Avena fatua"': "Avena fatua",
            "Avena fatua": "Avena fatua",
            "Nova incognita": "Nova incognita",
            "001 Brassica junsea": "Brassica juncea",
        }
        assert found["Nova incognita"].seed_id == seeds["Nova incognita"]
        assert not found["Nova incognita"].confirmed


def test_models_keep_versions_secrets_order_and_default(new: New) -> None:
    with Datastore(new.url) as datastore:
        structure = datastore.export_ml_structure()
        (pipeline,) = structure["pipelines"]
        assert (pipeline["pipeline_name"], pipeline["models"], pipeline["default"]) == (
            "Swin",
            ["detector-1", "swin-1"],
            True,
        )
        admin = datastore.get_user(ADMIN).user_id
        versions = {model.model_name: (model.version, set(model.versions)) for model in datastore.list_models(admin)}
        assert versions == {
            "swin-1": ("1", {"1", "2"}),
            "detector-1": ("5", {"5", "6"}),
            "never-imported": ("unknown", {"unknown"}),
        }
        assert datastore.get_model_secret("swin-1", "2")["api_key"] == "key of swin-1 2"
        active = {one["pipeline_name"]: one["active"] for one in datastore.list_pipelines(admin)}
        assert active == {"Swin": True, "Old": False, "Unknown pipeline of the older datastore": False}
    assert new.sums("pipeline")["lost"]["data: token"] == 1


def test_pictures_keep_bytes_and_facts(old: Old, new: New) -> None:
    datastore, admin, picture_id = picture_of(old, new, "batch")
    with datastore:
        (row,) = old.made.of("picture", "id", picture_id)
        container = new_container(old, new, row["picture_set_id"])
        picture = datastore.get_picture(admin, picture_id, container_id=container)
        assert (picture.media_type, picture.zoom, picture.nb_seeds) == ("image/png", 10, 3)
        assert picture.description == row["picture"]["description"]
        assert picture.verified
        assert [seed.seed_name for seed in picture.seeds] == ["Avena fatua"]
        (data,) = (data for (_, name), data in old.made.blobs.items() if name.endswith(str(picture_id)))
        assert datastore.read_picture(admin, picture_id, container_id=container) == data
        at = row["upload_date"].astimezone()
        assert str(picture.metadata["legacy"]["upload_date"])[:10] == at.isoformat()[:10]  # type: ignore[index, call-overload]
        (bad,) = old.made.of_kind("bad facts")
        found = datastore.get_picture(admin, bad, container_id=container)
        assert (found.zoom, found.nb_seeds) == (None, None)
        assert found.metadata["legacy"] == {  # What is not valid stays in the metadata.
            "link": found.metadata["legacy"]["link"],  # type: ignore[index, call-overload]
            "upload_date": found.metadata["legacy"]["upload_date"],  # type: ignore[index, call-overload]
            "zoom": 0,
            "nb_seeds": "many",
        }


def test_the_archive_stays_with_its_user(old: Old, new: New) -> None:
    datastore, _, picture_id = picture_of(old, new, "archived")
    with datastore:
        dev = old.made.rows["users"][3]["id"]
        assert datastore.get_picture(dev, picture_id).folder_name == "Field 7"
        assert datastore.read_picture(dev, picture_id)


def test_the_same_bytes_are_one_picture_with_all_inferences(old: Old, new: New) -> None:
    datastore, admin, picture_id = picture_of(old, new, "same bytes")
    with datastore:
        first = UUID(new.line("picture", picture_id)["into"])
        (row,) = old.made.of("inference", "picture_id", picture_id)
        container = new_container(old, new, old.made.of("picture", "id", picture_id)[0]["picture_set_id"])
        listed = datastore.list_picture_inferences(admin, first, container_id=container).items
        assert row["id"] in {one.inference_id for one in listed}
        assert len(listed) == 2
        with pytest.raises(PictureNotFound):
            datastore.get_picture(admin, picture_id, container_id=container)


AMBROSIA = ("Ambrosia psilostachya", True, 3)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("confirmed", [AMBROSIA, AMBROSIA]),
        ("other guess", [AMBROSIA, ("Avena fatua", True, 3)]),
        ("named by a person", [AMBROSIA, ("Avena fatua", True, 3)]),
        ("rejected and added", [AMBROSIA, ("Brassica juncea", True, 0)]),
        ("a box nobody looked at", [AMBROSIA, ("14 Ambrosia psilostachya", False, 3)]),
        ("verified_id nowhere", [("14 Ambrosia psilostachya", False, 3)] * 2),
        ("no pipeline", [AMBROSIA, AMBROSIA]),
        # The later word on the same seed holds, in both inferences.
        ("two inferences", [AMBROSIA, ("Avena fatua", True, 3)]),
        ("nothing in it", []),
        # A guess without a species is left out; the label is that of the best guess.
        ("bad boxes", [("14 Ambrosia psilostachya", False, 2)] * 2),
        ("inactive pipeline", [AMBROSIA, AMBROSIA]),
    ],
)
def test_an_inference_reads_as_it_did(old: Old, new: New, kind: str, expected: list[tuple[str, bool, int]]) -> None:
    assert boxes_of(old, new, kind) == expected


def test_a_document_is_put_together_again(old: Old, new: New) -> None:
    datastore, admin, picture_id = picture_of(old, new, "a box nobody looked at")
    with datastore:
        (row,) = old.made.of("inference", "picture_id", picture_id)
        container = new_container(old, new, old.made.of("picture", "id", picture_id)[0]["picture_set_id"])
        inference: Any = datastore.get_inference(admin, row["id"], container_id=container)
        (old_box,) = (one for one in old.made.of("object", "inference_id", row["id"]) if one["verified_id"] is None)
        box = inference["boxes"][1]
        line = new.line("object", old_box["id"])
        assert line["into"] == str(box["box_id"])
        said = old_box["box_metadata"]
        assert {name: box[name] for name in said} == said
        guesses = old.made.of("seed_obj", "object_id", old_box["id"])
        assert [(guess["score"], str(guess["object_id"])) for guess in box["topN"]] == [
            (one["score"], line["guesses"][str(one["id"])]) for one in guesses
        ]
        assert line["guesses"][str(old_box["top_id"])] == str(box["top_id"])
        assert {name: inference[name] for name in ("filename", "models", "totalBoxes")} == {
            name: row["inference"][name] for name in ("filename", "models", "totalBoxes")
        }
        assert inference["legacy"]["verified"] is True


def test_each_word_is_of_the_person_who_said_it(old: Old, new: New) -> None:
    """Also in the container of somebody else, which they cannot read afterwards."""
    datastore, admin, picture_id = picture_of(old, new, "another person")
    with datastore:
        container = new_container(old, new, old.made.of("picture", "id", picture_id)[0]["picture_set_id"])
        bo = datastore.get_user("bo@example.org").user_id
        (row,) = old.made.of("inference", "picture_id", picture_id)
        box, *_ = old.made.of("object", "inference_id", row["id"])
        (act,) = datastore.get_object_history(admin, new.line("object", box["id"])["into"], container_id=container)
        assert (act.act, act.user_id, act.before is None) == ("confirm", bo, False)
        assert act.comment.endswith(f"(box {box['id']})")
        assert datastore.list_container_users(admin, container_id=container) == []
        with pytest.raises(PictureNotFound):
            datastore.get_picture(bo, picture_id)


def test_the_administrator_acts_for_those_who_are_not_there(old: Old, new: New) -> None:
    datastore, admin, picture_id = picture_of(old, new, "no pipeline")
    with datastore:
        container = new_container(old, new, old.made.of("picture", "id", picture_id)[0]["picture_set_id"])
        (row,) = old.made.of("inference", "picture_id", picture_id)
        box, *_ = old.made.of("object", "inference_id", row["id"])
        act, *_ = datastore.get_object_history(admin, new.line("object", box["id"])["into"], container_id=container)
        assert act.user_id == admin
        assert f" by {row['feedback_user_id']} " in act.comment
    assert new.line("inference", row["id"])["lost"] == [
        "pipeline_id: there was none",
        "feedback_user_id: the administrator acts",
    ]


def test_what_nobody_looked_at_is_told(old: Old, new: New) -> None:
    (picture_id,) = old.made.of_kind("a box nobody looked at")
    (row,) = old.made.of("inference", "picture_id", picture_id)
    assert new.line("inference", row["id"])["lost"] == ["verified: boxes that nobody looked at"]
    assert new.line("picture", picture_id)["lost"] == ["verified: boxes are open"]


# -- again -------------------------------------------------------------------------------------------------------


def test_what_people_changed_since_stays(old: Old, new: New, clone: Clone) -> None:
    """Run again, it stores nothing twice and takes nothing back; only the models count as merged with themselves."""
    ana = old.made.rows["users"][0]["id"]
    (batch,) = old.made.of_kind("batch")
    (confirmed,) = old.made.of_kind("confirmed")
    (added,) = old.made.of_kind("rejected and added")
    with clone(new.url) as url:
        with Datastore(url, new.storage) as datastore:
            folder = datastore.get_picture(ana, batch).picture_set_id
            if folder != ana:
                datastore.rename_picture_set(ana, folder, "Another name")
            (seed,) = datastore.get_picture(ana, batch).seeds
            datastore.update_picture(ana, batch, {"remove_seeds": [str(seed.seed_id)]})
            for picture_id in (confirmed, added):
                inference = datastore.get_picture_inference(ana, picture_id)
                assert inference is not None
                datastore.reopen_object(ana, inference["boxes"][-1]["box_id"])
            (row,) = old.made.of("inference", "picture_id", added)
            box = datastore.get_inference(ana, row["id"])["boxes"][-1]
            datastore.verify_seed(ana, row["id"], [{"boxId": str(box["box_id"]), "label": "", "classId": ""}])
            # One of a picture that became one with another.
            (row,) = old.made.of("inference", "picture_id", old.made.of_kind("same bytes")[0])
            twin = datastore.get_inference(ana, row["id"])
            datastore.reopen_object(ana, twin["boxes"][0]["box_id"])
            datastore.set_user_email(ana, ana, "ana@elsewhere.example")
            (nova,) = (row["id"] for row in old.made.rows["seed"] if row["name"] == "Nova incognita")
            admin = datastore.get_user(ADMIN).user_id
            datastore.rename_seed(admin, nova, "Nova cognita")
            datastore.merge_seeds(admin, nova, datastore.resolve_seed("Avena fatua").seed_id)
        before = _state(url, new.storage)
        report = run(old, url, new.storage)
        assert _state(url, new.storage) == before
    models = {"model", "model_version", "pipeline", "pipeline_model"}
    changed = [
        line.get("table", line.get("summary"))
        for line, first in zip(_told(report), _told(new.report), strict=True)
        if line != first
    ]
    assert set(changed) - models <= {"users", "picture", "seed"}


@pytest.mark.long
def test_killed_anywhere_and_run_again_it_ends_the_same(
    old: Old, new: New, clone: Clone, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Killed at one point after another, each time a little further on, then left to end."""
    storage, step = str(tmp_path / "store"), 20 if request.config.getoption("--long") else 330
    with clone() as url:
        add_administrator(url)
        at, kills = step, 0
        while _killed(lambda: run(old, url, storage), storage, at):
            at, kills = at + step, kills + 1
        assert kills > 1
        finish(url, storage)
        assert _state(url, storage) == _state(new.url, new.storage)
        with psycopg.connect(url) as conn, closing(open_store(storage)) as store:
            store.sweep(timedelta())
            assert rest(conn, store) == []


def _killed(act: Callable[[], object], storage: str, at: int) -> bool:
    """Run in a process of its own that is killed at a point; whether it was, and did not end before."""
    child = os.fork()
    if child == 0:
        try:
            watch(Points(lambda _: None, at, lambda _: os.kill(os.getpid(), signal.SIGKILL)), Path(storage))
            act()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


# -- what it refuses ---------------------------------------------------------------------------------------------


def test_a_schema_that_is_not_the_older_one_is_refused(old: Old, empty: Databases, database_url: str) -> None:
    add_administrator(database_url)
    with empty() as url:
        other = Old(url, old.storage, old.made)
        with pytest.raises(InvalidValue) as error:
            run(other, database_url, "/nowhere", dry_run=True)
        assert error.value.detail["with_these_tables"] == []
        execute(url, "create schema old", "create table old.users (id uuid)")
        with pytest.raises(InvalidValue) as error:
            run(other, database_url, "/nowhere", dry_run=True, from_schema="old")
        assert {"seed_obj", "users.email"} <= set(error.value.detail["missing"])


def test_older_tables_may_lack_what_is_not_needed(empty: Databases, database_url: str, tmp_path: Path) -> None:
    """``updated_at`` for ``update_at``, no times, a table that nobody knows."""
    add_administrator(database_url)
    with empty() as url, closing(open_store(tmp_path)) as store:
        made = make_legacy(url, store, pictures=1)
        table = f'alter table "{SCHEMA}"'
        execute(
            url,
            f"{table}.inference rename update_at to updated_at",
            f"{table}.picture drop nb_obj, drop upload_date",
            f"{table}.picture_set drop upload_date",
            f"{table}.users drop registration_date",
            f"{table}.object drop updated_at",
            f'create table "{SCHEMA}".permission as select 1 as id',
        )
        report = run(Old(url, str(tmp_path), made), database_url, "/nowhere", dry_run=True)
    sums = {line["summary"]: line for line in report if "summary" in line}
    assert {table: line["rows"] for table, line in sums.items()} == {**made.counts, "permission": 1}
    assert {line["unaccounted"] for line in sums.values()} == {0}
    assert (sums["picture"]["taken"], sums["permission"]["refused"]) == (1, 1)


def test_only_an_administrator_imports(old: Old, database_url: str) -> None:
    with Datastore(database_url) as datastore:
        datastore.create_user(ADMIN)
    with pytest.raises(AdministratorRequired):
        run(old, database_url, "/nowhere", dry_run=True)


def test_the_command_says_what_became_of_all(
    empty: Databases, database_url: str, azurite: Azurite, tmp_path: Path
) -> None:
    """From one Azure account into another; exit code 3: some blobs were refused."""
    add_administrator(database_url)
    account, target, report = azurite.new_account(), azurite.new_account(), tmp_path / "report.jsonl"
    with empty() as url, closing(open_store(account)) as store:
        made = make_legacy(url, store, pictures=3)
        command = [
            "import-legacy",
            *("--from-database-url", url, "--from-schema", SCHEMA, "--from-storage-url", account),
            *("--database-url", as_user(database_url, "nachet_test_backend"), "--storage-url", target),
            *("--as", ADMIN, "--report", str(report)),
        ]
        result = CliRunner().invoke(main, command)
    assert result.exit_code == 3, result.output
    assert "picture: 3 = 3 taken + 0 merged + 0 refused" in result.stdout.splitlines()
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert {line["summary"]: line["rows"] for line in lines if "summary" in line} == made.counts
    with Datastore(database_url, target) as datastore:
        ana = datastore.get_user("ana@example.org").user_id
        for (_, name), data in made.blobs.items():
            if any(name.endswith(str(picture_id)) for picture_id in made.kinds):
                assert datastore.read_picture(ana, name.rpartition("/")[2], verify=True) == data
    assert CliRunner().invoke(main, ["import-legacy"]).exit_code == 2
