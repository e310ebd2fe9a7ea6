"""Indonesian time expressions: where they stand, what they mean, and which days they cover.

TIMEX3 after ISO-TimeML (ISO 24617-1) and TempEval-3, settled for Indonesian news. One pass over the words of a text:
at each word that can begin an expression the patterns of ``timepatterns`` are tried, the longest match is read by the
function of its name, which may decline. Relative expressions are read against the document date, or a date just
mentioned; without a document date they keep ``X`` values and no days. Clock times are local, without offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from summitlib import timepatterns as tp
from summitlib import timevalues as tv
from summitlib.lexicons import read_lexicon
from summitlib.rows import TIME, each_article

if TYPE_CHECKING:
    import pandas as pd


class TimeExpression(NamedTuple):
    """One time expression: ``text[start:end] == surface``; days are None where the value names none that are known."""

    start: int
    end: int
    type: str  # DATE, TIME, DURATION, SET
    value: str
    mod: str | None
    surface: str
    earliest: date | None
    latest: date | None
    anchor: str  # written, published …, mentioned …, none
    range: str | None  # the two ends of a range carry the same letter
    range_role: str | None  # begin, end
    warning: str | None


@dataclass(slots=True)
class Found:
    """An expression being read; ``grain`` is its unit (day, month, …), clock, part, or empty."""

    start: int
    end: int
    type: str
    value: str
    grain: str = ""
    mod: str | None = None
    anchor: str = "written"
    warning: str | None = None
    days: tv.Days | None = None
    bracket: bool = False
    range: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Reading:
    """A text on the way: its document date and what has been found so far."""

    text: str
    day: date | None
    found: list[Found] = field(default_factory=list)

    @property
    def published(self) -> str:
        return f"published {self.day}" if self.day else "none"

    def word_before(self, start: int) -> str:
        """The word right before, lower case, with its mark; empty at the start of a line."""
        match = re.search(r"([^\s]+)[^\S\n]?$", self.text[max(0, start - 40) : start])
        return match[1].lower().lstrip("(\"'“‘[") if match else ""

    def word_after(self, end: int) -> str:
        match = re.match(r"[^\S\n]?([\w%]+)", self.text[end : end + 40])
        return match[1].lower() if match else ""

    def same_sentence(self, start: int, end: int) -> bool:
        return end - start < 400 and not re.search(r"[.!?][\"”’)]{0,2}\s+[A-Z\"“‘(]|\n", self.text[start:end])

    def mentioned(self, start: int, *grains: str, reach: int = 600) -> Found | None:
        """The last expression of one of these grains with known days, not too far back."""
        for found in reversed(self.found):
            if start - found.end > reach:
                return None
            if found.grain in grains and all(tv.days_of(found.value)):
                return found
        return None


Reader: TypeAlias = Callable[[Reading, "re.Match[str]"], Found | None]

AHEAD = re.compile(
    r"\b(?:akan|bakal|rencananya|direncanakan|berencana|dijadwalkan|terjadwal|mendatang|nanti|nantinya|hendak|"
    r"diperkirakan|ditargetkan|target|besok|depan|diundur|paling lambat|hingga|sampai)\b", re.IGNORECASE)  # fmt: skip
BACK = re.compile(
    r"\b(?:telah|sudah|lalu|kemarin|sempat|pernah|tadi|usai|setelah|sejak|kata|ujar\w*|ucap\w*|tutur\w*|ungkap\w*|"
    r"jelas\w*|dikutip|dilansir|melansir|mengutip|keterangan\w*|demikian|imbuh\w*|tegas\w*|papar\w*|terang\w*)\b",
    re.IGNORECASE)  # fmt: skip
MODS = {
    "awal": "START", "pertengahan": "MID", "tengah": "MID", "medio": "MID", "akhir": "END", "penghujung": "END",
    "sekitar": "APPROX", "kira-kira": "APPROX", "kurang lebih": "APPROX", "lebih kurang": "APPROX",
    "lebih dari": "MORE_THAN", "kurang dari": "LESS_THAN", "hampir": "LESS_THAN",
}  # fmt: skip
STEPS = {
    "ini": 0, "berjalan": 0, "lalu": -1, "silam": -1, "kemarin": -1, "sebelumnya": -1, "depan": 1, "mendatang": 1,
    "berikutnya": 1, "selanjutnya": 1, "akan datang": 1, "nanti": 0, "esok": 1, "besok": 1,
}  # fmt: skip
BY_MENTION = {"sebelumnya", "berikutnya", "selanjutnya", "kemudian", "setelahnya", "sesudahnya", "itu", "sama"}
HALVES = {"M": "P15D", "Y": "P6M", "TH": "PT30M", "TM": "PT30S", "D": "PT12H", "CE": "P50Y", "DE": "P5Y", "Q": "P45D"}
ROMAN = {"I": 1, "V": 5, "X": 10}
ORDINALS = {w: n for n, words in enumerate(("pertama satu i", "kedua dua ii", "ketiga tiga iii", "keempat empat iv"), 1)
            for w in words.split()}  # fmt: skip


def _mod(words: str | None) -> str | None:
    return MODS.get(re.sub(r"\s+", " ", words.lower())) if words else None


def _make(m: re.Match[str], type_: str, value: str, grain: str = "", **more: object) -> Found:
    return Found(m.start(), m.end(), type_, value, grain, **more)  # type: ignore[arg-type]


def looks_ahead(reading: Reading, start: int, end: int) -> bool | None:
    """Whether the clause speaks of what is to come (True), of what has been (False), or does not say (None)."""
    left = re.split(r"[.!?\n\"“”;]", reading.text[max(0, start - 120) : start])[-1]
    ahead = [m.start() for m in AHEAD.finditer(left)]
    back = [m.start() for m in BACK.finditer(left)]
    if ahead or back:
        return max(ahead, default=-1) > max(back, default=-1)
    right = re.split(r"[.!?\n\"“”;,]", reading.text[end : end + 60])[0]
    return True if AHEAD.search(right) else (False if BACK.search(right) else None)


# --- days, months, years ------------------------------------------------------------------------------------------

def _year_for(reading: Reading, month: int, day: int, start: int, end: int) -> tuple[str, str]:
    """The year of a date written without one, and how it was chosen."""
    if known := reading.mentioned(start, "year", "month", "day", reach=250):
        if known.value[:4].isdigit() and known.anchor == "written" and reading.same_sentence(known.start, start):
            return known.value[:4], f"mentioned {known.value}"
    if not reading.day:
        return "XXXX", "none"
    year, ahead = reading.day.year, looks_ahead(reading, start, end)
    here = (month, day or reading.day.day)
    now = (reading.day.month, reading.day.day)
    if ahead and here < now and (now[0] - here[0] >= 3 or ahead):
        year += now[0] - here[0] >= 3
    elif not ahead and here > now and (ahead is False or here[0] - now[0] >= 6):
        year -= 1
    return f"{year:04}", reading.published


def _written_day(reading: Reading, words: str, start: int, end: int) -> Found | None:
    """Read ``13 September 2023``, ``13/9/2023``, ``2023-09-13`` or ``13/9``."""
    warning = None
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        year, month, day = iso[1], int(iso[2]), int(iso[3])
    elif numeric := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?", words):
        day, month = int(numeric[1]), int(numeric[2])
        year = numeric[3] or ""
        if month > 12 >= day:
            day, month, warning = month, day, "written month first"
        if len(year) == 2:
            year = ("20" if int(year) < 60 else "19") + year
    else:
        number, name = re.match(r"(\d+)\s?[- ]?\s?([^\W\d]+)", words).groups()  # type: ignore[union-attr]
        day, month = int(number), tp.month_numbers()[name.lower()]
        that = re.search(r"tahun\s+(ini|lalu|depan|mendatang|kemarin)$", words, re.IGNORECASE)
        year = tv.shifted(reading.day, "year", STEPS[that[1].lower()]) if that else (re.findall(r"\d{4}$", words) or [""])[0]
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    anchor = "written"
    if not year:
        year, anchor = _year_for(reading, month, day, start, end)
    if year.isdigit() and not tv.day_of(int(year), month, day):
        warning = "impossible date"
    return Found(start, end, "DATE", f"{year}-{month:02}-{day:02}", "day", anchor=anchor, warning=warning)


def _weekday_date(reading: Reading, m: re.Match[str]) -> Found | None:
    found = _written_day(reading, m["date"] or m["date2"], m.start(), m.end())
    if not found:
        return None
    weekday = int(tp.words_of("weekdays")[m["weekday"].lower()]["value"])
    day = tv.days_of(found.value)[0]
    if day and day.isoweekday() != weekday and found.anchor != "written":  # 12/9 without a year: the weekday may tell it
        near = [d for n in (-1, 1) if (d := tv.day_of(day.year + n, day.month, day.day)) and d.isoweekday() == weekday]
        if near and reading.day and abs((near[0] - reading.day).days) < 200:
            found.value, day = near[0].isoformat(), near[0]
    if day and day.isoweekday() != weekday:
        name = next(w for w, row in tp.words_of("weekdays", "weekday").items() if row["value"] == str(day.isoweekday()))
        found.warning = f"weekday contradicts date: {day} is a {name.capitalize()}"
    elif day and reading.day and abs((day - reading.day).days) > 366:
        found.warning = "far from the document date"
    if m["part"]:
        found.type, found.grain = "TIME", "part"
        found.value += tp.words_of("weekdays")[re.sub(r"\s+", " ", m["part"].lower())]["value"]
    return found


def _date(reading: Reading, m: re.Match[str]) -> Found | None:
    before = reading.text[max(0, m.start() - 1) : m.start()]
    ranged = reading.found and reading.found[-1].end == m.start() - 1
    if before and (before in "/.:$€£" or (before == "-" and reading.text[m.start() - 2].isdigit() and not ranged)):
        return None
    return None if _in_name(reading, m.start()) else _written_day(reading, m["date"], m.start(), m.end())


def _bracket_date(reading: Reading, m: re.Match[str]) -> Found | None:
    last = reading.found[-1] if reading.found else None
    if last and last.grain in ("day", "part", "clock") and reading.text[last.end : m.start()] == " (":
        return _written_day(reading, m["date"], m.start(), m.end())
    return None


def _first_day(reading: Reading, m: re.Match[str]) -> Found | None:
    if reading.text[max(0, m.start() - 1) : m.start()] in tuple("/.,:-$"):
        return None
    words = f"{m['day']} {m['month']}" + (f" {m['year']}" if m["year"] else "")
    return _written_day(reading, words, m.start(), m.end())


def _month_day(reading: Reading, m: re.Match[str]) -> Found | None:
    known = reading.mentioned(m.start(), "month", "day")
    month = known.value[:7] if known else tv.shifted(reading.day, "month", 0)
    anchor = f"mentioned {known.value}" if known else reading.published
    return _make(m, "DATE", f"{month}-{int(m['day']):02}", "day", anchor=anchor)


NAME_HEADS = re.compile(
    r"(?:Universitas|Univ\.?|Institut|Yayasan|Perguruan|Sekolah|SD|SMP|SMA|SMK|Jalan|Jl\.?|Jln\.?|Gang|Stadion|Gedung|Lapangan|Masjid|"
    r"Monumen|Museum|Taman|Jembatan|Film|Novel|Buku|Lagu|Pasar|Terminal|RSUD|Rumah Sakit|Kampus|Gelora|Alun-alun|Bandara)"
    r"(?:\s[A-Z]\w*){0,4}\s$")  # fmt: skip


def _in_name(reading: Reading, start: int) -> bool:
    """Whether a date is part of the name of a place, an organisation or a work."""
    return bool(NAME_HEADS.search(reading.text[max(0, start - 60) : start]))


def _month(reading: Reading, m: re.Match[str]) -> Found | None:
    name, end = m["month"].lower(), m.end()
    capital = m["month"][0].isupper()
    if not m["head"] and not m["year"] and not (capital and _stands_as_month(reading, m)):
        return None
    if not capital and name in ("mei", "maret", "juli", "juni") and not (m["head"] or m["year"]):
        return None
    year, anchor = m["year"] or m["lastyear"], "written"
    if m["thatyear"]:
        year, anchor = tv.shifted(reading.day, "year", STEPS.get(m["thatyear"].lower(), 0)), reading.published
    month = tp.month_numbers()[name]
    later = (m["later"] or "").lower()
    if not year:
        year, anchor = _month_year(reading, month, later, m)
    if later in ("ini", "itu") and reading.day and year != str(reading.day.year):  # "Desember 2022 ini": another noun's ini
        end = m.start("later") - 1
    return Found(m.start(), end, "DATE", f"{year}-{month:02}", "month", _mod(m["mod"]), anchor)


def _month_year(reading: Reading, month: int, later: str, m: re.Match[str]) -> tuple[str, str]:
    if reading.day and later in ("lalu", "silam", "kemarin", "sebelumnya"):
        return f"{reading.day.year - (month >= reading.day.month):04}", reading.published
    if reading.day and later in ("depan", "mendatang", "nanti", "berikutnya"):
        return f"{reading.day.year + (month < reading.day.month):04}", reading.published
    if reading.day and later == "ini":
        return f"{reading.day.year:04}", reading.published
    return _year_for(reading, month, 0, m.start(), m.end())


def _stands_as_month(reading: Reading, m: re.Match[str]) -> bool:
    """Whether a bare capitalised month name is a month: not next to another capitalised word, as in a person's name."""
    before, after = reading.text[max(0, m.start() - 30) : m.start()], reading.text[m.end() : m.end() + 30]
    name_after = re.match(r"[^\S\n][A-Z][a-z]", after)
    name_before = re.search(r"[a-z,][^\S\n]+[A-Z][\w.]*[^\S\n]$", before)
    return bool(m["mod"] or m["later"]) or not (name_after or name_before)


@cache
def _counted() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("counted_nouns"))


NOT_A_YEAR = frozenset("rp usd us$ sgd nomor no no. no: nomer kode pasal telepon telp hp iso tipe seri kav blok seharga senilai "
                       "sebanyak sebesar setinggi sejauh total jumlah ke pukul idr euro yen won rm km".split())  # fmt: skip
LEADS_A_YEAR = frozenset("pada sejak dari hingga sampai di dan mulai antara".split())


def _year(reading: Reading, m: re.Match[str]) -> Found | None:
    year, end = m["year"], m.end()
    later = (m["later"] or "").lower()
    if m["next"] and not (m["school"] or m["head"]):
        return None
    if not m["head"] and not _stands_as_year(reading, m):
        return None
    if later in ("ini", "itu") and (not reading.day or int(year) != reading.day.year):
        end = m.start("later") - 1
    if later == "ini" and not m["head"]:
        end = m.start("later") - 1
    if later == "sebelumnya":
        end = m.start("later") - 1
    return Found(m.start(), end, "DATE", year, "year", _mod(m["mod"]))


def _stands_as_year(reading: Reading, m: re.Match[str]) -> bool:
    start, end = m.start("year"), m.end("year")
    before, after = reading.text[max(0, start - 6) : start], reading.text[end : end + 3]
    if before[-1:] in ("/", ".", ":", "$", "#", "+", "€", "£", "_", "@", "&", "=") or after[:1] in ("/", "_", "@", "="):
        return False
    if before[-1:] in ("-", "–") and not re.search(r"(?:^|\D)(?:1[5-9]|20)\d\d[-–]$", before):
        return False
    if re.match(r"[-–](?!(?:1[5-9]|20)\d\d(?!\d))\d", after + reading.text[end + 3 : end + 6]):
        return False
    word, next_word = reading.word_before(start), reading.word_after(end)
    if word in NOT_A_YEAR or next_word in _counted() or after[:1] == "%":
        return False
    return 1900 <= int(m["year"]) <= 2099 or word in LEADS_A_YEAR or before[-1:] in ("(", "-", "–")


def _early_year(_: Reading, m: re.Match[str]) -> Found:
    return _make(m, "DATE", f"BC{int(m['year']):04}", "year")


def _short_year(_: Reading, m: re.Match[str]) -> Found:
    digits = m["year"] or m["old"]
    return _make(m, "DATE", ("20" if int(digits) < 30 else "19") + digits, "year")


def _decade(reading: Reading, m: re.Match[str]) -> Found | None:
    digits = m["decade"]
    if not m["head"] and (len(digits) < 4 or reading.word_before(m.start("decade")) in NOT_A_YEAR):
        return None
    century = "" if len(digits) == 4 else ("20" if int(digits) < 30 else "19")
    return _make(m, "DATE", f"{century}{digits}"[:3] + "X", "decade", mod=_mod(m["mod"]))


def _decade_words(_: Reading, m: re.Match[str]) -> Found:
    return _make(m, "DATE", f"19{int(tp.number_of(m['tens'])) // 10}X", "decade")


def _century(_: Reading, m: re.Match[str]) -> Found | None:
    digits = m["century"].upper()
    number = int(digits) if digits.isdigit() else _roman(digits)
    return _make(m, "DATE", f"{number - 1:02}XX", "century", mod=_mod(m["mod"])) if 0 < number <= 30 else None


def _roman(letters: str) -> int:
    values = [ROMAN[x] for x in letters]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))


def _quarter(reading: Reading, m: re.Match[str]) -> Found | None:
    unit, number = (m["unit"] or "kuartal").lower(), re.sub(r"ke-?\s?", "", (m["number"] or m["qnumber"]).lower())
    place = int(number) if number.isdigit() else ORDINALS[number]
    letter = "H" if unit in ("semester", "paruh") else "Q"
    if letter == "H" and (place > 2 or reading.word_before(m.start()) in ("mahasiswa", "siswa", "mahasiswi")):
        return None
    if unit == "paruh" and not (m["year"] or m["thatyear"]):
        return None
    year, anchor = m["year"], "written"
    if not year:
        year, anchor = tv.shifted(reading.day, "year", STEPS.get((m["thatyear"] or "ini").lower(), 0)), reading.published
    return _make(m, "DATE", f"{year}-{letter}{place}", "half" if letter == "H" else "quarter", mod=_mod(m["mod"]), anchor=anchor)


def _season(reading: Reading, m: re.Match[str]) -> Found:
    code = {"dingin": "WI", "panas": "SU", "semi": "SP", "gugur": "FA"}[m["season"].lower()]
    step = STEPS.get((m["thatyear"] or m["later"] or "").lower(), 0)
    written = m["year"] or m["thatyear"] or m["later"]
    year = m["year"] or (tv.shifted(reading.day, "year", step) if written else "XXXX")
    return _make(m, "DATE", f"{year}-{code}", "season", mod=_mod(m["mod"]), anchor="written" if m["year"] else reading.published)


# --- what points from the document date ---------------------------------------------------------------------------

def _anchor_day(reading: Reading, start: int, det: str, unit: str) -> tuple[date | None, str]:
    """The day a pointing word counts from, and the name of that anchor."""
    if det in BY_MENTION:
        grains = ("day", "part", "clock") if unit == "day" else ("day", "week", "month", unit)
        if known := reading.mentioned(start, *grains, "day", "month" if unit == "year" else unit):
            return tv.days_of(known.value)[0], f"mentioned {known.value}"
    return reading.day, reading.published


def _this_unit(reading: Reading, m: re.Match[str]) -> Found | None:
    words, det = re.sub(r"\s+", " ", m["unit"].lower()), re.sub(r"\s+", " ", m["det"].lower())
    unit = "weekend" if words == "akhir pekan" else tp.unit_words()[words]["unit"]
    if not unit or words == "jam" or (unit == "day" and det in ("lalu", "silam", "kemarin", "depan", "berjalan")):
        return None
    if words == "minggu" and m["unit"][0].isupper() and reading.word_before(m.start()) not in ("", "hari") and not re.search(
            r"[.!?\"“]\s*$", reading.text[max(0, m.start() - 3) : m.start()]):
        return None  # Minggu with a capital inside a sentence is Sunday
    day, anchor = _anchor_day(reading, m.start(), det, unit)
    if det in ("itu", "sama") and not anchor.startswith("mentioned"):
        return _make(m, "DATE", tv.MASKS[unit], unit, mod=_mod(m["mod"]), anchor="none")
    value = tv.shifted(day, unit, STEPS.get(det, 0))
    return _make(m, "DATE", value, unit, mod=_mod(m["mod"]), anchor=anchor)


def _edge_of_unit(reading: Reading, m: re.Match[str]) -> Found | None:
    words, det = m["unit"].lower(), (m["det"] or "ini").lower()
    if m["mod"].lower() == "akhir" and words in ("pekan", "minggu"):
        return _make(m, "DATE", tv.shifted(reading.day, "weekend", STEPS[det]), "weekend", anchor=reading.published)
    unit = tp.unit_words()[words]["unit"]
    return _make(m, "DATE", tv.shifted(reading.day, unit, STEPS[det]), unit, mod=_mod(m["mod"]), anchor=reading.published)


def _near_day(reading: Reading, m: re.Match[str]) -> Found | None:
    near = re.sub(r"\s+", " ", m["near"].lower())
    if near == "keesokan" and not m["morrow"]:
        return None
    steps = {"kemarin": -1, "kemarin lusa": -2, "lusa": 2, "besok lusa": 2}.get(near, 1)
    day, anchor = _anchor_day(reading, m.start(), "itu" if near == "keesokan" else "", "day")
    return _make(m, "DATE", tv.shifted(day, "day", steps), "day", anchor=anchor)


def _weekday(reading: Reading, m: re.Match[str]) -> Found | None:
    word, later = m["weekday"].lower(), (m["later"] or "").lower()
    if not m["weekday"][0].isupper() and not m["head"]:
        return None if word in ("minggu", "ahad") or not later else _weekday_value(reading, m, later)
    opening = not reading.word_before(m.start()) or re.search(r"[.!?\"“]\s*$", reading.text[max(0, m.start() - 3) : m.start()])
    if word == "minggu" and opening and later and not m["head"]:
        return None  # at the start of a sentence "Minggu lalu" is a week
    if reading.word_before(m.start()) in ("salat", "sholat", "shalat", "ibadah", "khotbah", "khutbah"):
        return None
    return _weekday_value(reading, m, later)


def _weekday_value(reading: Reading, m: re.Match[str], later: str) -> Found:
    number = int(tp.words_of("weekdays")[m["weekday"].lower()]["value"])
    if not reading.day:
        return _make(m, "DATE", f"XXXX-WXX-{number}", "day", anchor="none")
    if m["week"]:
        week = tv.moved(reading.day, "week", STEPS[m["weekdet"].lower()]) or reading.day
        day, how = date.fromisocalendar(*week.isocalendar()[:2], number), "of that week"
    else:
        ahead = later in ("depan", "mendatang", "nanti", "berikutnya") or (not later and looks_ahead(reading, m.start(), m.end()))
        day = tv.weekday_near(reading.day, number, forward=bool(ahead))
        how = "next such day" if ahead else "last such day"
    return _make(m, "DATE", day.isoformat(), "day", anchor=f"{reading.published}, {how}")


def _phrase(reading: Reading, m: re.Match[str]) -> Found | None:
    words = re.sub(r"\s+", " ", m["phrase"].lower())
    if words in ("dulu", "dahulu") and not _means_formerly(reading, m):
        return None
    before = reading.word_before(m.start())
    if words == "dewasa ini" and before in ("orang", "pria", "wanita", "perempuan", "film", "kaum", "usia"):
        return None
    if words == "ke depan" and (before.startswith(("maju", "melangkah", "bergerak", "duduk", "berlari", "dibawa", "tampil", "jalan"))):
        return None
    value = next(r["value"] for r in read_lexicon("time_phrases") if re.sub("~(?:akan )?", "", r["phrase"]) == re.sub(
        r"yang (?:akan )?", "", words))
    return _make(m, "DATE", value, "", anchor=reading.published)


FORMERLY_AFTER = frozenset("sejak dari yang seperti zaman jaman kalau kan masa sedari padahal dan tapi tetapi".split())
FORMERLY_BEFORE = frozenset("pernah sempat hanya adalah kita saya kami ada disebut bernama dikenal ketika sebelum waktu dia ia "
                            "sering belum masih memang juga itu saat mereka orang zaman dikira".split())  # fmt: skip


def _means_formerly(reading: Reading, m: re.Match[str]) -> bool:
    """``dulu`` as a time, not as the particle after a verb (``tunggu dulu``) or in ``terlebih dahulu``."""
    before, after = reading.word_before(m.start()), reading.word_after(m.end())
    if before in ("terlebih", "lebih") or after in ("baru", "ya", "dong", "deh"):
        return False
    return not before or before[-1] in ".,?!:\"" or before in FORMERLY_AFTER or after in FORMERLY_BEFORE


def _holiday(reading: Reading, m: re.Match[str]) -> Found | None:
    if not m["holiday"][0].isupper():
        return None
    row = tp.words_of("holidays")[re.sub(r"\s+", " ", m["holiday"].lower())]
    moving = dict(pair.split("=") for pair in row["moving"].split(";")) if row["moving"] else {}
    if m["year"] or not reading.day:
        year, anchor = m["year"] or "XXXX", "written" if m["year"] else "none"
    else:
        later = (m["later"] or "").lower()
        near = [(abs((day - reading.day).days), y) for y in range(reading.day.year - 1, reading.day.year + 2)
                if (day := tv.days_of(moving.get(str(y)) or f"{y:04}-{row['fixed']}")[0])
                and not (later in ("lalu", "kemarin") and day > reading.day)
                and not (later in ("depan", "mendatang", "nanti") and day < reading.day)]
        year, anchor = f"{min(near)[1]:04}" if near else "XXXX", f"{reading.published}, nearest"
    value = moving.get(year, year) if moving else f"{year}-{row['fixed']}"
    return _make(m, "DATE", value, "day", anchor=anchor)


# --- amounts, sets, clock -----------------------------------------------------------------------------------------

def _length(number: str, code: str) -> str:
    """``3``, ``Y`` -> ``P3Y``; hours, minutes and seconds after ``PT``."""
    if number == "0.5" and code in HALVES:
        return HALVES[code]
    if code == "W8":
        return f"P{int(float(number)) * 8}Y" if number != "X" else "PXY"
    return f"PT{number}{code[1]}" if code in ("TH", "TM", "TS") else f"P{number}{code}"


def _amount(reading: Reading, m: re.Match[str]) -> Found | None:
    if m["many"]:
        return _make(m, "DURATION", _length("X", tp.unit_words()[m["many"].lower()]["code"]), mod=_mod(m["more"]))
    row = tp.unit_words()[(m["unit"] or m["one"]).lower()]
    number = tp.number_of(m["number"]) if m["number"] else "1"
    det = re.sub(r"\s+", " ", (m["det"] or "").lower())
    if not _stands_as_amount(reading, m):
        return None
    mod = _mod(m["more"])
    if det == "sekali" or (m["one"] and not det and reading.word_before(m.start()) == "kali"):
        return _make(m, "SET", _length(number, row["code"]), mod=mod)
    if det in ("lalu", "silam", "lagi", "sebelumnya", "kemudian", "setelahnya", "sesudahnya", "berikutnya", "selanjutnya"):
        return _point(reading, m, number, row, det, mod)
    return _stretch(reading, m, number, row, det, mod)


def _stands_as_amount(reading: Reading, m: re.Match[str]) -> bool:
    before, after = reading.text[max(0, m.start() - 12) : m.start()], reading.text[m.end() : m.end() + 12]
    if re.search(r"[\d][.,:/-]$|[/$#]$|\b(?:Rp\.?|nomor|no\.?|ke)[-\s]?$", before, re.IGNORECASE):
        return False
    if m["unit"] and m["unit"].lower() == "tahun" and re.match(r"\s(?:1[89]|20)\d\d\b", after):
        return False  # Nomor 138 Tahun 2024
    return not (m["unit"] and m["unit"] != m["unit"].lower() and re.match(r"\s[A-Z]", after))


def _point(reading: Reading, m: re.Match[str], number: str, row: dict[str, str], det: str, mod: str | None) -> Found | None:
    if number == "X" and det in ("lalu", "silam", "sebelumnya"):
        return _make(m, "DATE", "PAST_REF", anchor=reading.published)
    if not row["unit"]:  # jam, menit, detik
        return _make(m, "TIME", f"{tv.shifted(reading.day, 'day', 0)}TXX", "", mod=mod, anchor=reading.published, days=tv.UNKNOWN)
    unit = "year" if row["code"] == "W8" else row["unit"]
    day, anchor = _anchor_day(reading, m.start(), det, unit)
    back = det in ("lalu", "silam", "sebelumnya")
    if number == "X" or not day:
        return _make(m, "DATE", tv.MASKS[unit], unit, mod=mod, anchor=anchor)
    if "." in number:
        months = round(float(number) * tv.MONTHS_IN.get(unit, 0))
        if not months:
            return None
        return _make(m, "DATE", tv.shifted(day, "month", -months if back else months), "month", mod=mod, anchor=anchor)
    steps = int(number) * (8 if row["code"] == "W8" else 1)
    grain = "year" if unit in ("decade", "century") else unit
    steps *= {"decade": 10, "century": 100}.get(unit, 1)
    return _make(m, "DATE", tv.shifted(day, grain, -steps if back else steps), grain, mod=mod, anchor=anchor)


def _stretch(reading: Reading, m: re.Match[str], number: str, row: dict[str, str], det: str, mod: str | None) -> Found:
    value = _length(number, row["code"])
    if m["number2"]:
        second = tp.unit_words()[m["unit2"].lower()]["code"]
        value += ("T" if second[0] == "T" and "T" not in value else "") + tp.number_of(m["number2"]) + second[-1]
    days: tv.Days = tv.UNKNOWN
    if det and number.isdigit() and row["unit"] and reading.day and row["code"] != "W8":
        edge = tv.moved(reading.day, row["unit"], int(number) * (1 if det in ("mendatang", "ke depan", "akan datang") else -1))
        days = (edge, reading.day) if edge and edge < reading.day else (reading.day, edge)
    return _make(m, "DURATION", value, mod=mod, days=days, anchor=reading.published if det else "none")


def _vague_amount(reading: Reading, m: re.Match[str]) -> Found:
    if (m["det"] or "").lower() in ("lalu", "silam"):
        return _make(m, "DATE", "PAST_REF", anchor=reading.published)
    return _make(m, "DURATION", _length("X", tp.unit_words()[m["unit"].lower()]["code"]), anchor="none")


def _every(reading: Reading, m: re.Match[str]) -> Found | None:
    every, end = m["every"].lower(), m.end()
    if every == "per" and not m["unit"]:
        return None
    if m["unit"]:
        value = _length(tp.number_of(m["number"]) if m["number"] else "1", tp.unit_words()[m["unit"].lower()]["code"])
    elif m["edge"]:
        value = _length("1", tp.unit_words()[m["edge"].split()[-1].lower()]["code"])
    elif m["weekday"]:
        value = f"XXXX-WXX-{tp.words_of('weekdays')[m['weekday'].lower()]['value']}"
        value += tp.words_of("weekdays")[re.sub(r"\s+", " ", m["wdpart"].lower())]["value"] if m["wdpart"] else ""
    elif m["part"]:
        value = "XXXX-XX-XX" + tp.words_of("weekdays")[re.sub(r"\s+", " ", m["part"].lower())]["value"]
    elif m["daymonth"]:
        value = f"XXXX-{tp.month_numbers()[m['daymonth'].lower()]:02}-{int(m['day']):02}"
    else:
        value = f"XXXX-XX-{int(m['monthday']):02}" if m["monthday"] else f"XXXX-{tp.month_numbers()[m['month'].lower()]:02}"
    return Found(m.start(), end, "SET", value, anchor="none")


def _unitly(reading: Reading, m: re.Match[str]) -> Found | None:
    before = reading.word_before(m.start())
    if not m["adjective"].islower() or re.match(r"\s[A-Z]", reading.text[m.end() : m.end() + 2]):
        return None
    if before in ("pelaksana", "ketua", "pengurus", "surat", "koran", "kabar", "ulang"):
        return None
    number = tp.number_of(m["number"]) if m["number"] else "1"
    return _make(m, "SET", _length(number, tp.unit_words()[m["adjective"].lower()]["code"]), anchor="none")


def _clock(reading: Reading, m: re.Match[str]) -> Found | None:
    last = reading.found[-1] if reading.found else None
    if m["time2"] and reading.text[max(0, m.start() - 1) : m.start()] in tuple(",.:/$"):
        return None
    words = m["time"] or m["time2"]
    if not words[0].isdigit() and m["head"].lower() == "jam" and not m["part"]:
        return None
    hours, minutes, *rest = [*re.findall(r"\d+", words), "0"] if words[0].isdigit() else [tp.number_of(words), "0"]
    if not hours.isdigit() or int(hours) > 24:
        return None
    hour = _hour(int(hours), re.sub(r"\s+", " ", (m["part"] or "").lower()))
    value = f"{hour:02}:{int(minutes):02}" + (f":{rest[0]}" if len(rest) > 1 and rest[0] != "00" else "")
    day, anchor = _clock_day(reading, m.start(), last)
    return _make(m, "TIME", f"{day}T{value}", "clock", mod=_mod(m["more"] or m["more2"]), anchor=anchor)


def _hour(hour: int, part: str) -> int:
    """The hour of the day: 7 malam is 19, 12 malam is 0, 3 sore is 15."""
    if part.startswith(("malam", "tengah")) and hour == 12:
        return 0
    late = part.startswith(("sore", "petang", "senja")) or (part.startswith("malam") and hour >= 5) or (part.startswith("siang") and hour < 6)
    return hour + 12 if late and hour < 12 else hour


def _clock_day(reading: Reading, start: int, last: Found | None) -> tuple[str, str]:
    if known := reading.mentioned(start, "day", "clock", "part", reach=300):
        return known.value[:10], f"mentioned {known.value[:10]}"
    return tv.shifted(reading.day, "day", 0), reading.published


NOT_A_PART = frozenset("makan selamat pasar kerja shift salat sholat shalat hiburan jaga piket sarapan sekolah met tarawih klub "
                       "kelas santap dunia lampu matahari istirahat kuliah".split())  # fmt: skip
NIGHT_OF = frozenset("puncak penganugerahan anugerah pertama final renungan tirakatan gala bolong minggu kudus tahun".split())


def _part(reading: Reading, m: re.Match[str]) -> Found | None:
    if m["night"]:
        return _make(m, "TIME", tv.shifted(reading.day, "day", -1) + "TNI", "part", anchor=reading.published)
    if reading.word_before(m.start()) in NOT_A_PART or reading.word_after(m.end()) in NIGHT_OF or m["part"][0].isupper() and re.match(
            r"\s[A-Z]", reading.text[m.end() : m.end() + 2]):
        return None
    words = re.sub(r"\s+", " ", m["part"].lower())
    code = tp.words_of("weekdays")[words]["value"]
    pre, det = (m["pre"] or "").lower(), (m["det"] or "").lower()
    if det in ("itu", "harinya", "sebelumnya", "berikutnya"):
        day, anchor = _anchor_day(reading, m.start(), "itu", "day")
        day = day if anchor.startswith("mentioned") else None
        steps = {"sebelumnya": -1, "berikutnya": 1}.get(det, 0)
        return _make(m, "TIME", tv.shifted(day, "day", steps) + code, "part", anchor=anchor if day else "none")
    if pre or det:
        steps = -1 if (pre == "tadi" and code == "TNI") or det == "kemarin" else int(det == "besok")
        return _make(m, "TIME", tv.shifted(reading.day, "day", steps) + code, "part", anchor=reading.published)
    known = reading.mentioned(m.start(), "day", "clock", "part", reach=200)
    if known and reading.same_sentence(known.start, m.start()) and "hari" not in words:
        return _make(m, "TIME", known.value[:10] + code, "part", anchor=f"mentioned {known.value[:10]}")
    return _make(m, "TIME", "XXXX-XX-XX" + code, "part", anchor="none")


READERS: dict[str, Reader] = {
    "weekday_date": _weekday_date, "date": _date, "bracket_date": _bracket_date, "first_day": _first_day,
    "month_day": _month_day, "month": _month, "short_month": _month, "year": _year, "early_year": _early_year,
    "short_year": _short_year, "decade": _decade, "decade_words": _decade_words, "century": _century,
    "quarter": _quarter, "this_unit": _this_unit, "edge_of_unit": _edge_of_unit, "season": _season,
    "amount": _amount, "vague_amount": _vague_amount, "every": _every, "unitly": _unitly, "clock": _clock,
    "part": _part, "weekday": _weekday, "near_day": _near_day, "phrase": _phrase, "holiday": _holiday,
}  # fmt: skip
READERS["short_month"] = lambda reading, m: _make(m, "DATE", f"{m['year']}-{tp.month_numbers()[m['month'].lower().rstrip('.')]:02}", "month")


# --- one pass over a text -----------------------------------------------------------------------------------------

WORD = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _read(reading: Reading) -> list[Found]:
    """Try the patterns at every word that can begin one; keep the longest that its reader accepts."""
    text, table, done = reading.text, tp.by_first_word(), 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        first = word[0]
        candidates = table.get("0" if first[0].isdigit() else first.lower())
        if not candidates or (start and _inside_word(text, start)):
            continue
        matches = [(p.name, m) for p in candidates if (m := p.match.match(text, start))]
        for name, m in sorted(matches, key=lambda pair: -pair[1].end()):
            found = READERS[name](reading, m)
            if found and found.end > start:
                reading.found.append(found)
                done = found.end
                break
    return reading.found


def _inside_word(text: str, start: int) -> bool:
    """Whether a word goes on from a letter before it; a capital after a small letter begins a glued word."""
    before, here = text[start - 1], text[start]
    if before.isdigit() or here.isdigit():
        return before.isalnum()
    return before == "_" or (before.isalpha() and not (before.islower() and here.isupper()))


def _join_neighbours(reading: Reading) -> list[Found]:
    """A day and a clock time or part of the day side by side are one TIME."""
    joined: list[Found] = []
    for found in reading.found:
        last = joined[-1] if joined else None
        gap = reading.text[last.end : found.start] if last else ""
        if last and re.fullmatch(r",?\s(?:sekitar\s)?\(?|,?\s\(?|\s?", gap) and (both := _both(last, found)):
            end = found.end + (gap.endswith("(") and reading.text[found.end : found.end + 1] == ")")
            joined[-1] = replace(both, start=last.start, end=end)
        else:
            joined.append(found)
    return joined


def _both(a: Found, b: Found) -> Found | None:
    times = {"clock", "part"}
    if a.grain == "day" and b.grain in times and len(a.value) == 10 and a.type == "DATE":
        return replace(a, type="TIME", value=a.value + b.value[b.value.index("T") :], grain=b.grain, mod=b.mod)
    if a.grain in times and b.grain == "day" and b.type == "DATE" and len(b.value) == 10 and b.anchor != "none":
        return replace(b, type="TIME", value=b.value + a.value[a.value.index("T") :], grain=a.grain, mod=a.mod)
    if a.grain == "part" and b.grain == "clock":
        return replace(b, value=a.value[:10] + b.value[b.value.index("T") :])
    return None


@cache
def _range_gap() -> re.Pattern[str]:
    return re.compile(r"\s?(?:[-–—]|s/d|s\.d\.?)\s?|\)?\s(?:hingga|sampai|sampai\sdengan|ke)\s(?:sekitar\s|bulan\s|tahun\s)?", re.IGNORECASE)


def _link_ranges(reading: Reading, found: list[Found]) -> None:
    """Give the two ends of a range the same letter."""
    letters = iter(range(10**9))
    for a, b in zip(found, found[1:], strict=False):
        gap = reading.text[a.end : b.start]
        between = gap == " dan " and reading.text[max(0, a.start - 8) : a.start].lower() == " antara "
        if a.range or not {a.type, b.type} <= {"DATE", "TIME"} or a.value.endswith("_REF") or not (between or _range_gap().fullmatch(gap)):
            continue
        a.range = b.range = _letter(next(letters))
        a.role, b.role = "begin", "end"


def _letter(n: int) -> str:
    return chr(97 + n % 26) + (str(n // 26) if n >= 26 else "")


def _days(reading: Reading, found: Found) -> tv.Days:
    if found.days is not None:
        return found.days
    if found.value == "PRESENT_REF":
        return reading.day, reading.day
    if found.value == "PAST_REF":
        return None, reading.day
    if found.value == "FUTURE_REF":
        return reading.day, None
    return tv.days_of(found.value) if found.type in ("DATE", "TIME") else tv.UNKNOWN


def _as_day(published: date | str | None) -> date | None:
    if published is None or isinstance(published, date):
        return published.date() if isinstance(published, datetime) else published
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        raise ValueError(f"published is {published!r}; it may be a date, an ISO date such as '2023-09-13', or None.") from None


def times_in(text: str, published: date | str | None = None) -> list[TimeExpression]:
    """Return the time expressions of a text, in order, without overlaps.

    ``published`` is the document date. Without it relative expressions keep ``X`` values and None days: never today.

    >>> for t in times_in("Banjir surut Selasa pagi, dua hari setelah hujan pada awal 2019.", "2023-09-13"):
    ...     print(t.surface, t.type, t.value, t.mod, t.earliest)
    Selasa pagi TIME 2023-09-12TMO None 2023-09-12
    dua hari DURATION P2D None None
    awal 2019 DATE 2019 START 2019-01-01
    """
    reading = Reading(text, _as_day(published))
    _read(reading)
    found = _join_neighbours(reading)
    _link_ranges(reading, found)
    return [TimeExpression(f.start, f.end, f.type, f.value, f.mod, text[f.start : f.end], *_days(reading, f), f.anchor,
                           f.range, f.role, f.warning) for f in found]  # fmt: skip


def find_times(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the time expressions of every article as time rows, read against its ``published`` day.

    Where that is unknown and ``published_earliest`` and ``published_latest`` are known, an expression that has the same
    value against both has that value; otherwise it keeps its ``X`` and the days both readings span.
    """
    using = [c for c in ("text", "published", "published_earliest", "published_latest") if c in articles.columns]
    return each_article(articles, lambda *values: _row_values(**dict(zip(using, values, strict=True))), TIME, using=using, label="times")


def _row_values(text: str, published: date | None = None, published_earliest: date | None = None,
                published_latest: date | None = None) -> list[tuple[object, ...]]:  # fmt: skip
    if published is None and published_earliest is not None and published_latest is not None:
        found = _times_between(text, published_earliest, published_latest)
    else:
        found = times_in(text, published)
    return [(t.start, t.end, t.surface, t.type, t.value, t.mod, t.earliest, t.latest, t.anchor, t.range, t.range_role, t.warning)
            for t in found]  # fmt: skip


def _times_between(text: str, first: date, last: date) -> list[TimeExpression]:
    """Read a text that appeared on an unknown day of a stretch."""
    early, late = times_in(text, first), {(t.start, t.end): t for t in times_in(text, last)}
    unread = {(t.start, t.end): t for t in times_in(text)}
    anchor = f"published {_as_day(first)} to {_as_day(last)}"
    out = []
    for t in early:
        other, plain = late.get((t.start, t.end), t), unread.get((t.start, t.end), t)
        same = other.value == t.value
        named = t.anchor if t.anchor in ("written", "none") or t.anchor.startswith("mentioned") else anchor
        out.append(t._replace(value=t.value if same else plain.value, latest=other.latest, anchor=named))
    return out


def to_timeml(text: str, times: list[TimeExpression]) -> str:
    """Return the text as XML with its expressions as inline ``TIMEX3`` elements inside one ``TimeML`` element.

    >>> print(to_timeml("Sejak 2019 & kini.", times_in("Sejak 2019 & kini.")))
    <TimeML>Sejak <TIMEX3 tid="t1" type="DATE" value="2019">2019</TIMEX3> &amp; <TIMEX3 tid="t2" type="DATE" value="PRESENT_REF">kini</TIMEX3>.</TimeML>
    """
    parts, done = [], 0
    for n, t in enumerate(sorted(times), 1):
        mod = f" mod={quoteattr(t.mod)}" if t.mod else ""
        parts += [escape(text[done : t.start]), f'<TIMEX3 tid="t{n}" type="{t.type}" value={quoteattr(t.value)}{mod}>',
                  escape(text[t.start : t.end]), "</TIMEX3>"]  # fmt: skip
        done = t.end
    return "<TimeML>" + "".join(parts) + escape(text[done:]) + "</TimeML>"
