"""Accept payments: each counted once for ever, settled at once, in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl
import psycopg
from django.db import connection, transaction

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.batch.ledger_frames import month_of
from drita.modules.ledger.batch.settlement_plan import ARRIVAL_SCHEMA
from drita.modules.ledger.batch.settlement_rows import strategy_of
from drita.modules.ledger.operations.settle_accounts import Settlement, settle_accounts
from drita.modules.ledger.queries import load_debt_frame
from drita.modules.payments.models import Partner, Payment
from drita.rules.errors import UnableTo
from drita.rules.ledger.oldest_first_allocation import ComponentOrder
from drita.rules.words import Words

LARGEST_AMOUNT_MINOR = 10**13
_PAYMENT_SCHEMA = pl.Schema(
    {
        "id": pl.Int64,
        "account_id": pl.Int64,
        "partner_id": pl.Int64,
        "partner_ref": pl.String,
        "amount_minor": pl.Int64,
        "value_date": pl.Date,
        "channel": pl.String,
        "designated_item_id": pl.Int64,
        "strategy": pl.String,
        "entry_id": pl.Int64,
        "entry_month": pl.Date,
        "answer": pl.String,
    }
)


class UnableToAcceptPayment(UnableTo):
    code = "payment_refused"
    words = Words(
        sq="Pagesa {partner_ref} nuk pranohet: {reason}.",
        en="Payment {partner_ref} is refused: {reason}.",
    )


class UnableToAcceptPaymentTwice(UnableToAcceptPayment):
    code = "payment_reference_conflict"
    words = Words(
        sq="Referenca {partner_ref} e partnerit {partner} mban tashmë një pagesë tjetër ({payment_id}).",
        en="Reference {partner_ref} of partner {partner} already bears another payment ({payment_id}).",
    )


class UnableToKnowPartner(UnableToAcceptPayment):
    code = "partner_unknown"
    words = Words(sq="Partneri {partner} nuk njihet.", en="Partner {partner} is not known.")


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What a partner tells: who paid, how much, when it counts, under which reference of the partner's own."""

    account_id: int
    partner: str
    partner_ref: str
    amount_minor: int
    value_date: date
    channel: str
    designated_item_id: int | None = None
    component_order: ComponentOrder = "interest_first"
    # Where a history is taken over each payment is booked on its own day; else on the day of its acceptance.
    booking_date: date | None = None


@dataclass(frozen=True, slots=True)
class AllocatedPart:
    """One part of a payment and what it settled."""

    item_id: int
    component: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class AcceptedPayment:
    """
    The answer to a payment; the same reference gets the same answer for ever.

    remaining_* is the account's debt right after (of several accepted together: after the last of them), as of the
    booking date and last_entry_id.
    """

    payment_id: int
    account_id: int
    amount_minor: int
    value_date: date
    allocated: tuple[AllocatedPart, ...]
    advance_minor: int
    remaining_principal_minor: int
    remaining_interest_minor: int
    remaining_credit_minor: int
    last_entry_id: int
    is_repeated: bool = field(default=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return what is stored with the payment."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "is_repeated"}
        parts = [
            {"item_id": part.item_id, "component": part.component, "amount_minor": part.amount_minor}
            for part in self.allocated
        ]
        return told | {"value_date": self.value_date.isoformat(), "allocated": parts}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "AcceptedPayment":
        """Read the stored answer back."""
        return cls(
            **{
                **told,
                "value_date": date.fromisoformat(told["value_date"]),
                "allocated": tuple(AllocatedPart(**part) for part in told["allocated"]),
            }
        )


def accept_payment(*, payment: NewPayment, booking_date: date) -> AcceptedPayment:
    """
    (This function will) accept one payment: lock the account, settle, book, and answer.

    A reference that was used before with the same content is answered the same again; with other content it is refused.
    A value date in the past is honoured: everything paid after it is settled anew.

    Raises: UnableToAcceptPayment and its kinds.
    """
    (answer,) = accept_payments(payments=[payment], booking_date=booking_date)
    if isinstance(answer, UnableToAcceptPayment):
        raise answer
    return answer


def accept_payments(
    *, payments: Sequence[NewPayment], booking_date: date
) -> list[AcceptedPayment | UnableToAcceptPayment]:
    """
    (This function will) accept many payments in one transaction, as if one by one in their order.

    Returns an answer or a refusal for each; a refused one does not hold up the others.
    """
    try:
        with transaction.atomic():
            return _accept(payments, booking_date)
    except psycopg.errors.UniqueViolation as error:
        if error.diag.constraint_name != "payments_reference_once":
            raise
    # Somebody accepted one of these references on another account in the meantime: now it is there to be seen.
    with transaction.atomic():
        return _accept(payments, booking_date)


def _accept(payments: Sequence[NewPayment], booking_date: date) -> list[AcceptedPayment | UnableToAcceptPayment]:
    partners = {p.code: p for p in Partner.objects.filter(code__in={one.partner for one in payments})}
    refusals = {
        place: refusal
        for place, one in enumerate(payments)
        if (refusal := _refusal(one, partners, booking_date)) is not None
    }
    # Lock first, look afterwards: a repeated reference waits here until the first one's answer is stored.
    lock_accounts(account_ids=[one.account_id for place, one in enumerate(payments) if place not in refusals])
    known = _known_references(payments, partners)
    answers: list[AcceptedPayment | UnableToAcceptPayment | None] = [refusals.get(n) for n in range(len(payments))]
    new: dict[tuple[str, str], int] = {}
    for place, one in enumerate(payments):
        key = (one.partner, one.partner_ref)
        if answers[place] is None and key in known:
            answers[place] = _repeated(one, known[key])
        elif answers[place] is None:
            new.setdefault(key, place)
    if new:
        for place, answer in _settle_new([(n, payments[n]) for n in new.values()], partners, booking_date):
            answers[place] = answer
    # What stands twice in one batch is the repetition of its first standing.
    known = _known_references(payments, partners) if any(answer is None for answer in answers) else {}
    return [
        answer if answer is not None else _repeated(one, known[one.partner, one.partner_ref])
        for one, answer in zip(payments, answers, strict=True)
    ]


def _refusal(payment: NewPayment, partners: Mapping[str, Partner], booking_date: date) -> UnableToAcceptPayment | None:
    if payment.partner not in partners:
        return UnableToKnowPartner(partner=payment.partner, partner_ref=payment.partner_ref)
    if not 0 < payment.amount_minor <= LARGEST_AMOUNT_MINOR:
        return UnableToAcceptPayment(partner_ref=payment.partner_ref, reason="amount")
    booked = payment.booking_date or booking_date
    if not payment.value_date <= booked <= booking_date:
        return UnableToAcceptPayment(partner_ref=payment.partner_ref, reason=f"{payment.value_date} > {booked}")
    if not 0 < len(payment.partner_ref) <= 80:
        return UnableToAcceptPayment(partner_ref=payment.partner_ref[:80], reason="reference")
    return None


def _known_references(
    payments: Sequence[NewPayment], partners: Mapping[str, Partner]
) -> dict[tuple[str, str], Payment]:
    found = Payment.objects.filter(
        partner__in=list(partners.values()), partner_ref__in=[one.partner_ref for one in payments]
    ).select_related("partner")
    return {(payment.partner.code, payment.partner_ref): payment for payment in found}


def _repeated(payment: NewPayment, known: Payment) -> AcceptedPayment | UnableToAcceptPayment:
    told = (payment.account_id, payment.amount_minor, payment.value_date)
    if told != (known.account_id, known.amount_minor, known.value_date):
        return UnableToAcceptPaymentTwice(partner=payment.partner, partner_ref=payment.partner_ref, payment_id=known.pk)
    return replace(AcceptedPayment.from_json(known.answer), is_repeated=True)


def _settle_new(
    new: Sequence[tuple[int, NewPayment]], partners: Mapping[str, Partner], booking_date: date
) -> list[tuple[int, AcceptedPayment]]:
    """Settle new payments together; their ids are drawn under the lock, so that their order is the order of arrival."""
    ids = draw_ids(connection, "payments_payment_id_seq", len(new))
    arrivals = pl.DataFrame(
        [
            (
                *(one.account_id, payment_id, one.value_date, one.amount_minor, one.designated_item_id),
                *(one.component_order, partners[one.partner].ledger_account_id, one.booking_date or booking_date),
            )
            for payment_id, (_, one) in zip(ids, new, strict=True)
        ],
        schema=ARRIVAL_SCHEMA,
        orient="row",
    )
    since: dict[int, tuple[date, int]] = {}
    for payment_id, (_, one) in zip(ids, new, strict=True):
        since[one.account_id] = min(since.get(one.account_id, (date.max, 0)), (one.value_date, payment_id))
    settlement = settle_accounts(since=since, booking_date=booking_date, arrivals=arrivals)
    answers = _answers(list(zip(ids, (one for _, one in new), strict=True)), settlement, booking_date)
    _store(answers, [one for _, one in new], partners, settlement, booking_date)
    return [(place, answer) for (place, _), answer in zip(new, answers, strict=True)]


def _answers(
    numbered: Sequence[tuple[int, NewPayment]], settlement: Settlement, booking_date: date
) -> list[AcceptedPayment]:
    debts = load_debt_frame(account_ids=[one.account_id for _, one in numbered], as_of=booking_date)
    debt_of = {row["account_id"]: row for row in debts.iter_rows(named=True)}
    parts: dict[int, list[AllocatedPart]] = {}
    by_payment = settlement.allocations.filter(pl.col("paid_by_kind") == "payment")
    columns = ("paid_by_id", "item_id", "component", "amount_minor")
    for payer, item_id, component, amount in by_payment.select(columns).iter_rows():
        parts.setdefault(payer, []).append(AllocatedPart(item_id, component, amount))
    return [
        AcceptedPayment(
            payment_id=payment_id,
            account_id=one.account_id,
            amount_minor=one.amount_minor,
            value_date=one.value_date,
            allocated=tuple(parts.get(payment_id, ())),
            advance_minor=settlement.advance_by_payment.get(payment_id, 0),
            remaining_principal_minor=debt_of[one.account_id]["principal_minor"],
            remaining_interest_minor=debt_of[one.account_id]["interest_minor"],
            remaining_credit_minor=debt_of[one.account_id]["credit_minor"],
            last_entry_id=debt_of[one.account_id]["last_entry_id"],
        )
        for payment_id, one in numbered
    ]


def _store(
    answers: Sequence[AcceptedPayment],
    payments: Sequence[NewPayment],
    partners: Mapping[str, Partner],
    settlement: Settlement,
    booking_date: date,
) -> None:
    rows = [
        (
            *(answer.payment_id, one.account_id, partners[one.partner].pk, one.partner_ref, one.amount_minor),
            *(one.value_date, one.channel, one.designated_item_id),
            strategy_of(component_order=one.component_order, designated_item_id=one.designated_item_id),
            *(settlement.payment_entry_ids[answer.payment_id], month_of(one.booking_date or booking_date)),
            json.dumps(answer.as_json()),
        )
        for answer, one in zip(answers, payments, strict=True)
    ]
    # booked_at is filled in by the database: the instant of the transaction.
    copy_frame(connection, pl.DataFrame(rows, schema=_PAYMENT_SCHEMA, orient="row"), "payments_payment")


__all__ = [
    "AcceptedPayment",
    "AllocatedPart",
    "NewPayment",
    "UnableToAcceptPayment",
    "UnableToAcceptPaymentTwice",
    "UnableToKnowPartner",
    "accept_payment",
    "accept_payments",
]
