"""Take new subscribers in, one or a hundred thousand: the same way, the same checks."""

import json
from dataclasses import dataclass

import polars as pl
from django.conf import settings
from django.db import connection, transaction

from drita.modules.customers import queries
from drita.modules.customers.batch.match_rows import match_rows
from drita.modules.customers.batch.store_rows import store_rows
from drita.modules.customers.operations.move_out import UnableToMoveOut, move_out
from drita.rules.customers.contract_number import DEFAULT_CONTRACT_NUMBER_MASK
from drita.rules.customers.subscriber_problem_words import SUBSCRIBER_PROBLEM_WORDS
from drita.rules.customers.subscriber_rows import SUBSCRIBER_SCHEMA, normal_subscriber_rows, subscriber_problems
from drita.rules.errors import UnableTo
from drita.rules.problem_rows import PROBLEM_SCHEMA, without_problems
from drita.rules.words import Words


class UnableToCreateSubscriber(UnableTo):
    """One subscriber was refused; `reasons` holds the sentences, `codes` their codes."""

    code = "subscriber_refused"
    words = Words(sq="Abonenti nuk u regjistrua: {reasons}", en="The subscriber was not stored: {reasons}")

    def __init__(self, *, codes: tuple[str, ...], problems: pl.DataFrame) -> None:
        self.codes = codes
        self._problems = problems
        super().__init__(codes=codes)

    def in_language(self, language: str) -> str:
        """Return all reasons in the language asked for."""
        said = [
            SUBSCRIBER_PROBLEM_WORDS[code].in_language(language, **json.loads(params))
            for code, params in self._problems.select("code", "params").rows()
        ]
        return self.words.in_language(language, reasons=" ".join(said))


@dataclass(frozen=True, slots=True)
class StoredRows:
    """What became of a slice: rows that are new, contracts that were ended, rows there already, refused ones."""

    created: int
    ended: int
    unchanged: int
    problems: pl.DataFrame


def create_subscribers(*, rows: pl.DataFrame) -> StoredRows:
    """
    (This function will) store party, account, premises, service point, contract and phone of each row that is right
    and return the others as problem rows. All of the right rows are stored, or, on an error, none.

    Shape: rows as SUBSCRIBER_SCHEMA (typed, not yet in normal form); problems row_number, code, params.
    """
    mask = getattr(settings, "DRITA_CONTRACT_NUMBER_MASK", DEFAULT_CONTRACT_NUMBER_MASK)
    normal = normal_subscriber_rows(rows=rows.select(SUBSCRIBER_SCHEMA.names()))
    wrong = subscriber_problems(rows=normal, contract_number_mask=mask)
    with transaction.atomic():
        _one_at_a_time()
        matched = match_rows(rows=without_problems(rows=normal, problems=wrong))
        # Ends come first: the constraint that forbids two contracts at one point would refuse the new ones.
        not_ended = _end_contracts(matched.ending)
        if matched.new.height:
            store_rows(rows=matched.new)
    problems = pl.concat([wrong, matched.problems, not_ended]).sort("row_number", maintain_order=True)
    return StoredRows(
        created=matched.new.height,
        ended=matched.ending.height - not_ended.height,
        unchanged=matched.unchanged,
        problems=problems,
    )


def _end_contracts(ending: pl.DataFrame) -> pl.DataFrame:
    """People move out by the hundred a month and not by the hundred thousand, so one by one is fast enough."""
    ids = queries.contract_ids(numbers=ending["contract_number"])
    refused: list[tuple[int, str, str]] = []
    for row_number, number, valid_to in ending.iter_rows():
        try:
            move_out(contract_id=ids[number][0], on=valid_to)
        except UnableToMoveOut as refusal:
            refused.append((row_number, refusal.code, json.dumps(refusal.params, default=str)))
    return pl.DataFrame(refused, schema=PROBLEM_SCHEMA, orient="row")


def create_subscriber(**fields: object) -> int:
    """
    (This function will) store one subscriber and return the id of the contract; the fields are the columns of
    SUBSCRIBER_SCHEMA, those left out are empty.

    Raises: UnableToCreateSubscriber with every reason, also when the contract is stored already.
    """
    fields["row_number"] = 1
    rows = pl.DataFrame({name: [fields.get(name)] for name in SUBSCRIBER_SCHEMA}, schema=SUBSCRIBER_SCHEMA)
    stored = create_subscribers(rows=rows)
    number = normal_subscriber_rows(rows=rows)["contract_number"][0]
    if stored.unchanged:
        # A file may be imported twice; a clerk who types a number that is taken must be told.
        problem = json.dumps({"value": number, "stored": rows["account_number"][0]})
        refused = pl.DataFrame([(1, "contract_number_taken", problem)], schema=PROBLEM_SCHEMA, orient="row")
        raise UnableToCreateSubscriber(codes=("contract_number_taken",), problems=refused)
    if not stored.created:
        raise UnableToCreateSubscriber(codes=tuple(stored.problems["code"].to_list()), problems=stored.problems)
    return queries.contract_ids(numbers=[number])[number][0]


def _one_at_a_time() -> None:
    """
    Two imports at once would each find a number free and then break on the unique constraint with all their rows;
    waiting for the other is cheaper. Released with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('customers.create_subscribers'))")
