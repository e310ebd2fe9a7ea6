"""Pictures of who says what: sources, reporting verbs, positions with their certainty, agreement of coders."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import pandas as pd

from summitlib.drawing.canvas import (
    BLUE,
    GREY,
    LIGHT,
    OCHRE,
    PALE,
    RED,
    canvas,
    class_colors,
    drawable,
    headings,
    in_house_style,
    intervals,
    key,
    ranked,
    rows_height,
    titled,
    wrapped,
)
from summitlib.options import whole
from summitlib.rows import need_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVALUATIONS = {-1: ("v", RED, "sceptical"), 0: ("o", GREY, "neutral"), 1: ("^", BLUE, "substantive")}
OUTSIDE = "not in the list"  # verbs without a class
CERTAINTIES = {0: ("white", "hedged"), 1: ("half", "qualified"), 2: ("full", "categorical")}


@in_house_style
def plot_sources(
    sources: pd.DataFrame,
    *,
    title: str,
    label: str = "speaker",
    value: str = "statements",
    kind: str | None = "speaker_kind",
    unit: str = "statements",
    most: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw who is heard, and how much: a bar a source with its number, coloured by kind.

    Rows need the columns ``label`` and ``value``; the first ``most`` are drawn in the given order. ``kind``: a column
    that colours the bars and stands under them as a key; ``None`` for one colour.
    """
    need_columns(sources, [label, value], "Sources")
    shown = sources.head(whole("most", most))
    ax = canvas(ax, height=rows_height(len(shown), row=0.29))
    places = ranked(ax, list(shown[label]))
    kinds = _kinds(shown, kind)
    colors = class_colors(kinds)
    ax.barh(list(places), shown[value].astype(float), color=[colors[k] for k in kinds], height=0.7)
    _numbers(ax, places, shown[value].astype(float).tolist())
    if len(colors) > 1:
        key(ax, [(drawable(k, 24), "s", c, c) for k, c in colors.items()])
    return titled(ax, title, x=unit)


def _kinds(frame: pd.DataFrame, kind: str | None) -> list[str]:
    if kind is None or kind not in frame.columns:
        return [""] * len(frame)
    return [str(v).replace("_", " ") if pd.notna(v) else "unknown" for v in frame[kind]]


def _numbers(ax: Axes, places: Sequence[int], values: Sequence[float]) -> None:
    """Write each bar's number at its end, and drop the axis that would repeat it."""
    for place, value in zip(places, values, strict=True):
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
        ax.annotate(text, (value, place), (4, 0), textcoords="offset points", va="center", fontsize=9.5)
    ax.margins(x=0.08)
    ax.grid(False)
    ax.xaxis.set_ticks([])
    ax.spines["bottom"].set_visible(False)


@in_house_style
def plot_verbs(
    verbs: pd.DataFrame,
    *,
    title: str,
    label: str = "cue",
    value: str = "statements",
    group: str = "cue_class",
    most: int = 30,
    ax: Axes | None = None,
) -> Axes:
    """Draw reporting verbs by class: a heading a class, a bar a verb, with its number.

    Rows need the columns ``label, value, group``, as ``count_sources(said, by=["cue", "cue_class"])`` gives them; the
    ``most`` frequent are drawn, classes by their sums. Capitals make no difference; rows without a verb are left out,
    verbs without a class stand in light grey as "not in the list".
    """
    need_columns(verbs, [label, value, group], "Verbs")
    named = verbs.dropna(subset=[label]).fillna({group: OUTSIDE})
    lower = named.assign(**{label: named[label].str.lower()})
    shown = (
        lower.groupby([group, label], as_index=False)[value]
        .sum()
        .sort_values(value, ascending=False, kind="stable")
        .head(whole("most", most))
    )
    order = shown.groupby(group, sort=False)[value].sum().sort_values(ascending=False, kind="stable").index
    rows: list[tuple[str, float | None, str]] = []
    for name, color in class_colors(sorted(map(str, order), key=lambda name: name == OUTSIDE), outside=OUTSIDE).items():
        members = shown[shown[group].astype(str) == name]
        rows.append((name, None, color))
        rows += [(str(v), float(n), color) for v, n in zip(members[label], members[value], strict=True)]
    ax = canvas(ax, height=rows_height(len(rows), row=0.25))
    places = ranked(ax, [text for text, _, _ in rows])
    bars = [
        (place, number, color) for place, (_, number, color) in zip(places, rows, strict=True) if number is not None
    ]
    ax.barh([p for p, _, _ in bars], [n for _, n, _ in bars], color=[c for _, _, c in bars], height=0.7)
    _numbers(ax, [p for p, _, _ in bars], [n for _, n, _ in bars])
    colors = [GREY if color == LIGHT else color for _, _, color in rows]
    headings(ax, {place: color for place, color in enumerate(colors) if rows[place][1] is None})
    return titled(ax, title)


@in_house_style
def plot_stance(
    stance: pd.DataFrame,
    *,
    title: str,
    rows: str = "speaker",
    columns: str = "issue",
    most: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw who holds what about which issue: shape and colour say the evaluation, the fill the certainty.

    Rows need ``evaluation`` (-1, 0, 1), ``certainty`` (0, 1, 2) and the columns named by ``rows`` and ``columns``. One
    mark a statement, side by side; where the coder abstained there is a dot. What has no speaker or no issue stands in
    a last row or column of that name. The ``most`` rows with the most statements are drawn; a line below says how many
    are not. No averages.
    """
    need_columns(stance, [rows, columns, "evaluation", "certainty"], "Stance rows")
    nobody, nothing = (f"no {name.replace('_', ' ')}" for name in (rows, columns))
    placed = stance.assign(**{rows: _or(stance[rows], nobody), columns: _or(stance[columns], nothing)})
    people = _by_number(placed[rows], nobody)[: whole("most", most)]
    shown = placed[placed[rows].isin(people)]
    issues = _by_number(shown[columns], nothing)
    lines = max([1, *(-(-n // _a_line(len(issues))) for n in shown.groupby([rows, columns]).size())])
    ax = canvas(ax, height=rows_height(len(people), row=0.36 * min(max(1.0, lines / 2.5), 2.5), extra=2.2))
    places = dict(zip(people, ranked(ax, people, most=30), strict=True))
    ax.grid(axis="y", color=PALE)
    ax.set_xlim(-0.5, max(0.5, len(issues) - 0.5))
    ax.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    slanted: dict[str, Any] = {"rotation": 38, "ha": "left", "rotation_mode": "anchor"}
    slanted = slanted if len(issues) > 6 else {}
    names = [drawable(i.replace("_", " "), 24) if slanted else wrapped(i.replace("_", " "), 12) for i in issues]
    ax.set_xticks(range(len(issues)), names, fontsize=8.5, **slanted)
    ax.spines["bottom"].set_visible(False)
    for (person, issue), units in shown.groupby([rows, columns], sort=False):
        _marks(ax, issues.index(issue), places[person], units.to_dict("records"), len(issues))
    shapes = [(text, m, c, c) for m, c, text in EVALUATIONS.values()]
    fills = [(text, "s", _fill(GREY, n), GREY) for n, (_, text) in CERTAINTIES.items()]
    abstained = [("no verdict", ".", OCHRE, OCHRE)] if shown["evaluation"].isna().any() else []
    key(ax, [*chain(*zip(shapes, fills, strict=True)), *abstained], columns=3 + len(abstained))
    drawn = f"{len(shown):,} of {len(placed):,} marks; the rows left out have no more than these."
    return titled(ax, title, x=drawn if len(shown) < len(placed) else "")


def _or(names: pd.Series, missing: str) -> pd.Series:
    """Return the names as text, with this word where there is none."""
    return names.astype(object).where(names.notna(), missing).astype(str)


def _by_number(names: pd.Series, last: str) -> list[str]:
    """Return the names, the most frequent first, and the given one after all others."""
    return sorted((str(name) for name in names.value_counts().index), key=lambda name: name == last)


def _a_line(columns: int) -> int:
    """Return how many marks fit side by side into one of so many columns."""
    return max(1, int(0.95 / (0.03 * max(1, columns))))


def _marks(ax: Axes, x: int, y: int, units: list[dict[str, Any]], columns: int) -> None:
    """Draw the statements of one cell side by side, in as many lines as the width of the cell asks for."""
    wide, line = 0.03 * columns, _a_line(columns)  # of a mark, in columns; marks a line
    lines = -(-len(units) // line)
    step = min(0.36, 0.84 / lines)
    ordered = sorted(units, key=lambda unit: (_code(unit["evaluation"], 9), _code(unit["certainty"], 9)))
    for n, unit in enumerate(ordered):
        row, column = divmod(n, line)
        here = min(line, len(units) - row * line)
        at = (x + (column - (here - 1) / 2) * wide, y + (row - (lines - 1) / 2) * step)
        shape, color, _ = EVALUATIONS.get(_code(unit["evaluation"], 9), (".", OCHRE, ""))
        fill = _fill(color, _code(unit["certainty"], 2))
        ax.scatter(*at, marker=shape, s=46, facecolor=fill, edgecolor=color, linewidth=1.2, zorder=3)


def _code(value: Any, unknown: int) -> int:
    return unknown if pd.isna(value) else int(value)


def _fill(color: str, certainty: int) -> str:
    """Return white, a lighter shade or the full colour for certainty 0, 1, 2."""
    if certainty >= 2:
        return color
    if certainty <= 0:
        return "#ffffff"
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{255 - (255 - part) * 45 // 100:02x}" for part in parts)


@in_house_style
def plot_agreement(table: pd.DataFrame, *, title: str, label: str = "field", ax: Axes | None = None) -> Axes:
    """Draw Krippendorff's alpha a field with its interval over units (thick) and over speakers (thin), and n.

    Rows as of ``agreement_table``: ``field, n, alpha, low, high`` and, if there, ``cluster_low, cluster_high``. Lines
    mark .667 and .80, by Krippendorff's convention the least for tentative and for reliable conclusions.
    """
    need_columns(table, [label, "alpha", "low", "high"], "Agreement rows")
    sizes = table["n"] if "n" in table.columns else table["units"] if "units" in table.columns else [None] * len(table)
    names = [f"{n}" if u is None else f"{n}, n = {u}" for n, u in zip(table[label], sizes, strict=True)]
    ax = canvas(ax, height=rows_height(len(table), row=0.36, extra=1.5))
    places = ranked(ax, names)
    if {"cluster_low", "cluster_high"} <= set(table.columns):
        ax.hlines(
            list(places), table["cluster_low"].astype(float), table["cluster_high"].astype(float), color=GREY, lw=1
        )
    intervals(ax, places, table["low"].astype(float), table["high"].astype(float), BLUE)
    ax.scatter(table["alpha"].astype(float), places, color=BLUE, s=36, zorder=3, clip_on=False)
    ax.set_xlim(min(0.0, ax.get_xlim()[0]), 1.0)
    for at, text in ((0.667, ".667 tentative"), (0.8, ".80 reliable")):
        ax.axvline(at, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
        ax.text(at, 1.0, text, transform=ax.get_xaxis_transform(), rotation=25, va="bottom", fontsize=8.5, color=GREY)
    return titled(ax, title, x="Krippendorff's alpha; thick: 95 % interval over units, thin: over speakers")
