"""One sentence: which words are reported, by which verb, and which phrase beside it names the source.

Each rule below reads one order of cue, source and content; ``RULES`` says which and why, in the order they are tried.
Who a pronoun or a surname points to is not decided here but over the whole article, in ``discourse``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from summitlib.speech.agents import source_after
from summitlib.speech.clauses import Sentence, Verb, Word, verbs
from summitlib.speech.contents import Found, reported_by, stated
from summitlib.speech.frames import according_to
from summitlib.speech.names import offices, place_at
from summitlib.speech.predicates import is_predicate, verblike, words_of
from summitlib.speech.quotations import content_first, quoted_first
from summitlib.speech.settings import CONJUNCTION, active_verb, factual, skip_comma
from summitlib.speech.sources import Source, after_connective, read_phrase
from summitlib.speech.subjects import source_before


def attributions_in(sentence: Sentence, text: str) -> list[Found]:
    """Return the reported stretches of one sentence in order, by the first rules of ``RULES`` that apply."""
    found: list[Found] = []
    if not any(word.kind == "q" or word.low in _signals() for word in sentence.words):
        return found
    at = _opening(sentence.words)
    for _name, rule, _reason in RULES:
        if at >= len(sentence.words):
            break
        more, at = rule(sentence, at, text, found)
        found.extend(more)
    return found


@cache
def _signals() -> frozenset[str]:
    """Return the words without which, and without a quote, no rule applies."""
    return frozenset(verbs()) | words_of("thus") | {"berdasarkan"}


def _opening(words: Sequence[Word]) -> int:
    """Return the index after a bullet or a dateline such as ``KOMPAS.com, MEDAN -``."""
    n = 0
    while n < len(words) and words[n].kind in ",." and words[n].text not in "(":
        n += 1
    for k in range(n + 1, min(n + 12, len(words) - 1)):
        if words[k].text == ":" and all(w.kind in "C," for w in words[n:k]) and words[k + 1].kind != "q":
            place = [w.text for w in words[n:k]]
            place = place[len(place) - place[::-1].index(",") :] if "," in place else place
            if place and place_at(place, 0) == len(place):
                return k + 1  # KBRN, Medan: … Jakarta: …
        if words[k].text in ("-", "–", "—", "--") and words[k].start > words[k - 1].end and k > n:
            heads = [w for w in words[n:k] if w.kind in "wC"]
            if heads and all(w.kind == "C" for w in heads) and sum(len(w.text) for w in heads) < 60:
                return k + 1
            break
    return n


# --- cue first, after its subject ---------------------------------------------------------------------------------


def active(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """X mengatakan (kepada Y) (bahwa) Z: subject, verb, content to the end of the sentence."""
    words, out = sentence.words, list[Found]()
    subject: Source | None = found[-1].source if found else None
    low = n = at
    while n < len(words):
        verb = _active_cue(words, n, at)
        if verb is None:
            n += 1
            continue
        source, manner = _who_says(sentence, at, low, n, subject, text)
        if source is not None and manner == "plain":
            subject = source
        made, n = reported_by(sentence, n, verb, manner, source, text)
        if made:
            out.append(made)
            low = n = _after_joint(words, n)
    return out, len(words) if out else at


def _active_cue(words: Sequence[Word], n: int, at: int) -> Verb | None:
    """Return the active verb at ``n``; in capitals it belongs to a heading, unless it opens the sentence."""
    verb = verbs().get(words[n].low)
    heading = n > at and words[n].kind == "C" and words[n].text != words[n].text.capitalize()
    return verb if verb and verb.build == "active" and not heading else None


def _who_says(
    sentence: Sentence, at: int, low: int, n: int, subject: Source | None, text: str
) -> tuple[Source | None, str]:
    """Return the subject of the verb at ``n`` and how it is said; ``subject`` is that of the verb before it."""
    stop, manner = factual(sentence.words, low, n)
    if manner == "relative":
        return _before_relative(sentence.words, low, stop, text)
    if manner == "shared":
        return subject or _first_subject(sentence, at, n, text), manner
    return source_before(sentence.words, low, stop, text), manner


def _after_joint(words: Sequence[Word], n: int) -> int:
    """Return the index after the marks and words that join a second clause."""
    joints = (*",;", *words_of("joins"))
    return next((k for k in range(n, len(words)) if words[k].low not in joints), len(words))


def _before_relative(words: Sequence[Word], low: int, stop: int, text: str) -> tuple[Source | None, str]:
    """Return the source before *yang* and how it says: Banyak warga yang menilai …; Hal itu diungkapkan X, yang …"""
    low = after_connective(words, low, stop)
    many = words[low].low in ("banyak", "ada") or " ".join(w.low for w in words[low : low + 2]) in _MANY
    if many and stop - low < 8 and not any(w.kind in "q,." or verblike(w) for w in words[low:stop]):
        begin = low + (2 if words[low].low in ("tak", "tidak") else words[low].low == "ada")
        while begin < stop and words[begin].low in ("juga", "pula", "pun"):
            begin += 1
        source = read_phrase(words[begin:stop], text)
        if source and source.kind in ("group", "person", "office"):
            return source._replace(kind="group", name="") if not source.name else source, "plain"
    for n in range(low, stop - 1):
        verb = verbs().get(words[n].low)
        if verb and verb.build == "passive":
            return source_after(words, n + 1, text)[0], "relative"
    return (source_before(words, low, stop, text) if words[stop - 1].kind == "C" else None), "relative"


_MANY = frozenset(["tak sedikit", "tidak sedikit"])


def _first_subject(sentence: Sentence, at: int, n: int, text: str) -> Source | None:
    """Return the subject of the sentence, for a second verb: ``… dan mengatakan``."""
    words = sentence.words
    for k in range(at, n + 1):
        if verblike(words[k]) or verbs().get(words[k].low):
            stop, _ = factual(words, at, k)
            source = source_before(words, at, stop, text) if stop > at else None
            if source is not None:
                return source
    return None


# --- passives -----------------------------------------------------------------------------------------------------


def passive(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """Disampaikan (oleh) X (bahwa) Z; Z1 disebut X Z2. Without an agent a passive names no source and is left alone."""
    if found:
        return [], at
    words = sentence.words
    for n in range(at, len(words)):
        verb = verbs().get(words[n].low)
        if verb is None or verb.build != "passive" or n + 1 >= len(words):
            continue
        stop, manner = factual(words, at, n)
        if manner in ("negated", "unreal", "relative"):
            continue
        lead = " ".join(w.low for w in words[at:n])
        framing = not lead or lead in words_of("connective") or lead in ("masih", "seperti", "sebagaimana")
        source, end = _passive_agent(words, n, verb, framing, text)
        if source is None:
            continue
        content = _passive_content(words, at if stop > at else None, end, source, framing)
        cue = (words[n].start, words[n].end)
        made = stated(content, sentence, text, rule="passive", verb=verb, cue=cue, source=source)
        if made:
            return [made], len(words)
    return [], at


def _passive_agent(words: Sequence[Word], n: int, verb: Verb, framing: bool, text: str) -> tuple[Source | None, int]:
    """Return by whom the passive at ``n`` is said, and the index after; an institution only with *oleh*."""
    after = words[n + 1]
    if after.low != "oleh":
        named = after.kind == "C" or after.low in words_of("pronoun") or (framing and after.low in offices())
        if not named or verb.tone == "predicting":
            return None, n
    source, end = source_after(words, n + 1, text)
    kinds = ("person", "pronoun", "office", "org") if after.low == "oleh" else ("person", "pronoun", "office")
    return (source, end) if source and source.kind in kinds else (None, n)


def _passive_content(
    words: Sequence[Word], subject: int | None, end: int, source: Source, framing: bool
) -> Sequence[Word]:
    """Return what is said, the agent ending at ``end``: after bahwa or a comma, or the sentence from its subject."""
    rest = words[skip_comma(words, end) :]
    if not rest or rest[0].low in CONJUNCTION:
        return rest[1:]
    if words[end].text == ",":
        return rest if framing and len(rest) > 3 else []
    whole = subject is not None and source.kind in ("person", "pronoun") and is_predicate(rest[0])
    return words[subject:] if whole else []


# --- colon --------------------------------------------------------------------------------------------------------


def colon(sentence: Sentence, at: int, text: str, _found: list[Found]) -> tuple[list[Found], int]:
    """X: "…": a name, a colon and a quote."""
    words = sentence.words
    for n in range(at + 1, len(words) - 1):
        if words[n].text == ":" and words[n + 1].kind == "q" and n - at < 14:
            if any(active_verb(w) or verblike(w) for w in words[at:n]):
                return [], at
            source = read_phrase(words[at:n], text)
            if source and source.name:
                made = stated(words[n + 1 : n + 2], sentence, text, rule="colon", verb=None, cue=None, source=source)
                return ([made] if made else []), len(words)
    return [], at


Rule = Callable[[Sentence, int, str, list[Found]], tuple[list[Found], int]]
RULES: tuple[tuple[str, Rule, str], ...] = (
    (
        "quoted_first",
        quoted_first,
        "a quote that opens the sentence is the surest sign, and its cue rules whatever verbs follow",
    ),
    (
        "content_first",
        content_first,
        "kata, ujar, katanya after a comma claim the sentence around them, its verbs included",
    ),
    (
        "according_to",
        according_to,
        "menurut X frames a sentence; doubled with a verb (menurut X mengatakan) the verb is the cue",
    ),
    ("colon", colon, "a name, a colon and a quote need no verb"),
    ("active", active, "subject, verb, content: the commonest order, tried once nothing stronger holds the sentence"),
    ("passive", passive, "a passive with its agent; agentless ones name nobody"),
)

_BULLET = re.compile(r"\s*(?:[•●▪◦*·\-–]|\d{1,2}[.)]|[a-h][.)])\s+\S")


def is_bullet(text: str, start: int) -> bool:
    """Return whether a list item begins at ``start``."""
    line = text.rfind("\n", 0, start + 1) + 1
    return bool(_BULLET.match(text, line)) and text[line:start].strip(" •●▪◦*·-–.)0123456789abcdefgh\t") == ""
