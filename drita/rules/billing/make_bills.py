"""From stored facts to bills: the whole calculation, in one visible order, for one bill or a chunk of thousands."""

from dataclasses import dataclass

import polars as pl

from drita.rules.billing.bill_inputs import BillInputs, BillTerms
from drita.rules.billing.billed_category import billed_category
from drita.rules.billing.billed_intervals import billed_intervals
from drita.rules.billing.billed_readings import billed_readings
from drita.rules.billing.billing_problems import PROBLEM_SCHEMA
from drita.rules.billing.consumption_history import consumption_history, estimated_months
from drita.rules.billing.earlier_debt_block import earlier_debt_block
from drita.rules.tariffs.rate_bills import rate_bills


@dataclass(frozen=True, slots=True)
class MadeBills:
    """
    Bills with their lines, readings and sums per ledger key, and why the other contracts got none.

    Every bill_key of the inputs is in `bills` or in `problems`, never in both; `amounts`:
    bill_key, ledger_key, amount_minor.
    """

    bills: pl.DataFrame
    lines: pl.DataFrame
    readings: pl.DataFrame
    amounts: pl.DataFrame
    problems: pl.DataFrame


def make_bills(*, inputs: BillInputs, terms: BillTerms) -> MadeBills:
    """
    (This function will) make the bills of a month from what is known about its contracts.

    A contract that cannot be billed becomes one row of `problems`, with the first reason in the
    order of the steps below, and the others go on.

    Units: Wh, hundredths of a lek; periods half-open.
    Shape: inputs as bill_inputs.py says, one row per contract in `contracts`; bills in that order:
    bill_key, account_id, period_start, period_end, kind, category, tariff_code, reading_method,
    the totals of rating, the earlier-debt block, payable_minor, debt_last_entry_id, history_wh,
    history_estimated.
    """
    # 1. The period of each contract and the energy in it: from the dial, or from intervals.
    is_interval = inputs.registers.filter("is_interval")["bill_key"].unique().implode()
    by_interval = inputs.contracts["bill_key"].is_in(is_interval)
    dials = billed_readings(inputs=inputs, contracts=inputs.contracts.filter(~by_interval), terms=terms)
    loads = billed_intervals(inputs=inputs, contracts=inputs.contracts.filter(by_interval), terms=terms)
    periods = pl.concat([dials.periods, loads.periods])
    problems = [dials.problems, loads.problems]
    # 2. Its category and tariff.
    periods, unclear = billed_category(periods=_without(periods, problems), categories=inputs.categories)
    problems.append(unclear)
    # 3. Price, tax and sum.
    supplies = _supplies(periods, inputs.contracts)
    determinants = pl.concat([dials.determinants, loads.determinants]).join(supplies, on="bill_key", how="semi")
    rated = rate_bills(supplies=supplies, determinants=determinants, tariffs=inputs.tariffs)
    problems.append(rated.problems.select(list(PROBLEM_SCHEMA)))
    # 4. What was owed before, and the thirteen months.
    priced = supplies.join(rated.totals, on="bill_key", maintain_order="left")
    bills = _completed(priced, inputs)
    # 5. Readings that the bill shows.
    shown = dials.readings.join(bills, on="bill_key", how="semi", maintain_order="left")
    return MadeBills(
        bills=bills,
        lines=rated.lines,
        readings=shown,
        amounts=rated.lines.group_by("bill_key", "ledger_key", maintain_order=True).agg(pl.col("amount_minor").sum()),
        problems=_first_of_each(problems, inputs),
    )


def _supplies(periods: pl.DataFrame, contracts: pl.DataFrame) -> pl.DataFrame:
    """In the order of the contracts; a bill that reaches the end of its contract is the final one."""
    is_final = (pl.col("period_end") == pl.col("contract_to")).fill_null(value=False)
    return (
        contracts.select(
            *("bill_key", "account_id", "is_leading_contract", "contract_to"),
            *("history_wh", "history_estimated", "months_since"),
        )
        .join(periods, on="bill_key", maintain_order="left")
        .with_columns(kind=pl.when(is_final).then(pl.lit("final")).otherwise(pl.lit("ordinary")))
    )


def _completed(priced: pl.DataFrame, inputs: BillInputs) -> pl.DataFrame:
    history = consumption_history(
        previous=pl.col("history_wh"),
        months_since=pl.col("months_since"),
        consumption_wh=pl.col("consumption_wh"),
    )
    estimated = estimated_months(
        previous=pl.col("history_estimated"),
        months_since=pl.col("months_since"),
        is_estimated=pl.col("reading_method") == "estimated",
    )
    return (
        earlier_debt_block(bills=priced, debts=inputs.debts)
        .with_columns(history_wh=history, history_estimated=estimated)
        .drop("is_leading_contract", "contract_to", "months_since")
    )


def _without(periods: pl.DataFrame, problems: list[pl.DataFrame]) -> pl.DataFrame:
    bad = pl.concat(problems)["bill_key"]
    return periods.filter(~pl.col("bill_key").is_in(bad.implode()))


def _first_of_each(problems: list[pl.DataFrame], inputs: BillInputs) -> pl.DataFrame:
    return (
        pl.concat(problems)
        .unique("bill_key", keep="first", maintain_order=True)
        .join(inputs.contracts.select("bill_key", "account_id"), on="bill_key", maintain_order="left")
    )
