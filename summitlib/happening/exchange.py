"""Event rows for other programs: a CSV table, an iCalendar file, TimelineJS JSON.

A year is written as a year: TimelineJS dates carry no more than is known, and in iCalendar an uncertain event is an
all-day entry over all its possible days, its precision named. Events without any day are in the CSV alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitlib.happening.stretches import as_date
from summitlib.rows import need_columns

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ["event", "earliest", "latest", "precision", "surface", "actors", "place", "status", "articles", "evidence"]


def export_timeline(events: pd.DataFrame, path: str | Path) -> Path:
    """Write event rows to a file and return its path; the suffix says how: ``.csv``, ``.ics`` or ``.json``.

    CSV (RFC 4180): all columns, evidence as ``article:start-end``; iCalendar (RFC 5545): one all-day VEVENT an event;
    JSON: TimelineJS 3. Raises ``ValueError`` for another suffix.
    """
    need_columns(events, NEEDED, "Event rows")
    path = Path(path)
    writers = {".csv": as_csv, ".ics": as_icalendar, ".json": as_timelinejs}
    if path.suffix not in writers:
        raise ValueError(
            f"A timeline is written to .csv, .ics or .json, not to {path.suffix or 'a file without suffix'!r}."
        )
    path.write_text(writers[path.suffix](events), encoding="utf-8", newline="")
    return path


def as_csv(events: pd.DataFrame) -> str:
    """Return the rows as CSV, days as ISO dates."""
    table = events.copy()
    table["evidence"] = ["; ".join(f"{a}:{start}-{end}" for a, start, end in spans) for spans in events["evidence"]]
    for column in ("earliest", "latest"):
        table[column] = [day.isoformat() if (day := as_date(value)) else "" for value in events[column]]
    return table.to_csv(index=False, lineterminator="\r\n")


def _dated(events: pd.DataFrame) -> Iterator[tuple[dict[str, Any], date, date]]:
    """The events with a day, and the days to show; where one end is open, the other stands for both."""
    for row in events.to_dict("records"):
        first, last = as_date(row["earliest"]), as_date(row["latest"])
        if first or last:
            yield row, first or last, last or first  # type: ignore[misc]


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _note(row: dict[str, Any]) -> str:
    about = ((name, _words(row[name])) for name in ("status", "precision", "actors", "articles"))
    return "\n".join(f"{name}: {words}" for name, words in about if words)


def _escaped(words: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        words = words.replace(plain, escaped)
    return words


def _folded(line: str) -> str:
    """Cut a line to at most 75 octets, going on after a line break and a space (RFC 5545, 3.1)."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])


def as_icalendar(events: pd.DataFrame) -> str:
    """Return the dated rows as an iCalendar object; the same rows give the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//summitlib//timeline//EN"]
    for row, first, last in _dated(events):
        after = last + timedelta(days=1) if last < date.max else last  # DTEND is the day after
        fields = {
            "UID": f"{row['event']}@summitlib", "DTSTAMP": "19700101T000000Z",
            "DTSTART;VALUE=DATE": f"{first:%Y%m%d}".rjust(8, "0"),
            "DTEND;VALUE=DATE": f"{after:%Y%m%d}".rjust(8, "0"), "SUMMARY": _escaped(_words(row["surface"])),
            "LOCATION": _escaped(_words(row["place"])), "DESCRIPTION": _escaped(_note(row)),
            "STATUS": "TENTATIVE" if row["status"] in ("announced", "alleged", "hypothetical") else
            ("CANCELLED" if row["status"] == "denied" else "CONFIRMED"), "TRANSP": "TRANSPARENT",
        }  # fmt: skip
        lines += [
            "BEGIN:VEVENT",
            *(_folded(f"{name}:{value}") for name, value in fields.items() if value),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _js_date(day: date, precision: str) -> dict[str, int]:
    """A TimelineJS date, no finer than what is known."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    coarse = {"year": 1, "decade": 1, "century": 1, "month": 2}.get(precision, 3)
    return dict(list(parts.items())[:coarse])


def as_timelinejs(events: pd.DataFrame) -> str:
    """Return the dated rows as TimelineJS 3 JSON: start and end date, headline, text, place, status as group."""
    slides = []
    for row, first, last in _dated(events):
        slide: dict[str, Any] = {
            "unique_id": row["event"], "start_date": _js_date(first, row["precision"]), "group": _words(row["status"]),
            "text": {"headline": _words(row["surface"]), "text": _note(row).replace("\n", "<br>")},
        }  # fmt: skip
        if last != first:
            slide["end_date"] = _js_date(last, row["precision"])
        if _words(row["place"]):
            slide["location"] = {"name": row["place"]}
        slides.append(slide)
    return json.dumps({"events": slides}, ensure_ascii=False, indent=1) + "\n"
