"""`drita demo`: a small operator, taken in by the ordinary commands, billed for its months, and served."""

import argparse
import contextlib
import csv
import io
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from drita.foundation import clock, databases
from drita.foundation.empty_database import empty_database
from drita.foundation.migrate import migrate_database
from drita.foundation.supervisor import check_port
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.demo_summary import print_log_ins, print_summary
from drita.interfaces.commands.main import run_line
from drita.interfaces.commands.serve import add_serve_arguments, serve
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_SEED = "1"
_MONTHS = 14
_LONGEST_NAME = 12
_MAKING = Words(
    sq="Po ndërtohet operatori i demos: {n} abonentë, {months} muaj. Ctrl-C e ndal; herën tjetër vazhdon aty ku mbeti.",
    en="Building the demo operator: {n} subscribers, {months} months. Ctrl-C stops it; the next time it goes on from there.",
)
_KEPT = Words(sq="Të dhënat e demos janë këtu nga herët e tjera.", en="The demo's data is here from last time.")
_CURRENT = Words(sq="Faturimi i muajit {month}, hap pas hapi:", en="The month of {month}, step by step:")


class UnableToBuildDemo(UnableTo):
    code = "demo_not_built"
    words = Words(
        sq="Demoja u ndal te hapi «drita {line}» (kodi {exit_code}):\n{output}",
        en="The demo stopped at the step “drita {line}” (code {exit_code}):\n{output}",
    )


class UnableToTouchDatabase(UnableTo):
    code = "demo_database_in_use"
    words = Words(
        sq="Në bazën {place} ka abonentë që nuk i solli demoja; ajo nuk i prek. Jepni një bazë tjetër me DRITA_HOME.",
        en="The database {place} holds subscribers that the demo did not bring; it leaves them alone. "
        "Choose another place with DRITA_HOME.",
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One command line of `drita`; `may_refuse` where the demo's files hold bad rows on purpose."""

    line: Sequence[str]
    may_refuse: bool = False
    # What the journal calls the step, where the line itself may differ from one start to the next.
    key: str = ""

    @property
    def name(self) -> str:
        """The line as a person would type it in the folder of the files; it is also the step's key in the journal."""
        words = [Path(word).name if "/" in word else word for word in self.line]
        return " ".join([*words[:_LONGEST_NAME], "…"] if len(words) > _LONGEST_NAME else words)


def demo_steps(*, folder: Path, subscribers: int, current_month: date) -> list[list[Step]]:
    """
    (This function will) say which commands build the demo: first the operator, then one list for each month.

    A later month's payments depend on the bills of the earlier ones, hence the order: readings, bills, payments.
    """
    months = [_months_after(current_month, back) for back in range(1 - _MONTHS, 1)]
    house = [
        # The folder holds one operator: another number of subscribers takes a demo-reset.
        Step(key="simulate operator", line=("simulate", "operator", "--subscribers", str(subscribers), "--months", str(_MONTHS),
              "--current-month", f"{current_month:%Y-%m}", "--seed", _SEED, str(folder))),
        Step(("tariff", "load-reference")),
        Step(("ledger", "load-reference")),
        Step(("ledger", "load-reference")),
        *(Step(("import", kind, str(folder / f"{kind}.csv"))) for kind in ("organisation", "network", "holidays", "staff")),
        Step(("import", "subscribers", str(folder / "subscribers.csv"))),
        Step(("import", "meters", str(folder / "meters.csv"))),
        Step(("import", "calendar", str(folder / "calendar.csv"))),
    ]  # fmt: skip
    by_month = [_month_steps(folder, months[:place]) for place in range(1, len(months) + 1)]
    by_month[-1] += _payment_steps(folder, months, _months_after(current_month, 1))
    return [house, *by_month]


def _month_steps(folder: Path, months: list[date]) -> list[Step]:
    """The last of these months; what was paid in it for the bills of the months before comes before its own bills."""
    *billed, month = months
    of_month = f"{month:%Y-%m}"
    changes = [
        Step(("import", kind, str(folder / f"{name}-{of_month}.csv")))
        for name, kind in (("exchanges", "meters"), ("moves", "subscribers"))
    ]
    return [
        *(_payment_steps(folder, billed, month) if billed else ()),
        *changes,
        Step(("import", "readings", str(folder / f"readings-{of_month}.csv")), may_refuse=True),
        Step(("bills", "run", "--month", of_month)),
        Step(("bills", "export", "--month", of_month, "--out", str(_bill_list(folder, month)))),
    ]


def _payment_steps(folder: Path, billed: list[date], month: date) -> list[Step]:
    of_month = f"{month:%Y-%m}"
    bills = [str(_bill_list(folder, each)) for each in billed]
    payments = folder / f"payments-{of_month}.csv"
    habits = str(folder / "behaviour.csv")
    return [
        Step(("simulate", "payments", str(payments), "--behaviour", habits, "--month", of_month, "--seed", _SEED,
              "--bills", *bills)),
        Step(("import", "payments", "--book-on", "value-date", str(payments))),
    ]  # fmt: skip


def _bill_list(folder: Path, month: date) -> Path:
    return folder / f"bills-{month:%Y-%m}.csv"


def _months_after(month: date, count: int) -> date:
    years, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(years, index + 1, 1)


class Journal:
    """Which steps are done, in a file beside the demo's files: a build that was stopped goes on after them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"steps-{databases.app_place().dbname}.done"
        self.is_begun = self._path.exists()
        self._done = set(self._path.read_text(encoding="utf-8").splitlines()) if self.is_begun else set()

    def has(self, step: Step) -> bool:
        return (step.key or step.name) in self._done

    def add(self, step: Step) -> None:
        self.is_begun = True
        self._done.add(step.key or step.name)
        with self._path.open("a", encoding="utf-8") as file:
            file.write((step.key or step.name) + "\n")


def _demo(arguments: argparse.Namespace, console: Console) -> int:
    for port in (arguments.port, arguments.port + 1):
        check_port(host=arguments.host, port=port)
    folder = databases.home_folder() / "demo"
    if arguments.reset:
        _reset(folder, Journal(folder))
    elif not Journal(folder).is_begun and _has_subscribers():
        raise UnableToTouchDatabase(place=databases.app_place().label)
    folder.mkdir(parents=True, exist_ok=True)
    migrate_database()
    begun = time.monotonic()
    current_month = _current_month(folder)
    build_demo(folder=folder, subscribers=arguments.subscribers, current_month=current_month, console=console)
    print_summary(console=console, bill_month=current_month, seconds=time.monotonic() - begun)
    if arguments.build_only:
        return 0
    return serve(
        host=arguments.host,
        port=arguments.port,
        console=console,
        when_started=lambda: print_log_ins(console=console, staff_file=folder / "staff.csv"),
    )


def build_demo(*, folder: Path, subscribers: int, current_month: date, console: Console) -> None:
    """
    (This function will) run every step that is not done yet; each can be repeated without harm.

    Raises: UnableToBuildDemo when a step refuses what it should not.
    """
    journal = Journal(folder)
    house, *history, current = demo_steps(folder=folder, subscribers=subscribers, current_month=current_month)
    for step in _open_steps(house, journal)[:1]:
        # The first step makes the files; only then is it known which months have exchanges and moves.
        console.say(_MAKING, n=subscribers, months=_MONTHS)
        _do_quietly([step], journal, console)
    early = _open_steps([step for steps in (house, *history) for step in steps], journal)
    late = _open_steps(current, journal)
    if not early and not late:
        console.say(_KEPT)
        return
    _do_quietly(early, journal, console)
    console.say(_CURRENT, month=f"{current_month:%m.%Y}")
    for step in late:
        console.print(f"\n$ drita {step.name}", markup=False, style="bold", soft_wrap=True)
        _check(step, run_line(step.line, console), "")
        journal.add(step)


def _open_steps(steps: Sequence[Step], journal: Journal) -> list[Step]:
    return [step for step in steps if not journal.has(step) and not _is_without_file(step, journal)]


def _is_without_file(step: Step, journal: Journal) -> bool:
    """A month may have no exchanges or no moves; what later steps write themselves cannot be missing yet."""
    if step.line[:2] not in (("import", "meters"), ("import", "subscribers")) or not journal.is_begun:
        return False
    return not Path(step.line[-1]).exists()


def _do_quietly(steps: Sequence[Step], journal: Journal, console: Console) -> None:
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(steps))
        for step in steps:
            progress.update(task, description=f"drita {step.name}")
            _run_quietly(step, console)
            journal.add(step)
            progress.advance(task)


def _run_quietly(step: Step, console: Console) -> None:
    kept = io.StringIO()
    quiet = Console(language=console.language, file=kept, width=100)
    with contextlib.redirect_stderr(kept):
        exit_code = run_line(step.line, quiet)
    _check(step, exit_code, kept.getvalue()[-2000:])


def _check(step: Step, exit_code: int, output: str) -> None:
    if exit_code not in ((0, 1) if step.may_refuse else (0,)):
        raise UnableToBuildDemo(line=step.name, exit_code=exit_code, output=output)


def _current_month(folder: Path) -> date:
    """The last month whose bills could be out by today; what an earlier start chose is kept."""
    chosen = folder / "calendar.csv"
    if chosen.exists():
        with chosen.open(encoding="utf-8", newline="") as file:
            return date.fromisoformat(max(row["bill_month"] for row in csv.DictReader(file))[:7] + "-01")
    return (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)


def _reset(folder: Path, journal: Journal) -> None:
    """Only what the demo itself has built is thrown away."""
    if not journal.is_begun and _has_subscribers():
        raise UnableToTouchDatabase(place=databases.app_place().label)
    empty_database()
    shutil.rmtree(folder, ignore_errors=True)


def _has_subscribers() -> bool:
    with databases.connect_owner(autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('public.customers_account')").fetchone() == (None,):
            return False
        return connection.execute("SELECT EXISTS (SELECT FROM customers_account)").fetchone() == (True,)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_serve_arguments(parser)
    parser.add_argument(
        "--reset", action="store_true", help=Words(sq="fillo nga e para", en="start from an empty database")
    )
    parser.add_argument(
        "--subscribers",
        type=int,
        default=2000,
        help=Words(sq="sa abonentë ndërtohen", en="how many subscribers to build"),
    )
    parser.add_argument(
        "--build-only", action="store_true", help=Words(sq="mos shërbe faqet", en="do not serve the pages")
    )


COMMANDS = [
    Command(
        name="demo",
        words=Words(sq="ndërto dhe shërbe një operator të vogël", en="build and serve a small operator"),
        add_arguments=_add_arguments,
        run=_demo,
        needs_tables=False,
    )
]
