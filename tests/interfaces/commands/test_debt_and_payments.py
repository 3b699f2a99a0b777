"""Debt, statement, payment files and the proofs from the command line."""

import io
import json
from datetime import date

import pytest

from drita.interfaces.commands.command import Console
from drita.interfaces.commands.main import run_line
from drita.modules.customers.models import Account
from drita.modules.payments.queries import list_payments
from tests.modules.ledger.book import Book

TODAY = "2026-11-23"


@pytest.fixture
def book(db, monkeypatch):
    monkeypatch.setenv("DRITA_TODAY", TODAY)
    book = Book.opened(today=date.fromisoformat(TODAY))
    account = book.account()
    book.bill(account, 1_000_000, date(2026, 9, 5), date(2026, 9, 30))
    book.number = Account.objects.get(pk=account).number
    book.account_id = account
    return book


def drita(*line, language="en"):
    console = Console(language=language, file=io.StringIO(), width=200)
    return run_line(line, console), console.file.getvalue().replace("\u00a0", " ")


def payment_file(tmp_path, *rows, head="partner_code,partner_ref,account_number,amount,value_date"):
    path = tmp_path / "payments.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_example_of_the_guide_comes_out(book):
    book.pay(book.account_id, 500_000, date(2026, 10, 31))
    code, text = drita("debt", book.number, "--explain")
    assert code == 0
    assert "5 432,13 L" in text
    assert "24.11.2026" not in text
    assert "31 days × 10 000,00 × 0,1 % a day = 310,00 L" in text
    assert "23 days × 5 310,00 × 0,1 % a day = 122,13 L" in text


def test_a_debt_told_before_a_payment_became_known_comes_out_again(book):
    _, text = drita("debt", book.number, "--as-of", "2026-11-10", "--json")
    before = json.loads(text)
    book.pay(book.account_id, 500_000, date(2026, 10, 31))
    _, text = drita("debt", book.number, "--as-of", "2026-11-10", "--json")
    assert json.loads(text)["total_minor"] != before["total_minor"]
    known_at = str(before["last_entry_id"])
    _, text = drita("debt", book.number, "--as-of", "2026-11-10", "--known-at", known_at, "--json")
    assert json.loads(text) == before


def test_the_statement_tells_billing_and_collection_apart(book):
    book.pay(book.account_id, 500_000, date(2026, 10, 31))
    _, text = drita("statement", book.number, "--json")
    lines = [
        (line["side"], line["debit_minor"], line["credit_minor"], line["balance_minor"]) for line in json.loads(text)
    ]
    assert lines == [
        ("billing", 1_000_000, 0, 1_000_000),
        ("billing", 31_000, 0, 1_031_000),
        ("collection", 0, 500_000, 531_000),
    ]
    code, text = drita("statement", book.number, language="sq")
    assert code == 0
    assert "Arkëtim" in text
    assert "122,13 L" in text


def test_interest_on_the_statement_names_its_bill_and_not_the_bank(book):
    book.bill(book.account_id, 600_000, date(2026, 10, 5), date(2026, 10, 31))
    book.pay(book.account_id, 1_650_000, date(2026, 11, 10))
    _, text = drita("statement", book.number, "--json")
    (interest,) = [line for line in json.loads(text) if line["event"] == "interest_crystallised"]
    assert interest["words"] == "Late interest on bills F2, F3"
    _, text = drita("statement", book.number, language="sq")
    (line,) = [line for line in text.splitlines() if "Kamatëvonesë" in line]
    assert "Kamatëvonesë e faturave F2, F3" in line
    assert "#" not in line


def test_a_number_nobody_has_is_said_and_refused(book, capsys):
    code, _ = drita("debt", "404")
    assert code == 1
    assert "404" in capsys.readouterr().err


def test_a_payment_file_is_taken_in_once(book, tmp_path):
    path = payment_file(
        tmp_path, f'POST,A1,{book.number},"5 000,00",31.10.2026', f"BANK,A1,{book.number},10.50,2026-11-02"
    )
    assert drita("import", "payments", str(path))[0] == 0
    code, text = drita("import", "payments", str(path))
    assert code == 0
    assert "0 new" in text
    assert "2 there already" in text
    paid = [(p.partner_code, p.amount_minor, p.value_date) for p in list_payments(account_id=book.account_id)]
    assert paid == [("BANK", 1_050, date(2026, 11, 2)), ("POST", 500_000, date(2026, 10, 31))]


def test_a_dry_run_stores_nothing(book, tmp_path):
    path = payment_file(tmp_path, f"POST,A1,{book.number},5000,2026-10-31")
    assert drita("import", "payments", str(path), "--dry-run")[0] == 0
    assert list_payments(account_id=book.account_id) == []


def test_refused_rows_go_into_a_file_with_their_reasons_and_the_others_are_booked(book, tmp_path):
    path = payment_file(
        tmp_path,
        f"POST,B1,{book.number},100,2026-11-01",
        "POST,B2,404,100,2026-11-01",
        f"MARS,B3,{book.number},100,2026-11-01",
        f"POST,B4,{book.number},-5,2026-11-01",
        f"POST,B5,{book.number},100,2027-01-01",
        f"POST,B6,{book.number},a lot,2026-11-01",
        f"POST,B1,{book.number},200,2026-11-01",
        f"POST,,{book.number},100,2026-11-01",
    )
    code, text = drita("import", "payments", str(path))
    assert code == 1
    assert "1 new" in text
    refused = (tmp_path / "payments.csv.refused.csv").read_text(encoding="utf-8-sig")
    for row, reason in (
        ("B2", "account_unknown"),
        ("B3", "partner_unknown"),
        ("B4", "payment_refused"),
        ("B5", "payment_refused"),
        ("B6", "number_unreadable"),
        ("B1", "payment_reference_conflict"),
        ("POST,,", "value_missing"),
    ):
        assert any(row in line and reason in line for line in refused.splitlines()), (row, reason, refused)
    assert len(list_payments(account_id=book.account_id)) == 1


def test_a_history_is_booked_on_its_own_days(book, tmp_path):
    path = payment_file(tmp_path, f"POST,C1,{book.number},100,2026-09-10", f"POST,C2,{book.number},100,2026-10-10")
    assert drita("import", "payments", "--book-on", "value-date", str(path))[0] == 0
    _, text = drita("statement", book.number, "--json")
    booked = [line["booking_date"] for line in json.loads(text) if line["side"] == "collection"]
    assert booked == ["2026-09-10", "2026-10-10"]


def test_reference_is_loaded_once_and_the_ledger_is_proven(book):
    assert drita("ledger", "load-reference")[0] == 0
    code, text = drita("ledger", "load-reference")
    assert code == 0
    assert "+0" in text
    book.pay(book.account_id, 1_200_000, date(2026, 10, 31))
    code, text = drita("ledger", "check")
    assert code == 0
    assert text.count("holds") == 7
    code, text = drita("ledger", "totals")
    assert code == 0
    assert "4091" in text


def test_large_sums_and_their_dates_are_never_cut_however_narrow_the_terminal(book):
    book.bill(book.account_id, 123_456_789_012, date(2026, 10, 5), date(2026, 10, 31))
    for command in ("debt", "statement"):
        _, text = drita(command, book.number, language="sq")
        assert "1 234 567 890,12" in text
        assert "05.10.2026" in text
        assert "…" not in text
