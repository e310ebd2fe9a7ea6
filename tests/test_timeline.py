"""Event rows from invented news: mentions, merging, conflicts, files for other programs read back."""

import csv
import io
import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summitlib as sl
from summitlib.dating.values import precision_of
from summitlib.happening.conflicts import CONFLICT, _pairs, _told, apart, find_conflicts
from summitlib.happening.exchange import as_csv, as_icalendar, as_timelinejs, export_timeline
from summitlib.happening.merging import places_agree
from summitlib.happening.words import STATUSES, gazetteer, status_at, triggers_in
from summitlib.lexicons import read_lexicon
from summitlib.rows import EVENT
from summitlib.timeline import build_timeline

HARBOUR = (
    "Presiden Mesir Omar Halim menemui Perdana Menteri Malaysia Lina Rahman di Surabaya pada Senin (4/3/2024). "
    "Pertemuan pertama mereka berlangsung di Doha pada Mei 2021. Pelabuhan itu dibuka pada 1998."
)
MARKET = (
    "Omar Halim, presiden Mesir, bertemu Lina Rahman pekan ini di Surabaya. "
    "Keduanya pernah bertemu pada 2021. Mesir membantah mengirim kapal ke Malaysia."
)
PLAN = (
    "Presiden Mesir Omar Halim dijadwalkan bertemu Perdana Menteri Malaysia Lina Rahman di Bandung pada 4 Maret. "
    "Mesir diduga mengirim kapal perang ke Malaysia."
)


def frame(*rows):
    table = pd.DataFrame(rows, columns=["article", "text", "published"])
    return table.astype({"published": "datetime64[s]"})


ARTICLES = frame(("harbour", HARBOUR, "2024-03-05"), ("market", MARKET, "2024-03-06"), ("plan", PLAN, "2024-03-01"))


def timeline(articles, **more):
    return build_timeline(sl.find_times(articles), articles, **more)


def meeting(events, **wanted):
    rows = events[events["kind"] == "meet"]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, rows.to_string()
    return rows.iloc[0]


def test_rows_have_their_shape_also_when_there_are_none():
    assert dict(timeline(ARTICLES).dtypes.astype(str)) == EVENT
    assert dict(timeline(frame()).dtypes.astype(str)) == EVENT


def test_evidence_points_at_whole_sentences_and_surface_stands_in_them():
    texts = dict(zip(ARTICLES["article"], ARTICLES["text"], strict=True))
    for row in timeline(ARTICLES).to_dict("records"):
        article, start, end = row["evidence"][0]
        assert row["surface"] in texts[article][start:end]
        assert texts[article][start].isupper()
        assert texts[article][end - 1] == "."


def test_one_event_in_two_articles_is_one_row_with_both_sources():
    row = meeting(timeline(ARTICLES), place="Surabaya")
    assert row["articles"] == "harbour; market"
    assert (str(row["earliest"].date()), str(row["latest"].date()), row["precision"]) == (
        "2024-03-04",
        "2024-03-04",
        "day",
    )
    assert row["actors"] == "Omar Halim; Lina Rahman"
    assert row["states"] == "Mesir; Malaysia"
    assert len(row["evidence"]) == 2


def test_pronouns_and_a_light_verb_lead_to_the_meeting_spoken_of():
    row = meeting(timeline(ARTICLES), place="Doha")
    assert row["value"] == "2021-05; 2021"
    assert row["status"] == "past"
    assert row["precision"] == "month"


def test_a_plan_stays_apart_from_what_took_place():
    row = meeting(timeline(ARTICLES), place="Bandung")
    assert (row["status"], row["articles"]) == ("announced", "plan")


def test_conflicts_are_named_not_resolved():
    events = timeline(ARTICLES)
    found = find_conflicts(events)
    assert dict(found.dtypes.astype(str)) == CONFLICT
    assert sorted(found["kind"]) == ["claim/denial", "granularity", "granularity", "plan/fact"]
    plan = found[found["kind"] == "plan/fact"].iloc[0]
    assert "Bandung" in plan["note"]
    assert "Surabaya" in plan["note"]
    assert events.loc[events["event"] == plan["event"], "conflict"].str.contains("plan/fact").all()


def event(name, **more):
    base = {
        "event": name,
        "earliest": "2024-03-04",
        "latest": "2024-03-04",
        "event_class": "consult",
        "kind": "meet",
        "actors": "Omar Halim; Lina Rahman",
        "states": "",
        "place": "Surabaya",
        "status": "past",
        "articles": name,
        "value": "",
    }
    return base | more


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"place": "Bandung"}, "place"),
        ({"place": "Indonesia"}, None),  # a place in it
        ({"place": None}, None),
        ({"earliest": "2024-03-06", "latest": "2024-03-06"}, "date"),
        ({"earliest": "2024-03-01", "latest": "2024-03-31"}, None),  # a month holds the day
        ({"earliest": "2025-03-06", "latest": "2025-03-06"}, None),  # another year, another meeting
        ({"status": "announced", "place": "Bandung"}, "plan/fact"),
        ({"status": "announced"}, None),  # a plan that came true
        ({"status": "denied"}, "claim/denial"),
        ({"status": "denied", "actors": "Budi Santoso"}, None),
        ({"place": "Bandung", "actors": "Omar Halim; Budi Santoso"}, None),  # with somebody else
        ({"place": "Bandung", "kind": "visit"}, None),
    ],
)
def test_kinds_of_conflict(other, kind):
    found = find_conflicts(pd.DataFrame([event("a"), event("b", **other)]))
    assert found["kind"].tolist() == ([kind] if kind else [])


KNOWN = pd.DataFrame(
    [
        {
            "fact": "meeting",
            "earliest": "2024-03-04",
            "latest": "2024-03-04",
            "place": "Surabaya",
            "actors": "Omar Halim;Lina Rahman",
            "event_class": "consult",
            "happened": "yes",
        },
        {
            "fact": "never",
            "earliest": "2020",
            "latest": "2023",
            "place": "",
            "actors": "Omar Halim;Budi Santoso",
            "event_class": "consult",
            "happened": "no",
        },
    ]
)


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        ({}, []),
        ({"earliest": "2023-03-04", "latest": "2023-03-04"}, ["meeting"]),
        ({"status": "announced", "place": "Bandung"}, ["meeting"]),
        (
            {"earliest": "2021-05-01", "latest": "2021-05-31", "actors": "Omar Halim; Budi Santoso", "place": "Doha"},
            ["never"],
        ),
        (
            {
                "earliest": "2021-05-01",
                "latest": "2021-05-31",
                "actors": "Omar Halim; Budi Santoso",
                "status": "denied",
            },
            [],
        ),
        ({"event_class": "visit", "earliest": "2023-03-04", "latest": "2023-03-04"}, []),
    ],
)
def test_known_facts(told, facts):
    found = find_conflicts(pd.DataFrame([event("a", **told)]), KNOWN)
    assert found["other"].tolist() == facts
    assert set(found["kind"]) <= {"fact"}


def test_country_names_of_a_table_of_facts_may_be_english():
    assert gazetteer()["North Korea"][0] == gazetteer()["Korut"][0] == "Korea Utara"
    assert not apart("Seoul", "Korea Selatan")
    assert apart("Seoul", "Tokyo")


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Bupati [menutup] pelabuhan itu.", "past"),
        ("Bupati akan [menutup] pelabuhan itu.", "announced"),
        ("Bupati membantah akan [menutup] pelabuhan itu.", "denied"),
        ("Bupati tidak [menutup] pelabuhan itu.", "denied"),
        ("Bupati diduga [menutup] pelabuhan itu.", "alleged"),
        ("Bupati mungkin [menutup] pelabuhan itu.", "hypothetical"),
        ("Jika hujan turun, bupati [menutup] pelabuhan itu.", "hypothetical"),
        ("Bupati sedang [menutup] pelabuhan itu.", "ongoing"),
        ("Bupati membantah kabar itu, tetapi [menutup] pelabuhan.", "past"),
        ("Warga mungkin pergi sejak bupati [menutup] pelabuhan itu.", "past"),
        ("Kunjungan [berlangsung] Senin mendatang.", "announced"),
        ("Kunjungan [berlangsung] pekan depan.", "announced"),
        ("Warga [berunjuk rasa] di depan kantor bupati, Senin.", "past"),
    ],
)
def test_status(sentence, status):
    start, end = sentence.index("["), sentence.index("]") - 1
    assert status_at(sentence.replace("[", "").replace("]", ""), start, end) == status


def test_a_protest_in_front_of_a_building_is_no_plan():
    events = timeline(frame(("a", "Pedagang berunjuk rasa di depan kantor pasar, Kamis.", "2024-03-02")))
    assert events[["value", "status"]].to_numpy().tolist() == [["2024-02-29", "past"]]


def test_statuses_of_the_lexicon_are_those_of_the_code():
    assert {row["status"] for row in read_lexicon("event_cues")} == set(STATUSES)


def test_every_form_of_the_trigger_lexicon_is_found():
    for row in read_lexicon("event_triggers"):
        for form in row["forms"].split(";"):
            assert triggers_in(f"Kemarin {form} lagi")[0].end == 8 + len(form), form


def test_undated_articles_give_no_days_but_their_events():
    events = timeline(frame(("a", "Omar Halim menemui Lina Rahman pada Senin, 4 Maret.", None)))
    assert events["earliest"].isna().all()
    assert events["value"].tolist() == ["XXXX-03-04"]


def test_the_year_of_an_undated_article_comes_from_another_and_says_so():
    rows = frame(
        ("a", "Omar Halim menemui Lina Rahman di Surabaya pada 4 Maret 2024.", "2024-03-05"),
        ("b", "Omar Halim akan menemui Lina Rahman di Bandung pada 5 Maret.", None),
    )
    plan = meeting(timeline(rows), articles="b")
    assert str(plan["earliest"].date()) == "2024-03-05"
    assert plan["basis"] == "inferred: year as in a"


def test_since_opens_a_stretch_and_a_range_has_two_ends():
    events = timeline(
        frame(("a", "Sejak 2015 Omar Halim memimpin Mesir. Pameran dibuka 3-7 Mei 2024 di Doha.", "2024-06-01"))
    )
    first, second = events.to_dict("records")
    assert (first["extent"], str(first["earliest"].date()), pd.isna(first["latest"])) == ("lasting", "2015-01-01", True)
    assert (second["extent"], str(second["earliest"].date()), str(second["latest"].date())) == (
        "lasting",
        "2024-05-03",
        "2024-05-07",
    )


STRETCHES = [
    ("Sejak Omar Halim bertemu Lina Rahman pada 2019, panen merosot.", "change", "2019-01-01", None),
    ("Panen merosot sejak badai melanda Doha pada Mei 2021.", "change", "2021-05-01", None),
    ("Panen merosot sejak badai melanda Doha pada Mei 2021.", "disaster", "2021-05-01", "2021-05-31"),
    ("Pelabuhan ditutup setelah badai melanda Doha pada Mei 2021.", "end", "2021-05-01", None),
    ("Kini panen membaik sejak badai melanda Doha pada Mei 2021.", "change", "2021-05-01", "2024-06-01"),
    ("Perundingan masih buntu hingga saat ini.", "go_on", None, "2024-06-01"),
    ("Kini Omar Halim memimpin Mesir.", "office", "2024-06-01", None),
    ("Sejak 2015 hingga kini Omar Halim memimpin Mesir.", "office", "2015-01-01", "2024-06-01"),
    ("Ia telah meliput laut selama 14 tahun.", "work", "2010-01-01", "2024-06-01"),
    ("Sudah lebih dari 14 tahun ia meliput laut.", "work", None, "2024-06-01"),
    ("Ia pernah tinggal empat tahun di Doha.", "work", None, "2024-06-01"),
    ("Dalam tiga tahun terakhir panen merosot.", "change", "2021-06-01", "2024-06-01"),
    ("Dalam beberapa tahun terakhir panen merosot.", "change", None, "2024-06-01"),
]


@pytest.mark.parametrize(("text", "kind", "first", "last"), STRETCHES)
def test_what_goes_on_has_the_ends_that_are_told(text, kind, first, last):
    events = timeline(frame(("a", text, "2024-06-01")))
    row = events[events["kind"] == kind].iloc[0]
    days = [None if pd.isna(day) else day.date().isoformat() for day in (row["earliest"], row["latest"])]
    assert days == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "Ia dihukum tujuh tahun penjara.",  # an amount that says nothing of now
        "Pertemuan itu yang kedua setelah pertemuan di Doha pada Mei 2021.",  # counted, not dated
        "Panen merosot pada 2022 setelah badai melanda Doha pada Mei 2021.",  # has a date of its own
    ],
)
def test_not_every_since_or_after_opens_a_stretch(text):
    events = timeline(frame(("a", text, "2024-06-01")))
    assert events["latest"].notna().all()
    assert (events["extent"] == "within").all()


TOO_EARLY = (
    "Presiden Omar Halim akan bertemu Lina Rahman di Surabaya pada 4 Maret 2024. Acaranya ditata rapi. "
    "Dalam pertemuan itu Omar Halim dan Lina Rahman telah sepakat membangun pelabuhan."
)


def test_a_result_told_before_its_meeting_is_a_conflict():
    events = timeline(frame(("a", TOO_EARLY, "2024-03-01")))
    deal = events[events["kind"] == "agree"].iloc[0]
    assert (deal["setting"], deal["status"], str(deal["earliest"].date())) == ("meet", "past", "2024-03-04")
    assert find_conflicts(events)["kind"].tolist() == ["plan/fact"]
    after = timeline(frame(("a", TOO_EARLY.replace("akan bertemu", "bertemu"), "2024-03-05")))
    assert find_conflicts(after).empty


def test_only_events_near_each_other_are_compared():
    days = pd.date_range("1990-01-01", periods=300, freq="100D").strftime("%Y-%m-%d")
    rows = [_told(event(f"e{n}", earliest=day, latest=day)) for n, day in enumerate(days)]
    assert _pairs(rows) == []
    assert len(_pairs([*rows, _told(event("open", latest=None))])) > 100  # an open end may be any of them


def test_many_events_of_the_same_people_are_grouped_by_their_days():
    text = "Omar Halim menemui Lina Rahman di Doha pada {}."
    days = pd.date_range("2020-01-01", periods=60, freq="40D").strftime("%d/%m/%Y")
    rows = [(f"a{n}", text.format(day), "2030-01-01") for n, day in enumerate([*days, *days])]
    events = timeline(frame(*rows))
    assert len(events) == 60
    assert (events["articles"].str.count(";") == 1).all()


def test_two_places_within_a_year_are_no_conflict():
    year = {"earliest": "2024-01-01", "latest": "2024-12-31"}
    assert find_conflicts(pd.DataFrame([event("a", **year), event("b", place="Bandung", **year)])).empty


def test_a_country_visited_is_a_place_and_no_actor():
    events = timeline(frame(("a", "Omar Halim mengunjungi Malaysia pada 5 Mei 2024.", "2024-06-01")))
    assert events.loc[0, ["actors", "place"]].tolist() == ["Omar Halim", "Malaysia"]


def test_who_claims_it_comes_from_the_statements():
    text = "Menurut Sari Utami, gempa melanda Palu pada 5 Mei 2024."
    said = pd.DataFrame([{"article": "a", "start": 20, "end": 54, "speaker": "Sari Utami"}])
    assert timeline(frame(("a", text, "2024-06-01")), statements=said)["claimed_by"].tolist() == ["Sari Utami"]


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="Time rows need the column"):
        build_timeline(pd.DataFrame({"article": []}), ARTICLES)


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("Seoul", "Seoul", True),
        ("Seoul", None, True),
        ("Seoul", "Korea Selatan", True),
        ("Seoul", "Tokyo", False),
        ("Seoul", "Jepang", False),
    ],
)
def test_places_that_can_be_one(a, b, agree):
    assert places_agree(a, b) is places_agree(b, a) is agree


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("2023-09-13T10:00", "day"),
        ("XXXX-09", "month"),
        ("2025-Q3", "quarter"),
        ("19XX", "century"),
        ("P3Y", "unknown"),
        ("PAST_REF", "unknown"),
    ],
)
def test_precision(value, unit):
    assert precision_of(value) == unit


PIECES = [
    "Omar Halim ",
    "menemui ",
    "akan ",
    "membantah ",
    "4 Maret 2024",
    ". ",
    "Mereka ",
    "di Doha ",
    "sejak 2019 ",
    "\n\n",
    "(",
    "mengirim ",
    "Mesir ",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=3))
def test_any_articles_give_rows_whose_spans_hold(texts):
    articles = frame(*((f"a{n}", text, "2024-03-05") for n, text in enumerate(texts)))
    for row in timeline(articles).to_dict("records"):
        assert all(0 <= start < end <= len(texts[int(article[1:])]) for article, start, end in row["evidence"])
        assert pd.isna(row["earliest"]) or pd.isna(row["latest"]) or row["earliest"] <= row["latest"]


# --- files for other programs, read back by readers of their own ---


def read_icalendar(text):
    """A reader of RFC 5545 as far as it goes here: lines unfolded, properties split, components nested."""
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events, stack = [], []
    for line in re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]:
        name, value = line.split(":", 1)
        if name == "BEGIN":
            stack.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert stack.pop() == value
        elif stack == ["VCALENDAR", "VEVENT"]:
            assert re.fullmatch(r"[A-Z]+(;VALUE=DATE)?", name), name
            events[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    assert stack == []
    return events


def test_icalendar_read_back():
    events = timeline(ARTICLES)
    back = read_icalendar(as_icalendar(events))
    dated = events.dropna(subset=["earliest", "latest"], how="all")
    assert [e["SUMMARY"] for e in back] == dated["surface"].tolist()
    assert len({e["UID"] for e in back}) == len(back)
    day = next(e for e in back if e["DTSTART;VALUE=DATE"] == "20240304")
    assert day["DTEND;VALUE=DATE"] == "20240305"
    assert day["LOCATION"] == "Surabaya"


def test_icalendar_marks_and_long_lines_are_safe():
    row = {
        "event": "e1",
        "earliest": "0860-01-01",
        "latest": None,
        "precision": "day",
        "surface": "a;b,c\\d\n" + "é" * 90,
        "actors": None,
        "place": None,
        "status": "announced",
        "articles": "x",
        "evidence": [],
    }
    entry = read_icalendar(as_icalendar(pd.DataFrame([row])))[0]
    assert entry["SUMMARY"] == row["surface"]
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"], entry["STATUS"]) == (
        "08600101",
        "08600102",
        "TENTATIVE",
    )


def test_csv_read_back():
    events = timeline(ARTICLES)
    back = list(csv.DictReader(io.StringIO(as_csv(events), newline="")))
    assert [row["surface"] for row in back] == events["surface"].tolist()
    assert set(back[0]) == set(EVENT)
    for row in back:
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["earliest"])
        assert re.fullmatch(r"\w+:\d+-\d+(; \w+:\d+-\d+)*", row["evidence"])


def test_timelinejs_read_back_and_no_date_finer_than_known():
    events = timeline(ARTICLES)
    slides = json.loads(as_timelinejs(events))["events"]
    assert all(slide["text"]["headline"] and set(slide["start_date"]) <= {"year", "month", "day"} for slide in slides)
    by_id = {slide["unique_id"]: slide for slide in slides}
    for row in events.dropna(subset=["earliest"]).to_dict("records"):
        known = {"year": 1, "month": 2}.get(row["precision"], 3)
        assert len(by_id[row["event"]]["start_date"]) == known


def test_export_chooses_by_suffix_and_names_a_bad_one(tmp_path):
    events = timeline(ARTICLES)
    assert export_timeline(events, tmp_path / "t.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert json.loads(export_timeline(events, tmp_path / "t.json").read_text(encoding="utf-8"))
    assert export_timeline(events, tmp_path / "t.csv").read_bytes().count(b"\r\n") == len(events) + 1
    with pytest.raises(ValueError, match=r"not to '\.xlsx'"):
        export_timeline(events, tmp_path / "t.xlsx")


def test_against_the_hand_codes(root):
    codes, known = root / "corpus" / "codes" / "events.csv", root / "corpus" / "codes" / "known.csv"
    if not codes.is_file() or not known.is_file():
        pytest.skip("needs the hand codes of the corpus")
    coded = pd.read_csv(codes, dtype=str, keep_default_na=False)
    coded = coded[(coded["role"] == "core") & coded["date_basis"].isin(["explicit", "relative"])]
    articles = sl.read_articles(root / "corpus")
    events = timeline(articles).to_dict("records")
    right = 0
    for row in coded.to_dict("records"):
        spans = [(m[1], int(m[2]), int(m[3])) for m in re.finditer(r"([\w-]+):(\d+)-(\d+)", row["evidence"])]
        first, last = pd.Period(row["begin"]).start_time, pd.Period(row["end"]).end_time.normalize()
        right += any(
            first == e["earliest"]
            and last == e["latest"]
            and any(a == b and s < end and start < t for a, s, t in spans for b, start, end in e["evidence"])
            for e in events
        )
    assert right / len(coded) >= 0.9
