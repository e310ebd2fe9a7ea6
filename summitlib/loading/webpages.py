"""A saved web page as text lines: the body by readability, date and site by trafilatura (the extra ``html``).

On ten saved pages of Indonesian outlets readability's body, cut into lines and cleaned, had the best line F1 of four
ways tried (``python -m tests.evaluate_loading``); trafilatura had every date. Pages are parsed, never run; what comes
out is plain text.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from summitlib.loading.dates import read_date
from summitlib.loading.facts import author_of
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

    for name in ("trafilatura", "readability.readability", "htmldate", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)  # lxml refuses a string that declares its encoding
    tree = lxml.html.fromstring(html)
    found = trafilatura.extract_metadata(html)
    data = _news_data(tree)
    site = _words(found.sitename) if found else None
    day = _day_here(html, tree, found.date) if found and found.date else None
    return {
        "text": _body(html, tree, data), "headline": _headline(tree, site), "published": day,
        "published_basis": "date in the page" if day else None,
        "publisher": site or (_words(found.hostname) if found else None),
        "author": _author(_people(data) or (found.author if found else None), site) or _author_shown(tree),
    }  # fmt: skip


def _body(html: str, tree: Any, data: dict[str, Any]) -> str:
    """Return the lines of the report: readability's, and where it finds hardly any, the longest of three other ways."""
    import trafilatura
    from lxml.html import fromstring
    from readability import Document

    ways: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: lines_of(fromstring(Document(html).summary(html_partial=True))),
        lambda: [trafilatura.extract(html, favor_precision=True, include_comments=False) or ""],
        lambda: (line for paragraph in tree.iter("p") for line in lines_of(paragraph)),
        lambda: lines_of(fromstring(f"<div>{data.get('articleBody') or ''}</div>")),
    )
    body = ""
    for way in ways:
        if len(body) < SHORT:
            body = max(body, "\n".join(way()), key=len)
    return body


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


_UTC_STAMP = re.compile(r"\b(\d{4}-\d\d-\d\d)[T ](1[7-9]|2[0-3]):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)")


def _day_here(html: str, tree: Any, day: str) -> str:
    """Return the day in Jakarta of a page stamped in universal time after 17 hours, unless it shows the other day.

    Jakarta is seven hours ahead: 23.30 UTC is half past six on the next morning. Some pages call local time
    universal, so a day that the page itself writes out decides.
    """
    if not any(m[1] == day for m in _UTC_STAMP.finditer(html)):
        return day
    after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    shown = {read_date(line).day for line in lines_of(tree) if len(line) < 80 and line[-1].isalnum()}
    written = {d.isoformat() for d in shown if d}
    return day if day in written and after not in written else after


_BYLINE = re.compile(
    r"(?i:penulis|pewarta|reporter|rep|wartawan|jurnalis|kontributor)\s*:\s*\S.{2,90}|(?:By|Oleh) [A-Z].{2,60}"
)


def _author_shown(tree: Any) -> str | None:
    """Return the author of the one byline a page shows; several that differ belong to several reports."""
    names = {author_of(line) for line in lines_of(tree) if _BYLINE.fullmatch(line)} - {None}
    return names.pop() if len(names) == 1 else None


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
    first = low.split(" ")[0]
    return named or "." in first[1:] or any(word in outlets() for word in (low, low.split(".")[0], first.split(".")[0]))


def _news_data(tree: Any) -> dict[str, Any]:
    """Return what a page's linked data (JSON-LD) says of its report: the first object of a news or article type."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        objects = found if isinstance(found, list) else [found]
        graphs = (one["@graph"] for one in objects if isinstance(one, dict) and isinstance(one.get("@graph"), list))
        for one in [*objects, *(o for graph in graphs for o in graph)]:
            if isinstance(one, dict) and "Article" in str(one.get("@type", "")):
                return one
    return {}


def _people(data: dict[str, Any]) -> str | None:
    """Return the names that linked data gives for the authors, joined by commas; an organisation is no author."""
    authors = data.get("author")
    named = [a for a in (authors if isinstance(authors, list) else [authors]) if isinstance(a, dict)]
    people = [
        _words(a["name"]) for a in named if a.get("@type", "Person") == "Person" and isinstance(a.get("name"), str)
    ]
    return ", ".join(dict.fromkeys(p for p in people if p)) or None


def _author(value: str | None, site: str | None) -> str | None:
    """Return the author a page's data names, unless it is the site, a company or no name at all."""
    if not value or re.search(r"[<>@\d;]|(?i:media|cyber|admin|redaksi|team|\btim\b)", value):
        return None
    if site and value.lower() in site.lower():
        return None
    return author_of(re.sub(r"^(?i:pewarta|penulis|reporter|oleh)\s+(?=[A-Z])", "", value))
