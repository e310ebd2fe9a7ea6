"""Measure loading and cleaning against the reference material beside the checkout: python -m tests.evaluate_loading"""

import json
import sys
from collections import Counter
from pathlib import Path

from summitlib.corpus import read_articles
from summitlib.loading.cleaning import clean_text

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = SHARED / "gold"


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def seeds() -> list[tuple[str, dict]]:
    rows = read_jsonl(GOLD / "loading" / "seeds.jsonl")
    return [((SHARED / "originals" / r["file"]).read_bytes().decode(), r) for r in rows]


def articles_dev() -> list[tuple[str, dict]]:
    return [(r["text"], r) for r in read_jsonl(GOLD / "loading" / "articles_dev.jsonl")]


def score_lines(pairs: list[tuple[str, dict]], *, show: bool = False) -> dict[str, object]:
    """Labels right, body-line F1, boilerplate lines removed, body lines lost, dateline spans exact."""
    n = right = tp = fp = fn = boiler = removed = spans = spans_right = 0
    classes: dict[str, list[int]] = {}
    for raw, gold in pairs:
        found: dict[int, str] = {}
        prefixes = set()
        starts = {}
        for line in clean_text(raw).lines:
            starts.setdefault(line.line, line.start)
            if line.label == "dateline-prefix":
                prefixes.add((line.line, line.start - starts[line.line], line.end - starts[line.line]))
                found.setdefault(line.line, line.label)
            else:
                found[line.line] = line.label
        for g in gold["lines"]:
            got, want = found.get(g["line"], "-"), g["label"]
            n, right = n + 1, right + (got == want)
            keep, kept = want in ("body", "subhead"), got in ("body", "subhead")
            tp, fp, fn = tp + (keep and kept), fp + (kept and not keep), fn + (keep and not kept)
            boiler, removed = boiler + (not keep), removed + (not keep and not kept)
            for label, cell in ((want, 0), (got, 1)):
                counts = classes.setdefault(label, [0, 0, 0])
                counts[2 if got == want else cell] += 1 if got != want or cell == 0 else 0
            want_spans = {(g["line"], s["start"], s["end"]) for s in g.get("spans") or []}
            spans, spans_right = spans + len(want_spans), spans_right + len(want_spans & prefixes)
            extra = {p for p in prefixes if p[0] == g["line"]} - want_spans
            if show and (got != want or want_spans - prefixes or extra):
                name = gold.get("file") or gold["id"]
                print(f"  {name}:{g['line']} {want} -> {got} {want_spans or ''} {extra or ''} | {g['text'][:90]}")
    macro = [2 * t / (2 * t + a + b) for a, b, t in classes.values()]
    return {
        "labels": f"{right}/{n}", "body F1": round(2 * tp / (2 * tp + fp + fn), 4), "body lost": fn,
        "boilerplate removed": f"{removed}/{boiler}", "dateline spans": f"{spans_right}/{spans}",
        "label macro-F1": round(sum(macro) / len(macro), 3),
    }  # fmt: skip


def score_metadata(pairs: list[tuple[str, dict]], *, show: bool = False) -> str:
    """Fields that say what the gold says: publisher, author, headline, date, not before, place, wire."""
    names = {"date": "published", "dateline_place": "place", "date_not_before": "published_earliest"}
    total = right = 0
    for raw, gold in pairs:
        got = clean_text(raw).metadata
        for field in ("publisher", "author", "headline", "date", "date_not_before", "dateline_place", "wire"):
            want, have = gold["meta"].get(field), got[names.get(field, field)]
            total, right = total + 1, right + (want == have)
            if show and want != have:
                print(f"  {gold.get('file') or gold['id']} {field}: {want!r} -> {have!r}")
    return f"{right}/{total}"


def fold(text: str) -> str:
    return " ".join(text.split())


def report_lines(raw: str, lines: list) -> list[str]:
    """The kept lines with their dateline, as the page gold has them."""
    kept: dict[int, str] = {}
    bare: set[int] = set()
    for line in lines:
        if line.label in ("body", "subhead", "dateline-prefix"):
            kept[line.line] = kept.get(line.line, "") + raw[line.start : line.end]
            bare = {n for n in (line.line,) if line.label == "dateline-prefix"} | (bare - {line.line})
    return [fold(text) for line, text in kept.items() if line not in bare]


def score_pages(*, show: bool = False) -> dict[str, object]:
    """Body-line F1 over ten saved pages, titles and dates right."""
    tp = got = want = titles = dates = pages = 0
    for gold in read_jsonl(GOLD / "html" / "gold.jsonl"):
        row = read_articles(GOLD / "html" / gold["file"]).iloc[0]
        lines = Counter(report_lines(row["raw"], clean_text(row["raw"], headline=row["headline"]).lines))
        body = Counter(fold(line) for line in gold["body_lines"])
        tp, got, want, pages = tp + (lines & body).total(), got + lines.total(), want + body.total(), pages + 1
        titles += row["headline"] == gold["title"]
        dates += str(row["published"])[:10] == gold["date"]
        if show:
            print(f"  {gold['file']}: {row['headline']!r} {row['author']!r} ({gold['author']!r}) {row['publisher']!r}")
            for line in (lines - body) + (body - lines):
                print(f"    {'+' if line in lines else '-'} {line[:100]}")
    return {"body-line F1": round(2 * tp / (got + want), 4), "titles": f"{titles}/{pages}", "dates": f"{dates}/{pages}"}


def main() -> None:
    show = "-v" in sys.argv
    print("originals   ", score_lines(seeds(), show=show), "metadata", score_metadata(seeds(), show=show))
    print("articles_dev", score_lines(articles_dev(), show=show))
    print("pages       ", score_pages(show=show))


if __name__ == "__main__":
    main()
