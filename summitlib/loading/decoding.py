"""Bytes to text: what is not text at all, which encoding it is in, and what was damaged on the way.

Order of trust: the encoding asked for, a byte order mark, the pattern of NUL bytes that UTF-16 leaves, UTF-8, and
windows-1252, which fits any bytes and is therefore always named.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from summitlib.loading.problems import CorpusError

# First bytes of files that are not text, whatever their name says. Source: the formats' specifications.
SIGNATURES = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG image"), (b"GIF8", "GIF image"), (b"\xff\xd8\xff", "JPEG image"),
    (b"PK\x03\x04", "zip archive or office document"), (b"PK\x05\x06", "empty zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\xd0\xcf\x11\xe0", "old office document"), (b"{\\rtf", "RTF document"), (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"), (b"BZh", "bzip2 archive"), (b"\xfd7zXZ", "xz archive"), (b"RIFF", "RIFF media"),
    (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"SQLite format 3", "SQLite database"), (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"), (b"PAR1", "Parquet table"), (b"II*\x00", "TIFF image"), (b"MM\x00*", "TIFF image"),
    (b"%!PS", "PostScript"), (b"\x00\x00\x01\x00", "icon"), (b"wOFF", "font"), (b"\xca\xfe\xba\xbe", "program"),
)  # fmt: skip

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Windows-1252 over Latin-1, as browsers read it: the five bytes it leaves free stay what they are.
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_TO_BYTE = {ord(char): byte for byte, char in _CP1252.items()}
_MOJIBAKE = re.compile("[Â-ô][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_HALF = re.compile("[\ud800-\udfff]")

Decoded = tuple[str, str, str | None]


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Return the text, the encoding it was read with, and what is doubtful about that, or None.

    In this order: the one asked for; a byte order mark; UTF-16 by its pattern of NUL bytes; UTF-8; UTF-8 with a few
    damaged bytes; windows-1252, which fits any bytes and is therefore always named.

    >>> decode("dua – tiga".encode("cp1252"))
    ('dua – tiga', 'cp1252', 'is not UTF-8; read as cp1252')
    """
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding, None
        except (UnicodeDecodeError, LookupError) as error:
            raise CorpusError(f"cannot be read as {encoding!r}: {error}") from None
    marked = next((name for bom, name in BOMS if data.startswith(bom)), None) or _utf16_by_nuls(data)
    if marked:
        return _decode_or_mend(data, marked)
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    damaged = mended.count("\ufffd")
    if sum(c > "\x7f" for c in mended) - damaged >= damaged:  # cp1252 hardly ever makes a sound UTF-8 sequence
        return mended, "utf-8", f"has {damaged} damaged byte sequence(s), each read as U+FFFD"
    return data.decode("latin-1").translate(_CP1252), "cp1252", "is not UTF-8; read as cp1252"


def _decode_or_mend(data: bytes, name: str) -> Decoded:
    """Decode bytes whose encoding is known; a torn end or lone half is named."""
    shown = {"utf-8-sig": "utf-8"}.get(name, name)
    try:
        return data.decode(name).removeprefix("\ufeff"), shown, None
    except UnicodeDecodeError:
        mended = data.decode(name, "replace").removeprefix("\ufeff")
        return mended, shown, f"has damaged {shown} sequences, read as U+FFFD"


def _utf16_by_nuls(data: bytes) -> str | None:
    """Name UTF-16 without a mark: in Latin script every second byte is NUL, and the others hardly ever."""
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def not_text(data: bytes) -> str | None:
    """Say what bytes are that are not text, or None: by their signature, else by their control characters."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return name
    if data.startswith(tuple(bom for bom, _ in BOMS)) or _utf16_by_nuls(data):
        return None
    head = data[:65536]
    controls = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return "binary data" if controls > 0.02 * len(head) + 1 else None


def mend_halves(text: str) -> str:
    """Return the text with U+FFFD for each lone half of a two-part character: JSON can hold them, no encoding can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def count_mojibake(text: str) -> int:
    """Count the places that look like UTF-8 once read as cp1252 (``â€œ`` for a quotation mark)."""
    return 0 if text.isascii() else sum(_unscramble(run) is not None for run in _MOJIBAKE.findall(text))


def repair_mojibake(text: str) -> str:
    """Return the text with those places read again, as they were meant; all else as it is.

    >>> repair_mojibake("â€œMaju,â€\\x9d kata Ã‰va di kafÃ©")
    '“Maju,” kata Éva di kafé'
    """
    return _MOJIBAKE.sub(lambda m: _unscramble(m[0]) or m[0], text)


@lru_cache(maxsize=4096)  # a damaged text has few such runs, each many times
def _unscramble(run: str) -> str | None:
    """Return a run as it was meant, or None where it is no UTF-8 read as cp1252."""
    for end in range(len(run), 1, -1):
        try:
            return run[:end].translate(_TO_BYTE).encode("latin-1").decode("utf-8") + run[end:]
        except UnicodeError:
            continue
    return None
