"""A meter goes up at a service point, with the first reading of each of its registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.metering.choices import InstallationRole, ReadingQuality
from drita.modules.metering.models import Installation, Meter
from drita.modules.metering.operations.record_dial_values import UnableToRecordDialValues, record_dial_values
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToInstallMeter(UnableTo):
    code = "meter_not_installed"
    words = Words(
        sq="Matësi {meter_serial} nuk u vendos më {installed_on}: {reason}",
        en="Meter {meter_serial} was not installed on {installed_on}: {reason}",
    )


@dataclass(frozen=True, slots=True)
class DialValues:
    """First or last values of a meter's registers: register code -> thousandths of the dial's unit."""

    values_milli: Mapping[str, int]
    origin: str = "desk"
    reader_code: str = ""
    note: str = ""


def install_meter(
    *,
    meter_serial: str,
    service_point_id: int,
    installed_on: date,
    first_values: DialValues,
    today: date,
    recorded_at: datetime,
    role: str = InstallationRole.MAIN,
) -> int:
    """
    (This function will) hang a meter at a service point from a day on and record its first readings.

    Interval meters may come without first values; every other register needs one.

    Returns: id of the installation.
    Raises: UnableToInstallMeter (meter unknown, meter or place taken, values missing or refused).
    """
    with transaction.atomic():
        meter = Meter.objects.filter(serial=meter_serial).first()
        if meter is None:
            raise _refusal(meter_serial, installed_on, _METER_UNKNOWN)
        try:
            with transaction.atomic():
                installation = Installation.objects.create(
                    meter=meter,
                    service_point_id=service_point_id,
                    role=role,
                    valid_period=DateRange(installed_on, None, "[)"),
                )
        except IntegrityError as error:
            # The exclusion constraints know best; both mean that something hangs there already.
            raise _refusal(meter_serial, installed_on, _PLACE_TAKEN) from error
        try:
            record_dial_values(
                meter=meter,
                read_on=installed_on,
                values=first_values.values_milli,
                quality=ReadingQuality.INSTALLATION,
                origin=first_values.origin,
                reader_code=first_values.reader_code,
                note=first_values.note,
                today=today,
                recorded_at=recorded_at,
            )
        except UnableToRecordDialValues as error:
            raise _refusal(meter_serial, installed_on, error.said()) from error
        return installation.pk


_METER_UNKNOWN = Words(sq="matësi nuk njihet, regjistrojeni më parë.", en="the meter is not known, enter it first.")
_PLACE_TAKEN = Words(
    sq="matësi ose pika e furnizimit është e zënë në atë periudhë; përdorni ndërrimin e matësit.",
    en="the meter or the service point is taken in that period; use the exchange of a meter.",
)


def _refusal(meter_serial: str, installed_on: date, reason: Words) -> UnableToInstallMeter:
    return UnableToInstallMeter(meter_serial=meter_serial, installed_on=installed_on.isoformat(), reason=reason)
