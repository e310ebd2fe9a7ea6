"""Counting, index, concordance and bigrams beside their peers, on invented text of any size.

    python -m tests.benchmarks.bench_terms              # 1 and 4 MB, a few seconds
    python -m tests.benchmarks.bench_terms --mb 1 10 100   # the big run, several minutes
    python -m tests.benchmarks.bench_terms --tokens 15     # the index alone, over 15 million tokens
    python -m tests.benchmarks.bench_terms --mb 100 --text news.txt   # texts of one's own, repeated with varied words

The text is generated and never stored: words of syllables by Zipf's law with affixes, numbers, names, marks and
abbreviations, in articles of about 2.5 KB. Each contender runs in a process of its own; memory is what it adds to the
text in its peak. Seconds are of processor time, so that other work on the machine weighs little; read the ratios.
"""

from __future__ import annotations

import argparse
import os
import pickle
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from summitlib.counting.concordance import keyword_in_context
from summitlib.counting.index import TermIndex, index_terms
from summitlib.counting.meetings import meetings, running_words
from summitlib.counting.naming import Namer
from summitlib.counting.pairs import PAIR_MEASURES, Pairs
from summitlib.terms import collocations, count_terms
from summitlib.text import tokens_in
from tests.benchmarks.timing import fastest

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # words alone
TOKEN = re.compile(r"\w+(?:[-.,/]\w+)*|[^\w\s]")  # words, whole numbers and dates, marks: nearest to what we cut
SYLLABLES = [c + v + e for e in ("", "n", "ng", "r") for c in "bcdghjklmnprstwy" for v in "aiueo"]
PREFIXES = ["", "", "", "", "", "me", "ber", "di", "ter", "pe", "ke"]
SUFFIXES = ["", "", "", "", "", "nya", "kan", "an", "i"]
TYPES = 600_000
SHAPE, SCALE = 0.5, 40  # of the ranks: 12,000 types in 100,000 words and 220,000 in 14 million, as in Indonesian news


def generated(megabytes: float, seed: int = 7) -> list[str]:
    """Return invented articles of about 2.5 KB, ``megabytes`` in all, with new words to the end."""
    rng = np.random.default_rng(seed)
    words = _vocabulary(rng)
    articles, size = [], 0
    while size < megabytes * 1e6:
        articles.append(_article(rng, words))
        size += len(articles[-1])
    return articles


def _vocabulary(rng: np.random.Generator) -> Any:
    """Return the words by rank, the frequent ones short."""
    length = 1 + (np.log10(np.arange(TYPES) + 10) / 2).astype(int)
    bits = rng.integers(0, len(SYLLABLES), (TYPES, 4)) % np.array([80, 320])[rng.integers(0, 2, (TYPES, 4))]
    affixes = rng.integers(0, len(PREFIXES), TYPES), rng.integers(0, len(SUFFIXES), TYPES)
    stems = ("".join(SYLLABLES[bit] for bit in row[:n]) for row, n in zip(bits.tolist(), length.tolist(), strict=True))
    return np.array([PREFIXES[p] + s + SUFFIXES[q] for s, p, q in zip(stems, *affixes, strict=True)], object)


def _article(rng: np.random.Generator, words: Any, length: int = 350) -> str:
    text = words[(rng.pareto(SHAPE, length) * SCALE % TYPES).astype(int)].tolist()
    dice = rng.random(length)
    for place in np.flatnonzero(dice < 0.25).tolist():
        text[place] = _dressed(text[place], dice[place])
    return " ".join(text) + "."


def _dressed(word: str, roll: float) -> str:
    """Return the word with a mark, a capital, or in place of it a number or a title."""
    if roll < 0.06:
        return f"{word}. {word.capitalize()}"
    if roll < 0.13:
        return word + ","
    if roll < 0.21:
        return word.capitalize()
    if roll < 0.22:
        return f"({int(roll * 1e6) % 31}/{int(roll * 1e5) % 12})"
    if roll < 0.23:
        return f"{int(roll * 1e9) % 9000},{int(roll * 1e8) % 10}"
    return "Dr. " + word.capitalize() if roll < 0.231 else f'"{word}'


def repeated(path: str, megabytes: float, seed: int = 7) -> list[str]:
    """Return the texts of a file (parted by form feeds) over and over, each time with other words in 3 % of places."""
    rng = np.random.default_rng(seed)
    given = [text.split(" ") for text in Path(path).read_text(encoding="utf-8").split("\f")]
    articles, size = [], 0
    while size < megabytes * 1e6:
        for words in given:
            places = rng.integers(0, len(words), len(words) * 3 // 100)
            ends = [SYLLABLES[bit] for bit in rng.integers(0, len(SYLLABLES), len(places)).tolist()]
            old = [words[at] for at in places.tolist()]
            text = np.array(words, object)
            text[places] = [word + end if word.isalpha() else word for word, end in zip(old, ends, strict=True)]
            articles.append(" ".join(text.tolist()))
            size += len(articles[-1])
    return articles


# ---- contenders ----------------------------------------------------------------------------------------------------


def ours(texts: pd.DataFrame) -> int:
    return int(count_terms(texts)["count"].sum())


def counter_and_words(texts: list[str]) -> int:
    return counter_and_pattern(texts, WORD)


def counter_and_tokens(texts: list[str]) -> int:
    return counter_and_pattern(texts, TOKEN)


def counter_and_pattern(texts: list[str], pattern: re.Pattern[str]) -> int:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(pattern.findall(text.lower()))
    return counts.total()


def count_vectorizer(texts: list[str]) -> int:
    from sklearn.feature_extraction.text import CountVectorizer

    return int(CountVectorizer(token_pattern=WORD.pattern).fit_transform(texts).sum())


def counter_over_tokens(texts: list[str]) -> int:
    name = Namer()
    counts: Counter[str | None] = Counter()
    for text in texts:
        counts.update(name(token.text) for token in tokens_in(text))
    return counts.total() - counts[None]


def nltk_freq_dist(texts: list[str]) -> int:
    from nltk import FreqDist, NLTKWordTokenizer

    cut, counts = NLTKWordTokenizer().tokenize, FreqDist()
    for text in texts:
        counts.update(cut(text.lower()))
    return int(counts.N())


def measured(work: Callable[[Any], Any], *given: Any) -> tuple[float, float, Any]:
    """Run in a process of its own; return seconds, megabytes added at the peak, and the result."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.process_time()
        result = work(*given)
        seconds = time.process_time() - begun
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with os.fdopen(writer, "wb") as out:
            pickle.dump((seconds, (after - before) / 1024, result), out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as result_of_child:
        seconds, megabytes, result = pickle.load(result_of_child)
    os.waitpid(child, 0)
    return seconds, megabytes, result


def compare_counting(megabytes: float, runs: int, path: str | None) -> None:
    make = measured(repeated, path, megabytes) if path else measured(generated, megabytes)
    texts = make[2]  # made elsewhere, so that no freed memory hides what is added here
    frame = pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype=object)})
    few = texts[: max(1, int(len(texts) * min(1, 4 / megabytes)))]
    contenders: list[tuple[str, Callable[[Any], int], Any, float]] = [
        ("count_terms", ours, frame, 1.0),
        ("Counter, pattern of tokens", counter_and_tokens, texts, 1.0),
        ("Counter, pattern of words", counter_and_words, texts, 1.0),
        ("CountVectorizer", count_vectorizer, texts, 1.0),
        ("Counter over tokens_in", counter_over_tokens, few, len(few) / len(texts)),
        ("NLTK FreqDist, word tokenizer", nltk_freq_dist, few, len(few) / len(texts)),
    ]
    found: dict[str, list[tuple[float, float, int]]] = {}
    for name, work, given, _ in contenders * runs:  # by turns, so that a slow minute is everybody's
        try:
            found.setdefault(name, []).append(measured(work, given))
        except EOFError:
            print(f"  {name:32} skipped: not installed")
    base = min(found["count_terms"])[0]
    for name, _, _, share in contenders:
        if found.get(name):
            print_line(name, min(found[name]), megabytes, share, base)


def print_line(name: str, run: tuple[float, float, int], megabytes: float, share: float, base: float) -> None:
    """Print what the fastest run took."""
    seconds, added, total = run[0] / share, run[1], run[2]
    note = "" if share == 1 else f" (measured on {100 * share:.0f} % of the text)"
    speed = f"{seconds:8.2f} s {megabytes / seconds:7.1f} MB/s {seconds / base:6.2f} x {added:7.0f} MB"
    print(f"  {name:32} {speed}  {total:,} tokens{note}")


# ---- index, concordance, bigrams -----------------------------------------------------------------------------------


def generated_index(tokens: int, seed: int = 7) -> tuple[pd.DataFrame, float]:
    """Return articles with about that many tokens, and their megabytes."""
    texts = generated(tokens * 6.6 / 1e6, seed)
    frame = pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": texts})
    return frame, sum(map(len, texts)) / 1e6


def bigram_g2(index: TermIndex) -> int:
    """G2 of every bigram: from codes to keys, counts, margins and the statistic."""
    running = running_words(index, "sentence", Namer())
    met = meetings(running)
    frequency = np.bincount(running.words, minlength=len(running.terms))
    return len(PAIR_MEASURES["g2"](Pairs(met.times, frequency[met.first], frequency[met.second], len(running.words))))


def time_index(tokens: int, runs: int) -> None:
    articles, megabytes = generated_index(tokens)
    begun = time.process_time()
    index = index_terms(articles, sentences=True)
    built = time.process_time() - begun
    held = sum(x.nbytes for x in (index.codes, index.starts, index.stops, index.sentences) if x is not None) / 1e6
    print(f"  index of {len(index.codes):,} tokens, {megabytes:.0f} MB of text: {built:.1f} s, arrays {held:.0f} MB")
    frequency = np.bincount(index.codes)
    code = int(np.argmin(np.abs(frequency - 30_000)))
    took, lines = fastest(lambda: keyword_in_context(index, index.forms[code], match="fixed", case=True), times=runs)
    print(f"  keyword in context, {len(lines):,} lines: {took:.2f} s")
    took, bigrams = fastest(lambda: bigram_g2(index), times=runs)
    print(f"  G2 of all {bigrams:,} bigrams: {took:.2f} s")
    took, table = fastest(lambda: collocations(index, measures=["g2"]), times=runs)
    print(f"  table of the {len(table):,} bigrams seen twice or more: {took:.2f} s")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mb", type=float, nargs="*", default=[1, 4], help="sizes of text to count")
    parser.add_argument("--text", help="a file of texts parted by form feeds, repeated with varied words")
    parser.add_argument("--tokens", type=float, default=0.5, help="millions of tokens in the index")
    parser.add_argument("--runs", type=int, default=2, help="runs of each contender; the fastest counts")
    asked = parser.parse_args()
    for megabytes in asked.mb:
        print(f"counting {megabytes:g} MB: time, speed, times ours, memory added")
        compare_counting(megabytes, asked.runs, asked.text)
    if asked.tokens:
        print("positional index")
        time_index(int(asked.tokens * 1e6), asked.runs)


if __name__ == "__main__":
    main()
