"""Late interest by the rule: cases worked by hand, and the oracle on a hundred thousand random ones."""

import random
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from drita.rules.ledger.interest_segments import UnableToAccrueInterest
from drita.rules.ledger.interest_terms import UnableToCombineInterestTerms, interest_terms
from drita.rules.ledger.late_payment_interest import (
    CAPS_SCHEMA,
    CHANGES_SCHEMA,
    RATES_SCHEMA,
    SUSPENSIONS_SCHEMA,
    late_payment_interest,
)
from tests.rules.ledger.interest_oracle import Dated, Debt, owed

DUE = date(2026, 9, 30)
RATES = [("standard", date(2011, 1, 1), None, 1_000_000)]
CAPS_100 = [("standard", date(2018, 1, 1), None, 1_000_000)]


def items(*rows):
    return pl.DataFrame(
        list(rows),
        schema={
            "item_id": pl.Int64,
            "interest_class": pl.String,
            "original_minor": pl.Int64,
            "due_date": pl.Date,
        },
        orient="row",
    )


def frame(rows, schema):
    return pl.DataFrame(rows, schema=schema, orient="row")


def accrue(item_frame, as_of, *, changes=(), suspensions=(), rates=RATES, caps=()):
    return late_payment_interest(
        items=item_frame,
        changes=frame(list(changes), CHANGES_SCHEMA),
        suspensions=frame(list(suspensions), SUSPENSIONS_SCHEMA),
        rates=frame(rates, RATES_SCHEMA),
        caps=frame(list(caps), CAPS_SCHEMA),
        as_of=as_of,
    )


ONE = (1, "standard", 1_000_000, DUE)

# as_of, changes, suspensions, rates, caps -> open principal, open interest (minor), by hand
BY_HAND = {
    "nothing on the due date": (DUE, [], [], RATES, [], 1_000_000, 0),
    "one day on the day after": (date(2026, 10, 1), [], [], RATES, [], 1_000_000, 1_000),
    # 10,000.00 lek due 30.09, on 31.10 thirty-one days of 0.1 %: 310.00
    "the example of the contract": (date(2026, 10, 31), [], [], RATES, [], 1_000_000, 31_000),
    "the day of payment counts, the next does not": (
        date(2026, 11, 5),
        [(1, date(2026, 10, 31), -1_000_000, 31_000)],
        [],
        RATES,
        [],
        0,
        0,
    ),
    # 31 days on 10,000 and 5 days on 4,000
    "a part payment": (
        date(2026, 11, 5),
        [(1, date(2026, 10, 31), -600_000, 0)],
        [],
        RATES,
        [],
        400_000,
        31_000 + 2_000,
    ),
    "a payment before the due date lowers the base": (
        date(2026, 10, 10),
        [(1, date(2026, 9, 1), -600_000, 0)],
        [],
        RATES,
        [],
        400_000,
        4_000,
    ),
    "a payment on the due date bears nothing": (
        date(2026, 10, 10),
        [(1, DUE, -1_000_000, 0)],
        [],
        RATES,
        [],
        0,
        0,
    ),
    # 1..31 October without 5..9 October
    "suspended days bear nothing, the end day bears": (
        date(2026, 10, 31),
        [],
        [(1, date(2026, 10, 5), date(2026, 10, 10))],
        RATES,
        [],
        1_000_000,
        26_000,
    ),
    "overlapping suspensions count once": (
        date(2026, 10, 31),
        [],
        [
            (1, date(2026, 10, 5), date(2026, 10, 10)),
            (1, date(2026, 10, 8), date(2026, 10, 12)),
            (1, date(2026, 10, 30), None),
        ],
        RATES,
        [],
        1_000_000,
        22_000,
    ),
    # 10 days of 0.1 % and 21 of 0.2 %
    "a new rate from its first day": (
        date(2026, 10, 31),
        [],
        [],
        [
            ("standard", date(2011, 1, 1), date(2026, 10, 11), 1_000_000),
            ("standard", date(2026, 10, 11), None, 2_000_000),
        ],
        [],
        1_000_000,
        10_000 + 42_000,
    ),
    # 0.1 % a day reaches 100 % on day 1,000
    "the day before the cap": (DUE + timedelta(days=999), [], [], RATES, CAPS_100, 1_000_000, 999_000),
    "on the cap": (DUE + timedelta(days=1000), [], [], RATES, CAPS_100, 1_000_000, 1_000_000),
    "past the cap": (DUE + timedelta(days=2000), [], [], RATES, CAPS_100, 1_000_000, 1_000_000),
    # the cap of 1 % holds until 31 Oct., then 2 %: 10 days, a stop, 10 more days
    "a later, higher cap lets it go on": (
        date(2026, 11, 5),
        [],
        [],
        RATES,
        [
            ("standard", date(2018, 1, 1), date(2026, 11, 1), 10_000),
            ("standard", date(2026, 11, 1), None, 20_000),
        ],
        1_000_000,
        15_000,
    ),
    "a first cap takes nothing back": (
        date(2026, 11, 30),
        [],
        [],
        RATES,
        [("standard", date(2026, 11, 1), None, 10_000)],
        1_000_000,
        31_000,
    ),
    # the cap counts what accrued, paid or not, and the original amount, not the open one
    "paid interest makes no room under the cap": (
        date(2026, 11, 30),
        [(1, date(2026, 10, 10), 0, 10_000)],
        [],
        RATES,
        [("standard", date(2018, 1, 1), None, 10_000)],
        1_000_000,
        0,
    ),
}


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND.keys())
def test_interest_is_as_worked_by_hand(case):
    as_of, changes, suspensions, rates, caps, principal, interest = case
    row = accrue(items(ONE), as_of, changes=changes, suspensions=suspensions, rates=rates, caps=caps).row(0, named=True)
    assert (row["open_principal_minor"], row["open_interest_minor"]) == (principal, interest)


def test_a_credit_item_bears_no_interest():
    row = accrue(items((1, "standard", -500_000, DUE)), date(2027, 9, 30), caps=CAPS_100).row(0, named=True)
    assert (row["open_principal_minor"], row["accrued_nano"]) == (-500_000, 0)


def test_half_a_qindarka_is_rounded_up_once_at_the_end():
    # 0.05 lek at 0.1 % a day: 50 days make 0.0025, 100 days 0.005 -> 0.01
    one = items((1, "standard", 5, DUE))
    found = [accrue(one, DUE + timedelta(days=n))["open_interest_minor"][0] for n in (99, 100)]
    assert found == [0, 1]


def test_a_day_without_a_rate_is_refused_not_free():
    with pytest.raises(UnableToAccrueInterest) as refusal:
        accrue(items((1, "unheard", 100, DUE)), date(2026, 10, 5))
    assert refusal.value.code == "interest_not_accruable"


def test_the_debt_of_the_largest_imaginable_debtor_does_not_overflow():
    # a billion million lek for 27 years at 0.5 % a day
    late = DUE + timedelta(days=10_000)
    row = accrue(
        items((1, "standard", 10**15, DUE)), late, rates=[("standard", date(2001, 1, 1), None, 5_000_000)]
    ).row(0, named=True)
    assert row["open_interest_minor"] == 10**15 * 50


@pytest.mark.parametrize(
    "caps",
    [
        [("s", date(2011, 1, 1), date(2018, 1, 1), 10), ("s", date(2018, 1, 1), None, 5)],
        [("s", date(2011, 1, 1), date(2018, 1, 1), 10), ("s", date(2019, 1, 1), None, 15)],
        [("s", date(2011, 1, 1), date(2018, 1, 1), 10), ("s", date(2017, 1, 1), None, 15)],
    ],
    ids=["falling", "gap", "overlap"],
)
def test_caps_that_could_take_interest_back_are_refused(caps):
    with pytest.raises(UnableToCombineInterestTerms):
        interest_terms(
            rates=frame([("s", date(2001, 1, 1), None, 1)], RATES_SCHEMA),
            caps=frame(caps, CAPS_SCHEMA),
        )


def test_going_on_from_a_cached_state_equals_starting_anew():
    chance = random.Random(7)
    for _ in range(200):
        debts, frames = random_book(chance, 20)
        middle = DUE + timedelta(days=chance.randrange(-20, 200))
        end = middle + timedelta(days=chance.randrange(0, 200))
        before = frames["changes"].filter(pl.col("value_date") <= middle)
        after = frames["changes"].filter(pl.col("value_date") > middle)
        terms = {name: frames[name] for name in ("suspensions", "rates", "caps")}
        cached = late_payment_interest(items=frames["items"], changes=before, as_of=middle, **terms)
        resumed = late_payment_interest(
            items=frames["items"].join(cached.drop("open_interest_minor"), on="item_id"),
            changes=after,
            as_of=end,
            **terms,
        )
        anew = late_payment_interest(items=frames["items"], changes=frames["changes"], as_of=end, **terms)
        assert resumed.equals(anew), (middle, end, len(debts))


def test_many_items_at_once_equal_one_by_one():
    _, frames = random_book(random.Random(11), 60)
    terms = {name: frames[name] for name in ("changes", "suspensions", "rates", "caps")}
    as_of = DUE + timedelta(days=90)
    together = late_payment_interest(items=frames["items"], as_of=as_of, **terms)
    alone = [
        late_payment_interest(items=frames["items"][n : n + 1], as_of=as_of, **terms)
        for n in range(frames["items"].height)
    ]
    assert together.equals(pl.concat(alone))


@pytest.mark.soak
def test_the_oracle_agrees_on_a_hundred_thousand_random_cases():
    chance = random.Random(20261123)
    cases = 0
    while cases < 100_000:
        as_of = DUE + timedelta(days=chance.choice([0, 1, 2, chance.randrange(-5, 160)]))
        debts, frames = random_book(chance, 2_500)
        found = late_payment_interest(**frames, as_of=as_of)
        expected = [owed(debt, as_of) for debt in debts]
        assert [
            (Decimal(row[1]).scaleb(-2), Decimal(row[2]).scaleb(-11), Decimal(row[4]).scaleb(-2))
            for row in found.iter_rows()
        ] == expected
        cases += len(debts)


def random_book(chance, count):
    """Make debts for the oracle and the same as frames: part payments, new rates, caps, suspensions."""
    classes = {name: random_terms(chance) for name in ("a", "b", "c")}
    debts, rows, changes, halts = [], [], [], []
    for item_id in range(count):
        name = chance.choice("abc")
        original = chance.choice([chance.randrange(1, 2_000_000), chance.randrange(1, 200), 10**9 + 7])
        due = DUE + timedelta(days=chance.randrange(-30, 30))
        payments = random_payments(chance, original, due)
        suspensions = [random_period(chance, due) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
        rows.append((item_id, name, original, due))
        changes += [(item_id, when, -principal, interest) for when, principal, interest in payments]
        halts += [(item_id, first, end) for first, end in suspensions]
        debts.append(
            Debt(
                amount=lek(original),
                due_date=due,
                payments=[(when, lek(p), lek(i)) for when, p, i in payments],
                suspensions=suspensions,
                rates=[Dated(f, t, Decimal(v).scaleb(-9)) for f, t, v in classes[name][0]],
                caps=[Dated(f, t, Decimal(v).scaleb(-6)) for f, t, v in classes[name][1]],
            )
        )
    return debts, {
        "items": items(*rows),
        "changes": frame(changes, CHANGES_SCHEMA),
        "suspensions": frame(halts, SUSPENSIONS_SCHEMA),
        "rates": frame([(n, *r) for n, terms in classes.items() for r in terms[0]], RATES_SCHEMA),
        "caps": frame([(n, *c) for n, terms in classes.items() for c in terms[1]], CAPS_SCHEMA),
    }


def lek(minor):
    return Decimal(minor).scaleb(-2)


def random_terms(chance):
    """Rates that change up to twice around the dates in question; caps that begin some day and rise."""
    turns = sorted({DUE + timedelta(days=chance.randrange(-20, 100)) for _ in range(chance.choice([0, 1, 2]))})
    edges = [date(2000, 1, 1), *turns, None]
    rates = [
        (f, t, chance.choice([1_000_000, 5_000_000, 20_000_000, 123_457, 0]))
        for f, t in zip(edges, edges[1:], strict=False)
    ]
    if chance.random() < 0.3:
        return rates, []
    first = chance.choice([date(2000, 1, 1), DUE + timedelta(days=chance.randrange(-20, 60))])
    later = first + timedelta(days=chance.randrange(1, 60))
    low = chance.choice([0, 3_000, 50_000, 500_000])
    if chance.random() < 0.5:
        return rates, [(first, None, low)]
    return rates, [(first, later, low), (later, None, low + chance.randrange(0, 200_000))]


def random_payments(chance, original, due):
    payments, left = [], original
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
        when = due + timedelta(days=chance.choice([0, 1, chance.randrange(-20, 120)]))
        principal = chance.choice([left, chance.randrange(0, left + 1)])
        left -= principal
        payments.append((when, principal, chance.choice([0, chance.randrange(0, 500)])))
    return payments


def random_period(chance, due):
    first = due + timedelta(days=chance.choice([0, 1, chance.randrange(-10, 100)]))
    return first, chance.choice([None, first + timedelta(days=chance.randrange(1, 60))])
