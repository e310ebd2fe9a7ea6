"""What is reported: where content begins and ends beside its cue, and whether it can be content at all.

Between cue and content stand hearers, occasions, dates and conjunctions; content ends with its sentence, or where a
clause with a cue of its own or a credit begins. A thing handed over (*menyampaikan surat*) is no content.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summitlib.speech.clauses import Sentence, Verb, Word
from summitlib.speech.predicates import is_clause, verblike, words_of
from summitlib.speech.settings import CONJUNCTION, content_after, cut
from summitlib.speech.sources import Source


class Found(NamedTuple):
    """A stretch of reported words and its attribution, before pronouns are resolved.

    ``owner`` says whose words they are: ``source`` (the phrase found), ``subject`` (the subject of the sentence stands
    elsewhere and was found there) or ``current`` (whoever speaks at this point of the article).
    """

    rule: str
    start: int
    end: int
    form: str
    verb: Verb | None
    cue: tuple[int, int] | None
    source: Source | None
    attribution: str = "cue"
    negated: bool = False
    incomplete: bool = False


def span(words: Sequence[Word], sentence: Sentence) -> tuple[int, int, str, bool] | None:
    """Return start, end, form and completeness of content: without outer marks; None if nothing is left."""
    a, b = 0, len(words)
    while a < b and (words[a].kind in ",.n" or words[a].low in CONJUNCTION):
        a += 1
    while b > a and words[b - 1].kind in ",.n" and words[b - 1].text not in "%":
        b -= 1
    if a >= b:
        return None
    quotes = [w for w in words[a:b] if w.kind == "q"]
    first, last = sentence.quotes.get(words[a].start), sentence.quotes.get(words[b - 1].start)
    start = first.inner if first and words[a].kind == "q" else words[a].start
    end = last.inner_end if last and words[b - 1].kind == "q" else words[b - 1].end
    form = "indirect" if not quotes else "direct" if b - a == 1 else "mixed"
    incomplete = any(not sentence.quotes[w.start].closed for w in quotes)
    return start, end, form, incomplete


def inner_span(word: Word, sentence: Sentence, text: str) -> tuple[int, int]:
    """Return the words inside a quote, without spaces and the last comma or full stop."""
    quote = sentence.quotes[word.start]
    a, b = quote.inner, quote.inner_end
    while a < b and (text[a].isspace() or text[a] in ",.…"):
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",.;:!?"):
        b -= 1
    return a, b


def stated(words: Sequence[Word], sentence: Sentence, text: str, **more: object) -> Found | None:
    """Return the words as a finding with the further fields given, or None if nothing but marks is left."""
    content = span(words, sentence)
    if content is None:
        return None
    start, end, form, incomplete = content
    if form == "direct":
        start, end = inner_span(next(w for w in words if w.kind == "q"), sentence, text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:!?"):
        end -= 1
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return Found(start=start, end=end, form=form, incomplete=incomplete, **more)  # type: ignore[arg-type]


def quote_alone(content: Sequence[Word]) -> Sequence[Word]:
    """Return only the quote where content is a whole quoted sentence and what follows is no part of it."""
    k = 0
    while k < len(content) and content[k].kind in ",.":
        k += 1
    if k < len(content) and content[k].kind == "q":
        rest = content[k + 1 :]
        words = content[k].text.count(" ") + 1
        if all(w.kind in ",." for w in rest) or (
            words >= 5 and (content[k].text.rstrip()[-1:] in ".,!?" or rest[0].text == ",")
        ):
            return content[k : k + 1]
    return content


_WISHED = frozenset(["tekan", "ingat", "pesan", "sampai", "tegas", "sebut"])  # say so and also wish so, with agar
_OWN_DEED = frozenset(["aku-i", "klaim"])  # with the verbs that deny: mengakui menerima suap


def acceptable(verb: Verb, mark: str, content: Sequence[Word], source: Source) -> bool:
    """Return whether what follows the verb can be its content."""
    real = [w for w in content if w.kind in "wC#q"]
    quoted = any(w.kind == "q" and w.text.count(" ") >= 2 for w in real)
    if not real or (verb.root in ("tunjuk", "bukti") and source.kind != "document"):
        return False
    if real[0].low in ("sambil", "seraya", "sembari"):
        return False  # "…," Rina menambahkan sambil tersenyum
    if source.kind == "unknown" and mark not in ("bahwa", "comma") and not quoted:
        return False
    if mark in ("bahwa", "colon") or (mark == "loose" and verb.tone != "directive"):
        return True
    if mark == "wish":
        return verb.tone in ("directive", "predicting", "commissive") or verb.root in _WISHED
    if source.kind == "document":
        return mark == "comma" or is_clause(content)
    if mark == "comma":
        return len(real) >= 3 or quoted
    return _is_deed(verb, real) or _is_content(verb, content, real, quoted)


def _is_deed(verb: Verb, real: Sequence[Word]) -> bool:
    """Return whether a bare verb with the same subject follows: berikrar menjaga hutan; membantah menerima suap."""
    if len(real) < 2 or not verblike(real[0]):
        return False
    pledged = verb.tone == "commissive" and real[0].low[:2] in ("me", "be")
    return pledged or ((verb.denies or verb.root in _OWN_DEED) and not verblike(real[-1]))


def _is_content(verb: Verb, content: Sequence[Word], real: Sequence[Word], quoted: bool) -> bool:
    """Return whether words without a mark are what the verb takes: a wish, a feeling, a clause, a quote."""
    opens_quoted = quoted and content[0].kind == "q"
    if verb.tone in ("directive", "commissive"):
        wished = any(w.low in ("untuk", "agar", "supaya", "tidak", "segera", "akan") for w in real)
        return wished and verb.takes in ("clause", "any")
    if _is_felt(verb, content):
        return True
    if verb.takes == "any":
        return (len(real) >= 2 or quoted) and not _is_noun_phrase(content)
    clause = is_clause(content) and not _is_noun_phrase(content)
    return opens_quoted or (verb.takes == "clause" and (clause or real[0].low in words_of("proposed")))


def _is_noun_phrase(content: Sequence[Word]) -> bool:
    """Return whether content is a thing given (kesediaannya untuk …), not something said of it."""
    first = next((w for w in content if w.kind in "wC#q"), None)
    if first is None or first.kind != "w" or first.low in words_of("proposed"):
        return False
    return (
        first.low in words_of("felt") or (first.low.endswith("nya") and first.low[:2] in ("ke", "pe"))
    ) and not is_clause(content[1:])


def _is_felt(verb: Verb, content: Sequence[Word]) -> bool:
    """Return whether a feeling is put into words: menyampaikan rasa syukur atas …"""
    first = next((w for w in content if w.kind in "wC#q"), None)
    return (
        first is not None
        and verb.root in ("sampai", "ungkap", "nyata", "ucap", "utara")
        and len(content) > 4
        and (first.low in words_of("felt") or (first.low.endswith("annya") and first.low.startswith("ke")))
    )


_LONGEST_SOURCE = 25  # words: a longer subject is a sentence that lost its full stop


def reported_by(
    sentence: Sentence, n: int, verb: Verb, manner: str, source: Source | None, text: str
) -> tuple[Found | None, int]:
    """Return what the active verb at ``n`` reports and the index after it; None if it reports nothing."""
    words = sentence.words
    begin, mark = content_after(words, n)
    if source is None or not (_is_told(words, n, verb, manner, mark, source) and _can_say(source, verb)):
        return None, n + 1
    end = cut(words, begin)
    content: Sequence[Word] = words[begin:end]
    if not acceptable(verb, mark, content, source):
        return None, n + 1
    made = stated(
        quote_alone(content),
        sentence,
        text,
        rule="active",
        verb=verb,
        cue=(words[n].start, words[n].end),
        source=source,
        negated=verb.denies and manner != "negated",
    )
    return (made, end) if made else (None, n + 1)


def _is_told(words: Sequence[Word], n: int, verb: Verb, manner: str, mark: str, source: Source) -> bool:
    """Return whether the verb at ``n`` tells that something was said, and its own subject said it."""
    if manner == "negated":
        return verb.denies  # tidak menampik bahwa: says that it is so
    if manner == "relative":
        return mark == "bahwa" or (source.name != "" and verb.takes == "any")
    if manner == "shared":
        return mark != "" or not any(w.low == "yang" for w in words[max(0, n - 12) : n])
    return manner != "unreal"


def _can_say(source: Source, verb: Verb) -> bool:
    """Return whether the source can say what the verb takes: the newsroom cannot, an unknown noun only anything."""
    known = source.kind != "unknown" or verb.takes == "any"
    return verb.takes != "none" and source.kind != "selves" and known and source.text.count(" ") < _LONGEST_SOURCE


def continued_quote(word: Word, sentence: Sentence, text: str, *, source: Source | None = None) -> Found | None:
    """Return the quote ``word`` as the words of a source named before, or nothing where it holds none."""
    start, end = inner_span(word, sentence, text)
    if end <= start:
        return None
    left_open = not sentence.quotes[word.start].closed
    return Found(
        "continued_quote", start, end, "direct", None, None, source, "continuation", incomplete=left_open
    )  # fmt: skip
