"""Term statistics: the reference numbers, the edges, and laws that must hold for any text."""

import json
import math
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summitlib as sl
from summitlib import association, richness
from summitlib.chunks import term_namer
from summitlib.index import index_terms
from summitlib.tally import tally
from summitlib.text import tokens_in

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
    for name, reference in (("mattr", "mattr_50"), ("yule_k", "yulek"), *((x, x) for x in "ttr rttr cttr herdan".split())):
        assert close(ours[name], theirs[f"LR_{reference}"])


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
