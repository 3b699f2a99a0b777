"""From stored readings to the energy on the bill: exchanges, new constants, dials that begin again, what is not read."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.billing.operations.preview_bill import BillPreview, UnableToMakeBill, preview_bill
from drita.modules.customers.models import Contract, ContractCategoryPeriod
from drita.modules.ledger.operations.load_ledger_reference import load_ledger_reference
from drita.modules.metering.models import Register
from drita.modules.metering.operations.exchange_meter import exchange_meter
from drita.modules.metering.operations.install_meter import DialValues
from drita.modules.metering.operations.record_readings import record_readings
from drita.modules.metering.operations.set_multiplier import set_multiplier
from drita.modules.tariffs.operations.activate_tariff_version import activate_tariff_version
from drita.modules.tariffs.operations.load_tariff_file import load_tariff_file
from tests.modules.metering.places import NOW, TODAY, hang, incoming, make_contract, make_meter, make_service_point
from tests.modules.tariffs.tariff_texts import tariff_text

pytestmark = pytest.mark.django_db
SEP, MID, OCT = date(2026, 9, 1), date(2026, 9, 16), date(2026, 10, 1)
AT = datetime(2026, 10, 8, 9, tzinfo=UTC)


@pytest.fixture
def contract() -> Contract:
    """A household under a tariff of 10 lek a kWh, at a point where no meter hangs yet."""
    load_ledger_reference(today=TODAY)
    load_tariff_file(content=tariff_text(), loaded_at=AT)
    activate_tariff_version(tariff_code="T-TEST", version="1", at=AT)
    made = make_contract(make_service_point())
    ContractCategoryPeriod.objects.create(
        contract=made, category="household", tariff_code="T-TEST", valid_period=DateRange(date(2020, 1, 1), None, "[)")
    )
    return made


def record(readings: pl.DataFrame) -> None:
    result = record_readings(readings=readings, file="t", today=TODAY, recorded_at=NOW)
    assert result.refusals.is_empty(), result.refusals


def billed(contract: Contract) -> BillPreview:
    return preview_bill(contract_id=contract.pk, bill_month=SEP, issue_date=date(2026, 10, 8))


def parts(preview: BillPreview) -> list[tuple[object, ...]]:
    """What the bill shows of each stretch: meter, both days, energy."""
    return preview.readings.select("meter_serial", "previous_date", "present_date", "consumption_wh").rows()


def test_a_plain_month_is_one_pair_of_readings_times_the_constant(contract: Contract) -> None:
    hang(make_meter(multiplier_milli=20_000), contract.service_point)
    record(incoming(("M1", SEP, 100_000), ("M1", OCT, 150_500)))
    preview = billed(contract)
    assert parts(preview) == [("M1", SEP, OCT, 1_010_000)]
    # 1 010 kWh at 10 lek, and 20 % VAT.
    assert preview.bill["total_minor"] == 1_212_000


def test_an_exchange_in_mid_period_is_billed_on_both_meters(contract: Contract) -> None:
    hang(make_meter("M1"), contract.service_point)
    make_meter("M2")
    record(incoming(("M1", SEP, 100_000)))
    exchange_meter(
        service_point_id=contract.service_point_id,
        exchanged_on=MID,
        last_values=DialValues({"A+": 130_000}),
        new_meter_serial="M2",
        first_values=DialValues({"A+": 5_000}),
        today=TODAY,
        recorded_at=NOW,
    )
    record(incoming(("M2", OCT, 47_000)))
    preview = billed(contract)
    assert parts(preview) == [("M1", SEP, MID, 30_000), ("M2", MID, OCT, 42_000)]
    assert preview.bill["consumption_wh"] == 72_000


def test_a_new_constant_cuts_the_period_where_the_dial_was_read(contract: Contract) -> None:
    hang(make_meter("M1", multiplier_milli=20_000), contract.service_point)
    record(incoming(("M1", SEP, 100_000)))
    set_multiplier(
        register_id=Register.objects.get().pk,
        multiplier_milli=40_000,
        valid_from=MID,
        dial_values=DialValues({"A+": 110_000}),
        today=TODAY,
        recorded_at=NOW,
    )
    record(incoming(("M1", OCT, 120_000)))
    assert parts(billed(contract)) == [("M1", SEP, MID, 200_000), ("M1", MID, OCT, 400_000)]


def test_a_dial_that_passed_its_last_digit_is_billed_on_both_sides_of_zero(contract: Contract) -> None:
    hang(make_meter("M1", dials=5), contract.service_point)
    record(incoming(("M1", SEP, 99_970_000), ("M1", OCT, 60_000)))
    assert parts(billed(contract)) == [("M1", SEP, OCT, 90_000)]


def problem(contract: Contract) -> object:
    with pytest.raises(UnableToMakeBill) as refused:
        billed(contract)
    return refused.value.params["problem"]


def test_a_point_without_a_meter_is_a_named_problem(contract: Contract) -> None:
    assert problem(contract) == "no_meter"


def test_a_meter_read_only_once_and_without_a_past_is_a_named_problem(contract: Contract) -> None:
    hang(make_meter(), contract.service_point)
    record(incoming(("M1", SEP, 100_000)))
    assert problem(contract) == "no_reading_no_estimate"
