"""The claim of a statement: what is said without who says it, in small letters, every character in its place.

Reporting verbs never change certainty (codebook C5), so the attribution is blanked; but a denial and a doubt are said
by the verb itself, and what is wished is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summitlib.judging.markers import CATEGORICAL, HEDGED, NEAR, Marker, any_of, class_of
from summitlib.lexicons import either, read_lexicon
from summitlib.speech.predicates import words_of
from summitlib.statements import statements_in
from summitlib.text import sentences_in

RELATIVE = re.compile(r"(,\s*)?\byang\b[^,.;:]*")
_VERB = re.compile(r"\b(?:akan|telah|sudah|tidak|adalah|merupakan|mau|ingin|(?:me|di|ber|ter)\w{4,})\b")


class Said(NamedTuple):
    """What of a statement bears on certainty; offsets into the text of its claim."""

    start: int
    end: int
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    mention_start: int | None = None
    mention_end: int | None = None
    negated: bool = False


class Claim(NamedTuple):
    """A text, its claim (small letters, attribution blanked, offsets kept), and what reporting verbs say themselves."""

    text: str
    words: str
    verbs: tuple[tuple[int, Marker], ...] = ()
    wishes: tuple[tuple[int, int], ...] = ()  # contents of reporting verbs that wish, ask or assure
    bare: bool = False  # no attribution was found


def claim_in(statement: str) -> Claim:
    """Return the claim of a whole statement: its contents without the attribution.

    Sentences without an attribution of their own belong to the statement (codebook U2), headings do not. Where no
    attribution is found the claim is ``bare``.

    >>> claim_in("Rahmat mengatakan feri batal.").words.strip()
    'feri batal'
    """
    found = statements_in(statement)
    said = [Said(*(getattr(s, name) for name in Said._fields)) for s in found]
    said = [s._replace(end=s.end + (statement[s.end : s.end + 1] == "?")) for s in said]
    low, framed = _lower(statement), False
    claimed = covered(len(statement), ((s.start, s.end) for s in said))
    for sentence in sentences_in(statement):
        if not any(claimed[sentence.start : sentence.end]):
            frame = _frame().match(low, sentence.start, sentence.end)
            framed = framed or frame is not None
            if not found or not _is_heading(low[sentence.start : sentence.end]):
                said.append(Said(frame.end() if frame else sentence.start, sentence.end))
    return claim_of(statement, said)._replace(bare=not found and not framed)


def covered(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """One for every character within a span, nought elsewhere."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _is_heading(sentence: str) -> bool:
    """A phrase without a predicate, such as opens the item of a list."""
    return not has_verb(RELATIVE.sub("", sentence))


def claim_of(text: str, said: Sequence[Said]) -> Claim:
    """Return the claim of a text, given what is said in it: all else blanked, and attributions within it too."""
    low = _lower(text)
    letters = [" "] * len(low)
    for s in said:
        letters[s.start : s.end] = low[s.start : s.end]
    for s in said:
        start, end = _inner_cue(s)
        letters[start:end] = " " * (end - start)
    verbs = tuple((s.start, marker) for s in said for marker in _said_by_verb(s))
    wishes = tuple((s.start, s.end) for s in said if any_of("wish_or_assurance").fullmatch((s.cue or "").lower()))
    return Claim(text, "".join(letters), verbs, wishes)


def _lower(text: str) -> str:
    """Small letters, one for one."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)


@cache
def _frame() -> re.Pattern[str]:
    """An attribution in front, up to its verb: what stands there when `statements_in` finds no statement."""
    rows = [row for row in read_lexicon("reporting_verbs") if row["class"] not in ("topic", "endorsing")]
    verbs = {v for row in rows if row["denies"] != "yes" for v in row["active"].split(";") if v}
    known = either(verb for verb in verbs if class_of(verb) != "doubt")
    denied = "".join(rf"(?<!\b{word} )" for word in ("tidak", "tak", "belum", "bukan", "kurang", "bisa", "dapat"))
    return re.compile(rf"\w[^,.!?;:]{{0,{NEAR}}}?{denied}\b(?:{known})\b(?: bahwa\b)?(?=\W+\w+\W+\w)")


def _inner_cue(said: Said) -> tuple[int, int]:
    """The attribution where it stands within its own content (', kata X,'); empty elsewhere."""
    if said.cue_start is None or said.cue_end is None or not said.start <= said.cue_start < said.end:
        return said.start, said.start
    if said.mention_start is None or said.mention_end is None or not said.start <= said.mention_start < said.end:
        return said.cue_start, said.cue_end
    return min(said.cue_start, said.mention_start), max(said.cue_end, said.mention_end)


def _said_by_verb(said: Said) -> Iterator[Marker]:
    """A denial is categorical whatever is denied; a verb of doubt is itself the claim (other verbs never count: C5)."""
    start, end = (
        (said.start, said.start) if said.cue_start is None else (said.cue_start, said.cue_end or said.cue_start)
    )
    cue = (said.cue or "").lower()
    if said.negated:
        yield Marker(start, end, cue, CATEGORICAL, "denial")
    elif class_of(cue) == "doubt":
        yield Marker(start, end, cue, HEDGED, "doubt")


def has_verb(words: str) -> bool:
    """Whether a word has the form of a verb, or goes with one.

    >>> has_verb("pelabuhan menutup dermaga"), has_verb("dialog dengan warga")
    (True, False)
    """
    return any(found[0] not in words_of("nonverb") for found in _VERB.finditer(words))
