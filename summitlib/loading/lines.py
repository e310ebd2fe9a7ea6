"""A line as the cleaning rules see it: the line, the mark a rule puts on it, and what its shape alone says."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.words.saying import bare_verb_pattern


class Seen(NamedTuple):
    """A line as the rules see it: without invisible characters and blanks around it, and in small letters."""

    line: int
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The text in small letters."""
        return self.text.lower()


class Mark(NamedTuple):
    """The label of a line and the rule that gave it."""

    label: str
    rule: str


class Rule(NamedTuple):
    """A kind of line: its name, the label it gets, what to look for, and why that is no line of the report."""

    name: str
    label: str
    pattern: str
    reason: str


_END_MARK = re.compile(r"[.!?…:;,][\"”’'»)\]]*$")
_STOP = re.compile(r"(?<!\bTbk)[.…;,][\"”’'»)\]]*$")
_BULLET = re.compile(r"\s*(?:[•*·▪‣◦–—-]\s|\d{1,3}[.)]\s|[a-zA-Z][.)]\s)")


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a mark of punctuation, quotation marks and brackets aside."""
    return _END_MARK.search(text[-8:]) is not None


def stops(text: str) -> bool:
    """Say whether a line ends as statements do, not as titles may: with a full stop, comma or semicolon."""
    return _STOP.search(text[-12:]) is not None


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"[\"”’],? ?{bare_verb_pattern()}")


def is_said(text: str) -> bool:
    """Say whether somebody is quoted in a line, with a verb of saying after the quotation."""
    return _says().search(text) is not None


def is_prose(s: Seen) -> bool:
    """Say whether a line reads as running text: a sentence that ends, or too long for anything else."""
    words = s.text.count(" ") + 1
    ends = ends_sentence(s.text) and not (s.text[-1] in "?!" and is_capitalised(s))
    return words > 24 or (words >= 6 and ends)


def is_title(s: Seen, *, least: int = 3) -> bool:
    """Say whether a line can be a title: some words, no full stop at the end, no bullet."""
    words = s.text.split() if len(s.text) < 240 else []
    return least <= len(words) <= 24 and not stops(s.text) and not s.text.endswith(":") and not _BULLET.match(s.text)


def is_capitalised(s: Seen) -> bool:
    """Say whether the longer words of a line begin with capitals, as titles in Indonesian do."""
    words = [w.lstrip("\"“'‘(") for w in s.text.split() if len(w) > 3]
    return bool(words) and sum(not w[:1].islower() for w in words) >= 0.7 * len(words)
