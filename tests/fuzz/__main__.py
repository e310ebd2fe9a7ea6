"""Coverage-guided fuzzing of what meets texts and files from outside; not part of the test run.

    python -m tests.fuzz TARGET [-max_total_time=120] [-timeout=10] [-rss_limit_mb=1500] [libFuzzer options]

Needs atheris (no dependency of the package). Targets are the functions of TARGETS. Every input is either text composed
of pieces that mean something to the rules, or raw bytes; a crash, a span outside the text, a slow input or too much
memory ends the run with the input in a file. What was found stands in tests/cases and in the tests of the modules.
"""

import os
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("tests.fuzz needs atheris: pip install atheris")

with atheris.instrument_imports(include=["summitlib"]):
    from summitlib import corpus, stance, statements, text, times
    from summitlib.loading import (
        cleaning,
        files,  # noqa: F401
    )
    from summitlib.speech import (
        attributions,  # noqa: F401
        discourse,  # noqa: F401
    )

# Pieces that rules look for, in combinations nobody writes.
PIECES = (
    '"', "“", "”", "'", ",", ".", ". ", "...", "\n", "\n\n", " ", "\t", "(", ")", "–", "-", "/", ":", ";", "?",
    "!", "\u200b", "\u0301", "\ufeff", "\x00", "𝔘", "ﬁ", "Rp", "1.5", "12", "2023", "13/9/2023", "12.30 WIB",
    "pukul ", "kata ", "ujar ", "menurut ", "mengatakan ", "bahwa ", "ia ", "-nya", "Andi ", "Marta Lubis", "Dr. ",
    "PT ", "s/d ", "Selasa ", "pagi", "kemarin", "dua hari ", "lalu", "Maret ", "akhir ", "Baca juga: ",
    "ADVERTISEMENT", "JAKARTA - ", "(Antara)", "Penulis: ", "www.a.id/b", "a@b.id", "#", "@", "mereka ", "tidak ",
    "akan ", "hingga ", "abad ke-20", "tahun 1990-an",
)  # fmt: skip


def composed(data: bytes) -> str:
    """Turn bytes into text: below 200 a piece each, above that the next byte as a character of its own."""
    out, at = [], 0
    while at < len(data):
        if data[at] < 200:
            out.append(PIECES[data[at] % len(PIECES)])
        elif at + 2 < len(data):
            out.append(chr(((data[at] - 200) * 65536 // 3 + data[at + 1] * 256 + data[at + 2]) % 0x110000))
            at += 2
        at += 1
    return "".join(out)


def _spans_fit(found: list, whole: str) -> None:
    for item in found:
        assert 0 <= item.start <= item.end <= len(whole), item


def clean_text(data: bytes) -> None:
    raw = composed(data)
    cleaned = cleaning.clean_text(raw)
    _spans_fit(cleaned.lines, raw)


def tokens_in(data: bytes) -> None:
    whole = composed(data)
    for find in (text.tokens_in, text.sentences_in):
        found = find(whole)
        _spans_fit(found, whole)
        assert all(whole[item.start : item.end] == item.text for item in found)


def statements_in(data: bytes) -> None:
    whole = composed(data)
    found = statements.statements_in(whole)
    _spans_fit(found, whole)
    assert all(whole[s.start : s.end] == s.content for s in found)


def times_in(data: bytes) -> None:
    whole = composed(data)
    for published in ("2023-09-13", None):
        found = times.times_in(whole, published)
        _spans_fit(found, whole)
        assert all(whole[t.start : t.end] == t.surface for t in found)


def certainty_of(data: bytes) -> None:
    assert stance.certainty_of(composed(data)).certainty in (0, 1, 2, None)


INPUTS = Path(tempfile.mkdtemp(prefix="fuzz-inputs-"))
SUFFIXES = (".csv", ".json", ".jsonl", ".txt", ".md", ".zip", ".tsv", ".html", ".parquet")


def read_articles(data: bytes) -> None:
    """Read raw bytes as a file of some kind; only a CorpusError may come of it."""
    if not data:
        return
    path = INPUTS / f"file{SUFFIXES[data[0] % len(SUFFIXES)]}"
    path.write_bytes(data[1:])
    try:
        corpus.read_articles(path)
    except corpus.CorpusError:
        pass
    finally:
        path.unlink()


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (clean_text, tokens_in, statements_in, times_in, certainty_of, read_articles)
}


def main() -> None:
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    if not names or names[0] not in TARGETS:
        sys.exit(f"Which target? {', '.join(TARGETS)}")
    warnings.simplefilter("ignore")
    work = Path(tempfile.mkdtemp(prefix=f"fuzz-{names[0]}-"))
    os.chdir(work)  # inputs that break something are written here
    bounds = ["-timeout=10", "-rss_limit_mb=1500", "-max_len=4096", "-len_control=0"]
    given = [a for a in sys.argv[1:] if a.startswith("-")]
    atheris.Setup([sys.argv[0], *bounds, *given, *names[1:]], TARGETS[names[0]])
    sys.stderr.write(f"{names[0]}: findings go to {work}\n")
    atheris.Fuzz()


if __name__ == "__main__":
    main()
