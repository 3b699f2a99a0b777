"""A bill run equals its members billed one by one, whatever is killed, repeated or shared on the way."""

import contextlib
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connections

from drita.modules.billing import queries
from drita.modules.billing.operations.issue_bill import issue_bill
from drita.modules.billing.operations.plan_bill_run import UnableToPlanBillRun, plan_bill_run
from drita.modules.billing.operations.preview_bill import UnableToMakeBill
from drita.modules.billing.operations.run_bill_run import run_bill_run, stop_bill_run
from drita.modules.organisation.models import Staff
from tests.batch.operators import AT, ISSUED, MONTH, Operator, plan, stored_state

_PROGRAM = "from drita.interfaces.commands.main import main; raise SystemExit(main())"


def _state_of_undisturbed_run() -> dict[str, list[str]]:
    run_bill_run(run_id=plan(), at=AT)
    return stored_state(with_numbers=True)


def test_a_run_stores_the_rows_of_its_contracts_billed_one_by_one(operator: Operator, another_operator) -> None:
    chosen = random.Random(7).sample(operator.contract_ids, 60)
    for contract_id in chosen:
        # What the run makes a problem row of, the single bill refuses.
        with contextlib.suppress(UnableToMakeBill):
            issue_bill(contract_id=contract_id, bill_month=MONTH, issue_date=ISSUED, at=AT)
    singly = stored_state(with_numbers=False)
    with another_operator():
        run_bill_run(run_id=plan(), at=AT)
        with connections["default"].cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE chosen AS SELECT unnest(%s::bigint[]) AS id", [chosen])
        together = stored_state(with_numbers=False)
    for name in ("bills", "lines", "readings", "claims", "entries", "postings", "items"):
        assert singly[name], name
        assert set(singly[name]) <= set(together[name]), name


def test_a_second_run_of_the_month_bills_nothing_twice(operator: Operator) -> None:
    first = plan()
    run_bill_run(run_id=first, at=AT)
    before = stored_state(with_numbers=True)
    run_bill_run(run_id=first, at=AT)
    again = plan()
    run_bill_run(run_id=again, at=AT)
    row = queries.get_run(run_id=again)
    assert (row.bills, row.problems) == (0, row.contracts)
    assert stored_state(with_numbers=True) == before
    assert queries.prove_numbers().is_sound


def test_a_trial_computes_the_same_totals_and_changes_nothing(operator: Operator) -> None:
    before = stored_state(with_numbers=True)
    trial = plan("trial")
    run_bill_run(run_id=trial, at=AT)
    after = stored_state(with_numbers=True)
    assert {name: rows for name, rows in after.items() if name != "problems"} == {
        name: rows for name, rows in before.items() if name != "problems"
    }
    issue = plan()
    run_bill_run(run_id=issue, at=AT)
    assert queries.get_run(run_id=trial).totals == queries.get_run(run_id=issue).totals


def test_a_run_says_how_long_it_took_and_who_began_it(operator: Operator) -> None:
    clerk = Staff.objects.create(username="arta", full_name="Arta Hoxha")
    run_id = plan_bill_run(bill_month=MONTH, kind="trial", issue_date=ISSUED, region_id=None, staff_id=clerk.pk, at=AT)
    begun = time.monotonic()
    run_bill_run(run_id=run_id, at=AT)
    took_s = time.monotonic() - begun
    row = queries.get_run(run_id=run_id)
    assert row.created_by == "Arta Hoxha"
    assert row.started_at == AT
    assert row.finished_at is not None
    assert row.seconds <= (row.finished_at - AT).total_seconds() <= took_s


def test_a_stopped_run_goes_on_where_it_was(operator: Operator) -> None:
    run_id = plan()

    def stop_after_first(step: str) -> None:
        if step == "chunk 0":
            stop_bill_run(run_id=run_id)

    run_bill_run(run_id=run_id, at=AT, on_progress=stop_after_first)
    assert (queries.get_run(run_id=run_id).state, queries.get_run(run_id=run_id).chunks_done) == ("stopped", 1)
    run_bill_run(run_id=run_id, at=AT)
    assert queries.get_run(run_id=run_id).state == "done"


def test_an_unfinished_run_of_the_month_refuses_a_second_one(operator: Operator) -> None:
    plan()
    with pytest.raises(UnableToPlanBillRun) as refusal:
        plan()
    assert refusal.value.params["problem"] == "run_open"


def test_a_bill_issued_while_the_run_is_planned_is_not_issued_again(operator: Operator) -> None:
    run_id = plan()
    contract_id = operator.contract_ids[0]
    issue_bill(contract_id=contract_id, bill_month=MONTH, issue_date=ISSUED, at=AT)
    run_bill_run(run_id=run_id, at=AT)
    problems = {each.contract_id: each.code for each in queries.list_problems(run_id=run_id)}
    assert problems[contract_id] == "no_period"
    assert len(queries.list_bills(contract_id=contract_id)) == 2  # last month's and this one
    assert queries.prove_numbers().is_sound


@pytest.mark.slow
@pytest.mark.soak
def test_a_run_killed_at_random_moments_ends_in_the_state_of_an_undisturbed_one(
    operator: Operator, another_operator
) -> None:
    with another_operator() as calm:
        plan()
        begun = time.monotonic()
        assert _run_by_process(calm).wait(timeout=120) == 0
        usual_s = time.monotonic() - begun
        connections.close_all()
    run_id = plan()
    moments = random.Random(20261123)
    kills = 0
    for _ in range(12):
        worker = _run_by_process(operator)
        try:
            # Moments are parts of what the run takes on this machine; the first one is surely before its end.
            worker.wait(timeout=usual_s * (0.2 + (0.7 if kills else 0.4) * moments.random()))
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            kills += 1
        if queries.get_run(run_id=run_id).state == "done":
            break
        connections.close_all()
    _wait_until_backends_are_gone()
    run_bill_run(run_id=run_id, at=AT)
    assert kills > 0
    assert queries.get_run(run_id=run_id).state == "done"
    disturbed = stored_state(with_numbers=True)
    assert queries.prove_numbers().is_sound
    with another_operator():
        assert disturbed == _state_of_undisturbed_run()


def _run_by_process(operator: Operator) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", _PROGRAM, "bills", "run", "--month", "2026-10"]
    return subprocess.Popen(command, env=operator.database.env, stdout=subprocess.DEVNULL)


@pytest.mark.slow
@pytest.mark.soak
def test_two_workers_give_the_result_of_one(operator: Operator, another_operator) -> None:
    run_id = plan()
    helpers = [
        subprocess.Popen([sys.executable, "-c", _PROGRAM, "bills", "work", str(run_id)], env=operator.database.env)
        for _ in range(2)
    ]
    assert [helper.wait(timeout=120) for helper in helpers] == [0, 0]
    run_bill_run(run_id=run_id, at=AT)
    assert queries.get_run(run_id=run_id).state == "done"
    shared = stored_state(with_numbers=True)
    with another_operator():
        assert shared == _state_of_undisturbed_run()


def _wait_until_backends_are_gone() -> None:
    """The server notices a killed client a moment later; its transaction is undone by then."""
    for _ in range(100):
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)
    raise AssertionError("a killed worker still holds its connection")


_KILLED_AT = """
import os, signal, sys
import django; django.setup()
from drita.modules.billing.operations.preview_bill import UnableToMakeBill
from drita.modules.billing.operations.run_bill_run import run_bill_run
from drita.modules.organisation.models import Staff
from tests.batch.operators import AT
def die(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
run_bill_run(run_id=int(sys.argv[1]), at=AT, on_progress=die)
"""


@pytest.mark.slow
@pytest.mark.soak
def test_a_run_killed_after_any_of_its_steps_goes_on_behind_it(operator: Operator, another_operator) -> None:
    run_id = plan()
    for step in ("chunk 1", "chunk 3", "keys ledger_posting", "validate billing_bill", "prove", "attach"):
        connections.close_all()
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED_AT, str(run_id), step],
            env=operator.database.env,
            timeout=120,
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL, step
        assert queries.get_run(run_id=run_id).state != "done", step
    run_bill_run(run_id=run_id, at=AT)
    assert queries.get_run(run_id=run_id).state == "done"
    disturbed = stored_state(with_numbers=True)
    with another_operator():
        assert disturbed == _state_of_undisturbed_run()
