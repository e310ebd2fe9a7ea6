"""Mentions of events in one article: what happened, who and where, how it stands, and the sentence that says so.

A mention hangs on a word that names an event (``event_triggers``), near a time expression with days. Who took part are
the names in its sentence, short ones taken as the longest name of the article; pronouns take up the names before.
How it stands is read from cues of denial, modality, plan, hearsay and aspect in its clause, else it is told as past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from summitlib.dating import values as tv
from summitlib.lexicons import read_lexicon
from summitlib.speech.names import is_common, name_start
from summitlib.speech.register import Register
from summitlib.text import sentences_in


class Trigger(NamedTuple):
    """A word that names an event, with its class (after PLOVER) and kind."""

    start: int
    end: int
    event_class: str
    kind: str


class When(NamedTuple):
    """A time expression, or the two ends of a range as one; ``lasting``: from its first day on, or all through."""

    start: int
    end: int
    value: str
    days: tv.Days
    basis: str = "explicit"
    lasting: bool = False


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
    claimed_by: str | None = None
    article: str = ""


NOT_PLACES = re.compile(
    r"Forum|Dewan|Komisi|Konferensi|Majelis|Partai|Badan|Kementerian|KTT|Piala|Liga|Perang|Pemilu|Institut|Universitas|Pusat|"
    r"Lembaga|Barat|Timur|Utara|Selatan|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
)
DAY_AFTER = re.compile(r"\s(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of|van|de|bin)\s[A-Z][\w’'-]*|\s[A-Z][\w’'-]*)*")
PLACED = re.compile(
    r"\b(?:di|ke|menuju|lewat|melalui)\s(?:(?:ibu|kota|pelabuhan|wilayah|kawasan|kompleks|kampus|gedung|pulau|provinsi|"
    r"kabupaten|desa|kecamatan|kelurahan|bandara|stadion|perairan|pantai|pinggiran|sekitar|dekat|timur|barat|utara|selatan)\s){0,2}$"
)
MODIFIES = re.compile(
    r"\b(?:di|ke|dari|asal|pemimpin|presiden|perdana menteri|menteri|warga|rakyat|orang|media|tentara|pasukan|wilayah|"
    r"perbatasan|atas|dalam|tetangga|sejarawan|pakar|kota|ibu kota|bagi|terhadap|untuk)\s$",
    re.IGNORECASE,
)
BREAKS = re.compile(r"[,;:()]|\b(?:yang|sejak|ketika|saat|setelah|sebelum|sesudah|tetapi|namun|serta|sedangkan)\b")
CONTRAST = re.compile(r"\b(?:tetapi|namun|sedangkan|padahal|kendati|meskipun|meski)\b", re.IGNORECASE)
TOGETHER = re.compile(
    r"\b(?:mereka|keduanya|kedua (?:pemimpin|negara|pihak|kepala negara|tokoh)|satu sama lain)\b", re.IGNORECASE
)
ALONE = re.compile(r"\b(?:ia|dia|beliau)\b", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|menurut|jelas|tambah|tegas|ungkap|imbuh|sebut|lanjut|papar|terang)\s$", re.IGNORECASE
)
CARRIES = re.compile(
    r"(?:Sebelum itu|Setelah itu|Sesudah itu|Usai itu|Sebelumnya|Kemudian|Lalu|Selanjutnya|Di sana|Pada kesempatan itu|"
    r"Saat itu|Ketika itu|Dalam (?:pertemuan|kunjungan|lawatan|acara|rapat|sidang|laga) (?:itu|tersebut))\b"
)
CREDIT = re.compile(
    r"(?:kata|ujar|ucap|tutur|jelas|ungkap|imbuh|tegas|papar|terang|sebut|tambah|pungkas)(?:nya)?\b", re.IGNORECASE
)
CREDIT_ENDS = re.compile(r"\)?(?:\s(?:yang\s)?lalu)?\s?[.\n]|$")
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
    [('hazard', 'disaster'), ('hazard', 'disaster'), ('visit', 'visit')]
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
    clause = re.split(r"[;:]", text[:start])[-1]
    clause = clause[max((turn.end() for turn in CONTRAST.finditer(clause)), default=0) :][-160:]
    told = re.split(r"\b(?:sejak|ketika|sewaktu|semenjak|setelah|sesudah|saat|usai)\b", clause)[
        -1
    ]  # what follows is a fact
    near = re.split(r",\s(?:dan|yang|serta)\b", told)[-1][-90:]
    for status in STATUSES:
        if _cues()[status].search(told if status in ("denied", "alleged") else near):
            return status
    if re.search(r"\b(?:tidak|tak|bukan|belum)\s(?:jadi\s)?$", near, re.IGNORECASE):
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
    said: list[str] = []  # who is only quoted
    places: list[tuple[int, str]] = []
    for run in CAPITAL.finditer(text, start, end):
        words, at = DAY_AFTER.sub("", run[0]), run.start()
        opening = at == start or text[max(0, at - 2) : at].strip() in ("", '"', "“", ".", "(")
        if " " not in words and opening and is_common(words) and words not in gazetteer():
            continue
        before = text[max(start, at - 30) : at]
        known = gazetteer().get(words)
        if PLACED.search(before) and not (NOT_PLACES.fullmatch(words.split()[0]) and not known):
            places.append((at, known[0] if known else words))
        elif known and known[1] != "country" and known[1] != "capital":
            places.append((at, known[0]))
        elif known and not MODIFIES.search(before):
            actors.append(known[2])
        elif not known:
            (said if SAYS.search(before) else actors).extend(_person(words, at, register))
    return list(dict.fromkeys(actors or said)), places


def _person(words: str, at: int, register: Register) -> list[str]:
    """The person named in a run of capitalised words, by the longest name of the article; none for other names."""
    parts = words.split()
    first = name_start(parts)
    tails = [" ".join(parts[n:]) for n in range(first, len(parts))]
    name = next((tail for tail in tails if register.full_name(tail, at) in register.first), "")
    full = register.full_name(name, at) if name else ""
    return [_normal(full)] if full and not triggers_in(full) and not NOT_PLACES.fullmatch(full.split()[0]) else []


def _distance(text: str, a: tuple[int, int], b: tuple[int, int]) -> int:
    """How far two spans of a sentence are apart: characters, and more for each clause boundary."""
    first, last = sorted((a, b))
    between = text[first[1] : last[0]]
    return len(between) + 40 * len(BREAKS.findall(between))


def _place(text: str, places: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]]) -> str | None:
    """The place told nearest to the event or its time: known ones first, cities and sites before countries."""
    near = [(min(_distance(text, (at, at + 1), span) for span in spans), name) for at, name in places]
    ranked = [(_coarseness(name), far, name) for far, name in near if far < (220 if _coarseness(name) < 3 else 110)]
    return min(ranked)[2] if ranked else None


def _coarseness(name: str) -> int:
    kind = gazetteer()[name][1] if name in gazetteer() else ""
    return {"site": 0, "city": 0, "capital": 0, "": 1, "region": 2, "country": 3}[kind]


def _cost(text: str, trigger: Trigger, when: When) -> int:
    weight = {"light": 400, "comment": 60, "work": 30, "relation": 20}.get(trigger.event_class, 0)
    return weight + _distance(text, trigger[:2], (when.start, when.end))


def mentions_in(text: str, times: Iterable[When]) -> list[Mention]:
    """Return the events an article tells: those with a time, and undated what is denied, alleged, planned, possible."""
    register, times = Register(text), sorted(times)
    states = states_of(text, register)
    found: list[Mention] = []
    pair: list[str] = []
    single: list[str] = []
    last: list[When] = []
    for sentence in sentences_in(text):
        actors, places = names_in(text, sentence.start, sentence.end, register)
        triggers = [
            Trigger(t.start + sentence.start, t.end + sentence.start, t.event_class, t.kind)
            for t in triggers_in(text[sentence.start : sentence.end])
        ]
        inside = [when for when in times if sentence.start <= when.start < sentence.end]
        who = _with_pronouns(text[sentence.start : sentence.end], actors, pair, single)
        span = (sentence.start, sentence.end)
        for when in inside:
            for trigger in _near_triggers(text, triggers, when):
                found.append(_mention(text, span, when, trigger, who, places))
        if not inside:
            carried = last[-1:] if CARRIES.match(text, sentence.start) else []
            told = [t for t in triggers[:2] if t.event_class not in ("comment", "light")]
            for when in carried:
                again = when._replace(basis="relative")
                found += [_mention(text, span, again, t, who, places, carried=True) for t in told]
            found += [] if carried else _undated(text, span, triggers, who, places)
        last = inside or (last if CARRIES.match(text, sentence.start) else [])
        persons = [name for name in actors if name not in gazetteer()]
        pair, single = persons[:2] if len(persons) > 1 else pair, persons[:1] or single
    for mention in found:
        mention.states = tuple(
            dict.fromkeys(states.get(name, name) for name in mention.actors if name in states or name in gazetteer())
        )
    return found


@cache
def _heads() -> re.Pattern[str]:
    states = "|".join(
        sorted((re.escape(n) for n, row in gazetteer().items() if row[1] == "country"), key=len, reverse=True)
    )
    office = (
        r"(?:[Pp]residen|[Pp]emimpin|[Pp]erdana [Mm]enteri|[Mm]enteri(?:\s\w+){1,2}|[Rr]aja|[Kk]anselir|[Dd]iktator)"
    )
    return re.compile(
        rf"{office}\s({states})(?:\s\([A-Z]+\))?,?\s({CAPITAL.pattern})|({CAPITAL.pattern}),\s{office}\s({states})\b"
    )


def states_of(text: str, register: Register) -> dict[str, str]:
    """Return for whom the named heads of state and ministers of an article stand.

    >>> text = "Presiden Mesir Omar Halim menemui Lina Sari, menteri pertahanan Malaysia."
    >>> states_of(text, Register(text))
    {'Omar Halim': 'Mesir', 'Lina Sari': 'Malaysia'}
    """
    found: dict[str, str] = {}
    for head in _heads().finditer(text):
        state, words, at = (head[1], head[2], head.start(2)) if head[1] else (head[4], head[3], head.start(3))
        for name in _person(words, at, register):
            found.setdefault(name, gazetteer()[state][2])
    return found


def _near_triggers(text: str, triggers: Sequence[Trigger], when: When) -> list[Trigger | None]:
    """The word nearest to a time, and others of another kind that are close to it as well."""
    said = [t for t in triggers if t.event_class == "comment" and t.end <= when.start]
    if said and CREDIT.match(text, said[-1].start) and CREDIT_ENDS.match(text, when.end):
        return [said[-1]]  # "…," kata Sari Utami, Senin (4/3/2024).
    ranked = sorted(triggers, key=lambda t: _cost(text, t, when))
    near: dict[str, Trigger | None] = {}
    for trigger in ranked:
        if not near or (_cost(text, trigger, when) <= 60 and trigger.event_class not in ("light", "comment")):
            near.setdefault(trigger.kind, trigger)
    return list(near.values()) or [None]


def _undated(text: str, span: tuple[int, int], triggers: Sequence[Trigger], who: tuple[str, ...],
             places: Sequence[tuple[int, str]]) -> Iterator[Mention]:  # fmt: skip
    """What a sentence without a time denies, alleges, plans or holds possible: the events named after the cue."""
    sentence = text[slice(*span)]
    named = [t for t in triggers if t.event_class not in ("comment", "light")]
    for status in ("denied", "alleged", "announced", "hypothetical"):
        cue = _cues()[status].search(sentence)
        turn = CONTRAST.search(sentence, cue.end()) if cue else None
        stop = span[0] + turn.start() if turn else span[1]
        after = [t for t in named if cue and span[0] + cue.end() <= t.start < stop]
        if not who or not cue or not after or after[0].start - span[0] - cue.end() > 60:
            continue
        for trigger in {t.kind: t for t in reversed(after[:3])}.values():
            yield replace(_mention(text, span, None, trigger, who, places), status=status)
        return


def _with_pronouns(sentence: str, actors: Sequence[str], pair: Sequence[str], single: Sequence[str]) -> tuple[str, ...]:
    """Add the two named together last to ``mereka`` or ``kedua pemimpin``, the one named last to ``ia``."""
    taken = pair if TOGETHER.search(sentence) else (single if ALONE.search(sentence) and not actors else [])
    return tuple(dict.fromkeys([*actors, *taken]))


def _mention(text: str, sentence: tuple[int, int], when: When | None, trigger: Trigger | None, who: tuple[str, ...],
             places: Sequence[tuple[int, str]], *, carried: bool = False) -> Mention:  # fmt: skip
    """One event; ``carried``: its time stands in the sentence before."""
    spans = [span[:2] for span in (trigger, None if carried else when) if span]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    start, at = sentence[0], trigger[:2] if trigger else spans[0]
    status = status_at(text[start : sentence[1]], at[0] - start, at[1] - start)
    return Mention(*sentence, first, last, when, trigger, who, _place(text, places, spans), status)


def as_date(value: object) -> date | None:
    """A day of a frame as a date; None when it is missing."""
    import pandas as pd

    return None if pd.isna(value) else pd.Timestamp(value).date()
