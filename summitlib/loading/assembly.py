"""Raw records to article rows: columns found, ids given, dates read together, texts cleaned, doubts noted.

What a metadata table beside the texts says comes first, then the record's own columns, then what the text says.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from summitlib.loading.cleaning import KEPT, Cleaned, clean_text
from summitlib.loading.columns import ColumnDate, as_words, choose_columns, read_dates
from summitlib.loading.dates import read_date
from summitlib.loading.decoding import count_mojibake, mend_halves, repair_mojibake
from summitlib.loading.files import Record, records_of
from summitlib.loading.folders import Source
from summitlib.loading.problems import CorpusError, Problems
from summitlib.rows import ARTICLE

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent
PACKAGED = PACKAGE / "_corpus"
NAME_FIELDS = {"article", "publisher", "author", "headline", "published", "place", "wire", "_"}  # _: passed over
METADATA_TABLES = {f"{name}.{kind}" for name in ("articles", "metadata", "manifest") for kind in ("csv", "tsv")}


class How(NamedTuple):
    """The options of one call."""

    columns: dict[str, str]
    date_format: str | None
    name_pattern: re.Pattern[str] | None
    encoding: str | None
    repair: bool
    clean: bool


def rows_of(source: Source, table: dict[str, dict[str, Any]], how: How, problems: Problems) -> list[dict[str, Any]]:
    """Read one file into rows: every row's columns found, ids given, dates read together, texts cleaned."""
    records = list(records_of(source, problems.report, encoding=how.encoding))
    if not records:
        return []
    is_table = records[0].kind == "table"
    names = dict.fromkeys(name for record in records for name in record.values)
    chosen = choose_columns(list(names), how.columns if is_table else {}, source.file)
    if records[0].row == 0:
        problems.report(f"{source.file} has a header and no rows.", source.file)
        return []
    beside, from_name = _beside(source, table), _from_name(source, how, problems)
    dates = read_dates(
        [_first(record, chosen, "published", from_name) for record in records],
        column=chosen.get("published", "published"), date_format=how.date_format,
    )  # fmt: skip
    ids = _ids(records, chosen, source, is_table=is_table)
    rows = []
    for record, article, when in zip(records, ids, dates, strict=True):
        raw = _raw_text(record, chosen, problems, how)
        if raw is None:
            continue
        _note_doubt(when, record, problems)
        known = {**from_name, **_known(record, chosen)}
        rows.append(_row(article, raw, known, when, beside, record, how, problems))
    return rows


def _known(record: Record, chosen: dict[str, str]) -> dict[str, str]:
    """Return what a record's columns say of its article, text and date aside; an empty cell says nothing."""
    words = ((f, as_words(record.values.get(c))) for f, c in chosen.items() if f not in ("text", "published"))
    return {field: said for field, said in words if said}


def _note_doubt(when: ColumnDate, record: Record, problems: Problems) -> None:
    """Note what is doubtful about a date; doubts that differ only in the date quoted are of one kind."""
    if when.problem:
        kind = re.sub(r"'.*?'|\".*?\"", "", when.problem)[:40]
        problems.note(kind, f"date {when.problem}", record.file, record.row)


def _first(record: Record, chosen: dict[str, str], field: str, from_name: dict[str, str]) -> Any:
    value = record.values.get(chosen[field]) if field in chosen else None
    return from_name.get(field) if value in (None, "") else value


def _raw_text(record: Record, chosen: dict[str, str], problems: Problems, how: How) -> str | None:
    """Return the text of a record, or None where there is none; doubts about its characters are noted."""
    raw = record.values.get(chosen["text"])
    if raw is None or raw != raw or (isinstance(raw, str) and not raw.strip("\ufeff\u200b\0 \t\r\n")):
        problems.note("empty", "has no text; left out", record.file, record.row)
        return None
    if not isinstance(raw, str):
        problems.note("no string", f"has a {type(raw).__name__} for a text; left out", record.file, record.row)
        return None
    if (whole := mend_halves(raw)) is not raw:
        problems.note("half", "has half of a two-part character, read as U+FFFD", record.file, record.row)
        raw = whole
    if "\0" in raw:
        problems.note("nul", f"has {raw.count(chr(0))} NUL character(s), left out of the text", record.file, record.row)
    if found := count_mojibake(raw):
        if how.repair:
            return repair_mojibake(raw)
        problems.note(
            "mojibake", f"has {found} place(s) that look mis-decoded; repair=True mends them", record.file, record.row
        )
    return raw


def _row(
    article: str, raw: str, known: dict[str, Any], when: ColumnDate, beside: dict[str, Any] | None, record: Record,
    how: How, problems: Problems,
) -> dict[str, Any]:  # fmt: skip
    """Put one article row together: the metadata table first, then columns, then what the text says."""
    title = (beside or known).get("headline") or known.get("headline")
    cleaned = clean_text(raw, headline=title) if how.clean else Cleaned(raw, [], {})
    row: dict[str, Any] = {k: known.get(k) or cleaned.metadata.get(k) for k in ("author", "headline", "place", "wire")}
    row["publisher"] = known.get("publisher") or _host(known.get("url")) or cleaned.metadata.get("publisher")
    row |= _when(when, known, cleaned.metadata)
    if when.day and (own := cleaned.metadata.get("published")) and own > (when.day + timedelta(days=1)).isoformat():
        problems.note(
            "later", f"published {when.day} by its column, but its text reports on {own}", record.file, record.row
        )
    if beside is not None:
        row |= {k: v for k, v in beside.items() if k in ARTICLE and k != "article"}
    if how.clean and not cleaned.text:
        problems.note("no body", "has no line that reads as a report", record.file, record.row)
    digest = record.sha256 if record.kind != "table" else hashlib.sha256(raw.encode("utf-8")).hexdigest()
    kept = {line.line for line in cleaned.lines if line.label in KEPT}
    return row | {
        "article": article, "text": cleaned.text, "raw": raw, "encoding": record.encoding, "sha256": digest,
        "source": shown(record.file) + (f":{record.row}" if record.row else ""), "file": record.file,
        "lines_dropped": len({line.line for line in cleaned.lines} - kept),
    }  # fmt: skip


def _when(when: ColumnDate, known: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return the date fields: of the column where it says anything, else of the text."""
    if when.earliest or when.latest or when.problem or known.get("published_earliest") or known.get("published_latest"):
        earliest, latest = (read_date(known.get(k)).day for k in ("published_earliest", "published_latest"))
        if not (earliest or latest):  # a row that states one of them leaves the other unknown
            earliest, latest = when.earliest, when.latest
        return {
            "published": when.day,
            "published_earliest": earliest,
            "published_latest": latest,
            "published_basis": known.get("published_basis") or when.basis,
        }
    return {k: said.get(k) for k in ("published", "published_earliest", "published_latest", "published_basis")}


def _host(url: Any) -> str | None:
    try:
        return (urlsplit(str(url)).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None


def _stem(inner: str) -> str:
    """Return a file's path without its ending, composed (NFC): the same id on every system."""
    return unicodedata.normalize("NFC", PurePosixPath(inner).with_suffix("").as_posix())


def _ids(records: list[Record], chosen: dict[str, str], source: Source, *, is_table: bool) -> list[str]:
    """Return an id a record: its own, else file and row; one id on two rows is an error."""
    stem = _stem(source.inner)
    ids: list[str] = []
    first: dict[str, int | None] = {}
    for record in records:
        own = as_words(record.values.get(chosen["article"])) if "article" in chosen else None
        article = own or (f"{stem}-{record.row}" if is_table and len(records) > 1 else stem)
        if article in first:
            rows = f"rows {first[article]} and {record.row}"
            raise CorpusError(f"{source.file} has the id {article!r} twice: {rows}.", file=source.file, row=record.row)
        first[article] = record.row
        ids.append(article)
    return ids


def make_ids_one(rows: list[dict[str, Any]], problems: Problems) -> None:
    """Tell articles of different files that share an id apart by the name of their file."""
    taken: set[str] = set()
    for row in rows:
        article, tail = row["article"], PurePosixPath(row["source"].rpartition("!")[2]).name
        number = 1
        while row["article"] in taken:
            row["article"] = f"{article} ({tail})" if number == 1 else f"{article} ({tail}, {number})"
            number += 1
        if number > 1:
            problems.report(f"{row['source']}: the id {article!r} is taken; named {row['article']!r}.", row["file"])
        taken.add(row["article"])


def note_repeats(rows: list[dict[str, Any]], problems: Problems) -> None:
    """Note the articles whose text is that of an earlier one."""
    first: dict[str, str] = {}
    for row in rows:
        if row["text"] and (same := first.setdefault(row["text"], row["article"])) != row["article"]:
            at = row["source"].rpartition(":")[2] if row["source"] != shown(row["file"]) else ""
            problems.note(
                "repeat", f"article {row['article']!r} has the text of {same!r}", row["file"], int(at) if at else None
            )


def compile_names(pattern: str) -> re.Pattern[str]:
    """Turn ``{publisher}/{published}_{headline}`` into an expression for paths without their ending."""
    parts = re.split(r"\{(\w+)\}", pattern)
    fields = parts[1::2]
    if not fields or set(fields) - NAME_FIELDS or any(fields.count(f) > 1 for f in fields if f != "_"):
        allowed = ", ".join(f"{{{field}}}" for field in sorted(NAME_FIELDS))
        raise CorpusError(f"name_pattern is {pattern!r}; it has one or more of these, each once: {allowed}.")
    out = [
        re.escape(p) if i % 2 == 0 else (r"[^/]+?" if p == "_" else rf"(?P<{p}>[^/]+?)") for i, p in enumerate(parts)
    ]
    return re.compile(rf"(?:.*/)?{''.join(out)}")


def _from_name(source: Source, how: How, problems: Problems) -> dict[str, str]:
    if how.name_pattern is None:
        return {}
    m = how.name_pattern.fullmatch(_stem(source.inner))
    if m is None:
        problems.report(f"{source.file} does not fit name_pattern; nothing is taken from its name.", source.file)
        return {}
    return m.groupdict()


# -- a metadata table beside the texts


def take_metadata(
    sources: list[Source], how: How, problems: Problems
) -> tuple[list[Source], dict[str, dict[str, Any]]]:
    """Split the metadata table off: it has no text column, and names each article's id or file."""
    for source in sources:
        base = PurePosixPath(source.inner).parent
        on_top = all(PurePosixPath(s.inner).is_relative_to(base) for s in sources)
        if PurePosixPath(source.inner).name.lower() not in METADATA_TABLES or not on_top:
            continue
        try:
            records = list(records_of(source, problems.report))
            names = list(records[0].values) if records else []
            chosen = choose_columns(names, {}, source.file, need=())
        except CorpusError:
            continue
        if "text" in chosen or not {"article", "file"} & set(chosen):
            continue
        rest = [s for s in sources if s is not source]
        texts = [s for s in rest if PurePosixPath(s.inner).is_relative_to(base / "texts")]
        inside = base / "texts" if texts else base
        kept = [s._replace(inner=PurePosixPath(s.inner).relative_to(inside).as_posix()) for s in texts or rest]
        return kept, dict(_metadata_rows(records, chosen, how, problems))
    return sources, {}


def _metadata_rows(
    records: list[Record], chosen: dict[str, str], how: How, problems: Problems
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of the metadata table under their article's id or file; no row may point out of the folder."""
    dates = read_dates(
        [r.values.get(chosen.get("published", "")) for r in records], column="published", date_format=how.date_format
    )
    for record, when in zip(records, dates, strict=True):
        words = {field: as_words(record.values.get(column)) for field, column in chosen.items()}
        key = words.get("file") or words.get("article")
        if key is None:
            continue
        path = PurePosixPath(key.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", key):
            problems.report(
                f"{record.file} row {record.row}: {key!r} leaves the corpus folder; not read.", record.file, record.row
            )
            continue
        _note_doubt(when, record, problems)
        fields = {k: v for k, v in words.items() if k not in ("published", "file", "url")}
        if {"published", "published_earliest", "published_latest"} & set(chosen):
            fields |= _when(when, fields | {"published_earliest": fields.get("published_earliest") or "-"}, {})
        yield unicodedata.normalize("NFC", path.as_posix().removeprefix("texts/")), fields


def _beside(source: Source, table: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the metadata row of a file, by its path or its id, and mark it as used."""
    for key in (
        unicodedata.normalize("NFC", source.inner),
        _stem(source.inner),
        PurePosixPath(_stem(source.inner)).name,
    ):
        if key in table:
            table[key]["used"] = True
            return table[key]
    return None


def name_missing(table: dict[str, dict[str, Any]], where: Path, problems: Problems) -> None:
    """Report the rows of the metadata table that no text was found for."""
    missing = [key for key, row in table.items() if "used" not in row]
    if missing:
        shown = ", ".join(repr(m) for m in missing[:5]) + (" …" if len(missing) > 5 else "")
        problems.report(
            f"{where}: the metadata table names {len(missing)} text(s) that are not there: {shown}.", str(where)
        )


@lru_cache(maxsize=256)
def shown(file: str) -> str:
    """Return a path as it is shown: inside the package's corpus from ``corpus/`` on, wherever that lies."""
    path = Path(file).resolve()
    for root in (CHECKOUT / "corpus", PACKAGED):
        if path.is_relative_to(root):
            return (Path("corpus") / path.relative_to(root)).as_posix()
    return Path(file).as_posix()
