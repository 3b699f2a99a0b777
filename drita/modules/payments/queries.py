"""Reads of the module payments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.queries import AllocationLine, Check, list_allocations
from drita.modules.payments.models import Partner, Payment
from drita.modules.payments.sql_files import sql_text
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToFindPayment(UnableTo):
    code = "payment_unknown"
    words = Words(sq="Pagesa {payment_id} nuk gjendet.", en="Payment {payment_id} is not there.")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as it is listed."""

    payment_id: int
    account_id: int
    partner_code: str
    partner_name: str
    partner_ref: str
    amount_minor: int
    value_date: date
    booked_at: datetime
    channel: str
    entry_id: int
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """A payment with everything it settled, releases as negative amounts."""

    payment: PaymentRow
    allocations: tuple[AllocationLine, ...]


def list_payments(*, account_id: int, limit: int = 200) -> list[PaymentRow]:
    """(This function will) list an account's payments, newest value date first, cancelled ones marked."""
    found = Payment.objects.filter(account_id=account_id).select_related("partner", "cancellation")
    return [_row(payment) for payment in found.order_by("-value_date", "-id")[:limit]]


def get_payment(*, payment_id: int) -> PaymentCard:
    """
    (This function will) return a payment with what it settled.

    Raises: UnableToFindPayment.
    """
    found = Payment.objects.filter(pk=payment_id).select_related("partner", "cancellation").first()
    if found is None:
        raise UnableToFindPayment(payment_id=payment_id)
    return PaymentCard(_row(found), tuple(list_allocations(payment_id=payment_id)))


def list_partners() -> list[Partner]:
    """(This function will) list the partners by code."""
    return list(Partner.objects.order_by("code"))


def _row(payment: Payment) -> PaymentRow:
    return PaymentRow(
        payment_id=payment.pk,
        account_id=payment.account_id,
        partner_code=payment.partner.code,
        partner_name=payment.partner.name,
        partner_ref=payment.partner_ref,
        amount_minor=payment.amount_minor,
        value_date=payment.value_date,
        booked_at=payment.booked_at,
        channel=payment.channel,
        entry_id=payment.entry_id,
        is_cancelled=hasattr(payment, "cancellation"),
    )


def check_payments() -> Iterator[Check]:
    """(This function will) prove that payments add up and that partners' clearing accounts hold what they took."""
    uneven = read_frame(
        sql_text("payments_add_up"),
        None,
        {"payment_id": pl.Int64, "expected_minor": pl.Int64, "found_minor": pl.Int64},
    )
    yield Check(
        "payments_add_up",
        Words(sq="Pagesa = shlyerjet + parapagimi", en="Payment = allocations + advance"),
        Payment.objects.count(),
        tuple(f"payment {row[0]}: {row[1]} ≠ {row[2]}" for row in uneven.head(20).iter_rows()),
    )
    clearing = read_frame(
        sql_text("clearing_balances"),
        None,
        {"partner": pl.String, "balance_minor": pl.Int64, "paid_minor": pl.Int64},
    )
    differing = clearing.filter(pl.col("balance_minor") != pl.col("paid_minor"))
    yield Check(
        "clearing_equals_payments",
        Words(sq="Llogaria e partnerit = pagesat e tij", en="Partner's clearing account = payments"),
        clearing.height,
        tuple(f"{row[0]}: {row[1]} ≠ {row[2]}" for row in differing.iter_rows()),
    )
