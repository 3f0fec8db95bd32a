"""No answer, no error and nothing that is read later is much larger than what was sent; nor does it take much.

Each published function that takes a document is handed the worst of its kind. ``--long`` tries each key with each
worst value, and documents of the largest size.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from conftest import ROOT
from drawn import DOCUMENTS
from figures import FIGURES, measured, server_memory
from generate.schemas import Name
from nachet_datastore.wrapper import calls
from world import CALLS, CHANGING, World, box, picture

#: What comes back has at most so many bytes for each that was sent, and so many more: docs/architecture.md has both.
FACTOR, CONSTANT = 10, 4_000_000
#: The memory that a call takes in the server, likewise.
MEMORY_FACTOR, MEMORY_CONSTANT = 100, 64_000_000
#: A document of twice the size takes less than so many times the time.
DOUBLE = 3

#: Stands for a number that is written in 5 characters and comes back in 309.
LARGE = "@LARGE@"

DEFINED_BY = {
    "p_result": "detection",
    "p_boxes": "feedback",
    "p_structure": "new_ml_structure",
    "p_pictures": "new_pictures",
    "p_inferences": "new_inferences",
    "p_seeds": "new_seeds",
    "p_refusals": "new_refusals",
    "p_tasks": "done_tasks",
}
PLACES = [
    (name, parameter)
    for name, function in calls.FUNCTIONS.items()
    for parameter, kind in function.parameters.items()
    if kind == "jsonb"
]


def deep(levels: int) -> Any:
    """Lists in each other."""
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


WORST: dict[str, Any] = {
    "large numbers, few": {"x": [LARGE] * 300},
    "large numbers": {"x": [LARGE] * 6000},
    "large number": LARGE,
    "long text": "x" * 500_000,
    "texts": [f"unknown {n}" for n in range(2000)],
    "deep": deep(500),
    "keys": {f"{n}" * 40: 0 for n in range(2000)},
    "objects": [{}] * 20_000,
}
SHORT = ("large numbers, few", "long text")


def text(document: Any) -> str:
    """A document as it is sent."""
    return json.dumps(document).replace(f'"{LARGE}"', "1e308")


def keys_of(function: str, parameter: str) -> list[str]:
    """The keys that a document, or each item of it, can have."""
    if parameter not in DEFINED_BY:
        path = ROOT / "sql" / "documents" / "options.schema.json"
        options = json.loads(path.read_text(encoding="utf-8"))["$defs"]
        same = function.replace("_all_", "_").replace("_whole_", "_")  # In all containers.
        return list(options.get(same, {}).get("properties", ["reason"]))
    schema = DOCUMENTS.whole(Name(DEFINED_BY[parameter]))
    return list(schema.get("items", schema).get("properties", {}))


class Server:
    """A connection whose calls are weighed; what they change is rolled back."""

    def __init__(self, conn: psycopg.Connection[Any], world: World) -> None:
        self.conn = conn
        self.world = world
        self.pid = conn.info.backend_pid

    def ask(self, function: str, **documents: str) -> int:
        """Bytes of what comes back, an answer or an error."""
        call = CALLS[function](self.world.users["admin"], self.world.things_for(function))
        expression = call.statement.removeprefix("select ")
        try:
            with self.conn.transaction():
                row = self.conn.execute(f"select ({expression})::text", dict(call.values) | documents).fetchone()
        except psycopg.Error as error:
            assert (error.sqlstate or "").startswith("NX"), (function, error)  # noqa: PT017 - success is fine too
            return len(str(error))
        return len(row[0] or "") if row else 0

    def cost(self, function: str, **documents: str) -> tuple[float, int]:
        """Processor seconds, and bytes of memory that were added; undone."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5", encoding="utf-8")
        before, begun = server_memory(self.pid, "VmRSS") or 0, self._seconds()
        with self.conn.transaction(force_rollback=True):
            self.ask(function, **documents)
        return self._seconds() - begun, (server_memory(self.pid) or 0) - before

    def _seconds(self) -> float:
        return int(Path(f"/proc/{self.pid}/schedstat").read_text(encoding="utf-8").split()[0]) / 1e9


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    """Of the world, as superuser."""
    with psycopg.connect(world.url) as conn, measured(conn):
        yield Server(conn, world)
        conn.rollback()


def fits(size: int, sent: int) -> bool:
    """Whether what comes back is in proportion to what was sent."""
    return size <= FACTOR * sent + CONSTANT


@pytest.mark.parametrize(
    ("function", "parameter"),
    [pytest.param(*place, marks=[] if place[1] in DEFINED_BY else pytest.mark.long) for place in PLACES],
)
def test_no_value_of_a_key_comes_back_much_larger(
    function: str, parameter: str, server: Server, request: pytest.FixtureRequest
) -> None:
    """One item with it, and two hundred."""
    call = CALLS[function](server.world.users["admin"], server.world.things_for(function))
    usual = json.loads(str(call.values[parameter] or "{}"))
    wrong = []
    for name in WORST if request.config.getoption("--long") else SHORT:
        for key in keys_of(function, parameter):
            bad = {key: WORST[name]}
            for number in (1, 200) if isinstance(usual, list) and name in SHORT else (1,):
                item = usual[0] | bad if isinstance(usual, list) else usual | bad
                items = [item | ({"sha256": f"{n:064x}"} if "sha256" in item else {}) for n in range(number)]
                document = text(items if isinstance(usual, list) else item)
                if len(document) > 2_000_000:
                    continue
                FIGURES.count("documents")
                with server.conn.transaction(force_rollback=True):
                    size = server.ask(function, **{parameter: document})
                    if not fits(size, len(document)):
                        wrong.append((name, key, number, len(document), size))
    assert wrong == []


def boxes(number: int) -> list[Any]:
    """Boxes upon each other, each another thing."""
    place = {"topY": 0, "bottomX": 90, "bottomY": 90}
    return [{"box": place | {"topX": n / 1e6}, "label": "Avena fatua", "separate": True} for n in range(number)]


def grid(number: int) -> list[Any]:
    """Boxes beside each other, of a species each that nobody knows."""
    return [
        {
            "box": {
                "topX": n % 100 * 19,
                "topY": n // 100 * 10,
                "bottomX": n % 100 * 19 + 18,
                "bottomY": n // 100 * 10 + 9,
            },
            "label": f"unknown {n}",
        }
        for n in range(number)
    ]


def detection(number: int, guesses: int = 0, more: Any = None) -> Any:
    """A model's document."""
    found = [{"label": "a", "score": 1}] * guesses
    return {"boxes": [box(10) | {"label": "a", "score": 1, "topN": found}] * number, "x": more}


#: Documents of each kind with so many parts, and the most parts that are tried.
LARGEST: dict[str, tuple[str, str, int, Callable[[int], Any]]] = {
    "boxes": ("register_inference", "p_result", 10_000, detection),
    "guesses": ("register_inference", "p_result", 100, lambda n: detection(n, 1000)),
    "labels": ("register_inference", "p_result", 10_000, lambda n: {"boxes": [
        box(10, (f"unknown {k}", 1)) for k in range(n)]}),
    "numbers": ("register_inference", "p_result", 1_000_000, lambda n: detection(1, 0, [1e38] * n)),
    "elements": ("register_inference", "p_result", 2_000_000, lambda n: detection(1, 0, [0] * n)),
    "keys": ("register_inference", "p_result", 200_000, lambda n: detection(1, 0, {f"k{k}": 0 for k in range(n)})),
    "boxes upon each other": ("verify_seed", "p_boxes", 10_000, boxes),
    "boxes of unknown species": ("verify_seed", "p_boxes", 10_000, grid),
    "pictures": ("register_pictures", "p_pictures", 2_000, lambda n: [picture(str(k)) for k in range(n)]),
    "pictures with metadata": ("register_pictures", "p_pictures", 1_000, lambda n: [
        picture(str(k), metadata={"x": [LARGE] * 300}) for k in range(n)]),
    "species": ("import_seeds", "p_seeds", 2_000, lambda n: [
        {"name": f"Unknown {k}", "aliases": [f"{k} {m}" for m in range(5)]} for k in range(n)]),
    "species with information": ("import_seeds", "p_seeds", 1_000, lambda n: [
        {"name": f"Unknown {k}", "information": {"x": [LARGE] * 300}} for k in range(n)]),
    "models": ("import_ml_structure", "p_structure", 1_000, lambda n: {
        "models": [
            {"model_name": f"m{k}", "task": "a", "version": "1", "metrics": {"x": [LARGE] * 100}} for k in range(n)],
        "pipelines": [{"pipeline_name": f"p{k}", "models": [f"m{k}"]} for k in range(n)]}),
    "a long chain of models": ("import_ml_structure", "p_structure", 500, lambda n: {
        "models": [{"model_name": f"m{k}", "task": "a", "version": "1"} for k in range(n)],
        "pipelines": [{"pipeline_name": f"p{k}", "models": [f"m{m}" for m in range(n)]} for k in range(10)]}),
    "refusals": ("record_refusals", "p_refusals", 1_000, lambda n: [
        {"name": f"{k}.png", "code": "EmptyPicture", "message": "no bytes"} for k in range(n)]),
}  # fmt: skip


def test_the_documentation_has_the_limits_that_are_proved() -> None:
    said = " ".join((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split())
    assert f"at most {FACTOR} bytes for each byte that was sent, and {CONSTANT // 1_000_000} MB more" in said
    assert f"at most {MEMORY_FACTOR} bytes of memory for each, and {MEMORY_CONSTANT // 1_000_000} MB more" in said


@pytest.mark.parametrize("kind", LARGEST)
def test_the_largest_documents_take_and_give_in_proportion(
    kind: str, server: Server, request: pytest.FixtureRequest
) -> None:
    """The answer; the memory; twice the size less than three times the time; and all that is read afterwards."""
    function, parameter, most, make = LARGEST[kind]
    number = most if request.config.getoption("--long") else most // 20
    half, whole = text(make(number // 2)), text(make(number))
    assert len(whole) < 64 << 20
    FIGURES.count("documents", 3)
    server.cost(function, **{parameter: text(make(2))})  # Plans are made once.
    small, _ = server.cost(function, **{parameter: half})
    large, memory = server.cost(function, **{parameter: whole})
    if large >= max(DOUBLE * small, 0.5):  # Others may have had the processor's cache meanwhile.
        small = max(small, server.cost(function, **{parameter: half})[0])
        large = min(large, server.cost(function, **{parameter: whole})[0])
    assert large < max(DOUBLE * small, 0.5), (small, large)
    assert memory <= MEMORY_FACTOR * len(whole) + MEMORY_CONSTANT, (memory, len(whole))
    with server.conn.transaction(force_rollback=True):
        before = read_back(server)
        assert fits(server.ask(function, **{parameter: whole}), len(whole))
        after = read_back(server)
    wrong = {name: size for name, size in after.items() if not fits(size - before[name], len(whole))}
    assert wrong == {}, len(whole)


def read_back(server: Server) -> dict[str, int]:
    """Bytes of what each function that changes nothing answers, and of each view."""
    sizes = {name: server.ask(name) for name in CALLS if name not in CHANGING}
    views = server.conn.execute(
        "select c.relname from pg_catalog.pg_class as c"
        " where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'"
    ).fetchall()
    for (view,) in views:
        query = sql.SQL("select coalesce(sum(octet_length(v::text)), 0) from nachet.{} as v")
        row = server.conn.execute(query.format(sql.Identifier(view))).fetchone()
        sizes[view] = int(row[0]) if row else 0
    return sizes
