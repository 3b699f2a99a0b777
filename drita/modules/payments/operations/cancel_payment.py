"""Take a payment back: as if it had never been, with everything paid after it settled anew."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.batch.ledger_frames import month_of
from drita.modules.ledger.batch.settlement_rows import PAYMENT_DOCUMENT
from drita.modules.ledger.operations.reverse_entry import entries_to_reverse, reverse_entry
from drita.modules.ledger.operations.settle_accounts import settle_accounts
from drita.modules.payments.models import Payment, PaymentCancellation
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToCancelPayment(UnableTo):
    code = "payment_not_cancellable"
    words = Words(
        sq="Pagesa {payment_id} nuk anulohet: nuk gjendet ose është anuluar.",
        en="Payment {payment_id} cannot be cancelled: it is not there or has been cancelled.",
    )


@dataclass(frozen=True, slots=True)
class CancelledPayment:
    """What stands for the payment now."""

    payment_id: int
    account_id: int
    reversing_entry_id: int


@transaction.atomic
def cancel_payment(
    *, payment_id: int, reason: str, booking_date: date, at: datetime, by_id: int | None = None
) -> CancelledPayment:
    """
    (This function will) reverse every entry of a payment, release what it settled and give its advance back.

    Items and their interest stand as without it; later payments settle what they would have settled then.

    Raises: UnableToCancelPayment.
    """
    payment = Payment.objects.filter(pk=payment_id).first()
    if payment is None:
        raise UnableToCancelPayment(payment_id=payment_id)
    lock_accounts(account_ids=[payment.account_id])
    if PaymentCancellation.objects.filter(payment_id=payment_id).exists():
        raise UnableToCancelPayment(payment_id=payment_id)
    reversing: dict[int, int] = {}
    for entry_id in entries_to_reverse(document_kind=PAYMENT_DOCUMENT, document_id=payment_id):
        reversing[entry_id] = reverse_entry(entry_id=entry_id, booking_date=booking_date, reason=reason, by_id=by_id)
    reversing_id = reversing[payment.entry_id]
    settle_accounts(
        since={payment.account_id: (payment.value_date, payment_id)},
        booking_date=booking_date,
        reversing_entry_ids={payment_id: reversing_id},
    )
    PaymentCancellation.objects.create(
        payment=payment,
        cancelled_at=at,
        reason=reason,
        by_id=by_id,
        entry_id=reversing_id,
        entry_month=month_of(booking_date),
    )
    return CancelledPayment(payment_id, payment.account_id, reversing_id)
