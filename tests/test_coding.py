"""Coding sheets go out and come back whole, also by way of a spreadsheet."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitlib.judging import coding

cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@given(st.lists(cells, min_size=1, max_size=4))
def test_sheet_comes_back_whole(tmp_path_factory, contents):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    texts = ["=1+1 " + c for c in contents]
    articles = pd.DataFrame({"article": [f"a{i}" for i in range(len(texts))], "text": texts})
    statements = articles.assign(
        start=0, end=[len(t) for t in texts], content=texts, speaker="-Ani", form="indirect", cue="kata"
    )
    back = coding.read_coding_sheet(coding.write_coding_sheet(statements, articles, path))
    assert back["unit"].tolist() == texts
    assert back["speaker"].tolist() == ["-Ani"] * len(texts)
    assert back["end"].tolist() == [len(t) for t in texts]
    assert back["certainty"].isna().all()


def test_a_sheet_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no coding sheet '.*nix\.csv'"):
        coding.read_coding_sheet(tmp_path / "nix.csv")


def test_one_field_is_named_without_a_list(tmp_path):
    said = pd.DataFrame({"article": ["a"], "start": [0], "end": [9], "content": ["Air surut"], "speaker": ["Ani"]})
    articles = pd.DataFrame({"article": ["a"], "text": ["Air surut"]})
    sheet = coding.read_coding_sheet(coding.write_coding_sheet(said, articles, tmp_path / "s.csv", fields="certainty"))
    assert list(sheet) == ["unit_id", "article", "start", "end", "unit", "certainty"]


def test_wrong_code_names_file_row_and_column(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("article;start;end;certainty\nx;0;9;1\nx;9;12;7\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"codes.csv, row 3, column certainty: '7' is not one of 0, 1, 2"):
        coding.read_coding_sheet(path)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_of_a_sheet_is_a_formula_and_all_come_back(start, tmp_path):
    speaker = f"{start}SUM(1)"
    said = pd.DataFrame({"article": ["a"], "start": [0], "end": [12], "content": ["Air surut"], "speaker": [speaker]})
    articles = pd.DataFrame({"article": ["a"], "text": ["Air surut, k"]})
    sheet = coding.write_coding_sheet(said, articles, tmp_path / "sheet.csv")
    written = sheet.read_bytes().decode("utf-8-sig")
    assert f"'{start}SUM(1)" in written
    assert coding.read_coding_sheet(sheet)["speaker"].tolist() == [speaker]


FILLED = pd.DataFrame(
    {
        "unit_id": ["1", "2"], "article": ["x", "x"], "start": ["0", "21"], "end": ["20", "40"],
        "unit": ["“Air surut; jalan kering,” kata Zoë.", "Sinta berkata,\n“aman”."], "speaker": ["Zoë", "Sinta"],
        "evaluation": ["-1", "0"], "certainty": ["2", ""], "note": ["a; b, c", "'tis –"],
    }
)  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_whatever_a_spreadsheet_saves_comes_back(separator, encoding, line_end, tmp_path):
    path = tmp_path / "sheet.csv"
    saved = FILLED.to_csv(index=False, sep=separator, lineterminator=line_end) + separator * 8 + line_end
    path.write_bytes(saved.encode(encoding))
    back = coding.read_coding_sheet(path)
    for column in ("unit_id", "unit", "speaker", "note"):
        assert back[column].tolist() == FILLED[column].tolist()
    assert back["evaluation"].tolist() == [-1, 0]
    assert back["certainty"].fillna(9).tolist() == [2, 9]


def test_blanks_and_decimals_of_a_spreadsheet_do_not_count(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("article;start;end;risk;certainty\nx;0;9; threat ;1,0\n", encoding="utf-8")
    assert coding.read_coding_sheet(path)[["risk", "certainty"]].to_numpy().tolist() == [["threat", 1]]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,0,9,one, two", r"row 2: ' two' stands in no named column"),
        ("x,nought,9,one", r"row 2, column start: 'nought' is no whole number"),
    ],
)
def test_what_would_be_lost_is_an_error(row, message, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(f"article,start,end,note\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        coding.read_coding_sheet(path)
