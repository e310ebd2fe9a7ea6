"""How rich and how evenly spread the words of a text are: statistics of one sequence of integer codes.

What a text is too short for is NaN; ``lexical_diversity`` says why.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[Any]
Array = npt.NDArray[np.float64]


def previous_places(codes: Codes) -> npt.NDArray[np.int64]:
    """Return, for every word, the place where it stood last; -1 for its first time.

    >>> previous_places(np.array([7, 8, 7, 7])).tolist()
    [-1, -1, 0, 2]
    """
    order = np.argsort(codes, kind="stable")
    out = np.full(len(codes), -1, np.int64)
    again = np.flatnonzero(codes[order[1:]] == codes[order[:-1]]) + 1
    out[order[again]] = order[again - 1]
    return out


def mattr(codes: Codes, window: int = 50) -> float:
    """Return the moving-average type-token ratio, the mean over all windows of that many words.

    After Covington and McFall (2010). NaN where the text is shorter than the window.

    >>> mattr(np.array([1, 2, 1, 3]), window=2), mattr(np.array([1, 1, 2]), window=2)
    (1.0, 0.75)
    """
    n = len(codes)
    if n < window:
        return float("nan")
    place = np.arange(n)
    first_window = np.maximum(np.maximum(previous_places(codes), place - window) + 1, 0)
    last_window = np.minimum(place, n - window)  # windows in which this is the first time the word stands
    new = np.maximum(last_window - first_window + 1, 0).sum()
    return float(new / (window * (n - window + 1)))


def hdd(codes: Codes, draws: int = 42) -> float:
    """Return HD-D, the expected type-token ratio of ``draws`` words drawn without replacement.

    After McCarthy and Jarvis (2007): the sum over types of ``P(drawn at least once) / draws`` under the hypergeometric
    distribution, between 0 and 1 (some programs give the sum times ``draws``). NaN with fewer words than draws.

    >>> round(hdd(np.array([1, 1, 2, 3]), draws=2), 6)
    0.916667
    """
    n = len(codes)
    if n < draws:
        return float("nan")
    frequency, types = np.unique(np.bincount(np.unique(codes, return_inverse=True)[1]), return_counts=True)
    left = np.maximum(n - frequency[:, None] - np.arange(draws), 0) / (n - np.arange(draws))
    return float((types * (1 - left.prod(axis=1))).sum() / draws)


def mtld(codes: Codes, threshold: float = 0.72) -> float:
    """Return MTLD, the mean length of runs that keep their type-token ratio above the threshold.

    After McCarthy and Jarvis (2010). The variant: a factor is full when the ratio reaches or falls below the threshold,
    however short the run; the rest at the end counts as a part of a factor; the value is the mean of the forward and
    the backward reading. NaN where no word recurs.

    >>> mtld(np.array([1, 1, 2, 2, 1, 1]))
    2.0
    """
    words = codes.tolist()
    lengths = [_words_a_factor(words, threshold), _words_a_factor(words[::-1], threshold)]
    return float(np.mean(lengths))


def _words_a_factor(words: list[int], threshold: float) -> float:
    factors, seen, length = 0.0, set[int](), 0
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) / length <= threshold:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(words) / factors if factors else float("nan")


def yule_k(codes: Codes) -> float:
    """Return Yule's K, 10,000 times the chance that two words drawn are the same (Yule 1944; Tweedie and Baayen 1998).

    ``10**4 * (sum of squared frequencies - n) / n**2``; the higher the poorer.

    >>> yule_k(np.array([1, 1, 2, 3]))
    1250.0
    """
    n = len(codes)
    frequency = np.bincount(np.unique(codes, return_inverse=True)[1]).astype(float) if n else np.zeros(1)
    return float(1e4 * ((frequency**2).sum() - n) / n**2) if n else float("nan")


def growth(codes: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the number of types, and of types met just once, after each word.

    >>> [x.tolist() for x in growth(np.array([1, 2, 1, 3]))]
    [[1, 2, 2, 3], [1, 2, 1, 2]]
    """
    before = previous_places(codes)
    first = before < 0
    second = ~first & (before[before] < 0)
    return np.cumsum(first), np.cumsum(first.astype(int) - second)


def heaps_fit(tokens: Codes, types: Codes) -> tuple[float, float]:
    """Return ``k`` and ``beta`` of ``types = k * tokens ** beta`` (Heaps 1978) by least squares of the logarithms.

    >>> k, beta = heaps_fit(np.array([1, 4, 16]), np.array([2, 4, 8]))
    >>> round(k, 6), round(beta, 6)
    (2.0, 0.5)
    """
    if len(set(tokens.tolist())) < 2:
        return float("nan"), float("nan")
    beta, log_k = np.polyfit(np.log(tokens), np.log(types), 1)
    return float(np.exp(log_k)), float(beta)


def zipf_exponent(counts: Codes) -> float:
    """Return the exponent ``s`` of ``count ~ rank ** -s`` for counts in falling order, by maximum likelihood.

    Fitted over the ranks that occur (Zipf 1949; for the fit Piantadosi 2014). NaN with fewer than two types.

    >>> round(zipf_exponent(np.array([1000, 500, 333, 250, 200])), 2)
    1.0
    """
    from scipy.optimize import brentq

    if len(counts) < 2:
        return float("nan")
    logs = np.log(np.arange(1, len(counts) + 1))
    seen = (counts * logs).sum() / counts.sum()

    def surplus(s: float) -> float:
        weights = np.exp(-s * logs)
        return float((weights * logs).sum() / weights.sum() - seen)

    return float(brentq(surplus, 0.0, 50.0)) if surplus(0.0) > 0 > surplus(50.0) else 0.0


class Spread(NamedTuple):
    """How evenly each term is spread over the parts of a corpus."""

    range: npt.NDArray[np.int64]
    juilland_d: Array
    dp: Array
    dp_norm: Array


def spread(term: Codes, counts: Codes, part: Codes, sizes: Codes) -> Spread:
    """Return the dispersion of every term over parts with ``sizes`` words; one row a term and part it stands in.

    range: the parts it stands in. Juilland's D = 1 - CV / sqrt(n - 1), CV the coefficient of variation (population)
    of its rates in the n parts (Juilland et al. 1970; Gries 2020, eq. 10). DP = half the sum of ``|v / f - s|``
    (Gries 2008): 0 as even as can be. DPnorm = DP / (1 - smallest s), which reaches 1 (Lijffijt and Gries 2012).
    With one part only D and DPnorm are NaN.

    >>> spread(np.array([0, 0, 1]), np.array([1, 1, 2]), np.array([0, 1, 0]), np.array([50, 50])).dp.tolist()
    [0.0, 0.5]
    """
    total, n, terms = sizes.sum(), len(sizes), int(term.max(initial=-1)) + 1

    def per_term(values: Array) -> Array:
        return np.bincount(term, weights=values, minlength=terms).astype(float)

    parts, share = np.bincount(term, minlength=terms), sizes[part] / total
    dp = (per_term(np.abs(counts / per_term(counts)[term] - share)) + 1 - per_term(share)) / 2
    rate = counts / sizes[part]
    mean = per_term(rate) / n
    variance = (per_term((rate - mean[term]) ** 2) + (n - parts) * mean**2) / n
    if n < 2:
        unknown = np.full(terms, np.nan)
        return Spread(parts, unknown, np.maximum(dp, 0), unknown)
    juilland = 1 - np.sqrt(variance) / mean / np.sqrt(n - 1)
    return Spread(parts, juilland, np.maximum(dp, 0), np.maximum(dp, 0) / (1 - sizes.min() / total))
