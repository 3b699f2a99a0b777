"""Which readings close a period, with meters exchanged, moved and unread."""

from datetime import date

import polars as pl
import pytest

from drita.rules.billing.bill_inputs import CONTRACT_SCHEMA, READING_SCHEMA, REGISTER_SCHEMA
from drita.rules.billing.reading_pairs import ReadingPairs, reading_pairs

AFTER, UNTIL, MONTH_END = date(2026, 10, 6), date(2026, 11, 6), date(2026, 11, 1)


def _contract(**given: object) -> pl.DataFrame:
    row = {
        "bill_key": 1,
        "account_id": 1,
        "is_leading_contract": True,
        "contract_from": date(2020, 1, 1),
        "planned_end": MONTH_END,
        "read_until": UNTIL,
        "may_estimate": True,
        "history_wh": [],
        **given,
    }
    return pl.DataFrame([{name: row.get(name) for name in CONTRACT_SCHEMA}], schema=dict(CONTRACT_SCHEMA))


def _registers(*spans: tuple[int, date, date | None]) -> pl.DataFrame:
    rows = [
        {
            "bill_key": 1, "register_id": register_id, "meter_serial": f"M{register_id}", "register_code": "A+",
            "is_interval": False, "determinant": "active_import", "zone": "", "dials": 5, "decimals": 0,
            "multiplier_milli": 1000, "span_from": since, "span_to": until,
        }
        for register_id, since, until in spans
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=dict(REGISTER_SCHEMA))


def _readings(*rows: tuple[int, date, int], quality: str = "actual") -> pl.DataFrame:
    return pl.DataFrame([(*row, quality) for row in rows], schema=dict(READING_SCHEMA), orient="row")


def _paired(
    contract: pl.DataFrame, registers: pl.DataFrame, readings: pl.DataFrame, carried: pl.DataFrame
) -> ReadingPairs:
    return reading_pairs(
        contracts=contract, registers=registers, readings=readings, carried=carried,
        read_after=AFTER, read_until=UNTIL, month_end=MONTH_END,
    )  # fmt: skip


NOTHING = _readings()
THERE = _registers((7, date(2020, 1, 1), None))
BILLED = _readings((7, date(2026, 10, 1), 100_000))


@pytest.mark.parametrize(
    ("contract", "registers", "readings", "carried", "period", "needs_estimate"),
    [
        pytest.param(
            _contract(billed_to=date(2026, 10, 1)), THERE, _readings((7, MONTH_END, 300_000)), BILLED,
            (date(2026, 10, 1), MONTH_END), False, id="from the last bill to the reading of the month",
        ),
        pytest.param(
            _contract(), THERE, _readings((7, date(2026, 9, 30), 5), (7, MONTH_END, 300_000)), NOTHING,
            (date(2026, 9, 30), MONTH_END), False, id="the first bill begins at the first reading ever",
        ),
        pytest.param(
            _contract(billed_to=date(2026, 10, 1)), THERE, _readings((7, date(2026, 10, 6), 150_000)), BILLED,
            (date(2026, 10, 1), MONTH_END), True, id="a late reading of the month before does not close this one",
        ),
        pytest.param(
            _contract(billed_to=date(2026, 10, 1)), THERE, _readings((7, UNTIL, 300_000)), BILLED,
            (date(2026, 10, 1), UNTIL), False, id="a walk five days late still closes its month",
        ),
        pytest.param(
            _contract(billed_to=date(2026, 10, 1), read_until=date(2026, 10, 28)), THERE,
            _readings((7, date(2026, 10, 27), 250_000), (7, date(2026, 10, 30), 280_000)), BILLED,
            (date(2026, 10, 1), date(2026, 10, 27)), False, id="a reading after the cut-off waits for the next bill",
        ),
        pytest.param(
            _contract(billed_to=date(2026, 10, 1), contract_to=date(2026, 10, 20)), THERE,
            _readings((7, date(2026, 10, 20), 200_000), (7, MONTH_END, 300_000)), BILLED,
            (date(2026, 10, 1), date(2026, 10, 20)), False, id="the contract's last day ends the period",
        ),
        pytest.param(
            _contract(billed_to=date(2026, 10, 1)), _registers((7, date(2020, 1, 1), date(2026, 10, 15)), (8, date(2026, 10, 15), None)),
            _readings((7, date(2026, 10, 15), 200_000), (8, date(2026, 10, 15), 0), quality="installation"), BILLED,
            (date(2026, 10, 1), MONTH_END), True, id="the removal of a meter does not end the period",
        ),
    ],
)  # fmt: skip
def test_the_period_runs_from_the_last_bill_to_the_newest_reading_of_the_month(
    contract, registers, readings, carried, period, needs_estimate
) -> None:
    row = _paired(contract, registers, readings, carried).periods.row(0, named=True)
    assert ((row["period_start"], row["period_end"]), row["needs_estimate"]) == (period, needs_estimate)


def test_an_exchanged_meter_gives_two_parts_that_meet_on_the_day_of_exchange() -> None:
    swap = date(2026, 10, 15)
    registers = _registers((7, date(2020, 1, 1), swap), (8, swap, None))
    readings = _readings((7, swap, 180_000), (8, swap, 0), (8, MONTH_END, 90_000))
    pairs = _paired(_contract(billed_to=date(2026, 10, 1)), registers, readings, BILLED).pairs
    assert pairs.select("register_id", "from_date", "to_date", "previous_milli", "present_milli").rows() == [
        (7, date(2026, 10, 1), swap, 100_000, 180_000),
        (8, swap, MONTH_END, 0, 90_000),
    ]


def test_what_was_billed_goes_before_a_later_correction_of_that_day() -> None:
    corrected = _readings((7, date(2026, 10, 1), 95_000), (7, MONTH_END, 300_000))
    pairs = _paired(_contract(billed_to=date(2026, 10, 1)), THERE, corrected, BILLED).pairs
    assert pairs["previous_milli"].to_list() == [100_000]


def test_a_day_of_exchange_without_a_reading_leaves_the_pair_open() -> None:
    swap = date(2026, 10, 15)
    registers = _registers((7, date(2020, 1, 1), swap), (8, swap, None))
    readings = _readings((8, swap, 0), (8, MONTH_END, 90_000))
    pairs = _paired(_contract(billed_to=date(2026, 10, 1)), registers, readings, BILLED).pairs
    assert pairs["present_milli"].to_list() == [None, 90_000]
