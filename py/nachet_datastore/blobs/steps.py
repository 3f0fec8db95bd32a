"""What a flow yields: the steps that a client takes, waiting or awaiting; a call of the database is one too."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from ..errors import StoreMissing
from ..wrapper import Step
from .decoding import Decoded, Decoders, Decoding
from .stores import BlobStore

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Flow(Protocol[R_co]):
    """What a client takes: a generator of steps, or a single step, which is one too."""

    def __iter__(self) -> Generator[Step[Any], Any, R_co]: ...


Steps = Generator[Step[Any], Any, R]


@dataclass(frozen=True, slots=True)
class StoreAct(Step[R]):
    """An act in the blob store: the method of BlobStore, and of AsyncBlobStore, with its arguments."""

    method: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    def on(self, store: object) -> Any:
        """Act on a store: the answer, or from an asynchronous one what is to be awaited. Raises StoreMissing."""
        if store is None:
            raise StoreMissing
        return getattr(store, self.method)(*self.args, **self.kwargs)


@dataclass(frozen=True, slots=True)
class Work(Step[R]):
    """Work of the processor or the disk that would hold up an event loop."""

    function: Callable[[], R]


@dataclass(frozen=True, slots=True)
class Decode(Step[Decoded]):
    """Decoding of a picture, in the processes of the client; breaking off the wait ends it."""

    submit: Callable[[Decoders], Decoding]


@dataclass(frozen=True, slots=True)
class Parallel(Step["list[R | Exception]"]):
    """Flows to be run at the same time, ``limit`` at once; what each gave, or the error that it raised."""

    flows: Sequence[Flow[R]]
    limit: int


@dataclass(frozen=True, slots=True)
class Take(Step["list[R]"]):
    """The next items of what a store lists, ``count`` at the most; none at its end."""

    items: Iterator[R]
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the client stands: whether it has a store, and whether what it called is committed when it returns.

    ``max_url_age`` is how long a signed URL may live.
    """

    has_store: bool
    commits: bool
    max_url_age: timedelta


@dataclass(frozen=True, slots=True)
class Ask(Step[Standing]):
    """The question where the client stands."""


def act(method: Callable[Concatenate[BlobStore, P], R]) -> Callable[P, StoreAct[R]]:
    """What makes a method of BlobStore a step."""

    @wraps(method)
    def step(*args: P.args, **kwargs: P.kwargs) -> StoreAct[R]:
        return StoreAct(method.__name__, args, kwargs)

    return step
