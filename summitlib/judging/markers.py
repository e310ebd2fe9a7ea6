"""Markers of certainty: which words show how sure a speaker is, and what they show where they stand.

The lists are data: ``lexicons/id/stance_markers.csv`` (made with the codebook), ``stance_markers_more.csv`` and
``stance_words.csv``. `_CONTEXTS` holds what takes a marker's force away or changes it (codebook C2 to C4).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import either, read_lexicon

HEDGED, QUALIFIED, CATEGORICAL = 0, 1, 2
NEAR = 200  # characters on either side that a context may look at: keeps the time linear


class Marker(NamedTuple):
    """One marker with force: ``text[start:end]``, the certainty it shows, the rule that says so."""

    start: int
    end: int
    text: str
    certainty: int
    rule: str


class Context(NamedTuple):
    """What a marker shows (``None``: nothing) where ``before`` and ``after`` match around it, and why.

    ``subject``: the kind of subject its clause must have.
    """

    markers: str
    before: str
    after: str
    certainty: int | None
    rule: str
    subject: str = ""


# The first context of a marker that fits decides; {kind} stands for the words of that kind in
# lexicons/id/stance_words.csv, or for a piece of _PIECES.
_CONTEXTS = (
    # mungkin, kemungkinan, pasti: hedge, noun, or how sure somebody is not
    Context("mungkin", r"\bse\w{2,}\s$", "", None, "'as … as possible'"),
    Context("kemungkinan", "", r"{its_thing}\s+(?:{degree}*terbuka|{degree}ada)\b", HEDGED, "open chance"),
    Context("kemungkinan|peluang", "", r"{its_thing}\s+(?:{degree}{size}|(?:tipis|kecil)\W*(?:$|[,.;]))", QUALIFIED,
            "chance"),
    Context("kemungkinan", r"{governs_kemungkinan}\s$", r"(?!\s+(?:besar|kecil|akan|tidak|bisa)\b)", None, "noun (C2)"),
    Context("kemungkinan", "", r"\s+{makes_it_a_noun}", None, "noun (C2)"),
    Context("pasti", r"{not_so}\s(?:\w+\s){1,3}(?:secara|dengan)\s$", "", HEDGED, "withheld"),
    # akan: the future, unless it is the preposition 'of, for' (C4), or a refusal of one's own
    Context("akan", r"{governs_akan}\s$", r"(?!\s+(?:me|di|ber|ter|tidak|segera|tetap)\w)", None, "preposition (C4)"),
    Context("akan", r"{needs}(?:\s\w+){0,3}\s$", r"(?!\s+(?:{affixed_verb}|{auxiliary}|{plain_verb}))", None, "noun"),
    Context("akan", "", r"\s+(?:hal|adanya|\w+nya)\b(?! (?:akan|yang|itu))", None, "preposition (C4)"),
    Context("tidak akan|tak akan|takkan", r"{speaker}\s(?:juga\s)?$", "", CATEGORICAL, "refusal"),
    # dapat, bisa, mampu: a fact, an inability, a possibility, else an ability
    Context("dapat|bisa|mampu", r"{gladly}(?:\W+(?:sekali|akhirnya)){0,2}\s$", "", None, "an ability that was shown"),
    Context("dapat|bisa|mampu", r"{thankful}[^,.;:]*$", "", None, "an ability that was shown"),
    Context("dapat|bisa|mampu", r"\b(?:mengapa|kenapa)\b[^,.;:]*$", "", None, "asked why: a fact"),
    Context("dapat|bisa", r"\b(?:kita|anda|kalian)\s$", r"\s+{look_at}", None, "a look at the fact"),
    Context("dapat|bisa|mampu", r"(?:\bmana|{not_so}(?:\s(?:akan|lagi))?)\s$", "", CATEGORICAL, "inability"),
    Context("dapat|bisa", "", r"\s+{speaker}\s+{says_so}", CATEGORICAL, "assurance"),
    Context("dapat", "", r"\s+{gets}", None, "'get'"),
    Context("dapat|bisa", r"{wish_or_assurance}[^,.;:]*$", "", QUALIFIED, "modal in a wish or an assurance"),
    Context("dapat|bisa", "", r"\s+(?:{adverb}\s+)*(?!{not_effect})(?:{effect}|{as_much})", HEDGED,
            "modal of possibility"),
    Context("dapat|bisa", "", r"[^,.;:]*\b(?:sewaktu-waktu|tiba-tiba)\b", HEDGED, "modal of possibility"),
    Context("dapat|bisa", "", r"\s+(?:{adverb}\s+)*(?:(?:me|ber)\w|(?:ada|datang|masuk|jadi|lebih)\b)", HEDGED,
            "modal of possibility", subject="event"),
    Context("dapat|bisa", "", "", QUALIFIED, "modal of ability"),
    # what speaks for a thing, or against it
    Context("indikator|indikasi", r"{presents}\s$", r"\s+(?:dari\b|ke\w+an\b|pe\w+an\b)", QUALIFIED, "evidential"),
    Context("indikator|indikasi", "", r"\s+(?:bahwa|awal|sementara|\w+nya)\b", QUALIFIED, "evidential"),
    Context("dugaan", r"(?:^|[,.;:“\"]|\bmenurut)\W*$", r"\s+(?:sementara|awal|kuat)\b|\W*,", HEDGED, "suspicion"),
    Context("sulit|susah|sukar", "", r"(?:\s+\w+){0,4}?\s+{mental}", QUALIFIED, "doubt"),
    Context("ragu|diragukan|meragukan", r"\b(?:tidak|tak|tanpa)\s(?:perlu\s|lagi\s|pernah\s|akan\s)?$", "", CATEGORICAL,
            "no doubt"),
    Context("dianggap", r"\b(?:bisa|dapat|boleh|harus|jangan|sering|kerap|selalu)\s$", "", None, "no single judgement"),
    Context("pada umumnya", r"\w\s$", r"\W*(?:$|[,.;])", None, "'all of them', no attenuation"),
    Context("jika|kalau|bila|apabila", "", r"\s+{frame_verb}", None, "a frame, no condition"),
    # what is not known, and questions
    Context("tidak jelas|kurang jelas|tidak pasti|kurang pasti", "", r"\s+(?:juga\s+|lagi\s+)?{what_about}", HEDGED,
            "withheld"),
    Context("tidak tahu|tak tahu|tidak mengetahui|belum mengetahui", r"(?:^|{speaker}|\b(?:juga|sendiri))\W*$",
            r"\s+(?:juga\s+)?{what_about}", HEDGED, "withheld"),
    Context("?", r"\b(?:kan|ya|bukan|toh|dong)\s*$", "", None, "a tag, no question"),
    Context("apakah", r"\b(?:belum|tidak|tak|enggan|menolak)\s(?:\w+\s){1,4}$", "", HEDGED, "withheld"),
    Context("apakah", r"\bme(?!\w*tanya)\w+\s(?:\w+\s)?$", "", None, "a question looked into"),
)  # fmt: skip

# Pieces of patterns that several contexts share.
_PIECES = {
    "its_thing": r"(?:nya|(?:\s+(?!yang\b)[\w-]+){0,6}?)",
    "degree": r"(?:(?:masih|tetap|sangat|cukup|relatif|semakin|makin|kian|lebih|amat|terlalu|terbilang|tergolong)\s+)",
    "size": r"(?:besar|kecil|tinggi|rendah|minim)\b",
}


def marked(part: str, foreground: str) -> list[Marker]:
    """Return the markers with force in a part of a claim (small letters), in order: those ``foreground`` still shows.

    >>> part = "feri itu mungkin batal karena kemungkinan badai"
    >>> [(m.text, m.certainty, m.rule) for m in marked(part, part)]
    [('mungkin', 0, 'hedge'), ('kemungkinan', 0, 'hedge')]
    """
    found = []
    for match in _listed()[0].finditer(part):
        if foreground[match.start()] != " ":
            near = part[max(0, match.start() - NEAR) : match.start()], part[match.end() : match.end() + NEAR]
            certainty, rule = _in_context(match[0], *near)
            if certainty is not None:
                found.append(Marker(match.start(), match.end(), match[0], certainty, rule))
    return found


def class_of(verb: str) -> str:
    """Return the class under which a word is listed, such as ``doubt`` for reporting verbs that doubt; or "".

    >>> class_of("meragukan"), class_of("mengatakan")
    ('doubt', '')
    """
    return _listed()[1].get(verb, (None, ""))[1]


@cache
def kinds() -> dict[str, str]:
    """Return a pattern of whole words for each kind of word in ``stance_words.csv``.

    >>> import re
    >>> bool(re.fullmatch(kinds()["event"], "banjir"))
    True
    """
    known = {row["kind"]: row["words"].split(";") for row in read_lexicon("stance_words")}
    glob = {"*": r"\w*", "?": r"\w"}
    spelled = {
        kind: ["".join(glob.get(c, re.escape(c)) for c in word) for word in words] for kind, words in known.items()
    }
    return {kind: rf"\b(?:{'|'.join(words)})\b" for kind, words in spelled.items()}


@cache
def any_of(kind: str) -> re.Pattern[str]:
    """Return the pattern of one kind of word, compiled."""
    return re.compile(kinds()[kind])


@cache
def _listed() -> tuple[re.Pattern[str], dict[str, tuple[int | None, str]]]:
    """One pattern of all markers, longest first; the certainty (``None``: shows nothing) and class of each."""
    known: dict[str, tuple[int | None, str]] = {"?": (HEDGED, "open question")}
    for row in (*read_lexicon("stance_markers"), *read_lexicon("stance_markers_more")):
        shown = int(row["certainty"]) if row["certainty"] != "-" else None
        known |= dict.fromkeys(row["marker"].split(";"), (shown, row["class"]))
    return re.compile(rf"(?<![\w-])(?:{either(known.keys() - {'?'})})(?![\w-])|\?"), known


@cache
def _contexts() -> dict[str, list[tuple[re.Pattern[str], re.Pattern[str], Context]]]:
    """Return the contexts of each marker, their patterns compiled."""
    by_marker: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], Context]]] = {}
    for context in _CONTEXTS:
        before, after = (re.compile(filled(pattern)) for pattern in (context.before, context.after))
        for marker in context.markers.split("|"):
            by_marker.setdefault(marker, []).append((before, after, context))
    return by_marker


def filled(pattern: str) -> str:
    """Return the pattern with the words of each kind in place of its ``{kind}``."""
    return re.sub(r"\{([a-z]\w+)\}", lambda found: _PIECES.get(found[1]) or kinds()[found[1]], pattern)


def _in_context(marker: str, before: str, after: str) -> tuple[int | None, str]:
    """Certainty and rule of a marker where it stands: of the first context that fits, else as listed."""
    for left, right, context in _contexts().get(marker, ()):
        if left.search(before) and right.match(after) and (not context.subject or _event_subject(before)):
            return context.certainty, context.rule
    return _listed()[1][marker]


_CLAUSE_STARTS = re.compile(
    r"[,.;:?!\"“”]|\b(?:bahwa|yang|karena|jika|apabila|bila|kalau|tetapi|namun|sehingga|maka|sebab|saat|ketika|agar)\b"
)
_NOMINALISED = re.compile(r"(?:pe|ke)\w{3,}an(?:nya)?\b")


def _event_subject(before: str) -> bool:
    """Whether the clause that leads up to a modal has an event or a thing for its subject: its first noun tells."""
    clause = _CLAUSE_STARTS.split(before)[-1].strip()
    while lead := any_of("clause_lead").match(clause):
        clause = clause[lead.end() :].strip()
    thing = any_of("event").match(clause) or _NOMINALISED.match(clause)
    return bool(thing and not any_of("agent").match(clause))
