"""TIMEX3 values as calendar arithmetic: from a day to a value, from a value to its days, and intervals compared.

A value names a unit (``2023-09-13``, ``2023-W37``, ``2025-Q3``, ``196X``) and covers every day of it: a year is not
its first of January. ``X`` stands for what is not known; a value with an ``X`` that matters has no days.
Values follow ISO-TimeML (ISO 24617-1) and TempEval-3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

Days: TypeAlias = tuple[date | None, date | None]

UNKNOWN: Days = (None, None)
UNITS = ("day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century")
MASKS = {
    "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "year": "XXXX", "decade": "XXXX", "century": "XXXX",
}  # fmt: skip
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
# first month and length of a season; winter runs into the next year. Meteorological seasons of the northern half.
SEASONS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}


def value_of(day: date, unit: str) -> str:
    """Return the value of the unit that holds a day.

    >>> [value_of(date(2023, 9, 13), unit) for unit in ("day", "week", "quarter", "decade")]
    ['2023-09-13', '2023-W37', '2023-Q3', '202X']
    """
    year, week, _ = day.isocalendar()
    return {
        "day": day.isoformat(), "weekend": f"{year:04}-W{week:02}-WE", "week": f"{year:04}-W{week:02}",
        "month": f"{day.year:04}-{day.month:02}", "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}", "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}X", "century": f"{day.year // 100:02}XX",
    }[unit]  # fmt: skip


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date | None:
    """Return the day so many months later, or the last day of that month; None outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = day_of(year, month + 1, day.day)
    while found is None and 1 <= year <= 9999:  # 31 January + 1 month: at most three steps back
        day -= timedelta(days=1)
        found = day_of(year, month + 1, day.day)
    return found


def moved(day: date | None, unit: str, number: int) -> date | None:
    """Return the day so many units later (earlier when negative); None where the calendar ends."""
    if day is None:
        return None
    try:
        if unit in MONTHS_IN:
            return months_later(day, MONTHS_IN[unit] * number)
        return day + timedelta(days=number * (1 if unit == "day" else 7))
    except OverflowError:
        return None


def shifted(day: date | None, unit: str, number: int) -> str:
    """Return the value of the unit so many units away from a day; the mask with ``X`` when the day is unknown.

    >>> shifted(date(2023, 9, 13), "week", -1), shifted(date(2023, 9, 13), "month", 4), shifted(None, "year", -1)
    ('2023-W36', '2024-01', 'XXXX')
    """
    target = moved(day, unit, number)
    return value_of(target, unit) if target else MASKS[unit]


def weekday_near(day: date, weekday: int, *, forward: bool = False) -> date | None:
    """Return the last such weekday (1 Monday … 7 Sunday) up to a day, or the next from it on.

    None where the calendar ends.

    >>> value_of(weekday_near(date(2023, 9, 13), 2), "day")
    '2023-09-12'
    """
    away = (weekday - day.isoweekday()) % 7 if forward else -((day.isoweekday() - weekday) % 7)
    return moved(day, "day", away)


def _stretch(year: int, month: int, months: int) -> Days:
    first = day_of(year, month, 1)
    after = months_later(first, months) if first else None
    return first, after - timedelta(days=1) if after else (date.max if first else None)


def _week(year: int, week: int, first: int = 1, last: int = 7) -> Days:
    try:
        return date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, last)
    except ValueError:
        return UNKNOWN


def _one_day(year: int, month: int, day: int) -> Days:
    return (day_of(year, month, day),) * 2


# (shape of the value, its days)
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), lambda m: _one_day(*map(int, m.groups()))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda m: _stretch(int(m[1]), int(m[2]), 1)),
    (re.compile(r"(\d{4})"), lambda m: _stretch(int(m[1]), 1, 12)),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda m: _week(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), lambda m: _week(int(m[1]), int(m[2]), 6)),
    (re.compile(r"(\d{4})-W(\d\d)-([1-7])"), lambda m: _week(int(m[1]), int(m[2]), int(m[3]), int(m[3]))),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: _stretch(int(m[1]), 3 * int(m[2]) - 2, 3)),
    (re.compile(r"(\d{4})-H([12])"), lambda m: _stretch(int(m[1]), 6 * int(m[2]) - 5, 6)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda m: _stretch(int(m[1]), *SEASONS[m[2]])),
    (re.compile(r"(\d{3})X"), lambda m: _stretch(int(m[1]) * 10, 1, 120)),
    (re.compile(r"(\d\d)XX"), lambda m: _stretch(int(m[1]) * 100, 1, 1200)),
)


@lru_cache(maxsize=4096)
def days_of(value: str | None) -> Days:
    """Return the first and the last day of a value, or ``(None, None)`` where it names no known days.

    Years before 1, impossible days, durations, sets and values with an unknown part have none.

    >>> [day.isoformat() for day in days_of("2025-H2")]
    ['2025-07-01', '2025-12-31']
    >>> days_of("XXXX-09"), days_of("P3Y")
    ((None, None), (None, None))
    """
    for shape, days in _SHAPES:
        if value and (match := shape.fullmatch(value)):
            return days(match)
    return UNKNOWN


def precision_of(value: str) -> str:
    """Return the unit a TIMEX3 value is exact to: day, week, month, quarter, half, year, decade or century.

    >>> [precision_of(value) for value in ("2023-09-13TMO", "2023-W37", "2019", "196X")]
    ['day', 'week', 'year', 'decade']
    """
    shapes = {
        "day": r"[\dX]{4}-[\dX]{2}-[\dX]{2}.*|[\dX]{4}-W[\dX]{2}-\d.*", "week": r"[\dX]{4}-W[\dX]{2}(?:-WE)?",
        "month": r"[\dX]{4}-[\dX]{2}", "quarter": r"[\dX]{4}-Q.", "half": r"[\dX]{4}-H.", "decade": r"\d{3}X",
        "century": r"\d\dXX", "year": r"[\dX]{4}|[\dX]{4}-(?:SP|SU|FA|WI)",
    }  # fmt: skip
    return next((unit for unit, shape in shapes.items() if re.fullmatch(shape, value)), "unknown")


def before(a: Days, b: Days) -> bool | None:
    """Whether all of ``a`` lies before all of ``b``; None when the days known cannot tell.

    >>> before(days_of("2019"), days_of("2023-09-13")), before(days_of("2023"), days_of("2023-09-13"))
    (True, False)
    """
    if a[1] and b[0] and a[1] < b[0]:
        return True
    return False if a[1] and b[0] else (False if a[0] and b[1] and a[0] >= b[1] else None)


def overlaps(a: Days, b: Days) -> bool | None:
    """Whether ``a`` and ``b`` share a day; None when the days known cannot tell."""
    if before(a, b) or before(b, a):
        return False
    return True if all(a) and all(b) else None


def during(a: Days, b: Days) -> bool | None:
    """Whether all of ``a`` lies within ``b``; None when the days known cannot tell.

    >>> during(days_of("2023-09-13"), days_of("2023-W37"))
    True
    """
    if a[0] and a[1] and b[0] and b[1]:
        return b[0] <= a[0] and a[1] <= b[1]
    return False if overlaps(a, b) is False else None
