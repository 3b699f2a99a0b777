"""Reads of billing for operations, screens and commands."""

from drita.modules.billing.queries.bill_document import (
    UnableToFindTemplate,
    bill_document,
    get_bill_document,
    get_template,
)
from drita.modules.billing.queries.bills import (
    BillRow,
    LineRow,
    ReadingRow,
    StoredBill,
    UnableToFindBill,
    find_latest_bill,
    get_bill,
    list_bills,
    write_bill_list,
)
from drita.modules.billing.queries.contracts import (
    UnableToFindContract,
    find_contract_account,
    get_contract_id,
)
from drita.modules.billing.queries.numbers import NumbersProof, RangeProof, prove_numbers
from drita.modules.billing.queries.runs import (
    CalendarRow,
    ChunkRow,
    ProblemRow,
    RunRow,
    UnableToFindRun,
    count_problems,
    find_open_run,
    get_run,
    list_calendar,
    list_chunks,
    list_problems,
    list_runs,
)

__all__ = [
    "BillRow",
    "CalendarRow",
    "ChunkRow",
    "LineRow",
    "NumbersProof",
    "ProblemRow",
    "RangeProof",
    "ReadingRow",
    "RunRow",
    "StoredBill",
    "UnableToFindBill",
    "UnableToFindContract",
    "UnableToFindRun",
    "UnableToFindTemplate",
    "bill_document",
    "count_problems",
    "find_contract_account",
    "find_latest_bill",
    "find_open_run",
    "get_bill",
    "get_bill_document",
    "get_contract_id",
    "get_run",
    "get_template",
    "list_bills",
    "list_calendar",
    "list_chunks",
    "list_problems",
    "list_runs",
    "prove_numbers",
    "write_bill_list",
]
