"""Add a ledger account to the chart."""

from drita.modules.ledger.models import LedgerAccount


def open_ledger_account(*, code: str, name_sq: str, name_en: str, kind: str) -> None:
    """(This function will) add a ledger account that is no control account; one that is there is left as it is."""
    LedgerAccount.objects.get_or_create(
        code=code, defaults={"name_sq": name_sq, "name_en": name_en, "kind": kind, "is_control": False}
    )
