"""Which words are a predicate, and whether words hold one of their own: what makes a clause of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summitlib.lexicons import column
from summitlib.speech.clauses import Word, verbs

LINK = frozenset(
    ["bin", "binti", "van", "der", "den", "von", "de", "da", "dos", "al", "el", "of", "for", "on", "and", "the", "in"]
)
_VERBLIKE = re.compile(r"(?:me(?:ng|ny|m|n|l|r|w|y)|ber|di(?!a\b)|ter|diper|memper)[a-z-]{3,}\Z")
_CLAUSED = frozenset("yang setelah sebelum saat agar".split())  # noqa: SIM905  the first verb after these is theirs
_PURPOSE = {"untuk": 3, "guna": 3, "demi": 3, "dengan": 3, "dalam": 2, "cara": 2, "upaya": 2}  # and one so near these
COPULA = ("adalah", "merupakan", "ialah")


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the closed-class words of one kind."""
    return column("clause_words", "words", kind)


def verblike(word: Word) -> bool:
    """Return whether the form is that of a verb: meN-, ber-, di- or ter- on something that is no known noun."""
    return word.kind == "w" and bool(_VERBLIKE.match(word.low)) and word.low not in words_of("nonverb")


def is_time(word: Word) -> bool:
    """Return whether the word opens a date."""
    return word.low in words_of("time")


def is_predicate(word: Word) -> bool:
    """Return whether the word can be a predicate or begin one."""
    return word.low in words_of("auxiliary") or verblike(word)


# --- one phrase ---------------------------------------------------------------------------------------------------


def is_clause(words: Sequence[Word]) -> bool:
    """Return whether the words hold a predicate of their own, outside relative, purpose and subordinate clauses.

    The first verb after ``yang`` or ``agar`` belongs to it, as does one that follows ``untuk`` or ``dengan`` closely;
    the next is the predicate, also right after a passive: *upaya yang dilakukan | sudah cukup*.
    """
    owed, before = False, ""
    for n, word in enumerate(words[:40]):
        if word.low in _CLAUSED or any(map(is_predicate, words[n + 1 : n + _PURPOSE.get(word.low, 0)])):
            owed, before = True, ""
        elif not is_predicate(word):
            before = ""
        elif before and not (before == "passive" and n > 1):
            continue
        elif n == 0 and word.low not in words_of("elided"):
            before = "verb"
        elif owed:
            owed, before = False, "passive" if word.low.startswith("di") and word.low not in verbs() else "verb"
        else:
            return True
    return False


def predicate_at(words: Sequence[Word]) -> int:
    """Return where the predicate of the sentence begins, 0 if nowhere.

    Relative clauses between commas are passed, and what a fronted phrase holds: Dalam acara bertajuk …, Rina membuka.
    """
    aside = bool(words) and words[0].low in words_of("preposition")
    for n, word in enumerate(words):
        if word.text == ",":
            aside = n + 1 < len(words) and words[n + 1].low in ("yang", *words_of("preposition"))
        elif not n or aside:
            continue
        elif word.low in words_of("preposition") and words[n - 1].kind == "C":
            continue  # Rina dalam sambutannya memuji
        elif verblike(word) or word.low in COPULA or _after_name(words, n):
            return n
    return 0


def _after_name(words: Sequence[Word], n: int) -> bool:
    """Return whether a small word follows a capital: what is said of a name begins."""
    return words[n].kind == "w" and words[n - 1].kind == "C" and words[n].low not in LINK
