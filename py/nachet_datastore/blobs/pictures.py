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
from os import PathLike
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from ..errors import EmptyPicture, NotAPicture, PictureTooLarge, TruncatedPicture
from ..wrapper.encoding import refused
from .stores import Content

if TYPE_CHECKING:
    from PIL import Image

#: Where a picture's bytes come from: memory, a file by its path (text or PathLike), or a binary stream.
Source: TypeAlias = bytes | str | PathLike[str] | BinaryIO

#: Largest picture unless said otherwise, in bytes.
MAX_BYTES = 64 << 20
#: Most pixels, all pages together: what is small as a file may be huge once decoded.
MAX_PIXELS = 100_000_000

_CHUNK = 1 << 20
_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "GIF": "image/gif",
}
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
#: Longest header of an array that is read, in bytes; NumPy's own are far below.
_MAX_HEADER = 64 << 10
#: How far from the end of a PNG its last chunk may be, in bytes: some programs write after it.
_TAIL = 64 << 10
_NPY = b"\x93NUMPY"
#: First bytes of what may be a picture that Pillow cannot open because the rest is missing.
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a", _NPY)


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


def inspect(source: Source, *, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS) -> PictureInfo:
    """Read a picture whole: once for its hashes, once to decode every page, so that no damage passes.

    A stream must be seekable and is read from its beginning. Raises EmptyPicture, NotAPicture, TruncatedPicture,
    PictureTooLarge, InvalidValue (no source of bytes), OSError (a file cannot be read).
    """
    with opened(source) as stream:
        byte_size, sha256, md5 = _digests(stream, max_bytes)
        stream.seek(0)
        head = stream.read(16)
        stream.seek(0)
        if head.startswith(_NPY):
            media_type, extension, orientation = "application/x-npy", "npy", 1
            width, height = _inspect_array(stream, byte_size)
        else:
            media_type, (width, height), orientation = _inspect_image(stream, head, max_pixels)
            extension = media_type.removeprefix("image/")
    return PictureInfo(media_type, byte_size, sha256, md5, extension, width, height, orientation)


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
        if size > max_bytes:
            raise PictureTooLarge({"limit": max_bytes, "unit": "bytes"})
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


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """What follows in the stream. Raises InvalidValue for a stream of text."""
    while True:
        chunk = stream.read(_CHUNK)
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise refused(stream, "data")
        if not chunk:
            return
        yield chunk


def _digests(stream: BinaryIO, max_bytes: int) -> tuple[int, str, bytes]:
    """Size, SHA-256 and MD5 of what follows in the stream."""
    size, sha256, md5 = 0, hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > max_bytes:
            raise PictureTooLarge({"limit": max_bytes, "unit": "bytes"})
        sha256.update(chunk)
        md5.update(chunk)
    if size == 0:
        raise EmptyPicture
    return size, sha256.hexdigest(), md5.digest()


def _inspect_image(stream: BinaryIO, head: bytes, max_pixels: int) -> tuple[str, tuple[int, int], int]:
    """Media type, width and height as people see it, and orientation of a picture that Pillow knows.

    All of its pages are decoded.
    """
    # Imported here, since a program that handles no picture starts sooner without.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(stream, formats=_FORMATS) as image:
            media_type = _MEDIA_TYPES[image.format or ""]
            image.verify()  # Checksums; after it the picture must be opened again.
        if media_type == "image/png":
            _require_png_end(stream)
        stream.seek(0)
        with Image.open(stream, formats=_FORMATS) as image:
            pixels = 0
            orientation = _orientation(image)
            for page in range(getattr(image, "n_frames", 1)):
                image.seek(page)
                pixels += image.width * image.height
                if pixels > max_pixels:
                    raise PictureTooLarge({"limit": max_pixels, "unit": "pixels"})
                image.load()
                if page == 0:
                    # What Pillow turned as it decoded, a TIFF, has lost the tag.
                    size = (image.height, image.width) if _orientation(image) >= 5 else image.size
    except (PictureTooLarge, TruncatedPicture):
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooLarge({"limit": max_pixels, "unit": "pixels"}) from error
    except UnidentifiedImageError as error:
        if head.startswith(_SIGNATURES):
            raise TruncatedPicture({"reason": "the header is not complete"}) from error
        raise NotAPicture({"begins_with": head.hex(" ")}) from error
    except Exception as error:
        raise TruncatedPicture({"reason": str(error)}) from error
    return media_type, size, orientation


def _orientation(image: Image.Image) -> int:
    """How the bytes are turned, as EXIF counts; 1 where they say nothing that EXIF knows."""
    from PIL import ExifTags

    value = image.getexif().get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and value in range(1, 9) else 1


def _require_png_end(stream: BinaryIO) -> None:
    """Refuse a PNG without its last chunk: Pillow shows such a picture as if it were whole."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _TAIL))
    if b"IEND\xaeB`\x82" not in stream.read():
        raise TruncatedPicture({"reason": "the last chunk is not complete"})


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
