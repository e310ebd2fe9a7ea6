"""Who signed a report, for whom, and on whose copy it draws: bylines, outlets and agencies named in single lines.

Which line is which is decided in ``summitlib.loading.cleaning``. What a line does not say is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from summitlib.loading.mastheads import DOMAIN, outlets, wires

_DOMAIN_IN = re.compile(rf"(?<![\w@/.-]){DOMAIN}(?![\w@/-])", re.IGNORECASE)
_IS_DOMAIN = re.compile(DOMAIN, re.IGNORECASE)

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
    text = re.split(r"\s+[-–—|•]\s+|,\s*(?=[A-Z]{2,}|[a-z]|\d|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)", text)[0]
    parts = [
        p
        for p in re.split(r",\s*", text.strip(" .|/-–—"))
        if p.lower() not in (*outlets(), "redaksi", "tim redaksi", "tim", "admin") and not _IS_DOMAIN.fullmatch(p)
    ]
    name = ", ".join(p for p in parts if p).strip()
    return name if name and _PERSON.match(name) and len(name) <= 120 else None


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
                if not name.islower() and name.lower() in outlets():
                    return name
    return None
