"""Pictures with what is known of them: a frame and a name at each box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

from ..exporting.pictures import decode
from ..languages import _, marked

if TYPE_CHECKING:
    from PIL.Image import Image

#: By state: a colour that those can tell who do not see all colours, and what stands before the name, which all can.
_LOOKS = {
    "settled": ("#0072b2", ""),
    "disputed": ("#d55e00", marked("disputed: ")),
    "open": ("#7a3e8e", marked("open: ")),
    "rejected": ("#5a5a5a", marked("no seed")),
    "waiting": ("#000000", "? "),
}


class Shown(NamedTuple):
    """A box to be drawn, in pixels of the picture as people see it."""

    state: str
    name: str | None
    score: float | None
    top_x: float
    top_y: float
    bottom_x: float
    bottom_y: float

    @property
    def text(self) -> str:
        """What stands at it."""
        score = "" if self.score is None else f" {self.score:.2f}"
        return f"{_(_LOOKS[self.state][1])}{self.name or ''}{score}"


def upright(data: bytes) -> Image:
    """The first page of a picture as people see it, in colours. Raises ValueError where it cannot be decoded."""
    if (picture := decode(data)) is None:
        raise ValueError(_("the picture cannot be decoded here"))
    if picture.mode.startswith("I"):
        # 16 bits a sample: spread over what a screen shows.
        low, high = cast(tuple[int, int], picture.getextrema())
        scale = 255 / ((high - low) or 1)
        picture = picture.convert("F").point(lambda value: (value - low) * scale).convert("L")
    return picture.convert("RGB")


def annotated(data: bytes, things: Iterable[Shown], max_side: int) -> Image:
    """A picture with frames and names, its longest side at most ``max_side`` pixels."""
    from PIL import Image, ImageDraw, ImageFont

    picture = upright(data)
    scale = min(1.0, max_side / max(picture.size))
    if scale < 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(picture)
    line = max(2, max(picture.size) // 480)
    font = ImageFont.load_default(size=max(13, max(picture.size) // 70))
    for thing in things:
        colour = _LOOKS[thing.state][0]
        left, top = max(0.0, thing.top_x * scale), max(0.0, thing.top_y * scale)
        right, bottom = (
            min(picture.width - 1.0, thing.bottom_x * scale),
            min(picture.height - 1.0, thing.bottom_y * scale),
        )
        if right < left or bottom < top:
            continue
        draw.rectangle((left, top, right, bottom), outline=colour, width=line)
        _left, _top, width, height = draw.textbbox((0, 0), thing.text, font=font)
        # Above the frame where there is room, else inside it; and not beyond the picture's right edge.
        text_top = top - height - 3 * line
        if text_top < 0:
            text_top = top
        left = max(0.0, min(left, picture.width - width - 4 * line))
        draw.rectangle((left, text_top, left + width + 4 * line, text_top + height + 3 * line), fill=colour)
        draw.text((left + 2 * line, text_top + line), thing.text, fill="white", font=font)
    return picture
