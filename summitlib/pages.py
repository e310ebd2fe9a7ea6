"""Executed notebooks as web pages: an index, a page a notebook, a concordance. Each file stands alone, offline.

Markdown is rendered by mistune and code by Pygments, both of which come with Jupyter. Scripts only add comfort:
without them tables are plain, code unfolds by a click all the same, and the concordance shows the texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitlib.evidence import as_html
from summitlib.style import read_style

if TYPE_CHECKING:
    import pandas as pd

MOST_TEXT = 2_000_000  # characters of text that the concordance page holds; more make a browser slow
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
TABLES_SCRIPT = re.compile(r"<script>// Filter and sort.*?</script>", re.DOTALL)  # once a page, not once a table
FIGURE = re.compile(r'<figure class="sl-figure".*?</figure>', re.DOTALL)
FINDING = re.compile(r"(finding|claim)\b|\d+\W", re.IGNORECASE)  # headings in the notebook of findings


@dataclass
class Page:
    """One notebook as HTML: its title, question (first paragraph), headings, body, figures and findings."""

    name: str
    title: str = ""
    question: str = ""
    body: str = ""
    headings: list[tuple[int, str, str]] = field(default_factory=list)  # level, id, text
    findings: list[tuple[str, str, str]] = field(default_factory=list)  # id, heading, first paragraph as HTML
    figures: list[str] = field(default_factory=list)
    styles: dict[str, None] = field(default_factory=dict)  # in order, each once
    code_cells: int = 0

    @property
    def asks(self) -> str:
        """What the notebook answers, as plain text: the bold words of its first paragraph, else its title."""
        bold = re.search(r"<strong>(.*?)</strong>", self.question, re.DOTALL)
        return _plain(bold[1]) if bold else self.title

    @property
    def file(self) -> str:
        """The file name of the page."""
        return f"{self.name}.html"


def write_pages(
    notebooks: Sequence[tuple[str, Any]],
    out: Path,
    *,
    articles: pd.DataFrame,
    edition: str,
    versions: Sequence[tuple[str, str]],
    errors: Sequence[str] = (),
) -> list[Path]:
    """Write index.html, concordance.html and one page a notebook (name, executed node) into a folder.

    ``articles`` are article rows; ``edition`` and ``versions`` are named on the index, ``errors`` shown on top of it.
    """  # fmt: skip
    pages = [read_notebook(name, node) for name, node in notebooks]
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "index.html": _index(pages, articles, edition, versions, errors),
        "concordance.html": _concordance(pages, articles, edition),
        **{page.file: _notebook_page(page, pages) for page in pages},
    }
    for name, html in files.items():
        (out / name).write_text(html, encoding="utf-8", newline="\n")
    return [out / name for name in files]


# --- one notebook -------------------------------------------------------------------------------------------------


def read_notebook(name: str, node: Any) -> Page:
    """Return the page of an executed notebook."""
    page = Page(name)
    parts = [_markdown(cell, page) if cell.cell_type == "markdown" else _code(cell, page) for cell in node.cells]
    page.body = "\n".join(part for part in parts if part)
    page.title = page.title or name
    page.figures = FIGURE.findall(page.body)
    return page


def _markdown(cell: Any, page: Page) -> str:
    html = str(_render()(cell.source))
    first = len(page.headings)
    html = re.sub(r"<h([1-6])>(.*?)</h\1>", lambda found: _heading(found, page), html, flags=re.DOTALL)
    html = html.replace("<table>", '<div class="tablebox" role="region" tabindex="0" aria-label="Table"><table>')
    html = html.replace("</table>", "</table></div>")
    paragraphs = re.findall(r"<p>.*?</p>", html, re.DOTALL)
    if paragraphs and not page.question:
        page.question = paragraphs[0]
    _note_finding(cell, page, first, paragraphs)
    return html


def _heading(found: re.Match[str], page: Page) -> str:
    """Give a heading its anchor, one first-level heading a page, and no level left out."""
    inner = found[2].strip()
    text = _plain(inner)
    above = page.headings[-1][0] if page.headings else (1 if page.title else 0)
    level = 1 if not page.title else max(2, min(int(found[1]), above + 1))
    if not page.title:
        page.title = text
    taken = {anchor for _, anchor, _ in page.headings}
    slug = re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "part"
    anchor = next(a for n in range(1, 10_000) if (a := slug if n == 1 else f"{slug}-{n}") not in taken)
    page.headings.append((level, anchor, text))
    return f'<h{level} id="{escape(anchor)}">{inner}</h{level}>'


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _note_finding(cell: Any, page: Page, first: int, paragraphs: list[str]) -> None:
    """Keep what the index quotes: cells tagged ``finding``, else numbered headings of the notebook of findings."""
    tagged = "finding" in cell.metadata.get("tags", [])
    for level, anchor, text in page.headings[first:]:
        if level > 1 and (tagged or ("findings" in page.name and FINDING.match(text))):
            page.findings.append((anchor, text, paragraphs[0] if paragraphs else ""))


@cache
def _render() -> Any:
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "footnotes", "url"])


def _code(cell: Any, page: Page) -> str:
    if cell.cell_type != "code" or not cell.source.strip():
        return ""
    page.code_cells += 1
    code = _highlighted(cell.source)
    folded = f'<details class="code"><summary>Code of cell {page.code_cells}</summary>{code}</details>'
    shown = "\n".join(_output(output, page) for output in cell.outputs)
    return f"{folded}\n{shown}"


def _highlighted(source: str) -> str:
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    spans = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return f'<pre tabindex="0"><code>{spans.rstrip()}</code></pre>'


def _output(output: Any, page: Page) -> str:
    kind = output.output_type
    if kind == "stream":
        return f'<pre class="stream {output.name}">{as_html(output.text)}</pre>'
    if kind == "error":
        return f'<pre class="plain error">{as_html(output.ename)}: {as_html(output.evalue)}</pre>'
    data = output.data
    if "text/html" in data:
        return _own_html(data["text/html"], page)
    if "image/png" in data:
        return _image(data["image/png"], output, page)
    return f'<pre class="plain">{as_html(data.get("text/plain", ""))}</pre>'


def _own_html(html: str, page: Page) -> str:
    """Move styles to the head, drop the table script (the page has it), make pandas' tables valid."""
    for style in STYLE.findall(html):
        page.styles[style] = None
    html = TABLES_SCRIPT.sub("", STYLE.sub("", html))
    html = html.replace('<figure class="sl-figure"', '<figure class="sl-figure" tabindex="0"')  # scrolls on a phone
    if 'class="dataframe"' not in html:
        return html
    html = html.replace('<table border="1" class="dataframe">', '<table class="dataframe sl-table">')
    return f'<div class="tablebox" role="region" tabindex="0" aria-label="Table">{html}</div>'


def _image(png: str, output: Any, page: Page) -> str:
    under = page.headings[-1][2] if page.headings else page.name
    alt = output.get("metadata", {}).get("alt") or f"Chart drawn under the heading “{under}”"
    image = f'<img src="data:image/png;base64,{png.strip()}" alt="{as_html(alt)}">'
    return f'<figure class="sl-figure" tabindex="0">{image}</figure>'


# --- pages --------------------------------------------------------------------------------------------------------


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
    parts = [f"<h1>{as_html(first.asks)}</h1>", lead if _plain(lead) else ""]
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
    figure = re.sub(r'<figure class="sl-figure"[^>]*>', '<figure class="sl-figure">', figure)
    return figure.replace("</figcaption>", f' <a href="{page.file}">{as_html(_short(page))}</a></figcaption>')


def _corpus(articles: pd.DataFrame, edition: str) -> str:
    from summitlib.evidence import show_table

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
<output for="word" aria-live="polite"></output></form>
<ol id="lines" class="lines"></ol>
<h2 id="texts">The texts</h2>
{note}{"".join(texts)}"""
    return _shell("Concordance", main, pages, "concordance.html")
