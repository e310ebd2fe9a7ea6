"""What others offer for the same work, each as a function of one string; imported only when asked for.

Spans are (start, end) into the string, so that the same scorer reads all. Where a tool has no Indonesian, the nearest
that it has is used, and its name here says so.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache

Spans = list[tuple[int, int]]
WORD = re.compile(r"\w+(?:[-.,/]\w+)*|[^\w\s]")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[\"”]?")
SAID = re.compile(
    r"(?P<speaker>[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)\s(?:mengatakan|menyatakan|mengungkapkan|menilai|menyebut|menjelaskan|menegaskan)\s"
    r"(?:bahwa\s)?(?P<content>[^.\n]+)"
)


def aligned(pieces: Iterable[str], text: str) -> Spans:
    """Find pieces in their order in the text; a rewritten quotation mark stands for the original."""
    spans, at = [], 0
    for piece in pieces:
        for form in (piece, '"' if piece in ("``", "''") else piece):
            start = text.find(form, at)
            if start >= 0:
                spans.append((start, start + len(form)))
                at = start + len(form)
                break
    return spans


# tokens


def one_pattern(text: str) -> Spans:
    return [m.span() for m in WORD.finditer(text)]


@cache
def _nltk() -> Callable[[str], Iterable[tuple[int, int]]]:
    from nltk import NLTKWordTokenizer

    return NLTKWordTokenizer().span_tokenize


def nltk_words(text: str) -> Spans:
    return list(_nltk()(text))


@cache
def _spacy(*pipes: str):
    import spacy

    pipeline = spacy.blank("id")
    for pipe in pipes:
        pipeline.add_pipe(pipe)
    pipeline.max_length = 10**8
    return pipeline


def spacy_tokens(text: str) -> Spans:
    return [(t.idx, t.idx + len(t)) for t in _spacy().tokenizer(text) if not t.is_space]


@cache
def _moses():
    from sacremoses import MosesTokenizer

    return MosesTokenizer(lang="id")


def moses_tokens(text: str) -> Spans:
    return aligned(_moses().tokenize(text, escape=False), text)


# sentences


def sentence_pattern(text: str) -> Spans:
    return [_stripped(*m.span(), text) for m in SENTENCE.finditer(text)]


def _stripped(start: int, end: int, text: str) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


@cache
def _pysbd():
    import pysbd

    return pysbd.Segmenter(language="en", clean=False, char_span=True)


def pysbd_english(text: str) -> Spans:
    return [_stripped(s.start, s.end, text) for s in _pysbd().segment(text)]


def spacy_sentencizer(text: str) -> Spans:
    return [_stripped(s.start_char, s.end_char, text) for s in _spacy("sentencizer")(text).sents]


@cache
def _punkt():
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    return PunktSentenceTokenizer()


def punkt_untrained(text: str) -> Spans:
    return list(_punkt().span_tokenize(text))


# lemmas


def simplemma_alone(word: str) -> str:
    import simplemma

    return simplemma.lemmatize(word, lang="id").lower() if word else ""


@cache
def _sastrawi():
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


def sastrawi_alone(word: str) -> str:
    return _sastrawi().stem(word)


# times and statements


def dateparser_search(text: str, published: str | None = None) -> list[tuple[int, int, str]]:
    """Return (start, end, ISO day)."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(published), "DATE_ORDER": "DMY"} if published else {}
    found = search_dates(text, languages=["id"], settings=settings) or []
    spans = aligned((surface for surface, _ in found), text)
    return [(*span, day.date().isoformat()) for span, (_, day) in zip(spans, found, strict=False)]


def statement_pattern(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, speaker) by one pattern: what a first attempt looks like; no peer reads Indonesian."""
    return [(*m.span("content"), m["speaker"].strip()) for m in SAID.finditer(text)]


# the same, in the words of the reference material's scorers


def dateparser_rows(text: str, published: str | None = None) -> list[tuple[int, int, str, str]]:
    return [(start, end, "DATE", day) for start, end, day in dateparser_search(text, published)]


def statement_rows(text: str) -> list[dict[str, object]]:
    return [{"start": start, "end": end, "speaker": speaker} for start, end, speaker in statement_pattern(text)]
