"""The sums of a bill from its lines."""

from typing import Final

import polars as pl

from drita.rules.tariffs.definition import NO_TAX

TOTALS_FRAME: Final = {
    "bill_key": pl.Int64,
    "consumption_wh": pl.Int64,
    "energy_minor": pl.Int64,
    "taxable_minor": pl.Int64,
    "vat_minor": pl.Int64,
    "untaxed_minor": pl.Int64,
    "total_minor": pl.Int64,
}


def bill_totals(*, bills: pl.LazyFrame, lines: pl.LazyFrame) -> pl.LazyFrame:
    """
    (This function will) sum the lines of each bill; the total is the sum of all lines, nothing is rounded again.

    energy = lines of active and reactive energy; taxable = lines that bear a tax; VAT = the tax
    lines; untaxed = the rest. taxable + VAT + untaxed = total.

    Units: hundredths of a lek, Wh.
    Shape: bills: bill_key, consumption_wh; lines: bill_key, ledger_key, tax_code, amount_minor.
    Out: TOTALS_FRAME, one row per row of bills, in their order; a bill without lines has zeros.

    >>> bills = pl.LazyFrame({"bill_key": [1], "consumption_wh": [0]})
    >>> lines = pl.LazyFrame({"bill_key": [1, 1, 1], "ledger_key": ["fixed_fee", "rtsh", "vat"],
    ...     "tax_code": ["vat20", "none", "vat20"], "amount_minor": [20_000, 10_000, 4_000]})
    >>> bill_totals(bills=bills, lines=lines).collect()["total_minor"].item()
    34000
    """
    amount, is_vat = pl.col("amount_minor"), pl.col("ledger_key") == "vat"
    is_taxed = pl.col("tax_code") != NO_TAX
    parts = lines.select(
        "bill_key",
        energy_minor=pl.when(pl.col("ledger_key").is_in(["energy", "reactive"])).then(amount),
        taxable_minor=pl.when(is_taxed & ~is_vat).then(amount),
        vat_minor=pl.when(is_vat).then(amount),
        untaxed_minor=pl.when(~is_taxed & ~is_vat).then(amount),
        total_minor=amount,
    )
    sums = parts.group_by("bill_key").agg(pl.all().sum())
    return (
        bills.select("bill_key", "consumption_wh")
        .join(sums, on="bill_key", how="left", maintain_order="left")
        .with_columns(pl.col(list(TOTALS_FRAME)[2:]).fill_null(0))
        .select(list(TOTALS_FRAME))
    )
