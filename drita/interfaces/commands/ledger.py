"""`drita ledger`: the reference it works by, the proofs that must hold, and what the company is owed."""

import argparse

from rich.table import Table

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.modules.ledger.operations.load_ledger_reference import load_ledger_reference
from drita.modules.ledger.queries import check_ledger, company_totals
from drita.modules.payments.operations.load_partner_reference import load_partner_reference
from drita.modules.payments.queries import check_payments
from drita.rules.formats import format_amount, format_date
from drita.rules.words import Words

_LOADED = Words(
    sq="Plani kontabël +{ledger_accounts}, rregulla kalimi +{posting_rules}, norma kamate +{interest_rates}, "
    "kufij +{interest_caps}; partnerë: {partners}.",
    en="Ledger accounts +{ledger_accounts}, posting rules +{posting_rules}, interest rates +{interest_rates}, "
    "caps +{interest_caps}; partners: {partners}.",
)
_HOLDS = Words(sq="në rregull  {what} ({examined})", en="holds   {what} ({examined})")
_FAILS = Words(sq="GABIM       {what} ({examined})", en="WRONG   {what} ({examined})")
_NOT_ALL = Words(
    sq="Libri nuk provohet: {count} prova nuk qëndrojnë.", en="The ledger is not proven: {count} proofs do not hold."
)
_OWED = Words(sq="Zërat e hapur në fund të ditës {today}", en="Open items at the end of {today}")
_HEADINGS = (
    Words(sq="Llogaria", en="Account"),
    Words(sq="Zëra", en="Items"),
    Words(sq="Principal", en="Principal"),
    Words(sq="nga kjo me vonesë", en="of which overdue"),
    Words(sq="Kamatë", en="Interest"),
    Words(sq="Parapagime", en="Credits"),
)


def _load(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    loaded = load_ledger_reference(today=clock.today())
    partners = load_partner_reference()
    console.say(
        _LOADED,
        ledger_accounts=loaded.ledger_accounts,
        posting_rules=loaded.posting_rules,
        interest_rates=loaded.interest_rates,
        interest_caps=loaded.interest_caps,
        partners=partners,
    )
    return 0


def _check(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    wrong = 0
    for checks in (check_ledger(), check_payments()):
        for check in checks:
            words = _HOLDS if check.holds else _FAILS
            console.say(words, what=check.words.in_language(console.language), examined=check.examined)
            for difference in check.differences:
                console.complain(f"    {difference}")
            wrong += not check.holds
    if wrong:
        console.complain(_NOT_ALL.in_language(console.language, count=wrong))
    return 1 if wrong else 0


def _totals(arguments: argparse.Namespace, console: Console) -> int:
    del arguments
    today = clock.today()
    table = Table(title=_OWED.in_language(console.language, today=format_date(today)))
    for place, words in enumerate(_HEADINGS):
        table.add_column(words.in_language(console.language), justify="right" if place else "left")
    for owed in company_totals(today=today):
        amounts = (owed.principal_minor, owed.overdue_minor, owed.interest_minor, owed.credit_minor)
        table.add_row(owed.control_account, str(owed.items), *map(format_amount, amounts))
    console.print(table)
    return 0


COMMANDS = [
    Command(
        name="ledger load-reference",
        words=Words(
            sq="merr planin kontabël, rregullat e kalimit, kamatën dhe partnerët",
            en="take the chart, posting rules, interest terms and partners in",
        ),
        run=_load,
    ),
    Command(
        name="ledger check",
        words=Words(
            sq="provo librin: debi = kredi, partitari = kontrolli, gjendja = rillogaritja",
            en="prove the ledger: debit = credit, subledger = control, cache = replay",
        ),
        run=_check,
    ),
    Command(
        name="ledger totals",
        words=Words(sq="sa i detyrohen kompanisë tani", en="what the company is owed now"),
        run=_totals,
    ),
]
