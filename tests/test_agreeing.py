"""Agreement against published values and the reference package; small, skewed and constant data are named."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitlib.judging import agreeing

# Krippendorff (2011), four observers, twelve units
PUBLISHED = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, pd.NA, pd.NA, pd.NA],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, pd.NA, 3],
        "C": [pd.NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, pd.NA],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, pd.NA],
    }
)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_published_example(level, alpha):
    assert round(agreeing.krippendorff_alpha(PUBLISHED, level=level), 3) == alpha


def test_transposed_table_says_so():
    with pytest.raises(ValueError, match=r"4 units and 12 coders.*transposed"):
        agreeing.krippendorff_alpha(PUBLISHED.T, level="nominal")


def test_level_is_required_and_checked():
    units = pd.DataFrame({"unit_id": [1, 2], "certainty": [0, 1]})
    with pytest.raises(TypeError, match="level"):
        agreeing.agreement(units, units, field="certainty")
    with pytest.raises(ValueError, match="'rank' is not one of nominal, ordinal, interval, ratio"):
        agreeing.agreement(units, units, field="certainty", level="rank")


def codes(values, speakers=None):
    return pd.DataFrame({"unit_id": range(len(values)), "speaker": speakers or ["s"] * len(values), "risk": values})


def test_constant_codes_are_undefined():
    result = agreeing.agreement(codes(["none"] * 6), codes(["none"] * 6), field="risk", level="nominal")
    assert result.alpha is None
    assert result.percent == 1.0
    assert "undefined" in result.warning


def test_text_needs_an_order_on_the_ordinal_level():
    with pytest.raises(ValueError, match="need order"):
        agreeing.agreement(codes(["low", "high"]), codes(["low", "low"]), field="risk", level="ordinal")
    a, b = codes(["low", "high", "low"]), codes(["low", "low", "low"])
    done = agreeing.agreement(a, b, field="risk", level="ordinal", order=["low", "high"])
    assert done.n == 3


def test_interval_narrows_with_more_units():
    rng = np.random.default_rng(1)
    widths = []
    for n in (30, 300, 3000):
        a = rng.integers(0, 3, n)
        b = np.where(rng.random(n) < 0.8, a, rng.integers(0, 3, n))
        result = agreeing.agreement(codes(list(a)), codes(list(b)), field="risk", level="ordinal")
        assert result.low < result.alpha < result.high
        widths.append(result.high - result.low)
    assert widths[0] > widths[1] > widths[2]


def test_clusters_widen_the_interval_when_speakers_are_alike():
    speakers = [s for s in "abcdef" for _ in range(10)]
    a = [i // 10 % 3 for i in range(60)]
    b = [(v + 1) % 3 if s in "ab" else v for v, s in zip(a, speakers, strict=True)]
    result = agreeing.agreement(codes(a, speakers), codes(b, speakers), field="risk", level="nominal")
    assert result.cluster_high - result.cluster_low > result.high - result.low
    assert result.clusters == 6


def test_warnings_of_small_and_skewed_data():
    result = agreeing.agreement(codes([0] * 9 + [1]), codes([0] * 9 + [1]), field="risk", level="nominal")
    assert "only 10 units" in result.warning
    assert "90% of all codes are 0" in result.warning
    assert result.confusion.to_numpy().tolist() == [[9, 0], [0, 1]]


ratings = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=coders, max_size=coders),
        min_size=4,
        max_size=12,
    )
)


@given(ratings, st.sampled_from(agreeing.LEVELS))
def test_bootstrap_arithmetic_is_the_packages(table, level):
    frame = pd.DataFrame(table, dtype=object)
    alpha = agreeing.krippendorff_alpha(frame, level=level)
    values, positions = agreeing._coded(frame, level, None)
    counts = agreeing._counts(positions, len(values))
    own = agreeing._alphas(np.ones((1, len(counts)), dtype=int), counts, level, values)[0]
    if alpha is None:
        assert np.isnan(own)
    else:
        reference = krippendorff.alpha(np.array(table, dtype=float).T, level_of_measurement=level)
        assert alpha == pytest.approx(reference)
        assert own == pytest.approx(reference)


def test_match_units_pairs_best_first_and_keeps_the_lonely():
    a = pd.DataFrame({"article": ["x", "x", "y"], "start": [0, 50, 0], "end": [40, 60, 9]})
    b = pd.DataFrame({"article": ["x", "x", "z"], "start": [10, 0, 0], "end": [40, 40, 9]})
    pairs = agreeing.match_units(a, b)
    assert pairs.iloc[0].tolist() == ["x", 0, 1, 1.0]
    assert pairs["a"].isna().sum() == 2
    assert pairs["b"].isna().sum() == 2


def test_agreement_over_matched_units():
    a = pd.DataFrame(
        {
            "article": ["x", "x"],
            "start": [0, 50],
            "end": [40, 90],
            "speaker": ["p", "q"],
            "risk": ["none", "threat"],
        }
    )
    b = a.assign(start=[2, 55], risk=["none", "none"])
    result = agreeing.agreement(a, b, field="risk", level="nominal", units=agreeing.match_units(a, b))
    assert (result.n, result.percent) == (2, 0.5)


def test_no_shared_unit_is_an_error():
    with pytest.raises(ValueError, match="share no unit"):
        agreeing.agreement(codes([0]), codes([1]).assign(unit_id=9), field="risk", level="nominal")


def test_a_unit_that_stands_twice_is_named():
    twice = codes([0, 1]).assign(unit_id=7)
    with pytest.raises(ValueError, match="unit_id 7 stands twice"):
        agreeing.agreement(twice, twice, field="risk", level="nominal")


def test_units_keep_labels_of_any_kind():
    a = pd.DataFrame({"article": ["x"], "start": [0], "end": [40], "risk": ["none"]}, index=["first"])
    pairs = agreeing.match_units(a, a.set_axis(["other"]))
    assert pairs[["a", "b"]].to_numpy().tolist() == [["first", "other"]]
    assert agreeing.agreement(a, a.set_axis(["other"]), field="risk", level="nominal", units=pairs).percent == 1.0


def test_a_field_that_nobody_coded_is_undefined():
    units = pd.DataFrame({"unit_id": [1, 2], "certainty": [0, 2], "evaluation": [pd.NA, 1]})
    other = units.assign(evaluation=[1, pd.NA])
    table = agreeing.agreement_table(units, other, fields={"certainty": "ordinal", "evaluation": "ordinal"}, draws=10)
    assert table["n"].tolist() == [2, 0]
    assert table["alpha"].isna().tolist() == [False, True]
    assert "no unit has a code by both" in table["warning"][1]
