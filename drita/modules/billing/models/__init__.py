"""Tables of the module billing, one file per aggregate."""

from drita.modules.billing.models.bill import Bill, BillLine, BillReading, PeriodClaim
from drita.modules.billing.models.bill_run import BillProblem, BillRun, BillRunChunk
from drita.modules.billing.models.calendar_entry import CalendarEntry
from drita.modules.billing.models.number_range import (
    NumberRange,
    NumberSeries,
    NumberStock,
    NumberVoid,
)
from drita.modules.billing.models.template_version import TemplateVersion
from drita.modules.billing.models.wording import Wording

__all__ = [
    "Bill",
    "BillLine",
    "BillProblem",
    "BillReading",
    "BillRun",
    "BillRunChunk",
    "CalendarEntry",
    "NumberRange",
    "NumberSeries",
    "NumberStock",
    "NumberVoid",
    "PeriodClaim",
    "TemplateVersion",
    "Wording",
]
