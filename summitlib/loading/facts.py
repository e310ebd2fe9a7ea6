"""What the lines of an article say of it: publisher, author, headline, place, wire, and its day.

Which line is which is decided in ``cleaning``; here a line that signs, credits or dates is read. The surest source of
each fact comes first; what no line says is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from summitlib.loading.dates import day_of_report, read_date, stamps_in, weekday_numbers
from summitlib.loading.lines import Mark, Seen
from summitlib.loading.mastheads import DOMAIN, Dateline, outlets, wires


def facts_of(
    text: str, seen: list[Seen], marks: list[Mark | None], dateline: Dateline | None, headline: str | None
) -> dict[str, Any]:
    """Gather what the lines say of the article; the surest source of each field first."""
    by: dict[str, list[str]] = {}
    for s, mark in zip(seen, marks, strict=True):
        by.setdefault(mark.label if mark else "body", []).append(s.text)
    publisher = (dateline and dateline.publisher) or publisher_of(
        t for label in ("share-promo", "credit", "date", "byline") for t in by.get(label, []) if not wires_of_line(t)
    )
    credited = [wire for t in by.get("credit", []) for wire in wires_of_line(t)]
    credited += [wire for t in by.get("byline", []) for wire in wires_in_bracket(t)]
    wire = next(iter(credited), None) or (dateline and dateline.wire) or wire_quoted_in(text)
    authors = (a for t in by.get("byline", []) if (a := author_of(t)))
    return {
        "publisher": publisher,
        "author": next(authors, None),
        "headline": headline or next(iter(by.get("headline", [])), None),
        "place": dateline.place if dateline else None,
        "wire": None if publisher and wires().get(publisher.lower()) == wire else wire,
        **_publication(by.get("date", []), text),
    }


_CHANGED = re.compile(r"(?i)\W*(?:terakhir )?(?:diperbarui|diupdate|updated?)\b")


def _publication(date_lines: list[str], text: str) -> dict[str, Any]:
    """Return published, its bounds and its basis: a date line says it, a dated lead says the earliest day.

    A line that says when the page was last changed only says that it was not published later.
    """
    for line in sorted(date_lines, key=lambda line: _CHANGED.match(line) is not None):
        reading = read_date(line)
        if reading.day and reading.doubt in (None, "either order"):
            day = reading.day.isoformat()
            if _CHANGED.match(line):
                return _dated(None, None, day, f'date line "{line}", last change')
            return _dated(day, day, day, f'date line "{line}"')
    own, latest = day_of_report(stamps_in(text))
    if own:
        stamp = text[own.start : own.end]
        return _dated(own.day.isoformat(), own.day.isoformat(), None, f'in-text "{stamp}", day of reporting')
    if latest:
        stamp = text[latest.start : latest.end]
        return _dated(None, latest.day.isoformat(), None, f'in-text "{stamp}", told as past')
    return _dated(None, None, None, None)


def _dated(day: str | None, earliest: str | None, latest: str | None, basis: str | None) -> dict[str, Any]:
    return {"published": day, "published_earliest": earliest, "published_latest": latest, "published_basis": basis}


# -- the agency whose copy it draws on

_DRAWN_ON = re.compile(
    r"\b(?i:dilansir|melansir|dikutip|mengutip|dilaporkan|disadur|menyadur|dinukil|menukil|diwartakan|laporan)\s+"
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


# -- who signed it

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
    if bracket := re.fullmatch(r"\W*[(\[]([^()\[\]]+)[)\]]\W*", text):
        return _author_in_bracket(bracket[1])
    if signed := _SIGNED.search(text):
        text = text[signed.end() :]
    elif re.match(rf"\W*(?i:{_EDITING})\s*[:/]", text):
        return None
    text = _NEXT.sub("", text)
    text = re.split(r"\s+[-–—|•]\s+|,\s*(?=[A-Z]{2,}|[a-z]|\d)", text)[0]
    name = ", ".join(p for p in re.split(r",\s*", text.strip(" .|/-–—")) if p and _can_be_person(p)).strip()
    return name if name and _PERSON.match(name) and len(name) <= 120 else None


def _can_be_person(part: str) -> bool:
    """Say whether a part of a byline is neither an outlet, its staff nor the day."""
    low = part.lower()
    staff = low in outlets() or low in ("redaksi", "tim redaksi", "tim", "admin") or _IS_DOMAIN.fullmatch(part)
    return not staff and low.split()[0] not in weekday_numbers()


_NO_PERSON = {"adv", "advertorial", "rls", "rilis", "rel", "release", "red", "redaksi", "end", "tamat", "hms", "humas",
              "intern", "magang", "network"}  # fmt: skip


@cache
def _no_people() -> frozenset[str]:
    """Return what stands between the bars of a bracket and is no person: outlets, agencies, kinds of text."""
    return frozenset([*outlets(), *wires(), *_NO_PERSON])


def _author_in_bracket(within: str) -> str | None:
    """Return the names between the bars of a closing bracket without outlets, agencies and kinds of text."""
    parts = [p.strip(" *.@") for p in re.split(r"[/|,]|\s[–—-]\s", within)]
    others = _no_people()
    people = [p for p in parts if p and not {p.lower(), p.lower().split()[-1]} & others and not _IS_DOMAIN.fullmatch(p)]
    full = [p for p in people if " " in p and p[0].isupper()]
    return ", ".join(full) if full else "/".join(people) or None


def wires_in_bracket(line: str) -> list[str]:
    """Return the agencies of a closing bracket (``(antara/rina)``); names as short as initials do not count.

    >>> wires_in_bracket("(ant)"), wires_in_bracket("(aa/spa)")
    (['Antara'], [])
    """
    if not (bracket := re.fullmatch(r"\W*[(\[]([^()\[\]]+)[)\]]\W*", line)):
        return []
    parts = [p.strip(" *").lower() for p in re.split(r"[/|,]", bracket[1])]
    return [wires()[p] for p in parts if p in wires() and (len(p) > 4 or p in ("ant", "afp"))]


# -- the outlet

_DOMAIN_IN = re.compile(rf"(?<![\w@/.-]){DOMAIN}(?![\w@/-])", re.IGNORECASE)
_IS_DOMAIN = re.compile(DOMAIN, re.IGNORECASE)
_PLATFORM = re.compile(r"(?:google|whatsapp|telegram|facebook|twitter|instagram|youtube|tiktok|bit)\.", re.IGNORECASE)


def publisher_of(lines: Iterable[str]) -> str | None:
    """Return the outlet that calls to follow it, credits or bylines name, or None: domains before known names."""
    lines = list(lines)
    domains = (m[0] for line in lines for m in _DOMAIN_IN.finditer(line))
    if own := next((domain for domain in domains if not _PLATFORM.search(domain)), None):
        return own
    for line in lines:
        words = re.findall(r"[\w.]+", line)
        for size in (3, 2, 1):
            for i in range(len(words) - size + 1):
                name = " ".join(words[i : i + size])
                if not name.islower() and name.lower() in outlets():
                    return name
    return None
