"""Where words meet: every pair of words within a window of each other, in one sentence, counted by pair and article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from summitlib.counting.codes import Codes, Places, joined, new_in
from summitlib.counting.index import article_numbers, index_terms, term_codes
from summitlib.counting.naming import Namer
from summitlib.counting.units import in_unit

_KEY = 63  # bits of a number that holds a pair and an article
_MANY = 1 << 24  # meetings that are sorted at once; more come in parts
_PART = 1 << 22
_BLOCK = 1 << 15  # words looked at in one go, so that what is made of them stays near the processor


class Running(NamedTuple):
    """The running words that count: codes (in the order of the alphabet), the sentence and the article of each."""

    words: Codes
    bound: Codes  # the sentence, or the article where pairs may cross sentences
    articles: Codes
    terms: list[str]

    def at(self, words: npt.NDArray[Any] | slice) -> Running:
        """Return some of the words, by their numbers, a mask or a slice."""
        return Running(self.words[words], self.bound[words], self.articles[words], self.terms)


class Meetings(NamedTuple):
    """The distinct pairs in order: first and second word, how often they meet, in how many articles."""

    first: Places
    second: Places
    times: Places
    articles: Places

    def at(self, rows: Places) -> Meetings:
        """Return some rows of all four, by their numbers."""
        return Meetings(*(column[rows] for column in self))

    def where(self, rows: npt.NDArray[np.bool_]) -> Meetings:
        """Return the rows for which the mask is true."""
        return self if rows.all() else self.at(np.flatnonzero(rows))


def running_words(data: Any, within: str, name: Namer) -> Running:
    """Return the words of articles, rows or an index that have a name; pairs lie within a sentence or an article."""
    index = in_unit(index_terms(data, sentences=within == "sentence" or bool(name.families)), name.unit)
    codes, terms = term_codes(index, name)
    here = np.flatnonzero(codes >= 0)
    home = article_numbers(np.searchsorted(here, index.bounds))
    return Running(codes[here], index.sentences[here] if within == "sentence" else home, home, terms)


def meetings(running: Running, *, window: int = 1, directed: bool = True, min_count: int = 1) -> Meetings:
    """Count every meeting of two words within the window; undirected, the word earlier in the alphabet is the first.

    Pairs that meet fewer than ``min_count`` times are left out.

    >>> met = meetings(running_words({"a": "rawa pening lalu rawa pening".split()}, "sentence", Namer()))
    >>> met.first.tolist(), met.second.tolist(), met.times.tolist()
    ([0, 1, 2], [2, 0, 1], [1, 1, 2])
    """
    terms, article = len(running.terms), int(running.articles.max(initial=0)).bit_length()
    shards = []
    for low, high, most in _ranges(running, window, longest=_KEY - terms.bit_length() - article):
        key = _Key(terms.bit_length(), article, low, high, is_part=high - low < terms)
        met = _counted(_filled(most, _keys(running, window, directed, key)), key)
        met = met.where(met.times >= min_count) if min_count > 1 else met
        shards.append(met._replace(first=met.first + low))
    return Meetings(*(joined([shard[n] for shard in shards], np.int64) for n in range(len(Meetings._fields))))


def _ranges(running: Running, window: int, *, longest: int) -> Iterator[tuple[int, int, int]]:
    """Yield ranges of first words that are counted at a time, with the meetings to expect: nearly always all at once.

    A range has no more words than fit the bits that are left for them, and about as many meetings as ``_PART``.
    """
    words, bound, _, terms = running
    if len(words) * window <= _MANY and len(terms).bit_length() <= longest:
        yield 0, len(terms), len(words) * window
        return
    new = new_in(bound)
    end = np.append(np.flatnonzero(new), len(bound))[np.cumsum(new)]
    near = np.minimum(end - np.arange(1, len(bound) + 1), window)
    total = np.cumsum(np.bincount(words, near, minlength=len(terms)).astype(np.int64))
    changes = new_in(total // _PART) | new_in(np.arange(len(terms)) >> max(longest, 0))
    for low, high in pairwise([*np.flatnonzero(changes).tolist(), len(terms)]):
        yield low, high, int(total[high - 1] - (total[low - 1] if low else 0))


class _Key(NamedTuple):
    """How a pair and its article make one number: the bits of a word and of an article; the range of first words."""

    word: int
    article: int
    low: int
    high: int
    is_part: bool


def _filled(most: int, blocks: Iterator[Places]) -> Places:
    """Return the blocks as one array with -1 before them; room for what is expected is taken at the start."""
    keys, end = np.empty(1 + most, np.int64), 1
    keys[0] = -1
    for block in blocks:
        if end + len(block) > len(keys):  # undirected, a range may have more
            keys = np.concatenate([keys[:end], np.empty(end + len(block), np.int64)])
        keys[end : end + len(block)] = block
        end += len(block)
    return keys[:end]


def _keys(running: Running, window: int, directed: bool, key: _Key) -> Iterator[Places]:
    """Yield the meetings as numbers, block by block and distance by distance.

    Undirected, a word is the first of a pair with those ahead of it and, the text read backwards, with those behind
    it that are not before it in the alphabet.
    """
    yield from _ahead(running, window, key, least=None if directed else 0)
    if not directed:
        yield from _ahead(running.at(slice(None, None, -1)), window, key, least=1)


def _ahead(running: Running, window: int, key: _Key, *, least: int | None) -> Iterator[Places]:
    """Yield the meetings of words with those ahead of them, that are at least so far on in the alphabet."""
    for low in range(0, len(running.words) - 1, _BLOCK):
        for first, second, article, kept in _neighbours(running.at(slice(low, low + _BLOCK + window)), window, key):
            numbers = first.astype(np.int64)
            numbers -= key.low
            numbers <<= key.word
            numbers |= second
            numbers <<= key.article
            numbers |= article
            yield numbers[kept if least is None else kept & (second >= first + least)]


def _neighbours(block: Running, window: int, key: _Key) -> Iterator[tuple[Codes, Codes, Codes, npt.NDArray[np.bool_]]]:
    """Yield first and second words, their article, and which of them count, distance by distance.

    The first is in the range of the key. Farther words are looked at only where nearer ones share a sentence.
    """
    words, bound, articles, _ = block
    many = min(_BLOCK, len(words) - 1)
    together = bound[:many] == bound[1 : many + 1]
    if key.is_part:
        together &= (words[:many] >= key.low) & (words[:many] < key.high)
    here = np.flatnonzero(together) if key.is_part or window > 1 else np.empty(0, np.int64)
    if key.is_part:
        yield words[here], words[here + 1], articles[here], np.ones(len(here), bool)
    else:  # nearly all of them count, and slices are read without a copy
        yield words[:many], words[1 : many + 1], articles[:many], together
    for step in range(2, window + 1):
        here = here[: np.searchsorted(here, len(bound) - step)]
        here = here[bound[here] == bound[here + step]]
        if not len(here):
            return
        yield words[here], words[here + step], articles[here], np.ones(len(here), bool)


def _counted(keys: Places, key: _Key) -> Meetings:
    """Sort the numbers and count those of the same pair, and the articles among them."""
    keys.sort()
    rows, homes = [np.empty((3, 0), np.int64)], 0
    for low in range(0, len(keys) - 1, _BLOCK):
        block = keys[low : low + _BLOCK + 1]
        pair = block >> key.article
        begin = np.flatnonzero(pair[1:] != pair[:-1])
        home = np.cumsum(block[1:] != block[:-1])
        rows.append(np.stack([pair[1:][begin], low + begin, homes + home[begin]]))
        homes += int(home[-1])
    pair, begin, home = np.concatenate(rows, axis=1)
    times, articles = np.diff(begin, append=len(keys) - 1), np.diff(home, append=homes + 1)
    return Meetings(pair >> key.word, pair & ((1 << key.word) - 1), times, articles)
