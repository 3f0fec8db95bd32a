"""Pictures beside their boxes: the files as they are stored, or the crops of the specimens.

Blobs are read in parallel, and what came of them is given back in the order of the pictures: so a picture whose blob is
missing has no box in the export either.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from ..blobs.stores import BlobStore, HashingSink
from ..errors import BlobNotFound
from ..languages import marked
from .rows import Picture, Specimen

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")

#: A picture with its specimens, where its blob was read; a specimen that could not be cut out is not among them.
Read = tuple[Picture, list[Specimen]]


def in_order(
    pictures: Iterable[Read], act: Callable[[Picture, list[Specimen]], str | None], parallel: int
) -> Iterator[tuple[Read, str | None]]:
    """Each picture after the act on it, at most ``parallel`` at a time; with what is wrong with its blob."""
    waiting: deque[tuple[Read, Future[str | None]]] = deque()
    threads = ThreadPoolExecutor(parallel, "nachet-export")
    try:
        for picture, specimens in pictures:
            waiting.append(((picture, specimens), threads.submit(act, picture, specimens)))
            if len(waiting) >= 2 * parallel:
                pair, future = waiting.popleft()
                yield pair, future.result()
        for pair, future in waiting:
            yield pair, future.result()
    finally:
        threads.shutdown(cancel_futures=True)


def save(store: BlobStore, picture: Picture, path: Path) -> str | None:
    """Write a picture's blob to a file; what is wrong, if its blob is missing or another: then there is no file."""
    try:
        with path.open("xb") as file:
            target = HashingSink(file)
            store.download(picture.container_name, picture.blob_name, target)
    except BlobNotFound:
        path.unlink()
        return "missing"
    if target.sha256.hexdigest() != picture.sha256:
        path.unlink()
        return marked("has other bytes than were registered")
    return None


def cut(
    store: BlobStore, picture: Picture, specimens: Sequence[Specimen], path: Callable[[Specimen], Path]
) -> str | None:
    """Write the crop of each specimen, as PNG; what is wrong with the picture's blob."""
    if not specimens:
        return None
    try:
        data = store.get(picture.container_name, picture.blob_name)
    except BlobNotFound:
        return "missing"
    if hashlib.sha256(data).hexdigest() != picture.sha256:
        return marked("has other bytes than were registered")
    pixels = int(picture.width or 0) * int(picture.height or 0)
    with _ONE_AT_A_TIME if pixels > _LARGE else nullcontext():
        image = decode(data)
        if image is None:
            return marked("cannot be decoded here")
        for specimen in specimens:
            target = path(specimen)
            target.parent.mkdir(parents=True, exist_ok=True)
            crop = image.crop(area(specimen, image.width, image.height))
            crop.save(target, "PNG", compress_level=3)
    return None


#: Pixels of a picture beyond which no other such one is decoded at the same time.
_LARGE = 50_000_000
_ONE_AT_A_TIME = Lock()


@contextmanager
def of_any_size() -> Iterator[None]:
    """Pillow's own limit is lifted: what is stored was within the limits of the upload, and it may be a slide."""
    from PIL import Image

    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def area(specimen: Specimen, width: int, height: int) -> tuple[int, int, int, int]:
    """The pixels that a box touches, within the picture."""
    left, top = int(float(specimen.top_x)), int(float(specimen.top_y))
    right, bottom = -int(-float(specimen.bottom_x) // 1), -int(-float(specimen.bottom_y) // 1)
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return left, top, max(min(right, width), left + 1), max(min(bottom, height), top + 1)


#: What PNG can hold of what Pillow decodes; anything else becomes RGB.
_MODES = ("1", "L", "LA", "RGB", "RGBA", "I;16")


def decode(data: bytes) -> Image | None:
    """The picture's first page as people see it, turned as its bytes say; None for what cannot be decoded."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened)
            return image if image.mode in _MODES else image.convert("RGB")
    except Image.DecompressionBombError:
        return None  # Larger than Pillow's limit, which an export lifts.
    except (OSError, ValueError, SyntaxError, EOFError, struct.error):
        return _decode_tiff(data)


def _decode_tiff(data: bytes) -> Image | None:
    """What the extra ``microscopy`` decodes."""
    try:
        import tifffile
        from PIL import Image
    except ImportError:
        return None
    try:
        with tifffile.TiffFile(io.BytesIO(data)) as file:
            page = file.pages[0].aspage()
            turn = page.tags.valueof("Orientation", 1)
            image = Image.fromarray(page.asarray())
    except Exception:  # noqa: BLE001 - whatever a library does, the next picture is decoded
        return None
    turned = _TURNS.get(int(turn))
    image = image if turned is None else image.transpose(Image.Transpose[turned])
    return image if image.mode in _MODES else image.convert("RGB")


#: What turns a picture of an EXIF orientation as people see it.
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def class_folder(name: str) -> str:
    """A folder's name for a species: no separator, no control character, at most 100 characters, not hidden."""
    return re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]|^\.|[. ]+$', "_", name[:100]) or "_"
