"""One raw article as labelled lines: what is the report, what the page put around it, and which rule said so.

A line is the report unless a named rule says otherwise: a line of the report lost is worse than a line of the page
kept. Rules look at what kind of line it is and where it stands; phrases are data (``lexicons/id/boilerplate.csv``).
Offsets are into the raw string, which is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from summitlib.loading.boilerplate import first_words, mark_alone, phrases
from summitlib.loading.facts import facts_of, publisher_of, wires_of_line
from summitlib.loading.lines import Mark, Seen, ends_sentence, is_capitalised, is_prose, is_title
from summitlib.loading.mastheads import Dateline, dateline_in, outlets

LABELS = (
    "headline", "byline", "date", "dateline-prefix", "body", "subhead", "pull-quote", "caption", "related-link",
    "reading-time", "share-promo", "credit", "pagination", "ad-marker", "embed", "noise",
)  # fmt: skip
KEPT = ("body", "subhead")


class Line(NamedTuple):
    """One labelled stretch of the raw text: its line number from 1, its span, its label and the rule behind it."""

    line: int
    start: int
    end: int
    label: str
    rule: str


class Cleaned(NamedTuple):
    """The report alone, the labelled lines of the raw text, and what the raw text says of itself."""

    text: str
    lines: list[Line]
    metadata: dict[str, Any]


class Piece(NamedTuple):
    """A stretch of the raw text that stands in the cleaned text, and where it begins there."""

    start: int
    end: int
    text_start: int


# Characters without width that copying leaves inside words: controls, soft hyphen, zero-width space, direction marks.
_CODES = ((0x00, 0x08), (0x0E, 0x1F), (0xAD, 0xAD), (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E),
          (0x2060, 0x2069), (0xFEFF, 0xFEFF))  # fmt: skip
_INVISIBLE = [chr(code) for first, last in _CODES for code in range(first, last + 1)]
_LINES = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_BODY = Mark("body", "default")
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|bin|binti|de|van)){1,4}"
_PERSON = re.compile(rf"{_NAME}(?:(?:, | dan | & | / ){_NAME}){{0,4}}")
_IN_BRACKETS = r"[*\W]{0,3}[(\[](?:%s)[)\]][.\s]{0,2}"
_SIGNED_BRACKET = re.compile(  # one word; names; parts between bars: (Rina), (Rina Laut), (Rina Laut/nada)
    _IN_BRACKETS
    % rf"[\w*-]{{1,20}}|{_NAME}|[\w*](?:[^()\[\].!?:;,|/]|\.(?=\w)){{0,30}}[/|](?:[^()\[\].!?:;,]|\.(?=\w)){{1,50}}"
)
_IN_CAPITALS = re.compile(r"(?:[^\W\d_]|[ .,'’|/&-]){2,80}|[A-Z]{1,4}\d{0,2}")


def clean_text(raw: str, *, headline: str | None = None) -> Cleaned:
    """Label every non-empty line of one article and return the report without the page around it.

    ``lines`` has one :class:`Line` for each non-empty line (two where a dateline stands before the report), with
    offsets into ``raw``; labels are those of ``LABELS``. ``text`` is what is labelled body or subhead, empty lines
    folded to one, characters without width left out; :func:`kept_pieces` maps its offsets back. ``metadata`` has
    publisher, author, headline, place, wire, and published with its earliest and latest day (ISO) and its basis;
    None where the text does not say. ``headline``: known from elsewhere, to recognise a first line repeating it.

    >>> raw = "Dermaga Baru Dibuka\\n\\nRina Laut\\n\\nNADA.ID, Ambon - Dermaga itu dibuka.\\nBaca juga: Tarif Kapal"
    >>> cleaned = clean_text(raw)
    >>> cleaned.text
    'Dermaga itu dibuka.'
    >>> [(line.label, raw[line.start : line.end]) for line in cleaned.lines][1:4]
    [('byline', 'Rina Laut'), ('dateline-prefix', 'NADA.ID, Ambon - '), ('body', 'Dermaga itu dibuka.')]
    >>> cleaned.metadata["headline"], cleaned.metadata["author"], cleaned.metadata["place"]
    ('Dermaga Baru Dibuka', 'Rina Laut', 'Ambon')
    """
    seen = list(_see_lines(raw))
    marks = list(_mark_each_alone(raw, seen))
    opening, dateline = _find_opening(raw, seen, marks)
    _mark_head(seen, marks, opening, dateline, headline)
    _mark_tail(seen, marks, opening)
    _mark_links_and_subheads(seen, marks, opening)
    lines = list(_to_lines(seen, marks, opening, dateline))
    text = "".join(_text_of(raw, lines))
    return Cleaned(text, lines, facts_of(text, seen, marks, dateline, headline))


@lru_cache(maxsize=1)  # asked for twice in a row: for the lines, then for the pieces
def _hidden_spans(raw: str) -> tuple[tuple[int, int], ...]:
    """Return where each character without width stands; one is sought after the other, which is fastest by far."""
    return tuple(sorted(m.span() for c in _INVISIBLE if c in raw for m in re.finditer(re.escape(c), raw)))


def _see_lines(raw: str) -> Iterator[Seen]:
    """Yield the non-empty lines; a line ends at LF, CR or CRLF."""
    hidden = _hidden_spans(raw)
    drop = dict.fromkeys(map(ord, _INVISIBLE))
    returns = "\r" in raw
    start = at = 0
    for number, line in enumerate(_LINES.split(raw) if returns else raw.split("\n"), 1):
        if content := line.rstrip():
            before = at
            while at < len(hidden) and hidden[at][0] < start + len(content):
                at += 1
            text = content.translate(drop) if at > before else content
            yield Seen(number, start, start + len(content), text.strip())
        start += len(line) + (2 if returns and raw.startswith("\r\n", start + len(line)) else 1)


def _mark_each_alone(raw: str, seen: list[Seen]) -> Iterator[Mark | None]:
    """Yield the mark every line has by itself; phrases that count anywhere are sought once, in the whole text."""
    low = raw.lower()
    within = {phrase: mark for phrase, mark in phrases("within").items() if phrase in low}
    aligned = len(low) == len(raw)  # a few capitals have longer small letters
    spots = sorted(m.start() for phrase in within for m in re.finditer(re.escape(phrase), low)) if aligned else []
    known: dict[str, Mark | None] = {}
    at = 0
    for s in seen:
        while at < len(spots) and spots[at] < s.start:
            at += 1
        if not aligned or (at < len(spots) and spots[at] < s.end):
            yield mark_alone(s, within)
            continue
        if s.text not in known:
            known[s.text] = mark_alone(s, {})
        yield known[s.text]


def _find_opening(raw: str, seen: list[Seen], marks: list[Mark | None]) -> tuple[int, Dateline | None]:
    """Return the index of the line the report opens with, and the dateline before its first word."""
    free = [i for i in range(min(len(seen), 20)) if marks[i] is None]
    first = next((i for i in free if is_prose(seen[i])), free[0] if free else 0)
    for i in (i for i in free if i <= first + 3):  # long captions can stand above it
        alone = seen[i].text[-1] in "-–—" and i <= first  # the report begins on the next line
        if found := dateline_in(raw[seen[i].start : seen[i].end], first=alone or (i == first and is_prose(seen[i]))):
            return i, found
    return first, None


def _mark_head(
    seen: list[Seen], marks: list[Mark | None], opening: int, dateline: Dateline | None, headline: str | None
) -> None:
    """Mark what stands before the report opens: headline, byline, a caption, a sentence of the report set apart."""
    known = " ".join((headline or "").lower().split())
    titled = False
    for i in range(opening):
        s = seen[i]
        if marks[i] is not None:
            continue
        if known and " ".join(s.low.split()) == known:
            marks[i], titled = Mark("headline", "the headline again"), True
        elif _is_repeated(s, seen[i + 1 :]) and (titled or not is_capitalised(s)):
            marks[i] = Mark("pull-quote", "said again below")
        elif not titled and _can_be_headline(i, seen, marks, opening, dateline):
            marks[i], titled = Mark("headline", "title on top"), True
        elif titled and _is_writer(s.text):
            marks[i] = Mark("byline", "name under the headline")
        elif dateline and dateline.publisher and not is_prose(s):
            marks[i] = (
                Mark("caption", "before the dateline") if is_title(s, least=5) else Mark("noise", "before the dateline")
            )


def _is_writer(text: str) -> bool:
    """Say whether a line under the headline is names, with or without an outlet behind a dash (*Rina - Nada.com*)."""
    names, *outlet = re.split(r"\s+[-–—|]\s+", text)
    return _PERSON.fullmatch(names) is not None and all(
        o.lower() in outlets() or publisher_of([o]) == o for o in outlet
    )


def _is_repeated(s: Seen, later: list[Seen]) -> bool:
    core = s.low.strip(" \"“”'.!?…")
    return len(core) >= 30 and any(core in other.low for other in later)


def _can_be_headline(
    i: int, seen: list[Seen], marks: list[Mark | None], opening: int, dateline: Dateline | None
) -> bool:
    """Say whether a line before the opening is the headline; without a dateline below it must look the part."""
    s = seen[i]
    if not is_title(s) or i + 1 >= len(seen):
        return False
    if dateline is not None or is_capitalised(s):
        return True
    furniture = any(m and m.label in ("byline", "date", "reading-time", "caption") for m in marks[i + 1 : opening])
    apart = seen[i + 1].line > s.line + 1 and all(not is_title(x) for x in seen[i + 1 : opening + 1])
    return (furniture or apart) and not seen[i + 1].text[:1].islower()


def _mark_tail(seen: list[Seen], marks: list[Mark | None], opening: int) -> None:
    """Mark what stands below the last sentence: agencies, names in capitals, a name alone, titles under a link head."""
    last = next((i for i in range(len(seen) - 1, opening, -1) if marks[i] is None and is_prose(seen[i])), opening)
    rest = [i for i in range(last + 1, len(seen)) if marks[i] is None]
    names = [
        i
        for i in rest
        if _PERSON.fullmatch(seen[i].text)
        and is_title(seen[i], least=2)
        and seen[i].low.split()[0] not in first_words()
    ]
    for i in rest:
        s = seen[i]
        if wires_of_line(s.text):
            marks[i] = Mark("credit", "agency below")
        elif _SIGNED_BRACKET.fullmatch(s.text) and len(s.text.split()) <= 8:
            marks[i] = Mark("byline", "bracket below")
        elif s.text.isupper() and len(s.text.split()) <= 8 and _IN_CAPITALS.fullmatch(s.text):
            marks[i] = Mark("byline", "name in capitals below")
        elif names == [i] and i == last + 1 and ends_sentence(seen[last].text):
            marks[i] = Mark("byline", "name below")
        elif (before := marks[i - 1]) and before.label == "related-link" and is_title(s, least=4):
            marks[i] = Mark("related-link", "title below a link")


def _mark_links_and_subheads(seen: list[Seen], marks: list[Mark | None], opening: int) -> None:
    """Mark the title after an empty ``Baca juga:``, and headings inside the report; all else is the report."""
    last = next((i for i in range(len(seen) - 1, -1, -1) if marks[i] is None and is_prose(seen[i])), -1)
    for i, s in enumerate(seen):
        if marks[i] == ("byline", "initials") and i < last and "/" not in s.text:
            marks[i] = _BODY  # a bracketed word inside the report
        if marks[i] is not None:
            continue
        before = marks[i - 1] if i else None
        bare = before is not None and before.label == "related-link" and len(seen[i - 1].text.split()) <= 3
        if bare and is_title(s, least=5) and is_capitalised(s) and not ends_sentence(s.text):
            marks[i] = Mark("related-link", "title after a link head")
        elif opening < i < len(seen) - 1 and len(s.text) < 140 and _can_be_heading(s):
            marks[i] = Mark("subhead", "short line between paragraphs") if is_prose(seen[i + 1]) else _BODY
        else:
            marks[i] = _BODY


def _can_be_heading(s: Seen) -> bool:
    short = is_title(s, least=1) and len(s.text.split()) <= 14 and s.text[0] not in '"“'
    return short and not ends_sentence(s.text.rstrip("?!")) and not s.text[0].islower()


def _to_lines(seen: list[Seen], marks: list[Mark | None], opening: int, dateline: Dateline | None) -> Iterator[Line]:
    """Yield the labelled lines, the opening one cut after its dateline."""
    for i, s in enumerate(seen):
        label, rule = marks[i] or _BODY
        start = s.start
        if dateline and i == opening:
            start = min(s.start + dateline.end, s.end)
            yield Line(s.line, s.start, start, "dateline-prefix", dateline.rule)
        if start < s.end:
            yield Line(s.line, start, s.end, label, rule)


def kept_pieces(raw: str, lines: list[Line]) -> list[Piece]:
    """Return the stretches of ``raw`` that make up the cleaned text, with where each begins there.

    Between two pieces the cleaned text has an end of line, or nothing where only invisible characters were left out:
    an offset of the text, less ``text_start``, plus ``start``, is the offset in ``raw``.
    """
    pieces: list[Piece] = []
    at, last, number = 0, None, 0
    hidden_spans = _hidden_spans(raw)
    hidden = 0
    for line in lines:
        if line.label not in KEPT:
            continue
        if last is not None:
            at += 2 if line.line > number + 1 and _BLANK_LINE.search(raw, last, line.start) else 1
        start = line.start
        while hidden < len(hidden_spans) and hidden_spans[hidden][0] < line.end:
            begin, end = hidden_spans[hidden]
            hidden += 1
            if begin >= line.start:
                if begin > start:
                    pieces.append(Piece(start, begin, at))
                    at += begin - start
                start = min(end, line.end)
        if start < line.end:
            pieces.append(Piece(start, line.end, at))
            at += line.end - start
        last, number = line.end, line.line
    return pieces


def _text_of(raw: str, lines: list[Line]) -> Iterator[str]:
    at = 0
    for piece in kept_pieces(raw, lines):
        yield "\n" * (piece.text_start - at)
        yield raw[piece.start : piece.end]
        at = piece.text_start + piece.end - piece.start
