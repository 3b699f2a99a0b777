"""Let interest rest on an account or one of its items, and end such a rest."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.models import Suspension
from drita.modules.ledger.operations.settle_accounts import BEFORE_ALL_PAYMENTS, settle_accounts
from drita.modules.ledger.operations.store_ledger_frames import draw_entry_ids
from drita.modules.ledger.operations.touch_account import touch_account
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToSuspendInterest(UnableTo):
    code = "suspension_refused"
    words = Words(
        sq="Pezullimi i kamatës nuk regjistrohet: {reason}.",
        en="The suspension of interest is refused: {reason}.",
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asked for it; opaque to the ledger (a complaint, an agreement, a decision)."""

    kind: str
    ref: str
    reason: str


@transaction.atomic
def suspend_interest(
    *,
    account_id: int,
    from_date: date,
    to_date: date | None,
    origin: Origin,
    booking_date: date,
    item_id: int | None = None,
) -> int:
    """
    (This function will) let no interest accrue on the days of a period, and return the suspension's id.

    A period that began in the past changes what payments since then have settled: they are allocated anew.

    Raises: UnableToSuspendInterest for an empty period.
    """
    if to_date is not None and to_date <= from_date:
        raise UnableToSuspendInterest(reason=f"{from_date} – {to_date}")
    lock_accounts(account_ids=[account_id])
    (seq,) = draw_entry_ids(count=1, booking_dates=[booking_date])
    suspension = Suspension.objects.create(
        account_id=account_id,
        item_id=item_id,
        period=DateRange(from_date, to_date),
        origin_kind=origin.kind,
        origin_ref=origin.ref,
        reason=origin.reason,
        known_seq=seq,
    )
    touch_account(account_id=account_id, seq=seq)
    settle_accounts(since={account_id: (from_date, BEFORE_ALL_PAYMENTS)}, booking_date=booking_date)
    return int(suspension.pk)


@transaction.atomic
def end_suspension(*, suspension_id: int, to_date: date, booking_date: date) -> int | None:
    """
    (This function will) end a suspension before `to_date` and return the id of what stands instead.

    The row is withdrawn and written anew with its end; None when nothing of it is left.

    Raises: UnableToSuspendInterest when it is unknown, withdrawn, or ends before already.
    """
    known = Suspension.objects.filter(pk=suspension_id, withdrawn_seq__isnull=True).first()
    if known is None or (known.period.upper is not None and known.period.upper <= to_date):
        raise UnableToSuspendInterest(reason=f"#{suspension_id}")
    lock_accounts(account_ids=[known.account_id])
    (seq,) = draw_entry_ids(count=1, booking_dates=[booking_date])
    if not Suspension.objects.filter(pk=suspension_id, withdrawn_seq__isnull=True).update(withdrawn_seq=seq):
        raise UnableToSuspendInterest(reason=f"#{suspension_id}")
    new_id = None
    if known.period.lower < to_date:
        new_id = Suspension.objects.create(
            account_id=known.account_id,
            item_id=known.item_id,
            period=DateRange(known.period.lower, to_date),
            origin_kind=known.origin_kind,
            origin_ref=known.origin_ref,
            reason=known.reason,
            known_seq=seq,
        ).pk
    touch_account(account_id=known.account_id, seq=seq)
    since = max(to_date, known.period.lower)
    settle_accounts(since={known.account_id: (since, BEFORE_ALL_PAYMENTS)}, booking_date=booking_date)
    return new_id
