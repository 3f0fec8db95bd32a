"""What is computed from counts: intervals, agreement beyond chance, and how far scores are from the truth."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

#: The quantile of the normal distribution for intervals of 95 %.
_Z = 1.959963984540054

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval of Wilson: in which the true share is with a confidence of 95 %.

    ``value``, ``low`` and ``high`` are 0 to 1; None where there is nothing.
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The lower and the upper bound."""
        if not self.whole:
            return None
        share, weight = self.part / self.whole, _Z * _Z / self.whole
        middle = (share + weight / 2) / (1 + weight)
        half = math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight)
        return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: Mapping[tuple[K, K], int]) -> float | None:
    """Cohen's kappa of two readers, by what each said: 1 is full agreement, 0 that of chance.

    None where chance alone gives full agreement.
    """
    total = sum(pairs.values())
    first: Counter[K] = Counter()
    second: Counter[K] = Counter()
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
    same = sum(count for (one, other), count in pairs.items() if one == other)
    chance = sum(count * second[said] for said, count in first.items())
    return (total * same - chance) / (total * total - chance) if total * total != chance else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Boxes whose scores are in one tenth: how many, how many of them right, and the sum of their scores."""

    tenth: int
    nb: int
    nb_right: int
    sum_score: float

    @property
    def mean_score(self) -> float:
        """The mean of the scores, 0 to 1."""
        return self.sum_score / self.nb

    @property
    def accuracy(self) -> Share:
        """How many are right."""
        return Share(self.nb_right, self.nb)


def calibration_error(bins: Iterable[Bin]) -> float | None:
    """The expected calibration error: how far scores are from the share that is right, on average over the boxes."""
    listed = list(bins)
    total = sum(one.nb for one in listed)
    return sum(abs(one.sum_score - one.nb_right) for one in listed) / total if total else None


@dataclass(frozen=True, slots=True)
class SpeciesMetrics:
    """How good a model is on one species: of the boxes it called so, and of the specimens that are so."""

    nb_right: int
    nb_guessed: int
    support: int

    @property
    def precision(self) -> Share:
        """Right among those that the model called so; a box that shows no seed is wrong."""
        return Share(self.nb_right, self.nb_guessed)

    @property
    def recall(self) -> Share:
        """Right among the specimens of the species; a missed one is wrong."""
        return Share(self.nb_right, self.support)


def species_metrics(pairs: Mapping[tuple[K | None, K | None], int]) -> dict[K, SpeciesMetrics]:
    """The metrics of each species, by pairs of what specimens are (None: no seed) and were called (None: missed)."""
    right: Counter[K] = Counter()
    guessed: Counter[K] = Counter()
    support: Counter[K] = Counter()
    for (truth, guess), count in pairs.items():
        if truth is not None:
            support[truth] += count
            if truth == guess:
                right[truth] += count
        if guess is not None:
            guessed[guess] += count
    return {seed: SpeciesMetrics(right[seed], guessed[seed], support[seed]) for seed in support | guessed}
