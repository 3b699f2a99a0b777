"""`drita debt`: what an account owes at the end of a day, now or as it was known at any entry."""

import argparse
import json
from datetime import date
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from drita.foundation import clock
from drita.interfaces.commands.account_argument import ACCOUNT_HELP, find_account
from drita.interfaces.commands.command import Command, Console
from drita.modules.ledger.queries import AccountDebt, InterestStretch, get_account_debt
from drita.rules.formats import format_amount, format_date, format_money, format_period
from drita.rules.words import Words

_HEADINGS = (
    Words(sq="Dokumenti", en="Document"),
    Words(sq="Data", en="Date"),
    Words(sq="Afati", en="Due"),
    Words(sq="Ditë vonesë", en="Days late"),
    Words(sq="Principal", en="Principal"),
    Words(sq="Kamatë", en="Interest"),
    Words(sq="Gjithsej", en="Total"),
)
_TITLE = Words(
    sq="Detyrimi i {number} në fund të ditës {as_of}, deri te veprimi {entry}",
    en="Debt of {number} at the end of {as_of}, up to entry {entry}",
)
_TOTAL = Words(sq="Gjithsej", en="Total")
_CREDIT = Words(sq="nga kjo parapagime: {credit}", en="of which advances: {credit}")
_STRETCH = Words(
    sq="    {period}: {days} ditë × {principal} × {rate} % në ditë = {interest} L{halt}",
    en="    {period}: {days} days × {principal} × {rate} % a day = {interest} L{halt}",
)
_HALTED = Words(sq=" (pezulluar)", en=" (suspended)")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help=ACCOUNT_HELP)
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=Words(sq="dita, në fund të së cilës tregohet detyrimi", en="the day at whose end the debt is told"),
    )
    parser.add_argument(
        "--known-at",
        type=int,
        metavar="ENTRY",
        help=Words(
            sq="siç dihej te ky veprim: çdo shumë e thënë ndonjëherë del përsëri e njëjtë",
            en="as known at this entry: every sum ever told comes out the same again",
        ),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=Words(sq="trego si u llogarit kamata, ditë pas dite", en="show how the interest came about"),
    )
    parser.add_argument("--json", action="store_true", help=Words(sq="përgjigje JSON", en="answer in JSON"))


def _run(arguments: argparse.Namespace, console: Console) -> int:
    account_id, number = find_account(number=arguments.number)
    debt = get_account_debt(account_id=account_id, as_of=arguments.as_of or clock.today(), known_seq=arguments.known_at)
    if arguments.json:
        console.print(json.dumps(_told(debt, number), ensure_ascii=False, indent=2), markup=False, soft_wrap=True)
    else:
        _show(debt, number, console, is_explained=arguments.explain)
    return 0


def _told(debt: AccountDebt, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "as_of": debt.as_of.isoformat(),
        "last_entry_id": debt.last_entry_id,
        "principal_minor": debt.principal_minor,
        "interest_minor": debt.interest_minor,
        "credit_minor": debt.credit_minor,
        "total_minor": debt.total_minor,
        "items": [
            {
                "document_kind": item.document_kind,
                "document_number": item.document_number,
                "item_date": item.item_date.isoformat(),
                "due_date": item.due_date.isoformat(),
                "days_late": item.days_late,
                "original_minor": item.original_minor,
                "principal_minor": item.open_principal_minor,
                "interest_minor": item.open_interest_minor,
            }
            for item in debt.items
        ],
    }


def _show(debt: AccountDebt, number: str, console: Console, *, is_explained: bool) -> None:
    language = console.language
    console.say(_TITLE, number=number, as_of=format_date(debt.as_of), entry=debt.last_entry_id)
    # Narrow, so that sums stay whole on eighty columns; texts give way first.
    table = Table(show_footer=True, box=SIMPLE, padding=(0, 1, 0, 0))
    totals = (
        *(_TOTAL.in_language(language), "", "", ""),
        *(format_amount(debt.principal_minor - debt.credit_minor), format_amount(debt.interest_minor)),
        format_money(debt.total_minor),
    )
    for place, (words, total) in enumerate(zip(_HEADINGS, totals, strict=True)):
        justify = "right" if place > 2 else "left"
        table.add_column(words.in_language(language), footer=total, justify=justify, no_wrap=place != 3)
    for item in debt.items:
        table.add_row(
            item.document_number,
            format_date(item.item_date),
            format_date(item.due_date),
            str(item.days_late) if item.open_principal_minor > 0 else "",
            format_amount(item.open_principal_minor),
            format_amount(item.open_interest_minor),
            format_amount(item.total_minor),
        )
    console.print_whole(table)
    if debt.credit_minor:
        console.say(_CREDIT, credit=format_money(debt.credit_minor))
    if is_explained:
        for item in debt.items:
            if item.stretches:
                console.print(item.document_number, markup=False)
                for stretch in item.stretches:
                    console.say(_STRETCH, **_stretch_params(stretch, language))


def _stretch_params(stretch: InterestStretch, language: str) -> dict[str, object]:
    return {
        "period": format_period(stretch.from_date, stretch.to_date),
        "days": stretch.days,
        "principal": format_amount(stretch.principal_minor),
        "rate": format_rate(stretch.rate_ppb),
        "interest": format_nano(stretch.accrual_nano),
        "halt": _HALTED.in_language(language) if stretch.is_suspended else "",
    }


def format_rate(rate_ppb: int, /) -> str:
    """
    (This function will) write a daily rate as a percentage without trailing zeros.

    >>> format_rate(1_000_000), format_rate(5_000_000)
    ('0,1', '0,5')
    """
    return f"{rate_ppb / 10**7:.7f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def format_nano(amount_nano: int, /) -> str:
    """
    (This function will) write exact interest in lek with the decimals it has, two at least.

    >>> format_nano(31_000_000_000_000), format_nano(12_345_678_900)
    ('310,00', '0,123456789')
    """
    whole, part = divmod(amount_nano, 10**11)
    decimals = f"{part:011d}".rstrip("0").ljust(2, "0")
    return f"{whole:,}".replace(",", "\u00a0") + "," + decimals


COMMANDS = [
    Command(
        name="debt",
        words=Words(sq="sa detyrohet një llogari në një ditë", en="what an account owes on a day"),
        add_arguments=_add_arguments,
        run=_run,
    )
]
