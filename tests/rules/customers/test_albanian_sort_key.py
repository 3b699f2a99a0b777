"""Albanian order: 36 letters, nine of them with two signs."""

import polars as pl
import pytest

from drita.rules.customers.albanian_sort_key import ALBANIAN_LETTERS, albanian_sort_key


def test_there_are_36_letters() -> None:
    assert len(ALBANIAN_LETTERS) == len(set(ALBANIAN_LETTERS)) == 36


def test_the_letters_sort_in_their_order() -> None:
    names = pl.DataFrame({"n": [f"{letter}ana" for letter in reversed(ALBANIAN_LETTERS)]})
    in_order = names.sort(albanian_sort_key(text=pl.col("n")))["n"].to_list()
    assert in_order == [f"{letter}ana" for letter in ALBANIAN_LETTERS]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Çela", "Cufi", "Dedja"], ["Cufi", "Çela", "Dedja"]),
        (["Dhima", "Dyrmishi", "Ema"], ["Dyrmishi", "Dhima", "Ema"]),
        (["Shehu", "Sulaj", "Tafa"], ["Sulaj", "Shehu", "Tafa"]),
        (["Xhafa", "Xoxa", "Ymeri"], ["Xoxa", "Xhafa", "Ymeri"]),
        (["Hoxha Arta", "Hoxha", "Hoxhaj"], ["Hoxha", "Hoxha Arta", "Hoxhaj"]),
        (["Weber", "Vata", "Xoxa"], ["Vata", "Weber", "Xoxa"]),
        (["ËMA", "era", "Ema"], ["Ema", "era", "ËMA"]),
        (["Furra 12", "Furra 2", "Furra"], ["Furra", "Furra 12", "Furra 2"]),
        (["Müller", "Muka", "Myrto"], ["Muka", "Müller", "Myrto"]),
    ],
)
def test_names_sort_as_in_an_albanian_telephone_book(names: list[str], expected: list[str]) -> None:
    frame = pl.DataFrame({"n": names}).sort(albanian_sort_key(text=pl.col("n")))
    assert frame["n"].to_list() == expected


def test_the_key_is_compared_byte_by_byte() -> None:
    frame = pl.DataFrame({"n": [f"b{letter}a" for letter in ALBANIAN_LETTERS]})
    keys = frame.select(albanian_sort_key(text=pl.col("n")))["n"].to_list()
    assert [key.encode() for key in keys] == sorted(key.encode() for key in keys)
