"""What the backend and the frontend hand over: every kind of feedback with its outcome, labels, models, documents.

The cases are in ``tests/data/contract``, each once. The clients are tested with them, and the example over HTTP.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Mapping
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

from PIL import Image

from nachet_datastore.documents import DetectedBox, Detection, Guess, NewMlStructure

_DATA = Path(__file__).parent / "data" / "contract"

#: Each with what a person says of a box of ``detection()``, and what is to come of it.
CASES: list[dict[str, Any]] = json.loads((_DATA / "feedback.json").read_text(encoding="utf-8"))

#: The classes of the deployed model, as it spells them.
LABELS = (_DATA / "labels.txt").read_text(encoding="utf-8").splitlines()

#: Those of them that are no guess of ``detection()``, since the cases name them.
_UNGUESSED = {"015 Iva axillaris", "003 Cirsium vulgare", "004 Carduus nutans"}

WIDTH, HEIGHT = 1920, 1080


def structure() -> NewMlStructure:
    """Pipelines and models; one model belongs to two pipelines."""
    found: NewMlStructure = json.loads((_DATA / "structure.json").read_text(encoding="utf-8"))
    return found


def picture(shade: int = 0, mode: str = "L", kind: str = "PNG", size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A picture of one shade: few bytes, whatever its size."""
    data = io.BytesIO()
    Image.new("L", size, shade).convert(mode).save(data, kind, compression="tiff_lzw" if kind == "TIFF" else None)
    return data.getvalue()


def detection(count: int = 6, guesses: int = 5) -> Detection:
    """What the models say of a picture, the same at each call: as many boxes as asked, side by side, up to 1,000."""
    chance = random.Random(count)  # noqa: S311
    labels = [label for label in LABELS if label not in _UNGUESSED]
    boxes: list[DetectedBox] = []
    for number in range(count):
        column, row = number % 40, number // 40
        left, top = (column * 48, row * 40) if count > 40 else (20 + number % 8 * 200, 20 + number // 8 * 200)
        width, height = (40, 32) if count > 40 else (160, 150)
        scores = sorted((chance.uniform(0.01, 0.3) for _ in range(guesses)), reverse=True)
        best: list[Guess] = [
            {"label": label, "score": score}
            for label, score in zip(chance.sample(labels, guesses), scores, strict=True)
        ]
        boxes.append(
            {
                "box": {"topX": left, "topY": top, "bottomX": left + width, "bottomY": top + height},
                "label": best[0]["label"],
                "score": best[0]["score"],
                "topN": best,
                "overlapping": False,
                "overlappingIndices": [],
                "color": "#ED1C24",
            }
        )
    named = [box["label"] for box in boxes]
    return {
        "filename": "default_filename",
        "boxes": boxes,
        "labelOccurrence": {label: named.count(label) for label in named},
        "totalBoxes": count,
        "models": [{"name": "seed-finder", "version": "1"}, {"name": "seed-namer", "version": "1"}],
    }


def filled(value: Any, inference: Any, seed_id: Callable[[str], Any], elsewhere: Callable[[], Any]) -> Any:
    """A part of a case with what its placeholders stand for.

    ``{"at": path}`` is a part of the registered inference, ``{"elsewhere": path}`` one of another inference,
    ``{"seed": name}`` the id of a species.
    """
    match value:
        case {"at": path}:
            return reduce(getitem, path, inference)
        case {"elsewhere": path}:
            return reduce(getitem, path, elsewhere())
        case {"seed": name}:
            return seed_id(name)
        case dict():
            return {key: filled(part, inference, seed_id, elsewhere) for key, part in value.items()}
    return value


def require_outcome(
    case: Mapping[str, Any], asked: Mapping[str, Any], inference: Any, answer: Any, after: Any, acts: Any
) -> None:
    """What came of a case is what it expects.

    ``inference``: as it was registered; ``answer``: the one box that the call answered with; ``after``: the inference
    as it reads then, with rejected boxes; ``acts``: the history of the box.
    """
    expected = {"valid": True, "species": None, "new_species": False, "manual_detection": False} | case["outcome"]
    (box,) = (box for box in after["boxes"] if box["box_id"] == answer["box_id"])
    (act,) = acts
    model = inference["boxes"][0]
    assert act["comment"] == asked.get("comment", "")
    assert box["box"] == answer["box"] == asked.get("box", model["box"])
    told = {key: answer[key] for key in ("valid", "new_species", "manual_detection")}
    assert told == {key: expected[key] for key in told}
    if not answer["manual_detection"]:
        assert act["before"]["box"] == model["box"], "what the model said is kept"
    if not answer["valid"]:
        assert box["is_rejected"]
        return
    label = filled(expected["species"], inference, str, dict)
    species = re.sub(r"^\d+ ", "", label)
    assert (box["is_verified"], box["label"], box["score"]) == (True, species, 1)
    assert (answer["label"], answer["top_id"]) == (species, box["top_id"])
    assert box["topN"] == ([] if answer["manual_detection"] else model["topN"])
