"""Load and make: what preview, issue, trial and run all do, with nothing stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.modules.billing.batch.load_bill_inputs import Reader, load_bill_inputs
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
