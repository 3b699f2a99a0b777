"""Payments of the made-up subscribers: each exactly once, most in time, some late, in parts, too much, never."""

from datetime import date

from drita.simulators.operator.behaviour import Behaviour, behaviours
from drita.simulators.operator.calendar import month_shifted
from drita.simulators.operator.payments import IssuedBill, Payment, payments_of_month, read_bills, write_payments
from drita.simulators.operator.subscribers import subscriptions

MONTH = date(2026, 3, 1)


def habits() -> dict[str, dict[str, str]]:
    made = subscriptions(seed=1, count=1_500, first_day=date(2025, 8, 20))
    return {habit.account_number: _texts(habit) for habit in behaviours(seed=1, subscriptions=made)}


def _texts(habit: Behaviour) -> dict[str, str]:
    return {name: str(getattr(habit, name)) for name in Behaviour.__slots__}


def bills(count: int = 1_500) -> list[IssuedBill]:
    return [
        IssuedBill(
            number=f"B{n:06d}",
            account_number=f"{1_000_000_000 + n}",
            issue_date=date(2026, 3, 27),
            due_date=date(2026, 4, 30),
            total_minor=250_055 + n,
        )
        for n in range(1, count + 1)
    ]


def all_payments() -> list[Payment]:
    known = habits()
    return [
        payment
        for shift in range(14)
        for payment in payments_of_month(
            seed=1, bills=bills(), behaviours=known, month=month_shifted(month=MONTH, by=shift)
        )
    ]


def test_the_months_together_make_every_payment_once() -> None:
    paid = all_payments()
    assert len({payment.partner_ref for payment in paid}) == len(paid)
    assert len({payment.bill_number for payment in paid}) > 1_300


def test_about_a_third_pays_late_and_some_never() -> None:
    first: dict[str, date] = {}
    for payment in all_payments():
        first.setdefault(payment.bill_number, payment.value_date)
    late = sum(day > date(2026, 4, 30) for day in first.values()) / len(bills())
    assert 0.25 < late < 0.45
    assert 0.04 < 1 - len(first) / len(bills()) < 0.12


def test_some_pay_in_parts_and_some_too_much() -> None:
    paid = all_payments()
    per_bill: dict[str, int] = {}
    for payment in paid:
        per_bill[payment.bill_number] = per_bill.get(payment.bill_number, 0) + payment.amount_minor
    totals = {bill.number: bill.total_minor for bill in bills()}
    assert any(payment.partner_ref.endswith("-2") for payment in paid)
    assert any(paid_minor > totals[number] * 1.15 for number, paid_minor in per_bill.items())
    assert any(paid_minor < totals[number] for number, paid_minor in per_bill.items())


def test_a_payment_does_not_hang_on_the_other_bills_of_the_list() -> None:
    known = habits()
    alone = payments_of_month(seed=1, bills=bills()[7:8], behaviours=known, month=date(2026, 4, 1))
    among = payments_of_month(seed=1, bills=bills(), behaviours=known, month=date(2026, 4, 1))
    assert [p for p in among if p.bill_number == "B000008"] == alone


def test_bills_are_read_and_payments_written_as_tables() -> None:
    text = "bill_number,account_number,contract_number,bill_month,issue_date,due_date,total,payable\n"
    text += "B1,1000000001,11,2026-03-01,2026-03-27,2026-04-30,2500.5,0\n"
    assert read_bills(text=text) == [IssuedBill("B1", "1000000001", date(2026, 3, 27), date(2026, 4, 30), 250_050)]
    payment = Payment("POSTA", "POS-1", "1", "B1", 250_100, date(2026, 4, 2), "counter")
    assert write_payments(payments=[payment]).splitlines()[1] == "POSTA,POS-1,1,B1,2501.00,2026-04-02,counter"
