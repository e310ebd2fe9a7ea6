"""Statements: every form once, what is no statement, offsets, growth, frames."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitlib import rows
from summitlib.lexicons import read_lexicon
from summitlib.speech.attributions import RULES
from summitlib.speech.clauses import LONGEST, reporting_sentences, verbs
from summitlib.speech.names import name_span
from summitlib.speech.quotes import quotes_in
from summitlib.speech.register import Register
from summitlib.speech.roles import affiliation_of
from summitlib.statements import Statement, cocitation, count_sources, find_statements, sentence_of, statements_in

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list:
    loaded = json.loads((CASES / f"statements_{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=case["label"], marks=pytest.mark.xfail(reason=case["known"]) if "known" in case else ())
        for case in loaded
    ]


@pytest.mark.parametrize("case", cases("forms"))
def test_forms(case):
    found = statements_in(case["text"])
    keys = [sorted(expected) for expected in case["expected"]]
    assert [{k: getattr(s, k) for k in key} for s, key in zip(found, keys, strict=True)] == [
        dict(sorted(expected.items())) for expected in case["expected"]
    ], case["why"]


@pytest.mark.parametrize("case", cases("negatives"))
def test_no_statement(case):
    assert statements_in(case["text"]) == [], case["why"]


# --- who is who ---------------------------------------------------------------------------------------------------


def speakers(text: str) -> list:
    return [s.speaker for s in statements_in(text)]


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("Direktur Utama PT Bank Nelayan Sunarto", "Sunarto"),
        ("Menteri Perhubungan Budi Karya Wirawan", "Budi Karya Wirawan"),
        ("Kepala Dinas Kebudayaan dan Pariwisata Kota Semarang Sari Utami", "Sari Utami"),
        ("Kapolsek Karangjati AKP Rangga Wirya", "Rangga Wirya"),
        ("Universitas Bahari", ""),
        ("I Ketut Darma", "I Ketut Darma"),
        ("Rina Wati SH MH", "Rina Wati"),
        ("Jaksa Agung SW Burhan", "SW Burhan"),
        ("Ketua DPD RI Burhan", "Burhan"),
        ("Ketua Panitia Dondi Bappedarma", "Dondi Bappedarma"),
        ("Wakil Menteri Dikdasmen", ""),
        ("Jack Ma", "Jack Ma"),
        ("Tim Kerja Wilayah V Rina Wati", "Rina Wati"),
    ],
)
def test_name_begins_after_the_office(run, name):
    parts = run.split()
    begin, end = name_span(parts)
    assert " ".join(parts[begin:end]) == name


def test_speaker_of_ujarnya_is_a_person_though_an_institution_was_heard_in_between():
    text = (
        '"Ombak tinggi," kata Surip Harjo. Pemerintah menyatakan pelabuhan ditutup. "Kami menunggu di rumah," ujarnya.'
    )
    assert speakers(text) == ["Surip Harjo", "Pemerintah", "Surip Harjo"]


def test_the_sentence_before_can_change_who_ia_is():
    text = '"Ombak tinggi," kata Surip Harjo. Rina Wati mengecam keterlambatan itu. Ia menilai pemerintah lalai.'
    assert speakers(text) == ["Surip Harjo", "Rina Wati"]


def test_nickname_in_brackets():
    text = "Anggota DPR Hasan Nur Wijaya (HNW) datang. HNW mengatakan rapat ditunda."
    assert speakers(text) == ["Hasan Nur Wijaya"]


@pytest.mark.parametrize(
    ("role", "institution"),
    [
        ("Kepala Badan Pusat Cuaca", "Badan Pusat Cuaca"),
        ("Kepala Dinas Perhubungan Kota Lembang", "Dinas Perhubungan Kota Lembang"),
        ("Kasi Humas Polres Karangjati", "Polres Karangjati"),
        ("peneliti di Fjordinstitut", "Fjordinstitut"),
        ("Menteri Sosial", None),
        ("warga", None),
        (None, None),
    ],
)
def test_affiliation(role, institution):
    assert affiliation_of(role) == institution


def test_initials_only_stand_for_a_name_they_spell():
    assert Register("Badan Pengawas Laut (BPL) bekerja.").nicknames == {}
    assert Register("Badan Pengawas Laut (BPL) bekerja.").long_forms == {"BPL": "Badan Pengawas Laut"}


# --- laws ---------------------------------------------------------------------------------------------------------

PIECES = [
    '"', "“", "”", "'", "(", ")", ".", ",", ":", "\n", "• ", "1. ", " ", "Rina Wati", "Andi", "kata", "katanya",
    "ujar dia", "mengatakan bahwa", "menilai", "menurut", "Menurutnya,", "disebut", "Kepala BPBD Sleman", "air surut",
    "Senin (5/2/2024)", "tidak", "yang", "dan", "S.Pd.", "demikian", "seraya menambahkan", "antara lain:",
    "é", "\u00ad", "😀", "PT", "Dr.",
]  # fmt: skip


def sound(text: str) -> None:
    for s in statements_in(text):
        assert isinstance(s, Statement)
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == s.content == s.content.strip()
        assert (s.cue is None) == (s.cue_start is None) == (s.cue_end is None)
        assert s.cue is None or text[s.cue_start : s.cue_end] == s.cue
        assert s.mention is None or text[s.mention_start : s.mention_end] == s.mention
        assert s.sentence_start <= s.start < s.sentence_end
        assert s.form in ("direct", "indirect", "mixed")
        assert s.speaker_kind in ("person", "org", "group", "document", "unknown")
        assert s.attribution in ("cue", "list", "continuation")
        assert (s.attribution == "cue") >= (s.cue is not None)


@given(st.text())
@settings(deadline=None)
def test_any_text(text):
    sound(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(deadline=None, max_examples=200)
def test_any_order_of_the_words_rules_look_for(pieces):
    sound(" ".join(pieces))
    sound("".join(pieces))


@given(st.text(alphabet="\"“”'‘’ a.\n,"))
@settings(deadline=None)
def test_quotes_never_overlap(text):
    end = 0
    for quote in quotes_in(text):
        assert end <= quote.start < quote.inner <= quote.inner_end <= quote.end <= len(text)
        end = quote.end


HOSTILE = {
    "opening quotes": '"a ', "curly quotes": "“x ", "names": "Budi Santoso ", "cues": "kata Budi, ",
    "verbs": "mengatakan bahwa ", "commas": "a, ", "brackets": "(", "dots": "a.a.a.", "bullets": "\n• a",
    "degrees": ", S.Pd", "passives": "disebut Budi ",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_sentence_is_long_enough_to_be_slow(piece):
    sentences = reporting_sentences(piece * 5000)
    assert max(len(sentence.words) for sentence in sentences) <= LONGEST
    assert sum(len(sentence.words) for sentence in sentences) <= 5000 * len(piece)
    sound(piece * 300)


# --- frames -------------------------------------------------------------------------------------------------------

TEXT = '"Air surut," kata Rina Wati. Menurut Rina, tanggul kuat. Sejumlah warga mengatakan jalan masih licin.'
OTHER = "PT Tanggul Jaya menyatakan proyek berjalan. Rina Wati menilai proyek itu lambat."


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"article": ["a", "b", "c"], "text": [TEXT, OTHER, pd.NA]})


def test_find_statements_has_the_shape_of_its_rows(articles):
    said = find_statements(articles)
    assert list(said.columns) == list(rows.STATEMENT)
    assert {name: str(dtype) for name, dtype in said.dtypes.items()} == rows.STATEMENT
    assert said["article"].tolist() == ["a", "a", "a", "b", "b"]


def test_find_statements_is_pure_per_article(articles):
    parts = [find_statements(articles.iloc[:1]), find_statements(articles.iloc[1:])]
    pd.testing.assert_frame_equal(find_statements(articles), pd.concat(parts, ignore_index=True))


def test_find_statements_of_nothing_keeps_its_columns(articles):
    assert find_statements(articles.iloc[:0]).dtypes.astype(str).to_dict() == rows.STATEMENT


def test_count_sources_adds_up(articles):
    said = find_statements(articles)
    by_speaker = count_sources(said)
    assert by_speaker["statements"].sum() == len(said)
    assert by_speaker["speaker"].tolist()[0] == "Rina Wati"
    assert by_speaker["share_statements"].sum() == pytest.approx(1)
    by_kind = count_sources(said, by="speaker_kind").set_index("speaker_kind")["statements"].to_dict()
    assert by_kind == {"person": 3, "group": 1, "org": 1}
    both = count_sources(said, by=["article", "speaker_kind"])
    assert both["words"].sum() == by_speaker["words"].sum()


@pytest.mark.parametrize(
    ("opening", "inside", "sources"),
    [
        ("Para nelayan mengatakan solar langka.", "Menurut para nelayan, ombak tinggi.", ["para nelayan"]),
        ("Menteri Kelautan Laos mengatakan solar langka.", "Menurut Menteri Kelautan Laos, ombak tinggi.",
         ["Menteri Kelautan Laos"]),
        ("Menhub mengatakan solar langka.", "Menurut Menhub, ombak tinggi.", ["Menhub"]),
    ],
)  # fmt: skip
def test_a_source_that_opens_a_sentence_is_no_other_source(opening, inside, sources):
    said = find_statements(pd.DataFrame({"article": ["a"], "text": [f"{opening} {inside}"]}))
    assert count_sources(said)["speaker"].tolist() == sources


def test_count_sources_names_a_missing_column(articles):
    with pytest.raises(ValueError, match="party"):
        count_sources(find_statements(articles), by="party")


def test_cocitation_joins_those_of_one_article(articles):
    edges = cocitation(find_statements(articles))
    assert edges.values.tolist() == [["PT Tanggul Jaya", "Rina Wati", 1], ["Rina Wati", "sejumlah warga", 1]]


def test_sentence_of_holds_the_cue():
    said = statements_in(TEXT)
    assert [sentence_of(s, TEXT) for s in said][1] == "Menurut Rina, tanggul kuat."


# --- lexicon and rules --------------------------------------------------------------------------------------------


def test_reporting_verbs_are_well_formed():
    table = read_lexicon("reporting_verbs")
    classes = {
        "neutral",
        "explaining",
        "endorsing",
        "judging",
        "predicting",
        "distancing",
        "directive",
        "commissive",
        "topic",
    }
    assert {row["class"] for row in table} == classes
    assert {row["takes"] for row in table} == {"any", "clause", "bahwa", "none"}
    roots = [row["root"] for row in table]
    assert len(roots) == len(set(roots))
    active = [form for row in table for form in row["active"].split(";") if form]
    assert len(active) == len(set(active))
    assert verbs()["katanya"].build == "clitic"


def test_every_rule_finds_something_and_says_why():
    texts = [case["text"] for case in json.loads((CASES / "statements_forms.json").read_text(encoding="utf-8"))]
    used = {s.rule for text in [*texts, 'Rina Wati: "Air mulai surut."'] for s in statements_in(text)}
    assert {name for name, _, _ in RULES} <= used
    assert all(len(reason.split()) > 5 for _, _, reason in RULES)


def test_reading_one_string_needs_no_pandas():
    code = "import sys; from summitlib.speech.discourse import Article; "
    code += "list(Article('Rina mengatakan air surut.').read()); "
    code += "sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- against the reference coding (skips without it) ---------------------------------------------------------------

FLOORS = {"seeds": (0.97, 0.93, 0.97, 0.94, 0.97), "clean_dev": (0.95, 0.90, 0.93, 0.88, 0.97)}


@pytest.mark.parametrize("gold", FLOORS)
def test_scores_on_the_reference_coding(shared, gold):
    command = [
        sys.executable,
        str(shared / "evaluations/statements_eval.py"),
        str(shared / f"gold/statements/{gold}.jsonl"),
    ]
    run = subprocess.run(
        [*command, "--func", "summitlib.statements:statements_in", "--json"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    score = json.loads(run.stdout)
    got = (score["overlap"]["f1"], score["exact"]["f1"], score["attr_strict"], score["e2e"]["f1"], score["cue"]["f1"])
    assert all(value >= floor for value, floor in zip(got, FLOORS[gold], strict=True)), got


@pytest.mark.slow
def test_recall_on_the_noisy_coding(shared):
    command = [
        sys.executable,
        str(shared / "evaluations/statements_eval.py"),
        str(shared / "gold/statements/kota_dev.jsonl"),
    ]
    run = subprocess.run(
        [*command, "--kota", "--func", "summitlib.statements:statements_in"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    drawn = json.loads(run.stdout)["drawn"]
    assert drawn["recall_overlap"] >= 0.85
    assert drawn["recall_exact"] >= 0.78
