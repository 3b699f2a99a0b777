"""Bill periods cut where the tariff's version changes, with days and energy conserved."""

from dataclasses import dataclass

import polars as pl

from drita.rules.collected import collected
from drita.rules.energy import part_by_days
from drita.rules.tariffs.charge_kind import QUANTITY_FRAME, SEGMENT_FRAME

_VERSIONED = ["bill_key", "version_no"]


@dataclass(frozen=True, slots=True)
class Split:
    """Stretches of the bill periods under one version each, and what was counted in them."""

    segments: pl.DataFrame
    quantities: pl.DataFrame


def split_at_rate_change(*, stretches: pl.DataFrame, determinants: pl.DataFrame) -> Split:
    """
    (This function will) share what was counted in each period over its stretches.

    A quantity is taken as used evenly over the days of its sub-period, so an actual reading on the
    day of the change makes the cut exact. Parts are differences of cumulated floors: they sum to
    the quantity. Where zones were counted, the whole of a stretch is the sum of its zones, so that
    lines by zone and lines on the whole speak of the same energy.

    Units: Wh, varh, days; periods half-open.
    Shape: stretches from bill_stretches and DETERMINANT_FRAME in, without the bills that
    rating_problems.py refuses; SEGMENT_FRAME and QUANTITY_FRAME out.
    """
    has_zones, has_others = determinants.select(
        zones=(pl.col("zone") != "").any(), others=(pl.col("determinant") != "active_import").any()
    ).row(0)
    parts = _quantity_parts(determinants.lazy(), stretches.lazy(), has_zones=has_zones)
    active = collected(
        parts.filter((pl.col("determinant") == "active_import") & pl.col("is_counted"))
        .group_by(_VERSIONED)
        .agg(
            active_wh=pl.col("quantity").sum(),
            active_unzoned_wh=pl.col("quantity").filter(pl.col("zone") == "").sum(),
        )
    )
    totals = active.lazy().group_by("bill_key").agg(period_active_wh=pl.col("active_wh").sum())
    segments = collected(
        stretches.lazy()
        .join(active.lazy(), on=_VERSIONED, how="left")
        .join(totals, on="bill_key", how="left")
        .with_columns(pl.col("active_wh", "active_unzoned_wh", "period_active_wh").fill_null(0))
        .select(list(SEGMENT_FRAME))
    )
    if not (has_zones or has_others):
        return Split(segments=segments, quantities=pl.DataFrame(schema=QUANTITY_FRAME))
    return Split(segments=segments, quantities=collected(_other_quantities(parts)))


def bill_stretches(*, supplies: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) give one row for each bill and version that meet, with the days they share.

    Shape: SUPPLY_FRAME and VERSION_FRAME in; SEGMENT_FRAME without its quantities out.
    """
    start, end = pl.col("period_start"), pl.col("period_end")
    return collected(
        supplies.lazy()
        .join(versions.lazy(), on="tariff_code", how="inner")
        .filter((pl.col("valid_from") < end) & (pl.col("valid_to") > start))
        .with_columns(
            from_date=pl.max_horizontal("valid_from", "period_start"),
            to_date=pl.min_horizontal("valid_to", "period_end"),
        )
        .with_columns(
            days_before=(pl.col("from_date") - start).dt.total_days(),
            days_until=(pl.col("to_date") - start).dt.total_days(),
            period_days=(end - start).dt.total_days(),
            is_last=pl.col("to_date") == end,
        )
        .select([name for name in SEGMENT_FRAME if not name.endswith("_wh")])
    )


def _quantity_parts(determinants: pl.LazyFrame, stretches: pl.LazyFrame, /, *, has_zones: bool) -> pl.LazyFrame:
    cuts = stretches.select("bill_key", "version_no", cut_from="from_date", cut_to="to_date")
    counted = determinants.with_columns(is_counted=pl.lit(value=True))
    if has_zones:
        # A whole row gives way to the zone rows of the same sub-period.
        is_zone = pl.col("zone") != ""
        subperiod = ["bill_key", "determinant", "from_date", "to_date"]
        zoned = determinants.filter(is_zone).select(subperiod).unique()
        counted = determinants.join(
            zoned.with_columns(is_zoned=pl.lit(value=True)), on=subperiod, how="left"
        ).with_columns(is_counted=is_zone | pl.col("is_zoned").is_null())
    begin = pl.max_horizontal("cut_from", "from_date") - pl.col("from_date")
    end = pl.min_horizontal("cut_to", "to_date") - pl.col("from_date")
    part = part_by_days(
        whole=pl.col("quantity"),
        first_day=begin.dt.total_days(),
        last_day=end.dt.total_days(),
        all_days=(pl.col("to_date") - pl.col("from_date")).dt.total_days(),
    )
    return (
        counted.join(cuts, on="bill_key", how="inner")
        .filter((pl.col("from_date") < pl.col("cut_to")) & (pl.col("to_date") > pl.col("cut_from")))
        .select("bill_key", "version_no", "determinant", "zone", "is_counted", quantity=part)
    )


def _other_quantities(parts: pl.LazyFrame, /) -> pl.LazyFrame:
    """Sum what is not the whole of the active energy: zones, and the wholes of other determinants."""
    series = ["bill_key", "version_no", "determinant"]
    wholes = (
        parts.filter(pl.col("is_counted") & (pl.col("determinant") != "active_import"))
        .group_by(series)
        .agg(pl.col("quantity").sum())
        .with_columns(zone=pl.lit(""))
    )
    zones = parts.filter(pl.col("zone") != "").group_by([*series, "zone"]).agg(pl.col("quantity").sum())
    columns = list(QUANTITY_FRAME)
    return pl.concat([wholes.select(columns), zones.select(columns)])
