"""Who is who in one article: where a personal name begins after an office, and the longest name behind a mention.

Indonesian news introduces a source as office, institution, place and name in one breath (``Kepala Dinas Perhubungan Kota
Semarang Sari Utami``) and then says ``Sari``. A name is what remains when offices, institutions and places are taken off
the front; a mention is resolved to the longest name of the article that contains it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon

_CAPITAL = r"(?:(?:(?:[A-Z]\.)+[A-Z]?|Prof\.|Drs?\.|Dra\.|Drg\.|Ir\.|Hj\.|KH\.)(?=\s|$)|[^\W\d_a-z][\w'’-]*)"
_RUN = re.compile(
    rf"{_CAPITAL}(?:[ ](?:(?:bin|binti|van|der|den|von|de|da|dos|al|el|ibn|of|for|on|and|the|in|dan)[ ])*{_CAPITAL})*"
)
_BRACKET = re.compile(
    r"((?:[^\W\d_a-z][\w'’.-]*|dan|dari|untuk)(?:[ ](?:[^\W\d_a-z][\w'’.-]*|dan|dari|untuk|atas)){0,9})[ ]\(([^\W\d_][\w .-]{1,14})\)"
)
_NICKNAME = re.compile(
    rf"({_CAPITAL}(?: {_CAPITAL})+),? (?:alias|(?:atau )?(?:yang )?(?:akrab|biasa|kerap) disapa) ({_CAPITAL})"
)
_SEAT = re.compile(
    r"\b(?:di|ke|dari|[Dd]esa|[Kk]ecamatan|[Kk]abupaten|[Kk]ota|[Dd]aerah|[Pp]elabuhan|[Pp]olres|[Pp]olsek|[Pp]ulau) ([^\W\d_a-z]\w+)\b"
)
_ABSTRACT = re.compile(r"(?:pe|per|ke|pem|pen|peng|pel|penge)[a-z]{3,}an\Z")


@cache
def _cells(name: str, cell: str = "words", kind: str = "") -> frozenset[str]:
    rows = [row for row in read_lexicon(name) if not kind or row["kind"] == kind]
    return frozenset(word for row in rows for word in row[cell].split(";") if word)


@cache
def long_offices() -> dict[str, str]:
    """Return the long form of every office known by a short one."""
    return {row["short"]: row["long"] for row in read_lexicon("office_acronyms")}


@cache
def titles() -> frozenset[str]:
    """Return titles and ranks, in small letters without their full stop."""
    return frozenset(word.rstrip(".").lower() for word in _cells("titles"))


@cache
def offices() -> frozenset[str]:
    """Return the words offices consist of, in small letters."""
    return frozenset(part for word in _cells("source_nouns", kind="office") for part in word.split())


@cache
def _institutional() -> frozenset[str]:
    nouns = _cells("source_nouns")
    return (
        frozenset(part.lower() for word in nouns | _cells("organisation_words") for part in word.split()) | _DIRECTIONS
    )


# institutions that take a word of their own after them: Universitas Airlangga, PT Adaro, Desa Sukamaju
_NAMESAKE = frozenset(
    ["universitas", "institut", "politeknik", "akademi", "pt", "cv", "yayasan", "rs", "rsud", "desa", "kelurahan", "kecamatan", "kabupaten", "kota", "dusun", "kampung", "jalan", "gunung", "pulau", "sungai", "sma", "smk", "smp", "man", "pondok", "pesantren", "masjid", "gereja", "hotel", "pasar", "stadion", "bank", "partai"]
)
_ENGLISH = frozenset(["the", "of", "for", "on", "and", "in"])
_DIRECTIONS = frozenset(["utara", "selatan", "timur", "barat", "tengah", "tenggara", "daya", "laut", "raya", "serikat", "jauh"]) | _ENGLISH


@cache
def places() -> dict[str, str]:
    """Return every place name and whether it is a state or a place."""
    return {word: row["kind"] for row in read_lexicon("place_names") for word in row["words"].split(";")}


@cache
def _longest_place() -> int:
    return max(len(word.split()) for word in places())


@cache
def _given() -> frozenset[str]:
    return _cells("given_names")


def is_given(word: str) -> bool:
    """Return whether the word is a given name that hardly ever stands anywhere but first."""
    return word in _cells("given_names", kind="first")


@cache
def _functional() -> frozenset[str]:
    """Return the closed-class words and the reporting verbs, without those that are also part of an office (Dalam Negeri)."""
    verbs = (row[cell] for row in read_lexicon("reporting_verbs") for cell in ("active", "bare", "passive", "frame"))
    return (_cells("clause_words") | {form for cell in verbs for form in cell.split(";")}) - {
        word.lower() for word in _given()
    }


@cache
def _closed() -> frozenset[str]:
    """Return words that open sentences but no names: closed classes, reporting verbs, nouns for sources."""
    return _functional() | _cells("source_nouns")


def _is_noun(low: str) -> bool:
    """Return whether the word can open an office or an institution."""
    return low in offices() or low in _institution_heads()


def is_closed(word: str) -> bool:
    """Return whether the word is of a closed class, a reporting verb or a noun for people or texts: never part of a name."""
    low = word.lower()
    return low in _closed() and not _is_noun(low) and word not in _given()


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Return whether a capitalised word is an ordinary word of the language that only opens a sentence.

    >>> is_common("Namun"), is_common("Hasilnya"), is_common("Wells"), is_common("Budi")
    (True, True, False, False)
    """
    import simplemma

    low = word.lower()
    if _is_noun(low):
        return False
    if low in _closed():
        return True
    if word in _given() or word in places() or (word.isupper() and len(word) > 1):
        return False
    return bool(simplemma.is_known(low, lang="id") or (low.endswith("nya") and simplemma.is_known(low[:-3], lang="id")))


def place_at(parts: Sequence[str], n: int) -> int:
    """Return how many words from ``n`` on are a place name (0: none)."""
    for size in range(min(_longest_place(), len(parts) - n), 0, -1):
        if " ".join(parts[n : n + size]) in places():
            return size
    return 0


_DEGREES = frozenset(
    ["se", "sh", "st", "ssos", "spd", "sip", "sik", "ssi", "sag", "skom", "skep", "skm", "mm", "mh", "mt", "mba", "msc", "msi", "mpd", "mkes", "mkom", "mhum", "mag", "map", "mp", "sp", "gr", "mgz", "phd", "llm", "amd", "s.e", "s.h", "s.t", "s.pd", "m.pd", "m.m", "m.h", "m.si"]
)


def name_span(parts: Sequence[str]) -> tuple[int, int]:
    """Return where the personal name in a run of capitalised words begins and ends, degrees left out; equal if none.

    >>> name_span("Ketua DPRD Rina Wati SH MH".split())
    (2, 4)
    """
    end = len(parts)
    while end > 1 and parts[end - 1].rstrip(".").lower() in _DEGREES:
        end -= 1
    start = min(name_start(parts[:end]), end)
    if start:  # after an office: Bupati Wonoasri Siti Maimunah
        first = next(
            (n for n in range(start + 1, end - 1) if is_given(parts[n]) and parts[n - 1] not in _given()), start
        )
        start = first
    return start, end


def name_start(parts: Sequence[str]) -> int:
    """Return the index at which a personal name begins in a run of capitalised words; ``len(parts)`` if there is none.

    >>> name_start("Kepala Dinas Perhubungan Kota Semarang Sari Utami".split())
    5
    >>> name_start("Kapolsek Sukamaju AKP Rangga Wirya".split())
    3
    >>> name_start("Badan Pusat Statistik".split())
    3
    """
    start, n, size = 0, 0, len(parts)
    while n < size:
        if (
            parts[n].lower() in _NAMESAKE
            and n + 1 < size
            and parts[n + 1] not in _given()
            and not place_at(parts, n + 1)
        ):
            start = n = n + 2
            continue
        length = place_at(parts, n)
        if length and not (parts[n] in _given() and start == n and n + 1 < size and length == 1):
            start = n = n + length
            continue
        if _belongs_to_office(parts, n, start):
            start = n + 1
        n += 1
    return start


def _belongs_to_office(parts: Sequence[str], n: int, start: int) -> bool:
    """Return whether the word is part of an office or institution: not of the name that follows."""
    word = parts[n]
    low = word.rstrip(".").lower()
    if n and parts[n - 1] in _ENGLISH and word not in _given():
        return True
    if low in titles():
        return n == start or (len(low) > 1 and n + 1 < len(parts))
    if word in _given() and (n == 0 or parts[n - 1] not in ("Mahkamah", "Jaksa", "Hakim", "Kejaksaan", "Dewan")):
        return False
    inside = start < n < len(parts) - 1 and parts[n - 1] in _given()  # Budi Karya Sumadi
    if low in _institutional() or low in offices():
        return not inside
    if low == "dan":
        return True
    return (
        (len(word.replace(".", "")) > 1 and word.isupper() and "." not in word)
        or not word[:1].isalpha()
        or bool(_ABSTRACT.match(low))
    )


@cache
def _institution_heads() -> frozenset[str]:
    return _cells("source_nouns", kind="org") | _NAMESAKE


def opens_institution(word: str) -> bool:
    """Return whether the name of an institution can begin with this capitalised word: Dinas, Universitas, KPK, PT."""
    return word[:1].isupper() and (
        word.lower() in _institution_heads() or (len(word) > 2 and word.isupper() and word.isalpha())
    )


def office_goes_on(left: Sequence[str], after: str) -> bool:
    """Return whether *dan* and the capital after it carry an office on: Menteri Pendidikan Dasar | dan | Menengah.

    >>> office_goes_on(["Menteri", "Pendidikan", "Dasar"], "Menengah"), office_goes_on(["Presiden", "Rusia"], "Menteri")
    (True, False)
    """
    first, last = name_span(left)
    low = after.lower().rstrip(".")
    if not first or low in offices() or low in titles() or after in _given():
        return False
    return first == last or low in _institutional() or is_common(after)


class Person(NamedTuple):
    """A name as the article first gives it in full, and where."""

    name: str
    parts: tuple[str, ...]
    start: int


_OPENERS = frozenset(("", ".", "!", "?", '"', "“", "”", "\n", "…", ":", "*", "•", "(", "-", "–"))


_RUN_WORDS = 30  # a longer run of capitals is a heading in capitals
_BEARERS = 100  # names that share a word: more are no article


class Register:
    """The names, long forms and acronyms of one article, gathered in one pass."""

    def __init__(self, text: str) -> None:
        self.persons: dict[str, list[Person]] = {}
        self.long_forms: dict[str, str] = {}
        self.nicknames: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.first: dict[str, int] = {}
        self.spoken: dict[str, int] = {}
        self.alone: set[str] = set()
        self.seats: set[str] = set()
        self._seen: set[tuple[str, ...]] = set()
        for match in _RUN.finditer(text):
            for run, at in _unjoined(match[0], match.start()):
                self._add(
                    run,
                    at,
                    opens=at > match.start()
                    or text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:] in _OPENERS,
                )
        self.seats = set(_SEAT.findall(text))
        for match in _BRACKET.finditer(text):
            self._pair(match[1], match[2])
        for match in _NICKNAME.finditer(text):
            parts = match[1].split()
            first, last = name_span(parts)
            if last > first:
                self.nicknames.setdefault(match[2], " ".join(parts[first:last]))

    def _add(self, run: str, start: int, *, opens: bool) -> None:
        parts = run.rstrip(".").split()
        if len(parts) > _RUN_WORDS:
            return
        parts[-1] = parts[-1].removesuffix("'s").removesuffix("’s")
        while parts and (
            parts[0].lower() in _functional() or (opens and is_common(parts[0]) and not _is_noun(parts[0].lower()))
        ):
            parts = parts[1:]
        first, last = name_span(parts)
        name = tuple(parts[first:last])
        if len(parts) == 1:
            self.alone.add(parts[0])
        if len(name) in (4, 6) and name[: len(name) // 2] == name[len(name) // 2 :]:
            name = name[: len(name) // 2]  # a heading ran into its sentence
        if not 2 <= len(name) <= 6 or "dan" in name or name in self._seen:
            return
        self._seen.add(name)
        person = Person(" ".join(name), name, start)
        self.first[person.name] = start
        if first:
            self.roles[person.name] = " ".join(parts[:first])
        for part in set(name):
            bearers = self.persons.setdefault(part.lower(), [])
            if len(bearers) < _BEARERS:
                bearers.append(person)

    def _pair(self, long: str, short: str) -> None:
        words = long.split()
        while words and words[0] in ("dan", "dari", "untuk", "atas"):
            words = words[1:]
        first, last = name_span(words)
        if last - first > 1 and "".join(w[0] for w in words[first:last]) == short:  # Hidayat Nur Wahid (HNW)
            self.nicknames.setdefault(short, " ".join(words[first:last]))
            return
        while len(words) > 2 and words[0].lower() in offices() and words[0][:1].upper() != short[:1].upper():
            words = words[1:]
        if len(words) > 1 and short[:1].isupper() and name_start(words) > 0:
            self.long_forms.setdefault(short, " ".join(words))

    def latest(self, at: int) -> str:
        """Return the person named last before ``at``: those with an office first."""
        before = [name for name, start in self.first.items() if start < at]
        return next((name for name in reversed(before) if name in self.roles), before[-1] if before else "")

    def without_seat(self, name: str, role: str) -> str:
        """Return a name that follows an office without the words before the one the article calls the person by.

        ``Ketua Koalisi Membumi Gita Wirya`` and later ``kata Gita``: Membumi is the seat, not the name.
        """
        parts = name.split()
        while role and len(parts) > 1 and parts[0] in self.seats:
            parts = parts[1:]
        name = " ".join(parts)
        called = next((n for n, part in enumerate(parts) if part in self.alone), 0)
        return " ".join(parts[called:]) if role and called and len(parts) - called > 1 else name

    def full_name(self, mention: str, at: int) -> str:
        """Return the longest name of the article with the words of ``mention`` in it; the mention itself if there is none."""
        mention = self.nicknames.get(mention, mention)
        parts = tuple(part.lower() for part in mention.split())
        best: tuple[tuple[bool, bool, bool, int, int], str] | None = None
        for person in self.persons.get(parts[0], ()) if parts else ():
            if len(person.parts) <= len(parts) or not _contains(person.parts, parts):
                continue
            edge = parts[-1] == person.parts[-1].lower() or parts[0] == person.parts[0].lower()
            rank = (person.name in self.spoken, edge, person.start <= at, len(person.parts), -abs(at - person.start))
            if best is None or rank > best[0]:
                best = (rank, person.name)
        return best[1] if best else mention


def _unjoined(run: str, start: int) -> list[tuple[str, int]]:
    """Return the parts of a run of capitals that a word opening a sentence parts: the full stop was lost."""
    out, at, taken = [], start, list[str]()
    for part in run.split(" "):
        opener = part.lower() in _cells("clause_words", kind="opener") and part != "dan"
        if taken and (opener or (taken[-1] == "dan" and not office_goes_on(taken[:-1], part))):
            out.append((" ".join(taken), start))
            taken, start = [], at
        taken.append(part)
        at += len(part) + 1
    if taken[-1] == "dan":
        taken.pop()
    return [*out, (" ".join(taken), start)]


def _contains(parts: Sequence[str], piece: Sequence[str]) -> bool:
    low = [part.lower() for part in parts]
    return any(low[n : n + len(piece)] == list(piece) for n in range(len(low) - len(piece) + 1))
