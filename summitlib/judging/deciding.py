"""Deciding terms: words that decide what a statement is about and which way it judges, the package's or your own.

Terms are rows of ``field, code, term, strength``: several terms in one cell stand between semicolons, a star stands for
any letters, and *-nya*, *-lah*, *-pun* may follow. Each is looked up by its first two letters, so time grows with text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from summitlib.lexicons import read_lexicon
from summitlib.rows import need_columns

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("issue", "target", "evaluation", "risk")
STRENGTHS = ("decisive", "strong", "weak")
COLUMNS = ("field", "code", "term", "strength")


class Term(NamedTuple):
    """One deciding term of the lexicon."""

    code: str
    term: str
    strength: str


class Hit(NamedTuple):
    """A term where it stands in a claim."""

    start: int
    end: int
    term: Term


Lexicon: TypeAlias = dict[str, dict[str, tuple[re.Pattern[str], tuple[Term, ...]]]]  # by field and opening letters


def lexicon_of(terms: pd.DataFrame | None) -> Lexicon:
    """Patterns of each field's terms: those of the package, or of a frame with the same columns."""
    if terms is None:
        return _compiled(tuple(tuple(row[c] for c in COLUMNS) for row in read_lexicon("stance_terms")))
    need_columns(terms, COLUMNS, "Terms")
    return _compiled(tuple(tuple(str(v) for v in row) for row in terms[list(COLUMNS)].itertuples(index=False)))


@lru_cache(maxsize=8)
def _compiled(rows: tuple[tuple[str, ...], ...]) -> Lexicon:
    """Patterns of each field's terms, made once a lexicon."""
    by_field: dict[str, list[Term]] = {}
    for field, code, words, strength in rows:
        _check(field, code, words, strength)
        by_field.setdefault(field, []).extend(Term(code, term, strength) for term in words.split(";") if term)
    return {field: _by_opening(known) for field, known in by_field.items()}


def _by_opening(known: list[Term]) -> dict[str, tuple[re.Pattern[str], tuple[Term, ...]]]:
    """Patterns of terms by their first two letters, longer terms first: few are tried where a word begins."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(known, key=lambda term: (-len(term.term), STRENGTHS.index(term.strength))):
        groups.setdefault(term.term[:2].lower(), []).append(term)
    return {opening: (_any_of_terms(terms), tuple(terms)) for opening, terms in groups.items()}


def _any_of_terms(terms: list[Term]) -> re.Pattern[str]:
    """One pattern with a group a term, so that a match tells which it was."""
    spelled = (re.escape(term.term.lower()).replace(re.escape("*"), r"\w*") for term in terms)
    return re.compile(rf"(?:{'|'.join(f'({word})' for word in spelled)})(?:nya|lah|pun)?(?![\w-])")


def _check(field: str, code: str, words: str, strength: str) -> None:
    """Raise ``ValueError`` for a row that no code or pattern can be made of."""
    if field not in FIELDS:
        raise ValueError(f"Terms for field {field!r}; the fields are {', '.join(FIELDS)}.")
    if strength not in STRENGTHS:
        raise ValueError(f"Strength {strength!r} of {field} {code} is not one of {', '.join(STRENGTHS)}.")
    if field == "evaluation" and code not in ("-1", "0", "1"):
        raise ValueError(f"Evaluation {code!r} is not one of -1, 0, 1.")
    if not all(re.match(r"\w\w", term) for term in words.split(";") if term):
        raise ValueError(f"A term of {field} {code} does not begin with two letters: {words!r}.")


_WORD_BEGINS = re.compile(r"(?<![\w-])\w")


def hits_in(text: str, field: str, lexicon: Lexicon) -> list[Hit]:
    """Terms of a field in a text, in order, none within another; of two that begin together the longer one."""
    by_opening, found, past = lexicon.get(field, {}), [], 0
    for word in _WORD_BEGINS.finditer(text):
        at = word.start()
        pattern, known = by_opening.get(text[at : at + 2], (None, ()))
        if pattern and at >= past and (match := pattern.match(text, at)):
            found.append(Hit(at, match.end(), known[(match.lastindex or 1) - 1]))
            past = match.end()
    return found
