"""`drita bills calendar | run | work | status | numbers`: the month of all subscribers."""

import argparse
import os
import subprocess
import sys
import time
from datetime import date

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from drita.foundation.clock import now, today
from drita.interfaces.commands.command import Command, Console
from drita.modules.billing import queries
from drita.modules.billing.choices import RUN_KIND_WORDS, RUN_STATE_WORDS, RunKind, RunState
from drita.modules.billing.operations.make_billing_calendar import make_billing_calendar
from drita.modules.billing.operations.plan_bill_run import plan_bill_run
from drita.modules.billing.operations.run_bill_run import run_bill_run
from drita.modules.organisation.queries import region_ids
from drita.rules import formats
from drita.rules.billing.bill_month import bill_month
from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_MONTH = Words(sq="muaji, p.sh. 2026-10", en="the month, like 2026-10")
_REGION = Words(sq="kodi i drejtorisë; pa të, gjithë operatori", en="code of a region; without it, the whole operator")
_STEPS_OF_FINISHING = 23


class UnableToFindRegion(UnableTo):
    code = "region_unknown"
    words = Words(sq="Drejtoria {region} nuk gjendet.", en="There is no region {region}.")


def _calendar_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", required=True, help=_MONTH)
    parser.add_argument("--region", default="", help=_REGION)


def _calendar(arguments: argparse.Namespace, console: Console) -> int:
    month = bill_month(text=arguments.month)
    planned = make_billing_calendar(bill_month=month, region_id=_region_id(arguments.region))
    console.say(
        Words(
            sq="{n} rrugë u planifikuan për {month}; {unusual} periudha jashtë 28–32 ditëve.",
            en="{n} routes planned for {month}; {unusual} periods outside 28–32 days.",
        ),
        n=planned.created,
        month=arguments.month,
        unusual=planned.unusual.height,
    )
    unusual = dict(planned.unusual.select("route_id", "period_days").iter_rows())
    table = _table(console, ("rruga", "route"), ("leximi", "reading"), ("mbyllja", "cut-off"),
                   ("lëshimi", "issue"), ("afati", "due"), ("ditë", "days"))  # fmt: skip
    for row in queries.list_calendar(bill_month=month):
        days = (row.reading_date, row.cutoff_date, row.issue_date, row.due_date)
        table.add_row(row.route_code, *(formats.format_date(day) for day in days), str(unusual.get(row.route_id, "")))
    console.print(table)
    return 0


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    _calendar_arguments(parser)
    parser.add_argument(
        "--trial",
        action="store_true",
        help=Words(sq="provë: llogarit e nuk ruan asgjë", en="compute and store nothing"),
    )
    parser.add_argument(
        "--issue-date",
        type=date.fromisoformat,
        help=Words(
            sq="data e lëshimit; zakonisht ajo e kalendarit", en="date of issue; by default that of the calendar"
        ),
    )
    parser.add_argument("--workers", type=int, default=1, help=Words(sq="sa procese", en="how many processes"))


def _run(arguments: argparse.Namespace, console: Console) -> int:
    month = bill_month(text=arguments.month)
    region_id = _region_id(arguments.region)
    kind = RunKind.TRIAL if arguments.trial else RunKind.ISSUE
    open_run = queries.find_open_run(bill_month=month, kind=kind, region_id=region_id)
    if open_run is not None:
        run_id = open_run.run_id
        console.say(
            Words(
                sq="Faturimi {run} vazhdon: {done} nga {all} kontrata ishin bërë.",
                en="Run {run} goes on: {done} of {all} contracts were done.",
            ),
            run=run_id, done=open_run.contracts_done, all=open_run.contracts,
        )  # fmt: skip
    else:
        run_id = plan_bill_run(
            bill_month=month,
            kind=kind,
            issue_date=arguments.issue_date
            or queries.default_issue_date(bill_month=month, region_id=region_id, today=today()),
            region_id=region_id,
            staff_id=None,
            at=now(),
        )
    begun = time.monotonic()
    _carry_out(run_id, kind, max(1, arguments.workers), console)
    return _summary(run_id, time.monotonic() - begun, console)


def _carry_out(run_id: int, kind: str, workers: int, console: Console) -> None:
    row = queries.get_run(run_id=run_id)
    steps = row.chunks + (_STEPS_OF_FINISHING if kind == RunKind.ISSUE else 0)
    helpers = [_start_helper(run_id) for _ in range(workers - 1)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    label = Words(sq="Faturimi {run}", en="Run {run}").in_language(console.language, run=run_id)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=steps, completed=row.chunks_done)
        run_bill_run(run_id=run_id, at=now(), on_progress=lambda _: progress.advance(task), finishes=not helpers)
        for helper in helpers:
            helper.wait()
        if helpers:
            # What a helper that died had begun is still planned: this process does it, then finishes.
            run_bill_run(run_id=run_id, at=now(), on_progress=lambda _: progress.advance(task))


def _start_helper(run_id: int) -> "subprocess.Popen[bytes]":
    """A process of its own: Polars must not be forked, and a helper may be killed without harm."""
    program = "from drita.interfaces.commands.main import main; raise SystemExit(main())"
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    return subprocess.Popen([sys.executable, "-c", program, "bills", "work", str(run_id)], env=environment)


def _work_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=int, help=Words(sq="numri i faturimit", en="number of the run"))


def _work(arguments: argparse.Namespace, console: Console) -> int:
    del console
    parent = os.getppid()
    run_bill_run(run_id=arguments.run, at=now(), may_go_on=lambda: os.getppid() == parent, finishes=False)
    return 0


def _summary(run_id: int, seconds: float, console: Console) -> int:
    row = queries.get_run(run_id=run_id)
    totals = row.totals
    console.say(
        Words(
            sq="{kind} {month}: {bills} fatura ({estimated} me vlerë referuese), {energy}, {money}, "
            "{problems} probleme, {seconds} s. Gjendja: {state}.",
            en="{kind} {month}: {bills} bills ({estimated} estimated), {energy}, {money}, "
            "{problems} problems, {seconds} s. State: {state}.",
        ),
        kind=RUN_KIND_WORDS[RunKind(row.kind)].in_language(console.language),
        month=f"{row.bill_month:%Y-%m}",
        bills=formats.format_decimal(row.bills),
        estimated=formats.format_decimal(totals.get("estimated", 0)),
        energy=f"{formats.format_energy(totals.get('consumption_wh', 0))} kWh",
        money=formats.format_money(totals.get("total_minor", 0)),
        problems=formats.format_decimal(row.problems),
        seconds=formats.format_decimal(round(seconds * 10), scale=1),
        state=RUN_STATE_WORDS[RunState(row.state)].in_language(console.language),
    )
    for code, count in queries.count_problems(run_id=run_id).items():
        sample = queries.list_problems(run_id=run_id, code=code, limit=1)[0]
        words = billing_problem_words(code=code, language=console.language, params=sample.params)
        console.print(f"  {count:>7}  {words}", markup=False, soft_wrap=True)
    return 0 if row.state == RunState.DONE else 1


def _status_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=20, help=Words(sq="sa rreshta", en="how many rows"))


def _status(arguments: argparse.Namespace, console: Console) -> int:
    table = _table(console, ("nr.", "no."), ("muaji", "month"), ("lloji", "kind"), ("drejtoria", "region"),
                   ("gjendja", "state"), ("kontrata", "contracts"), ("fatura", "bills"),
                   ("probleme", "problems"), ("lekë", "lek"))  # fmt: skip
    for row in queries.list_runs(limit=arguments.limit):
        table.add_row(
            str(row.run_id),
            f"{row.bill_month:%Y-%m}",
            RUN_KIND_WORDS[RunKind(row.kind)].in_language(console.language),
            row.region_name or "—",
            RUN_STATE_WORDS[RunState(row.state)].in_language(console.language),
            f"{row.contracts_done}/{row.contracts}",
            str(row.bills),
            str(row.problems),
            formats.format_money(row.totals.get("total_minor", 0)),
        )
    console.print(table)
    return 0


def _numbers(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    proof = queries.prove_numbers()
    table = _table(console, ("seria", "series"), ("nga", "from"), ("deri", "to"), ("faturimi", "run"),
                   ("përdorur", "used"), ("anuluar", "void"), ("të lirë", "free"), ("mungojnë", "missing"),
                   ("arsyeja", "reason"))  # fmt: skip
    for each in proof.ranges:
        counts = (each.used, each.voided, each.free, each.missing + each.repeated)
        table.add_row(
            each.series,
            str(each.first_number),
            str(each.last_number),
            str(each.run_id or "—"),
            *(str(count) for count in counts),
            "; ".join(each.reasons),
        )
    console.print(table)
    if proof.is_sound:
        console.say(Words(sq="Çdo numër është përdorur, i lirë, ose i anuluar me arsye.",
                          en="Every number is used, free, or void with a reason."))  # fmt: skip
        return 0
    console.complain(
        Words(
            sq="Numra pa llogari: {missing} në vargje, {outside} fatura jashtë çdo vargu.",
            en="Numbers not accounted for: {missing} in ranges, {outside} bills outside any range.",
        ).in_language(
            console.language,
            missing=sum(each.missing + each.repeated for each in proof.ranges),
            outside=proof.outside,
        )
    )
    return 1


def _region_id(code: str) -> int | None:
    if not code:
        return None
    found = region_ids(codes=[code])
    if code not in found:
        raise UnableToFindRegion(region=code)
    return found[code]


def _table(console: Console, *titles: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for sq, en in titles:
        table.add_column(en if console.language == "en" else sq)
    return table


COMMANDS = [
    Command(
        name="bills calendar",
        words=Words(sq="planifikon leximin, mbylljen, lëshimin dhe afatin e çdo rruge", en="plan reading, cut-off, issue and due dates of each route"),
        add_arguments=_calendar_arguments,
        run=_calendar,
    ),
    Command(
        name="bills run",
        words=Words(sq="bën faturat e një muaji; e ndërprera vazhdon vetë", en="make the bills of a month; what was interrupted goes on by itself"),
        add_arguments=_run_arguments,
        run=_run,
    ),
    Command(
        name="bills work",
        words=Words(sq="ndihmon një faturim që po bëhet nga një proces tjetër", en="help with a run that another process carries out"),
        add_arguments=_work_arguments,
        run=_work,
    ),
    Command(
        name="bills status",
        words=Words(sq="tregon faturimet dhe ecurinë e tyre", en="show the bill runs and how far they are"),
        add_arguments=_status_arguments,
        run=_status,
    ),
    Command(
        name="bills numbers",
        words=Words(sq="provon që çdo numër fature është përdorur ose anuluar me arsye", en="prove that every bill number is used or void with a reason"),
        run=_numbers,
    ),
]  # fmt: skip
