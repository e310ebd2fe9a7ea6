"""What the labelled lines of an article say of it: publisher, author, headline, place, wire, and its day.

The surest source of each field comes first; what no line says is None.
"""

from __future__ import annotations

import re
from typing import Any

from summitlib.loading.bylines import author_of, publisher_of, wire_quoted_in, wires_in_bracket, wires_of_line
from summitlib.loading.dates import day_of_report, read_date, stamps_in
from summitlib.loading.lines import Mark, Seen
from summitlib.loading.mastheads import Dateline, wires


def facts_of(
    text: str, seen: list[Seen], marks: list[Mark | None], dateline: Dateline | None, headline: str | None
) -> dict[str, Any]:
    """Gather what the lines say of the article; the surest source of each field first."""
    by: dict[str, list[str]] = {}
    for s, mark in zip(seen, marks, strict=True):
        by.setdefault(mark.label if mark else "body", []).append(s.text)
    publisher = (dateline and dateline.publisher) or publisher_of(
        t for label in ("share-promo", "credit", "date", "byline") for t in by.get(label, []) if not wires_of_line(t)
    )
    credited = [wire for t in by.get("credit", []) for wire in wires_of_line(t)]
    credited += [wire for t in by.get("byline", []) for wire in wires_in_bracket(t)]
    wire = next(iter(credited), None) or (dateline and dateline.wire) or wire_quoted_in(text)
    authors = (a for t in by.get("byline", []) if (a := author_of(t)))
    return {
        "publisher": publisher,
        "author": next(authors, None),
        "headline": headline or next(iter(by.get("headline", [])), None),
        "place": dateline.place if dateline else None,
        "wire": None if publisher and wires().get(publisher.lower()) == wire else wire,
        **_publication(by.get("date", []), text),
    }


_CHANGED = re.compile(r"(?i)\W*(?:terakhir )?(?:diperbarui|diupdate|updated?)\b")


def _publication(date_lines: list[str], text: str) -> dict[str, Any]:
    """Return published, its bounds and its basis: a date line says it, a dated lead says the earliest day.

    A line that says when the page was last changed only says that it was not published later.
    """
    for line in sorted(date_lines, key=lambda line: _CHANGED.match(line) is not None):
        reading = read_date(line)
        if reading.day and reading.doubt in (None, "either order"):
            day = reading.day.isoformat()
            if _CHANGED.match(line):
                return _dated(None, None, day, f'date line "{line}", last change')
            return _dated(day, day, day, f'date line "{line}"')
    own, latest = day_of_report(stamps_in(text))
    if own:
        stamp = text[own.start : own.end]
        return _dated(own.day.isoformat(), own.day.isoformat(), None, f'in-text "{stamp}", day of reporting')
    if latest:
        stamp = text[latest.start : latest.end]
        return _dated(None, latest.day.isoformat(), None, f'in-text "{stamp}", told as past')
    return _dated(None, None, None, None)


def _dated(day: str | None, earliest: str | None, latest: str | None, basis: str | None) -> dict[str, Any]:
    return {"published": day, "published_earliest": earliest, "published_latest": latest, "published_basis": basis}
