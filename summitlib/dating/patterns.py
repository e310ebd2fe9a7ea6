"""The table of patterns of Indonesian time expressions, and the named pieces they are put together from.

A pattern has a name, the words it can begin with (so that a reader only tries it there), an expression and the reason
it is there. It says where an expression may stand and what its parts are; what it means is read by the reader of its
name (``named``, ``pointing``, ``hours``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from summitlib.dating.vocabulary import month_numbers, words_of
from summitlib.lexicons import either, read_lexicon


class Pattern(NamedTuple):
    """One way to name a time: ``first`` are the words (lower case) it can begin with, ``0`` stands for a digit."""

    name: str
    first: frozenset[str]
    match: re.Pattern[str]
    reason: str


# {NAME} is another piece, {_} white space. Pieces made of lexicons are added by ``_pieces``.
_WRITTEN_PIECES = {
    "_": r"(?:[^\S\n]{1,3}|\n)",
    "DAY": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    # four digits that are no decimal, percentage, thousand or decade
    "YEAR": r"(?:1\d{3}|20\d\d|21\d\d)(?!\d)(?![.:]\d)(?!,\d{1,3}(?!\d|\.\s))(?!\s?%)(?!\s?-?an\b)",
    "ORD": r"(?:(?:ke-?\s?)?[1-4]\b|I{1,3}\b|IV\b|pertama|kedua|ketiga|keempat|terakhir\b|satu\b|dua\b|tiga\b|empat\b)",
    "MOD": r"(?:awal|pertengahan|akhir|penghujung|medio|sekitar|sekira|kira-kira)",
    "MORE": r"(?:sekitar|sekira|kira-kira|kurang[ ]lebih|lebih[ ]kurang|lebih[ ]dari|kurang[ ]dari|hampir)",
    "JOIN": r"(?:\s?(?:[-–—]|s/d|s\.d\.?)\s?|{_}(?:hingga|sampai(?:{_}(?:dengan|ke))?|ke)(?:{_}sekitar)?{_})",
    "LATER": r"(?:(?:{_}yang)?{_}(?:(?P<later>lalu|silam|depan|mendatang|kemarin|ini|berikutnya|sebelumnya)\b"
             r"|akan{_}datang\b))",
    # a number in digits, with thousands or decimals, as a product (3 x 24), or in words
    "NUMBER": r"(?:\d{1,2}\s?[xX×]\s?\d{1,2}|\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}[.,]\d{1,2}|\d{1,5}"
              r"|{NUMWORD}(?:{_}{NUMWORD}){0,6})",
    # the year behind a month, quarter or season: written, or pointed at
    "OFYEAR": r"(?:(?:,?{_}|\s?[-/]\s?)(?:tahun{_})?(?P<year>{YEAR})|{_}tahun{_}(?P<thatyear>ini|itu|lalu|depan"
              r"|mendatang|kemarin|sebelumnya|berikutnya)\b)",
    # a day with its month: 13/9/2023, 13/092023 (a lost slash has one reading); 13 September 2023, … '98, … tahun lalu
    "NUMERIC": r"(?:\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/])|\d{1,2}/\d\d\d{4}(?!\d))",
    "WRITTEN": r"{DAY}(?:[^\S\n]?[- ]?|{_}bulan{_}){MON}(?:(?:,?{_}|-)(?:tahun{_})?{YEAR}|{_}['’]\d\d(?!\d)"
               r"|{_}tahun{_}(?:ini|lalu|depan|mendatang|kemarin)\b)?",
    "HOUR": r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d(?:[.:][0-5]\d)?)?(?!\d)(?![.,:/]\d)",
    "ZONE": r"(?:WIB|WITA|WIT|GMT(?:[ ]?[+-]\d{1,2})?|UTC"
            r"|waktu[ ](?:setempat|lokal|Indonesia[ ](?:Barat|Tengah|Timur)|[A-Z]\w+))(?!\w)",
    # of a weekday with its date: what may stand between, and the first of two days (18-19/5), read past
    "POINTER": r"(?:lalu|kemarin|depan|mendatang|ini|pekan{_}(?:ini|lalu|depan))",
    "BRACKETED": r",?\s?\(\s?(?:tanggal{_})?(?:\d{1,2}\s?[-–]\s?(?=\d{1,2}[/\s]))?"
                 r"(?P<date>{NUMERIC}|{WRITTEN}|\d{1,2}[/-]\d{1,2})\s?\)?",
    "BEHIND": r",?{_}(?:tanggal{_})?(?:\d{1,2}\s?[-–]\s?(?=\d{1,2}\s))?"
              r"(?P<date2>\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)(?![\d/])|{WRITTEN})",
    # the rest of a list of months or quarters, with the year that stands at its end
    "MOREMONTHS": r"(?:(?:{JOIN}|,{_}(?:dan{_})?|{_}(?:dan|atau){_})(?:bulan{_})?{MONTH}){1,6}"
                  r"{_}(?:(?:tahun{_})?(?P<lastyear>{YEAR})|tahun{_}(?P<lastthat>ini|lalu|depan)\b)",
    "MOREQUARTERS": r"(?:(?:{JOIN}|,?{_}(?:dan|atau){_}|,{_})(?:(?:kuartal|triwulan|semester){_})?{ORD}){1,3}"
                    r"\s?[-/]?\s?(?:tahun{_})?(?P<lastyear>{YEAR})",
    "SCHOOL": r"(?P<school>ajaran|anggaran|pelajaran|akademik|buku|fiskal|takwim){_}(?:\([A-Z]{2,3}\){_})?",
    "NEXTYEAR": r"(?P<next>/(?:19|20)?\d\d(?![\d/])|(?(school)[-–]20\d\d(?!\d)|(?!)))",
    # of an amount: the lower end, the number with its unit, a second amount, and where it points
    "FROM": r"(?:(?P<from>{NUMBER})(?:\s?[-–]\s?|{_}(?:hingga|sampai|atau){_}))",
    "COUNTED": r"(?:(?P<number>{NUMBER})(?:{_}?\([\w ]{1,20}\))?(?:{_}|(?<=\d)))"
               r"(?P<unit>{UNIT}(?:(?<=hari){_}(?:kerja|kalender)\b)?)",
    "ANDMORE": r"{_}(?:dan{_})?(?P<number2>{NUMBER}){_}(?P<unit2>bulan|hari|minggu|pekan|menit|detik)\b",
    "AMOUNTDET": r"(?:{_}yang)?{_}(?P<det>lalu|silam|lagi|sebelumnya|kemudian|setelahnya|sesudahnya|berikutnya"
                 r"|selanjutnya|terakhir(?:{_}ini)?|belakangan(?:{_}ini)?|mendatang|ke{_}depan|ke{_}belakang|ini|sekali"
                 r"|akan{_}datang|kemarin)\b",
    "UNITDET": r"(?:{_}yang)?{_}(?P<det>ini|itu|lalu|silam|kemarin|depan|mendatang|berikutnya|selanjutnya|sebelumnya"
               r"|berjalan|sama|akan{_}datang|esok|besok)\b",
    # what comes again: a unit (not one that points: per tahun ini), an edge of it, a day, a part, a date, an hour
    "EACHUNIT": r"(?P<unit>{UNITNYA}|{ONE})(?!-)(?!(?<!nya){_}(?:(?:ini|itu|lalu|depan|{MONTH}|{WD})\b|\d{1,4}\b))"
                r"(?:{_}sekali\b)?",
    "EACHEDGE": r"(?P<edge>(?:awal|akhir|pertengahan|tengah){_}(?:tahun|bulan|pekan|minggu)\b)",
    "EACHDAY": r"(?:hari{_})?(?P<weekday>{WD})(?:{_}(?P<wdpart>{PART}))?|(?P<part>{PART})",
    "EACHDATE": r"(?:tanggal{_})?(?P<day>{DAY}){_}(?P<daymonth>{MONTH})|tanggal{_}(?P<monthday>{DAY})"
                r"|(?:bulan{_})(?P<month>{MONTH})",
    "EACHHOUR": r"(?:pukul|jam){_}(?P<hour>{HOUR})(?:\s?{ZONE})?",
    # a clock time behind pukul, or bare: then with a zone, or as the first end of a range
    "SAIDHOUR": r"(?P<head>(?:pukul|jam|pkl)\b\.?)(?:{_}(?P<more2>{MORE}))?{_}?"
                r"(?P<time>{HOUR}|{NUMWORD}(?:{_}{NUMWORD})?)(?!{_}?(?:{UNIT}|{NUMWORD}))(?:\s?(?P<zone>{ZONE}))?"
                r"(?:{_}(?P<part>{PART})(?:{_}(?:tadi|nanti|ini)\b)?)?(?:{_}(?P<zone3>{ZONE}))?",
    "BAREHOUR": r"(?P<time2>\d{1,2}[.:]\d\d(?![\d])(?![.,:/]\d))(?:\s?(?P<zone2>{ZONE})"
                r"|(?P<first>(?={JOIN}\d{1,2}[.:]\d\d\s?{ZONE})))",
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    """Any of these words, the longest first, with white space of any kind between two."""
    return either(words).replace(r"\ ", r"[^\S\n]+")


def _forms(column: str) -> set[str]:
    return {r[column] for r in read_lexicon("time_units")} - {""}


@cache
def _pieces() -> dict[str, str]:
    """All pieces: those written above, and those made of lexicons."""
    units = _either(_forms("word"))
    full = {r["month"] for r in read_lexicon("months")}
    spelled = {m for m in month_numbers() if len(m) > 4 or m in full}  # the others may end with a full stop
    words = {
        "MONTH": _either(spelled), "WD": _either(words_of("weekdays", "weekday")),
        "PART": _either(words_of("weekdays", "part")), "MARKET": _either(words_of("weekdays", "market")),
        "UNIT": units, "ONE": _either(_forms("one")), "MANY": _either(_forms("many")),
        "NUMWORD": _either(words_of("number_words")),
    }  # fmt: skip
    phrases = (_phrase(r["phrase"]) for r in sorted(read_lexicon("time_phrases"), key=lambda r: -len(r["phrase"])))
    return _WRITTEN_PIECES | {name: rf"(?:(?:{either})\b)" for name, either in words.items()} | {
        "MON": rf"(?:(?:{_either(spelled)})\b|(?:{_either(set(month_numbers()) - spelled)})\b\.?)",
        "UNITNYA": rf"(?:(?:{units})(?:nya)?\b)", "ADJECTIVE": _either(_forms("adjective")),
        "HOLIDAY": _either(words_of("holidays")), "PHRASE": "|".join(phrases),
    }  # fmt: skip


def _phrase(words: str) -> str:
    """A phrase of the lexicon, in which ``~`` stands for a yang that may be left out."""
    return re.escape(words.replace("~", "~ ")).replace(r"\~\ ", "(?:yang{_})?").replace(r"\ ", "{_}")


@cache
def _first_words() -> dict[str, set[str]]:
    """The words that pieces can begin with."""
    return {
        "MOD": {"awal", "pertengahan", "akhir", "penghujung", "medio", "sekitar", "sekira", "kira"},
        "MORE": {"sekitar", "sekira", "kira", "kurang", "lebih", "hampir"}, "MONTH": set(month_numbers()),
        "WD": {re.split("['’]", w)[0] for w in words_of("weekdays", "weekday")},
        "PART": {w.split()[0] for w in words_of("weekdays", "part")}, "UNIT": _forms("word"),
        "NUMBER": {"0", *words_of("number_words")}, "ONE": _forms("one"),
        "MANY": {w.split("-")[0] for w in _forms("many")}, "ADJECTIVE": _forms("adjective"),
        "PHRASE": {re.split(r"[ -]", r["phrase"])[0] for r in read_lexicon("time_phrases")},
        "HOLIDAY": {w.split()[0] for w in words_of("holidays")},
    }  # fmt: skip


@cache
def patterns() -> tuple[Pattern, ...]:
    """The table, in order of priority among matches of one length."""
    return tuple(_pattern(*row) for row in _TABLE)


def _pattern(name: str, first: str, pattern: str, reason: str) -> Pattern:
    while (whole := re.sub(r"\{([A-Z]+|_)\}", lambda m: _pieces()[m[1]], pattern)) != pattern:
        pattern = whole  # pieces may hold pieces
    words = frozenset(w for key in first.split() for w in _first_words().get(key, {key}))
    return Pattern(name, words, re.compile(pattern, re.IGNORECASE), reason)


# name, words it can begin with, pattern, reason. {NAME} is a piece from above.
_TABLE = (
    ("weekday_date", "WD hari",
     r"(?:hari{_})?(?P<weekday>{WD})(?:{_}(?P<part>{PART}))?(?:{_}{POINTER})?(?:{BRACKETED}|{BEHIND})"
     r"(?:{LATER}(?!{_}tahun))?", "a weekday with its date is one expression, its bracket included"),
    ("date", "0 tanggal tgl",
     r"(?:(?:tanggal|tgl\.?){_})?(?P<date>\d{4}-\d\d-\d\d(?!\d)|{NUMERIC}|{WRITTEN}){LATER}?",
     "a day and a month, in words or digits, with or without the year"),
    ("bracket_date", "0", r"(?P<date>\d{1,2}/\d{1,2})(?=\))", "(12/9) right behind another expression"),
    ("first_day", "0 tanggal",
     r"(?:tanggal{_})?(?P<day>{DAY})(?=(?:{JOIN}|(?:,{_}?\d{1,2}){0,4},?{_}dan{_})"
     r"(?:tanggal{_})?{DAY}{_}(?P<month>{MONTH})(?:{_}(?:tahun{_})?(?P<year>{YEAR}))?)",
     "the first part of a range or list of days takes month and year from the last"),
    ("month_day", "tanggal tgl",
     r"(?:tanggal|tgl\.?){_}(?P<day>{DAY})(?![.,/]\d)(?:{LATER}|{_}bulan{_}(?P<month>ini|lalu|depan)\b)?",
     "a day of the month spoken of"),
    ("month", "MOD bulan MONTH",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>bulan{_})?(?P<month>{MONTH})(?:{OFYEAR})?(?:{LATER})?(?={MOREMONTHS})?",
     "a month, with or without its year; in a range or list the year may stand at the end"),
    ("short_month", "MONTH", r"(?P<month>{MON}){_}(?P<year>{YEAR})", "an abbreviated month needs its year"),
    ("year", "MOD tahun 0",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>tahun{_}(?:{SCHOOL})?)?(?P<year>{YEAR}){NEXTYEAR}?"
     r"(?:{_}(?P<edge>awal|akhir)(?={_}(?:dan|nanti|ini|lalu|mendatang)\b|[^\w\s]|$)|{LATER}|{_}(?:Masehi|M)\b)?",
     "a year, alone or after tahun; a school year or a season by its two years"),
    ("year_words", "tahun",
     r"tahun{_}(?P<words>(?:dua{_}ribu|seribu{_}sembilan{_}ratus)(?:{_}{NUMWORD}){0,4})(?!{_}{UNIT})",
     "tahun dua ribu satu"),
    ("early_year", "tahun 0", r"(?:tahun{_})?(?P<year>\d{1,4}){_}(?P<era>SM|sebelum{_}Masehi)\b",
     "years before the common era"),
    ("short_year", "tahun",
     r"tahun{_}(?:['’](?P<year>\d\d)|(?P<old>[5-9]\d))(?!\d|[.,/-]\d|%)(?!{_}{UNIT})(?!\s?-?an\b)", "tahun '98"),
    ("decade", "MOD tahun dekade 0",
     r"(?:(?P<mod>{MOD}){_})?(?P<head>(?:tahun|dekade){_})?['’]?(?P<decade>(?:1\d|20)?\d0)\s?-?an\b",
     "tahun 1960-an, tahun 90-an"),
    ("decade_words", "tahun dekade",
     r"(?:tahun|dekade){_}(?P<tens>(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan){_}puluh)an\b",
     "tahun enam puluhan"),
    ("century", "MOD abad",
     r"(?:(?P<mod>{MOD}){_})?abad{_}(?:ke-?\s?)?(?P<century>\d{1,2}(?!\.?\d)|[IVX]+\b)"
     r"(?:{_}(?:Masehi|M|(?P<era>SM|sebelum{_}Masehi))\b)?", "abad ke-19, abad XIX"),
    ("quarter", "kuartal triwulan semester paruh caturwulan q tw MOD",
     r"(?:(?P<mod>{MOD}){_})?(?:(?P<unit>kuartal|triwulan|semester|paruh|tw){_}(?P<number>{ORD})"
     r"|Q(?P<qnumber>[1-4])\b)(?:\s?{OFYEAR})?(?={MOREQUARTERS})?",
     "kuartal III 2025, semester I-2025, Q3 2025; in a range or list the year may stand at the end"),
    ("this_unit", "MOD UNIT", r"(?:(?P<mod>{MOD}){_})?(?P<unit>akhir{_}pekan|{UNIT})(?:{UNITDET})(?!-)",
     "pekan lalu, tahun ini, hari itu: a unit and what points from it"),
    ("edge_of_unit", "awal pertengahan akhir penghujung tengah",
     r"(?P<mod>awal|pertengahan|akhir|penghujung|tengah){_}(?P<unit>pekan|minggu|bulan|tahun|abad|dekade"
     r"|kuartal|semester|triwulan)\b"
     r"(?!{_}(?:{ORD}|ajaran|baru|pertama|kedua|ke-))(?:{_}(?P<det>depan|lalu|ini|mendatang)\b)?",
     "akhir tahun, awal pekan: the unit of the document date"),
    ("season", "MOD musim",
     r"(?:(?P<mod>{MOD}){_})?musim{_}(?P<season>dingin|panas|semi|gugur)(?:nya)?\b(?:{OFYEAR})?(?:{LATER})?",
     "the four seasons"),
    ("amount", "MORE NUMBER ONE MANY",
     r"(?:(?P<more>{MORE}){_})?{FROM}?(?:{COUNTED}|(?P<one>{ONE})|(?P<many>{MANY}))(?!-)(?:{ANDMORE})?(?:{AMOUNTDET})?",
     "an amount of units: a stretch, or with lalu, lagi, kemudian a point"),
    ("age", "ke", r"ke-?\s?(?P<number>\d{1,3}){_}tahun\b", "usia ke-18 tahun"),
    ("whole", "sepanjang seharian dekade dasawarsa abad",
     r"sepanjang{_}(?P<unit>hari|pekan|minggu|bulan|tahun)(?!-|{_}(?:ini|itu|lalu"
     r"|silam|depan|kemarin|ajaran|anggaran|buku|fiskal|berjalan|{MONTH}|{WD}|\d+)\b)\b|(?P<day>seharian)\b"
     r"|(?P<last>dekade|dasawarsa|abad){_}terakhir\b", "sepanjang tahun, seharian, dekade terakhir: the whole of one"),
    ("vague_amount", "NUMBER",
     r"(?P<number>puluhan|belasan|ratusan|ribuan){_}(?P<unit>{UNIT})(?:{_}(?P<det>lalu|silam|terakhir)\b)?",
     "puluhan tahun"),
    ("every", "setiap tiap saban per",
     r"(?P<every>setiap|tiap-tiap|tiap|saban|per)[-\s]"
     r"(?:(?P<number>{NUMBER}){_})?(?:{EACHUNIT}|{EACHEDGE}|{EACHDAY}|{EACHDATE}|{EACHHOUR})",
     "setiap tahun, per bulan: a set of times"),
    ("unitly", "harian mingguan bulanan tahunan pekanan NUMBER",
     r"(?:(?P<number>{NUMBER}){_})?(?P<adjective>{ADJECTIVE})\b", "harian, tahunan: adjectives of a set"),
    ("clock", "MORE pukul jam pkl 0", r"(?:(?P<more>{MORE}){_})?(?:{SAIDHOUR}|{BAREHOUR})",
     "pukul 10.00 WIB; without pukul only with a zone, or as an end of a range"),
    ("part", "PART tadi nanti semalam",
     r"(?P<night>semalam)\b(?!an)|(?:(?P<pre>tadi|nanti){_})?(?P<part>{PART})"
     r"(?:{_}(?P<det>ini|itu|tadi|nanti|lalu|harinya|sebelumnya|berikutnya|kemarin|besok)\b)?",
     "pagi, tadi malam, sore nanti"),
    ("half_hour", "setengah", r"setengah{_}(?P<number>{NUMWORD}(?:{_}belas\b)?){_}(?P<part>{PART})",
     "setengah delapan malam is 19.30"),
    ("eve", "malam", r"malam{_}(?P<weekday>{WD})(?:{_}(?P<market>{MARKET}))?(?:{LATER})?",
     "malam Minggu is the night before Sunday"),
    ("weekday", "WD hari",
     r"(?:(?P<head>hari){_})?(?P<weekday>{WD})(?:{_}(?P<market>{MARKET}))?"
     r"(?:{_}(?P<week>pekan|minggu){_}(?P<weekdet>ini|lalu|depan|kemarin)\b|{LATER}|{_}itu\b)?",
     "a weekday alone: the tense decides"),
    ("near_day", "kemarin besok esok lusa keesokan hari",
     r"(?P<near>kemarin{_}lusa|kemarin|besok{_}lusa|besok|esok|lusa|hari{_}esok|keesokan)"
     r"(?P<morrow>{_}hari(?:nya)?|(?<=kemarin){_}itu)?\b(?!-)", "kemarin, besok, keesokan harinya"),
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
