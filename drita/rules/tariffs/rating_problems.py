"""Why a bill cannot be rated: found before anything is priced, one row for each reason."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from drita.rules.collected import collected
from drita.rules.energy import LARGEST_ENERGY, LARGEST_PERIOD_DAYS
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.rating_frames import DETERMINANTS, PROBLEM_FRAME
from drita.rules.words import Words

RATING_PROBLEMS: Final[Mapping[str, Words]] = {
    "supply_repeated": Words(
        sq="I njëjti furnizim është dhënë dy herë për llogaritje.",
        en="The same supply was given twice for rating.",
    ),
    "supply_incomplete": Words(
        sq="Mungon tarifa, kategoria, lloji ose periudha; plotësoni kontratën.",
        en="Tariff, category, kind or period is missing; complete the contract.",
    ),
    "supply_missing": Words(
        sq="Ka sasi pa furnizim: kontrolloni kontratën dhe periudhën e saj.",
        en="There are quantities without a supply: check the contract and its period.",
    ),
    "period_invalid": Words(
        sq="Periudha {period_start} - {period_end} nuk është e mundur.",
        en="The period {period_start} - {period_end} is not possible.",
    ),
    "tariff_unknown": Words(
        sq="Tarifa {tariff_code} nuk ekziston ose nuk ka version të aktivizuar për periudhën.",
        en="The tariff {tariff_code} does not exist, or no version is active for the period.",
    ),
    "tariff_not_in_force": Words(
        sq="Tarifa {tariff_code} nuk ka version në fuqi për çdo ditë të periudhës {period_start} - {period_end}.",
        en="The tariff {tariff_code} has no version in force for every day of {period_start} - {period_end}.",
    ),
    "determinant_unknown": Words(sq="Madhësia e matur nuk njihet.", en="The measured quantity is of an unknown kind."),
    "determinant_missing": Words(
        sq="Mungon energjia aktive e periudhës; kontrolloni leximet.",
        en="The active energy of the period is missing; check the readings.",
    ),
    "quantity_out_of_bounds": Words(
        sq="Një sasi mungon ose është jashtë çdo kufiri të mundshëm; kontrolloni leximin dhe konstanten.",
        en="A quantity is missing or beyond any possible bound; check the reading and the multiplier.",
    ),
    "subperiods_do_not_tile": Words(
        sq="Nënperiudhat e leximit lënë ditë bosh ose mbulohen; kontrolloni datat e leximeve.",
        en="The reading sub-periods leave gaps or overlap; check the dates of the readings.",
    ),
    "zones_do_not_sum": Words(
        sq="Shuma e zonave nuk është sa energjia gjithsej; kontrolloni leximet e zonave.",
        en="The zones do not sum to the whole energy; check the readings of the zones.",
    ),
    "zone_without_price": Words(
        sq="Një zonë e matur nuk ka çmim në tarifën {tariff_code}.",
        en="A measured zone has no price in the tariff {tariff_code}.",
    ),
}

_SERIES = ["bill_key", "determinant", "zone"]


def rating_problems(
    *,
    supplies: pl.DataFrame,
    determinants: pl.DataFrame,
    stretches: pl.DataFrame,
    tariffs: Sequence[TariffVersion],
) -> pl.DataFrame:
    """
    (This function will) find the bills that cannot be rated, each with its reasons.

    Shape: SUPPLY_FRAME, DETERMINANT_FRAME and the stretches of split_at_rate_change.py in;
    PROBLEM_FRAME out, params as JSON.
    """
    codes = sorted({tariff.code for tariff in tariffs})
    found = [
        _supply_problems(supplies.lazy(), stretches.lazy(), codes),
        _determinant_problems(supplies.lazy(), determinants.lazy()),
        _missing_determinants(supplies.lazy(), determinants.lazy()),
    ]
    if determinants.select((pl.col("zone") != "").any()).item():
        zones = determinants.lazy().filter(pl.col("zone") != "")
        found.append(_zone_sum_problems(determinants.lazy(), zones))
        found.append(_zone_price_problems(zones, stretches.lazy(), tariffs))
    rows = collected(pl.concat(found).filter(pl.col("bill_key").is_not_null()))
    if rows.is_empty():
        return pl.DataFrame(schema=PROBLEM_FRAME)
    return _with_params(rows.unique(), supplies)


def _reason(code: str, /) -> pl.Expr:
    return pl.lit(code).alias("code")


def _supply_problems(supplies: pl.LazyFrame, stretches: pl.LazyFrame, codes: list[str], /) -> pl.LazyFrame:
    covered = stretches.group_by("bill_key").agg(covered_days=(pl.col("days_until") - pl.col("days_before")).sum())
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    is_incomplete = pl.any_horizontal(pl.all().exclude("covered_days").is_null())
    code = (
        pl.when(pl.col("bill_key").is_duplicated())
        .then(pl.lit("supply_repeated"))
        .when(is_incomplete)
        .then(pl.lit("supply_incomplete"))
        .when((days <= 0) | (days > LARGEST_PERIOD_DAYS))
        .then(pl.lit("period_invalid"))
        .when(~pl.col("tariff_code").is_in(codes))
        .then(pl.lit("tariff_unknown"))
        .when(pl.col("covered_days").fill_null(0) != days)
        .then(pl.lit("tariff_not_in_force"))
    )
    checked = supplies.join(covered, on="bill_key", how="left").select("bill_key", code=code)
    return checked.filter(pl.col("code").is_not_null())


def _determinant_problems(supplies: pl.LazyFrame, determinants: pl.LazyFrame, /) -> pl.LazyFrame:
    # A supply given twice is said to be so, not that its quantities overlap.
    period = supplies.unique("bill_key").select(
        "bill_key", "period_start", "period_end", is_supplied=pl.lit(value=True)
    )
    rows = determinants.join(period, on="bill_key", how="left").sort([*_SERIES, "from_date"])
    is_absent = pl.any_horizontal(pl.col("determinant", "zone", "from_date", "to_date", "quantity").is_null())
    code = (
        pl.when(pl.col("is_supplied").is_null())
        .then(pl.lit("supply_missing"))
        .when(is_absent | ~pl.col("quantity").is_between(-LARGEST_ENERGY, LARGEST_ENERGY))
        .then(pl.lit("quantity_out_of_bounds"))
        .when(~pl.col("determinant").is_in(list(DETERMINANTS)))
        .then(pl.lit("determinant_unknown"))
        .when(_is_loose())
        .then(pl.lit("subperiods_do_not_tile"))
    )
    return rows.select("bill_key", code=code).filter(pl.col("code").is_not_null())


def _is_loose() -> pl.Expr:
    """Tell of a sorted sub-period whether it leaves a gap, overlaps, or goes beyond the period."""
    # Rows are sorted, so the neighbour above belongs to the same series unless a key differs;
    # `ne_missing` makes the first row of the frame, which has no neighbour, a first one.
    is_first = pl.any_horizontal([pl.col(key).ne_missing(pl.col(key).shift(1)) for key in _SERIES])
    is_final = pl.any_horizontal([pl.col(key).ne_missing(pl.col(key).shift(-1)) for key in _SERIES])
    is_whole = pl.col("zone") == ""
    from_date, to_date, before = pl.col("from_date"), pl.col("to_date"), pl.col("to_date").shift(1)
    start, end = pl.col("period_start"), pl.col("period_end")
    return (
        (from_date >= to_date)
        | (from_date < start)
        | (to_date > end)
        | (is_first & is_whole & (from_date != start))
        | (is_final & is_whole & (to_date != end))
        | (~is_first & is_whole & (from_date != before))
        | (~is_first & ~is_whole & (from_date < before))
    )


def _missing_determinants(supplies: pl.LazyFrame, determinants: pl.LazyFrame, /) -> pl.LazyFrame:
    active = determinants.filter((pl.col("determinant") == "active_import") & (pl.col("zone") == "")).select("bill_key")
    return supplies.join(active, on="bill_key", how="anti").select("bill_key", _reason("determinant_missing"))


def _zone_sum_problems(determinants: pl.LazyFrame, zones: pl.LazyFrame, /) -> pl.LazyFrame:
    subperiod = ["bill_key", "determinant", "from_date", "to_date"]
    sums = zones.group_by(subperiod).agg(zones=pl.col("quantity").sum())
    wholes = determinants.filter(pl.col("zone") == "").select(*subperiod, "quantity")
    met = sums.join(wholes, on=subperiod, how="left")
    return met.filter(pl.col("zones").ne_missing(pl.col("quantity"))).select("bill_key", _reason("zones_do_not_sum"))


def _zone_price_problems(
    zones: pl.LazyFrame, stretches: pl.LazyFrame, tariffs: Sequence[TariffVersion], /
) -> pl.LazyFrame:
    active = zones.filter(pl.col("determinant") == "active_import").select("bill_key", "zone")
    met = active.join(stretches.select("bill_key", "version_no"), on="bill_key", how="inner")
    # A version without a calendar prices the whole energy and does not look at zones.
    with_calendar = [
        (number, tariff.zone_calendar.zones())
        for number, tariff in enumerate(tariffs)
        if tariff.zone_calendar is not None
    ]
    priced = pl.LazyFrame(
        [(number, zone) for number, zones_of in with_calendar for zone in zones_of],
        schema={"version_no": pl.Int32, "zone": pl.String},
        orient="row",
    )
    return (
        met.filter(pl.col("version_no").is_in([number for number, _ in with_calendar]))
        .join(priced, on=["version_no", "zone"], how="anti")
        .select("bill_key", _reason("zone_without_price"))
    )


def _with_params(rows: pl.DataFrame, supplies: pl.DataFrame, /) -> pl.DataFrame:
    detailed = rows.join(supplies.unique("bill_key"), on="bill_key", how="left")
    params = [
        json.dumps({key: _plain(row[key]) for key in ("tariff_code", "period_start", "period_end")})
        for row in detailed.iter_rows(named=True)
    ]
    return (
        detailed.with_columns(params=pl.Series(params, dtype=pl.String))
        .select(list(PROBLEM_FRAME))
        .sort("bill_key", "code")
    )


def _plain(value: str | date | None, /) -> str:
    return "" if value is None else str(value)
