"""Variants taken together in running words: *kerjasama* and *kerja sama* become one term, one place in the text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from summitlib.counting.codes import Numbers
from summitlib.counting.index import TermIndex
from summitlib.counting.naming import Namer, families_of
from summitlib.words.variants import variant_families, variant_of, variants_in


def in_unit(index: TermIndex, unit: str) -> TermIndex:
    """Return the index with the chosen variants taken together, phrases (*kerja sama*) as one word.

    >>> from summitlib.counting.index import index_terms
    >>> merged = in_unit(index_terms({"a": ["kerja", "sama", "kerjasama"]}), "spelling")
    >>> [merged.forms[code] for code in merged.codes]
    ['kerja sama', 'kerja sama']
    """
    families = families_of(unit)
    if families is None or not len(index.codes):
        return index
    numbers = Numbers()
    codes = np.array([numbers[variant_of(form, families=families)] for form in index.forms], np.int32)[index.codes]
    kept, last = np.ones(len(codes), bool), np.arange(len(codes))
    for place, size, family in _phrases(index, families):
        if kept[place : place + size].all():
            codes[place], last[place] = numbers[family], place + size - 1
            kept[place + 1 : place + size] = False
    bounds = np.concatenate([[0], np.cumsum(kept)])[index.bounds]
    starts, stops = (None, None) if index.starts is None else (index.starts[kept], index.stops[last[kept]])  # type: ignore[index]
    return TermIndex(
        index.rows, list(numbers), codes[kept], bounds, index.sentences[kept], starts, stops, index.has_sentences
    )


def _phrases(index: TermIndex, families: str) -> Iterator[tuple[int, int, str]]:
    """Yield place, length and family of the variants of several words, the longest first."""
    at: dict[str, list[int]] = {}
    for code, form in enumerate(index.names(Namer(marks=True))):
        at.setdefault(str(form), []).append(code)
    phrases = {tuple(form.lower().split()) for row in variant_families() for form in row.forms if " " in form}
    for phrase in sorted(phrases, key=lambda words: (-len(words), words)):
        for first in _in_a_row(index, [at.get(word, []) for word in phrase]):
            said = " ".join(index.forms[code] for code in index.codes[first : first + len(phrase)].tolist())
            found = variants_in(said, families=families)
            if found and found[0].text == said:
                yield first, len(phrase), found[0].family


def _in_a_row(index: TermIndex, codes: list[list[int]]) -> list[int]:
    """Return where tokens with one of the first codes, one of the second … follow each other in a sentence."""
    if not all(codes):
        return []
    place = np.flatnonzero(np.isin(index.codes, codes[0]))
    for step, wanted in enumerate(codes[1:], 1):
        place = place[place + step < len(index.codes)]
        place = place[np.isin(index.codes[place + step], wanted)]
    end = place + len(codes) - 1
    return place[index.sentences[place] == index.sentences[end]].tolist()
