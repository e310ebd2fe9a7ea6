"""Two coders side by side; figures under flipped doubts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitlib.judging.agreeing import krippendorff_alpha, match_units
from summitlib.judging.comparing import compare_codes, flip_doubtful

HAND = pd.DataFrame(
    {
        "unit_id": ["u1", "u2", "u3"], "article": ["x"] * 3, "start": [0, 50, 90], "end": [40, 80, 99],
        "certainty": pd.array([2, 0, 1], dtype="Int64"), "risk": ["none", "threat", "none"],
        "confidence": ["high", "low", "high"],
    }
)  # fmt: skip
AUTO = pd.DataFrame(
    {
        "article": ["x"] * 2, "start": [52, 1], "end": [80, 40], "certainty": pd.array([1, 2], dtype="Int64"),
        "risk": ["threat", None],
    }
)  # fmt: skip


def test_units_are_paired_by_their_spans():
    beside = compare_codes(HAND, AUTO, fields=["certainty", "risk"], units=match_units(HAND, AUTO))
    assert beside["unit_id"].tolist() == ["u1", "u2", "u3"]
    assert beside["certainty_b"].fillna(-1).tolist() == [2, 1, -1]
    assert beside["coded"].tolist() == [1, 2, 0]
    assert beside["same"].tolist() == [1, 1, 0]
    assert beside["differs"].tolist() == ["", "certainty", ""]


def test_a_missing_field_is_named():
    with pytest.raises(ValueError, match="mood"):
        compare_codes(HAND, AUTO, fields=["mood"])


def share(codes):
    return (codes["certainty"] == 2).mean()


def test_without_doubt_nothing_moves():
    sure = HAND.assign(confidence="high")
    assert flip_doubtful(sure, share, field="certainty", level="ordinal")[1:7] == (1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 0)


def test_ordinal_codes_move_one_step_and_nominal_ones_anywhere():
    assert flip_doubtful(HAND, share, field="certainty", level="ordinal").most == pytest.approx(1 / 3)
    assert flip_doubtful(HAND, share, field="certainty", level="nominal").most == pytest.approx(2 / 3)


def test_alpha_is_a_figure_too():
    other = HAND["certainty"]
    found = flip_doubtful(
        HAND,
        lambda c: krippendorff_alpha(pd.DataFrame({"a": c["certainty"], "b": other}), level="ordinal"),
        field="certainty", level="ordinal", draws=50,
    )  # fmt: skip
    assert found.as_coded == found.most == 1
    assert found.least < 1


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12))
def test_the_range_holds_the_figure_and_the_seed_holds_the_range(rows):
    codes = pd.DataFrame({"certainty": [c for c, _ in rows], "confidence": ["low" if d else "high" for _, d in rows]})
    found = flip_doubtful(codes, share, field="certainty", level="ordinal", draws=20)
    assert found.least - 1e-9 <= found.low <= found.high <= found.most + 1e-9
    assert found.least <= found.as_coded <= found.most
    assert found == flip_doubtful(codes, share, field="certainty", level="ordinal", draws=20)


def test_wrong_level_and_undefined_figure_are_named():
    with pytest.raises(ValueError, match="'interval' is not one of nominal, ordinal"):
        flip_doubtful(HAND, share, field="certainty", level="interval")
    with pytest.raises(ValueError, match="undefined for the 3 codes"):
        flip_doubtful(HAND, lambda c: None, field="certainty", level="ordinal")


def test_one_field_is_compared_without_a_list():
    codes = pd.DataFrame({"unit_id": ["u1"], "certainty": [2]})
    pd.testing.assert_frame_equal(
        compare_codes(codes, codes, fields="certainty"), compare_codes(codes, codes, fields=["certainty"])
    )
