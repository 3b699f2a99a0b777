"""Everything a bill is made from, as typed frames: the one door between stored facts and the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import polars as pl

from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.due_date import due_date
from drita.rules.tariffs.definition import TariffVersion

# How many days into the next month a reading still belongs to the month before.
LATE_READING_DAYS: Final = 5

Schema = Mapping[str, pl.DataType | type[pl.DataType]]

# One row per contract to bill. billed_to and history belong to the last bill (null = never billed);
# months_since counts from the month of that bill. planned_end is where an unread period is closed.
CONTRACT_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "bill_key": pl.Int64,
        "account_id": pl.Int64,
        "is_leading_contract": pl.Boolean,
        "contract_from": pl.Date,
        "contract_to": pl.Date,
        "billed_to": pl.Date,
        "planned_end": pl.Date,
        "read_until": pl.Date,
        "may_estimate": pl.Boolean,
        "history_wh": pl.List(pl.Int64),
        "history_estimated": pl.Int64,
        "months_since": pl.Int64,
    }
)
CATEGORY_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "bill_key": pl.Int64,
        "category": pl.String,
        "tariff_code": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
)
# One row per register, installation and multiplier; span_to null = still there.
REGISTER_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "bill_key": pl.Int64,
        "register_id": pl.Int64,
        "meter_serial": pl.String,
        "register_code": pl.String,
        "is_interval": pl.Boolean,
        "determinant": pl.String,
        "zone": pl.String,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "multiplier_milli": pl.Int64,
        "span_from": pl.Date,
        "span_to": pl.Date,
    }
)
READING_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "register_id": pl.Int64,
        "read_on": pl.Date,
        "value_milli": pl.Int64,
        "quality": pl.String,
    }
)
INTERVAL_SCHEMA: Final[Schema] = MappingProxyType(
    {
        "bill_key": pl.Int64,
        "register_id": pl.Int64,
        "day": pl.Date,
        "interval_minutes": pl.Int32,
        "values_wh": pl.List(pl.Int64),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillTerms:
    """
    What is the same for every bill of one making.

    A reading belongs to the month when its day lies after `read_after` and not after `read_until`;
    what nobody read, and what is measured in intervals, is closed on `month_end`, the first day after.
    """

    bill_month: date
    issue_date: date
    due_date: date
    read_after: date
    read_until: date
    month_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BillInputs:
    """The frames, each with the schema named above it; `carried` are the present readings of last bills."""

    contracts: pl.DataFrame
    categories: pl.DataFrame
    registers: pl.DataFrame
    readings: pl.DataFrame
    carried: pl.DataFrame
    intervals: pl.DataFrame
    debts: pl.DataFrame
    tariffs: Sequence[TariffVersion]


def bill_terms(*, bill_month: date, issue_date: date) -> BillTerms:
    """
    (This function will) give the terms of the bills of a month.

    Routes are read around the turn of the month. A reading stands for the beginning of its day, so
    that of the first day of a month closes the month before, and so do those of the days after it
    on which a walk that was delayed is made good.

    >>> terms = bill_terms(bill_month=date(2026, 10, 1), issue_date=date(2026, 11, 8))
    >>> terms.read_after.isoformat(), terms.read_until.isoformat(), terms.due_date.isoformat()
    ('2026-10-06', '2026-11-06', '2026-11-30')
    """
    month_end = month_shifted(month=bill_month, months=1)
    return BillTerms(
        bill_month=bill_month,
        issue_date=issue_date,
        due_date=due_date(bill_month=bill_month),
        read_after=bill_month + timedelta(days=LATE_READING_DAYS),
        read_until=month_end + timedelta(days=LATE_READING_DAYS),
        month_end=month_end,
    )
