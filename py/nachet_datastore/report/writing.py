"""Writing a report to a file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

import psycopg

from ..blobs.stores import open_store
from ..cli.shared import write_output
from ..connecting import parameters
from ..languages import Language
from .crops import crops
from .page import Page
from .reading import Data, ReportFilter, Thing, read

__all__ = ["ReportFilter", "render_report", "write_report"]


def write_report(
    database_url: str,
    output: str,
    storage_url: str | None = None,
    *,
    language: Language = "en",
    wanted: ReportFilter | None = None,
) -> None:
    """Write a report to a file, as a whole or not at all; - is standard output.

    The login of ``database_url`` is a member of nachet_analyst, or the owner. Raises InvalidValue, psycopg.Error,
    OSError.
    """
    with psycopg.connect(**parameters(database_url), autocommit=True, client_encoding="utf8") as conn:
        data = read(conn, wanted or ReportFilter(), language)
    write_output(output, render_report(data, storage_url, language=language))


def render_report(data: Data, storage_url: str | None = None, *, language: Language = "en") -> str:
    """The page of what was read; the same from the same data. The boxes' pictures come from the blob store."""
    shown: Mapping[Thing, str] | None = None
    if storage_url is not None:
        with closing(open_store(storage_url)) as store:
            shown = crops(store, [*data.unsure, *data.suspects])
    return Page(data, language, shown).write()
