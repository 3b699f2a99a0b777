"""Active energy at the price of the row in which the period's total falls: the whole of it, not the part above."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.energy import limit_of_period
from drita.rules.tariffs.block_table import BLOCKS, Block, block_faults, blocks_of
from drita.rules.tariffs.charge_kind import ChargeKind, Fault, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge, TariffVersion
from drita.rules.tariffs.file_values import SCALING, charge_head
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeTableByTotal(Charge):
    """Rows by the total consumption; one row prices everything. The last one has no end."""

    rows: tuple[Block, ...]
    is_scaled_by_days: bool

    def line_labels(self) -> dict[str, Words]:
        """Return the words of each row."""
        labels = {}
        for number, row in enumerate(self.rows, start=1):
            lower = self.rows[number - 2].up_to_wh if number > 1 else None
            labels[f"{self.code}.r{number}"] = _row_words(self.label, lower, row.up_to_wh)
        return labels


def _row_words(label: Words, lower_wh: int | None, upper_wh: int | None, /) -> Words:
    if upper_wh is not None:
        limit = f"{upper_wh / 1000:g} kWh"
        return Words(sq=f"{label.sq}, deri në {limit} gjithsej", en=f"{label.en}, up to {limit} in all")
    if lower_wh is None:
        return label
    limit = f"{lower_wh / 1000:g} kWh"
    return Words(sq=f"{label.sq}, mbi {limit} gjithsej", en=f"{label.en}, above {limit} in all")


def _read(table: Mapping[str, Any], /) -> WholeTableByTotal:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return WholeTableByTotal(
        **charge_head(table=table, ledger_key="energy"),
        rows=blocks_of(table["rows"]),
        is_scaled_by_days=table["limits"] == "by_days",
    )


def whole_table_by_total_lines(*, charge: WholeTableByTotal, work: Work) -> pl.LazyFrame:
    """
    (This function will) make one line for the energy of each stretch, at the price its period's total leads to.

    The row is the first whose limit is not below the total of the whole period, also of a period
    that only partly lies under this version; a credit falls in the row of its magnitude.

    Units: Wh, micro-lek per kWh.
    Shape: LINE_PARTS; a stretch without energy makes no line.
    Source: household tariff from 01.02.2025: 8.5 on everything up to 700 kWh a month, else 9.5 on everything.
    """
    total = pl.col("period_active_wh").abs()
    price = pl.lit(charge.rows[-1].price_micro, pl.Int64)
    number = pl.lit(len(charge.rows), pl.Int32)
    for row_number, row in reversed(list(enumerate(charge.rows[:-1], start=1))):
        limit = limit_of_period(
            limit_per_month=pl.lit(row.up_to_wh, pl.Int64),
            days=pl.col("period_days"),
            by_days=charge.is_scaled_by_days,
        )
        is_here = total <= limit
        price = pl.when(is_here).then(pl.lit(row.price_micro, pl.Int64)).otherwise(price)
        number = pl.when(is_here).then(pl.lit(row_number, pl.Int32)).otherwise(number)
    lines = line_parts(
        rows=work.segments.filter(pl.col("active_wh") != 0).with_columns(row_price_micro=price, row_no=number),
        charge_code=charge.code,
        determinant="active_import",
        quantity=pl.col("active_wh"),
        unit="wh",
        price_micro=pl.col("row_price_micro"),
        part_no=pl.col("row_no"),
    )
    return lines.with_columns(charge_code=pl.concat_str("charge_code", pl.lit(".r"), pl.col("part_no").cast(pl.String)))


def _faults(charge: WholeTableByTotal, version: TariffVersion, /) -> list[Fault]:
    """Find what the rows say that cannot be meant."""
    return block_faults(blocks=charge.rows, key="rows")


WHOLE_TABLE_BY_TOTAL = ChargeKind(
    name="whole_table_by_total",
    charge_class=WholeTableByTotal,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Çmim i gjithë konsumit sipas totalit", en="Price of everything by the total"),
    reason=Words(
        sq="Konsumi gjithsej i periudhës vendos çmimin e të gjithë energjisë.",
        en="The total consumption of the period decides the price of all the energy.",
    ),
    ledger_key="energy",
    properties={"rows": BLOCKS, "limits": SCALING},
    required=("rows", "limits"),
    read=_read,
    faults=_faults,
    lines=whole_table_by_total_lines,
)
