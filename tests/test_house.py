"""The house keeps its floors: imports go down, never up or sideways; notebooks use the front door alone."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import summitlib

# Floor by floor: each room, and the stairs in its folder. Imports go to lower floors and, in a folder, to lower steps.
HOUSE = {
    0: {"lexicons": "", "style": "", "options": "", "rows": ""},
    1: {"text": "words: abbreviations variants saying lemmas"},
    2: {
        "corpus": "loading: dates mastheads lines facts calls boilerplate cleaning problems decoding folders "
        "webpages files columns assembly duplicates",
        "terms": "counting: association richness codes naming chunks cutting index units tally keyness grid "
        "concordance meetings pairs",
        "statements": "speech: quotes names register clauses predicates sources agents subjects settings contents "
        "quotations frames attributions roles speakers discourse",
        "times": "dating: values vocabulary patterns context named pointing hours neighbours",
        "nltk_reader": "",
    },
    3: {
        "stance": "judging: markers deciding claims certainty coding agreeing comparing",
        "timeline": "happening: stretches words mentions merging conflicts exchange",
        "scale": "",
    },
    4: {"evidence": ""},
    5: {"figures": "drawing: canvas terms statements times spans", "report": "pages: notebook website"},
    6: {"study": ""},
    7: {"__main__": ""},
}
MAY_BE_EVERYWHERE = {"options", "rows"}  # what an option may be, the shapes of rows
ROOF = 4
ROOF_ONLY = {"matplotlib", "nbclient", "nbconvert", "nbformat", "IPython"}
PACKAGE = Path(summitlib.__file__).parent


def steps_of_the_house() -> dict[str, tuple[int, str, int]]:
    """Every module's floor, room and step; a room is the last step of its own stairs."""
    steps = {}
    for floor, rooms in HOUSE.items():
        for room, stairs in rooms.items():
            folder, _, modules = stairs.partition(":")
            names = [f"{folder}.{m}" for m in modules.split()] + [room]
            steps |= {name: (floor, room, n) for n, name in enumerate(names)}
    return steps


STEPS = steps_of_the_house()
MODULES = sorted(set(STEPS) - {"lexicons", "style"})


def imports_of(module: str) -> set[str]:
    """Every imported module, inner imports included: those of the house as in STEPS, others by their top package."""
    found = set()
    tree = ast.parse((PACKAGE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {f"{base}.{alias.name}" for alias in node.names} | {base}
    inner = {n.removeprefix("summitlib.") for n in found if n.startswith("summitlib.")}
    return (inner & set(STEPS)) | {n.split(".")[0] for n in found if not n.startswith("summitlib")}


def test_every_module_has_its_place():
    files = {".".join(p.relative_to(PACKAGE).with_suffix("").parts) for p in PACKAGE.rglob("*.py")}
    assert {f for f in files if not f.endswith("__init__")} == set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module):
    floor, room, step = STEPS[module]
    for name in (imports_of(module) & set(STEPS)) - MAY_BE_EVERYWHERE:
        other_floor, other_room, other_step = STEPS[name]
        down = other_floor < floor or (other_room == room and other_step < step)
        assert down, f"{module} imports {name}, which does not lie below it"


@pytest.mark.parametrize("module", [m for m in MODULES if STEPS[m][0] < ROOF])
def test_plotting_stays_under_the_roof(module):
    assert not imports_of(module) & ROOF_ONLY


def test_front_door_opens_on_rooms():
    assert set(summitlib._ROOMS) <= {room for _, room, _ in STEPS.values()}


def test_rooms_say_what_they_give():
    for room, names in summitlib._ROOMS.items():
        listed = getattr(importlib.import_module(f"summitlib.{room}"), "__all__", names.split())
        assert set(names.split()) <= set(listed), room


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
