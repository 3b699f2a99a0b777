"""
Take the pictures that the README shows, and all others below var/pictures.

    python -m tests.browser.take_pictures                         with the small operator of the tests
    python -m tests.browser.take_pictures http://localhost:8000   with a demo that runs
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import database

README_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_README = (
    ("subscriber", "/staff/accounts/{account}/", "sq"),
    ("bill", "/staff/bills/{bill}/", "sq"),
    ("run", "/staff/bill-runs/{run}/", "en"),
)
_WIDTH, _HEIGHT = 1280, 860
_PAPER_DPI = 100


def main() -> int:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("site", nargs="?", help="address of a running demo")
    arguments = parser.parse_args()
    if arguments.site:
        os.environ["DRITA_TEST_SITE"] = arguments.site.rstrip("/")
    else:
        database.prepare_environment()
    # Django's settings are read by what follows, so it comes after the environment is prepared.
    from tests.browser.site import find_chromium, running_site

    if not find_chromium():
        print("Chromium is missing: apt install chromium", file=sys.stderr)
        return 1
    use = None if arguments.site else database.start_cluster()
    try:
        with running_site() as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            take_readme_pictures(browser, site)
            browser.close()
    finally:
        if use is not None:
            use.end()
    print(README_PICTURES)
    return 0


def take_readme_pictures(browser: Browser, site: str) -> None:
    """Take the few pictures of the README, in light colours, as much of each page as one screen shows."""
    from tests.browser.pages import enter, find_places

    README_PICTURES.mkdir(parents=True, exist_ok=True)
    for name, address, language in _README:
        context = enter(browser, site, username="arta", language=language)
        page = context.new_page()
        places = find_places(page, site)
        page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
        page.goto(f"{site}{address.format(**places)}")
        if name == "bill":
            page.locator("details.why summary").first.click()
        page.screenshot(path=README_PICTURES / f"{name}.png")
        if name == "bill":
            address = page.get_by_role("link", name="Hap PDF-në").get_attribute("href")
            _picture_of_paper(page.request.get(f"{site}{address}").body())
        context.close()


def _picture_of_paper(pdf: bytes) -> None:
    """The first page of a bill as it is printed, by poppler's pdftoppm."""
    command = ["pdftoppm", "-r", str(_PAPER_DPI), "-png", "-singlefile", "-", str(README_PICTURES / "paper")]
    subprocess.run(command, input=pdf, check=True)


if __name__ == "__main__":
    sys.exit(main())
