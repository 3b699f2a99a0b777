"""VAT: one line for each rate of a bill, on the sum of the lines that bear it, rounded once."""

import polars as pl

from drita.rules.money import MICRO_PER_LEK
from drita.rules.tariffs.charge_kind import rule_id_of
from drita.rules.tariffs.definition import NO_TAX
from drita.rules.words import Words

RULE_ID = rule_id_of(__name__)
REASON = Words(
    sq="Taksa llogaritet një herë mbi shumën e zërave që e mbartin.",
    en="The tax is computed once, on the sum of the lines that bear it.",
)


def value_added_tax_lines(*, lines: pl.LazyFrame, taxes: pl.LazyFrame) -> pl.LazyFrame:
    """
    (This function will) make a bill's VAT lines from its priced lines.

    The lines of a bill that bear the same rate are summed first and the tax is rounded once, so
    that a bill with ten lines owes the same tax as one with a single line of their sum. A rate that
    changes within the period gives two lines.

    Units: base in hundredths of a lek, price 1 lek per lek, factor = the rate in ppm.
    Shape: lines: bill_key, version_no, tax_code, amount_minor, from_date, to_date; taxes:
    version_no Int32, tax_code String, rate_ppm Int64. Out: LINE_PARTS with ledger_key, tax_code
    and rule_id; one row per bill, tax and rate.
    Source: law 92/2014 on value added tax, art. 48 (before: law 7928/1995): 20 %.
    """
    taxed = lines.filter(pl.col("tax_code") != NO_TAX).join(taxes, on=["version_no", "tax_code"], how="inner")
    sums = taxed.group_by("bill_key", "tax_code", "rate_ppm").agg(
        pl.col("version_no").max(),
        pl.col("amount_minor").sum().alias("quantity"),
        pl.col("from_date").min(),
        pl.col("to_date").max(),
    )
    return sums.select(
        "bill_key",
        "version_no",
        pl.lit(0, pl.Int32).alias("part_no"),
        pl.col("tax_code").alias("charge_code"),
        pl.lit("").alias("determinant"),
        "quantity",
        pl.lit("minor").alias("unit"),
        pl.lit(MICRO_PER_LEK, pl.Int64).alias("price_micro"),
        pl.col("rate_ppm").alias("factor_ppm"),
        "from_date",
        "to_date",
        pl.lit(RULE_ID).alias("rule_id"),
        pl.lit("vat").alias("ledger_key"),
        "tax_code",
    )
