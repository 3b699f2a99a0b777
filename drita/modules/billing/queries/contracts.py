"""Reads of contracts that billing needs before it loads anything in bulk."""

from django.db import connection

from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToFindContract(UnableTo):
    code = "contract_unknown"
    words = Words(sq="Kontrata {contract} nuk gjendet.", en="There is no contract {contract}.")


def find_contract_account(*, contract_id: int) -> int | None:
    """(This function will) return the account of a contract, or None for an unknown contract."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id FROM customers_contract WHERE id = %s", [contract_id])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def get_contract_id(*, number: str) -> int:
    """
    (This function will) return the id of the contract with this number.

    Raises: UnableToFindContract.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM customers_contract WHERE number = %s", [number.strip()])
        row = cursor.fetchone()
    if row is None:
        raise UnableToFindContract(contract=number)
    return int(row[0])
