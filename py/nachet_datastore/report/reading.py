"""What the report tells, read from the views in one transaction: as an analyst, or as the owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row

from ..errors import InvalidValue
from ..tables.asking import views_errors
from .measures import Bin, kappa

#: How many boxes are shown as small pictures, of each kind.
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which pictures a report is about: all, or those of containers, of folders (with all below), of a period.

    ``since`` and ``until`` are days by UTC on which pictures were uploaded, the last one excluded. ``seeds`` are names
    or ids of species: specimens and guesses are those of these species and of all below them.
    """

    containers: Sequence[UUID] = ()
    folders: Sequence[UUID] = ()
    seeds: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Species:
    """A species of the catalogue, with what people call it in the language of the report."""

    id: UUID
    name: str
    vernacular: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, and the pictures in it that are meant."""

    container_id: UUID
    picture_set_id: UUID
    folder_name: str
    nb_picture: int
    nb_crop: int
    nb_inferred: int
    nb_verified: int
    byte_size: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version of a model that names species; both are None where no model is known."""

    model: str
    version: str

    def __str__(self) -> str:
        return f"{self.model} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class Run:
    """What a version did in a month: its inferences, the specimens it missed, its boxes that people reviewed."""

    month: date
    nb_inference: int
    nb_specimen: int
    nb_missed: int
    nb_false_alarm: int
    nb_reviewed: int
    nb_right: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on the specimens that both identified."""

    reader: UUID
    other: UUID
    nb_specimen: int
    nb_same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A box to look at, in pixels of its picture as people see it; the species by people and by the models."""

    container_id: UUID
    picture_id: UUID
    seed_id: UUID | None
    model_seed_id: UUID | None
    score: float
    nb_version: int
    top_x: float
    top_y: float
    bottom_x: float
    bottom_y: float
    folder_name: str
    container_name: str
    blob_name: str


@dataclass(frozen=True, slots=True)
class Data:
    """All that a report tells. Pairs are what specimens are (None: no seed) and were called (None: missed)."""

    filter: ReportFilter
    species: dict[UUID, Species]
    seeds: list[UUID]
    folders: list[Folder]
    folder_names: list[str]
    nb_inference: int
    specimens: dict[tuple[str, UUID | None], int]
    reviews: dict[date, Counter[str]]
    runs: dict[Version, list[Run]]
    pairs: dict[Version, Counter[tuple[UUID | None, UUID | None]]]
    bins: dict[Version, list[Bin]]
    readers: list[Agreement]
    unsure: list[Thing] = field(default_factory=list)
    suspects: list[Thing] = field(default_factory=list)

    @property
    def current(self) -> Version | None:
        """The version that was used last; of several, that with most reviewed boxes."""
        return max(
            (version for version, runs in self.runs.items() if any(run.nb_reviewed for run in runs)),
            key=lambda version: (
                max(run.month for run in self.runs[version]),
                sum(run.nb_reviewed for run in self.runs[version]),
                version,
            ),
            default=None,
        )


def read(conn: Connection[Any], wanted: ReportFilter, language: str) -> Data:
    """Read all that a report tells, as of one moment.

    Raises InvalidValue for a name or id that is not there, AnalystRequired.
    """
    with views_errors(), conn.transaction():
        conn.execute("set transaction isolation level repeatable read, read only")
        conn.execute("set local timezone = 'UTC'")
        return _Reader(conn, wanted, language).read()


# What is asked. A picture is meant if {scope} says so of its row, a specimen or a guess if its species is.

_MEANT: LiteralString = """
    (%(containers)s::uuid[] is null or x.container_id = any(%(containers)s))
    and (%(folders)s::uuid[] is null or x.picture_set_id = any(%(folders)s))
    and (%(since)s::date is null or x.upload_date >= %(since)s::date)
    and (%(until)s::date is null or x.upload_date < %(until)s::date)
"""

#: The same of a row that has the id of its picture only. The ids are looked up once: a list of values is in no plan's
#: way. Views that look at whole containers are told in which ones the pictures are.
_OF_MEANT: LiteralString = "t.picture_id = any(%(picture_ids)s) and t.container_id = any(%(container_ids)s)"

_PICTURES: LiteralString = f"""
    select x.id, x.container_id from nachet.picture as x where {_MEANT}
"""  # noqa: S608 - of our own words

_BELOW: LiteralString = """
    with recursive below as (
        select f.id from nachet.picture_set as f where f.id = any(%(folders)s)
        union
        select f.id from nachet.picture_set as f inner join below as b on f.parent = b.id
    )
    select b.id from below as b
"""

_SEEDS: LiteralString = """
    select w.said, array_agg(distinct l.seed_id) filter (where l.seed_id is not null)
    from unnest(%(seeds)s::text[]) as w (said)
    left join (
        select s.id as seed_id, s.name, s.id::text as id_text from nachet.seed as s
        union
        select a.seed_id, a.name, null from nachet.seed_alias as a
    ) as n on lower(n.name) = lower(w.said) or n.id_text = lower(w.said)
    left join nachet.seed_lineage as l on n.seed_id = l.ancestor_id
    group by w.said
"""

_SPECIES: LiteralString = """
    select s.id, s.name, v.name as vernacular
    from nachet.seed as s
    left join lateral (
        select n.name from nachet.vernacular_name as n
        where n.seed_id = s.id and n.language = %(language)s
        order by n.position, n.name limit 1
    ) as v on true
    order by s.name, s.id
"""

_FOLDERS: LiteralString = """
    select
        x.container_id,
        x.picture_set_id,
        x.folder_name,
        count(*) as nb_picture,
        count(x.parent) as nb_crop,
        count(*) filter (where x.nb_object is not null) as nb_inferred,
        count(*) filter (where x.verified) as nb_verified,
        sum(x.byte_size)::bigint as byte_size,
        max(x.updated_at) as updated_at
    from nachet.picture_summary as x
    where {meant}
    group by x.container_id, x.picture_set_id, x.folder_name
    order by count(*) desc, x.folder_name, x.picture_set_id
"""

_INFERENCES: LiteralString = """
    select count(*) from nachet.inference as t where t.withdrawn_at is null and {of_meant}
"""

_SPECIMENS: LiteralString = """
    select t.state, t.seed_id, count(*)
    from nachet.specimen as t
    where {of_meant} and {of_seeds}
    group by t.state, t.seed_id
"""

_REVIEWS: LiteralString = """
    select date_trunc('month', d.upload_date)::date, d.act, count(*)
    from nachet.identification as d
    inner join nachet.specimen as t on d.container_id = t.container_id and d.specimen_id = t.id
    where {of_meant} and {of_seeds}
    group by date_trunc('month', d.upload_date)::date, d.act
"""

_RUNS: LiteralString = """
    select
        coalesce(t.model_name, ''),
        coalesce(t.version, ''),
        t.month,
        count(*),
        sum(c.nb_specimen)::bigint,
        sum(c.nb_missed)::bigint,
        sum(c.nb_false_alarm)::bigint,
        sum(c.nb_reviewed)::bigint,
        sum(c.nb_right)::bigint
    from nachet.tally as t
    cross join lateral (
        select
            coalesce(sum(u.nb) filter (where u.seed_id is not null), 0) as nb_specimen,
            coalesce(sum(u.nb) filter (where u.model_seed_id is null), 0) as nb_missed,
            coalesce(sum(u.nb) filter (where u.seed_id is null), 0) as nb_false_alarm,
            coalesce(sum(u.nb) filter (where u.model_seed_id is not null), 0) as nb_reviewed,
            coalesce(sum(u.nb) filter (where u.model_seed_id = u.seed_id), 0) as nb_right
        from unnest(t.seed_ids, t.model_seed_ids, t.nbs) as u (seed_id, model_seed_id, nb)
        where
            %(seed_ids)s::uuid[] is null
            or coalesce(u.seed_id, u.model_seed_id) = any(%(seed_ids)s)
    ) as c
    where {of_meant}
    group by t.model_name, t.version, t.month
    order by t.model_name, t.version, t.month
"""

_PAIRS: LiteralString = """
    select coalesce(u.model_name, ''), coalesce(u.version, ''), u.seed_id, u.model_seed_id, sum(u.nb)::bigint
    from (
        select
            t.model_name, t.version,
            unnest(t.seed_ids) as seed_id, unnest(t.model_seed_ids) as model_seed_id, unnest(t.nbs) as nb
        from nachet.tally as t
        where {of_meant}
    ) as u
    where
        %(seed_ids)s::uuid[] is null
        or u.seed_id = any(%(seed_ids)s) or u.model_seed_id = any(%(seed_ids)s)
    group by u.model_name, u.version, u.seed_id, u.model_seed_id
"""

_BINS: LiteralString = """
    select
        coalesce(u.model_name, ''), coalesce(u.version, ''), u.bin,
        sum(u.nb)::bigint, sum(u.nb_right)::bigint, sum(u.sum_score)::double precision
    from (
        select
            t.model_name, t.version,
            unnest(t.bins) as bin, unnest(t.bin_nbs) as nb, unnest(t.bin_nb_rights) as nb_right,
            unnest(t.bin_sum_scores) as sum_score
        from nachet.tally as t
        where {of_meant}
    ) as u
    group by u.model_name, u.version, u.bin
    order by u.bin
"""

#: Of all pictures the words of readers are counted already.
_WORDS: LiteralString = """
    select o.word_id, o.nb_specimen, o.user_id, o.seed_id from nachet.opinion_tally as o
"""
_WORDS_OF_SOME: LiteralString = """
    select
        dense_rank() over (order by t.container_id, t.specimen_id) as word_id,
        1 as nb_specimen, t.user_id, t.seed_id
    from nachet.opinion as t
    inner join nachet.specimen as s on t.container_id = s.container_id and t.specimen_id = s.id
    where {of_meant} and (%(seed_ids)s::uuid[] is null or s.seed_id = any(%(seed_ids)s))
"""

_READERS: LiteralString = """
    with word as materialized ({words})
    select a.user_id, b.user_id, a.seed_id, b.seed_id, sum(a.nb_specimen)::bigint
    from word as a
    inner join word as b on a.word_id = b.word_id and a.user_id < b.user_id
    group by a.user_id, b.user_id, a.seed_id, b.seed_id
"""

#: Boxes that wait for a review, the lowest score first: of the newest inference of each picture.
_UNSURE: LiteralString = """
    select
        b.container_id, b.picture_id, null::uuid as seed_id, g.seed_id as model_seed_id, b.score, 0 as nb_version,
        (b.box ->> 'topX')::double precision as top_x, (b.box ->> 'topY')::double precision as top_y,
        (b.box ->> 'bottomX')::double precision as bottom_x, (b.box ->> 'bottomY')::double precision as bottom_y
    from (
        select
            i.container_id, i.picture_id,
            (e.box ->> 'box_id')::uuid as object_id, (e.box ->> 'score')::double precision as score,
            e.box -> 'box' as box
        from (
            select distinct on (t.container_id, t.picture_id)
                t.container_id, t.picture_id, t.verified, t.inference
            from nachet.inference as t
            where t.withdrawn_at is null and {of_meant}
            order by t.container_id asc, t.picture_id asc, t.upload_date desc, t.id desc
        ) as i
        cross join jsonb_array_elements(i.inference -> 'boxes') as e (box)
        where not i.verified and e.box ? 'box_id'
        order by (e.box ->> 'score')::double precision, (e.box ->> 'box_id')::uuid
        offset 0
    ) as b
    inner join nachet.object as o on b.container_id = o.container_id and b.object_id = o.id
    inner join nachet.seed_object as g on b.container_id = g.container_id and b.object_id = g.object_id
    where o.valid is null and g.rank = 1 and (%(seed_ids)s::uuid[] is null or g.seed_id = any(%(seed_ids)s))
    order by b.score, b.object_id
    limit %(shown)s
"""

_SUSPECTS: LiteralString = """
    select
        t.container_id, t.picture_id, t.seed_id, t.model_seed_id, t.max_score as score, t.nb_version::integer,
        s.top_x, s.top_y, s.bottom_x, s.bottom_y
    from (
        select t.* from nachet.suspect_label as t
        where
            {of_meant}
            and (
                %(seed_ids)s::uuid[] is null
                or t.seed_id = any(%(seed_ids)s) or t.model_seed_id = any(%(seed_ids)s)
            )
        order by t.nb_version desc, t.max_score desc nulls last, t.specimen_id
        limit %(shown)s
    ) as t
    inner join nachet.specimen as s on t.container_id = s.container_id and t.specimen_id = s.id
    order by t.nb_version desc, t.max_score desc nulls last, t.specimen_id
"""

_PLACES: LiteralString = """
    select p.container_id, p.picture_id, p.folder_name, p.container_name, p.blob_name
    from nachet.picture_summary as p
    where p.container_id = any(%(of_containers)s) and p.picture_id = any(%(of_pictures)s)
"""

_NAMES: LiteralString = """
    select f.name from nachet.picture_set as f where f.id = any(%(chosen)s) order by f.name, f.id
"""


class _Reader:
    """Asks one question after the other."""

    def __init__(self, conn: Connection[Any], wanted: ReportFilter, language: str) -> None:
        self._conn = conn
        self._wanted = wanted
        self._values: dict[str, Any] = {
            "containers": list(wanted.containers) or None,
            "folders": None,
            "chosen": list(wanted.folders),
            "since": wanted.since,
            "until": wanted.until,
            "seed_ids": None,
            "language": language,
            "shown": SHOWN,
        }
        self._bounded = bounded = bool(wanted.containers or wanted.folders or wanted.since or wanted.until)
        # What is not bounded is not looked up.
        self._meant: LiteralString = _MEANT if bounded else "true"
        self._of_meant: LiteralString = _OF_MEANT if bounded else "true"
        self._of_seeds: LiteralString = "t.seed_id = any(%(seed_ids)s)" if wanted.seeds else "true"
        self._words: LiteralString = _WORDS_OF_SOME if bounded or wanted.seeds else _WORDS

    def _rows(self, query: LiteralString, **values: Any) -> Iterator[tuple[Any, ...]]:
        text = query.replace("{words}", self._words).replace("{of_meant}", self._of_meant)
        text = text.replace("{meant}", self._meant).replace("{of_seeds}", self._of_seeds)
        with self._conn.cursor(row_factory=tuple_row) as cursor:
            yield from cursor.execute(text, self._values | values)

    def read(self) -> Data:
        """All of it."""
        self._require_containers()
        self._values["folders"] = self._folder_ids()
        self._values["seed_ids"] = self._seed_ids()
        if self._bounded:
            found = list(self._rows(_PICTURES))
            self._values["picture_ids"] = [row[0] for row in found]
            self._values["container_ids"] = sorted({row[1] for row in found})
        runs: dict[Version, list[Run]] = defaultdict(list)
        for model, version, *counts in self._rows(_RUNS):
            runs[Version(model, version)].append(Run(*counts))
        pairs: dict[Version, Counter[tuple[UUID | None, UUID | None]]] = defaultdict(Counter)
        for model, version, seed, guess, nb in self._rows(_PAIRS):
            pairs[Version(model, version)][seed, guess] += nb
        bins: dict[Version, list[Bin]] = defaultdict(list)
        for model, version, *counts in self._rows(_BINS):
            bins[Version(model, version)].append(Bin(*counts))
        reviews: dict[date, Counter[str]] = defaultdict(Counter)
        for month, act, nb in self._rows(_REVIEWS):
            reviews[month][act] += nb
        return Data(
            filter=self._wanted,
            species={row[0]: Species(*row) for row in self._rows(_SPECIES)},
            seeds=self._values["seed_ids"] or [],
            folders=[Folder(*row) for row in self._rows(_FOLDERS)],
            folder_names=[name for (name,) in self._rows(_NAMES)],
            nb_inference=next(self._rows(_INFERENCES))[0],
            specimens={(state, seed): nb for state, seed, nb in self._rows(_SPECIMENS)},
            reviews=dict(sorted(reviews.items())),
            runs=dict(runs),
            pairs=dict(pairs),
            bins=dict(bins),
            readers=self._readers(),
            unsure=self._things(_UNSURE),
            suspects=self._things(_SUSPECTS),
        )

    def _require_containers(self) -> None:
        query: LiteralString = "select c.id from nachet.container as c where c.deleted_at is null"
        if missing := set(self._wanted.containers) - {row[0] for row in self._rows(query)}:
            raise InvalidValue({"place": "container", "value": str(min(missing)), "reason": "there is none"})

    def _folder_ids(self) -> list[UUID] | None:
        """The folders that are meant, with all below them."""
        if not self._wanted.folders:
            return None
        found = [row[0] for row in self._rows(_BELOW, folders=list(self._wanted.folders))]
        if missing := set(self._wanted.folders) - set(found):
            raise InvalidValue({"place": "folder", "value": str(min(missing)), "reason": "there is none"})
        return found

    def _seed_ids(self) -> list[UUID] | None:
        """The species that are meant, with all below them."""
        if not self._wanted.seeds:
            return None
        found: set[UUID] = set()
        for said, ids in self._rows(_SEEDS, seeds=list(self._wanted.seeds)):
            if not ids:
                raise InvalidValue({"place": "species", "value": said, "reason": "the catalogue has none of this name"})
            found.update(ids)
        return sorted(found)

    def _readers(self) -> list[Agreement]:
        said: dict[tuple[UUID, UUID], Counter[tuple[UUID | None, UUID | None]]] = defaultdict(Counter)
        for reader, other, seed, other_seed, nb in self._rows(_READERS):
            said[reader, other][seed, other_seed] += nb
        listed = [
            Agreement(
                *readers, sum(pairs.values()), sum(nb for (one, two), nb in pairs.items() if one == two), kappa(pairs)
            )
            for readers, pairs in said.items()
        ]
        return sorted(listed, key=lambda one: (-one.nb_specimen, one.reader, one.other))

    def _things(self, query: LiteralString) -> list[Thing]:
        rows = list(self._rows(query))
        ids = {"of_containers": [row[0] for row in rows], "of_pictures": [row[1] for row in rows]}
        places = {(container, picture): place for container, picture, *place in self._rows(_PLACES, **ids)}
        return [Thing(*row, *places[row[0], row[1]]) for row in rows]
