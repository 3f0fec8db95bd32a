"""The figures of a report: drawn by matplotlib as SVG that stands in the page, the same from the same numbers.

A figure is as wide as a phone: its texts are 12 pixels high there, and larger where it has more room. What colours tell
apart, shapes, hatches or numbers do too.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .markup import Markup, cleaned, element, joined
from .measures import Bin, Share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The width of a figure in pixels: that of a phone without its margins; and of its texts.
WIDTH, TEXT = 358, 12

#: For those who do not see all colours (after Okabe and Ito), each dark enough on white; with shapes of their own.
COLOURS = ("#0072b2", "#d55e00", "#007a5a", "#7a3e8e", "#000000", "#8a6d00")
_SHAPES = ("o", "s", "^", "D", "v", "P")
_LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)))
_HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++++")
_GREY, _INK = "#5a5a5a", "#1a1a1a"

#: From this share on, a cell of a confusion is so dark that its number is white.
_DARK = 0.53

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "nachet",
    "text.parse_math": False,
    "font.family": ["sans-serif"],
    "font.size": TEXT,
    "axes.unicode_minus": False,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "text.color": _INK,
    "hatch.linewidth": 0.8,
    "hatch.color": "white",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a figure: what it is, how long its bar is, and the number as text."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """Shares by place on the axis, e.g. of a version by month."""

    label: str
    places: Sequence[int]
    shares: Sequence[Share]


class Drawing:
    """A figure that is being drawn; it is SVG in the end."""

    def __init__(self, height: float, *, left: float = 2, right: float = 2, top: float = 4, bottom: float = 20) -> None:
        from matplotlib.figure import Figure

        self.figure: Figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self.axes: Axes = self.figure.add_axes(
            (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - top - bottom) / height)
        )
        for side in ("top", "right", "left"):
            self.axes.spines[side].set_visible(False)
        self.axes.tick_params(axis="y", length=0)
        self.axes.set_axisbelow(True)

    def svg(self, title: str, description: str) -> Markup:
        """The figure as an element, with what it shows in words for who does not see it."""
        written = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self.figure.savefig(written, format="svg", metadata=nothing, facecolor="none")
        return _standing(written.getvalue(), title, description)


def _standing(text: str, title: str, description: str) -> Markup:
    """SVG as matplotlib writes it, as a part of a page: no head, no style and no id that another figure has too."""
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", "", body, flags=re.DOTALL)
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    box = re.search(r'viewBox="([^"]*)"', body)
    inside = body[body.index(">") + 1 :].rstrip().removesuffix("</svg>")
    # What identifies a mark or a clip in one figure must not be another's.
    said = joined(element("title", title), element("desc", description), Markup(re.sub(r"\n\s*", "\n", inside)))
    return Markup(
        element(
            "svg",
            said,
            xmlns="http://www.w3.org/2000/svg",
            xmlns__xlink="http://www.w3.org/1999/xlink",
            viewBox=box[1] if box else None,
            role="img",
            aria_label=f"{title}. {description}",
        ).replace("xmlns--xlink", "xmlns:xlink", 1)
    )


@contextmanager
def settings() -> Iterator[None]:
    """What all figures have in common; matplotlib's settings of the caller are as before afterwards."""
    import matplotlib as mpl

    with mpl.rc_context(_SETTINGS):
        yield


def _shortened(text: str, length: int) -> str:
    text = cleaned(text).replace("\n", " ")
    return text if len(text) <= length else text[: length - 1] + "…"


def bars(rows: Sequence[Row], title: str, description: str, *, longest: float | None = None) -> Markup:
    """Lines with a bar each: the name and the number above it, so that long names have room.

    ``longest``: the value of a bar that is as wide as the figure; without it, the largest one.
    """
    line = 36
    drawing = Drawing(len(rows) * line + 6, bottom=2)
    axes = drawing.axes
    longest = longest or max((row.value for row in rows), default=0) or 1
    for place, row in enumerate(rows):
        y = -place
        axes.barh(y, longest, height=0.28, color="#ececec", linewidth=0)
        axes.barh(y, row.value, height=0.28, color=COLOURS[0], linewidth=0)
        axes.text(0, y + 0.25, _shortened(row.label, 40), va="bottom", ha="left")
        axes.text(longest, y + 0.25, row.text, va="bottom", ha="right")
    axes.set(xlim=(0, longest), ylim=(-len(rows) + 0.6, 0.8))
    axes.axis("off")
    return drawing.svg(title, description)


def columns(labels: Sequence[str], parts: Sequence[tuple[str, Sequence[int]]], title: str, description: str) -> Markup:
    """A column for each label, in parts that lie upon each other, told apart by colour and hatch."""
    drawing = Drawing(230, left=44, bottom=66, top=8)
    axes = drawing.axes
    below = [0] * len(labels)
    for number, (name, counts) in enumerate(parts):
        axes.bar(
            range(len(labels)),
            counts,
            bottom=below,
            width=0.75,
            label=name,
            color=COLOURS[number % len(COLOURS)],
            hatch=_HATCHES[number % len(_HATCHES)],
            edgecolor="white",
            linewidth=0.6,
        )
        below = [low + count for low, count in zip(below, counts, strict=True)]
    _ticks(axes, labels)
    axes.set_xlim(-0.6, max(len(labels), 2) - 0.4)
    axes.locator_params(axis="y", nbins=4, integer=True)
    axes.yaxis.set_major_formatter(_thousands)
    axes.grid(axis="y", color="#d8d8d8", linewidth=0.6)
    _legend(drawing.figure, axes, 3)
    return drawing.svg(title, description)


def _thousands(value: float, _place: float) -> str:
    return f"{value / 1000:g}k" if abs(value) >= 10_000 else f"{value:g}"


def _ticks(axes: Axes, labels: Sequence[str]) -> None:
    """As many of the labels as there is room for, from the last one back."""
    step = max(1, -(-len(labels) // 6))
    shown = range((len(labels) - 1) % step, len(labels), step)
    axes.set_xticks(list(shown), [labels[place] for place in shown])


def _legend(figure: Figure, axes: Axes, columns_: int) -> None:
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles,
        [_shortened(name, 44 // columns_ + 2) for name in names],
        loc="lower left",
        ncol=columns_,
        frameon=False,
        handlelength=1.8,
        columnspacing=1.0,
        borderaxespad=0.1,
    )


def heat(counts: Sequence[Sequence[int]], totals: Sequence[int], rows: str, columns_: str, title: str,
         description: str) -> Markup:  # fmt: skip
    """A confusion: the share of each row that is in each column, as colour and as a number in per cent."""
    import matplotlib as mpl

    size = len(counts)
    left, top, right = 44, 40, 4
    side = WIDTH - left - right
    drawing = Drawing(side + top + 4, left=left, right=right, top=top, bottom=4)
    axes = drawing.axes
    shares = [[count / (total or 1) for count in row] for row, total in zip(counts, totals, strict=True)]
    axes.set_facecolor("#f1f1f1")
    axes.pcolormesh(
        [[share or math.nan for share in row] for row in shares],
        cmap=mpl.colormaps["cividis_r"],
        vmin=0,
        vmax=1,
        edgecolors="white",
        linewidth=1,
    )
    for down, row in enumerate(shares):
        for across, share in enumerate(row):
            if counts[down][across]:
                axes.text(
                    across + 0.5,
                    down + 0.5,
                    f"{100 * share:.0f}",
                    ha="center",
                    va="center_baseline",
                    color="white" if share > _DARK else "black",
                    fontweight="bold" if down == across else "normal",
                )
    numbers = [str(number + 1) for number in range(size)]
    axes.set(xlim=(0, size), ylim=(size, 0), aspect="equal")
    axes.set_xticks([place + 0.5 for place in range(size)], numbers)
    axes.set_yticks([place + 0.5 for place in range(size)], numbers)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(columns_)
    axes.set_ylabel(rows)
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    return drawing.svg(title, description)


def intervals(rows: Sequence[tuple[str, Sequence[Share]]], unit: str, title: str, description: str) -> Markup:
    """Lines with a share or several each, with their intervals, told apart by colour and shape."""
    several = max((len(shares) for _, shares in rows), default=1)
    line = 26 + 12 * several
    drawing = Drawing(len(rows) * line + 28, left=10, right=16, bottom=22)
    axes = drawing.axes
    height = len(rows) * line
    for place, (label, shares) in enumerate(rows):
        top = height - place * line
        axes.text(0, top - 15, _shortened(label, 44), va="baseline", ha="left")
        for number, share in enumerate(shares):
            y = top - 26 - 12 * number
            axes.plot((0, 1), (y, y), color="#e2e2e2", linewidth=1, zorder=1)
            if (bounds := share.interval) is not None and share.value is not None:
                colour = COLOURS[number]
                axes.plot(bounds, (y, y), color=colour, linewidth=2, zorder=2, solid_capstyle="butt")
                axes.plot(
                    share.value,
                    y,
                    _SHAPES[number],
                    color=colour,
                    markersize=7,
                    zorder=3,
                    markeredgecolor="white",
                    clip_on=False,
                )
    axes.set(xlim=(0, 1), ylim=(0, height))
    axes.set_yticks([])
    _per_cent(axes, unit, "x")
    return drawing.svg(title, description)


def _per_cent(axes: Axes, unit: str, *sides: str) -> None:
    places = [0, 0.25, 0.5, 0.75, 1]
    names = [f"{100 * place:.0f}{unit}" for place in places]
    for side in sides:
        (axes.set_xticks if side == "x" else axes.set_yticks)(places, names)
        axes.grid(axis="x" if side == "x" else "y", color="#d8d8d8", linewidth=0.6)


def lines(labels: Sequence[str], series: Sequence[Series], unit: str, title: str, description: str) -> Markup:
    """Shares over time with their intervals: a line for each series, with a colour, a shape and a dash of its own."""
    legend = 18 * -(-len(series) // 2)
    drawing = Drawing(214 + legend, left=44, right=10, bottom=28 + legend, top=8)
    axes = drawing.axes
    for number, one in enumerate(series):
        shown = [
            (place, share.value, share.interval)
            for place, share in zip(one.places, one.shares, strict=True)
            if share.value is not None and share.interval is not None
        ]
        values = [value for _, value, _ in shown]
        errors = [[value - bounds[0] for _, value, bounds in shown], [bounds[1] - value for _, value, bounds in shown]]
        shift = 0.06 * (number - (len(series) - 1) / 2)
        axes.errorbar(
            [place + shift for place, _, _ in shown],
            values,
            yerr=errors,
            label=one.label,
            color=COLOURS[number % len(COLOURS)],
            marker=_SHAPES[number % len(_SHAPES)],
            linestyle=_LINES[number % len(_LINES)],
            markersize=6,
            capsize=2,
            linewidth=1.6,
            elinewidth=1,
        )
    _ticks(axes, labels)
    axes.set(xlim=(-0.5, max(len(labels), 2) - 0.5), ylim=(0, 1.04))
    _per_cent(axes, unit, "y")
    _legend(drawing.figure, axes, 2)
    return drawing.svg(title, description)


def calibration(bins: Sequence[Bin], score: str, accuracy: str, unit: str, title: str, description: str) -> Markup:
    """The share that is right by mean score, with intervals, against the line of a model that knows itself."""
    drawing = Drawing(330, left=62, right=16, bottom=44, top=8)
    axes = drawing.axes
    axes.plot((0, 1), (0, 1), color=_GREY, linestyle="--", linewidth=1.2)
    for one in bins:
        share = one.accuracy
        if share.value is None or share.interval is None:
            continue
        axes.plot((one.mean_score,) * 2, share.interval, color=COLOURS[0], linewidth=2)
        axes.plot(
            one.mean_score, share.value, "o", color=COLOURS[0], markersize=7, markeredgecolor="white", clip_on=False
        )
    # The numbers of the two axes do not meet.
    axes.set(xlim=(-0.04, 1), ylim=(-0.04, 1.02))
    _per_cent(axes, unit, "x", "y")
    axes.set_xlabel(score)
    axes.set_ylabel(accuracy)
    return drawing.svg(title, description)
