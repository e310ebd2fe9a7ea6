"""The report in a real browser: every page loads alone and offline, is read by keyboard, and fits a phone."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

nbformat = pytest.importorskip("nbformat", reason="needs the extra 'notebooks'")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright, of the extra 'test'")

import summitlib as sl  # noqa: E402
from summitlib.pages import website as pages  # noqa: E402
from tests.test_pages import ARTICLES, BOOK, FINDINGS  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PLACEHOLDERS = {"", "image", "figure", "chart", "plot", "png"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the PATH (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory, root):
    """Pages of the package's own notebooks as they are committed, without running them, and of an invented one."""
    out = tmp_path_factory.mktemp("report")
    own = [(path.stem, nbformat.read(path, as_version=4)) for path in sorted((root / "notebooks").glob("*.ipynb"))]
    articles = pd.concat([sl.read_articles(), ARTICLES], ignore_index=True)
    books = [*own, ("98-invented", BOOK), ("99-findings", FINDINGS)]
    pages.write_pages(
        books, out, articles=articles, edition="A test.", versions=[("Python", "3")], errors=["An error."]
    )
    return out


@pytest.fixture
def visit(browser, report):
    """Return a function that opens a page and notes whatever goes wrong on it."""
    opened = []

    def visit(name, *, width=1280, dark=False, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.wrong = []
        page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("requestfailed", lambda request: page.wrong.append(request.url))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else page.wrong.append(request.url),
        )
        page.goto((report / name).as_uri())
        opened.append(context)
        return page

    yield visit
    for context in opened:
        context.close()


def names(folder):
    return sorted(path.name for path in folder.glob("*.html"))


def test_every_page_loads_alone_and_fits_a_phone(visit, report):
    for name in names(report):
        for width, dark in ((1280, False), (390, True)):
            page = visit(name, width=width, dark=dark)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert page.wrong == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
            images = page.evaluate("[...document.images].map(i => [i.alt, i.src.length, i.naturalWidth])")
            for alt, size, wide in images:
                assert alt.strip().lower() not in PLACEHOLDERS, name
                assert wide > 0 or size < 10, name  # the invented figure is an empty picture


def test_tables_of_the_study_are_not_cut_on_a_desk(visit, report):
    """Each table is as wide as the place it has, also where the contents stand beside the text."""
    cut = """[...document.querySelectorAll('.sl-scroll')].filter(box => box.scrollWidth > box.clientWidth + 1)
             .map(box => box.getAttribute('aria-label'))"""
    for name in names(report):
        for width in (1300, 1100):
            assert name.startswith("9") or visit(name, width=width).evaluate(cut) == [], (name, width)


@pytest.mark.slow
def test_axe_finds_nothing_serious(visit, report):
    axe = pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    for name in names(report):
        for width, dark in ((1280, False), (1280, True), (390, False)):
            page = visit(name, width=width, dark=dark)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            page.evaluate(script)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
            told = [(v["id"], v["impact"], v["nodes"][0]["html"][:120]) for v in found]
            assert [v for v in told if v[1] in ("serious", "critical")] == [], (name, width, dark)


def test_tables_filter_and_sort_by_keyboard(visit):
    page = visit("98-invented.html")
    rows = "document.querySelectorAll('table.sl-table')[0].tBodies[0].rows"
    page.get_by_label("Filter rows").first.focus()
    page.keyboard.type("c")
    assert page.evaluate(f"[...{rows}].filter(r => !r.hidden).map(r => r.cells[0].textContent)") == ["c"]
    assert page.locator("output").first.inner_text() == "1 of 7 rows"
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="n", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate(f"[...{rows}].map(r => r.cells[1].textContent)") == list("6543210")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("n")


def test_one_click_shows_all_code(visit):
    page = visit("98-invented.html")
    button = page.get_by_role("button", name="Show all code")
    assert page.locator("details.code[open]").count() == 0
    button.press("Enter")
    assert page.locator("details.code[open]").count() == 6
    page.get_by_role("button", name="Hide all code").click()
    assert page.locator("details.code[open]").count() == 0


def test_the_concordance_finds_words_phrases_and_wildcards(visit):
    page = visit("concordance.html")
    page.get_by_label("Word").focus()
    page.keyboard.type("kapal berlayar")
    assert page.locator("#lines li").all_inner_texts() == ["pos-1\nKapal berlayar."]
    assert "1 line in 1 of" in page.locator("#concordance output").inner_text()
    page.get_by_label("Word").fill("ber*")
    assert page.locator("#lines mark").count() > 5
    assert all(text.lower().startswith("ber") for text in page.locator("#lines mark").all_inner_texts())
    page.get_by_label("Word").fill("(")
    assert page.locator("#lines li").count() == 0
    page.get_by_label("Word").fill("script")
    assert '<script>alert("x")</script> [U+202E]' in page.locator("#lines").inner_text()
    assert page.wrong == []


def test_pages_read_without_scripts(visit):
    page = visit("98-invented.html", scripts=False)
    assert page.locator("table.sl-table tbody tr").count() >= 7
    assert page.locator("details.code summary").first.is_visible()
    page = visit("concordance.html", scripts=False)
    assert page.locator("details.text").count() == len(sl.read_articles()) + len(ARTICLES)
    assert not page.locator("#concordance").is_visible()


def test_print_shows_the_text_without_the_furniture(visit):
    page = visit("98-invented.html")
    page.emulate_media(media="print")
    hidden = ["header.top", "nav.toc", ".around", ".tools", "details.code"]
    assert [selector for selector in hidden if page.locator(selector).first.is_visible()] == []
    assert page.locator("table.sl-table").first.is_visible()
