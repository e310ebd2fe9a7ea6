"""The words of an event in a sentence: what happened, how it stands, who took part and where.

What happened is a word of ``event_triggers``; how it stands is read from cues of denial, modality, plan, hearsay and
aspect in its clause, else it is told as past. Who took part are the persons and states named, where the places after a
preposition or on the map.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.speech.names import is_common, name_start
from summitlib.speech.register import Register


class Trigger(NamedTuple):
    """A word that names an event, with its class (after PLOVER) and kind."""

    start: int
    end: int
    event_class: str
    kind: str


NOT_PLACES = re.compile(
    r"Forum|Dewan|Komisi|Konferensi|Majelis|Partai|Badan|Kementerian|KTT|Piala|Liga|Perang|Pemilu|Institut|Universitas|Pusat|"
    r"Lembaga|Barat|Timur|Utara|Selatan|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
)
DAY_AFTER = re.compile(r"\s(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of|van|de|bin)\s[A-Z][\w’'-]*|\s[A-Z][\w’'-]*)*")
VISITED = re.compile(
    r"\b(?:mengunjungi|dikunjungi|menyambangi|mendatangi|menyinggahi|memasuki|meninggalkan)\s(?:kota\s|pelabuhan\s)?$"
)
PLACED = re.compile(
    r"\b(?:di|ke|menuju|lewat|melalui)\s(?:(?:ibu|kota|pelabuhan|wilayah|kawasan|kompleks|kampus|gedung|pulau|provinsi|"
    r"kabupaten|desa|kecamatan|kelurahan|bandara|stadion|perairan|pantai|pinggiran|sekitar|dekat|timur|barat|utara|selatan)\s){0,2}$"
)
MODIFIES = re.compile(
    r"\b(?:di|ke|dari|asal|pemimpin|presiden|perdana menteri|menteri|warga|rakyat|orang|media|tentara|pasukan|wilayah|"
    r"perbatasan|atas|dalam|tetangga|sejarawan|pakar|kota|ibu kota|bagi|terhadap|untuk)\s$",
    re.IGNORECASE,
)
CONTRAST = re.compile(r"\b(?:tetapi|namun|sedangkan|padahal|kendati|meskipun|meski)\b", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|menurut|jelas|tambah|tegas|ungkap|imbuh|sebut|lanjut|papar|terang)\s$", re.IGNORECASE
)
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
    clause = clause[max((turn.end() for turn in CONTRAST.finditer(clause)), default=0) :][-160:]
    told = re.split(r"\b(?:sejak|ketika|sewaktu|semenjak|setelah|sesudah|saat|usai)\b", clause)[
        -1
    ]  # what follows is a fact
    near = re.split(r",\s(?:dan|yang|serta)\b", told)[-1][-90:]
    for status in STATUSES:
        if cues()[status].search(told if status in ("denied", "alleged") else near):
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
        elif known and (known[1] not in ("country", "capital") or VISITED.search(before)):
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
