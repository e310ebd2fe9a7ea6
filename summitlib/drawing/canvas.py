"""The drawing board: the house style, what all figures share, and ``save_figure``.

Every ``plot_…`` function takes a frame and returns matplotlib axes: ``plot_…(frame, *, title=…, ax=None)``. A title
states the finding, so it is the caller's. Words from articles are drawn as they are; what the typeface lacks is shown
as a box, and what is too long is cut with an ellipsis.
"""

from __future__ import annotations

import base64
import functools
import io
import os
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from summitlib.evidence import as_html, visible
from summitlib.options import number, whole
from summitlib.rows import need_columns

P = ParamSpec("P")
R = TypeVar("R")

BLUE, RED, GREEN, PURPLE, OCHRE, GREY = "#1f5cc0", "#9a2a16", "#0a7f5a", "#5f1570", "#a96403", "#44484f"
PALETTE = (BLUE, RED, GREEN, PURPLE, OCHRE, GREY)  # as in house.mplstyle; a test holds the two together
PALE = "#dfe3e8"
LIGHT = "#b4bac3"  # what belongs to no class, and what no colour is left for
WIDTH = 7.0  # inches: a column of text
# Loads the backend now: inside the house style its set-up would be undone together with the style.
plt.draw_if_interactive()  # type: ignore[no-untyped-call]
PLACEHOLDERS = {"", "figure", "image", "chart", "plot", "alt", "alt text", "todo"}


def in_house_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw with the house style, whatever the reader's own settings are."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **options: P.kwargs) -> R:
        with as_file(files("summitlib.style") / "house.mplstyle") as style, mpl.rc_context(fname=style):
            return draw(*args, **options)

    return drawn


def canvas(ax: Axes | None, *, height: float, width: float = WIDTH) -> Axes:
    """Return the given axes, or those of a new figure of the given size in inches."""
    if ax is not None:
        return ax
    return plt.subplots(figsize=(width, height))[1]


def titled(ax: Axes, title: str, *, x: str = "", y: str = "") -> Axes:
    """Set the title, broken into lines that fit the axes' figure, and the axis labels."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    alone = len(figure.axes) == 1
    if title and alone:
        figure.suptitle(wrapped(title, figure.get_figwidth() * 8.6), x=0.01, ha="left")
    elif title:
        ax.set_title(wrapped(title, figure.get_figwidth() * 8.6 / _columns(ax)))
    ax.set_xlabel(x, loc="left")
    ax.set_ylabel(y, loc="top")
    return ax


def _columns(ax: Axes) -> int:
    spec = ax.get_subplotspec()
    return spec.get_gridspec().ncols if spec is not None else 1


def wrapped(text: str, width: float) -> str:
    """Break a text into lines of at most ``width`` characters."""
    return "\n".join(textwrap.wrap(drawable(text), max(12, int(width)), break_long_words=True))


def drawable(text: Any, most: int | None = None) -> str:
    """Return one line of text that the typeface can draw, cut to ``most`` characters.

    >>> drawable("Wali\\nKota 市長 Bitung", 14)
    'Wali Kota □□…'
    """
    line = "unknown" if pd.isna(text) else " ".join(visible(str(text)).split())
    line = "".join(c if ord(c) in _glyphs() else "□" for c in line)
    return line if most is None or len(line) <= most else line[: most - 1].rstrip() + "…"


@functools.cache
def _glyphs() -> frozenset[int]:
    path = font_manager.findfont("DejaVu Sans")
    return frozenset(font_manager.get_font(path).get_charmap())


def ranked(ax: Axes, labels: Sequence[object], *, most: int = 34) -> range:
    """Give the y axis one labelled place a row, the first on top, and return the places.

    A label longer than ``most`` characters takes two smaller lines; what does not fit those ends in an ellipsis.
    """
    places = range(len(labels))
    ax.set_yticks(list(places), [_two_lines(label, most) for label in labels])
    for text in ax.get_yticklabels():
        if "\n" in text.get_text():
            text.set(fontsize=8.5, linespacing=1.0)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    return places


def _two_lines(label: object, most: int) -> str:
    lines = textwrap.wrap(drawable(label), most, break_long_words=True)
    cut = lines[:1] + ([drawable(" ".join(lines[1:]), most)] if lines[1:] else [])
    return "\n".join(cut)


def class_colors(names: Sequence[str], *, outside: str = "unknown") -> dict[str, str]:
    """Return a colour a class, each once: what stands outside the classes is light grey, and what comes too late.

    >>> class_colors(["person", "unknown", "group"])
    {'person': '#1f5cc0', 'unknown': '#b4bac3', 'group': '#9a2a16'}
    """
    classes = [name for name in dict.fromkeys(names) if name != outside]
    colors = dict(zip(classes, PALETTE, strict=False))
    return {name: colors.get(name, LIGHT) for name in dict.fromkeys(names)}


def rows_height(n: int, *, row: float = 0.27, extra: float = 1.3) -> float:
    """Return the height in inches of a figure with ``n`` rows."""
    return max(1.0, n * row) + extra


def intervals(ax: Axes, places: Sequence[int], low: Any, high: Any, color: Any) -> None:
    """Draw 95 % intervals as thin lines behind their points."""
    ax.hlines(list(places), low, high, color=color, linewidth=2.6, alpha=0.35, zorder=2)


def key(ax: Axes, entries: Sequence[tuple[str, str, str, str]], *, columns: int = 6) -> None:
    """Draw a key below the axes: (text, marker, face, edge) each."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="", marker=m, markersize=8, markerfacecolor=f, markeredgecolor=e, label=t)
        for t, m, f, e in entries
    ]
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.legend(handles=handles, loc="outside lower left", ncols=min(columns, len(handles)), handletextpad=0.2)


def headings(ax: Axes, colors: dict[int, str]) -> None:
    """Set the labels at these places as headings in these colours."""
    for place, text in enumerate(ax.get_yticklabels()):
        if place in colors:
            text.set(color=colors[place], fontweight="bold")


def no_overlap(ax: Axes, x: Sequence[float], y: Sequence[float], labels: Sequence[object], **options: Any) -> list[Any]:
    """Label points so that no label covers another or a point; a label without room is left out, a long one wrapped.

    The first ``len(labels)`` of the points are labelled. Places around each are tried in a fixed order, first come
    first served, so give the points by importance.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    limits = ax.get_window_extent()
    taken = [_dot(ax, a, b) for a, b in zip(x, y, strict=True)]
    kept = []
    for a, b, label in zip(x, y, labels, strict=False):
        for dx, dy, ha, va in _AROUND:
            name = _two_lines(label, 26)
            text = ax.annotate(name, (a, b), (dx, dy), textcoords="offset points", ha=ha, va=va, **options)
            box = text.get_window_extent()
            if limits.x0 <= box.x0 and box.x1 <= limits.x1 and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                kept.append(text)
                break
            text.remove()
    return kept


_AROUND = [
    (5, 0, "left", "center"), (-5, 0, "right", "center"), (0, 5, "center", "bottom"), (0, -5, "center", "top"),
    (4, 4, "left", "bottom"), (4, -4, "left", "top"), (-4, 4, "right", "bottom"), (-4, -4, "right", "top"),
]  # fmt: skip


def _dot(ax: Axes, x: float, y: float) -> Any:
    from matplotlib.transforms import Bbox

    at = ax.transData.transform((x, y))
    return Bbox.from_bounds(at[0] - 2, at[1] - 2, 4, 4)


@in_house_style
def small_multiples(
    frame: pd.DataFrame,
    by: str,
    plot: Callable[..., Axes],
    *,
    title: str,
    columns: int = 2,
    height: float = 3.0,
    share: bool = True,
    **options: Any,
) -> Axes:
    """Draw the same plot once a value of ``by``, in panels of one figure, and return the first axes.

    ``height`` is that of one row of panels in inches; ``options`` go to ``plot``. Each panel has the value of ``by`` as
    its title; with ``share`` all have the same x axis, so that they can be compared.
    """
    need_columns(frame, [by], "Rows of panels")
    groups = list(frame.groupby(by, sort=False))
    columns, height = whole("columns", columns), number("height", height)
    columns = min(columns, max(1, len(groups)))
    rows = -(-max(1, len(groups)) // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(WIDTH, rows * height + 0.5), squeeze=False)
    for ax, (value, group) in zip(grid.flat, groups, strict=False):
        plot(group, title=str(value), ax=ax, **options)
    for ax in list(grid.flat)[len(groups) :]:
        ax.set_visible(False)
    if share and groups:
        limits = [ax.get_xlim() for ax in list(grid.flat)[: len(groups)]]
        for ax in list(grid.flat)[: len(groups)]:
            ax.set_xlim(min(low for low, _ in limits), max(high for _, high in limits))
    figure.suptitle(wrapped(title, WIDTH * 8.6), x=0.01, ha="left")
    first: Axes = grid[0][0]
    return first


@dataclass(frozen=True)
class SavedFigure:
    """A figure that was written: Jupyter and the report show its picture with caption and alternative text."""

    name: str
    caption: str
    alt: str
    png: bytes

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'<figure class="sl-figure" id="figure-{self.name}"><img src="data:image/png;base64,{data}" '
            f'width="{_width(self.png)}" alt="{as_html(self.alt)}" style="max-width:100%;height:auto;background:#fff">'
            f"<figcaption>{as_html(self.caption)}</figcaption></figure>"
        )

    def __repr__(self) -> str:
        return f"Figure {self.name}: {self.caption}"


def _width(png: bytes) -> int:
    """Return the width in CSS pixels: PNGs are drawn at 160 dots an inch and shown at 107."""
    return int.from_bytes(png[16:20], "big") * 2 // 3


@in_house_style
def save_figure(ax: Axes | Figure, name: str, *, caption: str, alt: str | None = None) -> SavedFigure:
    """Write ``NAME.png`` and ``NAME.svg`` into the figures folder and return the figure for showing.

    ``name`` is like ``05-timeline``: lower-case letters, digits and hyphens. ``caption`` states source and n. ``alt``
    says what is to be seen, for those who cannot see it; without it, title, axes and caption serve. The folder is
    ``SUMMITLIB_FIGURES`` if set, else ``figures`` beside ``notebooks``; when ``SUMMITLIB_CORPUS`` names another corpus
    it is ``report/figures``, so that figures of other texts never replace those of the package. The same figure gives
    the same bytes.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"A figure's name is made of lower-case letters, digits and hyphens, not {name!r}.")
    if not caption.strip() or (alt is not None and alt.strip().lower() in PLACEHOLDERS):
        raise ValueError("A figure needs a caption, and an alt text that says what is to be seen.")
    figure = ax if isinstance(ax, Figure) else ax.get_figure(root=True)
    assert figure is not None
    told = alt or described(figure, caption)
    folder = figures_folder()
    folder.mkdir(parents=True, exist_ok=True)
    png = _png(figure)
    (folder / f"{name}.png").write_bytes(png)
    about = {"Date": None, "Creator": "summitlib", "Title": told}
    with mpl.rc_context({"svg.hashsalt": f"summitlib {name}"}):
        figure.savefig(folder / f"{name}.svg", metadata=about)
    _close(figure)
    return SavedFigure(name, caption, told, png)


def described(figure: Figure, caption: str) -> str:
    """Return an alternative text made of the titles, the axis labels and the caption."""
    titles = [figure.get_suptitle(), *(ax.get_title(loc="left") for ax in figure.axes)]
    axes = [label for ax in figure.axes for label in (ax.get_xlabel(), ax.get_ylabel())]
    said = [*dict.fromkeys(" ".join(t.split()) for t in titles if t)]
    shown = [*dict.fromkeys(label for label in axes if label)]
    return (
        ". ".join(part.rstrip(".") for part in [*said, *(["Axes: " + ", ".join(shown)] if shown else []), caption])
        + "."
    )


def figures_folder() -> Path:
    """Return the folder that ``save_figure`` writes to."""
    if os.environ.get("SUMMITLIB_FIGURES"):
        return Path(os.environ["SUMMITLIB_FIGURES"])
    here = Path.cwd()
    project = here.parent if here.name == "notebooks" else here
    corpus = os.environ.get("SUMMITLIB_CORPUS")
    strange = corpus is not None and Path(corpus).resolve() != (project / "corpus").resolve()
    return project / "report" / "figures" if strange else project / "figures"


def _png(figure: Figure) -> bytes:
    """Draw the figure and return it with 256 colours: a third of the size, and no difference to be seen."""
    from PIL import Image

    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    image = Image.open(drawn).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small = io.BytesIO()
    image.save(small, format="png", optimize=True, dpi=(160, 160))
    return small.getvalue()


def _close(figure: Figure) -> None:
    """Keep Jupyter from showing the figure a second time."""
    plt.close(figure)
