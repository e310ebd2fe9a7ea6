"""The source after a reporting verb: ``kata Rina Wati, kepala dinas, Senin``; ``menurut para nelayan di Bahari``.

The phrase ends where its name does; a role after a comma belongs to it, a date, an occasion or a credit does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from summitlib.speech.clauses import Word, verbs
from summitlib.speech.names import name_span, name_start, offices, opens_institution, place_at, titles
from summitlib.speech.predicates import LINK, is_clause, is_time, words_of
from summitlib.speech.sources import Source, dan_joins, opens_role, read_phrase

AT = ("pada", "di", "dari")  # before the seat of an office


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


def _phrase_end(words: Sequence[Word], n: int) -> int:
    """Return the index where the phrase that begins at ``n`` ends."""
    phrase = _Phrase(words, n)
    for k in range(n, len(words)):
        end = phrase.end_at(k)
        if end is not None:
            return end
        phrase.take(k)
    return max(n, len(words))


class _Phrase:
    """A noun phrase after a verb, read word by word: what was taken of it so far decides where it ends."""

    def __init__(self, words: Sequence[Word], begin: int) -> None:
        self.words = words
        self.begin = begin
        self.run = begin  # where the latest run of capitals began
        self.named = False  # a personal name stands in it
        self.closed = False  # a demonstrative ended it: ketua itu
        self.relative = False  # a relative clause runs: warga yang …

    def take(self, k: int) -> None:
        """Take the word at ``k`` into the phrase."""
        word = self.words[k]
        if word.kind == "C":
            goes_on = k > self.begin and (self.words[k - 1].kind in "Cp" or dan_joins(self.words, self.run, k - 1))
            self.run = self.run if goes_on else k
            parts = [w.text for w in self.words[self.run : k + 1]]
            self.named = self.named or name_start(parts) < len(parts)
        self.closed = self.closed or word.low in words_of("demonstrative")
        self.relative = self.relative or (word.low == "yang" and not self.named and k > self.begin)

    def end_at(self, k: int) -> int | None:
        """Return where the phrase ends if it does not go on at ``k``: there, or after what still belongs to it."""
        words, word = self.words, self.words[k]
        if word.kind == "C":
            return k if is_time(word) and k > self.begin else None
        if word.kind == "p":
            return k if k == self.begin or is_time(words[k - 1]) else None
        if word.text == ",":
            return None if _enumerates(words, k, self.named) else k
        return k if word.kind in ".qn," else self._end_at_small(k)

    def _end_at_small(self, k: int) -> int | None:
        """Return where the phrase ends at a small word or a number; None where it goes on."""
        words, word = self.words, self.words[k]
        linked = word.low in LINK and k + 1 < len(words) and words[k + 1].kind == "C"
        if linked or (self.relative and word.low not in words_of("aside")):
            return None
        if self.named and word.low in ("dan", "serta") and (joined := _second_name(words, k)):
            return joined
        return self._with_tail(k) if k > self.begin and self._is_left_at(word) else None

    def _is_left_at(self, word: Word) -> bool:
        """Return whether a small word is no part of the phrase: it is complete, or the word opens something else."""
        small = word.low not in words_of("inside")
        foreign = self.words[self.begin].kind == "C" and small and not _of_office(word)
        adjunct = word.low in words_of("adjunct") and small
        within = word.low == "dalam" and word.kind == "w"
        return self.named or self.closed or foreign or adjunct or within or word.low in verbs()

    def _with_tail(self, k: int) -> int:
        """Return the index after what belongs to the phrase left at ``k``: *selaku* or *dari* …, a demonstrative."""
        words, low = self.words, self.words[k].low
        sent = low == "dari" and k + 1 < len(words) and opens_institution(words[k + 1].text)
        if self.named and (low == "selaku" or sent):
            return _role_end(words, k)
        whole = words[self.begin].kind == "w" or (k == self.run + 1 and not self.named)  # guru dari SDN 3 Bahari ini
        return k + 1 if low in words_of("demonstrative") and whole else k


def _of_office(word: Word) -> bool:
    """Return whether a small word can stand inside the name of an office: Direktur utama, Ketua umum."""
    return word.low in offices() or word.low in words_of("demonstrative") or name_start([word.text.capitalize()]) == 1


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
    lone = after == end + 2 and words[end + 1].kind == "C" and any(w.low in AT for w in part)
    return after if lone or is_seat(words, end + 1, after) else end


def _after_titles(words: Sequence[Word]) -> int:
    """Return the index after the titles and ranks a name opens with."""
    return next((n for n, w in enumerate(words) if w.low.rstrip(".") not in titles()), len(words))


def _role_end(words: Sequence[Word], n: int) -> int:
    """Return the index where a role that begins at ``n`` ends: at a mark, a date, or what is told beside it."""
    ends = (k for k in range(n, len(words)) if words[k].kind in ".qn" or words[k].text == "," or is_time(words[k]))
    mark = next(ends, len(words))
    return next((k for k in range(n, mark) if words[k].low in words_of("aside")), mark)


def is_seat(words: Sequence[Word], low: int, high: int) -> bool:
    """Return whether the words are a place alone: the last part of a role, as in *dosen Universitas Bahari, Lisboa*."""
    parts = [w.text for w in words[low:high] if w.kind != "p"]
    return bool(parts) and place_at(parts, 0) == len(parts)
