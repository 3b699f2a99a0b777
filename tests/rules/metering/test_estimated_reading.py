from datetime import date

import polars as pl
import pytest

from drita.rules.metering.estimated_reading import HISTORY_SCHEMA, NEEDED_SCHEMA, estimated_reading

OCT = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("history", "previous", "dials", "expected"),
    [
        # 300 kWh in 30 days last September, 30 days now.
        ([(date(2025, 9, 1), 0), (date(2025, 10, 1), 300_000)], 1_000_000, 6, (1_300_000, "same_month_last_year")),
        # Two steps of 31 and 30 days, 61 kWh in 61 days, cut to whole kWh.
        ([(date(2026, 7, 1), 0), (date(2026, 8, 1), 31_900), (date(2026, 9, 1), 61_900)], 61_900, 5, (90_900, "mean_of_last_three")),
        # Round the dial: 99 995 + 10.
        ([(date(2026, 8, 2), 99_985_000), (date(2026, 9, 1), 99_995_000)], 99_995_000, 5, (5_000, "mean_of_last_three")),
        ([(date(2026, m, 1), 700_000) for m in (6, 7, 8, 9)], 700_000, 5, (None, "unused_lately")),
        ([(date(2026, 9, 1), 700_000)], 700_000, 5, (None, "no_history")),
        ([], 700_000, 5, (None, "no_history")),
    ],
)  # fmt: skip
def test_an_unread_register_is_estimated_from_its_own_use(history, previous, dials, expected):
    needed = pl.DataFrame([(1, date(2026, 9, 1), previous, OCT, dials)], schema=NEEDED_SCHEMA, orient="row")
    rows = pl.DataFrame([(1, *row) for row in history], schema=HISTORY_SCHEMA, orient="row")
    assert estimated_reading(needed=needed, history=rows).select("value_milli", "method").row(0) == expected


def test_many_registers_are_estimated_each_from_its_own_history():
    needed = pl.DataFrame(
        [(n, date(2026, 9, 1), n * 1_000_000, OCT, 6) for n in (3, 1, 2)], schema=NEEDED_SCHEMA, orient="row"
    )
    history = pl.DataFrame(
        [(n, date(2025, month, 1), n * month * 31_000) for n in (1, 2, 3) for month in (9, 10)],
        schema=HISTORY_SCHEMA,
        orient="row",
    )
    result = estimated_reading(needed=needed, history=history)
    assert result["register_id"].to_list() == [3, 1, 2]
    assert result["value_milli"].to_list() == [3_093_000, 1_031_000, 2_062_000]
