"""What a line of a news page shows by itself: a link, a signature, a caption, a call to follow, or running text.

Tables of named rules, each with its reason, and phrases as data (``lexicons/id/boilerplate.csv``). Where a line stands
in its article is the business of ``cleaning``. A line that no rule names is None: the report, as far as the line
itself can say.
"""

from __future__ import annotations

import re
from functools import cache

from summitlib.lexicons import read_lexicon
from summitlib.loading.calls import CALL, call_in
from summitlib.loading.lines import Mark, Rule, Seen, is_said, stops
from summitlib.loading.mastheads import DOMAIN, outlets, wires

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
         r"[(\[]\s?(?:[A-Za-z]{2,6}|[A-Z]-\d{1,3}|[a-z]{1,3}\d{1,2}(?=/)|\*{1,2}(?=/))"
         r"(?:\s?[/,.;&-]\s?[A-Za-z0-9]{1,10}){0,5}\s?[)\]]\W*",
         "reporter and editor sign with initials"),
    Rule("outlet and name", "byline",
         rf"[(\[](?:(?:{DOMAIN}|(?i:tribun\w*|kompas|antara|sindo\w*))/[\w .'’/-]+|[\w .'’-]{{2,40}}/{DOMAIN})[)\]]\W*",
         "outlet and reporter in brackets"),
    Rule("next page", "pagination",
         r"(?i:(?:simak|baca|lihat|lanjut\w*|klik|buka|berita)\b[^.]{0,40}\bhalaman (?:berikut|selanjut|\d).{0,12}|"
         r"(?:halaman|laman|pages?)\W*(?:\d\W*){1,12}(?:(?:dari|of) \d+|selanjutnya|berikutnya)?\W*|"
         r"(?:hal(?:aman)?\W*)?\d{1,2} (?:dari|of|/) \d{1,2}|(?:\d{1,2} ){2,}(?:\d{1,2}|selanjutnya|berikutnya|next)|"
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
    Rule("counts", "share-promo",
         r"(?i:(?:post views|views?|hits|dilihat|dibaca|(?:artikel|berita) ini telah dibaca)\W*[\d.,]+"
         r"(?: kali| views?| x)?|\(?\d* ?komentar\W{0,2}\d*\)?)\W*", "how many have read or answered it"),
    Rule("told by", "byline",
         r"(?i:(?:artikel|tulisan|berita|konten|naskah) ini (?:di(?:buat|tulis|susun|kerjakan)|hasil liputan)"
         r"(?: oleh)?) [A-Z][^.]{2,160}\.?", "says who wrote it, as trainees' pieces do"),
    Rule("account", "byline", r"@ ?[a-z]\w{2,15}\W*", "a reporter signs with an account"),
    Rule("sponsor", "ad-marker",
         r"(?i:(?:artikel|konten|berita) ini (?:disajikan|dipersembahkan|disponsori) oleh .{2,60}|powered by .{2,40})",
         "says who paid for it"),
    Rule("closed", "share-promo",
         r"(?i:(?:artikel|konten|berita) ini (?:hanya|khusus) untuk (?:pelanggan|anggota|member).{0,60}|"
         r"(?:silakan|silahkan) (?:log ?in|masuk|daftar|berlangganan) (?:untuk|terlebih)[^,.]{0,80})",
         "for subscribers alone"),
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

_ROLE_ALONE = re.compile(r"(?i:(?:diadaptasi |ditulis )?oleh|laporan (?:wartawan|reporter|kontributor)|editor)(?= )")
_OPENERS = (  # words that begin lines of the tables above
    "halaman", "hal", "laman", "page", "copyright", "hak", "segala", "berita", "artikel", "tulisan", "konten", "naskah",
    "informasi", "next", "prev", "post", "views", "hits", "dilihat", "dibaca", "silakan", "silahkan", "powered",
)  # fmt: skip
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=:)(?=[^\s:])")  # where a blank was lost: LiveKabar, Editor:Banjir
LONGEST = 400  # characters: a longer line is the report, whatever phrase was run into it
_DATE_LINE = re.compile(
    rf"(?:(?:{DOMAIN}\s*[-–—|,]|[A-Z][\w ]{{1,24}}\s*[-–—|,])\s*)?"
    r"(?i:(?:terakhir )?(?:diterbitkan|diperbarui|dipublikasikan|terbit|published|updated|update|dibuat|tayang|tanggal|"
    r"posted)\b\W*(?:pada\W+|on\W+)?)?(?:[A-Z][a-z’']{2,8}\W+)?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[ -][A-Z][a-z]{2,8}[., -]+\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"(?:\W*(?:T|(?i:pukul|jam|at)\b)?\W*\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\W*(?i:wib|wita|wit|am|pm|z|gmt\S*|utc\S*)?)?\W*"
    r"(?:oleh [A-Z][\w .'’-]{2,40})?"
)  # fmt: skip


@cache
def phrases(how: str) -> dict[str, Mark]:
    """Return the phrases of the boilerplate lexicon that work in one way."""
    rows = [r for r in read_lexicon("boilerplate") if r["how"] == how]
    return {r["phrase"]: Mark(r["label"], f"{how}: {r['phrase']}") for r in rows}


@cache
def _patterns(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], Mark], ...]:
    return tuple((re.compile(r.pattern), Mark(r.label, r.name)) for r in rules)


@cache
def first_words() -> frozenset[str]:
    """Return the words that can begin a line of the page: all other prose is the report without further looking."""
    calls = re.findall(r"[a-z]{2,}", CALL.pattern + "".join(r.pattern for r in SIGNED_LINES).lower())
    leads = [p.split()[0] for how in ("lead", "colon", "whole") for p in phrases(how)]
    return frozenset([*calls, *leads, *_OPENERS])


def mark_alone(s: Seen, within: dict[str, Mark]) -> Mark | None:
    """Return the mark of a line that shows by itself what it is, or None."""
    if within and len(s.text) < LONGEST:
        low = s.low
        for phrase, mark in within.items():
            if phrase in low and not is_said(s.text):
                return (mark.label == "credit" and _mark_signed(s.text)) or mark
    if _is_plain(s.text):
        return None
    if rule := call_in(s.text):
        return Mark("share-promo", rule)
    credit = credit_in(s.text)
    return _mark_by_phrase(s) or _mark_by_pattern(s) or (Mark("caption", credit) if credit else None)


def _is_plain(text: str) -> bool:
    """Say at a glance that a line is running text: its first word leads no phrase, and it ends as sentences do."""
    if len(text) <= 40 or text[-1] not in '.!?"”' or not (text[0].isalpha() or text[0] in '"“'):
        return False
    last = text.rstrip('.!?"”)')
    if not last[-1:].isdigit() and ("/" in text[-40:] or text[-2:] in (").", ")”")):
        return False  # may end with a picture's credit
    return text[:24].split(" ", 1)[0].rstrip(":,").lower() not in first_words()


def _mark_by_phrase(s: Seen) -> Mark | None:
    """Mark the phrases of the lexicon; a phrase that leads must go on as a title or link does, not as a sentence."""
    text = s.text.strip(" *>»«•|")
    text = _GLUED.sub(" ", text[:60]) + text[60:]
    low = s.low.strip(" *>»«•|.…:-–—")
    if len(low) < 60 and (mark := phrases("whole").get(low) or phrases("colon").get(low) or phrases("lead").get(low)):
        return mark
    words = text[:60].lower().split()
    for n in (1, 2, 3):
        phrase = " ".join(words[:n]).rstrip(":")
        rest = text[len(phrase) :].lstrip()
        if (mark := phrases("colon").get(phrase)) and rest[:1] == ":" and not stops(rest):
            return mark
        if (mark := phrases("lead").get(phrase)) and _is_link(rest):
            return mark
    return None


def _is_link(rest: str) -> bool:
    """Say whether what follows ``Baca juga`` is a link's title: a colon, a quotation, "video", or no sentence."""
    if not rest or rest[0] in ":：\"“'‘" or rest[:5].lower() == "video":
        return not is_said(rest)
    return not rest[0].islower() and not stops(rest) and len(rest.split()) <= 25


def _mark_by_pattern(s: Seen) -> Mark | None:
    """Mark lines of a written form: minutes to read, initials, pages, rights, dates, signatures."""
    bare = s.text.strip(" *>»«•|")
    if len(bare) > 300:
        return None
    signed = _mark_signed(bare)
    if signed and signed.label == "byline":
        return signed
    for pattern, mark in _patterns(WHOLE_LINES):
        if pattern.fullmatch(bare):
            return mark
    if len(bare) < 100 and bare[-1] != "." and _DATE_LINE.fullmatch(bare):
        return Mark("date", "date line")
    return signed


def _mark_signed(bare: str) -> Mark | None:
    """Mark a line that names who wrote, edited, photographed it or where it comes from."""
    head, colon, rest = bare.partition(":")
    if not colon and (role := _ROLE_ALONE.match(bare)):
        head, rest = role[0], bare[role.end() :]
    for pattern, mark in _patterns(SIGNED_LINES):
        if pattern.fullmatch(head.strip()) and rest.strip() and _is_signature(rest.strip(), mark.label):
            return mark
    return None


def _is_signature(rest: str, label: str) -> bool:
    """Say whether what follows ``Editor:`` or ``Foto:`` is names, not speech: a play of voices is set the same way."""
    words = rest.split()
    if label == "caption":
        return len(words) <= 45
    return len(words) <= 16 and rest[:1] not in '"“' and not stops(rest) and rest[-1] != "?" and not words[0].islower()


# -- captions: lines that end with the credit of a picture, in brackets, behind a bar, or bare

_PHOTO = (
    r"(?i:foto|photo|dok(?:umentasi|umen|\.)?|ist(?:imewa|\.)?|ilustrasi|shutterstock|getty|unsplash|pixabay|pexels|freepik|"
    r"i-?stock|tangkapan layar|screenshot|repro|humas|for (?:detik|tribun|jawa ?pos|radar)\w*|wikimedia|youtube[/ ]|"
    r"instagram[/ ]@?)"
)
_CREDIT_BRACKET = re.compile(
    rf"[(\[]\s*(?:(?i:sumber|kredit|credit)\b.*|{_PHOTO}\b.*|.{{0,40}}/?\b(?i:getty images|shutterstock|istimewa)\b.*"
    r"|[^()]{2,40}(?:/|via )[A-Z][^()]{1,60})\s*[)\]]\W*$"
)
_CREDIT_BEHIND_BAR = re.compile(
    rf"(?:[|/]\s*|\s[–—-]\s*|\.\s)(?:(?i:foto|photo|dok|sumber foto)\b\s*[:.]?\s*[^.]{{2,60}}|{_PHOTO})\W*$"
    r"|(?<=\w)/(?:Net|NET|Int|INT)\W*$"
)
_BARE_CREDIT = re.compile(
    r"\b(?:[A-Z]{2,}(?: FOTO| PHOTO| Photo)?|[A-Z]\w+ Foto|\w+\.com)/[A-Z][\w .'’-]{2,40}(?:/[\w .]{2,20})?\W*$"
)
_SLASHED_CREDIT = re.compile(r"[(\[]\s*([^()/]{2,40}?)\s*(?:/|\bvia\b)\s*[A-Z]")
_LONGEST_CAPTION = 600  # characters: a longer line is the report, whatever stands at its end


def credit_in(text: str) -> str | None:
    """Return the rule by which a line ends with the credit of a picture, or None.

    >>> credit_in("Dermaga di pagi hari. (Dok. Pelabuhan)"), credit_in("Korban tujuh orang (lima pria/dua wanita).")
    ('credit in brackets', None)
    """
    tail = text[-120:]
    if (_CREDIT_BEHIND_BAR.search(tail) or _credited_bare(tail)) and not is_said(text):
        return "credit at the end"
    bracket = _CREDIT_BRACKET.search(tail)
    if bracket is None or len(text) > _LONGEST_CAPTION:
        return None
    slashed = _SLASHED_CREDIT.match(bracket[0])
    if slashed and not re.match(rf"[(\[]\s*{_PHOTO}", bracket[0]) and not _is_source(slashed[1], bracket[0]):
        return None
    return "credit in brackets"


def _is_source(name: str, bracket: str) -> bool:
    """Say whether what stands before the slash of a bracket is an agency or outlet, not the half of a pair."""
    low = name.strip().lower()
    if low in outlets() or low in wires() or re.fullmatch(DOMAIN, low) or low.partition(" ")[0] in wires():
        return True
    if bracket[0] == "[":  # square brackets hold credits: [Nada/Rina Laut]
        return name[:1].isupper()
    return name.isupper() and not re.fullmatch(r"\W*[A-Z]+/[A-Z]+\W*", bracket)  # (WNA/WNI): two abbreviations


def _credited_bare(tail: str) -> bool:
    """Say whether a line ends with agency and photographer, without brackets (``ANTARA FOTO/Rina Laut/foc.``)."""
    found = _BARE_CREDIT.search(tail)
    name = re.split(r"/| FOTO| (?i:photo)| Foto", found[0])[0].lower() if found else ""
    return name in wires() or name in outlets() or name.endswith(".com")
