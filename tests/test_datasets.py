"""What a dataset pins: its digest as anybody can compute it, and what it still says after a thousand corrections."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from bench import evaluation
from conftest import ROOT

SPECIMEN = [
    "specimen_id",
    "state",
    "seed_id",
    "object_type_id",
    "qualifier",
    "top_x",
    "top_y",
    "bottom_x",
    "bottom_y",
    "partly_outside",
    "identified_by",
    "identified_at",
    "nb_reader",
    "nb_agreeing",
    "manual_detection",
    "inference_id",
    "pipeline_id",
    "pipeline_name",
    "model_name",
    "model_version",
    "model_seed_id",
    "model_score",
]
PICTURE = [
    "picture_id",
    "sha256",
    "container_id",
    "picture_set_id",
    "folder_name",
    "name",
    "media_type",
    "byte_size",
    "width",
    "height",
    "orientation",
    "zoom",
    "nb_seeds",
    "description",
    "device",
    "lens",
    "tray",
    "sample",
    "taken_at",
    "uploaded_at",
    "parent_id",
    "split_group",
    "verified",
]
SEED = [
    "seed_id",
    "seed_name",
    "rank",
    "genus",
    "family",
    "gbif_key",
    "eppo_code",
    "itis_tsn",
    "confirmed",
    "object_type_id",
]


def _value(value: Any) -> Any:
    """As JSON has it: ids as text, times in UTC without zeros at the end, whole numbers without a point."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        text = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
        return text.rstrip("0").rstrip(".") + "+00:00"
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _line(row: dict[str, Any], keys: list[str]) -> str:
    return json.dumps([_value(row[key]) for key in keys], ensure_ascii=False) + "\n"


def _digest(conn: psycopg.Connection[Any], dataset_id: str) -> str:
    """SHA-256 of that of the lines of the species, and those of each picture with its specimens."""

    def rows(view: str, *order: str) -> list[dict[str, Any]]:
        with conn.cursor(row_factory=dict_row) as cursor:
            query = sql.SQL("select * from {} where dataset_id = %s order by {}")
            columns = sql.SQL(", ").join(map(sql.Identifier, order))
            return cursor.execute(query.format(sql.Identifier("nachet", view), columns), [dataset_id]).fetchall()

    seeds = "".join(_line(row, SEED) for row in rows("dataset_seed", "seed_id"))
    specimens: dict[UUID, str] = {}
    for row in rows("dataset_specimen", "picture_id", "specimen_id"):
        specimens[row["picture_id"]] = specimens.get(row["picture_id"], "") + _line(row, SPECIMEN)
    whole = hashlib.sha256(hashlib.sha256(seeds.encode()).digest())
    for row in rows("dataset_picture", "picture_id"):
        lines = _line(row, PICTURE) + specimens.get(row["picture_id"], "")
        whole.update(hashlib.sha256(lines.encode()).digest())
    return whole.hexdigest()


def test_a_dataset_of_a_thousand_specimens_keeps_its_digest(connection: psycopg.Connection) -> None:
    """The digest is that of the definition, and no correction, merge or name changes what is pinned."""
    conn = connection
    conn.execute((ROOT / "tests" / "sql" / "_volume.sql").read_bytes())
    for n in range(4):
        conn.execute("select test.add_user(%s)", [f"reader-{n}@example.org"])
    (user,) = conn.execute("select test.add_user('a@example.org')").fetchone() or ()
    (admin,) = conn.execute("select test.add_user('admin@example.org', 'admin')").fetchone() or ()
    conn.execute(evaluation.fill_statement())
    conn.execute("select test.fill_reviews(%s, 100, 109)", [user])
    conn.execute(
        "update nachet_data.picture as p set description = %s, zoom = 1.5, taken_at = '2026-05-01T12:00:00.25Z'"
        " where p.container_id = %s and p.id = (select min(q.id::text)::uuid from nachet_data.picture as q)",
        ['a "quoted" text\nof two lines: é, \\, \t', user],
    )
    conn.execute("update nachet_data.specimen as s set top_x = s.top_x - 0.123456789 where s.container_id = %s", [user])

    def ask(query: str, *values: Any) -> Any:
        (answer,) = conn.execute(query.encode(), values).fetchone() or ()
        return answer

    first = ask("select nachet.create_dataset(%s, 'first', '{}')", admin)
    assert (first["nb_picture"], first["nb_specimen"]) == (10, 990)
    pinned = _digest(conn, first["dataset_id"])
    assert first["digest"] == pinned
    exact = ask(
        "select count(*) from (select e.* from nachet.export_specimen as e where e.state = 'settled' except all"
        " select d.container_id, d.picture_id, d.specimen_id, d.state, d.seed_id, d.seed_name, d.rank, d.genus,"
        " d.family, d.object_type_id, d.qualifier, d.top_x, d.top_y, d.bottom_x, d.bottom_y, d.partly_outside,"
        " d.identified_by, d.identified_at, d.nb_reader, d.nb_agreeing, d.manual_detection, d.inference_id,"
        " d.pipeline_id, d.pipeline_name, d.model_name, d.model_version, d.model_seed_id, d.model_seed_name,"
        " d.model_score, d.picture_set_id, d.sample from nachet.dataset_specimen as d) as differ"
    )
    assert exact == 0

    one, other, third = (
        row[0] for row in conn.execute("select s.id from nachet.seed as s order by s.name limit 3").fetchall()
    )
    conn.execute("select nachet.merge_seeds(%s, %s, %s)", [admin, one, other])
    conn.execute("select nachet.rename_seed(%s, %s, 'Renamed since')", [admin, third])
    conn.execute(
        "update nachet_data.specimen as s set seed_id = %s, top_y = s.top_y + 1 where s.state = 'settled'", [third]
    )
    conn.execute("update nachet_data.picture_set as ps set name = 'moved ' || ps.id where not ps.is_default")
    assert _digest(conn, first["dataset_id"]) == pinned
    second = ask("select nachet.create_dataset(%s, 'second', '{}')", admin)
    assert second["digest"] == _digest(conn, second["dataset_id"]) != pinned
    counts = ask("select nachet.diff_datasets(%s, 'first', 'second') -> 'counts'", admin)
    assert (counts["added"], counts["removed"], counts["moved"]) == (0, 0, 990)
    assert 900 < counts["relabelled"] <= 990
