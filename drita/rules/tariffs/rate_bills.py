"""From quantities to bill lines and totals: the whole of rating, for one bill or for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from drita.rules.collected import collected
from drita.rules.money import with_line_amounts
from drita.rules.tariffs.bill_totals import bill_totals
from drita.rules.tariffs.charge_kind import LINE_PARTS, Work
from drita.rules.tariffs.definition import Charge, TariffVersion
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
from drita.rules.tariffs.split_at_rate_change import Split, bill_stretches, split_at_rate_change
from drita.rules.tariffs.value_added_tax import value_added_tax_lines

_PLACED = {
    **LINE_PARTS,
    "rule_id": pl.String,
    "ledger_key": pl.String,
    "tax_code": pl.String,
    "section_no": pl.Int32,
    "charge_no": pl.Int32,
}


def rate_bills(*, supplies: pl.DataFrame, determinants: pl.DataFrame, tariffs: Sequence[TariffVersion]) -> Rated:
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
    supplies = typed_frame(frame=supplies, schema=SUPPLY_FRAME)
    determinants = typed_frame(frame=determinants, schema=DETERMINANT_FRAME)
    versions = version_frame(tariffs)
    stretches = bill_stretches(supplies=supplies, versions=versions)
    problems = rating_problems(supplies=supplies, determinants=determinants, stretches=stretches, tariffs=tariffs)
    if problems.height:
        refused = problems["bill_key"].unique().implode()
        supplies = supplies.filter(~pl.col("bill_key").is_in(refused))
        determinants = determinants.filter(~pl.col("bill_key").is_in(refused))
        stretches = stretches.filter(~pl.col("bill_key").is_in(refused))
    split = split_at_rate_change(stretches=stretches, determinants=determinants)
    lines = _numbered(_all_lines(split, tariffs), tariffs)
    # A bill's total stands on each of its stretches; the last one is there exactly once.
    consumption = split.segments.lazy().filter("is_last").select("bill_key", "period_active_wh")
    bills = supplies.lazy().join(consumption, on="bill_key", how="left", maintain_order="left")
    totals = bill_totals(bills=bills.rename({"period_active_wh": "consumption_wh"}), lines=lines.lazy())
    return Rated(lines=lines, totals=collected(totals), problems=problems)


def _all_lines(split: Split, tariffs: Sequence[TariffVersion], /) -> pl.DataFrame:
    made = [*_charge_lines(split, tariffs)]
    parts = collected(pl.concat(made)) if made else pl.DataFrame(schema=_PLACED)
    priced = with_line_amounts(lines=parts)
    taxes = pl.LazyFrame(
        [(no, tax.code, tax.rate_ppm) for no, each in enumerate(tariffs) for tax in each.taxes],
        schema={"version_no": pl.Int32, "tax_code": pl.String, "rate_ppm": pl.Int64},
        orient="row",
    )
    tax_parts = value_added_tax_lines(lines=priced.lazy(), taxes=taxes).with_columns(
        section_no=pl.lit(TAX_SECTION, pl.Int32), charge_no=pl.lit(0, pl.Int32)
    )
    taxed = with_line_amounts(lines=collected(tax_parts.select(parts.columns)))
    return pl.concat([priced, taxed])


def _charge_lines(split: Split, tariffs: Sequence[TariffVersion], /) -> Iterator[pl.LazyFrame]:
    has_quantities = not split.quantities.is_empty()
    for version_no in split.segments["version_no"].unique().sort():
        version = tariffs[version_no]
        is_mine = pl.col("version_no") == version_no
        work = Work(
            version=version,
            segments=split.segments.lazy().filter(is_mine),
            quantities=split.quantities.lazy().filter(is_mine),
            has_quantities=has_quantities,
        )
        for section_no, (_, kinds) in enumerate(ORDER):
            for charge_no, charge in enumerate(version.charges):
                kind = KIND_OF_CHARGE[type(charge)]
                if kind not in kinds or not charge.is_enabled:
                    continue
                yield kind.lines(charge=charge, work=_work_for(charge, work)).with_columns(
                    rule_id=pl.lit(kind.rule_id),
                    ledger_key=pl.lit(charge.ledger_key),
                    tax_code=pl.lit(charge.tax_code),
                    section_no=pl.lit(section_no, pl.Int32),
                    charge_no=pl.lit(charge_no, pl.Int32),
                )


def _work_for(charge: Charge, work: Work, /) -> Work:
    if not charge.only_categories:
        return work
    is_meant = pl.col("category").is_in(list(charge.only_categories))
    return replace(work, segments=work.segments.filter(is_meant))


def _numbered(lines: pl.DataFrame, tariffs: Sequence[TariffVersion], /) -> pl.DataFrame:
    # The version decides between the lines of two tax rates that both reach back to the first day.
    place = ["bill_key", "section_no", "from_date", "charge_no", "part_no", "charge_code", "version_no"]
    names = {number: each.version for number, each in enumerate(tariffs)}
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    # Counting from the first row of each bill is five times faster than a window over bills.
    is_first = pl.col("bill_key").ne_missing(pl.col("bill_key").shift(1))
    first_row = pl.when(is_first).then(row).otherwise(None).forward_fill()
    return collected(
        lines.lazy()
        .sort(place)
        .with_columns(
            line_no=row - first_row + 1,
            tariff_version=pl.col("version_no").replace_strict(names, default=None, return_dtype=pl.String),
        )
        .select(list(LINE_FRAME))
    )
