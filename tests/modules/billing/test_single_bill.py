"""One bill on demand: the same rules as the run, once, numbered, unchangeable, and the same paper for ever."""

from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from bench.synthetic_operator import SyntheticOperator, build_operator
from drita.documents.bill.print_file import bill_pdf
from drita.modules.billing import queries
from drita.modules.billing.operations.ensure_template_version import ensure_template_version
from drita.modules.billing.operations.issue_bill import issue_bill
from drita.modules.billing.operations.preview_bill import UnableToMakeBill, preview_bill
from drita.modules.billing.operations.void_numbers import Stretch, UnableToVoidNumbers, void_numbers
from drita.modules.ledger.queries import get_account_debt

MONTH, ISSUED = date(2026, 10, 1), date(2026, 11, 8)
AT = datetime(2026, 11, 8, 9, tzinfo=UTC)


@pytest.fixture
def operator(db: None) -> SyntheticOperator:
    return build_operator(connection, subscribers=12, bill_month=MONTH, seed=3)


@pytest.fixture
def contract_id(operator: SyntheticOperator) -> int:
    """The first contract that can be billed."""
    for each in operator.people["contract_id"]:
        try:
            preview_bill(contract_id=each, bill_month=MONTH, issue_date=ISSUED)
        except UnableToMakeBill:
            continue
        return int(each)
    raise AssertionError("the synthetic operator has no contract to bill")


def _issue(contract_id: int):
    return issue_bill(contract_id=contract_id, bill_month=MONTH, issue_date=ISSUED, at=AT)


def test_the_issued_bill_is_the_one_that_was_previewed(contract_id: int) -> None:
    before = preview_bill(contract_id=contract_id, bill_month=MONTH, issue_date=ISSUED)
    issued = _issue(contract_id)
    stored = queries.get_bill(bill_id=issued.bill_id, bill_month=MONTH)
    assert (stored.bill.total_minor, stored.bill.payable_minor) == (
        before.bill["total_minor"],
        before.bill["payable_minor"],
    )
    assert [line.amount_minor for line in stored.lines] == before.lines["amount_minor"].to_list()


def test_the_debt_after_the_issue_is_what_the_bill_says(contract_id: int) -> None:
    issued = _issue(contract_id)
    account_id = queries.get_bill(bill_id=issued.bill_id, bill_month=MONTH).bill.account_id
    assert get_account_debt(account_id=account_id, as_of=ISSUED).total_minor == issued.payable_minor


def test_a_month_is_billed_once(contract_id: int) -> None:
    _issue(contract_id)
    with pytest.raises(UnableToMakeBill):
        _issue(contract_id)


def test_a_bill_that_fails_gives_its_number_back(contract_id: int, operator: SyntheticOperator) -> None:
    savepoint = transaction.savepoint()
    first = _issue(contract_id)
    transaction.savepoint_rollback(savepoint)
    assert _issue(contract_id).number == first.number
    assert queries.prove_numbers().is_sound


def test_an_issued_bill_prints_the_same_bytes_after_the_subscriber_has_changed_his_name(contract_id: int) -> None:
    issued = _issue(contract_id)

    def printed() -> bytes:
        document, template = queries.get_bill_document(bill_id=issued.bill_id, bill_month=MONTH)
        return bill_pdf(documents=[document], template=template, tagged=True)

    before = printed()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE customers_party SET name = 'Tjetër Emër'")
        cursor.execute("UPDATE customers_premises SET street = 'Rruga e Re'")
    assert printed() == before


def test_the_template_is_stored_once(db: None) -> None:
    assert ensure_template_version(at=AT) == ensure_template_version(at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_bill SET total_minor = 0",
        "DELETE FROM billing_bill",
        "TRUNCATE billing_bill CASCADE",
        "UPDATE billing_bill_line SET amount_minor = 0",
        "DELETE FROM billing_bill_reading",
        "DELETE FROM billing_numbervoid",
        "UPDATE billing_templateversion SET content = ''",
        "UPDATE billing_wording SET content = ''",
        "ALTER TABLE billing_bill DISABLE TRIGGER ALL",
        "UPDATE billing_bill_m202609_s0 SET total_minor = 0",
    ],
)
def test_the_application_cannot_change_what_was_issued(operator: SyntheticOperator, statement: str) -> None:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_even_the_owner_meets_the_trigger(owner_connection: psycopg.Connection) -> None:
    triggers = owner_connection.execute(
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'billing_%_forbid_change'"
    ).fetchall()
    assert {name for (name,) in triggers} >= {"billing_bill", "billing_bill_line", "billing_bill_reading"}


def test_a_number_on_a_bill_cannot_be_voided_and_a_free_one_can(contract_id: int) -> None:
    issued = _issue(contract_id)
    (online,) = [
        each for each in queries.prove_numbers().ranges if each.first_number <= issued.number <= each.last_number
    ]
    used = Stretch(range_id=online.range_id, first_number=issued.number, last_number=issued.number)
    with pytest.raises(UnableToVoidNumbers):
        void_numbers(stretches=[used], reason="test", staff_id=None, at=AT)
    free = Stretch(range_id=online.range_id, first_number=online.last_number, last_number=online.last_number)
    assert void_numbers(stretches=[free], reason="paper torn", staff_id=None, at=AT) == 1
    proof = queries.prove_numbers()
    assert proof.is_sound
    assert any("paper torn" in each.reasons for each in proof.ranges)


def test_two_ranges_cannot_share_a_number(operator: SyntheticOperator) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO billing_numberrange (series, first_number, last_number, source_id, created_at)"
            " VALUES ('2026', 1, 5, 0, now())"
        )


def test_the_debt_of_an_account_with_two_contracts_stands_on_one_bill(operator: SyntheticOperator) -> None:
    people = operator.people.filter(operator.people["kind"] == "household")
    one, two = people["contract_id"][0], people["contract_id"][1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_contract SET account_id = (SELECT account_id FROM customers_contract WHERE id = %s) WHERE id = %s",
            [min(one, two), max(one, two)],
        )
    from drita.modules.billing.batch.compute_bills import compute_bills, load_standing
    from drita.modules.billing.batch.load_bill_inputs import Reader
    from drita.rules.billing.bill_inputs import bill_terms

    computed = compute_bills(
        contract_ids=[one, two],
        terms=bill_terms(bill_month=MONTH, issue_date=ISSUED),
        standing=load_standing(issue_date=ISSUED),
        reader=Reader(),
    )
    debts = computed.made.bills.sort("bill_key")["earlier_principal_minor"].to_list()
    assert debts[1:] == [0] * len(debts[1:])
