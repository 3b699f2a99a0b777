from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.metering.register_consumption import REGISTER_PAIR_SCHEMA, register_consumption

SEP, OCT = date(2026, 9, 1), date(2026, 10, 1)


def pairs(*rows: tuple[int | None, int | None, int, int]) -> pl.DataFrame:
    """Rows of (previous, present, dials, multiplier), one register each."""
    return pl.DataFrame(
        [
            (n, n, "active_import", "", SEP, OCT, previous, present, dials, 0, multiplier)
            for n, (previous, present, dials, multiplier) in enumerate(rows)
        ],
        schema=REGISTER_PAIR_SCHEMA,
        orient="row",
    )


@pytest.mark.parametrize(
    ("previous", "present", "dials", "multiplier", "expected"),
    [
        (100_000, 342_000, 5, 1_000, (242_000, False, None)),
        (0, 0, 5, 1_000, (0, False, None)),
        (99_998_000, 3_000, 5, 1_000, (5_000, True, None)),
        (999_999_900, 0, 6, 20_000, (2_000, True, None)),
        (60_000_000, 10_000_000, 5, 1_000, (50_000_000, True, None)),
        (59_999_000, 10_000_000, 5, 1_000, (None, False, "reading_runs_backwards")),
        (100_000_000, 1_000, 5, 1_000, (None, False, "reading_outside_dial")),
        (-1, 1_000, 5, 1_000, (None, False, "reading_outside_dial")),
        (0, 1, 5, 1_500, (2, False, None)),
        (0, 1, 5, 500, (1, False, None)),
        (0, 1, 5, 499, (0, False, None)),
        (None, 1_000, 5, 1_000, (None, False, "reading_missing")),
        (1_000, None, 5, 1_000, (None, False, "reading_missing")),
        (0, 1_000, 5, 0, (None, False, "multiplier_not_positive")),
        (0, 999_999_999_999_000, 12, 9_000, (8_999_999_999_991_000, False, None)),
    ],
)
def test_consumption_of_one_register(previous, present, dials, multiplier, expected):
    result = register_consumption(pairs=pairs((previous, present, dials, multiplier)))
    assert result.select("consumption_wh", "is_rollover", "problem").row(0) == expected


def test_a_period_must_go_forward():
    rows = pairs((0, 1_000, 5, 1_000)).with_columns(to_date=pl.col("from_date"))
    assert register_consumption(pairs=rows)["problem"].to_list() == ["period_not_forward"]


@pytest.mark.soak
def test_a_hundred_thousand_random_registers_agree_with_plain_decimals():
    random = Random(20261123)
    rows = []
    for _ in range(100_000):
        dials = random.randint(4, 8)
        limit = 10**dials * 1000
        rows.append(
            (random.randrange(limit), random.randrange(limit), dials, random.choice([1, 333, 1000, 20_000, 2_000_500]))
        )
    result = register_consumption(pairs=pairs(*rows)).select("consumption_wh", "is_rollover", "problem").rows()
    for (previous, present, dials, multiplier), found in zip(rows, result, strict=True):
        # Written from the text: kWh on the dial, round the dial once if it fell, times the constant, to whole Wh.
        before, after = Decimal(previous) / 1000, Decimal(present) / 1000
        around = after < before
        kwh = after - before + (Decimal(10) ** dials if around else 0)
        if around and kwh > Decimal(10) ** dials / 2:
            assert found == (None, False, "reading_runs_backwards")
            continue
        wh = (kwh * Decimal(multiplier) / 1000 * 1000).quantize(Decimal(1), ROUND_HALF_UP)
        assert found == (int(wh), around, None)


@given(
    start=st.integers(0, 99_999_999),
    advances=st.lists(st.integers(0, 9_000_000), min_size=1, max_size=6),
)
@settings(max_examples=200, deadline=None)
def test_energy_is_conserved_over_any_chain_of_readings_with_roll_overs(start, advances):
    values = [start]
    for advance in advances:
        values.append((values[-1] + advance) % 100_000_000)
    rows = [(a, b, 5, 1_000) for a, b in zip(values, values[1:], strict=False)]
    result = register_consumption(pairs=pairs(*rows))
    assert result["problem"].null_count() == len(rows)
    assert result["consumption_wh"].sum() == sum(advances)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**8 - 1), st.integers(0, 10**8 - 1), st.sampled_from([4, 5, 6]), st.integers(0, 50_000)
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=100, deadline=None)
def test_a_batch_equals_its_members_one_by_one(rows):
    columns = ["consumption_wh", "is_rollover", "problem"]
    whole = register_consumption(pairs=pairs(*rows)).select(columns).rows()
    assert whole == [register_consumption(pairs=pairs(row)).select(columns).row(0) for row in rows]
