"""Take a tariff file in as a draft version, with the verdicts on its worked examples."""

import tomllib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.tariffs.choices import VersionState
from drita.modules.tariffs.models import Tariff, TariffVersion
from drita.modules.tariffs.operations.store_verdicts import store_verdicts
from drita.modules.tariffs.queries import VersionRow, get_version
from drita.rules.errors import UnableTo
from drita.rules.tariffs.tariff_file import TariffFile, tariff_file
from drita.rules.words import Words


class UnableToLoadTariffFile(UnableTo):
    code = "tariff_version_used"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} nuk është më projekt dhe nuk ndryshon; jepini skedarit një version të ri.",
        en="Version {version} of the tariff {tariff_code} is no longer a draft and does not change; "
        "give the file a new version.",
    )


def load_tariff_file(*, content: bytes, loaded_at: datetime) -> VersionRow:
    """
    (This function will) store a tariff file as a draft and check its worked examples; nothing is billed by it yet.

    The same text twice changes nothing. Another text of the same version replaces a draft.

    Raises: UnableToReadTariffFile with every problem of the file; UnableToLoadTariffFile when bills
    may have been made by this version.
    """
    read = tariff_file(content=content)
    meaning = read.version
    with transaction.atomic():
        tariff, _ = Tariff.objects.get_or_create(code=meaning.code, defaults=_tariff_words(read))
        # The tariff is locked first, so that two loads of one version come one after the other.
        tariff = Tariff.objects.select_for_update().get(pk=tariff.pk)
        row = TariffVersion.objects.filter(tariff=tariff, version=meaning.version).first()
        if row is not None and row.state != VersionState.DRAFT:
            if row.sha256 != read.sha256:
                raise UnableToLoadTariffFile(tariff_code=meaning.code, version=meaning.version)
        elif row is None or row.sha256 != read.sha256:
            row = row or TariffVersion(tariff=tariff, version=meaning.version)
            row.valid_period = DateRange(meaning.valid_from, meaning.valid_to)
            row.source_toml, row.sha256 = read.text, read.sha256
            row.definition = _as_json(tomllib.loads(read.text, parse_float=str))
            row.is_verified, row.loaded_at = meaning.is_verified, loaded_at
            row.save()
            Tariff.objects.filter(pk=tariff.pk).update(**_tariff_words(read))
            store_verdicts(version=row, meaning=meaning, checked_at=loaded_at)
    return get_version(tariff_code=meaning.code, version=meaning.version)


def _tariff_words(read: TariffFile) -> dict[str, str]:
    meaning = read.version
    return {
        "name_sq": meaning.name.sq,
        "name_en": meaning.name.en,
        "customers_sq": meaning.customers.sq,
        "customers_en": meaning.customers.en,
    }


def _as_json(value: Any) -> Any:
    """Write dates as text; decimals are text already, so that no price passes through a float."""
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
