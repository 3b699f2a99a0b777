"""The pages that are looked at: taken as pictures, searched by axe-core, watched for broken content policy."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.interfaces.small_operator import PASSWORD

PHONE = (390, 844)
DESK = (1440, 900)


@dataclass(frozen=True)
class Stop:
    """One page: its name, who looks at it, and its address; `{account}` and `{bill}` are found on the site."""

    name: str
    address: str
    username: str = "arta"


STOPS = (
    Stop("home", "/staff/"),
    Stop("search", "/staff/search/?q=Tirane"),
    Stop("accounts", "/staff/accounts/"),
    Stop("subscriber", "/staff/accounts/{account}/"),
    Stop("debt", "/staff/accounts/{account}/debt/?as_of=31.10.2026"),
    Stop("bills", "/staff/bills/"),
    Stop("bill", "/staff/bills/{bill}/"),
    Stop("paper", "/staff/bills/{bill}/paper/"),
    Stop("runs", "/staff/bill-runs/"),
    Stop("run", "/staff/bill-runs/{run}/"),
    Stop("run-problems", "/staff/bill-runs/{run}/problems/"),
    Stop("run-plan", "/staff/bill-runs/plan/"),
    Stop("calendar", "/staff/calendar/"),
    Stop("tariffs", "/staff/tariffs/"),
    Stop("tariff", "/staff/tariffs/AL-HOUSEHOLD/2026/"),
    Stop("refused", "/staff/readings/refused/"),
    Stop("places", "/staff/organisation/"),
    Stop("people", "/staff/organisation/staff/", username="gent"),
    Stop("holidays", "/staff/organisation/holidays/"),
    Stop("help", "/staff/help/"),
    Stop("glossary", "/staff/help/glossary/"),
    Stop("not-found", "/staff/accounts/0000000000/"),
    Stop("not-allowed", "/staff/bill-runs/", username="gent"),
)


def enter(browser: Browser, site: str, *, username: str, language: str = "sq", theme: str = "light") -> BrowserContext:
    """Open a browser of somebody's own and log in by the form."""
    context = browser.new_context(
        color_scheme="dark" if theme == "dark" else "light", viewport={"width": DESK[0], "height": DESK[1]}
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/staff/log-in/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("button.button--main")
    page.wait_for_url(f"{site}/staff/")
    page.close()
    return context


def find_places(page: Page, site: str) -> dict[str, str]:
    """
    Find an account that shows much, its newest bill and the newest run, as a person would: through the lists.

    A bakery on medium voltage has zones, reactive energy and a large debt; where there is none the first bill will do.
    """
    page.goto(f"{site}/staff/bills/")
    row = page.locator("tbody tr", has_text="sh.p.k.").first
    row = row if row.count() else page.locator("tbody tr").first
    bill = (row.locator("a").first.text_content() or "").strip()
    account = (row.locator("a").nth(1).get_attribute("href") or "").rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"{site}/staff/bill-runs/")
    run = (
        (page.locator("tbody tr", has=page.locator(".badge--billing")).locator("a").first.get_attribute("href") or "")
        .rstrip("/")
        .rsplit("/", 1)[-1]
    )
    return {"account": account, "bill": bill, "run": run}
