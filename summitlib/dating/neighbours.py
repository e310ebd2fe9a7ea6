"""What expressions side by side say of each other, once all are read.

A day and an hour become one time; a name of the day takes the date set beside it; the days of a week in a range or list
follow each other; the two ends of a range are linked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from summitlib.dating import values as tv
from summitlib.dating.context import Found, Reading
from summitlib.dating.vocabulary import words_of

TIMES = frozenset(("clock", "part"))


def settled(reading: Reading) -> list[Found]:
    """The expressions of a reading after their neighbours have been heard."""
    for a, b in pairwise(reading.found):
        _weekday_before(reading, a, b)
    found = _joined(reading)
    for a, b in pairwise(found):
        _named_beside(reading, a, b)
        _set_goes_on(reading, a, b)
    for a, b in reversed(list(pairwise(found))):
        _hour_before_day(reading, a, b)
    _link_ranges(reading, found)
    return found


def _gap(reading: Reading, a: Found, b: Found) -> str:
    return reading.text[a.end : b.start]


def _joined(reading: Reading) -> list[Found]:
    """A day and a clock time or part of the day side by side are one TIME."""
    joined: list[Found] = []
    for found in reading.found:
        last = joined[-1] if joined else None
        gap = _gap(reading, last, found) if last else ""
        if last and re.fullmatch(r",?\s(?:(?:sekitar|sekira)\s)?\(?|,?\s\(?|\s?", gap) and (both := _both(last, found)):
            end = found.end + (gap.endswith("(") and reading.text[found.end : found.end + 1] == ")")
            joined[-1] = replace(both, start=last.start, end=end)
        else:
            joined.append(found)
    return joined


def _both(a: Found, b: Found) -> Found | None:
    if a.grain == "day" and b.grain in TIMES and len(a.value) == 10 and a.type == "DATE":
        return replace(a, type="TIME", value=a.value + b.value[b.value.index("T") :], grain=b.grain, mod=b.mod)
    if a.grain in TIMES and b.grain == "day" and b.type == "DATE" and len(b.value) == 10 and b.anchor != "none":
        return replace(b, type="TIME", value=b.value + a.value[a.value.index("T") :], grain=a.grain, mod=a.mod)
    if a.grain == "part" and b.grain == "clock":
        return replace(b, value=a.value[:10] + b.value[b.value.index("T") :])
    return None


def _named_beside(reading: Reading, a: Found, b: Found) -> None:
    """ "hari ini, Selasa (21/10)", written a day later: the date beside it says which day was meant."""
    here, there = tv.days_of(a.value)[0], tv.days_of(b.value)[0]
    pointing = a.type == "DATE" and a.grain == "day" and a.anchor.startswith("published")
    if not (pointing and here and there and b.grain == "day" and _gap(reading, a, b) in (", ", " (", " ")):
        return
    if any(c.isdigit() for c in reading.text[b.start : b.end]) and abs((here - there).days) <= 3:
        a.value, a.anchor = b.value[:10], f"mentioned {b.value[:10]}"


def _hour_before_day(reading: Reading, a: Found, b: Found) -> None:
    """ "pukul 09.00-11.00 WIB pada Senin (13/5/2024)": the hours are of the day that follows."""
    if (
        a.grain != "clock"
        or a.type != "TIME"
        or a.anchor.startswith(("written", "mentioned"))
        or not tv.days_of(b.value)[0]
    ):
        return
    gap = _gap(reading, a, b)
    if (b.grain == "day" and re.fullmatch(r",?\s(?:pada\s)?(?:hari\s)?", gap)) or (
        b.grain == "clock" and b.anchor.startswith("mentioned") and _range_gap().fullmatch(gap)
    ):
        a.value, a.anchor = b.value[:10] + a.value[a.value.index("T") :], f"mentioned {b.value[:10]}"


def _set_goes_on(reading: Reading, a: Found, b: Found) -> None:
    """ "setiap Sabtu dan Minggu": Sunday is in the set too."""
    day = tv.days_of(b.value)[0]
    listed = _gap(reading, a, b) in (" dan ", ", ", ", dan ", " atau ")
    if listed and a.type == "SET" and a.value.startswith("XXXX-WXX-") and day and _weekday(reading, b):
        b.type, b.value, b.anchor, b.grain = "SET", f"XXXX-WXX-{day.isoweekday()}", "none", ""


JOINS = re.compile(r"\s?[-–/]\s?|\s(?:dan|hingga|sampai|sampai dengan|s/d|atau)\s(?:hari\s)?|,\s")


def _weekday_before(reading: Reading, a: Found, b: Found) -> None:
    """ "Sabtu-Minggu (18-19/5/2024)": Saturday is the one before that Sunday. "Senin hingga Jumat": in this order."""
    gap, here, there = _gap(reading, a, b), tv.days_of(a.value)[0], tv.days_of(b.value)[0]
    if not (here and there and _weekday(reading, a) and _weekday(reading, b) and JOINS.fullmatch(gap)):
        return
    if any(c.isdigit() for c in reading.text[b.start : b.end]):
        before = tv.weekday_near(there, here.isoweekday())
        a.value, a.anchor = before.isoformat() if before else a.value, f"mentioned {b.value[:10]}"
    elif there < here and gap.strip() not in ("dan", "atau", ","):
        after = tv.weekday_near(here, there.isoweekday(), forward=True)
        b.value = after.isoformat() if after else b.value


def _weekday(reading: Reading, found: Found) -> bool:
    first = re.match(r"(?:hari\s)?(\w+)", reading.text[found.start : found.end].lower())
    return (
        found.grain == "day" and len(found.value) == 10 and bool(first and first[1] in words_of("weekdays", "weekday"))
    )


@cache
def _range_gap() -> re.Pattern[str]:
    return re.compile(
        r"\s?(?:[-–—]|s/d|s\.d\.?)\s?|\)?\s(?:hingga|sampai|sampai\sdengan|ke)\s(?:sekitar\s|bulan\s|tahun\s)?",
        re.IGNORECASE,
    )


def _link_ranges(reading: Reading, found: list[Found]) -> None:
    """Give the two ends of a range the same letter, and clock times of no known day both none."""
    letters = iter(range(10**9))
    for a, b in pairwise(found):
        gap = _gap(reading, a, b)
        between = gap == " dan " and reading.text[max(0, a.start - 8) : a.start].lower() == " antara "
        if (
            a.range
            or not {a.type, b.type} <= {"DATE", "TIME"}
            or a.value.endswith("_REF")
            or not (between or _range_gap().fullmatch(gap))
        ):
            continue
        if a.grain == b.grain == "clock" and a.anchor.startswith("published"):  # buka pukul 08.00-17.00: of any day
            for end in (a, b):
                end.value, end.anchor = f"{tv.MASKS['day']}{end.value[10:]}", "none"
        a.range = b.range = _letter(next(letters))
        a.role, b.role = "begin", "end"


def _letter(n: int) -> str:
    return chr(97 + n % 26) + (str(n // 26) if n >= 26 else "")
