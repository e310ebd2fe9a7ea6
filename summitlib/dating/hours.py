"""Readers of times within a day: pukul 10.00 WIB, setengah delapan malam, tadi pagi.

An hour belongs to the day just mentioned, else to the document date; in a quotation, to no known day.
"""

from __future__ import annotations

import re

from summitlib.dating import values as tv
from summitlib.dating.context import Found, Reader, Reading, anchor_day, make, mod_of
from summitlib.dating.vocabulary import beside, number_of, plain, words_of


def _clock(reading: Reading, m: re.Match[str]) -> Found | None:
    last = reading.found[-1] if reading.found else None
    if m["time2"] and not (m["zone2"] or m["first"] is not None or _ends_clock_range(reading, m.start(), last)):
        return None
    if m["time2"] and reading.char_before(m.start()) in tuple(",.:/$"):
        return None
    words = m["time"] or m["time2"]
    if not words[0].isdigit() and m["head"].lower() == "jam" and not m["part"]:
        return None
    hours, minutes, *rest = [*re.findall(r"\d+", words), "0"] if words[0].isdigit() else [number_of(words), "0"]
    if not hours.isdigit() or int(hours) > 24:
        return None
    hour = _hour(int(hours), plain(m["part"]))
    value = f"{hour:02}:{int(minutes):02}" + (f":{rest[0]}" if len(rest) > 1 and rest[0] != "00" else "")
    day, anchor = _clock_day(reading, m.start())
    return make(m, "TIME", f"{day}T{value}", "clock", mod=mod_of(m["more"] or m["more2"]), anchor=anchor)


def _half_hour(reading: Reading, m: re.Match[str]) -> Found | None:
    """setengah delapan malam: half an hour before eight."""
    number = number_of(m["number"])
    if not number.isdigit() or not 1 <= int(number) <= 12:
        return None
    day, anchor = _clock_day(reading, m.start())
    hour = _hour(int(number), plain(m["part"])) - 1
    return make(m, "TIME", f"{day}T{hour % 24:02}:30", "clock", anchor=anchor)


def _ends_clock_range(reading: Reading, start: int, last: Found | None) -> bool:
    """Whether a bare 10.30 stands right after a clock time and a dash or hingga."""
    gap = reading.text[last.end : start] if last and last.grain == "clock" and start - last.end < 20 else ""
    return bool(re.fullmatch(r"\s?[-–]\s?|\s(?:s/d|s\.d\.?|hingga|sampai|sampai dengan|ke)\s(?:pukul\s|jam\s)?", gap))


def _hour(hour: int, part: str) -> int:
    """The hour of the day: 7 malam is 19, 12 malam is 0, 3 sore is 15."""
    if part.startswith(("malam", "tengah")) and hour == 12:
        return 0
    first = {"sore": 0, "petang": 0, "senja": 0, "malam": 5, "siang": 0}.get(part.partition(" ")[0], 12)
    late = hour >= first and not (part.startswith("siang") and hour >= 6)
    return hour + 12 if late and hour < 12 else hour


def _clock_day(reading: Reading, start: int) -> tuple[str, str]:
    if known := reading.mentioned(start, "day", "clock", "part", reach=300):
        return known.value[:10], known.anchor if known.grain == "clock" else f"mentioned {known.value[:10]}"
    last = reading.found[-1] if reading.found else None
    if last and last.type == "SET" and reading.same_sentence(last.start, start):
        return tv.MASKS["day"], "none"
    if reading.quoted(start):  # who is quoted need not speak of the day of the article
        return tv.MASKS["day"], "none"
    return tv.shifted(reading.day, "day", 0), reading.published


def _part(reading: Reading, m: re.Match[str]) -> Found | None:
    if m["night"]:
        return make(m, "TIME", tv.shifted(reading.day, "day", -1) + "TNI", "part", anchor=reading.published)
    before = reading.word_before(m.start())
    if before.isdigit() or before in words_of("number_words"):  # tiga hari dua malam
        return None
    if before in beside("before a part as a noun") or reading.word_after(m.end()) in beside("after a part as a name"):
        return None
    if m["part"][0].isupper() and not m["pre"] and reading.inside_sentence(m.start()):
        return None
    words = plain(m["part"])
    code = words_of("weekdays")[words]["value"]
    pre, det = (m["pre"] or "").lower(), (m["det"] or "").lower()
    if det in ("itu", "harinya", "sebelumnya", "berikutnya"):
        day, anchor = anchor_day(reading, m.start(), "itu", "day")
        day = day if anchor.startswith("mentioned") else None
        steps = {"sebelumnya": -1, "berikutnya": 1}.get(det, 0)
        return make(m, "TIME", tv.shifted(day, "day", steps) + code, "part", anchor=anchor if day else "none")
    if pre or det:
        steps = -1 if ("tadi" in (pre, det) and code == "TNI") or det in ("kemarin", "lalu") else int(det == "besok")
        return make(m, "TIME", tv.shifted(reading.day, "day", steps) + code, "part", anchor=reading.published)
    known = reading.mentioned(m.start(), "day", "clock", "part", reach=200)
    if known and reading.same_sentence(known.start, m.start()) and "hari" not in words:
        return make(m, "TIME", known.value[:10] + code, "part", anchor=f"mentioned {known.value[:10]}")
    return make(m, "TIME", "XXXX-XX-XX" + code, "part", anchor="none")


HOURS: dict[str, Reader] = {"clock": _clock, "half_hour": _half_hour, "part": _part}
