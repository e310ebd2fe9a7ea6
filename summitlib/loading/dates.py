"""Written dates read as days: day first, as Indonesians write them, and every doubt said aloud.

Reads what stands in a column or on a date line (``12/9/2023``, ``Rabu, 13 September 2023 10:15 WIB``,
``2023-09-13T08:00:00Z``) and the dates a report stamps itself with (``…, Selasa (12/9/2023)``).
For every other time expression there is ``summitlib.times``.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.words.saying import bare_verb_pattern

ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ENGLISH_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
YEARS = range(1000, 2200)  # a year outside is a number, not a year

DOUBTS = {
    "unreadable": "is no date we can read",
    "impossible": "is no day of the calendar",
    "month first": "can only be read month first",
    "either order": "can be read day first or month first",
    "weekday": "names a weekday that the date does not fall on",
    "short year": "has a year of two digits",
}


class DateReading(NamedTuple):
    """The first and last day a written date can mean, and the doubt about it (a key of DOUBTS) or None."""

    earliest: date | None
    latest: date | None
    doubt: str | None = None
    other: date | None = None  # the day when read in the other order

    @property
    def day(self) -> date | None:
        """The day, where it is one day."""
        return self.earliest if self.earliest == self.latest else None


class Stamp(NamedTuple):
    """A full date in running text: where, which day, and how it stands there (set off, attribution, told)."""

    start: int
    end: int
    day: date
    manner: str


@cache
def month_numbers() -> dict[str, int]:
    """Return every spelling of a month name, Indonesian and English, with its number."""
    numbers = {name: n for n, name in enumerate(ENGLISH_MONTHS, 1)}
    numbers |= {name[:3]: n for name, n in numbers.items()}
    for row in read_lexicon("months"):
        spellings = [row["month"], *filter(None, row["abbreviations"].split(";"))]
        numbers |= dict.fromkeys(spellings, int(row["number"]))
    return numbers


@cache
def weekday_numbers() -> dict[str, int]:
    """Return every spelling of a weekday, Indonesian and English; Monday is 0, as in ``date.weekday``."""
    numbers = {name: n for n, name in enumerate(ENGLISH_DAYS)}
    numbers |= {name[:3]: n for name, n in numbers.items()}
    for row in read_lexicon("weekdays"):
        if row["kind"] == "weekday":
            spellings = [row["word"], *filter(None, row["variants"].split(";"))]
            numbers |= dict.fromkeys(spellings, int(row["value"]) - 1)
    return numbers


_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|^(\d{4})(\d\d)(\d\d)$")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})[.,]?[\s-]+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{4})$")
_YEAR = re.compile(r"^(\d{4})$")
_WEEKDAY = re.compile(r"[^\W\d_]+(?:['’]at)?")


def read_date(value: object, *, date_format: str | None = None) -> DateReading:
    """Read one written date; ``date_format`` (as for ``datetime.strptime``) settles its order.

    Numbers alone are read day first; a date that can be read both ways carries the doubt "either order" and
    the other day. What cannot be read, or is no day of the calendar, has no days.

    >>> read_date("Rabu, 13 September 2023 10:15 WIB").day
    datetime.date(2023, 9, 13)
    >>> read_date("10/21/2025").doubt, read_date("30/2/2024").doubt, read_date("3/4/2024").doubt
    ('month first', 'impossible', 'either order')
    """
    if isinstance(value, datetime):  # pandas' NaT is one, and unequal to itself
        return _one(value.date()) if value == value else DateReading(None, None)
    if isinstance(value, date):
        return _one(value)
    text = "" if value is None or value != value else str(value).strip()
    if not text:
        return DateReading(None, None)
    if date_format:
        try:
            return _one(datetime.strptime(text, date_format).date())
        except ValueError:
            return DateReading(None, None, "unreadable")
    return _check_weekday(text, _read_written(text[:200]))


def _one(day: date) -> DateReading:
    return DateReading(day, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _read_written(text: str) -> DateReading:
    """Try the written forms, the plainest first."""
    if m := _ISO.search(text):
        year, month, day = (int(g) for g in (m.group(1, 3, 4) if m[1] else m.group(5, 6, 7)))
        return _sure(_day(year, month, day))
    if m := _NUMBERS.search(text):
        return _read_numbers(int(m[1]), int(m[3]), m[4])
    months = month_numbers()
    for pattern, order in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        for m in pattern.finditer(text):
            if number := months.get(m[order[1]].lower()):
                return _sure(_day(int(m[order[0]]), number, int(m[order[2]])))
    if (m := _MONTH_YEAR.match(text)) and (number := months.get(m[1].lower())):
        return _span(int(m[2]), number, number)
    if m := _YEAR.match(text):
        return _span(int(m[1]), 1, 12)
    return DateReading(None, None, "unreadable")


def _sure(day: date | None) -> DateReading:
    return _one(day) if day else DateReading(None, None, "impossible")


def _span(year: int, first: int, last: int) -> DateReading:
    """Return the days from the first of one month to the last of another: known to the month, not the day."""
    begin = _day(year, first, 1)
    if begin is None:
        return DateReading(None, None, "unreadable")
    after = date(year + last // 12, last % 12 + 1, 1)
    return DateReading(begin, date.fromordinal(after.toordinal() - 1))


def _read_numbers(first: int, second: int, year_text: str) -> DateReading:
    """Read ``12/9/2023``: day first, unless that is impossible; then nothing is read, and the doubt says why."""
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None:
        return DateReading(None, None, "month first" if month_first else "impossible", month_first)
    if month_first and month_first != day_first:
        return DateReading(day_first, day_first, "either order", month_first)
    return DateReading(day_first, day_first, "short year" if len(year_text) == 2 else None)


def _check_weekday(text: str, reading: DateReading) -> DateReading:
    """Set a named weekday against the day: it can settle the order of the numbers, or contradict the date."""
    named = next((n for w in _WEEKDAY.findall(text) if (n := weekday_numbers().get(w.lower())) is not None), None)
    if named is None or (reading.day or reading.other) is None:
        return reading
    if reading.day and reading.day.weekday() == named:
        return _one(reading.day)
    if reading.other and reading.other.weekday() == named:
        return _one(reading.other)
    return reading._replace(doubt="weekday")


_MONTHS_WITH_YEAR = (  # behind a day; each begins with a plain mark, which is sought fastest in a long text
    re.compile(r"/(?<=[0-9]/)([0-9]{1,2})/([0-9]{4})(?![0-9/])"),
    re.compile(r" (?<=[0-9] )([A-Z][a-z]{2,8}) ([0-9]{4})(?![0-9/])"),
)
_WEEKDAY_AND_DAY = re.compile(r"(?:^|[\s,(])([A-Z][a-z]{3,6}['’]?(?:at)?),?\s*\(?([0-9]{1,2})$")
_AHEAD = re.compile(r"\b(?:akan|mendatang|dijadwalkan|rencana\w*|direncanakan|hingga|sampai)\b")


@cache
def _said() -> re.Pattern[str]:
    """Match what hands words to a source: a verb of saying, a report drawn on, a press conference."""
    taken = r"dilansir\b|melansir\b|dikutip\b|mengutip\b|keterangan(?:nya)?\b|konferensi pers\b"
    return re.compile(rf"\b(?:{taken}|{bare_verb_pattern(reporting=True)})")


def stamps_in(text: str) -> list[Stamp]:
    """Return the full dates beside a weekday, the form in which a report stamps itself.

    Set off by a comma (``…, Rabu (13/9/2023)``) or in an attribution (``katanya … pada Selasa (12/9/2023)``) it is
    the day of reporting; told with a preposition (``bertemu pada Rabu (13/9/2023)``) it is the day of an event.
    Dates announced as to come are left out.

    >>> text = "Jembatan itu dibuka, Rabu (14/2/2024)."
    >>> [(s.day.isoformat(), s.manner) for s in stamps_in(text)]
    [('2024-02-14', 'set off')]
    """
    found = (_stamp(text, month) for pattern in _MONTHS_WITH_YEAR for month in pattern.finditer(text))
    return sorted(stamp for stamp in found if stamp)


def _stamp(text: str, month: re.Match[str]) -> Stamp | None:
    """Return the stamp that ends with this month and year, or None: no weekday before it, or still to come."""
    begin = _WEEKDAY_AND_DAY.search(text[max(0, month.start() - 14) : month.start()])
    if begin is None:
        return None
    number = int(month[1]) if month[1].isdigit() else month_numbers().get(month[1].lower(), 0)
    day = _day(int(month[2]), number, int(begin[2]))
    if day is None or day.weekday() != weekday_numbers().get(begin[1].lower()):
        return None
    start = month.start() - len(begin.string) + begin.start(1)
    lead = re.split(r"[.!?]\s|[\n\"“”]", text[max(0, start - 150) : start])[-1]
    if _AHEAD.search(lead):
        return None
    manner = "set off" if lead.rstrip().endswith(",") else "attribution" if _said().search(lead) else "told"
    return Stamp(start, month.end() + text.startswith(")", month.end()), day, manner)


def day_of_report(stamps: list[Stamp]) -> tuple[Stamp | None, Stamp | None]:
    """Return the stamp that dates the report, and the latest stamp of any kind (no report is older than that).

    The report is dated by the latest day set off by a comma or standing in an attribution; a day only told of
    dates an event, and bounds the report from below.
    """
    own = [s for s in stamps if s.manner != "told"]
    latest = max(stamps, key=lambda s: s.day, default=None)
    return max(own, key=lambda s: s.day, default=None), latest
