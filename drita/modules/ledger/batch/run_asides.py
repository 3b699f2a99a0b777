"""Prove the tables a run filled aside before they become part of the journal."""

import re

from django.db import connection

from drita.modules.ledger.sql_files import sql_text
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_ASIDE = re.compile(r"^ledger_(entry|posting|open_item)_m[0-9]{6}_s[0-9]+$")


class UnableToProveRunBalanced(UnableTo):
    code = "run_not_balanced"
    words = Words(
        sq=(
            "Lotet e faturimit nuk provohen: {unbalanced} veprime të pabarazuara, {orphans} kalime pa veprim, "
            "{strangers} llogari me zëra të ndryshëm nga kalimet."
        ),
        en=(
            "The run's tables are not proven: {unbalanced} entries out of balance, {orphans} postings without entry, "
            "{strangers} accounts whose items differ from their postings."
        ),
    )


def prove_aside_balanced(*, entries_table: str, postings_table: str, items_table: str) -> None:
    """
    (This function will) prove that every entry of a run balances with two postings or more, that no posting or item
    lacks its entry or names another account, and that the items of each account equal its postings on control accounts.

    Raises: UnableToProveRunBalanced with the counts; ValueError for names that are no tables aside.
    """
    for name in (entries_table, postings_table, items_table):
        if not _ASIDE.match(name):
            raise ValueError(f"{name} is no table aside of the ledger")
    names = {"entries": entries_table, "postings": postings_table, "items": items_table}
    with connection.cursor() as cursor:
        cursor.execute(sql_text("prove_aside").format(**names))
        unbalanced, orphans, strangers = cursor.fetchone()
    if unbalanced or orphans or strangers:
        raise UnableToProveRunBalanced(unbalanced=unbalanced, orphans=orphans, strangers=strangers)
