"""A saved web page as text lines: the body by readability, date and site by trafilatura (the extra ``html``).

On ten saved pages of Indonesian outlets readability's body, cut into lines and cleaned, had the best line F1 of four
ways tried (``python -m tests.evaluate_loading``); trafilatura had every date. Pages are parsed, never run; what comes
out is plain text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from summitlib.loading.bylines import author_of
from summitlib.loading.mastheads import outlets

# A line ends at these elements, as a browser would break it; cells of one table row stay on one line.
BLOCKS = frozenset(
    ["p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table",
     "section", "article", "aside", "header", "footer", "main", "nav", "blockquote", "figure", "figcaption", "pre",
     "form", "fieldset", "address", "center"]
)  # fmt: skip
HIDDEN = frozenset(
    ["script", "style", "noscript", "iframe", "template", "svg", "math", "object", "embed", "button", "select",
     "textarea"]
)  # fmt: skip
_SUFFIX = re.compile(r"\s+(?:[|–—-]|::)\s+")
SHORT = 140  # characters: a body below this was probably not found


def read_page(html: str) -> dict[str, Any]:
    """Return text (lines), headline, published (ISO), publisher and author of a page; ImportError without the extra."""
    import lxml.html
    import trafilatura
    from readability import Document

    for name in ("trafilatura", "readability.readability", "htmldate", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)  # lxml refuses a string that declares its encoding
    tree = lxml.html.fromstring(html)
    found = trafilatura.extract_metadata(html)
    body = "\n".join(lines_of(lxml.html.fromstring(Document(html).summary(html_partial=True))))
    if len(body) < SHORT:
        body = max(body, trafilatura.extract(html, favor_precision=True, include_comments=False) or "", key=len)
    if len(body) < SHORT and tree.find("body") is not None:
        body = max(body, "\n".join(p for p in _paragraphs(tree)), key=len)
    site = _words(found.sitename) if found else None
    return {
        "text": body, "headline": _headline(tree, site), "published": found.date if found else None,
        "published_basis": "date in the page" if found and found.date else None,
        "publisher": site or (_words(found.hostname) if found else None),
        "author": _author(found.author if found else None, site),
    }  # fmt: skip


def lines_of(tree: Any) -> Iterator[str]:
    """Yield the text lines of a parsed page, white space folded, without scripts and other hidden elements.

    Walks with a stack of its own: a page nested ten thousand deep is no reason to fail.
    """
    parts: list[str] = []
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tail = [re.sub(r"\s+", " ", node.tail)] if node.tail and node is not tree else []
        if not isinstance(node.tag, str) or node.tag in HIDDEN:  # comments have a function for a tag
            stack.extend(tail)
            continue
        edge = ["\n"] if node.tag in BLOCKS else [" "] if node.tag in ("td", "th") else []
        text = [re.sub(r"\s+", " ", node.text)] if node.text else []
        stack.extend([*tail, *edge, *reversed(node), *text, *edge])
    for line in "".join(parts).split("\n"):
        if folded := " ".join(line.split()):
            yield folded


def _paragraphs(tree: Any) -> Iterator[str]:
    for paragraph in tree.iter("p"):
        yield from lines_of(paragraph)


def _words(value: Any) -> str | None:
    """Return a title or name as plain words; markup that was written into it is dropped."""
    plain = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^<>]{0,500}>", " ", str(value or ""))
    return " ".join(plain.split()) or None


def _headline(tree: Any, site: str | None) -> str | None:
    """Return the page's heading where its title repeats it, else the title without the name of the site."""
    titles = [_words(t) for t in (*tree.xpath("//meta[@property='og:title']/@content"), tree.findtext(".//title"))]
    heads = [" ".join(lines_of(h)) for h in tree.iter("h1")]
    for least in (3, 1):
        repeated = [h for h in heads if len(h.split()) >= least and any(t and h in t for t in titles)]
        if repeated and (least == 3 or not any(titles)):
            return max(repeated, key=len)
    title = next((t for t in titles if t), None)
    if title is None:
        return heads[0] if heads else None
    parts = _SUFFIX.split(title)
    marks = _SUFFIX.findall(title)
    while len(parts) > 1 and _is_site(parts[-1], site):
        parts.pop()
        marks.pop()
    return "".join(p + m for p, m in zip(parts, [*marks, ""], strict=True)).strip()


def _is_site(part: str, site: str | None) -> bool:
    """Say whether the end of a title is the outlet's name or section, not the news."""
    low = part.lower().strip()
    named = bool(site) and (low in str(site).lower() or str(site).lower() in low)
    return (
        named
        or low in outlets()
        or low.split(".")[0] in outlets()
        or low.split()[0].split(".")[0] in outlets()
        or "." in low.split()[0][1:]
    )


def _author(value: str | None, site: str | None) -> str | None:
    """Return the author a page names, unless it is the site, a company or no name at all."""
    if not value or ";" in value or re.search(r"[<>@\d]|(?i:media|cyber|admin|redaksi|team|\btim\b)", value):
        return None
    if site and value.lower() in site.lower():
        return None
    return author_of(re.sub(r"^(?i:pewarta|penulis|reporter|oleh)\s+(?=[A-Z])", "", value))
