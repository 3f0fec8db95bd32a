"""The views for evaluation against scikit-learn and plain Python, and the tallies against a count from scratch."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from generated import VERSIONS, Box, Reviews, generate
from nachet_datastore import Datastore
from nachet_datastore.errors import NachetError
from test_concurrency import INVARIANTS
from world import STRUCTURE, document, picture

#: The species that a curator merges into another one, by number.
MERGED, INTO = 3, 4

NO_SEED, MISSED = -1, -2


@dataclass(frozen=True)
class Evaluation:
    """10,000 specimens that views count, and the rows of each view."""

    conn: psycopg.Connection[dict[str, Any]]
    made: Reviews

    def rows(self, query: Any, **values: Any) -> list[dict[str, Any]]:
        return self.conn.execute(query, values).fetchall()

    def number(self, seed_id: Any) -> int:
        return NO_SEED if seed_id is None else self.made.seeds.index(seed_id)

    @staticmethod
    def now(species: int | None) -> int:
        """What a species is called since the merge."""
        return NO_SEED if species is None else INTO if species == MERGED else species

    def guess(self, box: Box) -> int:
        return self.now(box.ranked[0])

    def truth(self, box: Box) -> int:
        return self.now(box.specimen.species)

    def reviewed(self, version: str | None = None) -> list[Box]:
        """Boxes on settled and rejected specimens."""
        return [
            box
            for box in self.made.boxes
            if box.specimen.state in ("settled", "rejected") and version in (None, box.version)
        ]

    def overlooked(self, version: str | None = None) -> list[int]:
        """The species of settled specimens that no box shows."""
        return [
            self.now(specimen.species)
            for specimen, ran in self.made.missed
            if specimen.state == "settled" and version in (None, ran)
        ]


@pytest.fixture(scope="module")
def metrics() -> Any:
    """scikit-learn's; imported only by a worker that compares with it, since that takes seconds."""
    from sklearn import metrics

    return metrics


@pytest.fixture(scope="module")
def evaluation(clone: Callable[[], AbstractContextManager[str]]) -> Iterator[Evaluation]:
    with clone() as url, psycopg.connect(url, autocommit=True, row_factory=dict_row) as conn:
        with psycopg.connect(url, autocommit=True) as plain:
            made = generate(plain, pictures=208, specimens=50)
            plain.execute(
                "update nachet_data.seed set merged_into = %s where id = %s", [made.seeds[INTO], made.seeds[MERGED]]
            )
        assert len(made.specimens) >= 9_900
        yield Evaluation(conn, made)


@pytest.mark.parametrize("version", VERSIONS)
def test_confusion_of_a_version(evaluation: Evaluation, metrics: Any, version: str) -> None:
    boxes = [box for box in evaluation.reviewed(version) if box.specimen.state == "settled"]
    labels = [number for number in range(len(evaluation.made.seeds)) if number != MERGED]
    expected = metrics.confusion_matrix(
        [evaluation.truth(box) for box in boxes], [evaluation.guess(box) for box in boxes], labels=labels
    )
    found: Counter[tuple[int, int]] = Counter()
    scores: Counter[tuple[int, int]] = Counter()
    for row in evaluation.rows("select * from nachet.seed_confusion where version = %(v)s", v=version):
        pair = evaluation.number(row["seed_id"]), evaluation.number(row["model_seed_id"])
        found[pair] += row["nb_object"]
        scores[pair] += row["nb_object"] * row["mean_score"]
    assert [[found[truth, guess] for guess in labels] for truth in labels] == expected.tolist()
    summed: Counter[tuple[int, int]] = Counter()
    for box in boxes:
        summed[evaluation.truth(box), evaluation.guess(box)] += box.score  # type: ignore[assignment]
    assert scores == pytest.approx(summed)


def test_confusion_of_a_folder(evaluation: Evaluation) -> None:
    for number, folder in enumerate(evaluation.made.folders):
        rows = evaluation.rows(
            "select sum(nb_object) as nb, count(distinct month) as months from nachet.seed_confusion"
            " where picture_set_id = %(folder)s",
            folder=folder,
        )
        boxes = [
            box
            for box in evaluation.reviewed()
            if box.specimen.state == "settled" and box.specimen.picture % 2 == number
        ]
        assert rows == [{"nb": len(boxes), "months": 1}]


@pytest.mark.parametrize("version", [*VERSIONS, None])
def test_precision_recall_and_f1_of_each_species(evaluation: Evaluation, metrics: Any, version: str | None) -> None:
    boxes, missed = evaluation.reviewed(version), evaluation.overlooked(version)
    labels = [number for number in range(len(evaluation.made.seeds)) if number != MERGED]
    expected = metrics.precision_recall_fscore_support(
        [evaluation.truth(box) for box in boxes] + missed,
        [evaluation.guess(box) for box in boxes] + [MISSED] * len(missed),
        labels=labels,
    )
    rows = {
        evaluation.number(row["seed_id"]): row
        for row in evaluation.rows(
            "select * from nachet.species_metrics"
            " where over_all = (%(v)s::text is null) and version is not distinct from %(v)s",
            v=version,
        )
    }
    assert sorted(rows) == labels
    for name, values in zip(("precision", "recall", "f1", "support"), expected, strict=True):
        assert [rows[label][name] for label in labels] == pytest.approx(values.tolist()), name
    assert sum(row["nb_missed"] for row in rows.values()) == len(missed)
    assert sum(row["nb_false_alarm"] for row in rows.values()) == sum(box.specimen.state == "rejected" for box in boxes)


def test_accuracy_among_one_and_among_five(evaluation: Evaluation) -> None:
    rows = evaluation.rows("select * from nachet.model_accuracy order by model_name, version")
    expected = []
    for name, version, versions in [
        *(("finder", v, [n for n in VERSIONS if VERSIONS[n][0] == v]) for v in ("1", "2")),
        *(("namer", v, [v]) for v in VERSIONS),
    ]:
        boxes = [box for v in versions for box in evaluation.reviewed(v)]
        right = sum(evaluation.truth(box) == evaluation.guess(box) for box in boxes)
        near = sum(evaluation.truth(box) in map(evaluation.now, box.ranked[:5]) for box in boxes)
        expected.append({
            "model_version_id": None, "model_name": name, "version": version, "nb_reviewed": len(boxes),
            "nb_valid": sum(box.specimen.state == "settled" for box in boxes), "nb_right": right,
            "accuracy": right / len(boxes), "nb_top5": near, "top5_accuracy": near / len(boxes),
        })  # fmt: skip
    assert rows == expected


def test_what_detectors_miss_and_invent(evaluation: Evaluation) -> None:
    rows = evaluation.rows("select * from nachet.detection_metrics order by version")
    expected = []
    for detector in ("1", "2"):
        versions = [version for version in VERSIONS if VERSIONS[version][0] == detector]
        states = Counter(box.specimen.state for version in versions for box in evaluation.reviewed(version))
        missed = sum(len(evaluation.overlooked(version)) for version in versions)
        expected.append({
            "model_name": "finder", "version": detector, "model_version_id": None,
            "nb_specimen": states["settled"] + missed, "nb_missed": missed, "nb_false_alarm": states["rejected"],
            "precision": states["settled"] / states.total(), "recall": states["settled"] / (states["settled"] + missed),
        })  # fmt: skip
    assert rows == expected


def test_two_versions_on_the_same_specimens(evaluation: Evaluation) -> None:
    right: dict[str, set[Any]] = {version: set() for version in VERSIONS}
    for box in evaluation.reviewed():
        if box.specimen.state == "settled" and evaluation.truth(box) == evaluation.guess(box):
            right[box.version].add(box.specimen.id)
    settled = {specimen.id for specimen in evaluation.made.specimens if specimen.state == "settled"}
    rows = evaluation.rows(
        "select version, other_version, sum(nb_specimen)::int as n, sum(nb_both_right)::int as both,"
        " sum(nb_only_right)::int as one, sum(nb_only_other_right)::int as other, sum(nb_both_wrong)::int as none"
        " from nachet.model_comparison group by version, other_version order by 1, 2"
    )
    assert rows == [
        {
            "version": one, "other_version": other, "n": len(settled), "both": len(right[one] & right[other]),
            "one": len(right[one] - right[other]), "other": len(right[other] - right[one]),
            "none": len(settled - right[one] - right[other]),
        }
        for one in VERSIONS for other in VERSIONS if one != other
    ]  # fmt: skip
    folder = evaluation.made.folders[1]
    rows = evaluation.rows(
        "select sum(nb_specimen) as n from nachet.model_comparison"
        " where picture_set_id = %(folder)s and version = '1' and other_version = '3' and seed_id = %(seed)s",
        folder=folder,
        seed=evaluation.made.seeds[INTO],
    )
    assert rows == [
        {"n": sum(s.picture % 2 == 1 and evaluation.now(s.species) == INTO for s in evaluation.made.specimens)}
    ]


def test_agreement_of_each_two_readers(evaluation: Evaluation, metrics: Any) -> None:
    rows = evaluation.rows("select * from nachet.reader_agreement")
    assert len(rows) == 6
    for row in rows:
        one, other = (evaluation.made.readers.index(row[name]) for name in ("user_id", "other_user_id"))
        pairs = [
            (evaluation.now(specimen.opinions[one]), evaluation.now(specimen.opinions[other]))
            for specimen in evaluation.made.specimens
            if {one, other} <= set(specimen.opinions)
        ]
        same = sum(first == second for first, second in pairs)
        assert (row["nb_specimen"], row["nb_same"]) == (len(pairs), same)
        assert row["agreement"] == pytest.approx(same / len(pairs))
        assert row["kappa"] == pytest.approx(metrics.cohen_kappa_score(*zip(*pairs, strict=True)))


def test_agreement_of_all_readers(evaluation: Evaluation) -> None:
    """Fleiss (1971), and for each species Fleiss and Cuzick (1979), as the number of readers differs."""
    counts = [
        Counter(map(evaluation.now, specimen.opinions.values()))
        for specimen in evaluation.made.specimens
        if len(specimen.opinions) > 1
    ]
    total = sum((counted.total() for counted in counts), 0)
    agreement = sum(
        sum(n * (n - 1) for n in counted.values()) / (counted.total() * (counted.total() - 1)) for counted in counts
    ) / len(counts)
    shares = {species: sum(counted[species] for counted in counts) / total for species in set().union(*counts)}
    chance = sum(share**2 for share in shares.values())
    rows = evaluation.rows("select * from nachet.species_agreement")
    whole = [row for row in rows if row["over_all"]]
    assert [(row["nb_specimen"], row["nb_identification"]) for row in whole] == [(len(counts), total)]
    assert whole[0]["kappa"] == pytest.approx((agreement - chance) / (1 - chance))
    single = {evaluation.number(row["seed_id"]): row for row in rows if not row["over_all"]}
    assert set(single) == set(shares)
    for species, share in shares.items():
        differing = sum(counted[species] * (counted.total() - counted[species]) / counted.total() for counted in counts)
        kappa = 1 - differing / ((total - len(counts)) * share * (1 - share))
        assert single[species]["kappa"] == pytest.approx(kappa)
        assert single[species]["nb_specimen"] == sum(species in counted for counted in counts)


def test_activity_of_readers(evaluation: Evaluation) -> None:
    rows = evaluation.rows(
        "select sum(nb_confirm + nb_reject + nb_reopen + nb_correct + nb_add) as acts,"
        " sum(nb_identification) as all_acts, count(distinct user_id) as users, count(*) as days"
        " from nachet.reader_activity"
    )
    acts = evaluation.rows(
        "select count(*) as nb from nachet_data.identification as d"
        " inner join nachet.specimen as s on d.specimen_id = s.id"
    )[0]["nb"]
    assert rows == [{"acts": acts, "all_acts": acts, "users": 4, "days": 4 * 28}]


def test_labels_that_models_contradict(evaluation: Evaluation) -> None:
    against: dict[Any, list[Box]] = defaultdict(list)
    for box in evaluation.reviewed():
        if evaluation.truth(box) != evaluation.guess(box):
            against[box.specimen.id].append(box)
    expected = {
        specimen: (len(boxes), max(box.score for box in boxes))
        for specimen, boxes in against.items()
        if len(boxes) > 1 or boxes[0].specimen.state == "settled"
    }
    rows = evaluation.rows("select * from nachet.suspect_label")
    assert {row["specimen_id"]: (row["nb_version"], row["max_score"]) for row in rows} == expected
    for row in rows:
        boxes = against[row["specimen_id"]]
        guesses = Counter(map(evaluation.guess, boxes))
        assert row["mean_score"] == pytest.approx(sum(box.score for box in boxes) / len(boxes))
        assert guesses[evaluation.number(row["model_seed_id"])] == max(guesses.values())
        assert row["nb_object"] == len(boxes)


def test_calibration_of_scores(evaluation: Evaluation) -> None:
    bins: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for box in evaluation.reviewed():
        bins[box.version, min(int(box.score * 10), 9) + 1].append(box)
    rows = {(row["version"], row["bin"]): row for row in evaluation.rows("select * from nachet.score_calibration")}
    assert set(rows) == set(bins)
    for key, boxes in bins.items():
        right = sum(evaluation.truth(box) == evaluation.guess(box) for box in boxes)
        assert rows[key]["nb_object"] == len(boxes)
        assert rows[key]["mean_score"] == pytest.approx(sum(box.score for box in boxes) / len(boxes))
        assert rows[key]["accuracy"] == pytest.approx(right / len(boxes))


TALLIED = (
    "a tally is what a count from scratch gives",
    "what readers said is counted as a count from scratch gives",
    "what readers did is counted as a count from scratch gives",
)


class Walk:
    """One user who does what may change a tally, at random; after each act the tallies are counted from scratch."""

    def __init__(self, conn: psycopg.Connection, seed: int) -> None:
        self.conn = conn
        self.rng = random.Random(seed)  # noqa: S311 - no secret
        self.datastore = Datastore(conn)
        self.admin = self.datastore.create_user("admin@example.org", permission="admin").user_id
        self.user = self.datastore.create_user("walker@example.org").user_id
        self.readers = [self.user, self.admin]
        self.datastore.import_ml_structure(self.admin, STRUCTURE)
        self.seeds = [seed.seed_id for seed in self.datastore.list_seeds(self.admin)][:8]
        self.folders = [self.user, *(self.folder(f"folder {n}") for n in range(2))]
        self.pictures: list[UUID] = []
        self.done: Counter[str] = Counter()
        for n in range(6):
            described = picture(f"{seed} {n}", width=200, height=100)
            (reserved,) = self.datastore.register_pictures(self.user, [described])
            self.pictures.append(reserved.picture_id)
        self.datastore.confirm_pictures(self.user, self.pictures)

    def folder(self, name: str) -> UUID:
        return self.datastore.create_picture_set(self.user, name).picture_set_id

    def names(self) -> list[str]:
        """Species that are not merged."""
        rows = self.conn.execute("select s.name from nachet.seed as s where s.id = any(%s)", [self.seeds])
        return [row[0] for row in rows]

    def boxes(self) -> Any:
        """Of an inference, with the id of the inference first."""
        rows = self.conn.execute(
            "select o.inference_id, o.id from nachet.object as o where o.container_id = %s order by o.id", [self.user]
        ).fetchall()
        inference = self.rng.choice(rows)[0]
        return inference, [box for found, box in rows if found == inference]

    def register(self) -> None:
        names = self.names()
        found = []
        for n in range(self.rng.randint(0, 6)):
            left = 30 * n + self.rng.randint(0, 6)
            guesses: list[dict[str, Any]] = [
                {"label": name, "score": round(self.rng.random(), 3)}
                for name in self.rng.sample(names, self.rng.randint(1, len(names)))
            ]
            best = max(guesses, key=lambda guess: guess["score"])
            found.append({
                "box": {"topX": left, "topY": 10, "bottomX": left + 20, "bottomY": 30}, "topN": guesses, **best,
            })  # fmt: skip
        result = document(*found) | {"models": [{"name": "namer", "version": self.rng.choice("123")}]}
        self.datastore.register_inference(self.user, self.rng.choice(self.pictures), result)

    def verify(self) -> None:
        inference, boxes = self.boxes()
        feedback: list[Any] = []
        for box in self.rng.sample(boxes, self.rng.randint(1, len(boxes))):
            species = {"label": self.rng.choice(self.names()), "classId": ""}
            feedback.append({"boxId": box} | self.rng.choice([{}, {}, {}, species, {"label": "", "classId": ""}]))
        if self.rng.random() < 0.3:
            left = 30 * self.rng.randint(0, 6) + 3
            place = {"topX": left, "topY": 10, "bottomX": left + 20, "bottomY": 30}
            feedback.append({"boxId": "", "label": self.rng.choice(self.names()), "box": place})
        self.datastore.verify_seed(self.rng.choice(self.readers), inference, feedback, container_id=self.user)

    def reopen(self) -> None:
        self.datastore.reopen_object(self.user, self.rng.choice(self.boxes()[1]))

    def withdraw(self) -> None:
        self.datastore.withdraw_inference(self.user, self.boxes()[0], reason="The wrong pipeline.")

    def reinstate(self) -> None:
        rows = self.conn.execute(
            "select i.id from nachet.inference as i where i.container_id = %s and i.withdrawn_at is not null"
            " order by i.id",
            [self.user],
        ).fetchall()
        self.datastore.reinstate_inference(self.user, self.rng.choice(rows)[0])

    def move(self) -> None:
        self.datastore.move_pictures(self.user, [self.rng.choice(self.pictures)], self.rng.choice(self.folders))

    def trash(self) -> None:
        self.datastore.delete_pictures(self.user, [self.rng.choice(self.pictures)])

    def restore(self) -> None:
        self.datastore.restore_pictures(self.user, [self.rng.choice(self.pictures)])

    def merge(self) -> None:
        if len(self.names()) > 3:
            self.datastore.merge_seeds(self.admin, *self.rng.sample(self.seeds, 2))

    def archive(self) -> None:
        """A folder goes; its verified pictures go to the archive, the others to the trash."""
        folder = self.folders.pop()
        self.folders.append(self.folder(f"after {folder}"))
        self.datastore.delete_picture_set(self.user, folder, keep_verified=True)

    def step(self) -> None:
        act = self.rng.choices(
            [
                self.register, self.verify, self.reopen, self.withdraw, self.reinstate, self.move, self.trash,
                self.restore, self.merge, self.archive,
            ],
            [6, 8, 3, 2, 2, 2, 1, 2, 0.5, 0.5],
        )[0]  # fmt: skip
        try:
            with self.conn.transaction():
                act()
        except (NachetError, IndexError):
            return  # What is not there any more, or said already: it changes nothing.
        self.done[act.__name__] += 1


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_the_tallies_are_what_a_count_from_scratch_gives(
    connection: psycopg.Connection, seed: int
) -> None:
    acts = {
        "register", "verify", "reopen", "withdraw", "reinstate", "move", "trash", "restore", "merge", "archive",
    }  # fmt: skip
    walk = Walk(connection, seed)
    for number in range(1000):
        done = walk.done.total()
        walk.step()
        if walk.done.total() > done:
            for name in TALLIED:
                assert connection.execute(INVARIANTS[name]).fetchall() == []
        if number > 70 and set(walk.done) == acts:
            break
    assert set(walk.done) == acts


def _plan(evaluation: Evaluation, query: str, **values: Any) -> tuple[set[str], set[str]]:
    """The tables that a query reads, and the indexes."""
    tables, indexes = set(), set()

    def walk(node: dict[str, Any]) -> None:
        if "Relation Name" in node and "Index Name" not in node and node["Node Type"] != "Bitmap Heap Scan":
            tables.add(node["Relation Name"])
        if "Index Name" in node:
            indexes.add(node["Index Name"])
        for child in node.get("Plans", []):
            walk(child)

    row = evaluation.rows(f"explain (format json) {query}", **values)[0]
    walk(row["QUERY PLAN"][0]["Plan"])
    return tables, indexes


@pytest.mark.parametrize("view", ["reader_agreement", "species_agreement"])
def test_agreement_is_read_from_what_was_counted(evaluation: Evaluation, view: str) -> None:
    tables, indexes = _plan(evaluation, f"select * from nachet.{view}")  # noqa: S608 - a name from above
    assert tables <= {"opinion_tally", "picture", "seed"}
    assert not any(index.startswith(("specimen_", "identification_")) for index in indexes)


def test_activity_is_read_from_what_was_counted(evaluation: Evaluation) -> None:
    tables, indexes = _plan(evaluation, "select * from nachet.reader_activity")
    assert tables <= {"activity_tally", "picture"}
    assert not any(index.startswith(("specimen_", "identification_")) for index in indexes)


@pytest.mark.parametrize(
    ("view", "column"),
    [
        ("seed_confusion", "version"),
        ("species_metrics", "version"),
        ("model_accuracy", "version"),
        ("detection_metrics", "version"),
        ("model_comparison", "version"),
        ("score_calibration", "version"),
        ("seed_confusion", "picture_set_id::text"),
        ("model_comparison", "picture_set_id::text"),
        ("suspect_label", "picture_set_id::text"),
        ("seed_confusion", "seed_id::text"),
        ("species_metrics", "seed_id::text"),
        ("model_comparison", "seed_id::text"),
        ("suspect_label", "seed_id::text"),
    ],
)
def test_no_view_of_models_reads_boxes(evaluation: Evaluation, view: str, column: str) -> None:
    query = f"select * from nachet.{view} where {column} = '2'"  # noqa: S608 - names from above
    tables, indexes = _plan(evaluation, query)
    assert tables <= {
        "inference_tally", "inference", "inference_model", "model", "model_version", "picture", "seed", "pipeline",
    }  # fmt: skip
    assert not any(index.startswith(("specimen_", "identification_")) for index in indexes)


def _nodes(evaluation: Evaluation, query: str) -> Iterator[dict[str, Any]]:
    """Each node of a query's plan, those above before those below."""
    plans = [evaluation.rows(f"explain (verbose, format json) {query}")[0]["QUERY PLAN"][0]["Plan"]]
    while plans:
        plan = plans.pop()
        yield plan
        plans += plan.get("Plans", [])


@pytest.mark.parametrize("view", ["seed_confusion", "species_metrics", "model_comparison", "suspect_label"])
def test_what_was_merged_is_looked_up_once_an_inference(evaluation: Evaluation, view: str) -> None:
    """No node that makes rows of arrays hands on, row by row, an array that it looks up itself."""
    makers = [
        node
        for node in _nodes(evaluation, f"select * from nachet.{view}")  # noqa: S608 - a name from above
        if node["Node Type"] == "ProjectSet"
    ]
    assert makers
    for node in makers:
        # What a node below has looked up stands in brackets.
        looked_up = [text for text in node["Output"] if text.startswith("CASE") and "SubPlan" in text]
        # One row is made of one: no more are looked up than there were.
        assert not looked_up or any(text.startswith("unnest('{1}'") for text in node["Output"])


@pytest.mark.parametrize("condition", ["", "where seed_id::text = '2'", "where version = '1' and other_version = '3'"])
def test_two_versions_are_compared_by_two_reads_of_each(evaluation: Evaluation, condition: str) -> None:
    nodes = _nodes(evaluation, f"select * from nachet.model_comparison {condition}")  # noqa: S608 - from above
    assert sum(node.get("Relation Name") == "inference_tally" for node in nodes) == 4


def test_suspects_are_sorted_without_arrays(evaluation: Evaluation) -> None:
    """Where they are too many to be grouped in memory, as among a million."""
    with evaluation.conn.transaction(force_rollback=True):
        evaluation.conn.execute("set local enable_hashagg = off")
        nodes = list(_nodes(evaluation, "select * from nachet.suspect_label"))
    sorts = [
        node["Output"]
        for node in nodes
        if node["Node Type"] in ("Sort", "Incremental Sort") and "wrong_scores))" in str(node["Output"])
    ]
    assert len(sorts) == 1
    assert "model_seed_ids" not in str(sorts[0]).replace("model_seed_ids[", "")
