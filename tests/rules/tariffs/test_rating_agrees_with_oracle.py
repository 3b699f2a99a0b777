"""Rating against the plain second opinion, on 100,000 random bills."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import Rated
from tests.rules.tariffs.oracle import Line, rate
from tests.rules.tariffs.random_cases import Cases, random_cases


def lines_by_bill(rated: Rated) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    columns = [
        *("bill_key", "charge_code", "tariff_version", "quantity", "from_date", "to_date"),
        *("amount_minor", "ledger_key", "factor_ppm"),
    ]
    for key, code, version, quantity, first, end, amount, ledger_key, factor in rated.lines.select(columns).rows():
        if ledger_key == "vat":
            # A tax line may cover two versions; the oracle knows it by its rate and base.
            found[key].append((f"vat {Fraction(factor, 1_000_000)}", "", quantity, date.min, date.max, amount))
        else:
            found[key].append((code, version, quantity, first, end, amount))
    return found


def disagreements(cases: Cases) -> list[str]:
    rated = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    assert rated.problems.is_empty(), rated.problems
    lines = lines_by_bill(rated)
    totals = {row["bill_key"]: row for row in rated.totals.iter_rows(named=True)}
    wrong = []
    for key, (code, bill) in enumerate(cases.plain_bills):
        expected_lines, expected_sums = rate(bill, cases.plain_versions[code])
        expected = sorted(
            (*line[:3], date.min, date.max, line[-1]) if line[0].startswith("vat ") else line for line in expected_lines
        )
        if sorted(lines[key]) != expected or totals[key] != {"bill_key": key, **expected_sums}:
            wrong.append(f"{code} {bill}\n  expected {expected}\n  found    {sorted(lines[key])}")
    return wrong


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_random_bills_agree_with_the_oracle(seed: int) -> None:
    wrong = disagreements(random_cases(seed=seed, bills=10_000, tariffs=40))
    assert not wrong, f"{len(wrong)} of 10,000, first:\n{wrong[0]}"


def test_the_random_bills_reach_every_kind_of_line() -> None:
    cases = random_cases(seed=0, bills=3_000, tariffs=40)
    rated = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    made = set(rated.lines["rule_id"].unique())
    assert made == {
        "rules.tariffs.flat_energy",
        "rules.tariffs.incremental_blocks",
        "rules.tariffs.whole_table_by_total",
        "rules.tariffs.zone_prices",
        "rules.tariffs.reactive_excess",
        "rules.tariffs.zero_use_fee",
        "rules.tariffs.fixed_monthly_item",
        "rules.tariffs.value_added_tax",
    }
    energy = rated.lines.filter(pl.col("ledger_key") == "energy")
    split = energy.group_by("bill_key").agg(pl.col("tariff_version").n_unique().alias("versions"))
    assert split["versions"].max() >= 2
    assert energy["quantity"].min() < 0 < energy["quantity"].max()
