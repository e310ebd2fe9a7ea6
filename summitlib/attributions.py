"""One sentence: which words are reported, by which verb, and which phrase beside it names the source.

Each rule below reads one order of cue, source and content; ``RULES`` says which and why, in the order they are tried.
Who a pronoun or a surname points to is not decided here but over the whole article, in ``statements``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from summitlib.clauses import Sentence, Verb, Word, forms, verbs
from summitlib.contents import (
    CONJUNCTION,
    SETTING,
    Found,
    acceptable,
    active_verb,
    content_after,
    cut,
    factual,
    inner_span,
    is_setting,
    quote_alone,
    skip_comma,
    stated,
)
from summitlib.names import name_start, place_at
from summitlib.sources import Source, is_clause, is_time, opens_role, read_phrase, source_after, verblike, words_of
from summitlib.subjects import source_before

_THUS = frozenset(["demikian", "begitu", "demikianlah", "begitulah"])
_SAID_NOUN = frozenset(
    ["pernyataan", "bunyi", "kata", "ujar", "ucap", "tutur", "ungkap", "keterangan", "petikan", "isi", "kutipan", "disampaikan", "dikatakan", "diungkapkan", "ditegaskan", "dijelaskan", "dituturkan", "seperti", "penjelasan", "tulis", "laporan", "imbuh", "jelas", "tegas"]
)
_NOT_SAID = frozenset(
    ["dengan", "lain", "satu", "dua", "beberapa", "patah", "sepatah", "arti", "makna", "asal", "akar", "kunci", "tanpa", "tata", "permainan", "sejumlah", "pilihan"]
)


def attributions_in(sentence: Sentence, text: str) -> list[Found]:
    """Return the reported stretches of one sentence in order, by the first rules of ``RULES`` that apply."""
    found: list[Found] = []
    at = _opening(sentence.words)
    for _name, rule, _reason in RULES:
        if at >= len(sentence.words):
            break
        more, at = rule(sentence, at, text, found)
        found.extend(more)
    return found


def _opening(words: Sequence[Word]) -> int:
    """Return the index after a bullet or a dateline such as ``KOMPAS.com, MEDAN -``."""
    n = 0
    while n < len(words) and words[n].kind in ",." and words[n].text not in "(":
        n += 1
    for k in range(n, min(n + 12, len(words))):
        if (
            words[k].text == ":"
            and words[k - 1].kind == "C"
            and any(w.text == "," for w in words[n:k])
            and all(w.kind in "C," for w in words[n:k])
            and place_at([words[k - 1].text], 0)
        ):
            return k + 1  # KBRN, Medan:
        if words[k].text in ("-", "–", "—", "--") and words[k].start > words[k - 1].end and k > n:
            heads = [w for w in words[n:k] if w.kind in "wC"]
            if heads and all(w.kind == "C" for w in heads) and sum(len(w.text) for w in heads) < 60:
                return k + 1
            break
    return n


# --- cue first, after its subject ---------------------------------------------------------------------------------


def active(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """X mengatakan (kepada Y) (bahwa) Z: subject, verb, content to the end of the sentence."""
    words, out, low = sentence.words, list[Found](), at
    subject: Source | None = found[-1].source if found else None
    n = at
    while n < len(words):
        verb = verbs().get(words[n].low) if words[n].kind in "wC" else None
        if (
            verb is None
            or verb.build != "active"
            or (words[n].kind == "C" and n > at and words[n].text != words[n].text.capitalize())
        ):
            n += 1
            continue
        stop, manner = factual(words, low, n)
        if manner == "relative":
            source = source_before(words, low, stop, text) if words[stop - 1].kind == "C" else None
        elif manner == "shared":
            source = subject or _first_subject(sentence, at, n, text)
        else:
            source = source_before(words, low, stop, text)
        if source is not None and manner == "plain":
            subject = source
        made, n_after = _active_at(sentence, n, verb, manner, source, text)
        if made:
            out.append(made)
            n = low = n_after
            while n < len(words) and (
                words[n].text in ",;"
                or words[n].low in ("dan", "tetapi", "tapi", "namun", "sedangkan", "sementara", "serta")
            ):
                n += 1
                low = n
        else:
            n += 1
    return out, len(words) if out else at


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


def _active_at(
    sentence: Sentence, n: int, verb: Verb, manner: str, source: Source | None, text: str
) -> tuple[Found | None, int]:
    words = sentence.words
    admits = manner == "negated" and verb.denies  # tidak menampik bahwa: says that it is so
    if (manner in ("negated", "unreal") and not admits) or verb.takes == "none":
        return None, n + 1
    begin, mark = content_after(words, n)
    if manner == "relative" and mark != "bahwa" and not (source is not None and source.name and verb.takes == "any"):
        return None, n + 1
    if manner == "shared" and mark == "" and any(w.low == "yang" for w in words[max(0, n - 12) : n]):
        return None, n + 1
    if (
        source is None
        or source.kind in ("selves", "")
        or source.text.count(" ") > 24
        or (source.kind == "unknown" and verb.takes != "any")
    ):
        return None, n + 1
    end = cut(words, begin)
    content = words[begin:end]
    if not acceptable(verb, mark, content, source):
        return None, n + 1
    content = quote_alone(content)
    made = stated(
        content,
        sentence,
        text,
        rule="active",
        verb=verb,
        cue=(words[n].start, words[n].end),
        source=source,
        negated=verb.denies and not admits,
    )
    return made, end


# --- content first ------------------------------------------------------------------------------------------------


def quoted_first(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """ "…," kata X. Also "…," demikian X; "…," X menjelaskan; and the quotes that go on after the cue."""
    words = sentence.words
    k = at
    while k < len(words) and words[k].kind != "q":
        if k - at > 3 or words[k].kind == "n" or verbs().get(words[k].low):
            return [], at
        k += 1
    if k >= len(words):
        return [], at
    lead = words[at:k]
    if lead and " ".join(w.low for w in lead if w.kind in "wC") not in words_of("connective"):
        return [], at
    after = k + 1
    while after < len(words) and (words[after].text in ",.-–" or words[after].kind == "p"):
        after += 1
    cue = _cue_at(sentence, after, text)
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
            start, end = inner_span(word, sentence, text)
            if end > start:
                yield Found(
                    "continued_quote",
                    start,
                    end,
                    "direct",
                    None,
                    None,
                    first.source,
                    "continuation",
                    incomplete=not sentence.quotes[word.start].closed,
                )


def _after_tail(sentence: Sentence, n: int) -> int:
    """Return where a second cue of the same speaker may begin: ``… kata X, seraya menambahkan bahwa …``."""
    words = sentence.words
    for k in range(n, len(words)):
        verb = verbs().get(words[k].low)
        if verb and verb.build == "active":
            return max(n, k - 1)
    return len(words)


def _cue_at(sentence: Sentence, n: int, text: str) -> tuple[Verb | None, tuple[int, int], Source | None, int] | None:
    """Return verb, cue offsets, source and the index after them, if words at ``n`` attribute what stands before."""
    words = sentence.words
    if n >= len(words):
        return None
    word = words[n]
    verb = verbs().get(word.low)
    if word.low in _THUS:
        k = n + 1
        while k < len(words) and words[k].low in _SAID_NOUN:
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
            and n + 1 < len(words)
            and words[n + 1].low in words_of("preposition")
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
        if n == at or all(w.kind in ",." for w in before):
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


# bare verbs that are nouns as well: cues only after a quotation
_NOUNS_TOO = frozenset(
    ["pesan", "saran", "usul", "cerita", "kisah", "keluh", "kritik", "puji", "canda", "tanya", "jawab", "duga", "klaim", "janji", "sesal", "perintah", "ajak", "ancam", "dalih", "aku", "umum", "nilai"]
)


def _is_inner_cue(words: Sequence[Word], n: int, at: int) -> bool:
    """Return whether a bare or clitic verb at ``n`` stands where a cue stands: after a comma or quote, or first."""
    word = words[n]
    verb = verbs().get(word.low)
    thus = word.low in _THUS and n > at and words[n - 1].text == ","
    if not thus and (verb is None or not (word.low in forms("bare") or verb.build == "clitic")):
        return False
    if word.kind == "C" and n > at:
        return False  # Puji Astuti is no praise
    if word.low in _NOUNS_TOO and words[n - 1].kind != "q" and (n < 2 or words[n - 2].kind != "q"):
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
    if before.text in ",–-" or before.kind in "qp" or (before.low in words_of("connective") and n - 1 == at):
        return True
    if n - 1 == at and (before.low in ("masih", "seperti", "senada") or before.low in words_of("subordinator")):
        return True
    if (
        verb is None
        or verb.root not in ("kata", "ujar", "ucap", "tutur", "tambah", "pungkas")
        or before.low in _NOT_SAID
        or n + 1 >= len(words)
    ):
        return False
    after = words[n + 1]
    return after.low in words_of("pronoun") or (
        after.kind == "C" and not is_time(after) and name_start([after.text]) == 0 and is_clause(words[at:n])
    )


def _carries_on(before: Sequence[Word], after: Sequence[Word], words: Sequence[Word], end: int) -> bool:
    """Return whether the sentence goes on after an inner cue, instead of ending in a role, a date or a place."""
    after = [w for w in after if w.kind not in "n"]
    while after and after[0].kind in ",":
        after = after[1:]
    real = [w for w in after if w.kind in "wC#"]
    if not real:
        return False
    first = real[0]
    if " ".join(w.low for w in before if w.kind in "wC") in words_of("connective"):
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
    """Menurut X, Z; Z, menurut X; Z1, menurut X, Z2; menurutnya Z. Doubled: Menurut X mengatakan bahwa Z is the verb's."""
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
                made, stop = _active_at(sentence, doubled, verbs()[words[doubled].low], "plain", source, text)
                if made:
                    return [made], stop
        if first and lead and words[n - 1].text == ",":
            content = words[at:]
        elif first:
            content = words[skip_comma(words, _past_setting(words, end)) :]
            content = content[: cut(content, 0)] if content else content
        elif n > at and words[n - 1].text == ",":
            carries = _carries_on(words[at:n], words[end:], words, end) if end < len(words) else False
            if carries:
                content = words[at:]
            else:
                content = words[_clause_start(words, at, n) : n]
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
                is_time(words[nxt]) or is_setting(words[nxt:comma]) or any(w.low in SETTING for w in words[nxt:comma])
            ):
                k = comma
                continue
        break
    while k < len(words) and words[k].kind == "p":
        k += 1
    return k


def _clause_start(words: Sequence[Word], at: int, n: int) -> int:
    """Return where the clause begins that a final ``menurut X`` covers: after a relative or a place clause if it has one."""
    for k in range(n - 2, at, -1):
        if words[k].text == "," and words[k + 1].low in ("tempat", "sementara", "sedangkan"):
            return k + 2
    return at


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
        follower = words[n + 1]
        if manner in ("negated", "unreal", "relative") or (verb.tone == "predicting" and follower.low != "oleh"):
            continue
        if not (follower.kind == "C" or follower.low == "oleh" or follower.low in words_of("pronoun")):
            continue
        source, end = source_after(words, n + 1, text)
        if (
            source is None
            or source.kind not in ("person", "pronoun", "office", "org")
            or (source.kind == "org" and follower.low != "oleh")
        ):
            continue
        begin = skip_comma(words, end)
        rest = words[begin:]
        conj = begin < len(words) and words[begin].low in CONJUNCTION
        if conj:
            content: Sequence[Word] = rest[1:]
        elif (
            stop > at
            and rest
            and source.kind in ("person", "pronoun")
            and (rest[0].low in words_of("auxiliary") or verblike(rest[0]))
            and words[end].text != ","
        ):
            content = words[at:]
        elif n == at and words[end : end + 1] and words[end].text == "," and len(rest) > 3:
            content = rest
        else:
            continue
        made = stated(
            content, sentence, text, rule="passive", verb=verb, cue=(words[n].start, words[n].end), source=source
        )
        if made:
            return [made], len(words)
    return [], at


# --- colon --------------------------------------------------------------------------------------------------------


def colon(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
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
