"""The words of Indonesian time expressions, and the table of patterns made of them.

A pattern has a name, the words it can begin with (so that a reader only tries it there), an expression and the reason
it is there. It says where an expression may stand and what its parts are; what it means is read in ``times``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summitlib.lexicons import read_lexicon


class Pattern(NamedTuple):
    """One way to name a time: ``first`` are the words (lower case) it can begin with, ``0`` stands for a digit."""

    name: str
    first: frozenset[str]
    match: re.Pattern[str]
    reason: str


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"[^\S\n]+") for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def words_of(lexicon: str, kind: str = "") -> dict[str, dict[str, str]]:
    """Every spelling in a lexicon of names (lower case) -> its row."""
    rows: dict[str, dict[str, str]] = {}
    for row in read_lexicon(lexicon):
        if not kind or row.get("kind", kind) == kind:
            name = row.get("word") or row.get("month") or row.get("name") or ""
            for spelling in (name, *(row.get("variants") or "").split(";")):
                rows |= {spelling: row} if spelling else {}
    return rows


@cache
def month_numbers() -> dict[str, int]:
    """Month names and abbreviations (lower case) -> 1 to 12."""
    rows = read_lexicon("months")
    short = {a: int(r["number"]) for r in rows for a in r["abbreviations"].split(";") if a}
    return short | {r["month"]: int(r["number"]) for r in rows}


@cache
def unit_words() -> dict[str, dict[str, str]]:
    """Units and their derived forms (lower case) -> the row of the unit."""
    forms = ("word", "one", "many", "adjective")
    return {row[form]: row for row in read_lexicon("time_units") for form in forms if row[form]}


def number_of(words: str) -> str:
    """Return an amount as TIMEX3 writes it: digits, a decimal, or ``X`` for a vague one.

    >>> [number_of(words) for words in ("dua puluh lima", "1.000", "2,5", "satu setengah", "beberapa", "3x24")]
    ['25', '1000', '2.5', '1.5', 'X', '72']
    """
    if times := re.fullmatch(r"(\d{1,2})\s?[xX×]\s?(\d{1,2})", words):
        return str(int(times[1]) * int(times[2]))
    if words[0].isdigit():
        whole, _, rest = re.sub(r"\.(?=\d{3})", "", words).replace(",", ".").partition(".")
        return f"{int(whole)}.{rest}" if rest.strip("0") else str(int(whole))
    total, last = 0.0, 0.0
    known = words_of("number_words")
    for word in re.findall(r"\w+", words.lower()):
        value, role = known[word]["value"], known[word]["role"]
        if role == "vague":
            return "X"
        if role == "teen":
            last += 10
        elif role == "unit" and last % 10:
            last = float(value)  # satu dua tahun: the upper end
        elif role == "times":
            total, last = (total + last * float(value), 0) if value != "1000" else ((total + last) * 1000, 0)
        elif float(value) >= 100:
            total += float(value)
        else:
            last += float(value)
    return f"{total + last:g}"


@cache
def patterns() -> tuple[Pattern, ...]:
    """The table, in order of priority among matches of one length."""
    months = read_lexicon("months")
    full = [r["month"] for r in months]
    spellings = [m for m in month_numbers() if len(m) > 4 or m in full]
    short = [m for m in month_numbers() if m not in spellings]
    units = [r["word"] for r in read_lexicon("time_units")]
    numbers = list(words_of("number_words"))
    weekdays, parts = words_of("weekdays", "weekday"), words_of("weekdays", "part")
    fragments = {
        "_": r"(?:[^\S\n]{1,3}|\n)",
        "DAY": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
        "YEAR": r"(?:1\d{3}|20\d\d|21\d\d)(?!\d)(?![.:]\d)(?!,\d{1,3}(?!\d|\.\s))(?!\s?%)(?!\s?-?an\b)",
        "MONTH": rf"(?:(?:{_either(spellings)})\b)",
        "MON": rf"(?:(?:{_either(spellings)})\b|(?:{_either(short)})\b\.?)",
        "WD": rf"(?:(?:{_either(list(weekdays))})\b)",
        "PART": rf"(?:(?:{_either(list(parts))})\b)",
        "MARKET": rf"(?:(?:{_either(list(words_of('weekdays', 'market')))})\b)",
        "UNIT": rf"(?:(?:{_either(units)})\b)",
        "UNITNYA": rf"(?:(?:{_either(units)})(?:nya)?\b)",
        "ONE": rf"(?:(?:{_either([r['one'] for r in read_lexicon('time_units') if r['one']])})\b)",
        "MANY": rf"(?:(?:{_either([r['many'] for r in read_lexicon('time_units') if r['many']])})\b)",
        "NUMWORD": rf"(?:(?:{_either(numbers)})\b)",
        "ORD": r"(?:(?:ke-?\s?)?[1-4]\b|I{1,3}\b|IV\b|pertama|kedua|ketiga|keempat|terakhir\b"
        r"|satu\b|dua\b|tiga\b|empat\b)",
        "MOD": r"(?:awal|pertengahan|akhir|penghujung|medio|sekitar|sekira|kira-kira)",
        "MORE": r"(?:sekitar|sekira|kira-kira|kurang[ ]lebih|lebih[ ]kurang|lebih[ ]dari|kurang[ ]dari|hampir)",
        "ZONE": r"(?:WIB|WITA|WIT|GMT(?:[ ]?[+-]\d{1,2})?|UTC|waktu[ ]"
        r"(?:setempat|lokal|Indonesia[ ](?:Barat|Tengah|Timur)|[A-Z]\w+))(?!\w)",
    }
    fragments["JOIN"] = (
        r"(?:\s?(?:[-–—]|s/d|s\.d\.?)\s?|{_}(?:hingga|sampai(?:{_}(?:dengan|ke))?|ke)(?:{_}sekitar)?{_})"
    )
    fragments["LATER"] = (
        r"(?:(?:{_}yang)?{_}(?:(?P<later>lalu|silam|depan|mendatang|kemarin|ini|berikutnya|sebelumnya)\b"
        r"|akan{_}datang\b))"
    )
    fragments["OFYEAR"] = (
        r"(?:(?:,?{_}|\s?[-/]\s?)(?:tahun{_})?(?P<year>{YEAR})|{_}tahun{_}(?P<thatyear>ini|itu|lalu|depan"
        r"|mendatang|kemarin|sebelumnya|berikutnya)\b)"
    )
    fragments["NUMBER"] = (
        r"(?:\d{1,2}\s?[xX×]\s?\d{1,2}|\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}[.,]\d{1,2}|\d{1,5}"
        r"|{NUMWORD}(?:{_}{NUMWORD}){0,6})"
    )
    fragments["HOUR"] = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d(?:[.:][0-5]\d)?)?(?!\d)(?![.,:/]\d)"
    fragments["NUMERIC"] = r"(?:\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/])|\d{1,2}/\d\d\d{4}(?!\d))"
    fragments["WRITTEN"] = (
        r"{DAY}(?:[^\S\n]?[- ]?|{_}bulan{_}){MON}(?:(?:,?{_}|-)(?:tahun{_})?{YEAR}|{_}['’]\d\d(?!\d)|{_}tahun{_}(?:ini"
        r"|lalu|depan|mendatang|kemarin)\b)?"
    )
    starts = {
        "0": {"0"}, "MOD": {"awal", "pertengahan", "akhir", "penghujung", "medio", "sekitar", "sekira", "kira"},
        "MORE": {"sekitar", "sekira", "kira", "kurang", "lebih", "hampir"}, "MONTH": set(month_numbers()),
        "WD": {w.split("'")[0].split("’")[0] for w in weekdays}, "PART": {w.split()[0] for w in parts},
        "UNIT": set(units), "NUMBER": {"0", *numbers},
        "ONE": {r["one"] for r in read_lexicon("time_units") if r["one"]},
        "MANY": {r["many"].split("-")[0] for r in read_lexicon("time_units") if r["many"]},
        "ADJECTIVE": {r["adjective"] for r in read_lexicon("time_units") if r["adjective"]},
        "PHRASE": {re.split(r"[ -]", r["phrase"])[0] for r in read_lexicon("time_phrases")},
        "HOLIDAY": {w.split()[0] for w in words_of("holidays")},
    }  # fmt: skip
    fragments["PHRASE"] = "|".join(
        re.escape(r["phrase"].replace("~", "~ ")).replace(r"\~\ ", "(?:yang{_})?").replace(r"\ ", "{_}")
        for r in sorted(read_lexicon("time_phrases"), key=lambda r: -len(r["phrase"]))
    )
    fragments["HOLIDAY"] = _either(list(words_of("holidays")))
    fragments["ADJECTIVE"] = _either(sorted(starts["ADJECTIVE"]))
    return tuple(_pattern(*row, fragments, starts) for row in _TABLE)


def _pattern(
    name: str, first: str, pattern: str, reason: str, fragments: dict[str, str], starts: dict[str, set[str]]
) -> Pattern:
    for _ in range(4):  # fragments may hold fragments
        pattern = re.sub(r"\{([A-Z]+|_)\}", lambda m: fragments[m[1]], pattern)
    words = frozenset(w for key in first.split() for w in starts.get(key, {key}))
    return Pattern(name, words, re.compile(pattern, re.IGNORECASE), reason)


# name, words it can begin with, pattern, reason. {NAME} is a fragment from above, {_} white space.
_TABLE = (
    ("weekday_date", "WD hari",
     r"(?:hari{_})?(?P<weekday>{WD})(?:{_}(?P<part>{PART}))?(?:{_}(?:lalu|kemarin|depan|mendatang|ini"
     r"|pekan{_}(?:ini|lalu|depan)))?"
     r"(?:,?\s?\(\s?(?:tanggal{_})?(?:\d{1,2}\s?[-–]\s?(?=\d{1,2}[/\s]))?(?P<date>{NUMERIC}|{WRITTEN}|\d{1,2}[/-]\d{1,2})\s?\)?"
     r"|,?{_}(?:tanggal{_})?(?:\d{1,2}\s?[-–]\s?(?=\d{1,2}\s))?(?P<date2>\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)(?![\d/])|{WRITTEN}))(?:{LATER}(?!{_}tahun))?",
     "a weekday with its date is one expression, its bracket included"),
    ("date", "0 tanggal tgl",
     r"(?:(?:tanggal|tgl\.?){_})?(?P<date>\d{4}-\d\d-\d\d(?!\d)|{NUMERIC}|{WRITTEN})(?:{LATER}|(?<=an)(?!))?",
     "a day and a month, in words or digits, with or without the year"),
    ("bracket_date", "0", r"(?P<date>\d{1,2}/\d{1,2})(?=\))", "(12/9) right behind another expression"),
    ("first_day", "0 tanggal",
     r"(?:tanggal{_})?(?P<day>{DAY})(?=(?:{JOIN}"
     r"|(?:,{_}?\d{1,2}){0,4},?{_}dan{_})(?:tanggal{_})?{DAY}{_}(?P<month>{MONTH})"
     r"(?:{_}(?:tahun{_})?(?P<year>{YEAR}))?)",
     "the first part of a range or list of days takes month and year from the last"),
    ("month_day", "tanggal tgl", r"(?:tanggal"
     r"|tgl\.?){_}(?P<day>{DAY})(?![.,/]\d)(?:{LATER}|{_}bulan{_}(?P<month>ini|lalu|depan)\b)?",
     "a day of the month spoken of"),
    ("month", "MOD bulan MONTH",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>bulan{_})?(?P<month>{MONTH})(?:{OFYEAR})?(?:{LATER})?"
     r"(?=(?P<list>(?:(?:{JOIN}|,{_}(?:dan{_})?|{_}(?:dan"
     r"|atau){_})(?:bulan{_})?{MONTH}){1,6}{_}(?:(?:tahun{_})?(?P<lastyear>{YEAR})|tahun{_}(?P<lastthat>ini|lalu|depan)\b)))?",
     "a month, with or without its year; in a range or list the year may stand at the end"),
    ("short_month", "MONTH", r"(?P<month>{MON}){_}(?P<year>{YEAR})", "an abbreviated month needs its year"),
    ("year", "MOD tahun 0",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>tahun{_}(?:(?P<school>ajaran|anggaran|pelajaran|akademik|buku|fiskal"
     r"|takwim){_}(?:\([A-Z]{2,3}\){_})?)?)?"
     r"(?P<year>{YEAR})(?P<next>/(?:19|20)?\d\d(?![\d/])|(?(school)[-–]20\d\d(?!\d)|(?!)))?"
     r"(?:{_}(?P<edge>awal|akhir)(?={_}(?:dan|nanti|ini|lalu|mendatang)\b|[^\w\s]|$)|{LATER}|{_}(?:Masehi|M)\b)?",
     "a year, alone or after tahun; a school year or a season by its two years"),
    ("year_words", "tahun",
     r"tahun{_}(?P<words>(?:dua{_}ribu|seribu{_}sembilan{_}ratus)(?:{_}{NUMWORD}){0,4})(?!{_}{UNIT})",
     "tahun dua ribu satu"),
    ("early_year", "tahun 0", r"(?:tahun{_})?(?P<year>\d{1,4}){_}(?P<era>SM"
     r"|sebelum{_}Masehi)\b", "years before the common era"),
    ("short_year", "tahun", r"tahun{_}(?:['’](?P<year>\d\d)"
     r"|(?P<old>[5-9]\d))(?!\d|[.,/-]\d|%)(?!{_}{UNIT})(?!\s?-?an\b)", "tahun '98"),
    ("decade", "MOD tahun dekade 0",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>(?:tahun|dekade){_})?['’]?(?P<decade>(?:1\d"
     r"|20)?\d0)\s?-?an\b", "tahun 1960-an, tahun 90-an"),
    ("decade_words", "tahun dekade", r"(?:tahun|dekade){_}(?P<tens>(?:dua|tiga|empat|lima|enam|tujuh|delapan"
     r"|sembilan){_}puluh)an\b", "tahun enam puluhan"),
    ("century", "MOD abad", r"(?:(?P<mod>{MOD}){_})?abad{_}(?:ke-?\s?)?(?P<century>\d{1,2}(?!\.?\d)"
     r"|[IVX]+\b)(?:{_}(?:Masehi|M|(?P<era>SM|sebelum{_}Masehi))\b)?", "abad ke-19, abad XIX"),
    ("quarter", "kuartal triwulan semester paruh caturwulan q tw MOD",
     r"(?:(?P<mod>{MOD}){_})?(?:(?P<unit>kuartal|triwulan|semester|paruh|tw){_}(?P<number>{ORD})"
     r"|(?P<q>Q)(?P<qnumber>[1-4])\b)(?:\s?{OFYEAR})?"
     r"(?=(?:(?:{JOIN}|,?{_}(?:dan|atau){_}|,{_})(?:(?:kuartal|triwulan|semester){_})?{ORD}){1,3}"
     r"\s?[-/]?\s?(?:tahun{_})?(?P<lastyear>{YEAR}))?",
     "kuartal III 2025, semester I-2025, Q3 2025; in a range or list the year may stand at the end"),
    ("this_unit", "MOD UNIT",
     r"(?:(?P<mod>{MOD}){_})?(?P<unit>akhir{_}pekan|{UNIT})(?:(?:{_}yang)?{_}(?P<det>ini|itu|lalu|silam|kemarin"
     r"|depan|mendatang|berikutnya|"
     r"selanjutnya|sebelumnya|berjalan|sama|akan{_}datang|esok|besok)\b)(?!-)",
     "pekan lalu, tahun ini, hari itu: a unit and what points from it"),
    ("edge_of_unit", "awal pertengahan akhir penghujung tengah",
     r"(?P<mod>awal|pertengahan|akhir|penghujung|tengah){_}(?P<unit>pekan|minggu|bulan|tahun|abad|dekade"
     r"|kuartal|semester|triwulan)\b"
     r"(?!{_}(?:{ORD}|ajaran|baru|pertama|kedua|ke-))(?:{_}(?P<det>depan|lalu|ini|mendatang)\b)?",
     "akhir tahun, awal pekan: the unit of the document date"),
    ("season", "MOD musim", r"(?:(?P<mod>{MOD}){_})?musim{_}(?P<season>dingin|panas|semi"
     r"|gugur)(?:nya)?\b(?:{OFYEAR})?(?:{LATER})?", "the four seasons"),
    ("amount", "MORE NUMBER ONE MANY",
     r"(?:(?P<more>{MORE}){_})?(?:(?P<from>{NUMBER})(?:\s?[-–]\s?|{_}(?:hingga|sampai|atau){_}))?"
     r"(?:(?:(?P<number>{NUMBER})(?:{_}?\([\w ]{1,20}\))?(?:{_}|(?<=\d)))"
     r"(?P<unit>{UNIT}(?:(?<=hari){_}(?:kerja|kalender)\b)?)|(?P<one>{ONE})|(?P<many>{MANY}))(?!-)"
     r"(?:{_}(?:dan{_})?(?P<number2>{NUMBER}){_}(?P<unit2>bulan|hari|minggu|pekan|menit|detik)\b)?"
     r"(?:(?:{_}yang)?{_}(?P<det>lalu|silam|lagi|sebelumnya|kemudian|setelahnya|sesudahnya|berikutnya"
     r"|selanjutnya|terakhir(?:{_}ini)?|belakangan(?:{_}ini)?|mendatang|"
     r"ke{_}depan|ke{_}belakang|ini|sekali|akan{_}datang|kemarin)\b)?",
     "an amount of units: a stretch, or with lalu, lagi, kemudian a point"),
    ("age", "ke", r"ke-?\s?(?P<number>\d{1,3}){_}tahun\b", "usia ke-18 tahun"),
    ("whole", "sepanjang seharian dekade dasawarsa abad",
     r"sepanjang{_}(?P<unit>hari|pekan|minggu|bulan|tahun)(?!-|{_}(?:ini|itu|lalu"
     r"|silam|depan|kemarin|ajaran|anggaran|buku|fiskal|berjalan|{MONTH}|{WD}|\d+)\b)\b|(?P<day>seharian)\b"
     r"|(?P<last>dekade|dasawarsa|abad){_}terakhir\b", "sepanjang tahun, seharian, dekade terakhir: the whole of one"),
    ("vague_amount", "NUMBER", r"(?P<number>puluhan|belasan|ratusan"
     r"|ribuan){_}(?P<unit>{UNIT})(?:{_}(?P<det>lalu|silam|terakhir)\b)?", "puluhan tahun"),
    ("every", "setiap tiap saban per",
     r"(?P<every>setiap|tiap-tiap|tiap|saban|per)[-\s](?:(?P<number>{NUMBER}){_})?"
     r"(?:(?P<unit>{UNITNYA}|{ONE})(?!-)(?!(?<!nya){_}(?:(?:ini|itu|lalu|depan|{MONTH}|{WD})\b|\d{1,4}\b))(?:{_}sekali\b)?"
     r"|(?P<edge>(?:awal|akhir|pertengahan|tengah){_}(?:tahun|bulan|pekan|minggu)\b)"
     r"|(?:hari{_})?(?P<weekday>{WD})(?:{_}(?P<wdpart>{PART}))?|(?P<part>{PART})"
     r"|(?:tanggal{_})?(?P<day>{DAY}){_}(?P<daymonth>{MONTH})|tanggal{_}(?P<monthday>{DAY})"
     r"|(?:bulan{_})(?P<month>{MONTH})|(?:pukul|jam){_}(?P<hour>{HOUR})(?:\s?{ZONE})?)",
     "setiap tahun, per bulan: a set of times"),
    ("unitly", "harian mingguan bulanan tahunan pekanan NUMBER",
     r"(?:(?P<number>{NUMBER}){_})?(?P<adjective>{ADJECTIVE})\b", "harian, tahunan: adjectives of a set"),
    ("clock", "MORE pukul jam pkl 0",
     r"(?:(?P<more>{MORE}){_})?(?:(?P<head>(?:pukul|jam|pkl)\b\.?)(?:{_}(?P<more2>{MORE}))?{_}?(?P<time>{HOUR}"
     r"|{NUMWORD}(?:{_}{NUMWORD})?)(?!{_}?(?:{UNIT}|{NUMWORD}))"
     r"(?:\s?(?P<zone>{ZONE}))?(?:{_}(?P<part>{PART})(?:{_}(?:tadi|nanti|ini)\b)?)?(?:{_}(?P<zone3>{ZONE}))?"
     r"|(?P<time2>\d{1,2}[.:]\d\d(?![\d])(?![.,:/]\d))(?:\s?(?P<zone2>{ZONE})"
     r"|(?P<first>(?={JOIN}\d{1,2}[.:]\d\d\s?{ZONE})))?)",
     "pukul 10.00 WIB; without pukul only with a zone, or as an end of a range"),
    ("part", "PART tadi nanti semalam",
     r"(?P<night>semalam)\b(?!an)|(?:(?P<pre>tadi|nanti){_})?(?P<part>{PART})(?:{_}(?P<det>ini|itu|tadi|nanti|lalu"
     r"|harinya|sebelumnya|berikutnya|kemarin|besok)\b)?",
     "pagi, tadi malam, sore nanti"),
    ("half_hour", "setengah", r"setengah{_}(?P<number>{NUMWORD}(?:{_}belas\b)?){_}(?P<part>{PART})",
     "setengah delapan malam is 19.30"),
    ("eve", "malam", r"malam{_}(?P<weekday>{WD})(?:{_}(?P<market>{MARKET}))?(?:{LATER})?",
     "malam Minggu is the night before Sunday"),
    ("weekday", "WD hari",
     r"(?:(?P<head>hari){_})?(?P<weekday>{WD})(?:{_}(?P<market>{MARKET}))?(?:{_}(?P<week>pekan|minggu){_}(?P<weekdet>ini|lalu|depan"
     r"|kemarin)\b|{LATER}|{_}itu\b)?", "a weekday alone: the tense decides"),
    ("near_day", "kemarin besok esok lusa keesokan hari",
     r"(?P<near>kemarin{_}lusa|kemarin|besok{_}lusa|besok|esok|lusa|hari{_}esok"
     r"|keesokan)(?P<morrow>{_}hari(?:nya)?|(?<=kemarin){_}itu)?\b(?!-)", "kemarin, besok, keesokan harinya"),
    ("phrase", "PHRASE", r"(?P<phrase>{PHRASE})\b(?!-)", "the closed lists of now, past and future"),
    ("holiday", "HOLIDAY", r"(?P<holiday>{HOLIDAY})\b(?:{_}\d{4}{_}?(?:H|Hijriah|Hijriyah)\b"
     r"|{_}(?:tahun{_})?(?P<year>{YEAR})(?![/-]\d)|{_}tahun{_}(?P<thatyear>ini|lalu|depan)\b|{LATER})?",
     "holidays are dates"),
    ("carried", "0 i ii iii iv pertama kedua ketiga keempat",
     r"(?:(?P<number>\d{1,2})(?![\d.,:/%]\d|\d)(?:{_}(?:Masehi|M)\b)?"
     r"|(?P<ordinal>{ORD}))(?:\s?{OFYEAR})?", "23 atau 24, abad ke-9-10, kuartal I dan II: unit of the one before"),
)  # fmt: skip


@cache
def by_first_word() -> dict[str, tuple[Pattern, ...]]:
    """First word -> the patterns to try there: what keeps one pass over a text cheap."""
    words = {word for pattern in patterns() for word in pattern.first}
    return {word: tuple(p for p in patterns() if word in p.first) for word in words}
