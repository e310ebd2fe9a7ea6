"""Time expressions: cases as data, what must hold for any text, gold where it is present."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summitlib as sl
from summitlib.dating import values as tv
from summitlib.dating.patterns import by_first_word, patterns
from summitlib.dating.vocabulary import number_of
from summitlib.lexicons import read_lexicon
from summitlib.rows import TIME
from summitlib.times import READERS, find_times, times_in, to_timeml
from tests.growth import assert_in_proportion

CASES = json.loads((Path(__file__).parent / "cases" / "times_expressions.json").read_text(encoding="utf-8"))
WRONG = json.loads((Path(__file__).parent / "cases" / "times_known_failures.json").read_text(encoding="utf-8"))
PIECES = [
    "Rabu",
    " (",
    "13/9/2023",
    ")",
    "2023",
    "-",
    "10",
    " hingga ",
    "September",
    "dua ",
    "hari",
    " lalu",
    "pukul ",
    "09.00",
    " WIB",
    "\n",
    ". ",
    "akhir ",
    "pekan",
    "setiap ",
    "awal ",
    "abad ke-19",
    "kuartal III",
    "é",
    "Natal",
    "31 Februari 2023",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def read(case):
    return [
        {"surface": t.surface, "type": t.type, "value": t.value, **({"mod": t.mod} if t.mod else {})}
        for t in times_in(case["text"], case["published"])
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_case(case):
    assert read(case) == case["expected"]


@pytest.mark.parametrize("case", [c for c in CASES if c.get("linked")], ids=lambda c: c["label"])
def test_ends_of_a_range_are_linked(case):
    begin, end = times_in(case["text"], case["published"])
    assert begin.range == end.range is not None
    assert (begin.range_role, end.range_role) == ("begin", "end")


@pytest.mark.parametrize(
    "case", [pytest.param(c, marks=pytest.mark.xfail(reason=c["why"])) for c in WRONG], ids=lambda c: c["label"]
)
def test_known_failure(case):
    assert read(case) == case["expected"]


@given(TEXTS, st.sampled_from([None, "2023-09-13", "0001-01-01", "9999-12-31"]))
def test_any_text_is_read_and_offsets_hold(text, published):
    found = times_in(text, published)
    assert all(text[t.start : t.end] == t.surface and t.start < t.end for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(t.earliest <= t.latest for t in found if t.earliest and t.latest)


@given(TEXTS)
def test_without_a_document_date_nothing_is_read_against_today(text):
    for t in times_in(text):
        assert not t.anchor.startswith("published")
        assert t.anchor == "written" or t.anchor.startswith("mentioned") or t.earliest is t.latest is None


@given(st.dates())
def test_the_days_of_a_value_hold_the_day_it_was_made_of(day):
    for unit in ("day", "week", "month", "quarter", "half", "year", "decade", "century"):
        first, last = tv.days_of(tv.value_of(day, unit))
        assert first is None or first <= day <= last


@given(st.dates(), st.sampled_from(["day", "week", "month", "quarter", "year"]), st.integers(-50, 50))
def test_there_and_back_again(day, unit, number):
    there = tv.moved(day, unit, number)
    if there and day.day <= 28:
        assert tv.moved(there, unit, -number) == day


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 7))
def test_the_nearest_weekday_is_that_day_and_within_a_week(day, weekday):
    before, after = tv.weekday_near(day, weekday), tv.weekday_near(day, weekday, forward=True)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert 0 <= (day - before).days < 7
    assert 0 <= (after - day).days < 7


def test_intervals_a_year_is_not_its_first_day():
    year, day, week = tv.days_of("2023"), tv.days_of("2023-09-13"), tv.days_of("2023-W37")
    assert tv.before(year, day) is False
    assert tv.overlaps(year, day) is True
    assert tv.during(day, week) is True
    assert tv.during(year, day) is False
    assert tv.before(tv.days_of("2019"), year) is True
    assert tv.before(tv.UNKNOWN, day) is None
    assert tv.overlaps(tv.UNKNOWN, day) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-W43-WE", "2025-10-25", "2025-10-26"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2023-09-12TMO", "2023-09-12", "2023-09-12"),
    ],
)
def test_days_of_a_value(value, first, last):
    assert [day.isoformat() for day in tv.days_of(value)] == [first, last]


@pytest.mark.parametrize("value", ["XXXX-09", "P3Y", "PAST_REF", "BC0500", "2023-02-30", "2021-W60", "", None, "0000"])
def test_values_without_days(value):
    assert tv.days_of(value) == (None, None)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Kapal tiba Senin (5/3/2024).", "weekday contradicts date: 2024-03-05 is a Selasa"),
        ("Kapal tiba pada 30 Februari 2024.", "impossible date"),
        ("Kapal tiba Selasa (5/3/2014) itu.", "weekday contradicts date: 2014-03-05 is a Rabu"),
        ("Kapal tiba Rabu (5/3/2014).", "far from the document date"),
        ("Kapal tiba pada 3/25/2024.", "written month first"),
        ("Kapal tiba pada 5 Maret 2024.", None),
    ],
)
def test_warnings(text, warning):
    assert times_in(text, "2024-03-06")[0].warning == warning


def test_an_impossible_date_has_its_written_value_and_no_days():
    t = times_in("Kapal tiba pada 30 Februari 2024.", "2024-03-06")[0]
    assert (t.value, t.earliest, t.latest) == ("2024-02-30", None, None)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Kapal tiba pada 2019.", "written"),
        ("Kapal tiba kemarin.", "published 2024-03-06"),
        ("Kapal tiba Senin.", "published 2024-03-06, last such day"),
        ("Kapal akan tiba Jumat.", "published 2024-03-06, next such day"),
    ],
)
def test_the_anchor_says_how_it_was_chosen(text, anchor):
    assert times_in(text, "2024-03-06")[0].anchor == anchor


def test_last_years_have_days_from_the_document_date():
    t = times_in("Harga naik dalam tiga tahun terakhir.", date(2024, 3, 6))[0]
    assert (t.earliest, t.latest) == (date(2021, 3, 6), date(2024, 3, 6))


def test_a_bad_document_date_is_named():
    for bad, told in (("kemarin", "'kemarin'"), (2024, "2024"), (["2024-03-02"], r"\['2024-03-02'\]")):
        with pytest.raises(ValueError, match=f"published is {told}; it may be a date, an ISO date such as"):
            times_in("x", bad)
    for unknown in (pd.NaT, pd.NA, float("nan")):
        assert times_in("Kamis.", unknown) == times_in("Kamis.")


@pytest.mark.parametrize("name", ["find_times", "find_statements", "find_tokens", "find_duplicates", "find_stance"])
def test_what_is_no_frame_is_said(name):
    find = getattr(sl, name)
    with pytest.raises(ValueError, match=r"rows come as a pandas frame, not as 'teks'\. For one string there are"):
        find("teks")
    with pytest.raises(ValueError, match="rows come as a pandas frame, not as a Series"):
        find(pd.Series(["teks", "teks"]))


@given(TEXTS)
def test_timeml_is_well_formed_and_gives_the_text_back(text):
    text = "".join(c for c in text if c.isprintable() or c == "\n")
    root = ET.fromstring(to_timeml(text, times_in(text, "2024-03-06")))
    assert "".join(root.itertext()) == text


def test_timeml_carries_type_value_and_mod():
    text = "Sejak awal 2019 & <kini>."
    first, second = ET.fromstring(to_timeml(text, times_in(text, "2024-03-06")))
    assert first.attrib == {"tid": "t1", "type": "DATE", "value": "2019", "mod": "START"}
    assert second.text == "kini"


def articles(*rows):
    frame = pd.DataFrame(rows, columns=["article", "text", "published", "published_earliest", "published_latest"])
    return frame.astype(dict.fromkeys(frame.columns[2:], "datetime64[s]"))


def test_find_times_has_the_shape_of_time_rows_also_when_empty():
    frame = find_times(articles(("a", "Ia tiba kemarin.", "2024-03-06", None, None), ("b", None, None, None, None)))
    assert dict(frame.dtypes.astype(str)) == TIME
    assert frame.loc[0, ["article", "surface", "value"]].tolist() == ["a", "kemarin", "2024-03-05"]
    assert dict(find_times(articles()).dtypes.astype(str)) == TIME


def test_a_document_date_known_within_bounds_gives_what_both_bounds_agree_on():
    frame = find_times(articles(("a", "Tahun ini Selasa itu hari pasar, 5 Mei.", None, "2024-03-06", "2024-03-20")))
    assert frame["value"].tolist() == ["2024", "XXXX-WXX-2", "2024-05-05"]
    assert [day.date().isoformat() for day in frame.loc[1, ["earliest", "latest"]]] == ["2024-03-05", "2024-03-19"]


@settings(max_examples=25)
@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_frames_may_be_split_and_stacked(a, b):
    rows = [(f"a{n}", text, "2024-03-06", None, None) for n, text in enumerate(a + b)]
    whole, parts = articles(*rows), [articles(*rows[: len(a)]), articles(*rows[len(a) :])]
    pd.testing.assert_frame_equal(find_times(whole), pd.concat([find_times(p) for p in parts], ignore_index=True))


def test_every_pattern_has_a_reader_and_can_begin():
    assert {p.name for p in patterns()} == set(READERS)
    assert all(p.first for p in patterns())


def test_every_word_of_the_lexicons_is_tried():
    first = set(by_first_word())
    for row in read_lexicon("time_phrases"):
        assert row["phrase"].replace("-", " ").split()[0] in first


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("seratus dua puluh", "120"),
        ("dua ribu lima ratus", "2500"),
        ("lima belas", "15"),
        ("seribu", "1000"),
        ("setengah", "0.5"),
        ("tiga ratus empat puluh satu", "341"),
        ("beberapa", "X"),
        ("7x24", "168"),
    ],
)
def test_number_words(words, number):
    assert number_of(words) == number


HOSTILE = {
    "slashes": "1/2/",
    "dashes": "2023-",
    "clock": "10.00-",
    "brackets": "(1/2)",
    "weekdays": "Senin (",
    "months": "Mei, ",
    "numbers": "dua ",
    "units": "hari ",
    "stops": "a.a.",
    "quotes": '"',
    "digits": "1234567890",
    "spaces": " ",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(name):
    assert_in_proportion(lambda text: times_in(text, "2024-03-06"), HOSTILE[name], length=200_000)


def test_strings_need_no_pandas():
    code = "import sys; from summitlib.times import times_in; times_in('kini', None); print('pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("gold", "needs"),
    [
        ("dev_seeds.jsonl", ["strict=0.97", "value=0.97"]),
        ("dev_detik.jsonl", ["strict=0.90", "relaxed=0.95", "value=0.91", "type=0.94"]),
    ],
)
def test_gold(shared, root, gold, needs):
    scorer = shared / "evaluations" / "timex_eval.py"
    if not scorer.is_file():
        pytest.skip("needs the scorer beside the gold texts")
    command = [
        sys.executable,
        scorer,
        "--gold",
        shared / "gold" / "timex" / gold,
        "--call",
        "summitlib.times:times_in",
        "--path",
        root,
        "--require",
        *needs,
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
