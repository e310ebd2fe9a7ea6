"""When something took place, and how long: ranges, since and after, until now, lately, for fourteen years.

A date says when; words beside it say that something went on. "Sejak 2015" opens a stretch, "hingga kini" closes one on
the day of the article, "sejak mereka bertemu pada 2019" dates the meeting and opens a stretch for what is told beside
it. An end that is not told stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from summitlib.dating import values as tv

if TYPE_CHECKING:
    import pandas as pd


class When(NamedTuple):
    """A time expression, or the two ends of a range as one; ``lasting``: from its first day on, or all through."""

    start: int
    end: int
    value: str
    days: tv.Days
    basis: str = "explicit"
    lasting: bool = False
    now: bool = False  # only said to hold as the article is written


class Opening(NamedTuple):
    """A phrase that dates one event and opens a stretch: ``sejak mereka bertemu pada 2019``."""

    start: int
    end: int
    since: bool  # sejak, not setelah


SINCE = re.compile(r"\b(?:sejak|semenjak|terhitung)\s$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:hingga|sampai)\s$", re.IGNORECASE)
LATELY = re.compile(r"\b(?:terakhir|belakangan)(?:\sini)?$", re.IGNORECASE)
OPENS = re.compile(
    r"\b(?:(?P<since>sejak|semenjak)|setelah|sesudah|usai|pasca)\s(?=[^,;:.!?\n]{3,140}$)", re.IGNORECASE
)
# what has been going on for an amount of time, to the day of the article: telah meliput … selama 14 tahun
FOR_SO_LONG = re.compile(
    r"\b(?:telah|sudah)\b(?:[^.;:\n]{0,120}\bselama)?\s$|\b(?:pengalaman|berpengalaman)\s(?:selama\s)?$",
    re.IGNORECASE,
)
ONCE = re.compile(r"\bpernah\b[^.;:\n]{0,60}$", re.IGNORECASE)


def whens(times: pd.DataFrame, text: str, published: date | None) -> Iterator[When]:
    """The time rows of one article as days an event can be told by; a range is one, ``sejak`` opens one."""
    begun: dict[str, When] = {}
    for row in times.to_dict("records"):
        when, letter = _when(row, text, published), row["range"]
        if when is None:
            continue
        if isinstance(letter, str) and row.get("range_role") == "begin":
            begun[letter] = when
        elif isinstance(letter, str) and letter in begun:
            first = begun.pop(letter)
            yield first if when.now else _span(first, when)
        elif not (isinstance(letter, str) and when.now):
            yield when
    for when in begun.values():
        yield when._replace(days=(when.days[0], None), lasting=True)


def _span(first: When, last: When) -> When:
    basis = "relative" if "relative" in (first.basis, last.basis) else last.basis
    days = (first.days[0], last.days[1])
    value = f"{first.value}/{last.value.split('/')[-1]}"
    return When(first.start, last.end, value, days, basis, lasting=True)


def _when(row: dict[str, Any], text: str, published: date | None) -> When | None:
    """One time row: a date or hour that names days, known or with an unknown year; now; or a stretch up to now."""
    start, end, value = int(row["start"]), int(row["end"]), str(row["value"])
    before = text[max(0, start - 200) : start]
    if value == "PRESENT_REF":
        until = bool(UNTIL.search(before))
        return _open(start, end, (None, published) if until else (published, None), now=not until)
    if row["type"] == "DURATION":
        return _so_long(row, before, text[start:end], published)
    if row["type"] not in ("DATE", "TIME") or tv.precision_of(value) == "unknown" or not any(map(str.isdigit, value)):
        return None
    days = (as_date(row["earliest"]), as_date(row["latest"]))
    when = When(start, end, value, days, "explicit" if row["anchor"] == "written" else "relative")
    return when._replace(days=(days[0], None), lasting=True) if SINCE.search(before) else when


def _so_long(row: dict[str, Any], before: str, surface: str, published: date | None) -> When | None:
    """A stretch up to the day of the article: three years lately, for fourteen years now."""
    start, end = int(row["start"]), int(row["end"])
    if LATELY.search(surface):
        return _open(start, end, (as_date(row["earliest"]), published))
    if FOR_SO_LONG.search(before):
        amount = re.fullmatch(r"P(\d+)([YM])", str(row["value"]))
        unit = {"Y": "year", "M": "month"}[amount[2]] if amount else ""
        back = tv.shifted(published, unit, -int(amount[1])) if amount and row.get("mod") != "MORE_THAN" else ""
        return _open(start, end, (tv.days_of(back)[0], published))
    return _open(start, end, (None, published)) if ONCE.search(before) else None


def _open(start: int, end: int, days: tv.Days, *, now: bool = False) -> When:
    """A stretch with its ends as a value: days of ISO 8601, ``..`` for an end that is not told."""
    first, last = (day.isoformat() if day else ".." for day in days)
    return When(start, end, f"{first}/{last}", days, "relative", lasting=True, now=now)


def opening(text: str, sentence_start: int, when: When) -> Opening | None:
    """The phrase around a time that opens a stretch, when other words stand between it and the time."""
    last = list(OPENS.finditer(text, sentence_start, when.start))[-1:]
    return Opening(last[0].start(), when.end, bool(last[0]["since"])) if last else None


def as_date(value: object) -> date | None:
    """A day of a frame as a date; None when it is missing."""
    import pandas as pd

    return None if pd.isna(value) else pd.Timestamp(value).date()
