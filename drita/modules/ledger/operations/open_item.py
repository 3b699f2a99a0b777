"""Take over a debt or an advance from the system before."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection, transaction

from drita.foundation.bulk_copy import draw_ids
from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.batch.ledger_frames import OPEN_ITEM_SCHEMA, untouched_state
from drita.modules.ledger.choices import Event, ItemKind
from drita.modules.ledger.operations.post_journal_entry import Document, KeyedAmount, post_journal_entry
from drita.modules.ledger.queries.reference import control_accounts_of
from drita.rules.errors import UnableTo
from drita.rules.words import Words

ADVANCE_CONTROL = "4091"


class UnableToOpenItem(UnableTo):
    code = "item_not_opened"
    words = Words(
        sq="Zëri {document_number} nuk hapet: {reason}.", en="Item {document_number} cannot be opened: {reason}."
    )


@dataclass(frozen=True, slots=True)
class OpeningItem:
    """A debt (above zero) or an advance (below zero) as the system before had it."""

    account_id: int
    document_number: str
    original_minor: int
    item_date: date
    due_date: date
    contract_id: int | None = None
    interest_class: str = "standard"


@transaction.atomic
def open_item(*, item: OpeningItem, booking_date: date) -> int:
    """
    (This function will) open one item against the opening balances and return the item's id.

    Raises: UnableToOpenItem for a zero amount or a date ahead of the booking.
    """
    if item.original_minor == 0:
        raise UnableToOpenItem(document_number=item.document_number, reason="0")
    if item.item_date > booking_date:
        raise UnableToOpenItem(document_number=item.document_number, reason=f"{item.item_date} > {booking_date}")
    lock_accounts(account_ids=[item.account_id])
    is_advance = item.original_minor < 0
    control = ADVANCE_CONTROL if is_advance else control_accounts_of(account_ids=[item.account_id])[item.account_id]
    (item_id,) = draw_ids(connection, "ledger_open_item_id_seq", 1)
    amount = abs(item.original_minor)
    key = KeyedAmount("advance", amount) if is_advance else KeyedAmount("principal", amount, control)
    post_journal_entry(
        event=Event.OPENING_ADVANCE if is_advance else Event.OPENING_ITEM,
        document=Document(kind="opening", id=item_id, on=item.item_date),
        amounts=[key, KeyedAmount("opening", amount)],
        booking_date=booking_date,
        value_date=item.item_date,
        account_id=item.account_id,
        items=_item_frame(item, item_id, control),
    )
    return item_id


def _item_frame(item: OpeningItem, item_id: int, control: str) -> pl.DataFrame:
    is_advance = item.original_minor < 0
    row = {
        "id": item_id,
        "account_id": item.account_id,
        "contract_id": item.contract_id,
        "kind": str(ItemKind.ADVANCE if is_advance else ItemKind.OPENING),
        "document_kind": "opening",
        "document_id": item_id,
        "document_number": item.document_number,
        "interest_class": "none" if is_advance else item.interest_class,
        "control_account": control,
        "original_minor": item.original_minor,
        "item_date": item.item_date,
        "due_date": item.due_date,
    }
    schema = {name: OPEN_ITEM_SCHEMA[name] for name in row}
    return untouched_state(pl.DataFrame([row], schema=schema))
