"""``python -m summitlib report | import | check | new``: the commands; ``-h`` after any of them lists its options."""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitlib.report import Plan, Run, UsageError, notebooks_of, plan_report, run_notebooks

if TYPE_CHECKING:
    import pandas as pd

COLUMN_OPTIONS = ("text", "headline", "published", "article", "publisher", "author", "place", "wire", "url")
LIBRARIES = ("pandas", "numpy", "matplotlib", "nltk", "scipy", "simplemma", "PySastrawi", "krippendorff", "jupyterlab")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 well, 1 a notebook failed or a corpus is doubtful, 2 no start."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"summitlib: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("summitlib: stopped.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="summitlib", description="Reading Indonesian news as evidence.")
    commands = parser.add_subparsers(required=True, metavar="command")
    report = commands.add_parser("report", help="run the notebooks and write figures and the web report")
    report.add_argument(
        "--corpus", metavar="PATH", help="another folder or file of articles (default: the shipped one)"
    )
    report.add_argument("--out", metavar="FOLDER", help="where the web report goes (default: report)")
    report.add_argument(
        "--only", metavar="03", action="append", default=[], help="only these notebooks, by number or name"
    )
    report.set_defaults(run=_report)
    take = commands.add_parser(
        "import", help="recognise the original articles and keep them, cleaned, for the notebooks"
    )
    take.add_argument("paths", metavar="PATH", nargs="+", help="files or folders")
    take.set_defaults(run=_import)
    check = commands.add_parser(
        "check", help="look articles over: what is known of them, what is doubtful; exit 1 if so"
    )
    check.add_argument(
        "source", metavar="PATH", nargs="?", help="a file or folder (default: corpus/, else the shipped one)"
    )
    _reading(check)
    check.set_defaults(run=_check)
    new = commands.add_parser("new", help="make a study of your own from any articles, ready for report")
    new.add_argument("folder", metavar="FOLDER", help="a new folder for the study")
    new.add_argument("--from", dest="source", metavar="PATH", required=True, help="your articles: a file or folder")
    new.add_argument("--title", metavar="TITLE", help="what the study is called (default: the folder's name)")
    _reading(new)
    new.set_defaults(run=_new)
    return parser


def _reading(command: argparse.ArgumentParser) -> None:
    """Add the options that say how articles are to be read."""
    for name in COLUMN_OPTIONS:
        command.add_argument(
            f"--{name}", metavar="COLUMN", help=f"the column of the {name}, if its name does not say so"
        )
    command.add_argument("--date-format", metavar="FORMAT", help="of the dates, such as %%m/%%d/%%Y %%H:%%M")
    command.add_argument("--name-pattern", metavar="PATTERN", help="of file names: {publisher}/{published}_{headline}")
    command.add_argument("--encoding", metavar="NAME", help="of the files, where it is not found by itself")
    command.add_argument("--repair", action="store_true", help="mend text that was mis-decoded before")


def _options(given: argparse.Namespace) -> dict[str, Any]:
    names = (*COLUMN_OPTIONS, "date_format", "name_pattern", "encoding", "repair")
    return {name: getattr(given, name) for name in names if getattr(given, name)}


def _report(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    plan = plan_report(corpus=options.corpus, out=options.out, only=options.only)
    articles = None if plan.corpus is None else _articles(plan)  # a strange corpus is looked at before anything runs
    try:
        runs = run_notebooks(plan)
    except ModuleNotFoundError as missing:
        raise UsageError(f"{missing.name} is not installed; pip install 'summitlib[notebooks]' brings it.") from missing
    errors = [run.error for run in runs if run.error]
    for error in errors:
        print(f"summitlib: {error}", file=sys.stderr)
    pages = _write(runs, plan, _articles(plan) if articles is None else articles, errors)
    cells = sum(run.cells for run in runs)
    print(f"{len(runs)} notebooks, {cells} cells, {time.monotonic() - begun:.1f} s: {pages}")
    return 1 if errors else 0


def _articles(plan: Plan) -> pd.DataFrame:
    import summitlib as sl

    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        try:
            articles: pd.DataFrame = sl.read_articles() if plan.corpus is None else sl.read_articles(plan.corpus)
        except (OSError, ValueError) as error:
            named = "Name it in a study of its own: python -m summitlib new FOLDER --from PATH "
            raise UsageError(_said(error).replace("Name it: ", named)) from error
    if not len(articles):
        raise UsageError(f"No articles in {plan.corpus}.")
    if found and plan.corpus is not None:
        more = f" (and {len(found) - 1:,} more; python -m summitlib check lists them)" if len(found) > 1 else ""
        print(f"summitlib: in the corpus: {_said(found[0].message)}{more}", file=sys.stderr)
    return articles


def _said(problem: Warning | Exception | str) -> str:
    """Return a message in one line, its options written as on the command line."""
    from summitlib.study import on_command_line

    return on_command_line(" ".join(str(problem).split()))


def _write(runs: list[Run], plan: Plan, articles: pd.DataFrame, errors: list[str]) -> str:
    import summitlib as sl
    from summitlib.pages.website import write_pages

    told = {"edition": sl.describe_edition(articles), "versions": _versions(), "errors": errors}
    told["elsewhere"] = sl.edition_of(articles) == "other"
    files = write_pages(notebooks_of(plan, runs), plan.out, folder=plan.notebooks, articles=articles, **told)
    return str(files[0])


def _versions() -> list[tuple[str, str]]:
    found = [("Python", ".".join(map(str, sys.version_info[:3])))]
    for name in ("summitlib", *LIBRARIES):
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found


def _import(options: argparse.Namespace) -> int:
    import summitlib as sl

    try:
        found = sl.import_originals(options.paths)
    except (OSError, ValueError) as error:
        raise UsageError(" ".join(str(error).split())) from error
    for article in found.found:
        print(f"{article}: kept in corpus/originals")
    print(found)
    return 0 if found.found else 1


def _check(options: argparse.Namespace) -> int:
    from summitlib.study import check_corpus

    source = "corpus" if options.source is None and Path("corpus").is_dir() else options.source
    try:
        lines, problems = check_corpus(source, **_options(options))
    except (OSError, ValueError) as error:
        raise UsageError(_said(error)) from error
    print("\n".join(lines))
    return 1 if problems else 0


def _new(options: argparse.Namespace) -> int:
    from summitlib.study import new_study

    try:
        study = new_study(options.folder, options.source, title=options.title, **_options(options))
    except (OSError, ValueError) as error:
        raise UsageError(_said(error)) from error
    print(study.told())
    return 0


if __name__ == "__main__":
    sys.exit(main())
