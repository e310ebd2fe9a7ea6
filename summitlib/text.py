"""One string of Indonesian news: its sentences, tokens and lemmas, with offsets into the very string given.

Tokens are words, numbers and marks as the Indonesian treebanks of Universal Dependencies have them. Nothing is
normalised: ``text[start:end]`` is always the token. Limits: clitics stay on their word (*katanya* is one token),
and a sentence that neither a mark nor a line end closes is not found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.rows import SENTENCE, TOKEN, each_article
from summitlib.words.abbreviations import (
    LINE_ENDS,
    abbreviations,
    is_open_ended,
    opens_sentence,
    spelled_with_stop,
    stop_ends,
)
from summitlib.words.lemmas import lemma_of
from summitlib.words.variants import variant_families, variant_of, variants_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


__all__ = [
    "Sentence", "Token", "find_sentences", "find_tokens", "is_open_ended", "lemma_of", "sentences_in", "stop_words",
    "tokens_in", "variant_families", "variant_of", "variants_in",
]  # fmt: skip


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

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero width: inside a word, never its edge
_LETTERS = rf"\w[\w\u0300-\u036f]*(?:[{_INVISIBLE}]+\w[\w\u0300-\u036f]*)*"  # with accents that stand apart
_DRESS = "\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff"  # variants, accents, skin tones of a mark
_HYPHEN = r"\-\u2010\u2011"
_DOMAINS = "com|co|id|net|org|go|ac|or|sch|web|tv|info|news|edu|gov|io|my|sg|jp|uk|au|us|me"

# name, pattern, reason: at each place the first that fits wins. What needs something after a repetition is
# bounded in length, so that no text makes the search start over and over.
_WEB = re.compile(rf"@|//|www\.|\.(?:{_DOMAINS})(?!\w)", re.IGNORECASE)  # without one of these, _WEB_CUTS find nothing
_WEB_CUTS = (
    ("address", r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”'’.,;:!?)\]]", "a link is whole, without closing marks"),
    ("e-mail", r"[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{1,62}){1,4}", "so is an e-mail address"),
    ("handle", r"@\w{2,30}(?:\.[a-z\d_]\w{0,29}){0,3}", "and the name of an account"),
    ("domain", rf"\w[\w-]{{0,62}}(?:\.\w[\w-]{{0,62}}){{0,3}}\.(?i:{_DOMAINS})(?![\w-])(?:/[\w/%.-]{{0,500}}[\w/])?",
     "outlets name themselves by their domain"),
)  # fmt: skip
_CUTS = (
    ("plain mark", r"[\"“”(),;:!?]", "never part of anything else"),
    ("telephone", r"(?:\+\d{2}|0)\d{1,3}(?:-\d{3,8}){1,3}(?![\d-])", "a number that starts with 0 is no range"),
    ("date", r"\d{1,4}/\d{1,2}/\d{1,4}(?![\d/])|\d{4}-\d{2}-\d{2}(?!\w)|\d{1,2}-\d{1,2}-\d{4}(?![\w-])"
     r"|\d{1,2}-[A-Z][a-z]{2}(?!\w)",
     "12/9/2023, 2023-09-12, 12-9-2023, 10-Jan"),
    ("file number", r"(?=[A-Z./-]{0,40}\d)(?=[\d./-]{0,40}[A-Z])[A-Z\d][A-Z\d.-]{0,20}(?:/[A-Z\d][A-Z\d.-]{0,20}){2,8}"
     r"(?<![.-])(?!\w)", "capitals and digits in three parts or more: 34/PMK.011/2007, PER-05/KPPU-I/2019"),
    ("reference", r"(?:\d{1,6}|[IVXLC]{1,5}|[A-Z])(?:/(?!R[TW]\b)[A-Z\d][A-Z\d.]{0,20}(?![a-z])){1,6}(?<!\.)(?!\w|,\d)"
     r"|(?<!\w)(?:s/d|a/n|c/q|u/p|d/a)(?![\w/])",
     "seasons, quarters, fractions, letters, clerks' slashes: 2019/20, II/2007, 1/3, C/D, s/d"),
    ("rating", rf"(?:id)?(?:A{{1,3}}|B{{1,3}}|C{{1,3}}|D)[+-](?![\w+{_HYPHEN}])", "credit ratings keep their sign"),
    ("signed", r"(?<![^\s(\"“'‘])[-−+]\d+(?:[.,:]\d+)*", "a sign before a number, where no range can be meant"),
    ("decade", rf"\d+(?:[.,]\d+)*[{_HYPHEN}]an(?!\w)", "1960-an"),
    ("currency", r"(?:Rp|IDR|USD|SGD|EUR|RM)(?=\d)", "Rp42,03 is an amount after a currency"),
    ("number", r"\d+(?:[.,:]\d+)*\w*", "digits with their separators, and a letter or unit glued to them"),
    ("abbreviation", "", "from the lexicon, with its full stop; the pattern is put together from there"),
    ("initials", r"(?<!\w)(?:[A-Z]\.)+(?![a-z]{2})", "A.S., B.C., J."),
    ("ampersand", r"[A-Z]{1,4}&[A-Z]{1,4}(?!\w)", "E&P, AT&T"),
    ("possessive", r"(?<=\w)['’]s(?!\w)", "the English ending stands alone"),
    ("word", rf"{_LETTERS}(?:(?:[{_HYPHEN}]|['’`](?!s\b)){_LETTERS})*",
     "letters, across hyphens and apostrophes"),
    ("marks", r"--+|\.\.\.+|``|''", "a dash, an ellipsis (two full stops are two), quotes of plain text"),
    ("mark", rf"[^\s{_INVISIBLE}](?:[{_DRESS}]|\u200d[^\s\w])*", "anything else that is visible stands alone"),
)  # fmt: skip
_CHUNK = re.compile(r"\S+")
_SEAM = re.compile(rf"(\w+)([{_HYPHEN}])(\w+)\Z")
_MANY_CHUNKS, _LONG_CHUNK = 1 << 17, 64  # what is remembered: some 40 MB at most


@cache
def _cutter(*, web: bool) -> re.Pattern[str]:
    patterns = {name: pattern for name, pattern, _ in (*(_WEB_CUTS if web else ()), *_CUTS)}
    patterns["abbreviation"] = rf"(?<!\w)(?:{spelled_with_stop()})\."
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns.values()))


@cache
def _linked_names() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in read_lexicon("linked_names")}


def _is_linked(left: str, right: str) -> bool:
    """Whether a hyphen stands between two words, not inside one: *EPS-nya, Januari-Mei, Bapepam-LK*."""
    names = _linked_names()
    if left == right or (right in _CLITICS and left.islower() and right != "nya"):
        return False
    if right in _CLITICS:
        return True
    if left in names and (right in names or (names[left] == "month" and right.isdigit())):
        return True
    one_acronym = left.isupper() != right.isupper() and left[0].isupper() and right[0].isupper()
    return one_acronym and min(len(left), len(right)) > 1 and (left + right).isalpha() and left not in _PREFIXES


_CLITICS = {"nya", "ku", "mu"}  # a hyphen before them follows an acronym or a foreign word
_PREFIXES = {"Al", "El", "Anti", "Antar", "Eks", "Multi", "Neo", "Non", "Pasca", "Pra", "Pro", "Semi", "Sub", "Ultra"}


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one chunk without spaces, seen in its place."""
    web = _WEB.search(text, start, end) is not None
    for found in _cutter(web=web).finditer(text, start, end):
        a, b = found.span()
        if b - a > 2 and (hyphen := _SEAM.match(text, a, b)) and _is_linked(hyphen[1], hyphen[3]):
            yield from (hyphen.span(part) for part in (1, 2, 3))
        elif b - a > 1 and text[b - 1] == "." != text[a] and stop_ends(text, a, b):
            yield a, b - 1
            yield b - 1, b
        else:
            yield a, b


def _in_place(text: str, at: int, chunk: str) -> list[tuple[int, int, str]]:
    """Cut the chunk that stands at this place of the text; offsets into the chunk."""
    pieces = _CHUNK.finditer(text, at, at + len(chunk))
    return [(a - at, b - at, text[a:b]) for piece in pieces for a, b in _spans(text, *piece.span())]


def tokens_at(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of one chunk, ``text[start:end]`` between spaces, as ``tokens_in(text)`` has them there.

    >>> [token.text for token in tokens_at("kata Tn. Wiro", 5, 8)]
    ['Tn.']
    """
    return [Token(start + a, start + b, word) for a, b, word in _in_place(text, start, text[start:end])]


class _Cuts(dict[str, "tuple[tuple[int, int, str], ...] | None"]):
    """Chunk -> its tokens with offsets into the chunk; None: it is one token; (): look at it in its place."""

    def __missing__(self, chunk: str) -> tuple[tuple[int, int, str], ...] | None:
        if len(chunk) > _LONG_CHUNK or not chunk or any(map(is_open_ended, chunk.split())):
            return ()
        if len(self) >= _MANY_CHUNKS:
            self.clear()
        cut = None if chunk.isalpha() else tuple(_in_place(chunk, 0, chunk))
        self[chunk] = cut = None if cut == ((0, len(chunk), chunk),) else cut
        return cut


_cuts = _Cuts()


def tokens_in(text: str) -> list[Token]:
    """Return the words, numbers and marks of a text, in order; together they cover all that is visible.

    >>> [token.text for token in tokens_in("Harga beras naik Rp1.200, kata Tn. Wiro (12/9/2023).")]
    ['Harga', 'beras', 'naik', 'Rp', '1.200', ',', 'kata', 'Tn.', 'Wiro', '(', '12/9/2023', ')', '.']
    """
    tokens: list[Token] = []
    add, new, cuts, at = tokens.append, tuple.__new__, _cuts, 0
    for chunk in text.split(" "):
        cut = cuts[chunk]
        if cut is None:
            add(new(Token, (at, at + len(chunk), chunk)))
        else:
            for start, end, word in cut or _in_place(text, at, chunk):
                add(new(Token, (at + start, at + end, word)))
        at += len(chunk) + 1
    return tokens


# ---------------------------------------------------------------------------------------------- sentences

_CLOSERS = "\"'”’»)\\]"
_LINE = re.compile(rf"[^\s{_INVISIBLE}][^{LINE_ENDS}]*")  # from its first visible character
_OPENS = (
    r"(?:Namun|Bagi|Menurut(?:nya)?|Di(?:katakan|tambahkan|jelaskan)nya|Padahal|Apalagi|Adapun|Akibatnya"
    r"|(?:Selain|Sementara|Setelah|Untuk|Karena) itu|(?:Dengan|Meski|Kendati|Walau) demikian|Oleh (?:karena|sebab) itu"
    r"|(?:Ia|Dia|Mereka) me\w{3,12}kan),? [a-z]"
)
_STOP = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s|\Z)"  # a mark, and the quotes and brackets it closes
    r"|(?<=[a-z]{3})\.(?=[A-Z][a-z])"  # a stop with the space after it lost: surut.Warga
    rf"|(?<=[a-z\d%]) (?={_OPENS})"  # a lost line end: what can only open a sentence, after a word in small letters
)
_FREE_QUOTE = re.compile(r"\s?[\"'“”’]{1,3}(?=\s|\Z)")
_ITEM = re.compile(r"[\"'“‘(*•-]*\s?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\.\Z")
_ONWARD = re.compile(r"[,;:%)\]]|[-–—]+\s*[a-z]|\[[a-z]|[A-Z]\.\s?\d")
_BROKEN = re.compile(r"(?!(?:1[89]|20)\d\d\b)\S*\d\. \d")


def _goes_on(line: str, begun: int, stop: re.Match[str], after: int) -> bool:
    """Whether the sentence begun there goes on past this stop, to the word at ``after``."""
    start = stop.start()
    first = max(begun, start - _LONG_CHUNK)
    while start > first and not line[start - 1].isspace():
        start -= 1
    word = line[start : stop.start()].lstrip("\"'“‘([")
    if _ONWARD.match(line, after) or (stop[0] in (".", ".)") and _is_kept(line, start, stop)):
        return True
    if line[after].islower():
        # "Selesai." kata dia; Yahoo! dan; orang ... yang; kec. baru: only a plain stop after a longer word ends it
        return stop[0] not in (".", "?") or not (len(word) > 3 or word.isdigit()) or word in abbreviations()
    if stop[0] == "…" and not word:
        return True  # words left out
    if stop[0] == "." and stop.end() - begun < 8 and _ITEM.match(line[begun : stop.end()]):
        return True  # the number of an item: 1. Pelabuhan
    if abbreviations().get(word) == "stray":
        return not opens_sentence(line, stop.end())
    return _BROKEN.match(line, start) is not None


def _is_kept(line: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a token of the chunk that begins at ``start`` keeps this full stop, as abbreviations and links do."""
    end, last = stop.end(), min(len(line), start + _LONG_CHUNK)
    while end < last and not line[end].isspace():
        end += 1
    if end < len(line) and not line[end].isspace():
        return True  # too long a chunk to find lost spaces in
    chunk, at = line[start:end], stop.start() - start
    return any(a < at < b for a, b, _ in _cuts[chunk] or _in_place(line, start, chunk))


def _cut_line(line: str) -> Iterator[tuple[int, int]]:
    """Cut one line without outer spaces at the stops that end a sentence."""
    begun = seen = inside = quotes = 0
    for stop in _STOP.finditer(line):
        end = stop.end()
        if stop[0] == " ":
            yield begun, stop.start()
            begun = end
            continue
        inside = max(0, inside + line.count("(", seen, end) - line.count(")", seen, end))
        quotes += line.count('"', seen, end) + line.count("“", seen, end) + line.count("”", seen, end)
        seen = end
        if quotes % 2 and (free := _FREE_QUOTE.match(line, end)):
            end = free.end()
        if end >= len(line):
            break
        after = end
        while line[after].isspace():
            after += 1
        aside = inside and line[begun] != "(" and line.find(")", end, end + 200) > 0
        if not aside and not _goes_on(line, begun, stop, after):
            yield begun, end
            begun, inside = after, 0
    yield begun, len(line)


def sentences_in(text: str) -> list[Sentence]:
    """Return the sentences of a text in order. A line end always ends one: headings and bullets stand alone.

    >>> [s.text for s in sentences_in('Banjir Surut\\n"Kami lega." kata Dr. Sari. Warga pulang.')]
    ['Banjir Surut', '"Kami lega." kata Dr. Sari.', 'Warga pulang.']
    """
    sentences = []
    for found in _LINE.finditer(text):
        line = found[0].rstrip()
        for start, end in _cut_line(line):
            words = line[start:end]
            if words.strip(". "):  # stray full stops belong to no sentence
                sentences.append(Sentence(found.start() + start, found.start() + end, words))
    return sentences


# --------------------------------------------------------------------------------------------- stop words


@cache
def stop_words(*, reporting_verbs: bool = False) -> frozenset[str]:
    """Return the function words of Indonesian in lower case; reporting verbs only when asked for.

    The list and its classes are in ``lexicons/id/stopwords.csv``. Lists in common use count *kata* and *mengatakan*
    as stop words, which hides who says what; here they are a class of their own.

    >>> "yang" in stop_words(), "kata" in stop_words(), "kata" in stop_words(reporting_verbs=True)
    (True, False, True)
    """
    rows = read_lexicon("stopwords")
    return frozenset(row["word"] for row in rows if reporting_verbs or row["kind"] != "reporting")


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
