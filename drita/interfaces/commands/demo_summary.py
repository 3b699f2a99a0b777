"""What the demo tells at its end: the month in figures a person understands, and who may log in."""

import csv
from datetime import date
from pathlib import Path

from rich.table import Table

from drita.foundation import clock
from drita.interfaces.commands.command import Console
from drita.modules.billing.queries.runs import list_runs
from drita.modules.ledger.queries.totals import company_totals
from drita.modules.metering.queries import count_refusals
from drita.rules.formats import format_date, format_decimal, format_money, format_whole_kwh, month_name
from drita.rules.words import Words

_TITLE = Words(sq="Muaji {month}", en="The month of {month}")
_LOG_INS = Words(
    sq="Hyni me një nga këto emra (vetëm për demonë):", en="Log in with one of these names (for the demo only):"
)
_ROLE, _NAME, _PASSWORD = (
    Words(sq="roli", en="role"),
    Words(sq="përdoruesi", en="user name"),
    Words(sq="fjalëkalimi", en="password"),
)
_MOST_LOG_INS = 6


def print_summary(*, console: Console, bill_month: date, seconds: float) -> None:
    """(This function will) print the current month's bills and what everybody owes today, with or without interest."""
    runs = [run for run in list_runs() if run.bill_month == bill_month and run.kind == "issue"]
    owed = company_totals(today=clock.today())
    today = format_date(clock.today())
    rows = [
        (Words(sq="fatura të lëshuara", en="bills issued"), format_decimal(sum(run.bills for run in runs))),
        (Words(sq="energji e faturuar", en="energy billed"),
         format_whole_kwh(_sum(runs, "consumption_wh")) + " kWh"),
        (Words(sq="shuma e faturave", en="sum of the bills"), format_money(_sum(runs, "total_minor"))),
        (Words(sq="kontrata pa faturë, me arsye", en="contracts without a bill, with the reason"),
         format_decimal(sum(run.problems for run in runs))),
        (Words(sq="lexime të refuzuara", en="rejected readings"), format_decimal(count_refusals())),
        (Words(sq=f"debia e të gjithëve më {today}", en=f"debt of everybody on {today}"),
         format_money(sum(each.principal_minor for each in owed))),
        (Words(sq="  prej saj me afat të kaluar", en="  of it overdue"),
         format_money(sum(each.overdue_minor for each in owed))),
        (Words(sq="kamata deri sot", en="late interest up to today"),
         format_money(sum(each.interest_minor for each in owed))),
        (Words(sq="parapagime", en="advances"), format_money(sum(each.credit_minor for each in owed))),
        (Words(sq="sekonda", en="seconds"), format_decimal(round(seconds * 10), scale=1)),
    ]  # fmt: skip
    title = _TITLE.in_language(console.language, month=month_name(bill_month, console.language))
    table = Table(title=title, show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for words, value in rows:
        table.add_row(words.in_language(console.language), value)
    console.print(table)


def print_log_ins(*, console: Console, staff_file: Path) -> None:
    """(This function will) print one user name and password for each role, from the file they were imported from."""
    with staff_file.open(encoding="utf-8", newline="") as file:
        staff = list(csv.DictReader(file))
    by_role = {row["role"]: row for row in reversed(staff)}
    console.say(_LOG_INS)
    table = Table()
    for head in (_ROLE, _NAME, _PASSWORD):
        table.add_column(head.in_language(console.language))
    for role, row in list(by_role.items())[:_MOST_LOG_INS]:
        table.add_row(role, row["username"], row["password"])
    console.print(table)


def _sum(runs: list[object], name: str) -> int:
    return sum(int(getattr(run, "totals", {}).get(name, 0)) for run in runs)
