"""Let advances and credits settle what has opened since: called when a bill has been issued."""

from collections.abc import Sequence
from datetime import date

import polars as pl
from django.db import transaction

from drita.foundation.frames import read_frame
from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.choices import PaidBy
from drita.modules.ledger.operations.settle_accounts import last_value_dates, settle_accounts
from drita.modules.ledger.sql_files import sql_text


@transaction.atomic
def apply_advances(*, account_ids: Sequence[int], booking_date: date) -> pl.DataFrame:
    """
    (This function will) use the credit of accounts for the items that are open on them.

    The value date is that on which item and credit were both there, but not before the account's last settlement.

    Shape: account_id, item_id, component, amount_minor, one row per part of an item that was settled.
    """
    lock_accounts(account_ids=account_ids)
    credits = read_frame(
        sql_text("accounts_with_credit"),
        {"account_ids": sorted(set(account_ids)), "booking_date": booking_date},
        {"account_id": pl.Int64, "credit_date": pl.Date},
    )
    last = last_value_dates(account_ids=credits["account_id"].to_list())
    since = {
        account_id: (max(credit_date, last.get(account_id, credit_date)), 0)
        for account_id, credit_date in credits.iter_rows()
    }
    applied = pl.DataFrame(
        schema={"account_id": pl.Int64, "item_id": pl.Int64, "component": pl.String, "amount_minor": pl.Int64}
    )
    if not since:
        return applied
    settlement = settle_accounts(since=since, booking_date=booking_date)
    return settlement.allocations.filter(
        (pl.col("paid_by_kind") == PaidBy.ADVANCE) & (pl.col("item_id") != pl.col("paid_by_id"))
    ).select(applied.columns)
