"""Word lists and tables, as data: one CSV a lexicon, its source in the comment lines on top."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def read_lexicon(name: str, *, language: str = "id") -> tuple[dict[str, str], ...]:
    """Return the rows of one lexicon, in file order, every value a string.

    A lexicon is ``lexicons/<language>/<name>.csv``: comment lines starting with ``#`` (what it is,
    where it comes from), a header line, then rows.

    >>> read_lexicon("months")[8]["month"]
    'september'
    """
    path = files(__name__) / language / f"{name}.csv"
    if not path.is_file():
        known = sorted(
            p.name.removesuffix(".csv") for p in (files(__name__) / language).iterdir() if p.name.endswith(".csv")
        )
        raise ValueError(f"No lexicon {name!r} for language {language!r}; there are: {', '.join(known)}.")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


@cache
def column(name: str, cell: str = "words", kind: str = "") -> frozenset[str]:
    """Return the words of one column of a lexicon, parted by semicolons; of the rows of one ``kind`` only, if given.

    >>> sorted(column("months", "abbreviations"))[:3]
    ['ags', 'agt', 'agu']
    """
    rows = [row for row in read_lexicon(name) if not kind or row["kind"] == kind]
    return frozenset(word for row in rows for word in row[cell].split(";") if word)


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first.

    >>> either(["hal", "halaman", "hlm."])
    'halaman|hlm\\\\.|hal'
    """
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
