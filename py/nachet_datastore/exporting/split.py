"""The rule that splits pictures into parts such as train, val and test.

A picture's group decides: its sample where one is known, otherwise the picture that it was cut out of. So all pictures
of a sample, and all crops of a picture, are in one part. The first 52 bits of the SHA-256 of ``<seed>:<group>`` are a
number from 0 to 1; the part is the one whose share of that range has it. So a picture stays in its part whatever else
is exported, and another seed is another split.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from psycopg import sql

from ..errors import InvalidValue

_RANGE = 1 << 52
_HELP = "name=share,… with shares that add up to 1, such as train=0.8,val=0.1,test=0.1"


@dataclass(frozen=True, slots=True)
class Split:
    """The parts in their order with the number at which each ends, and the seed."""

    bounds: Mapping[str, int]
    seed: int
    text: str

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> Split:
        """Read ``train=0.8,val=0.1,test=0.1``. Raises InvalidValue."""
        total, bounds = Decimal(0), {}
        for part in text.split(","):
            name, _, share = part.strip().partition("=")
            number = Decimal(share) if re.fullmatch(r"[0-9]{0,9}\.?[0-9]{1,9}", share) else Decimal(0)
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", name) or name in bounds or not 0 < number <= 1:
                raise InvalidValue({"place": "split", "value": part, "expected": _HELP})
            total += number
            bounds[name] = round(total * _RANGE)
        if total != 1:
            raise InvalidValue({"place": "split", "value": text, "sum": str(total), "expected": _HELP})
        return cls(bounds, seed, text)

    def of(self, group: str) -> str:
        """The part of a group."""
        number = int(hashlib.sha256(f"{self.seed}:{group}".encode()).hexdigest()[:13], 16)
        return next(name for name, bound in self.bounds.items() if number < bound)

    def expression(self) -> sql.Composed:
        """The same in SQL, of the column ``x.split_group``."""
        number = sql.SQL(
            "('x' || left(encode(sha256(convert_to({} || x.split_group, 'UTF8')), 'hex'), 13))::bit(52)::bigint"
        ).format(sql.Literal(f"{self.seed}:"))
        cases = sql.SQL(" ").join(
            sql.SQL("when {} < {} then {}").format(number, sql.Literal(bound), sql.Literal(name))
            for name, bound in self.bounds.items()
        )
        return sql.SQL("case {} end").format(cases)
