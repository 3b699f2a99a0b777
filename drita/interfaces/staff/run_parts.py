"""A bill run as its page shows it: steps, rate, time left, problems so far, sums, numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse

from drita.interfaces.staff.access import Visit
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.queries import ChunkRow, RunRow
from drita.modules.billing.queries.lists import ProblemLine, RangeLine
from drita.rules import formats
from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.words import Words

LIVE_STATES: Final = frozenset({"planned", "running", "storing"})
_ALL = Words(sq="Gjithë operatori", en="The whole operator")
# From which state on each step has begun; a trial stores nothing and ends after its computation.
_STEPS: Final = (
    (Words(sq="Planifikim", en="Plan"), frozenset({"planned"})),
    (Words(sq="Llogaritje", en="Compute"), frozenset({"running", "stopped"})),
    (Words(sq="Ruajtje dhe provë", en="Store and prove"), frozenset({"storing"})),
    (Words(sq="Mbaruar", en="Done"), frozenset({"done"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    words: Words
    icon: str
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    words: Words
    value: str
    address: str = ""
    link: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    run_id: int
    bill_month: date
    region_words: str
    kind: str
    state: str
    created_by: str
    address: str
    bills: int
    problems: int
    done: int
    total: int
    is_live: bool
    rate: int
    left_s: int | None
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProblem:
    label: str
    address: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeView:
    first: str
    last: str
    used: int
    void: int
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAction:
    words: Words
    address: str
    icon: str
    is_main: bool


def run_view(*, run: RunRow, at: datetime) -> RunView:
    """(This function will) put a run into the shape of its page; rate and time left only while it runs."""
    is_running = run.state == "running" and run.started_at is not None
    elapsed = (at - run.started_at).total_seconds() if is_running and run.started_at else 0
    rate = int(run.contracts_done / elapsed) if elapsed >= 1 else 0
    left = int((run.contracts - run.contracts_done) / rate) if rate else None
    return RunView(
        run_id=run.run_id,
        bill_month=run.bill_month,
        region_words=run.region_name or _ALL.in_language(language()),
        kind=run.kind,
        state=run.state,
        created_by=run.created_by or "",
        address=reverse("staff:run", args=[run.run_id]),
        bills=run.bills,
        problems=run.problems,
        done=run.contracts_done,
        total=run.contracts,
        is_live=run.state in LIVE_STATES,
        rate=rate,
        left_s=left,
        seconds=_took_s(run),
    )


def _took_s(run: RunRow) -> int | None:
    """Whole seconds, the begun one counted: nothing takes no time."""
    if run.finished_at is None or run.started_at is None:
        return None
    return math.ceil((run.finished_at - run.started_at).total_seconds())


def run_steps(run: RunRow) -> list[Step]:
    """(This function will) say at which step a run is; a failed run stands still where it failed."""
    steps = [step for step in _STEPS if not (run.kind == "trial" and "storing" in step[1])]
    state = "running" if run.state == "failed" else run.state
    at = next((place for place, (_, states) in enumerate(steps) if state in states), len(steps) - 1)
    return [
        Step(words=words, icon=_step_icon(place, at, run.state), is_now=place == at)
        for place, (words, _) in enumerate(steps)
    ]


def _step_icon(place: int, at: int, state: str) -> str:
    if place < at or state == "done":
        return "well"
    if place > at:
        return "planned"
    return {"failed": "late", "stopped": "stop", "planned": "planned"}.get(state, "going")


def run_figures(*, run: RunRow, totals: Mapping[str, int]) -> list[Figure]:
    """(This function will) choose the figures one looks at first."""
    total = totals.get("total_minor", 0)
    money = formats.format_money(total) if total else "0"
    return [
        Figure(words=Words(sq="Fatura", en="Bills"), value=formats.format_decimal(run.bills)),
        Figure(words=Words(sq="Shuma e faturave", en="Sum of the bills"), value=money),
        Figure(
            words=Words(sq="Energjia", en="Energy"),
            value=f"{formats.format_whole_kwh(totals.get('consumption_wh', 0))}{formats.NO_BREAK_BLANK}kWh",
        ),
        Figure(
            words=Words(sq="Me lexim të vlerësuar", en="With estimated readings"),
            value=formats.format_decimal(totals.get("estimated", 0)),
        ),
        Figure(words=Words(sq="Probleme", en="Problems"), value=formats.format_decimal(run.problems)),
    ]


def run_totals(*, run: RunRow, chunks: Sequence[ChunkRow]) -> dict[str, int]:
    """(This function will) return the sums of a run: those it stored when it ended, else those of its chunks so far."""
    if run.totals:
        return {name: int(value) for name, value in run.totals.items() if isinstance(value, int)}
    sums: dict[str, int] = {}
    for chunk in chunks:
        for name, value in chunk.totals.items():
            sums[name] = sums.get(name, 0) + int(value)
    return sums


_SUMS: Final = (
    ("energy_minor", Words(sq="Energjia", en="Energy")),
    ("other_taxable_minor", Words(sq="Tarifa të tjera me TVSH", en="Other items that bear VAT")),
    ("taxable_minor", Words(sq="Vlera pa TVSH", en="Sum without VAT")),
    ("vat_minor", Words(sq="TVSH", en="VAT")),
    ("untaxed_minor", Words(sq="Zëra jashtë TVSH-së", en="Items that bear no VAT")),
    ("total_minor", Words(sq="Faturat gjithsej", en="Bills in all")),
    ("earlier_principal_minor", Words(sq="Detyrime të mëparshme, principal", en="Earlier debt, principal")),
    ("earlier_interest_minor", Words(sq="Detyrime të mëparshme, kamatë", en="Earlier debt, late interest")),
    ("used_credit_minor", Words(sq="Parapagime të zbritura", en="Advances taken off")),
    ("payable_minor", Words(sq="Për t'u paguar gjithsej", en="To be paid in all")),
)


def run_sums(totals: Mapping[str, int]) -> list[dict[str, Any]]:
    """(This function will) list the sums of a run as far as there are any."""
    if not totals.get("bills", totals.get("total_minor")):
        return []
    sums = {name: totals.get(name, 0) for name, _ in _SUMS} | _steps_between(totals)
    return [{"words": words, "amount_minor": sums[name]} for name, words in _SUMS if name not in _AT_NEED or sums[name]]


# Steps between two sums; they are shown only where there is something in them.
_AT_NEED: Final = frozenset({"other_taxable_minor", "used_credit_minor"})


def _steps_between(totals: Mapping[str, int]) -> dict[str, int]:
    """What leads from one sum to the next. An advance is taken off a bill only as far as the bill goes."""
    owed = sum(totals.get(name, 0) for name in ("total_minor", "earlier_principal_minor", "earlier_interest_minor"))
    return {
        "other_taxable_minor": totals.get("taxable_minor", 0) - totals.get("energy_minor", 0),
        "used_credit_minor": totals.get("payable_minor", 0) - owed,
    }


def problem_view(problem: ProblemLine) -> RunProblem:
    """(This function will) name a contract that was not billed, with the reason and where to look."""
    reason = billing_problem_words(code=problem.code, language=language(), params=problem.params)
    return RunProblem(
        label=f"{problem.contract_number} {problem.account_name}",
        address=reverse("staff:subscriber", args=[problem.account_number]),
        words=Words(sq=reason, en=reason),
    )


def range_view(numbers: RangeLine, *, bills: int) -> RangeView:
    """(This function will) account for the numbers of a run: used plus void must be all of them once it has ended."""
    return RangeView(
        first=f"{numbers.series}-{numbers.first_number:08d}",
        last=f"{numbers.series}-{numbers.last_number:08d}",
        used=bills,
        void=numbers.void,
        is_proven=numbers.closed_at is not None and bills + numbers.void == numbers.size,
    )


def run_actions(*, run: RunRow, visit: Visit) -> list[RunAction]:
    """(This function will) offer what may be done with a run in its state by this person."""
    if not visit.may("issue_bills" if run.kind == "issue" else "run_bills"):
        return []
    if run.state in ("planned", "running"):
        return [
            RunAction(
                words=Words(sq="Ndal faturimin", en="Stop the run"),
                address=reverse("staff:run-stop", args=[run.run_id]),
                icon="stop",
                is_main=False,
            )
        ]
    if run.state in ("stopped", "failed"):
        return [
            RunAction(
                words=Words(sq="Vazhdo faturimin", en="Go on with the run"),
                address=reverse("staff:run-go-on", args=[run.run_id]),
                icon="next",
                is_main=True,
            )
        ]
    return []
