"""Folding: what people type is found whatever the accents."""

import polars as pl
import pytest

from drita.rules.customers.folded_text import folded_text, reversed_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ëndrit Çela", "endrit cela"),
        ("e\u0308ndrit c\u0327ela", "endrit cela"),
        ("  Rr. “Myslym Shyri”, Nd.5 ", "rr myslym shyri nd 5"),
        ("SHPK-ALBA&CO", "shpk alba co"),
        ("Ξένος", "ξενος"),
        ("...", ""),
        ("", ""),
        (None, None),
    ],
)
def test_text_is_folded(text: str | None, expected: str | None) -> None:
    frame = pl.DataFrame({"n": pl.Series([text], dtype=pl.String)})
    assert frame.select(folded_text(text=pl.col("n")))["n"][0] == expected


@pytest.mark.parametrize(
    ("folded", "expected"),
    [("arta hoxha", "hoxha arta"), ("arta maria hoxha", "hoxha arta maria"), ("drita", "drita"), ("", "")],
)
def test_the_last_word_comes_first(folded: str, expected: str) -> None:
    assert pl.DataFrame({"n": [folded]}).select(reversed_name(folded=pl.col("n")))["n"][0] == expected
