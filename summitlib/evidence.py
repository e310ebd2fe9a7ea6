"""What the rows rest on, for reading: the passages behind them, and tables that filter and sort.

Both return objects that Jupyter shows as HTML and a terminal as text. Everything that came from an article is
escaped, and characters that would reorder or hide text are shown by their code point.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from summitlib.options import mapping, several
from summitlib.rows import need_columns, need_frame
from summitlib.style import read_style

if TYPE_CHECKING:
    import pandas as pd

# Bidirectional controls, zero-width marks, C0/C1 controls but line feed and tab: they change how text looks, unseen.
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
UNKNOWN = "–"


@dataclass(frozen=True)
class Shown:
    """Something to read: ``html`` in Jupyter and in the report, ``text`` elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def visible(text: str) -> str:
    """Return the text with hidden and reordering characters spelled out.

    >>> visible("kapal\\u202e feri")
    'kapal[U+202E] feri'
    """
    return HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def as_html(text: str) -> str:
    """Return the text as HTML that shows it and nothing else.

    >>> as_html("<script>")
    '&lt;script&gt;'
    """
    return escape(visible(text))


def show_evidence(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    window: int = 120,
    mark: str | None = None,
    gloss: str | None = None,
    columns: str | Sequence[str] = (),
    limit: int | None = 20,
    folded: bool = False,
) -> Shown:
    """Show the passages behind any rows, highlighted in their context, each with its article and date.

    ``rows`` need ``article, start, end``, or a column ``evidence`` that holds such spans (events). ``window``:
    characters of context on either side, cut at word ends. ``mark``: a column whose words (several separated by
    ``;``) are set bold within the passage; without it the cue is, where ``cue_start, cue_end`` give one. ``gloss``:
    a column with a translation. ``columns``: further columns named beside each passage. ``limit``: how many passages
    at most; how many there are is always said. ``folded``: a click opens them, where they are many.

    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["Banjir surut. Warga pulang. Pasar buka."]})
    >>> show_evidence(pd.DataFrame({"article": ["a"], "start": [14], "end": [27]}), articles, window=8)
    a, 14-27: … surut. [Warga pulang.] Pasar …
    1 passage.
    """  # fmt: skip
    need_frame(rows, "Rows with evidence")
    spans, columns = _spans(rows), several("columns", columns)
    need_columns(spans, ["article", "start", "end", *filter(None, (mark, gloss)), *columns], "Rows with evidence")
    need_columns(articles, ["article", "text"], "Article rows")
    found = articles.drop_duplicates("article").set_index("article")
    missing = sorted({str(a) for a in spans["article"]} - {str(a) for a in found.index})
    if missing:
        raise ValueError(f"Rows from articles that are not among those given: {', '.join(missing)}.")
    kept = spans if limit is None else spans.head(limit)
    passages = [
        _passage(row, found.loc[row["article"]], window, mark, gloss, columns) for row in kept.to_dict("records")
    ]
    count = f"{len(spans) or 'No'} passage{'s' * (len(spans) != 1)}"
    note = f"{count}." if len(kept) == len(spans) else f"The first {len(kept)} of {count}."
    items = "".join(p.html for p in passages)
    html = f'<div class="sl-evidence"><ol>{items}</ol><p class="sl-note">{note}</p></div>'
    if folded:
        html = f'<details class="sl-evidence"><summary>{note}</summary><ol>{items}</ol></details>'
    return Shown(_styled(html), "\n".join([*(p.text for p in passages), note]))


def _spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a passage: event rows carry several passages in ``evidence``."""
    import pandas as pd

    if "start" in rows.columns or "evidence" not in rows.columns:
        return rows
    flat = [
        {**{k: v for k, v in row.items() if k != "evidence"}, **_span(span)}
        for row in rows.to_dict("records")
        for span in _listed(row["evidence"])
    ]
    others = [name for name in rows.columns if name != "evidence"]
    return pd.DataFrame(flat, columns=None if flat else [*others, "article", "start", "end"])


def _listed(spans: Any) -> list[Any]:
    """Return the spans of an event: a list already, or written ``article:start-end; article:start-end``."""
    if not isinstance(spans, str):
        return list(spans) if isinstance(spans, list | tuple) else []
    found = re.findall(r"([^\s;:]+):(\d+)-(\d+)", spans)
    return [(article, int(start), int(end)) for article, start, end in found]


def _span(span: Any) -> dict[str, Any]:
    if isinstance(span, Mapping):
        return {str(name): span[name] for name in ("article", "start", "end")}
    article, start, end, *_ = span
    return {"article": article, "start": start, "end": end}


def _passage(row: dict[str, Any], article: Any, window: int, mark: str | None, gloss: str | None,
             columns: Sequence[str]) -> Shown:  # fmt: skip
    text, start, end = str(article["text"]), int(row["start"]), int(row["end"])
    left, right = _around(text, start, end, window)
    facts = [f"{name.replace('_', ' ')}: {_plain(row[name])}" for name in columns]
    place = [str(row["article"]), *_origin(article), f"{start}-{end}"]
    source = " · ".join([f"<strong>{as_html(place[0])}</strong>", *map(as_html, [*place[1:], *facts])])
    before, after = "… " if left else "", " …" if right < len(text) else ""
    painted = _painted(text, (left, right), (start, end), _bold(row, text, (start, end), mark))
    told = "" if gloss is None or _plain(row[gloss]) == UNKNOWN else as_html(_plain(row[gloss]))
    html = (
        f'<li><p class="sl-source">{source}</p><blockquote lang="id"><bdi>{before}{painted}{after}</bdi></blockquote>'
        + (f'<p class="sl-gloss">{told}</p>' if told else "")
        + "</li>"
    )
    said = f"{row['article']}, {start}-{end}: {before}{text[left:start]}[{text[start:end]}]{text[end:right]}{after}"
    return Shown(html, visible(" | ".join([" ".join(said.split()), *facts])))


def _origin(article: Any) -> list[str]:
    known = [_plain(article.get(name)) for name in ("publisher", "published")]
    return [value for value in known if value != UNKNOWN]


def _around(text: str, start: int, end: int, window: int) -> tuple[int, int]:
    """Return where the context begins and ends: between words, where there is one to cut at."""
    left, right = max(0, start - window), min(len(text), end + window)
    if left:
        inside = re.search(r"\s", text[left:start])
        left = left + inside.end() if inside else left
    if right < len(text):
        cuts = [found.start() for found in re.finditer(r"\s", text[end:right])]
        right = end + cuts[-1] if cuts else right
    return left, right


def _bold(row: dict[str, Any], text: str, span: tuple[int, int], mark: str | None) -> list[tuple[int, int]]:
    """Return spans to set bold: the words of column ``mark`` within the passage, or else the cue."""
    if mark is None:
        known = _plain(row.get("cue_start")) != UNKNOWN
        return [(int(row["cue_start"]), int(row["cue_end"]))] if known else []
    words = [word.strip() for word in _plain(row[mark]).split(";")]
    named = [re.escape(word) for word in words if word not in ("", "-", UNKNOWN)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(named)})(?!\w)", re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text, *span)] if named else []


def _painted(text: str, shown: tuple[int, int], passage: tuple[int, int], bold: list[tuple[int, int]]) -> str:
    """Return the shown text as HTML, the passage marked and the bold spans bold, wherever they lie."""
    cuts = sorted({*shown, *(min(max(at, shown[0]), shown[1]) for span in (passage, *bold) for at in span)})
    html, marked = "", False
    for begin, end in pairwise(cuts):
        inside = passage[0] <= begin < passage[1]
        html += "" if inside == marked else "<mark>" if inside else "</mark>"
        piece = as_html(text[begin:end])
        html += f"<b>{piece}</b>" if any(a <= begin < b for a, b in bold) else piece
        marked = inside
    return html + "</mark>" * marked


def show_table(
    frame: pd.DataFrame,
    *,
    caption: str | None = None,
    columns: str | Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    formats: Mapping[str, str] | None = None,
    limit: int | None = 200,
) -> Shown:
    """Show a frame as a table that can be filtered and sorted by mouse and keyboard, plain where scripts are off.

    ``columns``: which, in what order. ``labels``: headings for readers. ``formats``: format specifications for
    numbers, such as ``{"rate": ".1f"}`` (default: up to three significant digits, thousands separated). Unknown
    values show as ``–``. ``limit``: how many rows at most; how many there are is always said.

    >>> import pandas as pd
    >>> show_table(pd.DataFrame({"town": ["Bitung", None], "boats": [12000, 7]}), labels={"boats": "Boats"})
    town     Boats
    Bitung  12,000
    –            7
    """  # fmt: skip
    need_frame(frame, "Tables")
    chosen = several("columns", frame.columns if columns is None else columns)
    need_columns(frame, chosen, "Tables")
    labels, formats = mapping("labels", labels), mapping("formats", formats)
    kept = frame if limit is None else frame.head(limit)
    heads = [str(labels.get(name, str(name).replace("_", " "))) for name in chosen]
    cells = [[_cell(value, formats.get(name)) for value in kept[name]] for name in chosen]
    right = [_is_number(kept[name]) for name in chosen]
    note = "" if len(kept) == len(frame) else f"The first {len(kept):,} of {len(frame):,} rows."
    return Shown(_table_html(heads, cells, right, caption, note), _table_text(heads, cells, right, caption, note))


def _table_html(heads: list[str], cells: list[list[str]], right: list[bool], caption: str | None, note: str) -> str:
    kinds = [' class="sl-n"' if r else _kind(column) for r, column in zip(right, cells, strict=True)]
    head = "".join(f'<th scope="col"{k}>{as_html(h)}</th>' for h, k in zip(heads, kinds, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{k}>{as_html(c)}</td>" for c, k in zip(row, kinds, strict=True)) + "</tr>"
        for row in zip(*cells, strict=True)
    )
    long = " sl-long" if cells and len(cells[0]) > 15 else ""
    title = f"<caption>{as_html(caption)}</caption>" if caption else ""
    region = f'<div class="sl-scroll{long}" role="region" tabindex="0" aria-label="{as_html(caption or "Table")}">'
    table = f'<table class="sl-table">{title}<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>'
    return _styled(f"{region}{table}</div>" + (f'<p class="sl-note">{note}</p>' if note else ""), script=True)


def _kind(cells: list[str]) -> str:
    """Return the class of a column: names and days stay on one line, long texts get room."""
    longest = max(map(len, cells), default=0)
    if longest > 60:
        return ' class="sl-t"'
    return ' class="sl-w"' if longest <= 28 and not any(" " in cell for cell in cells) else ""


def _table_text(heads: list[str], cells: list[list[str]], right: list[bool], caption: str | None, note: str) -> str:
    columns = [[visible(v) for v in [h, *c]] for h, c in zip(heads, cells, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  ".join(v.rjust(w) if r else v.ljust(w) for v, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in zip(*columns, strict=True)
    ]
    return "\n".join([*([visible(caption)] if caption else []), *lines, *([note] if note else [])])


def _cell(value: Any, spec: str | None) -> str:
    plain = _plain(value)
    if plain == UNKNOWN or isinstance(value, (bool, str)):
        return plain
    if spec is not None:
        return format(value, spec)
    if isinstance(value, float) or type(value).__name__.startswith("float"):
        return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.3g}"
    return f"{value:,}" if _whole(value) and abs(value) >= 10_000 else plain  # years stay as they are written


def _plain(value: Any) -> str:
    """Return a value as a reader writes it: days without a clock, unknown as a dash, lists with commas."""
    import pandas as pd

    if isinstance(value, str):
        return re.sub(r";(?=\w)", "; ", value)  # the separator within a cell of the tables
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_plain(v) for v in (sorted(value) if isinstance(value, (set, frozenset)) else value))
    if value is None or bool(pd.isna(value)):
        return UNKNOWN
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return str(value.date()) if isinstance(value, pd.Timestamp) and value == value.normalize() else str(value)


def _whole(value: Any) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool)


def _is_number(column: Any) -> bool:
    import pandas as pd

    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _styled(html: str, *, script: bool = False) -> str:
    """Carry the style, and the script for tables, along: a notebook's outputs must stand alone."""
    run = f"<script>{read_style('tables.js')}</script>" if script else ""
    return f"<style>{read_style('tables.css')}</style>{html}{run}"
