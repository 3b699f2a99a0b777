from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.metering.consumption_determinants import consumption_determinants
from drita.rules.metering.register_consumption import REGISTER_PAIR_SCHEMA, register_consumption

SEP, MID, OCT = date(2026, 9, 1), date(2026, 9, 16), date(2026, 10, 1)


def consumed(*rows: tuple[int, str, date, date, int]) -> pl.DataFrame:
    """Consumption of registers: (bill, zone, from, to, advance in Wh)."""
    pairs = [(b, n, "active_import", zone, a, z, 0, wh, 6, 0, 1000) for n, (b, zone, a, z, wh) in enumerate(rows)]
    return register_consumption(pairs=pl.DataFrame(pairs, schema=REGISTER_PAIR_SCHEMA, orient="row"))


def test_zone_registers_make_the_whole():
    result = consumption_determinants(
        consumption=consumed((1, "peak", SEP, OCT, 40_000), (1, "offpeak", SEP, OCT, 60_000), (2, "", SEP, OCT, 7_000))
    )
    assert result.determinants.select("bill_key", "zone", "quantity").rows() == [
        (1, "", 100_000),
        (1, "offpeak", 60_000),
        (1, "peak", 40_000),
        (2, "", 7_000),
    ]


def test_a_whole_register_beside_the_zones_only_checks_them():
    within = consumed((1, "peak", SEP, OCT, 40_000), (1, "offpeak", SEP, OCT, 60_000), (1, "", SEP, OCT, 102_000))
    assert consumption_determinants(consumption=within).determinants["quantity"].to_list()[0] == 100_000
    beyond = consumed((1, "peak", SEP, OCT, 40_000), (1, "offpeak", SEP, OCT, 60_000), (1, "", SEP, OCT, 104_000))
    result = consumption_determinants(consumption=beyond)
    assert result.determinants.is_empty()
    assert result.problems["code"].to_list() == ["zones_differ_from_whole"]


def test_a_bill_with_one_bad_register_gets_no_part_of_its_energy():
    rows = consumed((1, "peak", SEP, OCT, 40_000), (1, "offpeak", OCT, SEP, 60_000), (2, "", SEP, OCT, 5_000))
    result = consumption_determinants(consumption=rows)
    assert result.determinants["bill_key"].unique().to_list() == [2]
    assert result.problems.select("bill_key", "code").rows() == [(1, "period_not_forward")]


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["", "peak", "offpeak"]), st.booleans(), st.integers(0, 10**6)),
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_zone_rows_always_sum_to_the_whole_of_their_sub_period(rows):
    spans = [(bill, zone, MID if late else SEP, OCT if late else MID, wh * 1000) for bill, zone, late, wh in rows]
    result = consumption_determinants(consumption=consumed(*spans)).determinants
    key = ["bill_key", "determinant", "from_date", "to_date"]
    whole = result.filter(pl.col("zone") == "").select(*key, "quantity")
    zones = result.filter(pl.col("zone") != "").group_by(key).agg(pl.col("quantity").sum())
    joined = whole.join(zones, on=key, how="inner", suffix="_zones")
    assert (joined["quantity"] == joined["quantity_zones"]).all()
    assert not result.select(*key, "zone").is_duplicated().any()
