"""Who speaks at this point of an article: whom *dia*, *-nya*, *sang menteri* and a surname point to.

``Speakers`` is told, sentence by sentence, what was said and by which phrase, or whom a sentence without a statement is
about. It keeps three persons: who spoke last, whom the text turned to since, and the subject of the sentence before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summitlib.speech.agents import source_after
from summitlib.speech.clauses import Sentence, Word, verbs
from summitlib.speech.contents import Found
from summitlib.speech.names import is_common, is_office, long_offices
from summitlib.speech.predicates import COPULA, predicate_at, words_of
from summitlib.speech.register import Register
from summitlib.speech.roles import office_words, state_before
from summitlib.speech.sources import BOTH, Source
from summitlib.speech.subjects import source_before


class Who(NamedTuple):
    """A resolved source: its full name or its description, its kind, and the role it was given."""

    name: str
    kind: str
    named: bool
    role: str | None


NOBODY = Who("", "unknown", False, None)


class Speakers:
    """Everybody who spoke or was told of so far in one article, and who is meant now."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.register = Register(text)
        self.known: dict[str, Who] = {}
        self.heard: set[str] = set()  # who has spoken, among them
        self.speaker = NOBODY
        self.topic = NOBODY  # whom the text turned to since
        self.subject = NOBODY  # of the sentence just before
        self.quoting = False  # whether the speaker so far was quoted directly

    def of(self, found: Found) -> Who:
        """Return who says what was found, and remember that it was said."""
        source = found.source
        if source is None or found.attribution == "continuation":
            who = self._current(source, found)
        else:
            before = found.cue is not None and source.end <= found.cue[0]
            who = self.subject if source.kind == "pronoun" and before and self.subject.name else self._resolve(source)
        if who.kind == "person" or not self.speaker.name or found.rule != "list":
            self.speaker = who
            self.topic = NOBODY
        self.heard.add(who.name)
        self.quoting = found.form == "direct"
        return who

    def pass_over(self) -> None:
        """Forget the subject of the sentence before: the next *ia* points to who speaks."""
        self.subject = NOBODY

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
        """Return whom the phrase at a cue means."""
        if source.kind == "pronoun":
            return self._antecedent(source.start)
        if source.kind == "plural" and self.speaker.kind in ("group", "org"):
            return self.speaker
        if source.kind == "office":
            return self._holder(source)
        if source.name:
            return self._two(source) if source.kind == "group" else self._person(source)
        if source.kind == "org":
            return self._institution(source)
        kind = "group" if source.kind == "plural" else source.kind
        return Who(_described(source.text), kind, False, None)

    def _two(self, source: Source) -> Who:
        """Return two names joined: who speak as one."""
        names = [self.register.full_name(name, source.start) for name in source.name.split(BOTH)]
        return Who(BOTH.join(names), "group", True, None)

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
        return Who(latest, "person", True, self.register.roles.get(latest)) if latest else self.speaker

    def _person(self, source: Source) -> Who:
        """Return the person a name means, with the longest role told so far, as the one told of last."""
        full = self.register.full_name(self.register.without_seat(source.name, source.role), source.start)
        old = self.known.get(full)
        role = source.role or (old.role if old else None) or self.register.roles.get(full)
        if old and old.role and len(old.role) >= len(role or ""):
            role = old.role
        who = Who(full, "person", True, role)
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
        first, *_, last = source.text.lower().split() * 2
        pointing = first == "sang" or last in words_of("demonstrative")
        if pointing and (who := self._antecedent(source.start)).kind == "person":
            return who
        return Who(_described(source.text), "person", False, None)

    def _institution(self, source: Source) -> Who:
        """Return an institution under its long name; one capital alone may be the surname of somebody in the text."""
        if " " not in source.text and self.register.full_name(source.text, source.start) != source.text:
            return self._person(source._replace(name=source.text))
        if source.text.lower().split()[-1] in words_of("demonstrative"):
            return self._institution_before(source)
        bare = source.text.split(" (")[0]
        name = self.register.long_forms.get(bare, bare)
        return Who(name, "org", name[:1].isupper(), None)

    def _institution_before(self, source: Source) -> Who:
        """Return the institution a phrase like *lembaga itu* points back to, or the state behind *negara itu*."""
        head = source.text.lower().split()[0]
        if head in ("negara", "negeri"):
            state = state_before(self.text, source.start)
            return Who(state or _described(source.text), "org", bool(state), None)
        said = self.speaker
        fits = head in words_of("any institution") or head in said.name.lower().split()
        if said.kind == "org" and said.named and fits:
            return said
        return Who(_described(source.text), "org", False, None)

    def note_topic(self, sentence: Sentence) -> None:
        """Remember the person a sentence without a statement is about, and whether the text turns to that person."""
        agent = self._agent(sentence)
        if agent is not None:
            self.topic = self.subject = self._person(agent)
            return
        stop = predicate_at(sentence.words)
        source = source_before(sentence.words, 0, stop, self.text) if stop else None
        if source is not None and source.kind == "pronoun":
            return
        self.subject = NOBODY
        if source is None or not source.name or source.kind != "person" or _of_things(source):
            return
        self.subject = self._person_quietly(source)
        if self._turns_to(source, sentence.words[stop]):
            self.topic = self._person(source)
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
        """Return the person a name means, without a note that the text tells of them."""
        full = self.register.full_name(source.name, source.start)
        return self.known.get(full) or Who(full, "person", True, source.role or None)


_AGENTIVE = re.compile(r"me(?:ng|ny|m|n|l|r|w|y)[a-z]{3,}\Z")


def _of_things(source: Source) -> bool:
    """Return whether a name without a role holds an ordinary word: Lomba Esai Bahari is no person."""
    first = source.name.split()[0]
    return not source.role and first[0].isupper() and is_common(first)  # tersangka M is one


def _described(text: str) -> str:
    """Return a description as it reads inside a sentence, so that *Para analis* and *para analis* are one source.

    An office keeps its capital before another one and in its short form: Menteri Luar Negeri, Menlu.
    """
    first, _, rest = text.partition(" ")
    low = first.lower()
    if not first.istitle() or low in long_offices() or (is_office(low) and rest[:1].isupper()):
        return text
    return text[0].lower() + text[1:]
