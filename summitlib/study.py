"""A study of somebody's own: their articles as a corpus, a blank coding sheet, and notebooks that know no topic.

The notebooks come from ``templates/``: Markdown with fenced cells, where ``{{setup}}`` stands for the cells every one
begins with, and ``$title`` for the title of the study.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import warnings
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pandas as pd

from summitlib.corpus import CorpusError, CorpusWarning, find_duplicates, read_articles
from summitlib.judging.coding import CODES, write_coding_sheet
from summitlib.options import as_path
from summitlib.statements import find_statements

TEMPLATES = Path(__file__).parent / "templates"
OF_THE_SUMMIT = {"issue", "target"}  # codes of our codebook that fit no other topic
KNOWN = (
    "publisher", "author", "headline", "published", "published_earliest", "published_latest", "published_basis",
    "place", "wire", "source",
)  # fmt: skip
CHECKED = ("published", "publisher", "author", "headline", "place", "wire")
COPIES = {"exact": "word for word", "near": "nearly", "part": "in part"}

READ_ME = """# $title

Made with summitlib from $source: $articles articles.

| what | where |
|---|---|
| what is known of each article | `corpus/articles.csv` |
| their texts as found; they are cleaned when read, and `01-corpus` shows what that leaves out | `corpus/texts/` |
| what was doubtful when they were read | `corpus/problems.csv` |
| a blank coding sheet, one row a statement | `corpus/codes/sheet.csv` |
| the analysis, yours to change | `notebooks/` |

Run everything again, here in this folder, and open `report/index.html`:

    python -m summitlib report

The texts belong to their publishers. `.gitignore` keeps them, and the report with their sentences, out of git; the
notebooks hold passages too once they have run.
"""
IGNORED = "corpus/texts/\ncorpus/codes/sheet.csv\nreport/\n.ipynb_checkpoints/\n"


class Study(NamedTuple):
    """What `new_study` made: the folder, the articles as read, what was doubtful about them, how many ids changed."""

    folder: Path
    articles: pd.DataFrame
    problems: list[CorpusWarning]
    renamed: int

    def told(self) -> str:
        """Return what was made, what was doubtful, and what to do next, for the person who asked for it."""
        lines = [_span(self.articles)]
        lines += [f"{self.renamed:,} ids were changed, to be file names."] * bool(self.renamed)
        lines += [_doubt(problem) for problem in self.problems[:5]]
        if len(self.problems) > 5:
            lines.append(f"… {len(self.problems) - 5:,} more in {self.folder / 'corpus' / 'problems.csv'}")
        return "\n".join([*lines, f"Next: cd {shlex.quote(str(self.folder))} && python -m summitlib report"])


def new_study(folder: str | Path, source: str | Path, *, title: str | None = None, **options: Any) -> Study:
    """Make a study in a new folder from any articles that `read_articles` reads; ``options`` are its options.

    Writes ``corpus/`` (articles.csv, texts as found, problems.csv, a blank coding sheet), ``notebooks/`` and a
    README.md. ``python -m summitlib report`` works in the folder at once. Ids that cannot be file names are changed.

    Raises `CorpusError` when the folder has something in it already, or no article can be read.
    """
    folder = as_path(folder, "folder")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(f"{folder} is there already and not empty; give a new folder.", file=str(folder))
    articles, problems = _read(source, options)
    names = file_names(articles["article"])
    renamed = int((articles["article"] != names).sum())
    articles = articles.assign(article=pd.array(names, dtype="string"))
    _write_corpus(folder / "corpus", articles, problems)
    title = title or folder.resolve().name
    _write_notebooks(folder / "notebooks", title)
    about = Template(READ_ME).substitute(title=title, source=Path(source).name, articles=f"{len(articles):,}")
    _write(folder / "README.md", about)
    _write(folder / ".gitignore", IGNORED)
    return Study(folder, articles, problems, renamed)


def check_corpus(source: str | Path | None = None, **options: Any) -> tuple[list[str], list[CorpusWarning]]:
    """Read articles as `new_study` would, write nothing, and return what is known of them, in lines, and the problems.

    ``options`` are those of `read_articles`; without a source it is the shipped corpus.
    """
    articles, problems = _read(source, options)
    count, words = len(articles), articles["text"].str.count(r"\w+")
    known = ", ".join(f"{column} {articles[column].notna().sum():,}" for column in CHECKED)
    kinds = find_duplicates(articles)["kind"].value_counts()
    copies = ", ".join(f"{kinds.get(kind, 0):,} {told}" for kind, told in COPIES.items())
    lines = [
        _span(articles),
        f"Known of {count:,}: {known}.",
        f"Words: {words.sum():,}; the shortest article has {words.min():,} ({articles['article'][words.idxmin()]}), "
        f"the longest {words.max():,} ({articles['article'][words.idxmax()]}).",
        f"Pairs that share text: {copies}.",
        *map(_doubt, problems),
    ]
    return lines, problems


def _read(source: str | Path | None, options: dict[str, Any]) -> tuple[pd.DataFrame, list[CorpusWarning]]:
    """Return the articles and what was doubtful about them, or say that there are none."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", CorpusWarning)
            articles = read_articles(source, **options)
    except CorpusError as error:
        problems = _doubts(caught)
        first = f" The first doubt: {str(problems[0]).partition('; read are')[0].rstrip('.')}." if problems else ""
        raise CorpusError(f"{error}{first}", file=error.file, row=error.row) from None
    if not len(articles):
        raise CorpusError(f"{source} holds no article.", file=str(source))
    return articles, _doubts(caught)


def _doubts(caught: list[warnings.WarningMessage]) -> list[CorpusWarning]:
    return [w.message for w in caught if isinstance(w.message, CorpusWarning)]


def _span(articles: pd.DataFrame) -> str:
    days = articles["published"].dropna()
    span = f"{days.min():%d %B %Y} to {days.max():%d %B %Y}" if len(days) else "no day known"
    return f"{len(articles):,} articles ({span}; day not known: {len(articles) - len(days):,})."


def _doubt(problem: CorpusWarning) -> str:
    return f"doubtful: {on_command_line(str(problem))}"


def on_command_line(message: str) -> str:
    """Return a message with the options of `read_articles` as they are written on the command line.

    >>> on_command_line("It has no column for text. Name it: read_articles(…, text=…).")
    'It has no column for text. Name it: --text NAME.'
    """
    message = re.sub(r"read_articles\(…, (\w+)=…\)", r"--\1 NAME", message.replace("repair=True", "--repair"))
    message = re.sub(r"\bdate_format=(?=')", "--date-format ", message).replace("date_format=", "--date-format")
    return message.replace("name_pattern", "--name-pattern")


def file_names(ids: pd.Series) -> list[str]:
    """Return ids that are file names on every system, all different, as near to the given ones as can be.

    >>> import pandas as pd
    >>> file_names(pd.Series(["a/b: c?", "a b c", "17", "con"]))
    ['a-b-c', 'a-b-c-2', '17', 'con-']
    """
    names: list[str] = []
    taken: set[str] = set()
    for article in ids:
        plain = re.sub(r"[^\w.]+", "-", str(article)).strip("-.")[:80] or "article"
        plain += "-" * bool(re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d|readme|license)(\..*)?", plain))
        name, n = plain, 1
        while name.casefold() in taken:
            name, n = f"{plain}-{n + 1}", n + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _write_corpus(folder: Path, articles: pd.DataFrame, problems: list[CorpusWarning]) -> None:
    known = articles[["article", *KNOWN]].copy()
    for column in ("published", "published_earliest", "published_latest"):
        known[column] = known[column].dt.strftime("%Y-%m-%d")
    _write_rows(folder / "articles.csv", list(known), known.fillna("").to_numpy().tolist())
    _write_rows(folder / "problems.csv", ["file", "row", "problem"], [[p.file, p.row, str(p)] for p in problems])
    for article, raw in zip(articles["article"], articles["raw"], strict=True):
        _write(folder / "texts" / f"{article}.txt", raw)
    sheet = folder / "codes" / "sheet.csv"
    sheet.parent.mkdir()
    write_coding_sheet(find_statements(articles), articles, sheet, fields=[c for c in CODES if c not in OF_THE_SUMMIT])


def _write_rows(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _write(path: Path, text: str) -> None:
    """Write a text byte for byte; half characters, which no file can hold, become question marks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "replace"))


# -- notebooks


def _write_notebooks(folder: Path, title: str) -> None:
    for template in sorted(TEMPLATES.glob("[0-9]*.md")):
        notebook = json.dumps(notebook_of(template.read_text(encoding="utf-8"), title), indent=1, ensure_ascii=False)
        _write(folder / f"{template.stem}.ipynb", notebook + "\n")


def notebook_of(template: str, title: str) -> dict[str, Any]:
    """Return a Markdown template as a notebook (nbformat 4.5): fenced Python is code, the rest is prose."""
    setup = (TEMPLATES / "setup.md").read_text(encoding="utf-8")
    text = Template(template.replace("{{setup}}", setup)).safe_substitute(title=title)
    pieces = re.split(r"^```python\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    cells = [_cell(n, piece.strip(), is_code=n % 2 == 1) for n, piece in enumerate(pieces) if piece.strip()]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, source: str, *, is_code: bool) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    base = {"id": f"cell-{number:02d}", "metadata": {}, "source": lines}
    if not is_code:
        return {"cell_type": "markdown", **base}
    return {"cell_type": "code", "execution_count": None, **base, "outputs": []}
