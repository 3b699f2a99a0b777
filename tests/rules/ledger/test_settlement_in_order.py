"""Money settles items in the order of value dates, whenever it became known."""

import random
from datetime import date, timedelta

import polars as pl

from drita.rules.ledger.late_payment_interest import (
    CAPS_SCHEMA,
    CHANGES_SCHEMA,
    RATES_SCHEMA,
    SUSPENSIONS_SCHEMA,
    late_payment_interest,
)
from drita.rules.ledger.settlement_in_order import (
    ARRIVING_SCHEMA,
    SETTLED_SCHEMA,
    changes_of,
    settlement_in_order,
)

TERMS = {
    "suspensions": pl.DataFrame(schema=SUSPENSIONS_SCHEMA),
    "rates": pl.DataFrame([("standard", date(2011, 1, 1), None, 1_000_000)], schema=RATES_SCHEMA, orient="row"),
    "caps": pl.DataFrame([("standard", date(2018, 1, 1), None, 1_000_000)], schema=CAPS_SCHEMA, orient="row"),
}
NO_CHANGES = pl.DataFrame(schema=CHANGES_SCHEMA)
ITEMS_SCHEMA = {
    "account_id": pl.Int64,
    "item_id": pl.Int64,
    "item_date": pl.Date,
    "due_date": pl.Date,
    "interest_class": pl.String,
    "original_minor": pl.Int64,
}


def items(*rows):
    full = [(row[0], row[1], row[2], row[3], "standard", row[4]) for row in rows]
    return pl.DataFrame(full, schema=ITEMS_SCHEMA, orient="row")


def money(*rows):
    # account, money, value date, amount[, designated[, order]]
    full = [
        (
            row[0],
            row[1],
            row[1],
            row[3],
            row[4] if len(row) > 4 else None,
            row[2],
            row[5] if len(row) > 5 else "interest_first",
        )
        for row in rows
    ]
    return pl.DataFrame(full, schema=ARRIVING_SCHEMA, orient="row")


def settle(item_frame, money_frame, changes=NO_CHANGES):
    return settlement_in_order(items=item_frame, changes=changes, money=money_frame, **TERMS)


BILL = (1, 11, date(2026, 9, 5), date(2026, 9, 30), 1_000_000)


def test_an_overpayment_waits_and_settles_the_next_bill_on_the_day_it_opens():
    later = (1, 12, date(2026, 11, 5), date(2026, 11, 30), 500_000)
    found = settle(items(BILL, later), money((1, 1, date(2026, 9, 20), 1_200_000)))
    assert found.select("item_id", "component", "amount_minor", "value_date", "is_direct").rows() == [
        (11, "principal", 1_000_000, date(2026, 9, 20), True),
        (12, "principal", 200_000, date(2026, 11, 5), False),
    ]


def test_a_payment_that_became_known_late_takes_its_own_place():
    # 3,000.00 paid on 10.10 (ten days late: 100.00), 12,000.00 on 31.10 (21 days on 7,100.00: 149.10)
    found = settle(
        items(BILL),
        money((1, 2, date(2026, 10, 31), 1_200_000), (1, 3, date(2026, 10, 10), 300_000)),
    )
    assert found.select("money_id", "component", "amount_minor").rows() == [
        (3, "interest", 10_000),
        (3, "principal", 290_000),
        (2, "interest", 14_910),
        (2, "principal", 710_000),
    ]


def test_a_payment_before_the_bill_is_settled_on_the_day_of_the_bill():
    found = settle(items(BILL), money((1, 1, date(2026, 8, 1), 400_000)))
    assert found.select("value_date", "is_direct", "amount_minor").rows() == [(date(2026, 9, 5), False, 400_000)]


def test_a_payment_on_the_day_of_the_bill_settles_it_directly():
    found = settle(items(BILL), money((1, 1, date(2026, 9, 5), 400_000)))
    assert found["is_direct"].to_list() == [True]


def test_many_accounts_at_once_equal_one_by_one_and_nothing_is_gained_or_lost():
    chance = random.Random(5)
    item_rows, money_rows = [], []
    for account_id in range(40):
        item_rows += random_items(chance, account_id)
        money_rows += random_money(chance, account_id)
    together = settle(items(*item_rows), money(*money_rows))
    alone = pl.concat(
        settle(
            items(*[row for row in item_rows if row[0] == account_id]),
            money(*[row for row in money_rows if row[0] == account_id]),
        )
        for account_id in range(40)
    )
    keys = ["account_id", "money_id", "item_id", "value_date", "component"]
    assert together.sort(keys).equals(alone.sort(keys))
    assert_conserved(items(*item_rows), money(*money_rows), together)


def test_money_settled_in_two_goes_equals_all_at_once():
    """Payments in order, each settled on what the former left, end where one settlement of all of them ends."""
    chance = random.Random(9)
    for account_id in range(30):
        item_frame = items(*random_items(chance, account_id, same_day=True))
        rows = sorted(random_money(chance, account_id), key=lambda row: (row[2], row[1]))
        at_once = settle(item_frame, money(*rows))
        in_turn, changes = [pl.DataFrame(schema=SETTLED_SCHEMA)], NO_CHANGES
        for row in rows:
            now = settle(item_frame, money(row), changes)
            in_turn.append(now)
            changes = pl.concat([changes, changes_of(settled=now)])
        assert pl.concat(in_turn).equals(at_once)


def random_items(chance, account_id, same_day=False):
    for n in range(chance.randrange(1, 6)):
        opened = date(2026, 1, 5) + timedelta(days=0 if same_day else chance.randrange(0, 300))
        yield (account_id, account_id * 100 + n, opened, opened + timedelta(days=25), chance.randrange(1, 900_000))


def random_money(chance, account_id):
    for n in range(chance.randrange(0, 5)):
        when = date(2026, 1, 5) + timedelta(days=chance.randrange(0, 330))
        order = chance.choice(["interest_first", "principal_first"])
        yield (account_id, account_id * 100 + n, when, chance.randrange(1, 900_000), None, order)


def assert_conserved(item_frame, money_frame, settled):
    given = settled.group_by("money_id").agg(pl.col("amount_minor").sum().alias("spent"))
    assert money_frame.join(given, on="money_id").filter(pl.col("spent") > pl.col("amount_minor")).is_empty()
    end = date(2027, 6, 1)
    state = late_payment_interest(items=item_frame, changes=changes_of(settled=settled), as_of=end, **TERMS)
    assert state.filter((pl.col("open_principal_minor") < 0) | (pl.col("open_interest_minor") < 0)).is_empty()
