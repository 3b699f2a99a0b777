"""Reads of the module ledger; other modules and interfaces ask here and never the tables."""

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

__all__ = [
    "AccountDebt",
    "InterestStretch",
    "InterestTerms",
    "ItemDebt",
    "control_accounts_of",
    "get_account_debt",
    "load_control_accounts",
    "load_debt_frame",
    "load_interest_terms",
    "load_posting_rules",
]
