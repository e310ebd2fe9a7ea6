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
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summitlib.loading.assembly import (
    CHECKOUT,
    PACKAGED,
    How,
    compile_names,
    make_ids_one,
    name_missing,
    note_repeats,
    rows_of,
    take_metadata,
)
from summitlib.loading.cleaning import KEPT, Line, clean_text, kept_pieces
from summitlib.loading.duplicates import find_duplicates, find_shared_passages
from summitlib.loading.files import Record, records_of
from summitlib.loading.folders import KINDS, Source, sources_of
from summitlib.loading.problems import CorpusError, CorpusWarning, Problems
from summitlib.options import as_path, shown
from summitlib.rows import ARTICLE, need_columns, progress, to_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CorpusError", "CorpusWarning", "clean_text", "cleaning_log", "default_corpus", "describe_edition", "edition_of",
    "find_duplicates", "find_shared_passages", "import_originals", "read_articles", "read_codes", "read_counts",
]  # fmt: skip

LOG = {
    "article": "string", "line": "Int64", "start": "Int64", "end": "Int64", "label": "string", "rule": "string",
    "kept": "boolean", "text_start": "Int64", "text_end": "Int64", "text": "string",
}  # fmt: skip

EDITIONS = {
    "reports": "reports written for this package",
    "originals": "the original articles, imported",
    "other": "articles of your own",
}


class Imported(NamedTuple):
    """Which of the five articles were found among files, and which were not."""

    found: list[str]
    missing: list[str]

    def __str__(self) -> str:
        lacking = f"; not found: {', '.join(self.missing)}" if self.missing else ""
        return f"{len(self.found)} of {len(self.found) + len(self.missing)} articles imported{lacking}."


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

    Options: ``text``, ``headline``, ``published``, ``article`` (the id), ``publisher``, ``author``, ``place``,
    ``wire``, ``url`` name a table's columns where the usual names do not fit; ``date_format`` reads its dates
    (``datetime.strptime``; day first without it); ``name_pattern`` takes metadata from file names
    (``"{publisher}/{published}_{headline}"``); ``encoding`` forces one; ``repair`` mends text
    mis-decoded before; ``clean=False`` keeps every line.

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
    options = named | {"date_format": date_format, "name_pattern": name_pattern, "encoding": encoding}
    for name, value in options.items():
        if not isinstance(value, str | None):
            raise ValueError(f"{name} is {shown(value)}; it may be a string or None.")
    pattern = compile_names(name_pattern) if name_pattern else None
    how = How({k: v for k, v in named.items() if v}, date_format, pattern, encoding, repair, clean)
    problems = Problems(strict=strict)
    where = default_corpus() if path is None else _asked_for(path)
    sources = list(sources_of(where, problems.report))
    alone = len(sources) == 1 and sources[0].file == str(where)
    rows = rows_of(sources[0], {}, how, problems) if alone else _rows_of_many(sources, where, how, problems)
    make_ids_one(rows, problems)
    note_repeats(rows, problems)
    problems.settle()
    return to_frame(([row.get(column) for column in ARTICLE] for row in rows), ARTICLE)


def _asked_for(path: str | os.PathLike[str]) -> Path:
    if hasattr(path, "columns"):
        told = f"path is a {type(path).__name__}; it may be a file, folder or archive. A frame is not read:"
        raise ValueError(f"{told} with the columns article and text it can go to find_statements as it is.")
    return as_path(path)


def _rows_of_many(sources: list[Source], where: Path, how: How, problems: Problems) -> list[dict[str, Any]]:
    """Read the files of a folder or archive: one that cannot be read is a problem, and the others are read."""
    texts, table = take_metadata(sources, how, problems)
    rows: list[dict[str, Any]] = []
    for source in progress(texts, len(texts), label="files"):
        try:
            rows.extend(rows_of(source, table, how, problems))
        except CorpusError as error:
            if isinstance(error, CorpusWarning):
                raise
            problems.report(str(error), error.file, error.row)
    if not rows:
        bare = not sources and where.is_dir() and not any(where.iterdir())
        what = "is empty" if bare else "holds no article that can be read"
        raise CorpusError(f"{where} {what}; read are {', '.join(sorted(KINDS))}.", file=str(where))
    name_missing(table, where, problems)
    return rows


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
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT / "corpus"


def read_codes(name: str, *, edition: str = "reports") -> pd.DataFrame:
    """Return one table of hand codes, ``corpus/codes/<name>.csv``, with empty cells as NA.

    ``edition`` as `edition_of` tells it: ``start, end`` are places in that edition's texts. For imported originals
    these are the statements that could be placed in them; for "other" texts, which nobody coded, there are no rows.
    """
    folder = shipped_corpus() / "codes"
    if not (folder / f"{name}.csv").is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.csv"))) or "none"
        raise CorpusError(f"There are no codes {name!r}; there are: {known}.", file=str(folder))
    if edition not in EDITIONS:
        raise CorpusError(f"edition is {shown(edition)}; it may be: {', '.join(EDITIONS)}.")
    placed = shipped_corpus() / "originals" / ".codes" / f"{name}.csv"
    if edition == "originals" and placed.is_file():
        return _read_csv(placed)
    codes = _read_csv(folder / f"{name}.csv")
    return codes if edition == "reports" else codes.iloc[:0]


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
    known = {"corpus/texts": "reports", "corpus/originals": "originals"}
    return known.get(folders.pop(), "other") if len(folders) == 1 else "other"


def describe_edition(articles: pd.DataFrame) -> str:
    """Return one sentence that says which edition was read and how many articles it has."""
    count = len(articles)
    return f"Edition: {EDITIONS[edition_of(articles)]} ({count:,} article{'' if count == 1 else 's'})."


def import_originals(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, corpus: str | os.PathLike[str] | None = None
) -> Imported:
    """Find the five original articles in files or folders and write them, cleaned, to ``<corpus>/originals``.

    An original is known by the sha256 of its bytes, or by the hash of its words once cleaned (columns ``sha256`` and
    ``cleaned_sha256`` of articles.csv). Returns the ids found and the ids not found.
    """
    root = Path(corpus) if corpus is not None else shipped_corpus()
    table = _read_csv(root / "articles.csv")
    hashes = [c for c in ("sha256", "cleaned_sha256") if c in table.columns]
    known = {str(row[c]): str(row["article"]) for _, row in table.iterrows() for c in hashes}
    found: dict[str, str] = {}
    whole: dict[str, str] = {}  # as published, byte for byte
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        for record in _readable(as_path(path)):
            text = clean_text(record.values["text"]).text
            if article := known.get(record.sha256) or known.get(hash_words(text)):
                found.setdefault(article, text)
                if record.sha256 in known:
                    whole[article] = record.values["text"]
    if found:
        _write_originals(root, found)
        _place_codes(root, found, whole)
    return Imported(sorted(found), sorted(set(table["article"].astype(str)) - set(found)))


def _write_originals(root: Path, texts: dict[str, str]) -> None:
    out = root / "originals"
    out.mkdir(exist_ok=True)
    shutil.copyfile(root / "articles.csv", out / "articles.csv")
    for article, text in texts.items():
        (out / f"{article}.txt").write_bytes(text.encode("utf-8") + b"\n")


def _place_codes(root: Path, texts: dict[str, str], whole: dict[str, str]) -> None:
    """Keep the hand-coded statements with their places in the cleaned originals; those not found there are left out."""
    if not (root / "codes" / "statements.csv").is_file():
        return
    codes = _read_csv(root / "codes" / "statements.csv")
    codes = codes[codes["article"].isin(list(whole))]
    spans = zip(codes["article"], codes["original_start"], codes["original_end"], strict=True)
    units = [(texts[article], whole[article][start:end]) for article, start, end in spans]
    placed = codes.assign(start=[t.find(u) for t, u in units], end=[t.find(u) + len(u) for t, u in units])
    (root / "originals" / ".codes").mkdir(exist_ok=True)
    placed[placed["start"] >= 0].to_csv(root / "originals" / ".codes" / "statements.csv", index=False)


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
