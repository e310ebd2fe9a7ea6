"""One table: the library beside its peers, speed and quality of each in the same run.

    python -m tests.benchmarks [--quick]

Speed is of this process's computing time; ``ours x`` says how many times longer a peer takes than ours. Quality is
measured on what ships with the package, so that anyone can repeat it: tokens, sentences and lemmas on the cases of
``tests/cases`` (written for our rules and hard on purpose: they show what a rule is for, not how often it is needed),
time expressions and statements on the hand coding of ``corpus/codes``. Where the reference material lies beside the
checkout, ``gold`` is the figure on its sets. A peer that is not installed is a line that says so.
"""

import argparse
import importlib
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import summitlib as sl
from tests.benchmarks import bench_terms, bench_text, peers
from tests.benchmarks.timing import seconds

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


class Tool(NamedTuple):
    """What it is called, what must be installed, where its function is, and the share of the text it is timed on."""

    name: str
    needs: str
    at: str
    share: float = 1.0

    @property
    def here(self) -> bool:
        return importlib.util.find_spec(self.needs) is not None

    @property
    def run(self) -> Callable[..., Any]:
        module, name = self.at.split(":")
        return getattr(importlib.import_module(module), name)


OURS, THEIRS = "summitlib", "tests.benchmarks.peers"
TOOLS = {
    "tokens": [
        Tool("summitlib tokens_in", OURS, "summitlib.text:tokens_in"),
        Tool("one pattern", "re", f"{THEIRS}:one_pattern"),
        Tool("NLTK word tokenizer", "nltk", f"{THEIRS}:nltk_words", 0.2),
        Tool("spaCy blank id", "spacy", f"{THEIRS}:spacy_tokens", 0.2),
        Tool("sacremoses", "sacremoses", f"{THEIRS}:moses_tokens", 0.02),
    ],
    "sentences": [
        Tool("summitlib sentences_in", OURS, "summitlib.text:sentences_in"),
        Tool("one pattern", "re", f"{THEIRS}:sentence_pattern"),
        Tool("spaCy sentencizer", "spacy", f"{THEIRS}:spacy_sentencizer", 0.2),
        Tool("NLTK punkt, untrained", "nltk", f"{THEIRS}:punkt_untrained", 0.2),
        Tool("pysbd (English)", "pysbd", f"{THEIRS}:pysbd_english", 0.02),
    ],
    "lemmas": [
        Tool("summitlib lemma_of", OURS, "summitlib.text:lemma_of"),
        Tool("simplemma", "simplemma", f"{THEIRS}:simplemma_alone"),
        Tool("PySastrawi", "Sastrawi", f"{THEIRS}:sastrawi_alone", 0.01),
    ],
    "times": [
        Tool("summitlib times_in", OURS, "summitlib.times:times_in"),
        Tool("dateparser search", "dateparser", f"{THEIRS}:dateparser_search"),
    ],
    "statements": [
        Tool("summitlib statements_in", OURS, "summitlib.statements:statements_in"),
        Tool("one pattern", "re", f"{THEIRS}:statement_pattern"),
    ],
}


# -- quality on what ships


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((ROOT / "tests" / "cases" / f"text_{name}.json").read_text(encoding="utf-8"))


def f1(right: int, found: int, wanted: int) -> str:
    return f"F1 {2 * right / max(found + wanted, 1):.3f} of {wanted:,}"


def spans_of(found: list[Any]) -> set[tuple[int, int]]:
    return {(f.start, f.end) if hasattr(f, "start") else (f[0], f[1]) for f in found}


def on_cases(run: Callable[[str], list[Any]], *, task: str) -> str:
    """Score spans against the pieces that the cases expect."""
    right = found = wanted = 0
    for case in cases(task):
        gold, ours = set(peers.aligned(case["expected"], case["text"])), spans_of(run(case["text"]))
        right, found, wanted = right + len(gold & ours), found + len(ours), wanted + len(gold)
    return f1(right, found, wanted)


def on_lemma_cases(run: Callable[[str], str]) -> str:
    listed = cases("lemmas")
    right = sum(run(case["text"]).lower() == case["expected"].lower() for case in listed)
    return f"{right / len(listed):.3f} of {len(listed)}"


@cache
def texts() -> pd.DataFrame:
    return sl.read_articles(ROOT / "corpus").set_index("article")


def on_coded_times(run: Callable[..., list[Any]]) -> str:
    """Exact spans, and of the single days coded by hand the share found with that day."""
    coded = sl.read_codes("times")
    right = found = days = dated = 0
    for article, gold in coded.groupby("article"):
        row = texts().loc[article]
        published = None if pd.isna(row["published"]) else f"{row['published']:%F}"
        got = {(t[0], t[1]): _day(t) for t in run(row["text"], published)}
        wanted = list(zip(gold["start"], gold["end"], gold["earliest"], gold["latest"], strict=True))
        right, found = right + sum((s, e) in got for s, e, *_ in wanted), found + len(got)
        single = [(s, e, str(a)[:10]) for s, e, a, b in wanted if not pd.isna(a) and not pd.isna(b) and a == b]
        dated += len(single)
        days += sum(any(day == d and s < y and x < e for (x, y), d in got.items()) for s, e, day in single)
    return f"{f1(right, found, len(coded))}; days {days}/{dated}"


def _day(expression: Any) -> str | None:
    if len(expression) == 3:
        return expression[2]
    return str(expression.earliest) if expression.earliest and expression.earliest == expression.latest else None


def on_coded_statements(run: Callable[[str], list[Any]]) -> str:
    """Characters in sentences with a statement, coded and found; of the coded ones, those under the right speaker.

    By characters, because coders and tools cut differently: a coded unit may be a list item of three sentences.
    """
    coded = sl.read_codes("statements")
    right = found = wanted = same = 0
    for article, gold in coded.groupby("article"):
        text = texts().loc[article, "text"]
        whole = [(s.start, s.end) for s in sl.sentences_in(text)]
        speakers = [_speakers(whole, list(zip(gold["start"], gold["end"], gold["speaker"], strict=True)))]
        speakers.append(_speakers(whole, [_statement(s) for s in run(text)]))
        size = {span: span[1] - span[0] for span in whole}
        wanted += sum(size[span] for span in speakers[0])
        found += sum(size[span] for span in speakers[1])
        both = speakers[0].keys() & speakers[1].keys()
        right += sum(size[span] for span in both)
        same += sum(
            size[span] for span in both if any(_same(a, b) for a in speakers[0][span] for b in speakers[1][span])
        )
    return f"{f1(right, found, wanted)} characters; speaker {same / wanted:.0%}"


def _speakers(sentences: list[tuple[int, int]], found: list[tuple[int, int, Any]]) -> dict[tuple[int, int], list[Any]]:
    """Return the speakers of every sentence that has a statement in it."""
    held: dict[tuple[int, int], list[Any]] = {}
    for start, end, speaker in found:
        for span in sentences:
            if min(end, span[1]) > max(start, span[0]):
                held.setdefault(span, []).append(speaker)
    return held


def _statement(found: Any) -> tuple[int, int, Any]:
    return found if len(found) == 3 else (found.start, found.end, found.speaker)


def _same(a: Any, b: Any) -> bool:
    return not pd.isna(a) and not pd.isna(b) and str(a).casefold() == str(b).casefold()


QUALITY: dict[str, Callable[..., str]] = {
    "tokens": partial(on_cases, task="tokens"),
    "sentences": partial(on_cases, task="sentences"),
    "lemmas": on_lemma_cases,
    "times": on_coded_times,
    "statements": on_coded_statements,
}


# -- quality on the reference material, by its own scorers


def on_gold(task: str, tool: Tool) -> str:
    """Return the figure on the reference material, or nothing where it is not."""
    if not SHARED.is_dir():
        return ""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        scorer, arguments, pick = GOLD[task](tool, str(out))
        command = [sys.executable, str(SHARED / "evaluations" / scorer), *arguments]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        try:
            return pick(json.loads(out.read_text()) if out.exists() else _last_json(run.stdout))
        except (ValueError, KeyError):
            return "scorer failed"


def _last_json(printed: str) -> Any:
    starts = [n for n, line in enumerate(printed.splitlines()) if line.startswith("{")]
    return json.loads("\n".join(printed.splitlines()[starts[-1] if starts else 0 :]))


def _ud(flag: str, key: str, field: str, tool: Tool, out: str) -> tuple[str, list[str], Callable[[Any], str]]:
    arguments = ["--gold", str(SHARED / "gold" / "ud"), "--path", str(ROOT), flag, tool.at, "--json", out]
    return "tokens_eval.py", arguments, lambda scores: f"{field} {scores[key]['all'][field] / 100:.4f}"


def _timex(tool: Tool, out: str) -> tuple[str, list[str], Callable[[Any], str]]:
    at = tool.at if tool.needs == OURS else f"{THEIRS}:dateparser_rows"
    gold = [str(SHARED / "gold" / "timex" / f"dev_{name}.jsonl") for name in ("seeds", "detik")]
    arguments = ["--gold", *gold, "--call", at, "--path", str(ROOT), "--json"]
    return "timex_eval.py", arguments, lambda s: f"strict F1 {s['strict']:.3f}, value {s['value']:.3f}"


def _statements(tool: Tool, out: str) -> tuple[str, list[str], Callable[[Any], str]]:
    at = tool.at if tool.needs == OURS else f"{THEIRS}:statement_rows"
    gold = str(SHARED / "gold" / "statements" / "clean_dev.jsonl")
    arguments = [gold, "--func", at, "--path", str(ROOT), "--json"]
    return "statements_eval.py", arguments, _statement_scores


def _statement_scores(scores: Any) -> str:
    return f"overlap F1 {scores['overlap']['f1']:.3f}, end to end {scores['e2e']['f1']:.3f}"


GOLD: dict[str, Callable[[Tool, str], tuple[str, list[str], Callable[[Any], str]]]] = {
    "tokens": partial(_ud, "--tokenizer", "tokens", "F1"),
    "sentences": partial(_ud, "--splitter", "sents", "F1"),
    "lemmas": partial(_ud, "--lemmatiser", "lemmas", "content"),
    "times": _timex,
    "statements": _statements,
}


# -- the table


def line(task: str, tool: str, speed: str, ratio: float | None = None, quality: str = "", gold: str = "") -> None:
    times = "" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"
    print(f"{task:11} {tool:24} {speed:>13} {times:>8}  {quality:36} {gold}".rstrip(), flush=True)


def compare(task: str, given: list[Any]) -> None:
    """Print one line a tool: ours first, slow ones timed on their share of the text."""
    base = None
    for tool in TOOLS[task]:
        if not tool.here:
            line(task, tool.name, "not installed")
            continue
        some = given[: max(1, int(len(given) * tool.share))]
        tool.run(given[-1])  # what is loaded on first use is no part of the speed
        took = seconds(tool.run, some, times=3 if tool.share == 1 else 1)
        rate = sum(len(text.encode()) for text in some) / 1e6 / took
        base = base or rate
        line(task, tool.name, f"{rate:.3g} MB/s", base / rate, QUALITY[task](tool.run), on_gold(task, tool))


def told(sentences: int = 4000) -> list[str]:
    """Return texts made of the sentences of the shipped reports in new combinations, five a text."""
    draw = random.Random(3)
    own = [s.text for text in texts()["text"] for s in sl.sentences_in(text)]
    return [" ".join(draw.sample(own, 5)) for _ in range(sentences // 5)]


def counting(megabytes: float) -> None:
    """Count words, and read a concordance; both sides see the same articles."""
    made = bench_terms.generated(megabytes)
    frame = pd.DataFrame({"article": [str(n) for n in range(len(made))], "text": made})
    tools: list[tuple[str, Callable[[Any], int], Any]] = [
        ("summitlib count_terms", bench_terms.ours, frame),
        ("Counter, pattern of tokens", bench_terms.counter_and_tokens, made),
        ("Counter, pattern of words", bench_terms.counter_and_words, made),
        ("CountVectorizer", bench_terms.count_vectorizer, made),
        ("NLTK FreqDist", bench_terms.nltk_freq_dist, made),
    ]
    base = None
    for name, work, given in tools:
        try:
            took, memory, total = bench_terms.measured(work, given)
        except (EOFError, ImportError):
            line("counting", name, "not installed")
            continue
        base = base or took
        line("counting", name, f"{megabytes / took:.3g} MB/s", took / base, f"{total:,} tokens, {memory:,.0f} MB added")


def concordance(megabytes: float) -> None:
    made = bench_terms.generated(megabytes)
    frame = pd.DataFrame({"article": [str(n) for n in range(len(made))], "text": made})
    index = sl.index_terms(frame)
    word = sl.count_terms(index)["term"].iloc[20]
    ours = seconds(lambda w: sl.keyword_in_context(index, w), [word])
    lines = len(sl.keyword_in_context(index, word))
    line("concordance", "summitlib", f"{1000 * ours:.3g} ms", 1.0, f"{lines:,} lines, each with its place")
    from nltk import Text
    from nltk.text import ConcordanceIndex

    words = Text(token.text for text in made for token in sl.tokens_in(text))
    found = ConcordanceIndex(words.tokens, key=str.lower)
    theirs = seconds(lambda w: found.find_concordance(w), [word])
    line(
        "concordance",
        "NLTK ConcordanceIndex",
        f"{1000 * theirs:.3g} ms",
        theirs / ours,
        f"{len(found.offsets(word)):,} lines",
    )


STARTS = {
    "python alone": "pass",
    "import summitlib": "import summitlib",
    "summitlib, a string read": "import summitlib as sl; sl.times_in('Selasa lalu', '2021-05-01')",
    "summitlib, corpus read": "import summitlib as sl; sl.read_articles()",
    "import pandas": "import pandas",
    "import nltk": "import nltk",
    "import spacy": "import spacy",
}


def starting() -> None:
    for name, code in STARTS.items():
        used = [_spent(code) for _ in range(3)]
        line("start-up", name, "not installed" if None in used else f"{min(filter(None, used)):.2f} s")


def _spent(code: str) -> float | None:
    """Return the seconds of computing a fresh Python needs for the code, or None where it fails."""
    ask = f"{code}\nimport resource; u = resource.getrusage(resource.RUSAGE_SELF); print(u.ru_utime + u.ru_stime)"
    run = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)
    return float(run.stdout.split()[-1]) if run.returncode == 0 else None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the text: rougher figures in a minute")
    size = 0.2 if parser.parse_args().quick else 2.0
    line("task", "tool", "speed", None, "quality on what ships", "quality on the reference gold")
    made = bench_text.made_up(size)
    compare("tokens", made)
    compare("sentences", made)
    compare("lemmas", [word for text in made for word in text.split() if word.isalpha()][: int(size * 50_000)])
    counting(10 * size)  # less, and what is paid once outweighs what is paid by text
    concordance(size)
    own = told(int(size * 2000))
    compare("times", own)
    compare("statements", own)
    starting()


if __name__ == "__main__":
    main()
