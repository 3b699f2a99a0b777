"""Today's work: where the bill runs stand, what waits to be solved, what the calendar says next."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drita.foundation.clock import now, today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.run_parts import Figure, RunView, run_view
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.queries import RunRow, count_problems, list_runs
from drita.modules.billing.queries.lists import list_calendar_days
from drita.modules.customers.queries.counts import count_contracts_in_force
from drita.modules.metering.queries import list_refusals
from drita.rules import formats
from drita.rules.billing.billing_problems import BILLING_PROBLEMS
from drita.rules.words import Words

_RUNS: Final = 5
_MOST_REFUSED: Final = 99
# A count over all contracts takes a tenth of a second for a million of them; an overview may be a minute old.
_COUNT_LASTS_S: Final = 60
_DAY_WORDS: Final = {
    "reading_date": Words(sq="Leximi i matësve", en="Meters are read"),
    "cutoff_date": Words(sq="Mbyllja e leximeve", en="Cut-off of readings"),
    "issue_date": Words(sq="Lëshimi i faturave", en="Bills are issued"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that waits for a person."""

    words: Words
    count: str
    address: str


@dataclass(frozen=True, slots=True)
class DayLine:
    date: date
    words: Words
    routes: int


@staff_page(action=None)
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) show each person the work of today that the roles allow."""
    may_run = visit.may("run_bills")
    runs = list_runs(limit=_RUNS) if may_run else []
    refused = len(_refused(visit)) if visit.may("see_bills") else 0
    return render(
        request,
        "staff/home.html",
        shell(request, section="home")
        | {
            "today": today(),
            "may_plan": may_run,
            "may_see_runs": may_run,
            "figures": _figures(visit, runs),
            "runs": [_run(run) for run in runs],
            "problems": _troubles(runs, refused),
            "days": [DayLine(day.day, _DAY_WORDS[day.what], day.routes) for day in list_calendar_days(first=today())],
            "no_runs": (
                Words(sq="Ende asnjë faturim", en="No bill runs yet"),
                Words(sq="Filloni me një provë.", en="Begin with a trial."),
            ),
            "no_problems": (
                Words(sq="Asgjë nuk pret", en="Nothing is waiting"),
                Words(sq="Nuk ka probleme të hapura.", en="There are no open problems."),
            ),
            "no_days": (
                Words(sq="Asnjë ditë e planifikuar", en="No days are planned"),
                Words(
                    sq="Kalendari i muajve që vijnë hyn me komandën `drita import calendar`.",
                    en="The calendar of the months to come is taken in by `drita import calendar`.",
                ),
            ),
        },
    )


def _figures(visit: Visit, runs: list[RunRow]) -> list[Figure]:
    figures = []
    if visit.may("see_subscribers"):
        figures.append(
            Figure(
                words=Words(sq="Kontrata në fuqi", en="Contracts in force"),
                value=formats.format_decimal(_contracts(visit)),
                address=reverse("staff:accounts"),
                link=Words(sq="Hap abonentët", en="Open the subscribers"),
            )
        )
    last = next((run for run in runs if run.kind == "issue" and run.state == "done"), None)
    if last is not None:
        month = formats.month_name(last.bill_month, language())
        figures += [
            Figure(
                words=Words(sq=f"Fatura, {month}", en=f"Bills, {month}"),
                value=formats.format_decimal(last.bills),
                address=reverse("staff:bills"),
                link=Words(sq="Hap faturat", en="Open the bills"),
            ),
            Figure(
                words=Words(sq=f"Faturuar, {month}", en=f"Billed, {month}"),
                value=formats.format_money(last.totals.get("total_minor", 0)),
                address=reverse("staff:run", args=[last.run_id]),
                link=Words(sq="Hap faturimin", en="Open the run"),
            ),
            Figure(
                words=Words(sq=f"Energji, {month}", en=f"Energy, {month}"),
                value=f"{formats.format_whole_kwh(last.totals.get('consumption_wh', 0))}{formats.NO_BREAK_BLANK}kWh",
            ),
        ]
    return figures


def _contracts(visit: Visit) -> int:
    scope = visit.scope
    key = f"contracts:{today()}:{scope.is_everywhere}:{scope.region_ids}:{scope.agency_ids}".replace(" ", "")
    count = cache.get(key)
    if count is None:
        count = count_contracts_in_force(on=today(), scope=scope)
        cache.set(key, count, _COUNT_LASTS_S)
    return int(count)


def _run(run: RunRow) -> RunView:
    return run_view(run=run, at=now())


def _refused(visit: Visit) -> list[object]:
    everywhere = visit.scope.is_everywhere
    return list(
        list_refusals(
            limit=_MOST_REFUSED + 1,
            region_ids=None if everywhere else visit.scope.region_ids,
            agency_ids=None if everywhere else visit.scope.agency_ids,
        )
    )


def _troubles(runs: list[RunRow], refused: int) -> list[Trouble]:
    found = []
    if refused:
        shown = str(refused) if refused <= _MOST_REFUSED else f"{_MOST_REFUSED}+"
        words = Words(sq="Lexime të refuzuara", en="Refused readings")
        found.append(Trouble(words, shown, reverse("staff:refused")))
    # The newest run tells what still stands in the way; older ones have been overtaken by it.
    if runs:
        address = reverse("staff:run-problems", args=[runs[0].run_id])
        for code, count in count_problems(run_id=runs[0].run_id).items():
            found.append(Trouble(_general(code), formats.format_decimal(count), address))
    return found


def _general(code: str) -> Words:
    """The reason without the values of one contract: what stands before the first of them."""
    words = BILLING_PROBLEMS.get(code)
    if words is None:
        return Words(sq=code, en=code)
    return Words(sq=_before_values(words.sq), en=_before_values(words.en))


def _before_values(text: str) -> str:
    head = text.split("{", maxsplit=1)[0].rstrip(" :–-,(")
    return head if head.endswith(".") else f"{head} …" if "{" in text else text
