"""Pictures of time: a timeline that shows its uncertainty, and mentions by month."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib import dates
from matplotlib.transforms import ScaledTranslation

from summitlib.drawing.canvas import (
    BLUE,
    GREEN,
    GREY,
    OCHRE,
    PALE,
    PALETTE,
    PURPLE,
    RED,
    canvas,
    class_colors,
    drawable,
    headings,
    in_house_style,
    key,
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
EXTENTS = {"within": ("some time within the bar", PALE), "lasting": ("all through the bar", GREY)}
DAY = np.timedelta64(1, "D")
mdates: Any = dates  # matplotlib gives no types for these


@in_house_style
def plot_timeline(
    events: pd.DataFrame,
    *,
    title: str,
    label: str | None = None,
    lane: str | None = None,
    start: str | None = None,
    end: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw events in their order: one row an event, its status by shape, a bar from its first to its last day.

    A pale bar is as long as the day is uncertain; a full one, where ``extent`` says ``lasting``, as long as it took.
    Rows need ``status``, the column ``label`` (not given: ``gloss``, else ``surface``), and ``earliest, latest`` or,
    as in ``read_codes("events")``, ``begin, end`` (``2023``, ``2023-09``, ``2023-09-13``). Where one bound is unknown
    the bar runs on to the edge; events without any day are left out. ``lane``: a column (``articles``, ``actors``) that
    groups the rows under headings; an event of several values, separated by ``;``, stands in each of their lanes.
    ``start`` and ``end`` (days) cut the axis; bars that go on beyond it end in an arrow.
    """
    label = label or ("gloss" if "gloss" in events.columns or "surface" not in events.columns else "surface")
    need_columns(events, ["status", label, *([lane] if lane else [])], "Events")
    first, last = window(start, end, "D")
    shown = _within(_with_days(events), first, last)
    rows = _in_lanes(shown, label, lane)
    ax = canvas(ax, height=rows_height(len(rows), row=0.32, extra=1.6))
    places = ranked(ax, [text for text, _ in rows], most=48)
    ax.tick_params(axis="y", labelsize=9, pad=17)
    ax.tick_params(axis="x", labeltop=len(rows) > 15)
    first, last = _edges(shown, first, last)
    ax.set_xlim(mdates.date2num(first), mdates.date2num(last))
    drawn = dict(zip(places, (event for _, event in rows), strict=True))
    for place, event in drawn.items():
        if event is not None:
            _event(ax, place, event, first, last)
    headings(ax, {place: BLUE for place, event in drawn.items() if event is None})
    _dated(ax)
    _timeline_key(ax, shown)
    return titled(ax, title)


def _timeline_key(ax: Axes, events: pd.DataFrame) -> None:
    """Name the shapes and fillings that are there."""
    statuses = [(name, mark, color, color) for name, (mark, color) in STATUSES.items() if name in set(events["status"])]
    extents = {_extent(event) for event in events.to_dict("records")}
    fillings = [(text, "s", face, GREY) for name, (text, face) in EXTENTS.items() if name in extents]
    key(ax, statuses + fillings, columns=4)


def _extent(event: dict[str, Any]) -> str:
    """Return ``lasting`` for what took the whole time, ``within`` for what happened at some time of it."""
    return "lasting" if str(event.get("extent")) == "lasting" else "within"


def _with_days(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with ``earliest`` and ``latest`` as days, read from ``begin`` and ``end`` where need be."""
    if "earliest" in events.columns or "begin" not in events.columns:
        need_columns(events, ["earliest", "latest"], "Events")
        return events
    first = [pd.NaT if pd.isna(v) or not v else pd.Period(v).start_time for v in events["begin"]]
    last = [pd.NaT if pd.isna(v) or not v else pd.Period(v).end_time.normalize() for v in events["end"]]
    return events.assign(earliest=pd.to_datetime(first), latest=pd.to_datetime(last))


def _within(events: pd.DataFrame, start: Any, end: Any) -> pd.DataFrame:
    """Return the events that have a day and touch the window, by their first and last possible day."""
    shown = events.dropna(subset=["earliest", "latest"], how="all")
    shown = shown.sort_values(["earliest", "latest"], kind="stable", na_position="first")
    keep = np.ones(len(shown), dtype=bool)
    if start is not None:
        keep &= ~(shown["latest"].to_numpy("datetime64[D]") < start)
    if end is not None:
        keep &= ~(shown["earliest"].to_numpy("datetime64[D]") > end)
    return shown[keep]


def _edges(events: pd.DataFrame, start: Any, end: Any) -> tuple[np.datetime64, np.datetime64]:
    """Return the days at the edges of the axis, the last one exclusive: those given, else of the days known."""
    days = [_day(day, "") for day in (*events["earliest"], *events["latest"]) if not pd.isna(day)]
    first = min(days, default=np.datetime64("2000-01-01")) if start is None else start
    last = max(days, default=first) if end is None else end
    return min(first, last), max(first, last) + DAY


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
    """Draw an event's bar, and its status beside its name: a mark on the bar would point to a day."""
    marker, color = STATUSES.get(str(event["status"]), (".", GREY))
    begin = first - DAY if pd.isna(event["earliest"]) else _day(event["earliest"], "")
    end = last + DAY if pd.isna(event["latest"]) else _day(event["latest"], "") + DAY
    left, right = mdates.date2num(max(begin, first)), mdates.date2num(min(end, last))
    full = _extent(event) == "lasting"
    ax.barh(place, right - left, left=left, height=0.5, fc=(color, 0.85 if full else 0.2), ec=color, linewidth=0.7)
    beside = ax.get_yaxis_transform() + ScaledTranslation(-9 / 72, 0, ax.figure.dpi_scale_trans)
    ax.plot([0], [place], marker=marker, markersize=6, color=color, transform=beside, clip_on=False)
    ink = "white" if full and right - left > 0.03 * np.diff(ax.get_xlim())[0] else color
    for cut, x, arrow, side in ((begin < first, left, "‹", "left"), (end > last, right, "›", "right")):
        if cut:
            ax.text(x, place, arrow, color=ink, ha=side, va="center", fontsize=12, fontweight="bold")


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
    latest``; ``start`` and ``end`` are months (``2023-01``). ``by``: a column whose values stack, named in a key; of
    many values the rarer are taken together.
    """
    need_columns(times, ["earliest", "latest", *([by] if by else [])], "Time rows")
    first, last = window(str(start), str(end), "M")
    months = np.arange(first, last + 1)
    shown = times.dropna(subset=["earliest", "latest"])
    groups = [("", shown)] if by is None else _groups(shown, by)
    ax = canvas(ax, height=3.4)
    colors = list(class_colors([name for name, _ in groups], outside=REST).values())
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


def _groups(rows: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows by value, as they come; with more values than colours those with fewest rows stand together."""
    values = rows[by].astype(object).where(rows[by].notna(), "unknown").astype(str)
    common = set(values.value_counts().index[: len(PALETTE) - (values.nunique() > len(PALETTE))])
    named = values.where(values.isin(common), REST)
    names = sorted(dict.fromkeys(named), key=lambda name: name == REST)
    return [(name, rows[named == name]) for name in names]


REST = "all others"


def _weights(times: pd.DataFrame, months: Any) -> Any:
    """Return the sum a month of the share of each row's days that falls into it."""
    begin = times["earliest"].to_numpy("datetime64[D]")[:, None]
    end = times["latest"].to_numpy("datetime64[D]")[:, None] + DAY
    first, last = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    shared = (np.minimum(end, last) - np.maximum(begin, first)) / DAY
    return (np.clip(shared, 0, None) / ((end - begin) / DAY)).sum(axis=0)


def window(start: Any, end: Any, unit: str) -> tuple[Any, Any]:
    """Return first and last day ("D") or month ("M") as given, or raise a ``ValueError`` that says what they may be."""
    first, last = (None if v is None else _moment(name, v, unit) for name, v in (("start", start), ("end", end)))
    if first is not None and last is not None and last < first:
        raise ValueError(f"end {str(last)!r} lies before start {str(first)!r}; give the earlier one as start.")
    return first, last


def _moment(name: str, value: Any, unit: str) -> Any:
    given = str(value).strip()
    with contextlib.suppress(ValueError):
        at = np.datetime64(given if given[:1].isdigit() else "NaT")
        if not np.isnat(at) and np.datetime_data(at.dtype)[0] not in ("Y", *("M" if unit == "D" else "")):
            return at.astype(f"datetime64[{unit}]")
    raise ValueError(f"{name} {value!r} is not possible; it is {_MOMENTS[unit]}.")


_MOMENTS = {"D": "a day, such as '2024-03-05'", "M": "a month, such as '2024-03'"}
