"""Dates, numbers, history, earlier debt, estimates: one row, one case."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.billing.bill_month import UnableToReadMonth, bill_month, bill_month_of_period, month_shifted
from drita.rules.billing.bill_number import UnableToReadBillNumber, bill_number_parts, bill_number_text
from drita.rules.billing.billed_category import billed_category
from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.billing.consumption_history import consumption_history, estimated_months, estimated_places
from drita.rules.billing.due_date import due_date
from drita.rules.billing.earlier_debt_block import DEBT_SCHEMA, earlier_debt_block
from drita.rules.billing.estimated_readings import with_estimated_readings
from drita.rules.billing.reference_consumption import reference_consumption


@pytest.mark.parametrize(
    ("month", "due"),
    [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2028, 1, 1), date(2028, 2, 29)),
        (date(2026, 11, 1), date(2026, 12, 31)),
        (date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_a_bill_is_due_on_the_last_day_of_the_next_month(month: date, due: date) -> None:
    assert due_date(bill_month=month) == due


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-1", "10-2026", "", "2026-10-01"])
def test_a_month_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(UnableToReadMonth):
        bill_month(text=text)


@pytest.mark.parametrize("text", ["", "2026", "26-1", "2026-", "2026-12x", "A-00000001"])
def test_a_text_that_is_no_bill_number_is_refused(text: str) -> None:
    with pytest.raises(UnableToReadBillNumber):
        bill_number_parts(text=text)


@given(st.integers(min_value=1, max_value=10**12))
def test_a_bill_number_is_read_as_it_was_written(number: int) -> None:
    frame = pl.DataFrame({"series": ["2026"], "number": [number]})
    text = frame.select(bill_number_text(series=pl.col("series"), number=pl.col("number"))).item()
    assert bill_number_parts(text=text) == ("2026", number)


@given(st.dates(min_value=date(2000, 1, 2), max_value=date(2090, 1, 1)), st.integers(-30, 30))
def test_a_shifted_month_comes_back(day: date, months: int) -> None:
    month = bill_month_of_period(period_end=day)
    assert month_shifted(month=month_shifted(month=month, months=months), months=-months) == month


@pytest.mark.parametrize(
    ("previous", "gap", "history"),
    [
        (list(range(13)), 1, [*range(1, 13), 77]),
        (list(range(13)), 3, [*range(3, 13), None, None, 77]),
        (list(range(13)), 0, [*range(12), 12 + 77]),
        (list(range(13)), 40, [None] * 12 + [77]),
        (None, None, [None] * 12 + [77]),
    ],
)
def test_the_history_moves_on_by_the_months_since_the_last_bill(previous, gap, history) -> None:
    frame = pl.DataFrame(
        {"was": [previous], "gap": [gap], "wh": [77]},
        schema={"was": pl.List(pl.Int64), "gap": pl.Int64, "wh": pl.Int64},
    )
    moved = consumption_history(previous=pl.col("was"), months_since=pl.col("gap"), consumption_wh=pl.col("wh"))
    assert frame.select(moved).item().to_list() == history


@pytest.mark.parametrize(
    ("total", "debt", "payable"),
    [
        (1_000, (0, 0, 0), 1_000),
        (1_000, (500, 20, 0), 1_520),
        (1_000, (0, 0, 300), 700),
        (1_000, (0, 0, 5_000), 0),
        (-400, (0, 0, 0), -400),
        (-400, (500, 0, 300), 0),
        (-400, (0, 0, 300), -400),
    ],
)
def test_a_credit_is_taken_off_only_as_far_as_there_is_something_to_pay(total, debt, payable) -> None:
    bills = pl.DataFrame({"bill_key": [1], "account_id": [5], "is_leading_contract": [True], "total_minor": [total]})
    debts = pl.DataFrame([(5, *debt, 9)], schema=DEBT_SCHEMA, orient="row")
    assert earlier_debt_block(bills=bills, debts=debts)["payable_minor"].item() == payable


@pytest.mark.parametrize(
    ("history", "estimate"),
    [
        ([4_000] + [9_000] * 11, 4_000),
        ([None] + [9_000] * 10 + [None], 9_000),
        ([None] * 11 + [5], 5),
        ([None] * 9 + [1, 1, 0], 1),
        ([None] * 12, None),
        ([4_000] * 9 + [0, 0, 0], None),
        ([4_000] * 9 + [0, None, 0], 4_000),
    ],
)
def test_the_reference_value_is_last_years_month_else_the_mean(history, estimate) -> None:
    frame = pl.DataFrame({"h": [history]}, schema={"h": pl.List(pl.Int64)})
    assert frame.select(reference_consumption(history_wh=pl.col("h"))).item() == estimate


def _pair(zone: str = "", previous: int | None = 1_000) -> dict[str, object]:
    return {
        "bill_key": 1, "zone": zone, "determinant": "active_import", "dials": 5, "multiplier_milli": 20_000,
        "previous_milli": previous, "present_milli": None, "present_quality": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "estimate", "present"),
    [
        ([_pair()], 120_000, [7_000]),  # 120 kWh / 20 = 6 kWh on the dial
        ([_pair()], None, [None]),
        ([_pair(previous=None)], 120_000, [None]),
        ([_pair("peak"), _pair("offpeak")], 120_000, [None, None]),
        ([_pair()], 10**12, [None]),  # half round the dial and more would read as running backwards
    ],
)
def test_an_estimate_becomes_a_dial_value_only_where_one_register_tells_all(rows, estimate, present) -> None:
    pairs = pl.DataFrame(
        rows, schema_overrides={"present_milli": pl.Int64, "present_quality": pl.String, "previous_milli": pl.Int64}
    )
    estimates = pl.DataFrame(
        {"bill_key": [1], "estimate_wh": [estimate]}, schema={"bill_key": pl.Int64, "estimate_wh": pl.Int64}
    )
    assert with_estimated_readings(pairs=pairs, estimates=estimates)["present_milli"].to_list() == present


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        ([("HH", date(2020, 1, 1), None)], None),
        ([("HH", date(2020, 1, 1), date(2026, 10, 10)), ("HH", date(2026, 10, 10), None)], None),
        (
            [("HH", date(2020, 1, 1), date(2026, 10, 10)), ("LV", date(2026, 10, 10), None)],
            "category_changed_in_period",
        ),
        ([("HH", date(2026, 10, 10), None)], "no_category"),
        ([], "no_category"),
    ],
)
def test_a_period_has_one_category_or_is_a_problem(spans, problem) -> None:
    periods = pl.DataFrame({"bill_key": [1], "period_start": [date(2026, 10, 1)], "period_end": [date(2026, 11, 1)]})
    schema = {
        "bill_key": pl.Int64,
        "category": pl.String,
        "tariff_code": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
    rows = [(1, tariff.lower(), tariff, since, until) for tariff, since, until in spans]
    good, bad = billed_category(periods=periods, categories=pl.DataFrame(rows, schema=schema, orient="row"))
    assert (good.height, bad["code"].to_list()) == ((1, []) if problem is None else (0, [problem]))


def test_every_problem_has_words_in_both_languages_and_an_unknown_one_is_shown_as_it_is() -> None:
    assert billing_problem_words(code="no_meter", language="sq", params={}).startswith("Pika")
    assert billing_problem_words(code="no_period", language="en", params={}) == "no_period"
    assert billing_problem_words(code="later_rule", language="en", params={"a": 1}) == "later_rule (a = 1)"


@pytest.mark.parametrize(
    ("previous", "gap", "is_estimated", "months"),
    [
        (None, None, True, [12]),
        (None, None, False, []),
        (1 << 12, 1, False, [11]),
        (1 << 12, 1, True, [11, 12]),
        (1 << 12, 0, False, [12]),
        (0b11, 1, False, [0]),
        ((1 << 13) - 1, 13, True, [12]),
        ((1 << 13) - 1, 40, False, []),
    ],
)
def test_an_estimated_month_stays_marked_until_it_leaves_the_history(previous, gap, is_estimated, months) -> None:
    frame = pl.DataFrame(
        {"was": [previous], "gap": [gap], "now": [is_estimated]},
        schema={"was": pl.Int64, "gap": pl.Int64, "now": pl.Boolean},
    )
    moved = frame.select(
        mask=estimated_months(previous=pl.col("was"), months_since=pl.col("gap"), is_estimated=pl.col("now"))
    ).item()
    assert [place for place, was in enumerate(estimated_places(moved)) if was] == months
