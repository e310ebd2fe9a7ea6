"""Stance by a written codebook: what a statement is about, which way it judges, what it risks, and how surely.

The codebook (corpus/codes/CODEBOOK.md) made executable: deciding terms (``lexicons/id/stance_terms.csv``, or your own),
the named rules below, and ``certainty``. Where no rule is sure the coder abstains and says why. It codes what the text
says the speaker says, not what is true.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from summitlib.judging.agreeing import agreement, agreement_table, krippendorff_alpha, match_units
from summitlib.judging.certainty import Certainty, Part, certainty_of, markers_in, parts_of, weigh
from summitlib.judging.claims import Claim, Said, claim_in, claim_of
from summitlib.judging.coding import read_coding_sheet, write_coding_sheet
from summitlib.judging.comparing import compare_codes, flip_doubtful
from summitlib.judging.deciding import STRENGTHS, Hit, Lexicon, hits_in, lexicon_of
from summitlib.judging.markers import CATEGORICAL, NEAR, kinds
from summitlib.rows import MARKER, STANCE, need_columns, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

__all__ = [
    "Stance", "agreement", "agreement_table", "certainty_of", "compare_codes", "find_markers", "find_stance",
    "find_unit_stance", "flip_doubtful", "krippendorff_alpha", "markers_in", "match_units", "read_coding_sheet",
    "stance_of", "write_coding_sheet",
]  # fmt: skip

_NEEDED = ("article", "start", "end", "content", "speaker", "attribution", "negated")


class Code(NamedTuple):
    """The code of one field, ``None`` where the coder abstains, and the rule that gave it."""

    value: str | int | None
    rule: str


class Stance(NamedTuple):
    """The codes of one statement; ``None`` where the coder abstains, with the reason in ``rule``."""

    issue: str | None
    target: str | None
    evaluation: int | None
    risk: str
    certainty: int | None
    markers: tuple[str, ...]
    rule: str


def stance_of(statement: str, *, terms: pd.DataFrame | None = None) -> Stance:
    """Return the stance of one whole statement with its attribution.

    ``terms``: deciding terms for another topic, a frame with columns ``field, code, term, strength`` as in
    ``lexicons/id/stance_terms.csv``. Raises ``ValueError`` for terms of an unknown field, strength or evaluation.
    Source: corpus/codes/CODEBOOK.md, section 3.

    >>> stance_of("Menurut Rahmat, pertemuan itu gagal memperkuat kerja sama pertahanan.")[:5]
    ('military_coop', 'defence_tech_coop', -1, 'none', 2)
    """
    codes, sure = _coded(claim_in(statement), lexicon_of(terms))
    return _stance(codes, sure)


def find_stance(statements: pd.DataFrame, *, terms: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one stance row a statement: issue, target, evaluation, risk and certainty, with markers and rules.

    ``statements`` are rows of `find_statements`, in the order of their articles. An item of a list takes over what its
    lead-in said and it leaves open: target and evaluation, and a hedge where it has no marker of its own (codebook U3).
    Where no rule is sure a field is NA and ``rule`` says ``<field>: abstain (reason)``. ``terms`` as in `stance_of`.

    Columns: see `summitlib.rows.STANCE`. Raises ``ValueError`` for missing columns.
    """
    need_columns(statements, _NEEDED, "Statement rows")
    rows = statements.to_dict("records")
    claims = ((row, _claim_of_row(row), row["attribution"] == "list") for row in rows)
    return to_frame(_rows(claims, lexicon_of(terms)), STANCE).set_index(statements.index)


def find_unit_stance(units: pd.DataFrame, articles: pd.DataFrame, *, terms: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one stance row a coding unit, as a second coder of the same units would (codebook, section 4).

    ``units`` need ``article, start, end`` (hand codes, a coding sheet); what stands there is read with its attribution.
    Rows keep the order and the labels of ``units``, and ``unit_id`` where there is one, for `agreement`.
    """
    need_columns(units, ("article", "start", "end"), "Units")
    need_columns(articles, ("article", "text"), "Article rows")
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    rows = units.assign(speaker=units.get("speaker")).to_dict("records")
    passages = (texts[row["article"]][int(row["start"]) : int(row["end"])] for row in rows)
    coded = to_frame(_rows(_claims_of_units(zip(rows, passages, strict=True)), lexicon_of(terms)), STANCE)
    coded = coded.set_index(units.index)
    return coded.assign(unit_id=units["unit_id"]) if "unit_id" in units else coded


def find_markers(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a marker of certainty, where it stands in its article, for reading and highlighting.

    ``statements`` are rows of `find_statements`. Columns: see `summitlib.rows.MARKER`; ``statement_start`` and
    ``statement_end`` name the statement whose certainty it shows.
    """
    need_columns(statements, _NEEDED, "Statement rows")
    rows = []
    for row in statements.to_dict("records"):
        at, end = row["start"], row["end"]
        for m in sorted(m for part in parts_of(_claim_of_row(row)) for m in part.markers):
            rows.append((row["article"], at + m.start, at + m.end, m.text, m.certainty, m.rule, at, end))
    return to_frame(rows, MARKER)


# rows -----------------------------------------------------------------------------------------------------------------


class Coded(NamedTuple):
    """A claim on the way to a row: its codes and its certainty."""

    claim: Claim
    codes: dict[str, Code]
    sure: Certainty


def _rows(claims: Iterable[tuple[dict[str, Any], Claim, bool]], lexicon: Lexicon) -> Iterator[tuple[Any, ...]]:
    """One row a claim; items of a list (``True``) take over from the statement that opens it and the one before."""
    lead: list[Coded] = []
    of: tuple[Any, Any] = (None, None)
    for row, claim, item in claims:
        coded = Coded(claim, *_coded(claim, lexicon))
        if of != (row["article"], row["speaker"]):
            of, lead = (row["article"], row["speaker"]), []
        if item and lead:
            coded = _taken_over(coded, lead)
        elif not item:
            lead = [*lead[-1:], coded]
        stance = _stance(coded.codes, coded.sure)
        shown = ";".join(stance.markers) or "-"
        yield (row["article"], row["start"], row["end"], row["speaker"], *stance[:5], shown, stance.rule)


def _claim_of_row(row: dict[str, Any]) -> Claim:
    """The claim of a statement row, offsets counted from its start; a quoted question gets its mark back."""
    content = str(row["content"])
    if row.get("form") == "direct" and _ASKS.match(content.lower()):
        content += "?"
    cue_start, cue_end, mention_start, mention_end = (_place(row, name) for name in _PLACES)
    cue, negated = row["cue"] if isinstance(row.get("cue"), str) else "", row["negated"] is True or row["negated"] == 1
    return claim_of(content, [Said(0, len(content), cue, cue_start, cue_end, mention_start, mention_end, negated)])


_PLACES = ("cue_start", "cue_end", "mention_start", "mention_end")


def _place(row: dict[str, Any], name: str) -> int | None:
    """An offset of the row counted from the start of its statement; ``None`` where it is NA."""
    value = row.get(name)
    return int(value) - int(row["start"]) if isinstance(value, int | float) and value == value else None


def _claims_of_units(passages: Iterable[tuple[dict[str, Any], str]]) -> Iterator[tuple[dict[str, Any], Claim, bool]]:
    """Units with their claims; one without attribution, after a speaker's unit that opens a list, is an item of it."""
    opened: tuple[Any, Any] | None = None
    for row, passage in passages:
        claim, of = claim_in(passage), (row["article"], row["speaker"])
        if passage.rstrip().endswith(":"):
            opened = of
        yield row, claim, claim.bare and opened == of


def _taken_over(item: Coded, lead: list[Coded]) -> Coded:
    """Target and evaluation of the lead-in, and its hedge where the item has no marker of its own (codebook U3)."""
    last = lead[-1]
    evaluation = max((c.codes["evaluation"] for c in reversed(lead)), key=lambda code: abs(int(code.value or 0)))
    targets = [c.codes["target"] for c in lead if c.codes["target"].value]
    taken = {"evaluation": evaluation, "target": targets[0] if targets else item.codes["target"]}
    codes = item.codes | {field: Code(code.value, f"{code.rule}, from the lead-in") for field, code in taken.items()}
    hedge = weigh(parts_of(last.claim, last_alone=True))
    if item.sure.markers or hedge.certainty in (None, CATEGORICAL):
        return Coded(item.claim, codes, item.sure)
    return Coded(item.claim, codes, hedge._replace(rule=f"{hedge.rule}, carried over from the lead-in"))


# codes of one claim ---------------------------------------------------------------------------------------------------

_ASKS = re.compile(r"\W*(?:apakah|akankah|mengapa|kenapa|kapan|siapa|berapa|bagaimana)(?:kah)?\b(?! ?pun\b)")


def _coded(claim: Claim, lexicon: Lexicon) -> tuple[dict[str, Code], Certainty]:
    """Codes of all fields but certainty, each with its rule; and the certainty."""
    parts = parts_of(claim)
    main = _aside().sub("", " ".join(part.foreground for part in parts))
    whole = " ".join(claim.words[part.start : part.end] for part in parts)
    issue, target = (_topic(field, main, whole, lexicon) for field in ("issue", "target"))
    strengths = STRENGTHS if issue.value or target.value else STRENGTHS[:-1]
    evaluation = _evaluation(main, parts, lexicon, strengths)
    codes = {"issue": issue, "target": target, "evaluation": evaluation, "risk": _risk(whole, lexicon)}
    return codes, weigh(parts)


@cache
def _aside() -> re.Pattern[str]:
    """Examples, and since when: they do not decide what the claim is about, nor which way it judges (I1)."""
    return re.compile(rf"(?<=\w)(?<!tidak)(?<!tak)[\s,]+(?:{kinds()['examples']}|sejak\b)[^,.;:]*")


def _stance(codes: dict[str, Code], sure: Certainty) -> Stance:
    """Codes and certainty in one, with the rules of all fields."""
    rule = "; ".join([*(f"{field}: {code.rule}" for field, code in codes.items()), f"certainty: {sure.rule}"])
    issue, target, evaluation, risk = (code.value for code in codes.values())
    return Stance(issue, target, evaluation, risk, sure.certainty, sure.markers, rule)  # type: ignore[arg-type]


def _topic(field: str, main: str, whole: str, lexicon: Lexicon) -> Code:
    """Issue or target: the foreground decides, else the whole; the strongest term, among equals the first (I1, I2)."""
    for text in (main, whole):
        hits = sorted(hits_in(text, field, lexicon), key=lambda hit: (STRENGTHS.index(hit.term.strength), hit.start))
        if hits:
            return Code(hits[0].term.code, f"{hits[0].term.strength} term '{hits[0].term.term}'")
    return Code(None, "abstain (no deciding term)")


def _evaluation(main: str, parts: list[Part], lexicon: Lexicon, strengths: Sequence[str]) -> Code:
    """Denial, withheld judgement, doubt, verdicts as they are governed, motives and descriptions (E1 to E6).

    Weak terms ('hanya', 'memberi') judge nothing where the claim has no issue or target that the lexicon knows.
    """
    said = {marker.rule for part in parts for marker in part.markers}
    for rule in _SAID_BY_MARKERS:
        if rule in said:
            return Code(_SAID_BY_MARKERS[rule], rule)
    hits = [hit for hit in hits_in(main, "evaluation", lexicon) if hit.term.strength in strengths]
    for strength in strengths:
        verdicts = [(_governed(hit, main), hit.term.term) for hit in hits if hit.term.strength == strength]
        decided = [verdict for verdict in verdicts if verdict[0]]
        if {value for value, _ in decided} == {1, -1}:
            return Code(0, "opposite verdicts " + ", ".join(f"'{term}'" for _, term in decided))
        if decided:
            return Code(decided[0][0], f"verdict '{decided[0][1]}'")
    if hits:
        return Code(0, f"motive or description '{hits[0].term.term}'")
    return Code(None, "abstain (no verdict or motive)")


# What the markers of certainty say about the evaluation, in order of precedence (codebook E2, E4).
_SAID_BY_MARKERS = {"denial": -1, "withheld": 0, "open question": 0, "doubt": -1}


def _governed(hit: Hit, text: str) -> int:
    """The verdict of a term under what governs it: negation or failure turns it round, a wish or signal makes it 0."""
    if hit.term.code == "0":
        return 0
    before = text[max(0, hit.start - 2 * NEAR) : hit.start]
    reverses, *wishes = _governors()
    if reverses.search(before):
        return -int(hit.term.code)
    return 0 if any(wish.search(before) for wish in wishes) else int(hit.term.code)


@cache
def _governors() -> tuple[re.Pattern[str], ...]:
    """What turns a verdict round stands close before it; a wish reaches over its verbs in a row, to no auxiliary (E1);
    a signal reaches over what it says (I3).
    """
    near = rf"(?:\s+(?:{kinds()['between']}|{kinds()['only_wished']}))*\s*$"
    word = rf"\s+(?!(?:{kinds()['auxiliary']}|berhasil\b|tetapi\b|bahwa\b))[\w-]+"
    verb = r",\s+(?:dan\s+|serta\s+|atau\s+|juga\s+)?me\w+"
    return (
        re.compile(kinds()["reverses"] + near),
        re.compile(rf"{kinds()['only_wished']}(?:{word}|{verb}){{0,25}}\s*$"),
        re.compile(rf"{kinds()['signals']}[^.;:]*\bbahwa\b[^.;:]*$"),
    )


def _risk(whole: str, lexicon: Lexicon) -> Code:
    """Threat or opportunity only where the statement names it (codebook R1, R2)."""
    hits = hits_in(whole, "risk", lexicon)
    return Code(hits[0].term.code, f"named by '{hits[0].term.term}'") if hits else Code("none", "nothing named")
