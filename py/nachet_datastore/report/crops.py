"""Boxes as small pictures: cut out of the pictures in the blob store, as data that a page carries in itself."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Iterable

from PIL import Image, ImageDraw

from ..blobs.stores import BlobStore
from ..errors import NachetError
from ..tables.drawing import upright
from .reading import Thing

_logger = logging.getLogger(__name__)

#: The longest side of a small picture in pixels, how much is shown around the box, and the quality of the JPEG.
_SIDE, _MARGIN, _QUALITY = 176, 0.2, 78


def crops(store: BlobStore, things: Iterable[Thing]) -> dict[Thing, str]:
    """A data URL for each box whose picture can be read and decoded. Each picture is read once."""
    by_picture: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        by_picture.setdefault((thing.container_name, thing.blob_name), []).append(thing)
    made: dict[Thing, str] = {}
    for (container, name), shown in by_picture.items():
        try:
            picture = upright(store.get(container, name))
        except (NachetError, ValueError) as error:
            _logger.warning("no small pictures of %s/%s: %s", container, name, error)
            continue
        for thing in shown:
            if (data := _crop(picture, thing)) is not None:
                made[thing] = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    return made


def _crop(picture: Image.Image, thing: Thing) -> bytes | None:
    """The part of a picture around a box, clipped to the picture, with a frame; None where the box lies outside."""
    margin = _MARGIN * max(thing.bottom_x - thing.top_x, thing.bottom_y - thing.top_y)
    left, top = max(0, round(thing.top_x - margin)), max(0, round(thing.top_y - margin))
    right, bottom = (
        min(picture.width, round(thing.bottom_x + margin)),
        min(picture.height, round(thing.bottom_y + margin)),
    )
    if right <= left or bottom <= top:
        return None
    part = picture.crop((left, top, right, bottom))
    scale = _SIDE / max(part.size)
    part = part.resize(
        (max(1, round(part.width * scale)), max(1, round(part.height * scale))), Image.Resampling.LANCZOS
    )
    frame = [
        ((thing.top_x - left) * scale, (thing.top_y - top) * scale),
        ((thing.bottom_x - left) * scale, (thing.bottom_y - top) * scale),
    ]
    # White upon black is seen on every ground.
    draw = ImageDraw.Draw(part)
    draw.rectangle(frame, outline="black", width=3)
    draw.rectangle(frame, outline="white", width=1)
    written = io.BytesIO()
    part.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
