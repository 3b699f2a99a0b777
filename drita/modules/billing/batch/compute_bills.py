"""Load and make: what preview, issue, trial and run all do, with nothing stored."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import polars as pl

from drita.modules.billing.batch.load_bill_inputs import Reader, load_bill_inputs
from drita.modules.billing.queries import find_contract_account
from drita.modules.ledger.queries import load_control_accounts, load_posting_rules
from drita.modules.tariffs.queries import list_active_versions
from drita.rules.billing.bill_inputs import BillTerms
from drita.rules.billing.make_bills import MadeBills, make_bills
from drita.rules.tariffs.definition import TariffVersion


@dataclass(frozen=True, slots=True)
class ComputedBills:
    """Made bills, and per contract what only the printed bill needs."""

    made: MadeBills
    particulars: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the same for all contracts of a making and is read once: tariffs, posting rules, chart."""

    tariffs: Sequence[TariffVersion]
    posting_rules: pl.DataFrame
    control_accounts: Mapping[str, str]


def load_standing(*, issue_date: date) -> Standing:
    """(This function will) read the active tariff versions, the posting rules of the day and the chart."""
    return Standing(
        tariffs=list_active_versions(),
        posting_rules=load_posting_rules(on=issue_date),
        control_accounts=load_control_accounts(),
    )


def compute_bills(
    *, contract_ids: Sequence[int], terms: BillTerms, standing: Standing, reader: Reader
) -> ComputedBills:
    """
    (This function will) make the bills of the chosen contracts without storing anything.

    Shape: bills in the order of contract_ids; see make_bills.
    """
    loaded = load_bill_inputs(contract_ids=contract_ids, terms=terms, tariffs=standing.tariffs, reader=reader)
    return ComputedBills(made=make_bills(inputs=loaded.inputs, terms=terms), particulars=loaded.particulars)


def compute_bills_apart(
    *, contract_ids: Sequence[int], terms: BillTerms, standing: Standing, reader: Reader
) -> ComputedBills:
    """
    (This function will) make the bills of a chunk, even if something in it breaks the calculation.

    A rule that raises on a whole frame (a number beyond exact products, a value that does not fit
    its column) is caught by halving the chunk until the guilty contracts stand alone; each of them
    becomes a problem row with the reason, and all others get their bills.

    Shape: as compute_bills.
    """
    try:
        return compute_bills(contract_ids=contract_ids, terms=terms, standing=standing, reader=reader)
    except (ArithmeticError, ValueError, pl.exceptions.PolarsError) as error:
        if len(contract_ids) == 1:
            return _not_computed(contract_ids[0], error, terms, standing, reader)
        middle = len(contract_ids) // 2
        parts = [
            compute_bills_apart(contract_ids=half, terms=terms, standing=standing, reader=reader)
            for half in (contract_ids[:middle], contract_ids[middle:])
        ]
        return _joined(*parts)


def _not_computed(
    contract_id: int, error: Exception, terms: BillTerms, standing: Standing, reader: Reader
) -> ComputedBills:
    nothing = compute_bills(contract_ids=[], terms=terms, standing=standing, reader=reader)
    problem = {
        "bill_key": [contract_id],
        "code": ["unexpected"],
        "params": [json.dumps({"detail": f"{type(error).__name__}: {str(error)[:160]}"})],
        "account_id": [find_contract_account(contract_id=contract_id)],
    }
    row = pl.DataFrame(problem, schema=nothing.made.problems.schema)
    return replace(nothing, made=replace(nothing.made, problems=row))


def _joined(one: ComputedBills, two: ComputedBills) -> ComputedBills:
    made = MadeBills(
        **{
            each.name: pl.concat([getattr(one.made, each.name), getattr(two.made, each.name)])
            for each in fields(MadeBills)
        }
    )
    return ComputedBills(made=made, particulars=pl.concat([one.particulars, two.particulars]))
