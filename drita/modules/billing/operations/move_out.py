"""A subscriber leaves: hand-over reading, end of the contract and final bill, together or not at all."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

import polars as pl
from django.db import connection, transaction

from drita.modules.billing.operations.issue_bill import IssuedBill, issue_bill
from drita.modules.billing.queries import UnableToFindContract, find_contract_account
from drita.modules.billing.sql_files import statement
from drita.modules.customers.operations import move_out as end_contract
from drita.modules.customers.queries import lock_accounts
from drita.modules.metering.operations.record_readings import (
    INCOMING_READING_SCHEMA,
    record_readings,
)
from drita.rules.billing.bill_month import bill_month_of_period
from drita.rules.errors import UnableTo
from drita.rules.metering.reading_problem_words import reading_problem_words
from drita.rules.metering.register_consumption import CONSUMPTION_PROBLEMS
from drita.rules.words import Words


class UnableToReadAtMoveOut(UnableTo):
    code = "hand_over_reading_refused"
    words = Words(
        sq="Leximi i dorëzimit i regjistrit {register} nuk pranohet: {reason}",
        en="The hand-over reading of register {register} is not accepted: {reason}",
    )

    def in_language(self, language: str) -> str:
        problem = str(self.params["problem"])
        if problem in CONSUMPTION_PROBLEMS:
            reason = CONSUMPTION_PROBLEMS[problem].in_language(language)
        else:
            told = cast(dict[str, object], self.params["problem_params"])
            reason = reading_problem_words(code=problem, params=told, language=language)
        return self.words.in_language(language, register=self.params["register"], reason=reason)


def move_out(
    *,
    contract_id: int,
    on: date,
    values_milli: Mapping[str, int],
    issue_date: date,
    at: datetime,
) -> IssuedBill:
    """
    (This function will) record the hand-over readings, end the contract on a day and issue its final bill.

    `on` is the first day the contract no longer holds; `values_milli` are the dial values of that
    day by register code (none for an interval meter).

    Raises: UnableToReadAtMoveOut, UnableToMoveOut, UnableToMakeBill, UnableToFindContract; nothing
    of the three is done then.
    """
    account_id = find_contract_account(contract_id=contract_id)
    if account_id is None:
        raise UnableToFindContract(contract=contract_id)
    with transaction.atomic():
        lock_accounts(account_ids=[account_id])
        _record_hand_over(contract_id, on, values_milli, issue_date, at)
        end_contract.move_out(contract_id=contract_id, on=on)
        return issue_bill(
            contract_id=contract_id,
            bill_month=bill_month_of_period(period_end=on),
            issue_date=issue_date,
            at=at,
        )


def _record_hand_over(contract_id: int, on: date, values_milli: Mapping[str, int], today: date, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement("registers_at_point"), {"contract_id": contract_id, "day": on})
        registers = cursor.fetchall()
    missing = [code for _, code in registers if code not in values_milli]
    if missing:
        raise UnableToReadAtMoveOut(register=missing[0], problem="reading_missing", problem_params={})
    if not registers:
        return
    rows = [
        {
            **dict.fromkeys(INCOMING_READING_SCHEMA),
            "row_number": place,
            "meter_serial": serial,
            "register_code": code,
            "read_on": on,
            "value_milli": values_milli[code],
            "quality": "handover",
            "origin": "desk",
        }
        for place, (serial, code) in enumerate(registers)
    ]
    recorded = record_readings(
        readings=pl.DataFrame(rows, schema=INCOMING_READING_SCHEMA),
        file="",
        today=today,
        recorded_at=at,
        keeps_refusals=False,
    )
    for place, code, params in recorded.refusals.iter_rows():
        raise UnableToReadAtMoveOut(register=registers[place][1], problem=code, problem_params=json.loads(params))
