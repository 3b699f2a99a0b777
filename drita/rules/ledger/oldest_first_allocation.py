"""Which part of a payment settles which open item: the designated first, then the oldest due, interest before principal."""

from typing import Final, Literal

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.words import Words

RULE_ID: Final = "drita.rules.ledger.oldest_first_allocation"

ComponentOrder = Literal["interest_first", "principal_first"]

MONEY_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "money_id": pl.Int64,
        "rank": pl.Int64,
        "amount_minor": pl.Int64,
        "designated_item_id": pl.Int64,
    }
)
OPEN_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "item_id": pl.Int64,
        "due_date": pl.Date,
        "open_interest_minor": pl.Int64,
        "open_principal_minor": pl.Int64,
    }
)
ALLOCATED_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "money_id": pl.Int64,
        "item_id": pl.Int64,
        "component": pl.String,
        "amount_minor": pl.Int64,
    }
)


class UnableToAllocateMoney(UnableTo):
    code = "money_not_allocable"
    words = Words(
        sq="Pagesa {money_id} nuk shpërndahet: {reason}.",
        en="Payment {money_id} cannot be allocated: {reason}.",
    )


def oldest_first_allocation(
    *,
    money: pl.DataFrame,
    open_items: pl.DataFrame,
    component_order: ComponentOrder = "interest_first",
) -> pl.DataFrame:
    """
    (This function will) spread money over open items inside each account, oldest due item first.

    The designated item, where one is named, comes before all others; what it does not need goes on to the oldest.
    Inside an item interest comes before principal, or the other way round. What no item needs stays with the money and
    is no row here: it is the advance. Amounts of one account are laid end to end, those of the debts likewise; where a
    stretch of money lies over a stretch of debt, that much is allocated. So nothing is given twice or lost.

    Units: minor.
    Shape: money account_id, money_id, rank (the order within the account), amount_minor >= 0, designated_item_id (null =
    none; one a call and account). open_items account_id, item_id, due_date, open_interest_minor, open_principal_minor;
    what is not above zero is passed over. Returns account_id, money_id, item_id, component ('interest', 'principal'),
    amount_minor > 0, in the order of settlement.
    Raises: UnableToAllocateMoney (negative amount, two designations in one account).
    Source: Civil Code art. 469 (designation, else the oldest), art. 470 (interest before principal); as contract terms.

    >>> oldest_first_allocation(
    ...     money=pl.DataFrame({"account_id": [7], "money_id": [1], "rank": [1], "amount_minor": [1_000],
    ...         "designated_item_id": [None]}, schema=MONEY_SCHEMA),
    ...     open_items=pl.DataFrame({"account_id": [7, 7], "item_id": [11, 12], "due_date": [None, None],
    ...         "open_interest_minor": [31, 0], "open_principal_minor": [600, 900]}, schema=OPEN_SCHEMA),
    ... ).select("item_id", "component", "amount_minor").rows()
    [(11, 'interest', 31), (11, 'principal', 600), (12, 'principal', 369)]
    """
    _refuse_unsound(money)
    owed = _laid_end_to_end(
        _debts(money, open_items, component_order), ["is_designated", "due_date", "item_id", "place"]
    )
    paid = _laid_end_to_end(money.filter(pl.col("amount_minor") > 0), ["rank", "money_id"])
    covered = pl.min_horizontal("until", "paid_until") - pl.max_horizontal("since", "paid_since")
    return (
        owed.join(
            paid.select("account_id", "money_id", pl.col("since", "until").name.prefix("paid_")),
            on="account_id",
            how="inner",
        )
        .with_columns(covered.alias("amount_minor"))
        .filter(pl.col("amount_minor") > 0)
        .sort("account_id", "paid_since", "since")
        .select(ALLOCATED_SCHEMA.names())
    )


def _refuse_unsound(money: pl.DataFrame) -> None:
    negative = money.filter(pl.col("amount_minor") < 0)
    if negative.height:
        raise UnableToAllocateMoney(money_id=negative["money_id"][0], reason="negative amount")
    named = money.drop_nulls("designated_item_id").filter(
        pl.col("designated_item_id").n_unique().over("account_id") > 1
    )
    if named.height:
        raise UnableToAllocateMoney(money_id=named["money_id"][0], reason="two designations at once")


def _debts(money: pl.DataFrame, open_items: pl.DataFrame, component_order: ComponentOrder) -> pl.DataFrame:
    """Make one row per item and component that is open, with its place inside the item."""
    interest_place = 0 if component_order == "interest_first" else 1
    named = (
        money.drop_nulls("designated_item_id")
        .select("account_id", pl.col("designated_item_id").alias("item_id"))
        .unique()
        .with_columns(pl.lit(0).alias("is_designated"))
    )
    parts = [
        open_items.select(
            "account_id",
            "item_id",
            "due_date",
            pl.lit(component).alias("component"),
            pl.col(f"open_{component}_minor").alias("amount_minor"),
            pl.lit(place).alias("place"),
        )
        for component, place in (("interest", interest_place), ("principal", 1 - interest_place))
    ]
    return (
        pl.concat(parts)
        .filter(pl.col("amount_minor") > 0)
        .join(named, on=["account_id", "item_id"], how="left")
        .with_columns(pl.col("is_designated").fill_null(1))
    )


def _laid_end_to_end(amounts: pl.DataFrame, order: list[str]) -> pl.DataFrame:
    until = pl.col("amount_minor").cum_sum().over("account_id")
    return (
        amounts.sort("account_id", *order)
        .with_columns(until.alias("until"))
        .with_columns((pl.col("until") - pl.col("amount_minor")).alias("since"))
        .drop("amount_minor")
    )
