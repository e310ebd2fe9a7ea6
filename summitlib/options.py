"""What an option may be: each check gives the value back, or says in one sentence what is wrong and what is allowed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from numbers import Real
from pathlib import Path
from typing import Any


def shown(value: object) -> str:
    """Return a value as a message shows it: as it is written if that is short, else what it is.

    >>> shown(2024), shown(["a"] * 50)
    ('2024', 'a list')
    """
    words = repr(value)
    return words if len(words) <= 60 and "\n" not in words else f"a {type(value).__name__}"


def one_of(what: str, value: Any, allowed: Iterable[str]) -> str:
    """Return a value that is among those allowed.

    >>> one_of("match", "glob", ("glob", "fixed"))
    'glob'
    """
    if value not in (known := list(allowed)):
        raise ValueError(f"{what} {value!r} is not known; it is one of {', '.join(known)}.")
    return str(value)


def whole(what: str, value: Any, least: int = 1) -> int:
    """Return a whole number that is not below the least.

    >>> whole("window", 5)
    5
    """
    if isinstance(value, bool) or not hasattr(value, "__index__") or value < least:
        raise ValueError(f"{what} {value!r} is not possible; it is a whole number from {least}.")
    return int(value)


def number(what: str, value: Any, *, above: float = 0, below: float = float("inf"), or_zero: bool = False) -> float:
    """Return a number between two limits, themselves not included (but 0, if ``or_zero``).

    >>> number("alpha", 0.05, below=1)
    0.05
    """
    fits = isinstance(value, Real) and not isinstance(value, bool)
    if not fits or not (above < value < below or (or_zero and value == 0)):
        limits = f"from {above:g}" if or_zero else f"above {above:g}"
        raise ValueError(
            f"{what} {value!r} is not possible; it is a number {limits}"
            + (f" and below {below:g}." if below != float("inf") else ".")
        )
    return float(value)


def mapping(what: str, value: Any) -> dict[Any, Any]:
    """Return a mapping as a dictionary; None is an empty one.

    >>> mapping("labels", {"boats": "Boats"}), mapping("labels", None)
    ({'boats': 'Boats'}, {})
    """
    if not isinstance(value or {}, Mapping):
        raise ValueError(f"{what} {shown(value)} is not possible; give a mapping from names to values.")
    return dict(value or {})


def several(what: str, value: Any) -> list[Any]:
    """Return a list of what was given; a single word is a list of one.

    >>> several("terms", "kapal"), several("terms", ("kapal", "feri"))
    (['kapal'], ['kapal', 'feri'])
    """
    if isinstance(value, str | bool):
        return [value]
    if not isinstance(value, Iterable):
        raise ValueError(f"{what} {value!r} is not possible; give one or a list of them.")
    return list(value)


def as_path(given: str | os.PathLike[str], name: str = "path") -> Path:
    """Return a path; a ``ValueError`` for an empty one and for what is none."""
    if not isinstance(given, (str, os.PathLike)):
        raise ValueError(f"{name} is {shown(given)}; it may be the path of a file or folder.")
    if not os.fspath(given):
        raise ValueError(f"{name} is empty; the folder you are in is '.'.")
    return Path(given)
