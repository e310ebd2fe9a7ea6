"""How an article signs itself: dateline, byline, wire credit, publisher, place and day, read from single lines.

Everything here takes one line (or a few) and says what stands in it. Which line is which is decided in
``summitlib.loading.cleaning``. Nothing is guessed: what a line does not say is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.loading.dates import Stamp, month_numbers, weekday_numbers


class Dateline(NamedTuple):
    """What stands before the first word of a report: its end in the line, and the publisher, place and wire in it."""

    end: int
    publisher: str | None
    place: str | None
    wire: str | None
    rule: str


DOMAIN = r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|news|tv|info|biz|me|asia|today|online|press)"
_DOMAIN = re.compile(DOMAIN, re.IGNORECASE)
_DOMAIN_IN = re.compile(rf"(?<![\w@/.-]){DOMAIN}(?![\w@/-])", re.IGNORECASE)

# What can end a dateline, the surest first. A bare hyphen counts only with a blank beside it: "TRIBUN-MEDAN.com".
_DASHES = re.compile(r"\s*(?:--+|[–—―]+)\s*|\s+-\s*|-\s+|(?<=\w)-(?=[A-Z\"“])|(?<=\))\s*-\s*|\s*:\s+|\s+\|\s+")
_CAPS = re.compile(r"[A-Z][A-Z.'’ -]*[A-Z.]")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|dan|di|el|al)){0,3}")
_TOKEN = re.compile(r"[a-z][a-z0-9]{2,15}")  # an outlet that signs in small letters
_BRACKET = re.compile(r"^(.*?)\s*\(([^()]{2,60})\)$")
_DAY = re.compile(r"\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?| [A-Z][a-z]+(?: \d{4})?)")
_STARTS = re.compile(r"[\"“‘'(\[]?[A-Z0-9]")
_SECOND = re.compile(r"([A-Z][\w.'’ ]{2,30}?)(?:\s*(?:--+|[–—―])\s*|\s+-\s+|\.\s+)(?=[\"“A-Z])")
# Words that newspapers are called by: names in capitals that hold one are the outlet, not the place.
_PAPER = re.compile(
    r"(?i:\b(?:portal|kabar|harian|radar|koran|warta|berita|suara|klik|info|jurnal|media|tribun|metro|times|online|pos|post|"
    r"ekspres|express|fajar|lintas|sinar|tv|channel|network)\b)|(?i:news|kabar|info|berita|pos|radar|desk|today|update)"
    r"(?=[A-Z]*\b)|[a-z][A-Z]"
)
_PICTURE = frozenset(["ilustrasi", "foto", "video", "arsip", "dokumentasi", "infografis", "grafis", "gambar"])
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
    return frozenset(p for row in read_lexicon("dateline_places") for p in row["places"].split(";"))


def _kinds(segment: str) -> Iterator[str]:
    """Yield what a comma-separated part of a dateline can be, the surest first."""
    low = segment.lower()
    if _DOMAIN.fullmatch(segment) or low in outlets():
        yield "publisher"
    if low in wires():
        yield "wire"
    if low in places():
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
    for dash in _DASHES.finditer(line, indent, _LONGEST + indent):
        head, mark = line[indent : dash.start()].strip(), dash[0]
        if not head or not (dash.end() == len(line) or _STARTS.match(line, dash.end())):
            continue
        if found := _read_head(head, mark, first):
            return _with_second(line, found._replace(end=dash.end()))
    return _dateline_without_dash(line, indent)


def _read_head(head: str, mark: str, first: bool) -> Dateline | None:
    """Read what stands before the dash: every part must be a name of some kind, and one must prove it."""
    bracket = _BRACKET.match(head)
    within = bracket[2] if bracket else ""
    inside = [within] if _DAY.fullmatch(within) else [s for s in re.split(r"\s*[/,]\s*", within) if s]
    outside = [s for s in re.split(r"\s*[,|]\s*", (bracket[1] if bracket else head).strip()) if s]
    if len(outside) + len(inside) > 5:
        return None
    kinds = [(s, next(_kinds(s), None)) for s in [*outside, *inside]]
    if not kinds or any(kind is None for _, kind in kinds):
        return None
    got = {kind: s for s, kind in reversed(kinds) if kind}
    publisher = got.get("publisher") or next((s for s in inside if s.lower() in wires() or _CAPS.fullmatch(s)), None)
    wire = wires().get(got["wire"].lower()) if "wire" in got else None
    named = [s for s, kind in kinds if kind in ("capitals", "name")]
    if not publisher:  # "KABAR LEMBAH, Palu": a name beside a town, or one such as papers have, is the outlet
        publisher = next((n for n in named if "town" in got or _PAPER.search(n)), None)
    place = got.get("town") or next((n for n in named if n != publisher), None)
    rule = _proof(got, mark, bool(inside), first)
    if rule is None:
        return None
    if rule == "small outlet":
        publisher = got["token"]
    if place == publisher:
        place = None
    if publisher is None and "wire" in got:
        publisher = got["wire"]
    own = (publisher or "").lower()
    return Dateline(0, publisher, place, None if wires().get(own) == wire else wire, rule)


def _proof(got: dict[str, str], mark: str, bracket: bool, first: bool) -> str | None:
    """Say what makes these names a dateline, or None: the closer the dash, the surer the name must be."""
    spaced = mark != mark.strip() or mark.strip() in ("--", "–", "—")
    if "|" in mark:
        return "outlet" if "." in got.get("publisher", "") else None
    if ":" in mark:
        return "outlet" if "publisher" in got else "town" if first and set(got) == {"town"} else None
    if mark == "-" and not ("." in got.get("publisher", "") or "town" in got or bracket):
        return None  # TRIBUN-MEDAN.com: the hyphen of a name
    if "publisher" in got or "wire" in got:
        return "outlet"
    if bracket and spaced:
        return "bracket"
    if not first:
        return None
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
        if place.isupper() or place.lower() in places():
            return found._replace(end=m.end(), place=place)
    return found


_BARE = re.compile(rf"({DOMAIN}), ([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?=[\"“A-Z])", re.IGNORECASE)


def _dateline_without_dash(line: str, indent: int) -> Dateline | None:
    """Read ``Outlet.com, Town Report begins``, where the dash was lost: only with a domain and a known town."""
    m = _BARE.match(line, indent)
    if m is None:
        return None
    for town in (m[2], m[2].split()[0]):
        if town.lower() in places() and line[m.start(2)].isupper():
            return Dateline(m.start(2) + len(town) + 1, m[1], town, None, "outlet without dash")
    return None


_DRAWN_ON = re.compile(
    r"\b(?:dilansir|melansir|dikutip|mengutip|dilaporkan|disadur|menyadur|dinukil|menukil|diwartakan|laporan)\s+"
    r"(?:(?:dari|oleh|laman|laporan|the|The|kantor berita(?: [A-Z]?\w+)?)\s+)*$"
)


@cache
def _wire_names() -> re.Pattern[str]:
    """Match the agencies' names as they are written inside sentences."""
    names = {*wires().values(), *(form.title() for form in wires() if " " in form)}
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\\w)")


def wire_quoted_in(text: str) -> str | None:
    """Return the agency a report says it draws on (``dilansir dari Reuters``), or None.

    An agency that is only spoken of (``wartawan Reuters``, a photo credit) is not drawn on.
    """
    for m in _wire_names().finditer(text):
        if _DRAWN_ON.search(text[max(0, m.start() - 60) : m.start()]):
            return wires()[m[0].lower()]
    return None


_SEPARATORS = re.compile(r"\s*(?:[|/,;&•]|\bdan\b|\s-\s)\s*")
_SOURCE = re.compile(r"^\W*(?:sumber|source|kredit)\s*:\s*", re.IGNORECASE)


def wires_of_line(line: str) -> list[str]:
    """Return the agencies of a line that names nothing else, or one agency beside names in capitals."""
    stripped = _SOURCE.sub("", line).strip(" ()[]*.—–-")
    parts = [p for p in _SEPARATORS.split(stripped) if p]
    return [wires()[p.lower()] for p in parts if p.lower() in wires() and (p[0].isupper() or len(parts) == 1)]


_ROLE = (
    r"(?:penulis|pewarta|reporter|wartawan|jurnalis|kontributor|koresponden|"
    r"laporan(?: wartawan| reporter| kontributor)?|rep(?=:)|oleh|by|writer|author|uploader|"
    r"kreator|content writer|penulis/editor)"
)
_EDITING = r"(?:editor|redaktur|red|penyunting|penerjemah|fotografer|sumber|foto|videografer|uploader|copyright)"
_SIGNED = re.compile(rf"(?:^|[\s|(/*]|(?<=[a-z]))(?i:{_ROLE})\s*(?::|(?<=[Oo]leh)|(?<=[Bb]y)|(?<=BY))\s*", re.MULTILINE)
_NEXT = re.compile(rf"[\s|/•]*(?:\b(?i:{_EDITING})|(?<=[a-z])(?:Editor|Redaktur|Penyunting|Sumber|Foto))\s*[:/].*")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){0,5}(?:\s*(?:,|&|dan|/)\s*[^\W\d_][\w .'’-]*)*")


def author_of(line: str) -> str | None:
    """Return the name a byline gives, or None when it names an editor alone.

    >>> author_of("Reporter: Rina Laut | Editor: Bayu Darat"), author_of("(rnl)"), author_of("Editor: Bayu Darat")
    ('Rina Laut', 'rnl', None)
    """
    text = line.strip(" *—–-\t")
    if initials := re.fullmatch(r"[(\[]([\w/. -]+)[)\]]", text):
        return initials[1].strip()
    if signed := _SIGNED.search(text):
        text = text[signed.end() :]
    elif re.match(rf"\W*(?i:{_EDITING})\s*[:/]", text):
        return None
    text = _NEXT.sub("", text)
    text = re.split(r"\s+[-–—|•]\s+|,\s*(?=[A-Z]{2,}|\d|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)", text)[0]
    parts = [
        p for p in re.split(r",\s*", text.strip(" .|/-–—")) if p.lower() not in outlets() and not _DOMAIN.fullmatch(p)
    ]
    name = ", ".join(parts).strip()
    return name if name and _PERSON.match(name) and len(name) <= 120 else None


def publisher_of(lines: Iterable[str]) -> str | None:
    """Return the outlet that calls to follow it, credits or bylines name, or None: domains before known names."""
    lines = list(lines)
    for line in lines:
        for m in _DOMAIN_IN.finditer(line):
            if not re.search(
                r"(?:google|whatsapp|telegram|facebook|twitter|instagram|youtube|tiktok|bit)\.", m[0], re.I
            ):
                return m[0]
    for line in lines:
        words = re.findall(r"[\w.]+", line)
        for size in (3, 2, 1):
            for i in range(len(words) - size + 1):
                name = " ".join(words[i : i + size])
                if name[0].isupper() and name.lower() in outlets():
                    return name
    return None


def day_of_report(stamps: list[Stamp]) -> tuple[Stamp | None, Stamp | None]:
    """Return the stamp that dates the report, and the latest stamp of any kind (no report is older than that).

    The report is dated by the latest day set off by a comma or standing in an attribution; a day only told of
    dates an event, and bounds the report from below.
    """
    own = [s for s in stamps if s.manner != "told"]
    latest = max(stamps, key=lambda s: s.day, default=None)
    return max(own, key=lambda s: s.day, default=None), latest
