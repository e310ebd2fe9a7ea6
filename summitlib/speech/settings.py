"""What stands around reported words: hearer, occasion, date and conjunction before them; credits and new cues after.

How the verb itself is said (negated, wished, shared by a subject further on) is read here too.
"""

from __future__ import annotations

from collections.abc import Sequence

from summitlib.speech.clauses import Word, verbs
from summitlib.speech.predicates import is_time, verblike, words_of

CONJUNCTION = frozenset(["bahwa", "bahwasanya"])
LOOSE = frozenset(["jika", "kalau", "bila", "apabila"])
WISH = frozenset(["agar", "supaya", "untuk"])


def content_after(words: Sequence[Word], n: int) -> tuple[int, str]:
    """Return where content of the verb at ``n`` begins and its mark: bahwa, comma, colon, loose, wish or nothing."""
    k = n + 1
    while k < len(words) and words[k].low in words_of("manner") and not _compares(words, k):
        k += 1
    if k >= len(words):
        return k, ""
    said = _conjunction_after(words, k)
    if said:
        return said + 1, "bahwa"
    if words[k].low in LOOSE or words[k].low in ("agar", "supaya"):
        return k + 1, "loose" if words[k].low in LOOSE else "wish"
    after = after_setting(words, k)
    if after != k:
        return after + (after < len(words) and words[after].low in (*CONJUNCTION, *LOOSE)), "comma"
    if words[k].text == ",":
        return after_setting(words, k + 1), "comma"
    return (k + 1, "colon") if words[k].text == ":" else (k, "")


def _compares(words: Sequence[Word], k: int) -> bool:
    """Return whether *lebih* begins a comparison: not lebih lanjut."""
    return words[k].low == "lebih" and k + 1 < len(words) and words[k + 1].low != "lanjut"


def _conjunction_after(words: Sequence[Word], k: int) -> int:
    """Return where *bahwa* stands after an adjunct: mengatakan | kepada pers di Solo | bahwa …; 0 if nowhere."""
    for n in range(k, min(k + 26, len(words))):
        word = words[n]
        if word.low in CONJUNCTION:
            return n
        if word.kind == "q" or word.text == ":" or (verblike(word) and word.low[:2] in ("me", "be")):
            return 0
        if word.kind == "w" and word.low in words_of("auxiliary") and word.low not in ("ada", "sangat"):
            return 0
    return 0


def after_setting(words: Sequence[Word], k: int) -> int:
    """Return the index after phrases of hearer, occasion, date and outlet that stand between verb and content."""
    before = -1
    while k != before and k < len(words):
        before, k = k, _after_hearer(words, k)
        k = k if k != before else _after_occasion(words, k)
    return k


def _after_hearer(words: Sequence[Word], k: int) -> int:
    """Return the index after *kepada wartawan*, ``k`` where none stands there."""
    named = k + 1 < len(words) and words[k + 1].kind == "C" and not is_time(words[k + 1])
    if words[k].low != "kepada" and not (words[k].low == "pada" and named):
        return k
    end = k + 1
    while end < len(words) and (words[end].low in words_of("hearer") or words[end].kind == "C"):
        end += 1
    if words[end - 1].low in ("para", "kepada", "pada") or (end < len(words) and words[end].low in WISH):
        return k
    return skip_comma(words, end)


def _after_occasion(words: Sequence[Word], k: int) -> int:
    """Return the index after a date, an occasion or a credit closed by a comma, ``k`` where none stands there."""
    word = words[k]
    placed = word.low in ("dalam", "melalui", "lewat", "di", "pada", "via")
    placed = placed and any(w.low in words_of("occasion") for w in words[k + 1 : k + 3])
    if not placed and word.low not in words_of("setting") and not (is_time(word) and word.kind == "C"):
        return k
    ends = (n for n in range(k + 1, min(k + 22, len(words))) if _closes_setting(words[n]))
    comma = next(ends, 0)
    if not comma or (word.low in ("saat", "ketika", "seperti") and not is_setting(words[k:comma])):
        return k
    return skip_comma(words, comma)


def _closes_setting(word: Word) -> bool:
    """Return whether content begins after the word, whatever the setting before it was."""
    return word.text == "," or word.low in CONJUNCTION or word.kind == "q"


def is_setting(words: Sequence[Word]) -> bool:
    """Return whether a phrase tells on which occasion something was said."""
    return any(w.low in words_of("speech event") for w in words)


def skip_comma(words: Sequence[Word], n: int) -> int:
    """Return the index after a comma at ``n``, else ``n``."""
    return n + 1 if n < len(words) and words[n].text == "," else n


def cut(words: Sequence[Word], begin: int) -> int:
    """Return where content that begins at ``begin`` ends: before a clause with its own cue, a credit, or at the end."""
    for n in range(begin + 1, len(words)):
        low = words[n].low
        if words[n].text in ",;" and n + 1 < len(words) and _is_tail(words, n + 1):
            return n
        if low in ("sambil", "seraya", "sembari") and _own_cue(words, n + 1):
            return n
    return len(words)


def _is_tail(words: Sequence[Word], n: int) -> bool:
    """Return whether what follows a comma is no content any more: a credit, a date, or a clause with its own cue."""
    word, after = words[n], words[n + 1].low if n + 1 < len(words) else ""
    if word.low in words_of("credit") or (word.low in ("seperti", "sebagaimana") and after in words_of("credit")):
        return True
    if is_time(word) and word.kind == "C" and any(w.kind == "p" for w in words[n : n + 3]):
        return len(words) - n < 7
    return word.low in words_of("joins") and _own_cue(words, n + 1)


def _own_cue(words: Sequence[Word], n: int) -> bool:
    """Return whether a clause that begins at ``n`` reports on its own: subject and active verb within a few words."""
    for k in range(n, min(n + 9, len(words))):
        if words[k].kind in ",q":
            return False
        if active_verb(words[k]):
            return k == n or factual(words, n, k)[1] == "plain"
        if verblike(words[k]):
            return False
    return False


def factual(words: Sequence[Word], low: int, n: int) -> tuple[int, str]:
    """Return where the subject ends, and how the verb at ``n`` is said: plain, negated, unreal, shared or relative."""
    k = n - 1
    while k >= low and words[k].kind in "w" and words[k].low in words_of("adverb"):
        k -= 1
    if k < low:
        return low, "shared"
    before = words[k]
    if before.low in words_of("negation"):
        return k, "negated"
    if before.low in words_of("unreal"):
        return k, "unreal"
    if before.low == "yang":
        return k, "relative"
    if before.low in words_of("shared"):
        return k, "shared"
    return k + 1, "plain"


def active_verb(word: Word) -> bool:
    """Return whether the word is a reporting verb that takes a content after it."""
    verb = verbs().get(word.low)
    return verb is not None and verb.build == "active" and verb.takes != "none"
