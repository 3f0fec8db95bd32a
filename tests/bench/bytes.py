"""How many bytes a box takes: pictures registered by the functions, then all of their boxes verified.

The bytes of tables, of what lies beside them (TOAST) and of indexes, a box; with what updates left behind, and after
``vacuum full`` without.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from psycopg import sql

from .blocks import table, write_block
from .inferences import Inferences
from .setting import Setting, opened

#: What a picture's boxes bring with them; the picture itself, its folder and its blob are there without a box.
TABLES = (
    "inference",
    "inference_model",
    "object",
    "specimen",
    "identification",
    "picture_seed",
    "inference_tally",
    "opinion_tally",
    "activity_tally",
)

Sizes = dict[str, dict[str, float]]


def sizes(setting: Setting, boxes: int) -> Sizes:
    """Bytes a box of each table that has any: in the table, beside it, in each of its indexes."""
    rows = setting.conn.execute(
        """
        select c.relname, s.place, s.bytes / %(boxes)s::float8
        from pg_catalog.pg_class as c
        cross join lateral (
            select 'table' as place, pg_relation_size(c.oid) as bytes
            union all
            select 'beside it', pg_total_relation_size(nullif(c.reltoastrelid, 0))
            union all
            select i.indexrelid::regclass::text, pg_relation_size(i.indexrelid)
            from pg_catalog.pg_index as i
            where i.indrelid = c.oid
        ) as s
        where c.relnamespace = 'nachet_data'::regnamespace and c.relname = any(%(tables)s) and s.bytes > 16384
        """,
        {"boxes": boxes, "tables": list(TABLES)},
    )
    found: Sizes = {}
    for name, place, size in rows:
        found.setdefault(name, {})[place.removeprefix("nachet_data.")] = round(size, 1)
    return found


def total(found: Sizes) -> float:
    """Bytes a box, all in all."""
    return round(sum(size for places in found.values() for size in places.values()))


def measure(setting: Setting, boxes: int, pictures: int) -> dict[str, Any]:
    """Register and verify so many pictures of so many boxes."""
    inferences = Inferences(setting, boxes)
    _, _, verify = inferences.runs("call")
    before = setting.conn.execute("select count(*) from nachet_data.object").fetchone()
    assert before == (0,), "the tables are filled already"
    registered = [inferences.registered() for _ in range(pictures)]
    figures: dict[str, Any] = {"boxes": boxes, "registered": sizes(setting, boxes * pictures)}
    for inference in registered:
        verify(inference)()
    figures["verified"] = sizes(setting, boxes * pictures)
    for name in TABLES:
        setting.conn.execute(sql.SQL("vacuum full {}").format(sql.Identifier("nachet_data", name)))
    figures["verified, rewritten"] = sizes(setting, boxes * pictures)
    return figures | {"total": {name: total(found) for name, found in figures.items() if isinstance(found, dict)}}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database-url", metavar="URL", help="A running server, as its superuser, instead of an embedded one.")
@click.option("--boxes", multiple=True, type=int, default=(10, 100), show_default=True, help="Of a picture.")
@click.option("--total", "together", default=20_000, show_default=True, help="Boxes of all pictures.")
@click.option("--json", "output", type=click.Path(path_type=Path), help="Also write the figures to this file.")
@click.option("--write", "page", type=click.Path(path_type=Path), help="Also write the totals into this page.")
def main(
    database_url: str | None, boxes: tuple[int, ...], together: int, output: Path | None, page: Path | None
) -> None:
    """Print how many bytes a box of five guesses takes, registered and verified."""
    figures = []
    for number in boxes:
        with opened(database_url) as setting:
            figures.append(measure(setting, number, together // number))
        click.echo(json.dumps(figures[-1], indent=2))
    if page is not None:
        stages = list(figures[0]["total"])
        rows = ([str(one["boxes"]), *(f"{one['total'][stage]:.0f}" for stage in stages)] for one in figures)
        write_block(page, "bytes", table(["boxes of a picture", *stages], rows))
    if output is not None:
        output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
