"""Where a personal name begins after an office, and which words open no name at all.

Indonesian news introduces a source as office, institution, place and name in one breath (``Kepala Dinas Perhubungan
Kota Semarang Sari Utami``) and then says ``Sari``. A name is what remains when offices, institutions and places are
taken off the front. (Who is called what in one article is kept by ``register``.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from summitlib.lexicons import column, either, read_lexicon

_ABSTRACT = re.compile(r"(?:pe|per|ke|pem|pen|peng|pel|penge)[a-z]{3,}an\Z")
_LOAN = re.compile(r"[a-z]{3,}(?:[aiu]si|itas|isme|logi|grafi|nomi)\Z")  # koordinasi, demokrasi


@cache
def long_offices() -> dict[str, str]:
    """Return the long form of every office known by a short one."""
    return {row["short"]: row["long"] for row in read_lexicon("office_acronyms")}


@cache
def titles() -> frozenset[str]:
    """Return titles and ranks, in small letters without their full stop."""
    return frozenset(word.rstrip(".").lower() for word in column("titles") - column("titles", kind="after"))


@cache
def offices() -> frozenset[str]:
    """Return the words offices consist of, in small letters."""
    return frozenset(part for word in column("source_nouns", kind="office") for part in word.split())


def is_office(low: str) -> bool:
    """Return whether the word alone is an office: ketua, rektor; not badan, which only *kepala badan* holds."""
    return low in column("source_nouns", kind="office")


@cache
def _institutional() -> frozenset[str]:
    """Return the words, in small letters, that institutions and their fields consist of."""
    nouns = column("source_nouns") | column("organisation_words", kind="part")
    parts = frozenset(part.lower() for word in nouns for part in word.split())
    return parts | _of("direction") | _of("english")


def _of(kind: str) -> frozenset[str]:
    """Return the organisation words of one kind."""
    return column("organisation_words", kind=kind)


@cache
def places() -> dict[str, str]:
    """Return every place name and whether it is a state or a place."""
    return {word: row["kind"] for row in read_lexicon("place_names") for word in row["words"].split(";")}


@cache
def _longest_place() -> int:
    """Return the number of words in the longest place name."""
    return max(len(word.split()) for word in places())


@cache
def _given() -> frozenset[str]:
    """Return the given names, with their capital."""
    return column("given_names")


def is_given(word: str) -> bool:
    """Return whether the word is a given name that hardly ever stands anywhere but first."""
    return word in column("given_names", kind="first")


@cache
def functional() -> frozenset[str]:
    """Return the closed-class words and the reporting verbs, without those that are given names too."""
    verbs = (column("reporting_verbs", cell) for cell in ("active", "bare", "passive", "frame"))
    return column("clause_words").union(*verbs) - {word.lower() for word in _given()}


@cache
def _closed() -> frozenset[str]:
    """Return words that open sentences but no names: closed classes, reporting verbs, nouns for sources."""
    return functional() | column("source_nouns")


def is_opener(word: str) -> bool:
    """Return whether a capital of this word inside a run of capitals opens a new sentence: the full stop was lost."""
    return word.lower() in column("clause_words", kind="opener")


def is_noun(low: str) -> bool:
    """Return whether the word can open an office or an institution."""
    return low in offices() or low in _institution_heads()


def is_closed(word: str) -> bool:
    """Return whether the word is of a closed class, a reporting verb or a noun for people or texts: no name."""
    low = word.lower()
    return low in _closed() and not is_noun(low) and word not in _given()


@cache
def _glued() -> re.Pattern[str]:
    """Return a reporting verb that lost the space before it or after it."""
    active = {form for form in column("reporting_verbs", "active") if len(form) > 6 and form.startswith("me")}
    first = either(active | column("reporting_verbs", "bare") | {"dilansir", "dikutip", "oleh"})
    return re.compile(rf"\A(?i:{first})(?=[A-Z])|\A[A-Z][a-z]{{2,}}?(?=(?:{either(active)})\Z)")


@lru_cache(maxsize=65536)
def lost_space(word: str) -> int:
    """Return where a space got lost beside a reporting verb, 0 if nowhere.

    >>> [lost_space(word) for word in ("kataRina", "Watimengatakan", "dilansirAntara", "Rina")]
    [4, 4, 8, 0]
    """
    found = _glued().match(word) if len(word) > 6 else None
    return found.end() if found else 0


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Return whether a capitalised word is an ordinary word of the language that only opens a sentence.

    >>> is_common("Namun"), is_common("Hasilnya"), is_common("Wells"), is_common("Budi")
    (True, True, False, False)
    """
    import simplemma

    low = word.lower()
    if is_noun(low):
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


def name_span(parts: Sequence[str]) -> tuple[int, int]:
    """Return where the personal name in a run of capitalised words begins and ends, degrees left out; equal if none.

    >>> name_span("Ketua DPRD Rina Wati SH MH".split())
    (2, 4)
    """
    return _name_span(tuple(parts))


@lru_cache(maxsize=4096)
def _name_span(parts: tuple[str, ...]) -> tuple[int, int]:
    """Return `name_span` of a run, which news repeats."""
    end = len(parts)
    while end > 1 and _is_degree(parts[end - 1]):
        end -= 1
    start = min(name_start(parts[:end]), end)
    seated = start and start + 1 < end and parts[start - 1].lower() in _of("seated")
    if seated and is_given(parts[start + 1]) and parts[start] not in _given():  # Bupati Wonoasri Siti Maimunah
        start += 1
    return (end if end - start == 1 and _is_no_name(parts, start) else start), end


def _is_no_name(parts: tuple[str, ...], n: int) -> bool:
    """Return whether the word alone names nobody: Rp, SDGs, or after an office an ordinary word."""
    low = parts[n].lower()
    plain = n > 0 and parts[n - 1].lower().rstrip(".") not in titles() and is_common(parts[n])
    return plain or (len(low) > 1 and not set(low) & set("aiueoy"))


def _is_degree(word: str) -> bool:
    """Return whether a degree ends a name here: SH, M.Si, Lc; not Ma, as in Jack Ma."""
    known = word.rstrip(".").lower() in column("titles", kind="after")
    return known and (word.title() != word or len(word) > 2 or word in ("Lc", "Gr"))


def name_start(parts: Sequence[str]) -> int:
    """Return the index at which a personal name begins in a run of capitalised words; ``len(parts)`` if there is none.

    >>> name_start("Kepala Dinas Perhubungan Kota Semarang Sari Utami".split())
    5
    >>> name_start("Kapolsek Sukamaju AKP Rangga Wirya".split())
    3
    >>> name_start("Badan Pusat Statistik".split())
    3
    """
    return _name_start(tuple(parts))


@lru_cache(maxsize=4096)
def _name_start(parts: tuple[str, ...]) -> int:
    """Return `name_start` of a run, which news repeats."""
    start, n, size = 0, 0, len(parts)
    while n < size:
        length = place_at(parts, n)
        if _takes_next(parts, n):
            start = n = n + 2
        elif length and not (parts[n] in _given() and start == n and n + 1 < size and length == 1):
            start = n = n + length
        else:
            start = n + 1 if _belongs_to_office(parts, n, start) else start
            n += 1
    return start


def _takes_next(parts: tuple[str, ...], n: int) -> bool:
    """Return whether the institution or place at ``n`` is named by the word after it: Universitas Bahari."""
    if parts[n].lower() not in _of("namesake") or n + 1 == len(parts):
        return False
    after = parts[n + 1]
    return after not in _given() and after.lower() not in _of("namesake") and not place_at(parts, n + 1)


_ROMAN = re.compile(r"[VX]I{0,3}\Z|I[VX]\Z")  # Wilayah V; I alone is a Balinese name
_JOINED = re.compile(r"(?!Ma?c|De|Di|La|Le|Van|Al|Fitz)[A-Z][a-z]+[A-Z]")  # two words in one: a brand, no name


@cache
def _clipped() -> re.Pattern[str]:
    """Return the pattern of institutions and offices clipped together: Kemendikdasmen, Disperindag, Satreskrim."""
    return re.compile(rf"(?:{'|'.join(sorted(_of('clipped')))})[a-z]+\Z")


def _belongs_to_office(parts: Sequence[str], n: int, start: int) -> bool:
    """Return whether the word is part of an office or institution: not of the name that follows."""
    word, last = parts[n], n + 1 == len(parts)
    low = word.rstrip(".").lower()
    if n and parts[n - 1].lower() in _of("english") and word not in _given():
        return True
    if low in titles():
        return n == start or (len(low) > 1 and not last)
    if word == "I" and not last and parts[n + 1] not in _given():
        return True  # Diploma I Kepelabuhanan
    if word in _given() and (n == 0 or parts[n - 1] not in _of("supreme")):
        return False
    if low in _institutional() or low in offices():
        return not _stands_in_name(parts, n, start)
    clipped = _clipped().match(word) and (not last or (len(word) > 6 and start == n))
    if clipped or _JOINED.match(word) or low == "dan":
        return True
    return not (_are_initials(word) and not last and not parts[n + 1].isupper()) and _has_office_form(word)


def _stands_in_name(parts: Sequence[str], n: int, start: int) -> bool:
    """Return whether a word of offices is part of a name all the same: Budi Karya Adi, Putut Pelaut Adi."""
    low = parts[n].rstrip(".").lower()
    ordinary = not start and low in column("source_nouns", kind="person") | column("source_nouns", kind="document")
    return start < n < len(parts) - 1 and (parts[n - 1] in _given() or ordinary)


def _are_initials(word: str) -> bool:
    """Return whether two capitals can be initials run together: SW Burhan; not RI, which is a state."""
    return len(word) == 2 and word.isupper() and word not in _of("short")


def _has_office_form(word: str) -> bool:
    """Return whether the form tells that the word names no person: an acronym, a number, an abstract noun, a loan."""
    low = word.rstrip(".").lower()
    acronym = len(word) > 1 and word.isupper() and "." not in word
    shaped = acronym or not word[:1].isalpha() or _ABSTRACT.match(low) or _ROMAN.match(word)
    return bool(shaped) or (bool(_LOAN.match(low)) and is_common(word))


@cache
def _institution_heads() -> frozenset[str]:
    """Return the nouns that open the name of an institution, in small letters."""
    return column("source_nouns", kind="org") | _of("namesake")


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
