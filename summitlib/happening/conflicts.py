"""Where events disagree: one kind of event, the same people, but another day, another place, a plan or a denial.

Each conflict names the two events (or an event and a known fact) and says in words what differs. None is resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from summitlib.dating import values as tv
from summitlib.happening.stretches import as_date
from summitlib.happening.words import gazetteer
from summitlib.rows import need_columns, to_frame
from summitlib.speech.names import places

if TYPE_CHECKING:
    import pandas as pd

CONFLICT = {"kind": "string", "event": "string", "other": "string", "note": "string", "articles": "string"}
NEAR_DAYS = 45  # two tellings of one event are not further apart
WRONG_YEAR = 400  # a telling that misses a known day by a year or less may mean it
PLANS = {"announced", "hypothetical"}
FACTS = {"past", "ongoing"}


class Telling(NamedTuple):
    """An event row as plain values: names and places by their Indonesian name, unknown cells None."""

    name: str
    kind: str | None
    event_class: str | None
    status: str
    days: tv.Days
    place: str | None
    actors: set[str]
    articles: str
    setting: str | None
    states: set[str]
    values: set[str]

    @property
    def sources(self) -> set[str]:
        """The articles that tell it."""
        return set(self.articles.split("; "))


class Fact(NamedTuple):
    """A known fact: what happened, or what is known not to have happened."""

    name: str
    event_class: str | None
    place: str | None
    days: tv.Days
    actors: set[str]
    happened: bool


def find_conflicts(events: pd.DataFrame, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row a conflict: its kind, the two events, and in words what differs.

    Columns: kind, event, other, note, articles. ``kind`` is date, place, plan/fact, claim/denial, granularity (one
    event, dated more finely here than there) or fact. ``events`` are rows of ``build_timeline`` or of that shape; days
    may be written (``2023-09``). ``known`` is an editable table of facts with columns ``fact, earliest, latest, place,
    actors, event_class`` and perhaps ``happened`` (no); ``other`` then holds the fact's name. Raises ``ValueError``
    when a column is missing.

    >>> import pandas as pd
    >>> told = {"event_class": "consult", "kind": "meet", "actors": "Sari Utami; Ratna Dewi", "place": "Surabaya",
    ...         "status": "past"}
    >>> days = [("e1", "2024-05-05", "a"), ("e2", "2024-05-06", "b")]
    >>> events = pd.DataFrame([told | {"event": e, "earliest": d, "latest": d, "articles": a} for e, d, a in days])
    >>> find_conflicts(events)[["kind", "note"]].values.tolist()
    [['date', 'past: Surabaya, 2024-05-05, past: Surabaya, 2024-05-06']]
    """
    need_columns(
        events,
        ["event", "earliest", "latest", "event_class", "kind", "actors", "place", "status", "articles"],
        "Event rows",
    )
    rows = [_told(row) for row in events.to_dict("records")]
    found = [c for a in rows for c in _coarse(a)]
    by_kind: dict[str, list[Telling]] = {}
    for row in rows:
        by_kind.setdefault(row.kind or "", []).append(row)
    found += [c for kind in sorted(by_kind) if kind for a, b in _pairs(by_kind[kind]) for c in _between(a, b)]
    found += [c for a in rows if a.setting and a.status in FACTS for c in _too_early(a, by_kind)]
    if known is not None:
        facts = [_fact(row) for row in known.to_dict("records")]
        found += [c for a in rows if not _borne_out(a, facts) for fact in facts for c in _against(a, fact)]
    return to_frame(found, CONFLICT)


def _names(value: object) -> set[str]:
    """The names of a cell, countries and places by their Indonesian name."""
    names = {name.strip() for name in value.split(";")} - {""} if isinstance(value, str) else set()
    return {_place(name) or name for name in names}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _place(value: object) -> str | None:
    name = _text(value)
    return gazetteer()[name][0] if name in gazetteer() else name


def _day(value: object, end: int) -> date | None:
    """A day of a cell: a day of a frame, or the first or last day of a written value such as ``2023-09``."""
    return tv.days_of(value.strip())[end] if isinstance(value, str) else as_date(value)


def _told(row: dict[str, Any]) -> Telling:
    return Telling(
        row["event"], _text(row["kind"]), _text(row["event_class"]), _text(row["status"]) or "",
        (_day(row["earliest"], 0), _day(row["latest"], 1)), _place(row["place"]), _names(row["actors"]),
        _text(row["articles"]) or "", _text(row.get("setting")), _names(row.get("states")), _names(row.get("value")),
    )  # fmt: skip


def _fact(row: dict[str, Any]) -> Fact:
    days = (_day(row["earliest"], 0), _day(row["latest"], 1))
    happened = row.get("happened") != "no"
    return Fact(
        row["fact"], _text(row.get("event_class")), _place(row.get("place")), days, _names(row.get("actors")), happened
    )


def _span(days: tv.Days) -> str:
    first, last = (day.isoformat() if day else "?" for day in days)
    return first if first == last else f"{first} to {last}"


def _far(a: tv.Days, b: tv.Days) -> int | None:
    """Days between two stretches; 0 when they touch, None when what is known cannot tell."""
    gaps = [(later[0] - earlier[1]).days for earlier, later in ((a, b), (b, a)) if earlier[1] and later[0]]
    return max(gaps) if gaps and max(gaps) > 0 else (0 if all(a) and all(b) else None)


def apart(a: str | None, b: str | None) -> bool:
    """Whether two places exclude each other: both on the map, and neither is the country the other lies in."""
    where = gazetteer()
    if not a or not b or a == b or not all(name in where or name in places() for name in (a, b)):
        return False
    known_a, known_b = where.get(a), where.get(b)
    return not (known_a and known_b and (known_a[2] == b or known_b[2] == a))


def _coarse(event: Telling) -> Iterator[tuple[Any, ...]]:
    """One event dated more finely here than there: the dates fit, the knowledge differs."""
    values = sorted(value[:10] for value in event.values if "/" not in value)
    if values and len({len(value) for value in values}) > 1 and "; " in event.articles:
        yield "granularity", event.name, event.name, "told as " + ", ".join(values), event.articles


def _pairs(rows: list[Telling]) -> list[tuple[Telling, Telling]]:
    """The pairs that share two names, two states, or a name and a place, and are not known to lie far apart."""
    sharing: dict[tuple[str, ...], list[int]] = {}
    for n, row in enumerate(rows):
        keys: set[tuple[str, ...]] = {
            pair for names in (row.actors, row.states) for pair in combinations(sorted(names), 2)
        }
        keys |= {(name, "", row.place) for name in (*row.actors, *row.states) if row.place}
        for key in keys:
            sharing.setdefault(key, []).append(n)
    near = {pair for numbers in sharing.values() for pair in _near(numbers, rows)}
    return [(rows[a], rows[b]) for a, b in sorted(near)]


def _near(numbers: list[int], rows: list[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of events that can lie within ``NEAR_DAYS``: in the order of their first days, up to the first too late."""
    ordered = sorted(numbers, key=lambda n: (rows[n].days[0] or date.min, n))
    for place, a in enumerate(ordered):
        last = rows[a].days[1]
        for b in ordered[place + 1 :]:
            first = rows[b].days[0]
            if last and first and (first - last).days > NEAR_DAYS:
                break
            yield min(a, b), max(a, b)


def _between(a: Telling, b: Telling) -> Iterator[tuple[Any, ...]]:
    """The conflicts of two events of one kind with shared people."""
    shared, states, far = a.actors & b.actors, {a.status, b.status}, _far(a.days, b.days)
    articles = "; ".join(dict.fromkeys([*a.articles.split("; "), *b.articles.split("; ")]))
    agree = max(len(shared), len(a.states & b.states)) + bool(a.place and a.place == b.place)
    if agree < 2:
        return
    if "denied" in states and states - {"denied"} and (far or 0) <= NEAR_DAYS:
        yield (
            "claim/denial",
            a.name,
            b.name,
            f"{a.status} in {a.articles}, {b.status} in {b.articles}",
            articles,
        )
    kind = _differs(a, b, states, far) if len(shared) > 1 else None
    if kind:
        note = ", ".join(f"{e.status}: {e.place or 'no place'}, {_span(e.days)}" for e in (a, b))
        yield kind, a.name, b.name, note, articles


def _too_early(part: Telling, by_kind: dict[str, list[Telling]]) -> Iterator[tuple[Any, ...]]:
    """What is told as done in an event that the same article tells as still to come."""
    articles = part.sources
    plans = [
        plan for plan in by_kind.get(part.setting or "", ())
        if plan.status in PLANS and part.actors & plan.actors and articles & plan.sources
    ]  # fmt: skip
    for plan in [plan for plan in plans if plan.days == part.days] or plans[:1]:
        note = f"{part.status} within a {part.setting} told as {plan.status}: {_span(plan.days)}"
        told = sorted(articles & plan.sources)
        yield "plan/fact", part.name, plan.name, note, "; ".join(told)


def _differs(a: Telling, b: Telling, states: set[str], far: int | None) -> str | None:
    """The kind of conflict of two tellings at most ``NEAR_DAYS`` apart."""
    told = next((e for e in (a, b) if e.status in FACTS), a)
    both_told = far is None and all(told.days) and bool(a.sources & b.sources)
    if (far is None and not both_told) or (far or 0) > NEAR_DAYS:
        return None
    elsewhere, same_place = apart(a.place, b.place), a.place and a.place == b.place
    if states & PLANS and states & FACTS:
        return "plan/fact" if elsewhere or far or both_told else None
    if states <= FACTS and far == 0 and elsewhere and _narrow(a.days) and _narrow(b.days):
        return "place"
    return "date" if states <= FACTS and far and same_place else None


def _narrow(days: tv.Days) -> bool:
    """Whether days are so few that two tellings of them can be one event: within a year one may go to two places."""
    return bool(days[0] and days[1] and (days[1] - days[0]).days <= NEAR_DAYS)


def _borne_out(event: Telling, facts: list[Fact]) -> bool:
    """Whether a known fact has all of a told event's people at its place and on its days."""
    return event.status in FACTS and any(
        fact.happened and fact.event_class == event.event_class and event.actors and event.actors <= fact.actors
        and _far(event.days, fact.days) == 0 and not apart(event.place, fact.place) for fact in facts
    )  # fmt: skip


def _against(event: Telling, fact: Fact) -> Iterator[tuple[Any, ...]]:
    """What an event says against a known fact of its class: another day for the same, or what did not happen."""
    shared, far = event.actors & fact.actors, _far(event.days, fact.days)
    if not shared or fact.event_class not in (None, event.event_class) or event.status == "denied":
        return
    exact = gazetteer().get(event.place or "", ("", ""))[1] != "country"
    here = exact and bool(event.place) and event.place == fact.place
    if not fact.happened:
        wrong = len(shared) == len(fact.actors) and far == 0 and (here or not fact.place)
    elif event.status in PLANS:
        wrong = len(shared) > 1 and far == 0 and apart(event.place, fact.place)
    else:
        may_be = bool(event.place) and not apart(event.place, fact.place) and event.actors <= fact.actors
        wrong = bool(far) and ((here and not may_be) or (may_be and (far or 0) <= WRONG_YEAR))
    if wrong:
        known = f"{fact.place or 'no place'}, {_span(fact.days)}" if fact.happened else "did not happen"
        note = f"{event.status}: {event.place or 'no place'}, {_span(event.days)}; known: {known}"
        yield "fact", event.name, fact.name, note, event.articles
