"""Files of any kind to one row an article, with what was cut away, what is known of it, and how that is known.

>>> articles = read_articles()
>>> int(articles["article"].nunique()), describe_edition(articles)
(5, 'Edition: reports written for this package (5 articles).')
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from summitlib.cleaning import KEPT, Cleaned, Line, clean_text, kept_pieces
from summitlib.dates import read_date
from summitlib.fields import LONE, ColumnDate, as_words, choose_columns, read_dates
from summitlib.files import (
    CorpusError, CorpusWarning, Record, Source, count_mojibake, records_of, repair_mojibake, sources_of,
)  # fmt: skip
from summitlib.rows import ARTICLE, need_columns, progress, to_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CorpusError", "CorpusWarning", "clean_text", "cleaning_log", "default_corpus", "describe_edition", "edition_of",
    "import_originals", "read_articles", "read_codes", "read_counts",
]  # fmt: skip

CHECKOUT = Path(__file__).resolve().parent.parent
METADATA_TABLES = {f"{name}.{kind}" for name in ("articles", "metadata", "manifest") for kind in ("csv", "tsv")}

LOG = {
    "article": "string", "line": "Int64", "start": "Int64", "end": "Int64", "label": "string", "rule": "string",
    "kept": "boolean", "text_start": "Int64", "text_end": "Int64", "text": "string",
}  # fmt: skip

EDITIONS = {
    "reports": "reports written for this package",
    "originals": "the original articles, imported",
    "other": "articles of your own",
}


class _Problems:
    """What goes wrong while loading: a warning each, those of one kind in one file told once; raised when strict."""

    def __init__(self, *, strict: bool):
        self.strict = strict
        self.noted: dict[tuple[str, str], list[tuple[int | None, str]]] = {}

    def report(self, message: str, file: str | None, row: int | None = None) -> None:
        problem = CorpusWarning(message, file=file, row=row)
        if self.strict:
            raise problem
        warnings.warn(problem, stacklevel=2)

    def note(self, kind: str, message: str, file: str, row: int | None) -> None:
        """Keep a problem that many rows of a file may have."""
        if self.strict:
            self.report(f"{file}{f' row {row}' if row else ''}: {message}.", file, row)
        self.noted.setdefault((file, kind), []).append((row, message))

    def settle(self) -> None:
        """Warn of what was kept, once for each file and kind: the first in words, the rest by their rows."""
        for (file, _), found in self.noted.items():
            row, message = found[0]
            others = [str(r) for r, _ in found[1:] if r is not None]
            more = f" (and rows {', '.join(others[:8])}{' …' if len(others) > 8 else ''}: {len(found)} in all)" if others else ""
            self.report(f"{file}{f' row {row}' if row else ''}: {message}{more}.", file, row)
        self.noted.clear()


class Imported(NamedTuple):
    """Which of the five articles were found among files, and which were not."""

    found: list[str]
    missing: list[str]

    def __str__(self) -> str:
        lacking = f"; not found: {', '.join(self.missing)}" if self.missing else ""
        return f"{len(self.found)} of {len(self.found) + len(self.missing)} articles imported{lacking}."


class _How(NamedTuple):
    """The options of one call."""

    columns: dict[str, str]
    date_format: str | None
    name_pattern: re.Pattern[str] | None
    encoding: str | None
    repair: bool
    clean: bool


def read_articles(
    path: str | os.PathLike[str] | None = None, *, text: str | None = None, headline: str | None = None,
    published: str | None = None, date_format: str | None = None, article: str | None = None,
    publisher: str | None = None, author: str | None = None, place: str | None = None, wire: str | None = None,
    url: str | None = None, name_pattern: str | None = None, encoding: str | None = None, repair: bool = False,
    clean: bool = True, strict: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Read a file, folder or archive of news into article rows.

    Reads .txt, .md (front matter), .csv, .tsv, .jsonl, .json, .zip, a folder of these (with a metadata table
    ``articles.csv`` or ``metadata.csv`` beside the texts), .html (extra ``html``) and .parquet (extra ``parquet``).
    Without ``path``: the environment variable SUMMITLIB_CORPUS, else the corpus that comes with the package.

    Options: ``text``, ``headline``, ``published``, ``article`` (the id), ``publisher``, ``author``, ``place``, ``wire``,
    ``url`` name a table's columns where the usual names do not fit; ``date_format`` is theirs (``datetime.strptime``; day
    first without it); ``name_pattern`` takes metadata from file names (``"{publisher}/{published}_{headline}"``);
    ``encoding`` forces one; ``repair`` mends text mis-decoded before; ``clean=False`` keeps every line.

    A row has ``text`` (the report alone), ``raw`` (as found), what a column or the text itself says of it, ``source``,
    ``encoding``, ``lines_dropped`` and ``sha256`` (of the file's bytes; of the text, for a row of a table). Columns win
    over the text; unknown is NA; ``published_basis`` says how a date is known.

    What is wrong with a file or row is a :class:`CorpusWarning` with ``.file`` and ``.row``, and the rest is read; with
    ``strict`` it is raised. A file asked for by name that cannot be read at all is a :class:`CorpusError`.
    """
    named = {
        "text": text, "headline": headline, "published": published, "article": article, "publisher": publisher,
        "author": author, "place": place, "wire": wire, "url": url,
    }  # fmt: skip
    pattern = _compile_names(name_pattern) if name_pattern else None
    how = _How({k: v for k, v in named.items() if v}, date_format, pattern, encoding, repair, clean)
    problems = _Problems(strict=strict)
    where = default_corpus() if path is None else Path(path)
    sources = list(sources_of(where, problems.report))
    alone = len(sources) == 1 and sources[0].file == str(where)
    sources, table = (sources, {}) if alone else _take_metadata(sources, how, problems)
    rows: list[dict[str, Any]] = []
    for source in progress(sources, len(sources), label="files"):
        try:
            rows.extend(_rows_of(source, table, how, problems))
        except CorpusError as error:
            if alone or isinstance(error, CorpusWarning):
                raise
            problems.report(str(error), error.file, error.row)
    if not rows and not alone:
        raise CorpusError(f"{where} holds no article that can be read.", file=str(where))
    _name_missing(table, where, problems)
    _make_ids_one(rows, problems)
    _note_repeats(rows, problems)
    problems.settle()
    return to_frame(([row.get(column) for column in ARTICLE] for row in rows), ARTICLE)


# -- a file to rows


def _rows_of(source: Source, table: dict[str, dict[str, Any]], how: _How, problems: _Problems) -> list[dict[str, Any]]:
    """Read one file into rows: every row's columns found, ids given, dates read together, texts cleaned."""
    records = list(records_of(source, problems.report, encoding=how.encoding))
    if not records:
        return []
    is_table = records[0].kind == "table"
    names = list(dict.fromkeys(name for record in records for name in record.values))
    chosen = choose_columns(names, how.columns if is_table else {}, source.file)
    if records[0].row == 0:
        problems.report(f"{source.file} has a header and no rows.", source.file)
        return []
    beside = _beside(source, table)
    from_name = _from_name(source, how, problems)
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
        if when.problem:
            problems.note(_kind(when.problem), f"date {when.problem}", record.file, record.row)
        known = {field: as_words(record.values.get(column)) for field, column in chosen.items() if field not in ("text", "published")}
        rows.append(_row(article, raw, {**from_name, **{k: v for k, v in known.items() if v}}, when, beside, record, how, problems))
    return rows


def _kind(problem: str) -> str:
    return re.sub(r"'.*?'|\".*?\"", "", problem)[:40]


def _first(record: Record, chosen: dict[str, str], field: str, from_name: dict[str, str]) -> Any:
    value = record.values.get(chosen[field]) if field in chosen else None
    return from_name.get(field) if value in (None, "") else value


def _raw_text(record: Record, chosen: dict[str, str], problems: _Problems, how: _How) -> str | None:
    """Return the text of a record, or None where there is none; doubts about its characters are noted."""
    raw = record.values.get(chosen["text"])
    if raw is None or raw != raw or (isinstance(raw, str) and not raw.strip("\ufeff\u200b\0 \t\r\n")):
        problems.note("empty", "has no text; left out", record.file, record.row)
        return None
    if not isinstance(raw, str):
        problems.note("no string", f"has a {type(raw).__name__} for a text; left out", record.file, record.row)
        return None
    if LONE.search(raw):
        problems.note("half", "has half of a two-part character, read as U+FFFD", record.file, record.row)
        raw = LONE.sub("\ufffd", raw)
    if "\0" in raw:
        problems.note("nul", f"has {raw.count(chr(0))} NUL character(s), left out of the text", record.file, record.row)
    if found := count_mojibake(raw):
        if how.repair:
            return repair_mojibake(raw)
        problems.note("mojibake", f"has {found} place(s) that look mis-decoded; repair=True mends them", record.file, record.row)
    return raw


def _row(
    article: str, raw: str, known: dict[str, Any], when: ColumnDate, beside: dict[str, Any] | None, record: Record, how: _How,
    problems: _Problems,
) -> dict[str, Any]:  # fmt: skip
    """Put one article row together: the metadata table first, then columns, then what the text says."""
    title = (beside or known).get("headline") or known.get("headline")
    cleaned = clean_text(raw, headline=title) if how.clean else Cleaned(raw, [], {})
    row: dict[str, Any] = {k: known.get(k) or cleaned.metadata.get(k) for k in ("author", "headline", "place", "wire")}
    row["publisher"] = known.get("publisher") or _host(known.get("url")) or cleaned.metadata.get("publisher")
    row |= _when(when, known, cleaned.metadata)
    if when.day and (own := cleaned.metadata.get("published")) and own > (when.day + timedelta(days=1)).isoformat():
        problems.note("later", f"published {when.day} by its column, but its text reports on {own}", record.file, record.row)
    if beside is not None:
        row |= {k: v for k, v in beside.items() if k in ARTICLE and k != "article"}
    if how.clean and not cleaned.text:
        problems.note("no body", "has no line that reads as a report", record.file, record.row)
    digest = record.sha256 if record.kind != "table" else hashlib.sha256(raw.encode("utf-8")).hexdigest()
    return row | {
        "article": article, "text": cleaned.text, "raw": raw, "encoding": record.encoding, "sha256": digest,
        "source": _shown(record.file) + (f":{record.row}" if record.row else ""), "file": record.file,
        "lines_dropped": len({line.line for line in cleaned.lines} - {x.line for x in cleaned.lines if x.label in KEPT}),
    }  # fmt: skip


def _when(when: ColumnDate, known: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return the date fields: of the column where it says anything, else of the text."""
    if when.earliest or when.latest or when.problem or known.get("published_earliest") or known.get("published_latest"):
        bounds = {k: read_date(known.get(k)).day for k in ("published_earliest", "published_latest")}
        return {
            "published": when.day,
            "published_earliest": bounds["published_earliest"] or when.earliest,
            "published_latest": bounds["published_latest"] or when.latest,
            "published_basis": known.get("published_basis") or when.basis,
        }
    return {k: said.get(k) for k in ("published", "published_earliest", "published_latest", "published_basis")}


def _host(url: Any) -> str | None:
    try:
        return (urlsplit(str(url)).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None


def _shown(file: str) -> str:
    """Return a path as it is shown: inside the package's corpus from ``corpus/`` on, wherever that lies."""
    for root in (CHECKOUT / "corpus", Path(__file__).parent / "_corpus"):
        if Path(file).is_relative_to(root):
            return (Path("corpus") / Path(file).relative_to(root)).as_posix()
    return Path(file).as_posix()


# -- ids and names


def _stem(inner: str) -> str:
    """Return a file's path without its ending, composed (NFC): the same id on every system."""
    return unicodedata.normalize("NFC", PurePosixPath(inner).with_suffix("").as_posix())


def _ids(records: list[Record], chosen: dict[str, str], source: Source, *, is_table: bool) -> list[str]:
    """Return an id a record: its own, else file and row; one id on two rows is an error."""
    stem = _stem(source.inner)
    ids, first = [], {}
    for record in records:
        own = as_words(record.values.get(chosen["article"])) if "article" in chosen else None
        article = own or (f"{stem}-{record.row}" if is_table and len(records) > 1 else stem)
        if article in first:
            raise CorpusError(
                f"{source.file} has the id {article!r} twice: rows {first[article]} and {record.row}.", file=source.file, row=record.row
            )
        first[article] = record.row
        ids.append(article)
    return ids


def _make_ids_one(rows: list[dict[str, Any]], problems: _Problems) -> None:
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


def _note_repeats(rows: list[dict[str, Any]], problems: _Problems) -> None:
    first: dict[str, str] = {}
    for row in rows:
        if row["text"] and (same := first.setdefault(row["text"], row["article"])) != row["article"]:
            at = row["source"].rpartition(":")[2] if row["source"] != _shown(row["file"]) else ""
            problems.note("repeat", f"article {row['article']!r} has the text of {same!r}", row["file"], int(at) if at else None)


def _compile_names(pattern: str) -> re.Pattern[str]:
    """Turn ``{publisher}/{published}_{headline}`` into an expression for paths without their ending."""
    parts = re.split(r"\{(\w+)\}", pattern)
    fields = set(parts[1::2])
    if not fields or (unknown := fields - {"article", "publisher", "author", "headline", "published", "place", "wire", "_"}):
        raise CorpusError(f"name_pattern {pattern!r} has no field or an unknown one: {', '.join(sorted(unknown or {'none'}))}.")
    out = [re.escape(p) if i % 2 == 0 else (r"[^/]+?" if p == "_" else rf"(?P<{p}>[^/]+?)") for i, p in enumerate(parts)]
    return re.compile(rf"(?:.*/)?{''.join(out)}")


def _from_name(source: Source, how: _How, problems: _Problems) -> dict[str, str]:
    if how.name_pattern is None:
        return {}
    m = how.name_pattern.fullmatch(_stem(source.inner))
    if m is None:
        problems.report(f"{source.file} does not fit name_pattern; nothing is taken from its name.", source.file)
        return {}
    return m.groupdict()


# -- a metadata table beside the texts


def _take_metadata(
    sources: list[Source], how: _How, problems: _Problems
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
    records: list[Record], chosen: dict[str, str], how: _How, problems: _Problems
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of the metadata table under their article's id or file; no row may point out of the folder."""
    dates = read_dates([r.values.get(chosen.get("published", "")) for r in records], column="published", date_format=how.date_format)
    for record, when in zip(records, dates, strict=True):
        words = {field: as_words(record.values.get(column)) for field, column in chosen.items()}
        key = words.get("file") or words.get("article")
        if key is None:
            continue
        path = PurePosixPath(key.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", key):
            problems.report(f"{record.file} row {record.row}: {key!r} leaves the corpus folder; not read.", record.file, record.row)
            continue
        if when.problem:
            problems.note(_kind(when.problem), f"date {when.problem}", record.file, record.row)
        fields = {k: v for k, v in words.items() if k not in ("published", "file", "url")}
        if {"published", "published_earliest", "published_latest"} & set(chosen):
            fields |= _when(when, fields | {"published_earliest": fields.get("published_earliest") or "-"}, {})
        yield unicodedata.normalize("NFC", path.as_posix().removeprefix("texts/")), fields


def _beside(source: Source, table: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the metadata row of a file, by its path or its id, and mark it as used."""
    for key in (unicodedata.normalize("NFC", source.inner), _stem(source.inner), PurePosixPath(_stem(source.inner)).name):
        if key in table:
            table[key]["used"] = True
            return table[key]
    return None


def _name_missing(table: dict[str, dict[str, Any]], where: Path, problems: _Problems) -> None:
    missing = [key for key, row in table.items() if "used" not in row]
    if missing:
        shown = ", ".join(repr(m) for m in missing[:5]) + (" …" if len(missing) > 5 else "")
        problems.report(f"{where}: the metadata table names {len(missing)} text(s) that are not there: {shown}.", str(where))


# -- what cleaning did


def cleaning_log(articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row a line of every article's raw text: its span there, label, rule, and span in the cleaned text.

    Columns: article, line, start, end (into ``raw``), label, rule, kept, text_start, text_end (into ``text``, NA
    for lines left out), text (the line as found). Raises ``ValueError`` without the columns article and raw.
    """
    need_columns(articles, ["article", "raw"], "Article rows")
    titles = articles["headline"] if "headline" in articles.columns else [None] * len(articles)
    rows: list[tuple[Any, ...]] = []
    for article, raw, title in zip(articles["article"], articles["raw"], titles, strict=True):
        if isinstance(raw, str):
            cleaned = clean_text(raw, headline=title if isinstance(title, str) else None)
            rows.extend((article, *row) for row in _log_rows(raw, cleaned.lines))
    return to_frame(rows, LOG)


def _log_rows(raw: str, lines: list[Line]) -> Iterator[tuple[Any, ...]]:
    pieces = kept_pieces(raw, lines)
    at = 0
    for line in lines:
        kept, begin, end = line.label in KEPT, None, None
        while kept and at < len(pieces) and pieces[at].start < line.end:
            piece = pieces[at]
            begin = piece.text_start if begin is None else begin
            end, at = piece.text_start + piece.end - piece.start, at + 1
        yield (*line, kept, begin, end, raw[line.start : line.end])


# -- the corpus that comes with the package


def default_corpus() -> Path:
    """Return the corpus read without a path: SUMMITLIB_CORPUS, else the one packaged, else the checkout's."""
    if named := os.environ.get("SUMMITLIB_CORPUS"):
        return Path(named)
    return shipped_corpus()


def shipped_corpus() -> Path:
    """Return the folder of the corpus that comes with the package."""
    packaged = Path(__file__).parent / "_corpus"
    return packaged if packaged.is_dir() else CHECKOUT / "corpus"


def read_codes(name: str) -> pd.DataFrame:
    """Return one table of hand codes, ``corpus/codes/<name>.csv``, with empty cells as NA."""
    folder = shipped_corpus() / "codes"
    if not (folder / f"{name}.csv").is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.csv"))) or "none"
        raise CorpusError(f"There are no codes {name!r}; there are: {known}.", file=str(folder))
    return _read_csv(folder / f"{name}.csv")


def read_counts(name: str = "terms") -> pd.DataFrame:
    """Return what was counted on the five original articles: "terms", "lines" or "overlap".

    terms: article, n (1: words, 2: pairs of words), term, count. lines: article, line, label, rule, words. overlap:
    article, other, shared (runs of five words), jaccard, containment. The datasheet of the corpus says more.
    """
    files = {"terms": "counts.csv", "lines": "counts_lines.csv", "overlap": "counts_overlap.csv"}
    if name not in files:
        raise ValueError(f"There are no counts {name!r}; there are: {', '.join(files)}.")
    path = shipped_corpus() / files[name]
    if not path.is_file():
        raise CorpusError(f"There is no file {str(path)!r}.", file=str(path))
    return _read_csv(path)


def _read_csv(path: Path) -> pd.DataFrame:
    import pandas as pd

    frame = pd.read_csv(path, keep_default_na=False, na_values=[""], encoding="utf-8")
    return frame.convert_dtypes()


def edition_of(articles: pd.DataFrame) -> str:
    """Return which edition the rows are of: "reports" (the package's), "originals" (imported) or "other"."""
    need_columns(articles, ["source"], "Article rows")
    folders = {str(source).rsplit("/", 1)[0] for source in articles["source"]}
    return {"corpus/texts": "reports", "corpus/originals": "originals"}.get(folders.pop(), "other") if len(folders) == 1 else "other"


def describe_edition(articles: pd.DataFrame) -> str:
    """Return one sentence that says which edition was read and how many articles it has."""
    count = len(articles)
    return f"Edition: {EDITIONS[edition_of(articles)]} ({count:,} article{'' if count == 1 else 's'})."


def import_originals(
    paths: Iterable[str | os.PathLike[str]], *, corpus: str | os.PathLike[str] | None = None
) -> Imported:
    """Find the five original articles in files or folders and write them, cleaned, to ``<corpus>/originals``.

    An original is known by the sha256 of its bytes, or by the hash of its words once cleaned (columns ``sha256`` and
    ``cleaned_sha256`` of articles.csv). Returns the ids found and the ids not found.
    """
    root = Path(corpus) if corpus is not None else shipped_corpus()
    table = _read_csv(root / "articles.csv")
    known = {str(row[c]): str(row["article"]) for _, row in table.iterrows() for c in ("sha256", "cleaned_sha256") if c in table.columns}
    found: dict[str, str] = {}
    for path in paths:
        for record in _readable(Path(path)):
            text = clean_text(record.values["text"]).text
            if article := known.get(record.sha256) or known.get(hash_words(text)):
                found.setdefault(article, text)
    out = root / "originals"
    if found:
        out.mkdir(exist_ok=True)
        shutil.copyfile(root / "articles.csv", out / "articles.csv")
        for article, text in found.items():
            (out / f"{article}.txt").write_bytes(text.encode("utf-8") + b"\n")
    return Imported(sorted(found), sorted(set(table["article"].astype(str)) - set(found)))


def _readable(path: Path) -> Iterator[Record]:
    """Yield the plain texts among files, passing over what cannot be read: it is no original."""
    for source in sources_of(path, lambda *_: None):
        if source.suffix in (".csv", ".tsv", ".json", ".jsonl", ".html", ".htm", ".parquet"):
            continue
        try:
            yield from (r for r in records_of(source, lambda *_: None) if isinstance(r.values.get("text"), str))
        except CorpusError:
            continue


def hash_words(text: str) -> str:
    """Return the sha256 of the words alone, in small letters: the same however lines and marks were kept."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text.lower())).encode("utf-8", "replace")).hexdigest()
