"""Measured interval data goes by the ordinary commands through import, determinants, tariff, bill, posting and PDF to debt."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.main import run_line
from tests.real_intervals import real_file

pytestmark = pytest.mark.real_data
TIRANA = ZoneInfo("Europe/Tirane")
CET = timezone(timedelta(hours=1))

SOLAR = "nem12/Example_NEM12_month_solar.csv"
HOURLY = "openeemeter/il-electricity-cdd-hdd-hourly.csv.gz"
MONTHLY = "openeemeter/il-electricity-cdd-hdd-billing_monthly.csv.gz"
PROFILES = "simbench/load_profiles_15min_5weeks.csv.gz"


@dataclass(frozen=True)
class Supply:
    """A supply that a measured series feeds: `key` names contract, account, service point and meter."""

    key: str
    tariff: str
    voltage: str
    account_class: str
    first: date
    meter_kind: str = "interval"
    registers: tuple[str, ...] = ("A+",)
    # Where a tariff has price zones the reactive register and the peak hours of the profile matter too.
    load_kw: int = 0


SUPPLIES = (
    Supply("SOLAR", "AL-HOUSEHOLD", "lv_04", "household", date(2023, 3, 1), registers=("A+", "A-")),
    Supply("HOURLY", "AL-HOUSEHOLD", "lv_04", "household", date(2016, 3, 1)),
    Supply("MONTHLY", "AL-HOUSEHOLD", "lv_04", "household", date(2015, 12, 21), "electronic"),
    Supply("MALL", "AL-MV-6-20", "mv_6_20", "business", date(2016, 1, 1),
           registers=("A+", "R+"), load_kw=150),
    Supply("PLANT", "AL-HV-35", "hv_35", "business", date(2016, 1, 1),
           registers=("A+", "R+"), load_kw=1000),
)  # fmt: skip


class Operator:
    """The operator of this journey: its files, and `drita` as a person would type it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def drita(self, *line: object, expected: int = 0) -> str:
        said = io.StringIO()
        exit_code = run_line([str(word) for word in line], Console(language="en", file=said, width=200))
        assert exit_code == expected, said.getvalue()
        return said.getvalue()

    def table(self, name: str, rows: list[dict[str, object]]) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def bill_of(self, key: str, month: str) -> dict[str, str]:
        out = self.folder / f"bills-{month}.csv"
        self.drita("bills", "export", "--month", month, "--out", out)
        with out.open(encoding="utf-8", newline="") as file:
            return next(row for row in csv.DictReader(file) if row["contract_number"] == f"C{key}")


@pytest.fixture
def operator(own_database, tmp_path, monkeypatch) -> Operator:
    monkeypatch.setenv("DRITA_TODAY", "2026-11-23")
    operator = Operator(tmp_path)
    operator.drita("tariff", "load-reference")
    operator.drita("ledger", "load-reference")
    operator.drita("import", "organisation", operator.table("organisation.csv", [PLACE]))
    operator.drita("import", "network", operator.table("network.csv", [GRID]))
    operator.drita("import", "subscribers", operator.table("subscribers.csv", [subscriber(s) for s in SUPPLIES]))
    meters = [meter(s, code) for s in SUPPLIES for code in s.registers]
    operator.drita("import", "meters", operator.table("meters.csv", meters))
    return operator


PLACE = {"region_code": "1", "region_name": "Tiranë", "agency_code": "1-1", "agency_name": "Tirana 1",
         "route_code": "1-1-1", "route_name": "Rruga 1"}  # fmt: skip
GRID = {"feeder_code": "F1", "feeder_name": "Fideri 1", "substation": "N1", "voltage_level": "hv_35",
        "transformer_code": "T1", "transformer_name": "Kabina 1"}  # fmt: skip


def subscriber(s: Supply) -> dict[str, object]:
    return {
        "contract_number": f"C{s.key}", "account_number": f"A{s.key}", "account_class": s.account_class,
        "party_kind": "person" if s.account_class == "household" else "company", "name": f"Klienti {s.key}",
        "nipt": "" if s.account_class == "household" else "K12345678A",
        "street": "Rruga e Durrësit", "building": "1", "municipality": "Tiranë", "service_point_code": f"P-{s.key}",
        "route_code": "1-1-1", "feeder_code": "F1", "transformer_code": "T1", "voltage_level": s.voltage, "phases": 3,
        "category": s.account_class, "tariff_code": s.tariff, "valid_from": s.first,
    }  # fmt: skip


def meter(s: Supply, register: str) -> dict[str, object]:
    return {
        "meter_serial": f"M-{s.key}", "kind": s.meter_kind, "phases": 3, "register_code": register, "dials": 6,
        "decimals": 2, "multiplier": 1, "service_point_code": f"P-{s.key}", "installed_on": date(2015, 1, 1),
        "first_value": 0,
    }  # fmt: skip


def channels(operator: Operator, name: str, *rows: tuple[str, str, str, int]) -> Path:
    names = ("source", "meter_serial", "register_code", "scale")
    return operator.table(name, [dict(zip(names, row, strict=True)) for row in rows])


def lek(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def with_vat(taxable: Decimal, untaxed: Decimal = Decimal(0)) -> Decimal:
    return taxable + lek(taxable * Decimal("0.2")) + untaxed


def text_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def wh_of(line_values: list[tuple[datetime, Decimal]], first: date, last: date) -> int:
    """Sum of the values whose hour begins on a local day of [first, last), in Wh."""
    return sum(
        int((kwh * 1000).to_integral_value(ROUND_HALF_UP))
        for at, kwh in line_values
        if first <= at.astimezone(TIRANA).date() < last
    )


def hourly_series(path: Path) -> list[tuple[datetime, Decimal]]:
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    rows = [line.split(",") for line in lines]
    return [(datetime.fromisoformat(start), Decimal(value)) for start, value in rows if value]


def solar_import_wh(path: Path) -> int:
    """The sum of channel E1 of the file: the whole month of standard time is the whole local month but its last hour."""
    total, is_import = 0, False
    for line in path.read_text().splitlines():
        parts = line.split(",")
        if parts[0] == "200":
            is_import = parts[4].startswith("E")
        elif parts[0] == "300" and is_import:
            values = [Decimal(value) for value in parts[2 : 2 + 288]]
            if parts[1] == "20230331":
                values = values[:-12]  # 23:00 standard time is midnight of summer time: April
            total += sum(int((value * 1000).to_integral_value(ROUND_HALF_UP)) for value in values)
    return total


def profile(path: Path, column: str, kw: int) -> Iterator[tuple[datetime, int]]:
    """Wh of each quarter of an hour of the measured profile, by local time; within a day the rest of each is carried to the next."""
    exact, told, day = Decimal(0), 0, None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            at = datetime.strptime(row["time"], "%d.%m.%Y %H:%M").replace(tzinfo=CET).astimezone(TIRANA)
            if at.date() != day:
                exact, told, day = Decimal(0), 0, at.date()
            exact += Decimal(row[column]) * kw * 1000 / 4
            so_far = int(exact.to_integral_value(ROUND_HALF_UP))
            yield at, so_far - told
            told = so_far


def test_a_household_with_a_roof_of_panels_pays_for_what_the_nem12_file_says_it_took(operator):
    path = real_file(SOLAR)
    mapping = channels(
        operator,
        "map.csv",
        ("DDDDDD3333/E1", "M-SOLAR", "A+", 1),
        ("DDDDDD3333/B1", "M-SOLAR", "A-", 1),
    )
    nmi = next(line.split(",")[1] for line in path.read_text().splitlines() if line.startswith("200"))
    mapping.write_text(mapping.read_text().replace("DDDDDD3333", nmi))
    operator.drita("import", "intervals", path, "--format", "nem12", "--map", mapping)
    operator.drita("bills", "run", "--month", "2023-03")
    bill = operator.bill_of("SOLAR", "2023-03")
    taken_wh = solar_import_wh(path)
    assert Decimal(bill["kwh"]) * 1000 == taken_wh
    energy = lek(Decimal(taken_wh) / 1000 * Decimal("9.5"))
    assert Decimal(bill["total"]) == with_vat(energy, Decimal(100))


def test_an_hourly_series_of_another_zone_is_billed_by_the_local_month(operator):
    path = real_file(HOURLY)
    mapping = channels(operator, "map.csv", ("value", "M-HOURLY", "A+", 1))
    operator.drita("import", "intervals", path, "--format", "csv", "--map", mapping)
    operator.drita("bills", "run", "--month", "2016-03")
    bill = operator.bill_of("HOURLY", "2016-03")
    taken_wh = wh_of(hourly_series(path), date(2016, 3, 1), date(2016, 4, 1))
    assert Decimal(bill["kwh"]) * 1000 == taken_wh
    assert Decimal(bill["total"]) == with_vat(lek(Decimal(taken_wh) / 1000 * Decimal("9.5")), Decimal(100))


def test_monthly_values_become_readings_of_a_dial_and_a_bill(operator):
    mapping = channels(operator, "map.csv", ("value", "M-MONTHLY", "A+", 1))
    operator.drita("import", "intervals", real_file(MONTHLY), "--format", "csv", "--map", mapping)
    operator.drita("bills", "run", "--month", "2016-01")
    bill = operator.bill_of("MONTHLY", "2016-01")
    # The series says 1196.81 kWh between 21.12.2015 and 22.01.2016.
    assert bill["kwh"] == "1196.810"
    assert Decimal(bill["total"]) == with_vat(lek(Decimal("1196.81") * Decimal("9.5")), Decimal(100))


def test_measured_commercial_loads_are_billed_by_zone_paid_and_owed_to_the_last_digit(operator, tmp_path):
    path = real_file(PROFILES)
    mapping = channels(
        operator,
        "map.csv",
        ("G1-A_pload", "M-MALL", "A+", 150),
        ("G1-A_qload", "M-MALL", "R+", 60),
        ("G3-H_pload", "M-PLANT", "A+", 1000),
        ("G3-H_qload", "M-PLANT", "R+", 400),
    )
    operator.drita("import", "intervals", path, "--format", "simbench", "--map", mapping)
    operator.drita("bills", "run", "--month", "2016-01")

    mall, plant = operator.bill_of("MALL", "2016-01"), operator.bill_of("PLANT", "2016-01")
    mall_wh = sum(wh for at, wh in profile(path, "G1-A_pload", 150) if at.month == 1)
    assert Decimal(mall["total"]) == with_vat(lek(Decimal(mall_wh) / 1000 * 11))

    # 35 kV: 9.5 lek, in the peak of winter (18:00-22:00 local time) 10.93.
    january = [(at, wh) for at, wh in profile(path, "G3-H_pload", 1000) if at.month == 1]
    peak_wh = sum(wh for at, wh in january if 18 <= at.hour < 22)
    other_wh = sum(wh for at, wh in january) - peak_wh
    energy = lek(Decimal(peak_wh) / 1000 * Decimal("10.93")) + lek(Decimal(other_wh) / 1000 * Decimal("9.5"))
    assert Decimal(plant["total"]) == with_vat(energy)

    number = plant["bill_number"]
    pdf = tmp_path / "bill.pdf"
    operator.drita("bills", "pdf", number, "--out", pdf, "--in", "en")
    again = tmp_path / "again.pdf"
    operator.drita("bills", "pdf", number, "--out", again, "--in", "en")
    assert pdf.read_bytes() == again.read_bytes()
    shown = f"{Decimal(plant['total']):,.2f}".replace(",", " ").replace(".", ",")
    assert shown in text_of(pdf).replace("\u00a0", " ").replace("\u202f", " ")
    assert "late_payment" not in operator.drita("bills", "explain", number)

    # Part is paid 31 days after the due date; what is left goes on bearing 0.1 % a day.
    due = date.fromisoformat(plant["due_date"])
    assert due == date(2016, 2, 29)
    paid_on, total = due + timedelta(days=31), Decimal(plant["total"])
    payment = {"partner_code": "BKT", "partner_ref": "1", "account_number": "APLANT", "bill_number": number,
               "amount": "2000000.00", "value_date": paid_on, "channel": "bank"}  # fmt: skip
    operator.drita("import", "payments", operator.table("payments.csv", [payment]))
    first_interest = lek(total * Decimal("0.001") * 31)
    principal = total - (Decimal(2_000_000) - first_interest)
    as_of = paid_on + timedelta(days=10)
    answer = json.loads(operator.drita("debt", "APLANT", "--as-of", as_of, "--json"))
    assert Decimal(answer["principal_minor"]) / 100 == principal
    # The interest to the payment was paid rounded; the exact sum of both stretches is rounded once.
    exact = total * Decimal("0.001") * 31 + principal * Decimal("0.001") * 10
    assert Decimal(answer["interest_minor"]) / 100 == lek(exact) - first_interest
    operator.drita("ledger", "check")
    operator.drita("bills", "numbers")
