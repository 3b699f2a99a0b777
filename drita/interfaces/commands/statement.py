"""`drita statement`: bills and payments of an account as one running statement, the two told apart."""

import argparse
import json

from rich.box import SIMPLE
from rich.table import Table

from drita.foundation import clock
from drita.interfaces.commands.account_argument import ACCOUNT_HELP, find_account
from drita.interfaces.commands.command import Command, Console
from drita.modules.ledger.queries import StatementLine, account_statement, get_account_debt, interest_words
from drita.rules.formats import format_amount, format_date, format_money
from drita.rules.words import Words

_SIDES = {
    "billing": Words(sq="Faturim", en="Billing"),
    "collection": Words(sq="Arkëtim", en="Collection"),
}
_HEADINGS = (
    Words(sq="Nr.", en="Entry"),
    Words(sq="Vlera më", en="Value"),
    Words(sq="Ana", en="Side"),
    Words(sq="Veprimi", en="What"),
    Words(sq="Dokumenti", en="Document"),
    Words(sq="Debi", en="Debit"),
    Words(sq="Kredi", en="Credit"),
    Words(sq="Gjendja", en="Balance"),
)
_TITLE = Words(sq="Gjendja e llogarisë {number}", en="Statement of {number}")
_RUNNING = Words(
    sq="Kamata që po rrjedh dhe s'është kontabilizuar ende më {today}: {interest}. Detyrimi gjithsej: {total}.",
    en="Interest still running and not booked yet on {today}: {interest}. Debt in all: {total}.",
)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help=ACCOUNT_HELP)
    parser.add_argument("--limit", type=int, default=100, metavar="N", help=Words(sq="sa rreshta", en="how many lines"))
    parser.add_argument("--json", action="store_true", help=Words(sq="përgjigje JSON", en="answer in JSON"))


def _run(arguments: argparse.Namespace, console: Console) -> int:
    account_id, number = find_account(number=arguments.number)
    lines = account_statement(account_id=account_id, limit=max(1, min(arguments.limit, 10_000)))
    lines.reverse()
    if arguments.json:
        told = [_told(line, console.language) for line in lines]
        console.print(json.dumps(told, ensure_ascii=False, indent=2), markup=False, soft_wrap=True)
        return 0
    console.say(_TITLE, number=number)
    console.print_whole(_table(lines, console.language))
    today = clock.today()
    debt = get_account_debt(account_id=account_id, as_of=today)
    console.say(
        _RUNNING,
        today=format_date(today),
        interest=format_money(debt.interest_minor),
        total=format_money(debt.total_minor),
    )
    return 0


# What an entry is may be told over several lines, but not letter by letter.
_NARROWEST_TEXT = 16


def _table(lines: list[StatementLine], language: str) -> Table:
    # Narrow, so that sums stay whole on eighty columns; texts give way first.
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    for place, words in enumerate(_HEADINGS):
        wide = _NARROWEST_TEXT if place == 3 else None
        justify = "right" if place > 4 else "left"
        table.add_column(words.in_language(language), justify=justify, no_wrap=place != 3, min_width=wide)
    for line in lines:
        table.add_row(
            str(line.entry_id),
            format_date(line.value_date),
            _SIDES[line.side].in_language(language),
            _what(line, language),
            # Interest has no paper of its own and its bill is already named.
            "" if line.interest_of else line.document_number or f"#{line.document_id}",
            format_amount(line.debit_minor) if line.debit_minor else "",
            format_amount(line.credit_minor) if line.credit_minor else "",
            format_amount(line.balance_minor),
        )
    return table


def _what(line: StatementLine, language: str) -> str:
    return (interest_words(line=line, most=3) or line.words).in_language(language)


def _told(line: StatementLine, language: str) -> dict[str, object]:
    return {
        "entry_id": line.entry_id,
        "side": line.side,
        "event": line.event,
        "words": (interest_words(line=line) or line.words).in_language(language),
        "document_kind": line.document_kind,
        "document_number": line.document_number,
        "interest_of": list(line.interest_of),
        "value_date": line.value_date.isoformat(),
        "booking_date": line.booking_date.isoformat(),
        "debit_minor": line.debit_minor,
        "credit_minor": line.credit_minor,
        "balance_minor": line.balance_minor,
    }


COMMANDS = [
    Command(
        name="statement",
        words=Words(
            sq="faturat dhe pagesat e një llogarie me gjendjen pas secilës",
            en="bills and payments of an account with the balance after each",
        ),
        add_arguments=_add_arguments,
        run=_run,
    )
]
