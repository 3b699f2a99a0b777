"""The stretches of days over which an item's late interest grows evenly: what a clerk follows by hand."""

from datetime import date
from typing import Final

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.ledger.interest_terms import day_before, interest_terms
from drita.rules.words import Words

RULE_ID: Final = "drita.rules.ledger.interest_segments"

# A cap in parts per million of an amount in minor, in nano-minor (minor times parts per billion).
NANO_PER_MINOR_PPM: Final = 1_000
# Larger than any interest there can be; stands for "no cap" where a minimum is taken.
_UNCAPPED_NANO: Final = 10**36


class UnableToAccrueInterest(UnableTo):
    code = "interest_not_accruable"
    words = Words(
        sq="Kamata e zërit {item_id} nuk llogaritet: {reason}.",
        en="The interest of item {item_id} cannot be computed: {reason}.",
    )


def interest_segments(
    *,
    items: pl.DataFrame,
    changes: pl.DataFrame,
    suspensions: pl.DataFrame,
    rates: pl.DataFrame,
    caps: pl.DataFrame,
    as_of: date | None = None,
) -> pl.DataFrame:
    """
    (This function will) cut the late days of each item wherever principal, rate, cap or suspension changes.

    Units: money in minor, interest in nano-minor, exact.
    Shape: as `late_payment_interest`. Returns one row per item and stretch of days in order: item_id, from_date,
    to_date (half-open), days, principal_minor, rate_ppb, cap_ppm (null = none), is_suspended, accrual_nano (what the
    stretch added, after the cap), accrued_nano (what had accrued at its end).
    Raises: UnableToAccrueInterest (a day without a rate), UnableToCombineInterestTerms.
    Source: as `late_payment_interest`.

    >>> interest_segments(
    ...     items=pl.DataFrame({"item_id": [1], "interest_class": ["standard"], "original_minor": [1_000_000],
    ...         "due_date": [date(2026, 9, 30)]}),
    ...     changes=pl.DataFrame({"item_id": [1], "value_date": [date(2026, 10, 10)],
    ...         "principal_change_minor": [-600_000], "interest_paid_minor": [0]}),
    ...     suspensions=pl.DataFrame(schema={"item_id": pl.Int64, "from_date": pl.Date, "to_date": pl.Date}),
    ...     rates=pl.DataFrame({"interest_class": ["standard"], "from_date": [date(2011, 1, 1)],
    ...         "to_date": [None], "rate_ppb": [1_000_000]}, schema_overrides={"to_date": pl.Date}),
    ...     caps=pl.DataFrame(schema={"interest_class": pl.String, "from_date": pl.Date, "to_date": pl.Date,
    ...         "cap_ppm": pl.Int64}), as_of=date(2026, 10, 31),
    ... ).select("days", "principal_minor", "accrual_nano").rows()
    [(10, 1000000, 10000000000000), (21, 400000, 8400000000000)]
    """
    known = with_state(items=items, as_of=as_of)
    counted = counted_changes(changes=changes, known=known)
    terms = interest_terms(rates=rates, caps=caps)
    return accrued_segments(known=known, counted=counted, suspensions=suspensions, terms=terms).select(
        "item_id",
        pl.col("day").dt.offset_by("1d").alias("from_date"),
        pl.col("until").dt.offset_by("1d").alias("to_date"),
        (pl.col("until") - pl.col("day")).dt.total_days().alias("days"),
        "principal_minor",
        "rate_ppb",
        "cap_ppm",
        pl.col("is_halted").fill_null(False).alias("is_suspended"),
        (pl.col("accrued_nano") - pl.col("accrued_before_nano")).alias("accrual_nano"),
        "accrued_nano",
    )


def with_state(*, items: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    """(This function will) give every item a state to start from: its cached one, or the one at its beginning."""
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


def counted_changes(*, changes: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """(This function will) keep the changes of these items that had happened by the day asked for."""
    return changes.join(known.select("item_id", "as_of_date", "start_date"), on="item_id", how="inner").filter(
        pl.col("value_date") <= pl.col("as_of_date")
    )


def accrued_segments(
    *, known: pl.DataFrame, counted: pl.DataFrame, suspensions: pl.DataFrame, terms: pl.DataFrame
) -> pl.DataFrame:
    """
    (This function will) cut the late days of items and sum their interest up, with all columns it worked with.

    Shape: known as `with_state`, counted as `counted_changes`, terms as `interest_terms`; one row per item and segment in
    order. A segment is told by the last day before it (day) and its own last day (until).
    """
    # What bears nothing is not looked at: credits, and what is paid.
    bears = (pl.col("open_principal_minor") > 0) & (pl.col("start_date") < pl.col("as_of_date"))
    late = known.filter(bears)
    span = late.select("item_id", "start_date", "as_of_date")
    halts = suspensions.join(span, on="item_id", how="inner") if suspensions.height else None
    moved = _moved(counted, span)
    cut_at = [
        span.select("item_id", pl.col("start_date").alias("day")),
        span.select("item_id", pl.col("as_of_date").alias("day")),
        moved.select("item_id", "day"),
        *_turns(late, terms),
    ]
    if halts is not None:
        for edge in ("from_date", "to_date"):
            cut_at.append(halts.select("item_id", day_before(pl.col(edge)).alias("day")).pipe(_within, span))
    cuts = pl.concat(cut_at).unique()
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
    opened = late.select("item_id", "interest_class", "original_minor", "open_principal_minor", "accrued_nano")
    segments = sorted_cuts.join(opened, on="item_id", how="inner", maintain_order="left")
    return _capped(_priced(segments, halts, terms))


def _moved(counted: pl.DataFrame, span: pl.DataFrame) -> pl.DataFrame:
    """Sum what changed the principal by day; what was paid before interest began counts from the first late day on."""
    return (
        counted.join(span.select("item_id"), on="item_id", how="semi")
        .group_by("item_id", pl.max_horizontal("value_date", "start_date").alias("day"))
        .agg(pl.col("principal_change_minor").sum())
    )


def _turns(late: pl.DataFrame, terms: pl.DataFrame) -> list[pl.DataFrame]:
    """Cut where a new rate or cap begins; most items have lived under one only."""
    if late.is_empty():
        return []
    first, last = late["start_date"].min(), late["as_of_date"].max()
    begins = terms.filter((pl.col("from_date") > first) & (pl.col("from_date") <= last))
    if begins.is_empty():
        return []
    span = late.select("item_id", "start_date", "as_of_date")
    turns = late.select("item_id", "interest_class").join(
        begins.select("interest_class", "from_date"), on="interest_class", how="inner"
    )
    return [turns.select("item_id", day_before(pl.col("from_date")).alias("day")).pipe(_within, span)]


def _within(cuts: pl.DataFrame, span: pl.DataFrame) -> pl.DataFrame:
    inside = (pl.col("day") >= pl.col("start_date")) & (pl.col("day") < pl.col("as_of_date"))
    return cuts.join(span, on="item_id", how="inner").filter(inside).select("item_id", "day")


def _priced(segments: pl.DataFrame, halts: pl.DataFrame | None, terms: pl.DataFrame) -> pl.DataFrame:
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
    days = (pl.col("until") - pl.col("day")).dt.total_days()
    principal = (pl.col("open_principal_minor") + pl.col("moved_minor")).clip(lower_bound=0)
    accrual = principal.cast(pl.Int128) * pl.col("rate_ppb").cast(pl.Int128) * days.cast(pl.Int128)
    return _with_halts(priced, halts, first_day).with_columns(
        principal.alias("principal_minor"),
        pl.when("is_halted").then(pl.lit(0, dtype=pl.Int128)).otherwise(accrual).alias("accrual_nano"),
    )


def _with_halts(priced: pl.DataFrame, halts: pl.DataFrame | None, first_day: pl.Expr) -> pl.DataFrame:
    """Mark the segments within a suspension; several on one day count once."""
    if halts is None:
        return priced.with_columns(pl.lit(None, dtype=pl.Boolean).alias("is_halted"))
    is_open = pl.col("to_date").is_null()
    halted = (
        priced.select("item_id", "day")
        .join(halts, on="item_id", how="inner")
        .filter((pl.col("from_date") <= first_day) & (is_open | (first_day < pl.col("to_date"))))
        .select("item_id", "day")
        .unique()
        .with_columns(pl.lit(True).alias("is_halted"))
    )
    return priced.join(halted, on=["item_id", "day"], how="left")


def _capped(segments: pl.DataFrame) -> pl.DataFrame:
    """Sum the segments of each item up and hold the sum under the cap, in closed form."""
    base = pl.col("original_minor").clip(lower_bound=0).cast(pl.Int128)
    summed = segments.sort("item_id", "day").with_columns(
        (pl.col("accrued_nano") + pl.col("accrual_nano").cum_sum().over("item_id")).alias("sum_nano"),
        (base * pl.col("cap_ppm").cast(pl.Int128) * NANO_PER_MINOR_PPM).alias("cap_nano"),
    )
    # What had accrued before the first cap came is kept: from there on it is the least the cap can be.
    before_first_cap = (
        (pl.col("sum_nano") - pl.col("accrual_nano")).filter(pl.col("cap_nano").is_not_null()).first().over("item_id")
    )
    room = pl.max_horizontal("cap_nano", "kept_nano") - pl.col("sum_nano")
    lowest_room = (
        pl.when(pl.col("cap_nano").is_null())
        .then(pl.lit(_UNCAPPED_NANO, dtype=pl.Int128))
        .otherwise(room)
        .cum_min()
        .over("item_id")
    )
    return (
        summed.with_columns(before_first_cap.alias("kept_nano"))
        .with_columns(
            (pl.col("sum_nano") + lowest_room.clip(upper_bound=0)).alias("accrued_nano"),
            pl.col("accrued_nano").alias("opening_nano"),
        )
        .with_columns(
            pl.coalesce(pl.col("accrued_nano").shift(1).over("item_id"), "opening_nano").alias("accrued_before_nano")
        )
    )
