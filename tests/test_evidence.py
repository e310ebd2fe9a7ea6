"""Evidence and tables: what is shown is what the article says, and nothing of it is run, reordered or lost."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import summitlib as sl
from summitlib.evidence import HIDDEN, as_html

TEXT = "Dermaga rusak. Menurut Rina, kapal mungkin tidak berlayar hari Senin.\nWarga menunggu."
ARTICLES = pd.DataFrame(
    {"article": ["a"], "publisher": ["Pos <Kota>"], "published": pd.to_datetime(["2024-02-03"]), "text": [TEXT]}
)
SAID = pd.DataFrame(
    {
        "article": ["a"], "start": [29], "end": [69], "cue_start": [15], "cue_end": [22], "markers": ["mungkin; tidak"],
        "speaker": ["Rina"], "gloss": ["The boat may not sail."],
    }
)  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202eterbalik",
    "x" * 5000,
    "<img src=x onerror=alert(1)>",
    "</td></table>",
    "&lt;",
]


class Reader(HTMLParser):
    """Collects the text a reader sees, and the tags it stands in."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.open = "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data


def test_the_passage_is_marked_and_the_cue_is_bold_where_it_stands():
    html = sl.show_evidence(SAID, ARTICLES, columns=["speaker"], gloss="gloss").html
    assert f"<b>Menurut</b> Rina, <mark>{TEXT[29:69]}</mark>" in html
    assert "a</strong> · Pos &lt;Kota&gt; · 2024-02-03 · 29-69 · speaker: Rina" in html
    assert '<p class="sl-gloss">The boat may not sail.</p>' in html
    assert '<blockquote lang="id">' in html


def test_markers_are_bold_inside_the_passage_only():
    html = sl.show_evidence(SAID.assign(markers="kapal; warga; -"), ARTICLES, mark="markers").html
    assert "<mark><b>kapal</b> mungkin" in html
    assert "<b>Warga</b>" not in html


def test_events_show_every_passage_of_their_evidence():
    written = pd.DataFrame({"event": ["e"], "evidence": ["a:0-14; a:15-69"]})
    listed = pd.DataFrame({"event": ["e"], "evidence": [[("a", 0, 14), {"article": "a", "start": 15, "end": 69}]]})
    assert str(sl.show_evidence(written, ARTICLES)) == str(sl.show_evidence(listed, ARTICLES))
    assert str(sl.show_evidence(written, ARTICLES)).endswith("2 passages.")


def test_how_many_passages_are_left_out_is_said():
    many = pd.concat([SAID] * 7)
    assert str(sl.show_evidence(many, ARTICLES, limit=2)).endswith("The first 2 of 7 passages.")
    assert sl.show_evidence(many, ARTICLES, limit=None).html.count("<li>") == 7
    assert str(sl.show_evidence(SAID.head(0), ARTICLES)) == "No passages."


def test_no_events_are_no_passages():
    none = pd.DataFrame({"event": [], "status": [], "evidence": []})
    assert str(sl.show_evidence(none, ARTICLES, columns=["event", "status"])) == "No passages."


def test_many_passages_can_be_folded():
    shown = sl.show_evidence(SAID, ARTICLES, folded=True)
    assert shown.html.count("<details") == shown.html.count("</details>") == 1
    assert shown.html.index("<summary>1 passage.</summary>") < shown.html.index("<li>")
    assert str(shown) == str(sl.show_evidence(SAID, ARTICLES))


def test_context_is_cut_between_words():
    shown = str(sl.show_evidence(SAID, ARTICLES, window=9))
    assert shown.startswith("a, 29-69: … Rina, [kapal")


def test_rows_of_an_article_that_is_not_there_are_an_error():
    with pytest.raises(ValueError, match="not among those given: b"):
        sl.show_evidence(SAID.assign(article="b"), ARTICLES)


def test_one_column_is_named_without_a_list():
    assert (
        sl.show_evidence(SAID, ARTICLES, columns="speaker").text
        == sl.show_evidence(SAID, ARTICLES, columns=["speaker"]).text
    )
    assert sl.show_table(SAID, columns="speaker").text == sl.show_table(SAID, columns=["speaker"]).text
    for show in (sl.show_table, lambda rows: sl.show_evidence(rows, ARTICLES)):
        with pytest.raises(ValueError, match="as a pandas frame, not as 'teks'"):
            show("teks")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_shows_as_text(hostile):
    articles = pd.DataFrame({"article": [hostile], "publisher": [hostile], "text": [f"Awal {hostile} akhir"]})
    rows = pd.DataFrame({"article": [hostile], "start": [0], "end": [4], "note": [hostile]})
    table = pd.DataFrame({hostile: [hostile], "n": [1]})
    for shown in (
        sl.show_evidence(rows, articles, columns=["note"], window=6000),
        sl.show_table(table, caption=hostile),
    ):
        seen = Reader(shown.html)
        assert not any(tag == "img" or "onerror" in attrs for tag, attrs in seen.tags)
        assert [tag for tag, _ in seen.tags].count("script") == (
            "sl-table" in shown.html and "Filter rows" in shown.html
        )
        assert hostile.replace("\u202e", "[U+202E]") in seen.text
        assert "\u202e" not in shown.html + shown.text


@given(st.text())
def test_any_text_survives_the_way_to_the_reader(text):
    assert not HIDDEN.search(as_html(text))
    if not HIDDEN.search(text) and "\r" not in text:
        assert Reader(f"<p>{as_html(text)}</p>").text == text


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(0, 60), st.integers(0, 20))
def test_any_span_is_shown_whole(text, start, length, window):
    start, end = min(start, len(text)), min(start + length, len(text))
    row = pd.DataFrame({"article": ["a"], "start": [start], "end": [max(start, end)]})
    html = sl.show_evidence(row, pd.DataFrame({"article": ["a"], "text": [text]}), window=window).html
    if end > start:
        assert f"<mark>{as_html(text[start:end])}</mark>" in html
    assert Reader(html).open == []


def test_a_table_shows_unknown_whole_and_real_numbers_days_and_lists():
    frame = pd.DataFrame(
        {
            "town": ["Bitung", None], "boats": pd.array([12345, None], dtype="Int64"), "share": [0.12345, float("nan")],
            "day": pd.to_datetime(["2024-02-03", None]), "named": pd.array([True, None], dtype="boolean"),
            "of": [["b", "a"], []],
        }
    )  # fmt: skip
    shown = sl.show_table(frame, formats={"share": ".1%"}, labels={"of": "of whom"})
    rows = [" ".join(line.split()) for line in str(shown).splitlines()]
    assert rows == ["town boats share day named of whom", "Bitung 12,345 12.3% 2024-02-03 yes b, a", "– – – – –"]
    assert '<th scope="col" class="sl-n">boats</th>' in shown.html


def test_a_table_says_what_it_leaves_out():
    frame = pd.DataFrame({"n": range(300)})
    assert str(sl.show_table(frame)).endswith("The first 200 of 300 rows.")
    assert sl.show_table(frame, limit=None).html.count("<tr>") == 301


def test_a_table_names_the_column_it_misses():
    with pytest.raises(ValueError, match=r"Tables need the column\(s\) depth"):
        sl.show_table(ARTICLES, columns=["depth"])
