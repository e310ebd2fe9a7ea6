"""Term statistics: the reference numbers, the edges, and laws that must hold for any text."""

import json
import math
import re
import sys
from collections import Counter
from contextlib import nullcontext
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

import summitlib as sl
from summitlib.counting import association, chunks, cutting, meetings, richness
from summitlib.counting.codes import counted
from summitlib.counting.cutting import Cutter
from summitlib.counting.index import index_terms
from summitlib.counting.naming import Namer
from summitlib.text import is_open_ended, tokens_in
from tests.growth import assert_in_proportion

CASES = Path(__file__).parent / "cases"
EXACT = 1e-9  # relative


def close(ours, theirs):
    return pytest.approx(np.asarray(theirs, float), rel=EXACT, abs=1e-15) == np.asarray(ours, float)


# ---- the reference numbers ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold(shared):
    return shared / "gold" / "terms"


@pytest.fixture(scope="module")
def fixed(gold):
    return {d["id"]: d["tokens"] for d in json.loads((gold / "tokens.json").read_text())["documents"]}


def table(gold: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(gold / f"{name}.csv", keep_default_na=False)


def test_frequency_matches_the_reference(gold, fixed):
    ours = sl.count_terms(fixed, per=1_000_000).set_index("term")
    theirs = table(gold, "frequency_top50").set_index("term")
    ours = ours.loc[theirs.index]
    assert ours["count"].tolist() == theirs["frequency"].tolist()
    assert ours["rank"].tolist() == theirs["rank"].tolist()
    assert ours["articles"].tolist() == theirs["docfreq"].tolist()
    assert close(ours["rate"], theirs["per_million"])


def test_tf_idf_matches_the_reference(gold, fixed):
    theirs = table(gold, "tfidf")
    ours = sl.tf_idf(fixed).set_index(["group", "term"]).loc[list(zip(theirs["doc"], theirs["term"], strict=True))]
    assert ours["count"].tolist() == theirs["n"].tolist()
    assert close(ours["tf_idf"], theirs["tfidf_count_log10"])
    assert close(ours["tf_idf_smooth_l2"], theirs["sk_default_l2_smooth"])


@pytest.mark.parametrize("article", [0, 2])
def test_keyness_matches_the_reference(gold, fixed, article):
    target = list(fixed)[article]
    theirs = table(gold, "keyness").query("target == @target").set_index("term")
    ours = sl.compare_terms(fixed, target=target, prior=0.01).set_index("term")
    assert set(ours.index) == set(theirs.index)
    ours = ours.loc[theirs.index]
    assert ours["count_target"].tolist() == theirs["n_target"].tolist()
    assert ours["count_reference"].tolist() == theirs["n_reference"].tolist()
    assert ours["sign"].tolist() == theirs["sign"].tolist()
    assert close(ours["g2_four_cells"].abs(), theirs["scipy_G2_none"])
    assert close(ours["p_g2"], theirs["scipy_G2_p"])
    assert close(ours["g2_two_cells"], theirs["rayson_G2_signed"])
    assert close(ours["chi2"], theirs["scipy_chi2_none"])
    assert close(ours["log_ratio_plus_half"], theirs["log_ratio_a05"])
    assert close(ours["log_odds_z"], theirs["z_uninformative_alpha0.01"])


def test_collocations_match_the_reference(gold, fixed):
    theirs = table(gold, "collocations_bigram_adjacent").set_index("bigram")
    ours = sl.collocations(fixed, min_count=1)
    ours = ours.set_index(ours["first"] + " " + ours["second"]).loc[theirs.index]
    assert ours["count"].tolist() == theirs["f"].tolist()
    assert ours["count_first"].tolist() == theirs["f1_word"].tolist()
    assert ours["count_second"].tolist() == theirs["f2_word"].tolist()
    assert set(ours["total"]) == {2882}
    for name, reference in (("pmi", "pmi"), ("t", "student_t"), ("g2", "likelihood_ratio"), ("dice", "dice")):
        assert close(ours[name].abs() if name == "g2" else ours[name], theirs[f"nltk_{reference}"])


def test_dispersion_matches_the_reference(gold, fixed):
    theirs = table(gold, "dispersion_top50").set_index("term")
    ours = sl.dispersion(fixed).set_index("term").loc[theirs.index]
    assert ours["range"].tolist() == theirs["range"].tolist()
    assert close(ours["dp"], theirs["DP"])


def test_diversity_matches_the_reference(gold, fixed):
    theirs = table(gold, "lexical_diversity")
    ours = pd.concat([sl.lexical_diversity(fixed), sl.lexical_diversity(fixed, by=None)])
    assert ours["tokens"].tolist() == theirs["tokens"].tolist()
    assert ours["types"].tolist() == theirs["types"].tolist()
    names = {"mattr": "mattr_50", "yule_k": "yulek"}
    for name in ("ttr", "rttr", "cttr", "herdan", "mattr", "yule_k"):
        assert close(ours[name], theirs[f"LR_{names.get(name, name)}"])


def test_concordance_matches_the_reference(gold, fixed):
    for query, counts in table(gold, "kwic_counts").groupby("query"):
        found = sl.keyword_in_context(fixed, query)["article"].value_counts()
        assert found.to_dict() == dict(zip(counts["doc"], counts["hits"], strict=True))
    theirs = table(gold, "kwic_lines_sample")
    for (query, kind), lines in theirs.groupby(["query", "valuetype"]):
        ours = sl.keyword_in_context(fixed, query, window=5, match=kind)
        ours = ours.set_index(["article", "first", "last", "left", "match", "right"])
        wanted = lines[["docname", "from", "to", "pre", "keyword", "post"]]
        assert [row for row in wanted.itertuples(index=False, name=None) if row not in ours.index] == []


def test_few_of_many_key_words_survive(fixed):
    compared = pd.concat([sl.compare_terms(fixed, target=article) for article in fixed])
    assert [int((compared[p] < 0.05).sum()) for p in ("p", "p_bh", "p_holm")] == [331, 9, 5]


# ---- cases -------------------------------------------------------------------------------------------------------


def cases(name):
    rows = json.loads((CASES / f"terms_{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


def article(text, **more):
    return pd.DataFrame({"article": ["a"], "text": [text], **{name: [value] for name, value in more.items()}})


@pytest.mark.parametrize("case", cases("counts"))
def test_counts(case):
    counts = sl.count_terms(article(case["text"]), **case["options"])
    found = dict(zip(counts["term"], counts["count"], strict=True))
    if "at_least" in case:
        assert all(found[term] == case["expected"][term] for term in case["at_least"])
    else:
        assert found == case["expected"]
    assert set(counts["total"]) <= {case["total"]}


@pytest.mark.parametrize("case", cases("concordance"))
def test_concordance(case):
    lines = sl.keyword_in_context(article(case["text"]), case["query"], **case["options"])
    found = lines["match"].tolist()
    assert set(case["expected"]) <= set(found) if case.get("at_least") else found == case["expected"]
    for line in lines.itertuples():
        assert case["text"][line.start : line.end] == line.match


# ---- counting ----------------------------------------------------------------------------------------------------


def news():
    """Five invented articles of three publishers; one has no text, one repeats another's words."""
    texts = [
        "Banjir merendam pasar. Warga mengungsi, kata Camat Rudi.",
        "Panen padi melimpah. Petani senang, harga turun.",
        None,
        "Banjir surut. Pasar buka lagi; warga pulang.",
        "Tim kota menang 2-0. Penonton bersorak.",
    ]
    return pd.DataFrame({"article": list("abcde"), "publisher": ["x", "y", "y", "x", pd.NA], "text": texts})


def test_counts_by_group_know_their_articles_and_unknown_groups():
    counts = sl.count_terms(news(), by="publisher")
    assert counts["group"].drop_duplicates().astype(object).where(lambda g: g.notna(), None).tolist() == [
        "x",
        "y",
        None,
    ]
    flood = counts[counts["term"] == "banjir"].iloc[0]
    assert (flood["count"], flood["articles"], flood["articles_total"]) == (2, 2, 2)
    assert counts.loc[counts["group"] == "y", "articles_total"].unique().tolist() == [2]


def test_asked_terms_give_zeros():
    counts = sl.count_terms(news().dropna(), by="publisher", terms=["Banjir", "padi"])
    assert counts[["group", "term", "count"]].values.tolist() == [
        ["x", "banjir", 2], ["x", "padi", 0], ["y", "banjir", 0], ["y", "padi", 1],
    ]  # fmt: skip
    zero = counts.iloc[1]
    assert zero["rate"] == zero["rate_low"] == 0 < zero["rate_high"]


def test_every_kind_of_rows_gives_the_same_counts():
    articles = news()
    wanted = sl.count_terms(articles)
    tokens = sl.find_tokens(articles)
    counts = sl.count_terms(articles, by="article").rename(columns={"group": "article"})
    texts = articles.dropna(subset="text").set_index("article")["text"]
    mapping = {name: [token.text for token in tokens_in(text)] for name, text in texts.items()}
    for rows in (tokens, counts, mapping, index_terms(articles)):
        columns = ["term", "count", "total", "articles"]
        pd.testing.assert_frame_equal(sl.count_terms(rows)[columns], wanted[columns])


def test_a_table_of_counts_may_hold_n_grams():
    rows = [("a", 1, "Laut", 2), ("a", 1, "laut", 1), ("a", 2, "laut tenang", 1), ("b", 1, "angin", 0)]
    table = pd.DataFrame(rows, columns=["article", "n", "term", "count"])
    columns = ["term", "count", "total", "articles"]
    assert sl.count_terms(table)[columns].values.tolist() == [["laut", 3, 3, 1]]
    assert sl.count_terms(table, ngram=2)[columns].values.tolist() == [["laut tenang", 1, 1, 1]]
    with pytest.raises(ValueError, match="word order"):
        sl.count_terms(table.drop(columns="n"), ngram=2)


def test_rates_of_parts_add_up_to_the_whole():
    a, b = news().iloc[:2], news().iloc[2:]
    whole = sl.count_terms(news(), by="article")
    parts = pd.concat([sl.count_terms(a, by="article"), sl.count_terms(b, by="article")], ignore_index=True)
    pd.testing.assert_frame_equal(whole, parts)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sl.count_terms(news(), unit="stem"), "unit 'stem'"),
        (lambda: sl.count_terms(news(), by="desk"), "desk"),
        (lambda: sl.count_terms(news(), ngram=0), "ngram 0"),
        (lambda: sl.count_terms(news(), stop_words="dan"), "one word"),
        (lambda: sl.count_terms(["teks"]), "not from list"),
        (lambda: sl.count_terms(pd.DataFrame({"teks": ["a"]})), "there are: teks"),
        (lambda: sl.count_terms(pd.concat([news(), news()])), "more than once"),
        (lambda: sl.count_terms(pd.DataFrame({"article": ["a"], "term": ["b"], "count": [-1]})), "whole numbers"),
        (
            lambda: sl.keyword_in_context(pd.DataFrame({"article": ["a"], "term": ["b"], "count": [1]}), "b"),
            "word order",
        ),
        (lambda: sl.keyword_in_context(news(), " "), "empty"),
        (lambda: sl.keyword_in_context(news(), "(", match="regex"), "regular expression"),
        (lambda: sl.keyword_in_context(news(), "a", window=-1), "window -1"),
        (lambda: sl.keyword_in_context(news(), "a", sort="length"), "sort 'length'"),
        (lambda: sl.compare_terms(news(), target="z"), "target 'z'"),
        (lambda: sl.compare_terms(news(), target="x", against=["x"]), "both target and against"),
        (lambda: sl.compare_terms(news(), target="x", test="t"), "test 't'"),
        (lambda: sl.compare_terms(news(), target="x", correction="sidak"), "correction 'sidak'"),
        (lambda: sl.compare_terms(news(), target="x", prior=0), "prior 0"),
        (lambda: sl.compare_terms(news(), target="x", against=pd.DataFrame({"kata": []})), "columns term and count"),
        (lambda: sl.compare_terms(news(), target="x", against={"banjir": -1}), "'banjir' has -1"),
        (
            lambda: sl.compare_terms(
                news(), target="x", against=pd.DataFrame({"term": ["a"], "count": [5], "total": [4]})
            ),
            "total is 4",
        ),
        (lambda: sl.collocations(news(), measures=["mi"]), "measure 'mi'"),
        (lambda: sl.collocations(news(), within="page"), "within 'page'"),
        (lambda: sl.collocations(news(), window=0), "window 0"),
        (lambda: sl.collocations(news(), node="air laut"), "'air laut' has 2 word(s) and is not counted as one"),
        (lambda: sl.cooccurrence(news(), terms=["air laut"]), "'air laut' has 2 word(s) and is not counted as one"),
        (lambda: sl.count_terms(news(), ngram="2"), "ngram '2'"),
        (lambda: sl.count_terms(news(), per=-5), "per -5"),
        (
            lambda: sl.count_terms(news(), terms=["air laut"]),
            "'air laut' has 2 word(s) and is not counted as one",
        ),
        (lambda: sl.count_terms(news(), ngram=2, terms="laut"), "'laut' has 1 word(s)"),
        (lambda: sl.count_terms(news(), terms=["EPS-nya"]), "'EPS-nya' is cut by a mark (EPS - nya)"),
        (lambda: sl.count_terms(news(), ngram=2, terms=["EPS-nya"]), "'EPS-nya' is cut by a mark"),
        (lambda: sl.count_terms(news(), terms=[" "]), "' ' has 0 word(s)"),
        (lambda: sl.collocations(news(), node="EPS-nya"), "'EPS-nya' is cut by a mark"),
        (lambda: sl.keyword_in_context(news(), "\u200b"), "nothing that can be seen"),
        (lambda: sl.count_terms(news(), terms=5), "terms 5"),
        (lambda: sl.count_terms({"a": "satu teks"}), "tokens of 'a' are one string"),
        (lambda: sl.keyword_in_context(news(), None), "query None"),
        (lambda: sl.keyword_in_context(news(), "a", window="5"), "window '5'"),
        (lambda: sl.compare_terms(news(), target="x", alpha=5), "alpha 5"),
        (lambda: sl.compare_terms(news(), target="x", smoothing=-3), "smoothing -3"),
        (lambda: sl.compare_terms(news(), target="x", against={"banjir": "tiga"}), "'banjir' has 'tiga'"),
        (lambda: sl.compare_terms(news().head(0), target="x"), "there are none"),
        (lambda: sl.compare_terms(news().assign(publisher=pd.NA), target="z"), "target 'z' is not in column 'article'"),
        (lambda: sl.lexical_diversity(news(), window=-3), "window -3"),
        (lambda: sl.lexical_diversity(news(), draws=0), "draws 0"),
        (lambda: sl.lexical_diversity(news(), threshold=2), "threshold 2"),
        (lambda: sl.vocabulary_growth(news(), points=0), "points 0"),
        (lambda: sl.preprocessing_grid(news(), target="x", unit="lemma"), "unit 'lemma' is one choice of several"),
        (lambda: sl.preprocessing_grid(news(), target="x", units=[]), "at least one choice"),
        (
            lambda: sl.preprocessing_grid(news(), target="x", versions=[news()]),
            "versions a list is not possible",
        ),
    ],
)
def test_errors_name_the_value(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


def test_an_unknown_publisher_is_no_side_of_a_comparison():
    rows = pd.DataFrame(
        {"article": list("abc"), "publisher": ["Kota", "Desa", pd.NA], "text": ["banjir surut", "panen raya", "ombak"]}
    )
    assert sl.compare_terms(rows, target="Kota")["total_reference"].max() == 3
    assert sl.compare_terms(rows.assign(publisher=pd.NA), target="a")["total_target"].max() == 2
    with pytest.raises(ValueError, match=r"target 'a' is not in column 'publisher'; there are: Kota, Desa"):
        sl.compare_terms(rows, target="a")
    assert not sl.preprocessing_grid(rows, target="Kota", units="form", stop_words=True).empty


def test_one_word_is_a_list_of_one():
    counts = sl.count_terms({"a": ["banjir", "surut"]}, terms="banjir")
    assert counts[["term", "count"]].values.tolist() == [["banjir", 1]]
    assert "pmi" in sl.collocations({"a": ["banjir", "surut"] * 2}, measures="pmi")
    tokens = {"a": ["Korea Utara", "dan"]}
    assert sl.count_terms(tokens, terms=["Korea Utara"])["count"].tolist() == [1]


def test_a_form_is_followed_as_it_is_mostly_spelled():
    texts = ["Bekasi Bekasi Bekasi surut", "bekas bekas panen surut"]
    rows = pd.DataFrame({"article": ["a", "b"], "text": texts})
    grid = sl.preprocessing_grid(rows, target="a", by="article", stop_words=False).query("term == 'bekasi'")
    assert grid[["counted_as", "count_target"]].values.tolist() == [["bekasi", 3]] * 2


def test_sentences_are_numbered_on_after_a_blank_text():
    rows = pd.DataFrame({"article": list("abc"), "text": ["Satu dua. Tiga.", "   ", "Lima. Enam."]})
    with patch.object(cutting, "_BATCH", 2):
        assert index_terms(rows).sentences.tolist() == [0, 0, 0, 1, 1, 3, 3, 4, 4]
        assert sl.collocations(rows, min_count=1)[["first", "second"]].values.tolist() == [["satu", "dua"]]


@pytest.mark.parametrize("articles", [64, 65])
def test_counts_of_zero_are_no_occurrences(articles):
    rows = pd.DataFrame(
        [(i, term, int(term == "x" or i == 3)) for i in range(articles) for term in "xyz" if term < "z"]
    )
    rows = pd.concat([rows, pd.DataFrame([(0, "z", 0)])]).set_axis(["article", "term", "count"], axis=1)
    weighed = sl.tf_idf(rows)
    assert weighed.query("term == 'y'")["articles"].tolist() == [1]
    assert sl.dispersion(rows)[["term", "range"]].values.tolist() == [["x", articles], ["y", 1]]


def test_an_article_without_id_is_a_group_of_its_own():
    rows = pd.DataFrame({"article": [None, "a", "b"], "publisher": ["P", "Q", "R"], "term": list("xyz"), "count": 1})
    assert sl.count_terms(rows, by="publisher")[["group", "term"]].values.tolist() == [
        ["P", "x"],
        ["Q", "y"],
        ["R", "z"],
    ]
    tokens = rows.rename(columns={"term": "token"})
    assert sl.count_terms(tokens, by="publisher")["term"].tolist() == ["x", "y", "z"]


def test_ngrams_that_read_alike_are_one():
    counts = sl.count_terms({"a": ["air laut", "surut"], "b": ["air", "laut surut"]}, ngram=2)
    assert counts[["term", "count", "articles"]].values.tolist() == [["air laut surut", 2, 2]]


def test_no_filter_hides_what_is_asked_for():
    counts = sl.count_terms({"a": ["yang", "2023", "beras"]}, terms=["yang", "2023"], stop_words=True, numbers=False)
    assert counts["count"].tolist() == [1, 1]


def test_a_family_of_two_words_is_no_ngram_to_the_filters():
    counts = sl.count_terms({"a": ["kerja", "sama", "kerjasama", "beras"]}, unit="variant", stop_words=True)
    assert counts[["term", "count"]].values.tolist() == [["kerja sama", 2], ["beras", 1]]


# ---- edges: defined or NA with a reason, and no warning (warnings are errors in these tests) -------------------------

EVERY = {
    "count_terms": sl.count_terms,
    "by article": lambda rows: sl.count_terms(rows, by="article"),
    "bigrams": lambda rows: sl.count_terms(rows, ngram=2),
    "tf_idf": sl.tf_idf,
    "dispersion": sl.dispersion,
    "lexical_diversity": sl.lexical_diversity,
    "lexical_diversity of all": lambda rows: sl.lexical_diversity(rows, by=None),
    "zipf_ranks": sl.zipf_ranks,
    "vocabulary_growth": sl.vocabulary_growth,
    "collocations": lambda rows: sl.collocations(rows, min_count=1),
    "collocations, wide": lambda rows: sl.collocations(rows, min_count=1, window=3, directed=False),
    "cooccurrence": lambda rows: sl.cooccurrence(rows, min_count=1),
    "keyword_in_context": lambda rows: sl.keyword_in_context(rows, "banjir"),
}
CORPORA = {
    "no articles": pd.DataFrame({"article": [], "text": []}),
    "no text": pd.DataFrame({"article": ["a"], "text": [None]}),
    "empty text": article(""),
    "marks only": article("?! … —"),
    "one word": article("banjir"),
    "one word twice": article("banjir banjir"),
    "no tokens": pd.DataFrame({"article": [], "token": []}),
    "no mapping": {},
}


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", EVERY)
def test_edges_are_defined(name, corpus):
    full = EVERY[name](news())
    found = EVERY[name](CORPORA[corpus])
    assert list(found.columns) == list(full.columns)
    numbers = found.select_dtypes("number")
    assert not np.isinf(numbers.astype(float).to_numpy(na_value=np.nan)).any()


def test_short_texts_are_not_measured_and_say_why():
    rows = sl.lexical_diversity({"a": ["banjir"], "b": ["a", "b"] * 30, "c": []})
    assert rows["mattr"].isna().tolist() == [True, False, True]
    assert rows["warning"].notna().all()


@pytest.fixture
def two():
    return {"a": ["banjir"] * 6 + ["pasar"] * 3, "b": ["panen"] * 6 + ["pasar"] * 3}


def test_a_target_without_a_rest_has_nothing_to_be_compared_with():
    rows = sl.compare_terms({"a": ["banjir", "surut"]}, target="a")
    assert rows["warning"].tolist() == ["the reference has no words"] * 2
    assert rows[["g2_four_cells", "p", "p_holm", "log_ratio", "log_odds_z", "percent_difference"]].isna().all(axis=None)
    assert not rows["survives"].any()


def test_a_target_equal_to_the_rest_is_alike():
    rows = sl.compare_terms({"a": ["banjir", "pasar"], "b": ["pasar", "banjir"]}, target="a")
    zero = [
        "g2_four_cells",
        "g2_two_cells",
        "chi2",
        "log_ratio",
        "log_odds",
        "log_odds_z",
        "percent_difference",
        "sign",
    ]
    assert (rows[zero] == 0).all(axis=None)
    assert (rows[["p", "p_fisher", "p_bh", "p_holm"]] == 1).all(axis=None)
    assert rows["term"].tolist() == ["banjir", "pasar"]


def test_one_word_in_all_tells_nothing():
    rows = sl.compare_terms({"a": ["banjir"] * 5, "b": ["banjir"] * 3}, target="a")
    assert rows[["g2_four_cells", "chi2"]].iloc[0].tolist() == [0, 0]
    assert rows["p"].iloc[0] == 1


def test_zero_counts_keep_their_sign_and_a_finite_interval(two):
    rows = sl.compare_terms(two, target="a").set_index("term")
    assert rows["sign"].to_dict() == {"banjir": 1, "pasar": 0, "panen": -1}
    assert np.isfinite(rows[["log_ratio", "log_ratio_low", "log_ratio_high", "log_odds_z"]]).all(axis=None)
    assert math.isnan(rows.loc["banjir", "percent_difference"])
    assert rows.loc["panen", "percent_difference"] == -100
    assert "p_fisher" in rows.loc["banjir", "warning"]


def test_a_table_of_the_users_is_a_reference(two):
    other = sl.compare_terms(two, target="a", against="b")
    for table in ({"panen": 6, "pasar": 3}, pd.Series({"panen": 6, "pasar": 3}), sl.count_terms({"b": two["b"]})):
        ours = sl.compare_terms({"a": two["a"]}, target="a", against=table)
        same = ["term", "count_target", "count_reference", "g2_four_cells", "p_holm", "log_ratio"]
        pd.testing.assert_frame_equal(ours[same], other[same])
        assert ours["articles_reference"].isna().all()


def test_the_total_of_a_table_counts_what_it_leaves_out(two):
    table = pd.DataFrame({"term": ["pasar"], "count": [3], "total": [9]})
    assert sl.compare_terms({"a": two["a"]}, target="a", against=table)["total_reference"].unique().tolist() == [9]
    by_article = sl.count_terms(two, by="article", terms=["pasar"])
    assert sl.compare_terms(two, target="a", against=by_article)["total_reference"].unique().tolist() == [18]


def test_survivors_of_the_grid_survive_every_run():
    said = {"a": ["banjir"] * 40 + ["dan"] * 60, "b": ["panen"] * 60 + ["dan"] * 40}
    grid = sl.preprocessing_grid(said, target="a", versions={"twice": {k: v * 2 for k, v in said.items()}})
    by_term = grid.drop_duplicates("term").set_index("term")
    assert by_term["runs"].to_dict() == {"banjir": 8, "panen": 8, "dan": 4}
    assert by_term.loc["banjir", "survives_all"]
    assert set(grid.loc[grid["term"] == "dan", "stop_words"]) == {False}


def test_a_variant_of_several_words_is_asked_for_as_one_term():
    rows = pd.DataFrame({"article": ["a"], "text": ["Uni Sovyet runtuh, lalu Uni Soviet dikenang."]})
    counts = sl.count_terms(rows, unit="variant", terms=["Uni Sovyet", "laut"])
    assert counts.set_index("term")["count"].to_dict() == {"uni soviet": 2, "laut": 0}
    table = {"uni sovyet": 5, "laut": 7, "runtuh": 1}
    keys = sl.compare_terms(rows, target="a", by="article", against=table, unit="variant").set_index("term")
    assert keys.loc["uni soviet", ["count_target", "count_reference"]].tolist() == [2, 5]


# ---- laws: equal to the slow or the published way ----------------------------------------------------------------

INDONESIAN = st.lists(
    st.sampled_from(
        ["Dr.", "A.", "hal.", "12", "No.", "golongan", "Banjir", "banjir,", "kata", "Rp9.000.", "\n", "“Surut”", "PT",
         "M.Si.", "dan", "\u00a0", "kerja", "sama", "kerjasama.", "EPS-nya", "2-0", "www.situs.co.id,", "é", "e\u0301",
         "…", "\u2028"]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip
COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=12)


TEXTS = st.lists(st.one_of(INDONESIAN, st.text(max_size=60)), max_size=4)
AT_A_TIME = st.sampled_from([1 << 19, 40, 1])  # characters: articles together, or an article in pieces


@given(TEXTS, AT_A_TIME)
@settings(max_examples=200, deadline=None)
def test_counting_chunks_is_counting_tokens(texts, batch):
    cutter = Cutter(list, offsets=True)
    with patch.object(cutting, "_BATCH", batch):
        batches = list(cutter.cut(texts))
    forms = list(cutter.terms)
    found = [(forms[code], start) for batch in batches for code, start in zip(batch.codes, batch.starts, strict=True)]
    assert found == [(token.text, token.start) for text in texts for token in tokens_in(text)]


@given(TEXTS, AT_A_TIME)
@settings(max_examples=100, deadline=None)
def test_an_article_in_pieces_is_one_article(texts, batch):
    rows = pd.DataFrame({"article": range(len(texts)), "text": pd.Series(texts, dtype=object), "publisher": "x"})
    whole, index = sl.count_terms(rows, marks=True, by="publisher"), sl.index_terms(rows)
    with patch.object(cutting, "_BATCH", batch):
        pd.testing.assert_frame_equal(sl.count_terms(rows, marks=True, by="publisher"), whole)
        again = sl.index_terms(rows)
    assert [again.forms[code] for code in again.codes] == [index.forms[code] for code in index.codes]
    for column in ("bounds", "sentences", "starts", "stops"):
        assert getattr(again, column).tolist() == getattr(index, column).tolist()


@given(st.lists(st.lists(st.one_of(INDONESIAN, st.text("ab\0\x08\x1c\x85\u2003é😀\ud800 ", max_size=40)), max_size=3)))
@settings(max_examples=200, deadline=None)
def test_chunks_are_those_of_split(batches):
    """Also where chunks crowd each other out of the table, and where they are too long for it."""
    with patch.object(chunks, "_SLOTS", (2, 8)):
        cut = chunks.Chunks()
        for texts in batches:
            found = cut.split(texts)
            text_of = dict(enumerate(cut.numbers))
            parts = np.split(found.numbers, found.bounds[1:-1]) if texts else []
            assert [[text_of[n] for n in part.tolist()] for part in parts] == [text.split() for text in texts]
            places = zip(
                np.repeat(np.arange(len(texts)), np.diff(found.bounds)), found.starts, found.numbers, strict=True
            )
            assert all(texts[i].startswith(text_of[n], start) for i, start, n in places)


SENTENCES = st.lists(st.lists(st.sampled_from("abc"), max_size=6), max_size=4)


LIMITS = st.sampled_from(
    [{}, {"_KEY": 4}, {"_KEY": 0}, {"_BLOCK": 1}, {"_MANY": 3, "_PART": 2}, {"_MANY": 0, "_PART": 1, "_BLOCK": 2}]
)


@given(SENTENCES, st.integers(1, 3), st.booleans(), st.integers(1, 3), LIMITS)
@settings(max_examples=400, deadline=None)
def test_meetings_are_those_counted_one_by_one(texts, window, directed, min_count, limits):
    """Also in blocks, and where words are taken some at a time: for long numbers, for many meetings."""
    running = meetings.running_words(dict(enumerate(texts)), "article", Namer())
    with patch.multiple(meetings, **limits) if limits else nullcontext():
        met = meetings.meetings(running, window=window, directed=directed, min_count=min_count)
    found = [(a, b) for text in texts for i, a in enumerate(text) for b in text[i + 1 : i + 1 + window]]
    counts = Counter(pair if directed else tuple(sorted(pair)) for pair in found)
    names = [(running.terms[a], running.terms[b]) for a, b in zip(met.first, met.second, strict=True)]
    assert dict(zip(names, met.times.tolist(), strict=True)) == {p: n for p, n in counts.items() if n >= min_count}
    assert names == sorted(names)
    assert met.articles.tolist() == [sum(_meet(text, *pair, window, directed) for text in texts) for pair in names]


def _meet(text, first, second, window, directed):
    near = [(a, b) for i, a in enumerate(text) for b in text[i + 1 : i + 1 + window]]
    return (first, second) in near or (not directed and (second, first) in near)


@given(st.lists(st.text(max_size=5), max_size=8), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_names_of_many_are_names_one_by_one(tokens, case, marks):
    name = Namer(case=case, marks=marks)
    assert name.each(tokens) == [name(token) for token in tokens]


def test_spaces_are_those_of_unicode():
    beyond = {character for character in map(chr, range(128, sys.maxunicode + 1)) if character.isspace()}
    assert set(chunks.SPACES) == beyond


@given(st.lists(INDONESIAN, max_size=8))
@settings(max_examples=50, deadline=None)
def test_small_batches_and_little_memory_change_nothing(texts):
    rows = pd.DataFrame({"article": range(len(texts)), "text": pd.Series(texts, dtype=object)})
    whole = sl.count_terms(rows, by="article", marks=True)
    limits = {"_BATCH": 3, "_CHUNKS_KEPT": 5}
    with patch.multiple(cutting, **limits), patch.object(chunks, "_SLOTS", (2, 4)):
        pd.testing.assert_frame_equal(sl.count_terms(rows, by="article", marks=True), whole)


@given(INDONESIAN)
@settings(max_examples=30, deadline=None)
def test_quotes_of_the_concordance_stand_in_the_text(text):
    lines = sl.keyword_in_context(article(text), ["banjir", "a*", "kata *"], window=3)
    for line in lines.itertuples():
        assert text[line.start : line.end] == line.match
        assert " ".join(text.split()).count(" ".join(line.match.split()))


def test_a_window_counts_words_and_sentences_are_whole():
    text = "Hujan. Warga, kata camat, sudah lama mengungsi. Usai."
    line = sl.keyword_in_context(article(text), "sudah", window=2).iloc[0]
    assert (line["left"], line["right"]) == ("kata camat,", "lama mengungsi")
    line = sl.keyword_in_context(article(text), "sudah", window="sentence").iloc[0]
    assert (line["left"], line["right"], line["sentence"]) == ("Warga, kata camat,", "lama mengungsi.", 1)


def test_lines_are_sorted_by_context_and_grouped():
    rows = pd.DataFrame(
        {"article": ["a", "b"], "desk": ["z", "y"], "text": ["beras mahal, beras baru", "kota beras lama"]}
    )
    assert sl.keyword_in_context(rows, "beras", sort="right")["right"].tolist() == ["baru", "lama", "mahal, beras baru"]
    assert sl.keyword_in_context(rows, "beras", sort="left")["left"].tolist() == ["", "kota", "beras mahal,"]
    grouped = sl.keyword_in_context(rows, "beras", sort="right", by="desk")
    assert grouped["group"].tolist() == ["z", "z", "y"]


@given(COUNTS, st.integers(1, 900), st.integers(1, 900))
@settings(max_examples=25, deadline=None)
def test_tables_match_scipy(pairs, more_a, more_b):
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    na, nb = int(a.sum()) + more_a, int(b.sum()) + more_b
    g2, chi2 = association.g2_four_cells(a, b, na, nb), association.chi2_four_cells(a, b, na, nb)
    fisher = association.fisher_exact_p(a, b, na, nb)
    for i, (x, y) in enumerate(pairs):
        table = [[x, y], [na - x, nb - y]]
        assert fisher[i] == pytest.approx(scipy_stats.fisher_exact(table)[1], rel=1e-9)
        if x + y:
            theirs = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
            assert g2[i] == pytest.approx(theirs.statistic, rel=1e-11, abs=1e-11)
            assert chi2[i] == pytest.approx(
                scipy_stats.chi2_contingency(table, correction=False)[0], rel=1e-9, abs=1e-12
            )
            assert association.p_of_one_degree(g2)[i] == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_corrections_match_scipy_and_the_definition(p):
    assert association.benjamini_hochberg(p) == pytest.approx(scipy_stats.false_discovery_control(p))
    order = np.argsort(p, kind="stable")
    running, holm = 0.0, np.empty(len(p))
    for i, at in enumerate(order):
        running = max(running, min(1.0, (len(p) - i) * p[at]))
        holm[at] = running
    assert association.holm(p) == pytest.approx(holm)


def test_untested_p_values_stay_out_of_the_family():
    assert association.holm([0.01, np.nan])[0] == 0.01
    assert math.isnan(association.benjamini_hochberg([0.01, np.nan])[1])


@given(COUNTS, st.integers(1, 500), st.integers(1, 500))
@settings(max_examples=30, deadline=None)
def test_the_sign_of_the_log_ratio_is_that_of_the_rates(pairs, more_a, more_b):
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    na, nb = int(a.sum()) + more_a, int(b.sum()) + more_b
    value, low, high = association.log_ratio(a, b, na, nb)
    difference = a * nb - b * na
    assert (np.sign(np.where(np.abs(value) < 1e-12, 0, value)) == np.sign(difference)).all()
    assert ((low <= value) & (value <= high)).all()


def test_log_odds_with_an_informative_prior_by_hand():
    said = {"a": ["banjir"] * 6 + ["pasar"] * 3, "b": ["panen"] * 8 + ["pasar"] * 4}
    background = {"banjir": 10, "pasar": 30, "panen": 20}
    rows = sl.compare_terms(said, target="a", prior=background, prior_strength=6).set_index("term")
    y, other, alpha, n, m, a0 = 3, 4, 3.0, 9, 12, 6.0  # pasar: 30 of 60, scaled to 6
    delta = math.log((y + alpha) / (n + a0 - y - alpha)) - math.log((other + alpha) / (m + a0 - other - alpha))
    four = (y + alpha, n + a0 - y - alpha, other + alpha, m + a0 - other - alpha)
    assert rows.loc["pasar", "log_odds"] == pytest.approx(delta)
    assert rows.loc["pasar", "log_odds_z"] == pytest.approx(delta / math.sqrt(sum(1 / x for x in four)))
    short = sl.compare_terms(said, target="a", prior=background, prior_strength=6, variance_terms=2).set_index("term")
    assert short.loc["pasar", "log_odds_z"] == pytest.approx(delta / math.sqrt(1 / four[0] + 1 / four[2]))


def test_divergence_adds_up_to_jensen_shannon(two):
    from scipy.spatial.distance import jensenshannon

    rows = sl.compare_terms(two, target="a")
    theirs = jensenshannon(rows["count_target"], rows["count_reference"], base=2) ** 2
    assert rows["divergence"].abs().sum() == pytest.approx(theirs)


WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=80)


@given(WORDS, st.integers(1, 20))
@settings(max_examples=30, deadline=None)
def test_moving_average_matches_the_definition(words, window):
    codes = np.array([ord(word) for word in words])
    spans = [words[i : i + window] for i in range(len(words) - window + 1)]
    theirs = np.mean([len(set(span)) / window for span in spans]) if spans else math.nan
    assert richness.mattr(codes, window) == pytest.approx(theirs, nan_ok=True)


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_hdd_matches_the_hypergeometric_distribution(words):
    n, draws = len(words), max(1, len(words) // 2)
    theirs = sum(1 - scipy_stats.hypergeom.pmf(0, n, f, draws) for f in Counter(words).values()) / draws
    assert richness.hdd(np.array([ord(word) for word in words]), draws) == pytest.approx(theirs)


def test_mtld_counts_full_and_partial_factors():
    # a b a c a b: forwards a b a (2/3) is a factor, backwards b a c a b (3/5); what is left repeats nothing
    assert richness.mtld(np.array([1, 2, 1, 3, 1, 2])) == 6.0
    # a b a b c: forwards a b a; backwards c b a b stands at 3/4, and the last a makes it 3/5
    assert richness.mtld(np.array([1, 2, 1, 2, 3])) == 5.0
    # a b c d a: 4/5 at the end is 0.2 / 0.28 of a factor, both ways
    assert richness.mtld(np.array([1, 2, 3, 4, 1])) == pytest.approx(5 / (0.2 / 0.28))
    assert richness.mtld(np.array([1, 1, 1, 1])) == 2.0
    assert math.isnan(richness.mtld(np.array([1, 2, 3])))


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=20), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_dispersion_matches_the_definition(parts):
    ours = sl.dispersion({str(i): part for i, part in enumerate(parts)}).set_index("term")
    sizes = np.array([len(part) for part in parts])
    s = sizes / sizes.sum()
    for term, row in ours.iterrows():
        v = np.array([part.count(term) for part in parts])
        rates = v / sizes
        assert row["range"] == (v > 0).sum()
        assert row["dp"] == pytest.approx(np.abs(v / v.sum() - s).sum() / 2)
        assert row["dp_norm"] == pytest.approx(np.abs(v / v.sum() - s).sum() / 2 / (1 - s.min()))
        assert row["juilland_d"] == pytest.approx(1 - rates.std() / rates.mean() / math.sqrt(len(parts) - 1))


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=20), min_size=1, max_size=3), st.integers(1, 4), st.booleans()
)
@settings(max_examples=30, deadline=None)
def test_pairs_match_the_slow_way(parts, window, directed):
    slow = Counter()
    for part in parts:
        for i, first in enumerate(part):
            for second in part[i + 1 : i + 1 + window]:
                slow[(first, second) if directed else tuple(sorted((first, second)))] += 1
    rows = sl.collocations(dict(enumerate(parts)), window=window, directed=directed, min_count=1)
    assert dict(zip(zip(rows["first"], rows["second"], strict=True), rows["count"], strict=True)) == slow


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=8), max_size=6), st.integers(1, 3), LIMITS)
@settings(max_examples=100, deadline=None)
def test_edges_are_those_counted_one_by_one(texts, min_count, limits):
    rows = [(str(n // 2), str(n), word) for n, text in enumerate(texts) for word in text]  # two sentences an article
    frame = pd.DataFrame(rows, columns=["article", "sentence", "token"], dtype="object")
    with patch.multiple(meetings, **limits) if limits else nullcontext():
        edges = sl.cooccurrence(frame, min_count=min_count, stop_words=False)
    both = Counter(pair for text in texts for pair in combinations(sorted(set(text)), 2))
    homes = {(n // 2, pair) for n, text in enumerate(texts) for pair in combinations(sorted(set(text)), 2)}
    found = {(row.source, row.target): (row.weight, row.articles) for row in edges.itertuples()}
    articles = Counter(pair for _, pair in homes)
    assert found == {pair: (n, articles[pair]) for pair, n in both.items() if n >= min_count}
    assert list(edges["weight"]) == sorted(edges["weight"], reverse=True)


def test_pairs_match_nltk():
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    words = [
        "air",
        "laut",
        "naik",
        "air",
        "laut",
        "surut",
        "angin",
        "laut",
        "datang",
        "air",
        "naik",
        "lagi",
        "air",
        "laut",
    ]
    found = BigramCollocationFinder.from_words(words)
    rows = sl.collocations({"a": words}, min_count=1)
    measures = {"pmi": BigramAssocMeasures.pmi, "t": BigramAssocMeasures.student_t, "dice": BigramAssocMeasures.dice,
                "g2": BigramAssocMeasures.likelihood_ratio}  # fmt: skip
    for name, measure in measures.items():
        theirs = dict(found.score_ngrams(measure))
        for row in rows.itertuples():
            assert abs(getattr(row, name)) == pytest.approx(abs(theirs[row.first, row.second]), rel=1e-9, abs=1e-9)


def test_derived_pair_measures_by_hand():
    row = sl.collocations({"a": ["air", "laut", "air", "laut", "api"]}).iloc[0]
    o, f1, f2, n = 2, 2, 2, 5
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * o / (f1 + f2)))
    assert row["mi3"] == pytest.approx(math.log2(o**3 * n / (f1 * f2)))
    assert row["npmi"] == pytest.approx(math.log2(o * n / (f1 * f2)) / -math.log2(o / n))
    assert row["z"] == pytest.approx((o - f1 * f2 / n) / math.sqrt(f1 * f2 / n))


def test_pairs_stay_in_their_sentence():
    rows = article("Air naik. Laut surut. Air naik.")
    assert sl.collocations(rows, min_count=1)[["first", "second", "count"]].values.tolist() == [
        ["air", "naik", 2], ["laut", "surut", 1],
    ]  # fmt: skip
    assert ["naik", "laut"] in sl.collocations(rows, min_count=1, within="article")[["first", "second"]].values.tolist()


def test_edges_count_sentences_once():
    rows = article("Air dan laut, air dan laut. Laut tenang. Api dan air.")
    edges = sl.cooccurrence(rows, terms=["air", "laut", "api"], min_count=1)
    wanted = [["air", "laut", 1, 2, 2, 3, 1], ["air", "api", 1, 2, 1, 3, 1]]
    columns = ["source", "target", "weight", "sentences_source", "sentences_target", "sentences", "articles"]
    assert sorted(edges[columns].values.tolist()) == sorted(wanted)


def test_tf_idf_matches_scikit_learn():
    text = pytest.importorskip("sklearn.feature_extraction.text")
    said = {"a": ["air", "laut", "air"], "b": ["laut", "api"], "c": ["api", "api"]}
    vectorizer = text.TfidfVectorizer(analyzer=lambda words: words)
    table = vectorizer.fit_transform(said.values()).toarray()
    for row in sl.tf_idf(said).itertuples():
        theirs = table[list(said).index(row.group), vectorizer.vocabulary_[row.term]]
        assert row.tf_idf_smooth_l2 == pytest.approx(theirs)


def test_growth_reads_every_word_once():
    rows = sl.vocabulary_growth({"a": ["air", "laut"], "b": ["air", "api"]})
    assert rows[["tokens", "types", "hapaxes"]].values.tolist() == [[1, 1, 1], [2, 2, 2], [3, 2, 1], [4, 3, 2]]


def test_zipf_expects_as_many_words_as_there_are():
    rows = sl.zipf_ranks({"a": list("aaaaaabbbccd")})
    assert rows["expected"].sum() == pytest.approx(rows["count"].sum())
    assert 0.5 < rows["exponent"].iloc[0] < 2


# ---- size --------------------------------------------------------------------------------------------------------


def test_open_ended_chunks_are_few():
    text = "Dr. Wiro dan M. Said membaca hal. 12, lalu pulang. " * 50
    assert sum(map(is_open_ended, text.split())) == 150


def test_chunks_are_cut_once():
    cutter = Cutter(Namer().each)
    list(cutter.cut(["banjir surut, warga pulang"] * 1000))
    assert len(cutter._ends) - 1 == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["a\u0301\u0323", "\u0301\u0323", ",;", "a.a.", "A. ", "Prof.\u00a0", "kapal, ", "a-"]
)
@pytest.mark.parametrize("count", [sl.count_terms, sl.index_terms, sl.collocations])
def test_time_grows_with_the_text_and_no_faster(count, piece):
    assert_in_proportion(lambda text: count(article(text)), piece, length=480_000)


@pytest.mark.parametrize("text", ['"' * 200_000, "a.a.a." * 50_000, "1/2/" * 50_000, "A. " * 50_000, "AA. A." * 30_000])
def test_hostile_texts_are_counted(text):
    rows = sl.count_terms(article(text), marks=True)
    assert rows["count"].sum() == rows["total"].max() == len(tokens_in(text))


def test_counted_is_sorted_and_exact():
    keys, counts = counted(np.array([5, 1, 5, 5]))
    assert (keys.tolist(), counts.tolist()) == ([1, 5], [1, 3])
