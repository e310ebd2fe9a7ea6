"""Keyword in context: every place where a word, pattern or phrase stands, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.counting.codes import Places
from summitlib.counting.index import TermIndex, has_texts, index_terms
from summitlib.counting.naming import Namer
from summitlib.counting.units import in_unit
from summitlib.options import one_of, several
from summitlib.rows import need_columns

if TYPE_CHECKING:
    import pandas as pd

Mask = npt.NDArray[np.bool_]

MATCHES = ("glob", "fixed", "regex")
SORTS = ("text", "left", "right", "match")
_MARKS_A_WORD = 10  # a run of more marks than that, for every word asked for, is no context but a ruled line


def keyword_in_context(
    data: Any,
    query: str | Iterable[str],
    *,
    window: int | str = 6,
    match: str = "glob",
    case: bool = False,
    unit: str = "form",
    sort: str = "text",
    by: str | None = None,
) -> pd.DataFrame:
    """List every place where the query stands, with its context: the concordance. Nothing is left out.

    A query is a word or a phrase of words between spaces, or a list of queries. ``match``: ``glob`` (``*`` any
    letters, ``?`` one: ``ber*``, ``korea *``), ``fixed`` or ``regex``; each matches whole words. ``unit="lemma"`` finds
    all forms of a lemma, ``"variant"`` all spellings of a name. ``window`` is a number of words on either side (marks
    do not count), or ``"sentence"`` for the whole sentence. ``sort`` orders the lines by ``text``, by the ``left``
    context read backwards, by the ``right`` context or by the ``match``; with ``by`` a column of the articles,
    group by group.

    Columns: ``article, start, end`` (offsets into the article's text; NA where tokens came without), ``left, match,
    right`` (white space evened out in left and right), ``query, sentence`` (from 0; NA where not known), ``first,
    last`` (tokens of the article, from 1), ``at`` (share of the article's tokens before it, for dispersion plots),
    and with ``by`` ``group``.

    >>> lines = keyword_in_context({"a": "warga di hulu sungai mengungsi ke hilir".split()}, "hulu sungai", window=2)
    >>> lines[["left", "match", "right", "first", "last"]].values.tolist()
    [['warga di', 'hulu sungai', 'mengungsi ke', 3, 4]]
    """
    import pandas as pd

    one_of("match", match, MATCHES)
    one_of("sort", sort, SORTS)
    if window != "sentence" and (isinstance(window, bool) or not isinstance(window, int) or window < 0):
        raise ValueError(f"window {window!r} is not possible; it is a number of words from 0, or 'sentence'.")
    index = in_unit(index_terms(data), unit)
    found = [_lines(index, one, window, _query_masks(index, one, match, case, unit)) for one in _listed(query)]
    lines = pd.concat(found, ignore_index=True)
    lines = lines.sort_values(["article_at", "first", "last"], kind="stable", ignore_index=True)
    if by is not None:
        need_columns(index.rows, [by], "Groups")
        lines["group"] = index.rows[by].take(lines["article_at"]).array
    order = _order(lines, sort, by)
    return lines.iloc[order].drop(columns="article_at").reset_index(drop=True)


def _listed(query: str | Iterable[str]) -> list[str]:
    queries = several("query", query)
    if not queries or not all(isinstance(one, str) and one.strip() for one in queries):
        raise ValueError(f"The query {query!r} is empty; give a word or a phrase.")
    return queries


# ---- finding ---------------------------------------------------------------------------------------------------


def _query_masks(index: TermIndex, query: str, match: str, case: bool, unit: str) -> list[Mask]:
    """Return, for every word of the query, which forms of the index match it."""
    name = Namer(unit, case=case, marks=True)
    names = index.names(name)
    parts = query.split()
    if name.families and name(query) in names:
        parts = [query]
    elif match != "regex" and has_texts(index):
        parts = [piece for part in parts for piece in _as_cut(part, match)]
    if not parts:
        raise ValueError(f"The query {query!r} has nothing that can be seen; give a word or a phrase.")
    return [_mask(names, part, match, lambda word: str(name(word)), case) for part in parts]


def _as_cut(part: str, match: str) -> list[str]:
    """Cut a word of the query as the texts were cut; one with wildcards stays whole."""
    if match == "glob" and re.search(r"[*?]", part):
        return [part]
    return [token.text for token in words.tokens_in(part)]


def _mask(names: list[str | None], part: str, match: str, name: Any, case: bool) -> Mask:
    if match == "fixed" or (match == "glob" and not re.search(r"[*?]", part)):
        wanted = name(part)
        return np.fromiter((other == wanted for other in names), bool, len(names))
    rule = part if match == "regex" else re.escape(part).replace(r"\*", ".*").replace(r"\?", ".")
    try:
        fits = re.compile(rule, 0 if case else re.IGNORECASE).fullmatch
    except re.error as error:
        raise ValueError(f"The query {part!r} is no regular expression: {error}.") from error
    return np.fromiter((fits(str(other)) is not None for other in names), bool, len(names))


def _places(index: TermIndex, masks: list[Mask]) -> Places:
    """Return the places where the words of the query stand in a row in one article."""
    if not len(index.codes):
        return np.empty(0, np.int64)
    place = np.flatnonzero(masks[0][index.codes])
    ends = index.bounds[index.article_at(place) + 1]
    for step, mask in enumerate(masks[1:], 1):
        inside = place + step < ends
        place, ends = place[inside], ends[inside]
        fits = mask[index.codes[place + step]]
        place, ends = place[fits], ends[fits]
    return place


# ---- contexts --------------------------------------------------------------------------------------------------


def _lines(index: TermIndex, query: str, window: int | str, masks: list[Mask]) -> pd.DataFrame:
    import pandas as pd

    first = _places(index, masks)
    last = first + len(masks) - 1
    article = index.article_at(first)
    begun = index.bounds[article]
    left, right = _window(index, first, last, window)
    size = index.bounds[article + 1] - begun
    before, here, after = _quoted(index, article, left, first, last, right)
    known = index.starts is not None and index.stops is not None
    start, end = (index.starts[first], index.stops[last]) if known else (None, None)  # type: ignore[index]
    sentence = index.sentences[first] - index.sentences[begun] if index.has_sentences else None
    columns: dict[str, tuple[Any, str]] = {
        "article": (index.rows["article"].take(article).array, "string"),
        "start": (start, "Int64"), "end": (end, "Int64"),
        "left": (before, "string"), "match": (here, "string"), "right": (after, "string"),
        "query": ([query] * len(first), "string"), "sentence": (sentence, "Int64"),
        "first": (first - begun + 1, "int64"), "last": (last - begun + 1, "int64"),
        "at": ((first - begun) / size, "float64"), "article_at": (article, "int64"),
    }  # fmt: skip
    rows = range(len(first))
    return pd.DataFrame({key: pd.Series(value, index=rows, dtype=kind) for key, (value, kind) in columns.items()})


def _window(index: TermIndex, first: Places, last: Places, window: int | str) -> tuple[Places, Places]:
    """Return the first and the last token of each context."""
    if window == "sentence":
        sentence = index.sentences[first], index.sentences[last]
        ends = np.searchsorted(index.sentences, sentence[1], side="right") - 1
        return np.searchsorted(index.sentences, sentence[0], side="left"), ends
    article = index.article_at(first)
    left = _walk(index, first, index.bounds[article] - 1, -1, int(window))
    return left, _walk(index, last, index.bounds[article + 1], 1, int(window))


def _walk(index: TermIndex, place: Places, limit: Places, step: int, count: int) -> Places:
    """Go ``count`` words left or right of each place, not as far as its limit; marks are passed over."""
    place, left = place.copy(), np.full(len(place), count)
    for _ in range((count + 1) * _MARKS_A_WORD):
        going = np.flatnonzero((left > 0) & (place + step != limit))
        if not len(going):
            break
        place[going] += step
        left[going] -= ~index.marks[index.codes[place[going]]]
    return place


def _quoted(
    index: TermIndex, article: Places, left: Places, first: Places, last: Places, right: Places
) -> tuple[list[str], list[str], list[str]]:
    """Return left context, match and right context: cut out of the text, or joined from the tokens."""
    if index.starts is None or index.stops is None or "text" not in index.rows:
        spans = ((left, first), (first, last + 1), (last + 1, right + 1))
        return tuple(  # type: ignore[return-value]
            [" ".join(index.forms[code] for code in index.codes[a:b].tolist()) for a, b in zip(x, y, strict=True)]
            for x, y in spans
        )
    which, at = np.unique(article, return_inverse=True)
    texts = index.rows["text"].take(which).tolist()
    offsets = (index.starts[left], index.starts[first], index.stops[last], index.stops[right])
    rows = list(zip(at.tolist(), *(x.tolist() for x in offsets), strict=True))
    before = [" ".join(texts[i][a:b].split()) for i, a, b, _, _ in rows]
    after = [" ".join(texts[i][c:d].split()) for i, _, _, c, d in rows]
    return before, [texts[i][b:c] for i, _, b, c, _ in rows], after


def _order(lines: pd.DataFrame, sort: str, by: str | None) -> Places:
    """Return the order of the lines: group by group as they come, inside by what was asked, ties as in the text."""
    group = lines["group"].factorize(use_na_sentinel=False)[0] if by is not None else np.zeros(len(lines), int)
    key = lines["article_at"].tolist() if sort == "text" else [_sort_key(x, sort) for x in lines[sort]]
    return np.array(sorted(range(len(lines)), key=lambda i: (group[i], key[i])), np.int64)


def _sort_key(context: str, sort: str) -> list[str]:
    read = re.findall(r"\w+", context.lower())
    return read[::-1] if sort == "left" else read
