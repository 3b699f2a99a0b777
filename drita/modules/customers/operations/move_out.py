"""End a contract: the account stays and still owes, the service point stays and waits for the next one."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.customers import queries
from drita.modules.customers.models import Contract, ContractCategoryPeriod
from drita.rules.customers.subscriber_problem_words import SUBSCRIBER_PROBLEM_WORDS
from drita.rules.errors import UnableTo


class UnableToMoveOut(UnableTo):
    code = "move_out_refused"
    words = SUBSCRIBER_PROBLEM_WORDS["move_out_refused"]


def move_out(*, contract_id: int, on: date) -> None:
    """
    (This function will) end a contract so that `on` is the first day it no longer holds.

    The hand-over reading and the final bill belong to whoever calls (billing): metering and billing lie above customers.
    Repeating it with the same day changes nothing.

    Raises: UnableToMoveOut when the day is not inside the contract's period.
    """
    with transaction.atomic():
        account_id = Contract.objects.values_list("account_id", flat=True).get(pk=contract_id)
        queries.lock_accounts(account_ids=[account_id])
        contract = Contract.objects.select_for_update(no_key=True).get(pk=contract_id)
        period = contract.valid_period
        if period.upper == on:
            return
        if on <= period.lower or (period.upper is not None and on > period.upper):
            raise UnableToMoveOut(number=contract.number, on=on, valid_from=period.lower, valid_to=period.upper or "…")
        _end_categories(contract, on)
        contract.valid_period = DateRange(period.lower, on)
        contract.save(update_fields=["valid_period"])


def _end_categories(contract: Contract, on: date) -> None:
    for row in ContractCategoryPeriod.objects.filter(contract=contract):
        if row.valid_period.lower >= on:
            row.delete()
        elif row.valid_period.upper is None or row.valid_period.upper > on:
            row.valid_period = DateRange(row.valid_period.lower, on)
            row.save(update_fields=["valid_period"])
