"""One raw article as labelled lines: what is the report, what the page put around it, and which rule said so.

A line is the report unless a named rule says otherwise: a line of the report lost is worse than a line of the page
kept. Rules look at what kind of line it is and where it stands; phrases are data (``lexicons/id/boilerplate.csv``).
Offsets are into the raw string, which is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from summitlib.dates import read_date, stamps_in
from summitlib.lexicons import read_lexicon
from summitlib.mastheads import (
    DOMAIN, Dateline, author_of, dateline_in, day_of_report, outlets, publisher_of, wire_quoted_in, wires, wires_of_line,
)  # fmt: skip

LABELS = (
    "headline", "byline", "date", "dateline-prefix", "body", "subhead", "pull-quote", "caption", "related-link",
    "reading-time", "share-promo", "credit", "pagination", "ad-marker", "embed", "noise",
)  # fmt: skip
KEPT = ("body", "subhead")


class Line(NamedTuple):
    """One labelled stretch of the raw text: its line number from 1, its span, its label and the rule behind it."""

    line: int
    start: int
    end: int
    label: str
    rule: str


class Cleaned(NamedTuple):
    """The report alone, the labelled lines of the raw text, and what the raw text says of itself."""

    text: str
    lines: list[Line]
    metadata: dict[str, Any]


class Piece(NamedTuple):
    """A stretch of the raw text that stands in the cleaned text, and where it begins there."""

    start: int
    end: int
    text_start: int


class Rule(NamedTuple):
    """A kind of line: its name, the label it gets, what to look for, and why that is no line of the report."""

    name: str
    label: str
    pattern: str
    reason: str


# Looked for in the whole line, marks and blanks around it aside. Case counts except where the pattern says (?i:…).
WHOLE_LINES = (
    Rule("no words", "noise", r"\W+", "a line without letters or digits says nothing"),
    Rule("loading", "noise", r"(?i:loading|memuat|mohon tunggu)\W*", "shown while the page loads"),
    Rule("minutes", "reading-time", r"(?i:(?:waktu baca|reading time|estimasi baca)\W*)?\d{1,2} ?(?i:min|mins|minutes?|menit)"
         r"(?: (?i:read|baca|membaca|waktu baca|dibaca))?\W*|(?i:waktu baca|reading time)\W*\d.{0,12}", "time to read"),
    Rule("embed", "embed", r"\[(?i:gambas|embed|video|youtube|twitter|instagram|img|image|gallery)\W.*\]", "a place-holder"),
    Rule("address", "embed", r"(?:https?://|www\.|pic\.twitter\.com)\S+", "a bare address"),
    Rule("initials", "byline", r"[(\[]\s?(?:[A-Za-z]{2,6}|[A-Z]-\d)(?:\s?[/,.;&-]\s?[A-Za-z0-9]{1,10}){0,4}\s?[)\]]\W*",
         "reporter and editor sign with initials"),
    Rule("outlet and name", "byline", rf"\((?:{DOMAIN}|(?i:tribun\w*|kompas|antara|sindo\w*))/[\w .'’-]+\)\W*",
         "outlet and reporter in brackets"),
    Rule("next page", "pagination", r"(?i:(?:simak|baca|lihat|lanjut\w*|klik|buka|berita)\b[^.]{0,40}\bhalaman "
         r"(?:berikut|selanjut|\d).{0,12}|halaman\W*(?:\d\W*){1,12}(?:dari \d+|selanjutnya|berikutnya)?\W*|"
         r"(?:hal(?:aman)?\W*)?\d{1,2} (?:dari|of|/) \d{1,2}|(?:\d{1,2} ){2,}\d{1,2}|"
         r"(?:next|prev\w*|selanjutnya|sebelumnya)\W*(?:\d\W*)*)\W*", "leads to another page of the same report"),
    Rule("page title", "pagination", r"(?i:halaman (?:selanjutnya|berikutnya)\W.{0,120})", "names the next page"),
    Rule("rights", "credit", r"(?i:(?:copyright|hak cipta|©|\(c\)).{0,90})", "a claim of rights"),
    Rule("share row", "share-promo", r"(?i:(?:\W*(?:share|bagikan|facebook|twitter|x|whatsapp|telegram|line|linkedin|email|e-mail|"
         r"copy link|salin tautan|salin link|pinterest|threads|print|cetak)\b){2,}\W*)", "a row of share buttons"),
    Rule("feedback", "share-promo", r"(?i:\W*segala (?:sanggahan|kritik|saran|koreksi).*|.*\b(?:sanggahan|hak jawab|kritik)\b"
         r".*\b(?:kirim|hubungi|layangkan)\b.*\b(?:e-?mail|redaksi)\b.*)", "asks for letters to the editor"),
    Rule("hashtags", "related-link", r"(?:#\w+[\s,]*){2,}", "a row of tags"),
)  # fmt: skip

# Named by what stands before the colon; what follows must be short and no sentence.
SIGNED_LINES = (
    Rule("signed", "byline", r"(?i:penulis|pewarta|reporter|wartawan|jurnalis|kontributor|koresponden|editor|redaktur|red|rep|"
         r"penyunting|penerjemah|uploader|kreator|content writer|diadaptasi oleh|ditulis oleh|disunting oleh|oleh|by|"
         r"laporan(?: wartawan| reporter| kontributor| jurnalis)?|(?:tim )?redaksi)", "who wrote or edited it"),
    Rule("source", "credit", r"(?i:sumber(?: berita| artikel| tulisan)?|source|kredit)", "where the text was taken from"),
    Rule("photo", "caption", r"(?i:(?:keterangan |sumber |kredit |ilustrasi )?(?:foto|gambar|photo|ilustrasi|infografis)"
         r"(?: ilustrasi| oleh)?|caption)", "what a picture shows or who took it"),
)  # fmt: skip

_PHOTO = (
    r"(?i:foto|photo|dok(?:umentasi|umen|\.)?|ist(?:imewa|\.)?|ilustrasi|shutterstock|getty|unsplash|pixabay|pexels|freepik|"
    r"i-?stock|tangkapan layar|screenshot|repro|humas|for (?:detik|tribun|jawa ?pos|radar)\w*|wikimedia|youtube[/ ]|instagram[/ ]@?)"
)
_CREDIT_BRACKET = re.compile(
    rf"[(\[]\s*(?:(?i:sumber|kredit|credit)\b.*|{_PHOTO}\b.*|.{{0,40}}/?\b(?i:getty images|shutterstock|istimewa)\b.*"
    r"|[^()]{2,40}(?:/|via )[A-Z][^()]{1,60})\s*[)\]]\W*$"
)
_CREDIT_END = re.compile(rf"(?:[|/]\s*|\s[–—-]\s*|\.\s)(?:(?i:foto|photo|dok|sumber foto)\b\s*[:.]?\s*[^.]{{2,60}}|{_PHOTO})\W*$")
_SLASHED = re.compile(r"[(\[]\s*([^()/]{2,40}?)\s*(?:/|\bvia\b)\s*[A-Z]")
_DATE_LINE = re.compile(
    rf"(?:(?:{DOMAIN}\s*[-–—|,]|[A-Z][\w ]{{1,24}}\s*[-–—|])\s*)?(?i:(?:diterbitkan|diperbarui|dipublikasikan|terbit|published|updated|update|"
    r"dibuat|tayang|tanggal|posted)\b\W*(?:pada\W+|on\W+)?)?(?:[A-Z][a-z’']{2,8}\W+)?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[ -][A-Z][a-z]{2,8}[., -]+\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"(?:\W*(?:T|(?i:pukul|jam|at)\b)?\W*\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\W*(?i:wib|wita|wit|am|pm|z|gmt\S*|utc\S*)?)?\W*"
)  # fmt: skip
_CALL = re.compile(
    r"\W*(?:(?:yuk|ayo|mari|jangan lupa|silakan|segera|anda (?:juga )?(?:bisa|dapat)|kamu (?:juga )?(?:bisa|dapat)|untuk)\W+)*"
    r"(?:ikuti|gabung|bergabung|bergabunglah|dapatkan|join|klik|unduh|download|install|subscribe|follow|cek|update|baca|simak|"
    r"langganan|berlangganan|nyalakan|aktifkan|nikmati|temukan|terima|pantau|kunjungi|like|tonton|dengarkan|mendapatkan|share)\b"
)
_CHANNEL = re.compile(
    r"google ?news|(?:whatsapp|wa|telegram|youtube) ?(?:channel|group|grup)|(?:channel|saluran|kanal|grup|group|akun|media sosial|medsos)"
    r" (?:resmi )?(?:whatsapp|wa\b|telegram|youtube|instagram|tiktok|facebook|twitter|x\b|kami)|newsletter|notifikasi|"
    r"aplikasi (?:berita|[\w.]+ (?:di|melalui|lewat))|telegram|t\.me/|youtube|instagram|app store|play ?store|whatsapp"
)
_MEDIA = re.compile(
    rf"\bberita|\bartikel|\bupdate\b|\bkabar|breaking news|\bredaksi|klik (?:di ?sini|link|tautan)|\bterkini\b|\bkonten\b|{DOMAIN}"
)

# Characters without width that copying leaves inside words: soft hyphen, zero-width space, direction marks, controls.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f]+")
_LINES = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_END_MARK = re.compile(r"[.!?…:;,][\"”’'»)\]]*$")
_STOP = re.compile(r"(?<!\bTbk)[.…;,][\"”’'»)\]]*$")
_SAYS = re.compile(r"[\"”’],? ?(?:kata|ujar|tutur|jelas|ucap|tegas|imbuh|tambah|ungkap|papar|pinta|terang|sebut)")
_BULLET = re.compile(r"\s*(?:[•*·▪‣◦–—-]\s|\d{1,3}[.)]\s|[a-zA-Z][.)]\s)")
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]*|[Aa]l|bin|binti|de|van)(?: (?:[A-Z][\w.'’-]*|al|bin|binti|de|van)){1,4}")


class _Seen(NamedTuple):
    """A line as the rules see it: without invisible characters and blanks around it, and in small letters."""

    line: int
    start: int
    end: int
    text: str
    low: str


class _Mark(NamedTuple):
    label: str
    rule: str


def clean_text(raw: str, *, headline: str | None = None) -> Cleaned:
    """Label every non-empty line of one article and return the report without the page around it.

    ``lines`` has one :class:`Line` for each non-empty line (two where a dateline stands before the report), with
    offsets into ``raw``; labels are those of ``LABELS``. ``text`` is what is labelled body or subhead, empty lines
    folded to one, characters without width left out; :func:`kept_pieces` maps its offsets back. ``metadata`` has
    publisher, author, headline, place, wire, and published with its earliest and latest day (ISO) and its basis;
    None where the text does not say. ``headline``: known from elsewhere, to recognise a first line repeating it.

    >>> raw = "Dermaga Baru Dibuka\\n\\nRina Laut\\n\\nNADA.ID, Ambon - Dermaga itu dibuka.\\nBaca juga: Tarif Kapal"
    >>> cleaned = clean_text(raw)
    >>> cleaned.text
    'Dermaga itu dibuka.'
    >>> [(line.label, raw[line.start : line.end]) for line in cleaned.lines][1:4]
    [('byline', 'Rina Laut'), ('dateline-prefix', 'NADA.ID, Ambon - '), ('body', 'Dermaga itu dibuka.')]
    >>> cleaned.metadata["headline"], cleaned.metadata["author"], cleaned.metadata["place"]
    ('Dermaga Baru Dibuka', 'Rina Laut', 'Ambon')
    """
    seen = list(_see_lines(raw))
    within = [(phrase, mark) for phrase, mark in _phrases("within").items() if phrase in raw.lower()]
    marks: list[_Mark | None] = [_mark_alone(s, within) for s in seen]
    opening, dateline = _find_opening(raw, seen, marks)
    _mark_head(seen, marks, opening, dateline, headline)
    _mark_tail(seen, marks, opening)
    _mark_links_and_subheads(seen, marks, opening)
    lines = list(_to_lines(seen, marks, opening, dateline))
    text = "".join(_text_of(raw, lines))
    return Cleaned(text, lines, _metadata(text, seen, marks, dateline, headline))


def _see_lines(raw: str) -> Iterator[_Seen]:
    """Yield the non-empty lines; a line ends at LF, CR or CRLF."""
    hidden = _INVISIBLE.search(raw) is not None
    for number, m in enumerate(_LINES.finditer(raw), 1):
        if content := m[1].rstrip():
            text = (_INVISIBLE.sub("", content) if hidden else content).strip()
            yield _Seen(number, m.start(), m.start() + len(content), text, text.lower())


@cache
def _phrases(how: str) -> dict[str, _Mark]:
    """Return the phrases of the boilerplate lexicon that work in one way."""
    rows = [r for r in read_lexicon("boilerplate") if r["how"] == how]
    return {r["phrase"]: _Mark(r["label"], f"{how}: {r['phrase']}") for r in rows}


@cache
def _patterns(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], _Mark], ...]:
    return tuple((re.compile(r.pattern), _Mark(r.label, r.name)) for r in rules)


@cache
def _first_words() -> frozenset[str]:
    """Return the words that can begin a line of the page: all other prose is the report without further looking."""
    calls = re.findall(r"[a-z]{2,}", _CALL.pattern + "".join(r.pattern for r in SIGNED_LINES).lower())
    leads = [p.split()[0] for how in ("lead", "colon", "whole") for p in _phrases(how)]
    return frozenset([*calls, *leads, "halaman", "hal", "copyright", "hak", "segala", "berita", "next", "prev"])


def _mark_alone(s: _Seen, within: list[tuple[str, _Mark]]) -> _Mark | None:
    """Return the mark of a line that shows by itself what it is, or None."""
    for phrase, mark in within:
        if phrase in s.low and not _SAYS.search(s.text):
            return mark
    plain = s.text[:1].isalpha() and s.text[-1:] in ".!?\"”" and s.text[-2:] not in (").", ")”")
    if plain and len(s.text) > 40 and s.low[:24].split(" ", 1)[0].rstrip(":,") not in _first_words():
        return None
    for find in (_mark_by_phrase, _mark_by_pattern, _mark_caption, _mark_promotion):
        if mark_found := find(s):
            return mark_found
    return None


def _mark_by_phrase(s: _Seen) -> _Mark | None:
    """Mark the phrases of the lexicon; a phrase that leads must go on as a title or link does, not as a sentence."""
    low = s.low.strip(" *>»«•|.…:-–—")
    if len(low) < 60 and (mark := _phrases("whole").get(low) or _phrases("colon").get(low) or _phrases("lead").get(low)):
        return mark
    words = low[:60].split()
    for n in (1, 2, 3):
        phrase = " ".join(words[:n]).rstrip(":")
        rest = s.text.strip(" *>»«•|")[len(phrase) :].lstrip()
        if (mark := _phrases("colon").get(phrase)) and rest[:1] == ":" and not _STOP.search(rest):
            return mark
        if (mark := _phrases("lead").get(phrase)) and _is_link(rest):
            return mark
    return None


def _is_link(rest: str) -> bool:
    """Say whether what follows ``Baca juga`` is a link's title: a colon, a quotation, "video", or no sentence."""
    if not rest or rest[0] in ":：\"“'‘" or rest[:5].lower() == "video":
        return not _SAYS.search(rest)
    return not rest[0].islower() and not _STOP.search(rest) and len(rest.split()) <= 25


def _mark_by_pattern(s: _Seen) -> _Mark | None:
    """Mark lines of a written form: minutes to read, initials, pages, rights, dates, signatures."""
    bare = s.text.strip(" *>»«•|")
    if len(bare) > 300:
        return None
    for pattern, mark in _patterns(WHOLE_LINES):
        if pattern.fullmatch(bare):
            return mark
    if len(bare) < 80 and bare[-1] != "." and _DATE_LINE.fullmatch(bare):
        return _Mark("date", "date line")
    head, colon, rest = bare.partition(":")
    if not colon and re.match(r"(?i:oleh|laporan wartawan|laporan reporter|laporan kontributor|diadaptasi oleh|editor) ", bare):
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
    return len(words) <= 16 and rest[:1] not in "\"“" and not _STOP.search(rest) and not words[0].islower()


def _mark_caption(s: _Seen) -> _Mark | None:
    """Mark a line that ends with a picture's credit, in brackets or after a bar."""
    tail = s.text[-120:]
    if _CREDIT_END.search(tail) and not _SAYS.search(s.text):
        return _Mark("caption", "credit at the end")
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
    return _Mark("caption", "credit in brackets")


def _mark_promotion(s: _Seen) -> _Mark | None:
    """Mark a call to follow the outlet: a call, a channel, and a word of the trade, in one line nobody is quoted in."""
    if len(s.text) > 500 or not _CHANNEL.search(s.low) or _SAYS.search(s.text) or s.text[0] in "\"“":
        return None
    call = _CALL.match(s.low)
    strong = re.search(r"google ?news|(?:whatsapp|telegram) channel|channel (?:whatsapp|telegram)", s.low)
    short = len(s.text.split()) <= 14 and not _STOP.search(s.text)
    named = any(w.strip(".,").lower() in outlets() for w in s.text.split() if w[0].isupper())
    if call and (_MEDIA.search(s.low) or named or (strong and short)):
        return _Mark("share-promo", "call to follow")
    return _Mark("share-promo", "channel named") if strong and short and (_MEDIA.search(s.low) or named) else None


def _is_prose(s: _Seen) -> bool:
    """Say whether a line reads as running text: a sentence that ends, or too long for anything else."""
    words = s.text.count(" ") + 1
    ends = _END_MARK.search(s.text) is not None and not (s.text[-1] in "?!" and _is_capitalised(s))
    return words > 24 or (words >= 6 and ends)


def _is_title(s: _Seen, *, least: int = 3) -> bool:
    """Say whether a line can be a title: some words, no full stop at the end, no bullet."""
    words = s.text.split()
    return least <= len(words) <= 24 and not _STOP.search(s.text) and not s.text.endswith(":") and not _BULLET.match(s.text)


def _is_capitalised(s: _Seen) -> bool:
    """Say whether the longer words of a line begin with capitals, as titles in Indonesian do."""
    words = [w.lstrip("\"“'‘(") for w in s.text.split() if len(w) > 3]
    return bool(words) and sum(not w[:1].islower() for w in words) >= 0.7 * len(words)


def _find_opening(raw: str, seen: list[_Seen], marks: list[_Mark | None]) -> tuple[int, Dateline | None]:
    """Return the index of the line the report opens with, and the dateline before its first word."""
    free = [i for i in range(min(len(seen), 20)) if marks[i] is None]
    first = next((i for i in free if _is_prose(seen[i])), free[0] if free else 0)
    for i in free:
        alone = seen[i].text[-1] in "-–—" and i <= first  # the report begins on the next line
        if found := dateline_in(raw[seen[i].start : seen[i].end], first=alone or (i == first and _is_prose(seen[i]))):
            return i, found
    return first, None


def _mark_head(
    seen: list[_Seen], marks: list[_Mark | None], opening: int, dateline: Dateline | None, headline: str | None
) -> None:
    """Mark what stands before the report opens: headline, byline, a caption, a sentence of the report set apart."""
    known = " ".join((headline or "").lower().split())
    titled = False
    for i in range(opening):
        s = seen[i]
        if marks[i] is not None:
            continue
        if known and " ".join(s.low.split()) == known:
            marks[i], titled = _Mark("headline", "the headline again"), True
        elif _is_repeated(s, seen[i + 1 :]):
            marks[i] = _Mark("pull-quote", "said again below")
        elif not titled and _can_be_headline(i, seen, marks, opening, dateline):
            marks[i], titled = _Mark("headline", "title on top"), True
        elif titled and _PERSON.fullmatch(s.text):
            marks[i] = _Mark("byline", "name under the headline")
        elif dateline and dateline.publisher and not _is_prose(s):
            marks[i] = _Mark("caption", "before the dateline") if _is_title(s, least=5) else _Mark("noise", "before the dateline")


def _is_repeated(s: _Seen, later: list[_Seen]) -> bool:
    core = s.low.strip(" \"“”'.!?…")
    return len(core) >= 30 and any(core in other.low for other in later)


def _can_be_headline(i: int, seen: list[_Seen], marks: list[_Mark | None], opening: int, dateline: Dateline | None) -> bool:
    """Say whether a line before the opening is the headline; without a dateline below it must look the part."""
    s = seen[i]
    if not _is_title(s) or i + 1 >= len(seen):
        return False
    if dateline is not None or _is_capitalised(s):
        return True
    furniture = any(m and m.label in ("byline", "date", "reading-time", "caption") for m in marks[i + 1 : opening])
    apart = seen[i + 1].line > s.line + 1 and all(not _is_title(x) for x in seen[i + 1 : opening + 1])
    return (furniture or apart) and not seen[i + 1].text[:1].islower()


def _mark_tail(seen: list[_Seen], marks: list[_Mark | None], opening: int) -> None:
    """Mark what stands below the last sentence: agencies, names in capitals, a name alone, titles under a link head."""
    last = max((i for i in range(opening, len(seen)) if marks[i] is None and _is_prose(seen[i])), default=opening)
    rest = [i for i in range(last + 1, len(seen)) if marks[i] is None]
    names = [i for i in rest if _PERSON.fullmatch(seen[i].text)]
    for i in rest:
        s = seen[i]
        if wires_of_line(s.text):
            marks[i] = _Mark("credit", "agency below")
        elif s.text.isupper() and len(s.text.split()) <= 8 and re.fullmatch(r"[^\W\d_][\w .,'’|/&-]+", s.text):
            marks[i] = _Mark("byline", "name in capitals below")
        elif names == [i] and i == last + 1 and _END_MARK.search(seen[last].text):
            marks[i] = _Mark("byline", "name below")
        elif (before := marks[i - 1]) and before.label == "related-link" and _is_title(s, least=4):
            marks[i] = _Mark("related-link", "title below a link")


def _mark_links_and_subheads(seen: list[_Seen], marks: list[_Mark | None], opening: int) -> None:
    """Mark the title after an empty ``Baca juga:``, and headings inside the report; all else is the report."""
    for i, s in enumerate(seen):
        if marks[i] is not None:
            if marks[i] == ("byline", "initials") and any(marks[j] is None and _is_prose(seen[j]) for j in range(i + 1, len(seen))):
                if "/" not in s.text:  # a bracketed word inside the report
                    marks[i] = _Mark("body", "default")
            continue
        before = marks[i - 1] if i else None
        bare = before is not None and before.label == "related-link" and len(seen[i - 1].text.split()) <= 3
        if bare and _is_title(s, least=5) and _is_capitalised(s) and not _END_MARK.search(s.text):
            marks[i] = _Mark("related-link", "title after a link head")
        elif opening < i < len(seen) - 1 and _is_title(s, least=1) and len(s.text.split()) <= 14 and s.text[0] not in "\"“":
            heading = not _END_MARK.search(s.text.rstrip("?!")) and not s.text[0].islower() and _is_prose(seen[i + 1])
            marks[i] = _Mark("subhead", "short line between paragraphs") if heading else _Mark("body", "default")
        else:
            marks[i] = _Mark("body", "default")


def _to_lines(seen: list[_Seen], marks: list[_Mark | None], opening: int, dateline: Dateline | None) -> Iterator[Line]:
    """Yield the labelled lines, the opening one cut after its dateline."""
    for i, s in enumerate(seen):
        label, rule = marks[i] or ("body", "default")
        start = s.start
        if dateline and i == opening:
            start = min(s.start + dateline.end, s.end)
            yield Line(s.line, s.start, start, "dateline-prefix", dateline.rule)
        if start < s.end:
            yield Line(s.line, start, s.end, label, rule)


def kept_pieces(raw: str, lines: list[Line]) -> list[Piece]:
    """Return the stretches of ``raw`` that make up the cleaned text, with where each begins there.

    Between two pieces the cleaned text has an end of line, or nothing where only invisible characters were left out:
    an offset of the text, less ``text_start``, plus ``start``, is the offset in ``raw``.
    """
    pieces: list[Piece] = []
    at, last = 0, None
    for line in lines:
        if line.label not in KEPT:
            continue
        if last is not None:
            at += 2 if _BLANK_LINE.search(raw, last, line.start) else 1
        start = line.start
        for hidden in _INVISIBLE.finditer(raw, line.start, line.end):
            if hidden.start() > start:
                pieces.append(Piece(start, hidden.start(), at))
                at += hidden.start() - start
            start = hidden.end()
        if start < line.end:
            pieces.append(Piece(start, line.end, at))
            at += line.end - start
        last = line.end
    return pieces


def _text_of(raw: str, lines: list[Line]) -> Iterator[str]:
    at = 0
    for piece in kept_pieces(raw, lines):
        yield "\n" * (piece.text_start - at)
        yield raw[piece.start : piece.end]
        at = piece.text_start + piece.end - piece.start


def _metadata(
    text: str, seen: list[_Seen], marks: list[_Mark | None], dateline: Dateline | None, headline: str | None
) -> dict[str, Any]:
    """Gather what the lines say of the article; the surest source of each field first."""
    by: dict[str, list[str]] = {}
    for s, mark in zip(seen, marks, strict=True):
        by.setdefault(mark.label if mark else "body", []).append(s.text)
    publisher = (dateline and dateline.publisher) or publisher_of(
        t for label in ("share-promo", "credit", "date", "byline") for t in by.get(label, [])
    )
    credited = [wire for t in by.get("credit", []) for wire in wires_of_line(t)]
    wire = next(iter(credited), None) or (dateline and dateline.wire) or wire_quoted_in(text)
    authors = [a for t in by.get("byline", []) if (a := author_of(t))]
    return {
        "publisher": publisher,
        "author": next(iter(authors), None),
        "headline": headline or next(iter(by.get("headline", [])), None),
        "place": dateline.place if dateline else None,
        "wire": None if publisher and wires().get(publisher.lower()) == wire else wire,
        **_publication(by.get("date", []), text),
    }


def _publication(date_lines: list[str], text: str) -> dict[str, Any]:
    """Return published, its bounds and its basis: a date line says it, a dated lead says the earliest day."""
    for line in date_lines:
        reading = read_date(line)
        if reading.day and reading.doubt in (None, "either order"):
            day = reading.day.isoformat()
            return _dated(day, day, day, f'date line "{line}"')
    own, latest = day_of_report(stamps_in(text))
    if own:
        stamp = text[own.start : own.end]
        return _dated(own.day.isoformat(), own.day.isoformat(), None, f'in-text "{stamp}", day of reporting')
    if latest:
        stamp = text[latest.start : latest.end]
        return _dated(None, latest.day.isoformat(), None, f'in-text "{stamp}", told as past')
    return _dated(None, None, None, None)


def _dated(day: str | None, earliest: str | None, latest: str | None, basis: str | None) -> dict[str, Any]:
    return {"published": day, "published_earliest": earliest, "published_latest": latest, "published_basis": basis}
