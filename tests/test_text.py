"""Sentences, tokens, lemmas, variants, the reader for NLTK: cases as data, laws on any text, scores on the gold."""

import importlib.util
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summitlib.text as text_module
from summitlib.nltk_reader import as_nltk
from summitlib.text import find_sentences, find_tokens, sentences_in, stop_words, tokens_in
from summitlib.words.lemmas import lemma_of
from summitlib.words.variants import variant_families, variant_of, variants_in
from tests.growth import LIMIT, assert_in_proportion, growth

CASES = Path(__file__).parent / "cases"


def cases(name):
    rows = json.loads((CASES / f"text_{name}.json").read_text(encoding="utf-8"))
    known = pytest.mark.xfail(reason="known limit", strict=True)
    return [pytest.param(r, id=r["label"], marks=[known] if r.get("xfail") else []) for r in rows]


@pytest.mark.parametrize("case", cases("tokens"))
def test_tokens(case):
    assert [token.text for token in tokens_in(case["text"])] == case["expected"], case["why"]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case):
    assert [sentence.text for sentence in sentences_in(case["text"])] == case["expected"], case["why"]


@pytest.mark.parametrize("case", cases("lemmas"))
def test_lemmas(case):
    assert lemma_of(case["text"]) == case["expected"], case["why"]


# ------------------------------------------------------------------------------------------- laws on any text

PIECES = [
    "Dr.", "Tbk.", "A.", "A.S.", "S.H.", "No.", "hal.", "dll.", "PT.", "grup", "C.", "Namun", "kata",
    "Budi", "19.", "30", "Rp1.500", "KTP-nya", "Maret-Juni", "2021.", "a.b@c.id", "www.x.com", ".", "...",
    "…", "?", "!", "\"", "“", "”", "(", ")", ",", ":", "-", "–", "'s", "👍", "[lalu]", "•", ":A.", "hal",
    "aA.S.", " ", " ", " ", "\n", "\t", "e\u0301", "\u00a0", "\u00ad", "\u200b", "\ufeff",
]  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]")


@given(texts)
@settings(deadline=None)
def test_tokens_cover_what_is_visible_in_order(text):
    end, between = 0, []
    for token in tokens_in(text):
        assert text[token.start : token.end] == token.text
        assert token.end > token.start >= end
        between.append(text[end : token.start])
        end = token.end
    assert not INVISIBLE.sub("", "".join([*between, text[end:]]))


@given(texts)
@settings(deadline=None)
def test_sentences_are_in_order_and_leave_only_stops_out(text):
    end, between = 0, []
    for sentence in sentences_in(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.end > sentence.start >= end
        between.append(text[end : sentence.start])
        end = sentence.end
    assert not INVISIBLE.sub("", "".join([*between, text[end:]])).strip(".")


@given(texts)
@settings(deadline=None)
def test_a_sentence_has_the_same_tokens_alone_and_in_its_text(text):
    whole = tokens_in(text)
    for sentence in sentences_in(text):
        alone = [(t.start + sentence.start, t.end + sentence.start) for t in tokens_in(sentence.text)]
        inside = [(t.start, t.end) for t in whole if sentence.start <= t.start < sentence.end]
        assert alone == inside


@given(texts)
@settings(deadline=None)
def test_remembering_chunks_changes_nothing(text):
    warm = tokens_in(text)
    text_module._cuts.clear()
    assert tokens_in(text) == warm


@given(st.one_of(st.text(max_size=30), st.sampled_from(PIECES)))
@settings(deadline=None)
def test_a_lemma_is_a_string_in_lower_case(word):
    lemma = lemma_of(word)
    assert isinstance(lemma, str)
    assert lemma == lemma.lower() or not word.isalpha()


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(text_module, "_MANY_CHUNKS", 50)
    for n in range(400):
        tokens_in(f"kapal{n} kapal{n}, " + "x" * 200)
    assert 0 < len(text_module._cuts) <= 50
    assert max(map(len, text_module._cuts)) <= text_module._LONG_CHUNK


def test_the_ruler_tells_a_square_from_a_line():
    def square(text):
        return [text[n:].count(" ") for n in range(0, len(text), 8)]

    assert growth(str.split, "kata ", length=96_000) < LIMIT < growth(square, "kata ", length=96_000)


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"a ',
        "a.a.",
        "A. ",
        ". ",
        "1/2/",
        "1-1-",
        "a-",
        "a@",
        "www.",
        "(a. B ",
        "A.\u00a0",
        "\u00ad",
        "?!",
        "golongan B. ",
        "Harga naik. ",
    ],
)
@pytest.mark.slow
@pytest.mark.parametrize("find", [tokens_in, sentences_in])
def test_time_grows_with_the_text_and_no_faster(find, piece):
    assert_in_proportion(lambda text: find("Judul\n" + text), piece, length=40_000 * len(piece))


# -------------------------------------------------------------------------------------------------- frames


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "article": ["a1", "a2", "a3"],
            "publisher": ["Warta", "Kabar", None],
            "text": [
                'Tanggul Jebol\n"Air naik cepat." kata Wati. .\nWarga mengungsi.',
                "Pelabuhan sepi. Kapal-kapal menunggu cuaca baik. Nelayan menunggu kapal.",
                None,
            ],
        }
    )


def test_find_sentences(articles):
    rows = find_sentences(articles)
    assert rows.groupby("article")["sentence"].apply(list).to_dict() == {"a1": [0, 1, 2], "a2": [0, 1, 2]}
    assert rows.loc[1, "text"] == '"Air naik cepat." kata Wati.'
    text_of = articles.set_index("article")["text"]
    assert all(text_of[r.article][r.start : r.end] == r.text for r in rows.itertuples())


def test_find_tokens(articles):
    rows = find_tokens(articles)
    stray = rows[rows["sentence"].isna()]
    assert stray["token"].tolist() == ["."], "a stray full stop is in no sentence"
    assert rows[rows["token"] == "Kapal-kapal"]["lemma"].item() == "kapal"
    text_of = articles.set_index("article")["text"]
    assert all(text_of[r.article][r.start : r.end] == r.token for r in rows.itertuples())


def test_finding_is_per_article(articles):
    for find in (find_sentences, find_tokens):
        parts = pd.concat([find(articles[:1]), find(articles[1:])], ignore_index=True)
        pd.testing.assert_frame_equal(find(articles), parts)


def test_missing_columns_are_named(articles):
    with pytest.raises(ValueError, match="text"):
        find_tokens(articles.drop(columns="text"))


# ------------------------------------------------------------------------------------------ words and variants


def test_stop_words_know_reporting_verbs():
    plain, more = stop_words(), stop_words(reporting_verbs=True)
    assert {"yang", "di", "itu", "adalah"} <= plain < more
    assert {"kata", "ujarnya", "mengatakan"} <= more - plain
    assert not {"kapal", "presiden", "nuklir"} & more


def test_variants_are_found_whole_and_longest_first():
    text = "Kerjasama RRT dan as roda; Kim Jong Un, Jong-un; kapal-kapal; Kapal2"
    found = [(v.text, v.family) for v in variants_in(text, families="all")]
    assert found == [
        ("Kerjasama", "kerja sama"),
        ("RRT", "Tiongkok"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Jong-un", "Jong-un"),
        ("kapal-kapal", "kapal"),
        ("Kapal2", "kapal"),
    ]
    assert all(text[v.start : v.end] == v.text for v in variants_in(text, families="all"))


def test_variants_are_never_merged_unasked():
    assert variant_of("Cina", families="name") == "Tiongkok"
    assert variant_of("Cina", families="spelling") == "Cina"
    assert variant_of("Cina", families=["kerja sama", "reduplication"]) == "Cina"
    assert variant_of("kapal-kapal", families="reduplication") == "kapal"
    assert variant_of("Cina Selatan", families="all") == "Cina Selatan", "only the whole of what was asked"
    with pytest.raises(ValueError, match="tidak ada"):
        variant_of("Cina", families="tidak ada")


def test_no_form_is_in_two_families():
    owners = {}
    for family in variant_families():
        for form in family.forms:
            assert owners.setdefault(form.lower(), family.family) == family.family
    assert all(family.family in family.forms for family in variant_families())


# ------------------------------------------------------------------------------------------------------ NLTK


@pytest.fixture
def reader(articles):
    return as_nltk(articles)


def test_the_reader_has_the_shape_of_one(reader):
    assert reader.fileids() == ["a1", "a2", "a3"]
    assert reader.categories() == ["Kabar", "Warta", "unknown"]
    assert reader.fileids("Kabar") == ["a2"]
    assert reader.categories("a1") == ["Warta"]
    assert reader.words("a3") == []
    assert reader.words(categories="Kabar")[:3] == ["Pelabuhan", "sepi", "."]
    assert reader.raw("a1").startswith("Tanggul")
    assert len(reader.paras("a1")) == 3
    assert len(reader.sents(["a1", "a2"])) == 6
    with pytest.raises(ValueError, match="a9"):
        reader.words("a9")
    with pytest.raises(ValueError, match="a1"):
        as_nltk(pd.DataFrame({"article": ["a1", "a1"], "text": ["", ""]}))


def test_nltk_text_reads_it(reader, capsys):
    from nltk.text import Text

    text = Text(reader.words())
    assert [line.line for line in text.concordance_list("kapal", width=40)]
    assert text.count("menunggu") == 2
    text.similar("Warga")
    text.concordance("menunggu")
    assert "Displaying 2 of 2" in capsys.readouterr().out


def test_nltk_dispersion_plot_reads_it(reader):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from nltk.draw.dispersion import dispersion_plot

    axes = dispersion_plot(reader.words(), ["menunggu", "kapal"])
    assert len(axes.get_yticklabels()) == 2


def test_nltk_counts_and_collocations_read_it(reader):
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
    from nltk.probability import ConditionalFreqDist
    from nltk.text import TextCollection

    counts = ConditionalFreqDist((c, w.lower()) for c in reader.categories() for w in reader.words(categories=c))
    assert counts["Kabar"]["menunggu"] == 2
    assert counts["Warta"]["menunggu"] == 0
    collection = TextCollection(reader)
    assert collection.tf("kapal", reader.words("a2")) == pytest.approx(1 / 12)
    assert collection.idf("kapal") > 0
    finder = BigramCollocationFinder.from_documents(reader.sents())
    assert finder.score_ngram(BigramAssocMeasures.raw_freq, "Kapal-kapal", "menunggu") > 0


# --------------------------------------------------------------------------------- measured on the reference texts


@pytest.fixture(scope="module")
def evaluation(shared):
    spec = importlib.util.spec_from_file_location("tokens_eval", shared / "evaluations" / "tokens_eval.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_documents(folder):
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


def f1(evaluation, folder, find, gold_of, *, flat=False):
    docs = gold_documents(folder)
    read = (lambda d: d["text"].replace("\n", " ")) if flat else (lambda d: d["text"])
    return {source: row["F1"] for source, row in evaluation.score_spans(docs, find, gold_of, read, 0).items()}


def test_tokens_of_the_treebanks(shared, evaluation):
    scores = f1(evaluation, shared / "gold" / "ud", tokens_in, lambda d: evaluation.gold_tokens(d, False))
    assert scores["all"] >= 99.7
    assert min(scores.values()) >= 99.5


def test_sentences_of_the_treebanks(shared, evaluation):
    def gold(document):
        return document["sents"]

    assert f1(evaluation, shared / "gold" / "ud", sentences_in, gold)["all"] >= 99.3
    assert f1(evaluation, shared / "gold" / "ud", sentences_in, gold, flat=True)["all"] >= 97.8
    assert f1(evaluation, shared / "gold" / "ud" / "news", sentences_in, gold)["all"] == 100.0


def test_lemmas_of_the_treebanks(shared, evaluation):
    scores = evaluation.score_lemmas(gold_documents(shared / "gold" / "ud"), lemma_of, False, 0)["all"]
    assert scores["content"] >= 95.8
    assert scores["alpha"] >= 95.8
