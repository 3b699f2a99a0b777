"""Every address of the staff screens. All of them live below /staff/; the root leads there."""

from django.urls import include, path
from django.views.generic import RedirectView

from drita.interfaces.staff.views import (
    accounts,
    bill,
    bills,
    calendar,
    debt,
    door,
    help_pages,
    home,
    organisation,
    payment,
    refused,
    run_plan,
    runs,
    search,
    statement,
    subscriber,
    tariffs,
)

_DOOR = [
    path("log-in/", door.log_in, name="log-in"),
    path("log-out/", door.log_out, name="log-out"),
    path("language/", door.choose_language, name="language"),
    path("theme/", door.choose_theme, name="theme"),
]
_SUBSCRIBERS = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("search/hits/", search.search_hits, name="search-hits"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<str:number>/", subscriber.subscriber, name="subscriber"),
    path("accounts/<str:number>/statement/", statement.statement_file, name="statement-file"),
    path("accounts/<str:number>/debt/", debt.debt, name="debt"),
    path("accounts/<str:number>/debt/<int:item_id>/", debt.why_item, name="why-item"),
    path("payments/<int:payment_id>/", payment.payment, name="payment"),
]
_BILLING = [
    path("bills/", bills.bills, name="bills"),
    path("bills/paper.css", bill.paper_style, name="paper-style"),
    path("bills/<str:number>/", bill.bill, name="bill"),
    path("bills/<str:number>/paper/", bill.bill_paper, name="bill-paper"),
    path("bills/<str:number>/pdf/", bill.bill_pdf_file, name="bill-pdf"),
    path("bill-runs/", runs.runs, name="runs"),
    path("bill-runs/plan/", run_plan.plan, name="run-plan"),
    path("bill-runs/plan/preview/", run_plan.preview, name="run-preview"),
    path("bill-runs/plan/start/", run_plan.start, name="run-start"),
    path("bill-runs/<int:run_id>/", runs.run_page, name="run"),
    path("bill-runs/<int:run_id>/progress/", runs.run_progress, name="run-progress"),
    path("bill-runs/<int:run_id>/problems/", runs.run_problems, name="run-problems"),
    path("bill-runs/<int:run_id>/stop/", runs.run_stop, name="run-stop"),
    path("bill-runs/<int:run_id>/go-on/", runs.run_go_on, name="run-go-on"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("readings/refused/", refused.refused, name="refused"),
    path("tariffs/", tariffs.tariffs, name="tariffs"),
    path("tariffs/<str:code>/<str:version>/", tariffs.tariff_version, name="tariff-version"),
    path("tariffs/<str:code>/<str:version>/activate/", tariffs.activate, name="tariff-activate"),
]
_OPERATOR = [
    path("organisation/", organisation.places, name="places"),
    path("organisation/routes/", organisation.routes, name="routes"),
    path("organisation/staff/", organisation.people, name="people"),
    path("organisation/holidays/", organisation.holidays, name="holidays"),
    path("help/", help_pages.help_page, name="help"),
    path("help/glossary/", help_pages.glossary, name="glossary"),
]

urlpatterns = [
    path("", RedirectView.as_view(url="/staff/", permanent=False)),
    path("staff/", include((_DOOR + _SUBSCRIBERS + _BILLING + _OPERATOR, "staff"))),
]
