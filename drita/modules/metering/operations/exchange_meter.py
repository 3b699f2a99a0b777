"""One meter comes down and another goes up on the same day, in mid-period or not."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.metering.choices import InstallationRole, ReadingQuality
from drita.modules.metering.models import Installation
from drita.modules.metering.operations.install_meter import DialValues, UnableToInstallMeter, install_meter
from drita.modules.metering.operations.record_dial_values import UnableToRecordDialValues, record_dial_values
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToExchangeMeter(UnableTo):
    code = "meter_not_exchanged"
    words = Words(
        sq="Matësi nuk u ndërrua më {exchanged_on}: {reason}",
        en="The meter was not exchanged on {exchanged_on}: {reason}",
    )


_NOTHING_THERE = Words(
    sq="atë ditë nuk ka matës në këtë pikë; përdorni vendosjen.",
    en="no meter hangs at this service point on that day; use the installation.",
)
_SAME_DAY = Words(
    sq="matësi i vjetër u vendos po atë ditë; korrigjoni vendosjen.",
    en="the old meter was installed on the same day; correct the installation.",
)


def exchange_meter(
    *,
    service_point_id: int,
    exchanged_on: date,
    last_values: DialValues,
    new_meter_serial: str,
    first_values: DialValues,
    today: date,
    recorded_at: datetime,
    role: str = InstallationRole.MAIN,
) -> int:
    """
    (This function will) end the installation of the meter that hangs there and begin that of the new one.

    The last readings of the old meter and the first of the new one stand on the same day, so a period
    around it is billed as two parts that add up. All of it happens or nothing.

    Returns: id of the new installation.
    Raises: UnableToExchangeMeter.
    """
    with transaction.atomic():
        try:
            remove_meter(
                service_point_id=service_point_id,
                removed_on=exchanged_on,
                last_values=last_values,
                today=today,
                recorded_at=recorded_at,
                role=role,
            )
            return install_meter(
                meter_serial=new_meter_serial,
                service_point_id=service_point_id,
                installed_on=exchanged_on,
                first_values=first_values,
                today=today,
                recorded_at=recorded_at,
                role=role,
            )
        except UnableToInstallMeter as error:
            reason = error.params["reason"]
            raise UnableToExchangeMeter(exchanged_on=exchanged_on.isoformat(), reason=reason) from error


def remove_meter(
    *,
    service_point_id: int,
    removed_on: date,
    last_values: DialValues,
    today: date,
    recorded_at: datetime,
    role: str = InstallationRole.MAIN,
) -> None:
    """
    (This function will) take down the meter of a service point with the last reading of each register.

    Raises: UnableToExchangeMeter when none hangs there, or a last value is missing or refused.
    """
    day = removed_on.isoformat()
    with transaction.atomic():
        installation = (
            Installation.objects.select_for_update(of=("self",))
            .select_related("meter")
            .filter(service_point_id=service_point_id, role=role, valid_period__contains=removed_on)
            .first()
        )
        if installation is None:
            raise UnableToExchangeMeter(exchanged_on=day, reason=_NOTHING_THERE)
        begun = installation.valid_period.lower
        if begun == removed_on:
            raise UnableToExchangeMeter(exchanged_on=day, reason=_SAME_DAY)
        try:
            record_dial_values(
                meter=installation.meter,
                read_on=removed_on,
                values=last_values.values_milli,
                quality=ReadingQuality.REMOVAL,
                origin=last_values.origin,
                reader_code=last_values.reader_code,
                note=last_values.note,
                today=today,
                recorded_at=recorded_at,
            )
        except UnableToRecordDialValues as error:
            raise UnableToExchangeMeter(exchanged_on=day, reason=error.said()) from error
        installation.valid_period = DateRange(begun, removed_on, "[)")
        installation.save(update_fields=["valid_period"])
