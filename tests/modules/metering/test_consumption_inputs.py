from datetime import date

import polars as pl
import pytest

from drita.modules.metering.batch.consumption_inputs import BILL_PERIOD_SCHEMA, load_consumption_inputs
from drita.modules.metering.models import Installation, Register
from drita.modules.metering.operations.exchange_meter import UnableToExchangeMeter, exchange_meter
from drita.modules.metering.operations.install_meter import DialValues, UnableToInstallMeter, install_meter
from drita.modules.metering.operations.record_readings import record_readings
from drita.modules.metering.operations.set_multiplier import set_multiplier
from drita.modules.metering.queries import list_meters_at, list_missing_readings, list_readings
from drita.rules.metering.consumption_determinants import consumption_determinants
from drita.rules.metering.register_consumption import register_consumption
from tests.modules.metering.places import NOW, TODAY, hang, incoming, make_contract, make_meter, make_service_point

pytestmark = pytest.mark.django_db
SEP, OCT, MID = date(2026, 9, 1), date(2026, 10, 1), date(2026, 9, 16)


def record(readings: pl.DataFrame) -> None:
    result = record_readings(readings=readings, file="t", today=TODAY, recorded_at=NOW)
    assert result.refusals.is_empty(), result.refusals


def bill(point_id: int, start: date = SEP, end: date = OCT) -> pl.DataFrame:
    return pl.DataFrame([(1, point_id, start, end)], schema=BILL_PERIOD_SCHEMA, orient="row")


@pytest.fixture
def point():
    point = make_service_point()
    make_contract(point)
    return point


def test_a_plain_month_is_one_pair_of_readings(point):
    hang(make_meter(multiplier_milli=20_000), point)
    record(incoming(("M1", SEP, 100_000), ("M1", OCT, 150_500)))
    pairs = load_consumption_inputs(periods=bill(point.pk)).pairs
    consumption = register_consumption(pairs=pairs)
    assert consumption.select("from_date", "to_date", "consumption_wh", "meter_serial").rows() == [
        (SEP, OCT, 1_010_000, "M1")
    ]


def test_an_exchange_in_mid_period_is_billed_on_both_meters(point):
    hang(make_meter("M1"), point)
    make_meter("M2")
    record(incoming(("M1", SEP, 100_000)))
    exchange_meter(
        service_point_id=point.pk,
        exchanged_on=MID,
        last_values=DialValues({"A+": 130_000}),
        new_meter_serial="M2",
        first_values=DialValues({"A+": 5_000}),
        today=TODAY,
        recorded_at=NOW,
    )
    record(incoming(("M2", OCT, 47_000)))
    inputs = load_consumption_inputs(periods=bill(point.pk))
    determinants = consumption_determinants(consumption=register_consumption(pairs=inputs.pairs)).determinants
    assert determinants.select("from_date", "to_date", "quantity").rows() == [(SEP, MID, 30_000), (MID, OCT, 42_000)]
    assert inputs.problems.is_empty()


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


def test_a_new_multiplier_cuts_the_period_where_the_dial_was_read(point):
    hang(make_meter("M1", multiplier_milli=20_000), point)
    record(incoming(("M1", SEP, 100_000)))
    register = Register.objects.get()
    set_multiplier(
        register_id=register.pk,
        multiplier_milli=40_000,
        valid_from=MID,
        dial_values=DialValues({"A+": 110_000}),
        today=TODAY,
        recorded_at=NOW,
    )
    record(incoming(("M1", OCT, 120_000)))
    consumption = register_consumption(pairs=load_consumption_inputs(periods=bill(point.pk)).pairs)
    assert consumption.select("from_date", "to_date", "consumption_wh").rows() == [
        (SEP, MID, 200_000),
        (MID, OCT, 400_000),
    ]


def test_a_missing_reading_is_a_named_problem(point):
    hang(make_meter(), point)
    record(incoming(("M1", SEP, 100_000)))
    consumption = register_consumption(pairs=load_consumption_inputs(periods=bill(point.pk)).pairs)
    assert consumption["problem"].to_list() == ["reading_missing"]


def test_within_the_tolerance_the_period_ends_on_the_day_of_the_real_reading(point):
    hang(make_meter(), point)
    record(incoming(("M1", SEP, 100_000), ("M1", date(2026, 9, 29), 150_000)))
    pairs = load_consumption_inputs(periods=bill(point.pk), tolerance_days=3).pairs
    assert pairs.select("period_end", "to_date", "present_milli").rows() == [
        (date(2026, 9, 29), date(2026, 9, 29), 150_000)
    ]


def test_a_point_without_a_meter_is_a_problem(point):
    assert load_consumption_inputs(periods=bill(point.pk)).problems["code"].to_list() == ["no_meter"]
    hang(make_meter(), point, since=MID)
    assert load_consumption_inputs(periods=bill(point.pk)).problems["code"].to_list() == ["meter_gap"]


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
