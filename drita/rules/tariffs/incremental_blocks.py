"""Active energy in steps: each step of consumption has its own price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.energy import limit_of_period, part_by_days
from drita.rules.tariffs.block_table import BLOCKS, Block, block_faults, blocks_of
from drita.rules.tariffs.charge_kind import ChargeKind, Fault, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge, TariffVersion
from drita.rules.tariffs.file_values import SCALING, charge_head
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IncrementalBlocks(Charge):
    """Steps of a month's consumption, lowest first; the last one has no end."""

    blocks: tuple[Block, ...]
    is_scaled_by_days: bool

    def line_labels(self) -> dict[str, Words]:
        """Return the words of each step."""
        labels = {}
        for number, block in enumerate(self.blocks, start=1):
            lower = self.blocks[number - 2].up_to_wh if number > 1 else 0
            labels[f"{self.code}.b{number}"] = _block_words(self.label, lower or 0, block.up_to_wh)
        return labels


def _block_words(label: Words, lower_wh: int, upper_wh: int | None, /) -> Words:
    if upper_wh is None:
        limit = f"{lower_wh / 1000:g} kWh"
        return Words(sq=f"{label.sq}, mbi {limit}", en=f"{label.en}, above {limit}")
    limits = f"{lower_wh / 1000:g}-{upper_wh / 1000:g} kWh"
    return Words(sq=f"{label.sq}, {limits}", en=f"{label.en}, {limits}")


def _read(table: Mapping[str, Any], /) -> IncrementalBlocks:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return IncrementalBlocks(
        **charge_head(table=table, ledger_key="energy"),
        blocks=blocks_of(table["blocks"]),
        is_scaled_by_days=table["limits"] == "by_days",
    )


def incremental_blocks_lines(*, charge: IncrementalBlocks, work: Work) -> pl.LazyFrame:
    """
    (This function will) make one line for the energy in each step of each stretch.

    A limit is first made the limit of the period (as it is, or by its days), then each stretch gets
    its days' part of it, as a difference of cumulated floors: the parts of a limit sum to the limit.
    The steps of a credit are the mirror of those of the bill.

    Units: Wh, micro-lek per kWh.
    Shape: LINE_PARTS; a step without energy makes no line.
    Source: household tariff 2010-2014 (7.7 up to 300 kWh, 13.5 above).
    """
    rows = work.segments.filter(pl.col("active_wh") != 0)
    used = rows.with_columns(used_wh=pl.lit(0, pl.Int64), size_wh=pl.col("active_wh").abs())
    lines = []
    for number, block in enumerate(charge.blocks, start=1):
        if block.up_to_wh is None:
            reached = pl.col("size_wh")
        else:
            limit = limit_of_period(
                limit_per_month=pl.lit(block.up_to_wh, pl.Int64),
                days=pl.col("period_days"),
                by_days=charge.is_scaled_by_days,
            )
            share = part_by_days(
                whole=limit,
                first_day=pl.col("days_before"),
                last_day=pl.col("days_until"),
                all_days=pl.col("period_days"),
            )
            # The share of a higher limit can be one Wh below that of a lower one where two limits
            # are a few Wh apart; a step never takes energy back.
            reached = pl.max_horizontal(pl.min_horizontal("size_wh", share), "used_wh")
        used = used.with_columns(reached_wh=reached)
        lines.append(
            line_parts(
                rows=used.filter(pl.col("reached_wh") > pl.col("used_wh")),
                charge_code=f"{charge.code}.b{number}",
                determinant="active_import",
                quantity=pl.col("active_wh").sign() * (pl.col("reached_wh") - pl.col("used_wh")),
                unit="wh",
                price_micro=block.price_micro,
                part_no=number,
            )
        )
        used = used.with_columns(used_wh="reached_wh")
    return pl.concat(lines)


def _faults(charge: IncrementalBlocks, version: TariffVersion, /) -> list[Fault]:
    """Find what the steps say that cannot be meant."""
    return block_faults(blocks=charge.blocks, key="blocks")


INCREMENTAL_BLOCKS = ChargeKind(
    name="incremental_blocks",
    charge_class=IncrementalBlocks,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Energji sipas fashave", en="Energy by blocks"),
    reason=Words(
        sq="Konsumi ndahet në fasha; çdo fashë ka çmimin e vet dhe vetëm pjesa brenda saj paguhet me të.",
        en="Consumption is divided into blocks; each block has its own price, and only the part inside it is charged at it.",
    ),
    ledger_key="energy",
    properties={"blocks": BLOCKS, "limits": SCALING},
    required=("blocks", "limits"),
    read=_read,
    faults=_faults,
    lines=incremental_blocks_lines,
)
