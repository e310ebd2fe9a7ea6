"""The words of an event in a sentence: what happened, how it stands, who took part and where.

What happened is a word of ``event_triggers``; how it stands is read from cues of denial, modality, plan, hearsay and
aspect in its clause, else it is told as past. Who took part are the persons and states named, where the places after a
preposition or on the map.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.dating.context import says_ahead
from summitlib.lexicons import column, either, read_lexicon
from summitlib.speech.names import is_common, name_start
from summitlib.speech.register import Register
from summitlib.words.saying import bare_verb_pattern


class Trigger(NamedTuple):
    """A word that names an event, with its class (after PLOVER) and kind."""

    start: int
    end: int
    event_class: str
    kind: str


WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of|van|de|bin)\s[A-Z][\w’'-]*|\s[A-Z][\w’'-]*)*")
CLAUSE = 160  # characters before an event in which denial and hearsay of it are sought
NEAR = 90  # characters in which a plan or possibility is sought
STATUSES = ("denied", "hypothetical", "announced", "alleged", "ongoing")


@cache
def _beside(kind: str) -> str:
    """The words of one kind in the lexicon of neighbours, as alternatives of a pattern."""
    return either(column("event_neighbours", kind=kind))


@cache
def _weekdays() -> str:
    return "|".join(row["word"].capitalize() for row in read_lexicon("weekdays") if row["kind"] == "weekday")


@cache
def _no_place() -> re.Pattern[str]:
    return re.compile(rf"{_beside('no place')}|{_weekdays()}")


@cache
def _day_after() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_weekdays()})$")


@cache
def _placed() -> re.Pattern[str]:
    """What stands right before the name of a place: di, ke, and up to two nouns of place."""
    return re.compile(rf"\b(?:di|ke|menuju|lewat|melalui)\s(?:(?:{_beside('place noun')})\s){{0,2}}$")


@cache
def _visited() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_beside('visit')})\s(?:kota\s|pelabuhan\s)?$")


@cache
def _of_country() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_beside('of a country')})\s$", re.IGNORECASE)


@cache
def _contrast() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_beside('contrast')})\b", re.IGNORECASE)


@cache
def _fact() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_beside('fact')})\b")


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{bare_verb_pattern()}|menurut)\s$", re.IGNORECASE)


def contrast_from(text: str, start: int) -> int | None:
    """Return where a clause begins that turns against what stands before it, or None."""
    turn = _contrast().search(text, start)
    return turn.start() if turn else None


@cache
def _triggers() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """First word -> (whole form, class, kind), longest form first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_lexicon("event_triggers"):
        for form in row["forms"].split(";"):
            found.setdefault(form.split()[0], []).append((form, row["class"], row["kind"]))
    return {word: tuple(sorted(forms, key=lambda f: -len(f[0]))) for word, forms in found.items()}


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """Status -> the pattern of its cues."""
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
    clause = _contrast().split(clause)[-1][-CLAUSE:]
    told = _fact().split(clause)[-1]  # what follows is a fact
    near = re.split(r",\s(?:dan|yang|serta)\b", told)[-1][-NEAR:]
    for status in STATUSES:
        if cues()[status].search(told if status in ("denied", "alleged") else near):
            return status
    if re.search(r"\b(?:tidak|tak|bukan|belum)\s(?:jadi\s)?$", near, re.IGNORECASE):
        return "denied"
    return "announced" if _comes_after(re.split("[,;:]", text[end : end + 48])[0]) else "past"


def _comes_after(told: str) -> bool:
    """Whether the words after an event say that it is to come: *pekan depan*, *nanti*; *di depan* is a place."""
    words = WORD.findall(told.lower())
    return any(word in ("mendatang", "nanti", "depan") and says_ahead(words, n) for n, word in enumerate(words))


def _normal(name: str) -> str:
    """A name in one spelling: Ban-Ki Moon as Ban Ki Moon."""
    words = " ".join(name.split())
    return words.replace("-", " ").replace("’", "'").title() if "-" in name else words


def names_in(text: str, start: int, end: int, register: Register) -> tuple[list[str], list[tuple[int, str]]]:
    """Return who is named in a sentence (persons and states), and the places with where they stand."""
    actors: list[str] = []
    said: list[str] = []  # who is only quoted
    places: list[tuple[int, str]] = []
    for run in CAPITAL.finditer(text, start, end):
        words, at = _day_after().sub("", run[0]), run.start()
        opening = at == start or text[max(0, at - 2) : at].strip() in ("", '"', "“", ".", "(")
        if " " not in words and opening and is_common(words) and words not in gazetteer():
            continue
        before = text[max(start, at - 30) : at]
        known = gazetteer().get(words)
        if _placed().search(before) and not (_no_place().fullmatch(words.split()[0]) and not known):
            places.append((at, known[0] if known else words))
        elif known and (known[1] not in ("country", "capital") or _visited().search(before)):
            places.append((at, known[0]))
        elif known and not _of_country().search(before):
            actors.append(known[2])
        elif not known:
            (said if _says().search(before) else actors).extend(_person(words, at, register))
    return list(dict.fromkeys(actors or said)), places


def _person(words: str, at: int, register: Register) -> list[str]:
    """The person named in a run of capitalised words, by the longest name of the article; none for other names."""
    parts = words.split()
    first = name_start(parts)
    tails = [" ".join(parts[n:]) for n in range(first, len(parts))]
    name = next((tail for tail in tails if register.full_name(tail, at) in register.first), "")
    full = register.full_name(name, at) if name else ""
    return [_normal(full)] if full and not triggers_in(full) and not _no_place().fullmatch(full.split()[0]) else []


@cache
def _heads() -> re.Pattern[str]:
    states = either(name for name, row in gazetteer().items() if row[1] == "country")
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
