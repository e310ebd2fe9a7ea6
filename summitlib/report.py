"""Run the notebooks, say how far it is, and keep what ran.

Every notebook starts from an empty namespace. Two kernels share the work, and each stays warm from one notebook to
the next, since importing the scientific libraries costs more than most notebooks do. What is written is, byte for
byte, what ``jupyter nbconvert --to notebook --execute --inplace`` writes.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from summitlib.rows import shows_progress

HOME = Path(__file__).resolve().parent.parent  # the checkout, when there is one
FRESH = "get_ipython().reset(new_session=True)"  # empties the namespace and counts from 1 again
STEADY = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}


class UsageError(Exception):
    """What keeps a command from running, in one sentence for the person who called it."""


@dataclass(frozen=True)
class Plan:
    """Which notebooks run on which corpus, and where everything is written."""

    sources: tuple[Path, ...]  # those that run
    every: tuple[Path, ...]  # those of the report
    corpus: Path | None  # None: whatever the notebooks read by themselves
    out: Path
    notebooks: Path
    figures: Path
    own: bool  # the project's own corpus: results go back into the project


@dataclass
class Run:
    """One notebook after it ran: ``node`` has the outputs, ``error`` one line if a cell failed."""

    path: Path
    node: Any
    cells: int = 0
    seconds: float = 0.0
    error: str | None = None

    @property
    def name(self) -> str:
        """The file name without its suffix."""
        return self.path.stem


def plan_report(
    *, corpus: str | None = None, out: str | None = None, only: Sequence[str] = (), start: Path | None = None
) -> Plan:
    """Decide what ``python -m summitlib report`` does, or raise ``UsageError`` saying why it cannot.

    Results of the project's own corpus are written into the project (``notebooks/``, ``figures/``). Those of any
    other corpus go to the output folder alone, so that no foreign sentence lands in a tracked file.
    """  # fmt: skip
    project = _project(start or Path.cwd())
    chosen = corpus or os.environ.get("SUMMITLIB_CORPUS") or _imported(project)
    home = project / "corpus"
    own = chosen is None or Path(chosen).resolve() == home.resolve()
    folder = Path(out).resolve() if out else project / "report"
    every = tuple(sorted((project / "notebooks").glob("*.ipynb")))
    sources = _chosen(every, only)
    if not own:
        path = _readable(Path(cast(str, chosen)).resolve())
        return Plan(sources, every, path, folder, folder / "notebooks", folder / "figures", own=False)
    study = home if project != HOME and home.is_dir() else None
    return Plan(sources, every, study, folder, project / "notebooks", project / "figures", own=True)


def _project(start: Path) -> Path:
    for folder in (start.resolve(), HOME):
        if any((folder / "notebooks").glob("*.ipynb")):
            return folder
    raise UsageError(
        f"No notebooks: neither {start} nor the folder of the package has notebooks/*.ipynb. For a study of your own: "
        "python -m summitlib new FOLDER --from ARTICLES."
    )


def _imported(project: Path) -> str | None:
    originals = project / "corpus" / "originals"
    return str(originals) if originals.is_dir() and any(originals.iterdir()) else None


def _chosen(notebooks: tuple[Path, ...], only: Sequence[str]) -> tuple[Path, ...]:
    wanted = [name.strip().removesuffix(".ipynb") for item in only for name in item.split(",") if name.strip()]
    for name in wanted:
        if not any(path.stem.startswith(name) for path in notebooks):
            known = ", ".join(path.stem for path in notebooks)
            raise UsageError(f"No notebook {name!r}; there are: {known}.")
    return tuple(p for p in notebooks if not wanted or any(p.stem.startswith(name) for name in wanted))


def _readable(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"No corpus at {path}.")
    if path.is_dir() and not any(p.is_file() for p in path.rglob("*")):
        raise UsageError(f"The corpus folder {path} is empty.")
    if path.is_file() and not os.access(path, os.R_OK):
        raise UsageError(f"The corpus file {path} cannot be read.")
    return path


def run_notebooks(plan: Plan, *, kernels: int = 2) -> list[Run]:
    """Run the planned notebooks, write those that ended well, and return all of them in order.

    A notebook whose cell fails is kept with what ran in ``plan.out / "notebooks"``; the others still run.
    """
    runs = asyncio.run(_run_all(plan, kernels))
    for run in runs:
        _write(run, plan)
    return runs


def notebooks_of(plan: Plan, runs: Sequence[Run]) -> list[tuple[str, Any]]:
    """Return name and content of every notebook of the report: as it just ran, else as it was last written."""
    ran = {run.path: run.node for run in runs}
    kept = {path: plan.notebooks / path.name for path in plan.every}
    return [(p.stem, ran[p] if p in ran else _read(kept[p])) for p in plan.every if p in ran or kept[p].is_file()]


def _read(path: Path) -> Any:
    import nbformat

    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise UsageError(f"{path} is not a notebook that can be read.") from error


def _cleared(path: Path) -> Any:
    node = _read(path)
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    return node


def _write(run: Run, plan: Plan) -> None:
    import nbformat

    for cell in run.node.cells:
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
    folder = plan.notebooks if run.error is None else plan.out / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{run.path.name}.part"
    text: str = nbformat.writes(run.node)  # type: ignore[no-untyped-call]
    part.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    part.replace(folder / run.path.name)


def _joined(outputs: list[Any]) -> list[Any]:
    """Join what one stream wrote in several pieces, and keep only the last state of a line that was overwritten.

    How a stream is cut depends on the clock. nbconvert does the same by the configuration that comes with the package.
    """
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            output.text = re.sub(r".*\r(?=[^\n])", "", output.text)
    return joined


async def _run_all(plan: Plan, kernels: int) -> list[Run]:
    """Start the kernels, read the notebooks while they come up, and let the kernels share them."""
    started = [await _kernel(plan) for _ in range(min(kernels, len(plan.sources)))]
    try:
        runs = [Run(path, _cleared(path)) for path in plan.sources]
        waiting, line = list(reversed(runs)), Progress(len(runs))
        ticker = asyncio.ensure_future(line.tick())
        try:
            await asyncio.gather(*(_work(kernel, waiting, line) for kernel in started))
        finally:
            ticker.cancel()
            line.clear()
    finally:
        for kernel in started:
            if await kernel.is_alive():
                await kernel.shutdown_kernel(now=True)
    return runs


async def _work(kernel: Any, waiting: list[Run], line: Progress) -> None:
    """Take notebooks off the pile until it is empty; a kernel that died is started again."""
    client = await _connected(kernel)
    while waiting:
        run = waiting.pop()  # before anything is awaited: the other kernel looks at the same pile
        if not await kernel.is_alive():
            client.stop_channels()
            await kernel.restart_kernel(now=True)
            client = await _connected(kernel)
        begun = time.monotonic()
        await _run(run, kernel, client, partial(line.at, run, begun))
        run.seconds = time.monotonic() - begun
        line.done(run.name)
    client.stop_channels()


async def _kernel(plan: Plan) -> Any:
    from jupyter_client.manager import AsyncKernelManager
    from traitlets.config import Config

    quiet = Config({"KernelManager": {"transport_encryption": "auto"}})
    manager = AsyncKernelManager(kernel_name="python3", config=quiet)
    options = ["--HistoryManager.hist_file=:memory:"]
    folder = str(plan.sources[0].parent)
    await manager.start_kernel(extra_arguments=options, cwd=folder, env=_environment(plan))
    return manager


async def _connected(kernel: Any) -> Any:
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=120)
    client.allow_stdin = False
    return client


def _environment(plan: Plan) -> dict[str, str]:
    env = {**os.environ, **STEADY, "SUMMITLIB_FIGURES": str(plan.figures)}
    for name in ("MPLBACKEND", "SUMMITLIB_CORPUS"):
        env.pop(name, None)
    if plan.corpus is not None:
        env["SUMMITLIB_CORPUS"] = str(plan.corpus)
    return env


async def _run(run: Run, kernel: Any, client: Any, moved: Callable[[], None]) -> None:
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    def count(**_: Any) -> None:
        run.cells += 1
        moved()

    try:
        await client.execute(FRESH, silent=True, reply=True)
        await _guest()(run.node, km=kernel, kc=client, on_cell_execute=count).async_execute()
    except CellExecutionError as error:
        reason = " ".join(str(error.evalue).split())
        run.error = f"{run.name}, cell {run.cells}: {error.ename}: {reason[:300]}"
    except DeadKernelError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():  # nbclient takes Ctrl-C for the death of the kernel
            raise asyncio.CancelledError from None
        run.error = f"{run.name}, cell {run.cells}: the kernel died."


@cache
def _guest() -> Any:
    """Return a notebook client that uses the kernel it is given and leaves its life, and Ctrl-C, to us."""
    from nbclient import NotebookClient

    class Guest(NotebookClient):
        def __init__(self, node: Any, *, kc: Any, **options: Any) -> None:
            super().__init__(node, record_timing=False, timeout=None, **options)
            self.kc = kc

        @asynccontextmanager
        async def async_setup_kernel(self, **_: Any) -> AsyncIterator[None]:
            yield

    return Guest


@dataclass
class Progress:
    """One line on a terminal: which notebooks are at which cell, and since how many seconds."""

    total: int
    now: dict[str, tuple[int, float]] = field(default_factory=dict)
    ready: int = 0
    width: int = 0

    def at(self, run: Run, begun: float) -> None:
        """Note that a notebook came to a cell."""
        self.now[run.name] = (run.cells, begun)

    def done(self, name: str) -> None:
        """Count a notebook as ready."""
        self.now.pop(name, None)
        self.ready += 1

    def text(self) -> str:
        """Return what the line says now."""
        at = [f"{n}, cell {c}, {time.monotonic() - t:.0f} s" for n, (c, t) in sorted(self.now.items())]
        return f"{self.ready} of {self.total} notebooks ready" + "".join(f" | {item}" for item in at)

    async def tick(self) -> None:
        """Show the line every half second, where progress is shown."""
        while shows_progress():
            self.show()
            await asyncio.sleep(0.5)

    def show(self) -> None:
        """Write the line over the one before."""
        text = self.text()[:118]
        sys.stderr.write("\r" + text.ljust(self.width))
        sys.stderr.flush()
        self.width = len(text)

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
