"""Quoted stretches of one string: straight, curly and mixed marks, quotes left open, apostrophes left alone.

Newsrooms mix ``“`` with ``"``, forget to close, and open every paragraph of a long quote anew. A mark is read by its
neighbours (space before: it opens; space after: it closes) and only where these do not tell by what is open already.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.words.saying import bare_verb_pattern

LONGEST = 4000  # characters: a quote that would be longer has lost its closing mark

_MARK = re.compile(r"[\"“”„«»]|['’]{2}|``|‘‘|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_OPENS, _CLOSES, _SINGLE = frozenset("“„«") | {"``", "‘‘"}, frozenset("”»"), frozenset("'‘’")


class Quote(NamedTuple):
    """One quoted stretch: ``text[start:end]`` with its marks, ``text[inner:inner_end]`` without."""

    start: int
    end: int
    inner: int
    inner_end: int
    closed: bool


class _Open(NamedTuple):
    start: int
    inner: int
    mark: str


def quotes_in(text: str) -> list[Quote]:
    """Return the outermost quotes of ``text`` in order; never overlapping, never raising.

    >>> text = '“Siap," kata Budi. "Kami'
    >>> [(text[q.inner : q.inner_end], q.closed) for q in quotes_in(text)]
    [('Siap,', True), ('Kami', False)]
    """
    found, opened, seen = list[Quote](), list[_Open](), 0
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if opened and text.find("\n", seen, at) >= 0:
            opened = _carried(text, opened, at, match.end(), mark, found)
        seen = at
        side = (
            "close" if opened and _cue_next().match(text, match.end()) else _side(text, at, match.end(), mark, opened)
        )
        if side == "open":
            opened.append(_Open(at, match.end(), mark))
        elif side == "close" and opened and (mark in _SINGLE) == (opened[-1].mark in _SINGLE):
            first = opened.pop()
            found.append(Quote(first.start, match.end(), first.inner, at, True))
        elif side == "close" and len(opened) > 1 and mark not in _SINGLE:
            opened.pop()  # a single mark that was an apostrophe after all
            first = opened.pop()
            found.append(Quote(first.start, match.end(), first.inner, at, True))
    found += [Quote(o.start, -1, o.inner, -1, False) for o in opened if o.mark not in _SINGLE]
    return _outermost(text, sorted(found))


def _side(text: str, start: int, end: int, mark: str, opened: list[_Open]) -> str:
    """Return whether the mark opens or closes."""
    if mark in _OPENS or mark == "‘":
        return "open"
    if mark in _CLOSES and not opened and text[end : end + 1].isalpha():
        return "open"  # … surut.”Besok kami pulang,” katanya: the wrong mark, and no space
    if mark in _CLOSES and not (opened and opened[-1].mark in _SINGLE):
        return "close"
    before, after = text[start - 1 : start], text[end : end + 1]
    spaced_before = not before or before.isspace() or before in "([-–—:/"
    spaced_after = not after or after.isspace() or after in ".,;:!?)]…-–—"
    if spaced_before != spaced_after and (spaced_before or opened or before not in ".!?"):
        return "open" if spaced_before else "close"
    return "close" if opened else "open"


def _carried(text: str, opened: list[_Open], at: int, end: int, mark: str, found: list[Quote]) -> list[_Open]:
    """Return what stays open in a new paragraph: the newest quote, if its next mark closes it."""
    last = opened[-1]
    if (
        mark not in _SINGLE
        and last.mark not in _SINGLE
        and at - last.start < LONGEST
        and _side(text, at, end, mark, opened) == "close"
    ):
        lost, kept = opened[:-1], [last]
    else:
        lost, kept = opened, []
    found.extend(Quote(o.start, -1, o.inner, -1, False) for o in lost if o.mark not in _SINGLE)
    return kept


def _outermost(text: str, found: list[Quote]) -> list[Quote]:
    """Return the quotes that stand in no other; those left open end where their words end."""
    out: list[Quote] = []
    for n, quote in enumerate(found):
        if out and quote.start < out[-1].end:
            continue
        if not quote.closed:
            limit = found[n + 1].start if n + 1 < len(found) else len(text)
            quote = _ended(text, quote, limit)
            if quote.inner_end <= quote.inner:
                continue
        out.append(quote)
    return out


def _ended(text: str, quote: Quote, limit: int) -> Quote:
    """Return an open quote with an end: before ``, kata X``, else at the end of its paragraph."""
    line = text.find("\n", quote.inner, limit)
    limit = min(line if line >= 0 else limit, quote.inner + LONGEST)
    cue = _cue_after().search(text, quote.inner, limit)
    end = cue.start() + 1 if cue else limit
    while end > quote.inner and text[end - 1].isspace():
        end -= 1
    return quote._replace(end=end, inner_end=end)


@cache
def _cue_after() -> re.Pattern[str]:
    """Return what ends a quote left open: a mark, then a cue."""
    return re.compile(rf"[,.?!…]\s*{bare_verb_pattern()}")


@cache
def _cue_next() -> re.Pattern[str]:
    """Return what follows a closing mark set like an opening one: ``… surut, "kata Rina``."""
    return re.compile(bare_verb_pattern())
