"""How fast statements are found, beside a bare tokenising pass: ``python -m tests.benchmarks.bench_statements``.

The text is invented: articles of about 400 words made of the test sentences, so that every sentence holds a statement
(real news has a third of that). Times are CPU seconds on one core; the last lines double the length of one article.
"""

import json
from pathlib import Path

from summitlib.speech.clauses import reporting_sentences
from summitlib.statements import statements_in
from summitlib.text import tokens_in
from tests.benchmarks.timing import seconds

CASES = Path(__file__).resolve().parent.parent / "cases" / "statements_forms.json"
WORDS, ARTICLES = 400, 250


def article(number: int) -> str:
    """Return an article of about 400 words made of the invented sentences of the tests."""
    texts = [case["text"] for case in json.loads(CASES.read_text(encoding="utf-8"))]
    turned = texts[number % len(texts) :] + texts[: number % len(texts)]
    out: list[str] = []
    while sum(len(text.split()) for text in out) < WORDS:
        out.append(turned[len(out) % len(turned)].replace("Rina", f"Rina{'abcdefghij'[number % 10]}"))
    return "\n".join(out)


def main() -> None:
    """Print the table."""
    texts = [article(n) for n in range(ARTICLES)]
    words = sum(len(text.split()) for text in texts)
    statements_in(texts[0])
    tokens_in(texts[0])
    base = seconds(tokens_in, texts)
    print(f"{ARTICLES} articles, {words:,} words, {sum(len(statements_in(text)) for text in texts):,} statements")
    for name, work in (
        ("tokens_in", tokens_in),
        ("reporting_sentences", reporting_sentences),
        ("statements_in", statements_in),
    ):
        took = seconds(work, texts)
        per_thousand = took / words * 400_000
        print(f"{name:20} {per_thousand:6.2f} s for 1,000 articles of 400 words   {took / base:5.1f} x tokens")
    for times in (10, 20, 40):
        long = "\n".join(texts[:times])
        took = seconds(statements_in, [long])
        print(f"one text of {len(long):7,} characters: {took:5.2f} s, {took / len(long) * 1e6:5.2f} s a million")


if __name__ == "__main__":
    main()
