"""The hand codes of events and times, and the table of known facts, hold together and point at real words."""

import csv
import json
import re
from calendar import monthrange
from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

CODES = Path(__file__).resolve().parent.parent / "corpus" / "codes"
TEXTS = CODES.parent / "texts"
ARTICLES = sorted(path.stem for path in TEXTS.glob("*.txt"))
CASES = Path(__file__).resolve().parent / "cases"
MEASURED_ON = json.loads((CASES / "codes_events_texts.json").read_text(encoding="utf-8"))

PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SPAN = re.compile(r"([\w-]+):(\d+)-(\d+)")
ALLOWED = {
    "precision": "day month year decade era unknown",
    "extent": "within lasting",
    "date_basis": "explicit relative inferred external",
    "event_class": "agree consult support cooperate aid request accuse reject threaten sanction mobilize coerce "
    "assault visit pledge politics relation comment hazard",
    "status": "past ongoing announced denied alleged hypothetical",
    "role": "core background marginal",
    "conflict": "none between-sources fact granularity certainty tension",
    "conflict_kind": "date place plan-fact claim-denial other",
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (CODES / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def values(cell: str) -> list[str]:
    return [value for value in re.split(r"; ?", cell) if value]


EVENTS, TIMES, KNOWN = rows_of("events"), rows_of("times"), rows_of("known")
EVENT_NAMES = {row["event"] for row in EVENTS}


def text_of(article: str) -> str:
    return (TEXTS / f"{article}.txt").read_bytes().decode("utf-8")


def spans_of(cell: str) -> list[tuple[str, int, int]]:
    found = [SPAN.fullmatch(value) for value in values(cell)]
    assert all(found), cell
    return [(m[1], int(m[2]), int(m[3])) for m in found if m]


def cut(text: str, start: int, end: int) -> str:
    """The span, after checking that it holds whole words without space at the ends."""
    assert 0 <= start < end <= len(text)
    words = text[start:end]
    assert words == words.strip()
    assert "\n" not in words
    assert not (start and text[start - 1].isalnum() and words[0].isalnum()), words
    assert not (text[end : end + 1].isalnum() and words[-1].isalnum()), words
    return words


def first_day(value: str) -> str:
    return (value + "-01-01")[:10]


def last_day(value: str) -> str:
    if len(value) == 7:
        year, month = map(int, value.split("-"))
        return f"{value}-{monthrange(year, month)[1]}"
    return (value + "-12-31")[:10]


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["event"])
def test_an_event_uses_the_written_scheme(row):
    for field, allowed in ALLOWED.items():
        assert set(values(row[field])) <= set(allowed.split()), field
        assert len(values(row[field])) == 1 or field == "conflict_kind", field
    for field in ("begin", "end"):
        assert not row[field] or PARTIAL.fullmatch(row[field]), field
    if row["begin"] and row["end"]:
        assert first_day(row["begin"]) <= last_day(row["end"])
    if not row["begin"] and not row["end"]:
        assert row["precision"] == "unknown"
    assert row["gloss"]
    assert row["claimed_by"]
    assert set(values(row["articles"])) <= set(ARTICLES)


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["event"])
def test_a_conflict_says_what_kind_and_why(row):
    if row["conflict"] == "none":
        assert not row["conflict_kind"]
        assert not row["conflict_with"]
        assert not row["conflict_note"]
        return
    assert row["conflict_kind"]
    assert set(values(row["conflict_with"])) <= EVENT_NAMES - {row["event"]}
    assert row["conflict_note"]
    if row["conflict"] == "fact":
        assert any(row["event"] in values(fact["events"]) for fact in KNOWN)


def test_event_names_are_unique():
    assert len(EVENT_NAMES) == len(EVENTS)


def test_conflicts_name_each_other():
    by_name = {row["event"]: row for row in EVENTS}
    for row in EVENTS:
        for other in values(row["conflict_with"]):
            named_back = row["event"] in values(by_name[other]["conflict_with"])
            assert named_back or by_name[other]["conflict"] == "none", (row["event"], other)


def test_offsets_were_measured_on_these_texts():
    """A text that changes needs its spans measured again, then its new sum in cases/codes_events_texts.json."""
    assert {article: sha256(text_of(article).encode()).hexdigest() for article in ARTICLES} == MEASURED_ON["texts"]


def test_offsets_were_measured_on_these_originals(shared):
    paths = sorted((shared / "originals").glob("*-2023-09*.txt"))
    assert {path.stem: sha256(path.read_bytes()).hexdigest() for path in paths} == MEASURED_ON["originals"]


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["event"])
def test_the_evidence_of_an_event_stands_in_our_texts(row):
    found = spans_of(row["evidence"])
    for article, start, end in found:
        cut(text_of(article), start, end)
    if found:
        assert sorted({article for article, _, _ in found}) == values(row["articles"])
    else:
        assert "caption" in row["note"]  # captions are not restated


@pytest.mark.parametrize("row", EVENTS, ids=lambda row: row["event"])
def test_the_evidence_of_an_event_stands_in_the_originals(row, shared):
    found = spans_of(row["original_evidence"])
    for article, start, end in found:
        cut((shared / "originals" / f"{article}.txt").read_bytes().decode("utf-8"), start, end)
    assert sorted({article for article, _, _ in found}) == values(row["articles"])


@pytest.mark.parametrize("row", [r for r in EVENTS if r["date_basis"] == "explicit"], ids=lambda row: row["event"])
def test_an_explicit_date_stands_in_the_evidence(row):
    """The year coded as explicit is to be read in the event's spans; what lasts may end with the article's day."""
    quoted = " ".join(text_of(article)[start:end] for article, start, end in spans_of(row["evidence"]))
    years = {row["begin"][:4]} if row["extent"] == "lasting" else {row["begin"][:4], row["end"][:4]}
    assert not quoted or years <= set(re.findall(r"(?<!\d)\d{4}(?!\d)", quoted))


@pytest.mark.parametrize("row", TIMES, ids=lambda row: f"{row['article']}:{row['start']}")
def test_a_time_expression_is_what_it_quotes(row):
    assert cut(text_of(row["article"]), int(row["start"]), int(row["end"])) == row["surface"]
    assert row["type"] in {"DATE", "TIME", "DURATION", "SET"}
    assert row["mod"] in {"", "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN"}
    assert (row["range"] == "") == (row["range_role"] == "")
    assert (row["earliest"] == "") == (row["latest"] == "")
    if row["earliest"]:
        assert date.fromisoformat(row["earliest"]) <= date.fromisoformat(row["latest"])
        assert row["type"] in {"DATE", "TIME"}
    if row["type"] == "DURATION":
        assert row["value"].startswith("P")


def test_time_expressions_stand_in_order_without_overlap():
    for article in ARTICLES:
        spans = [(int(r["start"]), int(r["end"])) for r in TIMES if r["article"] == article]
        assert spans
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_ranges_have_two_ends():
    roles = Counter((r["article"], r["range"], r["range_role"]) for r in TIMES if r["range"])
    assert roles
    assert set(roles.values()) == {1}
    for article, name, _ in roles:
        assert (article, name, "begin") in roles
        assert (article, name, "end") in roles


def test_every_four_digit_year_in_our_texts_is_marked():
    for article in ARTICLES:
        marked = [(int(r["start"]), int(r["end"])) for r in TIMES if r["article"] == article]
        for year in re.finditer(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", text_of(article)):
            assert any(start <= year.start() and year.end() <= end for start, end in marked), year


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row["fact"])
def test_a_known_fact_has_bounds_a_basis_and_events(row):
    assert PARTIAL.fullmatch(row["earliest"])
    assert PARTIAL.fullmatch(row["latest"])
    assert first_day(row["earliest"]) <= last_day(row["latest"])
    assert row["event_class"] in ALLOWED["event_class"].split()
    assert row["happened"] in {"yes", "no"}
    assert row["basis"]
    assert row["source"]
    assert row["gloss"]
    assert "://" not in "".join(row.values())
    assert values(row["events"])
    assert set(values(row["events"])) <= EVENT_NAMES


def test_known_facts_are_named_once():
    assert len({row["fact"] for row in KNOWN}) == len(KNOWN)


def test_the_conflicts_a_reader_must_not_miss_are_coded():
    kinds = {row["event"]: (row["conflict"], values(row["conflict_kind"])) for row in EVENTS}
    assert kinds["summit-2023"][1] == ["plan-fact", "place"]  # Vladivostok planned, Vostochny held
    assert kinds["arms-denial"][1] == ["claim-denial"]
    assert kinds["kim-biden-singapore-2021"][0] == "fact"
    assert kinds["military-cooperation-agreed"][0] == "tension"  # told as past beside a journey still to come
