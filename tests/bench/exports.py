"""``make exports``: each format without pictures, beside a bare ``copy`` of the view of specimens in the same run.

Each export runs in a process of its own, whose peak memory is that of getrusage; so does the bare copy, which reads
``copy (select * from nachet.export_specimen …) to stdout`` and throws it away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import click

from nachet_datastore.exporting import Format

from .setting import Setting, opened

#: Specimens of a picture.
SPECIMENS = 20

_FILL = """
create function test.fill_exports(p_user_id uuid, p_first integer, p_last integer) returns void language plpgsql
set session_replication_role = replica as $function$
declare
    v_seeds uuid[] := array(select s.id from nachet.seed as s order by s.name limit 27);
    v_pipeline_id uuid := test.pipeline_id('bench');
begin
    insert into nachet_data.picture_set (container_id, id, name, owner_id)
    select p_user_id, test.ordered_id(n), 'folder ' || n, p_user_id
    from generate_series(p_first, p_last) as n where n % 100 = 0;
    insert into nachet_data.picture (
        container_id, id, picture_set_id, user_id, state, media_type, byte_size, sha256, width, height, verified,
        blob_container_id, blob_name, name, sample, device, zoom
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(n / 100 * 100), p_user_id, 'confirmed', 'image/tiff', 1000,
        sha256(int8send(n)), 1920, 1080, true, p_user_id, n || '.tiff', 'IMG_' || n || '.tiff',
        case when n % 3 = 0 then 'lot ' || n / 30 end, 'microscope ' || n % 4, 1 + n % 5
    from generate_series(p_first, p_last) as n;
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, verified, upload_date
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(n), p_user_id, v_pipeline_id, '{}', %(specimens)s, true,
        timestamptz '2024-01-01Z' + n * interval '1 minute'
    from generate_series(p_first, p_last) as n;
    insert into nachet_data.inference_model (container_id, inference_id, position, name, version)
    select p_user_id, test.ordered_id(n), m, case m when 1 then 'finder' else 'namer' end, '1'
    from generate_series(p_first, p_last) as n cross join generate_series(1, 2) m;
    insert into nachet_data.specimen (
        container_id, id, picture_id, state, seed_id, top_x, top_y, bottom_x, bottom_y, identification_id
    )
    select
        p_user_id, test.ordered_id(100::bigint * n + k), test.ordered_id(n), 'settled', v_seeds[1 + (k * 7 + n) % 27],
        60 * k + 0.25, n % 900, 60 * k + 55.5, n % 900 + 70.125, test.ordered_id(100::bigint * n + k)
    from generate_series(p_first, p_last) as n cross join generate_series(1, %(specimens)s) as k;
    insert into nachet_data.object (
        container_id, id, inference_id, position, top_x, top_y, bottom_x, bottom_y, top_score, top_place, top_seed_id,
        guess_seed_ids, guess_scores, specimen_id
    )
    select
        p_user_id, test.ordered_id(100::bigint * n + k), test.ordered_id(n), k, 60 * k + 0.25, n % 900, 60 * k + 55.5,
        n % 900 + 70.125, 0.5 + k / 100.0, 1, v_seeds[1 + (k * 7 + n) % 27], array[v_seeds[1 + (k * 7 + n) % 27]],
        array[0.5 + k / 100.0], test.ordered_id(100::bigint * n + k)
    from generate_series(p_first, p_last) as n cross join generate_series(1, %(specimens)s) as k;
    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, seed_id, object_id, top_x, top_y, bottom_x, bottom_y, upload_date
    )
    select
        p_user_id, test.ordered_id(100::bigint * n + k), test.ordered_id(100::bigint * n + k), p_user_id, 'confirm',
        v_seeds[1 + (k * 7 + n) % 27], test.ordered_id(100::bigint * n + k), 60 * k + 0.25, n % 900, 60 * k + 55.5,
        n % 900 + 70.125, timestamptz '2024-06-01Z' + n * interval '1 minute'
    from generate_series(p_first, p_last) as n cross join generate_series(1, %(specimens)s) as k;
end
$function$;
"""

_CHILD = """
import json, resource, sys, time
url, form, out = sys.argv[1:]
begun = time.perf_counter()
if form == "bare copy":
    import psycopg
    with psycopg.connect(url) as conn, conn.cursor() as cursor:
        view = "select * from nachet.export_specimen as x where x.state = 'settled'"
        with cursor.copy(f"copy ({view} order by x.picture_id, x.specimen_id) to stdout") as copy:
            rows = sum(1 for _ in copy)
else:
    from nachet_datastore.exporting import export
    rows = export(url, form, out).specimens
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "rows": rows, "seconds": time.perf_counter() - begun, "memory": used.ru_maxrss / 1024,
    "processor": used.ru_utime + used.ru_stime,
}))
"""


def fill(setting: Setting, pictures: int) -> None:
    """So many pictures, each with SPECIMENS settled specimens."""
    conn = setting.conn
    conn.execute((Path(__file__).parent.parent / "sql" / "_volume.sql").read_bytes())
    conn.execute(_FILL.replace("%(specimens)s", str(SPECIMENS)).encode())
    for first in range(0, pictures, 5000):
        last = min(first + 5000, pictures) - 1
        conn.execute("select test.fill_exports(%s, %s, %s)", [setting.user_id, first + 100, last + 100])
    conn.execute("vacuum analyze")


def run(url: str, form: str, folder: Path) -> dict[str, Any]:
    """Rows, seconds, megabytes at the peak and processor seconds of one process."""
    command = [sys.executable, "-c", _CHILD, url, form, str(folder / form)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise click.ClickException(result.stderr)
    figures: dict[str, Any] = json.loads(result.stdout)
    return figures


def server_seconds(setting: Setting) -> float:
    """Processor seconds of all of the server's processes that have ended."""
    stat = Path(f"/proc/{setting.conn.info.backend_pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    server = Path(f"/proc/{stat[1]}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(server[13]) + int(server[14])) / os.sysconf("SC_CLK_TCK")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--pictures", default=50_000, show_default=True, help=f"How many, with {SPECIMENS} specimens each.")
@click.option("--only", multiple=True, type=click.Choice(get_args(Format)), help="Of these formats; repeatable.")
def main(pictures: int, only: tuple[str, ...]) -> None:
    """Print what each export takes; processor seconds of its process, and of the server's."""
    with opened(None) as setting:
        fill(setting, pictures)
        info = setting.conn.info
        url = urlsplit(f"postgresql://{info.user}@/{info.dbname}?host={info.host}").geturl()
        click.echo(
            f"{'':<14}{'seconds':>9}{'peak MB':>9}{'rows/s':>10}{'of bare copy':>14}{'processor s':>13}{'server s':>10}"
        )
        floor = 0.0
        for form in ("bare copy", *(only or get_args(Format))):
            before = server_seconds(setting)
            with tempfile.TemporaryDirectory() as folder:
                found = run(url, form, Path(folder))
            rate = found["rows"] / found["seconds"]
            floor = floor or rate
            click.echo(
                f"{form:<14}{found['seconds']:>9.1f}{found['memory']:>9.0f}{rate:>10.0f}{rate / floor:>14.2f}"
                f"{found['processor']:>13.1f}{server_seconds(setting) - before:>10.1f}"
            )


if __name__ == "__main__":
    main()
