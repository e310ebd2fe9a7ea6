"""Pairs of articles that share text, and the passages they share."""

import csv

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitlib.loading.duplicates import find_duplicates, find_shared_passages

WIRE = (
    "Badai tropis menyapu pesisir utara pulau itu pada Ahad malam dan merobohkan puluhan rumah nelayan. "
    "Petugas mengevakuasi tiga ratus warga ke balai desa, sementara listrik padam di empat kecamatan. "
    "Badan cuaca memperkirakan angin kencang bertahan hingga Selasa."
)


def frame(*texts):
    return pd.DataFrame({"article": [f"a{i}" for i in range(len(texts))], "text": list(texts)})


def test_kinds_of_pairs():
    added = WIRE + " " + " ".join(f"kata{i}" for i in range(60))
    other = "Harga cabai turun di pasar induk karena panen raya tiba lebih awal dari perkiraan para pedagang."
    found = find_duplicates(frame(WIRE, WIRE.upper(), WIRE.replace("tiga ratus", "seratus"), added, other))
    kinds = {(a, b): kind for a, b, kind in zip(found["article"], found["other"], found["kind"], strict=True)}
    assert kinds[("a0", "a1")] == "exact"
    assert kinds[("a0", "a2")] == "near"
    assert kinds[("a0", "a3")] == "near"  # the shorter stands whole in the longer
    assert "a4" not in set(found["article"]) | set(found["other"])
    assert set(found["group"]) == {1}


@pytest.mark.parametrize(("shared", "kind"), [(80, "near"), (79, "part"), (30, "part")])
def test_near_begins_at_four_fifths(shared, kind):
    """Both texts have 100 runs of five words; so many are common."""
    a, b = (" ".join(f"{own if n >= shared + 4 else 'sama'}{n}" for n in range(104)) for own in ("kiri", "kanan"))
    (row,) = find_duplicates(frame(a, b)).itertuples()
    assert (row.shared, row.kind, row.containment) == (shared, kind, shared / 100)


def test_missing_and_empty_texts_have_no_pairs():
    assert find_duplicates(frame(None, "", " ", "...")).empty
    assert find_shared_passages(frame(None, "", "a b c")).empty
    assert find_duplicates(frame()).empty


def test_options_are_checked():
    with pytest.raises(ValueError, match="least"):
        find_duplicates(frame(WIRE), least=0)
    with pytest.raises(ValueError, match="words"):
        find_shared_passages(frame(WIRE), words=1)


def test_passages_are_spans_of_both_texts():
    a = "Menurut petugas, " + WIRE[0].lower() + WIRE[1:] + " Warga diminta waspada."
    b = "Laporan kantor berita menyebut hal yang sama. " + WIRE.replace("Petugas", "Tim")
    articles = frame(a, b)
    found = find_shared_passages(articles, words=6)
    assert len(found) == 2
    for row in found.itertuples():
        assert a[row.start : row.end] == row.text
        assert b[row.other_start : row.other_end].lower() == row.text.lower()
        assert row.words == len(row.text.replace(",", "").replace(".", "").split())


words = st.sampled_from(["kapal", "tiba", "pagi", "itu", "nelayan", "İ", "pulang"])


@settings(deadline=None)
@given(st.lists(words, max_size=40), st.lists(words, max_size=40))
def test_passages_hold_for_any_words(a, b):
    articles = frame(" ".join(a), ". ".join(b))
    for row in find_shared_passages(articles, words=3).itertuples():
        assert articles["text"][0][row.start : row.end] == row.text
        assert articles["text"][1][row.other_start : row.other_end].replace(".", "").lower() == row.text.lower()
    for row in find_duplicates(articles).itertuples():
        assert 0 < row.jaccard <= row.containment <= 1


def test_text_that_repeats_itself_is_bounded_work():
    again = "badai itu datang " * 3000
    assert len(find_shared_passages(frame(again, again), words=5)) == 1


def test_reference_pairs(shared):
    from summitlib.corpus import read_articles

    with pytest.warns(UserWarning, match="berita_dev"):
        articles = read_articles(shared / "wild" / "berita_dev.csv", date_format="%m/%d/%Y %H:%M")
    found = find_duplicates(articles)
    kinds = {frozenset(pair): kind for *pair, kind in zip(found["article"], found["other"], found["kind"], strict=True)}
    with (shared / "gold" / "loading" / "near_duplicates_dev.csv").open(encoding="utf-8") as lines:
        gold = [(frozenset((r["id_a"], r["id_b"])), float(r["jaccard_5word"])) for r in csv.DictReader(lines)]
    assert all(kinds.get(pair) == "exact" for pair, jaccard in gold if jaccard == 1)
    close = [pair for pair, jaccard in gold if jaccard >= 0.8]
    assert sum(kinds.get(pair) in ("exact", "near") for pair in close) >= 0.95 * len(close)
    assert sum(pair in kinds for pair, _ in gold) >= 0.95 * len(gold)
