"""`drita simulate operator` and `drita simulate payments`: a made-up operator's files for demo and tests."""

import argparse
import time
from datetime import date
from pathlib import Path

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.import_table import UnableToOpenFile
from drita.rules.errors import UnableTo
from drita.rules.words import Words
from drita.simulators.operator.make_operator import make_operator
from drita.simulators.operator.payments import payments_of_month, read_behaviours, read_bills, write_payments

_MADE = Words(
    sq="{subscribers} abonentë, {meters} matës, {readings} lexime për {months} muaj, {files} skedarë në {folder}, {seconds} s.",
    en="{subscribers} subscribers, {meters} meters, {readings} readings of {months} months, {files} files in {folder}, {seconds} s.",
)
_PAID = Words(
    sq="{count} pagesa, gjithsej {total} lekë, në {path}.", en="{count} payments, {total} lek in all, in {path}."
)


class UnableToReadMonth(UnableTo):
    code = "month_unreadable"
    words = Words(
        sq="“{text}” nuk është muaj. Shkruani p.sh. 2026-10.", en="“{text}” is no month. Write for example 2026-10."
    )


class UnableToUseFolder(UnableTo):
    code = "folder_not_empty"
    words = Words(
        sq="Dosja {folder} nuk është bosh. Jepni një dosje të re.",
        en="The folder {folder} is not empty. Give a new one.",
    )


class UnableToReadTableOfBills(UnableTo):
    code = "bills_unreadable"
    words = Words(
        sq="Skedari {path} nuk ka kolonat e pritura: {reason}.",
        en="The file {path} lacks the columns expected: {reason}.",
    )


def month_of(*, text: str) -> date:
    """
    (This function will) read a month as its first day.

    Raises: UnableToReadMonth.

    >>> month_of(text="2026-10")
    datetime.date(2026, 10, 1)
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise UnableToReadMonth(text=text) from error


def _operator(arguments: argparse.Namespace, console: Console) -> int:
    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise UnableToUseFolder(folder=folder)
    started = time.monotonic()
    made = make_operator(
        folder=folder,
        subscriber_count=arguments.subscribers,
        month_count=arguments.months,
        current_month=month_of(text=arguments.current_month),
        seed=arguments.seed,
    )
    console.say(
        _MADE,
        subscribers=made.subscribers,
        meters=made.meters,
        readings=made.readings,
        months=made.months,
        files=made.files,
        folder=folder,
        seconds=round(time.monotonic() - started),
    )
    return 0


def _payments(arguments: argparse.Namespace, console: Console) -> int:
    try:
        bills = [bill for path in arguments.bills for bill in read_bills(text=_text(path))]
        behaviours = read_behaviours(text=_text(arguments.behaviour))
    except (KeyError, ValueError) as error:
        raise UnableToReadTableOfBills(path=arguments.bills[0].parent, reason=error) from error
    of_month = payments_of_month(
        seed=arguments.seed, bills=bills, behaviours=behaviours, month=month_of(text=arguments.month)
    )
    # Nobody has paid tomorrow yet.
    made = [payment for payment in of_month if payment.value_date <= clock.today()]
    arguments.out.write_text(write_payments(payments=made), encoding="utf-8")
    total = sum(payment.amount_minor for payment in made)
    console.say(_PAID, count=len(made), total=total // 100, path=arguments.out)
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnableToOpenFile(path=path, reason=error.strerror) from error


def _operator_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=Words(sq="dosja e re", en="the new folder"))
    parser.add_argument("--subscribers", type=_count, default=2000, metavar="N")
    parser.add_argument("--months", type=_count, default=14, metavar="N")
    parser.add_argument("--current-month", default="2026-10", metavar="YYYY-MM")
    parser.add_argument("--seed", type=int, default=1, metavar="N")


def _payments_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "out", type=Path, metavar="OUT.csv", help=Words(sq="skedari i pagesave", en="the payments file")
    )
    parser.add_argument(
        "--bills",
        type=Path,
        required=True,
        nargs="+",
        metavar="BILLS.csv",
        help=Words(sq="të gjitha faturat deri tani", en="all the bills so far"),
    )
    parser.add_argument("--behaviour", type=Path, required=True, metavar="FILE")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    parser.add_argument("--seed", type=int, default=1, metavar="N")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 2_000_000:
        raise argparse.ArgumentTypeError(f"1 … 2000000: {text}")
    return number


COMMANDS = [
    Command(
        name="simulate operator",
        words=Words(sq="krijo skedarët e një operatori të trilluar", en="make the files of a made-up operator"),
        add_arguments=_operator_arguments,
        run=_operator,
        needs_database=False,
    ),
    Command(
        name="simulate payments",
        words=Words(sq="krijo pagesat e një muaji nga faturat", en="make a month's payments from issued bills"),
        add_arguments=_payments_arguments,
        run=_payments,
        needs_database=False,
    ),
]
