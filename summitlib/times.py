"""Indonesian time expressions: where they stand, what they mean, and which days they cover.

TIMEX3 after ISO-TimeML (ISO 24617-1) and TempEval-3, settled for Indonesian news. One pass over the words of a text:
at each word that can begin an expression the patterns (folder ``dating``) are tried, the longest match is read by the
reader of its name (``named``, ``pointing``, ``hours``), which may decline. Relative expressions are read against the
document date, or a date just mentioned; without a document date they keep ``X`` values and no days. Clock times are
local, without offset.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from summitlib.dating import patterns as tp
from summitlib.dating import values as tv
from summitlib.dating.context import Found, Reading
from summitlib.dating.hours import HOURS
from summitlib.dating.named import NAMED
from summitlib.dating.neighbours import settled
from summitlib.dating.pointing import POINTING
from summitlib.options import shown
from summitlib.rows import TIME, each_article, need_columns

if TYPE_CHECKING:
    import pandas as pd

READERS = {**NAMED, **POINTING, **HOURS}


class TimeExpression(NamedTuple):
    """One time expression: ``text[start:end] == surface``; days are None where the value names none that are known."""

    start: int
    end: int
    type: str  # DATE, TIME, DURATION, SET
    value: str
    mod: str | None
    surface: str
    earliest: date | None
    latest: date | None
    anchor: str  # written, published …, mentioned …, none
    range: str | None  # the two ends of a range carry the same letter
    range_role: str | None  # begin, end
    warning: str | None


WORD = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _read(reading: Reading) -> list[Found]:
    """Try the patterns at every word that can begin one; keep the longest that its reader accepts."""
    text, table, done = reading.text, tp.by_first_word(), 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        first = word[0]
        candidates = table.get("0" if first[0].isdigit() else first.lower())
        if not candidates or (start and _inside_word(text, start)):
            continue
        matches = [(p.name, m) for p in candidates if (m := p.match.match(text, start))]
        for name, m in sorted(matches, key=lambda pair: -pair[1].end()):
            found = READERS[name](reading, m)
            if found and found.end > start:
                reading.found += [found] if found.type else []
                done = found.end
                break
    return reading.found


def _inside_word(text: str, start: int) -> bool:
    """Whether a word goes on from a letter before it; a capital after a small letter begins a glued word."""
    before, here = text[start - 1], text[start]
    if here.isdigit() and before in "/.:":  # inside a date, a decimal, the number of a law
        return start > 1 and text[start - 2].isdigit()
    if before.isdigit() or here.isdigit():
        return before.isalnum()
    return before == "_" or (before.isalpha() and not (before.islower() and here.isupper()))


def _days(reading: Reading, found: Found) -> tv.Days:
    if found.days is not None:
        return found.days
    if found.value == "PRESENT_REF":
        return reading.day, reading.day
    if found.value == "PAST_REF":
        return None, reading.day
    if found.value == "FUTURE_REF":
        return reading.day, None
    return tv.days_of(found.value) if found.type in ("DATE", "TIME") else tv.UNKNOWN


def _as_day(published: date | str | None) -> date | None:
    if published is None or str(published) in ("NaT", "<NA>", "nan"):
        return None
    if isinstance(published, date):
        return published.date() if isinstance(published, datetime) else published
    try:
        return date.fromisoformat(published.strip()[:10])
    except (AttributeError, ValueError):
        raise ValueError(
            f"published is {shown(published)}; it may be a date, an ISO date such as '2023-09-13', or None."
        ) from None


def times_in(text: str, published: date | str | None = None) -> list[TimeExpression]:
    """Return the time expressions of a text, in order, without overlaps.

    ``published`` is the document date. Without it relative expressions keep ``X`` values and None days: never today.

    >>> for t in times_in("Banjir surut Selasa pagi, dua hari setelah hujan pada awal 2019.", "2023-09-13"):
    ...     print(t.surface, t.type, t.value, t.mod, t.earliest)
    Selasa pagi TIME 2023-09-12TMO None 2023-09-12
    dua hari DURATION P2D None None
    awal 2019 DATE 2019 START 2019-01-01
    """
    reading = Reading(text, _as_day(published))
    _read(reading)
    return [TimeExpression(f.start, f.end, f.type, f.value, f.mod, text[f.start : f.end], *_days(reading, f), f.anchor,
                           f.range, f.role, f.warning) for f in settled(reading)]  # fmt: skip


def find_times(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the time expressions of every article as time rows, read against its ``published`` day.

    Where that is unknown and ``published_earliest`` and ``published_latest`` are known, an expression that has the same
    value against both has that value; otherwise it keeps its ``X`` and the days both readings span.
    """
    need_columns(articles, ["article", "text"], "Article rows")
    using = [c for c in ("text", "published", "published_earliest", "published_latest") if c in articles.columns]
    return each_article(
        articles, lambda *values: _row_values(**dict(zip(using, values, strict=True))), TIME, using=using, label="times"
    )


def _row_values(text: str, published: date | None = None, published_earliest: date | None = None,
                published_latest: date | None = None) -> list[tuple[object, ...]]:  # fmt: skip
    if published is None and published_earliest is not None and published_latest is not None:
        found = _times_between(text, published_earliest, published_latest)
    else:
        found = times_in(text, published)
    return [(*t[:2], t.surface, *t[2:5], *t[6:]) for t in found]  # surface goes before type


def _times_between(text: str, first: date, last: date) -> list[TimeExpression]:
    """Read a text that appeared on an unknown day of a stretch."""
    early, late = times_in(text, first), {(t.start, t.end): t for t in times_in(text, last)}
    unread = {(t.start, t.end): t for t in times_in(text)}
    anchor = f"published {_as_day(first)} to {_as_day(last)}"
    out = []
    for t in early:
        other, plain = late.get((t.start, t.end), t), unread.get((t.start, t.end), t)
        same = other.value == t.value
        named = t.anchor if t.anchor in ("written", "none") or t.anchor.startswith("mentioned") else anchor
        out.append(t._replace(value=t.value if same else plain.value, latest=other.latest, anchor=named))
    return out


def to_timeml(text: str, times: list[TimeExpression]) -> str:
    """Return the text as XML with its expressions as inline ``TIMEX3`` elements inside one ``TimeML`` element.

    >>> print(to_timeml("Padi & awal 2019.", times_in("Padi & awal 2019.")))
    <TimeML>Padi &amp; <TIMEX3 tid="t1" type="DATE" value="2019" mod="START">awal 2019</TIMEX3>.</TimeML>
    """
    parts, done = [], 0
    for n, t in enumerate(sorted(times), 1):
        mod = f' mod="{escape(t.mod)}"' if t.mod else ""
        parts += [escape(text[done : t.start]), f'<TIMEX3 tid="t{n}" type="{t.type}" value="{escape(t.value)}"{mod}>',
                  escape(text[t.start : t.end]), "</TIMEX3>"]  # fmt: skip
        done = t.end
    return "<TimeML>" + "".join(parts) + escape(text[done:]) + "</TimeML>"
