"""Where events disagree: one kind of event, the same people, but another day, another place, a plan or a denial.

Each conflict names the two events (or an event and a known fact) and says in words what differs. None is resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from summitlib import timevalues as tv
from summitlib.eventmentions import as_date, gazetteer
from summitlib.rows import need_columns, to_frame

if TYPE_CHECKING:
    import pandas as pd

CONFLICT = {"kind": "string", "event": "string", "other": "string", "note": "string", "articles": "string"}
NEAR_DAYS = 45  # two tellings of one event are not further apart
PLANS = {"announced", "hypothetical"}
FACTS = {"past", "ongoing"}


def find_conflicts(events: pd.DataFrame, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row a conflict: ``kind`` (date, place, plan/fact, claim/denial, fact), the events, what differs.

    ``known`` is an editable table of facts with columns ``fact, earliest, latest, place, actors, event_class``;
    ``other`` then holds the fact's name.
    """
    need_columns(
        events,
        ["event", "earliest", "latest", "event_class", "kind", "actors", "place", "status", "articles"],
        "Event rows",
    )
    rows = [_told(row) for row in events.to_dict("records")]
    found = [c for a, b in combinations(rows, 2) if a["kind"] and a["kind"] == b["kind"] for c in _between(a, b)]
    if known is not None:
        facts = [_fact(row) for row in known.to_dict("records")]
        found += [c for a in rows for fact in facts for c in _against(a, fact)]
    return to_frame(found, CONFLICT)


def _names(value: object) -> set[str]:
    return {name.strip() for name in value.split(";")} - {""} if isinstance(value, str) else set()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """An event with its days, names and places as plain values."""
    return {
        "name": row["event"], "kind": _text(row["kind"]), "class": _text(row["event_class"]), "status": _text(row["status"]),
        "days": (as_date(row["earliest"]), as_date(row["latest"])), "place": _text(row["place"]),
        "actors": _names(row["actors"]), "articles": _text(row["articles"]) or "",
    }  # fmt: skip


def _fact(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["fact"], "class": _text(row.get("event_class")), "place": _text(row.get("place")),
        "days": (as_date(row["earliest"]), as_date(row["latest"])), "actors": _names(row.get("actors")),
    }  # fmt: skip


def _span(days: tv.Days) -> str:
    first, last = (day.isoformat() if day else "?" for day in days)
    return first if first == last else f"{first} to {last}"


def _far(a: tv.Days, b: tv.Days) -> int | None:
    """Days between two stretches; 0 when they touch, None when unknown."""
    if not (a[0] and a[1] and b[0] and b[1]):
        return None
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def apart(a: str | None, b: str | None) -> bool:
    """Whether two places exclude each other: both known, and neither is the country the other lies in."""
    if not a or not b or a == b:
        return False
    where = gazetteer()
    known_a, known_b = where.get(a), where.get(b)
    return not (known_a and known_b and (known_a[2] == b or known_b[2] == a))


def _between(a: dict[str, Any], b: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The conflicts of two events of one kind with shared people."""
    shared = a["actors"] & b["actors"]
    articles = "; ".join(dict.fromkeys([*a["articles"].split("; "), *b["articles"].split("; ")]))
    row = lambda kind, note: (kind, a["name"], b["name"], note, articles)
    if not shared:
        return
    states = {a["status"], b["status"]}
    if "denied" in states and states - {"denied"} and _far(a["days"], b["days"]) in (0, None):
        yield row("claim/denial", f"{a['status']} in {a['articles']}, {b['status']} in {b['articles']}")
        return
    if len(shared) < 2:
        return
    gap, elsewhere = _far(a["days"], b["days"]), apart(a["place"], b["place"])
    if states & PLANS and states & FACTS and (elsewhere or gap) and (gap is None or gap <= NEAR_DAYS):
        yield row(
            "plan/fact", f"{a['status']} {a['place']} {_span(a['days'])}, {b['status']} {b['place']} {_span(b['days'])}"
        )
    elif states <= FACTS and gap == 0 and elsewhere:
        yield row("place", f"{a['place']} or {b['place']}")
    elif states <= FACTS and gap and gap <= NEAR_DAYS and a["place"] and a["place"] == b["place"]:
        yield row("date", f"{_span(a['days'])} or {_span(b['days'])}")


def _against(event: dict[str, Any], fact: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What an event says against a known fact: the same people and kind, another day."""
    same = fact["class"] in (None, event["class"]) and len(event["actors"] & fact["actors"]) > 1
    gap = _far(event["days"], fact["days"])
    if same and gap and event["status"] in FACTS and not apart(event["place"], fact["place"]):
        yield (
            "fact",
            event["name"],
            fact["name"],
            f"{_span(event['days'])}, known: {_span(fact['days'])}",
            event["articles"],
        )
