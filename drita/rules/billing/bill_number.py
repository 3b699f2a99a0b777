"""The number of a bill as people write it: the series (year of issue), a hyphen, eight digits."""

import re
from datetime import date

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.words import Words

_WRITTEN = re.compile(r"^\s*([0-9]{4})\s*-\s*([0-9]{1,18})\s*$")


class UnableToReadBillNumber(UnableTo):
    code = "bill_number_unreadable"
    words = Words(
        sq="«{text}» nuk është numër fature; shkruhet si 2026-00001234.",
        en="“{text}” is not a bill number; it is written like 2026-00001234.",
    )


def series_of_issue(*, issue_date: date) -> str:
    """
    Return the number series a bill issued on a day draws from: one series a calendar year.

    >>> series_of_issue(issue_date=date(2026, 11, 3))
    '2026'
    """
    return f"{issue_date.year:04d}"


def bill_number_text(*, series: pl.Expr, number: pl.Expr) -> pl.Expr:
    """
    Return the number of a bill as it stands on the paper.

    >>> one = pl.DataFrame({"series": ["2026"], "number": [1234]})
    >>> one.select(bill_number_text(series=pl.col("series"), number=pl.col("number"))).item()
    '2026-00001234'
    """
    return pl.concat_str([series, pl.lit("-"), number.cast(pl.String).str.zfill(8)])


def bill_number_parts(*, text: str) -> tuple[str, int]:
    """
    Return series and number of a bill number that a person typed.

    Raises: UnableToReadBillNumber.

    >>> bill_number_parts(text=" 2026-00001234")
    ('2026', 1234)
    """
    found = _WRITTEN.match(text)
    if found is None:
        raise UnableToReadBillNumber(text=text[:40])
    return found.group(1), int(found.group(2))
