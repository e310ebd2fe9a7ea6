"""Strings as numbers: each distinct one has one code, and arrays of codes are sorted and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


class Numbers(defaultdict[Any, int]):
    """Numbers everything asked for in order of appearance.

    >>> number = Numbers(["laut"])
    >>> number["angin"], number["laut"]
    (1, 0)
    """

    def __init__(self, known: Iterable[Any] = ()) -> None:
        super().__init__(None, ((key, number) for number, key in enumerate(known)))
        self.default_factory = count(len(self)).__next__


def alphabetical(terms: list[str]) -> Places:
    """Return the place of each term in the alphabet."""
    place = np.empty(len(terms), np.int64)
    place[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms))
    return place


def counted(keys: Places) -> tuple[Places, Places]:
    """Return the distinct keys, ascending, and how often each stands.

    >>> [x.tolist() for x in counted(np.array([7, 3, 7]))]
    [[3, 7], [1, 2]]
    """
    keys = np.sort(keys)
    first = np.flatnonzero(new_in(keys))
    return keys[first], np.diff(first, append=len(keys))


def falling(values: npt.NDArray[Any]) -> Places:
    """Return the places of the values from the largest down; those of equal values in their order.

    >>> falling(np.array([1.5, 3, 1.5])).tolist()
    [1, 0, 2]
    """
    order = np.argsort(-values)  # far quicker than a stable sort, so ties are put in order afterwards
    tied = np.cumsum(new_in(values[order]), dtype=np.int64) << 32
    return np.sort(tied | order) & 0xFFFFFFFF


def joined(parts: Sequence[npt.NDArray[Any]], kind: type[np.integer[Any]]) -> npt.NDArray[Any]:
    """Return the parts as one array; one alone is not copied."""
    return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, kind), *parts])


def new_in(keys: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Say of each of the sorted keys whether it differs from the one before."""
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return new
