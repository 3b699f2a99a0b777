"""The energy of contracts whose meters are read at the dial, with an estimate where nobody could read."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from drita.rules.billing.bill_inputs import BillInputs, BillTerms
from drita.rules.billing.consumption_history import HISTORY_MONTHS, consumption_history
from drita.rules.billing.estimated_readings import ESTIMATED, with_estimated_readings
from drita.rules.billing.period_problems import period_problems
from drita.rules.billing.reading_pairs import reading_pairs
from drita.rules.billing.reference_consumption import reference_consumption
from drita.rules.metering.consumption_determinants import consumption_determinants
from drita.rules.metering.register_consumption import register_consumption

_REPORTED: Final = ["bill_key", "code", "params"]
_GUESSED: Final = ["estimated", "substituted"]


@dataclass(frozen=True, slots=True)
class BilledEnergy:
    """
    Periods with reading_method, the determinants of rating, readings to show, problems.

    A bill_key with a problem may still stand in the other frames: the caller leaves it out.
    """

    periods: pl.DataFrame
    determinants: pl.DataFrame
    readings: pl.DataFrame
    problems: pl.DataFrame


def billed_readings(*, inputs: BillInputs, contracts: pl.DataFrame, terms: BillTerms) -> BilledEnergy:
    """
    (This function will) find periods and energy of contracts read at the dial.

    Units: Wh, varh; dial values in thousandths. Shape: contracts: those rows of inputs.contracts.
    """
    registers = inputs.registers.join(contracts, on="bill_key", how="semi").drop("is_interval")
    paired = reading_pairs(
        contracts=contracts,
        registers=registers,
        readings=inputs.readings,
        carried=inputs.carried,
        read_after=terms.read_after,
        read_until=terms.read_until,
        month_end=terms.month_end,
    )
    estimates = _estimates(contracts, paired.periods)
    pairs = with_estimated_readings(pairs=paired.pairs, estimates=estimates)
    counted = register_consumption(pairs=pairs)
    problems = [
        period_problems(periods=paired.periods, spans=pairs),
        _unestimated(counted, estimates),
        _below_estimate(counted),
    ]
    summed = consumption_determinants(consumption=counted)
    problems.append(summed.problems.select(_REPORTED))
    return BilledEnergy(
        periods=_with_method(paired.periods, counted),
        determinants=summed.determinants,
        readings=_shown(counted),
        problems=pl.concat(problems),
    )


def _estimates(contracts: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """The reference value of each unread contract; null where none may or can be made."""
    moved = consumption_history(
        previous=pl.col("history_wh"),
        months_since=pl.col("months_since"),
        consumption_wh=pl.lit(0, pl.Int64),
    )
    # The month that is billed stands last and does not count.
    estimate = reference_consumption(history_wh=pl.col("moved").list.head(HISTORY_MONTHS - 1))
    unread = periods.filter("needs_estimate").select("bill_key")
    return (
        contracts.join(unread, on="bill_key", how="semi")
        .with_columns(moved=moved)
        .select("bill_key", estimate_wh=pl.when("may_estimate").then(estimate))
    )


def _unestimated(counted: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    return (
        counted.filter(pl.col("present_milli").is_null())
        .join(estimates, on="bill_key", how="semi")
        .select(
            pl.col("bill_key").unique(),
        )
        .with_columns(code=pl.lit("no_reading_no_estimate"), params=pl.lit("{}"))
    )


def _below_estimate(counted: pl.DataFrame) -> pl.DataFrame:
    """A dial below an estimate did not go round nor run backwards: less was used than was billed."""
    is_below = (
        (pl.col("problem") == "reading_runs_backwards")
        & pl.col("previous_quality").is_in(_GUESSED)
        & (pl.col("present_milli") < pl.col("previous_milli"))
    )
    told = pl.struct(previous="previous_milli", present="present_milli").struct.json_encode()
    return (
        counted.filter(is_below)
        .unique("bill_key", keep="first", maintain_order=True)
        .select("bill_key", code=pl.lit("reading_below_estimate"), params=told)
    )


def _with_method(periods: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    quality = pl.col("present_quality")
    worst = (
        pl.when(quality.is_in(_GUESSED).any())
        .then(pl.lit(ESTIMATED))
        .when((quality == "customer").any())
        .then(pl.lit("customer"))
        .otherwise(pl.lit("actual"))
    )
    methods = counted.group_by("bill_key").agg(reading_method=worst)
    return periods.join(methods, on="bill_key", how="left", maintain_order="left").select(
        "bill_key", "period_start", "period_end", "reading_method"
    )


def _shown(counted: pl.DataFrame) -> pl.DataFrame:
    """Numbered within each bill; counting from its first row is much faster than a window over bills."""
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    is_first = pl.col("bill_key").ne_missing(pl.col("bill_key").shift(1))
    first_row = pl.when(is_first).then(row).otherwise(None).forward_fill()
    return counted.filter(pl.col("problem").is_null()).select(
        "bill_key",
        (row - first_row + 1).alias("line_no"),
        "register_id",
        "meter_serial",
        "register_code",
        "decimals",
        "determinant",
        "zone",
        previous_date="from_date",
        previous_milli="previous_milli",
        previous_quality="previous_quality",
        present_date="to_date",
        present_milli="present_milli",
        present_quality="present_quality",
        multiplier_milli="multiplier_milli",
        consumption_wh="consumption_wh",
    )
