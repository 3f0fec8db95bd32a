"""Tables for notebooks against the rows of the views, in both clients; and pictures with their boxes."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pandas as pd
import polars as pl
import psycopg
import pyarrow as pa
import pytest
from PIL import Image
from psycopg.rows import dict_row

from awaited import Clients
from conftest import as_user
from nachet_datastore import Datastore
from nachet_datastore.errors import AnalystRequired, NachetError, PictureNotFound, StoreMissing
from nachet_datastore.tables import gathering
from test_report import take_pictures

#: A text that a table of texts can confuse with others.
TEXT = 'a,"b"\r\n\tc \\N NA'


@dataclass(frozen=True)
class Lab:
    """A database with two pictures of seeds, half reviewed, and what an analyst reads of it."""

    analyst: str
    backend: str
    blobs: str
    pictures: list[UUID]
    conn: psycopg.Connection[dict[str, Any]]

    def rows(self, query: Any) -> list[dict[str, Any]]:
        return self.conn.execute(query).fetchall()


@pytest.fixture(scope="module")
def lab(clone: Callable[[], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    blobs = str(tmp_path_factory.mktemp("tables") / "blobs")
    with clone() as url:
        with Datastore(url, blobs) as datastore:
            take_pictures(datastore)
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("update nachet_data.seed set name = %s where name = 'Brassica napus'", [TEXT])
            conn.execute("update nachet_data.identification set qualifier = 'cf.' where act = 'correct'")
            pictures = [row[0] for row in conn.execute("select id from nachet_data.picture order by id")]
            conn.execute("update nachet_data.picture set sample = %s where id = %s", [TEXT, pictures[0]])
        analyst = as_user(url, "nachet_test_analyst")
        with psycopg.connect(analyst, autocommit=True, row_factory=dict_row) as conn:
            conn.execute("set timezone = 'Asia/Tokyo'")
            yield Lab(analyst, as_user(url, "nachet_test_backend"), blobs, pictures, conn)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the server as a table has it: ids as text."""
    return {key: str(value) if isinstance(value, UUID) else value for key, value in row.items()}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a table as the server has it: the corners of the box beside the others."""
    box: dict[str, Any] = row["box"]
    return {key: value for key, value in row.items() if key != "box"} | box


def test_specimens_are_those_of_the_view(lab: Lab, clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [
        _plain(row) for row in lab.rows("select * from nachet.export_specimen order by picture_id, specimen_id")
    ]
    assert len(expected) == 6
    datastore = clients.datastore(lab.analyst)
    wanted: Any = {"states": ["open", "settled", "disputed", "rejected"]}
    table = datastore.specimens(wanted)
    assert [_flat(row) for row in table.to_pylist()] == expected
    assert {TEXT, None} == set(table["sample"].to_pylist())
    # In batches it is the same.
    monkeypatch.setattr(gathering, "_BATCH", 300)
    batches = datastore.specimens(wanted)
    assert batches["state"].num_chunks > 1
    assert batches.equals(table)


def test_types_are_exact(lab: Lab, clients: Clients) -> None:
    schema = clients.datastore(lab.analyst).specimens().schema
    kinds = {name: str(schema.field(name).type) for name in schema.names}
    assert {name: kinds.pop(name) for name in ("identified_at", "partly_outside", "nb_reader", "model_score")} == {
        "identified_at": "timestamp[us, tz=UTC]",
        "partly_outside": "bool",
        "nb_reader": "int64",
        "model_score": "double",
    }
    assert kinds.pop("box") == "struct<top_x: double, top_y: double, bottom_x: double, bottom_y: double>"
    assert {kinds.pop(name) for name in ("manual_detection", "nb_agreeing", "object_type_id")} == {"bool", "int64"}
    assert set(kinds.values()) == {"string"}


def test_a_filter_chooses(lab: Lab, clients: Clients) -> None:
    datastore = clients.datastore(lab.analyst)
    found = datastore.specimens({"seeds": ["Avena fatua"], "container_ids": [lab.rows("select id from nachet.container"
        " where owner_id is not null and id in (select container_id from nachet.picture)")[0]["id"]]})  # fmt: skip
    assert set(found["seed_name"].to_pylist()) == {"Avena fatua"}
    assert found.num_rows == 2
    assert datastore.specimens({"exclude_doubtful": True}).num_rows == 4
    nothing = datastore.specimens({"until": "2000-01-01T00:00:00Z"})
    assert nothing.num_rows == 0
    assert nothing.schema.equals(found.schema)
    for wrong in ({"seeds": ["no such species"]}, {"colour": "red"}):
        with pytest.raises(NachetError):
            datastore.specimens(wrong)  # type: ignore[arg-type]


def test_inferences_are_what_the_models_said(lab: Lab, clients: Clients) -> None:
    datastore = clients.datastore(lab.analyst)
    table = datastore.inferences()
    documents = lab.rows("select id, inference from nachet.inference order by picture_id, id")
    said = {box["box_id"]: box for row in documents for box in row["inference"]["boxes"]}
    assert table.num_rows == len(said) == 12
    for row in table.to_pylist():
        box = said[row["box_id"]]
        assert row["box"] == {f"{at}_{axis.lower()}": box["box"][f"{at}{axis}"]
                              for at in ("top", "bottom") for axis in "XY"}  # fmt: skip
        assert (row["label"], row["score"]) == (box["label"], box["score"])
        assert [guess["score"] for guess in row["guesses"]] == [guess["score"] for guess in box["topN"]]
        assert (row["model_name"], row["model_version"]) == ("namer", "1")
    names = {row["id"]: row["name"] for row in lab.rows("select id::text, name from nachet.seed")}
    guesses = [guess for row in table.to_pylist() for guess in row["guesses"]]
    assert all(names[guess["seed_id"]] == guess["seed_name"] for guess in guesses)
    assert TEXT in {guess["seed_name"] for guess in guesses}
    assert table["state"].to_pylist().count("settled") == 6
    some = datastore.inferences(picture_ids=lab.pictures[:1], model="namer", since=datetime(2020, 1, 1, tzinfo=UTC))
    assert some.num_rows == 6
    later = datetime.now(UTC) + timedelta(days=1)
    assert datastore.inferences(since=later).num_rows == 0
    assert datastore.inferences(model_version="2").num_rows == 0


def test_confusion_is_summed(lab: Lab, clients: Clients) -> None:
    datastore = clients.datastore(lab.analyst)
    expected = lab.rows(
        "select seed_name, model_seed_name, sum(nb_object)::integer as nb_object from nachet.seed_confusion"
        " group by seed_name, model_seed_name"
    )
    columns = ["seed_name", "model_seed_name", "nb_object"]
    found = datastore.confusion().select(columns).to_pylist()
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert sum(row["nb_object"] for row in found) == 6
    assert datastore.confusion(model="namer", model_version="1").num_rows == len(found)
    assert datastore.confusion(container_ids=[uuid4()]).num_rows == 0
    genera = datastore.confusion(rank="species")
    assert genera.schema.names == datastore.confusion().schema.names


def test_pandas_and_polars_take_them(lab: Lab) -> None:
    with Datastore(lab.analyst) as datastore:
        specimens, inferences = datastore.specimens(), datastore.inferences()
    frame = specimens.to_pandas()
    assert frame.groupby("seed_name").size()["Avena fatua"] == 2
    assert frame["identified_at"].dt.tz is not None
    assert isinstance(frame, pd.DataFrame)
    polars: Any = pl.from_arrow(specimens)
    assert polars.filter(pl.col("seed_name") == "Avena fatua").height == 2
    assert polars.unnest("box")["top_x"].dtype == pl.Float64
    exploded: Any = pl.from_arrow(inferences)
    assert exploded.explode("guesses").unnest("guesses", separator="_")["guesses_score"].max() == 0.62
    assert pa.table(specimens).equals(specimens)


def test_the_backends_login_is_told_who_may(lab: Lab, clients: Clients) -> None:
    datastore = clients.datastore(lab.backend, lab.blobs)
    for ask in (datastore.specimens, datastore.confusion, datastore.inferences, lambda: datastore.show(uuid4())):
        with pytest.raises(AnalystRequired):
            ask()
    assert datastore.get_user("ana@example.org").permission == "manage"


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = "{'pyarrow', 'matplotlib', 'pandas', 'numpy'} & set(sys.modules)"
    code = f"import sys, nachet_datastore.__main__; sys.exit(str({heavy} or ''))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr.strip() == ""
    )


def test_without_pyarrow_the_error_says_what_to_install(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with Datastore(lab.analyst) as datastore, pytest.raises(ModuleNotFoundError, match=r"nachet-datastore\[arrow\]"):
        datastore.specimens()


def test_a_picture_is_shown_with_its_boxes(lab: Lab, clients: Clients) -> None:
    datastore = clients.datastore(lab.analyst, lab.blobs)
    upright, turned = (datastore.show(picture_id) for picture_id in lab.pictures)
    assert upright.size == turned.size == (1280, 720)
    # A settled specimen has a blue frame, a box that waits a black one; also where the picture lies on its side.
    rows = lab.rows("select distinct top_x, top_y, bottom_x, bottom_y from nachet.specimen where state = 'settled'")
    for picture in (upright, turned):
        for row in rows:
            y = round((row["top_y"] + row["bottom_y"]) / 2)
            assert picture.getpixel((round(row["top_x"]), y)) == (0x00, 0x72, 0xB2)
    (waiting, *_) = datastore.inferences(picture_ids=lab.pictures[:1]).filter(
        pa.compute.field("state").is_null()
    ).to_pylist()  # fmt: skip
    corners = waiting["box"]
    y = round((corners["top_y"] + min(corners["bottom_y"], 719)) / 2)
    assert upright.getpixel((round(corners["top_x"]), y)) == (0, 0, 0)
    shown: Any = datastore.show(lab.pictures[0], max_side=400)
    with Image.open(io.BytesIO(shown._repr_png_())) as displayed:
        assert displayed.size == (400, 225)


def test_what_cannot_be_shown_is_told(lab: Lab, clients: Clients) -> None:
    with pytest.raises(StoreMissing):
        clients.datastore(lab.analyst).show(lab.pictures[0])
    with pytest.raises(PictureNotFound):
        clients.datastore(lab.analyst, lab.blobs).show(uuid4())
