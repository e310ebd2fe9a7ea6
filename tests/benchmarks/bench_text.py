"""Tokens, sentences and lemmas against their peers, in one run on one text.

    python -m tests.benchmarks.bench_text [FILE] [--megabytes 2]

FILE is any text in UTF-8, articles parted by form feeds; without it a text is made up from the root list. Peers are
optional: one that is not installed gives a line that says so. Figures are the best of three passes, the first of which
pays for what is remembered; "cold" is a first pass alone. Then the time for hostile texts of growing size.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import summitlib.text as text_module
from summitlib.text import sentences_in, stop_words, tokens_in
from summitlib.words.lemmas import _roots, lemma_of
from tests.benchmarks.timing import seconds

BARE = re.compile(r"\w+(?:[-.,/]\w+)*|[^\w\s]")
HOSTILE = {
    "opening quotes": "“",
    "a.a.a.": "a.a.",
    "initials": "A. B. ",
    "digits and slashes": "1/2/3",
    "one long line": "Harga beras naik Rp12.000 di Palu, kata Dr. Wiro (3/2/2022). ",
}


def made_up(megabytes: float) -> list[str]:
    """Return articles of invented words: Zipf's law over roots and function words, with the marks of news."""
    draw = random.Random(1)
    words = sorted(stop_words())[::2] + draw.sample(sorted(_roots()), 12_000)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    articles, size = [], 0
    while size < megabytes * 1e6:
        picked = draw.choices(words, weights, k=400)
        ends = draw.choices(["", ",", ".", '."', ".\n", " Rp1.250,", " (3/2/2022)."], [80, 7, 8, 1, 2, 1, 1], k=400)
        article = " ".join(word + end for word, end in zip(picked, ends, strict=True))
        article = re.sub(r"(?<=[.\n] )\w", lambda first: first[0].upper(), article)
        articles.append(article)
        size += len(article.encode())
    return articles


def spacy_tokens() -> Callable[[str], object]:
    """Peer: spaCy's blank Indonesian tokeniser, with offsets."""
    import spacy

    tokenizer = spacy.blank("id").tokenizer
    return lambda text: [(token.idx, token.text) for token in tokenizer(text)]


def pysbd_sentences() -> Callable[[str], object]:
    """Peer: pysbd, which has no Indonesian; English comes nearest."""
    import pysbd

    return pysbd.Segmenter(language="en", clean=False, char_span=True).segment


def simplemma_lemmas() -> Callable[[str], object]:
    """Peer: simplemma alone."""
    import simplemma

    return lambda text: [simplemma.lemmatize(word, lang="id") for word in text.split()]


def table(texts: list[str], *, few: int = 60) -> None:
    """Print MB/s and the ratio to each peer; slow peers read only a few of the texts."""
    text_module._cuts.clear()
    cold = seconds(tokens_in, texts, times=1)
    words = [" ".join(re.findall(r"\w+(?:-\w+)*", text)) for text in texts]
    own: dict[str, Callable[[str], object]] = {
        "tokens_in": tokens_in,
        "sentences_in": sentences_in,
        "lemma_of": lambda text: [lemma_of(word) for word in text.split()],
    }
    peers: list[tuple[str, str, Callable[[], Callable[[str], object]], bool]] = [
        ("tokens_in", "re.finditer, listed", lambda: lambda text: list(BARE.finditer(text)), False),
        ("tokens_in", "re.finditer, offsets", lambda: lambda t: [(*m.span(), m[0]) for m in BARE.finditer(t)], False),
        ("tokens_in", "spaCy blank id", spacy_tokens, True),
        ("sentences_in", "pysbd", pysbd_sentences, True),
        ("lemma_of", "simplemma", simplemma_lemmas, False),
    ]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB; tokens_in cold {size / cold / 1e6:.1f} MB/s")
    print(f"{'function':13} {'MB/s':>6}  {'peer':21} {'MB/s':>6}  ratio")
    for name, peer, load, slow in peers:
        some = (words if name == "lemma_of" else texts)[: few if slow else None]
        part = sum(len(text.encode()) for text in some) / 1e6
        ours = part / seconds(own[name], some)
        try:
            theirs = part / seconds(load(), some, times=1 if slow else 3)
        except ImportError as missing:
            print(f"{name:13} {ours:6.1f}  {peer:21}  not installed ({missing.name})")
            continue
        print(f"{name:13} {ours:6.1f}  {peer:21} {theirs:6.2f}  {ours / theirs:5.2f}")


def curve(sizes: tuple[float, ...], names: Iterable[str] = HOSTILE) -> None:
    """Print seconds for hostile texts of growing size: in a line, if time grows with the text and no faster."""
    print(f"\n{'seconds for':20}" + "".join(f"{size:>9} MB" for size in sizes) + "   tokens_in / sentences_in")
    for name in names:
        piece = HOSTILE[name]
        row = []
        for size in sizes:
            text = piece * int(size * 1e6 / len(piece.encode()))
            row.append("/".join(f"{seconds(run, [text], times=1):.2f}" for run in (tokens_in, sentences_in)))
        print(f"{name:20}" + "".join(f"{cell:>12}" for cell in row))


def main() -> None:
    """Read the arguments and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--largest", type=float, default=1, help="MB of the largest hostile text")
    parser.add_argument("--long", action="store_true", help="also one line of 5, 10 and 20 MB")
    asked = parser.parse_args()
    texts = asked.file.read_text(encoding="utf-8").split("\f") if asked.file else made_up(asked.megabytes)
    table(texts)
    curve((asked.largest / 100, asked.largest / 10, asked.largest))
    if asked.long:
        curve((5, 10, 20), ["one long line"])


if __name__ == "__main__":
    main()
