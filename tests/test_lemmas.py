"""The affix rules: the dictionary knows the common words, so the rules are asked alone, each with a word of its own."""

import pytest

from summitlib.words import lemmas

WORDS = {
    "menyambut": "sambut", "membakar": "bakar", "memukul": "pukul", "mencari": "cari", "menulis": "tulis",
    "mengambil": "ambil", "mengirim": "kirim", "mengecat": "cat", "melompat": "lompat", "penyelamat": "selamat",
    "pembaca": "baca", "pemukul": "pukul", "pencuri": "curi", "penulis": "tulis", "pengirim": "kirim",
    "pengebom": "bom", "berpenghasilan": "hasil", "dibaca": "baca", "terbawa": "bawa", "berjalan": "jalan",
    "bekerja": "kerja", "belajar": "ajar", "pertanda": "tanda", "petinju": "tinju", "pelajar": "ajar",
    "kekasih": "kasih", "seorang": "orang", "diperbaiki": "baik", "memperbesar": "besar", "dipekerjakan": "kerja",
    "pemberdayaan": "daya", "terkemuka": "muka", "keterbukaan": "buka", "keseharian": "hari", "sepertiga": "tiga",
    "sepengetahuan": "tahu", "berpendidikan": "didik", "diketengahkan": "tengah", "bersebelahan": "belah",
    "perkecamatan": "camat",
}  # fmt: skip
SHADOWED = {("pe", "", "lrwymn")}  # the plain pe- does the same; it stands in the table for the grammar's sake


@pytest.mark.parametrize(("word", "root"), WORDS.items())
def test_the_rules_alone_find_the_root(word, root):
    assert lemmas.root_of(word) == root


@pytest.mark.parametrize("row", [r for r in lemmas._PREFIXES if r[:3] not in SHADOWED], ids=lambda r: "-".join(r[:3]))
def test_every_rule_is_needed_by_a_word(row, monkeypatch):
    monkeypatch.setattr(lemmas, "_PREFIXES", tuple(r for r in lemmas._PREFIXES if r is not row))
    assert [word for word, root in WORDS.items() if lemmas.root_of(word) != root]


@pytest.mark.parametrize("prefix", lemmas._OUTER)
def test_every_prefix_that_may_stand_before_another_is_needed(prefix, monkeypatch):
    monkeypatch.setattr(lemmas, "_OUTER", tuple(p for p in lemmas._OUTER if p != prefix))
    assert [word for word, root in WORDS.items() if lemmas.root_of(word) != root]
