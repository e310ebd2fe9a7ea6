"""The chunks between spaces as numbers, many texts at a time: equal chunks have equal numbers.

``text.split()`` makes a string of every chunk, and to look a string up is to wait for memory three times. But most
chunks are shorter than 16 bytes, so two machine words hold one whole, its length beside it. These are compared where
they stand with a table of the chunks met last (a direct-mapped cache); a string is made only of what is not found
there. The result is exact: nothing but equal bytes counts as equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from summitlib.counting.codes import Codes, Numbers, Places

Words = npt.NDArray[np.uint64]

SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_IS_SPACE = np.array([chr(byte).isspace() for byte in range(33)])  # of the bytes to 32; the spaces above stand there
_SHORT = 15  # bytes that two words of eight hold beside the length
_SIZES = range(_SHORT + 2)
_FIRST = np.array([(1 << 8 * min(n, 8)) - 1 for n in _SIZES], np.uint64)  # by length, what of each word is the chunk's
_REST = np.array([(1 << 8 * max(n - 8, 0)) - 1 for n in _SIZES], np.uint64)
_LENGTH = np.array([n << 56 for n in _SIZES], np.uint64)
_SLOTS = 1 << 10, 1 << 20  # of the table: at first, and at most (20 MB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio: spreads keys evenly (Knuth, TAOCP 3, 6.4)


class Split(NamedTuple):
    """The chunks of several texts in a row: their numbers, where the texts begin and end, offsets in each text."""

    numbers: Codes
    bounds: Places
    starts: Codes


class Chunks:
    """Numbers the chunks of texts; ``numbers`` has every chunk met.

    >>> chunks = Chunks()
    >>> split = chunks.split(["kapal berlayar", "kapal  karam"])
    >>> split.numbers.tolist(), split.bounds.tolist(), split.starts.tolist()
    ([0, 1, 0, 2], [0, 2, 4], [0, 6, 0, 7])
    >>> list(chunks.numbers)
    ['kapal', 'berlayar', 'karam']
    """

    def __init__(self) -> None:
        self.numbers = Numbers()
        self._empty(_SLOTS[0])

    def _empty(self, slots: int) -> None:
        self._held = np.zeros((2, slots), np.uint64)  # an empty slot equals no chunk: its length is 0
        self._number = np.zeros(slots, np.int32)
        self._shift = np.uint64(65 - slots.bit_length())

    def split(self, texts: Sequence[str]) -> Split:
        """Split the texts at white space, as ``str.split`` does."""
        encoded = [_encoded(text) for text in texts]
        raw = b" " + b" ".join(encoded) + b" " * 16  # so that two words can be read from every place
        borders = np.cumsum([1, *(len(text) + 1 for text in encoded)])
        starts, sizes = _between_spaces(raw)
        while len(self._number) < min(max(len(starts), 2 * len(self.numbers)), _SLOTS[1]):
            self._empty(4 * len(self._number))  # what it held is met again soon enough
        bounds = np.searchsorted(starts, borders)
        numbers = self._numbered(raw, starts, sizes)
        begun = np.repeat(_in_characters(raw, borders)[:-1], np.diff(bounds))
        return Split(numbers, bounds, (_in_characters(raw, starts) - begun).astype(np.int32))

    def _numbered(self, raw: bytes, starts: Places, sizes: Places) -> Codes:
        """Number short chunks by the table, what is not found there one by one: a new one takes over its slot."""
        keys, short = _as_words(raw, starts, sizes), sizes <= _SHORT
        slot = (((keys[0] ^ (keys[1] * _GOLDEN)) * _GOLDEN) >> self._shift).astype(np.int64)
        numbers = self._number[slot]
        new = np.flatnonzero(short & self._other(keys, slot))
        last = dict(zip(slot[new].tolist(), new.tolist(), strict=True))  # of those for one slot
        one = np.array(list(last.values()), np.int64)
        self._held[:, slot[one]], self._number[slot[one]] = keys[:, one], self._asked(raw, starts[one], sizes[one])
        numbers[new] = self._number[slot[new]]
        left = np.concatenate([new[self._other(keys[:, new], slot[new])], np.flatnonzero(~short)])
        numbers[left] = self._asked(raw, starts[left], sizes[left])
        return numbers

    def _other(self, keys: Words, slot: Places) -> npt.NDArray[np.bool_]:
        """Say where the table holds another chunk, or none."""
        return (self._held[0, slot] != keys[0]) | (self._held[1, slot] != keys[1])

    def _asked(self, raw: bytes, starts: Places, sizes: Places) -> Codes:
        """Number chunks as strings: cut out with the space after each, and split again."""
        upto = np.cumsum(sizes + 1)
        place = np.repeat(starts - upto + sizes + 1, sizes + 1) + np.arange(upto[-1] if len(upto) else 0)
        text = np.frombuffer(raw, np.uint8)[place].tobytes().decode("utf-8", "surrogatepass")
        return np.fromiter(map(self.numbers.__getitem__, text.split()), np.int32, len(sizes))


def _encoded(text: str) -> bytes:
    """Return the bytes of a text, with a plain space for every space beyond ASCII."""
    if not text.isascii():
        for space in SPACES:
            text = text.replace(space, " ")
    return text.encode("utf-8", "surrogatepass")


def _between_spaces(raw: bytes) -> tuple[Places, Places]:
    """Return where chunks begin, and their sizes in bytes; the first and the last byte are spaces."""
    octets = np.frombuffer(raw, np.uint8)
    spaces = np.flatnonzero(octets <= 32)
    spaces = spaces[_IS_SPACE[octets[spaces]]]
    starts, sizes = spaces[:-1] + 1, np.diff(spaces) - 1
    here = sizes > 0
    return starts[here], sizes[here]


def _as_words(raw: bytes, starts: Places, sizes: Places) -> Words:
    """Return two numbers for each chunk: its bytes, and at the top its length; a long one is cut short."""
    eight: Words = np.ndarray(len(raw) - 7, "<u8", raw, 0, (1,))  # the eight bytes from each place on
    held = np.minimum(sizes, _SHORT + 1)
    first = eight[starts] & _FIRST[held]
    return np.stack([first, eight[8:][starts] & _REST[held] | _LENGTH[held]])


def _in_characters(raw: bytes, places: Places) -> Places:
    """Return how many characters stand before the bytes at these places, which ascend."""
    if raw.isascii():
        return places
    later = np.flatnonzero((np.frombuffer(raw, np.uint8) & 0xC0) == 0x80)  # bytes of a character after its first
    passed = np.bincount(np.searchsorted(places, later), minlength=len(places) + 1)[:-1]
    return places - np.cumsum(passed)
