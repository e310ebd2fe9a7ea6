"""Labels, datelines and metadata of single articles; offsets that lead back to the raw text."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitlib.lexicons import read_lexicon
from summitlib.loading.boilerplate import SIGNED_LINES, WHOLE_LINES
from summitlib.loading.cleaning import KEPT, LABELS, clean_text, kept_pieces
from summitlib.loading.dates import read_date, stamps_in
from summitlib.loading.facts import author_of, wire_quoted_in
from summitlib.loading.mastheads import dateline_in
from tests.growth import assert_in_proportion

CASES = Path(__file__).parent / "cases"
LAYOUTS = json.loads((CASES / "cleaning_lines.json").read_text(encoding="utf-8"))
BODY = json.loads((CASES / "cleaning_body.json").read_text(encoding="utf-8"))

page_like = st.lists(
    st.sampled_from(
        [
            "Baca juga: Kapal Tiba",
            "AMBON, NADA.ID – Kapal tiba.",
            "Editor: Rina",
            "(abc/def)",
            "Ka\u200bpal.",
            "",
            " ",
            "Rabu (14/2/2024)",
            "*Ikuti kami di Google News",
            "“Ya,” katanya.",
            "Judul Tiba Lagi",
            "\ufeff",
            "REUTERS",
        ]
    )
    | st.text(max_size=30),
    max_size=12,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(lines)))


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["why"][:40])
def test_page_layouts(case):
    raw = "\n".join(line[0] for line in case["lines"])
    found = [(x.line, x.label, raw[x.start : x.end]) for x in clean_text(raw).lines]
    expected = []
    for number, (text, label, *dateline) in enumerate(case["lines"], 1):
        cut = dateline[0] if dateline else ""
        expected += [(number, "dateline-prefix", cut)] * bool(cut) + [(number, label, text.removeprefix(cut))]
    assert found == expected


@pytest.mark.parametrize("case", BODY, ids=lambda case: case["why"])
def test_report_lines_that_look_like_the_page_are_kept(case):
    alone = case["text"]
    between = (
        f"Seorang warga menemukan dompet di taman kota kemarin.\n{alone}\nDompet itu diserahkan kepada petugas jaga."
    )
    assert clean_text(alone).text == alone
    assert clean_text(between).text == between


@settings(deadline=None)
@given(page_like)
def test_every_line_is_labelled_once_and_offsets_lead_back(raw):
    cleaned = clean_text(raw)
    numbers = [i for i, line in enumerate(re.split(r"\r\n|\r|\n", raw), 1) if line.strip()]
    assert sorted({line.line for line in cleaned.lines}) == numbers
    assert all(line.label in LABELS and line.rule for line in cleaned.lines)
    spans = [(line.start, line.end) for line in cleaned.lines]
    assert all(a < b for a, b in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    rebuilt = ["\n"] * len(cleaned.text)
    for piece in kept_pieces(raw, cleaned.lines):
        rebuilt[piece.text_start : piece.text_start + piece.end - piece.start] = raw[piece.start : piece.end]
    assert "".join(rebuilt) == cleaned.text


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_cleaned(raw):
    cleaned = clean_text(raw)
    assert all(
        cleaned.metadata[k] is None or cleaned.metadata[k] for k in ("publisher", "author", "headline", "place", "wire")
    )


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["why"][:40])
def test_cleaning_a_cleaned_text_changes_nothing(case):
    once = clean_text("\n".join(line[0] for line in case["lines"])).text
    assert clean_text(once).text == once


def test_invisible_characters_leave_words_whole():
    raw = "Men\u00adteri pela\u200bbuhan datang\u00a0 pagi itu dengan perahu.\n\ufeffIa pulang."
    cleaned = clean_text(raw)
    assert cleaned.text == "Menteri pelabuhan datang\u00a0 pagi itu dengan perahu.\nIa pulang."
    assert len(kept_pieces(raw, cleaned.lines)) == 4


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_counts(end):
    raw = end.join(
        ["Judul Berita Hari Ini", "", "Rina Laut", "3 Min Read", "", "NADA.ID, Ambon - Kapal itu tiba pada pagi hari."]
    )
    lines = clean_text(raw).lines
    assert [(x.line, x.label) for x in lines] == [
        (1, "headline"),
        (3, "byline"),
        (4, "reading-time"),
        (6, "dateline-prefix"),
        (6, "body"),
    ]


def test_known_headline_is_recognised():
    raw = "banjir surut di tiga desa\nAir mulai surut pada Ahad sore, kata petugas."
    assert clean_text(raw, headline="Banjir surut di tiga desa").lines[0].label == "headline"


@pytest.mark.parametrize(
    ("line", "end", "publisher", "place"),
    [
        ("Jakarta (ANTARA) - Kapal tiba.", 19, "ANTARA", "Jakarta"),
        ("SERANG, KABAR.CO.ID-Dinas membuka", 20, "KABAR.CO.ID", "SERANG"),
        ("VIVA – Kapal tiba.", 7, "VIVA", None),
        ("lentera – Kapal tiba.", 10, "lentera", None),
        ("Jakarta: Kapal tiba.", 9, None, "Jakarta"),
        ("Liputan6.com, Jakarta Kapal tiba.", 22, "Liputan6.com", "Jakarta"),
        ("jpnn.com, JAKARTA - Kapal tiba.", 20, "jpnn.com", "JAKARTA"),
        ("Beijing (Xinhua) - Kapal tiba.", 19, "Xinhua", "Beijing"),
        ("Jakarta, 12/3 (ANTARA) - Kapal tiba.", 25, "ANTARA", "Jakarta"),
        ("PORTAL TELUK - Kapal tiba.", 15, "PORTAL TELUK", None),
        ("AMBON, Nadanews – Kapal tiba.", 18, "Nadanews", "AMBON"),
        ("TELUK RANDU, KABARTELUK – Kapal tiba.", 26, "KABARTELUK", "TELUK RANDU"),
        ("NADA.co.id | AMBON - Kapal tiba.", 21, "NADA.co.id", "AMBON"),
        ("AMBON, Nada.com | Kapal tiba.", 18, "Nada.com", "AMBON"),
        ("Teluk Randu, 2 Desember 2024 – Kapal tiba.", 31, None, "Teluk Randu"),
        ("NADANEWS.COM AMBON - Kapal tiba.", 21, "NADANEWS.COM", "AMBON"),
        ("NadaNews Ambon - Kapal tiba.", 17, "NadaNews", "Ambon"),
        ("RADAR AMBON - Kapal tiba.", 14, "RADAR AMBON", None),
        ("NADA RAYA. AMBON - Kapal tiba.", 19, "NADA RAYA", "AMBON"),
        ("KRONIK NADA, Muara Wai - Kapal tiba.", 25, "KRONIK NADA", "Muara Wai"),
        ("TELUK RANDU, PORTALNADA – Kapal tiba.", 26, "PORTALNADA", "TELUK RANDU"),
        ("NADA.ID – AMBON: Kapal tiba.", 17, "NADA.ID", "AMBON"),
        ("NADA.ID-TELUK- Kapal tiba.", 15, "NADA.ID", "TELUK"),
        ("**AMBON, NADA.ID** - Kapal tiba.", 21, "NADA.ID", "AMBON"),
        ("*NADA.ID –* Kapal tiba.", 12, "NADA.ID", None),
        ("Ambon, nada.com Kapal tiba.", 16, "nada.com", "Ambon"),
        ("nada.com (Ambon) Kapal tiba.", 17, "nada.com", "Ambon"),
        ("(Nadamedia – Ambon) Kapal tiba.", 20, "Nadamedia", "Ambon"),
        ("Jakarta/Ambon (ANTARA) - Kapal tiba.", 25, "ANTARA", "Jakarta/Ambon"),
        ("AMBON, 12 MARET 2024 - Kapal tiba.", 23, None, "AMBON"),
    ],
)
def test_datelines(line, end, publisher, place):
    found = dateline_in(line)
    assert found is not None
    assert (found.end, found.publisher, found.place) == (end, publisher, place)


@pytest.mark.parametrize(
    "line",
    [
        "Kapal tiba - dan segera bongkar muat.",
        "KPK-Polri sepakat berbagi data.",
        "Ia berkata: Kapal tiba.",
        "Hujan deras – juga di hulu – belum reda.",
        "- Kapal tiba.",
        "Ilustrasi - Kapal tiba di dermaga.",
        "Kapal tiba | Muatan beras",
        "",
        "2019-2024 adalah masa jabatannya.",
    ],
)
def test_no_datelines(line):
    assert dateline_in(line) is None


def test_bylines():
    assert author_of("Reporter: Rina LautEditor: Bayu Darat") == "Rina Laut"
    assert author_of("Pewarta: Rina Laut, Bayu Darat Editor: Yonas Latu") == "Rina Laut, Bayu Darat"
    assert author_of("Penulis: Rina Laut | Editor: Bayu Darat") == "Rina Laut"
    assert author_of("Editor: Bayu Darat") is None
    assert author_of("Oleh: Rina Laut") == "Rina Laut"
    assert author_of("Reporter: Rina Laut, Editor: Bayu Darat") == "Rina Laut"
    assert author_of("(Rina Laut/nada.com)") == "Rina Laut"
    assert author_of("Penulis: Redaksi") is None


@pytest.mark.parametrize(
    ("bracket", "author", "wire"),
    [("(rls)", None, None), ("(ant)", None, "Antara"), ("(antara/rl)", "rl", "Antara"), ("(aa/rl)", "rl", None)],
)
def test_closing_brackets_name_people_or_agencies(bracket, author, wire):
    found = clean_text(f"Banjir di Desa Wai Hatu mulai surut pada Ahad sore.\n{bracket}").metadata
    assert (found["author"], found["wire"]) == (author, wire)


def test_wires_are_drawn_on_not_spoken_of():
    assert wire_quoted_in("Kapal itu tiba, seperti dikutip dari Reuters, Rabu.") == "Reuters"
    assert wire_quoted_in("Kapal itu tiba, dilansir kantor berita Yonhap.") == "Yonhap"
    assert wire_quoted_in("Dilansir AFP, kapal itu tiba.") == "AFP"
    assert wire_quoted_in("Wartawan Reuters di kota itu melihat kapal tiba.") is None
    assert clean_text("Kapal itu tiba di pelabuhan pada pagi hari.\nREUTERS").metadata["wire"] == "Reuters"


def test_a_change_is_no_publication():
    report = "Banjir di Desa Wai Hatu mulai surut pada Ahad sore."
    both = clean_text(f"Banjir Wai Hatu Surut\nDiperbarui 12 Maret 2024\nTerbit 11 Maret 2024\n{report}").metadata
    assert both["published"] == "2024-03-11"
    changed = clean_text(f"Banjir Wai Hatu Surut\nDiperbarui 12 Maret 2024\n{report}").metadata
    assert (changed["published"], changed["published_latest"]) == (None, "2024-03-12")


def test_writer_and_outlet_under_the_headline():
    raw = (
        "Banjir Wai Hatu Surut\nRina Laut - detikNews\nSenin, 11 Mar 2024\nAmbon - Banjir di Desa Wai Hatu mulai surut."
    )
    found = clean_text(raw).metadata
    assert (found["author"], found["publisher"], found["place"]) == ("Rina Laut", "detikNews", "Ambon")


def test_dates_of_report_and_of_event():
    set_off = clean_text("Jembatan itu dibuka kembali, Rabu (14/2/2024).").metadata
    assert (set_off["published"], set_off["published_latest"]) == ("2024-02-14", None)
    told = clean_text("Jembatan itu dibuka kembali pada Rabu (14/2/2024).").metadata
    assert (told["published"], told["published_earliest"]) == (None, "2024-02-14")
    announced = clean_text("Jembatan itu akan dibuka, Rabu (14/2/2024).").metadata
    assert (announced["published"], announced["published_earliest"]) == (None, None)
    assert [s.manner for s in stamps_in("“Ya,” katanya saat dihubungi pada Rabu (14/2/2024).")] == ["attribution"]
    assert stamps_in("Jembatan itu dibuka, Senin (14/2/2024).") == []  # a Wednesday


@pytest.mark.parametrize(
    ("written", "day", "doubt"),
    [
        ("12/9/2023", "2023-09-12", "either order"),
        ("Selasa, 12/9/2023", "2023-09-12", None),
        ("Sabtu, 12/9/2023", "2023-12-09", None),
        ("Minggu, 12/9/2023", "2023-09-12", "weekday"),
        ("13/9/2023", "2023-09-13", None),
        ("9/13/2023", None, "month first"),
        ("30/2/2024", None, "impossible"),
        ("29/2/2024", "2024-02-29", None),
        ("Rabu, 13 Sept 2023 10:15 WIB", "2023-09-13", None),
        ("2023-09-13T08:00:00Z", "2023-09-13", None),
        ("Sep 13, 2023", "2023-09-13", None),
        ("Senin, 13 September 2023", "2023-09-13", "weekday"),
        ("kemarin", None, "unreadable"),
        ("September 2023", None, None),
        ("", None, None),
        (None, None, None),
        ("13/9/23", "2023-09-13", "short year"),
    ],
)
def test_written_dates(written, day, doubt):
    reading = read_date(written)
    assert (str(reading.day) if reading.day else None, reading.doubt) == (day, doubt)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_as_a_date_or_not(text):
    reading = read_date(text)
    assert reading.earliest is None or reading.latest is None or reading.earliest <= reading.latest


def test_every_rule_has_a_reason_and_a_known_label():
    rules = [*WHOLE_LINES, *SIGNED_LINES]
    assert all(rule.reason and rule.label in LABELS and rule.label not in KEPT for rule in rules)
    assert all(
        row["label"] in LABELS and row["how"] in ("whole", "lead", "colon", "within")
        for row in read_lexicon("boilerplate")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ['"', "a.a.", "1/2/", "kata dia ", "Baca Juga\n", "(abc)\n", "a\u200b", "ABC, ", "Senin, ", "a/B"]
)
def test_time_grows_with_the_text_and_no_faster(unit):
    assert_in_proportion(clean_text, unit, length=960_000)


def test_reference_lines_and_metadata(shared):
    from tests.evaluate_loading import articles_dev, score_lines, score_metadata, seeds

    originals = score_lines(seeds())
    assert (originals["labels"], originals["dateline spans"], originals["body lost"]) == ("100/100", "5/5", 0)
    assert score_metadata(seeds()) == "35/35"
    dev = score_lines(articles_dev())
    assert dev["body F1"] >= 0.985
    assert dev["body lost"] == 0
    assert int(dev["boilerplate removed"].split("/")[0]) >= 18
