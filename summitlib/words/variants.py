"""Word families that readers expect to count as one: *kerja sama* and *kerjasama*, *Jong-un* and *Jong Un*.

The table is ``lexicons/id/variants.csv``, to be read before it is used. Nothing here is applied unless it is called
for, and families can be chosen by name, by kind or as ``"all"``. Reduplication is a kind of its own, a rule
and not a list: *negara-negara* and *negara2* belong to *negara*.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon

REDUPLICATION = "reduplication"
_DOUBLED = r"(?P<once>[^\W\d_]{2,40})(?:[-\u2010\u2011](?i:(?P=once))|2)"


class Family(NamedTuple):
    """Forms that are taken for the same thing, under the name of one of them."""

    family: str
    kind: str
    forms: tuple[str, ...]


class Variant(NamedTuple):
    """A form found in a text, ``text[start:end]``, and the family it belongs to."""

    start: int
    end: int
    text: str
    family: str


@cache
def variant_families() -> tuple[Family, ...]:
    """Return the whole table: family, kind (spelling, name, synonym), forms.

    >>> [row.forms for row in variant_families() if row.family == "izin"]
    [('izin', 'ijin')]
    """
    rows = read_lexicon("variants")
    return tuple(Family(row["family"], row["kind"], tuple(row["forms"].split(";"))) for row in rows)


def variants_in(text: str, *, families: str | Iterable[str]) -> list[Variant]:
    """Find the forms of the chosen families in a text, the longest form at each place, in order.

    ``families`` is ``"all"``, a family, a kind, ``"reduplication"``, or several of these; an unknown one is a
    ``ValueError``.

    >>> [(v.text, v.family) for v in variants_in("Kerjasama Cina, ijin kapal", families=["spelling", "Tiongkok"])]
    [('Kerjasama', 'kerja sama'), ('Cina', 'Tiongkok'), ('ijin', 'izin')]
    """
    pattern, family_of = _finder(_chosen(families))
    return [
        Variant(*hit.span(), hit[0], hit["once"].lower() if hit["once"] else family_of[hit[0].lower()])
        for hit in pattern.finditer(text)
    ]


def variant_of(form: str, *, families: str | Iterable[str] = "all") -> str:
    """Return the family of a word or phrase if it is one of the chosen, else the form as it is.

    >>> variant_of("kerjasama", families="spelling"), variant_of("Cina", families="spelling")
    ('kerja sama', 'Cina')
    """
    found = variants_in(form, families=families)
    return found[0].family if found and found[0].text == form else form


def _chosen(families: str | Iterable[str]) -> frozenset[str]:
    names = {families} if isinstance(families, str) else set(families)
    table = variant_families()
    known = {row.family for row in table} | {row.kind for row in table} | {"all", REDUPLICATION}
    if not names <= known:
        kinds = sorted({row.kind for row in table} | {"all", REDUPLICATION})
        raise ValueError(
            f"Unknown family or kind {sorted(names - known)}; there are the kinds {', '.join(kinds)} "
            "and the families of variant_families()."
        )
    everything = {row.family for row in table} | {REDUPLICATION}
    wanted = {row.family for row in table if row.family in names or row.kind in names} | (names & {REDUPLICATION})
    return frozenset(everything if "all" in names else wanted)


@cache
def _finder(chosen: frozenset[str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for the forms of these families, the longest first, and form in lower case -> family."""
    family_of = {form.lower(): row.family for row in variant_families() if row.family in chosen for form in row.forms}
    forms = [form for row in variant_families() if row.family in chosen for form in row.forms]
    ways = [_either_case(form) for form in sorted(forms, key=len, reverse=True)]
    doubled = _DOUBLED if REDUPLICATION in chosen else r"(?P<once>(?!))"
    return re.compile(rf"(?<![\w-])(?:{'|'.join([*ways, doubled])})(?![\w-])"), family_of


def _either_case(form: str) -> str:
    """Return a pattern for a form, each word also with the other case of its first letter; capitals stay capitals."""
    if form.isupper():
        return re.escape(form)
    return r"\ ".join(f"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}" for word in form.split(" "))
