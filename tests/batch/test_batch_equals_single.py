"""Random contracts made in one batch and made each by itself give identical frames."""

from dataclasses import fields, replace

import polars as pl
import pytest
from django.db import connections

from drita.modules.billing.batch.compute_bills import load_standing
from drita.modules.billing.batch.load_bill_inputs import Reader, load_bill_inputs
from drita.rules.billing.bill_inputs import BillInputs, bill_terms
from drita.rules.billing.make_bills import MadeBills, make_bills
from tests import database
from tests.batch.operators import ISSUED, MONTH, build_template, used_database
from tests.scale import scaled

TERMS = bill_terms(bill_month=MONTH, issue_date=ISSUED)
CONTRACTS = scaled(small=300, full=2_000)


@pytest.fixture
def inputs(cluster: None, django_db_blocker) -> BillInputs:
    with django_db_blocker.unblock():
        name, contract_ids = build_template(subscribers=CONTRACTS, seed=20261123)
        with used_database(name):
            loaded = load_bill_inputs(
                contract_ids=contract_ids,
                terms=TERMS,
                tariffs=load_standing(issue_date=ISSUED).tariffs,
                reader=Reader(),
            )
            connections.close_all()
        database.drop_database(name)
    return loaded.inputs


def _parts_by_contract(frame: pl.DataFrame, key: str) -> dict[int, pl.DataFrame]:
    return {int(str(value)): part for (value,), part in frame.group_by(key)}


def _single_inputs(inputs: BillInputs) -> list[BillInputs]:
    """The inputs of each contract alone, as loading it alone would give them."""
    contracts = _parts_by_contract(inputs.contracts, "bill_key")
    registers = _parts_by_contract(inputs.registers, "bill_key")
    owners = inputs.registers.select("register_id", "bill_key").unique()
    by_key = {
        name: _parts_by_contract(frame, "bill_key")
        for name, frame in (
            ("categories", inputs.categories),
            ("intervals", inputs.intervals),
            ("readings", inputs.readings.join(owners, on="register_id", maintain_order="left")),
            ("carried", inputs.carried.join(owners, on="register_id", maintain_order="left")),
        )
    }
    debts = _parts_by_contract(inputs.debts, "account_id")
    return [
        replace(
            inputs,
            contracts=contract,
            registers=registers.get(key, inputs.registers.clear()),
            debts=debts.get(contract["account_id"][0], inputs.debts.clear()),
            **{
                name: parts.get(key, getattr(inputs, name).clear()).select(getattr(inputs, name).columns)
                for name, parts in by_key.items()
            },
        )
        for key, contract in contracts.items()
    ]


@pytest.mark.slow
@pytest.mark.soak
def test_a_batch_of_random_contracts_equals_them_one_by_one(inputs: BillInputs) -> None:
    together = make_bills(inputs=inputs, terms=TERMS)
    singles = [make_bills(inputs=single, terms=TERMS) for single in _single_inputs(inputs)]
    assert together.bills.height + together.problems.height == CONTRACTS
    for each in fields(MadeBills):
        joined = pl.concat([getattr(single, each.name) for single in singles])
        whole = getattr(together, each.name)
        order = [name for name in ("bill_key", "line_no", "ledger_key", "code") if name in whole.columns]
        assert joined.sort(order).equals(whole.sort(order)), each.name
