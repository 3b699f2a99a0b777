"""The bill a contract would get, without issuing it."""

import json
from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.modules.billing.batch.compute_bills import compute_bills, load_standing
from drita.modules.billing.batch.load_bill_inputs import Reader
from drita.modules.billing.queries import UnableToFindContract
from drita.rules.billing.bill_inputs import bill_terms
from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToMakeBill(UnableTo):
    """Carries the code and params of the billing problem, worded in the reader's language."""

    code = "bill_not_made"
    words = Words(sq="Fatura nuk llogaritet: {reason}", en="The bill cannot be made: {reason}")

    def in_language(self, language: str) -> str:
        reason = billing_problem_words(
            code=str(self.params["problem"]),
            language=language,
            params=json.loads(str(self.params["problem_params"])),
        )
        return self.words.in_language(language, reason=reason)


@dataclass(frozen=True, slots=True)
class BillPreview:
    """One bill as made: the row of the bill, its lines and readings, the subscriber's particulars."""

    bill: dict[str, object]
    lines: pl.DataFrame
    readings: pl.DataFrame
    particulars: dict[str, object]


def preview_bill(*, contract_id: int, bill_month: date, issue_date: date) -> BillPreview:
    """
    (This function will) compute the bill of one contract for a month by the very path of the run.

    Raises: UnableToMakeBill with the problem; UnableToFindContract.
    """
    computed = compute_bills(
        contract_ids=[contract_id],
        terms=bill_terms(bill_month=bill_month, issue_date=issue_date),
        standing=load_standing(issue_date=issue_date),
        reader=Reader(),
    )
    made = computed.made
    refuse_problem(made.problems)
    if made.bills.is_empty():
        raise UnableToFindContract(contract=contract_id)
    return BillPreview(
        bill=made.bills.row(0, named=True),
        lines=made.lines,
        readings=made.readings,
        particulars=computed.particulars.row(0, named=True),
    )


def refuse_problem(problems: pl.DataFrame) -> None:
    """
    (This function will) raise the first problem of a frame as a refusal; nothing when there is none.

    Raises: UnableToMakeBill.
    """
    for row in problems.iter_rows(named=True):
        raise UnableToMakeBill(problem=row["code"], problem_params=row["params"] or "{}")
