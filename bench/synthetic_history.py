"""The month before, as if it had been billed: bills with their readings and history, and who has not paid."""

from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.billing.operations.ensure_template_version import ensure_template_version
from drita.modules.billing.operations.reserve_numbers import reserve_numbers
from drita.modules.ledger.batch.bill_entries import bill_entry_frames
from drita.modules.ledger.operations.store_ledger_frames import store_ledger_frames
from drita.modules.ledger.queries import load_control_accounts, load_posting_rules
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.bill_number import bill_number_text, series_of_issue
from drita.rules.billing.due_date import due_date

OVERDUE_SHARE = 0.37


def write_history(
    connection: Any,
    *,
    people: pl.DataFrame,
    meters: pl.DataFrame,
    bill_month: date,
    random: np.random.Generator,
    at: datetime,
) -> None:
    """(This function will) write last month's bills into the online partitions and leave 37 % of them unpaid."""
    before = month_shifted(month=bill_month, months=-1)
    bills = _bills(connection, people, before, random, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT billing_ensure_month(%s)", [before])
    copy_frame(connection, bills.drop("is_overdue"), "billing_bill")
    copy_frame(
        connection,
        bills.select("contract_id", "bill_month", "kind", "revision", "source_id", bill_id="id"),
        "billing_period_claim",
    )
    copy_frame(connection, _bill_readings(bills, meters, before, bill_month), "billing_bill_reading")
    _write_debts(connection, people, bills.filter("is_overdue"), before)


def _bills(
    connection: Any, people: pl.DataFrame, before: date, random: np.random.Generator, at: datetime
) -> pl.DataFrame:
    count = people.height
    issued = month_shifted(month=before, months=1)
    series = series_of_issue(issue_date=issued)
    reserved = reserve_numbers(series=series, count=count, run_id=None, source_id=0, at=at)
    total = pl.Series(random.integers(50_000, 900_000, count))
    history = pl.Series(random.integers(50, 600, (count, 13)) * 1000).arr.to_list()
    zero = pl.lit(0)
    return people.select(
        pl.Series("id", draw_ids(connection, "billing_bill_id_seq", count), dtype=pl.Int64),
        bill_month=pl.lit(before),
        source_id=zero,
        series=pl.lit(series),
        number=pl.int_range(reserved.first_number, reserved.last_number + 1, dtype=pl.Int64),
        account_id="account_id",
        contract_id="contract_id",
        service_point_id="service_point_id",
        kind=pl.lit("ordinary"),
        revision=zero,
        period_start=pl.lit(before),
        period_end=pl.lit(issued),
        issue_date=pl.lit(issued),
        due_date=pl.lit(due_date(bill_month=before)),
        tariff_code="tariff_code",
        category="category",
        consumption_wh=history.list.last(),
        reading_method=pl.lit("actual"),
        energy_minor=zero,
        taxable_minor=zero,
        vat_minor=zero,
        untaxed_minor=total,
        total_minor=total,
        earlier_principal_minor=zero,
        earlier_interest_minor=zero,
        credit_minor=zero,
        payable_minor=total,
        snapshot=pl.lit("{}"),
        history_wh=history,
        template_version=pl.lit(ensure_template_version(at=at)),
        is_overdue=pl.Series(random.random(count)) < OVERDUE_SHARE,
    )


def _bill_readings(bills: pl.DataFrame, meters: pl.DataFrame, before: date, present: date) -> pl.DataFrame:
    keys = bills.select("contract_id", bill_id="id")
    dial = meters.filter(pl.col("kind") != "interval").join(keys, on="contract_id", maintain_order="left")
    return dial.select(
        "bill_id",
        line_no=pl.int_range(pl.len()).over("bill_id") + 1,
        bill_month=pl.lit(before),
        source_id=pl.lit(0),
        account_id="account_id",
        register_id="register_id",
        meter_serial="meter_serial",
        register_code="code",
        decimals=pl.lit(0),
        determinant="determinant",
        zone="zone",
        previous_date=pl.lit(before),
        previous_milli=pl.col("before_milli"),
        previous_quality=pl.lit("actual"),
        present_date=pl.lit(present),
        present_milli="before_milli",
        present_quality=pl.lit("actual"),
        multiplier_milli=pl.lit(1000),
        consumption_wh=pl.lit(0),
    )


def _write_debts(connection: Any, people: pl.DataFrame, unpaid: pl.DataFrame, before: date) -> None:
    booked = unpaid["issue_date"][0] if unpaid.height else before
    classes = people.select("contract_id", "account_class")
    bills = unpaid.join(classes, on="contract_id", maintain_order="left").select(
        "bill_month",
        "account_id",
        "contract_id",
        "account_class",
        "issue_date",
        "due_date",
        bill_id="id",
        document_kind=pl.lit("bill"),
        document_number=bill_number_text(series=pl.col("series"), number=pl.col("number")),
        interest_class=pl.lit("standard"),
    )
    frames = bill_entry_frames(
        bills=bills,
        amounts=unpaid.select(bill_id="id", ledger_key=pl.lit("energy"), amount_minor="total_minor"),
        posting_rules=load_posting_rules(on=booked),
        control_accounts=load_control_accounts(),
        source_id=0,
        booking_date=booked,
        entry_ids=draw_ids(connection, "ledger_entry_id_seq", bills.height),
        item_ids=draw_ids(connection, "ledger_open_item_id_seq", bills.height),
    )
    store_ledger_frames(frames=frames)
