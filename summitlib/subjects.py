"""The subject before a reporting verb: Kepala BPBD Sleman, Rina Wati, dalam keterangannya, Senin (5/2), mengatakan …

What lies between a clause boundary and the verb is cut at its commas; dates, occasions and credits are set aside, and
what remains is a name, a role beside a name, or an unnamed source.
"""

from __future__ import annotations

from collections.abc import Sequence

from summitlib.clauses import Word
from summitlib.names import name_start
from summitlib.sources import LINK, Source, after_connective, is_time, opens_role, read_phrase, verblike, words_of


def source_before(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the subject in ``words[low:high]``, the stretch between a clause boundary and its verb."""
    parts = _segments(words, low, high)
    phrases = [p for p in parts if not _is_adjunct(words[p[0]])]
    if not phrases:
        return _embedded(words, low, high, text)
    roles: list[str] = []
    fallback: Source | None = None
    for n in range(len(phrases) - 1, max(-1, len(phrases) - 5), -1):
        low_at, high_at = phrases[n]
        source = _subject(words, low_at, high_at, text)
        stretch = _without_connective(text[words[low_at].start : words[high_at - 1].end])
        if source is None or not source.name:
            fallback = fallback or source
            roles.append(stretch)
            if n and not (opens_role(words[low_at]) or words[low_at].low in ("sekaligus", "yang", "serta", "dan")):
                break
            continue
        if n and not roles and opens_role(words[low_at]) and parts.index(phrases[n - 1]) == parts.index(phrases[n]) - 1:
            other = _subject(words, *phrases[n - 1], text)
            if (
                other and other.name and not other.role
            ):  # Adam Reed, direktur Delta Corp, mengatakan: the company is no person
                return other._replace(role=stretch)
        if roles:  # Rina Wati, kepala dinas, mengatakan
            return source._replace(role=", ".join(filter(None, [source.role, *reversed(roles)])))
        return _with_role_before(words, source, phrases[n - 1] if n else None, parts, phrases[n], text)
    return fallback


def _with_role_before(
    words: Sequence[Word],
    source: Source,
    before: tuple[int, int] | None,
    parts: list[tuple[int, int]],
    at: tuple[int, int],
    text: str,
) -> Source:
    """Return the source with the role that stands before it: Kepala BPBD Sleman, Rina Wati, mengatakan."""
    if before is None or source.role or parts.index(before) != parts.index(at) - 1:
        return source
    other = _subject(words, *before, text)
    if other is None or (other.name and not other.role) or other.kind not in ("office", "person", "org", "group"):
        return source
    return source._replace(role=_without_connective(text[words[before[0]].start : words[before[1] - 1].end]))


def _without_connective(role: str) -> str:
    first, _, rest = role.partition(" ")
    return rest if first.lower() in words_of("connective") and rest else role


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


def _is_adjunct(word: Word) -> bool:
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
    said = word.kind == "w" and word.low in words_of("adverb")
    return not relative and (said or verblike(word) or word.low in ("adalah", "merupakan", "ialah"))


def _embedded(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the subject after a fronted phrase without a comma: Dalam pidatonya Budi mengatakan."""
    while high > low and (words[high - 1].kind in ",p" or words[high - 1].low in words_of("adverb")):
        high -= 1
    if high <= low:
        return None
    last = words[high - 1]
    if last.low in words_of("pronoun") or last.low in words_of("plural"):
        return read_phrase([last], text)
    n = high
    while (n > low and words[n - 1].kind in "Cp") or (n > low and words[n - 1].low in LINK):
        n -= 1
    run = words[n:high]
    if not run or (n > low and words[n - 1].low in words_of("preposition") and not name_start([w.text for w in run])):
        return None
    if is_time(run[0]):
        return None
    return read_phrase(run, text)
