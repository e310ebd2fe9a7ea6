"""Two coders side by side, and what would change if doubtful codes were otherwise.

Agreement says how far two coders agree on the whole; this says where they differ, and how much a figure rests on codes
that the coder was not sure of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from summitlib.options import several
from summitlib.rows import need_columns

_KNOWN = ("unit_id", "article", "start", "end", "speaker", "confidence")


class Sensitivity(NamedTuple):
    """A figure as coded, its 2.5th and 97.5th percentile and its range when doubtful codes are flipped."""

    field: str
    as_coded: float
    low: float
    high: float
    least: float
    most: float
    doubtful: int
    n: int
    draws: int


def compare_codes(
    a: pd.DataFrame, b: pd.DataFrame, *, fields: str | Sequence[str], units: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the codes of two coders side by side, one row a unit of the first.

    ``units``: pairs from `match_units`; without them the rows of both frames are paired by their labels. Columns: what
    ``a`` has of ``unit_id, article, start, end, speaker, confidence``; for each field ``<field>_a`` and ``<field>_b``
    (NA where not coded, or no partner); ``coded`` and ``same``: in how many fields both have a code, and the same one;
    ``differs``: the fields in which they differ.

    >>> a = pd.DataFrame({"unit_id": ["u1", "u2"], "certainty": [2, 0], "risk": ["none", "none"]})
    >>> b = pd.DataFrame({"certainty": [2, 1], "risk": ["none", None]})
    >>> compare_codes(a, b, fields=["certainty", "risk"])[["unit_id", "coded", "same", "differs"]].values.tolist()
    [['u1', 2, 2, ''], ['u2', 1, 0, 'certainty']]
    """
    fields = several("fields", fields)
    for frame in (a, b):
        need_columns(frame, fields, "Codes")
    labels = a.index.tolist()
    if units is not None:
        partner = dict(units.dropna(subset=["a", "b"])[["a", "b"]].itertuples(index=False))
        labels = [partner.get(label) for label in labels]
    other = b.reindex(labels)
    beside = a[[column for column in _KNOWN if column in a]].reset_index(drop=True)
    found: dict[str, list[bool | None]] = {}
    for field in fields:
        beside[f"{field}_a"], beside[f"{field}_b"] = a[field].to_numpy(), other[field].to_numpy()
        pairs = zip(a[field].tolist(), other[field].tolist(), strict=True)
        found[field] = [None if pd.isna(x) or pd.isna(y) else bool(x == y) for x, y in pairs]
    per_unit = list(zip(*found.values(), strict=True)) or [()] * len(a)
    beside["coded"] = [sum(same is not None for same in unit) for unit in per_unit]
    beside["same"] = [sum(same is True for same in unit) for unit in per_unit]
    beside["differs"] = [
        ";".join(field for field, same in zip(fields, unit, strict=True) if same is False) for unit in per_unit
    ]
    return beside


def flip_doubtful(
    codes: pd.DataFrame,
    figure: Callable[[pd.DataFrame], float | None],
    *,
    field: str,
    level: str,
    doubtful: str = "low",
    draws: int = 1000,
    seed: int = 20230913,
) -> Sensitivity:
    """Return what becomes of a figure when the codes whose ``confidence`` is ``doubtful`` might be otherwise.

    ``figure`` takes the codes and gives a number: a share, a mean, an alpha. In each draw every doubtful code is kept
    or, with even odds, flipped: on the ordinal level to a neighbouring value, on the nominal level to any other value
    that occurs. The interval spans the middle 95 % of the draws, ``least`` and ``most`` all of them; it shows how much
    rests on doubt, and is no sampling error.

    Raises ``ValueError`` for a level that is neither nominal nor ordinal, or a figure that is undefined as coded.

    >>> codes = pd.DataFrame({"certainty": [0, 1, 2, 2], "confidence": ["high", "low", "high", "high"]})
    >>> flip_doubtful(codes, lambda c: (c["certainty"] == 2).mean(), field="certainty", level="ordinal")[1:6]
    (0.5, 0.5, 0.75, 0.5, 0.75)
    """
    need_columns(codes, (field, "confidence"), "Codes")
    if level not in ("nominal", "ordinal"):
        raise ValueError(f"Level {level!r} is not one of nominal, ordinal.")
    as_coded = figure(codes)
    if as_coded is None or pd.isna(as_coded):
        raise ValueError(f"The figure is undefined for the {len(codes)} codes as they stand.")
    options = _options(sorted(codes[field].dropna().unique()), level)
    at = np.flatnonzero((codes["confidence"] == doubtful).to_numpy(dtype=bool, na_value=False) & codes[field].notna())
    random = np.random.default_rng(seed)
    figures = [figure(_flipped(codes, field, at, options, random)) for _ in range(draws if len(at) else 0)]
    known = np.array([as_coded, *(f for f in figures if f is not None)], dtype=float)
    low, high = np.nanpercentile(known, [2.5, 97.5])
    spread = (float(low), float(high), float(np.nanmin(known)), float(np.nanmax(known)))
    return Sensitivity(field, float(as_coded), *spread, len(at), len(codes), draws)


def _options(values: list[Any], level: str) -> dict[Any, list[Any]]:
    """What each value may be flipped to; itself where there is nothing else."""
    if level == "ordinal":
        beside = {v: values[max(0, n - 1) : n] + values[n + 1 : n + 2] for n, v in enumerate(values)}
    else:
        beside = {v: [other for other in values if other != v] for v in values}
    return {value: others or [value] for value, others in beside.items()}


def _flipped(
    codes: pd.DataFrame, field: str, at: Any, options: dict[Any, list[Any]], random: np.random.Generator
) -> pd.DataFrame:
    """One draw: each doubtful code kept or flipped with even odds."""
    changed = codes[field].tolist()
    for n in at[random.random(len(at)) < 0.5]:
        others = options[changed[n]]
        changed[n] = others[int(random.integers(len(others)))]
    return codes.assign(**{field: pd.array(changed, dtype=codes[field].dtype)})
