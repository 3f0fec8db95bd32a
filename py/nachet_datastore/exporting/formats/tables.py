"""Whole tables: species, pictures and specimens, as CSV that the server writes, or as Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg import sql

from ..rows import PICTURE, SEED, SPECIMEN, Columns, Reader, Selection, pictures_query, species_query, specimens_query
from ..split import Split

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of a row group of Parquet, which is held in memory.
ROW_GROUP = 16_384
_BLOCK = 1 << 18
_UNIQUE = ("specimen_id", "sha256", "name", "description")
_CORNERS = {"xmin": "top_x", "ymin": "top_y", "xmax": "bottom_x", "ymax": "bottom_y"}


def queries(selection: Selection, split: Split | None) -> dict[str, tuple[sql.Composed, Columns]]:
    """The query and the columns of each table."""
    pictures = {**PICTURE, "split": "text"} if split else PICTURE
    expression = split.expression() if split else None
    return {
        "species": (species_query(selection), SEED),
        "pictures": (pictures_query(selection, expression), pictures),
        "specimens": (specimens_query(selection), SPECIMEN),
    }


def write_csv(reader: Reader, selection: Selection, split: Split | None, folder: Path) -> dict[str, int]:
    """Write species.csv, pictures.csv and specimens.csv; the number of rows of each."""
    counts = {}
    for name, (query, _) in queries(selection, split).items():
        lines = 0
        with (folder / f"{name}.csv").open("xb", buffering=_BLOCK) as file:
            for line in reader.chunks(query):
                file.write(line)
                lines += 1
        counts[name] = lines - 1  # The header is one.
    return counts


def write_parquet(reader: Reader, selection: Selection, split: Split | None, folder: Path) -> dict[str, int]:
    """Write species.parquet, pictures.parquet and specimens.parquet; the number of rows of each.

    The box of a specimen is a struct of xmin, ymin, xmax and ymax.
    """
    return {
        name: _write_table(reader, query, columns, folder / f"{name}.parquet")
        for name, (query, columns) in queries(selection, split).items()
    }


def _write_table(reader: Reader, query: sql.Composed, columns: Columns, path: Path) -> int:
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    types["time"] = pa.timestamp("us", tz="UTC")
    batches = pyarrow.csv.open_csv(
        _Lines(reader.chunks(query)),
        read_options=pyarrow.csv.ReadOptions(block_size=_BLOCK, use_threads=False),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: types[kind] for name, kind in columns.items()},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    schema = _boxed(batches.schema.empty_table()).schema
    rows = 0
    # A dictionary for what repeats alone: one of ids that are each there once takes memory and saves nothing.
    repeating = [name for name, kind in columns.items() if kind == "text" and name not in _UNIQUE]
    with pyarrow.parquet.ParquetWriter(
        path, schema, compression="zstd", version="2.6", use_dictionary=repeating
    ) as writer:
        for table in _groups(batches):
            writer.write_table(_boxed(table), row_group_size=ROW_GROUP)
            rows += table.num_rows
    return rows


def _groups(batches: Iterator[Any]) -> Iterator[pa.Table]:
    """The batches as tables of ROW_GROUP rows, so that a file does not depend on how the rows came."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= ROW_GROUP:
            table = pa.Table.from_batches(held).combine_chunks()
            whole = rows - rows % ROW_GROUP
            for start in range(0, whole, ROW_GROUP):
                yield table.slice(start, ROW_GROUP)
            held, rows = table.slice(whole).to_batches(), rows - whole
    if rows:
        yield pa.Table.from_batches(held).combine_chunks()


def _boxed(table: pa.Table) -> pa.Table:
    """With the corners of a box as one struct, as GeoParquet has its bbox."""
    if "top_x" not in table.column_names:
        return table
    import pyarrow as pa

    corners = [table[name].combine_chunks() for name in _CORNERS.values()]
    box = pa.StructArray.from_arrays(corners, names=list(_CORNERS))
    place = table.column_names.index("top_x")
    return table.drop_columns(list(_CORNERS.values())).add_column(place, "box", box)


class _Lines:
    """Lines as a file that pyarrow reads."""

    closed = False

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer at the end."""
        parts, have = [self._rest], len(self._rest)
        while size < 0 or have < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line)
            have += len(line)
        data = b"".join(parts)
        self._rest = data[size:] if size >= 0 else b""
        return data[:size] if size >= 0 else data

    def readable(self) -> bool:
        """It is."""
        return True

    def close(self) -> None:
        """Nothing to close."""
