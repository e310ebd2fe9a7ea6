"""What a reader of time expressions knows while it reads: the text, the document date, what was just mentioned.

A pattern says what an expression is made of; its value often depends on what stands around it. Here are the steps every
reader shares: the word before and after, the tense of the clause, the year of a date without one, the day a relative
expression counts from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeAlias

from summitlib.dating import values as tv
from summitlib.dating.vocabulary import beside, month_numbers, plain, unit_words, words_of
from summitlib.words.saying import active_verbs, bare_verbs

# How far back a reader looks for what an expression hangs on, in characters: about a paragraph of news, and no
# sentence is longer than the second. Readers ask for less where a wrong anchor is worse than none.
PARAGRAPH = 600
SENTENCE = 400


@dataclass(slots=True)
class Found:
    """An expression being read; ``grain`` is its unit (day, month, …), clock, part, or empty."""

    start: int
    end: int
    type: str
    value: str
    grain: str = ""
    mod: str | None = None
    anchor: str = "written"
    warning: str | None = None
    days: tv.Days | None = None
    range: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Reading:
    """A text on the way: its document date and what has been found so far."""

    text: str
    day: date | None
    found: list[Found] = field(default_factory=list)

    @property
    def published(self) -> str:
        """The document date as the name of an anchor."""
        return f"published {self.day}" if self.day else "none"

    def char_before(self, start: int) -> str:
        """The character right before; empty at the start of the text."""
        return self.text[max(0, start - 1) : start]

    def word_before(self, start: int) -> str:
        """The word right before, lower case, with its mark; empty at the start of a line."""
        match = re.search(r"([^\s]+)[^\S\n]?$", self.text[max(0, start - 40) : start])
        return match[1].lower().lstrip("(\"'“‘[") if match else ""

    def word_after(self, end: int) -> str:
        """The word right after, lower case; empty at the end of a line or before a mark."""
        match = re.match(r"[^\S\n]?([\w%]+)", self.text[end : end + 40])
        return match[1].lower() if match else ""

    def inside_sentence(self, start: int) -> bool:
        """Whether a word stands inside a sentence, where a capital letter means something."""
        return bool(re.search(r"[\w,;:%)-][^\S\n]?$", self.text[max(0, start - 3) : start]))

    def in_name(self, start: int, end: int) -> bool:
        """Whether a capitalised word stands next to another one, as in a name, and not after a preposition."""
        before = self.word_before(start)
        if before in beside("before a time"):
            return False
        if self.word_after(end) in active_verbs() or before == "menurut" or before.removesuffix("nya") in bare_verbs():
            return True  # a person of that name speaks
        name_after = self.inside_sentence(start) and re.match(r"[^\S\n][A-Z][a-z]", self.text[end : end + 3])
        name_before = re.search(r"[a-z,][^\S\n]+[A-Z]\w*[^\S\n]$", self.text[max(0, start - 30) : start])
        return bool(name_after or name_before)

    def in_code(self, start: int) -> bool:
        """Whether a number is part of a code: a letter, a digit or a mark of one right before it."""
        before = self.char_before(start)
        return before.isalnum() or (before != "" and before in "/.:-_#")

    def quoted(self, start: int) -> bool:
        """Whether a place stands inside quotation marks that opened in its line."""
        line = self.text[max(0, start - PARAGRAPH) : start].rpartition("\n")[2]
        return line.count('"') % 2 == 1 or line.rfind("“") > line.rfind("”")

    def same_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends between two places."""
        return end - start < SENTENCE and not re.search(r"[.!?][\"”’)]{0,2}\s+[A-Z\"“‘(]|\n", self.text[start:end])

    def mentioned(self, start: int, *grains: str, reach: int = PARAGRAPH) -> Found | None:
        """The last expression of one of these grains with known days, not too far back."""
        for found in reversed(self.found):
            if start - found.end > reach:
                return None
            if found.grain in grains and all(tv.days_of(found.value)):
                return found
        return None


Reader: TypeAlias = Callable[[Reading, "re.Match[str]"], Found | None]
MODS = {
    "awal": "START", "pertengahan": "MID", "tengah": "MID", "medio": "MID", "akhir": "END", "penghujung": "END",
    "sekitar": "APPROX", "sekira": "APPROX", "kira-kira": "APPROX", "kurang lebih": "APPROX", "lebih kurang": "APPROX",
    "lebih dari": "MORE_THAN", "kurang dari": "LESS_THAN", "hampir": "LESS_THAN",
}  # fmt: skip
STEPS = {
    "ini": 0, "berjalan": 0, "lalu": -1, "silam": -1, "kemarin": -1, "sebelumnya": -1, "depan": 1, "mendatang": 1,
    "berikutnya": 1, "selanjutnya": 1, "akan datang": 1, "nanti": 0, "esok": 1, "besok": 1,
}  # fmt: skip
COUNTED_FROM = ("part", "clock", "day", "weekend", "week", "month", "quarter", "half", "year")  # from fine to coarse
BY_MENTION = {"sebelumnya", "berikutnya", "selanjutnya", "kemudian", "setelahnya", "sesudahnya", "itu", "sama"}


def mod_of(words: str | None) -> str | None:
    """The TIMEX3 modifier of the words before an expression."""
    return MODS.get(plain(words))


def make(m: re.Match[str], type_: str, value: str, grain: str = "", **more: object) -> Found:
    """An expression as long as its match."""
    return Found(m.start(), m.end(), type_, value, grain, **more)  # type: ignore[arg-type]


def says_ahead(words: Sequence[str], n: int) -> bool:
    """Whether a word points ahead here: ``tahun depan``, not ``di depan gedung``; ``akan``, not ``sadar akan``."""
    word, before = words[n], words[n - 1] if n else ""
    if word not in beside("ahead"):
        return False
    if word == "depan":
        onward = n > 1 and words[n - 2].startswith(tuple(beside("onward")))
        return not onward if before == "ke" else before in _before_a_next_one()
    if word in ("akan", "hendak") and _at_that_time(words[max(0, n - 3) : n]):
        return False
    return _speaks_of_time(words, n)


def _speaks_of_time(words: Sequence[str], n: int) -> bool:
    """Whether the words beside it leave a word its sense of time: ``lalu``, not ``lalu lintas``."""
    word, before, after = words[n], words[n - 1 : n] if n else (), words[n + 1 : n + 2]
    only_after = beside(f"{word} only after")
    return (
        (not only_after or not only_after.isdisjoint(before))
        and beside(f"{word} not after").isdisjoint(before)
        and beside(f"{word} not before").isdisjoint(after)
    )


@cache
def _before_a_next_one() -> frozenset[str]:
    """The words after which ``depan`` means the next one: units, months, days, and what comes in rounds."""
    return frozenset((*unit_words(), *words_of("weekdays"), *month_numbers(), *beside("depan only after")))


def _at_that_time(words: Sequence[str]) -> bool:
    """``saat korban hendak menyeberang``: what was meant then, not what is to come; but ``saat ini … akan``."""
    return bool(beside("then").intersection(words)) and "ini" not in words


def _points_ahead(words: Sequence[str], order: Iterable[int]) -> bool | None:
    """Where the first word that tells points: to what is to come (True) or has been (False); None without one."""
    for n in order:
        if says_ahead(words, n):
            return True
        word = words[n]
        if (word in beside("back") and _speaks_of_time(words, n)) or (
            word != "katanya" and word.removesuffix("nya") in bare_verbs(reporting=True)
        ):
            return False  # katanya is hearsay, of any time
    return None


def looks_ahead(reading: Reading, start: int, end: int) -> bool | None:
    """Whether the clause speaks of what is to come (True), of what has been (False), or does not say (None)."""
    if re.match(r"\s(?:nanti|besok|lusa|mendatang|depan)\b", reading.text[end : end + 12]):
        return True
    left = re.split(r"[.!?\n\"“”;]", reading.text[max(0, start - 120) : start])[-1]
    if re.search(r"\b(?:hingga|sampai)\s$", left) and not (reading.found and start - reading.found[-1].end < 20):
        return True  # "berlaku sampai Januari", but not the end of a range
    words = re.findall(r"\w+", left.lower())
    told = _points_ahead(words, range(len(words) - 1, -1, -1))
    if told is not None:
        return told
    right = re.findall(r"\w+", re.split(r"[.!?\n\"“”;,]", reading.text[end : end + 60])[0].lower())
    return any(says_ahead(right, n) for n in range(len(right))) or _points_ahead(right, range(len(right)))


def year_for(reading: Reading, month: int, day: int, start: int, end: int) -> tuple[str, str]:
    """The year of a date written without one, and how it was chosen."""
    known = reading.mentioned(start, "year", "month", "day", reach=250)
    if known and known.anchor == "written" and reading.same_sentence(known.start, start):
        return known.value[:4], f"mentioned {known.value}"
    if not reading.day:
        return "XXXX", "none"
    year, ahead = reading.day.year, looks_ahead(reading, start, end)
    here = (month, day or reading.day.day)
    now = (reading.day.month, reading.day.day)
    if ahead and now[0] - here[0] >= 3:  # "akan … pada Februari", written in October
        year += 1
    elif not ahead and here > now and (ahead is False or here[0] - now[0] >= 6):  # "sejak Desember", written in October
        year -= 1
    return f"{year:04}", reading.published


def anchor_day(reading: Reading, start: int, det: str, unit: str) -> tuple[date | None, str]:
    """The day a pointing word counts from, and the name of that anchor."""
    if det in BY_MENTION:
        finer = COUNTED_FROM[: COUNTED_FROM.index(unit) + 1] if unit in COUNTED_FROM else COUNTED_FROM
        if known := reading.mentioned(start, *finer):
            return tv.days_of(known.value)[0], f"mentioned {known.value}"
    return reading.day, reading.published
