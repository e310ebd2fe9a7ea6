"""What a line of a news page shows by itself: a link, a signature, a caption, a call to follow, or running text.

Tables of named rules, each with its reason, and phrases as data (``lexicons/id/boilerplate.csv``). Where a line stands
in its article is the business of ``cleaning``. A line that no rule names is None: the report, as far as the line
itself can say.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.loading.mastheads import DOMAIN, outlets, wires


class Seen(NamedTuple):
    """A line as the rules see it: without invisible characters and blanks around it, and in small letters."""

    line: int
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The text in small letters."""
        return self.text.lower()


class Mark(NamedTuple):
    """The label of a line and the rule that gave it."""

    label: str
    rule: str


class Rule(NamedTuple):
    """A kind of line: its name, the label it gets, what to look for, and why that is no line of the report."""

    name: str
    label: str
    pattern: str
    reason: str


# Looked for in the whole line, marks and blanks around it aside. Case counts except where the pattern says (?i:…).
WHOLE_LINES = (
    Rule("no words", "noise", r"[\W_]*", "a line without letters or digits says nothing"),
    Rule("loading", "noise", r"(?i:loading|memuat|mohon tunggu)\W*", "shown while the page loads"),
    Rule("minutes", "reading-time",
         r"(?i:(?:waktu baca|reading time|estimasi baca)\W*)?\d{1,2} ?(?i:min|mins|minutes?|menit)"
         r"(?: (?i:read|baca|membaca|waktu baca|dibaca))?\W*|(?i:waktu baca|reading time)\W*\d.{0,12}",
         "how long reading takes"),
    Rule("embed", "embed", r"\[(?i:gambas|embed|video|youtube|twitter|instagram|img|image|gallery)\W.*\]",
         "holds the place of a film or picture"),
    Rule("address", "embed", r"(?:https?://|www\.|pic\.twitter\.com)\S+", "a bare address"),
    Rule("initials", "byline",
         r"[(\[]\s?(?:[A-Za-z]{2,6}|[A-Z]-\d)(?:\s?[/,.;&-]\s?[A-Za-z0-9]{1,10}){0,4}\s?[)\]]\W*",
         "reporter and editor sign with initials"),
    Rule("outlet and name", "byline",
         rf"\((?:{DOMAIN}|(?i:tribun\w*|kompas|antara|sindo\w*))/[\w .'’-]+\)\W*", "outlet and reporter in brackets"),
    Rule("next page", "pagination",
         r"(?i:(?:simak|baca|lihat|lanjut\w*|klik|buka|berita)\b[^.]{0,40}\bhalaman (?:berikut|selanjut|\d).{0,12}|"
         r"halaman\W*(?:\d\W*){1,12}(?:dari \d+|selanjutnya|berikutnya)?\W*|"
         r"(?:hal(?:aman)?\W*)?\d{1,2} (?:dari|of|/) \d{1,2}|(?:\d{1,2} ){2,}\d{1,2}|"
         r"(?:next|prev\w*|selanjutnya|sebelumnya)\W*(?:\d\W*)*)\W*", "leads to another page of the same report"),
    Rule("page title", "pagination", r"(?i:halaman (?:selanjutnya|berikutnya)\W.{0,120})", "names the next page"),
    Rule("rights", "credit",
         r"(?i:(?:copyright|hak cipta)\b.{0,60}(?:©|\(c\)|\d{4}).{0,60}|(?:©|\(c\)).{0,90})", "a claim of rights"),
    Rule("share row", "share-promo",
         r"(?i:(?:\W*(?:share|bagikan|facebook|twitter|x|whatsapp|telegram|line|linkedin|email|e-mail|copy link|"
         r"salin tautan|salin link|pinterest|threads|print|cetak)\b){2,}\W*)", "a row of share buttons"),
    Rule("feedback", "share-promo",
         r"(?i:\W*segala (?:sanggahan|kritik|saran|koreksi).*|"
         r".*\b(?:sanggahan|hak jawab|kritik)\b.*\b(?:kirim|hubungi|layangkan)\b.*\b(?:e-?mail|redaksi)\b.*)",
         "asks for letters to the editor"),
    Rule("hashtags", "related-link", r"(?:#\w+[\s,]*){2,}", "a row of tags"),
)  # fmt: skip

# Named by what stands before the colon; what follows must be short and no sentence.
SIGNED_LINES = (
    Rule("signed", "byline",
         r"(?i:penulis|pewarta|reporter|wartawan|jurnalis|kontributor|koresponden|editor|redaktur|red|rep|penyunting|"
         r"penerjemah|uploader|kreator|content writer|diadaptasi oleh|ditulis oleh|disunting oleh|oleh|by|"
         r"laporan(?: wartawan| reporter| kontributor| jurnalis)?|(?:tim )?redaksi)", "who wrote or edited it"),
    Rule("source", "credit", r"(?i:sumber(?: berita| artikel| tulisan)?|source|kredit)", "whom it was taken from"),
    Rule("photo", "caption",
         r"(?i:(?:keterangan |sumber |kredit |ilustrasi )?(?:foto|gambar|photo|ilustrasi|infografis)"
         r"(?: ilustrasi| oleh)?|caption)", "what a picture shows or who took it"),
)  # fmt: skip

LONGEST = 400  # characters: a longer line is the report, whatever phrase was run into it
_PHOTO = (
    r"(?i:foto|photo|dok(?:umentasi|umen|\.)?|ist(?:imewa|\.)?|ilustrasi|shutterstock|getty|unsplash|pixabay|pexels|freepik|"
    r"i-?stock|tangkapan layar|screenshot|repro|humas|for (?:detik|tribun|jawa ?pos|radar)\w*|wikimedia|youtube[/ ]|"
    r"instagram[/ ]@?)"
)
_CREDIT_BRACKET = re.compile(
    rf"[(\[]\s*(?:(?i:sumber|kredit|credit)\b.*|{_PHOTO}\b.*|.{{0,40}}/?\b(?i:getty images|shutterstock|istimewa)\b.*"
    r"|[^()]{2,40}(?:/|via )[A-Z][^()]{1,60})\s*[)\]]\W*$"
)
_CREDIT_END = re.compile(
    rf"(?:[|/]\s*|\s[–—-]\s*|\.\s)(?:(?i:foto|photo|dok|sumber foto)\b\s*[:.]?\s*[^.]{{2,60}}|{_PHOTO})\W*$"
)
_CREDIT_BARE = re.compile(
    r"\b(?:[A-Z]{2,}(?: FOTO| PHOTO| Photo)?|[A-Z]\w+ Foto|\w+\.com)/[A-Z][\w .'’-]{2,40}(?:/[\w .]{2,20})?\W*$"
)
_SLASHED = re.compile(r"[(\[]\s*([^()/]{2,40}?)\s*(?:/|\bvia\b)\s*[A-Z]")
_DATE_LINE = re.compile(
    rf"(?:(?:{DOMAIN}\s*[-–—|,]|[A-Z][\w ]{{1,24}}\s*[-–—|])\s*)?"
    r"(?i:(?:diterbitkan|diperbarui|dipublikasikan|terbit|published|updated|update|dibuat|tayang|tanggal|posted)\b\W*(?:pada\W+|on\W+)?)?(?:[A-Z][a-z’']{2,8}\W+)?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[ -][A-Z][a-z]{2,8}[., -]+\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"(?:\W*(?:T|(?i:pukul|jam|at)\b)?\W*\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\W*(?i:wib|wita|wit|am|pm|z|gmt\S*|utc\S*)?)?\W*"
)  # fmt: skip
_CALL = re.compile(
    r"\W*(?:(?:yuk|ayo|mari|jangan lupa|silakan|segera|(?:anda|kamu) (?:juga )?(?:bisa|dapat)|untuk)\W+)*"
    r"(?:ikuti|gabung|bergabung|bergabunglah|dapatkan|join|klik|unduh|download|install|subscribe|follow|cek|update|baca|simak|"
    r"langganan|berlangganan|nyalakan|aktifkan|nikmati|temukan|terima|pantau|kunjungi|like|tonton|dengarkan|mendapatkan|share)\b"
)
_CHANNEL = re.compile(
    r"google ?news|(?:whatsapp|wa|telegram|youtube) ?(?:channel|group|grup)|"
    r"(?:channel|saluran|kanal|grup|group|akun|media sosial|medsos)"
    r" (?:resmi )?(?:whatsapp|wa\b|telegram|youtube|instagram|tiktok|facebook|twitter|x\b|kami)|newsletter|notifikasi|"
    r"aplikasi (?:berita|[\w.]+ (?:di|melalui|lewat))|telegram|t\.me/|youtube|instagram|app store|play ?store|whatsapp"
)
_MEDIA = re.compile(
    r"\bberita|\bartikel|\bupdate\b|\bkabar|breaking news|\bredaksi|klik (?:di ?sini|link|tautan)|\bterkini\b|"
    rf"\bkonten\b|{DOMAIN}"
)

_END_MARK = re.compile(r"[.!?…:;,][\"”’'»)\]]*$")
_STOP = re.compile(r"(?<!\bTbk)[.…;,][\"”’'»)\]]*$")
_SAYS = re.compile(r"[\"”’],? ?(?:kata|ujar|tutur|jelas|ucap|tegas|imbuh|tambah|ungkap|papar|pinta|terang|sebut)")
_BULLET = re.compile(r"\s*(?:[•*·▪‣◦–—-]\s|\d{1,3}[.)]\s|[a-zA-Z][.)]\s)")


@cache
def phrases(how: str) -> dict[str, Mark]:
    """Return the phrases of the boilerplate lexicon that work in one way."""
    rows = [r for r in read_lexicon("boilerplate") if r["how"] == how]
    return {r["phrase"]: Mark(r["label"], f"{how}: {r['phrase']}") for r in rows}


@cache
def _patterns(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], Mark], ...]:
    return tuple((re.compile(r.pattern), Mark(r.label, r.name)) for r in rules)


@cache
def _first_words() -> frozenset[str]:
    """Return the words that can begin a line of the page: all other prose is the report without further looking."""
    calls = re.findall(r"[a-z]{2,}", _CALL.pattern + "".join(r.pattern for r in SIGNED_LINES).lower())
    leads = [p.split()[0] for how in ("lead", "colon", "whole") for p in phrases(how)]
    return frozenset([*calls, *leads, "halaman", "hal", "copyright", "hak", "segala", "berita", "next", "prev"])


def mark_alone(s: Seen, within: dict[str, Mark]) -> Mark | None:
    """Return the mark of a line that shows by itself what it is, or None."""
    if within and len(s.text) < LONGEST:
        low = s.low
        for phrase, mark in within.items():
            if phrase in low and not _SAYS.search(s.text):
                return mark
    if _is_plain(s.text):
        return None
    for find in (_mark_promotion, _mark_by_phrase, _mark_by_pattern, _mark_caption):
        if mark_found := find(s):
            return mark_found
    return None


def _is_plain(text: str) -> bool:
    """Say at a glance that a line is running text: its first word leads no phrase, and it ends as sentences do."""
    if len(text) <= 40 or text[-1] not in '.!?"”' or not (text[0].isalpha() or text[0] in '"“'):
        return False
    last = text.rstrip('.!?"”)')
    if not last[-1:].isdigit() and ("/" in text[-40:] or text[-2:] in (").", ")”")):
        return False  # may end with a picture's credit
    return text[:24].split(" ", 1)[0].rstrip(":,").lower() not in _first_words()


def _mark_by_phrase(s: Seen) -> Mark | None:
    """Mark the phrases of the lexicon; a phrase that leads must go on as a title or link does, not as a sentence."""
    low = s.low.strip(" *>»«•|.…:-–—")
    if len(low) < 60 and (mark := phrases("whole").get(low) or phrases("colon").get(low) or phrases("lead").get(low)):
        return mark
    words = low[:60].split()
    for n in (1, 2, 3):
        phrase = " ".join(words[:n]).rstrip(":")
        rest = s.text.strip(" *>»«•|")[len(phrase) :].lstrip()
        if (mark := phrases("colon").get(phrase)) and rest[:1] == ":" and not _STOP.search(rest[-12:]):
            return mark
        if (mark := phrases("lead").get(phrase)) and _is_link(rest):
            return mark
    return None


def _is_link(rest: str) -> bool:
    """Say whether what follows ``Baca juga`` is a link's title: a colon, a quotation, "video", or no sentence."""
    if not rest or rest[0] in ":：\"“'‘" or rest[:5].lower() == "video":
        return not _SAYS.search(rest)
    return not rest[0].islower() and not _STOP.search(rest[-12:]) and len(rest.split()) <= 25


def _mark_by_pattern(s: Seen) -> Mark | None:
    """Mark lines of a written form: minutes to read, initials, pages, rights, dates, signatures."""
    bare = s.text.strip(" *>»«•|")
    if len(bare) > 300:
        return None
    for pattern, mark in _patterns(WHOLE_LINES):
        if pattern.fullmatch(bare):
            return mark
    if len(bare) < 80 and bare[-1] != "." and _DATE_LINE.fullmatch(bare):
        return Mark("date", "date line")
    head, colon, rest = bare.partition(":")
    if not colon and re.match(
        r"(?i:oleh|laporan wartawan|laporan reporter|laporan kontributor|diadaptasi oleh|editor) ", bare
    ):
        head, rest = re.split(r"(?i)(?<=oleh|awan|rter|utor|itor) ", bare, maxsplit=1)
    for pattern, mark in _patterns(SIGNED_LINES):
        if pattern.fullmatch(head.strip()) and rest.strip() and _is_signature(rest.strip(), mark.label):
            return mark
    return None


def _is_signature(rest: str, label: str) -> bool:
    """Say whether what follows ``Editor:`` or ``Foto:`` is names, not speech: a play of voices is set the same way."""
    words = rest.split()
    if label == "caption":
        return len(words) <= 45
    return len(words) <= 16 and rest[:1] not in '"“' and not _STOP.search(rest[-12:]) and not words[0].islower()


def _mark_caption(s: Seen) -> Mark | None:
    """Mark a line that ends with a picture's credit, in brackets or after a bar."""
    tail = s.text[-120:]
    if (_CREDIT_END.search(tail) or _credited_bare(tail)) and not _SAYS.search(s.text):
        return Mark("caption", "credit at the end")
    bracket = _CREDIT_BRACKET.search(tail)
    if bracket is None or len(s.text) > 600:
        return None
    slashed = _SLASHED.match(bracket[0])
    if slashed and not re.match(rf"[(\[]\s*{_PHOTO}", bracket[0]):
        name = slashed[1].strip().lower()
        known = name in outlets() or name in wires() or re.fullmatch(DOMAIN, name) or name.split()[0] in wires()
        if not known and not slashed[1].isupper():
            return None
        if not known and re.fullmatch(r"\W*[A-Z]+/[A-Z]+\W*", bracket[0]):  # (WNA/WNI): two abbreviations, not a credit
            return None
    return Mark("caption", "credit in brackets")


def _credited_bare(tail: str) -> bool:
    """Say whether a line ends with agency and photographer, without brackets (``ANTARA FOTO/Rina Laut/foc.``)."""
    found = _CREDIT_BARE.search(tail)
    name = re.split(r"/| FOTO| (?i:photo)| Foto", found[0])[0].lower() if found else ""
    return name in wires() or name in outlets() or name.endswith(".com")


def _mark_promotion(s: Seen) -> Mark | None:
    """Mark a call to follow the outlet: a call, a channel, and a word of the trade, in one line nobody is quoted in."""
    if len(s.text) > 500 or not _CHANNEL.search(s.low) or _SAYS.search(s.text) or s.text[0] in '"“':
        return None
    call = (
        _CALL.match(s.low) if "juga" not in s.low.split()[1:2] else None
    )  # "Baca juga" is a link, whatever it is about
    strong = re.search(r"google ?news|(?:whatsapp|telegram) channel|channel (?:whatsapp|telegram)", s.low)
    short = len(s.text.split()) <= 14 and not _STOP.search(s.text[-12:])
    named = any(w.strip(".,").lower() in outlets() for w in s.text.split() if w[0].isupper())
    if call and (_MEDIA.search(s.low) or named or (strong and short)):
        return Mark("share-promo", "call to follow")
    return Mark("share-promo", "channel named") if strong and short and (_MEDIA.search(s.low) or named) else None


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a mark of punctuation, quotation marks and brackets aside."""
    return _END_MARK.search(text[-8:]) is not None


def is_prose(s: Seen) -> bool:
    """Say whether a line reads as running text: a sentence that ends, or too long for anything else."""
    words = s.text.count(" ") + 1
    ends = ends_sentence(s.text) and not (s.text[-1] in "?!" and is_capitalised(s))
    return words > 24 or (words >= 6 and ends)


def is_title(s: Seen, *, least: int = 3) -> bool:
    """Say whether a line can be a title: some words, no full stop at the end, no bullet."""
    words = s.text.split() if len(s.text) < 240 else []
    return (
        least <= len(words) <= 24
        and not _STOP.search(s.text[-12:])
        and not s.text.endswith(":")
        and not _BULLET.match(s.text)
    )


def is_capitalised(s: Seen) -> bool:
    """Say whether the longer words of a line begin with capitals, as titles in Indonesian do."""
    words = [w.lstrip("\"“'‘(") for w in s.text.split() if len(w) > 3]
    return bool(words) and sum(not w[:1].islower() for w in words) >= 0.7 * len(words)
