"""Captions: lines that end with the credit of a picture, in brackets, behind a bar, or bare."""

from __future__ import annotations

import re

from summitlib.loading.lines import is_said
from summitlib.loading.mastheads import DOMAIN, outlets, wires

_PHOTO = (
    r"(?i:foto|photo|dok(?:umentasi|umen|\.)?|ist(?:imewa|\.)?|ilustrasi|shutterstock|getty|unsplash|pixabay|pexels|freepik|"
    r"i-?stock|tangkapan layar|screenshot|repro|humas|for (?:detik|tribun|jawa ?pos|radar)\w*|wikimedia|youtube[/ ]|"
    r"instagram[/ ]@?)"
)
_BRACKET = re.compile(
    rf"[(\[]\s*(?:(?i:sumber|kredit|credit)\b.*|{_PHOTO}\b.*|.{{0,40}}/?\b(?i:getty images|shutterstock|istimewa)\b.*"
    r"|[^()]{2,40}(?:/|via )[A-Z][^()]{1,60})\s*[)\]]\W*$"
)
_BEHIND_BAR = re.compile(
    rf"(?:[|/]\s*|\s[–—-]\s*|\.\s)(?:(?i:foto|photo|dok|sumber foto)\b\s*[:.]?\s*[^.]{{2,60}}|{_PHOTO})\W*$"
    r"|(?<=\w)/(?:Net|NET|Int|INT)\W*$"
)
_BARE = re.compile(
    r"\b(?:[A-Z]{2,}(?: FOTO| PHOTO| Photo)?|[A-Z]\w+ Foto|\w+\.com)/[A-Z][\w .'’-]{2,40}(?:/[\w .]{2,20})?\W*$"
)
_SLASHED = re.compile(r"[(\[]\s*([^()/]{2,40}?)\s*(?:/|\bvia\b)\s*[A-Z]")
_LONGEST = 600  # characters: a longer line is the report, whatever stands at its end


def credit_in(text: str) -> str | None:
    """Return the rule by which a line ends with the credit of a picture, or None.

    >>> credit_in("Dermaga di pagi hari. (Dok. Pelabuhan)"), credit_in("Korban tujuh orang (lima pria/dua wanita).")
    ('credit in brackets', None)
    """
    tail = text[-120:]
    if (_BEHIND_BAR.search(tail) or _credited_bare(tail)) and not is_said(text):
        return "credit at the end"
    bracket = _BRACKET.search(tail)
    if bracket is None or len(text) > _LONGEST:
        return None
    slashed = _SLASHED.match(bracket[0])
    if slashed and not re.match(rf"[(\[]\s*{_PHOTO}", bracket[0]) and not _is_source(slashed[1], bracket[0]):
        return None
    return "credit in brackets"


def _is_source(name: str, bracket: str) -> bool:
    """Say whether what stands before the slash of a bracket is an agency or outlet, not the half of a pair."""
    low = name.strip().lower()
    if low in outlets() or low in wires() or re.fullmatch(DOMAIN, low) or low.partition(" ")[0] in wires():
        return True
    if bracket[0] == "[":  # square brackets hold credits: [Nada/Rina Laut]
        return name[:1].isupper()
    return name.isupper() and not re.fullmatch(r"\W*[A-Z]+/[A-Z]+\W*", bracket)  # (WNA/WNI): two abbreviations


def _credited_bare(tail: str) -> bool:
    """Say whether a line ends with agency and photographer, without brackets (``ANTARA FOTO/Rina Laut/foc.``)."""
    found = _BARE.search(tail)
    name = re.split(r"/| FOTO| (?i:photo)| Foto", found[0])[0].lower() if found else ""
    return name in wires() or name in outlets() or name.endswith(".com")
