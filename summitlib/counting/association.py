"""Statistics of two-by-two tables: how far the counts of a term in two corpora differ beyond chance.

Every function takes arrays (or single numbers) and works element by element. The table of a term is

    ``a``  its count in the target        ``b``  its count in the reference
    ``na`` all words of the target        ``nb`` all words of the reference

What is not defined is NaN, never an error and never a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

Array = npt.NDArray[np.float64]
Numbers = npt.ArrayLike

Z95 = 1.959963984540054  # the 97.5 % point of the standard normal distribution
_NOTHING = 1e-200  # stands for 0 under a division or a logarithm that is multiplied by 0
_BLOCK = 1 << 13  # rows at a time
FISHER_LIMIT = 1000  # above this many occurrences the exact test tells nothing that G2 does not


class Interval(NamedTuple):
    """An estimate with the lower and upper end of its 95 % interval."""

    value: Array
    low: Array
    high: Array


def ratio(x: Numbers, y: Numbers) -> Array:
    """Divide; NaN where the divisor is zero.

    >>> ratio([1, 1], [2, 0]).tolist()
    [0.5, nan]
    """
    above, below = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)


def _log(x: Numbers) -> Array:
    """Return the natural logarithm; NaN where there is none."""
    values = np.asarray(x, float)
    return np.log(values, out=np.full(values.shape, np.nan), where=values > 0)


def log2(x: Numbers) -> Array:
    """Return the binary logarithm; NaN where there is none."""
    return _log(x) / np.log(2)


# ---- one term in two corpora -------------------------------------------------------------------------------------


def _four_cells(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> tuple[list[Array], list[Array]]:
    """Return the observed and the expected counts of the four cells; without any words nothing is expected."""
    a, b, na, nb = (np.asarray(x, float) for x in (a, b, na, nb))
    n, k = np.maximum(na + nb, 1.0), a + b
    others = na + nb - k
    return [a, b, na - a, nb - b], [k * na / n, k * nb / n, others * na / n, others * nb / n]


def _g2(observed: list[Array], expected: list[Array], na: Numbers, nb: Numbers) -> Array:
    """Return ``2 * sum(o * ln(o / e))``, never below 0."""
    total: Any = 0.0
    for o, e in zip(observed, expected, strict=True):
        total = total + o * np.log(np.maximum(o / np.maximum(e, _NOTHING), _NOTHING))
    return _where_comparable(np.maximum(2 * total, 0.0), na, nb)


def in_blocks(statistic: Callable[..., Array]) -> Callable[..., Array]:
    """Work through long columns block by block, which stays in the processor's cache and is three times as fast."""

    @wraps(statistic)
    def blocked(*table: Numbers) -> Array:
        columns = np.broadcast_arrays(*table)
        if columns[0].ndim != 1 or len(columns[0]) <= _BLOCK:
            return statistic(*table)
        starts = range(0, len(columns[0]), _BLOCK)
        return np.concatenate([statistic(*(column[i : i + _BLOCK] for column in columns)) for i in starts])

    return blocked


@in_blocks
def g2_four_cells(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return G2 over the four cells term / other words by target / reference (Dunning 1993); 1 degree of freedom.

    ``2 * sum(o * ln(o / e))``, no continuity correction: ``scipy.stats.chi2_contingency(..., correction=False,
    lambda_="log-likelihood")`` gives the same. A term that makes up everything, or nothing, tells nothing: 0.
    A target or reference without words: NaN.

    >>> round(float(g2_four_cells(10, 2, 1000, 1500)), 6)
    9.600959
    """
    observed, expected = _four_cells(a, b, na, nb)
    return _g2(observed, expected, na, nb)


def g2_two_cells(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return G2 over the two cells of the term alone (Rayson and Garside 2000), as the Lancaster wizard gives it.

    ``2 * (a ln(a / ea) + b ln(b / eb))`` with ``ea = na (a + b) / (na + nb)``.

    >>> round(float(g2_two_cells(10, 2, 1000, 1500)), 6)
    9.555648
    """
    observed, expected = _four_cells(a, b, na, nb)
    return _g2(observed[:2], expected[:2], na, nb)


def chi2_four_cells(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return Pearson's chi-square over the four cells, without continuity correction; 1 degree of freedom.

    >>> round(float(chi2_four_cells(10, 2, 1000, 1500)), 6)
    9.434173
    """
    observed, expected = _four_cells(a, b, na, nb)
    cells = [np.where(e == 0, 0.0, ratio((o - e) ** 2, e)) for o, e in zip(observed, expected, strict=True)]
    return _where_comparable(sum(cells), na, nb)


def _where_comparable(values: Any, na: Numbers, nb: Numbers) -> Array:
    """Return the values; NaN where one side has no words."""
    without = np.minimum(na, nb) <= 0
    return np.where(without, np.nan, values) if without.any() else values


def smallest_expected(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return the smallest of the four expected counts; below 5 chi-square and G2 lose their footing (Cochran 1954)."""
    return np.min(np.broadcast_arrays(*_four_cells(a, b, na, nb)[1]), axis=0)


def p_of_one_degree(statistic: Numbers) -> Array:
    """Return the p-value of a chi-square or G2 statistic with one degree of freedom.

    >>> round(float(p_of_one_degree(3.841458820694124)), 12)
    0.05
    """
    return np.asarray(special.erfc(np.sqrt(np.asarray(statistic, float) / 2)), float)


def fisher_exact_p(a: Numbers, b: Numbers, na: int, nb: int) -> Array:
    """Return the two-sided p of Fisher's exact test: all tables with the same margins that are no likelier.

    As ``scipy.stats.fisher_exact`` and R do it. NaN above ``FISHER_LIMIT`` occurrences, and without words.

    >>> round(float(fisher_exact_p([3], [0], 10, 30)[0]), 9)
    0.012145749
    """
    a, b = np.atleast_1d(np.asarray(a, np.int64)), np.atleast_1d(np.asarray(b, np.int64))
    out = np.full(a.shape, np.nan)
    if na <= 0 or nb <= 0:
        return out
    for k in np.unique(a + b).tolist():
        if k <= FISHER_LIMIT:
            here = a + b == k
            out[here] = _fisher_of_margin(a[here], k, na, nb)
    return out


def _fisher_of_margin(a: npt.NDArray[np.int64], k: int, na: int, nb: int) -> Array:
    """Return the p of each ``a`` among all tables in which the term occurs ``k`` times."""
    lowest, highest = max(0, k - nb), min(k, na)
    x = np.arange(lowest, highest, dtype=float)
    steps = np.log((k - x) * (na - x)) - np.log((x + 1) * (nb - k + x + 1))  # from one table to the next
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    likely = np.exp(logs - logs.max())
    likely /= likely.sum()
    order = np.sort(likely)
    upto = np.searchsorted(order, likely[a - lowest] * (1 + 1e-7), side="right")
    return np.minimum(np.cumsum(order)[upto - 1], 1.0)


def log_ratio(a: Numbers, b: Numbers, na: Numbers, nb: Numbers, *, smoothing: float = 1.0) -> Interval:
    """Return the binary logarithm of the ratio of the two rates (Hardie 2014) with its 95 % interval.

    ``smoothing`` occurrences are added in all, shared between target and reference in proportion to their sizes, so
    that the sign is always that of the observed difference; +0.5 on both sides would not keep it. The interval is
    that of a rate ratio by the log method (Katz et al. 1978): ``ln ratio -+ 1.96 sqrt(1/a - 1/na + 1/b - 1/nb)``
    on the smoothed counts. With ``smoothing=0`` a count of zero gives NaN.

    >>> [round(float(x), 6) for x in log_ratio(10, 2, 1000, 1500)]
    [2.584963, 0.627755, 4.54217]
    """
    a, b, na, nb = (np.asarray(x, float) for x in (a, b, na, nb))
    a, b = a + smoothing * ratio(na, na + nb), b + smoothing * ratio(nb, na + nb)
    value = log2(ratio(ratio(a, na), ratio(b, nb)))
    variance = ratio(1, a) - ratio(1, na) + ratio(1, b) - ratio(1, nb)
    reach = Z95 * np.sqrt(np.maximum(variance, 0)) / np.log(2)
    return Interval(value, value - reach, value + reach)


def log_ratio_plus_half(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return ``log2(((a + 0.5) / na) / ((b + 0.5) / nb))``; where sizes differ its sign may contradict the counts.

    >>> round(float(log_ratio_plus_half(0, 1, 1000, 9000)), 6)
    1.584963
    """
    a, b = np.asarray(a, float) + 0.5, np.asarray(b, float) + 0.5
    return log2(ratio(ratio(a, na), ratio(b, nb)))


def log_odds(
    a: Numbers, b: Numbers, na: Numbers, nb: Numbers, prior: Numbers, prior_total: float, *, variance_terms: int = 4
) -> tuple[Array, Array]:
    """Return the log-odds ratio under a Dirichlet prior and its z score (Monroe, Colaresi and Quinn 2008, eq. 16-22).

    ``prior`` is the pseudo-count of each term, ``prior_total`` the sum over all terms of both corpora. The variance has
    all four terms, ``1/x + 1/(n - x)`` for both sides, or with ``variance_terms=2`` the two of their approximation,
    ``1/x``. Positive: more in the target.

    >>> delta, z = log_odds(10, 2, 1000, 1500, prior=0.01, prior_total=5)
    >>> round(float(delta), 6), round(float(z), 6)
    (2.017929, 2.607128)
    """
    a, b, na, nb, prior = (np.asarray(x, float) for x in (a, b, na, nb, prior))
    target, reference = a + prior, b + prior
    others, rest = na + prior_total - target, nb + prior_total - reference
    delta = _log(ratio(target, others)) - _log(ratio(reference, rest))
    variance = ratio(1, target) + ratio(1, reference)
    if variance_terms == 4:
        variance = variance + ratio(1, others) + ratio(1, rest)
    return delta, ratio(delta, np.sqrt(np.maximum(variance, 0)))


def percent_difference(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return %DIFF, the difference of the rates in per cent of the reference rate (Gabrielatos and Marchi 2011).

    NaN where the reference has none: the published stand-in of 1e-18 would only print a very large number.

    >>> float(percent_difference(10, 5, 1000, 1000))
    100.0
    """
    target, reference = ratio(a, na), ratio(b, nb)
    return 100 * ratio(target - reference, reference)


def divergence_share(a: Numbers, b: Numbers, na: Numbers, nb: Numbers) -> Array:
    """Return each term's bits of the Jensen-Shannon divergence of the two corpora, negative where the reference leads.

    With equal weights, as in the word shift graphs of Gallagher et al. (2021); the absolute values add up to the
    divergence (0: the same rates everywhere, 1: no word in common).

    >>> divergence_share([5, 0], [0, 5], 5, 5).tolist()
    [0.5, -0.5]
    """
    p, q = ratio(a, na), ratio(b, nb)
    middle = (p + q) / 2
    bits = [np.where(x == 0, 0.0, x * log2(ratio(x, middle))) / 2 for x in (p, q)]
    return np.sign(p - q) * np.maximum(bits[0] + bits[1], 0.0)


# ---- many tests at once, and one proportion ------------------------------------------------------------------------


def benjamini_hochberg(p: Numbers) -> Array:
    """Return p-values adjusted to the false discovery rate (Benjamini and Hochberg 1995); NaN is no test.

    >>> benjamini_hochberg([0.01, 0.02, 0.5]).tolist()
    [0.03, 0.03, 0.5]
    """
    return _adjusted(p, lambda ordered, m: np.minimum.accumulate((ordered * m / np.arange(1, m + 1))[::-1])[::-1])


def holm(p: Numbers) -> Array:
    """Return p-values adjusted to the family-wise error rate, step down (Holm 1979); NaN is no test.

    >>> holm([0.01, 0.02, 0.5]).tolist()
    [0.03, 0.04, 0.5]
    """
    return _adjusted(p, lambda ordered, m: np.maximum.accumulate(ordered * np.arange(m, 0, -1)))


def _adjusted(p: Numbers, step: Callable[[Array, int], Array]) -> Array:
    values = np.asarray(p, float)
    out = np.full(values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    if len(order):
        out[order] = np.minimum(step(values[order], len(order)), 1.0)
    return out


def wilson_interval(count: Numbers, total: Numbers) -> Interval:
    """Return a proportion with the 95 % score interval of Wilson (1927), which holds at zero and in small samples.

    >>> [round(float(x), 4) for x in wilson_interval(0, 20)]
    [0.0, 0.0, 0.1611]
    """
    x, n = np.asarray(count, float), np.asarray(total, float)
    share = ratio(x, n)
    middle = ratio(x + Z95**2 / 2, n + Z95**2)
    reach = Z95 * np.sqrt(n * share * (1 - share) + Z95**2 / 4) / (n + Z95**2)
    low = np.where(x == 0, np.where(n > 0, 0.0, np.nan), middle - reach)
    high = np.where(x == n, np.where(n > 0, 1.0, np.nan), middle + reach)
    return Interval(share, low, high)
