"""Readers of times that point or measure: pekan lalu, kemarin, Selasa, kini, dua hari, setiap tahun.

Each reads one pattern of ``patterns`` against the document date or a date just mentioned, and may decline (None).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from summitlib.dating import values as tv
from summitlib.dating.context import STEPS, Found, Reader, Reading, anchor_day, looks_ahead, make, mod_of
from summitlib.dating.vocabulary import beside, month_numbers, number_of, plain, unit_words, words_of
from summitlib.lexicons import read_lexicon


def _this_unit(reading: Reading, m: re.Match[str]) -> Found | None:
    words, det = plain(m["unit"]), plain(m["det"])
    unit = "weekend" if words == "akhir pekan" else unit_words()[words]["unit"]
    if not unit or (unit == "day" and det in ("lalu", "silam", "kemarin", "depan", "berjalan")):
        return None
    if reading.char_before(m.start()) == "-" or reading.word_before(m.start()) == "ulang":
        return None  # hari-hari ini, ulang tahun ini
    if words == "minggu" and m["unit"][0].isupper() and reading.inside_sentence(m.start()):
        return None  # Minggu with a capital inside a sentence is Sunday
    mod = mod_of(m["mod"])
    if mod == "END" and unit == "week":  # akhir pekan ini
        unit, mod = "weekend", None
    day, anchor = anchor_day(reading, m.start(), det, unit)
    if det in ("itu", "sama") and not anchor.startswith("mentioned"):
        return make(m, "DATE", tv.MASKS[unit], unit, mod=mod, anchor="none")
    return make(m, "DATE", tv.shifted(day, unit, STEPS.get(det, 0)), unit, mod=mod, anchor=anchor)


def _edge_of_unit(reading: Reading, m: re.Match[str]) -> Found | None:
    words, det = m["unit"].lower(), (m["det"] or "ini").lower()
    if m["mod"][0].isupper() and m["unit"][0].isupper() and reading.inside_sentence(m.start()):
        return None  # Ujian Akhir Semester: a name
    if m["mod"].lower() == "akhir" and words in ("pekan", "minggu"):
        return make(m, "DATE", tv.shifted(reading.day, "weekend", STEPS[det]), "weekend", anchor=reading.published)
    unit = unit_words()[words]["unit"]
    value = tv.shifted(reading.day, unit, STEPS[det])
    return make(m, "DATE", value, unit, mod=mod_of(m["mod"]), anchor=reading.published)


def _near_day(reading: Reading, m: re.Match[str]) -> Found | None:
    near = plain(m["near"])
    if near == "keesokan" and not m["morrow"]:
        return None
    steps = {"kemarin": -1, "kemarin lusa": -2, "lusa": 2, "besok lusa": 2}.get(near, 1)
    morrow = near == "keesokan" or (m["morrow"] or "").lower().endswith("harinya")
    day, anchor = anchor_day(reading, m.start(), "itu" if morrow else "", "day")
    return make(m, "DATE", tv.shifted(day, "day", steps), "day", anchor=anchor)


def _weekday(reading: Reading, m: re.Match[str]) -> Found | None:
    word, later = m["weekday"].lower(), (m["later"] or "").lower()
    if not m["weekday"][0].isupper() and not m["head"]:
        return None if word in ("minggu", "ahad") or not later else _weekday_value(reading, m, later)
    if word == "minggu" and not reading.inside_sentence(m.start()) and later and not m["head"]:
        return None  # at the start of a sentence "Minggu lalu" is a week
    if word == "minggu" and ORDINAL.fullmatch(reading.word_after(m.end())):
        return None  # minggu pertama is a week
    if reading.word_before(m.start()) in beside("before a day as a name"):
        return None
    if not m["head"] and not later and reading.in_name(m.start(), m.end()):
        return None
    return _weekday_value(reading, m, later)


ORDINAL = re.compile(r"ke|pertama|ke(?:dua|tiga|empat|lima)|terakhir")


def _weekday_value(reading: Reading, m: re.Match[str], later: str) -> Found:
    number = int(words_of("weekdays")[m["weekday"].lower()]["value"])
    if not reading.day:
        return make(m, "DATE", f"XXXX-WXX-{number}", "day", anchor="none")
    if "week" in m.re.groupindex and m["week"]:
        week = tv.moved(reading.day, "week", STEPS[m["weekdet"].lower()]) or reading.day
        day, how = tv.days_of(f"{tv.value_of(week, 'week')}-{number}")[0], "of that week"
    else:
        ahead = later in ("depan", "mendatang", "nanti", "berikutnya") or (
            not later and looks_ahead(reading, m.start(), m.end())
        )
        day = tv.weekday_near(reading.day, number, forward=bool(ahead))
        day = _market_day(day, m["market"], bool(ahead)) if m["market"] else day
        how = "next such day" if ahead else "last such day"
    value = day.isoformat() if day else f"XXXX-WXX-{number}"
    return make(m, "DATE", value, "day", anchor=f"{reading.published}, {how}")


def _market_day(day: date | None, market: str, forward: bool) -> date | None:
    """The nearest such weekday that is also that day of the five-day market week."""
    number = int(words_of("weekdays", "market")[market.lower()]["value"])
    for _ in range(5):
        if day and (day - LEGI).days % 5 == number:
            return day
        day = tv.moved(day, "week", 1 if forward else -1)
    return None


def _eve(reading: Reading, m: re.Match[str]) -> Found:
    day = _weekday_value(reading, m, (m["later"] or "").lower())
    before = tv.shifted(tv.days_of(day.value)[0], "day", -1)
    return make(m, "TIME", before + "TNI", "part", anchor=day.anchor)


def _phrase(reading: Reading, m: re.Match[str]) -> Found | None:
    words = plain(m["phrase"])
    if m["phrase"][-1:].islower() and reading.inside_sentence(m.start()) and re.search(r"\s[A-Z]", m["phrase"]):
        return None  # Kementerian Masa Depan: part of a name
    if words in ("dulu", "dahulu") and not _means_formerly(reading, m):
        return None
    before = reading.word_before(m.start())
    if words == "dewasa ini" and before in beside("adult"):
        return None
    if words == "ke depan" and before.startswith(tuple(beside("onward"))):
        return None
    return make(m, "DATE", _phrase_values()[_without_yang(words)], "", anchor=reading.published)


def _without_yang(phrase: str) -> str:
    return re.sub(r"(?:yang |~)(?:akan )?", "", phrase)


@cache
def _phrase_values() -> dict[str, str]:
    return {_without_yang(row["phrase"]): row["value"] for row in read_lexicon("time_phrases")}


VERB = re.compile(r"(?:ber|me|di|ter)\w{4}")


def _means_formerly(reading: Reading, m: re.Match[str]) -> bool:
    """``dulu`` as a time, not as the particle after a verb (``tunggu dulu``) or in ``terlebih dahulu``."""
    before, after = reading.word_before(m.start()), reading.word_after(m.end())
    if before in ("terlebih", "lebih") or after in ("baru", "ya", "dong", "deh"):
        return False
    if not before or before[-1] in '.,?!:"' or before in beside("before formerly") or after in beside("after formerly"):
        return True
    named = re.search(r"[A-Z]\w+\s$", reading.text[max(0, m.start() - 20) : m.start()])
    return bool(named and VERB.match(after))  # Majapahit dahulu berpusat di ...


LEGI = date(1945, 8, 17)  # a Jumat Legi
BACKWARD = {"lalu", "silam", "sebelumnya"}
FORWARD = {"lagi", "kemudian", "setelahnya", "sesudahnya", "berikutnya", "selanjutnya"}
HALVES = {"M": "P15D", "Y": "P6M", "TH": "PT30M", "TM": "PT30S", "D": "PT12H", "CE": "P50Y", "DE": "P5Y", "Q": "P45D"}


def _length(number: str, code: str) -> str:
    """``3``, ``Y`` -> ``P3Y``; hours, minutes and seconds after ``PT``."""
    if number == "0.5" and code in HALVES:
        return HALVES[code]
    if code == "W8":
        return f"P{int(float(number)) * 8}Y" if number != "X" else "PXY"
    return f"PT{number}{code[1]}" if code in ("TH", "TM", "TS") else f"P{number}{code}"


def _amount(reading: Reading, m: re.Match[str]) -> Found | None:
    if m["many"]:
        return make(m, "DURATION", _length("X", unit_words()[m["many"].lower()]["code"]), mod=mod_of(m["more"]))
    row = unit_words()[(m["unit"] or m["one"]).lower().split()[0]]
    number = number_of(m["number"]) if m["number"] else "1"
    det = plain(m["det"])
    if not _stands_as_amount(reading, m):
        return None
    mod = mod_of(m["more"])
    if det == "sekali" or (not det and _per(reading, m)):
        return make(m, "SET", _length(number, row["code"]), mod=mod)
    if det in BACKWARD or det in FORWARD:
        return _point(reading, m, number, row, det, mod)
    return _stretch(reading, m, number, row, det, mod)


COUNTED_PER = re.compile(
    r"\b(?:(?:se)?kali(?:\sdalam)?|\d[\d.,]*\s?(?:%|\w+)|(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s\w+)\s$",
    re.IGNORECASE,
)  # tiga kali dalam setahun, 24 jam sehari, dua tablet sehari


def _per(reading: Reading, m: re.Match[str]) -> bool:
    """Whether something is counted in the amount: dua kali sepekan, sekali dalam lima tahun."""
    before = reading.text[max(0, m.start() - 40) : m.start()]
    return bool(COUNTED_PER.search(before) if m["one"] else re.search(r"kali\sdalam\s$", before, re.IGNORECASE))


def _stands_as_amount(reading: Reading, m: re.Match[str]) -> bool:
    before, after = reading.text[max(0, m.start() - 12) : m.start()], reading.text[m.end() : m.end() + 12]
    if re.search(r"[\d][.,:/-]$|[/$#]$|\b(?:Rp\.?|nomor|no\.?|ke)[-\s]?$", before, re.IGNORECASE):
        return False
    numbered = m["unit"] and m["unit"].lower() == "tahun" and re.match(r"\s(?:1[89]|20)\d\d\b", after)
    return not numbered  # Nomor 138 Tahun 2024


def _point(reading: Reading, m: re.Match[str], number: str, row: dict[str, str], det: str,
           mod: str | None) -> Found | None:  # fmt: skip
    """An amount counted from a day: dua bulan lalu, tiga hari kemudian."""
    if number == "X" and det in BACKWARD:
        return make(m, "DATE", "PAST_REF", anchor=reading.published)
    if not row["unit"]:  # jam, menit, detik
        value = f"{tv.shifted(reading.day, 'day', 0)}TXX"
        return make(m, "TIME", value, "", mod=mod, anchor=reading.published, days=tv.UNKNOWN)
    unit = "year" if row["code"] == "W8" else row["unit"]
    day, anchor = anchor_day(reading, m.start(), det, unit)
    if number == "X" or not day:
        return make(m, "DATE", tv.MASKS[unit], unit, mod=mod, anchor=anchor)
    counted = _steps(float(number), row)
    if counted is None:
        return None
    grain, steps = counted
    return make(m, "DATE", tv.shifted(day, grain, -steps if det in BACKWARD else steps), grain, mod=mod, anchor=anchor)


def _steps(number: float, row: dict[str, str]) -> tuple[str, int] | None:
    """An amount as whole steps of a unit: half a year is six months, three decades are thirty years."""
    if row["code"] == "W8":
        return "year", int(number * 8)
    if number == int(number):
        tens = {"decade": 10, "century": 100}.get(row["unit"])
        return ("year", int(number) * tens) if tens else (row["unit"], int(number))
    months = round(number * tv.MONTHS_IN.get(row["unit"], 0))
    if not months:
        return None
    return ("month", months) if months % 12 else ("year", months // 12)


def _stretch(reading: Reading, m: re.Match[str], number: str, row: dict[str, str], det: str, mod: str | None) -> Found:
    value = _length(number, row["code"])
    if m["number2"]:
        second = unit_words()[m["unit2"].lower()]["code"]
        value += ("T" if second[0] == "T" and "T" not in value else "") + number_of(m["number2"]) + second[-1]
    days: tv.Days = tv.UNKNOWN
    if det and number.isdigit() and row["unit"] and reading.day and row["code"] != "W8":
        ahead = det in ("mendatang", "ke depan", "akan datang")
        edge = tv.moved(reading.day, row["unit"], int(number) if ahead else -int(number))
        days = (edge, reading.day) if edge and edge < reading.day else (reading.day, edge)
    return make(m, "DURATION", value, mod=mod, days=days, anchor=reading.published if det else "none")


OF_AGE = re.compile(
    r"\b(?:usia|umur|HUT|ulang tahun|hari jadi|milad|dies natalis|dirgahayu)\b[^.,;\n]*$", re.IGNORECASE
)


def _age(reading: Reading, m: re.Match[str]) -> Found | None:
    aged = OF_AGE.search(reading.text[max(0, m.start() - 40) : m.start()])
    return make(m, "DURATION", f"P{int(m['number'])}Y", anchor="none") if aged else None


def _whole(_: Reading, m: re.Match[str]) -> Found:
    code = unit_words()[(m["unit"] or m["last"] or "hari").lower()]["code"]
    return make(m, "DURATION", _length("1", code), anchor="none")


def _vague_amount(_: Reading, m: re.Match[str]) -> Found:
    return make(m, "DURATION", _length("X", unit_words()[m["unit"].lower()]["code"]), anchor="none")


def _every(_: Reading, m: re.Match[str]) -> Found | None:
    if m["every"].lower() == "per" and not m["unit"]:
        return None
    return make(m, "SET", _set_value(m), anchor="none")


def _set_value(m: re.Match[str]) -> str:
    """What comes again: a unit, an edge of one, an hour, a weekday, a part of the day, a date, a day, a month."""
    if m["unit"]:
        number = number_of(m["number"]) if m["number"] else "1"
        return _length(number, unit_words()[m["unit"].lower().removesuffix("nya")]["code"])
    if m["edge"]:
        return _length("1", unit_words()[m["edge"].split()[-1].lower()]["code"])
    if m["hour"]:
        hours, minutes = [*re.findall(r"\d+", m["hour"]), "0"][:2]
        return f"{tv.MASKS['day']}T{int(hours):02}:{int(minutes):02}"
    if m["weekday"]:
        part = words_of("weekdays")[plain(m["wdpart"])]["value"] if m["wdpart"] else ""
        return f"XXXX-WXX-{words_of('weekdays')[m['weekday'].lower()]['value']}{part}"
    if m["part"]:
        return tv.MASKS["day"] + words_of("weekdays")[plain(m["part"])]["value"]
    if m["monthday"]:
        return f"XXXX-XX-{int(m['monthday']):02}"
    day = f"-{int(m['day']):02}" if m["day"] else ""
    return f"XXXX-{month_numbers()[(m['daymonth'] or m['month']).lower()]:02}{day}"


def _unitly(reading: Reading, m: re.Match[str]) -> Found | None:
    before = reading.word_before(m.start())
    if not m["adjective"].islower() or re.match(r"\s[A-Z]", reading.text[m.end() : m.end() + 2]):
        return None
    if before in beside("unit as a name"):
        return None
    number = number_of(m["number"]) if m["number"] else "1"
    if before in beside("aged"):  # berusia 40 tahunan
        return make(m, "DURATION", f"P{number}Y", anchor="none")
    return make(m, "SET", _length(number, unit_words()[m["adjective"].lower()]["code"]), anchor="none")


POINTING: dict[str, Reader] = {
    "this_unit": _this_unit, "edge_of_unit": _edge_of_unit, "near_day": _near_day, "weekday": _weekday, "eve": _eve,
    "phrase": _phrase, "amount": _amount, "whole": _whole, "vague_amount": _vague_amount, "age": _age, "every": _every,
    "unitly": _unitly,
}  # fmt: skip
