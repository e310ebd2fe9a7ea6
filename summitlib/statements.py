"""Who says what in Indonesian news: statements with cue, content and form, the source resolved over the article.

Rules one can read, in the folder ``speech``: ``quotes``, ``clauses`` and ``predicates`` cut the text; ``names``,
``register`` and ``roles`` know who is who; ``sources``, ``agents`` and ``subjects`` read the phrase beside a verb,
``settings`` and ``contents`` what is reported; ``quotations``, ``frames`` and ``attributions`` know the orders of cue,
source and content, ``speakers`` and ``discourse`` the article around them. Here is the front: strings and frames.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from summitlib import rows
from summitlib.speech.discourse import Article, Statement

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Statement", "cocitation", "count_sources", "find_statements", "sentence_of", "statements_in"]


def statements_in(text: str) -> list[Statement]:
    """Return the statements of a text in order of their content; never raises, time grows with the length.

    Content is the reported words without conjunction, outer marks and cue (a cue inside stays inside); ``speaker`` is
    the longest name in the text for the ``mention`` at the cue. An unnamed source is described in the words of the
    text, as they read inside a sentence (*warga*, also where *Warga* opens one). Requests and promises are kept
    (``cue_class`` directive, commissive). Scare quotes, titles, agentless passives, negated or intended saying and
    things handed over are not statements.

    Limits: one layer (a statement within a statement is not cut out); statements carried on without a cue and without
    quotation marks are not found; two names joined by *dan* are one source, of kind group.

    >>> for s in statements_in('"Air mulai surut," kata Kepala BPBD Sleman, Rina Wati. Ia menilai tanggul masih kuat.'):
    ...     print(s.speaker, s.role, s.form, s.cue, s.content, sep=" | ")
    Rina Wati | Kepala BPBD Sleman | direct | kata | Air mulai surut
    Rina Wati | Kepala BPBD Sleman | indirect | menilai | tanggul masih kuat
    """
    return sorted(Article(text).read(), key=lambda s: (s.start, s.end))


def sentence_of(statement: Statement, text: str) -> str:
    """Return the sentence the statement stands in, with its cue and source.

    >>> text = "Banjir surut. Rina Wati mengatakan tanggul kuat."
    >>> sentence_of(statements_in(text)[0], text)
    'Rina Wati mengatakan tanggul kuat.'
    """
    return text[statement.sentence_start : statement.sentence_end]


def find_statements(articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row a statement (``rows.STATEMENT``), article by article; unknown is NA.

    Needs the columns ``article`` and ``text``. ``text[start:end]`` is ``content`` in every row.
    """
    return rows.each_article(articles, statements_in, rows.STATEMENT, label="statements")


def count_sources(statements: pd.DataFrame, *, by: str | list[str] = "speaker") -> pd.DataFrame:
    """Return who is heard: statements, words of content and the shares of both, by one column or several.

    Shares are of all rows given, speakers unknown among them (kept as NA). ``by`` may be ``speaker``, ``speaker_kind``,
    ``affiliation``, ``cue_class`` or any other column, or a list such as ``["article", "speaker"]``.

    >>> import pandas as pd
    >>> text = '"Air surut," kata Rina Wati. Menurut Rina, tanggul kuat. Warga mengatakan jalan masih licin.'
    >>> said = find_statements(pd.DataFrame({"article": ["a"], "text": [text]}))
    >>> count_sources(said)[["speaker", "statements", "words"]].values.tolist()
    [['Rina Wati', 2, 4], ['warga', 1, 3]]
    """
    columns = [by] if isinstance(by, str) else list(by)
    rows.need_columns(statements, [*columns, "content"], "Statement rows")
    words = statements["content"].fillna("").str.count(r"\w+(?:[-'’]\w+)*").astype("Int64")
    table = (
        statements[columns].assign(statements=1, words=words).groupby(columns, dropna=False, sort=False, as_index=False)
        .sum(numeric_only=True)
    )  # fmt: skip
    for unit in ("statements", "words"):
        table[f"share_{unit}"] = (table[unit] / max(int(table[unit].sum()), 1)).astype("Float64")
    order = ["statements", "words", *columns]
    return table.sort_values(order, ascending=[False, False, *[True] * len(columns)], kind="stable", ignore_index=True)


def cocitation(statements: pd.DataFrame, *, node: str = "speaker", within: str = "article") -> pd.DataFrame:
    """Return the edge list of who is cited together: each pair once, ``a`` before ``b``, and in how many articles.

    ``node`` is the column whose values are joined, ``within`` the one that holds them together. ``weight`` counts the
    distinct values of ``within`` in which both are found. Unknown nodes are left out.

    >>> import pandas as pd
    >>> said = pd.DataFrame({"article": ["x", "x", "x", "y"], "speaker": ["Rina", "Adi", "Rina", "Adi"]})
    >>> cocitation(said).values.tolist()
    [['Adi', 'Rina', 1]]
    """
    import pandas as pd

    rows.need_columns(statements, [node, within], "Statement rows")
    weights: dict[tuple[str, str], int] = {}
    for _, group in statements.dropna(subset=[node]).groupby(within, sort=False)[node]:
        for pair in combinations(sorted(set(group)), 2):
            weights[pair] = weights.get(pair, 0) + 1
    edges = sorted(((a, b, n) for (a, b), n in weights.items()), key=lambda e: (-e[2], e[0], e[1]))
    return pd.DataFrame(edges, columns=["a", "b", "weight"]).astype({"a": "string", "b": "string", "weight": "Int64"})
