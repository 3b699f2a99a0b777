"""What the whole company is owed, by class of receivable, now."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.queries.reference import load_interest_terms
from drita.modules.ledger.queries.settlement_state import NOW, with_accrued_nano
from drita.modules.ledger.sql_files import sql_text
from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA, SUSPENSIONS_SCHEMA, late_payment_interest

_SCHEMA = {
    "item_id": pl.Int64,
    "control_account": pl.String,
    "interest_class": pl.String,
    "original_minor": pl.Int64,
    "item_date": pl.Date,
    "due_date": pl.Date,
    "open_principal_minor": pl.Int64,
    "accrued_text": pl.String,
    "accrued_to_date": pl.Date,
    "interest_paid_minor": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class OwedByClass:
    """Sums over the open items of one control account. A total is by definition the sum of rounded items."""

    control_account: str
    items: int
    principal_minor: int
    overdue_minor: int
    interest_minor: int
    credit_minor: int


def company_totals(*, today: date) -> list[OwedByClass]:
    """
    (This function will) sum up principal, overdue principal, late interest and credits of all open items as of today.

    Items are told from their cached state; payments with a value date after `today` there are none.
    """
    items = with_accrued_nano(read_frame(sql_text("company_totals"), None, _SCHEMA, is_bulk=True))
    terms = load_interest_terms()
    suspensions = read_frame(sql_text("all_suspensions"), {"known_seq": NOW}, SUSPENSIONS_SCHEMA)
    state = late_payment_interest(
        items=items,
        changes=pl.DataFrame(schema=CHANGES_SCHEMA),
        suspensions=suspensions,
        rates=terms.rates,
        caps=terms.caps,
        as_of=today,
    )
    principal = pl.col("open_principal_minor")
    is_overdue = pl.col("due_date") < today
    summed = (
        state.join(items.select("item_id", "control_account", "due_date"), on="item_id", how="inner")
        .group_by("control_account")
        .agg(
            pl.len().alias("items"),
            principal.clip(lower_bound=0).sum().alias("principal_minor"),
            principal.clip(lower_bound=0).filter(is_overdue).sum().alias("overdue_minor"),
            pl.col("open_interest_minor").sum().alias("interest_minor"),
            (-principal).clip(lower_bound=0).sum().alias("credit_minor"),
        )
        .sort("control_account")
    )
    return [OwedByClass(**row) for row in summed.iter_rows(named=True)]
