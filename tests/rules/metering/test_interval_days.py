from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.calendars.local_time import local_day_minutes, local_day_start_at
from drita.rules.calendars.zone_calendar import ZoneCalendar, ZoneSeason, ZoneWindow
from drita.rules.metering.interval_day import INTERVAL_SCHEMA, interval_days
from drita.rules.metering.interval_determinants import (
    BILL_INTERVAL_DAY_SCHEMA,
    BILL_REGISTER_SPAN_SCHEMA,
    interval_determinants,
)
from drita.rules.metering.merged_interval_days import merged_interval_days

TIRANE = ZoneInfo("Europe/Tirane")
PEAK = ZoneCalendar(
    code="peak",
    other_zone="offpeak",
    seasons=(
        ZoneSeason((11, 1), (3, 31), (ZoneWindow("peak", 18 * 60, 22 * 60),)),
        ZoneSeason((4, 1), (10, 31), (ZoneWindow("peak", 19 * 60, 23 * 60),)),
    ),
)


def intervals(start: datetime, count: int, minutes: int, value: int = 1_000_000) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "register_key": [1] * count,
            "start_at": [start + timedelta(minutes=minutes * n) for n in range(count)],
            "interval_minutes": [minutes] * count,
            "value_micro_wh": [value * (n + 1) for n in range(count)],
            "quality": ["A"] * count,
        },
        schema=INTERVAL_SCHEMA,
    )


def clock_changes() -> list[date]:
    """Last Sundays of March and October of 26 years, and the days around them."""
    days = []
    for year in range(2010, 2036):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            days += [sunday - timedelta(days=1), sunday, sunday + timedelta(days=1)]
    return days


def test_every_clock_change_from_2010_to_2035_keeps_every_interval():
    for day in clock_changes():
        hours = local_day_minutes(day=day) // 60
        assert hours == {(3, True): 23, (10, True): 25}.get((day.month, day.weekday() == 6), 24)
        for minutes in (15, 60):
            count = hours * 60 // minutes
            result = interval_days(intervals=intervals(local_day_start_at(day=day), count, minutes))
            assert result.problems.is_empty()
            [stored] = result.days.rows(named=True)
            assert (stored["day"], len(stored["values_wh"]), stored["qualities"]) == (day, count, "A" * count)
            assert stored["values_wh"] == list(range(1, count + 1))


def test_the_place_of_each_interval_agrees_with_the_clock_of_the_standard_library():
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    stored = interval_days(intervals=intervals(start, 25, 60)).days.row(0, named=True)
    clocks = [(start + timedelta(hours=n)).astimezone(TIRANE).hour for n in range(25)]
    assert clocks[1:5] == [1, 2, 2, 3]
    assert stored["day"] == date(2026, 10, 25)


def test_a_day_covered_in_part_keeps_its_other_places_empty():
    [day] = interval_days(intervals=intervals(datetime(2026, 7, 1, 0, tzinfo=UTC), 2, 60)).days.rows(named=True)
    assert day["values_wh"][:5] == [None, None, 1, 2, None]
    assert day["qualities"] == "NNAA" + "N" * 20


def test_what_is_off_the_grid_or_given_twice_is_told_and_the_first_stays():
    good = intervals(datetime(2026, 1, 1, 23, tzinfo=UTC), 2, 60)
    off = intervals(datetime(2026, 1, 1, 23, 7, tzinfo=UTC), 1, 60)
    again = good.with_columns(value_micro_wh=pl.col("value_micro_wh") * 2)
    result = interval_days(intervals=pl.concat([good, off, good, again]))
    assert result.problems["code"].to_list() == ["interval_given_twice", "interval_not_on_grid", "interval_given_twice"]
    assert result.days["values_wh"].to_list()[0][:3] == [1, 2, None]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5_000_000)), min_size=24, max_size=24))
@settings(max_examples=100, deadline=None)
def test_rounding_to_whole_watt_hours_conserves_the_day(values):
    frame = intervals(datetime(2026, 1, 1, 23, tzinfo=UTC), 24, 60).with_columns(
        value_micro_wh=pl.Series(values, dtype=pl.Int64)
    )
    [day] = interval_days(intervals=frame).days.rows(named=True)
    total = sum(v for v in values if v is not None)
    assert sum(v for v in day["values_wh"] if v is not None) == (total * 2 + 1_000_000) // 2_000_000
    assert [v is None for v in day["values_wh"]] == [v is None for v in values]
    assert all(
        abs(w * 1_000_000 - v) < 1_000_000 for w, v in zip(day["values_wh"], values, strict=True) if v is not None
    )


def bill_days(start: date, days: int, minutes: int = 60, holes: frozenset[int] = frozenset()) -> pl.DataFrame:
    rows = []
    for n in range(days):
        day = start + timedelta(days=n)
        count = local_day_minutes(day=day) // minutes
        rows.append((1, 7, day, minutes, [None if n in holes and i == 0 else n * 100 + i for i in range(count)]))
    return pl.DataFrame(rows, schema=BILL_INTERVAL_DAY_SCHEMA, orient="row")


def span(start: date, end: date) -> pl.DataFrame:
    return pl.DataFrame(
        [(1, 7, "active_import", start, end, start, end)], schema=BILL_REGISTER_SPAN_SCHEMA, orient="row"
    )


@pytest.mark.parametrize("start", [date(2026, 3, 1), date(2026, 10, 1), date(2026, 6, 1)])
@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_zone_sums_equal_the_whole_and_cut_parts_the_period(start, minutes):
    days = bill_days(start, 31, minutes)
    end = start + timedelta(days=31)
    cut = start + timedelta(days=9)
    result = interval_determinants(interval_days=days, spans=span(start, end), calendar=PEAK, cut_dates=[cut])
    assert result.problems.is_empty()
    rows = result.determinants
    whole = rows.filter(pl.col("zone") == "").sort("from_date")
    zones = rows.filter(pl.col("zone") != "").group_by("from_date").agg(pl.col("quantity").sum()).sort("from_date")
    assert whole["quantity"].to_list() == zones["quantity"].to_list()
    assert whole.select("from_date", "to_date").rows() == [(start, cut), (cut, end)]
    assert whole["quantity"].sum() == sum(sum(values) for values in days["values_wh"].to_list())


def test_peak_hours_follow_the_wall_clock_on_the_day_of_the_change():
    day = date(2026, 3, 29)
    days = pl.DataFrame([(1, 7, day, 60, [1] * 15 + [10] * 8)], schema=BILL_INTERVAL_DAY_SCHEMA, orient="row")
    result = interval_determinants(
        interval_days=days, spans=span(day, day + timedelta(days=1)), calendar=PEAK
    ).determinants
    # 23 hours: place 17 is 18:00, so peak is places 17 to 20, all of them tens.
    assert dict(result.select("zone", "quantity").rows()) == {"": 95, "offpeak": 55, "peak": 40}


def test_a_hole_is_never_billed_as_zero():
    start, end = date(2026, 6, 1), date(2026, 7, 1)
    missing_value = interval_determinants(
        interval_days=bill_days(start, 30, holes=frozenset({3})), spans=span(start, end), calendar=None
    )
    missing_day = interval_determinants(interval_days=bill_days(start, 29), spans=span(start, end), calendar=None)
    none = interval_determinants(interval_days=bill_days(start, 0), spans=span(start, end), calendar=None)
    assert [r.problems["code"].to_list() for r in (missing_value, missing_day, none)] == [
        ["interval_values_missing"],
        ["interval_days_missing"],
        ["interval_days_missing"],
    ]
    assert all(r.determinants.is_empty() for r in (missing_value, missing_day, none))


def test_merging_keeps_known_values_where_nothing_comes_and_sees_repetition():
    key = {"register_id": [1, 2, 3], "day": [date(2026, 7, 1)] * 3, "interval_minutes": [60] * 3}
    known = pl.DataFrame(
        {k: v[:2] for k, v in key.items()}
        | {"values_wh": [[1, None], [5, 6]], "qualities": ["AN", "AA"], "revision": [0, 4]}
    )
    incoming = pl.DataFrame(key | {"values_wh": [[None, 2], [5, None], [7, 8]], "qualities": ["NE", "AN", "AA"]})
    merged = merged_interval_days(incoming=incoming, known=known)
    assert merged.select("values_wh", "qualities", "revision", "verdict").rows() == [
        ([1, 2], "AE", 1, "revised"),
        ([5, 6], "AA", 5, "repeated"),
        ([7, 8], "AA", 0, "new"),
    ]


def test_two_spans_of_one_register_must_each_be_whole():
    start, cut, end = date(2026, 6, 1), date(2026, 6, 16), date(2026, 7, 1)
    spans = pl.concat([span(start, cut), span(cut, end)]).with_columns(period_start=start, period_end=end)
    whole = interval_determinants(interval_days=bill_days(start, 30), spans=spans, calendar=None)
    short = interval_determinants(interval_days=bill_days(start, 29), spans=spans, calendar=None)
    assert whole.determinants.select("from_date", "to_date").rows() == [(start, end)]
    assert whole.determinants["quantity"].item() == sum(sum(v) for v in bill_days(start, 30)["values_wh"].to_list())
    assert short.problems["code"].to_list() == ["interval_days_missing"]
