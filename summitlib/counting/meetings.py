"""Where words meet: every pair of words within a window of each other, in one sentence, counted by pair and article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from summitlib.counting.codes import Codes, Places, joined, new_in
from summitlib.counting.index import article_numbers, index_terms, term_codes
from summitlib.counting.naming import Namer
from summitlib.counting.units import in_unit

_KEY = 63  # bits of a number that holds a pair and an article


class Running(NamedTuple):
    """The running words that count: codes (in the order of the alphabet), the sentence and the article of each."""

    words: Codes
    bound: Codes  # the sentence, or the article where pairs may cross sentences
    articles: Codes
    terms: list[str]


class Meetings(NamedTuple):
    """The distinct pairs in order: first and second word, how often they meet, in how many articles."""

    first: Places
    second: Places
    times: Places
    articles: Places


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
    terms = len(running.terms)
    word, article = terms.bit_length(), int(running.articles.max(initial=0)).bit_length()
    width = 1 << max(_KEY - word - article, 0)  # first words whose keys fit at a time: nearly always all of them
    shards = []
    for low in range(0, max(terms, 1), width):
        key = _Key(word, article, range(low, min(low + width, terms)))
        met = _counted(joined(list(_keys(running, window, directed, key)), np.int64), key, min_count)
        shards.append(met._replace(first=met.first + low))
    return Meetings(*(joined(column, np.int64) for column in zip(*shards, strict=True)))


class _Key(NamedTuple):
    """How a pair and its article make one number: the bits of a word and of an article, the first words it is for."""

    word: int
    article: int
    among: range


def _keys(running: Running, window: int, directed: bool, key: _Key) -> Iterator[Places]:
    """Yield each meeting as one number, distance by distance; -1 where words lie in different sentences."""
    words, bound, articles, terms = running
    for here, there, apart in _distances(bound, window):
        left, right = words[here], words[there]
        if not directed:
            left, right = np.minimum(left, right), np.maximum(left, right)
        keys = left.astype(np.int64)
        keys -= key.among.start
        keys <<= key.word
        keys |= right
        keys <<= key.article
        keys |= articles[there]
        elsewhere = (left < key.among.start) | (left >= key.among.stop) if len(key.among) < len(terms) else False
        keys[apart | elsewhere] = -1
        yield keys


def _distances(bound: Codes, window: int) -> Iterator[tuple[Any, Any, npt.NDArray[np.bool_]]]:
    """Yield, for each distance, the places of two words, and where they lie in different sentences.

    Neighbours are slices, read without a copy; farther words are looked at only where nearer ones share a sentence.
    """
    apart = bound[:-1] != bound[1:]
    yield slice(0, -1), slice(1, None), apart
    here = np.flatnonzero(~apart) if window > 1 else np.empty(0, np.int64)
    for step in range(2, window + 1):
        here = here[here + step < len(bound)]
        if not len(here):
            return
        apart = bound[here] != bound[here + step]
        yield here, here + step, apart
        here = here[~apart]


def _counted(keys: Places, key: _Key, min_count: int) -> Meetings:
    """Sort the keys and count those with the same pair, and the articles among them."""
    keys.sort()
    keys = keys[np.searchsorted(keys, 0) :]
    changes = np.cumsum(new_in(keys), dtype=np.int32)  # of pair or article
    keys >>= key.article
    first = np.flatnonzero(new_in(keys))
    times = np.diff(first, append=len(keys))
    if min_count > 1:
        first, times = first[times >= min_count], times[times >= min_count]
    pairs, articles = keys[first], changes[first + times - 1] - changes[first] + 1
    return Meetings(pairs >> key.word, pairs & ((1 << key.word) - 1), times, articles)
