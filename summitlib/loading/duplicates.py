"""Which articles repeat one another, and in which words: near-duplicates and shared passages.

Two articles are compared by their runs of five words (5-grams, in small letters, marks aside): Jaccard is the share
of all their 5-grams that both have, containment the share of the smaller one's. A wire report carried by two outlets
shows as high containment; see Broder (1997), "On the resemblance and containment of documents".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from summitlib.rows import need_columns, to_frame

if TYPE_CHECKING:
    import pandas as pd

DUPLICATE = {
    "article": "string", "other": "string", "kind": "string", "jaccard": "Float64", "containment": "Float64",
    "shared": "Int64", "group": "Int64",
}  # fmt: skip
PASSAGE = {
    "article": "string", "start": "Int64", "end": "Int64", "other": "string", "other_start": "Int64",
    "other_end": "Int64", "words": "Int64", "text": "string",
}  # fmt: skip

NEAR = 0.8  # containment of a copy: four of five runs of the shorter text stand in the longer
COMMON = 200  # a 5-gram in more articles than this is a formula; it finds no pairs, though it counts in them
REPEATS = 16  # places of one run inside a text that are tried: bounds the work on text that repeats itself
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_Grams = np.ndarray[tuple[int], np.dtype[np.uint64]]


def find_duplicates(articles: pd.DataFrame, *, least: float = 0.3, size: int = 5) -> pd.DataFrame:
    """Return one row for each pair of articles that share text, the most alike first.

    ``article`` stands before ``other`` in the frame. ``jaccard`` and ``containment`` run from 0 to 1; a pair is
    listed from a ``containment`` of ``least`` on. ``shared`` counts the common runs of ``size`` words. ``kind`` is
    "exact" (the same words in the same order), "near" (containment 0.8 or more) or "part". Articles joined by exact
    or near pairs have one ``group`` (from 1); NA for pairs in part only. Articles shorter than ``size`` words are
    compared as wholes.

    >>> import pandas as pd
    >>> line = "Pelabuhan itu dibuka kembali setelah dua pekan ditutup karena ombak"
    >>> frame = pd.DataFrame({"article": ["a", "b", "c"], "text": [line, line + ".", "Harga cabai turun."]})
    >>> find_duplicates(frame)[["article", "other", "kind", "jaccard"]].values.tolist()
    [['a', 'b', 'exact', 1.0]]
    """
    if size < 1 or not 0 < least <= 1:
        raise ValueError(f"size must be 1 or more and least above 0 and at most 1, not size={size!r}, least={least!r}.")
    need_columns(articles, ["article", "text"], "Article rows")
    names = articles["article"].tolist()
    ids = _word_numbers(articles["text"].tolist())
    grams = [_grams(words, size) for words in ids]
    rows = []
    for a, b, shared in _pairs(grams):
        smaller, union = min(len(grams[a]), len(grams[b])), len(grams[a]) + len(grams[b]) - shared
        if shared >= least * smaller:
            same = np.array_equal(ids[a], ids[b])
            kind = "exact" if same else "near" if shared >= NEAR * smaller else "part"
            rows.append((a, b, kind, shared / union, shared / smaller, shared))
    rows.sort(key=lambda row: (-row[3], -row[4], row[0], row[1]))
    groups = _groups([(a, b) for a, b, kind, *_ in rows if kind != "part"])
    return to_frame(
        ((names[a], names[b], *rest, groups.get(a) if rest[0] != "part" else None) for a, b, *rest in rows), DUPLICATE
    )


def find_shared_passages(articles: pd.DataFrame, *, words: int = 8, pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the longest runs of ``words`` or more words that two articles share, as spans of both texts.

    One row a passage: ``text`` is ``article``'s text[start:end]; ``other_start`` and ``other_end`` are the span in
    ``other``, where marks and capitals may differ. All pairs of articles are compared that share a run, or only those
    of ``pairs`` (rows of :func:`find_duplicates`).

    >>> import pandas as pd
    >>> a = "Kata nelayan, ombak setinggi tiga meter masih mengancam."
    >>> b = "Ombak setinggi tiga meter masih mengancam kapal."
    >>> frame = pd.DataFrame({"article": ["a", "b"], "text": [a, b]})
    >>> find_shared_passages(frame, words=5)[["text", "other_start", "other_end"]].values.tolist()
    [['ombak setinggi tiga meter masih mengancam', 0, 41]]
    """
    if words < 2:
        raise ValueError(f"words must be 2 or more, not {words!r}.")
    need_columns(articles, ["article", "text"], "Article rows")
    names, texts = articles["article"].tolist(), articles["text"].tolist()
    ids = _word_numbers(texts)
    if pairs is None:
        chosen = [(a, b) for a, b, _ in _pairs([_grams(w, words) for w in ids])]
    else:
        place = {name: i for i, name in enumerate(names)}
        chosen = [(place[a], place[b]) for a, b in zip(pairs["article"], pairs["other"], strict=True)]
    rows = []
    for a, b in sorted(chosen):
        spans_a, spans_b = _spans(texts[a]), _spans(texts[b])
        for i, j, length in _runs(ids[a].tolist(), ids[b].tolist(), words):
            start, end = spans_a[i][0], spans_a[i + length - 1][1]
            rows.append(
                (names[a], start, end, names[b], spans_b[j][0], spans_b[j + length - 1][1], length, texts[a][start:end])
            )
    return to_frame(rows, PASSAGE)


def _spans(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _WORD.finditer(text)]


class _Numbers(dict[str, int]):
    """Words to numbers, given out as words come; capitals do not count."""

    def __missing__(self, word: str) -> int:
        low = word.lower()
        number = self[word] = len(self) if low == word else self[low]
        return number


def _word_numbers(texts: list[object]) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Number the words of all texts, the same word the same number; a missing text has none."""
    numbers = _Numbers()
    found = []
    for text in texts:
        words = _WORD.findall(text) if isinstance(text, str) else []
        found.append(np.fromiter((numbers[w] for w in words), dtype=np.int64, count=len(words)))
    return found


def _grams(words: np.ndarray[tuple[int], np.dtype[np.int64]], size: int) -> _Grams:
    """Return the distinct runs of ``size`` words as 64-bit hashes (a polynomial, mixed); a shorter text is one run."""
    if len(words) == 0:
        return np.zeros(0, dtype=np.uint64)
    numbers = words.astype(np.uint64) + np.uint64(1)
    length = min(size, len(numbers))
    mixed = np.zeros(len(numbers) - length + 1, dtype=np.uint64)
    for k in range(length):  # unsigned arithmetic wraps, as it should
        mixed = (mixed ^ numbers[k : len(numbers) - length + 1 + k]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _pairs(grams: list[_Grams]) -> Iterator[tuple[int, int, int]]:
    """Yield each pair of texts with a common run and how many they have, by an inverted index."""
    if not grams:
        return
    every = np.concatenate(grams)
    owner = np.repeat(np.arange(len(grams), dtype=np.int64), [len(g) for g in grams])
    order = np.argsort(every, kind="stable")  # by run, then by text
    every, owner = every[order], owner[order]
    edges = np.flatnonzero(np.r_[True, every[1:] != every[:-1], True]) if len(every) else np.zeros(1, dtype=np.int64)
    sizes = np.diff(edges)
    counts: defaultdict[tuple[int, ...], int] = defaultdict(int)
    for begin, length in zip(edges[:-1][sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        if length <= COMMON:
            counts[tuple(owner[begin : begin + length].tolist())] += 1
    candidates = {(a, b) for owners in counts for i, a in enumerate(owners) for b in owners[i + 1 :]}
    for a, b in sorted(candidates):
        yield a, b, len(np.intersect1d(grams[a], grams[b], assume_unique=True))


def _runs(a: list[int], b: list[int], least: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start in a, start in b, length) of the longest common runs of words, left to right."""
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - least + 1):
        found = places[tuple(b[j : j + least])]
        if len(found) < REPEATS:
            found.append(j)
    i = 0
    while i <= len(a) - least:
        best, at = 0, 0
        for j in places.get(tuple(a[i : i + least]), ()):
            length = least
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            if length > best:
                best, at = length, j
        if best:
            yield i, at, best
        i += max(best, 1)


def _groups(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Number the sets of articles that pairs join, in the order of their first article."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            parent[x] = x = parent[parent[x]]
        return x

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    numbers = {r: n for n, r in enumerate(sorted({root(x) for x in parent}), 1)}
    return {x: numbers[root(x)] for x in parent}
