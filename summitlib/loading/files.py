"""One file to its raw records: plain text, Markdown, tables, JSON, Parquet, saved pages. No cleaning, no meaning.

A file that cannot be read is one :class:`CorpusError` naming it; a row that cannot be read is a problem handed to
``report``, and its neighbours are read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from summitlib.loading.decoding import BOMS, decode, not_text
from summitlib.loading.folders import LINES, PAGES, TABLES, Source, reason_of
from summitlib.loading.problems import CorpusError, Report
from summitlib.loading.webpages import read_page

MAX_HTML = 32 * 2**20
FIELD_LIMIT = 2**31 - 1  # characters of one table cell; the standard library's default is 131,072


class Record(NamedTuple):
    """One article as found: its file and row, the values under their own names, encoding and hash of the bytes."""

    file: str
    row: int | None
    values: dict[str, Any]
    encoding: str | None
    sha256: str
    kind: str


def records_of(source: Source, report: Report, *, encoding: str | None = None) -> Iterator[Record]:
    """Yield the articles of one file, each with its values under the names the file gives them."""
    try:
        data = source.read()
    except OSError as error:
        raise CorpusError(f"{source.file} cannot be opened: {reason_of(error)}.", file=source.file) from None
    sha256 = hashlib.sha256(data).hexdigest()
    if source.suffix == ".parquet":
        for n, values in enumerate(_read_parquet(data, source.file), 1):
            yield Record(source.file, n, values, None, sha256, "table")
        return
    if kind := not_text(data):
        raise CorpusError(f"{source.file} is not text but {kind}.", file=source.file)
    page = source.suffix in PAGES
    try:
        text, used, doubt = decode(data, encoding=encoding or (_page_encoding(data) if page else None))
    except CorpusError as error:
        raise CorpusError(f"{source.file} {error}.", file=source.file) from None
    if doubt:
        report(f"{source.file} {doubt}.", source.file, None)
    if not text.strip("\ufeff\u200b\0 \t\r\n"):
        report(f"{source.file} is empty.", source.file, None)
        return
    kind, read = _reader_of(source.suffix)
    for row, values in read(text, source, report):
        yield Record(source.file, row, values, used, sha256, kind)


Rows = Iterable[tuple[int | None, dict[str, Any]]]


def _reader_of(suffix: str) -> tuple[str, Callable[[str, Source, Report], Rows]]:
    """Return the kind of a file and the function that reads it; an unknown suffix is read as plain text."""
    if suffix in TABLES:
        return "table", _read_table
    if suffix in LINES:
        return "table", _read_json_lines
    if suffix == ".json":
        return "table", _read_json
    if suffix in PAGES:
        return "page", _read_page
    return "text", _read_markdown if suffix in (".md", ".markdown") else _read_text


def _read_text(text: str, source: Source, report: Report) -> Rows:  # noqa: ARG001
    yield None, {"text": text}


def _read_markdown(text: str, source: Source, report: Report) -> Rows:  # noqa: ARG001
    """Read ``key: value`` lines between two rules as values, a first ``# heading`` as headline, the rest as text."""
    values: dict[str, Any] = {}
    if m := re.match(r"\s*---[^\S\n]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[^\S\n]*(?:\r?\n|\Z)", text, re.DOTALL):
        for line in m[1].splitlines():
            key, colon, value = line.partition(":")
            if colon and key.strip() and not key.startswith((" ", "#", "-")):
                values[key.strip().lower()] = value.strip().strip("\"'") or None
        text = text[m.end() :]
    if m := re.match(r"\s*#\s+(.+?)\s*#*\s*(?:\r?\n|\Z)", text):
        values.setdefault("headline", m[1])
        text = text[m.end() :]
    yield None, {**values, "text": text}


def _read_table(text: str, source: Source, report: Report) -> Rows:
    """Read a table with a header; the separator is the one that cuts the header into most cells."""
    header = text.lstrip("\r\n").splitlines()[0]
    outside = re.sub(r'"[^"]*"', "", header)
    separator = "\t" if source.suffix == ".tsv" and "\t" in outside else max(",;\t|", key=outside.count)
    limit = csv.field_size_limit(FIELD_LIMIT)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        names = [name.strip().strip("\ufeff") for name in next(rows, [])]
        if twice := sorted({n for n in names if n and names.count(n) > 1}):
            raise CorpusError(f"{source.file} has the column(s) {', '.join(twice)} twice.", file=source.file)
        yield from _table_rows(rows, names, source, report)
    except csv.Error as error:
        raise CorpusError(
            f"{source.file} is no table that can be read: {error} (line {rows.line_num}).", file=source.file
        ) from None
    finally:
        csv.field_size_limit(limit)


def _table_rows(rows: Any, names: list[str], source: Source, report: Report) -> Rows:
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            if number == 0:
                yield 0, dict.fromkeys(names)  # no rows: the caller says so, and checks the columns
            return
        except csv.Error as error:
            number += 1
            report(f"{source.file} row {number} (line {rows.line_num}) cannot be read: {error}.", source.file, number)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > len(names):
            what = f"{len(cells)} cells under {len(names)} columns"
            report(
                f"{source.file} row {number} (line {rows.line_num}) has {what}; is a quotation mark missing?",
                source.file,
                number,
            )
        yield number, dict(zip(names, cells, strict=False))


def _read_json_lines(text: str, source: Source, report: Report) -> Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = _parse(line)
        except ValueError as error:
            report(f"{source.file} line {number} is no JSON: {error}.", source.file, number)
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            report(
                f"{source.file} line {number} is a JSON {_type(value)}, not an object; left out.", source.file, number
            )


def _read_json(text: str, source: Source, report: Report) -> Rows:
    """Read a list of objects, an object with one such list in it, or one object."""
    try:
        value = _parse(text)
    except ValueError as error:
        raise CorpusError(f"{source.file} is no JSON: {error}.", file=source.file) from None
    if isinstance(value, dict):
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        value = lists[0] if len(lists) == 1 else [value]
    if not isinstance(value, list):
        raise CorpusError(f"{source.file} is a JSON {_type(value)}, not a list of articles.", file=source.file)
    for number, item in enumerate(value, 1):
        if isinstance(item, dict):
            yield number, item
        else:
            report(
                f"{source.file} item {number} is a JSON {_type(item)}, not an object; left out.", source.file, number
            )


def _parse(text: str) -> Any:
    """Parse JSON; nesting too deep for the parser is one more way of being no JSON."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _type(value: Any) -> str:
    return {dict: "object", list: "list", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")


def _read_parquet(data: bytes, file: str) -> list[dict[str, Any]]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise CorpusError(f'{file} needs the extra "parquet": pip install "summitlib[parquet]".', file=file) from None
    try:
        table = parquet.read_table(io.BytesIO(data))
    except Exception as error:  # pyarrow raises its own family for every damage
        raise CorpusError(f"{file} is no Parquet table that can be read: {error}.", file=file) from None
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _page_encoding(data: bytes) -> str | None:
    """Return the encoding a page declares, where Python knows it and it fits; UTF-8 first, whatever is declared."""
    if data.startswith(tuple(bom for bom, _ in BOMS)):
        return None
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    if (m := re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)) is None:
        return None
    name = m[1].decode("ascii").lower()
    name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
    try:
        data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    return name


def _read_page(text: str, source: Source, report: Report) -> Rows:  # noqa: ARG001
    if len(text) > MAX_HTML:
        raise CorpusError(
            f"{source.file} has {len(text):,} characters; pages of at most {MAX_HTML:,} are read.", file=source.file
        )
    try:
        values = read_page(text)
    except ImportError as error:
        raise CorpusError(
            f'{source.file} needs the extra "html" ({error.name} is missing): pip install "summitlib[html]".',
            file=source.file,
        ) from None
    except Exception as error:  # the parsers raise families of their own, for damage of every kind
        raise CorpusError(
            f"{source.file} is no page that can be read: {type(error).__name__} {error}.", file=source.file
        ) from None
    yield None, values
