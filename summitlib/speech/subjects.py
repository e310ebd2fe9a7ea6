"""The source before a reporting verb, as its subject: ``Kepala BPBD Sleman, Rina Wati, Senin, mengatakan``.

What lies between a clause boundary and its verb is cut at the commas; dates, occasions and credits are set aside, and
what remains is a name, a role beside a name, or an unnamed source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summitlib.speech.agents import AT, is_seat
from summitlib.speech.clauses import Word
from summitlib.speech.names import name_span, name_start
from summitlib.speech.predicates import COPULA, LINK, is_time, verblike, words_of
from summitlib.speech.sources import Source, after_connective, opens_role, read_phrase

_APPOSITIONS = 4  # stretches between commas: a source with more is no source


def source_before(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the subject in ``words[low:high]``, the stretch between a clause boundary and its verb."""
    parts = _segments(words, low, high)
    phrases = [p for p in parts if not _is_adjunct(words[p[0]]) or _joined(words, *p)]
    if not phrases:
        return _embedded(words, low, high, text)
    before = _Stretches(words, text, parts, phrases)
    roles: list[str] = []
    unnamed: Source | None = None
    for n in reversed(range(len(phrases))[-_APPOSITIONS:]):
        source = None if before.closes_role(n) else before.subject(n)
        if source is not None and source.name:
            return before.with_roles(n, source, roles)
        unnamed = unnamed or source
        roles.insert(0, before.role(n))
        if not before.is_apposition(n):
            break
    return unnamed


class _Stretches(NamedTuple):
    """What stands between commas before a verb: all parts, and among them the phrases that are no adjuncts."""

    words: Sequence[Word]
    text: str
    parts: list[tuple[int, int]]
    phrases: list[tuple[int, int]]

    def subject(self, n: int) -> Source | None:
        """Return the source in phrase ``n``."""
        return _subject(self.words, *self.phrases[n], self.text)

    def role(self, n: int) -> str:
        """Return the words of phrase ``n``, a connective in front aside."""
        low, high = self.phrases[n]
        words = self.text[self.words[low].start : self.words[high - 1].end]
        first, _, rest = words.partition(" ")
        return rest if first.lower() in words_of("connective") and rest else words

    def is_apposition(self, n: int) -> bool:
        """Return whether phrase ``n`` tells of a name before it: …, kepala dinas, …; …, yang juga …, …"""
        first = self.words[self.phrases[n][0]]
        return self.closes_role(n) or opens_role(first) or first.low in ("sekaligus", "yang", "serta", "dan")

    def with_roles(self, n: int, source: Source, roles: list[str]) -> Source:
        """Return the source named in phrase ``n`` with the role beside it; ``roles`` are the phrases after it."""
        low, _ = self.phrases[n]
        beside = n > 0 and self.parts.index(self.phrases[n - 1]) == self.parts.index(self.phrases[n]) - 1
        other = self.subject(n - 1) if beside else None
        bare = other is not None and other.name and not other.role
        seats_alone = all(map(self.closes_role, range(n + 1, len(self.phrases))))
        if other and bare and seats_alone and opens_role(self.words[low]):
            return other._replace(role=", ".join([self.role(n), *roles]))  # Adam Reed, direktur Delta Corp: no person
        if roles:  # Rina Wati, kepala dinas, mengatakan
            return source._replace(role=", ".join(filter(None, [source.role, *roles])))
        if other and not bare and not source.role and other.kind in ("office", "person", "org", "group"):
            return source._replace(role=self.role(n - 1))  # Kepala BPBD Sleman, Rina Wati, mengatakan
        return source

    def closes_role(self, n: int) -> bool:
        """Return whether phrase ``n`` is the seat that ends the role before it, not the source.

        Known places are; so is a lone capital where a name stands before the role: *Adi Putra, guru di Bahari, Lisboa*.
        """
        if n == 0 or not opens_role(self.words[self.phrases[n - 1][0]]):
            return False
        low, high = self.phrases[n]
        if is_seat(self.words, low, high):
            return True
        lone = high - low == 1 and self.words[low].kind == "C"
        placed = any(w.low in AT for w in self.words[slice(*self.phrases[n - 1])])
        return lone and placed and n > 1 and self._holds_name(n - 2)

    def _holds_name(self, n: int) -> bool:
        """Return whether phrase ``n`` is a name of several words, alone or after its office."""
        name = [w.text for w in self.words[slice(*self.phrases[n])] if w.kind != "p"]
        first, last = name_span(name)
        return len(name) > 1 and self.words[self.phrases[n][0]].kind == "C" and last > first


def _segments(words: Sequence[Word], low: int, high: int) -> list[tuple[int, int]]:
    """Return the stretches between commas that hold more than a connective, a date or a bracket."""
    out, a = [], low
    for n in range(low, high + 1):
        if n == high or words[n].text in ",;":
            part = words[a:n]
            if (
                any(w.kind in "Cwq" for w in part)
                and not is_time(part[0])
                and not (part[0].kind == "#" and len(part) == 2)
                and " ".join(w.low for w in part) not in words_of("connective")
            ):
                out.append((a, n))
            a = n + 1
    return out


def _joined(words: Sequence[Word], low: int, high: int) -> bool:
    """Return whether a connective of several words opens the stretch: *selain itu* is none of its own."""
    return any(
        low + size < high and " ".join(w.low for w in words[low : low + size]) in words_of("connective")
        for size in (2, 3)
    )


def _is_adjunct(word: Word) -> bool:
    """Return whether the word opens a fronted phrase or a subordinate clause, in which nobody speaks."""
    return word.low in words_of("preposition") or word.low in words_of("subordinator")


def _subject(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the noun phrase a segment begins with."""
    low = after_connective(words, low, high)
    if low < high and _is_adjunct(words[low]):
        return _embedded(words, low, high, text)
    end = low
    while end < high and not (end > low and _ends_subject(words, end, low)):
        end += 1
    return read_phrase(words[low:end], text) if end > low else None


def _ends_subject(words: Sequence[Word], n: int, low: int) -> bool:
    """Return whether the predicate of an earlier verb begins here: what is left of it is the subject."""
    word = words[n]
    relative = any(w.low == "yang" for w in words[low:n])
    office = n + 1 < len(words) and opens_role(words[n + 1])
    said = word.kind == "w" and word.low in words_of("adverb") and not (word.low == "sekaligus" and office)
    return not relative and (said or verblike(word) or word.low in COPULA)


def _embedded(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the subject after a fronted phrase without a comma: Dalam pidatonya Budi mengatakan."""
    while high > low and (words[high - 1].kind in ",p" or words[high - 1].low in words_of("adverb")):
        high -= 1
    if high <= low:
        return None
    last = words[high - 1]
    if last.low in words_of("pronoun") or last.low in words_of("plural"):
        return read_phrase([last], text)
    high = next((k for k in range(low + 1, high) if words[k].low == "selaku" and words[k - 1].kind in "Cp"), high)
    n = high
    while (n > low and words[n - 1].kind in "Cp") or (n > low and words[n - 1].low in LINK):
        n -= 1
    run = words[n:high]
    if not run or (n > low and words[n - 1].low in words_of("preposition") and not name_start([w.text for w in run])):
        return None
    if is_time(run[0]):
        return None
    return read_phrase(run, text)
