"""The source beside a reporting verb: before it as subject, after it as in ``kata Rina Wati, kepala dinas, Senin``.

What lies between a clause boundary and its verb is cut at the commas; dates, occasions and credits are set aside, and
what remains is a name, a role beside a name, or an unnamed source. After the verb the phrase ends where its name does.
"""

from __future__ import annotations

from collections.abc import Sequence

from summitlib.speech.clauses import Word, verbs
from summitlib.speech.names import name_span, name_start, offices, opens_institution, place_at, titles
from summitlib.speech.predicates import LINK, is_clause, is_time, verblike, words_of
from summitlib.speech.sources import Source, after_connective, dan_joins, opens_role, read_phrase


def source_after(words: Sequence[Word], n: int, text: str) -> tuple[Source | None, int]:
    """Return the source that begins at word ``n`` and the index after it, with its apposition."""
    if n < len(words) and words[n].low == "oleh":
        n += 1
    if n + 1 < len(words) and words[n].low in words_of("view") and words[n + 1].kind in "Cw":
        source, end = source_after(words, n + 1, text)  # menurut penilaian para analis: they judge
        if source and source.kind in ("person", "office", "group", "org", "pronoun", "plural"):
            return source, end
    end = _phrase_end(words, n)
    source = read_phrase(words[n:end], text)
    if source is None or source.kind in ("pronoun", "plural", "selves"):
        return source, n + 1 if source else end
    if end + 1 < len(words) and words[end].text == ",":
        return _with_apposition(words, source, n, end, text)
    return source, end


def _of_office(word: Word) -> bool:
    """Return whether a small word can stand inside the name of an office: Direktur utama, Ketua umum."""
    return word.low in offices() or word.low in words_of("demonstrative") or name_start([word.text.capitalize()]) == 1


def _phrase_end(words: Sequence[Word], n: int) -> int:
    """Return the index where the phrase that begins at ``n`` ends."""
    named, closed, relative, k, run = False, False, False, n, n
    while k < len(words):
        word = words[k]
        if word.kind == "C":
            if is_time(word) and k > n:
                return k
            run = run if k > n and (words[k - 1].kind in "Cp" or dan_joins(words, run, k - 1)) else k
            parts = [w.text for w in words[run : k + 1]]
            named = named or name_start(parts) < len(parts)
        elif word.kind == "p":
            if is_time(words[k - 1]) if k > n else True:
                return k
        elif word.text == ",":
            if not _enumerates(words, k, named):
                return k
        elif word.kind in ".qn,":
            return k
        elif (word.low in LINK and k + 1 < len(words) and words[k + 1].kind == "C") or (
            relative
            and word.low
            not in (
                "kepada",
                "saat",
                "dalam",
                "seperti",
                "dikutip",
                "dilansir",
                "sambil",
                "seraya",
            )
        ):
            pass
        elif named and word.low in ("dan", "serta") and (joined := _second_name(words, k)):
            return joined
        elif k > n and (
            named
            or closed
            or word.low in verbs()
            or (words[n].kind == "C" and word.low not in words_of("inside") and not _of_office(word))
            or (word.low == "dalam" and word.kind == "w")
            or (word.low in words_of("adjunct") and word.low not in words_of("inside"))
        ):
            sent = word.low == "dari" and k + 1 < len(words) and opens_institution(words[k + 1].text)
            if named and (word.low == "selaku" or sent):
                return _role_end(words, k)
            whole = words[n].kind == "w" or (k == run + 1 and not named)  # guru dari SDN 3 Bahari ini
            return k + 1 if word.low in words_of("demonstrative") and whole else k
        closed = closed or word.low in words_of("demonstrative")
        relative = relative or (word.low == "yang" and not named and k > n)
        k += 1
    return k


def _second_name(words: Sequence[Word], dan: int) -> int:
    """Return the index after a second name that ends the phrase: kata Rina Wati dan Adi Putra; 0 where none does."""
    end = next((k for k in range(dan + 1, len(words)) if words[k].kind != "C"), len(words))
    parts = [w.text for w in words[dan + 1 : end]]
    if len(parts) < 2 or name_span(parts) != (0, len(parts)) or is_time(words[dan + 1]):
        return 0
    ends = end == len(words) or words[end].kind in ".,pnq" or words[end].low in words_of("adjunct")
    return end if ends else 0


def _enumerates(words: Sequence[Word], comma: int, named: bool) -> bool:
    """Return whether the comma stands inside the name of an office: Direktur Penyuluhan, Pelayanan, dan Humas …"""
    if named or words[comma - 1].kind != "C":
        return False
    for k in range(comma + 1, min(comma + 9, len(words) - 1)):
        if words[k].low in ("dan", "serta"):
            after = words[k + 1]
            return (
                after.kind == "C"
                and all(name_start([w.text]) == 1 for w in words[comma + 1 : k] if w.kind == "C")
                and name_start([after.text]) == 1
                and after.low not in offices()
                and words[comma + 1].low not in offices() | titles()
            )
        if words[k].kind != "C" and words[k].text != ",":
            return False
    return False


def _with_apposition(words: Sequence[Word], source: Source, begin: int, comma: int, text: str) -> tuple[Source, int]:
    """Return the source joined with the phrase after the comma, if one is the other's role."""
    end = _phrase_end(words, comma + 1)
    part = words[comma + 1 : end]
    if not part or is_time(part[0]):
        return source, comma
    if not source.name or (source.role and _is_pure_name(part)):
        other = read_phrase(part, text) if part[0].kind == "C" else None
        if other and other.name and source.kind in ("office", "person", "group", "org", "unknown"):
            role = text[words[begin].start : words[comma].start] + (", " + other.role if other.role else "")
            return other._replace(role=role), end
        return source, comma
    if not opens_role(part[0]):
        return source, comma
    end = _role_end(words, comma + 1)
    if is_clause(words[comma + 1 : end]) or any(w.low in verbs() for w in words[comma + 1 : end]):
        return source, comma
    end = _with_seat(words, end, part)
    role = text[part[0].start : words[end - 1].end]
    return source._replace(role=", ".join(filter(None, [source.role, role]))), end


def _is_pure_name(part: Sequence[Word]) -> bool:
    """Return whether the phrase is a name and its titles, no place."""
    texts, titled = [w.text for w in part], _after_titles(part)
    begin, end = name_span(texts)
    return part[0].kind == "C" and len(part) > 1 and titled == begin < end and not place_at(texts, 0)


def _with_seat(words: Sequence[Word], end: int, part: Sequence[Word]) -> int:
    """Return the end of a role that closes with its seat: profesor pada Universitas Bahari, Lisboa, mengatakan."""
    after = next((k for k in range(end + 1, min(end + 5, len(words))) if words[k].text == ","), 0)
    if not after or words[end].text != ",":
        return end
    lone = after == end + 2 and words[end + 1].kind == "C" and any(w.low in ("pada", "di", "dari") for w in part)
    return after if lone or _is_seat(words, end + 1, after) else end


def _after_titles(words: Sequence[Word]) -> int:
    """Return the index after the titles and ranks a name opens with."""
    return next((n for n, w in enumerate(words) if w.low.rstrip(".") not in titles()), len(words))


def _role_end(words: Sequence[Word], n: int) -> int:
    k = n
    while k < len(words) and words[k].kind not in ".qn" and words[k].text != "," and not is_time(words[k]):
        if words[k].low in (
            "saat",
            "ketika",
            "kepada",
            "dalam",
            "dikutip",
            "dilansir",
            "seperti",
            "usai",
            "melalui",
            "lewat",
        ):
            break
        k += 1
    return k


# --- before the verb ------


def source_before(words: Sequence[Word], low: int, high: int, text: str) -> Source | None:
    """Return the subject in ``words[low:high]``, the stretch between a clause boundary and its verb."""
    parts = _segments(words, low, high)
    phrases = [p for p in parts if not _is_adjunct(words[p[0]]) or _joined(words, *p)]
    if not phrases:
        return _embedded(words, low, high, text)
    roles: list[str] = []
    fallback: Source | None = None
    for n in range(len(phrases) - 1, max(-1, len(phrases) - 5), -1):
        low_at, high_at = phrases[n]
        seat = _closes_role(words, phrases, n)
        source = None if seat else _subject(words, low_at, high_at, text)
        stretch = _without_connective(text[words[low_at].start : words[high_at - 1].end])
        if source is None or not source.name:
            fallback = fallback or source
            roles.append(stretch)
            if n and not (
                seat or opens_role(words[low_at]) or words[low_at].low in ("sekaligus", "yang", "serta", "dan")
            ):
                break
            continue
        seats_only = all(_closes_role(words, phrases, k) for k in range(n + 1, len(phrases)))
        beside = n > 0 and parts.index(phrases[n - 1]) == parts.index(phrases[n]) - 1
        if beside and seats_only and opens_role(words[low_at]):
            other = _subject(words, *phrases[n - 1], text)
            if (
                other and other.name and not other.role
            ):  # Adam Reed, direktur Delta Corp, mengatakan: the company is no person
                return other._replace(role=", ".join([stretch, *reversed(roles)]))
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


def _is_seat(words: Sequence[Word], low: int, high: int) -> bool:
    """Return whether the words are a place alone: the last part of a role, as in *dosen Universitas Bahari, Lisboa*."""
    parts = [w.text for w in words[low:high] if w.kind != "p"]
    return bool(parts) and place_at(parts, 0) == len(parts)


def _closes_role(words: Sequence[Word], phrases: list[tuple[int, int]], n: int) -> bool:
    """Return whether phrase ``n`` is the seat that ends the role before it, not the source.

    Known places are; so is a lone capital where a name stands before the role: *Adi Putra, guru di Bahari, Lisboa*.
    """
    if n == 0 or not opens_role(words[phrases[n - 1][0]]):
        return False
    if _is_seat(words, *phrases[n]):
        return True
    low, high = phrases[n]
    name = [w.text for w in words[slice(*phrases[n - 2])] if w.kind != "p"] if n > 1 else []
    role = words[slice(*phrases[n - 1])]
    return (
        high - low == 1
        and words[low].kind == "C"
        and len(name) > 1
        and words[phrases[n - 2][0]].kind == "C"
        and name_span(name)[1] > name_span(name)[0]
        and any(w.low in ("pada", "di", "dari") for w in role)
    )


def _joined(words: Sequence[Word], low: int, high: int) -> bool:
    """Return whether a connective of several words opens the stretch: *selain itu* is none of its own."""
    return any(
        low + size < high and " ".join(w.low for w in words[low : low + size]) in words_of("connective")
        for size in (2, 3)
    )


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
    office = n + 1 < len(words) and opens_role(words[n + 1])
    said = word.kind == "w" and word.low in words_of("adverb") and not (word.low == "sekaligus" and office)
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
    high = next((k for k in range(low + 1, high) if words[k].low == "selaku" and words[k - 1].kind in "Cp"), high)
    n = high
    while (n > low and words[n - 1].kind in "Cp") or (n > low and words[n - 1].low in LINK):
        n -= 1
    run = words[n:high]
    if not run or (n > low and words[n - 1].low in words_of("preposition") and not name_start([w.text for w in run])):
        return None
    if is_time(run[0]):
        return None
    return read_phrase(run, text)
