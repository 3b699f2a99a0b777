"""The tables of the module ledger; only this module imports them."""

from drita.modules.ledger.models.account_mark import AccountMark
from drita.modules.ledger.models.chart import LedgerAccount, PostingRule
from drita.modules.ledger.models.interest import InterestCap, InterestClass, InterestRate, Suspension
from drita.modules.ledger.models.journal import Entry, Posting, Reversal
from drita.modules.ledger.models.open_item import Allocation, OpenItem
from drita.modules.ledger.models.source import Source

__all__ = [
    "AccountMark",
    "Allocation",
    "Entry",
    "InterestCap",
    "InterestClass",
    "InterestRate",
    "LedgerAccount",
    "OpenItem",
    "Posting",
    "PostingRule",
    "Reversal",
    "Source",
    "Suspension",
]
