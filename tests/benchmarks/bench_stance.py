"""Stance beside bare tokenising and the finding of statements: python -m tests.benchmarks.bench_stance."""

import pandas as pd

from summitlib.stance import find_markers, find_stance
from summitlib.statements import find_statements
from summitlib.text import tokens_in
from tests.benchmarks.timing import seconds

PARAGRAPH = """Kepala Dinas Pengairan, Sinta Dewi, mengatakan tanggul itu mungkin jebol jika hujan turun lagi. “Kami
akan menambah pompa. Warga dapat mengungsi ke balai desa,” katanya. Menurut Sinta, banjir kali ini lebih besar daripada
tahun lalu, tetapi kerja sama kedua kota kian erat. Rahmat, nelayan, membantah bahwa pelabuhan akan ditutup."""


def main() -> None:
    """Print one row a corpus size: seconds, and stance as a multiple of tokenising."""
    print(f"{'articles':>8} {'words':>8} {'tokens':>7} {'statements':>11} {'stance':>7} {'markers':>8} {'ratio':>6}")
    for number in (100, 200, 400):
        text = "\n".join([PARAGRAPH] * 6)
        articles = pd.DataFrame({"article": [str(n) for n in range(number)], "text": [text] * number})
        said = find_statements(articles)
        bare = seconds(tokens_in, articles["text"].tolist())
        found, stance = seconds(find_statements, [articles]), seconds(find_stance, [said])
        markers, words = seconds(find_markers, [said]), number * len(text.split())
        print(f"{number:8} {words:8,} {bare:7.2f} {found:11.2f} {stance:7.2f} {markers:8.2f} {stance / bare:6.1f}")


if __name__ == "__main__":
    main()
