"""Everybody named in one article: full names, short ones, offices, and the long forms of acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from summitlib.speech.names import (
    functional,
    is_common,
    is_noun,
    is_opener,
    lost_space,
    name_span,
    name_start,
    office_goes_on,
    offices,
    titles,
)
from summitlib.words.saying import bare_verbs

_CAPITAL = r"(?:(?:(?:[A-Z]\.)+[A-Z]?|Prof\.|Drs?\.|Dra\.|Drg\.|Ir\.|Hj\.|KH\.)(?=\s|$)|[^\W\d_a-z][\w'’-]*)"
_LINK = r"(?:bin|binti|van|der|den|von|de|da|dos|al|el|ibn|of|for|on|and|the|in|dan)"
_RUN = re.compile(rf"{_CAPITAL}(?:[ ](?:{_LINK}[ ])*{_CAPITAL})*")
_LONG_WORD = r"(?:[^\W\d_a-z][\w'’.-]*|dan|dari|untuk|atas)"
_SHORT = re.compile(r" \(([^\W\d_][\w .-]{1,14})\)")  # searched first: brackets are rare
_LONG = re.compile(rf"(?<!\S){_LONG_WORD}(?:[ ]{_LONG_WORD}){{0,9}}\Z")
_NICKNAME = re.compile(
    r"\b(?:alias|(?:disapa|dipanggil|sapaan|panggilan)(?: akrab(?:nya)?)?(?: dengan)?(?: nama| sebutan)?)"
    rf" (?:(?i:kang|mas|mbak|gus|bunda|bung|pak|bu|bang|cak|teh|om|mang|ning|daeng) )?({_CAPITAL})"
)
_CALLED = re.compile(r"\b([a-z]{4,}) ([A-Z][a-z'’-]+)\b(?! [A-Z(])")  # kata Rina: a name alone after a bare verb
_PARTED = re.compile(r" \([^()]{2,20}\),? ")  # Menteri Sosial (Mensos), Rina Wati
_NICKNAMES = 20  # in one article
_SEAT_NOUN = r"(?:di|[Dd]esa|[Kk]ecamatan|[Kk]abupaten|[Kk]ota|[Dd]aerah|[Pp]elabuhan|[Pp]olres|[Pp]olsek|[Pp]ulau)"
_SEAT = re.compile(rf"\b{_SEAT_NOUN} ([^\W\d_a-z]\w+)\b")


class Person(NamedTuple):
    """A name as the article first gives it in full, and where."""

    name: str
    parts: tuple[str, ...]
    start: int


_BEFORE_OPENING = frozenset(("", ".", "!", "?", '"', "“", "”", "\n", "…", ":", "*", "•", "(", "-", "–"))
_LONGEST_FORM = 140  # characters: the long form of an acronym is not longer
_BACK = 1500  # characters: a bearer named farther back is not meant by a nickname
_RUN_WORDS = 30  # a longer run of capitals is a heading in capitals
_BEARERS = 100  # names that share a word: more are no article


class Register:
    """The names, long forms and acronyms of one article, gathered in one pass."""

    def __init__(self, text: str) -> None:
        self.persons: dict[str, list[Person]] = {}  # by every word of the name, in small letters
        self.long_forms: dict[str, str] = {}  # of acronyms
        self.nicknames: dict[str, str] = {}  # and the names they stand for
        self.initials: dict[str, str] = {}  # and the names they stand for
        self.roles: dict[str, str] = {}  # by full name
        self.first: dict[str, int] = {}  # where a name first stands in full
        self.spoken: dict[str, int] = {}  # where a name was last resolved as a speaker
        self.alone: set[str] = set()  # capitals that stand alone somewhere
        self.seats: set[str] = set(_SEAT.findall(text))  # capitals after di, Desa, Polres …
        self.called = {w for cue, w in _CALLED.findall(text) if cue in bare_verbs() and not is_noun(w.lower())}
        self._read: set[tuple[str, bool]] = set()
        self._seen: set[tuple[str, ...]] = set()
        self._read_names(text)
        self._read_brackets(text)
        self._read_nicknames(text)

    def _read_names(self, text: str) -> None:
        """Note the names in all runs of capitals."""
        runs = list(_RUN.finditer(text))
        inner = (m[0].split(" ")[0] for m in runs if not self._opens(text, m.start()))
        self.inside = {word for word in inner if is_common(word)}
        self._read_offices(text, runs)
        for match in runs:
            for run, at in _unjoined(match[0], match.start()):
                if not _is_spelled(run, text, at + len(run)):
                    self._add(run, at, opens=at > match.start() or self._opens(text, match.start()))

    def _read_brackets(self, text: str) -> None:
        """Note the long forms before acronyms in brackets."""
        for match in _SHORT.finditer(text):
            long = _LONG.search(text, max(0, match.start() - _LONGEST_FORM), match.start())
            if long:
                self._pair(long[0], match[1])

    def _read_nicknames(self, text: str) -> None:
        """Note what persons are called: Rina Wati, yang akrab disapa Nana."""
        for match in islice(_NICKNAME.finditer(text), _NICKNAMES):
            bearer = self._named_last(text, match.start())
            if bearer and match[1] not in bearer.split():
                self.nicknames.setdefault(match[1], bearer)

    @staticmethod
    def _opens(text: str, at: int) -> bool:
        """Return whether a capital at ``at`` may only open a sentence."""
        return text[max(0, at - 2) : at].rstrip(" ")[-1:] in _BEFORE_OPENING

    def _read_offices(self, text: str, runs: list[re.Match[str]]) -> None:
        """Note the office of a name that an acronym or a comma parts from it: Menteri Sosial (Mensos) Rina Wati."""
        for office, name in pairwise(runs):
            between = text[office.end() : name.start()]
            if between != ", " and not _PARTED.fullmatch(between):
                continue
            parts = name[0].split()
            first, last = name_span(parts)
            held = office[0].split()
            styled = all(part.lower().rstrip(".") in titles() for part in parts[:first])
            if is_noun(held[0].lower()) and name_start(held) == len(held) and styled and last - first > 1:
                self.roles.setdefault(" ".join(parts[first:last]), office[0])

    def _add(self, run: str, start: int, *, opens: bool) -> None:
        """Note the name in a run of capitals, and the office before it."""
        if (run, opens) in self._read:
            return
        self._read.add((run, opens))
        parts = run.rstrip(".").split()
        if not parts or len(parts) > _RUN_WORDS:
            return
        parts[-1] = parts[-1].removesuffix("'s").removesuffix("’s")
        parts[-1] = parts[-1][: lost_space(parts[-1]) or None]
        while parts and self._only_opens(parts[0], opens=opens):
            parts = parts[1:]
        if len(parts) == 1:
            self.alone.add(parts[0])
        first, last = self._name_in(parts)
        name = tuple(parts[first:last])
        if not 2 <= len(name) <= 6 or "dan" in name or name in self._seen:
            return
        self._seen.add(name)
        person = Person(" ".join(name), name, start)
        self.first[person.name] = start
        if any(part.lower().rstrip(".") not in titles() for part in parts[:first]):
            self.roles[person.name] = " ".join(parts[:first])
        self._bear(person)

    def _only_opens(self, word: str, *, opens: bool) -> bool:
        """Return whether the first word of a run is capital only because it opens a sentence."""
        low = word.lower()
        ordinary = opens and is_common(word) and not is_noun(low) and word not in self.inside
        return ordinary or low in functional()

    def _name_in(self, parts: list[str]) -> tuple[int, int]:
        """Return where the name begins and ends, by what the article shows elsewhere too."""
        first, last = name_span(parts)
        if 0 < first < last and parts[first - 1] in self.called:  # Pengacara Muslim Jaya Wirya, later: kata Muslim
            first -= 1
        if last - first > 3 and parts[first] in self.seats - self.called:
            first += 1  # Bupati Muba Roy Adi Wirya, and elsewhere: di Muba
        again = next((n for n in range(first + 2, last) if parts[n] == parts[first]), last)
        return first, again  # a heading ran into its sentence

    def _bear(self, person: Person) -> None:
        """Note the person under every word of the name, and under its initials."""
        initials = "".join(part[0] for part in re.split(r"[\s-]", person.name) if part).upper()
        if len(initials) > 2 and initials not in self.long_forms:
            self.initials.setdefault(initials, person.name)  # STY is Shin Tae-yong
        for part in set(person.parts):
            bearers = self.persons.setdefault(part.lower(), [])
            if len(bearers) < _BEARERS:
                bearers.append(person)

    def _pair(self, long: str, short: str) -> None:
        """Note what a word in brackets is short for: a nickname after a name, an acronym after an institution."""
        words = long.split()
        while words and words[0] in ("dan", "dari", "untuk", "atas"):
            words = words[1:]
        first, last = name_span(words)
        styled = first  # Kang Dedi Mulya (KDM)
        while styled and words[styled - 1].lower().rstrip(".") in titles():
            styled -= 1
        initials = last - first > 1 and short in ("".join(w[0] for w in words[n:last]) for n in (styled, first))
        clipped = 1 < last - first <= 4 and last == len(words) and _is_short_name(short)  # Joko Susilo (Joksus)
        if initials or clipped:
            self.nicknames.setdefault(short, " ".join(words[first:last]))
            return
        while len(words) > 2 and words[0].lower() in offices() and words[0][:1].upper() != short[:1].upper():
            words = words[1:]
        if len(words) > 1 and short[:1].isupper() and name_start(words) > 0:
            self.long_forms.setdefault(short, " ".join(words))

    def _named_last(self, text: str, at: int) -> str:
        """Return the person whose name, or a part of it, stands last before ``at``: whose nickname follows."""
        back = max(0, at - _BACK)
        for word in reversed(text[back:at].split()):
            bearers = self.persons.get(word.strip(',.()"“”').lower(), ()) if word[:1].isupper() else ()
            bearer = next((person for person in reversed(bearers) if person.start < at), None)
            if bearer:
                return bearer.name
        return ""

    def latest(self, at: int) -> str:
        """Return the person named last before ``at``: those with an office first."""
        before = [name for name, start in self.first.items() if start < at]
        return next((name for name in reversed(before) if name in self.roles), before[-1] if before else "")

    def without_seat(self, name: str, role: str) -> str:
        """Return a name that follows an office without the words before the one the article calls the person by.

        ``Ketua Koalisi Membumi Gita Wirya`` and later ``kata Gita``: Membumi is the seat, not the name.
        """
        parts = name.split()
        while role and len(parts) > 1 and parts[0] in self.seats:
            parts = parts[1:]
        name = " ".join(parts)
        called = next((n for n, part in enumerate(parts) if part in self.alone), 0)
        return " ".join(parts[called:]) if role and called and len(parts) - called > 1 else name

    def full_name(self, mention: str, at: int) -> str:
        """Return the longest name of the article with the words of ``mention`` in it, else the mention itself."""
        mention = self.nicknames.get(mention) or self.initials.get(mention, mention)
        parts = tuple(part.lower() for part in mention.split())
        best: tuple[tuple[bool, bool, bool, int, int], str] | None = None
        for person in self.persons.get(parts[0], ()) if parts else ():
            if len(person.parts) <= len(parts) or not _contains(person.parts, parts):
                continue
            edge = parts[-1] == person.parts[-1].lower() or parts[0] == person.parts[0].lower()
            rank = (person.name in self.spoken, edge, person.start <= at, len(person.parts), -abs(at - person.start))
            if best is None or rank > best[0]:
                best = (rank, person.name)
        return best[1] if best else mention


def _is_short_name(short: str) -> bool:
    """Return whether a word in brackets after a name can be what its bearer is called."""
    return short.isalpha() and short.istitle() and not is_common(short) and name_span([short]) == (0, 1)


def _is_spelled(run: str, text: str, end: int) -> bool:
    """Return whether an acronym in brackets spells the run with words before any name: Air Bersih Desa Adi (ABDA)."""
    short = _SHORT.match(text, end) if text.startswith(" (", end) else None
    parts = run.split()
    return short is not None and short[1] == "".join(part[0] for part in parts) and name_span(parts)[0] > 0


def _unjoined(run: str, start: int) -> list[tuple[str, int]]:
    """Return the parts of a run of capitals that a word opening a sentence parts: the full stop was lost."""
    if " " not in run:
        return [(run, start)]
    out, at, taken = [], start, list[str]()
    for part in run.split(" "):
        opener = is_opener(part) and part != "dan"
        if taken and (opener or (taken[-1] == "dan" and not office_goes_on(taken[:-1], part))):
            out.append((" ".join(taken[:-1] if taken[-1] == "dan" else taken), start))
            taken, start = [], at
        taken.append(part)
        at += len(part) + 1
    if taken[-1] == "dan":
        taken.pop()
    return [*out, (" ".join(taken), start)]


def _contains(parts: Sequence[str], piece: Sequence[str]) -> bool:
    """Return whether the words of ``piece``, in small letters, stand together in ``parts``."""
    low = [part.lower() for part in parts]
    return any(low[n : n + len(piece)] == list(piece) for n in range(len(low) - len(piece) + 1))
