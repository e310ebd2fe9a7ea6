"""Readers of times that name themselves: dates, months, years, decades, quarters, seasons, holidays.

Each reads one pattern of ``patterns`` and may decline (None), when what stands around the match says that it is an
amount, a number of a law, or part of a name.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from summitlib.dating import values as tv
from summitlib.dating.context import STEPS, Found, Reader, Reading, make, mod_of, year_for
from summitlib.dating.vocabulary import beside, month_numbers, number_of, plain, words_of
from summitlib.lexicons import either, read_lexicon

ROMAN = {"I": 1, "V": 5, "X": 10}
ORDINALS = {w: n for n, words in enumerate(("pertama satu i", "kedua dua ii", "ketiga tiga iii", "keempat empat iv"), 1)
            for w in words.split()}  # fmt: skip
PARTS_OF_YEAR = {"kuartal": 4, "triwulan": 4, "tw": 4, "caturwulan": 3, "semester": 2, "paruh": 2}


def _parts_of(reading: Reading, words: str) -> tuple[str, int, int, str | None]:
    """Year (empty when unwritten), month and day of ``13 September 2023``, ``13/9/2023``, ``2023-09-13``, ``13/9``."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words):
        return iso[1], int(iso[2]), int(iso[3]), None
    if numeric := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-]?(\d{4}|(?<=[/.-])\d\d))?", words):
        day, month, year = int(numeric[1]), int(numeric[2]), numeric[3] or ""
        swapped = month > 12 >= day
        return (year, day, month, "written month first") if swapped else (year, month, day, None)
    number, name = re.match(r"(\d+)\s?[- ]?\s?(?:bulan\s+)?([^\W\d]+)", words, re.IGNORECASE).groups()  # type: ignore[union-attr]
    that = re.search(r"tahun\s+(ini|lalu|depan|mendatang|kemarin)$", words, re.IGNORECASE)
    written = "".join(re.findall(r"(?:\d{4}|(?<=['’])\d\d)$", words))
    year = tv.shifted(reading.day, "year", STEPS[that[1].lower()]) if that else written
    return year, month_numbers()[name.lower()], int(number), None


def _written_day(reading: Reading, words: str, start: int, end: int) -> Found | None:
    year, month, day, warning = _parts_of(reading, words)
    if len(year) == 2:
        year = ("20" if int(year) < 60 else "19") + year
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    anchor = "written"
    if not year:
        year, anchor = year_for(reading, month, day, start, end)
    if year.isdigit() and not tv.day_of(int(year), month, day):
        warning = "impossible date"
    return Found(start, end, "DATE", f"{year}-{month:02}-{day:02}", "day", anchor=anchor, warning=warning)


def _weekday_date(reading: Reading, m: re.Match[str]) -> Found | None:
    found = _written_day(reading, m["date"] or m["date2"], m.start(), m.end())
    if not found:
        return None
    weekday = int(words_of("weekdays")[m["weekday"].lower()]["value"])
    day = tv.days_of(found.value)[0]
    if day and day.isoweekday() != weekday and found.anchor != "written":  # 12/9: the weekday may tell the year
        near = [d for n in (-1, 1) if (d := tv.day_of(day.year + n, day.month, day.day)) and d.isoweekday() == weekday]
        if near and reading.day and abs((near[0] - reading.day).days) < 200:
            found.value, day = near[0].isoformat(), near[0]
    if day and day.isoweekday() != weekday:
        name = next(w for w, row in words_of("weekdays", "weekday").items() if row["value"] == str(day.isoweekday()))
        found.warning = f"weekday contradicts date: {day} is a {name.capitalize()}"
    elif day and reading.day and abs((day - reading.day).days) > 366:
        found.warning = "far from the document date"
    if m["part"]:
        found.type, found.grain = "TIME", "part"
        found.value += words_of("weekdays")[plain(m["part"])]["value"]
    return found


def _date(reading: Reading, m: re.Match[str]) -> Found | None:
    before = reading.char_before(m.start())
    ranged = reading.found and reading.found[-1].end == m.start() - 1
    if before and (before in "/.:$€£" or (before == "-" and reading.text[m.start() - 2].isdigit() and not ranged)):
        return None
    found = _written_day(reading, m["date"], m.start(), m.end())
    if found and _in_name(reading, m.start()):
        found.type = ""  # read past, not kept
    return found


def _bracket_date(reading: Reading, m: re.Match[str]) -> Found | None:
    last, before = reading.found[-1] if reading.found else None, reading.char_before(m.start())
    if last and last.grain in ("day", "part", "clock") and reading.text[last.end : m.start()] == " (":
        return _written_day(reading, m["date"], m.start(), m.end())
    found = _written_day(reading, m["date"], m.start(), m.end()) if before == "(" else None
    day = tv.days_of(found.value)[0] if found else None
    near = day and reading.day and 0 <= (reading.day - day).days <= 31
    return found if near else None


def _first_day(reading: Reading, m: re.Match[str]) -> Found | None:
    listed = reading.found and reading.found[-1].end == m.start() - 1 and reading.found[-1].grain == "day"
    if reading.char_before(m.start()) in tuple("/.:-$" + ("" if listed else ",")):
        return None
    words = f"{m['day']} {m['month']}" + (f" {m['year']}" if m["year"] else "")
    return _written_day(reading, words, m.start(), m.end())


def _month_day(reading: Reading, m: re.Match[str]) -> Found | None:
    known = None if m["month"] else reading.mentioned(m.start(), "month", "day")
    step = STEPS[m["month"].lower()] if m["month"] else 0
    month = known.value[:7] if known else tv.shifted(reading.day, "month", step)
    anchor = f"mentioned {known.value}" if known else reading.published
    return make(m, "DATE", f"{month}-{int(m['day']):02}", "day", anchor=anchor)


@cache
def _name_heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(beside('before a date in a name'))})(?:\s[A-Z]\w*){{0,4}}\s$")


def _in_name(reading: Reading, start: int) -> bool:
    """Whether a date is part of the name of a place, an organisation or a work."""
    return bool(_name_heads().search(reading.text[max(0, start - 60) : start]))


def _month(reading: Reading, m: re.Match[str]) -> Found | None:
    name, end = m["month"].lower(), m.end()
    capital = m["month"][0].isupper()
    alone = not (m["head"] or m["year"])
    if alone and not (capital and (m["mod"] or m["later"] or not reading.in_name(m.start(), m.end()))):
        return None
    year, anchor = m["year"] or m["lastyear"], "written"
    if not year and (that := m["thatyear"] or m["lastthat"]):
        year, anchor = tv.shifted(reading.day, "year", STEPS.get(that.lower(), 0)), reading.published
    month = month_numbers()[name]
    later = (m["later"] or "").lower()
    if not year:
        year, anchor = _month_year(reading, month, later, m)
    if later == "ini" and reading.day and year != str(reading.day.year):  # ini of another noun
        end = m.start("later") - 1
    return Found(m.start(), end, "DATE", f"{year}-{month:02}", "month", mod_of(m["mod"]), anchor)


def _month_year(reading: Reading, month: int, later: str, m: re.Match[str]) -> tuple[str, str]:
    if reading.day and later in ("lalu", "silam", "kemarin", "sebelumnya"):
        return f"{reading.day.year - (month >= reading.day.month):04}", reading.published
    if reading.day and later in ("depan", "mendatang", "nanti", "berikutnya"):
        return f"{reading.day.year + (month < reading.day.month):04}", reading.published
    if reading.day and later == "ini":
        return f"{reading.day.year:04}", reading.published
    return year_for(reading, month, 0, m.start(), m.end())


@cache
def _counted() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("counted_nouns"))


def _counts(word: str) -> bool:
    """Whether a word says that the number after it is no year: Rp 2020, Nomor: 1999."""
    return word.rstrip(".:") in beside("before a number")


def _year(reading: Reading, m: re.Match[str]) -> Found | None:
    year, end = m["year"], m.end()
    later = (m["later"] or "").lower()
    if m["next"] and not (m["school"] or m["head"] or _two_years(reading, m)):
        return None
    if not m["head"] and not _stands_as_year(reading, m):
        return None
    own = m["head"] or reading.word_before(m.start()) in beside("before a year")
    this_year = reading.day and int(year) == reading.day.year and own
    if later == "sebelumnya" or (later == "ini" and not this_year):  # "Pemilu 2024 ini": ini belongs to the noun
        end = m.start("later") - 1
    return Found(m.start(), end, "DATE", year, "year", mod_of(m["mod"] or m["edge"]))


def _two_years(reading: Reading, m: re.Match[str]) -> bool:
    """Whether 2023/24 or 2023/2024 is a season: two years in a row, not part of a longer code."""
    follows = str(int(m["year"]) + 1).endswith(m["next"][1:])
    return follows and reading.word_before(m.start()) not in ("nomor", "no.", "no") and not reading.in_code(m.start())


def _stands_as_year(reading: Reading, m: re.Match[str]) -> bool:
    start, end = m.start("year"), m.end("year")
    before, after = reading.text[max(0, start - 6) : start], reading.text[end : end + 3]
    if before[-1:] in ("/", ".", ":", "$", "#", "+", "€", "£", "_", "@", "&", "="):
        return False
    if after[:1] in ("/", "_", "@", "=") and not m["next"]:
        return False
    ranged = reading.found and reading.found[-1].end == start - 1
    if before[-1:] in ("-", "–") and not ranged and not re.search(r"\b(?:pasca|pra)-$", before, re.IGNORECASE):
        return False
    if (to := re.match(r"[-–](\d+)", reading.text[end : end + 12])) and not int(m["year"]) < int(to[1]) < 2100:
        return False
    word, next_word = reading.word_before(start), reading.word_after(end)
    if _counts(word) or next_word in _counted() or after[:1] == "%":
        return False
    return 1900 <= int(m["year"]) <= 2099 or word in beside("before a year") or before[-1:] in ("(", "-", "–")


def _year_words(_: Reading, m: re.Match[str]) -> Found | None:
    year = number_of(m["words"])
    return make(m, "DATE", year, "year") if len(year) == 4 else None


def _early_year(_: Reading, m: re.Match[str]) -> Found:
    return make(m, "DATE", f"BC{int(m['year']):04}", "year")


def _short_year(_: Reading, m: re.Match[str]) -> Found:
    digits = m["year"] or m["old"]
    return make(m, "DATE", ("20" if int(digits) < 30 else "19") + digits, "year")


def _decade(reading: Reading, m: re.Match[str]) -> Found | None:
    digits = m["decade"]
    era = reading.word_before(m.start()) in ("era", "angkatan", "generasi", "zaman")
    if not (m["head"] or era) and (len(digits) < 4 or _counts(reading.word_before(m.start("decade")))):
        return None
    century = "" if len(digits) == 4 else ("20" if int(digits) < 30 else "19")
    return make(m, "DATE", f"{century}{digits}"[:3] + "X", "decade", mod=mod_of(m["mod"]))


def _decade_words(_: Reading, m: re.Match[str]) -> Found:
    return make(m, "DATE", f"19{int(number_of(m['tens'])) // 10}X", "decade")


def _century(_: Reading, m: re.Match[str]) -> Found | None:
    digits = m["century"].upper()
    number = int(digits) if digits.isdigit() else _roman(digits)
    value = f"{'BC' if m['era'] else ''}{number - 1:02}XX"
    return make(m, "DATE", value, "century", mod=mod_of(m["mod"])) if 0 < number <= 30 else None


def _roman(letters: str) -> int:
    values = [ROMAN[x] for x in letters]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))


def _quarter(reading: Reading, m: re.Match[str]) -> Found | None:
    unit, number = (m["unit"] or "kuartal").lower(), re.sub(r"ke-?\s?", "", (m["number"] or m["qnumber"]).lower())
    place = int(number) if number.isdigit() else ORDINALS.get(number, PARTS_OF_YEAR[unit])
    letter = "H" if unit in ("semester", "paruh") else "Q"
    if letter == "H" and (place > 2 or reading.word_before(m.start()) in ("mahasiswa", "siswa", "mahasiswi")):
        return None
    if unit == "paruh" and not (m["year"] or m["thatyear"]):
        return None
    year, anchor = _year_of_part(reading, m)
    grain = "half" if letter == "H" else "quarter"
    return make(m, "DATE", f"{year}-{letter}{place}", grain, mod=mod_of(m["mod"]), anchor=anchor)


def _year_of_part(reading: Reading, m: re.Match[str]) -> tuple[str, str]:
    """The year of a quarter or half year: its own, that of the end of its list, any year, or the document's."""
    if m["year"] or m["lastyear"]:
        return m["year"] or m["lastyear"], "written"
    if reading.word_after(m.end()) in ("setiap", "tiap"):
        return "XXXX", "none"
    return tv.shifted(reading.day, "year", STEPS.get((m["thatyear"] or "ini").lower(), 0)), reading.published


def _season(reading: Reading, m: re.Match[str]) -> Found:
    code = {"dingin": "WI", "panas": "SU", "semi": "SP", "gugur": "FA"}[m["season"].lower()]
    step = STEPS.get((m["thatyear"] or m["later"] or "").lower(), 0)
    written = m["year"] or m["thatyear"] or m["later"]
    year = m["year"] or (tv.shifted(reading.day, "year", step) if written else "XXXX")
    anchor = "written" if m["year"] else reading.published
    return make(m, "DATE", f"{year}-{code}", "season", mod=mod_of(m["mod"]), anchor=anchor)


def _holiday(reading: Reading, m: re.Match[str]) -> Found | None:
    if not m["holiday"][0].isupper() or (not m["year"] and reading.in_name(m.start(), m.end())):
        return None
    row = words_of("holidays")[plain(m["holiday"])]
    days = dict(pair.split("=") for pair in row["moving"].split(";")) if row["moving"] else {}
    if m["year"] or not reading.day:
        year, anchor = m["year"] or "XXXX", "written" if m["year"] else "none"
    elif m["thatyear"]:
        year, anchor = tv.shifted(reading.day, "year", STEPS[m["thatyear"].lower()]), reading.published
    else:
        year, anchor = (
            _nearest_year(reading.day, days, row["fixed"], plain(m["later"])),
            f"{reading.published}, nearest",
        )
    value = days.get(year, year) if days else f"{year}-{row['fixed']}"
    return make(m, "DATE", value, "day", anchor=anchor)


def _nearest_year(day: date, days: dict[str, str], fixed: str, later: str) -> str:
    """The year in which a holiday lies nearest to a day: before it with *lalu*, after it with *depan*."""
    near = []
    for year in range(day.year - 1, day.year + 2):
        held = tv.days_of(days.get(str(year)) or f"{year:04}-{fixed}")[0]
        step = STEPS.get(later, 0)
        if held and not (step < 0 and held > day) and not (step > 0 and held < day):
            near.append((abs((held - day).days), year))
    return f"{min(near)[1]:04}" if near else "XXXX"


LISTED = re.compile(
    r"(?:\s?[-–—]\s?|,?\s(?:dan|atau|serta)\s|,\s|\s(?:hingga|sampai|ke|s/d)\s)(?:ke-?\s?)?", re.IGNORECASE
)


FOLLOWS_A_DAY = re.compile(r"\s?(?:[.,;)\"”]|$|\n|(?:itu|lalu|ini|nanti|mendatang|depan|besok|di|pada|untuk)\b)")


def _carried(reading: Reading, m: re.Match[str]) -> Found | None:
    """The next of a list or range takes the unit of the one before: tanggal 23 atau 24, kuartal I dan II."""
    last = reading.found[-1] if reading.found else None
    if not last or m.start() - last.end > 12 or not LISTED.fullmatch(reading.text[last.end : m.start()]):
        return None
    surface, number = reading.text[last.start : last.end].lower(), m["number"] or m["ordinal"]
    if last.grain == "century" and m["number"] and 0 < int(number) <= 30 and not m["year"]:
        return make(m, "DATE", f"{int(number) - 1:02}XX", "century")
    if re.fullmatch(r"(?:tanggal|tgl\.?)\s\d+", surface) and m["number"] and 0 < int(number) <= 31:
        followed = FOLLOWS_A_DAY.match(reading.text[m.end() :][:12])
        return make(m, "DATE", f"{last.value[:8]}{int(number):02}", "day", anchor=last.anchor) if followed else None
    if last.grain in ("quarter", "half") and m["ordinal"] and number.lower() in ORDINALS:
        value = f"{m['year'] or last.value[:4]}{last.value[4:6]}{ORDINALS[number.lower()]}"
        return make(m, "DATE", value, last.grain, anchor=last.anchor)
    return None


def _short_month(_: Reading, m: re.Match[str]) -> Found:
    return make(m, "DATE", f"{m['year']}-{month_numbers()[m['month'].lower().rstrip('.')]:02}", "month")


NAMED: dict[str, Reader] = {
    "weekday_date": _weekday_date, "date": _date, "bracket_date": _bracket_date, "first_day": _first_day,
    "month_day": _month_day, "month": _month, "short_month": _short_month, "year": _year,
    "year_words": _year_words, "early_year": _early_year,
    "short_year": _short_year, "decade": _decade, "decade_words": _decade_words, "century": _century,
    "quarter": _quarter, "season": _season, "holiday": _holiday, "carried": _carried,
}  # fmt: skip
