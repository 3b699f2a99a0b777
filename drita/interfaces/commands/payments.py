"""`drita import payments` and `drita import partners`: what partners collected, from their files."""

import argparse
import json
from collections.abc import Iterable
from datetime import date

import polars as pl

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import (
    ImportKind,
    SliceResult,
    add_import_arguments,
    import_command,
    run_import,
)
from drita.modules.customers.queries import contract_ids, stored_accounts
from drita.modules.payments.choices import Channel
from drita.modules.payments.operations.accept_payment import (
    AcceptedPayment,
    NewPayment,
    UnableToAcceptPayment,
    UnableToAcceptPaymentTwice,
    UnableToKnowPartner,
    accept_payments,
)
from drita.modules.payments.operations.register_partner import UnableToRegisterPartner, register_partner
from drita.rules.problem_rows import PROBLEM_SCHEMA
from drita.rules.words import Words

VALUE_DATE = "value-date"
_CHANNELS = {
    **{str(channel): str(channel) for channel in Channel},
    **dict.fromkeys(("post", "bank", "posta", "banka", "skedar"), str(Channel.FILE)),
    **dict.fromkeys(("arka", "arkë", "cash", "counter", "sportel"), str(Channel.DESK)),
}
_PROBLEMS = {
    "account_unknown": Words(
        sq="Nuk ka llogari as kontratë me numrin {number}.",
        en="There is neither an account nor a contract with the number {number}.",
    ),
    "account_and_contract_differ": Words(
        sq="Kontrata {contract} nuk është e llogarisë {account}.",
        en="Contract {contract} does not belong to account {account}.",
    ),
    UnableToAcceptPayment.code: UnableToAcceptPayment.words,
    UnableToAcceptPaymentTwice.code: UnableToAcceptPaymentTwice.words,
    UnableToKnowPartner.code: UnableToKnowPartner.words,
    UnableToRegisterPartner.code: UnableToRegisterPartner.words,
}

PAYMENT_COLUMNS = (
    ImportColumn(name="partner_code", aliases=("partneri",), is_required=True, is_filled=True),
    ImportColumn(name="partner_ref", aliases=("referenca",), is_required=True, is_filled=True),
    ImportColumn(name="account_number", aliases=("llogaria", "nr llogarie")),
    ImportColumn(name="contract_number", aliases=("kontrata", "nr kontrate")),
    ImportColumn(name="bill_number", aliases=("fatura", "nr fature")),
    ImportColumn(name="amount", aliases=("shuma",), is_required=True, is_filled=True, kind="scaled", decimals=2),
    ImportColumn(
        name="value_date", aliases=("data e pagesës", "data e vlerës"), is_required=True, is_filled=True, kind="date"
    ),
    ImportColumn(name="channel", aliases=("kanali",)),
)


def _kind(book_on: date | None) -> ImportKind:
    def import_slice(rows: pl.DataFrame) -> SliceResult:
        return _import_payments(rows, book_on)

    # Every account of a slice stays locked until its transaction ends: small slices let the day's payments through.
    return ImportKind(columns=PAYMENT_COLUMNS, import_slice=import_slice, words=_PROBLEMS, rows_in_slice=2_000)


def _import_payments(rows: pl.DataFrame, book_on: date | None) -> SliceResult:
    """Accept the rows of a slice; `book_on` None books each on its value date, as a history taken over is booked."""
    problems: list[tuple[int, str, str]] = []
    told = list(_with_accounts(rows, problems, is_history=book_on is None))
    created = unchanged = 0
    # The oldest first: then nothing of the file has to be settled anew.
    told.sort(key=lambda one: (one[1].value_date, one[0]))
    payments = [payment for _, payment in told]
    answers = accept_payments(payments=payments, booking_date=book_on or clock.today())
    for (row_number, _), answer in zip(told, answers, strict=True):
        if isinstance(answer, AcceptedPayment):
            created += not answer.is_repeated
            unchanged += answer.is_repeated
        else:
            params = json.dumps(answer.params, default=str, ensure_ascii=False)
            problems.append((row_number, answer.code, params))
    frame = pl.DataFrame(problems, schema=PROBLEM_SCHEMA, orient="row").sort("row_number")
    return SliceResult(created=created, unchanged=unchanged, problems=frame)


def _with_accounts(
    rows: pl.DataFrame, problems: list[tuple[int, str, str]], *, is_history: bool
) -> Iterable[tuple[int, NewPayment]]:
    found = stored_accounts(numbers=rows["account_number"])
    accounts = dict(zip(found["account_number"], found["account_id"], strict=True))
    contracts = contract_ids(numbers=rows["contract_number"].to_list())
    for row in rows.iter_rows(named=True):
        account, contract = row["account_number"], row["contract_number"]
        account_id = accounts.get(account)
        if contract and contract in contracts:
            if account and account_id != contracts[contract][1]:
                problems.append(_problem(row, "account_and_contract_differ", contract=contract, account=account))
                continue
            account_id = contracts[contract][1]
        if account_id is None:
            problems.append(_problem(row, "account_unknown", number=account or contract))
            continue
        yield (
            row["row_number"],
            NewPayment(
                account_id=account_id,
                partner=row["partner_code"],
                partner_ref=row["partner_ref"],
                amount_minor=row["amount"],
                value_date=row["value_date"],
                booking_date=row["value_date"] if is_history else None,
                channel=_CHANNELS.get(row["channel"].lower(), str(Channel.FILE)),
            ),
        )


def _problem(row: dict[str, object], code: str, **params: object) -> tuple[int, str, str]:
    return int(str(row["row_number"])), code, json.dumps(params, ensure_ascii=False)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_import_arguments(parser)
    parser.add_argument(
        "--book-on",
        default="today",
        metavar="YYYY-MM-DD|value-date",
        type=_booking_date,
        help=Words(
            sq="data e kontabilizimit: sot, një datë, ose value-date për një histori që merret në dorëzim",
            en="booking date: today, a date, or value-date for a history that is taken over",
        ),
    )


def _booking_date(text: str) -> date | None:
    if text == VALUE_DATE:
        return None
    return clock.today() if text == "today" else date.fromisoformat(text)


def _run(arguments: argparse.Namespace, console: Console) -> int:
    kind = _kind(arguments.book_on)
    return max(
        run_import(kind=kind, path=path, console=console, is_dry_run=arguments.dry_run, refused=arguments.refused)
        for path in arguments.files
    )


def _import_partners(rows: pl.DataFrame) -> SliceResult:
    created = 0
    problems: list[tuple[int, str, str]] = []
    for row in rows.iter_rows(named=True):
        try:
            register_partner(code=row["partner_code"], name=row["partner_name"])
            created += 1
        except UnableToRegisterPartner as refusal:
            problems.append((row["row_number"], refusal.code, json.dumps(refusal.params, ensure_ascii=False)))
    return SliceResult(
        created=created, unchanged=0, problems=pl.DataFrame(problems, schema=PROBLEM_SCHEMA, orient="row")
    )


_PARTNERS = ImportKind(
    columns=(
        ImportColumn(name="partner_code", aliases=("kodi",), is_required=True, is_filled=True),
        ImportColumn(name="partner_name", aliases=("emri", "partneri"), is_required=True, is_filled=True),
    ),
    import_slice=_import_partners,
    words=_PROBLEMS,
)
COMMANDS = [
    Command(
        name="import payments",
        words=Words(sq="merr pagesat nga skedari i një partneri", en="take payments in from a partner's file"),
        add_arguments=_add_arguments,
        run=_run,
    ),
    import_command(
        name="import partners",
        words=Words(sq="merr partnerët që arkëtojnë", en="take collecting partners in"),
        kind=_PARTNERS,
    ),
]
