"""The full stop of an abbreviation: a part of it, or the end of a sentence and a token of its own.

This one question decides tokens and sentences alike, so the tokens of a sentence are the same whether it is cut alone
or in its text. The lexicon ``abbreviations`` says of each when its full stop ends a sentence as well.
"""

import re
from functools import cache
from itertools import groupby

from summitlib.lexicons import column, either, read_lexicon

LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"

_DOTTED = re.compile(r"(?:[A-Z]\.)+|[A-Z][a-z]?\.[A-Z][A-Za-z]{0,4}\.")  # J., A.S., M.Si.
_CLOSED = re.compile(rf"[\"'”’»]+(?!\w)|[^\S{LINE_ENDS}]*(?![^{LINE_ENDS}])")  # a quotation or the line ends
_DIGIT_NEXT = re.compile(r"[ \u00a0]?\d")
_WORD_NEXT = re.compile(r"\s+[\"'“‘]*([A-Z][^\W\d_]{1,20})(?![.\w])")


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation -> when its full stop ends the sentence as well, in the words of the lexicon."""
    ends: dict[str, str] = {}
    for row in read_lexicon("abbreviations"):
        short = row["abbreviation"]
        capitals = short.upper() if row["kind"] in ("title", "number") else short
        ends = {capitals: row["ends"], short[0].upper() + short[1:]: row["ends"]} | ends | {short: row["ends"]}
    return ends


@cache
def spelled_with_stop() -> str:
    """Return a pattern for all abbreviations that are spelled with a full stop, the longest first.

    They are grouped by first letter, so that most places of a text need few comparisons.
    """
    forms = sorted((f for f, ends in abbreviations().items() if ends != "stray"), key=lambda f: (f[0], -len(f)))
    groups = groupby(forms, key=lambda form: form[0])
    return "|".join(rf"{first}(?:{'|'.join(re.escape(form[1:]) for form in group)})" for first, group in groups)


@cache
def _open_edge() -> re.Pattern[str]:
    """Finds the chunks whose last full stop depends on what stands around them."""
    return re.compile(rf"(?<![^\W_])(?:[A-Z]|[A-Z][a-z]?\.[A-Z][A-Za-z]{{0,4}}|{spelled_with_stop()})\.\Z")


def is_open_ended(chunk: str) -> bool:
    """Say whether a chunk between spaces may be cut in another way elsewhere: *A.* may be an initial or a sentence end.

    Every other chunk gives the same tokens wherever it stands, so it need be cut only once.

    >>> is_open_ended("A."), is_open_ended("beras,")
    (True, False)
    """
    return bool(_open_edge().search(chunk))


@cache
def _openers() -> frozenset[str]:
    """Function words: with a capital after a full stop they open a sentence and are no name."""
    return frozenset(row["word"] for row in read_lexicon("stopwords") if row["kind"] not in ("reporting", "particle"))


@cache
def _lettered() -> re.Pattern[str]:
    """What stands before a letter that is a label (*golongan B.*, *A dan B.*) and not the initial of a name."""
    nouns = either(column("lettered_nouns", "noun"))
    return re.compile(rf"(?:\d|\b(?i:{nouns})|\b[A-Z],? (?:dan|atau))[ \u00a0]\Z")


def opens_sentence(text: str, end: int) -> bool:
    """Whether the word after ``end`` is a function word with a capital: it opens a sentence."""
    following = _WORD_NEXT.match(text, end)
    return bool(following and following[1].lower() in _openers())


def stop_ends(text: str, start: int, end: int) -> bool:
    """Whether the full stop of the abbreviation or initial at ``text[start:end]`` ends a sentence."""
    ends = abbreviations().get(text[start : end - 1])
    if ends == "digit":
        return not _DIGIT_NEXT.match(text, end)
    if ends is None and not _DOTTED.fullmatch(text, start, end):
        return True
    if _CLOSED.match(text, end):
        return True
    following = None if ends == "never" else _WORD_NEXT.match(text, end)
    if not following or opens_sentence(text, end):
        return following is not None
    if ends == "capital":
        return not following[1].isupper()
    return end - start == 2 and bool(_lettered().search(text[max(0, start - 20) : start]))
