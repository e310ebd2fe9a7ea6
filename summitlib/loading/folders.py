"""The files of a folder or archive, one by one, and nothing outside it.

Sizes are bounded, archives are read in memory and never unpacked to disk, links are followed only inside the folder.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from summitlib.loading.problems import CorpusError, Report

MAX_FILE = 512 * 2**20  # bytes of one file: more than a century of one newspaper's text
MAX_ARCHIVE = 1024 * 2**20  # bytes of all members unpacked
MAX_RATIO = 200  # unpacked to packed, above 1 MiB: text packs about 3 to 10 times
MAX_MEMBERS = 200_000

TEXTS = {".txt", ".text", ".md", ".markdown"}
PAGES = {".html", ".htm", ".xhtml"}
TABLES = {".csv", ".tsv"}
LINES = {".jsonl", ".ndjson"}
KINDS = TEXTS | PAGES | TABLES | LINES | {".json", ".zip", ".parquet"}
NOT_ARTICLES = re.compile(r"(?i)(readme|licen[cs]e|changelog|citation|contributing|codebook|makefile)\b.*")


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
        raise CorpusError(f"{path} cannot be opened: {reason_of(error)}.", file=str(path)) from None


def reason_of(error: BaseException) -> str:
    """Return what the system says was wrong, without its number and path."""
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
        return f"cannot be opened: {reason_of(error)}"
    if path.suffix.lower() not in KINDS:
        return f"is of a kind that is not read; read are {', '.join(sorted(KINDS))}"
    return None


def _in_archive(path: Path, report: Report) -> Iterator[Source]:
    """Read the members of a zip in memory, one by one, within bounds; nothing is written anywhere."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise CorpusError(f"{path} is no zip archive that can be read: {reason_of(error)}.", file=str(path)) from None
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
        raise CorpusError(f"{file} cannot be unpacked: {reason_of(error)}.", file=file) from None
    if len(data) > member.file_size:
        raise CorpusError(f"{file} is larger than the archive says.", file=file)
    return data
