"""What people make can be read, changed, ended and brought back; where it cannot, the reference says why."""

from __future__ import annotations

import pytest

from conftest import ROOT
from generate import lifecycle as page
from lifecycle import Lifecycle, trace
from undone import LOST, UNDONE, WHY
from world import CHANGING, World

# `make generate` runs the same trace.
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def found(world: World) -> Lifecycle:
    return trace(world, ROOT)


def test_every_cell_has_a_call_or_says_why_not(found: Lifecycle) -> None:
    empty = list(page.empty(found))
    assert [cell for cell in empty if not page.explained(WHY, *cell)] == []
    # Nothing is explained that is not so.
    assert set(WHY) - {page.explained(WHY, *cell) for cell in empty} == set()


def test_what_is_undone_is_as_it_was(found: Lifecycle) -> None:
    assert set(UNDONE) == set(CHANGING)
    assert found.lost == set(LOST)


def test_the_page_says_what_was_found(found: Lifecycle) -> None:
    assert (ROOT / page.PATH).read_text(encoding="utf-8") == page.write(found, WHY)
