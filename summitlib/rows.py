"""The shape of every row: column names and dtypes, and the few steps all ``find_…`` functions share.

A finding is a named tuple on the way and a row in the end. Every row names its article and says where:
``text[start:end]`` is what it quotes. Unknown values are NA.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from summitlib.options import shown

if TYPE_CHECKING:
    import pandas as pd  # at run time imported where it is used: strings need no pandas

Item = TypeVar("Item")

DAY = "datetime64[s]"  # seconds, not nanoseconds: reaches years far outside 1677-2262

ARTICLE = {
    "article": "string", "publisher": "string", "author": "string", "headline": "string",
    "published": DAY, "published_earliest": DAY, "published_latest": DAY, "published_basis": "string",
    "place": "string", "wire": "string", "text": "string", "raw": "string", "source": "string",
    "sha256": "string", "encoding": "string", "lines_dropped": "Int64",
}  # fmt: skip

SENTENCE = {"article": "string", "sentence": "Int64", "start": "Int64", "end": "Int64", "text": "string"}

TOKEN = {
    "article": "string", "sentence": "Int64", "start": "Int64", "end": "Int64", "token": "string", "lemma": "string",
}  # fmt: skip

STATEMENT = {
    "article": "string", "start": "Int64", "end": "Int64", "content": "string", "form": "string",
    "cue": "string", "cue_start": "Int64", "cue_end": "Int64", "mention": "string", "speaker": "string",
    "speaker_kind": "string", "role": "string", "affiliation": "string", "named": "boolean",
    "negated": "boolean", "attribution": "string", "incomplete": "boolean", "cue_class": "string",
    "mention_start": "Int64", "mention_end": "Int64", "sentence_start": "Int64", "sentence_end": "Int64",
    "rule": "string",
}  # fmt: skip

STANCE = {
    "article": "string", "start": "Int64", "end": "Int64", "speaker": "string", "issue": "string", "target": "string",
    "evaluation": "Int64", "risk": "string", "certainty": "Int64", "markers": "string", "rule": "string",
}  # fmt: skip

MARKER = {
    "article": "string", "start": "Int64", "end": "Int64", "marker": "string", "certainty": "Int64", "rule": "string",
    "statement_start": "Int64", "statement_end": "Int64",
}  # fmt: skip

TIME = {
    "article": "string", "start": "Int64", "end": "Int64", "surface": "string", "type": "string", "value": "string",
    "mod": "string", "earliest": DAY, "latest": DAY, "anchor": "string", "range": "string",
    "range_role": "string", "warning": "string",
}  # fmt: skip

EVENT = {
    "event": "string", "earliest": DAY, "latest": DAY, "precision": "string", "extent": "string", "basis": "string",
    "surface": "string", "event_class": "string", "kind": "string", "actors": "string", "states": "string",
    "place": "string", "status": "string", "setting": "string", "claimed_by": "string", "articles": "string",
    "value": "string", "evidence": "object", "conflict": "string",
}  # fmt: skip


def to_frame(rows: Iterable[Sequence[Any]], shape: dict[str, str]) -> pd.DataFrame:
    """Return tidy rows with the columns and dtypes of ``shape``, also when there are no rows.

    >>> to_frame([], SENTENCE).dtypes["start"]
    Int64Dtype()
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(shape), dtype=object)
    return frame.astype(shape)


def need_frame(given: Any, what: str) -> None:
    """Raise a ``ValueError`` for what is no pandas frame, with a word on what to do with a string or a Dask frame."""
    import pandas as pd

    if isinstance(given, pd.DataFrame):
        return
    hint = ""
    if isinstance(given, str):
        hint = " For one string there are the functions in …_in, such as statements_in(text)."
    elif hasattr(given, "map_partitions"):
        hint = " For a lazy one there is map_articles(find_…, articles)."
    raise ValueError(f"{what} come as a pandas frame, not as {shown(given)}.{hint}")


def need_columns(frame: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    """Raise a ``ValueError`` that names the missing columns and those that are there, or says that this is no frame."""
    need_frame(frame, what)
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise ValueError(
            f"{what} need the column(s) {', '.join(missing)}; there are: {', '.join(map(str, frame.columns))}."
        )


def each_article(
    articles: pd.DataFrame,
    find: Callable[..., Iterable[Sequence[Any]]],
    shape: dict[str, str],
    *,
    using: Sequence[str] = ("text",),
    label: str = "articles",
) -> pd.DataFrame:
    """Apply ``find(*values of using)`` to every article and stack its findings under the article's id.

    ``shape`` has ``article`` first; each finding gives the values of the other columns in order. A missing text
    gives no rows. Nothing is carried from one article to the next, so frames may be split and stacked freely.
    """
    import pandas as pd

    need_columns(articles, ["article", *using], "Article rows")
    columns = [articles["article"].tolist(), *(articles[name].tolist() for name in using)]
    rows: list[Sequence[Any]] = []
    for article, *values in progress(zip(*columns, strict=True), len(articles), label=label):
        if isinstance(values[0], str):
            rows.extend((article, *finding) for finding in find(*(None if pd.isna(v) else v for v in values)))
    return to_frame(rows, shape)


def shows_progress() -> bool:
    """Say whether progress is shown: on a terminal only, and not with ``SUMMITLIB_PROGRESS=off``."""
    return sys.stderr.isatty() and os.environ.get("SUMMITLIB_PROGRESS") != "off"


def progress(items: Iterable[Item], total: int, *, label: str) -> Iterator[Item]:
    """Yield the items; after two seconds, where progress is shown, write on stderr how far it is."""
    begun = shown = time.monotonic()
    show = shows_progress()
    for n, item in enumerate(items, 1):
        yield item
        now = time.monotonic() if show else shown
        if now - begun > 2 and now - shown > 0.2:
            shown = now
            sys.stderr.write(f"\r{label}: {n:,} of {total:,}")
    if shown > begun:
        sys.stderr.write("\r\033[K")
