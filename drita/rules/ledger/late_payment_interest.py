"""How much late interest each open item bears as of a day: exact, simple, by the day, capped, rounded once."""

from datetime import date

import polars as pl

from drita.rules.ledger.interest_segments import accrued_segments, counted_changes, with_state
from drita.rules.ledger.interest_terms import interest_terms
from drita.rules.money import rounded_half_away

RULE_ID = "drita.rules.ledger.late_payment_interest"

# One minor unit is a thousand million nano-minor: principal in minor times a rate in parts per billion.
NANO_PER_MINOR = 1_000_000_000


def late_payment_interest(
    *,
    items: pl.DataFrame,
    changes: pl.DataFrame,
    suspensions: pl.DataFrame,
    rates: pl.DataFrame,
    caps: pl.DataFrame,
    as_of: date | None = None,
) -> pl.DataFrame:
    """
    (This function will) say for each item what is open of its principal and of its late interest as of a day.

    Each day after the due date bears the rate in force on that day on the principal still unpaid when the day began:
    a payment counts from the day after its value date. Suspended days bear nothing. The accrued sum never passes the cap
    in force, and a cap never takes away what had accrued before it. With A for accrued, a for a day's interest, C for
    the cap: A(n) = min(A(n-1) + a(n), max(C(n), A(n-1))); over cumulative sums S that is S + min(0, lowest C - S so far).

    Units: money in minor, accrued interest in nano-minor (exact), rounded once per item half away from zero.
    Shape: items item_id, interest_class, original_minor, due_date; to go on from a cached state also
    open_principal_minor, accrued_nano, accrued_to_date, interest_paid_minor (changes then hold only what came after it);
    as_of_date where as_of is None. changes item_id, value_date, principal_change_minor (paid = negative),
    interest_paid_minor; those after as_of do not count. suspensions item_id, from_date, to_date (null = open).
    Returns one row per item in the order given: item_id, open_principal_minor, accrued_nano, interest_paid_minor,
    open_interest_minor, accrued_to_date.
    Raises: UnableToAccrueInterest (a day without a rate), UnableToCombineInterestTerms.
    Source: contract terms since 2011: 0.1 % a day of the unpaid bill, first on the day after the due date, simple
    interest, limited to a share of the bill; docs/guides/debt-and-interest.md.

    >>> no_changes = pl.DataFrame(schema=CHANGES_SCHEMA)
    >>> late_payment_interest(
    ...     items=pl.DataFrame({"item_id": [1], "interest_class": ["standard"], "original_minor": [1_000_000],
    ...         "due_date": [date(2026, 9, 30)]}),
    ...     changes=no_changes, suspensions=pl.DataFrame(schema=SUSPENSIONS_SCHEMA),
    ...     rates=pl.DataFrame({"interest_class": ["standard"], "from_date": [date(2011, 1, 1)],
    ...         "to_date": [None], "rate_ppb": [1_000_000]}, schema_overrides={"to_date": pl.Date}),
    ...     caps=pl.DataFrame(schema=CAPS_SCHEMA), as_of=date(2026, 10, 31),
    ... ).select("open_principal_minor", "open_interest_minor").row(0)
    (1000000, 31000)
    """
    known = with_state(items=items, as_of=as_of)
    counted = counted_changes(changes=changes, known=known)
    terms = interest_terms(rates=rates, caps=caps)
    segments = accrued_segments(known=known, counted=counted, suspensions=suspensions, terms=terms)
    accrued = segments.group_by("item_id").agg(pl.col("accrued_nano").last())
    paid = counted.group_by("item_id").agg(
        pl.col("principal_change_minor").sum(), pl.col("interest_paid_minor").sum().alias("paid_after")
    )
    interest_paid = pl.col("interest_paid_minor") + pl.col("paid_after").fill_null(0)
    return (
        known.join(accrued, on="item_id", how="left", suffix="_now", maintain_order="left")
        .join(paid, on="item_id", how="left", maintain_order="left")
        .select(
            "item_id",
            pl.col("open_principal_minor") + pl.col("principal_change_minor").fill_null(0),
            pl.coalesce("accrued_nano_now", "accrued_nano").alias("accrued_nano"),
            interest_paid.alias("interest_paid_minor"),
            (rounded_nano(pl.coalesce("accrued_nano_now", "accrued_nano")) - interest_paid).alias(
                "open_interest_minor"
            ),
            pl.max_horizontal("as_of_date", "accrued_to_date").alias("accrued_to_date"),
        )
    )


CHANGES_SCHEMA = pl.Schema(
    {
        "item_id": pl.Int64,
        "value_date": pl.Date,
        "principal_change_minor": pl.Int64,
        "interest_paid_minor": pl.Int64,
    }
)
SUSPENSIONS_SCHEMA = pl.Schema({"item_id": pl.Int64, "from_date": pl.Date, "to_date": pl.Date})
RATES_SCHEMA = pl.Schema({"interest_class": pl.String, "from_date": pl.Date, "to_date": pl.Date, "rate_ppb": pl.Int64})
CAPS_SCHEMA = pl.Schema({"interest_class": pl.String, "from_date": pl.Date, "to_date": pl.Date, "cap_ppm": pl.Int64})


def rounded_nano(amount_nano: pl.Expr) -> pl.Expr:
    """
    (This function will) round nano-minor to minor, half away from zero.

    >>> pl.DataFrame({"n": [500_000_000, 499_999_999, -500_000_000]}).select(rounded_nano(pl.col("n"))).to_series().to_list()
    [1, 0, -1]
    """
    rounded = rounded_half_away(numerator=amount_nano.cast(pl.Int128), divisor=NANO_PER_MINOR)
    return rounded.cast(pl.Int64, strict=True)
