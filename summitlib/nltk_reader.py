"""Articles as NLTK reads a corpus: an object in memory with ``fileids, categories, raw, paras, sents, words``.

NLTK 3.10 opens no folder outside its own data path and its tokenisers need downloads. What its classes ask of a
corpus is only these methods, so ``nltk.Text``, ``ConditionalFreqDist``, ``TextCollection`` and the collocation
finders run on this object, on our tokens.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from summitlib.rows import need_columns
from summitlib.text import sentences_in, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


class ArticleReader:
    """A corpus reader over article rows; a file is an article, a category a publisher.

    Every method takes ``fileids`` (one or several) or ``categories`` (one or several); without either it gives all.
    """

    def __init__(self, texts: dict[str, str], category_of: dict[str, str]) -> None:
        self._texts, self._category_of = texts, category_of

    def fileids(self, categories: str | Iterable[str] | None = None) -> list[str]:
        """Return the ids of all articles, or of those of some publishers."""
        if categories is None:
            return list(self._texts)
        wanted = _several(categories, self.categories(), "category")
        return [name for name in self._texts if self._category_of[name] in wanted]

    def categories(self, fileids: str | Iterable[str] | None = None) -> list[str]:
        """Return the publishers, sorted: of all articles, or of some."""
        return sorted({self._category_of[name] for name in self._select(fileids, None)})

    def raw(self, fileids: str | Iterable[str] | None = None, categories: str | Iterable[str] | None = None) -> str:
        """Return the texts as they are, one after the other, a line end between them."""
        return "\n".join(self._texts[name] for name in self._select(fileids, categories))

    def paras(
        self, fileids: str | Iterable[str] | None = None, categories: str | Iterable[str] | None = None
    ) -> list[list[list[str]]]:
        """Return lines that are not empty, each a list of sentences, each a list of tokens."""
        return [para for name in self._select(fileids, categories) for para in self._paras[name]]

    def sents(
        self, fileids: str | Iterable[str] | None = None, categories: str | Iterable[str] | None = None
    ) -> list[list[str]]:
        """Return the sentences, each a list of tokens."""
        return [sentence for para in self.paras(fileids, categories) for sentence in para]

    def words(
        self, fileids: str | Iterable[str] | None = None, categories: str | Iterable[str] | None = None
    ) -> list[str]:
        """Return the tokens: words, numbers and marks."""
        return [word for sentence in self.sents(fileids, categories) for word in sentence]

    def __repr__(self) -> str:
        return f"<ArticleReader: {len(self._texts)} articles of {len(self.categories())} publishers>"

    @cached_property
    def _paras(self) -> dict[str, list[list[list[str]]]]:
        return {name: _paragraphs(text) for name, text in self._texts.items()}

    def _select(self, fileids: str | Iterable[str] | None, categories: str | Iterable[str] | None) -> list[str]:
        if categories is not None:
            return self.fileids(categories)
        return self.fileids() if fileids is None else _several(fileids, self._texts, "article")


def _several(asked: str | Iterable[str], known: Iterable[str], what: str) -> list[str]:
    names = [asked] if isinstance(asked, str) else list(asked)
    allowed = dict.fromkeys(known)
    for name in names:
        if name not in allowed:
            raise ValueError(f"No {what} {name!r}; there are: {', '.join(allowed)}.")
    return names


def _paragraphs(text: str) -> list[list[list[str]]]:
    lines = ([[token.text for token in tokens_in(s.text)] for s in sentences_in(line)] for line in text.splitlines())
    return [line for line in lines if line]


def as_nltk(articles: pd.DataFrame) -> ArticleReader:
    """Return an object that NLTK's classes take for a corpus; publishers are its categories.

    Needs the columns ``article`` and ``text``; an unknown publisher is the category ``"unknown"``. An id that stands
    twice is a ``ValueError``.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"article": ["a1"], "publisher": ["Warta"], "text": ["Banjir surut. Warga pulang."]})
    >>> reader = as_nltk(rows)
    >>> reader.categories(), reader.sents("a1")
    (['Warta'], [['Banjir', 'surut', '.'], ['Warga', 'pulang', '.']])
    """
    import pandas as pd

    need_columns(articles, ["article", "text"], "Articles for NLTK")
    names = [str(name) for name in articles["article"]]
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"Article ids must be unique for NLTK; these stand twice: {', '.join(twice)}.")
    publishers = articles["publisher"] if "publisher" in articles else [None] * len(names)
    texts = {name: "" if pd.isna(text) else str(text) for name, text in zip(names, articles["text"], strict=True)}
    category_of = {n: "unknown" if pd.isna(p) else str(p) for n, p in zip(names, publishers, strict=True)}
    return ArticleReader(texts, category_of)
