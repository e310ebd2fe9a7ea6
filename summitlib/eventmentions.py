"""Mentions of events in one article: what happened, who and where, how it stands, and the sentence that says so.

A mention hangs on a word that names an event (``event_triggers``), near a time expression with days. Who took part are
the names in its sentence, short ones taken as the longest name of the article; pronouns take up the names before. How it
stands is read from cues of denial, modality, plan, hearsay and aspect in its clause, else it is told as past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from summitlib import timevalues as tv
from summitlib.lexicons import read_lexicon
from summitlib.names import Register, is_common, name_start
from summitlib.text import sentences_in


class Trigger(NamedTuple):
    """A word that names an event, with its class (after PLOVER) and kind."""

    start: int
    end: int
    event_class: str
    kind: str


class When(NamedTuple):
    """A time expression, or the two ends of a range as one."""

    start: int
    end: int
    value: str
    days: tv.Days


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
    claimed_by: str | None = None
    article: str = ""


WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of|van|de|bin)\s[A-Z][\w’'-]*|\s[A-Z][\w’'-]*)*")
PLACED = re.compile(r"\b(?:di|ke|menuju|lewat|melalui)\s(?:[a-z]+\s){0,2}$")
MODIFIES = re.compile(
    r"\b(?:di|ke|dari|asal|pemimpin|presiden|perdana menteri|menteri|warga|rakyat|orang|media|tentara|pasukan|wilayah|perbatasan|"
    r"atas|dalam|tetangga|sejarawan|pakar|kota|ibu kota|bagi|terhadap|untuk)\s$",
    re.IGNORECASE,
)
BREAKS = re.compile(r"[,;:()]|\b(?:yang|sejak|ketika|saat|setelah|sebelum|sesudah|tetapi|namun|serta|sedangkan)\b")
TOGETHER = re.compile(
    r"\b(?:mereka|keduanya|kedua (?:pemimpin|negara|pihak|kepala negara|tokoh)|satu sama lain)\b", re.IGNORECASE
)
ALONE = re.compile(r"\b(?:ia|dia|beliau)\b|nya\b", re.IGNORECASE)
STATUSES = ("denied", "hypothetical", "announced", "alleged", "ongoing")


@cache
def _triggers() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """First word -> (whole form, class, kind), longest form first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_lexicon("event_triggers"):
        for form in row["forms"].split(";"):
            found.setdefault(form.split()[0], []).append((form, row["class"], row["kind"]))
    return {word: tuple(sorted(forms, key=lambda f: -len(f[0]))) for word, forms in found.items()}


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    rows = {row["status"]: row["cues"].replace(";", "|") for row in read_lexicon("event_cues")}
    return {status: re.compile(rf"\b(?:{rows[status]})(?:nya)?\b", re.IGNORECASE) for status in STATUSES}


@cache
def gazetteer() -> dict[str, tuple[str, str, str]]:
    """Every spelling of a country or place -> (name, kind, country)."""
    found = {}
    for row in read_lexicon("gazetteer"):
        for spelling in (row["name"], *filter(None, row["other"].split(";"))):
            found[spelling] = (row["name"], row["kind"], row["country"])
    return found


def triggers_in(text: str) -> list[Trigger]:
    """Return the words that name events, in order.

    >>> [(t.event_class, t.kind) for t in triggers_in("Banjir melanda; bupati mengunjungi pasar.")]
    [('DISASTER', 'disaster'), ('DISASTER', 'disaster'), ('CONSULT', 'visit')]
    """
    found, done, lower = [], 0, text.lower()
    for word in WORD.finditer(lower):
        if word.start() < done:
            continue
        stem = word[0].removesuffix("nya")
        for form, event_class, kind in _triggers().get(word[0]) or _triggers().get(stem) or ():
            if " " not in form or lower.startswith(form, word.start()):
                done = max(word.end(), word.start() + len(form))
                found.append(Trigger(word.start(), done, event_class, kind))
                break
    return found


def status_at(text: str, start: int, end: int) -> str:
    """Return how the event named at ``start:end`` of a sentence stands.

    >>> sentence = "Bupati membantah akan menutup pelabuhan."
    >>> status_at(sentence, sentence.index("menutup"), sentence.index(" pelabuhan"))
    'denied'
    """
    before = re.split(r"[;:]|\b(?:tetapi|namun|sedangkan|padahal)\b", text[:start])[-1]
    near = re.split(r"[,]\s(?:dan|yang|serta)\b", before)[-1][-90:]
    for status in STATUSES:
        if _cues()[status].search(before[-140:] if status in ("denied", "alleged") else near):
            return status
    if re.search(r"\b(?:tidak|tak|bukan|belum)\s(?:\w+\s){0,2}$", before, re.IGNORECASE):
        return "denied"
    return "announced" if re.match(r"[^,;:]{0,40}\b(?:mendatang|nanti|depan)\b", text[end:]) else "past"


def _normal(name: str) -> str:
    return (
        re.sub(r"\s+", " ", name.replace("-", " ").replace("’", "'")).title()
        if "-" in name
        else re.sub(r"\s+", " ", name)
    )


def names_in(text: str, start: int, end: int, register: Register) -> tuple[list[str], list[tuple[int, str]]]:
    """Return who is named in a sentence (persons and states), and the places with where they stand."""
    actors: list[str] = []
    places: list[tuple[int, str]] = []
    for run in CAPITAL.finditer(text, start, end):
        words, at = run[0], run.start()
        opening = at == start or text[max(0, at - 2) : at].strip() in ("", '"', "“", ".", "(")
        if " " not in words and opening and is_common(words) and words not in gazetteer():
            continue
        before = text[max(start, at - 30) : at]
        known = gazetteer().get(words)
        if PLACED.search(before):
            places.append((at, known[0] if known else words))
        elif known and known[1] != "country" and known[1] != "capital":
            places.append((at, known[0]))
        elif known and not MODIFIES.search(before):
            actors.append(known[2])
        elif not known:
            actors += _person(words, at, register)
    return list(dict.fromkeys(actors)), places


def _person(words: str, at: int, register: Register) -> list[str]:
    parts = words.split()
    name = " ".join(parts[name_start(parts) :])
    full = register.full_name(name, at) if name else ""
    known = name in register.first or full in register.first
    return [_normal(full)] if known else []


def _place(places: Sequence[tuple[int, str]], near: int) -> str | None:
    """The place told nearest, a city or site before a country."""
    if not places:
        return None
    coarse = lambda name: gazetteer().get(name, ("", "site", ""))[1] == "country"
    return min(places, key=lambda place: (coarse(place[1]), abs(place[0] - near)))[1]


def _cost(text: str, trigger: Trigger, when: When) -> int:
    a, b = (trigger.end, when.start) if trigger.end <= when.start else (when.end, trigger.start)
    between = text[a:b] if a < b else ""
    return (
        len(between) + 40 * len(BREAKS.findall(between)) + (30 if trigger.event_class in ("STATEMENT", "WORK") else 0)
    )


def mentions_in(text: str, times: Iterable[When]) -> list[Mention]:
    """Return the events an article tells, with a time or, when claimed or denied, without one."""
    register, times = Register(text), sorted(times)
    found: list[Mention] = []
    group: list[str] = []
    for sentence in sentences_in(text):
        actors, places = names_in(text, sentence.start, sentence.end, register)
        triggers = [
            Trigger(t.start + sentence.start, t.end + sentence.start, t.event_class, t.kind)
            for t in triggers_in(text[sentence.start : sentence.end])
        ]
        inside = [when for when in times if sentence.start <= when.start < sentence.end]
        who = _with_pronouns(text[sentence.start : sentence.end], actors, group)
        for when in inside:
            trigger = min(triggers, key=lambda t: _cost(text, t, when), default=None)
            found.append(_mention(text, sentence.start, sentence.end, when, trigger, who, places))
        if not inside:
            claims = [_mention(text, sentence.start, sentence.end, None, t, who, places) for t in triggers]
            kinds = {m.trigger.kind: m for m in claims if m.trigger and m.status in ("denied", "alleged")}
            found += [m for kind, m in kinds.items() if kind != "say" and m.actors]
        persons = [name for name in actors if name not in gazetteer()]
        group = persons if len(persons) > 1 else list(dict.fromkeys(persons + group))[:3]
    return found


def _with_pronouns(sentence: str, actors: Sequence[str], group: Sequence[str]) -> tuple[str, ...]:
    taken = group if TOGETHER.search(sentence) else (group[:1] if ALONE.search(sentence) and not actors else [])
    return tuple(dict.fromkeys([*actors, *taken]))


def _mention(text: str, start: int, end: int, when: When | None, trigger: Trigger | None, who: tuple[str, ...],
             places: Sequence[tuple[int, str]]) -> Mention:  # fmt: skip
    spans = [span for span in (trigger, when) if span]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    status = status_at(text[start:end], (trigger or spans[0]).start - start, (trigger or spans[0]).end - start)
    return Mention(start, end, first, last, when, trigger, who, _place(places, first), status)


def precision_of(value: str) -> str:
    """Return the unit a TIMEX3 value is exact to: day, week, month, quarter, half, year, decade or century.

    >>> [precision_of(value) for value in ("2023-09-13TMO", "2023-W37", "2019", "196X")]
    ['day', 'week', 'year', 'decade']
    """
    shapes = {
        "day": r"[\dX]{4}-[\dX]{2}-[\dX]{2}.*|[\dX]{4}-W[\dX]{2}-\d.*", "week": r"[\dX]{4}-W[\dX]{2}(?:-WE)?",
        "month": r"[\dX]{4}-[\dX]{2}", "quarter": r"[\dX]{4}-Q.", "half": r"[\dX]{4}-H.", "decade": r"\d{3}X",
        "century": r"\d\dXX", "year": r"[\dX]{4}|[\dX]{4}-(?:SP|SU|FA|WI)",
    }  # fmt: skip
    return next((unit for unit, shape in shapes.items() if re.fullmatch(shape, value)), "unknown")


def as_date(value: object) -> date | None:
    """A day of a frame as a date; None when it is missing."""
    import pandas as pd

    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[arg-type,call-overload,union-attr]
