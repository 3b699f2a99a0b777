"""The running statement as a file."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse

from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.lists import FILE_ROWS, csv_file, xlsx_file
from drita.interfaces.staff.look import note_look
from drita.interfaces.staff.statement_parts import StatementRow, statement_months
from drita.interfaces.staff.states import STATES
from drita.interfaces.staff.subscriber_parts import find_subscriber
from drita.interfaces.staff.templatetags.staff import language
from drita.interfaces.staff.views.subscriber import payment_words
from drita.modules.ledger.queries import account_statement
from drita.rules.words import Words

_HEADS = (
    Words(sq="Data", en="Date"),
    Words(sq="Veprimi", en="What"),
    Words(sq="Dokumenti", en="Document"),
    Words(sq="Faturuar (L)", en="Billed (L)"),
    Words(sq="Arkëtuar (L)", en="Collected (L)"),
    Words(sq="Gjendja (L)", en="Balance (L)"),
)


@staff_page(action="see_subscribers")
def statement_file(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) answer with the whole statement of an account as CSV or XLSX."""
    card = find_subscriber(number=number, visit=visit)
    note_look(visit=visit, account_id=card.account_id, action="exported")
    lines = account_statement(account_id=card.account_id, limit=FILE_ROWS)
    payments = payment_words(account_id=card.account_id, lines=lines)
    months = statement_months(lines=lines, payments=payments, most_bills=None)
    rows = [row for month in months for row in month.rows]
    write = xlsx_file if request.GET.get("file") == "xlsx" else csv_file
    return write(
        name=f"statement-{number}",
        heads=[words.in_language(language()) for words in _HEADS],
        lines=[
            [
                row.date,
                _kind(row),
                f"{row.document} {row.more}".strip(),
                *map(_lek, (row.billed_minor, row.collected_minor, row.balance_minor)),
            ]
            for row in rows
        ],
    )


def _kind(row: StatementRow) -> str:
    return STATES["entry", row.kind].words.in_language(language())


def _lek(amount_minor: int | None) -> Decimal | None:
    return None if amount_minor is None else Decimal(amount_minor).scaleb(-2)
