"""Many texts as codes of terms: each distinct chunk between spaces is cut once, each distinct term has one code.

The same chunks recur all over a corpus, and with few exceptions (``is_open_ended``) a chunk is cut in the same way
wherever it stands. So counting chunks and cutting each kind once gives exactly what ``tokens_in`` gives, faster and
in less memory.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

import numpy as np

from summitlib import text as words
from summitlib.counting.chunks import Chunks, Split
from summitlib.counting.codes import Codes, Numbers, Places

_BATCH = 1 << 19  # characters at a time: what is made of them stays in the processor's cache
_CHUNKS_KEPT = 1 << 19  # distinct chunks remembered before starting afresh: some 80 MB
_AFTER_A_WORD = ',.;:!?)"”'  # marks that are never a part of the word before
_SPACE = re.compile(r"\s")

Names = Callable[[list[str]], Sequence[str | None]]  # tokens to the terms they count as; None: it does not count


class Batch(NamedTuple):
    """Whole articles, cut: the codes of their words in order, the words up to the end of each article, offsets.

    ``first`` is the number of the first of them. Or it is one ``piece`` (0, 1, …) of a long article.
    """

    codes: Codes
    ends: Places
    starts: Codes
    first: int
    piece: int | None


class Cutter:
    """Cuts every distinct chunk once and numbers the terms in it (``terms``: term -> code).

    >>> cutter = Cutter(list, offsets=True)
    >>> [(batch.codes.tolist(), batch.starts.tolist()) for batch in cutter.cut(["hujan, lalu hujan"])]
    [([0, 1, 2, 0], [0, 5, 7, 12])]
    >>> list(cutter.terms)
    ['hujan', ',', 'lalu']
    """

    def __init__(self, names: Names, *, offsets: bool = False, terms: Numbers | None = None) -> None:
        self.names, self.offsets = names, offsets
        self.terms = Numbers() if terms is None else terms
        self._forget()

    def _forget(self) -> None:
        self._chunks = Chunks()  # its numbers: of chunks, and, where the place decides, of the tokens there
        self._codes, self._at = array("i"), array("i")  # the terms of all chunks in a row, and where in the chunk
        self._ends = array("i", [0])  # by number of the chunk: where its terms end
        self._open: dict[int, str] = {}  # the chunks that must be seen in their places

    def cut(self, texts: Iterable[Any]) -> Iterator[Batch]:
        """Yield batches of whole articles, or of one piece of a long article; a text that is missing has no words."""
        for first, articles in _together(texts):
            cuts = _piece_ends(articles[0]) if len(articles) == 1 else []
            for piece, (low, high) in enumerate(pairwise([0, *cuts, None])):
                yield self._batch(articles, slice(low, high), first, piece if cuts else None)
                if len(self._chunks.numbers) > _CHUNKS_KEPT:
                    self._forget()

    def _batch(self, texts: list[str], span: slice, first: int, piece: int | None) -> Batch:
        chunks = self._chunks.split([text[span] for text in texts])
        self._learn()
        self._cut_open_ended(texts, span.start, chunks)
        ends, number = np.array(self._ends), chunks.numbers
        sizes = ends[number + 1] - ends[number]
        after = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        place = np.repeat(ends[number] - after[:-1], sizes) + np.arange(after[-1])
        starts = np.empty(0, np.int32)
        if self.offsets:
            starts = np.array(self._at)[place] + np.repeat(span.start + chunks.starts, sizes)
        return Batch(np.array(self._codes)[place], after[chunks.bounds[1:]], starts, first, piece)

    def _learn(self) -> None:
        """Cut the chunks that have a number but no terms yet; a word, alone or before one mark, the short way."""
        known, numbers = len(self._ends) - 1, self._chunks.numbers
        new = list(islice(reversed(numbers), len(numbers) - known))
        tokens: list[str] = []
        at: list[int] = []
        ends: list[int] = []
        for number, chunk in enumerate(reversed(new), known):
            if isinstance(chunk, tuple):  # cut in its place
                tokens += [token for _, token in chunk]
                at += [place for place, _ in chunk]
            elif chunk.isalpha():
                tokens.append(chunk)
                at.append(0)
            elif (last := chunk[-1]) == "." and words.is_open_ended(chunk):
                self._open[number] = chunk
            elif last in _AFTER_A_WORD and chunk[:-1].isalpha():
                tokens += chunk[:-1], last
                at += 0, len(chunk) - 1
            else:
                found = words.tokens_at(chunk, 0, len(chunk))
                tokens += [token.text for token in found]
                at += [token.start for token in found]
            ends.append(len(tokens))
        self._keep(tokens, at, ends)

    def _keep(self, tokens: list[str], at: list[int], ends: list[int]) -> None:
        """Take in the tokens of new chunks; those that do not count are left out here, once for all."""
        names = self.names(tokens)
        here = np.array([name is not None for name in names], bool)
        codes = [self.terms[name] for name in names if name is not None]
        counting = np.concatenate([[0], np.cumsum(here)])[np.array(ends, np.int64)]
        self._ends.frombytes((counting + self._ends[-1]).astype(np.int32).tobytes())
        self._codes.extend(codes)
        self._at.frombytes(np.array(at, np.int32)[here].tobytes())

    def _cut_open_ended(self, texts: list[str], low: int, chunks: Split) -> None:
        """Cut again, in their places, the chunks that depend on their neighbours; two cuts are two chunks."""
        is_open = np.zeros(len(self._ends), bool)
        is_open[list(self._open)] = True
        hits = np.flatnonzero(is_open[chunks.numbers])
        articles = np.searchsorted(chunks.bounds, hits, side="right") - 1
        starts, numbers = (low + chunks.starts[hits]).tolist(), chunks.numbers[hits].tolist()
        for hit, article, start, number in zip(hits, articles.tolist(), starts, numbers, strict=True):
            found = words.tokens_at(texts[article], start, start + len(self._open[number]))
            chunks.numbers[hit] = self._chunks.numbers[tuple((token.start - start, token.text) for token in found)]
        self._learn()


def _together(texts: Iterable[Any]) -> Iterator[tuple[int, list[str]]]:
    """Yield articles that make a batch together, with the number of the first; a long one stands alone."""
    pending: list[str] = []
    size = number = 0
    for number, text in enumerate(texts):
        article = text if isinstance(text, str) else ""
        if pending and size + len(article) > _BATCH:
            yield number - len(pending), pending
            pending, size = [], 0
        pending.append(article)
        size += len(article)
    if pending:
        yield number + 1 - len(pending), pending


def _piece_ends(text: str) -> list[int]:
    """Return the places, white space all of them, that cut a long text into pieces."""
    ends: list[int] = []
    while (space := _SPACE.search(text, (ends[-1] if ends else 0) + _BATCH)) is not None:
        ends.append(space.start())
    return ends
