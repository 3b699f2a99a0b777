"""Meters hung, exchanged and looked at; a refused exchange leaves everything as it was."""

from datetime import date

import polars as pl
import pytest

from drita.modules.metering.models import Installation
from drita.modules.metering.operations.exchange_meter import UnableToExchangeMeter, exchange_meter
from drita.modules.metering.operations.install_meter import DialValues, UnableToInstallMeter, install_meter
from drita.modules.metering.operations.record_readings import record_readings
from drita.modules.metering.queries import list_meters_at, list_missing_readings, list_readings
from tests.modules.metering.places import NOW, TODAY, hang, incoming, make_contract, make_meter, make_service_point

pytestmark = pytest.mark.django_db
SEP, OCT, MID = date(2026, 9, 1), date(2026, 10, 1), date(2026, 9, 16)


def record(readings: pl.DataFrame) -> None:
    result = record_readings(readings=readings, file="t", today=TODAY, recorded_at=NOW)
    assert result.refusals.is_empty(), result.refusals


@pytest.fixture
def point():
    point = make_service_point()
    make_contract(point)
    return point


def test_an_exchange_with_a_refused_value_changes_nothing(point):
    hang(make_meter("M1"), point)
    make_meter("M2")
    record(incoming(("M1", SEP, 100_000)))
    with pytest.raises(UnableToExchangeMeter) as refused:
        exchange_meter(
            service_point_id=point.pk,
            exchanged_on=MID,
            last_values=DialValues({"A+": 30_000}),
            new_meter_serial="M2",
            first_values=DialValues({"A+": 0}),
            today=TODAY,
            recorded_at=NOW,
        )
    assert "lower than 100" in refused.value.in_language("en")
    assert "më e vogël" in refused.value.in_language("sq")
    assert [m.serial for m in list_meters_at(service_point_ids=[point.pk])] == ["M1"]
    assert Installation.objects.get().valid_period.upper is None


def test_two_main_meters_cannot_hang_at_one_point(point):
    hang(make_meter("M1"), point)
    make_meter("M2")
    with pytest.raises(UnableToInstallMeter):
        install_meter(
            meter_serial="M2",
            service_point_id=point.pk,
            installed_on=MID,
            first_values=DialValues({"A+": 0}),
            today=TODAY,
            recorded_at=NOW,
        )
    assert len(list_meters_at(service_point_ids=[point.pk])) == 1


def test_screens_see_meters_readings_and_what_is_missing(point):
    hang(make_meter(multiplier_milli=2_000), point)
    record(incoming(("M1", SEP, 100_000), ("M1", OCT, 150_000)))
    [meter] = list_meters_at(service_point_ids=[point.pk])
    assert (meter.serial, meter.registers[0].code, meter.registers[0].multipliers[0][1]) == ("M1", "A+", 2_000)
    first, second = list_readings(service_point_ids=[point.pk])
    assert (first.read_on, second.value_milli) == (OCT, 100_000)
    assert list_readings(service_point_ids=[point.pk], before=first.place) == [second]
    missing = list_missing_readings(route_id=point.route_id, on_or_after=date(2026, 10, 25), before=date(2026, 11, 6))
    assert [(m.meter_serial, m.last_milli) for m in missing] == [("M1", 150_000)]
    assert not list_missing_readings(route_id=point.route_id, on_or_after=OCT, before=date(2026, 10, 6))
