"""Many texts as numbers: each distinct chunk between spaces is cut once, each distinct term has one code.

The same chunks recur all over a corpus, and with few exceptions (``is_open_ended``) a chunk is cut in the same way
wherever it stands. So counting chunks and cutting each kind once gives exactly what ``tokens_in`` gives, faster and
in less memory.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from re import compile as pattern
from typing import Any, NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.words.variants import REDUPLICATION, variant_families, variant_of

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Namer = Callable[[str], str | None]
StopWords = bool | Iterable[str]

_BATCH = 1 << 16  # chunks at a time: what is made of them stays in the processor's cache
_CHUNKS_KEPT = 1 << 19  # distinct chunks remembered before starting afresh: some 80 MB
_TOKENS_KEPT = 1 << 16  # and tokens
_CHUNK = pattern(r"\S+")
_AFTER_A_WORD = ',.;:!?)"”'  # marks that are never a part of the word before


# ---- what counts as the same word ------------------------------------------------------------------------------


def is_mark(token: str) -> bool:
    """Say whether a token has neither letter nor digit."""
    return not any(map(str.isalnum, token))


def is_number(token: str) -> bool:
    """Say whether a token has digits and no letter."""
    return any(map(str.isdigit, token)) and not any(map(str.isalpha, token))


def units() -> tuple[str, ...]:
    """Return what a term can be: a form, a lemma, or a variant: of any kind, or of one kind of the variants table.

    >>> units()[:3]
    ('form', 'lemma', 'variant')
    """
    return ("form", "lemma", "variant", *dict.fromkeys(row.kind for row in variant_families()), REDUPLICATION)


def families_of(unit: str) -> str | None:
    """Return which families of variants a unit takes together; None where it takes none."""
    if unit not in units():
        raise ValueError(f"unit {unit!r} is not known; it is one of {', '.join(units())}.")
    return None if unit in ("form", "lemma") else unit.replace("variant", "all")


def term_namer(unit: str = "form", *, case: bool = False, marks: bool = False) -> Namer:
    """Return the function from a token to the term it counts as; None where it does not count.

    >>> name = term_namer("form")
    >>> name("Beras"), name(",")
    ('beras', None)
    """
    families = families_of(unit)
    same = words.lemma_of if unit == "lemma" else None

    def name(token: str) -> str | None:
        if not (marks or token.isalnum()) and is_mark(token):
            return None
        if not token.isascii():
            token = normalize("NFC", token)
        if families:
            token = variant_of(token, families=families)
        if same:
            return same(token)
        return token if case or token.islower() else token.lower()  # no copy of what need not change

    return name


def name_phrase(name: Namer, phrase: str) -> str | None:
    """Return the term of a word, or of an n-gram word by word; None where a word of it does not count."""
    if " " not in phrase:
        return name(phrase)
    named = [name(word) for word in phrase.split()]
    return None if None in named else " ".join(filter(None, named))


def stop_list(stop_words: StopWords, *, unit: str = "form", case: bool = False) -> frozenset[str]:
    """Return the terms to leave out: True is the library's list (reporting verbs stay), False none, or those given."""
    if isinstance(stop_words, str):
        raise ValueError(f"stop_words {stop_words!r} is one word; give a list of words, or True for our own list.")
    given = (words.stop_words() if stop_words else ()) if isinstance(stop_words, bool) else stop_words
    name = term_namer(unit, case=case, marks=True)
    return frozenset(str(name(word)) for word in given)


def listed(terms: list[str], *, stop_words: StopWords, numbers: bool, unit: str, case: bool) -> npt.NDArray[np.bool_]:
    """Say of each term whether the filters show it; an n-gram is judged by its first and last word."""
    stops = stop_list(stop_words, unit=unit, case=case)

    def shows(term: str) -> bool:
        ends = (term, term) if " " not in term else (term.split(" ", 1)[0], term.rsplit(" ", 1)[1])
        return not any(word in stops or (not numbers and is_number(word)) for word in ends)

    if numbers and not stops:
        return np.ones(len(terms), bool)
    return np.fromiter(map(shows, terms), bool, len(terms))


class Numbers(defaultdict[Any, int]):
    """Numbers everything asked for in order of appearance.

    >>> number = Numbers(["laut"])
    >>> number["angin"], number["laut"]
    (1, 0)
    """

    def __init__(self, known: Iterable[Any] = ()) -> None:
        super().__init__(None, ((key, number) for number, key in enumerate(known)))
        self.default_factory = count(len(self)).__next__


def alphabetical(terms: list[str]) -> Places:
    """Return the place of each term in the alphabet."""
    place = np.empty(len(terms), np.int64)
    place[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms))
    return place


def counted(keys: Places) -> tuple[Places, Places]:
    """Return the distinct keys, ascending, and how often each stands.

    >>> [x.tolist() for x in counted(np.array([7, 3, 7]))]
    [[3, 7], [1, 2]]
    """
    keys = np.sort(keys)
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    first = np.flatnonzero(new)
    return keys[first], np.diff(first, append=len(keys))


# ---- from texts to codes ---------------------------------------------------------------------------------------


class Batch(NamedTuple):
    """Whole articles, cut: the codes of their words in order, the words up to the end of each article, offsets."""

    texts: list[str]
    codes: Codes
    ends: Places
    starts: Codes


class Cutter:
    """Cuts every distinct chunk once and numbers the terms in it (``terms``: term -> code)."""

    def __init__(self, name: Namer, *, offsets: bool = False, terms: Numbers | None = None) -> None:
        self.name, self.offsets = name, offsets
        self.terms = Numbers() if terms is None else terms
        self._forget()

    def _forget(self) -> None:
        self._chunks = Numbers()  # chunk -> its number; where its place decides, its tokens -> their number
        self._coded: dict[str, int] = {}  # token -> the code of the term it counts as; -1: it does not count
        self._codes, self._at = array("i"), array("i")  # the terms of all chunks in a row, and where in the chunk
        self._ends = array("i", [0])  # by number of the chunk: where its terms end
        self._open: dict[int, str] = {}  # the chunks that must be seen in their places

    def cut(self, texts: Iterable[Any]) -> Iterator[Batch]:
        """Yield batches of whole articles; a text that is missing has no words."""
        pending: list[str] = []
        numbers: list[Codes] = []
        size = 0
        for text in texts:
            pending.append(text if isinstance(text, str) else "")
            chunks = pending[-1].split()
            numbers.append(np.fromiter(map(self._chunks.__getitem__, chunks), np.int32, len(chunks)))
            size += len(chunks)
            if size > _BATCH:
                yield self._batch(pending, numbers)
                pending, numbers, size = [], [], 0
                if len(self._chunks) > _CHUNKS_KEPT:
                    self._forget()
        if pending:
            yield self._batch(pending, numbers)

    def _batch(self, texts: list[str], numbers: list[Codes]) -> Batch:
        chunks, ends = np.concatenate(numbers), np.cumsum([0, *map(len, numbers)])
        self._learn()
        self._cut_open_ended(texts, chunks, ends)
        first = np.array(self._ends)
        sizes = np.diff(first)[chunks]
        after = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        place = np.repeat(first[chunks] - after[:-1], sizes) + np.arange(after[-1])
        starts = np.empty(0, np.int32)
        if self.offsets:
            begun = np.array([found.start() for text in texts for found in _CHUNK.finditer(text)], np.int32)
            starts = np.array(self._at)[place] + np.repeat(begun, sizes)
        codes = np.array(self._codes)[place]
        here = codes >= 0
        before = np.concatenate([[0], np.cumsum(here)])
        return Batch(texts, codes[here], before[after[ends[1:]]], starts[here] if self.offsets else starts)

    def _learn(self) -> None:
        """Cut the chunks that have a number but no terms yet; a word, alone or before one mark, the short way."""
        known, tokens = len(self._ends) - 1, list[str]()
        new = list(islice(reversed(self._chunks), len(self._chunks) - known))
        for number, chunk in enumerate(reversed(new), known):
            last = chunk[-1]
            if chunk.isalpha():
                tokens.append(chunk)
                self._at.append(0)
            elif last == "." and words.is_open_ended(chunk):
                self._open[number] = chunk
            elif last in _AFTER_A_WORD and chunk[:-1].isalpha():
                tokens += chunk[:-1], last
                self._at.extend((0, len(chunk) - 1))
            else:
                found = words.tokens_at(chunk, 0, len(chunk))
                tokens += [token.text for token in found]
                self._at.extend([token.start for token in found])
            self._ends.append(len(self._at))
        self._codes.extend(self._coding(tokens))

    def _coding(self, tokens: Iterable[str]) -> Iterator[int]:
        """Yield the codes of tokens."""
        for token in tokens:
            code = self._coded.get(token)
            if code is None:
                if len(self._coded) >= _TOKENS_KEPT:
                    self._coded.clear()
                term = self.name(token)
                self._coded[token] = code = -1 if term is None else self.terms[term]
            yield code

    def _cut_open_ended(self, texts: list[str], chunks: Codes, ends: Places) -> None:
        """Cut again, in their places, the chunks that depend on their neighbours; two cuts are two chunks."""
        is_open = np.zeros(len(self._ends), bool)
        is_open[list(self._open)] = True
        hits = np.flatnonzero(is_open[chunks])
        articles = np.searchsorted(ends, hits, side="right") - 1
        last, at = -1, 0
        for hit, article in zip(hits.tolist(), articles.tolist(), strict=True):
            text, chunk = texts[article], self._open[int(chunks[hit])]
            start = _next_place(text, chunk, at if article == last else 0)
            last, at = article, start + len(chunk)
            tokens = tuple((token.start - start, token.text) for token in words.tokens_at(text, start, at))
            if tokens not in self._chunks:
                self._at.extend(place for place, _ in tokens)
                self._codes.extend(self._coding(token for _, token in tokens))
                self._ends.append(len(self._at))
            chunks[hit] = self._chunks[tokens]


def _next_place(text: str, chunk: str, at: int) -> int:
    """Return where the chunk stands next between spaces."""
    while True:
        at = text.index(chunk, at)
        end = at + len(chunk)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return at
        at += 1
