"""One Indonesian word: its lemma, the root that is left when affixes are stripped.

Four steps, the first that knows the word decides: our own exceptions, the dictionary of simplemma, reduplication, and
the affix rules of the grammar over the root list of PySastrawi. A rule strips as little as reaches a root: of *rang*
and *kurang* in *dikurangi* the longer one is meant. Limits: no context, so *beruang* has one lemma, and an unknown
word with a capital is taken for a name unless it is plainly affixed.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from summitlib.lexicons import read_lexicon

_VOWELS = "aeiou"
_ACTIVE, _NOUN, _ANY = ("", "kan", "i"), ("", "an"), ("", "an", "kan", "i")

# prefix, what it swallowed of the root, first letters of the root as they stand ("" = any), suffixes it goes with.
# The nasal of meN- and peN- follows the root's first sound (Alwi et al., Tata Bahasa Baku Bahasa Indonesia, ch. 4).
_NASAL = (
    ("meny", "s", _VOWELS), ("mem", "", "bfvp"), ("mem", "p", _VOWELS), ("men", "", "cdjtsz"), ("men", "t", _VOWELS),
    ("meng", "", "ghkq" + _VOWELS), ("meng", "k", _VOWELS), ("menge", "", "bcdlprst"), ("me", "", "lrwymn"),
)  # fmt: skip
_PREFIXES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    *((prefix, root, first, _ACTIVE) for prefix, root, first in _NASAL),
    *(("p" + prefix[1:], root, first, _NOUN) for prefix, root, first in _NASAL),
    ("di", "", "", _ACTIVE), ("ter", "", "", _ACTIVE), ("ber", "", "", ("", "an", "kan")), ("be", "", "rk", ("", "an")),
    ("bel", "", "a", ("",)), ("per", "", "", _NOUN), ("pe", "", "", _NOUN), ("pel", "", "a", _NOUN),
    ("ke", "", "", _NOUN), ("se", "", "", _NOUN),
)  # fmt: skip
_INNER = ("per", "ber", "be", "bel", "ter", "se", "ke", "pe", "pem", "pen", "peng", "peny")  # may follow another prefix
_OUTER = ("di", "mem", "pem", "ter", "ber", "ke", "se", "per")  # may stand before one of those
_HYPHENATED = {"di", "ter", "ber", "se", "nge", *(prefix for prefix, *_ in _NASAL)}  # before foreign words and names
_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu")
_LONGEST = 60  # letters; nothing longer is a word
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHEN = re.compile("[-\u2010\u2011]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


@cache
def _exceptions() -> dict[str, str]:
    return {row["word"]: row["lemma"] for row in read_lexicon("lemma_exceptions")}


@cache
def _roots() -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words())


def _stems(word: str, deep: bool = True) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield what may stand before suffixes: (length of what was put back, the stem, suffixes that may follow)."""
    for prefix, swallowed, first, suffixes in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest and (not first or rest[0] in first):
            yield len(swallowed), swallowed + rest, suffixes
            if deep and prefix in _OUTER and rest.startswith(_INNER):
                yield from ((put_back, stem, _ANY) for put_back, stem, _ in _stems(rest, deep=False))


def root_of(word: str) -> str | None:
    """Return the longest root that the affix rules find in a word in lower case, or None.

    >>> root_of("dikurangi"), root_of("memutuskan"), root_of("rendang")
    ('kurang', 'putus', None)
    """
    best, kept = None, 2  # a root of fewer than three letters is chance
    for put_back, stem, suffixes in ((0, word, _ANY), *_stems(word)):
        for suffix in suffixes:
            root = stem.removesuffix(suffix)
            if len(root) - put_back > kept and root != word and root in _roots() and stem.endswith(suffix):
                best, kept = root, len(root) - put_back
    return best


def _of_part(word: str) -> str | None:
    """Return the lemma of a word in lower case without hyphens, or None if neither list nor rule knows it."""
    import simplemma

    if word in _exceptions():
        return _exceptions()[word]
    if simplemma.is_known(word, "id"):
        found = str(simplemma.lemmatize(word, "id")).lower()
        return _exceptions().get(found, found)
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) > 2:
            known = _of_part(base)
            if known or ending == "nya":
                return known or base
    return word if word in _roots() else root_of(word)


def _of_pair(word: str) -> str:
    """Return the lemma of a word with a hyphen: negara-negara, dua-duanya, beramai-ramai, di-upload."""
    first, rest = _HYPHEN.split(word, maxsplit=1)
    if first in _HYPHENATED:
        return lemma_of(rest)
    left, right = _of_part(first) or first, _of_part(rest) or rest
    if left == right or rest in left:
        return left
    return right if first.endswith(right) else word


@lru_cache(maxsize=1 << 17)
def lemma_of(word: str) -> str:
    """Return the lemma of a word in lower case; what is no word (a number, a mark) comes back as it is.

    >>> lemma_of("Mengatakan"), lemma_of("negara-negara"), lemma_of("Surabaya"), lemma_of("1960-an")
    ('kata', 'negara', 'surabaya', '1960-an')
    """
    low = _INVISIBLE.sub("", word).lower()
    if len(low) > _LONGEST or not _WORD.fullmatch(low):
        return low
    if low in _exceptions():
        return _exceptions()[low]
    if _HYPHEN.search(low):
        return _of_pair(low)
    found = _of_part(low) or low
    return found if word.islower() or found == low or not _is_name(low, found) else low


def _is_name(low: str, root: str) -> bool:
    """Whether a word with a capital that no dictionary has is more likely a name than an affixed word."""
    import simplemma

    plain = low.startswith(("me", "di", "ber", "ter")) or low.endswith(("nya", "lah", "kah"))
    framed = low.startswith(("pe", "ke")) and low.endswith("an")
    return not (simplemma.is_known(low, "id") or low in _roots() or ((plain or framed) and len(root) > 3))
