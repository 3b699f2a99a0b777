"""Reads of the module tariffs: versions for rating, lists for people."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.tariffs import models
from drita.modules.tariffs.choices import VersionState
from drita.rules.errors import UnableTo
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.tariff_file import tariff_file
from drita.rules.tariffs.worked_examples import ExampleVerdict
from drita.rules.words import Words


class UnableToFindTariffVersion(UnableTo):
    code = "tariff_version_unknown"
    words = Words(
        sq="Tarifa {tariff_code} nuk ka version {version}; shihni: drita tariff list",
        en="The tariff {tariff_code} has no version {version}; see: drita tariff list",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version as lists and pages show it; `definition` is its file, ended as the database says."""

    version_id: int
    tariff_id: int
    tariff_code: str
    name: Words
    customers: Words
    version: str
    valid_from: date
    valid_to: date | None
    state: str
    is_verified: bool
    sha256: str
    source_toml: str
    definition: TariffVersion
    verdicts: tuple[ExampleVerdict, ...]
    loaded_at: datetime
    activated_at: datetime | None
    activated_by_id: int | None


@lru_cache(maxsize=512)
def _definition(sha256: str, source_toml: str) -> TariffVersion:
    # The fingerprint alone would do as the key; the text is what a miss is read from.
    return tariff_file(content=source_toml.encode()).version


def _ended(row: models.TariffVersion) -> TariffVersion:
    """Give the definition the end that the database knows: a later version may have closed it."""
    return replace(_definition(row.sha256, row.source_toml), valid_to=row.valid_period.upper)


def list_active_versions(
    *, period_start: date | None = None, period_end: date | None = None
) -> tuple[TariffVersion, ...]:
    """
    (This function will) return the definitions of all active versions, by code and first day.

    With a period, only those valid on some day of [period_start, period_end). Definitions are read from the stored
    text once per process and text.
    """
    rows = models.TariffVersion.objects.filter(state=VersionState.ACTIVE)
    if period_start is not None or period_end is not None:
        rows = rows.filter(valid_period__overlap=DateRange(period_start, period_end))
    return tuple(_ended(row) for row in rows.order_by("tariff__code", "valid_period"))


def list_versions(*, tariff_code: str | None = None) -> list[VersionRow]:
    """(This function will) return every version with its verdicts, by tariff and first day, whatever its state."""
    rows = models.TariffVersion.objects.select_related("tariff").prefetch_related("verdicts")
    if tariff_code is not None:
        rows = rows.filter(tariff__code=tariff_code)
    return [_row(row) for row in rows.order_by("tariff__code", "valid_period", "version")]


def get_version(*, tariff_code: str, version: str) -> VersionRow:
    """
    (This function will) return one version with its verdicts.

    Raises: UnableToFindTariffVersion.
    """
    row = (
        models.TariffVersion.objects.select_related("tariff")
        .prefetch_related("verdicts")
        .filter(tariff__code=tariff_code, version=version)
        .first()
    )
    if row is None:
        raise UnableToFindTariffVersion(tariff_code=tariff_code, version=version)
    return _row(row)


def list_tariff_names() -> dict[str, Words]:
    """(This function will) return the name of each tariff by its code."""
    rows = models.Tariff.objects.order_by("code").values_list("code", "name_sq", "name_en")
    return {code: Words(sq=name_sq, en=name_en) for code, name_sq, name_en in rows}


def _row(row: models.TariffVersion) -> VersionRow:
    tariff = row.tariff
    return VersionRow(
        version_id=row.pk,
        tariff_id=tariff.pk,
        tariff_code=tariff.code,
        name=Words(sq=tariff.name_sq, en=tariff.name_en),
        customers=Words(sq=tariff.customers_sq, en=tariff.customers_en),
        version=row.version,
        valid_from=row.valid_period.lower,
        valid_to=row.valid_period.upper,
        state=row.state,
        is_verified=row.is_verified,
        sha256=row.sha256,
        source_toml=row.source_toml,
        definition=_ended(row),
        verdicts=tuple(
            ExampleVerdict(
                title=Words(sq=each.title_sq, en=each.title_en),
                expected=each.expected,
                computed=each.computed,
                problems=tuple(each.problems),
                is_passed=each.passed,
            )
            for each in sorted(row.verdicts.all(), key=lambda verdict: verdict.position)
        ),
        loaded_at=row.loaded_at,
        activated_at=row.activated_at,
        activated_by_id=row.activated_by_id,
    )
