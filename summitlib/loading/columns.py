"""Which column of a table means what, and what a column of written dates says as a whole.

Tables of news come with columns named ``judul`` or ``title``, ``isi_berita`` or ``content``, and with dates whose order
one row cannot settle but the column can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from summitlib.loading.dates import DOUBTS, DateReading, read_date
from summitlib.loading.decoding import mend_halves
from summitlib.loading.problems import CorpusError

# Names under which tables carry a field when no option names the column, the surest first; capitals do not count.
COLUMNS = {
    "article": ("article", "article_id", "id", "doc_id", "docid", "id_artikel", "id_berita"),
    "text": ("text", "isi_berita", "isi berita", "isi", "teks", "content", "body", "konten", "article_text",
             "full_text", "berita"),
    "headline": ("headline", "title", "judul", "judul_berita", "judul berita"),
    "published": ("published", "published_at", "publish_date", "published_date", "date", "tanggal",
                  "tanggal_terbit", "tgl", "waktu"),
    "publisher": ("publisher", "media", "outlet", "penerbit", "nama_media", "portal", "sumber", "source", "site",
                  "sitename"),
    "author": ("author", "authors", "penulis", "wartawan", "reporter", "byline"),
    "place": ("place", "tempat", "lokasi", "dateline"),
    "wire": ("wire", "agency", "kantor_berita"),
    "url": ("url", "link", "tautan"),
    "file": ("file", "filename", "file_name", "path", "berkas", "nama_file"),
    "published_earliest": ("published_earliest",),
    "published_latest": ("published_latest",),
    "published_basis": ("published_basis",),
}  # fmt: skip


def choose_columns(
    names: Sequence[str], asked: dict[str, str], file: str, *, need: Iterable[str] = ("text",)
) -> dict[str, str]:
    """Return field -> column: the one asked for, else the first known name; a :class:`CorpusError` lists what there is.

    >>> choose_columns(["No", "Judul", "Isi"], {}, "berita.csv")
    {'text': 'Isi', 'headline': 'Judul'}
    """
    by_name = {name.strip().lower(): name for name in reversed(names)}
    there = ", ".join(repr(n) for n in names) or "none"
    chosen = {}
    for field, known in COLUMNS.items():
        if column := asked.get(field):
            if column not in names:
                raise CorpusError(f"{file} has no column {column!r} for {field}; its columns: {there}.", file=file)
            chosen[field] = column
        elif match := next((by_name[k] for k in known if k in by_name), None):
            chosen[field] = match
    for field in need:
        if field not in chosen:
            raise CorpusError(
                f"{file} has no column for {field}; its columns: {there}. Name it: read_articles(…, {field}=…).",
                file=file,
            )
    return chosen


def as_words(value: Any) -> str | None:
    """Return a cell as a string: names of a list joined, blanks folded; None where there is nothing to read."""
    if value is None or value != value or isinstance(value, (dict, bool)):
        return None
    if isinstance(value, (list, tuple)):
        return ", ".join(w for v in value if (w := as_words(v))) or None
    return " ".join(mend_halves(str(value)).split()) or None


class ColumnDate(NamedTuple):
    """What one cell says in the light of its column: a day or its bounds, how that is known, and what is wrong."""

    day: date | None
    earliest: date | None
    latest: date | None
    basis: str | None
    problem: str | None


def read_dates(values: Sequence[Any], *, column: str, date_format: str | None = None) -> list[ColumnDate]:
    """Read a column of dates, day first unless ``date_format`` says otherwise, and say what is doubtful.

    Where some date of the column can only be read month first, those that can be read both ways are not guessed:
    they get both days as bounds. Where nothing in the column settles the order, day first is taken, and said.

    >>> read_dates(["10/21/2025", "10/7/2025"], column="tanggal")[1][:4]
    (None, datetime.date(2025, 7, 10), datetime.date(2025, 10, 7), 'column tanggal, order not known')
    """
    readings = [read_date(value, date_format=date_format) for value in values]
    month_first = sum(r.doubt == "month first" for r in readings)
    settled = any(_settles_day_first(v, r) for v, r in zip(values, readings, strict=True))
    return [
        _in_column(value, reading, column, date_format, month_first=month_first > 0, settled=settled)
        for value, reading in zip(values, readings, strict=True)
    ]


def _settles_day_first(value: Any, reading: DateReading) -> bool:
    """Say whether a date in numbers can only be read day first (``21/10/2025``)."""
    text = str(value).strip()
    numbers = text[:2].isdigit() and not text[:4].isdigit()
    return numbers and int(text[:2]) > 12 and reading.day is not None and reading.other is None


def _in_column(
    value: Any, reading: DateReading, column: str, date_format: str | None, *, month_first: bool, settled: bool
) -> ColumnDate:
    basis, shown = f"column {column}", repr(as_words(value) or "")[:60]
    if reading.doubt is None:
        order = f", {date_format}" if date_format else ""
        known = basis + order if reading.earliest else None
        return _beyond_today(ColumnDate(reading.day, reading.earliest, reading.latest, known, None), shown)
    hint = f"; give date_format=, such as date_format={_month_first_format(str(value))!r}"
    if reading.doubt == "either order" and reading.day and reading.other:
        if month_first:
            low, high = sorted((reading.day, reading.other))
            problem = f"{shown} can be read day first or month first, and others in the column only month first{hint}"
            return ColumnDate(None, low, high, f"{basis}, order not known", problem)
        told = f"{shown} can be read day first or month first; read day first{hint} if that is wrong"
        unsaid = None if settled else told
        return _beyond_today(ColumnDate(reading.day, reading.day, reading.day, f"{basis}, day first", unsaid), shown)
    problem = f"{shown} {DOUBTS[reading.doubt]}"
    if reading.doubt == "month first":
        problem += hint
    if date_format:
        problem = f"{shown} does not fit date_format={date_format!r}"
    known = f"{basis}, {reading.doubt} in doubt" if reading.earliest else None
    return ColumnDate(reading.day, reading.earliest, reading.latest, known, problem)


def _month_first_format(text: str) -> str:
    """Return the format that would read a date in numbers month first."""
    mark, clock = next((c for c in text if c in "/-."), "/"), text.partition(" ")[2]
    time = {0: "", 1: " %H:%M", 2: " %H:%M:%S"}.get(clock.count(":"), "")
    year = "%Y" if re.search(r"\d{4}", text) else "%y"
    return f"%m{mark}%d{mark}{year}{time}"


def _beyond_today(found: ColumnDate, shown: str) -> ColumnDate:
    """Doubt a day that has not come yet (a day's grace for time zones)."""
    if found.earliest and found.earliest > date.today() + timedelta(days=1):
        return found._replace(problem=f"{shown} lies in the future")
    return found
