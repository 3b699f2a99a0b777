"""The billing calendar keeps periods at 28 to 32 days and off free days."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.billing.billing_calendar import ROUTE_SCHEMA, billing_calendar


def _planned(previous: date | None, usual_day: int, month: date, holidays: list[date]) -> dict[str, object]:
    routes = pl.DataFrame([(1, previous, usual_day)], schema=ROUTE_SCHEMA, orient="row")
    return billing_calendar(routes=routes, bill_month=month, holidays=holidays).row(0, named=True)


def test_a_reading_day_moves_off_a_holiday_and_a_weekend() -> None:
    # 28.11.2026 is a Saturday, 27.11 and 30.11 are working days; 28 and 29 November are holidays.
    row = _planned(date(2026, 10, 28), 28, date(2026, 11, 1), [date(2026, 11, 28), date(2026, 11, 29)])
    assert (row["reading_date"], row["period_days"], row["is_period_unusual"]) == (date(2026, 11, 27), 30, False)


def test_cut_off_and_issue_count_working_days_only() -> None:
    # Read on Thursday 24.12; Friday 25.12 is a holiday: cut-off 30.12, issue 4.1 (1 and 2 January are free).
    free = [date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 2)]
    row = _planned(date(2026, 11, 24), 24, date(2026, 12, 1), free)
    assert (row["reading_date"], row["cutoff_date"], row["issue_date"]) == (
        date(2026, 12, 24), date(2026, 12, 30), date(2027, 1, 4),
    )  # fmt: skip


def test_a_period_that_no_working_day_makes_usual_is_listed() -> None:
    row = _planned(date(2026, 9, 1), 1, date(2026, 11, 1), [])
    assert (row["is_period_unusual"], row["reading_date"]) == (True, date(2026, 11, 2))


@given(st.integers(1, 31), st.integers(0, 40))
def test_the_days_are_always_in_order_and_in_the_month(usual_day: int, months: int) -> None:
    month = date(2024 + months // 12, months % 12 + 1, 1)
    row = _planned(None, usual_day, month, [])
    assert row["reading_date"].replace(day=1) == month
    assert row["reading_date"] <= row["cutoff_date"] <= row["issue_date"] < row["due_date"]
    assert row["reading_date"].weekday() < 5
