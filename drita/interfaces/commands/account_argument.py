"""How commands name an account: by its number, or by the number of one of its contracts."""

import polars as pl

from drita.modules.customers.queries import contract_ids, stored_accounts
from drita.rules.errors import UnableTo
from drita.rules.words import Words

ACCOUNT_HELP = Words(sq="numri i llogarisë ose i kontratës", en="number of the account or of a contract")


class UnableToFindAccount(UnableTo):
    code = "account_unknown"
    words = Words(
        sq="Nuk ka llogari as kontratë me numrin {number}.",
        en="There is neither an account nor a contract with the number {number}.",
    )


def find_account(*, number: str) -> tuple[int, str]:
    """
    (This function will) return the id and the number as typed of the account that is meant.

    Raises: UnableToFindAccount.
    """
    wanted = number.strip()
    accounts = stored_accounts(numbers=pl.Series([wanted], dtype=pl.String))
    if accounts.height:
        return int(accounts["account_id"][0]), wanted
    contracts = contract_ids(numbers=[wanted])
    if wanted in contracts:
        return contracts[wanted][1], wanted
    raise UnableToFindAccount(number=wanted)
