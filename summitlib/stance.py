"""Stance by a written codebook: how sure a statement is, what it is about, and which way it judges.

The codebook (corpus/codes/CODEBOOK.md) is made executable as tables: markers with their certainty
(``lexicons/id/stance_markers.csv``), deciding terms (``stance_terms.csv``), and the named rules below. Where no rule
is sure the coder abstains and says why. It codes what the text says the speaker says, not what is true.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from summitlib.lexicons import read_lexicon
from summitlib.rows import STANCE, need_columns, to_frame
from summitlib.statements import statements_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd


class Certainty(NamedTuple):
    """0 hedged, 1 qualified, 2 categorical, ``None`` where there is nothing to code; the words that show it; the rule."""

    certainty: int | None
    markers: tuple[str, ...]
    rule: str


class Marker(NamedTuple):
    """One marker found in a claim, with the certainty it shows."""

    start: int
    end: int
    text: str
    level: int
    rule: str


# Stretches whose hedges do not weaken the claim (codebook E5, C2): name, pattern. Each ends at the next comma or stop.
_BACKGROUND = (
    ("conceded clause", r"\b(?:meski(?:pun)?|walau(?:pun)?|kendati(?:pun)?|sekalipun|biarpun)\b[^,.;:]*"),
    ("relative aside", r",\s*yang\b[^,.;:]*"),
    ("relative clause after a predicate", r"(?<=\w )yang\b[^,.;:]*"),
    ("purpose or result", r"\b(?:agar|supaya|sehingga|guna|demi|dengan harapan)\b[^,.;:]*"),
)
_PREDICATE = re.compile(r"\b(?:akan|telah|sudah|tidak|bukan|adalah|merupakan|ada|mau|ingin|me\w{4,}|di\w{4,}|ber\w{4,})\b")

# Contexts that take a listed word's force away: name, word, what stands around it (codebook C2 to C4).
_NO_MARKER = (
    ("kemungkinan as a noun", "kemungkinan", r"(?:\b(?:men?\w{4,}|tentang|soal|mengenai|dengan|akan|adanya|atas|dari)\s+)$", ""),
    ("akan as a preposition", "akan", r"\b(?:kebutuhan|keinginan|sadar|haus|kaya|ancaman|harapan|rasa|akses|cinta)\s+$", ""),
    ("cukup as enough", "cukup", "", r"^\s+(?:percaya|untuk)\b"),
    ("jelas, terang as a reporting verb", "jelas", r"[,\"”']\s*$", r"^(?:nya)?\s+(?:dia|ia|beliau|[A-Z])"),
    ("wajar, relatif in a fixed phrase", "tidak wajar", "", ""),
)

# dapat, bisa: where 'mungkin' can replace them (codebook, certainty 0); elsewhere they are ability (1).
_POSSIBLE_VERB = (
    r"(?:saja|jadi|ter\w{3,}|timbul|muncul|menjadi|berarti|berubah|berujung|berakhir|berakibat|berdampak|berimplikasi|"
    r"berpengaruh|meluas|meningkat|menurun|menyebabkan|mengakibatkan|menimbulkan|memicu|mengubah|membentuk|mengancam|"
    r"membahayakan|merusak|memperburuk|mengganggu|mendorong|mem?pengaruhi|dipengaruhi|menguntungkan|merugikan|"
    r"mencakup|meliputi|menyinggung|menghambat|memperkuat|memperlemah|melemahkan)\b"
)
_EVENT_SUBJECT = (
    r"\b(?:pertemuan|langkah|keputusan|kesepakatan|perjanjian|pembicaraan|diskusi|hal|kunjungan|lawatan|situasi|"
    r"kebijakan|perang|konflik|upaya|dampak|krisis|kenaikan|penurunan|kondisi|perkembangan|kerusakan|banjir|gempa)\b"
)
_POSSIBLE = re.compile(rf"^\s+(?:(?:sangat|juga|ikut|lebih|semakin|makin)\s+)*{_POSSIBLE_VERB}")
_GAP = re.compile(r"\bsulit\b(?:\s+\w+){0,4}?\s+(?:membayangkan|dibayangkan|percaya|dipercaya|mempercayai)\b")
_SPLIT = re.compile(r"(?<=[.!?;])\s+|,?\s+\b(?:tetapi|tapi|namun|sedangkan|sementara|melainkan)\b")
_TURN = re.compile(r"(?:^|[.!?]\s+)(?:namun|(?:akan )?tetapi|meski (?:begitu|demikian)|walau(?:pun)? demikian)\b,?", re.I)


def certainty_of(statement: str) -> Certainty:
    """Return how sure a statement is: ``(certainty, markers, rule)``, by its weakest marker with scope over the claim.

    ``statement`` is the whole statement with its attribution; reporting verbs never count (codebook C5). 0 is hedged
    (possibility), 1 qualified (probability, forecast, ability, condition), 2 categorical; ``None`` with an
    ``abstain`` rule when nothing is claimed. A categorical claim with a hedged part of equal weight is 1 (C1).

    Source: corpus/codes/CODEBOOK.md, section 3.

    >>> certainty_of("Pelabuhan itu mungkin ditutup besok, kata Rahmat.")
    Certainty(certainty=0, markers=('mungkin',), rule='hedge')
    >>> certainty_of("Rahmat menegaskan pelabuhan itu sudah ditutup.").certainty
    2
    """
    return _certainty_of_claim(_claim(statement))


def find_stance(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one stance row a statement: issue, target, evaluation, risk, certainty, with markers and rules.

    ``statements`` are rows of `find_statements`. A bullet without a marker of its own takes over its lead-in's hedge
    (codebook U3). Where no rule is sure a field is NA and ``rule`` says ``<field>: abstain (reason)``.

    Columns: see `summitlib.rows.STANCE`.
    """
    need_columns(statements, ("article", "start", "end", "content", "speaker", "attribution", "negated"), "Statement rows")
    rows: list[tuple[Any, ...]] = []
    lead: tuple[Any, Any, Certainty] | None = None
    for row in statements.to_dict("records"):
        claim = _blank_cue(row)
        sure = _certainty_of_claim(claim)
        key = (row["article"], row["speaker"])
        if row["attribution"] == "list" and lead and lead[:2] == key and not sure.markers:
            sure = Certainty(lead[2].certainty, lead[2].markers, f"{lead[2].rule}, carried over from the lead-in")
        elif row["attribution"] != "list":
            lead = (*key, sure)
        issue, target = _topic(claim, "issue"), _topic(claim, "target")
        evaluation = _evaluation(claim, negated=row["negated"] is True or row["negated"] == 1)
        risk = _risk(claim)
        codes = {"issue": issue, "target": target, "evaluation": evaluation, "risk": risk}
        rule = "; ".join([*(f"{field}: {why}" for field, (_, why) in codes.items()), f"certainty: {sure.rule}"])
        rows.append(
            (row["article"], row["start"], row["end"], row["speaker"], issue[0], target[0], evaluation[0], risk[0],
             sure.certainty, ";".join(sure.markers) or "-", rule)
        )  # fmt: skip
    return to_frame(rows, STANCE)


# certainty ------------------------------------------------------------------------------------------------------------


def _claim(statement: str) -> str:
    """The content of the statements in the text, their cues blanked; the whole text where none is found."""
    found = statements_in(statement)
    return " ".join(_blank_cue({**s._asdict(), "content": s.content}) for s in found) or statement


def _blank_cue(row: dict[str, Any]) -> str:
    """Content with an inner cue (', kata X,') replaced by blanks, so that offsets stay."""
    content, cue = row["content"], row.get("cue_start")
    if cue is None or cue != cue or not isinstance(cue, int) or not row["start"] <= cue < row["end"]:
        return str(content)
    at, stop = cue - row["start"], row["cue_end"] - row["start"]
    return str(content[:at] + " " * (stop - at) + content[stop:])


def _certainty_of_claim(claim: str) -> Certainty:
    if not re.search(r"\w", claim):
        return Certainty(None, (), "abstain (no words)")
    if claim.rstrip(" \"'”’").endswith("?"):
        return Certainty(0, ("?",), "open question")
    parts = [part for part in _SPLIT.split(_main(claim)) if re.search(r"\w", part)]
    found = [_markers(part) for part in parts]
    levels = [min((m.level for m in markers), default=2) for markers in found]
    weakest = min(levels, default=2)
    shown = [m for markers in found for m in markers if weakest == 2 or m.level < 2]
    words = tuple(dict.fromkeys(m.text for m in shown))
    if weakest == 0 and max(levels) == 2 and len(parts) > 1:
        return Certainty(1, words, "hedged and categorical parts of equal weight")
    rule = next((m.rule for m in shown if m.level == weakest), "bare assertion")
    return Certainty(weakest, words, rule)


def _main(claim: str) -> str:
    """The claim after its last turn ('X. Namun Y' codes Y), background stretches blanked."""
    text = claim.lower()
    turns = list(_TURN.finditer(text))
    if turns:
        text = text[turns[-1].end() :]
    for name, pattern in _BACKGROUND:
        for match in reversed(list(re.finditer(pattern, text))):
            if name.startswith("relative clause") and not _PREDICATE.search(text[: match.start()]):
                continue
            if re.search(r"\w", text[: match.start()] + text[match.end() :]):
                text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text


@cache
def _listed() -> tuple[re.Pattern[str], dict[str, tuple[int, str]]]:
    """One pattern of all listed markers, longest first, and each one's level (9: consumes its match, counts nothing)."""
    rows = read_lexicon("stance_markers")
    level = {r["marker"]: (9 if r["class"] == "trap" or r["certainty"] == "-" else int(r["certainty"]), r["class"]) for r in rows}
    longest = sorted(map(re.escape, level), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])"), level


def _markers(part: str) -> list[Marker]:
    """Markers with force in one part of a claim, in text order."""
    pattern, level_of = _listed()
    found = [Marker(m.start(), m.end(), m[0], 1, "doubt") for m in _GAP.finditer(part)]
    for match in pattern.finditer(part):
        before, after = part[: match.start()], part[match.end() :]
        level, kind = level_of[match[0]]
        if level == 9 or any(f.start <= match.start() < f.end for f in found) or _powerless(match[0], before, after):
            continue
        if match[0] in ("dapat", "bisa"):
            possible = _POSSIBLE.search(after) or re.search(_EVENT_SUBJECT, before)
            level, kind = (0, "modal of possibility") if possible else (1, "modal of ability")
        found.append(Marker(match.start(), match.end(), match[0], level, kind))
    return sorted(found)


def _powerless(word: str, before: str, after: str) -> bool:
    return any(
        word == listed and (not left or re.search(left, before)) and (not right or re.search(right, after))
        for _, listed, left, right in _NO_MARKER
    )


# issue, target, evaluation, risk --------------------------------------------------------------------------------------


class Term(NamedTuple):
    """One deciding term of the lexicon."""

    code: str
    term: str
    strength: str


def _glob(term: str) -> str:
    return re.escape(term).replace(re.escape("*"), r"\w*")


@cache
def _terms(field: str) -> tuple[tuple[re.Pattern[str], Term], ...]:
    rows = [row for row in read_lexicon("stance_terms") if row["field"] == field]
    terms = [Term(row["code"], term, row["strength"]) for row in rows for term in row["term"].split(";")]
    return tuple((re.compile(rf"(?<![\w-]){_glob(t.term)}(?![\w-])"), t) for t in terms)


def _hits(claim: str, field: str) -> list[tuple[int, int, Term]]:
    """Deciding terms in the claim, in text order; of two that overlap the longer one."""
    found = [(m.start(), m.end(), term) for pattern, term in _terms(field) for m in pattern.finditer(claim)]
    found.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, Term]] = []
    for hit in found:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _first(hits: Iterable[tuple[int, int, Term]]) -> tuple[str | None, str]:
    """Code and reason of the first strong term, else of the first weak one."""
    ordered = sorted(hits, key=lambda hit: (hit[2].strength != "strong", hit[0]))
    if not ordered:
        return None, "abstain (no deciding term)"
    term = ordered[0][2]
    return term.code, f"{term.strength} term '{term.term}'"


def _topic(claim: str, field: str) -> tuple[str | None, str]:
    """Issue or target: the main clause decides, else the whole claim (codebook I1, I2)."""
    code, why = _first(_hits(_main(claim), field))
    return (code, why) if code else _first(_hits(claim.lower(), field))


_REVERSED = re.compile(r"\b(?:tidak|tak|bukan|belum|tanpa|gagal|sulit|mustahil|mencegah|menghentikan)\s+(?:\w+\s+){0,2}$")


def _evaluation(claim: str, *, negated: bool) -> tuple[int | None, str]:
    """Verdict on the target: denial, withheld judgement, verdict terms (negation reverses), motives (codebook E1 to E6)."""
    if negated:
        return -1, "denial"
    main = _main(claim)
    hits = _hits(main, "evaluation")
    verdicts: Sequence[tuple[int, str]] = [
        ((-int(t.code) if t.code == "1" and _REVERSED.search(main[:at]) else int(t.code)), t.term)
        for at, _, t in hits
        if t.strength == "strong"
    ]
    codes = {code for code, _ in verdicts}
    if codes == {1, -1}:
        return 0, "opposite verdicts " + ", ".join(f"'{term}'" for _, term in verdicts)
    if codes:
        return verdicts[0][0], f"verdict '{verdicts[0][1]}'"
    if hits:
        return 0, f"motive or description '{hits[0][2].term}'"
    return None, "abstain (no verdict or motive)"


def _risk(claim: str) -> tuple[str | None, str]:
    """Threat or opportunity only where the statement names it (codebook R1, R2)."""
    code, why = _first(_hits(_main(claim), "risk"))
    return (code, why) if code else ("none", "nothing named")
