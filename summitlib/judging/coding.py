"""Hand codes: a blank coding sheet out, the filled one in, whatever a spreadsheet did to it on the way."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from summitlib.options import as_path, several
from summitlib.rows import need_columns

# field -> allowed values; None: free text. The codebook (corpus/codes/CODEBOOK.md) defines each.
CODES: dict[str, tuple[str, ...] | None] = {
    "speaker": None,
    "speaker_type": ("analyst_named", "journalist", "analyst_unnamed", "official", "state", "other"),
    "affiliation": None,
    "gloss": None,
    "issue": (
        "arms", "military_coop", "space_satellite", "economy_aid_energy", "sanctions_un", "alliance_balance",
        "ukraine_war", "regional_security", "domestic_history", "summit_signalling",
    ),
    "target": (
        "rapprochement", "arms_deal", "defence_tech_coop", "econ_aid_coop", "sanctions_order", "trilateral_alliance",
        "china_role", "regional_dialogue", "nk_domestic", "other",
    ),
    "evaluation": ("-1", "0", "1"),
    "risk": ("threat", "opportunity", "none"),
    "certainty": ("0", "1", "2"),
    "markers": None,
    "attribution": ("direct", "indirect", "mixed"),
    "report_verb": None,
    "confidence": ("high", "low"),
    "note": None,
}  # fmt: skip
_NUMBERS = ("start", "end", "evaluation", "certainty")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # a spreadsheet would run or swallow a cell that begins so


def write_coding_sheet(
    statements: pd.DataFrame, articles: pd.DataFrame, path: str | Path, *, fields: str | Iterable[str] = tuple(CODES)
) -> Path:
    """Write a blank sheet (CSV, UTF-8 with BOM for spreadsheets), one row a statement, and return its path.

    The unit is the sentence or sentences that hold the statement with its attribution; speaker and affiliation are
    proposed, the other codes (``fields``; default: those of the codebook) are empty. Cells that a spreadsheet would
    take for a formula get an apostrophe in front, which `read_coding_sheet` takes away.
    """
    need_columns(statements, ("article", "start", "end", "content", "speaker"), "Statement rows")
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    path, fields = as_path(path), several("fields", fields)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["unit_id", "article", "start", "end", "unit", *fields])
        for n, row in enumerate(statements.to_dict("records"), 1):
            start, end = _whole(row)
            proposed = _proposed(row)
            unit = texts[row["article"]][start:end]
            cells = [n, row["article"], start, end, unit, *(proposed.get(field, "") for field in fields)]
            sheet.writerow([_safe(str(cell)) for cell in cells])
    return path


def read_coding_sheet(path: str | Path) -> pd.DataFrame:
    """Read a filled coding sheet: codes as written, empty cells NA, ``start, end, evaluation, certainty`` as integers.

    Read are comma, semicolon and tab files, UTF-8 with or without BOM, UTF-16 with BOM, else windows-1252: what
    spreadsheets save. Empty rows are passed over; blanks around a code do not count, and 1.0 is 1. Raises
    ``ValueError`` naming file, row and column for a value that the codebook does not know, or cells without a column,
    and ``FileNotFoundError`` for a sheet that is not there.

    >>> import tempfile
    >>> sheet = Path(tempfile.mkdtemp()) / "sheet.csv"
    >>> _ = sheet.write_text("article;start;end;certainty\\nx;0;9;1.0\\n;;;\\n")
    >>> read_coding_sheet(sheet)["certainty"].tolist()
    [1]
    """
    path = as_path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no coding sheet {str(path)!r}; write_coding_sheet makes a blank one.")
    text = _decoded(path.read_bytes())
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    names = next(rows, [])
    filled = {f"{path.name}, row {n}": row for n, row in enumerate(rows, 2) if any(map(str.strip, row))}
    named = [name for name in names if name]
    cells = [_cells(row, names, where) for where, row in filled.items()]
    frame = pd.DataFrame(cells, columns=named, dtype="string")
    need_columns(frame, ("article", "start", "end"), f"Coding sheet {path.name}: its rows")
    for column in {*_NUMBERS, *(name for name, allowed in CODES.items() if allowed)} & set(named):
        frame[column] = [_checked(value, column, where) for where, value in zip(filled, frame[column], strict=True)]
    return frame.replace("", pd.NA).astype({c: "Int64" for c in _NUMBERS if c in frame})


def _decoded(data: bytes) -> str:
    """The text of a saved sheet; windows-1252 fits any bytes, so it comes last."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _cells(row: list[str], names: list[str], where: str) -> list[str]:
    """The cells of a row that have a column, one a named column."""
    filled = [*row, *[""] * (len(names) - len(row))]
    lost = [cell for name, cell in zip([*names, *[""] * len(filled)], filled, strict=False) if cell and not name]
    if lost:
        raise ValueError(f"{where}: {lost[0]!r} stands in no named column; is a cell with a separator in it unquoted?")
    return [_plain(cell) for name, cell in zip(names, filled, strict=False) if name]


def _checked(value: str, column: str, where: str) -> str:
    """A code as the codebook spells it; an error names what it does not know."""
    code = value.strip()
    code = re.sub(r"[.,]0+$", "", code) if column in _NUMBERS else code
    allowed = CODES.get(column)
    if code and allowed and code not in allowed:
        raise ValueError(f"{where}, column {column}: {value!r} is not one of {', '.join(allowed)}.")
    if code and not allowed and not re.fullmatch(r"\d+", code):
        raise ValueError(f"{where}, column {column}: {value!r} is no whole number.")
    return code


def _proposed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What the row of a statement already tells of the codes."""
    told = {"speaker": "speaker", "affiliation": "affiliation", "attribution": "form", "report_verb": "cue"}
    return {field: row[name] for field, name in told.items() if name in row and not pd.isna(row[name])}


def _safe(cell: str) -> str:
    """A cell no spreadsheet runs as a formula; negative numbers stay as they are."""
    return "'" + cell if cell.startswith(_FORMULA) and not cell.lstrip("-").isdigit() else cell


def _plain(cell: str) -> str:
    """A cell without the apostrophe that `_safe` put there."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _whole(row: dict[str, Any]) -> tuple[int, int]:
    """Span of the statement with its cue, or of its sentence where the row has it."""
    if "sentence_start" in row and not pd.isna(row["sentence_start"]):
        return int(row["sentence_start"]), int(row["sentence_end"])
    places = [row[c] for c in ("start", "cue_start") if c in row and not pd.isna(row[c])]
    ends = [row[c] for c in ("end", "cue_end") if c in row and not pd.isna(row[c])]
    return min(map(int, places)), max(map(int, ends))
