"""Counts by group in one pass: the ground of every table of terms. Memory grows with distinct terms, not with text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from summitlib.counting import association
from summitlib.counting.codes import Codes, Numbers, Places, counted
from summitlib.counting.cutting import Cutter
from summitlib.counting.index import TermIndex, article_numbers, as_rows, index_terms, kind_of, ngram_codes, rows_of
from summitlib.counting.naming import Namer, name_phrase
from summitlib.counting.units import in_unit
from summitlib.rows import need_columns, progress

if TYPE_CHECKING:
    import pandas as pd

Entries = tuple[Places, Places, Places, npt.NDArray[np.bool_]]

_FEW_GROUPS = 64  # as many groups are added up in a table of groups and terms


class Tally(NamedTuple):
    """Counts by group: per group its label, words and articles; per group and term the count and the articles."""

    labels: pd.Index
    words: Places
    articles: Places
    terms: list[str]
    group: Places
    term: Places
    counts: Places
    containing: Places


class _Sums:
    """Adds up counts and articles by group and term: in a table while the groups are few, else by key."""

    def __init__(self, groups: int) -> None:
        self.groups = max(groups, 1)
        self.counts = self.articles = np.zeros(0, np.int64)  # of each term in each group
        self.parts: list[Places] = []

    def add(self, group: Places, term: Places, counts: Places, new: npt.NDArray[np.bool_]) -> None:
        """Take counts, and whether each adds an article to those with its term."""
        containing = new.astype(np.int64)
        if self.groups > _FEW_GROUPS:
            self.parts.append(_added_up(np.stack([(group << 32) | term, counts, containing])))
            return
        at, terms = term * self.groups + group, int(term.max(initial=-1)) + 1
        if (more := terms - len(self.counts) // self.groups) > 0:
            room = (0, (more + terms // 2) * self.groups)
            self.counts, self.articles = np.pad(self.counts, room), np.pad(self.articles, room)
        np.add.at(self.counts, at, counts)
        np.add.at(self.articles, at, containing)

    def sums(self) -> tuple[Places, Places, Places, Places]:
        """Return group, term, count and articles, by group and term."""
        if self.groups > _FEW_GROUPS:
            keys, count, articles = _added_up(np.concatenate([np.empty((3, 0), np.int64), *self.parts], axis=1))
            return keys >> 32, keys & 0xFFFFFFFF, count, articles
        counts, articles = (x.reshape(-1, self.groups).T for x in (self.counts, self.articles))
        group, term = np.nonzero(counts)
        return group, term, counts[group, term], articles[group, term]


def _added_up(columns: Places) -> Places:
    """Sum the columns that have the same key in the first row; keys ascending."""
    columns = columns[:, np.argsort(columns[0], kind="stable")]
    first = np.flatnonzero(np.diff(columns[0], prepend=-1))
    if not len(first):
        return columns
    return np.concatenate([columns[:1, first], np.add.reduceat(columns[1:], first, axis=1)])


def tally(data: Any, name: Namer, *, by: str | None = None, ngram: int = 1) -> Tally:
    """Count the terms of each group of articles in one pass over the texts; memory grows with the distinct terms.

    ``by`` names a column of the rows; None puts all articles in one group called all.
    """
    import pandas as pd

    rows = rows_of(data)
    if by is not None:
        need_columns(rows, [by], "Groups")
    group_of, labels = pd.Series(["all"] * len(rows) if by is None else rows[by]).factorize(use_na_sentinel=False)
    sums, numbered = _Sums(len(labels)), Numbers()
    for article, terms, counts, new in _article_counts(data, name, ngram, numbered):
        sums.add(group_of[article], terms, counts, new)
    group, term, count, containing = sums.sums()
    size = np.bincount(group, weights=count, minlength=len(labels)).astype(np.int64)
    here = np.bincount(group_of, minlength=len(labels))
    return Tally(pd.Index(labels), size, here, list(numbered), group, term, count, containing)


def _article_counts(data: Any, name: Namer, ngram: int, numbered: Numbers) -> Iterator[Entries]:
    """Yield article numbers, term codes, counts, and whether they are the article's first of the term.

    One entry an article and term, of a long article one a piece and term; ``numbered`` is filled with the terms.
    """
    kind = "index" if isinstance(data, TermIndex) else kind_of(as_rows(data))
    if kind == "count" and (ngram == 1 or "n" in data):
        yield _given_counts(data, name, ngram, numbered)
    elif kind in ("index", "token") or ngram > 1 or name.families:
        index = in_unit(index_terms(data), name.unit)
        codes, terms = ngram_codes(index, name, ngram)
        number = np.array([numbered[term] for term in terms], np.int32)  # n-grams cut apart may read alike
        here = codes >= 0
        yield _counted(article_numbers(index.bounds)[here].astype(np.int64), number[codes[here]])
    else:
        texts, met = as_rows(data)["text"], np.zeros(0, bool)
        cutter = Cutter(name.each, terms=numbered)
        for batch in cutter.cut(progress(texts, len(texts), label="counting")):
            article = batch.first + np.repeat(np.arange(len(batch.ends)), np.diff(batch.ends, prepend=0))
            article, term, counts, new = _counted(article, batch.codes)
            if batch.piece is not None:  # terms of an earlier piece are in the article already
                met = met if batch.piece else np.zeros(0, bool)
                met = np.pad(met, (0, len(numbered) - len(met)))
                new &= ~met[term]
                met[term] = True
            yield article, term, counts, new


def _counted(article: Places, codes: Codes) -> Entries:
    keys, counts = counted((article << 32) | codes)
    return keys >> 32, keys & 0xFFFFFFFF, counts, counts > 0


def _given_counts(frame: pd.DataFrame, name: Namer, ngram: int, numbered: Numbers) -> Entries:
    """Read count rows, of a table with a column ``n`` those of n-grams so long; forms that are one term add up."""
    article, _ = frame["article"].factorize(use_na_sentinel=False)
    if "n" in frame:
        here = (frame["n"] == ngram).to_numpy(bool)
        frame, article = frame[here], article[here]
    counts = frame["count"].to_numpy(np.float64, na_value=np.nan)
    wrong = np.flatnonzero(~((counts >= 0) & (counts % 1 == 0)))
    if len(wrong):
        raise ValueError(f"Counts are whole numbers from 0; row {frame.index[wrong[0]]!r} has {counts[wrong[0]]!r}.")
    frame, article, counts = frame[counts > 0], article[counts > 0], counts[counts > 0]
    terms = [name_phrase(name, str(term)) for term in frame["term"]]
    kept = np.array([term is not None for term in terms], bool)
    codes = np.array([numbered[term] for term in terms if term is not None], np.int64)
    keys, total, _ = _added_up(np.stack([(article[kept] << 32) | codes, counts[kept].astype(np.int64), codes]))
    return keys >> 32, keys & 0xFFFFFFFF, total, total > 0


def with_rates(frame: pd.DataFrame, per: int) -> pd.DataFrame:
    """Return rows of counts with the rate per so many words and its 95 % score interval, columns in their order."""
    rate, low, high = (per * x for x in association.wilson_interval(frame["count"], frame["total"]))
    frame = frame.assign(rate=rate, rate_low=low, rate_high=high)
    return frame[
        ["group", "term", "count", "total", "rate", "rate_low", "rate_high", "articles", "articles_total", "rank"]
    ]
