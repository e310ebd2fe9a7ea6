"""The codebook's rules, each with a case; abstentions give their reason; markers stand where they are said to stand."""

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitlib import stance
from summitlib.judging import claims, markers
from summitlib.lexicons import read_lexicon
from summitlib.statements import find_statements
from tests.growth import assert_in_proportion

CASES = Path(__file__).parent / "cases"
CERTAINTY = json.loads((CASES / "stance_certainty.json").read_text(encoding="utf-8"))
CODES = json.loads((CASES / "stance_codes.json").read_text(encoding="utf-8"))
SPOKEN = """mungkin akan dapat bisa kemungkinan jika tetapi namun yang bahwa meskipun tidak kata Rahmat feri batal
, . ? “ ” : karena"""
WORDS = st.sampled_from(SPOKEN.split())


@pytest.mark.parametrize("case", CERTAINTY, ids=lambda c: c["label"])
def test_certainty(case):
    assert stance.certainty_of(case["text"]).certainty == case["expected"], case["why"]


@pytest.mark.parametrize(
    ("quoted", "certainty"),
    [
        ("Bagaimana tanggul itu bisa jebol?", 0),  # the mark is not part of the row's content, and is put back
        ("Di mana tanggul itu dibangun dengan dana desa,", 2),  # spoken "where", which goes on and asks nothing
    ],
)
def test_rows_of_quoted_questions_stay_open(quoted, certainty):
    text = f'"{quoted}" kata Marta Lubis.'
    said = find_statements(pd.DataFrame({"article": ["a"], "text": [text]}))
    assert stance.find_stance(said)["certainty"].tolist() == [certainty]


@pytest.mark.parametrize("case", CODES, ids=lambda c: c["text"][:40])
def test_codes(case, request):
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    found = stance.stance_of(case["text"])
    assert {field: getattr(found, field) for field in case["codes"]} == case["codes"], found.rule
    for field in case.get("abstains", ()):
        assert getattr(found, field) is None
        assert f"{field}: abstain" in found.rule


def test_cases_hold_every_level_and_are_many():
    assert Counter(case["expected"] for case in CERTAINTY).keys() == {0, 1, 2}
    assert len(CERTAINTY) > 100


def test_markers_are_the_words_that_show_it():
    found = stance.certainty_of("Rahmat mengatakan feri itu kemungkinan besar tidak akan berlayar.")
    assert found.markers == ("kemungkinan besar tidak", "akan")


def test_a_text_without_words_is_not_coded():
    assert stance.certainty_of("… ?!") == (None, (), "abstain (no words)")


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_never_raises_and_stays_in_range(text):
    level, shown, rule = stance.certainty_of(text)
    assert level in (0, 1, 2) or (level is None and rule.startswith("abstain"))
    places = stance.markers_in(text)
    assert all(claims.claim_in(text).text[m.start : m.end].lower() == m.text or not m.text for m in places)
    assert set(shown) <= {m.text for m in places}


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_claim_keeps_its_offsets(text):
    claim = claims.claim_in(text)
    assert len(claim.words) == len(text)
    assert all(a == b.lower() or a == " " for a, b in zip(claim.words, text, strict=True))


def test_letters_that_grow_when_small_keep_their_places():
    text = "İstanbul mungkin ramai, kata Rahmat."
    assert [text[m.start : m.end] for m in stance.markers_in(text)] == ["mungkin"]


def said(*rows):
    base = {"article": "a", "start": 0, "speaker": "Rahmat", "attribution": "cue", "negated": False, "cue_start": None}
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


def test_bullets_take_over_target_and_evaluation():
    rows = stance.find_stance(
        said(
            {"content": "hubungan kedua kota kian erat"},
            {"content": "hal itu disebabkan beberapa faktor, antara lain"},
            {"content": "Perdagangan ikan", "attribution": "list"},
        )
    )
    assert rows["evaluation"].fillna(9).tolist() == [1, 9, 1]
    assert rows["target"].tolist()[2] == "rapprochement"
    assert rows["issue"].tolist()[2] == "economy_aid_energy"


def test_denial_is_sceptical_and_unknown_abstains():
    rows = stance.find_stance(
        said({"content": "kedua negara memasok senjata", "negated": True}, {"content": "Halo dunia"})
    )
    assert rows["evaluation"][0] == -1
    assert rows["certainty"][0] == 2
    assert rows["issue"][0] == "arms"
    assert rows["issue"].isna()[1]
    assert rows["evaluation"].isna()[1]
    assert "issue: abstain (no deciding term)" in rows["rule"][1]


@pytest.mark.parametrize(
    ("content", "evaluation"),
    [
        ("kerja sama itu memperkuat armada", 1),
        ("kerja sama itu tidak memperkuat armada", -1),
        ("kerja sama itu gagal memperkuat armada", -1),
        ("kerja sama itu bertujuan memperkuat armada", 0),
        ("mereka tidak berencana membantu armada", -1),
        ("kerja sama itu berjalan tanpa hambatan", 1),
        ("pawai itu memberi isyarat kepada lawan bahwa armada menguat", 0),
    ],
)
def test_what_governs_a_verdict(content, evaluation):
    assert stance.find_stance(said({"content": content}))["evaluation"][0] == evaluation


def test_another_topic_by_its_own_terms():
    terms = pd.DataFrame(
        [("issue", "flood", "banjir;tanggul*", "strong"), ("evaluation", "-1", "jebol", "strong")],
        columns=["field", "code", "term", "strength"],
    )
    found = stance.stance_of("Menurut Sinta, tanggul itu jebol.", terms=terms)
    assert found[:3] == ("flood", None, -1)
    assert found.risk == "none"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("mood", "x", "y", "strong"), "Terms for field 'mood'; the fields are issue, target"),
        (("issue", "x", "y", "huge"), "Strength 'huge' of issue x is not one of decisive, strong, weak"),
        (("evaluation", "2", "y", "weak"), "Evaluation '2' is not one of -1, 0, 1"),
    ],
)
def test_wrong_terms_are_named(row, message):
    with pytest.raises(ValueError, match=message):
        stance.stance_of("x", terms=pd.DataFrame([row], columns=["field", "code", "term", "strength"]))


TEXTS = [
    "Rahmat mengatakan tarif mungkin naik. “Kapan feri berangkat?” tanya Sinta.",
    "Sinta menilai sanksi itu gagal. Pagar pelabuhan, kata Rahmat, kemungkinan rubuh.",
]


def test_rows_are_pure_per_article():
    articles = pd.DataFrame({"article": ["x", "y"], "text": TEXTS})
    statements = find_statements(articles)
    for find in (stance.find_stance, stance.find_markers):
        whole = find(statements)
        parts = [find(part.reset_index(drop=True)) for _, part in statements.groupby("article")]
        pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


def test_markers_stand_in_their_articles():
    articles = pd.DataFrame({"article": ["x", "y"], "text": TEXTS})
    found = stance.find_markers(find_statements(articles))
    text_of = dict(zip(articles["article"], articles["text"], strict=True))
    quoted = [text_of[m.article][m.start : m.end] for m in found.itertuples()]
    assert quoted == ["mungkin", "?", "gagal", "kemungkinan"]
    assert found["certainty"].tolist() == [0, 0, 2, 0]


def test_no_statements_give_no_rows():
    none = find_statements(pd.DataFrame({"article": ["x"], "text": [""]}))
    assert stance.find_stance(none).empty
    assert stance.find_markers(none).empty


def test_units_are_coded_with_their_attribution():
    text = (
        "Hubungan kian erat, kata Rahmat. Ada beberapa sebab, kata dia:\nPerdagangan ikan.\nSinta membantah kabar itu."
    )
    cuts = [(0, text.index("\n")), (text.index("Perd"), text.index("\nSinta")), (text.index("Sinta"), len(text))]
    units = pd.DataFrame(cuts, columns=["start", "end"], index=[7, 8, 9]).assign(article="x", speaker=["R", "R", "S"])
    found = stance.find_unit_stance(units, pd.DataFrame({"article": ["x"], "text": [text]}))
    assert found.index.tolist() == [7, 8, 9]
    assert found["evaluation"].tolist() == [1, 1, -1]
    assert "from the lead-in" in found["rule"][8]


def test_lexicons_hold_no_marker_twice_and_known_levels():
    for name in ("stance_markers", "stance_markers_more"):
        listed = [m for row in read_lexicon(name) for m in row["marker"].split(";")]
        assert [m for m, n in Counter(listed).items() if n > 1] == []
        assert {row["certainty"] for row in read_lexicon(name)} <= {"0", "1", "2", "-"}


def test_a_second_row_of_a_marker_says_something_else():
    first, second = (
        {m: (row["class"], row["certainty"]) for row in read_lexicon(name) for m in row["marker"].split(";")}
        for name in ("stance_markers", "stance_markers_more")
    )
    assert [marker for marker in first.keys() & second.keys() if first[marker] == second[marker]] == []


def test_every_context_names_listed_markers():
    rows = (*read_lexicon("stance_markers"), *read_lexicon("stance_markers_more"))
    listed = {"?", *(marker for row in rows for marker in row["marker"].split(";"))}
    assert {marker for context in markers._CONTEXTS for marker in context.markers.split("|")} <= listed


HOSTILE = [
    "mungkin ",
    "yang akan, ",
    "((",
    "jika a, ",
    ", tetapi ",
    "ada ",
    "kata dia ",
    "upaya ",
    "? ",
    "a.a.",
    '"',
    "12/",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length(piece):
    assert_in_proportion(stance.stance_of, piece, length=16_000 * len(piece))


def test_hand_codes_of_certainty(root):
    """The project's own hand codes; rules were written with the book in hand, so this is a floor, no proof."""
    codes = pd.read_csv(root / "corpus" / "codes" / "statements.csv")
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (root / "corpus" / "texts").glob("*.txt")}
    found = stance.find_unit_stance(codes, pd.DataFrame(texts.items(), columns=["article", "text"]))
    assert (found["certainty"] == codes["certainty"]).mean() >= 0.85
    coded = found["evaluation"].notna()
    assert coded.mean() >= 0.70
    assert (found["evaluation"] == codes["evaluation"])[coded].mean() >= 0.80
