"""Executed notebooks as web pages: an index, a page a notebook, a concordance. Each file stands alone, offline.

Scripts only add comfort: without them tables are plain, code unfolds by a click all the same, and the concordance
page shows the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitlib.evidence import as_html, show_table
from summitlib.pages.notebook import STYLE, TABLES_SCRIPT, Page, linked, plain_text, read_notebook
from summitlib.style import read_style

if TYPE_CHECKING:
    import pandas as pd

LONG_WORD = re.compile(r"\b[a-z]{8,20}\b")  # small letters: no names
MOST_TEXT = 2_000_000  # characters of text that the concordance page holds; more make a browser slow


def write_pages(
    notebooks: Sequence[tuple[str, Any]],
    out: Path,
    *,
    folder: Path | None = None,
    articles: pd.DataFrame,
    edition: str,
    versions: Sequence[tuple[str, str]],
    errors: Sequence[str] = (),
    elsewhere: bool = False,
) -> list[Path]:
    """Write index.html, concordance.html and one page a notebook (name, executed node) into a folder.

    ``folder`` is where the notebooks lie: pictures they point to are carried into the pages, and links from notebook
    to notebook lead from page to page. ``articles`` are article rows; ``edition`` and ``versions`` are named on the
    index, ``errors`` shown on top of it. ``elsewhere``: the articles are not those that tagged prose is about, so it is
    marked, and its findings are not quoted.
    """
    pages = [read_notebook(name, node, folder=folder, elsewhere=elsewhere) for name, node in notebooks]
    for page in pages:
        page.body = linked(page.body, {p.name for p in pages})
        page.question = linked(page.question, {p.name for p in pages})
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "index.html": _index(pages, articles, edition, versions, errors),
        "concordance.html": _concordance(pages, articles, edition),
        **{page.file: _notebook_page(page, pages) for page in pages},
    }
    for name, html in files.items():
        (out / name).write_text(html, encoding="utf-8", newline="\n")
    return [out / name for name in files]


def _shell(
    title: str, main: str, pages: Sequence[Page], here: str, *, toc: str = "", styles: Sequence[str] = ()
) -> str:
    places = [("index.html", "Overview"), *((p.file, _short(p)) for p in pages), ("concordance.html", "Concordance")]
    links = "".join(
        f'<a href="{escape(file)}"{" aria-current=page" if file == here else ""}>{as_html(text)}</a>'
        for file, text in places
    )
    css = "\n".join([*styles, read_style("tables.css"), read_style("report.css")])
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{as_html(title)}</title>
<link rel="icon" href="data:,">
<style>
{css}
</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top"><nav aria-label="Pages of the report">{links}</nav></header>
<div class="page{" with-toc" if toc else ""}">
{toc}
<main id="main">
{main}
</main>
</div>
<script>
{read_style("tables.js")}
{read_style("report.js")}
</script>
</body>
</html>
"""


def _short(page: Page) -> str:
    """Return ``03 statements`` for ``03-statements``."""
    return page.name.replace("-", " ")


def _notebook_page(page: Page, pages: Sequence[Page]) -> str:
    items = "".join(
        f'<li{" class=deep" if level > 2 else ""}><a href="#{escape(anchor)}">{as_html(text)}</a></li>'
        for level, anchor, text in page.headings
        if 1 < level < 4
    )
    toc = f'<nav class="toc" aria-label="On this page"><p>On this page</p><ol>{items}</ol></nav>' if items else ""
    tools = '<p class="tools"><button type="button" id="all-code" aria-expanded="false">Show all code</button></p>'
    at = pages.index(page)
    before = pages[at - 1] if at else None
    after = pages[at + 1] if at + 1 < len(pages) else None
    around = [
        f'<a rel="prev" href="{before.file}">← {as_html(before.title)}</a>' if before else "<span></span>",
        f'<a rel="next" href="{after.file}">{as_html(after.title)} →</a>' if after else "",
    ]
    body = (
        page.body if any(level == 1 for level, _, _ in page.headings) else f"<h1>{as_html(page.title)}</h1>{page.body}"
    )
    foot = f'<nav class="around" aria-label="Previous and next">{"".join(around)}</nav>'
    return _shell(page.title, f"{tools}\n{body}\n{foot}", pages, page.file, toc=toc, styles=tuple(page.styles))


def _index(pages: Sequence[Page], articles: pd.DataFrame, edition: str, versions: Sequence[tuple[str, str]],
           errors: Sequence[str]) -> str:  # fmt: skip
    first = pages[0] if pages else Page("report", "Report")
    lead = re.sub(r"<p>\s*<strong>.*?</strong>\s*", "<p>", first.question, count=1, flags=re.DOTALL)
    parts = [f"<h1>{as_html(first.asks)}</h1>", lead if plain_text(lead) else ""]
    parts += [f'<p class="warn" role="alert">{as_html(error)}</p>' for error in errors]
    found = [(page, *finding) for page in pages for finding in page.findings]
    if found:
        items = "".join(
            f'<li><p><a href="{p.file}#{escape(a)}">{as_html(text)}</a></p>{said}</li>' for p, a, text, said in found
        )
        parts.append(f'<h2 id="findings">Findings</h2><ul class="findings">{items}</ul>')
    rows = "".join(
        f'<tr><td><a href="{p.file}">{as_html(_short(p))}</a></td><td>{as_html(p.asks)}</td></tr>' for p in pages
    )
    parts.append(
        '<h2 id="notebooks">Notebooks</h2>'
        '<div class="tablebox" role="region" tabindex="0" aria-label="Notebooks"><table>'
        '<thead><tr><th scope="col">Notebook</th><th scope="col">What it answers</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        '<p>Look up any word in the texts: <a href="concordance.html">concordance</a>.</p>'
    )
    figures = [_thumbnail(figure, page) for page in pages for figure in page.figures]
    if figures:
        parts.append(f'<h2 id="figures">Figures</h2><div class="gallery">{"".join(figures)}</div>')
    parts.append(_corpus(articles, edition))
    made = ", ".join(f"{as_html(name)} {as_html(version)}" for name, version in versions)
    parts.append(f'<h2 id="versions">Made with</h2><p>{made}.</p>')
    return _shell(first.asks, "\n".join(parts), pages, "index.html", styles=tuple(first.styles))


def _thumbnail(figure: str, page: Page) -> str:
    """Return the figure as a link to its place in the notebook."""
    anchor = re.search(r'<figure class="sl-figure"[^>]*? id="([^"]+)"', figure)
    place = page.file + (f"#{anchor[1]}" if anchor else "")
    figure = re.sub(r'<figure class="sl-figure"[^>]*>', '<figure class="sl-figure">', figure)
    figure = re.sub(r"<img[^>]*>", lambda image: f'<a href="{place}">{image[0]}</a>', figure)
    return figure.replace("</figcaption>", f' <a href="{place}">{as_html(_short(page))}</a></figcaption>')


def _corpus(articles: pd.DataFrame, edition: str) -> str:
    table = articles.assign(words=[len(str(text).split()) for text in articles["text"]])
    columns = [c for c in ("article", "publisher", "headline", "published", "wire", "words") if c in table.columns]
    html = TABLES_SCRIPT.sub("", STYLE.sub("", show_table(table, columns=columns, caption="Articles").html))
    return f'<h2 id="corpus">Corpus</h2><p>{as_html(edition)}</p>{html}'


def _concordance(pages: Sequence[Page], articles: pd.DataFrame, edition: str) -> str:
    texts, room = [], MOST_TEXT
    for number, (article, text) in enumerate(zip(articles["article"], articles["text"], strict=True), 1):
        room -= len(str(text))
        if room >= 0 and isinstance(text, str):
            lines = "".join(f"<p>{as_html(line)}</p>" for line in text.splitlines() if line.strip())
            summary = f"<summary>{as_html(str(article))}</summary>"
            texts.append(f'<details class="text" id="text-{number}">{summary}<div lang="id">{lines}</div></details>')
    left = len(articles) - len(texts)
    note = (
        f"<p>{left} more articles are not on this page; <code>keyword_in_context</code> reads all.</p>" if left else ""
    )
    main = f"""<h1>Concordance</h1>
<p>Type a word or a phrase to see every line of the texts it stands in; <code>*</code> stands for any letters
(<code>ber*</code>). {as_html(edition)}</p>
<form id="concordance" class="search" role="search" hidden><label for="word">Word</label>
<input type="search" id="word" autocomplete="off" spellcheck="false">
<output for="word" aria-live="polite"></output>{_examples(articles)}</form>
<ol id="lines" class="lines"></ol>
<h2 id="texts">The texts</h2>
{note}{"".join(texts)}"""
    return _shell("Concordance", main, pages, "concordance.html")


def _examples(articles: pd.DataFrame) -> str:
    """Return buttons for four long words of the texts, the most frequent ones, so that nobody faces an empty box."""
    words = Counter(
        w for text in articles["text"] if isinstance(text, str) for w in LONG_WORD.findall(text[:MOST_TEXT])
    )
    most = sorted(words, key=lambda word: (-words[word], word))[:4]
    buttons = "".join(f'<button type="button">{as_html(word)}</button>' for word in most)
    return f'<span class="examples">Try: {buttons}</span>' if most else ""
