"""Service points, accounts and meters for the tests of metering."""

from datetime import UTC, date, datetime

import polars as pl
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.customers.models import Account, Contract, Party, Premises, ServicePoint
from drita.modules.metering.models import Installation, Meter, Register, RegisterMultiplier
from drita.modules.metering.operations.record_readings import INCOMING_READING_SCHEMA
from drita.modules.network.models import Feeder
from drita.modules.organisation.models import Agency, Region, Route

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def make_route() -> Route:
    region = Region.objects.create(code="TR", name="Tiranë")
    agency = Agency.objects.create(code="TR1", name="Tirana 1", region=region)
    return Route.objects.create(code="TR1-01", name="Rruga 1", agency=agency)


def make_service_point(code: str = "P1", route: Route | None = None) -> ServicePoint:
    route = route or Route.objects.first() or make_route()
    feeder, _ = Feeder.objects.get_or_create(
        code="F1", defaults={"name": "F1", "substation": "Selita", "voltage_level": "mv_6_20"}
    )
    premises = Premises.objects.create(municipality="Tiranë", address_folded="tirane")
    return ServicePoint.objects.create(
        code=code,
        premises=premises,
        region=route.agency.region,
        agency=route.agency,
        route=route,
        feeder=feeder,
        voltage_level="lv_04",
        walk_position=1,
        phases=1,
    )


def make_contract(point: ServicePoint, number: str = "C1", since: date = date(2020, 1, 1)) -> Contract:
    party = Party.objects.create(
        kind="person", name="Arta Hoxha", name_folded="arta hoxha", name_folded_reversed="hoxha arta", sort_key="hoxha"
    )
    account = Account.objects.create(number=f"A{number}", party=party, account_class="household")
    return Contract.objects.create(
        number=number,
        account=account,
        service_point=point,
        valid_period=DateRange(since, None, "[)"),
        interest_class="household",
    )


def make_meter(
    serial: str = "M1",
    *,
    codes: dict[str, tuple[str, str]] | None = None,
    kind: str = "electronic",
    dials: int = 5,
    decimals: int = 1,
    multiplier_milli: int = 1000,
    phases: int = 1,
) -> Meter:
    meter = Meter.objects.create(serial=serial, kind=kind, phases=phases)
    for code, (determinant, zone) in (codes or {"A+": ("active_import", "")}).items():
        register = Register.objects.create(
            meter=meter, code=code, determinant=determinant, zone=zone, dials=dials, decimals=decimals
        )
        RegisterMultiplier.objects.create(
            register=register, multiplier_milli=multiplier_milli, valid_period=DateRange(date(2000, 1, 1), None, "[)")
        )
    return meter


def hang(meter: Meter, point: ServicePoint, since: date = date(2025, 1, 1)) -> Installation:
    return Installation.objects.create(
        meter=meter, service_point=point, role="main", valid_period=DateRange(since, None, "[)")
    )


def incoming(*rows: tuple[str, date, int], quality: str = "actual", key: str = "", **more: object) -> pl.DataFrame:
    """Readings of register A+: (meter serial, day, thousandths of kWh)."""
    return pl.DataFrame(
        [
            {
                "row_number": number,
                "meter_serial": serial,
                "register_code": "A+",
                "read_on": on,
                "value_milli": value,
                "quality": quality,
                "origin": "import",
                "import_key": f"{key}:{number}" if key else None,
                **more,
            }
            for number, (serial, on, value) in enumerate(rows, 1)
        ],
        schema=INCOMING_READING_SCHEMA,
    )
