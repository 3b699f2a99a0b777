"""Put a tariff version in force, after its worked examples have been reproduced."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from drita.modules.tariffs.choices import VersionState
from drita.modules.tariffs.models import Tariff, TariffVersion
from drita.modules.tariffs.operations.store_verdicts import store_verdicts
from drita.modules.tariffs.queries import VersionRow, get_version
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToActivateTariffVersion(UnableTo):
    """The version stays as it was; `code` says why."""


class UnableToPassWorkedExamples(UnableToActivateTariffVersion):
    code = "worked_examples_failed"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} nuk u aktivizua: {failed} nga {count} raste kontrolli nuk "
        "dalin ({titles_sq}). Ndreqni skedarin dhe ngarkojeni sërish.",
        en="Version {version} of the tariff {tariff_code} was not activated: {failed} of {count} worked examples do "
        "not come out ({titles_en}). Mend the file and load it again.",
    )


class UnableToUseExampleVersion(UnableToActivateTariffVersion):
    code = "version_is_example_only"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} mbahet vetëm si shembull (may_be_activated = false).",
        en="Version {version} of the tariff {tariff_code} is kept as an example only (may_be_activated = false).",
    )


class UnableToUseWithdrawnVersion(UnableToActivateTariffVersion):
    code = "version_withdrawn"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} është tërhequr; ngarkoni një version të ri.",
        en="Version {version} of the tariff {tariff_code} was withdrawn; load a new version.",
    )


class UnableToActivateChangedVersion(UnableToActivateTariffVersion):
    code = "version_changed_meanwhile"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} u ndryshua nga dikush tjetër gjatë kontrollit; provoni sërish.",
        en="Version {version} of the tariff {tariff_code} was changed by somebody else during the check; try again.",
    )


class UnableToOverlapVersions(UnableToActivateTariffVersion):
    code = "tariff_versions_overlap"
    words = Words(
        sq="Versioni {version} i tarifës {tariff_code} mbulon ditë të versionit aktiv {other} "
        "({other_from} - {other_to}). Vendosni valid_from ose valid_to që të mos mbulohen.",
        en="Version {version} of the tariff {tariff_code} shares days with the active version {other} "
        "({other_from} - {other_to}). Set valid_from or valid_to so that they do not.",
    )


def activate_tariff_version(
    *, tariff_code: str, version: str, at: datetime, by_staff_id: int | None = None
) -> VersionRow:
    """
    (This function will) make a draft version the one in force for its days.

    Its worked examples are rated anew and the verdicts are kept even when they refuse the activation. One rule
    closes an older version: an open version that begins later ends an open active one on its own first day. Any
    other shared day is refused. An active version stays as it is.

    Raises: UnableToFindTariffVersion; UnableToPassWorkedExamples, UnableToUseExampleVersion,
    UnableToUseWithdrawnVersion, UnableToOverlapVersions (all UnableToActivateTariffVersion).
    """
    chosen = get_version(tariff_code=tariff_code, version=version)
    names = {"tariff_code": tariff_code, "version": version}
    if chosen.state == VersionState.ACTIVE:
        return chosen
    if chosen.state == VersionState.WITHDRAWN:
        raise UnableToUseWithdrawnVersion(**names)
    if not chosen.definition.may_be_activated:
        raise UnableToUseExampleVersion(**names)
    _check_examples(chosen, names, at)
    try:
        with transaction.atomic():
            _activate(chosen, names, at, by_staff_id)
    except IntegrityError as error:
        if "tariffs_version_active_once" not in str(error):
            raise
        raise UnableToOverlapVersions(**names, other="?", other_from="?", other_to="?") from error
    return get_version(tariff_code=tariff_code, version=version)


def _check_examples(chosen: VersionRow, names: dict[str, str], at: datetime) -> None:
    with transaction.atomic():
        row = TariffVersion.objects.select_for_update().get(pk=chosen.version_id)
        verdicts = store_verdicts(version=row, meaning=chosen.definition, checked_at=at)
    failed = [verdict.title for verdict in verdicts if not verdict.is_passed]
    if failed:
        raise UnableToPassWorkedExamples(
            **names,
            failed=len(failed),
            count=len(verdicts),
            titles_sq="; ".join(title.sq for title in failed),
            titles_en="; ".join(title.en for title in failed),
        )


def _activate(chosen: VersionRow, names: dict[str, str], at: datetime, by_staff_id: int | None) -> None:
    tariff = Tariff.objects.select_for_update().get(pk=chosen.tariff_id)
    row = TariffVersion.objects.select_for_update().get(pk=chosen.version_id)
    active = TariffVersion.objects.filter(tariff=tariff, state=VersionState.ACTIVE)
    if row.sha256 != chosen.sha256 or row.state != VersionState.DRAFT:
        raise UnableToActivateChangedVersion(**names)
    if row.valid_period.upper is None:
        _close_older(active, row)
    shared = active.filter(valid_period__overlap=row.valid_period).first()
    if shared is not None:
        raise UnableToOverlapVersions(
            **names,
            other=shared.version,
            other_from=f"{shared.valid_period.lower:%d.%m.%Y}",
            other_to="…" if shared.valid_period.upper is None else f"{shared.valid_period.upper:%d.%m.%Y}",
        )
    row.state, row.activated_at, row.activated_by_id = VersionState.ACTIVE, at, by_staff_id
    row.save(update_fields=["state", "activated_at", "activated_by"])


def _close_older(active: "QuerySet[TariffVersion, Any]", row: TariffVersion) -> None:
    begins = row.valid_period.lower
    for older in active.filter(valid_period__startswith__lt=begins, valid_period__upper_inf=True):
        older.valid_period = DateRange(older.valid_period.lower, begins)
        older.save(update_fields=["valid_period"])
