"""The words of Indonesian time expressions, from the lexicons: names, units, numbers, and what stands beside them."""

from __future__ import annotations

import re
from functools import cache

from summitlib.lexicons import column, read_lexicon


def plain(words: str | None) -> str:
    """Words of a match as lexicons write them: in small letters, one blank between two; empty for None."""
    return " ".join(words.lower().split()) if words else ""


@cache
def words_of(lexicon: str, kind: str = "") -> dict[str, dict[str, str]]:
    """Every spelling in a lexicon of names (lower case) -> its row."""
    rows: dict[str, dict[str, str]] = {}
    for row in read_lexicon(lexicon):
        if not kind or row.get("kind", kind) == kind:
            name = row.get("word") or row.get("month") or row.get("name") or ""
            for spelling in (name, *(row.get("variants") or "").split(";")):
                rows |= {spelling: row} if spelling else {}
    return rows


@cache
def month_numbers() -> dict[str, int]:
    """Month names and abbreviations (lower case) -> 1 to 12."""
    rows = read_lexicon("months")
    short = {a: int(r["number"]) for r in rows for a in r["abbreviations"].split(";") if a}
    return short | {r["month"]: int(r["number"]) for r in rows}


@cache
def unit_words() -> dict[str, dict[str, str]]:
    """Units and their derived forms (lower case) -> the row of the unit."""
    forms = ("word", "one", "many", "adjective")
    return {row[form]: row for row in read_lexicon("time_units") for form in forms if row[form]}


def number_of(words: str) -> str:
    """Return an amount as TIMEX3 writes it: digits, a decimal, or ``X`` for a vague one.

    >>> [number_of(words) for words in ("dua puluh lima", "1.000", "2,5", "satu setengah", "beberapa", "3x24")]
    ['25', '1000', '2.5', '1.5', 'X', '72']
    """
    if times := re.fullmatch(r"(\d{1,2})\s?[xX×]\s?(\d{1,2})", words):
        return str(int(times[1]) * int(times[2]))
    if words[0].isdigit():
        whole, _, rest = re.sub(r"\.(?=\d{3})", "", words).replace(",", ".").partition(".")
        return f"{int(whole)}.{rest}" if rest.strip("0") else str(int(whole))
    total, last = 0.0, 0.0
    known = words_of("number_words")
    for word in re.findall(r"\w+", words.lower()):
        value, role = known[word]["value"], known[word]["role"]
        if role == "vague":
            return "X"
        if role == "teen":
            last += 10
        elif role == "unit" and last % 10:
            last = float(value)  # satu dua tahun: the upper end
        elif role == "times":
            total, last = (total + last * float(value), 0) if value != "1000" else ((total + last) * 1000, 0)
        elif float(value) >= 100:
            total += float(value)
        else:
            last += float(value)
    return f"{total + last:g}"


@cache
def beside(kind: str) -> frozenset[str]:
    """The words of one kind in the lexicon of neighbours."""
    return column("time_neighbours", kind=kind)
