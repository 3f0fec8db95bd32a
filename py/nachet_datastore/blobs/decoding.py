"""Where pictures are decoded: in a few processes of their own, with a limit for everything that decoding may cost.

A file of some kilobytes can keep a decoder busy for minutes, fill the memory, or end the process by an error in a
library; and a thread cannot be stopped. So ``decoder.py`` runs as a program: one process for each thread of a pool,
started when there is work, kept for the next picture, and killed where a picture takes too long or is cancelled. It is
started by its path, not forked: the caller may have threads, and a script needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from multiprocessing import spawn
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn, cast

from .. import errors
from ..errors import DecoderFailed, InvalidValue, NachetError, PictureTooLarge, TruncatedPicture

_PROGRAM = Path(__file__).with_name("decoder.py")
_CHUNK = 1 << 20
#: A picture counts as long where decoding goes through more pixels: those leave one process to the others.
_LONG = 30_000_000
#: This part of the memory and less is not waited for.
_SMALL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingLimits:
    """What decoding pictures may cost: options of the client, ``Datastore(..., decoding=DecodingLimits(...))``.

    Of one picture: ``max_pages`` (TIFF), ``max_frames`` (an animation), ``max_scans`` (a progressive JPEG),
    ``max_pixels`` (all pages or frames together), ``max_seconds`` (to decode it all). Of all that are decoded at the
    same time: ``max_decoded_bytes`` (memory of what is decoded; large pictures wait for each other) and ``processes``.
    A picture beyond a limit is refused as PictureTooLarge; the detail names the limit and its ``option``.
    """

    max_pages: int = 1_000
    max_frames: int = 1_000
    max_scans: int = 32
    max_pixels: int = 500_000_000
    max_decoded_bytes: int = 512 << 20
    max_seconds: float = 30
    processes: int = 3

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise InvalidValue({"place": f"decoding.{name}", "value": repr(value)})


class Decoded(NamedTuple):
    """What a picture is: pixels of its first page as people see it, and how its bytes are turned (EXIF: 1 to 8)."""

    width: int
    height: int
    orientation: int


#: Opens the bytes of a picture, at their beginning.
Opener = Callable[[], AbstractContextManager[BinaryIO]]


class Decoding:
    """A picture that is being decoded, or waits for it: its ``future``, and the means to end it."""

    def __init__(self, opener: Opener, picture_format: str, byte_size: int) -> None:
        self.opener = opener
        self.picture_format = picture_format
        self.byte_size = byte_size
        self.future: Future[Decoded] = Future()
        #: What its header said: memory and pixels; None before.
        self.cost: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self.ended = False
        self.late = False

    def result(self) -> Decoded:
        """Wait for what the picture is; where the wait is broken off, so is the decoding."""
        try:
            return self.future.result()
        except BaseException:
            self.end()
            # The caller may close the source next.
            self._over.wait(1)
            raise

    def end(self) -> None:
        """Break it off: nobody waits for the answer."""
        with self._lock:
            self.ended = True
            if self._process is not None:
                self._process.kill()
        if self.future.cancel():
            self._over.set()

    def out_of_time(self) -> None:
        """Break it off, since it took too long."""
        with self._lock:
            if self._process is not None:
                self.late = True
                self._process.kill()

    def runs_in(self, process: subprocess.Popen[bytes] | None) -> bool:
        """Note the process that decodes it; false where nobody waits any more."""
        with self._lock:
            self._process = process
            return not self.ended

    def answer(self, outcome: Decoded | Exception) -> None:
        """Hand over what the picture is, or why it is not known."""
        self._over.set()
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


class Decoders:
    """The processes of a client. Closing ends them; so does the end of the client, and that of the program."""

    def __init__(self, limits: DecodingLimits | None = None) -> None:
        self.limits = limits or DecodingLimits()
        self._start()

    def _start(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._pool: _Pool | None = None
        self._finalizer: weakref.finalize[..., Decoders] | None = None

    def submit(self, opener: Opener, picture_format: str, byte_size: int) -> Decoding:
        """Have a picture decoded, which the opener opens for a thread of the pool."""
        if self._pid != os.getpid():  # A fork has no thread of the pool, and none that would free the lock.
            self._start()
        decoding = Decoding(opener, picture_format, byte_size)
        with self._lock:
            if self._pool is None:
                self._pool = _Pool(self.limits)
                self._finalizer = weakref.finalize(self, self._pool.close)
            self._pool.submit(decoding)
        return decoding

    def close(self) -> None:
        """End all processes, and what they do; a later picture starts new ones."""
        with self._lock:
            finalizer, self._finalizer, self._pool = self._finalizer, None, None
        if finalizer is not None:
            finalizer()


class _Pool:
    """Threads, each with a process of its own, and what waits for them."""

    def __init__(self, limits: DecodingLimits) -> None:
        self.pid = os.getpid()
        self._limits = limits
        self._changed = threading.Condition()
        self._waiting: deque[Decoding] = deque()
        self._running: set[Decoding] = set()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False

    def submit(self, decoding: Decoding) -> None:
        with self._changed:
            self._waiting.append(decoding)
            if self._idle < len(self._waiting) and len(self._threads) < self._limits.processes:
                thread = threading.Thread(target=self._serve, name="nachet-decoder", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._changed.notify()

    def close(self) -> None:
        if self.pid != os.getpid():
            return
        with self._changed:
            self._closed = True
            for decoding in self._running:
                decoding.end()
            waiting = list(self._waiting)
            self._waiting.clear()
            self._changed.notify_all()
        for decoding in waiting:
            if decoding.future.running() or decoding.future.set_running_or_notify_cancel():
                decoding.answer(DecoderFailed({"reason": "the client is closed"}))
        for thread in self._threads:
            if thread is not threading.current_thread():  # In which the garbage collector may have come to this.
                thread.join()

    def _serve(self) -> None:
        process: _Process | None = None
        try:
            while (decoding := self._next()) is not None:
                try:
                    process = process or _Process()
                    outcome = self._decode(decoding, process)
                except Exception as error:  # noqa: BLE001 - it is for the one who waits
                    outcome = error
                decoding.runs_in(None)
                if process is not None and not process.is_ready:
                    process.close()
                    process = None
                with self._changed:
                    self._running.discard(decoding)
                    if outcome is None:  # It needs more than there is now.
                        self._waiting.appendleft(decoding)
                    self._changed.notify_all()
                if outcome is not None:
                    decoding.answer(outcome)
        finally:
            if process is not None:
                process.close()

    def _next(self) -> Decoding | None:
        """The next picture that may be decoded now, waiting for it; None when all is over."""
        with self._changed:
            while not self._closed:
                blocked = False
                for decoding in list(self._waiting):
                    cost = None if decoding.ended else decoding.cost
                    if cost is not None and (blocked or not self._admits(cost)):
                        # Large ones keep their order: none waits for ever.
                        blocked = blocked or self._is_large(cost)
                        continue
                    self._waiting.remove(decoding)
                    state = decoding.future
                    if state.running() or state.set_running_or_notify_cancel():
                        self._running.add(decoding)
                        return decoding
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
        return None

    def _is_large(self, cost: tuple[int, int]) -> bool:
        return cost[0] > self._limits.max_decoded_bytes // _SMALL

    def _admits(self, cost: tuple[int, int]) -> bool:
        """Whether so much may be decoded beside what is decoded now."""
        costs = [one.cost for one in self._running if one.cost is not None]
        if self._is_large(cost):
            taken = sum(
                decoded_bytes for decoded_bytes, _ in costs if decoded_bytes and self._is_large((decoded_bytes, 0))
            )
            if taken + cost[0] > self._limits.max_decoded_bytes:
                return False
        if cost[1] > _LONG:
            return sum(pixels > _LONG for _, pixels in costs) < max(1, self._limits.processes - 1)
        return True

    def _admit(self, decoding: Decoding, cost: tuple[int, int]) -> bool:
        with self._changed:
            known = decoding.cost is not None
            admitted = known or self._admits(cost)
            decoding.cost = cost
            return admitted

    def _decode(self, decoding: Decoding, process: _Process) -> Decoded | Exception | None:
        """Have a picture decoded: what it is, why it is not known, or None where it has to wait."""
        if not decoding.runs_in(process.popen):
            return DecoderFailed({"reason": "broken off"})
        timer = threading.Timer(self._limits.max_seconds, decoding.out_of_time)
        timer.daemon = True
        timer.start()
        try:
            limits = asdict(self._limits)
            seconds = limits.pop("max_seconds")
            del limits["processes"]
            process.send(decoding, limits)
            answer = process.receive()
            if "refused" not in answer:
                if not self._admit(decoding, (answer["decoded_bytes"], answer["pixels"])):
                    process.tell(b"no\n")
                    return None
                process.tell(b"go\n")
                answer = process.receive()
        except _Died as died:
            if decoding.ended:
                return DecoderFailed({"reason": "broken off"})
            if decoding.late:
                return PictureTooLarge({"limit": seconds, "unit": "seconds", "option": "max_seconds"})
            return DecoderFailed({"reason": "its process ended", "exit_code": died.exit_code})
        finally:
            timer.cancel()
        process.is_ready = True
        if "refused" in answer:
            return cast(NachetError, getattr(errors, answer["refused"])(answer["detail"]))
        return Decoded(**answer)


class _Died(Exception):
    """The process is gone."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class _Process:
    """A process that decodes, one picture after the other."""

    def __init__(self) -> None:
        self.is_ready = True
        # In a session of its own: Ctrl-C is for the one who waits, who then kills it.
        try:
            self.popen = subprocess.Popen(
                [os.fsdecode(spawn.get_executable()), "-P", "-S", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )
        except (OSError, TypeError) as error:
            raise DecoderFailed({"reason": f"its process cannot be started: {error}"}) from error
        self._write(json.dumps([str(Path(place).absolute()) for place in sys.path]).encode() + b"\n")

    @property
    def _input(self) -> BinaryIO:
        return cast(BinaryIO, self.popen.stdin)

    def send(self, decoding: Decoding, limits: dict[str, Any]) -> None:
        """Send a picture. Raises what its source raises, TruncatedPicture where it became shorter, _Died."""
        self.is_ready = False
        with decoding.opener() as stream:
            request = {"format": decoding.picture_format, "byte_size": decoding.byte_size, "limits": limits}
            self._write(json.dumps(request).encode() + b"\n")
            left = decoding.byte_size
            while left:
                chunk = stream.read(min(left, _CHUNK))
                if not chunk:
                    raise TruncatedPicture({"reason": "it became shorter while it was read"})
                self._write(chunk)
                left -= len(chunk)
        self._flush()

    def tell(self, line: bytes) -> None:
        """Send a line. Raises _Died."""
        self._write(line)
        self._flush()
        self.is_ready = line == b"no\n"

    def receive(self) -> dict[str, Any]:
        """The next answer. Raises _Died."""
        line = cast(BinaryIO, self.popen.stdout).readline()
        if not line.endswith(b"\n"):
            self._died()
        return cast(dict[str, Any], json.loads(line))

    def close(self) -> None:
        """End it: at once where it is busy."""
        if not self.is_ready:
            self.popen.kill()
        for stream in (self.popen.stdin, self.popen.stdout):
            with suppress(OSError):
                cast(BinaryIO, stream).close()
        try:
            self.popen.wait(2)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()

    def _write(self, data: bytes) -> None:
        try:
            self._input.write(data)
        except OSError:
            self._died()

    def _flush(self) -> None:
        try:
            self._input.flush()
        except OSError:
            self._died()

    def _died(self) -> NoReturn:
        self.popen.kill()
        raise _Died(self.popen.wait())
