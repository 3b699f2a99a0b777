"""How much late interest each open item bears as of a day: exact, simple, by the day, capped, rounded once."""

from datetime import date

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.ledger.interest_terms import day_before, interest_terms
from drita.rules.money import rounded_half_away
from drita.rules.words import Words

RULE_ID = "drita.rules.ledger.late_payment_interest"

# One minor unit is a thousand million nano-minor: principal in minor times a rate in parts per billion.
NANO_PER_MINOR = 1_000_000_000
# A cap in parts per million of an amount in minor, in nano-minor.
NANO_PER_MINOR_PPM = 1_000
# Larger than any interest there can be; stands for "no cap" where a minimum is taken.
_UNCAPPED_NANO = 10**36


class UnableToAccrueInterest(UnableTo):
    code = "interest_not_accruable"
    words = Words(
        sq="Kamata e zërit {item_id} nuk llogaritet: {reason}.",
        en="The interest of item {item_id} cannot be computed: {reason}.",
    )


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
    known = _with_state(items, as_of)
    counted = _counted(changes, known)
    segments = _segments(known, counted, suspensions, interest_terms(rates=rates, caps=caps))
    accrued = _capped(segments).group_by("item_id").agg(pl.col("accrued_nano").last())
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
RATES_SCHEMA = pl.Schema(
    {"interest_class": pl.String, "from_date": pl.Date, "to_date": pl.Date, "rate_ppb": pl.Int64}
)
CAPS_SCHEMA = pl.Schema(
    {"interest_class": pl.String, "from_date": pl.Date, "to_date": pl.Date, "cap_ppm": pl.Int64}
)


def rounded_nano(amount_nano: pl.Expr) -> pl.Expr:
    """
    (This function will) round nano-minor to minor, half away from zero.

    >>> pl.DataFrame({"n": [500_000_000, 499_999_999, -500_000_000]}).select(rounded_nano(pl.col("n"))).to_series().to_list()
    [1, 0, -1]
    """
    rounded = rounded_half_away(numerator=amount_nano.cast(pl.Int128), divisor=NANO_PER_MINOR)
    return rounded.cast(pl.Int64, strict=True)


def _with_state(items: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    """Give every item a state to start from: its cached one, or the one at its beginning."""
    given = set(items.columns)
    beginning = {
        "open_principal_minor": pl.col("original_minor"),
        "accrued_nano": pl.lit(0),
        "accrued_to_date": pl.lit(None, dtype=pl.Date),
        "interest_paid_minor": pl.lit(0, dtype=pl.Int64),
    }
    as_of_date = pl.col("as_of_date") if as_of is None else pl.lit(as_of, dtype=pl.Date)
    return items.with_columns(
        as_of_date.alias("as_of_date"),
        *(expr.alias(name) for name, expr in beginning.items() if name not in given),
    ).with_columns(
        pl.col("accrued_nano").cast(pl.Int128),
        pl.max_horizontal("due_date", "accrued_to_date").alias("start_date"),
    )


def _counted(changes: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    return changes.join(
        known.select("item_id", "as_of_date", "start_date"), on="item_id", how="inner"
    ).filter(pl.col("value_date") <= pl.col("as_of_date"))


def _segments(
    known: pl.DataFrame, counted: pl.DataFrame, suspensions: pl.DataFrame, terms: pl.DataFrame
) -> pl.DataFrame:
    """
    Cut each item's late days wherever principal, rate, cap or suspension changes.

    A cut is told by the last day before it; a segment holds the days (day, until].
    """
    late = known.filter(pl.col("start_date") < pl.col("as_of_date"))
    span = late.select("item_id", "start_date", "as_of_date")
    halts = suspensions.join(span, on="item_id", how="inner")
    turns = late.select("item_id", "interest_class", "start_date", "as_of_date").join(
        terms.select("interest_class", "from_date"), on="interest_class", how="inner"
    )
    cuts = pl.concat(
        [
            span.select("item_id", pl.col("start_date").alias("day")),
            span.select("item_id", pl.col("as_of_date").alias("day")),
            turns.select("item_id", day_before(pl.col("from_date")).alias("day")).pipe(_within, span),
            halts.select("item_id", day_before(pl.col("from_date")).alias("day")).pipe(_within, span),
            halts.select("item_id", day_before(pl.col("to_date")).alias("day")).pipe(_within, span),
            # What was paid before interest began lowers the principal from the first late day on.
            counted.select("item_id", pl.max_horizontal("value_date", "start_date").alias("day")).pipe(
                _within, span
            ),
        ]
    ).unique()
    moved = counted.group_by(
        "item_id", pl.max_horizontal("value_date", "start_date").alias("day")
    ).agg(pl.col("principal_change_minor").sum())
    sorted_cuts = (
        cuts.join(moved, on=["item_id", "day"], how="left")
        .sort("item_id", "day")
        .with_columns(
            pl.col("day").shift(-1).over("item_id").alias("until"),
            pl.col("principal_change_minor").fill_null(0).cum_sum().over("item_id").alias("moved_minor"),
        )
        .drop_nulls("until")
        .drop("principal_change_minor")
    )
    opened = late.select(
        "item_id", "interest_class", "original_minor", "open_principal_minor", "accrued_nano"
    )
    return sorted_cuts.join(opened, on="item_id", how="inner", maintain_order="left").pipe(
        _priced, halts, terms
    )


def _within(cuts: pl.DataFrame, span: pl.DataFrame) -> pl.DataFrame:
    inside = (pl.col("day") >= pl.col("start_date")) & (pl.col("day") < pl.col("as_of_date"))
    return cuts.join(span, on="item_id", how="inner").filter(inside).select("item_id", "day")


def _priced(segments: pl.DataFrame, halts: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Give each segment its rate, its cap and what it would accrue without the cap."""
    first_day = pl.col("day").dt.offset_by("1d")
    in_force = (pl.col("from_date") <= first_day) & (first_day < pl.col("to_date"))
    priced = segments.join(terms, on="interest_class", how="inner").filter(in_force)
    if priced.height < segments.height:
        bare = segments.join(priced, on=["item_id", "day"], how="anti")
        raise UnableToAccrueInterest(
            item_id=bare["item_id"][0],
            reason=f"no rate of class {bare['interest_class'][0]} after {bare['day'][0]}",
        )
    halted = (
        segments.select("item_id", "day")
        .join(halts, on="item_id", how="inner")
        .filter(
            (pl.col("from_date") <= first_day)
            & (pl.col("to_date").is_null() | (first_day < pl.col("to_date")))
        )
        .select("item_id", "day")
        .unique()
        .with_columns(pl.lit(True).alias("is_halted"))
    )
    days = (pl.col("until") - pl.col("day")).dt.total_days()
    principal = (pl.col("open_principal_minor") + pl.col("moved_minor")).clip(lower_bound=0)
    accrual = principal.cast(pl.Int128) * pl.col("rate_ppb").cast(pl.Int128) * days.cast(pl.Int128)
    return priced.join(halted, on=["item_id", "day"], how="left").with_columns(
        pl.when("is_halted")
        .then(pl.lit(0, dtype=pl.Int128))
        .otherwise(accrual)
        .alias("accrual_nano")
    )


def _capped(segments: pl.DataFrame) -> pl.DataFrame:
    """Sum the segments of each item up and hold the sum under the cap, in closed form."""
    base = pl.col("original_minor").clip(lower_bound=0).cast(pl.Int128)
    summed = segments.sort("item_id", "day").with_columns(
        (pl.col("accrued_nano") + pl.col("accrual_nano").cum_sum().over("item_id")).alias("sum_nano"),
        (base * pl.col("cap_ppm").cast(pl.Int128) * NANO_PER_MINOR_PPM).alias("cap_nano"),
    )
    # What had accrued before the first cap came is kept: from there on it is the least the cap can be.
    before_first_cap = (
        (pl.col("sum_nano") - pl.col("accrual_nano"))
        .filter(pl.col("cap_nano").is_not_null())
        .first()
        .over("item_id")
    )
    room = pl.max_horizontal("cap_nano", "kept_nano") - pl.col("sum_nano")
    lowest_room = (
        pl.when(pl.col("cap_nano").is_null())
        .then(pl.lit(_UNCAPPED_NANO, dtype=pl.Int128))
        .otherwise(room)
        .cum_min()
        .over("item_id")
    )
    return summed.with_columns(before_first_cap.alias("kept_nano")).with_columns(
        (pl.col("sum_nano") + lowest_room.clip(upper_bound=0)).alias("accrued_nano")
    )
