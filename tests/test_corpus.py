"""Files of every kind to article rows: the small invented corpus, its formats, and inputs that break loaders."""

import csv
import hashlib
import json
import os
import re
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summitlib as sl
from summitlib.corpus import CorpusError, CorpusWarning, cleaning_log, default_corpus, hash_words, import_originals
from summitlib.loading.columns import choose_columns, read_dates
from summitlib.loading.decoding import decode, repair_mojibake
from summitlib.rows import ARTICLE

MINI = Path(__file__).parent / "mini"
STORY = (
    "HARIANLAUT.ID, Ambon - Kapal itu tiba di pelabuhan pada pagi hari.\n"
    "Baca juga: Tarif Kapal Naik\n“Muatannya beras,” kata nakhoda.\n"
)


def load(path, **options):
    """Read and return the rows and the warnings' words."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        rows = sl.read_articles(path, **options)
    assert all(issubclass(w.category, CorpusWarning) for w in caught)
    return rows, [str(w.message) for w in caught]


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# -- what is read


def test_the_small_corpus_is_read_without_a_word():
    rows, said = load(MINI)
    assert said == []
    assert {name: str(dtype) for name, dtype in rows.dtypes.items()} == ARTICLE
    assert list(rows["article"]) == ["berita-1", "berita-2", "nada-dermaga", "pasar-cabai", "radar-jembatan", "taman"]
    one = rows.set_index("article")
    assert one.loc["nada-dermaga", ["publisher", "author", "place"]].tolist() == [
        "NADATELUK.ID",
        "Melati Sagara",
        "Ambon",
    ]
    assert one.loc["radar-jembatan", ["publisher", "wire"]].tolist() == ["KABAR LEMBAH", "Antara"]
    assert one.loc["taman", "headline"] == "Taman Kota Giri Asri Dibuka Malam Hari"
    assert str(one.loc["berita-1", "published"].date()) == "2024-04-18"
    assert one.loc["berita-1", "published_basis"] == "column tanggal"
    assert one.loc["nada-dermaga", "published_basis"] == 'in-text "Selasa (5/3/2024)", day of reporting'
    assert not rows["text"].str.contains("ADVERTISEMENT|SCROLL|Baca juga|tidak boleh|Hak cipta").any()


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".json", ".parquet"])
def test_the_same_rows_from_every_kind_of_table(tmp_path, suffix):
    frame = pd.DataFrame(
        {
            "id": ["k1", "k2"],
            "judul": ["Kapal Tiba", "Kapal Pergi"],
            "isi": [STORY, 'Kapal\nitu pergi, "lagi".'],
            "tanggal": ["2024-03-12", "2024-03-13"],
        }
    )
    path = tmp_path / f"berita{suffix}"
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
        frame.to_parquet(path)
    elif suffix.startswith(".json"):
        frame.to_json(path, orient="records", lines=suffix == ".jsonl")
    else:
        frame.to_csv(path, index=False, sep="\t" if suffix == ".tsv" else ",")
    rows, said = load(path)
    assert said == []
    assert list(rows["article"]) == ["k1", "k2"]
    assert list(rows["headline"]) == ["Kapal Tiba", "Kapal Pergi"]
    assert [str(d.date()) for d in rows["published"]] == ["2024-03-12", "2024-03-13"]
    assert rows["text"][0].startswith("Kapal itu tiba")
    assert rows["lines_dropped"].tolist() == [1, 0]


def test_columns_can_be_named(tmp_path):
    path = put(tmp_path, "x.csv", "kol1;kol2;kol3\nA;Kapal tiba pagi itu.;03-12-24 10:00\n")
    rows, said = load(path, text="kol2", headline="kol1", published="kol3", date_format="%m-%d-%y %H:%M")
    assert (rows["headline"][0], str(rows["published"][0].date()), said) == ("A", "2024-03-12", [])
    assert rows["published_basis"][0] == "column kol3, %m-%d-%y %H:%M"
    with pytest.raises(CorpusError, match=r"'kol9'.*'kol1', 'kol2', 'kol3'"):
        sl.read_articles(path, text="kol9")


def test_front_matter_folder_names_and_ids(tmp_path):
    put(tmp_path, "2024/Harian Laut/2024-03-12_kapal.md", "---\ntitle: Kapal Tiba\n---\nKapal itu tiba pada pagi hari.")
    put(tmp_path, "2024/Harian Laut/tanpa.txt", "Kapal itu pergi lagi pada sore hari.")
    put(tmp_path, "README.md", "bukan artikel")
    rows, said = load(tmp_path, name_pattern="{publisher}/{published}_{_}")
    assert list(rows["article"]) == ["2024/Harian Laut/2024-03-12_kapal", "2024/Harian Laut/tanpa"]
    assert rows.loc[0, ["publisher", "headline"]].tolist() == ["Harian Laut", "Kapal Tiba"]
    assert str(rows["published"][0].date()) == "2024-03-12"
    assert len(said) == 1
    assert "tanpa.txt" in said[0]
    with pytest.raises(CorpusError, match="tahun"):
        sl.read_articles(tmp_path, name_pattern="{tahun}")


def test_a_metadata_table_beside_the_texts_wins(tmp_path):
    put(
        tmp_path,
        "metadata.csv",
        "article,publisher,author,published_earliest,published_basis\n"
        "kapal,Harian Laut,,2024-03-01,guessed by us\nhilang,X,,,\n",
    )
    put(tmp_path, "texts/kapal.txt", "Oleh: Rina Laut\n" + STORY)
    put(tmp_path, "counts.csv", "term,count\nkapal,3\n")
    rows, said = load(tmp_path)
    assert rows.loc[0, ["publisher", "published_basis"]].tolist() == ["Harian Laut", "guessed by us"]
    assert rows["author"].isna().all()  # the table knows of no author
    assert rows["published"].isna().all()
    assert str(rows["published_earliest"][0].date()) == "2024-03-01"
    assert len(said) == 1
    assert "'hilang'" in said[0]


def test_one_archive_reads_like_one_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "mini.zip", "w") as archive:
        for path in sorted(MINI.iterdir()):
            archive.write(path, path.name)
    rows, said = load(tmp_path / "mini.zip")
    assert said == []
    folder = sl.read_articles(MINI)
    pd.testing.assert_frame_equal(rows.drop(columns="source"), folder.drop(columns="source"))


def test_stacked_rows_are_the_rows_of_both(tmp_path):
    a, b = put(tmp_path, "a.txt", STORY), put(tmp_path, "b.txt", "Kapal itu pergi lagi.")
    log = cleaning_log(pd.concat([sl.read_articles(a), sl.read_articles(b)]))
    pd.testing.assert_frame_equal(
        log, pd.concat([cleaning_log(sl.read_articles(p)) for p in (a, b)], ignore_index=True)
    )


def test_cleaning_log_leads_back():
    articles = sl.read_articles(MINI)
    log = cleaning_log(articles).merge(articles[["article", "text", "raw"]], on="article", suffixes=("", "_article"))
    assert (log["text"] == [raw[a:b] for raw, a, b in zip(log["raw"], log["start"], log["end"], strict=True)]).all()
    kept = log[log["kept"]]
    assert (
        kept["text"]
        == [t[a:b] for t, a, b in zip(kept["text_article"], kept["text_start"], kept["text_end"], strict=True)]
    ).all()
    dropped = log[~log["kept"] & (log["label"] != "dateline-prefix")].groupby("article").size()
    assert (
        dropped.to_dict() == articles.set_index("article")["lines_dropped"].astype(int).loc[lambda n: n > 0].to_dict()
    )


def test_without_cleaning_every_line_stays(tmp_path):
    rows, _ = load(put(tmp_path, "a.txt", STORY), clean=False)
    assert rows["text"][0] == rows["raw"][0] == STORY
    assert rows["lines_dropped"][0] == 0


# -- encodings


@pytest.mark.parametrize(
    ("data", "encoding", "doubt"),
    [
        (STORY.encode(), "utf-8", None),
        (STORY.encode("utf-8-sig"), "utf-8", None),
        (STORY.encode("utf-16"), "utf-16", None),
        (STORY.encode("utf-16-le"), "utf-16-le", None),
        (STORY.encode("utf-16-be"), "utf-16-be", None),
        (STORY.encode("utf-32"), "utf-32", None),
        (STORY.encode("cp1252"), "cp1252", "is not UTF-8"),
        (STORY.encode() + "“".encode()[:2], "utf-8", "damaged"),
    ],
)
def test_encodings(data, encoding, doubt):
    text, used, said = decode(data)
    assert (text.rstrip("\ufffd"), used) == (STORY, encoding)
    assert (said is None) == (doubt is None)
    assert (doubt or "") in (said or "")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded(data):
    text, _, _ = decode(data)
    assert isinstance(text, str)


@settings(deadline=None)
@given(st.text(alphabet="abc “”‘’–—…é€ü.", max_size=60))
def test_repair_undoes_damage_and_leaves_sound_text_alone(text):
    damaged = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    assert repair_mojibake(damaged) == text
    if not re.search("[éü][^\x00-\x7f]", text):  # such a pair can be damage, and cannot be told from it
        assert repair_mojibake(text) == text


def test_mojibake_is_named_and_repaired_on_request(tmp_path):
    path = put(tmp_path, "m.txt", "Kapal â€œBaruâ€\x9d itu tiba di pelabuhan.")
    rows, said = load(path)
    assert "â€œ" in rows["text"][0]
    assert "repair=True" in said[0]
    rows, said = load(path, repair=True)
    assert rows["text"][0] == "Kapal “Baru” itu tiba di pelabuhan."
    assert said == []


# -- dates of a column


def test_a_column_settles_the_order_of_its_dates():
    day_first = read_dates(["3/4/2024", "25/4/2024"], column="tgl")
    assert [str(d.day) for d in day_first] == ["2024-04-03", "2024-04-25"]
    assert [d.problem for d in day_first] == [None, None]
    open_order = read_dates(["3/4/2024"], column="tgl")[0]
    assert str(open_order.day) == "2024-04-03"
    assert "day first or month first" in str(open_order.problem)
    month_first = read_dates(["4/25/2024 10:00", "3/4/2024 09:00"], column="tgl")
    assert [d.day for d in month_first] == [None, None]
    assert (str(month_first[1].earliest), str(month_first[1].latest)) == ("2024-03-04", "2024-04-03")
    assert "date_format='%m/%d/%Y %H:%M'" in str(month_first[0].problem)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("30/2/2024", "no day of the calendar"),
        ("Senin, 13 September 2023", "weekday"),
        ("2199-01-01", "future"),
        ("besok", "no date"),
    ],
)
def test_doubtful_dates_are_named_with_file_and_row(tmp_path, value, word):
    lines = [{"id": "a", "date": "2024-01-01", "text": "Satu."}, {"id": "b", "date": value, "text": "Dua."}]
    path = put(tmp_path, "d.jsonl", "\n".join(map(json.dumps, lines)))
    _, said = load(path)
    assert len(said) == 1
    assert word in said[0]
    assert "d.jsonl row 2" in said[0]
    with pytest.raises(CorpusWarning, match=word) as caught:
        sl.read_articles(path, strict=True)
    assert (Path(caught.value.file).name, caught.value.row) == ("d.jsonl", 2)


def test_a_text_that_reports_on_later_days_contradicts_its_column(tmp_path):
    path = put(tmp_path, "d.csv", 'text,date\n"Kapal tiba, Rabu (14/2/2024).",2024-01-13\n')
    assert "reports on 2024-02-14" in load(path)[1][0]


# -- inputs that break loaders


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr(name, content)
    return path


def link(name):
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


ERRORS = [
    ("a.txt", b"GIF89a\x01\x00", "not text"),
    ("a.txt", b"%PDF-1.7", "not text"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\0", "not text"),
    ("a.txt", b"PK\x03\x04\x14\0", "not text"),
    ("a.csv", b"\xff\xd8\xff\xe0\0", "not text"),
    ("a.txt", bytes(range(256)) * 4, "not text"),
    ("a.csv", "nomor,headline\n1,Naik\n", "'nomor', 'headline'"),
    ("a.csv", "id,text\n7,a\n7,b\n", "'7' twice: rows 1 and 2"),
    ("a.csv", "id,text,text\n1,a,b\n", "text twice"),
    ("a.json", "3", "JSON number"),
    ("a.json", "{", "no JSON"),
    ("a.json", "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    ("a.zip", "bukan zip", "no zip archive"),
    ("a.docx", b"PK\x03\x04\x14\0", "not text"),
]


@pytest.mark.parametrize(("name", "content", "word"), ERRORS, ids=lambda value: str(value)[:24])
def test_errors_name_the_file_and_stop_no_folder(tmp_path, name, content, word):
    path = put(tmp_path, f"buruk/{name}", content)
    with pytest.raises(CorpusError, match=word) as caught:
        sl.read_articles(path)
    assert name in str(caught.value)
    assert caught.value.file == str(path)
    put(tmp_path, "buruk/baik.txt", STORY)
    rows, said = load(tmp_path)
    assert list(rows["article"]) == ["buruk/baik"]
    assert any(name in s for s in said)
    with pytest.raises(CorpusError):
        sl.read_articles(tmp_path, strict=True)


WARNINGS = [
    ("a.txt", "", "empty", 0),
    ("a.txt", b"\xef\xbb\xbf", "empty", 0),
    ("a.txt", "\u200b\n \n", "empty", 0),
    ("a.csv", "", "empty", 0),
    ("a.csv", "id,text\n", "no rows", 0),
    ("a.csv", "id,text\n1,Satu.\n2,\n3,Tiga.\n", "row 2", 2),
    ("a.csv", "id,text\n1,a,b,c\n2,Dua.\n", "4 cells under 2 columns", 2),
    ("a.csv", 'id,text\n1,"Satu\n2,Dua\n', "row 1", 0),
    ("a.txt", "Kapal\0 itu tiba pagi itu di pelabuhan kecil.", "NUL", 1),
    ("a.jsonl", '{"id":"a","text":"Satu."}\n{"id":"b"', "line 2", 1),
    ("a.jsonl", '[1]\n"x"\n{"id":"a","text":"Satu."}', "JSON list", 1),
    ("a.json", '[{"text":["a"]},{"text":"Dua."}]', "row 1", 1),
    ("a.jsonl", '{"text":' * 100_000 + '"x"' + "}" * 100_000 + '\n{"text":"Dua."}', "nested too deeply", 1),
    ("a.jsonl", '{"id":"a","text":"Satu \\ud800."}', "half of a two-part character", 1),
    ("a.txt", "Baca juga: Kapal Tiba\nADVERTISEMENT", "no line that reads as a report", 1),
]


@pytest.mark.parametrize(("name", "content", "word", "count"), WARNINGS, ids=lambda value: str(value)[:24])
def test_warnings_name_the_file_and_the_rest_is_read(tmp_path, name, content, word, count):
    path = put(tmp_path, name, content)
    rows, said = load(path)
    assert len(rows) == count
    assert any(word in s and name in s for s in said)
    assert not rows["text"].str.contains("\ufeff|\0").any()
    with pytest.raises(CorpusWarning):
        sl.read_articles(path, strict=True)


HANDLED = [
    ("a.csv", b"\xef\xbb\xbf" + b'id;judul;isi\n1;A;"Satu; dua."\n', "Satu; dua."),
    ("a.csv", 'id,text\n1,"Satu.\nDua."\n', "Satu.\nDua."),
    ("a.csv", "id\ttext\n1\tSatu, dua.\n", "Satu, dua."),
    ("a.csv", "id,text\r1,Satu.\r", "Satu."),
    ("a.csv", "id,text\n1,Satu.\n".encode("utf-16"), "Satu."),
    ("a.csv", "id,text\n1," + "kata " * 60_000 + "\n", "kata " * 59_999 + "kata"),
    ("a.jsonl", b"\xef\xbb\xbf" + b'{"text":"Satu."}\n', "Satu."),
    ("a.json", '{"articles":[{"text":"Satu."}]}', "Satu."),
    ("a.txt", "\u202eSatu kapal tiba pagi itu.\u202c", "Satu kapal tiba pagi itu."),
    ("berkas (salinan) ünï.txt", "Satu.", "Satu."),
]


@pytest.mark.parametrize(("name", "content", "text"), HANDLED, ids=lambda value: str(value)[:24])
def test_odd_but_sound_files_are_read_without_a_word(tmp_path, name, content, text):
    rows, said = load(put(tmp_path, name, content), strict=True)
    assert (rows["text"].tolist(), said) == ([text], [])


def test_archives_stay_inside_and_small(tmp_path):
    slip = archive(
        tmp_path / "slip.zip",
        [
            ("../jahat.txt", "x"),
            ("/abs.txt", "x"),
            ("C:\\x.txt", "x"),
            (link("l.txt"), "/etc/passwd"),
            ("dalam.zip", b"PK"),
            ("baik.txt", STORY),
        ],
    )
    rows, said = load(slip)
    assert list(rows["article"]) == ["baik"]
    assert len(said) == 5
    assert not (tmp_path.parent / "jahat.txt").exists()
    with pytest.raises(CorpusError, match="times its size"):
        sl.read_articles(archive(tmp_path / "bom.zip", [("b.txt", b"0" * 20_000_000)]))
    lying = bytearray(archive(tmp_path / "dusta.zip", [("a.txt", STORY)]).read_bytes())
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 4)
    with pytest.warns(CorpusWarning, match="unpacked"), pytest.raises(CorpusError, match="no article"):
        sl.read_articles(put(tmp_path, "dusta.zip", bytes(lying)))


def test_folders_are_not_left(tmp_path):
    put(tmp_path, "rahasia.txt", "Rahasia.")
    corpus = tmp_path / "korpus"
    put(corpus, "metadata.csv", "file,publisher\n../rahasia.txt,X\n/etc/passwd,Y\na.txt,Z\n")
    put(corpus, "a.txt", STORY)
    (corpus / "tautan.txt").symlink_to("../rahasia.txt")
    (corpus / "putaran.txt").symlink_to("putaran.txt")
    (corpus / "atas").symlink_to("..")
    os.mkfifo(corpus / "pipa.txt")
    rows, said = load(corpus)
    assert rows[["article", "publisher"]].values.tolist() == [["a", "Z"]]
    assert sum("leaves the corpus folder" in s for s in said) == 2
    assert sum(any(n in s for n in ("tautan", "putaran", "pipa")) for s in said) == 3


def test_ids_of_different_files_are_told_apart(tmp_path):
    put(tmp_path, "a.txt", "Kapal tiba pagi itu.")
    put(tmp_path, "a.md", "Kapal pergi sore itu.")
    rows, said = load(tmp_path)
    assert list(rows["article"]) == ["a", "a (a.txt)"]
    assert "'a' is taken" in said[0]


def test_repeated_texts_are_named(tmp_path):
    for name in ("a.txt", "b.txt"):
        put(tmp_path, name, STORY)
    assert "'b' has the text of 'a'" in load(tmp_path)[1][0]


def test_nothing_there():
    with pytest.raises(CorpusError, match="no file or folder"):
        sl.read_articles("tak-ada/berita.csv")


def test_an_empty_folder(tmp_path):
    with pytest.raises(CorpusError, match=r"is empty; read are \.csv, .*\.txt"):
        sl.read_articles(tmp_path)
    (tmp_path / "a.png").write_bytes(b"x")
    with (
        pytest.warns(CorpusWarning, match="a.png is of a kind that is not read"),
        pytest.raises(CorpusError, match=r"holds no article that can be read; read are \.csv, "),
    ):
        sl.read_articles(tmp_path)


def test_what_is_no_path_or_name_is_said(tmp_path):
    for path in ("", b"berita.csv", 5):
        with pytest.raises(ValueError, match="path is "):
            sl.read_articles(path)
    with pytest.raises(ValueError, match="path is a DataFrame; it may be a file, folder or archive"):
        sl.read_articles(pd.DataFrame({"article": ["a"], "text": ["Air surut."]}))
    with pytest.raises(ValueError, match=r"text is \['isi'\]; it may be a string or None"):
        sl.read_articles(MINI / "berita.csv", text=["isi"])


@pytest.mark.parametrize("pattern", ["{x", "kabar", "{tanggal}", "{published}_{published}"])
def test_a_pattern_of_names_that_cannot_be_used_is_named(pattern):
    with pytest.raises(CorpusError, match=rf"name_pattern is '{re.escape(pattern)}'; it has .*{{article}}, {{author}}"):
        sl.read_articles(MINI, name_pattern=pattern)


def test_one_path_is_enough_to_import_from(tmp_path):
    (tmp_path / "a.txt").write_text("Air surut.", encoding="utf-8")
    assert import_originals(str(tmp_path)).found == []


def test_pages_need_their_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(CorpusError, match=r'pip install "summitlib\[html\]"'):
        sl.read_articles(MINI / "taman.html")


def test_scripts_never_reach_a_display(tmp_path):
    page = (
        "<html><head><title>&lt;script&gt;x()&lt;/script&gt;Kapal Tiba</title>"
        '<meta name="author" content="<script>y()</script>"></head>'
        "<body><h1>Kapal <script>z()</script>Tiba</h1>"
        "<p>Kapal itu tiba di pelabuhan pada pagi hari.</p></body></html>"
    )
    rows, _ = load(put(tmp_path, "a.html", page))
    assert rows["headline"][0] == "Kapal Tiba"
    assert "script" not in rows.drop(columns="source").to_html()
    table, _ = load(put(tmp_path, "a.csv", "judul,isi\n<script>x()</script>,Kapal tiba.\n"))
    assert "<script" not in table._repr_html_()


PARAGRAPHS = [
    "Ombak besar merobohkan dermaga kayu di Teluk Randu pada Ahad malam, setelah kapal terakhir berangkat.",
    "Tidak ada korban, kata kepala syahbandar setempat, karena loket sudah tutup dan penumpang sudah pulang.",
    "Pemerintah kota akan membangun dermaga darurat dari ponton selama tiga pekan, mulai Selasa pagi.",
]


def page(head: str, *, above: str = "", below: str = "") -> str:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<html lang=id><head><meta charset=utf-8><title>Dermaga Roboh</title>{head}</head>"
        f"<body><h1>Dermaga Roboh</h1>{above}<div class=isi>{body}</div>{below}</body></html>"
    )


def linked(**data: object) -> str:
    text = json.dumps([{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "headline": "Dermaga Roboh", **data}])
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("stamp", "shown", "day"),
    [
        ("2024-03-11T07:05:00+07:00", "", "2024-03-11"),
        ("2024-03-11T23:30:00Z", "", "2024-03-12"),  # half past six in Jakarta
        ("2024-03-11T23:30:00+00:00", "Selasa, 12 Maret 2024 06:30 WIB", "2024-03-12"),
        ("2024-03-11T23:30:00Z", "Senin, 11 Maret 2024 23:30 WIB", "2024-03-11"),  # local time called universal
        ("2024-03-11T10:00:00Z", "", "2024-03-11"),
    ],
)
def test_pages_are_dated_by_the_day_in_jakarta(tmp_path, stamp, shown, day):
    rows, _ = load(put(tmp_path, "a.html", page(linked(datePublished=stamp), above=f"<div>{shown}</div>")))
    assert str(rows["published"][0])[:10] == day


@pytest.mark.parametrize(
    ("head", "above", "author"),
    [
        (linked(author=[{"@type": "Person", "name": "Rina Laut"}, {"@type": "Person", "name": "Bayu Darat"}]), "",
         "Rina Laut, Bayu Darat"),
        (linked(author={"@type": "Organization", "name": "Nada"}), "<p>Penulis: Rina Laut</p>", "Rina Laut"),
        ("", "<table><tr><td>Penulis</td><td>: Rina Laut</td></tr></table>", "Rina Laut"),
        ("", "<div>Rep: Rina Laut/ Red: Bayu Darat</div>", "Rina Laut"),
        ("", "", None),
    ],
)  # fmt: skip
def test_pages_name_their_author(tmp_path, head, above, author):
    rows, _ = load(put(tmp_path, "a.html", page(head, above=above)))
    assert (None if pd.isna(rows["author"][0]) else rows["author"][0]) == author


def test_pages_without_a_body_give_the_one_in_their_data(tmp_path):
    text = " ".join(PARAGRAPHS)
    head = f"<title>Dermaga Roboh</title>{linked(articleBody=text)}"
    html = f"<html><head>{head}</head><body><div id=app></div></body></html>"
    rows, _ = load(put(tmp_path, "a.html", html))
    assert rows["text"][0] == text


@pytest.mark.parametrize(
    "data",
    ['{"@graph": 3}', '[{"@graph": {"a": 1}}]', "[1, null]", "{", '{"@type": "Article", "author": [{"name": ["a"]}]}',
     '{"@type": ["NewsArticle"], "articleBody": "<script>x()</script>"}', "[" * 100_000],
)  # fmt: skip
def test_broken_linked_data_does_no_harm(tmp_path, data):
    rows, _ = load(put(tmp_path, "a.html", page(f'<script type="application/ld+json">{data}</script>')))
    assert rows["text"][0].split("\n") == PARAGRAPHS
    assert pd.isna(rows["author"][0])


def test_page_furniture_is_left_out(tmp_path):
    related = "<div><h3>Related</h3><p>Kapal Baru Tiba</p></div>"
    related += "<div id=comments><p>Semoga cepat dibangun lagi ya, kami menunggu.</p></div>"
    rows, _ = load(put(tmp_path, "a.html", page("", below=related)))
    assert rows["text"][0].split("\n") == PARAGRAPHS


def test_columns_found_are_listed():
    with pytest.raises(CorpusError, match="no column for text; its columns: none"):
        choose_columns([], {}, "x.csv")


# -- the corpus that comes with the package


def test_shipped_texts_lose_nothing(monkeypatch):
    monkeypatch.delenv("SUMMITLIB_CORPUS", raising=False)
    rows, said = load(None)
    assert said == []
    assert len(rows) == 5
    assert (rows["text"] == rows["raw"].str.strip()).all()
    assert (rows["lines_dropped"] == 0).all()
    assert sl.edition_of(rows) == "reports"
    assert set(rows["source"].str.rpartition("/")[0]) == {"corpus/texts"}


def test_the_shipped_corpus_is_known_by_any_path(root, monkeypatch):
    monkeypatch.chdir(root / "notebooks")
    assert sl.edition_of(sl.read_articles("../corpus")) == "reports"


def test_another_corpus_by_environment(monkeypatch):
    monkeypatch.setenv("SUMMITLIB_CORPUS", str(MINI))
    assert default_corpus() == MINI
    rows, _ = load(None)
    assert sl.describe_edition(rows) == "Edition: articles of your own (6 articles)."


def test_codes_that_are_not_there_are_an_error():
    with pytest.raises(CorpusError, match="no codes 'tak_ada'"):
        sl.read_codes("tak_ada")
    for edition in ("report", "orig", "", None):
        with pytest.raises(CorpusError, match=r"edition is .*; it may be: reports, originals, other\."):
            sl.read_codes("statements", edition=edition)
    assert len(sl.read_codes("statements", edition="other")) == 0 < len(sl.read_codes("statements"))


def test_originals_are_known_by_bytes_and_by_words(tmp_path):
    texts = {"kapal": STORY, "jembatan": "Jembatan itu ambruk pada malam hari."}
    rows = [
        {"article": "kapal", "sha256": __import__("hashlib").sha256(STORY.encode()).hexdigest(), "cleaned_sha256": ""},
        {"article": "jembatan", "sha256": "-", "cleaned_sha256": hash_words(texts["jembatan"])},
        {"article": "hilang", "sha256": "-", "cleaned_sha256": ""},
    ]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    pd.DataFrame(rows).to_csv(corpus / "articles.csv", index=False)
    put(tmp_path, "lama/satu.txt", STORY)
    put(tmp_path, "lama/dua.txt", "Jembatan itu  ambruk pada malam hari\n")
    put(tmp_path, "lama/tiga.txt", "Bukan apa-apa.")
    put(tmp_path, "lama/gambar.txt", b"GIF89a")
    found = import_originals([tmp_path / "lama"], corpus=corpus)
    assert (found.found, found.missing) == (["jembatan", "kapal"], ["hilang"])
    assert str(found) == "2 of 3 articles imported; not found: hilang."
    articles, _ = load(corpus / "originals")
    assert articles["text"].tolist()[1].startswith("Kapal itu tiba")


def test_hand_codes_follow_the_originals(tmp_path, monkeypatch):
    from summitlib import corpus as room

    raw = "Baca Juga: Harga ikan\n\n" + STORY
    start = raw.index("Kapal")
    (tmp_path / "corpus" / "codes").mkdir(parents=True)
    put(tmp_path, "lama/satu.txt", raw)
    known = {"article": ["kapal"], "sha256": [hashlib.sha256(raw.encode()).hexdigest()], "cleaned_sha256": ["-"]}
    pd.DataFrame(known).to_csv(tmp_path / "corpus" / "articles.csv", index=False)
    codes = {"article": ["kapal"], "start": [0], "end": [1], "original_start": [start], "original_end": [start + 16]}
    pd.DataFrame(codes).to_csv(tmp_path / "corpus" / "codes" / "statements.csv", index=False)
    import_originals([tmp_path / "lama"], corpus=tmp_path / "corpus")
    monkeypatch.setattr(room, "shipped_corpus", lambda: tmp_path / "corpus")
    articles, said = load(tmp_path / "corpus" / "originals")
    assert said == []
    placed = room.read_codes("statements", edition="originals").iloc[0]
    text = articles["text"][0]
    assert text[placed["start"] : placed["end"]] == raw[start : start + 16]
    assert placed["start"] < start
    assert room.read_codes("statements", edition="other").empty
    assert room.read_codes("statements")["end"].tolist() == [1]


# -- reference material


def test_reference_pages(shared):
    from tests.evaluate_loading import score_pages

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CorpusWarning)
        score = score_pages()
    assert (score["titles"], score["dates"]) == ("10/10", "10/10")
    assert score["body-line F1"] >= 0.95


def test_reference_hostile_inputs(shared):
    with (shared / "hostile" / "MANIFEST.csv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if (shared / "hostile" / r["file"]).exists()]
    assert rows
    for row in rows:
        outcome = row["outcome"]
        if outcome == "error":
            with pytest.raises(CorpusError, match=re.escape(row["file"])):
                load(shared / "hostile" / row["file"])
            continue
        articles, said = load(shared / "hostile" / row["file"])
        if "warning" in outcome and row["kind"] != "duplicates":  # those are find_duplicates' to name
            assert any(row["file"] in s for s in said), row["file"]
        if outcome == "handled":
            assert len(articles), row["file"]
    articles, _ = load(shared / "hostile")
    pairs = sl.find_duplicates(articles)
    near = pairs[(pairs["article"] == "near_copy_1") & (pairs["other"] == "near_copy_2")]
    assert near["group"].notna().all()
    assert len(near) == 1


def test_reference_originals_are_imported(shared, tmp_path, root):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "articles.csv").write_bytes((root / "corpus" / "articles.csv").read_bytes())
    assert import_originals([shared / "originals"], corpus=corpus).missing == []
    rows, said = load(corpus / "originals")
    assert len(rows) == 5
    assert said == []
    assert (rows["lines_dropped"] == 0).all()


def test_a_bound_that_is_stated_leaves_the_other_unknown(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "id,text,published,published_earliest,published_latest\n"
        "a,Air surut.,2024-05-02,2024-05-02,\n"
        "b,Air naik.,2024-05-03,,\n",
        encoding="utf-8",
    )
    articles = sl.read_articles(path, date_format="%Y-%m-%d")
    assert articles["published_earliest"].dt.day.tolist() == [2, 3]
    assert articles["published_latest"].isna().tolist() == [True, False]
