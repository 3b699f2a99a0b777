"""The statement goes on from page to page without a line lost, and interest says what it is for."""

from datetime import date

import pytest

from drita.modules.ledger.operations.apply_advances import apply_advances
from drita.modules.ledger.operations.register_run_source import register_run_source
from drita.modules.ledger.queries import account_statement, interest_words
from tests.modules.ledger.book import Book
from tests.modules.ledger.test_run_sources import build_and_attach, fill_asides, run_frames


def pages(account_id, limit):
    before, found = None, []
    while page := account_statement(account_id=account_id, before=before, limit=limit):
        found.append([line.entry_id for line in page])
        before = page[-1].seq, page[-1].entry_id
    return found


def test_bills_of_one_run_for_two_contracts_stand_on_both_sides_of_a_page_edge(own_database):
    book = Book.opened(today=date(2026, 11, 23))
    account = book.account()
    book.bill(account, 100_000, date(2026, 10, 5), date(2026, 12, 31))
    source_id = register_run_source(reference="test")
    fill_asides(run_frames([account, account], source_id), source_id)
    build_and_attach(source_id)
    book.pay(account, 1_000, date(2026, 11, 20))
    whole = account_statement(account_id=account)
    assert whole[1].seq == whole[2].seq
    in_one = [line.entry_id for line in whole]
    assert pages(account, 2) == [in_one[:2], in_one[2:]]
    assert pages(account, 1) == [[entry_id] for entry_id in in_one]


def interest_lines(account_id):
    return [line for line in account_statement(account_id=account_id) if line.event == "interest_crystallised"]


def test_each_booking_of_interest_names_the_bills_of_its_own_payment(book):
    account = book.account()
    book.bill(account, 100_000, date(2026, 8, 5), date(2026, 8, 31))
    book.bill(account, 200_000, date(2026, 9, 5), date(2026, 9, 30))
    book.pay(account, 10_000, date(2026, 10, 10))
    book.pay(account, 400_000, date(2026, 11, 10))
    newer, older = interest_lines(account)
    assert older.interest_of == ("F2",)
    assert newer.interest_of == ("F2", "F3")
    oldest = account_statement(account_id=account)[-1]
    assert oldest.interest_of == ()
    assert interest_words(line=oldest) is None


@pytest.mark.parametrize(
    ("paid_minor", "bills"),
    [(1_000, ("F2",)), (10_400, ("F2",)), (320_000, ("F2", "F3"))],
    ids=["part of the interest", "interest and principal of the oldest", "everything"],
)
def test_only_bills_whose_interest_was_booked_are_named(book, paid_minor, bills):
    account = book.account()
    book.bill(account, 100_000, date(2026, 8, 5), date(2026, 8, 31))
    book.bill(account, 200_000, date(2026, 9, 5), date(2026, 9, 30))
    book.pay(account, paid_minor, date(2026, 10, 31))
    (line,) = interest_lines(account)
    assert line.interest_of == bills


def test_interest_of_many_bills_names_a_few_where_room_is_short(book):
    account = book.account()
    for _ in range(5):
        book.bill(account, 100_000, date(2026, 8, 5), date(2026, 8, 31))
    book.pay(account, 600_000, date(2026, 10, 31))
    (line,) = interest_lines(account)
    short = interest_words(line=line, most=3)
    assert short.en == "Late interest on bills F2, F3, F4 and 2 more"
    assert short.sq == "Kamatëvonesë e faturave F2, F3, F4 dhe 2 të tjerave"
    assert interest_words(line=line).sq == "Kamatëvonesë e faturave F2, F3, F4, F5, F6"


def test_interest_paid_from_an_advance_names_its_bill(book):
    account = book.account()
    book.pay(account, 50_000, date(2026, 11, 20))
    book.bill(account, 40_000, date(2026, 8, 5), date(2026, 8, 31))
    apply_advances(account_ids=[account], booking_date=date(2026, 11, 23))
    assert [line.interest_of for line in interest_lines(account)] == [("F3",)]
