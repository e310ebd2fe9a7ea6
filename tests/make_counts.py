"""Write what is counted on the five original articles, which the package does not carry.

python -m tests.make_counts [FOLDER WITH THE ORIGINALS]     (default: ../shared/originals)

corpus/counts.csv: how often each term stands in each article; corpus/counts_lines.csv: what each line is, by which
rule of the cleaner; corpus/counts_overlap.csv: how many runs of five words each pair of articles shares. They change
when cleaner or tokeniser change; test_corpus_data.py says when they have to be made anew.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from summitlib.corpus import cleaning_log, read_articles
from summitlib.loading.cleaning import clean_text
from summitlib.loading.duplicates import find_duplicates
from summitlib.text import sentences_in, tokens_in

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
ORIGINALS = ROOT.parent / "shared" / "originals"
HEADER = ("article", "n", "term", "count")
LINES_HEADER = ("article", "line", "label", "rule", "words")
OVERLAP_HEADER = ("article", "other", "shared", "jaccard", "containment")
Row = tuple[object, ...]


def is_word(token: str) -> bool:
    """A word or a number, not a mark."""
    return any(c.isalnum() for c in token)


def terms_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield (1, word) and (2, pair of words with no mark between them), lower-cased, sentence by sentence."""
    for sentence in sentences_in(text):
        tokens = [token.text.lower() for token in tokens_in(sentence.text)]
        yield from ((1, token) for token in tokens if is_word(token))
        yield from ((2, f"{a} {b}") for a, b in pairwise(tokens) if is_word(a) and is_word(b))


def count_rows(originals: Path) -> list[tuple[str, int, str, int]]:
    """One row a term, of words all and of pairs those seen twice: by article and n, then the frequent first."""
    rows = []
    for path in sorted(originals.glob("*.txt")):
        terms = Counter(terms_in(clean_text(path.read_text(encoding="utf-8")).text))
        rows += [(path.stem, n, term, count) for (n, term), count in terms.items() if n == 1 or count > 1]
    return sorted(rows, key=lambda row: (row[0], row[1], -row[3], row[2]))


def line_rows(originals: Path) -> list[Row]:
    """One row a line, two where a dateline stands before the report: its label, the rule, its words (by blanks)."""
    log = cleaning_log(read_articles(originals))
    words = [len(text.split()) for text in log["text"]]
    return list(zip(log["article"], log["line"], log["label"], log["rule"], words, strict=True))


def overlap_rows(originals: Path) -> list[Row]:
    """One row a pair of articles that shares a run of five words."""
    pairs = find_duplicates(read_articles(originals), least=1e-9).round(4)
    return list(pairs[list(OVERLAP_HEADER)].itertuples(index=False, name=None))


def main() -> None:
    originals = Path(sys.argv[1]) if len(sys.argv) > 1 else ORIGINALS
    for name, header, rows in (
        ("counts", HEADER, count_rows(originals)),
        ("counts_lines", LINES_HEADER, line_rows(originals)),
        ("counts_overlap", OVERLAP_HEADER, overlap_rows(originals)),
    ):
        with (CORPUS / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([header, *rows])
        print(f"corpus/{name}.csv: {len(rows)} rows")


if __name__ == "__main__":
    main()
