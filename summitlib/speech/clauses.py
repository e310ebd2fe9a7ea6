"""One string cut into sentences of words for grammar: a quote is one word, a bracket is one word.

These are sentences of the reporting text: a quotation of three sentences with its ``kata Budi`` is one. (For
sentences as the treebanks have them see ``summitlib.text``.) Everything keeps its offsets.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from summitlib.lexicons import column, read_lexicon
from summitlib.speech.names import is_closed, is_common, lost_space
from summitlib.speech.quotes import Quote, quotes_in

LONGEST = 400  # words: no sentence of news is longer, and so no text can make a sentence slow


class Word(NamedTuple):
    """One word, mark, bracket or quote.

    kind: w small, C capital, # number, q quote, p bracket, n line break, ``.`` a final mark, ``,`` any other.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str


class Sentence(NamedTuple):
    """Words of one reporting sentence; ``quotes`` by the offset where they start; ``fresh``: it opens a paragraph."""

    words: list[Word]
    start: int
    end: int
    fresh: bool
    quotes: dict[int, Quote]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Return the pattern of one word, its numbered cases in order of preference."""
    short = "|".join(sorted({form.rstrip(".") for form in column("titles", "words", "degree") if form.isalpha()}))
    bachelor, master = "E|H|T|P|Pd|Sos|IP|IK|Si|Ag|Kom|Kep|KM", "M|H|T|A|P|BA|Sc|Si|Pd|Kes|Kom|Hum|Ag|AP"
    degree = rf"(?:(?:[SM]|Ph|LL|Sp)\.\s?(?:[A-Z][A-Za-z]{{0,4}}\.?)+|Gr|Lc|S(?:{bachelor})|M(?:{master})|PhD)"
    return re.compile(
        rf",\s{degree}(?:,?\s{degree})*(?=\s*[,.()]|\s[a-z])"  # 0 degrees after a name count as a bracket
        r"|\b(?:[A-Z]\.)+[A-Z](?=\s)"  # 1 initials, and short titles, keep their dot
        rf"|\b(?:[A-Z]|(?i:{short}|jl|pt|cv|no|st|tgl|jend|jr|sr|a\.n|u\.s))\.(?=\s?\w)"
        r"|\d+(?:[.,]\d+)+"  # a number
        r"|\w+(?:(?:[-'’/&]|\.(?=[a-z0-9]))\w+)*"  # 2 words, joined ones too; a dot before a capital parts sentences
        r"|\([^()\n]{0,160}\)"  # 3 a bracket
        r"|\n\s*"  # 4 line breaks
        r"|\.\.\.|[^\w\s]"  # 5 any other mark
    )


def words_in(text: str) -> tuple[list[Word], dict[int, Quote]]:
    """Return all words of a text in order, quotes as single words, and the quotes by their start."""
    quotes = {quote.start: quote for quote in quotes_in(text)}
    words: list[Word] = []
    pattern, at = _word_pattern(), 0
    for quote in [*quotes.values(), None]:
        for match in pattern.finditer(text, at, quote.start if quote else len(text)):
            start = match.start()
            for part, low, kind in _parts(match[0]):
                words.append(Word(start, start + len(part), part, low, kind))
                start += len(part)
        if quote:
            words.append(Word(quote.start, quote.end, text[quote.inner : quote.inner_end], "", "q"))
            at = quote.end
    return words, quotes


@lru_cache(maxsize=65536)
def _parts(form: str) -> tuple[tuple[str, str, str], ...]:
    """Return the words in a form, each with its small letters and kind: two where a space got lost beside a verb."""
    cut = lost_space(form) if form.isalpha() else 0
    return tuple((part, part.lower(), _kind(part)) for part in ((form[:cut], form[cut:]) if cut else (form,)))


def _kind(form: str) -> str:
    """Return the kind of a word or mark by its first character, as `Word` lists them."""
    first = form[0]
    if first == "," and len(form) > 1:
        return "p"
    if first.isalpha():
        return "C" if first.isupper() else "w"
    if first.isdigit():
        return "#"
    if first == "(":
        return "p" if len(form) > 1 else ","
    if first == "\n":
        return "n"
    return "." if first in ".!?…" else ","


def reporting_sentences(text: str) -> list[Sentence]:
    """Return the sentences of the reporting text, in order."""
    words, quotes = words_in(text)
    inside = {b.text for a, b in pairwise(words) if b.kind == "C" and a.kind in "wC#"}  # capitals that open nothing
    out: list[Sentence] = []
    begun, fresh = 0, True
    for n, (word, after) in enumerate(zip_longest(words, words[1:])):
        opens = after is not None and after.kind == "q" and _quote_opens(words, n + 1)
        line = opens or (word.kind == "n" and not _goes_on(words, n))
        if line or (word.kind in ".q" and _ends(words, n)) or n - begun >= LONGEST - 1:
            part = [w for w in words[begun : n + 1] if w.kind != "n"]
            if part:
                out.append(_sentence(part, fresh, quotes, inside))
                fresh = False
            fresh = fresh or line
            begun = n + 1
    part = [w for w in words[begun:] if w.kind != "n"]
    if part:
        out.append(_sentence(part, fresh, quotes, inside))
    return out


def _sentence(words: list[Word], fresh: bool, quotes: dict[int, Quote], inside: set[str]) -> Sentence:
    """Return the sentence; a capital that only opens it is none, unless the word has one inside a sentence too."""
    for n, word in enumerate(words[:4]):
        if word.kind == "C":
            if is_common(word.text) and (word.text not in inside or is_closed(word.text)):
                words[n] = word._replace(kind="w")
            break
        if word.kind not in ",.":
            break
    return Sentence(words, words[0].start, words[-1].end, fresh, quotes)


def _quote_opens(words: list[Word], n: int) -> bool:
    """Return whether a quote with its own cue begins at ``n`` though the sentence before lost its full stop."""
    if n + 1 == len(words) or words[n - 1].kind not in "wCp#" or words[n + 1].kind != "w":
        return False
    text = words[n].text.strip()
    if not (text[:1].isupper() and text[-1:] in ",.!?" and text.count(" ") > 4):
        return False
    before = words[n - 1].low
    return (
        words[n + 1].low in forms("bare") | forms("clitic")
        and before not in verbs()
        and before not in ("bahwa", "dan", "yang", "bertajuk", "berjudul")
    )


def _goes_on(words: list[Word], n: int) -> bool:
    """Return whether a line break falls inside a sentence: words before it end in no mark, the next is small."""
    return (
        0 < n < len(words) - 1
        and words[n - 1].kind in "w,"
        and words[n - 1].text not in ":;"
        and words[n + 1].kind == "w"
        and words[n + 1].low not in forms("bare")
    )


def _ends(words: list[Word], n: int) -> bool:
    """Return whether a sentence ends with this final mark or quote."""
    word = words[n]
    after = words[n + 1] if n + 1 < len(words) else None
    if word.kind == "q":
        final = word.text.rstrip()[-1:] in ".!?…" and word.text.count(" ") > 1
        return final and after is not None and after.kind in "Cq" and after.low not in forms("bare")
    if after is None or after.kind in "Cqpn":
        return not (after is not None and after.kind == ".")
    if after.kind == "#":
        return n == 0 or words[n - 1].kind != "#"
    return after.text in "•*[“"


# --- lexicons in the shapes the rules ask for ---------------------------------------------------------------------


class Verb(NamedTuple):
    """A form of a reporting verb: its root and class, how it is built, what it takes and whether it denies."""

    root: str
    tone: str
    build: str
    takes: str
    denies: bool


@cache
def verbs() -> dict[str, Verb]:
    """Return every form of every reporting verb; ``build`` is active, bare, clitic (-nya), frame or passive."""
    out: dict[str, Verb] = {}
    for row in read_lexicon("reporting_verbs"):
        for build in ("active", "bare", "frame", "passive"):
            for form in filter(None, row[build].split(";")):
                kind = "clitic" if build == "bare" and form == row["root"] + "nya" else build  # sampainya, never sampai
                verb = Verb(row["root"], row["class"], kind, row["takes"], row["denies"] == "yes")
                out.setdefault(form, verb)
                if build != "active":  # katanya, menurutnya, dijelaskannya
                    out.setdefault(form + "nya", verb._replace(build="frame clitic" if build == "frame" else "clitic"))
                if build == "active" and form.endswith("kan"):  # contohkannya
                    out.setdefault(row["root"] + "kannya", verb._replace(build="clitic"))
    return out


@cache
def forms(build: str) -> frozenset[str]:
    """Return the forms of reporting verbs of one build."""
    return frozenset(form for form, verb in verbs().items() if verb.build == build)
