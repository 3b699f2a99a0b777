"""Every page of the staff screens with a small operator: it answers, in both languages, within its budget of queries."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drita.interfaces.staff.run_parts import run_sums
from drita.interfaces.staff.views import payment, refused

ACCOUNT = "1000000003"
# Address, and how many queries it may take; the number does not grow with the rows shown.
BUDGETS = [
    ("/staff/", 16),
    ("/staff/search/?q=1000000003", 10),
    ("/staff/search/hits/?q=ar", 10),
    ("/staff/accounts/", 6),
    (f"/staff/accounts/{ACCOUNT}/", 30),
    (f"/staff/accounts/{ACCOUNT}/debt/", 18),
    ("/staff/bills/", 6),
    ("/staff/bill-runs/", 5),
    ("/staff/bill-runs/1/", 10),
    ("/staff/bill-runs/1/progress/", 10),
    ("/staff/bill-runs/1/problems/", 6),
    ("/staff/bill-runs/plan/", 6),
    ("/staff/calendar/", 6),
    ("/staff/readings/refused/", 5),
    ("/staff/tariffs/", 6),
    ("/staff/tariffs/AL-HOUSEHOLD/2026/", 6),
    ("/staff/organisation/", 5),
    ("/staff/organisation/routes/", 5),
    ("/staff/organisation/holidays/", 5),
    ("/staff/help/", 4),
    ("/staff/help/glossary/", 4),
]


@pytest.mark.parametrize(("address", "budget"), BUDGETS, ids=lambda value: str(value))
def test_a_page_answers_in_both_languages_within_its_budget(
    as_staff: Callable[..., Client], address: str, budget: int
) -> None:
    for language, mark in (("sq", 'lang="sq"'), ("en", 'lang="en"')):
        client = as_staff("arta", language)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code in (200, 286)
        assert mark in page or "/hits/" in address or "/progress/" in address
        assert len(queries) <= budget, [query["sql"][:90] for query in queries]
        assert "style=" not in page
        assert "{%" not in page
        assert "None" not in re.sub(r"<[^>]+>", "", page)


def _first_bill(client: Client) -> str:
    found = re.search(r"/staff/bills/(\d{4}-\d{8})/", client.get("/staff/bills/").content.decode())
    assert found is not None
    return found.group(1)


def test_a_bill_opens_each_line_as_a_multiplication_with_rule_and_law(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    number = _first_bill(client)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/staff/bills/{number}/").content.decode()
    assert len(queries) <= 40
    assert "×" in page
    assert "drita/rules/tariffs/value_added_tax.py" in page
    assert "law 92/2014" in page


def test_the_pdf_is_the_same_bytes_each_time(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    number = _first_bill(client)
    one, other = (client.get(f"/staff/bills/{number}/pdf/") for _ in range(2))
    assert one.headers["Content-Type"] == "application/pdf"
    assert one.content.startswith(b"%PDF-")
    assert one.content == other.content


def test_a_bill_of_the_past_shows_the_debt_it_was_issued_with(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    page = client.get(f"/staff/bills/{_first_bill(client)}/paper/").content.decode()
    assert "Kjo është fatura siç e merr klienti" in page
    assert '<article class="bill"' in page


@pytest.mark.parametrize("number", ["2026-99999999", "nonsense", "2026"])
def test_a_number_that_is_no_bill_is_not_found(as_staff: Callable[..., Client], number: str) -> None:
    for part in ("", "paper/", "pdf/"):
        assert as_staff("arta").get(f"/staff/bills/{number}/{part}").status_code == 404


def test_the_search_finds_by_account_meter_bill_and_name_without_the_dots(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    number = _first_bill(client)
    assert f"/staff/bills/{number}/" in client.get(f"/staff/search/hits/?q={number}").content.decode()
    page = client.get(f"/staff/accounts/{ACCOUNT}/").content.decode()
    meters = page[page.index('id="meters"') :]
    meter = re.search(r'<h3><span class="code">([A-Z0-9]+)</span>', meters)
    assert meter is not None
    found = client.get(f"/staff/search/hits/?q={meter.group(1).lower()}").content.decode()
    assert f"/staff/accounts/{ACCOUNT}/#meters" in found
    name = re.search(r"<h1>(.+?)</h1>", page)
    assert name is not None
    typed = name.group(1).lower().replace("ë", "e").replace("ç", "c")
    assert ACCOUNT in client.get("/staff/search/hits/", {"q": typed}).content.decode()


def test_one_letter_finds_nothing_and_markup_stays_text(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    assert client.get("/staff/search/hits/?q=a").content.decode().strip() == ""
    page = client.get("/staff/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_debt_of_a_past_day_can_be_asked_for_in_the_way_dates_are_written_here(
    as_staff: Callable[..., Client],
) -> None:
    client = as_staff("arta")
    for text in ("31.08.2026", "31/08/2026", "2026-08-31"):
        assert (
            "Zërat e hapur më 31.08.2026"
            in client.get(f"/staff/accounts/{ACCOUNT}/debt/", {"as_of": text}).content.decode()
            or "Asnjë zë" in client.get(f"/staff/accounts/{ACCOUNT}/debt/", {"as_of": text}).content.decode()
        )
    page = client.get(f"/staff/accounts/{ACCOUNT}/debt/", {"as_of": "31 gusht"}).content.decode()
    assert "Shkruajeni datën si 23.11.2026." in page


def test_a_list_comes_page_by_page_and_every_row_once(as_staff: Callable[..., Client], monkeypatch) -> None:
    monkeypatch.setattr("drita.interfaces.staff.lists.PAGE_ROWS", 10)
    client = as_staff("arta")
    address, seen = "/staff/accounts/", []
    for _ in range(12):
        page = client.get(address).content.decode()
        seen += re.findall(r'<td data-label="Emri"><a href="/staff/accounts/(\d+)/"', page)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        if later is None:
            break
        address = "/staff/accounts/" + later.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == len(_rows(client.get("/staff/accounts/?file=csv"))) - 1


def _rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_file_carries_exactly_the_columns_that_are_shown(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    rows = _rows(client.get("/staff/bills/?file=csv&column=number&column=total"))
    assert rows[0] == ["Numri", "Fatura (L)"]
    assert re.fullmatch(r"-?\d+,\d\d", rows[1][1])
    book = openpyxl.load_workbook(io.BytesIO(client.get("/staff/bills/?file=xlsx").content), read_only=True)
    lines = list(book.active.iter_rows(values_only=True))
    assert len(lines) == len(rows)
    assert isinstance(lines[1][5], (int, float))


def test_the_statement_adds_up_line_by_line(as_staff: Callable[..., Client]) -> None:
    rows = _rows(as_staff("arta").get(f"/staff/accounts/{ACCOUNT}/statement/?file=csv"))[1:]
    assert rows
    balance = 0
    for _, _, _, billed, collected, after in reversed(rows):
        balance += _minor(billed) - _minor(collected)
        assert _minor(after) == balance


def test_billing_and_collection_stand_apart_in_the_statement(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    pages = (client.get(f"/staff/accounts/{1000000000 + n}/").content.decode() for n in range(1, 49))
    page = next(page for page in pages if 'class="is-payment"' in page)
    assert 'class="is-bill"' in page
    payment = re.search(r'href="(/staff/payments/\d+/)"', page)
    assert payment is not None
    assert "Çfarë shleu" in client.get(payment.group(1)).content.decode()


def _minor(text: str) -> int:
    return int(text.replace(",", "")) if text else 0


def test_a_trial_is_previewed_before_anything_starts(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    plan = {"bill_month": "2026-10", "region": "", "kind": "trial", "issue_date": "23.11.2026"}
    before = client.get("/staff/bill-runs/?file=csv").content
    page = client.get("/staff/bill-runs/plan/preview/", plan).content.decode()
    assert "asnjë faturë nuk lëshohet" in page
    assert "30.11.2026" in page
    assert client.get("/staff/bill-runs/?file=csv").content == before


def test_a_plan_that_cannot_be_is_refused_at_its_field(as_staff: Callable[..., Client]) -> None:
    plan = {"bill_month": "2026-10", "region": "", "kind": "trial", "issue_date": "nesër"}
    page = as_staff("arta").get("/staff/bill-runs/plan/preview/", plan).content.decode()
    assert '<a href="#id_issue_date">' in page
    assert 'value="nesër"' in page


@pytest.mark.parametrize(
    ("issue_date", "reason"),
    [
        ("01.01.1900", "nga viti 1990"),
        ("30.09.2026", "para fillimit të muajit"),
        ("01.12.2026", "data e lëshimit 01.12.2026 është pas afatit të pagesës 30.11.2026"),
    ],
)
def test_an_issue_date_that_no_bill_of_the_month_can_have_is_refused_before_the_preview(
    as_staff: Callable[..., Client], issue_date: str, reason: str
) -> None:
    plan = {"bill_month": "2026-10", "region": "", "kind": "issue", "issue_date": issue_date}
    page = as_staff("arta").get("/staff/bill-runs/plan/preview/", plan).content.decode()
    assert '<a href="#id_issue_date">' in page
    assert reason in page
    # The same answer waits behind the button, and nothing typed is lost.
    sent = as_staff("arta").post("/staff/bill-runs/plan/start/", plan, follow=True)
    assert reason in sent.content.decode()
    assert f'value="{issue_date}"' in sent.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/staff/accounts/{ACCOUNT}/?before={'9' * 30}~1", 200),
        (f"/staff/accounts/{ACCOUNT}/?before=²~1", 200),
        (f"/staff/accounts/{ACCOUNT}/?read_before=2026-01-01~{'9' * 30}", 200),
        (f"/staff/accounts/{ACCOUNT}/debt/?as_of=31.12.9999", 200),
        (f"/staff/accounts/{ACCOUNT}/debt/?as_of=01.01.0001", 200),
        (f"/staff/accounts/{ACCOUNT}/debt/1/?known={'9' * 30}", 404),
        ("/staff/accounts/%00/", 404),
        ("/staff/accounts/?after=1~%00", 200),
        ("/staff/tariffs/%00/2026/", 404),
        (f"/staff/readings/refused/?after={'9' * 30}", 200),
        ("/staff/readings/refused/?after=²", 200),
        (f"/staff/bills/?after={'9' * 30}", 200),
        (f"/staff/bill-runs/?after={'9' * 30}", 200),
        ("/staff/bill-runs/1/problems/?after=²", 200),
    ],
)
def test_nonsense_in_an_address_is_no_fault_of_ours(as_staff: Callable[..., Client], address: str, status: int) -> None:
    assert as_staff("arta").get(address).status_code == status


def test_the_sums_of_a_run_lead_from_one_to_the_next(as_staff: Callable[..., Client]) -> None:
    totals = {
        "bills": 2,
        "energy_minor": 1_000,
        "taxable_minor": 1_200,
        "vat_minor": 240,
        "untaxed_minor": 100,
        "total_minor": 1_540,
        "earlier_principal_minor": 500,
        "earlier_interest_minor": 10,
        # One bill was smaller than the advance of its account: only what it needed was taken off.
        "credit_minor": 900,
        "payable_minor": 1_400,
    }
    sums = {row["words"].en: row["amount_minor"] for row in run_sums(totals)}
    assert sums["Energy"] + sums["Other items that bear VAT"] == sums["Sum without VAT"]
    owed = sums["Bills in all"] + sums["Earlier debt, principal"] + sums["Earlier debt, late interest"]
    assert (sums["Advances taken off"], owed + sums["Advances taken off"]) == (-650, sums["To be paid in all"])
    even = run_sums(totals | {"taxable_minor": 1_000, "payable_minor": 2_050})
    assert not {"Other items that bear VAT", "Advances taken off"} & {row["words"].en for row in even}


def test_a_file_says_states_in_the_words_of_the_page(as_staff: Callable[..., Client]) -> None:
    rows = _rows(as_staff("arta").get("/staff/bills/?file=csv&column=method"))
    assert {row[0] for row in rows[1:]} <= {"i lexuar", "nga klienti", "i vlerësuar"}


def test_a_refused_reading_shows_the_value_that_was_read() -> None:
    row = SimpleNamespace(row={"value_milli": 96_500})
    assert (refused._value(row), refused._value_text(row)) == (96_500, "96,5")
    unreadable = SimpleNamespace(row={"value": "12a"})
    assert refused._value_text(unreadable) == "12a"
    assert refused._value_text(SimpleNamespace(row={})) == "–"


@pytest.mark.parametrize(
    ("language", "source"), [("sq", "nuk u gjet vendim"), ("en", "No decision for 2026 was found")]
)
def test_the_legal_source_of_a_tariff_stands_in_the_language_of_the_page(
    as_staff: Callable[..., Client], language: str, source: str
) -> None:
    client = as_staff("arta")
    client.cookies["django_language"] = language
    assert source in client.get("/staff/tariffs/AL-HOUSEHOLD/2026/").content.decode()


def test_an_advance_used_up_later_is_settled_once_and_leads_nowhere_false(
    as_staff: Callable[..., Client], monkeypatch
) -> None:
    """100 paid: 60 to a bill, 40 kept as an advance; later 30 of it went to the next bill, 10 are left."""
    client = as_staff("arta")
    pages = (client.get(f"/staff/accounts/{1000000000 + n}/").content.decode() for n in range(1, 49))
    address = next(found[0] for page in pages if (found := re.findall(r"/staff/payments/\d+/", page)))
    payment_id = int(address.split("/")[-2])
    card = payment.get_payment(payment_id=payment_id)
    amounts = {"2026-00000001": 6_000, "2026-00000002": 3_000, payment.advance_number(payment_id): -3_000, "P0": 0}
    lines = tuple(
        SimpleNamespace(
            document_number=number, component="principal", value_date=date(2026, 10, 31), amount_minor=amount
        )
        for number, amount in amounts.items()
    )
    row = replace(card.payment, amount_minor=10_000)
    monkeypatch.setattr(payment, "get_payment", lambda **_: replace(card, payment=row, allocations=lines))
    answer = client.get(address)
    assert (answer.context["settled_minor"], answer.context["unused_minor"]) == (9_000, 1_000)
    assert "/staff/bills/2026-00000002/" in answer.content.decode()
    assert "/staff/bills/P" not in answer.content.decode()


def test_the_figures_of_every_bill_of_the_month_add_up_to_what_is_to_be_paid(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    numbers = re.findall(r'href="/staff/bills/(\d{4}-\d{8})/"', client.get("/staff/bills/").content.decode())
    for number in numbers[:12]:
        answer = client.get(f"/staff/bills/{number}/")
        bill = answer.context["bill"]
        assert bill["total_minor"] + bill["earlier_minor"] + bill["used_minor"] == bill["payable_minor"]
        assert 0 <= -bill["used_minor"] <= bill["credit_minor"]
        assert ("Parapagim i përdorur" in answer.content.decode()) == bool(bill["used_minor"])


def test_an_advance_leads_to_its_payment(as_staff: Callable[..., Client]) -> None:
    client = as_staff("arta")
    pages = (client.get(f"/staff/accounts/{1000000000 + n}/").content.decode() for n in range(1, 49))
    page, advance = next(
        (page, found) for page in pages if (found := re.search(r'<a href="([^"]*)">Pagesë P(\d+)</a>', page))
    )
    assert 'href=""' not in page
    assert advance[1] == f"/staff/payments/{advance[2]}/"
    assert client.get(advance[1]).status_code == 200
