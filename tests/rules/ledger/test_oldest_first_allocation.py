"""Oldest-first allocation: the order, the two ways inside an item, and that no qindarka is gained or lost."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.ledger.oldest_first_allocation import (
    MONEY_SCHEMA,
    OPEN_SCHEMA,
    UnableToAllocateMoney,
    oldest_first_allocation,
)

OLD, NEW = date(2026, 8, 31), date(2026, 9, 30)


def money(*rows):
    return pl.DataFrame(list(rows), schema=MONEY_SCHEMA, orient="row")


def debts(*rows):
    return pl.DataFrame(list(rows), schema=OPEN_SCHEMA, orient="row")


TWO = debts((1, 12, NEW, 5, 200), (1, 11, OLD, 10, 100))

BY_HAND = {
    "the oldest first, interest before principal": (
        60,
        None,
        "interest_first",
        [(11, "interest", 10), (11, "principal", 50)],
    ),
    "principal first inside an item, not across items": (
        60,
        None,
        "principal_first",
        [(11, "principal", 60)],
    ),
    "principal first, then that item's interest, then the next item": (
        150,
        None,
        "principal_first",
        [(11, "principal", 100), (11, "interest", 10), (12, "principal", 40)],
    ),
    "the designated item first, the rest to the oldest": (
        250,
        12,
        "interest_first",
        [(12, "interest", 5), (12, "principal", 200), (11, "interest", 10), (11, "principal", 35)],
    ),
    "more than all: the rest stays": (
        1_000,
        None,
        "interest_first",
        [(11, "interest", 10), (11, "principal", 100), (12, "interest", 5), (12, "principal", 200)],
    ),
    "nothing to give": (0, None, "interest_first", []),
}


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND.keys())
def test_allocation_is_as_worked_by_hand(case):
    amount, designated, order, expected = case
    found = oldest_first_allocation(money=money((1, 100, 1, amount, designated)), open_items=TWO, component_order=order)
    assert found.select("item_id", "component", "amount_minor").rows() == expected


def test_equal_due_dates_go_by_item():
    found = oldest_first_allocation(
        money=money((1, 100, 1, 150, None)), open_items=debts((1, 9, OLD, 0, 100), (1, 8, OLD, 0, 100))
    )
    assert found["item_id"].to_list() == [8, 9]


def test_two_payments_of_one_account_go_one_after_the_other():
    found = oldest_first_allocation(money=money((1, 101, 2, 100, None), (1, 100, 1, 60, None)), open_items=TWO)
    assert found.select("money_id", "item_id", "amount_minor").rows() == [
        (100, 11, 10),
        (100, 11, 50),
        (101, 11, 50),
        (101, 12, 5),
        (101, 12, 45),
    ]


def test_a_negative_payment_is_refused():
    with pytest.raises(UnableToAllocateMoney):
        oldest_first_allocation(money=money((1, 1, 1, -1, None)), open_items=TWO)


amounts = st.integers(min_value=0, max_value=10**13)
days = st.dates(min_value=date(2007, 1, 1), max_value=date(2027, 1, 1))
books = st.lists(
    st.tuples(
        st.lists(st.tuples(days, amounts, amounts), max_size=6),  # items
        st.lists(amounts, max_size=4),  # payments
    ),
    min_size=1,
    max_size=4,
)
orders = st.sampled_from(["interest_first", "principal_first"])


@given(books, orders)
def test_allocation_never_exceeds_item_or_payment_and_equals_a_plain_loop(book, order):
    money_rows, item_rows, expected = [], [], []
    for account_id, (items, payments) in enumerate(book):
        numbered = [(account_id, account_id * 100 + n, *item) for n, item in enumerate(items)]
        paid = [(account_id, account_id * 100 + n, n, amount, None) for n, amount in enumerate(payments)]
        item_rows += numbered
        money_rows += paid
        expected += _plain_loop(numbered, paid, order)
    found = oldest_first_allocation(money=money(*money_rows), open_items=debts(*item_rows), component_order=order)
    assert sorted(found.rows()) == sorted(expected)
    assert _sums(found, "money_id", {row[1]: row[3] for row in money_rows})
    assert _sums(found, "item_id", {row[1]: row[3] + row[4] for row in item_rows})


def _sums(found, key, limits):
    spent = found.group_by(key).agg(pl.col("amount_minor").sum())
    return all(limits[name] >= amount for name, amount in spent.rows())


def _plain_loop(items, payments, order):
    left = {item[1]: {"interest": item[3], "principal": item[4]} for item in items}
    components = ["interest", "principal"] if order == "interest_first" else ["principal", "interest"]
    for account_id, money_id, _, amount, _ in payments:
        for item in sorted(items, key=lambda row: (row[2], row[1])):
            for component in components:
                given_now = min(amount, left[item[1]][component])
                if given_now:
                    left[item[1]][component] -= given_now
                    amount -= given_now
                    yield account_id, money_id, item[1], component, given_now
