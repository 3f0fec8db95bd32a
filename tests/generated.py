"""Generated reviews: specimens, what versions of models said of them, and what readers said; rows, and in Python.

What is written is written as rows, much quicker than by the functions; the tallies are counted by the function that
always counts them. The Python side keeps the same facts in plain lists, to compute from them what the views tell.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import psycopg

#: Versions of the model that names the species: its detector's version, how often it finds, and how often it is right.
VERSIONS = {"1": ("1", 0.90, 0.70), "2": ("1", 0.93, 0.80), "3": ("2", 0.97, 0.90)}

#: Guesses of a box; more than five, so that the fifth place matters.
GUESSES = 7

#: A species by its number, or no seed.
Species = int | None


@dataclass
class Specimen:
    """One thing in one picture: what it is, and who said so."""

    id: UUID
    picture: int
    state: str
    species: Species
    #: What each reader said last, since it was reopened last.
    opinions: dict[int, Species] = field(default_factory=dict)


@dataclass
class Box:
    """What one version said of a specimen: guesses with their scores, by place; none of a specimen that it missed."""

    specimen: Specimen
    version: str
    guesses: list[tuple[int, float]]

    @property
    def ranked(self) -> list[int]:
        """The species of the guesses, the best first; the first of equal scores."""
        order = sorted(range(len(self.guesses)), key=lambda place: (-self.guesses[place][1], place))
        return [self.guesses[place][0] for place in order]

    @property
    def score(self) -> float:
        return max(score for _, score in self.guesses)


@dataclass
class Reviews:
    """All of it. Pictures that no view counts (in the trash, not confirmed) have rows alone."""

    seeds: list[UUID]
    readers: list[UUID]
    folders: list[UUID]
    specimens: list[Specimen]
    boxes: list[Box]
    #: Specimens of pictures over which a version ran, that none of its boxes shows.
    missed: list[tuple[Specimen, str]]


def generate(
    conn: psycopg.Connection, pictures: int, specimens: int, seed: int = 1, container: UUID | None = None
) -> Reviews:
    """Write so many pictures with so many specimens each, three versions over each, and up to four readers.

    Every 50th picture is in the trash, every 50th not confirmed. ``_support.sql`` is loaded.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    numbers = count(1)

    def new_id() -> UUID:
        return UUID(int=(0x0190_0000_0000 + next(numbers)) << 80 | 7 << 76 | 2 << 62 | rng.getrandbits(61))

    def one(query: Any, *values: Any) -> Any:
        return (conn.execute(query, values).fetchone() or ())[0]

    readers = [one("select test.add_user(%s)", f"reader-{n}-{seed}@example.org") for n in range(4)]
    owner = container or readers[0]
    pipeline = one("select test.add_pipeline()")
    seeds = [row[0] for row in conn.execute("select s.id from nachet.seed as s order by s.name limit 12")]
    made = Reviews(seeds, readers, [new_id(), new_id()], [], [], [])
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for number, folder in enumerate(made.folders):
        rows["picture_set"].append((owner, folder, f"folder {number}", owner))
    for n in range(pictures):
        picture = new_id()
        trash, pending = n % 50 == 7, n % 50 == 9
        rows["picture"].append((
            owner, picture, made.folders[n % 2], owner, "pending" if pending else "confirmed", "image/png", 1000,
            n.to_bytes(32, "big"), 4000, 4000, owner, f"{picture}.png", "2026-05-01Z" if trash else None,
        ))  # fmt: skip
        inferences = {version: new_id() for version in VERSIONS}
        positions = {version: count(1) for version in VERSIONS}
        for version, inference in inferences.items():
            rows["inference"].append((owner, inference, picture, owner, pipeline, "{}", specimens))
            for position, name, ran in ((1, "finder", VERSIONS[version][0]), (2, "namer", version)):
                rows["inference_model"].append((owner, inference, position, name, ran))
        for k in range(specimens):
            state = rng.choices(["settled", "rejected", "open", "disputed"], [90, 6, 2, 2])[0]
            species = rng.randrange(len(seeds)) if state == "settled" else None
            thing = Specimen(new_id(), n, state, species)
            place = (float(k), 1.0, k + 0.9, 2.0)
            rows["specimen"].append((owner, thing.id, picture, state, species if species is None else seeds[species],
                                     *place))  # fmt: skip
            counted = not trash and not pending
            if counted:
                made.specimens.append(thing)
            shown = None
            for version, (_, found, right) in VERSIONS.items():
                if rng.random() >= (found if state != "rejected" else found / 2):
                    if counted:
                        made.missed.append((thing, version))
                    if version == "1" and state == "settled" and rng.random() < 0.5:
                        # A person added it.
                        rows["object"].append((owner, new_id(), inferences[version], next(positions[version]), *place,
                                               1, True, thing.id, [], [], None, None))  # fmt: skip
                    continue
                guessed = rng.sample(range(len(seeds)), GUESSES)
                scores = [round(rng.random() * 0.5, 3) for _ in guessed]
                best = rng.randrange(GUESSES)
                scores[best] = round(0.4 + rng.random() * 0.6, 3)
                top = max(range(GUESSES), key=lambda at: (scores[at], -at))
                if species is not None and rng.random() < right and species != guessed[top]:
                    if species in guessed:
                        guessed[guessed.index(species)] = guessed[top]
                    guessed[top] = species
                box = Box(thing, version, list(zip(guessed, scores, strict=True)))
                if counted:
                    made.boxes.append(box)
                shown = new_id()
                rows["object"].append((
                    owner, shown, inferences[version], next(positions[version]), *place, box.score, False, thing.id,
                    [seeds[guess] for guess in guessed], scores, top + 1, seeds[guessed[top]],
                ))  # fmt: skip
            for reader in rng.sample(range(4), rng.randint(1, 4)):
                for _ in range(rng.choice([1, 1, 1, 2])):
                    said: Species = species if rng.random() < 0.85 else rng.choice([None, *range(len(seeds))])
                    thing.opinions[reader] = said
                    rows["identification"].append((
                        owner, new_id(), thing.id, readers[reader], "reject" if said is None else "confirm",
                        None if said is None else seeds[said], shown or new_id(), *place,
                        f"2026-04-{rng.randint(1, 28):02}T12:00Z",
                    ))  # fmt: skip
                if rng.random() < 0.03:
                    thing.opinions.clear()
                    rows["identification"].append((owner, new_id(), thing.id, readers[reader], "reopen", None,
                                                   shown or new_id(), *place, "2026-04-28T12:00Z"))  # fmt: skip
    with conn.transaction():
        conn.execute("set local session_replication_role = replica")
        for table, columns in COLUMNS.items():
            with conn.cursor().copy(f"copy nachet_data.{table} ({columns}) from stdin") as copy:
                for row in rows[table]:
                    copy.write_row(row)
    conn.execute("analyze")
    conn.execute(
        "select test.count_reviews(p.container_id, p.id) from nachet_data.picture as p where p.container_id = %s",
        [owner],
    )
    conn.execute("analyze nachet_data.inference_tally, nachet_data.opinion_tally, nachet_data.activity_tally")
    return made


#: What is written, in this order.
COLUMNS = {
    "picture_set": "container_id, id, name, owner_id",
    "picture": "container_id, id, picture_set_id, user_id, state, media_type, byte_size, sha256, width, height,"
    " blob_container_id, blob_name, deleted_at",
    "inference": "container_id, id, picture_id, user_id, pipeline_id, inference, nb_object",
    "inference_model": "container_id, inference_id, position, name, version",
    "specimen": "container_id, id, picture_id, state, seed_id, top_x, top_y, bottom_x, bottom_y",
    "object": "container_id, id, inference_id, position, top_x, top_y, bottom_x, bottom_y, top_score,"
    " manual_detection, specimen_id, guess_seed_ids, guess_scores, top_place, top_seed_id",
    "identification": "container_id, id, specimen_id, user_id, act, seed_id, object_id, top_x, top_y, bottom_x,"
    " bottom_y, upload_date",
}
