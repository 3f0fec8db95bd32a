"""The short form of `make bench`: one statement a use case, and not many times what it cannot spare.

Requests are counted in test_flows.py, scans and rows in test_plans.py and test_statistics.py.
"""

from __future__ import annotations

import psycopg

from bench.inferences import Inferences
from bench.measure import CountingCursor
from bench.run import PARTS
from bench.setting import furnish
from conftest import ROOT

#: How many times its floor a call of ten boxes may take: twice what docs/performance.md says, for a busy machine.
BAND = {"register": 5.0, "read back": 4.5, "verify": 5.0}


def test_a_use_case_is_one_statement_and_near_its_floor(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True, cursor_factory=CountingCursor) as conn:
        measured = Inferences(furnish(conn, database_url), 10).measure(7)
    for one in measured:
        assert {one.forms[form].statements for form in ("call", "client")} == {1}, one.job
        assert one.ratio("call") < BAND[one.job], one.job


def test_the_page_has_a_place_for_the_figures_of_each_part() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    for part in (*PARTS, "bytes", "concurrency", "growth"):
        assert page.count(f"<!-- figures: {part} -->") == page.count(f"<!-- end of figures: {part} -->") == 1, part
