"""Random histories of accounts: every proof holds at the end, and every quote taken on the way comes out again."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from drita.foundation.clock import now
from drita.modules.ledger.operations.apply_advances import apply_advances
from drita.modules.ledger.operations.suspend_interest import Origin, end_suspension, suspend_interest
from drita.modules.ledger.queries import check_ledger, get_account_debt, load_debt_frame
from drita.modules.payments.operations.cancel_payment import cancel_payment
from drita.modules.payments.queries import check_payments
from tests.modules.ledger.book import Book

FIRST = date(2026, 1, 5)


@pytest.fixture
def book(db) -> Book:
    return Book.opened(today=FIRST)


@pytest.mark.parametrize("seed", range(4))
def test_any_history_keeps_every_proof_and_every_quote(book, seed):
    chance = random.Random(seed)
    accounts = [book.account(kind) for kind in ("household", "business", "budgetary")]
    told = []
    payments, suspensions = [], []
    today = FIRST
    for _ in range(25):
        today += timedelta(days=chance.randrange(0, 9))
        book.today = today
        account = chance.choice(accounts)
        act(chance, book, account, accounts, payments, suspensions, today)
        as_of = today - timedelta(days=chance.choice([0, 0, 1, 5, 40]))
        told.append(get_account_debt(account_id=account, as_of=as_of))
    assert_proofs_hold()
    for debt in told:
        again = get_account_debt(account_id=debt.account_id, as_of=debt.as_of, known_seq=debt.last_entry_id)
        assert again == debt
    for as_of in (today, today - timedelta(days=30), today + timedelta(days=400)):
        frame = load_debt_frame(account_ids=accounts, as_of=as_of)
        for row in frame.iter_rows(named=True):
            debt = get_account_debt(account_id=row["account_id"], as_of=as_of)
            assert (debt.principal_minor, debt.interest_minor, debt.credit_minor, debt.last_entry_id) == (
                row["principal_minor"],
                row["interest_minor"],
                row["credit_minor"],
                row["last_entry_id"],
            )


def act(chance, book, account, accounts, payments, suspensions, today):
    """Do one thing that a day at the operator's may bring."""
    kinds = {0: "household", 1: "business", 2: "budgetary"}
    what = chance.choice(["bill", "bill", "pay", "pay", "late", "cancel", "suspend", "end", "advance", "credit"])
    if what in ("bill", "credit"):
        amount = chance.randrange(1, 500_000) * (1 if what == "bill" else -1)
        item = book.bill(
            account,
            amount,
            today,
            today + timedelta(days=chance.choice([0, 5, 20])),
            account_class=kinds[accounts.index(account)],
            energy=amount,
        )
        if chance.random() < 0.7:
            apply_advances(account_ids=accounts, booking_date=today)
        return item
    if what in ("pay", "late"):
        when = today if what == "pay" else today - timedelta(days=chance.randrange(1, 60))
        order = chance.choice(["interest_first", "principal_first"])
        return payments.append(book.pay(account, chance.randrange(1, 400_000), when, component_order=order).payment_id)
    if what == "cancel" and payments:
        payment_id = payments.pop(chance.randrange(len(payments)))
        return cancel_payment(payment_id=payment_id, reason="test", booking_date=today, at=now())
    if what == "suspend":
        start = today - timedelta(days=chance.randrange(-10, 60))
        end = chance.choice([None, start + timedelta(days=chance.randrange(1, 40))])
        origin = Origin(kind="complaint", ref="1", reason="test")
        suspensions.append(
            suspend_interest(account_id=account, from_date=start, to_date=end, origin=origin, booking_date=today)
        )
    if what == "end" and suspensions:
        suspension_id = suspensions.pop()
        from drita.modules.ledger.models import Suspension

        known = Suspension.objects.get(pk=suspension_id)
        if known.withdrawn_seq is None and (known.period.upper is None or known.period.upper > today):
            end_suspension(suspension_id=suspension_id, to_date=today, booking_date=today)
    if what == "advance":
        apply_advances(account_ids=[account], booking_date=today)
    return None


def assert_proofs_hold():
    with connection.cursor() as cursor:
        # What the commit would check: debit = credit per entry.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for check in (*check_ledger(), *check_payments()):
        assert check.holds, (check.code, check.differences)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_payments_become_known_does_not_matter(book, seed):
    chance = random.Random(seed)
    in_time, mixed_up = book.account(), book.account()
    bills = [(chance.randrange(1, 500_000), FIRST + timedelta(days=chance.randrange(0, 200))) for _ in range(5)]
    paid = sorted((FIRST + timedelta(days=chance.randrange(0, 260)), chance.randrange(1, 400_000)) for _ in range(6))
    end = FIRST + timedelta(days=300)
    for account, order in ((in_time, paid), (mixed_up, chance.sample(paid, len(paid)))):
        # The items get their ids in the order of their dates, so that equal due dates go the same way.
        for amount, when in sorted(bills, key=lambda bill: bill[1]):
            book.bill(account, amount, when, when + timedelta(days=10))
        for when, amount in order:
            book.pay(account, amount, when, booked=end)
    one, other = (
        [
            replace(item, item_id=0, document_id=0, document_number="")
            for item in get_account_debt(account_id=account, as_of=end).items
            if item.kind == "bill"
        ]
        for account in (in_time, mixed_up)
    )
    assert one == other
    assert_proofs_hold()


def test_a_cancelled_payment_leaves_the_account_as_if_it_had_never_been(book):
    account, untouched = book.account(), book.account()
    for one in (account, untouched):
        book.bill(one, 1_000_000, date(2026, 1, 5), date(2026, 1, 31))
    book.today = date(2026, 5, 1)
    answer = book.pay(account, 1_200_000, date(2026, 3, 1))
    book.bill(account, 90_000, date(2026, 4, 1))
    book.bill(untouched, 90_000, date(2026, 4, 1))
    apply_advances(account_ids=[account], booking_date=date(2026, 4, 1))
    cancel_payment(payment_id=answer.payment_id, reason="wrong contract", booking_date=book.today, at=now())
    debts = [get_account_debt(account_id=one, as_of=book.today) for one in (account, untouched)]
    assert next((d.principal_minor, d.interest_minor, d.credit_minor) for d in debts) == (
        debts[1].principal_minor,
        debts[1].interest_minor,
        debts[1].credit_minor,
    )
    assert_proofs_hold()
