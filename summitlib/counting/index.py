"""A corpus as integer codes: every running word is a number and knows its article, its sentence and its place.

All term statistics read the same four kinds of data:

    article rows    ``article, text`` and any other columns (``read_articles``)
    token rows      ``article, token`` in running order; optional ``sentence, start, end`` (``find_tokens``)
    count rows      ``article, term, count``: for texts that cannot be passed on (no order, so no concordance);
                    with n-grams in the table ``n`` says how long a term is. Rates are over what the table holds
    a mapping       article -> its tokens in order, cut by whatever tool

or a ``TermIndex`` made of one of them, which saves the cutting. Words, numbers and marks are those of ``tokens_in``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.counting.codes import Codes, Places, joined
from summitlib.counting.cutting import Cutter
from summitlib.counting.naming import Namer, is_mark
from summitlib.rows import progress

if TYPE_CHECKING:
    import pandas as pd

# ---- the index -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class TermIndex:
    """The running words of a corpus as codes. Article ``i`` is ``codes[bounds[i]:bounds[i + 1]]``.

    ``rows`` has one row an article (with its text, where there is one), ``forms[code]`` is the token as it stands.
    ``sentences`` numbers the sentences through the whole corpus; where they are not known an article is one.
    ``starts`` and ``stops`` are offsets into the article's text; None where the tokens came without.
    """

    rows: pd.DataFrame
    forms: list[str]
    codes: Codes
    bounds: Places
    sentences: Codes
    starts: Codes | None = None
    stops: Codes | None = None
    has_sentences: bool = False

    @cached_property
    def marks(self) -> npt.NDArray[np.bool_]:
        """Which forms are marks."""
        return np.fromiter(map(is_mark, self.forms), bool, len(self.forms))

    @cached_property
    def _named(self) -> dict[Namer, list[str | None]]:
        return {}

    @cached_property
    def _coded(self) -> dict[Namer, tuple[Codes, list[str]]]:
        return {}

    def names(self, name: Namer) -> list[str | None]:
        """Return the term of each form; an index that is asked again remembers them."""
        if name not in self._named:
            self._named[name] = name.each(self.forms)
        return self._named[name]

    def terms(self, name: Namer) -> tuple[Codes, list[str]]:
        """Return the code of each form's term (-1: does not count), and the terms by the alphabet."""
        if name not in self._coded:
            names = self.names(name)
            terms = sorted(term for term in set(names) if term is not None)
            number: dict[str | None, int] = {None: -1} | {term: code for code, term in enumerate(terms)}
            self._coded[name] = np.fromiter(map(number.__getitem__, names), np.int32, len(names)), terms
        return self._coded[name]

    def article_at(self, places: Places) -> Places:
        """Return the number of the article that each place (a position in ``codes``) belongs to."""
        return np.searchsorted(self.bounds, places, side="right") - 1


def index_terms(data: Any, *, sentences: bool = True) -> TermIndex:
    """Turn articles, token rows or a mapping into a ``TermIndex``, marks included.

    Every function of terms that needs word order takes the result in place of the articles; make it once when a
    corpus is large. ``sentences=False`` leaves out the sentence boundaries, which take most of the time.

    >>> index = index_terms({"a": ["banjir", "di", "hulu"], "b": ["banjir"]})
    >>> index.codes.tolist(), index.bounds.tolist()
    ([0, 1, 2, 0], [0, 3, 4])
    """
    if isinstance(data, TermIndex):
        return data
    frame = as_rows(data)
    kind = kind_of(frame)
    if kind == "count":
        raise ValueError("Count rows (article, term, count) have no word order; give articles or token rows.")
    return _index_tokens(frame) if kind == "token" else _index_articles(frame, sentences)


def as_rows(data: Any) -> pd.DataFrame:
    """Return a frame: a mapping article -> tokens becomes token rows."""
    import pandas as pd

    if isinstance(data, pd.DataFrame):
        return data
    if isinstance(data, Mapping):
        whole = [article for article, tokens in data.items() if isinstance(tokens, str)]
        if whole:
            raise ValueError(f"The tokens of {whole[0]!r} are one string; give a list of tokens, or article and text.")
        pairs = [(article, token) for article, tokens in data.items() for token in tokens or [None]]
        return pd.DataFrame(pairs, columns=["article", "token"], dtype=object)
    raise ValueError(f"Terms are read from a data frame or a mapping of tokens, not from {type(data).__name__}.")


def kind_of(frame: pd.DataFrame) -> str:
    """Return article, token or count: what the rows are, by their columns."""
    columns = set(frame.columns)
    kinds = {"token": {"article", "token"}, "count": {"article", "term", "count"}, "article": {"article", "text"}}
    for kind, needed in kinds.items():
        if needed <= columns:
            return kind
    raise ValueError(
        "Terms need article rows (article, text), token rows (article, token) or count rows (article, term, count); "
        f"there are: {', '.join(map(str, frame.columns))}."
    )


def has_texts(data: Any) -> bool:
    """Say whether the words were cut from texts, and not brought as tokens or counts."""
    if isinstance(data, TermIndex):
        return data.starts is not None and "text" in data.rows
    return kind_of(as_rows(data)) == "article"


def rows_of(data: Any) -> pd.DataFrame:
    """Return one row an article, in order of appearance; article ids of article rows must differ."""
    if isinstance(data, TermIndex):
        return data.rows
    frame = as_rows(data)
    if kind_of(frame) != "article":
        return frame.drop_duplicates("article").reset_index(drop=True)
    twice = frame["article"][frame["article"].duplicated()]
    if len(twice):
        raise ValueError(f"Article ids must differ; {twice.iloc[0]!r} stands more than once.")
    return frame


def _index_articles(frame: pd.DataFrame, sentences: bool) -> TermIndex:
    rows = rows_of(frame)
    cutter, lengths = Cutter(list, offsets=True), np.zeros(len(rows), np.int64)
    codes, starts = [], []
    for batch in cutter.cut(progress(rows["text"], len(rows), label="indexing words")):
        codes.append(batch.codes)
        starts.append(batch.starts)
        lengths[batch.first : batch.first + len(batch.ends)] += np.diff(batch.ends, prepend=0)
    code, start = joined(codes, np.int32), joined(starts, np.int32)
    forms, bounds = list(cutter.terms), np.concatenate([[0], np.cumsum(lengths)])
    stop = start + np.array([len(form) for form in forms], np.int32)[code]
    number = _sentence_numbers(rows["text"], start, bounds) if sentences else article_numbers(bounds)
    return TermIndex(rows, forms, code, bounds, number, start, stop, has_sentences=sentences)


def article_numbers(bounds: Places) -> Codes:
    """Return the number of the article of each running word."""
    return np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds))


def _sentence_numbers(texts: pd.Series, starts: Codes, bounds: Places) -> Codes:
    """Return the number of each word's sentence; what stands before the first belongs to the first."""
    numbers, first = np.empty(len(starts), np.int32), 0
    articles = zip(texts, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    for text, low, high in progress(articles, len(texts), label="indexing sentences"):
        begun = [sentence.start for sentence in words.sentences_in(text)[1:]] if isinstance(text, str) else []
        numbers[low:high] = first + np.searchsorted(np.array(begun, np.int32), starts[low:high], side="right")
        first += len(begun) + 1
    return numbers


def _index_tokens(frame: pd.DataFrame) -> TermIndex:
    rows = rows_of(frame)
    article, _ = frame["article"].factorize(use_na_sentinel=False)
    order = np.argsort(article, kind="stable")
    order = order[frame["token"].notna().to_numpy()[order]]  # a row without a token: an article without words
    frame = frame.iloc[order]
    codes, forms = frame["token"].astype(object).factorize()
    bounds = np.concatenate([[0], np.cumsum(np.bincount(article[order], minlength=len(rows)))]).astype(np.int64)
    numbers = article_numbers(bounds)
    if "sentence" in frame.columns:
        sentence, _ = frame["sentence"].factorize()
        numbers = np.cumsum(np.diff(article[order] * (sentence.max(initial=0) + 2) + sentence, prepend=-2) != 0) - 1
    offsets = {"start", "end"} <= set(frame.columns) and not frame[["start", "end"]].isna().any(axis=None)
    return TermIndex(
        rows, forms.tolist(), codes.astype(np.int32), bounds, numbers.astype(np.int32),
        starts=frame["start"].to_numpy(np.int32) if offsets else None,
        stops=frame["end"].to_numpy(np.int32) if offsets else None,
        has_sentences="sentence" in frame.columns,
    )  # fmt: skip


def term_codes(index: TermIndex, name: Namer) -> tuple[Codes, list[str]]:
    """Return the running words of an index as codes of terms (-1: does not count), and the terms by the alphabet."""
    of_form, terms = index.terms(name)
    return (of_form[index.codes] if len(of_form) else index.codes), terms


def ngram_codes(index: TermIndex, name: Namer, n: int) -> tuple[Codes, list[str]]:
    """Return, for every word, the code of the n-gram that begins there (-1: none), and the n-grams.

    An n-gram is n words in a row inside one sentence; a token that does not count (a mark) ends the row.
    """
    one, terms = term_codes(index, name)
    codes, grams = one, list(terms)
    for step in range(1, n):
        place = np.arange(max(len(one) - step, 0))
        fits = (codes[place] >= 0) & (one[place + step] >= 0)
        place = place[fits & (index.sentences[place] == index.sentences[place + step])]
        seen, number = np.unique(codes[place].astype(np.int64) * len(terms) + one[place + step], return_inverse=True)
        grams = [f"{grams[pair // len(terms)]} {terms[pair % len(terms)]}" for pair in seen.tolist()]
        codes = np.full(len(one), -1, np.int32)
        codes[place] = number
    return codes, grams
