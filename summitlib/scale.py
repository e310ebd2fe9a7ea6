"""Corpora larger than memory: the same functions, run by Dask over parts, with nothing gathered that need not be.

Every ``find_…`` and ``count_…`` looks at one article at a time, so a corpus may be cut anywhere. This module only
cuts, hands over and stores; scheduling, spilling and restarting workers are Dask's (extra ``scale``)::

    sl.split_articles("news.csv", "parts")                      # 2,000 rows a part, read as a stream
    articles = sl.scan_articles("parts", date_format="%m/%d/%Y %H:%M")   # nothing is read yet
    said = sl.map_articles(sl.find_statements, articles)
    with Client() as client:                                    # dask.distributed: all cores, or a cluster
        sl.write_parts(said, "statements", client=client)       # stopped? call it again: it goes on
    dask.dataframe.read_parquet("statements")

What it costs. ``python -m tests.benchmarks.bench_scale --articles 100000`` on two cores, articles of 2.5 KB made of
sentences of real news in new combinations (one word in twenty misspelt; 268,988 types), parts of 500; everything
counts: reading the part, finding, writing Parquet. Memory is that of one part, however many there are: no worker took
more than 440 MB in parts of 500, nor, in parts of 2,000, more than 596 (tokens; 320 statements, 285 the others).

    step                 articles a CPU second    seconds an article
    read and clean                       1,513               0.00066
    tokens with lemmas                     372               0.00269
    counts                               2,274               0.00044
    statements                             192               0.00521
    times                                  792               0.00126
    all five                                97               0.01026

On paper, 10 million articles (25 GB of text): 10,000,000 x 0.01026 s = 102,600 CPU seconds = 28.5 core hours; some 14
hours on two cores, 3.6 on eight, if cores do not wait for the disk; half of it is statements. In parts of 2,000 it is
5,000 tasks of 20 s for all five, so a killed worker loses seconds, and a resumed run looks at 5,000 file names.
On disk, in Parquet: 9 GB of parts, 18 of articles (text and raw side by side), 31 of tokens, 6 of statements, 2 of
counts, 1.4 of times. One thing grows with the corpus: the merged counts. Types grew as articles to the power 0.6
(176,502 at 50,000, 268,988 at 100,000), which makes 4 to 5 million at 10 million, 0.4 GB as a table and a few times
that while they are merged; count ``by`` few groups.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitlib.corpus import CorpusError, read_articles
from summitlib.counting.tally import with_rates
from summitlib.loading.columns import choose_columns
from summitlib.loading.files import FIELD_LIMIT
from summitlib.loading.folders import LINES, TABLES
from summitlib.options import as_path, shown, whole
from summitlib.rows import ARTICLE, progress, to_frame

if TYPE_CHECKING:
    import pandas as pd

PART = "part-{:05d}.parquet"
MARKER = "_made_from.json"  # tools that read Parquet folders pass over names with an underscore
KINDS = {".parquet", *TABLES, *LINES}


def split_articles(
    path: str | Path, folder: str | Path, *, size: int = 2000, separator: str | None = None, encoding: str = "utf-8-sig"
) -> int:
    """Cut one big table of articles into Parquet parts of ``size`` rows, as it stands, and return how many parts.

    Reads .csv, .tsv, .jsonl and .parquet as a stream. Columns and values are kept; texts are cleaned later, in
    parallel, by `scan_articles`. A table without an id column gets one, ``article`` (file name and row), as
    `read_articles` numbers the rows of a file. ``separator`` is found in the header when not given.

    Raises `CorpusError` for a file of another kind, or a folder that already has parts.
    """
    path, folder = as_path(path), as_path(folder, "folder")
    whole("size", size)
    if not path.is_file():
        raise CorpusError(f"There is no file {str(path)!r}.", file=str(path))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("part-*.parquet")):
        raise CorpusError(f"{folder} already has parts; give another folder.", file=str(folder))
    first, number = 1, 0
    for number, chunk in enumerate(_chunks(path, size, separator, encoding), 1):
        if "article" not in choose_columns(list(chunk), {}, str(path), need=()):
            chunk.insert(0, "article", [f"{path.stem}-{n}" for n in range(first, first + len(chunk))])
        first += len(chunk)
        _store(chunk, folder / PART.format(number - 1))
    return number


def _chunks(path: Path, size: int, separator: str | None, encoding: str) -> Iterator[pd.DataFrame]:
    """Yield the table in frames of ``size`` rows; cells of text tables stay strings, empty ones empty."""
    import pandas as pd

    suffix = path.suffix.lower()
    if suffix in TABLES:
        csv.field_size_limit(FIELD_LIMIT)
        separator = separator or _separator(path, encoding)
        yield from pd.read_csv(
            path, sep=separator, encoding=encoding, dtype=str, keep_default_na=False, chunksize=size, engine="python",
            encoding_errors="replace", on_bad_lines="warn",
        )  # fmt: skip
    elif suffix in LINES:
        yield from pd.read_json(path, lines=True, chunksize=size, encoding=encoding, dtype=False)
    elif suffix == ".parquet":
        from pyarrow import parquet

        for batch in parquet.ParquetFile(path).iter_batches(size):
            yield batch.to_pandas()
    else:
        raise CorpusError(f"{path} cannot be cut; can be: {', '.join(sorted(KINDS))}.", file=str(path))


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace") as file:
        header = file.readline()
    return max(",;\t|", key=header.count)


def scan_articles(path: str | Path, **options: Any) -> Any:
    """Return the article rows of a partitioned corpus as a lazy Dask frame, one partition a file.

    ``path`` is a folder of (or one) .parquet, .csv, .tsv or .jsonl; ``options`` are those of `read_articles`, which
    reads each file when its turn comes. Files that hold article rows already (from `write_parts`) are taken as they
    are. Each file is read by itself: give ``date_format`` where only the whole column would show the order of day and
    month. Warnings about rows appear where the file is read, with several processes in the log of the worker.

    Raises `CorpusError` when there is no such file.
    """
    import dask.dataframe as dd

    path = as_path(path)
    known = read_articles.__kwdefaults__ or {}
    if unknown := sorted(set(options) - set(known)):
        raise ValueError(f"There is no option {', '.join(unknown)}; there are: {', '.join(known)}.")
    inside = sorted(p for p in path.iterdir() if not p.name.startswith(("_", "."))) if path.is_dir() else [path]
    files = [p for p in inside if p.suffix.lower() in KINDS and p.is_file()]
    if not files:
        raise CorpusError(f"{path} has no file to scan; can be scanned: {', '.join(sorted(KINDS))}.", file=str(path))
    stamps = [(p.stat().st_size, p.stat().st_mtime_ns) for p in files]  # so that a changed file makes stale parts
    return dd.from_map(partial(_read_part, **options), map(str, files), stamps, meta=to_frame([], ARTICLE))


def _read_part(file: str, stamp: tuple[int, int], **options: Any) -> pd.DataFrame:  # noqa: ARG001
    if file.endswith(".parquet"):
        import pandas as pd
        from pyarrow import parquet

        if set(ARTICLE) <= set(parquet.read_schema(file).names):
            return pd.read_parquet(file)[list(ARTICLE)].astype(ARTICLE)
    return read_articles(file, **options)


def map_articles(find: Callable[..., pd.DataFrame], articles: Any, **options: Any) -> Any:
    """Return ``find(articles, **options)`` as a lazy Dask frame: the rows that the frame in memory gives, part by part.

    The columns and their types are those that ``find`` gives for no articles at all.
    """
    _need_lazy(articles, "articles", f"a frame in memory goes straight to {getattr(find, '__name__', 'the function')}")
    return articles.map_partitions(find, meta=find(_empty(articles), **options), **options)


def merge_counts(counts: Any, *, per: int = 1000) -> pd.DataFrame:
    """Add the parts of ``map_articles(count_terms, articles, …)`` up to the table `count_terms` gives for the whole.

    Only counts travel. Rates, intervals and ranks are computed anew from the sums. Count without filters
    (``stop_words``, ``numbers``, ``terms``) and choose rows of the merged table: ranks are among all terms that were
    counted, and a part that shows no word of a group does not tell how many words it has.
    """
    _need_lazy(counts, "counts", "a table of count_terms is whole as it is")
    return _close(counts.reduction(_open, aggregate=_add, combine=_add, meta=_open(_empty(counts))).compute(), per)


def _need_lazy(given: Any, name: str, otherwise: str) -> None:
    if not hasattr(given, "map_partitions"):
        told = f"{name} is {shown(given)}; it may be the lazy Dask frame that scan_articles or map_articles gives"
        raise ValueError(f"{told}; {otherwise}.")


def _empty(rows: Any) -> pd.DataFrame:
    """Return a lazy frame's columns and types, without a row."""
    from dask.dataframe.utils import make_meta

    return make_meta(rows)


def _open(part: pd.DataFrame) -> pd.DataFrame:
    """Return rows that may be added up: a count a term, and a group's totals once, in a row without a term."""
    import pandas as pd

    totals = part.drop_duplicates("group")[["group", "total", "articles_total"]]
    totals = totals.set_axis(["group", "count", "articles"], axis=1).assign(term=pd.NA)
    terms = part[["group", "term", "count", "articles"]]
    return pd.concat([terms, totals.astype(terms.dtypes)[list(terms)]], ignore_index=True)


def _add(parts: pd.DataFrame) -> pd.DataFrame:
    keys = ["group", "term"]
    return parts.groupby(keys, sort=False, dropna=False, as_index=False)[["count", "articles"]].sum()


def _close(sums: pd.DataFrame, per: int) -> pd.DataFrame:
    """Put the sums into the shape and order of `count_terms`."""
    is_total = sums["term"].isna()
    totals = sums[is_total].drop(columns="term").set_axis(["group", "total", "articles_total"], axis=1)
    totals["at"] = range(len(totals))
    frame = sums[~is_total].merge(totals, on="group")
    frame = frame.sort_values(["at", "count", "term"], ascending=[True, False, True], ignore_index=True)
    frame["rank"] = frame.groupby("group", dropna=False)["count"].rank(method="min", ascending=False).astype("Int64")
    return with_rates(frame, per)


def write_parts(rows: Any, folder: str | Path, *, client: Any = None) -> Path:
    """Compute a lazy frame part by part into ``folder/part-NNNNN.parquet``, and return the folder.

    Every part is written under another name and then renamed, so a part that is there is whole. Called again after an
    interruption it computes what is missing. The folder remembers what it was made from (files, their sizes and times,
    functions, options, the library's rules); parts made from anything else are a ``ValueError``, never mixed.

    ``client`` is a ``dask.distributed.Client``: its workers share the parts, and a part whose worker dies is done by
    another. Without it the parts are done here, one after the other.
    """
    _need_lazy(rows, "rows", "a frame in memory writes itself: rows.to_parquet(…)")
    folder = as_path(folder, "folder")
    folder.mkdir(parents=True, exist_ok=True)
    _check_marker(folder, _fingerprint(rows), rows.npartitions)
    files = [folder / PART.format(n) for n in range(rows.npartitions)]
    missing = [n for n, file in enumerate(files) if not file.exists()]
    tasks = rows.to_delayed()
    stores = [_delayed_store(tasks[n], files[n]) for n in missing]
    for _ in progress(_computed(stores, client), len(stores), label=folder.name):
        pass
    return folder


def _delayed_store(part: Any, file: Path) -> Any:
    import dask

    return dask.delayed(_store, pure=False)(part, file)


def _computed(stores: list[Any], client: Any) -> Iterator[None]:
    """Yield as parts are done; on the way out, by an error or Ctrl-C, nothing is left running."""
    if client is None:
        for store in stores:
            yield store.compute(scheduler="synchronous")
        return
    from distributed import as_completed

    futures = client.compute(stores)
    try:
        for future in as_completed(futures):
            yield future.result()
            future.release()
    finally:
        client.cancel(futures)


def _store(part: pd.DataFrame, file: Path) -> None:
    """Write one part whole or not at all; two workers may write the same one."""
    loose = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.to_parquet(loose, index=False, compression="zstd")
        loose.replace(file)
    finally:
        loose.unlink(missing_ok=True)


def _fingerprint(rows: Any) -> str:
    """Return what parts depend on as one short word: the expression, and every file of the library."""
    from dask.tokenize import tokenize

    here = Path(__file__).parent
    code = hashlib.sha256()
    for file in sorted([*here.rglob("*.py"), *(here / "lexicons").rglob("*.csv")]):
        code.update(file.read_bytes())
    return hashlib.sha256(f"{tokenize(rows)} {code.hexdigest()}".encode()).hexdigest()[:16]


def _check_marker(folder: Path, made_from: str, parts: int) -> None:
    marker, now = folder / MARKER, {"made_from": made_from, "parts": parts}
    if marker.exists():
        if json.loads(marker.read_text(encoding="utf-8")) != now:
            raise ValueError(
                f"{folder} holds parts of something else: other articles, options or rules. "
                "Remove it or give another folder."
            )
        return
    if any(folder.glob("part-*.parquet")):
        raise ValueError(f"{folder} holds parts that do not say what they were made from; give another folder.")
    loose = folder / f".{MARKER}.{os.getpid()}"
    loose.write_text(json.dumps(now) + "\n", encoding="utf-8")
    loose.replace(marker)
