"""One household from reading to cash, through the commands a clerk types and the tables everything else uses."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from drita.documents.bill.print_file import bill_pdf
from drita.interfaces.commands.command import Console
from drita.interfaces.commands.main import run_line
from drita.modules.billing import queries
from drita.modules.billing.operations.preview_bill import UnableToMakeBill, preview_bill
from drita.modules.ledger.queries import get_account_debt
from drita.modules.payments.operations.accept_payment import NewPayment, accept_payment

_ORGANISATION = """region_code,region_name,agency_code,agency_name,route_code,route_name
11,Tiranë,11-01,Tirana 1,11-01-001,Rruga 1
"""
_NETWORK = """feeder_code,feeder_name,substation,voltage_level,transformer_code,transformer_name
F01,Fideri 1,Nënstacioni 1,mv_6_20,T001,Kabina 1
"""
_SUBSCRIBERS = (
    "contract_number,account_number,account_class,party_kind,name,given_name,family_name,language,street,building,"
    "municipality,county,postal_code,service_point_code,route_code,feeder_code,transformer_code,voltage_level,phases,"
    "walk_position,category,tariff_code,valid_from\n"
    "1101000000000001,1000000001,household,person,Çlirim Hoxhëzi,Çlirim,Hoxhëzi,sq,Rruga e Kavajës,5,"
    "Tiranë,Tiranë,1001,PF0001,11-01-001,F01,T001,lv_04,1,10,household,AL-HOUSEHOLD,2020-01-01\n"
)
_METERS = (
    "meter_serial,kind,manufacturer,phases,register_code,dials,decimals,multiplier,service_point_code,installed_on,first_value\n"
    "E1,electronic,ELSTER,1,A+,6,0,1,PF0001,2026-09-01,1000\n"
)
_READINGS = (
    "meter_serial,register_code,read_on,value,quality\nE1,A+,2026-10-01,1100,actual\nE1,A+,2026-11-01,1550,actual\n"
)


class Clerk:
    """Somebody at the terminal: types commands and reads what they print."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def types(self, *line: str) -> str:
        printed = io.StringIO()
        console = Console(language="en", file=printed, width=200)
        assert run_line(line, console) == 0, printed.getvalue()
        return printed.getvalue()

    def imports(self, kind: str, content: str) -> None:
        path = self.folder / f"{kind}.csv"
        path.write_text(content, encoding="utf-8")
        self.types("import", kind, str(path))


@pytest.fixture
def clerk(own_database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.setenv("DRITA_TODAY", "2026-11-08")
    clerk = Clerk(tmp_path)
    clerk.types("ledger", "load-reference")
    clerk.types("tariff", "load-reference")
    clerk.imports("organisation", _ORGANISATION)
    clerk.imports("network", _NETWORK)
    clerk.imports("subscribers", _SUBSCRIBERS)
    clerk.imports("meters", _METERS)
    clerk.imports("readings", _READINGS)
    return clerk


def test_a_household_goes_from_reading_to_bill_to_debt_to_payment(clerk: Clerk, tmp_path: Path) -> None:
    # September: 1000 -> 1100 = 100 kWh x 8.50 = 850.00, VAT 170.00, RTSH 100.00.
    clerk.types("bills", "run", "--month", "2026-09", "--issue-date", "2026-10-08")
    # October: 1100 -> 1550 = 450 kWh x 8.50 = 3825.00, VAT 765.00, RTSH 100.00 = 4690.00. The September bill was due on
    # 31.10; on 8.11 it is 8 days late: 1120.00 x 0.1 % x 8 = 8.96.
    clerk.types("bills", "run", "--month", "2026-10", "--trial")
    said = clerk.types("bills", "run", "--month", "2026-10")
    assert "Issue 2026-10: 1 bills" in said
    stored = queries.get_bill(number="2026-00000002")
    bill = stored.bill
    assert (bill.consumption_wh, bill.period_start, bill.period_end) == (450_000, date(2026, 10, 1), date(2026, 11, 1))
    assert (bill.total_minor, bill.earlier_principal_minor, bill.earlier_interest_minor) == (469_000, 112_000, 896)
    assert (bill.payable_minor, bill.due_date) == (581_896, date(2026, 11, 30))
    assert bill.history_wh[-2:] == (100_000, 450_000)
    assert sum(line.amount_minor for line in stored.lines) == bill.total_minor

    # The explanation names the sum and the file of its rule.
    explained = clerk.types("bills", "explain", "2026-00000002")
    assert "drita/rules/tariffs/whole_table_by_total.py" in explained
    assert "5 818,96" in explained.replace("\xa0", " ")

    # The paper: the same bytes each time, with the subscriber's letters right.
    out = tmp_path / "bill.pdf"
    clerk.types("bills", "pdf", "2026-00000002", "--out", str(out))
    document, template = queries.get_bill_document(number="2026-00000002")
    assert out.read_bytes() == bill_pdf(documents=[document], template=template, tagged=True)
    assert "Çlirim Hoxhëzi" in pypdf.PdfReader(out).pages[0].extract_text()

    # The debt on the screen is the sum on the paper, until days or payments change it.
    on_issue = get_account_debt(account_id=bill.account_id, as_of=date(2026, 11, 8))
    assert on_issue.total_minor == bill.payable_minor
    # Two days later the interest of September is 11.20; paying the paper's sum leaves 2.24.
    payment = NewPayment(
        account_id=bill.account_id,
        partner="POSTA",
        partner_ref="P-1",
        amount_minor=bill.payable_minor,
        value_date=date(2026, 11, 10),
        channel="desk",
    )
    accept_payment(payment=payment, booking_date=date(2026, 11, 10))
    after = get_account_debt(account_id=bill.account_id, as_of=date(2026, 11, 10))
    assert after.total_minor == 224

    assert "Every number is used" in clerk.types("bills", "numbers")
    clerk.types("ledger", "check")
    with pytest.raises(UnableToMakeBill):
        preview_bill(contract_id=bill.contract_id, bill_month=date(2026, 10, 1), issue_date=date(2026, 11, 9))


def test_a_leaving_household_gets_its_final_bill_at_once(clerk: Clerk) -> None:
    clerk.types("bills", "run", "--month", "2026-09", "--issue-date", "2026-10-08")
    clerk.types("bills", "run", "--month", "2026-10")
    # 1550 -> 1590 = 40 kWh x 8.50 = 340.00, VAT 68.00, RTSH 100.00 = 508.00.
    said = clerk.types("bills", "move-out", "1101000000000001", "--on", "2026-11-06", "--reading", "A+=1590")
    assert "508,00" in said.replace("\xa0", " ")
    contract_id = queries.get_contract_id(number="1101000000000001")
    final = queries.list_bills(contract_id=contract_id)[0]
    assert (final.kind, final.period_end, final.consumption_wh) == ("final", date(2026, 11, 6), 40_000)
    # The run of that month passes the closed contract over.
    printed = io.StringIO()
    assert run_line(["bills", "run", "--month", "2026-11", "--issue-date", "2026-12-05"],
                    Console(language="en", file=printed, width=200)) == 1  # fmt: skip
