"""Which box shows which specimen: the SQL against a matcher in plain Python."""

from __future__ import annotations

import random

import psycopg
import pytest

Edges = tuple[float, float, float, float]


def _overlap(one: Edges, other: Edges) -> float:
    """Intersection over union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    common = max(width, 0) * max(height, 0)
    areas = [(edges[2] - edges[0]) * (edges[3] - edges[1]) for edges in (one, other)]
    return common / (sum(areas) - common)


def _match(specimens: list[Edges], last: list[bool], boxes: list[Edges]) -> list[int | None]:
    """The best pair first, one to one; those that are ``last`` after all others."""
    pairs = [
        (last[s], -_overlap(specimen, edges), s, b)
        for s, specimen in enumerate(specimens)
        for b, edges in enumerate(boxes)
    ]
    found: dict[int, int] = {}
    for _, overlap, s, b in sorted(pairs):
        if overlap <= -0.5 and b not in found and s not in found.values():
            found[b] = s
    return [found[b] + 1 if b in found else None for b in range(len(boxes))]


def _edges(rng: random.Random, crowd: int) -> Edges:
    left, top = rng.randint(-5, crowd), rng.randint(-5, crowd)
    return left, top, left + rng.randint(1, 40), top + rng.randint(1, 40)


@pytest.mark.parametrize("seed", range(40))
def test_boxes_are_matched_as_in_plain_python(connection: psycopg.Connection, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    crowd = rng.choice([10, 100, 1000])
    specimens = [_edges(rng, crowd) for _ in range(rng.randint(0, 60))]
    # Some boxes are nearly those of specimens, as of a later version.
    near = rng.sample(specimens, len(specimens) // 2)
    boxes = [(x1 - rng.randint(0, 3), y1 + 0.5, x2 + rng.randint(0, 3), y2 + 0.5) for x1, y1, x2, y2 in near]
    boxes += [_edges(rng, crowd) for _ in range(rng.randint(1, 60))]
    last = [rng.random() < 0.2 for _ in specimens]
    arguments = [*_columns(specimens), last, *_columns(boxes)]
    floats = ", ".join(["%s::double precision[]"] * 4)
    query = f"select nachet_data.match_boxes({floats}, %s::boolean[], {floats})"
    assert connection.execute(query, arguments).fetchone() == (_match(specimens, last, boxes),)


def _columns(boxes: list[Edges]) -> list[list[float]]:
    return [[float(edges[side]) for edges in boxes] for side in range(4)]
