"""What counts as the same word: the form, the lemma or the variant a token is counted as, and which terms are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from summitlib import text as words
from summitlib.options import one_of
from summitlib.words.variants import REDUPLICATION, variant_families, variant_of

StopWords = bool | Iterable[str]
_LONGEST = 1000  # characters of a token whose accents are composed; the time that takes grows as their square


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
    one_of("unit", unit, units())
    return None if unit in ("form", "lemma") else unit.replace("variant", "all")


@dataclass(frozen=True)
class Namer:
    """Gives the term a token counts as; None where it does not count (a mark, unless ``marks``).

    >>> name = Namer("form")
    >>> name("Beras"), name(","), name.each(["Beras", ","])
    ('beras', None, ['beras', None])
    """

    unit: str = "form"
    case: bool = field(default=False, kw_only=True)
    marks: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        families_of(self.unit)  # an unknown unit is said at once

    @cached_property
    def families(self) -> str | None:
        """Which families of variants are taken together."""
        return families_of(self.unit)

    def __call__(self, token: str) -> str | None:
        """Return the term of a token."""
        if not (self.marks or token.isalnum()) and is_mark(token):
            return None
        if not token.isascii():
            token = normalize("NFC", token) if len(token) <= _LONGEST else token
        if self.families:
            token = variant_of(token, families=self.families)
        if self.unit == "lemma":
            return words.lemma_of(token)
        return token if self.case or token.islower() else token.lower()  # no copy of what need not change

    def each(self, tokens: list[str]) -> list[str | None]:
        """Return the terms of many tokens; forms are put in lower case all at once."""
        if self.unit != "form" or max(map(len, tokens), default=0) > _LONGEST:
            return list(map(self, tokens))
        joined = normalize("NFC", "\n".join(tokens))
        forms = (joined if self.case else joined.lower()).split("\n")
        if len(forms) != len(tokens):
            return list(map(self, tokens))
        if self.marks:
            return list(forms)
        return [form if form.isalnum() or not is_mark(form) else None for form in forms]


def name_phrase(name: Namer, phrase: str) -> str | None:
    """Return the term of a word or a family, or of an n-gram word by word; None where a word of it does not count."""
    if " " not in phrase or (name.families and variant_of(phrase, families=name.families) != phrase):
        return name(phrase)
    named = [name(word) for word in phrase.split()]
    return None if None in named else " ".join(filter(None, named))


def asked_for(given: Iterable[Any], known: Iterable[str], name: Namer, *, in_text: bool, ngram: int = 1) -> list[str]:
    """Return the terms asked for as they are counted; one that never is would be a false zero and is an error.

    ``known`` are the terms that were counted; ``in_text`` says that they were cut from texts as we cut them.

    >>> asked_for(["Laut"], ["laut", "air"], Namer(), in_text=True)
    ['laut']
    """
    asked = {str(name_phrase(name, str(one))): str(one) for one in given}
    seen = set(known)
    for term, one in asked.items():
        if term not in seen and not name.families:
            _need_length(one, _cut(one) if in_text else one.split(), ngram)
    return list(asked)


def _cut(phrase: str) -> list[str]:
    """Return the tokens of a phrase as a text has them, without marks at the ends; of marks alone the marks."""
    tokens = [token.text for part in phrase.split() for token in words.tokens_in(part)]
    here = [n for n, token in enumerate(tokens) if not is_mark(token)]
    return tokens[here[0] : here[-1] + 1] if here else tokens


def _need_length(phrase: str, cut: list[str], ngram: int) -> None:
    if len(cut) > 1 and any(map(is_mark, cut)):
        told = f"is cut by a mark ({' '.join(cut)}) and is no term; keyword_in_context finds it"
    elif len(cut) != ngram:
        told = f"has {len(cut)} word(s) and is not counted " + (f"with ngram={ngram}" if ngram > 1 else "as one")
    else:
        return
    raise ValueError(f"{phrase!r} {told}.")


def are_among(terms: list[str], asked: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Say of each term whether it is among those asked for."""
    return np.fromiter(map(frozenset(asked).__contains__, terms), bool, len(terms))


def stop_list(stop_words: StopWords, *, unit: str = "form", case: bool = False) -> frozenset[str]:
    """Return the terms to leave out: True is the library's list (reporting verbs stay), False none, or those given."""
    if isinstance(stop_words, str):
        raise ValueError(f"stop_words {stop_words!r} is one word; give a list of words, or True for our own list.")
    given = (words.stop_words() if stop_words else ()) if isinstance(stop_words, bool) else stop_words
    name = Namer(unit, case=case, marks=True)
    return frozenset(str(name(word)) for word in given)


def listed(
    terms: list[str], *, stop_words: StopWords, numbers: bool, unit: str, case: bool, ngram: int = 1
) -> npt.NDArray[np.bool_]:
    """Say of each term whether the filters show it; an n-gram is judged by its first and last word."""
    stops = stop_list(stop_words, unit=unit, case=case)

    def shows(term: str) -> bool:
        ends = (term, term) if ngram == 1 else (term.split(" ", 1)[0], term.rsplit(" ", 1)[-1])
        return not any(word in stops or (not numbers and is_number(word)) for word in ends)

    if numbers and not stops:
        return np.ones(len(terms), bool)
    return np.fromiter(map(shows, terms), bool, len(terms))
