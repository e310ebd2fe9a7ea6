"""Loading, cleaning and comparing: python -m tests.benchmarks.bench_corpus [FILE]

Seconds of this process (CPU), the best of three; every rate beside that of a bare ``re.findall(r"\\w+")`` over the same
text in the same run, so that machines can be compared. FILE: any UTF-8 text; without it the reference text beside the
checkout, else the small invented corpus repeated.
"""

import random
import re
import sys
import tempfile
import warnings
from pathlib import Path

import pandas as pd

from summitlib.corpus import CorpusWarning, read_articles
from summitlib.loading.cleaning import clean_text
from summitlib.loading.duplicates import find_duplicates, find_shared_passages
from summitlib.text import tokens_in
from tests.benchmarks.timing import spent

TESTS = Path(__file__).resolve().parent.parent
REFERENCE = TESTS.parent.parent / "shared" / "gold" / "ud" / "speed_text.txt"


def text_to_time() -> str:
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_text(encoding="utf-8")
    if REFERENCE.is_file():
        return REFERENCE.read_text(encoding="utf-8")
    return (TESTS / "mini" / "nada-dermaga.txt").read_text(encoding="utf-8") * 1500


def thousand_articles(text: str) -> pd.DataFrame:
    """A thousand articles of neighbouring lines; every tenth repeats the one before with a word changed."""
    lines = [line for line in text.splitlines() if len(line) > 60]
    step, draw = max(1, len(lines) // 1000), random.Random(0)
    texts: list[str] = []
    for i in range(1000):
        if i % 10 == 9:
            words = texts[-1].split(" ")
            words[draw.randrange(len(words))] = "lain"
            texts.append(" ".join(words))
        else:
            texts.append("\n".join(lines[i * step : i * step + 12]))
    return pd.DataFrame({"article": [f"a{i}" for i in range(1000)], "text": texts})


def main() -> None:
    warnings.simplefilter("ignore", CorpusWarning)  # the text is for timing, not for reading
    text = text_to_time()
    size = len(text.encode()) / 1e6
    bare = spent(lambda: re.findall(r"\w+", text))
    print(f"{'what':44} {'MB/s':>8} {'of bare':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        rows = (
            ("bare re.findall", bare),
            ("clean_text", spent(lambda: clean_text(text))),
            ("read_articles (read, decode, clean, rows)", spent(lambda: read_articles(path))),
        )
    for name, took in rows:
        print(f"{name:44} {size / took:8.1f} {bare / took:8.2f}")
    articles = thousand_articles(text)
    tokens = spent(lambda: [tokens_in(t) for t in articles["text"]], times=2)
    pairs = find_duplicates(articles)
    print(f"\n{'a thousand articles':44} {'seconds':>8} {'of tokens':>10}")
    for name, took in (
        ("tokens_in", tokens),
        ("find_duplicates", spent(lambda: find_duplicates(articles), times=3)),
        ("find_shared_passages of its pairs", spent(lambda: find_shared_passages(articles, pairs=pairs), times=2)),
    ):
        print(f"{name:44} {took:8.2f} {took / tokens:10.2f}")
    print(f"\n{'hostile text, seconds':24} {'60 kB':>8} {'240 kB':>8} {'960 kB':>8}")
    for unit in ('"', "a.a.", "1/2/", "kata dia ", "Baca Juga\n", "(abc)\n", "a\u200b", "ABC, "):
        took = [
            spent(lambda n=n, unit=unit: clean_text(unit * (n // len(unit))), times=2)
            for n in (60_000, 240_000, 960_000)
        ]
        print(f"{unit!r:24} {took[0]:8.3f} {took[1]:8.3f} {took[2]:8.3f}")


if __name__ == "__main__":
    main()
