"""Pictures of words: ranked rates, keyness, dispersion, two groups against each other, word shift."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from summitlib.drawing.canvas import (
    BLUE,
    GREY,
    PALE,
    RED,
    canvas,
    drawable,
    in_house_style,
    intervals,
    no_overlap,
    ranked,
    rows_height,
    titled,
)
from summitlib.options import whole
from summitlib.rows import need_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@in_house_style
def plot_rates(
    rates: pd.DataFrame,
    *,
    title: str,
    label: str = "term",
    value: str = "rate",
    low: str = "rate_low",
    high: str = "rate_high",
    unit: str | None = None,
    highlight: Sequence[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw ranked rates as points, with their 95 % intervals where the frame has the columns ``low, high``.

    As ``count_terms`` gives them: one row of the figure a row of ``rates``, in the given order. ``unit`` names the
    axis; without it, it follows from ``count`` and ``total`` ("per 1,000 words", of n-grams "places"), and where these
    are not there the axis has the name of the column. ``highlight`` names labels that the title speaks of.
    """
    need_columns(rates, [label, value], "Rates")
    ax = canvas(ax, height=rows_height(len(rates)))
    places = ranked(ax, list(rates[label]))
    colors = [RED if str(name) in highlight else BLUE for name in rates[label]]
    numbers = rates[value].astype(float).to_numpy()
    if {low, high} <= set(rates.columns):
        intervals(ax, places, rates[low].astype(float), rates[high].astype(float), colors)
    ax.scatter(numbers, places, color=colors, s=34, zorder=3)
    ax.set_xlim(left=0)
    return titled(ax, title, x=unit or _unit(rates, label, value) or value)


def _unit(rates: pd.DataFrame, label: str, rate: str) -> str | None:
    """Return what the rates are per, as the counts beside them tell it; None where they do not."""
    count, total = rate.replace("rate", "count"), rate.replace("rate", "total")
    if count == rate or not {count, total} <= set(rates.columns):
        return None
    some = rates[rates[count].fillna(0) > 0]
    per = (some[rate] * some[total] / some[count]).astype(float).to_numpy()
    if not len(per) or not np.allclose(per, round(per[0])) or per[0] < 1:
        return None
    many = f"{round(per[0]):,} " if round(per[0]) > 1 else ""
    kind = "place" if some[label].astype(str).str.contains(" ").all() else "word"  # n-grams are counted by places
    return f"per {many}{kind}" + ("s" if many else "")


@in_house_style
def plot_keyness(
    keys: pd.DataFrame,
    *,
    title: str,
    survives: str = "survives",
    strength: str = "g2_four_cells",
    most: int = 24,
    target: str | None = None,
    against: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw key words by log-ratio with 95 % interval; filled where they survive the correction for many tests.

    Rows as of ``compare_terms``: ``term, log_ratio, log_ratio_low, log_ratio_high`` and the column ``survives``; the
    counts ``count_target, count_reference`` stand beside the term. The ``most`` rows with the largest absolute
    ``strength`` are drawn, ranked by log-ratio. ``target`` and ``against`` name the sides (else those of the rows).
    """
    need_columns(keys, ["term", "log_ratio", "log_ratio_low", "log_ratio_high", survives, strength], "Key words")
    order = keys[strength].astype(float).abs().sort_values(ascending=False, kind="stable").index
    shown = keys.loc[order].head(whole("most", most)).sort_values("log_ratio", ascending=False, kind="stable")
    ax = canvas(ax, height=rows_height(len(shown), extra=1.7))
    places = ranked(ax, [_with_counts(row) for row in shown.to_dict("records")])
    ratio = shown["log_ratio"].astype(float).to_numpy()
    colors = np.where(ratio > 0, BLUE, RED)
    kept = shown[survives].fillna(False).astype(bool).to_numpy()
    intervals(ax, places, shown["log_ratio_low"].astype(float), shown["log_ratio_high"].astype(float), colors)
    fills = np.where(kept, colors, "white").tolist()
    ax.scatter(ratio, places, s=36, zorder=3, facecolors=fills, edgecolors=colors.tolist())
    ax.axvline(0, color=GREY, linewidth=1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    _two_sides(ax, *_sides(keys, target, against))
    return titled(ax, title, x="log-ratio (1: twice the rate, 2: four times); filled: survives the correction")


def _with_counts(row: dict[str, Any]) -> str:
    if {"count_target", "count_reference"} <= row.keys():
        return f"{drawable(row['term'], 24)}  {row['count_target']:.0f} : {row['count_reference']:.0f}"
    return str(row["term"])


def _sides(rows: pd.DataFrame, target: str | None, against: str | None) -> tuple[str, str]:
    """Return what stands over the left and the right half: the names given, else those of the rows, while short."""
    names = []
    for given, column in ((against, "against"), (target, "target")):
        known = str(rows[column].iloc[0]) if given is None and column in rows.columns and len(rows) else given
        names.append(known if known is not None and len(known) <= 30 else "the rest" if column == "against" else column)
    return f"← more in {names[0]}", f"more in {names[1]} →"


def _two_sides(ax: Axes, left: str, right: str) -> None:
    reach = max(1e-9, *(abs(v) for v in ax.get_xlim()))
    ax.set_xlim(-reach, reach)
    for x, text, ha, color in ((0.0, left, "left", RED), (1.0, right, "right", BLUE)):
        ax.text(x, 1.0, drawable(text, 44), transform=ax.transAxes, ha=ha, va="bottom", color=color, fontweight="bold")


@in_house_style
def plot_dispersion(
    hits: pd.DataFrame, articles: pd.DataFrame, *, title: str, by: str = "query", ax: Axes | None = None
) -> Axes:
    """Draw where terms stand: a strip a value of ``by``, the articles one after the other, a stroke a hit.

    ``hits`` (as of ``keyword_in_context``) need ``article, start`` and the column ``by``; ``articles`` need
    ``article, text``, in the order drawn; hits in other articles are not drawn. Hits without an offset (of tokens that
    came without) stand where their column ``at``, the share of the article before them, says.
    """
    need_columns(hits, ["article", "start", by], "Hits")
    need_columns(articles, ["article", "text"], "Article rows")
    sizes = [len(text) if isinstance(text, str) else 0 for text in articles["text"]]
    gap = 0.012 * sum(sizes) if len(sizes) > 1 else 0.0
    begins = dict(zip(articles["article"], np.cumsum([0, *(size + gap for size in sizes[:-1])]).tolist(), strict=True))
    hits = hits[hits["article"].isin(list(begins))]
    hits = hits.assign(start=_offsets(hits, dict(zip(begins, sizes, strict=True))))
    terms = list(dict.fromkeys(hits[by]))
    ax = canvas(ax, height=rows_height(len(terms), row=0.42, extra=1.6))
    places = ranked(ax, terms)
    ax.grid(False)
    for place, term in zip(places, terms, strict=True):
        rows = hits[hits[by] == term]
        at = [begins[article] + start for article, start in zip(rows["article"], rows["start"], strict=True)]
        ax.vlines(at, place - 0.34, place + 0.34, color=BLUE, linewidth=1.1)
    _article_borders(ax, begins, sizes, gap)
    return titled(ax, title)


def _offsets(hits: pd.DataFrame, sizes: dict[str, int]) -> list[float]:
    """Return where in its article each hit stands, in characters."""
    shares = hits["at"].tolist() if "at" in hits.columns else [float("nan")] * len(hits)
    rows = zip(hits["article"], hits["start"], shares, strict=True)
    at = [sizes[article] * share if pd.isna(start) else start for article, start, share in rows]
    if any(pd.isna(place) for place in at):
        raise ValueError("Hits need the offset 'start', or 'at', the share of the article before them.")
    return [float(place) for place in at]


def _article_borders(ax: Axes, begins: dict[str, float], sizes: Sequence[int], gap: float) -> None:
    """Draw in the gaps where one article ends and the next begins; name them while there is room."""
    ends = [begin + size for begin, size in zip(begins.values(), sizes, strict=True)]
    ax.set_xlim(-gap / 2, max([1, *ends]) + gap / 2)
    for begin in list(begins.values())[1:]:
        ax.axvline(begin - gap / 2, color=GREY, linewidth=0.8)
    few = len(begins) <= 8
    middles = [(a + b) / 2 for a, b in zip(begins.values(), ends, strict=True)] if few else []
    names = [drawable(name, 40) for name in begins] if few else []
    ax.set_xticks(middles, [_narrow(name) for name in names], fontsize=8)
    ax.tick_params(axis="x", length=0)


def _narrow(name: str) -> str:
    """Break an article's name after hyphens so that it fits under its strip; a date stays whole.

    >>> _narrow("harian-2024-02-05-banjir")
    'harian-\\n2024-02-05-\\nbanjir'
    """
    lines: list[str] = []
    for part in re.findall(r"\d{4}(?:-\d\d){1,2}(?!\d)-?|[^-]+-?|-", name):
        if lines and len(lines[-1]) + len(part) < 11:
            lines[-1] += part
        else:
            lines.append(part)
    return "\n".join(lines)


@in_house_style
def plot_scatter(
    terms: pd.DataFrame,
    *,
    x: str,
    y: str,
    title: str,
    label: str = "term",
    names: tuple[str, str] | None = None,
    unit: str | None = None,
    labels: int = 40,
    ax: Axes | None = None,
) -> Axes:
    """Draw terms by their rates in two groups, on logarithmic axes; what neither overlaps nor repeats gets its label.

    ``x`` and ``y`` are columns of rates; ``names`` what the groups are called; ``unit`` what the rates are per, which
    without it follows from the counts of ``compare_terms``. A rate of zero stands on the edge. Give the rows by
    importance: the first ``labels`` are labelled as far as there is room.
    """
    need_columns(terms, [label, x, y], "Terms")
    few = whole("labels", labels, least=0)
    ax = canvas(ax, height=6.2)
    values = terms[[x, y]].astype(float).to_numpy()
    floor = float(np.nanmin(values[values > 0], initial=1.0)) / 2
    at = np.where(values > 0, values, floor)
    top = float(np.nanmax(at, initial=1.0)) * 1.6
    ax.set(xscale="log", yscale="log", xlim=(floor * 0.8, top), ylim=(floor * 0.8, top))
    ax.plot([floor, top], [floor, top], color=PALE, zorder=1)
    ax.scatter(at[:, 0], at[:, 1], s=14, color=np.where(values[:, 0] >= values[:, 1], BLUE, RED), alpha=0.7)
    round_numbers = [n for n in _ROUND if floor * 1.5 < n < top]
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks([floor, *round_numbers], ["0", *(f"{n:g}" for n in round_numbers)])
        axis.set_ticks([], minor=True)
    names = names or (x, y)
    said = [", ".join(filter(None, (n, unit or _unit(terms, label, r)))) for n, r in zip(names, (x, y), strict=True)]
    titled(ax, title, x=said[0], y=said[1])
    no_overlap(ax, at[:, 0].tolist(), at[:, 1].tolist(), list(terms[label])[:few], fontsize=8.5)
    return ax


_ROUND = [m * 10.0**n for n in range(-4, 6) for m in (1, 2, 5)]


@in_house_style
def plot_word_shift(
    terms: pd.DataFrame,
    *,
    title: str,
    label: str = "term",
    value: str = "divergence",
    target: str | None = None,
    against: str | None = None,
    most: int = 24,
    ax: Axes | None = None,
) -> Axes:
    """Draw which terms make two groups differ: bars to the right where the target has more, to the left where less.

    The ``most`` rows with the largest absolute ``value`` are drawn, largest on top; bars are shares of the sum of all.
    """
    need_columns(terms, [label, value], "Terms")
    size = terms[value].astype(float)
    shown = terms.loc[size.abs().sort_values(ascending=False, kind="stable").index].head(whole("most", most))
    share = 100 * shown[value].astype(float).to_numpy() / max(float(size.abs().sum()), 1e-12)
    ax = canvas(ax, height=rows_height(len(shown), extra=1.6))
    places = ranked(ax, [""] * len(shown))
    ax.barh(list(places), share, color=np.where(share > 0, BLUE, RED), height=0.72)
    for place, width, name in zip(places, share, shown[label], strict=True):
        side = "left" if width > 0 else "right"
        ax.annotate(
            drawable(name, 28), (width, place), (4 if width > 0 else -4, 0), textcoords="offset points",
            ha=side, va="center",
        )  # fmt: skip
    ax.axvline(0, color=GREY, linewidth=1)
    ax.margins(x=0.3)
    _two_sides(ax, *_sides(terms, target, against))
    ax.xaxis.set_major_formatter(lambda v, _: f"{abs(v):g}")
    return titled(ax, title, x="per cent of the whole difference")
