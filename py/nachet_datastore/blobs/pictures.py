"""What bytes are: their type, size, hashes and dimensions, whatever their name says."""

from __future__ import annotations

import ast
import hashlib
import io
import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, TypeAlias, cast

from ..errors import EmptyPicture, NotAPicture, PictureTooLarge, TruncatedPicture, UnsupportedPicture
from ..wrapper.encoding import refused
from .decoder import FORMATS, HEAD, format_of
from .decoding import Decoded, Decoders, Decoding, DecodingLimits
from .stores import Content

#: Where a picture's bytes come from: memory, a file by its path (text or PathLike), or a binary stream.
Source: TypeAlias = bytes | str | PathLike[str] | BinaryIO

#: Largest picture unless said otherwise, in bytes: a stack of 60 pages of 1920 x 1080 in colours is taken.
MAX_BYTES = 512 << 20

_CHUNK = 1 << 20
#: Longest header of an array that is read, in bytes; NumPy's own are far below.
_MAX_HEADER = 64 << 10
_NPY = b"\x93NUMPY"


@dataclass(frozen=True, slots=True)
class PictureInfo(Content):
    """What a picture's bytes are; ``extension`` without its dot; ``width`` and ``height`` in pixels of the first page.

    They mean the picture as people see it, turned as its bytes say by ``orientation`` (EXIF: 1 as they lie, to 8). An
    array (.npy) has them where its shape says so: whole numbers, height x width (x 1, 3 or 4 channels).
    """

    extension: str
    width: int | None
    height: int | None
    orientation: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What is known of bytes before they are decoded: size, hashes, and the format that they begin as."""

    byte_size: int
    sha256: str
    md5: bytes
    picture_format: str


def inspect(source: Source, *, max_bytes: int = MAX_BYTES, decoding: DecodingLimits | None = None) -> PictureInfo:
    """Read a picture whole: once for its hashes, once to decode every page, so that no damage passes.

    A stream must be seekable and is read from its beginning. Raises EmptyPicture, NotAPicture, UnsupportedPicture,
    TruncatedPicture, PictureTooLarge, InvalidValue (no source of bytes), OSError (a file cannot be read),
    DecoderFailed.
    """
    digest = digest_of(source, max_bytes)
    if digest.picture_format == "npy":
        return array_info(source, digest)
    if decoding is None:
        return picture_info(digest, submit(_DECODERS, source, digest.picture_format, digest.byte_size).result())
    decoders = Decoders(decoding)
    try:
        return picture_info(digest, submit(decoders, source, digest.picture_format, digest.byte_size).result())
    finally:
        decoders.close()


#: Those of ``inspect``, which needs no client.
_DECODERS = Decoders()


def submit(decoders: Decoders, source: Source, picture_format: str, byte_size: int) -> Decoding:
    """Have a picture decoded."""
    return decoders.submit(partial(opened, source), picture_format, byte_size)


def format_and_size(source: Source, max_bytes: int) -> tuple[str, int]:
    """The format that a picture begins as, and its bytes.

    Raises EmptyPicture, NotAPicture, UnsupportedPicture, PictureTooLarge, InvalidValue, OSError.
    """
    with opened(source) as stream:
        head = next(_chunks(stream, HEAD), b"")
        byte_size = stream.seek(0, os.SEEK_END)
    require_size(byte_size, max_bytes)
    return _format_of(head), byte_size


def digest_of(source: Source, max_bytes: int) -> Digest:
    """The hashes of a picture, and its format.

    Raises EmptyPicture, NotAPicture, UnsupportedPicture, PictureTooLarge, InvalidValue, OSError.
    """
    with opened(source) as stream:
        head, byte_size, sha256, md5 = b"", 0, hashlib.sha256(), hashlib.md5(usedforsecurity=False)
        for chunk in _chunks(stream):
            head += chunk[: HEAD - len(head)]
            byte_size += len(chunk)
            require_size(byte_size, max_bytes)
            sha256.update(chunk)
            md5.update(chunk)
    return Digest(byte_size, sha256.hexdigest(), md5.digest(), _format_of(head))


def require_size(byte_size: int, max_bytes: int) -> None:
    """Raise PictureTooLarge for more bytes than the limit."""
    if byte_size > max_bytes:
        raise PictureTooLarge({"limit": max_bytes, "unit": "bytes", "option": "max_bytes"})


def _format_of(head: bytes) -> str:
    if not head:
        raise EmptyPicture
    if head.startswith(_NPY):
        return "npy"
    name, instead = format_of(head)
    if instead:
        raise UnsupportedPicture({"format": name, "choose": instead})
    if name is None:
        raise NotAPicture({"begins_with": head[:16].hex(" ")})
    return name


def picture_info(digest: Digest, decoded: Decoded) -> PictureInfo:
    """All that is known of a picture."""
    media_type, extension, *_ = FORMATS[digest.picture_format]
    return PictureInfo(media_type, digest.byte_size, digest.sha256, digest.md5, extension, *decoded)


def array_info(source: Source, digest: Digest) -> PictureInfo:
    """All that is known of an array, of which only the header is read. Raises TruncatedPicture, NotAPicture."""
    with opened(source) as stream:
        width, height = _inspect_array(stream, digest.byte_size)
    media_type = "application/x-npy"
    return PictureInfo(media_type, digest.byte_size, digest.sha256, digest.md5, "npy", width, height, 1)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a stream at its beginning; a path is opened and closed, a stream stays the caller's."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, str | PathLike):
        with path_of(source, "data").open("rb") as file:
            yield file
    else:
        stream = _stream(source)
        stream.seek(0)
        yield stream


def rewindable(source: Source, max_bytes: int = MAX_BYTES) -> Source:
    """The source itself, or a copy of a stream that can be read but once; large copies lie in a temporary file.

    Raises PictureTooLarge, InvalidValue.
    """
    if isinstance(source, bytes | str | PathLike):
        return source
    seekable = getattr(_stream(source), "seekable", None)
    if seekable is not None and seekable():
        return source
    copy = cast(BinaryIO, SpooledTemporaryFile(max_size=8 << 20))  # noqa: SIM115 - closed with its last reader
    size = 0
    for chunk in _chunks(source):
        size += copy.write(chunk)
        require_size(size, max_bytes)
    return copy


def path_of(name: str | PathLike[str], place: str) -> Path:
    """The path of a file. Raises InvalidValue for a text that no file has for its name."""
    try:
        path = os.fsencode(name)
    except (TypeError, ValueError) as error:
        raise refused(name, place) from error
    if not path or b"\0" in path:
        raise refused(name, place)
    return Path(os.fsdecode(path))


def _stream(source: BinaryIO) -> BinaryIO:
    """The stream. Raises InvalidValue for what is none, or is closed."""
    if not callable(getattr(source, "read", None)) or getattr(source, "closed", False):
        raise refused(source, "data")
    return source


def _chunks(stream: BinaryIO, size: int = _CHUNK) -> Iterator[bytes]:
    """What follows in the stream. Raises InvalidValue for a stream of text."""
    while True:
        chunk = stream.read(size)
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise refused(stream, "data")
        if not chunk:
            return
        yield chunk


def _inspect_array(stream: BinaryIO, byte_size: int) -> tuple[int | None, int | None]:
    """Width and height of a NumPy array of numbers, where its shape says so; nothing in it is executed."""
    major = stream.read(8)[6:7]
    length = stream.read({b"\1": 2, b"\2": 4, b"\3": 4}.get(major, 0))
    header = stream.read(min(int.from_bytes(length, "little"), _MAX_HEADER))
    try:
        description = ast.literal_eval(header.decode("utf-8"))
        kind = re.fullmatch(r"[<>|=]?([?biufc])([1-9]\d?)", description["descr"])
        shape = description["shape"]
        if kind is None or not all(type(n) is int and n > 0 for n in shape):
            raise NotAPicture({"array": {"descr": str(description["descr"]), "shape": str(shape)}})
        expected = stream.tell() + int(kind[2]) * math.prod(shape)
    except (SyntaxError, ValueError, TypeError, KeyError, RecursionError, MemoryError) as error:
        raise TruncatedPicture({"reason": "the header of the array is not complete"}) from error
    if byte_size < expected:
        raise TruncatedPicture({"byte_size": byte_size, "expected": expected})
    if byte_size > expected:
        raise NotAPicture({"byte_size": byte_size, "expected": expected})
    if kind[1] in "iu" and (len(shape) == 2 or (len(shape) == 3 and shape[2] in (1, 3, 4))):
        return shape[1], shape[0]
    return None, None
