from datetime import date

import polars as pl
import pytest

from drita.modules.metering.batch.consumption_inputs import BILL_PERIOD_SCHEMA, load_consumption_inputs
from drita.modules.metering.models import Reading
from drita.modules.metering.operations.estimate_readings import estimate_readings
from drita.modules.metering.operations.record_readings import record_readings
from tests.modules.metering.places import NOW, TODAY, hang, incoming, make_contract, make_meter, make_service_point

pytestmark = pytest.mark.django_db
SEP, OCT = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def periods():
    point = make_service_point()
    make_contract(point)
    hang(make_meter(), point)
    return pl.DataFrame([(1, point.pk, SEP, OCT)], schema=BILL_PERIOD_SCHEMA, orient="row")


def record(*rows: tuple[str, date, int]) -> None:
    assert record_readings(readings=incoming(*rows), file="t", today=TODAY, recorded_at=NOW).refusals.is_empty()


def test_a_missed_reading_is_estimated_from_the_same_month_last_year(periods):
    record(("M1", SEP.replace(year=2025), 0), ("M1", OCT.replace(year=2025), 300_000), ("M1", SEP, 900_000))
    result = estimate_readings(periods=periods, today=TODAY, recorded_at=NOW)
    reading = Reading.objects.get(quality="estimated")
    assert (result.estimated, reading.value_milli, reading.note) == (1, 1_200_000, "same_month_last_year")
    pairs = load_consumption_inputs(periods=periods).pairs
    assert pairs.select("present_milli", "present_quality").row(0) == (1_200_000, "estimated")


def test_the_real_reading_replaces_the_estimate_when_it_comes(periods):
    record(("M1", date(2026, 8, 1), 0), ("M1", SEP, 31_000))
    estimate_readings(periods=periods, today=TODAY, recorded_at=NOW)
    record(("M1", OCT, 55_000))
    assert load_consumption_inputs(periods=periods).pairs["present_milli"].item() == 55_000
    again = estimate_readings(periods=periods, today=TODAY, recorded_at=NOW)
    assert again.estimated == 0


def test_nothing_is_estimated_without_a_beginning_or_a_history(periods):
    result = estimate_readings(periods=periods, today=TODAY, recorded_at=NOW)
    assert result.not_estimated["method"].to_list() == ["previous_missing"]
    record(("M1", SEP, 31_000))
    result = estimate_readings(periods=periods, today=TODAY, recorded_at=NOW)
    assert result.not_estimated["method"].to_list() == ["no_history"]
