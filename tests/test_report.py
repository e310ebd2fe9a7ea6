"""The report runs notebooks: what runs is kept, what fails is named, and nothing lands where it should not."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs the extra 'notebooks'")
pytest.importorskip("nbclient", reason="needs the extra 'notebooks'")

from summitlib import report, rows  # noqa: E402
from summitlib.__main__ import main  # noqa: E402

v4 = nbformat.v4
ARTICLE = "Dermaga Bitung rusak diterjang gelombang. Menurut Rina, kapal belum berlayar sejak Senin (5/2/2024).\n"


def notebook(path, *cells):
    node = v4.new_notebook(cells=[v4.new_markdown_cell(f"# {path.stem}\n\nWhat?", id="head")])
    node.cells += [v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(cells)]
    node.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(node) + "\n", encoding="utf-8")


def study(folder):
    """Make a study with a corpus of its own and four notebooks: two good ones, one that fails, one that dies."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "dermaga.txt").write_text(ARTICLE, encoding="utf-8")
    books = folder / "notebooks"
    notebook(
        books / "01-good.ipynb",
        "import sys, time\nprint('a', flush=True)\ntime.sleep(0.3)\nprint('b')\nleft_over = 1",
        "import os, summitlib as sl\nlen(sl.read_articles(os.environ['SUMMITLIB_CORPUS']))",
        "import pandas as pd\nax = sl.plot_rates(pd.DataFrame({'term': ['kapal'], 'rate': [2.0]}), title='One')\n"
        "sl.save_figure(ax, '01-rates', caption='Invented, n = 1.')",
    )
    notebook(books / "02-fails.ipynb", "1 + 1", "raise ValueError('no\\nharbour')", "2 + 2")
    notebook(books / "03-dies.ipynb", "import os\nos._exit(3)")
    notebook(books / "04-fresh.ipynb", "'left_over' in globals()")
    return folder


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.fixture
def quiet(monkeypatch):
    for name in ("SUMMITLIB_CORPUS", "SUMMITLIB_FIGURES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One run of the whole command on the invented study, in a process of its own."""
    folder = study(tmp_path_factory.mktemp("study"))
    env = {k: v for k, v in os.environ.items() if not k.startswith("SUMMITLIB")}
    env["PYTHONPATH"] = str(Path(report.__file__).parent.parent)
    command = [sys.executable, "-m", "summitlib", "report"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False)
    return folder, done


def test_a_failing_cell_gives_one_line_and_a_status(ran):
    _, done = ran
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "summitlib: 02-fails, cell 2: ValueError: no harbour",
        "summitlib: 03-dies, cell 1: the kernel died.",
    ]
    assert "Traceback" not in done.stdout + done.stderr


def test_what_ran_is_kept_and_the_others_still_run(ran):
    folder, _ = ran
    kept = outputs(folder / "report" / "notebooks" / "02-fails.ipynb")
    assert [len(cell) for cell in kept] == [1, 1, 0]
    assert outputs(folder / "notebooks" / "02-fails.ipynb") == [[], [], []]
    assert outputs(folder / "notebooks" / "04-fresh.ipynb")[0][0]["data"]["text/plain"] == "False"


def test_executed_notebooks_figures_and_pages_are_written(ran):
    folder, _ = ran
    streams, count, figure = outputs(folder / "notebooks" / "01-good.ipynb")
    assert [output["text"] for output in streams] == ["a\nb\n"]
    assert count[0]["data"]["text/plain"] == "1"
    assert 'alt="One.' in figure[0]["data"]["text/html"]
    assert sorted(path.name for path in (folder / "figures").iterdir()) == ["01-rates.png", "01-rates.svg"]
    pages = {path.name for path in (folder / "report").glob("*.html")}
    assert pages == {
        "index.html",
        "concordance.html",
        *(f"{n}.html" for n in ("01-good", "02-fails", "03-dies", "04-fresh")),
    }
    assert "Dermaga Bitung rusak" in (folder / "report" / "concordance.html").read_text(encoding="utf-8")
    assert "cell 2: ValueError: no harbour" in (folder / "report" / "index.html").read_text(encoding="utf-8")


def test_cells_are_numbered_from_one_and_carry_no_times(ran):
    folder, _ = ran
    text = (folder / "notebooks" / "01-good.ipynb").read_text(encoding="utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == [1, 2, 3]
    assert all(cell["metadata"] == {} for cell in cells)
    assert text.endswith("}\n")


@pytest.mark.slow
def test_nbconvert_writes_the_same_bytes(ran, tmp_path):
    config = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_config.json"
    if not config.is_file():
        pytest.skip("needs an installed package: its Jupyter configuration is not there")
    folder = shutil.copytree(ran[0], tmp_path / "study")
    book = folder / "notebooks" / "01-good.ipynb"
    before = book.read_bytes()
    env = {
        **os.environ,
        "SUMMITLIB_CORPUS": str(folder / "corpus"),
        "PYTHONPATH": str(Path(report.__file__).parent.parent),
    }
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(book)]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, timeout=300)
    assert book.read_bytes() == before
    for kind in ("png", "svg"):
        name = f"01-rates.{kind}"
        assert (folder / "figures" / name).read_bytes() == (ran[0] / "figures" / name).read_bytes()


@pytest.mark.slow
def test_another_corpus_changes_nothing_in_the_project(tmp_path, monkeypatch, quiet, capsys):
    folder = study(tmp_path / "study")
    for name in ("02-fails", "03-dies"):
        (folder / "notebooks" / f"{name}.ipynb").unlink()
    other = tmp_path / "berita"
    other.mkdir()
    for name in ("a", "b"):
        (other / f"{name}.txt").write_text(ARTICLE.replace("Bitung", f"Kota {name}"), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.chdir(folder)
    assert main(["report", "--corpus", str(other)]) == 0
    assert {path: path.read_bytes() for path in before} == before
    new = {path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file() and path not in before}
    assert new == {"report"}
    assert outputs(folder / "report" / "notebooks" / "01-good.ipynb")[1][0]["data"]["text/plain"] == "2"
    assert (folder / "report" / "figures" / "01-rates.png").is_file()
    assert "2 articles" in (folder / "report" / "index.html").read_text(encoding="utf-8")


def test_the_own_corpus_is_written_into_the_project(tmp_path, quiet):
    folder = study(tmp_path)
    plan = report.plan_report(start=folder)
    assert plan.own
    assert plan.corpus == folder / "corpus"
    assert (plan.notebooks, plan.figures, plan.out) == (folder / "notebooks", folder / "figures", folder / "report")


@pytest.mark.parametrize("only", [["02"], ["02-fails"], ["02-fails.ipynb"], ["01,02", "02"]])
def test_only_takes_numbers_and_names(only, tmp_path, quiet):
    plan = report.plan_report(start=study(tmp_path), only=only)
    assert "02-fails" in [path.stem for path in plan.sources]
    assert len(plan.sources) == (2 if "01,02" in only else 1)
    assert len(plan.every) == 4


def test_imported_originals_are_read_and_kept_apart(tmp_path, quiet):
    folder = study(tmp_path)
    (folder / "corpus" / "originals").mkdir()
    assert report.plan_report(start=folder).own  # an empty folder is no import
    (folder / "corpus" / "originals" / "x.txt").write_text(ARTICLE, encoding="utf-8")
    plan = report.plan_report(start=folder)
    assert not plan.own
    assert plan.corpus == folder / "corpus" / "originals"
    assert plan.notebooks == folder / "report" / "notebooks"
    assert report.plan_report(start=folder, corpus=str(folder / "corpus")).own


def test_the_kernel_gets_a_steady_environment(tmp_path, monkeypatch, quiet):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    env = report._environment(report.plan_report(start=study(tmp_path)))
    assert env["PYTHONHASHSEED"] == "0"
    assert env["SUMMITLIB_FIGURES"] == str(tmp_path / "figures")
    assert "MPLBACKEND" not in env


def test_pieces_of_a_stream_are_joined_and_overwritten_lines_dropped():
    def stream(text, name="stdout"):
        return v4.new_output("stream", name=name, text=text)

    joined = report._joined([stream("1\r"), stream("2\r"), stream("done\n"), stream("!", "stderr"), stream("end")])
    assert [(o.name, o.text) for o in joined] == [("stdout", "done\n"), ("stderr", "!"), ("stdout", "end")]


@pytest.mark.parametrize(("terminal", "setting", "shown"), [(True, "", 3), (True, "off", 0), (False, "", 0)])
def test_progress_is_for_terminals_and_can_be_turned_off(monkeypatch, terminal, setting, shown):
    seconds = iter(range(0, 100, 3))
    written = io.StringIO()
    written.isatty = lambda: terminal
    monkeypatch.setattr(rows.sys, "stderr", written)
    monkeypatch.setattr(rows.time, "monotonic", lambda: next(seconds))
    monkeypatch.setenv("SUMMITLIB_PROGRESS", setting)
    assert list(rows.progress("abc", 3, label="letters")) == ["a", "b", "c"]
    assert written.getvalue().count("letters: ") == shown


def test_the_progress_line_names_notebook_cell_and_seconds(tmp_path):
    line = report.Progress(2)
    run = report.Run(tmp_path / "01-x.ipynb", None, cells=3)
    line.at(run, report.time.monotonic() - 5)
    assert line.text() == "0 of 2 notebooks ready | 01-x, cell 3, 5 s"
    line.done("01-x")
    assert line.text() == "1 of 2 notebooks ready"


@pytest.mark.parametrize(
    ("make", "arguments", "said"),
    [
        (None, ["report", "--only", "77"], "No notebook '77'; there are: 01-good, 02-fails, 03-dies, 04-fresh."),
        (None, ["report", "--corpus", "nowhere"], "No corpus at"),
        ("empty/", ["report", "--corpus", "empty"], "is empty"),
        ("broken.jsonl", ["report", "--corpus", "broken.jsonl"], "broken.jsonl"),
        ("none.csv", ["report", "--corpus", "none.csv"], "none.csv"),
        ("notebooks/00-bad.ipynb", ["report", "--only", "00"], "00-bad.ipynb is not a notebook that can be read."),
        (None, ["import", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_start_says_so_in_one_line(make, arguments, said, tmp_path, monkeypatch, quiet, capsys):
    folder = study(tmp_path)
    if make and make.endswith("/"):
        (folder / make).mkdir()
    elif make:
        (folder / make).write_bytes(b"\x00\xff{ not json")
    monkeypatch.chdir(folder)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert err.startswith("summitlib: ")
    assert err.count("\n") == 1
    assert "Traceback" not in out + err


def test_without_notebooks_there_is_nothing_to_report(tmp_path, monkeypatch, quiet, capsys):
    monkeypatch.setattr(report, "HOME", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)
    assert main(["report"]) == 2
    said = capsys.readouterr().err
    assert "No notebooks" in said
    assert "summitlib new FOLDER --from" in said


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_stops_at_once_and_leaves_no_kernel(tmp_path):
    notebook(tmp_path / "notebooks" / "01-long.ipynb", "open('begun', 'w').close()\nimport time\ntime.sleep(300)")
    env = {**os.environ, "PYTHONPATH": str(Path(report.__file__).parent.parent)}
    command = [sys.executable, "-m", "summitlib", "report"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as running:
        begun = tmp_path / "notebooks" / "begun"
        for _ in range(1200):
            if begun.exists():
                break
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]  # ends only when the kernels let go of the pipe
    assert running.returncode == 130
    assert said == "summitlib: stopped.\n"
