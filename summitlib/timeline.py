"""Event rows: the mentions of one event in several articles brought together, each with the sentence it stands in.

Mentions that can be one event are brought together (``happening.merging``). What differs stays apart:
``find_conflicts`` (``happening.conflicts``) says where articles disagree, and nothing is resolved silently.
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
from summitlib.happening.merging import answering, country_of, groups_of, infer_years, set_into
from summitlib.happening.stretches import as_date, whens
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
    """Return event rows, in the order of their days: from dated sentences, and from claims and denials without a date.

    ``times`` are the rows of ``find_times``, ``statements`` those of ``find_statements`` (who claims it), ``known`` a
    table of known facts for the column ``conflict``. ``earliest`` and ``latest`` are the first and last possible day
    (``extent`` within), or the first and last day it took (lasting; no ``latest``: goes on). ``basis`` is explicit,
    relative, or inferred with its source; ``setting`` is the kind of event it is told to be part of. ``evidence`` is a
    list of ``(article, start, end)``, one sentence each; ``surface`` quotes the first of them from the event to its
    time. Names are joined by ``"; "``.

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
    dated, said = _rows_of(times), _rows_of(statements)
    mentions = [m for a, text in texts.items() for m in _told(a, text, dated.get(a), said.get(a), published[a][0])]
    infer_years(mentions)
    set_into(mentions)
    groups = sorted(groups_of(answering(mentions)), key=lambda group: _order(group, published))
    events = to_frame((_row(f"e{n:03}", group, texts, published) for n, group in enumerate(groups, 1)), EVENT)
    kinds = _kinds_of(find_conflicts(events, known=known))
    events["conflict"] = ["; ".join(sorted(kinds.get(event, ()))) or None for event in events["event"]]
    return events.astype({"conflict": EVENT["conflict"]})


def _kinds_of(conflicts: pd.DataFrame) -> dict[str, set[str]]:
    """Event -> the kinds of its conflicts."""
    kinds: dict[str, set[str]] = {}
    for kind, *pair in zip(conflicts["kind"], conflicts["event"], conflicts["other"], strict=True):
        for event in pair:
            kinds.setdefault(event, set()).add(kind)
    return kinds


def _rows_of(frame: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Article -> its rows."""
    return dict(iter(frame.groupby("article", sort=False))) if frame is not None and len(frame) else {}


def _told(article: str, text: str, times: pd.DataFrame | None, said: pd.DataFrame | None,
          published: date | None) -> Iterator[Mention]:  # fmt: skip
    """The mentions of one article, each with who claims it."""
    spans = [] if said is None else list(zip(said["start"], said["end"], said["speaker"], strict=True))
    for mention in mentions_in(text, [] if times is None else whens(times, text, published)):
        at = mention.trigger.start if mention.trigger else mention.start
        speakers = [str(name) for start, end, name in spans if start <= at < end and isinstance(name, str)]
        mention.article, mention.claimed_by = article, speakers[-1] if speakers else None
        yield mention


def _published(row: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and last day an article can be from."""
    days = [as_date(row.get(c)) for c in ("published", "published_earliest", "published_latest")]
    return days[0] or days[1], days[0] or days[2]


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
    places = sorted((m.place for m in group if m.place), key=lambda place: country_of(place) == place)
    spoken = head.trigger is not None and head.trigger.event_class == "comment"
    only_told = (
        set() if spoken else {m.claimed_by for m in group}
    )  # who says it takes part only where that is the event
    actors = (a for m in group for a in m.actors if a not in only_told)
    return (
        name, first, last, min(precise, key=UNITS.index), "lasting" if dated and dated[0].lasting else "within",
        dated[0].basis if dated else None, texts[head.article][head.surface_start : head.surface_end],
        head.trigger.event_class if head.trigger else None, head.trigger.kind if head.trigger else None,
        _joined(actors), _joined(state for m in group for state in m.states), places[0] if places else None,
        head.status, head.setting, _joined(m.claimed_by for m in group),
        _joined(m.article for m in group), _joined(when.value for when in dated),
        [(m.article, m.start, m.end) for m in [head, *(m for m in group if m is not head)]], None,
    )  # fmt: skip
