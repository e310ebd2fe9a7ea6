"""Figures: the same bytes every time, every word as it is, nothing over anything else, and a text for each."""

import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

import summitlib as sl
from summitlib.drawing import canvas as figures
from summitlib.drawing import times as figures_times

HOSTILE = ["$x_1$ juta", "\u202eterbalik", "市長", "<script>alert(1)</script>", "x" * 300, "a\nb", "", None]
TERMS = ["kapal", "banjir", "pelabuhan", "wali kota", "nelayan", "stadion"]


def rates(terms=TERMS):
    n = len(terms)
    value = np.linspace(9, 2, n)
    return pd.DataFrame({"term": terms, "rate": value, "rate_low": value * 0.6, "rate_high": value * 1.5})


def keys(terms=TERMS):
    ratio = np.linspace(3, -3, len(terms))
    return pd.DataFrame(
        {
            "term": terms, "target": "Harian Laut", "against": "Kota Pos", "log_ratio": ratio,
            "log_ratio_low": ratio - 1, "log_ratio_high": ratio + 1, "g2_four_cells": ratio * 3,
            "survives": ratio > 2, "count_target": 4, "count_reference": 1, "divergence": ratio / 10,
            "rate_target": np.linspace(8, 0, len(terms)), "rate_reference": np.linspace(0, 8, len(terms)),
        }
    )  # fmt: skip


def hits(terms=TERMS):
    return pd.DataFrame({"article": "a", "start": range(len(terms)), "query": terms})


def sources(names=TERMS):
    kinds = itertools.cycle(["person", "group", None])
    rows = [(name, n + 1, next(kinds), "kata", "neutral") for n, name in enumerate(names)]
    return pd.DataFrame(rows, columns=["speaker", "statements", "speaker_kind", "cue", "cue_class"])


def stances(names=TERMS):
    cells = [
        (name, issue, e, c) for name in names for issue, e, c in (("relief", -1, 0), ("works", 1, 2), ("sea", None, 1))
    ]
    return pd.DataFrame(cells, columns=["speaker", "issue", "evaluation", "certainty"])


def codes(names=TERMS):
    n = len(names)
    spread = {"alpha": 0.8, "low": 0.6, "high": 0.9, "cluster_low": 0.5, "cluster_high": 0.95}
    return pd.DataFrame({"field": names, "units": 41, **{k: [v] * n for k, v in spread.items()}})


def events(names=TERMS):
    n = len(names)
    begin = pd.Timestamp("2024-02-01") + pd.to_timedelta(range(n), unit="D")
    status = list(itertools.islice(itertools.cycle(figures_times.STATUSES), n))
    frame = pd.DataFrame({"gloss": names, "surface": names, "earliest": begin, "latest": begin + pd.Timedelta(days=2)})
    return frame.assign(status=status, article="harian", articles="harian;kota")


ARTICLES = pd.DataFrame({"article": ["a", "b"], "text": ["x" * 400, "y" * 200]})
PLOTS = {
    "rates": lambda t: sl.plot_rates(rates(t), title="Kapal leads", unit="per 1,000 words"),
    "keyness": lambda t: sl.plot_keyness(keys(t), title="Two words survive"),
    "shift": lambda t: sl.plot_word_shift(keys(t), title="Names make the difference"),
    "scatter": lambda t: sl.plot_scatter(keys(t), x="rate_target", y="rate_reference", title="Shared words"),
    "dispersion": lambda t: sl.plot_dispersion(hits(t), ARTICLES, title="Only in the first"),
    "sources": lambda t: sl.plot_sources(sources(t), title="One mayor"),
    "verbs": lambda t: sl.plot_verbs(sources(t), label="speaker", title="Neutral verbs"),
    "stance": lambda t: sl.plot_stance(stances(t), title="Doubt about relief"),
    "agreement": lambda t: sl.plot_agreement(codes(t), title="Reliable"),
    "timeline": lambda t: sl.plot_timeline(events(t), title="The week"),
    "lanes": lambda t: sl.plot_timeline(events(t), title="The week", lane="articles", start="2024-02-02"),
    "span": lambda t: sl.plot_span(events(t), title="Years"),
    "mentions": lambda t: sl.plot_mentions(events(t), title="Months", start="2024-01", end="2024-03", by="surface"),
    "multiples": lambda t: sl.small_multiples(
        pd.concat([rates(t).assign(group=g) for g in ("Harian", "Pos", "Laut")]), "group", sl.plot_rates, title="Each"
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMITLIB_FIGURES", str(tmp_path / "figures"))
    yield
    plt.close("all")


@pytest.mark.parametrize("name", PLOTS)
def test_the_same_figure_gives_the_same_bytes_whatever_the_readers_settings(name, tmp_path, monkeypatch):
    def written(folder, **settings):
        monkeypatch.setenv("SUMMITLIB_FIGURES", str(tmp_path / folder))
        with mpl.rc_context(settings):
            sl.save_figure(PLOTS[name](TERMS), name, caption="Invented towns, n = 6.")
        return [(tmp_path / folder / f"{name}.{kind}").read_bytes() for kind in ("png", "svg")]

    once = written("one")
    assert once == written("two", **{"font.size": 30, "lines.linewidth": 9, "axes.facecolor": "black"})
    assert once[0].startswith(b"\x89PNG")
    ET.fromstring(once[1])
    assert b"<dc:date>" not in once[1]


@pytest.mark.parametrize("name", PLOTS)
def test_words_are_drawn_as_they_are_and_never_warn(name, tmp_path):
    saved = sl.save_figure(PLOTS[name](HOSTILE), "hostile", caption="<b>n</b> = 8.")
    assert "<b>" not in saved._repr_html_()
    ET.fromstring((tmp_path / "figures" / "hostile.svg").read_bytes())


@pytest.mark.parametrize("name", [name for name in PLOTS if name != "multiples"])  # no panel without a group
def test_no_rows_make_an_empty_figure(name):
    sl.save_figure(PLOTS[name]([]), "empty", caption="Nothing found, n = 0.")


def out_of_view(ax):
    """Return the labels of ticks that lie outside the limits: matplotlib keeps them without drawing them."""
    limits = [(axis, sorted(axis.get_view_interval())) for axis in (ax.xaxis, ax.yaxis)]
    ticks = [(tick, low, high) for axis, (low, high) in limits for tick in axis.get_major_ticks()]
    return [label for t, low, high in ticks if not low <= t.get_loc() <= high for label in (t.label1, t.label2)]


@pytest.mark.parametrize("name", [n for n in PLOTS if n != "multiples"])
def test_labels_lie_inside_and_apart(name):
    ax = PLOTS[name](TERMS)
    figure = ax.get_figure(root=True)
    figure.canvas.draw()
    texts = [t for t in figure.findobj(mpl.text.Text) if t.get_visible() and t.get_text().strip()]
    texts = [t for t in texts if t.get_rotation() == 0 and t not in out_of_view(ax)]
    shown = [(t.get_text(), t.get_window_extent()) for t in texts]
    assert any(text == figure.get_suptitle() for text, _ in shown)
    for text, box in shown:
        assert box.x0 >= -1, text
        assert box.x1 <= figure.bbox.x1 + 1, text
    for (one, a), (other, b) in itertools.combinations(shown, 2):
        inner = min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
        assert not inner, f"{one!r} lies over {other!r}"


@pytest.mark.parametrize(
    ("draw", "lacking"),
    [
        (lambda: sl.plot_rates(rates().drop(columns="rate"), title="t"), "rate"),
        (lambda: sl.plot_keyness(keys().drop(columns="log_ratio_low"), title="t"), "log_ratio_low"),
        (lambda: sl.plot_sources(sources().drop(columns="statements"), title="t"), "statements"),
        (lambda: sl.plot_stance(stances().drop(columns="certainty"), title="t"), "certainty"),
        (lambda: sl.plot_timeline(events().drop(columns="earliest"), title="t"), "earliest"),
        (lambda: sl.plot_span(events().drop(columns="latest"), title="t"), "latest"),
    ],
)
def test_a_missing_column_is_named(draw, lacking):
    with pytest.raises(ValueError, match=rf"need the column\(s\) .*{lacking}"):
        draw()


def test_a_bar_of_the_timeline_is_as_long_as_the_day_is_uncertain():
    frame = pd.DataFrame({"gloss": ["one day", "a month", "from then on"], "status": "past"})
    frame = frame.assign(begin=["2024-02-03", "2024-02", "2024-02-20"], end=["2024-02-03", "2024-02", ""])
    ax = sl.plot_timeline(frame, title="t", start="2024-02-01", end="2024-03-05")
    by_place = {round(bar.get_y() + bar.get_height() / 2): bar.get_width() for bar in ax.patches}
    labels = [t.get_text() for t in ax.get_yticklabels()]
    assert {labels[place]: days for place, days in by_place.items()} == {
        "one day": 1,
        "a month": 29,
        "from then on": 15,
    }
    assert [t.get_text() for t in ax.texts] == ["›"]


def test_mentions_spread_over_their_days_and_lose_nothing():
    times = pd.DataFrame({"earliest": ["2024-01-01", "2024-02-10", None], "latest": ["2024-12-31", "2024-02-10", None]})
    times = times.apply(pd.to_datetime)
    ax = sl.plot_mentions(times, title="t", start="2024-01", end="2024-12")
    heights = [bar.get_height() for bar in ax.patches]
    assert sum(heights) == pytest.approx(2)
    assert heights[1] == pytest.approx(1 + 29 / 366)


def test_labels_without_room_are_left_out_and_the_first_stay():
    ax = plt.subplots(figsize=(3, 3))[1]
    ax.set(xlim=(0, 1), ylim=(0, 1))
    same = [0.5] * 20
    kept = figures.no_overlap(ax, same, same, [f"harbour {n}" for n in range(20)])
    assert kept[0].get_text() == "harbour 0"
    assert 1 <= len(kept) < 20


def test_the_palette_is_that_of_the_style_file():
    style = mpl.rc_params_from_file(Path(figures.__file__).parents[1] / "style" / "house.mplstyle")
    assert tuple("#" + c.lstrip("#") for c in style["axes.prop_cycle"].by_key()["color"]) == figures.PALETTE


def linear(color):
    c = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = np.array([[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]) @ np.clip(rgb, 0, 1)
    f = np.cbrt(xyz / [0.9505, 1, 1.0888])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


SIGHT = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "full": np.eye(3),
    "protanopia": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deuteranopia": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritanopia": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_are_told_apart_by_every_reader(sight):
    seen = [lab(np.array(SIGHT[sight]) @ linear(color)) for color in figures.PALETTE]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 17


def test_colours_can_be_read_as_text_on_white():
    luminance = [float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in figures.PALETTE]
    assert min(1.05 / (value + 0.05) for value in luminance) >= 4.5


def test_a_saved_figure_carries_caption_and_alternative_text():
    saved = sl.save_figure(PLOTS["rates"](TERMS), "02-rates", caption="Source: invented; n = 6.")
    assert saved.alt == "Kapal leads. Axes: per 1,000 words. Source: invented; n = 6."
    assert saved._repr_html_().count('alt="Kapal leads.') == 1
    assert repr(saved) == "Figure 02-rates: Source: invented; n = 6."


@pytest.mark.parametrize(
    "wrong", [{"name": "Zwei Wörter"}, {"name": "../out"}, {"caption": " "}, {"alt": "Figure"}, {"alt": ""}]
)
def test_a_figure_without_name_caption_or_text_is_refused(wrong):
    good = {"name": "02-rates", "caption": "n = 6.", "alt": "Six words by rate"}
    given = {**good, **wrong}
    with pytest.raises(ValueError, match="A figure"):
        sl.save_figure(PLOTS["rates"](TERMS), given.pop("name"), **given)


@pytest.mark.parametrize(
    ("here", "variables", "expected"),
    [
        ("study/notebooks", {}, "study/figures"),
        ("study", {}, "study/figures"),
        ("study/notebooks", {"SUMMITLIB_CORPUS": "/elsewhere/berita.csv"}, "study/report/figures"),
        ("study/notebooks", {"SUMMITLIB_CORPUS": "../corpus"}, "study/figures"),
        ("study/notebooks", {"SUMMITLIB_CORPUS": "/x", "SUMMITLIB_FIGURES": "/tmp/y"}, "/tmp/y"),
    ],
)
def test_figures_of_another_corpus_never_replace_those_of_the_project(here, variables, expected, tmp_path, monkeypatch):
    monkeypatch.delenv("SUMMITLIB_FIGURES")
    monkeypatch.delenv("SUMMITLIB_CORPUS", raising=False)
    (tmp_path / here).mkdir(parents=True)
    (tmp_path / "study" / "corpus").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / here)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert figures.figures_folder() == tmp_path / expected


def test_hits_in_articles_that_are_not_drawn_are_left_out():
    rows = pd.concat([hits(), hits().assign(article="elsewhere")])
    articles = pd.concat([ARTICLES, pd.DataFrame({"article": ["empty"], "text": [None]})])
    drawn = [sl.plot_dispersion(some, articles, title="Where").collections for some in (rows, hits())]
    assert [[len(strokes.get_segments()) for strokes in each] for each in drawn] == [[1] * len(TERMS)] * 2


def test_marks_stand_beside_the_names_and_what_lasted_is_full():
    frame = events(TERMS[:2]).assign(extent=["within", "lasting"], latest=pd.Timestamp("2024-03-30"))
    ax = sl.plot_timeline(frame, title="t", end="2024-02-20")
    ax.figure.canvas.draw()
    assert len(ax.lines) == 2
    for mark in ax.lines:
        at = mark.get_transform().transform(mark.get_xydata())[0]
        assert at[0] < ax.get_window_extent().x0
    assert [round(bar.get_facecolor()[3], 2) for bar in ax.patches] == [0.2, 0.85]
    assert [t.get_text() for t in ax.figure.legends[0].texts][-2:] == [
        "some time within the bar",
        "all through the bar",
    ]


def test_a_timeline_names_events_by_gloss_or_else_by_their_words():
    named = events(TERMS[:2]).assign(gloss=["one", "two"])
    for frame, expected in ((named, ["one", "two"]), (named.drop(columns="gloss"), TERMS[:2])):
        assert [t.get_text() for t in sl.plot_timeline(frame, title="t").get_yticklabels()] == expected


def test_every_name_of_the_long_view_is_tied_to_its_own_bar_and_covers_none():
    days = [("1950", "1950"), ("1953", "1953"), ("tahun 1991", "1991"), ("tahun 2000", "2000"), ("akhir 2015", "2015")]
    days += [("2019", "2019"), ("tahun 2022 lalu", "2022"), ("Rabu, 7 Juni 2023", "2023-06-07")]
    spans = [pd.Period(day) for _, day in days]
    frame = pd.DataFrame({"surface": [name for name, _ in days], "article": "harian"})
    frame = frame.assign(earliest=[p.start_time for p in spans], latest=[p.end_time.normalize() for p in spans])
    ax = sl.plot_span(frame, title="t")
    ax.figure.canvas.draw()
    bars = dict(zip(frame["surface"], ax.patches, strict=True))
    assert len(ax.texts) >= 7
    for text in ax.texts:
        bar, box = bars[text.get_text()], mpl.text.Text.get_window_extent(text)
        assert bar.get_x() <= text.xy[0] <= bar.get_x() + bar.get_width()
        at = ax.transData.transform(text.xy)[0]
        assert box.x0 - 1 <= at <= box.x1 + 1
        assert not any(box.overlaps(other.get_window_extent()) for other in ax.patches)


def test_the_long_view_reaches_no_further_than_its_bars():
    frame = events(TERMS[:2]).assign(earliest=pd.Timestamp("2024-03-01"), latest=pd.Timestamp("2024-03-02"))
    ax = sl.plot_span(frame, title="t")
    assert ax.get_xlim() == (2024, 2025)
    assert max(bar.get_width() for bar in ax.patches) < 0.01


def test_statements_without_issue_or_verdict_are_drawn_and_what_is_left_out_is_said():
    frame = pd.DataFrame({"speaker": ["Ratna", "Budi", None], "issue": None, "evaluation": None, "certainty": 2})
    ax = sl.plot_stance(frame, title="t")
    assert [t.get_text() for t in ax.get_xticklabels()] == ["no issue"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Ratna", "Budi", "no speaker"]
    assert len(ax.collections) == 3
    assert ax.get_xlabel() == ""
    few = sl.plot_stance(frame, title="t", most=2)
    assert (len(few.collections), few.get_xlabel()) == (2, "2 of 3 marks; the rows left out have no more than these.")


def test_many_marks_of_one_cell_stay_in_their_row():
    frame = pd.concat([stances(["Ratna"]).assign(issue="relief")] * 40 + [stances(["Budi"])])
    ax = sl.plot_stance(frame, title="t")
    for place, n in ((0, 120), (1, 3)):
        rows = [marks.get_offsets()[0][1] for marks in ax.collections]
        assert sum(abs(y - place) < 0.5 for y in rows) == n


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"start": "2024-03", "end": "2024-01"}, "end '2024-01' lies before start '2024-03'"),
        ({"start": "Maret", "end": "2024-01"}, "start 'Maret' is not possible; it is a month, such as '2024-03'"),
        ({"start": "2024-01", "end": "2024"}, "end '2024' is not possible"),
        ({"start": "2024-13", "end": "2024-12"}, "start '2024-13' is not possible"),
        ({"start": None, "end": "2024-12"}, "start 'None' is not possible"),
    ],
)
def test_months_that_are_none_are_refused_with_a_sentence(options, said):
    with pytest.raises(ValueError, match=said):
        sl.plot_mentions(events(), title="t", **options)


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: sl.plot_timeline(events(), title="t", start="5 Maret"), "start '5 Maret' .* a day"),
        (lambda: sl.plot_timeline(events(), title="t", start="2024-02-05", end="2024-02-01"), "lies before start"),
        (lambda: sl.plot_span(events(), title="t", start="2024"), "start '2024' .* a year"),
        (lambda: sl.plot_span(events(), title="t", start=2024, end=2020), "end 2020 does not lie after"),
        (lambda: sl.plot_sources(sources(), title="t", most=-1), "most -1 is not possible; it is a whole number"),
        (lambda: sl.plot_verbs(sources(), label="speaker", title="t", most=0), "most 0 is not possible"),
        (lambda: sl.plot_stance(stances(), title="t", most=1.5), "most 1.5 is not possible"),
        (lambda: sl.plot_keyness(keys(), title="t", most=-1), "most -1 is not possible"),
        (lambda: sl.plot_word_shift(keys(), title="t", most=-1), "most -1 is not possible"),
        (
            lambda: sl.plot_scatter(keys(), x="rate_target", y="rate_reference", title="t", labels=-1),
            "labels -1 is not possible",
        ),
        (lambda: sl.small_multiples(rates(), "term", sl.plot_rates, title="t", columns=0), "columns 0 is not possible"),
        (lambda: sl.small_multiples(rates(), "term", sl.plot_rates, title="t", height=-2), "height -2 is not possible"),
        (lambda: sl.small_multiples(rates(), "desk", sl.plot_rates, title="t"), "need the column"),
    ],
)
def test_what_is_out_of_range_is_refused_with_a_sentence(draw, said):
    with pytest.raises(ValueError, match=said):
        draw()


TEXTS = {"a": ["kapal", "karam", "lagi"], "b": ["kapal", "feri"]}


@pytest.mark.parametrize(
    ("frame", "unit"),
    [
        (sl.count_terms(TEXTS), "per 1,000 words"),
        (sl.count_terms(TEXTS, per=100), "per 100 words"),
        (sl.count_terms(TEXTS, per=1), "per word"),
        (sl.count_terms(TEXTS, ngram=2, per=10_000), "per 10,000 places"),
        (sl.count_terms(TEXTS, terms=["feri", "stadion"], per=100), "per 100 words"),
        (sl.dispersion(TEXTS, per=100), "rate"),
    ],
)
def test_the_axis_says_what_the_rates_are_per(frame, unit):
    assert sl.plot_rates(frame, title="t").get_xlabel() == unit
    assert sl.plot_rates(frame, title="t", unit="a page").get_xlabel() == "a page"


def test_both_axes_of_two_groups_say_what_the_rates_are_per():
    frame = sl.compare_terms(sl.index_terms(TEXTS), target="a", by="article")
    ax = sl.plot_scatter(frame, x="rate_target", y="rate_reference", names=("a", "b"), title="t")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("a, per 1,000 words", "b, per 1,000 words")


def test_a_colour_means_one_class_and_light_grey_none():
    names = [*"abcdefgh", "not in the list"]
    colors = figures.class_colors(names, outside="not in the list")
    assert [colors[n] for n in names] == [*figures.PALETTE, *[figures.LIGHT] * 3]
    frame = pd.DataFrame({"cue": ["kata", "jelas", "demikian"], "statements": 1, "cue_class": ["neutral", "x", None]})
    ax = sl.plot_verbs(frame, title="t")
    assert [t.get_text() for t in ax.get_yticklabels()][-2:] == ["not in the list", "demikian"]
    assert mpl.colors.to_hex(ax.patches[-1].get_facecolor()) == figures.LIGHT


def test_mentions_of_many_kinds_keep_a_colour_each_and_take_the_rest_together():
    kinds = [*"aabbccddeefgh", None]
    frame = pd.DataFrame({"earliest": pd.Timestamp("2024-02-03"), "latest": pd.Timestamp("2024-02-03"), "kind": kinds})
    ax = sl.plot_mentions(frame, title="t", start="2024-02", end="2024-02", by="kind")
    assert [t.get_text() for t in ax.figure.legends[0].texts] == [*"abcde", "all others"]
    assert [bar.get_height() for bar in ax.patches] == [2, 2, 2, 2, 2, 4]
    assert len({bar.get_facecolor() for bar in ax.patches}) == 6


def test_hits_without_offsets_stand_by_their_share_of_the_article():
    lines = sl.keyword_in_context({"a": ["kapal", "karam", "kapal", "lagi"]}, "kapal")
    ax = sl.plot_dispersion(lines, ARTICLES.head(1), title="t")
    assert [segment[0][0] for segment in ax.collections[0].get_segments()] == [0, 200]
    with pytest.raises(ValueError, match="Hits need the offset 'start', or 'at'"):
        sl.plot_dispersion(lines.drop(columns="at"), ARTICLES, title="t")


def test_no_stroke_lies_on_a_border_and_dates_stay_whole():
    articles = ARTICLES.assign(article=["bisnis-laut-2024-09-12", "kota-2024-09-pagi"])
    ends = pd.DataFrame({"article": articles["article"].repeat(2), "start": [0, 399, 0, 199], "query": "kapal"})
    ax = sl.plot_dispersion(ends, articles, title="t")
    borders = [*ax.get_xlim(), *(line.get_xdata()[0] for line in ax.lines)]
    strokes = [segment[0][0] for segment in ax.collections[0].get_segments()]
    assert min(abs(a - b) for a in borders for b in strokes) > 0.004 * 600
    assert [t.get_text() for t in ax.get_xticklabels()] == ["bisnis-\nlaut-\n2024-09-12", "kota-\n2024-09-\npagi"]
