"""Payments of several processes at once, and processes killed in between: nothing lost, nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from drita.modules.ledger.queries import check_ledger, get_account_debt
from drita.modules.payments.queries import check_payments, list_payments
from tests.modules.ledger.book import Book

TODAY = date(2026, 11, 23)
# A partner's process: pays the references it is told, one after the other, and says which were answered.
PARTNER = """
import json, sys
import django; django.setup()
from datetime import date
from drita.modules.payments.operations.accept_payment import NewPayment, UnableToAcceptPayment, accept_payment
for line in sys.stdin:
    told = json.loads(line)
    payment = NewPayment(value_date=date.fromisoformat(told.pop("value_date")), partner="POST", channel="api", **told)
    try:
        answer = accept_payment(payment=payment, booking_date=date(2026, 11, 23))
    except UnableToAcceptPayment as refusal:
        print(json.dumps([payment.partner_ref, refusal.code]), flush=True)
        continue
    print(json.dumps([payment.partner_ref, answer.payment_id]), flush=True)
"""


@pytest.fixture
def book(own_database):
    return Book.opened(today=TODAY)


def partner(own_database):
    env = {**own_database.env, "DJANGO_SETTINGS_MODULE": "drita.project.settings", "POLARS_MAX_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", PARTNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
        text=True,
        cwd=os.getcwd(),
    )


def told(account_id, ref, amount_minor, value_date="2026-11-20"):
    return {"account_id": account_id, "partner_ref": ref, "amount_minor": amount_minor, "value_date": value_date}


def answers(process, requests):
    out, _ = process.communicate("".join(json.dumps(one) + "\n" for one in requests), timeout=120)
    assert process.returncode == 0
    return [tuple(json.loads(line)) for line in out.splitlines()]


def assert_sound():
    for check in (*check_ledger(), *check_payments()):
        assert check.holds, (check.code, check.differences)


def test_two_processes_pay_one_account_and_the_same_references(book, own_database):
    account = book.account()
    for month in (6, 7, 8):
        book.bill(account, 100_000, date(2026, month, 5))
    requests = [told(account, f"R{n}", 20_000 + n, f"2026-11-{1 + n % 20:02d}") for n in range(8)]
    first, second = partner(own_database), partner(own_database)
    for process in (first, second):
        process.stdin.write("".join(json.dumps(one) + "\n" for one in requests))
        process.stdin.close()
    found = []
    for process in (first, second):
        found.append([tuple(json.loads(line)) for line in process.stdout])
        process.stdout.close()
        assert process.wait(timeout=120) == 0
    # Both were answered, the same, and each reference was counted once.
    assert found[0] == found[1]
    assert len(list_payments(account_id=account)) == 8
    assert_sound()


def test_one_reference_for_two_accounts_is_given_to_one_of_them(book, own_database):
    accounts = [book.account(), book.account()]
    first, second = partner(own_database), partner(own_database)
    for process, account in ((first, accounts[0]), (second, accounts[1])):
        process.stdin.write(json.dumps(told(account, "SAME", 5_000)) + "\n")
        process.stdin.close()
    found = []
    for process in (first, second):
        found += [tuple(json.loads(line)) for line in process.stdout]
        process.stdout.close()
        assert process.wait(timeout=120) == 0
    assert sorted(str(answer) for _, answer in found)[1] == "payment_reference_conflict"
    assert sum(len(list_payments(account_id=account)) for account in accounts) == 1
    assert_sound()


def test_killed_processes_lose_nothing_and_count_nothing_twice(book, own_database):
    chance = random.Random(3)
    accounts = [book.account() for _ in range(4)]
    for account in accounts:
        book.bill(account, 400_000, date(2026, 6, 5))
        book.bill(account, 300_000, date(2026, 8, 5))
    requests = [
        told(chance.choice(accounts), f"K{n}", 1_000 + n, f"2026-{chance.choice(['07', '09', '11'])}-15")
        for n in range(24)
    ]
    acknowledged = {}
    for _ in range(3):
        process = partner(own_database)
        process.stdin.write("".join(json.dumps(one) + "\n" for one in requests))
        process.stdin.flush()
        # Killed in the middle of a payment, after some were acknowledged.
        for _ in range(chance.randrange(2, 6)):
            ref, payment_id = json.loads(process.stdout.readline())
            assert acknowledged.setdefault(ref, payment_id) == payment_id
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        process.stdin.close()
        process.stdout.close()
    # The bank sends everything again, as banks do.
    final = dict(answers(partner(own_database), requests))
    assert {ref: final[ref] for ref in acknowledged} == acknowledged
    booked = [payment for account in accounts for payment in list_payments(account_id=account)]
    assert sorted(payment.partner_ref for payment in booked) == sorted(one["partner_ref"] for one in requests)
    debts = [get_account_debt(account_id=account, as_of=TODAY) for account in accounts]
    assert all(debt.total_minor > 0 for debt in debts)
    assert_sound()
