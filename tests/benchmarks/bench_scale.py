"""Many articles: rows a second on one and two processes, memory of a worker, one killed, one run stopped and resumed.

    python -m tests.benchmarks.bench_scale [--articles 20000] [--source TABLE] [--size 500] [--cores 1 2]

The articles are made up while they are needed and thrown away: sentences of the source (default: the shipped reports)
in new combinations, one word in twenty misspelt at random, so that the vocabulary grows as in a corpus of that size.
"""

import argparse
import csv
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from summitlib import scale
from summitlib.corpus import read_articles
from summitlib.statements import find_statements
from summitlib.terms import count_terms
from summitlib.text import find_tokens, sentences_in
from summitlib.times import find_times

FUNCTIONS = {"tokens": find_tokens, "counts": count_terms, "statements": find_statements, "times": find_times}
VOWELS = "aiueo"


def made_up(source: Path | None, articles: int) -> Iterator[tuple[str, str, str]]:
    """Yield (id, day, text): as long as the source's articles, of its sentences, with new words among them."""
    draw = random.Random(7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [[s.text for s in sentences_in(t)] for t in read_articles(source)["text"]]
    sentences = [s for article in found for s in article]
    for n in range(articles):
        picked = draw.choices(sentences, k=len(found[n % len(found)]))
        words = " ".join(picked).split(" ")
        for at in draw.sample(range(len(words)), len(words) // 20):
            words[at] = "".join(draw.choice(VOWELS) if c in VOWELS and draw.random() < 0.5 else c for c in words[at])
        yield f"a{n:07}", f"{2015 + n % 9}-{n % 12 + 1:02}-{n % 28 + 1:02}", " ".join(words)


def write_table(path: Path, source: Path | None, articles: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "published", "text"), *made_up(source, articles)])


def spent() -> tuple[float, float]:
    """Return a process's seconds of computing and its peak memory in MB.

    On Linux the peak is the process's own; what getrusage tells begins with the memory of the process that started it.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    about = Path("/proc/self/status")
    lines = about.read_text().splitlines() if about.exists() else []
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return used.ru_utime + used.ru_stime, (own[0] if own else used.ru_maxrss) / 1024


def run(articles: int, source: Path, out: Path, name: str, *, workers: int, kill: bool = False) -> str:
    """Write the parts of one function by so many processes, and say what it took."""
    from distributed import Client, LocalCluster

    local = tempfile.mkdtemp(prefix="scale-")
    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": ":0", "local_directory": local}
    with LocalCluster(**options, memory_limit="1.5GB") as cluster, Client(cluster) as client:
        rows = scale.scan_articles(source)
        rows = scale.map_articles(FUNCTIONS[name], rows) if name in FUNCTIONS else rows
        if kill:
            victim = next(iter(client.run(os.getpid).values()))
            threading.Thread(target=_kill_once_parts_come, args=(out, victim), daemon=True).start()
        before, begun = sum(cpu for cpu, _ in client.run(spent).values()), time.perf_counter()
        scale.write_parts(rows, out, client=client)
        took, after = time.perf_counter() - begun, client.run(spent).values()
        cpu, memory = sum(cpu for cpu, _ in after) - before, max(mb for _, mb in after)
    by_cpu = "" if kill else f"{articles / cpu:8,.0f} a CPU second"
    return f"{articles / took:8,.0f} articles/s {took:8.1f} s {memory:6,.0f} MB a worker {by_cpu}"


def _kill_once_parts_come(out: Path, victim: int) -> None:
    while not any(out.glob("part-*")):
        time.sleep(0.05)
    os.kill(victim, signal.SIGKILL)


def stopped_and_resumed(parts: Path, out: Path) -> str:
    """Stop a run in a process of its own with Ctrl-C when the third part is there, then run it to its end."""
    code = (
        "import signal, sys; from summitlib import scale, times\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the shell ignores Ctrl-C\n"
        "if __name__ == '__main__':\n"
        "    scale.write_parts(scale.map_articles(times.find_times, scale.scan_articles(sys.argv[1])), sys.argv[2])"
    )
    command = [sys.executable, "-c", code, str(parts), str(out)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while len(list(out.glob("part-*"))) < 3 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    status = process.wait()
    done = {p: p.stat().st_mtime_ns for p in out.glob("part-*")}
    subprocess.run(command, check=True)
    kept = all(p.stat().st_mtime_ns == then for p, then in done.items())
    return f"exit {status}, {len(done)} parts kept: {kept}, {len(list(out.glob('part-*')))} in the end"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--only", nargs="*", default=list(FUNCTIONS), help="times is needed for the last lines")
    parser.add_argument("--cores", type=int, nargs="*", default=[1, 2], help="with how many workers, one after another")
    given = parser.parse_args()
    os.environ["PYTHONWARNINGS"] = "ignore"  # in the workers: made-up dates contradict the texts
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_table(work / "all.csv", given.source, given.articles)
        print(f"{given.articles:,} articles, {(work / 'all.csv').stat().st_size / 1e6:,.0f} MB, {given.size} a part")
        begun = time.perf_counter()
        parts = scale.split_articles(work / "all.csv", work / "parts", size=given.size)
        print(
            f"split     {given.articles / (time.perf_counter() - begun):10,.0f} articles/s into {parts} parts",
            flush=True,
        )
        clean = work / f"read-{given.cores[0]}"
        for name in ("read", *given.only):
            source = work / "parts" if name == "read" else clean
            for workers in given.cores:
                told = run(given.articles, source, work / f"{name}-{workers}", name, workers=workers)
                print(f"{name:10} {workers} core(s) {told}", flush=True)
        told = run(given.articles, clean, work / "killed", "times", workers=2, kill=True)
        print(f"times      one of 2 killed {told}", flush=True)
        print(f"times      stopped: {stopped_and_resumed(clean, work / 'stopped')}", flush=True)
        whole = _rows(work / f"times-{given.cores[-1]}")
        for other in ("killed", "stopped"):
            print(f"times      {other}: rows equal: {_rows(work / other).equals(whole)} ({len(whole):,} rows)")


def _rows(folder: Path) -> pd.DataFrame:
    return pd.concat(pd.read_parquet(p) for p in sorted(folder.glob("part-*")))


if __name__ == "__main__":
    main()
