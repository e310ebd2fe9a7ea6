"""Which words keep company: collocations by every usual measure, and co-occurrence within sentences as a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from summitlib.association import PAIR_MEASURES, Pairs, ratio
from summitlib.chunks import Codes, Places, StopWords, listed, term_namer
from summitlib.index import index_terms, term_codes
from summitlib.units import in_unit

if TYPE_CHECKING:
    import pandas as pd

WITHIN = ("sentence", "article")


def collocations(
    data: Any,
    *,
    node: str | None = None,
    window: int = 1,
    directed: bool = True,
    within: str = "sentence",
    unit: str = "form",
    case: bool = False,
    stop_words: StopWords = False,
    marks: bool = False,
    min_count: int = 2,
    measures: Iterable[str] = tuple(PAIR_MEASURES),
) -> pd.DataFrame:
    """List the pairs of words that stand within ``window`` words of each other, with measures of their association.

    ``window=1`` is side by side. ``directed`` keeps the order (first before second); otherwise both orders count as
    one pair, in the order of the alphabet. Pairs lie inside a sentence (an article, where sentences are not known, or
    with ``within="article"``); marks are left out before, so they separate nothing else. ``node`` keeps the pairs with
    that word. Pairs seen fewer than ``min_count`` times and stop words are not listed, but the frequencies and N are
    those of all running words.

    Columns: ``first, second, count`` (together), ``count_first, count_second`` (in all), ``expected = f1 * f2 * span /
    N`` (Evert 2008), ``articles`` (with the pair), ``total`` (N, running words), ``window``, ``directed``, and the
    measures ``g2`` (4 cells, signed), ``pmi, npmi, t, z, log_dice, dice, mi3`` (formulas in ``association``; the span
    is the window, or twice the window undirected). By falling G2.

    >>> pairs = collocations({"a": "rawa pening lalu rawa pening".split()})
    >>> pairs[["first", "second", "count", "count_first", "total"]].values.tolist()
    [['rawa', 'pening', 2, 2, 5]]
    """
    import pandas as pd

    chosen = list(measures)
    _check(chosen, window, within)
    words, bound, article, terms = _running(data, within, unit, term_namer(unit, case=case, marks=marks))
    keys, place = pair_keys(words, bound, len(terms), window=window, directed=directed)
    pair, count = counted(keys)
    left, right = pair // max(len(terms), 1), pair % max(len(terms), 1)
    kept = (count >= min_count) & _shown(terms, left, right, node, unit, case, stop_words)
    left, right, count = left[kept], right[kept], count[kept]
    articles = _articles_with(pair[kept], keys, article[place])
    frequency = np.bincount(words, minlength=len(terms))
    span = float(window) if directed else np.where(left == right, window, 2 * window).astype(float)
    pairs = Pairs(count, frequency[left], frequency[right], len(words), span)
    named = pd.array(terms, dtype="string")
    columns = {
        "first": named.take(left), "second": named.take(right), "count": count, "count_first": pairs.first,
        "count_second": pairs.second, "expected": pairs.expected, "articles": articles, "total": len(words),
        "window": window, "directed": directed,
    }  # fmt: skip
    frame = pd.DataFrame(columns | {name: PAIR_MEASURES[name](pairs) for name in chosen}, index=range(len(count)))
    strength = np.sign(count - pairs.expected) * PAIR_MEASURES["g2"](pairs)
    if "g2" in chosen:
        frame["g2"] = strength
    return frame.iloc[np.lexsort((right, left, -strength))].reset_index(drop=True)


def _check(measures: list[str], window: int, within: str) -> None:
    unknown = [name for name in measures if name not in PAIR_MEASURES]
    if unknown:
        raise ValueError(f"measure {unknown[0]!r} is not known; they are {', '.join(PAIR_MEASURES)}.")
    if window < 1:
        raise ValueError(f"window {window!r} is not possible; it is a number of words from 1.")
    if within not in WITHIN:
        raise ValueError(f"within {within!r} is not known; it is one of {', '.join(WITHIN)}.")


def _shown(
    terms: list[str], left: Places, right: Places, node: str | None, unit: str, case: bool, stop_words: StopWords
) -> npt.NDArray[np.bool_]:
    """Say which pairs the filters show."""
    shown = listed(terms, stop_words=stop_words, numbers=True, unit=unit, case=case)
    pairs = shown[left] & shown[right]
    if node is not None:
        wanted = term_namer(unit, case=case, marks=True)(node)
        is_node = np.array([term == wanted for term in terms], bool)
        pairs &= is_node[left] | is_node[right]
    return pairs


def _running(data: Any, within: str, unit: str, name: Any) -> tuple[Codes, Codes, Codes, list[str]]:
    """Return the running words that count, the sentence (or article) and the article each lies in, and the terms.

    Codes follow the alphabet, so that comparing codes compares terms.
    """
    index = in_unit(index_terms(data, sentences=within == "sentence"), unit)
    codes, terms = term_codes(index, name)
    order = sorted(range(len(terms)), key=terms.__getitem__)
    rank = np.empty(len(terms), np.int32)
    rank[order] = np.arange(len(terms))
    here = codes >= 0
    article = np.repeat(np.arange(len(index.bounds) - 1, dtype=np.int32), np.diff(index.bounds))[here]
    bound = index.sentences[here] if within == "sentence" else article
    return rank[codes[here]], bound, article, [terms[i] for i in order]


def pair_keys(
    words: Codes, bound: Codes, types: int, *, window: int = 1, directed: bool = True
) -> tuple[Places, Places]:
    """Return every meeting of two words as ``first * types + second``, and the place of the second."""
    keys, places = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, min(window, len(words) - 1) + 1):
        place = np.flatnonzero(bound[step:] == bound[:-step]) + step
        left, right = words[place - step].astype(np.int64), words[place].astype(np.int64)
        if not directed:
            left, right = np.minimum(left, right), np.maximum(left, right)
        keys.append(left * types + right)
        places.append(place)
    return np.concatenate(keys), np.concatenate(places)


def counted(keys: Places) -> tuple[Places, Places]:
    """Return the distinct keys, ascending, and how often each stands.

    >>> [x.tolist() for x in counted(np.array([7, 3, 7]))]
    [[3, 7], [1, 2]]
    """
    keys = np.sort(keys)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.diff(first, append=len(keys))


def _articles_with(pairs: Places, keys: Places, article: Codes) -> Places:
    """Return, for each of the sorted pairs, the number of articles it stands in."""
    at = np.minimum(np.searchsorted(pairs, keys), max(len(pairs) - 1, 0))
    here = pairs[at] == keys if len(pairs) else np.empty(0, bool)
    size = int(article.max(initial=0)) + 1
    met = counted(at[here] * size + article[here])[0]
    return np.bincount(met // size, minlength=len(pairs))


def cooccurrence(
    data: Any,
    *,
    terms: Iterable[str] | None = None,
    within: str = "sentence",
    unit: str = "form",
    stop_words: StopWords = True,
    numbers: bool = False,
    min_count: int = 2,
) -> pd.DataFrame:
    """List the pairs of terms that stand in one sentence (or article): an edge list, ready for networkx.

    ``networkx.from_pandas_edgelist(edges, edge_attr=True)`` takes it as it is. ``terms`` keeps the pairs of these
    words only (phrases are not joined). A sentence counts once, however often the words stand in it.

    Columns: ``source, target`` (in the order of the alphabet), ``weight`` (sentences with both), ``sentences_source,
    sentences_target`` (with each), ``sentences`` (in all), ``articles`` (with a sentence that has both), ``npmi``
    (Bouma 2009), ``jaccard = both / either`` (Jaccard 1912), ``within``. By falling weight.

    >>> edges = cooccurrence({"a": ["banjir", "surut"], "b": ["surut", "banjir"]}, within="article")
    >>> edges[["source", "target", "weight", "jaccard"]].values.tolist()
    [['banjir', 'surut', 2, 1.0]]
    """
    import pandas as pd
    from scipy import sparse

    _check([], 1, within)
    name = term_namer(unit)
    words, bound, article, named = _running(data, within, unit, name)
    shown = listed(named, stop_words=stop_words, numbers=numbers, unit=unit, case=False)
    if terms is not None:
        asked = {name(term) for term in terms}
        shown &= np.array([term in asked for term in named], bool)
    places, sentence = np.unique(bound, return_inverse=True)
    kept = shown[words]
    seen = counted(words[kept] * np.int64(len(places)) + sentence[kept])[0]
    column, row = seen // max(len(places), 1), seen % max(len(places), 1)
    table = sparse.csc_array((np.ones(len(seen), np.int64), (row, column)), shape=(len(places), len(named)))
    edges = sparse.triu(table.T @ table, k=1).tocoo()
    often = edges.data >= min_count
    left, right, weight = edges.row[often], edges.col[often], edges.data[often]
    frequency = np.diff(table.indptr)
    home = article[np.searchsorted(bound, places)]
    names = pd.array(named, dtype="string")
    pairs = Pairs(weight, frequency[left], frequency[right], len(places))
    columns = {
        "source": names.take(left), "target": names.take(right), "weight": weight, "sentences_source": pairs.first,
        "sentences_target": pairs.second, "sentences": len(places), "articles": _homes(table, left, right, home),
        "npmi": PAIR_MEASURES["npmi"](pairs), "jaccard": ratio(weight, pairs.first + pairs.second - weight),
        "within": within,
    }  # fmt: skip
    frame = pd.DataFrame(columns, index=range(len(weight)))
    return frame.iloc[np.lexsort((right, left, -weight))].reset_index(drop=True)


def _homes(table: Any, left: Places, right: Places, home: Codes) -> list[int]:
    """Return the number of articles in which the two terms of each pair share a sentence."""
    rows = np.split(table.indices, table.indptr[1:-1])
    both = (np.intersect1d(rows[i], rows[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True))
    return [len(np.unique(home[sentences])) for sentences in both]
