"""What the README promises runs, as it stands there."""

import os
import re
import shutil
import subprocess
import sys

import pytest


def blocks(root, language):
    return re.findall(rf"^```{language}\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def test_examples_run_in_order(root, tmp_path, monkeypatch, capsys):
    shutil.copytree(root / "tests" / "mini", tmp_path / "articles")
    (tmp_path / "articles" / "README.md").unlink()
    brought = {path.name for path in (tmp_path / "articles").iterdir()}
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for number, block in enumerate(blocks(root, "python"), 1):
        exec(compile(block, f"README.md, block {number}", "exec"), names)
    assert len(names["said"]) > 0
    assert len(names["keys"]) > 0
    for made in ("pengajar.csv", "kalender.ics", "sheet.csv", "corpus-checksums.csv"):
        assert (tmp_path / made).stat().st_size > 0
    assert {path.name for path in (tmp_path / "articles").iterdir()} == brought  # no recipe spoils another
    assert len(names["pages"]) == 6


def test_there_are_ten_recipes(root):
    numbers = re.findall(r"^\*\*(\d+)\. ", (root / "README.md").read_text(encoding="utf-8"), re.M)
    assert numbers == [str(n) for n in range(1, 11)]


def test_what_it_says_of_other_tools_are_rows_of_the_benchmark(root):
    from tests.benchmarks import __main__ as benchmark

    table = (root / "README.md").read_text(encoding="utf-8").split("| row | summitlib | others |")[1].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()[1:]]
    tasks = {**benchmark.TOOLS, "counting": [], "concordance": [], "start-up": []}
    assert {row[0].split(",")[0] for row in rows} == set(tasks)
    for task, _, others in rows:
        peers = [tool.name for tool in tasks[task.split(",")[0]][1:] if tool.name != "one pattern"]
        assert [name for name in peers if name.split()[0] not in others] == []


def test_files_it_points_to_exist(root):
    links = re.findall(r"\]\(([^)#:]+)\)", (root / "README.md").read_text(encoding="utf-8"))
    missing = [link for link in links if not (root / link).exists()]
    assert len(links) > 5
    assert not missing


def test_the_two_commands_stand_as_one_line_each(root):
    commands = [c.strip() for block in blocks(root, "sh") for c in block.splitlines()]
    report, test = commands[:2]
    fresh = "python3 -m venv --upgrade-deps .venv && .venv/bin/pip install -q -c tests/constraints.txt -e "
    assert report.startswith(fresh)
    assert test.startswith(fresh)
    assert report.endswith("-m summitlib report")
    assert test.endswith("-m pytest")


@pytest.mark.slow
def test_a_study_of_ones_own(root, tmp_path):
    (tmp_path / "articles").mkdir()
    shutil.copy(root / "tests" / "mini" / "berita.csv", tmp_path / "articles")
    lines = next(b for b in blocks(root, "sh") if "summitlib new" in b).replace("python -m", f"{sys.executable} -m")
    run = subprocess.run(["bash", "-ec", lines], cwd=tmp_path, capture_output=True, text=True, env=dict(os.environ))
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "my-study" / "report" / "index.html").exists()
