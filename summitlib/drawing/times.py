"""Pictures of time: a timeline that shows its uncertainty, the long view, mentions by month."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib import dates

from summitlib.drawing.canvas import (
    BLUE,
    GREEN,
    GREY,
    OCHRE,
    PALETTE,
    PURPLE,
    RED,
    canvas,
    drawable,
    headings,
    in_house_style,
    key,
    no_overlap,
    ranked,
    rows_height,
    titled,
)
from summitlib.rows import need_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATUSES = {
    "past": ("o", BLUE), "ongoing": (">", GREEN), "announced": ("D", PURPLE), "denied": ("X", RED),
    "alleged": ("^", OCHRE), "hypothetical": ("s", GREY),
}  # fmt: skip
DAY = np.timedelta64(1, "D")
mdates: Any = dates  # matplotlib gives no types for these


@in_house_style
def plot_timeline(
    events: pd.DataFrame,
    *,
    title: str,
    label: str = "gloss",
    lane: str | None = None,
    start: str | None = None,
    end: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw events in their order: one row an event, a bar as long as its day is uncertain, its status by shape.

    Rows need ``status``, the column ``label``, and ``earliest, latest`` or, as in ``read_codes("events")``, ``begin,
    end`` (``2023``, ``2023-09``, ``2023-09-13``). Where one bound is unknown the bar runs on to the edge; events
    without any day are left out. ``lane``: a column (``articles``, ``actors``) that groups the rows under headings; an
    event of several values, separated by ``;``, stands in each of their lanes. ``start`` and ``end`` (days) cut the
    axis; bars that go on beyond it end in an arrow.
    """
    need_columns(events, ["status", label, *([lane] if lane else [])], "Events")
    shown = _within(_with_days(events), start, end)
    rows = _in_lanes(shown, label, lane)
    ax = canvas(ax, height=rows_height(len(rows), row=0.32, extra=1.6))
    places = ranked(ax, [text for text, _ in rows], most=48)
    ax.tick_params(axis="y", labelsize=9)
    ax.tick_params(axis="x", labeltop=len(rows) > 15)
    first, last = _edges(shown, start, end)
    ax.set_xlim(mdates.date2num(first), mdates.date2num(last))
    drawn = dict(zip(places, (event for _, event in rows), strict=True))
    for place, event in drawn.items():
        if event is not None:
            _event(ax, place, event, first, last)
    headings(ax, {place: BLUE for place, event in drawn.items() if event is None})
    _dated(ax)
    seen = [name for name in STATUSES if (shown["status"] == name).any()]
    key(ax, [(name, STATUSES[name][0], STATUSES[name][1], STATUSES[name][1]) for name in seen])
    return titled(ax, title)


def _with_days(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with ``earliest`` and ``latest`` as days, read from ``begin`` and ``end`` where need be."""
    if "earliest" in events.columns or "begin" not in events.columns:
        need_columns(events, ["earliest", "latest"], "Events")
        return events
    first = [pd.NaT if pd.isna(v) or not v else pd.Period(v).start_time for v in events["begin"]]
    last = [pd.NaT if pd.isna(v) or not v else pd.Period(v).end_time.normalize() for v in events["end"]]
    return events.assign(earliest=pd.to_datetime(first), latest=pd.to_datetime(last))


def _within(events: pd.DataFrame, start: str | None, end: str | None) -> pd.DataFrame:
    """Return the events that have a day and touch the window, by their first and last possible day."""
    shown = events.dropna(subset=["earliest", "latest"], how="all")
    shown = shown.sort_values(["earliest", "latest"], kind="stable", na_position="first")
    keep = np.ones(len(shown), dtype=bool)
    if start is not None:
        keep &= ~(shown["latest"] < pd.Timestamp(start)).to_numpy(bool)
    if end is not None:
        keep &= ~(shown["earliest"] > pd.Timestamp(end)).to_numpy(bool)
    return shown[keep]


def _edges(events: pd.DataFrame, start: str | None, end: str | None) -> tuple[np.datetime64, np.datetime64]:
    """Return the days at the edges of the axis, the last one exclusive."""
    first = np.datetime64(start, "D") if start else _day(events["earliest"].min(), "2000-01-01")
    last = np.datetime64(end, "D") if end else _day(events["latest"].max(), "2000-01-02")
    return first, last + DAY


def _day(value: Any, otherwise: str) -> np.datetime64:
    return np.datetime64(otherwise if pd.isna(value) else str(value)[:10], "D")


def _in_lanes(events: pd.DataFrame, label: str, lane: str | None) -> list[tuple[str, dict[str, Any] | None]]:
    """Return the rows of the figure: (label, event), or (heading, None)."""
    records = events.to_dict("records")
    if lane is None:
        return [(_label(event[label]), event) for event in records]
    lanes: dict[str, list[dict[str, Any]]] = {}
    for event in records:
        for name in _several(event[lane]):
            lanes.setdefault(name, []).append(event)
    rows: list[tuple[str, dict[str, Any] | None]] = []
    for name, members in lanes.items():
        rows.append((name, None))
        rows += [(_label(event[label]), event) for event in members]
    return rows


def _several(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(v) for v in value] or ["not named"]
    if pd.isna(value):
        return ["not named"]
    return [part.strip() for part in str(value).split(";") if part.strip()] or ["not named"]


def _label(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _event(ax: Axes, place: int, event: dict[str, Any], first: np.datetime64, last: np.datetime64) -> None:
    marker, color = STATUSES.get(str(event["status"]), (".", GREY))
    begin = first - DAY if pd.isna(event["earliest"]) else _day(event["earliest"], "")
    end = last + DAY if pd.isna(event["latest"]) else _day(event["latest"], "") + DAY
    left, right = mdates.date2num(max(begin, first)), mdates.date2num(min(end, last))
    ax.barh(place, right - left, left=left, height=0.5, color=color, alpha=0.22, linewidth=0)
    ax.plot([(left + right) / 2], [place], marker=marker, markersize=6, color=color, markeredgecolor="white", zorder=3)
    for cut, x, arrow, side in ((begin < first, left, "‹", "left"), (end > last, right, "›", "right")):
        if cut:
            ax.text(x, place, arrow, color=color, ha=side, va="center", fontsize=12, fontweight="bold")


def _dated(ax: Axes) -> None:
    """Name days in their middle, where there are up to six weeks of them; else months or years where they begin."""
    left, right = ax.get_xlim()
    if right - left > 45:
        locator = mdates.AutoDateLocator(minticks=3, maxticks=8)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=False))
        return
    first, last = int(np.ceil(left)), int(np.floor(right))
    days = np.arange(first, last, max(1, -(-(last - first) // 8)))
    stamps = [pd.Timestamp(mdates.num2date(day)) for day in days]
    named = [f"{day.day} {day:%b}" + (f"\n{day:%Y}" if n == 0 else "") for n, day in enumerate(stamps)]
    ax.set_xticks(days + 0.5, named)


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
    each text once a lane, where there is room; ``None`` for no names. ``start`` and ``end`` are years.
    """
    need_columns(rows, ["earliest", "latest", lane, *([label] if label else [])], "Rows with days")
    shown = rows.dropna(subset=["earliest", "latest"])
    begins, ends = _years(shown["earliest"]), _years(shown["latest"] + pd.Timedelta(days=1))
    lanes = list(dict.fromkeys(str(v) for v in shown[lane]))
    ax = canvas(ax, height=rows_height(len(lanes), row=0.85, extra=1.1))
    places = dict(zip(lanes, ranked(ax, lanes), strict=True))
    ax.set_xlim(start or np.floor(begins.min(initial=2000) - 2), end or np.ceil(ends.max(initial=2001) + 2))
    at = np.array([places[str(v)] for v in shown[lane]], dtype=float)
    ax.barh(at, np.maximum(ends - begins, 0.25), left=begins, height=0.34, color=BLUE, alpha=0.35, linewidth=0)
    for place in places.values():
        ax.axhline(place, color=GREY, linewidth=0.5, zorder=0)
    titled(ax, title)
    if label is not None:
        _named(ax, shown.assign(x=(begins + ends) / 2, y=at, width=ends - begins), label)
    return ax


def _years(days: pd.Series) -> Any:
    """Return days as years with a fraction."""
    return days.dt.year.to_numpy(float) + (days.dt.day_of_year.to_numpy(float) - 1) / 365.25


def _named(ax: Axes, rows: pd.DataFrame, label: str) -> None:
    """Name bars above and below their lane, the oldest first, each name once a lane."""
    left, right = ax.get_xlim()
    named = rows[(rows["x"] > left) & (rows["x"] < right)].drop_duplicates(["y", label]).sort_values("x", kind="stable")
    sides = [-0.24 if n % 2 else 0.24 for n in range(len(named))]
    no_overlap(ax, named["x"].tolist(), (named["y"] + sides).tolist(), named[label].tolist(), fontsize=8)


@in_house_style
def plot_mentions(
    times: pd.DataFrame,
    *,
    title: str,
    start: str,
    end: str,
    by: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much of the talk falls in each month: every time expression counts one, spread evenly over its days.

    So a year adds a twelfth to each of its months, and a single day adds one to its own. Rows need ``earliest,
    latest``; ``start`` and ``end`` are months (``2023-01``). ``by``: a column whose values stack, named in a key.
    """
    need_columns(times, ["earliest", "latest", *([by] if by else [])], "Time rows")
    months = np.arange(np.datetime64(start, "M"), np.datetime64(end, "M") + 1)
    shown = times.dropna(subset=["earliest", "latest"])
    groups = [("", shown)] if by is None else [(str(k), g) for k, g in shown.groupby(by, sort=False)]
    ax = canvas(ax, height=3.4)
    colors = list(islice(cycle(PALETTE), len(groups)))
    below = np.zeros(len(months))
    for color, (_, group) in zip(colors, groups, strict=True):
        weight = _weights(group, months)
        ax.bar(mdates.date2num(months), weight, width=26, bottom=below, color=color, align="edge")
        below = below + weight
    if by is not None:
        named = [(drawable(name, 26), "s", color, color) for color, (name, _) in zip(colors, groups, strict=True)]
        key(ax, named, columns=3)
    ax.grid(axis="y")
    ax.set_xlim(mdates.date2num(months[0]) - 5, mdates.date2num(months[-1] + 1) + 5)
    _dated(ax)
    return titled(ax, title, y="time expressions")


def _weights(times: pd.DataFrame, months: Any) -> Any:
    """Return the sum a month of the share of each row's days that falls into it."""
    begin = times["earliest"].to_numpy("datetime64[D]")[:, None]
    end = times["latest"].to_numpy("datetime64[D]")[:, None] + DAY
    first, last = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    shared = (np.minimum(end, last) - np.maximum(begin, first)) / DAY
    return (np.clip(shared, 0, None) / ((end - begin) / DAY)).sum(axis=0)
