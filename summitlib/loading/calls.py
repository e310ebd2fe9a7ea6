"""Calls a page makes on its own behalf: follow us, join the channel, install the app, read our other news.

A call is told from advice inside a report by what it speaks of: a channel and the trade, the outlet itself, or
several platforms in a row; and nobody is quoted in it.
"""

from __future__ import annotations

import re

from summitlib.loading.lines import is_said, stops
from summitlib.loading.mastheads import DOMAIN, outlets

LONGEST = 500  # characters: a longer line is the report
CALL = re.compile(
    r"\W*(?:(?:yuk|ayo|mari|jangan lupa|silakan|segera|mau|ingin|(?:anda|kamu) (?:juga )?(?:bisa|dapat)|untuk)\W+)*"
    r"(?:ikuti|gabung|bergabung|bergabunglah|dapatkan|join|klik|unduh|download|install|subscribe|follow|cek|update|"
    r"baca|simak|langganan|berlangganan|nyalakan|aktifkan|nikmati|temukan|terima|pantau|kunjungi|like|tonton|"
    r"dengarkan|mendapatkan|share|saksikan|perhatikan|jadikan)\b"
)
_CHANNEL = re.compile(
    r"google ?news|(?:whatsapp|wa|telegram|youtube) ?(?:channel|group|grup)|"
    r"(?:channel|saluran|kanal|grup|group|akun|media sosial|medsos|halaman)"
    r" (?:resmi )?(?:whatsapp|wa\b|telegram|youtube|instagram|tiktok|facebook|twitter|x\b|kami)|newsletter|notifikasi|"
    r"aplikasi (?:berita|[\w.]+ (?:di|melalui|lewat))|telegram|t\.me/|youtube|instagram|app store|play ?store|whatsapp"
)
_MEDIA = re.compile(
    r"\bberita|\bartikel|\bupdate\b|\bkabar|breaking news|\bredaksi|klik (?:di ?sini|link|tautan)|\bterkini\b|"
    rf"\bkonten\b|{DOMAIN}"
)
_STRONG = re.compile(r"google ?news|(?:whatsapp|telegram) channel|channel (?:whatsapp|telegram)")
_OWN_NEWS = re.compile(
    r"\b(?:berita|artikel|informasi|kabar|konten|update|tulisan|tayangan|video)\b.{0,60}?"
    r"\b(?:lain|lainnya|terbaru|terkini|terupdate|terhangat|pilihan|menarik|viral|setiap hari)\b"
)
_MORE_NEWS = re.compile(
    r"\W*(?:berita|artikel|informasi|kabar)\b[^.]{0,50}\blain(?:nya)? (?:di|dari|hanya di) (?:google ?news )?[\w.-]+"
    r"(?: [\w.-]+){0,2}\W*"
)
_PLATFORM = re.compile(
    r"\b(?:facebook|instagram|twitter|tiktok|youtube|whatsapp|wa channel|telegram|threads|google news)"
)
_HANDLE = re.compile(r"\W*(?:follow|ikuti|subscribe|like)\b.{0,40}@\w{3,30}\W*")


def call_in(text: str) -> str | None:
    """Return the rule by which a line is a call of the page, or None.

    >>> call_in("Ikuti kami di Google News"), call_in("Ikuti saran petugas di pos pantau.")
    ('call to follow', None)
    """
    low = text.lower()
    if len(text) > LONGEST or text[:1] in ("", '"', "“") or is_said(text):
        return None
    link = low.split(maxsplit=2)[1:2] == ["juga"]  # "Baca juga" is a link, whatever it is about
    begins = not link and CALL.match(low) is not None
    short = len(text.split()) <= 30 and not stops(text)
    if _CHANNEL.search(low) and (found := _call_to_channel(text, low, called=begins, short=short)):
        return found
    told = begins and len(text.split()) <= 30 and _OWN_NEWS.search(low)
    if told and (_names_outlet(text) or (short and _is_ours(low))):
        return "own news"
    if short and (_HANDLE.fullmatch(low) or _MORE_NEWS.fullmatch(low)):
        return "own news"
    return "row of platforms" if short and begins and len(set(_PLATFORM.findall(low))) >= 3 else None


def _call_to_channel(text: str, low: str, *, called: bool, short: bool) -> str | None:
    """Say by which rule a line that names a channel calls for it: the outlet or a word of the trade must stand by."""
    strong = short and len(text.split()) <= 14 and _STRONG.search(low) is not None
    ours = _names_outlet(text) or _MEDIA.search(low) is not None
    if called and (ours or strong):
        return "call to follow"
    return "channel named" if strong and ours else None


def _names_outlet(text: str) -> bool:
    """Say whether a line names an outlet: a domain in its words, or one of the known names."""
    return re.search(DOMAIN, text) is not None or any(
        word.strip(".,").lower() in outlets() for word in text.split() if word[0].isupper()
    )


def _is_ours(low: str) -> bool:
    """Say whether a page speaks of itself: *dari kami, di sini*, or more of the same that nothing else explains."""
    return re.search(r"\bkami\b|\bdi ?sini\b|\blainnya\W*$|\blain(?:nya)? di\b", low) is not None
