"""One browser and one running site for all browser tests; skipped with a clear word where there is no Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import find_chromium, running_site
from tests.conftest import require


@pytest.fixture(scope="session")
def site(cluster: None) -> Iterator[str]:
    require("Chromium", bool(find_chromium()))
    with running_site() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Module and not session: while it is open an event loop runs, under which other tests' database access is refused."""
    require("Chromium", bool(find_chromium()))
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()
