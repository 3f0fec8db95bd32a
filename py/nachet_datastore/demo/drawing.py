"""Pictures for the demo: one that it draws itself, of seeds under a microscope, and the annotated one that it shows."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from ..documents import Corners, DetectedBox, Detection, Guess

_SIZE = (1280, 720)
_BACKGROUND = (236, 240, 234)
#: Everything is drawn this much larger and scaled down at the end, which smooths the edges.
_SCALE = 2

#: The seeds of the picture: a colour, and what the model takes it for: labels as models spell them, best first.
_SEEDS = (
    ((139, 137, 120), ("013 Ambrosia trifida", "012 Ambrosia artemisiifolia", "015 Iva axillaris")),
    ((164, 124, 82), ("009 Solanum carolinense", "010 Solanum nigrum", "011 Solanum rostratum")),
    ((142, 128, 62), ("012 Ambrosia artemisiifolia", "14 Ambrosia psilostachya", "013 Ambrosia trifida")),
    ((112, 78, 52), ("001 Brassica junsea", "000 Brassica napus", "019 Cuscuta spp")),
    ((120, 116, 88), ("013 Ambrosia trifida", "014 Ambrosia psilostachya", "004 Carduus nutans")),
    ((98, 74, 48), ("010 Solanum nigrum", "021 Solanum elaeagnifolium", "009 Solanum carolinense")),
)
_SCORES = (0.62, 0.21, 0.08)

_COLOURS = {"confirmed": (0, 122, 62), "corrected": (192, 92, 0), "open": (90, 90, 90)}


@dataclass(frozen=True, slots=True)
class Label:
    """What to write at a box: its corners in pixels, the name, and how it came about (confirmed, corrected, open)."""

    box: Corners
    text: str
    kind: str


def draw_seeds() -> tuple[bytes, Detection]:
    """A picture of six seeds as PNG, and the document of a model that found them; the same at every call."""
    chance = random.Random(6)  # noqa: S311
    width, height = (side * _SCALE for side in _SIZE)
    picture = Image.new("RGB", (width, height), _BACKGROUND)
    tile = (width // 3, height // 2)
    boxes = []
    for number, (colour, labels) in enumerate(_SEEDS):
        left, top = number % 3 * tile[0], number // 3 * tile[1]
        centre = (tile[0] / 2, tile[1] / 2)
        outline = _outline(chance, centre, height * 0.15)
        picture.paste(_seed(tile, chance, outline, centre, colour), (left, top))
        boxes.append(_box([(left + x, top + y) for x, y in outline], labels))
    _paint_scale_bar(picture)
    picture = picture.resize(_SIZE, Image.Resampling.LANCZOS)
    data = io.BytesIO()
    picture.save(data, "PNG")
    best = [box["label"] for box in boxes]
    return data.getvalue(), {
        "filename": "drawn.png",
        "boxes": boxes,
        "labelOccurrence": {label: best.count(label) for label in best},
        "totalBoxes": len(boxes),
        "models": [{"name": "demo-detector", "version": "1"}, {"name": "demo-classifier", "version": "1"}],
    }


def annotate(source: BinaryIO, labels: Iterable[Label]) -> Image.Image:
    """The picture's first page, as people see it, with a frame and a name at each box."""
    with Image.open(source) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    draw = ImageDraw.Draw(picture)
    line = max(2, picture.width // 480)
    font = ImageFont.load_default(size=max(14, picture.width // 70))
    for label in labels:
        colour = _COLOURS[label.kind]
        left, top = label.box["topX"], label.box["topY"]
        draw.rectangle((left, top, label.box["bottomX"], label.box["bottomY"]), outline=colour, width=line)
        _, _, text_width, text_height = draw.textbbox((0, 0), label.text, font=font)
        # Above the frame where there is room, else inside it.
        text_top = top - text_height - 3 * line
        if text_top < 0:
            text_top = top
        draw.rectangle((left, text_top, left + text_width + 4 * line, text_top + text_height + 3 * line), fill=colour)
        draw.text((left + 2 * line, text_top + line), label.text, fill="white", font=font)
    return picture


_Point = tuple[float, float]


def _outline(chance: random.Random, centre: _Point, radius: float) -> list[_Point]:
    """An egg with a beak and a few dents."""
    phases = [chance.uniform(0, math.tau) for _ in range(5)]
    tilt = chance.uniform(-0.3, 0.3)
    points = []
    for step in range(180):
        angle = math.tau * step / 180
        dents = sum(math.sin((order + 2) * angle + phase) / (order + 3) for order, phase in enumerate(phases))
        beak = 0.22 * math.exp(
            -((math.atan2(math.sin(angle - 1.5 * math.pi), math.cos(angle - 1.5 * math.pi)) / 0.22) ** 2)
        )
        distance = radius * (1 + 0.045 * dents + beak)
        x, y = 0.8 * distance * math.cos(angle) * (1 - 0.14 * math.sin(angle)), distance * math.sin(angle)
        points.append(
            (
                centre[0] + x * math.cos(tilt) - y * math.sin(tilt),
                centre[1] + x * math.sin(tilt) + y * math.cos(tilt),
            )
        )
    return points


def _seed(
    area: tuple[int, int], chance: random.Random, outline: list[_Point], centre: _Point, colour: tuple[int, int, int]
) -> Image.Image:
    picture = Image.new("RGB", area, _BACKGROUND)
    mask = Image.new("L", area)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    shadow = mask.filter(ImageFilter.GaussianBlur(18)).point(lambda value: value * 0.25)
    picture.paste((120, 120, 110), (10, 14), shadow)

    body = picture.copy()
    draw = ImageDraw.Draw(body)
    for step in range(24):  # From the dark rim to the light that falls on it from the upper left.
        share = 1 - step / 26
        light = 0.62 + 0.6 * step / 24
        shift = -26 * step / 24
        layer = [
            (centre[0] + (x - centre[0]) * share + shift, centre[1] + (y - centre[1]) * share + shift)
            for x, y in outline
        ]
        draw.polygon(layer, fill=_lit(colour, light))
    left, top, right, bottom = _bounds(outline)
    for _ in range(900):
        x, y, size = chance.uniform(left, right), chance.uniform(top, bottom), chance.uniform(1, 5)
        at = (int(x), int(y))
        if not mask.getpixel(at):
            continue
        mark = _lit(body.getpixel(at), chance.choice((0.8, 0.88, 1.1, 1.18)))
        draw.ellipse((x, y, x + size * 0.7, y + size * 1.6), fill=mark)
    picture.paste(body.filter(ImageFilter.GaussianBlur(1.6)), mask=mask)
    return picture


def _paint_scale_bar(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    bottom = picture.height - 24
    draw.rounded_rectangle((24, bottom - 84, 284, bottom), radius=14, fill=(76, 76, 74))
    draw.line((72, bottom - 60, 236, bottom - 60), fill="white", width=4)
    draw.text((154, bottom - 28), "1 mm", fill="white", font=ImageFont.load_default(size=32), anchor="mm")


def _box(outline: list[_Point], labels: tuple[str, ...]) -> DetectedBox:
    left, top, right, bottom = (value / _SCALE for value in _bounds(outline))
    guesses: list[Guess] = [{"label": label, "score": score} for label, score in zip(labels, _SCORES, strict=True)]
    return {
        "box": {
            "topX": math.floor(left) - 6,
            "topY": math.floor(top) - 6,
            "bottomX": math.ceil(right) + 6,
            "bottomY": math.ceil(bottom) + 6,
        },
        "label": guesses[0]["label"],
        "score": guesses[0]["score"],
        "topN": guesses,
        "overlapping": False,
        "overlappingIndices": [],
        "color": "#ED1C24",
    }


def _bounds(outline: list[_Point]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in outline], [y for _, y in outline]
    return min(across), min(down), max(across), max(down)


def _lit(colour: Any, light: float) -> tuple[int, int, int]:
    red, green, blue = (min(255, round(part * light)) for part in colour)
    return red, green, blue
