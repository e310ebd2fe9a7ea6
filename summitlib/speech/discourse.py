"""One article read for who says what: quotes without a cue, and the items of a list, find their cue or their speaker.

The rules for single sentences are in ``attributions``; here is what needs the sentences around them: quotes that stand
alone, cues whose quote is still to come, lists. Who speaks at this point is known to ``speakers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import either
from summitlib.speech.attributions import attributions_in, is_bullet
from summitlib.speech.clauses import Sentence, reporting_sentences, verbs
from summitlib.speech.contents import Found, continued_quote, stated
from summitlib.speech.predicates import words_of
from summitlib.speech.roles import affiliation_of
from summitlib.speech.speakers import Speakers
from summitlib.speech.subjects import source_before


class Statement(NamedTuple):
    """Reported words: ``text[start:end] == content``; offsets count characters of the text handed in.

    form: direct, indirect or mixed. speaker_kind: person, org, group, document or unknown. attribution: cue, list (an
    item of a list the speaker opened) or continuation (a quote without a cue of its own). incomplete: left open.
    ``sentence_start``, ``sentence_end``: the sentence of the reporting text it stands in, with cue and source.
    """

    start: int
    end: int
    content: str
    form: str
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    mention: str | None
    speaker: str | None
    speaker_kind: str
    role: str | None
    affiliation: str | None
    named: bool
    negated: bool
    attribution: str
    incomplete: bool
    cue_class: str | None
    mention_start: int | None
    mention_end: int | None
    sentence_start: int
    sentence_end: int
    rule: str

    @property
    def type(self) -> str:
        """The form, under the name the scorer reads."""
        return self.form


@cache
def _furniture() -> re.Pattern[str]:
    """Return what a line opens with that is the page's, not the article's: Baca juga; AdvertisementDudi, all glued."""
    return re.compile(rf"\W{{0,5}}(?i:{either(words_of('furniture'))})(?![a-z])")


_LIST_OPENS = re.compile(r"(?:antara lain|di antaranya|sebagai berikut|yakni|yaitu|berikut(?: ini)?|adalah)?\s*:\s*\Z")


class Article:
    """The reading of one article: what has been said so far and who speaks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = reporting_sentences(text)
        self.speakers = Speakers(text)
        self.pending: Found | None = None  # a cue whose quote is still to come
        self.listing = False  # whether the speaker opened a list that still runs

    def read(self) -> Iterator[Statement]:
        """Yield the statements sentence by sentence."""
        own = [s for s in self.sentences if not _furniture().match(self.text, s.start)]
        read = [(s, attributions_in(s, self.text)) for s in own]
        for n, (sentence, found) in enumerate(read):
            if sentence.fresh and self.listing and not is_bullet(self.text, sentence.start):
                self.listing = False
            yield from self._uncued(sentence, found, _rest_of_item(read, n))
            for one in found:
                yield self._statement(one, sentence)
            if found or self.listing:
                self.speakers.pass_over()
            else:
                self.speakers.note_topic(sentence)
            self._look_ahead(sentence, found)

    # --- statements without a cue of their own ---

    def _uncued(self, sentence: Sentence, found: list[Found], item: Sentence) -> Iterator[Statement]:
        """Yield list items and quotes that stand alone."""
        spoken = bool(self.speakers.speaker.name)
        if found:
            return
        if self.listing and spoken:
            listed = self._listed(item)
            if listed and sentence.fresh and is_bullet(self.text, listed.start):
                yield self._statement(listed, item)
        elif alone := self._lone_quote(sentence):
            if self.pending is not None:
                cued = self.pending._replace(start=alone.start, end=alone.end, incomplete=alone.incomplete)
                yield self._statement(cued, sentence)
            elif spoken:
                yield self._statement(alone, sentence)

    def _listed(self, item: Sentence) -> Found | None:
        """Return a list item as what the speaker who opened the list says."""
        return stated(item.words, item, self.text, rule="list", attribution="list", verb=None, cue=None, source=None)

    def _lone_quote(self, sentence: Sentence) -> Found | None:
        """Return a quote that is a whole sentence; scare quotes and titles inside sentences are not."""
        words = [w for w in sentence.words if w.kind in "qwC#"]
        alone = len(words) == 1 and words[0].kind == "q" and words[0].text.count(" ") >= 2
        return continued_quote(words[0], sentence, self.text) if alone else None

    def _look_ahead(self, sentence: Sentence, found: list[Found]) -> None:
        """Remember a cue whose content is still to come, and a list that opens."""
        tail = self.text[max(sentence.start, sentence.end - 40) : sentence.end]
        self.pending = None
        if found and _LIST_OPENS.search(tail) and tail.endswith(":"):
            self.listing = True
        elif not found:
            self.pending = self._cue_without_content(sentence)

    def _cue_without_content(self, sentence: Sentence) -> Found | None:
        """Return the cue near the end of a sentence that a quote of its own may follow: Rina Wati menegaskan:"""
        words = sentence.words
        for n in range(len(words) - 1, max(-1, len(words) - _CUE_NEAR), -1):
            verb = verbs().get(words[n].low)
            if verb and verb.build == "active" and verb.takes != "none":
                source = source_before(words, 0, n, self.text)
                if source and source.kind != "selves" and (words[-1].text in ":," or len(words) - n <= 3):
                    return Found("cue_before_quote", 0, 0, "direct", verb, (words[n].start, words[n].end), source)
        return None

    def _statement(self, found: Found, sentence: Sentence) -> Statement:
        """Return the finding as a statement, its source resolved."""
        who = self.speakers.of(found)
        cue_start, cue_end = found.cue or (None, None)
        mention_start, mention_end = self._mention(found) or (None, None)
        return Statement(
            found.start, found.end, self.text[found.start : found.end], found.form,
            self.text[cue_start:cue_end] if cue_end else None, cue_start, cue_end,
            self.text[mention_start:mention_end] if mention_end else None,
            who.name or None, who.kind, who.role or None, affiliation_of(who.role), who.named,
            found.negated, found.attribution, found.incomplete, found.verb.tone if found.verb else None,
            mention_start, mention_end, sentence.start, sentence.end, found.rule,
        )  # fmt: skip

    def _mention(self, found: Found) -> tuple[int, int] | None:
        """Return where the source is mentioned: its phrase, or the *-nya* of the cue."""
        if found.source is not None:
            return found.source.start, found.source.end
        end = found.cue[1] if found.cue and found.verb else 0
        return (end - len("nya"), end) if self.text.endswith("nya", 0, end) else None


_CUE_NEAR = 14  # words: a cue farther from the end of its sentence has its content there
_ITEM = 12  # sentences: a list item is not longer


def _rest_of_item(read: list[tuple[Sentence, list[Found]]], n: int) -> Sentence:
    """Return a list item with its further sentences up to the first that has a cue of its own."""
    item = read[n][0]
    for later, found in read[n + 1 : n + 1 + _ITEM]:
        if later.fresh or found or not item.fresh:
            break
        item = item._replace(words=item.words + later.words, end=later.end)
    return item
