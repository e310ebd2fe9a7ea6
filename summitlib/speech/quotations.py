"""Content first: "…," kata X; Z, kata X; Z1, kata X, Z2; Menurut X, Z. The cue follows, interrupts or frames it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitlib.speech.clauses import Sentence, Verb, Word, forms, verbs
from summitlib.speech.contents import (
    Found,
    acceptable,
    active_verb,
    content_after,
    continued_quote,
    cut,
    factual,
    inner_span,
    is_setting,
    reported_by,
    skip_comma,
    stated,
)
from summitlib.speech.names import functional, is_noun, name_start
from summitlib.speech.sources import Source, is_clause, is_predicate, is_time, opens_role, words_of
from summitlib.speech.subjects import source_after, source_before


def quoted_first(sentence: Sentence, at: int, text: str, _found: list[Found]) -> tuple[list[Found], int]:
    """ "…," kata X. Also "…," demikian X; "…," X menjelaskan; and the quotes that go on after the cue."""
    words = sentence.words
    k = at
    while k < len(words) and words[k].kind != "q":
        if k - at > 3 or words[k].kind == "n" or verbs().get(words[k].low):
            return [], at
        k += 1
    if k >= len(words):
        return [], at
    if words[at:k] and not _is_connective(words[at:k]):
        return [], at
    after = k + 1
    while after < len(words) and (words[after].text in ",.-–" or words[after].kind == "p"):
        after += 1
    cue = _cue_at(sentence, after, text) or _unlisted_cue(words, k, after, text)
    if cue is None:
        return [], at
    verb, place, source, end = cue
    start, stop = inner_span(words[k], sentence, text)
    if stop <= start:
        return [], at
    first = Found(
        "quoted_first",
        start,
        stop,
        "direct",
        verb,
        place,
        source,
        incomplete=not sentence.quotes[words[k].start].closed,
    )
    return [first, *_goes_on(sentence, end, first, text)], _after_tail(sentence, end)


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


def _cue_at(sentence: Sentence, n: int, text: str) -> _Cue | None:
    """Return verb, cue offsets, source and the index after them, if words at ``n`` attribute what stands before."""
    words = sentence.words
    if n >= len(words):
        return None
    word = words[n]
    verb = verbs().get(word.low)
    if word.low in words_of("thus"):
        k = n + 1
        while k < len(words) and words[k].low in words_of("saying") | words_of("view") | {"di", "dalam", "pada"}:
            k += 1
        if k == n + 1 and word.low != "demikian":
            return None
        source, end = source_after(words, k, text)
        return (verbs()["kata"], (word.start, words[k - 1].end), source, end) if source else None
    if word.low in ("menurut", "menurutnya"):
        source, end = (None, n + 1) if word.low == "menurutnya" else source_after(words, n + 1, text)
        return (verbs()["kata"], (word.start, word.end), source, end) if source or word.low == "menurutnya" else None
    if verb and verb.build == "clitic":
        return verb, (word.start, word.end), None, n + 1
    if verb and word.low in forms("bare"):
        source, end = source_after(words, n + 1, text)
        if (
            source
            and source.kind != "selves"
            and (source.kind != "unknown" or words[max(0, n - 2)].kind == "q" or words[n - 1].kind == "q")
        ):
            return verb, (word.start, word.end), source, end
        if (
            source is None
            and words[n - 1].kind in "q,"
            and (n + 1 >= len(words) or words[n + 1].kind in ".," or words[n + 1].low in words_of("preposition"))
        ):
            return verb, (word.start, word.end), None, n + 1  # "…," kata saat ditemui: the source got lost
        return None
    for k in range(n, min(n + 12, len(words))):  # "…," Budi menjelaskan.
        verb = verbs().get(words[k].low)
        if verb and verb.build == "active" and verb.takes != "none" and k > n:
            stop, manner = factual(words, n, k)
            source = source_before(words, n, stop, text)
            begin, mark = content_after(words, k)
            if (
                manner == "plain"
                and source
                and (begin >= len(words) or not acceptable(verb, mark, words[begin:], source))
            ):
                return verb, (words[k].start, words[k].end), source, k + 1
            return None
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
        if not _is_inner_cue(words, n, at):
            continue
        cue = _cue_at(sentence, n, text)
        if cue is None:
            continue
        verb, place, source, end = cue
        before, after = words[at:n], words[skip_comma(words, end) :]
        if all(w.kind in ",." for w in before) or (words[n - 1].kind == "w" and _is_connective(before)):
            content = after
        elif _carries_on(before, words[end:], words, end):
            content = words[at : cut(words, max(end, at + 1))]
        else:
            content = before
        made = stated(content, sentence, text, rule="content_first", verb=verb, cue=place, source=source)
        if made and (sum(w.kind in "wCq#" for w in content) >= 2):
            if made.form == "direct" and sum(w.kind in "wC" for w in content):
                made = made._replace(form="mixed")
            tail = list(_goes_on(sentence, end, made, text)) if content is before else []
            return [made, *tail], (_after_tail(sentence, end) if content is before else len(words))
    return [], at


def _is_inner_cue(words: Sequence[Word], n: int, at: int) -> bool:
    """Return whether a bare or clitic verb at ``n`` stands where a cue stands: after a comma or quote, or first."""
    word = words[n]
    verb = verbs().get(word.low)
    thus = word.low in words_of("thus") and n > at and words[n - 1].text == ","
    if not thus and (verb is None or not (word.low in forms("bare") or verb.build == "clitic")):
        return False
    if word.kind == "C" and n > at:
        return False  # Puji Astuti is no praise
    if word.low in words_of("noun too") and words[n - 1].kind != "q" and (n < 2 or words[n - 2].kind != "q"):
        return False
    if n == at:
        return verb is not None and (
            verb.build == "clitic"
            or (
                verb.build == "bare"
                and n + 1 < len(words)
                and words[n + 1].kind in "Cw"
                and (words[n + 1].kind == "C" or words[n + 1].low in words_of("pronoun"))
            )
        )
    before = words[n - 1]
    if before.text in ",–-" or before.kind in "qp" or _is_connective(words[at:n]):
        return True
    if n - 1 == at and (before.low in ("masih", "seperti", "senada") or before.low in words_of("subordinator")):
        return True
    if (
        verb is None
        or verb.root not in ("kata", "ujar", "ucap", "tutur", "tambah", "pungkas")
        or before.low in words_of("not said")
        or n + 1 >= len(words)
    ):
        return False
    after = words[n + 1]
    return after.low in words_of("pronoun") or (
        after.kind == "C"
        and not is_time(after)
        and name_start([after.text]) == 0
        and (is_clause(words[at:n]) or _before_predicate(words, n + 1))
    )


def _before_predicate(words: Sequence[Word], n: int) -> bool:
    """Return whether a name at ``n`` stands between a subject and its predicate: Program ini kata Rina Wati sudah …"""
    end = next((k for k in range(n, len(words)) if words[k].kind != "C"), len(words))
    return end < len(words) and is_predicate(words[end])


def _is_connective(words: Sequence[Word]) -> bool:
    """Return whether the words are one connective: Selain itu, …"""
    return " ".join(w.low for w in words if w.kind in "wC") in words_of("connective")


def _carries_on(before: Sequence[Word], after: Sequence[Word], words: Sequence[Word], end: int) -> bool:
    """Return whether the sentence goes on after an inner cue, instead of ending in a role, a date or a place."""
    after = [w for w in after if w.kind not in "n"]
    while after and after[0].kind in ",":
        after = after[1:]
    real = [w for w in after if w.kind in "wC#"]
    if not real:
        return False
    first = real[0]
    if _is_connective(before):
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


# --- according to -------------------------------------------------------------------------------------------------


def according_to(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """Menurut X, Z; Z, menurut X; Z1, menurut X, Z2; menurutnya Z. Menurut X mengatakan bahwa Z is the verb's."""
    if found:
        return [], at
    words = sentence.words
    for n in range(at, len(words)):
        low = words[n].low
        if low not in ("menurut", "menurutnya", "bagi", "berdasarkan"):
            continue
        if low in ("bagi", "berdasarkan") and (low == "bagi" or n > at):
            continue
        source, end = (None, n + 1) if low == "menurutnya" else source_after(words, n + 1, text)
        if low != "menurutnya" and (source is None or source.kind == "selves"):
            continue
        if low == "berdasarkan" and (source is None or source.kind != "document"):
            continue
        lead = [w for w in words[at:n] if w.kind not in ",."]
        first = " ".join(w.low for w in lead) in words_of("connective") or all(
            w.low in words_of("connective") for w in lead
        )
        first = first or (len(lead) == 1 and lead[0].low in words_of("subordinator"))
        if first and end < len(words) and source is not None:
            doubled = next((k for k in range(end, min(end + 6, len(words))) if active_verb(words[k])), None)
            if doubled is not None and not any(w.text == "," for w in words[end:doubled]):
                made, stop = reported_by(sentence, doubled, verbs()[words[doubled].low], "plain", source, text)
                if made:
                    return [made], stop
        if first and lead and words[n - 1].text == ",":
            content = words[at:]
        elif first:
            content = words[skip_comma(words, _past_setting(words, end)) :]
            content = content[: cut(content, 0)] if content else content
        elif n > at and words[n - 1].text == ",":
            carries = _carries_on(words[at:n], words[end:], words, end) if end < len(words) else False
            content = words[at:] if carries else words[_clause_start(words, at, n) : n]
        elif low in ("menurut", "menurutnya") and end < len(words) and is_predicate(words[end]):
            if words[n - 1].low == "yang" or is_clause(words[at:n]):
                continue
            content = words[at:]  # Dermaga itu menurut Rina Wati sudah aman
        else:
            continue
        made = stated(
            content,
            sentence,
            text,
            rule="according_to",
            verb=verbs()["menurut"],
            cue=(words[n].start, words[n].end),
            source=source,
        )
        if made and sum(w.kind in "wCq#" for w in content) >= 2:
            return [made], len(words)
    return [], at


def _past_setting(words: Sequence[Word], k: int) -> int:
    """Return the index after a bracket, date or credit that follows the source."""
    while k < len(words):
        nxt = skip_comma(words, k)
        if nxt < len(words) and (
            words[nxt].low in ("seperti", "sebagaimana", "dikutip", "dilansir", "dalam", "melalui", "saat")
            or is_time(words[nxt])
        ):
            comma = next((n for n in range(nxt + 1, min(nxt + 14, len(words))) if words[n].text == ","), 0)
            if comma and (
                is_time(words[nxt])
                or is_setting(words[nxt:comma])
                or any(w.low in words_of("occasion") for w in words[nxt:comma])
            ):
                k = comma
                continue
        break
    while k < len(words) and words[k].kind == "p":
        k += 1
    return k


def _clause_start(words: Sequence[Word], at: int, n: int) -> int:
    """Return where the clause begins that a final ``menurut X`` covers: after *tempat*, *sementara* if there is one."""
    for k in range(n - 2, at, -1):
        if words[k].text == "," and words[k + 1].low in ("tempat", "sementara", "sedangkan"):
            return k + 2
    return at
