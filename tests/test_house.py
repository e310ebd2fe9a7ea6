"""The house keeps its floors: imports go down, never up or sideways; notebooks use the front door alone."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import summitlib

FLOORS = {
    "lexicons": 0,
    "lemmas": 0.5, "variants": 0.5, "abbreviations": 0.5, "nltk_reader": 2,
    "text": 1, "rows": 1,
    "dates": 0.5, "mastheads": 0.7, "boilerplate": 0.8, "cleaning": 1, "webpages": 0.8,
    "problems": 0.5, "decoding": 0.6, "folders": 0.6, "files": 1, "fields": 1, "assembly": 1.5,  # stairs up to corpus
    "timevalues": 1, "timepatterns": 1, "timecontext": 1.3, "timenamed": 1.6, "timepointing": 1.6,  # stairs up to times
    "quotes": 1.1, "names": 1.1, "register": 1.2, "clauses": 1.2, "sources": 1.3, "subjects": 1.4, "contents": 1.5,
    "quotations": 1.6, "attributions": 1.7, "roles": 1.7, "discourse": 1.8,  # stairs up to statements
    "association": 1, "richness": 1, "chunks": 1.5, "index": 1.6, "units": 1.7, "tally": 1.8,  # stairs up to terms
    "corpus": 2, "duplicates": 2, "terms": 2, "statements": 2, "times": 2,
    "keyness": 2, "concordance": 2, "pairs": 2,
    "eventmentions": 2, "conflicts": 2.5,  # stairs up to timeline
    "markers": 1, "deciding": 1, "claims": 2.3, "certainty": 2.5,  # stairs up to stance
    "coding": 3, "comparing": 3,
    "stance": 3, "timeline": 3, "exchange": 3,
    "scale": 3.5,
    "evidence": 4, "report": 4,
    "figures": 5, "notebookpage": 5,
    "figures_terms": 6, "figures_statements": 6, "figures_times": 6, "pages": 6,
    "study": 6,
    "__main__": 7,
}  # fmt: skip
SHARED_BY_FLOOR = {"rows"}  # the shapes of rows: every floor may use them
ROOF_ONLY = {"matplotlib", "nbclient", "nbconvert", "nbformat", "IPython"}
PACKAGE = Path(summitlib.__file__).parent
MODULES = sorted(p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__")


def imports_of(module: str) -> set[str]:
    """Every imported name of a module, inner imports included: summitlib.x as x, others by their top package."""
    found = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {f"{base}.{alias.name}" for alias in node.names} if base == "summitlib" else {base}
    return {n.split(".")[1] if n.startswith("summitlib.") else n.split(".")[0] for n in found}


def test_every_module_has_a_floor():
    assert set(MODULES) == set(FLOORS) - {"lexicons"}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module):
    inner = {name for name in imports_of(module) if name in FLOORS} - SHARED_BY_FLOOR
    upwards = {name for name in inner if FLOORS[name] >= FLOORS[module]}
    assert not upwards, f"{module} (floor {FLOORS[module]}) imports {upwards}"


@pytest.mark.parametrize("module", [m for m in MODULES if FLOORS[m] < 4])
def test_plotting_stays_under_the_roof(module):
    assert not imports_of(module) & ROOF_ONLY


def test_front_door_names_exist():
    missing = [name for name in summitlib.__all__ if not hasattr(summitlib, name)]
    assert not missing


def test_notebooks_use_the_front_door_alone(root):
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        code = "\n".join(
            "".join(c["source"]) for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"
        )
        for node in ast.walk(ast.parse(code)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith("summitlib.")], path.name


def test_importing_the_front_door_loads_nothing_heavy():
    heavy = "import sys, summitlib; print(*{'pandas', 'numpy', 'matplotlib', 'nltk', 'scipy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
