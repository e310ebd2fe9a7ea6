"""Speed of the time tagger beside dateparser's search_dates, on hostile text, and of conflicts among many events.

``python -m tests.benchmarks.bench_times``. Both read the same invented passages in one run; dateparser is optional
(``pip install dateparser``) and left out with a line when it is not there. Ratios carry over to another machine.
"""

from __future__ import annotations

import pandas as pd

from summitlib.timeline import find_conflicts
from summitlib.times import times_in
from tests.benchmarks.timing import seconds

PASSAGES = [
    "Banjir merendam empat kecamatan di Demak, Rabu (6/3/2024), setelah tanggul jebol Selasa sekitar pukul 23.00 WIB.",
    "Menurut Sari Utami, harga cabai naik sejak awal 2024 dan baru turun dua bulan lalu; tahun lalu harganya separuh.",
    "Pelabuhan Bitung melayani 40 kapal setiap hari, dan pada kuartal III 2023 ekspor ikan tumbuh 12,5 persen.",
    "Persipura menang 2-0 atas PSM. Pertandingan berikutnya digelar pekan depan, 14 Maret, di Jayapura.",
    "Bupati mengatakan jembatan itu dibangun pada tahun 1970-an dan diperbaiki antara 1998 dan 2003 selama lima tahun.",
    "Rapat membahas anggaran sebesar Rp 2.024 juta tanpa menyebut kapan proyek dimulai atau siapa yang mengerjakannya.",
]  # fmt: skip
HOSTILE = {"slashes": "1/2/", "digits": "12 ", "years": "2023-", "months": "Mei, ", "words": "dua ", "quotes": '"'}


def beside_dateparser() -> None:
    """Print the ratio to dateparser, told the language, on the same passages."""
    ours = seconds(lambda text: times_in(text, "2024-03-07"), PASSAGES * 50) / 50
    size = sum(map(len, PASSAGES))
    print(f"{'times_in':24} {1000 * ours / len(PASSAGES):8.2f} ms a passage  {size / ours / 1e6:6.2f} MB/s")
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed: no comparison")
        return
    theirs = seconds(lambda text: search_dates(text, languages=["id"]), PASSAGES * 2) / 2
    print(f"{'search_dates':24} {1000 * theirs / len(PASSAGES):8.2f} ms a passage  {size / theirs / 1e6:6.2f} MB/s")
    print(f"ratio {theirs / ours:.0f}")


def on_hostile_text() -> None:
    """Print the time for 250 kB and 1 MB of each hostile text: linear when the ratio is about four."""
    for name, piece in HOSTILE.items():
        short, long = (seconds(times_in, [(piece * size)[:size]]) for size in (250_000, 1_000_000))
        print(f"{name:24} {short:8.2f} s  {long:8.2f} s  ratio {long / short:.1f}")


def among_many_events() -> None:
    """Print the time for conflicts among 1,000 and 10,000 events of 40 people: every pair would be a ratio of 100."""

    def events(size: int) -> pd.DataFrame:
        days = pd.date_range("1950-01-01", periods=size, freq="2D")
        fixed = {"event_class": "consult", "kind": "meet", "place": "Surabaya", "status": "past", "value": ""}
        rows = [{"event": f"e{n}", "actors": f"A{n % 40}; B{n % 39}", "articles": f"a{n}"} | fixed for n in range(size)]
        return pd.DataFrame(rows).assign(earliest=days, latest=days)

    short, long = (seconds(find_conflicts, [events(size)]) for size in (1_000, 10_000))
    print(f"{'find_conflicts':24} {short:8.2f} s  {long:8.2f} s  ratio {long / short:.1f}")


if __name__ == "__main__":
    beside_dateparser()
    on_hostile_text()
    among_many_events()
