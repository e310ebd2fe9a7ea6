"""Noun phrases that can speak: where they begin and end beside a reporting verb, and what kind of source they name.

A phrase holds a name, an office, an institution, a group or a text; appositions, dates, places and outlets around it do
not speak. Here are single phrases; ``agents`` and ``subjects`` find them beside a verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.speech.clauses import Word
from summitlib.speech.names import (
    is_given,
    is_office,
    name_span,
    office_goes_on,
    offices,
    opens_institution,
    place_at,
    places,
    titles,
)
from summitlib.speech.predicates import LINK, is_time, verblike, words_of


class Source(NamedTuple):
    """A phrase that names a source: its offsets, its words, the personal name in it, what kind it is, its role text.

    kind: person, office (a role that points to somebody), org, group, document, unknown; or how it points back:
    pronoun, plural, selves.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    role: str


@cache
def _nouns() -> dict[str, str]:
    """Return the kind of every source noun; a noun of two kinds counts as the later one in the list."""
    return {word: row["kind"] for row in read_lexicon("source_nouns") for word in row["words"].split(";")}


def read_phrase(words: Sequence[Word], text: str) -> Source | None:
    """Return the source a phrase without commas names, or None if nobody in it could speak."""
    words = _trimmed(words)
    if not words:
        return None
    first = words[0]
    for kind in ("pronoun", "plural", "selves"):
        if first.low in words_of(kind):
            return Source(first.start, first.end, first.text, "", kind, "")
    named = _personal_name(words)
    return _named(words, *named, text) if named else _unnamed(words, text)


def _named(words: Sequence[Word], a: int, b: int, text: str) -> Source:
    """Return the source whose name is ``words[a:b]``, with its role or with the second of two names."""
    initial = 0 < a < 4 and b == a + 1 and len(words[a].text.rstrip(".")) == 1
    role = "" if initial else _role_beside(words, a, b, text)
    a = 0 if initial else a  # tersangka M: an initial names nobody without its noun
    start, end = words[a].start, words[b - 1].end
    name = " ".join(w.text for w in words[a:b])
    other = _joined_name(words, b)
    if other:
        end = start + text[start : words[-1].end].rindex(other) + len(other)
        return Source(start, end, text[start:end], f"{name}{BOTH}{other}", "group", "")
    return Source(start, end, text[start:end], name, "person", role)


def _role_beside(words: Sequence[Word], a: int, b: int, text: str) -> str:
    """Return the role of the name ``words[a:b]``: before it, else after it: Rina Wati selaku ketua; … dari BPBD."""
    while a and words[a - 1].low.rstrip(".") in titles():  # a title or rank is no role
        a -= 1
    role = _role_text(words[: a - (a > 0 and words[a - 1].low == "bernama")], text)
    rest = words[b + 1 :]
    if role or not rest:
        return role
    if words[b].low == "dari" and opens_institution(rest[0].text):
        return text[words[b].start : rest[-1].end]
    rest = rest[rest[0].low == "juga" :] if words[b].low in ("selaku", "yang") else []
    return text[rest[0].start : rest[-1].end] if rest and opens_role(rest[0]) else ""


BOTH = " dan "  # between the names of two who speak as one


def _joined_name(words: Sequence[Word], n: int) -> str:
    """Return the second name of two that fill the phrase: Rina Wati dan (Ketua DPRD) Adi Putra; empty if none."""
    if n + 1 >= len(words) or words[n].low not in ("dan", "serta") or words[n + 1].kind != "C":
        return ""
    parts = [w.text for w in words[n + 1 :]]
    parts = list(takewhile(str.istitle, parts))
    after = n + 1 + len(parts)
    if place_at(parts, 0) == len(parts) or not (after == len(words) or words[after].low in words_of("preposition")):
        return ""
    first, last = name_span(parts)
    return " ".join(parts[first:last])


def _trimmed(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a phrase without connectives before them, and marks and adverbs after them."""
    a, b = after_connective(words, 0, len(words)), len(words)
    while b > a and (
        words[b - 1].kind in ",.n"
        or (words[b - 1].kind == "w" and words[b - 1].low in words_of("adverb") - words_of("demonstrative"))
    ):
        b -= 1
    return words[a:b]


def after_connective(words: Sequence[Word], a: int, b: int) -> int:
    """Return the index after connectives that open a phrase without a comma: Lebih lanjut ketua itu …"""
    while a < b:
        size = next(
            (n for n in (3, 2, 1) if a + n < b and " ".join(w.low for w in words[a : a + n]) in words_of("connective")),
            0,
        )
        if not size and words[a].kind not in ",.pn":
            break
        a += size or 1
    return a


def _role_text(words: Sequence[Word], text: str) -> str:
    """Return the words before a name as a role, if they hold an office, an institution or a kind of person."""
    dash = max((n for n, w in enumerate(words) if w.text in "—–-:|" and w.kind == ","), default=-1)
    words = words[dash + 1 :]  # a dateline
    while words and (
        words[0].kind not in "wC" or (len(words) > 1 and words[1].kind == "#" and len(words[1].text) == 4)
    ):
        words = words[1:]  # brackets and dates
    if not words or len(words) > 25 or not any(w.low in offices() or _nouns().get(w.low) for w in words):
        return ""
    return text[words[0].start : words[-1].end]


def _runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the runs of capitalised words (initials and name links inside)."""
    out, n = [], 0
    while n < len(words):
        if words[n].kind != "C":
            n += 1
            continue
        a = n
        while n < len(words) and (
            (words[n].kind == "C" and not (n > a and words[n].low in words_of("opener")))
            or (words[n].low in LINK and n + 1 < len(words) and words[n + 1].kind == "C")
            or (words[n].kind == "p" and n + 1 < len(words) and words[n + 1].kind == "C")
            or dan_joins(words, a, n)
        ):
            n += 1
        out.append((a, n))
    return out


def dan_joins(words: Sequence[Word], a: int, n: int) -> bool:
    """Return whether the word at ``n`` is a *dan* inside an office that began at ``a``."""
    return (
        words[n].low in ("dan", "serta")
        and n + 1 < len(words)
        and words[n + 1].kind == "C"
        and office_goes_on([w.text for w in words[a:n]], words[n + 1].text)
    )


def _personal_name(words: Sequence[Word]) -> tuple[int, int] | None:
    """Return where the personal name of a phrase begins and ends: the first that is not somebody else's."""
    if words[-1].low in words_of("demonstrative") and words[-1].kind == "w" and words[-2:-1] and words[-2].kind in "Cp":
        return None  # akademisi Universitas Bahari itu: points back
    head = _head_kind(words, 0) if words[0].kind == "w" else "name"
    strange = head == "" and words[0].low not in titles()
    for a, b in _runs(words) if head != "document" else ():
        begin, end = (a + n for n in name_span([w.text for w in words[a:b]]))
        if begin >= end or _is_date(words, a, b, begin):
            continue
        if strange and any(w.low in words_of("preposition") or w.low in ("dan", "yang") for w in words[:a]):
            return None
        if not _is_institution(words, a, begin, end) and not (begin == a and _is_anothers(words, a)):
            return begin, end
    return None


def _is_date(words: Sequence[Word], a: int, b: int, begin: int) -> bool:
    """Return whether the run of capitals is a day or a month: Senin; 17 Agustus 1945."""
    between = a > 0 and b < len(words) and words[a - 1].kind == words[b].kind == "#"
    return between or is_time(words[begin])


def _is_institution(words: Sequence[Word], a: int, begin: int, end: int) -> bool:
    """Return whether what looks like a name belongs to an institution or a term."""
    if begin > a and _spelled(words[a:end], words[end : end + 1]):
        return True
    if begin > a and words[0].low in ("pihak", "kubu", "tim", "kantor") and words[0].kind == "w":
        return True  # pihak SMA Tunas Bahari
    opens = a == 0 and opens_institution(words[0].text) and not is_office(words[0].low)
    return opens and (_glossed(words, end) or not _surely_name(words, a, begin))


def _is_anothers(words: Sequence[Word], a: int) -> bool:
    """Return whether a bare name at ``a`` only says whose or where the head is: keluarga Adi; warga di Bahari."""
    if a == 0 or words[a - 1].low == "bernama":
        return False
    owned = words[0].kind == "w" and any(w.low in words_of("of somebody") for w in words[max(0, a - 2) : a])
    return owned or words[a - 1].low in words_of("preposition") or any(w.low == "yang" for w in words[:a])


def _glossed(words: Sequence[Word], n: int) -> bool:
    """Return whether an acronym in brackets follows: the capitals before it name an institution."""
    inner = words[n].text[1:-1] if n < len(words) and words[n].kind == "p" else ""
    return len(inner) > 2 and inner.isupper() and inner.isalpha()


def _spelled(words: Sequence[Word], after: Sequence[Word]) -> bool:
    """Return whether the acronym in the bracket after them spells the words: a term, whatever names are in it."""
    return bool(after) and after[0].kind == "p" and after[0].text[1:-1].endswith("".join(w.text[0] for w in words))


def _surely_name(words: Sequence[Word], a: int, begin: int) -> bool:
    """Return whether a name after an institution is beyond doubt: by a title or a word that is always a given name."""
    return begin > a and (words[begin - 1].low.rstrip(".") in titles() or is_given(words[begin].text))


def _unnamed(words: Sequence[Word], text: str) -> Source | None:
    """Return an institution, an office, a group or a text as source."""
    words = _without_adjunct(words)
    if words and (words[0].low in words_of("preposition") or words[0].low in words_of("subordinator")):
        return None
    while words and (words[-1].kind in ",." or words[-1].low in ("yang", "dan", "serta", "dari", "di")):
        words = words[:-1]
    while len(words) > 1 and words[0].low in words_of("share") and words[0].kind == "w":
        words = words[1:]
    counted = words_of("quantifier") | words_of("determiner") | {"%", "persen"}
    head = next((n for n, w in enumerate(words) if w.low not in counted and w.kind != "#"), None)
    kind = _kind_of(words, head) if head is not None else ""
    if words and words[0].kind == "#":  # 60 persen warga: people by their share
        kind = "group" if kind in ("person", "group", "office") else ""
    if not kind:
        return None
    start, end = words[0].start, words[-1].end
    if words[-1].kind == "p" and len(words) > 1 and words[-1].text[1:2].isdigit():
        end = words[-2].end
    return Source(start, end, text[start:end], "", kind, "")


def _without_adjunct(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words up to an adjunct that is no part of the noun phrase; what follows *yang* is."""
    for n, word in enumerate(words):
        if word.low == "yang":
            break
        adjunct = word.low in words_of("adjunct") and word.low not in words_of("inside")
        if n and (adjunct or (word.low == "dalam" and word.kind == "w")):
            return words[:n]
    return words


def _head_kind(words: Sequence[Word], head: int) -> str:
    """Return the kind of the noun at ``head``, of one word or two; empty if it is none of the list."""
    lows = [w.low for w in words[head : head + 2]]
    return _nouns().get(" ".join(lows)) or _nouns().get(lows[0]) or ""


def _kind_of(words: Sequence[Word], head: int) -> str:
    """Return the kind of source an unnamed phrase is by its noun at ``head``; empty if it cannot speak."""
    kind = _head_kind(words, head)
    modest = words[0].low in words_of("quantifier")
    if modest:
        return "org" if kind == "org" and words[head].kind == "C" else "group"
    if kind == "person" and (words[-1].low in words_of("demonstrative") or words[0].low == "sang"):
        return "office"  # pria itu: somebody told of before
    if kind:
        return kind
    if words[head].kind != "C":
        if verblike(words[head]):
            return ""
        return "person" if words[0].low in ("sang", "si", "seorang") else "unknown"
    parts = [w.text for w in words[head:] if w.kind == "C"]
    size = place_at(parts, 0)
    if size and size == len(parts):
        return "org" if places()[" ".join(parts)] in ("state", "capital") else ""
    return "" if is_time(words[head]) else "org"


def opens_role(word: Word) -> bool:
    """Return whether the word can open a role that follows a name."""
    return (
        word.low in offices()
        or word.low in ("seorang", "selaku", "dari", "salah", "mantan", "eks")
        or _nouns().get(word.low) in ("office", "person")
    )
