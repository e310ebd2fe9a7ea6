"""What counts as the same word: the form, the lemma or the variant a token is counted as, and which terms are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.words.variants import REDUPLICATION, variant_families, variant_of

Namer = Callable[[str], str | None]
StopWords = bool | Iterable[str]


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
