from datetime import date

import polars as pl
import pytest

from drita.modules.metering.models import Installation, Meter, Reading, Register, RegisterMultiplier
from drita.modules.metering.operations.store_meters import METER_ROW_SCHEMA, StoredMeters, store_meters
from tests.modules.metering.places import NOW, TODAY, make_service_point

pytestmark = pytest.mark.django_db


def row(number: int, serial: str = "M1", code: str = "A+", **more: object) -> dict[str, object]:
    return {
        "row_number": number,
        "meter_serial": serial,
        "kind": "electronic",
        "phases": 1,
        "register_code": code,
        "dials": 5,
        "decimals": 1,
        "multiplier_milli": 1000,
        "service_point_code": "P1",
        "installed_on": date(2025, 1, 1),
        "first_value_milli": 100,
        **more,
    }


def store(*rows: dict[str, object]) -> StoredMeters:
    return store_meters(rows=pl.DataFrame(rows, schema=METER_ROW_SCHEMA), today=TODAY, recorded_at=NOW)


@pytest.fixture(autouse=True)
def points():
    make_service_point("P1")
    make_service_point("P2")


def test_a_meter_comes_with_registers_multipliers_place_and_first_readings():
    result = store(row(1, code="A+T1"), row(2, code="A+T2", first_value_milli=200))
    assert (result.created, result.problems.height) == (2, 0)
    assert list(Register.objects.order_by("code").values_list("code", "determinant", "zone")) == [
        ("A+T1", "active_import", "peak"),
        ("A+T2", "active_import", "offpeak"),
    ]
    assert RegisterMultiplier.objects.count() == 2
    assert Installation.objects.get().service_point.code == "P1"
    assert list(Reading.objects.order_by("value_milli").values_list("value_milli", "quality")) == [
        (100, "installation"),
        (200, "installation"),
    ]


def test_the_same_file_twice_changes_nothing():
    store(row(1))
    again = store(row(1))
    assert (again.created, again.unchanged, again.problems.height) == (0, 1, 0)
    assert (Meter.objects.count(), Installation.objects.count(), Reading.objects.count()) == (1, 1, 1)


def test_a_meter_that_came_down_leaves_its_place_to_the_next():
    change = date(2026, 3, 15)
    result = store(
        row(1, removed_on=change, last_value_milli=500_100),
        row(2, "M2", installed_on=change, first_value_milli=0),
    )
    assert (result.created, result.problems.height) == (2, 0)
    assert Installation.objects.count() == 2
    assert Reading.objects.filter(quality="removal").get().value_milli == 500_100


def test_an_exchange_ends_the_meter_that_was_stored_before():
    store(row(1))
    change = date(2026, 3, 15)
    exchange = (
        row(1, removed_on=change, last_value_milli=500_100),
        row(2, "M2", installed_on=change, first_value_milli=0),
    )
    result = store(*exchange)
    assert (result.created, result.problems.height) == (2, 0)
    assert sorted(str(i.valid_period.upper) for i in Installation.objects.all()) == ["2026-03-15", "None"]
    again = store(*exchange)
    assert (again.created, again.unchanged, again.problems.height) == (0, 2, 0)


def test_a_new_meter_does_not_take_the_place_before_the_old_one_left():
    store(row(1))
    left = row(1, removed_on=date(2026, 3, 15), last_value_milli=500_100)
    result = store(left, row(2, "M2", installed_on=date(2026, 3, 1), first_value_milli=0))
    assert result.problems.select("row_number", "code").rows() == [(2, "place_taken")]


def test_two_meters_at_one_place_at_one_time_are_refused():
    result = store(row(1), row(2, "M2"))
    assert result.problems.select("row_number", "code").rows() == [(2, "place_taken")]
    assert store(row(7, "M3")).problems["code"].to_list() == ["place_taken"]
    assert store(row(8, "M1", service_point_code="P2")).problems["code"].to_list() == ["meter_taken"]


def test_one_bad_row_keeps_the_whole_meter_out():
    result = store(row(1, code="A+T1"), row(2, code="X"))
    assert result.problems.select("row_number", "code").rows() == [
        (1, "other_row_of_meter"),
        (2, "register_code_unknown"),
    ]
    assert not Meter.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"meter_serial": None}, "serial_missing"),
        ({"kind": "steam"}, "kind_unknown"),
        ({"kind": None}, "kind_unknown"),
        ({"phases": 2}, "phases_unknown"),
        ({"dials": 13}, "dials_wrong"),
        ({"decimals": None}, "dials_wrong"),
        ({"multiplier_milli": 0}, "multiplier_not_positive"),
        ({"service_point_code": "P9"}, "service_point_unknown"),
        ({"installed_on": None}, "installed_on_missing"),
        ({"installed_on": date(2027, 1, 1)}, "installed_in_future"),
        ({"removed_on": date(2024, 1, 1), "last_value_milli": 1000}, "removed_before_installed"),
        ({"first_value_milli": None}, "first_value_missing"),
        ({"removed_on": date(2026, 1, 1)}, "last_value_missing"),
        ({"first_value_milli": 100_000_000}, "value_not_on_dial"),
        ({"first_value_milli": 50}, "value_not_on_dial"),
    ],
)
def test_a_wrong_row_is_refused_by_name(wrong, code):
    assert store(row(1) | wrong).problems["code"].to_list() == [code]
    assert not Meter.objects.exists()
