"""Which terms stand where, how often, how evenly and how richly: counts, tf-idf, dispersion, diversity, growth.

Every function takes article rows, token rows, count rows, a mapping article -> tokens, or the index made of them
(``index_terms``). A term is a word (or n-gram) in one of these units: its ``form``, its ``lemma``, or its ``variant``
(each family of the variants table as one; ``spelling``, ``name``, ``synonym`` or ``reduplication`` take only that
kind). Filters choose which rows are shown and never change a denominator: a rate is always over all running words,
numbers included and marks not (with ``marks=True`` over all tokens).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from summitlib.counting import association, richness
from summitlib.counting.codes import Places, alphabetical
from summitlib.counting.concordance import keyword_in_context
from summitlib.counting.grid import preprocessing_grid
from summitlib.counting.index import TermIndex, has_texts, index_terms, term_codes
from summitlib.counting.keyness import compare_terms
from summitlib.counting.naming import Namer, StopWords, are_among, asked_for, families_of, listed
from summitlib.counting.pairs import collocations, cooccurrence
from summitlib.counting.tally import Tally, tally, with_rates
from summitlib.counting.units import in_unit
from summitlib.options import number, several, whole
from summitlib.rows import need_columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TermIndex", "collocations", "compare_terms", "cooccurrence", "count_terms", "dispersion", "index_terms",
    "keyword_in_context", "lexical_diversity", "preprocessing_grid", "tf_idf", "vocabulary_growth", "zipf_ranks",
]  # fmt: skip

SHORT_TEXT = 100  # words; MTLD is steady from about here (Koizumi 2012), HD-D and MATTR need 42 and 50 at least


def count_terms(
    data: Any,
    *,
    by: str | None = None,
    ngram: int = 1,
    unit: str = "form",
    case: bool = False,
    stop_words: StopWords = False,
    marks: bool = False,
    numbers: bool = True,
    terms: Iterable[str] | None = None,
    per: int = 1000,
) -> pd.DataFrame:
    """Count terms by group: how often, how many per 1,000 words, and in how many of the articles.

    ``by`` is any column of the rows (``publisher``, ``article`` …); None counts all articles together, as group
    ``all``. ``stop_words=True`` leaves out the library's list, a list leaves out its words, of n-grams those that
    begin or end with one. An n-gram lies inside a sentence, with no mark in it. ``terms`` asks for some terms only,
    and gives a row for every group, zeros included: that a group never uses a word is a finding too.

    Columns: ``group, term, count, total`` (running words; places for n-grams), ``rate`` (per ``per``) with the 95 %
    score interval ``rate_low, rate_high`` (Wilson 1927; it takes words as independent, and they cluster in texts, so
    it is too narrow if anything), ``articles`` (with the term) of ``articles_total``, ``rank`` (equal counts
    share the lowest). Ordered by group as they appear, count, term.

    >>> counts = count_terms({"a": ["banjir", "surut"], "b": ["banjir"]}, per=100)
    >>> counts[["group", "term", "count", "articles", "rank"]].values.tolist()
    [['all', 'banjir', 2, 2, 1], ['all', 'surut', 1, 1, 2]]
    """
    whole("ngram", ngram)
    number("per", per)
    found = tally(data, Namer(unit, case=case, marks=marks), by=by, ngram=ngram)
    shown = listed(found.terms, stop_words=stop_words, numbers=numbers, unit=unit, case=case, ngram=ngram)
    asked: list[str] = []
    if terms is not None:  # no filter hides these
        name = Namer(unit, case=case, marks=True)
        asked = asked_for(several("terms", terms), found.terms, name, in_text=has_texts(data), ngram=ngram)
        shown |= are_among(found.terms, asked)
    order = _in_order(found)
    frame = _count_frame(found, order[shown[found.term[order]]], found.containing)
    frame["rank"] = frame.groupby("group", dropna=False)["count"].rank(method="min", ascending=False).astype("Int64")
    if terms is not None:
        frame = _with_zeros(frame, found, asked)
    return with_rates(frame, per)


def _in_order(found: Tally) -> Places:
    """Return the order of the counts by group, count and term."""
    return np.lexsort((alphabetical(found.terms)[found.term], -found.counts, found.group))


def _count_frame(found: Tally, order: Places, articles: Places) -> pd.DataFrame:
    """Return rows of counts in that order."""
    import pandas as pd

    group, term = found.group[order], found.term[order]
    named = pd.array(found.terms, dtype="string").take(term)
    columns = {"term": named, "count": found.counts[order], "total": found.words[group], "articles": articles[order]}
    return pd.DataFrame({"group": found.labels.take(group), **columns, "articles_total": found.articles[group]})


def _with_zeros(frame: pd.DataFrame, found: Tally, terms: list[str]) -> pd.DataFrame:
    """Return a row for every group and asked term, in the order asked."""
    import pandas as pd

    at, number = (grid.ravel() for grid in np.mgrid[: len(found.labels), : len(terms)])
    grid = pd.DataFrame({"group": found.labels.take(at), "term": pd.array(terms, dtype="string").take(number)})
    grid = grid.merge(frame[["group", "term", "count", "articles", "rank"]], how="left", on=["group", "term"])
    grid = grid.fillna({"count": 0, "articles": 0}).astype({"count": "int64", "articles": "int64"})
    grid.insert(3, "total", found.words[at])
    return grid.assign(articles_total=found.articles[at])


def tf_idf(data: Any, *, by: str = "article", unit: str = "form", stop_words: StopWords = False) -> pd.DataFrame:
    """Weigh each term of each article by how few articles have it.

    Columns: ``group`` (the article), ``term, count, articles`` (with the term, df) of ``articles_total`` (N),
    ``tf_idf = count * log10(N / df)`` (Salton and Buckley 1988; quanteda's default), and ``tf_idf_smooth_l2 =
    count * (ln((1 + N) / (1 + df)) + 1)`` divided by the article's Euclidean length, over all its words
    (scikit-learn's default). With another ``by`` the groups stand for articles.

    >>> weighed = tf_idf({"a": ["banjir", "surut"], "b": ["banjir"]})
    >>> weighed["tf_idf"].round(3).tolist()
    [0.0, 0.301, 0.0]
    """
    found = tally(data, Namer(unit), by=by)
    n = len(found.labels)
    df = np.bincount(found.term, minlength=len(found.terms))[found.term]
    smooth = found.counts * (np.log((1 + n) / (1 + df)) + 1)
    length = np.sqrt(np.bincount(found.group, weights=smooth**2, minlength=n))[found.group]
    order = _in_order(found)
    frame = _count_frame(found, order, df)
    frame = frame.assign(articles_total=n, tf_idf=(found.counts * np.log10(n / df))[order])
    frame["tf_idf_smooth_l2"] = (smooth / length)[order]
    shown = listed(frame["term"].tolist(), stop_words=stop_words, numbers=True, unit=unit, case=False)
    return frame.drop(columns="total")[shown].reset_index(drop=True)


def dispersion(
    data: Any, *, by: str = "article", unit: str = "form", stop_words: StopWords = False, per: int = 1000
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the articles (or the groups of ``by``).

    Columns: ``term, count, rate`` (per ``per``), ``range`` (the parts it stands in) of ``parts`` (those that have
    words), ``juilland_d, dp, dp_norm`` (defined in ``richness.spread``), ordered by count and term. Of a term that
    occurs fewer times than there are parts no even spread is possible: ``warning`` says so.

    >>> dispersion({"a": ["banjir", "surut"], "b": ["banjir", "lagi"]})[["term", "range", "dp"]].values.tolist()
    [['banjir', 2, 0.0], ['lagi', 1, 0.5], ['surut', 1, 0.5]]
    """
    import pandas as pd

    found = tally(data, Namer(unit), by=by)
    filled = np.flatnonzero(found.words > 0)
    part = np.searchsorted(filled, found.group)
    count = np.bincount(found.term, weights=found.counts, minlength=len(found.terms)).astype(np.int64)
    spread = richness.spread(found.term, found.counts, part, found.words[filled])
    frame = pd.DataFrame({"term": pd.array(found.terms, dtype="string"), "count": count})
    frame["rate"] = per * association.ratio(count, found.words.sum())
    frame["range"], frame["parts"] = spread.range, len(filled)
    frame["juilland_d"], frame["dp"], frame["dp_norm"] = spread.juilland_d, spread.dp, spread.dp_norm
    few, lone = "fewer occurrences than parts", "one part only: nothing to be spread over"
    warnings = [lone if len(filled) < 2 else few if n < len(filled) else None for n in count.tolist()]
    frame["warning"] = pd.array(warnings, dtype="string")
    shown = listed(found.terms, stop_words=stop_words, numbers=True, unit=unit, case=False)
    return frame[shown].sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def lexical_diversity(
    data: Any,
    *,
    by: str | None = "article",
    unit: str = "form",
    window: int = 50,
    draws: int = 42,
    threshold: float = 0.72,
) -> pd.DataFrame:
    """Measure how rich the vocabulary of each article (or group; None: all as one text) is.

    Columns: ``group, tokens, types, hapaxes, ttr = V/N, rttr = V/sqrt(N)`` (Guiraud 1954), ``cttr = V/sqrt(2N)``
    (Carroll 1964), ``herdan = ln V / ln N`` (Herdan 1960), ``mattr`` (moving window), ``hdd`` (42 draws), ``mtld``
    (0.72, both directions, with partial factors), ``yule_k``, and ``warning``. The first four fall or rise with the
    length, so compare them only between texts of one length. Formulas and sources stand in ``richness``.

    >>> lexical_diversity({"a": ["banjir", "surut", "banjir", "lagi"]})[["tokens", "types", "ttr"]].values.tolist()
    [[4.0, 3.0, 0.75]]
    """
    import pandas as pd

    whole("window", window)
    whole("draws", draws)
    number("threshold", threshold, below=1)
    rows = []
    for label, codes in _running_words(data, by=by, unit=unit):
        n, frequency = len(codes), np.unique(codes, return_counts=True)[1]
        v = len(frequency)
        simple = [v, int((frequency == 1).sum()), *(_over(v, x) for x in (n, np.sqrt(n), np.sqrt(2 * n)))]
        herdan = _over(np.log(v), np.log(n)) if n else np.nan
        moving = [richness.mattr(codes, window), richness.hdd(codes, draws), richness.mtld(codes, threshold)]
        warning = _diversity_warning(n, v, window, draws)
        rows.append([label, n, *simple, herdan, *moving, richness.yule_k(codes), warning])
    columns = "group tokens types hapaxes ttr rttr cttr herdan mattr hdd mtld yule_k warning"
    frame = pd.DataFrame(rows, columns=columns.split())
    kinds = dict.fromkeys(columns.split()[4:-1], "float64") | dict.fromkeys(("tokens", "types", "hapaxes"), "int64")
    return frame.astype(kinds | {"warning": "string"})


def _over(x: float, y: float) -> float:
    return float(x / y) if y else float("nan")


def _diversity_warning(tokens: int, types: int, window: int, draws: int) -> str | None:
    if not tokens:
        return "no words"
    if too_short := [name for name, needed in (("mattr", window), ("hdd", draws)) if tokens < needed]:
        return f"{tokens} words: too short for {' and '.join(too_short)}; none of the measures is steady"
    if tokens < SHORT_TEXT:
        return f"{tokens} words: below {SHORT_TEXT} mtld, hdd and mattr are unsteady"
    return "no word recurs: mtld is not defined" if tokens == types else None


def _running_words(data: Any, *, by: str | None, unit: str) -> list[tuple[Any, npt.NDArray[np.int32]]]:
    """Return the codes of the running words of each group, articles in order, marks left out."""
    import pandas as pd

    index = in_unit(index_terms(data, sentences=bool(families_of(unit))), unit)
    codes, _ = term_codes(index, Namer(unit))
    if by is None:
        return [("all", codes[codes >= 0])]
    need_columns(index.rows, [by], "Groups")
    group_of, labels = pd.Series(index.rows[by]).factorize(use_na_sentinel=False)
    parts = np.split(codes, index.bounds[1:-1])
    size = np.bincount(group_of, minlength=len(labels))
    members = np.split(np.argsort(group_of, kind="stable"), np.cumsum(size))[: len(labels)]
    joined = [np.concatenate([codes[:0], *(parts[i] for i in articles)]) for articles in members]
    return [(label, words[words >= 0]) for label, words in zip(labels, joined, strict=True)]


def zipf_ranks(data: Any, *, by: str | None = None, unit: str = "form") -> pd.DataFrame:
    """Rank the terms of each group by count, beside what Zipf's law expects.

    Columns: ``group, rank`` (1, 2, 3 …: equal counts in the order of the alphabet), ``term, count, expected =
    N * rank ** -s / sum(rank ** -s)``, and ``exponent`` (s, by maximum likelihood over the ranks; Zipf 1949).

    >>> zipf_ranks({"a": ["banjir", "banjir", "surut"]})[["rank", "term", "count"]].values.tolist()
    [[1, 'banjir', 2], [2, 'surut', 1]]
    """
    frame = count_terms(data, by=by, unit=unit)[["group", "term", "count"]]
    grouped = frame.groupby("group", dropna=False, sort=False)["count"]
    frame.insert(1, "rank", grouped.cumcount() + 1)
    frame["exponent"] = grouped.transform(lambda counts: richness.zipf_exponent(counts.to_numpy())).astype(float)
    weight = frame["rank"].to_numpy(float) ** -frame["exponent"].to_numpy()
    weights = frame.assign(weight=weight).groupby("group", dropna=False, sort=False)["weight"].transform("sum")
    frame.insert(4, "expected", grouped.transform("sum").to_numpy() * association.ratio(weight, weights))
    return frame


def vocabulary_growth(data: Any, *, by: str | None = None, unit: str = "form", points: int = 100) -> pd.DataFrame:
    """Follow how the vocabulary grows as the texts are read in order.

    Columns: ``group, tokens`` (words read, at most ``points`` steps), ``types, hapaxes`` (met once so far),
    ``expected = k * tokens ** beta`` (Heaps 1978, fitted to these points) and ``exponent`` (beta).

    >>> vocabulary_growth({"a": ["banjir", "surut", "banjir"]})[["tokens", "types", "hapaxes"]].values.tolist()
    [[1, 1, 1], [2, 2, 2], [3, 2, 1]]
    """
    import pandas as pd

    whole("points", points)
    frames = []
    for label, codes in _running_words(data, by=by, unit=unit):
        at = np.unique(np.linspace(min(1, len(codes)), len(codes), min(points, len(codes)), dtype=int))
        types, hapaxes = (x[at - 1] for x in richness.growth(codes))
        k, beta = richness.heaps_fit(at, types)
        columns = {"tokens": at, "types": types, "hapaxes": hapaxes, "expected": k * at**beta, "exponent": beta}
        frames.append(pd.DataFrame({"group": [label] * len(at)} | columns))
    return pd.concat(frames, ignore_index=True) if frames else _no_growth()


def _no_growth() -> pd.DataFrame:
    import pandas as pd

    whole, real = pd.Series(dtype="int64"), pd.Series(dtype="float64")
    counts = {"tokens": whole, "types": whole, "hapaxes": whole}
    return pd.DataFrame({"group": pd.Series(dtype="string"), **counts, "expected": real, "exponent": real})
