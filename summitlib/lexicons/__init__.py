"""Word lists and tables, as data: one CSV a lexicon, its source in the comment lines on top."""

import csv
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
