"""Every page as a picture in both languages, widths and colours; axe-core finds nothing; nothing breaks the policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pages import DESK, PHONE, STOPS, Stop, enter, find_places
from tests.browser.site import pictures_folder

pytestmark = pytest.mark.browser
# Both languages, both widths, both colours, each once a page; `take_pictures --all` takes every product of them.
_VIEWS = (("sq", "light", DESK), ("en", "dark", PHONE))


@pytest.fixture(scope="module")
def places(browser: Browser, site: str) -> dict[str, str]:
    context = enter(browser, site, username="arta")
    found = find_places(context.new_page(), site)
    context.close()
    return found


@pytest.fixture(scope="module")
def contexts(browser: Browser, site: str):
    """One log-in for each person, language and colour."""
    opened: dict[tuple[str, str, str], BrowserContext] = {}

    def of(username: str, language: str, theme: str) -> BrowserContext:
        key = (username, language, theme)
        if key not in opened:
            opened[key] = enter(browser, site, username=username, language=language, theme=theme)
        return opened[key]

    yield of
    for context in opened.values():
        context.close()


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_a_page_is_sound_in_every_view(stop: Stop, site: str, places: dict[str, str], contexts) -> None:
    found: list[str] = []
    for language, theme, (width, height) in _VIEWS:
        page: Page = contexts(stop.username, language, theme).new_page()
        page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{site}{stop.address.format(**places)}")
        assert page.locator("html").get_attribute("lang") == language
        page.screenshot(path=pictures_folder() / f"{stop.name}-{language}-{theme}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{language} {width}: wider than the screen")
        for violation in Axe().run(page).response["violations"]:
            places_found = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{language} {theme} {width}: {violation['id']}: {places_found}")
        page.close()
    assert not found
