"""A ledger with its reference loaded, and accounts that can owe."""

from datetime import date

import pytest

from tests.modules.ledger.book import Book


@pytest.fixture
def book(db) -> Book:
    return Book.opened(today=date(2026, 11, 23))
