"""What leaves the house: sdist and wheel build, carry what the library reads at run time, and nothing else."""

import importlib.util
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    """Build both from a copy of what git knows; the sdist makes the wheel, as on an index."""
    if importlib.util.find_spec("build") is None or importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs build and hatchling")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if tracked.returncode:
        pytest.skip("needs the git checkout")
    copy = tmp_path_factory.mktemp("copy")
    for name in filter(None, tracked.stdout.decode().split("\0")):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((root / name).read_bytes())
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_carries_what_is_read_at_run_time(wheel, root):
    package = root / "summitlib"
    for pattern in ("*.py", "py.typed", "lexicons/**/*.csv", "lexicons/*.py", "style/*", "templates/*.md"):
        here = {f"summitlib/{p.relative_to(package).as_posix()}" for p in package.glob(pattern) if p.is_file()}
        assert here, pattern
        assert here <= set(wheel), pattern


def test_the_wheel_carries_the_corpus(wheel, root):
    for path in (root / "corpus").rglob("*"):
        inside = path.relative_to(root / "corpus").as_posix()
        if path.is_file() and not inside.startswith("originals/"):
            assert wheel[f"summitlib/_corpus/{inside}"] == path.read_bytes()
    assert not [name for name in wheel if "originals" in name]


def test_the_wheel_carries_nothing_else(wheel):
    outside = {n for n in wheel if not n.startswith("summitlib/") and ".dist-info/" not in n}
    assert {n.split(".data/data/")[-1] for n in outside} <= {"etc/jupyter/jupyter_config.json"}
    assert not [n for n in wheel if n.endswith((".pyc", ".ipynb")) or "/tests/" in n]
    assert sum(map(len, wheel.values())) < 4_000_000


def test_the_metadata_says_what_pyproject_says(wheel, root):
    said = message_from_string(next(v for n, v in wheel.items() if n.endswith("/METADATA")).decode())
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (said["Name"], said["Version"]) == (project["name"], project["version"])
    core = [r for r in said.get_all("Requires-Dist") if "extra ==" not in r]
    assert len(core) == len(project["dependencies"])
    assert not [r for r in core if re.match(r"jupyter|nbconvert|ipykernel|dask|pytest", r, re.I)]
    assert set(said.get_all("Provides-Extra")) == set(project["optional-dependencies"])
    assert any(n.endswith("/licenses/LICENSE") for n in wheel)
    scripts = next(v for n, v in wheel.items() if n.endswith("/entry_points.txt")).decode()
    assert "summitlib = summitlib.__main__:main" in scripts


def test_the_sdist_can_build_and_test_itself(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    for needed in (
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "summitlib/__init__.py",
        "corpus/articles.csv",
        "tests/conftest.py",
    ):
        assert needed in names
    assert not [n for n in names if n.startswith((".venv", "report/", "corpus/originals"))]


def test_the_installed_package_reads_its_corpus_far_from_the_repository(built, tmp_path):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, 'site'); import summitlib as sl; a = sl.read_articles(); "
        "assert sl.__file__.startswith(sys.argv[1]), sl.__file__; print(len(a), len(sl.read_codes('statements')) > 40)"
    )
    command = [sys.executable, "-P", "-W", "error", "-c", code, str(tmp_path)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["5", "True"], run.stderr
