"""How sure a statement is, by its markers and by what they have scope over.

The certainty rules of the codebook (corpus/codes/CODEBOOK.md, section 3): the attribution is blanked, the claim is cut
into parts of equal weight, what is background in a part does not count (`_BACKGROUND`), and each part is as sure as its
weakest marker (``markers``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summitlib.judging.claims import RELATIVE, Claim, claim_in, covered, has_verb
from summitlib.judging.markers import CATEGORICAL, HEDGED, NEAR, QUALIFIED, Marker, any_of, filled, kinds, marked
from summitlib.text import sentences_in


class Certainty(NamedTuple):
    """0 hedged, 1 qualified, 2 categorical, ``None`` where nothing is claimed; the words that show it; the rule."""

    certainty: int | None
    markers: tuple[str, ...]
    rule: str


class Part(NamedTuple):
    """A stretch of the claim that weighs as much as the others; its foreground (the rest blanked); its markers."""

    start: int
    end: int
    foreground: str
    markers: tuple[Marker, ...]

    @property
    def certainty(self) -> int:
        """That of the weakest marker; a bare assertion is categorical."""
        return min((m.certainty for m in self.markers), default=CATEGORICAL)


def certainty_of(statement: str) -> Certainty:
    """Return how sure a statement is: ``(certainty, markers, rule)``, by its weakest marker with scope over the claim.

    ``statement`` is the whole statement with its attribution; reporting verbs never count (codebook C5). 0 is hedged
    (possibility), 1 qualified (probability, forecast, ability, condition), 2 categorical; ``None`` with an
    ``abstain`` rule when nothing is claimed. A categorical claim with a hedged part of equal weight is 1 (C1).

    Source: corpus/codes/CODEBOOK.md, section 3.

    >>> certainty_of("Pelabuhan itu mungkin ditutup besok, kata Rahmat.")
    Certainty(certainty=0, markers=('mungkin',), rule='hedge')
    >>> certainty_of("Rahmat menegaskan pelabuhan itu sudah ditutup.").certainty
    2
    """
    return weigh(parts_of(claim_in(statement)))


def markers_in(statement: str) -> list[Marker]:
    """Return the markers with force in a statement, in order: where they stand, and what each shows.

    >>> [m[:4] for m in markers_in("Menurut Rahmat, feri itu mungkin batal.")]
    [(25, 32, 'mungkin', 0)]
    """
    return sorted(marker for part in parts_of(claim_in(statement)) for marker in part.markers)


def weigh(parts: Sequence[Part]) -> Certainty:
    """Return the certainty of parts of equal weight: that of the weakest, but 1 for hedged and categorical (C1).

    >>> weigh([])
    Certainty(certainty=None, markers=(), rule='abstain (no words)')
    """
    if not parts:
        return Certainty(None, (), "abstain (no words)")
    weakest, surest = min(p.certainty for p in parts), max(p.certainty for p in parts)
    shown = [m for p in parts for m in p.markers if weakest == CATEGORICAL or m.certainty < CATEGORICAL]
    words = tuple(dict.fromkeys(m.text for m in shown if m.text))
    if weakest == HEDGED and surest == CATEGORICAL:
        return Certainty(QUALIFIED, words, "hedged and categorical parts of equal weight")
    return Certainty(weakest, words, next((m.rule for m in shown if m.certainty == weakest), "bare assertion"))


def parts_of(claim: Claim, *, last_alone: bool = False) -> list[Part]:
    """Return the parts of equal weight of a claim, after its last turn (codebook C1, E5).

    ``last_alone``: only those of the last sentence, also where it opens a list.

    >>> [p.foreground for p in parts_of(claim_in("Feri mungkin batal, sedangkan bus sudah tiba."))]
    ['feri mungkin batal, ', ' bus sudah tiba.']
    """
    stretches = [s for span in _sentences(claim, last_alone) for s in _coordinated(claim.words, *span)]
    wished = covered(len(claim.words), claim.wishes)
    spoken = sorted(claim.verbs, key=lambda verb: verb[0])
    parts = []
    for start, end in stretches:
        part = claim.words[start:end]
        foreground = _foreground(part)
        first, last = (bisect_left(spoken, place, key=lambda verb: verb[0]) for place in (start, end))
        by_verb = tuple(marker for _, marker in spoken[first:last])
        shown = [m._replace(start=start + m.start, end=start + m.end) for m in marked(part, foreground)]
        if any(wished[start:end]):
            shown = [_in_a_wish(marker) for marker in shown]
        denied = any(marker.rule == "denial" for marker in by_verb)
        parts.append(Part(start, end, foreground, by_verb if denied else (*by_verb, *shown)))
    return parts


def _in_a_wish(marker: Marker) -> Marker:
    """What is hoped or asked that somebody can is no possibility."""
    possible = marker.rule == "modal of possibility"
    return marker._replace(certainty=QUALIFIED, rule="modal in a wish or an assurance") if possible else marker


# parts of equal weight ------------------------------------------------------------------------------------------------

_TURN = r"(?:namun|(?:akan )?tetapi|tapi|(?:meski(?:pun)?|walau(?:pun)?|kendati(?:pun)?) (?:begitu|demikian))"
_OPENING_TURN = re.compile(rf"\W*{_TURN}\b")
_INNER_TURN = re.compile(r"(?:,|;|…|\.\.\.|–|—|\[|\])\s*\[?(?:namun|(?:akan )?tetapi|tapi)\b\]?,?")
_ALSO = re.compile(r"\b(?:juga|pun|ikut|turut|pula)\b|^\s*(?:hanya|cuma)\b")
_NEW_SUBJECT = r"(?:(?!yang\b|untuk\b|agar\b|me\w{3}|di\w{3}|ber\w{3})\w+\s+){1,4}"
_AUXILIARY = r"(?:akan|bakal|dapat|bisa|mungkin|kemungkinan|telah|sudah|tidak|adalah|merupakan)\b"
_COORDINATED = re.compile(
    r"(?:,|^\W*)\s*sementara\b(?! itu\b| ini\b| waktu\b|\s*,)"
    r"|\b(?:sedangkan|melainkan|karena(?! itu\b)|lantaran|sehingga)\b"
    rf"|,\s+(?:dan|serta)\s+(?={_NEW_SUBJECT}{_AUXILIARY})"
)
_AND_CLAUSE = re.compile(
    rf"\s(?:dan|serta)\s+(?={_NEW_SUBJECT}{_AUXILIARY}"
    r"|(?:juga\s+|bahkan\s+)?(?:mungkin|kemungkinan|barangkali|diduga|diperkirakan|tampaknya|sepertinya)\b)"
)
_AIM = re.compile(r"\b(?:agar|supaya|guna|demi)\b")
_SUBORDINATE = re.compile(r"\b(?:agar|supaya|untuk|guna|demi|jika|apabila|bila|kalau|ketika|saat|karena|antara)\b")
_ANSWERED = re.compile(r"\b(?:apa|siapa|kapan|berapa|kenapa|mengapa|bagaimana|gimana|di mana|ke mana)\s*\?\W*$")
_LIST_LEAD = re.compile(r"(?::|\bantara lain|\byaitu|\byakni|\bsebagai berikut)\W*$")


def _sentences(claim: Claim, last_alone: bool) -> list[tuple[int, int]]:
    """Spans of the sentences that hold something claimed, from the last one that opens with a turn ('X. Namun Y').

    A last sentence that only opens a list is left out beside others: its markers are for the list items (codebook U3);
    so is what the speaker asks only to answer it ('Artinya apa? …'), which is no open question.
    """
    text, words = claim.text, claim.words
    spans = [(s.start, s.end) for s in sentences_in(text) if re.search(r"\w", words[s.start : s.end])]
    if not spans and re.search(r"\w", words):
        spans = [(0, len(text))]
    if last_alone:
        return spans[-1:]
    turns = [n for n, (start, _) in enumerate(spans) if n and _OPENING_TURN.match(text[start : start + 40].lower())]
    spans = spans[turns[-1] :] if turns else spans
    spans = [span for span in spans[:-1] if not _ANSWERED.search(words[slice(*span)])] + spans[-1:]
    return spans[:-1] if len(spans) > 1 and _LIST_LEAD.search(text[slice(*spans[-1])][-40:]) else spans


def _coordinated(claim: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the coordinate parts of a sentence; what an inner turn ('X, tetapi Y') leaves behind is dropped (E5).

    'X, tetapi juga Y' keeps both.
    """
    spans = []
    for turn in _INNER_TURN.finditer(claim, start, end):
        clause = re.match(r"[^,;]*", claim[turn.end() : min(end, turn.end() + NEAR)])
        if _ALSO.search(clause[0] if clause else ""):
            spans.append((start, turn.start()))
        start = turn.end()
    spans.append((start, end))
    parts = [piece for span in spans for piece in _cut(claim, *span)]
    return [p for p in parts if len(re.findall(r"\w+", claim[slice(*p)][:NEAR])) > 1] or parts[:1]


def _cut(claim: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at coordinators, and before the relative clause of what is made ('melahirkan preseden yang mungkin …')."""
    cuts = [found.span() for found in _COORDINATED.finditer(claim, start, end) if not _aimed(claim, start, found)]
    cuts += [found.span() for found in _AND_CLAUSE.finditer(claim, start, end) if _closed(claim, start, found)]
    cuts += [(found.end(), found.end()) for found in _made().finditer(claim, start, end)]
    for stop, after in sorted(cuts):
        if stop >= start:
            yield start, stop
            start = after
    yield start, end


def _aimed(claim: str, start: int, found: re.Match[str]) -> bool:
    """Whether the clause before a coordinator says what is aimed at: then what follows is aimed at too (C2)."""
    return bool(_AIM.search(_clause_before(claim, start, found.start())))


def _closed(claim: str, start: int, found: re.Match[str]) -> bool:
    """Whether what stands before 'dan' is a clause of its own, with a verb outside its relative clauses."""
    before = _clause_before(claim, start, len(claim[: found.start()].rstrip(" ,")))
    return has_verb(_own_predicate().sub("", before)) and not _SUBORDINATE.search(before)


def _clause_before(claim: str, start: int, place: int) -> str:
    """What stands before a place, back to the last mark."""
    return re.split(r"[,.;:]", claim[max(start, place - NEAR) : place])[-1]


@cache
def _made() -> re.Pattern[str]:
    """What is made, before the relative clause that says the news of it."""
    return re.compile(filled(r"{makes}[^,.;:]{1,80}?,?\s(?=yang\s+(?:\w+\s+)?(?!(?:dapat|bisa|mampu)\b){auxiliary})"))


# what does not count --------------------------------------------------------------------------------------------------

# Stretches whose markers have no scope over the claim (codebook C2, E5): name, pattern. Where the pattern has a group,
# only that is background.
_BACKGROUND = (
    ("conceded clause", r"\b(?:(?:meski|walau|kendati)(?:pun)?|sekalipun|biarpun|kalaupun|bahkan jika)\b[^,.;:]*"),
    ("purpose", r"\b(?:agar|supaya|guna|demi|dengan harapan|dengan tujuan)\b[^,.;:]*"),
    ("ability as purpose", r"\buntuk (?:dapat|bisa|mampu)\b"),
    ("time in front", r"^\W*(?:ketika|saat|sewaktu|setelah|sesudah|sebelum|sejak|selama|begitu)\b[^,.;:]*,"),
    ("time behind", r",\s*(?:ketika|saat|sewaktu|setelah|sesudah|sebelum|sejak|sambil|seraya)\b[^,.;:]*"),
    ("within a condition in front", r"^\W*(?:jika|apabila|bila|kalau|asalkan|seandainya|andai)\b([^,.;:]*),"),
    ("within a condition behind", r"\w\s+(?:jika|apabila|bila|asalkan|seandainya)\b([^,.;:]*)"),
    ("afterthought", r",\s*(?:mungkin|barangkali|kemungkinan|(?:bisa|boleh) jadi)\s+(?:juga\s+)?"
                     r"(?:termasuk|antara lain|seperti|misalnya)\b[^,.;:]*"),
    ("what is called untrue", r"\b(?:tidak(?:lah)? benar|keliru|salah|bohong|hoaks) (?:bahwa|kalau|jika)\b([^,.;:]*)"),
    ("what does not follow", r"\b(?:bukan|tidak) berarti\b([^,.;:]*)"),
    ("question looked into", r"\bme(?!\w*tanya)\w+ (?:\w+ )?apakah\b([^,.;:]*)"),
    ("reported in a noun", r"(?<!ada )(?<!adanya )\b{hearsay_noun}(?:nya)?\s+(?:bahwa|yang (?:menyebut|mengatakan)\w*)"
                           r"\b([^,.;:]*?)(?=\s+(?:itu |ini |tersebut )?{says_of_it})"),
    ("noun made up or denied", r"\b{makes_up}\s+{hearsay_noun}\s+bahwa\b([^,.;:]*)"),
    ("as said elsewhere", r"\b(?:seperti|sebagaimana)(?: yang)? di\w+\b[^,.;:]*"),
    ("brackets", r"\([^()]*\)"),
)  # fmt: skip
_CLAUSE_START = re.compile(r"[,.;:]|\bbahwa\b")


def _foreground(part: str) -> str:
    """The part with its background blanked, as long as two words remain."""
    for pattern in _background():
        part = _without(part, [found.span(pattern.groups) for found in pattern.finditer(part)])
    return _without(part, [_relative_background(part, found) for found in RELATIVE.finditer(part)])


@cache
def _background() -> tuple[re.Pattern[str], ...]:
    """The patterns of the table, compiled."""
    return tuple(re.compile(filled(pattern)) for _, pattern in _BACKGROUND)


def _without(part: str, spans: list[tuple[int, int]]) -> str:
    """The part with the spans blanked; as it was if fewer than two words would be left."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [part[at:start], " " * (end - start)]
        at = end
    rest = "".join([*pieces, part[at:]])
    return rest if re.search(r"\w\W+\w", rest) else part


def _relative_background(part: str, found: re.Match[str]) -> tuple[int, int]:
    """The stretch of a relative clause ('yang …') that is background; empty where the clause says the news itself.

    It does after a clause that only brings something up ('ada …', 'banyak …', a cleft with -lah) and, without a comma,
    after 'adalah', 'memiliki' and the like. Within a subject, it ends at the auxiliary of the main clause.
    """
    start = found.start()
    clause = _CLAUSE_START.split(part[max(0, start - NEAR) : start])[-1].strip(" \"'“”‘’•*-–—\t\n")
    verbless = not found[1] and not has_verb(clause)
    if verbless and (main := _main_auxiliary(found[0])):
        cleft = not clause and re.match(r"(?:adalah|ialah|merupakan)\b", found[0][main:])
        return start, start if cleft else start + main
    news = any_of("brings_up").match(clause) or clause.endswith("lah")
    if news or verbless or (not found[1] and any_of("is_or_has").search(clause)):
        return start, start
    return found.span()


def _main_auxiliary(relative: str) -> int:
    """Where the main clause goes on after a relative clause in its subject ('yang mungkin rusak akan …'), else 0."""
    within = _EMBEDDED.split(relative)[0]
    own = max((found.end() for found in _own_predicate().finditer(within)), default=len(within))
    main = any_of("auxiliary").search(within, own)
    return main.start() if main else 0


_EMBEDDED = re.compile(r"\b(?:bahwa|karena|untuk|jika|dan|atau|serta|agar|sehingga)\b")


@cache
def _own_predicate() -> re.Pattern[str]:
    """The relative pronoun with its auxiliaries and the word they go with."""
    return re.compile(rf"\byang\s+(?:(?:{kinds()['auxiliary']}|malah|bahkan|juga)\s+)*\w+")
