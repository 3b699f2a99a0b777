"""Which postings a journal entry has: the amounts of its event laid on the lines of its posting rule."""

from typing import Final

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.ledger.posting_rule_definition import SUBJECT
from drita.rules.words import Words

RULE_ID: Final = "drita.rules.ledger.entry_postings"

AMOUNTS_SCHEMA = pl.Schema(
    {
        "entry_id": pl.Int64,
        "rule_id": pl.String,
        "key": pl.String,
        "subject": pl.String,
        "amount_minor": pl.Int64,
    }
)
POSTINGS_SCHEMA = pl.Schema(
    {
        "entry_id": pl.Int64,
        "line_no": pl.Int32,
        "ledger_account": pl.String,
        "debit_minor": pl.Int64,
        "credit_minor": pl.Int64,
    }
)


class UnableToPostEntry(UnableTo):
    code = "entry_not_postable"
    words = Words(
        sq="Veprimi kontabël {entry_id} nuk kalon: {reason}.",
        en="Journal entry {entry_id} cannot be posted: {reason}.",
    )


def entry_postings(*, amounts: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) turn the amounts of journal entries into balanced postings.

    An amount goes to every line of the rule that names its key. A negative amount changes sides. Amounts that meet on
    one line and ledger account are summed; what sums to nothing makes no posting.

    Units: minor.
    Shape: amounts entry_id, rule_id, key, subject (ledger account put where the line says @subject; null = none),
    amount_minor; rules as `posting_rule_lines`. Returns entry_id, line_no from 1, ledger_account, debit_minor,
    credit_minor (exactly one above zero).
    Raises: UnableToPostEntry (a key the rule does not know, a missing subject, sides that differ).
    Source: double entry; posting rules in reference/posting_rules.toml.

    >>> from drita.rules.ledger.posting_rule_definition import RULE_LINES_SCHEMA
    >>> rules = pl.DataFrame([("interest_crystallised/1", 1, "interest", "debit", "4119"),
    ...     ("interest_crystallised/1", 2, "interest", "credit", "767")], schema=RULE_LINES_SCHEMA, orient="row")
    >>> amounts = pl.DataFrame([(1, "interest_crystallised/1", "interest", None, 31_000)],
    ...     schema=AMOUNTS_SCHEMA, orient="row")
    >>> entry_postings(amounts=amounts, rules=rules).rows()
    [(1, 1, '4119', 31000, 0), (1, 2, '767', 0, 31000)]
    """
    lines = amounts.join(rules, on=["rule_id", "key"], how="inner")
    _refuse_unknown_keys(amounts, lines)
    signed = pl.when(pl.col("side") == "debit").then("amount_minor").otherwise(-pl.col("amount_minor"))
    account = pl.when(pl.col("ledger_account") == SUBJECT).then("subject").otherwise("ledger_account")
    summed = (
        lines.select("entry_id", "rank", account.alias("ledger_account"), signed.alias("signed_minor"))
        .group_by("entry_id", "rank", "ledger_account")
        .agg(pl.col("signed_minor").sum())
        .filter(pl.col("signed_minor") != 0)
        .sort("entry_id", "rank", "ledger_account")
    )
    _refuse_unsound(summed)
    line_no = pl.int_range(1, pl.len() + 1).over("entry_id").cast(pl.Int32)
    return summed.select(
        "entry_id",
        line_no.alias("line_no"),
        "ledger_account",
        pl.col("signed_minor").clip(lower_bound=0).alias("debit_minor"),
        (-pl.col("signed_minor")).clip(lower_bound=0).alias("credit_minor"),
    )


def _refuse_unknown_keys(amounts: pl.DataFrame, lines: pl.DataFrame) -> None:
    unknown = amounts.filter(pl.col("amount_minor") != 0).join(lines, on=["entry_id", "rule_id", "key"], how="anti")
    if unknown.height:
        entry_id, rule_id, key = unknown.select("entry_id", "rule_id", "key").row(0)
        raise UnableToPostEntry(entry_id=entry_id, reason=f"rule {rule_id} has no line for {key}")


def _refuse_unsound(summed: pl.DataFrame) -> None:
    nameless = summed.filter(pl.col("ledger_account").is_null())
    if nameless.height:
        raise UnableToPostEntry(entry_id=nameless["entry_id"][0], reason="the event brings no ledger account")
    uneven = summed.group_by("entry_id").agg(pl.col("signed_minor").sum()).filter(pl.col("signed_minor") != 0)
    if uneven.height:
        entry_id, difference = uneven.row(0)
        raise UnableToPostEntry(entry_id=entry_id, reason=f"debit and credit differ by {difference} minor")


def reversed_postings(*, postings: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) take postings back: the same amounts on the same ledger accounts, sides swapped.

    Shape: any frame with debit_minor and credit_minor; the same with the two exchanged.

    >>> one = pl.DataFrame({"ledger_account": ["4111"], "debit_minor": [5], "credit_minor": [0]})
    >>> reversed_postings(postings=one).rows()
    [('4111', 0, 5)]
    """
    return postings.with_columns(
        pl.col("credit_minor").alias("debit_minor"), pl.col("debit_minor").alias("credit_minor")
    )
