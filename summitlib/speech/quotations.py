"""Content first: "…," kata X; Z, kata X; Z1, kata X, Z2; Menurut X, Z. The cue follows, interrupts or frames it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitlib.speech.agents import source_after
from summitlib.speech.clauses import Sentence, Verb, Word, forms, verbs
from summitlib.speech.contents import Found, acceptable, continued_quote, inner_span, stated
from summitlib.speech.names import functional, is_noun, name_start
from summitlib.speech.predicates import is_clause, is_predicate, is_time, words_of
from summitlib.speech.settings import content_after, cut, factual, skip_comma
from summitlib.speech.sources import Source, opens_role
from summitlib.speech.subjects import source_before


def quoted_first(sentence: Sentence, at: int, text: str, _found: list[Found]) -> tuple[list[Found], int]:
    """ "…," kata X. Also "…," demikian X; "…," X menjelaskan; and the quotes that go on after the cue."""
    words = sentence.words
    k = _first_quote(words, at)
    if k is None:
        return [], at
    after = k + 1
    while after < len(words) and (words[after].text in ",.-–" or words[after].kind == "p"):
        after += 1
    cue = _cue_at(words, after, text) or _unlisted_cue(words, k, after, text)
    start, stop = inner_span(words[k], sentence, text)
    if cue is None or stop <= start:
        return [], at
    verb, place, source, end = cue
    left_open = not sentence.quotes[words[k].start].closed
    first = Found("quoted_first", start, stop, "direct", verb, place, source, incomplete=left_open)
    return [first, *_goes_on(sentence, end, first, text)], _after_tail(sentence, end)


def _first_quote(words: Sequence[Word], at: int) -> int | None:
    """Return where the quote stands that opens the sentence, a connective before it aside."""
    for k in range(at, min(at + 5, len(words))):
        if words[k].kind == "q":
            return k if k == at or is_connective(words[at:k]) else None
        if words[k].kind == "n" or verbs().get(words[k].low):
            return None
    return None


def _goes_on(sentence: Sentence, n: int, first: Found, text: str) -> Iterator[Found]:
    """Yield quotes later in the sentence that carry on what the cue interrupted."""
    for word in sentence.words[n:]:
        if verbs().get(word.low) and verbs()[word.low].build == "active":
            return
        if word.kind == "q" and word.text.count(" ") >= 3:
            carried = continued_quote(word, sentence, text, source=first.source)
            if carried:
                yield carried


def _after_tail(sentence: Sentence, n: int) -> int:
    """Return where a second cue of the same speaker may begin: ``… kata X, seraya menambahkan bahwa …``."""
    words = sentence.words
    for k in range(n, len(words)):
        verb = verbs().get(words[k].low)
        if verb and verb.build == "active":
            return max(n, k - 1)
    return len(words)


_Cue = tuple[Verb | None, tuple[int, int] | None, Source | None, int]


def _cue_at(words: Sequence[Word], n: int, text: str) -> _Cue | None:
    """Return verb, cue offsets, source and the index after them, if words at ``n`` attribute what stands before."""
    if n >= len(words):
        return None
    word, verb = words[n], verbs().get(words[n].low)
    if word.low in words_of("thus"):
        return _thus(words, n, text)
    if verb and verb.build.endswith("clitic"):
        return verb, (word.start, word.end), None, n + 1
    if verb and verb.build == "frame":
        source, end = source_after(words, n + 1, text)
        return (verb, (word.start, word.end), source, end) if source else None
    if verb and word.low in forms("bare"):
        return _bare_cue(words, n, verb, text)
    return _late_verb(words, n, text)


def _thus(words: Sequence[Word], n: int, text: str) -> _Cue | None:
    """Return the cue of ``…, demikian (pernyataan) X``; ``…, demikian tertulis dalam dokumen itu``."""
    k = n + 1
    while k < len(words) and words[k].low in words_of("saying") | words_of("view") | {"di", "dalam", "pada"}:
        k += 1
    if k == n + 1 and words[n].low != "demikian":
        return None
    source, end = source_after(words, k, text)
    return (verbs()["kata"], (words[n].start, words[k - 1].end), source, end) if source else None


def _bare_cue(words: Sequence[Word], n: int, verb: Verb, text: str) -> _Cue | None:
    """Return the cue of ``…, kata X``; of ``"…," kata saat ditemui`` and ``"…," pungkas.``, whose source got lost."""
    source, end = source_after(words, n + 1, text)
    quoted = words[max(0, n - 2)].kind == "q" or words[n - 1].kind == "q"
    if source and source.kind != "selves" and (source.kind != "unknown" or quoted):
        return verb, (words[n].start, words[n].end), source, end
    after = words[n + 1 : n + 2]
    lost = all(w.kind in ".," or w.low in words_of("preposition") for w in after)
    if source is None and lost and words[n - 1].kind in "q,":
        return verb, (words[n].start, words[n].end), None, n + 1
    return None


def _late_verb(words: Sequence[Word], n: int, text: str) -> _Cue | None:
    """Return the cue of ``"…," Rina Wati menjelaskan.``, a verb without a content of its own."""
    for k in range(n, min(n + 12, len(words))):
        verb = verbs().get(words[k].low)
        if verb and verb.build == "active" and verb.takes != "none" and k > n:
            stop, manner = factual(words, n, k)
            source = source_before(words, n, stop, text)
            if manner != "plain" or source is None:
                return None
            begin, mark = content_after(words, k)
            reports = begin < len(words) and acceptable(verb, mark, words[begin:], source)
            return None if reports else (verb, (words[k].start, words[k].end), source, k + 1)
        if words[k].text in ",;" or words[k].kind in "q.":
            return None
    return None


def _unlisted_cue(words: Sequence[Word], quote: int, n: int, text: str) -> _Cue | None:
    """Return what attributes a quote that ends in a comma, though the verb is in no list or got lost.

    "…," serunyaa. "…," ledek Rina Wati. "…," Kepala Dinas Perhubungan, Rina Wati.
    """
    if n >= len(words) or words[n].kind not in "wC" or words[quote].text.count(" ") < 4:
        return None
    if words[quote].text.rstrip()[-1:] != "," and words[quote + 1].text != ",":
        return None
    word, last = words[n], all(w.kind == "." for w in words[n + 1 : n + 2])
    spoken = word.kind == "w" and word.low not in functional() and not is_predicate(word) and not is_noun(word.low)
    if spoken and last and word.low.endswith("nya"):
        return None, (word.start, word.end), None, n + 1
    source, end = source_after(words, n + spoken, text)
    if source is None or not source.name or (spoken and words[n + 1].kind != "C"):
        return None
    if spoken:
        return None, (word.start, word.end), source, end
    silent = not any(is_predicate(w) or w.low in verbs() for w in words[n:])
    return (None, None, source, end) if silent else None


def content_first(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """Z, kata X (role, date). And the cue inside: Z1, kata X, Z2: the whole sentence is X's."""
    if found:
        return [], at
    words = sentence.words
    for n in range(at, len(words)):
        cue = _cue_at(words, n, text) if _is_inner_cue(words, n, at) else None
        if cue is None:
            continue
        verb, place, source, end = cue
        a, b = _around_cue(words, at, n, end)
        made = stated(words[a:b], sentence, text, rule="content_first", verb=verb, cue=place, source=source)
        if made and sum(w.kind in "wCq#" for w in words[a:b]) >= 2:
            if b > n:
                return [made], len(words)
            return [made, *_goes_on(sentence, end, made, text)], _after_tail(sentence, end)
    return [], at


def _around_cue(words: Sequence[Word], at: int, n: int, end: int) -> tuple[int, int]:
    """Return the span of what the cue ``words[n:end]`` reports: after it, around it or before it."""
    before = words[at:n]
    if all(w.kind in ",." for w in before) or (words[n - 1].kind == "w" and is_connective(before)):
        return skip_comma(words, end), len(words)
    if carries_on(before, words[end:], words, end):
        return at, cut(words, max(end, at + 1))
    return at, n


def _is_inner_cue(words: Sequence[Word], n: int, at: int) -> bool:
    """Return whether a bare or clitic verb at ``n`` stands where a cue stands: after a comma or quote, or first."""
    word, verb, before = words[n], verbs().get(words[n].low), words[n - 1]
    if verb is None and word.low not in words_of("thus"):
        return False
    thus = word.low in words_of("thus") and n > at and before.text == ","
    cue = verb is not None and (word.low in forms("bare") or verb.build == "clitic")
    if not (thus or cue) or (word.kind == "C" and n > at):
        return False  # Puji Astuti is no praise
    if word.low in words_of("noun too") and before.kind != "q" and (n < 2 or words[n - 2].kind != "q"):
        return False
    after = words[n + 1] if n + 1 < len(words) else None
    if n == at:
        points = after is not None and (after.kind == "C" or after.low in words_of("pronoun"))
        return verb is not None and (verb.build == "clitic" or (verb.build == "bare" and points))
    if before.text in ",–-" or before.kind in "qp" or is_connective(words[at:n]):
        return True
    if n - 1 == at and (before.low in ("masih", "seperti", "senada") or before.low in words_of("subordinator")):
        return True
    common = verb is not None and verb.root in ("kata", "ujar", "ucap", "tutur", "tambah", "pungkas")
    return common and after is not None and before.low not in words_of("not said") and _points(words, n, at, after)


def _points(words: Sequence[Word], n: int, at: int, after: Word) -> bool:
    """Return whether a pronoun or a name follows a cue that no comma sets off: Program ini kata Rina Wati sudah …"""
    named = after.kind == "C" and not is_time(after) and name_start([after.text]) == 0
    divides = named and (is_clause(words[at:n]) or _before_predicate(words, n + 1))
    return divides or after.low in words_of("pronoun")


def _before_predicate(words: Sequence[Word], n: int) -> bool:
    """Return whether a name at ``n`` stands between a subject and its predicate: Program ini kata Rina Wati sudah …"""
    end = next((k for k in range(n, len(words)) if words[k].kind != "C"), len(words))
    return end < len(words) and is_predicate(words[end])


def is_connective(words: Sequence[Word]) -> bool:
    """Return whether the words are one connective: Selain itu, …"""
    return " ".join(w.low for w in words if w.kind in "wC") in words_of("connective")


def carries_on(before: Sequence[Word], after: Sequence[Word], words: Sequence[Word], end: int) -> bool:
    """Return whether the sentence goes on after an inner cue, instead of ending in a role, a date or a place."""
    after = [w for w in after if w.kind not in "n"]
    while after and after[0].kind in ",":
        after = after[1:]
    real = [w for w in after if w.kind in "wC#"]
    if not real:
        return False
    first = real[0]
    if is_connective(before):
        return True
    topic = (
        not is_clause(before) or before[0].low in words_of("subordinator") or before[0].low in words_of("preposition")
    )
    if is_time(first) or (opens_role(first) and not topic):
        return False
    if first.low in words_of("adjunct") and not topic:
        return False
    if topic:
        return len(real) + 2 * sum(w.kind == "q" for w in after) >= 2 and not (is_time(first))
    return is_clause(after) and words[end].text == "," and first.low not in ("yang", "seraya", "sambil")
