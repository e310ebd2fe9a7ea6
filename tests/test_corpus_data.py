"""The corpus holds together: records, texts, codes, counts and datasheet agree, and no sentence is borrowed."""

import csv
import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
ARTICLES = {
    "andalpost-2023-09-13",
    "bisnis-2023-09-12",
    "jfid-2023-09-invitation",
    "jfid-2023-09-meeting",
    "tempo-2023-09-13",
}
CORE = {"analyst_named", "journalist", "analyst_unnamed"}
ALLOWED = {
    "speaker_type": CORE | {"official", "state", "other"},
    "issue": {
        "arms", "military_coop", "space_satellite", "economy_aid_energy", "sanctions_un", "alliance_balance",
        "ukraine_war", "regional_security", "domestic_history", "summit_signalling",
    },
    "target": {
        "rapprochement", "arms_deal", "defence_tech_coop", "econ_aid_coop", "sanctions_order", "trilateral_alliance",
        "china_role", "regional_dialogue", "nk_domestic", "other",
    },
    "evaluation": {"-1", "0", "1"},
    "risk": {"threat", "opportunity", "none"},
    "certainty": {"0", "1", "2"},
    "attribution": {"indirect"},
    "original_attribution": {"direct", "indirect", "mixed"},
    "confidence": {"high", "low"},
}  # fmt: skip
WORD = re.compile(r"\w+(?:-\w+)*")


def rows_of(name):
    with (CORPUS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def text_of(article):
    return (CORPUS / "texts" / f"{article}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def originals(shared):
    return shared / "originals"


RECORDS = rows_of("articles.csv")
STATEMENTS = rows_of("codes/statements.csv")


# ------------------------------------------------------------------------------------------- records and texts


def test_one_record_and_one_text_an_article():
    assert [r["article"] for r in RECORDS] == sorted(ARTICLES)
    assert {p.stem for p in (CORPUS / "texts").glob("*.txt")} == ARTICLES


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r["article"])
def test_a_date_has_bounds_and_every_record_a_basis(record):
    assert record["published_basis"]
    if record["published"]:
        assert record["published"] == record["published_earliest"]
        assert record["published"] <= (record["published_latest"] or "9999")


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r["article"])
def test_records_describe_the_originals(record, originals):
    raw = (originals / f"{record['article']}.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == record["sha256"]
    assert len(raw) == int(record["bytes"])
    assert len(raw.decode("utf-8").split()) == int(record["words"])


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r["article"])
def test_texts_are_about_as_long_and_quote_nobody(record):
    text = text_of(record["article"])
    assert 0.6 <= len(text.split()) / int(record["words"]) <= 1.0
    assert not set("\"'“”‘’«»") & set(text)
    assert text.endswith(".\n")
    assert "\r" not in text


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_texts_keep_the_numbers_of_the_originals(article, originals):
    """Dates, years, shares and lengths carry over, none is added."""
    raw = (originals / f"{article}.txt").read_text(encoding="utf-8")
    furniture = {"8", "4"} if article.startswith("jfid") else set()  # minutes of reading
    theirs, ours = set(re.findall(r"\d+", raw)) - furniture, set(re.findall(r"\d+", text_of(article)))
    assert ours - furniture <= theirs
    assert theirs <= ours


@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_no_sentence_is_shared(article, originals):
    """No eight words in a row, names and dates aside, stand in any original."""
    grams = set()
    for path in originals.glob("*.txt"):
        words = WORD.findall(path.read_text(encoding="utf-8"))
        for i in range(len(words) - 7):
            if sum(word[0].islower() for word in words[i : i + 8]) >= 5:
                grams.add(tuple(word.casefold() for word in words[i : i + 8]))
    ours = [word.casefold() for word in WORD.findall(text_of(article))]
    assert not [ours[i : i + 8] for i in range(len(ours) - 7) if tuple(ours[i : i + 8]) in grams]


# ------------------------------------------------------------------------------------------- statements


def test_units_are_numbered_in_reading_order():
    order = sorted(ARTICLES)
    running = Counter()
    for row in STATEMENTS:
        running[row["article"]] += 1
        assert row["unit_id"] == f"D{order.index(row['article']) + 1}-{running[row['article']]:02}"
    assert set(running) == ARTICLES
    places = [(order.index(r["article"]), int(r["start"]), int(r["end"])) for r in STATEMENTS]
    assert places == sorted(places)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(places)), "units overlap"


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda r: r["unit_id"])
def test_units_are_whole_sentences_with_their_words(row):
    text, start, end = text_of(row["article"]), int(row["start"]), int(row["end"])
    span = text[start:end]
    assert span == span.strip()
    assert span[-1] in ".:"
    assert text[:start].rstrip(" •")[-1:] in {"", ".", ":", "\n"}, "starts inside a sentence"
    assert text[end : end + 1] in {" ", "\n", ""}
    assert "\n" not in span
    cues = [cue for cue in row["report_verb"].split(";") if cue]
    markers = [] if row["markers"] == "-" else row["markers"].split(";")
    assert row["markers"], "markers: - where there is none"
    for words in cues + markers:
        assert words in span.lower()


@pytest.mark.parametrize("field", sorted(ALLOWED))
def test_values_are_those_of_the_codebook(field):
    assert {row[field] for row in STATEMENTS} <= ALLOWED[field]
    codebook = (CORPUS / "codes" / "CODEBOOK.md").read_text(encoding="utf-8")
    if field not in ("evaluation", "certainty", "original_attribution"):
        assert all(f"`{value}`" in codebook for value in ALLOWED[field])


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda r: r["unit_id"])
def test_rows_are_complete(row):
    assert row["speaker"]
    assert row["gloss"].endswith(".")
    assert row["confidence"] == "high" or row["note"], "a doubt has its reason"
    if row["speaker_type"] in ("analyst_named", "journalist"):
        assert row["affiliation"] in text_of(row["article"])
        assert row["speaker"] in text_of(row["article"])
    if not row["report_verb"]:
        assert text_of(row["article"])[: int(row["start"])].endswith("• "), "only a bullet stands without a cue"


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda r: r["unit_id"])
def test_units_are_found_in_the_originals(row, originals):
    raw = (originals / f"{row['article']}.txt").read_text(encoding="utf-8")
    span = raw[int(row["original_start"]) : int(row["original_end"])]
    assert span
    assert span == span.strip()
    assert span[-1] in ".:”"
    assert ("“" in span or '"' in span) == (row["original_attribution"] != "indirect")
    for cue in filter(None, row["original_report_verb"].split(";")):
        assert cue in span.lower()


# ------------------------------------------------------------------------------------------- times


@pytest.mark.parametrize("row", rows_of("codes/times.csv"), ids=lambda r: f"{r['article']}:{r['start']}")
def test_time_expressions_are_where_they_are_said_to_be(row):
    assert text_of(row["article"])[int(row["start"]) : int(row["end"])] == row["surface"]


# ------------------------------------------------------------------------------------------- counts


def test_counts_have_their_shape():
    rows = rows_of("counts.csv")
    assert {row["article"] for row in rows} == ARTICLES
    assert len({(row["article"], row["term"]) for row in rows}) == len(rows)
    for row in rows:
        assert int(row["n"]) == len(row["term"].split(" "))
        assert int(row["count"]) >= int(row["n"])
        assert row["term"] == row["term"].lower()


def test_counts_are_those_of_the_originals(originals):
    from tests import make_counts

    for name, header, rows in (
        ("counts", make_counts.HEADER, make_counts.count_rows(originals)),
        ("counts_lines", make_counts.LINES_HEADER, make_counts.line_rows(originals)),
        ("counts_overlap", make_counts.OVERLAP_HEADER, make_counts.overlap_rows(originals)),
    ):
        made = [dict(zip(header, map(str, row), strict=True)) for row in rows]
        assert made == rows_of(f"{name}.csv"), "cleaner or tokeniser changed: run python -m tests.make_counts"


# ------------------------------------------------------------------------------------------- datasheet


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.csv")), ids=lambda p: p.name)
def test_datasheet_names_every_file_and_column(path):
    if "originals" in path.parts:
        pytest.skip("imported originals are not part of the package")
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert f"`{path.relative_to(CORPUS).as_posix()}`" in sheet
    with path.open(encoding="utf-8", newline="") as handle:
        missing = [column for column in next(csv.reader(handle)) if f"`{column}`" not in sheet]
    assert not missing


def test_datasheet_numbers_are_true():
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    units = Counter(row["article"] for row in STATEMENTS)
    for record in RECORDS:
        article, words = record["article"], len(text_of(record["article"]).split())
        line = next(line for line in sheet.splitlines() if line.startswith(f"| `{article}` |"))
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        assert cells[1:] == [record["publisher"], f"{int(record['words']):,}", str(words), str(units[article])]
    low = sum(row["confidence"] == "low" for row in STATEMENTS)
    core = sum(row["speaker_type"] in CORE for row in STATEMENTS)
    top = sum(n for _, n in Counter(row["speaker"] for row in STATEMENTS).most_common(2))
    assert f"{low} of the {len(STATEMENTS)} statements are marked `low`" in sheet
    assert f"hold {top} of the {len(STATEMENTS)} units (of {core} in the core set" in sheet
