"""Reads of the module ledger; other modules and interfaces ask here and never the tables."""

from drita.modules.ledger.queries.checks import Check, check_ledger
from drita.modules.ledger.queries.debt import (
    AccountDebt,
    InterestStretch,
    ItemDebt,
    get_account_debt,
    load_debt_frame,
)
from drita.modules.ledger.queries.reference import (
    InterestTerms,
    control_accounts_of,
    load_control_accounts,
    load_interest_terms,
    load_posting_rules,
)
from drita.modules.ledger.queries.statement import (
    AllocationLine,
    StatementLine,
    account_statement,
    interest_words,
    list_allocations,
)
from drita.modules.ledger.queries.totals import OwedByClass, company_totals

__all__ = [
    "AccountDebt",
    "AllocationLine",
    "Check",
    "InterestStretch",
    "InterestTerms",
    "ItemDebt",
    "OwedByClass",
    "StatementLine",
    "account_statement",
    "check_ledger",
    "company_totals",
    "control_accounts_of",
    "get_account_debt",
    "interest_words",
    "list_allocations",
    "load_control_accounts",
    "load_debt_frame",
    "load_interest_terms",
    "load_posting_rules",
]
