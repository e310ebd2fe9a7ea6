"""One sentence: which words are reported, by which verb, and which phrase beside it names the source.

Each rule below reads one order of cue, source and content; ``RULES`` says which and why, in the order they are tried.
Who a pronoun or a surname points to is not decided here but over the whole article, in ``statements``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from summitlib.clauses import Sentence, Verb, Word, forms, verbs
from summitlib.names import name_start, place_at
from summitlib.sources import Source, is_clause, is_time, opens_role, read_phrase, source_after, source_before, verblike, words_of


class Found(NamedTuple):
    """A stretch of reported words and its attribution, before pronouns are resolved.

    ``owner`` says whose words they are: ``source`` (the phrase found), ``subject`` (the subject of the sentence stands
    elsewhere and was found there) or ``current`` (whoever speaks at this point of the article).
    """

    rule: str
    start: int
    end: int
    form: str
    verb: Verb | None
    cue: tuple[int, int] | None
    source: Source | None
    attribution: str = "cue"
    negated: bool = False
    incomplete: bool = False


_THUS = frozenset("demikian begitu demikianlah begitulah".split())
_SAID_NOUN = frozenset("pernyataan bunyi kata ujar ucap tutur ungkap keterangan petikan isi kutipan disampaikan dikatakan diungkapkan "
                       "ditegaskan dijelaskan dituturkan seperti penjelasan tulis laporan imbuh jelas tegas".split())
_CONJUNCTION = frozenset("bahwa bahwasanya".split())
_LOOSE = frozenset("jika kalau bila apabila".split())
_WISH = frozenset("agar supaya untuk".split())
_NOT_SAID = frozenset("dengan lain satu dua beberapa patah sepatah arti makna asal akar kunci tanpa tata permainan sejumlah pilihan".split())
_SETTING = frozenset("keterangan keterangannya pernyataan pernyataannya konferensi jumpa wawancara siaran sambutan sambutannya pidato "
                     "pidatonya unggahan unggahannya akun pesan telepon sela sela-sela rilis webinar podcast laman".split())


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
        if words[k].text == ":" and words[k - 1].kind == "C" and any(w.text == "," for w in words[n:k]) and all(w.kind in "C," for w in words[n:k]) \
                and place_at([words[k - 1].text], 0):
            return k + 1  # KBRN, Medan:
        if words[k].text in ("-", "–", "—", "--") and words[k].start > words[k - 1].end and k > n:
            heads = [w for w in words[n:k] if w.kind in "wC"]
            if heads and all(w.kind == "C" for w in heads) and sum(len(w.text) for w in heads) < 60:
                return k + 1
            break
    return n


# --- the words reported -------------------------------------------------------------------------------------------


def span(words: Sequence[Word], sentence: Sentence) -> tuple[int, int, str, bool] | None:
    """Return start, end, form and completeness of content: without outer marks; None if nothing is left."""
    a, b = 0, len(words)
    while a < b and (words[a].kind in ",.n" or words[a].low in _CONJUNCTION):
        a += 1
    while b > a and words[b - 1].kind in ",.n" and words[b - 1].text not in "%":
        b -= 1
    if a >= b:
        return None
    quotes = [w for w in words[a:b] if w.kind == "q"]
    first, last = sentence.quotes.get(words[a].start), sentence.quotes.get(words[b - 1].start)
    start = first.inner if first and words[a].kind == "q" else words[a].start
    end = last.inner_end if last and words[b - 1].kind == "q" else words[b - 1].end
    form = "indirect" if not quotes else "direct" if b - a == 1 else "mixed"
    incomplete = any(not sentence.quotes[w.start].closed for w in quotes)
    return start, end, form, incomplete


def inner_span(word: Word, sentence: Sentence, text: str) -> tuple[int, int]:
    """Return the words inside a quote, without spaces and the last comma or full stop."""
    quote = sentence.quotes[word.start]
    a, b = quote.inner, quote.inner_end
    while a < b and (text[a].isspace() or text[a] in ",.…"):
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",.;:!?"):
        b -= 1
    return a, b


def _stated(words: Sequence[Word], sentence: Sentence, text: str, **more: object) -> Found | None:
    content = span(words, sentence)
    if content is None:
        return None
    start, end, form, incomplete = content
    if form == "direct":
        start, end = inner_span(next(w for w in words if w.kind == "q"), sentence, text)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:!?"):
        end -= 1
    if end <= start:
        return None
    return Found(start=start, end=end, form=form, incomplete=incomplete, **more)  # type: ignore[arg-type]


# --- cue first, after its subject ---------------------------------------------------------------------------------


def _content_after(words: Sequence[Word], n: int) -> tuple[int, str]:
    """Return where the content of the verb at ``n`` begins and what marks it: bahwa, comma, colon, loose, wish or nothing."""
    k = n + 1
    while k < len(words) and words[k].low in ("pula", "juga", "lagi", "kembali", "lebih", "lanjut", "sebelumnya", "secara", "tegas", "kepadanya") \
            and not (words[k].low == "lebih" and k + 1 < len(words) and words[k + 1].low != "lanjut"):
        k += 1
    if k >= len(words):
        return k, ""
    for ahead in range(k, min(k + 26, len(words))):  # an adjunct may stand between: mengatakan kepada pers di Solo bahwa …
        word = words[ahead]
        if word.low in _CONJUNCTION:
            plain = not any((w.low in words_of("auxiliary") and w.low not in ("ada", "sangat")) or (verblike(w) and w.low[:2] in ("me", "be"))
                            for w in words[k:ahead])
            if plain:
                return ahead + 1, "bahwa"
            break
        if word.kind == "q" or word.text == ":":
            break
    if words[k].low in _LOOSE:
        return k + 1, "loose"
    if words[k].low in ("agar", "supaya"):
        return k + 1, "wish"
    after = _after_setting(words, k)
    if after != k and after < len(words) and words[after].low in (*_CONJUNCTION, *_LOOSE):
        after += 1
    if after != k:
        return after, "comma"
    if words[k].text == ":":
        return k + 1, "colon"
    if words[k].text == ",":
        after = _after_setting(words, k + 1)
        return after, "comma"
    return k, ""


def _after_setting(words: Sequence[Word], k: int) -> int:
    """Return the index after phrases of hearer, occasion, date and outlet that stand between verb and content."""
    while k < len(words):
        word = words[k]
        if word.low == "kepada" or word.low == "pada" and k + 1 < len(words) and words[k + 1].kind == "C" and not is_time(words[k + 1]):
            end = k + 1
            while end < len(words) and (words[end].low in ("awak", "para", "media", "wartawan", "reporter", "pers", "jurnalis") or words[end].kind == "C"):
                end += 1
            if words[end - 1].low in ("para", "kepada", "pada") or (end < len(words) and words[end].low in _WISH):
                return k
            k = _skip_comma(words, end)
            continue
        setting = word.low in ("saat", "ketika", "usai", "seusai", "seperti", "sebagaimana", "dikutip", "dilansir") or (
            word.low in ("dalam", "melalui", "lewat", "di", "pada", "via") and any(w.low in _SETTING for w in words[k + 1 : k + 3])
        )
        if setting or (is_time(word) and word.kind == "C"):
            comma = next((n for n in range(k + 1, min(k + 22, len(words))) if words[n].text == "," or words[n].low in _CONJUNCTION or words[n].kind == "q"), 0)
            if not comma or (word.low in ("saat", "ketika", "seperti") and not _is_setting(words[k:comma])):
                return k
            k = _skip_comma(words, comma)
            continue
        break
    return k


def _is_setting(words: Sequence[Word]) -> bool:
    lows = {w.low for w in words}
    return bool(lows & {"ditemui", "dihubungi", "dikonfirmasi", "dimintai", "ditanya", "konferensi", "jumpa", "dikutip", "dilansir", "memberikan", "membuka", "menghadiri",
                        "wawancara", "diwawancarai", "diwawancara", "sambutan", "rapat", "acara", "berbincang", "meninjau", "menyampaikan", "berpidato"})


def _skip_comma(words: Sequence[Word], n: int) -> int:
    return n + 1 if n < len(words) and words[n].text == "," else n


def _cut(words: Sequence[Word], begin: int) -> int:
    """Return where content that begins at ``begin`` ends: before a new clause with its own cue, or a credit, or the end."""
    for n in range(begin + 1, len(words)):
        word = words[n]
        if word.text in ",;" and n + 1 < len(words):
            after = words[n + 1]
            if after.low in ("seperti", "sebagaimana") and n + 2 < len(words) and words[n + 2].low in ("dikutip", "dilansir", "diberitakan", "dilaporkan"):
                return n
            if after.low in ("dikutip", "dilansir", "melansir", "mengutip"):
                return n
            if is_time(after) and after.kind == "C" and any(w.kind == "p" for w in words[n + 1 : n + 4]) and len(words) - n < 8:
                return n
            if after.low in ("dan", "tetapi", "tapi", "namun", "sedangkan", "sementara", "serta", "sambil", "seraya", "sembari", "meski", "meskipun") and _own_cue(words, n + 2):
                return n
        elif word.low in ("sambil", "seraya", "sembari") and _own_cue(words, n + 1):
            return n
    return len(words)


def _own_cue(words: Sequence[Word], n: int) -> bool:
    """Return whether a clause that begins at ``n`` reports on its own: subject and active verb within a few words."""
    for k in range(n, min(n + 9, len(words))):
        if words[k].kind in ",q":
            return False
        if _active_verb(words[k]):
            return k == n or _factual(words, n, k)[1] == "plain"
        if verblike(words[k]):
            return False
    return False


def _factual(words: Sequence[Word], low: int, n: int) -> tuple[int, str]:
    """Return where the subject must end, and how the verb at ``n`` is said: plain, negated, unreal, shared or relative."""
    k = n - 1
    while k >= low and words[k].kind in "w" and words[k].low in words_of("adverb"):
        k -= 1
    if k < low:
        return low, "shared"
    before = words[k]
    if before.low in words_of("negation"):
        return k, "negated"
    if before.low in words_of("unreal"):
        return k, "unreal"
    if before.low == "yang":
        return k, "relative"
    if before.low in words_of("shared"):
        return k, "shared"
    return k + 1, "plain"


def active(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """X mengatakan (kepada Y) (bahwa) Z: subject, verb, content to the end of the sentence."""
    words, out, low = sentence.words, list[Found](), at
    subject: Source | None = found[-1].source if found else None
    n = at
    while n < len(words):
        verb = verbs().get(words[n].low) if words[n].kind in "wC" else None
        if verb is None or verb.build != "active" or (words[n].kind == "C" and n > at and words[n].text != words[n].text.capitalize()):
            n += 1
            continue
        stop, manner = _factual(words, low, n)
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
            while n < len(words) and (words[n].text in ",;" or words[n].low in ("dan", "tetapi", "tapi", "namun", "sedangkan", "sementara", "serta")):
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
            stop, _ = _factual(words, at, k)
            source = source_before(words, at, stop, text) if stop > at else None
            if source is not None:
                return source
    return None


def _active_at(sentence: Sentence, n: int, verb: Verb, manner: str, source: Source | None, text: str) -> tuple[Found | None, int]:
    words = sentence.words
    admits = manner == "negated" and verb.denies  # tidak menampik bahwa: says that it is so
    if (manner in ("negated", "unreal") and not admits) or verb.takes == "none":
        return None, n + 1
    begin, mark = _content_after(words, n)
    if manner == "relative" and mark != "bahwa" and not (source is not None and source.name and verb.takes == "any"):
        return None, n + 1
    if manner == "shared" and mark == "" and any(w.low == "yang" for w in words[max(0, n - 12) : n]):
        return None, n + 1
    if source is None or source.kind in ("selves", "") or source.text.count(" ") > 24 or (source.kind == "unknown" and verb.takes != "any"):
        return None, n + 1
    end = _cut(words, begin)
    content = words[begin:end]
    if not _acceptable(verb, mark, content, source):
        return None, n + 1
    content = _quote_alone(content)
    made = _stated(content, sentence, text, rule="active", verb=verb, cue=(words[n].start, words[n].end), source=source, negated=verb.denies and not admits)
    return made, end


def _quote_alone(content: Sequence[Word]) -> Sequence[Word]:
    """Return only the quote where content is a whole quoted sentence and what follows is no part of it."""
    k = 0
    while k < len(content) and content[k].kind in ",.":
        k += 1
    if k < len(content) and content[k].kind == "q":
        rest = content[k + 1 :]
        words = content[k].text.count(" ") + 1
        if all(w.kind in ",." for w in rest) or (words >= 5 and (content[k].text.rstrip()[-1:] in ".,!?" or rest[0].text == ",")):
            return content[k : k + 1]
    return content


def _acceptable(verb: Verb, mark: str, content: Sequence[Word], source: Source) -> bool:
    """Return whether what follows the verb can be its content."""
    real = [w for w in content if w.kind in "wC#q"]
    if not real:
        return False
    quoted = any(w.kind == "q" and w.text.count(" ") >= 2 for w in real)
    if verb.root in ("tunjuk", "bukti") and source.kind != "document":
        return False
    if source.kind == "unknown" and mark not in ("bahwa", "comma") and not quoted:
        return False
    if mark in ("bahwa", "colon") or (mark == "loose" and verb.tone not in ("directive",)):
        return True
    if mark == "wish":
        return verb.tone in ("directive", "predicting", "commissive") or verb.root in ("tekan", "ingat", "pesan", "sampai", "tegas", "sebut")
    if source.kind == "document":
        return mark == "comma" or is_clause(content)
    if mark == "comma":
        return len(real) >= 3 or quoted
    if verb.tone in ("directive", "commissive"):
        return verb.takes in ("clause", "any") and any(w.low in ("untuk", "agar", "supaya", "tidak", "segera", "akan") for w in real)
    if _is_felt(verb, content):
        return True
    if verb.takes == "any":
        return (len(real) >= 2 or quoted) and not _is_noun_phrase(content)
    if verb.takes == "clause":
        return (is_clause(content) and not _is_noun_phrase(content)) or real[0].low in _PROPOSED or (quoted and content[0].kind == "q")
    return quoted and content[0].kind == "q"


_PROPOSED = frozenset("pentingnya perlunya adanya".split())
_FELT = frozenset("terima apresiasi penghargaan rasa permohonan ucapan belasungkawa duka dukungan keprihatinan selamat kekhawatiran harapan".split())


def _is_noun_phrase(content: Sequence[Word]) -> bool:
    """Return whether content is a thing given (kesediaannya untuk …), not something said of it."""
    first = next((w for w in content if w.kind in "wC#q"), None)
    if first is None or first.kind != "w" or first.low in _PROPOSED:
        return False
    return (first.low in _FELT or (first.low.endswith("nya") and first.low[:2] in ("ke", "pe"))) and not is_clause(content[1:])


def _is_felt(verb: Verb, content: Sequence[Word]) -> bool:
    """Return whether a feeling is put into words: menyampaikan rasa syukur atas …"""
    first = next((w for w in content if w.kind in "wC#q"), None)
    return first is not None and verb.root in ("sampai", "ungkap", "nyata", "ucap", "utara") and len(content) > 4 and (
        first.low in _FELT or (first.low.endswith("annya") and first.low.startswith("ke"))
    )


# --- content first ------------------------------------------------------------------------------------------------


def quoted_first(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """"…," kata X. Also "…," demikian X; "…," X menjelaskan; and the quotes that go on after the cue."""
    words = sentence.words
    k = at
    while k < len(words) and words[k].kind != "q":
        if k - at > 3 or words[k].kind == "n" or verbs().get(words[k].low):
            return [], at
        k += 1
    if k >= len(words):
        return [], at
    lead = words[at:k]
    if lead and not (" ".join(w.low for w in lead if w.kind in "wC") in words_of("connective")):
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
    first = Found("quoted_first", start, stop, "direct", verb, place, source, incomplete=not sentence.quotes[words[k].start].closed)
    return [first, *_goes_on(sentence, end, first, text)], _after_tail(sentence, end)


def _goes_on(sentence: Sentence, n: int, first: Found, text: str) -> Iterator[Found]:
    """Yield quotes later in the sentence that carry on what the cue interrupted."""
    for word in sentence.words[n:]:
        if verbs().get(word.low) and verbs()[word.low].build == "active":
            return
        if word.kind == "q" and word.text.count(" ") >= 3:
            start, end = inner_span(word, sentence, text)
            if end > start:
                yield Found("continued_quote", start, end, "direct", None, None, first.source, "continuation",
                            incomplete=not sentence.quotes[word.start].closed)


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
        if source and source.kind != "selves" and (source.kind != "unknown" or words[max(0, n - 2)].kind == "q" or words[n - 1].kind == "q"):
            return verb, (word.start, word.end), source, end
        if source is None and words[n - 1].kind in "q," and n + 1 < len(words) and words[n + 1].low in words_of("preposition"):
            return verb, (word.start, word.end), None, n + 1  # "…," kata saat ditemui: the source got lost
        return None
    for k in range(n, min(n + 12, len(words))):  # "…," Budi menjelaskan.
        verb = verbs().get(words[k].low)
        if verb and verb.build == "active" and verb.takes != "none" and k > n:
            stop, manner = _factual(words, n, k)
            source = source_before(words, n, stop, text)
            begin, mark = _content_after(words, k)
            if manner == "plain" and source and (begin >= len(words) or not _acceptable(verb, mark, words[begin:], source)):
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
        before, after = words[at:n], words[_skip_comma(words, end) :]
        if n == at or all(w.kind in ",." for w in before):
            content = after
        elif _carries_on(before, words[end:], words, end):
            content = words[at : _cut(words, max(end, at + 1))]
        else:
            content = before
        made = _stated(content, sentence, text, rule="content_first", verb=verb, cue=place, source=source)
        if made and (sum(w.kind in "wCq#" for w in content) >= 2):
            if made.form == "direct" and sum(w.kind in "wC" for w in content):
                made = made._replace(form="mixed")
            tail = list(_goes_on(sentence, end, made, text)) if content is before else []
            return [made, *tail], (_after_tail(sentence, end) if content is before else len(words))
    return [], at


# bare verbs that are nouns as well: cues only after a quotation
_NOUNS_TOO = frozenset("pesan saran usul cerita kisah keluh kritik puji canda tanya jawab duga klaim janji sesal perintah ajak ancam dalih aku umum nilai".split())


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
        return verb is not None and (verb.build == "clitic" or (verb.build == "bare" and n + 1 < len(words) and words[n + 1].kind in "Cw"
                                     and (words[n + 1].kind == "C" or words[n + 1].low in words_of("pronoun"))))
    before = words[n - 1]
    if before.text in ",–-" or before.kind in "qp" or (before.low in words_of("connective") and n - 1 == at):
        return True
    if n - 1 == at and (before.low in ("masih", "seperti", "senada") or before.low in words_of("subordinator")):
        return True
    if verb is None or verb.root not in ("kata", "ujar", "ucap", "tutur", "tambah", "pungkas") or before.low in _NOT_SAID or n + 1 >= len(words):
        return False
    after = words[n + 1]
    return after.low in words_of("pronoun") or (after.kind == "C" and not is_time(after) and name_start([after.text]) == 0 and is_clause(words[at:n]))


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
    topic = not is_clause(before) or before[0].low in words_of("subordinator") or before[0].low in words_of("preposition")
    if is_time(first) or opens_role(first) and not topic:
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
        first = " ".join(w.low for w in lead) in words_of("connective") or all(w.low in words_of("connective") for w in lead)
        first = first or (len(lead) == 1 and lead[0].low in words_of("subordinator"))
        if first and end < len(words) and source is not None:
            doubled = next((k for k in range(end, min(end + 6, len(words))) if _active_verb(words[k])), None)
            if doubled is not None and not any(w.text == "," for w in words[end:doubled]):
                made, stop = _active_at(sentence, doubled, verbs()[words[doubled].low], "plain", source, text)
                if made:
                    return [made], stop
        if first and lead and words[n - 1].text == ",":
            content = words[at:]
        elif first:
            content = words[_skip_comma(words, _past_setting(words, end)) :]
            content = content[: _cut(content, 0)] if content else content
        elif n > at and words[n - 1].text == ",":
            carries = _carries_on(words[at:n], words[end:], words, end) if end < len(words) else False
            if carries:
                content = words[at:]
            else:
                content = words[_clause_start(words, at, n) : n]
        else:
            continue
        made = _stated(content, sentence, text, rule="according_to", verb=verbs()["menurut"], cue=(words[n].start, words[n].end), source=source)
        if made and sum(w.kind in "wCq#" for w in content) >= 2:
            return [made], len(words)
    return [], at


def _past_setting(words: Sequence[Word], k: int) -> int:
    """Return the index after a bracket, date or credit that follows the source."""
    while k < len(words):
        nxt = _skip_comma(words, k)
        if nxt < len(words) and (words[nxt].low in ("seperti", "sebagaimana", "dikutip", "dilansir", "dalam", "melalui", "saat") or is_time(words[nxt])):
            comma = next((n for n in range(nxt + 1, min(nxt + 14, len(words))) if words[n].text == ","), 0)
            if comma and (is_time(words[nxt]) or _is_setting(words[nxt:comma]) or any(w.low in _SETTING for w in words[nxt:comma])):
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


def _active_verb(word: Word) -> bool:
    verb = verbs().get(word.low)
    return verb is not None and verb.build == "active" and verb.takes != "none"


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
        stop, manner = _factual(words, at, n)
        follower = words[n + 1]
        if manner in ("negated", "unreal", "relative") or (verb.tone == "predicting" and follower.low != "oleh"):
            continue
        if not (follower.kind == "C" or follower.low == "oleh" or follower.low in words_of("pronoun")):
            continue
        source, end = source_after(words, n + 1, text)
        if source is None or source.kind not in ("person", "pronoun", "office", "org") or (source.kind == "org" and follower.low != "oleh"):
            continue
        begin = _skip_comma(words, end)
        rest = words[begin:]
        conj = begin < len(words) and words[begin].low in _CONJUNCTION
        if conj:
            content: Sequence[Word] = rest[1:]
        elif stop > at and rest and source.kind in ("person", "pronoun") and (rest[0].low in words_of("auxiliary") or verblike(rest[0])) and words[end].text != ",":
            content = words[at:]
        elif n == at and words[end : end + 1] and words[end].text == "," and len(rest) > 3:
            content = rest
        else:
            continue
        made = _stated(content, sentence, text, rule="passive", verb=verb, cue=(words[n].start, words[n].end), source=source)
        if made:
            return [made], len(words)
    return [], at


# --- colon --------------------------------------------------------------------------------------------------------


def colon(sentence: Sentence, at: int, text: str, found: list[Found]) -> tuple[list[Found], int]:
    """X: "…": a name, a colon and a quote."""
    words = sentence.words
    for n in range(at + 1, len(words) - 1):
        if words[n].text == ":" and words[n + 1].kind == "q" and n - at < 14:
            if any(_active_verb(w) or verblike(w) for w in words[at:n]):
                return [], at
            source = read_phrase(words[at:n], text)
            if source and source.name:
                made = _stated(words[n + 1 : n + 2], sentence, text, rule="colon", verb=None, cue=None, source=source)
                return ([made] if made else []), len(words)
    return [], at


Rule = Callable[[Sentence, int, str, list[Found]], tuple[list[Found], int]]
RULES: tuple[tuple[str, Rule, str], ...] = (
    ("quoted_first", quoted_first, "a quote that opens the sentence is the surest sign, and its cue rules whatever verbs follow"),
    ("content_first", content_first, "kata, ujar, katanya after a comma claim the sentence around them, its verbs included"),
    ("according_to", according_to, "menurut X frames a sentence; doubled with a verb (menurut X mengatakan) the verb is the cue"),
    ("colon", colon, "a name, a colon and a quote need no verb"),
    ("active", active, "subject, verb, content: the commonest order, tried once nothing stronger holds the sentence"),
    ("passive", passive, "a passive with its agent; agentless ones name nobody"),
)

_BULLET = re.compile(r"\s*(?:[•●▪◦*·\-–]|\d{1,2}[.)]|[a-h][.)])\s+\S")


def is_bullet(text: str, start: int) -> bool:
    """Return whether a list item begins at ``start``."""
    line = text.rfind("\n", 0, start + 1) + 1
    return bool(_BULLET.match(text, line)) and text[line:start].strip(" •●▪◦*·-–.)0123456789abcdefgh\t") == ""
