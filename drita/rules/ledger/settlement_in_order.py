"""Which money settles what when all of it comes in its own time: payments by value date, the rest waiting as advances."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from drita.rules.ledger.late_payment_interest import late_payment_interest
from drita.rules.ledger.oldest_first_allocation import (
    MONEY_SCHEMA,
    ComponentOrder,
    oldest_first_allocation,
)

RULE_ID: Final = "drita.rules.ledger.settlement_in_order"

# Component orders in the sequence in which they are served when both are waiting at one moment.
_ORDERS: Final[tuple[ComponentOrder, ...]] = ("interest_first", "principal_first")

ARRIVING_SCHEMA = pl.Schema([*MONEY_SCHEMA.items(), ("value_date", pl.Date), ("component_order", pl.String)])
SETTLED_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "money_id": pl.Int64,
        "item_id": pl.Int64,
        "component": pl.String,
        "amount_minor": pl.Int64,
        "value_date": pl.Date,
        "is_direct": pl.Boolean,
    }
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What interest depends on besides the items."""

    suspensions: pl.DataFrame
    rates: pl.DataFrame
    caps: pl.DataFrame


# Before any rank of money on the same day: an item that opens on a day can be settled by the payments of that day.
_OPENING = -1


def settlement_in_order(
    *,
    items: pl.DataFrame,
    changes: pl.DataFrame,
    suspensions: pl.DataFrame,
    rates: pl.DataFrame,
    caps: pl.DataFrame,
    money: pl.DataFrame,
) -> pl.DataFrame:
    """
    (This function will) let money settle items in the order of time, as if all had been known when it happened.

    At the moment of its value date each sum settles what is open then, with the interest of that day. What it leaves
    waits as an advance and settles items that open later, on the day they open, oldest money first. Money that became
    known late therefore leads to the same end as money known in time: only value dates and ranks decide.

    Units: minor.
    Shape: items account_id, item_date and what `late_payment_interest` needs (debit items only; a cached state may be
    carried). changes of money that stays as it is settled. money account_id, money_id, rank (order on one day),
    value_date, amount_minor, designated_item_id, component_order ('interest_first' or 'principal_first').
    Returns account_id, money_id, item_id, component, amount_minor, value_date (of the settlement), is_direct (false =
    by way of an advance).
    Raises: as the two rules it is made of.
    Source: value date counts for the debtor (Civil Code art. 466); docs/guides/debt-and-interest.md.

    >>> from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA
    >>> settlement_in_order(items=pl.DataFrame(schema={"account_id": pl.Int64, "item_id": pl.Int64,
    ...     "item_date": pl.Date, "due_date": pl.Date, "interest_class": pl.String, "original_minor": pl.Int64}),
    ...     changes=pl.DataFrame(schema=CHANGES_SCHEMA), suspensions=pl.DataFrame(), rates=pl.DataFrame(),
    ...     caps=pl.DataFrame(), money=pl.DataFrame(schema=ARRIVING_SCHEMA)).height
    0
    """
    terms = _Terms(suspensions, rates, caps)
    waiting = money.select(ARRIVING_SCHEMA.names())
    settled = [pl.DataFrame(schema=SETTLED_SCHEMA)]
    for moments in _rounds(items, money):
        for order in _ORDERS:
            offered = _offered(waiting, moments, order)
            if offered.is_empty():
                continue
            now = _settle_at(items, changes, terms, offered, order)
            settled.append(now)
            changes = pl.concat([changes, changes_of(settled=now)])
            waiting = _what_is_left(waiting, now)
    return pl.concat(settled)


def changes_of(*, settled: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) turn settlements into what the interest rule needs of them.

    Shape: item_id, component, amount_minor, value_date; returns CHANGES_SCHEMA, one row per row.

    >>> from datetime import date
    >>> one = pl.DataFrame({"item_id": [1], "component": ["interest"], "amount_minor": [5],
    ...     "value_date": [date(2026, 1, 2)]})
    >>> changes_of(settled=one).row(0)
    (1, datetime.date(2026, 1, 2), 0, 5)
    """
    is_interest = pl.col("component") == "interest"
    amount = pl.col("amount_minor")
    return settled.select(
        "item_id",
        "value_date",
        pl.when(is_interest).then(0).otherwise(-amount).cast(pl.Int64).alias("principal_change_minor"),
        pl.when(is_interest).then(amount).otherwise(0).cast(pl.Int64).alias("interest_paid_minor"),
    )


def _rounds(items: pl.DataFrame, money: pl.DataFrame) -> list[pl.DataFrame]:
    """Number the moments of each account; the n-th of all accounts are settled together."""
    arrivals = money.select("account_id", pl.col("value_date").alias("moment"), "rank")
    first = arrivals.group_by("account_id").agg(pl.col("moment").min().alias("first"))
    openings = (
        items.join(first, on="account_id", how="inner")
        .filter(pl.col("item_date") > pl.col("first"))
        .select("account_id", pl.col("item_date").alias("moment"), pl.lit(_OPENING, dtype=pl.Int64).alias("rank"))
    )
    moments = (
        pl.concat([arrivals, openings])
        .unique()
        .sort("account_id", "moment", "rank")
        .with_columns(pl.int_range(pl.len()).over("account_id").alias("round"))
    )
    by_round = moments.sort("round").partition_by("round", maintain_order=True)
    return [part.drop("round") for part in by_round]


def _offered(waiting: pl.DataFrame, moments: pl.DataFrame, order: ComponentOrder) -> pl.DataFrame:
    """Name the money that may settle at this moment: the arriving sum, or what waits when an item opens."""
    is_arriving = (pl.col("rank") == pl.col("rank_now")) & (pl.col("value_date") == pl.col("moment"))
    is_waiting = (pl.col("rank_now") == _OPENING) & (pl.col("value_date") < pl.col("moment"))
    designated = pl.when(is_arriving).then("designated_item_id").otherwise(None)
    return (
        waiting.filter((pl.col("amount_minor") > 0) & (pl.col("component_order") == order))
        .join(moments.rename({"rank": "rank_now"}), on="account_id", how="inner")
        .filter(is_arriving | is_waiting)
        .with_columns(designated.alias("designated_item_id"))
    )


def _settle_at(
    items: pl.DataFrame,
    changes: pl.DataFrame,
    terms: _Terms,
    offered: pl.DataFrame,
    order: ComponentOrder,
) -> pl.DataFrame:
    here = items.join(offered.select("account_id", "moment").unique(), on="account_id", how="inner").filter(
        pl.col("item_date") <= pl.col("moment")
    )
    state = late_payment_interest(
        items=here.rename({"moment": "as_of_date"}),
        changes=changes.join(here.select("item_id"), on="item_id", how="semi"),
        suspensions=terms.suspensions,
        rates=terms.rates,
        caps=terms.caps,
    )
    by_oldest_money = ["account_id", "value_date", "rank"]
    ranked = offered.sort(by_oldest_money).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("rank"))
    allocated = oldest_first_allocation(
        money=ranked.select(MONEY_SCHEMA.names()),
        open_items=state.join(here.select("account_id", "item_id", "due_date"), on="item_id", how="inner"),
        component_order=order,
    )
    moment = offered.select("account_id", "money_id", "moment", "rank_now")
    return (
        allocated.join(moment, on=["account_id", "money_id"], how="inner", maintain_order="left")
        .with_columns(pl.col("moment").alias("value_date"), (pl.col("rank_now") != _OPENING).alias("is_direct"))
        .select(SETTLED_SCHEMA.names())
    )


def _what_is_left(waiting: pl.DataFrame, settled: pl.DataFrame) -> pl.DataFrame:
    spent = settled.group_by("money_id").agg(pl.col("amount_minor").sum().alias("spent_minor"))
    left = pl.col("amount_minor") - pl.col("spent_minor").fill_null(0)
    return waiting.join(spent, on="money_id", how="left").with_columns(left.alias("amount_minor")).drop("spent_minor")
