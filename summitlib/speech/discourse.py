"""One article read for who says what: quotes without a cue, list items, pronouns and surnames find their speaker.

The rules for single sentences are in ``attributions``; here is what needs the whole article: who speaks at this point,
whom *dia*, *-nya* and *sang menteri* point to, and the longest name behind a surname (``names``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summitlib.speech.attributions import attributions_in, is_bullet
from summitlib.speech.clauses import Sentence, Word, reporting_sentences, verbs
from summitlib.speech.contents import Found, continued_quote, stated
from summitlib.speech.names import is_common
from summitlib.speech.predicates import COPULA, predicate_at, words_of
from summitlib.speech.register import Register
from summitlib.speech.roles import affiliation_of, office_words, state_before
from summitlib.speech.sources import BOTH, Source
from summitlib.speech.subjects import source_after, source_before


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


class Who(NamedTuple):
    """A resolved source."""

    name: str
    kind: str
    named: bool
    role: str | None
    at: int


_NOBODY = Who("", "unknown", False, None, -1)
_FURNITURE = re.compile(
    r"(?i)\W{0,5}(?:scroll to|advertisement|baca juga|baca:|simak (?:juga|selengkapnya|video)|tonton juga|lihat juga|"
    r"saksikan|pilihan editor|"
    r"artikel ini telah tayang|berita terkait|editor\b|reporter\b|pewarta|penulis:|copyright|foto:|\*ikuti|ikuti )"
)
_LIST_OPENS = re.compile(r"(?:antara lain|di antaranya|sebagai berikut|yakni|yaitu|berikut(?: ini)?|adalah)?\s*:\s*\Z")


class Article:
    """The reading of one article: what has been said so far and who speaks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = reporting_sentences(text)
        self.register = Register(text)
        self.known: dict[str, Who] = {}
        self.heard: set[str] = set()  # who has spoken, among them
        self.speaker = _NOBODY
        self.topic = _NOBODY  # whom the text turned to since
        self.subject = _NOBODY  # of the sentence just before
        self.pending: Found | None = None
        self.listing = False
        self.quoting = False  # whether the speaker so far was quoted directly

    def read(self) -> Iterator[Statement]:
        """Yield the statements sentence by sentence."""
        read = [(s, attributions_in(s, self.text)) for s in self.sentences if not _FURNITURE.match(self.text, s.start)]
        for n, (sentence, found) in enumerate(read):
            if sentence.fresh and self.listing and not is_bullet(self.text, sentence.start):
                self.listing = False
            yield from self._uncued(sentence, found, _rest_of_item(read, n))
            for one in found:
                yield self._statement(one, sentence)
            if found or self.listing:
                self.subject = _NOBODY
            else:
                self._note_topic(sentence)
            self._look_ahead(sentence, found)

    # --- statements without a cue of their own ---

    def _uncued(self, sentence: Sentence, found: list[Found], item: Sentence) -> Iterator[Statement]:
        """Yield list items and quotes that stand alone."""
        if found:
            return
        if self.listing and self.speaker.name:
            none = {"verb": None, "cue": None, "source": None}
            listed = stated(item.words, item, self.text, rule="list", attribution="list", **none)
            if listed and sentence.fresh and is_bullet(self.text, listed.start):
                yield self._statement(listed, item)
            return
        alone = self._lone_quote(sentence)
        if alone is None:
            return
        if self.pending is not None:
            pending, self.pending = self.pending, None
            yield self._statement(
                alone._replace(
                    verb=pending.verb,
                    cue=pending.cue,
                    source=pending.source,
                    attribution="cue",
                    rule="cue_before_quote",
                ),
                sentence,
            )
        elif self.speaker.name:
            yield self._statement(alone, sentence)

    def _lone_quote(self, sentence: Sentence) -> Found | None:
        """Return a quote that is a whole sentence; scare quotes and titles inside sentences are not."""
        words = [w for w in sentence.words if w.kind in "qwC#"]
        if not words or words[0].kind != "q" or any(w.kind in "wC#" for w in words) or len(words) > 1:
            return None
        if words[0].text.count(" ") < 2:
            return None
        return continued_quote(words[0], sentence, self.text)

    def _look_ahead(self, sentence: Sentence, found: list[Found]) -> None:
        """Remember a cue whose content is still to come, and a list that opens."""
        tail = self.text[max(sentence.start, sentence.end - 40) : sentence.end]
        self.pending = None
        if found and _LIST_OPENS.search(tail) and tail.endswith(":"):
            self.listing = True
        elif not found:
            self.pending = self._cue_without_content(sentence)

    def _cue_without_content(self, sentence: Sentence) -> Found | None:
        words = sentence.words
        for n in range(len(words) - 1, max(-1, len(words) - 14), -1):
            verb = verbs().get(words[n].low)
            if verb and verb.build == "active" and verb.takes != "none":
                source = source_before(words, 0, n, self.text)
                if source and source.kind != "selves" and (words[-1].text in ":," or len(words) - n <= 3):
                    return Found("cue_before_quote", 0, 0, "direct", verb, (words[n].start, words[n].end), source)
        return None

    # --- who ---

    def _statement(self, found: Found, sentence: Sentence) -> Statement:
        source = found.source
        if source is None or found.attribution == "continuation":
            who = self._current(source, found)
        else:
            before = found.cue is not None and source.end <= found.cue[0]
            who = self.subject if source.kind == "pronoun" and before and self.subject.name else self._resolve(source)
        if who.kind == "person" or not self.speaker.name or found.rule != "list":
            self.speaker = who
            self.topic = _NOBODY
        self.heard.add(who.name)
        self.quoting = found.form == "direct"
        mention = (source.start, source.end) if source else None
        clitic = found.verb and found.cue and source is None and self.text[found.cue[1] - 3 : found.cue[1]] == "nya"
        if clitic and found.cue:
            mention = (found.cue[1] - 3, found.cue[1])
        cue = self.text[found.cue[0] : found.cue[1]] if found.cue else None
        return Statement(
            found.start, found.end, self.text[found.start : found.end], found.form,
            cue, found.cue[0] if found.cue else None, found.cue[1] if found.cue else None,
            self.text[mention[0] : mention[1]] if mention else None,
            who.name or None, who.kind, who.role or None, affiliation_of(who.role), who.named,
            found.negated, found.attribution, found.incomplete, found.verb.tone if found.verb else None,
            mention[0] if mention else None, mention[1] if mention else None, sentence.start, sentence.end, found.rule,
        )  # fmt: skip

    def _current(self, source: Source | None, found: Found) -> Who:
        """Return who speaks at this point: the subject of the talk just before, else the speaker so far."""
        if found.rule == "list":
            return self.speaker  # a person named in an item is talked about
        if self.topic.name and (self.speaker.name or self.topic.role):
            return self.topic
        if not self.speaker.name:
            return self._antecedent(found.start)
        if source is None and found.cue and self.speaker.kind in ("org", "group") and not self.quoting:
            return self._antecedent(found.start)  # ujarnya: a person, though an institution was heard in between
        return self.speaker

    def _resolve(self, source: Source) -> Who:
        if source.kind == "pronoun":
            return self._antecedent(source.start)
        if source.kind == "plural":
            return (
                self.speaker
                if self.speaker.kind in ("group", "org")
                else Who(source.text, "group", False, None, source.start)
            )
        if source.kind == "office":
            return self._holder(source)
        if source.name and source.kind == "group":  # two names joined
            names = [self.register.full_name(name, source.start) for name in source.name.split(BOTH)]
            return Who(BOTH.join(names), "group", True, None, source.start)
        if source.name:
            return self._person(source)
        if (
            source.kind == "org"
            and " " not in source.text
            and self.register.full_name(source.text, source.start) != source.text
        ):
            return self._person(source._replace(name=source.text))
        if source.kind == "org" and source.text.lower().split()[-1] in words_of("demonstrative"):
            return self._institution(source)
        name = self._expanded(source.text) if source.kind == "org" else source.text
        named = source.kind == "org" and any(c.isupper() for c in name[:1])
        return Who(name, source.kind if source.kind != "unknown" else "unknown", named, None, source.start)

    def _antecedent(self, at: int) -> Who:
        """Return whom ia or dia means: the subject of the talk, the speaker so far, the last person named."""
        latest = "" if self.speaker.name else self.register.latest(at)
        asked = latest in self.register.roles and not self.topic.role  # nobody has spoken: who has an office is asked
        if self.topic.name and not asked:
            return self.topic
        if self.speaker.kind == "person":
            return self.speaker
        if self.known and not asked:
            return next(reversed(self.known.values()))
        return Who(latest, "person", True, self.register.roles.get(latest), at) if latest else self.speaker

    def _person(self, source: Source) -> Who:
        full = self.register.full_name(self.register.without_seat(source.name, source.role), source.start)
        old = self.known.get(full)
        role = source.role or (old.role if old else None) or self.register.roles.get(full)
        if old and old.role and len(old.role) >= len(role or ""):
            role = old.role
        who = Who(full, "person", True, role, source.start)
        self.known.pop(full, None)
        self.known[full] = who
        self.register.spoken[full] = source.start
        return who

    def _holder(self, source: Source) -> Who:
        """Return the person an office points back to: the nearest with these words in the role."""
        heads = office_words(source.text)
        for who in reversed(self.known.values()):
            if heads and heads <= office_words(who.role or ""):
                return who
        for name, role_text in reversed(self.register.roles.items()):
            if heads and heads <= office_words(role_text) and self.register.first[name] < source.start:
                return self._person(Source(source.start, source.end, source.text, name, "person", role_text))
        pointing = source.text.lower().split()[-1] in words_of("demonstrative") or source.text.lower().startswith(
            "sang "
        )
        if pointing and (who := self._antecedent(source.start)).kind == "person":
            return who
        return Who(source.text, "person", False, None, source.start)

    def _institution(self, source: Source) -> Who:
        """Return the institution a phrase like *lembaga itu* points back to, or the state behind *negara itu*."""
        head = source.text.lower().split()[0]
        if head in ("negara", "negeri"):
            state = state_before(self.text, source.start)
            return Who(state or source.text, "org", bool(state), None, source.start)
        said = self.speaker
        fits = head in words_of("any institution") or head in said.name.lower().split()
        if said.kind == "org" and said.named and fits:
            return said
        return Who(source.text, "org", False, None, source.start)

    def _expanded(self, name: str) -> str:
        bare = name.split(" (")[0]
        return self.register.long_forms.get(bare, bare)

    def _note_topic(self, sentence: Sentence) -> None:
        """Remember the person a sentence without a statement is about, and whether the text turns to that person."""
        agent = self._agent(sentence)
        if agent is not None:
            self.topic = self.subject = self._person(agent)._replace(at=sentence.start)
            return
        stop = predicate_at(sentence.words)
        source = source_before(sentence.words, 0, stop, self.text) if stop else None
        if source is not None and source.kind == "pronoun":
            return
        self.subject = _NOBODY
        if source is None or not source.name or source.kind != "person" or _of_things(source):
            return
        self.subject = self._person_quietly(source)._replace(at=sentence.start)
        if self._turns_to(source, sentence.words[stop]):
            self.topic = self._person(source)._replace(at=sentence.start)
        elif self.subject.name in self.heard:
            self.topic = self.subject

    def _turns_to(self, source: Source, predicate: Word) -> bool:
        """Return whether the text turns to its subject: somebody introduced, acting in office, or speaking already."""
        verb = verbs().get(predicate.low)
        return bool(
            (verb and verb.build == "active")
            or predicate.low in COPULA
            or not self.speaker.name
            or self._person_quietly(source).name == self.speaker.name
            or (source.role and _AGENTIVE.match(predicate.low))
        )

    def _agent(self, sentence: Sentence) -> Source | None:
        """Return the person by whom something was said: Hal itu disampaikan (oleh) Rina Wati."""
        for n, word in enumerate(sentence.words[:-1]):
            verb = verbs().get(word.low)
            told = verb and verb.build == "passive" and verb.tone != "directive"  # not: diperintahkan oleh
            if told and (n == 0 or sentence.words[n - 1].low != "yang"):
                source, _ = source_after(sentence.words, n + 1, self.text)
                return source if source and source.name and source.kind == "person" else None
        return None

    def _person_quietly(self, source: Source) -> Who:
        full = self.register.full_name(source.name, source.start)
        return self.known.get(full) or Who(full, "person", True, source.role or None, source.start)


_ITEM = 12  # sentences: a list item is not longer


def _rest_of_item(read: list[tuple[Sentence, list[Found]]], n: int) -> Sentence:
    """Return a list item with its further sentences up to the first that has a cue of its own."""
    item = read[n][0]
    for later, found in read[n + 1 : n + 1 + _ITEM]:
        if later.fresh or found or not item.fresh:
            break
        item = item._replace(words=item.words + later.words, end=later.end)
    return item


_AGENTIVE = re.compile(r"me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,}\Z")


def _of_things(source: Source) -> bool:
    """Return whether a name without a role holds an ordinary word: Lomba Esai Bahari is no person."""
    first = source.name.split()[0]
    return not source.role and first[0].isupper() and is_common(first)  # tersangka M is one
