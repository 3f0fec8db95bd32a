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


class Tables:
    """Writes species, pictures and specimens, each as one file; as CSV or, with ``binary``, as Parquet.

    The species are those that the specimens have, so that they are not looked for a second time.
    """

    def __init__(
        self, reader: Reader, selection: Selection, split: Split | None, folder: Path, *, binary: bool
    ) -> None:
        self._reader = reader
        self._selection = selection
        self._split = split
        self._folder = folder
        self._binary = binary
        self._seed_ids: set[bytes] = set()

    def write(self) -> dict[str, int]:
        """Write the files; the number of rows of each."""
        selection, split = self._selection, self._split
        pictures = pictures_query(selection, split.expression() if split else None)
        specimens = self._reader.chunks(specimens_query(selection))
        return {
            "pictures": self._write(
                "pictures", self._reader.chunks(pictures), {**PICTURE, "split": "text"} if split else PICTURE
            ),
            "specimens": self._write("specimens", self._with_species(specimens), SPECIMEN),
            "species": self._write("species", self._reader.chunks(self._species()), SEED),
        }

    def _with_species(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """The lines, of which the fifth value, the id of the species, is kept; those before it are never quoted."""
        found = self._seed_ids
        yield next(lines)
        for line in lines:
            found.add(line.split(b",", 5)[4])
            yield line

    def _species(self) -> sql.Composed:
        if self._selection.dataset_id is not None:
            return species_query(self._selection)
        return species_query(self._selection, sorted(one.decode() for one in self._seed_ids if one))

    def _write(self, name: str, lines: Iterator[bytes], columns: Columns) -> int:
        if self._binary:
            return _write_table(lines, columns, self._folder / f"{name}.parquet")
        count = 0
        with (self._folder / f"{name}.csv").open("xb", buffering=_BLOCK) as file:
            for line in lines:
                file.write(line)
                count += 1
        return count - 1  # The header is one.


def _write_table(lines: Iterator[bytes], columns: Columns, path: Path) -> int:
    """Write Parquet from CSV; the number of rows. The box becomes a struct of xmin, ymin, xmax and ymax."""
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    types["time"] = pa.timestamp("us", tz="UTC")
    batches = pyarrow.csv.open_csv(
        _Lines(lines),
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
