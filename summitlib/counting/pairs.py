"""Which words keep company: collocations by every usual measure, and co-occurrence within sentences as a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from summitlib.counting.association import Array, g2_four_cells, in_blocks, log2, ratio
from summitlib.counting.codes import Places, counted, falling, new_in
from summitlib.counting.index import has_texts
from summitlib.counting.meetings import Meetings, Running, meetings, running_words
from summitlib.counting.naming import Namer, StopWords, are_among, asked_for, listed
from summitlib.options import one_of, several, whole

if TYPE_CHECKING:
    import pandas as pd

WITHIN = ("sentence", "article")


class Pairs(NamedTuple):
    """Word pairs in a corpus of ``n`` words, met within ``span`` places of each other (adjacent in order: 1)."""

    observed: Any
    first: Any
    second: Any
    n: int
    span: Any = 1

    @property
    def slots(self) -> Array:
        """Places where two words can meet."""
        return np.asarray(self.span, float) * self.n

    @property
    def expected(self) -> Array:
        """Meetings by chance: ``f1 * f2 * span / n`` (Evert 2008, surface co-occurrence)."""
        return ratio(np.asarray(self.first, float) * self.second * self.span, self.n)


def _pair_g2(t: Pairs) -> Array:
    """G2 over four cells, unsigned (Dunning 1993); adjacent in order it is NLTK's likelihood_ratio."""
    return _g2_of_margins(t.observed, t.first, t.second, t.span, t.n)


@in_blocks
def _g2_of_margins(observed: Any, first: Any, second: Any, span: Any, n: Any) -> Array:
    row = np.maximum(np.asarray(first, float) * span, observed)
    column = np.maximum(np.asarray(second, float) * span, observed)
    return g2_four_cells(observed, column - observed, row, np.asarray(span, float) * n - row)


def _pmi(t: Pairs) -> Array:
    """Pointwise mutual information in bits, log2(o / e) (Church and Hanks 1990)."""
    return log2(ratio(t.observed, t.expected))


def _npmi(t: Pairs) -> Array:
    """PMI over -log2(o / slots), -1 to 1 (Bouma 2009); a pair that fills every place is 1."""
    return np.where(t.observed == t.slots, 1.0, ratio(_pmi(t), -log2(ratio(t.observed, t.slots))))


def _t_score(t: Pairs) -> Array:
    """(o - e) / sqrt(o) (Church et al. 1991)."""
    return ratio(np.subtract(t.observed, t.expected), np.sqrt(t.observed))


def _z_score(t: Pairs) -> Array:
    """(o - e) / sqrt(e) (Berry-Rogghe 1973; Evert 2008)."""
    return ratio(np.subtract(t.observed, t.expected), np.sqrt(t.expected))


def _dice(t: Pairs) -> Array:
    """2 o / (f1 + f2) (Dice 1945)."""
    return ratio(2 * np.asarray(t.observed, float), np.add(t.first, t.second))


def _log_dice(t: Pairs) -> Array:
    """14 + log2(Dice), at most 14, the same in small and large corpora (Rychly 2008)."""
    return 14 + log2(_dice(t))


def _mi3(t: Pairs) -> Array:
    """log2(o ** 3 / e) (Daille 1994)."""
    return log2(ratio(np.asarray(t.observed, float) ** 3, t.expected))


PAIR_MEASURES: dict[str, Callable[[Pairs], Array]] = {
    "g2": _pair_g2, "pmi": _pmi, "npmi": _npmi, "t": _t_score, "z": _z_score,
    "log_dice": _log_dice, "dice": _dice, "mi3": _mi3,
}  # fmt: skip


# ---- pairs within a window ------------------------------------------------------------------------------------------


def collocations(
    data: Any,
    *,
    node: str | None = None,
    window: int = 1,
    directed: bool = True,
    within: str = "sentence",
    unit: str = "form",
    case: bool = False,
    stop_words: StopWords = False,
    marks: bool = False,
    min_count: int = 2,
    measures: Iterable[str] = tuple(PAIR_MEASURES),
) -> pd.DataFrame:
    """List the pairs of words that stand within ``window`` words of each other, with measures of their association.

    ``window=1`` is side by side. ``directed`` keeps the order (first before second); otherwise both orders count as
    one pair, in the order of the alphabet. Pairs lie inside a sentence (an article, where sentences are not known, or
    with ``within="article"``); marks are left out before, so they separate nothing else. ``node`` keeps the pairs with
    that word. Pairs seen fewer than ``min_count`` times and stop words are not listed, but the frequencies and N are
    those of all running words.

    Columns: ``first, second, count`` (together), ``count_first, count_second`` (in all), ``expected = f1 * f2 * span /
    N`` (Evert 2008), ``articles`` (with the pair), ``total`` (N, running words), ``window``, ``directed``, and the
    measures ``g2`` (4 cells, signed), ``pmi, npmi, t, z, log_dice, dice, mi3``. Their formulas and sources stand with
    them above; the span is the window, or twice the window undirected. By falling G2.

    >>> pairs = collocations({"a": "rawa pening lalu rawa pening".split()})
    >>> pairs[["first", "second", "count", "count_first", "total"]].values.tolist()
    [['rawa', 'pening', 2, 2, 5]]
    """
    import pandas as pd

    chosen = [one_of("measure", name, PAIR_MEASURES) for name in several("measures", measures)]
    one_of("within", within, WITHIN)
    whole("window", window)
    running = running_words(data, within, Namer(unit, case=case, marks=marks))
    terms, words = running.terms, len(running.words)
    frequency = np.bincount(running.words, minlength=len(terms))
    met = meetings(running, window=window, directed=directed, min_count=min_count)
    shown = listed(terms, stop_words=stop_words, numbers=True, unit=unit, case=case)
    nodes = np.ones(len(terms), bool)
    if node is not None:
        name = Namer(unit, case=case, marks=True)
        nodes = are_among(terms, asked_for([node], terms, name, in_text=has_texts(data)))
    met = met.where(_shown(met, shown, nodes))
    strength = _strength(_as_pairs(met, frequency, words, window, directed))
    order = falling(strength)
    met = met.at(order)
    pairs, named = _as_pairs(met, frequency, words, window, directed), pd.array(terms, dtype="string")
    columns = {
        "first": named.take(met.first), "second": named.take(met.second), "count": met.times,
        "count_first": pairs.first, "count_second": pairs.second, "expected": pairs.expected,
        "articles": met.articles, "total": words, "window": window, "directed": directed,
    }  # fmt: skip
    measured = {name: strength[order] if name == "g2" else PAIR_MEASURES[name](pairs) for name in chosen}
    return pd.DataFrame(columns | measured, index=range(len(met.times)))


def _as_pairs(met: Meetings, frequency: Places, words: int, window: int, directed: bool) -> Pairs:
    span = float(window) if directed else np.where(met.first == met.second, window, 2 * window).astype(float)
    return Pairs(met.times, frequency[met.first], frequency[met.second], words, span)


def _strength(pairs: Pairs) -> Array:
    """Return G2 with the sign of the attraction."""
    return np.sign(pairs.observed - pairs.expected) * PAIR_MEASURES["g2"](pairs)


def _shown(met: Meetings, shown: npt.NDArray[np.bool_], nodes: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say which pairs have two words that are shown, one of them a node."""
    return shown[met.first] & shown[met.second] & (nodes[met.first] | nodes[met.second])


# ---- terms within a sentence ----------------------------------------------------------------------------------------


def cooccurrence(
    data: Any,
    *,
    terms: Iterable[str] | None = None,
    within: str = "sentence",
    unit: str = "form",
    stop_words: StopWords = True,
    numbers: bool = False,
    min_count: int = 2,
) -> pd.DataFrame:
    """List the pairs of terms that stand in one sentence (or article): an edge list, ready for networkx.

    ``networkx.from_pandas_edgelist(edges, edge_attr=True)`` takes it as it is. ``terms`` keeps the pairs of these
    words only (phrases are not joined). A sentence counts once, however often the words stand in it.

    Columns: ``source, target`` (in the order of the alphabet), ``weight`` (sentences with both), ``sentences_source,
    sentences_target`` (with each), ``sentences`` (in all), ``articles`` (with a sentence that has both), ``npmi``
    (Bouma 2009), ``jaccard = both / either`` (Jaccard 1912), ``within``. By falling weight.

    >>> edges = cooccurrence({"a": ["banjir", "surut"], "b": ["surut", "banjir"]}, within="article")
    >>> edges[["source", "target", "weight", "jaccard"]].values.tolist()
    [['banjir', 'surut', 2, 1.0]]
    """
    import pandas as pd

    one_of("within", within, WITHIN)
    name = Namer(unit)
    running = running_words(data, within, name)
    named = running.terms
    shown = listed(named, stop_words=stop_words, numbers=numbers, unit=unit, case=False)
    if terms is not None:
        shown &= are_among(named, asked_for(several("terms", terms), named, name, in_text=has_texts(data)))
    sentences, seen = _each_once(running, shown)
    frequency = np.bincount(seen.words, minlength=len(named))
    seen = seen.at(frequency[seen.words] >= min_count)
    met = meetings(seen, window=int(np.bincount(seen.bound).max(initial=1)), min_count=min_count)
    met = met.at(falling(met.times))
    pairs, names = Pairs(met.times, frequency[met.first], frequency[met.second], sentences), pd.array(named, "string")
    columns = {
        "source": names.take(met.first), "target": names.take(met.second), "weight": met.times,
        "sentences_source": pairs.first, "sentences_target": pairs.second, "sentences": sentences,
        "articles": met.articles, "npmi": PAIR_MEASURES["npmi"](pairs),
        "jaccard": ratio(met.times, pairs.first + pairs.second - met.times), "within": within,
    }  # fmt: skip
    return pd.DataFrame(columns, index=range(len(met.times)))


def _each_once(running: Running, shown: npt.NDArray[np.bool_]) -> tuple[int, Running]:
    """Return the number of sentences, and the words that are shown, each once a sentence, by the alphabet there."""
    words, bound, articles, named = running
    new, kept, terms = new_in(bound), shown[words], max(len(named), 1)
    sentence = np.cumsum(new) - 1
    seen, _ = counted(sentence[kept] * terms + words[kept])
    home, sentence = articles[new], seen // terms
    return len(home), Running((seen % terms).astype(np.int32), sentence.astype(np.int32), home[sentence], named)
