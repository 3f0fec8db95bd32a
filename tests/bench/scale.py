"""``make scale``: what a cluster holds, worked out from the bytes of rows that are registered and verified here.

Sizes are those of the tables with their indexes and of what lies beside them, after a vacuum: a table that is written
for long is larger by what is dead in it. The table of docs/scale.md is the output.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import click

from nachet_datastore.documents import BoxFeedback, Detection

from .setting import Setting, opened

#: Rows and bytes of a table.
Size = tuple[int, int]

#: Where the rows of each kind lie; what is in none of them is small, or grows with people, folders and files.
KINDS = {
    "pictures": ("picture",),
    "inferences, with the models' documents": ("inference", "inference_model"),
    "boxes, with their guesses": ("object",),
    "specimens, identifications": ("specimen", "identification"),
    "species of pictures": ("picture_seed",),
    "tallies for evaluation": ("inference_tally", "activity_tally", "opinion_tally"),
}


def sizes(setting: Setting) -> dict[str, Size]:
    """Rows and bytes of each table, after a vacuum."""
    setting.conn.execute("vacuum (full, analyze)")
    names = setting.conn.execute(
        "select p.part ->> 'name', p.part ->> 'kind', pg_total_relation_size((p.part ->> 'name')::regclass)"
        " from jsonb_array_elements(nachet._plan_distribution()) as p (part)"
        " where p.part ->> 'kind' in ('reference', 'distributed')"
    ).fetchall()
    found = {}
    for name, kind, size in names:
        counted = setting.conn.execute(f"select count(*) from {name}").fetchone()  # noqa: S608 - out of the catalogue
        found[f"{kind} {name.removeprefix('nachet_data.')}"] = ((counted or (0,))[0], size)
    return found


def fill(setting: Setting, pictures: int, boxes: int, verified: float) -> None:
    """Pictures with an inference each, and people's word on every box of some."""
    for number, picture_id in enumerate(setting.add_pictures(pictures)):
        told = setting.datastore.register_inference(
            setting.user_id, picture_id, cast(Detection, setting.document(boxes)), pipeline=setting.pipeline_id
        )
        if number < pictures * verified:
            said: list[BoxFeedback] = [{"boxId": box["box_id"], "label": box.get("label")} for box in told["boxes"]]
            setting.datastore.verify_seed(setting.user_id, told["inference_id"], said)


def per_picture(before: Mapping[str, Size], after: Mapping[str, Size], pictures: int) -> dict[str, tuple[float, float]]:
    """Rows and bytes that a picture adds to each kind of rows, and to all else below a container."""
    grown = {
        name.removeprefix("distributed "): (rows - before[name][0], size - before[name][1])
        for name, (rows, size) in after.items()
        if name.startswith("distributed ")
    }
    known = {name for names in KINDS.values() for name in names}
    kinds = KINDS | {"all else below a container": tuple(sorted(grown.keys() - known))}
    return {
        kind: (
            sum(grown[name][0] for name in names) / pictures,
            sum(grown[name][1] for name in names) / pictures,
        )
        for kind, names in kinds.items()
    }


def lines(
    found: Mapping[str, tuple[float, float]], pictures: float, nodes: int, shards: int, whole: int
) -> Iterator[str]:
    """A Markdown table: rows and bytes in all, of a node and of a shard."""
    yield "| rows | bytes a picture | rows in all | in all | rows a node | a node | a shard |"
    yield "|---|---|---|---|---|---|---|"
    total = (sum(rows for rows, _ in found.values()), sum(size for _, size in found.values()))
    for kind, (rows, size) in {**found, "**below a container**": total}.items():
        yield " | ".join(
            [
                f"| {kind}",
                f"{size:,.0f}",
                f"{rows * pictures:,.0f}",
                _bytes(size * pictures),
                f"{rows * pictures / nodes:,.0f}",
                _bytes(size * pictures / nodes),
                f"{_bytes(size * pictures / shards)} |",
            ]
        )
    yield f"| whole on every node | | | {_bytes(whole * nodes)} | | {_bytes(whole)} | |"


def _bytes(number: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if number < 999.5:
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:,.3g} TB"


def measured(server_url: str | None, pictures: int, boxes: int, verified: float) -> tuple[dict[str, Any], int]:
    """What a picture adds to each kind of rows; and the bytes of what is whole on every node."""
    with opened(server_url) as setting:
        fill(setting, 2, boxes, 0.5)
        before = sizes(setting)
        fill(setting, pictures, boxes, verified)
        after = sizes(setting)
    whole = sum(size for name, (_, size) in after.items() if name.startswith("reference "))
    return per_picture(before, after, pictures), whole


@click.command(help=__doc__)
@click.option("--server-url", help="Superuser's URL of a server; default: an embedded one.")
@click.option("--guesses", default=10_000_000_000, show_default=True, help="How many guesses the cluster is to hold.")
@click.option("--nodes", default=16, show_default=True, help="Workers.")
@click.option("--shards", default=128, show_default=True, help="citus.shard_count when it is distributed.")
@click.option("--boxes", default=100, show_default=True, help="Boxes of a picture, with five guesses each.")
@click.option("--verified", default=0.5, show_default=True, help="The share of boxes with somebody's word.")
@click.option("--pictures", default=300, show_default=True, help="Pictures that are registered to measure.")
@click.option("--json", "json_file", type=Path, help="Write the measured bytes there.")
def main(
    server_url: str | None,
    guesses: int,
    nodes: int,
    shards: int,
    boxes: int,
    verified: float,
    pictures: int,
    json_file: Path | None,
) -> None:
    found, whole = measured(server_url, pictures, boxes, verified)
    total = guesses / 5 / boxes
    size = sum(size for _, size in found.values())
    click.echo(f"{guesses:,} guesses are {guesses / 5:,.0f} boxes in {total:,.0f} pictures.")
    click.echo(f"With {verified:.0%} of them verified, a box takes {size / boxes:,.0f} bytes:")
    click.echo(f"a terabyte of one machine holds {boxes / size * 1e6:,.0f} million. {nodes} nodes, {shards} shards:\n")
    click.echo("\n".join(lines(found, total, nodes, shards, whole)))
    if json_file:
        json_file.write_text(json.dumps({"picture": found, "whole": whole}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
