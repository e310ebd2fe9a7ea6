"""Key words: which terms one group of articles uses more, or less, than another, and what survives scrutiny."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitlib.counting import association as stats
from summitlib.counting.codes import Numbers, Places
from summitlib.counting.index import rows_of
from summitlib.counting.naming import Namer, StopWords, listed, name_phrase
from summitlib.counting.tally import Tally, tally
from summitlib.options import number, one_of, whole

if TYPE_CHECKING:
    import pandas as pd

TESTS = ("g2", "fisher")
CORRECTIONS = {"holm": "p_holm", "bh": "p_bh", "none": "p"}
SMALL = 5  # expected counts below this are too small for G2 and chi-square (Cochran 1954)


class _Side(NamedTuple):
    """One side of a comparison: its name, the count and the articles of each term, words and articles in all."""

    label: str
    counts: stats.Array
    articles: stats.Array | None
    words: int
    articles_total: int | None


def compare_terms(
    data: Any,
    *,
    target: Any,
    against: Any = None,
    by: str | None = None,
    ngram: int = 1,
    unit: str = "form",
    case: bool = False,
    stop_words: StopWords = False,
    marks: bool = False,
    numbers: bool = True,
    min_count: int = 1,
    test: str = "g2",
    correction: str = "holm",
    alpha: float = 0.05,
    smoothing: float = 1.0,
    prior: Any = "pooled",
    prior_strength: float | None = None,
    variance_terms: int = 4,
    per: int = 1000,
) -> pd.DataFrame:
    """Compare the terms of a target with those of a reference (keyness), every term of either, both ways.

    ``target`` is a value (or list of values) of the column ``by``: ``publisher`` where there is one, else
    ``article``. ``against`` is None (all the rest), another value or list, or a frequency table of the user's: a
    mapping term -> count, or a frame with ``term, count`` (and ``total``, as ``count_terms`` gives it).

    Tests are independent of what is shown but for the filters: the family that ``p_bh`` (Benjamini and Hochberg 1995)
    and ``p_holm`` (Holm 1979) correct for is every row of the result. ``test`` says which p they correct: of 4-cell G2
    (``g2``) or Fisher's (``fisher``; above 1,000 occurrences G2). ``prior`` is that of the log-odds: ``pooled`` (the
    counts of both sides, Monroe et al. 2008), a number (the same pseudo-count for every term, 0.01 being usual), or a
    frequency table; ``prior_strength`` scales it to that sum. A term it lacks has a hundredth of an occurrence.
    ``variance_terms`` is 4, or 2 for the approximation that Monroe et al. end with.

    Columns: ``term, target, against``; ``count_``, ``total_`` (running words), ``rate_`` (per ``per``), ``articles_``
    and ``articles_total_`` ``target`` and ``reference`` (articles NA for a table); ``sign`` (1 more in the target, -1
    less, 0 alike); ``g2_four_cells, g2_two_cells`` (both signed), ``chi2``; ``p_g2, p_fisher``, ``p`` (the one that
    ``test`` names), ``p_bh, p_holm``; ``survives`` (under ``correction`` below ``alpha``); ``log_ratio`` with
    ``log_ratio_low, log_ratio_high`` (95 %) and ``log_ratio_plus_half``; ``log_odds, log_odds_z``;
    ``percent_difference``; ``divergence`` (signed bits, for word shifts); ``expected_min``; ``warning``. Formulas and
    sources stand in ``association``. From the strongest in the target to the strongest in the reference.

    >>> said = {"a": ["banjir", "banjir", "surut"], "b": ["panen", "surut", "panen"]}
    >>> compare_terms(said, target="a")[["term", "count_target", "count_reference", "sign"]].values.tolist()
    [['banjir', 2, 0, 1], ['surut', 1, 1, 0], ['panen', 0, 2, -1]]
    """
    one_of("test", test, TESTS)
    one_of("correction", correction, CORRECTIONS)
    if variance_terms not in (2, 4):
        raise ValueError(f"variance_terms {variance_terms!r} is not possible; it is 4 or 2.")
    number("alpha", alpha, below=1)
    number("smoothing", smoothing, or_zero=True)
    number("per", per)
    whole("ngram", ngram)
    by, name = by or _usual_groups(data), Namer(unit, case=case, marks=marks)
    found = tally(data, name, by=by, ngram=ngram)
    terms, target_side, reference = _sides(found, target, against, by, name)
    pseudo, pseudo_total = _prior(prior, prior_strength, terms, target_side, reference, name)
    together = target_side.counts + reference.counts
    shown = listed(terms, stop_words=stop_words, numbers=numbers, unit=unit, case=case, ngram=ngram)
    here = np.flatnonzero(shown & (together >= max(min_count, 1)))
    frame = _counted(terms, target_side, reference, here, per)
    a, b = target_side.counts[here], reference.counts[here]
    odds = stats.log_odds(
        a, b, target_side.words, reference.words, pseudo[here], pseudo_total, variance_terms=variance_terms
    )
    return _tested(frame, test, CORRECTIONS[correction], alpha, smoothing, odds)


# ---- the two sides -----------------------------------------------------------------------------------------------


def _usual_groups(data: Any) -> str:
    rows = rows_of(data)
    return "publisher" if "publisher" in rows and rows["publisher"].notna().any() else "article"


def _sides(found: Tally, target: Any, against: Any, by: str, name: Namer) -> tuple[list[str], _Side, _Side]:
    """Return the terms and both sides; those of a table the user brings are added."""
    labels = found.labels.tolist()
    wanted = _groups(target, labels, "target", by)
    left = _side(found, wanted)
    if against is None:
        rest = _side(found, [i for i in range(len(labels)) if i not in wanted])
        return found.terms, left, rest._replace(label="the rest")
    if not _is_table(against):
        other = _groups(against, labels, "against", by)
        if set(wanted) & set(other):
            raise ValueError(f"{labels[(set(wanted) & set(other)).pop()]!r} is both target and against.")
        return found.terms, left, _side(found, other)
    numbered = Numbers(found.terms)
    table, total = _table(against, name)
    for term in table:
        numbered[term]  # a word of the table alone gets the next number
    more = len(numbered) - len(left.counts)
    counts = np.array([table.get(term, 0.0) for term in numbered], float)
    left = left._replace(counts=np.pad(left.counts, (0, more)), articles=np.pad(left.articles, (0, more)))  # type: ignore[arg-type]
    return list(numbered), left, _Side("frequency table", counts, None, int(total), None)


def _groups(wanted: Any, labels: list[Any], what: str, by: str) -> list[int]:
    import pandas as pd

    values = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    places = {label: place for place, label in enumerate(labels) if not pd.isna(label)}
    unknown = [value for value in values if value not in places]
    if unknown or not values:
        there = f"there are: {_named(places)}" if places else "there are none"
        raise ValueError(f"{what} {unknown[0] if unknown else wanted!r} is not in column {by!r}; {there}.")
    return [places[value] for value in values]


def _named(labels: Iterable[Any]) -> str:
    return ", ".join(map(str, labels))


def _side(found: Tally, groups: list[int]) -> _Side:
    inside = np.isin(found.group, groups)
    counts, articles = (
        np.bincount(found.term[inside], weights=x[inside], minlength=len(found.terms)).astype(float)
        for x in (found.counts, found.containing)
    )
    label = _named(found.labels[groups])
    return _Side(label, counts, articles, int(found.words[groups].sum()), int(found.articles[groups].sum()))


def _is_table(against: Any) -> bool:
    import pandas as pd

    return isinstance(against, Mapping | pd.DataFrame | pd.Series)


def _table(given: Any, name: Namer) -> tuple[dict[str, float], float]:
    """Return the counts of a frequency table by term, and its total: the column of that name, else their sum."""
    import pandas as pd

    if not isinstance(given, pd.DataFrame):
        given = pd.DataFrame(given.items(), columns=["term", "count"])
    if not {"term", "count"} <= set(given.columns):
        raise ValueError(f"A frequency table has columns term and count; there are: {_named(given.columns)}.")
    counts: dict[str, float] = {}
    for term, count in zip(given["term"], given["count"], strict=True):
        if not (isinstance(count, Real) and float(count) >= 0):
            raise ValueError(f"Counts of a frequency table are numbers from 0; {term!r} has {count!r}.")
        known = name_phrase(name, str(term))
        if known is not None:
            counts[known] = counts.get(known, 0.0) + float(count)
    total = _given_total(given)
    if total is not None and total < sum(counts.values()):
        raise ValueError(f"A frequency table has at least as many words as it counts; its total is {total:g}.")
    return counts, sum(counts.values()) if total is None else total


def _given_total(table: pd.DataFrame) -> float | None:
    """Return the words behind a table: its column ``total``, of each group where it has groups."""
    if "total" not in table or not len(table):
        return None
    totals = table.groupby("group", dropna=False)["total"].max() if "group" in table else table["total"]
    return float(totals.sum() if "group" in table else totals.max())


def _prior(
    prior: Any, strength: float | None, terms: list[str], left: _Side, right: _Side, name: Namer
) -> tuple[stats.Array, float]:
    """Return the pseudo-count of each term and their sum."""
    types = left.counts + right.counts > 0
    if isinstance(prior, str) and prior == "pooled":
        counts, total = left.counts + right.counts, float(left.words + right.words)
    elif _is_table(prior):
        table, total = _table(prior, name)
        missing = 0.01 * sum(term not in table for term, is_type in zip(terms, types, strict=True) if is_type)
        counts, total = np.array([table.get(term, 0.0) or 0.01 for term in terms], float), total + missing
    elif isinstance(prior, int | float) and prior > 0:
        counts, total = np.full(len(terms), float(prior)), float(prior) * int(types.sum())
    else:
        raise ValueError(f"prior {prior!r} is not possible; it is 'pooled', a number above 0, or a frequency table.")
    scale = 1.0 if strength is None or not total else strength / total
    return counts * scale, total * scale


# ---- the statistics ----------------------------------------------------------------------------------------------


def _counted(terms: list[str], left: _Side, right: _Side, here: Any, per: int) -> pd.DataFrame:
    """Return counts, rates and articles of both sides, one row a term."""
    import pandas as pd

    columns: dict[str, Any] = {"term": pd.array(terms, dtype="string").take(here)}
    columns |= {"target": left.label, "against": right.label}
    for which, side in (("target", left), ("reference", right)):
        count = side.counts[here]
        columns |= {f"count_{which}": count.astype(np.int64), f"total_{which}": side.words}
        columns |= {f"rate_{which}": per * stats.ratio(count, side.words)}
        articles = pd.NA if side.articles is None else side.articles[here].astype(np.int64)
        columns |= {f"articles_{which}": articles, f"articles_total_{which}": side.articles_total}
    kinds = {f"{x}_{which}": "Int64" for x in ("articles", "articles_total") for which in ("target", "reference")}
    return pd.DataFrame(columns, index=range(len(here))).astype(kinds | {"target": "string", "against": "string"})


def _tested(
    frame: pd.DataFrame,
    test: str,
    corrected: str,
    alpha: float,
    smoothing: float,
    odds: tuple[stats.Array, stats.Array],
) -> pd.DataFrame:
    """Add the statistics, order the rows, say where to be careful."""
    a, b = (frame[f"count_{which}"].to_numpy() for which in ("target", "reference"))
    na, nb = (int(frame[f"total_{which}"].max()) if len(frame) else 0 for which in ("target", "reference"))
    sign = np.nan_to_num(np.sign(stats.ratio(a, na) - stats.ratio(b, nb))).astype(int)
    g2 = stats.g2_four_cells(a, b, na, nb)
    p_g2, p_fisher = stats.p_of_one_degree(g2), stats.fisher_exact_p(a, b, na, nb)
    p = p_g2 if test == "g2" else np.where(np.isnan(p_fisher), p_g2, p_fisher)
    value, low, high = stats.log_ratio(a, b, na, nb, smoothing=smoothing)
    delta, z = (np.where(bool(na and nb), x, np.nan) for x in odds)
    frame = frame.assign(
        sign=sign, g2_four_cells=sign * g2, g2_two_cells=sign * stats.g2_two_cells(a, b, na, nb),
        chi2=stats.chi2_four_cells(a, b, na, nb), p_g2=p_g2, p_fisher=p_fisher, p=p,
        p_bh=stats.benjamini_hochberg(p), p_holm=stats.holm(p),
    )  # fmt: skip
    frame = frame.assign(
        survives=(frame[corrected] < alpha).astype("boolean"), log_ratio=value, log_ratio_low=low, log_ratio_high=high,
        log_ratio_plus_half=stats.log_ratio_plus_half(a, b, na, nb), log_odds=delta, log_odds_z=z,
        percent_difference=stats.percent_difference(a, b, na, nb), divergence=stats.divergence_share(a, b, na, nb),
        expected_min=stats.smallest_expected(a, b, na, nb), warning=_warnings(frame, a, b, na, nb),
    )  # fmt: skip
    return frame.sort_values(["g2_four_cells", "term"], ascending=[False, True], ignore_index=True)


def _warnings(frame: pd.DataFrame, a: Places, b: Places, na: int, nb: int) -> Any:
    """Say what makes a row weak: no words to compare, small expected counts, a single article behind it."""
    import pandas as pd

    if not (na and nb):
        empty = " and ".join(which for which, n in (("target", na), ("reference", nb)) if not n)
        return pd.array([f"the {empty} has no words"] * len(frame), dtype="string")
    expected = stats.smallest_expected(a, b, na, nb)
    alone = (frame["articles_target"] + frame["articles_reference"]).eq(1).fillna(False).to_numpy(bool)
    small = [f"expected count {e:.2g} below {SMALL}: read p_fisher" if e < SMALL else "" for e in expected.tolist()]
    lone = ["in one article only" if one else "" for one in alone.tolist()]
    said = ["; ".join(filter(None, reasons)) for reasons in zip(small, lone, strict=True)]
    return pd.array([warning or None for warning in said], dtype="string")
