"""A database of version 0.1.0 with rows comes to what stands today, and back, and loses nothing on the way.

``data/0.1.0.sql.gz`` is that database, ``data/make_0_1_0.py`` how it was made. A later migration is found here by
itself. What it changes of the rows of 0.1.0, on purpose, stands in ``RENAMED``, ``CHANGED`` or ``NOT_UNDONE``, with
its number; all else must be there afterwards, value for value.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from conftest import ROOT, Databases, execute, psql, run_program
from nachet_datastore.deploy import Source, deploy, read_status, rollback, run
from test_concurrency import INVARIANTS

DUMP = ROOT / "tests" / "data" / "0.1.0.sql.gz"

#: The last migration of 0.1.0.
LAST = 6

#: Tables of 0.1.0 that have another name today: then and now.
RENAMED: dict[str, str] = {}

#: Tables ("users") or columns ("users.email") of 0.1.0 whose rows a later migration changes: which one, and why.
CHANGED: dict[str, str] = {
    "verification": "0023: its rows are identifications",
    "object.valid": "0023: the state of the specimen that the box shows",
    "object.verified_seed_id": "0023: the species of that specimen",
    "object.verified_id": "0023: follows from that specimen",
    "object.verified_box": "0023: the box of that specimen",
    "inference.verified": "0019: not where people differ; also where all boxes show what is known already",
    "picture.verified": "0019: as its inferences",
    "seed_object": "0027: guesses are columns of their box",
    "object.box_metadata": "0027: part of the document",
    "inference.inference": "0025: with its boxes",
    "model_version.data": "0071: without the keys that are not shown",
    "model_secret.secret": "0071: with these",
    "object_type": "0035: with the common kinds of things",
    "picture_set.picture_set": "0067: of the archive; columns say where a folder came from",
    "picture_seed": "0019: not the species of specimens about which people differ",
}

#: Of these, what no rollback brings back; the first line of the rollback says so.
NOT_UNDONE: dict[str, str] = {
    "picture_seed.id": "0023",
    "picture_seed.upload_date": "0023",
    "object.box_metadata": "0027",
    "model_version.data": "0070",
    "model_secret.secret": "0070",
}

#: The migrations that installations have: they stay as they are, for ever. A change is a new migration.
FROZEN = {
    "0001.people-and-access.rollback.sql": "0a452785bab902d2c30ed181b854dad895745f0ea2c9e82d51f5d63af3c993e2",
    "0001.people-and-access.sql": "fdeedd1ba1b8e49d99be899fa2cd39e74011beabc4dbacfb34d485d3d5a2f960",
    "0002.species.rollback.sql": "00445763494f37633d83af38b592fac09df0250888724f656c6a6091aa80f42e",
    "0002.species.sql": "4bef762ffec32ef785cd47a2aa33622e1f2f058eb2b782728c4e4e4fff1ec83b",
    "0003.models.rollback.sql": "037286f807bfb4c42e9cbb86abf2867e4e0f0a2300b0ee253b8ff5124b41566a",
    "0003.models.sql": "b4349b0027b28aa0c559ccce91fd82fd80af6ab6976d95198ad684dfa1e1faa0",
    "0004.pictures.rollback.sql": "312326938e26e364aaafc4529b2d6458f85264b936576d115a72f3be09c4fbc1",
    "0004.pictures.sql": "091a999c0ff00047be02a261a2405fd49035356666caa9942160577d4ebf8f70",
    "0005.inferences.rollback.sql": "5cf83e9ef9f9b63babc2964cabdd7ed91be9bfc873c7ef4ed7e01c550b7e9a66",
    "0005.inferences.sql": "1007fa624ed4ac2ce8c85b7216b555b8d7e9de6b3f728e5aba2f777b589bf89a",
    "0006.blob-work.rollback.sql": "f1b4e42ded418e91a1bbddc468fe987f8acacdd2ac5f94c16559dfab9336a9e6",
    "0006.blob-work.sql": "b167d39e5be8a8ee6a659f64ca2fb10609399ccb130a67781c3266dfae286e31",
}

#: Of each table, by its name in 0.1.0: how many rows, and the MD5 of the columns that it had in 0.1.0, by column.
Rows = dict[str, tuple[int, dict[str, str]]]


@pytest.mark.parametrize("name", FROZEN)
def test_the_migrations_of_0_1_0_are_what_they_were(name: str) -> None:
    assert sha256((ROOT / "migrations" / name).read_bytes()).hexdigest() == FROZEN[name]


def test_no_migration_was_put_between_those_of_0_1_0() -> None:
    names = {path.name for path in ROOT.glob("migrations/*.sql")}
    assert {name for name in names if int(name.partition(".")[0]) <= LAST} == set(FROZEN)


@pytest.fixture
def restored_url(template: str, empty: Databases, tmp_path: Path) -> Iterator[str]:
    """A database of 0.1.0; ``template`` has made the server's roles."""
    assert template
    file = tmp_path / "0.1.0.sql"
    file.write_bytes(gzip.decompress(DUMP.read_bytes()))
    with empty() as url:
        psql(url, f"--file={file}")
        yield url


def test_what_0_1_0_wrote_is_there_after_an_upgrade_and_after_the_way_back(restored_url: str) -> None:
    keys, schema = _keys(restored_url), _schema(restored_url)
    rows = _rows(restored_url, keys)
    later = tuple(migration.id for migration in Source().migrations if migration.number > LAST)

    functions = (
        "select p.oid::regprocedure::text, p.oid from pg_proc as p where p.pronamespace = 'nachet'::regnamespace"
    )
    before = set(execute(restored_url, functions))
    report = deploy(restored_url)
    assert tuple(sorted(report.migrations)) == later
    kept = before & set(execute(restored_url, functions))
    assert len(kept) > 100, "replaced in place: a call under way finds them"
    upgraded = _rows(restored_url, keys, RENAMED)
    assert _differences(rows, upgraded) == set(CHANGED)
    assert read_status(restored_url).drift == ()
    assert deploy(restored_url).steps == ()

    assert rollback(restored_url, to=LAST) == later[::-1]
    assert _schema(restored_url) == schema
    assert _differences(rows, _rows(restored_url, keys)) == set(NOT_UNDONE)

    assert tuple(sorted(deploy(restored_url).migrations)) == later
    again = _rows(restored_url, keys, RENAMED)
    assert _differences(upgraded, again) <= set(NOT_UNDONE)
    assert read_status(restored_url).drift == ()


@pytest.mark.long
def test_what_0_1_0_knew_twice_of_one_seed_is_one_specimen(restored_url: str) -> None:
    """Two inferences of one picture, both reviewed: people agree on the first seed, and differ about the others."""
    boxes = [
        {
            "box": {"topX": 50 * n + shift, "topY": 3, "bottomX": 50 * n + 30 + shift, "bottomY": 40},
            "label": "Brassica napus",
            "score": 0.5,
        }
        for shift in (0, 2)
        for n in range(3)
    ]
    said = [
        {}, {"label": "Avena fatua", "classId": ""}, {},
        {}, {"label": "Solanum nigrum", "classId": ""}, {"label": "", "classId": ""},
    ]  # fmt: skip
    with psycopg.connect(restored_url, autocommit=True) as conn:
        ask = partial(_ask, conn)
        user = ask("create_user", "two.opinions@example.org")["user_id"]
        facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
        reserved = ask("register_pictures", user, user, user, Jsonb([facts | {"width": 200, "height": 100}]))
        picture = reserved["pictures"][0]["picture_id"]
        ask("confirm_pictures", user, user, [UUID(picture)])
        for first in (0, 3):
            answer = ask(
                "register_inference", user, user, picture, Jsonb({"boxes": boxes[first : first + 3], "totalBoxes": 3})
            )
            acts = [
                {"boxId": box["box_id"]} | what
                for box, what in zip(answer["boxes"], said[first : first + 3], strict=True)
            ]
            assert ask("verify_seed", user, user, answer["inference_id"], Jsonb(acts))["picture_verified"]
        deploy(restored_url)

        found = conn.execute(
            """
            select s.state, e.name, count(distinct d.id), count(distinct o.id)
            from nachet.specimen as s
            left join nachet.seed as e on s.seed_id = e.id
            left join nachet.identification as d on s.id = d.specimen_id
            left join nachet.object as o on s.id = o.specimen_id
            where s.picture_id = %s
            group by s.id, s.state, e.name
            order by min(s.top_x)
            """,
            [picture],
        ).fetchall()
        assert found == [("settled", "Brassica napus", 2, 2), ("disputed", None, 2, 2), ("disputed", None, 2, 2)]
        trained = conn.execute("select seed_name from nachet.verified_object where picture_id = %s", [picture])
        assert trained.fetchall() == [("Brassica napus",)]
        queue = ask("list_review_queue", user, user, Jsonb({}))["items"]
        assert [item["state"] for item in queue] == 4 * ["disputed"]
        assert conn.execute("select verified from nachet.picture where id = %s", [picture]).fetchone() == (False,)

        # Whoever decides decides for both.
        acts = [{"boxId": item["box_id"]} for item in queue if item["inference_id"] == answer["inference_id"]]
        assert ask("verify_seed", user, user, answer["inference_id"], Jsonb(acts))["picture_verified"]
        verified = conn.execute("select bool_and(verified) from nachet.inference where picture_id = %s", [picture])
        assert verified.fetchone() == (True,)


@pytest.mark.long
def test_what_calls_of_0_1_0_do_during_an_upgrade_is_converted_too(
    restored_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the conversion and the new functions: a review, a merge, a new inference of a known picture."""
    known = {"box": {"topX": 5, "topY": 3, "bottomX": 30, "bottomY": 40}, "label": "Brassica napus", "score": 0.5}
    new = {"box": {"topX": 60, "topY": 3, "bottomX": 90, "bottomY": 40}, "label": "Avena fatua", "score": 0.5}
    migrate = run._migrate
    met = []
    with psycopg.connect(restored_url, autocommit=True) as conn:
        ask = partial(_ask, conn)
        user = ask("create_user", "at.work@example.org")["user_id"]
        admin = conn.execute("select u.id from nachet_data.users as u where u.permission_id = 4").fetchone()
        facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "width": 200, "height": 100}
        described = [facts | {"sha256": 64 * digit} for digit in "01"]
        pictures = [p["picture_id"] for p in ask("register_pictures", user, user, user, Jsonb(described))["pictures"]]
        ask("confirm_pictures", user, user, [UUID(picture) for picture in pictures])

        def register(picture: str, *boxes: dict[str, Any]) -> Any:
            return ask("register_inference", user, user, picture, Jsonb({"boxes": boxes, "totalBoxes": len(boxes)}))

        def verify(document: Any) -> Any:
            return ask("verify_seed", user, user, document["inference_id"], Jsonb([
                {"boxId": box["box_id"]} for box in document["boxes"]
            ]))  # fmt: skip

        first, second = register(pictures[0], known), register(pictures[1], known, new)
        verify(first)

        def meanwhile(*arguments: Any) -> None:
            migrate(*arguments)
            if arguments[2].id.startswith("0019"):
                met.append(register(pictures[0], known, new))
                verify(second)
                ids = [ask("resolve_seed", name)["seed_id"] for name in ("Brassica napus", "Avena fatua")]
                ask("merge_seeds", admin[0] if admin else None, *ids)
            elif arguments[2].id.startswith("0025"):
                met.append(register(pictures[1], known | {"topN": [known, new | {"score": 0.25}]}))

        monkeypatch.setattr(run, "_migrate", meanwhile)
        deploy(restored_url)
        third, fourth = met
        for document in (third, fourth):
            read = ask("get_inference", user, user, document["inference_id"])
            told = {"is_verified": True, "label": "Avena fatua", "score": 1}
            assert read["boxes"][0] == document["boxes"][0] | told
        assert conn.execute(
            "select g.id::text, s.name, g.rank, g.score from nachet.seed_object as g"
            " inner join nachet.seed as s on g.seed_id = s.id where g.object_id = %s order by g.rank",
            [fourth["boxes"][0]["box_id"]],
        ).fetchall() == [
            (guess["object_id"], "Avena fatua", rank, guess["score"])
            for rank, guess in enumerate(fourth["boxes"][0]["topN"], 1)
        ]
        trained = conn.execute(
            "select v.picture_id::text, v.seed_name from nachet.verified_object as v where v.container_id = %s", [user]
        ).fetchall()
        # One seed of the first picture; of the second, both, which are one species now.
        assert sorted(trained) == sorted([(pictures[0], "Avena fatua"), *2 * [(pictures[1], "Avena fatua")]])
        queue = ask("list_review_queue", user, user, Jsonb({}))["items"]
        assert [item["box_id"] for item in queue] == [third["boxes"][1]["box_id"]]
        assert verify(third)["picture_verified"]
        broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
        assert {name: rows for name, rows in broken.items() if rows} == {}


@pytest.mark.long
def test_the_way_back_leaves_pipelines_without_their_pins(empty: Databases) -> None:
    """0034: all else of a pipeline stays, and the models' versions too."""
    model = {"version": "2", "task": "Classification"}
    models = [model | {"model_name": "a"}, {**model, "model_name": "b", "other_versions": [{"version": "1"}]}]
    pins = {"pipeline_name": "Pinned", "models": ["a", {"name": "b", "version": "1"}], "default": True}
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            admin = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            ask("import_ml_structure", admin, Jsonb({"models": models, "pipelines": [pins]}))
            rollback(url, to=33)
            deploy(url)
            steps = ask("get_pipeline_for", admin)["steps"]
            assert [(step["version"], step["pinned"]) for step in steps] == [("2", False), ("2", False)]
            ask("import_ml_structure", admin, Jsonb({"pipelines": [pins]}))
            assert ask("get_pipeline_for", admin)["steps"][1]["version"] == "1"


@pytest.mark.long
def test_the_way_back_leaves_folders_without_their_sample(empty: Databases) -> None:
    """0074 to 0078: samples, reports and imported lists are gone; the list that comes along is there again."""
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            sample = ask("create_sample", user, user, "S-1", Jsonb({"weight": 5}))["sample_id"]
            folder = ask("create_picture_set", user, user, Jsonb({"name": "f", "sample_id": sample}))["picture_set_id"]
            ask("issue_report", user, user, UUID(sample))
            document = {"name": "Ours", "authority": "us", "jurisdiction": "here", "periods": []}
            ask("import_regulated_list", user, Jsonb(document))
            rollback(url, to=73)
            deploy(url)
            kept = ask("get_picture_set", user, user, folder)
            assert (kept["folder_name"], kept["sample_id"]) == ("f", None)
            assert ask("list_samples", user, user)["items"] == ask("list_reports", user, user)["items"] == []
            assert [known["name"] for known in ask("list_regulated_lists", user)] == ["Weed Seeds Order"]


@pytest.mark.long
def test_the_way_back_leaves_identifications_without_doubts_and_kinds(empty: Databases) -> None:
    """0035: what was settled and rejected stays so."""
    box = {"box": {"topX": 5, "topY": 3, "bottomX": 30, "bottomY": 40}, "label": "Avena fatua", "score": 0.5}
    other = {"box": {"topX": 60, "topY": 3, "bottomX": 90, "bottomY": 40}, "label": "Avena fatua", "score": 0.5}
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
    query = "select s.state, s.qualifier, s.type_id from nachet.specimen as s order by s.top_x"
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            ask("import_ml_structure", user, Jsonb({"pipelines": [{"pipeline_name": "p", "models": []}]}))
            soil = ask("register_object_type", user, "soil")["object_type_id"]
            ask("register_seed", user, "Secale cereale", Jsonb({"object_type_id": soil}))
            reserved = ask("register_pictures", user, user, user, Jsonb([facts | {"width": 200, "height": 100}]))
            picture = reserved[0]["picture_id"]
            ask("confirm_pictures", user, user, [UUID(picture)])
            document = {"boxes": [box | {"object_type_id": 2}, other]}
            first = ask("register_inference", user, user, picture, Jsonb(document), Jsonb({"pipeline": "p"}))
            ids = [one["box_id"] for one in first["boxes"]]
            said = [
                {"boxId": ids[0], "qualifier": "cf.", "objectTypeId": 3},
                {"boxId": ids[1], "label": "", "classId": "", "objectTypeId": soil},
            ]
            ask("verify_seed", user, user, first["inference_id"], Jsonb(said))
            assert conn.execute(query).fetchall() == [("settled", "cf.", 3), ("rejected", None, soil)]
            rollback(url, to=34)
            deploy(url)
            assert conn.execute(query).fetchall() == [("settled", None, 1), ("rejected", None, 1)]
            assert len(ask("list_object_types", user)) == 4
            assert ask("get_seed", user, ask("resolve_seed", "Secale cereale")["seed_id"])["object_type_id"] == 1


@pytest.mark.long
def test_pictures_of_0_1_0_take_what_is_said_of_them_and_crops_of_their_own(restored_url: str) -> None:
    """0045 to 0049: names, facts, batches; on the way back the same bytes are in a folder once, the others in trash."""
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
    with psycopg.connect(restored_url, autocommit=True) as conn:
        ask = partial(_ask, conn)
        user = ask("create_user", "upgraded@example.org")["user_id"]
        ids = []
        for digit in "01":
            described = facts | {"sha256": 64 * digit, "zoom": 1.5}
            ids.append(ask("register_pictures", user, user, user, Jsonb([described]))["pictures"][0]["picture_id"])
        ask("confirm_pictures", user, user, [UUID(one) for one in ids])
        crop = facts | {"sha256": 64 * "2", "parent": ids[0]}
        ids.append(ask("register_pictures", user, user, user, Jsonb([crop]))["pictures"][0]["picture_id"])
        ask("confirm_pictures", user, user, [UUID(ids[2])])
        deploy(restored_url)

        picture = ask("get_picture", user, user, ids[0])
        assert (picture["name"], picture["taken_at"], picture["zoom"]) == (None, None, 1.5)
        assert ask("update_picture", user, user, ids[0], Jsonb({"name": "old.png"}))["name"] == "old.png"
        assert len(ask("find_pictures", user, user, Jsonb({"name": "OLD"}))["items"]) == 1
        batch = ask("begin_batch", user, user, user, Jsonb({"expected": 2}))["batch_id"]
        twins = [crop | {"name": "same.png"}, crop | {"name": "other.png", "parent": ids[1]}]
        registered = ask("register_pictures", user, user, user, Jsonb(twins), Jsonb({"batch_id": batch}))
        assert [one["new"] for one in registered] == [False, True]
        assert registered[0]["picture_id"] == ids[2]
        ask("confirm_pictures", user, user, [UUID(registered[1]["picture_id"])])
        counted = ask("get_batch", user, user, batch)
        assert (counted["stored"], counted["duplicates"], counted["is_complete"]) == (1, 1, True)

        rollback(restored_url, to=44)
        rows = conn.execute(
            "select p.id::text, p.deleted_at is null from nachet_data.picture as p where p.container_id = %s", [user]
        )
        kept = {row[0] for row in rows.fetchall() if row[1]}
        assert kept == {*ids}
        deploy(restored_url)
        assert ask("get_picture", user, user, ids[0])["name"] is None
        assert ask("list_batches", user, user)["items"] == []


@pytest.mark.long
def test_what_0_1_0_kept_in_the_archive_comes_back(restored_url: str) -> None:
    """Into a folder in the trash, and into one that is gone; on the way back, names are unique in the container."""
    folders = "select ps.name from nachet.picture_set as ps where ps.container_id = %s order by 1"
    with psycopg.connect(restored_url, autocommit=True) as conn:
        ask = partial(_ask, conn)
        user = ask("create_user", "kept@example.org")["user_id"]
        made = []
        for name in ("in the trash", "gone"):
            folder = ask("create_picture_set", user, user, Jsonb({"name": name}))["picture_set_id"]
            facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "seed_name": "Avena fatua"}
            reserved = ask("register_pictures", user, user, folder, Jsonb([facts | {"sha256": 64 * "0"}]))
            picture = reserved["pictures"][0]["picture_id"]
            ask("confirm_pictures", user, user, [UUID(picture)])
            ask("delete_picture_set", user, user, folder, True)
            made.append((folder, picture))
        (trashed, _), (gone, _) = made
        deploy(restored_url)

        assert ask("restore_picture_set", user, user, trashed)["unarchived"] == 1
        assert ask("purge_picture_set", user, user, gone)["picture_sets"] == 1
        assert ask("unarchive_picture_set", user, user, gone)["folder_name"] == "gone"
        for folder, picture in made:
            assert ask("get_picture", user, user, picture)["picture_set_id"] == folder
        ask("update_picture_set", user, user, gone, Jsonb({"parent": trashed}))
        below = ask("create_picture_set", user, user, Jsonb({"name": "GONE"}))["picture_set_id"]
        assert conn.execute(folders, [user]).fetchall() == [("GONE",), ("General",), ("gone",), ("in the trash",)]
        assert below != gone
    rollback(restored_url, to=LAST)
    with psycopg.connect(restored_url, autocommit=True) as conn:
        assert conn.execute(folders.replace("nachet.", "nachet_data."), [user]).fetchall() == [
            ("GONE",), ("General",), (f"gone ({gone})",), ("in the trash",)
        ]  # fmt: skip
    deploy(restored_url)
    assert read_status(restored_url).drift == ()


@pytest.mark.long
def test_folders_of_the_archive_and_files_of_batches_come_along_and_back(empty: Databases) -> None:
    """0064 to 0069: columns say what documents said, and on the way back the other way round."""
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "a@example.org")["user_id"]
            facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "seed_name": "Avena fatua"}
            said = {"former_container_id": user, "former_parent": "x"}

            def upload(folder: str, digit: str, batch: str | None = None, **more: Any) -> str:
                described = facts | {"sha256": 64 * digit, "name": f"{digit}.png"} | more
                options = Jsonb({"batch_id": batch} if batch else {})
                ((one,)) = ask("register_pictures", user, user, folder, Jsonb([described]), options)
                ask("confirm_pictures", user, user, [UUID(one["picture_id"])])
                return str(one["picture_id"])

            folder = ask("create_picture_set", user, user, Jsonb({"metadata": said}))["picture_set_id"]
            batch = ask("begin_batch", user, user, folder)["batch_id"]
            picture = upload(folder, "0", batch)
            other = ask("begin_batch", user, user, user)["batch_id"]
            crop = upload(user, "1", other, parent=picture, seed_name=None)
            stays = ask("create_picture_set", user, user)["picture_set_id"]
            parent = upload(stays, "2", seed_name=None)
            orphan = upload(folder, "3", batch, parent=parent, metadata={"former_parent": "mine"})
            nameless = [{"code": "X", "message": str(n)} for n in range(3)]
            ask("record_refusals", user, user, batch, Jsonb(nameless))
            counted = ask("get_batch", user, user, batch)
            assert (counted["stored"], counted["refused"]) == (2, 3)
            ask("delete_picture_set", user, user, folder, True)
            assert ask("get_batch", user, user, other)["stored"] == 1

            rollback(url, to=64)
            documents = "select p.picture ->> 'former_parent' from nachet_data.picture as p where p.id = any (%s)"
            found = conn.execute(documents + " order by p.id", [[picture, crop, orphan]]).fetchall()
            assert found == [(None,), (None,), (parent,)]
            ((document,),) = conn.execute(
                "select ps.picture_set from nachet_data.picture_set as ps"
                " inner join nachet_data.container as c on c.id = ps.container_id"
                " where c.kind = 'archive' and ps.name like %s",
                [f"%({folder})"],
            ).fetchall()
            assert document == said | {"former_container_id": user, "former_picture_set_id": folder}
            files = conn.execute("select f.refusal ->> 'message' from nachet_data.batch_file as f").fetchall()
            assert files == [("2",)]

            deploy(url)
            assert ask("restore_picture_set", user, user, folder)["unarchived"] == 3
            assert ask("get_picture_set", user, user, folder)["metadata"] == said
            back = ask("get_picture", user, user, orphan)
            assert (back["parent"], back["former_parent"], back["metadata"]) == (parent, None, {})
            assert ask("get_picture", user, user, crop)["parent"] == picture
            counted = ask("get_batch", user, user, batch)
            assert (counted["stored"], counted["refused"]) == (0, 1)
        assert read_status(url).drift == ()


@pytest.mark.long
def test_the_way_back_has_tallies_by_pair_of_species(empty: Databases) -> None:
    """0043: they are counted again, and those by inference on the way forth; what readers said, too."""
    places = [{"topX": left, "topY": 3, "bottomX": left + 30, "bottomY": 40} for left in (5, 60, 120)]
    boxes = [{"box": place, "label": "Avena fatua", "score": 0.5} for place in places]
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
    tallies = (
        "select to_jsonb(t) from nachet_data.inference_tally as t",
        "select to_jsonb(t) from nachet_data.opinion_tally as t order by t.specimen_id",
    )
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            other = ask("create_user", "other@example.org", Jsonb({"permission": "admin"}))["user_id"]
            ask("import_ml_structure", user, Jsonb({"pipelines": [{"pipeline_name": "p", "models": []}]}))
            reserved = ask("register_pictures", user, user, user, Jsonb([facts | {"width": 200, "height": 100}]))
            picture = reserved[0]["picture_id"]
            ask("confirm_pictures", user, user, [UUID(picture)])
            first = ask("register_inference", user, user, picture, Jsonb({"boxes": boxes}), Jsonb({"pipeline": "p"}))
            ids = [one["box_id"] for one in first["boxes"]]
            said = [
                {"boxId": ids[0]},
                {"boxId": ids[1], "label": "Bromus secalinus", "classId": ""},
                {"boxId": ids[2], "label": "", "classId": ""},
            ]
            ask("verify_seed", user, user, first["inference_id"], Jsonb(said))
            ask("verify_seed", other, user, first["inference_id"], Jsonb(said[:1]))
            before = [conn.execute(query).fetchall() for query in tallies]
            assert [len(rows) for rows in before] == [1, 1]
            rollback(url, to=40)
            query = (
                "select t.seed_id = t.model_seed_id, t.nb, t.nb_missed, t.nb_top5, t.scores,"
                " cardinality(t.specimen_ids) from nachet_data.tally as t order by t.nb_top5 desc, t.seed_id desc"
            )
            assert conn.execute(query).fetchall() == [
                (True, 1, 0, 1, [0.5], 0), (False, 1, 0, 0, [0.5], 1), (False, 1, 0, 0, [0.5], 1),
            ]  # fmt: skip
            deploy(url)
            assert [conn.execute(query).fetchall() for query in tallies] == before


@pytest.mark.long
def test_the_way_back_leaves_inferences_that_hold_and_kinds_in_use(empty: Databases) -> None:
    """0058 to 0061: what was withdrawn is read again; what people said of its boxes stays."""
    box = {"box": {"topX": 5, "topY": 3, "bottomX": 30, "bottomY": 40}, "label": "Avena fatua", "score": 0.5}
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            ask("import_ml_structure", user, Jsonb({"pipelines": [{"pipeline_name": "Pipe", "models": []}]}))
            reserved = ask("register_pictures", user, user, user, Jsonb([facts | {"width": 200, "height": 100}]))
            picture = reserved[0]["picture_id"]
            ask("confirm_pictures", user, user, [UUID(picture)])
            first = ask("register_inference", user, user, picture, Jsonb({"boxes": [box]}), Jsonb({"pipeline": "pipe"}))
            said = Jsonb([{"boxId": first["boxes"][0]["box_id"]}])
            ask("verify_seed", user, user, first["inference_id"], said)
            ask("withdraw_inference", user, user, first["inference_id"], Jsonb({"reason": "a test"}))
            ask("set_object_type_active", user, 2, False)
            assert ask("get_picture_inference", user, user, picture) is None
            rollback(url, to=57)
            names = conn.execute("select p.name from nachet_data.pipeline as p").fetchall()
            assert names == [("Pipe",)]
            deploy(url)
            assert [kind["active"] for kind in ask("list_object_types", user)] == 4 * [True]
            read = ask("get_picture_inference", user, user, picture)
            assert (read["inference_id"], read["boxes"][0]["is_verified"]) == (first["inference_id"], True)
            ask("withdraw_inference", user, user, first["inference_id"])
            assert ask("reinstate_inference", user, user, first["inference_id"])["picture_verified"]
            broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
            assert {name: rows for name, rows in broken.items() if rows} == {}


@pytest.mark.long
def test_the_way_back_loses_datasets_and_leaves_their_pictures(empty: Databases) -> None:
    """0071 to 0073: what was pinned is gone, the pictures and the versions stay; then they can be pinned again."""
    box = {"box": {"topX": 5, "topY": 3, "bottomX": 30, "bottomY": 40}, "label": "Avena fatua", "score": 0.5}
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "sha256": 64 * "0"}
    models = [{"model_name": "finder", "version": 1, "task": "detection"}]
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            user = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            pipelines = [{"pipeline_name": "Pipe", "models": ["finder"]}]
            ask("import_ml_structure", user, Jsonb({"models": models, "pipelines": pipelines}))
            reserved = ask("register_pictures", user, user, user, Jsonb([facts | {"width": 200, "height": 100}]))
            picture = reserved[0]["picture_id"]
            ask("confirm_pictures", user, user, [UUID(picture)])
            first = ask("register_inference", user, user, picture, Jsonb({"boxes": [box]}), Jsonb({"pipeline": "pipe"}))
            said = Jsonb([{"boxId": first["boxes"][0]["box_id"]}])
            ask("verify_seed", user, user, first["inference_id"], said)
            pinned = ask("create_dataset", user, "all", Jsonb({}))
            (model,) = ask("list_models", user)
            ask("set_training_dataset", user, model["model_id"], "1", "all")
            rollback(url, to=70)
            deploy(url)
            assert ask("list_datasets", user)["items"] == []
            assert ask("get_picture", user, user, picture)["verified"]
            assert [one["version"] for one in ask("list_models", user)] == ["1"]
            again = ask("create_dataset", user, "all", Jsonb({}))
            assert (again["digest"], again["nb_specimen"]) == (pinned["digest"], 1)


@pytest.mark.long
def test_the_way_back_leaves_verified_what_readers_found_empty(empty: Databases) -> None:
    """0040: a picture that fewer than enough readers found empty is to be said anew."""
    facts = {"media_type": "image/png", "extension": "png", "byte_size": 9, "width": 200, "height": 100}
    rule = {"readers": 2, "agreeing": 2, "decides": "admin"}
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            admin, one, two = (
                ask("create_user", f"{name}@example.org", Jsonb({"permission": name}))["user_id"]
                for name in ("admin", "manage", "write")
            )
            group = ask("create_group", one, "Readers", "write")["group_id"]
            ask("add_group_member_by_email", one, group, "write@example.org")
            ask("share_container", one, one, group)
            ask("import_ml_structure", admin, Jsonb({"pipelines": [{"pipeline_name": "p", "models": []}]}))
            ask("set_review_rule", one, one, Jsonb(rule))
            inferences = []
            for n in range(2):
                reserved = ask("register_pictures", one, one, one, Jsonb([facts | {"sha256": 64 * str(n)}]))
                picture = reserved[0]["picture_id"]
                ask("confirm_pictures", one, one, [UUID(picture)])
                document = Jsonb({"boxes": []})
                inferences.append(ask("register_inference", one, one, picture, document, Jsonb({"pipeline": "p"})))

            def finds_empty(user: str, n: int) -> Any:
                return ask("verify_seed", user, one, inferences[n]["inference_id"], Jsonb([]))["inference_verified"]

            assert [finds_empty(user, 0) for user in (one, two)] == [False, True]
            assert not finds_empty(one, 1)
            rollback(url, to=39)
            deploy(url)
            assert finds_empty(one, 0)
            assert [finds_empty(user, 1) for user in (two, one)] == [False, True]


@pytest.mark.long
def test_the_way_back_gives_no_more_than_was_given(empty: Databases) -> None:
    """0052 to 0057: users without an address or ended, shares with less, containers in the trash."""
    with empty() as url:
        deploy(url)
        with psycopg.connect(url, autocommit=True) as conn:
            ask = partial(_ask, conn)
            admin = ask("create_user", "admin@example.org", Jsonb({"permission": "admin"}))["user_id"]
            names = ("owner", "away", "gone", "guest")
            owner, away, gone, guest = (ask("create_user", f"{name}@example.org")["user_id"] for name in names)
            known = ask("create_user", "", Jsonb({"user_id": "01900000-0000-7000-8000-000000000000"}))["user_id"]
            ask("set_user_active", admin, away, False)
            ask("end_user", admin, gone, Jsonb({"new_owner_id": owner}))
            group = ask("create_group", owner, "Lab", "write")["group_id"]
            ask("add_group_member_by_email", owner, group, "guest@example.org")
            kept, ended, bounded, trashed = (
                ask("create_container", owner, Jsonb({"name": name}))["container_id"] for name in "abcd"
            )
            ask("share_container", owner, kept, group)
            ask("share_container", owner, ended, group, Jsonb({"until": "2999-01-01"}))
            ask("share_container", owner, bounded, group, Jsonb({"permission": "read"}))
            ask("share_container_with_user", owner, trashed, "guest@example.org", "read")
            ask("set_container_quota", admin, kept, Jsonb({"quota": 5}))
            ask("delete_container", owner, trashed)
            rollback(url, to=51)
            users = "select u.id::text, u.email, u.permission_id from nachet_data.users as u where u.id = any (%s)"
            assert {row[0]: row[1:] for row in conn.execute(users, [[away, gone, known, guest]])} == {
                away: ("away@example.org", 1),
                gone: (f"{gone}@nobody.invalid", 1),
                known: (f"{known}@nobody.invalid", 3),
                guest: ("guest@example.org", 3),
            }
            shares = conn.execute("select gc.container_id::text from nachet_data.group_container as gc")
            assert shares.fetchall() == [(kept,)]
            deploy(url)
            assert [found["container_id"] for found in ask("list_containers", guest)] == [guest, kept]
            assert {found["container_id"] for found in ask("list_containers", owner)} == {
                owner, gone, kept, ended, bounded, trashed
            }  # fmt: skip
            (folder,) = ask("list_picture_sets", owner, trashed)
            assert folder["picture_set_id"] == trashed
        assert read_status(url).drift == ()


@pytest.mark.long
def test_an_external_id_of_two_species_stays_with_the_first(restored_url: str) -> None:
    """The other notes it, and gets it back on the way back; a merge since is rewritten as 0.1.0 would have done it."""
    ids = (
        "select s.gbif_key, s.eppo_code, s.information from nachet_data.seed as s where s.name ~ '^Carex .$' order by 2"
    )
    with psycopg.connect(restored_url, autocommit=True) as conn:
        conn.execute(
            "insert into nachet_data.seed (name, gbif_key, eppo_code, upload_date, information) values"
            " ('Carex a', 5, 'CARAA', '2020-01-02', '{\"n\": 1}'), ('Carex b', 5, 'CARBB', '2020-01-01', '{\"n\": 2}')"
        )
        before = conn.execute(ids).fetchall()
        deploy(restored_url)
        noted = {"n": 1, "ids_of_another_species": {"gbif_key": 5}}
        assert conn.execute(ids).fetchall() == [(None, "CARAA", noted), (5, "CARBB", {"n": 2})]

        (admin,) = conn.execute("select u.id from nachet.user as u where u.permission_id = 4").fetchone() or (None,)
        guessed = "select count(*) from nachet.seed_object as g inner join nachet.seed as s on g.seed_id = s.id"
        named = guessed + " where s.name = 'Brassica juncea'"
        napus, juncea = (_ask(conn, "resolve_seed", name)["seed_id"] for name in ("Brassica napus", "Brassica juncea"))
        _ask(conn, "merge_seeds", admin, napus, juncea)
        merged = conn.execute(named).fetchone()
        assert _ask(conn, "register_seed", admin, "Cuscuta spp.")["rank"] == "genus"
    rollback(restored_url, to=LAST)
    with psycopg.connect(restored_url, autocommit=True) as conn:
        assert conn.execute(ids).fetchall() == before
        rows = conn.execute("select count(*) from nachet_data.seed_object as g where g.seed_id = %s", [juncea])
        assert rows.fetchone() == merged
        for table in ("seed_object", "picture_seed", "seed_alias"):
            left = sql.SQL("select count(*) from {} as t where t.seed_id = %s").format(
                sql.Identifier("nachet_data", table)
            )
            assert conn.execute(left, [napus]).fetchone() == (0,), table
    deploy(restored_url)
    assert read_status(restored_url).drift == ()


def _ask(conn: psycopg.Connection, function: str, *values: object) -> Any:
    marks = sql.SQL(", ").join(sql.Placeholder() * len(values))
    query = sql.SQL("select nachet.{}({})").format(sql.Identifier(function), marks)
    row = conn.execute(query, values).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.long
@pytest.mark.parametrize(
    ("table", "column", "names"),
    [
        ("users", "email", ["straße@example.org", "STRASSE@example.org"]),
        ("seed", "name", ["Avena straße", "avena  STRASSE"]),
        ("seed_alias", "name", ["Avena straße", "avena  STRASSE"]),
        ("task", "name", ["Straße finder", "strasse-FINDER"]),
        ("model", "name", ["Straße finder", "strasse FINDER"]),
        ("pipeline", "name", ["Straße finder", "strasse FINDER"]),
        ("object_type", "name", ["Straße", "STRASSE"]),
    ],
)
def test_names_that_0_1_0_told_apart_are_refused_with_their_ids(
    restored_url: str, table: str, column: str, names: list[str]
) -> None:
    """Whatever makes them one name now: its letters, and its blanks or dashes."""
    at = sql.Identifier("nachet_data", table)
    with psycopg.connect(restored_url) as conn:
        conn.execute("insert into nachet_data.object_type (id, name) values (2, 'second')")
        first = sql.SQL("select id from {} order by id limit 2").format(at)
        ids = [str(row[0]) for row in conn.execute(first)]
        for name, row_id in zip(names, ids, strict=True):
            change = sql.SQL("update {} set {} = %s where id = %s").format(at, sql.Identifier(column))
            conn.execute(change, [name, row_id])
    with pytest.raises(psycopg.errors.UniqueViolation, match="whatever its case") as caught:
        deploy(restored_url)
    assert caught.value.diag.message_detail == ", ".join(ids)
    assert caught.value.diag.message_hint == "Rename all but one of each, then deploy again."


def test_the_dump_has_rows_in_every_table(restored_url: str) -> None:
    """An upgrade of an empty table would prove nothing."""
    rows = _rows(restored_url, _keys(restored_url))
    assert len(rows) == 27
    assert [table for table, (count, _) in rows.items() if count == 0] == []


def test_the_exceptions_are_of_tables_and_migrations_that_there_are(restored_url: str) -> None:
    rows = _rows(restored_url, _keys(restored_url))
    names = set(rows) | {f"{table}.{column}" for table, (_, columns) in rows.items() for column in columns}
    assert set(RENAMED) | set(CHANGED) | set(NOT_UNDONE) <= names
    assert all({name, name.partition(".")[0]} & set(CHANGED) for name in NOT_UNDONE)
    numbers = {f"{migration.number:04}" for migration in Source().migrations if migration.number > LAST}
    assert {reason[:4] for reason in (CHANGED | NOT_UNDONE).values()} <= numbers


@pytest.mark.long
def test_a_migration_that_loses_or_changes_rows_would_be_found(restored_url: str, tmp_path: Path) -> None:
    """And one that only adds a column is not; its rollback takes that back."""
    deploy(restored_url)
    keys, schema = _keys(restored_url), _schema(restored_url)
    rows = _rows(restored_url, keys)

    for folder in ("migrations", "procedures", "sql"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    number = Source().migrations[-1].number + 1
    for kind, statements in {
        "": "alter table nachet_data.users add column note text;\n"
        "delete from nachet_data.picture_seed as ps where ps.named_at_upload;\n"
        "update nachet_data.model as m set endpoint_name = m.endpoint_name || '!';\n",
        ".rollback": "alter table nachet_data.users drop column note;\n",
    }.items():
        path = tmp_path / "migrations" / f"{number:04}.careless{kind}.sql"
        path.write_text(f"-- Loses rows.\nset local role nachet_owner;\n{statements}reset role;\n", encoding="utf-8")
    careless = Source(tmp_path)
    deploy(restored_url, source=careless)
    assert _schema(restored_url) != schema
    assert _differences(rows, _rows(restored_url, keys)) == {"picture_seed", "model.endpoint_name"}

    rollback(restored_url, to=number - 1, source=careless)
    assert _schema(restored_url) == schema
    assert _differences(rows, _rows(restored_url, keys)) == {"picture_seed", "model.endpoint_name"}


def _keys(url: str) -> dict[str, list[str]]:
    """The columns of the primary key of each table."""
    with psycopg.connect(url) as conn:
        return dict(
            conn.execute(
                """
                select c.relname, array_agg(a.attname::text order by array_position(k.conkey, a.attnum))
                from pg_catalog.pg_constraint as k
                inner join pg_catalog.pg_class as c on k.conrelid = c.oid
                inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attnum = any (k.conkey)
                where c.relnamespace = 'nachet_data'::regnamespace and k.contype = 'p'
                group by c.relname
                """
            ).fetchall()
        )


def _rows(url: str, keys: Mapping[str, list[str]], renamed: Mapping[str, str] | None = None) -> Rows:
    """What is in these tables, as far as they are there; by the names of the keys."""
    found: Rows = {}
    with psycopg.connect(url) as conn:
        conn.execute("set timezone = 'UTC'")
        for table, key in keys.items():
            name = (renamed or {}).get(table, table)
            columns = conn.execute(
                "select a.attname from pg_catalog.pg_attribute as a"
                " where a.attrelid = to_regclass(%s) and a.attnum > 0 and not a.attisdropped",
                [f"nachet_data.{name}"],
            ).fetchall()
            if not columns:
                continue
            order = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(column)) for column in key)
            hashes = [
                # As a row, in which null is no empty text and a line break is quoted.
                sql.SQL("md5(string_agg(row({}, null)::text, chr(10) order by {}))").format(
                    sql.Identifier(column), order
                )
                for (column,) in columns
            ]
            query = sql.SQL("select count(*), {} from {}").format(
                sql.SQL(", ").join(hashes), sql.Identifier("nachet_data", name)
            )
            count, *values = conn.execute(query).fetchone() or (0,)
            found[table] = count, {column: value for (column,), value in zip(columns, values, strict=True)}
    return found


def _differences(before: Rows, after: Rows) -> set[str]:
    """Tables that are not there any more or have another number of rows; else their columns with other values."""
    different = set()
    for table, (count, columns) in before.items():
        new_count, new_columns = after.get(table, (-1, {}))
        if new_count != count:
            different.add(table)
        else:
            different |= {f"{table}.{name}" for name, value in columns.items() if new_columns.get(name) != value}
    return different


def _schema(url: str) -> set[str]:
    """The tables with all that belongs to them, as ``pg_dump`` writes them: a block each, in no order.

    What its order is depends on what else stands on the tables; that of a table's columns on when each was added.
    """
    text = run_program("pg_dump", "--schema-only", "--schema=nachet_data", url)
    # Its first and its last block are about itself; the schema's comment is the deploy's.
    return {
        "\n".join(sorted(line.rstrip(",") for line in block.splitlines()) if "CREATE TABLE" in block else [block])
        for block in text.split("\n\n--\n-- ")[1:-1]
        if not block.startswith("Name: SCHEMA ")
    }


@pytest.mark.long
def test_what_is_not_shown_of_a_model_goes_to_its_secrets(restored_url: str) -> None:
    """All of it can still be exported; after the way back too, when it stays where it went."""
    hidden = {"apiKey1": "hush", "dsn": "hush", "metrics": {"top1": 0.9, "jwt": "hush"}, "dataset": "x://u:hush@h"}
    shown = {"description": "good", "created_by": "AI Lab", "metrics": {"top1": 0.9}}
    with psycopg.connect(restored_url, autocommit=True) as conn:
        add = "update nachet_data.model_version as v set data = v.data || %s where v.version = %s returning v.id"
        secret = conn.execute(add, [Jsonb(hidden), "0.9"]).fetchone()  # A version without secrets.
        plain = conn.execute(add, [Jsonb(shown), "2"]).fetchone()
        conn.execute(
            "update nachet_data.model as m set endpoint_name = 'https://hush.example' from nachet_data.model_version"
            " as v where v.model_id = m.id and v.version = '0.9'"
        )
        deploy(restored_url)
        data = "select v.data from nachet.model_version as v where v.id = %s"
        assert conn.execute(data, secret).fetchone() == ({"task": "Classification", "version": "0.9"},)
        found = conn.execute(data, plain).fetchone()
        assert found is not None
        assert shown.items() <= found[0].items()
        texts = conn.execute("select m::text from nachet.model as m union all select a::text from nachet.act as a")
        assert [text for (text,) in texts if "hush" in text] == []
        rows = "select s.secret from nachet_data.model_secret as s where s.model_version_id = %s"
        moved = (hidden | {"endpoint_name": "https://hush.example"},)
        assert conn.execute(rows, secret).fetchone() == moved
        exported = _ask(conn, "export_ml_structure")
        assert "classes" in json.dumps(exported)
    rollback(restored_url, to=LAST)
    with psycopg.connect(restored_url, autocommit=True) as conn:
        assert conn.execute(rows, secret).fetchone() == moved
    deploy(restored_url)
    with psycopg.connect(restored_url, autocommit=True) as conn:
        assert _ask(conn, "export_ml_structure") == exported
