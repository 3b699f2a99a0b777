"""What a posting rule is: an event, a version, the date it holds from, and its lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.words import Words

# Stands for the ledger account that the event brings with it: the control account of the
# subscriber's class, or the clearing account of a partner.
SUBJECT: Final = "@subject"

RULE_LINES_SCHEMA = pl.Schema(
    {"rule_id": pl.String, "rank": pl.Int64, "key": pl.String, "side": pl.String, "ledger_account": pl.String}
)


class UnableToReadPostingRule(UnableTo):
    code = "posting_rule_unsound"
    words = Words(
        sq="Rregulli i kalimit {event}: {reason}.",
        en="Posting rule {event}: {reason}.",
    )


@dataclass(frozen=True, slots=True)
class PostingRuleLine:
    """One line: what amount (key) goes to which side of which ledger account."""

    key: str
    side: str
    ledger_account: str


@dataclass(frozen=True, slots=True)
class PostingRuleDefinition:
    """One version of the rule for one event."""

    event: str
    version: int
    valid_from: date
    lines: tuple[PostingRuleLine, ...]

    @property
    def rule_id(self) -> str:
        return f"{self.event}/{self.version}"


def posting_rule_definition(*, row: Mapping[str, object]) -> PostingRuleDefinition:
    """
    (This function will) read one posting rule as it stands in a rule file, and refuse it when it cannot be meant.

    Raises: UnableToReadPostingRule.

    >>> posting_rule_definition(row={"event": "advance_applied", "version": 1, "valid_from": date(2001, 1, 1),
    ...     "lines": [{"key": "applied", "side": "debit", "ledger_account": "4091"},
    ...               {"key": "principal", "side": "credit", "ledger_account": "@subject"}]}).rule_id
    'advance_applied/1'
    """
    event = str(row.get("event", "?"))
    version, valid_from, lines = row.get("version"), row.get("valid_from"), row.get("lines")
    if not isinstance(version, int) or version < 1:
        raise UnableToReadPostingRule(event=event, reason="version must be a whole number from 1")
    if not isinstance(valid_from, date):
        raise UnableToReadPostingRule(event=event, reason="valid_from must be a date")
    if not isinstance(lines, Sequence) or len(lines) < 2:
        raise UnableToReadPostingRule(event=event, reason="at least two lines are needed")
    return PostingRuleDefinition(event, version, valid_from, tuple(_line(event, line) for line in lines))


def _line(event: str, line: Mapping[str, object]) -> PostingRuleLine:
    unknown = set(line) - {"key", "side", "ledger_account"}
    if unknown:
        raise UnableToReadPostingRule(event=event, reason=f"unknown field {sorted(unknown)[0]}")
    key, side, ledger_account = (str(line.get(name, "")) for name in ("key", "side", "ledger_account"))
    if not key or not ledger_account:
        raise UnableToReadPostingRule(event=event, reason="a line needs key and ledger_account")
    if side not in ("debit", "credit"):
        raise UnableToReadPostingRule(event=event, reason=f"side {side!r} is neither debit nor credit")
    return PostingRuleLine(key, side, ledger_account)


def posting_rule_lines(*, rules: Iterable[PostingRuleDefinition]) -> pl.DataFrame:
    """
    (This function will) lay posting rules out as a frame, one row per line, for `entry_postings`.

    Shape: rule_id, rank (place of the line in its rule), key, side, ledger_account.

    >>> posting_rule_lines(rules=[]).height
    0
    """
    rows = [
        (rule.rule_id, rank, line.key, line.side, line.ledger_account)
        for rule in rules
        for rank, line in enumerate(rule.lines, start=1)
    ]
    return pl.DataFrame(rows, schema=RULE_LINES_SCHEMA, orient="row")
