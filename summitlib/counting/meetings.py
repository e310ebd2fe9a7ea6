"""Where words meet: every pair of words within a window of each other, in one sentence, counted by pair and article."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

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
    words, terms = len(running.words), len(running.terms)
    word, article = terms.bit_length(), int(running.articles.max(initial=0)).bit_length()
    width = 1 << max(_KEY - word - article, 0)  # first words whose keys fit at a time: nearly always all of them
    steps = range(1, min(window, words - 1) + 1)
    shards = []
    for low in range(0, max(terms, 1), width):
        among = None if width >= terms else range(low, low + width)
        keys = [_keys(running, step, directed, among, word, article) for step in steps]
        met = _counted(joined(keys, np.int64), word, article, min_count)
        shards.append(met._replace(first=met.first + low))
    return Meetings(*(joined(column, np.int64) for column in zip(*shards, strict=True)))


def _keys(running: Running, step: int, directed: bool, among: range | None, word: int, article: int) -> Places:
    """Return first word, second word and article as one number for each meeting at a distance; -1 for none."""
    left, right = running.words[:-step], running.words[step:]
    if not directed:
        left, right = np.minimum(left, right), np.maximum(left, right)
    apart = running.bound[:-step] != running.bound[step:]
    keys = left.astype(np.int64)
    if among is not None:
        apart |= (left < among.start) | (left >= among.stop)
        keys -= among.start
    keys <<= word
    keys |= right
    keys <<= article
    keys |= running.articles[step:]
    if step > 1:  # few words so far apart share a sentence
        return keys[~apart]
    keys[apart] = -1
    return keys


def _counted(keys: Places, word: int, article: int, min_count: int) -> Meetings:
    """Sort the keys and count those with the same pair, and the articles among them."""
    keys.sort()
    keys = keys[np.searchsorted(keys, 0) :]
    changes = np.cumsum(new_in(keys), dtype=np.int32)  # of pair or article
    keys >>= article
    first = np.flatnonzero(new_in(keys))
    times = np.diff(first, append=len(keys))
    if min_count > 1:
        first, times = first[times >= min_count], times[times >= min_count]
    pairs, articles = keys[first], changes[first + times - 1] - changes[first] + 1
    return Meetings(pairs >> word, pairs & ((1 << word) - 1), times, articles)
