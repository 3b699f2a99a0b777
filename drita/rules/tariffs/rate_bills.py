"""From quantities to bill lines and totals: the whole of rating, for one bill or for all of them."""

from collections.abc import Iterator, Sequence

import polars as pl

from drita.rules.money import with_line_amounts
from drita.rules.tariffs.bill_totals import TOTALS_FRAME, bill_totals
from drita.rules.tariffs.charge_kind import LINE_PARTS, Work
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.order import KIND_OF_CHARGE, ORDER, TAX_SECTION
from drita.rules.tariffs.rating_frames import (
    DETERMINANT_FRAME,
    LINE_FRAME,
    SUPPLY_FRAME,
    Rated,
    typed_frame,
    version_frame,
)
from drita.rules.tariffs.rating_problems import rating_problems
from drita.rules.tariffs.split_at_rate_change import Split, split_at_rate_change
from drita.rules.tariffs.value_added_tax import value_added_tax_lines

_PLACED = {
    **LINE_PARTS,
    "rule_id": pl.String,
    "ledger_key": pl.String,
    "tax_code": pl.String,
    "section_no": pl.Int32,
    "charge_no": pl.Int32,
}


def rate_bills(
    *, supplies: pl.DataFrame, determinants: pl.DataFrame, tariffs: Sequence[TariffVersion]
) -> Rated:
    """
    (This function will) rate bills: split at price changes, make the lines in the order of order.py, tax and sum them.

    A bill that cannot be rated whole is not rated at all: it becomes rows of `problems` and the
    others go on. Lines are numbered from 1 in the order in which they stand on the bill.

    Units: Wh, varh, micro-lek, ppm, hundredths of a lek; periods half-open.
    Shape: supplies SUPPLY_FRAME, one row a bill; determinants DETERMINANT_FRAME, whose '' rows tile
    the period; out: lines LINE_FRAME sorted by bill and number, totals TOTALS_FRAME in the order of
    supplies, problems PROBLEM_FRAME.
    Raises: ValueError when a frame lacks a column or versions overlap; OverflowError when a number
    is beyond exact products.

    >>> empty = {"supplies": pl.DataFrame(schema=SUPPLY_FRAME),
    ...     "determinants": pl.DataFrame(schema=DETERMINANT_FRAME)}
    >>> rate_bills(**empty, tariffs=()).totals.height
    0
    """
    supplies = typed_frame(supplies, SUPPLY_FRAME)
    determinants = typed_frame(determinants, DETERMINANT_FRAME)
    versions = version_frame(tariffs)
    problems = rating_problems(
        supplies=supplies, determinants=determinants, versions=versions, tariffs=tariffs
    )
    if problems.height:
        refused = problems["bill_key"].unique().implode()
        supplies = supplies.filter(~pl.col("bill_key").is_in(refused))
        determinants = determinants.filter(~pl.col("bill_key").is_in(refused))
    split = split_at_rate_change(supplies=supplies, determinants=determinants, versions=versions)
    lines = _numbered(_all_lines(split, tariffs), tariffs)
    bills = supplies.join(
        split.segments.unique("bill_key").select("bill_key", consumption_wh="period_active_wh"),
        on="bill_key",
        how="left",
        maintain_order="left",
    )
    totals = bill_totals(bills=bills, lines=lines)
    return Rated(lines=lines, totals=totals.select(list(TOTALS_FRAME)), problems=problems)


def _all_lines(split: Split, tariffs: Sequence[TariffVersion], /) -> pl.DataFrame:
    made = [*_charge_lines(split, tariffs)]
    priced = with_line_amounts(lines=pl.concat(made) if made else pl.DataFrame(schema=_PLACED))
    taxes = pl.DataFrame(
        [(no, tax.code, tax.rate_ppm) for no, each in enumerate(tariffs) for tax in each.taxes],
        schema={"version_no": pl.Int32, "tax_code": pl.String, "rate_ppm": pl.Int64},
        orient="row",
    )
    tax_lines = value_added_tax_lines(lines=priced, taxes=taxes).with_columns(
        section_no=pl.lit(TAX_SECTION, pl.Int32), charge_no=pl.lit(0, pl.Int32)
    )
    return pl.concat([priced, with_line_amounts(lines=tax_lines).select(priced.columns)])


def _charge_lines(split: Split, tariffs: Sequence[TariffVersion], /) -> Iterator[pl.DataFrame]:
    for version_no in split.segments["version_no"].unique().sort():
        version = tariffs[version_no]
        is_mine = pl.col("version_no") == version_no
        segments, quantities = split.segments.filter(is_mine), split.quantities.filter(is_mine)
        for section_no, (_, kinds) in enumerate(ORDER):
            for charge_no, charge in enumerate(version.charges):
                kind = KIND_OF_CHARGE[type(charge)]
                if kind not in kinds or not charge.is_enabled:
                    continue
                mine = segments
                if charge.only_categories:
                    mine = segments.filter(pl.col("category").is_in(list(charge.only_categories)))
                work = Work(version=version, segments=mine, quantities=quantities)
                yield kind.lines(charge, work).with_columns(
                    rule_id=pl.lit(kind.rule_id),
                    ledger_key=pl.lit(charge.ledger_key),
                    tax_code=pl.lit(charge.tax_code),
                    section_no=pl.lit(section_no, pl.Int32),
                    charge_no=pl.lit(charge_no, pl.Int32),
                )


def _numbered(lines: pl.DataFrame, tariffs: Sequence[TariffVersion], /) -> pl.DataFrame:
    place = ["bill_key", "section_no", "from_date", "charge_no", "part_no", "charge_code"]
    names = {number: each.version for number, each in enumerate(tariffs)}
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    # Counting from the first row of each bill is five times faster than a window over bills.
    is_first = pl.col("bill_key").ne_missing(pl.col("bill_key").shift(1))
    first_row = pl.when(is_first).then(row).otherwise(None).forward_fill()
    return (
        lines.sort(place)
        .with_columns(
            line_no=row - first_row + 1,
            tariff_version=pl.col("version_no").replace_strict(names, default=None, return_dtype=pl.String),
        )
        .select(list(LINE_FRAME))
    )
