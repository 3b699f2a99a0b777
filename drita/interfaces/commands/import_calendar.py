"""`drita import calendar`: reading, cut-off, issue and due dates of routes from a table file."""

import polars as pl

from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import ImportKind, SliceResult, import_command
from drita.modules.billing.operations.store_calendar import CALENDAR_SCHEMA, store_calendar
from drita.modules.organisation.queries import route_ids
from drita.rules.problem_rows import problem_rows, without_problems
from drita.rules.words import Words

_DATES = ("reading_date", "cutoff_date", "issue_date", "due_date")
_WORDS = {
    "route_unknown": Words(sq="rruga {route_code} nuk ekziston", en="there is no route {route_code}"),
    "month_unreadable": Words(sq="muaji «{bill_month}» shkruhet si 2026-10", en="the month “{bill_month}” is written like 2026-10"),
    "dates_disordered": Words(
        sq="datat duhet të ndjekin radhën lexim, mbyllje, lëshim, afat",
        en="the dates must follow the order reading, cut-off, issue, due",
    ),
}  # fmt: skip


def _calendar_slice(rows: pl.DataFrame) -> SliceResult:
    known = {code: ids[0] for code, ids in route_ids(codes=rows["route_code"].unique().to_list()).items()}
    month = pl.col("bill_month").str.slice(0, 7).str.to_date("%Y-%m", strict=False)
    # A month may stand as 2026-10 or as its first day.
    month = pl.coalesce(month, (pl.col("bill_month").str.slice(0, 7) + "-01").str.to_date("%Y-%m-%d", strict=False))
    read = rows.with_columns(
        route_id=pl.col("route_code").replace_strict(known, default=None, return_dtype=pl.Int64), month=month
    )
    problems = pl.concat(
        [
            problem_rows(
                rows=read,
                condition=pl.col("route_id").is_null(),
                code="route_unknown",
                params={"route_code": pl.col("route_code")},
            ),
            problem_rows(
                rows=read,
                condition=pl.col("month").is_null(),
                code="month_unreadable",
                params={"bill_month": pl.col("bill_month")},
            ),
        ]
    )
    good = without_problems(rows=read, problems=problems).drop("bill_month").rename({"month": "bill_month"})
    stored = store_calendar(entries=good.select(list(CALENDAR_SCHEMA)))
    disordered = problem_rows(
        rows=good, condition=pl.col("row_number").is_in(list(stored.disordered)), code="dates_disordered"
    )
    return SliceResult(
        created=stored.created,
        changed=stored.changed,
        unchanged=stored.unchanged,
        problems=pl.concat([problems, disordered]),
    )


_CALENDAR = ImportKind(
    columns=(
        ImportColumn(name="route_code", aliases=("kodi i rrugës", "rruga"), is_required=True, is_filled=True),
        ImportColumn(name="bill_month", aliases=("muaji",), is_required=True, is_filled=True),
        *(ImportColumn(name=name, is_required=True, is_filled=True, kind="date") for name in _DATES),
    ),
    import_slice=_calendar_slice,
    words=_WORDS,
)
COMMANDS = [
    import_command(
        name="import calendar",
        words=Words(sq="merr kalendarin e faturimit", en="take the billing calendar in"),
        kind=_CALENDAR,
    )
]
