"""Readings of a dial derived from the energy of consecutive periods."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from drita.rules.metering.interval_day import ZONE

_MICRO_PER_MILLI: Final = 1_000_000  # a thousandth of a kWh is one Wh, a million millionths


@dataclass(frozen=True, slots=True)
class DerivedReadings:
    """Readings in file order, and the lines from which none can be derived (line, code)."""

    readings: pl.DataFrame
    problems: pl.DataFrame


def derived_readings(*, periods: pl.DataFrame, registers: pl.DataFrame) -> DerivedReadings:
    """
    (This function will) derive what a dial starting at zero would have shown at the start of each period.

    The reading at a start is the sum of all energy before it, cut (as a dial does) to the finest step of
    the register and to its digits, so that the differences of readings give the energies again to within
    one step, without drift. The day of a reading is the local day of its instant. The last period of a
    series has no end, so its energy gives no reading. After a period without a value nothing can be
    derived any more, and each such line is a problem.

    Units: value_micro_wh in millionths of a Wh; value_milli in thousandths of the dial's unit.
    Shape: periods register_key, line, start_at, value_micro_wh; registers register_key, meter_serial,
    register_code, dials, decimals -> readings with the columns of an incoming reading (row_number counts
    from 1) and line; problems line, code.

    >>> from datetime import UTC, datetime
    >>> starts = [datetime(2016, month, 1, 12, tzinfo=UTC) for month in (1, 2, 3)]
    >>> periods = pl.DataFrame({"register_key": 0, "line": [2, 3, 4], "start_at": starts,
    ...     "value_micro_wh": [725_160_000_000, 1_196_810_000_000, None]})
    >>> registers = pl.DataFrame({"register_key": [0], "meter_serial": ["M1"],
    ...     "register_code": ["A+"], "dials": [6], "decimals": [1]})
    >>> derived_readings(periods=periods, registers=registers).readings["value_milli"].to_list()
    [0, 725100, 1921900]
    """
    value = pl.col("value_micro_wh")
    lined = (
        periods.sort("register_key", "start_at", maintain_order=True)
        .join(registers, on="register_key", how="left")
        .with_columns(
            before=(value.fill_null(0).cast(pl.Int128).cum_sum() - value.fill_null(0)).over("register_key"),
            holes=value.is_null().cast(pl.Int64).cum_sum().shift(1, fill_value=0).over("register_key"),
        )
    )
    step_milli = pl.lit(10, pl.Int64).pow(3 - pl.col("decimals")).cast(pl.Int128)
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")).cast(pl.Int128) * 1000
    shown = (pl.col("before") // _MICRO_PER_MILLI) // step_milli * step_milli % range_milli
    good = lined.filter(pl.col("holes") == 0)
    readings = good.with_row_index("row_number", offset=1).select(
        pl.col("row_number").cast(pl.Int64),
        "line",
        "meter_serial",
        "register_code",
        service_point_code=pl.lit(None, pl.String),
        read_on=pl.col("start_at").dt.convert_time_zone(ZONE).dt.date(),
        value_milli=shown.cast(pl.Int64, strict=True),
        quality=pl.lit("actual"),
        origin=pl.lit("import"),
        read_at="start_at",
        latitude=pl.lit(None, pl.String),
        longitude=pl.lit(None, pl.String),
        reader_code=pl.lit(""),
        note=pl.lit(""),
        import_key=pl.lit(None, pl.String),
    )
    broken = lined.filter(pl.col("holes") > 0)
    return DerivedReadings(readings=readings, problems=broken.select("line", code=pl.lit("period_value_missing")))
