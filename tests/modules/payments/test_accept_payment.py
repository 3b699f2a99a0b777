"""Payments are settled at once, counted once, and honoured by their value date."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from drita.modules.ledger.queries import check_ledger, get_account_debt, list_allocations, load_debt_frame
from drita.modules.payments.operations.accept_payment import (
    AcceptedPayment,
    NewPayment,
    UnableToAcceptPaymentTwice,
    accept_payment,
    accept_payments,
)
from drita.modules.payments.queries import check_payments
from tests.modules.ledger.book import Book, postings


@pytest.fixture
def book(db) -> Book:
    return Book.opened(today=date(2026, 11, 23))


def test_interest_and_principal_are_settled_as_of_the_value_date(book):
    account = book.account()
    item = book.bill(account, 1_000_000, date(2026, 9, 5), date(2026, 9, 30))
    answer = book.pay(account, 500_000, date(2026, 10, 31))
    assert [(p.item_id, p.component, p.amount_minor) for p in answer.allocated] == [
        (item, "interest", 31_000),
        (item, "principal", 469_000),
    ]
    # 531,000 left for 23 days
    assert (answer.remaining_principal_minor, answer.remaining_interest_minor) == (531_000, 12_213)


def test_a_payment_is_booked_with_its_interest(book):
    account = book.account()
    book.bill(account, 1_000_000, date(2026, 9, 5), date(2026, 9, 30))
    book.pay(account, 1_200_000, date(2026, 10, 31))
    assert postings()[3:] == [
        ("interest_crystallised", "4119", 31_000, 0),
        ("interest_crystallised", "767", 0, 31_000),
        ("payment_accepted", "5111-01", 1_200_000, 0),
        ("payment_accepted", "4119", 0, 31_000),
        ("payment_accepted", "4111", 0, 1_000_000),
        ("payment_accepted", "4091", 0, 169_000),
    ]


def test_the_same_reference_gets_the_same_answer(book):
    account = book.account()
    book.bill(account, 1_000_000, date(2026, 9, 5), date(2026, 9, 30))
    first = book.pay(account, 500_000, date(2026, 10, 31), ref="X1")
    count = len(postings())
    again = book.pay(account, 500_000, date(2026, 10, 31), ref="X1")
    assert (again, again.is_repeated, len(postings())) == (first, True, count)


def test_a_reference_with_other_content_is_refused(book):
    account = book.account()
    book.pay(account, 500_000, date(2026, 10, 31), ref="X1")
    with pytest.raises(UnableToAcceptPaymentTwice):
        book.pay(account, 500_001, date(2026, 10, 31), ref="X1")


def test_a_payment_known_late_ends_where_one_known_in_time_ends(book):
    def owed(account):
        debt = get_account_debt(account_id=account, as_of=book.today)
        return debt.principal_minor, debt.interest_minor, debt.credit_minor

    late, in_time = book.account(), book.account()
    for account in (late, in_time):
        book.bill(account, 1_000_000, date(2026, 9, 5), date(2026, 9, 30))
        book.bill(account, 400_000, date(2026, 10, 5), date(2026, 10, 31))
    book.pay(late, 1_200_000, date(2026, 10, 31))
    book.pay(late, 300_000, date(2026, 10, 10))
    book.pay(in_time, 300_000, date(2026, 10, 10))
    book.pay(in_time, 1_200_000, date(2026, 10, 31))
    assert owed(late) == owed(in_time)
    # 10,000 + 149.10 of interest paid, so 1,500,000 - 24,910 went to principal of 1,400,000
    assert owed(late) == (0, 0, 75_090)
    assert load_debt_frame(account_ids=[late, in_time], as_of=book.today)["credit_minor"].to_list() == [75_090] * 2


@pytest.mark.parametrize("seed", range(3))
def test_a_slice_of_payments_ends_where_its_payments_one_by_one_end(book, seed):
    chance = random.Random(seed)
    alone, together = ([book.account() for _ in range(4)] for _ in range(2))
    rows = [(chance.randrange(4), chance.randrange(1, 300_000), chance.randrange(0, 60)) for _ in range(15)]
    for group in (alone, together):
        for place, account in enumerate(group):
            for month in range(7, 9 + place % 3):
                book.bill(account, 100_000 + place, date(2026, month, 5), date(2026, month, 28))

    def payment(group, number):
        place, amount, days = rows[number]
        when = date(2026, 9, 20) + timedelta(days=days)
        return NewPayment(group[place], "POST", f"{group[0]}-{number}", amount, when, "file")

    for number in range(len(rows)):
        accept_payment(payment=payment(alone, number), booking_date=book.today)
    answers = accept_payments(payments=[payment(together, n) for n in range(len(rows))], booking_date=book.today)
    assert all(isinstance(answer, AcceptedPayment) for answer in answers)
    for one, other in zip(alone, together, strict=True):
        assert settled(one) == settled(other)
    assert [check.code for check in (*check_ledger(), *check_payments()) if not check.holds] == []


def settled(account):
    """Tell what stands on an account, by document and value date, without the ids."""
    net = defaultdict(int)
    documents = sorted({line.item_id for line in list_allocations(account_id=account)})
    for line in list_allocations(account_id=account):
        net[documents.index(line.item_id), line.component, line.value_date] += line.amount_minor
    debt = get_account_debt(account_id=account, as_of=date(2026, 11, 23))
    debits = {key: amount for key, amount in net.items() if amount > 0}
    return debits, debt.principal_minor, debt.interest_minor, debt.credit_minor
