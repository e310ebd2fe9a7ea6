"""An executed notebook as HTML: Markdown, folded code and outputs, with headings in order and text as text.

Markdown is rendered by mistune and code by Pygments, both of which come with Jupyter.
"""

from __future__ import annotations

import ast
import base64
import re
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from summitlib.evidence import as_html

STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
TABLES_SCRIPT = re.compile(r"<script>// Filter and sort.*?</script>", re.DOTALL)  # once a page, not once a table
FIGURE = re.compile(r'<figure class="sl-figure".*?</figure>', re.DOTALL)
IMAGE = re.compile(r'<img src="(?!data:)(?P<src>[^"]*)" alt="(?P<alt>[^"]*)"[^>]*>')  # of Markdown
LINK = re.compile(r'<a href="(?P<href>[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
OF_THE_FIVE = {"summit", "finding"}  # tags of cells that speak of the five articles of this package
OF_THE_FIVE_SAID = "About the five articles that this notebook was written for, not about yours:"
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
    elsewhere: bool = False  # the notebook ran on articles that its tagged prose is not about

    @property
    def asks(self) -> str:
        """What the notebook answers, as plain text: the bold words of its first paragraph, else its title."""
        bold = re.search(r"<strong>(.*?)</strong>", self.question, re.DOTALL)
        return plain_text(bold[1]) if bold else self.title

    @property
    def file(self) -> str:
        """The file name of the page."""
        return f"{self.name}.html"


def read_notebook(name: str, node: Any, *, folder: Path | None = None, elsewhere: bool = False) -> Page:
    """Return the page of an executed notebook; ``elsewhere``: prose about the five articles is marked as such."""
    page = Page(name, elsewhere=elsewhere)
    parts = [_markdown(cell, page) if cell.cell_type == "markdown" else _code(cell, page) for cell in node.cells]
    page.body = IMAGE.sub(lambda found: _carried(found, folder), "\n".join(part for part in parts if part))
    page.title = page.title or name
    page.figures = FIGURE.findall(page.body)
    return page


def _carried(found: re.Match[str], folder: Path | None) -> str:
    """Return the image tag with the picture in it, or its alternative text where there is no such picture."""
    path = (folder or Path()) / unquote(unescape(found["src"]))
    kind = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}.get(path.suffix.lower())
    if folder is None or kind is None or not path.is_file():
        return f"<em>{found['alt']}</em>"
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f'<img src="data:{kind};base64,{data}" alt="{found["alt"]}">'


def linked(html: str, names: set[str]) -> str:
    """Lead links to notebooks to their pages; links to files that the report does not carry become plain text."""

    def lead(found: re.Match[str]) -> str:
        target, _, anchor = unescape(found["href"]).partition("#")
        if re.match(r"\w+:", target) or not target:
            return found[0]
        name = Path(unquote(target)).stem
        if not target.endswith(".ipynb") or name not in names:
            return found["text"]
        return f'<a href="{escape(name)}.html{"#" + escape(anchor) if anchor else ""}">{found["text"]}</a>'

    return LINK.sub(lead, html)


def _markdown(cell: Any, page: Page) -> str:
    html = str(_render()(cell.source))
    first = len(page.headings)
    html = re.sub(r"<h([1-6])>(.*?)</h\1>", lambda found: _heading(found, page), html, flags=re.DOTALL)
    html = html.replace("<table>", '<div class="tablebox" role="region" tabindex="0" aria-label="Table"><table>')
    html = html.replace("</table>", "</table></div>")
    paragraphs = re.findall(r"<p>.*?</p>", html, re.DOTALL)
    if paragraphs and not page.question:
        page.question = paragraphs[0]
    tags = set(cell.metadata.get("tags", []))
    if page.elsewhere and tags & OF_THE_FIVE:
        return f'<div class="of-the-five"><p>{OF_THE_FIVE_SAID}</p>{html}</div>'
    _note_finding(cell, page, first, paragraphs)
    tongue = next((tag[5:] for tag in tags if re.fullmatch(r"lang-[a-z]{2,3}", tag)), None)
    return f'<div lang="{tongue}">{html}</div>' if tongue else html


def _heading(found: re.Match[str], page: Page) -> str:
    """Give a heading its anchor, one first-level heading a page, and no level left out."""
    inner = found[2].strip()
    text = plain_text(inner)
    above = page.headings[-1][0] if page.headings else (1 if page.title else 0)
    level = 1 if not page.title else max(2, min(int(found[1]), above + 1))
    if not page.title:
        page.title = text
    taken = {anchor for _, anchor, _ in page.headings}
    slug = re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "part"
    anchor = next(a for n in range(1, 10_000) if (a := slug if n == 1 else f"{slug}-{n}") not in taken)
    page.headings.append((level, anchor, text))
    return f'<h{level} id="{escape(anchor)}">{inner}</h{level}>'


def plain_text(html: str) -> str:
    """Return the text of HTML, on one line, without its tags."""
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
        return own_html(data["text/html"], page)
    if "image/png" in data:
        return _image(data["image/png"], output, page)
    return _told(data.get("text/plain", ""))


def _told(text: str) -> str:
    """Show a result as a reader expects it: a string without its quotation marks, anything else as it is printed."""
    try:
        value = ast.literal_eval(text) if text[:1] in {"'", '"'} else None
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        value = None
    if isinstance(value, str):
        return f'<p class="told">{as_html(value)}</p>'
    return f'<pre class="plain">{as_html(text)}</pre>'


def own_html(html: str, page: Page) -> str:
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
