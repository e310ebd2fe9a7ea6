"""Event rows: the mentions of one event in several articles brought together, each with the sentence it stands in.

Mentions are one event when they are of one kind, their days can be the same, they share their people and their places
do not differ. What differs stays apart: ``find_conflicts`` (module ``conflicts``) says where articles disagree, and
nothing is resolved silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from summitlib import timevalues as tv
from summitlib.conflicts import find_conflicts
from summitlib.eventmentions import Mention, When, as_date, gazetteer, mentions_in, precision_of
from summitlib.rows import EVENT, need_columns, to_frame
from summitlib.timevalues import before, during, overlaps

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["before", "build_timeline", "during", "find_conflicts", "overlaps"]

UNITS = ("day", "week", "month", "quarter", "half", "range", "year", "decade", "century", "undated", "unknown")


def build_timeline(
    times: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    statements: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return event rows, in the order of their days, from dated sentences and from claims and denials without a date.

    ``times`` are the rows of ``find_times``, ``statements`` those of ``find_statements`` (who claims it), ``known`` a
    table of known facts for the column ``conflict``. ``earliest`` and ``latest`` are the first and last possible day; a
    mention without days has none. ``evidence`` is a list of ``(article, start, end)``, one sentence each; ``surface``
    quotes the first of them from the event to its time. Actors, articles and claimants are joined by ``"; "``.
    """
    need_columns(times, ["article", "start", "end", "type", "value", "earliest", "latest", "range"], "Time rows")
    need_columns(articles, ["article", "text"], "Article rows")
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    mentions = [
        m for article, text in texts.items() if isinstance(text, str) for m in _told(article, text, times, statements)
    ]
    groups = sorted(_groups(mentions), key=_order)
    events = to_frame((_row(f"e{n:03}", group, texts) for n, group in enumerate(groups, 1)), EVENT)
    conflicts = find_conflicts(events, known=known)
    for n, event in enumerate(events["event"]):
        kinds = conflicts.loc[(conflicts["event"] == event) | (conflicts["other"] == event), "kind"]
        events.loc[n, "conflict"] = "; ".join(sorted(set(kinds))) or None
    return events


def _told(article: str, text: str, times: pd.DataFrame, statements: pd.DataFrame | None) -> Iterator[Mention]:
    said: list[tuple[int, int, Any]] = []
    if statements is not None:
        own = statements[statements["article"] == article]
        said = list(zip(own["start"], own["end"], own["speaker"], strict=True))
    for mention in mentions_in(text, _whens(times[times["article"] == article])):
        at = mention.trigger.start if mention.trigger else mention.start
        speakers = [str(name) for start, end, name in said if start <= at < end and isinstance(name, str)]
        mention.article, mention.claimed_by = article, speakers[-1] if speakers else None
        yield mention


def _whens(times: pd.DataFrame) -> Iterator[When]:
    """Dates and clock times that name days, known or with an unknown year; a range is one."""
    begun: dict[str, When] = {}
    for row in times.to_dict("records"):
        if (
            row["type"] not in ("DATE", "TIME")
            or str(row["value"]).endswith("_REF")
            or precision_of(row["value"]) == "unknown"
        ):
            continue
        if not any(c.isdigit() for c in row["value"]):
            continue
        when = When(
            int(row["start"]), int(row["end"]), row["value"], (as_date(row["earliest"]), as_date(row["latest"]))
        )
        letter = row["range"]
        if isinstance(letter, str) and row.get("range_role") == "begin":
            begun[letter] = when
        elif isinstance(letter, str) and letter in begun:
            first = begun.pop(letter)
            yield When(first.start, when.end, f"{first.value}/{when.value}", (first.days[0], when.days[1]))
        else:
            yield when
    yield from begun.values()


def _country(place: str | None) -> str | None:
    return gazetteer()[place][2] if place in gazetteer() else None


def places_agree(a: str | None, b: str | None) -> bool:
    """Whether two places can be one: the same, one unknown, or a country and a place in it."""
    return (
        a is None
        or b is None
        or a == b
        or (_country(a) in (b, None) and _country(a) == b)
        or (_country(b) == a and b != a)
    )


def _same_event(a: Mention, b: Mention) -> bool:
    if not (a.trigger and b.trigger and a.when and b.when) or a.trigger.kind != b.trigger.kind:
        return False
    told = {"past", "ongoing"}
    if a.status != b.status and not {a.status, b.status} <= told:
        return False
    shared = set(a.actors) & set(b.actors)
    together = len(shared) > 1 or (shared and (set(a.actors) == set(b.actors) or (a.place and a.place == b.place)))
    return bool(together and overlaps(a.when.days, b.when.days) and places_agree(a.place, b.place))


def _groups(mentions: list[Mention]) -> list[list[Mention]]:
    """Put each mention to the first group all of whose members can be the same event."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        home = next((group for group in groups if all(_same_event(mention, other) for other in group)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def _days(group: list[Mention]) -> tv.Days:
    """The days all mentions leave possible: the latest first and the earliest last."""
    first = [m.when.days[0] for m in group if m.when and m.when.days[0]]
    last = [m.when.days[1] for m in group if m.when and m.when.days[1]]
    return max(first, default=None), min(last, default=None)


def _order(group: list[Mention]) -> tuple[date, date, str, int]:
    first, last = _days(group)
    return first or date.max, last or date.max, group[0].article, group[0].start


def _row(name: str, group: list[Mention], texts: dict[str, str]) -> tuple[Any, ...]:
    first, last = _days(group)
    head = group[0]
    precise = [("range" if "/" in m.when.value else precision_of(m.when.value)) if m.when else "undated" for m in group]
    place = sorted({m.place for m in group if m.place}, key=lambda p: _country(p) == p)
    joined = lambda values: "; ".join(dict.fromkeys(v for v in values if v)) or None
    return (
        name, first, last, min(precise, key=UNITS.index), texts[head.article][head.surface_start : head.surface_end],
        head.trigger.event_class if head.trigger else None, head.trigger.kind if head.trigger else None,
        joined(a for m in group for a in m.actors), place[0] if place else None, head.status,
        joined(m.claimed_by for m in group), joined(m.article for m in group), joined(m.when.value for m in group if m.when),
        [(m.article, m.start, m.end) for m in group], None,
    )  # fmt: skip
