"""What every notebook keeps to: short cells between sentences, run in order, with nothing to be ashamed of in Lab."""

import ast
import json
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
LINES, WIDTH = 12, 100  # of a code cell
WORDS = 30  # of prose for each code cell


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def cells(request):
    return [(c, "".join(c["source"])) for c in json.loads(request.param.read_text(encoding="utf-8"))["cells"]]


def code_of(cells):
    return [(cell, source) for cell, source in cells if cell["cell_type"] == "code"]


def prose_of(cells):
    return [source for cell, source in cells if cell["cell_type"] == "markdown"]


def test_there_are_seven_in_order():
    assert [path.stem[:2] for path in PATHS] == [f"{n:02}" for n in range(7)]


def test_cells_are_short_and_define_nothing(cells):
    for _, source in code_of(cells):
        assert len(source.splitlines()) <= LINES, source
        assert max(map(len, source.splitlines())) <= WIDTH, max(source.splitlines(), key=len)
        assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.ClassDef)], source


def test_prose_outweighs_code(cells):
    words = sum(len(source.split()) for source in prose_of(cells))
    assert words >= WORDS * len(code_of(cells))


def test_a_question_opens_and_limits_close(cells):
    title, question = prose_of(cells)[0].split("\n\n")[:2]
    assert re.match(r"# 0\d · \w+", title)
    assert re.match(r"\*\*[^*]+\?\*\*", question)
    assert prose_of(cells)[-1].startswith("## What this notebook does not show")


def test_stored_results_ran_in_order_without_a_word_on_stderr(cells):
    counts = [cell["execution_count"] for cell, _ in code_of(cells)]
    assert counts == list(range(1, len(counts) + 1))
    kinds = [(out["output_type"], out.get("name")) for cell, _ in code_of(cells) for out in cell["outputs"]]
    assert not [kind for kind in kinds if kind[0] == "error" or kind[1] == "stderr"]


def test_numbers_are_guarded(cells):
    asserts = sum(isinstance(n, ast.Assert) for _, source in code_of(cells) for n in ast.walk(ast.parse(source)))
    assert asserts >= 1


def test_cells_are_told_apart(cells):
    ids = [cell["id"] for cell, _ in cells]
    assert len(set(ids)) == len(ids)


def test_pictures_are_described(cells):
    for source in prose_of(cells):
        for alt in re.findall(r"!\[([^\]]*)\]", source):
            assert len(alt.split()) > 2, source
