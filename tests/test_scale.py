"""A corpus in parts gives the rows of the corpus in memory, whoever computes them, stopped on the way or not."""

import csv
import functools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

pytest.importorskip("dask.dataframe", reason="needs the extra scale")

from summitlib import scale
from summitlib.corpus import CorpusError, read_articles
from summitlib.statements import find_statements
from summitlib.terms import count_terms
from summitlib.text import find_tokens
from summitlib.times import find_times

SENTENCES = (
    "Banjir di Kecamatan Seruni mulai surut pada Selasa pagi.",
    '"Tanggul masih kuat," kata Kepala Dinas Pekerjaan Umum Marta Lubis.',
    "Menurut Marta, perbaikan selesai dua pekan lagi.",
    "Warga mengatakan air sempat setinggi 1,5 meter.",
    "Pelabuhan dibuka lagi sejak 3 Maret 2021.",
    "Wasit Dodi Kurnia menilai laga berjalan adil.",
    "Harga cabai naik menjadi Rp85.000 per kilogram bulan lalu.",
)
FORMAT = "%m/%d/%Y"


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    """Write forty invented articles, ids in no order, two without a date, one with an empty text."""
    path = tmp_path_factory.mktemp("news") / "berita.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["media", "tanggal", "isi"])
        for n in range(40):
            text = "\n".join(SENTENCES[(n * k + k) % len(SENTENCES)] for k in range(1, 6))
            rows.writerow([f"Harian {n % 3}", "" if n in (5, 6) else f"3/{n % 28 + 1}/2021", "" if n == 7 else text])
    return path


@pytest.fixture(scope="module")
def whole(table) -> pd.DataFrame:
    return _quietly(read_articles, table, date_format=FORMAT)


@pytest.fixture(scope="module")
def parts(table, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    assert scale.split_articles(table, folder, size=9) == 5
    return folder


def _quietly(call, *args, **options):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an empty text, equal texts: the corpus tests look at what is warned of
        return call(*args, **options)


def _scan(parts):
    return scale.scan_articles(parts, date_format=FORMAT)


def _same(lazy, frame):
    assert len(frame)
    assert_frame_equal(_quietly(lazy.compute, scheduler="synchronous").reset_index(drop=True), frame)


def test_parts_read_as_the_whole(parts, whole):
    ours = ["source", "encoding"]  # these name the part
    lazy = _quietly(_scan(parts).compute, scheduler="synchronous").reset_index(drop=True)
    assert len(lazy) == 39
    assert_frame_equal(lazy.drop(columns=ours), whole.drop(columns=ours))


@pytest.mark.parametrize("find", [find_tokens, find_statements, find_times])
def test_rows_equal_those_in_memory(find, parts, whole):
    _same(scale.map_articles(find, _scan(parts)), find(whole))


@pytest.mark.parametrize("options", [{}, {"by": "publisher"}, {"ngram": 2}, {"unit": "lemma"}])
def test_merged_counts_equal_those_in_memory(options, parts, whole):
    counts = scale.map_articles(count_terms, _scan(parts), **options)
    assert_frame_equal(_quietly(scale.merge_counts, counts), count_terms(whole, **options))


def test_a_part_without_findings_keeps_the_shape(tmp_path):
    for name, text in (("a.csv", "Hujan turun"), ("b.csv", "Gempa terjadi pada 5 Mei 2020 di laut.")):
        (tmp_path / name).write_text(f"id,isi\n{name},{text}\n", encoding="utf-8")
    times = scale.map_articles(find_times, scale.scan_articles(tmp_path))
    scale.write_parts(times, tmp_path / "out")
    written = pd.read_parquet(tmp_path / "out")
    assert written["surface"].tolist() == ["5 Mei 2020"]
    assert pd.read_parquet(tmp_path / "out" / "part-00000.parquet").dtypes.equals(written.dtypes)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_any_table_can_be_cut(kind, table, whole, tmp_path):
    frame = pd.read_csv(table, dtype=str, keep_default_na=False)
    path = tmp_path / f"berita.{kind}"
    {
        "csv": functools.partial(frame.to_csv, path, sep=";", index=False, encoding="utf-8-sig"),
        "jsonl": functools.partial(frame.to_json, path, orient="records", lines=True),
        "parquet": functools.partial(frame.to_parquet, path),
    }[kind]()
    scale.split_articles(path, tmp_path / "parts", size=13)
    lazy = _quietly(_scan(tmp_path / "parts").compute, scheduler="synchronous")
    assert lazy["article"].tolist() == whole["article"].tolist()
    assert lazy["text"].tolist() == whole["text"].tolist()


def test_an_own_id_column_stays(tmp_path):
    (tmp_path / "a.csv").write_text("nomor,id,isi\n1,x-9,Hujan turun.\n2,x-4,Angin reda.\n", encoding="utf-8")
    scale.split_articles(tmp_path / "a.csv", tmp_path / "parts", size=1)
    assert scale.scan_articles(tmp_path / "parts").compute()["article"].tolist() == ["x-9", "x-4"]


def test_stored_articles_are_not_cleaned_twice(parts, tmp_path):
    stored = _quietly(scale.write_parts, _scan(parts), tmp_path / "clean")
    again = scale.scan_articles(stored).compute(scheduler="synchronous")
    assert_frame_equal(again, _quietly(_scan(parts).compute, scheduler="synchronous"))


# -- stopped and started again


class Stop(Exception):
    pass


def times_until(articles, *, stop_at: str, flag: str):
    """Find times, and fail at one article as long as a file is there: an interruption that can be timed."""
    if stop_at in set(articles["article"]) and Path(flag).exists():
        raise Stop
    return find_times(articles)


def test_an_interrupted_run_goes_on(parts, whole, tmp_path):
    flag = tmp_path / "flag"
    flag.touch()
    rows = scale.map_articles(times_until, _scan(parts), stop_at="berita-30", flag=str(flag))
    with pytest.raises(Stop):
        _quietly(scale.write_parts, rows, tmp_path / "times")
    done = sorted((tmp_path / "times").glob("part-*"))
    assert [p.name for p in done] == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    before = [p.stat().st_mtime_ns for p in done]
    flag.unlink()
    _quietly(scale.write_parts, rows, tmp_path / "times")
    assert [p.stat().st_mtime_ns for p in done] == before  # what was there was not computed again
    assert_frame_equal(pd.read_parquet(tmp_path / "times").astype(find_times(whole).dtypes), find_times(whole))


def test_nothing_half_written_counts_as_a_part(tmp_path, monkeypatch):
    def torn(self, path, **options):
        Path(path).write_bytes(b"PAR1 torn")
        raise OSError("disk full")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", torn)
    with pytest.raises(OSError, match="disk full"):
        scale._store(pd.DataFrame({"a": [1]}), tmp_path / "part-00000.parquet")
    assert list(tmp_path.iterdir()) == []


def test_stale_parts_are_noticed(parts, tmp_path, table):
    folder = tmp_path / "times"
    _quietly(scale.write_parts, scale.map_articles(find_times, _scan(parts)), folder)
    _quietly(scale.write_parts, scale.map_articles(find_times, _scan(parts)), folder)  # the same again: nothing to do
    with pytest.raises(ValueError, match="parts of something else"):
        scale.write_parts(scale.map_articles(find_tokens, _scan(parts)), folder)
    with pytest.raises(ValueError, match="parts of something else"):
        scale.write_parts(scale.map_articles(find_times, scale.scan_articles(parts)), folder)


def test_changed_articles_make_stale_parts(tmp_path):
    source = tmp_path / "news" / "a.csv"
    source.parent.mkdir()
    source.write_text("id,isi\n1,Hujan pada 4 Mei 2020.\n", encoding="utf-8")
    rows = scale.map_articles(find_times, scale.scan_articles(source.parent))
    scale.write_parts(rows, tmp_path / "out")
    source.write_text("id,isi\n1,Hujan pada 14 Mei 2020.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="parts of something else"):
        scale.write_parts(scale.map_articles(find_times, scale.scan_articles(source.parent)), tmp_path / "out")


def test_the_fingerprint_is_the_same_in_another_process(parts):
    code = (
        "from summitlib import scale, times; "
        f"print(scale._fingerprint(scale.map_articles(times.find_times, scale.scan_articles({str(parts)!r}))))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == scale._fingerprint(scale.map_articles(find_times, scale.scan_articles(parts)))


# -- errors in one sentence


def test_what_cannot_be_done_is_said(tmp_path, parts, table):
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(CorpusError, match="cannot be cut; can be: "):
        scale.split_articles(tmp_path / "a.docx", tmp_path / "p")
    with pytest.raises(CorpusError, match="There is no file"):
        scale.split_articles(tmp_path / "none.csv", tmp_path / "none")
    with pytest.raises(CorpusError, match="already has parts"):
        scale.split_articles(table, parts)
    assert not (tmp_path / "none").exists()
    with pytest.raises(ValueError, match=r"There is no option date; there are: text, headline, published, date_format"):
        scale.scan_articles(parts, date="%d")
    with pytest.raises(ValueError, match="size '2' is not possible; it is a whole number from 1"):
        scale.split_articles(table, tmp_path / "p", size="2")
    with pytest.raises(ValueError, match="size 0 is not possible"):
        scale.split_articles(table, tmp_path / "p", size=0)
    with pytest.raises(CorpusError, match="no file to scan"):
        scale.scan_articles(tmp_path)
    with pytest.raises(ValueError, match="path is empty"):
        scale.scan_articles("")
    frame = pd.DataFrame({"article": ["a"], "text": ["Air surut."]})
    with pytest.raises(
        ValueError, match=r"articles is .*lazy Dask frame.*; a frame in memory goes straight to find_times"
    ):
        scale.map_articles(find_times, frame)
    with pytest.raises(ValueError, match=r"counts is .*lazy Dask frame"):
        scale.merge_counts(frame)
    with pytest.raises(ValueError, match=r"rows is .*lazy Dask frame"):
        scale.write_parts(frame, tmp_path / "y")
    with pytest.raises(ValueError, match=r"as a pandas frame, not as .*map_articles\(find_"):
        find_times(scale.scan_articles(parts))
    (tmp_path / "x" / "part-00000.parquet").parent.mkdir()
    (tmp_path / "x" / "part-00000.parquet").touch()
    with pytest.raises(ValueError, match="do not say what they were made from"):
        scale.write_parts(scale.map_articles(find_times, scale.scan_articles(parts)), tmp_path / "x")


# -- other people's engines


def times_once_killed(articles, *, flag: str):
    """Find times; the first process that comes to one article dies there."""
    if "berita-20" in set(articles["article"]) and Path(flag).exists():
        Path(flag).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return find_times(articles)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # the cluster's processes come and go
def test_a_killed_worker_loses_nothing(parts, whole, tmp_path):
    from distributed import Client, LocalCluster

    flag = tmp_path / "flag"
    flag.touch()
    rows = scale.map_articles(times_once_killed, _scan(parts), flag=str(flag))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        scale.write_parts(rows, tmp_path / "times", client=client)
    assert not flag.exists()
    assert_frame_equal(pd.read_parquet(tmp_path / "times").astype(find_times(whole).dtypes), find_times(whole))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_gives_the_same_rows(whole, monkeypatch):
    spark_sql = pytest.importorskip("pyspark.sql", reason="needs PySpark")
    if not any((Path(p) / "java").exists() for p in os.environ["PATH"].split(os.pathsep)):
        pytest.skip("needs Java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    spark = spark_sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        articles = whole[["article", "text"]].astype(object)
        columns = ["article", "start", "end", "content", "cue", "speaker"]

        def find(frames):
            for frame in frames:
                yield find_statements(frame)[columns].astype(object).where(lambda f: f.notna(), None)

        shape = "article string, start long, end long, content string, cue string, speaker string"
        rows = spark.createDataFrame(articles).repartition(3).mapInPandas(find, shape).toPandas()
    finally:
        spark.stop()
    key = ["article", "start"]
    expected = find_statements(whole)[columns].sort_values(key, ignore_index=True)
    rows = rows.astype(expected.dtypes).sort_values(key, ignore_index=True)
    assert_frame_equal(rows, expected)


def test_the_marker_is_one_line_of_json(parts, tmp_path):
    folder = _quietly(scale.write_parts, scale.map_articles(find_times, _scan(parts)), tmp_path / "times")
    assert json.loads((folder / "_made_from.json").read_text(encoding="utf-8"))["parts"] == 5
