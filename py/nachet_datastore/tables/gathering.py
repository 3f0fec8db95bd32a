"""Arrow tables of what the database streams: rows are parsed in batches, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..languages import _
from .asking import CORNERS, SEPARATOR, Asked

if TYPE_CHECKING:
    import pyarrow as pa

#: How many bytes are parsed at once.
_BATCH = 8 << 20


class Gathering:
    """Takes the rows of a query as they come; a table in the end. Raises ModuleNotFoundError without pyarrow."""

    def __init__(self, asked: Asked) -> None:
        try:
            import pyarrow as pa
            import pyarrow.csv
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(_("tables need pyarrow: pip install 'nachet-datastore[arrow]'")) from error
        self._pa = pa
        self._columns = asked.columns
        kinds = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "time": pa.int64()}
        flat: dict[str, Any] = {}
        for name, kind in asked.columns.items():
            if kind == "box":
                flat |= dict.fromkeys(CORNERS, pa.float64())
            elif kind == "guesses":
                flat |= dict.fromkeys(("guess_ids", "guess_names", "guess_scores"), pa.string())
            else:
                flat[name] = kinds[kind]
        self._read = pyarrow.csv.ReadOptions(column_names=list(flat), use_threads=False, block_size=1 << 30)
        self._parse = pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
        # Without quotes an empty text is null, as the server writes it.
        self._convert = pyarrow.csv.ConvertOptions(
            column_types=flat,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        )
        self._waiting = bytearray()
        self._batches: list[pa.Table] = []

    def feed(self, rows: bytes | bytearray | memoryview) -> None:
        """Take some rows: whole ones, as they come from the server."""
        self._waiting += rows
        if len(self._waiting) >= _BATCH:
            self._flush()

    def table(self) -> pa.Table:
        """All rows."""
        self._flush()
        return self._pa.concat_tables(self._batches) if self._batches else self._schema().empty_table()

    def _flush(self) -> None:
        if self._waiting:
            buffer = self._pa.BufferReader(bytes(self._waiting))
            flat = self._pa.csv.read_csv(
                buffer, read_options=self._read, parse_options=self._parse, convert_options=self._convert
            ).combine_chunks()
            self._batches.append(self._shaped(flat))
            self._waiting.clear()

    def _shaped(self, flat: pa.Table) -> pa.Table:
        """The columns of a table out of those of the rows."""
        pa, made = self._pa, []

        def column(name: str) -> Any:
            found = flat.column(name)
            return found.chunk(0) if found.num_chunks else found.combine_chunks()

        for name, kind in self._columns.items():
            if kind == "box":
                made.append(pa.StructArray.from_arrays([column(corner) for corner in CORNERS], CORNERS))
            elif kind == "guesses":
                made.append(self._guesses(*(column(part) for part in ("guess_ids", "guess_names", "guess_scores"))))
            elif kind == "time":
                made.append(column(name).cast(pa.timestamp("us", "UTC")))
            else:
                made.append(column(name))
        return pa.Table.from_arrays(made, schema=self._schema())

    def _guesses(self, ids: Any, names: Any, scores: Any) -> Any:
        """A list of structs out of three texts, each of which has its items one after the other."""
        import pyarrow.compute as pc

        pa = self._pa
        parts = [pc.split_pattern(texts, SEPARATOR) for texts in (ids, names, scores)]
        values = pa.StructArray.from_arrays(
            [parts[0].flatten(), parts[1].flatten(), parts[2].flatten().cast(pa.float64())],
            ["seed_id", "seed_name", "score"],
        )
        return pa.ListArray.from_arrays(parts[0].offsets, values, mask=ids.is_null())

    def _schema(self) -> pa.Schema:
        pa = self._pa
        kinds = {
            "text": pa.string(),
            "int": pa.int64(),
            "float": pa.float64(),
            "bool": pa.bool_(),
            "time": pa.timestamp("us", "UTC"),
            "box": pa.struct([(name, pa.float64()) for name in CORNERS]),
            "guesses": pa.list_(
                pa.struct([("seed_id", pa.string()), ("seed_name", pa.string()), ("score", pa.float64())])
            ),
        }
        return pa.schema([(name, kinds[kind]) for name, kind in self._columns.items()])
