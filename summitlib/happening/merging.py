"""Which mentions are one event, and what one article's telling lends another's.

Mentions are one event when they are of one kind, their days can be the same, they share their people and their places
do not differ. Every search looks only among mentions that share a name, so that ten thousand events take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from summitlib.dating import values as tv
from summitlib.dating.values import overlaps
from summitlib.happening.mentions import Mention
from summitlib.happening.stretches import When
from summitlib.happening.words import gazetteer

FEW_YEARS = 3  # days within so many years are looked up by year; wider ones among all


def country_of(place: str | None) -> str | None:
    """The country a place on the map lies in; None off the map."""
    return gazetteer()[place][2] if place in gazetteer() else None


def places_agree(a: str | None, b: str | None) -> bool:
    """Whether two places can be one: the same, one unknown, or a country and a place in it."""
    return a is None or b is None or a == b or country_of(a) == b or country_of(b) == a


def _by_name(mentions: Iterable[Mention]) -> dict[tuple[str, str], list[Mention]]:
    """Kind and name -> the mentions that tell of them."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        for name in {*m.actors, *m.states} if m.trigger else ():
            found.setdefault((m.trigger.kind if m.trigger else "", name), []).append(m)
    return found


def _alike(mention: Mention, others: dict[tuple[str, str], list[Mention]]) -> Iterator[Mention]:
    """Mentions of one kind with it that share two names, or two states, or in one article one name."""
    kind = mention.trigger.kind if mention.trigger else ""
    for name in dict.fromkeys((*mention.actors, *mention.states)):
        for other in others.get((kind, name), ()):
            shared = max(len({*mention.actors} & {*other.actors}), len({*mention.states} & {*other.states}))
            detail = mention.article == other.article and bool(mention.when) != bool(other.when)
            if shared > (0 if detail else 1):
                yield other


def infer_years(mentions: list[Mention]) -> None:
    """Give dates without a year the year of the same event in another article, when all such articles agree on it."""
    bare: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.when and m.when.value.startswith("XXXX-") and not any(m.when.days):
            bare.setdefault(m.article, []).append(m)
    others = _by_name(m for m in mentions if m.when and m.when.value[:4].isdigit()) if bare else {}
    for article, own in bare.items():
        seen = {
            (other.when.value[:4], other.article)
            for m in own for other in _alike(m, others)
            if m.when and other.when and other.article != article and m.when.value[4:7] == other.when.value[4:7]
        }  # fmt: skip
        if len({year for year, _ in seen}) == 1:
            for m in own:
                m.when = _with_year(m.when, *min(seen)) if m.when else None


def _with_year(when: When, year: str, source: str) -> When:
    value = when.value.replace("XXXX", year)
    ends = [tv.days_of(part) for part in value.split("/")]
    return when._replace(value=value, days=(ends[0][0], ends[-1][1]), basis=f"inferred: year as in {source}")


def set_into(mentions: list[Mention]) -> None:
    """Give what is told as part of an event the days of that event, as its article tells it first."""
    told: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        if m.when and m.trigger:
            told.setdefault((m.article, m.trigger.kind), []).append(m)
    for part in (m for m in mentions if m.setting and not m.when):
        before = (m for m in told.get((part.article, part.setting or ""), ()) if m.start < part.start)
        whole = next((m for m in before if {*m.actors} & {*part.actors}), None)
        part.when = whole.when._replace(basis="relative") if whole and whole.when else None


def answering(mentions: list[Mention]) -> list[Mention]:
    """Leave out undated plans and possibilities that no article denies and that their own article does not date."""
    denied = _by_name(m for m in mentions if m.status == "denied")
    dated = _by_name(m for m in mentions if m.when)
    return [
        m for m in mentions
        if m.when or m.status in ("denied", "alleged") or any(_alike(m, denied))
        or (m.status == "announced" and any(m.article == other.article for other in _alike(m, dated)))
    ]  # fmt: skip


@dataclass(slots=True)
class Group:
    """Mentions of one event; tellings that say the same are compared once."""

    members: list[Mention] = field(default_factory=list)
    tellings: dict[tuple[object, ...], Mention] = field(default_factory=dict)
    dated: set[str] = field(default_factory=set)  # the articles that date it
    undated: set[str] = field(default_factory=set)

    def add(self, m: Mention) -> None:
        """Take in one more mention."""
        self.members.append(m)
        self.tellings.setdefault((m.status, m.actors, m.place, m.when and (m.when.days, m.when.lasting)), m)
        (self.dated if m.when else self.undated).add(m.article)

    def takes(self, m: Mention) -> bool:
        """Whether a mention can be the same event as all of it; an undated one only in the article that dates it."""
        own = (self.undated if m.when else self.dated) <= {m.article}
        return own and all(_same_event(m, other) for other in self.tellings.values())


def _same_event(a: Mention, b: Mention) -> bool:
    if a.status != b.status and not {a.status, b.status} <= {"past", "ongoing"}:
        return False
    shared = {*a.actors} & {*b.actors}
    same_place = a.place and a.place == b.place
    detail = bool(a.when) != bool(b.when)
    if not (len(shared) > 1 or (shared and (detail or {*a.actors} == {*b.actors} or same_place))):
        return False
    if a.when and b.when and not (a.when.lasting == b.when.lasting and overlaps(a.when.days, b.when.days)):
        return False
    return places_agree(a.place, b.place)


def groups_of(mentions: list[Mention]) -> list[list[Mention]]:
    """Put each mention to the first group of its kind all of whose members can be the same event."""
    groups: list[Group] = []
    places: dict[tuple[object, ...], list[int]] = {}
    for m in mentions:
        near = sorted({n for key in _keys(m, look=True) for n in places.get(key, ())}) if m.trigger else []
        at = next((n for n in near if groups[n].takes(m)), len(groups))
        if at == len(groups):
            groups.append(Group())
        groups[at].add(m)
        for key in _keys(m, look=False):
            numbers = places.setdefault(key, [])
            if not numbers or numbers[-1] != at:
                numbers.append(at)
    return [group.members for group in groups]


def _keys(m: Mention, *, look: bool) -> Iterator[tuple[object, ...]]:
    """Where a mention is filed, or its like are looked for: by kind and name, within a year, an article, or all."""
    first, last = m.when.days if m.when else (None, None)
    narrow = bool(first and last and last.year - first.year < FEW_YEARS)
    where: list[object] = [m.article, *(range(first.year, last.year + 1) if first and last and narrow else ())]
    if not m.when:
        where.append("undated")
    elif look:
        where.append("wide" if narrow else "dated")
    else:
        where += ["dated"] if narrow else ["dated", "wide"]
    for name in m.actors if m.trigger else ():
        for key in where:
            yield (m.trigger.kind if m.trigger else None), name, key
