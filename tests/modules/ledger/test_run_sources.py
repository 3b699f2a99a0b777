"""A bill run fills tables aside, proves them, and becomes visible at one instant; payments go on."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.db import connection, transaction

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.ledger.batch.bill_entries import bill_entry_frames
from drita.modules.ledger.batch.run_asides import UnableToProveRunBalanced, prove_aside_balanced
from drita.modules.ledger.operations.apply_advances import apply_advances
from drita.modules.ledger.operations.make_run_visible import UnableToMakeRunVisible, make_run_visible
from drita.modules.ledger.operations.register_run_source import register_run_source
from drita.modules.ledger.queries import (
    check_ledger,
    get_account_debt,
    load_control_accounts,
    load_debt_frame,
    load_posting_rules,
)
from tests.modules.ledger.book import Book

ISSUE = date(2026, 11, 5)
MONTH = date(2026, 11, 1)
AT = datetime(2026, 11, 5, 12, tzinfo=UTC)
PARENTS = ("ledger_entry", "ledger_posting", "ledger_open_item")


def run_frames(accounts, source_id):
    """Make the frames of a run: one bill an account."""
    numbers = range(5000, 5000 + len(accounts))
    bills = pl.DataFrame(
        {
            "bill_id": list(numbers),
            "bill_month": [date(2026, 10, 1)] * len(accounts),
            "account_id": accounts,
            "contract_id": pl.Series([None] * len(accounts), dtype=pl.Int64),
            "account_class": ["household"] * len(accounts),
            "document_kind": ["bill"] * len(accounts),
            "document_number": [f"R{n}" for n in numbers],
            "issue_date": [ISSUE] * len(accounts),
            "due_date": [date(2026, 11, 30)] * len(accounts),
            "interest_class": ["standard"] * len(accounts),
        }
    )
    amounts = pl.DataFrame(
        [
            (n, key, amount)
            for n in numbers
            for key, amount in (("energy", 10_000 + n), ("vat", 2_000), ("rtsh", 10_000))
        ],
        schema={"bill_id": pl.Int64, "ledger_key": pl.String, "amount_minor": pl.Int64},
        orient="row",
    )
    return bill_entry_frames(
        bills=bills,
        amounts=amounts,
        posting_rules=load_posting_rules(on=ISSUE),
        control_accounts=load_control_accounts(),
        source_id=source_id,
        booking_date=ISSUE,
        entry_ids=draw_ids(connection, "ledger_entry_id_seq", len(accounts)),
        item_ids=draw_ids(connection, "ledger_open_item_id_seq", len(accounts)),
    )


def fill_asides(frames, source_id):
    names = {}
    with connection.cursor() as cursor:
        for parent in PARENTS:
            cursor.execute("SELECT foundation_prepare_aside(%s::regclass, %s, %s)", [parent, MONTH, source_id])
            (names[parent],) = cursor.fetchone()
    for table, frame in frames.tables():
        copy_frame(connection, frame, names[table])
    return names


def build_and_attach(source_id):
    with connection.cursor() as cursor:
        for parent in PARENTS:
            cursor.execute("SELECT foundation_build_aside(%s::regclass, %s, %s)", [parent, MONTH, source_id])
        cursor.execute("SELECT ledger_link_leaves(%s, %s)", [MONTH, source_id])
    with transaction.atomic(), connection.cursor() as cursor:
        place = make_run_visible(source_id=source_id, at=AT)
        for parent in PARENTS:
            cursor.execute("SELECT foundation_attach_aside(%s::regclass, %s, %s)", [parent, MONTH, source_id])
    return place


def prove(names):
    prove_aside_balanced(
        entries_table=names["ledger_entry"],
        postings_table=names["ledger_posting"],
        items_table=names["ledger_open_item"],
    )


def test_a_run_is_part_of_the_debt_from_its_place_on_and_not_before(own_database):
    book = Book.opened(today=date(2026, 11, 23))
    accounts = [book.account() for _ in range(5)]
    book.pay(accounts[0], 1_000_000, date(2026, 11, 1))
    before = get_account_debt(account_id=accounts[0], as_of=ISSUE)
    source_id = register_run_source(reference="test")
    names = fill_asides(run_frames(accounts, source_id), source_id)
    prove(names)
    assert load_debt_frame(account_ids=accounts, as_of=ISSUE)["principal_minor"].sum() == 0
    place = build_and_attach(source_id)
    after = get_account_debt(account_id=accounts[0], as_of=ISSUE)
    assert (after.principal_minor, after.last_entry_id) == (27_000, place)
    assert get_account_debt(account_id=accounts[0], as_of=ISSUE, known_seq=before.last_entry_id) == before
    applied = apply_advances(account_ids=accounts, booking_date=ISSUE)
    assert applied.select("account_id", "amount_minor").rows() == [(accounts[0], 27_000)]
    book.pay(accounts[1], 5_000, date(2026, 11, 20))
    assert load_debt_frame(account_ids=accounts, as_of=ISSUE)["principal_minor"].to_list() == [
        0,
        27_001,
        27_002,
        27_003,
        27_004,
    ]
    assert [check.code for check in check_ledger() if not check.holds] == []
    with pytest.raises(UnableToMakeRunVisible), transaction.atomic():
        make_run_visible(source_id=source_id, at=AT)


def test_a_run_equals_its_bills_one_by_one(db):
    book = Book.opened(today=date(2026, 11, 23))
    accounts = [book.account() for _ in range(3)]
    together = run_frames(accounts, 0)
    alone = [
        bill_entry_frames(
            bills=pl.DataFrame(
                {
                    "bill_id": [5000 + n],
                    "bill_month": [date(2026, 10, 1)],
                    "account_id": [account],
                    "contract_id": pl.Series([None], dtype=pl.Int64),
                    "account_class": ["household"],
                    "document_kind": ["bill"],
                    "document_number": [f"R{5000 + n}"],
                    "issue_date": [ISSUE],
                    "due_date": [date(2026, 11, 30)],
                    "interest_class": ["standard"],
                }
            ),
            amounts=pl.DataFrame(
                [(5000 + n, "energy", 15_000 + n), (5000 + n, "vat", 2_000), (5000 + n, "rtsh", 10_000)],
                schema={"bill_id": pl.Int64, "ledger_key": pl.String, "amount_minor": pl.Int64},
                orient="row",
            ),
            posting_rules=load_posting_rules(on=ISSUE),
            control_accounts=load_control_accounts(),
            source_id=0,
            booking_date=ISSUE,
            entry_ids=range(together.entries["id"][n], together.entries["id"][n] + 1),
            item_ids=range(together.items["id"][n], together.items["id"][n] + 1),
        )
        for n, account in enumerate(accounts)
    ]
    for name in ("entries", "postings", "items"):
        assert getattr(together, name).equals(pl.concat(getattr(one, name) for one in alone))


@pytest.mark.parametrize(
    ("damage", "counts"),
    [
        (lambda f: (f.entries, f.postings[:-1], f.items), (1, 0, 0)),
        (lambda f: (f.entries[:-1], f.postings, f.items), (0, 1, 0)),
        (lambda f: (f.entries, f.postings, f.items[:-1]), (0, 0, 1)),
        (lambda f: (f.entries, f.postings, f.items.with_columns(pl.col("original_minor") + 1)), (0, 0, 2)),
    ],
    ids=["a posting lost", "an entry lost", "an item lost", "items changed"],
)
def test_a_run_that_is_not_sound_is_not_proven(own_database, damage, counts):
    book = Book.opened(today=date(2026, 11, 23))
    accounts = [book.account() for _ in range(2)]
    source_id = register_run_source(reference="test")
    frames = run_frames(accounts, source_id)
    entries, postings, items = damage(frames)
    names = fill_asides(type(frames)(entries, postings, items), source_id)
    with pytest.raises(UnableToProveRunBalanced) as refusal:
        prove(names)
    params = refusal.value.params
    assert (params["unbalanced"], params["orphans"]) == counts[:2]
    assert (params["strangers"] > 0) == (counts[2] > 0)
