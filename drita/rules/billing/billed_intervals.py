"""The energy of contracts billed by interval values: measured per price zone and per price."""

from datetime import date
from typing import Final

import polars as pl

from drita.rules.billing.bill_inputs import BillInputs, BillTerms
from drita.rules.billing.billed_readings import BilledEnergy
from drita.rules.billing.billing_problems import PROBLEM_SCHEMA
from drita.rules.billing.period_problems import period_problems
from drita.rules.billing.reading_pairs import spans_in_period
from drita.rules.calendars.zone_calendar import ZoneCalendar
from drita.rules.metering.consumption_determinants import DETERMINANT_SCHEMA
from drita.rules.metering.interval_determinants import interval_determinants

_SHOWN_SCHEMA: Final = {
    "bill_key": pl.Int64,
    "line_no": pl.Int64,
    "register_id": pl.Int64,
    "meter_serial": pl.String,
    "register_code": pl.String,
    "decimals": pl.Int64,
    "determinant": pl.String,
    "zone": pl.String,
    "previous_date": pl.Date,
    "previous_milli": pl.Int64,
    "previous_quality": pl.String,
    "present_date": pl.Date,
    "present_milli": pl.Int64,
    "present_quality": pl.String,
    "multiplier_milli": pl.Int64,
    "consumption_wh": pl.Int64,
}


def billed_intervals(*, inputs: BillInputs, contracts: pl.DataFrame, terms: BillTerms) -> BilledEnergy:
    """
    (This function will) find periods and energy of contracts with interval meters.

    The period runs to the end of the month or of the contract; it begins where the last bill ended,
    and the first one with the first day for which there are values. A gap is a problem, never zero.

    Units: Wh, varh. Shape: contracts: those rows of inputs.contracts.
    """
    if contracts.is_empty():
        return _nothing()
    registers = inputs.registers.join(contracts, on="bill_key", how="semi").filter("is_interval")
    periods = _periods(contracts, inputs.intervals, terms)
    spans = spans_in_period(periods=periods, registers=registers)
    problems = [period_problems(periods=periods, spans=spans)]
    wanted = spans.join(periods, on="bill_key").join(_calendar_numbers(periods, inputs), on="bill_key", how="left")
    rows = [pl.DataFrame(schema=DETERMINANT_SCHEMA)]
    for (number,), of_calendar in wanted.group_by("calendar_no"):
        measured = interval_determinants(
            interval_days=inputs.intervals,
            spans=of_calendar.select(
                "bill_key", "register_id", "determinant", "from_date", "to_date", "period_start", "period_end"
            ),
            calendar=None if number is None else _calendars(inputs)[int(str(number))],
            cut_dates=_price_changes(inputs, periods),
        )
        rows.append(measured.determinants)
        problems.append(measured.problems.select(list(PROBLEM_SCHEMA)))
    return BilledEnergy(
        periods=periods.with_columns(reading_method=pl.lit("interval")),
        determinants=pl.concat(rows),
        readings=pl.DataFrame(schema=_SHOWN_SCHEMA),
        problems=pl.concat(problems),
    )


def _nothing() -> BilledEnergy:
    return BilledEnergy(
        periods=pl.DataFrame(
            schema={
                "bill_key": pl.Int64,
                "period_start": pl.Date,
                "period_end": pl.Date,
                "reading_method": pl.String,
            }
        ),
        determinants=pl.DataFrame(schema=DETERMINANT_SCHEMA),
        readings=pl.DataFrame(schema=_SHOWN_SCHEMA),
        problems=pl.DataFrame(schema=PROBLEM_SCHEMA),
    )


def _periods(contracts: pl.DataFrame, intervals: pl.DataFrame, terms: BillTerms) -> pl.DataFrame:
    first = intervals.group_by("bill_key").agg(first_day=pl.col("day").min())
    since = pl.max_horizontal("contract_from", "first_day")
    return contracts.join(first, on="bill_key", how="left", maintain_order="left").select(
        "bill_key",
        period_start=pl.coalesce("billed_to", since),
        period_end=pl.min_horizontal("contract_to", pl.lit(terms.month_end)),
    )


def _calendars(inputs: BillInputs) -> list[ZoneCalendar]:
    """Each zone calendar once, in the order of the tariffs."""
    return list(dict.fromkeys(each.zone_calendar for each in inputs.tariffs if each.zone_calendar is not None))


def _calendar_numbers(periods: pl.DataFrame, inputs: BillInputs) -> pl.DataFrame:
    """The zone calendar of the tariff version in force on the last day of each period."""
    known = _calendars(inputs)
    versions = pl.DataFrame(
        [
            (
                each.code,
                each.valid_from,
                each.valid_to or date.max,
                known.index(each.zone_calendar) if each.zone_calendar is not None else None,
            )
            for each in inputs.tariffs
        ],
        schema={"tariff_code": pl.String, "since": pl.Date, "until": pl.Date, "calendar_no": pl.Int64},
        orient="row",
    )
    last_day = pl.col("period_end").dt.offset_by("-1d")
    ends = pl.col("valid_to").fill_null(date.max)
    return (
        inputs.categories.join(periods, on="bill_key")
        .filter((pl.col("valid_from") <= last_day) & (last_day < ends))
        .join(versions, on="tariff_code")
        .filter((pl.col("since") <= last_day) & (last_day < pl.col("until")))
        .select("bill_key", "calendar_no")
        .unique("bill_key")
    )


def _price_changes(inputs: BillInputs, periods: pl.DataFrame) -> list[date]:
    """Days within the billed periods on which a version begins; each one more costs an expression."""
    first, last = periods["period_start"].min(), periods["period_end"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    return sorted({each.valid_from for each in inputs.tariffs if first < each.valid_from < last})
