"""``make evaluation``: the views for evaluation among many settled specimens, and what it costs to keep their tallies.

Three versions of a model ran over each picture; its specimens are of 27 species, mixed as nobody mixes them, the worst
case for a tally by pair of species; two people identified nearly each one.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, LiteralString

import click

from .measure import Meter
from .setting import Setting, opened

#: Specimens of a picture.
SPECIMENS = 100

_FILL = """
create function test.fill_reviews(p_user_id uuid, p_first integer, p_last integer) returns void language plpgsql
set session_replication_role = replica as $function$
declare
    v_seeds uuid[] := array(select s.id from nachet.seed as s order by s.name limit 27);
    v_readers uuid[] := array(select u.id from nachet_data.users as u where u.email like 'reader-%' order by u.id);
    v_pipeline_id uuid := test.add_pipeline('bench');
begin
    insert into nachet_data.picture_set (container_id, id, name, owner_id)
    select p_user_id, test.ordered_id(n), 'folder ' || n, p_user_id
    from generate_series(p_first, p_last) as n where n % 100 = 0;
    insert into nachet_data.picture (
        container_id, id, picture_set_id, user_id, state, media_type, byte_size, sha256, width, height, verified,
        blob_container_id, blob_name
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(n / 100 * 100), p_user_id, 'confirmed', 'image/tiff', 1000,
        sha256(int8send(n)), 1920, 1080, true, p_user_id, n || '.tiff'
    from generate_series(p_first, p_last) as n;
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, verified, upload_date
    )
    select
        p_user_id, test.ordered_id(10 * n + v), test.ordered_id(n), p_user_id, v_pipeline_id, '{}', 96, true,
        timestamptz '2024-01-01Z' + n * interval '1 hour'
    from generate_series(p_first, p_last) as n cross join generate_series(1, 3) as v;
    insert into nachet_data.inference_model (container_id, inference_id, position, name, version)
    select p_user_id, test.ordered_id(10 * n + v), m, case m when 1 then 'finder' else 'namer' end, v
    from generate_series(p_first, p_last) as n cross join generate_series(1, 3) as v cross join generate_series(1, 2) m;
    insert into nachet_data.specimen (
        container_id, id, picture_id, state, seed_id, identification_id, top_x, top_y, bottom_x, bottom_y
    )
    select
        p_user_id, test.ordered_id(1000::bigint * n + k), test.ordered_id(n),
        case when k = 13 then 'rejected' else 'settled' end,
        case when k <> 13 then v_seeds[1 + (k * 7 + n) % 27] end, test.ordered_id(10000::bigint * n + k * 10 + 1),
        k, 2, k + 1, 4
    from generate_series(p_first, p_last) as n cross join generate_series(1, %(specimens)s) as k;
    insert into nachet_data.object (
        container_id, id, inference_id, position, top_x, top_y, bottom_x, bottom_y, top_score, top_place, top_seed_id,
        guess_seed_ids, guess_scores, specimen_id
    )
    select
        p_user_id, test.ordered_id(10000::bigint * n + v * 1000 + k), test.ordered_id(10 * n + v), k, k, 2, k + 1, 4,
        b.score, 1, v_seeds[1 + b.species],
        array(select v_seeds[1 + (b.species + g * 3) % 27] from generate_series(0, 4) as g),
        array[b.score, 0.2, 0.1, 0.05, 0.01], test.ordered_id(1000::bigint * n + k)
    from generate_series(p_first, p_last) as n
    cross join generate_series(1, 3) as v
    cross join generate_series(1, %(specimens)s) as k
    cross join lateral (select hashint8(1000000::bigint * v + 1000 * n + k) & 65535 as hash) as h
    cross join lateral (
        select
            ((k * 7 + n) + case when h.hash % 100 < 25 - 5 * v then 1 + h.hash % 4 else 0 end) % 27 as species,
            0.3 + (h.hash % 700) / 1000.0 as score
    ) as b
    where h.hash % 25 <> 0;
    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, seed_id, object_id, top_x, top_y, bottom_x, bottom_y
    )
    select
        p_user_id, test.ordered_id(10000::bigint * n + k * 10 + r), test.ordered_id(1000::bigint * n + k),
        v_readers[1 + (n + r) % 4], case when s.species is null then 'reject' else 'confirm' end, v_seeds[s.species],
        test.ordered_id(10000::bigint * n + 1000 + k), k, 2, k + 1, 4
    from generate_series(p_first, p_last) as n
    cross join generate_series(1, %(specimens)s) as k
    cross join generate_series(1, 2) as r
    cross join lateral (
        select case when k <> 13 then 1 + (k * 7 + n + case when (n + k + r) % 20 = 0 then 1 else 0 end) % 27 end
            as species
    ) as s
    where (k + n) % 10 > 0 or r = 1;
end
$function$;
"""

QUERIES: dict[str, LiteralString] = {
    "confusion, all": "select model_seed_id, seed_id, sum(nb_object) from nachet.seed_confusion group by 1, 2",
    "confusion, one version": "select model_seed_id, seed_id, sum(nb_object) from nachet.seed_confusion"
    " where model_name = 'namer' and version = '2' group by 1, 2",
    "confusion, one species": "select model_seed_id, seed_id, sum(nb_object) from nachet.seed_confusion"
    " where seed_id = %(seed)s group by 1, 2",
    "confusion, one folder": "select model_seed_id, seed_id, sum(nb_object) from nachet.seed_confusion"
    " where picture_set_id = %(folder)s group by 1, 2",
    "metrics, over all": "select * from nachet.species_metrics where over_all",
    "metrics, one version": "select * from nachet.species_metrics where version = '2'",
    "metrics, one species": "select * from nachet.species_metrics where seed_id = %(seed)s",
    "accuracy": "select * from nachet.model_accuracy",
    "misses": "select * from nachet.detection_metrics",
    "misses, one version": "select * from nachet.detection_metrics where version = '2'",
    "comparison, two versions": "select sum(nb_both_right), sum(nb_only_right) from nachet.model_comparison"
    " where version = '1' and other_version = '3'",
    "comparison, one folder": "select * from nachet.model_comparison"
    " where version = '1' and other_version = '3' and picture_set_id = %(folder)s",
    "comparison, one species": "select * from nachet.model_comparison"
    " where version = '1' and other_version = '3' and seed_id = %(seed)s",
    "calibration": "select * from nachet.score_calibration",
    "calibration, one version": "select * from nachet.score_calibration where version = '2'",
    "suspects, the first 100": "select * from nachet.suspect_label order by nb_version desc, mean_score desc limit 100",
    "suspects, one species": "select * from nachet.suspect_label where seed_id = %(seed)s"
    " order by nb_version desc, mean_score desc limit 100",
    "suspects, one folder": "select * from nachet.suspect_label where picture_set_id = %(folder)s",
    "agreement, pairs": "select * from nachet.reader_agreement",
    "agreement, species": "select * from nachet.species_agreement",
    "activity": "select * from nachet.reader_activity",
}


def fill_statement() -> bytes:
    """Makes the function ``test.fill_reviews``."""
    return _FILL.replace("%(specimens)s", str(SPECIMENS)).encode()


def fill(setting: Setting, specimens: int) -> None:
    """So many specimens, in pictures of 100."""
    conn = setting.conn
    conn.execute((Path(__file__).parent.parent / "sql" / "_volume.sql").read_bytes())
    for n in range(4):
        conn.execute("select test.add_user(%s)", [f"reader-{n}@example.org"])
    conn.execute(fill_statement())
    pictures = specimens // SPECIMENS
    for first in range(0, pictures, 1000):
        last = min(first + 1000, pictures) - 1
        conn.execute("select test.fill_reviews(%s, %s, %s)", [setting.user_id, first + 100, last + 100])
    conn.execute("vacuum analyze")
    conn.execute("select count(test.count_reviews(p.container_id, p.id)) from nachet_data.picture as p")
    conn.execute("vacuum analyze nachet_data.inference_tally, nachet_data.opinion_tally, nachet_data.activity_tally")


def read(setting: Setting, repetitions: int) -> dict[str, float]:
    """The median seconds of each query, on one process of the server."""
    conn = setting.conn
    conn.execute("set max_parallel_workers_per_gather = 0")
    row = conn.execute(
        "select (select s.id from nachet.seed as s order by s.name limit 1),"
        " (select f.id from nachet.picture_set as f where f.name like 'folder %' order by f.id desc limit 1)"
    ).fetchone()
    assert row is not None
    values = {"seed": row[0], "folder": row[1]}
    seconds = {}
    for name, query in QUERIES.items():
        runs = []
        for _ in range(repetitions):
            begun = time.perf_counter()
            conn.execute(query, values).fetchall()
            runs.append(time.perf_counter() - begun)
        seconds[name] = statistics.median(runs)
    return seconds


def _jobs(setting: Setting, document: Any) -> dict[str, float]:
    """Processor seconds of the server for what is done to one picture, one job after the other."""
    datastore, user = setting.datastore, setting.user_id
    (picture,) = setting.add_pictures(1)
    used: dict[str, float] = {}
    meter = Meter(setting.conn)

    def measure(name: str, job: Callable[[], Any]) -> Any:
        before = meter.server()
        answer = job()
        used[name] = meter.server() - before
        return answer

    def register() -> Any:
        return datastore.register_inference(user, picture, document, pipeline="bench")

    def verify(inference: Any, boxes: list[Any]) -> Any:
        return datastore.verify_seed(user, inference["inference_id"], [{"boxId": box["box_id"]} for box in boxes])

    first = measure("register", register)
    if len(document["boxes"]) == 1:
        measure("verify all", lambda: verify(first, first["boxes"]))
        return used
    measure("verify all but one", lambda: verify(first, first["boxes"][1:]))
    measure("register the 2nd", register)
    third = measure("register the 3rd", register)
    measure("verify the last of three inferences", lambda: verify(third, third["boxes"][:1]))
    datastore.reopen_object(user, third["boxes"][0]["box_id"])
    measure("verify it again", lambda: verify(first, first["boxes"][:1]))
    return used


def keep(kept: Setting, bare: Setting, boxes: int, repetitions: int) -> dict[str, tuple[float, float]]:
    """By job: milliseconds of processor time with the tally, and the median ratio to those without it, in turn."""
    bare.conn.execute(
        "create or replace function nachet._tally_picture("
        "p_container_id uuid, p_picture_id uuid, p_inference_ids uuid[]"
        ") returns void language plpgsql as 'begin end'"
    )
    pairs: list[tuple[dict[str, float], dict[str, float]]] = []
    for number in range(repetitions + 5):
        document = kept.document(boxes)
        order = (kept, bare) if number % 2 else (bare, kept)
        done = {id(setting): _jobs(setting, document) for setting in order}
        pairs.append((done[id(kept)], done[id(bare)]))
    pairs = pairs[5:]
    return {
        job: (
            statistics.median(one[job] for one, _ in pairs) * 1000,
            statistics.median(one[job] / other[job] for one, other in pairs),
        )
        for job in pairs[0][0]
    }


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--specimens", default=1_000_000, show_default=True, help="How many, in pictures of 100.")
@click.option("--repetitions", default=3, show_default=True, help="Runs of each query.")
@click.option("--changes", default=30, show_default=True, help="Runs of each change.")
def main(specimens: int, repetitions: int, changes: int) -> None:
    """Print seconds of each question, and what it costs to keep the tallies."""
    with opened(None) as setting:
        fill(setting, specimens)
        row = setting.conn.execute(
            "select count(*), pg_total_relation_size('nachet_data.inference_tally') / 1e6"
            " from nachet_data.inference_tally"
        ).fetchone()
        assert row is not None
        click.echo(f"{specimens} specimens; tally: {row[0]} rows, {row[1]:.0f} MB")
        for name, seconds in read(setting, repetitions).items():
            click.echo(f"{name:<40}{seconds:8.3f} s")
    with opened(None) as kept, opened(None) as bare:
        for boxes in (1, 10, 100):
            for job, (milliseconds, ratio) in keep(kept, bare, boxes, changes).items():
                click.echo(f"{boxes:>3} boxes, {job:<40}{milliseconds:8.2f} ms cpu, x {ratio:.2f}")


if __name__ == "__main__":
    main()
