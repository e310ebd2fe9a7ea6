"""Verbs of saying from the lexicon ``reporting_verbs``, for all who need to know that somebody is quoted.

Bare verbs stand after a quotation and before its speaker (kata, ujar, tutur), each also with *-nya*.
"""

from functools import cache

from summitlib.lexicons import column, either, read_lexicon

REPORTING = ("neutral", "explaining", "endorsing")  # classes that tell of what was said, not of wishes or promises


@cache
def bare_verbs(*, reporting: bool = False) -> frozenset[str]:
    """Return the bare forms; with ``reporting`` only those that report and are hardly ever anything but verbs.

    >>> {"kata", "janji"} <= bare_verbs(), "kata" in bare_verbs(reporting=True), "janji" in bare_verbs(reporting=True)
    (True, True, False)
    """
    rows = (r for r in read_lexicon("reporting_verbs") if r["bare"])
    plain = (r for r in rows if not reporting or (r["class"] in REPORTING and r["takes"] in ("any", "clause")))
    return frozenset(form for row in plain for form in row["bare"].split(";"))


@cache
def bare_verb_pattern(*, reporting: bool = False) -> str:
    """Return them as a pattern, with or without *-nya*, to be followed by what the caller expects."""
    return rf"(?:{either(bare_verbs(reporting=reporting))})(?:nya)?\b"


@cache
def active_verbs() -> frozenset[str]:
    """Return the forms that stand between a speaker and what is said: mengatakan, menyebut, berharap."""
    return column("reporting_verbs", "active")
