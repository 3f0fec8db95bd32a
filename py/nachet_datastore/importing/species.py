"""Names that documents use for species: which ones the catalogue has, and what is like those that it has not."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..blobs import Datastore
from ..errors import InvalidValue, SeedNotFound
from ..ids import RowId

#: How many similar names are shown.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name: the species that it stands for; else those that have it as a vernacular name, or that are like it.

    ``storable``: whether it is text that the store can hold; the name of a folder may be none.
    """

    seed_id: RowId | None
    seed_name: str | None = None
    several: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    storable: bool = True


def look_up(datastore: Datastore, names: Iterable[str], parallel: int) -> dict[str, Named]:
    """What the catalogue has for each name, asked once a name."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    with ThreadPoolExecutor(parallel) as threads:
        return dict(zip(wanted, threads.map(lambda name: _look_up(datastore, name), wanted), strict=True))


def _look_up(datastore: Datastore, name: str) -> Named:
    try:
        found = datastore.resolve_seed(name)
    except InvalidValue:
        return Named(None, storable=False)
    except SeedNotFound:
        alike = datastore.search_seeds(name)
        same = sorted({one.seed_name for one in alike if one.matched.casefold() == name.strip().casefold()})
        similar = tuple(f"{one.seed_name} ({one.similarity:.2f})" for one in alike[:_SHOWN])
        return Named(None, None, tuple(same) if len(same) > 1 else (), similar)
    return Named(found.seed_id, found.seed_name)
