"""Event rows: the mentions of one event in several articles brought together, each with the sentence it stands in.

Mentions are one event when they are of one kind, their days can be the same, they share their people and their places
do not differ. What differs stays apart: ``find_conflicts`` (``happening.conflicts``) says where articles disagree, and
nothing is resolved silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from summitlib.dating import values as tv
from summitlib.dating.values import before, during, overlaps, precision_of
from summitlib.happening.conflicts import find_conflicts
from summitlib.happening.exchange import export_timeline
from summitlib.happening.mentions import Mention, mentions_in
from summitlib.happening.stretches import When, as_date, whens
from summitlib.happening.words import gazetteer
from summitlib.rows import EVENT, need_columns, to_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["before", "build_timeline", "during", "export_timeline", "find_conflicts", "overlaps"]

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
    table of known facts for the column ``conflict``. ``earliest`` and ``latest`` are the first and last possible day
    (``extent`` within), or the first and last day it took (lasting; no ``latest``: goes on). ``basis`` is explicit,
    relative, or inferred with its source. ``evidence`` is a list of ``(article, start, end)``, one sentence each;
    ``surface`` quotes the first of them from the event to its time. Names are joined by ``"; "``.

    >>> import pandas as pd
    >>> from summitlib.times import find_times
    >>> text = "Menteri Sari Utami bertemu Wali Kota Ratna Dewi di Surabaya pada 5 Mei 2024."
    >>> articles = pd.DataFrame({"article": ["a"], "text": [text]})
    >>> event = build_timeline(find_times(articles), articles).loc[0]
    >>> event.earliest.date().isoformat(), event.actors, event.place, event.status
    ('2024-05-05', 'Sari Utami; Ratna Dewi', 'Surabaya', 'past')
    """
    need_columns(
        times, ["article", "start", "end", "type", "value", "anchor", "earliest", "latest", "range"], "Time rows"
    )
    need_columns(articles, ["article", "text"], "Article rows")
    published = {a: _published(row) for a, row in zip(articles["article"], articles.to_dict("records"), strict=True)}
    texts = {a: t for a, t in zip(articles["article"], articles["text"], strict=True) if isinstance(t, str)}
    mentions = [m for a, text in texts.items() for m in _told(a, text, times, statements, published[a][0])]
    _infer_years(mentions)
    _set_into(mentions)
    groups = sorted(_groups(_answering(mentions)), key=lambda group: _order(group, published))
    events = to_frame((_row(f"e{n:03}", group, texts, published) for n, group in enumerate(groups, 1)), EVENT)
    conflicts = find_conflicts(events, known=known)
    kinds: dict[str, set[str]] = {}
    for kind, *pair in zip(conflicts["kind"], conflicts["event"], conflicts["other"], strict=True):
        for event in pair:
            kinds.setdefault(event, set()).add(kind)
    events["conflict"] = ["; ".join(sorted(kinds.get(event, ()))) or None for event in events["event"]]
    return events.astype({"conflict": EVENT["conflict"]})


def _told(article: str, text: str, times: pd.DataFrame, statements: pd.DataFrame | None,
          published: date | None) -> Iterator[Mention]:  # fmt: skip
    said: list[tuple[int, int, Any]] = []
    if statements is not None:
        own = statements[statements["article"] == article]
        said = list(zip(own["start"], own["end"], own["speaker"], strict=True))
    for mention in mentions_in(text, whens(times[times["article"] == article], text, published)):
        at = mention.trigger.start if mention.trigger else mention.start
        speakers = [str(name) for start, end, name in said if start <= at < end and isinstance(name, str)]
        mention.article, mention.claimed_by = article, speakers[-1] if speakers else None
        yield mention


def _infer_years(mentions: list[Mention]) -> None:
    """Give dates without a year the year of the same event in another article, when all such articles agree on it."""
    for article in {m.article for m in mentions}:
        bare = [
            m
            for m in mentions
            if m.article == article and m.when and m.when.value.startswith("XXXX-") and not any(m.when.days)
        ]
        others = [m for m in mentions if m.article != article and m.when and m.when.value[:4].isdigit()]
        seen = {
            (other.when.value[:4], other.article)
            for m in bare for other in others
            if m.when and other.when and m.when.value[4:7] == other.when.value[4:7] and _alike(m, other)
        }  # fmt: skip
        if len({year for year, _ in seen}) == 1:
            year, source = min(seen)
            for m in bare:
                m.when = _with_year(m.when, year, source) if m.when else None


def _set_into(mentions: list[Mention]) -> None:
    """Give what is told as part of an event the days of that event, as its article tells it first."""
    for part in (m for m in mentions if m.setting and not m.when):
        whole = next((
            m for m in mentions
            if m.article == part.article and m.start < part.start and m.when and m.trigger
            and m.trigger.kind == part.setting and set(m.actors) & set(part.actors)
        ), None)  # fmt: skip
        part.when = whole.when._replace(basis="relative") if whole and whole.when else None


def _with_year(when: When, year: str, source: str) -> When:
    value = when.value.replace("XXXX", year)
    ends = [tv.days_of(part) for part in value.split("/")]
    return when._replace(value=value, days=(ends[0][0], ends[-1][1]), basis=f"inferred: year as in {source}")


def _answering(mentions: list[Mention]) -> list[Mention]:
    """Leave out undated plans and possibilities that no article denies and that their own article does not date."""
    denied = [m for m in mentions if m.status == "denied"]
    dated = [m for m in mentions if m.when]
    return [
        m for m in mentions
        if m.when or m.status in ("denied", "alleged") or any(_alike(m, other) for other in denied)
        or (m.status == "announced" and any(_alike(m, other) and m.article == other.article for other in dated))
    ]  # fmt: skip


def _alike(a: Mention, b: Mention) -> bool:
    """Whether two mentions are of one kind and share two names, or two states, or in one article one name."""
    if not (a.trigger and b.trigger) or a.trigger.kind != b.trigger.kind:
        return False
    shared = max(len(set(a.actors) & set(b.actors)), len(set(a.states) & set(b.states)))
    return shared > (0 if a.article == b.article and bool(a.when) != bool(b.when) else 1)


def _published(row: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and last day an article can be from."""
    days = [as_date(row.get(c)) for c in ("published", "published_earliest", "published_latest")]
    return days[0] or days[1], days[0] or days[2]


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
    if not (a.trigger and b.trigger) or a.trigger.kind != b.trigger.kind:
        return False
    if a.status != b.status and not {a.status, b.status} <= {"past", "ongoing"}:
        return False
    shared = set(a.actors) & set(b.actors)
    detail = bool(a.when) != bool(b.when)  # an undated telling in the same article
    together = len(shared) > 1 or (
        shared and (detail or set(a.actors) == set(b.actors) or (a.place and a.place == b.place))
    )
    if a.when and b.when:
        meet = a.when.lasting == b.when.lasting and overlaps(a.when.days, b.when.days)
    else:
        meet = not detail or a.article == b.article
    return bool(together and meet and places_agree(a.place, b.place))


def _groups(mentions: list[Mention]) -> list[list[Mention]]:
    """Put each mention to the first group of its kind all of whose members can be the same event."""
    groups: dict[str | None, list[list[Mention]]] = {}
    for mention in mentions:
        alike = groups.setdefault(mention.trigger.kind if mention.trigger else None, [])
        home = next((group for group in alike if mention.trigger and all(_same_event(mention, m) for m in group)), None)
        if home is None:
            alike.append([mention])
        else:
            home.append(mention)
    return [group for alike in groups.values() for group in alike]


def _days(group: list[Mention], published: dict[str, tv.Days]) -> tv.Days:
    """The days all mentions leave possible; undated, a plan lies ahead of its article, what is alleged behind."""
    days = [m.when.days for m in group if m.when]
    if not days:
        ahead = group[0].status in ("announced", "hypothetical")
        days = [(published[m.article][0], None) if ahead else (None, published[m.article][1]) for m in group]
    return max((d[0] for d in days if d[0]), default=None), min((d[1] for d in days if d[1]), default=None)


def _order(group: list[Mention], published: dict[str, tv.Days]) -> tuple[bool, date, date, str, int]:
    first, last = _days(group, published)
    return not any(m.when for m in group), first or date.max, last or date.max, group[0].article, group[0].start


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(v for v in values if v)) or None


def _row(name: str, group: list[Mention], texts: dict[str, str], published: dict[str, tv.Days]) -> tuple[Any, ...]:
    first, last = _days(group, published)
    head = next((m for m in group if m.when), group[0])
    dated = [m.when for m in group if m.when]
    precise = ["range" if "/" in when.value else precision_of(when.value) for when in dated] or ["undated"]
    places = sorted((m.place for m in group if m.place), key=lambda place: _country(place) == place)
    speakers = {m.claimed_by for m in group}
    actors = [
        a
        for m in group
        for a in m.actors
        if a not in speakers or (head.trigger and head.trigger.event_class == "comment")
    ]
    return (
        name, first, last, min(precise, key=UNITS.index), "lasting" if dated and dated[0].lasting else "within",
        dated[0].basis if dated else None, texts[head.article][head.surface_start : head.surface_end],
        head.trigger.event_class if head.trigger else None, head.trigger.kind if head.trigger else None,
        _joined(actors), _joined(state for m in group for state in m.states), places[0] if places else None,
        head.status, head.setting, _joined(m.claimed_by for m in group),
        _joined(m.article for m in group), _joined(when.value for when in dated),
        [(m.article, m.start, m.end) for m in [head, *(m for m in group if m is not head)]], None,
    )  # fmt: skip
