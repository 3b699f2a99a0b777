"""Take a version out of force that was put in force by mistake."""

from django.db import transaction

from drita.modules.tariffs.choices import VersionState
from drita.modules.tariffs.models import TariffVersion
from drita.modules.tariffs.queries import VersionRow, get_version
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToWithdrawTariffVersion(UnableTo):
    code = "version_not_active"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} nuk është aktiv.",
        en="Version {version} of the tariff {tariff_code} is not active.",
    )


def withdraw_tariff_version(*, tariff_code: str, version: str) -> VersionRow:
    """
    (This function will) end the force of an active version for all its days.

    Bills that were made by it stay as they are; its days have no version until another one is activated, and a bill
    over such a day becomes a problem instead of a wrong bill. It cannot be activated again: a mended file gets a
    version of its own. Withdrawing twice changes nothing.

    Raises: UnableToFindTariffVersion; UnableToWithdrawTariffVersion for a draft.
    """
    chosen = get_version(tariff_code=tariff_code, version=version)
    with transaction.atomic():
        row = TariffVersion.objects.select_for_update().get(pk=chosen.version_id)
        if row.state == VersionState.DRAFT:
            raise UnableToWithdrawTariffVersion(tariff_code=tariff_code, version=version)
        row.state = VersionState.WITHDRAWN
        row.save(update_fields=["state"])
    return get_version(tariff_code=tariff_code, version=version)
