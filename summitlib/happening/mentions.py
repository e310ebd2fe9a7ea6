"""Mentions of events in one article: what happened, who and where, how it stands, and the sentence that says so.

A mention hangs on a word that names an event (``happening.words``), near a time expression with days, or in a phrase
with it. Who took part are the names in its sentence, short ones taken as the longest name of the article; pronouns take
up the names before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from summitlib.happening.stretches import Opening, When, opening
from summitlib.happening.words import (
    Trigger,
    contrast_from,
    cues,
    gazetteer,
    names_in,
    states_of,
    status_at,
    triggers_in,
)
from summitlib.speech.register import Register
from summitlib.text import sentences_in
from summitlib.words.saying import bare_verbs


@dataclass(slots=True)
class Mention:
    """One event told in one sentence; offsets into the text of its article."""

    start: int
    end: int
    surface_start: int
    surface_end: int
    when: When | None
    trigger: Trigger | None
    actors: tuple[str, ...]
    place: str | None
    status: str
    states: tuple[str, ...] = ()
    setting: str | None = None  # the kind of event it is told to be part of
    claimed_by: str | None = None
    article: str = ""


BREAKS = re.compile(r"[,;:()]|\b(?:yang|sejak|ketika|saat|setelah|sebelum|sesudah|tetapi|namun|serta|sedangkan)\b")
TOGETHER = re.compile(
    r"\b(?:mereka|keduanya|kedua (?:pemimpin|negara|pihak|kepala negara|tokoh)|satu sama lain)\b", re.IGNORECASE
)
ALONE = re.compile(r"\b(?:ia|dia|beliau)\b", re.IGNORECASE)
CARRIES = re.compile(
    r"(?:Sebelum itu|Setelah itu|Sesudah itu|Usai itu|Sebelumnya|Kemudian|Lalu|Selanjutnya|Di sana|Pada kesempatan itu|"
    r"Saat itu|Ketika itu|Dalam (?:pertemuan|kunjungan|lawatan|acara|rapat|sidang|laga) (?:itu|tersebut))\b"
)
SETTING = re.compile(
    r"\b(?:[Dd]alam|[Pp]ada|[Ss]elama|[Dd]i sela|[Ss]aat|[Dd]i) (pertemuan|kunjungan|lawatan|acara|rapat|sidang|laga|"
    r"forum|KTT|perundingan|konferensi|pembicaraan) (?:puncak )?(?:mereka|itu|ini|tersebut|keduanya|kedua \w+)\b"
)
CREDIT_ENDS = re.compile(r"\)?(?:\s(?:yang\s)?lalu)?\s?[.\n]|$")


# How far words may stand apart to tell of one event, in characters; tests/test_timeline holds them.
A_CLAUSE = 40  # what each clause boundary between them adds
CLOSE = 60  # a second event of the sentence shares a time only within this
BESIDE = 140  # what has gone on since an event is told within this of its phrase
PLACE, COUNTRY = 220, 110  # a place belongs to an event within this, a mere country within half of it
WEIGHTS = {"light": 400, "comment": 60, "work": 30, "relation": 20}  # what words that seldom are the event stand behind
SIDELINES = ("comment", "light")  # classes that tell of an event only where nothing else does


def _distance(text: str, a: tuple[int, int], b: tuple[int, int]) -> int:
    """How far two spans of a sentence are apart: characters, and more for each clause boundary."""
    first, last = sorted((a, b))
    between = text[first[1] : last[0]]
    return len(between) + A_CLAUSE * len(BREAKS.findall(between))


def _place(text: str, places: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]]) -> str | None:
    """The place told nearest to the event or its time: known ones first, cities and sites before countries."""
    near = [(min(_distance(text, (at, at + 1), span) for span in spans), name) for at, name in places]
    ranked = [
        (_coarseness(name), far, name) for far, name in near if far < (PLACE if _coarseness(name) < 3 else COUNTRY)
    ]
    return min(ranked)[2] if ranked else None


def _coarseness(name: str) -> int:
    kind = gazetteer()[name][1] if name in gazetteer() else ""
    return {"site": 0, "city": 0, "capital": 0, "": 1, "region": 2, "country": 3}[kind]


def _cost(text: str, trigger: Trigger, when: When) -> int:
    return WEIGHTS.get(trigger.event_class, 0) + _distance(text, trigger[:2], (when.start, when.end))


@dataclass(slots=True)
class Before:
    """What earlier sentences leave for the next: the last two named together, the last one, the last times."""

    pair: list[str] = field(default_factory=list)
    single: list[str] = field(default_factory=list)
    times: list[When] = field(default_factory=list)


def mentions_in(text: str, times: Iterable[When]) -> list[Mention]:
    """Return the events an article tells: those with a time, and undated what is denied, alleged, planned, possible."""
    register, times, before = Register(text), sorted(times), Before()
    starts, states = [when.start for when in times], states_of(text, register)
    found: list[Mention] = []
    for sentence in sentences_in(text):
        span = (sentence.start, sentence.end)
        actors, places = names_in(text, *span, register)
        who = _with_pronouns(text[slice(*span)], actors, before)
        inside = times[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        found += _in_sentence(text, span, inside, who, places, before.times)
        before.times = inside or (before.times if CARRIES.match(text, span[0]) else [])
        persons = [name for name in actors if name not in gazetteer()]
        before.pair, before.single = persons[:2] if len(persons) > 1 else before.pair, persons[:1] or before.single
    for mention in found:
        named = (name for name in mention.actors if name in states or name in gazetteer())
        mention.states = tuple(dict.fromkeys(states.get(name, name) for name in named))
    return found


def _in_sentence(text: str, span: tuple[int, int], times: Sequence[When], who: tuple[str, ...],
                 places: Sequence[tuple[int, str]], earlier: Sequence[When]) -> Iterator[Mention]:  # fmt: skip
    """The mentions of one sentence: by its own times, by the time of the sentence before, or by none."""
    triggers = [t._replace(start=t.start + span[0], end=t.end + span[0]) for t in triggers_in(text[slice(*span)])]
    for when, trigger in _told(text, span, times, triggers):
        yield _mention(text, span, when, trigger, who, places)
    if times:
        return
    if earlier and CARRIES.match(text, span[0]):
        again = earlier[-1]._replace(basis="relative")
        told = [t for t in triggers[:2] if t.event_class not in SIDELINES]
        yield from (_mention(text, span, again, t, who, places, carried=True) for t in told)
    else:
        yield from _undated(text, span, triggers, who, places)
        yield from _part_of(text, span, triggers, who, places)


def _told(text: str, span: tuple[int, int], times: Sequence[When],
          triggers: Sequence[Trigger]) -> Iterator[tuple[When, Trigger | None]]:  # fmt: skip
    """Which event each time of a sentence dates: the nearest, or the one in its phrase and what goes on beside it."""
    for when in times:
        if when.now:
            told = [t for t in triggers if _cost(text, t, when) <= CLOSE and t.event_class not in SIDELINES]
            yield from ((when, t) for t in told[:1] if len(times) == 1)
            continue
        phrase = opening(text, span[0], when)
        inner = [t for t in triggers if phrase and phrase.start <= t.start < when.start]
        yield from ((when, t) for t in _near_triggers(text, inner or triggers, when))
        if phrase and inner and not any(w for w in times if w != when and not w.now):
            until = next((w.days[0] for w in times if w.now), None)
            stretch = when._replace(value=when.value.split("/")[0], days=(when.days[0], until), lasting=True)
            yield from ((stretch, t) for t in _beside(text, phrase, inner, triggers))


def _beside(text: str, phrase: Opening, inner: Sequence[Trigger], triggers: Sequence[Trigger]) -> list[Trigger | None]:
    """What has gone on since, or came after, the event in a phrase: the nearest other event outside."""
    told = {t.kind for t in inner}
    outside = [
        (far, t) for t in triggers
        if not phrase.start <= t.start < phrase.end and t.event_class not in SIDELINES
        and (phrase.since or t.kind not in told) and (far := _distance(text, t[:2], phrase[:2])) < BESIDE
    ]  # fmt: skip
    return [min(outside)[1]] if outside else ([None] if phrase.since else [])


def _near_triggers(text: str, triggers: Sequence[Trigger], when: When) -> list[Trigger | None]:
    """The word nearest to a time, and others of another kind that are close to it as well."""
    said = [t for t in triggers if t.event_class == "comment" and t.end <= when.start]
    if said and _credits(text, said[-1]) and CREDIT_ENDS.match(text, when.end):
        return [said[-1]]  # "…," kata Sari Utami, Senin (4/3/2024).
    lasting = [t for t in triggers if t.event_class != "comment"]  # what is said does not last
    ranked = sorted(lasting if when.lasting else triggers, key=lambda t: _cost(text, t, when))
    near: dict[str, Trigger | None] = {}
    for trigger in ranked:
        if not near or (_cost(text, trigger, when) <= CLOSE and trigger.event_class not in SIDELINES):
            near.setdefault(trigger.kind, trigger)
    return list(near.values()) or [None]


def _credits(text: str, trigger: Trigger) -> bool:
    """Whether a word of speaking is the bare verb after a quotation: ``"…," kata Sari Utami``."""
    return text[trigger.start : trigger.end].lower().removesuffix("nya") in bare_verbs()


def _undated(text: str, span: tuple[int, int], triggers: Sequence[Trigger], who: tuple[str, ...],
             places: Sequence[tuple[int, str]]) -> Iterator[Mention]:  # fmt: skip
    """What a sentence without a time denies, alleges, plans or holds possible: the events named after the cue."""
    sentence = text[slice(*span)]
    named = [t for t in triggers if t.event_class not in SIDELINES]
    for status in ("denied", "alleged", "announced", "hypothetical"):
        cue = cues()[status].search(sentence)
        turn = contrast_from(sentence, cue.end()) if cue else None
        stop = span[1] if turn is None else span[0] + turn
        after = [t for t in named if cue and span[0] + cue.end() <= t.start < stop]
        if not who or not cue or not after or after[0].start - span[0] - cue.end() > CLOSE:
            continue
        for trigger in {t.kind: t for t in reversed(after[:3])}.values():
            yield replace(_mention(text, span, None, trigger, who, places), status=status)
        return


def _part_of(text: str, span: tuple[int, int], triggers: Sequence[Trigger], who: tuple[str, ...],
             places: Sequence[tuple[int, str]]) -> Iterator[Mention]:  # fmt: skip
    """What a sentence without a time tells as a part of an event spoken of: "dalam pertemuan itu keduanya sepakat"."""
    phrase = SETTING.search(text, *span)
    setting = next(iter(triggers_in(phrase[1])), None) if phrase else None
    for trigger in triggers:
        outside = phrase and not phrase.start() <= trigger.start < phrase.end()
        if setting and outside and trigger.event_class not in SIDELINES and trigger.kind != setting.kind:
            mention = _mention(text, span, None, trigger, who, places)
            if mention.status in ("past", "ongoing"):
                yield replace(mention, setting=setting.kind)
            return


def _with_pronouns(sentence: str, actors: Sequence[str], before: Before) -> tuple[str, ...]:
    """Add the two named together last to ``mereka`` or ``kedua pemimpin``, the one named last to ``ia``."""
    alone = before.single if ALONE.search(sentence) and not actors else []
    return tuple(dict.fromkeys([*actors, *(before.pair if TOGETHER.search(sentence) else alone)]))


def _mention(text: str, sentence: tuple[int, int], when: When | None, trigger: Trigger | None, who: tuple[str, ...],
             places: Sequence[tuple[int, str]], *, carried: bool = False) -> Mention:  # fmt: skip
    """One event; ``carried``: its time stands in the sentence before."""
    spans = [span[:2] for span in (trigger, None if carried else when) if span]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    start, at = sentence[0], trigger[:2] if trigger else spans[0]
    status = status_at(text[start : sentence[1]], at[0] - start, at[1] - start)
    status = "ongoing" if when and when.now and status == "past" else status
    return Mention(*sentence, first, last, when, trigger, who, _place(text, places, spans), status)
