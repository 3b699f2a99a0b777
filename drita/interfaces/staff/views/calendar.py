"""The billing calendar of a month: route, reading day, cut-off, issue, due date."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse

from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.lists import Column, Empty, ListView, answer_list
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.queries.lists import CalendarLine, calendar_months, list_calendar_lines
from drita.rules import formats
from drita.rules.words import Words

# The regulator insists on reading periods of about a month; others are pointed at.
_USUAL_DAYS = range(28, 33)


class MonthFilter(forms.Form):
    """Which month of those there are."""

    month = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, months: list[date], chosen: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.label = Words(sq="Muaji", en="Month").in_language(language())
        field.choices = [(f"{month:%Y-%m}", formats.month_name(month, language())) for month in months]
        field.initial = f"{chosen:%Y-%m}"


def chosen_month(*, text: str, months: list[date], fallback: date) -> date:
    """
    (This function will) return the month named in an address if there is one of it, else the newest not in the future.

    >>> chosen_month(text="2026-10", months=[date(2026, 11, 1), date(2026, 10, 1)], fallback=date(2026, 11, 23))
    datetime.date(2026, 10, 1)
    """
    for month in months:
        if f"{month:%Y-%m}" == text:
            return month
    return next((month for month in months if month <= fallback), months[-1] if months else fallback.replace(day=1))


@staff_page(action="see_bills")
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the days of a month for the routes in sight."""
    months = calendar_months()
    month = chosen_month(text=request.GET.get("month", ""), months=months, fallback=today())
    form = MonthFilter(request.GET if "month" in request.GET else None, months=months, chosen=month)
    view = ListView(
        title=Words(sq="Kalendari i faturimit", en="Billing calendar"),
        lead=Words(
            sq="Leximet deri në ditën e mbylljes hyjnë në faturën e muajit; ato pas saj në faturën tjetër.",
            en="Readings up to the cut-off day belong to the bill of the month; later ones to the next bill.",
        ),
        file_name=f"calendar-{month:%Y-%m}",
        section="calendar",
        form=form if months else None,
        columns=_COLUMNS,
        load=lambda after, limit: list_calendar_lines(bill_month=month, after=after, limit=limit, scope=visit.scope),
        key_of=lambda row: row.route_code,
        empty=Empty(
            title=Words(sq="Nuk ka kalendar", en="There is no calendar"),
            text=Words(
                sq="Kalendari hyn nga një skedar me komandën `drita import calendar`.",
                en="The calendar comes in from a file by the command `drita import calendar`.",
            ),
            icon="calendar",
        ),
    )
    return answer_list(request=request, view=view)


def _with_weekday(day: date) -> str:
    return f"{formats.format_date(day)} {formats.weekday_name(day, language())}"


def _days(row: CalendarLine) -> str:
    if row.period_days is None:
        return formats.UNKNOWN
    if row.period_days in _USUAL_DAYS:
        return str(row.period_days)
    words = Words(sq="{n} (jashtë 28–32)", en="{n} (outside 28–32)")
    return words.in_language(language(), n=row.period_days)


def _reading_day(row: CalendarLine) -> str:
    return _with_weekday(row.reading_date)


_COLUMNS = (
    Column(key="route", words=Words(sq="Rruga", en="Route"), value=lambda row: row.route_code, css="code nowrap"),
    Column(key="name", words=Words(sq="Emri", en="Name"), value=lambda row: row.route_name, is_spare=True),
    Column(key="agency", words=Words(sq="Agjencia", en="Agency"), value=lambda row: row.agency_name),
    Column(
        key="reading",
        words=Words(sq="Leximi", en="Reading"),
        value=lambda row: row.reading_date,
        text=_reading_day,
    ),
    Column(
        key="days",
        words=Words(sq="Ditë nga leximi i kaluar", en="Days since the last reading"),
        value=lambda row: row.period_days,
        text=_days,
        is_number=True,
    ),
    Column(
        key="cutoff",
        words=Words(sq="Mbyllja e leximeve", en="Cut-off"),
        value=lambda row: row.cutoff_date,
        text=lambda row: _with_weekday(row.cutoff_date),
    ),
    Column(
        key="issue",
        words=Words(sq="Lëshimi", en="Issue"),
        value=lambda row: row.issue_date,
        text=lambda row: _with_weekday(row.issue_date),
    ),
    Column(
        key="due",
        words=Words(sq="Afati i pagesës", en="Due"),
        value=lambda row: row.due_date,
        text=lambda row: _with_weekday(row.due_date),
    ),
)
