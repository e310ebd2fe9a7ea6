"""What can be wrong with a corpus: one class, raised or warned of, with the file and the row."""

from __future__ import annotations

import warnings
from collections.abc import Callable

Report = Callable[[str, str, int | None], None]  # message, file, row


class CorpusError(ValueError):
    """Something in a corpus cannot be used. ``file`` and ``row`` say where (a row from 1, or None)."""

    def __init__(self, message: str, *, file: str | None = None, row: int | None = None):
        super().__init__(message)
        self.file, self.row = file, row


class CorpusWarning(CorpusError, UserWarning):  # noqa: N818 (a warning first; an error when strict)
    """The same, where loading could go on; with ``strict=True`` it is raised."""


class Problems:
    """What goes wrong while loading: a warning each, those of one kind in one file told once; raised when strict."""

    def __init__(self, *, strict: bool):
        self.strict = strict
        self.noted: dict[tuple[str, str], list[tuple[int | None, str]]] = {}

    def report(self, message: str, file: str | None, row: int | None = None) -> None:
        """Warn of a problem, or raise it."""
        problem = CorpusWarning(message, file=file, row=row)
        if self.strict:
            raise problem
        warnings.warn(problem, stacklevel=2)

    def note(self, kind: str, message: str, file: str, row: int | None) -> None:
        """Keep a problem that many rows of a file may have."""
        if self.strict:
            self.report(f"{file}{f' row {row}' if row else ''}: {message}.", file, row)
        self.noted.setdefault((file, kind), []).append((row, message))

    def settle(self) -> None:
        """Warn of what was kept, once for each file and kind: the first in words, the rest by their rows."""
        for (file, _), found in self.noted.items():
            row, message = found[0]
            others = [str(r) for r, _ in found[1:] if r is not None]
            rows = ", ".join(others[:8]) + (" …" if len(others) > 8 else "")
            more = f" (and rows {rows}: {len(found)} in all)" if others else ""
            self.report(f"{file}{f' row {row}' if row else ''}: {message}{more}.", file, row)
        self.noted.clear()
