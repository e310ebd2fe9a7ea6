"""A study of one's own: made from any table, read back as it was, its notebooks run on small and odd corpora."""

import ast
import csv
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from summitlib.__main__ import main
from summitlib.corpus import CorpusError, read_articles
from summitlib.judging.coding import read_coding_sheet
from summitlib.study import TEMPLATES, file_names, new_study, notebook_of, on_command_line

ROWS = (
    ("Kabar Seruni", "4/21/2021 08:10", "Banjir surut", "Banjir di Seruni mulai surut pada Selasa (20/4/2021).\n"
     'ADVERTISEMENT\n"Tanggul masih kuat," kata Marta Lubis.\nMenurut Marta, perbaikan mungkin usai dua pekan lagi.'),
    ("Kabar Seruni", "4/13/2021 17:00", "Panen raya", "Petani di Wonosari memanen padi sejak awal April.\n"
     "Kepala Dinas Pertanian Adi Wira mengatakan hasilnya naik 12 persen."),
    ("Suara Pesisir", "5/2/2021 06:30", "Pelabuhan dibuka", "Pelabuhan itu dibuka lagi kemarin.\n"
     "Nakhoda Sulastri mengaku belum berani melaut. Ia menilai ombak masih tinggi."),
)  # fmt: skip
FORMAT = "%m/%d/%Y %H:%M"


def write_table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["media", "tanggal", "judul", "isi_berita"], *rows])
    return path


@pytest.fixture
def table(tmp_path):
    return write_table(tmp_path / "berita.csv", ROWS)


@pytest.fixture
def study(table, tmp_path):
    return new_study(tmp_path / "banjir", table, date_format=FORMAT)


def test_a_study_reads_back_as_the_table_was_read(study):
    back = read_articles(study.folder / "corpus")
    pd.testing.assert_frame_equal(back.drop(columns="source"), study.articles.drop(columns="source"))
    assert "ADVERTISEMENT" in (study.folder / "corpus" / "texts" / "berita-1.txt").read_text(encoding="utf-8")
    assert "ADVERTISEMENT" not in back["text"][0]
    assert back["published"].dt.strftime("%F").tolist() == ["2021-04-21", "2021-04-13", "2021-05-02"]


def test_the_sheet_is_blank_and_free_of_our_topic(study):
    sheet = read_coding_sheet(study.folder / "corpus" / "codes" / "sheet.csv")
    assert len(sheet) >= 4
    assert not {"issue", "target"} & set(sheet)
    assert sheet[["certainty", "evaluation", "note"]].isna().all(axis=None)


def test_problems_are_kept(tmp_path):
    table = write_table(
        tmp_path / "x.csv", [*ROWS, ("X", "kapan-kapan", "", "Hujan turun di hulu."), ("X", "", "", "")]
    )
    study = new_study(tmp_path / "s", table, date_format=FORMAT)
    rows = list(csv.DictReader((tmp_path / "s" / "corpus" / "problems.csv").read_text(encoding="utf-8").splitlines()))
    assert len(study.articles) == 4
    assert len(rows) == len(study.problems) >= 2
    assert all(row["problem"] for row in rows)
    assert "doubtful: " in study.told()


def test_ids_become_file_names():
    ids = pd.Series(["https://a.id/x?y=1", "a b", "a.b", "A B", "", "..", "x" * 300, "Ünïcode", "nul", "README"])
    names = file_names(ids)
    assert len({n.casefold() for n in names}) == len(ids)
    assert all(n and len(n) < 90 and not set(n) & set('/\\:*?"<>| ') and n.strip(".") == n for n in names)
    assert names[1:3] == ["a-b", "a.b"]


def test_ids_that_differ_in_capitals_only_are_two_files():
    assert file_names(pd.Series(["Air", "AIR", "air"])) == ["Air", "AIR-2", "air-3"]


def test_nothing_is_overwritten(study, table):
    before = (study.folder / "README.md").read_bytes()
    with pytest.raises(CorpusError, match="not empty"):
        new_study(study.folder, table)
    assert (study.folder / "README.md").read_bytes() == before


def test_what_cannot_be_made_is_one_line(tmp_path, capsys):
    assert main(["new", str(tmp_path / "s"), "--from", str(tmp_path / "none.csv")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("summitlib: There is no file")
    assert said.count("\n") == 1
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "s"), "--from", str(tmp_path / "a.csv")]) == 2
    assert "no column for text; its columns: 'x', 'y'. Name it: --text NAME." in capsys.readouterr().err
    assert main(["report", "--corpus", str(tmp_path / "a.csv")]) == 2
    assert "python -m summitlib new FOLDER --from PATH --text NAME." in capsys.readouterr().err
    assert not (tmp_path / "s").exists()


def test_the_command_says_what_it_made_and_what_to_do_next(table, tmp_path, capsys):
    folder = tmp_path / "my study"
    assert main(["new", str(folder), "--from", str(table), "--date-format", FORMAT, "--title", "Air pasang"]) == 0
    out = capsys.readouterr().out
    assert "3 articles (13 April 2021 to 02 May 2021; day not known: 0)" in out
    assert f"cd '{folder}' && python -m summitlib report" in out
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# Air pasang\n")


def test_check_looks_over_without_writing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_table(tmp_path / "good.csv", ROWS)
    assert main(["check", "good.csv", "--date-format", FORMAT]) == 0
    out = capsys.readouterr().out
    assert "3 articles (13 April 2021 to 02 May 2021; day not known: 0)." in out
    assert "Known of 3: published 3, publisher 3, author 0, headline 3" in out
    write_table(tmp_path / "bad.csv", [*ROWS, ROWS[0], ("X", "kapan-kapan", "", "Hujan turun di hulu.")])
    assert main(["check", "bad.csv", "--date-format", FORMAT]) == 1
    out = capsys.readouterr().out
    assert "day not known: 1" in out
    assert "the shortest article has 4 (bad-5)" in out
    assert "1 word for word, 0 nearly" in out
    assert "row 4: article 'bad-4' has the text of 'bad-1'" in out
    assert "kapan-kapan" in out
    assert {p.name for p in tmp_path.iterdir()} == {"good.csv", "bad.csv"}
    assert main(["check", "none.csv"]) == 2
    assert capsys.readouterr().err.startswith("summitlib: There is no file")


def test_check_says_which_kinds_are_read(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("bilder").mkdir()
    assert main(["check", "bilder"]) == 2
    assert re.match(r"summitlib: bilder is empty; read are \.csv, .*\.txt", capsys.readouterr().err)
    Path("bilder/a.png").write_bytes(b"x")
    assert main(["check", "bilder"]) == 2
    said = capsys.readouterr().err
    assert "bilder holds no article that can be read; read are .csv, " in said
    assert said.endswith("The first doubt: bilder/a.png is of a kind that is not read.\n")
    assert main(["check", ""]) == 2
    assert "path is empty" in capsys.readouterr().err


def test_doubts_name_the_options_of_the_command_line():
    said = "'1/2/24' can be read both ways; give date_format=, such as date_format='%m/%d/%y'; repair=True mends it"
    told = "'1/2/24' can be read both ways; give --date-format, such as --date-format '%m/%d/%y'; --repair mends it"
    assert on_command_line(said) == told


def test_check_without_a_path_looks_at_the_study_it_stands_in(study, monkeypatch, capsys):
    monkeypatch.chdir(study.folder)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("3 articles (")
    monkeypatch.chdir(study.folder / "notebooks")
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("5 articles (")


# -- the notebooks


def templates():
    return sorted(TEMPLATES.glob("[0-9]*.md"))


@pytest.mark.parametrize("path", templates(), ids=lambda p: p.stem)
def test_templates_are_sound_notebooks_without_our_topic(path):
    nbformat = pytest.importorskip("nbformat", reason="needs the extra notebooks")
    notebook = notebook_of(path.read_text(encoding="utf-8"), "T")
    nbformat.validate(nbformat.from_dict(notebook))
    source = "\n".join("".join(c["source"]) for c in notebook["cells"])
    assert "{{" not in source
    assert "$" not in source
    for word in ("Putin", "Kim", "Rusia", "Russia", "Korea", "2023", "five articles"):
        assert word not in source
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    prose = sum(len("".join(c["source"]).split()) for c in notebook["cells"] if c["cell_type"] == "markdown")
    assert prose >= 15 * len(code)
    for cell in code:
        tree = ast.parse("".join(cell["source"]))
        imported = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        assert not [name for name in imported if name.startswith("summitlib.")]  # the front door alone
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]


CORPORA = {  # all but the first are slow together
    "one article of one word": [("", "", "", "Hujan")],
    "three articles": ROWS,
    "no dates, no one speaks": [("", "", "", "Harga cabai turun di pasar."), ("", "", "", "Kapal itu tua.")],
    "one publisher": [("Kabar", *row[1:]) for row in ROWS],
    "the same text five times": [ROWS[0]] * 5,
}
ODD = [pytest.param(CORPORA[name], id=name, marks=[pytest.mark.slow] * (n > 0)) for n, name in enumerate(CORPORA)]


def run_as_one(folder, monkeypatch):
    """Run every notebook's cells in this process, one namespace a notebook."""
    from matplotlib import pyplot as plt

    monkeypatch.chdir(folder / "notebooks")
    monkeypatch.delenv("SUMMITLIB_CORPUS", raising=False)
    monkeypatch.delenv("SUMMITLIB_FIGURES", raising=False)
    names = {}
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        space: dict = {}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                with warnings.catch_warnings():
                    exec("".join(cell["source"]), space)
        names[path.stem] = space
    plt.close("all")
    return names


@pytest.mark.parametrize("rows", ODD)
def test_the_notebooks_run_on_the_smallest_corpora(rows, tmp_path, monkeypatch):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        new_study(tmp_path / "s", write_table(tmp_path / "x.csv", rows), date_format=FORMAT)
    ran = run_as_one(tmp_path / "s", monkeypatch)
    assert len(ran) == 6
    assert len(ran["00-start-here"]["texts"]) == len({row[3] for row in rows})


def test_hand_codes_are_compared_once_they_are_there(study, monkeypatch):
    sheet = study.folder / "corpus" / "codes" / "sheet.csv"
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows({**row, "certainty": n % 3} for n, row in enumerate(rows))
    space = run_as_one(study.folder, monkeypatch)["04-certainty"]
    assert space["both"] == space["agreed"].n == len(rows)


@pytest.mark.slow
def test_new_then_report_in_a_folder_of_its_own(table, tmp_path):
    def run(*arguments, cwd):
        command = [sys.executable, "-m", "summitlib", *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    made = run("new", "s", "--from", str(table), "--date-format", FORMAT, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    report = run("report", cwd=tmp_path / "s")
    assert (report.returncode, report.stderr) == (0, "")
    assert (tmp_path / "s" / "report" / "index.html").is_file()
    assert sorted(p.name for p in (tmp_path / "s" / "figures").glob("*.png"))[0] == "02-keyness.png"
    first = {p.name: p.read_bytes() for p in (tmp_path / "s" / "notebooks").glob("*.ipynb")}
    run("report", cwd=tmp_path / "s")
    assert {p.name: p.read_bytes() for p in (tmp_path / "s" / "notebooks").glob("*.ipynb")} == first


def test_the_wild_set_reads_back_as_it_was(shared, tmp_path):
    study = new_study(tmp_path / "s", shared / "wild" / "berita_dev.csv", date_format=FORMAT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        back = read_articles(study.folder / "corpus").set_index("article")
    whole = study.articles.set_index("article")
    assert len(back) == 300
    assert_frame_equal(back.loc[whole.index].drop(columns="source"), whole.drop(columns="source"))
