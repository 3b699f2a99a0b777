"""The chart, posting rules and interest terms in force, as frames for the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.models import LedgerAccount
from drita.modules.ledger.sql_files import sql_text
from drita.rules.errors import UnableTo
from drita.rules.ledger.late_payment_interest import CAPS_SCHEMA, RATES_SCHEMA
from drita.rules.ledger.posting_rule_definition import RULE_LINES_SCHEMA
from drita.rules.words import Words


class UnableToFindPostingRule(UnableTo):
    code = "posting_rule_missing"
    words = Words(
        sq="Për ngjarjen {event} nuk ka rregull kalimi në fuqi më {on}.",
        en="No posting rule for the event {event} is in force on {on}.",
    )


class UnableToFindControlAccount(UnableTo):
    code = "control_account_missing"
    words = Words(
        sq="Klasa e llogarisë {account_class} nuk ka llogari kontrolli në planin kontabël.",
        en="Account class {account_class} has no control account in the chart.",
    )


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """Rates and caps of all classes."""

    rates: pl.DataFrame
    caps: pl.DataFrame


def load_posting_rules(*, on: date) -> pl.DataFrame:
    """
    (This function will) load the lines of the posting rules in force on a day.

    Shape: event, then RULE_LINES_SCHEMA; one row per line.
    """
    return read_frame(sql_text("posting_rules"), {"on": on}, {"event": pl.String, **RULE_LINES_SCHEMA})


def rule_id_of(*, rules: pl.DataFrame, event: str, on: date) -> str:
    """
    (This function will) name the posting rule of an event.

    Raises: UnableToFindPostingRule.
    """
    found = rules.filter(pl.col("event") == event)["rule_id"]
    if found.is_empty():
        raise UnableToFindPostingRule(event=event, on=on)
    return str(found[0])


def load_control_accounts() -> dict[str, str]:
    """(This function will) map each account class to the ledger account of its receivables."""
    rows = LedgerAccount.objects.exclude(account_classes=[]).values_list("code", "account_classes")
    return {account_class: code for code, classes in rows for account_class in classes}


def load_interest_terms() -> InterestTerms:
    """(This function will) load all rates and caps."""
    return InterestTerms(
        rates=read_frame(sql_text("interest_rates"), None, RATES_SCHEMA),
        caps=read_frame(sql_text("interest_caps"), None, CAPS_SCHEMA),
    )


def control_accounts_of(*, account_ids: Sequence[int]) -> dict[int, str]:
    """
    (This function will) name the control account of each account, by its class.

    Raises: UnableToFindControlAccount.
    """
    frame = read_frame(
        "SELECT id AS account_id, account_class FROM customers_account WHERE id = ANY(%s)",
        [list(account_ids)],
        {"account_id": pl.Int64, "account_class": pl.String},
    )
    control = load_control_accounts()
    for account_class in frame["account_class"].unique():
        if account_class not in control:
            raise UnableToFindControlAccount(account_class=account_class)
    return {account_id: control[account_class] for account_id, account_class in frame.iter_rows()}
