"""The long view: years as bars in lanes, each tied to its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from summitlib.drawing.canvas import BLUE, GREY, canvas, drawable, in_house_style, ranked, rows_height, titled
from summitlib.rows import need_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@in_house_style
def plot_span(
    rows: pd.DataFrame,
    *,
    title: str,
    label: str | None = "surface",
    lane: str = "article",
    start: int | None = None,
    end: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the long view, by years: a lane an article, a bar from the earliest to the latest day of every row.

    Rows (times or events) need ``earliest, latest`` and the column ``lane``. ``label``: a column that names the bars,
    each text once a lane, where there is room, tied to the bar by a line; ``None`` for no names. ``start`` and ``end``
    are years. A bar too short to be seen is drawn a hair wide.
    """
    need_columns(rows, ["earliest", "latest", lane, *([label] if label else [])], "Rows with days")
    shown = rows.dropna(subset=["earliest", "latest"])
    begins, ends = _years(shown["earliest"]), _years(shown["latest"] + pd.Timedelta(days=1))
    lanes = list(dict.fromkeys(str(v) for v in shown[lane]))
    left, right = _span(begins, ends, start, end)
    ax = canvas(ax, height=rows_height(len(lanes), row=0.95, extra=1.1))
    places = dict(zip(lanes, ranked(ax, lanes), strict=True))
    ax.set_xlim(left, right)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    at = np.array([places[str(v)] for v in shown[lane]], dtype=float)
    wide = np.maximum(ends - begins, (right - left) / 400)
    ax.barh(at, wide, left=begins, height=2 * HALF, color=BLUE, alpha=0.35, linewidth=0)
    for place in places.values():
        ax.axhline(place, color=GREY, linewidth=0.5, zorder=0)
    titled(ax, title)
    if label is not None:
        seen = np.maximum(begins, left) + np.minimum(begins + wide, right)
        shown = shown.assign(x=seen / 2, y=at)[(begins < right) & (begins + wide > left)]
        _named(ax, shown.drop_duplicates(["y", label]).sort_values("x", kind="stable"), label)
    return ax


def _span(begins: Any, ends: Any, start: Any, end: Any) -> tuple[float, float]:
    """Return the years at the edges of the axis: those given, else those of the bars with a little room."""
    for name, year in (("start", start), ("end", end)):
        if year is not None and (isinstance(year, bool) or not isinstance(year, (int, float, np.number))):
            raise ValueError(f"{name} {year!r} is not possible; it is a year, such as 2024.")
    if start is not None and end is not None and end <= start:
        raise ValueError(f"end {end!r} does not lie after start {start!r}; give the earlier year as start.")
    low, high = (begins.min(), ends.max()) if len(begins) else (2000.0, 2001.0)
    room = 0.02 * max(1.0, high - low)
    left = np.floor(low - room) if start is None else start
    right = np.ceil(high + room) if end is None else end
    return float(left), float(max(right, left + 1))


def _years(days: pd.Series) -> Any:
    """Return days as years with a fraction."""
    return days.dt.year.to_numpy(float) + (days.dt.day_of_year.to_numpy(float) - 1) / 365.25


def _named(ax: Axes, rows: pd.DataFrame, label: str) -> None:
    """Name bars above or below their lane, each tied to its bar by a line; what finds no room is left out."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    limits = ax.get_window_extent()
    taken: list[Any] = []
    for x, y, name in zip(rows["x"], rows["y"], rows[label], strict=True):
        for ha, rise in _PLACES:
            edge = y - np.copysign(HALF, rise)
            text = ax.annotate(
                drawable(name, 30), (x, edge), (0, rise), textcoords="offset points", fontsize=8, ha=ha,
                va="bottom" if rise > 0 else "top", annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0,
                            "relpos": (_ENDS[ha], float(rise < 0))},
            )  # fmt: skip
            text.get_window_extent()  # puts it where it belongs; the box of the text alone is without the line
            box = Text.get_window_extent(text)
            bar = ax.transData.transform((x, edge))
            line = Bbox([[bar[0] - 1, min(bar[1], box.y1)], [bar[0] + 1, max(bar[1], box.y0)]])
            inside = limits.x0 <= box.x0 and box.x1 <= limits.x1 and limits.y0 <= box.y0 and box.y1 <= limits.y1
            if inside and not any(box.padded(1).overlaps(other) or line.overlaps(other) for other in taken):
                taken += [box, line]
                break
            text.remove()


HALF = 0.15  # of a bar's height, in lanes
_ENDS = {"center": 0.5, "left": 0.0, "right": 1.0}
_PLACES = [(ha, rise) for ha in _ENDS for rise in (4, -4, 15, -15)]  # the side, and points from the bar
