"""Give a contract another category or tariff from a day on; what was in force before stays known."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.customers import queries
from drita.modules.customers.models import Contract, ContractCategoryPeriod
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToChangeCategory(UnableTo):
    code = "category_change_refused"
    words = Words(
        sq="Kategoria e kontratës {number} nuk ndryshohet më {on}: kontrata nuk vlen atë ditë.",
        en="The category of the contract {number} cannot change on {on}: the contract does not hold on that day.",
    )


def change_category(*, contract_id: int, category: str, tariff_code: str, on: date) -> None:
    """
    (This function will) put a contract under another category and tariff from the day `on` to its end.

    A period that began on the same day or later is replaced: the latest word on the future counts. Bills already issued
    are not touched; whoever calls decides on a correction.

    Raises: UnableToChangeCategory when the contract does not hold on that day.
    """
    with transaction.atomic():
        account_id = Contract.objects.values_list("account_id", flat=True).get(pk=contract_id)
        queries.lock_accounts(account_ids=[account_id])
        contract = Contract.objects.select_for_update(no_key=True).get(pk=contract_id)
        period = contract.valid_period
        if on < period.lower or (period.upper is not None and on >= period.upper):
            raise UnableToChangeCategory(number=contract.number, on=on)
        periods = list(ContractCategoryPeriod.objects.filter(contract=contract).order_by("valid_period"))
        held = next((row for row in periods if row.valid_period.lower <= on and _is_open_on(row, on)), None)
        if held is not None and (held.category, held.tariff_code) == (category, tariff_code):
            if held.valid_period.upper == contract.valid_period.upper:
                return
            on = held.valid_period.lower
        for row in periods:
            if row.valid_period.lower >= on:
                row.delete()
            elif _is_open_on(row, on):
                row.valid_period = DateRange(row.valid_period.lower, on)
                row.save(update_fields=["valid_period"])
        ContractCategoryPeriod.objects.create(
            contract=contract,
            category=category,
            tariff_code=tariff_code,
            valid_period=DateRange(on, contract.valid_period.upper),
        )


def _is_open_on(row: ContractCategoryPeriod, on: date) -> bool:
    return row.valid_period.upper is None or row.valid_period.upper > on
