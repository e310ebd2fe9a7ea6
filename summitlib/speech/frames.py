"""According to somebody: Menurut X, Z; Z, menurut X; Z1, menurut X, Z2; Z1 menurutnya Z2; Berdasarkan data X, Z."""

from __future__ import annotations

from collections.abc import Sequence

from summitlib.speech.agents import source_after
from summitlib.speech.clauses import Sentence, Word, verbs
from summitlib.speech.contents import Found, reported_by, stated
from summitlib.speech.predicates import is_clause, is_predicate, is_time, words_of
from summitlib.speech.quotations import carries_on, is_connective
from summitlib.speech.settings import active_verb, cut, is_setting, skip_comma
from summitlib.speech.sources import Source


def according_to(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """Menurut X, Z; Z, menurut X; Z1, menurut X, Z2; Z1 menurutnya Z2. Menurut X mengatakan bahwa Z is the verb's."""
    words = sentence.words
    for n in range(at, 0 if found else len(words)):
        framed = _framed_source(words, n, at, text)
        if framed is None:
            continue
        source, end = framed
        first = _opens_with_frame(words[at:n])
        if first and source is not None:
            made, stop = _doubled(sentence, end, source, text)
            if made:
                return [made], stop
        content = _framed(words, at, n, end, first=first)
        cue = (words[n].start, words[n].end)
        verb = verbs()["menurut"]
        made = stated(content, sentence, text, rule="according_to", verb=verb, cue=cue, source=source)
        if made and sum(w.kind in "wCq#" for w in content) >= 2:
            return [made], len(words)
    return [], at


def _framed_source(words: Sequence[Word], n: int, at: int, text: str) -> tuple[Source | None, int] | None:
    """Return the source framed at ``n`` and the index after it; None where no frame stands."""
    low = words[n].low
    if low == "menurutnya":
        return None, n + 1
    if low != "menurut" and not (low == "berdasarkan" and n == at):
        return None
    source, end = source_after(words, n + 1, text)
    if source is None or source.kind == "selves" or (low == "berdasarkan" and source.kind != "document"):
        return None
    return source, end


def _opens_with_frame(lead: Sequence[Word]) -> bool:
    """Return whether nothing but connectives stands before the frame: Namun, menurut X; karena menurut X."""
    real = [w for w in lead if w.kind not in ",."]
    linked = is_connective(real) or all(w.low in words_of("connective") for w in real)
    return linked or (len(real) == 1 and real[0].low in words_of("subordinator"))


def _doubled(sentence: Sentence, n: int, source: Source, text: str) -> tuple[Found | None, int]:
    """Return what a verb right after the framed source reports: Menurut X mengatakan bahwa Z."""
    words = sentence.words
    for k in range(n, min(n + 6, len(words))):
        if words[k].text == ",":
            break
        if active_verb(words[k]):
            return reported_by(sentence, k, verbs()[words[k].low], "plain", source, text)
    return None, n


def _framed(words: Sequence[Word], at: int, n: int, end: int, *, first: bool) -> Sequence[Word]:
    """Return the content of the frame at ``n`` whose source ends at ``end``; nothing where there is none."""
    if first and n > at and words[n - 1].text == ",":
        return words[at:]
    if first:
        content = words[skip_comma(words, _past_setting(words, end)) :]
        return content[: cut(content, 0)] if content else content
    if words[n - 1].text == ",":
        return words[at:] if end < len(words) and carries_on(words[at:n], words[end:], words, end) else words[at:n]
    divides = end < len(words) and is_predicate(words[end]) and words[n - 1].low != "yang"
    return words[at:] if divides and not is_clause(words[at:n]) else []  # Dermaga itu menurut Rina Wati sudah aman


def _past_setting(words: Sequence[Word], k: int) -> int:
    """Return the index after a date, an occasion or a credit that follows the source between commas."""
    before = -1
    while k != before and skip_comma(words, k) < len(words):
        before, nxt = k, skip_comma(words, k)
        dated = is_time(words[nxt])
        if dated or words[nxt].low in ("seperti", "sebagaimana", "dikutip", "dilansir", "dalam", "melalui", "saat"):
            comma = next((n for n in range(nxt + 1, min(nxt + 14, len(words))) if words[n].text == ","), 0)
            part = words[nxt:comma]
            if comma and (dated or is_setting(part) or any(w.low in words_of("occasion") for w in part)):
                k = comma
    return k
