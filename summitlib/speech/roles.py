"""What a role says: its office, its institution, and which state *negara itu* is.

A role is the text beside a name (``Kepala Biro Humas KPK``); offices are known by long and by short forms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from summitlib.speech.names import is_office, long_offices, opens_institution, place_at, places, titles
from summitlib.speech.predicates import words_of

_BACK = 800  # characters: a state named farther back is not meant


def state_before(text: str, at: int) -> str:
    """Return the state that was last the subject of a clause before ``at``; empty if none was.

    >>> state_before("Setelah badai, Jepang mengirim beras ke Laos. Negara itu", 46)
    'Jepang'
    """
    found = _state_clause().findall(text, max(0, at - _BACK), at)
    return found[-1] if found else ""


@cache
def _state_clause() -> re.Pattern[str]:
    """Return a state as the subject of a clause: after a mark, before a small word."""
    states = sorted((name for name, kind in places().items() if kind == "state"), key=len, reverse=True)
    return re.compile(rf"(?:[.,;!?:\n\"”]\s*|\A)({'|'.join(states)})(?= (?:[a-z]))(?! (?:dan|serta|yang|maupun)\b)")


def office_words(role: str) -> frozenset[str]:
    """Return the words of a role that tell the office, short forms written out: Menaker is menteri ketenagakerjaan."""
    role = role.lower()
    parts = [role] if role in long_offices() else re.findall(r"[\w-]+", role)
    words = [w for part in parts for w in long_offices().get(part, part).split()]
    return frozenset(
        w for w in words if w not in words_of("demonstrative") and w not in ("sang", "si", "dan", "yang", "seorang")
    )


@lru_cache(maxsize=4096)
def affiliation_of(role: str | None) -> str | None:
    """Return the institution, else the place, in a role text; None where there is neither.

    >>> affiliation_of("peneliti senior di Universitas Bahari"), affiliation_of("Kepala Biro Humas KPK")
    ('Universitas Bahari', 'KPK')
    >>> affiliation_of("Presiden Rusia"), affiliation_of("Menteri Sosial")
    ('Rusia', None)
    """
    parts = re.split(r"\s+", (role or "").split(",")[0].strip())
    while parts and parts[-1].lower().rstrip(".") in titles():
        parts = parts[:-1]
    for n, part in enumerate(parts):
        if opens_institution(part) and not is_office(part.lower()):
            return " ".join(parts[n:])
    capital = next(
        (n for n, part in enumerate(parts) if n and parts[n - 1] in ("di", "dari", "pada") and part[:1].isupper()), None
    )
    if capital is not None:
        return " ".join(parts[capital:])
    return next((" ".join(parts[n:]) for n in range(len(parts)) if place_at(parts, n)), None)
