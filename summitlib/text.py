"""One string of Indonesian news: its sentences, tokens and lemmas, with offsets into the very string given.

Tokens are words, numbers and marks as the Indonesian treebanks of Universal Dependencies have them. Nothing is
normalised: ``text[start:end]`` is always the token. Limits: clitics stay on their word (*katanya* is one token),
and a sentence that neither a mark nor a line end closes is not found.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.rows import SENTENCE, TOKEN, each_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd


class Sentence(NamedTuple):
    """A sentence, heading or bullet; ``text[start:end]`` of the string it was found in."""

    start: int
    end: int
    text: str


class Token(NamedTuple):
    """A word, number or mark; ``text[start:end]`` of the string it was found in."""

    start: int
    end: int
    text: str


# ------------------------------------------------------------------------------------------------- tokens
# A text is a row of chunks between spaces. Few chunks are rare, so each is cut once and remembered; only a chunk
# whose last full stop depends on its neighbours is looked at in its place.

_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"  # soft hyphen, zero width, accents: never the edge of a word
_HYPHEN = r"\-\u2010\u2011"
_CLOSERS = "\"'”’»)\\]"
_LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_DOMAINS = "com|co|id|net|org|go|ac|or|sch|web|tv|info|news|edu|gov|io|my|sg|jp|uk|au|us|me"

# name, pattern, reason: at each place the first that fits wins. What needs something after a repetition is
# bounded in length, so that no text makes the search start over and over.
_CUTS = (
    ("address", r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”'’.,;:!?)\]]", "a link is whole, without closing marks"),
    ("e-mail", r"[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{1,62}){1,4}", "so is an e-mail address"),
    ("handle", r"@\w{2,30}", "and the name of an account"),
    ("domain", rf"\w[\w-]{{0,62}}(?:\.\w[\w-]{{0,62}}){{0,3}}\.(?i:{_DOMAINS})(?![\w-])(?:/[\w/%.-]{{0,500}}[\w/])?",
     "outlets name themselves by their domain"),
    ("date", r"\d{1,4}/\d{1,2}/\d{1,4}(?![\d/])|\d{4}-\d{2}-\d{2}(?!\w)|\d{1,2}-[A-Z][a-z]{2}(?!\w)", "12/9/2023, 10-Jan"),
    ("reference", r"(?:\d{1,6}|[IVXLC]{1,5}|[A-Z])(?:/[A-Z\d][A-Z\d.]{0,20}(?![a-z])){1,6}(?<!\.)(?![\w,])",
     "numbers of laws and letters, seasons, fractions: 34/PMK.011/2007, II/2007, 1/3, C/D"),
    ("rating", rf"(?:id)?(?:A{{1,3}}|B{{1,3}}|C{{1,3}}|D)[+-](?![\w{_HYPHEN}])", "credit ratings keep their sign"),
    ("signed", r"(?<![^\s(\"“'‘])[-−+]\d+(?:[.,:]\d+)*", "a sign before a number, where no range can be meant"),
    ("decade", rf"\d+(?:[.,]\d+)*[{_HYPHEN}]an(?!\w)", "1960-an"),
    ("currency", r"(?:Rp|IDR|USD|SGD|EUR|RM)(?=\.?\d)", "Rp42,03 is an amount after a currency"),
    ("number", r"\d+(?:[.,:]\d+)*\w*", "digits with their separators, and a letter or unit glued to them"),
    ("abbreviation", "", "from the lexicon, with its full stop; the pattern is put together from there"),
    ("initials", r"(?<!\w)(?:[A-Z]\.)+(?![a-z]{2})", "A.S., B.C., J."),
    ("ampersand", r"[A-Z]{1,4}&[A-Z]{1,4}(?!\w)", "E&P, AT&T"),
    ("possessive", r"(?<=\w)['’]s(?!\w)", "the English ending stands alone"),
    ("word", rf"\w[\w{_INSIDE}]*(?:(?:[{_HYPHEN}]|['’`](?!s\b))\w[\w{_INSIDE}]*)*", "letters, across hyphen and apostrophe"),
    ("marks", r"--+|\.\.+|``|''", "a dash, an ellipsis, quotes of plain text"),
    ("mark", rf"[^\s{_INSIDE}][\ufe0e\ufe0f\u20e3{_INSIDE}]*", "anything else that is visible stands alone"),
)  # fmt: skip
_CHUNK = re.compile(r"\S+")
_CLOSED = re.compile(rf"[{_CLOSERS}]+(?!\w)|[^\S{_LINE_ENDS}]*(?![^{_LINE_ENDS}])")
_DOTTED = re.compile(r"(?:[A-Z]\.)+|[A-Z][a-z]?\.[A-Z][A-Za-z]{0,4}\.")
_DIGIT_NEXT, _CAPITAL_NEXT = re.compile(r"\s?\d"), re.compile(r"\s+[\"'“‘(]*[A-Z]")
_MANY_CHUNKS, _LONG_CHUNK = 1 << 17, 64  # what is remembered: some 30 MB at most


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation -> never, maybe or digit: whether its full stop may end a sentence."""
    ends: dict[str, str] = {}
    for row in read_lexicon("abbreviations"):
        short = row["abbreviation"]
        capitals = short.upper() if row["kind"] in ("title", "number") else short
        ends = {capitals: row["ends"], short[0].upper() + short[1:]: row["ends"]} | ends | {short: row["ends"]}
    return ends


@cache
def _lettered() -> re.Pattern[str]:
    """What stands before a letter that is a label (*golongan B.*) and not the initial of a name."""
    nouns = "|".join(row["noun"] for row in read_lexicon("lettered_nouns"))
    return re.compile(rf"(?:\d|\b(?:{nouns}))\s\Z", re.IGNORECASE)


@cache
def _cutter() -> re.Pattern[str]:
    known = "|".join(re.escape(form) for form in sorted(_abbreviations(), key=len, reverse=True))
    patterns = dict((name, pattern) for name, pattern, _ in _CUTS) | {"abbreviation": rf"(?<![\w.])(?:{known})\."}
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns.values()))


@cache
def _open_edge() -> re.Pattern[str]:
    """Finds the chunks whose last full stop depends on what stands around them."""
    asks = "|".join(re.escape(form) for form, ends in _abbreviations().items() if ends == "digit")
    return re.compile(rf"(?<![^\W_])(?:[A-Z]|[A-Z][a-z]?\.[A-Z][A-Za-z]{{0,4}}|{asks})\.\Z")


def is_open_ended(chunk: str) -> bool:
    """Say whether a chunk between spaces may be cut in another way elsewhere: *hal.* before a number, *Tim A.*

    Every other chunk gives the same tokens wherever it stands, so it need be cut only once.

    >>> is_open_ended("A."), is_open_ended("beras,")
    (True, False)
    """
    return bool(_open_edge().search(chunk))


def _stop_is_apart(text: str, start: int, end: int) -> bool:
    """Whether the last full stop of the abbreviation at ``text[start:end]`` is a token of its own."""
    if _abbreviations().get(text[start : end - 1]) == "digit":
        return not _DIGIT_NEXT.match(text, end)
    return bool(_DOTTED.fullmatch(text, start, end) and (_CLOSED.match(text, end) or _is_label(text, start, end)))


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a lone letter labels the noun before it, so that its full stop and a capital end a sentence."""
    return end - start == 2 and bool(
        _CAPITAL_NEXT.match(text, end) and _lettered().search(text[max(0, start - 20) : start])
    )


@cache
def _linked_names() -> frozenset[str]:
    return frozenset(row["name"] for row in read_lexicon("linked_names"))


def _is_linked(left: str, right: str) -> bool:
    """Whether a hyphen stands between two words, not inside one: *EPS-nya, Januari-Mei, Bapepam-LK*."""
    if right in ("nya", "ku", "mu"):
        return left != "" and not left.islower() or right == "nya"
    names = _linked_names()
    if left in names and right in names:
        return left != right
    one_acronym = left.isupper() != right.isupper() and left[:1].isupper() and right[:1].isupper()
    return one_acronym and min(len(left), len(right)) > 1 and left.isalpha() and right.isalpha() and left not in _PREFIXES


_PREFIXES = {"Pasca", "Pra", "Non", "Anti", "Pro", "Eks", "Antar", "Sub", "Semi", "Ultra", "Multi", "Neo", "Al", "El"}


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one chunk without spaces, seen in its place."""
    for found in _cutter().finditer(text, start, end):
        a, b = found.span()
        middle = b
        if b - a > 1:
            if text[b - 1] == "." and text[a] != ".":
                middle = b - 1 if _stop_is_apart(text, a, b) else b
            elif not text[a].isdigit() and (hyphen := _SEAM.match(text, a, b)) and _is_linked(hyphen[1], hyphen[3]):
                yield a, hyphen.end(1)
                yield hyphen.span(2)
                a, middle = hyphen.span(3)
        yield a, middle
        if middle < b:
            yield middle, b


_SEAM = re.compile(rf"(\w+)([{_HYPHEN}])(\w+)\Z")


class _Cuts(dict[str, tuple[tuple[int, int, str], ...]]):
    """Chunk -> its tokens with offsets into the chunk; empty where they depend on the neighbours."""

    def __missing__(self, chunk: str) -> tuple[tuple[int, int, str], ...]:
        if len(chunk) > _LONG_CHUNK or not chunk or _open_edge().search(chunk):
            return ()
        if len(self) >= _MANY_CHUNKS:
            self.clear()
        self[chunk] = cut = tuple(_in_place(chunk, 0, chunk))
        return cut


def _in_place(text: str, at: int, chunk: str) -> list[tuple[int, int, str]]:
    pieces = (_CHUNK.finditer(text, at, at + len(chunk)))
    return [(a - at, b - at, text[a:b]) for piece in pieces for a, b in _spans(text, *piece.span())]


_cuts = _Cuts()


def tokens_in(text: str) -> list[Token]:
    """Return the words, numbers and marks of a text, in order; together they cover all that is visible.

    >>> [token.text for token in tokens_in("Harga beras naik Rp1.200, kata Tn. Wiro (12/9/2023).")]
    ['Harga', 'beras', 'naik', 'Rp', '1.200', ',', 'kata', 'Tn.', 'Wiro', '(', '12/9/2023', ')', '.']
    """
    tokens: list[Token] = []
    add, new, at = tokens.append, tuple.__new__, 0
    for chunk in text.split(" "):
        for start, end, word in _cuts[chunk] or _in_place(text, at, chunk):
            add(new(Token, (at + start, at + end, word)))
        at += len(chunk) + 1
    return tokens


# ---------------------------------------------------------------------------------------------- sentences

_LINE = re.compile(rf"[^{_LINE_ENDS}]+")
_STOP = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s|\Z)")
_LABEL = re.compile(r"[\"'“‘(*•-]*\s*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\.\Z")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’(\[]{1,12}\Z")
_ONWARD = re.compile(r"[a-z,;:%\-–—)\]]")
_STRAY = re.compile(r"[.\s]+\Z")


def _goes_on(line: str, begun: int, stop: re.Match[str]) -> bool:
    """Whether the sentence begun there goes on after this stop; the line goes on."""
    after = stop.end()
    while line[after].isspace():
        after += 1
    if _ONWARD.match(line, after) or line[after].islower():
        return True  # ends no sentence: "… selesai." kata dia
    if stop[0] != ".":
        return False
    if _LABEL.match(line[begun : stop.end()]) and len(line[begun : stop.end()]) < 8:
        return True  # the number of an item: 1. Pelabuhan
    word = _WORD_BEFORE.search(line[max(0, stop.start() - 12) : stop.start()])
    if not word:
        return False
    start, end = stop.start() - len(word[0]), stop.end()
    ends = _abbreviations().get(word[0])
    if ends:
        return ends == "never" or (ends == "digit" and line[after].isdigit())
    return bool(_DOTTED.fullmatch(word[0] + ".")) and not _is_label(line, start, end)


def _cut_line(line: str) -> Iterator[tuple[int, int]]:
    begun, last = 0, len(line.rstrip())
    for stop in _STOP.finditer(line, 0, last):
        if stop.end() < last and not _goes_on(line, begun, stop):
            yield begun, stop.end()
            begun = stop.end()
            while line[begun].isspace():
                begun += 1
    yield begun, last


def sentences_in(text: str) -> list[Sentence]:
    """Return the sentences of a text in order. A line end always ends one: headings and bullets stand alone.

    >>> [s.text for s in sentences_in('Banjir Surut\\n"Kami lega." kata Dr. Sari. Warga pulang.')]
    ['Banjir Surut', '"Kami lega." kata Dr. Sari.', 'Warga pulang.']
    """
    sentences = []
    for found in _LINE.finditer(text):
        line, at = found[0], found.start()
        at += len(line) - len(line.lstrip())
        for start, end in _cut_line(line.lstrip()) if line.strip() else ():
            words = text[at + start : at + end]
            if words.strip(". "):
                sentences.append(Sentence(at + start, at + end, words))
    return sentences


# ------------------------------------------------------------------------------------------------- lemmas


@cache
def _stem() -> Callable[[str], str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer().stem


@lru_cache(maxsize=1 << 17)
def lemma_of(word: str) -> str:
    """Return the lemma of a word, in lower case: the root with its affixes stripped, as the treebanks mean it.

    >>> lemma_of("Pelabuhannya"), lemma_of("negara-negara"), lemma_of("mengatakan")
    ('labuh', 'negara', 'kata')
    """
    import simplemma

    low = word.lower()
    if not low.isalpha() and not low.replace("-", "").isalpha():
        return low
    if simplemma.is_known(low, lang="id"):
        return str(simplemma.lemmatize(low, lang="id")).lower()
    return _stem()(low)


# ------------------------------------------------------------------------------------------------- frames


def find_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row a sentence: article, sentence (from 0 in each article), start, end, text."""
    return each_article(articles, lambda text: ((n, *s) for n, s in enumerate(sentences_in(text))), SENTENCE)


def _token_rows(text: str) -> Iterator[tuple[int | None, int, int, str, str]]:
    sentences = sentences_in(text)
    n, last = 0, len(sentences) - 1
    for start, end, token in tokens_in(text):
        while n < last and start >= sentences[n + 1].start:
            n += 1
        inside = last >= 0 and sentences[n].start <= start < sentences[n].end
        yield (n if inside else None), start, end, token, lemma_of(token)


def find_tokens(articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row a token: article, sentence (NA for a stray full stop), start, end, token, lemma."""
    return each_article(articles, _token_rows, TOKEN)
