"""Outlets, agencies and places, and the dateline that names them before the first word of a report.

Everything here takes one line and says what stands in it. Nothing is guessed: what a line does not say is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import column, read_lexicon
from summitlib.loading.dates import month_numbers, weekday_numbers


class Dateline(NamedTuple):
    """What stands before the first word of a report: its end in the line, and the publisher, place and wire in it."""

    end: int
    publisher: str | None
    place: str | None
    wire: str | None
    rule: str


DOMAIN = r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|news|tv|info|biz|me|asia|today|online|press)"
_DOMAIN = re.compile(DOMAIN, re.IGNORECASE)

# What can end a dateline, the surest first. A bare hyphen counts only with a blank beside it: "TRIBUN-MEDAN.com".
_DASHES = re.compile(r"\s*(?:--+|[–—―]+)\s*|\s+-\s*|-\s+|(?<=\w)-(?=[A-Z\"“])|(?<=\))\s*-\s*|\s*:\s+|\s+\|\s+")
_CAPS = re.compile(r"[A-Z][A-Z.'’ -]*[A-Z.]")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|dan|di|el|al)){0,3}")
_TOKEN = re.compile(r"[a-z][a-z0-9]{2,15}")  # an outlet that signs in small letters
_BRACKET = re.compile(r"^(.*?)\s*\(([^()]{2,60})\)$")
_DAY = re.compile(r"\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?| [A-Z][A-Za-z]+(?: \d{4})?)")
_BOLD = re.compile(r"\*{1,2}\s*")
_STARTS = re.compile(r"[\"“‘'(\[]?[A-Z0-9]")
_SECOND = re.compile(r"([A-Z][\w.'’ ]{2,30}?)(\s*(?:--+|[–—―])\s*|\s*-\s+|\.\s+|:\s+)(?=[\"“A-Z])")
_PICTURE = frozenset(["ilustrasi", "foto", "video", "arsip", "dokumentasi", "infografis", "grafis", "gambar"])
_REPORT_OF = re.compile(rf"Laporan [^\n]{{3,80}}\s(?={DOMAIN}(?:,| -))", re.IGNORECASE)  # the writer on the same line
_JOINED = re.compile(  # an outlet and its place with only a blank or a full stop between them
    rf"((?i:{DOMAIN})|[A-Z]\w*[a-z][A-Z]\w*|[A-Z][A-Z ]{{3,30}}\.) ([A-Z][\w.'’]*(?: [A-Z][\w.'’]*)*)"
)
_LONGEST = 100  # characters before the dash: two names, a place and a date fit


@cache
def outlets() -> dict[str, str]:
    """Return the known spellings of outlets, in small letters, with the outlet's name."""
    rows = read_lexicon("publishers")
    return {form: r["publisher"] for r in rows for form in [r["publisher"].lower(), *r["forms"].split(";")] if form}


@cache
def wires() -> dict[str, str]:
    """Return the known spellings of news agencies, in small letters, with the agency's name."""
    return {form: r["wire"] for r in read_lexicon("wires") for form in r["forms"].split(";")}


@cache
def places() -> frozenset[str]:
    """Return the towns that datelines name, in small letters."""
    return column("dateline_places", "places")


@cache
def _paper() -> re.Pattern[str]:
    """Match what newspapers are called by: names in capitals that hold one are the outlet, not the place."""
    words = {row["kind"]: row["words"].replace(";", "|") for row in read_lexicon("outlet_words")}
    return re.compile(rf"(?i:\b(?:{words['word']})\b)|(?i:{words['glued']})(?=[A-Z]*\b)|[a-z][A-Z]")


def _kinds(segment: str) -> Iterator[str]:
    """Yield what a comma-separated part of a dateline can be, the surest first."""
    low = segment.lower()
    if _DOMAIN.fullmatch(segment.rpartition(" ")[2]) or low in outlets():
        yield "publisher"
    if low in wires():
        yield "wire"
    if all(town in places() for town in low.split("/")):
        yield "town"
    if _DAY.fullmatch(segment) or low in weekday_numbers() or low in month_numbers():
        yield "day"
    if _CAPS.fullmatch(segment) and len(segment.split()) <= 4:
        yield "capitals"
    if _NAME.fullmatch(segment):
        yield "name"
    if _TOKEN.fullmatch(segment):
        yield "token"


def dateline_in(line: str, *, first: bool = True) -> Dateline | None:
    """Return the dateline a line begins with, or None.

    A dateline is one to four names before a dash: an outlet, a place, an agency in brackets, a day, in any order.
    An outlet, an agency or a known town proves it; an unknown name counts only where ``first`` says that the line
    opens the report.

    >>> dateline_in("KABARNEGERI.ID, Ambon - Dermaga itu dibuka.")
    Dateline(end=24, publisher='KABARNEGERI.ID', place='Ambon', wire=None, rule='outlet')
    >>> dateline_in("Hujan deras - juga di hulu - belum reda.")
    """
    indent = len(line) - len(line.lstrip(" \t\u00a0*"))
    if report := _REPORT_OF.match(line, indent):
        indent = report.end()
    for dash in _DASHES.finditer(line, indent, _LONGEST + indent):
        head, mark, end = line[indent : dash.start()].strip(" *"), dash[0], dash.end()
        if bold := _BOLD.match(line, end):
            end = bold.end()
        if not head or not (end == len(line) or _STARTS.match(line, end)):
            continue
        if found := _read_head(head, mark, first):
            return _with_second(line, found._replace(end=end))
    return _dateline_without_dash(line, indent)


def _read_head(head: str, mark: str, first: bool) -> Dateline | None:
    """Read what stands before the dash: every part must be a name of some kind, and one must prove it."""
    outside, inside = _segments(head)
    kinds = [(s, next(_kinds(s), None)) for s in [*outside, *inside]]
    if not 1 <= len(kinds) <= 5 or any(kind is None for _, kind in kinds):
        return None
    got = {kind: s for s, kind in reversed(kinds) if kind}
    rule = _proof(got, mark, bool(inside), first)
    if rule is None:
        return None
    named = [s for s, kind in kinds if kind in ("capitals", "name")]
    publisher = got["token"] if rule == "small outlet" else _outlet(got, named, inside)
    if publisher is None and [kind for _, kind in kinds] == ["capitals", "name"]:  # KRONIK, Muba: towns unknown to us
        publisher = named[0]
    place = got.get("town") or next((n for n in named if n != publisher), None)
    publisher = publisher or got.get("wire")
    wire = wires().get(got.get("wire", "").lower())
    own = wires().get((publisher or "").lower()) == wire
    return Dateline(0, publisher, None if place == publisher else place, None if own else wire, rule)


def _segments(head: str) -> tuple[list[str], list[str]]:
    """Return the names before the bracket of a dateline, and those in it: *Ambon (ANTARA/Reuters)*."""
    bracket = _BRACKET.match(head)
    before, within = (bracket[1], bracket[2]) if bracket else (head, "")
    inside = [within] if _DAY.fullmatch(within) else [s for s in re.split(r"\s*[/,]\s*", within) if s]
    return [part for s in re.split(r"\s*[,|]\s*", before.strip()) if s for part in _parted(s)], inside


def _outlet(got: dict[str, str], named: list[str], inside: list[str]) -> str | None:
    """Return the outlet: a known one, one in brackets, a name beside a town, or a name such as papers have."""
    signed = (s for s in inside if s.lower() in wires() or _CAPS.fullmatch(s))
    beside = (n for n in named if "town" in got or _paper().search(n))
    return got.get("publisher") or next(signed, None) or next(beside, None)


def _parted(segment: str) -> list[str]:
    """Part an outlet from a place that only a blank or full stop separates: *NADA.ID Ambon, NADA RAYA. AMBON*."""
    joined = _JOINED.fullmatch(segment)
    if joined is None or (
        joined[1][-1] != "." and not _DOMAIN.fullmatch(joined[1]) and joined[2].lower() not in places()
    ):
        return [segment]
    return [joined[1].rstrip("."), joined[2]]


def _proof(got: dict[str, str], mark: str, bracket: bool, first: bool) -> str | None:
    """Say what makes these names a dateline, or None: the closer the dash, the surer the name must be."""
    spaced = mark != mark.strip() or mark.strip() in ("--", "–", "—")
    domain = "." in got.get("publisher", "")
    if "|" in mark:
        return "outlet" if domain else None
    if ":" in mark:
        return "outlet" if "publisher" in got else "town" if first and set(got) == {"town"} else None
    if mark == "-" and not (domain or "town" in got or bracket):
        return None  # TRIBUN-MEDAN.com: the hyphen of a name
    if "publisher" in got or "wire" in got:
        return "outlet"
    if bracket and spaced:
        return "bracket"
    return _proof_in_first_line(got, mark, spaced) if first else None


def _proof_in_first_line(got: dict[str, str], mark: str, spaced: bool) -> str | None:
    """Say what makes names a dateline where the report must open, though none of them is an outlet we know."""
    if "town" in got:
        return "town" if spaced or got["town"].isupper() else None
    if "capitals" in got and spaced:
        return "place in capitals"
    if set(got) == {"name", "day"} and spaced:
        return "place and day"
    if "token" in got and spaced and len(got) == 1:
        return "small outlet"
    alone = got.get("name", "").split()
    if set(got) == {"name"} and mark != mark.strip() and len(alone) <= 3 and alone[0].lower() not in _PICTURE:
        return "name and dash"
    return None


def _with_second(line: str, found: Dateline) -> Dateline:
    """Extend ``outlet - PLACE - `` and ``OUTLET - PLACE. `` by their second half."""
    if found.publisher and not found.place and (m := _SECOND.match(line, found.end)):
        place = m[1].strip()
        if place.lower() in places() or (place.isupper() and ":" not in m[2]):
            return found._replace(end=m.end(), place=place)
    return found


_TOWN = r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?|[A-Z]{4,}(?: [A-Z]{4,})?)"
_BARE = tuple(  # mastheads whose dash was lost or never stood: only with a domain, or in brackets
    re.compile(pattern + r"(?=[\"“A-Z])")
    for pattern in (
        rf"(?P<outlet>(?i:{DOMAIN})), {_TOWN}\.? ",
        rf"{_TOWN}, (?P<outlet>(?i:{DOMAIN})) ",
        rf"(?P<outlet>(?i:{DOMAIN})) \({_TOWN}\) ",
        rf"\((?P<outlet>[A-Z]\w+(?:\.\w+)?) [-–—] {_TOWN}\) ",
    )
)


def _dateline_without_dash(line: str, indent: int) -> Dateline | None:
    """Read ``Outlet.com, Town Report begins``, where the dash was lost: only with a known town."""
    for m in filter(None, (pattern.match(line, indent) for pattern in _BARE)):
        for town in (m["place"], m["place"].split()[0]):
            if town.lower() in places():
                end = m.end() - len(m["place"]) + len(town) if m.end("place") == m.end() - 1 else m.end()
                return Dateline(end, m["outlet"], town, None, "outlet without dash")
    return None
