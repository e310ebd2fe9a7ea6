"""The web report: what notebooks hold becomes pages that stand alone, in order, and without a foreign tag."""

import base64
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

nbformat = pytest.importorskip("nbformat", reason="needs the extra 'notebooks'")
pytest.importorskip("mistune", reason="needs the extra 'notebooks'")

import summitlib as sl  # noqa: E402
from summitlib.pages import website as pages  # noqa: E402
from summitlib.pages.notebook import read_notebook  # noqa: E402

v4 = nbformat.v4
VOID = {"meta", "link", "img", "input", "br", "hr"}
HOSTILE = '<script>alert("x")</script> \u202e ' + "z" * 400
ARTICLES = pd.DataFrame(
    {"article": ["pos-1", HOSTILE], "publisher": ["Pos", HOSTILE], "text": ["Kapal berlayar.", HOSTILE]}
)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def output(**data):
    return v4.new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


def notebook(*cells):
    return v4.new_notebook(cells=[c if not isinstance(c, str) else v4.new_markdown_cell(c) for c in cells])


def code(source, *outputs):
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=1)


FIGURE = (
    '<figure class="sl-figure" id="figure-02-x"><img src="data:," alt="Boats"><figcaption>n = 3.</figcaption></figure>'
)
TABLE = sl.show_table(pd.DataFrame({"town": list("abcdefg"), "n": range(7)}), caption="Boats").html
PANDAS = pd.DataFrame({"town": [HOSTILE]})._repr_html_()
BOOK = notebook(
    "# Harbours\n\nWhich harbours are *named*?\n\nMore.",
    "### Too deep\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    code("x = 1 < 2\nprint('<b>')", v4.new_output("stream", name="stdout", text="<b> & \x1b")),
    "# Second title\n\n## Same\n\n## Same",
    code("figure", output(text_html=FIGURE)),
    code("table", output(text_html=TABLE)),
    code("frame", output(text_html=PANDAS)),
    code("plain", output(image_png=PNG), output(text_plain="<Axes: >")),
    code("boom", v4.new_output("error", ename="ValueError", evalue="<bad>", traceback=[])),
)
FINDINGS = notebook(
    "# Findings\n\nWhat holds?", "## 1. Boats are few\n\nOnly *three*.\n\nMore.", "## Limits\n\nFew texts."
)


class Outline(HTMLParser):
    """Checks nesting, and collects headings, ids, links, images and what a reader sees."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.levels, self.ids, self.links, self.images, self.text = [], [], [], [], [], ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if tag in {"a", "link"} else []
        self.images += [attrs] if tag == "img" else []
        assert not [name for name in attrs if name.startswith("on")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += "" if {"style", "script"} & set(self.open) else data


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    pages.write_pages(
        [("02-harbours", BOOK), ("06-findings", FINDINGS)], out, articles=ARTICLES, edition="Invented (2 articles).",
        versions=[("Python", "3")], errors=["03-x, cell 1: ValueError: <bad>"],
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def outlines(site):
    return {path.name: Outline(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}


def test_every_page_is_there_and_nests(outlines):
    assert sorted(outlines) == ["02-harbours.html", "06-findings.html", "concordance.html", "index.html"]


def test_headings_are_in_order_and_anchors_unique(outlines):
    for name, page in outlines.items():
        assert page.levels[0] == 1, name
        assert page.levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in zip(page.levels, page.levels[1:], strict=False)), name
        assert len(page.ids) == len(set(page.ids)), name


def test_links_lead_somewhere_and_nothing_leaves_the_machine(site, outlines):
    for name, page in outlines.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert file == "data:," or (site / (file or name)).is_file(), link
            assert not anchor or anchor in outlines[file or name].ids, link
        assert not re.search(r"(src|href)=\"?(https?:)?//", (site / name).read_text(encoding="utf-8")), name


def test_every_image_says_what_it_shows(outlines):
    images = [image for page in outlines.values() for image in page.images]
    assert len(images) == 4  # two in the notebook, both again on the index
    assert {image["alt"] for image in images} == {"Boats", "Chart drawn under the heading “Same”"}


def test_what_came_from_articles_and_cells_is_text(outlines):
    for name in ("index.html", "concordance.html", "02-harbours.html"):
        assert '<script>alert("x")</script>' in outlines[name].text, name
    assert "\u202e" not in outlines["concordance.html"].text
    assert "<b> & [U+001B]" in outlines["02-harbours.html"].text
    assert "ValueError: <bad>" in outlines["02-harbours.html"].text


def test_styles_are_in_the_head_and_the_table_script_is_there_once(site):
    html = (site / "02-harbours.html").read_text(encoding="utf-8")
    assert "<style" not in html.partition("</head>")[2]
    assert html.count("// Filter and sort") == 1
    assert 'border="1"' not in html


def test_code_is_folded_and_highlighted(site):
    html = (site / "02-harbours.html").read_text(encoding="utf-8")
    assert html.count('<details class="code">') == 6
    assert '<span class="o">&lt;</span>' in html


def test_the_index_quotes_findings_figures_and_errors(site, outlines):
    html = (site / "index.html").read_text(encoding="utf-8")
    assert '<a href="06-findings.html#1-boats-are-few">1. Boats are few</a></p><p>Only <em>three</em>.</p>' in html
    assert "Limits" not in outlines["index.html"].text
    assert 'n = 3. <a href="02-harbours.html#figure-02-x">02 harbours</a></figcaption>' in html
    assert "03-x, cell 1: ValueError: <bad>" in outlines["index.html"].text
    assert "Which harbours are named?" in outlines["index.html"].text


def test_cells_tagged_finding_are_findings_in_any_notebook():
    cell = v4.new_markdown_cell("## Late\n\nThe ferry was late.", metadata={"tags": ["finding"]})
    page = read_notebook("05-x", notebook("# T\n\nQ?", cell, "## Other\n\nText."))
    assert page.findings == [("late", "Late", "<p>The ferry was late.</p>")]


def test_a_large_corpus_leaves_out_texts_and_says_how_many(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "MOST_TEXT", 20)
    files = pages.write_pages([("01-x", FINDINGS)], tmp_path, articles=ARTICLES, edition="E.", versions=[])
    html = next(f for f in files if f.name == "concordance.html").read_text(encoding="utf-8")
    assert html.count('class="text"') == 1
    assert "1 more articles are not on this page" in html


def test_the_same_notebooks_give_the_same_bytes(tmp_path):
    def written(name):
        files = pages.write_pages(
            [("02-harbours", BOOK)], tmp_path / name, articles=ARTICLES, edition="E.", versions=[]
        )
        return [file.read_bytes() for file in files]

    assert written("a") == written("b")


def test_pictures_are_carried_and_links_lead_to_pages_or_nowhere(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "02 x.png").write_bytes(base64.b64decode(PNG))
    first = notebook(
        "# A\n\n[next](02-b.ipynb#part) [file](../README.md) [out](https://example.org/x)",
        "![Boats by town](../figures/02%20x.png) ![Lost](../figures/gone.png)",
    )
    books = [("01-a", first), ("02-b", notebook("# B", "## Part"))]
    folder = tmp_path / "notebooks"
    folder.mkdir()
    pages.write_pages(books, tmp_path / "out", folder=folder, articles=ARTICLES, edition="E.", versions=[])
    html = (tmp_path / "out" / "01-a.html").read_text(encoding="utf-8")
    assert f'<img src="data:image/png;base64,{PNG}" alt="Boats by town">' in html
    assert "<em>Lost</em>" in html
    assert '<a href="02-b.html#part">next</a> file <a href="https://example.org/x">out</a>' in html


def test_results_read_as_sentences_and_a_cell_may_be_in_another_language():
    cell = v4.new_markdown_cell("## Ringkasan\n\nFeri terlambat.", metadata={"tags": ["lang-id"]})
    body = read_notebook("x", notebook("# T", cell, code("a", output(text_plain="'3 of 4 boats <late>'")))).body
    assert '<p class="told">3 of 4 boats &lt;late&gt;</p>' in body
    assert '<div lang="id"><h2 id="ringkasan">' in body


def test_prose_about_other_articles_is_marked_and_its_findings_are_not_quoted():
    told = v4.new_markdown_cell("## 1. Boats are few\n\nOnly three.", metadata={"tags": ["finding"]})
    at_home = read_notebook("06-findings", notebook("# T\n\nQ?", told))
    abroad = read_notebook("06-findings", notebook("# T\n\nQ?", told), elsewhere=True)
    assert "not about yours" not in at_home.body
    assert [text for _, text, _ in at_home.findings] == ["1. Boats are few"]
    assert abroad.body.index("not about yours") < abroad.body.index("Only three.")
    assert abroad.findings == []
