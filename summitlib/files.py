"""From bytes on disk to raw records: encodings, tables, JSON, archives, saved web pages. No cleaning, no meaning.

Files are hostile until read: sizes are bounded, archives are never unpacked to disk, nothing outside the folder or
archive asked for is opened. A file that cannot be read is one :class:`CorpusError` naming it; a row that cannot be
read is a problem handed to ``report``, and its neighbours are read.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from summitlib.webpages import read_page


class CorpusError(ValueError):
    """Something in a corpus cannot be used. ``file`` and ``row`` say where (a row from 1, or None)."""

    def __init__(self, message: str, *, file: str | None = None, row: int | None = None):
        super().__init__(message)
        self.file, self.row = file, row


class CorpusWarning(CorpusError, UserWarning):
    """The same, where loading could go on; with ``strict=True`` it is raised."""


class Record(NamedTuple):
    """One article as found: its file and row, the values under their own names, encoding and hash of the bytes."""

    file: str
    row: int | None
    values: dict[str, Any]
    encoding: str | None
    sha256: str
    kind: str


Report = Callable[[str, str, int | None], None]  # message, file, row

MAX_FILE = 512 * 2**20  # bytes of one file: more than a century of one newspaper's text
MAX_ARCHIVE = 1024 * 2**20  # bytes of all members unpacked
MAX_RATIO = 200  # unpacked to packed, above 1 MiB: text packs about 3 to 10 times
MAX_MEMBERS = 200_000
MAX_HTML = 32 * 2**20
FIELD_LIMIT = 2**31 - 1  # characters of one table cell; the standard library's default is 131,072

TEXTS = {".txt", ".text", ".md", ".markdown"}
PAGES = {".html", ".htm", ".xhtml"}
TABLES = {".csv", ".tsv"}
LINES = {".jsonl", ".ndjson"}
KINDS = TEXTS | PAGES | TABLES | LINES | {".json", ".zip", ".parquet"}
NOT_ARTICLES = re.compile(r"(?i)(readme|licen[cs]e|changelog|citation|contributing|codebook|makefile)\b.*")

# First bytes of files that are not text, whatever their name says. Source: the formats' specifications.
SIGNATURES = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG image"), (b"GIF8", "GIF image"), (b"\xff\xd8\xff", "JPEG image"),
    (b"PK\x03\x04", "zip archive or office document"), (b"PK\x05\x06", "empty zip archive"), (b"\x1f\x8b", "gzip archive"),
    (b"\xd0\xcf\x11\xe0", "old office document"), (b"{\\rtf", "RTF document"), (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"), (b"BZh", "bzip2 archive"), (b"\xfd7zXZ", "xz archive"), (b"RIFF", "RIFF media"),
    (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"SQLite format 3", "SQLite database"), (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"), (b"PAR1", "Parquet table"), (b"II*\x00", "TIFF image"), (b"MM\x00*", "TIFF image"),
    (b"%!PS", "PostScript"), (b"\x00\x00\x01\x00", "icon"), (b"wOFF", "font"), (b"\xca\xfe\xba\xbe", "program"),
)  # fmt: skip

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Windows-1252 over Latin-1, as browsers read it: the five bytes it leaves free stay what they are.
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_TO_BYTE = {ord(char): byte for byte, char in _CP1252.items()}
_MOJIBAKE = re.compile("[Â-ô][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")


# -- bytes to text


Decoded = tuple[str, str, str | None]


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Return the text, the encoding it was read with, and what is doubtful about that, or None.

    In this order: the one asked for; a byte order mark; UTF-16 by its pattern of NUL bytes; UTF-8; UTF-8 with a few
    damaged bytes; windows-1252, which fits any bytes and is therefore always named.

    >>> decode("dua – tiga".encode("cp1252"))
    ('dua – tiga', 'cp1252', 'is not UTF-8; read as cp1252')
    """
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding, None
        except (UnicodeDecodeError, LookupError) as error:
            raise CorpusError(f"cannot be read as {encoding!r}: {error}") from None
    marked = next((name for bom, name in BOMS if data.startswith(bom)), None) or _utf16_by_nuls(data)
    if marked:
        return _decode_or_mend(data, marked)
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    damaged = mended.count("\ufffd")
    if sum(c > "\x7f" for c in mended) - damaged >= damaged:  # cp1252 hardly ever makes a sound UTF-8 sequence
        return mended, "utf-8", f"has {damaged} damaged byte sequence(s), each read as U+FFFD"
    return data.decode("latin-1").translate(_CP1252), "cp1252", "is not UTF-8; read as cp1252"


def _decode_or_mend(data: bytes, name: str) -> Decoded:
    """Decode bytes whose encoding is known; a torn end or lone half is named."""
    shown = {"utf-8-sig": "utf-8"}.get(name, name)
    try:
        return data.decode(name).removeprefix("\ufeff"), shown, None
    except UnicodeDecodeError:
        return data.decode(name, "replace").removeprefix("\ufeff"), shown, f"has damaged {shown} sequences, read as U+FFFD"


def _utf16_by_nuls(data: bytes) -> str | None:
    """Name UTF-16 without a mark: in Latin script every second byte is NUL, and the others hardly ever."""
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def not_text(data: bytes) -> str | None:
    """Say what bytes are that are not text, or None: by their signature, else by their control characters."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return name
    if data.startswith(tuple(bom for bom, _ in BOMS)) or _utf16_by_nuls(data):
        return None
    head = data[:65536]
    controls = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return "binary data" if controls > 0.02 * len(head) + 1 else None


def count_mojibake(text: str) -> int:
    """Count the places that look like UTF-8 once read as cp1252 (``â€œ`` for a quotation mark)."""
    return sum(_unscramble(m[0]) is not None for m in _MOJIBAKE.finditer(text))


def repair_mojibake(text: str) -> str:
    """Return the text with those places read again, as they were meant; all else as it is.

    >>> repair_mojibake("â€œMaju,â€\\x9d kata Ã‰va di kafÃ©")
    '“Maju,” kata Éva di kafé'
    """
    return _MOJIBAKE.sub(lambda m: _unscramble(m[0]) or m[0], text)


def _unscramble(run: str) -> str | None:
    for end in range(len(run), 1, -1):
        try:
            return run[:end].translate(_TO_BYTE).encode("latin-1").decode("utf-8") + run[end:]
        except UnicodeError:
            continue
    return None


# -- files to records


class Source(NamedTuple):
    """A file to read: the name it goes by, its path inside what was asked for, and how to get its bytes."""

    file: str
    inner: str
    suffix: str
    read: Callable[[], bytes]


def sources_of(path: Path, report: Report) -> Iterator[Source]:
    """Yield the files of a folder or archive in the order of their names, or the one file."""
    try:
        if path.is_dir():
            yield from _in_folder(path, report)
        elif path.suffix.lower() == ".zip":
            yield from _in_archive(path, report)
        elif path.exists():
            if not stat.S_ISREG(path.stat().st_mode):
                raise CorpusError(f"{path} is no regular file.", file=str(path))
            yield Source(str(path), path.name, path.suffix.lower(), partial(_bytes_of, path))
        else:
            raise CorpusError(f"There is no file or folder {str(path)!r}.", file=str(path))
    except (OSError, RuntimeError) as error:
        raise CorpusError(f"{path} cannot be opened: {_reason(error)}.", file=str(path)) from None


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise CorpusError(f"{path} has {size:,} bytes; at most {MAX_FILE:,} are read.", file=str(path))
    return path.read_bytes()


def _in_folder(folder: Path, report: Report) -> Iterator[Source]:
    """Walk a folder without following links out of it; say which files are passed over."""
    root = folder.resolve()
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        for name in sorted(files):
            path = Path(here) / name
            if name.startswith((".", "~$")) or NOT_ARTICLES.fullmatch(name):
                continue
            if problem := _unfit(path, root):
                report(f"{path} {problem}.", str(path), None)
                continue
            inner = path.relative_to(folder).as_posix()
            if path.suffix.lower() == ".zip":
                try:
                    yield from _in_archive(path, report)
                except CorpusError as error:
                    report(str(error), str(path), None)
            else:
                yield Source(str(path), inner, path.suffix.lower(), partial(_bytes_of, path))


def _unfit(path: Path, root: Path) -> str | None:
    """Say why a file in a folder is not opened, or None."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return "is a link that leaves the folder; not read"
        if not stat.S_ISREG(path.stat().st_mode):
            return "is no regular file; not read"
    except (OSError, RuntimeError) as error:
        return f"cannot be opened: {_reason(error)}"
    if path.suffix.lower() not in KINDS:
        return f"is of a kind that is not read; read are {', '.join(sorted(KINDS))}"
    return None


def _in_archive(path: Path, report: Report) -> Iterator[Source]:
    """Read the members of a zip in memory, one by one, within bounds; nothing is written anywhere."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise CorpusError(f"{path} is no zip archive that can be read: {_reason(error)}.", file=str(path)) from None
    members = archive.infolist()
    _check_archive(path, members)
    for member in sorted(members, key=lambda m: m.filename):
        name, file = member.filename, f"{path}!{member.filename}"
        last = PurePosixPath(name).name
        if member.is_dir() or last.startswith(".") or "__MACOSX/" in name or NOT_ARTICLES.fullmatch(last):
            continue
        if problem := _unfit_member(member):
            report(f"{file} {problem}.", file, None)
            continue
        yield Source(file, name, PurePosixPath(name).suffix.lower(), partial(_member, archive, member, file))


def _check_archive(path: Path, members: list[zipfile.ZipInfo]) -> None:
    size, packed = sum(m.file_size for m in members), max(1, sum(m.compress_size for m in members))
    if len(members) > MAX_MEMBERS or size > MAX_ARCHIVE or (size > 2**20 and size / packed > MAX_RATIO):
        raise CorpusError(
            f"{path} would unpack to {size:,} bytes in {len(members):,} files, {size / packed:,.0f} times its size; "
            f"at most {MAX_ARCHIVE:,} bytes, {MAX_MEMBERS:,} files and {MAX_RATIO} times are read.", file=str(path),
        )  # fmt: skip


def _unfit_member(member: zipfile.ZipInfo) -> str | None:
    """Say why a member of an archive is not read, or None."""
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name):
        return "has a name that leaves the archive; not read"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link; not read"
    if member.flag_bits & 1:
        return "is encrypted; not read"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".zip":
        return "is an archive inside an archive; not read"
    return None if suffix in KINDS else f"is of a kind that is not read; read are {', '.join(sorted(KINDS))}"


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> bytes:
    """Read one member, no more than its header and the bounds allow: headers can lie."""
    try:
        with archive.open(member) as stream:
            data = stream.read(min(member.file_size, MAX_FILE) + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise CorpusError(f"{file} cannot be unpacked: {_reason(error)}.", file=file) from None
    if len(data) > member.file_size:
        raise CorpusError(f"{file} is larger than the archive says.", file=file)
    return data


def records_of(source: Source, report: Report, *, encoding: str | None = None) -> Iterator[Record]:
    """Yield the articles of one file, each with its values under the names the file gives them."""
    try:
        data = source.read()
    except OSError as error:
        raise CorpusError(f"{source.file} cannot be opened: {_reason(error)}.", file=source.file) from None
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
    """Read ``key: value`` lines between two rules as values, a first ``# heading`` as the headline, and the rest as text."""
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
        raise CorpusError(f"{source.file} is no table that can be read: {error} (line {rows.line_num}).", file=source.file) from None
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
            report(f"{source.file} row {number} (line {rows.line_num}) has {what}; is a quotation mark missing?", source.file, number)
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
            report(f"{source.file} line {number} is a JSON {_type(value)}, not an object; left out.", source.file, number)


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
            report(f"{source.file} item {number} is a JSON {_type(item)}, not an object; left out.", source.file, number)


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


# -- saved web pages


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
        raise CorpusError(f"{source.file} has {len(text):,} characters; pages of at most {MAX_HTML:,} are read.", file=source.file)
    try:
        values = read_page(text)
    except ImportError as error:
        raise CorpusError(
            f'{source.file} needs the extra "html" ({error.name} is missing): pip install "summitlib[html]".', file=source.file
        ) from None
    except Exception as error:  # the parsers raise families of their own, for damage of every kind
        raise CorpusError(f"{source.file} is no page that can be read: {type(error).__name__} {error}.", file=source.file) from None
    yield None, values
