"""Does a result survive other choices? One comparison over units, stop words and cuts of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from summitlib.counting.keyness import CORRECTIONS, compare_terms
from summitlib.counting.naming import Namer, StopWords
from summitlib.counting.tally import tally
from summitlib.options import mapping, several

if TYPE_CHECKING:
    import pandas as pd


def preprocessing_grid(
    data: Any,
    *,
    target: Any,
    against: Any = None,
    by: str | None = None,
    versions: Mapping[str, Any] | None = None,
    units: Iterable[str] = ("form", "lemma"),
    stop_words: Iterable[StopWords] = (False, True),
    correction: str = "holm",
    alpha: float = 0.05,
    **options: Any,
) -> pd.DataFrame:
    """Run a comparison over the sensible choices and say which of its results survive all of them.

    ``versions`` names other cuts of the corpus, for example ``{"without duplicates": …, "without boilerplate": …}``;
    ``data`` itself is ``"as given"``. A form is followed into the runs over lemmas or variants by the term it belongs
    to there. A term that a run leaves out (a stop word) is not tested in it. Other options go to ``compare_terms``.

    Columns: ``term`` (a form of the corpus), ``version, unit, stop_words`` (the run), ``counted_as, count_target,
    count_reference, sign, log_ratio, p, p_corrected, survives`` (in this run); ``runs`` (in which it is tested),
    ``survived`` (of them), and ``survives_all``: in every run, with one sign. Survivors first.

    >>> said = {"a": ["banjir"] * 9 + ["surut"], "b": ["panen"] * 9 + ["surut"]}
    >>> grid = preprocessing_grid(said, target="a", units=["form"], stop_words=[False])
    >>> grid[["term", "runs", "survives_all"]].values.tolist()
    [['banjir', 1, True], ['panen', 1, True], ['surut', 1, False]]
    """
    import pandas as pd

    if "unit" in options:
        raise ValueError(f"unit {options['unit']!r} is one choice of several here; give units=[…].")
    cuts = {"as given": data} | mapping("versions", versions)
    choices = list(product(cuts.items(), several("units", units), several("stop_words", stop_words)))
    if not choices:
        raise ValueError("units and stop_words need at least one choice each.")
    forms = {version: _spellings(rows) for version, rows in cuts.items()}
    runs = []
    for (version, rows), unit, stops in choices:
        chosen = {"unit": unit, "stop_words": stops, "correction": correction, "alpha": alpha} | options
        compared = compare_terms(rows, target=target, against=against, by=by, **chosen)
        tested = _followed(compared, forms[version], unit, CORRECTIONS[correction])
        runs.append(tested.assign(version=version, stop_words=stops if isinstance(stops, bool) else "own list"))
    grid = pd.concat(runs, ignore_index=True)
    grouped = grid.groupby("term", sort=False)
    grid["runs"] = grouped["survives"].transform("size")
    grid["survived"] = grouped["survives"].transform("sum").astype(int)
    grid["survives_all"] = (grid["survived"] == grid["runs"]) & (grouped["sign"].transform("nunique") == 1)
    grid["worst"] = grouped["p_corrected"].transform("max")
    grid = grid[["term", "version", "unit", "stop_words", *_SHOWN, "runs", "survived", "survives_all", "worst"]]
    order = grid.sort_values(["survives_all", "worst", "term"], ascending=[False, True, True], kind="stable")
    return order.drop(columns="worst").reset_index(drop=True)


def _spellings(rows: Any) -> list[str]:
    """Return the forms as they are spelled, the most frequent first: lemmas and variants look at capitals."""
    found = tally(rows, Namer("form", case=True))
    often = np.bincount(found.term, weights=found.counts, minlength=len(found.terms))
    return [found.terms[place] for place in np.argsort(-often, kind="stable")]


def _followed(compared: pd.DataFrame, spelled: list[str], unit: str, corrected: str) -> pd.DataFrame:
    """Return a row for every form that was tested in a run, by the term that its usual spelling belongs to there."""
    import pandas as pd

    names = {"term": Namer("form").each(spelled), "unit": unit, "counted_as": Namer(unit).each(spelled)}
    run = pd.DataFrame(names, index=range(len(spelled))).astype({"term": "string", "counted_as": "string"})
    found = compared.rename(columns={"term": "counted_as"})
    found = found.assign(p_corrected=found[corrected])
    return run.drop_duplicates("term").merge(found[_SHOWN], on="counted_as")


_SHOWN = ["counted_as", "count_target", "count_reference", "sign", "log_ratio", "p", "p_corrected", "survives"]
