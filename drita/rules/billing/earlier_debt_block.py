"""What a new bill says about the time before it: earlier principal, interest and credit."""

from typing import Final

import polars as pl

DEBT_SCHEMA: Final = {
    "account_id": pl.Int64,
    "principal_minor": pl.Int64,
    "interest_minor": pl.Int64,
    "credit_minor": pl.Int64,
    "last_entry_id": pl.Int64,
}


def earlier_debt_block(*, bills: pl.DataFrame, debts: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) put the debt of each account, as of the issue, on exactly one of its bills.

    An account may hold several contracts and get several bills on one day. The debt stands on the
    bill of its leading contract only: printed on each of them, it would be paid more than once.

    Units: hundredths of a lek.
    Shape: bills: bill_key, account_id, is_leading_contract, total_minor (others are kept); debts:
    DEBT_SCHEMA, one row per account -> bills in their order + earlier_principal_minor,
    earlier_interest_minor, credit_minor, payable_minor, debt_last_entry_id.
    A credit is taken off only as far as there is something to pay; the rest stays for later bills.

    >>> bills = pl.DataFrame({"bill_key": [8, 9], "account_id": [5, 5], "total_minor": [700, 50],
    ...     "is_leading_contract": [True, False]})
    >>> debts = pl.DataFrame([[5, 1000, 25, 300, 77]], schema=DEBT_SCHEMA, orient="row")
    >>> earlier_debt_block(bills=bills, debts=debts)["payable_minor"].to_list()
    [1425, 50]
    """
    joined = bills.join(
        debts.cast(DEBT_SCHEMA),  # type: ignore[arg-type]
        on="account_id",
        how="left",
        maintain_order="left",
    )
    on_this_bill = pl.when("is_leading_contract")
    zero = pl.lit(0, pl.Int64)
    block = joined.with_columns(
        earlier_principal_minor=on_this_bill.then("principal_minor").otherwise(zero).fill_null(0),
        earlier_interest_minor=on_this_bill.then("interest_minor").otherwise(zero).fill_null(0),
        credit_minor=on_this_bill.then("credit_minor").otherwise(zero).fill_null(0),
        debt_last_entry_id=pl.col("last_entry_id"),
    ).drop("principal_minor", "interest_minor", "last_entry_id")
    owed = pl.sum_horizontal("total_minor", "earlier_principal_minor", "earlier_interest_minor")
    used = pl.min_horizontal("credit_minor", owed.clip(lower_bound=0))
    return block.with_columns(payable_minor=owed - used)
