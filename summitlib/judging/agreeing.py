"""How far two coders agree: percent agreement and Krippendorff's alpha, with intervals over units and over speakers.

Two coders seldom cut a text alike and never agree wholly. `match_units` pairs what they cut, and tells what has no
partner; `agreement` measures the rest, and says in words when the measure means little.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import krippendorff
import numpy as np
import numpy.typing as npt
import pandas as pd

from summitlib.options import mapping
from summitlib.rows import need_columns

LEVELS = ("nominal", "ordinal", "interval", "ratio")
Table: TypeAlias = npt.NDArray[Any]


class Agreement(NamedTuple):
    """How far two coders agree on one field; ``None`` where a measure is undefined, with the reason in ``warning``."""

    field: str
    level: str
    n: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    cluster_low: float | None
    cluster_high: float | None
    clusters: int
    draws: int
    confusion: pd.DataFrame
    warning: str


def krippendorff_alpha(ratings: pd.DataFrame, *, level: str, order: list[str] | None = None) -> float | None:
    """Return Krippendorff's alpha of a table with one row a unit and one column a coder; NA where not coded.

    ``level`` is ``nominal``, ``ordinal``, ``interval`` or ``ratio``; ordinal text values need their ``order``. When
    all codes are the same, alpha is undefined (no disagreement is expected) and ``None`` is returned. Computed by the
    `krippendorff` package after Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

    Raises ``ValueError`` for an unknown level, text values without an order, or a table with more coders than units.

    >>> two = pd.DataFrame({"a": [0, 1, 2, 2, 1], "b": [0, 1, 2, 1, 1]})
    >>> round(krippendorff_alpha(two, level="nominal"), 3)
    0.71
    """
    values, codes = _coded(ratings, level, order)
    counts = _counts(codes, len(values))
    if np.count_nonzero(counts[counts.sum(axis=1) > 1].sum(axis=0)) < 2:
        return None
    domain = values if level in ("interval", "ratio") else list(range(len(values)))
    return float(krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=level))  # type: ignore[arg-type]


def agreement(
    a: pd.DataFrame,
    b: pd.DataFrame,
    *,
    field: str,
    level: str,
    units: pd.DataFrame | None = None,
    cluster: str = "speaker",
    order: list[str] | None = None,
    draws: int = 2000,
    seed: int = 20230913,
) -> Agreement:
    """Return the agreement of two coders on ``field``, with 95 % percentile bootstrap intervals.

    ``units`` are pairs from `match_units`; without them, units are those of the same ``unit_id``, or else of the same
    ``article, start, end``. Only units that both coded count. The first interval draws units, the second draws whole
    clusters (``cluster`` names a column of ``a``), because statements of one speaker are not independent. ``level`` is
    required: the same numbers give another alpha on another level.

    Raises ``ValueError`` for an unknown level or field, or when the frames share no unit. Where none of the shared
    units has a code by both, nothing is defined and ``n`` is 0.

    >>> codes = pd.DataFrame({"unit_id": [1, 2, 3, 4], "speaker": ["x", "x", "y", "z"], "certainty": [0, 1, 2, 1]})
    >>> agreement(codes, codes.assign(certainty=[0, 1, 2, 2]), field="certainty", level="ordinal").percent
    0.75
    """
    both = _pairs(a, b, field, units, cluster)
    coded = both[["a", "b"]]
    if both.empty:
        why, table = "undefined: no unit has a code by both coders", _confusion(np.empty((0, 2), int), [])
        return Agreement(field, level, 0, None, None, None, None, None, None, 0, draws, table, why)
    values, codes = _coded(coded, level, order)
    alpha = krippendorff_alpha(coded, level=level, order=order)
    clusters = pd.factorize(both["cluster"])[0]
    low, high = _interval(codes, values, level, np.arange(len(codes)), draws, seed)
    cluster_low, cluster_high = _interval(codes, values, level, clusters, draws, seed)
    percent = float((codes[:, 0] == codes[:, 1]).mean())
    found = (field, level, len(both), percent, alpha, low, high, cluster_low, cluster_high, int(clusters.max()) + 1)
    return Agreement(*found, draws, _confusion(codes, values), _caution(codes, values, alpha))


def agreement_table(
    a: pd.DataFrame,
    b: pd.DataFrame,
    *,
    fields: dict[str, str],
    units: pd.DataFrame | None = None,
    draws: int = 2000,
) -> pd.DataFrame:
    """Return `agreement` for several fields, one row a field, without the confusion tables.

    ``fields`` maps each field to its level of measurement.
    """
    levels = mapping("fields", fields)
    results = [agreement(a, b, field=field, level=level, units=units, draws=draws) for field, level in levels.items()]
    return pd.DataFrame([r._asdict() for r in results]).drop(columns="confusion")


def match_units(a: pd.DataFrame, b: pd.DataFrame, *, threshold: float = 0.5) -> pd.DataFrame:
    """Pair the units of two coders by the overlap of their spans within an article.

    Pairs are taken best first while intersection over union is at least ``threshold``. Returns columns
    ``article, a, b, iou``: row labels of the two frames, NA where a unit has no partner (``iou`` 0 then).

    >>> a = pd.DataFrame({"article": ["x", "x"], "start": [0, 50], "end": [40, 60]})
    >>> b = pd.DataFrame({"article": ["x"], "start": [2], "end": [40]})
    >>> match_units(a, b)["b"].tolist()
    [0, <NA>]
    """
    for frame in (a, b):
        need_columns(frame, ("article", "start", "end"), "Units")
    best = sorted(_overlaps(a, b, threshold), reverse=True)
    taken_a, taken_b, rows = set(), set(), []
    for iou, i, j in best:
        if -i not in taken_a and -j not in taken_b:
            taken_a.add(-i)
            taken_b.add(-j)
            rows.append((a["article"].iloc[-i], a.index[-i], b.index[-j], iou))
    rows += [(a["article"].iloc[i], a.index[i], pd.NA, 0.0) for i in range(len(a)) if i not in taken_a]
    rows += [(b["article"].iloc[j], pd.NA, b.index[j], 0.0) for j in range(len(b)) if j not in taken_b]
    frame = pd.DataFrame(rows, columns=["article", "a", "b", "iou"], dtype=object)
    numbers = {side: "Int64" for side, own in (("a", a), ("b", b)) if pd.api.types.is_integer_dtype(own.index)}
    return frame.astype({"article": "string", "iou": float, **numbers})


# pairs of units -------------------------------------------------------------------------------------------------------


def _overlaps(a: pd.DataFrame, b: pd.DataFrame, threshold: float) -> list[tuple[float, int, int]]:
    """(iou, -position in a, -position in b) of every pair that overlaps enough; negated: early ones sort first."""
    of_article: dict[object, list[tuple[int, int, int]]] = {}
    for j, (article, start, end) in enumerate(zip(b["article"], b["start"], b["end"], strict=True)):
        of_article.setdefault(article, []).append((start, end, j))
    found = []
    for i, (article, start, end) in enumerate(zip(a["article"], a["start"], a["end"], strict=True)):
        for other, stop, j in of_article.get(article, ()):
            shared = min(end, stop) - max(start, other)
            iou = shared / (max(end, stop) - min(start, other)) if shared > 0 else 0.0
            if iou >= threshold and shared > 0:
                found.append((float(iou), -i, -j))
    return found


def _pairs(a: pd.DataFrame, b: pd.DataFrame, field: str, units: pd.DataFrame | None, cluster: str) -> pd.DataFrame:
    """Columns a, b (the codes of both) and cluster, one row a unit that both coded."""
    for frame in (a, b):
        need_columns(frame, [field], "Codes")
    left, right = _of_the_same_units(a, b) if units is None else _matched(a, b, units)
    groups = left[cluster] if cluster in left else pd.Series(range(len(left)))
    both = pd.DataFrame({"a": left[field].to_numpy(), "b": right[field].to_numpy(), "cluster": groups.to_numpy()})
    if both.empty:
        raise ValueError(f"The two coders share no unit to compare {field!r} on; pair them with match_units first.")
    return both.dropna(subset=["a", "b"])


def _matched(a: pd.DataFrame, b: pd.DataFrame, units: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both frames that `match_units` paired, in one order."""
    matched = units.dropna(subset=["a", "b"])
    return a.loc[matched["a"].tolist()], b.loc[matched["b"].tolist()]


def _of_the_same_units(a: pd.DataFrame, b: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both frames that name the same unit: by ``unit_id`` where both have it, else by place."""
    key = ["unit_id"] if "unit_id" in a and "unit_id" in b else ["article", "start", "end"]
    for frame in (a, b):
        need_columns(frame, key, "Codes")
        if (twice := frame.duplicated(key)).any():
            which = ", ".join(str(value) for value in frame.loc[twice, key].iloc[0])
            raise ValueError(f"The unit of {', '.join(key)} {which} stands twice in one coder's codes.")
    left, right = a.set_index(key), b.set_index(key)
    shared = left.index.intersection(right.index)
    return left.loc[shared], right.loc[shared]


# codes as numbers -----------------------------------------------------------------------------------------------------


def _coded(ratings: pd.DataFrame, level: str, order: list[str] | None) -> tuple[list[Any], Table]:
    """Values in order, and the table as positions in them (-1 where not coded)."""
    if level not in LEVELS:
        raise ValueError(f"Level {level!r} is not one of {', '.join(LEVELS)}.")
    rows, columns = ratings.shape
    if columns > rows > 0 and columns > 2:
        raise ValueError(
            f"The table has {rows} units and {columns} coders: one row a unit, one column a coder. Is it transposed?"
        )
    present = set(pd.unique(ratings.to_numpy(dtype=object, na_value=None).ravel())) - {None}
    if level != "nominal" and order is None and any(isinstance(v, str) for v in present):
        raise ValueError(
            f"Text values on the {level} level need order=[…]; the values are {', '.join(map(str, present))}."
        )
    values: list[Any] = list(order) if order else sorted(present, key=lambda v: (isinstance(v, str), v))
    place = {value: n for n, value in enumerate(values)}
    unknown = present - set(values)
    if unknown:
        raise ValueError(f"Value(s) {', '.join(map(str, unknown))} are not in order={values}.")
    table = [[place.get(v, -1) for v in row] for row in ratings.to_numpy(dtype=object, na_value=None)]
    return values, np.array(table, dtype=int).reshape(rows, columns)


def _counts(codes: Table, size: int) -> Table:
    """Units by values: how many coders gave the unit that value."""
    return (codes[:, :, None] == np.arange(size)).sum(axis=1)


def _distance(level: str, values: list[Any], totals: Table) -> Table:
    """Squared difference of each pair of values; ordinal ones depend on each draw's totals (draws by values)."""
    if level == "nominal":
        return np.broadcast_to(1.0 - np.eye(len(values)), (len(totals), len(values), len(values)))
    if level == "ordinal":
        middle = np.cumsum(totals, axis=1) - totals / 2
        return (middle[:, :, None] - middle[:, None, :]) ** 2
    number = np.array(values, dtype=float)
    gap = (number[:, None] - number[None, :]) ** 2
    if level == "ratio":
        gap = gap / np.where(gap > 0, (number[:, None] + number[None, :]) ** 2, 1.0)
    return np.broadcast_to(gap, (len(totals), *gap.shape))


def _alphas(weights: Table, counts: Table, level: str, values: list[Any]) -> Table:
    """Alpha of every draw; ``weights`` (draws by units) says how often each unit was drawn. NaN where undefined."""
    size = counts.sum(axis=1)
    paired = counts[size > 1].astype(float)
    per_unit = paired[:, :, None] * paired[:, None, :] - paired[:, :, None] * np.eye(paired.shape[1])
    per_unit /= (size[size > 1] - 1)[:, None, None]
    observed = np.einsum("du,uvw->dvw", weights[:, size > 1].astype(float), per_unit)
    totals = observed.sum(axis=2)
    gap = _distance(level, values, totals)
    expected = np.einsum("dv,dw,dvw->d", totals, totals, gap)
    disagreement = (observed * gap).sum(axis=(1, 2)) * (totals.sum(axis=1) - 1)
    return 1 - np.divide(disagreement, expected, out=np.full(len(expected), np.nan), where=expected > 0)


def _interval(
    codes: Table, values: list[Any], level: str, clusters: Table, draws: int, seed: int
) -> tuple[float | None, float | None]:
    """2.5th and 97.5th percentile of alpha over draws of clusters with replacement; undefined draws left out."""
    number = int(clusters.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=draws)
    alphas = _alphas(drawn[:, clusters], _counts(codes, len(values)), level, values)
    alphas = alphas[~np.isnan(alphas)]
    if number < 2 or not len(alphas):
        return None, None
    low, high = np.percentile(alphas, [2.5, 97.5])
    return float(low), float(high)


def _confusion(codes: Table, values: list[Any]) -> pd.DataFrame:
    """Rows: codes of the first coder; columns: of the second."""
    table = np.zeros((len(values), len(values)), dtype=int)
    np.add.at(table, (codes[:, 0], codes[:, 1]), 1)
    return pd.DataFrame(table, index=pd.Index(values, name="a"), columns=pd.Index(values, name="b"))


def _caution(codes: Table, values: list[Any], alpha: float | None) -> str:
    """Why the measure means little, in words: undefined, few units, or one code nearly everywhere."""
    share = np.bincount(codes.ravel(), minlength=len(values)) / codes.size
    cautions = ["alpha is undefined: every code is the same"] if alpha is None else []
    if len(codes) < 100:
        cautions.append(f"only {len(codes)} units (fewer than 100)")
    if share.max() > 0.75:
        cautions.append(f"{share.max():.0%} of all codes are {values[int(share.argmax())]!r}")
    return "; ".join(cautions)
