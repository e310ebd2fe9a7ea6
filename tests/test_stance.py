"""The codebook's rules, each with a case; abstentions give their reason."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitlib import stance
from summitlib.statements import find_statements

CASES = json.loads((Path(__file__).parent / "cases" / "stance_certainty.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_certainty(case):
    assert stance.certainty_of(case["text"]).certainty == case["expected"], case["why"]


def test_markers_are_the_words_that_show_it():
    assert stance.certainty_of("Rahmat mengatakan feri itu kemungkinan besar tidak akan berlayar.").markers == (
        "kemungkinan besar tidak",
        "akan",
    )


@given(st.text(max_size=200))
def test_never_raises_and_stays_in_range(text):
    certainty, markers, rule = stance.certainty_of(text)
    assert certainty in (0, 1, 2) or (certainty is None and rule.startswith("abstain"))
    assert all(isinstance(m, str) for m in markers)


def said(*rows):
    base = {"article": "a", "start": 0, "end": 0, "speaker": "Rahmat", "attribution": "cue", "negated": False, "cue_start": None}
    return pd.DataFrame([{**base, **row, "end": len(row["content"])} for row in rows])


def test_lead_in_hedge_carries_over_to_bullets():
    rows = stance.find_stance(
        said(
            {"content": "topik yang mungkin dibahas"},
            {"content": "Pembelian derek", "attribution": "list"},
            {"content": "Tarif akan turun", "attribution": "list"},
            {"content": "Pagar baru", "attribution": "list", "speaker": "Sinta"},
        )
    )
    assert rows["certainty"].tolist() == [0, 0, 1, 2]
    assert "carried over" in rows["rule"][1]


def test_denial_is_sceptical_and_unknown_abstains():
    rows = stance.find_stance(said({"content": "kedua negara memasok senjata", "negated": True}, {"content": "Halo dunia"}))
    assert rows["evaluation"][0] == -1
    assert rows["issue"][0] == "arms"
    assert rows["issue"].isna()[1]
    assert rows["evaluation"].isna()[1]
    assert "issue: abstain (no deciding term)" in rows["rule"][1]


def test_negation_turns_a_verdict():
    rows = stance.find_stance(said({"content": "kerja sama itu memperkuat armada"}, {"content": "kerja sama itu tidak memperkuat armada"}))
    assert rows["evaluation"].tolist() == [1, -1]


def test_rows_are_pure_per_article():
    texts = ["Rahmat mengatakan tarif mungkin naik.", "Sinta menilai sanksi itu gagal."]
    articles = pd.DataFrame({"article": ["x", "y"], "text": texts})
    statements = find_statements(articles)
    whole = stance.find_stance(statements)
    parts = [stance.find_stance(part.reset_index(drop=True)) for _, part in statements.groupby("article")]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))
