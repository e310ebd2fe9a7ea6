"""Many texts as numbers: each distinct chunk between spaces is cut once, each distinct term has one code.

The same chunks recur all over a corpus, and with few exceptions (``is_open_ended``) a chunk is cut in the same way
wherever it stands. So counting chunks and cutting each kind once gives exactly what ``tokens_in`` gives, faster and
in less memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from re import compile as pattern
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.lexicons import read_lexicon

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Namer = Callable[[str], str | None]
StopWords = bool | Iterable[str]

UNITS = ("form", "lemma", "variant")
_BATCH = 1 << 19  # running words at a time: some 30 MB of working memory
_CHUNKS_KEPT = 1 << 18  # distinct chunks remembered before starting afresh: some 40 MB
_REACH = 24  # characters before an open-ended chunk that can decide how it is cut; after it, the next chunk
_CHUNK, _NEXT = pattern(r"\S+"), pattern(r"\s*\S*")


# ---- what counts as the same word ------------------------------------------------------------------------------


def is_mark(token: str) -> bool:
    """Say whether a token has neither letter nor digit."""
    return not any(map(str.isalnum, token))


def is_number(token: str) -> bool:
    """Say whether a token has digits and no letter."""
    return any(map(str.isdigit, token)) and not any(map(str.isalpha, token))


def term_namer(unit: str = "form", *, case: bool = False, marks: bool = False) -> Namer:
    """Return the function from a token to the term it counts as; None where it does not count.

    >>> name = term_namer("form")
    >>> name("Beras"), name(",")
    ('beras', None)
    """
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is not known; it is one of {', '.join(UNITS)}.")
    fold: Callable[[str], str] = str if case else str.lower
    same = {"form": fold, "lemma": words.lemma_of, "variant": lambda token: fold(words.variant_of(token))}[unit]
    return lambda token: same(normalize("NFC", token)) if marks or not is_mark(token) else None


@cache
def _own_stop_words() -> tuple[str, ...]:
    """Return the grammar words of the lexicon; reporting verbs stay, they are what news is made of."""
    return tuple(row["word"] for row in read_lexicon("stopwords") if row["kind"] != "reporting")


def stop_list(stop_words: StopWords, *, unit: str = "form", case: bool = False) -> frozenset[str]:
    """Return the terms to leave out: True is the library's list, False none, otherwise the words given."""
    if isinstance(stop_words, str):
        raise ValueError(f"stop_words {stop_words!r} is one word; give a list of words, or True for our own list.")
    given = (_own_stop_words() if stop_words else ()) if isinstance(stop_words, bool) else stop_words
    name = term_namer(unit, case=case, marks=True)
    return frozenset(str(name(word)) for word in given)


def listed(terms: list[str], *, stop_words: StopWords, numbers: bool, unit: str, case: bool) -> list[bool]:
    """Say of each term whether the filters show it; an n-gram is judged by its first and last word."""
    stops = stop_list(stop_words, unit=unit, case=case)

    def shows(term: str) -> bool:
        ends = (term, term) if " " not in term else (term.split(" ", 1)[0], term.rsplit(" ", 1)[1])
        return not any(word in stops or (not numbers and is_number(word)) for word in ends)

    return [True] * len(terms) if numbers and not stops else [shows(term) for term in terms]


class Numbers(dict[Any, int]):
    """Numbers everything asked for in order of appearance."""

    def __missing__(self, key: Any) -> int:
        self[key] = number = len(self)
        return number


# ---- from texts to codes ---------------------------------------------------------------------------------------


class Batch(NamedTuple):
    """Whole articles, cut: the codes of their words in order, the words up to the end of each article, offsets."""

    texts: list[str]
    codes: Codes
    ends: Places
    starts: Codes


class Cutter:
    """Cuts every distinct chunk once and numbers the terms in it (``terms``: term -> code)."""

    def __init__(self, name: Namer, *, offsets: bool = False) -> None:
        self.name, self.offsets = name, offsets
        self.terms = Numbers()
        self._forget()

    def _forget(self) -> None:
        self._chunks = Numbers()
        self._ends, self._codes, self._at = array("i", [0]), array("i"), array("i")
        self._open: set[int] = set()

    def cut(self, texts: Iterable[Any]) -> Iterator[Batch]:
        """Yield batches of whole articles; a text that is missing has no words."""
        pending: list[str] = []
        numbers, ends = array("i"), [0]
        for text in texts:
            pending.append(text if isinstance(text, str) else "")
            numbers.extend(map(self._chunks.__getitem__, pending[-1].split()))
            ends.append(len(numbers))
            if len(numbers) > _BATCH:
                yield self._batch(pending, numbers, ends)
                pending, numbers, ends = [], array("i"), [0]
                if len(self._chunks) > _CHUNKS_KEPT:
                    self._forget()
        if pending:
            yield self._batch(pending, numbers, ends)

    def _batch(self, texts: list[str], numbers: array[int], ends: list[int]) -> Batch:
        self._learn()
        chunks = np.array(numbers, np.int32)
        self._cut_open_ended(texts, chunks, ends)
        first = np.array(self._ends, np.int64)
        sizes = np.diff(first)[chunks]
        after = np.concatenate([[0], np.cumsum(sizes)])
        place = np.repeat(first[chunks] - after[:-1], sizes) + np.arange(after[-1])
        starts = np.empty(0, np.int32)
        if self.offsets:
            begun = [found.start() for text in texts for found in _CHUNK.finditer(text)]
            starts = np.array(self._at, np.int32)[place] + np.repeat(np.array(begun, np.int32), sizes)
        return Batch(texts, np.array(self._codes, np.int32)[place], after[ends[1:]], starts)

    def _learn(self) -> None:
        """Cut the chunks that have a number but no terms yet."""
        known = len(self._ends) - 1
        for number, chunk in enumerate(islice(self._chunks, known, None), known):
            if words._open_edge().search(chunk):
                self._open.add(number)
            self._add((token.start, token.text) for token in words.tokens_in(chunk))

    def _add(self, tokens: Iterable[tuple[int, str]]) -> None:
        for at, token in tokens:
            term = self.name(token)
            if term is not None:
                self._codes.append(self.terms[term])
                self._at.append(at)
        self._ends.append(len(self._codes))

    def _cut_open_ended(self, texts: list[str], chunks: Codes, ends: list[int]) -> None:
        """Cut again, in their places, the chunks that depend on their neighbours."""
        hits = np.flatnonzero(np.isin(chunks, list(self._open))) if self._open else np.empty(0, np.int64)
        spans, last = [(0, 0)], -1
        for hit, article in zip(hits.tolist(), (np.searchsorted(ends, hits, side="right") - 1).tolist(), strict=True):
            if article != last:
                spans, last = [found.span() for found in _CHUNK.finditer(texts[article])], article
            chunks[hit] = self._in_place(texts[article], *spans[hit - ends[article]])

    def _in_place(self, text: str, start: int, end: int) -> int:
        """Return the number of the chunk as it is cut here; two cuts of one chunk are two chunks."""
        left = max(0, start - _REACH)
        tokens = words.tokens_in(text[left : _NEXT.match(text, end).end()])  # type: ignore[union-attr]
        here = tuple((left + t.start - start, t.text) for t in tokens if start <= left + t.start < end)
        if here not in self._chunks:
            self._add(here)
        return self._chunks[here]
