"""A small ledger for tests: accounts, bills, payments, and the proofs."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl
from django.db import connection, transaction

from drita.foundation.bulk_copy import draw_ids
from drita.modules.customers.models import Account, Party
from drita.modules.ledger.batch.bill_entries import bill_entry_frames
from drita.modules.ledger.operations.load_ledger_reference import load_ledger_reference
from drita.modules.ledger.operations.store_ledger_frames import draw_entry_ids, store_ledger_frames
from drita.modules.ledger.queries import load_control_accounts, load_posting_rules
from drita.modules.payments.operations.accept_payment import NewPayment, accept_payment
from drita.modules.payments.operations.register_partner import register_partner


@dataclass
class Book:
    today: date
    _numbers: int = field(default=0)

    @classmethod
    def opened(cls, *, today):
        load_ledger_reference(today=today)
        register_partner(code="POST", name="Posta Shqiptare")
        register_partner(code="BANK", name="Banka")
        return cls(today=today)

    def account(self, account_class="household"):
        self._numbers += 1
        name = f"Arta Hoxha {self._numbers}"
        party = Party.objects.create(
            kind="person", name=name, name_folded=name.lower(), name_folded_reversed=name.lower(), sort_key=name.lower()
        )
        return Account.objects.create(
            number=f"T{self._numbers:07d}", party=party, account_class=account_class, language="sq"
        ).pk

    @transaction.atomic
    def bill(self, account_id, amount_minor, issue_date, due_date=None, *, account_class="household", **amounts):
        """Issue a bill online and return its open item's id."""
        keyed = amounts or {"energy": amount_minor - amount_minor // 6, "vat": amount_minor // 6}
        self._numbers += 1
        bills = pl.DataFrame(
            [
                {
                    "bill_id": self._numbers,
                    "bill_month": issue_date.replace(day=1),
                    "account_id": account_id,
                    "contract_id": None,
                    "account_class": account_class,
                    "document_kind": "bill",
                    "document_number": f"F{self._numbers}",
                    "issue_date": issue_date,
                    "due_date": due_date or issue_date + timedelta(days=25),
                    "interest_class": "standard",
                }
            ],
            schema_overrides={"contract_id": pl.Int64},
        )
        item_ids = draw_ids(connection, "ledger_open_item_id_seq", 1)
        frames = bill_entry_frames(
            bills=bills,
            amounts=pl.DataFrame(
                [(self._numbers, key, amount) for key, amount in keyed.items()],
                schema={"bill_id": pl.Int64, "ledger_key": pl.String, "amount_minor": pl.Int64},
                orient="row",
            ),
            posting_rules=load_posting_rules(on=issue_date),
            control_accounts=load_control_accounts(),
            source_id=0,
            booking_date=issue_date,
            entry_ids=draw_entry_ids(count=1, booking_dates=[issue_date]),
            item_ids=item_ids,
        )
        store_ledger_frames(frames=frames)
        return item_ids.start

    def pay(self, account_id, amount_minor, value_date, *, booked=None, ref=None, **more):
        self._numbers += 1
        return accept_payment(
            payment=NewPayment(
                account_id=account_id,
                partner="POST",
                partner_ref=ref or f"R{self._numbers}",
                amount_minor=amount_minor,
                value_date=value_date,
                channel="desk",
                **more,
            ),
            booking_date=booked or self.today,
        )


def postings(entry_id=None):
    """Return the postings as (event, ledger account, debit, credit) in order, of one entry or of all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.event, p.ledger_account, p.debit_minor, p.credit_minor FROM ledger_posting p "
            "JOIN ledger_entry e ON e.id = p.entry_id WHERE %s::bigint IS NULL OR e.id = %s ORDER BY e.id, p.line_no",
            [entry_id, entry_id],
        )
        return cursor.fetchall()
